//! Answers → scores with coverage and bounds, for one municipality or for a hundred thousand, by the same code.
//!
//! What an answer is worth, what a node's numbers mean, and everything for one municipality at once; the sums themselves are in [`aggregate`].

mod aggregate;
mod curved;
mod entries;

pub use entries::{EntryScore, Given};

pub use aggregate::{BLOCK, NodeColumns, aggregate, aggregate_blocks};

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Answers, Value};
use super::entries::Entry;
use super::level;
use super::relevance;
use super::survey::{Body, Child, Node, NodeIx, Question, QuestionIx, Survey, goalpost_percent};
use super::unit::{LevelNumber, Percent};

/// One value of a column: points on the question's own scale, or *missing*, or *not expected*.
///
/// Kept as one number so that a column can be read at the speed of memory: missing is not-a-number, not expected is infinite.
#[derive(Debug, Clone, Copy)]
pub struct Cell(f64);

impl Cell {
    /// Expected, but not there: not answered, do not know.
    pub const MISSING: Self = Self(f64::NAN);
    /// Not expected: not applicable, not asked.
    pub const EXCLUDED: Self = Self(f64::INFINITY);

    /// Points. A negative zero becomes a plain one, so that equal scores have equal bits.
    pub const fn points(points: f64) -> Self {
        Self(points + 0.0)
    }

    /// The points, if there are any.
    pub fn get(self) -> Option<f64> {
        self.is_there().then_some(self.0)
    }

    /// Whether there are points: one comparison, which not-a-number and infinity both fail.
    fn is_there(self) -> bool {
        self.0 < f64::INFINITY
    }

    /// Whether a value was expected.
    pub fn is_expected(self) -> bool {
        self.0 != f64::INFINITY
    }
}

/// The cells of many units: one column for each question of the survey; columns of questions that are not scored are empty.
#[derive(Debug, Clone)]
pub struct Cells {
    units: usize,
    columns: Vec<Vec<Cell>>,
    /// Nodes whose scores come from entries, by unit in ascending order.
    given: Vec<(usize, NodeIx, Given)>,
}

impl Cells {
    /// No units yet.
    pub fn new(survey: &Survey) -> Self {
        Self { units: 0, columns: vec![Vec::new(); survey.questions.len()], given: Vec::new() }
    }

    /// Adds a unit with its entries; what each entry has reached.
    ///
    /// A unit without entries is taken as [`Cells::push`] takes it: it answers once what could be answered for each entry.
    pub fn push_unit(&mut self, survey: &Survey, answers: &[Answer], entries: &[Entry], today: Option<Date>) -> Vec<EntryScore> {
        if entries.is_empty() {
            let answers: Vec<&Answer> = answers.iter().collect();
            self.push(survey, &answers, &relevance::shown_on(survey, &answers, today));
            return Vec::new();
        }
        let combined = entries::combine(survey, answers, entries, today);
        self.push_cells(survey, &combined.cells, &combined.given);
        combined.scores
    }

    /// Adds a unit whose cells are known, one for each question.
    fn push_cells(&mut self, survey: &Survey, cells: &[Cell], given: &[(NodeIx, Given)]) {
        for (at, _) in survey.questions.iter().enumerate().filter(|(_, question)| question.scored) {
            self.columns[at].push(cells[at]);
        }
        self.given.extend(given.iter().map(|(node, given)| (self.units, *node, *given)));
        self.units += 1;
    }

    /// Adds a unit with its answers by position; `shown` tells which questions are asked.
    pub fn push(&mut self, survey: &Survey, answers: &[&Answer], shown: &[bool]) {
        for (at, question) in survey.questions.iter().enumerate().filter(|(_, question)| question.scored) {
            self.columns[at].push(cell(question, answers[at], shown[at]));
        }
        self.units += 1;
    }

    /// Cells that are there already, one column for each question (empty where it is not scored).
    ///
    /// Returns `None` if the columns do not fit the survey or each other.
    pub fn from_columns(survey: &Survey, units: usize, columns: Vec<Vec<Cell>>) -> Option<Self> {
        let fits = columns.len() == survey.questions.len()
            && survey.questions.iter().zip(&columns).all(|(question, column)| column.len() == if question.scored { units } else { 0 });
        fits.then_some(Self { units, columns, given: Vec::new() })
    }

    /// How many units there are.
    pub const fn units(&self) -> usize {
        self.units
    }

