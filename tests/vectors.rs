//! Results of other programs, computed again by this one; see `tests/vectors/SOURCE.md`.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

#[path = "support/coinr.rs"]
mod coinr;
#[path = "support/compared.rs"]
mod compared;
#[path = "support/engine_parity.rs"]
mod engine_parity;
#[path = "support/formulas.rs"]
mod formulas;
#[path = "support/indicators.rs"]
mod indicators;

use std::collections::BTreeMap;

use compared::{Compared, NOT_A_NUMBER};
use miernik::engine::mean::{Mean, Part};
use miernik::engine::peer::{Column, Outranking, View};

/// Sets, values, largest error, and what is different on purpose.
fn total(all: &[Compared]) -> (usize, usize, f64, BTreeMap<&'static str, usize>) {
    let mut exceptions = BTreeMap::new();
    for (reason, count) in all.iter().flat_map(|one| &one.exceptions) {
        *exceptions.entry(*reason).or_default() += count;
    }
    (all.len(), all.iter().map(|one| one.values).sum(), all.iter().map(|one| one.largest_error).fold(0.0, f64::max), exceptions)
}

/// Every normalisation, mean, threshold, rank, outranking, panel, element left out and draw of weights.
#[test]
fn numbers_that_coinr_gives_too() {
    let (sets, values, largest, exceptions) = total(&coinr::all());
    assert_eq!((sets, values), (176, 282_759));
    assert!(largest <= 1e-14, "{largest}");
    assert_eq!(exceptions, BTreeMap::from([(NOT_A_NUMBER, 773), (coinr::ROUNDING, 25), (coinr::CAPPED, 360)]));
}

/// The same tables by way of a survey, with the means as they are shipped.
#[test]
fn coinr_s_scores_out_of_the_engine() {
    let (sets, values, largest, exceptions) = total(&engine_parity::all());
    assert_eq!((sets, values), (24, 52_414));
    assert!(largest <= 1e-14, "{largest}");
    assert_eq!(exceptions, BTreeMap::from([(NOT_A_NUMBER, 5)]));
}

#[test]
fn base_r_and_formulas() {
    let (sets, values, largest, exceptions) = total(&formulas::all());
    assert_eq!((sets, values, exceptions), (10, 445, BTreeMap::new()));
    assert!(largest <= 1e-14, "{largest}");
}

fn column(values: &[f64]) -> Column {
    Column::new(values.iter().copied().map(Some).collect()).unwrap()
}

fn mean(mean: Mean, pairs: &[(f64, f64)]) -> Option<f64> {
    mean.of_positive(&pairs.iter().map(|(weight, value)| Part { weight: *weight, value: *value }).collect::<Vec<_>>())
}

/// Copeland's scores of three units on indicators of weight 1, some missing.
fn copeland(units: [[Option<f64>; 3]; 3]) -> Vec<Option<i64>> {
    let columns: Vec<Column> = (0..3).map(|at| Column::new(units.iter().map(|unit| unit[at]).collect()).unwrap()).collect();
    let weighed: Vec<(f64, &Column)> = columns.iter().map(|column| (1.0, column)).collect();
    Outranking::new(&weighed, 0.0).unwrap().copeland()
}

/// Each corner case of the table, with what we do there.
#[test]
fn corner_cases_that_coinr_answers_otherwise() {
    let nothing = |n: usize| View { values: vec![None; n], constant: true };
    let first = [Some(1.0), Some(3.0), None];
    let (second, third) = ([Some(2.0), None, Some(1.0)], [None, Some(1.0), Some(2.0)]);
    let forwards = copeland([first, second, third]);
    let backwards: Vec<_> = copeland([third, second, first]).into_iter().rev().collect();
    let ours: BTreeMap<&str, bool> = [
        ("minmax constant", column(&[5.0; 3]).min_max(0.0, 100.0) == nothing(3)),
        ("minmax single", column(&[5.0]).min_max(0.0, 100.0) == nothing(1)),
        ("minmax with +Inf", Column::new(vec![Some(1.0), Some(f64::INFINITY)]).is_err()),
        ("zscore constant", column(&[5.0; 3]).z_score(0.0, 1.0) == nothing(3)),
        ("zscore single", column(&[5.0]).z_score(0.0, 1.0) == nothing(1)),
        ("prank single", column(&[5.0]).percent_rank() == nothing(1)),
        // The worst of the group has the least, not the greatest.
        ("fracmax direction -1 on 1 5 10", column(&[1.0, 5.0, 10.0]).turned().min_max(0.0, 1.0).values == [Some(1.0), Some(5.0 / 9.0), Some(0.0)]),
        ("amean all weights 0", mean(Mean::Arithmetic, &[(0.0, 1.0), (0.0, 2.0)]).is_none()),
        ("amean only zero-weight value present", mean(Mean::Arithmetic, &[(0.0, 1.0)]).is_none()),
        ("gmean zero value with zero weight", mean(Mean::Geometric, &[(0.0, 0.0), (1.0, 4.0)]) == Some(4.0f64.ln().exp())),
        ("hmean of -1 and 1", mean(Mean::Harmonic, &[(1.0, -1.0), (1.0, 1.0)]).is_none()),
        // A missing value is no part.
        ("genmean p=2 with one NA", mean(Mean::Power(2.0), &[(1.0, 3.0)]) == Some(3.0)),
        ("copeland rows 1..3 with NA", forwards == backwards && forwards.iter().flatten().sum::<i64>() == 0),
        ("copeland same rows reversed", forwards == backwards),
    ]
    .into();
    // Not offered: logarithms, winsorising. Goalposts with equal ends are refused when the survey is checked (tests/edges.rs).
    let elsewhere = ["log_GII(1,2,10)", "goalposts lo=hi=5 on 0 5 12", "winsorise 1..10,30,100"];
    for case in compared::Table::read("edge_cases_coinr_1.1.14").cells("case") {
        assert!(elsewhere.contains(&case) || ours.get(case) == Some(&true), "{case}");
    }
}
