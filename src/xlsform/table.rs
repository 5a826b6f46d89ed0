//! A sheet as a table: the first row names the columns, every other row is a record.

use std::collections::HashMap;

use super::note::{Notes, Place};
use super::words::{self, TRANSLATED};
use crate::engine::fault::excerpt;
use crate::lang::Lang;
use crate::workbook::{Address, Cell, Sheet, Value};

/// A named column, perhaps in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// What stands behind `::`, as written: a language, or a framework for `crosswalk`.
    pub(super) suffix: Option<String>,
    /// The language that the suffix names, if it is one of ours.
    pub(super) language: Option<Lang>,
    /// How many cells below the header have something in them.
    pub(super) filled: usize,
    number: u32,
    /// The number of its name among the names of the sheet.
    named: usize,
}

/// The columns of one name.
#[derive(Debug)]
struct Named {
    number: usize,
    /// By the order of the sheet.
    columns: Vec<usize>,
    /// The first in Polish and the first in English.
    ours: [Option<usize>; 2],
}

/// A table with named columns.
///
/// The sheet is gone through once: each row keeps its own filled cells and nothing else, so what is done with a row costs what stands in it, however many
/// columns the sheet has.
#[derive(Debug)]
pub(super) struct Table<'w> {
    pub(super) sheet: &'w Sheet,
    pub(super) columns: Vec<Column>,
    by_name: HashMap<String, Named>,
    records: Vec<Record<'w>>,
}

/// What stands in a row below the header: under which named column, and what, from left to right.
#[derive(Debug)]
struct Record<'w> {
    number: u32,
    cells: Vec<(usize, &'w Value)>,
}

/// A row of a table that has something in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table<'t>,
    record: &'t Record<'t>,
}

impl<'w> Table<'w> {
    /// Reads the headers and gathers the rows; two columns of one meaning are an error.
    pub(super) fn new(sheet: &'w Sheet, notes: &mut Notes) -> Self {
        let mut table = Self { sheet, columns: Vec::new(), by_name: HashMap::new(), records: Vec::new() };
        let headers = sheet.rows().next().unwrap_or_default();
        // A sheet without a row of headers at its top has no columns.
        if headers.first().is_some_and(|cell| cell.address.row == 0) {
            table.headers(headers, notes);
        }
        for cells in sheet.rows().filter(|cells| cells[0].address.row > 0) {
            table.record(cells);
        }
        table
    }

    fn headers(&mut self, headers: &[Cell], notes: &mut Notes) {
        let mut seen: HashMap<(String, Option<String>), Address> = HashMap::new();
        for cell in headers {
            let header = cell.value.to_string();
            if header.trim().is_empty() {
                continue;
            }
            let (name, suffix) = words::column(&header);
            if let Some(before) = seen.get(&(name.clone(), suffix.clone())) {
                let mend = format!("remove one of them, or give it another name; the first is {before}");
                let what = format!("the column `{}` stands twice", excerpt(header.trim()));
                notes.error("duplicate-column", &Place::new(&self.sheet.name, cell.address), what, mend);
                continue;
            }
            seen.insert((name.clone(), suffix.clone()), cell.address);
            let (at, number) = (self.columns.len(), self.by_name.len());
            let named = self.by_name.entry(name.clone()).or_insert_with(|| Named { number, columns: Vec::new(), ours: [None; 2] });
            named.columns.push(at);
            let language = suffix.as_deref().and_then(words::language_of);
            if let Some(language) = language {
                named.ours[usize::from(language == Lang::En)].get_or_insert(at);
            }
            self.columns.push(Column { name, suffix, language, filled: 0, number: cell.address.column, named: named.number });
        }
    }

    /// Keeps what stands under named columns, without cells of blanks only.
    fn record(&mut self, cells: &'w [Cell]) {
        let says = |value: &Value| !matches!(value, Value::Text(text) if text.trim().is_empty());
        let mut record = Record { number: cells[0].address.row, cells: Vec::new() };
        for cell in cells.iter().filter(|cell| says(&cell.value)) {
            if let Ok(at) = self.columns.binary_search_by_key(&cell.address.column, |column| column.number) {
                self.columns[at].filled += 1;
                record.cells.push((at, &cell.value));
            }
        }
        if !record.cells.is_empty() {
            self.records.push(record);
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// Columns of this name: one, or one for each language.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Column> {
        self.by_name.get(name).into_iter().flat_map(|named| &named.columns).map(|at| &self.columns[*at])
    }

    /// The cell with the header of a column.
    pub(super) fn header(&self, column: &Column) -> Place {
        Place::new(&self.sheet.name, Address { row: 0, column: column.number })
    }

    /// The rows below the header that have something in a named column.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|record| Row { table: self, record })
    }

    /// How many languages columns of labels name: no two columns name the same one.
    pub(super) fn label_languages(&self) -> usize {
        self.named("label").filter(|column| column.suffix.is_some()).count()
    }
}

