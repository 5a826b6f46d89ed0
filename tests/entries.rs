//! What is answered once for each service, portal or office, and how it becomes one score.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

use miernik::engine::score::{Scored, Status, score_unit};
use miernik::engine::sheet::{self, Unit};
use miernik::engine::survey::Survey;
use miernik::engine::trace::{Part, trace};
use miernik::engine::{Notation, read};
use proptest::collection::vec;
use proptest::prelude::*;

/// A dimension `d` with entries of two yes/no questions and a number, beside a dimension that is answered once.
fn survey(entries: &str) -> Survey {
    survey_of(&format!("entries = {entries}"), "")
}

fn survey_of(keys: &str, more: &str) -> Survey {
    let text = format!(
        "survey = {{ id = 's', version = '1', title = T }}
index = {{ title = T }}
[[dimension]]
id = 'once'
title = T
[[dimension]]
id = 'd'
title = T
{keys}
{more}
[[question]]
id = 'o'
dimension = 'once'
kind = 'yes_no'
text = T
[[question]]
id = 'a'
dimension = 'd'
kind = 'yes_no'
text = T
[[question]]
id = 'b'
dimension = 'd'
kind = 'yes_no'
text = T
relevant = \"${{a}} = 'yes'\"
[[question]]
id = 'n'
dimension = 'd'
kind = 'number'
weight = 2
text = T
goalposts = {{ low = 0, high = 10, better = 'more' }}
"
    )
    .replace(" T", " { pl = 't', en = 't' }");
    read(&text, Notation::Toml).unwrap_or_else(|faults| panic!("{faults:#?}\n{text}")).survey
}

fn units(survey: &Survey, sheet: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    sheet::read(survey, sheet.as_bytes(), |unit| units.push(unit)).unwrap_or_else(|faults| panic!("{faults:#?}"));
    units
}

fn scored(survey: &Survey, sheet: &str) -> Scored {
    let unit = units(survey, sheet).pop().unwrap();
    score_unit(survey, &unit.answers, &unit.entries, None)
}

fn score(survey: &Survey, scored: &Scored, node: &str) -> Option<f64> {
    scored.scores.node(survey.node_ix(node).unwrap()).score
}

fn close(a: Option<f64>, b: f64) -> bool {
    a.is_some_and(|a| (a - b).abs() <= 1e-12 * b.abs().max(1.0))
}

/// `x` has 100, 0 and 50 at the weights 1, 1, 2: a score of 50; `y` is not asked `b` and did not answer `n`: 0 of one question.
const TWO: &str = "unit,entry,o,a,b,n\nu,,yes,,,\nu,x,,yes,no,5\nu,y,,no,,\n";

#[test]
fn the_four_ways_to_combine() {
    let ways = [
        ("{ combine = 'mean' }", 25.0),
        ("{ combine = 'best' }", 50.0),
        // a: 100 and 0; b: 0, not asked of y; n: 50, missing at y.
        ("{ combine = 'mean', by = 'answer' }", (50.0 + 0.0 + 2.0 * 50.0) / 4.0),
        ("{ combine = 'mean', by = 'answer', missing = 'zero' }", (50.0 + 0.0 + 2.0 * 25.0) / 4.0),
        ("{ combine = 'mean', by = 'answer', missing = 'none' }", (50.0 + 0.0) / 2.0),
        ("{ combine = 'best', by = 'answer' }", (100.0 + 0.0 + 2.0 * 50.0) / 4.0),
    ];
    for (entries, wanted) in ways {
        let survey = survey(entries);
        let scored = scored(&survey, TWO);
        assert!(close(score(&survey, &scored, "d"), wanted), "{entries}: {:?} and {wanted}", score(&survey, &scored, "d"));
        assert!(close(score(&survey, &scored, "index"), 50.0 + wanted / 2.0), "{entries}");
    }
}

