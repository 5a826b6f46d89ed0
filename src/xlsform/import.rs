//! A workbook → a survey and the report.

use std::collections::{HashMap, HashSet};

use super::check::{self, Origin, Origins};
use super::choices::{Inventory, OTHER, said};
use super::conditions;
use super::count::Counts;
use super::extra::Fields;
use super::form::{Form, FormRow, Group};
use super::kind::Bracket;
use super::note::{Note, Notes, Place};
use super::table::{Row, Table};
use super::words::{language_of, truth};
use super::{question, sheets};
use crate::engine::Checked;
use crate::engine::document::{ConstraintDocument, DimensionDocument, IndexDocument, Kind, Meta, QuestionDocument, SurveyDocument};
use crate::engine::fault::excerpt;
use crate::lang::Text;
use crate::workbook::{self, Workbook};

/// A survey that was made of a workbook.
#[derive(Debug)]
pub struct Imported {
    /// The survey, checked.
    pub checked: Checked,
    /// What was not carried over as it stands, and what a person should look at.
    pub notes: Vec<Note>,
    /// What the form holds.
    pub counts: Counts,
}

/// Reads an XLSForm (`.xlsx` or `.xls`). `name` is what the survey is called if the form does not say: the name of the file without its ending.
///
/// # Errors
/// Every note if at least one of them is an error: the workbook cannot be read, or the form has a fault that XLSForm programs refuse too.
pub fn read(bytes: &[u8], name: &str) -> Result<Imported, Vec<Note>> {
    let workbook = workbook::read(bytes).map_err(|fault| vec![Note::from(fault)])?;
    let mut notes = Notes::default();
    let book = Book::new(&workbook, &mut notes);
    let Some(survey) = &book.survey else {
        notes.error("sheet-missing", &Place::sheet("survey"), "the workbook has no sheet `survey`", "name the sheet with the questions `survey`");
        return Err(notes.into_list());
    };
    let settings = book.settings.as_ref().and_then(|table| table.rows().next());
    let setting = |column: &str| settings.and_then(|row| row.text(column));
    let duplicates = setting("allow_choice_duplicates").and_then(|text| truth(&text)) == Some(true);
    let form = Form::new(survey, book.choices.as_ref(), duplicates, book.is_ours(), &mut notes);
    let plain = setting("default_language").and_then(|text| language_of(&text));
    let mut fields = Fields::new(notes, book.is_ours(), plain);
    book.report(&mut fields);
    let counts = Counts::of(&form, survey);
    if fields.notes.refused {
        return Err(fields.into_notes());
    }
    let (mut document, mut origins) = Import { book: &book, form: &form, settings, fields: &mut fields }.document(name);
    let checked = if fields.notes.refused { None } else { check::checked(&mut document, &mut origins, &mut fields) };
    let notes = fields.into_notes();
    match checked {
        Some(checked) => Ok(Imported { checked, notes, counts }),
        None => Err(notes),
    }
}

/// The sheets of a form by what they hold.
struct Book<'w> {
    workbook: &'w Workbook,
    survey: Option<Table<'w>>,
    choices: Option<Table<'w>>,
    settings: Option<Table<'w>>,
    own: Vec<(&'static str, Table<'w>)>,
}

impl<'w> Book<'w> {
    fn new(workbook: &'w Workbook, notes: &mut Notes) -> Self {
        let mut table = |name: &str| workbook.sheet(name).map(|sheet| Table::new(sheet, notes));
        let (survey, choices, settings) = (table("survey"), table("choices"), table("settings"));
        let ours = workbook.sheet(sheets::SURVEY).is_some();
        let own = sheets::OWN.into_iter().filter(|_| ours).filter_map(|name| Some((name, table(name)?))).collect();
        Self { workbook, survey, choices, settings, own }
    }

    /// Whether this program wrote the workbook.
    fn is_ours(&self) -> bool {
        !self.own.is_empty()
    }

