//! A sheet as a table: the first row names the columns, every other row is a record.

use std::collections::HashMap;

use super::note::{Notes, Place};
use super::words::{self, TRANSLATED};
use crate::lang::Lang;
use crate::workbook::{Address, Sheet, Value};

/// A named column, perhaps in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// What stands behind `::`, as written: a language, or a framework for `crosswalk`.
    pub(super) suffix: Option<String>,
    number: u32,
}

/// A table with named columns.
#[derive(Debug)]
pub(super) struct Table<'w> {
    pub(super) sheet: &'w Sheet,
    pub(super) columns: Vec<Column>,
    by_name: HashMap<String, Vec<usize>>,
}

/// A row of a table that has something in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table<'t>,
    number: u32,
}

impl<'w> Table<'w> {
    /// Reads the headers; two columns of one meaning are an error.
    pub(super) fn new(sheet: &'w Sheet, notes: &mut Notes) -> Self {
        let headers = sheet.rows().next().unwrap_or_default();
        let first = headers.first().map_or(0, |cell| cell.address.row);
        let mut columns: Vec<Column> = Vec::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        // A sheet without a row of headers at its top has no columns.
        for cell in headers.iter().filter(|_| first == 0) {
            let header = cell.value.to_string();
            if header.trim().is_empty() {
                continue;
            }
            let (name, suffix) = words::column(&header);
            let same = by_name.get(&name).into_iter().flatten().find(|at| columns[**at].suffix == suffix);
            if let Some(same) = same {
                let before = Address { row: 0, column: columns[*same].number };
                let mend = format!("remove one of them, or give it another name; the first is {before}");
                notes.error("duplicate-column", &Place::new(&sheet.name, cell.address), format!("the column `{}` stands twice", header.trim()), mend);
                continue;
            }
            by_name.entry(name.clone()).or_default().push(columns.len());
            columns.push(Column { name, suffix, number: cell.address.column });
        }
        Self { sheet, columns, by_name }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// Columns of this name: one, or one for each language.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Column> {
        self.by_name.get(name).into_iter().flatten().map(|at| &self.columns[*at])
    }

    /// The cell with the header of a column.
    pub(super) fn header(&self, column: &Column) -> Place {
        Place::new(&self.sheet.name, Address { row: 0, column: column.number })
    }

    /// The rows below the header that have something in a named column.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let numbers = self.sheet.rows().map(|cells| cells[0].address.row).filter(|row| *row > 0);
        numbers.map(|number| Row { table: self, number }).filter(|row| self.columns.iter().any(|column| row.at(column).is_some()))
    }

    /// Languages of the labels, as written, each once.
    pub(super) fn label_languages(&self) -> Vec<&str> {
        let mut languages: Vec<&str> = Vec::new();
        for suffix in self.named("label").filter_map(|column| column.suffix.as_deref()) {
            if !languages.contains(&suffix) {
                languages.push(suffix);
            }
        }
        languages
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
    /// The value in a column, without cells of blanks only.
    pub(super) fn at(&self, column: &Column) -> Option<&'t Value> {
        let value = self.table.sheet.value(Address { row: self.number, column: column.number })?;
        match value {
            Value::Text(text) if text.trim().is_empty() => None,
            value => Some(value),
        }
    }

    /// The value in a column that has no languages.
    pub(super) fn value(&self, name: &str) -> Option<&'t Value> {
        self.table.named(name).find_map(|column| self.at(column))
    }

    /// Columns of this name.
    pub(super) fn columns(&self, name: &str) -> impl Iterator<Item = &'t Column> {
        self.table.named(name)
    }

    /// The text in a column, without blanks around it.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.value(name).map(|value| value.to_string().trim().to_owned())
    }

    /// The text in a column exactly as written.
    pub(super) fn exact(&self, name: &str) -> Option<String> {
        self.value(name).map(ToString::to_string)
    }

    /// The cell in a column; if there is no such column, or nothing in it, the first cell of the row.
    pub(super) fn place(&self, name: &str) -> Place {
        let filled = self.table.named(name).find(|column| self.at(column).is_some());
        let column = filled.or_else(|| self.table.named(name).next()).or_else(|| self.table.columns.iter().find(|column| self.at(column).is_some()));
        Place::new(&self.table.sheet.name, Address { row: self.number, column: column.map_or(0, |column| column.number) })
    }

    /// The cell in one column.
    pub(super) fn cell(&self, column: &Column) -> Place {
        Place::new(&self.table.sheet.name, Address { row: self.number, column: column.number })
    }

    /// What the row says in every language of a column.
    pub(super) fn translations(&self, name: &str, exact: bool) -> Translations {
        let mut translations = Translations::default();
        for column in self.table.named(name) {
            let Some(value) = self.at(column).map(ToString::to_string) else { continue };
            let value = if exact { value } else { value.trim().to_owned() };
            match column.suffix.as_deref().map(words::language_of) {
                None => translations.plain = Some(value),
                Some(Some(Lang::Pl)) => translations.ours[0] = Some(value),
                Some(Some(Lang::En)) => translations.ours[1] = Some(value),
                Some(None) if translations.other.is_none() => translations.other = Some(value),
                Some(None) => {}
            }
        }
        translations
    }
}

/// Whether a column may stand in several languages.
pub(super) fn is_translated(name: &str) -> bool {
    TRANSLATED.contains(&name)
}
