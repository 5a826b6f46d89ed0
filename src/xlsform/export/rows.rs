//! The rows of every sheet.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;

use super::{Out, OutSheet};
use crate::engine::document::{
    Aggregation, EntriesDocument, Kind, MissingPolicy, NotApplicableRule, OptionDocument, QuestionDocument, SurveyDocument,
};
use crate::lang::{Lang, Text};
use crate::xlsform::choices::said;
use crate::xlsform::words::{CHOICES_COLUMNS, SURVEY_COLUMNS, joined, language};
use crate::xlsform::{conditions, sheets};

/// A sheet while it is filled: each cell is named, columns come about in the order in which they are first named.
struct Draft {
    name: &'static str,
    headers: Vec<String>,
    rows: Vec<Vec<Out>>,
}

impl Draft {
    fn new(name: &'static str, headers: &[&str]) -> Self {
        let mut draft = Self { name, headers: Vec::new(), rows: Vec::new() };
        for header in headers {
            match header.strip_suffix("::") {
                Some(translated) => draft.headers.extend(Lang::ALL.map(|lang| format!("{translated}::{}", language(lang)))),
                None => draft.headers.push((*header).to_owned()),
            }
        }
        draft
    }

    fn row(&mut self) -> &mut Self {
        self.rows.push(vec![Out::Empty; self.headers.len()]);
        self
    }

    fn set(&mut self, header: &str, value: Out) -> &mut Self {
        if let (Some(at), Some(row)) = (self.headers.iter().position(|known| known == header), self.rows.last_mut()) {
            row[at] = value;
        }
        self
    }

    fn text(&mut self, header: &str, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        if text.is_empty() { self } else { self.set(header, Out::Text(text)) }
    }

    fn number(&mut self, header: &str, number: Option<f64>) -> &mut Self {
        number.map(|number| self.set(header, Out::Number(number)));
        self
    }

    /// Yes or no; nothing where nothing is said.
    fn truth(&mut self, header: &str, truth: Option<bool>) -> &mut Self {
        truth.map(|truth| self.text(header, if truth { "yes" } else { "no" }));
        self
    }

    /// A word of the survey file.
    fn word(&mut self, header: &str, word: &impl Serialize) -> &mut Self {
        let written = serde_json::to_value(word).ok().and_then(|value| value.as_str().map(str::to_owned));
        self.text(header, written.unwrap_or_default())
    }

    fn translated(&mut self, header: &str, text: Option<&Text>) -> &mut Self {
        for lang in Lang::ALL {
            if let Some(text) = text {
                self.text(&format!("{header}::{}", language(lang)), text.get(lang));
            }
        }
        self
    }

    fn done(self, needed: &[&str]) -> OutSheet {
        OutSheet { name: self.name, headers: self.headers, rows: self.rows }.without_empty_columns(needed)
    }
}

/// Every sheet of a survey; those of our own only where they have rows.
pub(super) fn sheets(document: &SurveyDocument) -> Vec<OutSheet> {
    let mut all = vec![survey(document), choices(document), settings(document), about(document), dimensions(document)];
    let others = [levels, frameworks, categories, bases, constraints, recommendations].map(|sheet| sheet(document));
    all.extend(others.into_iter().filter(|sheet| !sheet.rows.is_empty()));
    all
}

fn survey(document: &SurveyDocument) -> OutSheet {
    let frameworks: BTreeSet<&String> = document.questions.iter().flat_map(|question| question.crosswalk.keys()).collect();
    let crosswalks: Vec<String> = frameworks.into_iter().map(|framework| format!("crosswalk::{framework}")).collect();
    let columns: Vec<&str> = SURVEY_COLUMNS.into_iter().chain(crosswalks.iter().map(String::as_str)).collect();
    let mut draft = Draft::new("survey", &columns);
    let yes_no = yes_no_list(document);
    let mut groups = Groups { document, open: Vec::new(), names: names(document) };
    for question in &document.questions {
        groups.turn_to(&question.dimension, &mut draft);
        let here = groups.open.last().is_some_and(|(dimension, name)| *dimension == question.dimension && *name == question.dimension);
        draft.row();
        if !here {
            draft.text("dimension", &question.dimension);
        }
        question_row(&mut draft, question, &yes_no, document);
    }
    groups.close(0, &mut draft);
    draft.done(&["type", "name"])
}

