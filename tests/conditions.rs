//! Conditions and constraints of a whole survey: which questions are asked, on which day, what is refused, and what the check finds out before anybody answers.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::{Date, date};
use miernik::engine::answer::{Answer, Answers, Value};
use miernik::engine::constraint::violations;
use miernik::engine::expression::Reading;
use miernik::engine::quality::{Background, FEWEST_PEERS, findings};
use miernik::engine::relevance::{self, by_position, shown, shown_on};
use miernik::engine::score::{score, score_on};
use miernik::engine::survey::{QuestionIx, Survey};
use miernik::engine::{Checked, Notation, read};
use proptest::prelude::*;

const HEAD: &str = "survey = { id = 's', version = '1', title = { pl = 's', en = 's' } }
index = { title = { pl = 'i', en = 'i' } }
[[dimension]]
id = 'd'
title = { pl = 'd', en = 'd' }
";

/// A survey of questions: id, kind, further keys; the first is scored.
fn survey(questions: &[(&str, &str, &str)]) -> Checked {
    let mut text = String::from(HEAD);
    for (id, kind, more) in questions {
        write!(text, "[[question]]\nid = '{id}'\ndimension = 'd'\nkind = '{kind}'\ntext = {{ pl = 'q', en = 'q' }}\n{more}\n").unwrap();
    }
    read(&text, Notation::Toml).unwrap()
}

fn constraint(must_hold: &str) -> String {
    format!("[[question.constraint]]\nmust_hold = \"{must_hold}\"\nmessage = {{ pl = 'popraw', en = 'correct {}' }}\n", must_hold.replace('\'', "`"))
}

fn answers(given: &[(&str, Answer)]) -> Answers {
    Answers(given.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())).collect())
}

fn number(number: i64) -> Answer {
    Answer::Answered(Value::Number(number.into()))
}

fn option(option: &str) -> Answer {
    Answer::Answered(Value::Choice(option.to_owned()))
}

/// The ids of the questions that are refused, with the English message.
fn refused(checked: &Checked, given: &[(&str, Answer)], today: Option<Date>) -> Vec<String> {
    let survey = &checked.survey;
    let answers = answers(given);
    let found = violations(survey, &answers, today);
    found.iter().map(|found| format!("{}: {}", survey.question(found.question).id, found.constraint.message.en)).collect()
}

#[test]
fn constraints_are_broken_only_by_answers_that_are_there() {
    let part = constraint(". <= ${staff}") + &constraint(". != 13");
    let hidden = format!("relevant = \"${{asked}} = 'yes'\"\n{}", constraint(". < 0"));
    let checked = survey(&[("asked", "yes_no", ""), ("staff", "number", ""), ("trained", "number", &part), ("hidden", "number", &hidden)]);
    let given = |staff: Answer, trained: Answer| refused(&checked, &[("staff", staff), ("trained", trained)], None);
    assert_eq!(given(number(10), number(9)), Vec::<String>::new());
    assert_eq!(given(number(10), number(11)), ["trained: correct . <= ${staff}"]);
    assert_eq!(given(number(10), number(13)), ["trained: correct . <= ${staff}", "trained: correct . != 13"]);
    // Where the other number is missing, nothing can be said about this one.
    for missing in [Answer::NotAnswered, Answer::DoNotKnow, Answer::NotApplicable("brak".to_owned())] {
        assert_eq!(given(missing.clone(), number(11)), Vec::<String>::new());
        assert_eq!(given(number(10), missing), Vec::<String>::new());
    }
    // A hidden answer is kept, and breaks nothing until it is asked for again.
    let both = |asked: &str| refused(&checked, &[("asked", option(asked)), ("hidden", number(5))], None);
    assert_eq!(both("no"), Vec::<String>::new());
    assert_eq!(both("yes"), ["hidden: correct . < 0"]);
}

#[test]
fn a_date_that_is_yet_to_come() {
    let checked = survey(&[("asked", "yes_no", ""), ("day", "date", &constraint(". <= today()"))]);
    let day = [("day", Answer::Answered(Value::Date(date(2026, 11, 21))))];
    assert_eq!(refused(&checked, &day, Some(date(2026, 11, 20))), ["day: correct . <= today()"]);
    assert_eq!(refused(&checked, &day, Some(date(2026, 11, 21))), Vec::<String>::new());
    assert_eq!(refused(&checked, &day, None), Vec::<String>::new());
}

