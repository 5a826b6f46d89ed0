//! The survey version of an assessment: what a newer one changes, moving to it, and what was answered before.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::fill_in::id;
use super::tasks::context;
use crate::engine::answer::Answer;
use crate::engine::survey::{Question, Survey};
use crate::lang::format;
use crate::service::App;
use crate::service::versions::{self, Move, Moved, Version};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::answer::answer;
use crate::web::parts::beside::kept;
use crate::web::parts::frame::{Frame, Section};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/assessments/{id}/version", get(show).post(move_on))
        .route("/{lang}/assessments/{id}/version/{revision}", get(earlier))
}

async fn show(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    Ok(match versions::version(&page.app, page.person.as_ref(), id(&text)?).await? {
        Version::Behind(plan) => move_page(&page, &plan, false),
        Version::Current { opened, earlier } => {
            let words = page.words;
            let title = words.t("version-title");
            let meta = &opened.survey.meta;
            let args = [("survey", meta.title.get(page.lang).into()), ("version", meta.version.as_str().into())];
            let main = html! {
                div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
                    (context(&page, &opened))
                    h1 class="govuk-heading-l" { (title) }
                    p class="govuk-body" { (words.with("version-of", &args)) }
                    @if earlier.is_empty() { p class="govuk-body" { (words.t("version-none-earlier")) } }
                    @else {
                        h2 class="govuk-heading-m" { (words.t("version-earlier")) }
                        ul class="govuk-list" {
                            @for (revision, at, version) in &earlier {
                                @let args = [("version", version.as_str().into()), ("time", format::date_time(page.lang, *at).into())];
                                li { a class="govuk-link" href=(path::earlier_version(page.lang, opened.assessment.id, *revision)) { (words.with("version-until", &args)) } }
                            }
                        }
                    }
                } }
            };
            Frame::new(title).section(Section::Home).back(path::assessment(page.lang, opened.assessment.id)).answer(&page, main)
        }
    })
}

async fn move_on(page: Page, Path((_, text)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let id = id(&text)?;
    let revision = fields.get("revision").parse().map_err(|_| Problem::BadRequest)?;
    Ok(match versions::move_on(&page.app, Some(person), id, revision).await? {
        Moved::Done => Redirect::to(&path::assessment(page.lang, id)).into_response(),
        Moved::Changed(plan) => move_page(&page, &plan, true),
    })
}

fn move_page(page: &Page, plan: &Move, changed: bool) -> Response {
    let (words, opened) = (page.words, &plan.opened);
    let id = opened.assessment.id;
    let title = words.with("version-move-title", &[("version", plan.later.meta.version.as_str().into())]);
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(page, opened))
            h1 class="govuk-heading-l" { (title) }
            @if changed { div class="govuk-inset-text" role="alert" { (words.t("version-changed")) } }
            p class="govuk-body" { (words.t("version-move-text")) }
            (differences(page, plan))
            @if opened.may_fill_in {
                form method="post" action=(path::version(page.lang, id)) {
                    input type="hidden" name="csrf" value=(page.person.as_ref().map_or("", |person| person.csrf.as_str()));
                    input type="hidden" name="revision" value=(opened.assessment.revision);
                    div class="govuk-button-group" {
                        button class="govuk-button" type="submit" { (title) }
                        a class="govuk-link" href=(path::assessment(page.lang, id)) { (words.t("version-stay")) }
                    }
                }
            } @else { p class="govuk-body" { (words.t("fill-in-is-closed")) } }
        } }
    };
    let frame = Frame::new(title).section(Section::Home).back(path::assessment(page.lang, id));
    if changed { frame.status(StatusCode::CONFLICT).answer(page, main) } else { frame.answer(page, main) }
}

fn find<'s>(survey: &'s Survey, id: &str) -> Option<&'s Question> {
    survey.question_ix(id).map(|ix| survey.question(ix))
}

/// What the newer version changes, as far as it touches the answers: what is read anew, asked again, new, gone, worded differently.
fn differences(page: &Page, plan: &Move) -> Markup {
    let (words, lang, carried) = (page.words, page.lang, &plan.carried);
    let (old, new) = (&plan.opened.survey, &*plan.later);
    let given = |id: &str| plan.opened.assessment.document.0.get(id).map(|record| &record.answer).filter(|answer| answer.is_settled());
    let of = |survey: &Survey, id: &str, given: Option<&Answer>| {
        let question = find(survey, id);
        html! {
            @if let Some(question) = question {
                (question.text.get(lang))
                @if let Some(given) = given { div class="m-muted m-break" { (words.t("version-your-answer")) " " (answer(words, question, given)) } }
            }
        }
    };
    let recoded = |(id, (origin, read)): (&String, &(String, Answer))| {
        html! {
            (of(old, origin, given(origin)))
            @if let (Some(question), Some(_)) = (find(new, id), given(origin)) { div class="m-break" { (words.t("version-read-as")) " " (answer(words, question, read)) } }
        }
    };
    html! {
        p class="govuk-body" { (words.with("version-kept", &[("count", carried.kept.len().into())])) }
        (list(page, "version-recoded", carried.recoded.iter().map(recoded).collect()))
        (list(page, "version-again", carried.again.iter().map(|id| of(old, id, given(id))).collect()))
        (list(page, "version-new", carried.new.iter().map(|id| of(new, id, None)).collect()))
        (list(page, "version-gone", carried.gone.iter().map(|id| of(old, id, given(id))).collect()))
        (list(page, "version-reworded", plan.reworded.iter().map(|id| of(new, id, None)).collect()))
    }
}

fn list(page: &Page, key: &'static str, items: Vec<Markup>) -> Markup {
    html! {
        @if !items.is_empty() {
            h2 class="govuk-heading-s" { (page.words.t(key)) }
            ul class="govuk-list govuk-list--bullet" { @for item in items { li { (item) } } }
        }
    }
}

async fn earlier(page: Page, Path((_, text, revision)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let (id, revision) = (id(&text)?, revision.parse().map_err(|_| Problem::NotFound)?);
    let earlier = versions::earlier(&page.app, page.person.as_ref(), id, revision).await?;
    let (words, survey, snapshot) = (page.words, &earlier.survey, &earlier.snapshot);
    let args = [("version", survey.meta.version.as_str().into()), ("time", format::date_time(page.lang, snapshot.at).into())];
    let title = words.with("version-until", &args);
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(&page, &earlier.opened))
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("version-earlier-text")) }
            @for section in &earlier.plan.sections {
                h2 class="govuk-heading-m" { (survey.node(section.node).title.get(page.lang)) }
                dl class="govuk-summary-list" {
                    @for item in section.items() {
                        @let question = survey.question(item.question);
                        div class="govuk-summary-list__row govuk-summary-list__row--no-actions" {
                            dt class="govuk-summary-list__key" { (question.text.get(page.lang)) }
                            dd class="govuk-summary-list__value m-break" {
                                (kept(words, question, &path::files(page.lang, id, &survey.node(section.node).id, &question.id), snapshot.document.0.get(&question.id)))
                            }
                        }
                    }
                }
            }
        } }
    };
    Ok(Frame::new(title).section(Section::Home).back(path::version(page.lang, id)).answer(&page, main))
}
