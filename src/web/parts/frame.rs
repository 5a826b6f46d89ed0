//! The frame of every page: head, header, banner of the demo, way back, footer.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, Render, html};

use crate::engine::ENGINE_VERSION;
use crate::lang::{Lang, Words, format};
use crate::service::access::Person;
use crate::web::page::{Page, SessionLeft};
use crate::web::{assets, path};

/// A section of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Section {
    /// The public first page.
    Front,
    /// What concerns the person who is signed in.
    Home,
    /// Comparing municipalities.
    Compare,
    /// Running campaigns.
    Admin,
    /// How scores come about.
    Method,
}

/// What stands around the main part of a page.
#[must_use]
pub(in crate::web) struct Frame {
    title: String,
    section: Option<Section>,
    back: Option<String>,
    crumbs: Vec<(String, String)>,
    wide: bool,
    hero: Option<Markup>,
    errors: bool,
    status: StatusCode,
}

impl Frame {
    /// A page with a title, which also is its `h1` in words that may be shorter.
    pub(in crate::web) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), section: None, back: None, crumbs: Vec::new(), wide: false, hero: None, errors: false, status: StatusCode::OK }
    }

    /// Marks a section of the header as the current one.
    pub(in crate::web) const fn section(mut self, section: Section) -> Self {
        self.section = Some(section);
        self
    }

    /// A link back, above the main part.
    pub(in crate::web) fn back(mut self, address: impl Into<String>) -> Self {
        self.back = Some(address.into());
        self
    }

    /// A breadcrumb: name and address of a page above this one. The page itself is added with its title.
    pub(in crate::web) fn crumb(mut self, name: impl Into<String>, address: impl Into<String>) -> Self {
        self.crumbs.push((name.into(), address.into()));
        self
    }

    /// As wide as a dashboard needs.
    pub(in crate::web) const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// A band across the window at the top of the main part, which then holds the `h1`.
    pub(in crate::web) fn hero(mut self, hero: Markup) -> Self {
        self.hero = Some(hero);
        self
    }

    /// A form that came back: status 422, and the title says so first.
    pub(in crate::web) const fn refused(mut self, refused: bool) -> Self {
        if refused {
            self.errors = true;
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self
    }

    /// Another status.
    pub(in crate::web) const fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The whole answer.
    pub(in crate::web) fn answer(self, page: &Page, main: Markup) -> Response {
        let status = self.status;
        let around = Around {
            words: page.words,
            lang: page.lang,
            person: page.person.as_ref(),
            demo: page.app.settings().demo,
            here: &page.here,
            left: page.person.as_ref().map(|person| page.session_left(person)),
        };
        respond(status, document(&self, &around, main))
    }
}

fn respond(status: StatusCode, document: Markup) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    (status, [kind], document.into_string()).into_response()
}

/// What the frame knows of the request.
struct Around<'a> {
    words: Words,
    lang: Lang,
    person: Option<&'a Person>,
    demo: bool,
    here: &'a str,
    /// How long the sign-in goes on; none on the page of a problem.
    left: Option<SessionLeft>,
}

/// A drawing or another piece of markup that our own code has made: the one place where markup is put into a page as it is.
pub(in crate::web) fn drawn(svg: &str) -> impl Render + use<> {
    PreEscaped(svg.to_owned())
}

/// The page of a problem, for a request that has no page of its own.
pub(in crate::web) fn problem(lang: Lang, key: &'static str, here: &str, reference: Option<&str>, person: Option<&Person>, demo: bool) -> Response {
    let words = Words::of(lang);
    let title = words.t(&format!("{key}-title"));
    let frame = Frame::new(title.clone());
    let main = html! {
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { (words.t(&format!("{key}-text"))) }
        @if let Some(reference) = reference {
            p class="govuk-body" { (words.t("frame-problem-reference")) " " code class="m-code" { (reference) } }
        }
        p class="govuk-body" {
            @if person.is_some() { a class="govuk-link" href=(path::home(lang)) { (words.t("frame-problem-to-home")) } }
            @else { a class="govuk-link" href=(path::front(lang)) { (words.t("frame-problem-to-front")) } }
        }
    };
    let around = Around { words, lang, person, demo, here, left: None };
    // The status is set by whoever answers.
    respond(StatusCode::OK, document(&frame, &around, main))
}

