//! The page after signing in: what the person has to do.

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::tasks::{button, municipality_name, place_in};
use crate::lang::format;
use crate::service::home::{self, OwnAssessment};
use crate::service::{App, Campaign, CampaignState, assessments};
use crate::web::page::Page;
use crate::web::parts::frame::{Frame, Section};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}/home", get(show))
}

async fn show(page: Page) -> Result<Response, Problem> {
    // Who came by the link of a delegation has one thing to do.
    if let Some(scope) = page.person.as_ref().and_then(|person| person.scope.as_ref()) {
        return Ok(Redirect::to(&path::assessment(page.lang, scope.assessment)).into_response());
    }
    let view = home::home(&page.app, page.person.as_ref()).await?;
    let words = page.words;
    let title = words.t("home-title");
    let (open, others): (Vec<&OwnAssessment>, Vec<&OwnAssessment>) = view.own.iter().partition(|own| own.is_open());
    let (to_read, past): (Vec<&OwnAssessment>, Vec<&OwnAssessment>) = others.into_iter().partition(|own| own.is_under_way());
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            @for (at, own) in open.iter().enumerate() { (to_fill_in(&page, own, at)) }
            @for (heading, list) in [("home-to-read", &to_read), ("home-past", &past)] {
                @if !list.is_empty() {
                    h2 class="govuk-heading-m" { (words.t(heading)) }
                    ul class="govuk-task-list" { @for own in list { (past_one(&page, own)) } }
                }
            }
            @if !view.compare.is_empty() {
                h2 class="govuk-heading-m" { (words.t("home-compare")) }
                ul class="govuk-task-list" { @for (at, campaign) in view.compare.iter().enumerate() { (to_compare(&page, campaign, at)) } }
            }
            @if view.administers {
                h2 class="govuk-heading-m" { (words.t("home-admin")) }
                p class="govuk-body" { (words.t("home-admin-text")) }
                (button(&path::admin(page.lang), &words.t("frame-section-admin"), !open.is_empty()))
            }
            @if view.own.is_empty() && view.compare.is_empty() && !view.administers {
                p class="govuk-body" { (words.t("home-nothing")) }
            }
            ul class="govuk-list" {
                li { a class="govuk-link" href=(path::password(page.lang)) { (words.t("home-password")) } }
                li { a class="govuk-link" href=(path::sessions(page.lang)) { (words.t("sign-in-sessions")) } }
            }
        } }
    };
    Ok(Frame::new(title).section(Section::Home).answer(&page, main))
}

fn to_fill_in(page: &Page, own: &OwnAssessment, at: usize) -> Markup {
    let words = page.words;
    let ((settled, asked), heading) = (own.plan.progress(), format!("own-{at}"));
    let tasks = path::assessment(page.lang, own.assessment.id);
    html! {
        section class="m-next govuk-!-margin-bottom-6" aria-labelledby=(heading) {
            h2 class="m-next__title" id=(heading) { (own.campaign.title.get(page.lang)) }
            p class="m-next__text" { (municipality_name(page, &own.municipality)) }
            p class="m-next__text" {
                (words.with("fill-in-progress", &[("settled", settled.into()), ("asked", asked.into())])) ". "
                (words.with("fill-in-deadline", &[("date", format::date(page.lang, own.campaign.closes_on).into())]))
            }
            progress class="m-progress" max=(asked) value=(settled) aria-labelledby=(heading) { (settled) "/" (asked) }
            @match own.plan.next_open().filter(|_| settled > 0) {
                // Whoever has begun goes on where it was left.
                Some((section, _, item)) => {
                    @let args = [("section", own.survey.node(section.node).short.get(page.lang).into()), ("number", item.number.into())];
                    (button(&place_in(page.lang, own.assessment.id, &own.survey, section, item), &words.with("fill-in-continue", &args), at > 0))
                    p class="m-next__text govuk-!-margin-top-4" {
                        a class="govuk-link" href=(tasks) {
                            (words.t("fill-in-to-tasks")) span class="govuk-visually-hidden" { ": " (own.campaign.title.get(page.lang)) }
                        }
                    }
                },
                None => (button(&tasks, &words.t(if settled == 0 { "home-begin" } else { "action-continue" }), at > 0)),
            }
        }
    }
}

fn past_one(page: &Page, own: &OwnAssessment) -> Markup {
    let words = page.words;
    let status = format!("past-{}", own.assessment.id);
    // Who has not handed in has no results, but may still read the answers.
    let address = if own.is_submitted() {
        path::city(page.lang, &own.campaign.slug, &assessments::key(&own.municipality))
    } else {
        path::assessment(page.lang, own.assessment.id)
    };
    html! {
        li class="govuk-task-list__item" {
            div class="govuk-task-list__name-and-hint" {
                a class="govuk-link" href=(address) aria-describedby=(status) {
                    (own.campaign.title.get(page.lang)) ": " (words.t(if own.is_submitted() { "home-results" } else { "home-answers" }))
                }
                div class="govuk-task-list__hint" {
                    (municipality_name(page, &own.municipality))
                    @if let Some(at) = own.assessment.submitted_at { ", " (words.with("home-submitted-at", &[("time", format::date_time(page.lang, at).into())])) }
                    @if own.is_submitted() {
                        br;
                        a class="govuk-link" href=(path::receipt(page.lang, own.assessment.id)) { (words.t("home-receipt")) }
                    }
                }
            }
            div class="govuk-task-list__status" id=(status) {
                @if own.is_submitted() { (words.t("home-submitted")) } @else { strong class="govuk-tag govuk-tag--grey" { (words.t("home-not-submitted")) } }
            }
        }
    }
}

fn to_compare(page: &Page, campaign: &Campaign, at: usize) -> Markup {
    let status = format!("campaign-{at}");
    let (class, key) = match campaign.state {
        CampaignState::Open => ("govuk-tag govuk-tag--blue", "home-state-open"),
        CampaignState::Closed => ("govuk-tag govuk-tag--grey", "home-state-closed"),
        CampaignState::Frozen => ("govuk-tag govuk-tag--grey", "home-state-frozen"),
        CampaignState::Published => ("govuk-tag govuk-tag--green", "home-state-published"),
    };
    html! {
        li class="govuk-task-list__item govuk-task-list__item--with-link" {
            div class="govuk-task-list__name-and-hint" {
                a class="govuk-link govuk-task-list__link" href=(path::campaign(page.lang, &campaign.slug)) aria-describedby=(status) {
                    (campaign.title.get(page.lang))
                }
                div class="govuk-task-list__hint" {
                    (page.words.with("fill-in-deadline", &[("date", format::date(page.lang, campaign.closes_on).into())]))
                }
            }
            div class="govuk-task-list__status" id=(status) { strong class=(class) { (page.words.t(key)) } }
        }
    }
}
