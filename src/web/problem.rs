//! When something is wrong: a page with a way on, in the language of the path. Causes go to the log under the id of the request, never to the page.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::parts::frame;
use super::{language, page, path};
use crate::ids::{Secret, new_id};
use crate::service::access::Person;
use crate::service::{App, ServiceError, StoreError, sign_in};

/// Who finds us busy should come again after so many seconds.
const RETRY_AFTER: &str = "10";

/// Why there is no ordinary answer.
#[derive(Debug)]
pub(super) enum Problem {
    /// No such page, or not for this person.
    NotFound,
    /// Signed in, but not allowed.
    Forbidden,
    /// Not signed in.
    SignInNeeded,
    /// A request that no page of ours sends.
    BadRequest,
    /// A form larger than we take.
    TooLarge,
    /// The form does not belong to this sign-in.
    Forged,
    /// It cannot be done in the present state.
    State(&'static str),
    /// Somebody else was faster.
    Conflict,
    /// Too many attempts.
    TooMany,
    /// Too much is under way already.
    Busy,
    /// The disk is full or the database does not answer.
    Unavailable(String),
    /// A fault of the program.
    Internal(String),
}

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::NotFound | ServiceError::Store(StoreError::NotFound) => Self::NotFound,
            ServiceError::SignInNeeded => Self::SignInNeeded,
            ServiceError::Forbidden => Self::Forbidden,
            ServiceError::State(code) => Self::State(code),
            ServiceError::Invalid(_) => Self::BadRequest,
            ServiceError::TooMany => Self::TooMany,
            ServiceError::Busy => Self::Busy,
            ServiceError::Store(StoreError::Conflict { .. }) => Self::Conflict,
            ServiceError::Store(StoreError::BadText) => Self::BadRequest,
            ServiceError::Store(error @ StoreError::Unavailable(_)) => Self::Unavailable(chain(&error)),
            other => Self::Internal(chain(&other)),
        }
    }
}

/// An error with all its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// Marks an answer whose page is still to be written; `key` begins the keys of its words.
#[derive(Debug, Clone, Copy)]
struct Unwritten {
    key: &'static str,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, key) = match &self {
            Self::NotFound => (StatusCode::NOT_FOUND, "frame-problem-not-found"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "frame-problem-forbidden"),
            Self::SignInNeeded => (StatusCode::UNAUTHORIZED, "frame-problem-sign-in"),
            Self::BadRequest => (StatusCode::BAD_REQUEST, "frame-problem-bad-request"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "frame-problem-too-large"),
            Self::Forged => (StatusCode::FORBIDDEN, "frame-problem-forged"),
            Self::State(_) => (StatusCode::CONFLICT, "frame-problem-state"),
            Self::Conflict => (StatusCode::CONFLICT, "frame-problem-conflict"),
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, "frame-problem-too-many"),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "frame-problem-busy"),
            Self::Unavailable(_) => (StatusCode::INSUFFICIENT_STORAGE, "frame-problem-unavailable"),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "frame-problem-internal"),
        };
        match &self {
            Self::Unavailable(cause) | Self::Internal(cause) => tracing::error!(%cause, "a request failed"),
            Self::State(reason) => tracing::info!(reason, "a request came too late or too early"),
            _ => {}
        }
        let mut response = status.into_response();
        response.extensions_mut().insert(Unwritten { key });
        response
    }
}

/// The answer to a path that does not exist.
pub(super) async fn not_found() -> Problem {
    Problem::NotFound
}

/// The answer when a handler panicked.
pub(super) fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let cause = cause.downcast_ref::<String>().cloned().or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    Problem::Internal(format!("a handler panicked: {}", cause.unwrap_or_default())).into_response()
}

/// Writes the page of a problem, and gives the request an id under which the log can be searched.
pub(super) async fn pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let session = page::session(&app, request.headers());
    let preferred = language::preferred(request.headers());
    let is_get = request.method() == axum::http::Method::GET;
    let id = new_id();
    let span = tracing::info_span!("request", %id, method = %request.method(), path = loggable(uri.path()));
    let response = tracing::Instrument::instrument(next.run(request), span).await;
    let status = response.status();
    let key = match response.extensions().get::<Unwritten>() {
        Some(unwritten) => unwritten.key,
        // Refused before a handler saw it.
        None if status.is_client_error()
            && response.headers().get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain")) =>
        {
            match status {
                StatusCode::NOT_FOUND => "frame-problem-not-found",
                StatusCode::PAYLOAD_TOO_LARGE => "frame-problem-too-large",
                StatusCode::FORBIDDEN => "frame-problem-forged",
                _ => "frame-problem-bad-request",
            }
        }
        None => return response,
    };
    let lang = language::of_path(uri.path()).map_or(preferred, |(lang, _)| lang);
    let here = uri.path_and_query().map_or("/", |here| here.as_str());
    if status == StatusCode::UNAUTHORIZED && is_get {
        return Redirect::to(&path::sign_in_then(lang, here)).into_response();
    }
    let is_busy = status == StatusCode::SERVICE_UNAVAILABLE;
    let reference = (status.is_server_error() && !is_busy).then(|| id.to_string());
    let person = if status.is_server_error() { None } else { person(&app, session.as_ref()).await };
    let page = frame::problem(lang, key, here, reference.as_deref(), person.as_ref(), app.settings().demo);
    let retry_after = is_busy.then_some([(header::RETRY_AFTER, RETRY_AFTER)]);
    (status, retry_after, page).into_response()
}

/// Who is signed in, for the frame around a problem. Where even that cannot be found out, the frame is a visitor's.
async fn person(app: &App, session: Option<&Secret>) -> Option<Person> {
    match sign_in::person(app, session?).await {
        Ok(person) => person,
        Err(error) => {
            tracing::warn!(%error, "a session could not be read");
            None
        }
    }
}

/// A path without the secrets of one-time links: whoever reads the log must not be able to use them.
fn loggable(path: &str) -> String {
    path.split('/').map(|part| if Secret::parse(part).is_some() { "…" } else { part }).collect::<Vec<_>>().join("/")
}
