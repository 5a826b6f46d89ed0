//! What a visitor without an account may see first: the published campaigns.

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::overview::Thresholds;
use super::{App, Campaign, ServiceError, board};
use crate::engine::round::RoundOverview;
use crate::engine::stats;
use crate::engine::survey::{NodeIx, Survey};
use crate::engine::visible::Visible;
use crate::lang::Text;
use crate::store::{StoreError, campaigns, networks, rounds};

/// A published campaign, as far as its first impression goes.
#[derive(Debug, Clone)]
pub struct Published {
    /// The campaign.
    pub campaign: Campaign,
    /// Name of its network.
    pub network: Text,
    /// The survey version.
    pub survey: Arc<Survey>,
    /// What its frozen round has in common.
    pub overview: RoundOverview,
    /// The median of the index as everybody may see it, on its own scale; none without a published score.
    pub median: Option<f64>,
    /// Ids of the dimensions under the index whose mean everybody may see.
    pub shown: Vec<String>,
}

/// The published campaigns, the one that closed last first.
///
/// # Errors
/// If the store fails or keeps something that this version cannot read.
pub async fn published(app: &App) -> Result<Vec<Published>, ServiceError> {
    let mut tx = app.db().read().await?;
    let mut published = Vec::new();
    let mut campaigns: HashMap<Uuid, Campaign> = campaigns::list(&mut tx).await?.into_iter().map(|campaign| (campaign.id, campaign)).collect();
    let names: HashMap<Uuid, Text> = networks::list(&mut tx).await?.into_iter().map(|network| (network.id, network.name)).collect();
    for round in rounds::published(&mut tx).await? {
        let Some(campaign) = campaigns.remove(&round.campaign_id) else { continue };
        let overview: RoundOverview = serde_json::from_str(&round.overview).map_err(StoreError::from)?;
        let network = names.get(&campaign.network_id).cloned().ok_or(ServiceError::NotFound)?;
        let survey = app.surveys().get(&mut tx, &campaign.survey_hash).await?;
        let visible = Visible::of(&survey, false);
        let shown = shown(&survey, &visible, &overview);
        let median = if visible.whole(&survey, NodeIx::INDEX) {
            overview.nodes.first().and_then(|index| index.median)
        } else if visible.node(NodeIx::INDEX) {
            let board = board::open(app, &mut tx, &campaign, false).await?;
            stats::median(&board.published(NodeIx::INDEX, 0..board.rows.len()))
        } else {
            None
        };
        published.push(Published { campaign, network, survey, overview, median, shown });
    }
    published.sort_by_key(|published| std::cmp::Reverse(published.campaign.closes_on));
    Ok(published)
}

/// Dimensions right under the index that hide nothing confidential and to whose mean enough municipalities contribute.
fn shown(survey: &Survey, visible: &Visible, overview: &RoundOverview) -> Vec<String> {
    let nodes = survey.nodes_ix().zip(&overview.nodes).filter(|((ix, node), statistics)| {
        node.parent == Some(NodeIx::INDEX) && visible.whole(survey, *ix) && statistics.published >= Thresholds::PUBLIC.median
    });
    nodes.map(|((_, node), _)| node.id.clone()).collect()
}
