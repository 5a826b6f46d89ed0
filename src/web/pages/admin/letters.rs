//! The letters of a campaign, and reminders after a page that says who gets one.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use uuid::Uuid;

use super::municipality::full_name;
use super::{below, csrf, done, ids};
use crate::lang::format;
use crate::service::ServiceError;
use crate::service::access::Person;
use crate::service::letters::{self, Act, Letters, Listed, Plan, Waiting};
use crate::service::mail::sending::Reason;
use crate::service::mail::{LetterKind, LetterState};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::pages::sign_in::messages;
use crate::web::parts::message::{FormError, error_summary};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) async fn list(page: Page, Path((_, slug)): Path<(String, String)>) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let before = page.query.get("before").parse().ok();
    let letters = letters::page(&page.app, person, &slug, before).await?;
    let (words, lang) = (page.words, page.lang);
    let title = words.t("admin-letters");
    let main = html! {
        (done(&page))
        span class="govuk-caption-l" { (letters.campaign.title.get(lang)) }
        h1 class="govuk-heading-l" { (title) }
        @if !letters.is_on { div class="govuk-inset-text" { (words.t("admin-letters-off")) } }
        @if letters.listed.is_empty() {
            p class="govuk-body" { (words.t("admin-letters-none")) }
        } @else {
            dl class="m-stats" {
                @for count in &letters.counts {
                    div { dt { (words.t(state_key(count.state))) } dd { (format::count(lang, usize::try_from(count.letters).unwrap_or_default())) } }
                }
            }
            (table(&page, person, &letters))
        }
        @if let Some(older) = letters.older {
            p class="govuk-body" { a class="govuk-link" href={ (path::admin_letters(lang, &slug)) "?before=" (older) } { (words.t("admin-letters-older")) } }
        }
    };
    Ok(below(&page, title, &letters.campaign).answer(&page, main))
}

const fn state_key(state: LetterState) -> &'static str {
    match state {
        LetterState::Queued => "admin-letter-queued",
        LetterState::Sending => "admin-letter-sending",
        LetterState::Sent => "admin-letter-sent",
        LetterState::Failed => "admin-letter-failed",
        LetterState::Bounced => "admin-letter-bounced",
        LetterState::Cancelled => "admin-letter-cancelled",
    }
}

const fn kind_key(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::Invitation => "admin-letter-invitation",
        LetterKind::SignIn | LetterKind::Password => "admin-letter-link",
        LetterKind::Campaign => "admin-letter-campaign",
        LetterKind::Reminder => "admin-letter-reminder",
        LetterKind::Receipt => "admin-letter-receipt",
        LetterKind::Returned => "admin-letter-returned",
        LetterKind::Replied => "admin-letter-replied",
        LetterKind::Verified => "admin-letter-verified",
        LetterKind::Delegation | LetterKind::DelegationReturned | LetterKind::DelegationSentBack | LetterKind::DelegationReminder => {
            "admin-letter-delegation"
        }
    }
}

fn table(page: &Page, person: &Person, letters: &Letters) -> Markup {
    let words = page.words;
    html! {
        div class="m-scroll" role="region" aria-labelledby="letters" tabindex="0" {
            table class="govuk-table" {
                caption class="govuk-table__caption govuk-table__caption--m" id="letters" { (words.t("admin-letters-list")) }
                thead class="govuk-table__head" { tr class="govuk-table__row" {
                    @for key in ["admin-letter-to", "admin-letter-about", "admin-column-state", "admin-letter-when", "admin-letter-act"] {
                        th scope="col" class="govuk-table__header" { (words.t(key)) }
                    }
                } }
                tbody class="govuk-table__body" { @for letter in &letters.listed { (row(page, person, letters, letter)) } }
            }
        }
    }
}

fn row(page: &Page, person: &Person, letters: &Letters, letter: &Listed) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let to = if letter.address.is_empty() { words.t("admin-letter-erased").into_owned() } else { letter.address.clone() };
    let class = match letter.state {
        LetterState::Queued | LetterState::Sending => "govuk-tag--blue",
        LetterState::Sent => "govuk-tag--green",
        LetterState::Failed | LetterState::Bounced => "govuk-tag--red",
        LetterState::Cancelled => "govuk-tag--grey",
    };
    html! {
        tr class="govuk-table__row" {
            th scope="row" class="govuk-table__header" {
                span class="m-break" { (to) }
                @if let Some(municipality) = &letter.municipality { div class="govuk-body-s m-muted m-flush" { (full_name(words, lang, municipality)) } }
            }
            td class="govuk-table__cell" { (words.t(kind_key(letter.kind))) }
            td class="govuk-table__cell" {
                strong class={ "govuk-tag " (class) } { (words.t(state_key(letter.state))) }
                @if let Some(why) = &letter.why { div class="govuk-body-s m-flush m-break" { (reason(page, why)) } }
                @if let Some(at) = letter.again_at {
                    div class="govuk-body-s m-muted m-flush" { (words.with("admin-letter-again", &[("at", format::date_time(lang, at).into())])) }
                }
            }
            td class="govuk-table__cell m-nowrap" { (format::date_time(lang, letter.ended_at.unwrap_or(letter.created_at))) }
            td class="govuk-table__cell" { (buttons(page, person, letters, letter, &to)) }
        }
    }
}

/// Why a letter was cancelled in words; what a mail server says stays as it is.
fn reason(page: &Page, why: &str) -> String {
    let key = match Reason::ALL.into_iter().find(|reason| reason.code() == why) {
        Some(Reason::HandedIn) => "admin-letter-why-handed-in",
        Some(Reason::CampaignOver) => "admin-letter-why-over",
        Some(Reason::NoLonger) => "admin-letter-why-no-longer",
        Some(Reason::GivenBack) => "admin-letter-why-given-back",
        Some(Reason::ByHand) => "admin-letter-why-by-hand",
        None => return why.to_owned(),
    };
    page.words.t(key).into_owned()
}

