//! The common core of two versions: how much of each it is, and scores of both rounds on it.

use jiff::civil::Date;

use super::{Bridge, Link, Versions};
use crate::engine::answer::{Answer, Answers, Value};
use crate::engine::document::Aggregation;
use crate::engine::relevance;
use crate::engine::score::{Cell, Cells, NodeScore, Status, aggregate, cell, node_score};
use crate::engine::survey::{Child, NodeIx, QuestionIx, Survey};

/// From this share on a change is published.
pub const PUBLISH_FROM: f64 = 0.7;
/// From this share on a change is published with the mark of a break in the series; below it is refused.
pub const BREAK_FROM: f64 = 0.5;

/// Whether a change over two versions may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The core is most of both versions.
    Publish,
    /// The core is more than half: with the mark `b`, a break in the series.
    Break,
    /// The core is too small: the two versions measure different things.
    Refuse,
}

impl Verdict {
    /// The verdict for a core share: at least 0.7 publish, at least 0.5 break, else refuse. A hair of rounding does not count.
    pub fn of(share: f64) -> Self {
        if share + 1e-9 >= PUBLISH_FROM {
            Self::Publish
        } else if share + 1e-9 >= BREAK_FROM {
            Self::Break
        } else {
            Self::Refuse
        }
    }

    /// The word in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Break => "break",
            Self::Refuse => "refuse",
        }
    }
}

/// The core share κ of a node: the smaller of the two shares (0 to 1) of effective weight that the core has in the earlier and in the later version.
///
/// The core of a node is what its scores are compared on ([`score_earlier`], [`score_later`]): comparable questions that the later version has in it. One
/// that has moved out of the node since is lost to it, one that has moved in counts in the later version only.
///
/// `None` if the later node has no namesake in the earlier version or nothing to score.
pub fn share(versions: Versions<'_>, bridge: &Bridge, later: NodeIx) -> Option<f64> {
    let (old, new) = (&versions.earlier.survey, &versions.later.survey);
    let earlier = old.node_ix(&new.node(later).id)?;
    let in_core = |survey: &Survey, ix: NodeIx, core: &[QuestionIx]| {
        let weights = effective_weights(survey, ix);
        let all: f64 = weights.iter().sum();
        let core: f64 = core.iter().map(|question| weights[question.0]).sum();
        (all > 0.0).then_some(core / all)
    };
    let core = bridge.comparable().filter(|(.., to)| within(new, *to, later));
    let (from, to): (Vec<_>, Vec<_>) = core.map(|(_, from, to)| (from, to)).unzip();
    Some(in_core(old, earlier, &from)?.min(in_core(new, later, &to)?))
}

/// Whether a question stands in a node or in one below it.
fn within(survey: &Survey, question: QuestionIx, node: NodeIx) -> bool {
    let above = |ix: &NodeIx| survey.node(*ix).parent;
    std::iter::successors(Some(survey.question(question).dimension), above).any(|ix| ix == node)
}

/// The effective weight of every question in a node when everything is answered: the product of the shares on the way down; 0 outside the node.
pub fn effective_weights(survey: &Survey, node: NodeIx) -> Vec<f64> {
    let mut weights = vec![0.0; survey.questions.len()];
    let mut open = vec![(node, 1.0)];
    while let Some((ix, above)) = open.pop() {
        let node = survey.node(ix);
        let weight = |child: &Child| match (node.aggregation, child) {
            (Aggregation::Sum, Child::Node(ix)) => survey.node(*ix).maximum,
            (Aggregation::Sum, Child::Question(ix)) => survey.question(*ix).maximum,
            (_, Child::Node(ix)) => survey.node(*ix).weight,
            (_, Child::Question(ix)) => survey.question(*ix).weight,
        };
        let all: f64 = node.children.iter().map(weight).sum();
        for child in &node.children {
            let part = above * weight(child) / all;
            match child {
                Child::Node(below) => open.push((*below, part)),
                Child::Question(question) => weights[question.0] = part,
            }
        }
    }
    weights
}

/// Scores of one municipality on the common core, in the order of the later version's nodes: points, goalposts and weights are the later version's, what
/// is outside the core leaves every mean as if it did not apply. No levels: a level belongs to a whole survey.
#[derive(Debug, Clone, PartialEq)]
pub struct CoreScores {
    /// Results in the order of the later version's nodes.
    pub nodes: Vec<NodeScore>,
}

