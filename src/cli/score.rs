//! `miernik score`: the scores of many units from a file, without a server.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use csv::Writer;
use jiff::civil::Date;

use super::failure::Failure;
use super::file;
use super::survey;
use crate::clock::Clock;
use crate::engine::answer::Answer;
use crate::engine::document::MissingPolicy;
use crate::engine::relevance;
use crate::engine::score::{self, Cell, Cells, NodeColumns, NodeScore};
use crate::engine::sheet;
use crate::engine::stats;
use crate::engine::survey::{NodeIx, Question, QuestionIx, Survey};
use crate::lang::format::WARSAW;

const HEADER: [&str; 11] = ["unit", "node", "kind", "score", "low", "high", "coverage", "status", "level", "rank", "ranked"];

/// Reads survey and answers, and writes one row for each node and each scored question of each unit. `today` is what `today()` means in conditions.
pub(super) fn score(survey: &Path, answers: &Path, output: Option<&Path>, today: Option<Date>) -> Result<(), Failure> {
    let (survey, units) = read(survey, answers, output, today)?;
    let table = Table::of(&survey, &units);
    write(output, |out| table.write(out))
}

/// Reads survey and answers, unless the output would replace one of them. `today` is the current day in Poland unless another one is given.
pub(super) fn read(survey: &Path, answers: &Path, output: Option<&Path>, today: Option<Date>) -> Result<(Survey, Units), Failure> {
    for input in [survey, answers] {
        if let Some(output) = output.filter(|output| file::same(output, input)) {
            return Err(Failure::new(format!("`{}` would replace the file it is made from", output.display()), "name another file after -o"));
        }
    }
    let survey = survey::needed(survey)?.survey;
    let units = Units::read(&survey, answers, today.unwrap_or_else(current_day))?;
    Ok((survey, units))
}

/// The current day in Poland.
pub(super) fn current_day() -> Date {
    Clock::System.now().to_zoned(WARSAW.clone()).date()
}

/// Writes a file as a whole, or to standard output.
pub(super) fn write(output: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    match output {
        Some(output) => file::replace(output, write),
        None => write(&mut io::stdout().lock()).map_err(Failure::of_output),
    }
}

/// How a question stands with a unit; the words in the column `status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Answered,
    NotAnswered,
    DoNotKnow,
    NotApplicable,
    NotShown,
}

impl State {
    const fn of(answer: &Answer, shown: bool) -> Self {
        match answer {
            _ if !shown => Self::NotShown,
            Answer::Answered(_) => Self::Answered,
            Answer::NotAnswered => Self::NotAnswered,
            Answer::DoNotKnow => Self::DoNotKnow,
            Answer::NotApplicable(_) => Self::NotApplicable,
        }
    }

    /// Of a question that is answered once for each entry: what its entries come to.
    fn of_entries(cell: Cell) -> Self {
        match cell.get() {
            Some(_) => Self::Answered,
            None if cell.is_expected() => Self::NotAnswered,
            None => Self::NotApplicable,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NotAnswered => "not_answered",
            Self::DoNotKnow => "do_not_know",
            Self::NotApplicable => "not_applicable",
            Self::NotShown => "not_shown",
        }
    }
}

/// The units of a sheet with what their answers are worth.
pub(super) struct Units {
    /// Their names in the sheet.
    pub(super) keys: Vec<String>,
    /// What their answers are worth.
    pub(super) cells: Cells,
    /// The scored questions in the order of the questionnaire, each with its states by unit.
    states: Vec<(QuestionIx, Vec<State>)>,
}

impl Units {
    fn read(survey: &Survey, path: &Path, today: Date) -> Result<Self, Failure> {
        let scored = survey.questions_ix().filter(|(_, question)| question.scored);
        let mut units = Self { keys: Vec::new(), cells: Cells::new(survey), states: scored.map(|(ix, _)| (ix, Vec::new())).collect() };
        let read = sheet::read(survey, file::open(path)?, |unit| {
            let answers: Vec<&Answer> = unit.answers.iter().collect();
            let shown = relevance::shown_on(survey, &answers, Some(today));
            if unit.entries.is_empty() {
                units.cells.push(survey, &answers, &shown);
            } else {
                units.cells.push_unit(survey, &unit.answers, &unit.entries, Some(today));
            }
            let at = units.keys.len();
            let in_entries = |ix: QuestionIx| !unit.entries.is_empty() && survey.entry_depth(survey.question(ix).dimension) > 0;
            for (ix, states) in &mut units.states {
                let state = units.cells.get(*ix, at).filter(|_| in_entries(*ix)).map(State::of_entries);
                states.push(state.unwrap_or_else(|| State::of(answers[ix.0], shown[ix.0])));
            }
            units.keys.push(unit.key);
        });
        let name = path.display();
        read.map(|()| units).map_err(|faults| {
            let listed = faults.iter().map(|fault| format!("{name}: {fault}")).collect();
            Failure::new(format!("`{name}` cannot be scored; nothing was written"), "mend the faults above and run again").with_faults(listed)
        })
    }
}

