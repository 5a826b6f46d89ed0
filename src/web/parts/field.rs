//! Fields of forms. Each ties its hint and its error to its control.

use maud::{Markup, Render, html};

/// A field of one line.
#[must_use]
pub(in crate::web) struct Input<'a> {
    id: &'a str,
    name: &'a str,
    label: &'a str,
    value: &'a str,
    kind: &'a str,
    hint: Option<&'a str>,
    error: Option<&'a str>,
    error_prefix: &'a str,
    autocomplete: Option<&'a str>,
    input_mode: Option<&'a str>,
    width: Option<&'a str>,
    suffix: Option<&'a str>,
}

impl<'a> Input<'a> {
    /// A text field; its name is also its id.
    pub(in crate::web) const fn new(name: &'a str, label: &'a str, value: &'a str) -> Self {
        Self {
            id: name,
            name,
            label,
            value,
            kind: "text",
            hint: None,
            error: None,
            error_prefix: "",
            autocomplete: None,
            input_mode: None,
            width: None,
            suffix: None,
        }
    }

    /// An id other than the name.
    pub(in crate::web) const fn id(mut self, id: &'a str) -> Self {
        self.id = id;
        self
    }

    /// A line under the label.
    pub(in crate::web) const fn hint(mut self, hint: Option<&'a str>) -> Self {
        self.hint = hint;
        self
    }

    /// What is wrong with the field, and the word "Error:" for those who do not see its colour.
    pub(in crate::web) const fn error(mut self, error: Option<&'a str>, prefix: &'a str) -> Self {
        self.error = error;
        self.error_prefix = prefix;
        self
    }

    /// `type` and `autocomplete`.
    pub(in crate::web) const fn kind(mut self, kind: &'a str, autocomplete: &'a str) -> Self {
        self.kind = kind;
        self.autocomplete = Some(autocomplete);
        self
    }

    /// Keyboard on phones: `decimal`, `numeric`, `email`.
    pub(in crate::web) const fn input_mode(mut self, mode: &'a str) -> Self {
        self.input_mode = Some(mode);
        self
    }

    /// Width in characters: 2, 3, 4, 5, 10, 20 or 30.
    pub(in crate::web) const fn width(mut self, width: &'a str) -> Self {
        self.width = Some(width);
        self
    }

    /// A unit behind the field.
    pub(in crate::web) const fn suffix(mut self, suffix: Option<&'a str>) -> Self {
        self.suffix = suffix;
        self
    }
}

/// Ids of what describes a control, hint first.
pub(in crate::web) fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    let parts: Vec<String> =
        [(hint, "hint"), (error, "error")].into_iter().filter(|(there, _)| *there).map(|(_, part)| format!("{id}-{part}")).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The message of a field.
pub(in crate::web) fn error_message(id: &str, prefix: &str, error: Option<&str>) -> Markup {
    html! {
        @if let Some(error) = error {
            p id={ (id) "-error" } class="govuk-error-message" { span class="govuk-visually-hidden" { (prefix) } " " (error) }
        }
    }
}

impl Render for Input<'_> {
    fn render(&self) -> Markup {
        let wrong = self.error.is_some();
        let width = self.width.map(|width| format!(" govuk-input--width-{width}")).unwrap_or_default();
        let control = html! {
            input class={ "govuk-input" (width) @if wrong { " govuk-input--error" } } id=(self.id) name=(self.name) type=(self.kind) value=(self.value)
                autocomplete=[self.autocomplete] inputmode=[self.input_mode] aria-describedby=[described_by(self.id, self.hint.is_some(), wrong)];
        };
        html! {
            div class={ "govuk-form-group" @if wrong { " govuk-form-group--error" } } {
                label class="govuk-label" for=(self.id) { (self.label) }
                @if let Some(hint) = self.hint { div id={ (self.id) "-hint" } class="govuk-hint" { (hint) } }
                (error_message(self.id, self.error_prefix, self.error))
                @match self.suffix {
                    Some(suffix) => div class="govuk-input__wrapper" { (control) div class="govuk-input__suffix" aria-hidden="true" { (suffix) } },
                    None => (control),
                }
            }
        }
    }
}
