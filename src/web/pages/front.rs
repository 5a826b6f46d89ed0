//! The public first page: what this is, for whom, what has been published, the questionnaires; in a demo also the people one may be.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};

use crate::chart::{self, Bar, BarWords, Bars};
use crate::engine::survey::{NodeIx, Survey};
use crate::lang::format;
use crate::service::demo::{DemoPerson, PEOPLE};
use crate::service::front::{self, Published};
use crate::service::{App, Role};
use crate::web::page::Page;
use crate::web::parts::frame::{Frame, Section, drawn};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}", get(page))
}

async fn page(page: Page) -> Result<Response, Problem> {
    let published = front::published(&page.app).await?;
    let words = page.words;
    let main = html! {
        @if page.app.settings().demo { (demo(&page)) }
        (gains(&page))
        (readers(&page))
        @if !published.is_empty() { (results(&page, &published)) }
        (surveys(&page))
        (course(&page))
    };
    let hero = hero(&page, &published);
    Ok(Frame::new(words.t("front-title")).section(Section::Front).hero(hero).answer(&page, main))
}

fn hero(page: &Page, published: &[Published]) -> Markup {
    let words = page.words;
    // The round with the most municipalities says most.
    let figure = published.iter().max_by_key(|published| published.overview.submitted).and_then(|published| profile(page, published));
    let text = html! {
        h1 class="govuk-heading-xl" { (words.t("front-heading")) }
        p class="govuk-body-l" { (words.t("front-lead")) }
        div class="govuk-button-group" {
            @match (page.person.is_some(), published.is_empty()) {
                (true, _) => a class="govuk-button" href=(path::home(page.lang)) role="button" draggable="false" { (words.t("frame-section-home")) },
                (false, false) => a class="govuk-button" href="#results" role="button" draggable="false" { (words.t("front-to-results")) },
                (false, true) => a class="govuk-button" href=(path::sign_in(page.lang)) role="button" draggable="false" { (words.t("action-sign-in")) },
            }
            a class="govuk-button govuk-button--secondary" href="#surveys" role="button" draggable="false" { (words.t("front-to-surveys")) }
        }
    };
    html! {
        @match figure {
            Some(figure) => div class="govuk-grid-row" {
                div class="govuk-grid-column-two-thirds" { (text) }
                div class="govuk-grid-column-one-third" { (figure) }
            },
            None => (text),
        }
    }
}

/// The mean profile of a published round, small: real figures, no decoration. (The median of a dimension of a few yes/no questions jumps between its few
/// values and says little.)
fn profile(page: &Page, published: &Published) -> Option<Markup> {
    let Published { campaign, survey, overview, .. } = published;
    let words = page.words;
    let rows: Vec<Bar> = survey
        .nodes
        .iter()
        .zip(&overview.nodes)
        .skip(1)
        .filter(|(node, _)| published.shown.contains(&node.id))
        .map(|(node, statistics)| Bar {
            label: node.short.get(page.lang).to_owned(),
            value: statistics.mean.map(|mean| mean / node.maximum * 100.0),
            bounds: None,
            comparison: None,
            level: None,
        })
        .collect();
    let title = campaign.title.get(page.lang);
    let finding = words.with("front-profile-finding", &[("count", overview.submitted.into())]);
    let value = |value: f64| format::number(page.lang, value, 1);
    let tick = |value: f64| format::number(page.lang, value, 0);
    let frame = chart::Frame { id: "profile", title, finding: &finding, width: chart::NARROW, max: 100.0, value: &value, tick: &tick, source: None };
    let none = String::new;
    let bar_words = BarWords {
        label: words.t("thing-dimension").into_owned(),
        value: words.t("front-profile-mean").into_owned(),
        bounds: none(),
        low: none(),
        high: none(),
        comparison: none(),
        level: none(),
        missing: words.t("measure-none").into_owned(),
    };
    let drawing = chart::bars(&frame, &Bars { rows, words: bar_words }).ok()?;
    Some(html! {
        div class="m-card" {
            figure class="m-figure m-flush" {
                figcaption class="m-figure__caption" {
                    strong class="m-figure__title" { (title) }
                    span class="m-figure__finding" { (finding) }
                }
                (drawn(&drawing.svg))
            }
            p class="m-card__text" { a class="govuk-link" href=(path::campaign(page.lang, &campaign.slug)) { (words.t("front-profile-more")) } }
        }
    })
}

/// One click for each person of the demo.
fn demo(page: &Page) -> Markup {
    let words = page.words;
    let button = |person: &DemoPerson, secondary: bool, label: &str| {
        html! {
            form method="post" action=(path::demo_sign_in(page.lang)) {
                input type="hidden" name="email" value=(person.email);
                button class={ "govuk-button m-button-small" @if secondary { " govuk-button--secondary" } } type="submit" { (label) }
            }
        }
    };
    html! {
        section class="m-next" aria-labelledby="demo" {
            h2 class="m-next__title" id="demo" { strong class="govuk-tag" { (words.t("frame-demo-tag")) } " " (words.t("front-demo-title")) }
            p class="m-next__text" { (words.t("front-demo-text")) }
            h3 class="govuk-heading-s" { (words.t("front-demo-runs")) }
            div class="m-toolbar" {
                @for person in PEOPLE.iter().filter(|person| person.city.is_none()) {
                    @let label = words.t(if person.role == Role::Administrator { "front-demo-administrator" } else { "front-demo-expert" });
                    (button(person, false, &label))
                }
            }
            h3 class="govuk-heading-s" { (words.t("front-demo-cities")) }
            div class="m-toolbar" {
                @for (person, city) in PEOPLE.iter().filter_map(|person| person.city.map(|(_, city)| (person, city))) {
                    (button(person, true, city))
                }
            }
        }
    }
}

