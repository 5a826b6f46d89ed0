//! What the reader of survey files says about broken ones: one small file for each fault, the whole answer in a snapshot.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use miernik::engine::{Notation, read};

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/faults");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The answer to a file, as `miernik survey check` prints it.
fn answer(path: &Path) -> String {
    let notation = if path.extension().is_some_and(|ending| ending == "json") { Notation::Json } else { Notation::Toml };
    let faults = match read(&fs::read_to_string(path).unwrap(), notation) {
        Ok(checked) => checked.warnings,
        Err(faults) => faults,
    };
    let name = path.file_name().unwrap().to_str().unwrap();
    faults.iter().map(|fault| fault.in_file(name).to_string() + "\n").collect()
}

#[test]
fn each_broken_file_gets_its_answer() {
    let answers: String = fixtures().iter().map(|path| answer(path) + "\n").collect();
    insta::assert_snapshot!(answers);
}

#[test]
fn a_file_without_faults_gets_none() {
    let path = fixtures().into_iter().find(|path| path.ends_with("none.toml")).unwrap();
    assert_eq!(answer(&path), "");
}

/// Every code in the sources of the reader is shown by a file, and files are named after the code that they show.
#[test]
fn no_code_without_a_file() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/engine");
    let mut files = vec![sources.join("source.rs"), sources.join("structure.rs")];
    let mut folders = vec![sources.join("build"), sources.join("expression")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry)
            } else if !entry.ends_with("tests.rs") {
                files.push(entry)
            }
        }
    }
    let used: BTreeSet<String> = files.iter().flat_map(|file| codes(&fs::read_to_string(file).unwrap())).collect();
    let all: String = fixtures().iter().map(|path| answer(path)).collect();
    let shown: BTreeSet<String> = all.split("[").skip(1).filter_map(|rest| rest.split_once("]: ")).map(|(code, _)| code.to_owned()).collect();
    assert_eq!(used.difference(&shown).collect::<Vec<_>>(), Vec::<&String>::new(), "codes in the source that no fixture shows");
    assert!(used.len() >= 40, "the search for codes in the source finds too few: {used:?}");
}

/// The fault codes in a source text: the words in quotes that are handed to what makes a fault.
fn codes(source: &str) -> Vec<String> {
    let after = |marker: &str| source.match_indices(marker).map(|(at, found)| &source[at + found.len()..]).collect::<Vec<_>>();
    let word = |rest: &str| -> Option<String> { Some(rest.trim_start().strip_prefix('"')?.split_once('"')?.0.to_owned()) };
    let makers = ["error(", "warning(", "fault(", "code: "];
    let direct = makers.iter().flat_map(|maker| after(maker)).filter_map(word);
    // A code may also stand in a pair with its mend.
    let paired = after("(").into_iter().filter_map(word).filter(|word| word.contains('-'));
    direct
        .chain(paired)
        .filter(|word| !word.starts_with('-') && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
        .collect()
}
