//! Asking people without an account for answers: the owner's pages, the page of a link, and the own sections of who was asked. Here are the paths and what
//! the pages share.

mod ask;
mod link;
mod one;
mod own;
mod remind;

pub(super) use own::page as own_sections;

use axum::Router;
use axum::routing::{get, post};
use maud::{Markup, html};

use crate::lang::{Words, format};
use crate::service::access::{Act, may};
use crate::service::delegations::{Delegation, Ended, GRACE_DAYS, Handed, SectionState};
use crate::service::fill_in::TaskList;
use crate::service::{App, FieldError, mail};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::message::FormError;
use crate::web::path;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/assessments/{id}/ask", get(ask::form).post(ask::ask))
        .route("/{lang}/assessments/{id}/ask/{delegation}", get(one::show))
        .route("/{lang}/assessments/{id}/ask/{delegation}/{act}", post(one::act))
        .route("/{lang}/assessments/{id}/remind", get(remind::show).post(remind::send))
        .route("/{lang}/assessments/{id}/give-back", post(own::give_back))
        .route("/{lang}/asked/{secret}", get(link::show).post(link::enter))
}

/// Messages for the fields that a use case refused; those that name a limit or what was typed get it.
fn messages(page: &Page, fields: &Fields, errors: &[FieldError]) -> Vec<FormError> {
    use crate::service::delegations::{LONGEST_MESSAGE, LONGEST_REMARK, MOST_AT_ONCE, MOST_OF_ASSESSMENT, addressees};
    let words = page.words;
    let text = |code| match code {
        "delegation-people-unreadable" => {
            let unreadable = addressees(fields.get("people")).err().unwrap_or_default();
            words.with("delegation-people-unreadable", &[("text", unreadable.join(" · ").into())])
        }
        "delegation-people-many" => words.with("delegation-people-many", &[("most", MOST_AT_ONCE.into()), ("all", MOST_OF_ASSESSMENT.into())]),
        "delegation-message-long" => words.with("delegation-message-long", &[("most", LONGEST_MESSAGE.into())]),
        "delegation-remark-long" => words.with("delegation-remark-long", &[("most", LONGEST_REMARK.into())]),
        other => words.t(other).into_owned(),
    };
    errors.iter().map(|error| FormError { control: error.field.clone(), text: text(error.code) }).collect()
}

/// The hidden field that every form carries.
fn csrf(page: &Page) -> Markup {
    html! { input type="hidden" name="csrf" value=(page.person.as_ref().map_or("", |person| person.csrf.as_str())); }
}

const fn state_key(state: SectionState) -> &'static str {
    match state {
        SectionState::Invited => "delegation-state-invited",
        SectionState::Opened => "delegation-state-opened",
        SectionState::Returned => "delegation-state-returned",
        SectionState::Approved => "delegation-state-approved",
        SectionState::SentBack => "delegation-state-sent-back",
    }
}

/// Why a link is over, in words.
fn ended_text(words: Words, ended: Ended) -> String {
    match ended {
        Ended::Revoked => words.t("delegation-ended-revoked").into_owned(),
        Ended::HandedIn => words.t("delegation-ended-handed-in").into_owned(),
        Ended::TooLate => words.with("delegation-ended-late", &[("days", GRACE_DAYS.into())]),
    }
}

/// What somebody who was asked is called: by name, else by address, unless they are erased.
fn called(words: Words, delegation: &Delegation) -> String {
    if delegation.is_erased() { words.t("delegation-erased").into_owned() } else { delegation.called().to_owned() }
}

/// Who was asked for a section and where it stands with them, as a line of the task list.
pub(super) fn hints(words: Words, handed: &[Handed], section: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for one in handed.iter().filter(|one| one.delegation.revoked_at.is_none()) {
        if let Some(asked) = one.sections.iter().find(|asked| asked.section == section) {
            let args = [("who", called(words, &one.delegation).into()), ("state", words.t(state_key(asked.state)).into())];
            lines.push(words.with("delegation-hint", &args));
        }
    }
    lines
}

