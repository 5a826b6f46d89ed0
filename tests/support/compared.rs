//! How far our numbers are from those of another program: counted, not only asserted, so that a table can be printed of them.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// One set of numbers that were compared.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Name of the set.
    pub set: String,
    /// Values compared, missing ones on both sides among them.
    pub values: usize,
    /// Largest `|ours − theirs| ÷ max(1, |theirs|)`.
    pub largest_error: f64,
    /// Values that are different on purpose, with the reason, counted.
    pub exceptions: BTreeMap<&'static str, usize>,
}

/// The other program has not-a-number where there is nothing to compute; we have no value.
pub const NOT_A_NUMBER: &str = "not-a-number or infinite there, missing here";

impl Compared {
    pub fn new(set: impl Into<String>) -> Self {
        Self { set: set.into(), values: 0, largest_error: 0.0, exceptions: BTreeMap::new() }
    }

    /// Compares a value with a cell of a table: empty is missing.
    #[track_caller]
    pub fn cell(&mut self, place: impl Display, ours: Option<f64>, theirs: &str, tolerance: f64) {
        let number: Option<f64> = theirs.parse().ok();
        if ours.is_none() && number.is_some_and(|theirs| !theirs.is_finite()) {
            return self.except(NOT_A_NUMBER);
        }
        assert_eq!(ours.is_some(), number.is_some(), "{} {place}: {ours:?} and `{theirs}`", self.set);
        self.values += 1;
        if let (Some(ours), Some(theirs)) = (ours, number) {
            let error = (ours - theirs).abs() / theirs.abs().max(1.0);
            assert!(error <= tolerance, "{} {place}: {ours} and {theirs}, off by {error}", self.set);
            self.largest_error = self.largest_error.max(error);
        }
    }

    pub fn except(&mut self, reason: &'static str) {
        *self.exceptions.entry(reason).or_default() += 1;
    }
}

/// A table with a heading, read as it stands.
#[derive(Debug, Clone)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

pub fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// The names of the CSV files of a folder, without their ending, in order.
pub fn names(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(vectors().join(folder)).unwrap();
    let mut names: Vec<String> = entries.filter_map(|entry| Some(entry.unwrap().file_name().to_str()?.strip_suffix(".csv")?.to_owned())).collect();
    names.sort();
    names
}

impl Table {
    /// A file below `tests/vectors`.
    pub fn read(name: &str) -> Self {
        let path = vectors().join(format!("{name}.csv"));
        let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let head = reader.headers().unwrap().iter().map(str::to_owned).collect();
        Self { head, rows: reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect() }
    }

    pub fn at(&self, column: &str) -> Option<usize> {
        self.head.iter().position(|name| name == column)
    }

    /// The cells of a column, by row.
    pub fn cells(&self, column: &str) -> Vec<&str> {
        let at = self.at(column).unwrap_or_else(|| panic!("no column {column} in {:?}", self.head));
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    /// The numbers of a column, by row; an empty cell is missing.
    pub fn numbers(&self, column: &str) -> Vec<Option<f64>> {
        self.cells(column).into_iter().map(|cell| cell.parse().ok()).collect()
    }
}
