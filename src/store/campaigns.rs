//! Campaigns, and the survey definitions that they run: a definition is kept once under its hash and never changes.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use super::column::{Day, JsonText, MaybeMillis, Millis, maybe_millis, to_json};
use super::{StoreError, Tx};
use crate::lang::Text;

words! {
    /// Where a campaign stands.
    CampaignState {
        /// Municipalities answer.
        Open = "open",
        /// Nobody answers any more; results may still change by correction.
        Closed = "closed",
        /// The results are fixed for ever.
        Frozen = "frozen",
        /// The frozen results are public.
        Published = "published",
    }
}

words! {
    /// Which score of a municipality ranks and compares.
    Official {
        /// The one of its own answers.
        Declared = "declared",
        /// The one that experts have verified, where there is one.
        Verified = "verified",
    }
}

/// A campaign: one run of one survey version in one network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Campaign {
    /// Id.
    #[sqlx(rename = "campaign_id")]
    pub id: Uuid,
    /// The network that runs it.
    pub network_id: Uuid,
    /// Its name in addresses; unique.
    pub slug: String,
    /// Its name for people.
    #[sqlx(try_from = "JsonText")]
    pub title: Text,
    /// Id of the survey.
    pub survey_id: String,
    /// Version of the survey.
    pub survey_version: String,
    /// Hash of the survey definition, which must be stored before the campaign.
    pub survey_hash: String,
    /// Where it stands.
    #[sqlx(rename = "campaign_state", try_from = "String")]
    pub state: CampaignState,
    /// Which score ranks and compares.
    #[sqlx(try_from = "String")]
    pub official: Official,
    /// First day for answers, as it is announced; what counts is the state.
    #[sqlx(try_from = "Day")]
    pub opens_on: Date,
    /// Last day for answers, as it is announced; what counts is the state.
    #[sqlx(try_from = "Day")]
    pub closes_on: Date,
    /// When it was created.
    #[sqlx(rename = "campaign_created_at", try_from = "Millis")]
    pub created_at: Timestamp,
    /// When its results were frozen.
    #[sqlx(try_from = "MaybeMillis")]
    pub frozen_at: Option<Timestamp>,
    /// When its results were published.
    #[sqlx(try_from = "MaybeMillis")]
    pub published_at: Option<Timestamp>,
}

/// A survey definition as it was when it was first used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct SurveyDefinition {
    /// SHA-256 of `document`, in hexadecimal.
    pub hash: String,
    /// Id of the survey.
    pub survey_id: String,
    /// Version of the survey.
    pub version: String,
    /// The canonical JSON of the survey.
    pub document: String,
    /// When it was stored.
    #[sqlx(try_from = "Millis")]
    pub stored_at: Timestamp,
}

/// A move of a campaign from one version of its survey to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct VersionStep {
    /// 1 for the first move, then one more.
    pub position: i64,
    /// Hash of the version before.
    pub from_hash: String,
    /// Hash of the version after.
    pub to_hash: String,
    /// The bridge file; empty: questions are joined by id and content.
    pub bridge: String,
    /// Who did it.
    pub actor: Option<Uuid>,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub at: Timestamp,
}

