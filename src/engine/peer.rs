//! Peer views: the values of many units set beside each other.
//!
//! Every number here depends on who else takes part, so none of it is ever an official score: that comes from fixed goalposts (see [`super::score`])
//! and does not move when a neighbour improves.

mod outranking;

pub use outranking::Outranking;

use super::stats;

/// A value that is not a finite number; such a value is refused at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the value of unit {unit}, counted from 0, is not a finite number")]
pub struct NotFinite {
    /// Position of the unit.
    pub unit: usize,
}

/// One indicator: its values by unit, each finite or missing. More is better; see [`Column::turned`] where less is.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    values: Vec<Option<f64>>,
}

/// One indicator seen relative to the group.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// By unit; missing where the value is missing, or where the group says nothing about it.
    pub values: Vec<Option<f64>>,
    /// Fewer than two different values: nothing to compare, worth a remark beside the figures.
    pub constant: bool,
}

impl Column {
    /// # Errors
    /// [`NotFinite`] for the first value that is infinite or not a number.
    pub fn new(values: Vec<Option<f64>>) -> Result<Self, NotFinite> {
        match values.iter().position(|value| value.is_some_and(|value| !value.is_finite())) {
            Some(unit) => Err(NotFinite { unit }),
            None => Ok(Self { values }),
        }
    }

    /// The values by unit.
    pub fn values(&self) -> &[Option<f64>] {
        &self.values
    }

    /// The same with `−x` for `x`: for an indicator of which less is better.
    pub fn turned(&self) -> Self {
        Self { values: self.values.iter().map(|value| value.map(|value| 0.0 - value)).collect() }
    }

    /// The least and the greatest value; `None` if all are missing.
    pub fn range(&self) -> Option<(f64, f64)> {
        let present = || self.values.iter().flatten().copied();
        Some((present().reduce(f64::min)?, present().reduce(f64::max)?))
    }

    fn is_constant(&self) -> bool {
        self.range().is_none_or(|(least, greatest)| least == greatest)
    }

    fn view(&self, of: impl Fn(f64) -> Option<f64>) -> View {
        View { values: self.values.iter().map(|value| value.and_then(&of).filter(|view| view.is_finite())).collect(), constant: self.is_constant() }
    }

    /// Straight line through two values: `(x − zero) ÷ (one − zero)`, not clipped. All missing if the two are equal.
    ///
    /// With `zero` the least value and `one` that of a model unit this is the distance to that unit; with `zero` 0 and `one` the greatest value, the
    /// share of the best.
    pub fn linear(&self, zero: f64, one: f64) -> View {
        let span = one - zero;
        self.view(|value| (span != 0.0 && span.is_finite()).then(|| (value - zero) / span))
    }

    /// `(x − min) ÷ (max − min) · (high − low) + low` over the values that are there: the worst of the group has `low`, the best `high`.
    ///
    /// All missing if the values do not differ.
    pub fn min_max(&self, low: f64, high: f64) -> View {
        let Some((least, greatest)) = self.range() else { return self.view(|_| None) };
        let View { values, constant } = self.linear(least, greatest);
        View { values: values.into_iter().map(|value| value.map(|part| part * (high - low) + low)).collect(), constant }
    }

    /// `(x − mean) ÷ s · deviation + centre` with the standard deviation s over n − 1, in two passes. All missing if the values do not differ.
    pub fn z_score(&self, centre: f64, deviation: f64) -> View {
        let present: Vec<f64> = self.values.iter().flatten().copied().collect();
        let (mean, s) = (stats::mean(&present), stats::standard_deviation(&present));
        // Values may differ by less than squares can hold: then the deviation is zero, and they count as equal.
        let s = s.filter(|s| *s > 0.0 && s.is_finite() && !self.is_constant());
        let View { values, constant } = self.view(|value| Some((value - mean?) / s? * deviation + centre));
        View { values, constant: constant || (s.is_none() && present.len() > 1) }
    }

    /// `100 · (number below + ½ · number equal) ÷ n`, each unit counted as equal to itself: 50 for a single unit and wherever all are equal.
    pub fn mid_percentile(&self) -> View {
        let ascending = stats::ascending(self.values.iter().flatten().copied());
        let n = ascending.len() as f64;
        self.view(|value| {
            let (below, up_to) = places(&ascending, value);
            Some(100.0 * (below as f64 + 0.5 * (up_to - below) as f64) / n)
        })
    }

    /// `(rank − 1) ÷ (n − 1)` with the rank counted from the least value, equals on the lower one: 0 for the worst of the group, 1 for the best if
    /// it is the only one. As COINr's `n_prank`. All missing for fewer than two values, and where the values do not differ.
    pub fn percent_rank(&self) -> View {
        let ascending = stats::ascending(self.values.iter().flatten().copied());
        let constant = self.is_constant();
        self.view(|value| (!constant).then(|| places(&ascending, value).0 as f64 / (ascending.len() - 1) as f64))
    }
}

/// How many values are less, and how many are no greater.
fn places(ascending: &[f64], value: f64) -> (usize, usize) {
    (ascending.partition_point(|other| *other < value), ascending.partition_point(|other| *other <= value))
}
