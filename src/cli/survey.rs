//! `miernik survey …`: check, schema, convert; `diff` is in [`super::diff`].

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::failure::Failure;
use super::file::{self, Format};
use super::{as_toml, diff};
use crate::engine::fault::{Fault, Severity};
use crate::engine::{self, Checked, Notation};
use crate::workbook;
use crate::xlsform::{self, Note};

/// More faults of one file than this are counted, not listed.
const MOST_LISTED: usize = 200;

/// What was found in a file besides the survey.
pub(super) enum Remarks {
    /// In a text, by line and column.
    Faults(Vec<Fault>),
    /// In a workbook, by cell.
    Notes(Vec<Note>),
}

impl Remarks {
    fn count(&self, severity: Severity) -> usize {
        match self {
            Self::Faults(faults) => faults.iter().filter(|fault| fault.severity == severity).count(),
            Self::Notes(notes) => notes.iter().filter(|note| note.severity == severity).count(),
        }
    }

    /// The remarks, one a line; of a text no more than [`MOST_LISTED`], of a workbook all: they are the report of what was not carried over.
    pub(super) fn lines(&self, path: &Path) -> Vec<String> {
        let name = path.display().to_string();
        match self {
            Self::Notes(notes) => notes.iter().map(|note| note.in_file(&name).to_string()).collect(),
            Self::Faults(faults) => {
                let mut lines: Vec<String> = faults.iter().take(MOST_LISTED).map(|fault| fault.in_file(&name).to_string()).collect();
                if let Some(rest) = faults.len().checked_sub(MOST_LISTED).filter(|rest| *rest > 0) {
                    lines.push(format!("{name}: … and {rest} more"));
                }
                lines
            }
        }
    }
}

/// Reads and checks one survey file, text or workbook.
fn read(path: &Path) -> Result<(Checked, Remarks), Remarks> {
    if matches!(file::format(path), Some(Format::Workbook | Format::OldWorkbook)) {
        let bytes = file::survey_bytes(path, workbook::limits::FILE as u64).map_err(|fault| Remarks::Faults(vec![fault]))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        return match xlsform::read(&bytes, &name) {
            Ok(imported) => Ok((imported.checked, Remarks::Notes(imported.notes))),
            Err(notes) => Err(Remarks::Notes(notes)),
        };
    }
    let (text, notation) = file::survey_text(path).map_err(|fault| Remarks::Faults(vec![fault]))?;
    match engine::read(&text, notation) {
        Ok(mut checked) => {
            let warnings = std::mem::take(&mut checked.warnings);
            Ok((checked, Remarks::Faults(warnings)))
        }
        Err(faults) => Err(Remarks::Faults(faults)),
    }
}

/// Reads a survey file that a command needs.
pub(super) fn needed(path: &Path) -> Result<Checked, Failure> {
    reported(path).map(|(checked, _)| checked)
}

fn reported(path: &Path) -> Result<(Checked, Remarks), Failure> {
    read(path).map_err(|remarks| {
        let what = format!("`{}` cannot be used as a survey", path.display());
        Failure::new(what, "mend the faults above; `miernik survey check` lists them again").with_faults(remarks.lines(path))
    })
}

/// An earlier version that files are held against.
pub(super) struct Against<'a> {
    /// Its file.
    pub(super) earlier: &'a Path,
    /// What became of its questions.
    pub(super) bridge: Option<&'a Path>,
}

/// Prints every fault of every file, also every id of an earlier version that it has lost without a word, and a line that sums up.
pub(super) fn check(paths: &[impl AsRef<Path>], against: Option<&Against<'_>>) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let (mut errors, mut warnings) = (0, 0);
    let earlier = against.map(|against| needed(against.earlier)).transpose()?;
    for path in paths.iter().map(AsRef::as_ref) {
        let (checked, remarks) = match read(path) {
            Ok((checked, remarks)) => (Some(checked), remarks),
            Err(remarks) => (None, remarks),
        };
        let lost = match (against, &earlier, &checked) {
            (Some(against), Some(old), Some(new)) => diff::lost(old, new, path, against.bridge)?,
            _ => Vec::new(),
        };
        errors += remarks.count(Severity::Error) + lost.len();
        warnings += remarks.count(Severity::Warning);
        for line in remarks.lines(path).into_iter().chain(lost) {
            writeln!(out, "{line}").map_err(Failure::of_output)?;
        }
    }
    let summary = format!("{}, {}", count(errors, "error"), count(warnings, "warning"));
    writeln!(out, "{} checked: {summary}", count(paths.len(), "file")).and_then(|()| out.flush()).map_err(Failure::of_output)?;
    if errors == 0 { Ok(()) } else { Err(Failure::new(summary, "mend what is listed and check again")) }
}

/// A number with its word: `1 file`, `2 files`.
pub(super) fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

/// Prints the JSON Schema of survey files.
pub(super) fn schema() -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "{:#}", engine::schema()).and_then(|()| out.flush()).map_err(Failure::of_output)
}

/// Writes a survey in another notation, or as a workbook; what a workbook holds and a survey does not goes to standard error.
pub(super) fn convert(input: &Path, output: &Path) -> Result<(), Failure> {
    let Some(format) = file::format(output).filter(|format| *format != Format::OldWorkbook) else {
        let what = format!("`{}` does not say how the file shall be written", output.display());
        return Err(Failure::new(what, "name it .toml, .json or .xlsx"));
    };
    if file::same(input, output) {
        return Err(Failure::new(format!("`{}` would replace itself", input.display()), "name another file to write"));
    }
    let (checked, remarks) = reported(input)?;
    let failed = |error: serde_json::Error| Failure::new("the survey cannot be written", "check the numbers in it").because(error);
    let written = match format {
        Format::Text(Notation::Toml) => as_toml::written(&checked.document).map_err(failed)?.into_bytes(),
        Format::Text(Notation::Json) => (serde_json::to_string_pretty(&checked.document).map_err(failed)? + "\n").into_bytes(),
        Format::Workbook | Format::OldWorkbook => {
            let failed = |error| Failure::new("the survey cannot be written as a workbook", "shorten the text, or write .toml").because(error);
            xlsform::write(&checked.document).map_err(failed)?
        }
    };
    // Notes, not a failure: the survey itself is complete.
    let mut notes = io::stderr().lock();
    if has_comments(input) {
        let _ = writeln!(notes, "note: the comments of `{}` are not carried over", input.display());
    }
    if let Remarks::Notes(_) = remarks {
        for line in remarks.lines(input) {
            let _ = writeln!(notes, "{line}");
        }
    }
    drop(notes);
    file::replace(output, |out| out.write_all(&written))
}

fn has_comments(input: &Path) -> bool {
    file::notation(input) == Some(Notation::Toml)
        && fs::read_to_string(input).is_ok_and(|text| text.lines().any(|line| line.trim_start().starts_with('#')))
}
