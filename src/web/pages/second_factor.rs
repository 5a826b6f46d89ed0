//! The second factor: the code at sign-in, and the page where it is set up, given new recovery codes or turned off.

use axum::Router;
use axum::extract::Path;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};

use crate::ids::Secret;
use crate::service::second_factor::{self, Codes, Half, Owner, Standing, Wants};
use crate::service::{App, ServiceError};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::pages::kept::entered;
use crate::web::pages::passkeys::beside_code;
use crate::web::pages::sign_in::{messages, of};
use crate::web::parts::field::Input;
use crate::web::parts::frame::Frame;
use crate::web::parts::message::{FormError, error_summary, success};
use crate::web::parts::qr::qr;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/sign-in/code", get(ask).post(enter))
        .route("/{lang}/second-factor", get(show))
        .route("/{lang}/second-factor/{act}", post(act))
}

/// The sign-in that waits for its second factor, and its secret.
pub(super) async fn waiting(page: &Page) -> Result<(&Secret, Half), Problem> {
    let secret = page.session.as_ref().ok_or(Problem::SignInNeeded)?;
    let half = second_factor::half(&page.app, secret).await?.filter(|half| half.wants == Wants::Code).ok_or(Problem::SignInNeeded)?;
    Ok((secret, half))
}

async fn ask(page: Page) -> Result<Response, Problem> {
    let (_, half) = waiting(&page).await?;
    code_form(&page, &half, page.query.get("next"), &[]).await
}

pub(super) async fn code_form(page: &Page, half: &Half, next: &str, errors: &[FormError]) -> Result<Response, Problem> {
    let (words, csrf) = (page.words, half.csrf.as_str());
    let ways = second_factor::ways_of(&page.app, half).await?;
    let (title, hint) = if ways.device {
        (words.t("second-factor-code-title"), "second-factor-code-hint")
    } else {
        (words.t("passkeys-code-title"), "passkeys-recovery-hint")
    };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            (beside_code(page, csrf, next, ways))
            form method="post" action=(path::sign_in_code(page.lang)) novalidate {
                input type="hidden" name="csrf" value=(csrf);
                input type="hidden" name="next" value=(next);
                (code_field(page, hint, errors))
                button class="govuk-button" type="submit" { (words.t("action-sign-in")) }
            }
            p class="govuk-body" { (words.t("second-factor-lost")) }
        } }
    };
    Ok(Frame::new(title).refused(!errors.is_empty()).answer(page, main))
}

fn code_field(page: &Page, hint: &'static str, errors: &[FormError]) -> Markup {
    let (label, hint, prefix) = (page.words.t("second-factor-code"), page.words.t(hint), page.words.t("frame-error-prefix"));
    html! { (Input::new("code", &label, "").kind("text", "one-time-code").hint(Some(&hint)).error(of(errors, "code"), &prefix)) }
}

async fn enter(page: Page, fields: Fields) -> Result<Response, Problem> {
    let (secret, half) = waiting(&page).await?;
    if fields.get("csrf") != half.csrf {
        return Err(Problem::Forged);
    }
    let next = fields.get("next");
    match second_factor::complete(&page.app, secret, fields.get("code"), page.peer).await {
        Ok(session) => Ok(entered(&page, &session, next).await),
        Err(ServiceError::Invalid(errors)) => code_form(&page, &half, next, &messages(&page, &errors)).await,
        Err(error) => Err(error.into()),
    }
}

/// Who sets up the second factor, with the secret that the forms carry: somebody who is signed in, or who has to before that is done.
pub(super) async fn owner(page: &Page) -> Result<(Owner, String), Problem> {
    if let Some(person) = &page.person {
        return Ok((second_factor::owner(&page.app, person).await?, person.csrf.clone()));
    }
    let secret = page.session.as_ref().ok_or(Problem::SignInNeeded)?;
    let half = second_factor::half(&page.app, secret).await?.ok_or(Problem::SignInNeeded)?;
    Ok((second_factor::half_owner(&page.app, secret).await?, half.csrf))
}

async fn show(page: Page) -> Result<Response, Problem> {
    let (owner, csrf) = owner(&page).await?;
    standing(&page, &owner, &csrf, &[]).await
}

