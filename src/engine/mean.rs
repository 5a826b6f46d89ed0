//! Weighted means of values above zero, and of scores in percent: arithmetic, geometric, harmonic, power, minimum, and AMPI.
//!
//! Pure formulas; which nodes use which mean, and what a missing value does, is the affair of [`super::score`].

mod ampi;

use super::document::Aggregation;

/// A value with its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Weight, ≥ 0 and finite.
    pub weight: f64,
    /// Value.
    pub value: f64,
}

/// What is known of a score in percent: that it lies between two ends. A known score has two equal ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Weight, ≥ 0 and finite.
    pub weight: f64,
    /// Least possible score, 0 to 100.
    pub low: f64,
    /// Greatest possible score, 0 to 100.
    pub high: f64,
}

/// A weighted mean. The means differ in how much a weak part pulls the whole down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mean {
    /// `Σ w·x ÷ Σ w`: a strong part makes up for a weak one.
    Arithmetic,
    /// `exp(Σ w·ln x ÷ Σ w)`.
    Geometric,
    /// `Σ w ÷ Σ (w ÷ x)`.
    Harmonic,
    /// `(Σ w·xᵖ ÷ Σ w)^(1/p)` with p from −20 to 20; p = 1 is the arithmetic, p = 0 the geometric, p = −1 the harmonic mean.
    Power(f64),
    /// The least value: the weakest link; weights above zero play no part.
    Minimum,
    /// Adjusted Mazziotta–Pareto index: `M − S² ÷ M` with the weighted mean M and the weighted population variance S².
    /// Not monotone: a part far above the rest lowers the whole.
    Ampi,
}

/// A power nearer to zero than this is zero: the geometric mean.
const NO_POWER: f64 = 1e-8;

impl Mean {
    /// The mean that a node's way of aggregation stands for; `None` for a sum of points. `power` counts for [`Aggregation::Power`] only.
    pub fn of_aggregation(aggregation: Aggregation, power: Option<f64>) -> Option<Self> {
        match aggregation {
            Aggregation::Mean => Some(Self::Arithmetic),
            Aggregation::Sum => None,
            Aggregation::Geometric => Some(Self::Geometric),
            Aggregation::Harmonic => Some(Self::Harmonic),
            Aggregation::Power => Some(Self::Power(power.unwrap_or(1.0))),
            Aggregation::Minimum => Some(Self::Minimum),
            Aggregation::Ampi => Some(Self::Ampi),
        }
    }

    /// The mean of values above zero, on their own scale. Parts without weight are skipped first, whatever their values.
    ///
    /// `None` if no part has weight, or if a geometric, harmonic or power mean meets a value that is not above zero.
    pub fn of_positive(self, parts: &[Part]) -> Option<f64> {
        let weights: f64 = parts.iter().map(|part| part.weight).sum();
        let counted = || parts.iter().filter(|part| part.weight > 0.0);
        let average = |of: &dyn Fn(f64) -> f64| counted().map(|part| part.weight * of(part.value)).sum::<f64>() / weights;
        let needs_positive = matches!(self, Self::Geometric | Self::Harmonic | Self::Power(_));
        if counted().next().is_none() || (needs_positive && counted().any(|part| part.value <= 0.0)) {
            return None;
        }
        Some(match self {
            Self::Arithmetic => average(&|value| value),
            Self::Power(power) if power.abs() < NO_POWER => average(&f64::ln).exp(),
            Self::Geometric => average(&f64::ln).exp(),
            Self::Harmonic => 1.0 / average(&|value| 1.0 / value),
            Self::Power(power) => average(&|value| value.powf(power)).powf(1.0 / power),
            Self::Minimum => counted().map(|part| part.value).fold(f64::INFINITY, f64::min),
            Self::Ampi => {
                let mean = average(&|value| value);
                mean - average(&|value| (value - mean) * (value - mean)) / mean
            }
        })
    }

    /// The mean of scores in percent, 0 to 100, in percent. `None` if no part has weight.
    ///
    /// Geometric, harmonic and power means run on `1 + 0.99·z`, AMPI on `70 + 0.6·z`, and are mapped back, so that a zero is allowed, that equal
    /// scores have themselves as their mean, and that a full score is 100 whatever the mean.
    pub fn of_percent(self, parts: &[Part]) -> Option<f64> {
        let mut scratch = Vec::with_capacity(parts.len());
        self.of_percent_in(parts, &mut scratch)
    }

    /// As [`Mean::of_percent`], with a list that is used again for every unit.
    pub(super) fn of_percent_in(self, parts: &[Part], scratch: &mut Vec<Part>) -> Option<f64> {
        let map = Map::of(self);
        scratch.clear();
        scratch.extend(parts.iter().filter(|part| part.weight > 0.0).map(|part| Part { weight: part.weight, value: map.there(part.value) }));
        let mean = map.back(self.of_positive(scratch)?);
        // No mean leaves the range of its parts; rounding must not either.
        let values = || parts.iter().filter(|part| part.weight > 0.0).map(|part| part.value);
        Some(mean.clamp(values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max)))
    }

    /// The least and the greatest mean that scores within their intervals can have, in percent. `None` if no part has weight.
    ///
    /// Every mean but AMPI rises with each part, so that its ends come from the ends of the parts; for AMPI see the module `ampi`.
    pub fn bounds(self, parts: &[Interval]) -> Option<(f64, f64)> {
        if self == Self::Ampi {
            return ampi::bounds(parts);
        }
        let ends =
            |end: &dyn Fn(&Interval) -> f64| -> Vec<Part> { parts.iter().map(|part| Part { weight: part.weight, value: end(part) }).collect() };
        let low = self.of_percent(&ends(&|part| part.low))?;
        let high = self.of_percent(&ends(&|part| part.high))?;
        Some((low, high))
    }
}

/// A straight line from percent to the scale on which a mean runs.
#[derive(Debug, Clone, Copy)]
struct Map {
    offset: f64,
    slope: f64,
}

impl Map {
    const fn of(mean: Mean) -> Self {
        match mean {
            Mean::Arithmetic | Mean::Minimum => Self { offset: 0.0, slope: 1.0 },
            Mean::Geometric | Mean::Harmonic | Mean::Power(_) => Self { offset: 1.0, slope: 0.99 },
            Mean::Ampi => ampi::SCALE,
        }
    }

    fn there(self, percent: f64) -> f64 {
        self.offset + self.slope * percent
    }

    fn back(self, value: f64) -> f64 {
        (value - self.offset) / self.slope
    }
}
