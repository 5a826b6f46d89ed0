//! One municipality's results: a sentence, the score, the profile beside the others, what blocks the next level, strengths, weaknesses, next steps.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};

use super::charts::{bars_text, percent_frame, profile_bars};
use super::{cheapest, results_data};
use crate::chart::{Frame as ChartFrame, NARROW, bars};
use crate::engine::score::NodeScore;
use crate::engine::survey::{Child, Node, NodeIx};
use crate::lang::format;
use crate::service::access::{Act, may};
use crate::service::fill_in::Form;
use crate::service::results::{City, Finality, Highlight, NextLevel, ProfileRow, Seen, Step, ToOthers, city};
use crate::service::{App, Campaign, registers};
use crate::web::page::Page;
use crate::web::parts::figure::{failed, figure};
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::score;
use crate::web::parts::title::title;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}/campaigns/{slug}/cities/{key}", get(show))
}

async fn show(page: Page, Path((_, slug, name)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let (key, kind) = results_data::split(&name);
    let city = city(&page.app, page.person.as_ref(), &slug, key).await?;
    if let Some(kind) = kind {
        return results_data::city(&page, &city, key, kind).await;
    }
    let view = View { page: &page, city: &city, slug: &slug, key };
    let frame = Frame::new(registers::name(&city.seen.opened.municipality, page.lang)).section(Section::Compare);
    Ok(way(frame, &page, &city.seen.opened.campaign).answer(&page, view.main()?))
}

/// The way to results: through the overview for those who may see it, otherwise from the person's own page.
pub(super) fn way(frame: Frame, page: &Page, campaign: &Campaign) -> Frame {
    if may(page.person.as_ref(), Act::Compare { campaign }) {
        let front = frame.crumb(page.words.t("frame-section-front"), path::front(page.lang));
        front.crumb(campaign.title.get(page.lang), path::campaign(page.lang, &campaign.slug))
    } else {
        frame.crumb(page.words.t("frame-section-home"), path::home(page.lang))
    }
}

/// What every part of the page looks at.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) page: &'a Page,
    pub(super) city: &'a City,
    pub(super) slug: &'a str,
    pub(super) key: &'a str,
}

/// How final the numbers are, as a tag with a sentence.
pub(super) fn finality(page: &Page, seen: &Seen) -> Markup {
    let words = page.words;
    let (tag, tone, text) = match seen.finality {
        Finality::Draft => (words.t("results-draft"), "govuk-tag govuk-tag--grey", words.t("results-draft-text").into_owned()),
        Finality::Submitted => (words.t("results-submitted"), "govuk-tag govuk-tag--blue", words.t("results-submitted-text").into_owned()),
        Finality::Frozen(at) => {
            let date = format::date(page.lang, at.to_zoned(format::WARSAW.clone()).date());
            (words.t("results-frozen"), "govuk-tag govuk-tag--green", words.with("results-frozen-text", &[("date", date.into())]))
        }
    };
    let short = seen.finality == Finality::Draft && seen.opened.assessment.form == Form::Short;
    html! { p class="govuk-body" { strong class=(tone) { (tag) } " " (text) @if short { " " (words.t("results-short")) } } }
}

/// Where numbers come from: survey, hash, version of the rules.
pub(super) fn made_with(page: &Page, seen: &Seen) -> Markup {
    let meta = &seen.survey().meta;
    let args = [
        ("survey", meta.title.get(page.lang).into()),
        ("version", meta.version.as_str().into()),
        ("hash", seen.survey().hash.as_str().into()),
        ("engine", seen.engine_version.as_str().into()),
    ];
    html! {
        p class="govuk-body-s m-muted m-break" {
            (page.words.with("results-made-with", &args)) " "
            a class="govuk-link" href=(path::method(page.lang)) { (page.words.t("results-how")) }
        }
    }
}

