//! What experts have said about an assessment, for its municipality: every remark, a reply to each, and handing the replies in.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::fill_in::id;
use super::review::unkept;
use super::tasks::{context, place};
use crate::engine::survey::Question;
use crate::service::fill_in::{Item, Section as PlanSection};
use crate::service::review::{self, NewReply, Remarks, Replied, SendReplies, Thread};
use crate::service::{App, FieldError, ServiceError};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::answer::lines;
use crate::web::parts::beside::kept;
use crate::web::parts::field::error_message;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary, success};
use crate::web::parts::question::anchor;
use crate::web::parts::thread;
use crate::web::parts::unsaved::unsaved;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}/assessments/{id}/remarks", get(show).post(send))
}

/// What stands in a form that came back.
#[derive(Default)]
struct Typed {
    replies: Vec<NewReply>,
    errors: Vec<FieldError>,
    changed: bool,
}

async fn show(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let remarks = review::remarks(&page.app, page.person.as_ref(), id(&text)?).await?;
    Ok(remarks_page(&page, &remarks, &Typed::default()))
}

async fn send(page: Page, Path((_, text)): Path<(String, String)>, fields: Fields) -> Response {
    // Whatever stands in the way, what was typed is not lost.
    try_send(&page, &text, &fields).await.unwrap_or_else(|problem| unsaved(&page, &fields, problem))
}

async fn try_send(page: &Page, text: &str, fields: &Fields) -> Result<Response, Problem> {
    let person = page.own_form(fields)?;
    let id = id(text)?;
    let revision = fields.get("revision").parse().map_err(|_| Problem::BadRequest)?;
    let hand_in = match fields.get("act") {
        "send" => true,
        "save" => false,
        _ => return Err(Problem::BadRequest),
    };
    let replies = fields.all("q[]").map(|seen| reply(fields, seen)).collect::<Option<Vec<_>>>().ok_or(Problem::BadRequest)?;
    let command = SendReplies { assessment: id, revision, replies: &replies, hand_in };
    let replied = match review::send(&page.app, Some(person), command).await {
        Err(ServiceError::State(_)) => return shut(page, id, &replies).await,
        replied => replied?,
    };
    let (remarks, typed) = match replied {
        Replied::Done { handed_in: true, .. } => return Ok(Redirect::to(&format!("{}?done=sent", path::remarks(page.lang, id))).into_response()),
        Replied::Done { .. } => return Ok(Redirect::to(&format!("{}?done=saved", path::remarks(page.lang, id))).into_response()),
        Replied::Changed(remarks) => (remarks, Typed { replies, changed: true, ..Typed::default() }),
        Replied::Refused(remarks, errors) => (remarks, Typed { replies, errors, ..Typed::default() }),
    };
    Ok(remarks_page(page, &remarks, &typed))
}

fn reply(fields: &Fields, seen: &str) -> Option<NewReply> {
    let (question, said) = seen.rsplit_once('@')?;
    let accepted = fields.get(&format!("accept:{question}")) == "yes";
    let text = fields.get(&format!("reply:{question}")).to_owned();
    Some(NewReply { question: question.to_owned(), said: said.parse().ok()?, accepted, text })
}

/// Nothing can be replied any more: what was typed, to copy.
async fn shut(page: &Page, id: uuid::Uuid, replies: &[NewReply]) -> Result<Response, Problem> {
    let remarks = review::remarks(&page.app, page.person.as_ref(), id).await?;
    let survey = &remarks.opened.survey;
    let text = |id: &str| survey.question_ix(id).map_or(id, |ix| survey.question(ix).text.get(page.lang)).to_owned();
    let typed: Vec<(String, &str)> = replies.iter().map(|reply| (text(&reply.question), reply.text.as_str())).collect();
    Ok(unkept(page, &typed, path::assessment(page.lang, id)))
}

fn reply_id(question: &Question) -> String {
    format!("{}-reply", anchor(question))
}

