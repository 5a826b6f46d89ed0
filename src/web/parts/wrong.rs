//! Why an entry was refused, in words: what is wrong, and which form is accepted.

use crate::engine::entry::Refusal;
use crate::engine::survey::Question;
use crate::lang::{Words, format};
use crate::service::fill_in::{EntryError, MOST_LINKS, Part, Typed, Wrong};

/// What was typed is quoted up to this many characters.
const LONGEST_QUOTE: usize = 40;

/// The message for one fault of an entry.
pub(in crate::web) fn wrong(words: Words, question: &Question, typed: &Typed, error: &EntryError) -> String {
    let label = |option: &str| question.option(option).map_or(option, |option| option.label.get(words.lang)).to_owned();
    match &error.wrong {
        Wrong::Entry(refusal) => refused(words, question, typed, error.part, refusal),
        Wrong::Both => words.t("fill-in-wrong-both").into_owned(),
        Wrong::ReasonMissing => words.t("fill-in-wrong-reason-missing").into_owned(),
        Wrong::StrayReason => words.t("fill-in-wrong-stray-reason").into_owned(),
        Wrong::RankTwice(rank) => words.with("fill-in-wrong-rank-twice", &[("rank", rank.into())]),
        Wrong::StrayBasis(option) => words.with("fill-in-wrong-stray-basis", &[("option", label(option).into())]),
        Wrong::TooManyLinks => words.with("fill-in-wrong-too-many-links", &[("most", MOST_LINKS.into())]),
        Wrong::ContestWithoutOwn => words.t("public-data-wrong-without-own").into_owned(),
        Wrong::ContestOfOwn => words.t("public-data-wrong-of-own").into_owned(),
        Wrong::PublicChanged => words.t("public-data-wrong-changed").into_owned(),
        Wrong::KeepMissing => words.t("fill-in-wrong-keep-missing").into_owned(),
    }
}

fn refused(words: Words, question: &Question, typed: &Typed, part: Part, refusal: &Refusal) -> String {
    let label = |option: &str| question.option(option).map_or(option, |option| option.label.get(words.lang)).to_owned();
    match refusal {
        Refusal::UnknownOption(_) | Refusal::UnknownBasis(_) => words.t("fill-in-wrong-unknown-option").into_owned(),
        Refusal::ExclusiveWithOthers(option) => words.with("fill-in-wrong-exclusive", &[("option", label(option).into())]),
        Refusal::Repeated(option) => words.with("fill-in-wrong-repeated", &[("option", label(option).into())]),
        Refusal::NotANumber(text) => words.with("fill-in-wrong-not-a-number", &[("text", quote(text).into())]),
        Refusal::AmbiguousDot(text) => words.with("fill-in-wrong-ambiguous-dot", &[("text", quote(text).into())]),
        Refusal::TooManyDecimals(0) => words.t("fill-in-wrong-not-whole").into_owned(),
        Refusal::TooManyDecimals(decimals) => words.with("fill-in-wrong-too-many-decimals", &[("decimals", (*decimals).into())]),
        Refusal::BelowMinimum(least) => words.with("fill-in-wrong-below-minimum", &[("least", format::decimal(words.lang, least).into())]),
        Refusal::AboveMaximum(most) => words.with("fill-in-wrong-above-maximum", &[("most", format::decimal(words.lang, most).into())]),
        Refusal::HalfAShare if part == Part::Numerator => words.t("fill-in-wrong-half-numerator").into_owned(),
        Refusal::HalfAShare => words.t("fill-in-wrong-half-denominator").into_owned(),
        Refusal::ZeroDenominator => words.t("fill-in-wrong-zero-denominator").into_owned(),
        Refusal::PartExceedsWhole => words.t("fill-in-wrong-part-exceeds-whole").into_owned(),
        Refusal::NotADate(text) => words.with("fill-in-wrong-not-a-date", &[("text", quote(text).into())]),
        Refusal::AlwaysApplies => words.t("fill-in-wrong-always-applies").into_owned(),
        Refusal::TooLong(most) => {
            let text = match part {
                Part::Note => &typed.note,
                Part::Reason => &typed.reason,
                Part::Source => &typed.source,
                Part::Links => &typed.links,
                Part::Contest => &typed.contest,
                _ => &typed.text,
            };
            words.with("fill-in-wrong-too-long", &[("length", text.chars().count().into()), ("most", (*most).into())])
        }
        Refusal::NotAWebAddress(text) => words.with("fill-in-wrong-not-a-web-address", &[("text", quote(text).into())]),
        Refusal::BadCharacter => words.t("fill-in-wrong-bad-character").into_owned(),
    }
}

/// A text as a message quotes it.
pub(in crate::web) fn quote(text: &str) -> String {
    let mut quoted: String = text.chars().take(LONGEST_QUOTE).collect();
    if quoted.len() < text.len() {
        quoted.push('…');
    }
    quoted
}
