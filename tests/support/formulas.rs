//! What base R computes, and what follows from written formulas.

use std::collections::BTreeMap;

use miernik::engine::answer::{Answer, Answers, Value};
use miernik::engine::level::{GateState, continuous, gated};
use miernik::engine::mean::{Mean, Part};
use miernik::engine::peer::Column;
use miernik::engine::stats::{Z_95, ascending, mean, median, quantile, ranks, standard_deviation, wilson};
use miernik::engine::unit::LevelNumber;
use miernik::engine::{Notation, read, score};

use super::compared::{Compared, Table};

const TOLERANCE: f64 = 1e-12;

pub fn all() -> Vec<Compared> {
    vec![quantiles(), ranks_of_r(), summaries(), weighted_means(), ampi(), samm(), staged(), without_steps(), wilson_95(), mid_percentiles()]
}

/// The rows of a table by the value of a column, in order.
fn sets(table: &Table, column: &str) -> BTreeMap<String, Table> {
    let mut sets: BTreeMap<String, Table> = BTreeMap::new();
    for (row, set) in table.rows.iter().zip(table.cells(column)) {
        let part = sets.entry(set.to_owned()).or_insert_with(|| Table { head: table.head.clone(), rows: Vec::new() });
        part.rows.push(row.clone());
    }
    sets
}

fn inputs() -> BTreeMap<String, Vec<f64>> {
    let of = |(set, table): (String, Table)| (set, ascending(table.numbers("x").into_iter().flatten()));
    sets(&Table::read("base_r/quantile_inputs"), "set").into_iter().map(of).collect()
}

fn quantiles() -> Compared {
    let mut compared = Compared::new("base_r quantile_types_1_9, type 7");
    let inputs = inputs();
    let theirs = Table::read("base_r/quantile_types_1_9");
    let rows = theirs.cells("set").into_iter().zip(theirs.cells("type")).zip(theirs.numbers("p")).zip(theirs.cells("q"));
    for (((set, _), p), q) in rows.filter(|(((_, kind), _), _)| *kind == "7") {
        compared.cell(format_args!("{set} at {p:?}"), quantile(&inputs[set], p.unwrap()), q, TOLERANCE);
    }
    compared
}

fn ranks_of_r() -> Compared {
    let mut compared = Compared::new("base_r ranks_descending");
    for (set, table) in sets(&Table::read("base_r/ranks_descending"), "set") {
        let scores = table.numbers("x");
        let (own, ranked) = ranks(&scores);
        assert_eq!(ranked, scores.iter().flatten().count(), "{set}");
        let percentiles = Column::new(scores).unwrap().turned().mid_percentile().values;
        for (unit, rank) in own.into_iter().enumerate() {
            compared.cell(format_args!("{set} {unit}"), rank.map(|rank| rank as f64), table.cells("rank_min")[unit], 0.0);
            let average = percentiles[unit].map(|percentile| percentile / 100.0 * ranked as f64 + 0.5);
            compared.cell(format_args!("{set} {unit}"), average, table.cells("rank_average")[unit], TOLERANCE);
        }
    }
    compared
}

fn summaries() -> Compared {
    let mut compared = Compared::new("base_r summaries");
    let theirs = Table::read("base_r/summaries");
    let inputs = inputs();
    for (at, set) in theirs.cells("set").into_iter().enumerate() {
        let values = &inputs[set];
        let range = quantile(values, 0.75).zip(quantile(values, 0.25)).map(|(high, low)| high - low);
        for (name, ours) in [("mean", mean(values)), ("median", median(values)), ("sd", standard_deviation(values)), ("IQR_type7", range)] {
            compared.cell(format_args!("{name} of {set}"), ours, theirs.cells(name)[at], TOLERANCE);
        }
    }
    compared
}

fn weighted_means() -> Compared {
    let mut compared = Compared::new("base_r weighted_means");
    for (set, table) in sets(&Table::read("base_r/weighted_means"), "set") {
        let pairs = table.numbers("x").into_iter().zip(table.numbers("w"));
        let parts: Vec<Part> = pairs.filter_map(|(value, weight)| Some(Part { weight: weight?, value: value? })).collect();
        for (name, mean) in [("amean", Mean::Arithmetic), ("gmean", Mean::Geometric), ("hmean", Mean::Harmonic)] {
            compared.cell(format_args!("{name} of {set}"), mean.of_positive(&parts), table.cells(name)[0], TOLERANCE);
        }
    }
    compared
}

