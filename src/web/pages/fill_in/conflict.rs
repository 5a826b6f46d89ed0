//! Two answers to one question: side by side with what both began from, who gave them and when, and the choice between them (C1, C6).

use jiff::Timestamp;
use maud::{Markup, html};

use super::who;
use crate::engine::answer::{Answer, Value};
use crate::engine::survey::{Body, Question};
use crate::lang::{Arg, format};
use crate::service::fill_in::{AnswerRecord, Asked, Change, Part};
use crate::web::page::Page;
use crate::web::parts::answer::{answer, lines};
use crate::web::parts::beside::beside;
use crate::web::parts::field::error_message;
use crate::web::parts::question::{PartError, control};

/// Both answers side by side, and the choice between them.
pub(super) fn conflict(page: &Page, files: &str, question: &Question, asked: &Asked, theirs: &Change, errors: &[PartError]) -> Markup {
    let words = page.words;
    html! {
        h2 class="govuk-heading-m" { (words.with("fill-in-conflict-heading", &[("number", asked.item.number.into())])) }
        p class="govuk-body" { (words.t("fill-in-conflict-text")) }
        div class="m-compare" {
            section class="m-compare__side" {
                h3 class="govuk-heading-s" { (words.t("fill-in-conflict-mine")) }
                div class="govuk-body m-break" { (typed_words(page, files, question, asked)) }
            }
            section class="m-compare__side" {
                h3 class="govuk-heading-s" { (words.with("fill-in-conflict-theirs", &when(page, theirs))) }
                @if let Some(record) = &asked.record { (kept_words(page, files, question, record)) }
            }
            @if let Some((record, change)) = &asked.earlier {
                section class="m-compare__side" {
                    h3 class="govuk-heading-s" { (words.with("history-conflict-earlier", &when(page, change))) }
                    (kept_words(page, files, question, record))
                }
            }
        }
        (difference(page, question, asked))
        input type="hidden" name={ "a:" (question.id) ":conflict" } value="1";
        (choice(page, question, asked, theirs, errors))
    }
}

fn when(page: &Page, change: &Change) -> [(&'static str, Arg<'static>); 2] {
    [("who", who(page, change).into()), ("time", format::date_time(page.lang, change.at).into())]
}

fn kept_words(page: &Page, files: &str, question: &Question, record: &AnswerRecord) -> Markup {
    html! {
        div class="govuk-body m-break" { (answer(page.words, question, &record.answer)) }
        (beside(page.words, files, record))
    }
}

/// Of an answer with several options: which ones both have, and which only one of them. Never joined without asking.
fn difference(page: &Page, question: &Question, asked: &Asked) -> Markup {
    let (Body::Several(options), Some(record)) = (&question.body, &asked.record) else { return html! {} };
    let none = Vec::new();
    let theirs = match &record.answer {
        Answer::Answered(Value::Choices(options)) => options,
        _ => &none,
    };
    let mine = &asked.typed.options;
    let groups = [("history-conflict-both", true, true), ("history-conflict-only-mine", true, false), ("history-conflict-only-theirs", false, true)];
    html! {
        dl class="govuk-summary-list" {
            @for (key, in_mine, in_theirs) in groups {
                @let labels: Vec<&str> = options.iter()
                    .filter(|option| mine.contains(&option.id) == in_mine && theirs.contains(&option.id) == in_theirs)
                    .map(|option| option.label.get(page.lang)).collect();
                div class="govuk-summary-list__row govuk-summary-list__row--no-actions" {
                    dt class="govuk-summary-list__key" { (page.words.t(key)) }
                    dd class="govuk-summary-list__value" { @if labels.is_empty() { "–" } @else { (labels.join("; ")) } }
                }
            }
        }
    }
}

/// A button for each answer: pressing it keeps that one and saves the page.
fn choice(page: &Page, question: &Question, asked: &Asked, theirs: &Change, errors: &[PartError]) -> Markup {
    let words = page.words;
    let (id, name) = (control(question, Part::Keep), format!("a:{}:keep", question.id));
    let error = errors.iter().find(|error| error.part == Part::Keep).map(|error| error.text.as_str());
    let error_id = format!("{id}-error");
    let of_question = words.with("evidence-of-question", &[("number", asked.item.number.into())]);
    let button = |id: &str, value: &str, text: &str| {
        html! {
            button class="govuk-button govuk-button--secondary" id=(id) type="submit" name=(name) value=(value) {
                (text) span class="govuk-visually-hidden" { " " (of_question) }
            }
        }
    };
    html! {
        div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
            fieldset class="govuk-fieldset" aria-describedby=[error.map(|_| &error_id)] {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { (words.t("fill-in-keep")) }
                (error_message(&id, &words.t("frame-error-prefix"), error))
                div class="govuk-button-group" {
                    (button(&id, "mine", &words.t("fill-in-keep-mine")))
                    (button(&format!("{id}-theirs"), "theirs", &words.with("fill-in-keep-theirs", &[("who", who(page, theirs).into())])))
                }
            }
        }
    }
}

/// What was typed, as an answer if it is one, and what stands beside it.
pub(super) fn typed_words(page: &Page, files: &str, question: &Question, asked: &Asked) -> Markup {
    let typed = &asked.typed;
    let raw = || {
        let parts = [&typed.text, &typed.numerator, &typed.denominator, &typed.date, &typed.reason];
        let ranked = typed.ranked.iter().filter(|ranked| !ranked.rank.is_empty()).map(|ranked| format!("{}. {}", ranked.rank, ranked.option));
        let answer = parts.into_iter().filter(|part| !part.is_empty()).cloned().chain(typed.options.iter().cloned()).chain(ranked);
        let beside = [&typed.note, &typed.source, &typed.as_of, &typed.links, &typed.contest].into_iter().filter(|part| !part.is_empty()).cloned();
        answer.chain(beside).collect::<Vec<_>>().join("\n")
    };
    html! {
        @match typed.read(question, asked.record.as_ref()) {
            Ok(given) => {
                @let read = given.after(None, None, None, Timestamp::UNIX_EPOCH);
                (answer(page.words, question, &read.answer))
                (beside(page.words, files, &read))
                @if !typed.contest.is_empty() { p class="govuk-body-s m-muted m-flush m-break" { (page.words.t("public-data-contest-reason")) ": " (lines(&typed.contest)) } }
            },
            Err(_) => (lines(&raw())),
        }
    }
}
