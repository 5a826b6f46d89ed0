//! Running the service: campaigns, networks, people. Here are the paths, what the pages share, and the list of campaigns.

mod board;
mod invite;
mod letters;
mod municipality;
mod networks;
mod new_campaign;
mod people;
mod public_data;
mod stage;
mod version;

use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use maud::{Markup, html};
use uuid::Uuid;

use crate::lang::{Words, format};
use crate::service::access::Person;
use crate::service::campaigns::{self, Listed, NextAction, Progress};
use crate::service::{App, Campaign, CampaignState};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::success;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/admin", get(list))
        .route("/{lang}/admin/new-campaign", get(new_campaign::form).post(new_campaign::create))
        .route("/{lang}/admin/campaigns/{slug}", get(board::board))
        .route("/{lang}/admin/campaigns/{slug}/invite", get(invite::search).post(invite::invite))
        .route("/{lang}/admin/campaigns/{slug}/letters", get(letters::list))
        .route("/{lang}/admin/campaigns/{slug}/letters/{id}/{act}", post(letters::act))
        .route("/{lang}/admin/campaigns/{slug}/remind", get(letters::ask_reminders).post(letters::remind))
        .route("/{lang}/admin/campaigns/{slug}/stage/{step}", get(stage::ask).post(stage::take))
        .route("/{lang}/admin/campaigns/{slug}/version", get(version::form).post(version::give))
        .route("/{lang}/admin/campaigns/{slug}/official", get(version::ask_official).post(version::set_official))
        .route("/{lang}/admin/campaigns/{slug}/cities/{key}/reopen", get(stage::ask_reopen).post(stage::reopen))
        .route("/{lang}/admin/networks", get(networks::list).post(networks::create))
        .route("/{lang}/admin/networks/{slug}", get(networks::open).post(networks::add))
        .route("/{lang}/admin/networks/{slug}/remove", post(networks::remove))
        .route("/{lang}/admin/networks/{slug}/public-data", get(public_data::show).post(public_data::send).layer(public_data::limit()))
        .route("/{lang}/admin/networks/{slug}/public-data/take", post(public_data::take))
        .route("/{lang}/admin/people", get(people::list))
        .route("/{lang}/admin/people/invite", get(people::form).post(people::invite))
        .route("/{lang}/admin/people/{id}", get(people::one))
        .route("/{lang}/admin/people/{id}/{act}", post(people::act))
}

/// The pages beside one another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Campaigns,
    Networks,
    People,
}

/// The row of links between the pages; those that only an administrator of the installation may open are left out for others.
fn tabs(page: &Page, person: &Person, current: Tab) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let mut tabs = vec![(Tab::Campaigns, words.t("admin-tab-campaigns"), path::admin(lang))];
    if person.is_administrator() {
        tabs.push((Tab::Networks, words.t("admin-tab-networks"), path::admin_networks(lang)));
        tabs.push((Tab::People, words.t("admin-tab-people"), path::admin_people(lang)));
    }
    html! {
        nav class="m-subnav" aria-label=(words.t("frame-section-admin")) {
            ul { @for (tab, name, address) in tabs { li { a href=(address) aria-current=[(tab == current).then_some("page")] { (name) } } } }
        }
    }
}

fn frame(title: impl Into<String>) -> Frame {
    Frame::new(title).section(Section::Admin)
}

/// The frame of a page below a campaign.
fn below(page: &Page, title: impl Into<String>, campaign: &Campaign) -> Frame {
    let name = campaign.title.get(page.lang);
    frame(title).crumb(page.words.t("frame-section-admin"), path::admin(page.lang)).crumb(name, path::admin_campaign(page.lang, &campaign.slug))
}

/// The hidden field that every form carries.
fn csrf(person: &Person) -> Markup {
    html! { input type="hidden" name="csrf" value=(person.csrf); }
}

/// What was done, if the page was reached after doing it.
fn done(page: &Page) -> Markup {
    let key = match page.query.get("done") {
        "created" => "admin-done-created",
        "invited" => "admin-done-invited",
        "close" => "admin-done-close",
        "open" => "admin-done-open",
        "freeze" => "admin-done-freeze",
        "publish" => "admin-done-publish",
        "reopened" => "admin-done-reopened",
        "network" => "admin-done-network",
        "members" => "admin-done-members",
        "removed" => "admin-done-removed",
        "disabled" => "admin-done-disabled",
        "enabled" => "admin-done-enabled",
        "revoked" => "admin-done-revoked",
        "second-factor" => "admin-done-second-factor",
        "provider" => "admin-done-provider",
        "reminded" => "admin-done-reminded",
        "letter-resent" => "admin-done-letter-resent",
        "letter-cancelled" => "admin-done-letter-cancelled",
        "letter-already" => "admin-done-letter-already",
        _ => return html! {},
    };
    let text = html! { p class="govuk-notification-banner__heading" { (page.words.t(key)) } };
    success(&page.words.t("frame-done"), &text)
}

