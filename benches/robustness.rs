//! How long ranges of ranks take on one thread, beside the least that any such computation must do, measured in the same run: for each draw one weighted
//! sum of all columns, and one sorting of the scores.
//!
//! `cargo bench --bench robustness`. Figures are medians; what counts is the ratio, which does not depend on the machine.
#![expect(clippy::print_stdout, reason = "a benchmark reports on standard output")]

#[path = "support/processor.rs"]
mod processor;
#[path = "support/times.rs"]
mod times;

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;

use miernik::engine::robustness::{Model, Options, robustness, sensitivity};
use miernik::engine::score::{Cell, Cells};
use miernik::engine::survey::Survey;
use miernik::engine::{Notation, read};
use processor::timed;
use times::median;

const QUESTIONS: usize = 24;
const ROUNDS: usize = 9;

fn main() -> Result<(), Box<dyn Error>> {
    let survey = read(&text(), Notation::Toml).map_err(|faults| format!("{faults:?}"))?.survey;
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let weights = Options { aggregation: false, missing: false, noise: None, ..Options::default() };
    println!("{QUESTIONS} questions, 6 dimensions, 2 pillars, 1,024 draws, one thread, medians of {ROUNDS} rounds");
    one_thread.install(|| {
        for units in [51, 2_477, 20_000] {
            measure(&survey, units, &[("weights only", &weights), ("weights, means, missing answers, noise", &Options::default())]);
        }
        let cells = cells(&survey, 51);
        let times = (0..ROUNDS).map(|_| {
            timed(|| {
                let model = Model::new(&survey, &cells, &Options::default());
                sensitivity(&model, &Options::default(), &[0])
            })
        });
        println!("indices of sensitivity of 51 units, four inputs, for the ranks and one unit's score: {:.2?}", median(times));
    });
    Ok(())
}

/// The model is made anew in each round: what is measured is what a page would wait for.
fn measure(survey: &Survey, units: usize, runs: &[(&str, &Options)]) {
    let cells = cells(survey, units);
    let columns: Vec<Vec<f64>> =
        survey.questions_ix().map(|(ix, _)| (0..units).map(|unit| cells.get(ix, unit).and_then(Cell::get).unwrap_or(0.0)).collect()).collect();
    let rounds = if units > 10_000 { 1 } else { ROUNDS };
    let (mut sums, mut bounds) = (Vec::new(), Vec::new());
    let mut times = vec![Vec::new(); runs.len()];
    for _ in 0..rounds {
        sums.push(timed(|| least(&columns, units, false)));
        bounds.push(timed(|| least(&columns, units, true)));
        for ((_, options), times) in runs.iter().zip(&mut times) {
            times.push(timed(|| robustness(&Model::new(survey, black_box(&cells), options), options)));
        }
    }
    let bound = median(bounds);
    println!("{units} units: least work {bound:.2?}, of which sums {:.2?}", median(sums));
    for ((name, _), times) in runs.iter().zip(times) {
        let time = median(times);
        println!("  {name:<40} {time:>9.2?}   {:.2} times the least work", time.as_secs_f64() / bound.as_secs_f64());
    }
}

/// For each draw, a weighted sum of the columns and a sorting of the results, if that is wanted too.
fn least(columns: &[Vec<f64>], units: usize, sorted: bool) {
    let mut scores = vec![0.0; units];
    let mut keys: Vec<u64> = Vec::with_capacity(units);
    for draw in 0..1024 {
        scores.fill(0.0);
        for (at, column) in columns.iter().enumerate() {
            let weight = 1.0 + ((at * draw) % 17) as f64 / 40.0;
            scores.iter_mut().zip(column).for_each(|(score, value)| *score += weight * value);
        }
        black_box(&scores);
        if sorted {
            keys.clear();
            keys.extend(scores.iter().enumerate().map(|(at, score)| (score * 1e6) as u64 * (1 << 20) + at as u64));
            keys.sort_unstable();
            black_box(&keys);
        }
    }
}

fn text() -> String {
    let mut text = String::from("survey = { id = 'b', version = '1', title = { pl = 'b', en = 'b' } }\nindex = { title = { pl = 'b', en = 'b' } }\n");
    let mut add = |table: &str, id: String, more: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "[[{table}]]\nid = '{id}'\n{more}");
    };
    for pillar in 0..2 {
        add("dimension", format!("p{pillar}"), format!("title = {{ pl = 'p', en = 'p' }}\nweight = {}", pillar + 1));
    }
    for dimension in 0..6 {
        add("dimension", format!("d{dimension}"), format!("title = {{ pl = 'd', en = 'd' }}\nparent = 'p{}'", dimension % 2));
    }
    for question in 0..QUESTIONS {
        let head = format!("dimension = 'd{}'\nkind = 'one_of'\ntext = {{ pl = 'q', en = 'q' }}\nweight = {}", question % 6, 1 + question % 3);
        let options: String =
            (0..5).map(|at| format!("\n[[question.option]]\nid = 'o{at}'\nlabel = {{ pl = 'o{at}', en = 'o{at}' }}\npoints = {}", at * 25)).collect();
        add("question", format!("q{question}"), head + &options);
    }
    text
}

/// Points in quarters, 7 % missing; the same on every run.
fn cells(survey: &Survey, units: usize) -> Cells {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut cell = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        match (state >> 20) % 100 {
            0..7 => Cell::MISSING,
            bits => Cell::points((bits % 5) as f64 * 25.0),
        }
    };
    let columns = survey.questions.iter().map(|_| (0..units).map(|_| cell()).collect()).collect();
    // Every question is scored, so the columns fit.
    Cells::from_columns(survey, units, columns).unwrap_or_else(|| Cells::new(survey))
}