async fn standing(page: &Page, owner: &Owner, csrf: &str, errors: &[FormError]) -> Result<Response, Problem> {
    let words = page.words;
    let title = words.t("second-factor-title");
    let standing = second_factor::standing(&page.app, owner).await?;
    let off = page.query.get("done") == "off";
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        @if off { (success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (words.t("second-factor-done-off")) } })) }
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            @if owner.is_half() { div class="govuk-inset-text" { (words.t("second-factor-required")) } }
            @match &standing {
                Standing::Off => (form(page, csrf, "start", &html! {
                    p class="govuk-body" { (words.t("second-factor-about")) }
                    button class="govuk-button" type="submit" { (words.t("second-factor-start")) }
                })),
                Standing::Begun { secret, url } => (begun(page, csrf, secret, url, errors)),
                Standing::On { codes_left, is_required } => (on(page, csrf, *codes_left, *is_required, errors)),
            }
            p class="govuk-body" { a class="govuk-link" href=(path::passkeys(page.lang)) { (words.t("passkeys-link")) } }
        } }
    };
    let frame = Frame::new(title).refused(!errors.is_empty());
    let frame = if owner.is_half() { frame } else { frame.back(path::password(page.lang)) };
    Ok(frame.answer(page, main))
}

fn form(page: &Page, csrf: &str, act: &str, inside: &Markup) -> Markup {
    html! {
        form method="post" action=(path::second_factor_act(page.lang, act)) novalidate {
            input type="hidden" name="csrf" value=(csrf);
            (inside)
        }
    }
}

/// The secret, as a picture and as text, and the field for the first code.
fn begun(page: &Page, csrf: &str, secret: &str, url: &str, errors: &[FormError]) -> Markup {
    let words = page.words;
    let groups: Vec<&str> = (0..secret.len()).step_by(4).filter_map(|from| secret.get(from..(from + 4).min(secret.len()))).collect();
    html! {
        ol class="govuk-list govuk-list--number" {
            li { (words.t("second-factor-step-app")) }
            li {
                (words.t("second-factor-step-scan"))
                @if let Some(picture) = qr(url, &words.t("second-factor-picture")) { (picture) }
                p class="govuk-body" { (words.t("second-factor-or-type")) " " code class="m-code m-break" id="secret" { (groups.join(" ")) } }
                p class="govuk-body" { a class="govuk-link" href=(url) { (words.t("second-factor-open-app")) } }
            }
            li { (words.t("second-factor-step-code")) }
        }
        (form(page, csrf, "confirm", &html! {
            (code_field(page, "second-factor-code-hint-first", errors))
            button class="govuk-button" type="submit" { (words.t("second-factor-confirm")) }
        }))
    }
}

fn on(page: &Page, csrf: &str, codes_left: i64, is_required: bool, errors: &[FormError]) -> Markup {
    let words = page.words;
    html! {
        p class="govuk-body" { (words.with("second-factor-on", &[("left", codes_left.into())])) }
        form method="post" action=(path::second_factor_act(page.lang, "codes")) novalidate {
            input type="hidden" name="csrf" value=(csrf);
            (code_field(page, "second-factor-code-hint", errors))
            div class="govuk-button-group" {
                button class="govuk-button" type="submit" { (words.t("second-factor-new-codes")) }
                @if !is_required {
                    button class="govuk-button govuk-button--warning" type="submit" formaction=(path::second_factor_act(page.lang, "off")) { (words.t("second-factor-turn-off")) }
                }
            }
        }
        @if is_required { p class="govuk-body" { (words.t("second-factor-stays")) } }
    }
}

async fn act(page: Page, Path((_, act)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let (owner, csrf) = owner(&page).await?;
    if fields.get("csrf") != csrf {
        return Err(Problem::Forged);
    }
    let (app, code) = (&page.app, fields.get("code"));
    let done = match act.as_str() {
        "start" => {
            second_factor::start(app, &owner).await?;
            return Ok(Redirect::to(&path::second_factor(page.lang)).into_response());
        }
        "confirm" => second_factor::confirm(app, &owner, code, page.peer).await,
        "codes" => second_factor::renew_codes(app, &owner, code, page.peer).await,
        "off" => match second_factor::turn_off(app, &owner, code, page.peer).await {
            Ok(()) => return Ok(Redirect::to(&format!("{}?done=off", path::second_factor(page.lang))).into_response()),
            Err(error) => Err(error),
        },
        _ => return Err(Problem::NotFound),
    };
    match done {
        Ok(codes) => Ok(codes_page(&page, &codes)),
        Err(ServiceError::Invalid(errors)) => standing(&page, &owner, &csrf, &messages(&page, &errors)).await,
        Err(error) => Err(error.into()),
    }
}

/// The one page that shows the recovery codes: the answer to the form itself.
pub(super) fn codes_page(page: &Page, made: &Codes) -> Response {
    let words = page.words;
    let title = words.t("second-factor-codes-title");
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("second-factor-codes-text")) }
            ul class="govuk-list" id="codes" { @for code in &made.codes { li { code class="m-code" { (code) } } } }
            a class="govuk-button" href=(path::home(page.lang)) role="button" draggable="false" { (words.t("second-factor-go-on")) }
        } }
    };
    let answer = Frame::new(title).answer(page, main);
    match &made.session {
        Some(session) => ([(SET_COOKIE, page.begin_session(&session.secret))], answer).into_response(),
        None => answer,
    }
}
