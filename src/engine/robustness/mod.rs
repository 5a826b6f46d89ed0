//! How firm a ranking is: the same answers scored many times, under other weights, means, treatments of missing answers, and small mistakes.
//!
//! A range says how far the method decides over a rank. It is not a confidence interval: nobody was drawn by lot.
//! The same seed gives the same results to the last bit, on however many threads.

mod chance;
mod column;
mod draw;
mod joe_kuo;
mod kernel;
mod model;
mod options;
mod pairs;
mod pattern;
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

/// Scores the units under draws of the seed in `options`, which are those the model was made ready for.
pub fn robustness(model: &Model, options: &Options) -> Robustness {
    gathered(model, &draw::draws(model, options, 0), &options.places)
}

/// Scores the units under the draws that are given: from 1 to [`Draws::MOST`], any number of them.
///
/// `None` for another number of draws, or if one does not fit ([`Draw::fits`]).
pub fn under(model: &Model, draws: &[Draw], places: &[usize]) -> Option<Robustness> {
    let fit = (1..=Draws::MOST).contains(&draws.len()) && draws.iter().all(|draw| draw.fits(model));
    fit.then(|| gathered(model, draws, places))
}

fn gathered(model: &Model, draws: &[Draw], places: &[usize]) -> Robustness {
    let units = model.units().len();
    let mut gathered = Gathered::new(units, draws.len());
    let batch = (HELD / units.max(1)).clamp(8, 64);
    let mut rows = vec![0; units * batch.min(draws.len())];
    for (at, draws) in draws.chunks(batch).enumerate().filter(|_| units > 0) {
        let rows = &mut rows[..units * draws.len()];
        each_draw(model, draws, rows, ranks::ranks);
        gathered.take(at * batch, rows);
    }
    let ranges = gathered.ranges(places);
    Robustness { tiers: gathered.tiers(&ranges, model.ranks()), ahead: gathered.ahead(), ranges, histograms: gathered.into_histograms() }
}
