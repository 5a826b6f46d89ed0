//! The way of a campaign from open to published, and taking a submission back on the way.

use serde::Serialize;
use uuid::Uuid;

use super::access::Person;
use super::campaigns::{find, object};
use super::review::{self, rules};
use super::{App, Campaign, CampaignState, FieldError, Municipality, ServiceError, assessments as access, registers, rounds};
use crate::lang::Text;
use crate::store::assessments::{self, AssessmentState};
pub use crate::store::campaigns::Official;
use crate::store::{StoreError, Tx, campaigns, municipalities, rounds as store_rounds};

/// A reason is no longer than this, in characters.
pub const LONGEST_REASON: usize = 1_000;

/// One step of a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nobody answers any more.
    Close,
    /// A closed campaign takes answers again.
    Open,
    /// The results are fixed for ever.
    Freeze,
    /// The frozen results become public.
    Publish,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 4] = [Self::Close, Self::Open, Self::Freeze, Self::Publish];

    /// The word in addresses and in the audit log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Open => "open",
            Self::Freeze => "freeze",
            Self::Publish => "publish",
        }
    }

    /// The step with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }

    /// The state that a campaign must be in.
    pub const fn from(self) -> CampaignState {
        match self {
            Self::Close => CampaignState::Open,
            Self::Open | Self::Freeze => CampaignState::Closed,
            Self::Publish => CampaignState::Frozen,
        }
    }

    /// What is wrong with any other state.
    const fn refusal(self) -> &'static str {
        match self {
            Self::Close => "campaign-not-open",
            Self::Open | Self::Freeze => "campaign-not-closed",
            Self::Publish => "campaign-not-frozen",
        }
    }
}

/// The campaign before a step, for the page that asks whether to do it.
///
/// # Errors
/// [`ServiceError::State`] if the campaign is in another state, [`ServiceError::NotFound`] for somebody who does not run it.
pub async fn before(app: &App, person: &Person, slug: &str, step: Step) -> Result<Campaign, ServiceError> {
    let mut tx = app.db().read().await?;
    ready(&mut tx, person, slug, step).await
}

async fn ready(tx: &mut Tx, person: &Person, slug: &str, step: Step) -> Result<Campaign, ServiceError> {
    let campaign = find(tx, person, slug).await?;
    if campaign.state == step.from() { Ok(campaign) } else { Err(ServiceError::State(step.refusal())) }
}

/// Takes a step. Freezing scores every assessment anew and stores the round; there is no way back from it.
///
/// # Errors
/// [`ServiceError::State`] if the campaign is in another state or there is nothing to freeze, [`ServiceError::NotFound`] for somebody who does not run it.
pub async fn take(app: &App, person: &Person, slug: &str, step: Step) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    let campaign = ready(&mut tx, person, slug, step).await?;
    let to = match step {
        Step::Close => CampaignState::Closed,
        Step::Open => CampaignState::Open,
        Step::Publish => CampaignState::Published,
        Step::Freeze => CampaignState::Frozen,
    };
    if step == Step::Freeze {
        rounds::freeze(app, &mut tx, &campaign, app.now()).await?;
    } else {
        campaigns::set_state(&mut tx, campaign.id, step.from(), to, app.now()).await?;
    }
    app.note(&mut tx, Some(person.id), &format!("campaign.{}", step.as_str()), &object(&campaign), &campaign.survey_hash).await?;
    tx.commit().await?;
    Ok(())
}

/// A submitted assessment of an open campaign with its revision, for the page that asks for the reason of reopening it.
///
/// # Errors
/// [`ServiceError::State`] if the campaign is not open or the assessment is not submitted; [`ServiceError::NotFound`] for somebody who does not run it.
pub async fn before_reopen(app: &App, person: &Person, slug: &str, key: &str) -> Result<(Campaign, Municipality, i64), ServiceError> {
    let mut tx = app.db().read().await?;
    let (campaign, municipality, assessment) = submitted(&mut tx, person, slug, key).await?;
    Ok((campaign, municipality, assessment.revision))
}

async fn submitted(tx: &mut Tx, person: &Person, slug: &str, key: &str) -> Result<(Campaign, Municipality, assessments::Assessment), ServiceError> {
    let campaign = find(tx, person, slug).await?;
    let (register, code) = access::split_key(key).ok_or(ServiceError::NotFound)?;
    let municipality = municipalities::by_code(tx, register, code).await?.ok_or(ServiceError::NotFound)?;
    let assessment = assessments::by_municipality(tx, campaign.id, municipality.id).await?.ok_or(ServiceError::NotFound)?;
    if rules::after(rules::Act::Reopen, assessment.state, campaign.state).is_err() {
        return Err(ServiceError::State("assessment-not-submitted"));
    }
    Ok((campaign, municipality, assessment))
}

