//! A campaign at a glance: finding, distributions, matrix, and the same as CSV and JSON.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};

use super::charts::{draw_distribution, draw_strips, finding, weakest};
use super::{matrix, results_data};
use crate::chart::{ChartTable, NARROW, WIDE};
use crate::engine::survey::NodeIx;
use crate::lang::{Words, format};
use crate::service::App;
use crate::service::overview::{Asked, Overview, overview};
use crate::service::places::Work;
use crate::web::page::Page;
use crate::web::parts::figure::{figure, in_figures};
use crate::web::parts::frame::{Frame, Section, drawn};
use crate::web::parts::score;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}/campaigns/{slug}", get(show))
}

/// With more municipalities than this, the figures of a chart are read from the matrix, which has them too.
const MOST_IN_TABLE: usize = 40;

async fn show(page: Page, Path((_, name)): Path<(String, String)>) -> Result<Response, Problem> {
    let (slug, kind) = results_data::split(&name);
    let asked = Asked { sort: page.query.get("sort"), region: page.query.get("region"), kind: page.query.get("kind") };
    let overview = overview(&page.app, page.person.as_ref(), slug, asked, page.lang).await?;
    if let Some(kind) = kind {
        return results_data::overview(&page, overview, kind).await;
    }
    // Many municipalities take their time to draw: where it holds up no other request.
    let (app, words) = (page.app.clone(), page.words);
    let draw = move || charts(words, &overview).map(|charts| (overview, charts));
    let (overview, charts) = app.places().compute(Work::Drawing, draw).await??;
    let title = overview.campaign.title.get(page.lang).to_owned();
    let main = main(&page, &overview, &charts);
    Ok(Frame::new(title).section(Section::Compare).crumb(page.words.t("frame-section-front"), path::front(page.lang)).wide().answer(&page, main))
}

fn main(page: &Page, overview: &Overview, charts: &str) -> Markup {
    let words = page.words;
    let survey = overview.survey();
    let has_scores = has_scores(overview);
    html! {
        span class="govuk-caption-l" { (words.t("compare-caption")) }
        h1 class="govuk-heading-l" { (overview.campaign.title.get(page.lang)) }
        @if has_scores {
            p class="m-finding" {
                @if overview.shows_index() { (finding(words, overview)) " " }
                (weakest(words, overview))
            }
        } @else {
            p class="m-finding" { (words.t("compare-nothing-yet")) }
        }
        (key_figures(page, overview))
        @if overview.board.frozen_at.is_none() { div class="govuk-inset-text" { (words.t("compare-not-frozen")) } }
        (drawn(charts))
        (matrix::filters(page, overview))
        (matrix::matrix(page, overview))
        (downloads(page, overview))
        p class="govuk-body-s m-muted m-break" {
            (words.with("results-made-with", &[
                ("survey", survey.meta.title.get(page.lang).into()), ("version", survey.meta.version.as_str().into()),
                ("hash", survey.hash.as_str().into()), ("engine", overview.board.engine_version.as_str().into()),
            ]))
            " " a class="govuk-link" href=(path::method(page.lang)) { (words.t("results-how")) }
        }
    }
}

fn has_scores(overview: &Overview) -> bool {
    overview.statistics.iter().any(|statistics| statistics.contributing > 0)
}

fn key_figures(page: &Page, overview: &Overview) -> Markup {
    let words = page.words;
    let index = overview.survey().node(NodeIx::INDEX);
    let median = overview.statistics(NodeIx::INDEX).and_then(|statistics| statistics.median);
    let count = |count: usize| format::count(page.lang, count);
    let board = &overview.board;
    html! {
        dl class="m-stats" {
            div { dt { (words.t("compare-submitted")) } dd { (words.with("compare-of", &[("count", count(board.submitted).into()), ("all", count(board.invited).into())])) } }
            @if overview.is_filtered() { div { dt { (words.t("compare-in-view")) } dd { (count(overview.order.len())) } } }
            @if let Some(median) = median {
                div { dt { (words.with("compare-median-of", &[("end", score::end(page.lang, index.maximum).into())])) } dd { (score::value(page.lang, median, index.maximum)) } }
            }
            @if let Some(at) = board.frozen_at {
                div { dt { (words.t("compare-frozen")) } dd { (format::date(page.lang, at.to_zoned(format::WARSAW.clone()).date())) } }
            }
        }
    }
}

