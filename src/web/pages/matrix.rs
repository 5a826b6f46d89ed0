//! The matrix of a campaign: municipalities × dimensions, with its filters and its legend.

use maud::{Markup, html};

use crate::engine::score::NodeScore;
use crate::engine::survey::{Node, NodeIx};
use crate::lang::{Words, format};
use crate::service::board::Row;
use crate::service::overview::{Column, Overview, View};
use crate::service::registers::name;
use crate::web::page::Page;
use crate::web::parts::{score, title::title as unbroken};
use crate::web::path;

/// With more municipalities than this, a number leads to its explanation by way of the municipality's own page.
const MOST_LINKED: usize = 60;

/// The query that gives a view; empty for the plain one.
fn query(overview: &Overview, view: &View) -> String {
    let column = match view.column {
        Column::Name => "name",
        Column::Region => "region",
        Column::Node(ix) => overview.survey().node(ix).id.as_str(),
    };
    let sort = if view.descending { format!("-{column}") } else { column.to_owned() };
    let sort = if sort == "name" { String::new() } else { sort };
    let parts = [("sort", sort.as_str()), ("region", view.region.as_deref().unwrap_or_default()), ("kind", view.kind.as_deref().unwrap_or_default())];
    let parts: Vec<String> =
        parts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={}", path::encode(value))).collect();
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// The address of the same view as data.
pub(super) fn data_address(page: &Page, overview: &Overview, kind: &str) -> String {
    format!("{}.{kind}{}", path::campaign(page.lang, &overview.campaign.slug), query(overview, &overview.view))
}

/// The filters; nothing where there is nothing to choose.
pub(super) fn filters(page: &Page, overview: &Overview) -> Markup {
    let words = page.words;
    if overview.regions.is_empty() && overview.kinds.is_empty() {
        return html! {};
    }
    let view = &overview.view;
    let address = path::campaign(page.lang, &overview.campaign.slug);
    let sort = page.query.get("sort");
    html! {
        form class="m-filters" method="get" action=(address) {
            @if !sort.is_empty() { input type="hidden" name="sort" value=(sort); }
            @if !overview.regions.is_empty() {
                (select("region", &words.t("compare-region"), &words.t("compare-all-regions"), &overview.regions, view.region.as_deref(), str::to_owned))
            }
            @if !overview.kinds.is_empty() {
                (select("kind", &words.t("compare-kind"), &words.t("compare-all-kinds"), &overview.kinds, view.kind.as_deref(), |kind| score::kind(words, kind)))
            }
            button class="govuk-button govuk-button--secondary" type="submit" { (words.t("action-show")) }
            @if overview.is_filtered() {
                p class="govuk-body" { a class="govuk-link" href=(address) { (words.t("compare-all")) } }
            }
        }
    }
}

fn select(id: &str, label: &str, all: &str, values: &[String], chosen: Option<&str>, shown: impl Fn(&str) -> String) -> Markup {
    html! {
        div class="govuk-form-group" {
            label class="govuk-label" for=(id) { (label) }
            select class="govuk-select" id=(id) name=(id) {
                option value="" { (all) }
                @for value in values { option value=(value) selected[chosen == Some(value.as_str())] { (shown(value)) } }
            }
        }
    }
}

/// What cells need again and again, made once.
struct Labels {
    /// "poziom 3", by position of the level.
    levels: Vec<String>,
    provisional: String,
    none: String,
    not_applicable: String,
    not_submitted: String,
    linked: bool,
}

impl Labels {
    fn of(words: Words, overview: &Overview) -> Self {
        Self {
            levels: overview.survey().levels.iter().map(|level| score::level(words, level.number)).collect(),
            provisional: words.t("results-provisional").into_owned(),
            none: words.t("measure-none").into_owned(),
            not_applicable: words.t("results-not-applicable").into_owned(),
            not_submitted: words.t("compare-not-submitted").into_owned(),
            linked: overview.order.len() <= MOST_LINKED,
        }
    }
}

/// The matrix with its legend.
pub(super) fn matrix(page: &Page, overview: &Overview) -> Markup {
    let words = page.words;
    let labels = Labels::of(words, overview);
    let has_regions = !overview.regions.is_empty() && overview.view.region.is_none();
    html! {
        div class="m-scroll" role="region" aria-labelledby="matrix" tabindex="0" {
            table class="m-matrix" {
                caption class="govuk-table__caption govuk-table__caption--m" id="matrix" { (words.t("compare-matrix-title")) }
                thead { (head(page, overview, has_regions)) }
                tbody { @for row in overview.rows() { (line(page, overview, &labels, row, has_regions)) } }
                @if overview.statistics.iter().any(|statistics| statistics.median.is_some()) {
                    tfoot { (statistics(page, overview, has_regions)) }
                }
            }
        }
        (legend(words, overview))
    }
}

fn head(page: &Page, overview: &Overview, has_regions: bool) -> Markup {
    let words = page.words;
    let heading = |column: Column, first_descending: bool, title: &str, below: Option<String>| {
        let is_sorted = overview.view.column == column;
        let descending = if is_sorted { !overview.view.descending } else { first_descending };
        let address = path::campaign(page.lang, &overview.campaign.slug) + &query(overview, &View { column, descending, ..overview.view.clone() });
        let sorted = is_sorted.then_some(if overview.view.descending { "descending" } else { "ascending" });
        html! {
            th scope="col" aria-sort=[sorted] {
                a class="m-sort" href={ (address) "#matrix" } { (unbroken(title)) }
                @if let Some(below) = below { " " span class="m-matrix__level m-muted" { (below) } }
            }
        }
    };
    html! {
        tr {
            (heading(Column::Name, false, &words.t("thing-municipality"), None))
            @if has_regions { (heading(Column::Region, false, &words.t("compare-region"), None)) }
            @for ix in &overview.nodes {
                @let node = overview.survey().node(*ix);
                @let title = if *ix == NodeIx::INDEX { words.t("measure-score") } else { node.short.get(page.lang).into() };
                (heading(Column::Node(*ix), true, &title, Some(words.with("compare-scale", &[("end", score::end(page.lang, node.maximum).into())]))))
                @if *ix == NodeIx::INDEX { th scope="col" { (words.t("measure-rank")) } }
            }
        }
    }
}

fn line(page: &Page, overview: &Overview, labels: &Labels, row: &Row, has_regions: bool) -> Markup {
    let slug = &overview.campaign.slug;
    let own = overview.own.contains(&row.municipality.id);
    let place = if has_regions { score::kind(page.words, &row.municipality.kind) } else { score::place(page.words, &row.municipality) };
    html! {
        tr class=[own.then_some("m-own")] {
            th scope="row" {
                // What has not been handed in is a draft, which only its own city may open.
                @if own || row.scores.is_some() {
                    a class="govuk-link" href=(path::city(page.lang, slug, &row.key)) { (name(&row.municipality, page.lang)) }
                } @else {
                    (name(&row.municipality, page.lang))
                }
                @if !place.is_empty() { " " span class="m-matrix__level m-muted" { (place) } }
            }
            @if has_regions { td { (row.municipality.region) } }
            @match &row.scores {
                None => td class="m-none" colspan=(overview.nodes.len() + usize::from(overview.shows_index())) { (labels.not_submitted) },
                Some(scores) => @for ix in &overview.nodes {
                    @let node = overview.survey().node(*ix);
                    (cell(page, labels, node, scores.node(*ix), labels.linked.then(|| path::explain(page.lang, slug, &row.key, &node.id))))
                    @if *ix == NodeIx::INDEX { td class="m-num" { (overview.rank(row).map(|rank| score::rank(page.lang, rank)).unwrap_or_default()) } }
                },
            }
        }
    }
}

fn cell(page: &Page, labels: &Labels, node: &Node, result: &NodeScore, address: Option<String>) -> Markup {
    use crate::engine::score::Status;
    let level = result.level.and_then(|level| Some((score::level_class(level), labels.levels.get(usize::from(level.0).checked_sub(1)?)?)));
    let provisional = result.status == Status::Provisional;
    let class = match (result.score, level) {
        (None, _) => "m-none",
        (Some(_), Some((class, _))) => class,
        (Some(_), None) => "",
    };
    html! {
        td class={ (class) @if provisional { " m-provisional" } } {
            span class="m-matrix__value" {
                @match &address {
                    Some(address) => a class="govuk-link" href=(address) { (score::score(page.lang, node, result)) },
                    None => (score::score(page.lang, node, result)),
                }
            }
            " "
            span class="m-matrix__level" {
                @match result.status {
                    Status::NoData => (labels.none),
                    Status::NotApplicable => (labels.not_applicable),
                    Status::Published | Status::Provisional => {
                        @if let Some((_, level)) = level { (level) }
                        @if provisional { @if level.is_some() { ", " } (labels.provisional) }
                    },
                }
            }
        }
    }
}

fn statistics(page: &Page, overview: &Overview, has_regions: bool) -> Markup {
    let words = page.words;
    let value = |at: usize, value: Option<f64>| {
        let maximum = overview.survey().node(overview.nodes[at]).maximum;
        value.map_or_else(|| "–".to_owned(), |value| score::value(page.lang, value, maximum))
    };
    let row = |key: &'static str, text: &dyn Fn(usize) -> String| {
        html! {
            tr {
                th scope="row" { (words.t(key)) }
                @if has_regions { td {} }
                @for (at, ix) in overview.nodes.iter().enumerate() {
                    td class="m-num" { (text(at)) }
                    @if *ix == NodeIx::INDEX { td {} }
                }
            }
        }
    };
    html! {
        (row("measure-median", &|at| value(at, overview.statistics[at].median)))
        @if overview.statistics.iter().any(|statistics| statistics.quartiles.is_some()) {
            (row("compare-low-quartile", &|at| value(at, overview.statistics[at].quartiles.map(|(low, _)| low))))
            (row("compare-high-quartile", &|at| value(at, overview.statistics[at].quartiles.map(|(_, high)| high))))
        }
        (row("compare-contributing", &|at| format::count(page.lang, overview.statistics[at].contributing)))
    }
}

fn legend(words: Words, overview: &Overview) -> Markup {
    html! {
        ul class="m-legend" {
            @for level in &overview.survey().levels {
                li { span class={ "m-swatch " (score::level_class(level.number)) } {} " " (score::level_title(words, overview.survey(), level.number)) }
            }
            li { span class="m-swatch m-none" {} " " (words.t("compare-legend-none")) }
            li { span class="m-swatch m-level-2 m-provisional" {} " " (words.t("compare-legend-provisional")) }
        }
        @if overview.board.visible.hides_something() { p class="govuk-body-s m-muted" { (words.t("compare-hidden")) } }
        @if overview.shows_confidential() { p class="govuk-body-s m-muted" { (words.t("compare-confidential-counted")) } }
    }
}
