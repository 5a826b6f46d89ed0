//! A CSV sheet of public figures (municipality, indicator, value, day, source) → figures; every fault names row and column.
//!
//! Read through the same gate as the sheets of answers: separator, byte order mark, encoding and limits are theirs.

use std::collections::HashMap;

use csv::{ByteRecord, ReaderBuilder};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::entry::{self, LONGEST_TEXT, Refusal, Writing};
use super::sheet::cells::text;
use super::sheet::guard::Guard;

/// The name of an indicator is no longer than this many characters.
pub const LONGEST_INDICATOR: usize = 64;
/// A sheet has no more figures than this: eight of every Polish municipality.
pub const MOST_FIGURES: usize = 20_000;
/// A figure has no more decimal places than this.
pub const MOST_DECIMALS: u8 = 6;
/// No more faults than this are listed.
pub const MOST_FAULTS: usize = 100;
/// A code in a register is no longer than this many bytes.
const LONGEST_CODE: usize = 16;

/// Whether a text can be the name of an indicator: small letters without accents, digits and `_`, a letter first.
pub fn is_indicator(text: &str) -> bool {
    text.len() <= LONGEST_INDICATOR
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// One figure of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Line of the file, counted from 1.
    pub row: u64,
    /// Code of the municipality in its register, as written.
    pub code: String,
    /// Name of the indicator.
    pub indicator: String,
    /// The value, in the unit of the questions that ask for it.
    pub value: Decimal,
    /// The day that it describes.
    pub as_of: Date,
    /// Where it comes from.
    pub source: String,
}

/// A column of a sheet. Its names in the header are English or Polish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Code of the municipality.
    Municipality,
    /// Name of the indicator.
    Indicator,
    /// The value.
    Value,
    /// The day that it describes.
    Date,
    /// Where it comes from.
    Source,
}

impl Column {
    /// Every one, in the order of the fields of a figure.
    pub const ALL: [Self; 5] = [Self::Municipality, Self::Indicator, Self::Value, Self::Date, Self::Source];

    /// Its names in a header; the first is the one that examples use.
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Municipality => &["municipality", "gmina", "teryt"],
            Self::Indicator => &["indicator", "wskaźnik", "wskaznik"],
            Self::Value => &["value", "wartość", "wartosc"],
            Self::Date => &["date", "dzień", "dzien", "data"],
            Self::Source => &["source", "źródło", "zrodlo"],
        }
    }

    fn is_called(self, name: &str) -> bool {
        let name = entry::fold(name);
        self.names().contains(&name.as_str())
    }
}

/// What is wrong in a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// There is nothing in the file.
    Empty,
    /// The file is in UTF-16, or the cell is not in UTF-8.
    Encoding,
    /// A NUL character: the file is no CSV.
    Nul,
    /// The file cannot be read as CSV.
    Unreadable,
    /// The file, or one row of it, is too large.
    TooLarge,
    /// More than [`MOST_FIGURES`] rows.
    TooManyRows,
    /// A column is missing.
    ColumnMissing,
    /// A column stands twice.
    ColumnTwice,
    /// The row has another number of cells than the header.
    Ragged {
        /// Cells of the row.
        cells: usize,
        /// Columns of the header.
        columns: usize,
    },
    /// The cell is empty.
    Missing,
    /// Not the code of a municipality: too long, or with other characters than letters and digits.
    NotACode(String),
    /// Not the name of an indicator that a survey asks for.
    UnknownIndicator(String),
    /// Not a number.
    NotANumber(String),
    /// More than [`MOST_DECIMALS`] decimal places.
    TooManyDecimals,
    /// A number below zero.
    Negative,
    /// Not a day.
    NotADate(String),
    /// A day that is still to come.
    InTheFuture,
    /// Longer than a source may be.
    TooLong,
    /// The same municipality and indicator as in an earlier row.
    Twice(u64),
}

