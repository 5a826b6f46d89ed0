//! The cheapest way to the next level, as a part of a municipality's results.

use maud::{Markup, html};

use super::city::View;
use crate::engine::path::{DAYS_PER_RUNG, NextLevel, Path, Step};
use crate::engine::survey::NodeIx;
use crate::engine::unit::LevelNumber;
use crate::lang::{Words, format};
use crate::web::parts::score;
use crate::web::path;

/// The section with its heading; nothing where there is no next level, and for those who must not see all of what it is made of.
pub(super) fn section(view: View<'_>) -> Markup {
    let View { page, city, .. } = view;
    let text = match &city.path {
        None | Some(NextLevel::NoLevel | NextLevel::Highest) => return html! {},
        Some(NextLevel::NotAvailable) => html! { p class="govuk-body" { (page.words.t("results-path-not-available")) } },
        Some(NextLevel::Level { level, path: Some(path), .. }) => view.way(*level, path),
        Some(NextLevel::Level { level, path: None, .. }) => {
            html! { p class="govuk-body" { (page.words.with("results-path-none", &[("level", view.level(*level).into())])) } }
        }
    };
    html! { h2 class="govuk-heading-m" id="cheapest" { (page.words.t("results-path")) } (text) }
}

impl View<'_> {
    fn level(self, level: LevelNumber) -> String {
        score::level_title(self.page.words, self.city.seen.survey(), level)
    }

    fn way(self, level: LevelNumber, way: &Path) -> Markup {
        let Self { page, city, .. } = self;
        let (words, lang) = (page.words, page.lang);
        let maximum = city.seen.survey().node(NodeIx::INDEX).maximum;
        let value = |score: Option<f64>| score.map_or_else(|| "–".to_owned(), |score| score::value(lang, score, maximum));
        let number = |key: &'static str| html! { th scope="col" class="govuk-table__header govuk-table__header--numeric" { (words.t(key)) } };
        html! {
            p class="govuk-body" {
                (words.with("results-path-text", &[
                    ("level", self.level(level).into()), ("effort", days(words, way.effort).into()),
                    ("from", value(city.index.and_then(|index| index.result.score)).into()), ("to", value(way.score).into()),
                ]))
                " " (words.with("results-path-steps", &[("count", way.steps.len().into())]))
            }
            div class="m-scroll" role="region" aria-labelledby="cheapest" tabindex="0" {
                table class="govuk-table" {
                    caption class="govuk-table__caption govuk-visually-hidden" { (words.t("results-path")) }
                    thead class="govuk-table__head" {
                        tr class="govuk-table__row" {
                            th scope="col" class="govuk-table__header" { (words.t("results-path-step")) }
                            (number("results-path-now")) (number("results-path-then")) (number("results-path-effort")) (number("results-path-gain"))
                        }
                    }
                    tbody class="govuk-table__body" { @for step in &way.steps { (self.step_of_way(step)) } }
                }
            }
            @if way.steps.iter().any(|step| step.estimated) {
                p class="govuk-body-s m-muted" { (words.with("results-path-estimated", &[("effort", days(words, DAYS_PER_RUNG).into())])) }
            }
            @if !way.held.is_empty() { p class="govuk-body-s m-muted" { (words.with("results-path-held", &[("count", way.held.len().into())])) } }
            @if way.steps.iter().any(|step| step.from.is_none()) { p class="govuk-body-s m-muted" { (words.t("results-path-missing")) } }
        }
    }

    fn step_of_way(self, step: &Step) -> Markup {
        let Self { page, city, slug, key } = self;
        let (words, lang) = (page.words, page.lang);
        let question = city.seen.survey().question(step.question);
        let figure = |text: String| html! { td class="govuk-table__cell govuk-table__cell--numeric m-nowrap" { (text) } };
        let mark = if step.estimated { "*" } else { "" };
        html! {
            tr class="govuk-table__row" {
                th scope="row" class="govuk-table__header" {
                    a class="govuk-link" href=(path::explain(lang, slug, key, &question.id)) { (question.text.get(lang)) }
                    @if step.meets_gate { " " strong class="govuk-tag govuk-tag--yellow" { (words.t("results-path-requirement")) } }
                    @for recommendation in &step.recommendations { p class="govuk-body-s m-flush" { (recommendation.text.get(lang)) } }
                }
                (figure(step.from.map_or_else(|| "–".to_owned(), |from| format::percent(lang, from.0, 0))))
                (figure(format::percent(lang, step.to.0, 0)))
                (figure(format!("{}{mark}", format::short(lang, step.effort, 1))))
                (figure(format::difference(lang, step.gain, 2)))
            }
        }
    }
}

/// An effort in words.
fn days(words: Words, days: f64) -> String {
    words.with("results-step-effort", &[("days", days.into())])
}
