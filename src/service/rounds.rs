//! Frozen rounds: the results of a closed campaign, computed once and kept for ever, and what the whole round has in common.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{App, Campaign, CampaignState, ServiceError};
use crate::engine::answer::Answers;
use crate::engine::score::{self, NodeScore, Scores, Status};
use crate::engine::survey::Survey;
use crate::engine::{ENGINE_VERSION, stats};
use crate::store::assessments::{self, Assessment, AssessmentState};
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
    let overview = overview(tx, campaign, &survey).await?;
    if overview.submitted == 0 {
        return Err(ServiceError::State("campaign-nothing-submitted"));
    }
    let round = FrozenRound {
        campaign_id: campaign.id,
        frozen_at: at,
        engine_version: ENGINE_VERSION.to_owned(),
        survey_hash: survey.hash.clone(),
        overview: serde_json::to_string(&overview).map_err(StoreError::from)?,
    };
    rounds::freeze(tx, &round).await?;
    let mut pages = Pages::new(campaign, &survey);
    while let Some(page) = pages.next(tx).await? {
        let row = |(municipality_id, _, frozen)| Ok(RoundResult { municipality_id, result: serde_json::to_string(&frozen)? });
        let rows = page.into_iter().map(row).collect::<Result<Vec<_>, serde_json::Error>>().map_err(StoreError::from)?;
        rounds::add_results(tx, campaign.id, &rows).await?;
    }
    campaigns::set_state(tx, campaign.id, CampaignState::Closed, CampaignState::Frozen, at).await?;
    Ok(overview)
}

/// What a round keeps of every municipality of a campaign, some hundred at a time. Freezing goes through them twice, for the statistics and for the
/// rows: the second scoring costs less than keeping all answers in memory.
struct Pages<'a> {
    campaign: Uuid,
    survey: &'a Survey,
    nothing: Frozen,
    after: Uuid,
}

impl<'a> Pages<'a> {
    fn new(campaign: &Campaign, survey: &'a Survey) -> Self {
        let nothing = Frozen { scores: score::score(survey, &Answers::default()).scores, answers: Answers::default() };
        Self { campaign: campaign.id, survey, nothing, after: Uuid::nil() }
    }

    /// The next municipalities: id, whether it handed in, what the round keeps.
    async fn next(&mut self, tx: &mut Tx) -> Result<Option<Vec<(Uuid, bool, Frozen)>>, StoreError> {
        let page = assessments::page(tx, self.campaign, self.after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(None) };
        self.after = last.id;
        let keep = |assessment: Assessment| {
            if assessment.state != AssessmentState::Submitted {
                return (assessment.municipality_id, false, self.nothing.clone());
            }
            let answers = assessment.document.answers();
            (assessment.municipality_id, true, Frozen { scores: score::score(self.survey, &answers).scores, answers })
        };
        Ok(Some(page.into_iter().map(keep).collect()))
    }
}

async fn overview(tx: &mut Tx, campaign: &Campaign, survey: &Survey) -> Result<RoundOverview, StoreError> {
    let mut tallies = vec![Tally::default(); survey.nodes.len()];
    let (mut invited, mut not_submitted) = (0, Vec::new());
    let mut pages = Pages::new(campaign, survey);
    while let Some(page) = pages.next(tx).await? {
        for (municipality, handed_in, frozen) in page {
            invited += 1;
            if !handed_in {
                not_submitted.push(municipality);
            }
            for (tally, result) in tallies.iter_mut().zip(&frozen.scores.nodes) {
                tally.add(result);
            }
        }
    }
    let nodes = survey.nodes.iter().zip(tallies).map(|(node, tally)| tally.close(&node.id)).collect();
    Ok(RoundOverview { invited, submitted: invited - not_submitted.len(), not_submitted, nodes })
}

/// The results of one node over the municipalities so far.
#[derive(Debug, Clone, Default)]
struct Tally {
    published: Vec<f64>,
    provisional: usize,
    no_data: usize,
    not_applicable: usize,
}

impl Tally {
    fn add(&mut self, result: &NodeScore) {
        match result.status {
            Status::Published => self.published.extend(result.score),
            Status::Provisional => self.provisional += 1,
            Status::NoData => self.no_data += 1,
            Status::NotApplicable => self.not_applicable += 1,
        }
    }

    fn close(self, id: &str) -> NodeOverview {
        let ascending = stats::ascending(self.published);
        let mean = (!ascending.is_empty()).then(|| ascending.iter().sum::<f64>() / ascending.len() as f64);
        NodeOverview {
            id: id.to_owned(),
            published: ascending.len(),
            provisional: self.provisional,
            no_data: self.no_data,
            not_applicable: self.not_applicable,
            mean,
            minimum: ascending.first().copied(),
            lower_quartile: stats::quantile(&ascending, 0.25),
            median: stats::median(&ascending),
            upper_quartile: stats::quantile(&ascending, 0.75),
            maximum: ascending.last().copied(),
        }
    }
}
