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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rust_decimal::Decimal;

    use super::*;
    use crate::engine::survey::Survey;
    use crate::engine::{Notation, read};

    fn survey() -> Survey {
        read(include_str!("../../tests/support/every_kind.toml"), Notation::Toml)
            .map(|read| read.survey)
            .unwrap_or_else(|faults| panic!("{faults:?}"))
    }

    fn rungs(spread: &Spread) -> Vec<(String, Vec<usize>)> {
        let what = |what: &What| match what {
            What::Option(id) => id.clone(),
            What::Answer(answer) => serde_json::to_string(answer).unwrap_or_default(),
        };
        spread.rungs.iter().map(|rung| (what(&rung.what), rung.views.clone())).collect()
    }

    fn of(id: &str, views: &[Answer]) -> Spread {
        let survey = survey();
        let question = survey.questions.iter().find(|question| question.id == id).unwrap_or_else(|| panic!("{id}"));
        spread(question, &views.iter().collect::<Vec<_>>())
    }

    fn choice(option: &str) -> Answer {
        Answer::Answered(Value::Choice(option.to_owned()))
    }

    fn number(number: i64) -> Answer {
        Answer::Answered(Value::Number(Decimal::from(number)))
    }

    #[test]
    fn every_option_is_a_rung_and_what_is_no_value_comes_last() {
        let views = [
            choice("do-not-know"),
            Answer::DoNotKnow,
            Answer::NotAnswered,
            choice("do-not-know"),
            Answer::NotApplicable("x".to_owned()),
            Answer::NotApplicable("y".to_owned()),
        ];
        let rungs = rungs(&of("one", &views));
        let ends: Vec<_> = rungs.iter().map(|(_, views)| views.as_slice()).collect();
        assert_eq!(ends, [&[][..], &[0, 3], &[4, 5], &[1]]);
        assert_eq!((rungs[0].0.as_str(), rungs[1].0.as_str()), ("low", "do-not-know"));
    }

    #[test]
    fn numbers_ascend_with_their_median_and_equal_ones_share_a_rung() {
        let spread = of("number", &[number(30), number(-2), number(30), number(4), Answer::DoNotKnow]);
        assert_eq!(spread.rungs.iter().map(|rung| rung.views.as_slice()).collect::<Vec<_>>(), [&[1][..], &[3], &[0, 2], &[4]]);
        assert_eq!(spread.median, Some(17.0));
        let share = |numerator: i64| {
            Answer::Answered(Value::Share { numerator: Decimal::from(numerator), denominator: Decimal::from(4), date: Some(date(2026, 3, 1)) })
        };
        let spread = of("share", &[share(3), share(1)]);
        assert_eq!((spread.rungs[0].views.as_slice(), spread.median), (&[1][..], Some(50.0)));
    }

    #[test]
    fn several_options_count_each_for_itself_and_words_stay_in_the_order_of_the_people() {
        let several = |options: &[&str]| Answer::Answered(Value::Choices(options.iter().map(|id| (*id).to_owned()).collect()));
        assert_eq!(rungs(&of("several", &[several(&["x", "y"]), several(&["y"])]))[..2], [("x".to_owned(), vec![0]), ("y".to_owned(), vec![0, 1])]);
        let words = |text: &str| Answer::Answered(Value::Text(text.to_owned()));
        let spread = of("line", &[words("ż"), words("a"), words("ż")]);
        assert_eq!(spread.rungs.iter().map(|rung| rung.views.as_slice()).collect::<Vec<_>>(), [&[0, 2][..], &[1]]);
        assert_eq!(spread.median, None);
    }

    #[test]
    fn answers_are_told_apart_as_wholes() {
        let views = [choice("low"), Answer::NotAnswered, choice("do-not-know"), choice("low")];
        let rungs = answers(&views.iter().collect::<Vec<_>>());
        assert_eq!(rungs.iter().map(|rung| rung.views.as_slice()).collect::<Vec<_>>(), [&[0, 3][..], &[2]]);
        assert_eq!(rungs.into_iter().filter_map(Rung::answer).collect::<Vec<_>>(), [choice("low"), choice("do-not-know")]);
    }
}
