//! The own sections of somebody who was asked, and giving them back.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use uuid::Uuid;

use super::super::fill_in::{id, who};
use super::super::tasks::{button, context, place};
use super::super::views::stage_key;
use super::csrf;
use super::link::message;
use crate::lang::format;
use crate::service::delegations::{self, DelegatedSection, GiveBack, OwnPart, SectionState};
use crate::service::fill_in::Item;
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::success;
use crate::web::path;
use crate::web::problem::Problem;

/// The page that takes the place of the task list.
pub(in crate::web::pages) async fn page(page: &Page, assessment: Uuid) -> Result<Response, Problem> {
    let view = delegations::own(&page.app, page.person.as_ref(), assessment).await?;
    let words = page.words;
    let title = words.t("delegation-own-title");
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            @if page.query.get("done") == "given-back" {
                (success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (words.t("delegation-given-back")) } }))
            }
            (context(page, &view.asked.opened))
            h1 class="govuk-heading-l" { (title) }
            (from(page, &view))
            (next(page, &view))
            h2 class="govuk-heading-m" { (words.t("delegation-sections-of")) }
            ul class="govuk-task-list" { @for (_, asked, _) in &view.asked.sections { (task(page, &view, asked)) } }
            @if view.asked.opened.may_fill_in {
                p class="govuk-body" { a class="govuk-link" href=(path::workbook(page.lang, assessment)) { (words.t("offline-to-page")) } }
                (finish(page, &view))
            }
        } }
    };
    Ok(Frame::new(title).section(Section::Home).answer(page, main))
}

fn from(page: &Page, view: &OwnPart) -> Markup {
    let words = page.words;
    let municipality = &view.asked.opened.municipality.name;
    let from = match &view.asked.asked_by {
        Some(who) => words.with("delegation-link-from", &[("who", who.into()), ("municipality", municipality.into())]),
        None => words.with("delegation-link-from-somebody", &[("municipality", municipality.into())]),
    };
    html! { p class="govuk-body" { (from) } (message(&view.asked.delegation.message)) }
}

/// How far it is, until when, and where to go on.
fn next(page: &Page, view: &OwnPart) -> Markup {
    let (words, opened) = (page.words, &view.asked.opened);
    let (settled, asked) = view.list.plan.sections.iter().fold((0, 0), |(settled, asked), one| (settled + one.settled(), asked + one.asked()));
    let open = view.list.plan.sections.iter().filter(|section| accepts_answers(view, &opened.survey.node(section.node).id));
    let first = open.filter_map(|section| section.items().find(|item| item.open()).map(|item| (section, item))).next();
    html! {
        section class="m-next" aria-labelledby="next" {
            h2 class="m-next__title" id="next" { (words.with("fill-in-progress", &[("settled", settled.into()), ("asked", asked.into())])) }
            @if opened.may_fill_in {
                p class="m-next__text" { (words.with("delegation-link-due", &[("date", format::date(page.lang, view.asked.delegation.due_on).into())])) }
            } @else {
                p class="m-next__text" { (words.t(if view.is_open() { "delegation-own-closed" } else { "delegation-own-all-returned" })) }
            }
            progress class="m-progress" max=(asked) value=(settled) aria-labelledby="next" { (settled) "/" (asked) }
            @if let (true, Some((section, item))) = (opened.may_fill_in, first) {
                @let args = [("section", opened.survey.node(section.node).short.get(page.lang).into()), ("number", item.number.into())];
                (button(&place(page, opened, section, *item), &words.with(if settled == 0 { "fill-in-begin" } else { "fill-in-continue" }, &args), false))
            }
        }
    }
}

fn accepts_answers(view: &OwnPart, id: &str) -> bool {
    view.asked.sections.iter().any(|(_, asked, _)| asked.section == id && asked.state.accepts_answers())
}

fn task(page: &Page, view: &OwnPart, asked: &DelegatedSection) -> Markup {
    let (words, opened) = (page.words, &view.asked.opened);
    let Some(section) = view.list.plan.find(&opened.survey, &asked.section).map(|at| &view.list.plan.sections[at]) else { return html! {} };
    let node = opened.survey.node(section.node);
    let (settled, all) = (section.settled(), section.asked());
    let open = section.items().find(|item| item.open()).filter(|_| opened.may_fill_in && asked.state.accepts_answers());
    let address = match open {
        Some(item) => place(page, opened, section, *item),
        None if opened.views.contains_key(&node.id) => path::views(page.lang, opened.assessment.id, &node.id),
        None => path::check(page.lang, opened.assessment.id, &node.id),
    };
    let status = format!("status-{}", section.node.0);
    html! {
        li class="govuk-task-list__item govuk-task-list__item--with-link" {
            div class="govuk-task-list__name-and-hint" {
                a class="govuk-link govuk-task-list__link" href=(address) aria-describedby=(status) { (node.title.get(page.lang)) }
                @if let Some(stage) = opened.views.get(&node.id) { div class="govuk-task-list__hint" { (words.t(stage_key(*stage))) } }
                @if !asked.remark.is_empty() && asked.state == SectionState::SentBack {
                    div class="govuk-task-list__hint m-break" { (words.with("delegation-remark-was", &[("remark", (&asked.remark).into())])) }
                }
                @if let Some(change) = view.list.changes.get(&section.node) {
                    div class="govuk-task-list__hint" { (who(page, change)) ", " (format::date_time(page.lang, change.at)) }
                }
            }
            div class="govuk-task-list__status" id=(status) {
                @match asked.state {
                    SectionState::Returned => (words.t("delegation-own-returned")),
                    SectionState::Approved => strong class="govuk-tag govuk-tag--green" { (words.t("delegation-own-approved")) },
                    SectionState::SentBack => strong class="govuk-tag govuk-tag--yellow" { (words.t("delegation-own-sent-back")) },
                    SectionState::Invited | SectionState::Opened if settled == 0 => strong class="govuk-tag govuk-tag--grey" { (words.t("fill-in-not-begun")) },
                    SectionState::Invited | SectionState::Opened if settled < all => strong class="govuk-tag govuk-tag--blue" {
                        (words.with("fill-in-of", &[("settled", settled.into()), ("asked", all.into())]))
                    },
                    SectionState::Invited | SectionState::Opened => (words.t("fill-in-finished")),
                }
            }
        }
    }
}

/// Giving everything back.
fn finish(page: &Page, view: &OwnPart) -> Markup {
    let (words, opened) = (page.words, &view.asked.opened);
    let sections = view.list.plan.sections.iter().filter(|section| accepts_answers(view, &opened.survey.node(section.node).id));
    let missing = sections.flat_map(|section| section.items()).filter(|item| Item::open(item)).count();
    html! {
        h2 class="govuk-heading-m" { (words.t("delegation-give-back-title")) }
        @if missing > 0 { p class="govuk-body" { (words.with("delegation-give-back-missing", &[("count", missing.into())])) } }
        p class="govuk-body" { (words.t("delegation-give-back-text")) }
        form method="post" action=(path::give_back(page.lang, opened.assessment.id)) {
            (csrf(page))
            input type="hidden" name="seen" value=(view.seen);
            button class={ "govuk-button" @if missing > 0 { " govuk-button--secondary" } } type="submit" { (words.t("delegation-give-back")) }
        }
    }
}

pub(super) async fn give_back(page: Page, Path((_, text)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let assessment = id(&text)?;
    delegations::give_back(&page.app, Some(person), GiveBack { assessment, seen: fields.get("seen") }).await?;
    Ok(Redirect::to(&(path::assessment(page.lang, assessment) + "?done=given-back")).into_response())
}
