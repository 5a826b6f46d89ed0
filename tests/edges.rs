//! The corner cases of scoring, one by one.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

use miernik::engine::answer::{Answer, Answers, Value};
use miernik::engine::level::band;
use miernik::engine::score::{Cell, Cells, NodeScore, Scored, Status, aggregate, node_score, score};
use miernik::engine::stats::{median, quantile, ranks};
use miernik::engine::survey::{NodeIx, Survey};
use miernik::engine::trace::trace;
use miernik::engine::unit::{LevelNumber, Percent};
use miernik::engine::{Notation, read};

/// A survey with four levels out of its dimensions and questions.
fn survey(rest: &str) -> Survey {
    let text = text_of(rest);
    read(&text, Notation::Toml).unwrap_or_else(|faults| panic!("{faults:#?}\n{text}")).survey
}

fn text_of(rest: &str) -> String {
    let title = "{ pl = 't', en = 't' }";
    let levels: String = [0, 25, 50, 75].iter().map(|from| format!("[[level]]\ntitle = {title}\nfrom = {from}\n")).collect();
    let head = format!("survey = {{ id = 's', version = '1', title = {title} }}\nindex = {{ title = {title} }}\n");
    (head + &levels + rest).replace("T\n", &format!("{title}\n"))
}

/// Codes of the faults of a survey that cannot be used.
fn refused(rest: &str) -> Vec<&'static str> {
    read(&text_of(rest), Notation::Toml).unwrap_err().iter().map(|fault| fault.code).collect()
}

const TWO: &str = "
[[dimension]]
id = 'a'
title = T
[[dimension]]
id = 'b'
title = T
[[question]]
id = 'a1'
dimension = 'a'
kind = 'yes_no'
text = T
[[question]]
id = 'b1'
dimension = 'b'
kind = 'yes_no'
text = T
[[question]]
id = 'b2'
dimension = 'b'
kind = 'number'
text = T
goalposts = { low = 10, high = 20, better = 'more' }
";

fn given(answers: &[(&str, Answer)]) -> Answers {
    let mut given = Answers::default();
    answers.iter().for_each(|(question, answer)| given.set(question, answer.clone()));
    given
}

fn choice(option: &str) -> Answer {
    Answer::Answered(Value::Choice(option.to_owned()))
}

fn number(text: &str) -> Answer {
    Answer::Answered(Value::Number(text.parse().unwrap()))
}

fn not_applicable() -> Answer {
    Answer::NotApplicable("brak".to_owned())
}

fn node(survey: &Survey, scored: &Scored, id: &str) -> NodeScore {
    *scored.scores.node(survey.node_ix(id).unwrap())
}

#[test]
fn a_unit_without_answers_has_no_data() {
    let survey = survey(TWO);
    let scored = score(&survey, &Answers::default());
    for result in &scored.scores.nodes {
        assert_eq!((result.status, result.score, result.level), (Status::NoData, None, None));
        assert_eq!((result.low, result.high, result.coverage), (Some(0.0), Some(100.0), Some(0.0)));
    }
    assert_eq!((scored.scores.answered, scored.scores.asked), (0, 3));
}

#[test]
fn where_nothing_applies_there_is_neither_score_nor_zero() {
    let survey = survey(TWO);
    let scored = score(&survey, &given(&[("a1", not_applicable()), ("b1", not_applicable()), ("b2", not_applicable())]));
    for result in &scored.scores.nodes {
        let nothing = NodeScore { status: Status::NotApplicable, score: None, low: None, high: None, coverage: None, level: None };
        assert_eq!(*result, nothing);
    }
    assert_eq!((scored.scores.answered, scored.scores.asked), (3, 3));
}

/// A dimension that does not apply leaves the index; one that is missing makes it provisional.
#[test]
fn a_dimension_that_is_missing_and_one_that_does_not_apply() {
    let survey = survey(TWO);
    let b = [("b1", choice("yes")), ("b2", number("15"))];
    let applies = score(&survey, &given(&[&b[..], &[("a1", not_applicable())]].concat()));
    let index = *applies.scores.index();
    assert_eq!((index.score, index.coverage, index.status), (Some(75.0), Some(1.0), Status::Published));
    let missing = score(&survey, &given(&b));
    let index = *missing.scores.index();
    assert_eq!((index.score, index.coverage, index.status), (Some(75.0), Some(0.5), Status::Provisional));
    assert_eq!((index.low, index.high), (Some(37.5), Some(87.5)));
}