/// One fault of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, counted from 1; the header is line 1.
    pub row: u64,
    /// The column, where the fault is in one.
    pub column: Option<Column>,
    /// What is wrong.
    pub wrong: Wrong,
}

const fn fault(row: u64, column: Option<Column>, wrong: Wrong) -> Fault {
    Fault { row, column, wrong }
}

/// Reads a sheet whose indicators must be among `known`. No figure describes a day after `today`.
///
/// # Errors
/// Every fault in the order of the rows, at most [`MOST_FAULTS`]; then no figure is taken.
pub fn read(sheet: &[u8], known: &[&str], today: Date) -> Result<Vec<Figure>, Vec<Fault>> {
    let mut guard = Guard::new(sheet);
    let delimiter = guard.delimiter().map_err(|fault| vec![of_gate(fault.code, fault.row)])?;
    let progress = guard.progress();
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(guard);
    let (mut figures, mut faults) = (Vec::new(), Vec::new());
    let mut first_rows: HashMap<(String, String), u64> = HashMap::new();
    let mut record = ByteRecord::new();
    let mut header: Option<Header> = None;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => {
                let found = progress
                    .problem()
                    .map_or_else(|| fault(reader.position().line(), None, Wrong::Unreadable), |found| of_gate(found.code, found.row));
                faults.push(found);
                break;
            }
        }
        let row = progress.row_is_complete(&record, reader.position().byte());
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let Some(header) = &header else {
            header = Some(Header::read(&record, row)?);
            continue;
        };
        if figures.len() >= MOST_FIGURES {
            faults.push(fault(row, None, Wrong::TooManyRows));
            break;
        }
        match header.figure(&record, row, known, today) {
            Ok(figure) => {
                let first = *first_rows.entry((figure.code.clone(), figure.indicator.clone())).or_insert(row);
                if first == row {
                    figures.push(figure);
                } else {
                    faults.push(fault(row, None, Wrong::Twice(first)));
                }
            }
            Err(found) => faults.extend(found),
        }
        if faults.len() >= MOST_FAULTS {
            faults.truncate(MOST_FAULTS);
            break;
        }
    }
    if faults.is_empty() && figures.is_empty() {
        faults.push(fault(1, None, Wrong::Empty));
    }
    if faults.is_empty() { Ok(figures) } else { Err(faults) }
}

/// What the gate in front of every sheet has found.
fn of_gate(code: &str, row: u64) -> Fault {
    let wrong = match code {
        "encoding" => Wrong::Encoding,
        "too-large" => Wrong::TooLarge,
        _ => Wrong::Unreadable,
    };
    fault(row, None, wrong)
}

/// A cell as text without blanks around it.
fn cell(field: &[u8]) -> Result<&str, Wrong> {
    text(field).map(str::trim).map_err(|(code, ..)| if code == "encoding" { Wrong::Encoding } else { Wrong::Nul })
}

/// Where each column stands, and how many there are.
struct Header {
    places: [usize; 5],
    columns: usize,
}

impl Header {
    fn read(record: &ByteRecord, row: u64) -> Result<Self, Vec<Fault>> {
        let (mut places, mut faults) = ([None; 5], Vec::new());
        for (at, field) in record.iter().enumerate() {
            let name = match cell(field) {
                Ok(name) => name,
                Err(wrong) => return Err(vec![fault(row, None, wrong)]),
            };
            let Some(known) = Column::ALL.iter().position(|column| column.is_called(name)) else { continue };
            if places[known].replace(at).is_some() {
                faults.push(fault(row, Some(Column::ALL[known]), Wrong::ColumnTwice));
            }
        }
        let missing = Column::ALL.iter().zip(places).filter(|(_, place)| place.is_none());
        faults.extend(missing.map(|(column, _)| fault(row, Some(*column), Wrong::ColumnMissing)));
        if faults.is_empty() { Ok(Self { places: places.map(Option::unwrap_or_default), columns: record.len() }) } else { Err(faults) }
    }

