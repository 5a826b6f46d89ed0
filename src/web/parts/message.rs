//! Messages above a page: what is wrong with a form, what has been done.

use maud::{Markup, html};

/// One fault of a form: the id of the control, and what is wrong in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) struct FormError {
    /// Id of the control that the message leads to.
    pub(in crate::web) control: String,
    /// What is wrong and what to do.
    pub(in crate::web) text: String,
}

/// The list of everything that is wrong with a form; nothing if nothing is. Stands first in the main part; the script moves the focus to it.
pub(in crate::web) fn error_summary(title: &str, errors: &[FormError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div class="govuk-error-summary" tabindex="-1" {
                div role="alert" {
                    h2 class="govuk-error-summary__title" { (title) }
                    div class="govuk-error-summary__body" {
                        ul class="govuk-list govuk-error-summary__list" {
                            @for error in errors { li { a href={ "#" (error.control) } { (error.text) } } }
                        }
                    }
                }
            }
        }
    }
}

/// Something was done.
pub(in crate::web) fn success(title: &str, text: &Markup) -> Markup {
    html! {
        div class="govuk-notification-banner govuk-notification-banner--success" role="alert" aria-labelledby="done" {
            div class="govuk-notification-banner__header" { h2 class="govuk-notification-banner__title" id="done" { (title) } }
            div class="govuk-notification-banner__content" { (text) }
        }
    }
}
