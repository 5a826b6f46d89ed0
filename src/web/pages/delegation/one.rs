//! Somebody who was asked, as the owner sees it: who, which sections, how far; and what the owner may do.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use uuid::Uuid;

use super::super::fill_in::id;
use super::super::sign_in::of;
use super::super::tasks::context;
use super::ask::renewed;
use super::{called, csrf, ended_text, messages, state_key};
use crate::lang::format;
use crate::service::ServiceError;
use crate::service::delegations::{self, Change, Decide, Decision, DelegatedSection, One, SectionState};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::choice::{Asked, day, textarea, typed_day};
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary, success};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) async fn show(page: Page, Path((_, assessment, delegation)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let view = delegations::one(&page.app, page.person.as_ref(), id(&assessment)?, id(&delegation)?).await?;
    let due = view.delegation.due_on;
    let days = format!("due-day={}&due-month={}&due-year={}", due.day(), due.month(), due.year());
    Ok(one_page(&page, &view, &Fields::parse(days.as_bytes()).unwrap_or_default(), &[]))
}

pub(super) async fn act(
    page: Page,
    Path((_, assessment, delegation, act)): Path<(String, String, String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let (assessment, delegation) = (id(&assessment)?, id(&delegation)?);
    let done = match act.as_str() {
        "approve" => decide(&page, assessment, delegation, &fields, Decision::Approve).await,
        "send-back" => decide(&page, assessment, delegation, &fields, Decision::SendBack(remark(&fields).to_owned())).await,
        "revoke" => delegations::revoke(&page.app, Some(person), change(assessment, delegation, &fields)?).await,
        "extend" => delegations::extend(&page.app, Some(person), change(assessment, delegation, &fields)?, typed_day(&fields, "due")).await,
        "erase" => delegations::erase(&page.app, Some(person), change(assessment, delegation, &fields)?).await,
        "renew" => {
            let link = delegations::renew(&page.app, Some(person), change(assessment, delegation, &fields)?).await?;
            return Ok(renewed(&page, assessment, link));
        }
        _ => return Err(Problem::NotFound),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}?done={act}", path::delegation(page.lang, assessment, delegation))).into_response()),
        Err(ServiceError::Invalid(errors)) => {
            let view = delegations::one(&page.app, Some(person), assessment, delegation).await?;
            Ok(one_page(&page, &view, &fields, &at_section(&fields, messages(&page, &fields, &errors))))
        }
        Err(error) => Err(error.into()),
    }
}

fn number(fields: &Fields) -> Result<i64, ServiceError> {
    fields.get("revision").parse().map_err(|_| ServiceError::Invalid(Vec::new()))
}

fn change(assessment: Uuid, delegation: Uuid, fields: &Fields) -> Result<Change, Problem> {
    Ok(Change { assessment, delegation, revision: number(fields)? })
}

async fn decide(page: &Page, assessment: Uuid, delegation: Uuid, fields: &Fields, decision: Decision) -> Result<(), ServiceError> {
    let text = |name: &str| fields.get(name).to_owned();
    let wanted = Decide { assessment, delegation, section: text("section"), revision: number(fields)?, seen: text("seen"), decision };
    delegations::decide(&page.app, page.person.as_ref(), &wanted).await
}

/// A remark belongs to the section whose form was sent.
fn at_section(fields: &Fields, mut errors: Vec<FormError>) -> Vec<FormError> {
    for error in errors.iter_mut().filter(|error| error.control == "remark") {
        error.control = remark_name(fields.get("section"));
    }
    errors
}

/// Name and id of the field for the remark of a section.
fn remark_name(section: &str) -> String {
    format!("remark-{section}")
}

/// The remark of the form that was sent.
fn remark(fields: &Fields) -> &str {
    fields.get(&remark_name(fields.get("section")))
}

fn done(page: &Page) -> Markup {
    let key = match page.query.get("done") {
        "approve" => "delegation-done-approve",
        "send-back" => "delegation-done-send-back",
        "extend" => "delegation-done-extend",
        "revoke" => "delegation-done-revoke",
        "erase" => "delegation-is-erased",
        _ => return html! {},
    };
    success(&page.words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (page.words.t(key)) } })
}

