//! The workbook for filling in without a connection: what is written is read back, whatever it is; what cannot be taken is named with its cell.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use std::collections::BTreeMap;
use std::path::Path;

use miernik::engine::answer::{Answer, Reason, Value};
use miernik::engine::survey::{Body, Question, Survey};
use miernik::engine::{Notation, read};
use miernik::lang::{Lang, Words};
use miernik::offline::{self, Base, Field, Filled, Form, Outcome, Part, Refused, State, Wrong, three_way};
use miernik::workbook::{self, Value as Cell};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

const ASSESSMENT: &str = "0190b5a0-0000-7000-8000-000000000001";

fn survey() -> Survey {
    read(include_str!("support/every_kind.toml"), Notation::Toml).unwrap().survey
}

/// Answers by question id: version, answer, note.
type Answers = BTreeMap<String, (i64, Answer, String)>;

fn written(survey: &Survey, answers: &Answers, lang: Lang) -> Vec<u8> {
    let none = (0, Answer::NotAnswered, String::new());
    let parts = survey.sections().map(|(_, node, questions)| {
        let question = |ix| {
            let question = survey.question(ix);
            let (version, answer, note) = answers.get(&question.id).unwrap_or(&none);
            (question, Base { version: *version, answer, note })
        };
        Part { title: node.title.get(lang), short: node.short.get(lang), questions: questions.into_iter().map(question).collect() }
    });
    let form = Form {
        words: Words::of(lang),
        assessment: ASSESSMENT,
        municipality: "Świdwin",
        campaign: "Edycja 2026",
        survey,
        made: "2026-03-02T09:00:00Z".parse().unwrap(),
        parts: parts.collect(),
    };
    offline::write(&form).unwrap()
}

/// Every sheet as text: a test can change cells of it and make a workbook again, as any other program would.
struct Copy(Vec<(String, Cells)>);

/// Values by row and column.
type Cells = BTreeMap<(u32, u32), Cell>;

impl Copy {
    fn of(bytes: &[u8]) -> Self {
        let sheets = workbook::read(bytes).unwrap().sheets.into_iter();
        let cells =
            |sheet: &workbook::Sheet| sheet.cells().iter().map(|cell| ((cell.address.row, cell.address.column), cell.value.clone())).collect();
        Self(sheets.map(|sheet| (sheet.name.clone(), cells(&sheet))).collect())
    }

    fn row(&self, sheet: usize, question: &str, part: &str) -> u32 {
        let text = |at: (u32, u32)| self.0[sheet].1.get(&at).map(ToString::to_string).unwrap_or_default();
        let mut rows = self.0[sheet].1.keys().map(|(row, _)| *row);
        rows.find(|row| text((*row, 9)) == question && text((*row, 10)) == part).unwrap()
    }

    fn set(&mut self, sheet: usize, at: (u32, u32), value: Cell) -> &mut Self {
        self.0[sheet].1.insert(at, value);
        self
    }

    fn type_in(&mut self, sheet: usize, question: &str, part: &str, column: u32, text: &str) -> &mut Self {
        let row = self.row(sheet, question, part);
        self.set(sheet, (row, column), Cell::Text(text.into()))
    }

    fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (name, cells) in &self.0 {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap();
            for ((row, column), value) in cells {
                let column = u16::try_from(*column).unwrap();
                match value {
                    Cell::Number(number) => sheet.write_number(*row, column, *number).unwrap(),
                    Cell::Bool(truth) => sheet.write_boolean(*row, column, *truth).unwrap(),
                    other => sheet.write_string(*row, column, other.to_string()).unwrap(),
                };
            }
        }
        workbook.save_to_buffer().unwrap()
    }
}

const STATE: u32 = 3;
const VALUE: u32 = 4;
const BASIS: u32 = 6;
const REASON: u32 = 7;
const NOTE: u32 = 8;

fn filled(bytes: &[u8], survey: &Survey) -> (BTreeMap<String, Filled>, Vec<(String, Wrong)>) {
    let (answers, faults) = offline::open(bytes).unwrap().answers(survey);
    let answers = answers.into_iter().map(|answered| (survey.question(answered.question).id.clone(), answered.filled)).collect();
    (answers, faults.into_iter().map(|fault| (fault.place, fault.wrong)).collect())
}

