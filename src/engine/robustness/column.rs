//! One question for all ranked units: its values on each scale that draws may ask for, what is missing, and how answers can move.

use super::model::LANES;
use super::options::{Input, Options};
use crate::engine::score::{Cells, percent_of};
use crate::engine::stats;
use crate::engine::survey::{Body, Question, QuestionIx, Survey};

/// What an empty cell, a verified one, and one of a question without options have in place of a step.
const STAYS: usize = 0;

/// The answers of one question.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// The node it stands under.
    pub(super) part: usize,
    /// Position of its weight.
    pub(super) weight: usize,
    /// Absolute and relative values, each plain and as logarithms; those that no draw asks for are empty.
    planes: [Plane; 4],
    /// Where the answer is missing, ascending.
    pub(super) missing: Vec<u32>,
    /// For each unit, the position of its pair of steps; empty if no answer can move.
    pub(super) steps_of: Vec<u16>,
    /// Scores (percent, ascending) that were given, for mid-percentiles.
    given: Vec<f64>,
    /// Whether the question has options.
    has_options: bool,
}

/// The values of a question on one scale.
#[derive(Debug, Clone, Default)]
pub(super) struct Plane {
    /// By unit; 0 where there is none.
    pub(super) values: Vec<f64>,
    /// By position of a pair of steps: the change of the value when the answer moves down, and when it moves up.
    pub(super) steps: Vec<[f64; 2]>,
    /// What a missing answer is worth as the group's median.
    pub(super) median: f64,
    /// What each option is worth.
    pub(super) options: Vec<f64>,
}

/// Percent on the scale of geometric means: the logarithm of `1 + 0.99·z`, so that 0 stays possible.
pub(super) fn logarithm(percent: f64) -> f64 {
    (0.99 * percent).ln_1p()
}

/// Back from the logarithm to percent.
pub(super) fn linear(logarithm: f64) -> f64 {
    (logarithm.exp() - 1.0) / 0.99
}

impl Column {
    pub(super) fn new(survey: &Survey, ix: QuestionIx, cells: &Cells, units: &[usize], options: &Options, (part, weight): (usize, usize)) -> Self {
        let question = survey.question(ix);
        let cell = |unit: usize| cells.get(ix, unit);
        let values: Vec<Option<f64>> = units.iter().map(|unit| cell(*unit)?.get().map(|points| percent_of(points, question.maximum).0)).collect();
        let missing = (0u32..).zip(units).filter(|(_, unit)| cell(**unit).is_some_and(|cell| cell.is_expected() && cell.get().is_none()));
        let missing = missing.map(|(at, _)| at).collect();
        let scores = option_scores(question);
        let levels = distinct(&scores);
        let steps_of = if options.varies(Input::Noise) && levels.len() > 1 {
            let free = |at: usize| !options.verified.contains(&(units[at], ix));
            steps_of(&values, &levels, free, units.len().next_multiple_of(LANES))
        } else {
            Vec::new()
        };
        let given = stats::ascending(values.iter().flatten().copied());
        let mut column = Self { part, weight, planes: Default::default(), missing, steps_of, given, has_options: !scores.is_empty() };
        let median = stats::median(&column.given).or_else(|| stats::median(&levels)).unwrap_or(50.0);
        for (at, plane) in [(false, false), (false, true), (true, false), (true, true)].into_iter().enumerate() {
            let (relative, geometric) = plane;
            if (relative && !options.normalisation) || (geometric && !options.aggregation) {
                continue;
            }
            let on = |percent: f64| column.on_plane(percent, relative, geometric);
            let mut plane_values: Vec<f64> = values.iter().map(|value| value.map_or(0.0, on)).collect();
            plane_values.resize(units.len().next_multiple_of(LANES), 0.0);
            let plane = Plane {
                values: plane_values,
                steps: steps(&levels.iter().map(|level| on(*level)).collect::<Vec<_>>()),
                median: on(median),
                options: scores.iter().map(|score| on(*score)).collect(),
            };
            column.planes[at] = plane;
        }
        column
    }

    /// The values on one scale.
    pub(super) const fn plane(&self, relative: bool, geometric: bool) -> &Plane {
        &self.planes[2 * relative as usize + geometric as usize]
    }

    /// Whether an answer is one of several options.
    pub(super) const fn has_options(&self) -> bool {
        self.has_options
    }

    /// A score in percent on one scale.
    pub(super) fn on_plane(&self, percent: f64, relative: bool, geometric: bool) -> f64 {
        let percent = if relative { self.mid_percentile(percent) } else { percent };
        if geometric { logarithm(percent) } else { percent }
    }

    /// `100·(#less + ½·#equal) ÷ n` among the scores that were given; 50 where there are none.
    fn mid_percentile(&self, percent: f64) -> f64 {
        let less = self.given.partition_point(|given| *given < percent);
        let up_to = self.given.partition_point(|given| *given <= percent);
        if self.given.is_empty() { 50.0 } else { 50.0 * (less + up_to) as f64 / self.given.len() as f64 }
    }
}

/// What each option is worth in percent, for questions with one option of several.
fn option_scores(question: &Question) -> Vec<f64> {
    let Body::Choice(options) = &question.body else { return Vec::new() };
    options.iter().filter_map(|option| option.points).map(|points| percent_of(points, question.maximum).0).collect()
}

fn distinct(scores: &[f64]) -> Vec<f64> {
    let mut levels = stats::ascending(scores.iter().copied());
    levels.dedup();
    levels
}

/// For each unit the position of its level's steps: one more than that of the level, or [`STAYS`].
fn steps_of(values: &[Option<f64>], levels: &[f64], free: impl Fn(usize) -> bool, padded: usize) -> Vec<u16> {
    let step = |(at, value): (usize, &Option<f64>)| {
        let level = value.and_then(|value| levels.iter().position(|level| *level == value));
        level.filter(|_| free(at)).map_or(STAYS, |level| level + 1) as u16
    };
    let mut steps: Vec<u16> = values.iter().enumerate().map(step).collect();
    steps.resize(padded, STAYS as u16);
    steps
}

/// Pairs of steps, down and up: none at [`STAYS`], none beyond the ends of the scale.
fn steps(levels: &[f64]) -> Vec<[f64; 2]> {
    let change = |from: usize, to: Option<usize>| to.and_then(|to| levels.get(to)).map_or(0.0, |to| to - levels[from]);
    let pairs = (0..levels.len()).map(|at| [change(at, at.checked_sub(1)), change(at, Some(at + 1))]);
    std::iter::once([0.0; 2]).chain(pairs).collect()
}
