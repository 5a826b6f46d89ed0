//! The long layout (tidy data): one row for each unit and each node or question.
//!
//! `score` stands on the item's own scale and `percent` on a common one. A question has the `state` of its answer, its `value` if it is options or text, else
//! `number` or `date`; a node has a `status`. The score of a scored question has bounds and coverage as well: a missing answer lies between nothing and everything.

use super::beside::BesideField;
use super::cell::{Cell, Column, Shape};
use super::dataset::{Scope, UnitView};
use super::table::{Contents, UNIT, count};
use super::wide::{NodeField, node_cell, value_cell};
use super::word::{self, Word, item, kind};
use crate::engine::answer::{Answer, Value};
use crate::engine::score::percent_of;
use crate::engine::survey::{NodeIx, NodeKind, Question, QuestionIx, Survey};

/// Columns that name the unit.
const NAMING: usize = 3;

#[derive(Debug, Clone, Copy)]
enum Item {
    Node(NodeIx),
    Question(QuestionIx),
}

/// Which rows a unit has, and which optional columns they have.
#[derive(Debug)]
pub(super) struct Plan {
    items: Vec<Item>,
    contents: Contents,
    reviewed: bool,
}

/// The columns of the long layout.
pub(super) fn plan(scope: &Scope<'_>, contents: Contents) -> (Vec<Column>, Plan) {
    let mut columns: Vec<Column> = UNIT[..NAMING].iter().map(|(word, shape, _)| Column::of(*word, *shape)).collect();
    let mut add = |word: Word, shape: Shape| columns.push(Column::of(word, shape));
    add(item::ITEM_KIND, Shape::Code);
    add(item::ITEM, Shape::Code);
    if contents.labels {
        add(item::LABEL, Shape::Text);
    }
    add(item::STATE, Shape::Code);
    add(item::VALUE, if contents.texts { Shape::Text } else { Shape::Code });
    add(item::NUMBER, Shape::Score);
    add(item::NUMERATOR, Shape::Number);
    add(item::DENOMINATOR, Shape::Number);
    add(item::DATE, Shape::Date);
    if contents.texts {
        add(item::REASON, Shape::Text);
        BesideField::ALL.into_iter().for_each(|(word, shape, _)| add(word, shape));
    }
    for word in [item::SCORE, item::MAXIMUM, item::PERCENT, item::LOW, item::HIGH, item::COVERAGE] {
        add(word, Shape::Score);
    }
    add(item::STATUS, Shape::Code);
    add(item::LEVEL, Shape::Integer);
    add(item::RANK, Shape::Integer);
    let reviewed = scope.campaign.reviewed;
    if reviewed {
        add(item::DECLARED, Shape::Score);
        add(item::VERIFIED, Shape::Score);
    }
    let items = scope.nodes().map(Item::Node).chain(scope.questions(contents.texts).map(Item::Question)).collect();
    (columns, Plan { items, contents, reviewed })
}

impl Plan {
    /// Rows of one unit.
    pub(super) fn items(&self) -> usize {
        self.items.len()
    }

    /// Hands each row of a unit to `take`.
    pub(super) fn rows<E>(&self, survey: &Survey, view: &UnitView<'_>, mut take: impl FnMut(&[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        let mut row = Vec::new();
        for item in &self.items {
            row.clear();
            row.extend(UNIT[..NAMING].iter().map(|(_, _, cell)| cell(view.unit)));
            match *item {
                Item::Node(ix) => self.node(survey, view, ix, &mut row),
                Item::Question(ix) => self.question(survey.question(ix), view, ix, &mut row),
            }
            if self.reviewed {
                let (declared, verified) = match *item {
                    Item::Node(ix) => (view.declared(ix), view.verified(ix)),
                    Item::Question(_) => (None, None),
                };
                row.extend([declared, verified].map(|score| score.map_or(Cell::Empty, Cell::Computed)));
            }
            take(&row)?;
        }
        Ok(())
    }

