//! The range of AMPI when some of its parts are only known to lie between two ends.
//!
//! On its own scale q = 70 + 0.6·z AMPI is `G = 2A − B ÷ A` with `A = Σ w·q`, `B = Σ w·q²` and weights that sum to one. It is no monotone function, but
//! `B ÷ A`, a quadratic over a linear one, is convex (S. Boyd, L. Vandenberghe: *Convex Optimization*, 2004, section 3.1.5), so G is concave:
//!
//! - its greatest value is where no part gains by moving: every q is `t = A + B ÷ 2A`, or its end that is nearest to t;
//! - its least value is at a corner, where every part stands at one of its ends. To look at every corner would take too long, so each part may stand
//!   between its ends with its q² taken from the chord, `(low + high)·q − low·high`, which is never too small; G can only fall by it. Then the slope of G
//!   along a part has the sign of `2A + B ÷ A − (low + high)`: at the least value the parts with the greatest `low + high` stand high, the others low, and
//!   one between. The lower end is therefore never too high, and exact up to that one part.

use super::{Interval, Map};

/// The scale of AMPI, 70 to 130.
pub(super) const SCALE: Map = Map { offset: 70.0, slope: 0.6 };

/// Steps of bisection: the ends are 60 apart, and a number near 100 has 46 binary places behind the point.
const STEPS: usize = 52;

/// Running `Σ w`, `Σ w·q` and `Σ w·q²`.
#[derive(Debug, Clone, Copy, Default)]
struct Moments {
    weight: f64,
    first: f64,
    second: f64,
}

impl Moments {
    fn add(&mut self, weight: f64, q: f64) {
        self.weight += weight;
        self.first += weight * q;
        self.second += weight * q * q;
    }

    fn mean(self) -> f64 {
        self.first / self.weight
    }

    fn ampi(self) -> f64 {
        2.0 * self.mean() - self.second / self.first
    }

    /// The value from which a part lowers the whole by rising.
    fn turn(self) -> f64 {
        self.mean() + self.second / (2.0 * self.first)
    }
}

/// The least and the greatest AMPI, in percent; `None` if no part has weight.
pub(super) fn bounds(parts: &[Interval]) -> Option<(f64, f64)> {
    let mut parts: Vec<Interval> = parts.iter().copied().filter(|part| part.weight > 0.0).collect();
    if parts.is_empty() {
        return None;
    }
    let (floor, ceiling) = (extreme(&parts, |part| part.low, f64::min), extreme(&parts, |part| part.high, f64::max));
    for part in &mut parts {
        (part.low, part.high) = (SCALE.there(part.low), SCALE.there(part.high));
    }
    let back = |q: f64| SCALE.back(q).clamp(floor, ceiling);
    Some((back(least(&mut parts)), back(greatest(&parts))))
}

fn extreme(parts: &[Interval], of: impl Fn(&Interval) -> f64, pick: fn(f64, f64) -> f64) -> f64 {
    parts.iter().map(of).reduce(pick).unwrap_or_default()
}

fn least(parts: &mut [Interval]) -> f64 {
    parts.sort_by(|a, b| (b.low + b.high).total_cmp(&(a.low + a.high)));
    let mut moments = Moments::default();
    parts.iter().for_each(|part| moments.add(part.weight, part.low));
    let mut least = moments.ampi();
    for part in parts {
        let before = moments;
        moments.add(part.weight, part.high);
        moments.add(-part.weight, part.low);
        // Along the chord B = s·A + rest, and 2A − s − rest ÷ A is least where 2A² = −rest.
        let (s, low, high) = (part.low + part.high, before.mean(), moments.mean());
        let rest = before.second / before.weight - s * low;
        let between = (-rest / 2.0).max(0.0).sqrt().max(low).min(high);
        least = least.min(moments.ampi()).min(2.0 * between - s - rest / between);
    }
    least
}

fn greatest(parts: &[Interval]) -> f64 {
    let near = |t: f64| {
        let mut moments = Moments::default();
        parts.iter().for_each(|part| moments.add(part.weight, t.clamp(part.low, part.high)));
        moments
    };
    let (mut below, mut above) = (SCALE.there(0.0), SCALE.there(100.0));
    for _ in 0..STEPS {
        let middle = f64::midpoint(below, above);
        if middle < near(middle).turn() { below = middle } else { above = middle }
    }
    near(below).ampi().max(near(above).ampi())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ampi_at(parts: &[Interval], q: impl Fn(usize, &Interval) -> f64) -> f64 {
        let mut moments = Moments::default();
        parts.iter().enumerate().for_each(|(at, part)| moments.add(part.weight, SCALE.there(q(at, part))));
        SCALE.back(moments.ampi())
    }

    fn intervals() -> impl Strategy<Value = Vec<Interval>> {
        let end = prop_oneof![Just(0.0), Just(100.0), 0.0..=100.0f64, 80.0..=100.0f64];
        let part = (prop::sample::select(vec![0.001, 0.1, 1.0, 1.0, 3.0]), end.clone(), end);
        prop::collection::vec(part.prop_map(|(weight, a, b)| Interval { weight, low: a.min(b), high: a.max(b) }), 1..7)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        /// No corner is below the least value, and one is near it; no point that was tried is above the greatest.
        #[test]
        fn nothing_lies_outside(parts in intervals(), points in prop::collection::vec(0.0..=1.0f64, 64)) {
            let (low, high) = bounds(&parts).unwrap();
            let corners = (0u32..1 << parts.len()).map(|corner| ampi_at(&parts, |at, part| if corner >> at & 1 == 1 { part.high } else { part.low }));
            let least_corner = corners.fold(f64::INFINITY, f64::min);
            prop_assert!(low <= least_corner + 1e-9 && low >= least_corner - 2.0, "{low} and {least_corner}");
            for shift in 0..points.len() {
                let inside = ampi_at(&parts, |at, part| part.low + points[(at + shift) % points.len()] * (part.high - part.low));
                prop_assert!(low - 1e-9 <= inside && inside <= high + 1e-9, "{low} {inside} {high}");
            }
        }

        /// The greatest value is reached: by moving each part in turn to where it helps most.
        #[test]
        fn the_greatest_is_reached(parts in intervals()) {
            let (_, high) = bounds(&parts).unwrap();
            let mut at: Vec<f64> = parts.iter().map(|part| SCALE.there(part.low)).collect();
            for _ in 0..2000 {
                let mut moments = Moments::default();
                parts.iter().zip(&at).for_each(|(part, q)| moments.add(part.weight, *q));
                let turn = moments.turn();
                at = parts.iter().zip(&at).map(|(part, q)| q + 0.2 * (turn.clamp(SCALE.there(part.low), SCALE.there(part.high)) - q)).collect();
            }
            let reached = ampi_at(&parts, |no, _| SCALE.back(at[no]));
            prop_assert!((high - reached).abs() <= 1e-6, "{high} and {reached}");
        }
    }
}
