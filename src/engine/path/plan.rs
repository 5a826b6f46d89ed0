//! A node as a sum of parts with ways to deal with each, and the best sums under an effort.
//!
//! A node whose denominator cannot change (no missing answer can be given, or a missing one counts as zero) is a plain sum of its children, and its parts
//! stand among those of the node above. Any other node is dealt with by itself; its frontier is one part of the node above.

use super::frontier::{Bound, Choice, Decisions, Effort, Entry, Grain, Way, extend};
use super::rises::Rise;
use crate::engine::document::{Aggregation, MissingPolicy};
use crate::engine::level::gate_weight;
use crate::engine::score::{Cell, percent_of};
use crate::engine::survey::{Child, Node, NodeIx, QuestionIx, Survey};
use crate::engine::unit::{LevelNumber, Percent, quantise};

/// Millionths of a day in a day.
const MILLIONTHS: f64 = 1e6;
/// Billionths of a weight in a weight.
const BILLIONTHS: f64 = 1e9;

/// An effort in person-days as a whole number of millionths.
pub(super) fn effort(days: f64) -> Effort {
    (days * MILLIONTHS).round() as Effort
}

/// All that is fixed while ways are compared: which questions are asked, what their answers are worth, and what each may become.
#[derive(Debug)]
pub(super) struct Situation<'s> {
    pub survey: &'s Survey,
    /// What each answer is worth now.
    pub cells: Vec<Cell>,
    /// What each question may be raised to.
    pub rises: Vec<Vec<Rise>>,
    /// The gate that must let pass.
    pub gate: Option<LevelNumber>,
    /// Weight of gate questions that the gate lacks, in billionths.
    pub lacking: i64,
}

/// The weight that a gate lacks, in billionths: `met` of `total` is met, the share `needed` of it must be.
pub(super) fn lacking(met: f64, total: f64, needed: f64) -> i64 {
    // Shares are compared on billionths, halves up: a hair less than the share itself is enough.
    let least = (needed - 0.5 / BILLIONTHS) * total;
    (((least - met) * BILLIONTHS).ceil() as i64).max(0)
}

/// By what a node's sum is divided.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Denominator {
    /// By this, whatever is decided.
    Fixed(f64),
    /// By the weights that are there.
    Weights,
    /// By this, if nothing is missing; else there is no score.
    Complete(f64),
}

/// A node as a sum of parts.
#[derive(Debug)]
pub(super) struct Parts {
    node: NodeIx,
    denominator: Denominator,
    start: Entry,
    ways: Vec<Vec<Way>>,
    grain: Grain,
}

/// A way to reach what was asked for.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub effort: Effort,
    /// The node's score on its own scale; none if it has none.
    pub score: Option<f64>,
    /// Question and rise.
    pub rises: Vec<(usize, usize)>,
}

