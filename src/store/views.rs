//! Individual views: which sections are answered by several people apart from each other, what each of them thinks, and what the owner has settled. Views
//! and settlements are append-only (triggers refuse changes on both databases).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::column::{JsonText, MaybeJson, MaybeMillis, Millis, UnknownWord, to_json};
use super::{StoreError, Tx};
use crate::engine::agreement::Agreement;
use crate::engine::answer::Answer;
use crate::ids;

words! {
    /// Where the views of a section stand.
    Stage {
        /// They are being given; nobody sees anybody else's.
        Gathering = "gathering",
        /// They are compared and settled.
        Opened = "opened",
        /// They were never opened; the section is answered together, as usual.
        Stopped = "stopped",
    }
}

/// The sections in which views are gathered or opened, as [`super::in_context`] reads them together with the assessment: `STR=gathering ORG=opened`.
#[derive(sqlx::Type)]
#[sqlx(transparent, no_pg_array)]
pub(super) struct Stages(Option<String>);

impl TryFrom<Stages> for BTreeMap<String, Stage> {
    type Error = UnknownWord;

    fn try_from(stages: Stages) -> Result<Self, Self::Error> {
        let stage = |pair: &str| {
            pair.split_once('=').map_or_else(|| Err(UnknownWord(pair.to_owned())), |(section, word)| Ok((section.to_owned(), word.parse()?)))
        };
        stages.0.unwrap_or_default().split(' ').filter(|pair| !pair.is_empty()).map(stage).collect()
    }
}

impl TryFrom<MaybeJson> for Option<Agreement> {
    type Error = serde_json::Error;

    fn try_from(text: MaybeJson) -> Result<Self, Self::Error> {
        text.read()
    }
}

/// A section in which views are or were asked for.
#[derive(Debug, Clone, PartialEq, Serialize, sqlx::FromRow)]
pub struct SectionViews {
    /// Id of the section's dimension or module.
    pub section: String,
    /// Where they stand.
    #[sqlx(try_from = "String")]
    pub stage: Stage,
    /// 0 at first, then one more with every change of the stage.
    pub revision: i64,
    /// Who asked for them.
    pub asked_by: Uuid,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub asked_at: Timestamp,
    /// Who opened them.
    pub opened_by: Option<Uuid>,
    /// When.
    #[sqlx(try_from = "MaybeMillis")]
    pub opened_at: Option<Timestamp>,
    /// How far they agreed when they were opened; none before, and if no two could be compared.
    #[sqlx(try_from = "MaybeJson")]
    pub agreement: Option<Agreement>,
}

/// One version of one person's view of one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct View {
    /// Id of the question.
    pub question: String,
    /// Whose: an account, or a delegation.
    pub author: Uuid,
    /// 1 for the first one, then one more with every change. A writer names the version it has seen.
    pub version: i64,
    /// Where the section stood when it was given: gathering, or opened.
    #[sqlx(try_from = "String")]
    pub stage: Stage,
    /// The answer.
    #[sqlx(try_from = "JsonText")]
    pub answer: Answer,
    /// The note beside it.
    pub note: String,
    /// When it was given.
    #[sqlx(try_from = "Millis")]
    pub at: Timestamp,
}

/// What the owner has settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Settlement {
    /// Id of the question.
    pub question: String,
    /// The version of the answer that it made.
    pub answer_version: i64,
    /// Why.
    pub reason: String,
    /// From how many views.
    pub views: i64,
    /// A mark of the versions of these views.
    pub seen: String,
    /// Who settled.
    pub actor: Option<Uuid>,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub at: Timestamp,
}

statements! {
    SECTIONS = "select section, stage, revision, asked_by, asked_at, opened_by, opened_at, agreement
        from section_views where assessment_id = $1 order by section";
    ASK = "insert into section_views (assessment_id, section, stage, revision, asked_by, asked_at) values ($1, $2, 'gathering', 0, $3, $4)
        on conflict (assessment_id, section) do nothing";
    ASK_AGAIN = "update section_views set stage = 'gathering', revision = revision + 1, asked_by = $4, asked_at = $5
        where assessment_id = $1 and section = $2 and revision = $3 and stage = 'stopped'";
    STOP = "update section_views set stage = 'stopped', revision = revision + 1
        where assessment_id = $1 and section = $2 and revision = $3 and stage = 'gathering'";
    OPEN = "update section_views set stage = 'opened', revision = revision + 1, opened_by = $4, opened_at = $5, agreement = $6
        where assessment_id = $1 and section = $2 and revision = $3 and stage = 'gathering'";
    HOLD = "update section_views set stage = stage where assessment_id = $1 and section = $2 returning stage";
    VIEWS = "select question, author, version, stage, answer, note, at from individual_view where assessment_id = $1 order by question, author, version";
    SETTLE = "insert into settlement (assessment_id, question, answer_version, reason, views, seen, actor, at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    SETTLEMENTS = "select question, answer_version, reason, views, seen, actor, at from settlement where assessment_id = $1
        order by question, answer_version";
    @by_dialect
    GIVE = {
        sqlite: "insert into individual_view (id, assessment_id, question, author, version, stage, answer, note, at)
            select unhex(j.value ->> 'id', '-'), $1, j.value ->> 'question', unhex(j.value ->> 'author', '-'), j.value ->> 'version',
                j.value ->> 'stage', j.value ->> 'answer', j.value ->> 'note', j.value ->> 'at'
            from json_each($2) as j",
        postgres: "insert into individual_view (id, assessment_id, question, author, version, stage, answer, note, at)
            select j.id, cast($1 as uuid), j.question, j.author, j.version, j.stage, j.answer, j.note, j.at
            from jsonb_to_recordset(cast($2 as jsonb))
                as j (id uuid, question text, author uuid, version bigint, stage text, answer text, note text, at bigint)"
    };
}

