//! What `miernik score` reads is what was exported.

use jiff::civil::Date;
use miernik::engine::answer::{Answer, Answers, Reason, Value};
use miernik::engine::document::Kind;
use miernik::engine::survey::{Body, Question, Survey};
use miernik::engine::{relevance, score, sheet};
use miernik::report::answers::{AnswersWritten, answers_csv};
use miernik::report::{Audience, UnitRow};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::sample;

fn read_back(survey: &Survey, bytes: &[u8]) -> Vec<(String, Answers)> {
    let mut units = Vec::new();
    sheet::read(survey, bytes, |unit| {
        let answers = survey.questions.iter().zip(unit.answers).map(|(question, answer)| (question.id.clone(), answer));
        units.push((unit.key, Answers(answers.collect())));
    })
    .unwrap_or_else(|faults| panic!("{faults:#?}"));
    units
}

/// What of the answers is asked; reasons for "not applicable" have no place in the file.
fn expected(survey: &Survey, answers: &Answers) -> Answers {
    let by_position = relevance::by_position(survey, answers);
    let shown = relevance::shown(survey, &by_position);
    let kept = survey.questions.iter().zip(by_position).zip(shown).map(|((question, answer), shown)| {
        let answer = match answer {
            _ if !shown => Answer::NotAnswered,
            Answer::NotApplicable(_) => Answer::NotApplicable(String::new()),
            other => other.clone(),
        };
        (question.id.clone(), answer)
    });
    Answers(kept.collect())
}

fn decimal(scale: u32) -> impl Strategy<Value = Decimal> {
    (0_i64..1_000_000).prop_map(move |digits| Decimal::new(digits, scale))
}

/// Values that the file has words for.
fn value(question: &Question) -> BoxedStrategy<Value> {
    let ids: Vec<String> = question.options().iter().filter(|option| !option.exclusive).map(|option| option.id.clone()).collect();
    let day = (1900_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap());
    match &question.body {
        Body::Choice(_) => proptest::sample::select(ids).prop_map(Value::Choice).boxed(),
        Body::Several(_) => proptest::sample::subsequence(ids.clone(), 1..=ids.len()).prop_map(Value::Choices).boxed(),
        Body::Number(body) => {
            let not_blank = |number: &Decimal| *number != Decimal::from(99);
            decimal(u32::from(body.decimals)).prop_filter("reads as blank", not_blank).prop_map(Value::Number).boxed()
        }
        Body::Share(_) => (0_i64..1000, 0_i64..1000, proptest::option::of(day))
            .prop_map(|(part, rest, date)| Value::Share { numerator: part.into(), denominator: (part + rest + 1).into(), date })
            .boxed(),
        Body::Date => day.prop_map(Value::Date).boxed(),
        Body::Text { .. } => {
            let text = prop_oneof!["[=+@-]?[a-z;,\" \r\n\t]{1,12}", "\\PC{1,20}"];
            text.prop_filter("reads as a state", |text| !["", "#na", "#dk"].contains(&text.trim())).prop_map(Value::Text).boxed()
        }
        Body::Reasons { bases, .. } => {
            let bases: Vec<Option<String>> = bases.iter().map(|basis| Some(basis.id.clone())).chain([None]).collect();
            let ranked = proptest::sample::subsequence(ids.clone(), 1..=ids.len()).prop_shuffle();
            (ranked, proptest::sample::select(bases))
                .prop_map(|(ids, basis)| Value::Reasons(ids.into_iter().map(|option| Reason { option, basis: basis.clone() }).collect()))
                .boxed()
        }
    }
}

fn answer(question: &Question) -> BoxedStrategy<Answer> {
    prop_oneof![
        1 => Just(Answer::NotAnswered),
        1 => Just(Answer::DoNotKnow),
        1 => "[a-z]{0,5}".prop_map(Answer::NotApplicable),
        4 => value(question).prop_map(Answer::Answered),
    ]
    .boxed()
}

fn answers(survey: &Survey) -> BoxedStrategy<Answers> {
    let each: Vec<_> = survey.questions.iter().map(answer).collect();
    let ids: Vec<String> = survey.questions.iter().map(|question| question.id.clone()).collect();
    each.prop_map(move |answers| Answers(ids.iter().cloned().zip(answers).collect())).boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn answers_come_back_as_they_were_and_score_the_same(units in proptest::collection::vec(answers(&sample::survey()), 1..4)) {
        let survey = sample::survey();
        let scope = sample::scope(&survey, Audience::Own);
        let row = |(at, answers): (usize, &Answers)| UnitRow { code: format!("{at:07}"), answers: answers.clone(), ..UnitRow::default() };
        let mut bytes = Vec::new();
        let written = answers_csv(&mut bytes, &scope, units.iter().enumerate().map(row)).unwrap();
        prop_assert_eq!(written, AnswersWritten { units: units.len() as u64, left_out: 0 });
        let back = read_back(&survey, &bytes);
        prop_assert_eq!(back.len(), units.len());
        for (at, (before, (key, after))) in units.iter().zip(back).enumerate() {
            prop_assert_eq!(key, format!("{at:07}"));
            prop_assert_eq!(&after, &expected(&survey, before));
            prop_assert_eq!(score::score(&survey, &after).scores.nodes, score::score(&survey, before).scores.nodes);
        }
    }
}

#[test]
fn the_survey_has_every_kind() {
    let kinds: std::collections::HashSet<Kind> = sample::survey().questions.iter().map(|question| question.kind).collect();
    assert_eq!(kinds.len(), 10);
}

#[test]
fn what_the_file_has_no_words_for_is_counted_and_left_out() {
    let survey = sample::survey();
    let mut unit = sample::gaps(&survey);
    unit.answers.set("staff", Answer::Answered(Value::Number(Decimal::from(99))));
    unit.answers.set("remarks", Answer::Answered(Value::Text(" #dk ".to_owned())));
    let mut bytes = Vec::new();
    let written = answers_csv(&mut bytes, &sample::scope(&survey, Audience::Own), [unit]).unwrap();
    // 99 reads as blank, " #dk " as do not know, and no channel chosen as not answered.
    assert_eq!(written, AnswersWritten { units: 1, left_out: 3 });
    let back = &read_back(&survey, &bytes)[0].1;
    assert!(["staff", "remarks", "channels", "name"].iter().all(|id| *back.get(id) == Answer::NotAnswered));
    assert_eq!(*back.get("uptake"), Answer::NotApplicable(String::new()));
}

#[test]
fn the_whole_file() {
    let survey = sample::survey();
    let mut bytes = Vec::new();
    answers_csv(&mut bytes, &sample::scope(&survey, Audience::Network), sample::units(&survey)).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    insta::assert_snapshot!(text.replace("\r\n", "<CRLF>\n").replace('\t', "<TAB>"));
    assert_eq!(read_back(&survey, &bytes).len(), 3);
}
