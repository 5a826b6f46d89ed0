//! What every benchmark needs: how long some work takes, and the middle of many such times.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long some work takes by the clock, without the time that it takes to throw its result away.
pub fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = black_box(work());
    let elapsed = start.elapsed();
    drop(result);
    elapsed
}

/// The middle of some times; none for none.
pub fn median(times: impl IntoIterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.into_iter().collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
