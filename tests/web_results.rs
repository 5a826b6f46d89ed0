//! Results, comparison, explanations and exports as people see them; the ids (V5, V7 …) are those of the list of known dangers.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

#[expect(dead_code, reason = "the support of all page tests")]
mod support;

#[path = "web_results/chile.rs"]
mod chile;
#[path = "web_results/confidential.rs"]
mod confidential;
#[path = "web_results/explain.rs"]
mod explain;
#[path = "web_results/final_numbers.rs"]
mod final_numbers;
#[path = "web_results/look.rs"]
mod look;
#[path = "web_results/rights.rs"]
mod rights;
#[path = "web_results/round.rs"]
mod round;
