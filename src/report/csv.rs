//! CSV in two flavours: open data, and for Polish Excel.
//!
//! | | open data | Polish Excel |
//! |---|---|---|
//! | encoding | UTF-8 | UTF-8 with a byte order mark |
//! | separator, end of line | `,` and CRLF (RFC 4180) | `;` and CRLF |
//! | decimal sign | `.` | `,` |
//! | headers | ids in snake case | the survey's and our words in one language |
//! | options, states | ids and controlled words | their readings, several ones with ` \| ` between them |
//! | answers in free text | left out | where the audience may read them |
//! | text that a spreadsheet would run | as it is | masked with a leading apostrophe |
//!
//! Numbers are never masked and never rounded; dates are ISO 8601 in both. CSV cannot say that a cell is text: a spreadsheet takes the leading zero from a code
//! (`0201011`) and makes dates of texts such as `1-2`. Who wants to open an export with a double click takes the XLSX.

use std::borrow::Cow;
use std::io::{self, Write};

use super::cell::{Cell, Column, Plain};
use super::dataset::{Scope, UnitRow};
use super::table::{Layout, Table};
use super::{ReportError, Written};
use crate::lang::Lang;

/// Which CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// For programs.
    OpenData,
    /// For a Polish Excel, with headers and options in this language.
    PolishExcel(Lang),
}

impl Flavour {
    const fn words(self) -> Option<Lang> {
        match self {
            Self::OpenData => None,
            Self::PolishExcel(lang) => Some(lang),
        }
    }

    /// The table that this flavour shows of a campaign.
    pub fn table<'a>(self, scope: &'a Scope<'a>, layout: Layout) -> Table<'a> {
        match self {
            Self::OpenData => Table::open_data(scope, layout),
            Self::PolishExcel(_) => Table::for_people(scope, layout),
        }
    }
}

/// Writes a campaign as CSV, unit by unit.
pub struct CsvWriter<'a, W: Write> {
    table: Table<'a>,
    lines: Lines<W>,
    written: Written,
}

impl<'a, W: Write> CsvWriter<'a, W> {
    /// Begins with the header.
    ///
    /// # Errors
    /// [`ReportError::Write`].
    pub fn new(out: W, scope: &'a Scope<'a>, layout: Layout, flavour: Flavour) -> Result<Self, ReportError> {
        let table = flavour.table(scope, layout);
        let lines = Lines::new(out, flavour, table.columns())?;
        Ok(Self { table, lines, written: Written::default() })
    }

    /// Writes the rows of one unit.
    ///
    /// # Errors
    /// [`ReportError::Write`].
    pub fn push(&mut self, unit: &UnitRow) -> Result<(), ReportError> {
        let Self { table, lines, written } = self;
        table.rows(unit, |cells| {
            written.rows += 1;
            lines.row(cells)
        })?;
        self.written.units += 1;
        Ok(())
    }

    /// Hands everything to the receiver, and says how much it was.
    ///
    /// # Errors
    /// [`ReportError::Write`].
    pub fn finish(self) -> Result<Written, ReportError> {
        self.lines.finish()?;
        Ok(self.written)
    }
}

/// Writes a whole campaign as CSV.
///
/// # Errors
/// [`ReportError::Write`].
pub fn write(
    out: impl Write,
    scope: &Scope<'_>,
    layout: Layout,
    flavour: Flavour,
    units: impl IntoIterator<Item = UnitRow>,
) -> Result<Written, ReportError> {
    let mut writer = CsvWriter::new(out, scope, layout, flavour)?;
    for unit in units {
        writer.push(&unit)?;
    }
    writer.finish()
}

/// Lines of a CSV in a flavour.
pub(super) struct Lines<W: Write> {
    out: csv::Writer<W>,
    flavour: Flavour,
}

impl<W: Write> Lines<W> {
    /// Begins with the header.
    pub(super) fn new(mut out: W, flavour: Flavour, columns: &[Column]) -> Result<Self, ReportError> {
        let delimiter = match flavour {
            Flavour::OpenData => b',',
            Flavour::PolishExcel(_) => {
                out.write_all("\u{feff}".as_bytes())?;
                b';'
            }
        };
        let out = csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer(out);
        let mut lines = Self { out, flavour };
        for column in columns {
            let header = flavour.words().map_or(column.name.as_str(), |lang| column.heading.get(lang));
            lines.text(header)?;
        }
        lines.end()?;
        Ok(lines)
    }

    /// Writes one row.
    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), ReportError> {
        for cell in cells {
            match cell.plain(self.flavour.words()) {
                Plain::Empty => self.field("")?,
                Plain::Text(text) => self.text(&text)?,
                Plain::Date(date) => self.field(&date.to_string())?,
                Plain::Number(number) if self.flavour == Flavour::OpenData => self.field(&number)?,
                Plain::Number(number) => self.field(&number.replace('.', ","))?,
            }
        }
        self.end()
    }

    pub(super) fn finish(mut self) -> Result<(), ReportError> {
        Ok(self.out.flush()?)
    }

    fn text(&mut self, text: &str) -> Result<(), ReportError> {
        match self.flavour {
            Flavour::OpenData => self.field(text),
            Flavour::PolishExcel(_) => self.field(&masked(text)),
        }
    }

    fn field(&mut self, field: &str) -> Result<(), ReportError> {
        self.out.write_field(field).map_err(to_io)
    }

    fn end(&mut self) -> Result<(), ReportError> {
        self.out.write_record(None::<&[u8]>).map_err(to_io)
    }
}

pub(super) fn to_io(error: csv::Error) -> ReportError {
    ReportError::Write(match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    })
}

/// The text, with an apostrophe in front if a spreadsheet might take it for a formula or break the cell at its beginning.
///
/// ```
/// use miernik::report::csv::masked;
///
/// assert_eq!(masked("=1+1"), "'=1+1");
/// assert_eq!(masked("  ＋48 600 700 800"), "'  ＋48 600 700 800");
/// assert_eq!(masked("Rydułtowy"), "Rydułtowy");
/// ```
pub fn masked(text: &str) -> Cow<'_, str> {
    if starts_dangerously(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Whether the first character that is not a blank begins a formula, or is a tab or an end of line.
fn starts_dangerously(text: &str) -> bool {
    let first = text.chars().find(|c| matches!(c, '\t' | '\r' | '\n') || !is_blank(*c));
    // The sign itself, its full-width form, its small form.
    first.is_some_and(|c| matches!(c, '\t' | '\r' | '\n' | '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫'))
}

/// Blanks, and characters that take no room and that programs drop.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
