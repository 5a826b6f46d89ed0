//! Pages, one file a family; each lists its paths.

mod admin;
mod front;
mod questionnaire;
mod sign_in;

use axum::Router;
use axum::http::HeaderMap;
use axum::response::Redirect;
use axum::routing::get;

use super::{language, path};
use crate::service::App;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(root)).merge(admin::routes()).merge(front::routes()).merge(questionnaire::routes()).merge(sign_in::routes())
}

/// The bare address leads to the first page in the language that the browser prefers.
async fn root(headers: HeaderMap) -> Redirect {
    Redirect::to(&path::front(language::preferred(&headers)))
}
