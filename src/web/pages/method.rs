//! How a score comes about, in plain words with the formulas.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};

use crate::engine::ENGINE_VERSION;
use crate::service::App;
use crate::service::overview::Thresholds;
use crate::web::page::Page;
use crate::web::parts::frame::{Frame, Section};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}/method", get(show))
}

/// A section: the ending of its keys, and a formula where there is one.
const SECTIONS: [(&str, &str, Option<&str>); 10] = [
    ("method-answers", "method-answers-text", Some("method-answers-formula")),
    ("method-mean", "method-mean-text", Some("method-mean-formula")),
    ("method-means", "method-means-text", Some("method-means-formula")),
    ("method-missing", "method-missing-text", None),
    ("method-coverage", "method-coverage-text", Some("method-coverage-formula")),
    ("method-bounds", "method-bounds-text", Some("method-bounds-formula")),
    ("method-levels", "method-levels-text", None),
    ("method-ranks", "method-ranks-text", Some("method-ranks-formula")),
    ("method-quantiles", "method-quantiles-text", Some("method-quantiles-formula")),
    ("method-frozen", "method-frozen-text", None),
];

async fn show(page: Page) -> Response {
    let title = page.words.t("method-title");
    let main = main(&page);
    Frame::new(title).section(Section::Method).answer(&page, main)
}

fn main(page: &Page) -> Markup {
    let words = page.words;
    html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (words.t("method-title")) }
            p class="govuk-body-l" { (words.t("method-intro")) }
            @for (title, text, formula) in SECTIONS {
                h2 class="govuk-heading-m" { (words.t(title)) }
                p class="govuk-body" { (words.t(text)) }
                @if let Some(formula) = formula { p class="govuk-inset-text" { (words.t(formula)) } }
            }
            h2 class="govuk-heading-m" { (words.t("method-disclosure")) }
            p class="govuk-body" { (words.with("method-disclosure-text", &[
                ("median", Thresholds::PUBLIC.median.into()), ("quartiles", Thresholds::PUBLIC.quartiles.into()),
                ("median-inside", Thresholds::INSIDE.median.into()), ("quartiles-inside", Thresholds::INSIDE.quartiles.into()),
            ])) }
            p class="govuk-body" { (words.t("method-confidential-text")) }
            h2 class="govuk-heading-m" { (words.t("method-sources")) }
            ul class="govuk-list govuk-list--bullet" {
                li { (words.t("method-source-handbook")) }
                li { (words.t("method-source-ampi")) }
                li { (words.t("method-source-quantiles")) }
                li { (words.t("method-source-disclosure")) }
            }
            p class="govuk-body-s m-muted" { (words.with("frame-footer-engine", &[("version", ENGINE_VERSION.into())])) }
        } }
    }
}