impl Situation<'_> {
    /// What raising a question does for the gate, in billionths of its weight.
    fn met(&self, ix: usize, percent: Option<Percent>) -> i64 {
        let question = &self.survey.questions[ix];
        let meets = |percent: Percent, at_least: f64| percent.quantised() >= quantise(at_least);
        match question.gate.filter(|gate| Some(gate.level) == self.gate) {
            Some(gate) => {
                let now = self.cells[ix].get().map(|points| percent_of(points, question.maximum));
                let met = |percent: Option<Percent>| percent.is_some_and(|percent| meets(percent, gate.at_least));
                if met(percent) && !met(now) { (gate_weight(question) * BILLIONTHS).round() as i64 } else { 0 }
            }
            None => 0,
        }
    }

    /// The ways to deal with a question: leave it, or raise it. `enter` is what a value adds to the sum, `weight` what it adds to the denominator.
    fn of_question(&self, ix: usize, weight: f64, enter: impl Fn(f64) -> f64) -> Vec<Way> {
        let now = self.cells[ix].get();
        let mut ways = vec![Way {
            effort: 0,
            sum: now.map_or(0.0, &enter),
            weight: if now.is_some() { weight } else { 0.0 },
            missing: now.is_none(),
            met: 0,
            raised: 0,
            choice: None,
        }];
        ways.extend(self.rises[ix].iter().enumerate().map(|(at, rise)| Way {
            effort: effort(rise.effort),
            sum: enter(rise.points),
            weight,
            missing: false,
            met: self.met(ix, Some(rise.percent)),
            raised: 1,
            choice: Some(Choice::Rise(ix, at)),
        }));
        ways
    }

    /// A node as a sum of parts; `None` if nothing of it is expected. Nodes that stand by themselves are worked out up to `budget`.
    pub(super) fn parts(&self, ix: NodeIx, budget: Effort, decisions: &mut Decisions) -> Option<Parts> {
        let node = self.survey.node(ix);
        let mut ways: Vec<Vec<Way>> = Vec::new();
        let mut expected = 0.0;
        let mut may_miss = false;
        for child in &node.children {
            let enters = Enters::of(self.survey, node, *child);
            match child {
                Child::Question(question) => {
                    let cell = self.cells[question.0];
                    if cell.is_expected() {
                        may_miss |= cell.get().is_none();
                        ways.push(self.of_question(question.0, enters.weight, |value| enters.sum(value)));
                        expected += enters.weight;
                    }
                }
                Child::Node(below) => {
                    let Some(parts) = self.parts(*below, budget, decisions) else { continue };
                    expected += enters.weight;
                    match parts.denominator {
                        Denominator::Fixed(divisor) => ways.extend(parts.scaled(self.survey, divisor, enters)),
                        Denominator::Weights | Denominator::Complete(_) => {
                            let of_node = parts.as_one(self.survey, budget, enters, decisions);
                            may_miss |= of_node.iter().any(|way| way.missing);
                            ways.push(of_node);
                        }
                    }
                }
            }
        }
        let denominator = match node.missing {
            _ if expected == 0.0 => return None,
            MissingPolicy::Zero => Denominator::Fixed(expected),
            _ if !may_miss => Denominator::Fixed(expected),
            MissingPolicy::Drop => Denominator::Weights,
            MissingPolicy::None => Denominator::Complete(expected),
        };
        Some(Parts::of(ix, denominator, expected, ways, self.lacking, Enters::most(node)))
    }

    /// Gate questions outside of a node, as parts that add to the gate alone.
    fn gate_only(&self, root: NodeIx) -> Vec<Vec<Way>> {
        let of_gate = self.survey.questions_ix().filter(|(ix, question)| {
            question.gate.is_some_and(|gate| Some(gate.level) == self.gate) && self.cells[ix.0].is_expected() && !inside(self.survey, root, *ix)
        });
        of_gate.map(|(ix, _)| self.of_question(ix.0, 0.0, |_| 0.0)).filter(|ways| ways.iter().any(|way| way.met > 0)).collect()
    }

    /// The node's parts with those of the gate.
    pub(super) fn root(&self, ix: NodeIx, budget: Effort, decisions: &mut Decisions) -> Option<Parts> {
        let mut parts = self.parts(ix, budget, decisions)?;
        if self.lacking > 0 {
            parts.ways.extend(self.gate_only(ix));
            // The gate's questions come first: when they are decided, what is left of its requirement is nothing or too much.
            parts.ways.sort_by_key(|ways| !ways.iter().any(|way| way.met > 0));
        }
        Some(parts)
    }
}

/// Whether a question counts in a node: every node on the way up to it has a weight.
fn inside(survey: &Survey, root: NodeIx, question: QuestionIx) -> bool {
    let mut child = Child::Question(question);
    let mut above = Some(survey.question(question).dimension);
    while let Some(ix) = above {
        if !survey.node(ix).children.contains(&child) {
            return false;
        }
        if ix == root {
            return true;
        }
        child = Child::Node(ix);
        above = survey.node(ix).parent;
    }
    false
}

/// How a child enters the sum of its node.
#[derive(Debug, Clone, Copy)]
struct Enters {
    weight: f64,
    times: f64,
}

impl Enters {
    fn of(survey: &Survey, node: &Node, child: Child) -> Self {
        let (weight, maximum) = match child {
            Child::Question(ix) => (survey.question(ix).weight, survey.question(ix).maximum),
            Child::Node(ix) => (survey.node(ix).weight, survey.node(ix).maximum),
        };
        if node.aggregation == Aggregation::Sum { Self { weight: maximum, times: 1.0 } } else { Self { weight, times: weight * 100.0 / maximum } }
    }

