//! The web shell: requests in, pages out. A handler extracts, builds a command, calls the service and renders; it knows no SQL.

mod assets;
mod device;
mod form;
mod language;
mod page;
mod pages;
mod parts;
pub(crate) mod path;
mod problem;
mod proxies;
mod security;
mod serve;
mod stream;
mod upload;
mod warm;

pub use proxies::{Network, NoNetwork, Proxies};
pub use serve::serve;
pub use warm::warm;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use crate::service::App;
use crate::service::mail::Addresses;

/// How letters address pages.
pub const ADDRESSES: Addresses = Addresses { link: path::link, assessment: path::assessment, asked: path::asked, review: path::review };

/// A form is no larger than this.
const LARGEST_BODY: usize = 4 * 1024 * 1024;

/// Every path of the service, once.
pub fn router(app: App) -> Router {
    let compressible = SizeAbove::new(512).and(NotForContentType::new("image/png")).and(NotForContentType::new("application/vnd."));
    Router::new()
        .merge(pages::routes())
        .merge(assets::routes())
        .fallback(problem::not_found)
        .layer(middleware::from_fn(security::same_origin))
        .layer(CatchPanicLayer::custom(problem::panicked))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::from_fn_with_state(app.clone(), problem::pages))
        .layer(middleware::from_fn(security::headers))
        .layer(CompressionLayer::new().compress_when(compressible))
        .with_state(app)
}