fn one_page(page: &Page, view: &One, fields: &Fields, errors: &[FormError]) -> Response {
    let words = page.words;
    let title = words.with("delegation-one-title", &[("who", called(words, &view.delegation).into())]);
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            @if errors.is_empty() { (done(page)) }
            (context(page, &view.opened))
            h1 class="govuk-heading-l m-break" { (title) }
            @if let Some(ended) = view.ended { div class="govuk-inset-text" { (ended_text(words, ended)) } }
            (facts(page, view))
            h2 class="govuk-heading-m" { (words.t("delegation-sections-of")) }
            @for (at, asked, seen) in &view.sections { (card(page, view, *at, asked, seen, fields, errors)) }
            @if view.opened.may_delegate() && !view.delegation.is_erased() { (changes(page, view, fields, errors)) }
            @if !view.delegation.is_erased() { (erasing(page, view)) }
        } }
    };
    let back = path::assessment(page.lang, view.opened.assessment.id);
    Frame::new(title).section(Section::Home).back(back).refused(!errors.is_empty()).answer(page, main)
}

fn facts(page: &Page, view: &One) -> Markup {
    let (words, lang, delegation) = (page.words, page.lang, &view.delegation);
    let somebody = words.t("fill-in-somebody");
    let who = view.asked_by.as_deref().unwrap_or(&somebody);
    let opened = match (delegation.first_opened_at, delegation.last_opened_at) {
        (Some(first), Some(last)) => {
            let args = [("first", format::date_time(lang, first).into()), ("last", format::date_time(lang, last).into())];
            words.with("delegation-opened-first", &args)
        }
        _ => words.t("delegation-not-opened").into_owned(),
    };
    let asked = words.with("delegation-asked-at", &[("who", who.into()), ("time", format::date_time(lang, delegation.created_at).into())]);
    let mut rows = vec![
        ("delegation-email", if delegation.is_erased() { words.t("delegation-erased").into_owned() } else { delegation.email.clone() }),
        ("delegation-asked-by", asked),
        ("delegation-due-short", format::date(lang, delegation.due_on)),
        ("delegation-opened", opened),
    ];
    if !delegation.message.is_empty() {
        rows.push(("delegation-message-short", delegation.message.clone()));
    }
    html! {
        dl class="govuk-summary-list" {
            @for (key, value) in rows {
                div class="govuk-summary-list__row govuk-summary-list__row--no-actions" {
                    dt class="govuk-summary-list__key" { (words.t(key)) }
                    dd class="govuk-summary-list__value m-break" { (crate::web::parts::answer::lines(&value)) }
                }
            }
        }
    }
}

fn card(page: &Page, view: &One, at: usize, asked: &DelegatedSection, seen: &str, fields: &Fields, errors: &[FormError]) -> Markup {
    let (words, section) = (page.words, &view.plan.sections[at]);
    let node = view.opened.survey.node(section.node);
    let progress = [("settled", section.settled().into()), ("asked", section.asked().into())];
    let heading = format!("section-{}", node.id);
    html! {
        section class="m-next govuk-!-margin-bottom-4" aria-labelledby=(heading) {
            h3 class="m-next__title" id=(heading) { (node.title.get(page.lang)) }
            p class="m-next__text" {
                (words.with("delegation-section-progress", &progress)) " · " (words.t(state_key(asked.state))) " · "
                (words.with("delegation-since", &[("time", format::date_time(page.lang, asked.changed_at).into())]))
            }
            @if !asked.remark.is_empty() { p class="govuk-body m-break" { (words.with("delegation-remark-was", &[("remark", (&asked.remark).into())])) } }
            p class="govuk-body" {
                a class="govuk-link" href=(path::check(page.lang, view.opened.assessment.id, &node.id)) {
                    (words.t("delegation-read-answers")) span class="govuk-visually-hidden" { ": " (node.title.get(page.lang)) }
                }
            }
            @if asked.state == SectionState::Returned && view.opened.may_delegate() {
                (decision(page, view, asked, seen, fields, errors))
            }
        }
    }
}

