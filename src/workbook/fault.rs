//! Why a workbook cannot be read.

/// What is wrong with a workbook, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}; {mend}", if place.is_empty() { String::new() } else { format!("{place}: ") })]
pub struct WorkbookFault {
    /// Stable code, kebab-case.
    pub code: &'static str,
    /// Where: an entry of the archive, a sheet or a cell (`survey!B7`); empty for the whole file.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

impl WorkbookFault {
    pub(super) fn new(code: &'static str, place: &str, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { code, place: printable(place), what: what.into(), mend: mend.into() }
    }
}

/// A name from the file as it may stand in a message: at most 80 characters, none of which a terminal would obey.
fn printable(name: &str) -> String {
    name.chars().take(80).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

pub(super) fn too_large(what: &str, found: &str, limit: &str) -> WorkbookFault {
    WorkbookFault::new(
        "too-large",
        "",
        format!("{what}: {found}, more than the limit of {limit}"),
        "check that this is the right file; split it if it is",
    )
}

/// Two sheets that are one and the same part of the file: it would be read once for each.
pub(super) fn shared_sheet(name: &str) -> WorkbookFault {
    let what = "the sheet is the same part of the file as another sheet";
    WorkbookFault::new("bomb", name, what, "open the file in a spreadsheet program, give each sheet cells of its own, and save it again")
}

pub(super) fn damaged(place: &str, what: impl Into<String>) -> WorkbookFault {
    WorkbookFault::new("damaged", place, what, "open the file in a spreadsheet program and save it again")
}