/// The ids in a field that may be sent several times.
fn ids(fields: &Fields, name: &str) -> Result<Vec<Uuid>, Problem> {
    fields.all(name).map(|id| id.parse().map_err(|_| Problem::BadRequest)).collect()
}

fn state_tag(words: Words, state: CampaignState) -> Markup {
    let (class, key) = match state {
        CampaignState::Open => ("govuk-tag--blue", "admin-state-open"),
        CampaignState::Closed => ("govuk-tag--yellow", "admin-state-closed"),
        CampaignState::Frozen => ("govuk-tag--purple", "admin-state-frozen"),
        CampaignState::Published => ("govuk-tag--green", "admin-state-published"),
    };
    html! { strong class={ "govuk-tag " (class) } { (words.t(key)) } }
}

const fn next_key(next: NextAction) -> &'static str {
    match next {
        NextAction::Invite => "admin-next-invite",
        NextAction::Wait => "admin-next-wait",
        NextAction::Close => "admin-next-close",
        NextAction::Freeze => "admin-next-freeze",
        NextAction::Publish => "admin-next-publish",
        NextAction::Nothing => "admin-next-nothing",
    }
}

/// Where the next action is done; none where there is only waiting.
fn next_address(page: &Page, campaign: &Campaign, next: NextAction) -> Option<String> {
    let step = |step: &str| Some(path::admin_stage(page.lang, &campaign.slug, step));
    match next {
        NextAction::Invite => Some(path::admin_invite(page.lang, &campaign.slug)),
        NextAction::Close => step("close"),
        NextAction::Freeze => step("freeze"),
        NextAction::Publish => step("publish"),
        NextAction::Wait | NextAction::Nothing => None,
    }
}

fn handed_in(words: Words, progress: Progress) -> String {
    words.with("admin-handed-in", &[("submitted", progress.submitted.into()), ("invited", progress.invited.into())])
}

async fn list(page: Page) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let listed = campaigns::list(&page.app, person).await?;
    let (words, lang) = (page.words, page.lang);
    let title = words.t("admin-title");
    let main = html! {
        (done(&page))
        (tabs(&page, person, Tab::Campaigns))
        h1 class="govuk-heading-l" { (title) }
        a class="govuk-button" href=(path::admin_new_campaign(lang)) role="button" draggable="false" { (words.t("admin-new")) }
        @if listed.is_empty() { p class="govuk-body" { (words.t("admin-no-campaigns")) } }
        @else { (table(&page, &listed)) }
    };
    Ok(frame(title).answer(&page, main))
}

fn table(page: &Page, listed: &[Listed]) -> Markup {
    let (words, lang) = (page.words, page.lang);
    html! {
        div class="m-scroll" role="region" aria-labelledby="campaigns" tabindex="0" {
            table class="govuk-table" {
                caption class="govuk-table__caption govuk-table__caption--m" id="campaigns" { (words.t("admin-campaigns")) }
                thead class="govuk-table__head" { tr class="govuk-table__row" {
                    @for key in ["thing-campaign", "admin-column-state", "admin-column-progress", "admin-column-closes", "admin-column-next"] {
                        th scope="col" class="govuk-table__header" { (words.t(key)) }
                    }
                } }
                tbody class="govuk-table__body" {
                    @for Listed { campaign, network, progress, next } in listed {
                        tr class="govuk-table__row" {
                            th scope="row" class="govuk-table__header" {
                                a class="govuk-link" href=(path::admin_campaign(lang, &campaign.slug)) { (campaign.title.get(lang)) }
                                div class="govuk-body-s m-muted m-flush" { (network.get(lang)) }
                            }
                            td class="govuk-table__cell" { (state_tag(words, campaign.state)) }
                            td class="govuk-table__cell m-nowrap" { (handed_in(words, *progress)) }
                            td class="govuk-table__cell m-nowrap" { (format::date(lang, campaign.closes_on)) }
                            td class="govuk-table__cell" {
                                @match next_address(page, campaign, *next) {
                                    Some(address) => a class="govuk-link" href=(address) {
                                        (words.t(next_key(*next)))
                                        span class="govuk-visually-hidden" { ": " (campaign.title.get(lang)) }
                                    },
                                    None => (words.t(next_key(*next))),
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
