//! Entries of people and of files: which are understood, as what, and which are refused by name.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

use std::sync::LazyLock;

use miernik::engine::answer::{Answer, Reason, Value};
use miernik::engine::entry::{self, Refusal, Writing, calendar_day, fold};
use miernik::engine::survey::{Body, NumberBody, Question, ShareBody, Survey};
use miernik::engine::{Notation, read};
use proptest::prelude::*;

const SURVEY: &str = r#"
survey = { id = "s", version = "1", title = { pl = "s", en = "s" } }
index = { title = { pl = "i", en = "i" } }

[[dimension]]
id = "d"
title = { pl = "d", en = "d" }

[[question]]
id = "number"
dimension = "d"
kind = "number"
text = { pl = "q", en = "q" }
minimum = -1000
maximum = 9999999
decimals = 3

[[question]]
id = "share"
dimension = "d"
kind = "share"
text = { pl = "q", en = "q" }
numerator = { pl = "n", en = "n" }
denominator = { pl = "d", en = "d" }

[[question]]
id = "several"
dimension = "d"
kind = "several_of"
text = { pl = "q", en = "q" }

[[question.option]]
id = "lodz"
label = { pl = "Łódź  Bałuty", en = "Lodz" }
points = 1
aliases = ["ŁDZ"]

[[question.option]]
id = "gdynia"
label = { pl = "Gdynia", en = "Gdynia port" }
points = 1

[[question.option]]
id = "none"
label = { pl = "Żadne", en = "None" }
points = 0
exclusive = true

[[question]]
id = "reasons"
dimension = "d"
kind = "reasons"
text = { pl = "q", en = "q" }

[[question.option]]
id = "money"
label = { pl = "Pieniądze", en = "Money" }

[[question.option]]
id = "staff"
label = { pl = "Kadry", en = "Staff" }

[[question.basis]]
id = "count"
label = { pl = "Pomiar", en = "Count" }
"#;

fn question(id: &str) -> Question {
    static READ: LazyLock<Survey> = LazyLock::new(|| read(SURVEY, Notation::Toml).unwrap_or_else(|faults| panic!("{faults:#?}")).survey);
    READ.question(READ.question_ix(id).unwrap()).clone()
}

fn number_body() -> NumberBody {
    match question("number").body {
        Body::Number(body) => body,
        other => panic!("{other:?}"),
    }
}

fn share_body() -> ShareBody {
    match question("share").body {
        Body::Share(body) => body,
        other => panic!("{other:?}"),
    }
}

/// The number as it is kept, or the code of the refusal.
fn number(text: &str, writing: Writing) -> String {
    match entry::number(&number_body(), text, writing) {
        Ok(Value::Number(number)) => number.to_string(),
        Ok(other) => panic!("{other:?}"),
        Err(refusal) => refusal.code().to_owned(),
    }
}

/// What is typed → what is understood in a form, and in a file.
#[test]
fn numbers_as_people_and_files_write_them() {
    let table = [
        ("0", "0", "0"),
        ("3,5", "3.5", "3.5"),
        ("3.5", "3.5", "3.5"),
        ("3.50", "3.50", "3.50"),
        ("0,10", "0.10", "0.10"),
        (" 7 ", "7", "7"),
        ("007", "7", "7"),
        ("1 234,50", "1234.50", "1234.50"),
        ("1\u{a0}234,50", "1234.50", "1234.50"),
        ("1\u{202f}234,50", "1234.50", "1234.50"),
        ("1\u{2009}234 567", "1234567", "1234567"),
        ("1 234.5", "1234.5", "1234.5"),
        ("1,234", "1.234", "1.234"),
        // A thousand or a decimal? A person is asked; a file says what it says.
        ("1.234", "ambiguous-dot", "1.234"),
        ("1.2345", "ambiguous-dot", "too-many-decimals"),
        ("1.", "ambiguous-dot", "not-a-number"),
        ("-5", "-5", "-5"),
        ("−5", "-5", "-5"),
        ("- 5", "-5", "-5"),
        ("-0", "0", "0"),
        ("-0,0", "0.0", "0.0"),
        ("12 zł", "12", "12"),
        ("12zł", "12", "12"),
        ("1 234,50 PLN", "1234.50", "1234.50"),
        ("45%", "45", "45"),
        ("45 %", "45", "45"),
        ("1,2345", "too-many-decimals", "too-many-decimals"),
        ("1,2340", "1.2340", "1.2340"),
        ("-1001", "below-minimum", "below-minimum"),
        ("10000000", "above-maximum", "above-maximum"),
        ("12 5", "not-a-number", "not-a-number"),
        ("1 23 456", "not-a-number", "not-a-number"),
        ("1234 567", "not-a-number", "not-a-number"),
        ("1,23 4", "not-a-number", "not-a-number"),
        ("1.234.567", "not-a-number", "not-a-number"),
        ("1,234.5", "not-a-number", "not-a-number"),
        ("1.234,5", "not-a-number", "not-a-number"),
        ("1'234", "not-a-number", "not-a-number"),
        (",5", "not-a-number", "not-a-number"),
        ("5,", "not-a-number", "not-a-number"),
        ("", "not-a-number", "not-a-number"),
        ("-", "not-a-number", "not-a-number"),
        ("--5", "not-a-number", "not-a-number"),
        ("5-", "not-a-number", "not-a-number"),
        ("+5", "not-a-number", "not-a-number"),
        ("1e3", "not-a-number", "not-a-number"),
        ("0x10", "not-a-number", "not-a-number"),
        ("1_000", "not-a-number", "not-a-number"),
        ("NaN", "not-a-number", "not-a-number"),
        ("inf", "not-a-number", "not-a-number"),
        ("٣", "not-a-number", "not-a-number"),
        ("３", "not-a-number", "not-a-number"),
        ("½", "not-a-number", "not-a-number"),
        ("3b", "not-a-number", "not-a-number"),
        ("=1+1", "not-a-number", "not-a-number"),
        ("$5", "not-a-number", "not-a-number"),
        ("trzy", "not-a-number", "not-a-number"),
        ("99999999999999999999999999999999999", "not-a-number", "not-a-number"),
    ];
    let found = table.map(|(text, ..)| (text, number(text, Writing::Typed), number(text, Writing::Data)));
    let wanted = table.map(|(text, typed, data)| (text, typed.to_owned(), data.to_owned()));
    assert_eq!(found, wanted);
}

