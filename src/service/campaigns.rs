//! Running campaigns: the list with the next action, a new campaign, inviting municipalities, the board of progress. The way from open to published is in
//! [`super::stages`].

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use super::access::{Act, Person, may};
use super::{App, Campaign, CampaignState, FieldError, Municipality, Role, ServiceError};
use super::{mail, registers};
use crate::engine::score::Scores;
use crate::engine::survey::Survey;
use crate::engine::visible::Visible;
use crate::ids::new_id;
use crate::lang::{Lang, Text, format};
use crate::store::assessments::StateCount;
pub use crate::store::assessments::{AssessmentState, AssessmentSummary};
use crate::store::campaigns::Official;
pub use crate::store::networks::Network;
use crate::store::{StoreError, Tx, assessments, campaigns, municipalities, networks, people};

/// Municipalities on one page of a board.
pub const BOARD_PAGE: usize = 50;
/// A title or another short text is no longer than this, in characters.
const LONGEST_TITLE: usize = 200;
/// Municipalities that may be invited at a time.
const MOST_INVITED: usize = 3_000;

/// What the person who runs a campaign should do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextAction {
    /// Invite municipalities: there are none.
    Invite,
    /// Wait for answers until the last day.
    Wait,
    /// Close: everybody has handed in, or the last day is over.
    Close,
    /// Freeze the results.
    Freeze,
    /// Publish the frozen results.
    Publish,
    /// Nothing: it is published.
    Nothing,
}

/// How far the municipalities of a campaign are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// All that were invited.
    pub invited: usize,
    /// Those that have begun and not handed in.
    pub in_progress: usize,
    /// Those that have handed in.
    pub submitted: usize,
}

impl Progress {
    fn add(&mut self, counted: &StateCount) {
        let count = usize::try_from(counted.assessments).unwrap_or_default();
        self.invited += count;
        match counted.state {
            AssessmentState::Invited => {}
            AssessmentState::InProgress => self.in_progress += count,
            AssessmentState::Submitted | AssessmentState::Returned | AssessmentState::Replied | AssessmentState::Verified => self.submitted += count,
        }
    }

    fn of(summaries: &[AssessmentSummary]) -> Self {
        let count = |is: fn(AssessmentState) -> bool| summaries.iter().filter(|summary| is(summary.state)).count();
        let in_progress = count(|state| state == AssessmentState::InProgress);
        Self { invited: summaries.len(), in_progress, submitted: count(AssessmentState::is_handed_in) }
    }
}

/// A campaign in the list of those who run it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The campaign.
    pub campaign: Campaign,
    /// Name of its network.
    pub network: Text,
    /// How far its municipalities are.
    pub progress: Progress,
    /// What to do next.
    pub next: NextAction,
}

/// The campaigns that a person runs, the newest first.
///
/// # Errors
/// [`ServiceError::Forbidden`] for somebody who runs none.
pub async fn list(app: &App, person: &Person) -> Result<Vec<Listed>, ServiceError> {
    if !person.is_any_administrator() {
        return Err(ServiceError::Forbidden);
    }
    let mut tx = app.db().read().await?;
    let names: HashMap<Uuid, Text> = networks::list(&mut tx).await?.into_iter().map(|network| (network.id, network.name)).collect();
    let mut progress: HashMap<Uuid, Progress> = HashMap::new();
    for counted in assessments::states(&mut tx).await? {
        progress.entry(counted.campaign_id).or_default().add(&counted);
    }
    let mut listed = Vec::new();
    for campaign in campaigns::list(&mut tx).await?.into_iter().rev() {
        if !may(Some(person), Act::RunCampaigns { network: campaign.network_id }) {
            continue;
        }
        let progress = progress.get(&campaign.id).copied().unwrap_or_default();
        let network = names.get(&campaign.network_id).cloned().ok_or(ServiceError::NotFound)?;
        let next = next_action(app, &campaign, progress);
        listed.push(Listed { campaign, network, progress, next });
    }
    Ok(listed)
}

fn next_action(app: &App, campaign: &Campaign, progress: Progress) -> NextAction {
    let today = app.now().to_zoned(format::WARSAW.clone()).date();
    match campaign.state {
        CampaignState::Open if progress.invited == 0 => NextAction::Invite,
        CampaignState::Open if progress.submitted == progress.invited || today > campaign.closes_on => NextAction::Close,
        CampaignState::Open => NextAction::Wait,
        CampaignState::Closed => NextAction::Freeze,
        CampaignState::Frozen => NextAction::Publish,
        CampaignState::Published => NextAction::Nothing,
    }
}

