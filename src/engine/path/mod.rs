//! The cheapest way to the next maturity level, and the best that a number of person-days can buy. Exact.
//!
//! A question rises in steps ([`rises()`]) that cost person-days. What is searched is the set of rises with the least effort by which a node reaches the lower
//! end of its next band and, for the index, the gate of that level lets pass; or the set with the best score within an effort. Both are multiple-choice
//! knapsack problems; they are solved by dynamic programming over the tree of scores (`plan`, `frontier`), and every result is scored again by
//! [`score_on`] before it is handed out.
//!
//! Questions whose answers decide whether others are asked are gone through one combination after another, so that the rest always knows what is asked.

mod frontier;
mod plan;
mod rises;
mod situation;

use frontier::Effort;
use jiff::civil::Date;
use plan::effort;
pub use rises::{DAYS_PER_RUNG, Rise, rises};
use situation::{Fixed, Frame};

use super::answer::{Answer, Answers, Value};
use super::document::Aggregation;
use super::level::GateState;
use super::score::{Scored, percent_of, score_on};
use super::survey::{NodeIx, QuestionIx, Recommendation, Survey};
use super::unit::{LevelNumber, Percent};

/// One question that is raised.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The question.
    pub question: QuestionIx,
    /// Its score before, in percent; none if there was no answer.
    pub from: Option<Percent>,
    /// Its score after, in percent.
    pub to: Percent,
    /// The answer after.
    pub value: Value,
    /// Person-days.
    pub effort: f64,
    /// Whether a part of the effort is [`DAYS_PER_RUNG`], because the survey names no step there.
    pub estimated: bool,
    /// What the survey recommends on the way, in order.
    pub recommendations: Vec<Recommendation>,
    /// What the node's score gains when this step follows those before it, on the node's scale.
    pub gain: f64,
    /// Whether it meets a requirement of the next level that was not met.
    pub meets_gate: bool,
}

/// What to do, and where it leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The steps: the most points for a person-day first, of equals in the order of the questionnaire.
    pub steps: Vec<Step>,
    /// Person-days of all steps.
    pub effort: f64,
    /// The node's score after them, on its own scale; none if it has none.
    pub score: Option<f64>,
    /// The node's level after them.
    pub level: Option<LevelNumber>,
    /// Questions that were left as they are because too many others are asked or not asked by their answers; usually none.
    pub held: Vec<QuestionIx>,
}

/// What the cheapest way to the next level is.
#[derive(Debug, Clone, PartialEq)]
pub enum NextLevel {
    /// The survey has no levels, or the node has no score yet.
    NoLevel,
    /// There is no higher level.
    Highest,
    /// The survey aggregates in a way that this search does not know: neither arithmetic means nor sums, or with repeated entries. Or so many answers are missing that there are too
    /// many ways to give some of them.
    NotAvailable,
    /// There is a next level.
    Level {
        /// The level.
        level: LevelNumber,
        /// What the score lacks to the lower end of its band, in percent of the full score; 0 if the score alone is enough.
        lacking: f64,
        /// The level's gate, if it does not let pass.
        gate: Option<GateState>,
        /// The cheapest way; none if no rises together lead there.
        path: Option<Path>,
    },
}

/// The cheapest way of a node (the index or a dimension) to the level after the one it has.
///
/// Of equally dear ways the one with the highest score, then the one with the fewest steps, then the one with the later questions left as they are. `today` is
/// what `today()` means in conditions.
pub fn next_level(survey: &Survey, answers: &Answers, node: NodeIx, today: Option<Date>) -> NextLevel {
    if !is_available(survey, node) {
        return NextLevel::NotAvailable;
    }
    let scored = score_on(survey, answers, today);
    let result = scored.scores.node(node);
    let (Some(level), Some(percent)) = (result.level, result.percent(survey.node(node))) else { return NextLevel::NoLevel };
    let Some(next) = survey.levels.iter().find(|next| next.number > level) else { return NextLevel::Highest };
    let gate = if node == NodeIx::INDEX { scored.gates.iter().find(|gate| gate.level == next.number && !gate.passed()).cloned() } else { None };
    let below = Percent(next.from).quantised() > percent.quantised();
    let frame = Frame::of(survey, answers, node, (node == NodeIx::INDEX).then_some(next.number), today);
    let chosen = cheapest(&frame, next.from);
    if frame.gave_up() {
        return NextLevel::NotAvailable;
    }
    let path = chosen.map(|chosen| describe(&frame, &scored, &chosen));
    NextLevel::Level { level: next.number, lacking: if below { next.from - percent.0 } else { 0.0 }, gate, path }
}

