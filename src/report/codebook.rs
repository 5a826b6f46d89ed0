//! The codebook: everything the ids and words of an export stand for. One row for each node, question, option, basis, part of a share, level and state.

use std::io::Write;

use super::beside::BesideField;
use super::cell::{Cell, Column, Shape};
use super::csv::{Flavour, Lines};
use super::dataset::{ItemState, has_column};
use super::word::{self, Word, code, item, kind};
use super::{ReportError, Written};
use crate::engine::document::{Better, Goalposts, Kind};
use crate::engine::survey::{Body, Node, NodeKind, OptionItem, Question, Survey};
use crate::engine::visible::Visible;
use crate::lang::Text;

/// The codebook of a survey. It is the same for every audience: a questionnaire is no secret.
#[derive(Debug)]
pub struct Codebook<'a> {
    survey: &'a Survey,
    entries: Vec<Entry<'a>>,
}

/// One row. What does not apply is empty.
#[derive(Debug, Clone, Default)]
struct Entry<'a> {
    item_kind: Option<Word>,
    item: String,
    option: &'a str,
    dimension: &'a str,
    kind: &'static str,
    label: Option<Text>,
    unit: Option<&'a Text>,
    points: Option<f64>,
    weight: Option<f64>,
    maximum: Option<f64>,
    scored: Option<bool>,
    least: Option<f64>,
    most: Option<f64>,
    goalposts: Option<Goalposts>,
    relevant: &'a str,
    may_be_not_applicable: Option<bool>,
    gate_level: Option<u8>,
    gate_at_least: Option<f64>,
    short_form: Option<bool>,
    confidential: Option<bool>,
    in_open_data: Option<bool>,
}

impl<'a> Codebook<'a> {
    /// The codebook of a survey.
    pub fn new(survey: &'a Survey) -> Self {
        let mut entries: Vec<Entry<'a>> = survey.nodes.iter().map(|node| of_node(survey, node)).collect();
        let public = Visible::of(survey, false);
        for (ix, question) in survey.questions_ix() {
            let in_open_data = has_column(survey, &public, ix, false);
            entries.push(Entry { in_open_data: Some(in_open_data), ..of_question(survey, question) });
            of_parts(question, &mut entries);
        }
        entries.extend(survey.levels.iter().map(|level| Entry {
            item_kind: Some(kind::LEVEL),
            item: level.number.to_string(),
            label: Some(level.title.clone()),
            least: Some(level.from),
            gate_at_least: Some(level.gate * 100.0),
            ..Entry::default()
        }));
        let words = |item_kind: Word, words: &mut dyn Iterator<Item = Word>| -> Vec<Entry<'a>> {
            words.map(|word| Entry { item_kind: Some(item_kind), item: word.code.to_owned(), label: Some(word.text()), ..Entry::default() }).collect()
        };
        entries.extend(words(kind::STATE, &mut ItemState::ALL.into_iter().map(ItemState::word)));
        entries.extend(words(kind::STATUS, &mut word::status::ALL.into_iter()));
        entries.extend(words(kind::BESIDE, &mut BesideField::ALL.into_iter().map(|(word, ..)| word)));
        entries.extend(words(kind::GRADE, &mut word::grade::ALL.into_iter()));
        Self { survey, entries }
    }

    /// The columns, in order.
    pub fn columns() -> Vec<Column> {
        let columns = [
            (item::ITEM_KIND, Shape::Code),
            (item::ITEM, Shape::Code),
            (code::OPTION, Shape::Code),
            (code::PARENT, Shape::Code),
            (code::KIND, Shape::Code),
            (code::LABEL_PL, Shape::Text),
            (code::LABEL_EN, Shape::Text),
            (code::UNIT_PL, Shape::Text),
            (code::UNIT_EN, Shape::Text),
            (code::POINTS, Shape::Number),
            (code::WEIGHT, Shape::Number),
            (item::MAXIMUM, Shape::Number),
            (code::SCORED, Shape::Code),
            (code::MINIMUM_VALUE, Shape::Number),
            (code::MAXIMUM_VALUE, Shape::Number),
            (code::GOALPOST_LOW, Shape::Number),
            (code::GOALPOST_HIGH, Shape::Number),
            (code::GOALPOST_BETTER, Shape::Code),
            (code::RELEVANT, Shape::Text),
            (code::NOT_APPLICABLE, Shape::Code),
            (code::GATE_LEVEL, Shape::Integer),
            (code::GATE_AT_LEAST, Shape::Number),
            (code::SHORT_FORM, Shape::Code),
            (code::CONFIDENTIAL, Shape::Code),
            (code::OPEN_DATA, Shape::Code),
            (code::SURVEY, Shape::Code),
            (code::VERSION, Shape::Code),
            (code::HASH, Shape::Code),
        ];
        columns.into_iter().map(|(word, shape)| Column::of(word, shape)).collect()
    }

    /// The rows: one cell for each column.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Cell<'_>>> {
        let meta = &self.survey.meta;
        self.entries.iter().map(|entry| {
            let mut cells = entry.cells();
            cells.extend([Cell::Code(&meta.id), Cell::Code(&meta.version), Cell::Code(&self.survey.hash)]);
            cells
        })
    }

    /// Writes the codebook as CSV.
    ///
    /// # Errors
    /// [`ReportError::Write`].
    pub fn write(&self, out: impl Write, flavour: Flavour) -> Result<Written, ReportError> {
        let mut lines = Lines::new(out, flavour, &Self::columns())?;
        let mut written = Written::default();
        for row in self.rows() {
            lines.row(&row)?;
            written.rows += 1;
        }
        lines.finish()?;
        Ok(written)
    }
}