    fn own(&self, name: &str) -> Option<&Table<'w>> {
        self.own.iter().find(|(known, _)| *known == name).map(|(_, table)| table)
    }

    /// Notes sheets, columns and settings that have no place in a survey.
    fn report(&self, fields: &mut Fields) {
        for sheet in self.workbook.sheets.iter().filter(|sheet| !sheet.cells().is_empty()) {
            let name = sheet.name.trim().to_lowercase();
            let known = matches!(name.as_str(), "survey" | "choices" | "settings") || self.own(&name).is_some();
            if !known {
                let what = format!("the sheet `{}` is not carried over", excerpt(&sheet.name));
                fields.notes.warning(
                    "sheet-not-carried",
                    &Place::sheet(&sheet.name),
                    what,
                    "nothing to do, unless it means something to your survey",
                );
            }
        }
        if let Some(survey) = &self.survey {
            if !self.is_ours() {
                fields.languages(survey);
            }
            question::columns(fields, survey, false);
        }
        if let Some(choices) = &self.choices {
            question::columns(fields, choices, true);
        }
        for row in self.settings.iter().filter_map(|table| table.rows().next()) {
            let read = |name: &str| matches!(name, "form_title" | "form_id" | "version" | "default_language" | "allow_choice_duplicates");
            for (column, _) in row.cells().filter(|(column, _)| !read(&column.name)) {
                let what = format!("the setting `{}` is not carried over", excerpt(&column.name));
                fields.notes.warning("setting-not-carried", &row.cell(column), what, "nothing to do: it concerns programs that collect answers");
            }
        }
    }
}

struct Import<'i, 't, 'f> {
    book: &'i Book<'t>,
    form: &'i Form<'i>,
    settings: Option<Row<'i>>,
    fields: &'f mut Fields,
}

impl<'i> Import<'i, '_, '_> {
    fn document(mut self, name: &str) -> (SurveyDocument, Origins<'i>) {
        let (survey, index) = self.meta(name);
        let mut document =
            SurveyDocument { survey, index, levels: Vec::new(), frameworks: Vec::new(), dimensions: Vec::new(), questions: Vec::new() };
        let mut origins = Origins::default();
        self.own_sheets(&mut document, &mut origins);
        let reserved: Vec<String> = document.dimensions.iter().map(|dimension| dimension.id.clone()).collect();
        let mut inventory = Inventory::new(self.form, &reserved, self.fields);
        let dimension_of_group = self.dimensions(&mut document, &mut origins, &mut inventory);
        self.groups();
        let mut constraints = self.constraints(&inventory);
        let conditions = conditions::of_groups(self.form, &inventory, self.fields);
        for (at, row) in self.form.rows.iter().enumerate() {
            let Some(carried) = &inventory.carried[at] else { continue };
            let dimension = self.dimension(&document, row, &dimension_of_group);
            let mut question = question::question(self.fields, row, carried, dimension);
            let (own, rows): (Vec<_>, Vec<_>) = constraints.remove(&question.id).unwrap_or_default().into_iter().unzip();
            question.constraints.clone_from(&own);
            let constraint = conditions::constraint(row.row, carried, &inventory, &mut question, self.fields);
            let mut parts = HashMap::from([("option", carried.option_rows.clone())]);
            // A cell of the question itself that says something else takes the place of our own rows.
            if question.constraints == own {
                parts.insert("constraint", rows);
            }
            let relevant = conditions::of_question(self.form, row, &conditions, &inventory, self.fields);
            question.relevant = relevant.as_ref().map(|(condition, _)| condition.clone());
            let place = relevant.map(|(_, place)| place);
            let other = carried.other.as_ref().map(|other| other_question(&question, &other.id));
            document.questions.push(question);
            origins.questions.push(Origin { row: row.row, relevant: place, constraint, parts });
            if let Some(other) = other {
                document.questions.push(other);
                origins.questions.push(Origin { row: row.row, relevant: Some(row.row.place("type")), constraint: None, parts: HashMap::new() });
            }
        }
        self.rows_of_questions(&mut document, &mut origins);
        if !self.fields.native {
            origins.drop_empty_dimensions(&mut document);
        }
        (document, origins)
    }

