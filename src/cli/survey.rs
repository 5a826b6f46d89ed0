//! `miernik survey …`: check, schema, convert; `diff` is in [`super::diff`].

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use super::as_toml;
use super::failure::Failure;
use super::file;
use crate::engine::fault::{Fault, Severity};
use crate::engine::{self, Checked, Notation};

/// More faults of one file than this are counted, not listed.
const MOST_LISTED: usize = 200;

/// Reads and checks one survey file.
pub(super) fn read(path: &Path) -> Result<Checked, Vec<Fault>> {
    let (text, notation) = file::survey_text(path).map_err(|fault| vec![fault])?;
    engine::read(&text, notation)
}

/// Reads a survey file that a command needs.
pub(super) fn needed(path: &Path) -> Result<Checked, Failure> {
    read(path).map_err(|faults| {
        let what = format!("`{}` cannot be used as a survey", path.display());
        Failure::new(what, "mend the faults above; `miernik survey check` lists them again").with_faults(listed(path, &faults))
    })
}

/// The faults of a file, one a line.
pub(super) fn listed(path: &Path, faults: &[Fault]) -> Vec<String> {
    let name = path.display().to_string();
    let mut lines: Vec<String> = faults.iter().take(MOST_LISTED).map(|fault| fault.in_file(&name).to_string()).collect();
    if let Some(rest) = faults.len().checked_sub(MOST_LISTED).filter(|rest| *rest > 0) {
        lines.push(format!("{name}: … and {rest} more"));
    }
    lines
}

/// Prints every fault of every file and a line that sums up.
pub(super) fn check(paths: &[impl AsRef<Path>]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let (mut errors, mut warnings) = (0, 0);
    for path in paths {
        let faults = match read(path.as_ref()) {
            Ok(checked) => checked.warnings,
            Err(faults) => faults,
        };
        errors += faults.iter().filter(|fault| fault.severity == Severity::Error).count();
        warnings += faults.iter().filter(|fault| fault.severity == Severity::Warning).count();
        for line in listed(path.as_ref(), &faults) {
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

/// Writes a survey in another notation.
pub(super) fn convert(input: &Path, output: &Path) -> Result<(), Failure> {
    let Some(notation) = file::notation(output) else {
        return Err(Failure::new(format!("`{}` does not say how the file shall be written", output.display()), "name it .toml or .json"));
    };
    if file::same(input, output) {
        return Err(Failure::new(format!("`{}` would replace itself", input.display()), "name another file to write"));
    }
    let checked = needed(input)?;
    let written = match notation {
        Notation::Toml => as_toml::written(&checked.document),
        Notation::Json => serde_json::to_string_pretty(&checked.document).map(|json| json + "\n"),
    };
    let written = written.map_err(|error| Failure::new("the survey cannot be written", "check the numbers in it").because(error))?;
    if has_comments(input) {
        // A note, not a failure: the survey itself is complete.
        let _ = writeln!(io::stderr(), "note: the comments of `{}` are not carried over", input.display());
    }
    file::replace(output, |out| out.write_all(written.as_bytes()))
}

fn has_comments(input: &Path) -> bool {
    file::notation(input) == Some(Notation::Toml)
        && fs::read_to_string(input).is_ok_and(|text| text.lines().any(|line| line.trim_start().starts_with('#')))
}