    fn figure(&self, record: &ByteRecord, row: u64, known: &[&str], today: Date) -> Result<Figure, Vec<Fault>> {
        if record.len() != self.columns {
            return Err(vec![fault(row, None, Wrong::Ragged { cells: record.len(), columns: self.columns })]);
        }
        let field = |column: Column| {
            let text = cell(record.get(self.places[column as usize]).unwrap_or_default())?;
            if text.is_empty() { Err(Wrong::Missing) } else { Ok(text) }
        };
        let code = field(Column::Municipality).and_then(code);
        let indicator = field(Column::Indicator)
            .and_then(|text| if known.contains(&text) { Ok(text.to_owned()) } else { Err(Wrong::UnknownIndicator(text.to_owned())) });
        let value = field(Column::Value).and_then(value);
        let as_of = field(Column::Date).and_then(|text| {
            let day = entry::calendar_day(text).map_err(|_| Wrong::NotADate(text.to_owned()))?;
            if day > today { Err(Wrong::InTheFuture) } else { Ok(day) }
        });
        let source = field(Column::Source).and_then(|text| entry::words(text, LONGEST_TEXT).map(str::to_owned).map_err(|_| Wrong::TooLong));
        match (code, indicator, value, as_of, source) {
            (Ok(code), Ok(indicator), Ok(value), Ok(as_of), Ok(source)) => Ok(Figure { row, code, indicator, value, as_of, source }),
            (code, indicator, value, as_of, source) => {
                let wrong = [code.err(), indicator.err(), value.err(), as_of.err(), source.err()];
                Err(Column::ALL.into_iter().zip(wrong).filter_map(|(column, wrong)| Some(fault(row, Some(column), wrong?))).collect())
            }
        }
    }
}

fn code(text: &str) -> Result<String, Wrong> {
    let is_plain = text.len() <= LONGEST_CODE && text.chars().all(|c| c.is_ascii_alphanumeric());
    if is_plain { Ok(text.to_owned()) } else { Err(Wrong::NotACode(text.to_owned())) }
}