    fn sum(self, value: f64) -> f64 {
        value * self.times
    }

    /// What one unit of weight can add to a node's sum, at most.
    fn most(node: &Node) -> f64 {
        if node.aggregation == Aggregation::Sum { 1.0 } else { 100.0 }
    }
}

/// The score of a node, on its own scale, for one unit of sum ÷ denominator.
fn stretch(node: &Node) -> f64 {
    if node.aggregation == Aggregation::Sum { node.maximum } else { 1.0 }
}

impl Parts {
    fn of(node: NodeIx, denominator: Denominator, expected: f64, mut ways: Vec<Vec<Way>>, most_met: i64, most_of_weight: f64) -> Self {
        for way in ways.iter_mut().flatten() {
            way.weight = match denominator {
                Denominator::Fixed(_) => 0.0,
                Denominator::Weights => way.weight,
                // Counts what is missing; more than one makes no difference.
                Denominator::Complete(_) => f64::from(u8::from(way.missing)),
            };
        }
        let mut grain = Grain::of(expected * most_of_weight, expected, most_met);
        if matches!(denominator, Denominator::Complete(_)) {
            grain.most_weight = 1.0;
        }
        let mut start = Entry { effort: 0, sum: 0.0, weight: 0.0, met: 0, raised: 0, decided: None };
        let (settled, open): (Vec<_>, Vec<_>) = ways.into_iter().partition(|ways| matches!(ways.as_slice(), [way] if way.choice.is_none()));
        for way in settled.iter().flatten() {
            start.sum += way.sum;
            start.weight = (start.weight + way.weight).min(grain.most_weight);
        }
        Self { node, denominator, start, ways: open, grain }
    }

    /// The parts of a node with a fixed denominator, as parts of the node above.
    fn scaled(self, survey: &Survey, divisor: f64, enters: Enters) -> Vec<Vec<Way>> {
        let factor = enters.sum(stretch(survey.node(self.node))) / divisor;
        // The child's weight counts once.
        let constant = Way { effort: 0, sum: self.start.sum * factor, weight: enters.weight, missing: false, met: 0, raised: 0, choice: None };
        let mut all = vec![vec![constant]];
        let scaled = |way: Way| Way { sum: way.sum * factor, ..way };
        all.extend(self.ways.into_iter().map(|ways| ways.into_iter().map(scaled).collect::<Vec<_>>()));
        all
    }

    /// The node as one part of the node above.
    fn as_one(&self, survey: &Survey, budget: Effort, enters: Enters, decisions: &mut Decisions) -> Vec<Way> {
        let frontier = self.frontier(decisions, |_, effort, _, _| effort <= budget);
        let way = |entry: Entry| {
            let value = self.score(survey, &entry);
            Way {
                effort: entry.effort,
                sum: value.map_or(0.0, |value| enters.sum(value)),
                weight: if value.is_some() { enters.weight } else { 0.0 },
                missing: value.is_none(),
                met: entry.met,
                raised: entry.raised,
                choice: entry.decided.map(|_| Choice::Below(entry.decided)),
            }
        };
        frontier.into_iter().map(way).collect()
    }

    /// The score that an entry comes to, on the node's own scale.
    fn score(&self, survey: &Survey, entry: &Entry) -> Option<f64> {
        let node = survey.node(self.node);
        let divisor = match self.denominator {
            Denominator::Fixed(divisor) => divisor,
            Denominator::Weights => entry.weight,
            Denominator::Complete(divisor) => {
                if entry.weight == 0.0 {
                    divisor
                } else {
                    0.0
                }
            }
        };
        (divisor > 0.0).then(|| (entry.sum / divisor * stretch(node)).clamp(0.0, node.maximum))
    }

    /// The frontier of all parts; `keep` is asked with the number of the part that comes next.
    fn frontier(&self, decisions: &mut Decisions, keep: impl Fn(usize, Effort, f64, i64) -> bool) -> Vec<Entry> {
        let mut frontier = vec![self.start];
        for (at, ways) in self.ways.iter().enumerate() {
            frontier = extend(&frontier, ways, self.grain, decisions, |effort, sum, met| keep(at + 1, effort, sum, met));
        }
        frontier
    }