impl Entry<'_> {
    fn cells(&self) -> Vec<Cell<'_>> {
        let number = |number: Option<f64>| number.map_or(Cell::Empty, Cell::Computed);
        let truth = |truth: Option<bool>| truth.map_or(Cell::Empty, Cell::Truth);
        let [label_pl, label_en] = readings(self.label.as_ref());
        let [unit_pl, unit_en] = readings(self.unit);
        let better = self.goalposts.map(|posts| match posts.better {
            Better::More => code::MORE,
            Better::Less => code::LESS,
        });
        vec![
            self.item_kind.map_or(Cell::Empty, Cell::Word),
            Cell::Code(&self.item),
            Cell::Code(self.option),
            Cell::Code(self.dimension),
            Cell::Code(self.kind),
            label_pl,
            label_en,
            unit_pl,
            unit_en,
            number(self.points),
            number(self.weight),
            number(self.maximum),
            truth(self.scored),
            number(self.least),
            number(self.most),
            number(self.goalposts.map(|posts| posts.low)),
            number(self.goalposts.map(|posts| posts.high)),
            better.map_or(Cell::Empty, Cell::Word),
            Cell::Text(self.relevant),
            truth(self.may_be_not_applicable),
            self.gate_level.map_or(Cell::Empty, |level| Cell::Integer(i64::from(level))),
            number(self.gate_at_least),
            truth(self.short_form),
            truth(self.confidential),
            truth(self.in_open_data),
        ]
    }
}

/// A text in Polish and in English.
fn readings(text: Option<&Text>) -> [Cell<'_>; 2] {
    text.map_or([Cell::Empty, Cell::Empty], |text| [Cell::Text(&text.pl), Cell::Text(&text.en)])
}

fn of_node<'a>(survey: &'a Survey, node: &'a Node) -> Entry<'a> {
    let item_kind = match node.kind {
        NodeKind::Index => kind::INDEX,
        NodeKind::Dimension => kind::DIMENSION,
        NodeKind::Module => kind::MODULE,
    };
    Entry {
        item_kind: Some(item_kind),
        item: node.id.clone(),
        dimension: node.parent.map_or("", |parent| survey.node(parent).id.as_str()),
        label: Some(node.title.clone()),
        weight: Some(node.weight),
        maximum: Some(node.maximum),
        confidential: Some(node.confidential),
        ..Entry::default()
    }
}

fn of_question<'a>(survey: &'a Survey, question: &'a Question) -> Entry<'a> {
    let mut entry = Entry {
        item_kind: Some(kind::QUESTION),
        item: question.id.clone(),
        dimension: &survey.node(question.dimension).id,
        kind: kind_name(question.kind),
        label: Some(question.text.clone()),
        scored: Some(question.scored),
        relevant: question.relevant.as_ref().map_or("", |condition| condition.source()),
        may_be_not_applicable: Some(question.may_be_not_applicable),
        gate_level: question.gate.map(|gate| gate.level.0),
        gate_at_least: question.gate.map(|gate| gate.at_least),
        short_form: Some(question.short_form),
        confidential: Some(question.confidential),
        ..Entry::default()
    };
    if question.scored {
        (entry.weight, entry.maximum) = (Some(question.weight), Some(question.maximum));
    }
    match &question.body {
        Body::Number(body) => {
            (entry.unit, entry.least, entry.most, entry.goalposts) = (body.unit.as_ref(), body.minimum, body.maximum, body.goalposts);
        }
        Body::Share(body) => (entry.unit, entry.goalposts) = (Some(&body.unit), body.goalposts),
        Body::Choice(_) | Body::Several(_) | Body::Date | Body::Text { .. } | Body::Reasons { .. } => {}
    }
    entry
}

/// Options, bases and parts of a question.
fn of_parts<'a>(question: &'a Question, entries: &mut Vec<Entry<'a>>) {
    let part = |item_kind: Word, option: &'a str, label: &Text| Entry {
        item_kind: Some(item_kind),
        item: question.id.clone(),
        option,
        label: Some(label.clone()),
        ..Entry::default()
    };
    let option = |option: &'a OptionItem| Entry { points: option.points, ..part(kind::OPTION, &option.id, &option.label) };
    entries.extend(question.options().iter().map(option));
    match &question.body {
        Body::Reasons { bases, .. } => entries.extend(bases.iter().map(|basis| part(kind::BASIS, &basis.id, &basis.label))),
        Body::Share(body) => {
            entries.push(part(kind::PART, item::NUMERATOR.code, &body.numerator));
            entries.push(part(kind::PART, item::DENOMINATOR.code, &body.denominator));
        }
        _ => {}
    }
}

/// The kind as it is written in the survey file.
const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::OneOf => "one_of",
        Kind::SeveralOf => "several_of",
        Kind::Ladder => "ladder",
        Kind::YesNo => "yes_no",
        Kind::Number => "number",
        Kind::Share => "share",
        Kind::Date => "date",
        Kind::Text => "text",
        Kind::LongText => "long_text",
        Kind::Reasons => "reasons",
    }
}
