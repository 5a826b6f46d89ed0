//! Where things stand in the workbook: what the writer and the reader must agree on.

use crate::engine::answer::Answer;
use crate::engine::entry::fold;
use crate::engine::survey::{Body, OptionItem, Question};
use crate::ids::sha256_hex;
use crate::lang::{Lang, Words};

/// The sheet that says what the file is and holds the lists to choose from; hidden.
pub(super) const SHEET: &str = "miernik";
/// What stands in its first cell.
pub(super) const SIGNATURE: &str = "miernik-offline";
/// The way of laying out that is written and read.
pub(super) const FORMAT: &str = "1";
/// The column of the first list.
pub(super) const FIRST_LIST: u16 = 3;

/// Columns of a sheet of questions, in order; their codes stand in its first row, which is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Number,
    Text,
    How,
    State,
    Value,
    Unit,
    Basis,
    Reason,
    Note,
    Question,
    Part,
    Version,
    Check,
}

impl Column {
    pub(super) const ALL: [Self; 13] = [
        Self::Number,
        Self::Text,
        Self::How,
        Self::State,
        Self::Value,
        Self::Unit,
        Self::Basis,
        Self::Reason,
        Self::Note,
        Self::Question,
        Self::Part,
        Self::Version,
        Self::Check,
    ];
    /// Those that a person fills in.
    pub(super) const FILLED: [Self; 5] = [Self::State, Self::Value, Self::Basis, Self::Reason, Self::Note];

    /// What stands in the hidden first row.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Number => "m:number",
            Self::Text => "m:text",
            Self::How => "m:how",
            Self::State => "m:state",
            Self::Value => "m:value",
            Self::Unit => "m:unit",
            Self::Basis => "m:basis",
            Self::Reason => "m:reason",
            Self::Note => "m:note",
            Self::Question => "m:question",
            Self::Part => "m:part",
            Self::Version => "m:version",
            Self::Check => "m:check",
        }
    }

    /// Whether it is there for the reader alone.
    pub(super) const fn is_hidden(self) -> bool {
        matches!(self, Self::Question | Self::Part | Self::Version | Self::Check)
    }

    pub(super) const fn at(self) -> u16 {
        self as u16
    }
}

/// One row of a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Row<'q> {
    /// The question itself, with its state, reason and note, and with its value if that is one cell.
    Head,
    /// The two numbers of a share and their day.
    Numerator,
    Denominator,
    Date,
    /// One of several options: a tick, or a rank and a basis.
    Option(&'q OptionItem),
}

impl Row<'_> {
    /// What stands in the column [`Column::Part`].
    pub(super) fn code(self) -> String {
        match self {
            Self::Head => String::new(),
            Self::Numerator => "numerator".to_owned(),
            Self::Denominator => "denominator".to_owned(),
            Self::Date => "date".to_owned(),
            Self::Option(option) => format!("option:{}", option.id),
        }
    }
}

/// The rows of a question.
pub(super) fn rows(question: &Question) -> Vec<Row<'_>> {
    match &question.body {
        Body::Share(_) => vec![Row::Head, Row::Numerator, Row::Denominator, Row::Date],
        Body::Several(options) | Body::Reasons { options, .. } => std::iter::once(Row::Head).chain(options.iter().map(Row::Option)).collect(),
        Body::Choice(_) | Body::Number(_) | Body::Date | Body::Text { .. } => vec![Row::Head],
    }
}

/// Whether the value of a question is one cell in its head row.
pub(super) const fn is_one_cell(question: &Question) -> bool {
    matches!(question.body, Body::Choice(_) | Body::Number(_) | Body::Date | Body::Text { .. })
}

/// The words of an option in the list, unlike those of every other one.
pub(super) fn label(options: &[OptionItem], option: &OptionItem, lang: Lang) -> String {
    let label = option.label.get(lang);
    let folded = fold(label);
    let spells = |other: &&OptionItem| [&other.id, &other.label.pl, &other.label.en].into_iter().any(|known| fold(known) == folded);
    let is_taken = options.iter().filter(|other| other.id != option.id).any(|other| spells(&other));
    if is_taken { format!("{label} [{}]", option.id) } else { label.to_owned() }
}

/// The id of the option with these words in either language, or with this id.
pub(super) fn option_of(options: &[OptionItem], text: &str) -> Option<String> {
    let folded = fold(text);
    let is_it = |option: &&OptionItem| option.id == text.trim() || Lang::ALL.into_iter().any(|lang| fold(&label(options, option, lang)) == folded);
    options.iter().find(is_it).map(|option| option.id.clone())
}

/// The id of the basis with these words in either language, or with this id.
pub(super) fn basis_of(question: &Question, text: &str) -> Option<String> {
    let Body::Reasons { bases, .. } = &question.body else { return None };
    let folded = fold(text);
    let spells = |known: &str| fold(known) == folded;
    bases.iter().find(|basis| spells(&basis.id) || spells(&basis.label.pl) || spells(&basis.label.en)).map(|basis| basis.id.clone())
}

/// The words of the states, in a language: answered, do not know, not applicable.
pub(super) fn state_words(words: Words) -> [String; 3] {
    [words.t("offline-state-answered"), words.t("state-do-not-know"), words.t("state-not-applicable")].map(std::borrow::Cow::into_owned)
}

/// What a row was made with, in 32 hexadecimal digits: rows of another file, or rows whose hidden cells have been mixed up, do not have it.
///
/// It is a guard against mistakes, not a secret: whoever can change the file may change the answers as well.
pub fn check(assessment: &str, question: &str, version: i64, answer: &Answer, note: &str) -> String {
    let answer = serde_json::to_string(answer).unwrap_or_default();
    let mut hash = sha256_hex([assessment, question, &version.to_string(), &answer, note].join("\u{1f}").as_bytes());
    hash.truncate(32);
    hash
}
