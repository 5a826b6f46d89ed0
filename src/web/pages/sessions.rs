//! The own sessions, and signing out everywhere else.

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use crate::ids::Secret;
use crate::lang::format;
use crate::service::App;
use crate::service::sessions::{self, OwnSession};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::success;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}/sessions", get(list).post(end_others))
}

fn own(page: &Page) -> Result<&Secret, Problem> {
    page.session.as_ref().ok_or(Problem::SignInNeeded)
}

async fn list(page: Page) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let sessions = sessions::list(&page.app, person, own(&page)?).await?;
    let words = page.words;
    let title = words.t("sign-in-sessions");
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            @if page.query.get("done") == "ended" {
                (success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (words.t("sign-in-sessions-ended")) } }))
            }
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("sign-in-sessions-text")) }
            ul class="govuk-list govuk-list--spaced" { @for session in &sessions { (row(&page, session)) } }
            @if sessions.len() > 1 {
                form method="post" action=(path::sessions(page.lang)) {
                    input type="hidden" name="csrf" value=(person.csrf);
                    button class="govuk-button" type="submit" { (words.t("sign-in-sessions-end")) }
                }
            } @else { p class="govuk-body" { (words.t("sign-in-sessions-only")) } }
        } }
    };
    Ok(Frame::new(title).section(Section::Home).back(path::home(page.lang)).answer(&page, main))
}

fn row(page: &Page, session: &OwnSession) -> Markup {
    let (words, lang) = (page.words, page.lang);
    html! {
        li {
            strong { @if session.device.is_empty() { (words.t("sign-in-sessions-unknown")) } @else { (session.device) } }
            @if session.is_this { " " strong class="govuk-tag govuk-tag--green" { (words.t("sign-in-sessions-this")) } }
            br;
            (words.with("sign-in-sessions-began", &[("time", format::date_time(lang, session.began_at).into())])) br;
            (words.with("sign-in-sessions-used", &[("time", format::date_time(lang, session.used_at).into())]))
        }
    }
}

async fn end_others(page: Page, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    sessions::end_others(&page.app, person, own(&page)?).await?;
    Ok(Redirect::to(&(path::sessions(page.lang) + "?done=ended")).into_response())
}
