//! The expert's review of an assessment: how far it is, sections with every answer to mark, returning and verifying.

mod overview;
mod section;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::fill_in::entry;
use crate::engine::survey::{Question, QuestionIx};
use crate::service::fill_in::Typed;
use crate::service::review::{self, Changed, EntryKind, MarkPage, Marked, NewMark, Review, Stepped, Steps, rules::Act};
use crate::service::{App, ServiceError};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::answer::lines;
use crate::web::parts::frame::Frame;
use crate::web::parts::message::success;
use crate::web::parts::unsaved::unsaved;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/campaigns/{slug}/cities/{key}/review", get(show).post(step))
        .route("/{lang}/campaigns/{slug}/cities/{key}/review/{dimension}", get(show_section).post(mark_section))
        .route("/{lang}/campaigns/{slug}/cities/{key}/review/{dimension}/{question}", get(show_question).post(mark_question))
}

/// Which assessment a page of the review is about.
#[derive(Clone, Copy)]
struct View<'a> {
    page: &'a Page,
    review: &'a Review,
    slug: &'a str,
    key: &'a str,
}

impl View<'_> {
    fn allows(self, act: Act) -> bool {
        self.review.allows(act)
    }

    fn csrf(self) -> Markup {
        html! { input type="hidden" name="csrf" value=(self.page.person.as_ref().map_or("", |person| person.csrf.as_str())); }
    }

    /// What the person sees of a question, to be sent back with a mark.
    fn seen(self, question: &Question) -> Markup {
        let (version, said) = (self.review.document().version(&question.id), self.review.threads.length(&question.id));
        html! { input type="hidden" name="q[]" value={ (question.id) "@" (version) "@" (said) }; }
    }

    fn to_section(self, dimension: &str) -> String {
        path::review_section(self.page.lang, self.slug, self.key, dimension)
    }
}

/// The notice that marks were kept.
fn kept(page: &Page) -> Markup {
    let count: usize = page.query.get("kept").parse().unwrap_or_default();
    html! {
        @if count > 0 {
            (success(&page.words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (page.words.with("review-kept", &[("count", count.into())])) } }))
        }
    }
}