#[test]
fn two_thirds_are_two_thirds() {
    let three = "
[[dimension]]
id = 'a'
title = T
[[question]]
id = 'q1'
dimension = 'a'
kind = 'yes_no'
text = T
weight = 0.1
[[question]]
id = 'q2'
dimension = 'a'
kind = 'yes_no'
text = T
weight = 0.1
[[question]]
id = 'q3'
dimension = 'a'
kind = 'yes_no'
text = T
weight = 0.1
";
    let survey = survey(three);
    let scored = score(&survey, &given(&[("q1", choice("yes")), ("q2", choice("no"))]));
    assert_eq!(node(&survey, &scored, "a").status, Status::Published);
    assert_eq!(scored.scores.index().status, Status::Provisional);
}

/// Only the question without weight is answered: there is no score, and no not-a-number either.
#[test]
fn an_answer_without_weight_is_no_score() {
    let survey = survey(&TWO.replace("id = 'b1'", "id = 'b1'\nweight = 0"));
    let scored = score(&survey, &given(&[("b1", choice("yes"))]));
    assert_eq!(node(&survey, &scored, "b").status, Status::NoData);
    assert_eq!(node(&survey, &scored, "b").coverage, Some(0.0));
}

#[test]
fn surveys_that_could_not_be_scored_are_refused() {
    assert_eq!(refused(&TWO.replace("id = 'a1'", "id = 'a1'\nweight = 0")), ["zero-weights"]);
    assert_eq!(refused(&TWO.replace("title = T\n", "title = T\nweight = 0\n")), ["zero-weights"]);
    assert_eq!(refused(&TWO.replace("low = 10", "low = 20")), ["goalposts"]);
    assert_eq!(refused(&TWO.replace("low = 10", "low = 30")), ["goalposts"]);
    assert_eq!(refused(&TWO.replace("low = 10", "low = nan")), ["bad-number"]);
    assert_eq!(refused(&TWO.replace("high = 20", "high = inf")), ["bad-number"]);
    assert_eq!(refused(&TWO.replace("high = 20", "high = 1e300")), ["range"]);
    assert_eq!(refused(&TWO.replace("id = 'a1'", "id = 'a1'\nweight = -0.1")), ["bad-weight"]);
    let one_option = "kind = 'one_of'\ntext = T\n[[question.option]]\nid = 'only'\nlabel = T\npoints = 1\n";
    assert_eq!(refused(&TWO.replacen("kind = 'yes_no'\ntext = T\n", one_option, 1)), ["options"]);
}

#[test]
fn outside_the_goalposts_the_ends_count() {
    let survey = survey(TWO);
    let reached = |text: &str| node(&survey, &score(&survey, &given(&[("b2", number(text))])), "b").score;
    let table =
        [("-1000000", 0.0), ("0", 0.0), ("9.999", 0.0), ("10", 0.0), ("15", 50.0), ("20", 100.0), ("20.001", 100.0), ("99999999999999999999", 100.0)];
    for (text, wanted) in table {
        assert_eq!(reached(text), Some(wanted), "{text}");
    }
}

/// One option with points: chosen it is everything, with none of it nothing.
#[test]
fn a_choice_of_one() {
    let several = "kind = 'several_of'\ntext = T\n[[question.option]]\nid = 'only'\nlabel = T\npoints = 7\n";
    let survey = survey(&TWO.replacen("kind = 'yes_no'\ntext = T\n", several, 1));
    let reached = |chosen: &[&str]| {
        let chosen = Answer::Answered(Value::Choices(chosen.iter().map(|id| (*id).to_owned()).collect()));
        node(&survey, &score(&survey, &given(&[("a1", chosen)])), "a").score
    };
    assert_eq!((reached(&["only"]), reached(&[])), (Some(100.0), Some(0.0)));
}

#[test]
fn a_zero_has_no_sign() {
    let survey = survey(&TWO.replace("low = 10", "low = -0.0"));
    let scored = score(&survey, &given(&[("a1", choice("no")), ("b1", choice("no")), ("b2", number("-0"))]));
    for result in &scored.scores.nodes {
        for value in [result.score, result.low, result.high] {
            assert_eq!(value.map(f64::to_bits), Some(0));
        }
    }
    assert_eq!(Cell::points(-0.0).get().map(f64::to_bits), Some(0));
    assert_eq!(ranks(&[Some(0.0), Some(-0.0)]), (vec![Some(1), Some(1)], 2));
}