fn document(frame: &Frame, around: &Around<'_>, main: Markup) -> Markup {
    let Around { words, lang, .. } = around;
    let files = assets::addresses();
    let container = if frame.wide { "govuk-width-container m-wide" } else { "govuk-width-container" };
    html! {
        (DOCTYPE)
        html lang=(lang.code()) class="govuk-template" {
            head {
                meta charset="utf-8";
                title { @if frame.errors { (words.t("frame-title-error")) " " } (frame.title) " – " (words.t("product-name")) }
                meta name="description" content=(words.t("product-description"));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                link rel="icon" href=(files.favicon) type="image/svg+xml";
                link rel="stylesheet" href=(files.style);
                @for other in Lang::ALL.into_iter().filter(|other| other != lang) {
                    link rel="alternate" hreflang=(other.code()) href=(path::in_language(around.here, other));
                }
                script type="module" src=(files.script) {}
            }
            body class="govuk-template__body" {
                a class="govuk-skip-link" href="#main-content" { (words.t("action-skip-to-content")) }
                (header(frame, around, container))
                (session(around, container))
                @if around.demo {
                    div class="m-demo" role="region" aria-label=(words.t("frame-demo-name")) {
                        div class={ (container) " m-demo__inner" } {
                            strong class="govuk-tag" { (words.t("frame-demo-tag")) }
                            p class="m-demo__text" { (words.t("frame-demo-text")) }
                        }
                    }
                }
                @if let Some(hero) = &frame.hero {
                    main id="main-content" {
                        section class="m-hero" { div class=(container) { (hero) } }
                        div class={ (container) " govuk-main-wrapper" } { (main) }
                    }
                } @else { div class=(container) {
                    @if let Some(back) = &frame.back {
                        nav aria-label=(words.t("action-back")) { a class="govuk-back-link" href=(back) { (words.t("action-back")) } }
                    }
                    @if !frame.crumbs.is_empty() {
                        nav class="govuk-breadcrumbs" aria-label=(words.t("frame-breadcrumbs")) {
                            ol class="govuk-breadcrumbs__list" {
                                @for (name, address) in &frame.crumbs {
                                    li class="govuk-breadcrumbs__list-item" { a class="govuk-breadcrumbs__link" href=(address) { (name) } }
                                }
                                li class="govuk-breadcrumbs__list-item" aria-current="page" { (frame.title) }
                            }
                        }
                    }
                    main class="govuk-main-wrapper" id="main-content" { (main) }
                } }
                (footer(around, container))
            }
        }
    }
}

fn header(frame: &Frame, around: &Around<'_>, container: &str) -> Markup {
    let Around { words, lang, person, here, .. } = around;
    let sections = sections(*lang, *person);
    html! {
        header class="miernik-header" {
            div class={ (container) " miernik-header__inner" } {
                a class="miernik-header__brand" href=(path::front(*lang)) {
                    img class="miernik-header__emblem" src=(assets::addresses().emblem) alt="" width="32" height="32";
                    (words.t("product-name"))
                }
                nav class="miernik-header__nav" aria-label=(words.t("frame-sections")) {
                    ul class="miernik-header__list" {
                        @for (section, key, address) in sections {
                            li {
                                a class="miernik-header__link" href=(address) aria-current=[(frame.section == Some(section)).then_some("true")] { (words.t(key)) }
                            }
                        }
                    }
                }
                div class="miernik-header__tools" {
                    @if let Some(person) = person {
                        span class="miernik-header__who" { (person.name) }
                    }
                    @for other in Lang::ALL.into_iter().filter(|other| other != lang) {
                        a class="miernik-header__link" href=(path::in_language(here, other)) hreflang=(other.code()) lang=(other.code()) {
                            (words.t(language_key(other)))
                        }
                    }
                    @match person {
                        Some(person) => {
                            form method="post" action=(path::sign_out(*lang)) {
                                input type="hidden" name="csrf" value=(person.csrf);
                                button class="miernik-header__button" type="submit" { (words.t("action-sign-out")) }
                            }
                        }
                        None => a class="miernik-header__link" href=(path::sign_in(*lang)) { (words.t("action-sign-in")) }
                    }
                }
            }
        }
    }
}

/// Where the script says that the sign-in ends soon, and what it says. The place is there from the beginning, so that screen readers tell what comes into it.
fn session(around: &Around<'_>, container: &str) -> Markup {
    let (Some(person), Some(left)) = (around.person, &around.left) else { return html! {} };
    let words = around.words;
    html! {
        div class=(container) role="status" id="session" data-seconds=(left.seconds) data-stay=(path::stay(around.lang)) data-person=(person.id)
            data-last=(words.t("kept-session-last")) {}
        template id="session-ending" {
            div class="govuk-inset-text" {
                p class="govuk-body" { span { (words.t("kept-session-ending")) } " " strong data-session-ends { (left.ends) } "." }
                button class="govuk-button govuk-button--secondary m-flush" type="button" { (words.t("kept-session-stay")) }
            }
        }
    }
}

const fn language_key(lang: Lang) -> &'static str {
    match lang {
        Lang::Pl => "language-pl",
        Lang::En => "language-en",
    }
}

fn sections(lang: Lang, person: Option<&Person>) -> Vec<(Section, &'static str, String)> {
    let mut sections = Vec::new();
    if let Some(person) = person {
        sections.push((Section::Home, "frame-section-home", path::home(lang)));
        if person.is_any_administrator() {
            sections.push((Section::Admin, "frame-section-admin", path::admin(lang)));
        }
    } else {
        sections.push((Section::Front, "frame-section-front", path::front(lang)));
    }
    sections.push((Section::Method, "frame-section-method", path::method(lang)));
    sections
}

fn footer(around: &Around<'_>, container: &str) -> Markup {
    let Around { words, lang, person, .. } = around;
    html! {
        footer class="miernik-footer" {
            div class=(container) {
                ul class="miernik-footer__list" {
                    li { a class="miernik-footer__link" href=(path::method(*lang)) { (words.t("frame-section-method")) } }
                }
                p class="miernik-footer__meta" {
                    (words.t("product-name")) " " (env!("CARGO_PKG_VERSION")) " · " (words.with("frame-footer-engine", &[("version", ENGINE_VERSION.into())]))
                    @if let Some(person) = person {
                        " · " (words.with("frame-footer-session-ends", &[("time", format::time(person.session_ends_at).into())]))
                    }
                }
            }
        }
    }
}
