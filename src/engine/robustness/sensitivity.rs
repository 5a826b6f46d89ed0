//! Which input moves the results: indices of variance by Jansen's estimators, over groups of inputs.
//!
//! M. J. W. Jansen: *Analysis of variance designs for model output*, Computer Physics Communications 117 (1999) 35–43; A. Saltelli et al.:
//! *Variance based sensitivity analysis of model output*, Computer Physics Communications 181 (2010) 259–270.

use super::chance::{self, Stream};
use super::draw::{Draw, draws};
use super::kernel::each_draw;
use super::model::Model;
use super::options::{Input, Options};
use super::ranks::ranks;
use crate::engine::stats;

/// Resamples of the bootstrap.
const RESAMPLES: usize = 500;

/// Ends of the intervals of the bootstrap.
const INTERVAL: [f64; 2] = [0.025, 0.975];

/// An estimate of an index with its interval. Not clipped: by chance an index near 0 may be estimated below it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// 2.5 % quantile of the bootstrap.
    pub low: f64,
    /// 97.5 % quantile of the bootstrap.
    pub high: f64,
}

/// How much of an output's variance an input explains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Influence {
    /// S: the share that is due to the input alone.
    pub first: Estimate,
    /// S_T: the share that is due to it together with all others; at least 0.
    pub total: Estimate,
}

/// The influence of each input that is varied, in the order of [`Sensitivity::inputs`]; `None`: the output does not vary, so nothing influences it.
pub type Influences = Option<Vec<Influence>>;

/// Which inputs matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// The inputs that were varied.
    pub inputs: Vec<Input>,
    /// On the mean number of places by which a unit moves from its published rank.
    pub ranks: Influences,
    /// On the scores of the units that were asked for.
    pub scores: Vec<Influences>,
}

/// Outputs of one set of draws: for each draw the mean change of ranks, then the scores of the units asked for.
fn outputs(model: &Model, draws: &[Draw], wanted: &[usize]) -> Vec<Vec<f64>> {
    let places = 1 + wanted.len();
    let mut rows = vec![0.0; draws.len() * places];
    each_draw(model, draws, &mut rows, |scores, row| {
        let mut of_draw = vec![0; scores.len()];
        ranks(scores, &mut of_draw);
        let moved: usize = of_draw.iter().zip(&model.ranks).map(|(rank, nominal)| (*rank as usize).abs_diff(*nominal)).sum();
        row[0] = moved as f64 / scores.len() as f64;
        row[1..].iter_mut().zip(wanted).for_each(|(place, unit)| *place = scores[*unit]);
    });
    (0..places).map(|place| rows[place..].iter().step_by(places).copied().collect()).collect()
}

/// The influence of each varied input. `wanted` are positions among the ranked units; others than these are left out.
///
/// Takes `inputs + 2` times as many scorings as there are draws.
pub fn sensitivity(model: &Model, options: &Options, wanted: &[usize]) -> Sensitivity {
    let inputs: Vec<Input> = Input::ALL.into_iter().filter(|input| options.varies(*input)).collect();
    let wanted: Vec<usize> = wanted.iter().copied().filter(|unit| *unit < model.units.len()).collect();
    if inputs.is_empty() || model.units.is_empty() {
        return Sensitivity { inputs, ranks: None, scores: vec![None; wanted.len()] };
    }
    let (one, other) = (draws(model, options, 0), draws(model, options, 1));
    let of_one = outputs(model, &one, &wanted);
    let of_other = outputs(model, &other, &wanted);
    let mixed: Vec<Vec<Vec<f64>>> = inputs
        .iter()
        .map(|input| {
            let draws: Vec<Draw> = one.iter().zip(&other).map(|(one, other)| one.with(*input, other)).collect();
            outputs(model, &draws, &wanted)
        })
        .collect();
    let influences = |output: usize| {
        let mixed: Vec<&[f64]> = mixed.iter().map(|outputs| outputs[output].as_slice()).collect();
        jansen(&of_one[output], &of_other[output], &mixed, options.seed)
    };
    let ranks = influences(0);
    Sensitivity { inputs, ranks, scores: (1..=wanted.len()).map(influences).collect() }
}