/// The units behind this table are not part of it; two halves at M − S and M + S have the same mean and deviation.
fn ampi() -> Compared {
    let mut compared = Compared::new("formula ampi_n30_goalposts");
    let theirs = Table::read("formula/ampi_n30_goalposts");
    for (unit, (mean, deviation)) in theirs.numbers("mean_70_130").into_iter().zip(theirs.numbers("sd_population")).enumerate() {
        let parts = mean.zip(deviation).map(|(mean, s)| [mean - s, mean + s].map(|value| Part { weight: 0.5, value }));
        compared.cell(unit, parts.and_then(|parts| Mean::Ampi.of_positive(&parts)), theirs.cells("AMPI_minus")[unit], TOLERANCE);
    }
    compared
}

/// A practice of SAMM as a survey: each level the mean of two streams, the practice the sum of three levels.
fn samm() -> Compared {
    let title = "title = { pl = 't', en = 't' }";
    let mut text = format!("survey = {{ id = 's', version = '1', {title} }}\nindex = {{ {title}, aggregation = 'sum' }}\n");
    for level in 1..=3 {
        text += &format!("[[dimension]]\nid = 'l{level}'\n{title}\n");
    }
    for (stream, level) in ["A", "B"].into_iter().flat_map(|stream| (1..=3).map(move |level| (stream, level))) {
        text += &format!(
            "[[question]]\nid = '{stream}{level}'\ndimension = 'l{level}'\nkind = 'number'\ndecimals = 2\ntext = {{ pl = 't', en = 't' }}\n"
        );
        text += "goalposts = { low = 0, high = 1, better = 'more' }\n";
    }
    let survey = read(&text, Notation::Toml).unwrap().survey;
    let theirs = Table::read("formula/samm_practice");
    let mut compared = Compared::new("formula samm_practice");
    for (at, cell) in theirs.cells("practice_score_0_3").into_iter().enumerate() {
        let mut answers = Answers::default();
        for question in &survey.questions {
            answers.set(&question.id, Answer::Answered(Value::Number(theirs.cells(&question.id)[at].parse().unwrap())));
        }
        let ours = score::score(&survey, &answers).scores.index().score.map(|score| score / 100.0);
        compared.cell(format_args!("case {at}"), ours, cell, TOLERANCE);
    }
    compared
}

fn staged() -> Compared {
    of_gates("staged_level_1_5", |gates| f64::from(gated(LevelNumber(5), gates).0))
}

fn without_steps() -> Compared {
    of_gates("continuous_gated_1_5", continuous)
}

/// Levels 1 to 5 with the gate at 0.9, for shares met on the levels 2 to 5.
fn of_gates(column: &str, of: impl Fn(&[GateState]) -> f64) -> Compared {
    let mut compared = Compared::new(format!("formula gated_level_tau0.9, {column}"));
    let theirs = Table::read("formula/gated_level_tau0.9");
    for (case, cell) in theirs.cells(column).into_iter().enumerate() {
        let met = |level: u8| if level == 1 { 0.0 } else { theirs.numbers(&format!("share_level{level}"))[case].unwrap() };
        let gate = |level: u8| GateState { level: LevelNumber(level), met: met(level), needed: 0.9, open: Vec::new() };
        compared.cell(format_args!("case {case}"), Some(of(&(1..=5).map(gate).collect::<Vec<_>>())), cell, TOLERANCE);
    }
    compared
}

fn wilson_95() -> Compared {
    let mut compared = Compared::new("formula wilson95");
    let theirs = Table::read("formula/wilson95");
    for (at, row) in theirs.rows.iter().enumerate() {
        let ours = wilson(row[0].parse().unwrap(), row[1].parse().unwrap(), None, Z_95);
        compared.cell(format_args!("low of {row:?}"), ours.map(|ours| ours.0), theirs.cells("lo")[at], TOLERANCE);
        compared.cell(format_args!("high of {row:?}"), ours.map(|ours| ours.1), theirs.cells("hi")[at], TOLERANCE);
    }
    compared
}

fn mid_percentiles() -> Compared {
    let mut compared = Compared::new("formula midpercentile");
    for (set, table) in sets(&Table::read("formula/midpercentile"), "set") {
        let ours = Column::new(table.numbers("x")).unwrap().mid_percentile().values;
        for (unit, (ours, cell)) in ours.into_iter().zip(table.cells("mid_percentile")).enumerate() {
            compared.cell(format_args!("{set} {unit}"), ours, cell, TOLERANCE);
        }
    }
    compared
}
