//! Columns of cells → columns of scores: weighted arithmetic means and sums, node by node, with bounds and coverage; other means are in [`super::curved`].
//!
//! Values lie in columns, one for each question, and are taken in blocks of [`BLOCK`] units. Sums run in the order of the questionnaire, each unit for
//! itself, so that a result depends on nothing but the unit's own answers, bit by bit.

use std::ops::Range;

use super::curved::Curved;
use super::{Cell, Cells};
use crate::engine::document::MissingPolicy;
use crate::engine::mean::Mean;
use crate::engine::survey::{Child, Node, NodeIx, Question, Survey};

/// Units that are taken together.
pub const BLOCK: usize = 512;

/// The results of one node for many units.
#[derive(Debug, Clone, Default)]
pub struct NodeColumns {
    /// Scores on the node's own scale; missing or excluded where there is none.
    pub score: Vec<f64>,
    /// Score if every missing answer earned nothing.
    pub low: Vec<f64>,
    /// Score if every missing answer earned everything.
    pub high: Vec<f64>,
    /// Weight share of the expected answers that are there, 0 to 1.
    pub coverage: Vec<f64>,
}

/// Scores of every node for every unit, in the order of [`Survey::nodes`]; see [`aggregate_blocks`].
pub fn aggregate(survey: &Survey, cells: &Cells) -> Vec<NodeColumns> {
    let mut all: Vec<NodeColumns> = survey.nodes.iter().map(|_| NodeColumns::with_room_for(cells.units)).collect();
    aggregate_blocks(survey, cells, |_, block| {
        for (all, block) in all.iter_mut().zip(block) {
            all.append(block);
        }
    });
    all
}

/// Scores block by block: hands a range of units to `take`, with the columns of these units for each node in the order of [`Survey::nodes`].
///
/// The columns of a block stay in the processor's cache; who needs only some of the numbers of many units keeps only these, and saves writing the rest
/// to memory, which takes longer than computing them.
///
/// Arithmetic mean: `Σ_P w·z / Σ_P w` over the present children P. Bounds: missing children at 0 and at their full score, over the expected children E.
/// Coverage: `Σ_E w·c / Σ_E w`, which for a node of questions is `Σ_P w / Σ_E w`.
pub fn aggregate_blocks(survey: &Survey, cells: &Cells, mut take: impl FnMut(Range<usize>, &[NodeColumns])) {
    let mut block: Vec<NodeColumns> = survey.nodes.iter().map(|_| NodeColumns::with_units(cells.units.min(BLOCK))).collect();
    let mut sums = Box::<Sums>::default();
    let mut curved = Curved::default();
    let mut questions = Vec::new();
    for start in (0..cells.units).step_by(BLOCK) {
        let units = start..(start + BLOCK).min(cells.units);
        // Parents stand before their children.
        for (at, node) in survey.nodes.iter().enumerate().rev() {
            block[at].truncate(units.len());
            let additive = match node.mean() {
                None => Additive::Sum,
                Some(Mean::Arithmetic) => Additive::Mean,
                Some(mean) => {
                    curved.node(survey, (at, mean), cells, units.clone(), &mut block);
                    cells.give(NodeIx(at), &units, &mut block[at]);
                    continue;
                }
            };
            sums.clear();
            questions.clear();
            questions.extend(node.children.iter().filter_map(Child::question).map(|question| {
                let Question { weight, maximum, .. } = *survey.question(question);
                (&cells.columns[question.0][units.clone()], Factors::of(additive, weight, maximum))
            }));
            sums.add_questions(&questions);
            sums.close_questions(additive);
            for below in node.children.iter().filter_map(Child::node) {
                let Node { weight, maximum, .. } = *survey.node(below);
                sums.add_node(&block[below.0], Factors::of(additive, weight, maximum));
            }
            sums.finish(node, additive, &mut block[at]);
            cells.give(NodeIx(at), &units, &mut block[at]);
        }
        take(units, &block);
    }
}

impl Cells {
    /// Puts the scores that come from entries in the place of those that were computed.
    fn give(&self, node: NodeIx, units: &Range<usize>, results: &mut NodeColumns) {
        let from = self.given.partition_point(|(unit, ..)| *unit < units.start);
        let within = self.given[from..].iter().take_while(|(unit, ..)| *unit < units.end);
        for (unit, _, given) in within.filter(|(_, of, _)| *of == node) {
            let at = unit - units.start;
            (results.score[at], results.low[at], results.high[at], results.coverage[at]) = (given.score, given.low, given.high, given.coverage);
        }
    }
}

