//! Ids of the earlier version that the later one has lost without a word in the bridge.
//!
//! Exports, answers and other people's programs know questions and options by their ids. A label may change; an id of a published version stays, or the
//! bridge says what became of it.

use std::fmt;

use super::difference::silent_renames;
use super::file::Relation;
use super::{Bridge, Versions};
use crate::engine::survey::{Body, Question};

/// An id that was lost or now means something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LostId {
    /// A question is gone.
    Question {
        /// Its id.
        id: String,
        /// A new question with the very same words, if there is one.
        asked_by: Option<String>,
    },
    /// An option, or a basis of reasons, is gone from a question.
    Option {
        /// Id of the question.
        question: String,
        /// Id of the option.
        option: String,
    },
    /// The bridge gives a question another id, and the old id belongs to another question now.
    Reused {
        /// The id.
        id: String,
    },
}

impl LostId {
    /// Stable code, kebab-case.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Question { asked_by: None, .. } => "lost-question",
            Self::Question { asked_by: Some(_), .. } => "renamed-question",
            Self::Option { .. } => "lost-option",
            Self::Reused { .. } => "reused-id",
        }
    }

    /// What to do about it.
    pub const fn mend(&self) -> &'static str {
        match self {
            Self::Question { asked_by: None, .. } => {
                "keep it, or say in the bridge what became of it: `dropped`, `merged`, `split`, `same` or `recoded`"
            }
            Self::Question { asked_by: Some(_), .. } => "keep the old id, or say in the bridge: relation = \"same\" with both ids",
            Self::Option { .. } => {
                "keep it, or say in the bridge how it is read now (`recoded`) or that the question is not to be compared (`revised`)"
            }
            Self::Reused { .. } => "give the new question an id that was never used",
        }
    }
}

impl fmt::Display for LostId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Question { id, asked_by: None } => write!(f, "the question `{id}` is gone"),
            Self::Question { id, asked_by: Some(new) } => write!(f, "the question `{id}` is gone and `{new}` asks the same"),
            Self::Option { question, option } => write!(f, "the question `{question}` has lost `{option}`"),
            Self::Reused { id } => write!(f, "`{id}` was the id of another question"),
        }
    }
}

/// Every id of the earlier version that was lost without a word, in the order of its questions.
pub fn lost_ids(versions: Versions<'_>, bridge: &Bridge) -> Vec<LostId> {
    let (old, new) = (&versions.earlier.survey, &versions.later.survey);
    let renamed = silent_renames(versions, bridge);
    let mut lost = Vec::new();
    for link in &bridge.links {
        for earlier in link.earlier.iter().map(|ix| old.question(*ix)) {
            let namesake = new.question_ix(&earlier.id);
            if link.said {
                if namesake.is_some_and(|ix| !link.later.contains(&ix)) {
                    lost.push(LostId::Reused { id: earlier.id.clone() });
                }
            } else if link.relation == Relation::Dropped {
                let asked_by = renamed.iter().find(|(gone, _)| *gone == earlier.id).map(|(_, come)| come.clone());
                lost.push(LostId::Question { id: earlier.id.clone(), asked_by });
            } else if let Some(later) = namesake.map(|ix| new.question(ix)) {
                let gone = choices(earlier).filter(|id| choices(later).all(|other| other != *id));
                lost.extend(gone.map(|option| LostId::Option { question: earlier.id.clone(), option: option.to_owned() }));
            }
        }
    }
    lost
}

/// Ids of everything that can be chosen in a question.
fn choices(question: &Question) -> impl Iterator<Item = &str> {
    let bases = match &question.body {
        Body::Reasons { bases, .. } => bases.as_slice(),
        _ => &[],
    };
    question.options().iter().map(|option| option.id.as_str()).chain(bases.iter().map(|basis| basis.id.as_str()))
}
