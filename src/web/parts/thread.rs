//! What experts and a municipality have said about one answer.

use maud::{Markup, html};

use super::answer::{answer, lines};
use crate::engine::survey::Question;
use crate::lang::{Words, format};
use crate::service::review::{EntryKind, Said, Thread};

/// The tag of what somebody says, and its colour.
const fn tag(kind: EntryKind) -> (&'static str, &'static str) {
    match kind {
        EntryKind::Confirmed => ("govuk-tag--green", "review-kind-confirmed"),
        EntryKind::Doubtful => ("govuk-tag--yellow", "review-kind-doubtful"),
        EntryKind::Proposed => ("govuk-tag--yellow", "review-kind-proposed"),
        EntryKind::Accepted => ("govuk-tag--green", "review-kind-accepted"),
        EntryKind::Replied => ("govuk-tag--blue", "review-kind-replied"),
    }
}

/// What somebody says, as a tag.
pub(in crate::web) fn kind(words: Words, kind: EntryKind) -> Markup {
    let (class, key) = tag(kind);
    html! { strong class={ "govuk-tag " (class) } { (words.t(key)) } }
}

/// The conversation about an answer; `now` is the version of the answer that is kept.
pub(in crate::web) fn thread(words: Words, question: &Question, thread: &Thread, now: i64) -> Markup {
    html! { ol class="m-cards" { @for said in &thread.0 { (line(words, question, said, now)) } } }
}

fn line(words: Words, question: &Question, said: &Said, now: i64) -> Markup {
    let entry = &said.entry;
    let by = said.by.clone().unwrap_or_else(|| words.t("review-somebody").into_owned());
    html! {
        li class="m-card" {
            p class="govuk-body-s m-flush" { (kind(words, entry.kind)) " " (by) ", " (format::date_time(words.lang, entry.at)) }
            @if let Some(proposal) = &entry.proposal {
                div class="govuk-body m-break m-flush" { strong { (words.t("review-value")) } " " (answer(words, question, proposal)) }
            }
            @if !entry.remark.is_empty() { p class="govuk-body m-break m-flush" { (lines(&entry.remark)) } }
            @if entry.answer_version != now { p class="govuk-body-s m-muted m-flush" { (words.t("review-about-earlier")) } }
        }
    }
}
