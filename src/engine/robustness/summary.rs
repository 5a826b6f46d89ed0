//! Ranks of many draws → what is said about each unit: range, chances, tier.

use rayon::prelude::*;

use super::pairs::{self, Ahead};
use crate::engine::stats;

/// More units than this are kept as histograms.
const MOST_EXACT: usize = 10_000;

/// Bins of a histogram, each of half a percent of the ranks.
pub const BINS: usize = 200;

/// The least and the greatest quantile of a range.
const RANGE: [f64; 2] = [0.05, 0.95];

/// How the rank of one unit varies over the draws.
#[derive(Debug, Clone, PartialEq)]
pub struct RankRange {
    /// The median of the ranks.
    pub median: f64,
    /// Their 5 % quantile (type 7), rounded down to a rank: the better end.
    pub low: usize,
    /// Their 95 % quantile, rounded up to a rank: the worse end.
    pub high: usize,
    /// Chance, 0 to 1, to be among the first `k`, for each `k` that was asked for.
    pub within: Vec<f64>,
}

/// The ranks of every ranked unit in every draw, as they are gathered.
#[derive(Debug)]
pub(super) enum Gathered {
    /// Up to 10,000 units: every rank, unit by unit.
    Exact { units: usize, draws: usize, ranks: Vec<u16> },
    /// More: for each unit, how often its rank fell into each bin.
    Binned { units: usize, draws: usize, counts: Vec<u16> },
}

/// The bin of a rank among so many units.
fn bin(rank: usize, units: usize) -> usize {
    (rank - 1) * BINS / units
}

/// The first rank of a bin; of the bin after the last: one more than the number of units.
fn first_rank(bin: usize, units: usize) -> usize {
    (bin * units).div_ceil(BINS) + 1
}

impl Gathered {
    pub(super) fn new(units: usize, draws: usize) -> Self {
        if units <= MOST_EXACT {
            Self::Exact { units, draws, ranks: vec![0; units * draws] }
        } else {
            Self::Binned { units, draws, counts: vec![0; units * BINS] }
        }
    }

    /// Takes the ranks of some draws, draw by draw; `from` is the number of the first.
    pub(super) fn take(&mut self, from: usize, rows: &[u32]) {
        match self {
            Self::Exact { units, draws, ranks } => {
                let (units, draws) = (*units, *draws);
                ranks.par_chunks_mut(draws).enumerate().for_each(|(unit, ranks)| {
                    let column = rows[unit..].iter().step_by(units);
                    ranks[from..].iter_mut().zip(column).for_each(|(kept, rank)| *kept = *rank as u16);
                });
            }
            Self::Binned { units, counts, .. } => {
                let units = *units;
                counts.par_chunks_mut(BINS).enumerate().for_each(|(unit, counts)| {
                    rows[unit..].iter().step_by(units).for_each(|rank| counts[bin(*rank as usize, units)] += 1);
                });
            }
        }
    }

    /// The range of each unit.
    pub(super) fn ranges(&self, places: &[usize]) -> Vec<RankRange> {
        match self {
            Self::Exact { units, draws, ranks } => ranks
                .par_chunks((*draws).max(1))
                .map_init(|| (vec![0; units + 1], Vec::with_capacity(*draws)), |(counts, sorted), ranks| exact(ranks, places, counts, sorted))
                .collect(),
            Self::Binned { units, draws, counts } => counts.par_chunks(BINS).map(|counts| binned(counts, places, *units, *draws)).collect(),
        }
    }

    /// Who is ahead of whom, for up to 60 units.
    pub(super) fn ahead(&self) -> Option<Ahead> {
        match self {
            Self::Exact { units, draws, ranks } => Ahead::of(*units, *draws, ranks),
            Self::Binned { .. } => None,
        }
    }

    /// The tier of each unit, 1 for the first; none where only histograms are kept.
    pub(super) fn tiers(&self, ranges: &[RankRange], nominal: &[usize]) -> Option<Vec<usize>> {
        match self {
            Self::Exact { draws, ranks, .. } => Some(pairs::tiers(*draws, ranks, ranges, nominal)),
            Self::Binned { .. } => None,
        }
    }

    /// The histograms, where these are all that is kept: [`BINS`] counts for each ranked unit.
    pub(super) fn into_histograms(self) -> Option<Vec<u16>> {
        match self {
            Self::Exact { .. } => None,
            Self::Binned { counts, .. } => Some(counts),
        }
    }
}

/// Sorts by counting: ranks are small whole numbers. `counts` is zero before and after.
fn exact(ranks: &[u16], places: &[usize], counts: &mut [u16], sorted: &mut Vec<f64>) -> RankRange {
    let (mut least, mut most) = (u16::MAX, 0);
    for rank in ranks {
        (least, most) = (least.min(*rank), most.max(*rank));
        counts[usize::from(*rank)] += 1;
    }
    sorted.clear();
    for rank in least..=most {
        let count = std::mem::take(&mut counts[usize::from(rank)]);
        sorted.extend(std::iter::repeat_n(f64::from(rank), usize::from(count)));
    }
    let at = |p| stats::quantile(sorted, p).unwrap_or_default();
    let within = |place: &usize| sorted.partition_point(|rank| *rank <= *place as f64) as f64 / sorted.len() as f64;
    RankRange { median: at(0.5), low: at(RANGE[0]).floor() as usize, high: at(RANGE[1]).ceil() as usize, within: places.iter().map(within).collect() }
}

/// From a histogram: a range by whole bins, outwards; the median as the middle of its bin; chances with the ranks of a bin equally likely.
fn binned(counts: &[u16], places: &[usize], units: usize, draws: usize) -> RankRange {
    // The bin of the draw that stands at a position when they are sorted.
    let bin_at = |position: usize| {
        let mut before = 0;
        counts.iter().position(|count| {
            before += usize::from(*count);
            before > position
        })
    };
    let last = (draws - 1) as f64;
    let [low, middle, high] =
        [(last * RANGE[0]).floor(), last / 2.0, (last * RANGE[1]).ceil()].map(|position| bin_at(position as usize).unwrap_or_default());
    let ends = |bin: usize| (first_rank(bin, units), first_rank(bin + 1, units) - 1);
    let within = |place: &usize| {
        let part = |(bin, count): (usize, &u16)| {
            let (first, end) = (first_rank(bin, units), first_rank(bin + 1, units));
            f64::from(*count) * place.saturating_add(1).clamp(first, end).abs_diff(first) as f64 / (end - first) as f64
        };
        counts.iter().enumerate().map(part).sum::<f64>() / draws as f64
    };
    let (first, end) = ends(middle);
    RankRange { median: (first + end) as f64 / 2.0, low: ends(low).0, high: ends(high).1, within: places.iter().map(within).collect() }
}
