//! A frozen round computed again, years later, from the same answers: the same bytes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use miernik::engine::answer::Answers;
use miernik::engine::round::{Frozen, RoundTally};
use miernik::engine::{ENGINE_VERSION, Notation, read};
use uuid::Uuid;

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/frozen").join(name)).unwrap()
}

/// What is stored of a round: version of the rules, hash of the survey, overview, and one line for each municipality.
fn frozen() -> String {
    let survey = read(&file("survey.toml"), Notation::Toml).unwrap().survey;
    let answers: BTreeMap<Uuid, Option<Answers>> = serde_json::from_str(&file("answers.json")).unwrap();
    let mut tally = RoundTally::new(&survey, false);
    let mut results = Vec::new();
    for (id, answers) in answers {
        let (handed_in, kept) = (answers.is_some(), Frozen::of(&survey, answers.unwrap_or_default(), None));
        tally.add(id, handed_in, &kept);
        results.push((id, kept));
    }
    let overview = serde_json::to_string(&tally.close(&survey)).unwrap();
    let mut lines = vec![format!("engine {ENGINE_VERSION}"), format!("survey {}", survey.hash), overview];
    lines.extend(results.iter().map(|(id, frozen)| format!("{id} {}", serde_json::to_string(frozen).unwrap())));
    lines.join("\n") + "\n"
}

/// If this fails, the rules have changed: raise `ENGINE_VERSION`, keep the old rules for old rounds, and freeze a second fixture beside this one.
#[test]
fn a_frozen_round_gives_the_same_bytes() {
    let (computed, kept) = (frozen(), file("round.txt"));
    assert!(kept.lines().count() > 12, "the fixture is empty");
    assert_eq!(computed, kept);
}

/// What is kept can be read and written again without a change.
#[test]
fn what_is_kept_reads_back() {
    let kept = file("round.txt");
    assert_eq!(kept.lines().count(), 17);
    for line in kept.lines().skip(3) {
        let (_, json) = line.split_once(' ').unwrap();
        let kept: Frozen = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&kept).unwrap(), json);
    }
}
