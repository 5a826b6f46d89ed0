//! The survey that was made of a form, read by the engine: its faults get the cells that they come from.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::conditions;
use super::extra::Fields;
use super::note::Place;
use super::table::Row;
use crate::engine::document::SurveyDocument;
use crate::engine::fault::{Fault, Severity};
use crate::engine::{self, Checked, Notation};
use crate::lang::Text;

/// Where the questions of a document come from, by their position.
#[derive(Default)]
pub(super) struct Origins<'t> {
    pub(super) questions: Vec<Origin<'t>>,
    /// Rows of dimensions by their position; the one for what stands outside of every group has none.
    pub(super) dimensions: Vec<Option<Row<'t>>>,
    pub(super) levels: Vec<Row<'t>>,
    pub(super) frameworks: Vec<Row<'t>>,
    /// Cells of what the survey is called, by their pointers.
    pub(super) meta: HashMap<&'static str, Place>,
}

impl Origins<'_> {
    /// Leaves out the dimensions of groups that no question came of.
    pub(super) fn drop_empty_dimensions(&mut self, document: &mut SurveyDocument) {
        let used: HashSet<&str> = document.questions.iter().map(|question| question.dimension.as_str()).collect();
        let mut kept = document.dimensions.iter().map(|dimension| used.contains(dimension.id.as_str())).collect::<Vec<_>>().into_iter();
        self.dimensions.retain(|_| kept.next().unwrap_or_default());
        document.dimensions.retain(|dimension| used.contains(dimension.id.as_str()));
    }
}

/// Where a question comes from.
pub(super) struct Origin<'t> {
    pub(super) row: Row<'t>,
    pub(super) relevant: Option<Place>,
    pub(super) constraint: Option<Place>,
    /// Rows of other sheets that belong to the question, by the key of the survey file, in order.
    pub(super) parts: HashMap<&'static str, Vec<Row<'t>>>,
}

impl<'t> Origin<'t> {
    fn part(&self, key: &str, at: &str) -> Option<Row<'t>> {
        self.parts.get(key)?.get(at.parse::<usize>().ok()?).copied()
    }
}

/// How often a foreign form is mended before it is given up.
const ROUNDS: usize = 6;

/// Reads the document. What a foreign form may say and a survey may not is mended and noted; what remains is an error.
pub(super) fn checked(document: &mut SurveyDocument, origins: &mut Origins<'_>, fields: &mut Fields) -> Option<Checked> {
    for round in 0.. {
        let value = serde_json::to_value(&*document).unwrap_or_default();
        let text = serde_json::to_string_pretty(&value).unwrap_or_default();
        let faults = match engine::read(&text, Notation::Json) {
            Ok(checked) => {
                report(&value, &checked.warnings, document, origins, fields);
                return Some(checked);
            }
            Err(faults) => faults,
        };
        let pointers = pointers(&value);
        let mendable = !fields.native && round < ROUNDS;
        let mended = mendable && {
            let errors = faults.iter().filter(|fault| fault.severity == Severity::Error);
            let errors: Vec<(&Fault, &str)> = errors.filter_map(|fault| Some((fault, pointers.get(fault.place.line - 1)?.as_str()))).collect();
            mend(&errors, document, origins, fields)
        };
        if !mended {
            report(&value, &faults, document, origins, fields);
            return None;
        }
    }
    None
}

/// Mends what can be mended; whether anything was.
fn mend(errors: &[(&Fault, &str)], document: &mut SurveyDocument, origins: &mut Origins<'_>, fields: &mut Fields) -> bool {
    let mut removed: Vec<usize> = Vec::new();
    let mut mended = false;
    for (fault, pointer) in errors {
        let mut parts = pointer.split('/').skip(1);
        let (Some("question"), Some(at)) = (parts.next(), parts.next().and_then(|at| at.parse::<usize>().ok())) else { continue };
        let (Some(question), Some(origin)) = (document.questions.get_mut(at), origins.questions.get(at)) else { continue };
        if pointer.contains("/constraint") {
            if let Some(place) = origin.constraint.as_ref().filter(|_| !question.constraints.is_empty()) {
                let what = format!("the constraint is not carried over: {}; every answer of the right kind is taken", fault.what);
                fields.notes.warning("constraint-not-carried", place, what, fault.mend.clone());
                question.constraints.clear();
                conditions::left_out_message(origin.row, fields);
                mended = true;
            }
        } else if fault.code.starts_with("expression-") || fault.code == "relevance-cycle" {
            if let (Some(_), Some(place)) = (question.relevant.take(), &origin.relevant) {
                let what = format!("the condition is not carried over: {}; the question is always asked", fault.what);
                fields.notes.warning("expression-not-carried", place, what, fault.mend.clone());
                mended = true;
            }
        } else if fault.code == "ambiguous-option" {
            let option = parts.nth(1).unwrap_or_default();
            let row = origin.part("option", option);
            let option = option.parse::<usize>().ok().and_then(|at| question.options.get_mut(at));
            if let (Some(option), Some(row)) = (option, row) {
                let with_id = |label: &str| format!("{label} ({})", option.id);
                option.label = Text { pl: with_id(&option.label.pl), en: with_id(&option.label.en) };
                let what = "the label is that of another option too: its name was put behind it";
                fields.notes.warning("label-changed", &row.place("label"), what, "give each option words of its own");
                mended = true;
            }
        } else if fault.code == "options" {
            let what = format!("`{}` is left out: {}", question.id, fault.what);
            fields.notes.warning("row-not-carried", &origin.row.place("type"), what, "a choice has 2 to 200 options");
            removed.push(at);
        }
    }
    removed.dedup();
    for at in removed.iter().rev() {
        document.questions.remove(*at);
        origins.questions.remove(*at);
    }
    origins.drop_empty_dimensions(document);
    mended || !removed.is_empty()
}

