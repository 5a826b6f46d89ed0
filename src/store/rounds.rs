//! Frozen rounds: the results of a closed campaign, written once and never changed (triggers refuse it on both databases).

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::column::{Millis, to_json};
use super::{StoreError, Tx};

/// A frozen round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct FrozenRound {
    /// The campaign; it is frozen once.
    pub campaign_id: Uuid,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub frozen_at: Timestamp,
    /// The version of the rules by which the scores came about.
    pub engine_version: String,
    /// Hash of the survey definition.
    pub survey_hash: String,
    /// What the whole round has in common (statistics, weights, who took part), as JSON.
    pub overview: String,
}

/// The result of one municipality in a frozen round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct RoundResult {
    /// The municipality.
    pub municipality_id: Uuid,
    /// Its result, as JSON.
    pub result: String,
}

statements! {
    INSERT = "insert into frozen_round (campaign_id, frozen_at, engine_version, survey_hash, overview) values ($1, $2, $3, $4, $5)";
    ROUND = "select campaign_id, frozen_at, engine_version, survey_hash, overview from frozen_round where campaign_id = $1";
    PUBLISHED = "select r.campaign_id, r.frozen_at, r.engine_version, r.survey_hash, r.overview
        from frozen_round as r join campaign as c on c.id = r.campaign_id where c.state = 'published' order by r.campaign_id";
    RESULTS = "select municipality_id, result from round_result where campaign_id = $1 order by municipality_id";
    RESULT = "select municipality_id, result from round_result where campaign_id = $1 and municipality_id = $2";
    @by_dialect
    RESULTS_OF = {
        sqlite: "select municipality_id, result from round_result
            where campaign_id = $1 and municipality_id in (select unhex(j.value, '-') from json_each($2) as j) order by municipality_id",
        postgres: "select municipality_id, result from round_result where campaign_id = $1
                and municipality_id in (select cast(j.value as uuid) from jsonb_array_elements_text(cast($2 as jsonb)) as j (value))
            order by municipality_id"
    };
    INSERT_RESULTS = {
        sqlite: "insert into round_result (campaign_id, municipality_id, result)
            select $1, unhex(j.value ->> 'municipality_id', '-'), j.value ->> 'result' from json_each($2) as j",
        postgres: "insert into round_result (campaign_id, municipality_id, result)
            select cast($1 as uuid), j.municipality_id, j.result from jsonb_to_recordset(cast($2 as jsonb)) as j (municipality_id uuid, result text)"
    };
}

/// Freezes a round. Add the results of its municipalities and move the campaign to frozen in the same transaction.
///
/// # Errors
/// [`StoreError::Conflict`] if the campaign is frozen already, [`StoreError::Other`] if the campaign or the survey definition is not there.
pub async fn freeze(tx: &mut Tx, round: &FrozenRound) -> Result<(), StoreError> {
    let FrozenRound { campaign_id, frozen_at, engine_version, survey_hash, overview } = round;
    execute!(tx, INSERT, campaign_id, frozen_at.as_millisecond(), engine_version, survey_hash, overview)?;
    Ok(())
}

/// Adds results of municipalities to a round that is being frozen, in one statement; give it a few hundred at a time.
///
/// # Errors
/// [`StoreError::Conflict`] if a municipality stands twice, [`StoreError::Other`] if the round or a municipality is not there.
pub async fn add_results(tx: &mut Tx, campaign: Uuid, results: &[RoundResult]) -> Result<(), StoreError> {
    let (sql, results) = (INSERT_RESULTS.of(tx), to_json(results)?);
    execute!(tx, sql, campaign, &results)?;
    Ok(())
}

/// The frozen round of a campaign.
///
/// # Errors
/// See [`StoreError`].
pub async fn round(tx: &mut Tx, campaign: Uuid) -> Result<Option<FrozenRound>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(ROUND).bind(campaign).fetch_optional(c).await)?)
}

/// The rounds of all published campaigns.
///
/// # Errors
/// See [`StoreError`].
pub async fn published(tx: &mut Tx) -> Result<Vec<FrozenRound>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(PUBLISHED).fetch_all(c).await)?)
}

/// The results of a frozen round, in the order of the municipalities' ids.
///
/// # Errors
/// See [`StoreError`].
pub async fn results(tx: &mut Tx, campaign: Uuid) -> Result<Vec<RoundResult>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(RESULTS).bind(campaign).fetch_all(c).await)?)
}

/// The results of some municipalities in a frozen round, in the order of their ids.
///
/// # Errors
/// See [`StoreError`].
pub async fn results_of(tx: &mut Tx, campaign: Uuid, municipalities: &[Uuid]) -> Result<Vec<RoundResult>, StoreError> {
    let (sql, ids) = (RESULTS_OF.of(tx), to_json(municipalities)?);
    Ok(on!(tx, c => sqlx::query_as(sql).bind(campaign).bind(&ids).fetch_all(c).await)?)
}

/// The result of one municipality in a frozen round.
///
/// # Errors
/// See [`StoreError`].
pub async fn result(tx: &mut Tx, campaign: Uuid, municipality: Uuid) -> Result<Option<RoundResult>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(RESULT).bind(campaign).bind(municipality).fetch_optional(c).await)?)
}