statements! {
    NOTE_VERSION = "insert into campaign_version (campaign_id, position, from_hash, to_hash, bridge, actor, at) values ($1, $2, $3, $4, $5, $6, $7)";
    VERSION_STEPS = "select position, from_hash, to_hash, bridge, actor, at from campaign_version where campaign_id = $1 order by position";
    INSERT = "insert into campaign (id, network_id, slug, title, survey_id, survey_version, survey_hash, state, official, opens_on, closes_on, created_at,
            frozen_at, published_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    SET_DATES = "update campaign set opens_on = $2, closes_on = $3 where id = $1 and state in ('open', 'closed')";
    SET_OFFICIAL = "update campaign set official = $2 where id = $1 and state in ('open', 'closed')";
    SET_SURVEY = "update campaign set survey_version = $3, survey_hash = $4
        where id = $1 and survey_hash = $2 and state = 'open'
            and not exists (select 1 from assessment as a where a.campaign_id = campaign.id and a.submitted_at is not null)";
    SET_STATE = "update campaign set state = $3,
            frozen_at = case when $3 = 'frozen' then $4 else frozen_at end,
            published_at = case when $3 = 'published' then $4 else published_at end
        where id = $1 and state = $2";
    BY_ID = "select id as campaign_id, network_id, slug, title, survey_id, survey_version, survey_hash, state as campaign_state, official, opens_on, closes_on,
            created_at as campaign_created_at, frozen_at, published_at
        from campaign where id = $1";
    BY_SLUG = "select id as campaign_id, network_id, slug, title, survey_id, survey_version, survey_hash, state as campaign_state, official, opens_on, closes_on,
            created_at as campaign_created_at, frozen_at, published_at
        from campaign where slug = $1";
    LIST = "select id as campaign_id, network_id, slug, title, survey_id, survey_version, survey_hash, state as campaign_state, official, opens_on, closes_on,
            created_at as campaign_created_at, frozen_at, published_at
        from campaign order by id";
    STORE_SURVEY = "insert into survey_definition (hash, survey_id, version, document, stored_at) values ($1, $2, $3, $4, $5)
        on conflict (hash) do nothing";
    SURVEY = "select hash, survey_id, version, document, stored_at from survey_definition where hash = $1";
    SURVEYS_OF = "select hash, survey_id, version, document, stored_at from survey_definition where survey_id = $1 order by stored_at, version, hash";
    @by_dialect
    HOLD_ALONE = {
        sqlite: "select id from campaign where id = $1",
        postgres: "select id from campaign where id = $1 for update"
    };
    HOLD_UNFROZEN = {
        sqlite: "select state from campaign where id = $1 and state in ('open', 'closed')",
        postgres: "select state from campaign where id = $1 and state in ('open', 'closed') for share"
    };
}

/// Inserts a campaign.
///
/// # Errors
/// [`StoreError::Conflict`] if the slug is taken, [`StoreError::Other`] if its network or its survey definition is not stored.
pub async fn insert(tx: &mut Tx, campaign: &Campaign) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        campaign.id,
        campaign.network_id,
        &campaign.slug,
        to_json(&campaign.title)?,
        &campaign.survey_id,
        &campaign.survey_version,
        &campaign.survey_hash,
        campaign.state.as_str(),
        campaign.official.as_str(),
        campaign.opens_on.to_string(),
        campaign.closes_on.to_string(),
        campaign.created_at.as_millisecond(),
        maybe_millis(campaign.frozen_at),
        maybe_millis(campaign.published_at),
    )?;
    Ok(())
}

/// Changes the days between which a campaign takes answers.
///
/// # Errors
/// [`StoreError::Conflict`] if it is frozen or published, [`StoreError::NotFound`] if there is no such campaign.
pub async fn set_dates(tx: &mut Tx, id: Uuid, opens_on: Date, closes_on: Date) -> Result<(), StoreError> {
    let rows = execute!(tx, SET_DATES, id, opens_on.to_string(), closes_on.to_string())?;
    changed(tx, id, rows).await
}

/// Says which score ranks and compares.
///
/// # Errors
/// [`StoreError::Conflict`] if the campaign is frozen or published, [`StoreError::NotFound`] if there is no such campaign.
pub async fn set_official(tx: &mut Tx, id: Uuid, official: Official) -> Result<(), StoreError> {
    let rows = execute!(tx, SET_OFFICIAL, id, official.as_str())?;
    changed(tx, id, rows).await
}

/// Gives a campaign another version of its survey, whose definition must be stored. Assessments stay with the version that they have.
///
/// # Errors
/// [`StoreError::Conflict`] if it does not run the version `from` any more, is not open, or an assessment is handed in; [`StoreError::NotFound`] if there
/// is no such campaign.
pub async fn set_survey(tx: &mut Tx, id: Uuid, from: &str, to: &SurveyDefinition) -> Result<(), StoreError> {
    // Alone from here on: the statement below must see what those who held the campaign have committed.
    let sql = HOLD_ALONE.of(tx);
    execute!(tx, sql, id)?;
    let rows = execute!(tx, SET_SURVEY, id, from, &to.version, &to.hash)?;
    changed(tx, id, rows).await
}

