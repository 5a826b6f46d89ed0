//! What must hold of every score, whatever the survey and the answers. Surveys are generated as documents, written as JSON and read back.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

use miernik::engine::answer::{Answer, Answers, Value};
use miernik::engine::document::SurveyDocument;
use miernik::engine::score::{Cell, Cells, NodeColumns, Scored, Status, aggregate, aggregate_blocks, node_score, score};
use miernik::engine::stats::{ascending, quantile, ranks};
use miernik::engine::survey::{Body, NodeIx, Question, Survey};
use miernik::engine::trace::{standings, trace};
use miernik::engine::{Notation, read};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

/// One generated question: what it is, what it weighs, its full points.
#[derive(Debug, Clone)]
struct Draft {
    kind: u8,
    weight: f64,
    max: f64,
}

/// One generated dimension: how it makes its score, where it hangs, its questions.
#[derive(Debug, Clone)]
struct Branch {
    weight: f64,
    way: &'static str,
    missing: &'static str,
    place: Place,
    drafts: Vec<Draft>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    Index,
    /// Under the dimension before it.
    Before,
    Module,
}

fn branches(missing: &'static [&'static str], ways: &'static [&'static str]) -> impl Strategy<Value = Vec<Branch>> {
    let weight = prop::sample::select(vec![0.25, 0.5, 1.0, 1.0, 2.0, 3.7]);
    let draft = (0u8..7, weight.clone(), prop::sample::select(vec![100.0, 100.0, 1.0, 7.5, 30.0])).prop_map(|(kind, weight, max)| Draft {
        kind,
        weight,
        max,
    });
    let place = prop::sample::select(vec![Place::Index, Place::Index, Place::Before, Place::Module]);
    let branch = (weight, prop::sample::select(ways), prop::sample::select(missing), place, vec(draft, 1..6));
    vec(branch, 1..5).prop_map(move |branches| {
        let made = branches.into_iter().enumerate().map(|(at, (weight, way, missing, place, drafts))| {
            // The first branch makes sure that there is an index.
            let place = if at == 0 { Place::Index } else { place };
            Branch { weight, way, missing, place, drafts }
        });
        made.collect()
    })
}

fn text(words: &str) -> serde_json::Value {
    json!({ "pl": words, "en": words })
}

fn question(id: String, dimension: &str, draft: &Draft) -> serde_json::Value {
    let mut question = json!({ "id": id, "dimension": dimension, "text": text("q"), "weight": draft.weight, "max": draft.max });
    let option = |id: &str, share: f64| json!({ "id": id, "label": text(id), "points": share * draft.max });
    let ladder = ["a", "b", "c", "d", "e"].map(|id| json!({ "id": id, "label": text(id) }));
    let more = match draft.kind {
        0 => json!({ "kind": "yes_no" }),
        1 => json!({ "kind": "one_of", "option": [option("a", 0.0), option("b", 0.3), option("c", 1.0)] }),
        2 => json!({ "kind": "several_of", "option": [option("a", 0.1), option("b", 0.3), option("c", 0.0)] }),
        3 => json!({ "kind": "ladder", "option": ladder }),
        4 => json!({ "kind": "number", "decimals": 3, "goalposts": { "low": 2, "high": 9, "better": "more" } }),
        5 => json!({ "kind": "number", "decimals": 3, "goalposts": { "low": 2, "high": 9, "better": "less" } }),
        _ => json!({ "kind": "share", "numerator": text("n"), "denominator": text("d"), "goalposts": { "low": 0, "high": 80, "better": "more" } }),
    };
    question.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    question
}

/// A document out of branches; `order` turns the questions within their dimensions around.
fn document(branches: &[Branch], turned: bool) -> SurveyDocument {
    let mut dimensions = Vec::new();
    let mut questions = Vec::new();
    for (at, branch) in branches.iter().enumerate() {
        let id = format!("d{at}");
        let mut dimension = json!({ "id": id, "title": text("d"), "weight": branch.weight, "missing": branch.missing, "publish_from": 0.5 });
        dimension["aggregation"] = branch.way.into();
        if branch.way == "power" {
            dimension["power"] = 0.3.into();
        }
        match branch.place {
            Place::Index => {}
            Place::Before => dimension["parent"] = format!("d{}", at - 1).into(),
            Place::Module => dimension["module"] = true.into(),
        }
        dimensions.push(dimension);
        let mut own: Vec<_> = branch.drafts.iter().enumerate().map(|(no, draft)| question(format!("q{at}x{no}"), &id, draft)).collect();
        if turned {
            own.reverse();
        }
        questions.extend(own);
    }
    let meta = json!({ "id": "s", "version": "1", "title": text("s") });
    serde_json::from_value(json!({ "survey": meta, "index": { "title": text("i") }, "dimension": dimensions, "question": questions })).unwrap()
}

