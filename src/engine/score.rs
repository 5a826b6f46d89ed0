//! Answers → scores with coverage and bounds, for one municipality or for a hundred thousand, by the same code.
//!
//! Values lie in columns, one for each question, and are taken in blocks of [`BLOCK`] units. Sums run in the order of the questionnaire, each unit for
//! itself, so that a result depends on nothing but the unit's own answers, bit by bit.

use std::ops::Range;

use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Answers, Value};
use super::document::{Aggregation, MissingPolicy};
use super::level;
use super::relevance;
use super::survey::{Body, Child, Node, NodeIx, Question, QuestionIx, Survey, goalpost_percent};
use super::unit::{LevelNumber, Percent};

/// Units that are taken together.
pub const BLOCK: usize = 512;

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
}

impl Cells {
    /// No units yet.
    pub fn new(survey: &Survey) -> Self {
        Self { units: 0, columns: vec![Vec::new(); survey.questions.len()] }
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
        fits.then_some(Self { units, columns })
    }

    /// How many units there are.
    pub const fn units(&self) -> usize {
        self.units
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

/// The results of one node for many units.
#[derive(Debug, Clone, Default)]
pub struct NodeColumns {
    /// Scores on the node's own scale; missing or excluded where there is none.
    pub score: Vec<f64>,
    /// Score if every missing answer earned nothing.
    pub low: Vec<f64>,
    /// Score if every missing answer earned everything.
    pub high: Vec<f64>,
    /// Weight share of the expected answers that are there, 0 to 1.
    pub coverage: Vec<f64>,
}

/// Scores of every node for every unit, in the order of [`Survey::nodes`]; see [`aggregate_blocks`].
pub fn aggregate(survey: &Survey, cells: &Cells) -> Vec<NodeColumns> {
    let mut all: Vec<NodeColumns> = survey.nodes.iter().map(|_| NodeColumns::with_room_for(cells.units)).collect();
    aggregate_blocks(survey, cells, |_, block| {
        for (all, block) in all.iter_mut().zip(block) {
            all.append(block);
        }
    });
    all
}

/// Scores block by block: hands a range of units to `take`, with the columns of these units for each node in the order of [`Survey::nodes`].
///
/// The columns of a block stay in the processor's cache; who needs only some of the numbers of many units keeps only these, and saves writing the rest
/// to memory, which takes longer than computing them.
///
/// Arithmetic mean: `Σ_P w·z / Σ_P w` over the present children P. Bounds: missing children at 0 and at their full score, over the expected children E.
/// Coverage: `Σ_E w·c / Σ_E w`, which for a node of questions is `Σ_P w / Σ_E w`.
pub fn aggregate_blocks(survey: &Survey, cells: &Cells, mut take: impl FnMut(Range<usize>, &[NodeColumns])) {
    let mut block: Vec<NodeColumns> = survey.nodes.iter().map(|_| NodeColumns::with_units(cells.units.min(BLOCK))).collect();
    let mut sums = Box::<Sums>::default();
    for start in (0..cells.units).step_by(BLOCK) {
        let units = start..(start + BLOCK).min(cells.units);
        // Parents stand before their children.
        for (at, node) in survey.nodes.iter().enumerate().rev() {
            sums.clear();
            for question in node.children.iter().filter_map(Child::question) {
                let Question { weight, maximum, .. } = *survey.question(question);
                sums.add_question(&cells.columns[question.0][units.clone()], Factors::of(node.aggregation, weight, maximum));
            }
            sums.close_questions(node.aggregation);
            for below in node.children.iter().filter_map(Child::node) {
                let Node { weight, maximum, .. } = *survey.node(below);
                sums.add_node(&block[below.0], Factors::of(node.aggregation, weight, maximum));
            }
            let results = &mut block[at];
            results.truncate(units.len());
            sums.finish(node, results);
        }
        take(units, &block);
    }
}

impl NodeColumns {
    fn with_units(units: usize) -> Self {
        Self { score: vec![0.0; units], low: vec![0.0; units], high: vec![0.0; units], coverage: vec![0.0; units] }
    }

    fn with_room_for(units: usize) -> Self {
        let column = || Vec::with_capacity(units);
        Self { score: column(), low: column(), high: column(), coverage: column() }
    }

    fn columns_mut(&mut self) -> [&mut Vec<f64>; 4] {
        [&mut self.score, &mut self.low, &mut self.high, &mut self.coverage]
    }

    fn append(&mut self, block: &Self) {
        let below = [&block.score, &block.low, &block.high, &block.coverage];
        self.columns_mut().into_iter().zip(below).for_each(|(column, block)| column.extend_from_slice(block));
    }

    /// The last block is shorter than the others.
    fn truncate(&mut self, units: usize) {
        self.columns_mut().into_iter().for_each(|column| column.truncate(units));
    }
}

/// How a child enters its node: its value is multiplied and divided, its weight is added to the denominator.
#[derive(Debug, Clone, Copy)]
struct Factors {
    /// Weight in the denominator: the weight of a mean, the full score of a sum.
    weight: f64,
    times: f64,
    divided: f64,
}

impl Factors {
    const fn of(aggregation: Aggregation, weight: f64, maximum: f64) -> Self {
        match aggregation {
            // In percent, times the weight.
            Aggregation::Mean if maximum == 100.0 => Self { weight, times: weight, divided: 1.0 },
            Aggregation::Mean => Self { weight, times: weight * 100.0, divided: maximum },
            Aggregation::Sum => Self { weight: maximum, times: 1.0, divided: 1.0 },
        }
    }

    fn enter(self, value: f64) -> f64 {
        value * self.times / self.divided
    }
}

/// Running sums of one node over a block of units.
struct Sums {
    value: [f64; BLOCK],
    present: [f64; BLOCK],
    expected: [f64; BLOCK],
    low: [f64; BLOCK],
    high: [f64; BLOCK],
    covered: [f64; BLOCK],
}

impl Default for Sums {
    fn default() -> Self {
        Self { value: [0.0; BLOCK], present: [0.0; BLOCK], expected: [0.0; BLOCK], low: [0.0; BLOCK], high: [0.0; BLOCK], covered: [0.0; BLOCK] }
    }
}

impl Sums {
    /// Starts a node. The bounds and the covered weight begin where the questions end.
    fn clear(&mut self) {
        self.value.fill(0.0);
        self.present.fill(0.0);
        self.expected.fill(0.0);
    }

    fn add_question(&mut self, column: &[Cell], factors: Factors) {
        // Most points are percent already, and a division costs more than all the rest.
        if factors.divided == 1.0 {
            self.add_cells(column, factors.weight, |points| points * factors.times);
        } else {
            self.add_cells(column, factors.weight, |points| factors.enter(points));
        }
    }

    /// The inner loop: no branches, so that the compiler takes several units at once.
    #[inline]
    fn add_cells(&mut self, column: &[Cell], weight: f64, enter: impl Fn(f64) -> f64) {
        let sums = self.value.iter_mut().zip(&mut self.present).zip(&mut self.expected);
        for (((value, present), expected), cell) in sums.zip(column) {
            let there = cell.is_there();
            *value += if there { enter(cell.0) } else { 0.0 };
            *present += if there { weight } else { 0.0 };
            *expected += if cell.is_expected() { weight } else { 0.0 };
        }
    }

    /// Bounds and covered weight of the questions: what is missing earns nothing, or all that its weight is worth.
    fn close_questions(&mut self, aggregation: Aggregation) {
        let worth = match aggregation {
            Aggregation::Mean => 100.0,
            Aggregation::Sum => 1.0,
        };
        self.low = self.value;
        self.covered = self.present;
        for (at, high) in self.high.iter_mut().enumerate() {
            *high = self.value[at] + worth * (self.expected[at] - self.present[at]);
        }
    }

    #[expect(clippy::needless_range_loop, reason = "one position in ten columns; slices of one length spare the checks of bounds")]
    fn add_node(&mut self, child: &NodeColumns, factors: Factors) {
        let units = child.score.len();
        let [score, low, high, coverage] = [&child.score, &child.low, &child.high, &child.coverage].map(|column| &column[..units]);
        let Self { value, present, expected, low: sum_low, high: sum_high, covered } = self;
        let [value, present, expected, sum_low, sum_high, covered] =
            [value, present, expected, sum_low, sum_high, covered].map(|sums| &mut sums[..units]);
        for at in 0..units {
            let there = score[at] < f64::INFINITY;
            let is_expected = score[at] != f64::INFINITY;
            let counted = |value: f64| if is_expected { value } else { 0.0 };
            value[at] += if there { factors.enter(score[at]) } else { 0.0 };
            present[at] += if there { factors.weight } else { 0.0 };
            expected[at] += counted(factors.weight);
            sum_low[at] += counted(factors.enter(low[at]));
            sum_high[at] += counted(factors.enter(high[at]));
            covered[at] += counted(factors.weight * coverage[at]);
        }
    }

    fn finish(&self, node: &Node, results: &mut NodeColumns) {
        // On the scale of a mean the denominator divides; a sum that is complete is the sum itself.
        let maximum = node.maximum;
        match node.aggregation {
            Aggregation::Mean => self.finish_scaled(node.missing, results, |sum, weight| (sum / weight).clamp(0.0, 100.0)),
            Aggregation::Sum => {
                self.finish_scaled(
                    node.missing,
                    results,
                    |sum, weight| {
                        if weight == maximum { sum } else { (sum / weight * maximum).clamp(0.0, maximum) }
                    },
                )
            }
        }
    }

    /// Divides by the weights that count. Where none do, `0 ÷ 0` is the not-a-number that a missing score is.
    #[inline]
    #[expect(clippy::needless_range_loop, reason = "one position in ten columns; slices of one length spare the checks of bounds")]
    fn finish_scaled(&self, missing: MissingPolicy, results: &mut NodeColumns, scaled: impl Fn(f64, f64) -> f64) {
        let units = results.score.len();
        let [score, low, high, coverage] = results.columns_mut().map(|column| &mut column[..units]);
        let [value, present, expected, sum_low, sum_high, covered] =
            [&self.value, &self.present, &self.expected, &self.low, &self.high, &self.covered].map(|sums| &sums[..units]);
        for at in 0..units {
            let denominator = if missing == MissingPolicy::Zero { expected[at] } else { present[at] };
            let incomplete = missing == MissingPolicy::None && present[at] < expected[at];
            let reached = if incomplete { f64::NAN } else { scaled(value[at], denominator) };
            let (least, most) = (scaled(sum_low[at], expected[at]), scaled(sum_high[at], expected[at]));
            score[at] = if expected[at] == 0.0 { f64::INFINITY } else { reached };
            // The score lies within its bounds to the last bit, and also where a child below has answers but no score of its own.
            low[at] = if reached < least { reached } else { least };
            high[at] = if reached > most { reached } else { most };
            coverage[at] = (covered[at] / expected[at]).min(1.0);
        }
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
    /// Questions that were expected, and how many of them were settled by an answer, for the questions of the core.
    pub answered: usize,
    /// Questions that are asked of this municipality.
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
    let dimension_missing = node.children.iter().any(|child| matches!(child, Child::Node(below) if columns[below.0].score[unit].is_nan()));
    let status = match score {
        None => Status::NoData,
        // A hair of rounding must not make two thirds less than two thirds.
        Some(_) if coverage + 1e-9 >= node.publish_from && !dimension_missing => Status::Published,
        Some(_) => Status::Provisional,
    };
    let level = score.and_then(|score| level::band(&survey.levels, percent_of(score, node.maximum)));
    NodeScore { status, score, low: Some(column.low[unit]), high: Some(column.high[unit]), coverage: Some(coverage), level }
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
}

/// Scores one municipality.
pub fn score(survey: &Survey, answers: &Answers) -> Scored {
    let by_position = relevance::by_position(survey, answers);
    let shown = relevance::shown(survey, &by_position);
    let mut cells = Cells::new(survey);
    cells.push(survey, &by_position, &shown);
    let columns = aggregate(survey, &cells);
    let nodes = unit_scores(survey, &cells, &columns, 0);
    let asked = shown.iter().filter(|shown| **shown).count();
    let answered = by_position.iter().zip(&shown).filter(|(answer, shown)| **shown && answer.is_settled()).count();
    let gates = gates(survey, &cells, 0);
    Scored { shown, cells, columns, scores: Scores { nodes, answered, asked }, gates }
}
