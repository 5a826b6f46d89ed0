//! How a municipality is shown where names repeat: with kind, district, region and code. And the search for municipalities to add.

use maud::{Markup, html};
use uuid::Uuid;

use crate::lang::{Lang, Words};
use crate::service::{Municipality, registers};
use crate::web::page::Page;

/// The kind in words; nothing for registers without kinds.
fn kind_key(municipality: &Municipality) -> Option<&'static str> {
    match municipality.kind.as_str() {
        "urban" => Some("admin-kind-urban"),
        "rural" => Some("admin-kind-rural"),
        "urban-rural" => Some("admin-kind-urban-rural"),
        _ => None,
    }
}

/// Kind, district and region in one line, as far as the register has them.
pub(super) fn place(words: Words, municipality: &Municipality) -> String {
    let kind = kind_key(municipality).map(|key| words.t(key).into_owned());
    let district = (!municipality.district.is_empty()).then(|| words.with("admin-district", &[("name", municipality.district.as_str().into())]));
    let region = match (municipality.region.is_empty(), kind.is_some()) {
        (true, _) => None,
        (false, true) => Some(words.with("admin-voivodeship", &[("name", municipality.region.as_str().into())])),
        (false, false) => Some(municipality.region.clone()),
    };
    [kind, district, region].into_iter().flatten().collect::<Vec<_>>().join(", ")
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
        form class="m-filters" method="get" action=(address) role="search" {
            div class="govuk-form-group" {
                label class="govuk-label" for="q" { (words.t("admin-search-label")) }
                input class="govuk-input" id="q" name="q" type="search" value=(page.query.get("q")) autocomplete="off" aria-describedby="q-hint";
                div class="govuk-hint govuk-!-margin-bottom-0" id="q-hint" { (words.t("admin-search-hint")) }
            }
            button class="govuk-button govuk-button--secondary" type="submit" { (words.t("action-search")) }
        }
    }
}

/// What a search has found, to tick; those that are taken already are shown and cannot be ticked.
pub(super) fn found(page: &Page, found: &[(Municipality, bool)], taken: &str, error: Option<&str>) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let box_id = |id: Uuid, first: bool| if first { "municipality".to_owned() } else { format!("municipality-{id}") };
    let first_free = found.iter().position(|(_, taken)| !taken);
    html! {
        div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
            fieldset class="govuk-fieldset" aria-describedby=[error.map(|_| "municipality-error")] {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--m" { (words.t("admin-found")) }
                @if let Some(error) = error { p class="govuk-error-message" id="municipality-error" { span class="govuk-visually-hidden" { (words.t("frame-error-prefix")) } " " (error) } }
                div class="govuk-checkboxes" {
                    @for (at, (municipality, is_taken)) in found.iter().enumerate() {
                        @let id = box_id(municipality.id, Some(at) == first_free);
                        div class="govuk-checkboxes__item" {
                            input class="govuk-checkboxes__input" id=(id) name="municipality" type="checkbox" value=(municipality.id) disabled[*is_taken] aria-describedby={ (id) "-place" };
                            label class="govuk-label govuk-checkboxes__label" for=(id) { (registers::name(municipality, lang)) }
                            div class="govuk-hint govuk-checkboxes__hint" id={ (id) "-place" } {
                                (place(words, municipality)) " · " span class="m-num" { (municipality.code) }
                                @if *is_taken { " · " (taken) }
                            }
                        }
                    }
                }
            }
        }
    }
}
