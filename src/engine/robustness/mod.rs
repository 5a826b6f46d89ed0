//! How firm a ranking is: the same answers scored many times, under other weights, means, treatments of missing answers, and small mistakes.
//!
//! A range says how far the method decides over a rank. It is not a confidence interval: nobody was drawn by lot.
//! The same seed gives the same results to the last bit, on however many threads.

mod chance;
mod draw;
mod joe_kuo;
mod kernel;
mod model;
mod options;
mod pairs;
mod ranks;
mod sensitivity;
mod sobol;
mod summary;

pub use draw::{Draw, Imputation};
pub use model::Model;
pub use options::{Draws, Input, NotDraws, Options, Share};
pub use pairs::{Ahead, MOST_PAIRED};
pub use sensitivity::{Estimate, Influence, Influences, Sensitivity, jansen, sensitivity};
pub use summary::{BINS, RankRange};

use kernel::each_draw;
use summary::Gathered;

/// Ranks of so many draws and units are held before they are gathered.
const HELD: usize = 1 << 22;

/// How firm the ranks are. Everything is by position among the ranked units, see [`Model::units`].
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// The range of each unit's rank.
    pub ranges: Vec<RankRange>,
    /// The tier of each unit, 1 for the first: inside a tier the order is not certain. None for more than 10,000 units.
    pub tiers: Option<Vec<usize>>,
    /// Who is ahead of whom, for up to [`MOST_PAIRED`] units.
    pub ahead: Option<Ahead>,
    /// For more than 10,000 units: how often the rank of each unit fell into each of [`BINS`] equal parts of all ranks, unit by unit.
    pub histograms: Option<Vec<u16>>,
}

/// Scores the units under draws of the seed in `options`.
pub fn robustness(model: &Model, options: &Options) -> Robustness {
    under(model, &draw::draws(model, options, 0), &options.places)
}

/// Scores the units under the draws that are given (at most [`Draws::MOST`]; what is beyond is left out), and sums up their ranks. Without draws there
/// is nothing to say: no ranges.
pub fn under(model: &Model, draws: &[Draw], places: &[usize]) -> Robustness {
    let draws = &draws[..draws.len().min(Draws::MOST)];
    let units = if draws.is_empty() { 0 } else { model.units().len() };
    let mut gathered = Gathered::new(units, draws.len());
    let batch = (HELD / units.max(1)).clamp(8, 64);
    let mut rows = vec![0; units * batch.min(draws.len())];
    for (at, draws) in draws.chunks(batch).enumerate().filter(|_| units > 0) {
        let rows = &mut rows[..units * draws.len()];
        each_draw(model, draws, rows, ranks::ranks);
        gathered.take(at * batch, rows);
    }
    let ranges = gathered.ranges(places);
    let tiers = gathered.tiers(&ranges, &model.ranks()[..units]);
    Robustness { tiers, ahead: gathered.ahead(), ranges, histograms: gathered.into_histograms() }
}