    /// The sum that a score in percent needs; none where the denominator is open.
    fn needed(&self, survey: &Survey, percent: f64) -> Option<f64> {
        let node = survey.node(self.node);
        match self.denominator {
            // A hair less than the score is enough.
            Denominator::Fixed(divisor) => Some((percent / 100.0 * node.maximum * divisor / stretch(node)) * (1.0 - 1e-9) - 1e-9),
            Denominator::Weights | Denominator::Complete(_) => None,
        }
    }

    /// An effort below which nothing reaches a score and opens the gate; `None` if nothing does.
    pub(super) fn least_effort(&self, survey: &Survey, percent: f64) -> Option<Effort> {
        let gate = Bound::of_rest(&self.ways, |way| way.met as f64);
        let least = gate.first().map_or(Some(0.0), |bound| bound.least_effort(self.grain.most_met as f64))?;
        let Some(needed) = self.needed(survey, percent) else { return Some(least as Effort) };
        let sums = Bound::of_rest(&self.ways, |way| way.sum);
        let of_sum = sums.first().map_or(Some(0.0), |bound| bound.least_effort(needed - self.start.sum))?;
        Some(of_sum.max(least) as Effort)
    }

    /// The cheapest way within a budget that reaches a score in percent and opens the gate; of equals the one with the best score, then with the fewest
    /// questions.
    pub(super) fn cheapest(&self, survey: &Survey, percent: f64, budget: Effort, decisions: &mut Decisions) -> Option<Found> {
        let sums = self.needed(survey, percent).map(|needed| (needed, Bound::of_rest(&self.ways, |way| way.sum)));
        let gate = Bound::of_rest(&self.ways, |way| way.met as f64);
        let keep = |next: usize, effort: Effort, sum: f64, met: i64| {
            effort <= budget
                && (met >= self.grain.most_met || gate[next].most(budget - effort) + 1.0 >= (self.grain.most_met - met) as f64)
                && sums.as_ref().is_none_or(|(needed, bounds)| sum + bounds[next].most(budget - effort) >= *needed)
        };
        let frontier = self.frontier(decisions, keep);
        let enough = |entry: &&Entry| {
            let reached = self.score(survey, entry).map(|score| percent_of(score, survey.node(self.node).maximum).quantised());
            entry.met >= self.grain.most_met && reached.is_some_and(|reached| reached >= quantise(percent))
        };
        let lacking = |entry: &Entry| self.score(survey, entry).map(|score| -quantise(score));
        let best = frontier.iter().filter(enough).min_by_key(|entry| (entry.effort, lacking(entry), entry.raised))?;
        Some(self.found(survey, best, decisions))
    }

    /// The best score within a budget; of equals the cheapest, then with the fewest questions.
    pub(super) fn best(&self, survey: &Survey, budget: Effort, decisions: &mut Decisions) -> Option<Found> {
        // What a greedy choice reaches is a floor; where the denominator is open, sums say nothing before the end.
        let bounds = matches!(self.denominator, Denominator::Fixed(_)).then(|| Bound::of_rest(&self.ways, |way| way.sum));
        let floor = bounds.as_ref().and_then(|bounds| bounds.first()).map_or(0.0, |bound| bound.sure(budget) + self.start.sum) * (1.0 - 1e-9) - 1e-9;
        let keep = |next: usize, effort: Effort, sum: f64, _: i64| {
            effort <= budget && bounds.as_ref().is_none_or(|bounds| sum + bounds[next].most(budget - effort) >= floor)
        };
        let frontier = self.frontier(decisions, keep);
        let lacking = |entry: &Entry| -self.score(survey, entry).map_or(-1, quantise);
        let best = frontier.iter().min_by_key(|entry| (lacking(entry), entry.effort, entry.raised))?;
        Some(self.found(survey, best, decisions))
    }

    fn found(&self, survey: &Survey, entry: &Entry, decisions: &Decisions) -> Found {
        Found { effort: entry.effort, score: self.score(survey, entry), rises: decisions.rises(entry.decided) }
    }
}
