//! A later version of a survey beside an earlier one (V2, V3): what both have is exported alike, what one lacks is in the exports of the other.

use std::collections::BTreeMap;

use miernik::engine::document::{QuestionDocument, SurveyDocument};
use miernik::engine::{Checked, Notation, canonical, read};
use miernik::report::csv::{Flavour, write};
use miernik::report::{Audience, Layout, UnitRow};

use crate::sample;

fn question<'d>(document: &'d mut SurveyDocument, id: &str) -> &'d mut QuestionDocument {
    document.questions.iter_mut().find(|question| question.id == id).unwrap()
}

/// The sample survey, one version later: an option gone, one added in between, the rest in another order, a question gone, one added in front.
fn later() -> Checked {
    let mut document = read(include_str!("sample.toml"), Notation::Toml).unwrap().document;
    document.survey.version = "1.11".to_owned();
    let channels = &mut question(&mut document, "channels").options;
    channels.retain(|option| option.id != "phone");
    channels.reverse();
    let mut added = channels[0].clone();
    (added.id, added.exclusive, added.aliases) = ("chat".to_owned(), false, Vec::new());
    added.label.pl.push_str(" (czat)");
    added.label.en.push_str(" (chat)");
    channels.insert(1, added);
    document.questions.retain(|question| question.id != "backup_cost");
    let mut fresh = question(&mut document, "pilot").clone();
    fresh.id = "fresh".to_owned();
    document.questions.insert(0, fresh);
    read(&canonical(&document).unwrap(), Notation::Json).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// The wide open-data file of three units: column → cells.
fn columns(checked: &Checked, layout: Layout) -> BTreeMap<String, Vec<String>> {
    let survey = &checked.survey;
    let mut bytes = Vec::new();
    // Scores, and how many questions are asked and answered, are left out: they belong to a version.
    let units = sample::units(&sample::survey()).into_iter().map(|unit| UnitRow { scores: None, rank: None, ..unit });
    write(&mut bytes, &sample::scope(survey, Audience::Own), layout, Flavour::OpenData, units).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    names.into_iter().enumerate().map(|(at, name)| (name, rows.iter().map(|row| row[at].to_owned()).collect())).collect()
}

#[test]
fn what_both_versions_have_is_exported_alike() {
    let earlier = read(include_str!("sample.toml"), Notation::Toml).unwrap();
    let (old, new) = (columns(&earlier, Layout::Wide), columns(&later(), Layout::Wide));
    let lost: Vec<&str> = old.keys().filter(|name| !new.contains_key(*name)).map(String::as_str).collect();
    assert_eq!(lost, ["backup_cost", "backup_cost.state", "channels.has.phone"]);
    let come: Vec<&str> = new.keys().filter(|name| !old.contains_key(*name)).map(String::as_str).collect();
    assert_eq!(come, ["channels.has.chat", "fresh", "fresh.state"]);
    let differ: Vec<&str> =
        old.iter().filter(|(name, cells)| new.get(*name).is_some_and(|other| other != *cells)).map(|(name, _)| name.as_str()).collect();
    assert_eq!(differ, Vec::<&str>::new());
    // The answer that has lost its option still says so.
    assert_eq!(new["channels"], old["channels"]);
    assert!(old["channels"].iter().any(|cell| cell.contains("phone")), "{:?}", old["channels"]);
}