fn some_answers() -> Answers {
    let answered = |value| Answer::Answered(value);
    [
        ("one", answered(Value::Choice("do-not-know".to_owned())), "Od jesieni,\nzob. uchwała"),
        ("since", Answer::DoNotKnow, ""),
        ("several", answered(Value::Choices(vec!["x".to_owned(), "y".to_owned()])), "=1+1"),
        ("number", answered(Value::Number("-9.50".parse().unwrap())), ""),
        ("share", answered(Value::Share { numerator: 3.into(), denominator: 12.into(), date: Some("2026-03-31".parse().unwrap()) }), ""),
        ("day", answered(Value::Date("2026-02-28".parse().unwrap())), ""),
        ("line", answered(Value::Text("22.5".to_owned())), "<b>"),
        ("words", answered(Value::Text("Zażółć\n\ngęślą 🦀 _x0041_".to_owned())), ""),
        ("more", Answer::NotApplicable("Nie prowadzimy".to_owned()), ""),
        (
            "why",
            answered(Value::Reasons(vec![
                Reason { option: "people".to_owned(), basis: Some("guess".to_owned()) },
                Reason { option: "cost".to_owned(), basis: None },
            ])),
            "",
        ),
    ]
    .into_iter()
    .map(|(question, answer, note)| (question.to_owned(), (2, answer, note.to_owned())))
    .collect()
}

#[test]
fn an_untouched_file_says_what_was_written_in_both_languages() {
    let (survey, answers) = (survey(), some_answers());
    for lang in Lang::ALL {
        let bytes = written(&survey, &answers, lang);
        let file = offline::open(&bytes).unwrap();
        assert_eq!((file.about.assessment.as_str(), file.about.hash.as_str(), file.about.sheets), (ASSESSMENT, survey.hash.as_str(), 3));
        let (read, faults) = file.answers(&survey);
        assert_eq!(faults, []);
        assert_eq!(read.len(), survey.questions.len());
        for answered in read {
            let question = survey.question(answered.question);
            let (version, answer, note) = answers.get(&question.id).cloned().unwrap_or((0, Answer::NotAnswered, String::new()));
            assert_eq!(answered.filled, Filled::of(question, &answer, &note), "{}", question.id);
            assert_eq!((answered.version, answered.check), (version, offline::check(ASSESSMENT, &question.id, version, &answer, &note)));
        }
    }
}

#[test]
fn what_is_typed_is_found_by_its_words() {
    let survey = survey();
    let mut copy = Copy::of(&written(&survey, &Answers::new(), Lang::Pl));
    copy.type_in(1, "one", "", VALUE, "Dużo").type_in(1, "yes", "", VALUE, "no").type_in(1, "yes", "", NOTE, "uwaga");
    copy.type_in(1, "several", "option:x", VALUE, "X").type_in(1, "several", "option:y", VALUE, "nie");
    copy.type_in(1, "number", "", VALUE, "1 234,50").type_in(1, "share", "numerator", VALUE, "3").type_in(1, "share", "denominator", VALUE, "4");
    copy.type_in(1, "words", "", STATE, "nie  dotyczy").type_in(1, "words", "", REASON, "bo tak").type_in(1, "line", "", STATE, "Do not know");
    copy.type_in(2, "why", "option:time", VALUE, "1").type_in(2, "why", "option:time", BASIS, "Badanie");
    // What another program may have made of a cell: a day as a number, a sum with the dust of binary fractions, a truth.
    let (share, number) = (copy.row(1, "share", "date"), copy.row(1, "follow.up", ""));
    copy.set(1, (share, VALUE), Cell::Number(46112.0)).set(1, (number, VALUE), Cell::Number(0.1 + 0.2));
    let (read, faults) = filled(&copy.bytes(), &survey);
    assert_eq!(faults, []);
    assert_eq!((read["one"].text.as_str(), read["one"].state), ("do-not-know", State::Blank));
    assert_eq!((read["yes"].text.as_str(), read["yes"].note.as_str()), ("no", "uwaga"));
    assert_eq!((read["several"].options.as_slice(), read["number"].text.as_str()), (["x".to_owned()].as_slice(), "1 234,50"));
    assert_eq!((read["share"].numerator.as_str(), read["share"].denominator.as_str(), read["share"].date.as_str()), ("3", "4", "31.03.2026"));
    assert_eq!((read["words"].state, read["words"].reason.as_str(), read["line"].state), (State::NotApplicable, "bo tak", State::DoNotKnow));
    assert_eq!(read["follow.up"].text, "0,3");
    let ranked = &read["why"].ranked;
    assert_eq!((ranked[0].option.as_str(), ranked[0].rank.as_str(), ranked[0].basis.as_str(), ranked.len()), ("time", "1", "survey", 1));
}

