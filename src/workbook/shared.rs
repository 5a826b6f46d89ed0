//! What both formats count alike: cells and their texts.

use super::fault::{WorkbookFault, too_large};
use super::limits;
use super::sheet::{Address, Cell, Value};

/// Counts the cells of all sheets and the text in them.
#[derive(Debug, Default)]
pub(super) struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    /// Adds a cell to a sheet, unless there are too many or too much text.
    pub(super) fn add(&mut self, cells: &mut Vec<Cell>, sheet: &str, address: Address, value: Value) -> Result<(), WorkbookFault> {
        self.cells += 1;
        if self.cells > limits::CELLS {
            return Err(too_large("cells with content", "more", &limits::CELLS.to_string()));
        }
        if let Value::Text(text) = &value {
            self.text += text.len();
            if self.text > limits::TEXT {
                return Err(too_large("text in all cells", "more", &format!("{} MiB", limits::TEXT >> 20)));
            }
            if text.len() > limits::CELL_TEXT && text.encode_utf16().count() > limits::CELL_TEXT {
                let mut fault = too_large("the text of a cell", &format!("{} bytes", text.len()), &format!("{} characters", limits::CELL_TEXT));
                fault.place = format!("{sheet}!{address}");
                return Err(fault);
            }
        }
        cells.push(Cell { address, value });
        Ok(())
    }
}

/// The table of shared strings: how many and how long in all.
#[derive(Debug, Default)]
pub(super) struct Strings {
    texts: Vec<Box<str>>,
    bytes: usize,
}

impl Strings {
    pub(super) fn push(&mut self, text: &str) -> Result<(), WorkbookFault> {
        self.bytes += text.len();
        if self.texts.len() == limits::STRINGS || self.bytes > limits::TEXT {
            let limit = format!("{} texts of {} MiB in all", limits::STRINGS, limits::TEXT >> 20);
            return Err(too_large("the table of shared texts", "more", &limit));
        }
        self.texts.push(text.into());
        Ok(())
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        self.texts.get(index).map(AsRef::as_ref)
    }
}
