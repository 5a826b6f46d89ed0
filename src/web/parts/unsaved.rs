//! When a page of answers could not be saved: everything that was typed comes back, ready to be sent again.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::frame::{Frame, Section};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::path;
use crate::web::problem::Problem;

/// The answer to a form of answers that met a problem: what was typed, in a form that can be sent again once the problem is gone. A form of another sign-in of
/// the same browser gets the token of this one, so that sending it again saves it.
pub(in crate::web) fn unsaved(page: &Page, fields: &Fields, problem: Problem) -> Response {
    let (status, text) = match &problem {
        Problem::SignInNeeded => (StatusCode::UNAUTHORIZED, "fill-in-unsaved-sign-in"),
        Problem::Forged => (StatusCode::FORBIDDEN, "fill-in-unsaved-forged"),
        Problem::Conflict => (StatusCode::CONFLICT, "fill-in-unsaved-conflict"),
        Problem::Unavailable(cause) => {
            tracing::error!(%cause, "answers could not be saved");
            (StatusCode::INSUFFICIENT_STORAGE, "fill-in-unsaved-unavailable")
        }
        Problem::Internal(cause) => {
            tracing::error!(%cause, "answers could not be saved");
            (StatusCode::INTERNAL_SERVER_ERROR, "fill-in-unsaved-unavailable")
        }
        _ => return problem.into_response(),
    };
    let words = page.words;
    let title = words.t("fill-in-unsaved-title");
    let csrf = page.person.as_ref().map(|person| person.csrf.as_str()).unwrap_or_default();
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t(text)) }
            @if page.person.is_none() {
                p class="govuk-body" {
                    a class="govuk-link" href=(path::sign_in(page.lang)) target="_blank" rel="noopener" { (words.t("fill-in-unsaved-sign-in-link")) }
                }
            }
            form method="post" action=(page.here) {
                input type="hidden" name="csrf" value=(csrf);
                @for (name, value) in fields.pairs().filter(|(name, _)| *name != "csrf") {
                    input type="hidden" name=(name) value=(value);
                }
                button class="govuk-button" type="submit" { (words.t("fill-in-unsaved-again")) }
            }
        } }
    };
    Frame::new(title).section(Section::Home).status(status).answer(page, main)
}
