//! What an export says of itself: which campaign, which survey by version and hash, for whom, how much, and what is not in it.

use super::cell::Cell;
use super::dataset::{Audience, Scope};
use super::word::{Word, about};

/// One line: what it is, and what it says.
pub(super) struct Line<'a> {
    pub what: Word,
    pub says: Says<'a>,
}

/// What a line says.
pub(super) enum Says<'a> {
    Cell(Cell<'a>),
    Owned(String),
    Count(u64),
}

impl Says<'_> {
    pub(super) fn cell(&self) -> Cell<'_> {
        match self {
            Self::Cell(cell) => cell.clone(),
            Self::Owned(text) => Cell::Text(text),
            Self::Count(count) => i64::try_from(*count).map_or(Cell::Empty, Cell::Integer),
        }
    }
}

/// The lines about a campaign; whoever writes the file adds how much was written.
pub(super) fn lines<'a>(scope: &'a Scope<'a>) -> Vec<Line<'a>> {
    let campaign = &scope.campaign;
    let meta = &campaign.survey.meta;
    let audience = match scope.audience {
        Audience::Own => about::OWN,
        Audience::Network => about::NETWORK,
        Audience::Public => about::PUBLIC,
    };
    let texts = if scope.may_read_texts() { about::INCLUDED } else { about::LEFT_OUT };
    let left_out = i64::try_from(scope.questions_left_out()).unwrap_or(i64::MAX);
    let optional = |text: Option<&'a String>| text.map_or(Cell::Empty, |text| Cell::Text(text));
    let cells = [
        (about::CAMPAIGN, Cell::Text(campaign.title)),
        (about::SLUG, Cell::Code(campaign.slug)),
        (about::TITLE, Cell::Label(&meta.title)),
        (about::SURVEY, Cell::Code(&meta.id)),
        (about::VERSION, Cell::Code(&meta.version)),
        (about::HASH, Cell::Code(&campaign.survey.hash)),
        (about::ENGINE, Cell::Code(campaign.engine_version)),
        (about::AUDIENCE, Cell::Word(audience)),
        (about::CREDIT, meta.credit.as_ref().map_or(Cell::Empty, Cell::Label)),
        (about::LICENCE, optional(meta.licence.as_ref())),
        (about::SOURCE, optional(meta.source.as_ref())),
        (about::CONFIDENTIAL, Cell::Integer(left_out)),
        (about::TEXTS, Cell::Word(texts)),
    ];
    let mut lines: Vec<Line<'a>> = cells.into_iter().map(|(what, cell)| Line { what, says: Says::Cell(cell) }).collect();
    lines.push(Line { what: about::GENERATED, says: Says::Owned(campaign.generated.to_string()) });
    lines
}
