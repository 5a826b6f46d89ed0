//! What single answers do for a score far above them: what each adds, what its next step would bring, which requirement it leaves open.

use jiff::civil::Date;

use super::answer::{Answer, Answers};
use super::path::{Rise, rises};
use super::score::{Scored, score_on};
use super::survey::{Child, Gate, NodeIx, QuestionIx, Survey};
use super::trace::{self, Contribution, Part, settle};
use super::unit::quantise;

/// The parts and the score they sum to differ by no more than this, as a share of the full score, through rounding errors.
const ROUNDING: f64 = 1e-9;

/// What every question that counts adds to the score of a node, on the node's scale, in the order of the questionnaire.
///
/// The product of the shares on the way up × the question's score; over means and sums the parts sum to the node's score exactly.
pub fn contributions(survey: &Survey, scored: &Scored, node: NodeIx) -> Vec<Contribution> {
    let full = survey.node(node).maximum;
    let part = |standing: trace::Standing| {
        let question = survey.question(standing.question);
        Contribution {
            child: Child::Question(standing.question),
            part: Part::Counted,
            value: scored.cells.get(standing.question, 0).and_then(|cell| cell.get()),
            maximum: question.maximum,
            weight: question.weight,
            share: standing.effective_weight,
            adds: standing.effective_weight * standing.percent.0 / 100.0 * full,
            could_add: standing.effective_weight * full,
        }
    };
    let mut parts: Vec<Contribution> = trace::standings(survey, scored, node).into_iter().map(part).collect();
    let sum: f64 = parts.iter().map(|part| part.adds).sum();
    if let Some(score) = scored.scores.node(node).score.filter(|score| (score - sum).abs() <= ROUNDING * full) {
        settle(&mut parts, score);
    }
    parts
}

/// What a part of a node, a question or a node below, adds to the node's score and could add, on the node's scale. `None` if it does not count.
pub fn adds(survey: &Survey, scored: &Scored, node: NodeIx, part: Child) -> Option<(f64, f64)> {
    let (mut child, mut share) = (part, 1.0);
    let mut percent: Option<f64> = None;
    let mut above = match part {
        Child::Question(ix) => Some(survey.question(ix).dimension),
        Child::Node(ix) => survey.node(ix).parent,
    };
    while let Some(ix) = above {
        let entry = trace::trace(survey, scored, ix).contributions.into_iter().find(|entry| entry.child == child)?;
        if child == part {
            percent = entry.value.map(|value| value / entry.maximum);
        }
        share *= entry.share;
        if ix == node {
            let could_add = share * survey.node(node).maximum;
            return percent.filter(|_| share > 0.0).map(|percent| (could_add * percent, could_add));
        }
        child = Child::Node(ix);
        above = survey.node(ix).parent;
    }
    None
}

/// The next better answer to a question, and what it would bring.
#[derive(Debug, Clone, PartialEq)]
pub struct NextStep {
    /// The answer and its effort.
    pub rise: Rise,
    /// What the node's score would gain if nothing else changed, on the node's scale; `None` if it has no score before or after.
    pub gain: Option<f64>,
}

/// What a question does for a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// What it adds to the node's score and could add, on the node's scale; none if it does not count.
    pub adds: Option<(f64, f64)>,
    /// The next better answer; none at its best, and where nothing better is known.
    pub next: Option<NextStep>,
    /// The requirement that it is, and whether it is met; none if it is none or does not apply.
    pub requirement: Option<(Gate, bool)>,
}

/// What a question does for the score of a node.
///
/// The gain of the next step comes from scoring the changed answers again, so that questions that are asked only then count as missing.
/// `today` is the day that was `today()` in conditions when `scored` came about.
pub fn outlook(survey: &Survey, answers: &Answers, scored: &Scored, question: QuestionIx, node: NodeIx, today: Option<Date>) -> Outlook {
    let item = survey.question(question);
    let cell = scored.cells.get(question, 0).filter(|cell| cell.is_expected());
    let percent = cell.and_then(|cell| cell.get()).map(|points| points / item.maximum * 100.0);
    let better = |rise: &Rise| percent.is_none_or(|percent| rise.percent.quantised() > quantise(percent)) && rise.percent.quantised() > 0;
    let next = cell.and_then(|_| rises(item, answers.get(&item.id)).into_iter().find(better)).map(|rise| {
        let mut changed = answers.clone();
        changed.set(&item.id, Answer::Answered(rise.value.clone()));
        let after = score_on(survey, &changed, today).scores.node(node).score;
        NextStep { gain: after.zip(scored.scores.node(node).score).map(|(after, before)| after - before), rise }
    });
    let met = |gate: Gate| percent.is_some_and(|percent| quantise(percent) >= quantise(gate.at_least));
    Outlook {
        adds: adds(survey, scored, node, Child::Question(question)),
        next,
        requirement: item.gate.filter(|_| cell.is_some()).map(|gate| (gate, met(gate))),
    }
}