/// The day is an argument: the same answers on the same day have the same questions and scores, whenever they are read.
#[test]
fn today_is_the_day_that_is_given() {
    let checked = survey(&[("plan", "date", ""), ("kept", "yes_no", ""), ("old", "yes_no", "relevant = \"today() - ${plan} > 365\"")]);
    let survey = &checked.survey;
    let answers = answers(&[("plan", Answer::Answered(Value::Date(date(2025, 1, 1)))), ("kept", option("yes"))]);
    let asked = |today: Option<Date>| shown_on(survey, &by_position(survey, &answers), today)[2];
    assert_eq!([None, Some(date(2026, 1, 1)), Some(date(2026, 1, 2))].map(asked), [false, false, true]);
    assert_eq!(shown(survey, &by_position(survey, &answers)), shown_on(survey, &by_position(survey, &answers), None));
    assert_eq!(score_on(survey, &answers, Some(date(2026, 1, 1))).scores.asked, 2);
    assert_eq!(score_on(survey, &answers, Some(date(2026, 1, 2))).scores.asked, 3);
    assert_eq!(score(survey, &answers).scores.asked, 2);
}

/// A hidden question has no data for other conditions, and its answer comes back.
#[test]
fn what_is_hidden_is_blank_and_kept() {
    let checked = survey(&[
        ("first", "yes_no", ""),
        ("second", "yes_no", "relevant = \"${first} = 'yes'\""),
        ("third", "yes_no", "relevant = \"${second} = 'yes'\""),
        ("open", "yes_no", "relevant = \"not(answered(${second}))\""),
    ]);
    let of = |first: &str| shown(&checked.survey, &by_position(&checked.survey, &answers(&[("first", option(first)), ("second", option("yes"))])));
    assert_eq!(of("yes"), [true, true, true, false]);
    assert_eq!(of("no"), [true, false, false, true]);
    assert_eq!(checked.warnings, []);
}

/// What [`shown_on`] must find, the long way: every condition is tried again until nothing changes.
fn shown_the_long_way(survey: &Survey, answers: &[&Answer]) -> Vec<bool> {
    let mut shown = vec![true; survey.questions.len()];
    loop {
        let before = shown.clone();
        for (at, question) in survey.questions.iter().enumerate() {
            let visible = |ix: QuestionIx| if shown[ix.0] { answers[ix.0] } else { &Answer::NotAnswered };
            let reading = Reading { answer: &visible, number: &|ix, value| relevance::number(survey, ix, value), today: None };
            let holds = question.relevant.as_ref().is_none_or(|relevant| relevant.holds(&reading));
            shown[at] = holds;
        }
        if shown == before {
            return shown;
        }
    }
}

/// 2,000 questions of which each reads the next one: all conditions once took as many passes as there are questions, and their check longer still.
#[test]
fn a_long_chain_of_conditions_that_read_later_questions() {
    const LAST: usize = 1999;
    let (ids, conditions): (Vec<_>, Vec<_>) =
        (0..=LAST).map(|at| (format!("q{at}"), if at == LAST { String::new() } else { format!("relevant = \"${{q{}}} = 'yes'\"", at + 1) })).unzip();
    let questions: Vec<_> = ids.iter().zip(&conditions).map(|(id, condition)| (id.as_str(), "yes_no", condition.as_str())).collect();
    let checked = survey(&questions);
    assert!(checked.warnings.iter().all(|fault| fault.code == "reads-later"), "{:?}", checked.warnings.first());
    let all: Vec<_> = ids.iter().map(|id| (id.as_str(), option("yes"))).collect();
    let of = |given: &[(&str, Answer)]| shown(&checked.survey, &by_position(&checked.survey, &answers(given)));
    assert_eq!(of(&all), [true; LAST + 1]);
    assert_eq!(of(&all[..LAST]).iter().filter(|shown| **shown).count(), 1);
    assert_eq!(of(&all[1000..]).iter().filter(|shown| **shown).count(), 1001);
}

/// A circle of very many conditions is told in few words.
#[test]
fn a_long_circle_is_named_by_its_beginning_and_end() {
    let questions: String = (0..100)
        .map(|at| {
            format!(
                "[[question]]\nid = 'q{at}'\ndimension = 'd'\nkind = 'yes_no'\ntext = {{ pl = 'q', en = 'q' }}\nrelevant = \"${{q{}}} = 'yes'\"\n",
                (at + 1) % 100
            )
        })
        .collect();
    let faults = read(&format!("{HEAD}{questions}"), Notation::Toml).unwrap_err();
    assert_eq!(faults.len(), 100);
    let named = "`q0` → `q1` → `q2` → `q3` → `q4` → `q5` → `q6` → `q7` → … 92 more … → `q0`";
    assert_eq!(faults[0].what, format!("whether `q0` is asked depends on itself: {named}"));
}

