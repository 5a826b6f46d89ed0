//! The board of a campaign: how far the municipalities are, and what to do next.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::municipality::place;
use super::{done, frame, handed_in, next_address, next_key, state_tag};
use crate::lang::format;
use crate::service::campaigns::{self, AssessmentState, Board, BoardRow, NextAction};
use crate::service::{CampaignState, assessments, registers};
use crate::web::page::Page;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) async fn board(page: Page, Path((_, slug)): Path<(String, String)>) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let wanted = page.query.get("page").parse().unwrap_or(1);
    let board = campaigns::board(&page.app, person, &slug, page.lang, wanted).await?;
    let (words, lang) = (page.words, page.lang);
    let Board { campaign, network, survey, progress, .. } = &board;
    let title = campaign.title.get(lang);
    let days = [("opens", format::date(lang, campaign.opens_on).into()), ("closes", format::date(lang, campaign.closes_on).into())];
    let waiting = progress.invited - progress.submitted - progress.in_progress;
    let main = html! {
        (done(&page))
        span class="govuk-caption-l" { (network.name.get(lang)) }
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { (state_tag(words, campaign.state)) " " (words.with("admin-days", &days)) }
        (next(&page, &board))
        dl class="m-stats" {
            div { dt { (words.t("admin-stat-submitted")) } dd { (handed_in(words, *progress)) } }
            div { dt { (words.t("admin-stat-in-progress")) } dd { (format::count(lang, progress.in_progress)) } }
            div { dt { (words.t("admin-stat-waiting")) } dd { (format::count(lang, waiting)) } }
        }
        div class="m-toolbar" {
            @if matches!(campaign.state, CampaignState::Open | CampaignState::Closed) {
                a class="govuk-button govuk-button--secondary m-button-small" href=(path::admin_official(lang, &campaign.slug)) role="button" draggable="false" { (words.t("version-official-title")) }
            }
            @if campaign.state == CampaignState::Open {
                a class="govuk-button govuk-button--secondary m-button-small" href=(path::admin_version(lang, &campaign.slug)) role="button" draggable="false" { (words.t("version-give-title")) }
                a class="govuk-button govuk-button--secondary m-button-small" href=(path::admin_invite(lang, &campaign.slug)) role="button" draggable="false" { (words.t("admin-next-invite")) }
                a class="govuk-button govuk-button--secondary m-button-small" href=(path::admin_remind(lang, &campaign.slug)) role="button" draggable="false" { (words.t("admin-remind")) }
                @if board.next != NextAction::Close {
                    a class="govuk-button govuk-button--secondary m-button-small" href=(path::admin_stage(lang, &campaign.slug, "close")) role="button" draggable="false" { (words.t("admin-next-close")) }
                }
            }
            @if campaign.state == CampaignState::Closed {
                a class="govuk-button govuk-button--secondary m-button-small" href=(path::admin_stage(lang, &campaign.slug, "open")) role="button" draggable="false" { (words.t("admin-open-again")) }
            }
            a class="govuk-button govuk-button--secondary m-button-small" href=(path::admin_public_data(lang, &network.slug)) role="button" draggable="false" { (words.t("public-data-title")) }
            a class="govuk-button govuk-button--secondary m-button-small" href=(path::admin_letters(lang, &campaign.slug)) role="button" draggable="false" { (words.t("admin-letters")) }
            a class="govuk-button govuk-button--secondary m-button-small" href=(path::campaign(lang, &campaign.slug)) role="button" draggable="false" { (words.t("admin-to-results")) }
            a class="govuk-button govuk-button--secondary m-button-small" href=(path::survey(lang, &survey.meta.id, &survey.meta.version)) role="button" draggable="false" {
                (words.with("admin-to-survey", &[("survey", survey.meta.title.get(lang).into()), ("version", survey.meta.version.as_str().into())]))
            }
        }
        @if !board.rows.is_empty() { (table(&page, &board)) (pages(&page, &board)) }
    };
    Ok(frame(title).crumb(words.t("frame-section-admin"), path::admin(lang)).answer(&page, main))
}

/// The next action with its button.
fn next(page: &Page, board: &Board) -> Markup {
    let (words, Board { campaign, progress, next, .. }) = (page.words, board);
    let text = match next {
        NextAction::Invite => "admin-next-invite-text",
        NextAction::Wait => "admin-next-wait-text",
        NextAction::Close => "admin-next-close-text",
        NextAction::Freeze => "admin-next-freeze-text",
        NextAction::Publish => "admin-next-publish-text",
        NextAction::Nothing => return html! {},
    };
    html! {
        section class="m-next" aria-labelledby="next" {
            h2 class="m-next__title" id="next" { (words.t("admin-column-next")) ": " (words.t(next_key(*next))) }
            p class="m-next__text" { (words.t(text)) }
            @if *next == NextAction::Wait {
                progress class="m-progress" max=(progress.invited) value=(progress.submitted) aria-labelledby="next" { (handed_in(words, *progress)) }
            }
            @if let Some(address) = next_address(page, campaign, *next) {
                a class="govuk-button" href=(address) role="button" draggable="false" { (words.t(next_key(*next))) }
            }
        }
    }
}

