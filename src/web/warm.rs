//! The first visitor waits no longer than the next one: after the start, the overviews of published campaigns are asked for once.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt;

use super::path;
use crate::lang::Lang;
use crate::service::{App, front};

/// Asks for the overview of every published campaign in every language, so that what is read and drawn for it lies ready.
pub async fn warm(app: App, router: Router) {
    let published = match front::published(&app).await {
        Ok(published) => published,
        Err(error) => return tracing::warn!(%error, "the published campaigns could not be made ready"),
    };
    for campaign in published {
        for lang in Lang::ALL {
            let Ok(request) = Request::get(path::campaign(lang, &campaign.campaign.slug)).body(Body::empty()) else { continue };
            // The router itself answers every fault with a page and a line in the log.
            let Ok(_) = router.clone().oneshot(request).await;
        }
    }
}
