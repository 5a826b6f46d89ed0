//! How fast the cheapest way to the next level is found, beside a limit on one search.
//!
//! `cargo bench --bench path`. For each survey and municipality the median and the worst of several searches, beside the time of scoring the same
//! municipality once in the same run.
#![expect(clippy::print_stdout, reason = "a benchmark reports on standard output")]

#[path = "support/clock.rs"]
mod clock;
#[path = "support/times.rs"]
mod times;

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use clock::timed;
use miernik::engine::answer::{Answer, Answers, Value};
use miernik::engine::path::{NextLevel, next_level, rises, within};
use miernik::engine::score::score;
use miernik::engine::survey::{NodeIx, Survey};
use miernik::engine::{Notation, read};
use times::median;

/// No search may take longer.
const LIMIT: Duration = Duration::from_millis(50);
const ROUNDS: usize = 11;
const UNITS: u64 = 20;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cheapest way to the next level, {UNITS} municipalities, medians of {ROUNDS} rounds; limit {LIMIT:?}");
    let sixty = survey(&questions(Shape { per_dimension: 6, efforts: 1.0, odd_weights: false }))?;
    // Efforts with six decimals: few sums of them are alike.
    let uneven = survey(&questions(Shape { per_dimension: 6, efforts: 0.618_033, odd_weights: false }))?;
    let unanswered = survey(&questions(Shape { per_dimension: 16, efforts: 0.618_033, odd_weights: true }))?;
    let flagship = survey(include_str!("../surveys/miasto-cyfrowe/1.0.toml"))?;
    let mut slow = 0;
    slow += measure("60 questions, 20 in gates, all answered", &sixty, Gaps::NONE);
    slow += measure("60 questions, 20 in gates, one answer in ten missing", &sixty, Gaps { one_in: 10, first: 0 });
    slow += measure("60 questions, 20 in gates, two dimensions without an answer", &sixty, Gaps { one_in: 0, first: 12 });
    slow += measure("60 questions, 20 in gates, uneven efforts", &uneven, Gaps::NONE);
    slow += measure("60 questions, 20 in gates, uneven efforts, one answer in ten missing", &uneven, Gaps { one_in: 10, first: 0 });
    // Each missing answer doubles the denominators: here the search must give up, and soon.
    slow += measure("60 questions, 20 in gates, uneven weights, one dimension of 16 without an answer", &unanswered, Gaps { one_in: 0, first: 16 });
    slow += measure("miasto-cyfrowe 1.0, all answered", &flagship, Gaps::NONE);
    slow += measure("miasto-cyfrowe 1.0, one answer in ten missing", &flagship, Gaps { one_in: 10, first: 0 });
    if slow > 0 { Err(format!("{slow} searches took longer than {LIMIT:?}").into()) } else { Ok(()) }
}

fn survey(text: &str) -> Result<Survey, Box<dyn Error>> {
    read(text, Notation::Toml).map(|checked| checked.survey).map_err(|faults| format!("{faults:?}").into())
}

/// Which answers are missing.
#[derive(Debug, Clone, Copy)]
struct Gaps {
    /// One in so many; 0: none.
    one_in: u64,
    /// All of the first.
    first: usize,
}

impl Gaps {
    const NONE: Self = Self { one_in: 0, first: 0 };
}

/// What sets one survey apart from another.
#[derive(Debug, Clone, Copy)]
struct Shape {
    per_dimension: usize,
    /// By what the whole numbers are multiplied that make efforts different.
    efforts: f64,
    /// Weights with six decimals: no two sums of them are alike.
    odd_weights: bool,
}

