//! Frozen rounds: the results of a closed campaign, computed once and kept for ever, and what the whole round has in common.

use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use super::{App, Campaign, CampaignState, ServiceError, day};
use crate::engine::ENGINE_VERSION;
use crate::engine::answer::Answers;
use crate::engine::round::{Frozen, RoundOverview, RoundTally, Verified};
use crate::engine::survey::Survey;
use crate::store::assessments::{self, Assessment};
use crate::store::campaigns::Official;
use crate::store::rounds::{self, FrozenRound, RoundResult};
use crate::store::{StoreError, Tx, campaigns};

/// Assessments that are read at a time.
const PAGE: u32 = 500;

/// What a frozen round keeps of one municipality, if it was invited.
///
/// # Errors
/// If the store fails or what it keeps cannot be read.
pub(super) async fn of_municipality(tx: &mut Tx, campaign: Uuid, municipality: Uuid) -> Result<Option<Frozen>, ServiceError> {
    let row = rounds::result(tx, campaign, municipality).await?;
    row.map(|row| parse(&row.result)).transpose()
}

/// Reads what a round keeps.
pub(super) fn parse<T: for<'de> Deserialize<'de>>(json: &str) -> Result<T, ServiceError> {
    serde_json::from_str(json).map_err(|error| StoreError::from(error).into())
}

/// Freezes a closed campaign inside a transaction: every assessment is scored anew from its answers, results and statistics are stored with the hash of
/// the survey and the version of the rules, and the campaign becomes frozen.
///
/// A municipality that did not hand in is in the round as well, with the scores of somebody who answered nothing: what it typed and did not hand in
/// stays its own.
///
/// # Errors
/// [`ServiceError::State`] if the campaign is not closed or nobody handed in.
pub(super) async fn freeze(app: &App, tx: &mut Tx, campaign: &Campaign, at: Timestamp) -> Result<RoundOverview, ServiceError> {
    if campaign.state != CampaignState::Closed {
        return Err(ServiceError::State("campaign-not-closed"));
    }
    let survey = app.surveys().get(tx, &campaign.survey_hash).await?;
    let overview = overview(tx, campaign, &survey).await?;
    if overview.submitted == 0 {
        return Err(ServiceError::State("campaign-nothing-submitted"));
    }
    let round = FrozenRound {
        campaign_id: campaign.id,
        frozen_at: at,
        engine_version: ENGINE_VERSION.to_owned(),
        survey_hash: survey.hash.clone(),
        overview: serde_json::to_string(&overview).map_err(StoreError::from)?,
    };
    rounds::freeze(tx, &round).await?;
    let mut pages = Pages::new(campaign, &survey);
    while let Some(page) = pages.next(tx).await? {
        let row = |(municipality_id, _, frozen)| Ok(RoundResult { municipality_id, result: serde_json::to_string(&frozen)? });
        let rows = page.into_iter().map(row).collect::<Result<Vec<_>, serde_json::Error>>().map_err(StoreError::from)?;
        rounds::add_results(tx, campaign.id, &rows).await?;
    }
    campaigns::set_state(tx, campaign.id, CampaignState::Closed, CampaignState::Frozen, at).await?;
    Ok(overview)
}

/// What a round keeps of every municipality of a campaign, some hundred at a time. Freezing goes through them twice, for the statistics and for the
/// rows: the second scoring costs less than keeping all answers in memory.
struct Pages<'a> {
    campaign: Uuid,
    survey: &'a Survey,
    nothing: Frozen,
    after: Uuid,
}

impl<'a> Pages<'a> {
    fn new(campaign: &Campaign, survey: &'a Survey) -> Self {
        Self { campaign: campaign.id, survey, nothing: Frozen::of(survey, Answers::default(), None), after: Uuid::nil() }
    }

    /// The next municipalities: id, whether it handed in, what the round keeps.
    async fn next(&mut self, tx: &mut Tx) -> Result<Option<Vec<(Uuid, bool, Frozen)>>, StoreError> {
        let page = assessments::page(tx, self.campaign, self.after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(None) };
        self.after = last.id;
        let keep = |assessment: Assessment| -> Result<_, StoreError> {
            let Some(counted) = assessment.counted() else { return Ok((assessment.municipality_id, false, self.nothing.clone())) };
            let today = assessment.submitted_at.map(day);
            let mut kept = Frozen::of(self.survey, counted.answers(), today);
            if let Some(verified) = &assessment.verified {
                let Verified { values, .. } = serde_json::from_str(verified)?;
                kept.verified = Some(Verified::of(self.survey, &kept.answers, values, today));
            }
            Ok((assessment.municipality_id, true, kept))
        };
        page.into_iter().map(keep).collect::<Result<Vec<_>, StoreError>>().map(Some)
    }
}

async fn overview(tx: &mut Tx, campaign: &Campaign, survey: &Survey) -> Result<RoundOverview, StoreError> {
    let mut tally = RoundTally::new(survey, campaign.official == Official::Verified);
    let mut pages = Pages::new(campaign, survey);
    while let Some(page) = pages.next(tx).await? {
        for (municipality, handed_in, kept) in page {
            tally.add(municipality, handed_in, &kept);
        }
    }
    Ok(tally.close(survey))
}