    /// Who the survey is, from the settings and from our own sheet.
    fn meta(&mut self, name: &str) -> (Meta, IndexDocument) {
        let setting = |column: &str| self.settings.and_then(|row| row.text(column));
        let id = setting("form_id").unwrap_or_else(|| name.to_owned());
        let title = setting("form_title").unwrap_or_else(|| id.clone());
        let version = setting("version").unwrap_or_else(|| "1".to_owned());
        let plain_id = if self.fields.native { id.clone() } else { survey_id(&id) };
        let plain_version: String = if self.fields.native {
            version.clone()
        } else {
            let kept: String = version.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).take(32).collect();
            kept.trim_matches(['-', '.']).to_owned()
        };
        for (column, written, plain) in [("form_id", &id, &plain_id), ("version", &version, &plain_version)] {
            if let Some(row) = self.settings.filter(|_| written != plain) {
                let what = format!("`{}` is written `{plain}` in the survey", excerpt(written));
                self.fields.notes.warning("name-changed", &row.place(column), what, "write small letters, digits and hyphens");
            }
        }
        let version = if plain_version.is_empty() { "1".to_owned() } else { plain_version };
        let title = Text::same(&title);
        let mut meta = Meta { id: plain_id, version, title: title.clone(), description: None, credit: None, licence: None, source: None };
        let mut index = IndexDocument { title, aggregation: Default::default(), power: None, missing: Default::default(), publish_from: None };
        if let Some(table) = self.book.own(sheets::SURVEY) {
            sheets::survey(self.fields, table, &mut meta, &mut index);
        }
        (meta, index)
    }

    fn own_sheets(&mut self, document: &mut SurveyDocument, origins: &mut Origins<'i>) {
        let book = self.book;
        let settings = [("/survey/id", "form_id"), ("/survey/version", "version"), ("/survey/title", "form_title"), ("/index/title", "form_title")];
        origins.meta.extend(settings.into_iter().filter_map(|(pointer, column)| Some((pointer, self.settings?.place(column)))));
        origins.meta.extend(book.own(sheets::SURVEY).into_iter().flat_map(sheets::places));
        for row in book.own(sheets::LEVELS).into_iter().flat_map(Table::rows) {
            document.levels.push(sheets::level(self.fields, row));
            origins.levels.push(row);
        }
        if let Some(table) = book.own(sheets::FRAMEWORKS) {
            origins.frameworks = table.rows().collect();
            document.frameworks = sheets::frameworks(self.fields, table, book.own(sheets::CATEGORIES));
        }
        for row in book.own(sheets::DIMENSIONS).into_iter().flat_map(Table::rows) {
            document.dimensions.push(sheets::dimension(self.fields, row));
            origins.dimensions.push(Some(row));
        }
    }

    /// Our own constraints by the ids of their questions.
    fn constraints(&mut self, inventory: &Inventory<'_>) -> HashMap<String, Vec<(ConstraintDocument, Row<'i>)>> {
        let book = self.book;
        let ids: HashSet<&str> = inventory.carried.iter().flatten().map(|carried| carried.known.id.as_str()).collect();
        book.own(sheets::CONSTRAINTS).map(|table| sheets::constraints(self.fields, table, &ids)).unwrap_or_default()
    }

    fn rows_of_questions(&mut self, document: &mut SurveyDocument, origins: &mut Origins<'i>) {
        let book = self.book;
        let bases = book.own(sheets::BASES).map(|table| sheets::bases(self.fields, table, &mut document.questions));
        let steps = book.own(sheets::RECOMMENDATIONS).map(|table| sheets::recommendations(self.fields, table, &mut document.questions));
        for (key, rows) in [("basis", bases), ("recommendation", steps)] {
            for (at, row) in rows.into_iter().flatten() {
                origins.questions[at].parts.entry(key).or_default().push(row);
            }
        }
    }

    /// Without a sheet `dimensions`, each group at the top is a dimension. Gives the dimension of each group.
    fn dimensions(&mut self, document: &mut SurveyDocument, origins: &mut Origins<'i>, inventory: &mut Inventory<'_>) -> Vec<Option<String>> {
        let mut of_group: Vec<Option<String>> = Vec::with_capacity(self.form.groups.len());
        let listed: HashSet<String> = document.dimensions.iter().map(|dimension| dimension.id.clone()).collect();
        for group in &self.form.groups {
            let above = group.parent.and_then(|parent| of_group[parent].clone());
            let own = if listed.is_empty() {
                (group.parent.is_none()).then(|| {
                    let id = inventory.ids.give(&group.name, &group.row.place("name"), self.fields);
                    document.dimensions.push(self.group_dimension(group, id.clone()));
                    origins.dimensions.push(Some(group.row));
                    id
                })
            } else {
                listed.get(&group.name).cloned()
            };
            of_group.push(own.or(above));
        }
        if listed.is_empty() && self.form.rows.iter().any(|row| row.group.is_none()) {
            let id = inventory.ids.free("form");
            document.dimensions.push(plain_dimension(id, document.survey.title.clone()));
            origins.dimensions.push(None);
        }
        of_group
    }

    fn group_dimension(&mut self, group: &Group<'_>, id: String) -> DimensionDocument {
        let title = self.fields.text(group.row, "label").unwrap_or_else(|| {
            let what = format!("the group has no label: `{}` stands in its place", excerpt(&group.name));
            self.fields.notes.warning("label-missing", &group.row.place("name"), what, "write one in the column `label`");
            Text::same(&group.name)
        });
        DimensionDocument { weight: self.fields.number(group.row, "weight"), ..plain_dimension(id, title) }
    }

    /// The dimension of a question: what its own column says, or the group around it.
    fn dimension(&mut self, document: &SurveyDocument, row: &FormRow<'_>, of_group: &[Option<String>]) -> String {
        let found = row.row.text("dimension").or_else(|| row.group.and_then(|group| of_group[group].clone()));
        // What stands outside of every group belongs to the dimension that was made for it, the last one.
        let outside = || document.dimensions.last().filter(|_| self.book.own(sheets::DIMENSIONS).is_none()).map(|dimension| dimension.id.clone());
        found.or_else(outside).unwrap_or_else(|| {
            let mend = "name one of the sheet `dimensions`, or move the row into its group";
            self.fields.notes.error("dimension-missing", &row.row.place("dimension"), "the question belongs to no dimension", mend);
            String::new()
        })
    }

    /// Notes what of the groups is not carried over.
    fn groups(&mut self) {
        for group in &self.form.groups {
            if group.bracket == Bracket::Repeat {
                let what = format!("the repeat `{}` is not carried over: its questions are asked once", excerpt(&group.name));
                self.fields.notes.warning(
                    "repeat-not-carried",
                    &group.row.place("type"),
                    what,
                    "use one survey for each unit, or a question for each case",
                );
            }
            question::left_out(self.fields, group.row, |column| column == "appearance" && self.book.is_ours());
        }
    }
}

