//! One line of the report: what of a workbook is wrong or was not carried over, and in which cell.

use std::fmt;

use crate::engine::fault::Severity;
use crate::workbook::{Address, WorkbookFault};

/// What is wrong with a cell, or what of it was not carried over as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// An error keeps the form from being read; a warning says what is different in the survey.
    pub severity: Severity,
    /// Stable code, kebab-case.
    pub code: &'static str,
    /// The cell: `survey!F12`; a sheet, or empty for the whole file.
    pub cell: String,
    /// What is wrong or different.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

impl Note {
    /// The note in one line, with the name of the file in front.
    pub fn in_file<'a>(&'a self, file: &'a str) -> impl fmt::Display + 'a {
        InFile { note: self, file }
    }
}

impl From<WorkbookFault> for Note {
    fn from(fault: WorkbookFault) -> Self {
        Self { severity: Severity::Error, code: fault.code, cell: fault.place, what: fault.what, mend: fault.mend }
    }
}

struct InFile<'a> {
    note: &'a Note,
    file: &'a str,
}

impl fmt::Display for InFile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Note { severity, code, cell, what, mend } = self.note;
        let severity = match severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let gap = if cell.is_empty() { "" } else { ":" };
        write!(f, "{}{gap}{cell}: {severity}[{code}]: {what} — {mend}", self.file)
    }
}

/// A cell in a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place(String);

impl Place {
    pub(super) fn new(sheet: &str, address: Address) -> Self {
        Self(format!("{sheet}!{address}"))
    }

    pub(super) fn sheet(sheet: &str) -> Self {
        Self(sheet.to_owned())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The notes of a form. A form with thousands of them is not read to the end by anybody.
#[derive(Debug, Default)]
pub(super) struct Notes {
    list: Vec<Note>,
    pub(super) refused: bool,
}

/// No more notes than this are kept; an error is always kept.
const MOST: usize = 20_000;

impl Notes {
    pub(super) fn error(&mut self, code: &'static str, place: &Place, what: impl Into<String>, mend: impl Into<String>) {
        self.push(Severity::Error, code, place, what.into(), mend.into());
    }

    pub(super) fn warning(&mut self, code: &'static str, place: &Place, what: impl Into<String>, mend: impl Into<String>) {
        self.push(Severity::Warning, code, place, what.into(), mend.into());
    }

    pub(super) fn push(&mut self, severity: Severity, code: &'static str, place: &Place, what: String, mend: String) {
        let error = severity == Severity::Error;
        if self.list.len() < MOST || (error && !self.refused) {
            self.list.push(Note { severity, code, cell: place.to_string(), what, mend });
        }
        self.refused |= error;
    }

    /// Every note, errors first.
    pub(super) fn into_list(mut self) -> Vec<Note> {
        self.list.sort_by_key(|note| note.severity);
        self.list
    }
}