/// The campaign with a slug, for a person who runs it.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is none or the person does not run it; the two cannot be told apart.
pub async fn find(tx: &mut Tx, person: &Person, slug: &str) -> Result<Campaign, ServiceError> {
    let campaign = campaigns::by_slug(tx, slug).await?.ok_or(ServiceError::NotFound)?;
    if may(Some(person), Act::RunCampaigns { network: campaign.network_id }) { Ok(campaign) } else { Err(ServiceError::NotFound) }
}

/// A new campaign as it is typed.
#[derive(Debug, Clone, Default)]
pub struct NewCampaign {
    /// Slug of the network.
    pub network: String,
    /// Title in Polish.
    pub title_pl: String,
    /// Title in English.
    pub title_en: String,
    /// Name in addresses; empty: made from the Polish title.
    pub slug: String,
    /// Survey as `id/version`.
    pub survey: String,
    /// First day; none if what was typed is no day.
    pub opens_on: Option<Date>,
    /// Last day.
    pub closes_on: Option<Date>,
    /// Whether all members of the network are invited at once.
    pub invite_members: bool,
}

/// Networks in which a person may open a campaign, by name.
///
/// # Errors
/// [`ServiceError::Forbidden`] for somebody who runs none.
pub async fn networks_of(app: &App, person: &Person, lang: Lang) -> Result<Vec<Network>, ServiceError> {
    if !person.is_any_administrator() {
        return Err(ServiceError::Forbidden);
    }
    let mut tx = app.db().read().await?;
    let mut networks = networks::list(&mut tx).await?;
    networks.retain(|network| may(Some(person), Act::RunCampaigns { network: network.id }));
    crate::lang::collate::sort_names(lang, &mut networks, |network| network.name.get(lang));
    Ok(networks)
}

/// A name for addresses out of a title: `Miasto Cyfrowe 2026` → `miasto-cyfrowe-2026`.
pub fn slug_of(title: &str) -> String {
    let key = registers::name_key(title);
    let words = key.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").chars().take(60).collect::<String>().trim_end_matches('-').to_owned()
}

/// Whether a text can be a name in addresses: `[a-z0-9-]`, at most 60 characters.
pub(super) fn is_slug(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    plain && !text.is_empty() && text.len() <= 60 && !text.starts_with('-') && !text.ends_with('-')
}

/// A fault of a name in one language that must be there.
pub(super) fn check_title(field: &str, lang: Lang, text: &str) -> Option<FieldError> {
    let text = text.trim();
    if text.is_empty() {
        Some(FieldError::new(field, if lang == Lang::Pl { "admin-title-missing-pl" } else { "admin-title-missing-en" }))
    } else {
        (text.chars().count() > LONGEST_TITLE || text.chars().any(char::is_control)).then(|| FieldError::new(field, "admin-title-unusable"))
    }
}

/// Creates an open campaign. Gives its slug.
///
/// # Errors
/// [`ServiceError::Invalid`] with the fields that are wrong; [`ServiceError::Forbidden`] for somebody who runs no network.
pub async fn create(app: &App, person: &Person, new: &NewCampaign) -> Result<String, ServiceError> {
    if !person.is_any_administrator() {
        return Err(ServiceError::Forbidden);
    }
    let slug = if new.slug.trim().is_empty() { slug_of(&new.title_pl) } else { new.slug.trim().to_owned() };
    let survey = new.survey.split_once('/').and_then(|key| app.surveys().for_campaigns().find(|survey| survey.key() == key).cloned());
    let mut errors: Vec<FieldError> =
        [check_title("title-pl", Lang::Pl, &new.title_pl), check_title("title-en", Lang::En, &new.title_en)].into_iter().flatten().collect();
    if !is_slug(&slug) && (!new.slug.trim().is_empty() || !new.title_pl.trim().is_empty()) {
        errors.push(FieldError::new("slug", "admin-slug-unusable"));
    }
    let mut tx = app.db().write().await?;
    let network = networks::by_slug(&mut tx, &new.network).await?.filter(|network| may(Some(person), Act::RunCampaigns { network: network.id }));
    if network.is_none() {
        errors.push(FieldError::new("network", "admin-network-missing"));
    }
    if survey.is_none() {
        errors.push(FieldError::new("survey", "admin-survey-missing"));
    }
    errors.extend(check_days(new));
    let (Some(network), Some(survey), Some(opens_on), Some(closes_on), true) = (network, survey, new.opens_on, new.closes_on, errors.is_empty())
    else {
        return Err(ServiceError::Invalid(errors));
    };
    if !app.surveys().may_follow(&mut tx, &survey).await? {
        return Err(ServiceError::Invalid(vec![FieldError::new("survey", "admin-survey-changed")]));
    }
    let definition = app.surveys().definition(&survey, app.now()).ok_or(ServiceError::NotFound)?;
    campaigns::store_survey(&mut tx, &definition).await?;
    let campaign = Campaign {
        id: new_id(),
        network_id: network.id,
        slug,
        title: Text { pl: new.title_pl.trim().to_owned(), en: new.title_en.trim().to_owned() },
        survey_id: definition.survey_id,
        survey_version: definition.version,
        survey_hash: definition.hash,
        state: CampaignState::Open,
        official: Official::Declared,
        opens_on,
        closes_on,
        created_at: app.now(),
        frozen_at: None,
        published_at: None,
    };
    campaigns::insert(&mut tx, &campaign).await.map_err(slug_taken)?;
    if new.invite_members {
        let members = networks::member_ids(&mut tx, network.id).await?;
        assessments::create_many(&mut tx, campaign.id, &members, app.now()).await?;
        write_invitations(app, &mut tx, campaign.id, &[]).await?;
    }
    app.note(&mut tx, Some(person.id), "campaign.create", &object(&campaign), &campaign.survey_hash).await?;
    tx.commit().await?;
    Ok(campaign.slug)
}

