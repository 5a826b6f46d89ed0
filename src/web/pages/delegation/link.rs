//! The page of a link: who asks for what, and a button, so that programs that open the links of a mail beforehand change nothing.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::super::tasks::municipality_name;
use crate::ids::Secret;
use crate::lang::format;
use crate::service::ServiceError;
use crate::service::delegations::{self, Ended, Invitation};
use crate::web::page::Page;
use crate::web::parts::answer::lines;
use crate::web::parts::frame::Frame;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) async fn show(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let secret = Secret::parse(&text).ok_or(Problem::NotFound)?;
    let invitation = delegations::look(&page.app, &secret).await?;
    Ok(link_page(&page, &text, &invitation))
}

pub(super) async fn enter(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let secret = Secret::parse(&text).ok_or(Problem::NotFound)?;
    match delegations::enter(&page.app, &secret).await {
        Ok((session, assessment)) => {
            let cookie = page.begin_session(&session.secret);
            Ok(([(SET_COOKIE, cookie)], Redirect::to(&path::assessment(page.lang, assessment))).into_response())
        }
        Err(ServiceError::State(_)) => Ok(link_page(&page, &text, &delegations::look(&page.app, &secret).await?)),
        Err(error) => Err(error.into()),
    }
}

fn link_page(page: &Page, secret: &str, invitation: &Invitation) -> Response {
    if let Some(ended) = invitation.ended {
        return over(page, ended);
    }
    let (words, Invitation { delegation, opened, .. }) = (page.words, invitation);
    let title = words.t("delegation-link-title");
    let municipality = municipality_name(page, &opened.municipality);
    let from = match &invitation.asked_by {
        Some(who) => words.with("delegation-link-from", &[("who", who.into()), ("municipality", municipality.into())]),
        None => words.with("delegation-link-from-somebody", &[("municipality", municipality.into())]),
    };
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            span class="govuk-caption-l" { (opened.campaign.title.get(page.lang)) }
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (from) }
            (message(&delegation.message))
            p class="govuk-body" { strong { (words.with("delegation-link-due", &[("date", format::date(page.lang, delegation.due_on).into())])) } }
            h2 class="govuk-heading-m" { (words.t("delegation-link-sections")) }
            ul class="govuk-list govuk-list--bullet" { @for (_, title) in &invitation.sections { li { (title.get(page.lang)) } } }
            p class="govuk-body" { (words.t("delegation-link-no-account")) }
            form method="post" action=(path::asked(page.lang, secret)) {
                button class="govuk-button" type="submit" { (words.t("delegation-link-open")) }
            }
        } }
    };
    Frame::new(title).answer(page, main)
}

/// What the owner wrote, set apart from what the program says.
pub(super) fn message(text: &str) -> Markup {
    html! { @if !text.is_empty() { div class="govuk-inset-text m-break" { (lines(text)) } } }
}

fn over(page: &Page, ended: Ended) -> Response {
    let words = page.words;
    let title = words.t("delegation-link-ended-title");
    let reason = match ended {
        Ended::Revoked => "delegation-link-ended-revoked",
        Ended::HandedIn => "delegation-link-ended-handed-in",
        Ended::TooLate => "delegation-link-ended-late",
    };
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t(reason)) }
            p class="govuk-body" { (words.t("delegation-link-ended-text")) }
        } }
    };
    Frame::new(title).status(StatusCode::GONE).answer(page, main)
}
