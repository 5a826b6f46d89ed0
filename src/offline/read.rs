//! Reading a workbook back. Rows are found by the hidden codes in them, not by their place, so that moved columns and renamed tabs do no harm;
//! everything that a person has written and that cannot be taken is named with its cell.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::filled::{Filled, Ranked, State, one_line_end};
use super::layout::{self, Column, FORMAT, Row, SHEET, SIGNATURE};
use crate::engine::entry::fold;
use crate::engine::survey::{Body, Question, QuestionIx, Survey};
use crate::lang::{Lang, Words};
use crate::workbook::{self, Address, Sheet, Value, Workbook, WorkbookFault};

/// The row of codes stands among the first rows of a sheet.
const LAST_CODE_ROW: u32 = 20;

/// Why a file is not read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// It is not a workbook, or one that we do not open.
    Workbook(WorkbookFault),
    /// It is a workbook, but not one of ours.
    NotOurs,
    /// It is laid out in a way that this version does not know.
    OtherFormat,
}

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Id of the assessment.
    pub assessment: String,
    /// Id of the survey.
    pub survey: String,
    /// Version of the survey.
    pub version: String,
    /// The survey's hash.
    pub hash: String,
    /// How many sheets of questions it had.
    pub sheets: usize,
}

/// A file that is one of ours.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    workbook: Workbook,
    /// What it says of itself.
    pub about: About,
}

/// One question as it was filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The question.
    pub question: QuestionIx,
    /// The version of the answer that the file was made with.
    pub version: i64,
    /// What [`super::check`] gave when the file was made.
    pub check: String,
    /// What stands in its cells.
    pub filled: Filled,
    /// Where its cells are.
    pub places: Places,
}

/// A cell of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The state.
    State,
    /// The option, number, date or text; of ticks and ranks the first one.
    Value,
    /// Numerator of a share.
    Numerator,
    /// Denominator of a share.
    Denominator,
    /// The day that a share describes.
    Date,
    /// Why it is not applicable.
    Reason,
    /// The note.
    Note,
}

/// Where the cells of a question are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    sheet: String,
    columns: BTreeMap<Column, u32>,
    /// Part → row; the head has the empty name.
    rows: BTreeMap<String, u32>,
}

impl Places {
    /// The sheet and address of a cell, as in `1. Strategia!E7`.
    pub fn of(&self, field: Field) -> String {
        let (part, column) = match field {
            Field::State => ("", Column::State),
            Field::Value => ("", Column::Value),
            Field::Numerator => ("numerator", Column::Value),
            Field::Denominator => ("denominator", Column::Value),
            Field::Date => ("date", Column::Value),
            Field::Reason => ("", Column::Reason),
            Field::Note => ("", Column::Note),
        };
        let first = self.rows.iter().find(|(part, _)| part.starts_with("option:")).filter(|_| field == Field::Value);
        let row = first.map(|(_, row)| *row).or_else(|| self.rows.get(part).copied()).unwrap_or_default();
        place(&self.sheet, Address { row, column: self.columns.get(&column).copied().unwrap_or_default() })
    }
}

/// Something in the file that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Sheet and address, as in `1. Strategia!E7`; empty for the whole file.
    pub place: String,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// A state that is none; what stands there.
    UnknownState(String),
    /// Something else than a tick; what stands there.
    NotATick(String),
    /// A formula that failed; what it shows.
    Failed(String),
    /// Words in a cell that belongs to no question.
    Stray(String),
    /// The hidden cells of the row have been changed.
    Mixed,
    /// The question is there twice; only the first one counts.
    Twice,
    /// Sheets of questions are missing or their hidden first row is: how many.
    SheetsMissing(usize),
}

