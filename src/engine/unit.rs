//! Units: one type for each kind of number that must not be mixed up.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A share of the reachable points, in percent (0.0 to 100.0).
///
/// Not rounded: rank and compare on [`Percent::quantised`], round only where it is shown.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub f64);

impl Percent {
    /// The value in billionths of a percent, `⌊100·…·10⁹ + ½⌋`: two scores that differ by a rounding error only are equal here.
    pub fn quantised(self) -> i64 {
        quantise(self.0)
    }
}

/// `⌊x·10⁹ + ½⌋`: the grain on which scores are ranked and compared with cuts.
pub fn quantise(value: f64) -> i64 {
    (value * 1e9 + 0.5).floor() as i64
}

/// The number of a maturity level, 1 for the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LevelNumber(pub u8);

impl fmt::Display for LevelNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
