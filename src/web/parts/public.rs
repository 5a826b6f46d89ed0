//! Public figures: beside a question, to use or to contest; and beside an answer, what they said when it was given.

use maud::{Markup, html};

use super::beside::link;
use super::question::{QuestionForm, anchor};
use crate::engine::entry::web_address;
use crate::engine::survey::Body;
use crate::lang::{Words, format};
use crate::service::fill_in::{AnswerRecord, Part, PublicSource, PublicValue, Standing, figure};

/// Where a public figure comes from, in words.
pub(in crate::web) fn source_words(words: Words, source: &PublicSource) -> String {
    match source {
        PublicSource::Population => words.t("public-data-source-population").into_owned(),
        PublicSource::Area => words.t("public-data-source-area").into_owned(),
        PublicSource::Imported(text) => text.clone(),
    }
}

/// Text in which web addresses are links.
pub(in crate::web) fn with_links(text: &str) -> Markup {
    html! {
        @for (at, word) in text.split(' ').enumerate() {
            @if at > 0 { " " }
            @if web_address(word).is_ok() { (link(word)) } @else { (word) }
        }
    }
}

/// What public data said when an answer was given; nothing if they said nothing.
pub(super) fn standing(words: Words, record: &AnswerRecord) -> Option<String> {
    let public = record.public.as_ref()?;
    let day = || format::date(words.lang, public.as_of);
    let value = || format::decimal(words.lang, &public.value);
    Some(match public.standing(&record.answer)? {
        Standing::AsPublic => words.with("public-data-beside-same", &[("day", day().into())]),
        Standing::Differs => words.with("public-data-beside-differs", &[("value", value().into()), ("day", day().into())]),
        Standing::Contested => {
            let args = [("value", value().into()), ("day", day().into()), ("reason", public.contest.as_str().into())];
            words.with("public-data-beside-contested", &args)
        }
    })
}

impl QuestionForm<'_> {
    /// The public figure, the button that uses it, and the field to contest it.
    pub(super) fn public_value(&self, public: &PublicValue) -> Markup {
        let (words, lang) = (self.words, self.words.lang);
        let heading = match &self.question.body {
            Body::Share(body) => words.with("public-data-heading-of", &[("label", body.denominator.get(lang).into())]),
            _ => words.t("public-data-heading").into_owned(),
        };
        let value = [("value", format::decimal(lang, &public.value).into()), ("day", format::date(lang, public.as_of).into())];
        let own = self.asked.record.as_ref().and_then(|record| figure(&record.answer));
        let is_same = own == Some(public.value);
        html! {
            div class="govuk-inset-text" id={ (anchor(self.question)) "-public" } {
                p class="govuk-body-s m-flush" { (heading) }
                p class="govuk-body m-flush" { strong { (words.with("public-data-value", &value)) } }
                p class="govuk-body-s m-muted m-break" { (words.t("public-data-source")) " " (with_links(&source_words(words, &public.source))) }
                @if is_same { p class="govuk-body" { (words.t("public-data-is-same")) } }
                @else if let Some(own) = own { p class="govuk-body" { (words.with("public-data-differs", &[("own", format::decimal(lang, &own).into())])) } }
                @if !is_same && public.fits {
                    button class="govuk-button govuk-button--secondary" type="submit" name="then" value={ "public:" (self.question.id) } {
                        (words.t("public-data-use"))
                        span class="govuk-visually-hidden" { " " (words.with("evidence-of-question", &[("number", self.asked.item.number.into())])) }
                    }
                }
                @if !public.fits { p class="govuk-body-s m-muted" { (words.t("public-data-does-not-fit")) } }
                (self.contest(public))
            }
        }
    }

    fn contest(&self, public: &PublicValue) -> Markup {
        let words = self.words;
        let is_open = !self.asked.typed.contest.is_empty() || self.errors.iter().any(|error| error.part == Part::Contest);
        html! {
            input type="hidden" name={ "a:" (self.question.id) ":public" } value=(public.mark());
            details class="govuk-details m-flush" open[is_open] {
                summary class="govuk-details__summary" { span class="govuk-details__summary-text" { (words.t("public-data-contest")) } }
                div class="govuk-details__text" {
                    p class="govuk-body-s" { (words.t("public-data-contest-hint")) }
                    (self.area(Part::Contest, &words.t("public-data-contest-reason"), &self.asked.typed.contest, 2))
                }
            }
        }
    }
}
