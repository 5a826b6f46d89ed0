//! Results as CSV (RFC 4180, a decimal point, full precision) and JSON: the same numbers as on the page, not rounded.

use std::io::{self, Write};

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Serialize, Serializer};

use crate::engine::score::{NodeScore, Scores};
use crate::engine::survey::{NodeIx, Survey};
use crate::report::file_name;
use crate::service::board::Sides;
use crate::service::exports;
use crate::service::overview::Overview;
use crate::service::places::Work;
use crate::service::results::{City, Finality};
use crate::web::page::Page;
use crate::web::problem::Problem;
use crate::web::stream;

/// What data are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Csv,
    Json,
}

impl Kind {
    /// What the audit log calls such a file.
    const fn name(self) -> &'static str {
        match self {
            Self::Csv => "results.csv",
            Self::Json => "results.json",
        }
    }

    fn answer(self, subject: &str, body: Body) -> Response {
        match self {
            Self::Json => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
            Self::Csv => {
                let disposition = format!("attachment; filename=\"{}\"", file_name(subject, "results", "csv"));
                ([(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, disposition)], body).into_response()
            }
        }
    }
}

/// A name in an address and the kind of data that its ending asks for.
pub(super) fn split(name: &str) -> (&str, Option<Kind>) {
    [(".csv", Kind::Csv), (".json", Kind::Json)]
        .into_iter()
        .find_map(|(ending, kind)| name.strip_suffix(ending).map(|name| (name, Some(kind))))
        .unwrap_or((name, None))
}

#[derive(Serialize)]
struct SurveyData<'a> {
    id: &'a str,
    version: &'a str,
    hash: &'a str,
}

impl<'a> SurveyData<'a> {
    fn of(survey: &'a Survey) -> Self {
        Self { id: &survey.meta.id, version: &survey.meta.version, hash: &survey.hash }
    }
}

#[derive(Serialize)]
struct NodeData<'a> {
    node: &'a str,
    kind: &'static str,
    maximum: f64,
    #[serde(flatten)]
    result: NodeScore,
    #[serde(skip_serializing_if = "Option::is_none")]
    median: Option<f64>,
    /// Self-declared and verified, if it is verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    declared: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verified: Option<f64>,
}

#[derive(Serialize)]
struct StatisticsData<'a> {
    node: &'a str,
    kind: &'static str,
    maximum: f64,
    contributing: usize,
    median: Option<f64>,
    lower_quartile: Option<f64>,
    upper_quartile: Option<f64>,
}

#[derive(Serialize)]
struct RowData<'a> {
    key: &'a str,
    name: &'a str,
    kind: &'a str,
    district: &'a str,
    region: &'a str,
    state: &'static str,
    rank: Option<usize>,
    rank_last: Option<usize>,
    results: Vec<NodeData<'a>>,
}

#[derive(Serialize)]
struct OverviewData<'a, M> {
    campaign: &'a str,
    survey: SurveyData<'a>,
    engine_version: &'a str,
    frozen_at: Option<jiff::Timestamp>,
    invited: usize,
    submitted: usize,
    ranked: usize,
    statistics: Vec<StatisticsData<'a>>,
    municipalities: M,
}

/// A list whose items are made one after the other while they are written.
struct Each<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

fn node_data(survey: &Survey, ix: NodeIx, result: NodeScore, median: Option<f64>) -> NodeData<'_> {
    let node = survey.node(ix);
    NodeData { node: &node.id, kind: node.kind.as_str(), maximum: node.maximum, result, median, declared: None, verified: None }
}

/// A node with its two scores beside each other, if there are two.
fn both<'a>(data: NodeData<'a>, ix: NodeIx, sides: Option<&Sides>) -> NodeData<'a> {
    let score = |of: fn(&Sides) -> &Scores| sides.and_then(|sides| of(sides).node(ix).score);
    NodeData { declared: score(|sides| &sides.declared), verified: score(|sides| &sides.verified), ..data }
}

/// The matrix of a campaign as data, in the order and with the filters of the view. Noted like an export.
pub(super) async fn overview(page: &Page, overview: Overview, kind: Kind) -> Result<Response, Problem> {
    let slug = overview.campaign.slug.clone();
    let place = page.app.places().take(Work::Writing).await?;
    exports::note(&page.app, page.person.as_ref(), &overview.campaign, kind.name()).await?;
    let body = stream::written(place, move |out| match kind {
        Kind::Json => serde_json::to_writer(out, &overview_data(&overview)).map_err(io::Error::from),
        Kind::Csv => overview_csv(&overview, out),
    });
    Ok(kind.answer(&slug, body.await?))
}

fn overview_data(overview: &Overview) -> OverviewData<'_, impl Serialize> {
    let (survey, board) = (overview.survey(), &overview.board);
    let statistics = overview.nodes.iter().zip(&overview.statistics).map(|(ix, statistics)| {
        let node = survey.node(*ix);
        StatisticsData {
            node: &node.id,
            kind: node.kind.as_str(),
            maximum: node.maximum,
            contributing: statistics.contributing,
            median: statistics.median,
            lower_quartile: statistics.quartiles.map(|(low, _)| low),
            upper_quartile: statistics.quartiles.map(|(_, high)| high),
        }
    });
    let municipalities = move || {
        overview.rows().map(move |row| RowData {
            key: &row.key,
            name: &row.municipality.name,
            kind: &row.municipality.kind,
            district: &row.municipality.district,
            region: &row.municipality.region,
            state: row.state.as_str(),
            rank: overview.rank(row).map(|rank| rank.first),
            rank_last: overview.rank(row).map(|rank| rank.last),
            results: overview
                .nodes
                .iter()
                .filter_map(|ix| Some(both(node_data(survey, *ix, overview.result(row, *ix)?, None), *ix, row.sides.as_deref())))
                .collect(),
        })
    };
    OverviewData {
        campaign: &overview.campaign.slug,
        survey: SurveyData::of(survey),
        engine_version: &board.engine_version,
        frozen_at: board.frozen_at,
        invited: board.invited,
        submitted: board.submitted,
        ranked: board.ranked,
        statistics: statistics.collect(),
        municipalities: Each(municipalities),
    }
}

