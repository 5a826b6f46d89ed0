//! The language of conditions: small, typed, total.
//!
//! `${id}` is the answer of another question. Types are checked when the survey is built, so a wrong expression never reaches a person; every well-typed
//! expression has a value, or *no data* where an answer is missing (three-valued logic after Kleene).

mod evaluate;
mod function;
mod parse;
mod pattern;
mod possible;
mod problem;
mod token;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::survey::QuestionIx;
use function::Fold;
use pattern::Pattern;

pub use evaluate::{Reading, Term};
pub(super) use possible::{Possible, Use};
pub use problem::Problem;

/// A text is no longer than this many bytes.
pub const LONGEST: usize = 4096;
/// An expression has no more parts than this.
pub const MOST_NODES: usize = 256;
/// Parentheses, functions and `not` nest no deeper than this.
pub const DEEPEST: usize = 32;
/// The pattern of `matches` is no longer than this many bytes.
pub const LONGEST_PATTERN: usize = 256;
/// An expression has no more patterns than this: each takes some time to make ready.
pub const MOST_PATTERNS: usize = 8;

/// A condition that has been checked against its survey.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    source: String,
    root: Node,
    questions: Vec<QuestionIx>,
}

impl Expression {
    /// The text as written in the survey.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The questions it reads, each once, in order of first appearance.
    pub fn questions(&self) -> &[QuestionIx] {
        &self.questions
    }

    /// Reads a condition: an expression whose value is true or false.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place in the text.
    pub fn condition(source: &str, scope: &Scope<'_>) -> Result<Self, Problem> {
        Self::read(source, Type::Bool, scope, None)
    }

    /// Reads what must hold of an answer: a condition in which `.` is the question's own answer.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place in the text.
    pub fn constraint(source: &str, scope: &Scope<'_>, own: Operand<'_>) -> Result<Self, Problem> {
        Self::read(source, Type::Bool, scope, Some(own))
    }

    /// Reads an expression whose value has the type `of`; `own` is what `.` stands for, if it may stand there.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place in the text.
    pub fn read(source: &str, of: Type, scope: &Scope<'_>, own: Option<Operand<'_>>) -> Result<Self, Problem> {
        parse::expression(source, of, scope, own)
    }
}

/// The questions that an expression may name.
#[derive(Debug, Clone, Default)]
pub struct Scope<'s>(BTreeMap<&'s str, Operand<'s>>);

impl<'s> FromIterator<(&'s str, Operand<'s>)> for Scope<'s> {
    fn from_iter<I: IntoIterator<Item = (&'s str, Operand<'s>)>>(questions: I) -> Self {
        Self(questions.into_iter().collect())
    }
}

/// What a question id stands for in an expression.
#[derive(Debug, Clone, Copy)]
pub struct Operand<'s> {
    /// The question.
    pub question: QuestionIx,
    /// The type of its answer.
    pub of: Type,
    /// Ids of its options, for choices.
    pub options: &'s [String],
}

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// A decimal number.
    Number,
    /// True or false.
    Bool,
    /// Text.
    Text,
    /// A calendar day.
    Date,
    /// One option.
    Choice,
    /// A set of options.
    ChoiceSet,
}

impl Type {
    const fn name(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Bool => "true or false",
            Self::Text => "a text",
            Self::Date => "a date",
            Self::Choice => "a choice",
            Self::ChoiceSet => "a set of choices",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Div,
}

impl Operator {
    const fn compares(self) -> bool {
        matches!(self, Self::Equal | Self::NotEqual | Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual)
    }
}

/// A checked expression; operands have the types their operators need.
#[derive(Debug, Clone, PartialEq)]
enum Node {
    Number(Decimal),
    Bool(bool),
    Text(String),
    Date(Date),
    Today,
    Answer(QuestionIx),
    Selected(QuestionIx, String),
    CountSelected(QuestionIx),
    Answered(QuestionIx),
    IsNotApplicable(QuestionIx),
    Not(Box<Node>),
    Negative(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    /// The first that has data.
    Coalesce(Vec<Node>),
    /// Condition, then, else.
    If(Box<[Node; 3]>),
    Fold(Fold, Vec<Node>),
    /// To this many decimal places.
    Round(Box<Node>, u32),
    /// Characters of a text.
    Length(Box<Node>),
    Matches(Box<Node>, Pattern),
}
