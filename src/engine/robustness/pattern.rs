//! Which children of a node count for which unit: the patterns that occur, each once, so that a draw sums the weights of each only once.

use std::collections::HashMap;

use super::model::Presence;
use crate::engine::document::MissingPolicy;

/// The patterns of one node.
#[derive(Debug, Clone)]
pub(super) struct Patterns {
    /// For each unit, the position of its pattern.
    pub(super) of_unit: Vec<u32>,
    /// Child by child, for each pattern: 1 if the child counts in the denominator, 0 if not.
    counted: Vec<f64>,
    patterns: usize,
}

impl Patterns {
    /// `presence` by child and unit, and what a missing child does. There are `padded` positions, and at least one pattern.
    pub(super) fn of(presence: &[Vec<Presence>], padded: usize, missing: MissingPolicy) -> Self {
        let units = presence.first().map_or(0, Vec::len);
        let mut known: HashMap<Vec<bool>, u32> = HashMap::new();
        let mut counted: Vec<Vec<bool>> = Vec::new();
        let mut of_unit = Vec::with_capacity(padded);
        let mut pattern = Vec::with_capacity(presence.len());
        for unit in 0..units {
            let states = presence.iter().map(|child| child[unit]);
            let no_score = missing == MissingPolicy::None && states.clone().any(|state| state == Presence::Missing);
            let counts = |state| state == Presence::There || (state == Presence::Missing && missing == MissingPolicy::Zero);
            pattern.clear();
            pattern.extend(states.map(|state| !no_score && counts(state)));
            let at = known.get(&pattern).copied().unwrap_or_else(|| {
                let at = counted.len() as u32;
                known.insert(pattern.clone(), at);
                counted.push(pattern.clone());
                at
            });
            of_unit.push(at);
        }
        if counted.is_empty() {
            counted.push(vec![false; presence.len()]);
        }
        of_unit.resize(padded, 0);
        let of_child = |child: usize| counted.iter().map(move |pattern| f64::from(u8::from(pattern[child])));
        Self { of_unit, patterns: counted.len(), counted: (0..presence.len()).flat_map(of_child).collect() }
    }

    /// For each pattern, one divided by the sum of the weights that count; 0 where none does. The weights are summed in the order of the children.
    pub(super) fn inverses(&self, weights: &[f64], inverses: &mut Vec<f64>) {
        inverses.clear();
        inverses.resize(self.patterns, 0.0);
        for (weight, counted) in weights.iter().zip(self.counted.chunks_exact(self.patterns)) {
            inverses.iter_mut().zip(counted).for_each(|(sum, counted)| *sum += weight * counted);
        }
        inverses.iter_mut().for_each(|sum| *sum = if *sum > 0.0 { 1.0 / *sum } else { 0.0 });
    }
}
