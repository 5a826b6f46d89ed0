//! How a municipality is shown where names repeat: with kind, district, region and code. And the search for municipalities to add.

use maud::{Markup, html};

use super::csrf;
use crate::lang::{Lang, Words};
use crate::service::access::Person;
use crate::service::{Municipality, registers};
use crate::web::page::Page;
use crate::web::parts::field::error_message;
use crate::web::parts::message::FormError;
use crate::web::parts::score;

/// Kind, district and region in one line, as far as the register has them.
pub(super) fn place(words: Words, municipality: &Municipality) -> String {
    let Municipality { name, district, region, .. } = municipality;
    let is_own_district = !district.is_empty() && district == name;
    let kind = if is_own_district { Some("admin-kind-city") } else { score::kind_key(&municipality.kind) };
    let shown_district = (!district.is_empty() && !is_own_district).then(|| words.with("admin-district", &[("name", district.into())]));
    let shown_region = match (region.is_empty(), kind) {
        (true, _) => None,
        (false, Some(_)) => Some(words.with("admin-voivodeship", &[("name", region.into())])),
        (false, None) => Some(region.clone()),
    };
    [kind.map(|key| words.t(key).into_owned()), shown_district, shown_region].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Name and place in one line, for choices.
pub(super) fn full_name(words: Words, lang: Lang, municipality: &Municipality) -> String {
    let place = place(words, municipality);
    let name = registers::name(municipality, lang);
    if place.is_empty() { name.to_owned() } else { format!("{name} ({place})") }
}

/// A search for municipalities by GET: the field and its button. `address` is the page itself.
pub(super) fn search_form(page: &Page, address: &str) -> Markup {
    let words = page.words;
    html! {
        p class="govuk-hint" id="q-hint" { (words.t("admin-search-hint")) }
        form class="m-filters" method="get" action=(address) role="search" {
            div class="govuk-form-group" {
                label class="govuk-label" for="q" { (words.t("admin-search-label")) }
                input class="govuk-input" id="q" name="q" type="search" value=(page.query.get("q")) autocomplete="off" aria-describedby="q-hint";
            }
            button class="govuk-button govuk-button--secondary" type="submit" { (words.t("action-search")) }
        }
    }
}

/// What a search has found, to tick, in a form with `button`; below stand those that are taken already.
pub(super) fn found(page: &Page, found: &[(Municipality, bool)], form: &FoundForm<'_>) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let error = form.errors.first();
    let (taken, free): (Vec<_>, Vec<_>) = found.iter().partition(|(_, taken)| *taken);
    html! {
        @if !free.is_empty() {
            form method="post" action=(form.address) novalidate {
                (csrf(form.person))
                input type="hidden" name="q" value=(form.text);
                div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
                    fieldset class="govuk-fieldset" aria-describedby=[error.map(|_| "municipality-error")] {
                        legend class="govuk-fieldset__legend govuk-fieldset__legend--m" { (words.t("admin-found")) }
                        (error_message("municipality", &words.t("frame-error-prefix"), error.map(|error| error.text.as_str())))
                        div class="govuk-checkboxes" {
                            @for (at, (municipality, _)) in free.iter().enumerate() {
                                // The first one has the plain name, so that the list of errors leads to it.
                                @let id = if at == 0 { "municipality".to_owned() } else { format!("municipality-{}", municipality.id) };
                                div class="govuk-checkboxes__item" {
                                    input class="govuk-checkboxes__input" id=(id) name="municipality" type="checkbox" value=(municipality.id) aria-describedby={ (id) "-place" };
                                    label class="govuk-label govuk-checkboxes__label" for=(id) { (registers::name(municipality, lang)) }
                                    div class="govuk-hint govuk-checkboxes__hint" id={ (id) "-place" } {
                                        (place(words, municipality)) " · " span class="m-num" { (municipality.code) }
                                    }
                                }
                            }
                        }
                    }
                }
                button class="govuk-button" type="submit" { (form.button) }
            }
        }
        @if !taken.is_empty() {
            h2 class="govuk-heading-s" { (form.taken) }
            ul class="govuk-list govuk-list--bullet" { @for (municipality, _) in taken { li { (full_name(words, lang, municipality)) } } }
        }
        @if found.is_empty() && !form.text.trim().is_empty() {
            p class="govuk-body" { (words.with("admin-nothing-found", &[("text", form.text.into())])) }
        }
    }
}

/// What surrounds the municipalities that a search has found.
pub(super) struct FoundForm<'a> {
    /// Whose form it is.
    pub(super) person: &'a Person,
    /// Where it is sent.
    pub(super) address: &'a str,
    /// What was searched for.
    pub(super) text: &'a str,
    /// The words on the button.
    pub(super) button: &'a str,
    /// The heading of those that need not be added any more.
    pub(super) taken: &'a str,
    /// What was wrong with the last attempt.
    pub(super) errors: &'a [FormError],
}
