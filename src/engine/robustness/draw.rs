//! One draw: which rules a score is computed by this once. Draws are data: they come from a seed here, or from somebody else's experiment.

use super::chance;
use super::model::Model;
use super::options::{Input, Options};
use super::sobol::coordinates;

/// The rules of one draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Draw {
    /// A positive weight for each child of each node, in the order of [`Model::weights`].
    pub weights: Vec<f64>,
    /// Geometric in place of arithmetic means, at every node.
    pub geometric: bool,
    /// Each question by its mid-percentile in the group in place of its goalposts.
    pub relative: bool,
    /// What a missing answer is worth.
    pub missing: Imputation,
    /// The seed by which declared answers move; none: they stay.
    pub noise: Option<u64>,
}

/// What stands in for a missing answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imputation {
    /// Nothing: the survey's own rule (it leaves the mean, or it counts as zero).
    Own,
    /// The median of the units that answered.
    Median,
    /// Any option of the question with equal chance, or any score where there are no options; by a seed.
    Uniform(u64),
}

impl Draw {
    /// The rules of the survey itself.
    pub fn nominal(model: &Model) -> Self {
        Self { weights: model.weights().to_vec(), geometric: false, relative: false, missing: Imputation::Own, noise: None }
    }

    /// Whether a model can be scored under this draw: one finite, positive weight for each child, and no scale the model was not made ready for.
    pub fn fits(&self, model: &Model) -> bool {
        let (relative, geometric) = model.ready_for;
        let weights = self.weights.len() == model.weights().len() && self.weights.iter().all(|weight| weight.is_finite() && *weight > 0.0);
        weights && (relative || !self.relative) && (geometric || !self.geometric)
    }

    /// This draw with one input from another.
    pub(super) fn with(&self, input: Input, other: &Self) -> Self {
        let mut draw = self.clone();
        match input {
            Input::Weights => draw.weights.clone_from(&other.weights),
            Input::Aggregation => draw.geometric = other.geometric,
            Input::Normalisation => draw.relative = other.relative,
            Input::Missing => draw.missing = other.missing,
            Input::Noise => draw.noise = other.noise,
        }
        draw
    }
}

/// Dimensions of the inputs that have one each; the weights follow them.
const SINGLE_DIMENSIONS: usize = 3;

/// The draws of a seed. `matrix` tells independent sets of draws of one seed apart (0 and 1 for the two that indices of sensitivity need).
///
/// Weights become `w·(1+f)^(2u−1)`: as likely multiplied as divided by any factor up to `1 + f`.
pub(super) fn draws(model: &Model, options: &Options, matrix: usize) -> Vec<Draw> {
    let nominal = Draw::nominal(model);
    let from = matrix * (SINGLE_DIMENSIONS + nominal.weights.len());
    let coordinates = |dimension: usize| coordinates(options.draws.get().ilog2(), from + dimension, options.seed);
    let [aggregation, normalisation, missing] = [0, 1, 2].map(coordinates);
    let seeds = chance::part(options.seed, matrix as u64);
    let draw = |index: usize| {
        let seed = |what: u64| chance::part(seeds, (index as u64) << 1 | what);
        let missing = match (3.0 * missing[index]) as usize {
            _ if !options.missing => Imputation::Own,
            0 => Imputation::Own,
            1 => Imputation::Median,
            _ => Imputation::Uniform(seed(0)),
        };
        Draw {
            weights: nominal.weights.clone(),
            geometric: options.aggregation && aggregation[index] < 0.5,
            relative: options.normalisation && normalisation[index] < 0.5,
            missing,
            noise: options.noise.map(|_| seed(1)),
        }
    };
    let mut draws: Vec<Draw> = (0..options.draws.get()).map(draw).collect();
    if let Some(spread) = options.weights {
        let widest = spread.get().ln_1p();
        for weight in 0..nominal.weights.len() {
            for (draw, u) in draws.iter_mut().zip(coordinates(SINGLE_DIMENSIONS + weight)) {
                draw.weights[weight] *= (widest * (2.0 * u - 1.0)).exp();
            }
        }
    }
    draws
}
