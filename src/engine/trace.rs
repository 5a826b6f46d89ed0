//! How a number comes about: the children of a node, what each adds, and the formula they go through.

use super::document::{Aggregation, Combine, MissingPolicy};
use super::score::{Cell, Scored, aggregate, percent_of};
use super::survey::{Child, Node, NodeIx, QuestionIx, Survey};
use super::unit::Percent;

/// What a child of a node is, for one municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It has a value and counts.
    Counted,
    /// Expected but missing.
    Missing,
    /// Not applicable or not asked: counts neither way.
    Excluded,
}

/// One child and what it adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The child.
    pub child: Child,
    /// Whether it counts.
    pub part: Part,
    /// Its value on its own scale, if it has one; a missing child that counts as zero has none.
    pub value: Option<f64>,
    /// Its full score on its own scale.
    pub maximum: f64,
    /// Its weight in the node: the weight of a mean, the full score in a sum.
    pub weight: f64,
    /// Its share of the weights that count, 0 to 1; 0 if it does not count.
    pub share: f64,
    /// What it adds to the node's score, on the node's scale.
    pub adds: f64,
    /// What it could add if it earned its full score, on the node's scale.
    pub could_add: f64,
}

/// How the score of one node comes about.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// The node.
    pub node: NodeIx,
    /// How the children make the score.
    pub aggregation: Aggregation,
    /// What a missing child does.
    pub missing: MissingPolicy,
    /// The score on the node's scale, if there is one.
    pub score: Option<f64>,
    /// The node's full score.
    pub maximum: f64,
    /// Weights in the denominator.
    pub weights: f64,
    /// The children in the order of the questionnaire; what they add sums to the score, or to the arithmetic mean that the imbalance is counted from. None
    /// where the score comes from entries.
    pub contributions: Vec<Contribution>,
    /// The score less what the children add, on the node's scale: what a mean that is not arithmetic takes off because the children differ (a power mean
    /// with an exponent above 1 puts on). 0 for arithmetic means and sums, and where all children that count are equal.
    pub imbalance: f64,
    /// The entries that the score comes from, where each has a score of its own; what they add sums to the score but for a rounding error.
    pub entries: Vec<EntryPart>,
}

/// One entry and what it adds.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryPart {
    /// Its name.
    pub entry: String,
    /// Whether it counts.
    pub part: Part,
    /// Its score on the node's scale, if it has one.
    pub score: Option<f64>,
    /// What it adds to the node's score.
    pub adds: f64,
}

/// A difference between two means that is no more than this is a rounding error.
const ROUNDING: f64 = 1e-9;

/// Explains one node of one municipality.
pub fn trace(survey: &Survey, scored: &Scored, ix: NodeIx) -> Trace {
    let node = survey.node(ix);
    let entries = entries(survey, scored, ix);
    let children = node.children.iter().filter(|_| entries.is_empty());
    let mut contributions: Vec<Contribution> = children.map(|child| contribution(survey, scored, node.aggregation, *child)).collect();
    let counts = |entry: &Contribution| match entry.part {
        Part::Counted => true,
        Part::Missing => node.missing == MissingPolicy::Zero,
        Part::Excluded => false,
    };
    let weights: f64 = contributions.iter().filter(|entry| counts(entry)).map(|entry| entry.weight).sum();
    let score = scored.scores.node(ix).score;
    for entry in &mut contributions {
        if score.is_none() || !counts(entry) || weights == 0.0 {
            continue;
        }
        entry.share = entry.weight / weights;
        let on_node = |value: f64| match node.aggregation {
            Aggregation::Sum if weights == node.maximum => value,
            Aggregation::Sum => value / weights * node.maximum,
            _ => percent_of(value, entry.maximum).0 * entry.share,
        };
        entry.adds = entry.value.map_or(0.0, on_node);
        entry.could_add = on_node(entry.maximum);
    }
    let added: f64 = contributions.iter().map(|entry| entry.adds).sum();
    let imbalance = score.filter(|_| !node.is_additive() && entries.is_empty()).map_or(0.0, |score| score - added);
    let imbalance = if imbalance.abs() <= ROUNDING { 0.0 } else { imbalance };
    if let Some(score) = score.filter(|_| imbalance == 0.0) {
        settle(&mut contributions, score);
    }
    let Node { aggregation, missing, maximum, .. } = *node;
    Trace { node: ix, aggregation, missing, score, maximum, weights, contributions, imbalance, entries }
}

