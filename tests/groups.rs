//! What must hold of means, gates, and comparisons of many units, whatever the numbers.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use miernik::engine::level::{GateState, continuous, gated};
use miernik::engine::mean::{Interval, Mean, Part};
use miernik::engine::peer::{Column, Outranking};
use miernik::engine::stats::{Stratum, ascending, box_plot, mean, poststratified, quantile, weighted_median, wilson};
use miernik::engine::unit::LevelNumber;
use proptest::collection::vec;
use proptest::prelude::*;

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let value = prop_oneof![Just(0.0), Just(100.0), 0.0..=100.0f64];
    vec((prop::sample::select(vec![0.1, 1.0, 1.0, 2.5]), value).prop_map(|(weight, value)| Part { weight, value }), 1..8)
}

fn any_mean() -> impl Strategy<Value = Mean> {
    let power = (-20.0..=20.0f64).prop_map(Mean::Power);
    prop_oneof![Just(Mean::Arithmetic), Just(Mean::Geometric), Just(Mean::Harmonic), Just(Mean::Minimum), Just(Mean::Ampi), power]
}

/// Columns of the same units, some values missing, many equal.
fn table() -> impl Strategy<Value = Vec<(f64, Vec<Option<f64>>)>> {
    (1usize..6, 2usize..9).prop_flat_map(|(columns, units)| {
        let value = prop::option::weighted(0.7, (0u8..5).prop_map(f64::from));
        vec((prop::sample::select(vec![0.0, 0.3, 1.0, 1.0, 2.0]), vec(value, units)), columns)
    })
}

