//! The columns of a sheet and the cells in them.

use std::collections::HashSet;

use csv::ByteRecord;

use super::{MOST_FAULTS, Row, SheetFault, fault};
use crate::engine::answer::{Answer, Value};
use crate::engine::entries::BETWEEN;
use crate::engine::entry::{self, Refusal, Writing};
use crate::engine::fault::excerpt;
use crate::engine::near::closest;
use crate::engine::survey::{Body, Question, QuestionIx, Survey};

/// Which columns hold what.
pub(super) struct Columns {
    names: Vec<String>,
    unit: usize,
    /// The column with the names of entries, in a survey that has them.
    entry: Option<usize>,
    questions: Vec<(QuestionIx, Place)>,
}

/// Where a question's answer stands.
enum Place {
    One(usize),
    Share { numerator: usize, denominator: usize, date: Option<usize> },
}

impl Place {
    /// The column of the cell that a refusal is about.
    fn blamed(&self, refusal: &Refusal, cells: &[&str]) -> usize {
        match (self, refusal) {
            (Self::One(at), _) => *at,
            (Self::Share { date: Some(date), .. }, Refusal::NotADate(_)) => *date,
            (Self::Share { denominator, .. }, Refusal::ZeroDenominator) => *denominator,
            (Self::Share { numerator, denominator, .. }, Refusal::NotANumber(text)) if cells[*numerator].trim() != text => *denominator,
            (Self::Share { numerator, .. }, _) => *numerator,
        }
    }
}

