//! An assessment together with its campaign and its municipality: what every page of an assessment needs, from one statement.

use uuid::Uuid;

use super::assessments::Assessment;
use super::campaigns::Campaign;
use super::municipalities::Municipality;
use super::{StoreError, Tx};

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
}

statements! {
    BY_ID = "select a.id, a.campaign_id, a.municipality_id, a.state, a.revision, a.survey_hash as answered_with, a.form, a.document, a.handed_in, a.result, a.verified,
            a.created_at, a.updated_at, a.submitted_at, a.submitted_by, a.receipt,
            c.network_id, c.slug, c.title, c.survey_id, c.survey_version, c.survey_hash, c.state as campaign_state, c.official, c.opens_on, c.closes_on,
            c.created_at as campaign_created_at, c.frozen_at, c.published_at,
            m.register, m.code, m.name, m.name_en, m.name_key, m.kind, m.district, m.region, m.population, m.area_ha, m.valid_from, m.valid_to
        from assessment as a join campaign as c on c.id = a.campaign_id join municipality as m on m.id = a.municipality_id
        where a.id = $1";
}

/// The assessment with an id.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_id(tx: &mut Tx, assessment: Uuid) -> Result<Option<InContext>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_ID).bind(assessment).fetch_optional(c).await)?)
}
