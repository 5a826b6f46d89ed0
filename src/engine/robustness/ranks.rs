//! Scores → ranks, for one draw at a time.

use crate::engine::unit::Percent;

/// Bits that hold a unit's position.
const POSITION_BITS: u32 = 27;

/// The greatest score in billionths of a percent; with the position it fits into 64 bits.
const TOP: u64 = 100_000_000_000;

/// Competition ranks of scores in percent, the highest first, as [`crate::engine::stats::ranks`]: `1 + #(q_j > q_i)` on quantised scores.
///
/// Score and position are packed into one number; these are shared out to about as many buckets as there are units, and each bucket is sorted. For
/// fewer than 2²⁷ units.
pub(super) fn ranks(scores: &[f64], ranks: &mut [u32]) {
    let keys: Vec<u64> = scores.iter().zip(0u64..).map(|(score, at)| key(*score) << POSITION_BITS | at).collect();
    let (mut rank, mut last) = (0, u64::MAX);
    for (key, place) in sorted(&keys).into_iter().zip(1..) {
        let score = key >> POSITION_BITS;
        if score != last {
            (rank, last) = (place, score);
        }
        ranks[(key & ((1 << POSITION_BITS) - 1)) as usize] = rank;
    }
}

/// The quantised distance from the full score.
fn key(score: f64) -> u64 {
    // Cutting off is rounding down as [`Percent::quantised`] does, for no score is negative.
    debug_assert!(score < 0.0 || (score * 1e9 + 0.5) as i64 == Percent(score).quantised());
    TOP - ((score * 1e9 + 0.5) as u64).min(TOP)
}

/// Numbers in ascending order.
fn sorted(keys: &[u64]) -> Vec<u64> {
    let (least, most) = keys.iter().fold((u64::MAX, 0), |(least, most), key| (least.min(*key), most.max(*key)));
    let span = most.saturating_sub(least);
    // One to two buckets for each number.
    let shift = (u64::BITS - span.leading_zeros()).saturating_sub(keys.len().checked_ilog2().unwrap_or_default() + 1);
    let bucket = |key: u64| ((key - least) >> shift) as usize;
    let mut ends = vec![0u32; (span >> shift) as usize + 1];
    keys.iter().for_each(|key| ends[bucket(*key)] += 1);
    let mut end = 0;
    for bucket in &mut ends {
        // For now: where the bucket begins.
        (*bucket, end) = (end, end + *bucket);
    }
    let mut sorted = vec![0; keys.len()];
    for key in keys {
        let place = &mut ends[bucket(*key)];
        sorted[*place as usize] = *key;
        *place += 1;
    }
    let mut begin = 0;
    for end in ends {
        let end = end as usize;
        if end - begin > 1 {
            sorted[begin..end].sort_unstable();
        }
        begin = end;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::super::chance::Stream;
    use super::*;
    use crate::engine::stats;

    fn check(scores: &[f64]) {
        let mut ours = vec![0; scores.len()];
        ranks(scores, &mut ours);
        let (expected, _) = stats::ranks(&scores.iter().map(|score| Some(*score)).collect::<Vec<_>>());
        assert_eq!(ours.into_iter().map(|rank| Some(rank as usize)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn as_the_ranks_of_published_scores() {
        let mut stream = Stream::new(4);
        check(&[]);
        check(&[50.0]);
        check(&[0.0, 100.0, 100.0, 0.0, 5e-10, 4e-10]);
        for units in [2, 7, 51, 1000] {
            check(&(0..units).map(|_| 100.0 * stream.unit()).collect::<Vec<_>>());
            // Many ties; all equal; one far from all others, which lie closer together than a bucket is wide.
            check(&(0..units).map(|_| stream.below(5) as f64 * 25.0).collect::<Vec<_>>());
            check(&vec![33.3; units]);
            check(&(0..units).map(|unit| if unit == 1 { 0.0 } else { 60.0 + 1e-6 * stream.unit() }).collect::<Vec<_>>());
        }
    }
}
