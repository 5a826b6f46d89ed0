//! Workbooks: bytes → sheets of values with their addresses, within limits.
//!
//! Two formats: XLSX (a zip archive of XML) and XLS (BIFF8 in an OLE2 file). Whoever sends a workbook may mean harm, so nothing here trusts a number of
//! the file: what it declares is compared with [`limits`] before anything is unpacked, and what is unpacked is counted. Values only: formulas give the
//! result that was stored with them, formats are not read (a date is the number that Excel keeps).

mod archive;
mod biff;
mod fault;
pub mod limits;
mod ole;
mod shared;
mod sheet;
mod xlsx;
mod xml;

pub use fault::WorkbookFault;
pub use sheet::{Address, Cell, Sheet, Value};

/// The sheets of a workbook in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// Sheets with something in them or without.
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// The sheet with this name, whatever the case of its letters and the blanks around it.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name))
    }
}

/// Reads a workbook; its first bytes say which format it has.
///
/// # Errors
/// The first thing that keeps it from being read: not a workbook, damaged, encrypted, or larger than [`limits`] allow.
pub fn read(bytes: &[u8]) -> Result<Workbook, WorkbookFault> {
    if bytes.len() > limits::FILE {
        return Err(fault::too_large("the file", &format!("{} bytes", bytes.len()), &format!("{} MiB", limits::FILE >> 20)));
    }
    let sheets = if bytes.starts_with(b"PK") {
        xlsx::sheets(bytes)?
    } else if bytes.starts_with(&ole::SIGNATURE) {
        biff::sheets(&ole::workbook_stream(bytes)?)?
    } else {
        return Err(WorkbookFault::new(
            "not-a-workbook",
            "",
            "this is neither an .xlsx nor an .xls workbook",
            "save it as an Excel workbook (.xlsx)",
        ));
    };
    Ok(Workbook { sheets })
}
