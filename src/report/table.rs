//! A campaign as a table: its columns, and the rows of one unit after the other.

use std::collections::HashSet;

use super::cell::{Cell, Column, Shape};
use super::dataset::{Scope, UnitRow};
use super::word::{self, Word};
use super::{long, wide};
use crate::engine::survey::{Body, Survey};
use crate::lang::Text;

/// How a campaign is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One row for each unit.
    Wide,
    /// One row for each unit and each node or question (tidy data).
    Long,
}

/// What a table holds besides codes, numbers, dates and controlled words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Contents {
    /// Answers in free text.
    pub texts: bool,
    /// The readings of questions and nodes beside their ids.
    pub labels: bool,
}

/// A campaign as a table. It knows its columns; units pass through it one by one.
#[derive(Debug)]
pub struct Table<'a> {
    scope: &'a Scope<'a>,
    columns: Vec<Column>,
    plan: Plan,
}

#[derive(Debug)]
enum Plan {
    Wide(Vec<wide::Source>),
    Long(long::Plan),
}

impl<'a> Table<'a> {
    /// The table of the open-data edition: codes, numbers, dates and controlled words only, no answers in free text.
    pub fn open_data(scope: &'a Scope<'a>, layout: Layout) -> Self {
        Self::new(scope, layout, Contents { texts: false, labels: false })
    }

    /// The table for people: with the answers in free text that the audience may read.
    pub fn for_people(scope: &'a Scope<'a>, layout: Layout) -> Self {
        Self::new(scope, layout, Contents { texts: scope.may_read_texts(), labels: true })
    }

    fn new(scope: &'a Scope<'a>, layout: Layout, contents: Contents) -> Self {
        match layout {
            Layout::Wide => {
                let (columns, sources) = wide::plan(scope, contents).into_iter().unzip();
                Self { scope, columns, plan: Plan::Wide(sources) }
            }
            Layout::Long => {
                let (columns, plan) = long::plan(scope, contents);
                Self { scope, columns, plan: Plan::Long(plan) }
            }
        }
    }

    /// The campaign and its audience.
    pub const fn scope(&self) -> &'a Scope<'a> {
        self.scope
    }

    /// The columns, in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows each unit has.
    pub fn rows_per_unit(&self) -> usize {
        match &self.plan {
            Plan::Wide(_) => 1,
            Plan::Long(plan) => plan.items(),
        }
    }

    /// Hands each row of a unit to `take`: one cell for each column.
    ///
    /// # Errors
    /// The first error of `take`.
    pub fn rows<E>(&self, unit: &UnitRow, mut take: impl FnMut(&[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        let view = self.scope.view(unit);
        match &self.plan {
            Plan::Wide(sources) => take(&wide::row(self.scope.survey(), &view, sources)),
            Plan::Long(plan) => plan.rows(self.scope.survey(), &view, take),
        }
    }
}

/// A column that says which unit a row is about, and its cell.
pub(super) type UnitColumn = (Word, Shape, for<'r> fn(&'r UnitRow) -> Cell<'r>);

/// The columns that say which unit a row is about; the first three name it.
pub(super) const UNIT: [UnitColumn; 10] = [
    (word::unit::REGISTER, Shape::Code, |unit| Cell::Code(&unit.register)),
    (word::unit::CODE, Shape::Code, |unit| Cell::Code(&unit.code)),
    (word::unit::NAME, Shape::Text, |unit| Cell::Text(&unit.name)),
    (word::unit::KIND, Shape::Text, |unit| Cell::Text(&unit.kind)),
    (word::unit::REGION, Shape::Text, |unit| Cell::Text(&unit.region)),
    (word::unit::DISTRICT, Shape::Text, |unit| Cell::Text(&unit.district)),
    (word::unit::POPULATION, Shape::Integer, |unit| unit.population.map_or(Cell::Empty, Cell::Integer)),
    (word::unit::AREA, Shape::Integer, |unit| unit.area_ha.map_or(Cell::Empty, Cell::Integer)),
    (word::unit::ASSESSMENT, Shape::Code, |unit| Cell::Code(&unit.state)),
    (word::unit::SUBMITTED, Shape::Date, |unit| unit.submitted.map_or(Cell::Empty, Cell::Date)),
];

/// A count as a cell.
pub(super) fn count(number: usize) -> Cell<'static> {
    i64::try_from(number).map_or(Cell::Empty, Cell::Integer)
}

/// The names of columns. Ids of the survey keep their names always; another column whose name is taken gets `_` at its end.
pub(super) struct Names(HashSet<String>);

impl Names {
    /// The names that the survey takes: its ids, and the two numbers and the day of a share.
    pub(super) fn of(survey: &Survey) -> Self {
        let shares = survey.questions.iter().filter(|question| matches!(question.body, Body::Share(_)));
        let parts = shares.flat_map(|question| [".numerator", ".denominator", ".date"].map(|ending| format!("{}{ending}", question.id)));
        let ids = survey.nodes.iter().map(|node| node.id.clone()).chain(survey.questions.iter().map(|question| question.id.clone()));
        Self(ids.chain(parts).collect())
    }

    /// A column of our own.
    pub(super) fn column(&mut self, name: &str, heading: Text, shape: Shape) -> Column {
        let mut name = name.to_owned();
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        Column { name, heading, shape }
    }
}

/// The heading of a column about a node or question: its id, so that no two are alike, and what the column says.
pub(super) fn heading(id: &str, what: &Text) -> Text {
    Text { pl: format!("{id} – {}", what.pl), en: format!("{id} – {}", what.en) }
}
