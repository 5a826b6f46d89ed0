//! Answers in words.

use maud::{Markup, html};
use rust_decimal::prelude::ToPrimitive;

use crate::engine::answer::{Answer, Value};
use crate::engine::survey::{Body, Question, ShareBody};
use crate::lang::{Lang, Words, format};

/// An answer as a person reads it, with its unit; lists are lists.
pub(in crate::web) fn answer(words: Words, question: &Question, answer: &Answer) -> Markup {
    html! {
        @match answer {
            Answer::NotAnswered => span class="m-muted" { (words.t("state-not-answered")) },
            Answer::DoNotKnow => (words.t("state-do-not-know")),
            Answer::NotApplicable(reason) => { (words.t("state-not-applicable")) ": " (lines(reason)) },
            Answer::Answered(given) => (value(words, question, given)),
        }
    }
}

fn value(words: Words, question: &Question, value: &Value) -> Markup {
    let label = |option: &str| question.option(option).map_or(option, |option| option.label.get(words.lang)).to_owned();
    html! {
        @match (value, &question.body) {
            (Value::Choice(option), _) => (label(option)),
            (Value::Choices(options), _) => ul class="govuk-list govuk-list--bullet m-flush" { @for option in options { li { (label(option)) } } },
            (Value::Reasons(reasons), body) => {
                ol class="govuk-list govuk-list--number m-flush" {
                    @for reason in reasons {
                        li { (label(&reason.option)) @if let Some(basis) = &reason.basis { " – " (basis_label(words.lang, body, basis)) } }
                    }
                }
            },
            (Value::Text(text), _) => (lines(text)),
            (value, _) => (figure(words, question, value).unwrap_or_default()),
        }
    }
}

/// An answer in one line, for the label of a choice.
pub(in crate::web) fn one_line(words: Words, question: &Question, answer: &Answer) -> String {
    let label = |option: &str| question.option(option).map_or(option, |option| option.label.get(words.lang)).to_owned();
    match answer {
        Answer::NotAnswered => words.t("state-not-answered").into_owned(),
        Answer::DoNotKnow => words.t("state-do-not-know").into_owned(),
        Answer::NotApplicable(reason) => format!("{}: {reason}", words.t("state-not-applicable")),
        Answer::Answered(value) => match value {
            Value::Choice(option) => label(option),
            Value::Choices(options) => options.iter().map(|option| label(option)).collect::<Vec<_>>().join("; "),
            Value::Reasons(reasons) => reasons.iter().map(|reason| label(&reason.option)).collect::<Vec<_>>().join("; "),
            Value::Text(text) => text.clone(),
            value => figure(words, question, value).unwrap_or_default(),
        },
    }
}

/// A number, a share or a date as it was understood; none for other values.
pub(in crate::web) fn figure(words: Words, question: &Question, value: &Value) -> Option<String> {
    let lang = words.lang;
    match (value, &question.body) {
        (Value::Number(number), Body::Number(body)) => {
            let unit = body.unit.as_ref().map(|unit| format!("\u{a0}{}", unit.get(lang))).unwrap_or_default();
            Some(format::decimal(lang, number) + &unit)
        }
        (Value::Share { numerator, denominator, date }, Body::Share(body)) => {
            let share = body.per * numerator.to_f64()? / denominator.to_f64()?;
            let (numerator, denominator) = (format::decimal(lang, numerator), format::decimal(lang, denominator));
            let args = [("share", with_unit(lang, body, share).into()), ("numerator", numerator.into()), ("denominator", denominator.into())];
            let share = words.with("fill-in-share", &args);
            Some(match date {
                Some(date) => words.with("fill-in-share-date", &[("share", share.into()), ("date", format::date(lang, *date).into())]),
                None => share,
            })
        }
        (Value::Date(date), _) => Some(format::date(lang, *date)),
        _ => None,
    }
}

fn with_unit(lang: Lang, body: &ShareBody, share: f64) -> String {
    let number = format::short(lang, share, 2);
    match body.unit.get(lang) {
        "%" => number + "%",
        unit => format!("{number}\u{a0}{unit}"),
    }
}

fn basis_label(lang: Lang, body: &Body, basis: &str) -> String {
    let Body::Reasons { bases, .. } = body else { return basis.to_owned() };
    bases.iter().find(|known| known.id == basis).map_or(basis, |known| known.label.get(lang)).to_owned()
}

/// Text with its line ends.
pub(in crate::web) fn lines(text: &str) -> Markup {
    html! { @for (at, line) in text.split('\n').enumerate() { @if at > 0 { br; } (line) } }
}
