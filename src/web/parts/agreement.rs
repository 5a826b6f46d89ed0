//! How far views agreed, in words.

use maud::{Markup, html};

use crate::lang::{Words, format};
use crate::service::views::{Agreement, Coefficient};

/// How far the views of a section agreed when they were opened.
pub(in crate::web) fn agreement(words: Words, agreement: &Agreement) -> Markup {
    let Agreement { people, questions, same, coefficient } = *agreement;
    let args = [
        ("share", format::percent(words.lang, 100.0 * same, 0).into()),
        ("people", words.with("views-people", &[("count", people.into())]).into()),
        ("questions", words.with("views-questions", &[("count", questions.into())]).into()),
    ];
    html! {
        p class="govuk-body m-flush" { (words.with("views-agreement-same", &args)) }
        p class="govuk-body" {
            @match coefficient {
                Some((kind, value)) => {
                    strong { (words.t(match kind { Coefficient::WeightedKappa => "views-kappa", Coefficient::Alpha => "views-alpha" })) ": " (format::number(words.lang, value, 2)) }
                    " " span class="m-muted" { "(" (words.t("views-coefficient-scale")) ")" }
                },
                None => span class="m-muted" { (words.t("views-coefficient-none")) },
            }
        }
    }
}
