//! An answer: its state, its value, and how it is kept.
//!
//! Missing is neither "no" nor invisible: every question of an assessment is in exactly one of the states of [`Answer`].

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The value of an answered question. Options are named by their ids, so that a kept answer can be read without the survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// The chosen option of `one_of`, `ladder` or `yes_no`.
    Choice(String),
    /// The chosen options of `several_of`, in the order of the survey, each once.
    Choices(Vec<String>),
    /// A number.
    Number(Decimal),
    /// Two numbers and the day they describe.
    Share {
        /// The numerator.
        numerator: Decimal,
        /// The denominator, never zero.
        denominator: Decimal,
        /// The day the figures describe.
        date: Option<Date>,
    },
    /// A calendar day.
    Date(Date),
    /// Text as it was typed.
    Text(String),
    /// Reasons in order of rank.
    Reasons(Vec<Reason>),
}

/// One reason: an option, and where the knowledge comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Id of the option.
    pub option: String,
    /// Id of the basis.
    pub basis: Option<String>,
}

/// The state of a question in an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "state", content = "value", rename_all = "snake_case")]
pub enum Answer {
    /// Nobody has answered yet: missing, lowers coverage.
    #[default]
    NotAnswered,
    /// Answered "do not know": missing, lowers coverage.
    DoNotKnow,
    /// Does not apply here, with the reason that was given: leaves numerator and denominator.
    NotApplicable(String),
    /// Answered.
    Answered(Value),
}

impl Answer {
    /// Whether a value was given.
    pub const fn is_answered(&self) -> bool {
        matches!(self, Self::Answered(_))
    }

    /// Whether the person has dealt with the question in any way: a value, "do not know" or "not applicable".
    pub const fn is_settled(&self) -> bool {
        !matches!(self, Self::NotAnswered)
    }
}

/// The answers of one municipality, by question id; a question that is not in the map is not answered.
///
/// A question that is hidden by its relevance keeps its answer here; scoring sees it as not shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<String, Answer>);

impl Answers {
    /// The answer of a question.
    pub fn get(&self, question: &str) -> &Answer {
        const NONE: &Answer = &Answer::NotAnswered;
        self.0.get(question).unwrap_or(NONE)
    }

    /// Sets the answer of a question.
    pub fn set(&mut self, question: &str, answer: Answer) {
        self.0.insert(question.to_owned(), answer);
    }
}
