//! What a viewer sees of a survey's scores and answers: everything, or everything that neither is confidential nor gives something confidential away.

use super::answer::Answer;
use super::document::Aggregation;
use super::score::{NodeScore, Scores};
use super::survey::{Child, NodeIx, QuestionIx, Survey};

/// Which nodes and questions a viewer sees. It depends on the survey alone, so it is the same for every municipality and cannot be undone by comparing them.
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

    /// A node's result as the viewer may see it. The level of the index tells whether its gates let pass, so it goes with a hidden gate question.
    pub fn result(&self, ix: NodeIx, result: &NodeScore) -> NodeScore {
        let level = result.level.filter(|_| self.gates || ix != NodeIx::INDEX);
        NodeScore { level, ..*result }
    }

    /// All results as the viewer may see them, as [`Visible::result`]. Where something is hidden, only the questions that the viewer sees are counted: how many
    /// of the others are asked would tell of the answers that their conditions read. `answers` and `shown` go by the position of the questions.
    pub fn results(&self, survey: &Survey, mut scores: Scores, answers: &[&Answer], shown: &[bool]) -> Scores {
        if self.hides_something() {
            let asked: Vec<QuestionIx> =
                survey.questions_ix().map(|(ix, _)| ix).filter(|ix| self.question(*ix) && shown[ix.0] && survey.is_core(*ix)).collect();
            (scores.asked, scores.answered) = (asked.len(), asked.iter().filter(|ix| answers[ix.0].is_settled()).count());
            scores.nodes[0] = self.result(NodeIx::INDEX, scores.index());
        }
        scores
    }

    /// Whether anything is hidden.
    pub fn hides_something(&self) -> bool {
        self.nodes.iter().chain(&self.questions).any(|seen| !seen)
    }

    /// One pass of hiding what gives something hidden away; whether anything changed.
    fn close(&mut self, survey: &Survey) -> bool {
        let before = self.clone();
        for (ix, node) in survey.nodes_ix() {
            // The index is no ancestor here: to hide it hides one number only.
            if node.parent.is_some_and(|parent| parent != NodeIx::INDEX && !self.node(parent)) {
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
        for (ix, _) in survey.nodes_ix().filter(|(ix, _)| before.node(*ix)) {
            self.close_remainder(survey, ix);
        }
        *self != before
    }

    /// If exactly one part of a visible score is hidden, it is what the others leave over: the next smallest part is hidden with it.
    fn close_remainder(&mut self, survey: &Survey, ix: NodeIx) {
        let node = survey.node(ix);
        let hidden = node.children.iter().filter(|child| !self.child(**child)).count();
        if hidden != 1 {
            return;
        }
        let size = |child: Child| match (node.aggregation, child) {
            (Aggregation::Sum, Child::Node(below)) => survey.node(below).maximum,
            (Aggregation::Sum, Child::Question(question)) => survey.question(question).maximum,
            (_, Child::Node(below)) => survey.node(below).weight,
            (_, Child::Question(question)) => survey.question(question).weight,
        };
        // Of equals the last one.
        let smallest = node.children.iter().copied().filter(|child| self.child(*child)).rev().min_by(|a, b| size(*a).total_cmp(&size(*b)));
        match smallest {
            Some(Child::Node(below)) => self.nodes[below.0] = false,
            Some(Child::Question(question)) => self.questions[question.0] = false,
            // The hidden part is all there is.
            None => self.nodes[ix.0] = false,
        }
    }
}
