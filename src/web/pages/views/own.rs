//! The pages of the own view: questions with an answer and a note, and nothing of what others think.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::csrf;
use crate::engine::survey::Question;
use crate::lang::format;
use crate::service::fill_in::{Asked, Part, QuestionPage};
use crate::service::views::{self, Given, OwnPage, Stage};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::pages::fill_in::{command, id, part_errors, shut_page};
use crate::web::pages::tasks::municipality_name;
use crate::web::parts::answer::answer;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary};
use crate::web::parts::question::{QuestionForm, anchor, control};
use crate::web::parts::unsaved::unsaved;
use crate::web::path;
use crate::web::problem::Problem;

type Address = (String, String, String, String);

pub(in crate::web::pages) async fn show(page: Page, Path((_, text, dimension, number)): Path<Address>) -> Result<Response, Problem> {
    let (id, number) = (id(&text)?, number.parse().map_err(|_| Problem::NotFound)?);
    let view = views::own_page(&page.app, page.person.as_ref(), id, &dimension, number).await?;
    if !view.page.opened.may_fill_in {
        return Ok(Redirect::to(&path::views(page.lang, id, &dimension)).into_response());
    }
    if view.page.questions.is_empty() {
        return Ok(Redirect::to(&onward(&page, &view.page, &dimension, view.page.section().part_after(number))).into_response());
    }
    Ok(own_page(&page, &view))
}

/// The next page of the own view, or the views of the section.
fn onward(page: &Page, view: &QuestionPage, dimension: &str, next: Option<usize>) -> String {
    let id = view.opened.assessment.id;
    next.map_or_else(|| path::views(page.lang, id, dimension), |next| path::own_view(page.lang, id, dimension, next))
}

pub(in crate::web::pages) async fn save(page: Page, Path(address): Path<Address>, fields: Fields) -> Response {
    // Whatever stands in the way, what was typed is not lost.
    try_save(&page, address, &fields).await.unwrap_or_else(|problem| unsaved(&page, &fields, problem))
}

async fn try_save(page: &Page, (_, text, dimension, number): Address, fields: &Fields) -> Result<Response, Problem> {
    let person = page.own_form(fields)?;
    let command = command(fields).ok_or(Problem::BadRequest)?;
    let (id, number): (_, usize) = (id(&text)?, number.parse().map_err(|_| Problem::NotFound)?);
    if (command.assessment, command.dimension.as_str(), command.page) != (id, dimension.as_str(), number) {
        return Err(Problem::BadRequest);
    }
    Ok(match views::give(&page.app, Some(person), command).await? {
        Given::All(Some(next)) => Redirect::to(&path::own_view(page.lang, id, &dimension, next)).into_response(),
        Given::All(None) => Redirect::to(&(path::views(page.lang, id, &dimension) + "?done=given")).into_response(),
        Given::Part(view) => own_page(page, &view),
        Given::Shut(view) => shut_page(page, &view.page),
    })
}

fn own_page(page: &Page, own: &OwnPage) -> Response {
    let (words, view) = (page.words, &own.page);
    let node = view.opened.survey.node(view.section().node);
    let title = words.with("views-own-title", &[("section", node.title.get(page.lang).into())]);
    let parts: Vec<usize> = view.section().parts().collect();
    let part = parts.iter().position(|part| *part == view.page).map_or(1, |at| at + 1);
    let caption = words.with("progress-part", &[("part", part.into()), ("all", parts.len().into())]);
    let errors = errors(page, view);
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), &errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            span class="govuk-caption-l" { (municipality_name(page, &view.opened.municipality)) @if parts.len() > 1 { " · " (caption) } }
            h1 class="govuk-heading-l" { (title) }
            div class="govuk-inset-text" { (words.t(if own.stage == Some(Stage::Opened) { "views-own-opened" } else { "views-own-apart" })) }
            @if view.is_refused() && view.saved > 0 { p class="govuk-body" role="status" { (words.t("fill-in-rest-saved")) } }
            (form(page, view, &node.id))
        } }
    };
    let id = view.opened.assessment.id;
    let back = view
        .section()
        .part_before(view.page)
        .map_or_else(|| path::views(page.lang, id, &node.id), |before| path::own_view(page.lang, id, &node.id, before));
    let frame = Frame::new(format!("{title}, {caption}")).section(Section::Home).back(back).refused(view.is_refused());
    if view.has_conflict() { frame.status(StatusCode::CONFLICT).answer(page, main) } else { frame.answer(page, main) }
}

fn form(page: &Page, view: &QuestionPage, dimension: &str) -> Markup {
    let (words, id) = (page.words, view.opened.assessment.id);
    html! {
        form method="post" action=(path::own_view(page.lang, id, dimension, view.page)) novalidate autocomplete="off" data-warn-unsaved data-changed[view.is_refused()] {
            (csrf(page))
            input type="hidden" name="form" value={ (id) "/" (dimension) "/" (view.page) };
            @for asked in &view.questions { (question(page, view, asked)) }
            button class="govuk-button" type="submit" { (words.t("action-save-and-continue")) }
        }
    }
}

fn question(page: &Page, view: &QuestionPage, asked: &Asked) -> Markup {
    let (words, question) = (page.words, view.opened.survey.question(asked.item.question));
    let errors = part_errors(page, question, asked);
    html! {
        div class="m-question" id=(anchor(question)) {
            @if let (Some(change), Some(record)) = (&asked.theirs, &asked.record) {
                div class="govuk-inset-text m-break" id=(control(question, Part::Keep)) tabindex="-1" {
                    p class="govuk-body" { (words.with("views-stale", &[("time", format::date_time(page.lang, change.at).into())])) }
                    (answer(words, question, &record.answer)) @if !record.note.is_empty() { " – " (record.note) }
                }
            }
            ((QuestionForm { words, question, asked, errors: &errors, files: "", understood: None, public: None }).with_note())
        }
    }
}

/// Everything that did not go through, for the summary.
fn errors(page: &Page, view: &QuestionPage) -> Vec<FormError> {
    let words = page.words;
    let mut errors = Vec::new();
    for asked in &view.questions {
        let question: &Question = view.opened.survey.question(asked.item.question);
        let number = || asked.item.number.into();
        if asked.theirs.is_some() {
            errors.push(FormError { control: control(question, Part::Keep), text: words.with("views-stale-of", &[("number", number())]) });
        }
        for error in part_errors(page, question, asked) {
            let args = [("number", number()), ("text", error.text.into())];
            errors.push(FormError { control: control(question, error.part), text: words.with("fill-in-wrong-of", &args) });
        }
    }
    errors
}
