//! Answers to an earlier version of a survey → answers to a later one, for a municipality that moves on while it is answering.
//!
//! What is the same keeps its answer, a recoded answer is read anew, everything else is asked again. Nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};

use super::core::recoded;
use super::{Bridge, Relation, Versions};
use crate::engine::answer::{Answer, Answers};
use crate::engine::survey::Question;

/// One step from a version to the next.
#[derive(Debug, Clone, Copy)]
pub struct Step<'s> {
    /// The two versions.
    pub versions: Versions<'s>,
    /// What became of the questions.
    pub bridge: &'s Bridge,
}

/// What becomes of the answers: every question of the last version is in exactly one of `kept`, `recoded`, `again` and `new`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// Questions that keep their answers: later id → earlier id.
    pub kept: BTreeMap<String, String>,
    /// Questions whose answers are read anew: later id → earlier id and the answer as the later version reads it.
    pub recoded: BTreeMap<String, (String, Answer)>,
    /// Questions that are asked again under the same id, because earlier answers cannot be read as later ones.
    pub again: BTreeSet<String>,
    /// Questions that were not there before.
    pub new: BTreeSet<String>,
    /// Earlier questions that are not asked any more.
    pub gone: BTreeSet<String>,
}

/// Carries answers over one or several steps, each from the version that the one before led to; `None` without a step.
pub fn carry(steps: &[Step<'_>], answers: &Answers) -> Option<Carried> {
    let (first, last) = (&steps.first()?.versions.earlier.survey, &steps.last()?.versions.later.survey);
    let begin =
        |question: &Question| (question.id.clone(), Way { origin: question.id.clone(), answer: answers.get(&question.id).clone(), recoded: false });
    let mut ways: BTreeMap<String, Way> = first.questions.iter().map(begin).collect();
    for step in steps {
        let (old, new) = (&step.versions.earlier.survey, &step.versions.later.survey);
        let mut onward = BTreeMap::new();
        for (link, from, to) in step.bridge.comparable() {
            let Some(way) = ways.remove(&old.question(from).id) else { continue };
            let is_recoded = link.relation == Relation::Recoded;
            let answer = if is_recoded { recoded(link, &way.answer) } else { way.answer };
            onward.insert(new.question(to).id.clone(), Way { origin: way.origin, answer, recoded: way.recoded || is_recoded });
        }
        ways = onward;
    }
    let mut carried = Carried::default();
    for question in &last.questions {
        match ways.remove(&question.id) {
            Some(Way { origin, answer, recoded: true }) => _ = carried.recoded.insert(question.id.clone(), (origin, answer)),
            Some(Way { origin, .. }) => _ = carried.kept.insert(question.id.clone(), origin),
            None if first.question_ix(&question.id).is_some() => _ = carried.again.insert(question.id.clone()),
            None => _ = carried.new.insert(question.id.clone()),
        }
    }
    let origins: BTreeSet<&String> = carried.kept.values().chain(carried.recoded.values().map(|(origin, _)| origin)).collect();
    let is_gone = |question: &&Question| !origins.contains(&question.id) && !carried.again.contains(&question.id);
    carried.gone = first.questions.iter().filter(is_gone).map(|question| question.id.clone()).collect();
    Some(carried)
}

/// Where an answer comes from on its way.
struct Way {
    origin: String,
    answer: Answer,
    recoded: bool,
}
