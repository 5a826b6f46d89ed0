//! What stands beside an answer: the note, where it comes from, the day it describes, how firmly it is backed, links and files.

use maud::{Markup, html};

use super::answer::{answer, lines};
use super::public::standing;
use crate::engine::survey::Question;
use crate::lang::{Lang, Words, format};
use crate::service::fill_in::{AnswerRecord, Evidence, EvidenceFile, EvidenceGrade};

/// An answer as it is kept, with everything beside it; or that there is none. `files` as in [`beside`].
pub(in crate::web) fn kept(words: Words, question: &Question, files: &str, record: Option<&AnswerRecord>) -> Markup {
    html! {
        @match record {
            Some(record) => { (answer(words, question, &record.answer)) (beside(words, files, record)) },
            None => span class="m-muted" { (words.t("state-not-answered")) },
        }
    }
}

/// Whether anything stands beside an answer.
pub(in crate::web) const fn has_beside(record: &AnswerRecord) -> bool {
    let AnswerRecord { note, source, as_of, grade, evidence, public, .. } = record;
    public.is_some() || !note.is_empty() || !source.is_empty() || as_of.is_some() || grade.is_some() || !evidence.is_empty()
}

/// Everything that stands beside an answer; nothing if there is nothing. `files` is the address under which its files are.
pub(in crate::web) fn beside(words: Words, files: &str, record: &AnswerRecord) -> Markup {
    html! {
        @if let Some(standing) = standing(words, record) { p class="govuk-body-s m-muted m-flush m-break" { (lines(&standing)) } }
        @if !record.note.is_empty() { (line(words, "fill-in-note", &lines(&record.note))) }
        @if !record.source.is_empty() { (line(words, "evidence-source", &html! { (record.source) })) }
        @if let Some(day) = record.as_of { (line(words, "evidence-as-of", &html! { (format::date(words.lang, day)) })) }
        @if let Some(grade) = record.grade { (line(words, "evidence-grade", &html! { (words.t(grade_key(grade))) })) }
        @if !record.evidence.is_empty() {
            ul class="govuk-list govuk-!-font-size-16 m-flush" {
                @for evidence in &record.evidence {
                    li {
                        @match evidence {
                            Evidence::Link(address) => (link(address)),
                            Evidence::File(file) => (self::file(words.lang, files, file)),
                        }
                    }
                }
            }
        }
    }
}

fn line(words: Words, label: &'static str, text: &Markup) -> Markup {
    html! { p class="govuk-body-s m-muted m-flush m-break" { (words.t(label)) ": " (text) } }
}

/// A link that somebody typed. It is never fetched, and tells the other site nothing of where the reader comes from.
pub(in crate::web) fn link(address: &str) -> Markup {
    html! { a class="govuk-link m-break" href=(address) rel="nofollow noopener noreferrer ugc" { bdi { (address) } } }
}

/// A file to save.
pub(in crate::web) fn file(lang: Lang, files: &str, file: &EvidenceFile) -> Markup {
    html! {
        a class="govuk-link m-break" href={ (files) "/" (file.id) } download=(file.name) { bdi { (file.name) } }
        " (" (file.kind.as_str().to_uppercase()) ", " (format::file_size(lang, file.size.unsigned_abs())) ")"
    }
}

/// The words for a grade.
pub(in crate::web) const fn grade_key(grade: EvidenceGrade) -> &'static str {
    match grade {
        EvidenceGrade::Statement => "evidence-grade-statement",
        EvidenceGrade::Document => "evidence-grade-document",
        EvidenceGrade::Published => "evidence-grade-published",
        EvidenceGrade::Audited => "evidence-grade-audited",
    }
}
