//! The sheets of a form taken apart: groups, rows and lists of choices, each with its cells. Nothing is translated here.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::kind::{Bracket, RowType, row_type};
use super::note::{Notes, Place};
use super::table::{Column, Row, Table};
use super::words::truth;
use super::xpath;
use crate::engine::fault::excerpt;
use crate::engine::{MOST_OPTIONS, MOST_QUESTIONS};

/// Columns whose expressions refer to questions.
const REFERRING: [&str; 6] = ["relevant", "constraint", "calculation", "choice_filter", "repeat_count", "required"];

/// Groups inside each other: the conditions of all of them are joined for each question.
const DEEPEST: usize = 16;

/// Bytes of the options that questions have beyond the first use of each list; the largest real form among the samples needs 94 kB.
const MOST_COPIED: usize = 8 << 20;
/// Bytes of an option beside its words.
const OPTION_BYTES: usize = 256;

/// A form.
pub(super) struct Form<'t> {
    /// Groups and repeats in the order of their beginnings.
    pub(super) groups: Vec<Group<'t>>,
    /// Everything else that has a type.
    pub(super) rows: Vec<FormRow<'t>>,
    /// The lists of the sheet `choices`.
    pub(super) lists: HashMap<String, Vec<Choice<'t>>>,
    /// How many rows have a type, groups and their ends included.
    pub(super) typed_rows: usize,
    /// First words of the types, each once.
    pub(super) types: HashSet<String>,
}

/// A group or a repeat.
pub(super) struct Group<'t> {
    pub(super) row: Row<'t>,
    pub(super) name: String,
    pub(super) bracket: Bracket,
    pub(super) parent: Option<usize>,
}

/// A row that is neither the beginning nor the end of a group.
pub(super) struct FormRow<'t> {
    pub(super) row: Row<'t>,
    pub(super) name: String,
    pub(super) kind: RowType,
    /// The innermost group around it.
    pub(super) group: Option<usize>,
}

/// A row of the sheet `choices`.
pub(super) struct Choice<'t> {
    pub(super) row: Row<'t>,
    pub(super) name: String,
}

impl<'t> Form<'t> {
    /// Takes the sheets apart; what is wrong with them is noted as an error.
    pub(super) fn new(survey: &'t Table<'t>, choices: Option<&'t Table<'t>>, duplicates_allowed: bool, native: bool, notes: &mut Notes) -> Self {
        let lists = choices.map(|table| lists(table, duplicates_allowed, notes)).unwrap_or_default();
        let mut form = Self { groups: Vec::new(), rows: Vec::new(), lists, typed_rows: 0, types: HashSet::new() };
        for wanted in ["type", "name"].into_iter().filter(|wanted| !survey.has(wanted)) {
            let place = Place::sheet(&survey.sheet.name);
            notes.error("column-missing", &place, format!("the sheet has no column `{wanted}`"), "name it in the first row");
        }
        form.read(survey, notes);
        form.most_questions(notes);
        form.most_copies(notes);
        form.names(notes);
        form.references(native, notes);
        form
    }

    fn read(&mut self, survey: &'t Table<'t>, notes: &mut Notes) {
        let mut open: Vec<usize> = Vec::new();
        for row in survey.rows().filter(|row| row.text("disabled").and_then(|text| truth(&text)) != Some(true)) {
            let Some(written) = row.text("type") else {
                if row.value("name").is_some() || row.value("label").is_some() {
                    notes.warning("no-type", &row.place("name"), "the row has no type and is passed over", "write what it is in the column `type`");
                }
                continue;
            };
            self.typed_rows += 1;
            self.types.extend(written.split_whitespace().next().map(str::to_owned));
            match row_type(&written) {
                None => {
                    let what = format!("the type `{}` is not known", excerpt(&written));
                    notes.error("unknown-type", &row.place("type"), what, "write a type of XLSForm, for example text, integer or select_one LIST");
                }
                Some(RowType::Begin(bracket)) => {
                    let name = row.text("name").unwrap_or_default();
                    self.groups.push(Group { row, name, bracket, parent: open.last().copied() });
                    open.push(self.groups.len() - 1);
                    if open.len() == DEEPEST + 1 {
                        let what = format!("groups nest deeper than {DEEPEST}");
                        notes.error("too-deep", &row.place("type"), what, "move the group out of some of those around it, or join them");
                    }
                }
                Some(RowType::End(bracket)) => self.close(&mut open, bracket, row, notes),
                Some(kind) => {
                    let name = row.text("name").unwrap_or_default();
                    self.rows.push(FormRow { row, name, kind, group: open.last().copied() });
                }
            }
        }
        for group in open.into_iter().map(|at| &self.groups[at]) {
            let what = format!("the {} `{}` has no end", group.bracket.name(), excerpt(&group.name));
            notes.error("unbalanced-group", &group.row.place("type"), what, format!("add a row `end_{}` behind it", group.bracket.name()));
        }
    }

