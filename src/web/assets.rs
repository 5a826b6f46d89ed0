//! Style sheet, script and pictures, embedded in the program. Their names carry a hash of what is in them, so that browsers may keep them for ever.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::ids::sha256_hex;
use crate::service::App;

/// A file that pages refer to.
struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

/// The one script of all pages, from its parts in the order in which they build on one another.
const SCRIPT: &str = concat!(
    include_str!("../../assets/js/pages.js"),
    include_str!("../../assets/js/session.js"),
    include_str!("../../assets/js/passkeys.js"),
    include_str!("../../assets/js/copies.js"),
    include_str!("../../assets/js/autosave.js"),
);

const FILES: [Asset; 4] = [
    Asset { name: "miernik.css", kind: "text/css; charset=utf-8", bytes: include_bytes!("../../assets/miernik.css") },
    Asset { name: "miernik.js", kind: "text/javascript; charset=utf-8", bytes: SCRIPT.as_bytes() },
    Asset { name: "emblem.svg", kind: "image/svg+xml", bytes: include_bytes!("../../assets/emblem.svg") },
    Asset { name: "favicon.svg", kind: "image/svg+xml", bytes: include_bytes!("../../assets/favicon.svg") },
];

/// Each file's address and its content, in the order of [`FILES`].
static ADDRESSES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let address = |asset: &Asset| {
        let (stem, ending) = asset.name.split_once('.').unwrap_or((asset.name, ""));
        format!("/assets/{stem}-{}.{ending}", &sha256_hex(asset.bytes)[..12])
    };
    FILES.iter().map(address).collect()
});

/// The addresses of the files of a page.
pub(super) struct Addresses {
    pub(super) style: &'static str,
    pub(super) script: &'static str,
    pub(super) emblem: &'static str,
    pub(super) favicon: &'static str,
}

/// The addresses of the files of a page.
pub(super) fn addresses() -> Addresses {
    let at = |at: usize| ADDRESSES[at].as_str();
    Addresses { style: at(0), script: at(1), emblem: at(2), favicon: at(3) }
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/assets/{name}", get(asset)).route("/favicon.ico", get(favicon))
}

async fn asset(Path(name): Path<String>) -> Response {
    let found = ADDRESSES.iter().position(|address| address.strip_prefix("/assets/") == Some(name.as_str()));
    match found {
        Some(at) => {
            let headers = [(header::CONTENT_TYPE, FILES[at].kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
            (headers, FILES[at].bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn favicon() -> Response {
    ([(header::CONTENT_TYPE, FILES[3].kind), (header::CACHE_CONTROL, "public, max-age=86400")], FILES[3].bytes).into_response()
}
