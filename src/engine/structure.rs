//! Values against the JSON Schema that is made from the types of [`super::document`]: unknown and missing keys, wrong types, unknown words.
//!
//! The schema is the only description of the structure; this walk turns a mismatch into faults with a place and a mend, all of them at once.

use serde_json::Value;

use super::document::SurveyDocument;
use super::fault::{Fault, MOST_FAULTS, Severity, excerpt};
use super::near;
use super::source::Parsed;

/// The JSON Schema of a survey file.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(SurveyDocument).to_value();
    schema["title"] = Value::String("Miernik survey".to_owned());
    schema
}

/// Every structural fault of a survey file.
pub fn check(parsed: &Parsed<'_>) -> Vec<Fault> {
    check_as(parsed, &schema())
}

/// Every structural fault of a file that a schema describes.
pub fn check_as(parsed: &Parsed<'_>, schema: &Value) -> Vec<Fault> {
    let mut walk = Walk { definitions: &schema["$defs"], parsed, faults: Vec::new() };
    walk.value(&parsed.value, schema, "");
    walk.faults
}

struct Walk<'w> {
    definitions: &'w Value,
    parsed: &'w Parsed<'w>,
    faults: Vec<Fault>,
}

impl<'w> Walk<'w> {
    fn fault(&mut self, code: &'static str, pointer: &str, what: String, mend: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault { severity: Severity::Error, code, place: self.parsed.places.get(pointer), what, mend });
        }
    }

    /// Follows `$ref` and the "or null" that an optional key has.
    fn resolve(&self, schema: &'w Value) -> &'w Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return self.resolve(&self.definitions[name]);
        }
        match schema["anyOf"].as_array().and_then(|any| any.first()) {
            Some(first) => self.resolve(first),
            None => schema,
        }
    }

    fn value(&mut self, value: &Value, schema: &'w Value, pointer: &str) {
        let schema = self.resolve(schema);
        let words = words(schema);
        if !words.is_empty() {
            return self.word(value, &words, pointer);
        }
        let wanted = match &schema["type"] {
            Value::Array(types) => types.first().and_then(Value::as_str),
            other => other.as_str(),
        };
        let Some(wanted) = wanted else { return };
        let fits = match wanted {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.as_u64().is_some_and(|number| number <= u64::from(u8::MAX)),
            "number" => value.is_number(),
            _ => true,
        };
        if !fits {
            let (wanted, example) = describe(wanted);
            return self.fault("wrong-type", pointer, format!("{wanted} is needed here, this is {}", name(value)), example.to_owned());
        }
        match value {
            Value::Object(map) => self.object(map, schema, pointer),
            Value::Array(values) => {
                for (at, value) in values.iter().enumerate() {
                    self.value(value, &schema["items"], &format!("{pointer}/{at}"));
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, map: &serde_json::Map<String, Value>, schema: &'w Value, pointer: &str) {
        let properties = schema["properties"].as_object();
        for (key, value) in map {
            let below = format!("{pointer}/{key}");
            match (properties.and_then(|properties| properties.get(key)), &schema["additionalProperties"]) {
                (Some(property), _) => self.value(value, property, &below),
                (None, free) if free.is_object() => self.value(value, free, &below),
                (None, _) => {
                    let known: Vec<_> = properties.into_iter().flatten().map(|(key, _)| key.as_str()).collect();
                    let mend =
                        near::did_you_mean(key, known.iter().copied()).unwrap_or_else(|| format!("remove it; known here: {}", known.join(", ")));
                    self.fault("unknown-key", &format!("{below}#key"), format!("the key `{}` is not known here", excerpt(key)), mend);
                }
            }
        }
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !map.contains_key(required) {
                let mend = if matches!(required, "pl" | "en") {
                    "every text stands in both languages: { pl = \"…\", en = \"…\" }".to_owned()
                } else {
                    format!("add `{required}`")
                };
                self.fault("missing-key", pointer, format!("the key `{required}` is missing"), mend);
            }
        }
    }

    fn word(&mut self, value: &Value, words: &[&str], pointer: &str) {
        let Some(word) = value.as_str() else {
            return self.fault(
                "wrong-type",
                pointer,
                format!("a word is needed here, this is {}", name(value)),
                format!("one of: {}", words.join(", ")),
            );
        };
        if !words.contains(&word) {
            let mend = near::did_you_mean(word, words.iter().copied()).unwrap_or_else(|| format!("one of: {}", words.join(", ")));
            self.fault("unknown-word", pointer, format!("`{}` is not known here", excerpt(word)), mend);
        }
    }
}

/// The words of an enumeration; empty for anything else.
fn words(schema: &Value) -> Vec<&str> {
    let listed = schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let described = schema["oneOf"].as_array().into_iter().flatten();
    let described =
        described.flat_map(|one| one["const"].as_str().into_iter().chain(one["enum"].as_array().into_iter().flatten().filter_map(Value::as_str)));
    listed.chain(described).collect()
}

const fn describe(wanted: &str) -> (&'static str, &'static str) {
    match wanted.as_bytes() {
        b"object" => ("a table", "write { pl = \"…\", en = \"…\" } for a text, or a [table]"),
        b"array" => ("a list", "write [ … ], or [[table]] with two brackets for each entry"),
        b"string" => ("a text in quotes", "write \"…\""),
        b"boolean" => ("true or false", "write true or false without quotes"),
        b"integer" => ("a whole number from 0 to 255", "write digits without quotes"),
        _ => ("a number", "write digits without quotes"),
    }
}

const fn name(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    }
}
