//! XLSX: typed cells, no formulas. Sheets: the wide table, the long table if wanted, the codebook, and what the file is.
//!
//! Codes and texts are text cells whatever they look like; numbers are not rounded, only shown with two decimals where they were computed; dates are dates.
//! Excel's limits are met by rule, and the last sheet says how often: rows beyond 1,048,576 go on in a further sheet, a text beyond 32,767 characters is cut
//! and ends in `…`, a number or day that Excel cannot hold is written as text. Rows are kept in temporary files, not in memory.

use std::io::{Seek, Write};
use std::path::PathBuf;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use super::about::{self, Line, Says};
use super::cell::{Cell, Column, Plain, Shape};
use super::codebook::Codebook;
use super::dataset::{Scope, UnitRow};
use super::table::{Layout, Table};
use super::word::{about as said, sheet};
use super::{ReportError, Written};
use crate::lang::Lang;

/// What a sheet holds at most. The default is Excel's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rows, with the header.
    pub rows: u32,
    /// Columns.
    pub columns: usize,
    /// Characters of a cell, in UTF-16 units as Excel counts them.
    pub characters: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rows: 1_048_576, columns: 16_384, characters: 32_767 }
    }
}

/// How a workbook is made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The language of headings, options and controlled words.
    pub lang: Lang,
    /// Whether the long table is there besides the wide one.
    pub long: bool,
    /// Where the rows wait; default: the system's folder for temporary files.
    pub temporary: Option<PathBuf>,
    /// What a sheet holds at most.
    pub limits: Limits,
}

/// What has been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WorkbookWritten {
    /// Units and rows of the wide table.
    pub data: Written,
    /// Rows of the long table.
    pub long_rows: u64,
    /// Texts that were cut.
    pub cut: u64,
    /// Numbers and days that were written as text.
    pub as_text: u64,
}