fn buttons(page: &Page, person: &Person, letters: &Letters, letter: &Listed, to: &str) -> Markup {
    let (act, key) = match letter.state {
        LetterState::Queued => ("cancel", "admin-letter-cancel"),
        LetterState::Sending => return html! {},
        _ if letter.address.is_empty() || !letters.is_on => return html! {},
        _ => ("resend", "admin-letter-resend"),
    };
    html! {
        form method="post" action=(path::admin_letter_act(page.lang, &letters.campaign.slug, letter.id, act)) {
            (csrf(person))
            input type="hidden" name="seen" value=(letter.resends);
            button class="govuk-button govuk-button--secondary m-button-small" type="submit" {
                (page.words.t(key)) span class="govuk-visually-hidden" { ": " (to) }
            }
        }
    }
}

pub(super) async fn act(page: Page, Path((_, slug, id, act)): Path<(String, String, String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let id: Uuid = id.parse().map_err(|_| Problem::NotFound)?;
    let (act, done) = match act.as_str() {
        "resend" => (Act::Resend { seen: fields.get("seen").parse().map_err(|_| Problem::BadRequest)? }, "letter-resent"),
        "cancel" => (Act::Cancel, "letter-cancelled"),
        _ => return Err(Problem::NotFound),
    };
    let done = if letters::act(&page.app, person, &slug, id, act).await? { done } else { "letter-already" };
    Ok(Redirect::to(&format!("{}?done={done}", path::admin_letters(page.lang, &slug))).into_response())
}

pub(super) async fn ask_reminders(page: Page, Path((_, slug)): Path<(String, String)>) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    reminders_form(&page, person, &slug, &[]).await
}

async fn reminders_form(page: &Page, person: &Person, slug: &str, errors: &[FormError]) -> Result<Response, Problem> {
    let plan = letters::plan(&page.app, person, slug, page.lang).await?;
    let (words, lang) = (page.words, page.lang);
    let title = words.t("admin-remind");
    let to_remind: Vec<&Waiting> = plan.to_remind().collect();
    let closes = [("count", to_remind.len().into()), ("closes", format::date(lang, plan.campaign.closes_on).into())];
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            span class="govuk-caption-l" { (plan.campaign.title.get(lang)) }
            h1 class="govuk-heading-l" { (title) }
            @if !plan.is_on { div class="govuk-inset-text" { (words.t("admin-letters-off")) } }
            @if to_remind.is_empty() {
                p class="govuk-body" { (words.t("admin-remind-nobody-now")) }
                p class="govuk-body" { a class="govuk-link" href=(path::admin_campaign(lang, slug)) { (words.t("admin-to-campaign")) } }
            } @else {
                p class="govuk-body" { (words.with("admin-remind-text", &closes)) }
                form method="post" action=(path::admin_remind(lang, slug)) {
                    (csrf(person))
                    (who(page, &to_remind))
                    div class="govuk-button-group" {
                        @if plan.is_on { button class="govuk-button" type="submit" { (words.t("admin-remind-send")) } }
                        a class="govuk-link" href=(path::admin_campaign(lang, slug)) { (words.t("action-cancel")) }
                    }
                }
            }
            (left_out(page, &plan))
        } }
    };
    Ok(below(page, title, &plan.campaign).refused(!errors.is_empty()).answer(page, main))
}

/// The municipalities that get a reminder, each ticked, with the people to whom it goes.
fn who(page: &Page, to_remind: &[&Waiting]) -> Markup {
    let (words, lang) = (page.words, page.lang);
    html! {
        div class="govuk-form-group" {
            fieldset class="govuk-fieldset" {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--m" { (words.t("admin-remind-who")) }
                div class="govuk-checkboxes" {
                    @for (at, waiting) in to_remind.iter().enumerate() {
                        @let id = if at == 0 { "assessment".to_owned() } else { format!("assessment-{}", at + 1) };
                        div class="govuk-checkboxes__item" {
                            input class="govuk-checkboxes__input" type="checkbox" id=(id) name="assessment" value=(waiting.assessment) checked aria-describedby={ (id) "-hint" };
                            label class="govuk-label govuk-checkboxes__label" for=(id) { (full_name(words, lang, &waiting.municipality)) }
                            div class="govuk-hint govuk-checkboxes__hint" id={ (id) "-hint" } {
                                @for officer in &waiting.officers { div class="m-break" { (officer.name) ", " (officer.email) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The municipalities that have not handed in and get no reminder, and why.
fn left_out(page: &Page, plan: &Plan) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let left_out: Vec<&Waiting> = plan.waiting.iter().filter(|waiting| waiting.officers.is_empty()).collect();
    html! {
        @if !left_out.is_empty() {
            h2 class="govuk-heading-m" { (words.t("admin-remind-left-out")) }
            ul class="govuk-list govuk-list--bullet" {
                @for waiting in left_out {
                    li {
                        (full_name(words, lang, &waiting.municipality)) ": "
                        (words.t(if waiting.is_reminded { "admin-remind-today" } else { "admin-remind-nobody" }))
                    }
                }
            }
        }
    }
}

pub(super) async fn remind(page: Page, Path((_, slug)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    match letters::remind(&page.app, person, &slug, &ids(&fields, "assessment")?).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=reminded", path::admin_letters(page.lang, &slug))).into_response()),
        Err(ServiceError::Invalid(errors)) => reminders_form(&page, person, &slug, &messages(&page, &errors)).await,
        Err(error) => Err(error.into()),
    }
}
