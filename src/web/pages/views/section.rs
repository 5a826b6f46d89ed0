//! The views of a section: asking for them, who has given some, opening them, and, once they are opened, how they lie.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{csrf, spread, standing};
use crate::lang::format;
use crate::service::views::{self, Change, QuestionViews, SectionPage, Stage, Step};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::pages::fill_in::id;
use crate::web::pages::tasks::{button, context};
use crate::web::parts::agreement::agreement;
use crate::web::parts::answer::{answer, lines};
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::success;
use crate::web::parts::question::anchor;
use crate::web::path;
use crate::web::problem::Problem;

type Address = Path<(String, String, String)>;

pub(in crate::web::pages) async fn show(page: Page, Path((_, text, dimension)): Address) -> Result<Response, Problem> {
    let view = views::section_page(&page.app, page.person.as_ref(), id(&text)?, &dimension).await?;
    let (words, opened) = (page.words, &view.opened);
    let node = opened.survey.node(view.plan.sections[view.section].node);
    let title = words.with("views-title", &[("section", node.title.get(page.lang).into())]);
    let stage = view.stage.as_ref().map(|stage| stage.stage);
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            @if page.query.get("done") == "given" { (success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (words.t("views-given")) } })) }
            @if page.query.get("done") == "settled" { (success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (words.t("views-settled-done")) } })) }
            (context(&page, opened))
            h1 class="govuk-heading-l" { (title) }
            @match stage {
                Some(Stage::Gathering) => (gathering(&page, &view)),
                Some(Stage::Opened) => (compared(&page, &view)),
                Some(Stage::Stopped) | None => (nothing(&page, &view)),
            }
        } }
    };
    Ok(Frame::new(title).section(Section::Home).back(path::assessment(page.lang, opened.assessment.id)).answer(&page, main))
}

pub(in crate::web::pages) async fn change(page: Page, Path((_, text, dimension)): Address, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let step = match fields.get("act") {
        "ask" => Step::Ask,
        "open" => Step::Open,
        "stop" => Step::Stop,
        _ => return Err(Problem::BadRequest),
    };
    let (assessment, revision) = (id(&text)?, fields.get("revision").parse().map_err(|_| Problem::BadRequest)?);
    views::change(&page.app, Some(person), Change { assessment, dimension: &dimension, revision, step }).await?;
    Ok(Redirect::to(&path::views(page.lang, assessment, &dimension)).into_response())
}

/// A form with one button for each step.
fn steps(page: &Page, view: &SectionPage, steps: &[(&str, &str, bool)]) -> Markup {
    let (opened, dimension) = (&view.opened, dimension(view));
    html! {
        form method="post" action=(path::views(page.lang, opened.assessment.id, dimension)) {
            (csrf(page))
            input type="hidden" name="revision" value=(view.stage.as_ref().map_or(0, |stage| stage.revision));
            div class="govuk-button-group" {
                @for (act, key, secondary) in steps {
                    button class={ "govuk-button" @if *secondary { " govuk-button--secondary" } } type="submit" name="act" value=(act) { (page.words.t(key)) }
                }
            }
        }
    }
}

fn dimension(view: &SectionPage) -> &str {
    &view.opened.survey.node(view.plan.sections[view.section].node).id
}

/// Nobody is asked for views.
fn nothing(page: &Page, view: &SectionPage) -> Markup {
    let words = page.words;
    html! {
        @if view.stage.is_some() { p class="govuk-body" { (words.t("views-stopped")) } }
        @else { p class="govuk-body" { (words.t("views-none-asked")) } }
        @if view.may_settle {
            p class="govuk-body" { (words.t("views-ask-text")) }
            ul class="govuk-list govuk-list--bullet" {
                li { (words.t("views-ask-text-who")) }
                li { (words.t("views-ask-text-apart")) }
                li { (words.t("views-ask-text-pause")) }
            }
            (steps(page, view, &[("ask", "views-ask", false)]))
        }
    }
}

/// Views are being given.
fn gathering(page: &Page, view: &SectionPage) -> Markup {
    let words = page.words;
    html! {
        p class="govuk-body" { (words.t("views-gathering")) }
        @if view.opened.may_fill_in { (own(page, view)) }
        (voices(page, view))
        @if view.may_settle {
            h2 class="govuk-heading-m" { (words.t("views-open-title")) }
            p class="govuk-body" { (words.t("views-open-text")) }
            @if view.voices.is_empty() { (steps(page, view, &[("stop", "views-stop", true)])) }
            @else { (steps(page, view, &[("open", "views-open", false), ("stop", "views-stop", true)])) }
            p class="govuk-body-s" { a class="govuk-link" href=(path::ask(page.lang, view.opened.assessment.id)) { (words.t("views-ask-more")) } }
        }
    }
}

