//! Entries → one cell for each question, or one score for each node, of the unit that they belong to.
//!
//! Entries inside entries (the offices that run a service) become one from the innermost outwards. What is combined *by answer* gives cells, which are
//! scored like any others; what is combined *by score* is scored entry by entry, and the node and all below it take the combined scores.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Cell, Cells, NodeColumns, aggregate, cell};
use crate::engine::answer::Answer;
use crate::engine::document::{Combine, CombineBy, EntriesDocument, MissingPolicy};
use crate::engine::entries::{BETWEEN, Entry};
use crate::engine::relevance;
use crate::engine::survey::{NodeIx, QuestionIx, Repeat, Survey};

/// Score, bounds and coverage of a node, as they stand in [`NodeColumns`]: missing is not-a-number, not expected is infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Given {
    /// Score on the node's own scale.
    pub score: f64,
    /// Score if every missing answer earned nothing.
    pub low: f64,
    /// Score if every missing answer earned everything.
    pub high: f64,
    /// Share of the expected answers that are there, 0 to 1.
    pub coverage: f64,
}

/// What one entry of a unit has reached.
#[derive(Debug, Clone)]
pub struct EntryScore {
    /// The dimension that is answered once for each entry.
    pub repeat: NodeIx,
    /// The name of the entry, parts joined by `/`.
    pub entry: String,
    /// Combined by score: what the entry has reached in the dimension and in each below it. Empty where entries are combined by answer.
    pub nodes: Vec<(NodeIx, Given)>,
    /// The points of the entry's answers to the scored questions of the dimension.
    pub questions: Vec<(QuestionIx, Cell)>,
}

/// What the entries of one unit come to.
#[derive(Debug, Clone)]
pub(super) struct Combined {
    /// One cell for each question; those of questions that are not scored mean nothing.
    pub(super) cells: Vec<Cell>,
    /// Nodes whose scores come from their entries.
    pub(super) given: Vec<(NodeIx, Given)>,
    /// What each entry has reached: entries within entries first.
    pub(super) scores: Vec<EntryScore>,
}

/// One entry at one depth, or the unit itself at depth 0.
struct Instance<'u> {
    path: &'u [String],
    /// Rows of the entry and of what stands in it.
    rows: Vec<&'u Entry>,
    /// Positions of the entries that stand in it, one depth below.
    inner: Vec<usize>,
    /// Answers that hold for it: its own and those of what it stands in.
    answers: Vec<&'u Answer>,
    cells: Vec<Cell>,
    given: Vec<(NodeIx, Given)>,
}

/// Combines the entries of a unit.
pub(super) fn combine(survey: &Survey, once: &[Answer], entries: &[Entry], today: Option<Date>) -> Combined {
    let depths: Vec<usize> = survey.questions.iter().map(|question| survey.entry_depth(question.dimension)).collect();
    let mut levels = instances(survey, once, entries, &depths);
    let mut scores = Vec::new();
    for depth in (0..levels.len()).rev() {
        let (above, below) = levels.split_at_mut(depth);
        let instances = &mut below[0];
        for instance in instances.iter_mut() {
            own_cells(survey, &depths, depth, instance, today);
        }
        let Some(parents) = above.last_mut() else { break };
        let columns = scored(survey, instances);
        for repeat in survey.repeats.iter().filter(|repeat| repeat.depth == depth) {
            for parent in parents.iter_mut() {
                join(survey, repeat, (instances, &columns), (parent, today), &mut scores);
            }
        }
    }
    let whole = levels.swap_remove(0).swap_remove(0);
    Combined { cells: whole.cells, given: whole.given, scores }
}

/// The unit and its entries by depth, each with the answers that hold for it.
fn instances<'u>(survey: &Survey, once: &'u [Answer], entries: &'u [Entry], depths: &[usize]) -> Vec<Vec<Instance<'u>>> {
    const NONE: &Answer = &Answer::NotAnswered;
    let new = |path, answers| {
        let cells = vec![Cell::EXCLUDED; survey.questions.len()];
        Instance { path, rows: Vec::new(), inner: Vec::new(), answers, cells, given: Vec::new() }
    };
    let own = once.iter().zip(depths).map(|(answer, depth)| if *depth == 0 { answer } else { NONE }).collect();
    let mut levels = vec![vec![new(&[], own)]];
    let mut places: HashMap<&[String], usize> = HashMap::from([([].as_slice(), 0)]);
    let deepest = survey.repeats.iter().map(|repeat| repeat.depth).max().unwrap_or(0);
    for depth in 1..=deepest {
        let mut level: Vec<Instance<'u>> = Vec::new();
        for entry in entries.iter().filter(|entry| entry.path.len() >= depth) {
            let path = &entry.path[..depth];
            let at = *places.entry(path).or_insert(level.len());
            if at == level.len() {
                let around = &mut levels[depth - 1][places[&path[..depth - 1]]];
                around.inner.push(at);
                level.push(new(path, around.answers.clone()));
            }
            level[at].rows.push(entry);
            if entry.path.len() == depth {
                for (question, answer) in entry.answers.iter().enumerate().filter(|(question, _)| depths[*question] == depth) {
                    level[at].answers[question] = answer;
                }
            }
        }
        levels.push(level);
    }
    levels
}

impl Instance<'_> {
    /// Whether anything of a repeated dimension has been answered in the entry, or in what stands in it.
    fn takes_part(&self, repeat: &Repeat) -> bool {
        self.rows.iter().any(|entry| repeat.questions.iter().any(|question| entry.answers[question.0].is_settled()))
    }
}

