//! The language of conditions: small, typed, total.
//!
//! `${id}` is the answer of another question. Types are checked when the survey is built, so a wrong expression never reaches a person; every well-typed
//! expression has a value, or *no data* where an answer is missing (three-valued logic after Kleene).

mod evaluate;
mod parse;
mod token;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::survey::QuestionIx;

pub use evaluate::Term;

/// A text is no longer than this many bytes.
pub const LONGEST: usize = 4096;
/// An expression has no more parts than this.
pub const MOST_NODES: usize = 256;
/// Parentheses, functions and `not` nest no deeper than this.
pub const DEEPEST: usize = 32;

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
    /// `operand` tells what a question id stands for.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place in the text.
    pub fn condition<'s>(source: &str, operand: impl Fn(&str) -> Option<Operand<'s>>) -> Result<Self, Problem> {
        parse::condition(source, &operand)
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

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable code, as in [`super::fault::Fault`].
    pub code: &'static str,
    /// Byte offset in the text of the expression.
    pub offset: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
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

/// A checked expression; operands have the types their operators need.
#[derive(Debug, Clone, PartialEq)]
enum Node {
    Number(Decimal),
    Bool(bool),
    Text(String),
    Date(Date),
    Answer(QuestionIx),
    Selected(QuestionIx, String),
    CountSelected(QuestionIx),
    Answered(QuestionIx),
    IsNotApplicable(QuestionIx),
    Not(Box<Node>),
    Negative(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
}

#[cfg(test)]
mod tests;
