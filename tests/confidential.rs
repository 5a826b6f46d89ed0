//! An attacker against what is confidential: knows the survey and the rules, has every number and every file that a reader without the right gets of a
//! municipality, and lays beside them everything that the hidden answers could be. An answer that is the same in all that fits is found out.
//!
//! That is more than solving equations: whatever follows from the numbers in any way follows for somebody who tries all answers there are.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

use std::collections::HashMap;
use std::fmt::Write;

use jiff::Timestamp;
use miernik::engine::answer::{Answer, Answers, Value};
use miernik::engine::outlook::outlook;
use miernik::engine::path::next_level;
use miernik::engine::round::{Frozen, KeptScores, Verified};
use miernik::engine::score::score;
use miernik::engine::survey::{NodeIx, Question, QuestionIx, Survey};
use miernik::engine::trace::{standings, trace};
use miernik::engine::visible::Visible;
use miernik::engine::{ENGINE_VERSION, Notation, read};
use miernik::report::csv::{Flavour, write};
use miernik::report::{Audience, Campaign, Layout, Scope, UnitRow};
use serde_json::{Value as Json, json};

/// SplitMix64: the same numbers on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

fn text(words: &str) -> Json {
    json!({ "pl": words, "en": words })
}

/// A survey of one to three dimensions, under the index, under each other or apart, with every kind of mean; of its questions some are confidential, some
/// depend on others, some are requirements of a level.
fn survey(chance: &mut Chance) -> Survey {
    let weight = |chance: &mut Chance| chance.one_of(&[1.0, 1.0, 2.0, 3.0, 0.5, 1.7]);
    let (mut dimensions, mut questions) = (Vec::new(), Vec::<Json>::new());
    for at in 0..1 + chance.below(3) {
        let id = format!("d{at}");
        let mut dimension = json!({ "id": id, "title": text("d"), "weight": weight(chance), "confidential": chance.happens(20) });
        dimension["aggregation"] = chance.one_of(&["mean", "mean", "sum", "geometric", "minimum", "ampi"]).into();
        dimension["missing"] = chance.one_of(&["drop", "drop", "zero", "none"]).into();
        match chance.below(5) {
            0 if at > 0 => dimension["parent"] = format!("d{}", at - 1).into(),
            1 if at > 0 => dimension["module"] = true.into(),
            _ => {}
        }
        dimensions.push(dimension);
        for number in 0..1 + chance.below(3) {
            let option = |(place, points): (usize, f64)| json!({ "id": format!("o{place}"), "label": text(&format!("o{place}")), "points": points });
            let points: &[f64] = chance.one_of(&[&[0.0, 100.0], &[0.0, 50.0, 100.0], &[0.0, 30.0, 70.0, 100.0]]);
            let options: Vec<Json> = points.iter().copied().enumerate().map(option).collect();
            let mut question = json!({ "id": format!("q{at}x{number}"), "dimension": id, "kind": "one_of", "text": text("q"), "option": options });
            question["weight"] = weight(chance).into();
            if chance.happens(35) {
                question["confidential"] = true.into();
            }
            if chance.happens(20) {
                question["gate"] = json!({ "level": 2, "at_least": 50 });
            }
            if let Some(read) = (!questions.is_empty() && chance.happens(25)).then(|| questions[chance.below(questions.len())]["id"].clone()) {
                question["relevant"] = format!("${{{}}} = 'o1'", read.as_str().unwrap()).into();
            }
            questions.push(question);
        }
    }
    let levels = json!([{ "title": text("a"), "from": 0 }, { "title": text("b"), "from": 50, "gate": 0.5 }]);
    let meta = json!({ "id": "s", "version": "1", "title": text("s") });
    let all = json!({ "survey": meta, "index": { "title": text("i") }, "level": levels, "dimension": dimensions, "question": questions });
    read(&all.to_string(), Notation::Json).unwrap_or_else(|faults| panic!("{faults:?}\n{all}")).survey
}

/// Everything that can be answered to a question.
fn states(question: &Question) -> Vec<Answer> {
    let options = question.options().iter().map(|option| Answer::Answered(Value::Choice(option.id.clone())));
    options.chain([Answer::NotAnswered, Answer::NotApplicable("brak".to_owned())]).collect()
}

/// Everything that the hidden questions of a survey can be answered together; nothing if there is too much of it.
fn worlds(survey: &Survey, hidden: &[QuestionIx]) -> Vec<Vec<Answer>> {
    const MOST: usize = 400;
    let mut worlds = vec![Vec::new()];
    for ix in hidden {
        let states = states(survey.question(*ix));
        worlds = worlds.iter().flat_map(|world| states.iter().map(move |state| [world.as_slice(), std::slice::from_ref(state)].concat())).collect();
        if worlds.len() > MOST {
            return Vec::new();
        }
    }
    worlds
}

/// How many hidden answers stand in all worlds, and how many of them are found out.
#[derive(Debug, Default)]
struct Found {
    answers: usize,
    found: usize,
}

impl Found {
    /// Lays everything that gives the same view side by side.
    fn add(&mut self, worlds: &[Vec<Answer>], views: impl Iterator<Item = String>) {
        let mut alike: HashMap<String, Vec<&Vec<Answer>>> = HashMap::new();
        for (world, view) in worlds.iter().zip(views) {
            alike.entry(view).or_default().push(world);
        }
        for worlds in alike.values() {
            for at in 0..worlds[0].len() {
                let is_found = worlds.iter().all(|world| world[at] == worlds[0][at]);
                self.answers += worlds.len();
                self.found += if is_found { worlds.len() } else { 0 };
            }
        }
    }
}

