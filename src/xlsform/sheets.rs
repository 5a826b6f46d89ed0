//! The sheets of our own: what a survey has and an XLSForm has no place for.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::extra::Fields;
use super::note::Place;
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

/// The keys of the sheet [`SURVEY`], what each says in the survey, and the column that it stands in.
const KEYS: [(&str, &str, &str); 10] = [
    ("title", "/survey/title", "text"),
    ("description", "/survey/description", "text"),
    ("credit", "/survey/credit", "text"),
    ("licence", "/survey/licence", "setting"),
    ("source", "/survey/source", "setting"),
    ("index_title", "/index/title", "text"),
    ("index_aggregation", "/index/aggregation", "setting"),
    ("index_power", "/index/power", "setting"),
    ("index_missing", "/index/missing", "setting"),
    ("index_publish_from", "/index/publish_from", "setting"),
];

/// The cells of what the sheet [`SURVEY`] says, by their pointers in the survey.
pub(super) fn places<'t>(table: &'t Table<'_>) -> impl Iterator<Item = (&'static str, Place)> + 't {
    table.rows().filter_map(|row| {
        let key = row.text("key")?;
        let (_, pointer, column) = KEYS.into_iter().find(|(known, ..)| *known == key)?;
        Some((pointer, row.place(column)))
    })
}

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
    let mut position: HashMap<String, usize> = HashMap::new();
    for row in frameworks.rows() {
        let id = row.text("name").unwrap_or_default();
        position.entry(id.clone()).or_insert(documents.len());
        documents.push(FrameworkDocument { id, title: needed(fields, row, "title"), categories: BTreeMap::new() });
    }
    for row in categories.into_iter().flat_map(Table::rows) {
        let (of, name) = (row.text("framework").unwrap_or_default(), row.exact("name").unwrap_or_default());
        let label = needed(fields, row, "label");
        match position.get(&of) {
            Some(at) => drop(documents[*at].categories.insert(name, label)),
            None => {
                let what = format!("there is no framework `{}`", excerpt(&of));
                fields.notes.error("unknown-framework", &row.place("framework"), what, "add it to the sheet `frameworks`");
            }
        }
    }
    documents
}

/// The rows of a sheet whose rows belong to questions, each with the position of its question.
fn rows_of_questions<'t>(fields: &mut Fields, table: &'t Table<'_>, questions: &[QuestionDocument]) -> Vec<(usize, Row<'t>)> {
    let positions: HashMap<&str, usize> = questions.iter().enumerate().rev().map(|(at, question)| (question.id.as_str(), at)).collect();
    let known = |name: String| positions.get(name.as_str()).copied();
    table.rows().filter_map(|row| Some((question_of(fields, row, known)?, row))).collect()
}

/// The question that a row belongs to; a row of none is an error.
fn question_of<Q>(fields: &mut Fields, row: Row<'_>, known: impl Fn(String) -> Option<Q>) -> Option<Q> {
    let name = row.text("question").unwrap_or_default();
    let question = known(name.clone());
    if question.is_none() {
        let what = format!("there is no question `{}`", excerpt(&name));
        fields.notes.error("unknown-question", &row.place("question"), what, "name a question of the sheet `survey`");
    }
    question
}

/// The sheet `bases`: its rows with the positions of their questions.
pub(super) fn bases<'t>(fields: &mut Fields, table: &'t Table<'_>, questions: &mut [QuestionDocument]) -> Vec<(usize, Row<'t>)> {
    let rows = rows_of_questions(fields, table, questions);
    for (at, row) in rows.iter().copied() {
        let basis = BasisDocument { id: row.text("name").unwrap_or_default(), label: needed(fields, row, "label") };
        questions[at].bases.push(basis);
    }
    rows
}

/// The sheet `constraints`, by the ids of questions, with the rows.
pub(super) fn constraints<'t>(fields: &mut Fields, table: &'t Table<'_>, ids: &HashSet<&str>) -> HashMap<String, Vec<(ConstraintDocument, Row<'t>)>> {
    let mut constraints: HashMap<String, Vec<(ConstraintDocument, Row<'t>)>> = HashMap::new();
    for row in table.rows() {
        let constraint = ConstraintDocument { must_hold: row.exact("must_hold").unwrap_or_default(), message: needed(fields, row, "message") };
        if let Some(question) = question_of(fields, row, |name| ids.contains(name.as_str()).then_some(name)) {
            constraints.entry(question).or_default().push((constraint, row));
        }
    }
    constraints
}

/// The sheet `recommendations`: its rows with the positions of their questions.
pub(super) fn recommendations<'t>(fields: &mut Fields, table: &'t Table<'_>, questions: &mut [QuestionDocument]) -> Vec<(usize, Row<'t>)> {
    let rows = rows_of_questions(fields, table, questions);
    for (at, row) in rows.iter().copied() {
        let below = fields.number(row, "below").unwrap_or_default();
        let effort = fields.number(row, "effort").unwrap_or_default();
        let step = RecommendationDocument { below, text: needed(fields, row, "text"), effort };
        questions[at].recommendations.push(step);
    }
    rows
}
