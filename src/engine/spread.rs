//! How the answers of several people to one question lie: how many at each option, or numbers in order with their median.

use rust_decimal::prelude::ToPrimitive;

use super::agreement::is_same;
use super::answer::{Answer, Value};
use super::stats::{ascending, median};
use super::survey::{Body, Question};

/// What some people have answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// They have chosen this option, by its id; alone or among others.
    Option(String),
    /// They have given this answer.
    Answer(Answer),
}

/// One answer or option, and who has given it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// The answer or option.
    pub what: What,
    /// Positions of those who have given it, ascending; nobody for an option that is not chosen.
    pub views: Vec<usize>,
}

impl Rung {
    /// The answer, if it is one and not an option among others.
    pub fn answer(self) -> Option<Answer> {
        match self.what {
            What::Answer(answer) => Some(answer),
            What::Option(_) => None,
        }
    }
}

/// How the answers to one question lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// Options in the order of the survey, numbers and shares ascending, other answers in the order of the people; then "not applicable" and "do not know".
    pub rungs: Vec<Rung>,
    /// The median of numbers or shares (in the unit of the share); none for other kinds.
    pub median: Option<f64>,
}

/// How the answers to a question lie; those who have not answered are left out.
pub fn spread(question: &Question, views: &[&Answer]) -> Spread {
    let mut rungs = match &question.body {
        Body::Choice(options) | Body::Several(options) => options.iter().map(|option| at_option(&option.id, views)).collect(),
        _ => distinct(views.iter().enumerate().filter(|(_, answer)| answer.is_answered()).map(|(at, answer)| (at, *answer))),
    };
    rungs.sort_by(|one: &Rung, other: &Rung| number_of(question, one).unwrap_or(0.0).total_cmp(&number_of(question, other).unwrap_or(0.0)));
    let is_of = |kind: fn(&Answer) -> bool| views.iter().enumerate().filter(move |(_, answer)| kind(answer)).map(|(at, answer)| (at, *answer));
    rungs.extend(distinct(is_of(|answer| matches!(answer, Answer::NotApplicable(_)))));
    rungs.extend(distinct(is_of(|answer| *answer == Answer::DoNotKnow)));
    let numbers = ascending(views.iter().filter_map(|answer| number(question, answer)));
    Spread { rungs, median: median(&numbers) }
}

/// The different answers that were given, each with those who have given it, in the order of the people; what is not answered is left out.
pub fn answers(views: &[&Answer]) -> Vec<Rung> {
    distinct(views.iter().enumerate().filter(|(_, answer)| answer.is_settled()).map(|(at, answer)| (at, *answer)))
}

fn at_option(id: &str, views: &[&Answer]) -> Rung {
    let chosen = |answer: &Answer| match answer {
        Answer::Answered(Value::Choice(option)) => option == id,
        Answer::Answered(Value::Choices(options)) => options.iter().any(|option| option == id),
        _ => false,
    };
    let views = views.iter().enumerate().filter(|(_, answer)| chosen(answer)).map(|(at, _)| at).collect();
    Rung { what: What::Option(id.to_owned()), views }
}

fn distinct<'a>(answers: impl Iterator<Item = (usize, &'a Answer)>) -> Vec<Rung> {
    let mut rungs: Vec<Rung> = Vec::new();
    for (at, answer) in answers {
        match rungs.iter_mut().find(|rung| matches!(&rung.what, What::Answer(known) if is_same(known, answer))) {
            Some(rung) => rung.views.push(at),
            None => rungs.push(Rung { what: What::Answer(answer.clone()), views: vec![at] }),
        }
    }
    rungs
}

fn number_of(question: &Question, rung: &Rung) -> Option<f64> {
    match &rung.what {
        What::Answer(answer) => number(question, answer),
        What::Option(_) => None,
    }
}

/// The number that an answer gives, in the unit of the question; none for other kinds.
fn number(question: &Question, answer: &Answer) -> Option<f64> {
    match (&question.body, answer) {
        (Body::Number(_), Answer::Answered(Value::Number(number))) => number.to_f64(),
        (Body::Share(body), Answer::Answered(Value::Share { numerator, denominator, .. })) => {
            Some(body.per * numerator.to_f64()? / denominator.to_f64()?)
        }
        _ => None,
    }
}
