//! The survey file as it is written: one type for each table of the file, in the file's own words.
//!
//! The same types give the JSON Schema (`miernik survey schema`), the structural faults (the reader walks that schema), the TOML and JSON writers
//! and the canonical form that is hashed. What a survey *means* lives in [`super::survey`].

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::lang::Text;

/// A whole survey file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyDocument {
    /// What the survey is and where it comes from.
    pub survey: Meta,
    /// The overall node of the tree of scores.
    pub index: IndexDocument,
    /// Maturity levels, lowest first.
    #[serde(default, rename = "level", skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelDocument>,
    /// Public frameworks that questions refer to.
    #[serde(default, rename = "framework", skip_serializing_if = "Vec::is_empty")]
    pub frameworks: Vec<FrameworkDocument>,
    /// Dimensions and modules in the order of the questionnaire.
    #[serde(default, rename = "dimension", skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<DimensionDocument>,
    /// Questions in the order of the questionnaire.
    #[serde(default, rename = "question", skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<QuestionDocument>,
}

/// The table `[survey]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// Name of the survey in addresses and folders: `[a-z][a-z0-9-]*`.
    pub id: String,
    /// Version, always a string: `"1.10"` is not `1.1`.
    pub version: String,
    /// Title.
    pub title: Text,
    /// Two or three sentences for the person who opens the survey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// Who made the questionnaire and where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Text>,
    /// SPDX identifier of the questionnaire's own licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Web address of the original.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// How a node makes one score out of its children's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation {
    /// Weighted arithmetic mean of the children in percent; the node's full score is 100.
    #[default]
    Mean,
    /// The children's points add up; the node's full score is the sum of theirs.
    Sum,
    /// Weighted geometric mean: a weak child pulls the node down.
    Geometric,
    /// Weighted harmonic mean: a weak child pulls the node down further.
    Harmonic,
    /// Weighted power mean with the exponent `power`.
    Power,
    /// The weakest child.
    Minimum,
    /// Adjusted Mazziotta–Pareto index: the mean less a penalty for imbalance.
    Ampi,
}

/// What a missing child (not answered, do not know) does to the score of its node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MissingPolicy {
    /// It leaves the mean and lowers coverage.
    #[default]
    Drop,
    /// It counts as zero.
    Zero,
    /// The node has no score.
    None,
}

/// What several entries of a dimension count as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// The best of them.
    Best,
    /// Their arithmetic mean.
    Mean,
}

/// Where entries become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CombineBy {
    /// Every entry gets a score of its own; these are combined.
    #[default]
    Score,
    /// Question by question: the points of the entries' answers are combined, then the dimension is scored once.
    Answer,
}

/// The key `entries` of a dimension: its questions are answered once for each entry (a service, a portal, an office).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntriesDocument {
    /// Best or mean.
    pub combine: Combine,
    /// Of scores or of answers.
    #[serde(default)]
    pub by: CombineBy,
    /// What an entry without a value does.
    #[serde(default)]
    pub missing: MissingPolicy,
}

/// The table `[index]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndexDocument {
    /// Title of the overall score.
    pub title: Text,
    /// How the dimensions make the index.
    #[serde(default)]
    pub aggregation: Aggregation,
    /// Exponent of a power mean, −20 to 20.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power: Option<f64>,
    /// What a missing dimension does.
    #[serde(default)]
    pub missing: MissingPolicy,
    /// Least coverage (0 to 1) of a score that is more than provisional; default 0.8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish_from: Option<f64>,
}

/// A table `[[dimension]]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DimensionDocument {
    /// Identifier, immutable once published.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Heading for a narrow table column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
    /// One or two sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// The dimension above; none: the index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Scored apart, never part of the index.
    #[serde(default, skip_serializing_if = "is_false")]
    pub module: bool,
    /// Weight inside its parent's mean; default 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Answers never leave the municipality and the experts of the network.
    #[serde(default, skip_serializing_if = "is_false")]
    pub confidential: bool,
    /// How the children make the score.
    #[serde(default)]
    pub aggregation: Aggregation,
    /// Exponent of a power mean, −20 to 20.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power: Option<f64>,
    /// What a missing child does.
    #[serde(default)]
    pub missing: MissingPolicy,
    /// Least coverage (0 to 1) of a score that is more than provisional; default 2/3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish_from: Option<f64>,
    /// The questions below are answered once for each entry, and how the entries become one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entries: Option<EntriesDocument>,
}

/// A table `[[level]]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelDocument {
    /// Name of the level.
    pub title: Text,
    /// One sentence on what the level looks like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// Lowest score of the band in percent; the first level begins at 0.
    pub from: f64,
    /// Share (0 to 1) of this level's gate questions that must be met; default 0.85.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<f64>,
}