/// Notes that a submission could not be taken back, because it is not the one that the person saw.
async fn refused(app: &App, mut tx: Tx, person: &Person, object: &str) -> Result<ServiceError, ServiceError> {
    app.note(&mut tx, Some(person.id), "assessment.reopen-refused", object, &()).await?;
    tx.commit().await?;
    Ok(ServiceError::State("assessment-not-submitted"))
}

/// Takes a submission back so that the municipality can change its answers; the reason goes into the audit log.
///
/// # Errors
/// As [`before_reopen`], also if it is not the revision that the person saw; and [`ServiceError::Invalid`] without a reason.
pub async fn reopen(app: &App, person: &Person, slug: &str, key: &str, revision: i64, reason: &str) -> Result<(), ServiceError> {
    #[derive(Serialize)]
    struct Detail<'a> {
        reason: &'a str,
    }
    let mut tx = app.db().write().await?;
    let assessment = match submitted(&mut tx, person, slug, key).await {
        Ok((_, _, assessment)) if assessment.revision == revision => assessment,
        Ok((_, _, assessment)) => return Err(refused(app, tx, person, &review::object(&assessment)).await?),
        Err(ServiceError::State(_)) => return Err(refused(app, tx, person, &format!("{slug}/{key}")).await?),
        Err(error) => return Err(error),
    };
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Err(ServiceError::Invalid(vec![FieldError::new("reason", "admin-reason-missing")]));
    }
    let new_revision = assessments::reopen(&mut tx, assessment.id, revision).await.map_err(|error| match error {
        StoreError::Conflict { .. } => ServiceError::State("assessment-not-submitted"),
        other => other.into(),
    })?;
    let (by, at) = (Some(person.id), app.now());
    let to = AssessmentState::InProgress;
    review::step(&mut tx, &assessment, review::Taken { revision: new_revision, act: rules::Act::Reopen, to, reason, by, at }).await?;
    app.note(&mut tx, by, "assessment.reopen", &review::object(&assessment), &Detail { reason }).await?;
    tx.commit().await?;
    Ok(())
}

/// Says which score of a campaign ranks and compares, until it is frozen.
///
/// # Errors
/// [`ServiceError::State`] if it is frozen; [`ServiceError::NotFound`] for somebody who does not run it.
pub async fn set_official(app: &App, person: &Person, slug: &str, official: Official) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    let campaign = find(&mut tx, person, slug).await?;
    campaigns::set_official(&mut tx, campaign.id, official).await.map_err(|error| match error {
        StoreError::Conflict { .. } => ServiceError::State("campaign-frozen"),
        other => other.into(),
    })?;
    app.note(&mut tx, Some(person.id), "campaign.official", &object(&campaign), &official.as_str()).await?;
    tx.commit().await?;
    Ok(())
}

/// What becomes public when a frozen campaign is published.
#[derive(Debug, Clone)]
pub struct Publication {
    /// The municipalities whose results and answers become public, by name.
    pub submitted: Vec<Municipality>,
    /// How many were invited and did not hand in: only that becomes public of them.
    pub not_submitted: usize,
    /// Titles of the parts whose answers stay confidential.
    pub confidential: Vec<Text>,
}

/// What publishing a frozen campaign will show.
///
/// # Errors
/// As [`before`].
pub async fn publication(app: &App, person: &Person, slug: &str) -> Result<Publication, ServiceError> {
    let mut tx = app.db().read().await?;
    let campaign = ready(&mut tx, person, slug, Step::Publish).await?;
    let round = store_rounds::round(&mut tx, campaign.id).await?.ok_or(ServiceError::NotFound)?;
    let overview: crate::engine::round::RoundOverview = serde_json::from_str(&round.overview).map_err(StoreError::from)?;
    let survey = app.surveys().get(&mut tx, &round.survey_hash).await?;
    let results = store_rounds::results(&mut tx, campaign.id).await?;
    let ids: Vec<Uuid> = results.iter().map(|result| result.municipality_id).filter(|id| !overview.not_submitted.contains(id)).collect();
    let mut submitted = municipalities::by_ids(&mut tx, &ids).await?;
    registers::sort(person.language, &mut submitted);
    let confidential = survey.nodes.iter().filter(|node| node.confidential).map(|node| node.title.clone()).collect();
    Ok(Publication { submitted, not_submitted: overview.not_submitted.len(), confidential })
}
