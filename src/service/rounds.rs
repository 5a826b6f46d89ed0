//! Frozen rounds: the results of a closed campaign, computed once and kept for ever, and what the whole round has in common.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{App, Campaign, CampaignState, ServiceError, day};
use crate::engine::answer::Answers;
use crate::engine::score::{self, Scores, Status};
use crate::engine::survey::{NodeIx, Survey};
use crate::engine::{ENGINE_VERSION, stats};
use crate::store::assessments::{self, AssessmentState};
use crate::store::rounds::{self, FrozenRound, RoundResult};
use crate::store::{StoreError, Tx, campaigns};

/// Assessments that are read at a time.
const PAGE: u32 = 500;

/// What a frozen round keeps beside the results of its municipalities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundOverview {
    /// Municipalities that were invited; each has a result in the round.
    pub invited: usize,
    /// Municipalities that handed in.
    pub submitted: usize,
    /// Municipalities that did not hand in: their results say "no data", whatever they had answered.
    pub not_submitted: Vec<Uuid>,
    /// Statistics of each node, in the order of the survey.
    pub nodes: Vec<NodeOverview>,
}

/// Statistics of one node over the municipalities of a round. Order statistics are of published scores only, on the node's own scale, not rounded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NodeOverview {
    /// Id of the node.
    pub id: String,
    /// Municipalities with a published score.
    pub published: usize,
    /// Municipalities with a provisional score.
    pub provisional: usize,
    /// Municipalities without a score although answers were expected.
    pub no_data: usize,
    /// Municipalities of which nothing was expected.
    pub not_applicable: usize,
    /// Arithmetic mean.
    pub mean: Option<f64>,
    /// Least score.
    pub minimum: Option<f64>,
    /// First quartile (type 7, as every quantile here).
    pub lower_quartile: Option<f64>,
    /// Median.
    pub median: Option<f64>,
    /// Third quartile.
    pub upper_quartile: Option<f64>,
    /// Greatest score.
    pub maximum: Option<f64>,
}

/// What a frozen round keeps of one municipality: its scores, and the answers they were made of, so that every number can still be explained when the
/// assessment itself has been corrected since. Neither notes nor names are kept: what is frozen cannot be erased.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frozen {
    /// The scores.
    #[serde(flatten)]
    pub scores: Scores,
    /// The answers; none of a municipality that did not hand in.
    #[serde(default)]
    pub answers: Answers,
}

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
    let overview = overview(&survey, &results, not_submitted);
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
    let nothing = Frozen { scores: score::score(survey, &Answers::default()).scores, answers: Answers::default() };
    let (mut results, mut not_submitted, mut after) = (Vec::new(), Vec::new(), Uuid::nil());
    loop {
        let page = assessments::page(tx, campaign.id, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok((results, not_submitted)) };
        after = last.id;
        for assessment in page {
            let frozen = if assessment.state == AssessmentState::Submitted {
                let answers = assessment.document.answers();
                Frozen { scores: score::score_on(survey, &answers, assessment.submitted_at.map(day)).scores, answers }
            } else {
                not_submitted.push(assessment.municipality_id);
                nothing.clone()
            };
            results.push((assessment.municipality_id, frozen));
        }
    }
}

fn overview(survey: &Survey, results: &[(Uuid, Frozen)], not_submitted: Vec<Uuid>) -> RoundOverview {
    let nodes = survey.nodes_ix().map(|(ix, node)| node_overview(&node.id, ix, results)).collect();
    RoundOverview { invited: results.len(), submitted: results.len() - not_submitted.len(), not_submitted, nodes }
}

fn node_overview(id: &str, ix: NodeIx, results: &[(Uuid, Frozen)]) -> NodeOverview {
    let count = |status: Status| results.iter().filter(|(_, frozen)| frozen.scores.node(ix).status == status).count();
    let ascending = stats::ascending(results.iter().filter_map(|(_, frozen)| frozen.scores.node(ix).published()));
    let mean = (!ascending.is_empty()).then(|| ascending.iter().sum::<f64>() / ascending.len() as f64);
    NodeOverview {
        id: id.to_owned(),
        published: count(Status::Published),
        provisional: count(Status::Provisional),
        no_data: count(Status::NoData),
        not_applicable: count(Status::NotApplicable),
        mean,
        minimum: ascending.first().copied(),
        lower_quartile: stats::quantile(&ascending, 0.25),
        median: stats::median(&ascending),
        upper_quartile: stats::quantile(&ascending, 0.75),
        maximum: ascending.last().copied(),
    }
}
