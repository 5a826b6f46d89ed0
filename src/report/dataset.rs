//! What goes into an export: the campaign, its units, and what the readers of the file may see.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;

use super::word::{self, Word};
use crate::engine::answer::{Answer, Answers, Value};
use crate::engine::relevance;
use crate::engine::score::{self, NodeScore, Scores};
use crate::engine::survey::{Body, NodeIx, QuestionIx, Survey};

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
    /// Its scores; none if none were computed.
    pub scores: Option<Scores>,
    /// Its rank by the index; none where it is not ranked.
    pub rank: Option<usize>,
    /// Dimensions and modules that this municipality does not share with the readers of the file. All below them is withheld too, and said to be.
    pub withheld: Vec<NodeIx>,
}

/// Who reads an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The municipality itself and the experts of the network: everything.
    Own,
    /// The network: without confidential questions and the scores of confidential dimensions.
    Network,
    /// Everyone: as the network, and without any free text.
    Public,
}

/// One campaign for one audience: which columns there are.
///
/// What is confidential has no column at all for those who may not see it. A question whose condition reads a confidential answer gives that answer away by
/// being asked or not, so it is left out with it.
///
/// What arithmetic gives away is not held back here: where the index and all dimensions but one are in the file, the missing one can be worked out from the
/// weights. Who must prevent that withholds the index too ([`UnitRow::withheld`]).
#[derive(Debug, Clone)]
pub struct Scope<'a> {
    /// The campaign.
    pub campaign: Campaign<'a>,
    /// Who reads it.
    pub audience: Audience,
    open: Open,
}

/// Which nodes and questions may be seen, by position.
#[derive(Debug, Clone)]
struct Open {
    nodes: Vec<bool>,
    questions: Vec<bool>,
}

impl Open {
    fn of(survey: &Survey, audience: Audience) -> Self {
        let all = audience == Audience::Own;
        let mut open = Self {
            nodes: survey.nodes.iter().map(|node| all || !node.confidential).collect(),
            questions: survey.questions.iter().map(|question| all || !question.confidential).collect(),
        };
        open.close_conditions(survey);
        open
    }

    /// What is left after a unit has withheld nodes.
    fn without(&self, survey: &Survey, withheld: &[NodeIx]) -> Self {
        let mut open = self.clone();
        for (ix, node) in survey.nodes_ix() {
            // Parents stand before their children. The index is no ancestor here: to withhold it withholds the one number only.
            let parent_closed = node.parent.is_some_and(|parent| parent != NodeIx::INDEX && withheld_above(survey, withheld, parent));
            if withheld.contains(&ix) || parent_closed {
                open.nodes[ix.0] = false;
            }
        }
        for (ix, question) in survey.questions_ix() {
            if withheld_above(survey, withheld, question.dimension) {
                open.questions[ix.0] = false;
            }
        }
        open.close_conditions(survey);
        open
    }

    /// Closes questions whose condition reads a closed question.
    fn close_conditions(&mut self, survey: &Survey) {
        loop {
            let reads_closed = |ix: QuestionIx| {
                let condition = survey.question(ix).relevant.as_ref();
                condition.is_some_and(|condition| condition.questions().iter().any(|read| !self.questions[read.0]))
            };
            let next = survey.questions_ix().map(|(ix, _)| ix).find(|ix| self.questions[ix.0] && reads_closed(*ix));
            let Some(next) = next else { return };
            self.questions[next.0] = false;
        }
    }
}

/// For each question, whether the open-data edition has it: not confidential, not giving a confidential answer away, not free text.
pub(super) fn in_open_data(survey: &Survey) -> Vec<bool> {
    let open = Open::of(survey, Audience::Public).questions;
    survey.questions.iter().zip(open).map(|(question, open)| open && !matches!(question.body, Body::Text { .. })).collect()
}

/// Whether a node or one above it, the index apart, is withheld.
fn withheld_above(survey: &Survey, withheld: &[NodeIx], ix: NodeIx) -> bool {
    let mut at = Some(ix);
    while let Some(node) = at.filter(|node| *node != NodeIx::INDEX) {
        if withheld.contains(&node) {
            return true;
        }
        at = survey.node(node).parent;
    }
    false
}

impl<'a> Scope<'a> {
    /// What this audience may see of this campaign.
    pub fn new(campaign: Campaign<'a>, audience: Audience) -> Self {
        Self { campaign, audience, open: Open::of(campaign.survey, audience) }
    }

