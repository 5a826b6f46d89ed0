//! Rows → units: a unit has one row, or one row for each of its entries, and these stand together.

use std::collections::HashSet;

use super::{Row, SheetFault, Unit, fault};
use crate::engine::answer::Answer;
use crate::engine::entries::{BETWEEN, Entry, MOST_ENTRIES};
use crate::engine::fault::excerpt;
use crate::engine::survey::Survey;

/// The unit whose rows are being read, and what came before.
pub(super) struct Rows<'s> {
    survey: &'s Survey,
    keys: HashSet<String>,
    open: Option<Unit>,
    /// The rows of the open unit by the names of their entries.
    names: HashSet<Vec<String>>,
}

impl<'s> Rows<'s> {
    pub(super) fn new(survey: &'s Survey) -> Self {
        Self { survey, keys: HashSet::new(), open: None, names: HashSet::new() }
    }

    /// Takes a row; gives back the unit before it if the row begins another one.
    pub(super) fn add(&mut self, row: Row, line: u64) -> Result<Option<Unit>, SheetFault> {
        if let Some(open) = self.open.as_mut().filter(|open| open.key == row.key) {
            let name = excerpt(&row.path.join(&BETWEEN.to_string())).into_owned();
            if !self.names.insert(row.path.clone()) {
                return Err(twice(&row, &name, line));
            }
            if self.names.len() > MOST_ENTRIES {
                let what = format!("the unit `{}` has more than {MOST_ENTRIES} rows", excerpt(&row.key));
                return Err(fault("too-many-entries", line, Some("entry"), what, "split the unit"));
            }
            put(open, row.path, row.answers);
            return Ok(None);
        }
        if !self.keys.insert(row.key.clone()) {
            let what = format!("the unit `{}` stands twice", excerpt(&row.key));
            let mend = if self.survey.repeats.is_empty() { "keep one row for each unit" } else { "let all rows of a unit stand together" };
            return Err(fault("duplicate-unit", line, Some("unit"), what, mend));
        }
        self.names = HashSet::from([row.path.clone()]);
        let mut unit = Unit { key: row.key, answers: vec![Answer::NotAnswered; self.survey.questions.len()], entries: Vec::new() };
        put(&mut unit, row.path, row.answers);
        Ok(self.open.replace(unit))
    }

    /// The unit of the last row.
    pub(super) fn last(self) -> Option<Unit> {
        self.open
    }
}

fn put(unit: &mut Unit, path: Vec<String>, answers: Vec<Answer>) {
    if path.is_empty() {
        unit.answers = answers;
    } else {
        unit.entries.push(Entry { path, answers });
    }
}

fn twice(row: &Row, name: &str, line: u64) -> SheetFault {
    let unit = excerpt(&row.key);
    if row.path.is_empty() {
        let what = format!("the unit `{unit}` stands twice");
        fault("duplicate-unit", line, Some("unit"), what, "keep one row for each unit")
    } else {
        let what = format!("the entry `{name}` of the unit `{unit}` stands twice");
        fault("duplicate-entry", line, Some("entry"), what, "keep one row for each entry")
    }
}
