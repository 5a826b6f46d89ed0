//! The charts of results: made for pages, and as files to take away.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::chart::{
    Bar, BarLevel, BarWords, Bars, Chart, ChartError, Distribution, DistributionWords, Frame, LevelBand, Middle, Strip, StripWords, Strips, WIDE,
    bars, distribution, render_png, standalone_svg, strips,
};
use crate::engine::score::percent_of;
use crate::engine::survey::NodeIx;
use crate::lang::{Lang, Words, format};
use crate::report::file_name;
use crate::service::overview::{Asked, Overview, Statistics, overview};
use crate::service::places::Work;
use crate::service::results::{City, city};
use crate::service::{App, Campaign, CampaignState, board, exports, registers};
use crate::web::page::Page;
use crate::web::parts::figure::failed;
use crate::web::parts::score;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/campaigns/{slug}/cities/{key}/{chart}", get(city_chart))
        .route("/{lang}/campaigns/{slug}/charts/{chart}", get(campaign_chart))
}

/// What the bars of a municipality are called, and what they show.
pub(super) struct BarsText {
    pub(super) title: String,
    pub(super) finding: String,
}

pub(super) fn bars_text(words: Words, city: &City) -> BarsText {
    let survey = city.seen.survey();
    let percents = city.profile.iter().filter_map(|row| Some((row, row.result.percent(survey.node(row.node))?)));
    let lowest = percents.clone().min_by_key(|(_, percent)| percent.quantised());
    let highest = percents.max_by_key(|(_, percent)| percent.quantised());
    let finding = match (lowest, highest) {
        (Some((low, low_percent)), Some((high, high_percent))) if low_percent.quantised() < high_percent.quantised() => words.with(
            "results-bars-finding",
            &[
                ("high", survey.node(high.node).title.get(words.lang).into()),
                ("high-score", format::percent(words.lang, high_percent.0, 1).into()),
                ("low", survey.node(low.node).title.get(words.lang).into()),
                ("low-score", format::percent(words.lang, low_percent.0, 1).into()),
            ],
        ),
        (Some(_), _) => words.t("results-bars-finding-level").into_owned(),
        _ => words.t("results-bars-finding-none").into_owned(),
    };
    BarsText { title: words.t("results-bars-title").into_owned(), finding }
}

/// The profile of a municipality, in percent of each full score.
pub(super) fn profile_bars(words: Words, city: &City) -> Bars {
    let survey = city.seen.survey();
    let rows = city.profile.iter().map(|row| {
        let node = survey.node(row.node);
        let percent = |value: f64| percent_of(value, node.maximum).0;
        let bounds = row.result.low.zip(row.result.high).filter(|(low, high)| low < high);
        Bar {
            label: node.title.get(words.lang).to_owned(),
            value: row.result.score.map(percent),
            bounds: bounds.map(|(low, high)| (percent(low), percent(high))),
            comparison: row.median.map(percent),
            level: row.result.level.map(|level| BarLevel { number: level, text: score::level(words, level) }),
        }
    });
    let t = |key: &str| words.t(key).into_owned();
    let words = BarWords {
        label: t("thing-dimension"),
        value: registers::name(&city.seen.opened.municipality, words.lang).to_owned(),
        bounds: t("measure-range"),
        low: t("results-low"),
        high: t("results-high"),
        comparison: t("results-median"),
        level: t("measure-level"),
        missing: t("measure-none"),
    };
    Bars { rows: rows.collect(), words }
}

/// How percents are written in charts.
pub(super) fn percent_frame<'a>(
    id: &'a str,
    title: &'a str,
    finding: &'a str,
    value: &'a dyn Fn(f64) -> String,
    tick: &'a dyn Fn(f64) -> String,
) -> Frame<'a> {
    Frame { id, title, finding, width: WIDE, max: 100.0, value, tick, source: None }
}

fn middle(statistics: &Statistics, scale: impl Fn(f64) -> f64) -> Middle {
    Middle { median: statistics.median.map(&scale), quartiles: statistics.quartiles.map(|(low, high)| (scale(low), scale(high))) }
}

/// How the index is distributed over the municipalities of the view.
pub(super) fn index_distribution(words: Words, overview: &Overview) -> Distribution {
    let lang = words.lang;
    let survey = overview.survey();
    let index = survey.node(NodeIx::INDEX);
    let scored: Vec<_> = overview.rows().filter_map(|row| Some((row, row.scores.as_ref()?.index().published()?))).collect();
    let t = |key: &str| words.t(key).into_owned();
    Distribution {
        own: scored.iter().position(|(row, _)| overview.own.contains(&row.municipality.id)),
        units: scored.iter().map(|(row, value)| (registers::name(&row.municipality, lang).to_owned(), *value)).collect(),
        middle: overview.statistics(NodeIx::INDEX).map(|statistics| middle(statistics, |value| value)).unwrap_or_default(),
        bands: survey
            .levels
            .iter()
            .map(|level| LevelBand {
                number: level.number,
                from: level.from / 100.0 * index.maximum,
                label: score::level(words, level.number),
                short: level.number.to_string(),
            })
            .collect(),
        words: DistributionWords {
            unit: t("thing-municipality"),
            value: t("measure-score"),
            others: t("compare-others"),
            count: t("compare-count"),
            median: t("measure-median"),
            middle_half: t("compare-middle-half"),
        },
    }
}