    /// The survey.
    pub const fn survey(&self) -> &'a Survey {
        self.campaign.survey
    }

    /// Nodes that may be seen, in order.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIx> + '_ {
        self.survey().nodes_ix().map(|(ix, _)| ix).filter(|ix| self.open.nodes[ix.0])
    }

    /// Questions that may be seen, in order; with `texts` also those answered in free text.
    pub fn questions(&self, texts: bool) -> impl Iterator<Item = QuestionIx> + '_ {
        let survey = self.survey();
        survey
            .questions_ix()
            .filter(move |(ix, question)| self.open.questions[ix.0] && (texts || !matches!(question.body, Body::Text { .. })))
            .map(|(ix, _)| ix)
    }

    /// Whether this audience may read free text at all.
    pub fn may_read_texts(&self) -> bool {
        self.audience != Audience::Public
    }

    /// How many questions are left out for being confidential, or for giving a confidential answer away.
    pub fn questions_left_out(&self) -> usize {
        self.open.questions.iter().filter(|open| !**open).count()
    }

    /// One unit as this audience sees it.
    pub fn view<'r>(&'r self, unit: &'r UnitRow) -> UnitView<'r> {
        let survey = self.survey();
        let answers = relevance::by_position(survey, &unit.answers);
        let shown = relevance::shown_on(survey, &answers, unit.submitted);
        let open = if unit.withheld.is_empty() { Cow::Borrowed(&self.open) } else { Cow::Owned(self.open.without(survey, &unit.withheld)) };
        UnitView { survey, unit, answers, shown, open }
    }
}

/// The state of a question in an export: every question of every unit is in exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemState {
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
    /// The unit does not share it with the readers of the file.
    Suppressed,
}

impl ItemState {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::Answered, Self::NotAnswered, Self::DoNotKnow, Self::NotApplicable, Self::NotShown, Self::Suppressed];

    /// Its word.
    pub const fn word(self) -> Word {
        match self {
            Self::Answered => word::state::ANSWERED,
            Self::NotAnswered => word::state::NOT_ANSWERED,
            Self::DoNotKnow => word::state::DO_NOT_KNOW,
            Self::NotApplicable => word::state::NOT_APPLICABLE,
            Self::NotShown => word::state::NOT_SHOWN,
            Self::Suppressed => word::state::SUPPRESSED,
        }
    }
}

/// One unit as an audience sees it. Whatever is asked of it, nothing suppressed and nothing hidden comes out.
#[derive(Debug)]
pub struct UnitView<'r> {
    survey: &'r Survey,
    /// The unit.
    pub unit: &'r UnitRow,
    answers: Vec<&'r Answer>,
    shown: Vec<bool>,
    open: Cow<'r, Open>,
}

impl<'r> UnitView<'r> {
    /// The state of a question.
    pub fn state(&self, ix: QuestionIx) -> ItemState {
        if !self.open.questions[ix.0] {
            return ItemState::Suppressed;
        }
        match self.answers[ix.0] {
            _ if !self.shown[ix.0] => ItemState::NotShown,
            Answer::Answered(_) => ItemState::Answered,
            Answer::NotAnswered => ItemState::NotAnswered,
            Answer::DoNotKnow => ItemState::DoNotKnow,
            Answer::NotApplicable(_) => ItemState::NotApplicable,
        }
    }

    /// The value of a question, if there is one to be seen.
    pub fn value(&self, ix: QuestionIx) -> Option<&'r Value> {
        match self.answers[ix.0] {
            Answer::Answered(value) if self.state(ix) == ItemState::Answered => Some(value),
            _ => None,
        }
    }

    /// The answer of a question as far as it may be seen: not answered if it is hidden or suppressed.
    pub fn answer(&self, ix: QuestionIx) -> &'r Answer {
        match self.state(ix) {
            ItemState::NotShown | ItemState::Suppressed => &Answer::NotAnswered,
            _ => self.answers[ix.0],
        }
    }

    /// What a scored question is worth; `None` if it is not scored or not to be seen.
    pub fn points(&self, ix: QuestionIx) -> Option<score::Cell> {
        let question = self.survey.question(ix);
        let seen = question.scored && self.state(ix) != ItemState::Suppressed;
        seen.then(|| score::cell(question, self.answers[ix.0], self.shown[ix.0]))
    }

    /// Whether a node's figures are suppressed.
    pub fn is_suppressed(&self, ix: NodeIx) -> bool {
        !self.open.nodes[ix.0]
    }

    /// The result of a node, if there is one to be seen.
    pub fn score(&self, ix: NodeIx) -> Option<&'r NodeScore> {
        self.unit.scores.as_ref().filter(|_| !self.is_suppressed(ix)).and_then(|scores| scores.nodes.get(ix.0))
    }

    /// The status of a node.
    pub fn status(&self, ix: NodeIx) -> Word {
        match self.score(ix) {
            _ if self.is_suppressed(ix) => word::status::SUPPRESSED,
            Some(score) => word::status_word(score.status),
            None => word::status::NOT_SCORED,
        }
    }

    /// The rank by the index, if it may be seen.
    pub fn rank(&self) -> Option<usize> {
        self.unit.rank.filter(|_| !self.is_suppressed(NodeIx::INDEX))
    }
}
