//! What was said about the answers of an assessment, and what follows from it.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::rules::Act;
use crate::engine::answer::Answers;
use crate::service::ServiceError;
use crate::service::fill_in::Names;
use crate::store::Tx;
use crate::store::assessments::Document;
use crate::store::review::{self, EntryKind, ReviewEntry, StepLine};

/// One line of the conversation about an answer, with the name of who said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What was said.
    pub entry: ReviewEntry,
    /// Name of the person; none if the person is erased.
    pub by: Option<String>,
}

/// The conversation about one answer, the oldest line first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Thread(pub Vec<Said>);

impl Thread {
    /// The expert's mark that stands: the last one.
    pub fn mark(&self) -> Option<&ReviewEntry> {
        self.0.iter().rev().map(|said| &said.entry).find(|entry| entry.kind.is_mark())
    }

    /// Whether the municipality has said something since the mark that stands.
    pub fn is_replied(&self) -> bool {
        self.0.last().is_some_and(|said| !said.entry.kind.is_mark())
    }

    /// Whether the municipality has been asked about a mark before the revision `returned`, of the last return: about the same proposal, or about the same
    /// doubt in the same answer.
    fn is_heard(&self, mark: &ReviewEntry, returned: i64) -> bool {
        let before = self.0.iter().map(|said| &said.entry).filter(|entry| entry.revision < returned && entry.kind == mark.kind);
        before.into_iter().any(|entry| match mark.kind {
            EntryKind::Proposed => entry.proposal == mark.proposal,
            _ => entry.answer_version == mark.answer_version,
        })
    }
}

/// Why a mark keeps an assessment from being verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The answer has changed since it was marked: it must be looked at again.
    AnswerChanged,
    /// The municipality has not been asked yet: it has the right to reply.
    NotHeard,
}

/// A mark that keeps an assessment from being verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// Id of the question.
    pub question: String,
    /// Why.
    pub why: Why,
}

/// Everything that was said about the answers of an assessment, and its steps.
#[derive(Debug, Clone, Default)]
pub struct Threads {
    /// The conversations by question id; questions about which nothing was said are not in it.
    pub of: BTreeMap<String, Thread>,
    /// The steps, the oldest first.
    pub steps: Vec<StepLine>,
}

impl Threads {
    /// Reads the conversations of an assessment.
    pub(super) async fn read(tx: &mut Tx, names: &mut Names, assessment: Uuid) -> Result<Self, ServiceError> {
        let mut threads = Self::nameless(review::entries(tx, assessment).await?, review::steps(tx, assessment).await?);
        for said in threads.of.values_mut().flat_map(|thread| &mut thread.0) {
            said.by = names.of(tx, said.entry.author).await?;
        }
        Ok(threads)
    }

    /// Conversations without the names of those who speak.
    pub(super) fn nameless(entries: Vec<ReviewEntry>, steps: Vec<StepLine>) -> Self {
        let mut of: BTreeMap<String, Thread> = BTreeMap::new();
        for entry in entries {
            of.entry(entry.question.clone()).or_default().0.push(Said { entry, by: None });
        }
        Self { of, steps }
    }

    /// How many lines the conversation about a question has.
    pub fn length(&self, question: &str) -> usize {
        self.of.get(question).map_or(0, |thread| thread.0.len())
    }

    /// The conversation about a question, if anything was said.
    pub fn thread(&self, question: &str) -> Option<&Thread> {
        self.of.get(question)
    }

    /// The revision that the last step of a kind made; 0 if there was none.
    fn last(&self, acts: &[Act]) -> i64 {
        let of_kind = self.steps.iter().filter(|step| acts.iter().any(|act| act.as_str() == step.act));
        of_kind.map(|step| step.revision).max().unwrap_or_default()
    }

    /// What the municipality sees: what was said before the last return or verification, and all of its own. What an expert is still working on is not said yet.
    pub(super) fn told(mut self) -> Self {
        let told = self.last(&[Act::Return, Act::Verify, Act::Reopen]);
        for thread in self.of.values_mut() {
            thread.0.retain(|said| said.entry.revision < told || !said.entry.kind.is_mark());
        }
        self.of.retain(|_, thread| !thread.0.is_empty());
        self
    }

    /// The marks that ask the municipality something and that it has not been asked yet.
    pub fn unasked(&self) -> impl Iterator<Item = (&str, &ReviewEntry)> {
        let returned = self.last(&[Act::Return]);
        self.of.iter().filter_map(move |(question, thread)| {
            let mark = thread.mark().filter(|mark| mark.kind != EntryKind::Confirmed)?;
            (!thread.is_heard(mark, returned)).then_some((question.as_str(), mark))
        })
    }

    /// The questions with a doubt or a proposal to which the municipality has said nothing, neither in words nor by another answer.
    pub(super) fn unanswered(&self, document: &Document) -> impl Iterator<Item = &str> {
        self.of.iter().filter_map(|(question, thread)| {
            let mark = thread.mark().filter(|mark| mark.kind != EntryKind::Confirmed)?;
            (!thread.is_replied() && mark.answer_version == document.version(question)).then_some(question.as_str())
        })
    }

    /// What keeps an assessment with these answers from being verified.
    pub fn obstacles(&self, document: &Document) -> Vec<Obstacle> {
        let unasked: Vec<&str> = self.unasked().map(|(question, _)| question).collect();
        let obstacle = |(question, thread): (&String, &Thread)| {
            let mark = thread.mark().filter(|mark| mark.kind != EntryKind::Confirmed)?;
            let why = if mark.answer_version != document.version(question) {
                Why::AnswerChanged
            } else if unasked.contains(&question.as_str()) {
                Why::NotHeard
            } else {
                return None;
            };
            Some(Obstacle { question: question.clone(), why })
        };
        self.of.iter().filter_map(obstacle).collect()
    }

    /// The experts' values: the proposals that stand and are about the answers as they are.
    pub fn values(&self, document: &Document) -> Answers {
        let value = |(question, thread): (&String, &Thread)| {
            let mark = thread.mark().filter(|mark| mark.answer_version == document.version(question))?;
            Some((question.clone(), mark.proposal.clone()?))
        };
        Answers(self.of.iter().filter_map(value).collect())
    }
}
