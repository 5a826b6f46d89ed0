//! Fields with a choice: selects, radios, checkboxes, a day in three parts; and texts of several lines. Each ties its hint and its error to its control.

use jiff::civil::Date;
use maud::{Markup, html};

use super::field::{described_by, error_message};
use crate::web::form::Fields;

/// One thing to choose.
#[derive(Debug, Clone)]
pub(in crate::web) struct Choice {
    /// What is sent.
    pub(in crate::web) value: String,
    /// What the person reads.
    pub(in crate::web) label: String,
    /// A line below it.
    pub(in crate::web) hint: Option<String>,
}

impl Choice {
    /// A choice without a line below.
    pub(in crate::web) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }

    /// A line below.
    pub(in crate::web) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// What a field with a choice is called and what is wrong with it.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct Asked<'a> {
    /// Name and id.
    pub(in crate::web) name: &'a str,
    /// The question.
    pub(in crate::web) label: &'a str,
    /// A line under it.
    pub(in crate::web) hint: Option<&'a str>,
    /// What is wrong.
    pub(in crate::web) error: Option<&'a str>,
    /// The word "Error:".
    pub(in crate::web) prefix: &'a str,
}

impl Asked<'_> {
    fn group(&self) -> &'static str {
        if self.error.is_some() { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" }
    }

    fn described_by(&self) -> Option<String> {
        described_by(self.name, self.hint.is_some(), self.error.is_some())
    }

    fn hint_and_error(&self) -> Markup {
        html! {
            @if let Some(hint) = self.hint { div id={ (self.name) "-hint" } class="govuk-hint" { (hint) } }
            (error_message(self.name, self.prefix, self.error))
        }
    }
}

/// A list to choose one from; the first entry is empty.
pub(in crate::web) fn select(asked: Asked<'_>, empty: &str, choices: &[Choice], chosen: &str) -> Markup {
    html! {
        div class=(asked.group()) {
            label class="govuk-label" for=(asked.name) { (asked.label) }
            (asked.hint_and_error())
            select class={ "govuk-select" @if asked.error.is_some() { " govuk-select--error" } } id=(asked.name) name=(asked.name) aria-describedby=[asked.described_by()] {
                option value="" { (empty) }
                @for choice in choices { option value=(choice.value) selected[choice.value == chosen] { (choice.label) } }
            }
        }
    }
}

/// One of a few. Behind a choice may stand what belongs to it.
pub(in crate::web) fn radios(asked: Asked<'_>, choices: &[(Choice, Option<Markup>)], chosen: &str) -> Markup {
    html! {
        div class=(asked.group()) {
            fieldset class="govuk-fieldset" aria-describedby=[asked.described_by()] {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { (asked.label) }
                (asked.hint_and_error())
                div class="govuk-radios" {
                    @for (at, (choice, below)) in choices.iter().enumerate() {
                        // The first one has the plain name, so that the list of errors leads to it.
                        @let id = if at == 0 { asked.name.to_owned() } else { format!("{}-{}", asked.name, choice.value) };
                        @let hint = choice.hint.as_ref().map(|_| format!("{id}-item-hint"));
                        div class="govuk-radios__item" {
                            input class="govuk-radios__input" id=(id) name=(asked.name) type="radio" value=(choice.value)
                                checked[choice.value == chosen] aria-describedby=[hint.as_deref()];
                            label class="govuk-label govuk-radios__label" for=(id) { (choice.label) }
                            @if let (Some(text), Some(hint)) = (&choice.hint, &hint) { div class="govuk-hint govuk-radios__hint" id=(hint) { (text) } }
                        }
                        @if let Some(below) = below { div class="govuk-radios__conditional" { (below) } }
                    }
                }
            }
        }
    }
}

