//! How sure a share is that was counted in a sample of a finite population.

/// The two-sided 95 % point of the standard normal distribution.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// Wilson's score interval of a share: `count` of `sample` units have a property, drawn from `population` units, `None` for an endless one.
///
/// With `p = count ÷ n` and `z` (1.96 for 95 %): `(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n)`. A finite population of N makes the sample worth
/// `n·(N−1) ÷ (N−n)` units. E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209–212.
///
/// `None` if nothing is uncertain (the sample is the population), if there is no sample, or if the counts contradict each other.
pub fn wilson(count: u64, sample: u64, population: Option<u64>, z: f64) -> Option<(f64, f64)> {
    if sample == 0 || count > sample || population.is_some_and(|population| population <= sample) {
        return None;
    }
    let n = match population {
        Some(population) => sample as f64 * (population - 1) as f64 / (population - sample) as f64,
        None => sample as f64,
    };
    let p = count as f64 / sample as f64;
    let scale = 1.0 + z * z / n;
    let centre = (p + z * z / (2.0 * n)) / scale;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / scale;
    Some(((centre - half).max(0.0), (centre + half).min(1.0)))
}