fn read_back(document: &SurveyDocument) -> Survey {
    let json = serde_json::to_string(document).unwrap();
    read(&json, Notation::Json).unwrap_or_else(|faults| panic!("{faults:?}\n{json}")).survey
}

fn survey_of(branches: &[Branch]) -> Survey {
    read_back(&document(branches, false))
}

/// What is drawn for one question of one unit.
type Draw = (u8, u32);

fn answer(question: &Question, (state, pick): Draw) -> Answer {
    match state % 10 {
        0 => return Answer::NotAnswered,
        1 => return Answer::DoNotKnow,
        2 => return Answer::NotApplicable("brak".to_owned()),
        _ => {}
    }
    let number = Decimal::new(i64::from(pick % 12_000), 3);
    Answer::Answered(match &question.body {
        Body::Choice(options) => Value::Choice(options[pick as usize % options.len()].id.clone()),
        Body::Several(options) => {
            Value::Choices(options.iter().enumerate().filter(|(at, _)| pick >> at & 1 == 1).map(|(_, option)| option.id.clone()).collect())
        }
        Body::Number(_) => Value::Number(number),
        Body::Share(_) => Value::Share { numerator: Decimal::from(pick % 101), denominator: Decimal::from(100), date: None },
        _ => unreachable!("only scored kinds are drawn"),
    })
}

fn answers(survey: &Survey, draws: &[Draw]) -> Answers {
    let mut answers = Answers::default();
    for (question, draw) in survey.questions.iter().zip(draws.iter().cycle()) {
        answers.set(&question.id, answer(question, *draw));
    }
    answers
}

fn draws() -> impl Strategy<Value = Vec<Draw>> {
    vec(any::<Draw>(), 20)
}

/// Draws without missing answers.
fn complete() -> impl Strategy<Value = Vec<Draw>> {
    vec((2u8..10, any::<u32>()), 20)
}

fn cells(survey: &Survey, units: &[Answers]) -> Cells {
    let mut cells = Cells::new(survey);
    for unit in units {
        let by_position: Vec<&Answer> = survey.questions.iter().map(|question| unit.get(&question.id)).collect();
        cells.push(survey, &by_position, &vec![true; survey.questions.len()]);
    }
    cells
}

/// All numbers of a unit as bits.
fn bits(columns: &[NodeColumns], unit: usize) -> Vec<[u64; 4]> {
    let number = |value: f64| if value.is_nan() { u64::MAX } else { value.to_bits() };
    columns.iter().map(|node| [&node.score, &node.low, &node.high, &node.coverage].map(|column| number(column[unit]))).collect()
}

fn close(a: Option<f64>, b: Option<f64>, tolerance: f64) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= tolerance * b.abs().max(1.0),
        (a, b) => a == b,
    }
}

fn node_scores(scored: &Scored) -> Vec<Option<f64>> {
    scored.scores.nodes.iter().map(|node| node.score).collect()
}

const ANY: &[&str] = &["drop", "drop", "zero", "none"];
const DROP: &[&str] = &["drop"];

