//! What a viewer sees of a survey's scores and answers: everything, or everything that is not confidential, worked out without what is confidential.

use jiff::civil::Date;

use super::answer::{Answer, Answers};
use super::relevance::by_position;
use super::score::{Scored, score_on};
use super::survey::{Child, NodeIx, QuestionIx, Survey};

/// Which nodes and questions a viewer sees. It depends on the survey alone, so it is the same for every municipality and cannot be undone by comparing them.
///
/// A score that hidden answers enter tells of them: at its ends always, and elsewhere as soon as few combinations of answers fit. So whoever must not see an
/// answer gets scores that are worked out as if its question did not apply ([`Visible::score_on`]). Nothing they see then depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visible {
    nodes: Vec<bool>,
    questions: Vec<bool>,
    gates: bool,
}

impl Visible {
    /// For a viewer who may or may not see what is confidential.
    pub fn of(survey: &Survey, confidential: bool) -> Self {
        let mut visible = Self { nodes: vec![true; survey.nodes.len()], questions: vec![true; survey.questions.len()], gates: true };
        if !confidential {
            visible.nodes = survey.nodes.iter().map(|node| !node.confidential).collect();
            visible.questions = survey.questions.iter().map(|question| !question.confidential).collect();
            while visible.close(survey) {}
            visible.gates = survey.questions_ix().all(|(ix, question)| question.gate.is_none() || visible.question(ix));
        }
        visible
    }

    /// Whether a node's score may be seen.
    pub fn node(&self, ix: NodeIx) -> bool {
        self.nodes[ix.0]
    }

    /// Whether a question's answer may be seen.
    pub fn question(&self, ix: QuestionIx) -> bool {
        self.questions[ix.0]
    }

    /// Whether a child of a node may be seen.
    pub fn child(&self, child: Child) -> bool {
        match child {
            Child::Node(ix) => self.node(ix),
            Child::Question(ix) => self.question(ix),
        }
    }

    /// Whether a node may be seen with all that its score is made of: then its score is the same for every viewer.
    pub fn whole(&self, survey: &Survey, ix: NodeIx) -> bool {
        let part = |child: &Child| child.node().map_or_else(|| self.child(*child), |below| self.whole(survey, below));
        self.node(ix) && survey.node(ix).children.iter().all(part)
    }

    /// Whether anything is hidden.
    pub fn hides_something(&self) -> bool {
        self.nodes.iter().chain(&self.questions).any(|seen| !seen)
    }

    /// The answers as the viewer may use them: hidden questions do not apply, whatever was answered.
    pub fn answers(&self, survey: &Survey, mut answers: Answers) -> Answers {
        for (_, question) in survey.questions_ix().filter(|(ix, _)| !self.question(*ix)) {
            answers.set(&question.id, Answer::NotApplicable(String::new()));
        }
        answers
    }

    /// Scores answers that came from [`Visible::answers`], as of a day. Where something is hidden, only the questions that the viewer sees are counted as
    /// asked, and the index has no level if a requirement of a level is hidden.
    pub fn score_on(&self, survey: &Survey, answers: &Answers, today: Option<Date>) -> Scored {
        let mut scored = score_on(survey, answers, today);
        if self.hides_something() {
            let answers = by_position(survey, answers);
            let is_asked = |ix: &QuestionIx| self.question(*ix) && scored.shown[ix.0] && survey.is_core(*ix);
            let asked: Vec<QuestionIx> = survey.questions_ix().map(|(ix, _)| ix).filter(is_asked).collect();
            scored.scores.answered = asked.iter().filter(|ix| answers[ix.0].is_settled()).count();
            scored.scores.asked = asked.len();
            if !self.gates {
                scored.scores.nodes[0].level = None;
            }
        }
        scored
    }

    /// One pass of hiding what tells of something hidden, and what nothing is left of; whether anything changed.
    fn close(&mut self, survey: &Survey) -> bool {
        let before = self.clone();
        for (ix, node) in survey.nodes_ix() {
            // The index is no ancestor here: to hide it hides one number only.
            let in_hidden = node.parent.is_some_and(|parent| parent != NodeIx::INDEX && !self.node(parent));
            let is_empty = !node.children.is_empty() && node.children.iter().all(|child| !self.child(*child));
            if in_hidden || is_empty {
                self.nodes[ix.0] = false;
            }
        }
        for (ix, question) in survey.questions_ix() {
            let dimension = question.dimension;
            let reads_hidden = question.relevant.as_ref().is_some_and(|condition| condition.questions().iter().any(|read| !self.question(*read)));
            if reads_hidden || dimension != NodeIx::INDEX && !self.node(dimension) {
                self.questions[ix.0] = false;
            }
        }
        *self != before
    }
}
