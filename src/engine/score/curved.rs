//! Nodes whose children do not simply add up: geometric, harmonic, power, minimum, AMPI. Unit by unit, within a block of units.

use std::ops::Range;

use super::aggregate::NodeColumns;
use super::{Cells, percent_of};
use crate::engine::document::MissingPolicy;
use crate::engine::mean::{Interval, Mean, Part};
use crate::engine::survey::{Child, Node, Survey};

/// What is known of one child of one unit.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// Score in percent, if there is one.
    score: Option<f64>,
    low: f64,
    high: f64,
    coverage: f64,
}

/// Lists that are used again for every unit.
#[derive(Debug, Default)]
pub(super) struct Curved {
    present: Vec<Part>,
    expected: Vec<Interval>,
    mapped: Vec<Part>,
}

impl Curved {
    /// Computes the node at a position of the survey for a block of units; the columns of its children are there already.
    pub(super) fn node(&mut self, survey: &Survey, (at, mean): (usize, Mean), cells: &Cells, units: Range<usize>, block: &mut [NodeColumns]) {
        let node = &survey.nodes[at];
        // Children stand after their parents.
        let (above, below) = block.split_at_mut(at + 1);
        let below = |ix: usize| &below[ix - at - 1];
        for (unit, from) in units.enumerate() {
            self.present.clear();
            self.expected.clear();
            let mut covered = 0.0;
            for child in &node.children {
                let (weight, known) = match *child {
                    Child::Question(ix) => (survey.question(ix).weight, of_cell(cells, ix.0, from, survey.question(ix).maximum)),
                    Child::Node(ix) => (survey.node(ix).weight, of_columns(below(ix.0), unit, survey.node(ix).maximum)),
                };
                let Some(known) = known else { continue };
                covered += weight * known.coverage;
                self.expected.push(Interval { weight, low: known.low, high: known.high });
                let counted = known.score.or((node.missing == MissingPolicy::Zero).then_some(0.0));
                self.present.extend(counted.map(|value| Part { weight, value }));
            }
            above[at].set(unit, self.finish(node, mean, covered));
        }
    }

    /// Score, least, greatest, coverage.
    fn finish(&mut self, node: &Node, mean: Mean, covered: f64) -> [f64; 4] {
        let expected: f64 = self.expected.iter().map(|part| part.weight).sum();
        if expected == 0.0 {
            return [f64::INFINITY, 0.0, 0.0, f64::NAN];
        }
        let incomplete = node.missing == MissingPolicy::None && self.present.len() < self.expected.len();
        let score = if incomplete { None } else { mean.of_percent_in(&self.present, &mut self.mapped) };
        let score = score.unwrap_or(f64::NAN);
        let known = self.present.len() == self.expected.len() && self.expected.iter().all(|part| part.low == part.high);
        let (low, high) = if known && !incomplete { (score, score) } else { mean.bounds(&self.expected).unwrap_or((score, score)) };
        // The score lies within its bounds to the last bit, and also where a child below has answers but no score of its own.
        let low = if score < low { score } else { low };
        let high = if score > high { score } else { high };
        [score, low, high, (covered / expected).min(1.0)]
    }
}

/// A question; `None` if it is not expected.
fn of_cell(cells: &Cells, question: usize, unit: usize, maximum: f64) -> Option<Known> {
    let cell = cells.columns[question][unit];
    let score = cell.get().map(|points| percent_of(points, maximum).0);
    let (low, high) = score.map_or((0.0, 100.0), |score| (score, score));
    cell.is_expected().then_some(Known { score, low, high, coverage: if score.is_some() { 1.0 } else { 0.0 } })
}

/// A node below; `None` if nothing of it is expected.
fn of_columns(column: &NodeColumns, unit: usize, maximum: f64) -> Option<Known> {
    let percent = |value: f64| percent_of(value, maximum).0;
    let score = column.score[unit];
    (score != f64::INFINITY).then(|| Known {
        score: score.is_finite().then(|| percent(score)),
        low: percent(column.low[unit]),
        high: percent(column.high[unit]),
        coverage: column.coverage[unit],
    })
}
