//! The cheapest way to the next level beside trying everything, on small surveys of every shape.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

use jiff::civil::{Date, date};
use miernik::engine::answer::{Answer, Answers, Value};
use miernik::engine::outlook::{contributions, outlook};
use miernik::engine::path::{DAYS_PER_RUNG, NextLevel, Path, Rise, next_level, rises, within};
use miernik::engine::score::{Scored, score, score_on};
use miernik::engine::survey::{Child, NodeIx, Survey};
use miernik::engine::unit::{LevelNumber, Percent, quantise};
use miernik::engine::{Notation, read};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn text(words: &str) -> Json {
    json!({ "pl": words, "en": words })
}

#[derive(Debug, Clone)]
struct Draft {
    /// Points of the options beside 0.
    points: Vec<f64>,
    max: f64,
    weight: f64,
    /// Level and least score, if it is a requirement.
    gate: Option<(u8, f64)>,
    /// `below` and effort, ascending.
    steps: Vec<(f64, f64)>,
    dimension: usize,
    /// Asked only if the first question has points.
    conditional: bool,
    /// 0: not answered; 1: not applicable; else an option.
    answer: usize,
}

#[derive(Debug, Clone)]
struct Shape {
    /// Aggregation, missing policy, weight, whether it hangs under the dimension before it, whether it is a module.
    dimensions: Vec<(bool, &'static str, f64, bool, bool)>,
    index: (bool, &'static str),
    gate: f64,
    cut: f64,
    drafts: Vec<Draft>,
}

fn draft() -> impl Strategy<Value = Draft> {
    let points = prop::sample::subsequence(vec![10.0, 25.0, 50.0, 60.0, 100.0], 1..4);
    let weight = prop::sample::select(vec![0.0, 0.5, 1.0, 1.0, 1.0, 2.0, 3.7]);
    let gate = prop::option::weighted(0.5, (2u8..4, prop::sample::select(vec![25.0, 50.0, 100.0])));
    let effort = prop::sample::select(vec![0.0, 0.5, 1.0, 2.0, 3.0, 3.0, 7.0, 20.0]);
    let steps = (prop::sample::subsequence(vec![25.0, 50.0, 75.0, 100.0], 0..4), vec(effort, 4))
        .prop_map(|(below, efforts)| below.into_iter().zip(efforts).collect());
    let more = (0usize..4, any::<bool>(), prop::sample::select(vec![0, 0, 1, 2, 2, 2, 3, 4]));
    (points, prop::sample::select(vec![100.0, 100.0, 30.0]), weight, gate, steps, more).prop_map(
        |(points, max, weight, gate, steps, (dimension, conditional, answer))| Draft {
            points,
            max,
            weight,
            gate,
            steps,
            dimension,
            conditional,
            answer,
        },
    )
}

fn shape() -> impl Strategy<Value = Shape> {
    let missing = || prop::sample::select(vec!["drop", "drop", "zero", "none"]);
    let dimension = (any::<bool>(), missing(), prop::sample::select(vec![0.5, 1.0, 2.0]), any::<bool>(), prop::bool::weighted(0.2));
    let gate = prop::sample::select(vec![0.3, 0.5, 0.85, 1.0]);
    let cut = prop::sample::select(vec![25.0, 40.0, 60.0]);
    (vec(dimension, 1..4), (any::<bool>(), missing()), gate, cut, vec(draft(), 1..7)).prop_map(|(dimensions, index, gate, cut, drafts)| Shape {
        dimensions,
        index,
        gate,
        cut,
        drafts,
    })
}

fn aggregation(sum: bool) -> &'static str {
    if sum { "sum" } else { "mean" }
}

fn survey(shape: &Shape) -> Survey {
    // Every dimension has a question with a weight.
    let dimensions = &shape.dimensions[..shape.dimensions.len().min(shape.drafts.len())];
    let count = dimensions.len();
    let dimensions: Vec<Json> = dimensions
        .iter()
        .enumerate()
        .map(|(at, (sum, missing, weight, below, module))| {
            let mut dimension =
                json!({ "id": format!("d{at}"), "title": text("d"), "weight": weight, "missing": missing, "aggregation": aggregation(*sum) });
            match at {
                0 => {}
                _ if *module => dimension["module"] = true.into(),
                _ if *below => dimension["parent"] = format!("d{}", at - 1).into(),
                _ => {}
            }
            dimension
        })
        .collect();
    let question = |(at, draft): (usize, &Draft)| {
        let points = [0.0].iter().chain(&draft.points);
        let options: Vec<Json> = points
            .enumerate()
            .map(|(no, points)| json!({ "id": format!("o{no}"), "label": text(&format!("o{no}")), "points": points / 100.0 * draft.max }))
            .collect();
        let steps: Vec<Json> = draft.steps.iter().map(|(below, effort)| json!({ "below": below, "text": text("s"), "effort": effort })).collect();
        let mut question = json!({
            "id": format!("q{at}"), "dimension": format!("d{}", if at < count { at } else { draft.dimension % count }), "kind": "one_of", "text": text("q"),
            "weight": if at < count { draft.weight.max(0.5) } else { draft.weight }, "max": draft.max, "option": options, "recommendation": steps,
        });
        if draft.conditional && at > 0 {
            question["relevant"] = "${q0} != 'o0'".into();
        } else if let Some((level, at_least)) = draft.gate {
            question["gate"] = json!({ "level": level, "at_least": at_least });
        }
        question
    };
    let questions: Vec<Json> = shape.drafts.iter().enumerate().map(question).collect();
    let level = |from: f64| json!({ "title": text("l"), "from": from, "gate": shape.gate });
    let document = json!({
        "survey": { "id": "s", "version": "1", "title": text("s") },
        "index": { "title": text("i"), "aggregation": aggregation(shape.index.0), "missing": shape.index.1 },
        "level": [level(0.0), level(shape.cut), level(80.0)], "dimension": dimensions, "question": questions,
    });
    let json = document.to_string();
    read(&json, Notation::Json).unwrap_or_else(|faults| panic!("{faults:?}\n{json}")).survey
}

fn answers(shape: &Shape) -> Answers {
    let mut answers = Answers::default();
    for (at, draft) in shape.drafts.iter().enumerate() {
        let answer = match draft.answer {
            0 => Answer::NotAnswered,
            1 if at > 0 => Answer::NotApplicable("nie".to_owned()),
            chosen => Answer::Answered(Value::Choice(format!("o{}", (chosen.max(2) - 2).min(draft.points.len())))),
        };
        answers.set(&format!("q{at}"), answer);
    }
    answers
}

/// Everything that can be done, scored: effort in millionths of a day, and the results.
fn everything(survey: &Survey, answers: &Answers) -> Vec<(i64, Scored)> {
    let mut all = vec![(0.0, answers.clone())];
    for question in &survey.questions {
        let rises = rises(question, answers.get(&question.id));
        let raised = |(effort, answers): &(f64, Answers), rise: &Rise| {
            let mut answers = answers.clone();
            answers.set(&question.id, Answer::Answered(rise.value.clone()));
            (effort + rise.effort, answers)
        };
        let more: Vec<_> = all.iter().flat_map(|one| rises.iter().map(move |rise| raised(one, rise))).collect();
        all.extend(more);
    }
    all.into_iter().map(|(effort, answers)| (millionths(effort), score(survey, &answers))).collect()
}

fn millionths(days: f64) -> i64 {
    (days * 1e6).round() as i64
}

fn value(score: Option<f64>) -> i64 {
    score.map_or(-1, quantise)
}

/// What a path claims is what comes out when its answers are scored.
fn holds(survey: &Survey, answers: &Answers, node: NodeIx, path: &Path) -> Result<(), TestCaseError> {
    let mut after = answers.clone();
    for step in &path.steps {
        after.set(&survey.question(step.question).id, Answer::Answered(step.value.clone()));
    }
    let result = score(survey, &after);
    prop_assert_eq!(result.scores.node(node).score, path.score);
    prop_assert_eq!(result.scores.node(node).level, path.level);
    prop_assert_eq!(millionths(path.steps.iter().map(|step| step.effort).sum()), millionths(path.effort));
    if let (Some(before), Some(then)) = (score(survey, answers).scores.node(node).score, path.score) {
        let gained: f64 = path.steps.iter().map(|step| step.gain).sum();
        prop_assert!((before + gained - then).abs() < 1e-9, "{before} + {gained} is not {then}");
    }
    prop_assert!(path.held.is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// The way to the next level costs as little as the cheapest of all ways, and has the best score of those that cost as little; where none is found,
    /// none is there. The same for every dimension.
    #[test]
    fn cheapest_of_all(shape in shape()) {
        let (survey, answers) = (survey(&shape), answers(&shape));
        let all = everything(&survey, &answers);
        for (node, item) in survey.nodes_ix() {
            let now = *all[0].1.scores.node(node);
            match next_level(&survey, &answers, node, None) {
                NextLevel::NoLevel => prop_assert!(now.level.is_none()),
                NextLevel::Highest => prop_assert_eq!(now.level, Some(LevelNumber(3))),
                NextLevel::NotAvailable => prop_assert!(false, "means and sums only"),
                NextLevel::Level { level, lacking, gate, path } => {
                    let percent = now.percent(item).unwrap();
                    prop_assert_eq!(level.0, now.level.unwrap().0 + 1);
                    let from = survey.levels[usize::from(level.0) - 1].from;
                    prop_assert_eq!(lacking > 0.0, percent.quantised() < Percent(from).quantised());
                    prop_assert!(lacking > 0.0 || gate.is_some());
                    let reached = all.iter().filter(|(_, scored)| scored.scores.node(node).level.is_some_and(|reached| reached >= level));
                    let best = reached.map(|(effort, scored)| (*effort, -value(scored.scores.node(node).score))).min();
                    let found = path.as_ref().map(|path| (millionths(path.effort), -value(path.score)));
                    prop_assert_eq!(found, best, "{:?}", path);
                    if let Some(path) = &path {
                        prop_assert!(path.level.unwrap() >= level);
                        holds(&survey, &answers, node, path)?;
                    }
                }
            }
        }
    }

    /// What so many days buy is the best of all that costs no more, and the cheapest of what is as good.
    #[test]
    fn best_of_all_within_a_budget(shape in shape(), days in prop::sample::select(vec![0.0, 0.5, 2.0, 5.0, 9.0, 20.0, 1000.0])) {
        let (survey, answers) = (survey(&shape), answers(&shape));
        let all = everything(&survey, &answers);
        for (node, _) in survey.nodes_ix() {
            let affordable = all.iter().filter(|(effort, _)| *effort <= millionths(days));
            let best = affordable.map(|(effort, scored)| (-value(scored.scores.node(node).score), *effort)).min().unwrap();
            let path = within(&survey, &answers, node, None, days).unwrap();
            prop_assert_eq!((-value(path.score), millionths(path.effort)), best, "{:?}", path);
            holds(&survey, &answers, node, &path)?;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// What the questions add sums to the score of any node to the last bit, and what is said of one question is the same.
    #[test]
    fn contributions_sum_exactly(shape in shape()) {
        let (survey, answers) = (survey(&shape), answers(&shape));
        let scored = score(&survey, &answers);
        for (node, item) in survey.nodes_ix() {
            let parts = contributions(&survey, &scored, node);
            if let Some(score) = scored.scores.node(node).score {
                prop_assert_eq!(parts.iter().map(|part| part.adds).sum::<f64>() + 0.0, score);
            }
            for (ix, question) in survey.questions_ix() {
                let outlook = outlook(&survey, &answers, &scored, ix, node, None);
                let part = parts.iter().find(|part| part.child == Child::Question(ix));
                prop_assert_eq!(outlook.adds.is_some(), part.is_some_and(|part| part.share > 0.0));
                if let (Some((adds, could_add)), Some(part)) = (outlook.adds, part) {
                    prop_assert!((adds - part.adds).abs() <= 1e-9 * item.maximum && (could_add - part.could_add).abs() <= 1e-9 * item.maximum);
                }
                prop_assert_eq!(outlook.requirement.is_some(), question.gate.is_some() && scored.cells.get(ix, 0).unwrap().is_expected());
                if let Some(next) = outlook.next {
                    let mut changed = answers.clone();
                    changed.set(&question.id, Answer::Answered(next.rise.value));
                    let after = score_of(&survey, &changed, node);
                    prop_assert_eq!(next.gain, after.zip(scored.scores.node(node).score).map(|(after, before)| after - before));
                }
            }
        }
    }
}

fn score_of(survey: &Survey, answers: &Answers, node: NodeIx) -> Option<f64> {
    score(survey, answers).scores.node(node).score
}

fn one_question(more: &Json) -> Survey {
    let mut question = json!({ "id": "q", "dimension": "d", "text": text("q") });
    question.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let document = json!({
        "survey": { "id": "s", "version": "1", "title": text("s") }, "index": { "title": text("i") },
        "level": [{ "title": text("l"), "from": 0 }, { "title": text("l"), "from": 50 }],
        "dimension": [{ "id": "d", "title": text("d") }], "question": [question],
    });
    read(&document.to_string(), Notation::Json).unwrap().survey
}

fn ladder(more: &Json, answer: &Answer) -> Vec<(f64, f64, bool)> {
    let survey = one_question(more);
    rises(&survey.questions[0], answer).iter().map(|rise| (rise.percent.0, rise.effort, rise.estimated)).collect()
}

fn chosen(option: &str) -> Answer {
    Answer::Answered(Value::Choice(option.to_owned()))
}

#[test]
fn steps_follow_the_recommendations() {
    let options: Vec<Json> = ["a", "b", "c", "d", "e"].iter().map(|id| json!({ "id": id, "label": text(id) })).collect();
    let step = |below: f64, effort: f64| json!({ "below": below, "text": text("s"), "effort": effort });
    let with = json!({ "kind": "ladder", "option": options, "recommendation": [step(25.0, 3.0), step(75.0, 20.0)] });
    // At 50 the second step is still recommended; from 75 on nothing is, and a rung costs the default.
    assert_eq!(ladder(&with, &chosen("a")), [(25.0, 3.0, false), (75.0, 23.0, false), (100.0, 23.0 + DAYS_PER_RUNG, true)]);
    assert_eq!(ladder(&with, &chosen("c")), [(75.0, 20.0, false), (100.0, 20.0 + DAYS_PER_RUNG, true)]);
    // A missing answer is taken to be the lowest; to say so costs nothing.
    assert_eq!(ladder(&with, &Answer::DoNotKnow)[..2], [(0.0, 0.0, false), (25.0, 3.0, false)]);
    assert_eq!(ladder(&with, &chosen("e")), []);
    assert_eq!(ladder(&with, &Answer::NotApplicable("nie".to_owned())), []);
    let without = json!({ "kind": "yes_no" });
    assert_eq!(ladder(&without, &chosen("no")), [(100.0, DAYS_PER_RUNG, true)]);
}

#[test]
fn numbers_and_shares_rise_to_values_that_can_be_typed() {
    let goalposts = json!({ "low": 0, "high": 80, "better": "more" });
    let step = json!({ "below": 50, "text": text("s"), "effort": 5 });
    let share = json!({ "kind": "share", "numerator": text("n"), "denominator": text("d"), "goalposts": goalposts, "recommendation": [step] });
    let survey = one_question(&share);
    let of = |numerator: i64, denominator: i64| {
        Answer::Answered(Value::Share { numerator: numerator.into(), denominator: denominator.into(), date: None })
    };
    let numerators = |answer: &Answer| -> Vec<String> {
        let numerator = |rise: Rise| match rise.value {
            Value::Share { numerator, denominator, .. } => format!("{numerator}/{denominator}"),
            other => panic!("{other:?}"),
        };
        rises(&survey.questions[0], answer).into_iter().map(numerator).collect()
    };
    // 40 % of three schools are two of them, which is 83 % of the goalposts already; the quarter after that is the end.
    assert_eq!(numerators(&of(1, 3)), ["2/3", "3/3"]);
    assert_eq!(numerators(&of(0, 100)), ["40/100", "60/100", "80/100"]);
    assert_eq!(numerators(&Answer::NotAnswered), ["0/100", "40/100", "60/100", "80/100"]);
    let less = json!({ "kind": "number", "decimals": 1, "minimum": 1, "goalposts": { "low": 0, "high": 3, "better": "less" } });
    let survey = one_question(&less);
    let rises = rises(&survey.questions[0], &Answer::Answered(Value::Number("2.5".parse().unwrap())));
    let numbers: Vec<String> = rises.iter().map(|rise| format!("{:?}", rise.value)).collect();
    // Quarters are 2.25, 1.5, 0.75; rounded to the better side, and no lower than the least that may be typed.
    assert_eq!(numbers, ["Number(2.2)", "Number(1.5)", "Number(1)"]);
}

#[test]
fn several_options_are_added_in_their_order() {
    let option = |id: &str, points: f64, exclusive: bool| json!({ "id": id, "label": text(id), "points": points, "exclusive": exclusive });
    let options = [option("a", 1.0, false), option("b", 2.0, false), option("c", 1.0, false), option("none", 0.0, true)];
    let step = json!({ "below": 60, "text": text("s"), "effort": 4 });
    let survey = one_question(&json!({ "kind": "several_of", "option": options, "recommendation": [step] }));
    let choices = |answer: &Answer| -> Vec<(Vec<String>, f64)> {
        let choice = |rise: Rise| match rise.value {
            Value::Choices(chosen) => (chosen, rise.effort),
            other => panic!("{other:?}"),
        };
        rises(&survey.questions[0], answer).into_iter().map(choice).collect()
    };
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let none = Answer::Answered(Value::Choices(ids(&["none"])));
    assert_eq!(choices(&none), [(ids(&["a", "b"]), 4.0), (ids(&["a", "b", "c"]), 4.0 + DAYS_PER_RUNG)]);
    let c = Answer::Answered(Value::Choices(ids(&["c"])));
    assert_eq!(choices(&c), [(ids(&["a", "b", "c"]), 4.0)]);
    assert_eq!(choices(&Answer::NotAnswered)[0], (ids(&["none"]), 0.0));
}

#[test]
fn repeated_entries_have_no_way() {
    let question = |id: &str, dimension: &str| json!({ "id": id, "dimension": dimension, "kind": "yes_no", "text": text("q") });
    let document = json!({
        "survey": { "id": "s", "version": "1", "title": text("s") }, "index": { "title": text("i") },
        "level": [{ "title": text("l"), "from": 0 }, { "title": text("l"), "from": 50 }],
        "dimension": [{ "id": "d", "title": text("d") }, { "id": "services", "title": text("d"), "entries": { "combine": "best" } }],
        "question": [question("q", "d"), question("online", "services")],
    });
    let survey = read(&document.to_string(), Notation::Json).unwrap().survey;
    let mut answers = Answers::default();
    answers.set("q", chosen("no"));
    assert_eq!(next_level(&survey, &answers, NodeIx::INDEX, None), NextLevel::NotAvailable);
    assert_eq!(within(&survey, &answers, NodeIx::INDEX, None, 1000.0), None);
}

/// Two dimensions; the first has so many questions, each of a weight and an effort that nothing else adds up to, and the second a single one.
fn uneven(questions: u32) -> Survey {
    let question = |at: u32| {
        let step = json!({ "below": 100, "text": text("s"), "effort": 1.0 + f64::from(at * 414_213 % 999_983) / 1e6 });
        let weight = 1.0 + f64::from(at * 618_033 % 999_979) / 1e6;
        json!({ "id": format!("q{at}"), "dimension": "d", "kind": "yes_no", "text": text("q"), "weight": weight, "recommendation": [step] })
    };
    let mut all: Vec<Json> = (1..=questions).map(question).collect();
    all.push(json!({ "id": "other", "dimension": "e", "kind": "yes_no", "text": text("q") }));
    let dimension = |id: &str| json!({ "id": id, "title": text("d"), "missing": "drop" });
    let document = json!({
        "survey": { "id": "s", "version": "1", "title": text("s") }, "index": { "title": text("i"), "missing": "drop" },
        "level": [{ "title": text("l"), "from": 0 }, { "title": text("l"), "from": 50 }],
        "dimension": [dimension("d"), dimension("e")], "question": all,
    });
    read(&document.to_string(), Notation::Json).unwrap().survey
}

#[test]
fn too_many_missing_answers_are_not_gone_through() {
    let mut answers = Answers::default();
    answers.set("other", chosen("no"));
    for (questions, is_found) in [(6, true), (16, false), (60, false)] {
        let survey = uneven(questions);
        let next = next_level(&survey, &answers, NodeIx::INDEX, None);
        assert_eq!(matches!(next, NextLevel::Level { path: Some(_), .. }), is_found, "{questions}: {next:?}");
        assert_eq!(next == NextLevel::NotAvailable, !is_found);
        assert_eq!(within(&survey, &answers, NodeIx::INDEX, None, 1000.0).is_some(), is_found);
    }
}

#[test]
fn the_day_says_what_is_asked() {
    let question = |id: &str| json!({ "id": id, "dimension": "d", "kind": "yes_no", "text": text("q") });
    let later = |id: &str| {
        let mut question = question(id);
        question["relevant"] = "today() >= date('2026-01-01')".into();
        question
    };
    let document = json!({
        "survey": { "id": "s", "version": "1", "title": text("s") }, "index": { "title": text("i") },
        "level": [{ "title": text("l"), "from": 0 }, { "title": text("l"), "from": 60 }],
        "dimension": [{ "id": "d", "title": text("d") }], "question": [question("q1"), later("q2"), later("q3")],
    });
    let survey = read(&document.to_string(), Notation::Json).unwrap().survey;
    let mut answers = Answers::default();
    for id in ["q1", "q2", "q3"] {
        answers.set(id, chosen("no"));
    }
    let of = |today: Option<Date>| {
        let NextLevel::Level { path: Some(path), .. } = next_level(&survey, &answers, NodeIx::INDEX, today) else { panic!("there is a way") };
        let all = within(&survey, &answers, NodeIx::INDEX, today, 1000.0).unwrap();
        let first = survey.questions_ix().next().unwrap().0;
        let outlook = outlook(&survey, &answers, &score_on(&survey, &answers, today), first, NodeIx::INDEX, today);
        (path.steps.len(), all.steps.len(), outlook.next.unwrap().gain.unwrap().round())
    };
    assert_eq!(of(Some(date(2025, 12, 31))), (1, 1, 100.0));
    assert_eq!(of(Some(date(2026, 1, 1))), (2, 3, 33.0));
}
