//! A survey file → a [`Survey`], or every fault that keeps it from being one.

mod conditions;
mod nodes;
mod order;
mod questions;
mod reach;
mod repeats;

use std::collections::{BTreeMap, HashMap};

pub(crate) use questions::{MOST_OPTIONS, MOST_QUESTIONS};

use super::document::SurveyDocument;
use super::fault::{Fault, MOST_FAULTS, Place, Severity, excerpt};
use super::source::{self, Notation, Places};
use super::structure;
use super::survey::{Framework, Level, NodeIx, QuestionIx, Survey};
use super::unit::LevelNumber;
use crate::ids::sha256_hex;
use crate::lang::Text;

/// A survey has no more maturity levels than this.
const MOST_LEVELS: usize = 9;
/// A survey has no more dimensions and modules than this.
const MOST_DIMENSIONS: usize = 500;

/// A survey that can be used, with what a person should look at.
#[derive(Debug)]
pub struct Checked {
    /// The survey.
    pub survey: Survey,
    /// The file as it was read.
    pub document: SurveyDocument,
    /// Faults that do not keep it from being used.
    pub warnings: Vec<Fault>,
}

/// Reads and checks a survey file.
///
/// # Errors
/// Every fault that was found, in the order of their places.
pub fn read(text: &str, notation: Notation) -> Result<Checked, Vec<Fault>> {
    let parsed = source::parse(text, notation)?;
    let structural = structure::check(&parsed);
    if !structural.is_empty() {
        return Err(in_order(structural));
    }
    let document: SurveyDocument = serde_json::from_value(parsed.value).map_err(|error| {
        let mend = "compare the file with the schema (`miernik survey schema`)".to_owned();
        vec![Fault { severity: Severity::Error, code: "wrong-type", place: Place { line: 1, column: 1 }, what: error.to_string(), mend }]
    })?;
    let (survey, faults) = build(&document, &parsed.places);
    match survey {
        Some(survey) => Ok(Checked { survey, document, warnings: in_order(faults) }),
        None => Err(in_order(faults)),
    }
}

/// The canonical JSON of a survey: keys in alphabetical order, no blanks. The same survey has the same canonical JSON whether it was written as TOML or
/// as JSON, in whatever order of keys; a default that is written out is not the same as one that is left out.
///
/// # Errors
/// Never for a document that came from a file; a number that is not finite cannot be written.
pub fn canonical(document: &SurveyDocument) -> Result<String, serde_json::Error> {
    // `Value` keeps its keys in alphabetical order.
    serde_json::to_value(document).map(|value| value.to_string())
}

fn in_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|fault| fault.place);
    faults
}

fn build(document: &SurveyDocument, places: &Places<'_>) -> (Option<Survey>, Vec<Fault>) {
    let mut check = Check { places, faults: Vec::new(), unusable: false, ids: HashMap::new() };
    if check.too_many(document) {
        return (None, check.faults);
    }
    check.meta(document);
    let levels = check.levels(document);
    let frameworks = check.frameworks(document);
    let mut nodes = check.nodes(document);
    let node_by_id: HashMap<String, NodeIx> = nodes.iter().enumerate().map(|(at, node)| (node.id.clone(), NodeIx(at))).collect();
    let questions = check.questions(document, &node_by_id, &nodes, &levels, &frameworks);
    let mut condition_order = order::order(&questions);
    check.circles(&questions, &condition_order);
    condition_order.retain(|ix| questions[ix.0].relevant.is_some());
    nodes::grow(&mut nodes, &questions);
    check.tree(document, &nodes, &questions);
    let repeats = check.repeats(document, &nodes, &questions);
    check.reach(&questions);
    let unusable = check.unusable;
    let survey = canonical(document).ok().filter(|_| !unusable).map(|canonical| Survey {
        meta: document.survey.clone(),
        hash: sha256_hex(canonical.as_bytes()),
        question_by_id: questions.iter().enumerate().map(|(at, question)| (question.id.clone(), QuestionIx(at))).collect(),
        node_by_id,
        nodes,
        questions,
        levels,
        frameworks,
        repeats,
        condition_order,
    });
    (survey, check.faults)
}

