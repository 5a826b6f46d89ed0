//! How one number came about: what each part adds, the formula in words, the answer behind it, and the ways up and down.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};

use super::city::{finality, made_with, way};
use crate::engine::answer::Answer;
use crate::engine::document::{Aggregation, Better, Goalposts, MissingPolicy};
use crate::engine::outlook::NextStep;
use crate::engine::survey::{Body, Child, Node, NodeIx, Question};
use crate::engine::trace::{Contribution, Part};
use crate::lang::{Words, format};
use crate::service::explain::{Explanation, OfNode, OfQuestion, Subject, explain};
use crate::service::{App, registers};
use crate::web::page::Page;
use crate::web::parts::answer::answer;
use crate::web::parts::beside::{beside, has_beside};
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::score;
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}/campaigns/{slug}/cities/{key}/explain/{id}", get(show))
}

async fn show(page: Page, Path((_, slug, key, id)): Path<(String, String, String, String)>) -> Result<Response, Problem> {
    let explanation = explain(&page.app, page.person.as_ref(), &slug, &key, &id).await?;
    let view = View { page: &page, explanation: &explanation, slug: &slug, key: &key };
    let lang = page.lang;
    let seen = &explanation.seen;
    let title = view.title();
    let frame = way(Frame::new(title).section(Section::Compare), &page, &seen.opened.campaign);
    let mut frame = frame.crumb(registers::name(&seen.opened.municipality, lang), path::city(lang, &slug, &key));
    for ix in explanation.above.iter().filter(|ix| seen.visible.node(**ix)) {
        let node = seen.survey().node(*ix);
        frame = frame.crumb(node.title.get(lang), view.address(&node.id));
    }
    Ok(frame.answer(&page, view.main()))
}

/// What every part of the page looks at.
#[derive(Clone, Copy)]
struct View<'a> {
    page: &'a Page,
    explanation: &'a Explanation,
    slug: &'a str,
    key: &'a str,
}