/// Opens a workbook.
///
/// # Errors
/// See [`Refused`].
pub fn open(bytes: &[u8]) -> Result<File, Refused> {
    let workbook = workbook::read(bytes).map_err(Refused::Workbook)?;
    let sheet = workbook.sheet(SHEET).ok_or(Refused::NotOurs)?;
    let lines: BTreeMap<String, String> =
        sheet.rows().filter_map(|row| Some((cell_at(row, 0)?.to_string(), cell_at(row, 1).map(ToString::to_string).unwrap_or_default()))).collect();
    match lines.get(SIGNATURE).map(|format| format.trim()) {
        None => return Err(Refused::NotOurs),
        Some(FORMAT) => {}
        Some(_) => return Err(Refused::OtherFormat),
    }
    let line = |key: &str| lines.get(key).cloned().unwrap_or_default();
    let (assessment, survey, version, hash) = (line("assessment"), line("survey"), line("version"), line("hash"));
    let sheets = line("sheets").trim().parse().unwrap_or_default();
    Ok(File { about: About { assessment, survey, version, hash, sheets }, workbook })
}

fn cell_at(row: &[workbook::Cell], column: u32) -> Option<&Value> {
    row.iter().find(|cell| cell.address.column == column).map(|cell| &cell.value)
}

fn place(sheet: &str, address: Address) -> String {
    format!("{sheet}!{address}")
}

impl File {
    /// What was filled in, and what of it cannot be taken. A question with a fault of its own is not among the answers.
    pub fn answers(&self, survey: &Survey) -> (Vec<Answered>, Vec<Fault>) {
        let mut reading = Reading { survey, seen: BTreeSet::new(), answers: Vec::new(), faults: Vec::new() };
        let sheets: Vec<Grid<'_>> = self.workbook.sheets.iter().filter_map(Grid::of).collect();
        for grid in &sheets {
            reading.sheet(grid);
        }
        if let Some(missing) = self.about.sheets.checked_sub(sheets.len()).filter(|missing| *missing > 0) {
            reading.faults.push(Fault { place: String::new(), wrong: Wrong::SheetsMissing(missing) });
        }
        (reading.answers, reading.faults)
    }
}

/// A sheet of questions with its columns.
struct Grid<'w> {
    sheet: &'w Sheet,
    codes: u32,
    columns: BTreeMap<Column, u32>,
}

impl<'w> Grid<'w> {
    fn of(sheet: &'w Sheet) -> Option<Self> {
        sheet.rows().take_while(|row| row[0].address.row <= LAST_CODE_ROW).find_map(|row| {
            let mut columns = BTreeMap::new();
            for cell in row {
                let code = cell.value.to_string();
                if let Some(column) = Column::ALL.into_iter().find(|column| column.code() == code.trim()) {
                    columns.entry(column).or_insert(cell.address.column);
                }
            }
            (columns.len() == Column::ALL.len()).then(|| Self { sheet, codes: row[0].address.row, columns })
        })
    }

    fn value(&self, row: u32, column: Column) -> Option<&'w Value> {
        self.sheet.value(self.address(row, column))
    }

    fn text(&self, row: u32, column: Column) -> String {
        self.value(row, column).map(text).unwrap_or_default()
    }

    fn address(&self, row: u32, column: Column) -> Address {
        Address { row, column: self.columns.get(&column).copied().unwrap_or_default() }
    }

    fn place(&self, row: u32, column: Column) -> String {
        place(&self.sheet.name, self.address(row, column))
    }
}

/// A value as a person would type it: numbers with a comma and the 15 digits that a spreadsheet shows.
fn text(value: &Value) -> String {
    match value {
        Value::Number(number) => format!("{number:.14e}").parse().unwrap_or(*number).to_string().replace('.', ","),
        other => one_line_end(&other.to_string()),
    }
}

/// A day as a person would type it, if the spreadsheet program has made a number of it.
fn day(value: &Value) -> String {
    // Day 61 is 1 March 1900: before that the programs disagree about a day that never was.
    let whole = match value {
        Value::Number(number) if number.fract() == 0.0 && (61.0..=2_958_465.0).contains(number) => number.to_string().parse::<i32>().ok(),
        _ => None,
    };
    match whole.and_then(|days| Date::constant(1899, 12, 30).checked_add(days.days()).ok()) {
        Some(day) => format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year()),
        None => text(value),
    }
}

