//! Parser, type checker and evaluator of the expression language on any text: `cargo +nightly fuzz run expression` in this folder's parent.
//!
//! The same function runs on random texts in every test run (`tests/expressions.rs`).
#![no_main]

#[path = "../../tests/support/questions.rs"]
mod questions;
#[path = "../../tests/support/total.rs"]
mod total;

libfuzzer_sys::fuzz_target!(|source: &str| total::total(&questions::Questions::new(), source));
