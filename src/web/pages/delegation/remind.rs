//! Reminding those who were asked, after a page that says who gets a letter.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use uuid::Uuid;

use super::super::fill_in::id;
use super::super::sign_in::{messages, of};
use super::super::tasks::context;
use super::{called, csrf, state_key};
use crate::lang::format;
use crate::service::ServiceError;
use crate::service::delegations::{self, Handed, Reminders, Waiting};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::choice::{Asked, Choice, checkboxes};
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary, success};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) async fn show(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let view = delegations::reminders(&page.app, page.person.as_ref(), id(&text)?).await?;
    let waiting: Vec<Uuid> = to_remind(&view).map(|one| one.handed.delegation.id).collect();
    Ok(form(&page, &view, &waiting, &[]))
}

pub(super) async fn send(page: Page, Path((_, text)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let assessment = id(&text)?;
    let ticked = fields.all("delegation").map(id).collect::<Result<Vec<Uuid>, Problem>>()?;
    match delegations::remind(&page.app, Some(person), assessment, &ticked).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=reminded", path::remind(page.lang, assessment))).into_response()),
        Err(ServiceError::Invalid(errors)) => {
            let view = delegations::reminders(&page.app, Some(person), assessment).await?;
            Ok(form(&page, &view, &ticked, &messages(&page, &errors)))
        }
        Err(error) => Err(error.into()),
    }
}

fn to_remind(view: &Reminders) -> impl Iterator<Item = &Waiting> {
    view.waiting.iter().filter(|one| !one.is_reminded)
}

fn form(page: &Page, view: &Reminders, ticked: &[Uuid], errors: &[FormError]) -> Response {
    let (words, opened) = (page.words, &view.opened);
    let (title, label, prefix) = (words.t("delegation-remind"), words.t("delegation-remind-who"), words.t("frame-error-prefix"));
    let tasks = path::assessment(page.lang, opened.assessment.id);
    let choices: Vec<Choice> = to_remind(view).map(|one| choice(page, view, &one.handed)).collect();
    let ticked: Vec<String> = ticked.iter().map(Uuid::to_string).collect();
    let ticked: Vec<&str> = ticked.iter().map(String::as_str).collect();
    let asked = Asked { name: "delegation", label: &label, hint: None, error: of(errors, "delegation"), prefix: &prefix };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            @if page.query.get("done") == "reminded" {
                (success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (words.t("delegation-reminded")) } }))
            }
            (context(page, opened))
            h1 class="govuk-heading-l" { (title) }
            @if !view.is_on { div class="govuk-inset-text" { (words.t("admin-letters-off")) } }
            @if choices.is_empty() {
                p class="govuk-body" { (words.t("delegation-remind-nobody")) }
                p class="govuk-body" { a class="govuk-link" href=(tasks) { (words.t("fill-in-to-tasks")) } }
            } @else {
                p class="govuk-body" { (words.t("delegation-remind-text")) }
                form method="post" action=(path::remind(page.lang, opened.assessment.id)) novalidate {
                    (csrf(page))
                    (checkboxes(asked, &choices, &ticked))
                    div class="govuk-button-group" {
                        @if view.is_on { button class="govuk-button" type="submit" { (words.t("delegation-remind-send")) } }
                        a class="govuk-link" href=(tasks) { (words.t("action-cancel")) }
                    }
                }
            }
            (left_out(page, view))
        } }
    };
    Frame::new(title).section(Section::Home).back(tasks).refused(!errors.is_empty()).answer(page, main)
}

/// Who, where the letter goes, what is waited for, and until when.
fn choice(page: &Page, view: &Reminders, one: &Handed) -> Choice {
    let (words, survey) = (page.words, &view.opened.survey);
    let open = one.sections.iter().filter(|section| section.state.accepts_answers());
    let mut hint = vec![one.delegation.email.clone()];
    hint.extend(open.filter_map(|section| {
        let node = survey.node(survey.node_ix(&section.section)?);
        Some(format!("{}: {}", node.short.get(page.lang), words.t(state_key(section.state))))
    }));
    hint.push(words.with("delegation-until", &[("date", format::date(page.lang, one.delegation.due_on).into())]));
    Choice::new(one.delegation.id.to_string(), called(words, &one.delegation)).hint(hint.join(" · "))
}

/// Who was reminded today.
fn left_out(page: &Page, view: &Reminders) -> Markup {
    let words = page.words;
    let reminded: Vec<&Waiting> = view.waiting.iter().filter(|one| one.is_reminded).collect();
    html! {
        @if !reminded.is_empty() {
            h2 class="govuk-heading-m" { (words.t("delegation-remind-left-out")) }
            ul class="govuk-list govuk-list--bullet m-break" {
                @for one in reminded { li { (words.with("delegation-remind-today", &[("who", called(words, &one.handed.delegation).into())])) } }
            }
        }
    }
}
