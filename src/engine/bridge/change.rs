//! Change between rounds: the same municipalities only, a chain over several versions, a test, and equating where many answered both versions.

use crate::engine::stats::{ascending, quantile};

/// Up to this many municipalities every change of signs is counted; beyond, 20,000 random ones.
pub const MOST_EXACT: usize = 16;
/// Random changes of signs.
pub const DRAWS: u32 = 20_000;
/// Fewer municipalities than this cannot reach p < 0.05 on both sides, whatever they answer: 2 ÷ 2⁵ = 0.0625.
pub const LEAST_FOR_TEST: usize = 6;
/// Fewer municipalities than this that answered both versions equate nothing.
pub const LEAST_FOR_EQUATING: usize = 10;

/// The changes of the municipalities that have a score in both rounds, later minus earlier; with the positions they have in both lists.
pub fn paired(earlier: &[Option<f64>], later: &[Option<f64>]) -> Vec<(usize, f64)> {
    earlier.iter().zip(later).enumerate().filter_map(|(at, (earlier, later))| Some((at, (*later)? - (*earlier)?))).collect()
}

/// A series over several rounds, each compared with the one before on their common core.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// Points since the base round: the base's own score first, then each change added. Neither clipped nor stretched, so it may leave 0 to 100.
    pub points: Vec<f64>,
    /// How far the last point is from the base plus the change on the common core of first and last: |I_t − direct|. None without a direct comparison.
    pub drift: Option<f64>,
}

/// Chains changes: I_t = I_(t−1) + change_t. `direct` is the change from the first to the last round on the common core of these two.
pub fn chain(base: f64, changes: &[f64], direct: Option<f64>) -> Chain {
    let mut points = vec![base];
    let mut point = base;
    for change in changes {
        point += change;
        points.push(point);
    }
    Chain { drift: direct.map(|direct| (point - (base + direct)).abs()), points }
}

/// The result of a paired sign-flip test of the mean change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignFlip {
    /// Municipalities with a score in both rounds.
    pub n: usize,
    /// Mean change.
    pub mean: f64,
    /// Two-sided p: the share (0 to 1) of changes of signs with a mean at least as far from 0.
    pub p: f64,
    /// Whether every change of signs was counted; else p is an estimate from [`DRAWS`] random ones, the observed one counted with them.
    pub exact: bool,
}

impl SignFlip {
    /// Whether so many municipalities could show anything at the 5 % level at all.
    pub const fn can_reach_five_percent(&self) -> bool {
        self.n >= LEAST_FOR_TEST
    }
}

/// Tests whether the mean of paired changes differs from 0: under no change each sign is as likely as the other. `None` for no changes.
///
/// Exact up to 16 changes (all 2ⁿ signs), beyond that with 20,000 draws of a fixed generator from `seed`, p = (1 + hits) ÷ (1 + draws).
///
/// Source: R. A. Fisher, *The Design of Experiments*, 1935, § 21; for drawn signs B. Phipson, G. K. Smyth, 2010.
pub fn sign_flip(changes: &[f64], seed: u64) -> Option<SignFlip> {
    let n = changes.len();
    let observed: f64 = changes.iter().sum();
    let hair = 1e-9 * changes.iter().map(|change| change.abs()).sum::<f64>();
    let hit = |signs: &mut dyn FnMut(usize) -> bool| {
        let sum: f64 = changes.iter().enumerate().map(|(at, change)| if signs(at) { -change } else { *change }).sum();
        sum.abs() + hair >= observed.abs()
    };
    let exact = n <= MOST_EXACT;
    let p = match n {
        0 => return None,
        _ if exact => {
            // Turning every sign leaves the distance as it is, so the first one may stay.
            let all = 1_u32 << (n - 1);
            let hits = (0..all).filter(|signs| hit(&mut |at| signs >> at & 1 == 1)).count();
            hits as f64 / f64::from(all)
        }
        _ => {
            let mut draws = Draws { state: seed, bits: 0, left: 0 };
            let hits = (0..DRAWS).filter(|_| hit(&mut |_| draws.sign())).count();
            (1 + hits) as f64 / f64::from(1 + DRAWS)
        }
    };
    Some(SignFlip { n, mean: observed / n as f64, p, exact })
}

/// SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014), a sign from each bit.
struct Draws {
    state: u64,
    bits: u64,
    left: u32,
}

impl Draws {
    fn sign(&mut self) -> bool {
        if self.left == 0 {
            self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (self.bits, self.left) = (mixed ^ (mixed >> 31), 64);
        }
        let sign = self.bits & 1 == 1;
        self.bits >>= 1;
        self.left -= 1;
        sign
    }
}

/// How scores of one version are carried to the scale of another.
#[derive(Debug, Clone, PartialEq)]
pub enum Equating {
    /// Add the difference of the means: from 10 municipalities on.
    Mean {
        /// What is added.
        shift: f64,
    },
    /// Match mean and standard deviation: from 30 on.
    MeanSigma {
        /// Mean of the scores on the scale they come from.
        from: f64,
        /// Mean on the scale they go to.
        to: f64,
        /// Standard deviation there divided by the one here.
        slope: f64,
    },
    /// Match percentile with percentile: from 100 on.
    Equipercentile {
        /// Scores on the scale they come from, ascending.
        from: Vec<f64>,
        /// Scores on the scale they go to, ascending.
        to: Vec<f64>,
    },
}

impl Equating {
    /// From pairs of scores of municipalities that answered both versions: (on the scale they come from, on the scale they go to). `None` for fewer than
    /// 10. Where the scores do not vary, only their means are matched.
    pub fn from_pairs(pairs: &[(f64, f64)]) -> Option<Self> {
        let n = pairs.len();
        if n < LEAST_FOR_EQUATING {
            return None;
        }
        let mean = |values: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(values).sum::<f64>() / n as f64;
        let (from, to) = (mean(&|pair| pair.0), mean(&|pair| pair.1));
        let spread_from = mean(&|pair| (pair.0 - from).powi(2)).sqrt();
        let spread_to = mean(&|pair| (pair.1 - to).powi(2)).sqrt();
        Some(match n {
            100.. => Self::Equipercentile { from: ascending(pairs.iter().map(|pair| pair.0)), to: ascending(pairs.iter().map(|pair| pair.1)) },
            30.. if spread_from > 0.0 => Self::MeanSigma { from, to, slope: spread_to / spread_from },
            _ => Self::Mean { shift: to - from },
        })
    }

    /// A score carried over. Not clipped, save that equal percentiles never lie outside the scores they were made of.
    ///
    /// Equal percentiles: the mid-percentile (# less + ½ · # equal) ÷ n among the scores of the one scale, between two of them by straight lines, is looked
    /// up as the same point of the other (quantile with the i-th score at (i − ½) ÷ n).
    pub fn carry(&self, score: f64) -> f64 {
        match self {
            Self::Mean { shift } => score + shift,
            Self::MeanSigma { from, to, slope } => to + slope * (score - from),
            Self::Equipercentile { from, to } => {
                let n = from.len() as f64;
                let last = n - 1.0;
                // The i-th of n scores stands at (i − ½) ÷ n; a quantile of type 7 takes places from 0 to 1 between the first and the last.
                let place = (place(from, score) * n - 0.5) / last;
                quantile(to, place).unwrap_or(score)
            }
        }
    }
}

/// The mid-percentile of a score among others, by straight lines between them.
fn place(ascending: &[f64], score: f64) -> f64 {
    let n = ascending.len() as f64;
    let middle = |value: f64| {
        let less = ascending.partition_point(|other| *other < value);
        let up_to = ascending.partition_point(|other| *other <= value);
        (less + up_to) as f64 / 2.0 / n
    };
    let at = ascending.partition_point(|other| *other < score);
    match (at.checked_sub(1).map(|below| ascending[below]), ascending.get(at)) {
        (_, Some(above)) if *above == score => middle(score),
        (Some(below), Some(above)) => middle(below) + (score - below) / (above - below) * (middle(*above) - middle(below)),
        (None, _) => 0.0,
        (_, None) => 1.0,
    }
}