/// The sections of an assessment in which views are or were asked for, in the order of their ids.
///
/// # Errors
/// See [`StoreError`].
pub async fn sections(tx: &mut Tx, assessment: Uuid) -> Result<Vec<SectionViews>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(SECTIONS).bind(assessment).fetch_all(c).await)?)
}

/// A change of the stage of a section.
#[derive(Debug, Clone, Copy)]
pub struct StageChange<'a> {
    /// The assessment.
    pub assessment: Uuid,
    /// Id of the section's dimension or module.
    pub section: &'a str,
    /// The revision that the writer has seen.
    pub revision: i64,
    /// Who.
    pub by: Uuid,
    /// When.
    pub at: Timestamp,
}

/// Begins to gather views in a section, for the first time (then the revision that was seen is 0) or again after it was stopped.
///
/// # Errors
/// [`StoreError::Conflict`] if they stand elsewhere or have another revision, [`StoreError::Other`] if the assessment is not there.
pub async fn ask(tx: &mut Tx, change: StageChange<'_>) -> Result<(), StoreError> {
    let StageChange { assessment, section, revision, by, at } = change;
    let at = at.as_millisecond();
    let is_new = execute!(tx, ASK, assessment, section, by, at)? == 1;
    changed_once(if is_new { 1 } else { execute!(tx, ASK_AGAIN, assessment, section, revision, by, at)? })
}

/// Stops gathering views without opening them. They stay where they are, and nobody sees them.
///
/// # Errors
/// [`StoreError::Conflict`] if they are not being gathered or have another revision.
pub async fn stop(tx: &mut Tx, change: StageChange<'_>) -> Result<(), StoreError> {
    changed_once(execute!(tx, STOP, change.assessment, change.section, change.revision)?)
}

/// Opens the views of a section, and keeps how far they agree.
///
/// # Errors
/// [`StoreError::Conflict`] if they are not being gathered or have another revision.
pub async fn open(tx: &mut Tx, change: StageChange<'_>, agreement: Option<&Agreement>) -> Result<(), StoreError> {
    let StageChange { assessment, section, revision, by, at } = change;
    let agreement = agreement.map(to_json).transpose()?;
    changed_once(execute!(tx, OPEN, assessment, section, revision, by, at.as_millisecond(), &agreement)?)
}

/// Where the views of a section stand, held there until the transaction ends; none if nobody has ever asked for any.
///
/// # Errors
/// See [`StoreError`].
pub async fn hold(tx: &mut Tx, assessment: Uuid, section: &str) -> Result<Option<Stage>, StoreError> {
    let stage: Option<String> = on!(tx, c => sqlx::query_scalar(HOLD).bind(assessment).bind(section).fetch_optional(c).await)?;
    Ok(stage.map(|word| word.parse()).transpose()?)
}

/// Every version of every view of an assessment, by question, author and version.
///
/// # Errors
/// See [`StoreError`].
pub async fn views(tx: &mut Tx, assessment: Uuid) -> Result<Vec<View>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(VIEWS).bind(assessment).fetch_all(c).await)?)
}

/// Adds versions of views, in one statement.
///
/// # Errors
/// [`StoreError::Conflict`] if a version is there already, [`StoreError::Other`] if the assessment is not there.
pub async fn give(tx: &mut Tx, assessment: Uuid, views: &[View]) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Line<'a> {
        id: Uuid,
        question: &'a str,
        author: Uuid,
        version: i64,
        stage: Stage,
        answer: String,
        note: &'a str,
        at: i64,
    }
    let lines = views
        .iter()
        .map(|view| {
            let View { question, author, version, stage, answer, note, at } = view;
            let (answer, at) = (to_json(answer)?, at.as_millisecond());
            Ok(Line { id: ids::new_id(), question, author: *author, version: *version, stage: *stage, answer, note, at })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let (sql, lines) = (GIVE.of(tx), to_json(&lines)?);
    execute!(tx, sql, assessment, &lines)?;
    Ok(())
}

/// Keeps what was settled.
///
/// # Errors
/// [`StoreError::Conflict`] if this version of the answer has a settlement, [`StoreError::Other`] if the assessment is not there.
pub async fn settle(tx: &mut Tx, assessment: Uuid, settlement: &Settlement) -> Result<(), StoreError> {
    let Settlement { question, answer_version, reason, views, seen, actor, at } = settlement;
    execute!(tx, SETTLE, assessment, question, answer_version, reason, views, seen, actor, at.as_millisecond())?;
    Ok(())
}

/// Everything that was settled in an assessment, by question, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn settlements(tx: &mut Tx, assessment: Uuid) -> Result<Vec<Settlement>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(SETTLEMENTS).bind(assessment).fetch_all(c).await)?)
}

const fn changed_once(rows: u64) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::CONFLICT) }
}