async fn show(page: Page, Path((_, slug, key)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let review = review::review(&page.app, page.person.as_ref(), &slug, &key).await?;
    let view = View { page: &page, review: &review, slug: &slug, key: &key };
    Ok(overview::answer(view, overview::After::Nothing, ""))
}

async fn step(page: Page, Path((_, slug, key)): Path<(String, String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let revision = fields.get("revision").parse().map_err(|_| Problem::BadRequest)?;
    let seen = fields.all("seen[]").filter_map(|seen| seen.rsplit_once('@').and_then(|(id, version)| Some((id.to_owned(), version.parse().ok()?))));
    let reason = fields.get("reason");
    let command = Steps { slug: &slug, key: &key, revision, seen: seen.collect(), reason };
    let stepped = match fields.get("act") {
        "return" => review::give_back(&page.app, Some(person), command).await?,
        "verify" => review::verify(&page.app, Some(person), command).await?,
        _ => return Err(Problem::BadRequest),
    };
    let (review, after) = match stepped {
        Stepped::Done => return Ok(Redirect::to(&path::review(page.lang, &slug, &key)).into_response()),
        Stepped::Changed(review, changed) => (review, overview::After::Changed(changed)),
        Stepped::Refused(review, errors) => (review, overview::After::Refused(super::sign_in::messages(&page, &errors))),
    };
    Ok(overview::answer(View { page: &page, review: &review, slug: &slug, key: &key }, after, reason))
}

type SectionAddress = (String, String, String, String);
type SectionPath = Path<SectionAddress>;

async fn show_section(page: Page, Path((_, slug, key, dimension)): SectionPath) -> Result<Response, Problem> {
    let (review, at) = review::section(&page.app, page.person.as_ref(), &slug, &key, &dimension).await?;
    let view = View { page: &page, review: &review, slug: &slug, key: &key };
    Ok(section::answer(view, at, &section::Typed::default()))
}

async fn mark_section(page: Page, Path(address): SectionPath, fields: Fields) -> Response {
    // Whatever stands in the way, what was typed is not lost.
    try_section(&page, address, &fields).await.unwrap_or_else(|problem| unsaved(&page, &fields, problem))
}

async fn try_section(page: &Page, (_, slug, key, dimension): SectionAddress, fields: &Fields) -> Result<Response, Problem> {
    let person = page.own_form(fields)?;
    let marks = marks(fields, false).ok_or(Problem::BadRequest)?;
    match review::mark(&page.app, Some(person), MarkPage { slug: &slug, key: &key, marks: &marks }).await {
        Ok(Marked::Done(count)) => {
            let address = path::review_section(page.lang, &slug, &key, &dimension);
            Ok(Redirect::to(&format!("{address}?kept={count}")).into_response())
        }
        Ok(Marked::Refused { review, errors, .. }) => {
            let at = review.plan.find(&review.opened.survey, &dimension).ok_or(Problem::NotFound)?;
            let view = View { page, review: &review, slug: &slug, key: &key };
            Ok(section::answer(view, at, &section::Typed { marks, errors }))
        }
        Err(ServiceError::State(_)) => shut(page, &slug, &key, &marks).await,
        Err(error) => Err(error.into()),
    }
}

/// The marks of a form; none if it is not one of ours.
fn marks(fields: &Fields, with_proposal: bool) -> Option<Vec<NewMark>> {
    fields.all("q[]").map(|seen| mark(fields, seen, with_proposal)).collect()
}

fn mark(fields: &Fields, seen: &str, with_proposal: bool) -> Option<NewMark> {
    let (rest, said) = seen.rsplit_once('@')?;
    let (question, version) = rest.rsplit_once('@')?;
    let kind = match fields.get(&format!("mark:{question}")) {
        "" => None,
        word => Some(word.parse::<EntryKind>().ok()?),
    };
    let proposal = if with_proposal { entry(fields, &format!("{question}@0"))?.typed } else { Typed::default() };
    let remark = fields.get(&format!("remark:{question}")).to_owned();
    Some(NewMark { question: question.to_owned(), version: version.parse().ok()?, said: said.parse().ok()?, kind, remark, proposal })
}

type QuestionAddress = (String, String, String, String, String);
type QuestionPath = Path<QuestionAddress>;

/// A question of the survey that stands in a section.
fn question(review: &Review, dimension: &str, id: &str) -> Result<QuestionIx, Problem> {
    let survey = &review.opened.survey;
    let section = review.plan.find(survey, dimension).ok_or(Problem::NotFound)?;
    let question = survey.question_ix(id).ok_or(Problem::NotFound)?;
    review.plan.sections[section].items().any(|item| item.question == question).then_some(question).ok_or(Problem::NotFound)
}

async fn show_question(page: Page, Path((_, slug, key, dimension, id)): QuestionPath) -> Result<Response, Problem> {
    let review = review::review(&page.app, page.person.as_ref(), &slug, &key).await?;
    let question = question(&review, &dimension, &id)?;
    let view = View { page: &page, review: &review, slug: &slug, key: &key };
    Ok(section::proposal(view, &dimension, question, &section::Proposal::default()))
}

async fn mark_question(page: Page, Path(address): QuestionPath, fields: Fields) -> Response {
    try_question(&page, address, &fields).await.unwrap_or_else(|problem| unsaved(&page, &fields, problem))
}

async fn try_question(page: &Page, (_, slug, key, dimension, id): QuestionAddress, fields: &Fields) -> Result<Response, Problem> {
    let person = page.own_form(fields)?;
    let marks = marks(fields, true).filter(|marks| marks.len() == 1).ok_or(Problem::BadRequest)?;
    match review::mark(&page.app, Some(person), MarkPage { slug: &slug, key: &key, marks: &marks }).await {
        Ok(Marked::Done(count)) => {
            let address = path::review_section(page.lang, &slug, &key, &dimension);
            Ok(Redirect::to(&format!("{address}?kept={count}")).into_response())
        }
        Ok(Marked::Refused { review, errors, proposal }) => {
            let question = question(&review, &dimension, &id)?;
            let view = View { page, review: &review, slug: &slug, key: &key };
            let mark = marks.into_iter().next().unwrap_or_default();
            Ok(section::proposal(view, &dimension, question, &section::Proposal { mark, errors, wrong: proposal }))
        }
        Err(ServiceError::State(_)) => shut(page, &slug, &key, &marks).await,
        Err(error) => Err(error.into()),
    }
}

/// Nothing can be marked any more: what was typed, to copy.
async fn shut(page: &Page, slug: &str, key: &str, marks: &[NewMark]) -> Result<Response, Problem> {
    // Taken back in the meantime, there is no review left to read the questions of.
    let review = match review::review(&page.app, page.person.as_ref(), slug, key).await {
        Ok(review) => Some(review),
        Err(ServiceError::State(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let text =
        |id: &str| review.as_ref().and_then(|review| Some(review.opened.survey.question(review.opened.survey.question_ix(id)?).text.get(page.lang)));
    let typed: Vec<(String, &str)> =
        marks.iter().map(|mark| (text(&mark.question).unwrap_or(&mark.question).to_owned(), mark.remark.as_str())).collect();
    Ok(unkept(page, &typed, path::campaign(page.lang, slug)))
}

/// What was typed and could not be kept, each under its question, to copy.
pub(super) fn unkept(page: &Page, typed: &[(String, &str)], back: String) -> Response {
    let words = page.words;
    let title = words.t("review-shut-title");
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("review-shut-text")) }
            dl class="govuk-summary-list" {
                @for (question, text) in typed.iter().filter(|(_, text)| !text.trim().is_empty()) {
                    div class="govuk-summary-list__row govuk-summary-list__row--no-actions" {
                        dt class="govuk-summary-list__key" { (question) }
                        dd class="govuk-summary-list__value m-break" { (lines(text)) }
                    }
                }
            }
        } }
    };
    Frame::new(title).back(back).status(StatusCode::CONFLICT).answer(page, main)
}