type Cells = Vec<String>;

/// Number as the shortest text that reads back to the same number.
fn text(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

fn node_cells(result: Option<&NodeScore>) -> [String; 6] {
    let number = |of: fn(&NodeScore) -> Option<f64>| text(result.and_then(of));
    [
        number(|result| result.score),
        number(|result| result.low),
        number(|result| result.high),
        number(|result| result.coverage),
        result.map(|result| result.status.as_str().to_owned()).unwrap_or_default(),
        result.and_then(|result| result.level).map(|level| level.to_string()).unwrap_or_default(),
    ]
}

fn overview_csv(overview: &Overview, out: impl Write) -> io::Result<()> {
    let mut writer = csv_writer(out);
    let survey = overview.survey();
    let mut header: Cells = ["register", "code", "name", "kind", "district", "region", "state", "rank", "rank_last"].map(str::to_owned).into();
    let reviewed = overview.rows().any(|row| row.sides.is_some());
    for ix in &overview.nodes {
        let id = &survey.node(*ix).id;
        header.push(id.clone());
        header.extend(["low", "high", "coverage", "status", "level"].map(|part| format!("{id}.{part}")));
        if reviewed {
            header.extend(["declared", "verified"].map(|part| format!("{id}.{part}")));
        }
    }
    writer.write_record(&header)?;
    for row in overview.rows() {
        let place = &row.municipality;
        let mut line: Cells = [place.register.as_str(), &place.code, &place.name, &place.kind, &place.district, &place.region, row.state.as_str()]
            .map(str::to_owned)
            .into();
        let rank = overview.rank(row);
        line.push(rank.map(|rank| rank.first.to_string()).unwrap_or_default());
        line.push(rank.map(|rank| rank.last.to_string()).unwrap_or_default());
        for ix in &overview.nodes {
            let result = overview.result(row, *ix);
            line.extend(node_cells(result.as_ref()));
            if reviewed {
                let verified = row.sides.as_ref().map(|sides| (sides.declared.node(*ix).score, sides.verified.node(*ix).score));
                let (declared, verified) = verified.unwrap_or((result.and_then(|result| result.score), None));
                line.extend([text(declared), text(verified)]);
            }
        }
        writer.write_record(&line)?;
    }
    writer.flush()
}

#[derive(Serialize)]
struct CityData<'a> {
    campaign: &'a str,
    survey: SurveyData<'a>,
    engine_version: &'a str,
    finality: &'static str,
    key: &'a str,
    name: &'a str,
    asked: usize,
    answered: usize,
    rank: Option<usize>,
    rank_last: Option<usize>,
    results: Vec<NodeData<'a>>,
}

/// The results of a municipality as data. Noted like an export.
pub(super) async fn city(page: &Page, city: &City, key: &str, kind: Kind) -> Result<Response, Problem> {
    exports::note(&page.app, page.person.as_ref(), &city.seen.opened.campaign, &format!("{key}/{}", kind.name())).await?;
    let bytes = city_data(city, key, kind).map_err(|error| Problem::Internal(format!("a file could not be written: {error}")))?;
    Ok(kind.answer(key, bytes.into()))
}

fn city_data(city: &City, key: &str, kind: Kind) -> io::Result<Vec<u8>> {
    let survey = city.seen.survey();
    let rows = || city.index.iter().chain(&city.profile);
    let sides = city.seen.sides.as_ref().map(|sides| &sides.scores);
    if kind == Kind::Csv {
        let mut header = vec!["node", "kind", "score", "low", "high", "coverage", "status", "level", "median"];
        if sides.is_some() {
            header.extend(["declared", "verified"]);
        }
        let mut bytes = Vec::new();
        let mut writer = csv_writer(&mut bytes);
        writer.write_record(header)?;
        for row in rows() {
            let node = survey.node(row.node);
            let mut line: Cells = vec![node.id.clone(), node.kind.as_str().to_owned()];
            line.extend(node_cells(Some(&row.result)));
            line.push(text(row.median));
            if let Some(sides) = sides {
                line.extend([&sides.declared, &sides.verified].map(|scores| text(scores.node(row.node).score)));
            }
            writer.write_record(&line)?;
        }
        writer.flush()?;
        drop(writer);
        return Ok(bytes);
    }
    let finality = match city.seen.finality {
        Finality::Draft => "draft",
        Finality::Submitted => "submitted",
        Finality::Frozen(_) => "frozen",
    };
    let data = CityData {
        campaign: &city.seen.opened.campaign.slug,
        survey: SurveyData::of(survey),
        engine_version: &city.seen.engine_version,
        finality,
        key,
        name: &city.seen.opened.municipality.name,
        asked: city.seen.scored.scores.asked,
        answered: city.seen.scored.scores.answered,
        rank: city.rank.map(|(rank, _)| rank.first),
        rank_last: city.rank.map(|(rank, _)| rank.last),
        results: rows().map(|row| both(node_data(survey, row.node, row.result, row.median), row.node, sides)).collect(),
    };
    Ok(serde_json::to_vec(&data)?)
}

fn csv_writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out)
}
