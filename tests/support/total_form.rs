//! What must be true of every workbook that is given to the import of forms: for tests and the fuzz target.

use std::fmt::Write as _;

use miernik::engine::canonical;
use miernik::engine::fault::Severity;
use miernik::workbook;
use miernik::xlsform::{self, Note, WriteError};

use super::bombs::{Entry, archive};

/// Reads any bytes as a workbook, and a workbook made of the same bytes as text: neither ever panics, and a refusal says where, what and what to do.
pub fn total(bytes: &[u8]) {
    if let Err(fault) = workbook::read(bytes) {
        assert!(!fault.code.is_empty() && !fault.what.is_empty() && !fault.mend.is_empty(), "{fault}");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        total_of_text(text);
    }
}

/// Reads the workbook that a text stands for: what is read is a survey that comes back as it was, what is refused has an error with its place.
pub fn total_of_text(text: &str) {
    let bytes = written(text);
    match xlsform::read(&bytes, "form") {
        Ok(imported) => {
            assert!(imported.notes.iter().all(|note| note.severity == Severity::Warning && complete(note)), "{:?}", imported.notes);
            let before = imported.checked.document;
            match xlsform::write(&before) {
                Ok(bytes) => {
                    let after = xlsform::read(&bytes, "form").map(|imported| canonical(&imported.checked.document).unwrap());
                    assert_eq!(after, Ok(canonical(&before).unwrap()));
                }
                Err(error) => assert!(matches!(error, WriteError::TooLong { .. }), "{error}"),
            }
        }
        Err(notes) => {
            assert!(notes.iter().any(|note| note.severity == Severity::Error), "refused without an error");
            assert!(notes.iter().all(complete), "{notes:?}");
        }
    }
}

/// Whether a note says what is wrong, what to do and, if it is an error, where.
fn complete(note: &Note) -> bool {
    let placed = !note.cell.is_empty() || note.severity == Severity::Warning;
    placed && !note.code.is_empty() && !note.what.is_empty() && !note.mend.is_empty()
}

/// A workbook of sheets that are written as text: a line `= name` begins a sheet, every other line is a row, with columns apart by `|`.
fn written(text: &str) -> Vec<u8> {
    let mut sheets: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("= ") {
            sheets.push((escaped(name), String::new()));
        } else if let Some((_, rows)) = sheets.last_mut() {
            rows.push_str("<row>");
            for cell in line.split('|') {
                let (kind, cell) = cell.trim_start().strip_prefix('#').map_or(("str", cell), |number| ("n", number));
                write!(rows, "<c t=\"{kind}\"><v>{}</v></c>", escaped(cell.trim_matches(' '))).unwrap();
            }
            rows.push_str("</row>");
        }
    }
    let mut tabs = String::new();
    let mut links = String::new();
    let mut entries = Vec::new();
    for (at, (name, rows)) in sheets.iter().enumerate() {
        write!(tabs, "<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"r{at}\"/>").unwrap();
        write!(links, "<Relationship Id=\"r{at}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>").unwrap();
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        entries.push(Entry::deflated(&format!("xl/worksheets/sheet{at}.xml"), sheet.as_bytes()));
    }
    let book = format!("<workbook xmlns:r=\"r\"><sheets>{tabs}</sheets></workbook>");
    entries.insert(0, Entry::deflated("xl/workbook.xml", book.as_bytes()));
    entries.insert(1, Entry::deflated("xl/_rels/workbook.xml.rels", format!("<Relationships>{links}</Relationships>").as_bytes()));
    archive(&entries, |_, offset| offset)
}

/// A text as it stands in XML, without characters that cannot.
fn escaped(text: &str) -> String {
    let able = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let escape = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '"' => "&quot;".to_owned(),
        plain => plain.to_string(),
    };
    text.chars().filter(able).map(escape).collect()
}