/// A condition over three yes-or-no questions, by depth.
fn condition(level: u32) -> BoxedStrategy<String> {
    let question = || prop::sample::select(vec!["q0", "q1", "q2"]);
    let leaf = prop_oneof![
        4 => (question(), prop::sample::select(vec!["=", "!="]), prop::sample::select(vec!["yes", "no"]))
            .prop_map(|(id, sign, option)| format!("${{{id}}} {sign} '{option}'")),
        1 => question().prop_map(|id| format!("answered(${{{id}}})")),
        1 => question().prop_map(|id| format!("is_na(${{{id}}})")),
    ];
    if level == 0 {
        return leaf.boxed();
    }
    prop_oneof![
        1 => leaf,
        3 => (condition(level - 1), prop::sample::select(vec!["and", "or"]), condition(level - 1)).prop_map(|(a, word, b)| format!("({a}) {word} ({b})")),
        1 => condition(level - 1).prop_map(|inner| format!("not({inner})")),
        1 => (condition(level - 1), condition(0), condition(0)).prop_map(|(test, a, b)| format!("if({test}, {a}, {b})")),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// The check says that a question is never or always asked exactly if no or every assessment is asked it.
    #[test]
    fn the_check_knows_what_answering_would_show(of_q1 in condition(1), of_q2 in condition(1), of_last in condition(2)) {
        let relevant = |condition: &str| format!("relevant = \"{condition}\"");
        // Conditions may read only what stands before.
        let of_q1 = of_q1.replace("q1", "q0").replace("q2", "q0");
        let of_q2 = of_q2.replace("q2", "q1");
        let checked = survey(&[
            ("q0", "yes_no", ""),
            ("q1", "yes_no", &relevant(&of_q1)),
            ("q2", "yes_no", &relevant(&of_q2)),
            ("last", "yes_no", &relevant(&of_last)),
        ]);
        let states = [Answer::NotAnswered, Answer::NotApplicable("brak".to_owned()), option("yes"), option("no")];
        let mut asked = vec![Vec::new(); 4];
        for combination in 0..64_usize {
            let given: Vec<_> = (0..3).map(|at| (["q0", "q1", "q2"][at], states[combination >> (2 * at) & 3].clone())).collect();
            let answers = answers(&given);
            for (at, shown) in shown(&checked.survey, &by_position(&checked.survey, &answers)).into_iter().enumerate() {
                asked[at].push(shown);
            }
        }
        for (at, id) in ["q0", "q1", "q2", "last"].into_iter().enumerate().skip(1) {
            let said = |code: &str| checked.warnings.iter().any(|fault| fault.code == code && fault.what.starts_with(&format!("`{id}`")));
            prop_assert_eq!(said("never-asked"), asked[at].iter().all(|asked| !asked), "{} {:?}", id, checked.warnings);
            prop_assert_eq!(said("always-asked"), asked[at].iter().all(|asked| *asked), "{} {:?}", id, checked.warnings);
        }
    }

    /// Conditions that read earlier and later questions, in any order of the questionnaire: one pass finds what passes without end find.
    #[test]
    fn one_pass_shows_what_all_passes_show(
        (places, conditions) in (Just((0..9_usize).collect::<Vec<_>>()).prop_shuffle(), prop::collection::vec(condition(2), 9)),
        states in prop::collection::vec(0..4_usize, 9),
    ) {
        let mut questions: Vec<(String, String)> = vec![Default::default(); 9];
        for (at, condition) in conditions.iter().enumerate() {
            // A condition may read three questions that stand before its own in the order, wherever they stand in the questionnaire.
            let read = |number: usize| format!("${{r{}}}", places[(at * 7 + number * 5) % at.max(1)]);
            let relevant = (0..3).fold(condition.clone(), |text, number| text.replace(&format!("${{q{number}}}"), &read(number)));
            let relevant = if at == 0 { String::new() } else { format!("relevant = \"{relevant}\"") };
            questions[places[at]] = (format!("r{}", places[at]), relevant);
        }
        let written: Vec<_> = questions.iter().map(|(id, relevant)| (id.as_str(), "yes_no", relevant.as_str())).collect();
        let checked = survey(&written);
        let all = [Answer::NotAnswered, Answer::NotApplicable("brak".to_owned()), option("yes"), option("no")];
        let given: Vec<_> = questions.iter().zip(&states).map(|((id, _), state)| (id.as_str(), all[*state].clone())).collect();
        let answers = answers(&given);
        let answers = by_position(&checked.survey, &answers);
        prop_assert_eq!(shown(&checked.survey, &answers), shown_the_long_way(&checked.survey, &answers));
    }

    /// Whatever a number is compared with, a warning is right: no whole number between the ends is asked.
    #[test]
    fn warnings_about_numbers_are_right(low in -5..6_i64, high in -5..6_i64, third in -5..6_i64, minimum in prop::option::of(-3..4_i64)) {
        let minimum = minimum.map(|minimum| format!("minimum = {minimum}")).unwrap_or_default();
        let condition = format!("${{n}} > {low} and ${{n}} < {high} or ${{n}} = {third} div 2");
        let checked = survey(&[("s", "yes_no", ""), ("n", "number", &minimum), ("last", "yes_no", &format!("relevant = \"{condition}\""))]);
        let least = minimum.strip_prefix("minimum = ").map_or(-20, |minimum| minimum.parse().unwrap());
        let asked = (least..20).any(|n| shown(&checked.survey, &by_position(&checked.survey, &answers(&[("n", number(n))])))[2]);
        prop_assert_eq!(checked.warnings.iter().any(|fault| fault.code == "never-asked"), !asked, "{} {}", condition, minimum);
    }
}

/// Everything that is remarkable, as the question and the remark.
fn remarks(checked: &Checked, given: &Answers, before: &Answers, peers: &[Answers], backed: &[&str]) -> Vec<String> {
    let backed: BTreeSet<String> = backed.iter().map(|id| (*id).to_owned()).collect();
    let found = findings(&checked.survey, given, Background { today: None, before, peers, backed: &backed });
    let name = |ix: QuestionIx| &checked.survey.question(ix).id;
    found.iter().map(|found| format!("{} {:?} {:?}", name(found.question), found.severity(), found.remark)).collect()
}

#[test]
fn what_is_missing_or_contradictory_comes_first_and_hidden_questions_are_not_looked_at() {
    let hidden = "relevant = \"${asked} = 'yes'\"";
    let checked = survey(&[("asked", "yes_no", ""), ("staff", "number", &constraint(". < 10")), ("more", "number", hidden), ("open", "number", "")]);
    let given = answers(&[("asked", option("no")), ("staff", number(20)), ("more", number(1_000))]);
    let before = answers(&[("staff", number(5)), ("more", number(1))]);
    let found = remarks(&checked, &given, &before, &[], &[]);
    let starts = ["staff Confirm Contradiction", "open Confirm Missing", "staff Check UnlikeBefore { before: 5.0, now: 20.0 }"];
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found.iter().zip(starts).all(|(found, start)| found.starts_with(start)), "{found:#?}");
}

