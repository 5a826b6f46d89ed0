//! A small survey with every kind of question, and three units with names that break things.

use std::collections::BTreeMap;

use jiff::civil::date;
use miernik::engine::answer::{Answer, Answers, Reason, Value};
use miernik::engine::survey::Survey;
use miernik::engine::visible::Visible;
use miernik::engine::{ENGINE_VERSION, Notation, read, score};
use miernik::report::{Audience, Beside, Campaign, Scope, UnitRow};
use rust_decimal::Decimal;

/// The survey.
pub fn survey() -> Survey {
    read(include_str!("sample.toml"), Notation::Toml).unwrap_or_else(|faults| panic!("{faults:#?}")).survey
}

/// The campaign of the survey.
pub fn campaign(survey: &Survey) -> Campaign<'_> {
    let generated = "2026-11-20T10:15:00Z".parse().unwrap();
    Campaign { slug: "siec-2026", title: "=Sieć 2026", survey, engine_version: ENGINE_VERSION, generated, reviewed: false }
}

/// The campaign for one audience.
pub fn scope(survey: &Survey, audience: Audience) -> Scope<'_> {
    Scope::new(campaign(survey), audience)
}

fn answers(entries: Vec<(&str, Answer)>) -> Answers {
    Answers(entries.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect())
}

/// An answer that is one option.
pub fn choice(option: &str) -> Answer {
    Answer::Answered(Value::Choice(option.to_owned()))
}

fn number(text: &str) -> Answer {
    Answer::Answered(Value::Number(text.parse().unwrap()))
}

fn text(text: &str) -> Answer {
    Answer::Answered(Value::Text(text.to_owned()))
}

fn scored(survey: &Survey, unit: UnitRow) -> UnitRow {
    let scores = Some(score::score(survey, &unit.answers).scores);
    UnitRow { scores, ..unit }
}

/// A unit with its scores as the audience may see them.
pub fn seen_by(scope: &Scope<'_>, unit: UnitRow) -> UnitRow {
    let (survey, visible) = (scope.survey(), Visible::of(scope.survey(), scope.audience == Audience::Own));
    let answers = visible.answers(survey, unit.answers.clone());
    let scores = unit.scores.is_some().then(|| visible.score_on(survey, &answers, unit.submitted).scores);
    UnitRow { scores, ..unit }
}

/// Everything answered, and every text dangerous.
pub fn full(survey: &Survey) -> UnitRow {
    let reason = |option: &str, basis: Option<&str>| Reason { option: option.to_owned(), basis: basis.map(str::to_owned) };
    let share = Value::Share { numerator: Decimal::from(2), denominator: Decimal::from(3), date: Some(date(2025, 12, 31)) };
    let beside = Beside {
        note: "=2+2".to_owned(),
        source: "@rejestr; str. 5".to_owned(),
        as_of: Some(date(2025, 12, 31)),
        grade: "published",
        evidence: "https://bip.example.pl/u\nuchwała.pdf".to_owned(),
    };
    let unit = UnitRow {
        register: "teryt-2025".to_owned(),
        code: "0201011".to_owned(),
        name: "=1+1".to_owned(),
        kind: "urban".to_owned(),
        region: "dolnośląskie".to_owned(),
        district: "＝bolesławiecki".to_owned(),
        population: Some(36_795),
        area_ha: Some(0),
        state: "submitted".to_owned(),
        submitted: Some(date(2026, 11, 3)),
        answers: answers(vec![
            ("strategy", choice("yes")),
            ("staff", number("1.50")),
            ("name", text("+48 \"Cyfra\"; plan")),
            ("remarks", text("-5\nand, more\r\n\t@end")),
            ("uptake", Answer::Answered(share)),
            ("channels", Answer::Answered(Value::Choices(vec!["epuap".to_owned(), "phone".to_owned()]))),
            ("channels.state", choice("s3")),
            ("since", Answer::Answered(Value::Date(date(2019, 3, 1)))),
            ("why", Answer::Answered(Value::Reasons(vec![reason("trust", Some("guess")), reason("skills", None)]))),
            ("backup", choice("yearly")),
            ("backup_cost", number("-5")),
            ("pilot", choice("no")),
        ]),
        beside: BTreeMap::from([("strategy".to_owned(), beside)]),
        rank: Some(1),
        ..UnitRow::default()
    };
    scored(survey, unit)
}

/// Every state besides answered, a zero, an empty choice, and answers that are kept behind a condition.
pub fn gaps(survey: &Survey) -> UnitRow {
    let unit = UnitRow {
        register: "teryt-2025".to_owned(),
        code: "3216024".to_owned(),
        name: "Świdwin".to_owned(),
        kind: "rural".to_owned(),
        region: " \u{a0}@x".to_owned(),
        district: "\tświdwiński".to_owned(),
        population: Some(0),
        state: "submitted".to_owned(),
        answers: answers(vec![
            ("strategy", choice("no")),
            ("staff", number("0")),
            ("name", text("kept, not asked")),
            ("remarks", text("   ")),
            ("uptake", Answer::NotApplicable("-nie ma spraw".to_owned())),
            ("channels", Answer::Answered(Value::Choices(Vec::new()))),
            ("channels.state", Answer::DoNotKnow),
        ]),
        ..UnitRow::default()
    };
    scored(survey, unit)
}

/// Not scored yet.
pub fn unscored() -> UnitRow {
    UnitRow {
        register: "teryt-2025".to_owned(),
        code: "1809011".to_owned(),
        name: "+Przemyśl \"nad Sanem\"".to_owned(),
        answers: answers(vec![("strategy", choice("yes")), ("staff", number("3")), ("channels", Answer::DoNotKnow)]),
        ..UnitRow::default()
    }
}

/// The three units.
pub fn units(survey: &Survey) -> Vec<UnitRow> {
    vec![full(survey), gaps(survey), unscored()]
}
