//! Statistics of a group: ranks, quantiles, spread, and what a sample says about a population.

mod share;
mod strata;

pub use share::{Z_95, wilson};
pub use strata::{Poststratified, Stratum, poststratified};

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

/// The arithmetic mean; `None` for no values.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The standard deviation over n − 1, in two passes; `None` for fewer than two values.
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    let mean = mean(values).filter(|_| values.len() > 1)?;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    Some((squares / (values.len() - 1) as f64).sqrt())
}

/// The least value up to which half of all weight lies; the mean of it and the next if it is exactly half. Pairs of value and weight, in any order.
///
/// `None` if no weight is above zero; pairs without weight do not count.
pub fn weighted_median(pairs: &[(f64, f64)]) -> Option<f64> {
    let mut pairs: Vec<(f64, f64)> = pairs.iter().copied().filter(|(_, weight)| *weight > 0.0).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = pairs.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    // A hair of rounding must not make a half less than a half.
    let hair = half * 1e-12;
    let mut below = 0.0;
    for (at, (value, weight)) in pairs.iter().enumerate() {
        below += weight;
        if (below - half).abs() <= hair {
            let next = pairs.get(at + 1).map_or(*value, |(next, _)| *next);
            return Some(f64::midpoint(*value, next));
        }
        if below > half {
            return Some(*value);
        }
    }
    None
}

/// The five numbers of a box plot, and what lies outside.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxPlot {
    /// The least value that is no more than 1.5 interquartile ranges below the lower quartile.
    pub low: f64,
    /// Lower quartile, of type 7.
    pub lower_quartile: f64,
    /// Median.
    pub median: f64,
    /// Upper quartile, of type 7.
    pub upper_quartile: f64,
    /// The greatest value that is no more than 1.5 interquartile ranges above the upper quartile.
    pub high: f64,
    /// The values beyond the whiskers, ascending.
    pub outside: Vec<f64>,
}

/// The box plot of values in ascending order, with whiskers as J. W. Tukey drew them; `None` for no values.
pub fn box_plot(ascending: &[f64]) -> Option<BoxPlot> {
    let [lower_quartile, median, upper_quartile] = [quantile(ascending, 0.25)?, quantile(ascending, 0.5)?, quantile(ascending, 0.75)?];
    let reach = 1.5 * (upper_quartile - lower_quartile);
    let is_inside = |value: &f64| lower_quartile - reach <= *value && *value <= upper_quartile + reach;
    let mut inside = ascending.iter().copied().filter(is_inside);
    let low = inside.next()?;
    let high = inside.next_back().unwrap_or(low);
    Some(BoxPlot {
        low,
        lower_quartile,
        median,
        upper_quartile,
        high,
        outside: ascending.iter().copied().filter(|value| !is_inside(value)).collect(),
    })
}
