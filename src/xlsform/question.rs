//! A row that becomes a question → the question, and notes about every cell of it that has no place in a survey.

use std::collections::BTreeMap;

use super::choices::Carried;
use super::extra::Fields;
use super::form::FormRow;
use super::kind::{Plain, RowType};
use super::table::{Row, Table};
use super::words;
use crate::engine::document::{Better, GateDocument, Goalposts, Kind, NotApplicableRule, QuestionDocument, YesNoPoints};
use crate::engine::fault::excerpt;
use crate::lang::Text;

/// Columns of the sheet `survey` that an import reads and that are never written by these names.
const READ_ONLY: [&str; 4] = ["calculation", "disabled", "crosswalk", "parameters"];

/// Columns of XLSForm that have no place in a survey: what they do, and what to do instead.
const NOT_CARRIED: [(&str, &str, &str); 20] = [
    ("required", "that the answer is required", "every question may be left open; coverage tells how many are answered"),
    ("required_message", "the message about a required answer", "nothing to do"),
    ("choice_filter", "the filter of the choices: all of them are offered", "make one question for each case, with a condition"),
    ("calculation", "the calculation", "compute it from the exported answers"),
    ("trigger", "what sets the calculation off", "nothing to do"),
    ("appearance", "the appearance", "questions look alike on every page"),
    ("default", "the answer given beforehand: the question begins empty", "say in the hint what is usual"),
    ("read_only", "that the answer cannot be changed", "leave the question out, or ask it"),
    ("repeat_count", "the number of repetitions", "ask once, or use one survey for each unit"),
    ("image", "the picture", "describe it in the definition"),
    ("big-image", "the picture", "describe it in the definition"),
    ("audio", "the recording", "write it in the definition"),
    ("video", "the film", "describe it in the definition"),
    ("autoplay", "that a recording plays by itself", "nothing to do"),
    ("rows", "the height of the field", "use the kind long_text"),
    ("parameters", "the parameters", "nothing to do"),
    ("intent", "the other program that gives the answer", "ask for the answer in words"),
    ("button_text", "the words of the button", "nothing to do"),
    ("no_app_error_string", "the message about a missing program", "nothing to do"),
    ("save_to", "the entity that the answer is kept in", "nothing to do"),
];

/// Notes the columns that have no place in a survey at all.
pub(super) fn columns(fields: &mut Fields, table: &Table<'_>, of_choices: bool) {
    for column in &table.columns {
        let name = column.name.as_str();
        let known = if of_choices {
            words::lists(&words::CHOICES_COLUMNS, name)
        } else {
            words::lists(&words::SURVEY_COLUMNS, name) || READ_ONLY.contains(&name) || NOT_CARRIED.iter().any(|(column, ..)| *column == name)
        };
        let cells = column.filled;
        if !known && cells > 0 {
            let what = format!("the column `{}` ({cells} cells) is not carried over", excerpt(&column.name));
            fields.notes.warning("column-not-carried", &table.header(column), what, "nothing to do, unless it means something to your survey");
        }
    }
}

/// Notes the cells of a row that have no place in a survey.
pub(super) fn left_out(fields: &mut Fields, row: Row<'_>, is_read: impl Fn(&str) -> bool) {
    for (name, what, mend) in NOT_CARRIED.into_iter().filter(|(name, ..)| !is_read(name)) {
        for (column, value) in row.named(name) {
            // What says no says nothing.
            let says_no = matches!(name, "required" | "read_only") && words::truth(&value.to_string()) == Some(false);
            if !says_no {
                fields.notes.warning("cell-not-carried", &row.cell(column), format!("{what} is not carried over"), mend);
            }
        }
    }
}

/// The question of a row, without its conditions.
pub(super) fn question(fields: &mut Fields, row: &FormRow<'_>, carried: &Carried<'_>, dimension: String) -> QuestionDocument {
    let cells = row.row;
    let kind = carried.known.kind;
    let mut question = QuestionDocument {
        id: carried.known.id.clone(),
        dimension,
        kind,
        text: label(fields, row),
        hint: fields.text(cells, "hint"),
        definition: fields.text(cells, "guidance_hint"),
        where_found: fields.text(cells, "where_found"),
        respondent: fields.text(cells, "respondent"),
        example: fields.text(cells, "example"),
        evidence: fields.text(cells, "evidence"),
        weight: fields.number(cells, "weight"),
        max: fields.number(cells, "max"),
        scored: fields.truth(cells, "scored"),
        relevant: None,
        constraints: Vec::new(),
        not_applicable: if fields.truth(cells, "na_allowed") == Some(false) { NotApplicableRule::Never } else { NotApplicableRule::Reason },
        gate: gate(fields, cells),
        short_form: fields.truth(cells, "short_form").unwrap_or_default(),
        confidential: fields.truth(cells, "confidential"),
        crosswalk: crosswalk(cells),
        blank: fields.list(cells, "blank"),
        points: points(fields, cells),
        unit: fields.text(cells, "unit"),
        prefill: cells.text("prefill"),
        minimum: fields.number(cells, "minimum"),
        maximum: fields.number(cells, "maximum"),
        decimals: fields.small(cells, "decimals"),
        goalposts: goalposts(fields, cells),
        numerator: fields.text(cells, "numerator"),
        denominator: fields.text(cells, "denominator"),
        per: fields.number(cells, "per"),
        part: fields.truth(cells, "part"),
        options: carried.options.clone(),
        bases: Vec::new(),
        recommendations: Vec::new(),
    };
    if let RowType::Plain(plain) = row.kind
        && kind == Kind::Number
    {
        number(fields, cells, plain, &mut question);
    }
    left_out(fields, cells, |column| match column {
        "parameters" => row.kind == RowType::Plain(Plain::Range),
        "appearance" => kind == Kind::LongText,
        _ => false,
    });
    question
}