/// The results of the nodes that a reader sees, counted with all answers: what was shown without the rule.
fn without_the_rule(survey: &Survey, visible: &Visible, answers: &Answers) -> String {
    let scored = score(survey, answers);
    let nodes = survey.nodes_ix().map(|(ix, _)| ix).filter(|ix| visible.node(*ix));
    nodes.fold(String::new(), |mut view, ix| {
        write!(view, "{:?}", scored.scores.node(ix)).unwrap();
        view
    })
}

/// All that pages are made from for a reader without the right: scores, explanations, gates, gains, next steps, the cheapest way.
fn pages(survey: &Survey, visible: &Visible, answers: &Answers) -> String {
    let answers = visible.answers(survey, answers.clone());
    let scored = visible.score_on(survey, &answers, None);
    let traces: Vec<_> = survey.nodes_ix().map(|(ix, _)| trace(survey, &scored, ix)).collect();
    let outlooks: Vec<_> = survey.questions_ix().map(|(ix, _)| outlook(survey, &answers, &scored, ix, NodeIx::INDEX, None)).collect();
    let gains = standings(survey, &scored, NodeIx::INDEX);
    format!("{answers:?}{scored:?}{traces:?}{outlooks:?}{gains:?}{:?}", next_level(survey, &answers, NodeIx::INDEX, None))
}

/// The files that a reader without the right gets: the scores of the municipality's own answers, as a frozen round keeps them, and beside them those of a
/// verified assessment in which every hidden answer is the experts'.
fn files(survey: &Survey, visible: &Visible, answers: &Answers) -> String {
    let campaign = Campaign { slug: "c", title: "c", survey, engine_version: ENGINE_VERSION, generated: Timestamp::UNIX_EPOCH, reviewed: true };
    let units = [Frozen::of(survey, answers.clone(), None), verified(survey, answers)].map(|kept| {
        let KeptScores { declared, verified } = Frozen::read_scores(&serde_json::to_string(&kept).unwrap(), visible).unwrap();
        let scores = verified.clone().or_else(|| Some(declared.clone()));
        UnitRow { answers: kept.answers, scores, declared: Some(declared), verified, ..UnitRow::default() }
    });
    let mut bytes = Vec::new();
    for audience in [Audience::Network, Audience::Public] {
        let scope = Scope::new(campaign, audience);
        for layout in [Layout::Wide, Layout::Long] {
            write(&mut bytes, &scope, layout, Flavour::OpenData, units.clone()).unwrap();
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// What a frozen round keeps: experts have put the hidden answers, all of them, in place of "do not know".
fn verified(survey: &Survey, answers: &Answers) -> Frozen {
    let visible = Visible::of(survey, false);
    let (mut own, mut values) = (answers.clone(), Answers::default());
    for (_, question) in survey.questions_ix().filter(|(ix, _)| !visible.question(*ix)) {
        if let Some(value) = answers.0.get(&question.id) {
            values.set(&question.id, value.clone());
            own.set(&question.id, Answer::DoNotKnow);
        }
    }
    let mut kept = Frozen::of(survey, own, None);
    kept.verified = Some(Verified::of(survey, &kept.answers, values, None));
    kept
}

/// Runs the attack on random surveys with a municipality each: with all scores as they are, on pages, on files.
fn attack(surveys: usize) -> (usize, [Found; 3]) {
    let mut found: [Found; 3] = Default::default();
    let mut shown_index = 0;
    let mut attacked = 0;
    let mut chance = Chance(20_261_121);
    while attacked < surveys {
        let survey = survey(&mut chance);
        let visible = Visible::of(&survey, false);
        let (seen, hidden): (Vec<_>, Vec<_>) = survey.questions_ix().map(|(ix, _)| ix).partition(|ix| visible.question(*ix));
        let worlds = worlds(&survey, &hidden);
        if hidden.is_empty() || seen.is_empty() || worlds.is_empty() {
            continue;
        }
        attacked += 1;
        shown_index += usize::from(visible.node(NodeIx::INDEX));
        let mut open = Answers::default();
        for ix in seen {
            let question = survey.question(ix);
            let states = states(question);
            open.set(&question.id, states[chance.below(states.len())].clone());
        }
        let all = |world: &Vec<Answer>| {
            let mut answers = open.clone();
            hidden.iter().zip(world).for_each(|(ix, answer)| answers.set(&survey.question(*ix).id, answer.clone()));
            answers
        };
        found[0].add(&worlds, worlds.iter().map(|world| without_the_rule(&survey, &visible, &all(world))));
        found[1].add(&worlds, worlds.iter().map(|world| pages(&survey, &visible, &all(world))));
        found[2].add(&worlds, worlds.iter().map(|world| files(&survey, &visible, &all(world))));
    }
    (shown_index, found)
}

#[test]
fn no_hidden_answer_is_found_out() {
    let (shown_index, [without, pages, files]) = attack(150);
    println!("150 surveys, {shown_index} of them with an index for everybody\nwithout the rule: {without:?}\npages: {pages:?}\nfiles: {files:?}");
    assert!(without.found * 10 > without.answers, "the attacker is blunt");
    assert_eq!([pages.found, files.found], [0, 0]);
    assert!(shown_index > 75, "more is hidden than need be");
}