/// The rows of the output.
struct Table<'t> {
    survey: &'t Survey,
    units: &'t Units,
    columns: Vec<NodeColumns>,
    /// For each node the ranks of its published scores, and how many there are.
    ranks: Vec<(Vec<Option<usize>>, usize)>,
}

impl<'t> Table<'t> {
    fn of(survey: &'t Survey, units: &'t Units) -> Self {
        let columns = score::aggregate(survey, &units.cells);
        let published = |ix| (0..units.keys.len()).map(|unit| score::node_score(survey, ix, &columns, unit).published()).collect::<Vec<_>>();
        let ranks = survey.nodes_ix().map(|(ix, _)| stats::ranks(&published(ix))).collect();
        Self { survey, units, columns, ranks }
    }

    fn write(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let mut out = Writer::from_writer(out);
        out.write_record(HEADER).map_err(plain)?;
        for unit in 0..self.units.keys.len() {
            let scores = score::unit_scores(self.survey, &self.units.cells, &self.columns, unit);
            for ((ix, _), score) in self.survey.nodes_ix().zip(&scores) {
                out.write_record(self.node(ix, unit, score).iter().map(|field| field.as_bytes())).map_err(plain)?;
            }
            for (ix, states) in &self.units.states {
                out.write_record(self.question(*ix, unit, states[unit]).iter().map(|field| field.as_bytes())).map_err(plain)?;
            }
        }
        out.flush()
    }

    fn node(&self, ix: NodeIx, unit: usize, score: &NodeScore) -> Row<'_> {
        let node = self.survey.node(ix);
        let (ranks, ranked) = &self.ranks[ix.0];
        [
            Cow::from(&self.units.keys[unit]),
            Cow::from(&node.id),
            node.kind.as_str().into(),
            number(score.score),
            number(score.low),
            number(score.high),
            number(score.coverage),
            score.status.as_str().into(),
            score.level.map_or(Cow::Borrowed(""), |level| level.to_string().into()),
            ranks[unit].map_or(Cow::Borrowed(""), |rank| rank.to_string().into()),
            ranked.to_string().into(),
        ]
    }

    /// A missing answer earns nothing where the survey says so (`missing = "zero"`); elsewhere it has no score.
    fn counted_as_zero(&self, question: &Question, state: State) -> Option<f64> {
        let missing = matches!(state, State::NotAnswered | State::DoNotKnow);
        (missing && self.survey.node(question.dimension).missing == MissingPolicy::Zero).then_some(0.0)
    }

    fn question(&self, ix: QuestionIx, unit: usize, state: State) -> Row<'_> {
        let question = self.survey.question(ix);
        let points = self.units.cells.get(ix, unit).and_then(|cell| cell.get()).or_else(|| self.counted_as_zero(question, state));
        let (low, high) = bounds(question, points, state);
        let coverage = high.map(|_| if state == State::Answered { 1.0 } else { 0.0 });
        [
            Cow::from(&self.units.keys[unit]),
            Cow::from(&question.id),
            "question".into(),
            number(points),
            number(low),
            number(high),
            number(coverage),
            state.as_str().into(),
            "".into(),
            "".into(),
            "".into(),
        ]
    }
}

type Row<'r> = [Cow<'r, str>; HEADER.len()];

/// Least and most points a question can have: its points; all or nothing where the answer is missing; none where none is expected.
const fn bounds(question: &Question, points: Option<f64>, state: State) -> (Option<f64>, Option<f64>) {
    match state {
        State::NotApplicable | State::NotShown => (None, None),
        State::Answered if points.is_some() => (points, points),
        State::Answered | State::NotAnswered | State::DoNotKnow => (Some(0.0), Some(question.maximum)),
    }
}

/// The shortest text that reads back to the same number; empty for none.
pub(super) fn number(value: Option<f64>) -> Cow<'static, str> {
    value.map_or(Cow::Borrowed(""), |value| value.to_string().into())
}

/// The error of the disk or the pipe itself, without the CSV writer's wrapping.
pub(super) fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
