//! A survey that cannot be inconsistent: ids are resolved, weights are valid, every expression is well typed.
//!
//! It is built from a [`SurveyDocument`](super::document::SurveyDocument) by `engine::build` and never changes afterwards.

use std::collections::HashMap;

use super::document::{Aggregation, Better, EntriesDocument, Goalposts, Kind, Meta, MissingPolicy};
use super::expression::Expression;
use super::mean::Mean;
use super::unit::LevelNumber;
use crate::lang::Text;

/// Position of a node in [`Survey::nodes`]; the index is [`NodeIx::INDEX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIx(pub usize);

impl NodeIx {
    /// The overall node.
    pub const INDEX: Self = Self(0);
}

/// Position of a question in [`Survey::questions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionIx(pub usize);

/// A survey version, immutable.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// What it is and where it comes from.
    pub meta: Meta,
    /// SHA-256 of the canonical JSON, in hexadecimal: the identity of this version.
    pub hash: String,
    /// The tree of scores: the index first, then dimensions and modules in the order of the questionnaire, parents before their children.
    pub nodes: Vec<Node>,
    /// Questions in the order of the questionnaire.
    pub questions: Vec<Question>,
    /// Maturity levels, lowest first; may be empty.
    pub levels: Vec<Level>,
    /// Frameworks of the crosswalk.
    pub frameworks: Vec<Framework>,
    /// Dimensions that are answered once for each entry, the outer ones before those inside them; most surveys have none.
    pub repeats: Vec<Repeat>,
    /// The questions that have a condition, each behind those that its condition reads.
    pub(super) condition_order: Vec<QuestionIx>,
    pub(super) node_by_id: HashMap<String, NodeIx>,
    pub(super) question_by_id: HashMap<String, QuestionIx>,
}

impl Survey {
    /// The node at a position.
    pub fn node(&self, ix: NodeIx) -> &Node {
        &self.nodes[ix.0]
    }

    /// The question at a position.
    pub fn question(&self, ix: QuestionIx) -> &Question {
        &self.questions[ix.0]
    }

    /// The node with an id; the index is `index`.
    pub fn node_ix(&self, id: &str) -> Option<NodeIx> {
        self.node_by_id.get(id).copied()
    }

    /// The question with an id.
    pub fn question_ix(&self, id: &str) -> Option<QuestionIx> {
        self.question_by_id.get(id).copied()
    }

    /// How many parts the name of an entry has that answers a question directly in a node: 0 where every unit answers once.
    pub fn entry_depth(&self, node: NodeIx) -> usize {
        self.repeats.iter().filter(|repeat| repeat.nodes.contains(&node)).map(|repeat| repeat.depth).max().unwrap_or(0)
    }

    /// Every node with its position, in the order of [`Survey::nodes`].
    pub fn nodes_ix(&self) -> impl DoubleEndedIterator<Item = (NodeIx, &Node)> {
        self.nodes.iter().enumerate().map(|(at, node)| (NodeIx(at), node))
    }

    /// Every question with its position, in the order of the questionnaire.
    pub fn questions_ix(&self) -> impl DoubleEndedIterator<Item = (QuestionIx, &Question)> {
        self.questions.iter().enumerate().map(|(at, question)| (QuestionIx(at), question))
    }

    /// The sections of the questionnaire: dimensions and modules that hold questions, in order, each with its questions.
    pub fn sections(&self) -> impl Iterator<Item = (NodeIx, &Node, Vec<QuestionIx>)> {
        self.nodes_ix().filter_map(|(ix, node)| {
            let questions: Vec<_> = self.questions_ix().filter(|(_, question)| question.dimension == ix).map(|(at, _)| at).collect();
            (!questions.is_empty()).then_some((ix, node, questions))
        })
    }

    /// The nodes right under the index and the modules: what a profile shows, in order.
    pub fn profile(&self) -> impl Iterator<Item = (NodeIx, &Node)> {
        self.nodes_ix().filter(|(_, node)| node.kind == NodeKind::Module || node.parent == Some(NodeIx::INDEX))
    }

    /// Whether it has a short form: questions to begin with.
    pub fn has_short_form(&self) -> bool {
        self.questions.iter().any(|question| question.short_form)
    }

    /// Whether a question belongs to the core: to a dimension under the index, not to a module.
    pub fn is_core(&self, question: QuestionIx) -> bool {
        let mut above = Some(self.question(question).dimension);
        while let Some(ix) = above {
            if self.node(ix).kind == NodeKind::Module {
                return false;
            }
            above = self.node(ix).parent;
        }
        true
    }