fn table(page: &Page, board: &Board) -> Markup {
    let words = page.words;
    html! {
        div class="m-scroll" role="region" aria-labelledby="board" tabindex="0" {
            table class="govuk-table" {
                caption class="govuk-table__caption govuk-table__caption--m" id="board" { (words.t("admin-board")) }
                thead class="govuk-table__head" { tr class="govuk-table__row" {
                    @for key in ["thing-municipality", "admin-column-state", "admin-column-answers", "admin-column-changed", "admin-column-officers"] {
                        th scope="col" class="govuk-table__header" { (words.t(key)) }
                    }
                } }
                tbody class="govuk-table__body" { @for row in &board.rows { (table_row(page, board, row)) } }
            }
        }
    }
}

fn assessment_tag(page: &Page, state: AssessmentState) -> Markup {
    let (class, key) = match state {
        AssessmentState::Invited => ("govuk-tag--grey", "admin-assessment-invited"),
        AssessmentState::InProgress => ("govuk-tag--blue", "admin-assessment-in-progress"),
        AssessmentState::Submitted => ("govuk-tag--green", "admin-assessment-submitted"),
        AssessmentState::Returned => ("govuk-tag--yellow", "admin-assessment-returned"),
        AssessmentState::Replied => ("govuk-tag--green", "admin-assessment-replied"),
        AssessmentState::Verified => ("govuk-tag--green", "admin-assessment-verified"),
    };
    html! { strong class={ "govuk-tag " (class) } { (page.words.t(key)) } }
}

fn table_row(page: &Page, board: &Board, row: &BoardRow) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let BoardRow { assessment, municipality, answered, officers } = row;
    let key = assessments::key(municipality);
    let name = registers::name(municipality, lang);
    let administers = page.person.as_ref().is_some_and(crate::service::access::Person::is_administrator);
    html! {
        tr class="govuk-table__row" {
            th scope="row" class="govuk-table__header" { (name) div class="govuk-body-s m-muted m-flush" { (place(words, municipality)) } }
            td class="govuk-table__cell" {
                (assessment_tag(page, assessment.state))
                @if assessment.state.is_handed_in() && board.campaign.state == CampaignState::Open {
                    " " a class="govuk-link m-nowrap" href=(path::admin_reopen(lang, &board.campaign.slug, &key)) {
                        (words.t("admin-reopen")) span class="govuk-visually-hidden" { ": " (name) }
                    }
                }
            }
            td class="govuk-table__cell m-nowrap" {
                @if let Some((answered, asked)) = answered {
                    (words.with("progress-answered", &[("answered", (*answered).into()), ("all", (*asked).into())]))
                }
            }
            td class="govuk-table__cell m-nowrap" { @if let Some(at) = assessment.updated_at { (format::date_time(lang, at)) } }
            td class="govuk-table__cell" {
                (format::count(lang, *officers))
                @if administers && board.campaign.state == CampaignState::Open {
                    " " a class="govuk-link m-nowrap" href=(path::admin_invite_officer(lang, &key)) {
                        (words.t("admin-invite-officer")) span class="govuk-visually-hidden" { ": " (name) }
                    }
                }
            }
        }
    }
}

fn pages(page: &Page, board: &Board) -> Markup {
    let (words, (current, all)) = (page.words, board.page);
    let address = |number: usize| format!("{}?page={number}", path::admin_campaign(page.lang, &board.campaign.slug));
    html! {
        @if all > 1 {
            nav class="govuk-pagination" aria-label=(words.t("admin-pages")) {
                @if current > 1 { div class="govuk-pagination__prev" { a class="govuk-link govuk-pagination__link" href=(address(current - 1)) rel="prev" { span class="govuk-pagination__link-title" { (words.t("admin-page-before")) } } } }
                ul class="govuk-pagination__list" {
                    @for number in 1..=all {
                        li class={ "govuk-pagination__item" @if number == current { " govuk-pagination__item--current" } } {
                            a class="govuk-link govuk-pagination__link" href=(address(number)) aria-current=[(number == current).then_some("page")]
                                aria-label=(words.with("admin-page", &[("number", number.into())])) { (number) }
                        }
                    }
                }
                @if current < all { div class="govuk-pagination__next" { a class="govuk-link govuk-pagination__link" href=(address(current + 1)) rel="next" { span class="govuk-pagination__link-title" { (words.t("admin-page-after")) } } } }
            }
        }
    }
}
