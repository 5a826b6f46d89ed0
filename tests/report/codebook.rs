//! The codebook, whole, and against the exports it describes.

use miernik::engine::answer::Value;
use miernik::lang::Lang;
use miernik::report::codebook::Codebook;
use miernik::report::csv::Flavour;
use miernik::report::{Audience, Layout, Table};

use crate::sample;

fn codebook(flavour: Flavour) -> String {
    let mut bytes = Vec::new();
    Codebook::new(&sample::survey()).write(&mut bytes, flavour).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_whole_codebook() {
    let survey = sample::survey();
    insta::assert_snapshot!(codebook(Flavour::OpenData).replace(&survey.hash, "<hash>").replace("\r\n", "<CRLF>\n"));
}

#[test]
fn in_polish_excel_labels_are_masked_and_truths_are_words() {
    let csv = codebook(Flavour::PolishExcel(Lang::Pl));
    assert!(csv.contains(";'-żadną;'-none;"));
    assert!(csv.contains("część odsetka;uptake;numerator;"));
    assert!(csv.contains(";tak;") && !csv.contains("true"));
}

#[test]
fn every_item_of_the_open_data_is_in_the_codebook_and_marked_so() {
    let survey = sample::survey();
    let csv = codebook(Flavour::OpenData);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (kind, item, option, open) = (at("item_kind"), at("item"), at("option"), at("in_open_data"));
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let scope = sample::scope(&survey, Audience::Public);
    let table = Table::open_data(&scope, Layout::Wide);
    for row in rows.iter().filter(|row| row[kind] == "question") {
        let exported = table.columns().iter().any(|column| column.name == row[item]);
        assert_eq!(row[open], exported.to_string(), "{}", row[item]);
    }
    let options = sample::full(&survey).answers.0.into_iter().flat_map(|(question, answer)| match answer {
        miernik::engine::answer::Answer::Answered(Value::Choices(options)) => options.into_iter().map(|option| (question.clone(), option)).collect(),
        miernik::engine::answer::Answer::Answered(Value::Choice(option)) => vec![(question, option)],
        _ => Vec::new(),
    });
    for (question, chosen) in options {
        assert!(rows.iter().any(|row| row[item] == question && row[option] == chosen), "{question} {chosen}");
    }
}
