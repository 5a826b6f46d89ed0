//! The answers of a campaign as the file that `miernik score` reads: `unit`, then question ids (a share has its two numbers and the day).
//!
//! Empty is not answered, `#na` not applicable, `#dk` do not know; several options stand with one space between them, reasons as `option:basis`. A question
//! that is not asked is empty, and the reason why something does not apply has no place. What else the file has no
//! words for is counted, never bent: see [`AnswersWritten`].

use std::io::Write;

use super::ReportError;
use super::csv::to_io;
use super::dataset::{Scope, UnitRow};
use crate::engine::answer::{Answer, Reason, Value};
use crate::engine::entry;
use crate::engine::survey::{Body, Question, QuestionIx};

/// What has been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AnswersWritten {
    /// Units.
    pub units: u64,
    /// Answers that stand there as not answered because the file has no words for them: no option chosen of several, no reason named, a text of blanks or one
    /// that reads as a state (`#dk`).
    pub left_out: u64,
}

/// Writes answers, unit by unit.
pub struct AnswersWriter<'a, W: Write> {
    scope: &'a Scope<'a>,
    questions: Vec<QuestionIx>,
    out: csv::Writer<W>,
    written: AnswersWritten,
}

impl<'a, W: Write> AnswersWriter<'a, W> {
    /// Begins with the header; free text is there if the audience may read it.
    ///
    /// # Errors
    /// [`ReportError::Write`].
    pub fn new(out: W, scope: &'a Scope<'a>) -> Result<Self, ReportError> {
        let questions: Vec<QuestionIx> = scope.questions(scope.may_read_texts()).collect();
        let mut header = vec!["unit".to_owned()];
        for ix in &questions {
            let question = scope.survey().question(*ix);
            match question.body {
                Body::Share(_) => header.extend([".numerator", ".denominator", ".date"].map(|ending| format!("{}{ending}", question.id))),
                _ => header.push(question.id.clone()),
            }
        }
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        out.write_record(&header).map_err(to_io)?;
        Ok(Self { scope, questions, out, written: AnswersWritten::default() })
    }

    /// Writes the row of one unit; its key is its code.
    ///
    /// # Errors
    /// [`ReportError::Write`].
    pub fn push(&mut self, unit: &UnitRow) -> Result<(), ReportError> {
        let view = self.scope.view(unit);
        let mut row = vec![unit.code.trim().to_owned()];
        for ix in &self.questions {
            let question = self.scope.survey().question(*ix);
            let cells = cells(question, view.answer(*ix));
            self.written.left_out += u64::from(cells.is_none());
            match (&question.body, cells.unwrap_or_default()) {
                (Body::Share(_), cells) => row.extend(cells),
                (_, [cell, ..]) => row.push(cell),
            }
        }
        self.out.write_record(&row).map_err(to_io)?;
        self.written.units += 1;
        Ok(())
    }

    /// Hands everything to the receiver, and says how much it was.
    ///
    /// # Errors
    /// [`ReportError::Write`].
    pub fn finish(mut self) -> Result<AnswersWritten, ReportError> {
        self.out.flush()?;
        Ok(self.written)
    }
}

/// Writes the answers of a whole campaign.
///
/// # Errors
/// [`ReportError::Write`].
pub fn answers_csv(out: impl Write, scope: &Scope<'_>, units: impl IntoIterator<Item = UnitRow>) -> Result<AnswersWritten, ReportError> {
    let mut writer = AnswersWriter::new(out, scope)?;
    for unit in units {
        writer.push(&unit)?;
    }
    writer.finish()
}

/// The cells of an answer, the first of three unless it is a share; `None` if the file has no words for it.
fn cells(question: &Question, answer: &Answer) -> Option<[String; 3]> {
    let one = |cell: String| Some([cell, String::new(), String::new()]);
    match answer {
        Answer::NotAnswered => Some(Default::default()),
        Answer::DoNotKnow => Some(state(question, "#dk")),
        Answer::NotApplicable(_) => Some(state(question, "#na")),
        Answer::Answered(Value::Share { numerator, denominator, date }) => {
            Some([numerator.normalize().to_string(), denominator.normalize().to_string(), date.map_or_else(String::new, |date| date.to_string())])
        }
        Answer::Answered(value) => one(cell(value)).filter(|[cell, ..]| !reads_as_state(question, cell)),
    }
}

fn state(question: &Question, mark: &str) -> [String; 3] {
    let second = if matches!(question.body, Body::Share(_)) { mark.to_owned() } else { String::new() };
    [mark.to_owned(), second, String::new()]
}

fn cell(value: &Value) -> String {
    let reason = |reason: &Reason| match &reason.basis {
        Some(basis) => format!("{}:{basis}", reason.option),
        None => reason.option.clone(),
    };
    match value {
        Value::Choice(option) => option.clone(),
        Value::Choices(options) => options.join(" "),
        Value::Number(number) => number.normalize().to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => text.clone(),
        Value::Reasons(reasons) => reasons.iter().map(reason).collect::<Vec<_>>().join(" "),
        Value::Share { .. } => String::new(),
    }
}

/// Whether the reader of the file would take the cell for a state.
fn reads_as_state(question: &Question, cell: &str) -> bool {
    let cell = cell.trim();
    matches!(cell, "" | "#dk" | "#na") || question.blank.iter().any(|blank| entry::fold(blank) == entry::fold(cell))
}