/// An entry with no score of its own leaves, counts as zero, or takes the score away.
#[test]
fn entries_without_a_score() {
    let sheet = "unit,entry,o,a,b,n\nu,x,,,,8\nu,y,,#dk,,\n";
    for (missing, wanted) in [("drop", Some(80.0)), ("zero", Some(40.0)), ("none", None)] {
        let survey = survey(&format!("{{ combine = 'mean', missing = '{missing}' }}"));
        let scored = scored(&survey, sheet);
        assert_eq!(score(&survey, &scored, "d"), wanted, "{missing}");
        let trace = trace(&survey, &scored, survey.node_ix("d").unwrap());
        assert_eq!(
            trace.entries.iter().map(|entry| (entry.entry.as_str(), entry.part)).collect::<Vec<_>>(),
            [("x", Part::Counted), ("y", Part::Missing)]
        );
        assert_eq!(trace.entries.iter().map(|entry| entry.adds).sum::<f64>(), wanted.unwrap_or(0.0), "{missing}");
    }
}

#[test]
fn without_entries_everything_is_answered_once() {
    let survey = survey("{ combine = 'mean' }");
    let once = scored(&survey, "unit,o,a,b,n\nu,yes,yes,no,5\n");
    let one = scored(&survey, "unit,entry,o,a,b,n\nu,,yes,,,\nu,x,,yes,no,5\n");
    for node in ["index", "once", "d"] {
        assert_eq!(score(&survey, &once, node).map(f64::to_bits), score(&survey, &one, node).map(f64::to_bits), "{node}");
    }
    // A unit that has entries elsewhere, or none at all, has not answered: its questions are missing, not excused.
    let none = scored(&survey, "unit,entry,o,a,b,n\nu,,yes,,,\n");
    assert_eq!(none.scores.node(survey.node_ix("d").unwrap()).status, Status::NoData);
    assert_eq!(none.scores.index().coverage, Some(0.5));
}

/// A dimension that is not asked needs no entries.
#[test]
fn what_is_not_asked_needs_no_entries() {
    let extra = "[[question]]\nid = 'x'\ndimension = 'd'\nkind = 'yes_no'\ntext = T\nrelevant = \"${o} = 'yes'\"\n";
    let survey = survey_of("entries = { combine = 'best', by = 'answer' }", extra);
    // An entry that says it does not know, and one that says nothing.
    for (answer, x, expected) in [("yes", "#dk", true), ("no", "#dk", false), ("yes", "", true), ("no", "", false)] {
        let scored = scored(&survey, &format!("unit,entry,o,x\nu,,{answer},\nu,e,,{x}\n"));
        let cell = scored.cells.get(survey.question_ix("x").unwrap(), 0).unwrap();
        assert_eq!((cell.is_expected(), cell.get()), (expected, None), "{answer} {x}");
    }
}

/// Offices within services: the offices become one service, the services one score.
#[test]
fn entries_within_entries() {
    let inner = "[[dimension]]\nid = 'i'\ntitle = T\nparent = 'd'\nentries = { combine = 'best', by = 'answer' }
[[question]]\nid = 'c'\ndimension = 'i'\nkind = 'yes_no'\ntext = T\nrelevant = \"${a} = 'yes'\"
[[question]]\nid = 'e'\ndimension = 'i'\nkind = 'yes_no'\ntext = T\n";
    let survey = survey_of("entries = { combine = 'mean' }", inner);
    let sheet = "unit,entry,a,b,n,c,e\nu,x/1,,,,yes,no\nu,x/2,,,,no,yes\nu,x,yes,no,5,,\nu,y,no,,,,\nu,z/1,,,,yes,no\n";
    let scored = scored(&survey, sheet);
    // In x the offices answer both questions with yes: 100 beside its own 100, 0 and 2 · 50, which makes (200 + 100) ÷ 5.
    // y has no offices: they are not expected there. In z nothing is known of `a`, so `c` is not asked: e alone is 0, and a and n are missing.
    let trace = trace(&survey, &scored, survey.node_ix("d").unwrap());
    let reached: Vec<_> = trace.entries.iter().map(|entry| (entry.entry.as_str(), entry.score)).collect();
    assert_eq!(reached, [("x", Some(60.0)), ("y", Some(0.0)), ("z", Some(0.0))]);
    assert!(close(score(&survey, &scored, "d"), 20.0));
    assert!(trace.contributions.is_empty());
    let offices = scored.entries.iter().filter(|entry| entry.entry.contains('/')).count();
    assert_eq!((scored.entries.len(), offices), (6, 3));
}