    /// A form with more questions than a survey may have is refused here, before any of them is made.
    fn most_questions(&self, notes: &mut Notes) {
        let mut count = 0;
        for row in &self.rows {
            count += match row.kind {
                RowType::Plain(_) => 1,
                RowType::Select { or_other, .. } => 1 + usize::from(or_other),
                _ => 0,
            };
            if count > MOST_QUESTIONS {
                let what = format!("there are more than {MOST_QUESTIONS} questions: this row is the first too many");
                notes.error("too-many", &row.row.place("type"), what, "split the form");
                return;
            }
        }
    }

    /// A question has its own copy of its list: a form whose copies would fill the memory is refused here, before any of them is made.
    fn most_copies(&self, notes: &mut Notes) {
        let mut used: HashMap<&str, usize> = HashMap::new();
        let mut copied = 0;
        for row in &self.rows {
            let RowType::Select { list, .. } = &row.kind else { continue };
            let Some(choices) = self.lists.get(list).filter(|choices| choices.len() <= MOST_OPTIONS) else { continue };
            // The first use of a list is no copy. A label of one language stands in for the other one.
            match used.entry(list) {
                Entry::Occupied(bytes) => copied += bytes.get(),
                Entry::Vacant(list) => drop(list.insert(choices.iter().map(|choice| OPTION_BYTES + 2 * choice.row.bytes()).sum())),
            }
            if copied > MOST_COPIED {
                let limit = MOST_COPIED >> 20;
                let what = format!(
                    "the lists of choices, copied for each question that uses them, take more than {limit} MiB: this row is the first too many"
                );
                let mend = "shorten the labels or the list, ask for it in fewer questions, or split the form";
                notes.error("too-large", &row.row.place("type"), what, mend);
                return;
            }
        }
    }

    fn close(&self, open: &mut Vec<usize>, bracket: Bracket, row: Row<'_>, notes: &mut Notes) {
        let place = row.place("type");
        match open.pop().map(|at| &self.groups[at]) {
            None => notes.error("unbalanced-group", &place, "this ends a group that has not begun", "remove the row, or add the beginning"),
            Some(begun) if begun.bracket != bracket => {
                let what = format!("this ends a {}, but the {} `{}` is open", bracket.name(), begun.bracket.name(), excerpt(&begun.name));
                notes.error("unbalanced-group", &place, what, format!("write end_{}", begun.bracket.name()));
            }
            Some(_) => {}
        }
    }

    /// Names are there, have the form of one, and stand once in their group; lists exist; calculations say what they compute.
    fn names(&self, notes: &mut Notes) {
        let mut seen: HashSet<(Option<usize>, &str)> = HashSet::new();
        let groups = self.groups.iter().map(|group| (group.row, &group.name, group.parent, false));
        // A note and a record of the session can do without a name.
        let may_be_nameless = |kind: &RowType| matches!(kind, RowType::Note | RowType::NotCarried(_));
        let rows = self.rows.iter().map(|row| (row.row, &row.name, row.group, may_be_nameless(&row.kind)));
        for (row, name, group, nameless) in groups.chain(rows) {
            if name.is_empty() {
                if !nameless {
                    notes.error("name-missing", &row.place("name"), "the question or group has no name", "write one in the column `name`");
                }
            } else if !is_name(name) {
                let what = format!("`{}` cannot be a name", excerpt(name));
                notes.error("bad-name", &row.place("name"), what, "begin with a letter or `_`; letters, digits, `_`, `-` and `.`");
            } else if !seen.insert((group, name)) {
                let what = format!("the name `{}` stands twice in its group", excerpt(name));
                notes.error("duplicate-name", &row.place("name"), what, "give one of them another name");
            }
        }
        for row in &self.rows {
            match &row.kind {
                RowType::Select { list, .. } if !self.lists.contains_key(list) => {
                    let what = format!("there is no list `{}` in the sheet `choices`", excerpt(list));
                    notes.error("unknown-list", &row.row.place("type"), what, "add it there, or correct the name");
                }
                RowType::Calculate if computes_nothing(row.row) => {
                    let mend = "write it in the column `calculation`";
                    notes.error("calculation-missing", &row.row.place("calculation"), "the calculation is missing", mend);
                }
                _ => {}
            }
        }
    }

