//! Frozen rounds: the results of a closed campaign, computed once and kept for ever, and what the whole round has in common.

use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use super::{App, Campaign, CampaignState, ServiceError};
use crate::engine::ENGINE_VERSION;
use crate::engine::answer::Answers;
use crate::engine::round::{Frozen, RoundOverview};
use crate::engine::survey::Survey;
use crate::store::assessments::{self, AssessmentState};
use crate::store::rounds::{self, FrozenRound, RoundResult};
use crate::store::{StoreError, Tx, campaigns};

/// Assessments that are read at a time.
const PAGE: u32 = 500;

/// What a frozen round keeps of one municipality, if it was invited.
///
/// # Errors
/// If the store fails or what it keeps cannot be read.
pub(super) async fn of_municipality(tx: &mut Tx, campaign: Uuid, municipality: Uuid) -> Result<Option<Frozen>, ServiceError> {
    let row = rounds::result(tx, campaign, municipality).await?;
    row.map(|row| parse(&row.result)).transpose()
}

/// Reads what a round keeps.
pub(super) fn parse<T: for<'de> Deserialize<'de>>(json: &str) -> Result<T, ServiceError> {
    serde_json::from_str(json).map_err(|error| StoreError::from(error).into())
}

/// Freezes a closed campaign inside a transaction: every assessment is scored anew from its answers, results and statistics are stored with the hash of
/// the survey and the version of the rules, and the campaign becomes frozen.
///
/// A municipality that did not hand in is in the round as well, with the scores of somebody who answered nothing: what it typed and did not hand in
/// stays its own.
///
/// # Errors
/// [`ServiceError::State`] if the campaign is not closed or nobody handed in.
pub(super) async fn freeze(app: &App, tx: &mut Tx, campaign: &Campaign, at: Timestamp) -> Result<RoundOverview, ServiceError> {
    if campaign.state != CampaignState::Closed {
        return Err(ServiceError::State("campaign-not-closed"));
    }
    let survey = app.surveys().get(tx, &campaign.survey_hash).await?;
    let (results, not_submitted) = results(tx, campaign, &survey).await?;
    let overview = RoundOverview::of(&survey, &results, not_submitted);
    if overview.submitted == 0 {
        return Err(ServiceError::State("campaign-nothing-submitted"));
    }
    let rows = results
        .iter()
        .map(|(municipality_id, frozen)| Ok(RoundResult { municipality_id: *municipality_id, result: serde_json::to_string(frozen)? }))
        .collect::<Result<Vec<_>, serde_json::Error>>()
        .map_err(StoreError::from)?;
    let round = FrozenRound {
        campaign_id: campaign.id,
        frozen_at: at,
        engine_version: ENGINE_VERSION.to_owned(),
        survey_hash: survey.hash.clone(),
        overview: serde_json::to_string(&overview).map_err(StoreError::from)?,
    };
    rounds::freeze(tx, &round, &rows).await?;
    campaigns::set_state(tx, campaign.id, CampaignState::Closed, CampaignState::Frozen, at).await?;
    Ok(overview)
}

/// What is kept of every municipality of a campaign, and which of them did not hand in.
async fn results(tx: &mut Tx, campaign: &Campaign, survey: &Survey) -> Result<(Vec<(Uuid, Frozen)>, Vec<Uuid>), ServiceError> {
    let nothing = Frozen::of(survey, Answers::default());
    let (mut results, mut not_submitted, mut after) = (Vec::new(), Vec::new(), Uuid::nil());
    loop {
        let page = assessments::page(tx, campaign.id, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok((results, not_submitted)) };
        after = last.id;
        for assessment in page {
            let frozen = if assessment.state == AssessmentState::Submitted {
                let answers = assessment.document.answers();
                Frozen::of(survey, answers)
            } else {
                not_submitted.push(assessment.municipality_id);
                nothing.clone()
            };
            results.push((assessment.municipality_id, frozen));
        }
    }
}