/// Approving with one press; sending back with a remark.
fn decision(page: &Page, view: &One, asked: &DelegatedSection, seen: &str, fields: &Fields, errors: &[FormError]) -> Markup {
    let (words, name) = (page.words, remark_name(&asked.section));
    let (label, prefix) = (words.t("delegation-remark"), words.t("frame-error-prefix"));
    let address = |act| path::delegation_act(page.lang, view.opened.assessment.id, view.delegation.id, act);
    let node = view.opened.survey.node_ix(&asked.section).map(|node| view.opened.survey.node(node).title.get(page.lang)).unwrap_or_default();
    let typed = fields.get(&name);
    let bound = html! {
        (csrf(page))
        input type="hidden" name="section" value=(asked.section);
        input type="hidden" name="revision" value=(asked.revision);
        input type="hidden" name="seen" value=(seen);
    };
    let remark = Asked { name: &name, label: &label, hint: None, error: of(errors, &name), prefix: &prefix };
    html! {
        form method="post" action=(address("approve")) {
            (bound)
            button class="govuk-button" type="submit" { (words.t("delegation-approve")) span class="govuk-visually-hidden" { ": " (node) } }
        }
        details class="govuk-details govuk-!-margin-top-4" open[of(errors, &name).is_some()] {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (words.t("delegation-send-back-title")) } }
            div class="govuk-details__text" {
                form method="post" action=(address("send-back")) novalidate {
                    (bound)
                    (textarea(remark, 3, typed))
                    button class="govuk-button govuk-button--secondary" type="submit" {
                        (words.t("delegation-send-back")) span class="govuk-visually-hidden" { ": " (node) }
                    }
                }
            }
        }
    }
}

/// Erasing the person: behind a second look, because it cannot be undone.
fn erasing(page: &Page, view: &One) -> Markup {
    let words = page.words;
    html! {
        details class="govuk-details govuk-!-margin-top-6" {
            summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (words.t("delegation-erase")) } }
            div class="govuk-details__text" {
                form method="post" action=(path::delegation_act(page.lang, view.opened.assessment.id, view.delegation.id, "erase")) {
                    (csrf(page))
                    input type="hidden" name="revision" value=(view.delegation.revision);
                    p class="govuk-body" { (words.t("delegation-erase-text")) }
                    button class="govuk-button govuk-button--warning" type="submit" { (words.t("delegation-erase")) }
                }
            }
        }
    }
}

/// Another day, another link, taking back.
fn changes(page: &Page, view: &One, fields: &Fields, errors: &[FormError]) -> Markup {
    let words = page.words;
    let address = |act| path::delegation_act(page.lang, view.opened.assessment.id, view.delegation.id, act);
    let revision = html! { (csrf(page)) input type="hidden" name="revision" value=(view.delegation.revision); };
    let (due, prefix) = (words.t("delegation-new-due"), words.t("frame-error-prefix"));
    let day_labels = ["admin-day", "admin-month", "admin-year"].map(|key| words.t(key));
    let [in_day, in_month, in_year] = &day_labels;
    let asked = Asked { name: "due", label: &due, hint: None, error: of(errors, "due"), prefix: &prefix };
    html! {
        h2 class="govuk-heading-m govuk-!-margin-top-6" { (words.t("delegation-change")) }
        form method="post" action=(address("extend")) novalidate {
            (revision)
            (day(asked, [in_day, in_month, in_year], fields))
            button class="govuk-button govuk-button--secondary" type="submit" { (words.t("delegation-extend")) }
        }
        form method="post" action=(address("renew")) {
            (revision)
            p class="govuk-body" { (words.t("delegation-renew-text")) }
            button class="govuk-button govuk-button--secondary" type="submit" { (words.t("delegation-renew")) }
        }
        @if view.delegation.revoked_at.is_none() {
            form method="post" action=(address("revoke")) {
                (revision)
                p class="govuk-body" { (words.t("delegation-revoke-text")) }
                button class="govuk-button govuk-button--secondary" type="submit" { (words.t("delegation-revoke")) }
            }
        }
    }
}
