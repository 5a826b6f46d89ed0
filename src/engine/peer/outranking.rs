//! Pairs of units compared indicator by indicator, and Copeland's score: whom a unit beats less who beats it.

use super::Column;

/// Shares of weight, and values relative to their size, that differ by no more than this are equal.
const EVEN: f64 = 1e-12;

/// Units that can be compared pair by pair over weighted indicators. How large a difference is plays no part.
#[derive(Debug, Clone)]
pub struct Outranking<'c> {
    units: usize,
    columns: Vec<(f64, &'c [Option<f64>])>,
    /// Two units are compared if the indicators that both have weigh at least this much.
    least_shared: f64,
}

/// Weights of the indicators in which one unit is ahead, both are equal, and the other is ahead.
#[derive(Debug, Clone, Copy, Default)]
struct Duel {
    ahead: f64,
    even: f64,
    behind: f64,
}

impl Duel {
    /// Where a difference belongs; one that is no more than a rounding error of the values is none.
    fn side(&mut self, difference: f64, size: f64) -> &mut f64 {
        if difference.abs() <= EVEN * size {
            &mut self.even
        } else if difference > 0.0 {
            &mut self.ahead
        } else {
            &mut self.behind
        }
    }

    fn shared(self) -> f64 {
        self.ahead + self.even + self.behind
    }
}

impl<'c> Outranking<'c> {
    /// Weighted indicators; `least_share`, 0 to 1, is the share of all weights that two units must have in common to be compared.
    ///
    /// `None` if the columns are of different lengths, a weight is negative or not finite, no weight is above zero, or `least_share` is not in 0…1.
    pub fn new(columns: &[(f64, &'c Column)], least_share: f64) -> Option<Self> {
        let units = columns.first()?.1.values().len();
        let total: f64 = columns.iter().map(|(weight, _)| *weight).sum();
        let fits = columns.iter().all(|(weight, column)| *weight >= 0.0 && column.values().len() == units);
        if !(fits && total > 0.0 && total.is_finite() && (0.0..=1.0).contains(&least_share)) {
            return None;
        }
        let weighed = columns.iter().filter(|(weight, _)| *weight > 0.0);
        Some(Self {
            units,
            columns: weighed.map(|(weight, column)| (*weight, column.values())).collect(),
            least_shared: least_share * total * (1.0 - EVEN),
        })
    }

    /// `None` if the two have too little in common, or nothing.
    fn duel(&self, one: usize, other: usize) -> Option<Duel> {
        let mut duel = Duel::default();
        for (weight, values) in &self.columns {
            if let (Some(one), Some(other)) = (values[one], values[other]) {
                *duel.side(one - other, one.abs().max(other.abs())) += weight;
            }
        }
        (duel.shared() > 0.0 && duel.shared() >= self.least_shared).then_some(duel)
    }

    /// By weight, the share of the indicators that both units have in which the one is ahead, equal ones counted half: 0 to 1, and with the units
    /// exchanged the rest up to 1.
    ///
    /// `None` for a unit and itself, and where the two have too little in common.
    pub fn share_ahead(&self, one: usize, other: usize) -> Option<f64> {
        let duel = self.duel(one, other).filter(|_| one != other)?;
        Some((duel.ahead + 0.5 * duel.even) / duel.shared())
    }

    /// By unit: the number of units that it is ahead of on more than half of the weight, less the number of those ahead of it. Sums to zero.
    ///
    /// Missing for a unit that cannot be compared with any other. It depends on no order of the units, also where values are missing.
    pub fn copeland(&self) -> Vec<Option<i64>> {
        let mut scores = vec![None; self.units];
        for one in 0..self.units {
            for other in one + 1..self.units {
                let Some(duel) = self.duel(one, other) else { continue };
                let lead = (duel.ahead - duel.behind) / (2.0 * duel.shared());
                let point = if lead.abs() < EVEN { 0 } else { lead.signum() as i64 };
                *scores[one].get_or_insert(0) += point;
                *scores[other].get_or_insert(0) -= point;
            }
        }
        scores
    }
}
