//! COINr's aggregated tables computed by the engine as it is shipped: a survey, cells, columns of scores. No parity mode.
//!
//! COINr takes geometric and other means of indicators on 1…100. The engine maps percent to that scale before such a mean, and back after it, so the
//! same numbers must come out once the ends are mapped.

use miernik::engine::score::{Cell, Cells, aggregate};
use miernik::engine::survey::Survey;
use miernik::engine::{Notation, read};
use serde_json::{Value, json};

use super::coinr::normalise;
use super::compared::{Compared, Table, names};
use super::indicators::Hierarchy;

pub fn all() -> Vec<Compared> {
    let sets = ["asem", "synthetic/n6", "synthetic/edge8", "synthetic/n2477"];
    let files = sets.into_iter().flat_map(|set| names(&format!("{set}/aggregated")).into_iter().map(move |name| (set, name)));
    files.filter_map(|(set, name)| aggregated(set, &name)).collect()
}

/// A table that the engine can make: values on 0…100 or 1…100, means, no threshold by counts.
fn aggregated(set: &str, name: &str) -> Option<Compared> {
    let mut words: Vec<&str> = name.split("__").collect();
    let source = if set == "asem" { format!("asem/data/{}", words.remove(0)) } else { format!("{set}/iData") };
    let (offset, slope) = match words[0] {
        "minmax_1_100" => (1.0, 0.99),
        "minmax_0_100" | "goalposts_0_100" => (0.0, 1.0),
        _ => return None,
    };
    let hierarchy = Hierarchy::read(&format!("{set}/iMeta"));
    let ways = ways(words[1], hierarchy.top() - 1)?;
    if words.len() > 2 {
        return None;
    }
    let normalised = normalise(&hierarchy, &Table::read(&source), words[0]);
    let survey = survey(&hierarchy, &ways);
    let cell = |value: &Option<f64>| value.map_or(Cell::MISSING, |value| Cell::points((value - offset) / slope));
    let columns: Vec<Vec<Cell>> = survey.questions.iter().map(|question| normalised[code(&question.id)].iter().map(cell).collect()).collect();
    let units = columns[0].len();
    let scores = aggregate(&survey, &Cells::from_columns(&survey, units, columns).unwrap());
    let theirs = Table::read(&format!("{set}/aggregated/{name}"));
    let mut compared = Compared::new(format!("engine: {set} aggregated/{name}"));
    for (ix, node) in survey.nodes_ix() {
        let code = if node.id == "index" { "Index" } else { code(&node.id) };
        for (unit, theirs) in theirs.cells(code).into_iter().enumerate() {
            let ours = Some(scores[ix.0].score[unit]).filter(|score| score.is_finite()).map(|score| offset + slope * score);
            compared.cell(format_args!("unit {unit} {code}"), ours, theirs, 1e-12);
        }
    }
    Some(compared)
}

/// The id of an item of the survey is its code behind one letter.
fn code(id: &str) -> &str {
    &id[1..]
}

/// The words of the survey file for each level, from 2 upwards.
fn ways(name: &str, levels: usize) -> Option<Vec<Value>> {
    let mean = |name: &str| match name {
        "amean" => Some(json!({ "aggregation": "mean" })),
        "gmean" => Some(json!({ "aggregation": "geometric" })),
        "hmean" => Some(json!({ "aggregation": "harmonic" })),
        "genmean_p2" => Some(json!({ "aggregation": "power", "power": 2 })),
        "genmean_p0.5" => Some(json!({ "aggregation": "power", "power": 0.5 })),
        "genmean_pm1" => Some(json!({ "aggregation": "power", "power": -1 })),
        _ => None,
    };
    let same = |way: Value| vec![way; levels];
    mean(name).map(same).or_else(|| name.strip_prefix("mix_").unwrap_or(name).split('_').map(mean).collect::<Option<Vec<Value>>>())
}

fn survey(hierarchy: &Hierarchy, ways: &[Value]) -> Survey {
    let text = json!({ "pl": "t", "en": "t" });
    let top = hierarchy.top();
    let with = |mut table: Value, more: &Value| {
        table.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        table
    };
    let mut dimensions = Vec::new();
    for level in (2..top).rev() {
        for item in hierarchy.of_level(level) {
            let mut dimension = with(json!({ "id": format!("d{}", item.code), "title": text, "weight": item.weight }), &ways[level - 2]);
            if level + 1 < top {
                dimension["parent"] = format!("d{}", item.parent).into();
            }
            dimensions.push(dimension);
        }
    }
    let question = |item: &super::indicators::Item| {
        json!({ "id": format!("q{}", item.code), "dimension": format!("d{}", item.parent), "kind": "number", "text": text, "weight": item.weight,
            "goalposts": { "low": 0, "high": 100, "better": "more" } })
    };
    let questions: Vec<Value> = hierarchy.of_level(1).map(question).collect();
    let document = json!({
        "survey": { "id": "s", "version": "1", "title": text }, "index": with(json!({ "title": text }), &ways[top - 2]),
        "dimension": dimensions, "question": questions,
    });
    read(&document.to_string(), Notation::Json).unwrap_or_else(|faults| panic!("{faults:#?}")).survey
}