/// Jansen's estimators: `S_T = Σ(a − m)² ÷ 2NV` and `S = 1 − Σ(b − m)² ÷ 2NV`, where `a` and `b` are an output under two independent sets of inputs,
/// `m` under the first set with one input out of the second, and V the variance (n − 1) of `a` and `b` together.
///
/// One influence for each slice of `mixed`; all are as long as `a`. `None` if the output does not vary. The bootstrap draws rows, the same for all
/// inputs, 500 times, by `seed`.
pub fn jansen(a: &[f64], b: &[f64], mixed: &[&[f64]], seed: u64) -> Influences {
    let rows = a.len();
    let squares = |with: &[f64]| mixed.iter().map(|mixed| with.iter().zip(*mixed).map(|(x, m)| (x - m).powi(2)).collect()).collect::<Vec<Vec<f64>>>();
    let sums = Sums { a, b, total: squares(a), first: squares(b) };
    let all = sums.indices(&vec![1.0; rows])?;
    let mut resampled: Vec<Vec<[f64; 2]>> = vec![Vec::with_capacity(RESAMPLES); mixed.len()];
    let mut stream = Stream::new(chance::part(seed, rows as u64));
    for _ in 0..RESAMPLES {
        let mut times = vec![0.0; rows];
        (0..rows).for_each(|_| times[stream.below(rows)] += 1.0);
        // A resample in which nothing varies says nothing.
        for (kept, indices) in resampled.iter_mut().zip(sums.indices(&times).into_iter().flatten()) {
            kept.push(indices);
        }
    }
    let estimate = |value: f64, resampled: &[[f64; 2]], which: usize| {
        let ascending = stats::ascending(resampled.iter().map(|indices| indices[which]));
        let [low, high] = INTERVAL.map(|p| stats::quantile(&ascending, p).unwrap_or(value));
        Estimate { value, low, high }
    };
    let influence = |(indices, resampled): (&[f64; 2], &Vec<[f64; 2]>)| Influence {
        first: estimate(indices[0], resampled, 0),
        total: estimate(indices[1], resampled, 1),
    };
    Some(all.iter().zip(&resampled).map(influence).collect())
}

/// What the estimators sum up.
struct Sums<'s> {
    a: &'s [f64],
    b: &'s [f64],
    total: Vec<Vec<f64>>,
    first: Vec<Vec<f64>>,
}

impl Sums<'_> {
    /// S and S_T of each input with every row taken so many times; `None` if nothing varies.
    fn indices(&self, times: &[f64]) -> Option<Vec<[f64; 2]>> {
        let rows = times.len() as f64;
        let weighted = |values: &[f64]| values.iter().zip(times).map(|(value, times)| value * times).sum::<f64>();
        let mean = (weighted(self.a) + weighted(self.b)) / (2.0 * rows);
        let around = |values: &[f64]| values.iter().zip(times).map(|(value, times)| (value - mean).powi(2) * times).sum::<f64>();
        let variance = (around(self.a) + around(self.b)) / (2.0 * rows - 1.0);
        // Less than the rounding of the sums is nothing.
        let varies = variance > 1e-20 * (1.0 + mean * mean);
        let share = |squares: &Vec<f64>| weighted(squares) / (2.0 * rows * variance);
        varies.then(|| self.first.iter().zip(&self.total).map(|(first, total)| [1.0 - share(first), share(total)]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::sobol::coordinates;
    use super::*;

    /// Indices of a function of three inputs between 0 and 1, from scrambled points.
    fn indices(function: impl Fn([f64; 3]) -> f64, bits: u32) -> Vec<Influence> {
        let columns: Vec<Vec<f64>> = (0..6).map(|dimension| coordinates(bits, dimension, 17)).collect();
        // For each input: whether it comes from the second matrix.
        let output = |second: [bool; 3]| -> Vec<f64> {
            let input = |row: usize, at: usize| columns[at + if second[at] { 3 } else { 0 }][row];
            (0..1 << bits).map(|row| function([0, 1, 2].map(|at| input(row, at)))).collect()
        };
        let mixed = [0, 1, 2].map(|replaced| output([0, 1, 2].map(|at| at == replaced)));
        jansen(&output([false; 3]), &output([true; 3]), &mixed.each_ref().map(Vec::as_slice), 1).unwrap()
    }

    #[test]
    fn a_linear_function_has_its_shares_of_variance() {
        let found = indices(|[x, y, z]| x + 2.0 * y + 3.0 * z, 12);
        for (influence, share) in found.iter().zip([1.0 / 14.0, 4.0 / 14.0, 9.0 / 14.0]) {
            assert!((influence.first.value - share).abs() < 0.01 && (influence.total.value - share).abs() < 0.01, "{influence:?}");
            assert!(influence.first.low < share && share < influence.first.high, "{influence:?}");
        }
    }

    /// T. Ishigami, T. Homma (1990): `sin x + 7 sin² y + 0.1 z⁴ sin x` for inputs between −π and π.
    #[test]
    fn the_function_of_ishigami_has_its_known_indices() {
        let angle = |u: f64| std::f64::consts::PI * (2.0 * u - 1.0);
        let function = |inputs: [f64; 3]| {
            let [x, y, z] = inputs.map(angle);
            x.sin() + 7.0 * y.sin().powi(2) + 0.1 * z.powi(4) * x.sin()
        };
        let found = indices(function, 13);
        for (influence, (first, total)) in found.iter().zip([(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)]) {
            assert!((influence.first.value - first).abs() < 0.02 && (influence.total.value - total).abs() < 0.02, "{influence:?}");
        }
    }
}
