//! What a frozen round keeps: the results of its municipalities and what they have in common. Computed once, never anew; computed again from the same
//! answers by the same rules, it gives the same bytes.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::answer::Answers;
use super::score::{self, NodeScore, Scores, Status};
use super::stats;
use super::survey::Survey;
use super::visible::Visible;

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
    /// The scores for those who must not see what is confidential; none where the survey hides nothing from anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Scores>,
    /// What experts have made of them; none if nobody has verified them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<Verified>,
}

/// What experts have made of a municipality's answers: its scores with their values in place of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verified {
    /// The verified scores.
    pub scores: Scores,
    /// The experts' values, by question; where there is none, the municipality's own answer stands.
    pub values: Answers,
    /// The verified scores for those who must not see what is confidential; none where the survey hides nothing from anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Scores>,
}

impl Verified {
    /// Scores answers with some of them replaced, as of the day they were handed in.
    pub fn of(survey: &Survey, answers: &Answers, values: Answers, handed_in: Option<Date>) -> Self {
        let (scores, open) = both(survey, &with(answers.clone(), &values), handed_in);
        Self { scores, values, open }
    }

    /// The answers with the experts' values in place of the municipality's own.
    pub fn answers(&self, own: Answers) -> Answers {
        with(own, &self.values)
    }

    /// The verified scores for a viewer; none if they were not kept for one like this.
    pub fn scores_for(self, visible: &Visible) -> Option<Scores> {
        if visible.hides_something() { self.open } else { Some(self.scores) }
    }
}

fn with(mut answers: Answers, values: &Answers) -> Answers {
    for (question, value) in &values.0 {
        answers.set(question, value.clone());
    }
    answers
}

/// The scores of answers, and where the survey hides something from somebody also those for whom it is hidden.
fn both(survey: &Survey, answers: &Answers, handed_in: Option<Date>) -> (Scores, Option<Scores>) {
    let visible = Visible::of(survey, false);
    let open = visible.hides_something().then(|| visible.score_on(survey, &visible.answers(survey, answers.clone()), handed_in).scores);
    (score::score_on(survey, answers, handed_in).scores, open)
}

/// The scores of a municipality for one viewer: of its own answers, and the verified ones if there are any.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptScores {
    /// Of its own answers.
    pub declared: Scores,
    /// With the experts' values.
    pub verified: Option<Scores>,
}

impl Frozen {
    /// Scores answers as of the day they were handed in, and keeps both.
    pub fn of(survey: &Survey, answers: Answers, handed_in: Option<Date>) -> Self {
        let (scores, open) = both(survey, &answers, handed_in);
        Self { scores, answers, open, verified: None }
    }

    /// Reads the scores for a viewer and passes over the answers, which are most of what is kept.
    ///
    /// # Errors
    /// If the text is not what a round keeps.
    pub fn read_scores(json: &str, visible: &Visible) -> serde_json::Result<KeptScores> {
        #[derive(Deserialize)]
        struct Full {
            #[serde(flatten)]
            scores: Scores,
            verified: Option<FullVerified>,
        }
        #[derive(Deserialize)]
        struct FullVerified {
            scores: Scores,
        }
        #[derive(Deserialize)]
        struct Open {
            open: Scores,
            verified: Option<OpenVerified>,
        }
        #[derive(Deserialize)]
        struct OpenVerified {
            open: Scores,
        }
        if visible.hides_something() {
            let Open { open, verified } = serde_json::from_str(json)?;
            Ok(KeptScores { declared: open, verified: verified.map(|verified| verified.open) })
        } else {
            let Full { scores, verified } = serde_json::from_str(json)?;
            Ok(KeptScores { declared: scores, verified: verified.map(|verified| verified.scores) })
        }
    }

    /// The scores that rank and compare: the verified ones, if they are to count and there are any, else those of the municipality's own answers.
    pub fn official(&self, verified_counts: bool) -> &Scores {
        self.verified.as_ref().filter(|_| verified_counts).map_or(&self.scores, |verified| &verified.scores)
    }
}

/// Sums up a round while its municipalities go by, so that they need not be in memory together.
#[derive(Debug, Clone)]
pub struct RoundTally {
    invited: usize,
    not_submitted: Vec<Uuid>,
    nodes: Vec<NodeTally>,
    verified_counts: bool,
}

#[derive(Debug, Clone, Default)]
struct NodeTally {
    published: Vec<f64>,
    provisional: usize,
    no_data: usize,
    not_applicable: usize,
}

impl RoundTally {
    /// A round without municipalities; `verified_counts` says whether verified scores take the place of self-declared ones where there are any.
    pub fn new(survey: &Survey, verified_counts: bool) -> Self {
        Self { invited: 0, not_submitted: Vec::new(), nodes: vec![NodeTally::default(); survey.nodes.len()], verified_counts }
    }

    /// Adds a municipality that was invited.
    pub fn add(&mut self, municipality: Uuid, handed_in: bool, kept: &Frozen) {
        self.invited += 1;
        if !handed_in {
            self.not_submitted.push(municipality);
        }
        for (tally, result) in self.nodes.iter_mut().zip(&kept.official(self.verified_counts).nodes) {
            tally.add(result);
        }
    }

    /// What the round keeps beside the results of its municipalities.
    pub fn close(self, survey: &Survey) -> RoundOverview {
        let nodes = survey.nodes.iter().zip(self.nodes).map(|(node, tally)| tally.close(&node.id)).collect();
        RoundOverview { invited: self.invited, submitted: self.invited - self.not_submitted.len(), not_submitted: self.not_submitted, nodes }
    }
}

impl NodeTally {
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