fn value(text: &str) -> Result<Decimal, Wrong> {
    let number = entry::decimal(text, Writing::Data, MOST_DECIMALS).map_err(|refusal| match refusal {
        Refusal::TooManyDecimals(_) => Wrong::TooManyDecimals,
        _ => Wrong::NotANumber(text.to_owned()),
    })?;
    if number.is_sign_negative() { Err(Wrong::Negative) } else { Ok(number.normalize()) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const KNOWN: [&str; 2] = ["total_spending", "pupils"];
    const HEADER: &str = "municipality,indicator,value,date,source\n";

    fn read_text(text: &str) -> Result<Vec<Figure>, Vec<Fault>> {
        read(text.as_bytes(), &KNOWN, date(2026, 3, 2))
    }

    fn faults(rows: &str) -> Vec<Fault> {
        read_text(&format!("{HEADER}{rows}")).unwrap_err()
    }

    #[test]
    fn a_sheet_is_read_however_excel_has_saved_it() {
        let figure = Figure {
            row: 2,
            code: "0604011".to_owned(),
            indicator: "pupils".to_owned(),
            value: Decimal::new(123_450, 2).normalize(),
            as_of: date(2025, 12, 31),
            source: "GUS, BDL".to_owned(),
        };
        let plain = format!("{HEADER}0604011,pupils,1234.50,2025-12-31,\"GUS, BDL\"\n");
        let polish =
            "\u{feff}sep=;\r\nnazwa;GMINA;Wskaźnik;wartość;data;źródło\r\nHrubieszów;0604011;pupils;1 234,50;31.12.2025; GUS, BDL \r\n;;;;;\r\n";
        assert_eq!(read_text(&plain).unwrap(), std::slice::from_ref(&figure));
        assert_eq!(read_text(polish).unwrap(), [Figure { row: 2, ..figure }]);
    }

    #[test]
    fn every_fault_names_row_and_column() {
        let rows = "06-04,pupil,x,31.02.2025,\n0604011,pupils,-1,2027-01-01,GUS\n0604011,pupils,0.1234567,2025-12-31,GUS\n";
        let expected = [
            fault(2, Some(Column::Municipality), Wrong::NotACode("06-04".to_owned())),
            fault(2, Some(Column::Indicator), Wrong::UnknownIndicator("pupil".to_owned())),
            fault(2, Some(Column::Value), Wrong::NotANumber("x".to_owned())),
            fault(2, Some(Column::Date), Wrong::NotADate("31.02.2025".to_owned())),
            fault(2, Some(Column::Source), Wrong::Missing),
            fault(3, Some(Column::Value), Wrong::Negative),
            fault(3, Some(Column::Date), Wrong::InTheFuture),
            fault(4, Some(Column::Value), Wrong::TooManyDecimals),
        ];
        assert_eq!(faults(rows), expected);
        let line = "0604011,pupils,1,2025-12-31,GUS\n";
        assert_eq!(faults(&format!("{line}0604011,total_spending,1,2025-12-31,GUS\n{line}")), [fault(4, None, Wrong::Twice(2))]);
        assert_eq!(faults("0604011,pupils,1\n"), [fault(2, None, Wrong::Ragged { cells: 3, columns: 5 })]);
        for number in ["1e3", "NaN", "inf", "٣", "1,2,3", "", "0x1f", "1_000"] {
            let wrong = if number.is_empty() { Wrong::Missing } else { Wrong::NotANumber(number.to_owned()) };
            assert_eq!(faults(&format!("0604011,pupils,\"{number}\",2025-12-31,GUS\n")), [fault(2, Some(Column::Value), wrong)], "{number}");
        }
        let long = "ż".repeat(LONGEST_TEXT + 1);
        assert_eq!(faults(&format!("0604011,pupils,1,2025-12-31,{long}\n")), [fault(2, Some(Column::Source), Wrong::TooLong)]);
    }

    #[test]
    fn a_header_must_have_every_column_once() {
        let missing = |column| fault(1, Some(column), Wrong::ColumnMissing);
        assert_eq!(
            read_text("gmina,value,value,date\n").unwrap_err(),
            [fault(1, Some(Column::Value), Wrong::ColumnTwice), missing(Column::Indicator), missing(Column::Source),]
        );
        for nothing in ["", "\n\n", HEADER] {
            assert_eq!(read_text(nothing).unwrap_err(), [fault(1, None, Wrong::Empty)], "{nothing:?}");
        }
    }

    #[test]
    fn other_encodings_are_named() {
        let cp1250 = [HEADER.as_bytes(), b"0604011,pupils,1,2025-12-31,\xacr\xf3d\xb3o\n"].concat();
        assert_eq!(read(&cp1250, &KNOWN, date(2026, 3, 2)).unwrap_err(), [fault(2, Some(Column::Source), Wrong::Encoding)]);
        let utf16: Vec<u8> = [0xfeff].into_iter().chain(HEADER.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16, &KNOWN, date(2026, 3, 2)).unwrap_err(), [fault(1, None, Wrong::Encoding)]);
        let bare: Vec<u8> = HEADER.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&bare, &KNOWN, date(2026, 3, 2)).unwrap_err(), [fault(1, None, Wrong::Nul)]);
    }

    #[test]
    fn a_million_rows_are_refused_after_the_first_too_many() {
        let mut sheet = HEADER.to_owned();
        for number in 0..1_000_000 {
            sheet.push_str(&format!("{number:07},pupils,1,2025-12-31,GUS\n"));
        }
        let found = read(sheet.as_bytes(), &KNOWN, date(2026, 3, 2)).unwrap_err();
        assert_eq!(found, [fault(MOST_FIGURES as u64 + 2, None, Wrong::TooManyRows)]);
    }

    #[test]
    fn of_many_faults_the_first_are_listed() {
        let rows = "1,2,3,4,5\n".repeat(1_000);
        assert_eq!(faults(&rows).len(), MOST_FAULTS);
    }
}