impl NodeColumns {
    fn with_units(units: usize) -> Self {
        Self { score: vec![0.0; units], low: vec![0.0; units], high: vec![0.0; units], coverage: vec![0.0; units] }
    }

    fn with_room_for(units: usize) -> Self {
        let column = || Vec::with_capacity(units);
        Self { score: column(), low: column(), high: column(), coverage: column() }
    }

    /// The score, the bounds and the coverage of one unit.
    pub(super) fn set(&mut self, unit: usize, numbers: [f64; 4]) {
        self.columns_mut().into_iter().zip(numbers).for_each(|(column, number)| column[unit] = number);
    }

    fn columns_mut(&mut self) -> [&mut Vec<f64>; 4] {
        [&mut self.score, &mut self.low, &mut self.high, &mut self.coverage]
    }

    fn append(&mut self, block: &Self) {
        let below = [&block.score, &block.low, &block.high, &block.coverage];
        self.columns_mut().into_iter().zip(below).for_each(|(column, block)| column.extend_from_slice(block));
    }

    /// The last block is shorter than the others.
    fn truncate(&mut self, units: usize) {
        self.columns_mut().into_iter().for_each(|column| column.truncate(units));
    }
}

/// How the children add up.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Additive {
    /// In percent, times their weights.
    Mean,
    /// As they are.
    Sum,
}

/// How a child enters its node: its value is multiplied and divided, its weight is added to the denominator.
#[derive(Debug, Clone, Copy)]
struct Factors {
    /// Weight in the denominator: the weight of a mean, the full score of a sum.
    weight: f64,
    times: f64,
    divided: f64,
}

impl Factors {
    const fn of(additive: Additive, weight: f64, maximum: f64) -> Self {
        match additive {
            Additive::Mean if maximum == 100.0 => Self { weight, times: weight, divided: 1.0 },
            Additive::Mean => Self { weight, times: weight * 100.0, divided: maximum },
            Additive::Sum => Self { weight: maximum, times: 1.0, divided: 1.0 },
        }
    }

    fn enter(self, value: f64) -> f64 {
        value * self.times / self.divided
    }
}

/// The cells of a question in a block of units, and how they enter.
type Entering<'c> = (&'c [Cell], Factors);

/// Running sums of one node over a block of units.
struct Sums {
    value: [f64; BLOCK],
    present: [f64; BLOCK],
    expected: [f64; BLOCK],
    low: [f64; BLOCK],
    high: [f64; BLOCK],
    covered: [f64; BLOCK],
}

impl Default for Sums {
    fn default() -> Self {
        Self { value: [0.0; BLOCK], present: [0.0; BLOCK], expected: [0.0; BLOCK], low: [0.0; BLOCK], high: [0.0; BLOCK], covered: [0.0; BLOCK] }
    }
}

impl Sums {
    /// Starts a node. The bounds and the covered weight begin where the questions end.
    fn clear(&mut self) {
        self.value.fill(0.0);
        self.present.fill(0.0);
        self.expected.fill(0.0);
    }