fn gains(page: &Page) -> Markup {
    let words = page.words;
    let cards = [
        (words.t("front-gain-profile"), words.t("front-gain-profile-text")),
        (words.t("front-gain-reasons"), words.t("front-gain-reasons-text")),
        (words.t("front-gain-steps"), words.t("front-gain-steps-text")),
        (words.t("front-gain-talk"), words.t("front-gain-talk-text")),
    ];
    html! {
        h2 class="govuk-heading-l" { (words.t("front-gains")) }
        ul class="m-cards" {
            @for (title, text) in cards {
                li class="m-card m-card--accent" { h3 class="m-card__title" { (title) } p class="govuk-body" { (text) } }
            }
        }
    }
}

fn readers(page: &Page) -> Markup {
    let words = page.words;
    let readers = [
        (words.t("front-reader-mayor"), words.t("front-reader-mayor-text")),
        (words.t("front-reader-officer"), words.t("front-reader-officer-text")),
        (words.t("front-reader-network"), words.t("front-reader-network-text")),
    ];
    html! {
        h2 class="govuk-heading-l" { (words.t("front-readers")) }
        div class="govuk-grid-row" {
            @for (title, text) in readers {
                div class="govuk-grid-column-one-third" { h3 class="govuk-heading-m" { (title) } p class="govuk-body" { (text) } }
            }
        }
    }
}

fn results(page: &Page, published: &[Published]) -> Markup {
    let (words, lang) = (page.words, page.lang);
    html! {
        h2 class="govuk-heading-l" id="results" tabindex="-1" { (words.t("front-results")) }
        p class="govuk-body" { (words.t("front-results-text")) }
        ul class="m-cards" {
            @for Published { campaign, network, overview, survey, median, .. } in published {
                @let maximum = survey.node(NodeIx::INDEX).maximum;
                @let median = median.map(|median| median / maximum * 100.0);
                li class="m-card m-card--link" {
                    h3 class="m-card__title" { a class="govuk-link" href=(path::campaign(lang, &campaign.slug)) { (campaign.title.get(lang)) } }
                    p class="m-card__text" { (network.get(lang)) " · " (format::date(lang, campaign.closes_on)) }
                    @if let Some(median) = median {
                        div class="m-card__figure" { (format::number(lang, median, 1)) " " span class="m-card__unit" { (words.t("front-results-median")) } }
                        (bar(median))
                    }
                    p class="m-card__text" {
                        (words.with("front-results-taking-part", &[("submitted", overview.submitted.into()), ("invited", overview.invited.into())]))
                    }
                }
            }
        }
    }
}

/// A bar without text; the number stands beside it.
fn bar(percent: f64) -> Markup {
    html! {
        svg class="chart m-bar" viewBox="0 0 300 12" aria-hidden="true" {
            rect class="c-track" width="300" height="12" rx="4" {}
            rect class="c-own" width=(format!("{:.1}", percent.clamp(0.0, 100.0) * 3.0)) height="12" rx="4" {}
        }
    }
}

fn surveys(page: &Page) -> Markup {
    let words = page.words;
    html! {
        h2 class="govuk-heading-l" id="surveys" tabindex="-1" { (words.t("front-surveys")) }
        p class="govuk-body" { (words.t("front-surveys-text")) }
        ul class="m-cards" {
            @for survey in page.app.surveys().shipped() { (survey_card(page, survey)) }
        }
    }
}

fn survey_card(page: &Page, survey: &Survey) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let (id, version) = survey.key();
    let sections = survey.sections().count();
    html! {
        li class="m-card m-card--link" {
            h3 class="m-card__title" {
                a class="govuk-link" href=(path::survey(lang, id, version)) { (survey.meta.title.get(lang)) }
            }
            p class="m-card__text" { (words.with("front-survey-version", &[("version", version.into())])) }
            div class="m-card__figure" { (words.with("count-questions", &[("count", survey.questions.len().into())])) }
            p class="m-card__text" { (words.with("front-survey-sections", &[("count", sections.into())])) }
        }
    }
}

fn course(page: &Page) -> Markup {
    let words = page.words;
    let steps = ["front-course-invite", "front-course-answer", "front-course-submit", "front-course-freeze"].map(|key| words.t(key));
    html! {
        div class="govuk-grid-row" {
            div class="govuk-grid-column-two-thirds" {
                h2 class="govuk-heading-l" { (words.t("front-course")) }
                ol class="govuk-list govuk-list--number govuk-list--spaced" { @for step in steps { li { (step) } } }
                h2 class="govuk-heading-l" { (words.t("front-privacy")) }
                p class="govuk-body" { (words.t("front-privacy-text")) }
                p class="govuk-body" { a class="govuk-link" href=(path::method(page.lang)) { (words.t("front-method")) } }
            }
        }
    }
}