/// The two charts, if there is anything to draw. Drawn once for everybody who sees the same; with the own municipality marked they are drawn for each.
fn charts(words: Words, overview: &Overview) -> Result<Arc<str>, Problem> {
    if !has_scores(overview) {
        return Ok("".into());
    }
    let draw = || figures(words, overview).map(Markup::into_string);
    // With a table below, the order of the rows shows; few rows are drawn quickly.
    if overview.order.len() <= MOST_IN_TABLE || overview.rows().any(|row| overview.own.contains(&row.municipality.id)) {
        return Ok(draw()?.into());
    }
    // Few names: regions and kinds are those that the rows have.
    let view = &overview.view;
    let (region, kind) = (view.region.as_deref().unwrap_or_default(), view.kind.as_deref().unwrap_or_default());
    overview.board.once(format!("{} {} {} {region} {kind}", words.lang.code(), overview.inside, overview.nodes.len()), draw)
}

fn figures(words: Words, overview: &Overview) -> Result<Markup, Problem> {
    let few = overview.order.len() <= MOST_IN_TABLE;
    let below = |id: &str, table: &ChartTable| {
        html! {
            @if few { (in_figures(&words.t("compare-in-figures"), id, table)) }
            @else { p class="govuk-body-s" { a class="govuk-link" href="#matrix" { (words.t("compare-figures-below")) } } }
        }
    };
    let distribution = |id: &str, width| draw_distribution(words, overview, id, None, width);
    let strips = |id: &str, width| draw_strips(words, overview, id, None, width);
    Ok(html! {
        @if overview.shows_index() {
            (figure([&distribution("index-wide", WIDE)?, &distribution("index-narrow", NARROW)?], |table| below("index", table)))
        }
        (figure([&strips("dimensions-wide", WIDE)?, &strips("dimensions-narrow", NARROW)?], |table| below("dimensions", table)))
    })
}

fn downloads(page: &Page, overview: &Overview) -> Markup {
    let words = page.words;
    let slug = &overview.campaign.slug;
    let file = |name: &str| path::export(page.lang, slug, name);
    let button = |key: &'static str, address: String, label: Markup| {
        html! {
            div class="govuk-summary-list__row govuk-summary-list__row--no-actions" {
                dt class="govuk-summary-list__key" { a class="govuk-button govuk-button--secondary m-button-small m-flush" href=(address) role="button" draggable="false" { (label) } }
                dd class="govuk-summary-list__value" { (words.t(key)) }
            }
        }
    };
    html! {
        h2 class="govuk-heading-m" id="downloads" { (words.t("export-title")) }
        dl class="govuk-summary-list govuk-summary-list--no-border" {
            (button("export-xlsx-text", file("wide.xlsx"), html! { (words.t("export-xlsx")) }))
            (button("export-csv-excel-text", file("wide-excel.csv"), html! { (words.t("export-csv-excel")) }))
            (button("export-csv-open-text", file("wide.csv"), html! { (words.t("export-csv-open")) }))
        }
        p class="govuk-body" {
            (words.t("export-more")) " "
            a class="govuk-link" href=(file("long.csv")) { (words.t("export-long")) } ", "
            a class="govuk-link" href=(file("long-excel.csv")) { (words.t("export-long-excel")) } ", "
            a class="govuk-link" href=(file("codebook.csv")) { (words.t("export-codebook")) } ". "
            (words.t("export-matrix")) " "
            a class="govuk-link" href=(matrix::data_address(page, overview, "csv")) { "CSV" } ", "
            a class="govuk-link" href=(matrix::data_address(page, overview, "json")) { "JSON" } ". "
            (words.t("export-charts")) " "
            @if overview.shows_index() {
                a class="govuk-link" href=(path::campaign_chart(page.lang, slug, "distribution.png")) { (words.t("export-chart-distribution")) } ", "
            }
            a class="govuk-link" href=(path::campaign_chart(page.lang, slug, "dimensions.png")) { (words.t("export-chart-dimensions")) } "."
        }
    }
}
