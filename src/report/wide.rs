//! The wide layout: one row for each unit; context, then every node's score, then every question.
//!
//! A question has its value under its own id and its state in `<id>.state`. A share has besides `<id>.numerator`, `<id>.denominator` and `<id>.date`, where
//! the value is the computed share. `several_of` and `reasons` have their options in one column, and one more for each option: `<id>.has.<option>`, 1 or 0,
//! empty unless the question is answered. For those who may read free text there are besides `<id>.note`, `.source`, `.as_of`, `.grade` and `.evidence`.

use rust_decimal::prelude::ToPrimitive;

use super::beside::BesideField;
use super::cell::{Cell, Chosen, Column, Shape};
use super::dataset::{Scope, UnitView};
use super::table::{Contents, Names, UNIT, count, heading};
use super::word::{self, Word, item};
use crate::engine::answer::Value;
use crate::engine::score::NodeScore;
use crate::engine::survey::{Body, NodeIx, OptionItem, Question, QuestionIx, Survey};

/// Where a column's cells come from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source {
    Unit(usize),
    Asked,
    Answered,
    Rank,
    Declared(NodeIx),
    Verified(NodeIx),
    Node(NodeIx, NodeField),
    Question(QuestionIx, QuestionField),
    Option(QuestionIx, usize),
    Beside(QuestionIx, BesideField),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeField {
    Score,
    Low,
    High,
    Coverage,
    Status,
    Level,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum QuestionField {
    Value,
    Numerator,
    Denominator,
    Date,
    State,
}

/// What follows a node's score: the ending of its column, what it is, and where it comes from.
const AFTER_SCORE: [(Word, Shape, NodeField); 5] = [
    (item::LOW, Shape::Score, NodeField::Low),
    (item::HIGH, Shape::Score, NodeField::High),
    (item::COVERAGE, Shape::Score, NodeField::Coverage),
    (item::STATUS, Shape::Code, NodeField::Status),
    (item::LEVEL, Shape::Integer, NodeField::Level),
];

/// The columns of the wide layout with their sources.
pub(super) fn plan(scope: &Scope<'_>, contents: Contents) -> Vec<(Column, Source)> {
    let survey = scope.survey();
    let mut names = Names::of(survey);
    let mut columns = Vec::new();
    for (at, (word, shape, _)) in UNIT.iter().enumerate() {
        columns.push((names.column(word.code, word.text(), *shape), Source::Unit(at)));
    }
    for (word, source) in [(word::unit::ASKED, Source::Asked), (word::unit::ANSWERED, Source::Answered)] {
        columns.push((names.column(word.code, word.text(), Shape::Integer), source));
    }
    for ix in scope.nodes() {
        let node = survey.node(ix);
        let score = Column { name: node.id.clone(), heading: heading(&node.id, &node.title), shape: Shape::Score };
        columns.push((score, Source::Node(ix, NodeField::Score)));
        for (word, shape, field) in AFTER_SCORE {
            columns.push((derived(&mut names, &node.id, word, shape), Source::Node(ix, field)));
        }
        if ix == NodeIx::INDEX {
            columns.push((derived(&mut names, &node.id, item::RANK, Shape::Integer), Source::Rank));
        }
        if scope.campaign.reviewed {
            columns.push((derived(&mut names, &node.id, item::DECLARED, Shape::Score), Source::Declared(ix)));
            columns.push((derived(&mut names, &node.id, item::VERIFIED, Shape::Score), Source::Verified(ix)));
        }
    }
    for ix in scope.questions(contents.texts) {
        question(&mut names, survey.question(ix), ix, &mut columns);
        if contents.texts {
            let id = &survey.question(ix).id;
            columns
                .extend(BesideField::ALL.into_iter().map(|(word, shape, field)| (derived(&mut names, id, word, shape), Source::Beside(ix, field))));
        }
    }
    columns
}

fn derived(names: &mut Names, id: &str, word: Word, shape: Shape) -> Column {
    names.column(&format!("{id}.{}", word.code), heading(id, &word.text()), shape)
}

fn question(names: &mut Names, question: &Question, ix: QuestionIx, columns: &mut Vec<(Column, Source)>) {
    let id = &question.id;
    let value = Column { name: id.clone(), heading: heading(id, &question.text), shape: shape(question) };
    columns.push((value, Source::Question(ix, QuestionField::Value)));
    if let Body::Share(body) = &question.body {
        // These three names belong to the survey.
        let part = |word: Word, what, shape| Column { name: format!("{id}.{}", word.code), heading: heading(id, what), shape };
        columns.push((part(item::NUMERATOR, &body.numerator, Shape::Number), Source::Question(ix, QuestionField::Numerator)));
        columns.push((part(item::DENOMINATOR, &body.denominator, Shape::Number), Source::Question(ix, QuestionField::Denominator)));
        columns.push((part(item::DATE, &item::DATE.text(), Shape::Date), Source::Question(ix, QuestionField::Date)));
    }
    columns.push((derived(names, id, item::STATE, Shape::Code), Source::Question(ix, QuestionField::State)));
    if let Body::Several(options) | Body::Reasons { options, .. } = &question.body {
        for (at, option) in options.iter().enumerate() {
            let name = format!("{id}.{}.{}", item::HAS.code, option.id);
            columns.push((names.column(&name, heading(id, &option.label), Shape::Flag), Source::Option(ix, at)));
        }
    }
}

/// What the values of a question are.
pub(super) fn shape(question: &Question) -> Shape {
    match &question.body {
        Body::Choice(_) | Body::Several(_) | Body::Reasons { .. } => Shape::Code,
        Body::Number(_) => Shape::Number,
        Body::Share(_) => Shape::Score,
        Body::Date => Shape::Date,
        Body::Text { .. } => Shape::Text,
    }
}

/// The row of one unit.
pub(super) fn row<'r>(survey: &'r Survey, view: &UnitView<'r>, sources: &[Source]) -> Vec<Cell<'r>> {
    let cell = |source: &Source| match *source {
        Source::Unit(at) => (UNIT[at].2)(view.unit),
        Source::Asked => view.unit.scores.as_ref().map_or(Cell::Empty, |scores| count(scores.asked)),
        Source::Answered => view.unit.scores.as_ref().map_or(Cell::Empty, |scores| count(scores.answered)),
        Source::Rank => view.unit.rank.map_or(Cell::Empty, count),
        Source::Declared(ix) => view.declared(ix).map_or(Cell::Empty, Cell::Computed),
        Source::Verified(ix) => view.verified(ix).map_or(Cell::Empty, Cell::Computed),
        Source::Node(ix, NodeField::Status) => Cell::Word(view.status(ix)),
        Source::Node(ix, field) => view.score(ix).map_or(Cell::Empty, |score| node_cell(score, field)),
        Source::Question(ix, QuestionField::State) => Cell::Word(view.state(ix).word()),
        Source::Question(ix, field) => view.value(ix).map_or(Cell::Empty, |value| part(survey.question(ix), value, field)),
        Source::Beside(ix, field) => field.cell(view.beside(ix)),
        Source::Option(ix, at) => view.value(ix).map_or(Cell::Empty, |value| flag(&survey.question(ix).options()[at], value)),
    };
    sources.iter().map(cell).collect()
}

/// A figure of a node.
pub(super) fn node_cell(score: &NodeScore, field: NodeField) -> Cell<'static> {
    let number = match field {
        NodeField::Score => score.score,
        NodeField::Low => score.low,
        NodeField::High => score.high,
        NodeField::Coverage => score.coverage,
        NodeField::Status => return Cell::Word(word::status_word(score.status)),
        NodeField::Level => return score.level.map_or(Cell::Empty, |level| Cell::Integer(i64::from(level.0))),
    };
    number.map_or(Cell::Empty, Cell::Computed)
}

