//! The value of a checked expression. `None` is *no data*.

use std::cmp::Ordering;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Expression, Node, Operator};
use crate::engine::answer::{Answer, Value};
use crate::engine::survey::QuestionIx;

/// A value while an expression is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A decimal number.
    Number(Decimal),
    /// True or false.
    Bool(bool),
    /// A text, or the id of a chosen option.
    Text(String),
    /// A calendar day.
    Date(Date),
}

impl Expression {
    /// Whether the condition holds; *no data* is not true.
    ///
    /// `answer` gives the answer of a question, *not answered* for one that is hidden; `number` the number that an answer stands for (a share is computed).
    pub fn holds<'a>(&self, answer: &dyn Fn(QuestionIx) -> &'a Answer, number: &dyn Fn(QuestionIx, &Value) -> Option<Decimal>) -> bool {
        matches!(evaluate(&self.root, &Reading { answer, number }), Some(Term::Bool(true)))
    }
}

struct Reading<'r, 'a> {
    answer: &'r dyn Fn(QuestionIx) -> &'a Answer,
    number: &'r dyn Fn(QuestionIx, &Value) -> Option<Decimal>,
}

fn evaluate(node: &Node, reading: &Reading<'_, '_>) -> Option<Term> {
    match node {
        Node::Number(number) => Some(Term::Number(*number)),
        Node::Bool(value) => Some(Term::Bool(*value)),
        Node::Text(text) => Some(Term::Text(text.clone())),
        Node::Date(date) => Some(Term::Date(*date)),
        Node::Answer(question) => term(*question, reading),
        Node::Answered(question) => Some(Term::Bool((reading.answer)(*question).is_answered())),
        Node::IsNotApplicable(question) => Some(Term::Bool(matches!((reading.answer)(*question), Answer::NotApplicable(_)))),
        Node::Selected(question, option) => chosen(*question, reading).map(|chosen| Term::Bool(chosen.contains(&option.as_str()))),
        Node::CountSelected(question) => chosen(*question, reading).map(|chosen| Term::Number(Decimal::from(chosen.len()))),
        Node::Not(inner) => truth(inner, reading).map(|value| Term::Bool(!value)),
        Node::Negative(inner) => number(inner, reading).map(|value| Term::Number(-value)),
        Node::Binary(operator, left, right) => binary(*operator, left, right, reading),
    }
}

fn term(question: QuestionIx, reading: &Reading<'_, '_>) -> Option<Term> {
    let Answer::Answered(value) = (reading.answer)(question) else { return None };
    match value {
        Value::Choice(option) => Some(Term::Text(option.clone())),
        Value::Text(text) => Some(Term::Text(text.clone())),
        Value::Date(date) => Some(Term::Date(*date)),
        Value::Number(_) | Value::Share { .. } => (reading.number)(question, value).map(Term::Number),
        Value::Choices(_) | Value::Reasons(_) => None,
    }
}

fn chosen<'a>(question: QuestionIx, reading: &Reading<'_, 'a>) -> Option<Vec<&'a str>> {
    let Answer::Answered(value) = (reading.answer)(question) else { return None };
    match value {
        Value::Choice(option) => Some(vec![option]),
        Value::Choices(options) => Some(options.iter().map(String::as_str).collect()),
        Value::Reasons(reasons) => Some(reasons.iter().map(|reason| reason.option.as_str()).collect()),
        Value::Number(_) | Value::Share { .. } | Value::Date(_) | Value::Text(_) => None,
    }
}

fn truth(node: &Node, reading: &Reading<'_, '_>) -> Option<bool> {
    match evaluate(node, reading)? {
        Term::Bool(value) => Some(value),
        Term::Number(_) | Term::Text(_) | Term::Date(_) => None,
    }
}

fn number(node: &Node, reading: &Reading<'_, '_>) -> Option<Decimal> {
    match evaluate(node, reading)? {
        Term::Number(value) => Some(value),
        Term::Bool(_) | Term::Text(_) | Term::Date(_) => None,
    }
}

fn binary(operator: Operator, left: &Node, right: &Node, reading: &Reading<'_, '_>) -> Option<Term> {
    match operator {
        Operator::And | Operator::Or => {
            // Kleene: one side may decide although the other has no data.
            let deciding = operator == Operator::Or;
            match (truth(left, reading), truth(right, reading)) {
                (Some(value), _) | (_, Some(value)) if value == deciding => Some(Term::Bool(deciding)),
                (Some(_), Some(_)) => Some(Term::Bool(!deciding)),
                _ => None,
            }
        }
        Operator::Plus => arithmetic(left, right, reading, Decimal::checked_add),
        Operator::Minus => arithmetic(left, right, reading, Decimal::checked_sub),
        Operator::Times => arithmetic(left, right, reading, Decimal::checked_mul),
        Operator::Div => arithmetic(left, right, reading, Decimal::checked_div),
        Operator::Equal | Operator::NotEqual => {
            let equal = evaluate(left, reading)? == evaluate(right, reading)?;
            Some(Term::Bool(equal == (operator == Operator::Equal)))
        }
        Operator::Less => order(left, right, reading, Ordering::is_lt),
        Operator::LessOrEqual => order(left, right, reading, Ordering::is_le),
        Operator::Greater => order(left, right, reading, Ordering::is_gt),
        Operator::GreaterOrEqual => order(left, right, reading, Ordering::is_ge),
    }
}

fn arithmetic(left: &Node, right: &Node, reading: &Reading<'_, '_>, operation: fn(Decimal, Decimal) -> Option<Decimal>) -> Option<Term> {
    operation(number(left, reading)?, number(right, reading)?).map(Term::Number)
}

fn order(left: &Node, right: &Node, reading: &Reading<'_, '_>, holds: fn(Ordering) -> bool) -> Option<Term> {
    let ordering = match (evaluate(left, reading)?, evaluate(right, reading)?) {
        (Term::Number(left), Term::Number(right)) => left.cmp(&right),
        (Term::Date(left), Term::Date(right)) => left.cmp(&right),
        _ => return None,
    };
    Some(Term::Bool(holds(ordering)))
}