/// Names that are given: of dimensions, questions and groups.
fn names(document: &SurveyDocument) -> HashSet<String> {
    document.questions.iter().map(|question| question.id.clone()).collect()
}

/// The list of the answers yes and no: a name that no question has.
fn yes_no_list(document: &SurveyDocument) -> String {
    let taken = names(document);
    let candidates = std::iter::once("yes_no".to_owned()).chain((2..).map(|number| format!("yes_no_{number}")));
    candidates.into_iter().find(|name| !taken.contains(name)).unwrap_or_default()
}

/// The groups that are open: a dimension inside the one above it.
struct Groups<'d> {
    document: &'d SurveyDocument,
    /// Dimension and name of each group.
    open: Vec<(String, String)>,
    names: HashSet<String>,
}

impl Groups<'_> {
    /// Closes and opens groups until the innermost one is the dimension.
    fn turn_to(&mut self, dimension: &str, draft: &mut Draft) {
        let mut path: Vec<&str> = Vec::new();
        let mut at = Some(dimension);
        while let Some(found) = at.and_then(|id| self.document.dimensions.iter().find(|dimension| dimension.id == id)) {
            if path.contains(&found.id.as_str()) {
                break;
            }
            path.push(&found.id);
            at = found.parent.as_deref();
        }
        path.reverse();
        let shared = self.open.iter().zip(&path).take_while(|((open, _), wanted)| open == *wanted).count();
        self.close(shared, draft);
        for id in path.into_iter().skip(shared) {
            // A dimension that is taken up again is a group of another name.
            let candidates = std::iter::once(id.to_owned()).chain((2..).map(|number| format!("{id}_{number}")));
            let name = candidates.into_iter().find(|name| !self.names.contains(name)).unwrap_or_default();
            self.names.insert(name.clone());
            let title = self.document.dimensions.iter().find(|dimension| dimension.id == id).map(|dimension| &dimension.title);
            draft.row().text("type", "begin_group").text("name", &name).translated("label", title);
            self.open.push((id.to_owned(), name));
        }
    }

    fn close(&mut self, down_to: usize, draft: &mut Draft) {
        for _ in down_to..self.open.len() {
            draft.row().text("type", "end_group");
        }
        self.open.truncate(down_to);
    }
}

fn question_row(draft: &mut Draft, question: &QuestionDocument, yes_no: &str, document: &SurveyDocument) {
    let kind = match question.kind {
        Kind::OneOf | Kind::Ladder => format!("select_one {}", question.id),
        Kind::YesNo => format!("select_one {yes_no}"),
        Kind::SeveralOf => format!("select_multiple {}", question.id),
        Kind::Reasons => format!("rank {}", question.id),
        Kind::Number if question.decimals.unwrap_or(0) == 0 => "integer".to_owned(),
        Kind::Number | Kind::Share => "decimal".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Text | Kind::LongText => "text".to_owned(),
    };
    draft.text("type", kind).text("name", &question.id).word("kind", &question.kind);
    draft.translated("label", Some(&question.text)).translated("hint", question.hint.as_ref());
    let texts = [
        ("guidance_hint", &question.definition),
        ("evidence", &question.evidence),
        ("where_found", &question.where_found),
        ("respondent", &question.respondent),
        ("example", &question.example),
        ("unit", &question.unit),
        ("numerator", &question.numerator),
        ("denominator", &question.denominator),
    ];
    for (header, text) in texts {
        draft.translated(header, text.as_ref());
    }
    if question.kind == Kind::LongText {
        draft.text("appearance", "multiline");
    }
    draft.number("weight", question.weight).number("max", question.max).truth("scored", question.scored).number("per", question.per);
    draft.truth("na_allowed", (question.not_applicable == NotApplicableRule::Never).then_some(false)).truth("part", question.part);
    draft.truth("short_form", question.short_form.then_some(true)).truth("confidential", question.confidential);
    draft.number("decimals", question.decimals.map(f64::from)).number("minimum", question.minimum).number("maximum", question.maximum);
    if let Some(gate) = question.gate {
        draft.number("gate_level", Some(gate.level.into())).number("gate_at_least", Some(gate.at_least));
    }
    if let Some(posts) = question.goalposts {
        draft.number("low", Some(posts.low)).number("high", Some(posts.high)).word("better", &posts.better);
    }
    if let Some(points) = question.points {
        draft.number("points_yes", Some(points.yes)).number("points_no", Some(points.no));
    }
    if let Some(indicator) = &question.prefill {
        draft.text("prefill", indicator);
    }
    if !question.blank.is_empty() {
        draft.text("blank", joined(&question.blank));
    }
    for (framework, categories) in &question.crosswalk {
        draft.text(&format!("crosswalk::{framework}"), joined(categories));
    }
    conditions(draft, question, document);
}