/// Makes a workbook of a campaign, unit by unit.
pub struct XlsxWriter<'a> {
    scope: &'a Scope<'a>,
    options: Options,
    workbook: Workbook,
    wide: (Table<'a>, Sheets),
    long: Option<(Table<'a>, Sheets)>,
    written: WorkbookWritten,
}

impl<'a> XlsxWriter<'a> {
    /// Begins with the headings.
    ///
    /// # Errors
    /// More columns than a sheet holds, or no place for temporary files.
    pub fn new(scope: &'a Scope<'a>, options: Options) -> Result<Self, ReportError> {
        let mut workbook = Workbook::new();
        if let Some(folder) = &options.temporary {
            workbook.set_tempdir(folder)?;
        }
        let created = ExcelDateTime::from_timestamp(scope.campaign.generated.as_second())?;
        workbook.set_properties(&DocProperties::new().set_title(scope.campaign.title).set_creation_datetime(&created));
        let mut begin = |layout, name: &str| {
            let table = Table::for_people(scope, layout);
            let sheets = Sheets::new(&mut workbook, name, table.columns().to_vec(), 3, &options)?;
            Ok::<_, ReportError>((table, sheets))
        };
        let wide = begin(Layout::Wide, sheet::DATA.get(options.lang))?;
        let long = if options.long { Some(begin(Layout::Long, sheet::LONG.get(options.lang))?) } else { None };
        Ok(Self { scope, options, workbook, wide, long, written: WorkbookWritten::default() })
    }

    /// Adds one unit.
    ///
    /// # Errors
    /// [`ReportError::Spreadsheet`].
    pub fn push(&mut self, unit: &UnitRow) -> Result<(), ReportError> {
        let Self { workbook, wide, long, written, .. } = self;
        let (table, sheets) = wide;
        table.rows(unit, |cells| sheets.row(workbook, cells))?;
        written.data.units += 1;
        if let Some((table, sheets)) = long {
            table.rows(unit, |cells| sheets.row(workbook, cells))?;
        }
        Ok(())
    }

    /// Adds the codebook and the sheet about the file, and hands the workbook to the receiver.
    ///
    /// # Errors
    /// [`ReportError::Spreadsheet`].
    pub fn finish(mut self, out: impl Write + Seek + Send) -> Result<WorkbookWritten, ReportError> {
        let codebook = Codebook::new(self.scope.survey());
        let mut sheets = Sheets::new(&mut self.workbook, sheet::CODEBOOK.get(self.options.lang), Codebook::columns(), 3, &self.options)?;
        for row in codebook.rows() {
            sheets.row(&mut self.workbook, &row)?;
        }
        let mut of_data = vec![self.wide.1];
        of_data.extend(self.long.map(|(_, sheets)| sheets));
        self.written.data.rows = of_data[0].rows;
        self.written.long_rows = of_data.get(1).map_or(0, |sheets| sheets.rows);
        for sheets in of_data.iter().chain([&sheets]) {
            self.written.cut += sheets.cut;
            self.written.as_text += sheets.as_text;
        }
        let mut about = about::lines(self.scope);
        let number_of_sheets: usize = of_data.iter().map(|sheets| sheets.pages.len()).sum();
        let counts = [
            (said::UNITS, self.written.data.units),
            (said::ROWS, self.written.data.rows),
            (said::LONG_ROWS, self.written.long_rows),
            (said::SHEETS, number_of_sheets as u64),
            (said::CUT, self.written.cut),
            (said::EXACT, self.written.as_text),
        ];
        about.extend(counts.map(|(what, count)| Line { what, says: Says::Count(count) }));
        let last = about_sheet(&mut self.workbook, &about, &self.options)?;
        for sheets in of_data.into_iter().chain([sheets, last]) {
            sheets.finish(&mut self.workbook)?;
        }
        self.workbook.save_to_writer(out)?;
        Ok(self.written)
    }
}

/// Writes a whole campaign as a workbook.
///
/// # Errors
/// As [`XlsxWriter`].
pub fn write(
    out: impl Write + Seek + Send,
    scope: &Scope<'_>,
    options: Options,
    units: impl IntoIterator<Item = UnitRow>,
) -> Result<WorkbookWritten, ReportError> {
    let mut writer = XlsxWriter::new(scope, options)?;
    for unit in units {
        writer.push(&unit)?;
    }
    writer.finish(out)
}

fn about_sheet(workbook: &mut Workbook, lines: &[Line<'_>], options: &Options) -> Result<Sheets, ReportError> {
    let columns = [said::WHAT, said::VALUE].map(|word| Column::of(word, Shape::Text)).to_vec();
    let mut sheets = Sheets::new(workbook, sheet::ABOUT.get(options.lang), columns, 0, options)?;
    for line in lines {
        sheets.row(workbook, &[Cell::Word(line.what), line.says.cell()])?;
    }
    Ok(sheets)
}

/// A table that goes on in a further sheet when one is full.
struct Sheets {
    name: String,
    columns: Vec<Column>,
    frozen: u16,
    lang: Lang,
    limits: Limits,
    formats: Formats,
    pages: Vec<Worksheet>,
    /// The next row of the last page.
    next: u32,
    rows: u64,
    cut: u64,
    as_text: u64,
}

impl Sheets {
    fn new(workbook: &mut Workbook, name: &str, columns: Vec<Column>, frozen: u16, options: &Options) -> Result<Self, ReportError> {
        if columns.len() > options.limits.columns {
            return Err(ReportError::TooManyColumns { columns: columns.len(), most: options.limits.columns });
        }
        let (name, lang, limits, formats) = (name.to_owned(), options.lang, options.limits, Formats::new());
        let mut sheets = Self { name, columns, frozen, lang, limits, formats, pages: Vec::new(), next: 0, rows: 0, cut: 0, as_text: 0 };
        sheets.begin(workbook)?;
        Ok(sheets)
    }

    fn begin(&mut self, workbook: &mut Workbook) -> Result<(), ReportError> {
        let mut page = workbook.new_worksheet_with_constant_memory()?;
        let number = self.pages.len() + 1;
        page.set_name(if number == 1 { self.name.clone() } else { format!("{} {number}", self.name) })?;
        page.set_freeze_panes(1, self.frozen)?;
        for (at, column) in (0_u16..).zip(&self.columns) {
            page.set_column_width(at, width(column.shape))?;
            let heading = column.heading.get(self.lang);
            let short = cut(heading, self.limits.characters);
            page.write_string_with_format(0, at, short.as_deref().unwrap_or(heading), &self.formats.heading)?;
        }
        self.pages.push(page);
        self.next = 1;
        Ok(())
    }

    fn row(&mut self, workbook: &mut Workbook, cells: &[Cell<'_>]) -> Result<(), ReportError> {
        if self.next >= self.limits.rows {
            self.begin(workbook)?;
        }
        let Self { columns, formats, pages, limits, .. } = self;
        let Some(page) = pages.last_mut() else { return Ok(()) };
        for ((at, column), cell) in (0_u16..).zip(columns.iter()).zip(cells) {
            match Typed::of(cell, self.lang) {
                Typed::Empty => {}
                Typed::Number(number) => {
                    page.write_number_with_format(self.next, at, number, formats.number(column.shape))?;
                }
                Typed::Truth(truth) => {
                    page.write_boolean(self.next, at, truth)?;
                }
                Typed::Date(date) => {
                    page.write_datetime_with_format(self.next, at, &date, &formats.date)?;
                }
                Typed::Text { text, instead } => {
                    let short = cut(&text, limits.characters);
                    self.cut += u64::from(short.is_some());
                    self.as_text += u64::from(instead);
                    page.write_string_with_format(self.next, at, short.as_deref().unwrap_or(&text), &formats.text)?;
                }
            }
        }
        self.next += 1;
        self.rows += 1;
        Ok(())
    }

    fn finish(self, workbook: &mut Workbook) -> Result<(), ReportError> {
        let last_column = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let last = self.pages.len().saturating_sub(1);
        for (at, mut page) in self.pages.into_iter().enumerate() {
            let rows = if at == last { self.next } else { self.limits.rows };
            if rows > 1 && self.frozen > 0 {
                page.autofilter(0, 0, rows - 1, last_column)?;
            }
            workbook.push_worksheet(page);
        }
        Ok(())
    }
}

/// The formats of cells.
struct Formats {
    heading: Format,
    text: Format,
    date: Format,
    plain: Format,
    score: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            heading: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Thin),
            // The format of text, so that a code stays text when somebody types over it.
            text: Format::new().set_num_format("@"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            plain: Format::new(),
            score: Format::new().set_num_format("0.00"),
        }
    }

    const fn number(&self, shape: Shape) -> &Format {
        match shape {
            Shape::Score => &self.score,
            _ => &self.plain,
        }
    }
}

const fn width(shape: Shape) -> f64 {
    match shape {
        Shape::Text => 32.0,
        Shape::Code => 18.0,
        Shape::Integer | Shape::Number | Shape::Date => 13.0,
        Shape::Score | Shape::Flag => 10.0,
    }
}

/// A cell as a spreadsheet knows it.
enum Typed {
    Empty,
    Number(f64),
    Truth(bool),
    Date(ExcelDateTime),
    /// `instead`: of a number or a day that the spreadsheet cannot hold.
    Text {
        text: String,
        instead: bool,
    },
}

impl Typed {
    fn of(cell: &Cell<'_>, lang: Lang) -> Self {
        let number = match cell {
            Cell::Integer(number) => exact(Decimal::from(*number)),
            Cell::Decimal(number) => exact(*number),
            Cell::Computed(number) => Some(*number + 0.0).filter(|number| number.is_finite()),
            Cell::Flag(flag) => Some(f64::from(u8::from(*flag))),
            Cell::Truth(truth) => return Self::Truth(*truth),
            _ => None,
        };
        if let Some(number) = number {
            return Self::Number(number);
        }
        match cell.plain(Some(lang)) {
            Plain::Empty => Self::Empty,
            Plain::Text(text) => Self::Text { text: text.into_owned(), instead: false },
            Plain::Number(number) => Self::Text { text: number, instead: true },
            Plain::Date(date) => {
                let excel = (u16::try_from(date.year()), u8::try_from(date.month()), u8::try_from(date.day()));
                match excel {
                    (Ok(year), Ok(month), Ok(day)) => ExcelDateTime::from_ymd(year, month, day).ok(),
                    _ => None,
                }
                .map_or_else(|| Self::Text { text: date.to_string(), instead: true }, Self::Date)
            }
        }
    }
}

/// A spreadsheet holds 15 digits for certain.
const FIFTEEN_DIGITS: u128 = 1_000_000_000_000_000;

/// The number if a spreadsheet holds all its digits.
fn exact(number: Decimal) -> Option<f64> {
    let digits = number.normalize().mantissa().unsigned_abs();
    number.to_f64().filter(|_| digits < FIFTEEN_DIGITS)
}

/// The text, cut to so many UTF-16 units with `…` at its end where it is longer; `None` if it fits.
fn cut(text: &str, characters: usize) -> Option<String> {
    // A text has at least as many bytes as units.
    if text.len() <= characters || text.encode_utf16().count() <= characters {
        return None;
    }
    let mut left = characters.saturating_sub(1);
    let fits = |c: &char| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    };
    Some(text.chars().take_while(fits).chain(['…']).collect())
}