/// The cells of the questions that are answered at this depth.
fn own_cells(survey: &Survey, depths: &[usize], depth: usize, instance: &mut Instance<'_>, today: Option<Date>) {
    let shown = relevance::shown_on(survey, &instance.answers, today);
    let mut own: Vec<bool> = depths.iter().map(|of| *of == depth).collect();
    for repeat in survey.repeats.iter().filter(|repeat| repeat.depth == depth && !instance.takes_part(repeat)) {
        repeat.questions.iter().for_each(|question| own[question.0] = false);
    }
    for (at, question) in survey.questions.iter().enumerate().filter(|(at, question)| own[*at] && question.scored) {
        instance.cells[at] = cell(question, instance.answers[at], shown[at]);
    }
}

/// The scores of all instances of one depth.
fn scored(survey: &Survey, instances: &[Instance<'_>]) -> Vec<NodeColumns> {
    let mut cells = Cells::new(survey);
    for instance in instances {
        cells.push_cells(survey, &instance.cells, &instance.given);
    }
    aggregate(survey, &cells)
}

/// Makes the entries of one repeated dimension into cells or scores of what they stand in.
fn join(
    survey: &Survey,
    repeat: &Repeat,
    (instances, columns): (&[Instance<'_>], &[NodeColumns]),
    (parent, today): (&mut Instance<'_>, Option<Date>),
    scores: &mut Vec<EntryScore>,
) {
    let here: Vec<usize> = parent.inner.iter().copied().filter(|entry| instances[*entry].takes_part(repeat)).collect();
    let rule = repeat.entries;
    if here.is_empty() {
        // A unit without any entry has not answered; an entry without entries of its own has nothing to answer there.
        let shown = relevance::shown_on(survey, &parent.answers, today);
        for question in &repeat.questions {
            parent.cells[question.0] = if repeat.depth == 1 && shown[question.0] { Cell::MISSING } else { Cell::EXCLUDED };
        }
        return;
    }
    for question in &repeat.questions {
        let cells: Vec<Cell> = here.iter().map(|entry| instances[*entry].cells[question.0]).collect();
        parent.cells[question.0] = one_cell(rule, &cells);
    }
    let by_score = rule.by == CombineBy::Score;
    for node in repeat.nodes.iter().filter(|_| by_score) {
        let all: Vec<Given> = here.iter().map(|entry| Given::of(&columns[node.0], *entry)).collect();
        parent.given.push((*node, one_score(rule, &all)));
    }
    let questions = || repeat.questions.iter().filter(|question| survey.question(**question).scored);
    scores.extend(here.iter().map(|entry| EntryScore {
        repeat: repeat.node,
        entry: instances[*entry].path.join(&BETWEEN.to_string()),
        nodes: repeat.nodes.iter().filter(|_| by_score).map(|node| (*node, Given::of(&columns[node.0], *entry))).collect(),
        questions: questions().map(|question| (*question, instances[*entry].cells[question.0])).collect(),
    }));
}

impl Given {
    fn of(columns: &NodeColumns, unit: usize) -> Self {
        Self { score: columns.score[unit], low: columns.low[unit], high: columns.high[unit], coverage: columns.coverage[unit] }
    }

    /// The score, if there is one.
    pub fn score(self) -> Option<f64> {
        self.score.is_finite().then_some(self.score)
    }

    /// Whether anything was expected.
    pub fn is_expected(self) -> bool {
        self.score != f64::INFINITY
    }
}

/// Best or mean of what is there; `expected` counts what should be.
fn one(rule: EntriesDocument, there: &[f64], expected: usize) -> f64 {
    let incomplete = there.len() < expected;
    if there.is_empty() || (incomplete && rule.missing == MissingPolicy::None) {
        return f64::NAN;
    }
    let counted = if rule.missing == MissingPolicy::Zero { expected } else { there.len() };
    match rule.combine {
        Combine::Best => there.iter().copied().fold(0.0, f64::max),
        Combine::Mean => there.iter().sum::<f64>() / counted as f64,
    }
}

fn one_cell(rule: EntriesDocument, cells: &[Cell]) -> Cell {
    let expected = cells.iter().filter(|cell| cell.is_expected()).count();
    let there: Vec<f64> = cells.iter().filter_map(|cell| cell.get()).collect();
    if expected == 0 { Cell::EXCLUDED } else { Cell::points(one(rule, &there, expected)) }
}

fn one_score(rule: EntriesDocument, entries: &[Given]) -> Given {
    let expected: Vec<&Given> = entries.iter().filter(|entry| entry.is_expected()).collect();
    if expected.is_empty() {
        return Given { score: f64::INFINITY, low: f64::NAN, high: f64::NAN, coverage: f64::NAN };
    }
    let column = |of: fn(&Given) -> f64| expected.iter().map(|entry| of(entry)).collect::<Vec<f64>>();
    let there: Vec<f64> = expected.iter().filter_map(|entry| entry.score()).collect();
    let score = one(rule, &there, expected.len());
    let (low, high) = (one(rule, &column(|entry| entry.low), expected.len()), one(rule, &column(|entry| entry.high), expected.len()));
    let coverage = column(|entry| entry.coverage).iter().sum::<f64>() / expected.len() as f64;
    // The score lies within its bounds, also where entries without a score left the mean.
    Given { score, low: if score < low { score } else { low }, high: if score > high { score } else { high }, coverage }
}
