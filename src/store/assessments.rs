//! Assessments: the answers of one municipality in one campaign, kept as one document, and the append-only history of every answer.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::column::{JsonText, MaybeDay, MaybeMillis, MaybeWord, Millis, to_json};
use super::evidence::{Evidence, EvidenceGrade};
use super::{StoreError, Tx};
use crate::engine::answer::{Answer, Answers};
use crate::ids;

words! {
    /// Where an assessment stands.
    AssessmentState {
        /// Nobody has answered anything yet.
        Invited = "invited",
        /// Answers are being given.
        InProgress = "in_progress",
        /// Handed in; answers do not change unless it is reopened.
        Submitted = "submitted",
    }
}

impl AssessmentState {
    /// Whether the municipality may change its answers.
    pub const fn accepts_answers(self) -> bool {
        matches!(self, Self::Invited | Self::InProgress)
    }
}

/// One answer as it is kept, with who gave it and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRecord {
    /// 1 for the first answer to the question, then one more with every change. A writer names the version it has seen.
    pub version: i64,
    /// The answer.
    pub answer: Answer,
    /// A note beside it; empty if there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who gave it; none if it came through a link without an account, or from an import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Uuid>,
    /// When it was given.
    pub at: Timestamp,
    /// Where the figure or the knowledge comes from; empty if it is not said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The day that the answer describes, if it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// How firmly it is backed, if it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<EvidenceGrade>,
    /// What backs it: links first, then files, each in the order in which they were added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

impl AnswerRecord {
    /// An answer with nothing beside it.
    pub const fn bare(version: i64, answer: Answer, author: Option<Uuid>, at: Timestamp) -> Self {
        Self { version, answer, note: String::new(), author, at, source: String::new(), as_of: None, grade: None, evidence: Vec::new() }
    }

    /// Whether another record holds the same answer with the same beside it, whoever gave it and when.
    pub fn is_same(&self, other: &Self) -> bool {
        *self == Self { version: self.version, author: self.author, at: self.at, ..other.clone() }
    }
}

/// The answers of an assessment by question id; a question that is not in it has not been answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Document(pub BTreeMap<String, AnswerRecord>);

impl Document {
    /// The answers alone, for the engine.
    pub fn answers(&self) -> Answers {
        Answers(self.0.iter().map(|(question, record)| (question.clone(), record.answer.clone())).collect())
    }

    /// The version of the answer to a question: what a writer must have seen; 0 if there is none yet.
    pub fn version(&self, question: &str) -> i64 {
        self.0.get(question).map_or(0, |record| record.version)
    }
}

impl TryFrom<JsonText> for Document {
    type Error = serde_json::Error;

    fn try_from(text: JsonText) -> Result<Self, Self::Error> {
        text.read()
    }
}

impl TryFrom<JsonText> for Answer {
    type Error = serde_json::Error;

    fn try_from(text: JsonText) -> Result<Self, Self::Error> {
        text.read()
    }
}

/// An assessment with everything in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Assessment {
    /// Id.
    pub id: Uuid,
    /// The campaign.
    pub campaign_id: Uuid,
    /// The municipality.
    pub municipality_id: Uuid,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: AssessmentState,
    /// 0 at first, then one more with every change.
    pub revision: i64,
    /// The answers.
    #[sqlx(try_from = "JsonText")]
    pub document: Document,
    /// The compact scored row as JSON, if submitted.
    pub result: Option<String>,
    /// When it was created.
    #[sqlx(try_from = "Millis")]
    pub created_at: Timestamp,
    /// When an answer was last saved.
    #[sqlx(try_from = "MaybeMillis")]
    pub updated_at: Option<Timestamp>,
    /// When it was handed in.
    #[sqlx(try_from = "MaybeMillis")]
    pub submitted_at: Option<Timestamp>,
    /// Who handed it in.
    pub submitted_by: Option<Uuid>,
    /// The number on the receipt; unique.
    pub receipt: Option<String>,
}

/// An assessment without its answers, for lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct AssessmentSummary {
    /// Id.
    pub id: Uuid,
    /// The campaign.
    pub campaign_id: Uuid,
    /// The municipality.
    pub municipality_id: Uuid,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: AssessmentState,
    /// 0 at first, then one more with every change.
    pub revision: i64,
    /// When an answer was last saved.
    #[sqlx(try_from = "MaybeMillis")]
    pub updated_at: Option<Timestamp>,
    /// When it was handed in.
    #[sqlx(try_from = "MaybeMillis")]
    pub submitted_at: Option<Timestamp>,
}

