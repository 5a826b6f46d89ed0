//! A shipped survey version for everybody to read: what it is, its parts, its levels, and every question with its points. Nothing is filled in here.

mod question;

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use crate::engine::document::Aggregation;
use crate::engine::survey::{Node, NodeIx, NodeKind, QuestionIx, Survey};
use crate::lang::format;
use crate::service::App;
use crate::web::page::Page;
use crate::web::parts::frame::{Frame, Section};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/surveys/{id}/{version}", get(overview))
        .route("/{lang}/surveys/{id}/{version}/definition.toml", get(as_toml))
        .route("/{lang}/surveys/{id}/{version}/definition.json", get(as_json))
        .route("/{lang}/surveys/{id}/{version}/{section}", get(section))
}

fn find(page: &Page, id: &str, version: &str) -> Result<Arc<Survey>, Problem> {
    page.app.surveys().find(id, version).ok_or(Problem::NotFound)
}

async fn overview(page: Page, Path((_, id, version)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let survey = find(&page, &id, &version)?;
    let (words, lang) = (page.words, page.lang);
    let title = survey.meta.title.get(lang);
    let main = html! {
        span class="govuk-caption-l" { (words.with("questionnaire-caption", &[("version", version.as_str().into())])) }
        h1 class="govuk-heading-l" { (title) }
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            @if let Some(description) = &survey.meta.description { p class="govuk-body-l" { (description.get(lang)) } }
        } }
        dl class="m-stats" {
            div { dt { (words.t("questionnaire-stat-questions")) } dd { (format::count(lang, survey.questions.len())) } }
            div { dt { (words.t("questionnaire-stat-parts")) } dd { (format::count(lang, survey.sections().count())) } }
            @if !survey.levels.is_empty() {
                div { dt { (words.t("questionnaire-stat-levels")) } dd { (format::count(lang, survey.levels.len())) } }
            }
        }
        (parts(&page, &survey))
        @if !survey.levels.is_empty() { (levels(&page, &survey)) }
        (origin(&page, &survey))
    };
    Ok(Frame::new(title).section(Section::Front).crumb(words.t("frame-section-front"), path::front(lang)).answer(&page, main))
}

/// How much a node counts in the overall score, in percent, if every answer is there; none for modules and what is below them.
fn share(survey: &Survey, node: &Node) -> Option<f64> {
    let parent = survey.node(node.parent?);
    if parent.kind == NodeKind::Module {
        return None;
    }
    let above = if parent.parent.is_some() { share(survey, parent)? } else { 100.0 };
    let counts = |node: &Node| if parent.aggregation == Aggregation::Sum { node.maximum } else { node.weight };
    let sum: f64 = survey.nodes.iter().filter(|other| other.parent == node.parent).map(counts).sum();
    (sum > 0.0).then(|| counts(node) / sum * above)
}

