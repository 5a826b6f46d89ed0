//! Signing in with an account elsewhere: to the provider of identities and back.

use axum::Router;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::kept::entered;
use super::sign_in::{messages, sign_in_page};
use crate::service::provider::{self, Returned, Way};
use crate::service::{App, ServiceError};
use crate::web::page::Page;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}/sign-in/provider", get(leave)).route("/{lang}/sign-in/provider/back", get(come_back))
}

/// The way to the provider; nothing if there is none. A link and no form: the policy of the pages lets forms go nowhere else, not even by a redirect.
pub(super) fn way(page: &Page, next: &str) -> Markup {
    let Some(name) = provider::name(&page.app) else { return html! {} };
    html! {
        p class="govuk-body" {
            a class="govuk-button govuk-button--secondary" id="provider" role="button" draggable="false" href=(path::sign_in_provider_then(page.lang, next)) {
                (page.words.with("provider-sign-in", &[("name", name.into())]))
            }
        }
    }
}

async fn leave(page: Page) -> Result<Response, Problem> {
    let next = path::local(page.query.get("next")).unwrap_or_default();
    match provider::leave(&page.app, Way { back: &path::sign_in_provider_back(page.lang), next }).await {
        Ok(leaving) => Ok(([(SET_COOKIE, page.begin_leaving(&leaving.secret))], Redirect::to(&leaving.address)).into_response()),
        Err(error) => refused(&page, next, error),
    }
}

async fn come_back(page: Page) -> Result<Response, Problem> {
    let query = &page.query;
    let returned = Returned { state: query.get("state"), code: query.get("code"), issuer: query.get("iss") };
    let back = path::sign_in_provider_back(page.lang);
    let answer = match provider::come_back(&page.app, page.leaving.as_ref(), &back, returned, page.peer).await {
        Ok(arrived) => entered(&page, &arrived.session, &arrived.next).await,
        Err(error) => refused(&page, "", error)?,
    };
    // What was worked out from the cookie is used up, whatever came of it.
    Ok((AppendHeaders([(SET_COOKIE, page.end_leaving())]), answer).into_response())
}

fn refused(page: &Page, next: &str, error: ServiceError) -> Result<Response, Problem> {
    match error {
        ServiceError::Invalid(errors) => Ok(sign_in_page(page, "", next, &messages(page, &errors), page.kept.is_some())),
        error => Err(error.into()),
    }
}
