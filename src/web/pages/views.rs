//! Individual views of a section: the page of the section, the pages of the own view, and settling.

mod own;
mod section;
mod settle;

use axum::Router;
use axum::routing::get;
use maud::{Markup, html};

use crate::engine::spread::What;
use crate::engine::survey::Question;
use crate::lang::format;
use crate::service::App;
use crate::service::access::{Act, may};
use crate::service::assessments::Opened;
use crate::service::fill_in::QuestionPage;
use crate::service::views::{Held, QuestionViews, Stage, Standing};
use crate::web::page::Page;
use crate::web::parts::answer::{lines, one_line};
use crate::web::parts::question::anchor;
use crate::web::path;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/assessments/{id}/sections/{dimension}/views", get(section::show).post(section::change))
        .route("/{lang}/assessments/{id}/sections/{dimension}/views/{page}", get(own::show).post(own::save))
        .route("/{lang}/assessments/{id}/sections/{dimension}/settle/{question}", get(settle::show).post(settle::settle))
}

/// Where somebody goes on instead of a page that they cannot answer as usual, because they give a view of its section.
pub(super) fn in_place_of(page: &Page, view: &QuestionPage, dimension: &str) -> Option<String> {
    let (person, opened) = (page.person.as_ref()?, &view.opened);
    let gives_a_view = match opened.views.get(dimension)? {
        Stage::Gathering => person.scope.is_some() || may(Some(person), Act::FillIn { municipality: opened.municipality.id }),
        Stage::Opened => person.scope.is_some(),
        Stage::Stopped => false,
    };
    (gives_a_view && opened.accepts_answers).then(|| path::own_view(page.lang, opened.assessment.id, dimension, view.page))
}

/// Where the views of a section stand, in words.
pub(super) const fn stage_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Gathering => "views-stage-gathering",
        Stage::Opened => "views-stage-opened",
        Stage::Stopped => "views-stopped",
    }
}

/// The sections in which views are gathered or opened, below the task list.
pub(super) fn sections(page: &Page, opened: &Opened) -> Markup {
    let nodes = opened.survey.nodes.iter().filter_map(|node| Some((node, *opened.views.get(&node.id)?)));
    html! {
        @if !opened.views.is_empty() {
            h2 class="govuk-heading-m" { (page.words.t("views-sections")) }
            ul class="govuk-list govuk-list--bullet" {
                @for (node, stage) in nodes {
                    li { a class="govuk-link" href=(path::views(page.lang, opened.assessment.id, &node.id)) { (node.title.get(page.lang)) } " – " (page.words.t(stage_key(stage))) }
                }
            }
        }
    }
}

/// The hidden field that every form carries.
fn csrf(page: &Page) -> Markup {
    html! { input type="hidden" name="csrf" value=(page.person.as_ref().map_or("", |person| person.csrf.as_str())); }
}

/// What somebody is called, and that they gave their view when the others' could be seen.
fn called(page: &Page, held: &Held) -> String {
    let name = held.by.clone().unwrap_or_else(|| page.words.t("fill-in-somebody").into_owned());
    if held.view.stage == Stage::Opened { page.words.with("views-given-later", &[("who", name.into())]) } else { name }
}

/// The names of those at some positions.
fn names(page: &Page, views: &QuestionViews, at: &[usize]) -> String {
    at.iter().filter_map(|at| views.held.get(*at)).map(|held| called(page, held)).collect::<Vec<_>>().join(", ")
}

/// How the views of a question lie: a rung an option or answer, a dot a person; and what people wrote beside.
fn spread(page: &Page, question: &Question, views: &QuestionViews) -> Markup {
    let words = page.words;
    let caption = format!("{}-views", anchor(question));
    let label = |what: &What| match what {
        What::Option(id) => question.option(id).map_or(id.as_str(), |option| option.label.get(page.lang)).to_owned(),
        What::Answer(answer) => one_line(words, question, answer),
    };
    html! {
        div class="m-scroll" role="region" aria-labelledby=(caption) tabindex="0" {
            table class="govuk-table" {
                caption class="govuk-table__caption govuk-table__caption--s" id=(caption) { (words.t("views-spread")) span class="govuk-visually-hidden" { ": " (question.text.get(page.lang)) } }
                thead class="govuk-table__head" { tr class="govuk-table__row" {
                    th scope="col" class="govuk-table__header" { (words.t("views-answer")) }
                    th scope="col" class="govuk-table__header" { (words.t("views-how-many")) }
                    th scope="col" class="govuk-table__header" { (words.t("views-who")) }
                } }
                tbody class="govuk-table__body" {
                    @for rung in &views.spread.rungs {
                        tr class="govuk-table__row" {
                            th scope="row" class="govuk-table__header m-break" { (label(&rung.what)) }
                            td class="govuk-table__cell" { (rung.views.len()) @if !rung.views.is_empty() { " " span aria-hidden="true" { ("●".repeat(rung.views.len())) } } }
                            td class="govuk-table__cell m-break" { (names(page, views, &rung.views)) }
                        }
                    }
                }
            }
        }
        @if let Some(median) = views.spread.median { p class="govuk-body" { (words.with("views-median", &[("value", format::short(page.lang, median, 2).into())])) } }
        @if views.held.iter().any(|held| !held.view.note.is_empty()) {
            ul class="govuk-list govuk-list--bullet" {
                @for held in views.held.iter().filter(|held| !held.view.note.is_empty()) { li class="m-break" { strong { (called(page, held)) } ": " (lines(&held.view.note)) } }
            }
        }
    }
}

/// Whether the question is settled, as a tag.
fn standing(page: &Page, views: &QuestionViews) -> Markup {
    let (class, key) = match views.settled.as_ref().map(|(.., standing)| standing) {
        Some(Standing::Holds) => ("govuk-tag--green", "views-settled"),
        Some(Standing::ViewsChanged) => ("govuk-tag--yellow", "views-changed-since"),
        Some(Standing::AnswerChanged) => ("govuk-tag--yellow", "views-answer-changed-since"),
        None => ("govuk-tag--grey", "views-not-settled"),
    };
    html! { strong class={ "govuk-tag " (class) } { (page.words.t(key)) } }
}