/// Faults of the engine with their cells.
fn report(value: &Value, faults: &[Fault], document: &SurveyDocument, origins: &Origins<'_>, fields: &mut Fields) {
    let pointers = pointers(value);
    for fault in faults {
        let pointer = pointers.get(fault.place.line - 1).map_or("", String::as_str);
        let place = place(pointer, document, origins).unwrap_or_else(|| Place::sheet("survey"));
        fields.notes.push(fault.severity, fault.code, &place, fault.what.clone(), fault.mend.clone());
    }
}

/// The cell that a part of the document comes from.
fn place(pointer: &str, document: &SurveyDocument, origins: &Origins<'_>) -> Option<Place> {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    if let ["question", at, rest @ ..] = parts.as_slice() {
        let at: usize = at.parse().ok()?;
        let origin = origins.questions.get(at)?;
        if let [key, part, rest @ ..] = rest
            && let Some(row) = origin.part(key, part)
        {
            return Some(row.place(column(rest.first().copied().unwrap_or("id"))));
        }
        let key = rest.first().copied().unwrap_or("id");
        return match (&origin.relevant, document.questions.get(at)) {
            (Some(place), Some(question)) if key == "relevant" && question.relevant.is_some() => Some(place.clone()),
            _ if key == "constraint" => origin.constraint.clone(),
            _ if matches!(key, "minimum" | "maximum") && origin.row.value(key).is_none() => origin.constraint.clone(),
            _ if key == "points" => Some(origin.row.place("points_yes")),
            _ => Some(origin.row.place(column(key))),
        };
    }
    let row = match parts.as_slice() {
        ["dimension", at, ..] => *origins.dimensions.get(at.parse::<usize>().ok()?)?,
        ["level", at, ..] => origins.levels.get(at.parse::<usize>().ok()?).copied(),
        ["framework", at, ..] => origins.frameworks.get(at.parse::<usize>().ok()?).copied(),
        [table, key, ..] => return origins.meta.get(format!("/{table}/{key}").as_str()).cloned(),
        _ => None,
    };
    Some(row?.place(column(parts.get(2).copied().unwrap_or("id"))))
}

/// The column that a key of the survey file comes from.
fn column(key: &str) -> &str {
    match key {
        "id" => "name",
        "text" => "label",
        "definition" => "guidance_hint",
        "points" => "score",
        "not_applicable" => "na_allowed",
        "gate" => "gate_level",
        "goalposts" => "low",
        "option" => "type",
        key => key,
    }
}

/// For each line of pretty-printed JSON the pointer of what begins or ends there.
fn pointers(value: &Value) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines_of(value, "", &mut lines);
    lines
}

fn lines_of(value: &Value, pointer: &str, lines: &mut Vec<String>) {
    let mut below = |name: &str, value: &Value| {
        let pointer = format!("{pointer}/{name}");
        lines.push(pointer.clone());
        lines_of(value, &pointer, lines);
    };
    match value {
        Value::Object(map) if !map.is_empty() => map.iter().for_each(|(name, value)| below(name, value)),
        Value::Array(values) if !values.is_empty() => values.iter().enumerate().for_each(|(at, value)| below(&at.to_string(), value)),
        _ => return,
    }
    lines.push(pointer.to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_json_has_its_pointer() {
        let value = serde_json::json!({ "a": [1, { "b": "x" }, []], "c": {}, "d": null });
        let text = serde_json::to_string_pretty(&value).unwrap_or_default();
        let found = pointers(&value);
        assert_eq!(found.len(), text.lines().count());
        let line = |of: &str| text.lines().position(|line| line.contains(of)).map(|at| found[at].as_str());
        assert_eq!(line("\"b\""), Some("/a/1/b"));
        assert_eq!(line("\"c\""), Some("/c"));
        assert_eq!(line("\"d\""), Some("/d"));
    }
}
