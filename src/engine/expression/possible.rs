//! Which values a condition may have when only some of the answers are known: what the check of a whole survey reasons with.

use super::evaluate::{Reading, Term, evaluate, truth};
use super::{Expression, Node, Operator};
use crate::engine::survey::QuestionIx;

/// A set of truth values after Kleene: true, false, no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine) struct Possible {
    /// It may be true.
    pub(in crate::engine) yes: bool,
    /// It may be false.
    pub(in crate::engine) no: bool,
    /// It may have no data.
    pub(in crate::engine) unknown: bool,
}

impl Possible {
    pub(in crate::engine) const NOTHING: Self = Self { yes: false, no: false, unknown: false };
    const ANYTHING: Self = Self { yes: true, no: true, unknown: true };

    fn only(value: Option<bool>) -> Self {
        Self { yes: value == Some(true), no: value == Some(false), unknown: value.is_none() }
    }

    /// What either may be.
    pub(in crate::engine) const fn or(self, other: Self) -> Self {
        Self { yes: self.yes || other.yes, no: self.no || other.no, unknown: self.unknown || other.unknown }
    }

    const fn opposite(self) -> Self {
        Self { yes: self.no, no: self.yes, unknown: self.unknown }
    }

    /// Both hold.
    const fn both(self, other: Self) -> Self {
        Self {
            yes: self.yes && other.yes,
            no: self.no || other.no,
            unknown: (self.unknown && (other.unknown || other.yes)) || (other.unknown && self.yes),
        }
    }
}

/// How an expression reads a question.
#[derive(Debug)]
pub(in crate::engine) enum Use {
    /// Compared with a value that is written down: only the order around that value matters.
    Compared(Term),
    /// Asked for its state or its options.
    Looked,
    /// Anything else: every value may matter.
    Computed,
}

impl Expression {
    /// Which values the condition may have, when nothing is known of the questions for which `known` is false, nor of the day.
    pub(in crate::engine) fn possible(&self, reading: &Reading<'_, '_>, known: &dyn Fn(QuestionIx) -> bool) -> Possible {
        possible(&self.root, reading, known)
    }

    /// Every place where it reads a question.
    pub(in crate::engine) fn uses(&self) -> Vec<(QuestionIx, Use)> {
        let mut uses = Vec::new();
        collect(&self.root, &mut uses);
        uses
    }
}

fn possible(node: &Node, reading: &Reading<'_, '_>, known: &dyn Fn(QuestionIx) -> bool) -> Possible {
    match node {
        Node::Not(inner) => possible(inner, reading, known).opposite(),
        Node::Binary(Operator::And, left, right) => possible(left, reading, known).both(possible(right, reading, known)),
        Node::Binary(Operator::Or, left, right) => {
            possible(left, reading, known).opposite().both(possible(right, reading, known).opposite()).opposite()
        }
        Node::Answered(question) | Node::IsNotApplicable(question) if !known(*question) => Possible { unknown: false, ..Possible::ANYTHING },
        _ if is_decided(node, known) => Possible::only(truth(node, reading)),
        _ => Possible::ANYTHING,
    }
}

/// Whether everything that the part reads is known.
fn is_decided(node: &Node, known: &dyn Fn(QuestionIx) -> bool) -> bool {
    match node {
        Node::Today => false,
        Node::Answer(question)
        | Node::Selected(question, _)
        | Node::CountSelected(question)
        | Node::Answered(question)
        | Node::IsNotApplicable(question) => known(*question),
        _ => parts(node).iter().all(|part| is_decided(part, known)),
    }
}

fn parts(node: &Node) -> Vec<&Node> {
    match node {
        Node::Not(inner) | Node::Negative(inner) | Node::Round(inner, _) | Node::Length(inner) | Node::Matches(inner, _) => vec![inner],
        Node::Binary(_, left, right) => vec![left, right],
        Node::Coalesce(parts) | Node::Fold(_, parts) => parts.iter().collect(),
        Node::If(parts) => parts.iter().collect(),
        Node::Number(_)
        | Node::Bool(_)
        | Node::Text(_)
        | Node::Date(_)
        | Node::Today
        | Node::Answer(_)
        | Node::Selected(..)
        | Node::CountSelected(_)
        | Node::Answered(_)
        | Node::IsNotApplicable(_) => Vec::new(),
    }
}

fn collect(node: &Node, uses: &mut Vec<(QuestionIx, Use)>) {
    match node {
        Node::Selected(question, _) | Node::CountSelected(question) | Node::Answered(question) | Node::IsNotApplicable(question) => {
            uses.push((*question, Use::Looked));
        }
        Node::Answer(question) => uses.push((*question, Use::Computed)),
        Node::Binary(operator, left, right) if operator.compares() => match (&**left, &**right) {
            (Node::Answer(question), written) | (written, Node::Answer(question)) if written_down(written).is_some() => {
                uses.extend(written_down(written).map(|term| (*question, Use::Compared(term))));
            }
            (left, right) => [left, right].into_iter().for_each(|part| collect(part, uses)),
        },
        _ => parts(node).into_iter().for_each(|part| collect(part, uses)),
    }
}

/// The value of a part that reads nothing.
fn written_down(node: &Node) -> Option<Term> {
    let nothing = Reading { answer: &|_| &crate::engine::answer::Answer::NotAnswered, number: &|_, _| None, today: None };
    if is_decided(node, &|_| false) { evaluate(node, &nothing) } else { None }
}