    fn node<'r>(&self, survey: &'r Survey, view: &UnitView<'r>, ix: NodeIx, row: &mut Vec<Cell<'r>>) {
        let node = survey.node(ix);
        let kind = match node.kind {
            NodeKind::Index => kind::INDEX,
            NodeKind::Dimension => kind::DIMENSION,
            NodeKind::Module => kind::MODULE,
        };
        row.extend([Cell::Word(kind), Cell::Code(&node.id)]);
        if self.contents.labels {
            row.push(Cell::Label(&node.title));
        }
        row.extend(std::iter::repeat_n(Cell::Empty, if self.contents.texts { 7 + BesideField::ALL.len() } else { 6 }));
        let score = view.score(ix);
        let figure = |field| score.map_or(Cell::Empty, |score| node_cell(score, field));
        let percent = score.and_then(|score| score.percent(node));
        row.extend([
            figure(NodeField::Score),
            Cell::Computed(node.maximum),
            percent.map_or(Cell::Empty, |percent| Cell::Computed(percent.0)),
            figure(NodeField::Low),
            figure(NodeField::High),
            figure(NodeField::Coverage),
            Cell::Word(view.status(ix)),
            figure(NodeField::Level),
            view.unit.rank.filter(|_| ix == NodeIx::INDEX).map_or(Cell::Empty, count),
        ]);
    }

    fn question<'r>(&self, question: &'r Question, view: &UnitView<'r>, ix: QuestionIx, row: &mut Vec<Cell<'r>>) {
        row.extend([Cell::Word(kind::QUESTION), Cell::Code(&question.id)]);
        if self.contents.labels {
            row.push(Cell::Label(&question.text));
        }
        row.push(Cell::Word(view.state(ix).word()));
        row.extend(values(question, view.value(ix)));
        if self.contents.texts {
            row.push(match view.answer(ix) {
                Answer::NotApplicable(reason) => Cell::Text(reason),
                _ => Cell::Empty,
            });
            row.extend(BesideField::ALL.into_iter().map(|(.., field)| field.cell(view.beside(ix))));
        }
        row.extend(scores(question, view, ix));
    }
}

/// `value`, `number`, `numerator`, `denominator`, `date`.
fn values<'r>(question: &'r Question, value: Option<&'r Value>) -> [Cell<'r>; 5] {
    let Some(value) = value else { return [const { Cell::Empty }; 5] };
    let cell = value_cell(question, value);
    match value {
        Value::Number(_) => [Cell::Empty, cell, Cell::Empty, Cell::Empty, Cell::Empty],
        Value::Share { numerator, denominator, date } => {
            let date = date.map_or(Cell::Empty, Cell::Date);
            [Cell::Empty, cell, Cell::Decimal(*numerator), Cell::Decimal(*denominator), date]
        }
        Value::Date(_) => [Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, cell],
        _ => [cell, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

/// `score`, `maximum`, `percent`, `low`, `high`, `coverage`, `status`, `level`, `rank` of a question.
fn scores<'r>(question: &'r Question, view: &UnitView<'r>, ix: QuestionIx) -> [Cell<'r>; 9] {
    let mut cells = [const { Cell::Empty }; 9];
    if !question.scored {
        return cells;
    }
    cells[1] = Cell::Computed(question.maximum);
    let cell = view.points(ix);
    let bounds = match cell.get() {
        Some(points) => {
            cells[0] = Cell::Computed(points);
            cells[2] = Cell::Computed(percent_of(points, question.maximum).0);
            cells[6] = Cell::Word(word::status::PUBLISHED);
            Some((points, points, 1.0))
        }
        None if cell.is_expected() => {
            cells[6] = Cell::Word(word::status::NO_DATA);
            Some((0.0, question.maximum, 0.0))
        }
        None => {
            cells[6] = Cell::Word(word::status::NOT_APPLICABLE);
            None
        }
    };
    if let Some((low, high, coverage)) = bounds {
        (cells[3], cells[4], cells[5]) = (Cell::Computed(low), Cell::Computed(high), Cell::Computed(coverage));
    }
    cells
}