    /// Takes several questions at once, so that the sums are fetched and put back less often.
    fn add_questions(&mut self, questions: &[Entering<'_>]) {
        let (fours, rest) = questions.as_chunks::<4>();
        let (twos, rest) = rest.as_chunks::<2>();
        fours.iter().for_each(|four| self.add_some(four));
        twos.iter().for_each(|two| self.add_some(two));
        rest.iter().for_each(|one| self.add_some(&[*one]));
    }

    fn add_some<const N: usize>(&mut self, questions: &[Entering<'_>; N]) {
        // Most points are percent already, and a division costs more than all the rest.
        if questions.iter().all(|(_, factors)| factors.divided == 1.0) {
            self.add_cells(questions, |points, factors| points * factors.times);
        } else {
            self.add_cells(questions, |points, factors| factors.enter(points));
        }
    }

    /// The inner loop: no branches, so that the compiler takes several units at once.
    #[inline]
    fn add_cells<const N: usize>(&mut self, questions: &[Entering<'_>; N], enter: impl Fn(f64, Factors) -> f64) {
        let units = questions.first().map_or(0, |(column, _)| column.len());
        let columns = questions.map(|(column, _)| &column[..units]);
        let factors = questions.map(|(_, factors)| factors);
        let [value, present, expected] = [&mut self.value, &mut self.present, &mut self.expected].map(|sums| &mut sums[..units]);
        for at in 0..units {
            for (column, factors) in columns.iter().zip(factors) {
                let cell = column[at];
                let there = cell.is_there();
                value[at] += if there { enter(cell.0, factors) } else { 0.0 };
                present[at] += if there { factors.weight } else { 0.0 };
                expected[at] += if cell.is_expected() { factors.weight } else { 0.0 };
            }
        }
    }

    /// Bounds and covered weight of the questions: what is missing earns nothing, or all that its weight is worth.
    fn close_questions(&mut self, additive: Additive) {
        let worth = match additive {
            Additive::Mean => 100.0,
            Additive::Sum => 1.0,
        };
        self.low = self.value;
        self.covered = self.present;
        for (at, high) in self.high.iter_mut().enumerate() {
            *high = self.value[at] + worth * (self.expected[at] - self.present[at]);
        }
    }

    fn add_node(&mut self, child: &NodeColumns, factors: Factors) {
        let units = child.score.len();
        let [score, low, high, coverage] = [&child.score, &child.low, &child.high, &child.coverage].map(|column| &column[..units]);
        let Self { value, present, expected, low: sum_low, high: sum_high, covered } = self;
        let [value, present, expected, sum_low, sum_high, covered] =
            [value, present, expected, sum_low, sum_high, covered].map(|sums| &mut sums[..units]);
        for at in 0..units {
            let there = score[at] < f64::INFINITY;
            let is_expected = score[at] != f64::INFINITY;
            let counted = |value: f64| if is_expected { value } else { 0.0 };
            value[at] += if there { factors.enter(score[at]) } else { 0.0 };
            present[at] += if there { factors.weight } else { 0.0 };
            expected[at] += counted(factors.weight);
            sum_low[at] += counted(factors.enter(low[at]));
            sum_high[at] += counted(factors.enter(high[at]));
            covered[at] += counted(factors.weight * coverage[at]);
        }
    }

    fn finish(&self, node: &Node, additive: Additive, results: &mut NodeColumns) {
        // On the scale of a mean the denominator divides; a sum that is complete is the sum itself.
        let maximum = node.maximum;
        match additive {
            Additive::Mean => self.finish_scaled(node.missing, results, |sum, weight| (sum / weight).clamp(0.0, 100.0)),
            Additive::Sum => {
                self.finish_scaled(
                    node.missing,
                    results,
                    |sum, weight| {
                        if weight == maximum { sum } else { (sum / weight * maximum).clamp(0.0, maximum) }
                    },
                )
            }
        }
    }

    /// Divides by the weights that count. Where none do, `0 ÷ 0` is the not-a-number that a missing score is.
    #[inline]
    fn finish_scaled(&self, missing: MissingPolicy, results: &mut NodeColumns, scaled: impl Fn(f64, f64) -> f64) {
        let units = results.score.len();
        let [score, low, high, coverage] = results.columns_mut().map(|column| &mut column[..units]);
        let [value, present, expected, sum_low, sum_high, covered] =
            [&self.value, &self.present, &self.expected, &self.low, &self.high, &self.covered].map(|sums| &sums[..units]);
        for at in 0..units {
            let denominator = if missing == MissingPolicy::Zero { expected[at] } else { present[at] };
            let incomplete = missing == MissingPolicy::None && present[at] < expected[at];
            let reached = if incomplete { f64::NAN } else { scaled(value[at], denominator) };
            let (least, most) = (scaled(sum_low[at], expected[at]), scaled(sum_high[at], expected[at]));
            score[at] = if expected[at] == 0.0 { f64::INFINITY } else { reached };
            // The score lies within its bounds to the last bit, and also where a child below has answers but no score of its own.
            low[at] = if reached < least { reached } else { least };
            high[at] = if reached > most { reached } else { most };
            coverage[at] = (covered[at] / expected[at]).min(1.0);
        }
    }
}