const WAYS: &[&str] = &["mean", "mean", "sum", "sum", "geometric", "harmonic", "power", "minimum", "ampi"];
/// Without the one that may fall when a part rises.
const MONOTONE: &[&str] = &["mean", "sum", "geometric", "harmonic", "power", "minimum"];
/// Without the one in which weights do not count.
const WEIGHED: &[&str] = &["mean", "geometric", "harmonic", "power", "minimum", "ampi"];
/// Without the one in which the least part hides all others.
const TELLING: &[&str] = &["mean", "sum", "geometric", "harmonic", "power", "ampi"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// 1, 11, 12: scores in 0…maximum, between their bounds; bounds and score equal if nothing is missing; coverage in 0…1.
    #[test]
    fn scores_bounds_and_coverage(branches in branches(ANY, WAYS), draws in draws(), complete in complete()) {
        let survey = survey_of(&branches);
        for (draws, is_complete) in [(draws, false), (complete, true)] {
            let scored = score(&survey, &answers(&survey, &draws));
            for ((_, node), result) in survey.nodes_ix().zip(&scored.scores.nodes) {
                let Some(coverage) = result.coverage else {
                    prop_assert_eq!(result.status, Status::NotApplicable);
                    prop_assert!(result.score.is_none() && result.low.is_none() && result.high.is_none());
                    continue;
                };
                let (low, high) = (result.low.unwrap(), result.high.unwrap());
                prop_assert!((0.0..=1.0).contains(&coverage));
                prop_assert!(0.0 <= low && low <= high && high <= node.maximum, "{low} {high} of {}", node.maximum);
                if let Some(score) = result.score {
                    prop_assert!(low <= score && score <= high, "{low} {score} {high}");
                }
                if is_complete {
                    prop_assert_eq!((coverage, result.score), (1.0, Some(low)));
                    prop_assert_eq!(low, high);
                }
            }
        }
    }

    /// 11: with positive weights a missing answer opens a gap between the bounds, and 12: lowers coverage.
    #[test]
    fn a_missing_answer_shows(branches in branches(ANY, TELLING), complete in complete(), at in any::<prop::sample::Index>()) {
        let survey = survey_of(&branches);
        let mut given = answers(&survey, &complete);
        let question = at.get(&survey.questions);
        prop_assume!(given.get(&question.id).is_answered());
        let before = score(&survey, &given);
        given.set(&question.id, Answer::NotAnswered);
        let after = score(&survey, &given);
        let (before, after) = (before.scores.node(question.dimension), after.scores.node(question.dimension));
        prop_assert!(after.low.unwrap() < after.high.unwrap());
        prop_assert!(after.coverage.unwrap() < before.coverage.unwrap());
    }

    /// 2: if every question has reached the same share of its points, so has every node.
    #[test]
    fn equal_parts_make_an_equal_whole(branches in branches(ANY, WAYS), share in 0.0..=1.0f64) {
        let survey = survey_of(&branches);
        let columns = survey.questions.iter().map(|question| vec![Cell::points(share * question.maximum)]).collect();
        let columns = aggregate(&survey, &Cells::from_columns(&survey, 1, columns).unwrap());
        for (ix, node) in survey.nodes_ix() {
            let percent = node_score(&survey, ix, &columns, 0).percent(node).unwrap().0;
            prop_assert!((percent - 100.0 * share).abs() <= 1e-9, "{}: {percent} and {share}", node.id);
        }
    }

    /// 3: more points never lower a score.
    #[test]
    fn more_is_never_less(branches in branches(ANY, MONOTONE), draws in draws(), at in any::<prop::sample::Index>(), more in 0.0..=1.0f64) {
        let survey = survey_of(&branches);
        let at = at.index(survey.questions.len());
        let given = cells(&survey, &[answers(&survey, &draws)]);
        let column = |raised: Option<f64>| -> Vec<Vec<Cell>> {
            let of = |(ix, question): (_, &Question)| {
                let cell = given.get(ix, 0).unwrap();
                match (cell.get(), raised) {
                    (Some(points), Some(more)) if ix.0 == at => vec![Cell::points(points + more * (question.maximum - points))],
                    _ => vec![cell],
                }
            };
            survey.questions_ix().map(of).collect()
        };
        let scores = |raised| aggregate(&survey, &Cells::from_columns(&survey, 1, column(raised)).unwrap());
        let (before, after) = (scores(None), scores(Some(more)));
        for (before, after) in before.iter().zip(&after).filter(|(before, _)| before.score[0].is_finite()) {
            prop_assert!(after.score[0] >= before.score[0] - 1e-12, "{} and {}", before.score[0], after.score[0]);
        }
    }

    /// 4: only the proportions of weights count.
    #[test]
    fn weights_have_no_unit(branches in branches(ANY, WAYS), draws in draws(), factor in prop::sample::select(vec![0.5, 4.0, 3.0, 0.1, 1000.0])) {
        let survey = survey_of(&branches);
        let mut scaled = branches.clone();
        for branch in &mut scaled {
            branch.weight *= factor;
            branch.drafts.iter_mut().for_each(|draft| draft.weight *= factor);
        }
        let scaled = survey_of(&scaled);
        let (before, after) = (score(&survey, &answers(&survey, &draws)), score(&scaled, &answers(&scaled, &draws)));
        for (before, after) in node_scores(&before).into_iter().zip(node_scores(&after)) {
            // Powers of two do not even change a bit.
            let tolerance = if factor == 0.5 || factor == 4.0 { 0.0 } else { 1e-12 };
            prop_assert!(close(after, before, tolerance), "{before:?} and {after:?}");
        }
    }

    /// 5, 7, 14: a unit's numbers depend on nothing but its own answers, bit by bit, wherever it stands.
    #[test]
    fn units_do_not_touch_each_other(branches in branches(ANY, WAYS), units in vec(draws(), 1..5), copies in 1usize..300) {
        let survey = survey_of(&branches);
        let distinct: Vec<Answers> = units.iter().map(|draws| answers(&survey, draws)).collect();
        let alone: Vec<_> = distinct.iter().map(|unit| bits(&aggregate(&survey, &cells(&survey, std::slice::from_ref(unit))), 0)).collect();
        let many: Vec<Answers> = distinct.iter().cycle().take(distinct.len() * copies).cloned().collect();
        let cells = cells(&survey, &many);
        let together = aggregate(&survey, &cells);
        for unit in 0..many.len() {
            prop_assert_eq!(&bits(&together, unit), &alone[unit % distinct.len()]);
        }
        let mut seen = 0;
        aggregate_blocks(&survey, &cells, |units, block| {
            assert_eq!(units.start, seen);
            assert_eq!(bits(block, 0), alone[seen % distinct.len()]);
            assert_eq!(block[0].score.len(), units.len());
            seen = units.end;
        });
        prop_assert_eq!(seen, many.len());
        // Equal answers share a rank.
        let scores: Vec<Option<f64>> = (0..many.len()).map(|unit| node_score(&survey, NodeIx::INDEX, &together, unit).score).collect();
        let (ranks, _) = ranks(&scores);
        prop_assert!((0..many.len()).all(|unit| ranks[unit] == ranks[unit % distinct.len()]));
    }

    /// 6: the order of the questions changes no more than the last digit.
    #[test]
    fn the_order_of_questions_does_not_count(branches in branches(ANY, WAYS), draws in draws()) {
        let (survey, turned) = (survey_of(&branches), read_back(&document(&branches, true)));
        let given = answers(&survey, &draws);
        let (before, after) = (score(&survey, &given), score(&turned, &given));
        for (before, after) in node_scores(&before).into_iter().zip(node_scores(&after)) {
            prop_assert!(close(after, before, 1e-12), "{before:?} and {after:?}");
        }
    }

    /// 9: turning the goalposts around turns z into 100 − z.
    #[test]
    fn goalposts_turn_around(pick in any::<u32>(), x in -1_000_000i64..1_000_000) {
        let branch = |kind| Branch { weight: 1.0, way: "mean", missing: "drop", place: Place::Index, drafts: vec![Draft { kind, weight: 1.0, max: 100.0 }] };
        let percent = |kind: u8, value: Decimal| {
            let survey = survey_of(&[branch(kind)]);
            let mut given = Answers::default();
            given.set(&survey.questions[0].id, Answer::Answered(Value::Number(value)));
            score(&survey, &given).scores.index().score.unwrap()
        };
        for value in [Decimal::new(i64::from(pick % 12_000), 3), Decimal::new(x, 2)] {
            prop_assert!((percent(4, value) + percent(5, value) - 100.0).abs() <= 1e-9, "{value}");
        }
    }

    /// 10: a question without weight, or one that does not apply, changes nothing.
    #[test]
    fn what_does_not_count_changes_nothing(branches in branches(ANY, WEIGHED), draws in draws(), extra in any::<Draw>(), weightless in any::<bool>()) {
        let survey = survey_of(&branches);
        let mut more = branches.clone();
        let weight = if weightless { 0.0 } else { 2.0 };
        more[0].drafts.push(Draft { kind: 1, weight, max: 100.0 });
        let more = survey_of(&more);
        let added = format!("q0x{}", branches[0].drafts.len());
        let mut given = answers(&survey, &draws);
        let before = aggregate(&survey, &cells(&survey, std::slice::from_ref(&given)));
        let question = more.question(more.question_ix(&added).unwrap());
        given.set(&added, if weightless { answer(question, extra) } else { Answer::NotApplicable("brak".to_owned()) });
        let after = aggregate(&more, &cells(&more, std::slice::from_ref(&given)));
        prop_assert_eq!(bits(&before, 0), bits(&after, 0));
    }

    /// The parts of a trace sum to the score, exactly; where the children do not simply add up, what is left is the imbalance, exactly.
    #[test]
    fn traces_add_up(branches in branches(ANY, WAYS), draws in draws(), complete in complete()) {
        let survey = survey_of(&branches);
        for draws in [draws, complete] {
            let scored = score(&survey, &answers(&survey, &draws));
            for (ix, node) in survey.nodes_ix() {
                let trace = trace(&survey, &scored, ix);
                let Some(score) = trace.score else { continue };
                let sum: f64 = trace.contributions.iter().map(|part| part.adds).sum();
                if trace.imbalance == 0.0 {
                    prop_assert_eq!(sum, score, "{}: {:#?}", &node.id, &trace);
                } else {
                    prop_assert_eq!(score - sum, trace.imbalance);
                    prop_assert!(trace.imbalance < 0.0 && !node.is_additive(), "{}: {:#?}", &node.id, &trace);
                }
                let shares: f64 = trace.contributions.iter().map(|part| part.share).sum();
                prop_assert!((shares - 1.0).abs() <= 1e-12);
                prop_assert!(trace.contributions.iter().all(|part| part.adds >= 0.0 && part.adds <= part.could_add + 1e-9));
            }
        }
    }

    /// 13: the effective weights of what counts sum to one, for every municipality, whatever is missing or does not apply.
    #[test]
    fn effective_weights_sum_to_one(branches in branches(DROP, WAYS), draws in draws()) {
        let survey = survey_of(&branches);
        let scored = score(&survey, &answers(&survey, &draws));
        for (ix, _) in survey.nodes_ix().filter(|(ix, _)| scored.scores.node(*ix).score.is_some()) {
            let sum: f64 = standings(&survey, &scored, ix).iter().map(|standing| standing.effective_weight).sum();
            prop_assert!((sum - 1.0).abs() <= 1e-12, "{sum}");
        }
    }

    /// What a question would gain for the index is what the index gains when the question earns its full score.
    #[test]
    fn gains_come_true(branches in branches(ANY, WAYS), draws in draws(), at in any::<prop::sample::Index>()) {
        let survey = survey_of(&branches);
        let scored = score(&survey, &answers(&survey, &draws));
        let standings = standings(&survey, &scored, NodeIx::INDEX);
        prop_assume!(!standings.is_empty() && scored.scores.index().score.is_some());
        let standing = at.get(&standings);
        let of = |(ix, question): (_, &Question)| {
            vec![if ix == standing.question { Cell::points(question.maximum) } else { scored.cells.get(ix, 0).unwrap() }]
        };
        let raised = Cells::from_columns(&survey, 1, survey.questions_ix().map(of).collect()).unwrap();
        let gain = aggregate(&survey, &raised)[0].score[0] - scored.scores.index().score.unwrap();
        prop_assert!((gain - standing.gain).abs() <= 1e-9, "{gain} and {}", standing.gain);
    }

    /// 15: a rank is one more than the number of better scores, on the grain of billionths.
    #[test]
    fn ranks_count_the_better_ones(scores in vec(prop::option::of(prop_oneof![0.0..=100.0f64, (0u8..5).prop_map(f64::from)]), 0..40)) {
        let (ranks, ranked) = ranks(&scores);
        prop_assert_eq!(ranked, scores.iter().flatten().count());
        for (score, rank) in scores.iter().zip(ranks) {
            let better = |score: f64| scores.iter().flatten().filter(|other| **other - score > 5e-10).count();
            prop_assert_eq!(rank, score.map(|score| better(score) + 1));
        }
    }

    /// 16: quantiles rise with p, from the least value to the greatest.
    #[test]
    fn quantiles_rise(values in vec(-1e6..1e6f64, 1..30), p in 0.0..=1.0f64, q in 0.0..=1.0f64) {
        let values = ascending(values);
        let at = |p| quantile(&values, p).unwrap();
        prop_assert_eq!((at(0.0), at(1.0)), (values[0], values[values.len() - 1]));
        prop_assert!(at(p.min(q)) <= at(p.max(q)));
        prop_assert!(at(0.0) <= at(p) && at(p) <= at(1.0));
    }

    /// 23: a score that is written reads back to the same bits.
    #[test]
    fn numbers_survive_being_written(value in 0.0..=1e9f64, small in any::<f64>()) {
        for value in [value, small].into_iter().filter(|value| value.is_finite()) {
            prop_assert_eq!(value.to_string().parse::<f64>().unwrap().to_bits(), value.to_bits());
        }
    }

    /// A survey means the same in every notation and order of keys.
    #[test]
    fn a_survey_survives_being_written(branches in branches(ANY, WAYS)) {
        let document = document(&branches, false);
        let json = read(&serde_json::to_string(&document).unwrap(), Notation::Json).unwrap();
        let sorted = read(&serde_json::to_value(&document).unwrap().to_string(), Notation::Json).unwrap();
        let toml = read(&toml::to_string(&document).unwrap(), Notation::Toml).unwrap();
        prop_assert_eq!(&json.document, &document);
        prop_assert_eq!(&json.survey, &sorted.survey);
        prop_assert_eq!(&json.survey, &toml.survey);
    }
}
