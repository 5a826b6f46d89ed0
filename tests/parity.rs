//! Published results of real indices, computed again by this program, and the table that says how close. `cargo test --test parity -- --nocapture` prints it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

#[path = "support/coinr.rs"]
mod coinr;
#[path = "support/compared.rs"]
mod compared;
#[path = "support/engine_parity.rs"]
mod engine_parity;
#[path = "support/formulas.rs"]
mod formulas;
#[path = "support/indicators.rs"]
mod indicators;
#[path = "support/published.rs"]
mod published;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use compared::Compared;

/// Several sets as one line of the table.
fn together(set: &str, all: &[Compared]) -> Compared {
    let mut one = Compared::new(set);
    for part in all {
        one.values += part.values;
        one.largest_error = one.largest_error.max(part.largest_error);
        for (reason, count) in &part.exceptions {
            *one.exceptions.entry(reason).or_default() += count;
        }
    }
    one
}

/// The error as a power of ten that it does not exceed, so that the table is the same on every machine.
fn bound(error: f64) -> String {
    if error == 0.0 { "0".to_owned() } else { format!("≤ 1e{}", error.log10().ceil()) }
}

fn line(compared: &Compared) -> String {
    let exceptions: Vec<String> = compared.exceptions.iter().map(|(reason, count)| format!("{count}: {reason}")).collect();
    let exceptions = if exceptions.is_empty() { "none".to_owned() } else { exceptions.join("; ") };
    format!("| {} | {} | {} | {exceptions} |\n", compared.set, compared.values, bound(compared.largest_error))
}

#[test]
fn the_table_of_the_document_is_true() {
    let [govtech, groups] = published::govtech();
    let [answers, mixed, services, eid] = published::e_government();
    let lines = [
        published::open_data_maturity(),
        published::chile(),
        govtech,
        groups,
        answers,
        mixed,
        services,
        eid,
        published::samm(),
        together("COINr 1.1.14: normalisation, means, ranks, outranking, panels, draws", &coinr::all()),
        together("COINr 1.1.14: scores by way of a survey file", &engine_parity::all()),
        together("R 4.2.2 and written formulas", &formulas::all()),
    ];
    let table: String =
        "| what | values | largest error | exceptions |\n|---|---|---|---|\n".to_owned() + &lines.iter().map(line).collect::<String>();
    println!("{table}");
    let document = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/method.md")).unwrap();
    assert!(document.contains(&table), "the table of docs/method.md differs; this is the true one:\n{table}");
}

#[test]
fn open_data_maturity_2023_as_published() {
    let compared = published::open_data_maturity();
    assert_eq!((compared.values, compared.exceptions), (18 * (23 + 161) - 4, BTreeMap::from([(published::TRAILING_BLANK, 4)])));
}

#[test]
fn chile_2021_as_published() {
    let compared = published::chile();
    assert_eq!((compared.values, compared.exceptions), (333 + 12, BTreeMap::new()));
}

#[test]
fn govtech_maturity_2020_and_2022_as_published() {
    let [index, groups] = published::govtech();
    assert_eq!((index.values, groups.values), (396, 396));
    assert!(index.exceptions.is_empty() && groups.exceptions.is_empty());
}

#[test]
fn samm_as_its_workbook_gives_it() {
    let compared = published::samm();
    assert_eq!((compared.values, compared.exceptions), (11 * 21, BTreeMap::new()));
}

#[test]
fn e_government_benchmark_2023_as_published() {
    let [answers, mixed, services, eid] = published::e_government();
    assert_eq!(answers.values + answers.exceptions.values().sum::<usize>(), 12 * 175);
    assert_eq!(mixed.values + mixed.exceptions.values().sum::<usize>(), 7 * 175);
    assert_eq!(services.values + services.exceptions.values().sum::<usize>(), 5 * 1330);
    assert_eq!(eid.values + eid.exceptions.values().sum::<usize>(), 1330);
}
