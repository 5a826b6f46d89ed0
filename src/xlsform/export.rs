//! A survey → a workbook that XLSForm programs read, with columns and sheets of our own for the rest.

mod rows;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use crate::engine::document::SurveyDocument;

/// Excel's own limit for the text of a cell, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// Width of a column in characters: of texts, and of everything else.
const WIDE: f64 = 50.0;
const NARROW: f64 = 16.0;

/// Why a survey cannot be written as a workbook.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A text is longer than a cell can be.
    #[error("the text of {cell} has more than {LONGEST_TEXT} characters, which no cell can hold")]
    TooLong {
        /// The cell it would stand in.
        cell: String,
    },
    /// The workbook could not be put together.
    #[error("the workbook cannot be written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// A cell to be written.
#[derive(Debug, Clone, PartialEq)]
enum Out {
    Empty,
    Text(String),
    Number(f64),
}

/// A sheet to be written: headers and rows, as wide as the headers.
#[derive(Debug)]
struct OutSheet {
    name: &'static str,
    headers: Vec<String>,
    rows: Vec<Vec<Out>>,
}

impl OutSheet {
    /// Leaves out columns without content, except those that must be there.
    fn without_empty_columns(mut self, needed: &[&str]) -> Self {
        let kept: Vec<bool> = (0..self.headers.len())
            .map(|at| needed.contains(&self.headers[at].as_str()) || self.rows.iter().any(|row| row[at] != Out::Empty))
            .collect();
        let keep = |at: &mut usize| {
            *at += 1;
            kept[*at - 1]
        };
        let mut at = 0;
        self.headers.retain(|_| keep(&mut at));
        for row in &mut self.rows {
            let mut at = 0;
            row.retain(|_| keep(&mut at));
        }
        self
    }
}

/// Writes a survey as an `.xlsx` workbook in the dialect of XLSForm; the same survey gives the same bytes. [`super::read`] gives back the identical survey.
///
/// # Errors
/// A text that is longer than a cell can be.
pub fn write(document: &SurveyDocument) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    // The day is part of the format; the day of writing would make each file different.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&document.survey.title.pl).set_creation_datetime(&created));
    for sheet in rows::sheets(document) {
        write_sheet(workbook.add_worksheet(), &sheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write_sheet(worksheet: &mut Worksheet, sheet: &OutSheet) -> Result<(), WriteError> {
    let heading = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    worksheet.set_name(sheet.name)?;
    worksheet.set_freeze_panes(1, 0)?;
    for (column, header) in (0_u16..).zip(&sheet.headers) {
        worksheet.write_string_with_format(0, column, header, &heading)?;
        worksheet.set_column_width(column, if header.contains("::") { WIDE } else { NARROW })?;
    }
    for (number, row) in (1_u32..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(row) {
            match cell {
                Out::Empty => {}
                Out::Number(value) => drop(worksheet.write_number(number, column, *value)?),
                Out::Text(text) if text.encode_utf16().count() > LONGEST_TEXT => {
                    let address = crate::workbook::Address { row: number, column: column.into() };
                    return Err(WriteError::TooLong { cell: format!("{}!{address}", sheet.name) });
                }
                Out::Text(text) => drop(worksheet.write_string_with_format(number, column, text, &wrapped)?),
            }
        }
    }
    Ok(())
}
