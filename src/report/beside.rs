//! What stands beside an answer, for the municipality and for the experts and administrators of its network.

use jiff::civil::Date;

use super::cell::{Cell, Shape};
use super::word::{Word, grade, item};

/// What stands beside an answer; what is empty is empty in the export too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beside {
    /// The note.
    pub note: String,
    /// Where the answer comes from.
    pub source: String,
    /// The day that it describes.
    pub as_of: Option<Date>,
    /// How firmly it is backed: `statement`, `document`, `published` or `audited`.
    pub grade: &'static str,
    /// Links and the names of files, one a line.
    pub evidence: String,
}

/// One column beside an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BesideField {
    Note,
    Source,
    AsOf,
    Grade,
    Evidence,
}

impl BesideField {
    /// Every one: what it is, what its cells hold.
    pub const ALL: [(Word, Shape, Self); 5] = [
        (item::NOTE, Shape::Text, Self::Note),
        (item::SOURCE, Shape::Text, Self::Source),
        (item::AS_OF, Shape::Date, Self::AsOf),
        (item::GRADE, Shape::Code, Self::Grade),
        (item::EVIDENCE, Shape::Text, Self::Evidence),
    ];

    /// The cell; empty where nothing stands.
    pub fn cell(self, beside: Option<&Beside>) -> Cell<'_> {
        let text = |text: &'_ str| !text.is_empty();
        match (self, beside) {
            (_, None) => Cell::Empty,
            (Self::Note, Some(beside)) if text(&beside.note) => Cell::Text(&beside.note),
            (Self::Source, Some(beside)) if text(&beside.source) => Cell::Text(&beside.source),
            (Self::Evidence, Some(beside)) if text(&beside.evidence) => Cell::Text(&beside.evidence),
            (Self::AsOf, Some(beside)) => beside.as_of.map_or(Cell::Empty, Cell::Date),
            (Self::Grade, Some(beside)) => grade::ALL.into_iter().find(|word| word.code == beside.grade).map_or(Cell::Empty, Cell::Word),
            (Self::Note | Self::Source | Self::Evidence, Some(_)) => Cell::Empty,
        }
    }
}
