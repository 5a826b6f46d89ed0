//! Cells and columns: what a table is made of before it becomes bytes.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::word::{NO, Word, YES};
use crate::lang::{Lang, Text};

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// There is nothing; a state in another column says why.
    Empty,
    /// Words that somebody wrote.
    Text(&'a str),
    /// Words of the survey in every language.
    Label(&'a Text),
    /// An identifier: text, even if it is made of digits.
    Code(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number as it was entered.
    Decimal(Decimal),
    /// A number that was computed, not rounded.
    Computed(f64),
    /// A calendar day.
    Date(Date),
    /// Whether an option was chosen: 1 or 0.
    Flag(bool),
    /// Whether something is so.
    Truth(bool),
    /// A controlled word.
    Word(Word),
    /// Chosen options, in order.
    Chosen(Vec<Chosen<'a>>),
}

/// A chosen option with the basis of a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen<'a> {
    /// Id of the option.
    pub option: &'a str,
    /// Its label; none if the survey does not know it.
    pub label: Option<&'a Text>,
    /// Id and label of the basis.
    pub basis: Option<(&'a str, Option<&'a Text>)>,
}

impl Chosen<'_> {
    fn code(&self) -> Cow<'_, str> {
        match self.basis {
            None => Cow::Borrowed(self.option),
            Some((basis, _)) => Cow::Owned(format!("{}:{basis}", self.option)),
        }
    }

    fn reading(&self, lang: Lang) -> Cow<'_, str> {
        let option = self.label.map_or(self.option, |label| label.get(lang));
        match self.basis {
            None => Cow::Borrowed(option),
            Some((basis, label)) => Cow::Owned(format!("{option} ({})", label.map_or(basis, |label| label.get(lang)))),
        }
    }
}

/// What a cell is after its words have been chosen: text or a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Plain<'a> {
    /// Nothing.
    Empty,
    /// Text, whatever it looks like.
    Text(Cow<'a, str>),
    /// Digits with a point, perhaps a sign.
    Number(String),
    /// A calendar day.
    Date(Date),
}

impl<'a> Cell<'a> {
    /// The cell in codes (no language) or in words.
    pub fn plain(&'a self, words: Option<Lang>) -> Plain<'a> {
        let text = |text: &'a str| if text.is_empty() { Plain::Empty } else { Plain::Text(Cow::Borrowed(text)) };
        let word = |word: Word| Plain::Text(Cow::Borrowed(words.map_or(word.code, |lang| word.get(lang))));
        match self {
            Self::Empty => Plain::Empty,
            Self::Text(words) | Self::Code(words) => text(words),
            Self::Label(label) => text(label.get(words.unwrap_or_default())),
            Self::Integer(number) => Plain::Number(number.to_string()),
            Self::Decimal(number) => Plain::Number(number.normalize().to_string()),
            Self::Computed(number) => Plain::Number(shortest(*number)),
            Self::Date(date) => Plain::Date(*date),
            Self::Flag(flag) => Plain::Number(u8::from(*flag).to_string()),
            Self::Truth(truth) => word(if *truth { YES } else { NO }),
            Self::Word(controlled) => word(*controlled),
            Self::Chosen(chosen) if chosen.is_empty() => Plain::Empty,
            Self::Chosen(chosen) => Plain::Text(match words {
                None => join(chosen.iter().map(Chosen::code), " "),
                Some(lang) => join(chosen.iter().map(|one| one.reading(lang)), " | "),
            }),
        }
    }
}

fn join<'a>(mut parts: impl Iterator<Item = Cow<'a, str>>, between: &str) -> Cow<'a, str> {
    let Some(mut all) = parts.next() else { return Cow::Borrowed("") };
    for part in parts {
        let all = all.to_mut();
        all.push_str(between);
        all.push_str(&part);
    }
    all
}

/// The shortest decimal text that reads back to the same number; never an exponent, never a negative zero.
pub fn shortest(number: f64) -> String {
    (number + 0.0).to_string()
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words that somebody wrote.
    Text,
    /// Identifiers and controlled words.
    Code,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Computed numbers, not rounded.
    Score,
    /// Calendar days.
    Date,
    /// 1 or 0.
    Flag,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in open data, unlike any other in the table.
    pub name: String,
    /// Its heading in files for people.
    pub heading: Text,
    /// What its cells are.
    pub shape: Shape,
}

impl Column {
    /// A column that is named by a word.
    pub(super) fn of(word: Word, shape: Shape) -> Self {
        Self { name: word.code.to_owned(), heading: word.text(), shape }
    }
}