/// Any of several. What is chosen is sent as often as there are choices.
pub(in crate::web) fn checkboxes(asked: Asked<'_>, choices: &[Choice], chosen: &[&str]) -> Markup {
    html! {
        div class=(asked.group()) {
            fieldset class="govuk-fieldset" aria-describedby=[asked.described_by()] {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { (asked.label) }
                (asked.hint_and_error())
                div class="govuk-checkboxes" {
                    @for (at, choice) in choices.iter().enumerate() {
                        // The first one has the plain name, so that the list of errors leads to it.
                        @let id = if at == 0 { asked.name.to_owned() } else { format!("{}-{}", asked.name, choice.value) };
                        @let hint = choice.hint.as_ref().map(|_| format!("{id}-item-hint"));
                        div class="govuk-checkboxes__item" {
                            input class="govuk-checkboxes__input" id=(id) name=(asked.name) type="checkbox" value=(choice.value)
                                checked[chosen.contains(&choice.value.as_str())] aria-describedby=[hint.as_deref()];
                            label class="govuk-label govuk-checkboxes__label" for=(id) { (choice.label) }
                            @if let (Some(text), Some(hint)) = (&choice.hint, &hint) { div class="govuk-hint govuk-checkboxes__hint" id=(hint) { (text) } }
                        }
                    }
                }
            }
        }
    }
}

/// A text of several lines.
pub(in crate::web) fn textarea(asked: Asked<'_>, rows: usize, text: &str) -> Markup {
    html! {
        div class=(asked.group()) {
            label class="govuk-label" for=(asked.name) { (asked.label) }
            (asked.hint_and_error())
            textarea class={ "govuk-textarea" @if asked.error.is_some() { " govuk-textarea--error" } } id=(asked.name) name=(asked.name) rows=(rows)
                aria-describedby=[asked.described_by()] { "\n" (text) }
        }
    }
}

/// A yes that stands alone.
pub(in crate::web) fn checkbox(name: &str, choice: &Choice, checked: bool) -> Markup {
    let hint = choice.hint.as_ref().map(|_| format!("{name}-hint"));
    html! {
        div class="govuk-form-group" {
            div class="govuk-checkboxes" {
                div class="govuk-checkboxes__item" {
                    input class="govuk-checkboxes__input" id=(name) name=(name) type="checkbox" value=(choice.value) checked[checked] aria-describedby=[hint.as_deref()];
                    label class="govuk-label govuk-checkboxes__label" for=(name) { (choice.label) }
                    @if let (Some(text), Some(hint)) = (&choice.hint, &hint) { div class="govuk-hint govuk-checkboxes__hint" id=(hint) { (text) } }
                }
            }
        }
    }
}

/// The day in three fields, if they make one.
pub(in crate::web) fn typed_day(fields: &Fields, name: &str) -> Option<Date> {
    let part = |part: &str| fields.get(&format!("{name}-{part}")).trim().to_owned();
    Date::new(part("year").parse().ok()?, part("month").parse().ok()?, part("day").parse().ok()?)
        .ok()
        .filter(|day| (2000..=2100).contains(&day.year()))
}

/// A day in three parts: `<name>-day`, `<name>-month`, `<name>-year`; the words are those of the three labels.
pub(in crate::web) fn day(asked: Asked<'_>, labels: [&str; 3], fields: &Fields) -> Markup {
    let parts = [("day", labels[0], "2"), ("month", labels[1], "2"), ("year", labels[2], "4")];
    html! {
        div class=(asked.group()) {
            fieldset class="govuk-fieldset" aria-describedby=[asked.described_by()] {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { (asked.label) }
                (asked.hint_and_error())
                div class="govuk-date-input" {
                    @for (part, label, width) in parts {
                        @let name = format!("{}-{part}", asked.name);
                        // The first part is what the list of errors leads to.
                        @let id = if part == "day" { asked.name.to_owned() } else { name.clone() };
                        div class="govuk-date-input__item" {
                            div class="govuk-form-group" {
                                label class="govuk-label govuk-date-input__label" for=(id) { (label) }
                                input class={ "govuk-input govuk-date-input__input govuk-input--width-" (width) @if asked.error.is_some() { " govuk-input--error" } }
                                    id=(id) name=(name) type="text" inputmode="numeric" value=(fields.get(&name));
                            }
                        }
                    }
                }
            }
        }
    }
}
