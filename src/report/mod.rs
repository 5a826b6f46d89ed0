//! Exports: one campaign's answers and scores → CSV and XLSX. Values in, bytes out; as whom a person reads is decided by the caller and told here.
//!
//! A [`Scope`] says which campaign for which [`Audience`]; a [`Table`] lays its units out in columns (wide: one row a unit, long: one row a unit and item);
//! the writers turn the same table into open-data CSV, CSV for Polish Excel ([`csv`]) and XLSX ([`xlsx`]). All of them take one unit after the other and
//! keep none of them. [`codebook`] describes the survey.

mod about;
mod beside;
mod cell;
pub mod codebook;
pub mod csv;
mod dataset;
mod long;
mod table;
mod wide;
pub mod word;
pub mod xlsx;

pub use beside::Beside;
pub use cell::{Cell, Chosen, Column, Plain, Shape, shortest};
pub use dataset::{Audience, Campaign, Scope, UnitRow};
pub use table::{Layout, Table};

/// Why an export could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The receiver does not take any more.
    #[error("the export could not be written: {0}")]
    Write(#[from] std::io::Error),
    /// The spreadsheet could not be made.
    #[error("the spreadsheet could not be made: {0}")]
    Spreadsheet(#[from] rust_xlsxwriter::XlsxError),
    /// More columns than a spreadsheet holds.
    #[error("the table has {columns} columns, a spreadsheet holds {most}; export it as CSV")]
    TooManyColumns {
        /// Columns of the table.
        columns: usize,
        /// Columns a sheet holds.
        most: usize,
    },
}

/// What has been written; compare it with what should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Units that were written.
    pub units: u64,
    /// Rows of the table, without the header.
    pub rows: u64,
}

/// The name of an exported file: `miernik_<campaign>_<kind>.<extension>`, in letters that every system and every header takes.
///
/// ```
/// assert_eq!(miernik::report::file_name("sieć 2026", "wide", "csv"), "miernik_siec-2026_wide.csv");
/// assert_eq!(miernik::report::file_name("../etc", "wide-pl", "csv"), "miernik_etc_wide-pl.csv");
/// ```
pub fn file_name(campaign: &str, kind: &str, extension: &str) -> String {
    format!("miernik_{}_{}.{}", plain(campaign), plain(kind), plain(extension))
}

/// Lower-case letters without accents, digits and single hyphens.
fn plain(text: &str) -> String {
    let decomposed = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(text);
    let mut plain = String::with_capacity(text.len());
    for c in decomposed.chars().flat_map(char::to_lowercase) {
        match c {
            'ł' => plain.push('l'),
            _ if c.is_ascii_alphanumeric() => plain.push(c),
            '\u{300}'..='\u{36f}' => {}
            _ if plain.ends_with('-') || plain.is_empty() => {}
            _ => plain.push('-'),
        }
    }
    plain.truncate(plain.trim_end_matches('-').len());
    plain
}