impl View<'_> {
    fn address(self, id: &str) -> String {
        path::explain(self.page.lang, self.slug, self.key, id)
    }

    fn title(self) -> String {
        let survey = self.explanation.seen.survey();
        match &self.explanation.subject {
            Subject::Node(of) => survey.node(of.node).title.get(self.page.lang).to_owned(),
            Subject::Question(of) => survey.question(of.question).text.get(self.page.lang).to_owned(),
        }
    }

    fn main(self) -> Markup {
        let Self { page, explanation, .. } = self;
        let municipality = &explanation.seen.opened.municipality;
        html! {
            span class="govuk-caption-l" { (page.words.with("results-explain-caption", &[("name", registers::name(municipality, page.lang).into())])) }
            h1 class="govuk-heading-l" { (self.title()) }
            (finality(page, &explanation.seen))
            @match &explanation.subject {
                Subject::Node(of) => (self.node(of)),
                Subject::Question(of) => (self.question(of)),
            }
            (made_with(page, &explanation.seen))
        }
    }

    fn node(self, of: &OfNode) -> Markup {
        let Self { page, explanation, .. } = self;
        let (words, lang, seen) = (page.words, page.lang, &explanation.seen);
        let node = seen.survey().node(of.node);
        let result = seen.node(of.node);
        html! {
            @if let Some(description) = &node.description { p class="govuk-body-l" { (description.get(lang)) } }
            div class="m-finding" {
                @match of.trace.score {
                    Some(value) => (words.with("results-explain-score", &[("score", score::value(lang, value, node.maximum).into()), ("end", score::end(lang, node.maximum).into())])),
                    None => (score::remark(words, result.status).unwrap_or_default()),
                }
                @if let Some(level) = result.level { " " strong class={ "govuk-tag " (score::level_class(level)) } { (score::level_title(words, seen.survey(), level)) } }
            }
            (self.in_short(of))
            h2 class="govuk-heading-m" { (words.t("results-explain-how")) }
            p class="govuk-body" { (formula(words, node, of.trace.weights == node.maximum)) " " (words.t(missing_rule(node.missing))) }
            (self.contributions(of))
            @if of.left_out > 0 { p class="govuk-body" { (words.with("results-explain-left-out", &[("count", of.left_out.into())])) } }
            p class="govuk-body-s m-muted" { (words.t("results-explain-rounding")) }
            h2 class="govuk-heading-m" { (words.t("results-explain-sure")) }
            ul class="govuk-list govuk-list--bullet" {
                @if let Some(coverage) = result.coverage {
                    li {
                        (words.with("results-explain-coverage", &[("coverage", score::share(lang, coverage).into())]))
                        @if node.publish_from > 0.0 { " " (words.with("results-explain-published-from", &[("needed", score::share(lang, node.publish_from).into())])) }
                    }
                }
                @match score::bounds(lang, node, result) {
                    Some(bounds) => li { (words.with("results-explain-bounds", &[("bounds", bounds.into())])) },
                    None if result.score.is_some() => li { (words.t("results-explain-no-bounds")) },
                    None => {},
                }
            }
            @if of.node == NodeIx::INDEX && result.level.is_some() { (self.levels()) }
        }
    }

    /// What the node does for the whole, and where it loses most.
    fn in_short(self, of: &OfNode) -> Markup {
        let (words, lang, survey) = (self.page.words, self.page.lang, self.explanation.seen.survey());
        let lost = |entry: &&Contribution| entry.could_add - entry.adds;
        // Of equals the first of the questionnaire.
        let most = of.trace.contributions.iter().rev().max_by(|a, b| lost(a).total_cmp(&lost(b))).filter(|entry| lost(entry) > 0.0);
        html! {
            p class="govuk-body" {
                @if let Some((adds, could_add)) = of.in_index { (adds_to_index(words, adds, could_add)) " " }
                @if let Some(entry) = most {
                    @let title = match entry.child {
                        Child::Node(ix) => survey.node(ix).title.get(lang),
                        Child::Question(ix) => survey.question(ix).text.get(lang),
                    };
                    (words.with("results-explain-most", &[("part", title.into()), ("points", format::number(lang, lost(&entry), 2).into())]))
                }
            }
        }
    }

    fn contributions(self, of: &OfNode) -> Markup {
        let Self { page, explanation, .. } = self;
        let (words, lang) = (page.words, page.lang);
        let node = explanation.seen.survey().node(of.node);
        let is_mean = node.aggregation != Aggregation::Sum;
        let number = |key: &'static str| html! { th scope="col" class="govuk-table__header govuk-table__header--numeric" { (words.t(key)) } };
        let fine = |value: f64| format::number(lang, value, 2);
        let figure = |text: String| html! { td class="govuk-table__cell govuk-table__cell--numeric" { (text) } };
        let total = of.trace.score.map(fine).unwrap_or_else(|| "–".to_owned());
        html! {
            div class="m-scroll" role="region" aria-labelledby="parts" tabindex="0" {
                table class="govuk-table" {
                    caption class="govuk-table__caption govuk-table__caption--m" id="parts" { (words.t("results-explain-parts")) }
                    thead class="govuk-table__head" {
                        tr class="govuk-table__row" {
                            th scope="col" class="govuk-table__header" { (words.t("results-explain-part")) }
                            (number("measure-score"))
                            @if is_mean { (number("results-explain-weight")) (number("results-explain-share")) }
                            (number("results-explain-adds")) (number("results-explain-could-add"))
                        }
                    }
                    tbody class="govuk-table__body" {
                        @for entry in &of.trace.contributions { (self.contribution(entry, is_mean)) }
                        @if of.trace.imbalance != 0.0 {
                            tr class="govuk-table__row" {
                                th scope="row" class="govuk-table__header" { (words.t("results-explain-imbalance")) }
                                (figure("–".to_owned())) (figure("–".to_owned())) (figure("–".to_owned()))
                                (figure(fine(of.trace.imbalance))) (figure("–".to_owned()))
                            }
                        }
                    }
                    tfoot {
                        tr class="govuk-table__row" {
                            th scope="row" class="govuk-table__header" { (words.t("results-explain-sum")) }
                            (figure(String::new()))
                            @if is_mean { (figure(String::new())) (figure(String::new())) }
                            td class="govuk-table__cell govuk-table__cell--numeric" { strong { (total) } }
                            (figure(String::new()))
                        }
                    }
                }
            }
        }
    }

    fn contribution(self, entry: &Contribution, is_mean: bool) -> Markup {
        let Self { page, explanation, .. } = self;
        let (words, lang, survey) = (page.words, page.lang, explanation.seen.survey());
        let (id, title) = match entry.child {
            Child::Node(ix) => (&survey.node(ix).id, survey.node(ix).title.get(lang)),
            Child::Question(ix) => (&survey.question(ix).id, survey.question(ix).text.get(lang)),
        };
        let value = match (entry.value, entry.part) {
            (Some(value), _) => format!("{} / {}", score::value(lang, value, entry.maximum), score::end(lang, entry.maximum)),
            (None, Part::Excluded) => words.t("results-not-applicable").into_owned(),
            (None, Part::Missing | Part::Counted) => words.t("measure-none").into_owned(),
        };
        let fine = |value: f64| format::number(lang, value, 2);
        let counts = entry.share > 0.0;
        let figure = |text: String| html! { td class="govuk-table__cell govuk-table__cell--numeric" { @if counts { (text) } @else { "–" } } };
        html! {
            tr class="govuk-table__row" {
                th scope="row" class="govuk-table__header" { a class="govuk-link" href=(self.address(id)) { (title) } }
                td class="govuk-table__cell govuk-table__cell--numeric" { (value) }
                @if is_mean {
                    td class="govuk-table__cell govuk-table__cell--numeric" { (format::short(lang, entry.weight, 2)) }
                    (figure(format::percent(lang, entry.share * 100.0, 1)))
                }
                (figure(fine(entry.adds)))
                (figure(fine(entry.could_add)))
            }
        }
    }

    fn levels(self) -> Markup {
        let Self { page, explanation, .. } = self;
        let (words, lang, seen) = (page.words, page.lang, &explanation.seen);
        let gate =
            |number| seen.scored.gates.iter().find(|gate| gate.level == number && gate.level.0 > 1).and_then(|gate| seen.open_gate(gate)?.shares);
        html! {
            h2 class="govuk-heading-m" { (words.t("results-explain-levels")) }
            p class="govuk-body" { (words.t("results-explain-levels-text")) }
            ul class="govuk-list govuk-list--bullet" {
                @for level in &seen.survey().levels {
                    li {
                        (words.with("results-explain-level", &[
                            ("level", score::level_title(words, seen.survey(), level.number).into()), ("from", format::percent(lang, level.from, 0).into()),
                        ]))
                        @if let Some((met, needed)) = gate(level.number) {
                            " " (words.with("results-explain-gate", &[("met", score::share(lang, met).into()), ("needed", score::share(lang, needed).into())]))
                        }
                    }
                }
            }
        }
    }

    fn question(self, of: &OfQuestion) -> Markup {
        let Self { page, explanation, .. } = self;
        let (words, lang, survey) = (page.words, page.lang, explanation.seen.survey());
        let question = survey.question(of.question);
        let dimension = survey.node(question.dimension);
        let files = path::files(lang, explanation.seen.opened.assessment.id, &dimension.id, &question.id);
        let row = |key: &str, value: Markup| {
            html! {
                div class="govuk-summary-list__row govuk-summary-list__row--no-actions" {
                    dt class="govuk-summary-list__key" { (key) } dd class="govuk-summary-list__value" { (value) }
                }
            }
        };
        html! {
            dl class="govuk-summary-list" {
                (row(&words.t("thing-answer"), self.given(question, of)))
                @if let Some(record) = of.record.as_ref().filter(|record| has_beside(record)) {
                    (row(&words.t("results-beside"), beside(words, &files, record)))
                }
                @if let Some(author) = &of.author { (row(&words.t("results-author"), html! { (author) })) }
                @if let Some(record) = &of.record { (row(&words.t("results-at"), html! { (format::date_time(lang, record.at)) })) }
                (row(&words.t("results-explain-worth"), html! { (worth(words, question, of)) }))
                @if let Some(entry) = of.contribution.as_ref().filter(|entry| entry.share > 0.0 && dimension.is_additive()) {
                    (row(&words.t("results-explain-adds-here"), html! {
                        (words.with("results-explain-adds-text", &[
                            ("adds", format::number(lang, entry.adds, 2).into()), ("could", format::number(lang, entry.could_add, 2).into()),
                            ("dimension", dimension.title.get(lang).into()),
                        ]))
                        @if let Some((adds, could_add)) = of.outlook.adds { " " (adds_to_index(words, adds, could_add)) }
                    }))
                }
                @if let Some(next) = &of.outlook.next { (row(&words.t("results-explain-next"), self.next_step(question, next))) }
                @if let Some((gate, is_met)) = of.outlook.requirement {
                    (row(&words.t("results-explain-requirement"), html! {
                        (words.with("results-explain-requirement-text", &[
                            ("level", score::level_title(words, survey, gate.level).into()), ("percent", format::percent(lang, gate.at_least, 0).into()),
                        ]))
                        " " (words.t(if is_met { "results-explain-requirement-met" } else { "results-explain-requirement-open" }))
                    }))
                }
            }
            p class="govuk-body" { a class="govuk-link" href=(self.address(&dimension.id)) { (words.with("results-explain-up", &[("name", dimension.title.get(lang).into())])) } }
            (scale(words, question))
            @if let Some(definition) = &question.definition {
                h2 class="govuk-heading-m" { (words.t("results-explain-definition")) }
                p class="govuk-body" { (definition.get(lang)) }
            }
            @if let Some(step) = explanation.seen.percent(of.question).and_then(|percent| question.recommendation(percent.0)) {
                h2 class="govuk-heading-m" { (words.t("results-steps")) }
                p class="govuk-body" { (step.text.get(lang)) " (" (words.with("results-step-effort", &[("days", step.effort.into())])) ")" }
            }
        }
    }

    /// The next better answer, what it costs and what it brings.
    fn next_step(self, question: &Question, next: &NextStep) -> Markup {
        let (words, lang) = (self.page.words, self.page.lang);
        html! {
            (answer(words, question, &Answer::Answered(next.rise.value.clone())))
            p class="govuk-body-s m-flush" {
                (words.with("results-step-effort", &[("days", next.rise.effort.into())]))
                @if next.rise.estimated { " (" (words.t("results-explain-next-estimated")) ")" }
                @if let Some(gain) = next.gain { " · " (words.with("results-explain-next-gain", &[("gain", format::difference(lang, gain, 2).into())])) }
            }
        }
    }

    /// The answer as the viewer may read it: free text and reasons stay inside.
    fn given(self, question: &Question, of: &OfQuestion) -> Markup {
        let words = self.page.words;
        let inside = self.explanation.seen.inside;
        html! {
            @if !of.is_asked { (words.t("results-not-asked")) }
            @else {
                @match &of.answer {
                    Answer::NotApplicable(_) if !inside => (words.t("state-not-applicable")),
                    Answer::Answered(_) if !inside && matches!(question.body, Body::Text { .. }) => (words.t("results-text-inside")),
                    given => (answer(words, question, given)),
                }
            }
        }
    }
}

