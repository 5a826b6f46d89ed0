//! Pages, one file a family; each lists its paths.

mod charts;
mod city;
mod explain;
mod matrix;
mod method;
mod overview;
mod results_data;
mod sign_in;

use axum::Router;
use axum::http::HeaderMap;
use axum::response::Redirect;
use axum::routing::get;

use super::{language, path};
use crate::service::App;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(root)).merge(charts::routes())
        .merge(city::routes())
        .merge(explain::routes())
        .merge(method::routes())
        .merge(overview::routes())
        .merge(sign_in::routes())
}

/// The bare address leads to the first page in the language that the browser prefers.
async fn root(headers: HeaderMap) -> Redirect {
    Redirect::to(&path::front(language::preferred(&headers)))
}