/// A table `[[framework]]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FrameworkDocument {
    /// Identifier used in `crosswalk`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Its categories.
    pub categories: BTreeMap<String, Text>,
}

/// What kind of answer a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One option.
    OneOf,
    /// Any number of options.
    SeveralOf,
    /// One of five observable states, lowest first.
    Ladder,
    /// Yes or no.
    YesNo,
    /// A decimal number with a unit.
    Number,
    /// A share computed from two entered numbers and a reference date.
    Share,
    /// A calendar date.
    Date,
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// Options in order of rank, each with the basis of the knowledge.
    Reasons,
}

/// Whether "not applicable" may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotApplicableRule {
    /// Yes, with a reason.
    #[default]
    Reason,
    /// No.
    Never,
}

/// A gate: the question must reach this for the level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GateDocument {
    /// Number of the level, 1 for the lowest.
    pub level: u8,
    /// The question's least score in percent.
    pub at_least: f64,
}

/// Which direction of a number is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better: `high` scores full.
    More,
    /// Less is better: `low` scores full.
    Less,
}

/// The two ends between which a number is scored.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Goalposts {
    /// Lower end, below `high`.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Which end scores full.
    pub better: Better,
}

/// Points of a yes/no question.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct YesNoPoints {
    /// Points for yes.
    pub yes: f64,
    /// Points for no.
    pub no: f64,
}

/// A table `[[question.option]]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionDocument {
    /// Identifier, immutable once published.
    pub id: String,
    /// What the person reads.
    pub label: Text,
    /// Points on the question's scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<f64>,
    /// "None of these": excludes every other option.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exclusive: bool,
    /// Other spellings when answers are read from a file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// A table `[[question.basis]]`: where the knowledge of a reason comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasisDocument {
    /// Identifier.
    pub id: String,
    /// What the person reads.
    pub label: Text,
}

/// A table `[[question.recommendation]]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecommendationDocument {
    /// Shown while the question's score in percent is below this.
    pub below: f64,
    /// The next step.
    pub text: Text,
    /// Default effort in person-days.
    pub effort: f64,
}

/// A table `[[question.constraint]]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConstraintDocument {
    /// An expression that must hold of an answer; `.` is the answer itself.
    pub must_hold: String,
    /// What the person reads when it does not hold: what is wrong and what to do.
    pub message: Text,
}

/// A table `[[question]]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionDocument {
    /// Identifier, immutable once published.
    pub id: String,
    /// The dimension it belongs to.
    pub dimension: String,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// The question.
    pub text: Text,
    /// One line under the question, no links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// What counts and what does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<Text>,
    /// In which document, register or system the answer stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub where_found: Option<Text>,
    /// Who in the office can answer it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondent: Option<Text>,
    /// A worked example.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Text>,
    /// The document or record that would prove the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Text>,
    /// Weight inside its dimension's mean; default 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Full points; default 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// `false`: context, never scored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scored: Option<bool>,
    /// The question is asked only if this expression is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// What must hold of an answer.
    #[serde(default, rename = "constraint", skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<ConstraintDocument>,
    /// Whether "not applicable" may be chosen.
    #[serde(default)]
    pub not_applicable: NotApplicableRule,
    /// Needed for a level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<GateDocument>,
    /// Part of the short form.
    #[serde(default, skip_serializing_if = "is_false")]
    pub short_form: bool,
    /// Never shown outside the municipality and the experts of the network; default: as its dimension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidential: Option<bool>,
    /// Framework id → categories.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub crosswalk: BTreeMap<String, Vec<String>>,
    /// Texts that mean "not answered" when answers are read from a file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blank: Vec<String>,
    /// Points of a yes/no question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<YesNoPoints>,
    /// Unit of a number or a share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// The public indicator that gives the number, or the denominator of the share: `population`, `area` in km², or one that is imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
    /// Least allowed number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<f64>,
    /// Greatest allowed number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<f64>,
    /// Decimal places that are accepted and shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
    /// Ends between which a number or share is scored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goalposts: Option<Goalposts>,
    /// Label of a share's numerator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numerator: Option<Text>,
    /// Label of a share's denominator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<Text>,
    /// A share's value is `per` × numerator ÷ denominator; default 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<f64>,
    /// `false`: the numerator is no part of the denominator and may exceed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<bool>,
    /// Options of a choice.
    #[serde(default, rename = "option", skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionDocument>,
    /// Bases of reasons.
    #[serde(default, rename = "basis", skip_serializing_if = "Vec::is_empty")]
    pub bases: Vec<BasisDocument>,
    /// Next steps, ascending in `below`.
    #[serde(default, rename = "recommendation", skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<RecommendationDocument>,
}

fn is_false(value: &bool) -> bool {
    !*value
}