fn remarks_page(page: &Page, remarks: &Remarks, typed: &Typed) -> Response {
    let (words, opened) = (page.words, &remarks.opened);
    let (id, survey) = (opened.assessment.id, &opened.survey);
    let title = words.t("review-remarks-title");
    let errors: Vec<FormError> = typed
        .errors
        .iter()
        .filter_map(|error| Some((error, survey.question(survey.question_ix(&error.field)?))))
        .map(|(error, question)| FormError { control: reply_id(question), text: words.t(error.code).into_owned() })
        .collect();
    let said = remarks.plan.sections.iter().flat_map(|section| section.items().map(move |item| (section, item)));
    let said: Vec<(&PlanSection, &Item, &Thread)> =
        said.filter_map(|(section, item)| Some((section, item, remarks.threads.thread(&survey.question(item.question).id)?))).collect();
    let list = html! { @for (section, item, thread) in &said { (remark(page, remarks, typed, section, **item, thread)) } };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), &errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (done(page))
            (context(page, opened))
            h1 class="govuk-heading-l" { (title) }
            @if typed.changed { div class="govuk-inset-text" role="alert" { (words.t("review-remarks-changed")) } }
            @if let Some(reason) = remarks.threads.steps.iter().rev().find(|step| step.act == "return").filter(|step| !step.reason.is_empty()) {
                div class="govuk-inset-text m-break" { (lines(&reason.reason)) }
            }
            @if said.is_empty() {
                p class="govuk-body" { (words.t("review-remarks-none")) }
            } @else if remarks.may_reply {
                p class="govuk-body" { (words.t("review-remarks-text")) }
                form method="post" action=(path::remarks(page.lang, id)) novalidate data-warn-unsaved data-changed[typed.changed || !errors.is_empty()] {
                    input type="hidden" name="csrf" value=(page.person.as_ref().map_or("", |person| person.csrf.as_str()));
                    input type="hidden" name="revision" value=(opened.assessment.revision);
                    (list)
                    div class="govuk-button-group" {
                        button class="govuk-button" type="submit" name="act" value="send" { (words.t("review-remarks-send")) }
                        button class="govuk-button govuk-button--secondary" type="submit" name="act" value="save" { (words.t("review-remarks-save")) }
                    }
                }
            } @else {
                p class="govuk-body" { (words.t("review-remarks-closed")) }
                (list)
            }
        } }
    };
    let frame = Frame::new(title).section(Section::Home).back(path::assessment(page.lang, id)).refused(!errors.is_empty());
    if typed.changed { frame.status(StatusCode::CONFLICT).answer(page, main) } else { frame.answer(page, main) }
}

fn done(page: &Page) -> Markup {
    let key = match page.query.get("done") {
        "sent" => "review-remarks-sent",
        "saved" => "review-remarks-saved",
        _ => return html! {},
    };
    success(&page.words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (page.words.t(key)) } })
}

fn remark(page: &Page, remarks: &Remarks, typed: &Typed, section: &PlanSection, item: Item, said: &Thread) -> Markup {
    let (words, opened) = (page.words, &remarks.opened);
    let question = opened.survey.question(item.question);
    let document = &opened.assessment.document;
    html! {
        div class="m-question" id=(anchor(question)) {
            h2 class="govuk-heading-s" { (question.text.get(page.lang)) }
            div class="govuk-body m-break" { (kept(words, question, &path::files(page.lang, opened.assessment.id, &opened.survey.node(section.node).id, &question.id), document.0.get(&question.id))) }
            @if opened.may_fill_in && item.shown {
                p class="govuk-body-s" {
                    a class="govuk-link" href=(place(page, opened, section, item)) {
                        (words.t("review-remarks-change")) span class="govuk-visually-hidden" { ": " (question.text.get(page.lang)) }
                    }
                }
            }
            (thread::thread(words, question, said, document.version(&question.id)))
            @if remarks.may_reply { (reply_form(page, question, said, typed)) }
        }
    }
}

fn reply_form(page: &Page, question: &Question, said: &Thread, typed: &Typed) -> Markup {
    let words = page.words;
    let id = reply_id(question);
    let stands = typed.replies.iter().find(|reply| reply.question == question.id);
    let error = typed.errors.iter().find(|error| error.field == question.id).map(|error| words.t(error.code));
    let has_value = said.mark().is_some_and(|mark| mark.proposal.is_some());
    html! {
        input type="hidden" name="q[]" value={ (question.id) "@" (said.0.len()) };
        @if has_value {
            div class="govuk-checkboxes govuk-checkboxes--small govuk-form-group" {
                div class="govuk-checkboxes__item" {
                    input class="govuk-checkboxes__input" id={ (id) "-accept" } name={ "accept:" (question.id) } type="checkbox" value="yes" checked[stands.is_some_and(|reply| reply.accepted)];
                    label class="govuk-label govuk-checkboxes__label" for={ (id) "-accept" } { (words.t("review-remarks-accept")) }
                }
            }
        }
        div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
            label class="govuk-label" for=(id) {
                (words.t("review-remarks-reply")) span class="govuk-visually-hidden" { ": " (question.text.get(page.lang)) }
            }
            (error_message(&id, &words.t("frame-error-prefix"), error.as_deref()))
            textarea class={ "govuk-textarea" @if error.is_some() { " govuk-textarea--error" } } id=(id) name={ "reply:" (question.id) } rows="3"
                aria-describedby=[error.as_ref().map(|_| format!("{id}-error"))] { "\n" (stands.map_or("", |reply| reply.text.as_str())) }
        }
    }
}
