//! The sheets of our own: what a survey has and an XLSForm has no place for.

use std::collections::{BTreeMap, HashMap};

use super::extra::Fields;
use super::table::{Row, Table};
use crate::engine::document::{
    BasisDocument, ConstraintDocument, DimensionDocument, EntriesDocument, FrameworkDocument, IndexDocument, LevelDocument, Meta, QuestionDocument,
    RecommendationDocument,
};
use crate::engine::fault::excerpt;
use crate::lang::Text;

/// Name of the sheet that says what the survey is; its presence tells that a workbook is one of ours.
pub(super) const SURVEY: &str = "miernik";
/// Sheet with the tree of scores.
pub(super) const DIMENSIONS: &str = "dimensions";
/// Sheet with the maturity levels.
pub(super) const LEVELS: &str = "levels";
/// Sheet with public frameworks.
pub(super) const FRAMEWORKS: &str = "frameworks";
/// Sheet with the categories of frameworks.
pub(super) const CATEGORIES: &str = "categories";
/// Sheet with the bases of reasons.
pub(super) const BASES: &str = "bases";
/// Sheet with the next steps.
pub(super) const RECOMMENDATIONS: &str = "recommendations";
/// Sheet with what must hold of answers.
pub(super) const CONSTRAINTS: &str = "constraints";
/// Every sheet of our own.
pub(super) const OWN: [&str; 8] = [SURVEY, DIMENSIONS, LEVELS, FRAMEWORKS, CATEGORIES, BASES, RECOMMENDATIONS, CONSTRAINTS];

/// A required text: without it there is an error.
fn needed(fields: &mut Fields, row: Row<'_>, column: &str) -> Text {
    fields.text(row, column).unwrap_or_else(|| {
        fields.notes.error("text-missing", &row.place(column), format!("`{column}` is empty"), "write it in both languages");
        Text::same("")
    })
}

/// The table `[survey]` and the index, from the sheet `miernik`: one row for each key.
pub(super) fn survey(fields: &mut Fields, table: &Table<'_>, meta: &mut Meta, index: &mut IndexDocument) {
    for row in table.rows() {
        let Some(key) = row.text("key") else { continue };
        match key.as_str() {
            "title" => meta.title = needed(fields, row, "text"),
            "description" => meta.description = fields.text(row, "text"),
            "credit" => meta.credit = fields.text(row, "text"),
            "licence" => meta.licence = row.exact("setting"),
            "source" => meta.source = row.exact("setting"),
            "index_title" => index.title = needed(fields, row, "text"),
            "index_aggregation" => index.aggregation = fields.word(row, "setting").unwrap_or_default(),
            "index_power" => index.power = fields.number(row, "setting"),
            "index_missing" => index.missing = fields.word(row, "setting").unwrap_or_default(),
            "index_publish_from" => index.publish_from = fields.number(row, "setting"),
            unknown => {
                let what = format!("the key `{}` is not known here", excerpt(unknown));
                fields.notes.error("unknown-key", &row.place("key"), what, "remove the row");
            }
        }
    }
}

/// The sheet `dimensions`.
pub(super) fn dimension(fields: &mut Fields, row: Row<'_>) -> DimensionDocument {
    DimensionDocument {
        id: row.text("name").unwrap_or_default(),
        title: needed(fields, row, "title"),
        short: fields.text(row, "short"),
        description: fields.text(row, "description"),
        parent: row.text("parent"),
        module: fields.truth(row, "module").unwrap_or_default(),
        weight: fields.number(row, "weight"),
        confidential: fields.truth(row, "confidential").unwrap_or_default(),
        aggregation: fields.word(row, "aggregation").unwrap_or_default(),
        power: fields.number(row, "power"),
        missing: fields.word(row, "missing").unwrap_or_default(),
        publish_from: fields.number(row, "publish_from"),
        entries: fields.word(row, "entries").map(|combine| EntriesDocument {
            combine,
            by: fields.word(row, "entries_by").unwrap_or_default(),
            missing: fields.word(row, "entries_missing").unwrap_or_default(),
        }),
    }
}

/// The sheet `levels`, lowest first.
pub(super) fn level(fields: &mut Fields, row: Row<'_>) -> LevelDocument {
    LevelDocument {
        title: needed(fields, row, "title"),
        description: fields.text(row, "description"),
        from: fields.number(row, "from").unwrap_or_default(),
        gate: fields.number(row, "gate"),
    }
}

/// The sheets `frameworks` and `categories`.
pub(super) fn frameworks(fields: &mut Fields, frameworks: &Table<'_>, categories: Option<&Table<'_>>) -> Vec<FrameworkDocument> {
    let mut documents: Vec<FrameworkDocument> = Vec::new();
    for row in frameworks.rows() {
        let id = row.text("name").unwrap_or_default();
        documents.push(FrameworkDocument { id, title: needed(fields, row, "title"), categories: BTreeMap::new() });
    }
    for row in categories.into_iter().flat_map(Table::rows) {
        let (of, name) = (row.text("framework").unwrap_or_default(), row.exact("name").unwrap_or_default());
        let label = needed(fields, row, "label");
        match documents.iter_mut().find(|framework| framework.id == of) {
            Some(framework) => drop(framework.categories.insert(name, label)),
            None => {
                let what = format!("there is no framework `{}`", excerpt(&of));
                fields.notes.error("unknown-framework", &row.place("framework"), what, "add it to the sheet `frameworks`");
            }
        }
    }
    documents
}

/// A row of a sheet whose rows belong to questions: the question, or an error.
fn question_of<'q>(fields: &mut Fields, row: Row<'_>, questions: &'q mut [QuestionDocument]) -> Option<&'q mut QuestionDocument> {
    let name = row.text("question").unwrap_or_default();
    let found = questions.iter_mut().find(|question| question.id == name);
    if found.is_none() {
        let what = format!("there is no question `{}`", excerpt(&name));
        fields.notes.error("unknown-question", &row.place("question"), what, "name a question of the sheet `survey`");
    }
    found
}

/// The sheet `bases`.
pub(super) fn bases(fields: &mut Fields, table: &Table<'_>, questions: &mut [QuestionDocument]) {
    for row in table.rows() {
        let basis = BasisDocument { id: row.text("name").unwrap_or_default(), label: needed(fields, row, "label") };
        if let Some(question) = question_of(fields, row, questions) {
            question.bases.push(basis);
        }
    }
}

/// The sheet `constraints`, by question.
pub(super) fn constraints(fields: &mut Fields, table: &Table<'_>) -> HashMap<String, Vec<ConstraintDocument>> {
    let mut constraints: HashMap<String, Vec<ConstraintDocument>> = HashMap::new();
    for row in table.rows() {
        let constraint = ConstraintDocument { must_hold: row.exact("must_hold").unwrap_or_default(), message: needed(fields, row, "message") };
        constraints.entry(row.text("question").unwrap_or_default()).or_default().push(constraint);
    }
    constraints
}

/// The sheet `recommendations`.
pub(super) fn recommendations(fields: &mut Fields, table: &Table<'_>, questions: &mut [QuestionDocument]) {
    for row in table.rows() {
        let below = fields.number(row, "below").unwrap_or_default();
        let effort = fields.number(row, "effort").unwrap_or_default();
        let step = RecommendationDocument { below, text: needed(fields, row, "text"), effort };
        if let Some(question) = question_of(fields, row, questions) {
            question.recommendations.push(step);
        }
    }
}