#[test]
fn what_cannot_be_taken_is_named_with_its_cell() {
    let survey = survey();
    let mut copy = Copy::of(&written(&survey, &some_answers(), Lang::En));
    copy.type_in(1, "one", "", STATE, "maybe").type_in(1, "several", "option:x", VALUE, "rather");
    copy.type_in(1, "share", "numerator", NOTE, "beside").type_in(1, "day", "", 12, "0").set(1, (60, NOTE), Cell::Text("below".into()));
    let row = copy.row(1, "line", "");
    copy.set(1, (row, 9), Cell::Text("number".into()));
    let (read, faults) = filled(&copy.bytes(), &survey);
    let expected = [
        ("1. First section!D4", Wrong::UnknownState("maybe".to_owned())),
        ("1. First section!E8", Wrong::NotATick("rather".to_owned())),
        ("1. First section!I13", Wrong::Stray("beside".to_owned())),
    ];
    for (place, wrong) in expected {
        assert!(faults.contains(&(place.to_owned(), wrong)), "{place}: {faults:#?}");
    }
    assert!(faults.contains(&("1. First section!I61".to_owned(), Wrong::Stray("below".to_owned()))), "{faults:#?}");
    assert!(faults.iter().any(|(_, wrong)| *wrong == Wrong::Twice), "the row of `line` says it is `number`: {faults:#?}");
    for question in ["one", "several", "share"] {
        assert!(!read.contains_key(question), "{question} has a fault, so nothing of it is taken");
    }
    assert!(read.contains_key("words") && read.contains_key("why"));
    let (answers, _) = offline::open(&copy.bytes()).unwrap().answers(&survey);
    let words = answers.iter().find(|answered| survey.question(answered.question).id == "words").unwrap();
    assert!(words.places.of(Field::Value).starts_with("1. First section!E"), "{}", words.places.of(Field::Value));
    let none = copy.0.iter().filter(|(name, _)| !name.starts_with("2.")).cloned().collect();
    let (_, faults) = filled(&Copy(none).bytes(), &survey);
    assert!(faults.contains(&(String::new(), Wrong::SheetsMissing(1))), "{faults:#?}");
}

#[test]
fn a_file_that_is_not_ours_is_refused() {
    let refused = |bytes: &[u8]| offline::open(bytes).unwrap_err();
    assert!(matches!(refused(b"no"), Refused::Workbook(fault) if fault.code == "not-a-workbook"));
    assert_eq!(refused(&Copy(vec![("miernik".to_owned(), BTreeMap::new())]).bytes()), Refused::NotOurs);
    let mut copy = Copy::of(&written(&survey(), &Answers::new(), Lang::Pl));
    copy.set(4, (0, 1), Cell::Text("2".into()));
    assert_eq!(refused(&copy.bytes()), Refused::OtherFormat);
}

#[test]
fn words_that_are_too_long_for_a_cell_are_cut_and_unchanged() {
    let survey = survey();
    let long = "ż".repeat(40_000);
    let answers = Answers::from([("words".to_owned(), (1, Answer::Answered(Value::Text(long.clone())), String::new()))]);
    let question = survey.question(survey.question_ix("words").unwrap());
    let (read, faults) = filled(&written(&survey, &answers, Lang::Pl), &survey);
    assert_eq!(faults, []);
    assert_eq!(read["words"].text.encode_utf16().count(), 32_767);
    assert!(read["words"].is_same(&Filled::of(question, &answers["words"].1, "")));
    assert!(!offline::fits(&answers["words"].1, "") && !offline::fits(&Answer::DoNotKnow, &long) && offline::fits(&Answer::DoNotKnow, "ż"));
}

/// A file of ours that LibreOffice 7.4 has opened and saved.
#[test]
fn a_file_saved_by_another_program_says_the_same() {
    let (survey, answers) = (survey(), some_answers());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/offline/saved-by-libreoffice.xlsx");
    let file = offline::open(&std::fs::read(path).unwrap()).unwrap();
    let (read, faults) = file.answers(&survey);
    assert_eq!(faults, []);
    assert_eq!(read.len(), survey.questions.len());
    for answered in read {
        let question = survey.question(answered.question);
        let (version, answer, note) = answers.get(&question.id).cloned().unwrap_or((0, Answer::NotAnswered, String::new()));
        assert!(answered.filled.is_same(&Filled::of(question, &answer, &note)), "{}: {:?}", question.id, answered.filled);
        assert_eq!(answered.check, offline::check(ASSESSMENT, &question.id, version, &answer, &note));
    }
}