/// Notes a move of a campaign to another version; see [`set_survey`].
///
/// # Errors
/// [`StoreError::Conflict`] if the position is taken, [`StoreError::Other`] if the campaign or a definition is not there.
pub async fn note_version(tx: &mut Tx, campaign: Uuid, step: &VersionStep) -> Result<(), StoreError> {
    let VersionStep { position, from_hash, to_hash, bridge, actor, at } = step;
    execute!(tx, NOTE_VERSION, campaign, position, from_hash, to_hash, bridge, actor, at.as_millisecond())?;
    Ok(())
}

/// The moves of a campaign between versions of its survey, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn version_steps(tx: &mut Tx, campaign: Uuid) -> Result<Vec<VersionStep>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(VERSION_STEPS).bind(campaign).fetch_all(c).await)?)
}

/// Moves a campaign from one state to another; freezing and publishing note the time. One compare-and-swap: of two who try, one succeeds.
///
/// # Errors
/// [`StoreError::Conflict`] if it does not stand at `from` any more, [`StoreError::NotFound`] if there is no such campaign.
pub async fn set_state(tx: &mut Tx, id: Uuid, from: CampaignState, to: CampaignState, at: Timestamp) -> Result<(), StoreError> {
    let rows = execute!(tx, SET_STATE, id, from.as_str(), to.as_str(), at.as_millisecond())?;
    changed(tx, id, rows).await
}

/// The campaign with an id.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Campaign>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?)
}

/// The campaign with a slug.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Campaign>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_SLUG).bind(slug).fetch_optional(c).await)?)
}

/// Every campaign, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn list(tx: &mut Tx) -> Result<Vec<Campaign>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(LIST).fetch_all(c).await)?)
}

/// Keeps a survey definition under its hash; nothing happens if it is kept already. Gives whether it is new.
///
/// # Errors
/// See [`StoreError`].
pub async fn store_survey(tx: &mut Tx, survey: &SurveyDefinition) -> Result<bool, StoreError> {
    let rows = execute!(tx, STORE_SURVEY, &survey.hash, &survey.survey_id, &survey.version, &survey.document, survey.stored_at.as_millisecond())?;
    Ok(rows == 1)
}

/// The survey definition with a hash.
///
/// # Errors
/// See [`StoreError`].
pub async fn survey(tx: &mut Tx, hash: &str) -> Result<Option<SurveyDefinition>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(SURVEY).bind(hash).fetch_optional(c).await)?)
}

/// Every definition that is kept of a survey, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn surveys_of(tx: &mut Tx, survey_id: &str) -> Result<Vec<SurveyDefinition>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(SURVEYS_OF).bind(survey_id).fetch_all(c).await)?)
}

/// Tells "not there" from "not in the expected state" after a compare-and-swap.
async fn changed(tx: &mut Tx, id: Uuid, rows: u64) -> Result<(), StoreError> {
    match rows {
        0 if by_id(tx, id).await?.is_none() => Err(StoreError::NotFound),
        0 => Err(StoreError::CONFLICT),
        _ => Ok(()),
    }
}

/// Where a campaign stands that is not frozen yet, and keeps it so until the transaction ends: on PostgreSQL its row is locked against a change of state, on
/// SQLite a writing transaction is alone anyway. None if it is frozen.
///
/// # Errors
/// [`StoreError::Unavailable`] if the lock is not to be had in time.
pub async fn hold_unfrozen(tx: &mut Tx, id: Uuid) -> Result<Option<CampaignState>, StoreError> {
    let sql = HOLD_UNFROZEN.of(tx);
    let held: Option<String> = on!(tx, c => sqlx::query_scalar(sql).bind(id).fetch_optional(c).await)?;
    held.map(|state| state.parse().map_err(|error| StoreError::Other(Box::new(error)))).transpose()
}