/// How many assessments of a campaign are in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct StateCount {
    /// The campaign.
    pub campaign_id: Uuid,
    /// The state.
    #[sqlx(try_from = "String")]
    pub state: AssessmentState,
    /// How many.
    pub assessments: i64,
}

/// What a comparison reads of a submitted assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct AssessmentResult {
    /// Id.
    pub id: Uuid,
    /// The municipality.
    pub municipality_id: Uuid,
    /// The revision that was scored.
    pub revision: i64,
    /// When it was handed in.
    #[sqlx(try_from = "Millis")]
    pub submitted_at: Timestamp,
    /// The compact scored row as JSON.
    pub result: String,
}

/// What is kept when an assessment is handed in.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<Uuid>,
    /// The number on the receipt.
    pub receipt: &'a str,
    /// The compact scored row as JSON.
    pub result: &'a str,
}

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
}

impl From<HistoryLine> for AnswerRecord {
    fn from(line: HistoryLine) -> Self {
        let HistoryLine { version, answer, note, author, at, source, as_of, grade, evidence, .. } = line;
        Self { version, answer, note, author, at, source, as_of, grade, evidence }
    }
}

statements! {
    BY_ID = "select id, campaign_id, municipality_id, state, revision, document, result, created_at, updated_at, submitted_at, submitted_by, receipt
        from assessment where id = $1";
    BY_MUNICIPALITY = "select id, campaign_id, municipality_id, state, revision, document, result, created_at, updated_at, submitted_at, submitted_by,
            receipt
        from assessment where campaign_id = $1 and municipality_id = $2";
    SUMMARIES = "select id, campaign_id, municipality_id, state, revision, updated_at, submitted_at from assessment where campaign_id = $1 order by id";
    OF_MUNICIPALITY = "select id, campaign_id, municipality_id, state, revision, document, result, created_at, updated_at, submitted_at, submitted_by,
            receipt
        from assessment where municipality_id = $1 order by id";
    STATES = "select campaign_id, state, count(*) as assessments from assessment group by campaign_id, state";
    RESULTS = "select id, municipality_id, revision, submitted_at, result
        from assessment where campaign_id = $1 and state = 'submitted' and result is not null order by id";
    PAGE = "select id, campaign_id, municipality_id, state, revision, document, result, created_at, updated_at, submitted_at, submitted_by, receipt
        from assessment where campaign_id = $1 and id > $2 order by id limit $3";
    SAVE = "update assessment set document = $3, revision = revision + 1, state = 'in_progress', updated_at = $4
        where id = $1 and revision = $2 and state <> 'submitted' returning revision";
    SUBMIT = "update assessment set state = 'submitted', revision = revision + 1, submitted_at = $3, submitted_by = $4, receipt = $5, result = $6
        where id = $1 and revision = $2 and state <> 'submitted' returning revision";
    REOPEN = "update assessment
        set state = 'in_progress', revision = revision + 1, submitted_at = null, submitted_by = null, receipt = null, result = null
        where id = $1 and revision = $2 and state = 'submitted' returning revision";
    REVISION = "select revision from assessment where id = $1";
    HISTORY = "select id, assessment_id, question, version, answer, note, author, at, source, as_of, grade, evidence
        from answer_history where assessment_id = $1 and question = $2 order by version";
    @by_dialect
    OF_MUNICIPALITIES = {
        sqlite: "select id, campaign_id, municipality_id, state, revision, document, result, created_at, updated_at, submitted_at, submitted_by, receipt
            from assessment where campaign_id = $1 and municipality_id in (select unhex(j.value, '-') from json_each($2) as j) order by id",
        postgres: "select id, campaign_id, municipality_id, state, revision, document, result, created_at, updated_at, submitted_at, submitted_by, receipt
            from assessment where campaign_id = $1
                and municipality_id in (select cast(j.value as uuid) from jsonb_array_elements_text(cast($2 as jsonb)) as j (value)) order by id"
    };
    CREATE_MANY = {
        sqlite: "insert into assessment (id, campaign_id, municipality_id, state, revision, document, created_at)
            select unhex(j.value ->> 'id', '-'), $1, unhex(j.value ->> 'municipality_id', '-'), 'invited', 0, '{}', $2
            from json_each($3) as j where true on conflict (campaign_id, municipality_id) do nothing",
        postgres: "insert into assessment (id, campaign_id, municipality_id, state, revision, document, created_at)
            select j.id, cast($1 as uuid), j.municipality_id, 'invited', 0, '{}', cast($2 as bigint)
            from jsonb_to_recordset(cast($3 as jsonb)) as j (id uuid, municipality_id uuid) on conflict (campaign_id, municipality_id) do nothing"
    };
    BY_IDS = {
        sqlite: "select id, campaign_id, municipality_id, state, revision, document, result, created_at, updated_at, submitted_at, submitted_by, receipt
            from assessment where id in (select unhex(j.value, '-') from json_each($1) as j) order by id",
        postgres: "select id, campaign_id, municipality_id, state, revision, document, result, created_at, updated_at, submitted_at, submitted_by, receipt
            from assessment where id in (select cast(j.value as uuid) from jsonb_array_elements_text(cast($1 as jsonb)) as j (value)) order by id"
    };
    APPEND_HISTORY = {
        sqlite: "insert into answer_history (id, assessment_id, question, version, answer, note, author, at, source, as_of, grade, evidence)
            select unhex(j.value ->> 'id', '-'), $1, j.value ->> 'question', j.value ->> 'version', j.value ->> 'answer', j.value ->> 'note',
                unhex(j.value ->> 'author', '-'), j.value ->> 'at',
                j.value ->> 'source', j.value ->> 'as_of', j.value ->> 'grade', j.value ->> 'evidence'
            from json_each($2) as j",
        postgres: "insert into answer_history (id, assessment_id, question, version, answer, note, author, at, source, as_of, grade, evidence)
            select j.id, cast($1 as uuid), j.question, j.version, j.answer, j.note, j.author, j.at, j.source, j.as_of, j.grade, j.evidence
            from jsonb_to_recordset(cast($2 as jsonb))
                as j (id uuid, question text, version bigint, answer text, note text, author uuid, at bigint, source text, as_of text, grade text, evidence text)"
    };
}

