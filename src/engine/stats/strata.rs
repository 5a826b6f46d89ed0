//! The mean of a population out of a sample that is uneven: each stratum counts by its size in the population, not by how many of it took part.

/// One stratum: how large it is, and the values of those that took part.
#[derive(Debug, Clone, PartialEq)]
pub struct Stratum {
    /// Units of the population in the stratum.
    pub population: u64,
    /// Values of the units that took part, no more than `population`.
    pub values: Vec<f64>,
}

/// A mean that was put together from strata.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Poststratified {
    /// `Σ W·mean`, W being the stratum's share of the population.
    pub mean: f64,
    /// Root of `Σ W²·(1 − n/N)·s² ÷ n`; 0 if everybody took part.
    pub standard_error: f64,
    /// Strata that were left after merging.
    pub strata: usize,
}

/// Post-stratified mean with its standard error.
///
/// A stratum of which fewer than two units took part says nothing about its spread; it is merged with its smaller neighbour in the order given (put
/// similar strata beside each other), unless it took part as a whole. W. G. Cochran, *Sampling Techniques*, 3rd ed. 1977, chapter 5A.
///
/// `None` if nobody took part, if a stratum has more values than units, or if a single unit stands for a larger population.
pub fn poststratified(strata: &[Stratum]) -> Option<Poststratified> {
    if strata.iter().any(|stratum| stratum.values.len() as u64 > stratum.population) {
        return None;
    }
    let strata = merged(strata.iter().filter(|stratum| stratum.population > 0).cloned().collect());
    let population: u64 = strata.iter().map(|stratum| stratum.population).sum();
    let (mut mean, mut variance) = (0.0, 0.0);
    for stratum in &strata {
        let share = stratum.population as f64 / population as f64;
        let n = stratum.values.len() as f64;
        mean += share * super::mean(&stratum.values)?;
        if !stratum.is_whole() {
            let deviation = super::standard_deviation(&stratum.values)?;
            variance += share * share * (1.0 - n / stratum.population as f64) * deviation * deviation / n;
        }
    }
    (!strata.is_empty()).then(|| Poststratified { mean, standard_error: variance.sqrt(), strata: strata.len() })
}

impl Stratum {
    fn is_whole(&self) -> bool {
        self.values.len() as u64 == self.population
    }
}

fn merged(mut strata: Vec<Stratum>) -> Vec<Stratum> {
    while strata.len() > 1 {
        let Some(at) = strata.iter().position(|stratum| stratum.values.len() < 2 && !stratum.is_whole()) else { break };
        let size = |at: usize| strata.get(at).map(|stratum| stratum.population);
        let before = at.checked_sub(1).filter(|before| size(at + 1).is_none_or(|after| size(*before).is_some_and(|before| before <= after)));
        let first = before.unwrap_or(at);
        let second = strata.remove(first + 1);
        strata[first].population += second.population;
        strata[first].values.extend(second.values);
    }
    strata
}
