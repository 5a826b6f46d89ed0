//! What should be looked at before an assessment is handed in, by weight, each with the way to the question.

use maud::{Markup, html};

use crate::engine::quality::Severity;
use crate::lang::format;
use crate::service::assessments::Opened;
use crate::service::fill_in::{Check, Concern, Contradiction, QuestionPage};
use crate::web::page::Page;
use crate::web::parts::question::anchor;
use crate::web::path;

/// The list, in three parts; nothing if nothing is remarkable.
pub(super) fn list(page: &Page, opened: &Opened, checks: &[Check]) -> Markup {
    let parts = [(Severity::Confirm, "checks-confirm-title"), (Severity::Check, "checks-check-title"), (Severity::Hint, "checks-hint-title")];
    html! {
        @for (severity, title) in parts {
            @let of_part: Vec<&Check> = checks.iter().filter(|check| check.severity == severity).collect();
            @if !of_part.is_empty() {
                h2 class="govuk-heading-m" { (page.words.t(title)) }
                ul class="govuk-list govuk-list--bullet" { @for check in of_part { li { (one(page, opened, check)) } } }
            }
        }
    }
}

fn one(page: &Page, opened: &Opened, check: &Check) -> Markup {
    let question = opened.survey.question(check.question);
    let section = opened.survey.node(check.section);
    let address = path::section(page.lang, opened.assessment.id, &section.id, check.page) + "#" + &anchor(question);
    let label = page.words.with("checks-question", &[("section", section.short.get(page.lang).into()), ("number", check.number.into())]);
    html! { a class="govuk-link" href=(address) { (label) } ": " (words(page, &check.concern)) }
}

fn words(page: &Page, concern: &Concern) -> String {
    let number = |value: f64| format::short(page.lang, value, 2).into();
    match concern {
        Concern::Contradiction(text) => text.get(page.lang).to_owned(),
        Concern::UnlikeBefore { before, now } => page.words.with("checks-unlike-before", &[("now", number(*now)), ("before", number(*before))]),
        Concern::UnlikePeers(peers) => page.words.with("checks-unlike-peers", &[("peers", (*peers).into())]),
        Concern::LevelWithoutEvidence(level) => page.words.with("checks-without-evidence", &[("level", u32::from(*level).into())]),
    }
}

/// The contradictions of a section above its questions: those on the page and those on others.
pub(super) fn contradictions(page: &Page, view: &QuestionPage) -> Markup {
    let (survey, section) = (&view.opened.survey, view.section());
    let dimension = &survey.node(section.node).id;
    let entry = |found: &Contradiction| {
        let question = survey.question(found.question);
        let number = section.items().find(|item| item.question == found.question).map_or(0, |item| item.number);
        let address = path::section(page.lang, view.opened.assessment.id, dimension, section.page_of(found.question)) + "#" + &anchor(question);
        let label = page.words.with("checks-number", &[("number", number.into())]);
        html! { a class="govuk-link" href=(address) { (label) } ": " (found.message.get(page.lang)) }
    };
    html! {
        @if !view.contradictions.is_empty() {
            div class="govuk-inset-text" role="status" {
                p class="govuk-body" { strong { (page.words.t("checks-contradictions")) } }
                ul class="govuk-list govuk-list--bullet m-flush" { @for found in &view.contradictions { li { (entry(found)) } } }
            }
        }
    }
}
