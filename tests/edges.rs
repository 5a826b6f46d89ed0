//! The corner cases of scoring, one by one.
//!
//! | case | test |
//! |---|---|
//! | empty city | `a_unit_without_answers_has_no_data` |
//! | empty dimension | `surveys_that_could_not_be_scored_are_refused`, `a_dimension_that_is_missing_and_one_that_does_not_apply` |
//! | empty network, one city, two tied cities | `no_units_one_unit_two_tied_units`, `views_of_no_unit_and_of_one` |
//! | constant indicator, single-value indicator | `an_indicator_that_does_not_differ` |
//! | all weights 0 in a group | `surveys_that_could_not_be_scored_are_refused`, `an_answer_without_weight_is_no_score` |
//! | zero in a geometric mean | `a_zero_is_allowed_in_every_mean` |
//! | -0.0 | `a_zero_has_no_sign` |
//! | x outside the goalposts | `outside_the_goalposts_the_ends_count` |
//! | lo = hi | `surveys_that_could_not_be_scored_are_refused` |
//! | NaN, infinity | `what_is_no_finite_number_is_refused` |
//! | one option only | `a_choice_of_one` |
//! | power p = 0 | `a_power_of_zero_is_the_geometric_mean` |
//! | band edges ± 1 ulp | `edges_of_bands` |
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

use miernik::engine::answer::{Answer, Answers, Value};
use miernik::engine::crosswalk::{covers, profile};
use miernik::engine::level::{band, continuous};
use miernik::engine::mean::{Mean, Part};
use miernik::engine::peer::{Column, Outranking, View};
use miernik::engine::score::{Cell, Cells, NodeScore, Scored, Status, aggregate, node_score, score};
use miernik::engine::stats::{Stratum, box_plot, median, poststratified, quantile, ranks, standard_deviation, weighted_median, wilson};
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