    /// The address of this version among the surveys: `id` and `version`.
    pub fn key(&self) -> (&str, &str) {
        (&self.meta.id, &self.meta.version)
    }
}

/// A dimension that is answered once for each entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    /// The dimension.
    pub node: NodeIx,
    /// How its entries become one.
    pub entries: EntriesDocument,
    /// 1 if it stands in no other such dimension, 2 if it stands in one, and so on.
    pub depth: usize,
    /// The dimension and all below it, in order.
    pub nodes: Vec<NodeIx>,
    /// All questions in these nodes, in order.
    pub questions: Vec<QuestionIx>,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// The overall score.
    Index,
    /// A dimension, at any depth under the index or under a module.
    Dimension,
    /// A module: scored apart, never part of the index.
    Module,
}

impl NodeKind {
    /// The word in exports: `index`, `dimension`, `module`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Dimension => "dimension",
            Self::Module => "module",
        }
    }
}

/// A child of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Child {
    /// A dimension below.
    Node(NodeIx),
    /// A scored question.
    Question(QuestionIx),
}

impl Child {
    /// The dimension, if it is one.
    pub const fn node(&self) -> Option<NodeIx> {
        match self {
            Self::Node(ix) => Some(*ix),
            Self::Question(_) => None,
        }
    }

    /// The question, if it is one.
    pub const fn question(&self) -> Option<QuestionIx> {
        match self {
            Self::Question(ix) => Some(*ix),
            Self::Node(_) => None,
        }
    }
}

/// A node of the tree of scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Identifier; the index is `index`.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// Title.
    pub title: Text,
    /// Heading for narrow columns.
    pub short: Text,
    /// One or two sentences.
    pub description: Option<Text>,
    /// The node above; none for the index and for modules.
    pub parent: Option<NodeIx>,
    /// Weight inside the parent's mean, ≥ 0.
    pub weight: f64,
    /// How the children make the score.
    pub aggregation: Aggregation,
    /// Exponent of a power mean; none for every other aggregation.
    pub power: Option<f64>,
    /// What a missing child does.
    pub missing: MissingPolicy,
    /// Least coverage (0 to 1) of a score that is more than provisional.
    pub publish_from: f64,
    /// Full score on this node's own scale: 100 for a mean, the children's sum for a sum.
    pub maximum: f64,
    /// Answers below never leave the municipality and the experts of the network.
    pub confidential: bool,
    /// Scored children with a positive weight, in the order of the questionnaire: the node's own questions, then the dimensions below it.
    pub children: Vec<Child>,
}

impl Node {
    /// The mean that makes the score; none if the children's points add up.
    pub fn mean(&self) -> Option<Mean> {
        Mean::of_aggregation(self.aggregation, self.power)
    }

    /// Whether every child adds its own share to the score: a sum of points or an arithmetic mean.
    pub fn is_additive(&self) -> bool {
        matches!(self.mean(), None | Some(Mean::Arithmetic))
    }
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionItem {
    /// Identifier.
    pub id: String,
    /// What the person reads.
    pub label: Text,
    /// Points on the question's scale; none where the question is not scored.
    pub points: Option<f64>,
    /// "None of these".
    pub exclusive: bool,
    /// Other spellings in files.
    pub aliases: Vec<String>,
}

/// Where the knowledge of a reason comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Basis {
    /// Identifier.
    pub id: String,
    /// What the person reads.
    pub label: Text,
}

/// The kind of a question with all that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// One option of several: `one_of`, `ladder`, `yes_no`.
    Choice(Vec<OptionItem>),
    /// Any number of options.
    Several(Vec<OptionItem>),
    /// A number.
    Number(NumberBody),
    /// A share of two numbers.
    Share(ShareBody),
    /// A calendar day.
    Date,
    /// Text; `true` for several lines.
    Text {
        /// Several lines.
        long: bool,
    },
    /// Ranked reasons.
    Reasons {
        /// The reasons to choose from.
        options: Vec<OptionItem>,
        /// Where the knowledge may come from.
        bases: Vec<Basis>,
    },
}

/// A number with its unit, range and goalposts.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberBody {
    /// Unit, e.g. hours.
    pub unit: Option<Text>,
    /// Least allowed value.
    pub minimum: Option<f64>,
    /// Greatest allowed value.
    pub maximum: Option<f64>,
    /// Decimal places that are accepted.
    pub decimals: u8,
    /// Ends between which it is scored.
    pub goalposts: Option<Goalposts>,
}