#[test]
fn days_as_people_and_files_write_them() {
    for text in ["2026-03-31", "31.03.2026", " 2026-03-31 ", "31.3.2026"] {
        assert_eq!(calendar_day(text).unwrap().to_string(), "2026-03-31", "{text}");
    }
    assert_eq!(calendar_day("1.2.2024").unwrap().to_string(), "2024-02-01");
    assert_eq!(calendar_day("29.02.2024").unwrap().to_string(), "2024-02-29");
    for text in [
        "",
        "2026-02-30",
        "29.02.2026",
        "31.04.2026",
        "32.01.2026",
        "00.01.2026",
        "1.13.2026",
        "1.1.26",
        "0031.03.2026",
        "31/03/2026",
        "03-31-2026",
        "2026-3-31",
        "20260331",
        "2026-03-31T00:00",
        "31.03",
        "31.03.2026 r.",
        "wczoraj",
        "45000",
        "2026-03-3١",
    ] {
        assert!(matches!(calendar_day(text), Err(Refusal::NotADate(_))), "{text}");
    }
}

#[test]
fn shares_are_two_numbers_and_a_day() {
    let body = share_body();
    let share = |numerator, denominator, date| entry::share(&body, numerator, denominator, date, Writing::Typed).map_err(|refusal| refusal.code());
    assert!(matches!(share("4", "10", ""), Ok(Value::Share { date: None, .. })));
    assert!(matches!(share("0", "10", "31.12.2025"), Ok(Value::Share { date: Some(_), .. })));
    assert!(share("10", "10", "").is_ok());
    let refused = [
        ("", "10", "", "half-a-share"),
        ("4", " ", "", "half-a-share"),
        ("", "", "", "half-a-share"),
        ("4", "0", "", "zero-denominator"),
        ("0", "0", "", "zero-denominator"),
        ("11", "10", "", "part-exceeds-whole"),
        ("-1", "10", "", "below-minimum"),
        ("1", "-10", "", "below-minimum"),
        ("1,5", "10", "", "too-many-decimals"),
        ("four", "10", "", "not-a-number"),
        ("4", "10", "soon", "not-a-date"),
    ];
    for (numerator, denominator, date, code) in refused {
        assert_eq!(share(numerator, denominator, date), Err(code), "{numerator} of {denominator} on {date}");
    }
    let whole = ShareBody { part: false, ..body };
    assert!(entry::share(&whole, "11", "10", "", Writing::Typed).is_ok());
}

#[test]
fn options_are_found_by_every_spelling() {
    let question = question("several");
    for text in ["lodz", "LODZ", "Łódź Bałuty", " łódź   bałuty ", "ŁÓDŹ\u{a0}BAŁUTY", "Ło\u{301}dz\u{301} Bałuty", "łdz", "Lodz"] {
        assert_eq!(entry::choice(&question, text), Ok(Value::Choice("lodz".to_owned())), "{text}");
    }
    for text in ["", "lod", "lodz bałuty", "łódź-bałuty"] {
        assert_eq!(entry::choice(&question, text), Err(Refusal::UnknownOption(text.to_owned())));
    }
    // Kept in the order of the survey.
    assert_eq!(entry::choices(&question, ["gdynia", "LODZ"]), Ok(Value::Choices(vec!["lodz".to_owned(), "gdynia".to_owned()])));
    assert_eq!(entry::choices(&question, ["none"]), Ok(Value::Choices(vec!["none".to_owned()])));
    assert_eq!(entry::choices(&question, ["lodz", "łdz"]), Err(Refusal::Repeated("lodz".to_owned())));
    assert_eq!(entry::choices(&question, ["lodz", "none"]), Err(Refusal::ExclusiveWithOthers("none".to_owned())));
}