impl View<'_> {
    fn main(self) -> Result<Markup, Problem> {
        let Self { page, city, .. } = self;
        let words = page.words;
        let municipality = &city.seen.opened.municipality;
        Ok(html! {
            span class="govuk-caption-l" { (score::place(words, municipality)) }
            h1 class="govuk-heading-l" { (registers::name(municipality, page.lang)) }
            (finality(page, &city.seen))
            @if city.seen.may_review { p class="govuk-body" { a class="govuk-link" href=(path::review(page.lang, self.slug, self.key)) { (words.t("review-to")) } } }
            @if let Some(index) = &city.index {
                p class="m-finding" { (self.sentence(index)) }
                div class="govuk-grid-row" {
                    div class="govuk-grid-column-one-third" { (self.score_block(index)) }
                    div class="govuk-grid-column-two-thirds" { (self.next_level(index)) }
                }
            }
            (self.profile()?)
            (self.sides())
            div class="govuk-grid-row" {
                div class="govuk-grid-column-one-half" { (self.highlights(&words.t("results-strongest"), &words.t("results-strongest-none"), &city.strongest)) }
                div class="govuk-grid-column-one-half" { (self.highlights(&words.t("results-weakest"), &words.t("results-weakest-none"), &city.weakest)) }
            }
            @if let Some(index) = &city.index { (self.steps(index)) }
            (cheapest::section(self))
            (self.missing())
            @if city.seen.visible.hides_something() { p class="govuk-body-s m-muted" { (words.t("compare-hidden")) } }
            (self.downloads())
            (made_with(page, &city.seen))
        })
    }

    /// The address of the explanation of a node or a question.
    fn explain(self, id: &str) -> String {
        path::explain(self.page.lang, self.slug, self.key, id)
    }

    /// "explain", with what it explains for those who hear links one by one.
    fn explain_link(self, id: &str, what: &str) -> Markup {
        html! {
            a class="govuk-link" href=(self.explain(id)) { (self.page.words.t("results-explain")) span class="govuk-visually-hidden" { ": " (what) } }
        }
    }

    /// The results in one sentence.
    fn sentence(self, row: &ProfileRow) -> String {
        let Self { page, city, .. } = self;
        let (words, survey) = (page.words, city.seen.survey());
        let (index, result) = (survey.node(row.node), &row.result);
        let name = registers::name(&city.seen.opened.municipality, page.lang);
        let Some(value) = result.score else { return words.with("results-sentence-none", &[("name", name.into())]) };
        let value = score::value(page.lang, value, index.maximum);
        let end = score::end(page.lang, index.maximum);
        match result.level {
            Some(level) => {
                let title = score::level_title(words, survey, level);
                words.with("results-sentence-level", &[("name", name.into()), ("score", value.into()), ("end", end.into()), ("level", title.into())])
            }
            None => words.with("results-sentence", &[("name", name.into()), ("score", value.into()), ("end", end.into())]),
        }
    }

    fn score_block(self, row: &ProfileRow) -> Markup {
        let Self { page, city, .. } = self;
        let (words, lang, survey) = (page.words, page.lang, city.seen.survey());
        let (index, result) = (survey.node(row.node), &row.result);
        let scores = &city.seen.scored.scores;
        let width = result.percent(index).map_or(0.0, |percent| percent.0 * 3.0);
        html! {
            div class="m-score" {
                p class="m-score__number" {
                    span class="m-score__value" { (score::score(lang, index, result)) } " "
                    span class="m-score__scale" { (words.with("results-out-of", &[("end", score::end(lang, index.maximum).into())])) }
                }
                @if let Some(level) = result.level {
                    p class="m-score__level" { strong class={ "govuk-tag " (score::level_class(level)) } { (score::level_title(words, survey, level)) } }
                }
                @if let Some(remark) = score::remark(words, result.status) { p class="m-score__bounds" { (remark) } }
                svg class="chart m-bar" viewBox="0 0 300 12" aria-hidden="true" {
                    rect class="c-track" width="300" height="12" rx="4" {}
                    @if width > 0.0 { rect class="c-own" width=(format!("{width:.1}")) height="12" rx="4" {} }
                }
                @if let Some(bounds) = score::bounds(lang, index, result) {
                    p class="m-score__bounds" { (words.with("results-bounds", &[("bounds", bounds.into())])) }
                }
                @if let Some(coverage) = result.coverage {
                    p class="m-score__bounds" { (words.with("results-coverage", &[
                        ("coverage", score::share(lang, coverage).into()), ("answered", scores.answered.into()), ("asked", scores.asked.into()),
                    ])) }
                }
                @if let Some(median) = row.median {
                    p class="m-score__bounds" { (words.with("results-median-of-group", &[("median", score::value(lang, median, index.maximum).into())])) }
                }
                @if let Some((rank, ranked)) = city.rank {
                    p class="m-score__bounds" { (words.with("results-rank", &[("rank", score::rank(lang, rank).into()), ("all", format::count(lang, ranked).into())])) }
                }
                @if let Some(to_others) = &city.to_others { (self.to_others(to_others)) }
                p class="m-score__bounds" { (self.explain_link(&index.id, index.title.get(lang))) }
            }
        }
    }

    /// What others see in place of the index, and how it compares.
    fn to_others(self, ToOthers { index, rank }: &ToOthers) -> Markup {
        let (words, lang) = (self.page.words, self.page.lang);
        let node = self.city.seen.survey().node(index.node);
        html! {
            p class="m-score__bounds" { (words.with("results-to-others", &[("score", score::score(lang, node, &index.result).into())])) }
            @if let Some(median) = index.median {
                p class="m-score__bounds" { (words.with("results-to-others-median", &[("median", score::value(lang, median, node.maximum).into())])) }
            }
            @if let Some((rank, ranked)) = rank {
                p class="m-score__bounds" {
                    (words.with("results-to-others-rank", &[("rank", score::rank(lang, *rank).into()), ("all", format::count(lang, *ranked).into())]))
                }
            }
        }
    }

    fn next_level(self, row: &ProfileRow) -> Markup {
        let Self { page, city, .. } = self;
        let (words, survey) = (page.words, city.seen.survey());
        let description = row.result.level.and_then(|level| survey.levels.iter().find(|known| known.number == level)?.description.as_ref());
        html! {
            @if let Some(level) = row.result.level {
                h2 class="govuk-heading-m" { (score::level_title(words, survey, level)) }
            }
            @if let Some(description) = description { p class="govuk-body" { (description.get(page.lang)) } }
            @match &city.next_level {
                Some(next) => (self.blocking(next)),
                None => @if row.result.level.is_some() { p class="govuk-body" { (words.t("results-highest-level")) } },
            }
        }
    }

    fn blocking(self, next: &NextLevel) -> Markup {
        let Self { page, city, .. } = self;
        let (words, lang, survey) = (page.words, page.lang, city.seen.survey());
        let maximum = survey.node(NodeIx::INDEX).maximum;
        let title = score::level_title(words, survey, next.level);
        html! {
            h3 class="govuk-heading-s" { (words.with("results-next-level", &[("level", title.into())])) }
            ul class="govuk-list govuk-list--bullet" {
                @if next.missing > 0.0 {
                    li { (words.with("results-next-score", &[("points", score::value(lang, next.missing / 100.0 * maximum, maximum).into())])) }
                } @else {
                    li { (words.t("results-next-score-enough")) }
                }
                @for gate in &next.gates {
                    li {
                        @match gate.shares {
                            Some((met, needed)) => (words.with("results-next-gate", &[
                                ("level", gate.level.0.into()), ("met", score::share(lang, met).into()), ("needed", score::share(lang, needed).into()),
                            ])),
                            None => (words.with("results-next-gate-seen", &[("level", gate.level.0.into())])),
                        }
                        @if !gate.open.is_empty() {
                            ul class="govuk-list govuk-list--bullet" {
                                @for ix in &gate.open {
                                    @let question = survey.question(*ix);
                                    li { a class="govuk-link" href=(self.explain(&question.id)) { (question.text.get(lang)) } }
                                }
                            }
                        }
                    }
                }
                @if next.hides_gates { li { (words.t("results-next-hidden")) } }
            }
        }
    }

    fn profile(self) -> Result<Markup, Problem> {
        let Self { page, city, .. } = self;
        let lang = page.lang;
        let text = bars_text(page.words, city);
        let data = profile_bars(page.words, city);
        let value = |value: f64| format::percent(lang, value, 1);
        let tick = |value: f64| format::number(lang, value, 0);
        let wide = percent_frame("profile-wide", &text.title, &text.finding, &value, &tick);
        let narrow = ChartFrame { id: "profile-narrow", width: NARROW, ..wide };
        let draw = |frame: &ChartFrame<'_>| bars(frame, &data).map_err(|error| failed(&error));
        Ok(figure([&draw(&wide)?, &draw(&narrow)?], |_| {
            html! {
                details class="govuk-details" open {
                    summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (page.words.t("compare-in-figures")) } }
                    div class="govuk-details__text" { (self.table()) }
                }
            }
        }))
    }

    fn table(self) -> Markup {
        let words = self.page.words;
        let number = |key: &'static str| html! { th scope="col" class="govuk-table__header govuk-table__header--numeric" { (words.t(key)) } };
        let has_median = self.city.profile.iter().any(|row| row.median.is_some());
        let has_bounds =
            self.city.profile.iter().any(|row| score::bounds(self.page.lang, self.city.seen.survey().node(row.node), &row.result).is_some());
        html! {
            div class="m-scroll" role="region" aria-labelledby="profile-table" tabindex="0" {
                table class="govuk-table" {
                    caption class="govuk-table__caption govuk-table__caption--m" id="profile-table" { (words.t("results-profile-table")) }
                    thead class="govuk-table__head" {
                        tr class="govuk-table__row" {
                            th scope="col" class="govuk-table__header" { (words.t("thing-dimension")) }
                            (number("measure-score"))
                            @if has_bounds { (number("measure-range")) }
                            (number("measure-coverage"))
                            @if has_median { (number("results-median")) }
                            th scope="col" class="govuk-table__header" { (words.t("measure-level")) }
                        }
                    }
                    tbody class="govuk-table__body" { @for row in &self.city.profile { (self.table_row(row, has_bounds, has_median)) } }
                }
            }
        }
    }

    fn table_row(self, row: &ProfileRow, has_bounds: bool, has_median: bool) -> Markup {
        let Self { page, city, .. } = self;
        let (words, lang) = (page.words, page.lang);
        let (node, result) = (city.seen.survey().node(row.node), &row.result);
        let level = result.level.map(|level| score::level(words, level));
        let remark = score::remark(words, result.status);
        html! {
            tr class="govuk-table__row" {
                th scope="row" class="govuk-table__header" { (title(node.title.get(lang))) }
                td class="govuk-table__cell govuk-table__cell--numeric" {
                    a class="govuk-link" href=(self.explain(&node.id)) {
                        (score::score(lang, node, result)) span class="govuk-visually-hidden" { " – " (words.t("results-explain")) ": " (node.title.get(lang)) }
                    }
                    @if node.maximum != 100.0 { " " span class="m-muted" { "/ " (score::end(lang, node.maximum)) } }
                }
                @if has_bounds { td class="govuk-table__cell govuk-table__cell--numeric m-nowrap" { (score::bounds(lang, node, result).unwrap_or_else(|| "–".to_owned())) } }
                td class="govuk-table__cell govuk-table__cell--numeric" { (result.coverage.map_or_else(|| "–".to_owned(), |coverage| score::share(lang, coverage))) }
                @if has_median {
                    td class="govuk-table__cell govuk-table__cell--numeric" { (row.median.map_or_else(|| "–".to_owned(), |median| score::value(lang, median, node.maximum))) }
                }
                td class="govuk-table__cell" { (level.into_iter().chain(remark).collect::<Vec<_>>().join(", ")) }
            }
        }
    }

    /// Self-declared and verified scores beside each other.
    fn sides(self) -> Markup {
        let Self { page, city, .. } = self;
        let (words, survey) = (page.words, city.seen.survey());
        let number = |key: &'static str| html! { th scope="col" class="govuk-table__header govuk-table__header--numeric" { (words.t(key)) } };
        html! {
            @if let Some(sides) = &city.seen.sides {
                h2 class="govuk-heading-m" id="verified" { (words.t("review-sides-title")) }
                p class="govuk-body" {
                    (words.t(if sides.verified_counts { "review-sides-verified" } else { "review-sides-declared" })) " "
                    (words.with("review-sides-differs", &[("count", sides.differs.len().into())]))
                }
                div class="m-scroll" role="region" aria-labelledby="verified" tabindex="0" {
                    table class="govuk-table" {
                        thead class="govuk-table__head" { tr class="govuk-table__row" {
                            th scope="col" class="govuk-table__header" { (words.t("thing-dimension")) }
                            (number("review-declared")) (number("review-verified")) (number("review-difference"))
                        } }
                        tbody class="govuk-table__body" {
                            @for row in city.index.iter().chain(&city.profile) { (self.side(survey.node(row.node), sides.scores.declared.node(row.node), sides.scores.verified.node(row.node))) }
                        }
                    }
                }
            }
        }
    }

    fn side(self, node: &Node, declared: &NodeScore, verified: &NodeScore) -> Markup {
        let lang = self.page.lang;
        let difference = verified
            .score
            .zip(declared.score)
            .map(|(verified, declared)| format::difference(lang, verified - declared, if node.maximum < 100.0 { 2 } else { 1 }));
        html! {
            tr class="govuk-table__row" {
                th scope="row" class="govuk-table__header" { (node.title.get(lang)) }
                td class="govuk-table__cell govuk-table__cell--numeric" { (score::score(lang, node, declared)) }
                td class="govuk-table__cell govuk-table__cell--numeric" { (score::score(lang, node, verified)) }
                td class="govuk-table__cell govuk-table__cell--numeric" { (difference.unwrap_or_else(|| "–".to_owned())) }
            }
        }
    }

    fn highlights(self, title: &str, none: &str, highlights: &[Highlight]) -> Markup {
        let lang = self.page.lang;
        let survey = self.city.seen.survey();
        html! {
            h2 class="govuk-heading-m" { (title) }
            @if highlights.is_empty() { p class="govuk-body" { (none) } }
            @else {
                ol class="govuk-list govuk-list--number" {
                    @for highlight in highlights {
                        @let (id, text) = match highlight.child {
                            Child::Node(ix) => (&survey.node(ix).id, survey.node(ix).title.get(lang)),
                            Child::Question(ix) => (&survey.question(ix).id, survey.question(ix).text.get(lang)),
                        };
                        li { (text) " – " a class="govuk-link m-nowrap" href=(self.explain(id)) { (format::percent(lang, highlight.percent.0, 0)) } }
                    }
                }
            }
        }
    }

    fn steps(self, index: &ProfileRow) -> Markup {
        let words = self.page.words;
        html! {
            h2 class="govuk-heading-m" id="steps" { (words.t("results-steps")) }
            @if self.city.steps.is_empty() {
                p class="govuk-body" { (words.t(if index.result.score.is_some() { "results-steps-none" } else { "results-steps-no-score" })) }
            } @else {
                p class="govuk-body" { (words.t("results-steps-text")) }
                ol class="m-cards" { @for step in &self.city.steps { (self.step(step)) } }
            }
        }
    }

    fn step(self, step: &Step) -> Markup {
        let Self { page, city, .. } = self;
        let (words, lang, survey) = (page.words, page.lang, city.seen.survey());
        let question = survey.question(step.question);
        let gain = score::value(lang, step.gain, survey.node(NodeIx::INDEX).maximum);
        let title = step.recommendation.as_ref().map_or_else(|| question.text.get(lang), |recommendation| recommendation.text.get(lang));
        html! {
            li class="m-card m-card--accent" {
                h3 class="m-card__title" { (title) }
                @if step.recommendation.is_some() { p class="m-card__text" { (question.text.get(lang)) } }
                p class="m-card__text" {
                    (words.with("results-step-gain", &[("percent", format::percent(lang, step.percent.0, 0).into()), ("gain", gain.into())]))
                    @if let Some(recommendation) = &step.recommendation { " · " (words.with("results-step-effort", &[("days", recommendation.effort.into())])) }
                    " · " (self.explain_link(&question.id, question.text.get(lang)))
                }
            }
        }
    }

    fn missing(self) -> Markup {
        let Self { page, city, .. } = self;
        let (words, survey) = (page.words, city.seen.survey());
        html! {
            @if !city.missing.is_empty() {
                details class="govuk-details" {
                    summary class="govuk-details__summary" {
                        span class="govuk-details__summary-text" { (words.with("results-missing", &[("count", city.missing.len().into())])) }
                    }
                    div class="govuk-details__text" {
                        ul class="govuk-list govuk-list--bullet" {
                            @for ix in &city.missing {
                                @let question = survey.question(*ix);
                                li { a class="govuk-link" href=(self.explain(&question.id)) { (question.text.get(page.lang)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn downloads(self) -> Markup {
        let Self { page, slug, key, .. } = self;
        let here = path::city(page.lang, slug, key);
        let file = |address: String, label: &str| {
            html! { a class="govuk-button govuk-button--secondary m-button-small" href=(address) role="button" draggable="false" { (label) } }
        };
        html! {
            h2 class="govuk-heading-m" { (page.words.t("export-title")) }
            div class="m-toolbar" role="group" aria-label=(page.words.t("export-title")) {
                (file(path::city_export(page.lang, slug, key, "wide.xlsx"), "XLSX"))
                (file(path::city_export(page.lang, slug, key, "long-excel.csv"), &page.words.t("export-csv-excel")))
                (file(path::city_export(page.lang, slug, key, "long.csv"), &page.words.t("export-csv-open")))
                (file(path::city_chart(page.lang, slug, key, "bars.png"), &page.words.t("export-chart-png")))
                (file(path::city_chart(page.lang, slug, key, "bars.svg"), &page.words.t("export-chart-svg")))
            }
            p class="govuk-body" {
                (page.words.t("export-matrix")) " "
                a class="govuk-link" href={ (here) ".csv" } { "CSV" } ", "
                a class="govuk-link" href={ (here) ".json" } { "JSON" } "."
            }
        }
    }
}
