//! Frozen rounds: what is kept of each municipality when a campaign is frozen, and how it is read again. Who may freeze, and when, is decided elsewhere.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ServiceError;
use crate::engine::ENGINE_VERSION;
use crate::engine::answer::Answers;
use crate::engine::score::{self, Scores};
use crate::engine::survey::Survey;
use crate::store::assessments::{self, AssessmentState};
use crate::store::campaigns::Campaign;
use crate::store::rounds::{self, FrozenRound, RoundResult};
use crate::store::{StoreError, Tx};

/// Assessments that are scored at a time.
const PAGE: u32 = 200;

/// What a frozen round keeps of one municipality: its scores, and the answers they were made of, so that every number can still be explained.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frozen {
    /// The scores.
    pub scores: Scores,
    /// The answers, without notes and without who gave them.
    pub answers: Answers,
    /// When the assessment was handed in.
    pub submitted_at: Option<Timestamp>,
}

/// What a frozen round keeps of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participation {
    /// Municipalities that were invited.
    pub invited: usize,
    /// Municipalities that handed in.
    pub submitted: usize,
}

/// Scores every submitted assessment of a campaign and keeps the results for ever. Move the campaign to frozen in the same transaction.
///
/// # Errors
/// [`StoreError::Conflict`] if the campaign is frozen already; else if the store fails.
pub async fn freeze(tx: &mut Tx, survey: &Survey, campaign: &Campaign, at: Timestamp) -> Result<Participation, ServiceError> {
    let mut results = Vec::new();
    let mut invited = 0;
    let mut after = Uuid::nil();
    loop {
        let page = assessments::page(tx, campaign.id, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        invited += page.len();
        for assessment in page.iter().filter(|assessment| assessment.state == AssessmentState::Submitted) {
            let answers = assessment.document.answers();
            let frozen = Frozen { scores: score::score(survey, &answers).scores, answers, submitted_at: assessment.submitted_at };
            let result = serde_json::to_string(&frozen).map_err(StoreError::from)?;
            results.push(RoundResult { municipality_id: assessment.municipality_id, result });
        }
    }
    let participation = Participation { invited, submitted: results.len() };
    let round = FrozenRound {
        campaign_id: campaign.id,
        frozen_at: at,
        engine_version: ENGINE_VERSION.to_owned(),
        survey_hash: survey.hash.clone(),
        overview: serde_json::to_string(&participation).map_err(StoreError::from)?,
    };
    rounds::freeze(tx, &round, &results).await?;
    Ok(participation)
}

/// What a frozen round keeps of one municipality, if it took part.
///
/// # Errors
/// If the store fails or what it keeps cannot be read.
pub(super) async fn of_municipality(tx: &mut Tx, campaign: Uuid, municipality: Uuid) -> Result<Option<Frozen>, ServiceError> {
    let row = rounds::result(tx, campaign, municipality).await?;
    row.map(|row| serde_json::from_str(&row.result).map_err(|error| StoreError::from(error).into())).transpose()
}
