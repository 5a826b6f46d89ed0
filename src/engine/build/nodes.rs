//! Dimensions and modules → the tree of scores.

use std::collections::HashMap;

use super::Check;
use crate::engine::document::{Aggregation, SurveyDocument};
use crate::engine::fault::excerpt;
use crate::engine::near;
use crate::engine::survey::{Child, Node, NodeIx, NodeKind, Question, QuestionIx};

/// Default publish threshold of the index.
const INDEX_PUBLISH_FROM: f64 = 0.8;
/// Default publish threshold of a dimension.
const DIMENSION_PUBLISH_FROM: f64 = 2.0 / 3.0;
/// Beyond this a power mean is the least or the greatest part.
const LARGEST_POWER: f64 = 20.0;

impl Check<'_> {
    pub(super) fn nodes(&mut self, document: &SurveyDocument) -> Vec<Node> {
        let index = &document.index;
        self.power("/index", index.aggregation, index.power);
        let mut nodes = vec![Node {
            id: "index".to_owned(),
            kind: NodeKind::Index,
            title: index.title.clone(),
            short: index.title.clone(),
            description: None,
            parent: None,
            weight: 1.0,
            aggregation: index.aggregation,
            power: index.power,
            missing: index.missing,
            publish_from: index.publish_from.unwrap_or(INDEX_PUBLISH_FROM),
            maximum: 100.0,
            confidential: false,
            children: Vec::new(),
        }];
        let mut seen = HashMap::new();
        for (at, dimension) in document.dimensions.iter().enumerate() {
            let pointer = format!("/dimension/{at}");
            self.id(&pointer, &dimension.id);
            self.text(&format!("{pointer}/title"), &dimension.title);
            self.optional_text(&pointer, "short", dimension.short.as_ref());
            self.optional_text(&pointer, "description", dimension.description.as_ref());
            self.weight(&pointer, dimension.weight);
            self.share_of_one(&format!("{pointer}/publish_from"), dimension.publish_from);
            self.power(&pointer, dimension.aggregation, dimension.power);
            let above = dimension.parent.as_ref().map(|parent| (parent, seen.get(parent.as_str()).copied()));
            if let Some((parent, None)) = above {
                let mend =
                    near::did_you_mean(parent, seen.keys().copied()).unwrap_or_else(|| "name a dimension that stands before this one".to_owned());
                self.error("unknown-dimension", &format!("{pointer}/parent"), format!("there is no dimension `{}` above", excerpt(parent)), mend);
            }
            if dimension.module && dimension.parent.is_some() {
                self.error("module-parent", &format!("{pointer}/parent"), "a module stands on its own", "remove `parent`, or `module`");
            }
            let kind = if dimension.module { NodeKind::Module } else { NodeKind::Dimension };
            let parent = if dimension.module { None } else { Some(above.and_then(|(_, ix)| ix).unwrap_or(NodeIx::INDEX)) };
            let inherited = parent.is_some_and(|parent: NodeIx| nodes[parent.0].confidential);
            seen.insert(dimension.id.as_str(), NodeIx(nodes.len()));
            nodes.push(Node {
                id: dimension.id.clone(),
                kind,
                title: dimension.title.clone(),
                short: dimension.short.clone().unwrap_or_else(|| dimension.title.clone()),
                description: dimension.description.clone(),
                parent,
                weight: dimension.weight.unwrap_or(1.0),
                aggregation: dimension.aggregation,
                power: dimension.power,
                missing: dimension.missing,
                publish_from: dimension.publish_from.unwrap_or(DIMENSION_PUBLISH_FROM),
                maximum: 100.0,
                confidential: dimension.confidential || inherited,
                children: Vec::new(),
            });
        }
        nodes
    }

    pub(super) fn weight(&mut self, pointer: &str, weight: Option<f64>) {
        if weight.is_some_and(|weight| !(0.0..=1e6).contains(&weight)) {
            self.error("bad-weight", &format!("{pointer}/weight"), "the weight is not a number from 0 to 1,000,000", "write a weight of 0 or more");
        }
    }

    /// An exponent stands where it is needed, and only there.
    fn power(&mut self, pointer: &str, aggregation: Aggregation, power: Option<f64>) {
        let key = format!("{pointer}/power");
        match (aggregation, power) {
            (Aggregation::Power, None) => {
                let mend = "add `power`, for example power = 0.5; -1 is the harmonic, 0 the geometric, 1 the arithmetic mean";
                self.error("power-missing", &format!("{pointer}/aggregation"), "a power mean needs its exponent", mend);
            }
            (Aggregation::Power, Some(power)) if !(-LARGEST_POWER..=LARGEST_POWER).contains(&power) => {
                self.error("bad-power", &key, "the exponent is not between -20 and 20", "write a number from -20 to 20");
            }
            (Aggregation::Power, Some(_)) | (_, None) => {}
            (_, Some(_)) => {
                self.error("power-unused", &key, "only a power mean has an exponent", "remove `power`, or write aggregation = \"power\"");
            }
        }
    }

    /// Every node has something to score, and something that weighs.
    pub(super) fn tree(&mut self, document: &SurveyDocument, nodes: &[Node], questions: &[Question]) {
        // Where a name or a weight is wrong, nothing can be said about what belongs where and what it weighs.
        if self.faults.iter().any(|fault| matches!(fault.code, "unknown-dimension" | "bad-weight")) {
            return;
        }
        for (at, dimension) in document.dimensions.iter().enumerate() {
            let ix = NodeIx(at + 1);
            let pointer = format!("/dimension/{at}");
            let holds = questions.iter().any(|question| question.dimension == ix) || nodes.iter().any(|node| node.parent == Some(ix));
            if !holds {
                let what = format!("nothing belongs to the dimension `{}`", dimension.id);
                self.error("empty-dimension", &pointer, what, "add questions with this `dimension`, or remove it");
            } else if nodes[ix.0].children.is_empty() && has_scored(nodes, questions, ix) {
                self.error("zero-weights", &pointer, format!("all weights in `{}` are 0", dimension.id), "give at least one a weight above 0");
            }
        }
        if nodes[0].children.is_empty() && nodes.iter().any(|node| node.parent == Some(NodeIx::INDEX) && !node.children.is_empty()) {
            self.error("zero-weights", "/index", "all dimensions under the index have the weight 0", "give at least one a weight above 0");
        } else if nodes[0].children.is_empty() && !self.faults.iter().any(|fault| fault.code == "zero-weights") {
            let mend = "add a dimension with scored questions";
            if questions.iter().any(|question| question.scored) {
                self.error("empty-dimension", "/index", "nothing is scored under the index", mend);
            } else {
                // A questionnaire that only asks, for example one that comes from another program.
                self.warning("nothing-scored", "/index", "no question is scored: there will be answers, but no scores", mend);
            }
        }
    }
}

