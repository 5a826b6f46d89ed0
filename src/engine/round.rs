//! What a frozen round keeps: the results of its municipalities and what they have in common. Computed once, never anew; computed again from the same
//! answers by the same rules, it gives the same bytes.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::answer::Answers;
use super::score::{self, Scores, Status};
use super::stats;
use super::survey::{NodeIx, Survey};

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

impl Frozen {
    /// Scores answers and keeps both.
    pub fn of(survey: &Survey, answers: Answers) -> Self {
        Self { scores: score::score(survey, &answers).scores, answers }
    }
}

impl RoundOverview {
    /// Sums up the results of all municipalities that were invited; those that did not hand in are named besides.
    pub fn of(survey: &Survey, results: &[(Uuid, Frozen)], not_submitted: Vec<Uuid>) -> Self {
        let nodes = survey.nodes_ix().map(|(ix, node)| node_overview(&node.id, ix, results)).collect();
        Self { invited: results.len(), submitted: results.len() - not_submitted.len(), not_submitted, nodes }
    }
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
