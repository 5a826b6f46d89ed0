//! A CSV sheet with the answers of many units → their answers; every fault names row and column.
//!
//! The sheet is read as a stream: a file that is too large, a line that never ends, another encoding are refused without being held in memory.

pub(super) mod cells;
pub(super) mod guard;
mod rows;

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};

use super::answer::Answer;
use super::entries::Entry;
use super::fault::excerpt;
use super::survey::Survey;
use cells::Columns;
use guard::Guard;
use rows::Rows;

/// A sheet is no larger than this.
pub const LARGEST_BYTES: u64 = 256 * 1024 * 1024;
/// A row of a sheet is no longer than this.
pub const LONGEST_ROW: u64 = 4 * 1024 * 1024;
/// No more faults than this are listed.
const MOST_FAULTS: usize = 100;

/// One fault of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFault {
    /// Stable code.
    pub code: &'static str,
    /// Line of the file, counted from 1; the header is line 1.
    pub row: u64,
    /// Name of the column, where the fault is in one.
    pub column: Option<String>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

impl std::fmt::Display for SheetFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "row {}", self.row)?;
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": error[{}]: {} — {}", self.code, self.what, self.mend)
    }
}

/// One unit of a sheet.
#[derive(Debug)]
pub struct Unit {
    /// Its key, as written, without blanks at the ends.
    pub key: String,
    /// What it answers once, by the position of the questions.
    pub answers: Vec<Answer>,
    /// What it answers once for each entry, in the order of the rows.
    pub entries: Vec<Entry>,
}

/// One row of a sheet.
struct Row {
    key: String,
    /// The name of the entry, in parts; empty for what the unit answers once.
    path: Vec<String>,
    answers: Vec<Answer>,
}

/// Reads a sheet and hands each unit to `take`. Faults are collected (at most 100); after the first, units are still checked but no longer handed on.
///
/// # Errors
/// Every fault, in the order of the rows.
pub fn read(survey: &Survey, sheet: impl Read, mut take: impl FnMut(Unit)) -> Result<(), Vec<SheetFault>> {
    let mut guard = Guard::new(sheet);
    let delimiter = guard.delimiter().map_err(|fault| vec![fault])?;
    let progress = guard.progress();
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(guard);
    let mut faults = Vec::new();
    let mut record = ByteRecord::new();
    let mut columns: Option<Columns> = None;
    let mut rows = Rows::new(survey);
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let row = reader.position().line();
                faults.push(progress.problem().unwrap_or_else(|| fault("unreadable", row, None, error.to_string(), "check the file and try again")));
                break;
            }
        }
        let row = progress.row_is_complete(&record, reader.position().byte());
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let Some(columns) = &columns else {
            match Columns::from_header(survey, &record, row) {
                Ok(found) => columns = Some(found),
                Err(found) => return Err(found),
            }
            continue;
        };
        match columns.row(survey, &record, row).and_then(|found| rows.add(found, row).map_err(|fault| vec![fault])) {
            Ok(Some(unit)) if faults.is_empty() => take(unit),
            Ok(_) => {}
            Err(found) => faults.extend(found),
        }
        if faults.len() >= MOST_FAULTS {
            faults.truncate(MOST_FAULTS);
            break;
        }
    }
    if columns.is_none() && faults.is_empty() {
        faults.push(fault("no-header", 1, None, "the file is empty".to_owned(), "begin with a header line: unit, then question ids"));
    }
    if faults.is_empty() {
        rows.last().into_iter().for_each(take);
        Ok(())
    } else {
        Err(faults)
    }
}

fn fault(code: &'static str, row: u64, column: Option<&str>, what: String, mend: &str) -> SheetFault {
    SheetFault { code, row, column: column.map(|name| excerpt(name).into_owned()), what, mend: mend.to_owned() }
}
