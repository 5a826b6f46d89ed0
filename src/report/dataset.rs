//! What goes into an export: the campaign, its units, and what the readers of the file may see.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::beside::Beside;
use super::word::{self, Word};
use crate::engine::answer::{Answer, Answers, Value};
use crate::engine::relevance;
use crate::engine::score::{self, NodeScore, Scores};
use crate::engine::survey::{Body, NodeIx, QuestionIx, Survey};
use crate::engine::visible::Visible;

/// A campaign: what every row of an export has in common.
#[derive(Debug, Clone, Copy)]
pub struct Campaign<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// Its title, as its administrator wrote it.
    pub title: &'a str,
    /// The survey that was answered.
    pub survey: &'a Survey,
    /// Version of the rules by which the scores came about.
    pub engine_version: &'a str,
    /// When the export was asked for.
    pub generated: Timestamp,
    /// Whether an assessment of the campaign is verified: then self-declared and verified scores have columns of their own.
    pub reviewed: bool,
}

/// One municipality with its assessment.
#[derive(Debug, Clone, Default)]
pub struct UnitRow {
    /// The register its code belongs to, e.g. `teryt-2025`.
    pub register: String,
    /// Its code, always text: `0201011`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its kind, a word of the register.
    pub kind: String,
    /// Voivodeship or region.
    pub region: String,
    /// Powiat or district.
    pub district: String,
    /// Inhabitants.
    pub population: Option<i64>,
    /// Area in hectares.
    pub area_ha: Option<i64>,
    /// State of the assessment, a word of the service.
    pub state: String,
    /// The day the assessment was submitted.
    pub submitted: Option<Date>,
    /// Its answers; those to questions that are not asked are left out of every export.
    pub answers: Answers,
    /// What stands beside its answers, by question id; only for those who may read free text.
    pub beside: BTreeMap<String, Beside>,
    /// Its scores, worked out without what the audience must not see (so are all scores here); none if none were computed.
    pub scores: Option<Scores>,
    /// Its rank by the index as the audience sees it; none where it is not ranked.
    pub rank: Option<usize>,
    /// The scores of its own answers; none if they are the same as `scores` because nobody has verified them.
    pub declared: Option<Scores>,
    /// The scores that experts have verified.
    pub verified: Option<Scores>,
}

/// Who reads an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The municipality itself and the experts of the network: everything.
    Own,
    /// The network: without what is confidential and what would give it away.
    Network,
    /// Everyone: as the network, and without any free text.
    Public,
}

/// One campaign for one audience: which columns there are.
///
/// What the audience may not see has no column at all; [`Visible`] decides what that is.
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    /// The campaign.
    pub campaign: Campaign<'a>,
    /// Who reads it.
    pub audience: Audience,
    visible: Visible,
}

/// Whether a question has a column for those who see what is `visible`; with `texts` also one that is answered in free text.
pub(super) fn has_column(survey: &Survey, visible: &Visible, ix: QuestionIx, texts: bool) -> bool {
    visible.question(ix) && (texts || !matches!(survey.question(ix).body, Body::Text { .. }))
}

impl<'a> Scope<'a> {
    /// What this audience may see of this campaign.
    pub fn new(campaign: Campaign<'a>, audience: Audience) -> Self {
        Self { campaign, audience, visible: Visible::of(campaign.survey, audience == Audience::Own) }
    }

    /// The survey.
    pub const fn survey(&self) -> &'a Survey {
        self.campaign.survey
    }

    /// Nodes that may be seen, in order.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIx> + '_ {
        self.survey().nodes_ix().map(|(ix, _)| ix).filter(|ix| self.visible.node(*ix))
    }

    /// Questions that may be seen, in order; with `texts` also those answered in free text.
    pub fn questions(&self, texts: bool) -> impl Iterator<Item = QuestionIx> + '_ {
        let survey = self.survey();
        survey.questions_ix().map(|(ix, _)| ix).filter(move |ix| has_column(survey, &self.visible, *ix, texts))
    }

    /// Whether this audience may read free text at all.
    pub fn may_read_texts(&self) -> bool {
        self.audience != Audience::Public
    }

    /// How many questions are left out for being confidential, or for giving a confidential answer away.
    pub fn questions_left_out(&self) -> usize {
        self.survey().questions_ix().filter(|(ix, _)| !self.visible.question(*ix)).count()
    }

    /// One unit as this audience sees it.
    pub(super) fn view<'r>(&'r self, unit: &'r UnitRow) -> UnitView<'r> {
        let survey = self.survey();
        let answers = relevance::by_position(survey, &unit.answers);
        let shown = relevance::shown_on(survey, &answers, unit.submitted);
        UnitView { survey, unit, answers, shown }
    }
}

