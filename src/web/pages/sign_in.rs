//! Signing in and out, one-time links, the first administrator, the own password.

use axum::Router;
use axum::extract::Path;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::html;

use super::kept::entered;
use super::{passkeys, provider};
use crate::ids::Secret;
use crate::service::sign_in::{FirstAdministrator, NewPassword};
use crate::service::{App, FieldError, LinkPurpose, ServiceError, mail, passwords, sign_in};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::field::Input;
use crate::web::parts::frame::Frame;
use crate::web::parts::message::{FormError, error_summary};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/sign-in", get(form).post(enter))
        .route("/{lang}/sign-in/link", get(mail_form).post(mail_link))
        .route("/{lang}/sign-out", post(leave))
        .route("/{lang}/demo/sign-in", post(enter_demo))
        .route("/{lang}/link/{secret}", get(link).post(enter_by_link))
        .route("/{lang}/setup/{secret}", get(setup).post(set_up))
        .route("/{lang}/password", get(password).post(set_password))
}

/// Messages for the fields that a use case refused.
pub(super) fn messages(page: &Page, errors: &[FieldError]) -> Vec<FormError> {
    errors.iter().map(|error| FormError { control: error.field.clone(), text: page.words.t(error.code).into_owned() }).collect()
}

/// What is wrong with a control.
pub(super) fn of<'e>(errors: &'e [FormError], control: &str) -> Option<&'e str> {
    errors.iter().find(|error| error.control == control).map(|error| error.text.as_str())
}

async fn form(page: Page) -> Response {
    sign_in_page(&page, "", page.query.get("next"), &[], page.kept.is_some())
}

/// The page that asks to sign in; `waiting` says that answers are kept for whoever typed them in this browser.
pub(super) fn sign_in_page(page: &Page, email: &str, next: &str, errors: &[FormError], waiting: bool) -> Response {
    let words = page.words;
    let (title, email_label, password_label) = (words.t("sign-in-title"), words.t("sign-in-email"), words.t("sign-in-password"));
    let (summary, prefix) = (words.t("frame-error-summary"), words.t("frame-error-prefix"));
    let main = html! {
        (error_summary(&summary, errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            @if waiting {
                div class="govuk-inset-text" {
                    p class="govuk-body govuk-!-font-weight-bold" { (words.t("kept-sign-in-title")) }
                    p class="govuk-body" { (words.t("kept-sign-in-text")) }
                }
            } @else if !next.is_empty() {
                p class="govuk-body" { (words.t("sign-in-needed")) }
            }
            form method="post" action=(path::sign_in(page.lang)) novalidate {
                input type="hidden" name="next" value=(next);
                (Input::new("email", &email_label, email).kind("email", "username").error(of(errors, "email"), &prefix))
                (Input::new("password", &password_label, "").kind("password", "current-password").error(of(errors, "password"), &prefix))
                button class="govuk-button" type="submit" { (words.t("action-sign-in")) }
            }
            (provider::way(page, next))
            (passkeys::sign_in_form(page, None, next))
            @if mail::is_on(&page.app) {
                p class="govuk-body" { a class="govuk-link" href=(path::sign_in_link(page.lang)) { (words.t("sign-in-mail-title")) } }
            } @else {
                p class="govuk-body" { (words.t("sign-in-no-account")) }
            }
            p class="govuk-body" { (words.t("sign-in-asked")) }
        } }
    };
    Frame::new(title).refused(!errors.is_empty()).answer(page, main)
}

async fn enter(page: Page, fields: Fields) -> Result<Response, Problem> {
    let (email, next) = (fields.get("email"), fields.get("next"));
    match sign_in::with_password(&page.app, email, fields.get("password"), page.peer).await {
        Ok(session) => Ok(entered(&page, &session, next).await),
        Err(ServiceError::Invalid(errors)) => Ok(sign_in_page(&page, email, next, &messages(&page, &errors), page.kept.is_some())),
        Err(error) => Err(error.into()),
    }
}

async fn mail_form(page: Page) -> Result<Response, Problem> {
    if mail::is_on(&page.app) { Ok(mail_page(&page, "", &[])) } else { Err(Problem::NotFound) }
}

fn mail_page(page: &Page, email: &str, errors: &[FormError]) -> Response {
    let words = page.words;
    let (title, label) = (words.t("sign-in-mail-title"), words.t("sign-in-email"));
    let (summary, prefix) = (words.t("frame-error-summary"), words.t("frame-error-prefix"));
    let main = html! {
        (error_summary(&summary, errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("sign-in-mail-text")) }
            form method="post" action=(path::sign_in_link(page.lang)) novalidate {
                (Input::new("email", &label, email).kind("email", "username").error(of(errors, "email"), &prefix))
                button class="govuk-button" type="submit" { (words.t("sign-in-mail-send")) }
            }
        } }
    };
    Frame::new(title).back(path::sign_in(page.lang)).refused(!errors.is_empty()).answer(page, main)
}

async fn mail_link(page: Page, fields: Fields) -> Result<Response, Problem> {
    let email = fields.get("email");
    match sign_in::mail_link(&page.app, email, page.peer).await {
        Ok(()) => Ok(mailed(&page, email)),
        Err(ServiceError::Invalid(errors)) => Ok(mail_page(&page, email, &messages(&page, &errors))),
        Err(error) => Err(error.into()),
    }
}

/// The same whether there is such an account or not.
fn mailed(page: &Page, email: &str) -> Response {
    let words = page.words;
    let title = words.t("sign-in-mailed-title");
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body m-break" { (words.with("sign-in-mailed-text", &[("email", email.trim().into())])) }
            p class="govuk-body" { (words.t("sign-in-mailed-none")) }
        } }
    };
    Frame::new(title).back(path::sign_in(page.lang)).answer(page, main)
}

