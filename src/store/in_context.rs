//! An assessment together with its campaign and its municipality: what every page of an assessment needs, from one statement.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::assessments::{Assessment, Document};
use super::campaigns::Campaign;
use super::column::{JsonText, Millis};
use super::municipalities::Municipality;
use super::views::{Stage, Stages};
use super::{StoreError, Tx};
use crate::lang::Text;

/// An assessment, the campaign it belongs to and the municipality it is about.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct InContext {
    /// The assessment.
    #[sqlx(flatten)]
    pub assessment: Assessment,
    /// The campaign.
    #[sqlx(flatten)]
    pub campaign: Campaign,
    /// The municipality.
    #[sqlx(flatten)]
    pub municipality: Municipality,
    /// The sections in which individual views are gathered or opened.
    #[sqlx(try_from = "Stages")]
    pub views: BTreeMap<String, Stage>,
}

statements! {
    BY_ID = "select a.id, a.campaign_id, a.municipality_id, a.state, a.revision, a.survey_hash as answered_with, a.form, a.document, a.handed_in, a.result, a.verified,
            a.created_at, a.updated_at, a.submitted_at, a.submitted_by, a.receipt,
            c.network_id, c.slug, c.title, c.survey_id, c.survey_version, c.survey_hash, c.state as campaign_state, c.official, c.opens_on, c.closes_on,
            c.created_at as campaign_created_at, c.frozen_at, c.published_at,
            m.register, m.code, m.name, m.name_en, m.name_key, m.kind, m.district, m.region, m.population, m.area_ha, m.valid_from, m.valid_to,
            (select string_agg(v.section || '=' || v.stage, ' ') from section_views as v where v.assessment_id = a.id and v.stage <> 'stopped') as views
        from assessment as a join campaign as c on c.id = a.campaign_id join municipality as m on m.id = a.municipality_id
        where a.id = $1";
    LAST = "select a.document, a.submitted_at, c.survey_hash, c.title
        from assessment as a join campaign as c on c.id = a.campaign_id
        where a.municipality_id = $1 and a.submitted_at is not null and c.survey_id = $2 and c.opens_on < $3
        order by a.id desc limit 1";
}

/// What a municipality handed in in its last edition of a survey.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LastEdition {
    /// The answers.
    #[sqlx(try_from = "JsonText")]
    pub document: Document,
    /// When they were handed in.
    #[sqlx(try_from = "Millis")]
    pub submitted_at: Timestamp,
    /// The survey version they answer.
    pub survey_hash: String,
    /// The name of the campaign for people.
    #[sqlx(try_from = "JsonText")]
    pub title: Text,
}

/// The assessment with an id.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_id(tx: &mut Tx, assessment: Uuid) -> Result<Option<InContext>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_ID).bind(assessment).fetch_optional(c).await)?)
}

/// What a municipality handed in in the last campaign of a survey that opened before a day; the last is the one it was invited to last.
///
/// # Errors
/// See [`StoreError`].
pub async fn last_edition(tx: &mut Tx, municipality: Uuid, survey_id: &str, before: Date) -> Result<Option<LastEdition>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(LAST).bind(municipality).bind(survey_id).bind(before.to_string()).fetch_optional(c).await)?)
}
