//! The part of the language that XForms has too: expressions made at random, with a fixed seed, and their values here. They are kept in
//! `e2e/xforms/cases.json`, where a program that is not ours (`e2e/xforms/compare.mjs`) computes them again.
//!
//! `UPDATE_XFORMS=1 cargo test --test xforms` writes the file anew.
#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/questions.rs"]
mod questions;

use std::fs;
use std::path::Path;

use miernik::engine::expression::{Term, Type};
use questions::Questions;
use serde_json::{Value, json};

/// How many expressions are compared.
const CASES: usize = 1500;

/// The multiplier and increment of Knuth's MMIX generator; the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// An expression here, and the same in XForms, where a path stands for a question.
type Pair = (String, String);

fn both(text: &str) -> Pair {
    (text.to_owned(), text.to_owned())
}

fn question(id: &str) -> Pair {
    (format!("${{{id}}}"), format!("/data/{id}"))
}

fn joined(left: &Pair, sign: &str, right: &Pair) -> Pair {
    (format!("({} {sign} {})", left.0, right.0), format!("({} {sign} {})", left.1, right.1))
}

fn called(name: [&str; 2], arguments: &[Pair]) -> Pair {
    let list = |side: fn(&Pair) -> &String| arguments.iter().map(|argument| side(argument).as_str()).collect::<Vec<_>>().join(", ");
    (format!("{}({})", name[0], list(|pair| &pair.0)), format!("{}({})", name[1], list(|pair| &pair.1)))
}

/// Numbers that are the same in decimal and in binary; halves are rounded up on both sides as long as they are not negative.
fn number(random: &mut Random, level: usize) -> Pair {
    let choice = random.below(if level == 0 { 3 } else { 10 });
    let inner = |random: &mut Random| number(random, level.saturating_sub(1));
    match choice {
        0 => both(random.of(&["0", "1", "2", "7", "10", "0.5", "2.25", "100"])),
        1 => question(random.of(&["n", "zero", "half"])),
        2 => called(["count_selected", "count-selected"], &[question("set")]),
        3 | 4 => {
            let (left, right) = (inner(random), inner(random));
            joined(&left, random.of(&["+", "-", "*"]), &right)
        }
        5 => joined(&inner(random), "div", &both(random.of(&["2", "4", "8"]))),
        6 => called(["round", "round"], &[called(["max", "max"], &[both("0"), inner(random)])]),
        7 => {
            let name = random.of(&["min", "max"]);
            called([name, name], &[inner(random), inner(random)])
        }
        8 => called(["if", "if"], &[condition(random, level - 1), inner(random), inner(random)]),
        _ => called(["len", "string-length"], &[question(random.of(&["t", "postcode"]))]),
    }
}

fn condition(random: &mut Random, level: usize) -> Pair {
    let choice = random.below(if level == 0 { 7 } else { 11 });
    match choice {
        0 => both(random.of(&["true()", "false()"])),
        1 => joined(&question("choice"), random.of(&["=", "!="]), &both(random.of(&["'done'", "'part'"]))),
        2 => called(["selected", "selected"], &[question("set"), both(random.of(&["'a'", "'b'", "'c'"]))]),
        3 => joined(&question("t"), random.of(&["=", "!="]), &both(random.of(&["'3b'", "'3'"]))),
        4 => {
            let pattern = random.of(&["[0-9]{2}-[0-9]{3}", "[0-9]{2}", "[a-z]+", "[0-9-]+"]);
            // XForms programs do not agree on whether a part may match, so there the ends are written out.
            let whole = |pair: &Pair| (format!("matches({}, '{pattern}')", pair.0), format!("regex({}, '^({pattern})$')", pair.1));
            whole(&question(random.of(&["t", "postcode"])))
        }
        5 => {
            let day = both(random.of(&["date('2026-03-30')", "date('2026-03-31')", "date('2026-04-01')"]));
            let mut asked = question("d");
            asked.1 = format!("date({})", asked.1);
            joined(&asked, random.of(&["<", "<=", ">", ">=", "=", "!="]), &day)
        }
        6..=8 => {
            let (left, right) = (number(random, level.min(2)), number(random, level.min(2)));
            joined(&left, random.of(&["=", "!=", "<", "<=", ">", ">="]), &right)
        }
        9 => {
            let (left, right) = (condition(random, level - 1), condition(random, level - 1));
            joined(&left, random.of(&["and", "or"]), &right)
        }
        _ => called(["not", "not"], &[condition(random, level - 1)]),
    }
}

fn cases() -> Vec<Value> {
    let questions = Questions::new();
    let mut random = Random(20_261_121);
    let mut cases = Vec::new();
    while cases.len() < CASES {
        let is_number = random.below(2) == 0;
        let (here, xforms) = if is_number { number(&mut random, 3) } else { condition(&mut random, 3) };
        let Ok(expression) = questions.read(&here, if is_number { Type::Number } else { Type::Bool }) else { continue };
        let value = match questions.value(&expression).unwrap() {
            Term::Number(number) => json!(number.normalize().to_string().parse::<f64>().unwrap()),
            Term::Bool(value) => json!(value),
            other => panic!("{here}: {other:?}"),
        };
        cases.push(json!([here, xforms, value]));
    }
    cases
}

#[test]
fn the_file_for_the_other_program_says_what_this_one_computes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("e2e/xforms/cases.json");
    let lines: Vec<String> = cases().iter().map(Value::to_string).collect();
    let text = format!("[\n{}\n]\n", lines.join(",\n"));
    if std::env::var_os("UPDATE_XFORMS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap() == text, "run UPDATE_XFORMS=1 cargo test --test xforms, and then e2e/xforms/compare.mjs");
}