    /// Every `${name}` names something of the form.
    fn references(&self, native: bool, notes: &mut Notes) {
        let names: HashSet<&str> = self.groups.iter().map(|group| group.name.as_str()).chain(self.rows.iter().map(|row| row.name.as_str())).collect();
        let mut check = |row: Row<'_>, column: &Column, text: &str| {
            for name in xpath::references(text) {
                // What `last-saved#` refers to is the answer of another day.
                let name = name.strip_prefix("last-saved#").unwrap_or(name);
                if !names.contains(name) {
                    let what = format!("there is no question `${{{}}}`", excerpt(name));
                    notes.error("unknown-reference", &row.cell(column), what, "name a question of this form, with the spelling of its name");
                }
            }
        };
        let rows = self.groups.iter().map(|group| group.row).chain(self.rows.iter().map(|row| row.row));
        for row in rows {
            let texts: &[&str] = if native { &[] } else { &["label", "hint"] };
            for column in REFERRING.iter().chain(texts) {
                for (column, value) in row.named(column) {
                    check(row, column, &value.to_string());
                }
            }
        }
    }

    /// The groups around a row or a group, the outermost first.
    pub(super) fn around(&self, innermost: Option<usize>) -> Vec<usize> {
        let mut path: Vec<usize> = std::iter::successors(innermost, |at| self.groups[*at].parent).collect();
        path.reverse();
        path
    }
}

/// Whether a calculation says nothing: its value may also be set by what stands in `default`, or when another answer changes.
fn computes_nothing(row: Row<'_>) -> bool {
    let empty = ["calculation", "default", "trigger"].iter().all(|column| row.value(column).is_none());
    empty && row.text("type").is_some_and(|kind| kind.to_lowercase().contains("calculate"))
}

/// Whether a name is one in XML without a prefix.
fn is_name(name: &str) -> bool {
    let first = |c: char| c.is_alphabetic() || c == '_';
    name.starts_with(first) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}

/// The lists of choices in the order of the sheet.
fn lists<'t>(choices: &'t Table<'t>, duplicates_allowed: bool, notes: &mut Notes) -> HashMap<String, Vec<Choice<'t>>> {
    let mut lists: HashMap<String, Vec<Choice<'t>>> = HashMap::new();
    let mut seen: HashSet<(String, String)> = HashSet::new();
    for wanted in ["list_name", "name"].into_iter().filter(|wanted| !choices.has(wanted)) {
        let place = Place::sheet(&choices.sheet.name);
        notes.error("column-missing", &place, format!("the sheet has no column `{wanted}`"), "name it in the first row");
    }
    for row in choices.rows() {
        let Some(list) = row.text("list_name") else { continue };
        let Some(name) = row.text("name") else {
            notes.error("name-missing", &row.place("name"), "the choice has no name", "write one in the column `name`");
            continue;
        };
        if seen.insert((list.clone(), name.clone())) {
            lists.entry(list).or_default().push(Choice { row, name });
        } else if duplicates_allowed {
            let what = format!("the choice `{}` stands twice in its list; the second is left out", excerpt(&name));
            notes.warning("duplicate-choice", &row.place("name"), what, "give it a name of its own");
        } else {
            let what = format!("the choice `{}` stands twice in its list", excerpt(&name));
            notes.error("duplicate-choice", &row.place("name"), what, "give one of them another name");
        }
    }
    lists
}
