//! The value of a checked expression. `None` is *no data*.

use std::cmp::Ordering;

use jiff::Span;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::function::Fold;
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

/// What an expression is computed from.
#[derive(Clone, Copy)]
pub struct Reading<'r, 'a> {
    /// The answer of a question; *not answered* for one that is hidden.
    pub answer: &'r dyn Fn(QuestionIx) -> &'a Answer,
    /// The number that an answer stands for (a share is computed).
    pub number: &'r dyn Fn(QuestionIx, &Value) -> Option<Decimal>,
    /// The day that `today()` is; without one it has no data.
    pub today: Option<Date>,
}

impl Expression {
    /// Whether the condition holds; *no data* is not true.
    pub fn holds(&self, reading: &Reading<'_, '_>) -> bool {
        truth(&self.root, reading) == Some(true)
    }

    /// Its value; `None` is *no data*.
    pub fn value(&self, reading: &Reading<'_, '_>) -> Option<Term> {
        evaluate(&self.root, reading)
    }
}

pub(super) fn evaluate(node: &Node, reading: &Reading<'_, '_>) -> Option<Term> {
    match node {
        Node::Number(number) => Some(Term::Number(*number)),
        Node::Bool(value) => Some(Term::Bool(*value)),
        Node::Text(text) => Some(Term::Text(text.clone())),
        Node::Date(date) => Some(Term::Date(*date)),
        Node::Today => reading.today.map(Term::Date),
        Node::Answer(question) => term(*question, reading),
        Node::Answered(question) => Some(Term::Bool((reading.answer)(*question).is_answered())),
        Node::IsNotApplicable(question) => Some(Term::Bool(matches!((reading.answer)(*question), Answer::NotApplicable(_)))),
        Node::Selected(question, option) => chosen(*question, reading).map(|chosen| Term::Bool(chosen.contains(&option.as_str()))),
        Node::CountSelected(question) => chosen(*question, reading).map(|chosen| Term::Number(Decimal::from(chosen.len()))),
        Node::Not(inner) => truth(inner, reading).map(|value| Term::Bool(!value)),
        Node::Negative(inner) => number(inner, reading).map(|value| Term::Number(-value)),
        Node::Binary(operator, left, right) => binary(*operator, left, right, reading),
        Node::Coalesce(parts) => parts.iter().find_map(|part| evaluate(part, reading)),
        Node::If(parts) => evaluate(if truth(&parts[0], reading)? { &parts[1] } else { &parts[2] }, reading),
        Node::Fold(fold, parts) => folded(*fold, parts, reading),
        Node::Round(inner, places) => {
            let rounded = number(inner, reading)?.round_dp_with_strategy(*places, RoundingStrategy::MidpointAwayFromZero);
            Some(Term::Number(rounded))
        }
        Node::Length(inner) => text(inner, reading).map(|text| Term::Number(Decimal::from(text.chars().count()))),
        Node::Matches(inner, pattern) => text(inner, reading).map(|text| Term::Bool(pattern.matches(&text))),
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

pub(super) fn truth(node: &Node, reading: &Reading<'_, '_>) -> Option<bool> {
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

fn text(node: &Node, reading: &Reading<'_, '_>) -> Option<String> {
    match evaluate(node, reading)? {
        Term::Text(text) => Some(text),
        Term::Number(_) | Term::Bool(_) | Term::Date(_) => None,
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
        Operator::Plus | Operator::Minus | Operator::Times | Operator::Div => {
            arithmetic(operator, evaluate(left, reading)?, evaluate(right, reading)?)
        }
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

/// Numbers; days between two dates; a date some whole days later or earlier. What has no value (a division by zero, a day beyond the calendar) has no data.
fn arithmetic(operator: Operator, left: Term, right: Term) -> Option<Term> {
    match (operator, left, right) {
        (Operator::Plus, Term::Number(left), Term::Number(right)) => left.checked_add(right).map(Term::Number),
        (Operator::Minus, Term::Number(left), Term::Number(right)) => left.checked_sub(right).map(Term::Number),
        (Operator::Times, Term::Number(left), Term::Number(right)) => left.checked_mul(right).map(Term::Number),
        (Operator::Div, Term::Number(left), Term::Number(right)) => left.checked_div(right).map(Term::Number),
        (Operator::Minus, Term::Date(left), Term::Date(right)) => Some(Term::Number(Decimal::from(left.since(right).ok()?.get_days()))),
        (Operator::Plus, Term::Date(date), Term::Number(days)) | (Operator::Plus, Term::Number(days), Term::Date(date)) => later(date, days),
        (Operator::Minus, Term::Date(date), Term::Number(days)) => later(date, -days),
        _ => None,
    }
}

fn later(date: Date, days: Decimal) -> Option<Term> {
    let days = days.is_integer().then_some(days)?.to_i64()?;
    date.checked_add(Span::new().try_days(days).ok()?).ok().map(Term::Date)
}

fn order(left: &Node, right: &Node, reading: &Reading<'_, '_>, holds: fn(Ordering) -> bool) -> Option<Term> {
    compare(&evaluate(left, reading)?, &evaluate(right, reading)?).map(|ordering| Term::Bool(holds(ordering)))
}

fn compare(left: &Term, right: &Term) -> Option<Ordering> {
    match (left, right) {
        (Term::Number(left), Term::Number(right)) => Some(left.cmp(right)),
        (Term::Date(left), Term::Date(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

/// One value of several; no data if one of them has none.
fn folded(fold: Fold, parts: &[Node], reading: &Reading<'_, '_>) -> Option<Term> {
    let terms: Vec<Term> = parts.iter().map(|part| evaluate(part, reading)).collect::<Option<_>>()?;
    match fold {
        Fold::Min => terms.into_iter().reduce(|best, term| if compare(&term, &best) == Some(Ordering::Less) { term } else { best }),
        Fold::Max => terms.into_iter().reduce(|best, term| if compare(&term, &best) == Some(Ordering::Greater) { term } else { best }),
        Fold::Sum => sum(&terms).map(Term::Number),
        Fold::Mean => sum(&terms)?.checked_div(Decimal::from(terms.len())).map(Term::Number),
    }
}

fn sum(terms: &[Term]) -> Option<Decimal> {
    terms.iter().try_fold(Decimal::ZERO, |sum, term| match term {
        Term::Number(number) => sum.checked_add(*number),
        Term::Bool(_) | Term::Text(_) | Term::Date(_) => None,
    })
}