/// The best score of a node (the index or a dimension) that so many person-days can buy; of equally good ways the cheapest.
///
/// Returns `None` if the survey aggregates in a way that this search does not know, or if there are too many ways to give missing answers. `days` that are negative or not a number count as none.
/// `today` is what `today()` means in conditions.
pub fn within(survey: &Survey, answers: &Answers, node: NodeIx, today: Option<Date>, days: f64) -> Option<Path> {
    let frame = is_available(survey, node).then(|| Frame::of(survey, answers, node, None, today))?;
    let mut best: Option<Chosen> = None;
    for fixed in frame.combinations() {
        let Some(budget) = effort(days.max(0.0)).checked_sub(fixed.effort) else { continue };
        let Some(chosen) = frame.best(&fixed, budget) else { continue };
        if best.as_ref().is_none_or(|best| chosen.better_score() < best.better_score()) {
            best = Some(chosen);
        }
    }
    let chosen = (!frame.gave_up()).then(|| best.unwrap_or_default())?;
    Some(describe(&frame, &score_on(survey, answers, today), &chosen))
}

/// Whether every node that counts in a node is a mean or a sum, and nothing is answered once for each entry.
fn is_available(survey: &Survey, node: NodeIx) -> bool {
    if !survey.repeats.is_empty() {
        return false;
    }
    let known = [Aggregation::Mean, Aggregation::Sum];
    let mut open = vec![node];
    while let Some(ix) = open.pop() {
        if !known.contains(&survey.node(ix).aggregation) {
            return false;
        }
        open.extend(survey.node(ix).children.iter().filter_map(|child| child.node()));
    }
    true
}

/// The rises that were chosen: question → rise.
#[derive(Debug, Clone, Default)]
struct Chosen {
    effort: Effort,
    /// The score on billionths, −1 without one.
    score: i64,
    raised: usize,
    rises: Vec<(QuestionIx, Rise)>,
}

impl Chosen {
    const fn better_score(&self) -> (i64, Effort, usize) {
        (-self.score, self.effort, self.raised)
    }

    const fn cheaper(&self) -> (Effort, i64, usize) {
        (self.effort, -self.score, self.raised)
    }
}

/// The cheapest choice that reaches a score in percent, over all combinations of what decides which questions are asked.
///
/// The search goes through budgets that grow from below: a way that is found within a budget is the cheapest of all.
fn cheapest(frame: &Frame<'_>, percent: f64) -> Option<Chosen> {
    let combinations: Vec<(Fixed, Effort)> =
        frame.combinations().into_iter().filter_map(|fixed| frame.least_effort(&fixed, percent).map(|least| (fixed, least))).collect();
    let whole = frame.whole_effort();
    let least = combinations.iter().map(|(_, least)| *least).min()?;
    let mut gap = least / FIRST_GAP + effort(1.0);
    loop {
        let budget = least.saturating_add(gap).min(whole);
        let within = combinations.iter().filter(|(_, least)| *least <= budget);
        let best = within.filter_map(|(fixed, _)| frame.cheapest(fixed, percent, budget - fixed.effort)).min_by_key(Chosen::cheaper);
        if best.is_some() || budget == whole || frame.gave_up() {
            return best;
        }
        gap = gap.saturating_mul(2);
    }
}

/// The first budget is above the least thinkable effort by this part of it.
const FIRST_GAP: Effort = 20;

/// The steps of a choice in their order, each with what it gains.
fn describe(frame: &Frame<'_>, before: &Scored, chosen: &Chosen) -> Path {
    let (survey, node) = (frame.survey, frame.node);
    let reached = |answers: &Answers| score_on(survey, answers, frame.today).scores.node(node).score.unwrap_or_default();
    let raised = |answers: &Answers, question: QuestionIx, rise: &Rise| {
        let mut answers = answers.clone();
        answers.set(&survey.question(question).id, Answer::Answered(rise.value.clone()));
        answers
    };
    let start = reached(frame.answers);
    let mut ordered: Vec<(f64, &(QuestionIx, Rise))> =
        chosen.rises.iter().map(|one| ((reached(&raised(frame.answers, one.0, &one.1)) - start) / one.1.effort.max(1e-6), one)).collect();
    ordered.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut answers = frame.answers.clone();
    let mut now = start;
    let mut steps = Vec::new();
    for (_, (ix, rise)) in ordered {
        let question = survey.question(*ix);
        answers = raised(&answers, *ix, rise);
        let then = reached(&answers);
        let from = before.cells.get(*ix, 0).and_then(|cell| cell.get()).map(|points| percent_of(points, question.maximum));
        steps.push(Step {
            question: *ix,
            from,
            to: rise.percent,
            value: rise.value.clone(),
            effort: rise.effort,
            estimated: rise.estimated,
            recommendations: rise.recommendations.clone(),
            gain: then - now,
            meets_gate: frame.meets_gate(*ix, from, rise.percent),
        });
        now = then;
    }
    let after = score_on(survey, &answers, frame.today);
    let result = after.scores.node(node);
    // The sum of nothing is a negative zero.
    let effort = steps.iter().map(|step| step.effort).sum::<f64>() + 0.0;
    Path { steps, effort, score: result.score, level: result.level, held: frame.held.clone() }
}
