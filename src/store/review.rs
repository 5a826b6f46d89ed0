//! The review of assessments: what experts and municipalities say about single answers, the steps of an assessment, and snapshots of what was answered under
//! an earlier survey version. All of it is append-only (triggers refuse changes on both databases).

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::assessments::{AssessmentState, Document};
use super::column::{JsonText, MaybeJson, Millis, to_json};
use super::{StoreError, Tx};
use crate::engine::answer::Answer;
use crate::ids;

words! {
    /// What somebody says about an answer.
    EntryKind {
        /// The expert: it is as the municipality says.
        Confirmed = "confirmed",
        /// The expert: it is in doubt.
        Doubtful = "doubtful",
        /// The expert: another answer is right.
        Proposed = "proposed",
        /// The municipality: the expert's answer is right.
        Accepted = "accepted",
        /// The municipality: a reply.
        Replied = "replied",
    }
}

impl EntryKind {
    /// Whether it is an expert's mark, and not the municipality's reply.
    pub const fn is_mark(self) -> bool {
        matches!(self, Self::Confirmed | Self::Doubtful | Self::Proposed)
    }
}

/// One line of the conversation about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct ReviewEntry {
    /// Id of the question.
    pub question: String,
    /// What is said.
    #[sqlx(try_from = "String")]
    pub kind: EntryKind,
    /// The answer that an expert proposes; none for every other kind.
    #[sqlx(try_from = "MaybeJson")]
    pub proposal: Option<Answer>,
    /// In words; may be empty.
    pub remark: String,
    /// The version of the answer that it is about; 0 if there was none.
    pub answer_version: i64,
    /// The revision of the assessment that it made.
    pub revision: i64,
    /// Who said it; none once that is erased.
    pub author: Option<Uuid>,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub at: Timestamp,
}

/// One step of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct StepLine {
    /// The revision that it made.
    pub revision: i64,
    /// What was done, as in the audit log.
    pub act: String,
    /// The state before.
    #[sqlx(try_from = "String")]
    pub from_state: AssessmentState,
    /// The state after.
    #[sqlx(try_from = "String")]
    pub to_state: AssessmentState,
    /// Why; may be empty.
    pub reason: String,
    /// Who did it.
    pub actor: Option<Uuid>,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub at: Timestamp,
}

/// The answers of an assessment as they were under an earlier survey version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Snapshot {
    /// The revision that replaced it.
    pub revision: i64,
    /// Hash of the survey version.
    pub survey_hash: String,
    /// The answers.
    #[sqlx(try_from = "JsonText")]
    pub document: Document,
    /// Who moved on.
    pub actor: Option<Uuid>,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub at: Timestamp,
}

statements! {
    ENTRIES = "select question, kind, proposal, remark, answer_version, revision, author, at
        from review_entry where assessment_id = $1 order by question, revision";
    STEP = "insert into assessment_step (assessment_id, revision, act, from_state, to_state, reason, actor, at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    STEPS = "select revision, act, from_state, to_state, reason, actor, at from assessment_step where assessment_id = $1 order by revision";
    KEEP_SNAPSHOT = "insert into assessment_snapshot (assessment_id, revision, survey_hash, document, actor, at) values ($1, $2, $3, $4, $5, $6)";
    SNAPSHOTS = "select revision, survey_hash, document, actor, at from assessment_snapshot where assessment_id = $1 order by revision";
    @by_dialect
    APPEND = {
        sqlite: "insert into review_entry (id, assessment_id, question, kind, proposal, remark, answer_version, revision, author, at)
            select unhex(j.value ->> 'id', '-'), $1, j.value ->> 'question', j.value ->> 'kind', j.value ->> 'proposal', j.value ->> 'remark',
                j.value ->> 'answer_version', j.value ->> 'revision', unhex(j.value ->> 'author', '-'), j.value ->> 'at'
            from json_each($2) as j",
        postgres: "insert into review_entry (id, assessment_id, question, kind, proposal, remark, answer_version, revision, author, at)
            select j.id, cast($1 as uuid), j.question, j.kind, j.proposal, j.remark, j.answer_version, j.revision, j.author, j.at
            from jsonb_to_recordset(cast($2 as jsonb)) as j (id uuid, question text, kind text, proposal text, remark text, answer_version bigint,
                revision bigint, author uuid, at bigint)"
    };
}

/// Appends what was said about some answers, in one statement.
///
/// # Errors
/// [`StoreError::Conflict`] if something was said about an answer in the same revision already, [`StoreError::Other`] if the assessment is not there.
pub async fn append(tx: &mut Tx, assessment: Uuid, entries: &[ReviewEntry]) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Line<'a> {
        id: Uuid,
        question: &'a str,
        kind: EntryKind,
        proposal: Option<String>,
        remark: &'a str,
        answer_version: i64,
        revision: i64,
        author: Option<Uuid>,
        at: i64,
    }
    let lines = entries
        .iter()
        .map(|entry| {
            let ReviewEntry { question, kind, proposal, remark, answer_version, revision, author, at } = entry;
            let proposal = proposal.as_ref().map(to_json).transpose()?;
            let (id, at) = (ids::new_id(), at.as_millisecond());
            Ok(Line { id, question, kind: *kind, proposal, remark, answer_version: *answer_version, revision: *revision, author: *author, at })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let (sql, lines) = (APPEND.of(tx), to_json(&lines)?);
    execute!(tx, sql, assessment, &lines)?;
    Ok(())
}

/// Everything that was said about the answers of an assessment, by question, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn entries(tx: &mut Tx, assessment: Uuid) -> Result<Vec<ReviewEntry>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(ENTRIES).bind(assessment).fetch_all(c).await)?)
}

/// Notes a step of an assessment.
///
/// # Errors
/// [`StoreError::Conflict`] if a step has made this revision already, [`StoreError::Other`] if the assessment is not there.
pub async fn note_step(tx: &mut Tx, assessment: Uuid, step: &StepLine) -> Result<(), StoreError> {
    let StepLine { revision, act, from_state, to_state, reason, actor, at } = step;
    execute!(tx, STEP, assessment, revision, act, from_state.as_str(), to_state.as_str(), reason, actor, at.as_millisecond())?;
    Ok(())
}

/// The steps of an assessment, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn steps(tx: &mut Tx, assessment: Uuid) -> Result<Vec<StepLine>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(STEPS).bind(assessment).fetch_all(c).await)?)
}

/// Keeps the answers of an assessment as they were before it moved to another survey version.
///
/// # Errors
/// [`StoreError::Conflict`] if this revision has a snapshot, [`StoreError::Other`] if the assessment or the survey definition is not there.
pub async fn keep_snapshot(tx: &mut Tx, assessment: Uuid, snapshot: &Snapshot) -> Result<(), StoreError> {
    let Snapshot { revision, survey_hash, document, actor, at } = snapshot;
    execute!(tx, KEEP_SNAPSHOT, assessment, revision, survey_hash, to_json(document)?, actor, at.as_millisecond())?;
    Ok(())
}

/// The snapshots of an assessment, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn snapshots(tx: &mut Tx, assessment: Uuid) -> Result<Vec<Snapshot>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(SNAPSHOTS).bind(assessment).fetch_all(c).await)?)
}
