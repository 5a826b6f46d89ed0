//! Passkeys: the own ones, adding and removing; and signing in by one, as the second step or alone.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use uuid::Uuid;

use super::fill_in::json;
use super::kept::entered;
use super::second_factor::{code_form, codes_page, owner, waiting};
use super::sign_in::{messages, of, sign_in_page};
use crate::lang::format;
use crate::service::passkeys::{self, Answer, Own, Standing};
use crate::service::second_factor::{self, Owner};
use crate::service::{App, ServiceError};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::field::Input;
use crate::web::parts::frame::Frame;
use crate::web::parts::message::{FormError, error_summary, success};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/passkeys", get(show).post(add))
        .route("/{lang}/passkeys/ask", post(ask_new))
        .route("/{lang}/passkeys/codes", post(renew_codes))
        .route("/{lang}/passkeys/{id}/remove", post(remove))
        .route("/{lang}/sign-in/passkey", post(enter))
        .route("/{lang}/sign-in/passkey/ask", post(ask))
}

/// A form that the script sends with the answer of an authenticator; it stays hidden where there is no script. `ask` is where the question comes from.
pub(super) fn passkey_form(page: &Page, action: &str, ask: &str, is_new: bool, inside: &Markup) -> Markup {
    html! {
        form method="post" action=(action) novalidate hidden data-passkey=(ask) data-new[is_new] data-failed=(page.words.t("passkeys-failed")) {
            input type="hidden" name="ceremony" value="";
            input type="hidden" name="credential" value="";
            (inside)
            p class="govuk-error-message" role="alert" {}
        }
    }
}

/// The form to sign in by a passkey; nothing if there are none here.
pub(super) fn sign_in_form(page: &Page, csrf: Option<&str>, next: &str) -> Markup {
    if !passkeys::is_on(&page.app) {
        return html! {};
    }
    let inside = html! {
        @if let Some(csrf) = csrf { input type="hidden" name="csrf" value=(csrf); }
        input type="hidden" name="next" value=(next);
        button class=(if csrf.is_some() { "govuk-button" } else { "govuk-button govuk-button--secondary" }) type="submit" id="passkey" {
            (page.words.t("passkeys-sign-in"))
        }
    };
    passkey_form(page, &path::sign_in_passkey(page.lang), &path::sign_in_passkey_ask(page.lang), false, &inside)
}

fn answer(fields: &Fields) -> Answer<'_> {
    Answer { ceremony: fields.get("ceremony"), credential: fields.get("credential") }
}

/// What the browser is to ask to sign in.
async fn ask(page: Page, fields: Fields) -> Result<Response, Problem> {
    let half = half(&page, &fields).await?;
    Ok(json(StatusCode::OK, &passkeys::begin_showing(&page.app, half.then_some(page.session.as_ref()).flatten(), page.peer).await?))
}

/// Whether the form belongs to a sign-in that waits for its second half.
async fn half(page: &Page, fields: &Fields) -> Result<bool, Problem> {
    if fields.get("csrf").is_empty() {
        return Ok(false);
    }
    let (_, half) = waiting(page).await?;
    if half.csrf == fields.get("csrf") { Ok(true) } else { Err(Problem::Forged) }
}

async fn enter(page: Page, fields: Fields) -> Result<Response, Problem> {
    let next = fields.get("next");
    let half = if half(&page, &fields).await? { page.session.as_ref() } else { None };
    match passkeys::show(&page.app, half, answer(&fields), page.peer).await {
        Ok(session) => Ok(entered(&page, &session, next).await),
        Err(ServiceError::Invalid(errors)) => {
            let errors = messages(&page, &errors);
            match half {
                Some(_) => code_form(&page, &waiting(&page).await?.1, next, &errors).await,
                None => Ok(sign_in_page(&page, "", next, &errors, page.kept.is_some())),
            }
        }
        Err(error) => Err(error.into()),
    }
}

async fn show(page: Page) -> Result<Response, Problem> {
    let (owner, csrf) = owner(&page).await?;
    list(&page, &owner, &csrf, "", &[]).await
}

/// Whose form it is.
async fn own(page: &Page, fields: &Fields) -> Result<(Owner, String), Problem> {
    let (owner, csrf) = owner(page).await?;
    if fields.get("csrf") == csrf { Ok((owner, csrf)) } else { Err(Problem::Forged) }
}

async fn list(page: &Page, owner: &Owner, csrf: &str, name: &str, errors: &[FormError]) -> Result<Response, Problem> {
    let words = page.words;
    let title = words.t("passkeys-title");
    let standing = passkeys::standing(&page.app, owner).await?;
    let done = match page.query.get("done") {
        "added" => Some("passkeys-done-added"),
        "removed" => Some("passkeys-done-removed"),
        _ => None,
    };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        @if let Some(done) = done {
            (success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (words.t(done)) } }))
        }
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("passkeys-about")) }
            @if !standing.own.is_empty() { (own_passkeys(page, csrf, &standing)) }
            @if !passkeys::is_on(&page.app) { div class="govuk-inset-text" { (words.t("passkeys-off")) } }
            @else if !standing.is_fresh {
                div class="govuk-inset-text" {
                    p class="govuk-body" { (words.with("passkeys-not-fresh", &[("minutes", passkeys::FRESH.as_mins().into())])) }
                    a class="govuk-link" href=(path::sign_in_then(page.lang, &path::passkeys(page.lang))) { (words.t("passkeys-sign-in-again")) }
                }
            }
            @else if standing.is_full {
                div class="govuk-inset-text" { (words.with("passkeys-most", &[("most", passkeys::MOST.to_string().into())])) }
            }
            @else { (adding(page, csrf, name, errors)) }
        } }
    };
    let frame = Frame::new(title).refused(!errors.is_empty()).back(path::second_factor(page.lang));
    Ok(frame.answer(page, main))
}

