//! A survey as TOML that a person likes to read: keys and tables in the order of `docs/survey-file.md`, a text on one line in both languages.

use serde_json::{Map, Value};

use crate::engine::document::SurveyDocument;

/// Keys of tables in the order in which they are written; a key that is not here follows in alphabetical order.
const ORDER: [&str; 51] = [
    "id",
    "version",
    "dimension",
    "kind",
    "below",
    "text",
    "title",
    "label",
    "short",
    "hint",
    "description",
    "definition",
    "where_found",
    "respondent",
    "example",
    "evidence",
    "credit",
    "licence",
    "source",
    "from",
    "parent",
    "module",
    "effort",
    "weight",
    "max",
    "scored",
    "relevant",
    "must_hold",
    "message",
    "not_applicable",
    "gate",
    "short_form",
    "confidential",
    "aggregation",
    "power",
    "missing",
    "publish_from",
    "entries",
    "crosswalk",
    "blank",
    "points",
    "exclusive",
    "aliases",
    "unit",
    "prefill",
    "minimum",
    "maximum",
    "decimals",
    "goalposts",
    "numerator",
    "denominator",
];

/// Tables that stand alone, in the order in which they follow each other.
const TABLES: [&str; 11] =
    ["survey", "index", "dimension", "level", "framework", "categories", "question", "constraint", "option", "basis", "recommendation"];

/// What a key means when it is left out.
const DEFAULTS: [(&str, &str); 3] = [("aggregation", "mean"), ("missing", "drop"), ("not_applicable", "reason")];

/// An inline text longer than this takes one line for each language.
const LONGEST_INLINE: usize = 140;

/// The survey as TOML.
///
/// # Errors
/// A number that is not finite; a survey that was read from a file has none.
pub(super) fn written(document: &SurveyDocument) -> Result<String, serde_json::Error> {
    let value = serde_json::to_value(document)?;
    let mut text = String::new();
    if let Value::Object(root) = &value {
        tables(&mut text, "", root);
    }
    Ok(text.trim_start().to_owned())
}

/// Writes the tables below one table.
fn tables(text: &mut String, path: &str, table: &Map<String, Value>) {
    for name in TABLES {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        match table.get(name).filter(|value| stands_alone(name, value)) {
            Some(Value::Object(below)) => one(text, &format!("[{path}]"), &path, below),
            Some(Value::Array(several)) => {
                several.iter().filter_map(Value::as_object).for_each(|below| one(text, &format!("[[{path}]]"), &path, below))
            }
            _ => {}
        }
    }
}

/// Whether a value is a table of its own: `dimension` is a list of tables under the root, and a plain text in a question.
fn stands_alone(name: &str, value: &Value) -> bool {
    TABLES.contains(&name) && (value.is_object() || value.as_array().is_some_and(|list| list.iter().all(Value::is_object)))
}

fn one(text: &mut String, heading: &str, path: &str, table: &Map<String, Value>) {
    text.push('\n');
    text.push_str(heading);
    text.push('\n');
    let place = |key: &str| ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
    let mut keys: Vec<&String> = table.keys().filter(|key| !stands_alone(key, &table[*key])).collect();
    keys.sort_by_key(|key| place(key));
    for key in keys {
        line(text, key, &table[key]);
    }
    tables(text, path, table);
}

fn line(text: &mut String, name: &str, value: &Value) {
    if DEFAULTS.iter().any(|(key, default)| *key == name && value == default) {
        return;
    }
    let key = bare(name);
    let whole = format!("{key} = {}", inline(value));
    match value {
        Value::Object(below) if whole.chars().count() > LONGEST_INLINE => {
            for (name, value) in in_order(below) {
                text.push_str(&format!("{key}.{} = {}\n", bare(name), inline(value)));
            }
        }
        _ => {
            text.push_str(&whole);
            text.push('\n');
        }
    }
}

/// Keys of inline tables in the order in which they are written: Polish first, the lower end before the upper one.
const INLINE_ORDER: [&str; 11] = ["pl", "en", "low", "high", "better", "yes", "no", "level", "at_least", "combine", "by"];

/// The entries of an inline table in their order; others follow in alphabetical order.
fn in_order(table: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| INLINE_ORDER.iter().position(|known| known == key).unwrap_or(INLINE_ORDER.len()));
    entries
}

fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Number(number) => number.as_f64().filter(|_| number.is_f64()).map_or_else(|| number.to_string(), shortest),
        Value::Array(values) => format!("[{}]", values.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Object(table) => {
            let entries: Vec<_> = in_order(table).into_iter().map(|(key, value)| format!("{} = {}", bare(key), inline(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Bool(_) | Value::Null => value.to_string(),
    }
}

/// A whole number without a decimal point, any other with as few digits as read back to it.
fn shortest(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { format!("{number:?}") }
}

/// A key, in quotes where it needs them.
fn bare(key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(plain) { key.to_owned() } else { quoted(key) }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            control if control.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(control))),
            plain => quoted.push(plain),
        }
    }
    quoted.push('"');
    quoted
}
