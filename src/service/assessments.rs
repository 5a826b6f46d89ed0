//! Finding an assessment with all that belongs to it, for a person who may see it. What is done with it lives in the use cases.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use uuid::Uuid;

use super::access::{Act, Person, may};
use super::review::rules;
use super::{App, Campaign, Municipality, ServiceError};
use crate::engine::survey::Survey;
use crate::store::assessments::{self, Assessment};
use crate::store::in_context::{self, InContext};
use crate::store::municipalities::Register;
use crate::store::views::Stage;
use crate::store::{Tx, campaigns, municipalities};

/// An assessment with its campaign, municipality and survey.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The assessment.
    pub assessment: Assessment,
    /// The campaign it belongs to.
    pub campaign: Campaign,
    /// The municipality it is about.
    pub municipality: Municipality,
    /// The survey version it answers.
    pub survey: Arc<Survey>,
    /// Whether anybody may answer now.
    pub accepts_answers: bool,
    /// Whether the person may answer, now and here.
    pub may_fill_in: bool,
    /// Whether the person may see confidential answers.
    pub may_see_confidential: bool,
    /// The day that `today()` is in its conditions.
    pub today: Date,
    /// The sections in which individual views are gathered or opened; read where answers are given, nowhere else.
    pub views: BTreeMap<String, Stage>,
}

impl Opened {
    /// Whether an act is allowed in the present states; holds the campaign where it stands until the transaction ends, so that nothing slips into one that
    /// is being closed or frozen.
    ///
    /// # Errors
    /// If the store fails.
    pub(super) async fn allows(&mut self, tx: &mut Tx, act: rules::Act) -> Result<bool, ServiceError> {
        let Some(state) = campaigns::hold_unfrozen(tx, self.campaign.id).await? else { return Ok(false) };
        self.campaign.state = state;
        Ok(rules::after(act, self.assessment.state, state).is_ok())
    }

    /// Whether the person may ask others for sections, now and here.
    pub fn may_delegate(&self) -> bool {
        self.may_fill_in && rules::after(rules::Act::Delegate, self.assessment.state, self.campaign.state).is_ok()
    }

    /// Whether it is answered with the version of the survey that its campaign runs.
    pub fn is_current(&self) -> bool {
        self.assessment.survey_hash == self.campaign.survey_hash
    }
}

/// Finds the assessment of a municipality in a campaign, by the campaign's slug and the municipality's key.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is none or the person must not know of it; then the two cannot be told apart.
pub async fn by_key(app: &App, tx: &mut Tx, person: Option<&Person>, slug: &str, key: &str) -> Result<Opened, ServiceError> {
    let campaign = campaigns::by_slug(tx, slug).await?.ok_or(ServiceError::NotFound)?;
    let (register, code) = split_key(key).ok_or(ServiceError::NotFound)?;
    let municipality = municipalities::by_code(tx, register, code).await?.ok_or(ServiceError::NotFound)?;
    let assessment = assessments::by_municipality(tx, campaign.id, municipality.id).await?.ok_or(ServiceError::NotFound)?;
    if !may(person, Act::SeeAssessment { campaign: &campaign, municipality: municipality.id }) {
        return Err(ServiceError::NotFound);
    }
    complete(app, tx, person, InContext { assessment, campaign, municipality, views: BTreeMap::new() }).await
}

/// The key of a municipality in addresses and commands: register and code, as in `teryt-3216011`.
pub fn key(municipality: &Municipality) -> String {
    format!("{}-{}", municipality.register.as_str(), municipality.code)
}

/// The register and the code in a key.
pub fn split_key(key: &str) -> Option<(Register, &str)> {
    let (register, code) = key.split_once('-')?;
    Some((register.parse().ok()?, code))
}

/// Finds an assessment by its id for a use case that asks for the rights itself, because they are others than those to see results.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is none.
pub(super) async fn unasked(app: &App, tx: &mut Tx, person: Option<&Person>, id: Uuid) -> Result<Opened, ServiceError> {
    let found = in_context::by_id(tx, id).await?.ok_or(ServiceError::NotFound)?;
    complete(app, tx, person, found).await
}

async fn complete(app: &App, tx: &mut Tx, person: Option<&Person>, found: InContext) -> Result<Opened, ServiceError> {
    let InContext { assessment, campaign, municipality, views } = found;
    let id = municipality.id;
    let survey = app.surveys().get(tx, &assessment.survey_hash).await?;
    let accepts_answers = rules::after(rules::Act::Save, assessment.state, campaign.state).is_ok();
    let may_fill_in = accepts_answers && may(person, Act::FillIn { municipality: id });
    let may_see_confidential = may(person, Act::SeeConfidential { campaign: &campaign, municipality: id });
    let today = app.day_of(assessment.submitted_at);
    Ok(Opened { assessment, campaign, municipality, survey, accepts_answers, may_fill_in, may_see_confidential, today, views })
}
