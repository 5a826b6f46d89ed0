//! Which questions are asked: a question whose condition does not hold is hidden, and is blank to every other condition.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::answer::{Answer, Answers, Value};
use super::expression::Reading;
use super::survey::{Body, QuestionIx, Survey};

/// The answers of one municipality by the position of their questions.
pub fn by_position<'a>(survey: &Survey, answers: &'a Answers) -> Vec<&'a Answer> {
    survey.questions.iter().map(|question| answers.get(&question.id)).collect()
}

/// For each question of the survey, whether it is asked, where no day is known: `today()` has no data.
pub fn shown(survey: &Survey, answers: &[&Answer]) -> Vec<bool> {
    shown_on(survey, answers, None)
}

/// For each question of the survey, whether it is asked on a day: the day of submission, before that the day of asking.
///
/// A condition may look at questions that are themselves hidden; these have no data. Conditions cannot form a circle: each is answered once, behind those
/// of the questions that it reads, wherever these stand in the questionnaire.
pub fn shown_on(survey: &Survey, answers: &[&Answer], today: Option<Date>) -> Vec<bool> {
    let mut shown = vec![true; survey.questions.len()];
    for ix in &survey.condition_order {
        let Some(relevant) = &survey.question(*ix).relevant else { continue };
        let holds = relevant.holds(&Reading { answer: &visible(answers, &shown), number: &|other, value| number(survey, other, value), today });
        shown[ix.0] = holds;
    }
    shown
}

/// The answers as conditions see them: a hidden question is not answered.
pub(super) fn visible<'v, 'a>(answers: &'v [&'a Answer], shown: &'v [bool]) -> impl Fn(QuestionIx) -> &'a Answer + 'v {
    |question| if shown[question.0] { answers[question.0] } else { &Answer::NotAnswered }
}

/// The number an answer stands for: itself, or the share that is computed from its two numbers.
pub fn number(survey: &Survey, question: QuestionIx, value: &Value) -> Option<Decimal> {
    number_of(&survey.question(question).body, value)
}

/// As [`number`], for a question of which only the kind is known.
pub(super) fn number_of(body: &Body, value: &Value) -> Option<Decimal> {
    match (body, value) {
        (Body::Number(_), Value::Number(number)) => Some(*number),
        (Body::Share(body), Value::Share { numerator, denominator, .. }) => {
            Decimal::from_f64(body.per)?.checked_mul(*numerator)?.checked_div(*denominator)
        }
        _ => None,
    }
}
