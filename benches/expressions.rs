//! How long it takes to refuse an expression that is meant to do harm, to read one that is not, and to compute it.
//!
//! `cargo bench --bench expressions`. Figures are medians; refusing must stay below 10 ms.
#![expect(clippy::print_stdout, reason = "a benchmark reports on standard output")]

#[path = "support/clock.rs"]
mod clock;
#[path = "../tests/support/questions.rs"]
mod questions;
#[path = "support/times.rs"]
mod times;

use std::time::Duration;

use clock::timed;
use miernik::engine::expression::Type;
use questions::Questions;
use times::median;

const ROUNDS: usize = 101;
const LIMIT: Duration = Duration::from_millis(10);

fn main() {
    let questions = Questions::new();
    println!("medians of {ROUNDS} rounds; refusing must take less than {LIMIT:?}");
    for (name, source) in bombs() {
        let time = middle(|| questions.read(&source, Type::Bool).is_err());
        println!("refuse {name:<40} {time:>12.1?} {}", if time < LIMIT { "in time" } else { "TOO SLOW" });
    }
    let source = "${n} > 2 and selected(${set}, 'a') and matches(${postcode}, '[0-9]{2}-[0-9]{3}') or today() - ${d} > 365";
    println!("read   {:<40} {:>12.1?}", "a condition of four parts", middle(|| questions.read(source, Type::Bool).is_ok()));
    if let Ok(expression) = questions.read(source, Type::Bool) {
        println!("value  {:<40} {:>12.1?}", "of the same", middle(|| questions.value(&expression).is_some()));
    }
}

fn bombs() -> Vec<(&'static str, String)> {
    let repeated = |part: &str, times: usize| part.repeat(times);
    vec![
        ("a chain of 5,000 terms", vec!["true()"; 5_000].join(" and ")),
        ("a chain of 129 terms", vec!["true()"; 129].join(" and ")),
        ("10,000 parentheses", format!("{}true(){}", repeated("(", 10_000), repeated(")", 10_000))),
        ("33 parentheses", format!("{}true(){}", repeated("(", 33), repeated(")", 33))),
        ("the pattern (a+)+$", "matches(${t}, '(a+)+$')".to_owned()),
        ("a pattern of 10 MB", format!("matches(${{t}}, '{}')", repeated("a", 10_000_000))),
        ("a pattern of nested counts", "matches(${t}, '((((a{99}){99}){99}){99}){99}')".to_owned()),
        ("a pattern of 999 letters of any script", "matches(${t}, '\\w{999}')".to_owned()),
        ("a pattern of 100 parentheses", format!("matches(${{t}}, '{}a{}')", repeated("(", 100), repeated(")", 100))),
        ("a pattern of 90 ideographs", "matches(${t}, '\\p{Han}{90}')".to_owned()),
        ("4 kB of patterns that are just allowed", repeated("matches(${t}, '\\w{3}') and ", 141) + "1"),
        ("10 MB of nothing", repeated(" ", 10_000_000)),
        ("4,000 digits", repeated("9", 4_000)),
    ]
}

fn middle<T>(work: impl Fn() -> T) -> Duration {
    median((0..ROUNDS).map(|_| timed(&work)))
}