/// Sixty ladders in dimensions of equal size, with uneven weights and efforts; every third question is needed for a level.
fn questions(shape: Shape) -> String {
    let mut text = String::from("survey = { id = 'b', version = '1', title = { pl = 'b', en = 'b' } }\nindex = { title = { pl = 'b', en = 'b' } }\n");
    let mut add = |table: &str, more: String| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "[[{table}]]\n{more}");
    };
    for from in [0, 25, 50, 75] {
        add("level", format!("title = {{ pl = 'l', en = 'l' }}\nfrom = {from}"));
    }
    for dimension in 0..60_usize.div_ceil(shape.per_dimension) {
        add("dimension", format!("id = 'd{dimension}'\ntitle = {{ pl = 'd', en = 'd' }}\nweight = {}", 1 + dimension % 3));
    }
    for question in 0..60_usize {
        let gate = if question % 3 == 0 { format!("gate = {{ level = {}, at_least = {} }}\n", 2 + question / 3 % 3, 50) } else { String::new() };
        let odd = if shape.odd_weights { (question * 618_033 % 999_983) as f64 / 1e6 } else { 0.0 };
        let weight = 0.5 + (question * 7 % 11) as f64 / 4.0 + odd;
        let head = format!(
            "id = 'q{question}'\ndimension = 'd{}'\nkind = 'ladder'\ntext = {{ pl = 'q', en = 'q' }}\nweight = {weight:?}\n{gate}",
            question / shape.per_dimension
        );
        let mut body = head;
        for option in ["a", "b", "c", "d", "e"] {
            let _ = writeln!(body, "[[question.option]]\nid = '{option}'\nlabel = {{ pl = '{option}', en = '{option}' }}");
        }
        for step in 0..4 {
            let effort = 1.0 + ((question * 13 + step * 5) % 17) as f64 * shape.efforts;
            let _ = writeln!(body, "[[question.recommendation]]\nbelow = {}\ntext = {{ pl = 's', en = 's' }}\neffort = {effort:?}", 25 * (step + 1));
        }
        add("question", body);
    }
    text
}

/// Answers of a municipality: every question at some state it can be raised to.
fn answers(survey: &Survey, unit: u64, gaps: Gaps) -> Answers {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ (unit + 1).wrapping_mul(0x2545_f491_4f6c_dd1d);
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state >> 11
    };
    let mut answers = Answers::default();
    for (at, question) in survey.questions.iter().enumerate() {
        let states: Vec<Value> = rises(question, &Answer::NotAnswered).into_iter().map(|rise| rise.value).collect();
        let left_out = at < gaps.first || (gaps.one_in > 0 && next() % gaps.one_in == 0);
        // The lower states are more likely.
        let state = (next() % (states.len().max(1) as u64)).min(next() % (states.len().max(1) as u64));
        if let (false, Some(value)) = (left_out, states.get(state as usize)) {
            answers.set(&question.id, Answer::Answered(value.clone()));
        }
    }
    answers
}

/// Prints what the searches take, and returns how many took longer than the limit.
fn measure(name: &str, survey: &Survey, gaps: Gaps) -> usize {
    let (mut paths, mut small, mut large, mut scores) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut found, mut days) = (0, 0.0);
    for unit in 0..UNITS {
        let answers = answers(survey, unit, gaps);
        paths.push(middle(|| next_level(survey, black_box(&answers), NodeIx::INDEX, None)));
        small.push(middle(|| within(survey, black_box(&answers), NodeIx::INDEX, None, 20.0)));
        large.push(middle(|| within(survey, black_box(&answers), NodeIx::INDEX, None, 200.0)));
        scores.push(middle(|| score(survey, black_box(&answers))));
        if let NextLevel::Level { path: Some(path), .. } = next_level(survey, &answers, NodeIx::INDEX, None) {
            found += 1;
            days += path.effort;
        }
    }
    println!("{name}: {found} of {UNITS} have a way, {:.0} person-days on average", days / f64::from(found.max(1)));
    for (what, times) in [("next level", &mut paths), ("20 person-days", &mut small), ("200 person-days", &mut large), ("scored once", &mut scores)] {
        times.sort_unstable();
        println!("  {what:<16} median {:>9.2?}   slowest {:>9.2?}", times[times.len() / 2], times[times.len() - 1]);
    }
    [paths, small, large].iter().flatten().filter(|time| **time > LIMIT).count()
}

fn middle<T>(work: impl Fn() -> T) -> Duration {
    median((0..ROUNDS).map(|_| timed(&work)))
}
