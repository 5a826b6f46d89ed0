//! One question as a reader sees it: what is asked, what may be answered, what it is worth, how to find the answer, what follows from it.

use maud::{Markup, html};

use crate::engine::document::{Better, Goalposts, Kind};
use crate::engine::survey::{Body, OptionItem, Question, QuestionIx, Survey};
use crate::lang::{Text, format};
use crate::web::page::Page;

pub(super) fn shown(page: &Page, survey: &Survey, ix: QuestionIx) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let question = survey.question(ix);
    let heading = format!("{}-title", question.id);
    html! {
        section class="m-question" aria-labelledby=(heading) {
            h2 class="govuk-heading-m" id=(heading) { (ix.0 + 1) ". " (question.text.get(lang)) }
            @if let Some(hint) = &question.hint { p class="govuk-hint" { (hint.get(lang)) } }
            (facts(page, question))
            (answers(page, question))
            @if let Some(condition) = &question.relevant {
                p class="govuk-body-s" { (words.t("questionnaire-relevant")) " " code class="m-code" { (condition.source()) } }
            }
            (guidance(page, question))
            (steps(page, question))
            (frameworks(page, survey, question))
        }
    }
}

const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::OneOf => "questionnaire-kind-one-of",
        Kind::SeveralOf => "questionnaire-kind-several-of",
        Kind::Ladder => "questionnaire-kind-ladder",
        Kind::YesNo => "questionnaire-kind-yes-no",
        Kind::Number => "questionnaire-kind-number",
        Kind::Share => "questionnaire-kind-share",
        Kind::Date => "questionnaire-kind-date",
        Kind::Text => "questionnaire-kind-text",
        Kind::LongText => "questionnaire-kind-long-text",
        Kind::Reasons => "questionnaire-kind-reasons",
    }
}

/// Kind, weight, and what is special about the question.
fn facts(page: &Page, question: &Question) -> Markup {
    let (words, lang) = (page.words, page.lang);
    html! {
        p class="govuk-body-s m-muted" {
            (words.t(kind_key(question.kind)))
            " · "
            @if question.scored {
                (words.with("questionnaire-weight", &[("weight", format::short(lang, question.weight, 2).into())]))
            } @else { (words.t("questionnaire-not-scored")) }
            @if !question.may_be_not_applicable { " · " (words.t("questionnaire-always-applies")) }
            @if let Some(gate) = question.gate {
                " · " (words.with("questionnaire-gate", &[("level", gate.level.to_string().into()), ("least", format::percent(lang, gate.at_least, 0).into())]))
            }
            @if question.confidential { " · " strong class="govuk-tag govuk-tag--grey" { (words.t("questionnaire-confidential")) } }
        }
    }
}

fn answers(page: &Page, question: &Question) -> Markup {
    let (words, lang) = (page.words, page.lang);
    match &question.body {
        Body::Choice(list) | Body::Several(list) => options(page, list),
        Body::Reasons { options: list, bases } => html! {
            (options(page, list))
            @if !bases.is_empty() {
                p class="govuk-body" { (words.t("questionnaire-bases")) }
                ul class="govuk-list govuk-list--bullet" { @for basis in bases { li { (basis.label.get(lang)) } } }
            }
        },
        Body::Number(body) => html! {
            @if let Some(unit) = &body.unit { p class="govuk-body" { (words.with("questionnaire-unit", &[("unit", unit.get(lang).into())])) } }
            (goalposts(page, body.goalposts, body.unit.as_ref()))
        },
        Body::Share(body) => html! {
            p class="govuk-body" {
                (words.with("questionnaire-share-of", &[
                    ("numerator", body.numerator.get(lang).into()),
                    ("denominator", body.denominator.get(lang).into()),
                    ("unit", body.unit.get(lang).into()),
                ]))
            }
            (goalposts(page, body.goalposts, Some(&body.unit)))
        },
        Body::Date | Body::Text { .. } => html! {},
    }
}

fn options(page: &Page, options: &[OptionItem]) -> Markup {
    html! {
        ul class="govuk-list govuk-list--bullet" {
            @for option in options {
                li {
                    (option.label.get(page.lang))
                    @if let Some(points) = option.points {
                        " " span class="m-muted m-nowrap" { "– " (page.words.with("count-points", &[("count", points.into())])) }
                    }
                }
            }
        }
    }
}

/// Between which ends a number is scored.
fn goalposts(page: &Page, goalposts: Option<Goalposts>, unit: Option<&Text>) -> Markup {
    let Some(Goalposts { low, high, better }) = goalposts else { return html! {} };
    let unit = unit.map(|unit| format!("\u{a0}{}", unit.get(page.lang))).unwrap_or_default();
    let number = |value: f64| format!("{}{unit}", format::short(page.lang, value, 3));
    let (none, full) = match better {
        Better::More => (number(low), number(high)),
        Better::Less => (number(high), number(low)),
    };
    html! { p class="govuk-body" { (page.words.with("questionnaire-goalposts", &[("none", none.into()), ("full", full.into())])) } }
}

/// How to answer: what counts, where it stands, who knows.
fn guidance(page: &Page, question: &Question) -> Markup {
    let words = page.words;
    let entries: Vec<_> = [
        (words.t("questionnaire-definition"), &question.definition),
        (words.t("questionnaire-where-found"), &question.where_found),
        (words.t("questionnaire-respondent"), &question.respondent),
        (words.t("questionnaire-example"), &question.example),
        (words.t("questionnaire-evidence"), &question.evidence),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some((name, text.as_ref()?)))
    .collect();
    html! {
        @if !entries.is_empty() {
            details class="govuk-details" {
                summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (words.t("questionnaire-how-to-answer")) } }
                div class="govuk-details__text" {
                    @for (name, text) in entries { p class="govuk-body" { strong { (name) ":" } " " (text.get(page.lang)) } }
                }
            }
        }
    }
}

fn steps(page: &Page, question: &Question) -> Markup {
    let (words, lang) = (page.words, page.lang);
    html! {
        @if !question.recommendations.is_empty() {
            details class="govuk-details" {
                summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (words.t("questionnaire-steps")) } }
                ul class="govuk-details__text govuk-list govuk-list--spaced" {
                    @for step in &question.recommendations {
                        li {
                            strong { (words.with("questionnaire-step-below", &[("below", format::percent(lang, step.below, 0).into())])) }
                            " " (step.text.get(lang)) " "
                            span class="m-muted" { (words.with("questionnaire-effort", &[("days", step.effort.into())])) }
                        }
                    }
                }
            }
        }
    }
}

/// Which public frameworks the answer also serves.
fn frameworks(page: &Page, survey: &Survey, question: &Question) -> Markup {
    let lang = page.lang;
    html! {
        @if !question.crosswalk.is_empty() {
            details class="govuk-details" {
                summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (page.words.t("questionnaire-frameworks")) } }
                ul class="govuk-details__text govuk-list govuk-list--spaced" {
                    @for (id, categories) in &question.crosswalk {
                        @if let Some(framework) = survey.frameworks.iter().find(|framework| framework.id == *id) {
                            @let named = framework.categories.iter().filter(|(category, _)| categories.contains(category));
                            li { strong { (framework.title.get(lang)) } @for (_, title) in named { "; " (title.get(lang)) } }
                        }
                    }
                }
            }
        }
    }
}