/// A dimension counts as missing at any depth: an index is not firm while a part of it says nothing.
#[test]
fn a_dimension_that_is_missing_further_down() {
    let deep = "[[dimension]]\nid = 'a'\ntitle = T\n[[dimension]]\nid = 'small'\ntitle = T\nparent = 'a'\n[[dimension]]\nid = 'large'\ntitle = T\nparent = 'a'\nweight = 9
[[question]]\nid = 's1'\ndimension = 'small'\nkind = 'yes_no'\ntext = T\n[[question]]\nid = 'l1'\ndimension = 'large'\nkind = 'yes_no'\ntext = T\n";
    let survey = survey(deep);
    let scored = score(&survey, &given(&[("l1", choice("yes"))]));
    assert_eq!((scored.scores.index().coverage, scored.scores.index().status), (Some(0.9), Status::Provisional));
    let all = score(&survey, &given(&[("l1", choice("yes")), ("s1", choice("no"))]));
    assert_eq!(all.scores.index().status, Status::Published);
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
    // A requirement without weight in the score is a requirement.
    let weightless = format!("{TWO}[[question]]\nid = 'b3'\ndimension = 'b'\nkind = 'yes_no'\ntext = T\nweight = 0\n{gate}\n");
    let weightless = self::survey(&weightless);
    let reached = |b3: &str| {
        let answers = given(&[("a1", choice("yes")), ("b1", choice("yes")), ("b2", number("20")), ("b3", choice(b3))]);
        score(&weightless, &answers).scores.index().level
    };
    assert_eq!((reached("yes"), reached("no")), (Some(LevelNumber(4)), Some(LevelNumber(2))));
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

/// TWO with another way to make the score of dimension b.
fn two_with(way: &str) -> Survey {
    survey(&TWO.replace("id = 'b'\ntitle = T\n", &format!("id = 'b'\ntitle = T\n{way}\n")))
}

/// The score of b with one answer at 0 and the other full.
fn zero_and_full(way: &str) -> f64 {
    let survey = two_with(way);
    node(&survey, &score(&survey, &given(&[("b1", choice("no")), ("b2", number("20"))])), "b").score.unwrap()
}

/// On 1 to 100 the worst is 1: it pulls a mean down and does not wipe it out.
#[test]
fn a_zero_is_allowed_in_every_mean() {
    let table = [
        ("aggregation = 'geometric'", (10.0 - 1.0) / 0.99),
        ("aggregation = 'harmonic'", (2.0 / 1.01 - 1.0) / 0.99),
        ("aggregation = 'power'\npower = 2", (5000.5f64.sqrt() - 1.0) / 0.99),
        ("aggregation = 'minimum'", 0.0),
        // M = 100, S = 30 on the scale 70 to 130.
        ("aggregation = 'ampi'", (91.0 - 70.0) / 0.6),
    ];
    for (way, wanted) in table {
        let reached = zero_and_full(way);
        assert!((reached - wanted).abs() <= 1e-12, "{way}: {reached} and {wanted}");
    }
}

#[test]
fn a_power_of_zero_is_the_geometric_mean() {
    let geometric = zero_and_full("aggregation = 'geometric'");
    for power in ["0", "-0.0", "1e-9", "-1e-9"] {
        assert_eq!(zero_and_full(&format!("aggregation = 'power'\npower = {power}")), geometric, "{power}");
    }
    let parts = [Part { weight: 1.0, value: 0.0 }, Part { weight: 1.0, value: 4.0 }];
    assert_eq!([Mean::Geometric, Mean::Harmonic, Mean::Power(2.0)].map(|mean| mean.of_positive(&parts)), [None; 3]);
}

/// What is missing lies between nothing and everything, also where more may be less.
#[test]
fn bounds_of_means_that_bend() {
    // 50.5 on the scale from 1 to 100, beside 1 and beside 100.
    let of = |other: f64| ((50.5 * other).sqrt() - 1.0) / 0.99;
    for (way, low, high) in [("minimum", 0.0, 50.0), ("geometric", of(1.0), of(100.0))] {
        let survey = two_with(&format!("aggregation = '{way}'"));
        let b = node(&survey, &score(&survey, &given(&[("b2", number("15"))])), "b");
        assert_eq!((b.score, b.coverage, b.status), (Some(50.0), Some(0.5), Status::Provisional));
        assert!((b.low.unwrap() - low).abs() <= 1e-12 && (b.high.unwrap() - high).abs() <= 1e-12, "{way}: {b:?}");
    }
    // One at the bottom, one missing: AMPI is greatest somewhere below the top.
    let survey = two_with("aggregation = 'ampi'");
    let b = node(&survey, &score(&survey, &given(&[("b1", choice("no"))])), "b");
    assert_eq!((b.score, b.low), (Some(0.0), Some(0.0)));
    assert!(b.high.unwrap() >= 35.0 - 1e-9 && b.high.unwrap() < 50.0, "{:?}", b.high);
}

/// The explanation of a mean that bends: shares of the ordinary mean, and what the difference takes off.
#[test]
fn the_imbalance_stands_in_a_line_of_its_own() {
    let survey = two_with("aggregation = 'minimum'");
    let of = |b1: &str, b2: &str| {
        let scored = score(&survey, &given(&[("b1", choice(b1)), ("b2", number(b2))]));
        let trace = trace(&survey, &scored, survey.node_ix("b").unwrap());
        (trace.contributions.iter().map(|part| part.adds).collect::<Vec<_>>(), trace.imbalance, trace.score)
    };
    assert_eq!(of("yes", "15"), (vec![50.0, 25.0], -25.0, Some(50.0)));
    assert_eq!(of("yes", "20"), (vec![50.0, 50.0], 0.0, Some(100.0)));
}

#[test]
fn an_indicator_that_does_not_differ() {
    let nothing = |n: usize| View { values: vec![None; n], constant: true };
    for values in [vec![Some(7.0); 3], vec![None, Some(7.0), None]] {
        let column = Column::new(values.clone()).unwrap();
        assert_eq!([column.min_max(0.0, 100.0), column.z_score(0.0, 1.0), column.percent_rank()], [nothing(3), nothing(3), nothing(3)]);
        let middle = values.iter().map(|value| value.map(|_| 50.0)).collect();
        assert_eq!(column.mid_percentile(), View { values: middle, constant: true });
    }
    // What squares and spans of floating point cannot hold is no difference either.
    let hair = Column::new(vec![Some(0.0), Some(1e-200)]).unwrap();
    assert_eq!(hair.z_score(0.0, 1.0), nothing(2));
    let vast = Column::new(vec![Some(-1e308), Some(1e308), Some(0.0)]).unwrap();
    assert_eq!(vast.min_max(0.0, 100.0).values, vec![None; 3]);
    // Under goalposts it is a score like any other.
    assert_eq!(zero_and_full("aggregation = 'mean'"), 50.0);
}

#[test]
fn views_of_no_unit_and_of_one() {
    let none = Column::new(Vec::new()).unwrap();
    let view = View { values: Vec::new(), constant: true };
    assert_eq!([none.min_max(0.0, 1.0), none.z_score(0.0, 1.0), none.mid_percentile(), none.percent_rank()], [(); 4].map(|()| view.clone()));
    assert_eq!(none.range(), None);
    let one = Column::new(vec![Some(3.0)]).unwrap();
    assert_eq!(one.mid_percentile().values, [Some(50.0)]);
    let of = |columns: &[(f64, &Column)]| Outranking::new(columns, 0.0).map(|outranking| outranking.copeland());
    assert_eq!((of(&[(1.0, &none)]), of(&[(1.0, &one)])), (Some(vec![]), Some(vec![None])));
    assert_eq!((of(&[]), of(&[(0.0, &one)]), of(&[(-1.0, &one), (3.0, &one)]), of(&[(1.0, &one), (1.0, &none)])), (None, None, None, None));
}

#[test]
fn what_is_no_finite_number_is_refused() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(Column::new(vec![None, Some(1.0), Some(value)]).unwrap_err().unit, 2);
    }
    // Answers are decimal numbers; a survey's own numbers are refused when it is read.
    assert!("NaN".parse::<rust_decimal::Decimal>().is_err() && "inf".parse::<rust_decimal::Decimal>().is_err());
    assert_eq!(refused(&TWO.replace("high = 20", "high = nan")), ["bad-number"]);
    assert_eq!(Cell::points(f64::INFINITY).get(), None);
}

