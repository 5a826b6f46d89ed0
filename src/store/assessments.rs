//! Assessments: the answers of one municipality in one campaign, kept as one document, and the append-only history of every answer.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::column::{JsonText, MaybeJson, MaybeMillis, Millis, to_json};
use super::evidence::{Evidence, EvidenceGrade};
use super::public_values::PublicFigure;
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
        /// Handed in, and waiting for or under review.
        Submitted = "submitted",
        /// Handed in, and returned with an expert's questions: the municipality may change its answers again, and replies.
        Returned = "returned",
        /// The municipality has replied.
        Replied = "replied",
        /// An expert has verified it.
        Verified = "verified",
    }
}

words! {
    /// Which questions a municipality wants to be asked.
    Form {
        /// Those of the short form.
        Short = "short",
        /// All.
        Full = "full",
    }
}

impl AssessmentState {
    /// Whether the municipality may change its answers.
    pub const fn accepts_answers(self) -> bool {
        matches!(self, Self::Invited | Self::InProgress | Self::Returned)
    }

    /// Whether it has been handed in, so that others see it and it counts in the round.
    pub const fn is_handed_in(self) -> bool {
        matches!(self, Self::Submitted | Self::Returned | Self::Replied | Self::Verified)
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
    /// What public data said when it was given, if they said anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<PublicFigure>,
}

impl AnswerRecord {
    /// An answer with nothing beside it.
    pub const fn bare(version: i64, answer: Answer, author: Option<Uuid>, at: Timestamp) -> Self {
        Self { version, answer, note: String::new(), author, at, source: String::new(), as_of: None, grade: None, evidence: Vec::new(), public: None }
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

impl TryFrom<MaybeJson> for Option<Document> {
    type Error = serde_json::Error;

    fn try_from(text: MaybeJson) -> Result<Self, Self::Error> {
        text.read()
    }
}

impl TryFrom<MaybeJson> for Option<Answer> {
    type Error = serde_json::Error;

    fn try_from(text: MaybeJson) -> Result<Self, Self::Error> {
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
    /// Hash of the survey version it is answered with.
    #[sqlx(rename = "answered_with")]
    pub survey_hash: String,
    /// Which questions its municipality wants to be asked; all of them count, whatever is asked.
    #[sqlx(try_from = "String")]
    pub form: Form,
    /// The answers.
    #[sqlx(try_from = "JsonText")]
    pub document: Document,
    /// While it is returned: the answers as they were handed in.
    #[sqlx(try_from = "MaybeJson")]
    pub handed_in: Option<Document>,
    /// The compact scored row as JSON, if handed in.
    pub result: Option<String>,
    /// What the experts' values make of it as JSON, if verified.
    pub verified: Option<String>,
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

impl Assessment {
    /// The answers that others read and that count in the round: those that were handed in; none before.
    ///
    /// While an assessment is returned, what the municipality is changing stays its own until it has replied.
    pub fn counted(&self) -> Option<&Document> {
        self.state.is_handed_in().then(|| self.handed_in.as_ref().unwrap_or(&self.document))
    }
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
    /// What the experts' values make of it as JSON, if verified.
    pub verified: Option<String>,
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

statements! {
    BY_ID = "select id, campaign_id, municipality_id, state, revision, survey_hash as answered_with, form, document, handed_in, result, verified,
            created_at, updated_at, submitted_at, submitted_by, receipt
        from assessment where id = $1";
    BY_MUNICIPALITY = "select id, campaign_id, municipality_id, state, revision, survey_hash as answered_with, form, document, handed_in, result, verified,
            created_at, updated_at, submitted_at, submitted_by, receipt
        from assessment where campaign_id = $1 and municipality_id = $2";
    SUMMARIES = "select id, campaign_id, municipality_id, state, revision, updated_at, submitted_at from assessment where campaign_id = $1 order by id";
    OF_MUNICIPALITY = "select id, campaign_id, municipality_id, state, revision, survey_hash as answered_with, form, document, handed_in, result, verified,
            created_at, updated_at, submitted_at, submitted_by, receipt
        from assessment where municipality_id = $1 order by id";
    STATES = "select campaign_id, state, count(*) as assessments from assessment group by campaign_id, state";
    RESULTS = "select id, municipality_id, revision, submitted_at, result, verified
        from assessment where campaign_id = $1 and submitted_at is not null and result is not null order by id";
    PAGE = "select id, campaign_id, municipality_id, state, revision, survey_hash as answered_with, form, document, handed_in, result, verified,
            created_at, updated_at, submitted_at, submitted_by, receipt
        from assessment where campaign_id = $1 and id > $2 order by id limit $3";
    SAVE = "update assessment set document = $3, revision = revision + 1, updated_at = $4,
            state = case when state = 'returned' then 'returned' else 'in_progress' end
        where id = $1 and revision = $2 and state in ('invited', 'in_progress', 'returned') returning revision";
    SUBMIT = "update assessment set state = 'submitted', revision = revision + 1, submitted_at = $3, submitted_by = $4, receipt = $5, result = $6
        where id = $1 and revision = $2 and state in ('invited', 'in_progress')
            and survey_hash = (select c.survey_hash from campaign as c where c.id = assessment.campaign_id) returning revision";
    TOUCH = "update assessment set revision = revision + 1 where id = $1 and revision = $2 and state = $3 returning revision";
    RETURN = "update assessment set state = 'returned', revision = revision + 1, handed_in = document
        where id = $1 and revision = $2 and state in ('submitted', 'replied') returning revision";
    REPLY = "update assessment set state = 'replied', revision = revision + 1, handed_in = null, result = $3
        where id = $1 and revision = $2 and state = 'returned' returning revision";
    VERIFY = "update assessment set state = 'verified', revision = revision + 1, verified = $3
        where id = $1 and revision = $2 and state in ('submitted', 'replied') returning revision";
    REOPEN = "update assessment
        set state = 'in_progress', revision = revision + 1, submitted_at = null, submitted_by = null, receipt = null, result = null,
            handed_in = null, verified = null
        where id = $1 and revision = $2 and state in ('submitted', 'returned', 'replied', 'verified') returning revision";
    MOVE = "update assessment set survey_hash = $3, document = $4, revision = revision + 1, updated_at = $5
        where id = $1 and revision = $2 and state in ('invited', 'in_progress') returning revision";
    SET_FORM = "update assessment set form = $2 where id = $1 and state in ('invited', 'in_progress', 'returned')";
    MOVE_INVITED = "update assessment set survey_hash = $2, revision = revision + 1 where campaign_id = $1 and state = 'invited'";
    REVISION = "select revision from assessment where id = $1";
    @by_dialect
    OF_MUNICIPALITIES = {
        sqlite: "select id, campaign_id, municipality_id, state, revision, survey_hash as answered_with, form, document, handed_in, result, verified,
            created_at, updated_at, submitted_at, submitted_by, receipt
            from assessment where campaign_id = $1 and municipality_id in (select unhex(j.value, '-') from json_each($2) as j) order by id",
        postgres: "select id, campaign_id, municipality_id, state, revision, survey_hash as answered_with, form, document, handed_in, result, verified,
            created_at, updated_at, submitted_at, submitted_by, receipt
            from assessment where campaign_id = $1
                and municipality_id in (select cast(j.value as uuid) from jsonb_array_elements_text(cast($2 as jsonb)) as j (value)) order by id"
    };
    CREATE_MANY = {
        sqlite: "insert into assessment (id, campaign_id, municipality_id, state, revision, survey_hash, document, created_at)
            select unhex(j.value ->> 'id', '-'), c.id, unhex(j.value ->> 'municipality_id', '-'), 'invited', 0, c.survey_hash, '{}', $2
            from campaign as c, json_each($3) as j where c.id = $1 on conflict (campaign_id, municipality_id) do nothing",
        postgres: "insert into assessment (id, campaign_id, municipality_id, state, revision, survey_hash, document, created_at)
            select j.id, c.id, j.municipality_id, 'invited', 0, c.survey_hash, '{}', cast($2 as bigint)
            from campaign as c, jsonb_to_recordset(cast($3 as jsonb)) as j (id uuid, municipality_id uuid) where c.id = $1 on conflict (campaign_id, municipality_id) do nothing"
    };
    BY_IDS = {
        sqlite: "select id, campaign_id, municipality_id, state, revision, survey_hash as answered_with, form, document, handed_in, result, verified,
            created_at, updated_at, submitted_at, submitted_by, receipt
            from assessment where id in (select unhex(j.value, '-') from json_each($1) as j) order by id",
        postgres: "select id, campaign_id, municipality_id, state, revision, survey_hash as answered_with, form, document, handed_in, result, verified,
            created_at, updated_at, submitted_at, submitted_by, receipt
            from assessment where id in (select cast(j.value as uuid) from jsonb_array_elements_text(cast($1 as jsonb)) as j (value)) order by id"
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
/// [`AssessmentState::InProgress`], unless it is returned. Append the changed answers to the history in the same transaction.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision or takes no answers (read it again and merge), [`StoreError::NotFound`] if it is not there.
pub async fn save(tx: &mut Tx, id: Uuid, expected_revision: i64, document: &Document, at: Timestamp) -> Result<i64, StoreError> {
    let document = to_json(document)?;
    let swapped =
        on!(tx, c => sqlx::query_scalar(SAVE).bind(id).bind(expected_revision).bind(&document).bind(at.as_millisecond()).fetch_optional(c).await)?;
    swapped_or_why(tx, id, swapped).await
}

/// Hands an assessment in if nobody has changed it since `expected_revision`; gives the new revision.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision, is handed in already, is answered with another survey version than its campaign's or the receipt
/// number is taken, [`StoreError::NotFound`] if it is not there.
pub async fn submit(tx: &mut Tx, id: Uuid, expected_revision: i64, submission: Submission<'_>) -> Result<i64, StoreError> {
    let Submission { at, by, receipt, result } = submission;
    let swapped = on!(tx, c => sqlx::query_scalar(SUBMIT)
        .bind(id).bind(expected_revision).bind(at.as_millisecond()).bind(by).bind(receipt).bind(result).fetch_optional(c).await)?;
    swapped_or_why(tx, id, swapped).await
}

/// Takes a submission back, so that answers can be changed, with all that its review has made of it; gives the new revision.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision or is not handed in, [`StoreError::NotFound`] if it is not there.
pub async fn reopen(tx: &mut Tx, id: Uuid, expected_revision: i64) -> Result<i64, StoreError> {
    let swapped = on!(tx, c => sqlx::query_scalar(REOPEN).bind(id).bind(expected_revision).fetch_optional(c).await)?;
    swapped_or_why(tx, id, swapped).await
}

/// Counts a change that leaves the assessment itself as it is: something said in its review. Gives the new revision.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision or stands elsewhere, [`StoreError::NotFound`] if it is not there.
pub async fn touch(tx: &mut Tx, id: Uuid, expected_revision: i64, state: AssessmentState) -> Result<i64, StoreError> {
    let swapped = on!(tx, c => sqlx::query_scalar(TOUCH).bind(id).bind(expected_revision).bind(state.as_str()).fetch_optional(c).await)?;
    swapped_or_why(tx, id, swapped).await
}

/// Returns an assessment to its municipality, and keeps its answers as they were handed in; gives the new revision.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision or is not under review, [`StoreError::NotFound`] if it is not there.
pub async fn give_back(tx: &mut Tx, id: Uuid, expected_revision: i64) -> Result<i64, StoreError> {
    let swapped = on!(tx, c => sqlx::query_scalar(RETURN).bind(id).bind(expected_revision).fetch_optional(c).await)?;
    swapped_or_why(tx, id, swapped).await
}

/// Notes that the municipality has replied; `result` is the compact scored row of its answers as they are now. Gives the new revision.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision or is not returned, [`StoreError::NotFound`] if it is not there.
pub async fn reply(tx: &mut Tx, id: Uuid, expected_revision: i64, result: &str) -> Result<i64, StoreError> {
    let swapped = on!(tx, c => sqlx::query_scalar(REPLY).bind(id).bind(expected_revision).bind(result).fetch_optional(c).await)?;
    swapped_or_why(tx, id, swapped).await
}

/// Keeps what the experts' values make of an assessment; gives the new revision.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision or is not under review, [`StoreError::NotFound`] if it is not there.
pub async fn verify(tx: &mut Tx, id: Uuid, expected_revision: i64, verified: &str) -> Result<i64, StoreError> {
    let swapped = on!(tx, c => sqlx::query_scalar(VERIFY).bind(id).bind(expected_revision).bind(verified).fetch_optional(c).await)?;
    swapped_or_why(tx, id, swapped).await
}

/// Moves an assessment that is not handed in to another survey version, with the answers as that version reads them; gives the new revision. Keep the
/// earlier answers as a snapshot in the same transaction.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision or is handed in, [`StoreError::NotFound`] if it is not there, [`StoreError::Other`] if the survey
/// definition is not stored.
pub async fn move_to(tx: &mut Tx, id: Uuid, expected_revision: i64, survey: &str, document: &Document, at: Timestamp) -> Result<i64, StoreError> {
    let document = to_json(document)?;
    let swapped = on!(tx, c => sqlx::query_scalar(MOVE)
        .bind(id).bind(expected_revision).bind(survey).bind(&document).bind(at.as_millisecond()).fetch_optional(c).await)?;
    swapped_or_why(tx, id, swapped).await
}

/// Says which questions a municipality wants to be asked. No revision: no answer changes by it.
///
/// # Errors
/// [`StoreError::Conflict`] if it takes no answers, [`StoreError::NotFound`] if it is not there.
pub async fn set_form(tx: &mut Tx, id: Uuid, form: Form) -> Result<(), StoreError> {
    let set = (execute!(tx, SET_FORM, id, form.as_str())? == 1).then_some(0);
    swapped_or_why(tx, id, set).await.map(drop)
}

/// Gives the assessments of a campaign that nobody has begun another survey version; gives how many.
///
/// # Errors
/// [`StoreError::Other`] if the survey definition is not stored.
pub async fn move_invited(tx: &mut Tx, campaign: Uuid, survey: &str) -> Result<u64, StoreError> {
    Ok(execute!(tx, MOVE_INVITED, campaign, survey)?)
}

/// The new revision, or why the compare-and-swap changed no row.
async fn swapped_or_why(tx: &mut Tx, id: Uuid, swapped: Option<i64>) -> Result<i64, StoreError> {
    match swapped {
        Some(revision) => Ok(revision),
        None => Err(why_not(tx, id).await),
    }
}

/// Why a compare-and-swap on an assessment changed no row.
pub(super) async fn why_not(tx: &mut Tx, id: Uuid) -> StoreError {
    let there: Result<Option<i64>, sqlx::Error> = on!(tx, c => sqlx::query_scalar(REVISION).bind(id).fetch_optional(c).await);
    match there {
        Ok(Some(_)) => StoreError::CONFLICT,
        Ok(None) => StoreError::NotFound,
        Err(error) => error.into(),
    }
}