/// The state of a question in an export: every question of every unit is in exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemState {
    /// There is a value.
    Answered,
    /// Nobody has answered.
    NotAnswered,
    /// Answered "do not know".
    DoNotKnow,
    /// Does not apply.
    NotApplicable,
    /// Not asked of this unit, by the question's condition.
    NotShown,
}

impl ItemState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Answered, Self::NotAnswered, Self::DoNotKnow, Self::NotApplicable, Self::NotShown];

    /// Its word.
    pub const fn word(self) -> Word {
        match self {
            Self::Answered => word::state::ANSWERED,
            Self::NotAnswered => word::state::NOT_ANSWERED,
            Self::DoNotKnow => word::state::DO_NOT_KNOW,
            Self::NotApplicable => word::state::NOT_APPLICABLE,
            Self::NotShown => word::state::NOT_SHOWN,
        }
    }
}

/// One unit as an audience sees it, in the nodes and questions of its [`Scope`]. What is not asked of the unit does not come out.
#[derive(Debug)]
pub(super) struct UnitView<'r> {
    survey: &'r Survey,
    /// The unit.
    pub unit: &'r UnitRow,
    answers: Vec<&'r Answer>,
    shown: Vec<bool>,
}

impl<'r> UnitView<'r> {
    /// The state of a question.
    pub fn state(&self, ix: QuestionIx) -> ItemState {
        match self.answers[ix.0] {
            _ if !self.shown[ix.0] => ItemState::NotShown,
            Answer::Answered(_) => ItemState::Answered,
            Answer::NotAnswered => ItemState::NotAnswered,
            Answer::DoNotKnow => ItemState::DoNotKnow,
            Answer::NotApplicable(_) => ItemState::NotApplicable,
        }
    }

    /// The value of a question, if there is one.
    pub fn value(&self, ix: QuestionIx) -> Option<&'r Value> {
        match self.answer(ix) {
            Answer::Answered(value) => Some(value),
            _ => None,
        }
    }

    /// The answer of a question: not answered if it is not asked.
    pub fn answer(&self, ix: QuestionIx) -> &'r Answer {
        if self.shown[ix.0] { self.answers[ix.0] } else { &Answer::NotAnswered }
    }

    /// What stands beside the answer of a question; none if it is not asked.
    pub fn beside(&self, ix: QuestionIx) -> Option<&'r Beside> {
        self.unit.beside.get(&self.survey.question(ix).id).filter(|_| self.shown[ix.0])
    }

    /// What a scored question is worth.
    pub fn points(&self, ix: QuestionIx) -> score::Cell {
        score::cell(self.survey.question(ix), self.answers[ix.0], self.shown[ix.0])
    }

    /// The result of a node; none if there are no scores.
    pub fn score(&self, ix: NodeIx) -> Option<&NodeScore> {
        self.unit.scores.as_ref()?.nodes.get(ix.0)
    }

    /// What the municipality's own answers are worth in a node.
    pub fn declared(&self, ix: NodeIx) -> Option<f64> {
        self.unit.declared.as_ref().or(self.unit.scores.as_ref())?.nodes.get(ix.0)?.score
    }

    /// What a node is worth with the experts' values; none if it is not verified.
    pub fn verified(&self, ix: NodeIx) -> Option<f64> {
        self.unit.verified.as_ref()?.nodes.get(ix.0)?.score
    }

    /// The status of a node.
    pub fn status(&self, ix: NodeIx) -> Word {
        self.score(ix).map_or(word::status::NOT_SCORED, |score| word::status_word(score.status))
    }
}