/// Pairs with too little in common are not compared; the rest is.
#[test]
fn pairs_need_enough_in_common() {
    let column = |values: [Option<f64>; 3]| Column::new(values.to_vec()).unwrap();
    let (a, b) = (column([Some(1.0), Some(2.0), Some(0.1 + 0.2)]), column([Some(1.0), None, Some(0.0)]));
    let of = |least: f64| Outranking::new(&[(1.0, &a), (1.0, &b)], least).unwrap();
    assert_eq!(of(0.5).share_ahead(0, 1), Some(0.0));
    assert_eq!((of(0.6).share_ahead(0, 1), of(0.6).share_ahead(0, 2), of(0.6).share_ahead(0, 0)), (None, Some(1.0), None));
    assert_eq!((of(0.0).copeland(), of(0.6).copeland()), (vec![Some(0), Some(2), Some(-2)], vec![Some(1), None, Some(-1)]));
    // A rounding error is no lead.
    let rounded = column([Some(0.3), Some(0.3), Some(0.1 + 0.2)]);
    assert_eq!(Outranking::new(&[(1.0, &rounded)], 0.0).unwrap().copeland(), [Some(0); 3]);
}

#[test]
fn statistics_of_little() {
    assert_eq!((weighted_median(&[]), weighted_median(&[(1.0, 0.0)]), weighted_median(&[(1.0, 2.0)])), (None, None, Some(1.0)));
    // Three tenths and seven tenths of the weight; then exactly one half.
    assert_eq!((weighted_median(&[(9.0, 0.7), (1.0, 0.3)]), weighted_median(&[(1.0, 0.1), (3.0, 0.2), (9.0, 0.3)])), (Some(9.0), Some(6.0)));
    assert_eq!((standard_deviation(&[1.0]), standard_deviation(&[1.0, 3.0])), (None, Some(2.0f64.sqrt())));
    assert_eq!(box_plot(&[]), None);
    let drawn = box_plot(&[1.0, 2.0, 3.0, 4.0, 100.0]).unwrap();
    assert_eq!(
        (drawn.low, drawn.lower_quartile, drawn.median, drawn.upper_quartile, drawn.high, drawn.outside),
        (1.0, 2.0, 3.0, 4.0, 4.0, vec![100.0])
    );
    assert_eq!((wilson(0, 0, None, 1.96), wilson(2, 1, None, 1.96), wilson(1, 3, Some(2), 1.96)), (None, None, None));
    // 40 % of 30 out of 2,477: about 17 points either way.
    let (low, high) = wilson(12, 30, Some(2477), 1.96).unwrap();
    assert!((0.32..0.34).contains(&(high - low)), "{low} {high}");
}

