//! Which rows become questions: their ids, kinds and options, known before any condition is translated.

use std::collections::{HashMap, HashSet};

use super::expression::{Known, Meaning};
use super::extra::Fields;
use super::form::{Choice, Form, FormRow};
use super::kind::{Plain, RowType};
use super::note::Place;
use super::table::Row;
use crate::engine::MOST_OPTIONS;
use crate::engine::document::{Kind, OptionDocument};
use crate::engine::fault::excerpt;
use crate::lang::{Lang, Text, Words};

/// The name of the option that `or_other` adds, and the ending of the question behind it.
pub(super) const OTHER: &str = "other";

/// What to do about a list that is too long.
const MEND_OPTIONS: &str = "a choice has 2 to 200 options";

/// A row that becomes a question.
pub(super) struct Carried<'t> {
    pub(super) known: Known,
    pub(super) options: Vec<OptionDocument>,
    /// The rows of the options.
    pub(super) option_rows: Vec<Row<'t>>,
    /// The question that asks for the other option in words.
    pub(super) other: Option<Known>,
}

/// Every row of a form that becomes a question, by its number among the rows of the form.
pub(super) struct Inventory<'t> {
    pub(super) carried: Vec<Option<Carried<'t>>>,
    pub(super) ids: Ids,
    by_name: HashMap<String, usize>,
}

impl<'t> Inventory<'t> {
    /// Goes through the rows; what becomes no question is noted.
    pub(super) fn new(form: &Form<'t>, reserved: &[String], fields: &mut Fields) -> Self {
        let mut inventory =
            Self { carried: Vec::new(), ids: Ids { taken: reserved.iter().cloned().collect(), last: HashMap::new() }, by_name: HashMap::new() };
        for (at, row) in form.rows.iter().enumerate() {
            let carried = inventory.row(form, row, fields);
            inventory.carried.push(carried);
            inventory.by_name.entry(row.name.clone()).or_insert(at);
        }
        for row in &form.rows {
            if let RowType::Select { or_other: true, .. } = row.kind {
                inventory.by_name.entry(format!("{}_{OTHER}", row.name)).or_insert(usize::MAX);
            }
        }
        inventory
    }

    /// What `${name}` stands for.
    pub(super) fn meaning(&self, name: &str) -> Option<Meaning<'_>> {
        let at = *self.by_name.get(name)?;
        let carried = self.carried.get(at).and_then(Option::as_ref);
        Some(carried.map_or(Meaning::NotCarried, |carried| Meaning::Question(&carried.known)))
    }

    fn row(&mut self, form: &Form<'t>, row: &FormRow<'t>, fields: &mut Fields) -> Option<Carried<'t>> {
        let place = row.row.place("type");
        let not_carried = |fields: &mut Fields, what: &str, mend: &str| {
            fields.notes.warning("row-not-carried", &place, format!("`{}` is left out with all of its row: {what}", excerpt(&row.name)), mend);
            None
        };
        match &row.kind {
            RowType::Begin(_) | RowType::End(_) => None,
            RowType::Note => not_carried(fields, "a text without an answer", "move it into the hint or the definition of a question"),
            RowType::Calculate => not_carried(fields, "a computed value", "compute it from the exported answers"),
            RowType::NotCarried(what) => not_carried(fields, what, "ask for it in words if it is needed"),
            RowType::Plain(plain) => {
                let kind = written_kind(fields, row.row, plain_kind(*plain, row.row), &plain_kinds(*plain));
                Some(Carried { known: self.known(row, kind, Vec::new(), fields), options: Vec::new(), option_rows: Vec::new(), other: None })
            }
            RowType::Select { kind, list, or_other } => {
                let kinds: &[Kind] = match kind {
                    Kind::OneOf => &[Kind::OneOf, Kind::Ladder, Kind::YesNo],
                    Kind::SeveralOf => &[Kind::SeveralOf],
                    _ => &[Kind::Reasons],
                };
                let kind = written_kind(fields, row.row, *kind, kinds);
                let choices = form.lists.get(list).map_or(&[][..], Vec::as_slice);
                if choices.len() > MOST_OPTIONS {
                    let what = format!("the list `{}` has {} options, more than {MOST_OPTIONS}", excerpt(list), choices.len());
                    if fields.native {
                        fields.notes.error("options", &place, what, MEND_OPTIONS);
                        return None;
                    }
                    return not_carried(fields, &what, MEND_OPTIONS);
                }
                let (mut options, names) = options(fields, choices);
                let mut option_rows: Vec<Row<'t>> = choices.iter().map(|choice| choice.row).collect();
                let mut names = names;
                if kind == Kind::YesNo {
                    options.clear();
                    option_rows.clear();
                } else if *or_other && !names.iter().any(|(name, _)| name == OTHER) {
                    options.push(OptionDocument {
                        id: OTHER.to_owned(),
                        label: said("answer-other"),
                        points: None,
                        exclusive: false,
                        aliases: Vec::new(),
                    });
                    option_rows.push(row.row);
                    names.push((OTHER.to_owned(), OTHER.to_owned()));
                }
                let known = self.known(row, kind, names, fields);
                let other = or_other.then(|| self.other(&known, row, fields));
                Some(Carried { known, options, option_rows, other })
            }
        }
    }

    fn known(&mut self, row: &FormRow<'_>, kind: Kind, options: Vec<(String, String)>, fields: &mut Fields) -> Known {
        Known { id: self.ids.give(&row.name, &row.row.place("name"), fields), kind, options }
    }

    fn other(&mut self, of: &Known, row: &FormRow<'_>, fields: &mut Fields) -> Known {
        let name = format!("{}_{OTHER}", of.id);
        Known { id: self.ids.give(&name, &row.row.place("type"), fields), kind: Kind::Text, options: Vec::new() }
    }
}

