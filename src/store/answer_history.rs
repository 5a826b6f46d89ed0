//! The append-only history of every answer, and saving answers together with it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use super::assessments::{AnswerRecord, Document, why_not};
use super::audit::Head;
use super::campaigns::CampaignState;
use super::column::{JsonText, MaybeDay, MaybeJson, MaybeWord, Millis, to_json};
use super::evidence::{Evidence, EvidenceGrade};
use super::public_values::PublicFigure;
use super::{StoreError, Tx};
use crate::engine::answer::Answer;
use crate::ids;

/// One line of the history of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct HistoryLine {
    /// Id.
    pub id: Uuid,
    /// The assessment.
    pub assessment_id: Uuid,
    /// Id of the question.
    pub question: String,
    /// The version that this answer was.
    pub version: i64,
    /// The answer.
    #[sqlx(try_from = "JsonText")]
    pub answer: Answer,
    /// The note.
    pub note: String,
    /// Who gave it.
    pub author: Option<Uuid>,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub at: Timestamp,
    /// Where it comes from.
    pub source: String,
    /// The day that it describes.
    #[sqlx(try_from = "MaybeDay")]
    pub as_of: Option<Date>,
    /// How firmly it is backed.
    #[sqlx(try_from = "MaybeWord")]
    pub grade: Option<EvidenceGrade>,
    /// What backs it.
    #[sqlx(try_from = "JsonText")]
    pub evidence: Vec<Evidence>,
    /// What public data said then.
    #[sqlx(rename = "public_figure", try_from = "MaybeJson")]
    pub public: Option<PublicFigure>,
}

impl From<HistoryLine> for AnswerRecord {
    fn from(line: HistoryLine) -> Self {
        let HistoryLine { version, answer, note, author, at, source, as_of, grade, evidence, public, .. } = line;
        Self { version, answer, note, author, at, source, as_of, grade, evidence, public }
    }
}

/// Answers of an assessment that are to be saved, if all is still as it was read.
#[derive(Debug, Clone, Copy)]
pub struct NewAnswers<'a> {
    /// The assessment.
    pub assessment: Uuid,
    /// The revision that was read.
    pub revision: i64,
    /// The campaign.
    pub campaign: Uuid,
    /// The state of the campaign that was read.
    pub state: CampaignState,
    /// All answers of the assessment as they are to be.
    pub document: &'a Document,
    /// Those that have changed, by question.
    pub changes: &'a [(&'a str, &'a AnswerRecord)],
    /// When.
    pub at: Timestamp,
}

statements! {
    VERSIONS = "select question, max(version) as version from answer_history where assessment_id = $1 group by question";
    HISTORY = "select id, assessment_id, question, version, answer, note, author, at, source, as_of, grade, evidence, public_figure
        from answer_history where assessment_id = $1 and question = $2 order by version";
    @by_dialect
    // One errand to the database: while it is under way, other writers wait.
    SAVE = {
        sqlite: "update assessment set document = $3, revision = revision + 1, updated_at = $4,
                state = case when state = 'returned' then 'returned' else 'in_progress' end
            where id = $1 and revision = $2 and state in ('invited', 'in_progress', 'returned')
                and exists (select 1 from campaign where id = $6 and state = $7);
            insert into answer_history (id, assessment_id, question, version, answer, note, author, at, source, as_of, grade, evidence, public_figure)
            select unhex(j.value ->> 'id', '-'), $1, j.value ->> 'question', j.value ->> 'version', j.value ->> 'answer', j.value ->> 'note',
                unhex(j.value ->> 'author', '-'), j.value ->> 'at',
                j.value ->> 'source', j.value ->> 'as_of', j.value ->> 'grade', j.value ->> 'evidence', j.value ->> 'public_figure'
            from json_each($5) as j where changes() = 1;
            select a.revision, h.seq, h.hash from assessment as a join audit_head as h on h.id = 1 where a.id = $1 and changes() > 0",
        postgres: "with held as (select id from campaign where id = $6 and state = $7 for share),
            saved as (update assessment set document = $3, revision = revision + 1, updated_at = $4,
                    state = case when state = 'returned' then 'returned' else 'in_progress' end
                where id = $1 and revision = $2 and state in ('invited', 'in_progress', 'returned') and exists (select 1 from held)
                returning revision),
            kept as (insert into answer_history (id, assessment_id, question, version, answer, note, author, at, source, as_of, grade, evidence, public_figure)
                select j.id, cast($1 as uuid), j.question, j.version, j.answer, j.note, j.author, j.at, j.source, j.as_of, j.grade, j.evidence, j.public_figure
                from jsonb_to_recordset(cast($5 as jsonb))
                    as j (id uuid, question text, version bigint, answer text, note text, author uuid, at bigint, source text, as_of text, grade text, evidence text,
                        public_figure text)
                where exists (select 1 from saved)),
            head as (update audit_head set id = id where id = 1 and exists (select 1 from saved) returning seq, hash)
            select saved.revision, head.seq, head.hash from saved cross join head"
    };
    APPEND = {
        sqlite: "insert into answer_history (id, assessment_id, question, version, answer, note, author, at, source, as_of, grade, evidence, public_figure)
            select unhex(j.value ->> 'id', '-'), $1, j.value ->> 'question', j.value ->> 'version', j.value ->> 'answer', j.value ->> 'note',
                unhex(j.value ->> 'author', '-'), j.value ->> 'at',
                j.value ->> 'source', j.value ->> 'as_of', j.value ->> 'grade', j.value ->> 'evidence', j.value ->> 'public_figure'
            from json_each($2) as j",
        postgres: "insert into answer_history (id, assessment_id, question, version, answer, note, author, at, source, as_of, grade, evidence, public_figure)
            select j.id, cast($1 as uuid), j.question, j.version, j.answer, j.note, j.author, j.at, j.source, j.as_of, j.grade, j.evidence, j.public_figure
            from jsonb_to_recordset(cast($2 as jsonb))
                as j (id uuid, question text, version bigint, answer text, note text, author uuid, at bigint, source text, as_of text, grade text, evidence text,
                        public_figure text)"
    };
}