/// A stratum of one is merged with its smaller neighbour; one that took part as a whole stands alone.
#[test]
fn strata_of_one_find_company() {
    let stratum = |population: u64, values: &[f64]| Stratum { population, values: values.to_vec() };
    let strata = [stratum(10, &[40.0]), stratum(20, &[50.0, 70.0]), stratum(1, &[90.0])];
    let result = poststratified(&strata).unwrap();
    // 30 units with a mean of 160/3 and s² of 700/3, and one with 90.
    let share = 30.0 / 31.0;
    assert_eq!(result.strata, 2);
    assert!((result.mean - (share * 160.0 / 3.0 + 90.0 / 31.0)).abs() <= 1e-12);
    assert!((result.standard_error - share * (0.9f64 * 700.0 / 9.0).sqrt()).abs() <= 1e-12);
    assert_eq!((poststratified(&[]), poststratified(&[stratum(2, &[1.0])]), poststratified(&[stratum(1, &[1.0, 2.0])])), (None, None, None));
    assert_eq!(poststratified(&[stratum(9, &[]), stratum(3, &[2.0, 4.0])]).unwrap().strata, 1);
}

/// A level without steps: half of level 2 counts half, and what is met of level 3 only in proportion.
#[test]
fn levels_without_steps() {
    let gate = |level: u8| format!("gate = {{ level = {level}, at_least = 50 }}\n");
    let survey = survey(&TWO.replace("id = 'a1'\n", &format!("id = 'a1'\n{}", gate(2))).replace("id = 'b1'\n", &format!("id = 'b1'\n{}", gate(3))));
    let of = |a1: &str, b1: &str| continuous(&score(&survey, &given(&[("a1", choice(a1)), ("b1", choice(b1))])).gates);
    assert_eq!((of("no", "yes"), of("yes", "no"), of("yes", "yes")), (1.0, 2.0, 4.0));
    assert_eq!(continuous(&[]), 1.0);
}

/// What a framework's categories are made of, from the same answers.
#[test]
fn one_set_of_answers_in_another_framework() {
    let framework = "[[framework]]\nid = 'pso'\ntitle = T\n[framework.categories]\nP1 = T\nP2 = T\nP3 = T\n";
    let crosswalk = |categories: &str| format!("crosswalk = {{ pso = [{categories}] }}\n");
    let two = TWO
        .replace("id = 'a1'\n", &format!("id = 'a1'\n{}", crosswalk("'P1'")))
        .replace("id = 'b1'\n", &format!("id = 'b1'\nweight = 9\n{}", crosswalk("'P1', 'P2'")));
    let survey = survey(&(framework.to_owned() + &two));
    let covers = covers(&survey);
    let cover = &covers[0];
    assert_eq!((cover.covered(), cover.share()), (2, 2.0 / 3.0));
    assert_eq!(cover.categories.iter().map(|category| category.questions.len()).collect::<Vec<_>>(), [2, 1, 0]);
    let of = |answers: &[(&str, Answer)]| -> Vec<_> {
        let standings = profile(&survey, &score(&survey, &given(answers)), cover);
        standings.iter().map(|standing| (standing.score.map(|score| score.0), standing.coverage())).collect()
    };
    assert_eq!(of(&[("a1", choice("yes")), ("b1", choice("no"))]), [(Some(50.0), Some(1.0)), (Some(0.0), Some(1.0)), (None, None)]);
    assert_eq!(of(&[("a1", choice("yes"))]), [(Some(100.0), Some(0.5)), (None, Some(0.0)), (None, None)]);
    assert_eq!(of(&[("a1", not_applicable()), ("b1", not_applicable())]), [(None, None); 3]);
}
