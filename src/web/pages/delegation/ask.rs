//! The form by which an officer asks people for answers, and the links that it makes.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::ToSpan;
use maud::{Markup, html};
use uuid::Uuid;

use super::super::fill_in::id;
use super::super::sign_in::of;
use super::super::tasks::{asked, context};
use super::{csrf, messages};
use crate::ids::new_id;
use crate::service::ServiceError;
use crate::service::delegations::{self, Ask, GRACE_DAYS, Link};
use crate::service::fill_in::TaskList;
use crate::service::mail;
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::choice::{Asked, Choice, checkboxes, day, textarea, typed_day};
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary};
use crate::web::path;
use crate::web::problem::Problem;

/// Answers are asked for within so many days, unless the campaign ends before.
const DAYS: i64 = 14;

pub(super) async fn form(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let view = delegations::ask_page(&page.app, page.person.as_ref(), id(&text)?).await?;
    let today = page.app.day_of(None);
    let due = today.saturating_add(DAYS.days()).min(view.opened.campaign.closes_on).max(today);
    let empty = format!("request={}&due-day={}&due-month={}&due-year={}", new_id(), due.day(), due.month(), due.year());
    let fields = Fields::parse(empty.as_bytes()).unwrap_or_default();
    Ok(ask_form(&page, &view, &fields, &[]))
}

pub(super) async fn ask(page: Page, Path((_, text)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let assessment = id(&text)?;
    let wanted = Ask {
        assessment,
        request: fields.get("request").parse().map_err(|_| Problem::BadRequest)?,
        sections: fields.all("sections").map(str::to_owned).collect(),
        people: fields.get("people").to_owned(),
        due_on: typed_day(&fields, "due"),
        message: fields.get("message").to_owned(),
        language: page.lang,
    };
    match delegations::ask(&page.app, Some(person), &wanted).await {
        // Sent a second time.
        Ok(links) if links.is_empty() => Ok(Redirect::to(&(path::assessment(page.lang, assessment) + "#people")).into_response()),
        Ok(links) => Ok(links_page(&page, assessment, &links)),
        Err(ServiceError::Invalid(errors)) => {
            let view = delegations::ask_page(&page.app, Some(person), assessment).await?;
            Ok(ask_form(&page, &view, &fields, &messages(&page, &fields, &errors)))
        }
        Err(error) => Err(error.into()),
    }
}

fn ask_form(page: &Page, view: &TaskList, fields: &Fields, errors: &[FormError]) -> Response {
    let (words, id) = (page.words, view.opened.assessment.id);
    let (title, prefix) = (words.t("delegation-ask"), words.t("frame-error-prefix"));
    let tasks = path::assessment(page.lang, id);
    let labels = ["delegation-sections", "delegation-people", "delegation-due", "delegation-message"].map(|key| words.t(key));
    let [sections_label, people_label, due_label, message_label] = &labels;
    let hint = words.t("delegation-people-hint");
    let asked = |name, label, hint| Asked { name, label, hint, error: of(errors, name), prefix: &prefix };
    let chosen: Vec<&str> = fields.all("sections").collect();
    let day_labels = ["admin-day", "admin-month", "admin-year"].map(|key| words.t(key));
    let [in_day, in_month, in_year] = &day_labels;
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(page, &view.opened))
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("delegation-ask-text")) }
            form method="post" action=(path::ask(page.lang, id)) novalidate {
                (csrf(page))
                input type="hidden" name="request" value=(fields.get("request"));
                (checkboxes(asked("sections", sections_label, None), &sections(page, view), &chosen))
                (textarea(asked("people", people_label, Some(&hint)), 3, fields.get("people")))
                (day(asked("due", due_label, None), [in_day, in_month, in_year], fields))
                (textarea(asked("message", message_label, None), 4, fields.get("message")))
                div class="govuk-button-group" {
                    button class="govuk-button" type="submit" { (words.t(if mail::is_on(&page.app) { "delegation-send" } else { "delegation-make" })) }
                    a class="govuk-link" href=(tasks) { (words.t("action-cancel")) }
                }
            }
        } }
    };
    Frame::new(title).section(Section::Home).back(tasks).refused(!errors.is_empty()).answer(page, main)
}

fn sections(page: &Page, view: &TaskList) -> Vec<Choice> {
    let choice = |section: &crate::service::fill_in::Section| {
        let node = view.opened.survey.node(section.node);
        let progress = [("settled", section.settled().into()), ("asked", section.asked().into())];
        let mut hint = vec![page.words.with("delegation-section-progress", &progress)];
        hint.extend(super::hints(page.words, &view.handed, &node.id));
        Choice::new(&*node.id, node.title.get(page.lang)).hint(hint.join(" · "))
    };
    asked(view).map(choice).collect()
}

/// The one page that shows the links: the answer to the form itself, so that no secret stands in an address of ours or in a log.
fn links_page(page: &Page, assessment: Uuid, links: &[Link]) -> Response {
    let words = page.words;
    let is_shown = links.iter().any(|link| link.secret.is_some());
    let title = words.t(if is_shown { "delegation-made-title" } else { "delegation-mailed-title" });
    let tasks = path::assessment(page.lang, assessment);
    let days = [("days", GRACE_DAYS.into())];
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.with(if is_shown { "delegation-made-text" } else { "delegation-mailed-text" }, &days)) }
            @for link in links { (one_link(page, assessment, link)) }
            @if is_shown { p class="govuk-body" { (words.t("delegation-made-once")) } }
            p class="govuk-body" { a class="govuk-link" href=(tasks) { (words.t("fill-in-to-tasks")) } }
        } }
    };
    Frame::new(title).section(Section::Home).back(tasks).answer(page, main)
}

/// Whom a link is for, and the link itself unless it is on its way by e-mail.
fn one_link(page: &Page, assessment: Uuid, link: &Link) -> Markup {
    let delegation = &link.delegation;
    html! {
        h2 class="govuk-heading-s m-break" {
            (delegation.called()) @if !delegation.name.is_empty() { span class="m-muted" { " · " (delegation.email) } }
        }
        @if let Some(secret) = &link.secret {
            div class="govuk-inset-text" {
                code class="m-code m-break" { (page.app.settings().public_url) (path::asked(delegation.language, secret.reveal())) }
            }
        }
        p class="govuk-body" {
            a class="govuk-link" href=(path::delegation(page.lang, assessment, delegation.id)) {
                (page.words.t("delegation-to-one")) span class="govuk-visually-hidden" { ": " (delegation.called()) }
            }
        }
    }
}

/// The page of one new link.
pub(super) fn renewed(page: &Page, assessment: Uuid, link: Link) -> Response {
    links_page(page, assessment, &[link])
}
