//! One campaign at a glance: municipalities × dimensions, sorted and filtered as asked, with the statistics that may be shown.

use std::sync::Arc;

use uuid::Uuid;

use super::access::{Act, Person, may};
use super::board::{self, Board, Rank, Row};
use super::{App, Campaign, FieldError, ServiceError};
use crate::engine::disclosure;
use crate::engine::score::NodeScore;
use crate::engine::stats;
use crate::engine::survey::{NodeIx, NodeKind, Survey};
use crate::engine::unit::Percent;
use crate::engine::visible::Visible;
use crate::lang::Lang;
use crate::store::campaigns;

/// How many published scores a statistic needs before it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// For a median.
    pub median: usize,
    /// For quartiles.
    pub quartiles: usize,
}

impl Thresholds {
    /// For everybody.
    pub const PUBLIC: Self = Self { median: disclosure::LEAST_FOR_MEDIAN, quartiles: disclosure::LEAST_FOR_QUARTILES };
    /// For those who see the municipalities of the network by name anyway: fewer say nothing about a group.
    pub const INSIDE: Self = Self { median: disclosure::FLOOR, quartiles: disclosure::LEAST_FOR_MEDIAN };

    /// Median and quartiles of scores in ascending order, as far as they may be shown.
    pub fn statistics(self, ascending: &[f64]) -> Statistics {
        let enough = |least: usize| ascending.len() >= least;
        let at = |p: f64| stats::quantile(ascending, p);
        Statistics {
            contributing: ascending.len(),
            median: at(0.5).filter(|_| enough(self.median)),
            quartiles: at(0.25).zip(at(0.75)).filter(|_| enough(self.quartiles)),
        }
    }
}

/// Order statistics of the published scores of one node, on the node's own scale.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Statistics {
    /// How many published scores there are.
    pub contributing: usize,
    /// The median; none if there are too few to show it.
    pub median: Option<f64>,
    /// The lower and the upper quartile; none if there are too few to show them.
    pub quartiles: Option<(f64, f64)>,
}

/// What rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Column {
    /// The name of the municipality.
    #[default]
    Name,
    /// The region.
    Region,
    /// A score.
    Node(NodeIx),
}

/// How the matrix is to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// What rows are sorted by.
    pub column: Column,
    /// The highest first.
    pub descending: bool,
    /// Only this region.
    pub region: Option<String>,
    /// Only this kind of municipality.
    pub kind: Option<String>,
}

/// A view as it stands in an address, before the survey is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// `name`, `region` or the id of a node; with `-` before it the highest first. Empty for the names.
    pub sort: &'a str,
    /// A region; empty for all.
    pub region: &'a str,
    /// A kind of municipality; empty for all.
    pub kind: &'a str,
}

/// A campaign at a glance.
#[derive(Debug)]
pub struct Overview {
    /// The campaign.
    pub campaign: Campaign,
    /// Its results.
    pub board: Arc<Board>,
    /// The view.
    pub view: View,
    /// The nodes that are shown, the index first.
    pub nodes: Vec<NodeIx>,
    /// Positions in the board's rows, in the order of the view.
    pub order: Vec<usize>,
    /// The statistics of each of [`Overview::nodes`] over the rows of the view.
    pub statistics: Vec<Statistics>,
    /// The regions there are, more than one.
    pub regions: Vec<String>,
    /// The kinds there are, more than one.
    pub kinds: Vec<String>,
    /// Whether the viewer belongs to the experts and administrators of the network.
    pub inside: bool,
    /// The municipalities the viewer answers for.
    pub own: Vec<Uuid>,
}

impl Overview {
    /// The survey.
    pub fn survey(&self) -> &Survey {
        &self.board.survey
    }

    /// Whether the index is shown.
    pub fn shows_index(&self) -> bool {
        self.board.visible.node(NodeIx::INDEX)
    }

    /// Whether the viewer sees what others do not.
    pub fn shows_confidential(&self) -> bool {
        !self.board.visible.hides_something() && Visible::of(self.survey(), false).hides_something()
    }

    /// The result of a municipality in one node.
    pub fn result(&self, row: &Row, ix: NodeIx) -> Option<NodeScore> {
        row.scores.as_ref().map(|scores| *scores.node(ix))
    }

    /// The places of a municipality by the index; none where it is not ranked or the viewer must not see the index.
    pub fn rank(&self, row: &Row) -> Option<Rank> {
        row.rank.filter(|_| self.shows_index())
    }

    /// The rows in the order of the view.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.order.iter().map(|at| &self.board.rows[*at])
    }

    /// Whether some rows are left out.
    pub fn is_filtered(&self) -> bool {
        self.view.region.is_some() || self.view.kind.is_some()
    }

    /// The statistics of a node.
    pub fn statistics(&self, node: NodeIx) -> Option<&Statistics> {
        self.nodes.iter().position(|shown| *shown == node).map(|at| &self.statistics[at])
    }

    /// The dimensions with the lowest median in percent of their full score, more than one if they are equal; modules do not count.
    pub fn weakest(&self) -> Vec<(NodeIx, Percent)> {
        let survey = self.survey();
        let medians: Vec<(NodeIx, Percent)> = self
            .nodes
            .iter()
            .zip(&self.statistics)
            .filter(|(ix, _)| survey.node(**ix).kind == NodeKind::Dimension)
            .filter_map(|(ix, statistics)| Some((*ix, crate::engine::score::percent_of(statistics.median?, survey.node(*ix).maximum))))
            .collect();
        let lowest = medians.iter().map(|(_, median)| median.quantised()).min();
        medians.into_iter().filter(|(_, median)| Some(median.quantised()) == lowest).collect()
    }
}