/// Creates an empty assessment for each municipality in one statement; one that is there already stays as it is. Gives the number of new ones.
///
/// # Errors
/// [`StoreError::Other`] if the campaign or a municipality is not there.
pub async fn create_many(tx: &mut Tx, campaign: Uuid, municipalities: &[Uuid], at: Timestamp) -> Result<u64, StoreError> {
    #[derive(Serialize)]
    struct New {
        id: Uuid,
        municipality_id: Uuid,
    }
    let rows: Vec<New> = municipalities.iter().map(|&municipality_id| New { id: ids::new_id(), municipality_id }).collect();
    let (sql, rows) = (CREATE_MANY.of(tx), to_json(&rows)?);
    Ok(execute!(tx, sql, campaign, at.as_millisecond(), &rows)?)
}

/// The assessment with an id.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Assessment>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?)
}

/// The assessment of a municipality in a campaign.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_municipality(tx: &mut Tx, campaign: Uuid, municipality: Uuid) -> Result<Option<Assessment>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_MUNICIPALITY).bind(campaign).bind(municipality).fetch_optional(c).await)?)
}

/// The assessments of a campaign without their answers, in the order of their ids.
///
/// # Errors
/// See [`StoreError`].
pub async fn summaries(tx: &mut Tx, campaign: Uuid) -> Result<Vec<AssessmentSummary>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(SUMMARIES).bind(campaign).fetch_all(c).await)?)
}

/// The assessments with these ids, in the order of the ids; those that are not there are left out.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_ids(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Assessment>, StoreError> {
    let (sql, ids) = (BY_IDS.of(tx), to_json(ids)?);
    Ok(on!(tx, c => sqlx::query_as(sql).bind(&ids).fetch_all(c).await)?)
}

/// How many assessments of each campaign are in each state.
///
/// # Errors
/// See [`StoreError`].
pub async fn states(tx: &mut Tx) -> Result<Vec<StateCount>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(STATES).fetch_all(c).await)?)
}

/// The assessments of a municipality in all campaigns, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_municipality(tx: &mut Tx, municipality: Uuid) -> Result<Vec<Assessment>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(OF_MUNICIPALITY).bind(municipality).fetch_all(c).await)?)
}

/// The compact scored rows of the submitted assessments of a campaign, in the order of the assessments' ids.
///
/// # Errors
/// See [`StoreError`].
pub async fn results(tx: &mut Tx, campaign: Uuid) -> Result<Vec<AssessmentResult>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(RESULTS).bind(campaign).fetch_all(c).await)?)
}

