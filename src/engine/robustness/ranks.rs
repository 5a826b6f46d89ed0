//! Scores → ranks, for one draw at a time.

/// Bits that hold a unit's position.
const POSITION_BITS: u32 = 27;

/// The greatest score in billionths of a percent; with the position it fits into 64 bits.
const TOP: u64 = 100_000_000_000;

/// Competition ranks of scores in percent, the highest first, as [`crate::engine::stats::ranks`]: `1 + #(q_j > q_i)` on quantised scores.
///
/// Score and position are packed into one number, so that plain numbers are sorted. For fewer than 2²⁷ units.
pub(super) fn ranks(scores: &[f64], ranks: &mut [u32], keys: &mut Vec<u64>) {
    keys.clear();
    // Cutting off is rounding down, as no score is negative.
    let quantised = |score: f64| ((score * 1e9 + 0.5) as u64).min(TOP);
    keys.extend(scores.iter().enumerate().map(|(at, score)| (TOP - quantised(*score)) << POSITION_BITS | at as u64));
    keys.sort_unstable();
    let (mut rank, mut last) = (0, u64::MAX);
    for (key, place) in keys.iter().zip(1..) {
        let score = key >> POSITION_BITS;
        if score != last {
            (rank, last) = (place, score);
        }
        ranks[(key & ((1 << POSITION_BITS) - 1)) as usize] = rank;
    }
}