#[test]
fn faults_of_sheets_with_entries() {
    let survey = survey("{ combine = 'mean' }");
    let sheets = [
        "unit,entry,o,a\nu,x,yes,\n",
        "unit,entry,o,a\nu,,,yes\n",
        "unit,entry,o,a\nu,x/y,,yes\nu,x,,yes\nu,x,,no\n",
        "unit,entry,o,a\nu,x,,yes\nv,x,,yes\nu,y,,yes\n",
        "unit,entry,o,a\nu,,yes,\nu,,no,\n",
    ];
    let mut said = String::new();
    for sheet in sheets {
        for fault in sheet::read(&survey, sheet.as_bytes(), |_| {}).unwrap_err() {
            said += &format!("{fault}\n");
        }
    }
    let plain = survey_of("", "");
    for fault in sheet::read(&plain, sheets[0].as_bytes(), |_| {}).unwrap_err() {
        said += &format!("{fault}\n");
    }
    insta::assert_snapshot!(said);
}

/// One row of an entry: two yes/no answers and a number, each of which may be missing.
fn row() -> impl Strategy<Value = [String; 3]> {
    let yes_no = prop::sample::select(vec!["yes", "no", "", "#na", "#dk"]);
    (yes_no.clone(), yes_no, prop::option::of(0u8..=12))
        .prop_map(|(a, b, n)| [a.to_owned(), b.to_owned(), n.map_or(String::new(), |n| n.to_string())])
}

fn sheet_of(rows: &[[String; 3]]) -> String {
    let lines = rows.iter().enumerate().map(|(at, row)| format!("u,e{at},,{}\n", row.join(",")));
    "unit,entry,o,a,b,n\nu,,yes,,,\n".to_owned() + &lines.collect::<String>()
}

const WAYS: [&str; 4] =
    ["{ combine = 'mean' }", "{ combine = 'best' }", "{ combine = 'mean', by = 'answer' }", "{ combine = 'best', by = 'answer', missing = 'zero' }"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// Scores lie in 0…100 and within their bounds; best is no less than mean; the order of the entries does not matter.
    #[test]
    fn entries_keep_the_rules_of_scores(rows in vec(row(), 1..6)) {
        let mut of_way = Vec::new();
        for way in WAYS {
            let survey = survey(way);
            let scored = scored(&survey, &sheet_of(&rows));
            let node = *scored.scores.node(survey.node_ix("d").unwrap());
            if let (Some(score), Some(low), Some(high)) = (node.score, node.low, node.high) {
                prop_assert!(0.0 <= low && low <= score && score <= high && high <= 100.0, "{way}: {low} {score} {high}");
            }
            prop_assert!(node.coverage.is_none_or(|coverage| (0.0..=1.0).contains(&coverage)));
            let mut turned = rows.clone();
            turned.reverse();
            let other = self::scored(&survey, &sheet_of(&turned)).scores.node(survey.node_ix("d").unwrap()).score;
            prop_assert!(node.score.is_some() == other.is_some() && node.score.zip(other).is_none_or(|(a, b)| (a - b).abs() < 1e-9));
            of_way.push(node.score);
        }
        if let (Some(mean), Some(best)) = (of_way[0], of_way[1]) {
            prop_assert!(mean <= best + 1e-9);
        }
    }

    /// Entries that are all alike come to the score of one of them.
    #[test]
    fn entries_that_are_alike(row in row(), count in 1usize..5) {
        for way in WAYS {
            let survey = survey(way);
            let many = scored(&survey, &sheet_of(&vec![row.clone(); count]));
            let one = scored(&survey, &sheet_of(std::slice::from_ref(&row)));
            let of = |scored: &Scored| score(&survey, scored, "d");
            prop_assert!(of(&many).is_some() == of(&one).is_some() && of(&many).zip(of(&one)).is_none_or(|(a, b)| (a - b).abs() < 1e-9), "{way}");
        }
    }
}