    /// The first unit alone, with another cell for one question.
    pub(super) fn with_first(&self, question: QuestionIx, cell: Cell) -> Self {
        let mut columns: Vec<Vec<Cell>> = self.columns.iter().map(|column| column.iter().take(1).copied().collect()).collect();
        if let Some(first) = columns[question.0].first_mut() {
            *first = cell;
        }
        let given = self.given.iter().filter(|(unit, ..)| *unit == 0).copied().collect();
        Self { units: self.units.min(1), columns, given }
    }

    /// The cell of a scored question; `None` if the question is not scored.
    pub fn get(&self, question: QuestionIx, unit: usize) -> Option<Cell> {
        self.columns[question.0].get(unit).copied()
    }
}

/// What an answer is worth.
pub fn cell(question: &Question, answer: &Answer, shown: bool) -> Cell {
    match answer {
        _ if !shown => Cell::EXCLUDED,
        Answer::NotApplicable(_) => Cell::EXCLUDED,
        Answer::NotAnswered | Answer::DoNotKnow => Cell::MISSING,
        Answer::Answered(value) => points(question, value).map_or(Cell::MISSING, Cell::points),
    }
}

/// Points of a value on the question's own scale; `None` if the question is not scored or the value is of another kind.
///
/// Several options: `maximum · Σ chosen points / Σ positive points`. Numbers and shares: goalposts.
pub fn points(question: &Question, value: &Value) -> Option<f64> {
    let on_scale = |percent: f64| if question.maximum == 100.0 { percent } else { percent / 100.0 * question.maximum };
    match (&question.body, value) {
        (Body::Choice(_), Value::Choice(option)) => question.option(option)?.points,
        (Body::Several(options), Value::Choices(chosen)) => {
            let all: f64 = options.iter().filter_map(|option| option.points).sum();
            let reached: f64 = options.iter().filter(|option| chosen.contains(&option.id)).filter_map(|option| option.points).sum();
            (all > 0.0).then(|| on_scale(100.0 * reached / all))
        }
        (Body::Number(body), Value::Number(number)) => Some(on_scale(goalpost_percent(body.goalposts?, number.to_f64()?))),
        (Body::Share(body), Value::Share { numerator, denominator, .. }) => {
            let share = body.per * numerator.to_f64()? / denominator.to_f64()?;
            Some(on_scale(goalpost_percent(body.goalposts?, share)))
        }
        _ => None,
    }
}

/// How far a node's score may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Enough answers: the score may be published and ranked.
    Published,
    /// Too few answers, or a whole dimension is missing.
    Provisional,
    /// Answers were expected, there is no score.
    NoData,
    /// Nothing was expected.
    NotApplicable,
}

impl Status {
    /// The word in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Provisional => "provisional",
            Self::NoData => "no_data",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// The result of one node for one municipality.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NodeScore {
    /// How far it may be relied on.
    pub status: Status,
    /// Score on the node's own scale, not rounded; none for no data and not applicable.
    pub score: Option<f64>,
    /// Score if every missing answer earned nothing; none where nothing was expected.
    pub low: Option<f64>,
    /// Score if every missing answer earned everything; none where nothing was expected.
    pub high: Option<f64>,
    /// Weight share of the expected answers that are there, 0 to 1; none where nothing was expected.
    pub coverage: Option<f64>,
    /// Maturity level; none without a score or without levels. The index respects the gates.
    pub level: Option<LevelNumber>,
}

impl NodeScore {
    /// The score as a share of the full score.
    pub fn percent(&self, node: &Node) -> Option<Percent> {
        self.score.map(|score| percent_of(score, node.maximum))
    }

    /// The score if it may be published and ranked.
    pub fn published(&self) -> Option<f64> {
        self.score.filter(|_| self.status == Status::Published)
    }
}

/// A score as a share of the full score, in percent.
pub fn percent_of(score: f64, maximum: f64) -> Percent {
    Percent(if maximum == 100.0 || maximum == 0.0 { score } else { score / maximum * 100.0 })
}

/// All results of one municipality: the compact row that comparisons read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Results in the order of [`Survey::nodes`], the index first.
    pub nodes: Vec<NodeScore>,
    /// How many of the questions that are asked are settled by an answer; modules apart.
    pub answered: usize,
    /// Questions that are asked of this municipality; modules apart.
    pub asked: usize,
}

impl Scores {
    /// The result of a node.
    pub fn node(&self, ix: NodeIx) -> &NodeScore {
        &self.nodes[ix.0]
    }

    /// The overall result.
    pub fn index(&self) -> &NodeScore {
        self.node(NodeIx::INDEX)
    }
}

