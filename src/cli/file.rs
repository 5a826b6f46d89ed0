//! Files of the command line: read within limits, written as a whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::engine::Notation;
use crate::engine::fault::{Fault, LineIndex, Place, Severity};
use crate::ids;

/// A survey file is no larger than this; the largest real ones have a tenth of it.
const LARGEST_SURVEY: u64 = 4 * 1024 * 1024;

const START: Place = Place { line: 1, column: 1 };

/// The notation that the end of a file's name stands for.
pub(super) fn notation(path: &Path) -> Option<Notation> {
    let ending = path.extension()?.to_str()?;
    [("toml", Notation::Toml), ("json", Notation::Json)]
        .into_iter()
        .find(|(known, _)| ending.eq_ignore_ascii_case(known))
        .map(|(_, notation)| notation)
}

/// What the end of a file's name says about a survey in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Text in one of the notations.
    Text(Notation),
    /// A workbook that can be read and written: `.xlsx`.
    Workbook,
    /// A workbook that can only be read: `.xls`, `.xlsm`.
    OldWorkbook,
}

/// The format that the end of a file's name stands for.
pub(super) fn format(path: &Path) -> Option<Format> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "xlsx" => Some(Format::Workbook),
        "xls" | "xlsm" => Some(Format::OldWorkbook),
        _ => notation(path).map(Format::Text),
    }
}

fn fault(code: &'static str, place: Place, what: String, mend: &str) -> Fault {
    Fault { severity: Severity::Error, code, place, what, mend: mend.to_owned() }
}

/// Reads a survey file as bytes, at most as many as given.
pub(super) fn survey_bytes(path: &Path, most: u64) -> Result<Vec<u8>, Fault> {
    let too_large = || {
        let what = format!("the file is larger than {} MB", most / 1024 / 1024);
        fault("too-large", START, what, "check that this is a survey file")
    };
    let unreadable = |error: io::Error| fault("unreadable", START, format!("the file cannot be read: {error}"), mend_of(&error));
    let mut file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(fault("unreadable", START, "this is a folder".to_owned(), "name a file in it"));
    }
    if metadata.len() > most {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    Read::take(&mut file, most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > most { Err(too_large()) } else { Ok(bytes) }
}

/// Reads a survey file as text: at most 4 MB of UTF-8.
pub(super) fn survey_text(path: &Path) -> Result<(String, Notation), Fault> {
    let Some(notation) = notation(path) else {
        return Err(fault("file-name", START, "the name does not say how the file is written".to_owned(), "name it .toml, .json or .xlsx"));
    };
    let bytes = survey_bytes(path, LARGEST_SURVEY)?;
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(fault("encoding", START, "the file is written in UTF-16".to_owned(), "save it as UTF-8"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
        let mend = "save it as UTF-8; it is probably written in Windows-1250 or ISO 8859-2";
        fault("encoding", LineIndex::new(&before).place(valid), "this is not UTF-8".to_owned(), mend)
    })?;
    match text.find('\0') {
        Some(at) => {
            let mend = "remove it; NUL characters come from another format or a damaged file";
            Err(fault("bad-character", LineIndex::new(&text).place(at), "there is a NUL character".to_owned(), mend))
        }
        None => Ok((text, notation)),
    }
}

/// Opens a file to be read as a stream.
pub(super) fn open(path: &Path) -> Result<File, Failure> {
    let failure = |error: io::Error| Failure::new(format!("`{}` cannot be read", path.display()), mend_of(&error)).because(error);
    let file = File::open(path).map_err(failure)?;
    if file.metadata().map_err(failure)?.is_dir() {
        return Err(Failure::new(format!("`{}` is a folder", path.display()), "name a file in it"));
    }
    Ok(file)
}

/// Whether two paths lead to the same existing file.
pub(super) fn same(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// Writes a file as a whole: into a new file beside it, which takes its place once everything is on disk. After a failure the old file is as it was.
pub(super) fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let failure = |error: io::Error| Failure::new(format!("`{}` cannot be written", path.display()), mend_of(&error)).because(error);
    // A link is followed: what it leads to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&target).ok();
    match &before {
        Some(metadata) if metadata.is_dir() => Err(Failure::new(format!("`{}` is a folder", path.display()), "name a file in it")),
        // A device or a pipe cannot be replaced, only written to.
        Some(metadata) if !metadata.is_file() => File::options().write(true).open(&target).and_then(|file| fill(&file, write)).map_err(failure),
        _ => Draft::beside(&target).and_then(|draft| draft.publish(&target, before.as_ref(), write)).map_err(failure),
    }
}

fn fill(file: &File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut buffered = BufWriter::with_capacity(256 * 1024, file);
    write(&mut buffered)?;
    buffered.flush()
}

/// A file that is not finished; it vanishes unless it is published.
struct Draft {
    path: PathBuf,
    file: File,
}

impl Draft {
    fn beside(target: &Path) -> io::Result<Self> {
        let name = target.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path does not end in a file name"))?;
        let path = target.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), ids::new_id()));
        let file = File::options().write(true).create_new(true).open(&path)?;
        Ok(Self { path, file })
    }

    fn publish(self, target: &Path, before: Option<&Metadata>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        fill(&self.file, write)?;
        if let Some(before) = before {
            self.file.set_permissions(before.permissions())?;
        }
        self.file.sync_all()?;
        fs::rename(&self.path, target)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After it was published there is nothing left to remove.
        let _ = fs::remove_file(&self.path);
    }
}

/// What to do about a failure of the file system.
fn mend_of(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "check the path; every folder in it must exist",
        io::ErrorKind::PermissionDenied => "ask for the right to this file, or choose another place",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk, or choose another place",
        _ => "check the path and try again",
    }
}