fn conditions(draft: &mut Draft, question: &QuestionDocument, document: &SurveyDocument) {
    if let Some(relevant) = &question.relevant {
        let exported = conditions::exported(relevant);
        // Where reading the exported spelling would not give the same text again, that text is kept beside it.
        if !conditions::reads_back(relevant, document) {
            draft.text("miernik_relevant", relevant);
        }
        draft.text("relevant", exported.unwrap_or_default());
    }
    draft.text("constraint", conditions::exported_constraint(question).unwrap_or_default());
    // XLSForm has room for one message.
    if let Some(constraint) = question.constraints.first() {
        draft.translated("constraint_message", Some(&constraint.message));
    }
}

fn choices(document: &SurveyDocument) -> OutSheet {
    let mut draft = Draft::new("choices", &CHOICES_COLUMNS);
    let yes_no = yes_no_list(document);
    if document.questions.iter().any(|question| question.kind == Kind::YesNo) {
        for name in ["yes", "no"] {
            let label = said(if name == "yes" { "answer-yes" } else { "answer-no" });
            draft.row().text("list_name", &yes_no).text("name", name).translated("label", Some(&label));
        }
    }
    for question in &document.questions {
        for OptionDocument { id, label, points, exclusive, aliases } in &question.options {
            draft.row().text("list_name", &question.id).text("name", id).translated("label", Some(label)).number("score", *points);
            draft.truth("exclusive", exclusive.then_some(true));
            if !aliases.is_empty() {
                draft.text("aliases", joined(aliases));
            }
        }
    }
    draft.done(&["list_name", "name", "label::Polski (pl)", "label::English (en)"])
}

fn settings(document: &SurveyDocument) -> OutSheet {
    let mut draft = Draft::new("settings", &["form_title", "form_id", "version", "default_language"]);
    draft.row().text("form_title", &document.survey.title.pl).text("form_id", &document.survey.id).text("version", &document.survey.version);
    draft.text("default_language", language(Lang::Pl));
    draft.done(&[])
}

fn about(document: &SurveyDocument) -> OutSheet {
    let mut draft = Draft::new(sheets::SURVEY, &["key", "setting", "text::"]);
    let (meta, index) = (&document.survey, &document.index);
    let texts = [
        ("title", Some(&meta.title)),
        ("description", meta.description.as_ref()),
        ("credit", meta.credit.as_ref()),
        ("index_title", Some(&index.title)),
    ];
    for (key, text) in texts.into_iter().filter(|(_, text)| text.is_some()) {
        draft.row().text("key", key).translated("text", text);
    }
    for (key, setting) in [("licence", &meta.licence), ("source", &meta.source)] {
        if let Some(setting) = setting {
            draft.row().text("key", key).text("setting", setting);
        }
    }
    if index.aggregation != Aggregation::default() {
        draft.row().text("key", "index_aggregation").word("setting", &index.aggregation);
    }
    if index.power.is_some() {
        draft.row().text("key", "index_power").number("setting", index.power);
    }
    if index.missing != MissingPolicy::default() {
        draft.row().text("key", "index_missing").word("setting", &index.missing);
    }
    if index.publish_from.is_some() {
        draft.row().text("key", "index_publish_from").number("setting", index.publish_from);
    }
    draft.done(&["key"])
}