fn label(fields: &mut Fields, row: &FormRow<'_>) -> Text {
    let label = fields.text(row.row, "label");
    if let Some((column, _)) = row.row.named("label").find(|(_, value)| value.to_string().contains("${"))
        && !fields.native
    {
        let what = "the label repeats an answer by `${…}`, which stands in the survey as it is written";
        fields.notes.warning("reference-in-text", &row.row.cell(column), what, "write the question without it");
    }
    label.unwrap_or_else(|| {
        let what = format!("the question has no label: `{}` stands in its place", excerpt(&row.name));
        fields.notes.warning("label-missing", &row.row.place("label"), what, "write the question in the column `label`");
        Text::same(&row.name)
    })
}

/// What the types of numbers say about them.
fn number(fields: &mut Fields, row: Row<'_>, plain: Plain, question: &mut QuestionDocument) {
    /// As many decimal places as a survey keeps.
    const MOST_DECIMALS: u8 = 9;
    let kind_is_written = row.value("kind").is_some();
    match plain {
        Plain::Decimal if !kind_is_written => question.decimals = question.decimals.or(Some(MOST_DECIMALS)),
        Plain::Percentage => {
            question.minimum = question.minimum.or(Some(0.0));
            question.maximum = question.maximum.or(Some(100.0));
        }
        Plain::Range => {
            let parameters = row.text("parameters").unwrap_or_default().to_lowercase().replace(" =", "=").replace("= ", "=");
            let named =
                |name: &str| parameters.split([' ', ',', ';']).find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')?.parse::<f64>().ok());
            // The defaults of XLSForm.
            let (start, end, step) = (named("start").unwrap_or(1.0), named("end").unwrap_or(10.0), named("step").unwrap_or(1.0));
            question.minimum = Some(start.min(end));
            question.maximum = Some(start.max(end));
            let whole = [start, end, step].iter().all(|number| number.fract() == 0.0);
            question.decimals = question.decimals.or((!whole).then_some(MOST_DECIMALS));
            if step != 1.0 {
                let what = format!("the step of {step} is not carried over: every number of the range may be answered");
                fields.notes.warning("cell-not-carried", &row.place("parameters"), what, "make it a choice from a list");
            }
        }
        _ => {}
    }
}

fn gate(fields: &mut Fields, row: Row<'_>) -> Option<GateDocument> {
    let level = fields.small(row, "gate_level");
    let at_least = fields.number(row, "gate_at_least");
    match (level, at_least) {
        (Some(level), Some(at_least)) => Some(GateDocument { level, at_least }),
        (None, None) => None,
        _ => {
            fields.notes.error("incomplete", &row.place("gate_level"), "a gate needs `gate_level` and `gate_at_least`", "write both, or neither");
            None
        }
    }
}

fn points(fields: &mut Fields, row: Row<'_>) -> Option<YesNoPoints> {
    match (fields.number(row, "points_yes"), fields.number(row, "points_no")) {
        (Some(yes), Some(no)) => Some(YesNoPoints { yes, no }),
        (None, None) => None,
        _ => {
            fields.notes.error("incomplete", &row.place("points_yes"), "the points need `points_yes` and `points_no`", "write both, or neither");
            None
        }
    }
}

fn goalposts(fields: &mut Fields, row: Row<'_>) -> Option<Goalposts> {
    match (fields.number(row, "low"), fields.number(row, "high"), fields.word::<Better>(row, "better")) {
        (Some(low), Some(high), Some(better)) => Some(Goalposts { low, high, better }),
        (None, None, None) => None,
        _ => {
            fields.notes.error("incomplete", &row.place("low"), "goalposts need `low`, `high` and `better`", "write all three, or none");
            None
        }
    }
}

fn crosswalk(row: Row<'_>) -> BTreeMap<String, Vec<String>> {
    let cells = row.named("crosswalk").filter_map(|(column, value)| Some((column.suffix.clone()?, value.to_string())));
    cells.map(|(framework, cell)| (framework, words::split(&cell))).collect()
}
