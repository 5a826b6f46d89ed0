//! How fast 100,000 units are scored on one thread, beside the read bound of memory: summing the same columns once, measured in the same run.
//!
//! `cargo bench --bench scoring`. Figures are medians; what counts is the ratio, which does not depend on the machine.
#![expect(clippy::print_stdout, reason = "a benchmark reports on standard output")]

#[path = "support/clock.rs"]
mod clock;
#[path = "support/times.rs"]
mod times;

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;

use clock::timed;
use miernik::engine::score::{Cell, Cells, aggregate, aggregate_blocks};
use miernik::engine::survey::Survey;
use miernik::engine::{Notation, read};
use times::median;

const UNITS: usize = 100_000;
const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    println!("{UNITS} units, one thread, medians of {ROUNDS} rounds");
    measure("miasto-cyfrowe 1.0", &survey(include_str!("../surveys/miasto-cyfrowe/1.0.toml"))?)?;
    measure("three-level mean of 49 questions", &survey(&three_levels(49, "mean"))?)?;
    measure("three-level minimum of 49 questions", &survey(&three_levels(49, "minimum"))?)?;
    measure("three-level geometric mean of 49 questions", &survey(&three_levels(49, "geometric"))?)
}

fn survey(text: &str) -> Result<Survey, Box<dyn Error>> {
    read(text, Notation::Toml).map(|checked| checked.survey).map_err(|faults| format!("{faults:?}").into())
}

/// Two pillars of four dimensions each, every node made in the same way.
fn three_levels(questions: usize, aggregation: &str) -> String {
    let title = "{ pl = 'b', en = 'b' }";
    let mut text = format!("survey = {{ id = 'b', version = '1', title = {title} }}\nindex = {{ title = {title}, aggregation = '{aggregation}' }}\n");
    let mut add = |table: &str, id: String, more: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "[[{table}]]\nid = '{id}'\n{more}");
    };
    for pillar in 0..2 {
        add("dimension", format!("p{pillar}"), format!("title = {title}\naggregation = '{aggregation}'\nweight = {}", pillar + 1));
    }
    for dimension in 0..8 {
        add("dimension", format!("d{dimension}"), format!("title = {title}\naggregation = '{aggregation}'\nparent = 'p{}'", dimension % 2));
    }
    for question in 0..questions {
        let weight = 0.5 + question as f64 / 10.0;
        let more = format!("dimension = 'd{}'\nkind = 'yes_no'\ntext = {{ pl = 'q', en = 'q' }}\nweight = {weight:?}", question % 8);
        add("question", format!("q{question}"), more);
    }
    text
}

fn measure(name: &str, survey: &Survey) -> Result<(), Box<dyn Error>> {
    let columns = random_columns(survey);
    let scored = columns.iter().filter(|column| !column.is_empty()).count();
    let cells = Cells::from_columns(survey, UNITS, columns.clone()).ok_or("the columns do not fit")?;
    let (mut bound, mut blocks, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        bound.push(timed(|| columns.iter().map(|column| sum(column)).sum::<f64>()));
        blocks.push(timed(|| index_only(survey, black_box(&cells))));
        kept.push(timed(|| aggregate(survey, black_box(&cells))));
    }
    let bound = median(bound);
    println!("{name}: {scored} scored questions, {} nodes; read bound {bound:.2?}", survey.nodes.len());
    for (name, times) in [("every node computed, the index kept", blocks), ("every number of every node kept", kept)] {
        let time = median(times);
        let ratio = time.as_secs_f64() / bound.as_secs_f64();
        println!("  {name:<36} {time:>8.2?}   {ratio:.2} times the read bound   {:.0} units/s", UNITS as f64 / time.as_secs_f64());
    }
    Ok(())
}

fn index_only(survey: &Survey, cells: &Cells) -> Vec<f64> {
    let mut scores = Vec::with_capacity(UNITS);
    aggregate_blocks(survey, cells, |_, block| scores.extend_from_slice(&block[0].score));
    scores
}

/// Reads a column as fast as memory gives it.
fn sum(column: &[Cell]) -> f64 {
    let mut sums = [0.0; 8];
    for eight in column.chunks_exact(8) {
        for (sum, cell) in sums.iter_mut().zip(eight) {
            *sum += cell.get().unwrap_or(0.0);
        }
    }
    sums.iter().sum()
}

/// Points in quarters of the full score, one in ten missing, one in twenty not expected; the same on every run.
fn random_columns(survey: &Survey) -> Vec<Vec<Cell>> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut cell = |maximum: f64| match next() % 20 {
        0 => Cell::EXCLUDED,
        1 | 2 => Cell::MISSING,
        quarters => Cell::points((quarters % 5) as f64 / 4.0 * maximum),
    };
    let units = |scored: bool| if scored { 0..UNITS } else { 0..0 };
    survey.questions.iter().map(|question| units(question.scored).map(|_| cell(question.maximum)).collect()).collect()
}