fn order(units: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..units).collect();
    order.sort_by_key(|unit| (*unit as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
    order
}

fn gates(met: &[f64], needed: f64) -> Vec<GateState> {
    let gate = |(at, met): (usize, &f64)| GateState { level: LevelNumber(u8::try_from(at + 1).unwrap()), met: *met, needed, open: Vec::new() };
    met.iter().enumerate().map(gate).collect()
}

/// The level reached where every gate needs the same share.
fn level(met: &[f64], needed: f64) -> u8 {
    gated(LevelNumber(u8::try_from(met.len()).unwrap()), &gates(met, needed)).0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// 8: least ≤ harmonic ≤ geometric ≤ arithmetic ≤ greatest; a power mean rises with its exponent.
    #[test]
    fn means_stand_in_order(parts in parts(), p in -20.0..=20.0f64, q in -20.0..=20.0f64) {
        let of = |mean: Mean| mean.of_percent(&parts).unwrap();
        let greatest = parts.iter().map(|part| part.value).fold(0.0, f64::max);
        let rising = [of(Mean::Minimum), of(Mean::Harmonic), of(Mean::Geometric), of(Mean::Arithmetic), greatest];
        prop_assert!(rising.windows(2).all(|pair| pair[0] <= pair[1] + 1e-9), "{rising:?}");
        prop_assert!(of(Mean::Power(p.min(q))) <= of(Mean::Power(p.max(q))) + 1e-9);
        prop_assert!(of(Mean::Minimum) <= of(Mean::Ampi) + 1e-9 && of(Mean::Ampi) <= of(Mean::Arithmetic) + 1e-9);
        for (power, mean) in [(1.0, Mean::Arithmetic), (0.0, Mean::Geometric), (1e-9, Mean::Geometric), (-1.0, Mean::Harmonic)] {
            prop_assert!((of(Mean::Power(power)) - of(mean)).abs() <= 1e-9, "{power}");
        }
    }

    /// 2, 4, 10: equal parts have themselves as their mean, to the last bit; only proportions of weights count, and no part without weight.
    #[test]
    fn means_keep_what_is_equal(mean in any_mean(), parts in parts(), value in 0.0..=100.0f64, stray in 0.0..=100.0f64) {
        let equal: Vec<Part> = parts.iter().map(|part| Part { value, ..*part }).collect();
        prop_assert_eq!(mean.of_percent(&equal), Some(value));
        let plain = mean.of_percent(&parts).unwrap();
        let doubled: Vec<Part> = parts.iter().map(|part| Part { weight: 4.0 * part.weight, ..*part }).collect();
        prop_assert_eq!(mean.of_percent(&doubled), Some(plain));
        let more: Vec<Part> = parts.iter().copied().chain([Part { weight: 0.0, value: stray }]).collect();
        prop_assert_eq!(mean.of_percent(&more), Some(plain));
        prop_assert_eq!(mean.of_percent(&more[parts.len()..]), None);
    }

    /// 11: whatever the missing parts turn out to be, the mean lies within its bounds.
    #[test]
    fn bounds_hold(mean in any_mean(), parts in parts(), spread in vec((0.0..=100.0f64, 0.0..=1.0f64), 8)) {
        let within = |(part, (other, _)): (&Part, &(f64, f64))| {
            Interval { weight: part.weight, low: part.value.min(*other), high: part.value.max(*other) }
        };
        let intervals: Vec<Interval> = parts.iter().zip(&spread).map(within).collect();
        let (low, high) = mean.bounds(&intervals).unwrap();
        let at = |(part, (_, place)): (&Interval, &(f64, f64))| Part { weight: part.weight, value: part.low + place * (part.high - part.low) };
        let inside = mean.of_percent(&intervals.iter().zip(&spread).map(at).collect::<Vec<_>>()).unwrap();
        prop_assert!(0.0 <= low && low <= inside + 1e-9 && inside <= high + 1e-9 && high <= 100.0, "{mean:?}: {low} {inside} {high}");
    }

    /// 17: the shares of a pair sum to one, Copeland's scores to zero, and both go with the units, wherever these stand and whatever is missing.
    #[test]
    fn outranking_has_no_favourites(table in table(), least in prop::sample::select(vec![0.0, 0.5, 1.0]), seed in any::<u64>()) {
        let units = table[0].1.len();
        let order = order(units, seed);
        let columns: Vec<(f64, Column)> = table.iter().map(|(weight, values)| (*weight, Column::new(values.clone()).unwrap())).collect();
        let turned = |values: &[Option<f64>]| order.iter().map(|unit| values[*unit]).collect::<Vec<_>>();
        let moved: Vec<(f64, Column)> = table.iter().map(|(weight, values)| (*weight, Column::new(turned(values)).unwrap())).collect();
        fn weighed(columns: &[(f64, Column)]) -> Vec<(f64, &Column)> {
            columns.iter().map(|(weight, column)| (*weight, column)).collect()
        }
        let outranking = Outranking::new(&weighed(&columns), least);
        prop_assert_eq!(outranking.is_some(), table.iter().any(|(weight, _)| *weight > 0.0));
        let Some(outranking) = outranking else { return Ok(()) };
        let after = Outranking::new(&weighed(&moved), least).unwrap();
        for (place, unit) in order.iter().enumerate() {
            prop_assert_eq!(outranking.copeland()[*unit], after.copeland()[place]);
            for (other_place, other) in order.iter().enumerate() {
                let share = outranking.share_ahead(*unit, *other);
                prop_assert_eq!(share, after.share_ahead(place, other_place));
                let back = outranking.share_ahead(*other, *unit);
                prop_assert!(share.is_some() == back.is_some() && share.zip(back).is_none_or(|(one, other)| (one + other - 1.0).abs() <= 1e-12));
            }
        }
        prop_assert_eq!(outranking.copeland().iter().flatten().sum::<i64>(), 0);
    }

    /// 18: a stricter gate never lifts a level, more that is met never lowers one; the level without steps stays from 1 to the highest.
    #[test]
    fn gates_only_hold_back(met in vec(0.0..=1.0f64, 1..7), needed in 0.0..=1.0f64, stricter in 0.0..=1.0f64, at in any::<prop::sample::Index>(), more in 0.0..=1.0f64) {
        let mut raised = met.clone();
        let place = at.get_mut(&mut raised);
        *place += more * (1.0 - *place);
        prop_assert!(level(&met, needed.max(stricter)) <= level(&met, needed.min(stricter)));
        prop_assert!(level(&raised, needed) >= level(&met, needed));
        let (before, after) = (continuous(&gates(&met, needed)), continuous(&gates(&raised, needed)));
        prop_assert!(1.0 <= before && before <= after + 1e-12 && after <= met.len() as f64 + 1e-12);
    }

    /// 5, 9: views go with the units, stay in their range, keep the order, and turn around with the direction.
    #[test]
    fn views_keep_the_order(values in vec(prop::option::weighted(0.8, -1e6..1e6f64), 1..20), seed in any::<u64>()) {
        let column = Column::new(values.clone()).unwrap();
        let order = order(values.len(), seed);
        let moved = Column::new(order.iter().map(|unit| values[*unit]).collect()).unwrap();
        let views = |column: &Column| [column.min_max(0.0, 100.0), column.mid_percentile(), column.percent_rank(), column.z_score(0.0, 1.0)];
        for (no, (view, after)) in views(&column).into_iter().zip(views(&moved)).enumerate() {
            for (place, unit) in order.iter().enumerate() {
                let (one, other) = (view.values[*unit], after.values[place]);
                // A sum in another order differs in its last digit.
                let tolerance = if no == 3 { 1e-9 } else { 0.0 };
                prop_assert_eq!(one.is_some(), other.is_some());
                prop_assert!(one.zip(other).is_none_or(|(a, b)| (a - b).abs() <= tolerance));
                for second in 0..values.len() {
                    let keeps = values[*unit].zip(values[second]).zip(one.zip(view.values[second])).is_none_or(|((a, b), (c, d))| a >= b || c <= d);
                    prop_assert!(keeps);
                }
            }
        }
        let [min_max, percentile, ..] = views(&column);
        let [turned, turned_percentile, ..] = views(&column.turned());
        for (view, turned) in [(min_max, turned), (percentile, turned_percentile)] {
            let sums = view.values.iter().zip(&turned.values).filter_map(|(one, other)| Some((*one)? + (*other)?));
            prop_assert!(sums.into_iter().all(|sum| (sum - 100.0).abs() <= 1e-9));
            prop_assert!(view.values.iter().flatten().all(|value| (0.0..=100.0).contains(value)));
        }
    }

    /// With equal weights the weighted median is the median; it is one of the values, or half-way between two.
    #[test]
    fn weighted_medians_are_medians(values in vec(-1e6..1e6f64, 1..20), weight in 0.1..10.0f64) {
        let pairs: Vec<(f64, f64)> = values.iter().map(|value| (*value, weight)).collect();
        let median = quantile(&ascending(values), 0.5).unwrap();
        prop_assert!((weighted_median(&pairs).unwrap() - median).abs() <= 1e-9 * median.abs().max(1.0));
    }

    /// The box holds the middle half, the whiskers hold the box, and nothing is lost.
    #[test]
    fn boxes_hold_all(values in vec(prop_oneof![0.0..=100.0f64, 0.0..=1e4f64], 1..40)) {
        let values = ascending(values);
        let drawn = box_plot(&values).unwrap();
        prop_assert!(drawn.lower_quartile <= drawn.median && drawn.median <= drawn.upper_quartile);
        let inside = values.iter().filter(|value| (drawn.low..=drawn.high).contains(value)).count();
        prop_assert_eq!(inside + drawn.outside.len(), values.len());
        let reach = 1.5 * (drawn.upper_quartile - drawn.lower_quartile);
        prop_assert!(drawn.outside.iter().all(|value| *value < drawn.lower_quartile - reach || *value > drawn.upper_quartile + reach));
    }

    /// The interval holds the share, and is narrower the more of the population took part.
    #[test]
    fn wilson_holds_the_share(sample in 1u64..60, part in 0.0..=1.0f64, more in 1u64..3000) {
        let count = (part * sample as f64) as u64;
        let share = count as f64 / sample as f64;
        let (low, high) = wilson(count, sample, Some(sample + more), 1.96).unwrap();
        let (endless_low, endless_high) = wilson(count, sample, None, 1.96).unwrap();
        prop_assert!(0.0 <= endless_low && endless_low <= low + 1e-12 && low <= share + 1e-12);
        prop_assert!(share <= high + 1e-12 && high <= endless_high + 1e-12 && endless_high <= 1.0);
        prop_assert_eq!(wilson(count, sample, Some(sample), 1.96), None);
    }

    /// If everybody took part, the mean is the plain mean and nothing is uncertain; if the strata do not differ in size or take-up, the mean is too.
    #[test]
    fn strata_of_everybody_are_the_whole(strata in vec(vec(0.0..=100.0f64, 1..6), 1..5)) {
        let whole: Vec<Stratum> = strata.iter().map(|values| Stratum { population: values.len() as u64, values: values.clone() }).collect();
        let result = poststratified(&whole).unwrap();
        let all: Vec<f64> = strata.concat();
        prop_assert!((result.mean - mean(&all).unwrap()).abs() <= 1e-9);
        prop_assert_eq!((result.standard_error, result.strata), (0.0, strata.len()));
    }
}
