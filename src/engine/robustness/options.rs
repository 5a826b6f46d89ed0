//! What is varied, how far, and how often.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::engine::survey::QuestionIx;

/// An input of a score that can be varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    /// (a) The weights of questions and dimensions.
    Weights,
    /// (b) Arithmetic or geometric means.
    Aggregation,
    /// (c) Goalposts or mid-percentiles.
    Normalisation,
    /// (d) What a missing answer is worth.
    Missing,
    /// (e) Mistakes in declared answers.
    Noise,
}

impl Input {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Weights, Self::Aggregation, Self::Normalisation, Self::Missing, Self::Noise];
}

/// How many draws: a power of two from 2 to 16,384.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws(usize);

impl Draws {
    /// The most draws.
    pub const MOST: usize = 16_384;

    /// So many draws; `None` if this is no power of two from 2 to 16,384.
    pub fn new(draws: usize) -> Option<Self> {
        (draws.is_power_of_two() && (2..=Self::MOST).contains(&draws)).then_some(Self(draws))
    }

    /// The number.
    pub const fn get(self) -> usize {
        self.0
    }
}

impl fmt::Display for Draws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The text is no number of draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the number of draws is a power of two from 2 to 16384: for example 256, 1024 or 4096")]
pub struct NotDraws;

impl FromStr for Draws {
    type Err = NotDraws;

    fn from_str(text: &str) -> Result<Self, NotDraws> {
        text.parse().ok().and_then(Self::new).ok_or(NotDraws)
    }
}

/// A share from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share(f64);

impl Share {
    /// A share; `None` outside 0 to 1.
    pub fn new(share: f64) -> Option<Self> {
        (0.0..=1.0).contains(&share).then_some(Self(share))
    }

    /// The number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// What is varied. The default: 1,024 draws of the seed 0; weights by up to a quarter, both means, missing answers, one declared answer in ten.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// How many draws.
    pub draws: Draws,
    /// Where the draws come from: the same seed gives the same results to the last bit.
    pub seed: u64,
    /// (a) `f`: weights are multiplied or divided by up to `1 + f`; none: they stay.
    pub weights: Option<Share>,
    /// (b) Half of the draws take geometric means at every node.
    pub aggregation: bool,
    /// (c) Half of the draws take mid-percentiles in place of goalposts; only for a view in which units are compared with each other alone.
    pub normalisation: bool,
    /// (d) Missing answers: by the survey's own rule, the group's median, or any option; a third of the draws each.
    pub missing: bool,
    /// (e) The chance that a declared option is really the one above or below; counted in 65,536ths. None: answers stay.
    pub noise: Option<Share>,
    /// Answers an expert has verified, by unit and question: these never move.
    pub verified: BTreeSet<(usize, QuestionIx)>,
    /// The `k` of the chances to be among the first `k`.
    pub places: Vec<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            draws: Draws(1024),
            seed: 0,
            weights: Some(Share(0.25)),
            aggregation: true,
            normalisation: false,
            missing: true,
            noise: Some(Share(0.1)),
            verified: BTreeSet::new(),
            places: vec![1, 3, 10],
        }
    }
}

impl Options {
    /// Nothing varied: every draw is the survey itself.
    pub fn nothing() -> Self {
        Self { weights: None, aggregation: false, normalisation: false, missing: false, noise: None, ..Self::default() }
    }

    /// Whether an input is varied.
    pub fn varies(&self, input: Input) -> bool {
        match input {
            Input::Weights => self.weights.is_some(),
            Input::Aggregation => self.aggregation,
            Input::Normalisation => self.normalisation,
            Input::Missing => self.missing,
            Input::Noise => self.noise.is_some(),
        }
    }
}
