//! Order statistics: ranks and quantiles.

use super::unit::quantise;

/// Competition ranks of scores, the highest first: `1 + #(q_j > q_i)` on quantised scores; equal scores share a rank, a missing score has none.
///
/// Returns the ranks in the order of the scores, and how many were ranked.
pub fn ranks(scores: &[Option<f64>]) -> (Vec<Option<usize>>, usize) {
    let mut order: Vec<(i64, usize)> = scores.iter().enumerate().filter_map(|(at, score)| score.map(|score| (quantise(score), at))).collect();
    order.sort_unstable_by_key(|(score, at)| (std::cmp::Reverse(*score), *at));
    let mut ranks = vec![None; scores.len()];
    let mut first_of_equals = 0;
    for (position, (score, at)) in order.iter().enumerate() {
        if position > 0 && order[position - 1].0 != *score {
            first_of_equals = position;
        }
        ranks[*at] = Some(first_of_equals + 1);
    }
    (ranks, order.len())
}

/// Quantile of type 7 (as R, numpy and Excel's `PERCENTILE.INC`) of values in ascending order.
///
/// With `h = (n − 1)·p`: `x[⌊h⌋] + (h − ⌊h⌋)·(x[⌊h⌋+1] − x[⌊h⌋])`. `p` is clipped to 0…1; `None` for no values.
pub fn quantile(ascending: &[f64], p: f64) -> Option<f64> {
    let last = ascending.len().checked_sub(1)?;
    let h = last as f64 * p.clamp(0.0, 1.0);
    let below = h.floor() as usize;
    let low = ascending[below];
    let high = ascending[(below + 1).min(last)];
    // Between two equal values there is nothing to interpolate, and at the ends the value itself is exact.
    Some(if low == high { low } else { low + (h - h.floor()) * (high - low) })
}

/// The median: the quantile at one half.
pub fn median(ascending: &[f64]) -> Option<f64> {
    quantile(ascending, 0.5)
}

/// Values in ascending order.
pub fn ascending(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}
