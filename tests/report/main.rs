//! Exports, as the people and programs see them who open them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, where a failure is the answer")]

mod codebook;
mod csv_files;
mod real_surveys;
mod sample;
mod versions;
mod workbook;