/// Words of this program in both languages.
pub(super) fn said(key: &str) -> Text {
    Text { pl: Words::of(Lang::Pl).t(key).into_owned(), en: Words::of(Lang::En).t(key).into_owned() }
}

fn plain_kind(plain: Plain, row: Row<'_>) -> Kind {
    match plain {
        Plain::Text if row.text("appearance").is_some_and(|appearance| appearance.contains("multiline")) => Kind::LongText,
        Plain::Text => Kind::Text,
        Plain::Integer | Plain::Decimal | Plain::Range | Plain::Percentage => Kind::Number,
        Plain::Date => Kind::Date,
    }
}

fn plain_kinds(plain: Plain) -> Vec<Kind> {
    match plain {
        Plain::Text => vec![Kind::Text, Kind::LongText],
        Plain::Date => vec![Kind::Date],
        _ => vec![Kind::Number, Kind::Share],
    }
}

/// The kind in our own column `kind`, if it fits the type of the row; otherwise the one that the type has.
fn written_kind(fields: &mut Fields, row: Row<'_>, default: Kind, fitting: &[Kind]) -> Kind {
    match fields.word::<Kind>(row, "kind") {
        Some(kind) if fitting.contains(&kind) => kind,
        Some(_) => {
            let what = "the kind does not fit the type of the row";
            fields.notes.error("kind-of-another-type", &row.place("kind"), what, "correct `kind` or `type`, or leave `kind` empty");
            default
        }
        None => default,
    }
}

/// The options of a list, and the names they have in the form.
fn options(fields: &mut Fields, choices: &[Choice<'_>]) -> (Vec<OptionDocument>, Vec<(String, String)>) {
    let mut ids = Ids::default();
    let mut options = Vec::with_capacity(choices.len());
    let mut names = Vec::with_capacity(choices.len());
    for Choice { row, name } in choices {
        let id = if is_option_id(name) { name.clone() } else { ids.free(&format!("o_{}", plain_id(name))) };
        if id != *name {
            let what = format!("the option `{}` has the id `{id}` in the survey", excerpt(name));
            fields.notes.warning("name-changed", &row.place("name"), what, "write letters and digits without accents, `_`, `-` or `.`");
        }
        ids.taken.insert(id.clone());
        let label = fields.text(*row, "label").unwrap_or_else(|| {
            fields.notes.warning(
                "label-missing",
                &row.place("name"),
                format!("the choice has no label: `{}` stands in its place", excerpt(name)),
                "write one",
            );
            Text::same(name)
        });
        names.push((name.clone(), id.clone()));
        options.push(OptionDocument {
            id,
            label,
            points: fields.number(*row, "score"),
            exclusive: fields.truth(*row, "exclusive").unwrap_or_default(),
            aliases: fields.list(*row, "aliases"),
        });
    }
    (options, names)
}

fn is_option_id(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    name.len() <= 64 && name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(plain)
}

/// Letters and digits of a name with single `_` between them; what has none of them is `x`.
fn plain_id(name: &str) -> String {
    let words: Vec<&str> = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let joined: String = words.join("_").chars().take(50).collect();
    if joined.is_empty() { "x".to_owned() } else { joined.trim_end_matches('_').to_owned() }
}

/// Ids that are given once.
#[derive(Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    /// The last number that was found for each id that wanted one: those below it are taken for good.
    last: HashMap<String, usize>,
}

impl Ids {
    /// The id for a name: the name itself where it can be one and is free.
    pub(super) fn give(&mut self, name: &str, place: &Place, fields: &mut Fields) -> String {
        let id = if is_id(name) && !self.taken.contains(name) { name.to_owned() } else { self.free(&begun_with_a_letter(&plain_id(name))) };
        if id != name {
            let what = format!("`{}` has the id `{id}` in the survey", excerpt(name));
            fields.notes.warning("name-changed", place, what, "begin names with a letter, keep single `_` between words, and use each once");
        }
        self.taken.insert(id.clone());
        id
    }

    /// This id, or the first free one with a number behind it.
    pub(super) fn free(&mut self, id: &str) -> String {
        let is_free = |id: &str| !self.taken.contains(id) && !is_reserved(id);
        if is_free(id) {
            return id.to_owned();
        }
        let mut number = self.last.get(id).copied().unwrap_or(2);
        while !is_free(&format!("{id}_{number}")) {
            number += 1;
        }
        self.last.insert(id.to_owned(), number);
        format!("{id}_{number}")
    }
}

fn begun_with_a_letter(id: &str) -> String {
    if id.starts_with(|c: char| c.is_ascii_alphabetic()) { id.to_owned() } else { format!("q_{id}") }
}

fn is_reserved(id: &str) -> bool {
    matches!(id, "index" | "unit") || [".numerator", ".denominator", ".date"].iter().any(|ending| id.ends_with(ending))
}

/// Whether a name can be the id of a question or dimension (`docs/survey-file.md`).
fn is_id(name: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let formed = name.len() <= 64 && name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.split(['_', '-', '.']).all(part);
    formed && !is_reserved(name)
}
