//! Closing, opening again, freezing and publishing a campaign, each after a page that says what will happen; reopening one assessment with a reason.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::municipality::full_name;
use super::{below, csrf};
use crate::service::access::Person;
use crate::service::stages::{self, Publication, Step};
use crate::service::{ServiceError, registers};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::pages::sign_in::{messages, of};
use crate::web::parts::choice::{Asked, textarea};
use crate::web::parts::message::{FormError, error_summary};
use crate::web::path;
use crate::web::problem::Problem;

/// Title, text and button of the page before a step.
const fn keys(step: Step) -> [&'static str; 3] {
    match step {
        Step::Close => ["admin-close-title", "admin-close-text", "admin-next-close"],
        Step::Open => ["admin-open-title", "admin-open-text", "admin-open-again"],
        Step::Freeze => ["admin-freeze-title", "admin-freeze-text", "admin-next-freeze"],
        Step::Publish => ["admin-publish-title", "admin-publish-text", "admin-next-publish"],
    }
}

pub(super) async fn ask(page: Page, Path((_, slug, step)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let step = Step::from_word(&step).ok_or(Problem::NotFound)?;
    let campaign = stages::before(&page.app, person, &slug, step).await?;
    let words = page.words;
    let [title, text, button] = keys(step).map(|key| words.t(key));
    let irreversible = matches!(step, Step::Freeze | Step::Publish);
    let publication = if step == Step::Publish { Some(stages::publication(&page.app, person, &slug).await?) } else { None };
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            span class="govuk-caption-l" { (campaign.title.get(page.lang)) }
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (text) }
            @if let Some(publication) = &publication { (becomes_public(&page, publication)) }
            @if irreversible {
                div class="govuk-warning-text" {
                    span class="govuk-warning-text__icon" aria-hidden="true" { "!" }
                    strong class="govuk-warning-text__text" { span class="govuk-visually-hidden" { (words.t("admin-warning")) } " " (words.t("admin-irreversible")) }
                }
            }
            form method="post" action=(path::admin_stage(page.lang, &slug, step.as_str())) {
                (csrf(person))
                div class="govuk-button-group" {
                    button class={ "govuk-button" @if irreversible { " govuk-button--warning" } } type="submit" { (button) }
                    a class="govuk-link" href=(path::admin_campaign(page.lang, &slug)) { (words.t("action-cancel")) }
                }
            }
        } }
    };
    Ok(below(&page, title, &campaign).answer(&page, main))
}

/// Exactly what everybody will see, and what nobody will.
fn becomes_public(page: &Page, publication: &Publication) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let Publication { submitted, not_submitted, confidential } = publication;
    html! {
        h2 class="govuk-heading-m" { (words.t("admin-publish-public")) }
        ul class="govuk-list govuk-list--bullet" {
            li { (words.with("admin-publish-scores", &[("count", submitted.len().into())])) }
            li { (words.t("admin-publish-answers")) }
            li { (words.t("admin-publish-files")) }
        }
        details class="govuk-details" {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (words.t("admin-publish-whose")) } }
            ul class="govuk-details__text govuk-list govuk-list--bullet" { @for municipality in submitted { li { (full_name(words, lang, municipality)) } } }
        }
        h2 class="govuk-heading-m" { (words.t("admin-publish-hidden")) }
        ul class="govuk-list govuk-list--bullet" {
            @for title in confidential { li { (words.with("admin-publish-confidential", &[("part", title.get(lang).into())])) } }
            @if *not_submitted > 0 { li { (words.with("admin-publish-not-submitted", &[("count", (*not_submitted).into())])) } }
            li { (words.t("admin-publish-people")) }
        }
    }
}

pub(super) async fn take(page: Page, Path((_, slug, step)): Path<(String, String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let step = Step::from_word(&step).ok_or(Problem::NotFound)?;
    stages::take(&page.app, person, &slug, step).await?;
    Ok(Redirect::to(&format!("{}?done={}", path::admin_campaign(page.lang, &slug), step.as_str())).into_response())
}

pub(super) async fn ask_reopen(page: Page, Path((_, slug, key)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    reopen_form(&page, person, &slug, &key, "", &[]).await
}

async fn reopen_form(page: &Page, person: &Person, slug: &str, key: &str, reason: &str, errors: &[FormError]) -> Result<Response, Problem> {
    let (campaign, municipality, revision) = stages::before_reopen(&page.app, person, slug, key).await?;
    let words = page.words;
    let title = words.with("admin-reopen-title", &[("municipality", registers::name(&municipality, page.lang).into())]);
    let (label, hint, prefix) = (words.t("admin-reason"), words.t("admin-reason-hint"), words.t("frame-error-prefix"));
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            span class="govuk-caption-l" { (campaign.title.get(page.lang)) }
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("admin-reopen-text")) }
            form method="post" action=(path::admin_reopen(page.lang, slug, key)) novalidate {
                (csrf(person))
                input type="hidden" name="revision" value=(revision);
                (textarea(Asked { name: "reason", label: &label, hint: Some(&hint), error: of(errors, "reason"), prefix: &prefix }, 4, reason))
                div class="govuk-button-group" {
                    button class="govuk-button" type="submit" { (words.t("admin-reopen")) }
                    a class="govuk-link" href=(path::admin_campaign(page.lang, slug)) { (words.t("action-cancel")) }
                }
            }
        } }
    };
    Ok(below(page, title, &campaign).refused(!errors.is_empty()).answer(page, main))
}

pub(super) async fn reopen(page: Page, Path((_, slug, key)): Path<(String, String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    // A form without a revision has seen none.
    let (revision, reason) = (fields.get("revision").parse().unwrap_or(-1), fields.get("reason"));
    match stages::reopen(&page.app, person, &slug, &key, revision, reason).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=reopened", path::admin_campaign(page.lang, &slug))).into_response()),
        Err(ServiceError::Invalid(errors)) => reopen_form(&page, person, &slug, &key, reason, &messages(&page, &errors)).await,
        Err(error) => Err(error.into()),
    }
}
