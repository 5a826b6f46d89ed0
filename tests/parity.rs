//! Published results of real indices and results of other programs, computed again by this one.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

use miernik::engine::answer::{Answer, Answers, Value};
use miernik::engine::level::{GateState, gated};
use miernik::engine::stats::{ascending, quantile, ranks};
use miernik::engine::survey::Survey;
use miernik::engine::unit::LevelNumber;
use miernik::engine::{Notation, read, score};

const TOLERANCE: f64 = 1e-9;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A CSV file as rows of fields, without its header.
fn rows(path: impl AsRef<Path>) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path.as_ref()).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures").join(name)
}

/// What `miernik score` writes: (unit, node) → score.
fn scores(survey: &str, answers: &str) -> HashMap<(String, String), Option<f64>> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.csv");
    let run = Command::new(env!("CARGO_BIN_EXE_miernik"))
        .arg("score")
        .args([root().join(survey), root().join(answers)])
        .arg("-o")
        .arg(&out)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    rows(out).into_iter().map(|row| ((row[0].clone(), row[1].clone()), row[3].parse().ok())).collect()
}

/// Every question and node of 18 countries, save the one cell that the publisher read otherwise.
#[test]
fn open_data_maturity_2023_as_published() {
    let ours = scores("surveys/odm/2023.toml", "surveys/odm/2023-answers.csv");
    let node = |name: &str| if name == "Total" { "index".to_owned() } else { name.to_owned() };
    let mut published: Vec<(String, String, f64)> = Vec::new();
    for row in rows(fixture("odm/published_scores.csv")) {
        published.push((row[0].clone(), node(&row[1]), row[2].parse().unwrap()));
    }
    let nodes = published.len();
    for row in rows(fixture("odm/published_points.csv")) {
        let question = (row[0].clone(), format!("q{}", row[1]));
        match row[2].parse() {
            Ok(points) => published.push((question.0, question.1, points)),
            // Not scored: no points there, no row here.
            Err(_) => assert!(row[2] == "N/A" && !ours.contains_key(&question), "{row:?}"),
        }
    }
    let mut differences = BTreeMap::new();
    for (country, node, points) in &published {
        let score = ours[&(country.clone(), node.clone())];
        let difference = score.unwrap_or(0.0) - points;
        if difference.abs() > TOLERANCE {
            differences.insert(format!("{country} {node}"), difference);
        }
    }
    // Albania wrote "not applicable " with a blank at its end; the publisher's sheet gave 0 for it, the trimmed answer earns 20.
    let expected: BTreeMap<_, _> = ["AL Dim1", "AL Ind1_1", "AL index", "AL q10a"].map(|cell| (cell.to_owned(), 20.0)).into();
    assert_eq!(differences, expected);
    assert_eq!((nodes, published.len()), (18 * 23, 18 * (23 + 161)));
}

#[test]
fn chile_2021_as_published() {
    let ours = scores("surveys/chile-egi/2021.toml", "surveys/chile-egi/2021-answers.csv");
    let mut exact = 0;
    let mut without = 0;
    for row in rows(fixture("chile-egi/published_index.csv")) {
        let published: Option<f64> = row[1].parse().ok();
        let score = ours[&(row[0].clone(), "index".to_owned())];
        match (score, published) {
            (Some(score), Some(published)) => {
                assert!((score - published).abs() <= TOLERANCE, "{}: {score} and {published}", row[0]);
                exact += 1;
            }
            (None, None) => without += 1,
            other => panic!("{}: {other:?}", row[0]),
        }
    }
    assert_eq!((exact, without), (333, 12));
}

/// Fixed goalposts and weighted means over three levels with missing answers, beside COINr; where COINr has not-a-number, we have no score.
#[test]
fn synthetic_sets_as_coinr_scores_them() {
    let mut compared = 0;
    for set in ["n6", "edge8"] {
        let folder = fixture("synthetic").join(set);
        let survey = survey_of(&rows(folder.join("iMeta.csv")));
        let mut data = csv::Reader::from_path(folder.join("iData.csv")).unwrap();
        let mut expected = csv::Reader::from_path(folder.join("goalposts_0_100__amean.csv")).unwrap();
        let ids: Vec<String> = data.headers().unwrap().iter().map(str::to_owned).collect();
        let nodes: Vec<String> = expected.headers().unwrap().iter().map(str::to_owned).collect();
        for (row, wanted) in data.records().zip(expected.records()) {
            let (row, wanted) = (row.unwrap(), wanted.unwrap());
            let mut answers = Answers::default();
            for (id, cell) in ids.iter().zip(&row).filter(|(id, cell)| survey.question_ix(id).is_some() && !cell.is_empty()) {
                answers.set(id, Answer::Answered(Value::Number(cell.parse().unwrap())));
            }
            let scored = score::score(&survey, &answers);
            for (node, wanted) in nodes.iter().zip(&wanted) {
                let Some(ix) = survey.node_ix(if node == "Index" { "index" } else { node }) else { continue };
                let wanted = wanted.parse::<f64>().ok().filter(|score| score.is_finite());
                let score = scored.scores.node(ix).score;
                let close = matches!((score, wanted), (Some(a), Some(b)) if (a - b).abs() <= 1e-12 * b.abs().max(1.0));
                assert!(close || (score, wanted) == (None, None), "{set} {} {node}: {score:?} and {wanted:?}", &row[0]);
                compared += 1;
            }
        }
    }
    assert_eq!(compared, (6 + 8) * 9);
}

