//! Values of cells: texts in both languages, numbers, yes and no, words, lists. A cell that cannot be read is an error with its place.

use serde::de::DeserializeOwned;

use super::note::{Note, Notes};
use super::table::{Row, Table};
use super::words::{self, language, truth};
use crate::engine::fault::excerpt;
use crate::lang::{Lang, Text};

/// Reads cells, and notes what cannot be read.
pub(super) struct Fields {
    pub(super) notes: Notes,
    /// Texts are kept to the blank: the workbook was written by this program.
    pub(super) native: bool,
    /// The language of columns without one, where the form says it.
    plain: Option<Lang>,
}

impl Fields {
    pub(super) const fn new(notes: Notes, native: bool, plain: Option<Lang>) -> Self {
        Self { notes, native, plain }
    }

    /// Every note, errors first.
    pub(super) fn into_notes(self) -> Vec<Note> {
        self.notes.into_list()
    }

    /// Says which of our languages a form lacks, and which other ones it has.
    pub(super) fn languages(&mut self, table: &Table<'_>) {
        let Some(first) = table.named("label").next() else { return };
        let there: Vec<Lang> = table.named("label").filter_map(|column| if column.suffix.is_some() { column.language } else { self.plain }).collect();
        for lang in Lang::ALL.into_iter().filter(|lang| !there.contains(lang)) {
            let what = format!("there are no labels in {}: the words of another language stand in their place", language(lang));
            self.notes.warning("language-missing", &table.header(first), what, format!("add columns `…::{}` and translate", language(lang)));
        }
        for column in table.columns.iter().filter(|column| super::table::is_translated(&column.name)) {
            if let Some(suffix) = column.suffix.as_deref().filter(|_| column.language.is_none()) {
                let what = format!("the language `{}` is not carried over", excerpt(suffix));
                self.notes.warning("language-not-carried", &table.header(column), what, "surveys are in Polish and English");
            }
        }
    }

    /// A text in both languages: where a translation is missing, the words of another language stand in its place, and that is noted.
    pub(super) fn text(&mut self, row: Row<'_>, column: &str) -> Option<Text> {
        let mut said = row.translations(column, self.native);
        if let Some(plain) = self.plain {
            let own = &mut said.ours[usize::from(plain == Lang::En)];
            *own = own.take().or_else(|| said.plain.clone());
        }
        let [pl, en] = said.ours;
        let others = said.plain.or(said.other);
        let fallback = others.clone().or_else(|| en.clone()).or_else(|| pl.clone())?;
        for (lang, translation) in [(Lang::Pl, &pl), (Lang::En, &en)] {
            if translation.is_none()
                && let Some(wanted) = row.in_language(column, lang)
            {
                let what = format!("the translation is missing; `{}` stands in its place", excerpt(&fallback));
                self.notes.warning("translation-missing", &wanted, what, "translate it");
            }
        }
        Some(Text { pl: pl.unwrap_or_else(|| fallback.clone()), en: en.unwrap_or(fallback) })
    }

    /// A number; `None` if the cell is empty or, with an error, if it holds none.
    pub(super) fn number(&mut self, row: Row<'_>, column: &str) -> Option<f64> {
        let written = row.text(column)?;
        let number = written.parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            let what = format!("`{}` is not a number", excerpt(&written));
            self.notes.error("bad-number", &row.place(column), what, "write a number, with a decimal point if it is typed as text");
        }
        number
    }

    /// A whole number from 0 to 255.
    pub(super) fn small(&mut self, row: Row<'_>, column: &str) -> Option<u8> {
        let number = self.number(row, column)?;
        let small = (0..=u8::MAX).find(|small| f64::from(*small) == number);
        if small.is_none() {
            self.notes.error("bad-number", &row.place(column), format!("{number} is not a whole number from 0 to 255"), "write digits");
        }
        small
    }

    /// Yes or no.
    pub(super) fn truth(&mut self, row: Row<'_>, column: &str) -> Option<bool> {
        let written = row.text(column)?;
        let said = truth(&written);
        if said.is_none() {
            self.notes.error("bad-truth", &row.place(column), format!("`{}` is neither yes nor no", excerpt(&written)), "write yes or no");
        }
        said
    }

    /// One of the words that the survey file knows, for example an aggregation.
    pub(super) fn word<W: DeserializeOwned>(&mut self, row: Row<'_>, column: &str) -> Option<W> {
        let written = row.text(column)?;
        // A word that is too long to be one of them stands in the message cut short.
        let word = serde_json::from_value(serde_json::Value::String(excerpt(&written.to_lowercase()).into_owned()));
        word.map_err(|error| self.notes.error("unknown-word", &row.place(column), error.to_string(), "write one of these words")).ok()
    }

    /// Texts between bars; none if the cell is empty.
    pub(super) fn list(&mut self, row: Row<'_>, column: &str) -> Vec<String> {
        row.exact(column).map(|cell| words::split(&cell)).unwrap_or_default()
    }
}
