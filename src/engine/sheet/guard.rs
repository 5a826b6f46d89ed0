//! The gate in front of the CSV reader: encoding marks, separator, and limits of size.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io::{self, Read};
use std::rc::Rc;

use csv::ByteRecord;

use super::{LARGEST_BYTES, LONGEST_ROW, SheetFault, fault};

/// How far the reading has come and what stopped it, shared with whoever reads through the guard.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct Progress(Rc<State>);

#[derive(Debug, Default)]
struct State {
    problem: RefCell<Option<SheetFault>>,
    /// Bytes since the last complete row, line breaks not counted.
    since_row: Cell<u64>,
    /// Where the line breaks stand that were passed on and not yet counted.
    breaks: RefCell<VecDeque<u64>>,
    /// Line breaks before the end of the last complete row.
    counted: Cell<u64>,
}

impl Progress {
    /// What stopped the guard.
    pub(in crate::engine) fn problem(&self) -> Option<SheetFault> {
        self.0.problem.borrow_mut().take()
    }

    /// The reader has come to the end of a row, `end` bytes after the beginning: the line on which the row begins, from 1.
    ///
    /// The reader's own lines are of no use here: it knows nothing of the second half of a line break, nor of empty lines before the row.
    pub(in crate::engine) fn row_is_complete(&self, row: &ByteRecord, end: u64) -> u64 {
        self.0.since_row.set(0);
        let mut breaks = self.0.breaks.borrow_mut();
        // The last byte is the row's own line break, or what stands before the end of the file.
        let before = breaks.partition_point(|at| at + 1 < end);
        breaks.drain(..before);
        self.0.counted.set(self.0.counted.get() + before as u64);
        let inside = row.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        self.0.counted.get() + 1 - inside
    }
}

/// Passes bytes on while they are within the limits.
pub(in crate::engine) struct Guard<R> {
    inner: R,
    /// The first bytes, read ahead to find out how the file is written.
    head: Vec<u8>,
    passed: u64,
    line: u64,
    progress: Progress,
}

/// How much is read ahead.
const HEAD: usize = 64 * 1024;

impl<R: Read> Guard<R> {
    pub(in crate::engine) fn new(inner: R) -> Self {
        Self { inner, head: Vec::new(), passed: 0, line: 1, progress: Progress::default() }
    }

    pub(in crate::engine) fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Reads ahead, takes away a byte order mark and a line `sep=;`, and finds the separator: the one that the header uses.
    pub(in crate::engine) fn delimiter(&mut self) -> Result<u8, SheetFault> {
        let read = (&mut self.inner).take(HEAD as u64).read_to_end(&mut self.head);
        read.map_err(|error| fault("unreadable", 1, None, error.to_string(), "check the file and try again"))?;
        if self.head.starts_with(&[0xff, 0xfe]) || self.head.starts_with(&[0xfe, 0xff]) {
            return Err(fault("encoding", 1, None, "the file is written in UTF-16".to_owned(), "save it as CSV UTF-8"));
        }
        if self.head.starts_with(&[0xef, 0xbb, 0xbf]) {
            self.head.drain(..3);
        }
        let mut delimiter = None;
        if self.head.len() > 4 && self.head[..4].eq_ignore_ascii_case(b"sep=") {
            delimiter = Some(self.head[4]);
            let end = self.head.iter().position(|byte| *byte == b'\n').map_or(self.head.len(), |at| at + 1);
            self.head.drain(..end);
        }
        let header = self.head.split(|byte| matches!(byte, b'\n' | b'\r')).find(|line| !line.is_empty()).unwrap_or_default();
        let used = |byte: u8| header.contains(&byte);
        Ok(delimiter.unwrap_or(if used(b',') {
            b','
        } else if used(b';') {
            b';'
        } else if used(b'\t') {
            b'\t'
        } else {
            b','
        }))
    }

    fn check(&mut self, bytes: &[u8]) -> io::Result<()> {
        let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| self.passed + at as u64);
        let before = self.progress.0.breaks.borrow().len();
        self.progress.0.breaks.borrow_mut().extend(breaks);
        self.line += (self.progress.0.breaks.borrow().len() - before) as u64;
        self.passed += bytes.len() as u64;
        let row = &self.progress.0.since_row;
        row.set(row.get() + bytes.iter().filter(|byte| !matches!(byte, b'\n' | b'\r')).count() as u64);
        let megabytes = |bytes: u64| bytes / 1024 / 1024;
        let found = if self.passed > LARGEST_BYTES {
            let what = format!("the file is larger than {} MB", megabytes(LARGEST_BYTES));
            Some(fault("too-large", self.line, None, what, "split it into files with fewer units; each needs the header line"))
        } else if row.get() > LONGEST_ROW {
            let what = format!("the row is longer than {} MB", megabytes(LONGEST_ROW));
            Some(fault("too-large", self.line, None, what, "check whether a quotation mark is not closed, and whether this is a CSV file at all"))
        } else {
            None
        };
        match found {
            Some(found) => {
                *self.progress.0.problem.borrow_mut() = Some(found);
                Err(io::Error::other("the sheet is beyond its limits"))
            }
            None => Ok(()),
        }
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = if self.head.is_empty() {
            self.inner.read(buffer)?
        } else {
            let count = self.head.len().min(buffer.len());
            buffer[..count].copy_from_slice(&self.head[..count]);
            self.head.drain(..count);
            count
        };
        self.check(&buffer[..count])?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use csv::ReaderBuilder;

    use super::*;

    #[test]
    fn a_row_is_named_by_the_line_on_which_it_begins() {
        for (sheet, expected) in [
            ("a\nb\nc", [1, 2, 3]),
            ("a\r\nb\r\nc\r\n", [1, 2, 3]),
            ("\n\na\n\r\nb\n\n\nc\n", [3, 5, 8]),
            ("\"a\n\r\n\"\r\n\"b\nb\"\nc\n\n", [1, 4, 6]),
        ] {
            let guard = Guard::new(sheet.as_bytes());
            let progress = guard.progress();
            let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).buffer_capacity(2).from_reader(guard);
            let mut record = ByteRecord::new();
            let mut rows = Vec::new();
            while reader.read_byte_record(&mut record).unwrap() {
                rows.push(progress.row_is_complete(&record, reader.position().byte()));
            }
            assert_eq!(rows, expected, "{sheet:?}");
        }
    }
}