impl Columns {
    /// Reads the header line.
    pub(super) fn from_header(survey: &Survey, record: &ByteRecord, row: u64) -> Result<Self, Vec<SheetFault>> {
        let mut faults = Vec::new();
        let mut names: Vec<String> = Vec::with_capacity(record.len());
        let mut seen = HashSet::new();
        for (at, field) in record.iter().enumerate() {
            let number = format!("number {}", at + 1);
            match text(field).map(str::trim) {
                Ok("") => faults.push(fault("no-name", row, Some(&number), "the column has no name".to_owned(), "name it, or remove the column")),
                Ok(name) if !seen.insert(name) => {
                    faults.push(fault("duplicate-column", row, Some(name), "the column stands twice".to_owned(), "keep one of them"));
                }
                Ok(name) => names.push(name.to_owned()),
                Err((code, what, mend)) => faults.push(fault(code, row, Some(&number), what, mend)),
            }
            if faults.len() == MOST_FAULTS {
                break;
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let known = known_columns(survey);
        let ids: Vec<&str> = known.iter().map(String::as_str).collect();
        let known: HashSet<&str> = ids.iter().copied().collect();
        let is_key = |name: &str| name == "unit" || (name == "entry" && !survey.repeats.is_empty());
        for name in names.iter().filter(|name| !is_key(name) && !known.contains(name.as_str())).take(MOST_FAULTS) {
            let mend = match (survey.question_ix(name), closest(name, ids.iter().copied())) {
                (Some(_), _) => format!("a share has the columns `{name}.numerator` and `{name}.denominator`"),
                (None, Some(near)) => format!("did you mean `{near}`?"),
                (None, None) => "name columns by the question ids of this survey, or remove the column".to_owned(),
            };
            faults.push(fault("unknown-question", row, Some(name), format!("there is no question `{}`", excerpt(name)), &mend));
        }
        let find = |name: &str| names.iter().position(|known| known == name);
        let Some(unit) = find("unit") else {
            faults.push(fault("no-unit-column", row, None, "there is no column `unit`".to_owned(), "name the column with the units' keys `unit`"));
            return Err(faults);
        };
        let entry = find("entry").filter(|_| !survey.repeats.is_empty());
        let mut questions = Vec::new();
        for (ix, question) in survey.questions_ix() {
            let id = &question.id;
            if !matches!(question.body, Body::Share(_)) {
                questions.extend(find(id).map(|at| (ix, Place::One(at))));
                continue;
            }
            let date = find(&format!("{id}.date"));
            match (find(&format!("{id}.numerator")), find(&format!("{id}.denominator"))) {
                (Some(numerator), Some(denominator)) => questions.push((ix, Place::Share { numerator, denominator, date })),
                (None, None) => {}
                _ => faults.push(fault(
                    "half-a-share",
                    row,
                    Some(id),
                    "one of the two columns of the share is missing".to_owned(),
                    "add the columns for both numbers",
                )),
            }
        }
        if faults.is_empty() { Ok(Self { names, unit, entry, questions }) } else { Err(faults) }
    }

    /// Reads the row of a unit or of one of its entries.
    pub(super) fn row(&self, survey: &Survey, record: &ByteRecord, row: u64) -> Result<Row, Vec<SheetFault>> {
        if record.len() != self.names.len() {
            let what = format!("the row has {} cells, the header has {}", record.len(), self.names.len());
            return Err(vec![fault(
                "ragged-row",
                row,
                None,
                what,
                "give each row as many cells as the header; put quotes around a cell that holds the separator",
            )]);
        }
        let mut faults = Vec::new();
        let mut cells = Vec::with_capacity(record.len());
        for (at, field) in record.iter().enumerate() {
            match text(field) {
                Ok(cell) => cells.push(cell),
                Err((code, what, mend)) => {
                    faults.push(fault(code, row, Some(&self.names[at]), what, mend));
                    cells.push("");
                }
            }
        }
        let key = cells[self.unit].trim().to_owned();
        if key.is_empty() && faults.is_empty() {
            faults.push(fault("no-unit", row, Some("unit"), "the row does not say which unit it is".to_owned(), "write the unit's key"));
        }
        let path = self.entry.map_or(Ok(Vec::new()), |at| path(survey, cells[at], row)).unwrap_or_else(|found| {
            faults.push(found);
            Vec::new()
        });
        let mut answers = vec![Answer::NotAnswered; survey.questions.len()];
        for (ix, place) in &self.questions {
            let question = survey.question(*ix);
            let answer = match place {
                Place::One(at) => one(question, cells[*at]),
                Place::Share { numerator, denominator, date } => {
                    share(question, cells[*numerator], cells[*denominator], date.map_or("", |date| cells[date]))
                }
            };
            match answer {
                Ok(answer) if self.entry.is_some() && answer.is_settled() && survey.entry_depth(question.dimension) != path.len() => {
                    faults.push(misplaced(survey, question, path.len(), row));
                }
                Ok(answer) => answers[ix.0] = answer,
                Err(refusal) => {
                    let (what, mend) = describe(&refusal, question);
                    let column = place.blamed(&refusal, &cells);
                    faults.push(SheetFault { code: refusal.code(), row, column: Some(self.names[column].clone()), what, mend });
                }
            }
        }
        if faults.is_empty() { Ok(Row { key, path, answers }) } else { Err(faults) }
    }
}

/// The name of an entry in its parts; none for what the unit answers once.
fn path(survey: &Survey, cell: &str, row: u64) -> Result<Vec<String>, SheetFault> {
    if cell.trim().is_empty() {
        return Ok(Vec::new());
    }
    let path: Vec<String> = cell.split(BETWEEN).map(|part| part.trim().to_owned()).collect();
    let deepest = survey.repeats.iter().map(|repeat| repeat.depth).max().unwrap_or(0);
    if path.len() > deepest || path.iter().any(String::is_empty) {
        let what = format!("`{}` cannot be the name of an entry", excerpt(cell));
        let mend = format!("write a name, at most {deepest} parts with `{BETWEEN}` between them");
        return Err(fault("bad-entry", row, Some("entry"), what, &mend));
    }
    Ok(path)
}

/// An answer in a row that cannot hold it.
fn misplaced(survey: &Survey, question: &Question, parts: usize, row: u64) -> SheetFault {
    let id = &question.id;
    let what = match (survey.entry_depth(question.dimension), parts) {
        (0, _) => "the question is answered once for the unit, this row is about an entry".to_owned(),
        (_, 0) => "the question is answered once for each entry, this row names none".to_owned(),
        (wanted, _) => format!("the question belongs to entries with {wanted} part(s) in their names, this one has {parts}"),
    };
    fault("wrong-entry", row, Some(id), what, "move the answer to a row whose `entry` fits, or empty the cell")
}

fn known_columns(survey: &Survey) -> Vec<String> {
    let of_question = |question: &Question| match question.body {
        Body::Share(_) => [".numerator", ".denominator", ".date"].map(|ending| format!("{}{ending}", question.id)).to_vec(),
        _ => vec![question.id.clone()],
    };
    survey.questions.iter().flat_map(of_question).collect()
}

/// A cell as text: UTF-8, without NUL.
pub(in crate::engine) fn text(field: &[u8]) -> Result<&str, (&'static str, String, &'static str)> {
    if field.contains(&0) {
        return Err((
            "bad-character",
            "the cell holds a NUL character".to_owned(),
            "save the sheet again as CSV UTF-8; NUL characters come from another format",
        ));
    }
    std::str::from_utf8(field).map_err(|_| {
        let mend = "save the sheet as CSV UTF-8 (in Excel: Save As, CSV UTF-8); it is probably written in Windows-1250 or ISO 8859-2";
        ("encoding", "the cell is not UTF-8".to_owned(), mend)
    })
}

/// The states that are written instead of a value.
fn state(question: &Question, cell: &str) -> Option<Answer> {
    match cell {
        "" => Some(Answer::NotAnswered),
        _ if cell.eq_ignore_ascii_case("#dk") => Some(Answer::DoNotKnow),
        _ if cell.eq_ignore_ascii_case("#na") => Some(Answer::NotApplicable(String::new())),
        _ => question.blank.iter().any(|blank| entry::fold(blank) == entry::fold(cell)).then_some(Answer::NotAnswered),
    }
}

/// The answer of a cell that holds a state, if it may be in that state.
fn allowed(question: &Question, answer: Answer) -> Result<Answer, Refusal> {
    let refused = matches!(answer, Answer::NotApplicable(_)) && !question.may_be_not_applicable;
    if refused { Err(Refusal::AlwaysApplies) } else { Ok(answer) }
}

fn one(question: &Question, cell: &str) -> Result<Answer, Refusal> {
    let trimmed = cell.trim();
    if let Some(answer) = state(question, trimmed) {
        return allowed(question, answer);
    }
    let value = match &question.body {
        Body::Choice(_) => entry::choice(question, trimmed),
        // A label may hold blanks itself: the whole cell comes first.
        Body::Several(_) => entry::choices(question, [trimmed]).or_else(|_| entry::choices(question, trimmed.split_whitespace())),
        Body::Number(body) => entry::number(body, trimmed, Writing::Data),
        Body::Date => entry::calendar_day(trimmed).map(Value::Date),
        Body::Text { long } => entry::text(cell, *long),
        Body::Reasons { .. } => entry::reasons(
            question,
            trimmed.split_whitespace().map(|word| word.split_once(':').map_or((word, None), |(option, basis)| (option, Some(basis)))),
        ),
        Body::Share(_) => Err(Refusal::HalfAShare),
    };
    value.map(Answer::Answered)
}

fn share(question: &Question, numerator: &str, denominator: &str, date: &str) -> Result<Answer, Refusal> {
    let (numerator, denominator) = (numerator.trim(), denominator.trim());
    // A state may stand in one of the two cells or in both, but not beside a number or another state.
    match (state(question, numerator), state(question, denominator)) {
        (Some(one), Some(other)) if one == other || other == Answer::NotAnswered => return allowed(question, one),
        (Some(Answer::NotAnswered), Some(other)) => return allowed(question, other),
        (None, None) => {}
        _ => return Err(Refusal::HalfAShare),
    }
    match &question.body {
        Body::Share(body) => entry::share(body, numerator, denominator, date, Writing::Data).map(Answer::Answered),
        _ => Err(Refusal::HalfAShare),
    }
}

/// A refusal in words, for the person who made the sheet.
pub(super) fn describe(refusal: &Refusal, question: &Question) -> (String, String) {
    let options = || {
        let ids: Vec<&str> = question.options().iter().map(|option| option.id.as_str()).collect();
        format!("one of: {}", ids.join(", "))
    };
    match refusal {
        Refusal::UnknownOption(text) => (format!("`{}` is no option of this question", excerpt(text)), options()),
        Refusal::UnknownBasis(text) => {
            (format!("`{}` is no basis of this question", excerpt(text)), "write option:basis with the ids of the survey".to_owned())
        }
        Refusal::ExclusiveWithOthers(option) => (format!("`{option}` excludes every other option"), "keep it alone, or remove it".to_owned()),
        Refusal::Repeated(option) => (format!("`{option}` stands twice"), "name each option once".to_owned()),
        Refusal::NotANumber(text) | Refusal::AmbiguousDot(text) => {
            (format!("`{}` is not a number", excerpt(text)), "write digits with a decimal point or comma, for example 1234.5".to_owned())
        }
        Refusal::TooManyDecimals(most) => (format!("the number has more than {most} decimal places"), "round it".to_owned()),
        Refusal::BelowMinimum(least) => (format!("the number is below {least}"), format!("write {least} or more")),
        Refusal::AboveMaximum(most) => (format!("the number is above {most}"), format!("write {most} or less")),
        Refusal::HalfAShare => ("the share needs two numbers".to_owned(), "fill in both, or neither; #na or #dk stands in both".to_owned()),
        Refusal::ZeroDenominator => ("the denominator is 0".to_owned(), "write #na if there is nothing to count".to_owned()),
        Refusal::PartExceedsWhole => {
            ("the numerator is larger than the denominator".to_owned(), "check both numbers; the first is a part of the second".to_owned())
        }
        Refusal::NotADate(text) => (format!("`{}` is not a date", excerpt(text)), "write year-month-day, for example 2026-03-31".to_owned()),
        Refusal::AlwaysApplies => ("this question applies to everyone".to_owned(), "answer it, or write #dk for \"do not know\"".to_owned()),
        Refusal::TooLong(most) => (format!("the text is longer than {most} characters"), "shorten it".to_owned()),
        Refusal::NotAWebAddress(text) => (format!("`{}` is no web address", excerpt(text)), "begin it with https:// or http://".to_owned()),
        Refusal::BadCharacter => ("the text holds a NUL character".to_owned(), "remove it".to_owned()),
    }
}
