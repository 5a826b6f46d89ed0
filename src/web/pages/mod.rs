//! Pages, one file a family; each lists its paths.

mod admin;
mod charts;
mod cheapest;
mod checks;
mod city;
mod delegation;
mod explain;
mod exports;
mod files;
mod fill_in;
mod front;
mod hand_in;
mod history;
mod home;
mod kept;
mod matrix;
mod method;
mod overview;
mod passkeys;
mod provider;
mod questionnaire;
mod remarks;
mod results_data;
mod review;
mod second_factor;
mod sessions;
mod sign_in;
mod tasks;
mod version;
mod views;
mod workbook;

use axum::Router;
use axum::http::HeaderMap;
use axum::response::Redirect;
use axum::routing::get;

use super::{language, path};
use crate::service::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(root))
        .merge(front::routes())
        .merge(questionnaire::routes())
        .merge(sign_in::routes())
        .merge(second_factor::routes())
        .merge(passkeys::routes())
        .merge(provider::routes())
        .merge(sessions::routes())
        .merge(home::routes())
        .merge(tasks::routes())
        .merge(fill_in::routes())
        .merge(history::routes())
        .merge(kept::routes())
        .merge(files::routes())
        .merge(hand_in::routes())
        .merge(delegation::routes())
        .merge(workbook::routes())
        .merge(views::routes())
        .merge(remarks::routes())
        .merge(version::routes())
        .merge(review::routes())
        .merge(overview::routes())
        .merge(city::routes())
        .merge(explain::routes())
        .merge(charts::routes())
        .merge(exports::routes())
        .merge(method::routes())
        .merge(admin::routes())
}

/// The bare address leads to the first page in the language that the browser prefers.
async fn root(headers: HeaderMap) -> Redirect {
    Redirect::to(&path::front(language::preferred(&headers)))
}