struct Check<'c> {
    places: &'c Places<'c>,
    faults: Vec<Fault>,
    /// Whether there is an error among the faults.
    unusable: bool,
    /// Ids of dimensions and questions and where they stand.
    ids: HashMap<String, Place>,
}

impl Check<'_> {
    fn error(&mut self, code: &'static str, pointer: &str, what: impl Into<String>, mend: impl Into<String>) {
        self.push(Severity::Error, code, self.places.get(pointer), what.into(), mend.into());
    }

    fn warning(&mut self, code: &'static str, pointer: &str, what: impl Into<String>, mend: impl Into<String>) {
        self.push(Severity::Warning, code, self.places.get(pointer), what.into(), mend.into());
    }

    fn push(&mut self, severity: Severity, code: &'static str, place: Place, what: String, mend: String) {
        // A survey is refused for at least one error that is shown.
        let error = severity == Severity::Error;
        if self.faults.len() < MOST_FAULTS || (error && !self.unusable) {
            self.faults.push(Fault { severity, code, place, what, mend });
        }
        self.unusable |= error;
    }

    /// Whether there are as many faults as are shown: what is wrong beyond them need not be explained.
    fn is_full(&self) -> bool {
        self.unusable && self.faults.len() >= MOST_FAULTS
    }

    fn text(&mut self, pointer: &str, text: &Text) {
        for (lang, words) in [("pl", &text.pl), ("en", &text.en)] {
            if words.trim().is_empty() {
                self.error(
                    "empty-text",
                    &format!("{pointer}/{lang}"),
                    "the text is empty",
                    "write it in both languages, or remove the whole key where it is optional",
                );
            } else if words.contains('\0') {
                self.error("bad-text", &format!("{pointer}/{lang}"), "the text holds a NUL character", "remove it");
            }
        }
    }

    fn optional_text(&mut self, pointer: &str, key: &str, text: Option<&Text>) {
        if let Some(text) = text {
            self.text(&format!("{pointer}/{key}"), text);
        }
    }

    /// Checks the form of an id and that it is the only one.
    fn id(&mut self, pointer: &str, id: &str) {
        let pointer = format!("{pointer}/id");
        if !well_formed(id) {
            self.error(
                "bad-id",
                &pointer,
                format!("`{}` cannot be an id", excerpt(id)),
                "begin with a letter; letters and digits without accents, with single `_`, `-` or `.` between them; at most 64 characters",
            );
        } else if id == "index" || id == "unit" || [".numerator", ".denominator", ".date"].iter().any(|ending| id.ends_with(ending)) {
            self.error("reserved-id", &pointer, format!("the id `{}` has a meaning of its own", excerpt(id)), "choose another id");
        }
        let place = self.places.get(&pointer);
        if let Some(first) = self.ids.insert(id.to_owned(), place) {
            let mend = format!("give one of them another id; the first is on line {}", first.line);
            self.error("duplicate-id", &pointer, format!("the id `{}` stands twice", excerpt(id)), mend);
        }
    }

    /// A survey with more of something than there may be is refused at the first too many, before anything is made of it.
    fn too_many(&mut self, document: &SurveyDocument) -> bool {
        let lists = [
            ("level", "levels", document.levels.len(), MOST_LEVELS, "join some"),
            ("dimension", "dimensions", document.dimensions.len(), MOST_DIMENSIONS, "join some, or split the survey"),
            ("question", "questions", document.questions.len(), MOST_QUESTIONS, "split the survey"),
        ];
        for (key, name, count, most, mend) in lists.into_iter().filter(|(_, _, count, most, _)| count > most) {
            let what = format!("there are {count} {name}, more than {most}: this one is the first too many");
            self.error("too-many", &format!("/{key}/{most}"), what, mend);
        }
        self.unusable
    }

    fn share_of_one(&mut self, pointer: &str, value: Option<f64>) {
        if value.is_some_and(|value| !(0.0..=1.0).contains(&value)) {
            self.error("bad-share", pointer, "this share is not between 0 and 1", "write for example 0.8 for 80 %");
        }
    }

    fn meta(&mut self, document: &SurveyDocument) {
        let meta = &document.survey;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if meta.id.is_empty() || meta.id.len() > 64 || !meta.id.starts_with(|c: char| c.is_ascii_lowercase()) || !meta.id.chars().all(plain) {
            self.error(
                "bad-id",
                "/survey/id",
                format!("`{}` cannot be the id of a survey", excerpt(&meta.id)),
                "write small letters, digits and hyphens, a letter first",
            );
        }
        let version = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        if meta.version.is_empty()
            || meta.version.len() > 32
            || !meta.version.starts_with(|c: char| c.is_ascii_alphanumeric())
            || !meta.version.chars().all(version)
        {
            self.error(
                "bad-version",
                "/survey/version",
                format!("`{}` cannot be a version", excerpt(&meta.version)),
                "write digits, letters, dots and hyphens, for example \"1.0\"",
            );
        }
        self.text("/survey/title", &meta.title);
        self.optional_text("/survey", "description", meta.description.as_ref());
        self.optional_text("/survey", "credit", meta.credit.as_ref());
        self.text("/index/title", &document.index.title);
        self.share_of_one("/index/publish_from", document.index.publish_from);
    }

    fn levels(&mut self, document: &SurveyDocument) -> Vec<Level> {
        let mut levels: Vec<Level> = Vec::new();
        for (at, level) in document.levels.iter().enumerate() {
            let pointer = format!("/level/{at}");
            self.text(&format!("{pointer}/title"), &level.title);
            self.optional_text(&pointer, "description", level.description.as_ref());
            self.share_of_one(&format!("{pointer}/gate"), level.gate);
            let before = levels.last().map(|level| level.from);
            match before {
                None if level.from != 0.0 => {
                    self.error("level-order", &format!("{pointer}/from"), "the lowest level does not begin at 0", "write from = 0")
                }
                Some(before) if level.from <= before || level.from > 100.0 => {
                    self.error(
                        "level-order",
                        &format!("{pointer}/from"),
                        "the levels do not rise between 0 and 100",
                        "write the levels from low to high",
                    );
                }
                _ => {}
            }
            let number = LevelNumber(u8::try_from(at + 1).unwrap_or(u8::MAX));
            levels.push(Level {
                number,
                title: level.title.clone(),
                description: level.description.clone(),
                from: level.from,
                gate: level.gate.unwrap_or(0.85),
            });
        }
        levels
    }

    fn frameworks(&mut self, document: &SurveyDocument) -> Vec<Framework> {
        let mut seen = BTreeMap::new();
        for (at, framework) in document.frameworks.iter().enumerate() {
            let pointer = format!("/framework/{at}");
            self.text(&format!("{pointer}/title"), &framework.title);
            for (category, text) in &framework.categories {
                self.text(&format!("{pointer}/categories/{category}"), text);
            }
            if !well_formed(&framework.id) {
                let what = format!("`{}` cannot be the id of a framework", excerpt(&framework.id));
                self.error("bad-id", &format!("{pointer}/id"), what, "write letters and digits, with single `_`, `-` or `.` between them");
            }
            if seen.insert(&framework.id, at).is_some() {
                self.error("duplicate-id", &format!("{pointer}/id"), format!("the framework `{}` stands twice", framework.id), "keep one");
            }
        }
        let frameworks = document.frameworks.iter();
        frameworks
            .map(|framework| Framework {
                id: framework.id.clone(),
                title: framework.title.clone(),
                categories: framework.categories.clone().into_iter().collect(),
            })
            .collect()
    }
}

/// Whether an id has the form of one: parts of letters and digits joined by single `_`, `-` or `.`, a letter first, at most 64 characters.
fn well_formed(id: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    id.len() <= 64 && id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.split(['_', '-', '.']).all(part)
}
