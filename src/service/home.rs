//! What concerns a person right after signing in: assessments to fill in, campaigns to compare.

use std::sync::Arc;

use uuid::Uuid;

use super::access::{Act, Person, may};
use super::fill_in::Plan;
use super::review::rules;
use super::{App, Campaign, Municipality, ServiceError};
use crate::engine::survey::Survey;
use crate::store::Tx;
use crate::store::assessments::{self, Assessment};
use crate::store::{campaigns, municipalities};

/// An assessment of a municipality that the person answers for or looks at.
#[derive(Debug, Clone)]
pub struct OwnAssessment {
    /// The assessment.
    pub assessment: Assessment,
    /// Its campaign.
    pub campaign: Campaign,
    /// Its municipality.
    pub municipality: Municipality,
    /// The survey that it answers.
    pub survey: Arc<Survey>,
    /// What is asked, and what is dealt with.
    pub plan: Plan,
    /// Whether the person answers for the municipality.
    pub answers: bool,
}

impl OwnAssessment {
    /// Whether the person can still fill it in.
    pub fn is_open(&self) -> bool {
        self.answers && self.is_under_way()
    }

    /// Whether it can still be filled in, by whoever answers for the municipality.
    pub fn is_under_way(&self) -> bool {
        rules::after(rules::Act::Save, self.assessment.state, self.campaign.state).is_ok()
    }

    /// Whether it is handed in.
    pub fn is_submitted(&self) -> bool {
        self.assessment.state.is_handed_in()
    }
}

/// Everything on the page.
#[derive(Debug, Clone, Default)]
pub struct Home {
    /// Own assessments, the newest campaign first.
    pub own: Vec<OwnAssessment>,
    /// Campaigns whose municipalities the person may compare, the newest first.
    pub compare: Vec<Campaign>,
    /// Whether the person runs campaigns or the installation.
    pub administers: bool,
}

/// What concerns the person.
///
/// # Errors
/// [`ServiceError::SignInNeeded`], or if the store fails.
pub async fn home(app: &App, person: Option<&Person>) -> Result<Home, ServiceError> {
    let person = person.ok_or(ServiceError::SignInNeeded)?;
    let mut tx = app.db().read().await?;
    let mut own = Vec::new();
    let ids: Vec<Uuid> = person.municipalities().collect();
    let municipalities = if ids.is_empty() { Vec::new() } else { municipalities::by_ids(&mut tx, &ids).await? };
    let campaigns = campaigns::list(&mut tx).await?;
    for municipality in municipalities {
        own.extend(of_municipality(app, &mut tx, person, &municipality, &campaigns).await?);
    }
    own.sort_by_key(|one| std::cmp::Reverse((one.is_open(), one.campaign.opens_on, one.assessment.id)));
    let may_compare = |campaign: &Campaign| may(Some(person), Act::CompareInside { campaign });
    let mut compare: Vec<Campaign> = campaigns.into_iter().filter(may_compare).collect();
    compare.reverse();
    Ok(Home { own, compare, administers: person.is_any_administrator() })
}

async fn of_municipality(
    app: &App,
    tx: &mut Tx,
    person: &Person,
    municipality: &Municipality,
    campaigns: &[Campaign],
) -> Result<Vec<OwnAssessment>, ServiceError> {
    let mut own = Vec::new();
    let answers = may(Some(person), Act::FillIn { municipality: municipality.id });
    for assessment in assessments::of_municipality(tx, municipality.id).await? {
        let Some(campaign) = campaigns.iter().find(|campaign| campaign.id == assessment.campaign_id).cloned() else { continue };
        let survey = app.surveys().get(tx, &assessment.survey_hash).await?;
        let plan = Plan::of(&survey, &assessment, app.day_of(assessment.submitted_at));
        own.push(OwnAssessment { assessment, campaign, municipality: municipality.clone(), survey, plan, answers });
    }
    Ok(own)
}