/// Bands are half-open and cut on billionths of a percent: a rounding error does not cost a level, a real difference does.
#[test]
fn edges_of_bands() {
    let survey = survey(TWO);
    let level = |score: f64| band(&survey.levels, Percent(score)).unwrap().0;
    for (cut, below, from) in [(25.0f64, 1, 2), (50.0, 2, 3), (75.0, 3, 4)] {
        assert_eq!(level(cut), from);
        assert_eq!(level(cut.next_up()), from);
        assert_eq!(level(cut.next_down()), from, "one last digit below {cut} is a rounding error");
        assert_eq!(level(cut - 1e-9), below);
        assert_eq!(level(cut - 0.4e-9), from);
    }
    assert_eq!((level(0.0), level(100.0), level(-0.0)), (1, 4, 1));
    assert_eq!(band(&[], Percent(50.0)), None);
}

#[test]
fn gates_hold_back() {
    let gate = "gate = { level = 3, at_least = 50 }";
    let survey = survey(&TWO.replace("id = 'b1'", &format!("id = 'b1'\n{gate}")));
    let reached = |b1: Answer| score(&survey, &given(&[("a1", choice("yes")), ("b1", b1), ("b2", number("20"))])).scores.index().level;
    assert_eq!(reached(choice("yes")), Some(LevelNumber(4)));
    // 75 percent would be level 4; without the question of level 3 it stays at 2.
    assert_eq!(reached(choice("no")), Some(LevelNumber(2)));
    assert_eq!(reached(Answer::DoNotKnow), Some(LevelNumber(2)));
    assert_eq!(reached(not_applicable()), Some(LevelNumber(4)));
}

#[test]
fn no_units_one_unit_two_tied_units() {
    let survey = survey(TWO);
    assert!(aggregate(&survey, &Cells::new(&survey)).iter().all(|node| node.score.is_empty()));
    assert_eq!(ranks(&[]), (vec![], 0));
    assert_eq!(ranks(&[Some(7.0)]), (vec![Some(1)], 1));
    assert_eq!(ranks(&[None]), (vec![None], 0));
    // Equal to a billionth is equal; a missing score has no rank and takes none away.
    let scores = [Some(50.0), None, Some(50.0f64.next_up()), Some(80.0), Some(49.999_999)];
    assert_eq!(ranks(&scores), (vec![Some(2), None, Some(2), Some(1), Some(4)], 4));
    assert_eq!((quantile(&[], 0.5), quantile(&[3.0], 0.9), median(&[1.0, 2.0])), (None, Some(3.0), Some(1.5)));
    assert_eq!((quantile(&[1.0, 2.0], -1.0), quantile(&[1.0, 2.0], 2.0)), (Some(1.0), Some(2.0)));
}

/// What a missing child does, node by node.
#[test]
fn three_policies_for_what_is_missing() {
    let of = |policy: &str| {
        let survey = survey(&TWO.replace("id = 'b'\ntitle = T\n", &format!("id = 'b'\ntitle = T\nmissing = '{policy}'\n")));
        let scored = score(&survey, &given(&[("a1", choice("yes")), ("b1", choice("yes"))]));
        let (b, index) = (node(&survey, &scored, "b"), *scored.scores.index());
        assert_eq!((b.low, b.high, b.coverage), (Some(50.0), Some(100.0), Some(0.5)));
        let parts = trace(&survey, &scored, survey.node_ix("b").unwrap()).contributions;
        assert_eq!(parts.iter().map(|part| part.adds).sum::<f64>(), b.score.unwrap_or(0.0));
        (b.score, index.score, index.status)
    };
    assert_eq!(of("drop"), (Some(100.0), Some(100.0), Status::Provisional));
    assert_eq!(of("zero"), (Some(50.0), Some(75.0), Status::Provisional));
    assert_eq!(of("none"), (None, Some(100.0), Status::Provisional));
}

#[test]
fn columns_that_do_not_fit_are_refused() {
    let survey = survey(TWO);
    let column = || vec![Cell::MISSING, Cell::EXCLUDED, Cell::points(0.0)];
    assert!(Cells::from_columns(&survey, 3, vec![column(), column(), column()]).is_some());
    assert!(Cells::from_columns(&survey, 3, vec![column(), column()]).is_none());
    assert!(Cells::from_columns(&survey, 2, vec![column(), column(), column()]).is_none());
    let cells = Cells::from_columns(&survey, 3, vec![column(), column(), column()]).unwrap();
    let columns = aggregate(&survey, &cells);
    let statuses = [0, 1, 2].map(|unit| node_score(&survey, NodeIx::INDEX, &columns, unit).status);
    assert_eq!(statuses, [Status::NoData, Status::NotApplicable, Status::Published]);
}