#[test]
fn reasons_keep_their_order() {
    let question = question("reasons");
    let reason = |option: &str, basis: Option<&str>| Reason { option: option.to_owned(), basis: basis.map(str::to_owned) };
    let ranked = entry::reasons(&question, [("kadry", Some("pomiar")), ("Money", None)]);
    assert_eq!(ranked, Ok(Value::Reasons(vec![reason("staff", Some("count")), reason("money", None)])));
    let code = |ranked: &[(&str, Option<&str>)]| entry::reasons(&question, ranked.iter().copied()).unwrap_err().code();
    assert_eq!(code(&[("weather", None)]), "unknown-option");
    assert_eq!(code(&[("money", Some("dream"))]), "unknown-basis");
    assert_eq!(code(&[("money", None), ("Pieniądze", None)]), "repeated-option");
}

/// Whatever text is allowed is kept as it was.
#[test]
fn texts_are_kept_as_they_are() {
    for text in ["", " ", "0", "<b>", "=1+1", "\u{202e}abc", "👩‍👩‍👧", "\r\n", "#na"] {
        assert_eq!(entry::text(text, false), Ok(Value::Text(text.to_owned())));
    }
    assert_eq!(entry::text(&"ą".repeat(1_000), false).map(|_| ()), Ok(()));
    assert_eq!(entry::text(&"ą".repeat(1_001), false), Err(Refusal::TooLong(1_000)));
    assert_eq!(entry::text(&"👩".repeat(100_000), true).map(|_| ()), Ok(()));
    assert_eq!(entry::text(&"a".repeat(100_001), true), Err(Refusal::TooLong(100_000)));
    assert_eq!(entry::text("a\0b", true), Err(Refusal::BadCharacter));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,20}") {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }

    #[test]
    fn case_and_blanks_do_not_count(words in prop::collection::vec("[a-zA-ZąćęłńóśźżĄĆĘŁŃÓŚŹŻ]{1,6}", 1..4)) {
        let spread = format!("\t{} ", words.join(" \u{a0} "));
        prop_assert_eq!(fold(&spread.to_uppercase()), fold(&words.join(" ")));
    }

    /// A number that is written with a comma is the same in a form and in a file.
    #[test]
    fn a_comma_is_a_comma(whole in 0u32..9_000_000, part in 0u32..1000) {
        let text = format!("{whole},{part:03}");
        prop_assert_eq!(number(&text, Writing::Typed), format!("{whole}.{part:03}"));
        prop_assert_eq!(number(&text, Writing::Data), format!("{whole}.{part:03}"));
    }

    #[test]
    fn nothing_typed_panics(text in "\\PC{0,30}") {
        for writing in [Writing::Typed, Writing::Data] {
            let _ = entry::number(&number_body(), &text, writing);
            let _ = entry::share(&share_body(), &text, &text, &text, writing);
        }
        let _ = calendar_day(&text);
        let _ = entry::choices(&question("several"), [text.as_str()]);
        let _ = entry::reasons(&question("reasons"), [(text.as_str(), Some(text.as_str()))]);
    }

    /// Answers survive being kept as JSON.
    #[test]
    fn answers_survive_being_kept(text in "\\PC{0,30}", mantissa in any::<i64>(), scale in 0u32..10) {
        let number = rust_decimal::Decimal::new(mantissa, scale);
        for answer in [
            Answer::NotAnswered,
            Answer::DoNotKnow,
            Answer::NotApplicable(text.clone()),
            Answer::Answered(Value::Text(text.clone())),
            Answer::Answered(Value::Number(number)),
            Answer::Answered(Value::Share { numerator: number, denominator: number, date: calendar_day("2026-03-31").ok() }),
            Answer::Answered(Value::Choices(vec![text.clone()])),
            Answer::Answered(Value::Reasons(vec![Reason { option: text.clone(), basis: None }])),
        ] {
            let kept = serde_json::to_string(&answer).unwrap();
            let read: Answer = serde_json::from_str(&kept).unwrap();
            prop_assert_eq!(&read, &answer);
            prop_assert_eq!(serde_json::to_string(&read).unwrap(), kept);
        }
    }
}