fn check_days(new: &NewCampaign) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let days = [("opens", new.opens_on, "admin-first-day-unusable"), ("closes", new.closes_on, "admin-last-day-unusable")];
    for (field, day, code) in days {
        if day.is_none() {
            errors.push(FieldError::new(field, code));
        }
    }
    if let (Some(opens_on), Some(closes_on)) = (new.opens_on, new.closes_on)
        && closes_on < opens_on
    {
        errors.push(FieldError::new("closes", "admin-days-turned-round"));
    }
    errors
}

/// A name in addresses that is in use already.
pub(super) fn slug_taken(error: StoreError) -> ServiceError {
    if error.is_conflict() { ServiceError::Invalid(vec![FieldError::new("slug", "admin-slug-taken")]) } else { error.into() }
}

/// How a campaign is named in the audit log.
pub(super) fn object(campaign: &Campaign) -> String {
    format!("campaign/{}", campaign.id)
}

/// Invites municipalities: each gets an empty assessment and becomes a member of the network. Gives how many are new.
///
/// # Errors
/// [`ServiceError::State`] if the campaign is not open, [`ServiceError::NotFound`] if it or one of the municipalities is not there.
pub async fn invite(app: &App, person: &Person, slug: &str, ids: &[Uuid]) -> Result<u64, ServiceError> {
    #[derive(Serialize)]
    struct Detail<'a> {
        municipalities: &'a [Uuid],
    }
    if ids.is_empty() || ids.len() > MOST_INVITED {
        return Err(ServiceError::Invalid(vec![FieldError::new("municipality", "admin-invite-none")]));
    }
    let mut tx = app.db().write().await?;
    let campaign = find(&mut tx, person, slug).await?;
    if campaign.state != CampaignState::Open {
        return Err(ServiceError::State("campaign-not-open"));
    }
    let known: Vec<Uuid> = municipalities::by_ids(&mut tx, ids).await?.into_iter().map(|municipality| municipality.id).collect();
    if ids.iter().any(|id| !known.contains(id)) {
        return Err(ServiceError::NotFound);
    }
    networks::add_members(&mut tx, campaign.network_id, &known).await?;
    let before: Vec<Uuid> = assessments::summaries(&mut tx, campaign.id).await?.iter().map(|one| one.id).collect();
    let new = assessments::create_many(&mut tx, campaign.id, &known, app.now()).await?;
    write_invitations(app, &mut tx, campaign.id, &before).await?;
    app.note(&mut tx, Some(person.id), "campaign.invite", &object(&campaign), &Detail { municipalities: &known }).await?;
    tx.commit().await?;
    Ok(new)
}

/// Writes to the officers of the municipalities of a campaign that they are invited, those left out whose assessments were there before.
async fn write_invitations(app: &App, tx: &mut Tx, campaign: Uuid, before: &[Uuid]) -> Result<(), ServiceError> {
    for new in assessments::summaries(tx, campaign).await?.iter().filter(|one| !before.contains(&one.id)) {
        mail::to_officers(app, tx, new.into(), &mail::Message::Campaign).await?;
    }
    Ok(())
}

/// Municipalities that a text finds, each with whether it is invited already.
///
/// # Errors
/// [`ServiceError::NotFound`] for somebody who does not run the campaign.
pub async fn candidates(
    app: &App,
    person: &Person,
    slug: &str,
    lang: Lang,
    text: &str,
) -> Result<(Campaign, Vec<(Municipality, bool)>), ServiceError> {
    let mut tx = app.db().read().await?;
    let campaign = find(&mut tx, person, slug).await?;
    let invited: Vec<Uuid> = assessments::summaries(&mut tx, campaign.id).await?.iter().map(|summary| summary.municipality_id).collect();
    let found = registers::search(&mut tx, lang, text, registers::MOST_FOUND).await?;
    let marked = found.into_iter().map(|municipality| (municipality.clone(), invited.contains(&municipality.id))).collect();
    Ok((campaign, marked))
}

