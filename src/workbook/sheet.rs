//! A sheet: the cells that are there, row by row.

use std::fmt;

use super::limits;

/// A place in a sheet, both counted from 0; shown as `B7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Row, 0 for the first.
    pub row: u32,
    /// Column, 0 for `A`.
    pub column: u32,
}

impl Address {
    /// Reads `B7`; `None` for anything else and for what lies outside a sheet.
    pub fn parse(text: &str) -> Option<Self> {
        let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
        let column = text[..letters].bytes().try_fold(0_u32, |sum, letter| {
            let sum = sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
            (sum <= limits::COLUMNS).then_some(sum)
        })?;
        let digits = &text[letters..];
        let row: u32 = if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok()? } else { return None };
        (column > 0 && (1..=limits::ROWS).contains(&row)).then(|| Self { row: row - 1, column: column - 1 })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.column + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
            rest = (rest - 1) / 26;
        }
        write!(f, "{}{}", letters.iter().rev().collect::<String>(), self.row + 1)
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, exactly as in the file.
    Text(Box<str>),
    /// A number; a date is the number of days that Excel keeps.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// An error of a formula, as the program shows it: `#N/A`.
    Error(Box<str>),
}

impl fmt::Display for Value {
    /// The value as a person would type it: whole numbers without a decimal point, `TRUE` and `FALSE`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Error(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Bool(truth) => f.write_str(if *truth { "TRUE" } else { "FALSE" }),
        }
    }
}

/// A cell with something in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Where.
    pub address: Address,
    /// What.
    pub value: Value,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Name on the tab.
    pub name: String,
    cells: Vec<Cell>,
}

impl Sheet {
    /// A sheet of cells in any order; of several with one address the last one counts.
    pub fn new(name: String, mut cells: Vec<Cell>) -> Self {
        let ordered = cells.windows(2).all(|pair| pair[0].address < pair[1].address);
        if !ordered {
            cells.sort_by_key(|cell| cell.address);
            cells.reverse();
            cells.dedup_by_key(|cell| cell.address);
            cells.reverse();
        }
        Self { name, cells }
    }

    /// Every cell that is there, row by row.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The rows that have cells, from top to bottom.
    pub fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.cells.chunk_by(|a, b| a.address.row == b.address.row)
    }

    /// The value at an address, if there is one.
    pub fn value(&self, address: Address) -> Option<&Value> {
        self.cells.binary_search_by_key(&address, |cell| cell.address).ok().map(|at| &self.cells[at].value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_shown() {
        for (text, row, column) in [("A1", 0, 0), ("Z9", 8, 25), ("AA10", 9, 26), ("XFD1048576", 1_048_575, 16_383)] {
            let address = Address::parse(text);
            assert_eq!(address, Some(Address { row, column }));
            assert_eq!(address.map(|address| address.to_string()).as_deref(), Some(text));
        }
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "A-1", "A1B", "AAAAAAAAAA1", "A99999999999"] {
            assert_eq!(Address::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_last_of_two_cells_counts() {
        let cell = |text: &str, number| Cell { address: Address::parse(text).unwrap_or(Address { row: 0, column: 0 }), value: Value::Number(number) };
        let sheet = Sheet::new("s".to_owned(), vec![cell("B2", 1.0), cell("A1", 2.0), cell("B2", 3.0)]);
        assert_eq!(sheet.cells(), [cell("A1", 2.0), cell("B2", 3.0)]);
        assert_eq!(sheet.rows().count(), 2);
    }
}
