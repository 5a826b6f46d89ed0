//! The surveys of the project and the public answers to them.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use miernik::engine::answer::Answers;
use miernik::engine::survey::{Question, Survey};
use miernik::engine::{Notation, read, score, sheet};
use miernik::report::codebook::Codebook;
use miernik::report::csv::{Flavour, write};
use miernik::report::{Audience, Layout, Scope, Table, UnitRow};

use crate::sample;

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys").join(path)).unwrap()
}

fn survey(path: &str) -> Survey {
    read(&file(path), Notation::Toml).unwrap_or_else(|faults| panic!("{faults:#?}")).survey
}

fn units(survey: &Survey, sheet: &str) -> Vec<UnitRow> {
    let mut units = Vec::new();
    sheet::read(survey, sheet.as_bytes(), |unit| {
        let answers = Answers(survey.questions.iter().map(|question| question.id.clone()).zip(unit.answers).collect());
        let scores = Some(score::score(survey, &answers).scores);
        units.push(UnitRow { code: unit.key, answers, scores, ..UnitRow::default() });
    })
    .unwrap_or_else(|faults| panic!("{faults:#?}"));
    units
}

#[test]
fn scores_in_open_data_read_back_to_the_same_number() {
    let survey = survey("odm/2023.toml");
    let units = units(&survey, &file("odm/2023-answers.csv"));
    let scope = sample::scope(&survey, Audience::Public);
    let mut bytes = Vec::new();
    write(&mut bytes, &scope, Layout::Wide, Flavour::OpenData, units.clone()).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let index = reader.headers().unwrap().iter().position(|name| name == "index").unwrap();
    for (row, unit) in reader.records().zip(&units) {
        let read: Option<f64> = row.unwrap()[index].parse().ok();
        assert_eq!(read, unit.scores.as_ref().and_then(|scores| scores.index().score));
    }
}

#[test]
fn every_survey_has_columns_unlike_each_other_and_a_codebook() {
    for toml in ["odm/2023.toml", "chile-egi/2021.toml", "miasto-cyfrowe/1.0.toml"] {
        let survey = survey(toml);
        for audience in [Audience::Own, Audience::Network, Audience::Public] {
            let scope = sample::scope(&survey, audience);
            let names: Vec<String> = Table::for_people(&scope, Layout::Wide).columns().iter().map(|column| column.name.clone()).collect();
            assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len(), "{toml}");
        }
        let rows = Codebook::new(&survey).rows().count();
        assert!(rows > survey.questions.len() + survey.nodes.len(), "{toml}");
    }
}

#[test]
fn the_network_sees_nothing_of_cybersecurity_in_the_flagship() {
    let survey = survey("miasto-cyfrowe/1.0.toml");
    let hidden = |question: &Question| survey.node(question.dimension).id == "SEC";
    let ids: Vec<&str> = survey.questions.iter().filter(|question| hidden(question)).map(|question| question.id.as_str()).chain(["SEC"]).collect();
    let of = |scope: &Scope<'_>| Table::for_people(scope, Layout::Wide).columns().iter().filter(|column| ids.contains(&column.name.as_str())).count();
    assert_eq!(of(&sample::scope(&survey, Audience::Own)), ids.len());
    let network = sample::scope(&survey, Audience::Network);
    assert_eq!((of(&network), network.questions_left_out()), (0, ids.len() - 1));
}