/// A share: `per` × numerator ÷ denominator.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareBody {
    /// Label of the numerator.
    pub numerator: Text,
    /// Label of the denominator.
    pub denominator: Text,
    /// Unit of the share, e.g. %.
    pub unit: Text,
    /// 100 for a percentage.
    pub per: f64,
    /// The numerator is a part of the denominator.
    pub part: bool,
    /// Decimal places accepted in the two numbers.
    pub decimals: u8,
    /// Ends between which it is scored.
    pub goalposts: Option<Goalposts>,
}

/// The score from a number under goalposts, in percent: `100·clip((x−low)/(high−low), 0, 1)`, reversed where less is better.
pub fn goalpost_percent(posts: Goalposts, x: f64) -> f64 {
    let span = posts.high - posts.low;
    let part = match posts.better {
        Better::More => (x - posts.low) / span,
        Better::Less => (posts.high - x) / span,
    };
    100.0 * part.clamp(0.0, 1.0)
}

/// A gate: this question is needed for a level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gate {
    /// The level.
    pub level: LevelNumber,
    /// Least score of the question in percent.
    pub at_least: f64,
}

/// What must hold of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// A condition that may read the question itself.
    pub must_hold: Expression,
    /// What the person reads when it does not hold.
    pub message: Text,
}

/// A next step.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// Shown while the question's score in percent is below this.
    pub below: f64,
    /// What to do.
    pub text: Text,
    /// Default effort in person-days.
    pub effort: f64,
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Identifier.
    pub id: String,
    /// The dimension or module it belongs to.
    pub dimension: NodeIx,
    /// Kind as written in the file.
    pub kind: Kind,
    /// All that belongs to the kind.
    pub body: Body,
    /// The question.
    pub text: Text,
    /// One line under it.
    pub hint: Option<Text>,
    /// What counts.
    pub definition: Option<Text>,
    /// Where the answer is found.
    pub where_found: Option<Text>,
    /// Who can answer.
    pub respondent: Option<Text>,
    /// A worked example.
    pub example: Option<Text>,
    /// What would prove it.
    pub evidence: Option<Text>,
    /// Weight inside its dimension's mean, ≥ 0.
    pub weight: f64,
    /// Full points.
    pub maximum: f64,
    /// Whether it counts towards a score.
    pub scored: bool,
    /// Asked only if this is true.
    pub relevant: Option<Expression>,
    /// What must hold of an answer, in the order of the file.
    pub constraints: Vec<Constraint>,
    /// Whether "not applicable" may be chosen.
    pub may_be_not_applicable: bool,
    /// Needed for a level.
    pub gate: Option<Gate>,
    /// Part of the short form.
    pub short_form: bool,
    /// Never shown outside the municipality and the experts of the network.
    pub confidential: bool,
    /// Framework id → categories.
    pub crosswalk: Vec<(String, Vec<String>)>,
    /// Texts that mean "not answered" in files.
    pub blank: Vec<String>,
    /// The public indicator that gives the number, or the denominator of the share.
    pub prefill: Option<String>,
    /// Next steps, ascending in `below`.
    pub recommendations: Vec<Recommendation>,
}

impl Question {
    /// The options of a choice or of reasons; empty for other kinds.
    pub fn options(&self) -> &[OptionItem] {
        match &self.body {
            Body::Choice(options) | Body::Several(options) | Body::Reasons { options, .. } => options,
            Body::Number(_) | Body::Share(_) | Body::Date | Body::Text { .. } => &[],
        }
    }

    /// The option with an id.
    pub fn option(&self, id: &str) -> Option<&OptionItem> {
        self.options().iter().find(|option| option.id == id)
    }

    /// The next step at a score in percent: the first whose `below` is above the score.
    pub fn recommendation(&self, percent: f64) -> Option<&Recommendation> {
        self.recommendations.iter().find(|step| percent < step.below)
    }
}

/// A maturity level.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Its number, 1 for the lowest.
    pub number: LevelNumber,
    /// Name.
    pub title: Text,
    /// One sentence.
    pub description: Option<Text>,
    /// Lowest score of the band in percent.
    pub from: f64,
    /// Share (0 to 1) of this level's gate questions that must be met.
    pub gate: f64,
}

/// A public framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Framework {
    /// Identifier.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Categories with their titles, in alphabetical order of their ids.
    pub categories: Vec<(String, Text)>,
}