impl CoreScores {
    /// The published score of a node on the later version's scale.
    pub fn published(&self, node: NodeIx) -> Option<f64> {
        self.nodes[node.0].score.filter(|_| self.nodes[node.0].status == Status::Published)
    }
}

/// A version asks some questions once for each entry (each service, each office). Entries of two versions have no common names, so nothing is compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("version {version} asks `{dimension}` once for each entry: its rounds cannot be compared question by question")]
pub struct HasEntries {
    /// The version.
    pub version: String,
    /// Id of the first dimension with entries.
    pub dimension: String,
}

/// Answers to the earlier version, scored on the common core. Which questions were asked depends on the day they were handed in; without a day, `today()`
/// has no data.
///
/// # Errors
/// [`HasEntries`] if either version has a dimension that is answered once for each entry.
pub fn score_earlier(versions: Versions<'_>, bridge: &Bridge, answers: &Answers, handed_in: Option<Date>) -> Result<CoreScores, HasEntries> {
    answered_once(versions)?;
    let survey = &versions.earlier.survey;
    let given = relevance::by_position(survey, answers);
    let shown = relevance::shown_on(survey, &given, handed_in);
    let core = bridge.comparable().map(|(link, from, to)| (to, recoded(link, given[from.0]), shown[from.0]));
    Ok(scored(&versions.later.survey, core))
}

/// Answers to the later version, scored on the common core; the rest is as in [`score_earlier`].
///
/// # Errors
/// [`HasEntries`] if either version has a dimension that is answered once for each entry.
pub fn score_later(versions: Versions<'_>, bridge: &Bridge, answers: &Answers, handed_in: Option<Date>) -> Result<CoreScores, HasEntries> {
    answered_once(versions)?;
    let survey = &versions.later.survey;
    let given = relevance::by_position(survey, answers);
    let shown = relevance::shown_on(survey, &given, handed_in);
    Ok(scored(survey, bridge.comparable().map(|(_, _, to)| (to, given[to.0].clone(), shown[to.0]))))
}

fn answered_once(versions: Versions<'_>) -> Result<(), HasEntries> {
    let first = |survey: &Survey| {
        let repeat = survey.repeats.first()?;
        Some(HasEntries { version: survey.meta.version.clone(), dimension: survey.node(repeat.node).id.clone() })
    };
    [versions.earlier, versions.later].into_iter().find_map(|version| first(&version.survey)).map_or(Ok(()), Err)
}

fn scored(survey: &Survey, core: impl Iterator<Item = (QuestionIx, Answer, bool)>) -> CoreScores {
    let mut columns: Vec<Vec<Cell>> =
        survey.questions.iter().map(|question| if question.scored { vec![Cell::EXCLUDED] } else { Vec::new() }).collect();
    for (ix, answer, shown) in core {
        let question = survey.question(ix);
        columns[ix.0] = if question.scored { vec![cell(question, &answer, shown)] } else { Vec::new() };
    }
    let mut cells = Cells::new(survey);
    if let Some(filled) = Cells::from_columns(survey, 1, columns) {
        cells = filled;
    }
    let columns = aggregate(survey, &cells);
    let nodes = survey.nodes_ix().map(|(ix, _)| NodeScore { level: None, ..node_score(survey, ix, &columns, 0) });
    CoreScores { nodes: nodes.collect() }
}

/// An earlier answer as an answer to the later question. Options that the table does not name keep their ids.
pub(super) fn recoded(link: &Link, answer: &Answer) -> Answer {
    let reading = |option: &String| link.options.get(option).unwrap_or(option).clone();
    match answer {
        Answer::Answered(Value::Choice(option)) => Answer::Answered(Value::Choice(reading(option))),
        Answer::Answered(Value::Choices(options)) => {
            let mut chosen: Vec<String> = Vec::new();
            for option in options.iter().map(reading) {
                if !chosen.contains(&option) {
                    chosen.push(option);
                }
            }
            Answer::Answered(Value::Choices(chosen))
        }
        other => other.clone(),
    }
}
