//! The text of a survey file → a tree of plain values, and for each value its place in the text.

use std::collections::HashMap;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseError;
use serde_json::{Map, Number, Value};
use toml::de::{DeArray, DeTable, DeValue};

use super::fault::{Fault, LineIndex, MOST_FAULTS, Place, Severity, excerpt};

/// Tables and lists nest no deeper than this; a survey needs seven levels.
const DEEPEST: usize = 16;
/// A key is no longer than this many bytes.
const LONGEST_KEY: usize = 128;

/// The notation of a survey file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// `.toml`, the one that people write.
    Toml,
    /// `.json`.
    Json,
}

/// Where each value of a file stands, by its pointer: `/question/3/option/0/label`.
#[derive(Debug)]
pub struct Places<'t> {
    offsets: HashMap<String, usize>,
    lines: LineIndex<'t>,
}

impl Places<'_> {
    /// The place of a pointer; of something that is not there, the place of what should hold it.
    pub fn get(&self, pointer: &str) -> Place {
        let mut pointer = pointer;
        loop {
            if let Some(offset) = self.offsets.get(pointer) {
                return self.lines.place(*offset);
            }
            match pointer.rfind('/') {
                Some(cut) => pointer = &pointer[..cut],
                None => return Place { line: 1, column: 1 },
            }
        }
    }
}

/// A file taken apart.
#[derive(Debug)]
pub struct Parsed<'t> {
    /// The values.
    pub value: Value,
    /// Their places.
    pub places: Places<'t>,
}

/// Takes a file apart.
///
/// # Errors
/// Every fault of the notation (TOML) or the first one (JSON).
pub fn parse(text: &str, notation: Notation) -> Result<Parsed<'_>, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let places = Places { offsets: HashMap::new(), lines: LineIndex::new(text) };
    let mut reader = Reader { places, depth: 0, faults: Vec::new() };
    let value = match notation {
        Notation::Toml => reader.toml(text),
        Notation::Json => reader.json(text),
    };
    if reader.faults.is_empty() { Ok(Parsed { value, places: reader.places }) } else { Err(reader.faults) }
}

