//! The history of one answer: who, when, from what to what; and giving an earlier answer again.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use uuid::Uuid;

use super::fill_in::{id, who};
use super::tasks::context;
use crate::engine::survey::Question;
use crate::lang::format;
use crate::service::App;
use crate::service::fill_in::{self, AnswerRecord, Line, QuestionHistory, Restore, Restored};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::answer::{answer, lines};
use crate::web::parts::beside::beside;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}/assessments/{id}/sections/{dimension}/history/{question}", get(show).post(restore))
}

type Address = Path<(String, String, String, String)>;

async fn show(page: Page, Path((_, text, dimension, question)): Address) -> Result<Response, Problem> {
    let view = fill_in::history(&page.app, page.person.as_ref(), id(&text)?, &dimension, &question).await?;
    Ok(history_page(&page, &view, &dimension, None))
}

async fn restore(page: Page, Path((_, text, dimension, question)): Address, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let number = |name: &str| fields.get(name).parse().map_err(|_| Problem::BadRequest);
    let wanted = Restore { assessment: id(&text)?, dimension: dimension.clone(), question, version: number("version")?, base: number("base")? };
    let (assessment, question) = (wanted.assessment, wanted.question.clone());
    Ok(match fill_in::restore(&page.app, Some(person), wanted).await? {
        Restored::Done => Redirect::to(&path::history(page.lang, assessment, &dimension, &question)).into_response(),
        Restored::Changed(view) => history_page(&page, &view, &dimension, Some("history-changed")),
        Restored::Unfit(view) => history_page(&page, &view, &dimension, Some("history-unfit")),
        Restored::Shut(view) => history_page(&page, &view, &dimension, Some("fill-in-shut-title")),
    })
}

fn history_page(page: &Page, view: &QuestionHistory, dimension: &str, refused: Option<&str>) -> Response {
    let (words, opened) = (page.words, &view.opened);
    let question = opened.survey.question(view.question);
    let errors: Vec<FormError> =
        refused.map(|key| FormError { control: "versions".to_owned(), text: words.t(key).into_owned() }).into_iter().collect();
    let back = if opened.may_fill_in {
        path::section(page.lang, opened.assessment.id, dimension, view.page)
    } else {
        path::check(page.lang, opened.assessment.id, dimension)
    };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), &errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(page, opened))
            h1 class="govuk-heading-l" { (words.t("history-title")) }
            p class="govuk-body-l" { (question.text.get(page.lang)) }
            @if view.lines.is_empty() { p class="govuk-body" { (words.t("history-none")) } }
            ol class="m-thread" id="versions" tabindex="-1" {
                @for (at, line) in view.lines.iter().enumerate().rev() {
                    @let before = at.checked_sub(1).map(|at| &view.lines[at].record);
                    (version(page, view, dimension, question, line, before))
                }
            }
        } }
    };
    let frame = Frame::new(words.t("history-title")).section(Section::Home).back(back).refused(refused.is_some());
    if refused.is_some() { frame.status(StatusCode::CONFLICT).answer(page, main) } else { frame.answer(page, main) }
}

/// One version: who and when, from what to what, and the button that gives it again.
fn version(page: &Page, view: &QuestionHistory, dimension: &str, question: &Question, line: &Line, before: Option<&AnswerRecord>) -> Markup {
    let (words, now) = (page.words, view.version());
    let is_now = line.record.version == now;
    html! {
        li class="m-thread__item" {
            p class="m-thread__who" {
                (who(page, &line.change)) ", " (format::date_time(page.lang, line.change.at))
                @if is_now { " " strong class="govuk-tag govuk-tag--green" { (words.t("history-now")) } }
            }
            @if let Some(before) = before {
                div class="govuk-body-s m-muted m-break" { (words.t("history-from")) " " (shown(page, view, dimension, question, before)) }
            }
            div class="govuk-body m-break" { @if before.is_some() { (words.t("history-to")) " " } (shown(page, view, dimension, question, &line.record)) }
            @if let Some(settled) = &line.settled {
                p class="govuk-body-s m-flush" { (words.with("views-settled-from", &[("count", settled.views.into())])) }
                p class="govuk-body-s m-muted m-break" { (words.t("views-reason")) ": " (lines(&settled.reason)) }
            }
            @if !is_now && view.opened.may_fill_in { (button(page, view.opened.assessment.id, dimension, question, line, now)) }
        }
    }
}

fn shown(page: &Page, view: &QuestionHistory, dimension: &str, question: &Question, record: &AnswerRecord) -> Markup {
    html! {
        (answer(page.words, question, &record.answer))
        (beside(page.words, &path::files(page.lang, view.opened.assessment.id, dimension, &question.id), record))
    }
}

fn button(page: &Page, assessment: Uuid, dimension: &str, question: &Question, line: &Line, now: i64) -> Markup {
    let csrf = page.person.as_ref().map_or("", |person| person.csrf.as_str());
    let when = format::date_time(page.lang, line.change.at);
    html! {
        form method="post" action=(path::history(page.lang, assessment, dimension, &question.id)) {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="version" value=(line.record.version);
            input type="hidden" name="base" value=(now);
            button class="govuk-button govuk-button--secondary m-button-small m-flush" type="submit" {
                (page.words.t("history-restore")) span class="govuk-visually-hidden" { ": " (when) }
            }
        }
    }
}
