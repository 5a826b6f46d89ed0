//! Published results of real indices, computed again by this one. Results of other programs: `tests/vectors.rs`.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

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