fn plain_dimension(id: String, title: Text) -> DimensionDocument {
    DimensionDocument {
        id,
        title,
        short: None,
        description: None,
        parent: None,
        module: false,
        weight: None,
        confidential: false,
        aggregation: Default::default(),
        power: None,
        missing: Default::default(),
        publish_from: None,
        entries: None,
    }
}

/// The question that asks which other option is meant.
fn other_question(of: &QuestionDocument, id: &str) -> QuestionDocument {
    let chosen = match of.kind {
        Kind::SeveralOf | Kind::Reasons => format!("selected(${{{}}}, '{OTHER}')", of.id),
        _ => format!("${{{}}} = '{OTHER}'", of.id),
    };
    QuestionDocument {
        id: id.to_owned(),
        dimension: of.dimension.clone(),
        kind: Kind::Text,
        text: said("answer-other-which"),
        relevant: Some(of.relevant.as_ref().map_or_else(|| chosen.clone(), |relevant| format!("({relevant}) and {chosen}"))),
        constraints: Vec::new(),
        hint: None,
        definition: None,
        where_found: None,
        respondent: None,
        example: None,
        evidence: None,
        weight: None,
        max: None,
        scored: None,
        not_applicable: of.not_applicable,
        gate: None,
        short_form: of.short_form,
        confidential: of.confidential,
        crosswalk: Default::default(),
        blank: Vec::new(),
        points: None,
        unit: None,
        prefill: None,
        minimum: None,
        maximum: None,
        decimals: None,
        goalposts: None,
        numerator: None,
        denominator: None,
        per: None,
        part: None,
        options: Vec::new(),
        bases: Vec::new(),
        recommendations: Vec::new(),
    }
}

/// Small letters, digits and single hyphens, a letter first.
fn survey_id(name: &str) -> String {
    let words: Vec<String> = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
    let id = words.join("-");
    let id = if id.starts_with(|c: char| c.is_ascii_lowercase()) { id } else { format!("form-{id}") };
    id.chars().take(64).collect::<String>().trim_end_matches('-').to_owned()
}