/// The newest version in the history of each question of an assessment, also of questions that its survey version does not have.
///
/// # Errors
/// See [`StoreError`].
pub async fn versions(tx: &mut Tx, assessment: Uuid) -> Result<BTreeMap<String, i64>, StoreError> {
    let rows: Vec<(String, i64)> = on!(tx, c => sqlx::query_as(VERSIONS).bind(assessment).fetch_all(c).await)?;
    Ok(rows.into_iter().collect())
}

/// Appends changed answers (question id, record) to the history in one statement.
///
/// # Errors
/// [`StoreError::Conflict`] if a version of a question is there already, [`StoreError::Other`] if the assessment is not there.
pub async fn append(tx: &mut Tx, assessment: Uuid, changes: &[(&str, &AnswerRecord)]) -> Result<(), StoreError> {
    let (sql, lines) = (APPEND.of(tx), lines(changes)?);
    execute!(tx, sql, assessment, &lines)?;
    Ok(())
}

/// Saves answers and appends the changed ones to the history, if the revision and the state of the campaign are those that were read; gives the new
/// revision, and the head of the audit log, which stays locked until the transaction ends: append to it next. The state becomes
/// [`super::assessments::AssessmentState::InProgress`], unless it is returned.
///
/// # Errors
/// [`StoreError::Conflict`] if there is another revision, the assessment takes no answers or the campaign is in another state (read again and merge);
/// [`StoreError::NotFound`] if it is not there.
pub async fn save(tx: &mut Tx, new: NewAnswers<'_>) -> Result<(i64, Head), StoreError> {
    let NewAnswers { assessment, revision, campaign, state, document, changes, at } = new;
    let (sql, document, lines) = (SAVE.of(tx), to_json(document)?, lines(changes)?);
    let saved: Option<Saved> = on!(tx, c => sqlx::query_as(sql)
        .bind(assessment)
        .bind(revision)
        .bind(&document)
        .bind(at.as_millisecond())
        .bind(&lines)
        .bind(campaign)
        .bind(state.as_str())
        .fetch_optional(c)
        .await)?;
    match saved {
        Some(saved) => Ok((saved.revision, saved.head)),
        None => Err(why_not(tx, assessment).await),
    }
}

/// Every answer that was ever given to a question of an assessment, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn of(tx: &mut Tx, assessment: Uuid, question: &str) -> Result<Vec<HistoryLine>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(HISTORY).bind(assessment).bind(question).fetch_all(c).await)?)
}

#[derive(sqlx::FromRow)]
struct Saved {
    revision: i64,
    #[sqlx(flatten)]
    head: Head,
}

#[derive(Serialize)]
struct Line<'a> {
    id: Uuid,
    question: &'a str,
    version: i64,
    answer: String,
    note: &'a str,
    author: Option<Uuid>,
    at: i64,
    source: &'a str,
    as_of: Option<Date>,
    grade: Option<EvidenceGrade>,
    evidence: String,
    public_figure: Option<String>,
}

/// The rows of changed answers, as the JSON that the statements unfold.
fn lines(changes: &[(&str, &AnswerRecord)]) -> Result<String, StoreError> {
    let lines = changes
        .iter()
        .map(|(question, record)| {
            let (answer, evidence) = (to_json(&record.answer)?, to_json(&record.evidence)?);
            let AnswerRecord { version, note, author, at, source, as_of, grade, .. } = record;
            let public_figure = record.public.as_ref().map(to_json).transpose()?;
            let (version, author, at, as_of, grade) = (*version, *author, at.as_millisecond(), *as_of, *grade);
            Ok(Line { id: ids::new_id(), question, version, answer, note, author, at, source, as_of, grade, evidence, public_figure })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    Ok(to_json(&lines)?)
}
