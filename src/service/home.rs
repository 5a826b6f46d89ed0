//! What concerns a person right after signing in: assessments to fill in, campaigns to compare.

use uuid::Uuid;

use super::access::Person;
use super::fill_in::Plan;
use super::review::rules;
use super::{App, Campaign, Municipality, ServiceError};
use crate::store::Tx;
use crate::store::assessments::{self, Assessment};
use crate::store::{campaigns, municipalities};

/// An assessment of a municipality that the person answers for.
#[derive(Debug, Clone)]
pub struct OwnAssessment {
    /// The assessment.
    pub assessment: Assessment,
    /// Its campaign.
    pub campaign: Campaign,
    /// Its municipality.
    pub municipality: Municipality,
    /// Questions that are dealt with.
    pub settled: usize,
    /// Questions that are asked.
    pub asked: usize,
}

impl OwnAssessment {
    /// Whether it can still be filled in.
    pub fn is_open(&self) -> bool {
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
        own.extend(of_municipality(app, &mut tx, &municipality, &campaigns).await?);
    }
    own.sort_by_key(|one| std::cmp::Reverse((one.is_open(), one.campaign.opens_on, one.assessment.id)));
    let mut compare = Vec::new();
    if person.is_expert() || person.is_any_administrator() {
        let may = |campaign: &Campaign| person.is_expert_of(campaign.network_id) || person.administers(campaign.network_id);
        compare = campaigns.into_iter().filter(may).collect();
        compare.reverse();
    }
    Ok(Home { own, compare, administers: person.is_any_administrator() })
}

async fn of_municipality(app: &App, tx: &mut Tx, municipality: &Municipality, campaigns: &[Campaign]) -> Result<Vec<OwnAssessment>, ServiceError> {
    let mut own = Vec::new();
    for assessment in assessments::of_municipality(tx, municipality.id).await? {
        let Some(campaign) = campaigns.iter().find(|campaign| campaign.id == assessment.campaign_id).cloned() else { continue };
        let survey = app.surveys().get(tx, &assessment.survey_hash).await?;
        let (settled, asked) = Plan::of(&survey, &assessment, app.day_of(assessment.submitted_at)).progress();
        own.push(OwnAssessment { assessment, campaign, municipality: municipality.clone(), settled, asked });
    }
    Ok(own)
}