/// The result of one node of one unit out of the columns.
pub fn node_score(survey: &Survey, ix: NodeIx, columns: &[NodeColumns], unit: usize) -> NodeScore {
    let node = survey.node(ix);
    let column = &columns[ix.0];
    let raw = column.score[unit];
    if raw == f64::INFINITY {
        return NodeScore { status: Status::NotApplicable, score: None, low: None, high: None, coverage: None, level: None };
    }
    let score = raw.is_finite().then_some(raw);
    let coverage = column.coverage[unit];
    let dimension_missing = lacks_a_dimension(survey, node, columns, unit);
    let status = match score {
        None => Status::NoData,
        // A hair of rounding must not make two thirds less than two thirds.
        Some(_) if coverage + 1e-9 >= node.publish_from && !dimension_missing => Status::Published,
        Some(_) => Status::Provisional,
    };
    let level = score.and_then(|score| level::band(&survey.levels, percent_of(score, node.maximum)));
    NodeScore { status, score, low: Some(column.low[unit]), high: Some(column.high[unit]), coverage: Some(coverage), level }
}

/// Whether a dimension at any depth below a node has no score although answers were expected.
fn lacks_a_dimension(survey: &Survey, node: &Node, columns: &[NodeColumns], unit: usize) -> bool {
    let mut below = node.children.iter().filter_map(Child::node);
    below.any(|ix| columns[ix.0].score[unit].is_nan() || lacks_a_dimension(survey, survey.node(ix), columns, unit))
}

/// The gates of one unit.
pub fn gates(survey: &Survey, cells: &Cells, unit: usize) -> Vec<level::GateState> {
    level::gates(survey, |ix| {
        let cell = cells.get(ix, unit)?;
        cell.is_expected().then(|| cell.get().map(|points| percent_of(points, survey.question(ix).maximum).0))
    })
}

/// Every node's result of one unit, the index's level with its gates.
pub fn unit_scores(survey: &Survey, cells: &Cells, columns: &[NodeColumns], unit: usize) -> Vec<NodeScore> {
    let mut nodes: Vec<NodeScore> = (0..survey.nodes.len()).map(|at| node_score(survey, NodeIx(at), columns, unit)).collect();
    if let Some(band) = nodes[0].level {
        nodes[0].level = Some(level::gated(band, &gates(survey, cells, unit)));
    }
    nodes
}

/// One municipality's answers, made ready: which questions are asked, what each is worth, and every score.
#[derive(Debug, Clone)]
pub struct Scored {
    /// Which questions are asked.
    pub shown: Vec<bool>,
    /// What each answer is worth.
    pub cells: Cells,
    /// Scores in columns of one unit.
    pub columns: Vec<NodeColumns>,
    /// The results.
    pub scores: Scores,
    /// The gates of each level, lowest first.
    pub gates: Vec<level::GateState>,
    /// What each entry has reached; empty if everything was answered once.
    pub entries: Vec<EntryScore>,
}

/// Scores one municipality where no day is known: `today()` has no data in conditions.
pub fn score(survey: &Survey, answers: &Answers) -> Scored {
    score_on(survey, answers, None)
}

/// Scores one municipality as of a day: the day of submission, before that the day of asking. Only conditions with `today()` depend on it.
pub fn score_on(survey: &Survey, answers: &Answers, today: Option<Date>) -> Scored {
    let once: Vec<Answer> = relevance::by_position(survey, answers).into_iter().cloned().collect();
    score_unit(survey, &once, &[], today)
}

/// Scores one municipality as of a day: what it answers once, by the position of the questions, and its entries.
pub fn score_unit(survey: &Survey, answers: &[Answer], entries: &[Entry], today: Option<Date>) -> Scored {
    let by_position: Vec<&Answer> = answers.iter().collect();
    let shown = relevance::shown_on(survey, &by_position, today);
    let mut cells = Cells::new(survey);
    let reached = cells.push_unit(survey, answers, entries, today);
    let columns = aggregate(survey, &cells);
    let nodes = unit_scores(survey, &cells, &columns, 0);
    let asked: Vec<QuestionIx> = survey.questions_ix().filter(|(ix, _)| shown[ix.0] && survey.is_core(*ix)).map(|(ix, _)| ix).collect();
    let settled = |ix: &QuestionIx| by_position[ix.0].is_settled() || entries.iter().any(|entry| entry.answers[ix.0].is_settled());
    let answered = asked.iter().filter(|ix| settled(ix)).count();
    let gates = gates(survey, &cells, 0);
    Scored { shown, cells, columns, scores: Scores { nodes, answered, asked: asked.len() }, gates, entries: reached }
}