fn part<'r>(question: &'r Question, value: &'r Value, field: QuestionField) -> Cell<'r> {
    match (field, value) {
        (QuestionField::Numerator, Value::Share { numerator, .. }) => Cell::Decimal(*numerator),
        (QuestionField::Denominator, Value::Share { denominator, .. }) => Cell::Decimal(*denominator),
        (QuestionField::Date, Value::Share { date, .. }) => date.map_or(Cell::Empty, Cell::Date),
        (QuestionField::Value, _) => value_cell(question, value),
        _ => Cell::Empty,
    }
}

fn flag(option: &OptionItem, value: &Value) -> Cell<'static> {
    match value {
        Value::Choices(chosen) => Cell::Flag(chosen.contains(&option.id)),
        Value::Reasons(reasons) => Cell::Flag(reasons.iter().any(|reason| reason.option == option.id)),
        _ => Cell::Empty,
    }
}

/// The value of an answer: options, a number, the computed share, a day, a text.
pub(super) fn value_cell<'r>(question: &'r Question, value: &'r Value) -> Cell<'r> {
    let chosen = |id: &'r str| Chosen { option: id, label: question.option(id).map(|option| &option.label), basis: None };
    match value {
        Value::Choice(option) => Cell::Chosen(vec![chosen(option)]),
        Value::Choices(options) => Cell::Chosen(options.iter().map(|option| chosen(option)).collect()),
        Value::Number(number) => Cell::Decimal(*number),
        Value::Share { .. } => share(question, value).map_or(Cell::Empty, Cell::Computed),
        Value::Date(date) => Cell::Date(*date),
        Value::Text(text) => Cell::Text(text),
        Value::Reasons(reasons) => {
            let basis = |id: &'r str| match &question.body {
                Body::Reasons { bases, .. } => (id, bases.iter().find(|basis| basis.id == id).map(|basis| &basis.label)),
                _ => (id, None),
            };
            Cell::Chosen(reasons.iter().map(|reason| Chosen { basis: reason.basis.as_deref().map(basis), ..chosen(&reason.option) }).collect())
        }
    }
}

/// The share that is computed from its two numbers, by the same arithmetic as its score.
fn share(question: &Question, value: &Value) -> Option<f64> {
    match (&question.body, value) {
        (Body::Share(body), Value::Share { numerator, denominator, .. }) => {
            let share = body.per * numerator.to_f64()? / denominator.to_f64()?;
            share.is_finite().then_some(share)
        }
        _ => None,
    }
}
