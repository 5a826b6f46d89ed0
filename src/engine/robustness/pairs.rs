//! Two units beside each other: how often one is ahead, and which units cannot be told apart.

use super::summary::RankRange;

/// For more units than this there is no matrix.
pub const MOST_PAIRED: usize = 60;

/// A unit begins a new tier if the first of the tier is ahead of it with at least this chance.
const CLEARLY: f64 = 0.95;

/// How likely each ranked unit is ahead of each other one.
#[derive(Debug, Clone, PartialEq)]
pub struct Ahead {
    units: usize,
    chances: Vec<f64>,
}

impl Ahead {
    /// From ranks by unit and draw; `None` for more than [`MOST_PAIRED`] units.
    pub(super) fn of(units: usize, draws: usize, ranks: &[u16]) -> Option<Self> {
        if units > MOST_PAIRED {
            return None;
        }
        let of_unit = |unit: usize| &ranks[unit * draws..][..draws];
        let mut chances = vec![0.5; units * units];
        for one in 0..units {
            for other in 0..one {
                let chance = ahead(of_unit(one), of_unit(other));
                chances[one * units + other] = chance;
                chances[other * units + one] = 1.0 - chance;
            }
        }
        Some(Self { units, chances })
    }

    /// `P(S_i > S_j) + ½·P(S_i = S_j)` for two positions among the ranked units, 0 to 1; one half for a unit and itself.
    pub fn chance(&self, one: usize, other: usize) -> f64 {
        self.chances[one * self.units + other]
    }
}

/// The chance that a unit with the ranks `one` is ahead of one with the ranks `other`; equal ranks count half.
fn ahead(one: &[u16], other: &[u16]) -> f64 {
    // Counted in half draws, of which there are fewer than 2¹⁶: twice those that are ahead, and those that are equal.
    let halves: u16 = one.iter().zip(other).map(|(one, other)| u16::from(one < other) + u16::from(one <= other)).sum();
    f64::from(halves) / 2.0 / one.len() as f64
}

/// The tier of each unit, 1 for the first: units in the order of their median ranks (equal ones by published rank), a new tier wherever the first of
/// the tier is ahead of a unit with a chance of 0.95 or more.
pub(super) fn tiers(draws: usize, ranks: &[u16], ranges: &[RankRange], nominal: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_by(|one, other| ranges[*one].median.total_cmp(&ranges[*other].median).then(nominal[*one].cmp(&nominal[*other])));
    let of_unit = |unit: usize| &ranks[unit * draws..][..draws];
    let mut tiers = vec![0; ranges.len()];
    let (mut tier, mut first) = (0, None);
    for unit in order {
        if first.is_none_or(|first| ahead(of_unit(first), of_unit(unit)) >= CLEARLY) {
            (tier, first) = (tier + 1, Some(unit));
        }
        tiers[unit] = tier;
    }
    tiers
}