/// What a row says in one column, in each language.
#[derive(Debug, Default)]
pub(super) struct Translations {
    /// Without a language, with its cell.
    pub(super) plain: Option<String>,
    /// In Polish and in English.
    pub(super) ours: [Option<String>; 2],
    /// In the first other language.
    pub(super) other: Option<String>,
}

impl<'t> Row<'t> {
    /// Every cell with something in it under a named column, from left to right.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&'t Column, &'t Value)> {
        let table = self.table;
        self.record.cells.iter().map(|(at, value)| (&table.columns[*at], *value))
    }

    /// The cells under columns of this name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = (&'t Column, &'t Value)> {
        let number = self.table.by_name.get(name).map(|named| named.number);
        self.cells().filter(move |(column, _)| Some(column.named) == number)
    }

    /// The value in a column that has no languages.
    pub(super) fn value(&self, name: &str) -> Option<&'t Value> {
        self.named(name).next().map(|(_, value)| value)
    }

    /// The text in a column, without blanks around it.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.value(name).map(|value| value.to_string().trim().to_owned())
    }

    /// The text in a column exactly as written.
    pub(super) fn exact(&self, name: &str) -> Option<String> {
        self.value(name).map(ToString::to_string)
    }

    /// The cell in a column; if there is no such column, the first cell of the row with something in it.
    pub(super) fn place(&self, name: &str) -> Place {
        let filled = self.named(name).next().map(|(column, _)| column);
        let column = filled.or_else(|| self.table.named(name).next()).or_else(|| self.cells().next().map(|(column, _)| column));
        Place::new(&self.table.sheet.name, Address { row: self.record.number, column: column.map_or(0, |column| column.number) })
    }

    /// The cell in one column.
    pub(super) fn cell(&self, column: &Column) -> Place {
        Place::new(&self.table.sheet.name, Address { row: self.record.number, column: column.number })
    }

    /// The cell in the first column of this name in one of our languages, if there is such a column.
    pub(super) fn in_language(&self, name: &str, lang: Lang) -> Option<Place> {
        let at = self.table.by_name.get(name)?.ours[usize::from(lang == Lang::En)]?;
        Some(self.cell(&self.table.columns[at]))
    }

    /// Bytes of text in the row.
    pub(super) fn bytes(&self) -> usize {
        let text = |value: &Value| if let Value::Text(text) = value { text.len() } else { 0 };
        self.cells().map(|(_, value)| text(value)).sum()
    }

    /// What the row says in every language of a column.
    pub(super) fn translations(&self, name: &str, exact: bool) -> Translations {
        let mut translations = Translations::default();
        for (column, value) in self.named(name) {
            let said = || if exact { value.to_string() } else { value.to_string().trim().to_owned() };
            match (&column.suffix, column.language) {
                (None, _) => translations.plain = Some(said()),
                (Some(_), Some(lang)) => translations.ours[usize::from(lang == Lang::En)] = Some(said()),
                (Some(_), None) if translations.other.is_none() => translations.other = Some(said()),
                (Some(_), None) => {}
            }
        }
        translations
    }
}

/// Whether a column may stand in several languages.
pub(super) fn is_translated(name: &str) -> bool {
    TRANSLATED.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Going through the rows of a wide sheet once took more than a minute: every row looked at every column, once for each column.
    #[test]
    fn a_row_of_a_wide_sheet_holds_its_own_cells_only() {
        const COLUMNS: u32 = 400;
        const ROWS: u32 = 3000;
        let cell = |row: u32, column: u32, text: &str| Cell { address: Address { row, column }, value: Value::Text(text.into()) };
        let headers = (0..COLUMNS).map(|column| cell(0, column, &format!("label::language {column}")));
        let blanks = (1..=ROWS).map(|row| cell(row, COLUMNS - 1, " "));
        let beside = (1..=ROWS).map(|row| cell(row, COLUMNS, "no header"));
        let words = (1..=ROWS).map(|row| cell(row, row % (COLUMNS - 1), "words"));
        let sheet = Sheet::new("wide".to_owned(), headers.chain(blanks).chain(beside).chain(words).collect());
        let mut notes = Notes::default();
        let table = Table::new(&sheet, &mut notes);
        assert_eq!((table.columns.len(), table.rows().count(), notes.into_list()), (400, 3000, Vec::new()));
        assert!(table.rows().all(|row| row.cells().count() == 1 && row.named("label").count() == 1));
        assert_eq!(table.columns.iter().map(|column| column.filled).sum::<usize>(), 3000);
        assert_eq!((table.columns[0].filled, table.columns[399].filled), (7, 0));
        let second = table.rows().nth(1).map(|row| (row.place("label").to_string(), row.translations("label", false).other));
        assert_eq!(second, Some(("wide!C3".to_owned(), Some("words".to_owned()))));
    }
}