fn dimensions(document: &SurveyDocument) -> OutSheet {
    let columns = [
        "name",
        "title::",
        "short::",
        "description::",
        "parent",
        "module",
        "weight",
        "confidential",
        "aggregation",
        "power",
        "missing",
        "publish_from",
        "entries",
        "entries_by",
        "entries_missing",
    ];
    let mut draft = Draft::new(sheets::DIMENSIONS, &columns);
    for dimension in &document.dimensions {
        draft.row().text("name", &dimension.id).translated("title", Some(&dimension.title)).translated("short", dimension.short.as_ref());
        draft.translated("description", dimension.description.as_ref()).text("parent", dimension.parent.clone().unwrap_or_default());
        draft.truth("module", dimension.module.then_some(true)).number("weight", dimension.weight);
        draft.truth("confidential", dimension.confidential.then_some(true)).number("publish_from", dimension.publish_from);
        if dimension.aggregation != Aggregation::default() {
            draft.word("aggregation", &dimension.aggregation);
        }
        draft.number("power", dimension.power);
        if dimension.missing != MissingPolicy::default() {
            draft.word("missing", &dimension.missing);
        }
        if let Some(EntriesDocument { combine, by, missing }) = &dimension.entries {
            draft.word("entries", combine).word("entries_by", by).word("entries_missing", missing);
        }
    }
    draft.done(&["name"])
}

fn levels(document: &SurveyDocument) -> OutSheet {
    let mut draft = Draft::new(sheets::LEVELS, &["title::", "description::", "from", "gate"]);
    for level in &document.levels {
        draft.row().translated("title", Some(&level.title)).translated("description", level.description.as_ref());
        draft.number("from", Some(level.from)).number("gate", level.gate);
    }
    draft.done(&["from"])
}

fn frameworks(document: &SurveyDocument) -> OutSheet {
    let mut draft = Draft::new(sheets::FRAMEWORKS, &["name", "title::"]);
    for framework in &document.frameworks {
        draft.row().text("name", &framework.id).translated("title", Some(&framework.title));
    }
    draft.done(&["name"])
}

fn categories(document: &SurveyDocument) -> OutSheet {
    let mut draft = Draft::new(sheets::CATEGORIES, &["framework", "name", "label::"]);
    for framework in &document.frameworks {
        for (name, label) in &framework.categories {
            draft.row().text("framework", &framework.id).text("name", name).translated("label", Some(label));
        }
    }
    draft.done(&["framework", "name"])
}

fn bases(document: &SurveyDocument) -> OutSheet {
    let mut draft = Draft::new(sheets::BASES, &["question", "name", "label::"]);
    for question in &document.questions {
        for basis in &question.bases {
            draft.row().text("question", &question.id).text("name", &basis.id).translated("label", Some(&basis.label));
        }
    }
    draft.done(&["question", "name"])
}

fn constraints(document: &SurveyDocument) -> OutSheet {
    let mut draft = Draft::new(sheets::CONSTRAINTS, &["question", "must_hold", "message::"]);
    for question in &document.questions {
        for constraint in &question.constraints {
            draft.row().text("question", &question.id).text("must_hold", &constraint.must_hold).translated("message", Some(&constraint.message));
        }
    }
    draft.done(&["question", "must_hold"])
}

fn recommendations(document: &SurveyDocument) -> OutSheet {
    let mut draft = Draft::new(sheets::RECOMMENDATIONS, &["question", "below", "text::", "effort"]);
    for question in &document.questions {
        for step in &question.recommendations {
            draft.row().text("question", &question.id).number("below", Some(step.below)).translated("text", Some(&step.text));
            draft.number("effort", Some(step.effort));
        }
    }
    draft.done(&["question", "below"])
}