/// A municipality on the board.
#[derive(Debug, Clone)]
pub struct BoardRow {
    /// Its assessment.
    pub assessment: AssessmentSummary,
    /// The municipality.
    pub municipality: Municipality,
    /// Questions that are settled and questions that are asked, of those that the person may see; none before the first answer.
    pub answered: Option<(usize, usize)>,
    /// How many people may answer for it.
    pub officers: usize,
}

/// The progress of a campaign, one page of its municipalities in the order of their names.
#[derive(Debug, Clone)]
pub struct Board {
    /// The campaign.
    pub campaign: Campaign,
    /// Its network.
    pub network: Network,
    /// Its survey version.
    pub survey: Arc<Survey>,
    /// How far its municipalities are.
    pub progress: Progress,
    /// What to do next.
    pub next: NextAction,
    /// The municipalities of this page.
    pub rows: Vec<BoardRow>,
    /// This page, counted from 1, and how many there are.
    pub page: (usize, usize),
}

/// The board of a campaign; a page beyond the last one is the last one.
///
/// # Errors
/// [`ServiceError::NotFound`] for somebody who does not run the campaign.
pub async fn board(app: &App, person: &Person, slug: &str, lang: Lang, page: usize) -> Result<Board, ServiceError> {
    let mut tx = app.db().read().await?;
    let campaign = find(&mut tx, person, slug).await?;
    let network = networks::by_id(&mut tx, campaign.network_id).await?.ok_or(ServiceError::NotFound)?;
    let survey = app.surveys().get(&mut tx, &campaign.survey_hash).await?;
    let summaries = assessments::summaries(&mut tx, campaign.id).await?;
    let progress = Progress::of(&summaries);
    let ids: Vec<Uuid> = summaries.iter().map(|summary| summary.municipality_id).collect();
    let mut all = municipalities::by_ids(&mut tx, &ids).await?;
    registers::sort(lang, &mut all);
    let pages = all.len().div_ceil(BOARD_PAGE).max(1);
    let page = page.clamp(1, pages);
    let mut by_municipality: HashMap<Uuid, AssessmentSummary> = summaries.into_iter().map(|summary| (summary.municipality_id, summary)).collect();
    let shown: Vec<(Municipality, AssessmentSummary)> = all
        .into_iter()
        .skip((page - 1) * BOARD_PAGE)
        .take(BOARD_PAGE)
        .filter_map(|municipality| by_municipality.remove(&municipality.id).map(|assessment| (municipality, assessment)))
        .collect();
    let confidential = may(Some(person), Act::CompareConfidential { campaign: &campaign });
    let answered = answered(app, &mut tx, confidential, &shown).await?;
    let officers = officers(&mut tx, campaign.id).await?;
    let rows = shown.into_iter().map(|(municipality, assessment)| BoardRow {
        answered: answered.get(&assessment.id).copied(),
        officers: officers.get(&municipality.id).copied().unwrap_or_default(),
        assessment,
        municipality,
    });
    let rows = rows.collect();
    let next = next_action(app, &campaign, progress);
    Ok(Board { campaign, network, survey, progress, next, rows, page: (page, pages) })
}

/// Questions that are settled and questions that are asked, of those that the person may see, by assessment; those without any answer are left out.
async fn answered(
    app: &App,
    tx: &mut Tx,
    confidential: bool,
    shown: &[(Municipality, AssessmentSummary)],
) -> Result<HashMap<Uuid, (usize, usize)>, ServiceError> {
    let begun: Vec<Uuid> = shown.iter().filter(|(_, one)| one.state != AssessmentState::Invited).map(|(_, one)| one.id).collect();
    let mut answered = HashMap::new();
    for assessment in assessments::by_ids(tx, &begun).await? {
        let survey = app.surveys().get(tx, &assessment.survey_hash).await?;
        let visible = Visible::of(&survey, confidential);
        let answers = visible.answers(&survey, assessment.document.answers());
        let Scores { answered: settled, asked, .. } = visible.score_on(&survey, &answers, Some(app.day_of(assessment.submitted_at))).scores;
        answered.insert(assessment.id, (settled, asked));
    }
    Ok(answered)
}

/// How many people answer for each municipality of a campaign.
async fn officers(tx: &mut Tx, campaign: Uuid) -> Result<HashMap<Uuid, usize>, ServiceError> {
    let mut officers = HashMap::new();
    for grant in people::grants_of_campaign(tx, campaign).await?.into_iter().filter(|grant| grant.role == Role::Officer) {
        if let Some(municipality) = grant.municipality_id {
            *officers.entry(municipality).or_default() += 1;
        }
    }
    Ok(officers)
}