fn adds_to_index(words: Words, adds: f64, could_add: f64) -> String {
    let number = |value: f64| format::number(words.lang, value, 2);
    words.with("results-explain-adds-index", &[("adds", number(adds).into()), ("could", number(could_add).into())])
}

fn formula(words: Words, node: &Node, complete: bool) -> String {
    let key = match node.aggregation {
        Aggregation::Mean => "results-formula-mean",
        Aggregation::Sum if complete => "results-formula-sum",
        Aggregation::Sum => "results-formula-sum-part",
        Aggregation::Geometric => "results-formula-geometric",
        Aggregation::Harmonic => "results-formula-harmonic",
        Aggregation::Power => {
            let power = format::short(words.lang, node.power.unwrap_or(1.0), 2);
            return words.with("results-formula-power", &[("power", power.into())]);
        }
        Aggregation::Minimum => "results-formula-minimum",
        Aggregation::Ampi => "results-formula-ampi",
    };
    words.t(key).into_owned()
}

fn missing_rule(missing: MissingPolicy) -> &'static str {
    match missing {
        MissingPolicy::Drop => "results-formula-drop",
        MissingPolicy::Zero => "results-formula-zero",
        MissingPolicy::None => "results-formula-none",
    }
}

/// What an answer is worth, in words.
fn worth(words: Words, question: &Question, of: &OfQuestion) -> String {
    let lang = words.lang;
    match of.cell {
        None => words.t("results-worth-unscored").into_owned(),
        Some(cell) => match cell.get() {
            Some(points) => words.with(
                "results-worth",
                &[("points", score::value(lang, points, question.maximum).into()), ("end", score::end(lang, question.maximum).into())],
            ),
            None if cell.is_expected() => words.t("results-worth-missing").into_owned(),
            None => words.t("results-worth-excluded").into_owned(),
        },
    }
}