/// How far the own view is, and the way to it.
fn own(page: &Page, view: &SectionPage) -> Markup {
    let section = &view.plan.sections[view.section];
    let given = view.own.map_or(0, |own| view.voices[own].given);
    let first = section.parts().next().unwrap_or(1);
    let target = path::own_view(page.lang, view.opened.assessment.id, dimension(view), first);
    html! { p class="govuk-body" { (button(&target, &page.words.t(if given == 0 { "views-give" } else { "views-change-own" }), view.stage.as_ref().is_some_and(|stage| stage.stage == Stage::Opened))) } }
}

fn voices(page: &Page, view: &SectionPage) -> Markup {
    let words = page.words;
    html! {
        h2 class="govuk-heading-m" { (words.t("views-voices")) }
        @if view.voices.is_empty() { p class="govuk-body" { (words.t("views-nobody-yet")) } }
        ul class="govuk-list govuk-list--bullet" {
            @for voice in &view.voices {
                li class="m-break" {
                    (voice.name.clone().unwrap_or_else(|| words.t("fill-in-somebody").into_owned()))
                    " – " (words.with("views-questions", &[("count", voice.given.into())]))
                }
            }
        }
    }
}

/// The views are opened: how far they agree, and every question.
fn compared(page: &Page, view: &SectionPage) -> Markup {
    let words = page.words;
    let stage = view.stage.as_ref();
    let open = view.questions.iter().filter(|views| views.settled.is_none() && !views.held.is_empty()).count();
    html! {
        @if let Some(at) = stage.and_then(|stage| stage.opened_at) {
            p class="govuk-body-s m-muted" { (words.with("views-opened-at", &[("time", format::date_time(page.lang, at).into())])) }
        }
        p class="govuk-body" { (words.with("views-to-settle", &[("count", open.into())])) }
        h2 class="govuk-heading-m" { (words.t("views-agreement")) }
        @match stage.and_then(|stage| stage.agreement.as_ref()) {
            Some(found) => (agreement(words, found)),
            None => p class="govuk-body" { (words.t("views-agreement-none")) },
        }
        (voices(page, view))
        @if view.opened.may_fill_in { (own(page, view)) }
        @for views in &view.questions { (question(page, view, views)) }
    }
}

fn question(page: &Page, view: &SectionPage, views: &QuestionViews) -> Markup {
    let (words, opened) = (page.words, &view.opened);
    let question = opened.survey.question(views.item.question);
    let settle = path::settle(page.lang, opened.assessment.id, dimension(view), &question.id);
    html! {
        div class="m-question" id=(anchor(question)) {
            h2 class="govuk-heading-s" { @if views.item.number > 0 { (views.item.number) ". " } (question.text.get(page.lang)) }
            p class="govuk-body" { (standing(page, views)) }
            @if views.held.is_empty() { p class="govuk-body" { (words.t("views-no-view")) } } @else { (spread(page, question, views)) }
            @if let Some(record) = &views.record {
                div class="govuk-body m-break" { strong { (words.t("views-answer-now")) } " " (answer(words, question, &record.answer)) }
            }
            @if let Some((settlement, by, _)) = &views.settled {
                @let who = by.clone().unwrap_or_else(|| words.t("fill-in-somebody").into_owned());
                p class="govuk-body-s m-flush" {
                    (words.with("views-settled-by", &[("who", who.into()), ("time", format::date_time(page.lang, settlement.at).into()), ("count", settlement.views.into())]))
                }
                p class="govuk-body-s m-muted m-break" { (words.t("views-reason")) ": " (lines(&settlement.reason)) }
            }
            @if view.may_settle && !views.held.is_empty() {
                p class="govuk-body" {
                    a class="govuk-link" href=(settle) {
                        (words.t(if views.settled.is_some() { "views-settle-again" } else { "views-settle" }))
                        span class="govuk-visually-hidden" { ": " (question.text.get(page.lang)) }
                    }
                }
            }
        }
    }
}