/// Writes the file that the test above reads after LibreOffice has saved it: `MIERNIK_OFFLINE=folder cargo test --test offline -- --ignored`.
#[test]
#[ignore = "makes a file for another program"]
fn a_file_for_another_program() {
    let folder = std::env::var("MIERNIK_OFFLINE").unwrap();
    for (lang, name) in [(Lang::Pl, "made.xlsx"), (Lang::En, "made-en.xlsx")] {
        std::fs::write(Path::new(&folder).join(name), written(&survey(), &some_answers(), lang)).unwrap();
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~ąćęłńóśźżĄĆŁŻ\n\t]{0,40}",
        any::<String>().prop_map(|text| text.replace('\0', "")),
        Just("=1+1".to_owned()),
        Just(" ".to_owned()),
        Just("_x000D_".to_owned()),
        Just("\u{202e}odwrotnie 🦀".to_owned()),
    ]
}

fn answer(question: &Question) -> BoxedStrategy<Answer> {
    let ids: Vec<String> = question.options().iter().map(|option| option.id.clone()).collect();
    let number = (-1_000_000_i64..1_000_000, 0_u32..4).prop_map(|(digits, scale)| rust_decimal::Decimal::new(digits, scale));
    let day = (0_i32..60_000).prop_map(|days| jiff::civil::Date::constant(1900, 1, 1).saturating_add(jiff::ToSpan::days(days)));
    let value = match &question.body {
        Body::Choice(_) => proptest::sample::select(ids).prop_map(Value::Choice).boxed(),
        Body::Several(_) => proptest::sample::subsequence(ids.clone(), 0..=ids.len()).prop_map(Value::Choices).boxed(),
        Body::Number(_) => number.prop_map(Value::Number).boxed(),
        Body::Share(_) => (number.clone(), number, proptest::option::of(day))
            .prop_map(|(numerator, denominator, date)| Value::Share { numerator, denominator, date })
            .boxed(),
        Body::Date => day.prop_map(Value::Date).boxed(),
        Body::Text { .. } => text().prop_map(Value::Text).boxed(),
        Body::Reasons { .. } => proptest::sample::subsequence(ids.clone(), 0..=ids.len())
            .prop_shuffle()
            .prop_map(|chosen| Value::Reasons(chosen.into_iter().map(|option| Reason { option, basis: Some("guess".to_owned()) }).collect()))
            .boxed(),
    };
    let reason = if question.may_be_not_applicable { text().prop_map(Answer::NotApplicable).boxed() } else { Just(Answer::NotAnswered).boxed() };
    prop_oneof![value.prop_map(Answer::Answered), Just(Answer::DoNotKnow), Just(Answer::NotAnswered), reason].boxed()
}

fn answers() -> impl Strategy<Value = Answers> {
    let each: Vec<_> = survey().questions.iter().map(|question| (Just(question.id.clone()), 0_i64..9, answer(question), text())).collect();
    each.prop_map(|all| all.into_iter().map(|(id, version, answer, note)| (id, (version, answer, note))).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is answered is the same after the way through a file; an untouched file never looks changed.
    #[test]
    fn l5_every_answer_comes_back(answers in answers(), english in any::<bool>()) {
        let survey = survey();
        let (read, faults) = offline::open(&written(&survey, &answers, if english { Lang::En } else { Lang::Pl })).unwrap().answers(&survey);
        prop_assert!(faults.is_empty(), "{faults:?}");
        prop_assert_eq!(read.len(), survey.questions.len());
        for answered in read {
            let question = survey.question(answered.question);
            let (version, answer, note) = &answers[&question.id];
            prop_assert!(answered.filled.is_same(&Filled::of(question, answer, note)), "{:?} {:?}", answered.filled, answer);
            prop_assert_eq!(answered.version, *version);
        }
    }

    /// Every value is one of the three, and nobody's is overwritten in silence.
    #[test]
    fn the_merge_follows_its_rule(base in 0..4, file in 0..4, now in 0..4) {
        let merged = match three_way(&base, &file, &now) {
            Outcome::Stays => Some(now),
            Outcome::Taken => Some(file),
            Outcome::Conflict => None,
        };
        match merged {
            Some(merged) => {
                prop_assert!(file == base || merged == file, "what the file has changed is there");
                prop_assert!(now == base || merged == now, "what was saved meanwhile is there");
            }
            None => prop_assert!(base != file && base != now && file != now, "only different changes are a conflict"),
        }
    }
}