/// A survey of numbers under goalposts out of a table of indicators and their parents.
fn survey_of(meta: &[Vec<String>]) -> Survey {
    let title = "{ pl = 't', en = 't' }";
    let mut text = format!("survey = {{ id = 's', version = '1', title = {title} }}\nindex = {{ title = {title} }}\n");
    // Columns: Level, iCode, iName, Direction, Weight, Parent, Type, lo, hi.
    let of_level = |level: &'static str| meta.iter().filter(move |row| row[0] == level);
    for row in of_level("3").chain(of_level("2")) {
        let parent = if row[5] == "Index" { String::new() } else { format!("parent = '{}'\n", row[5]) };
        text += &format!("[[dimension]]\nid = '{}'\ntitle = {title}\nweight = {}\n{parent}", row[1], row[4]);
    }
    for row in of_level("1") {
        let better = if row[3] == "1" { "more" } else { "less" };
        let goalposts = format!("goalposts = {{ low = {}, high = {}, better = '{better}' }}", row[7], row[8]);
        text += &format!(
            "[[question]]\nid = '{}'\ndimension = '{}'\nkind = 'number'\ntext = {title}\nweight = {}\n{goalposts}\n",
            row[1], row[5], row[4]
        );
    }
    read(&text, Notation::Toml).unwrap_or_else(|faults| panic!("{faults:#?}\n{text}")).survey
}

#[test]
fn quantiles_as_r_computes_them() {
    let mut sets: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in rows(fixture("base_r/quantile_inputs.csv")) {
        sets.entry(row[0].clone()).or_default().extend(row[2].parse::<f64>());
    }
    let sets: BTreeMap<_, _> = sets.into_iter().map(|(set, values)| (set, ascending(values))).collect();
    let expected = rows(fixture("base_r/quantile_type_7.csv"));
    assert!(expected.len() >= 50);
    for row in expected {
        let (p, wanted): (f64, f64) = (row[2].parse().unwrap(), row[3].parse().unwrap());
        let ours = quantile(&sets[&row[0]], p).unwrap();
        assert!((ours - wanted).abs() <= 1e-12 * wanted.abs().max(1.0), "{} at {p}: {ours} and {wanted}", row[0]);
    }
}

#[test]
fn ranks_as_r_gives_them() {
    type Ranked = (Vec<Option<f64>>, Vec<Option<usize>>);
    let mut sets: BTreeMap<String, Ranked> = BTreeMap::new();
    for row in rows(fixture("base_r/ranks_descending.csv")) {
        let (scores, wanted) = sets.entry(row[0].clone()).or_default();
        scores.push(row[2].parse().ok());
        wanted.push(row[4].parse().ok());
    }
    assert!(!sets.is_empty());
    for (set, (scores, wanted)) in sets {
        let (ours, ranked) = ranks(&scores);
        assert_eq!(ours, wanted, "{set}");
        assert_eq!(ranked, scores.iter().flatten().count(), "{set}");
    }
}

/// Staged levels 1 to 5 with the gate at 0.9, for shares met on the levels 2 to 5.
#[test]
fn gated_levels_as_the_formula_gives_them() {
    let cases = rows(fixture("formula/gated_level_tau0.9.csv"));
    assert!(cases.len() >= 19);
    for row in cases {
        let gate = |at: usize| GateState {
            level: LevelNumber(u8::try_from(at).unwrap()),
            met: if at == 1 { 0.0 } else { row[at - 1].parse().unwrap() },
            needed: 0.9,
            open: Vec::new(),
        };
        let gates: Vec<GateState> = (1..=5).map(gate).collect();
        assert_eq!(gated(LevelNumber(5), &gates), LevelNumber(row[5].parse().unwrap()), "case {}", row[0]);
    }
}