struct Reader<'t> {
    places: Places<'t>,
    depth: usize,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, code: &'static str, offset: usize, what: String, mend: &str) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault { severity: Severity::Error, code, place: self.places.lines.place(offset), what, mend: mend.to_owned() });
        }
    }

    fn mark(&mut self, pointer: &str, offset: usize) {
        self.places.offsets.insert(pointer.to_owned(), offset);
    }

    /// Goes one table or list down, unless that is too deep.
    fn deeper(&mut self, offset: usize, inner: impl FnOnce(&mut Self) -> Value) -> Value {
        if self.depth == DEEPEST {
            self.fault("too-deep", offset, format!("tables and lists nest deeper than {DEEPEST}"), "a survey needs no such depth: remove it");
            return Value::Null;
        }
        self.depth += 1;
        let value = inner(self);
        self.depth -= 1;
        value
    }

    /// Whether a key is short enough to be one.
    fn fits(&mut self, key: &str, offset: usize) -> bool {
        if key.len() > LONGEST_KEY {
            self.fault("unknown-key", offset, format!("the key `{}` is too long to be one", excerpt(key)), "remove it");
        }
        key.len() <= LONGEST_KEY
    }

    fn toml(&mut self, text: &str) -> Value {
        let (table, errors) = DeTable::parse_recoverable(text);
        let complete = errors.is_empty();
        for error in errors {
            let offset = error.span().map_or(0, |span| span.start);
            let (code, mend) = if error.message().contains("duplicate") {
                ("duplicate-key", "keep one of the two")
            } else {
                ("toml-syntax", "write it as TOML: key = \"text\", numbers without quotes, tables in [brackets]")
            };
            self.fault(code, offset, error.message().to_owned(), mend);
        }
        // What was recovered from a broken file would only give faults that are none.
        if complete { self.toml_table(table.get_ref(), "") } else { Value::Null }
    }

    fn toml_table(&mut self, table: &DeTable<'_>, pointer: &str) -> Value {
        let mut map = Map::new();
        for (key, value) in table {
            let name = key.get_ref();
            if !self.fits(name, key.span().start) {
                continue;
            }
            let below = format!("{pointer}/{name}");
            // A table stands where its heading is, a plain value where the value is.
            let offset = if matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_)) { key.span().start } else { value.span().start };
            self.mark(&below, offset);
            self.mark(&format!("{below}#key"), key.span().start);
            let value = self.toml_value(value.get_ref(), value.span().start, &below);
            map.insert(name.to_string(), value);
        }
        Value::Object(map)
    }

    fn toml_array(&mut self, array: &DeArray<'_>, pointer: &str) -> Value {
        let mut values = Vec::with_capacity(array.len());
        for (at, value) in array.iter().enumerate() {
            let below = format!("{pointer}/{at}");
            self.mark(&below, value.span().start);
            values.push(self.toml_value(value.get_ref(), value.span().start, &below));
        }
        Value::Array(values)
    }

    fn toml_value(&mut self, value: &DeValue<'_>, offset: usize, pointer: &str) -> Value {
        match value {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Boolean(truth) => Value::Bool(*truth),
            DeValue::Datetime(date) => Value::String(date.to_string()),
            DeValue::Array(array) => self.deeper(offset, |reader| reader.toml_array(array, pointer)),
            DeValue::Table(table) => self.deeper(offset, |reader| reader.toml_table(table, pointer)),
            DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(number) => number.into(),
                Err(_) => self.bad_number(integer.as_str(), offset),
            },
            DeValue::Float(float) => match float.as_str().parse().ok().and_then(Number::from_f64) {
                Some(number) => Value::Number(number),
                None => self.bad_number(float.as_str(), offset),
            },
        }
    }

    fn bad_number(&mut self, text: &str, offset: usize) -> Value {
        self.fault("bad-number", offset, format!("`{}` is not a finite number", excerpt(text)), "write an ordinary number such as 12.5");
        Value::Null
    }

    fn json(&mut self, text: &str) -> Value {
        let options = jsonc_parser::ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            allow_missing_commas: false,
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        };
        match jsonc_parser::parse_to_ast(text, &jsonc_parser::CollectOptions::default(), &options) {
            Ok(result) => match result.value {
                Some(value) => self.json_value(&value, ""),
                None => {
                    self.fault("json-syntax", 0, "the file is empty".to_owned(), "write one JSON object");
                    Value::Null
                }
            },
            Err(error) => {
                self.json_error(&error);
                Value::Null
            }
        }
    }

    fn json_error(&mut self, error: &ParseError) {
        self.fault("json-syntax", error.range().start, error.kind().to_string(), "write it as JSON: {\"key\": \"text\"}");
    }

    fn json_value(&mut self, value: &ast::Value<'_>, pointer: &str) -> Value {
        self.mark(pointer, value.start());
        match value {
            ast::Value::StringLit(text) => Value::String(text.value.to_string()),
            ast::Value::BooleanLit(truth) => Value::Bool(truth.value),
            ast::Value::NullKeyword(_) => Value::Null,
            ast::Value::NumberLit(number) => match number.value.parse::<Number>() {
                Ok(number) if number.as_f64().is_some_and(f64::is_finite) => Value::Number(number),
                _ => self.bad_number(number.value, value.start()),
            },
            ast::Value::Array(array) => self.deeper(value.start(), |reader| {
                let elements = array.elements.iter().enumerate();
                Value::Array(elements.map(|(at, element)| reader.json_value(element, &format!("{pointer}/{at}"))).collect())
            }),
            ast::Value::Object(object) => self.deeper(value.start(), |reader| reader.json_object(object, pointer)),
        }
    }

    fn json_object(&mut self, object: &ast::Object<'_>, pointer: &str) -> Value {
        let mut map = Map::new();
        for property in &object.properties {
            let name = property.name.as_str();
            let offset = property.range.start;
            if !self.fits(name, offset) {
                continue;
            }
            let below = format!("{pointer}/{name}");
            self.mark(&format!("{below}#key"), offset);
            let value = self.json_value(&property.value, &below);
            if map.insert(name.to_owned(), value).is_some() {
                self.fault("duplicate-key", offset, format!("the key `{}` stands twice", excerpt(name)), "keep one of the two");
            }
        }
        Value::Object(map)
    }
}