fn has_scored(nodes: &[Node], questions: &[Question], ix: NodeIx) -> bool {
    questions.iter().any(|question| question.dimension == ix && question.scored)
        || nodes.iter().any(|node| node.parent == Some(ix) && !node.children.is_empty())
}

/// Hangs the scored children with a positive weight under their nodes and computes each node's full score.
pub(super) fn grow(nodes: &mut [Node], questions: &[Question]) {
    for (at, question) in questions.iter().enumerate() {
        let weighs =
            question.scored && question.maximum > 0.0 && (question.weight > 0.0 || nodes[question.dimension.0].aggregation == Aggregation::Sum);
        if weighs {
            nodes[question.dimension.0].children.push(Child::Question(QuestionIx(at)));
        }
    }
    // Children stand after their parents, so from the last to the first every child is complete before its parent.
    for at in (0..nodes.len()).rev() {
        let children = nodes[at].children.clone();
        if nodes[at].aggregation == Aggregation::Sum {
            let full = |child: &Child| match child {
                Child::Node(node) => nodes[node.0].maximum,
                Child::Question(question) => questions[question.0].maximum,
            };
            let maximum = children.iter().map(full).sum();
            nodes[at].maximum = maximum;
        }
        if let Some(parent) = nodes[at].parent {
            let weighs = !nodes[at].children.is_empty() && (nodes[at].weight > 0.0 || nodes[parent.0].aggregation == Aggregation::Sum);
            if weighs {
                let own = nodes[parent.0].children.iter().filter_map(Child::question).count();
                nodes[parent.0].children.insert(own, Child::Node(NodeIx(at)));
            }
        }
    }
}