/// How answers to a question become points.
fn scale(words: Words, question: &Question) -> Markup {
    let lang = words.lang;
    let heading = html! { h2 class="govuk-heading-m" { (words.t("results-scale")) } };
    match &question.body {
        Body::Choice(options) | Body::Several(options) if question.scored => html! {
            (heading)
            @if matches!(question.body, Body::Several(_)) {
                p class="govuk-body" { (words.with("results-scale-several", &[("end", score::end(lang, question.maximum).into())])) }
            }
            table class="govuk-table" {
                caption class="govuk-table__caption govuk-visually-hidden" { (words.t("results-scale-caption")) }
                thead class="govuk-table__head" {
                    tr class="govuk-table__row" {
                        th scope="col" class="govuk-table__header" { (words.t("thing-answer")) }
                        th scope="col" class="govuk-table__header govuk-table__header--numeric" { (words.t("results-points")) }
                    }
                }
                tbody class="govuk-table__body" {
                    @for option in options {
                        tr class="govuk-table__row" {
                            td class="govuk-table__cell" { (option.label.get(lang)) }
                            td class="govuk-table__cell govuk-table__cell--numeric" { (option.points.map(|points| format::short(lang, points, 2)).unwrap_or_default()) }
                        }
                    }
                }
            }
        },
        Body::Number(body) => html! { @if let Some(posts) = body.goalposts.filter(|_| question.scored) { (heading) (goalposts(words, posts)) } },
        Body::Share(body) => html! { @if let Some(posts) = body.goalposts.filter(|_| question.scored) { (heading) (goalposts(words, posts)) } },
        _ => html! {},
    }
}

fn goalposts(words: Words, posts: Goalposts) -> Markup {
    let (worst, best) = match posts.better {
        Better::More => (posts.low, posts.high),
        Better::Less => (posts.high, posts.low),
    };
    let number = |value: f64| format::short(words.lang, value, 2);
    html! { p class="govuk-body" { (words.with("results-scale-goalposts", &[("worst", number(worst).into()), ("best", number(best).into())])) } }
}
