//! `miernik path`: the cheapest way of one unit to the next level, or the best that a number of person-days buys.

use std::fs::File;
use std::io;
use std::path::Path as FilePath;

use csv::Writer;
use jiff::civil::Date;

use super::failure::Failure;
use super::{file, score, survey};
use crate::engine::answer::{Answers, Value};
use crate::engine::path::{self, NextLevel, Path, Step};
use crate::engine::score::{Scored, percent_of, score_on};
use crate::engine::sheet;
use crate::engine::survey::{NodeIx, QuestionIx, Survey};
use crate::engine::unit::LevelNumber;

const HEADER: [&str; 10] = ["kind", "question", "from", "to", "answer", "effort", "effort_of", "gain", "gate", "level"];

/// What is asked for.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub survey: &'a FilePath,
    pub answers: &'a FilePath,
    /// Key of the unit in the sheet.
    pub unit: &'a str,
    /// Id of the node.
    pub node: &'a str,
    /// Person-days that may be spent; without it the next level is looked for.
    pub budget: Option<f64>,
    /// What `today()` means in conditions; the current day in Poland unless another one is given.
    pub today: Option<Date>,
}

/// Writes the steps as CSV: what keeps the next level shut, the steps in their order, and a last row that says where they lead.
pub(super) fn path(asked: &Asked<'_>) -> Result<(), Failure> {
    let survey = survey::needed(asked.survey)?.survey;
    let node = survey.node_ix(asked.node).ok_or_else(|| {
        let known: Vec<&str> = survey.nodes.iter().map(|node| node.id.as_str()).collect();
        Failure::new(format!("there is no dimension `{}`", asked.node), format!("known here: {}", known.join(", ")))
    })?;
    let answers = unit(&survey, file::open(asked.answers)?, asked)?;
    let today = Some(asked.today.unwrap_or_else(score::current_day));
    let table = Table { survey: &survey, node, scored: score_on(&survey, &answers, today) };
    let rows = match asked.budget {
        Some(days) => table.steps(&path::within(&survey, &answers, node, today, days).ok_or_else(not_available)?),
        None => table.next_level(path::next_level(&survey, &answers, node, today))?,
    };
    let mut out = Writer::from_writer(io::stdout().lock());
    let written = out.write_record(HEADER).and_then(|()| rows.iter().try_for_each(|row| out.write_record(row)));
    written.map_err(io::Error::from).and_then(|()| out.flush()).map_err(Failure::of_output)
}

/// The answers of the unit.
fn unit(survey: &Survey, sheet: File, asked: &Asked<'_>) -> Result<Answers, Failure> {
    let name = asked.answers.display();
    let mut found = None;
    let read = sheet::read(survey, sheet, |unit| {
        if unit.key == asked.unit {
            found = Some(unit.answers);
        }
    });
    read.map_err(|faults| {
        let listed = faults.iter().map(|fault| format!("{name}: {fault}")).collect();
        Failure::new(format!("`{name}` cannot be read"), "mend the faults above and run again").with_faults(listed)
    })?;
    let found = found.ok_or_else(|| Failure::new(format!("there is no unit `{}` in `{name}`", asked.unit), "give a key of the column `unit`"))?;
    let mut answers = Answers::default();
    for (question, answer) in survey.questions.iter().zip(found) {
        answers.set(&question.id, answer);
    }
    Ok(answers)
}

fn not_available() -> Failure {
    Failure::new(
        "the cheapest way is not known here",
        "it needs nodes that are arithmetic means or sums, nothing repeated, and answers to most questions",
    )
}

type Row = [String; HEADER.len()];

/// The rows of the output.
struct Table<'t> {
    survey: &'t Survey,
    node: NodeIx,
    scored: Scored,
}

impl Table<'_> {
    fn next_level(&self, next: NextLevel) -> Result<Vec<Row>, Failure> {
        let last = |kind: &str, level: Option<LevelNumber>| vec![self.last(kind, 0.0, self.scored.scores.node(self.node).score, level)];
        Ok(match next {
            NextLevel::NotAvailable => return Err(not_available()),
            NextLevel::NoLevel => last("no_level", None),
            NextLevel::Highest => last("highest", self.scored.scores.node(self.node).level),
            NextLevel::Level { level, gate, path, .. } => {
                let mut rows: Vec<Row> = gate.into_iter().flat_map(|gate| gate.open).map(|question| self.blocks(question, level)).collect();
                match path {
                    Some(path) => rows.extend(self.steps(&path)),
                    None => rows.extend(last("unreachable", Some(level))),
                }
                rows
            }
        })
    }

    /// A requirement that is not met.
    fn blocks(&self, question: QuestionIx, level: LevelNumber) -> Row {
        let item = self.survey.question(question);
        let now = self.scored.cells.get(question, 0).and_then(|cell| cell.get());
        row([
            "blocks",
            &item.id,
            &number(now.map(|points| percent_of(points, item.maximum).0)),
            &number(item.gate.map(|gate| gate.at_least)),
            "",
            "",
            "",
            "",
            "open",
            &level.to_string(),
        ])
    }

    fn steps(&self, path: &Path) -> Vec<Row> {
        let mut rows: Vec<Row> = path.steps.iter().map(|step| self.step(step)).collect();
        let held = |ix: &QuestionIx| row(["held", &self.survey.question(*ix).id, "", "", "", "", "", "", "", ""]);
        rows.extend(path.held.iter().map(held));
        rows.push(self.last("total", path.effort, path.score, path.level));
        rows
    }

    fn step(&self, step: &Step) -> Row {
        row([
            "step",
            &self.survey.question(step.question).id,
            &number(step.from.map(|percent| percent.0)),
            &number(Some(step.to.0)),
            &answer(&step.value),
            &number(Some(step.effort)),
            if step.estimated { "default" } else { "survey" },
            &number(Some(step.gain)),
            if step.meets_gate { "meets" } else { "" },
            "",
        ])
    }

    /// The node before and after, in percent like the questions; the gain on its own scale.
    fn last(&self, kind: &str, effort: f64, after: Option<f64>, level: Option<LevelNumber>) -> Row {
        let node = self.survey.node(self.node);
        let before = self.scored.scores.node(self.node).score;
        let percent = |score: Option<f64>| number(score.map(|score| percent_of(score, node.maximum).0));
        let gain = after.zip(before).map(|(after, before)| after - before);
        let level = level.map(|level| level.to_string()).unwrap_or_default();
        row([kind, &node.id, &percent(before), &percent(after), "", &number(Some(effort)), "", &number(gain), "", &level])
    }
}

fn row(cells: [&str; HEADER.len()]) -> Row {
    cells.map(str::to_owned)
}

/// The shortest text that reads back to the same number; empty for none.
fn number(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// An answer as it stands in a sheet; a share as `numerator/denominator`.
fn answer(value: &Value) -> String {
    match value {
        Value::Choice(option) => option.clone(),
        Value::Choices(options) => options.join(" "),
        Value::Number(number) => number.to_string(),
        Value::Share { numerator, denominator, .. } => format!("{numerator}/{denominator}"),
        // Nothing else is scored.
        Value::Date(_) | Value::Text(_) | Value::Reasons(_) => String::new(),
    }
}