fn parts(page: &Page, survey: &Survey) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let (id, version) = survey.key();
    html! {
        div class="m-scroll" role="region" aria-labelledby="parts" tabindex="0" {
            table class="govuk-table" {
                caption class="govuk-table__caption govuk-table__caption--m" id="parts" { (words.t("questionnaire-parts")) }
                thead class="govuk-table__head" { tr class="govuk-table__row" {
                    th scope="col" class="govuk-table__header" { (words.t("questionnaire-part")) }
                    th scope="col" class="govuk-table__header govuk-table__header--numeric" { (words.t("questionnaire-stat-questions")) }
                    th scope="col" class="govuk-table__header govuk-table__header--numeric" { (words.t("questionnaire-share")) }
                } }
                tbody class="govuk-table__body" {
                    @for (_, node, questions) in survey.sections() {
                        tr class="govuk-table__row" {
                            th scope="row" class="govuk-table__header" {
                                a class="govuk-link" href=(path::survey_section(lang, id, version, &node.id)) { (node.title.get(lang)) }
                                @if let Some(description) = &node.description { div class="govuk-body-s m-muted m-flush" { (description.get(lang)) } }
                            }
                            td class="govuk-table__cell govuk-table__cell--numeric" { (format::count(lang, questions.len())) }
                            td class="govuk-table__cell govuk-table__cell--numeric" {
                                @match share(survey, node) {
                                    Some(share) => (format::percent(lang, share, 1)),
                                    None => (words.t("questionnaire-apart")),
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn levels(page: &Page, survey: &Survey) -> Markup {
    let (words, lang) = (page.words, page.lang);
    html! {
        table class="govuk-table" {
            caption class="govuk-table__caption govuk-table__caption--m" { (words.t("questionnaire-levels")) }
            thead class="govuk-table__head" { tr class="govuk-table__row" {
                th scope="col" class="govuk-table__header" { (words.t("measure-level")) }
                th scope="col" class="govuk-table__header govuk-table__header--numeric" { (words.t("questionnaire-level-from")) }
            } }
            tbody class="govuk-table__body" {
                @for level in &survey.levels {
                    tr class="govuk-table__row" {
                        th scope="row" class="govuk-table__header" {
                            strong class={ "govuk-tag m-level-" (level.number) } { (level.number) ". " (level.title.get(lang)) }
                            @if let Some(description) = &level.description { div class="govuk-body-s m-muted m-flush" { (description.get(lang)) } }
                        }
                        td class="govuk-table__cell govuk-table__cell--numeric" { (format::percent(lang, level.from, 0)) }
                    }
                }
            }
        }
    }
}

fn origin(page: &Page, survey: &Survey) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let (id, version) = survey.key();
    let row = |key: Markup, value: Markup| {
        html! {
            div class="govuk-summary-list__row govuk-summary-list__row--no-actions" {
                dt class="govuk-summary-list__key" { (key) }
                dd class="govuk-summary-list__value m-break" { (value) }
            }
        }
    };
    html! {
        h2 class="govuk-heading-m" { (words.t("questionnaire-origin")) }
        dl class="govuk-summary-list" {
            @if let Some(credit) = &survey.meta.credit { (row(html! { (words.t("questionnaire-credit")) }, html! { (credit.get(lang)) })) }
            @if let Some(licence) = &survey.meta.licence { (row(html! { (words.t("questionnaire-licence")) }, html! { (licence) })) }
            @if let Some(source) = &survey.meta.source { (row(html! { (words.t("questionnaire-source")) }, html! { (source) })) }
            (row(html! { (words.t("questionnaire-hash")) }, html! { code class="m-code" { (survey.hash) } }))
        }
        p class="govuk-body" { (words.t("questionnaire-hash-text")) }
        div class="m-toolbar" role="group" aria-label=(words.t("action-download")) {
            @for (ending, key) in [("toml", "questionnaire-toml"), ("json", "questionnaire-json")] {
                a class="govuk-button govuk-button--secondary m-button-small" href=(path::survey_file(lang, id, version, ending)) role="button" draggable="false" { (words.t(key)) }
            }
        }
    }
}

async fn section(page: Page, Path((_, id, version, section)): Path<(String, String, String, String)>) -> Result<Response, Problem> {
    let survey = find(&page, &id, &version)?;
    let sections: Vec<(NodeIx, &Node, Vec<QuestionIx>)> = survey.sections().collect();
    let at = sections.iter().position(|(_, node, _)| node.id == section).ok_or(Problem::NotFound)?;
    let (_, node, questions) = &sections[at];
    let (words, lang) = (page.words, page.lang);
    let part = [("part", (at + 1).into()), ("all", sections.len().into())];
    let main = html! {
        span class="govuk-caption-l" { (words.with("progress-part", &part)) }
        h1 class="govuk-heading-l" { (node.title.get(lang)) }
        @if let Some(description) = &node.description { p class="govuk-body-l" { (description.get(lang)) } }
        @if node.confidential { div class="govuk-inset-text" { (words.t("questionnaire-confidential-text")) } }
        @for ix in questions { (question::shown(&page, &survey, *ix)) }
        nav class="govuk-pagination" aria-label=(words.t("questionnaire-pages")) {
            @if let Some((_, before, _)) = at.checked_sub(1).and_then(|at| sections.get(at)) {
                div class="govuk-pagination__prev" { (neighbour(&page, &survey, before, "prev")) }
            }
            @if let Some((_, after, _)) = sections.get(at + 1) {
                div class="govuk-pagination__next" { (neighbour(&page, &survey, after, "next")) }
            }
        }
    };
    let title = survey.meta.title.get(lang);
    let frame = Frame::new(node.title.get(lang)).section(Section::Front);
    Ok(frame.crumb(words.t("frame-section-front"), path::front(lang)).crumb(title, path::survey(lang, &id, &version)).answer(&page, main))
}

fn neighbour(page: &Page, survey: &Survey, node: &Node, rel: &str) -> Markup {
    let (id, version) = survey.key();
    let label = if rel == "prev" { "questionnaire-before" } else { "questionnaire-after" };
    html! {
        a class="govuk-link govuk-pagination__link" href=(path::survey_section(page.lang, id, version, &node.id)) rel=(rel) {
            span class="govuk-pagination__link-title" { (page.words.t(label)) ": " (node.title.get(page.lang)) }
        }
    }
}

async fn as_toml(page: Page, Path((_, id, version)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let survey = find(&page, &id, &version)?;
    let text = page.app.surveys().file(&survey).ok_or(Problem::NotFound)?;
    Ok(file(&format!("{id}-{version}.toml"), "application/toml; charset=utf-8", text))
}

async fn as_json(page: Page, Path((_, id, version)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let survey = find(&page, &id, &version)?;
    let text = page.app.surveys().canonical(&survey).ok_or(Problem::NotFound)?;
    Ok(file(&format!("{id}-{version}.json"), "application/json", text))
}

/// A public file that changes only with the program. Its name is made of the id and version of a survey that exists, so it needs no escaping.
fn file(name: &str, kind: &'static str, text: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "public, max-age=3600".to_owned()),
    ];
    (headers, text.to_owned()).into_response()
}