/// A strip for each dimension, in percent of each full score.
pub(super) fn dimension_strips(words: Words, overview: &Overview) -> Strips {
    let lang = words.lang;
    let survey = overview.survey();
    let strip = |(node, statistics): (&NodeIx, &Statistics)| {
        let item = survey.node(*node);
        let percent = |value: f64| percent_of(value, item.maximum).0;
        let value = |row: &board::Row| row.scores.as_ref().and_then(|scores| scores.node(*node).published()).map(percent);
        Strip { label: item.title.get(lang).to_owned(), values: overview.rows().map(value).collect(), middle: middle(statistics, percent) }
    };
    let t = |key: &str| words.t(key).into_owned();
    Strips {
        units: overview.rows().map(|row| registers::name(&row.municipality, lang).to_owned()).collect(),
        own: overview.rows().position(|row| overview.own.contains(&row.municipality.id)),
        named: Vec::new(),
        rows: overview.nodes.iter().zip(&overview.statistics).filter(|(node, _)| **node != NodeIx::INDEX).map(strip).collect(),
        words: StripWords {
            label: t("thing-dimension"),
            unit: t("thing-municipality"),
            others: t("compare-others"),
            median: t("measure-median"),
            middle_half: t("compare-middle-half"),
            low: t("compare-low-quartile"),
            high: t("compare-high-quartile"),
            missing: t("measure-none"),
        },
    }
}

/// The line under a chart that leaves the page.
fn source(words: Words, campaign: &str, survey: &crate::engine::survey::Survey) -> String {
    let version = format!("{} {}", survey.meta.id, survey.meta.version);
    words.with("compare-chart-source", &[("campaign", campaign.into()), ("survey", version.into()), ("hash", survey.hash[..12].into())])
}

async fn city_chart(page: Page, Path((_, slug, key, name)): Path<(String, String, String, String)>) -> Result<Response, Problem> {
    let kind = name.strip_prefix("bars.").and_then(Picture::of).ok_or(Problem::NotFound)?;
    let city = city(&page.app, page.person.as_ref(), &slug, &key).await?;
    note_inside(&page, &city.seen.opened.campaign, &format!("{key}/{name}")).await?;
    let (words, subject) = (page.words, format!("{slug}-{key}"));
    let draw = move || {
        let text = bars_text(words, &city);
        let place = registers::name(&city.seen.opened.municipality, words.lang);
        let title = format!("{place}: {}", text.title);
        let line = source(words, city.seen.opened.campaign.title.get(words.lang), city.seen.survey());
        let draw = |value: &dyn Fn(f64) -> String, tick: &dyn Fn(f64) -> String| {
            bars(&Frame { source: Some(&line), ..percent_frame("bars", &title, &text.finding, value, tick) }, &profile_bars(words, &city))
        };
        with_percents(words.lang, draw)
    };
    file(&page, kind, &subject, "bars", draw).await
}

