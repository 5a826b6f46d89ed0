//! What must hold of answers, beyond the kind and range of each: `[[question.constraint]]` of the survey file.

use jiff::civil::Date;

use super::answer::Answers;
use super::expression::{Reading, Term};
use super::relevance;
use super::survey::{Constraint, QuestionIx, Survey};

/// A constraint that does not hold of the answer that was given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Violation<'s> {
    /// The question whose answer is refused.
    pub question: QuestionIx,
    /// What does not hold, with the words for the person who answers.
    pub constraint: &'s Constraint,
}

/// Every constraint that is broken, in the order of the questionnaire.
///
/// A constraint speaks of an answer that was given: one of a hidden question, or of one that is not answered, breaks nothing. Where a value that it needs
/// is missing, the constraint has *no data* and is not broken. `today` is the day of submission, before that the day of asking.
pub fn violations<'s>(survey: &'s Survey, answers: &Answers, today: Option<Date>) -> Vec<Violation<'s>> {
    let answers = relevance::by_position(survey, answers);
    let shown = relevance::shown_on(survey, &answers, today);
    let visible = relevance::visible(&answers, &shown);
    let reading = Reading { answer: &visible, number: &|question, value| relevance::number(survey, question, value), today };
    let answered = survey.questions_ix().filter(|(ix, _)| visible(*ix).is_answered());
    answered
        .flat_map(|(question, asked)| asked.constraints.iter().map(move |constraint| Violation { question, constraint }))
        .filter(|violation| violation.constraint.must_hold.value(&reading) == Some(Term::Bool(false)))
        .collect()
}