async fn leave(page: Page, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    if let Some(secret) = &page.session {
        sign_in::out(&page.app, person, secret).await?;
    }
    Ok(([(SET_COOKIE, page.end_session())], Redirect::to(&path::front(page.lang))).into_response())
}

async fn enter_demo(page: Page, fields: Fields) -> Result<Response, Problem> {
    let session = sign_in::in_demo(&page.app, fields.get("email")).await?;
    Ok(entered(&page, &session, fields.get("next")).await)
}

fn secret(text: &str) -> Result<Secret, Problem> {
    Secret::parse(text).ok_or(Problem::NotFound)
}

/// A button, so that programs that open the links of a mail beforehand use nothing up.
async fn link(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let known = sign_in::look_at_link(&page.app, &secret(&text)?).await?;
    if known.purpose != LinkPurpose::SignIn {
        return Err(Problem::NotFound);
    }
    let words = page.words;
    let title = words.t("sign-in-link-title");
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("sign-in-link-text")) }
            form method="post" action=(path::link(page.lang, &text)) {
                button class="govuk-button" type="submit" { (words.t("sign-in-link-enter")) }
            }
        } }
    };
    Ok(Frame::new(title).answer(&page, main))
}

async fn enter_by_link(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let session = sign_in::with_link(&page.app, &secret(&text)?).await?;
    Ok(entered(&page, &session, "").await)
}

async fn setup(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let known = sign_in::look_at_link(&page.app, &secret(&text)?).await?;
    if known.purpose != LinkPurpose::Setup {
        return Err(Problem::NotFound);
    }
    Ok(setup_form(&page, &text, &Fields::default(), &[]))
}

fn setup_form(page: &Page, secret: &str, fields: &Fields, errors: &[FormError]) -> Response {
    let words = page.words;
    let (title, name, email, password) =
        (words.t("sign-in-setup-title"), words.t("sign-in-name"), words.t("sign-in-email"), words.t("sign-in-password"));
    let (summary, prefix) = (words.t("frame-error-summary"), words.t("frame-error-prefix"));
    let password_hint = words.with("sign-in-password-hint", &[("shortest", passwords::SHORTEST.into())]);
    let main = html! {
        (error_summary(&summary, errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("sign-in-setup-text")) }
            form method="post" action=(path::setup(page.lang, secret)) novalidate {
                (Input::new("name", &name, fields.get("name")).kind("text", "name").error(of(errors, "name"), &prefix))
                (Input::new("email", &email, fields.get("email")).kind("email", "username").error(of(errors, "email"), &prefix))
                (Input::new("password", &password, "").kind("password", "new-password").hint(Some(&password_hint)).error(of(errors, "password"), &prefix))
                button class="govuk-button" type="submit" { (words.t("sign-in-setup-save")) }
            }
        } }
    };
    Frame::new(title).refused(!errors.is_empty()).answer(page, main)
}

async fn set_up(page: Page, Path((_, text)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let wanted = FirstAdministrator {
        name: fields.get("name").to_owned(),
        email: fields.get("email").to_owned(),
        password: fields.get("password").to_owned(),
        language: page.lang,
    };
    match sign_in::set_up(&page.app, &secret(&text)?, &wanted).await {
        Ok(session) => Ok(entered(&page, &session, "").await),
        Err(ServiceError::Invalid(errors)) => Ok(setup_form(&page, &text, &fields, &messages(&page, &errors))),
        Err(error) => Err(error.into()),
    }
}

async fn password(page: Page) -> Result<Response, Problem> {
    let needs_old = sign_in::needs_old_password(&page.app, page.signed_in()?).await?;
    Ok(password_form(&page, needs_old, &[]))
}

fn password_form(page: &Page, needs_old: bool, errors: &[FormError]) -> Response {
    let words = page.words;
    let (title, old, label) = (words.t("sign-in-password-title"), words.t("sign-in-password-old"), words.t("sign-in-password-new"));
    let (summary, prefix) = (words.t("frame-error-summary"), words.t("frame-error-prefix"));
    let hint = words.with("sign-in-password-hint", &[("shortest", passwords::SHORTEST.into())]);
    let csrf = page.person.as_ref().map(|person| person.csrf.as_str()).unwrap_or_default();
    let main = html! {
        (error_summary(&summary, errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            form method="post" action=(path::password(page.lang)) novalidate {
                input type="hidden" name="csrf" value=(csrf);
                @if needs_old {
                    (Input::new("old-password", &old, "").kind("password", "current-password").error(of(errors, "old-password"), &prefix))
                }
                (Input::new("password", &label, "").kind("password", "new-password").hint(Some(&hint)).error(of(errors, "password"), &prefix))
                button class="govuk-button" type="submit" { (words.t("action-save")) }
            }
            p class="govuk-body" { a class="govuk-link" href=(path::second_factor(page.lang)) { (words.t("second-factor-title")) } }
        } }
    };
    Frame::new(title).back(path::home(page.lang)).refused(!errors.is_empty()).answer(page, main)
}

async fn set_password(page: Page, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let wanted = NewPassword { old: fields.get("old-password"), new: fields.get("password"), from: page.peer };
    match sign_in::set_password(&page.app, person, wanted).await {
        Ok(session) => Ok(entered(&page, &session, "").await),
        Err(ServiceError::Invalid(errors)) => {
            let needs_old = sign_in::needs_old_password(&page.app, person).await?;
            Ok(password_form(&page, needs_old, &messages(&page, &errors)))
        }
        Err(error) => Err(error.into()),
    }
}
