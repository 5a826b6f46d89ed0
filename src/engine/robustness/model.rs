//! Survey and answers, made ready to be scored thousands of times: columns of numbers without gaps, and what is there as patterns.
//!
//! Only units with a published index are in it, and only the questions below the index.

use super::column::Column;
use super::options::Options;
use super::pattern::Patterns;
use crate::engine::document::Aggregation;
use crate::engine::score::{Cells, NodeColumns, aggregate, node_score};
use crate::engine::stats;
use crate::engine::survey::{Child, NodeIx, Survey};

/// Units are taken by so many at once.
pub(super) const LANES: usize = 8;

/// What stands below a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    Column(usize),
    Node(usize),
}

/// A node with its children.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The children; the weight of the first is at `weights_from`, the others follow.
    pub(super) children: Vec<Below>,
    pub(super) weights_from: usize,
    /// Which children count, by the survey's own rule.
    pub(super) own: Patterns,
    /// Which children count once missing answers are filled in.
    pub(super) filled: Patterns,
}

/// How a child stands with a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    There,
    Missing,
    Excluded,
}

/// A survey with the answers of its ranked units.
#[derive(Debug, Clone)]
pub struct Model {
    pub(super) units: Vec<usize>,
    pub(super) scores: Vec<f64>,
    pub(super) ranks: Vec<usize>,
    /// Units rounded up to whole lanes.
    pub(super) padded: usize,
    /// Parents before their children; the index first.
    pub(super) parts: Vec<Part>,
    pub(super) columns: Vec<Column>,
    pub(super) noise: u32,
    /// Whether draws may ask for percentiles, and for geometric means.
    pub(super) ready_for: (bool, bool),
    weights: Vec<f64>,
    children: Vec<Child>,
}

impl Model {
    /// Whether ranges can be drawn for a survey: draws know arithmetic means and sums, and geometric means in their place. A survey whose index rests on
    /// another mean, or on scores of repeated entries, is not drawn: its official score would not be among the draws.
    pub fn knows(survey: &Survey) -> bool {
        let below_index = |ix: NodeIx| {
            let mut at = Some(ix);
            while let Some(node) = at {
                if node == NodeIx::INDEX {
                    return true;
                }
                at = survey.node(node).parent;
            }
            false
        };
        survey.repeats.is_empty() && survey.nodes_ix().all(|(ix, node)| node.is_additive() || !below_index(ix))
    }

    /// Makes ready, for a survey that is known ([`Model::knows`]). `options` say what will be varied; what is not varied takes no memory.
    pub fn new(survey: &Survey, cells: &Cells, options: &Options) -> Self {
        let nominal = aggregate(survey, cells);
        let published: Vec<Option<f64>> = (0..cells.units()).map(|unit| node_score(survey, NodeIx::INDEX, &nominal, unit).published()).collect();
        let units: Vec<usize> = (0..cells.units()).filter(|unit| published[*unit].is_some()).collect();
        let (ranks, _) = stats::ranks(&published);
        let mut model = Self {
            scores: published.into_iter().flatten().collect(),
            ranks: ranks.into_iter().flatten().collect(),
            padded: units.len().next_multiple_of(LANES),
            noise: options.noise.map_or(0, |chance| (chance.get() * 65_536.0).round() as u32),
            ready_for: (options.normalisation, options.aggregation),
            units,
            parts: Vec::new(),
            columns: Vec::new(),
            weights: Vec::new(),
            children: Vec::new(),
        };
        model.grow(survey, cells, &nominal, options);
        model
    }

    /// The weights of the survey, one for each of [`Model::children`]. A node that adds up points weighs its children by their full points.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// What is weighed: the questions and dimensions below the index, node by node.
    pub fn children(&self) -> &[Child] {
        &self.children
    }

    /// Positions of the ranked units among all units, ascending.
    pub fn units(&self) -> &[usize] {
        &self.units
    }

    /// The published scores of the ranked units, on the scale of the index.
    pub fn scores(&self) -> &[f64] {
        &self.scores
    }

    /// The published ranks of the ranked units.
    pub fn ranks(&self) -> &[usize] {
        &self.ranks
    }

    /// Walks the tree below the index, parents first.
    fn grow(&mut self, survey: &Survey, cells: &Cells, nominal: &[NodeColumns], options: &Options) {
        let mut nodes = vec![NodeIx::INDEX];
        let mut at = 0;
        while at < nodes.len() {
            let node = survey.node(nodes[at]);
            let (weights_from, mut children, mut own, mut filled) = (self.weights.len(), Vec::new(), Vec::new(), Vec::new());
            for child in &node.children {
                let (weight, maximum) = match child {
                    Child::Node(ix) => {
                        nodes.push(*ix);
                        children.push(Below::Node(nodes.len() - 1));
                        own.push(self.presence(|unit| presence(nominal[ix.0].score[unit])));
                        (survey.node(*ix).weight, survey.node(*ix).maximum)
                    }
                    Child::Question(ix) => {
                        let weight_at = self.weights.len();
                        let column = Column::new(survey, *ix, cells, &self.units, options, (at, weight_at));
                        own.push(
                            self.presence(|unit| cells.get(*ix, unit).map_or(Presence::Excluded, |cell| presence_of(cell.get(), cell.is_expected()))),
                        );
                        self.columns.push(column);
                        children.push(Below::Column(self.columns.len() - 1));
                        (survey.question(*ix).weight, survey.question(*ix).maximum)
                    }
                };
                filled.push(own.last().map_or_else(Vec::new, |own| own.iter().map(|presence| fill(*presence)).collect()));
                self.children.push(*child);
                self.weights.push(match node.aggregation {
                    Aggregation::Sum => maximum,
                    _ => weight,
                });
            }
            let [own, filled] = [own, filled].map(|presence| Patterns::of(&presence, self.padded, node.missing));
            self.parts.push(Part { children, weights_from, own, filled });
            at += 1;
        }
    }

    fn presence(&self, of: impl Fn(usize) -> Presence) -> Vec<Presence> {
        self.units.iter().map(|unit| of(*unit)).collect()
    }
}

/// A missing answer that is filled in is there; a node is there as soon as anything below it is expected.
const fn fill(presence: Presence) -> Presence {
    match presence {
        Presence::Missing | Presence::There => Presence::There,
        Presence::Excluded => Presence::Excluded,
    }
}

fn presence(score: f64) -> Presence {
    presence_of(score.is_finite().then_some(score), score != f64::INFINITY)
}

const fn presence_of(value: Option<f64>, expected: bool) -> Presence {
    match (value, expected) {
        (Some(_), _) => Presence::There,
        (None, true) => Presence::Missing,
        (None, false) => Presence::Excluded,
    }
}
