//! How long some work takes by the clock.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long some work takes without the time that it takes to throw its result away.
pub fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = black_box(work());
    let elapsed = start.elapsed();
    drop(result);
    elapsed
}
