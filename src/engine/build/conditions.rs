//! Conditions and constraints of questions, read once every question is known; circles of conditions.

use super::Check;
use crate::engine::document::{Kind, SurveyDocument};
use crate::engine::expression::{Expression, Operand, Problem, Scope, Type};
use crate::engine::fault::{Place, Severity, excerpt};
use crate::engine::survey::{Constraint, Question, QuestionIx};

impl Check<'_> {
    /// Reads conditions and constraints.
    pub(super) fn conditions(&mut self, document: &SurveyDocument, questions: &mut [Question]) {
        let option_ids: Vec<Vec<String>> =
            questions.iter().map(|question| question.options().iter().map(|option| option.id.clone()).collect()).collect();
        let operand = |at: usize| Operand { question: QuestionIx(at), of: expression_type(document.questions[at].kind), options: &option_ids[at] };
        let scope: Scope<'_> = document.questions.iter().enumerate().map(|(at, written)| (written.id.as_str(), operand(at))).collect();
        for (at, written) in document.questions.iter().enumerate() {
            if let Some(source) = &written.relevant {
                match Expression::condition(source, &scope) {
                    Ok(expression) => questions[at].relevant = Some(expression),
                    Err(problem) => self.problem(&format!("/question/{at}/relevant"), source, problem),
                }
            }
            for (number, constraint) in written.constraints.iter().enumerate() {
                let pointer = format!("/question/{at}/constraint/{number}");
                self.text(&format!("{pointer}/message"), &constraint.message);
                match Expression::constraint(&constraint.must_hold, &scope, operand(at)) {
                    Ok(must_hold) => questions[at].constraints.push(Constraint { must_hold, message: constraint.message.clone() }),
                    Err(problem) => self.problem(&format!("{pointer}/must_hold"), &constraint.must_hold, problem),
                }
            }
        }
    }

    /// Finds questions that wait for each other: among those that have no place in the order of conditions.
    pub(super) fn circles(&mut self, questions: &[Question], order: &[QuestionIx]) {
        let mut ordered = vec![false; questions.len()];
        order.iter().for_each(|ix| ordered[ix.0] = true);
        for at in (0..questions.len()).filter(|at| !ordered[*at]) {
            if let Some(circle) = circle(questions, QuestionIx(at)) {
                let what = format!("whether `{}` is asked depends on itself: {}", excerpt(&questions[at].id), named(questions, &circle));
                self.error("relevance-cycle", &format!("/question/{at}/relevant"), what, "take one question out of the circle of conditions");
            }
        }
    }

    /// A problem of an expression at its place in the file.
    fn problem(&mut self, pointer: &str, source: &str, problem: Problem) {
        let start = self.places.get(pointer);
        let before = source.get(..problem.offset).unwrap_or(source);
        // The text begins after its quote; of one that runs over several lines the beginning is named.
        let ahead = if source.contains('\n') { 0 } else { 1 + before.chars().count() };
        let place = Place { line: start.line, column: start.column + ahead };
        self.push(Severity::Error, problem.code, place, problem.what, problem.mend);
    }
}

const fn expression_type(kind: Kind) -> Type {
    match kind {
        Kind::OneOf | Kind::Ladder | Kind::YesNo => Type::Choice,
        Kind::SeveralOf | Kind::Reasons => Type::ChoiceSet,
        Kind::Number | Kind::Share => Type::Number,
        Kind::Date => Type::Date,
        Kind::Text | Kind::LongText => Type::Text,
    }
}

/// A circle in words; of a long one the beginning and the end.
fn named(questions: &[Question], circle: &[QuestionIx]) -> String {
    const MOST: usize = 8;
    let names = |part: &[QuestionIx]| part.iter().map(|ix| format!("`{}`", excerpt(&questions[ix.0].id))).collect::<Vec<_>>().join(" → ");
    match circle {
        [begin @ .., end] if begin.len() > MOST => format!("{} → … {} more … → {}", names(&begin[..MOST]), begin.len() - MOST, names(&[*end])),
        all => names(all),
    }
}

/// A shortest way from a question through the conditions back to it, both ends named; none if there is no way.
fn circle(questions: &[Question], start: QuestionIx) -> Option<Vec<QuestionIx>> {
    let needs = |ix: QuestionIx| questions[ix.0].relevant.iter().flat_map(|relevant| relevant.questions().iter().copied());
    let mut reached_from: Vec<Option<QuestionIx>> = vec![None; questions.len()];
    let mut open = std::collections::VecDeque::from([start]);
    while let Some(ix) = open.pop_front() {
        for next in needs(ix) {
            if reached_from[next.0].is_none() {
                reached_from[next.0] = Some(ix);
                open.push_back(next);
            }
        }
        if reached_from[start.0].is_some() {
            break;
        }
    }
    let mut way = vec![start];
    let mut at = reached_from[start.0]?;
    while at != start {
        way.push(at);
        at = reached_from[at.0]?;
    }
    way.push(start);
    way.reverse();
    Some(way)
}