#[test]
fn a_figure_is_unlike_before_from_four_times_up_or_down() {
    let checked = survey(&[("staff", "number", "")]);
    for (now, before, is_unlike) in [(39, 10, false), (40, 10, true), (10, 40, true), (10, 39, false), (0, 40, false), (40, 0, false)] {
        let found = remarks(&checked, &answers(&[("staff", number(now))]), &answers(&[("staff", number(before))]), &[], &[]);
        assert_eq!(!found.is_empty(), is_unlike, "{now} after {before}: {found:?}");
    }
}

#[test]
fn peers_speak_only_where_they_are_enough_and_nothing_is_confidential() {
    let own = answers(&[("staff", number(1_000))]);
    let peers: Vec<Answers> = (0..FEWEST_PEERS as i64).map(|n| answers(&[("staff", number(10 + n))])).collect();
    let checked = survey(&[("staff", "number", "")]);
    let none = Answers::default();
    assert_eq!(remarks(&checked, &own, &none, &peers, &[]), ["staff Check UnlikePeers { peers: 8 }"]);
    assert_eq!(remarks(&checked, &own, &none, &peers[1..], &[]), Vec::<String>::new(), "seven peers are too few");
    assert_eq!(remarks(&checked, &answers(&[("staff", number(12))]), &none, &peers, &[]), Vec::<String>::new());
    let confidential = survey(&[("staff", "number", "confidential = true")]);
    assert_eq!(remarks(&confidential, &own, &none, &peers, &[]), Vec::<String>::new());
    // Peers that all say the same have no spread to measure by.
    let same = vec![answers(&[("staff", number(10))]); 20];
    assert_eq!(remarks(&checked, &own, &none, &same, &[]), Vec::<String>::new());
}