/// Whether somebody has given a section back and nobody has looked at it.
pub(super) fn is_to_check(handed: &[Handed], section: &str) -> bool {
    let asked = handed.iter().flat_map(|one| &one.sections);
    asked.filter(|asked| asked.section == section).any(|asked| asked.state == SectionState::Returned)
}

/// Everybody who was asked, below the task list; and the way to ask more.
pub(super) fn people(page: &Page, view: &TaskList) -> Markup {
    let (words, id) = (page.words, view.opened.assessment.id);
    let is_owner = may(page.person.as_ref(), Act::FillIn { municipality: view.opened.municipality.id });
    html! {
        @if !view.handed.is_empty() {
            h2 class="govuk-heading-m" id="people" { (words.t("delegation-people-asked")) }
            ul class="govuk-task-list" { @for (at, one) in view.handed.iter().enumerate() { (person(page, view, one, at, is_owner)) } }
        }
        @if view.opened.may_delegate() {
            @if !view.handed.is_empty() && mail::is_on(&page.app) {
                p class="govuk-body" { a class="govuk-link" href=(path::remind(page.lang, id)) { (words.t("delegation-remind")) } }
            }
            p class="govuk-body" {
                a class="govuk-button govuk-button--secondary" href=(path::ask(page.lang, id)) role="button" draggable="false" { (words.t("delegation-ask")) }
            }
        }
    }
}

fn person(page: &Page, view: &TaskList, one: &Handed, at: usize, is_owner: bool) -> Markup {
    let (words, Handed { delegation, sections }) = (page.words, one);
    let status = format!("person-{at}");
    let titles =
        sections.iter().filter_map(|asked| view.opened.survey.node_ix(&asked.section)).map(|node| view.opened.survey.node(node).short.get(page.lang));
    html! {
        li class={ "govuk-task-list__item" @if is_owner { " govuk-task-list__item--with-link" } } {
            div class="govuk-task-list__name-and-hint m-break" {
                @if is_owner {
                    a class="govuk-link govuk-task-list__link" href=(path::delegation(page.lang, view.opened.assessment.id, delegation.id)) aria-describedby=(status) {
                        (called(words, delegation))
                    }
                } @else { (called(words, delegation)) }
                div class="govuk-task-list__hint" {
                    (titles.collect::<Vec<_>>().join(", ")) br;
                    (words.with("delegation-until", &[("date", format::date(page.lang, delegation.due_on).into())])) " · " (opened(page, delegation))
                }
            }
            div class="govuk-task-list__status" id=(status) { (tag(page, one)) }
        }
    }
}

fn opened(page: &Page, delegation: &Delegation) -> String {
    match delegation.last_opened_at {
        Some(at) => page.words.with("delegation-opened-at", &[("time", format::date_time(page.lang, at).into())]),
        None => page.words.t("delegation-not-opened").into_owned(),
    }
}

/// What is most important about a delegation, as a tag.
fn tag(page: &Page, one: &Handed) -> Markup {
    let has = |state| one.sections.iter().any(|asked| asked.state == state);
    let is_overdue = page.app.day_of(None) > one.delegation.due_on;
    let (class, key) = if one.delegation.revoked_at.is_some() {
        ("govuk-tag--grey", "delegation-is-revoked")
    } else if has(SectionState::Returned) {
        ("govuk-tag--yellow", "delegation-to-check")
    } else if one.sections.iter().all(|asked| asked.state == SectionState::Approved) {
        ("govuk-tag--green", "delegation-own-approved")
    } else if is_overdue {
        ("govuk-tag--red", "delegation-is-over")
    } else if has(SectionState::SentBack) {
        ("govuk-tag--blue", "delegation-own-sent-back")
    } else if one.delegation.first_opened_at.is_some() {
        ("govuk-tag--blue", "delegation-in-progress")
    } else {
        ("govuk-tag--grey", "delegation-waiting")
    };
    html! { strong class={ "govuk-tag " (class) } { (page.words.t(key)) } }
}
