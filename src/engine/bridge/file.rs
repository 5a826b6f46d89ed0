//! The bridge file as it is written: `surveys/<id>/<from>-<to>.bridge.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A whole bridge file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BridgeDocument {
    /// Which versions it joins.
    pub bridge: BridgeMeta,
    /// What became of questions that are not plainly the same.
    #[serde(default, rename = "link", skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkDocument>,
}

/// The table `[bridge]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BridgeMeta {
    /// Id of the survey.
    pub survey: String,
    /// Earlier version.
    pub from: String,
    /// Later version.
    pub to: String,
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Answered and scored alike.
    Same,
    /// Earlier answers can be read as answers to the later question.
    Recoded,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// It is gone.
    Dropped,
    /// It was not there before.
    New,
    /// The same id with another scoring content, and nothing says how to compare: not comparable.
    Revised,
}

impl Relation {
    /// The word in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Recoded => "recoded",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Dropped => "dropped",
            Self::New => "new",
            Self::Revised => "revised",
        }
    }

    /// Whether so many earlier and later questions can stand in this relation.
    pub(super) const fn fits(self, earlier: usize, later: usize) -> bool {
        match self {
            Self::Same | Self::Recoded | Self::Revised => earlier == 1 && later == 1,
            Self::Split => earlier == 1 && later >= 2,
            Self::Merged => earlier >= 2 && later == 1,
            Self::Dropped => earlier >= 1 && later == 0,
            Self::New => earlier == 0 && later >= 1,
        }
    }

    /// How many questions it takes, in words.
    pub(super) const fn wants(self) -> &'static str {
        match self {
            Self::Same | Self::Recoded | Self::Revised => "one earlier and one later question",
            Self::Split => "one earlier and at least two later questions",
            Self::Merged => "at least two earlier questions and one later question",
            Self::Dropped => "earlier questions only",
            Self::New => "later questions only",
        }
    }
}

/// A table `[[link]]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkDocument {
    /// What became of the questions.
    pub relation: Relation,
    /// Ids in the earlier version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<String>,
    /// Ids in the later version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<String>,
    /// For a recoded choice: earlier option → later option; an option that is not named keeps its id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, String>,
}

/// The JSON Schema of a bridge file.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(BridgeDocument).to_value();
    schema["title"] = Value::String("Miernik bridge".to_owned());
    schema
}
