//! Reader of workbooks and import of forms on any bytes: `cargo +nightly fuzz run form` in this folder's parent.
//!
//! The same function runs on random forms in every test run (`tests/workbook_bombs.rs`).
#![no_main]

#[expect(dead_code, reason = "only the making of archives is needed here")]
#[path = "../../tests/support/bombs.rs"]
mod bombs;
#[path = "../../tests/support/total_form.rs"]
mod total_form;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| total_form::total(bytes));
