//! Forms of answers that came when their sign-in had ended: kept on the server, and saved once the same person has signed in again (L1).

use axum::Router;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::html;

use super::fill_in::{answered, command};
use super::sign_in::sign_in_page;
use crate::ids::Secret;
use crate::lang::format;
use crate::service::access::Person;
use crate::service::fill_in::{self, SavePage, Saved};
use crate::service::kept_forms::{self, Arrived};
use crate::service::second_factor::Wants;
use crate::service::sign_in::Session;
use crate::service::{App, ServiceError, sign_in};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::unsaved::unsaved;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}/kept", get(show).post(look)).route("/{lang}/stay", post(stay))
}

/// Keeps a form that came without a sign-in, and asks to sign in; if it cannot be kept, everything typed comes back in the page.
pub(super) async fn keep(page: &Page, fields: &Fields) -> Response {
    let Some(body) = fields.encoded_without("csrf") else { return unsaved(page, fields, Problem::SignInNeeded) };
    let form = Arrived { key: page.kept.as_ref(), mark: fields.get("whose"), address: &page.here, body: &body };
    match kept_forms::keep(&page.app, form).await {
        Ok(Some((key, _))) => {
            let response = sign_in_page(page, "", &page.here, &[], true);
            (StatusCode::UNAUTHORIZED, [(SET_COOKIE, page.begin_keeping(&key))], response).into_response()
        }
        Ok(None) => unsaved(page, fields, Problem::SignInNeeded),
        Err(error) => {
            tracing::error!(%error, "a form could not be kept");
            unsaved(page, fields, Problem::SignInNeeded)
        }
    }
}

/// Where somebody who has just signed in goes on, and the cookies that they get: what was kept for them is saved on the way.
pub(super) async fn entered(page: &Page, session: &Session, next: &str) -> Response {
    // What was kept waits for the second half of a sign-in.
    let half = session.wants.map(|wants| match wants {
        Wants::Code => path::sign_in_code_then(page.lang, next),
        Wants::SetUp => path::second_factor(page.lang),
    });
    if let Some(address) = half {
        return ([(SET_COOKIE, page.begin_session(&session.secret))], Redirect::to(&address)).into_response();
    }
    let (mut address, mut cookies) =
        (path::local(next).map_or_else(|| path::home(page.lang), str::to_owned), vec![page.begin_session(&session.secret)]);
    if let Some(key) = &page.kept {
        match saved(page, key, &session.secret).await {
            Ok(Waiting::Nothing) => cookies.push(page.end_keeping()),
            Ok(Waiting::AllSaved(last)) => {
                address = last;
                cookies.push(page.end_keeping());
            }
            Ok(Waiting::Some) => address = path::kept(page.lang),
            Err(error) => {
                tracing::error!(%error, "kept forms could not be saved");
                address = path::kept(page.lang);
            }
        }
    }
    let cookies: Vec<(HeaderName, String)> = cookies.into_iter().map(|cookie| (SET_COOKIE, cookie)).collect();
    (AppendHeaders(cookies), Redirect::to(&address)).into_response()
}

/// What is still waiting in a browser after signing in.
enum Waiting {
    /// Nothing was kept.
    Nothing,
    /// All is saved; the address of the last page.
    AllSaved(String),
    /// Something needs a decision, or belongs to somebody else.
    Some,
}

async fn saved(page: &Page, key: &Secret, session: &Secret) -> Result<Waiting, ServiceError> {
    let Some(person) = sign_in::person(&page.app, session).await? else { return Ok(Waiting::Some) };
    let (own, others) = kept_forms::waiting(&page.app, &person, key).await?;
    let (mut last, mut is_left) = (None, others.is_some());
    for form in &own {
        let wanted = Fields::parse(form.body.as_bytes()).as_ref().and_then(command);
        match save(page, &person, wanted).await {
            Ok(address) => {
                kept_forms::done(&page.app, &person, form).await?;
                last = address.or(last);
            }
            Err(Left) => is_left = true,
        }
    }
    Ok(match last {
        _ if is_left => Waiting::Some,
        Some(address) => Waiting::AllSaved(address),
        None => Waiting::Nothing,
    })
}

/// A form that waits on, for its person to look at.
struct Left;

/// Saves a form that was kept, if nothing in it needs a decision; gives the address of its page.
async fn save(page: &Page, person: &Person, wanted: Option<SavePage>) -> Result<Option<String>, Left> {
    let wanted = wanted.ok_or(Left)?;
    let address = path::section(page.lang, wanted.assessment, &wanted.dimension, wanted.page) + "?kept=1";
    match fill_in::save(&page.app, Some(person), wanted).await {
        Ok(Saved::All { .. }) => Ok(Some(address)),
        Ok(Saved::Part(_) | Saved::Shut(_)) => Err(Left),
        Err(error) => {
            tracing::info!(%error, "a kept form waits on");
            Err(Left)
        }
    }
}

/// What waits in this browser.
async fn show(page: Page) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let (own, others) = match &page.kept {
        Some(key) => kept_forms::waiting(&page.app, person, key).await?,
        None => (Vec::new(), None),
    };
    let words = page.words;
    let title = words.t("kept-title");
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            @if own.is_empty() && others.is_none() { p class="govuk-body" { (words.t("kept-none")) } }
            @if !own.is_empty() { p class="govuk-body" { (words.t("kept-own")) } }
            @for form in &own {
                form method="post" action=(path::kept(page.lang)) {
                    input type="hidden" name="csrf" value=(person.csrf);
                    input type="hidden" name="id" value=(form.id);
                    button class="govuk-button" type="submit" { (words.with("kept-look", &[("time", format::date_time(page.lang, form.kept_at).into())])) }
                }
            }
            @if let Some(until) = others {
                div class="govuk-inset-text" { (words.with("kept-others", &[("time", format::date_time(page.lang, until).into())])) }
            }
            p class="govuk-body" { a class="govuk-link" href=(path::home(page.lang)) { (words.t("frame-problem-to-home")) } }
        } }
    };
    Ok(Frame::new(title).section(Section::Home).answer(&page, main))
}

/// Sends a form that was kept as if the person had pressed its button just now.
async fn look(page: Page, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let key = page.kept.as_ref().ok_or(Problem::NotFound)?;
    let (own, _) = kept_forms::waiting(&page.app, person, key).await?;
    let form = own.into_iter().find(|form| form.id.to_string() == fields.get("id")).ok_or(Problem::NotFound)?;
    let typed = Fields::parse(form.body.as_bytes()).ok_or(Problem::BadRequest)?;
    let wanted = command(&typed).ok_or(Problem::BadRequest)?;
    let place = (wanted.assessment, wanted.dimension.clone(), wanted.page);
    let saved = fill_in::save(&page.app, Some(person), wanted).await?;
    kept_forms::done(&page.app, person, &form).await?;
    Ok(answered(&page, place, "", saved))
}

/// Goes on with the sign-in: every request that shows a session does, and this one does nothing else.
async fn stay(page: Page, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    Ok(super::fill_in::json(StatusCode::OK, &page.session_left(person)))
}
