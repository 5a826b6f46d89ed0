//! The gate in front of the CSV reader: encoding marks, separator, and limits of size.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

use super::{LARGEST_BYTES, LONGEST_ROW, SheetFault, fault};

/// How far the reading has come and what stopped it, shared with whoever reads through the guard.
#[derive(Debug, Clone, Default)]
pub(in crate::engine) struct Progress(Rc<State>);

#[derive(Debug, Default)]
struct State {
    problem: RefCell<Option<SheetFault>>,
    /// Bytes since the last complete row, line breaks not counted.
    since_row: Cell<u64>,
}

impl Progress {
    /// What stopped the guard.
    pub(in crate::engine) fn problem(&self) -> Option<SheetFault> {
        self.0.problem.borrow_mut().take()
    }

    /// The reader has come to the end of a row.
    pub(in crate::engine) fn row_is_complete(&self) {
        self.0.since_row.set(0);
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
        self.passed += bytes.len() as u64;
        self.line += bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
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