struct Reading<'s> {
    survey: &'s Survey,
    seen: BTreeSet<QuestionIx>,
    answers: Vec<Answered>,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    /// Groups the rows of a sheet by question and reads each.
    fn sheet(&mut self, grid: &Grid<'_>) {
        let mut questions: Vec<(QuestionIx, BTreeMap<String, u32>)> = Vec::new();
        let rows: Vec<u32> = grid.sheet.rows().map(|row| row[0].address.row).filter(|row| *row > grid.codes).collect();
        for row in rows {
            let id = grid.text(row, Column::Question);
            // The row of headings has the code once more.
            if id.trim() == Column::Question.code() {
                continue;
            }
            let part = grid.text(row, Column::Part).trim().to_owned();
            let Some(question) = self.survey.question_ix(id.trim()) else {
                self.stray(grid, row, &Column::FILLED);
                continue;
            };
            let of_question = layout::rows(self.survey.question(question));
            if !of_question.iter().any(|row| row.code() == part) {
                self.fault(grid, row, Column::Text, Wrong::Mixed);
                self.stray(grid, row, &Column::FILLED);
                continue;
            }
            match questions.iter_mut().find(|(known, _)| *known == question) {
                Some((_, parts)) if parts.contains_key(&part) => self.fault(grid, row, Column::Text, Wrong::Twice),
                Some((_, parts)) => drop(parts.insert(part, row)),
                None => questions.push((question, BTreeMap::from([(part, row)]))),
            }
        }
        for (question, rows) in questions {
            self.question(grid, question, rows);
        }
    }

    fn fault(&mut self, grid: &Grid<'_>, row: u32, column: Column, wrong: Wrong) {
        self.faults.push(Fault { place: grid.place(row, column), wrong });
    }

    /// Names what stands in cells where nothing belongs.
    fn stray(&mut self, grid: &Grid<'_>, row: u32, columns: &[Column]) {
        for column in columns {
            let words = grid.text(row, *column);
            if !words.trim().is_empty() {
                self.fault(grid, row, *column, Wrong::Stray(words));
            }
        }
    }

    fn question(&mut self, grid: &Grid<'_>, ix: QuestionIx, rows: BTreeMap<String, u32>) {
        let question = self.survey.question(ix);
        let first = rows.values().copied().min().unwrap_or_default();
        if !self.seen.insert(ix) {
            return self.fault(grid, first, Column::Text, Wrong::Twice);
        }
        let places = Places { sheet: grid.sheet.name.clone(), columns: grid.columns.clone(), rows };
        let before = self.faults.len();
        let version = grid.text(first, Column::Version).trim().parse().ok();
        let check = grid.text(first, Column::Check).trim().to_owned();
        let is_whole = layout::rows(question).iter().all(|row| places.rows.contains_key(&row.code()));
        let agree = |row: &u32| {
            grid.text(*row, Column::Check).trim() == check && grid.text(*row, Column::Version).trim() == grid.text(first, Column::Version).trim()
        };
        let Some(version) = version.filter(|_| is_whole && places.rows.values().all(agree)) else {
            return self.fault(grid, first, Column::Text, Wrong::Mixed);
        };
        let filled = self.filled(grid, question, &places.rows);
        if self.faults.len() == before {
            self.answers.push(Answered { question: ix, version, check, filled, places });
        }
    }

    fn filled(&mut self, grid: &Grid<'_>, question: &Question, rows: &BTreeMap<String, u32>) -> Filled {
        let mut filled = Filled::default();
        for part in layout::rows(question) {
            let Some(row) = rows.get(&part.code()).copied() else { continue };
            for column in Column::FILLED {
                if let Some(Value::Error(shown)) = grid.value(row, column) {
                    self.fault(grid, row, column, Wrong::Failed(shown.to_string()));
                }
            }
            match part {
                Row::Head => self.head(grid, row, question, &mut filled),
                Row::Numerator => filled.numerator = self.lone(grid, row, false),
                Row::Denominator => filled.denominator = self.lone(grid, row, false),
                Row::Date => filled.date = self.lone(grid, row, true),
                Row::Option(option) => self.option(grid, row, question, &option.id, &mut filled),
            }
        }
        filled
    }

    fn head(&mut self, grid: &Grid<'_>, row: u32, question: &Question, filled: &mut Filled) {
        let words = grid.text(row, Column::State);
        match state(&words) {
            Some(state) => filled.state = state,
            None => self.fault(grid, row, Column::State, Wrong::UnknownState(words)),
        }
        filled.reason = grid.text(row, Column::Reason);
        filled.note = grid.text(row, Column::Note);
        let value = grid.value(row, Column::Value);
        match &question.body {
            Body::Choice(options) => {
                let words = value.map(text).unwrap_or_default();
                filled.text = layout::option_of(options, &words).unwrap_or(words);
            }
            Body::Date => filled.text = value.map(day).unwrap_or_default(),
            Body::Number(_) | Body::Text { .. } => filled.text = value.map(text).unwrap_or_default(),
            Body::Several(_) | Body::Share(_) | Body::Reasons { .. } => self.stray(grid, row, &[Column::Value]),
        }
        self.stray(grid, row, &[Column::Basis]);
    }

    /// A cell that stands alone in its row.
    fn lone(&mut self, grid: &Grid<'_>, row: u32, is_day: bool) -> String {
        self.stray(grid, row, &[Column::State, Column::Basis, Column::Reason, Column::Note]);
        grid.value(row, Column::Value).map(|value| if is_day { day(value) } else { text(value) }).unwrap_or_default()
    }

    fn option(&mut self, grid: &Grid<'_>, row: u32, question: &Question, option: &str, filled: &mut Filled) {
        self.stray(grid, row, &[Column::State, Column::Reason, Column::Note]);
        let words = grid.text(row, Column::Value);
        if let Body::Reasons { bases, .. } = &question.body {
            let basis = grid.text(row, Column::Basis);
            if bases.is_empty() {
                self.stray(grid, row, &[Column::Basis]);
            } else if !words.trim().is_empty() || !basis.trim().is_empty() {
                let basis = layout::basis_of(question, &basis).unwrap_or(basis);
                filled.ranked.push(Ranked { option: option.to_owned(), rank: words.trim().to_owned(), basis });
                return;
            }
            if !words.trim().is_empty() {
                filled.ranked.push(Ranked { option: option.to_owned(), rank: words.trim().to_owned(), basis: String::new() });
            }
            return;
        }
        self.stray(grid, row, &[Column::Basis]);
        match tick(&words) {
            Some(true) => filled.options.push(option.to_owned()),
            Some(false) => {}
            None => self.fault(grid, row, Column::Value, Wrong::NotATick(words)),
        }
    }
}

/// The state with these words in either language.
fn state(words: &str) -> Option<State> {
    let folded = fold(words);
    if folded.is_empty() {
        return Some(State::Blank);
    }
    let known = Lang::ALL
        .into_iter()
        .flat_map(|lang| layout::state_words(Words::of(lang)).into_iter().zip([State::Answered, State::DoNotKnow, State::NotApplicable]));
    known.into_iter().find(|(known, _)| fold(known) == folded).map(|(_, state)| state)
}

/// Whether a cell is ticked; `None` if it holds something else.
fn tick(words: &str) -> Option<bool> {
    match fold(words).as_str() {
        "" | "false" | "nie" | "no" | "0" => Some(false),
        "x" | "true" | "tak" | "yes" | "1" | "✓" | "✔" => Some(true),
        _ => None,
    }
}
