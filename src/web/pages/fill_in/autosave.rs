//! The answer to a script that saves in the background: which versions are kept now, and what needs the person.

use std::collections::BTreeMap;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::lang::format;
use crate::service::fill_in::{QuestionPage, Saved};
use crate::web::page::{Page, SessionLeft};
use crate::web::problem::Problem;

/// What became of a form that was sent in the background.
#[derive(Serialize)]
struct Outcome<'a> {
    /// What to say in the page's status.
    status: String,
    /// The versions of the answers that are kept, by question.
    versions: BTreeMap<&'a str, i64>,
    /// Questions that somebody else has answered.
    conflicts: Vec<&'a str>,
    #[serde(flatten)]
    session: SessionLeft,
}

/// Tells a script what became of its form: 200 saved, 409 somebody else has answered or nothing may be changed, 422 something has to be put right.
pub(super) fn outcome(page: &Page, saved: &Saved) -> Result<Response, Problem> {
    let session = page.session_left(page.signed_in()?);
    let words = page.words;
    let (status, outcome) = match saved {
        Saved::All { versions, at, appeared, .. } => {
            let time = match at {
                Some(at) => words.with("fill-in-saved-at", &[("time", format::date_time(page.lang, *at).into())]),
                None => words.t("fill-in-saved-never").into_owned(),
            };
            let status = if appeared.is_some() { time + ". " + &words.t("kept-autosave-more") } else { time };
            let versions = versions.iter().map(|(question, version)| (question.as_str(), *version)).collect();
            (StatusCode::OK, Outcome { status, versions, conflicts: Vec::new(), session })
        }
        Saved::Part(view) => part(page, view, session),
        Saved::Shut(_) => {
            let status = words.t("fill-in-shut-title").into_owned();
            (StatusCode::CONFLICT, Outcome { status, versions: BTreeMap::new(), conflicts: Vec::new(), session })
        }
    };
    Ok(json(status, &outcome))
}

fn part<'v>(page: &Page, view: &'v QuestionPage, session: SessionLeft) -> (StatusCode, Outcome<'v>) {
    let id = |question| view.opened.survey.question(question).id.as_str();
    let kept = view.questions.iter().filter(|asked| asked.theirs.is_none() && asked.errors.is_empty());
    let versions = kept.map(|asked| (id(asked.item.question), asked.base)).collect();
    let conflicts: Vec<&str> = view.questions.iter().filter(|asked| asked.theirs.is_some()).map(|asked| id(asked.item.question)).collect();
    let wrong = view.questions.iter().filter(|asked| !asked.errors.is_empty()).map(|asked| asked.item.number.to_string());
    let (status, text) = if conflicts.is_empty() {
        let numbers = wrong.collect::<Vec<_>>().join(", ");
        (StatusCode::UNPROCESSABLE_ENTITY, page.words.with("kept-autosave-wrong", &[("numbers", numbers.into())]))
    } else {
        (StatusCode::CONFLICT, page.words.t("fill-in-conflict-title").into_owned())
    };
    (status, Outcome { status: text, versions, conflicts, session })
}

/// An answer for scripts.
pub(in crate::web::pages) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(text) => (status, [(header::CONTENT_TYPE, "application/json")], text).into_response(),
        Err(error) => Problem::Internal(error.to_string()).into_response(),
    }
}