async fn campaign_chart(page: Page, Path((_, slug, name)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let (chart, kind) = name.split_once('.').ok_or(Problem::NotFound)?;
    let kind = Picture::of(kind).ok_or(Problem::NotFound)?;
    let draw = match chart {
        "distribution" => draw_distribution,
        "dimensions" => draw_strips,
        _ => return Err(Problem::NotFound),
    };
    let asked = Asked { sort: "", region: page.query.get("region"), kind: page.query.get("kind") };
    let overview = overview(&page.app, page.person.as_ref(), &slug, asked, page.lang).await?;
    if chart == "distribution" && !overview.shows_index() {
        return Err(Problem::NotFound);
    }
    note_inside(&page, &overview.campaign, &format!("charts/{name}")).await?;
    let (words, id) = (page.words, chart.to_owned());
    let draw = move || {
        let line = source(words, overview.campaign.title.get(words.lang), overview.survey());
        draw(words, &overview, &id, Some(&line), WIDE)
    };
    file(&page, kind, &slug, chart, draw).await
}

/// Notes that a chart was taken away which not everybody can have.
async fn note_inside(page: &Page, campaign: &Campaign, name: &str) -> Result<(), Problem> {
    if campaign.state != CampaignState::Published {
        exports::note(&page.app, page.person.as_ref(), campaign, name).await?;
    }
    Ok(())
}

fn with_percents(lang: Lang, draw: impl Fn(&dyn Fn(f64) -> String, &dyn Fn(f64) -> String) -> Result<Chart, ChartError>) -> Result<Chart, Problem> {
    draw(&|value| format::percent(lang, value, 1), &|value| format::number(lang, value, 0)).map_err(|error| failed(&error))
}

/// Draws the distribution of the index.
pub(super) fn draw_distribution(words: Words, overview: &Overview, id: &str, source: Option<&str>, width: u32) -> Result<Chart, Problem> {
    let lang = words.lang;
    let index = overview.survey().node(NodeIx::INDEX);
    let (title, finding) = (words.t("compare-distribution-title"), distribution_finding(words, overview));
    let value = |value: f64| score::value(lang, value, index.maximum);
    let tick = |value: f64| format::short(lang, value, 2);
    let frame = Frame { id, title: &title, finding: &finding, width, max: index.maximum, value: &value, tick: &tick, source };
    distribution(&frame, &index_distribution(words, overview)).map_err(|error| failed(&error))
}

fn distribution_finding(words: Words, overview: &Overview) -> String {
    let index = overview.survey().node(NodeIx::INDEX);
    let scores = overview.board.published(NodeIx::INDEX, overview.order.iter().copied());
    let number = |value: Option<&f64>| value.map(|value| score::value(words.lang, *value, index.maximum)).unwrap_or_default();
    let args = [("count", scores.len().into()), ("low", number(scores.first()).into()), ("high", number(scores.last()).into())];
    words.with("compare-distribution-finding", &args)
}

/// Draws a strip for each dimension.
pub(super) fn draw_strips(words: Words, overview: &Overview, id: &str, source: Option<&str>, width: u32) -> Result<Chart, Problem> {
    let lang = words.lang;
    let (title, finding) = (words.t("compare-strips-title"), weakest(words, overview));
    let draw = |value: &dyn Fn(f64) -> String, tick: &dyn Fn(f64) -> String| {
        strips(&Frame { width, source, ..percent_frame(id, &title, &finding, value, tick) }, &dimension_strips(words, overview))
    };
    with_percents(lang, draw)
}

/// Where the middle half of the municipalities lies, in words.
pub(super) fn finding(words: Words, overview: &Overview) -> String {
    let index = overview.survey().node(NodeIx::INDEX);
    let number = |value: f64| score::value(words.lang, value, index.maximum);
    match overview.statistics(NodeIx::INDEX) {
        Some(Statistics { quartiles: Some((low, high)), .. }) => words.with(
            "compare-finding",
            &[("low", number(*low).into()), ("high", number(*high).into()), ("end", score::end(words.lang, index.maximum).into())],
        ),
        Some(Statistics { median: Some(median), .. }) => {
            words.with("compare-finding-median", &[("median", number(*median).into()), ("end", score::end(words.lang, index.maximum).into())])
        }
        _ => words.t("compare-finding-few").into_owned(),
    }
}

/// The weakest dimensions, in words.
pub(super) fn weakest(words: Words, overview: &Overview) -> String {
    let weakest = overview.weakest();
    let Some((_, median)) = weakest.first() else { return words.t("compare-weakest-none").into_owned() };
    let titles: Vec<&str> = weakest.iter().map(|(node, _)| overview.survey().node(*node).title.get(words.lang)).collect();
    words.with(
        "compare-weakest",
        &[("count", titles.len().into()), ("names", titles.join(", ").into()), ("median", format::percent(words.lang, median.0, 1).into())],
    )
}

/// What a drawing is as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Picture {
    Png,
    Svg,
}

impl Picture {
    /// By the ending of a name.
    fn of(ending: &str) -> Option<Self> {
        match ending {
            "png" => Some(Self::Png),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }
}

/// A drawing as a file, made where it holds up no other request.
async fn file(
    page: &Page,
    kind: Picture,
    name: &str,
    chart_name: &str,
    draw: impl FnOnce() -> Result<Chart, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let make = move || {
        let svg: Arc<str> = draw()?.svg.into();
        match kind {
            Picture::Png => render_png(&svg).map_err(|error| failed(&error)),
            Picture::Svg => Ok(standalone_svg(&svg).into_bytes()),
        }
    };
    let bytes = page.app.places().compute(Work::Drawing, make).await??;
    let (media, ending) = match kind {
        Picture::Png => ("image/png", "png"),
        Picture::Svg => ("image/svg+xml", "svg"),
    };
    let disposition = format!("attachment; filename=\"{}\"", file_name(name, chart_name, ending));
    Ok(([(header::CONTENT_TYPE, media.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