/// The assessments of some municipalities in a campaign, whole, in the order of their ids.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_municipalities(tx: &mut Tx, campaign: Uuid, municipalities: &[Uuid]) -> Result<Vec<Assessment>, StoreError> {
    let (sql, ids) = (OF_MUNICIPALITIES.of(tx), to_json(municipalities)?);
    Ok(on!(tx, c => sqlx::query_as(sql).bind(campaign).bind(&ids).fetch_all(c).await)?)
}

/// At most `limit` assessments of a campaign with their answers, in the order of their ids, after one id; begin with [`Uuid::nil`].
///
/// An export asks page after page in one [`super::Db::read`] transaction: all pages show the same moment, and memory stays constant.
///
/// # Errors
/// See [`StoreError`].
pub async fn page(tx: &mut Tx, campaign: Uuid, after: Uuid, limit: u32) -> Result<Vec<Assessment>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(PAGE).bind(campaign).bind(after).bind(i64::from(limit)).fetch_all(c).await)?)
}

/// Saves the answers if nobody has changed the assessment since `expected_revision`; gives the new revision. The state becomes
/// [`AssessmentState::InProgress`]. Append the changed answers to the history in the same transaction.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision or is submitted (read it again and merge), [`StoreError::NotFound`] if it is not there.
pub async fn save(tx: &mut Tx, id: Uuid, expected_revision: i64, document: &Document, at: Timestamp) -> Result<i64, StoreError> {
    let document = to_json(document)?;
    let swapped =
        on!(tx, c => sqlx::query_scalar(SAVE).bind(id).bind(expected_revision).bind(&document).bind(at.as_millisecond()).fetch_optional(c).await)?;
    swapped_or_why(tx, id, swapped).await
}

/// Hands an assessment in if nobody has changed it since `expected_revision`; gives the new revision.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision, is submitted already or the receipt number is taken, [`StoreError::NotFound`] if it is not
/// there.
pub async fn submit(tx: &mut Tx, id: Uuid, expected_revision: i64, submission: Submission<'_>) -> Result<i64, StoreError> {
    let Submission { at, by, receipt, result } = submission;
    let swapped = on!(tx, c => sqlx::query_scalar(SUBMIT)
        .bind(id).bind(expected_revision).bind(at.as_millisecond()).bind(by).bind(receipt).bind(result).fetch_optional(c).await)?;
    swapped_or_why(tx, id, swapped).await
}

/// Takes a submission back, so that answers can be changed; gives the new revision.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision or is not submitted, [`StoreError::NotFound`] if it is not there.
pub async fn reopen(tx: &mut Tx, id: Uuid, expected_revision: i64) -> Result<i64, StoreError> {
    let swapped = on!(tx, c => sqlx::query_scalar(REOPEN).bind(id).bind(expected_revision).fetch_optional(c).await)?;
    swapped_or_why(tx, id, swapped).await
}

/// Appends changed answers (question id, record) to the history in one statement.
///
/// # Errors
/// [`StoreError::Conflict`] if a version of a question is there already, [`StoreError::Other`] if the assessment is not there.
pub async fn append_history(tx: &mut Tx, assessment: Uuid, changes: &[(&str, &AnswerRecord)]) -> Result<(), StoreError> {
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
    }
    let lines = changes
        .iter()
        .map(|(question, record)| {
            let (answer, evidence) = (to_json(&record.answer)?, to_json(&record.evidence)?);
            let AnswerRecord { version, note, author, at, source, as_of, grade, .. } = record;
            let (version, author, at, as_of, grade) = (*version, *author, at.as_millisecond(), *as_of, *grade);
            Ok(Line { id: ids::new_id(), question, version, answer, note, author, at, source, as_of, grade, evidence })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let (sql, lines) = (APPEND_HISTORY.of(tx), to_json(&lines)?);
    execute!(tx, sql, assessment, &lines)?;
    Ok(())
}

/// Every answer that was ever given to a question of an assessment, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn history(tx: &mut Tx, assessment: Uuid, question: &str) -> Result<Vec<HistoryLine>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(HISTORY).bind(assessment).bind(question).fetch_all(c).await)?)
}

/// The new revision, or why the compare-and-swap changed no row.
async fn swapped_or_why(tx: &mut Tx, id: Uuid, swapped: Option<i64>) -> Result<i64, StoreError> {
    if let Some(revision) = swapped {
        return Ok(revision);
    }
    let there: Option<i64> = on!(tx, c => sqlx::query_scalar(REVISION).bind(id).fetch_optional(c).await)?;
    Err(if there.is_some() { StoreError::CONFLICT } else { StoreError::NotFound })
}