fn adding(page: &Page, csrf: &str, name: &str, errors: &[FormError]) -> Markup {
    let words = page.words;
    let (label, hint, prefix) = (words.t("passkeys-name"), words.t("passkeys-name-hint"), words.t("frame-error-prefix"));
    let inside = html! {
        input type="hidden" name="csrf" value=(csrf);
        (Input::new("name", &label, name).hint(Some(&hint)).error(of(errors, "name"), &prefix))
        button class="govuk-button" type="submit" id="passkey" { (words.t("passkeys-add")) }
    };
    html! {
        h2 class="govuk-heading-m" { (words.t("passkeys-new")) }
        (passkey_form(page, &path::passkeys(page.lang), &path::passkeys_act(page.lang, "ask"), true, &inside))
        div class="govuk-inset-text" data-passkey-without { (words.t("passkeys-without")) }
    }
}

fn own_passkeys(page: &Page, csrf: &str, standing: &Standing) -> Markup {
    let words = page.words;
    html! {
        ul class="govuk-list govuk-list--spaced" { @for own in &standing.own { (row(page, csrf, own, standing.is_fresh && !standing.last_stays)) } }
        @if standing.last_stays { p class="govuk-body" { (words.t("passkeys-last-stays")) } }
        p class="govuk-body" { (words.with("passkeys-codes-left", &[("left", standing.codes_left.into())])) }
        @if standing.is_fresh {
            form method="post" action=(path::passkeys_act(page.lang, "codes")) {
                input type="hidden" name="csrf" value=(csrf);
                button class="govuk-button govuk-button--secondary" type="submit" { (words.t("second-factor-new-codes")) }
            }
        }
    }
}

fn row(page: &Page, csrf: &str, own: &Own, may_go: bool) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let time = |at| format::date_time(lang, at);
    html! {
        li {
            strong class="m-break" { (own.name) } br;
            (words.with("passkeys-added-at", &[("time", time(own.created_at).into())])) br;
            @match own.used_at {
                Some(at) => (words.with("passkeys-used-at", &[("time", time(at).into())])),
                None => (words.t("passkeys-never-used")),
            }
            @if may_go {
                form method="post" action=(path::passkey_remove(lang, own.id)) {
                    input type="hidden" name="csrf" value=(csrf);
                    button class="govuk-button govuk-button--secondary m-button-small" type="submit" {
                        (words.t("passkeys-remove")) span class="govuk-visually-hidden" { " " (own.name) }
                    }
                }
            }
        }
    }
}

/// What the browser is to ask for a new passkey.
async fn ask_new(page: Page, fields: Fields) -> Result<Response, Problem> {
    let (owner, csrf) = own(&page, &fields).await?;
    let name = fields.get("name");
    match passkeys::begin_adding(&page.app, &owner, name).await {
        Ok(asked) => Ok(json(StatusCode::OK, &asked)),
        Err(ServiceError::Invalid(errors)) => list(&page, &owner, &csrf, name, &messages(&page, &errors)).await,
        Err(error) => Err(error.into()),
    }
}

async fn add(page: Page, fields: Fields) -> Result<Response, Problem> {
    let (owner, csrf) = own(&page, &fields).await?;
    let name = fields.get("name");
    match passkeys::add(&page.app, &owner, answer(&fields), name).await {
        Ok(Some(codes)) => Ok(codes_page(&page, &codes)),
        Ok(None) => Ok(Redirect::to(&format!("{}?done=added", path::passkeys(page.lang))).into_response()),
        Err(ServiceError::Invalid(errors)) => list(&page, &owner, &csrf, name, &messages(&page, &errors)).await,
        Err(error) => Err(error.into()),
    }
}

async fn remove(page: Page, Path((_, id)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let (owner, _) = own(&page, &fields).await?;
    let id: Uuid = id.parse().map_err(|_| Problem::NotFound)?;
    passkeys::remove(&page.app, &owner, id).await?;
    Ok(Redirect::to(&format!("{}?done=removed", path::passkeys(page.lang))).into_response())
}

async fn renew_codes(page: Page, fields: Fields) -> Result<Response, Problem> {
    let (owner, _) = own(&page, &fields).await?;
    Ok(codes_page(&page, &passkeys::renew_codes(&page.app, &owner).await?))
}

/// What the page of the code says of passkeys, if the person has any: the button, and what to do without.
pub(super) fn beside_code(page: &Page, csrf: &str, next: &str, ways: second_factor::Ways) -> Markup {
    if !ways.passkey {
        return html! {};
    }
    html! {
        (sign_in_form(page, Some(csrf), next))
        div class="govuk-inset-text" data-passkey-without { (page.words.t(if ways.device { "passkeys-without-code" } else { "passkeys-without-recovery" })) }
    }
}