/// A campaign at a glance, for a person who may compare its municipalities.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is no such campaign or the person must not see its results; [`ServiceError::Invalid`] for a view that does not exist.
pub async fn overview(app: &App, person: Option<&Person>, slug: &str, asked: Asked<'_>, lang: Lang) -> Result<Overview, ServiceError> {
    let mut tx = app.db().read().await?;
    let campaign = campaigns::by_slug(&mut tx, slug).await?.ok_or(ServiceError::NotFound)?;
    if !may(person, Act::Compare { campaign: &campaign }) {
        return Err(ServiceError::NotFound);
    }
    let board = board::open(app, &mut tx, &campaign, may(person, Act::CompareConfidential { campaign: &campaign })).await?;
    drop(tx);
    let inside = may(person, Act::CompareInside { campaign: &campaign });
    let own = person.map(|person| person.municipalities().collect()).unwrap_or_default();
    look(campaign, board, inside, own, asked, lang)
}

fn look(campaign: Campaign, board: Arc<Board>, inside: bool, own: Vec<Uuid>, asked: Asked<'_>, lang: Lang) -> Result<Overview, ServiceError> {
    let survey = &board.survey;
    let mut nodes: Vec<NodeIx> = std::iter::once(NodeIx::INDEX).chain(survey.profile().map(|(ix, _)| ix)).collect();
    nodes.retain(|ix| board.visible.node(*ix));
    let mut regions: Vec<String> = board.rows.iter().map(|row| row.municipality.region.clone()).filter(|region| !region.is_empty()).collect();
    crate::lang::collate::sort_names(lang, &mut regions, |region| region);
    regions.dedup();
    let mut kinds: Vec<String> = board.rows.iter().map(|row| row.municipality.kind.clone()).filter(|kind| !kind.is_empty()).collect();
    kinds.sort();
    kinds.dedup();
    let view = parse(survey, &nodes, &regions, &kinds, asked)?;
    let mut order: Vec<usize> = board.by_name(lang).iter().copied().filter(|at| fits(&board.rows[*at], &view)).collect();
    sort(&board, &view, &mut order, lang);
    let thresholds = if inside { Thresholds::INSIDE } else { Thresholds::PUBLIC };
    let statistics = nodes.iter().map(|node| thresholds.statistics(&board.published(*node, order.iter().copied()))).collect();
    for several in [&mut regions, &mut kinds] {
        if several.len() < 2 {
            several.clear();
        }
    }
    Ok(Overview { campaign, board, view, nodes, order, statistics, regions, kinds, inside, own })
}

fn parse(survey: &Survey, nodes: &[NodeIx], regions: &[String], kinds: &[String], asked: Asked<'_>) -> Result<View, ServiceError> {
    let unknown = |field: &str| ServiceError::Invalid(vec![FieldError::new(field, "compare-view-unknown")]);
    let (descending, name) = asked.sort.strip_prefix('-').map_or((false, asked.sort), |name| (true, name));
    let column = match name {
        "" if !descending => Column::Name,
        "name" => Column::Name,
        "region" if regions.len() > 1 => Column::Region,
        id => Column::Node(survey.node_ix(id).filter(|ix| nodes.contains(ix)).ok_or_else(|| unknown("sort"))?),
    };
    let one_of = |known: &[String], wanted: &str, field: &str| match wanted {
        "" => Ok(None),
        wanted if known.iter().any(|known| known == wanted) => Ok(Some(wanted.to_owned())),
        _ => Err(unknown(field)),
    };
    Ok(View { column, descending, region: one_of(regions, asked.region, "region")?, kind: one_of(kinds, asked.kind, "kind")? })
}

fn fits(row: &Row, view: &View) -> bool {
    let same = |wanted: &Option<String>, is: &str| wanted.as_ref().is_none_or(|wanted| wanted == is);
    same(&view.region, &row.municipality.region) && same(&view.kind, &row.municipality.kind)
}

/// Sorts positions that stand in alphabetical order; those of equal value keep it, those without a published score come last.
fn sort(board: &Board, view: &View, order: &mut [usize], lang: Lang) {
    match view.column {
        Column::Name if view.descending => order.reverse(),
        Column::Name => {}
        Column::Region => {
            order.sort_by(|a, b| {
                let [a, b] = [a, b].map(|at| board.rows[*at].municipality.region.as_str());
                let ascending = crate::lang::collate::compare(lang, a, b);
                if view.descending { ascending.reverse() } else { ascending }
            });
        }
        Column::Node(node) => {
            let score =
                |at: usize| board.rows[at].scores.as_ref().and_then(|scores| scores.node(node).published()).map(|score| Percent(score).quantised());
            order.sort_by_key(|at| match score(*at) {
                Some(score) => (0, if view.descending { -score } else { score }),
                None => (1, 0),
            });
        }
    }
}