/// The entries of the outermost dimension around a node whose entries have scores, with what each adds to the score of the node.
fn entries(survey: &Survey, scored: &Scored, ix: NodeIx) -> Vec<EntryPart> {
    let Some(repeat) = survey.repeats.iter().find(|repeat| repeat.depth == 1 && repeat.nodes.contains(&ix)) else { return Vec::new() };
    let of_repeat = scored.entries.iter().filter(|entry| entry.repeat == repeat.node);
    let reached = of_repeat.filter_map(|entry| Some((&entry.entry, entry.nodes.iter().find(|(node, _)| *node == ix)?.1)));
    let mut parts: Vec<EntryPart> = reached
        .map(|(entry, given)| {
            let part = match given.score() {
                Some(_) => Part::Counted,
                None if given.is_expected() => Part::Missing,
                None => Part::Excluded,
            };
            EntryPart { entry: entry.clone(), part, score: given.score(), adds: 0.0 }
        })
        .collect();
    let Some(score) = scored.scores.node(ix).score else { return parts };
    let zero = repeat.entries.missing == MissingPolicy::Zero;
    let counted = parts.iter().filter(|part| part.part == Part::Counted || (zero && part.part == Part::Missing)).count();
    match repeat.entries.combine {
        Combine::Mean => parts.iter_mut().for_each(|part| part.adds = part.score.map_or(0.0, |score| score / counted as f64)),
        // The first of the best, should there be several.
        Combine::Best => parts.iter_mut().find(|part| part.score == Some(score)).into_iter().for_each(|best| best.adds = score),
    }
    parts
}

/// Divisions leave a rounding error in the last digit; the largest contribution takes it, so that the parts sum to the score exactly. Where rounding
/// to even jumps over the score, a part moves by some quarters of the score's last digit.
pub(super) fn settle(contributions: &mut [Contribution], score: f64) {
    let rest = |entries: &[Contribution]| score - entries.iter().map(|entry| entry.adds).sum::<f64>();
    let mut by_size: Vec<usize> = (0..contributions.len()).filter(|at| contributions[*at].adds > 0.0).collect();
    by_size.sort_by(|a, b| contributions[*b].adds.total_cmp(&contributions[*a].adds));
    if let Some(largest) = by_size.first() {
        contributions[*largest].adds += rest(contributions);
    }
    let quarter = (score.next_up() - score) / 4.0;
    for at in by_size {
        let adds = contributions[at].adds;
        for quarters in [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8] {
            contributions[at].adds = adds + f64::from(quarters) * quarter;
            if rest(contributions) == 0.0 {
                return;
            }
        }
        contributions[at].adds = adds;
    }
}

fn contribution(survey: &Survey, scored: &Scored, aggregation: Aggregation, child: Child) -> Contribution {
    let (value, expected, weight, maximum) = match child {
        Child::Question(ix) => {
            let question = survey.question(ix);
            let cell = scored.cells.get(ix, 0);
            (cell.and_then(|cell| cell.get()), cell.is_some_and(|cell| cell.is_expected()), question.weight, question.maximum)
        }
        Child::Node(ix) => {
            let node = survey.node(ix);
            let result = scored.scores.node(ix);
            (result.score, result.coverage.is_some(), node.weight, node.maximum)
        }
    };
    let part = match value {
        Some(_) => Part::Counted,
        None if expected => Part::Missing,
        None => Part::Excluded,
    };
    let weight = if aggregation == Aggregation::Sum { maximum } else { weight };
    Contribution { child, part, value, maximum, weight, share: 0.0, adds: 0.0, could_add: 0.0 }
}

/// What one question is worth for the index, for one municipality.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The question.
    pub question: QuestionIx,
    /// Its score in percent.
    pub percent: Percent,
    /// Its weight in the node it leads to, as a product of shares on the way down, 0 to 1.
    pub effective_weight: f64,
    /// What the node's score would gain, on the node's scale, if the question earned its full score and nothing else changed. Where every node on the
    /// way is additive: effective weight × what is missing to the full score; else the node is computed anew.
    pub gain: f64,
}

/// Every question with a score that counts in a node, with its effective weight there.
pub fn standings(survey: &Survey, scored: &Scored, node: NodeIx) -> Vec<Standing> {
    let mut standings = Vec::new();
    let mut open = vec![(node, 1.0)];
    let mut additive = true;
    while let Some((ix, above)) = open.pop() {
        additive &= survey.node(ix).is_additive();
        for entry in trace(survey, scored, ix).contributions {
            let effective_weight = above * entry.share;
            match (entry.child, entry.value) {
                (Child::Node(below), Some(_)) => open.push((below, effective_weight)),
                (Child::Question(question), Some(value)) => {
                    let percent = percent_of(value, entry.maximum);
                    let gain = effective_weight * (100.0 - percent.0) / 100.0 * survey.node(node).maximum;
                    standings.push(Standing { question, percent, effective_weight, gain });
                }
                (_, None) => {}
            }
        }
    }
    standings.sort_by_key(|standing| standing.question);
    if !additive {
        standings.iter_mut().for_each(|standing| standing.gain = gain(survey, scored, node, standing.question));
    }
    standings
}

/// What a node gains if one question earns its full score; 0 if the node has no score.
fn gain(survey: &Survey, scored: &Scored, node: NodeIx, question: QuestionIx) -> f64 {
    let raised = scored.cells.with_first(question, Cell::points(survey.question(question).maximum));
    let after = aggregate(survey, &raised)[node.0].score[0];
    scored.scores.node(node).score.map_or(0.0, |before| after - before)
}
