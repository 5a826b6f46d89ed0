//! HTTP to the provider of identities: within limits of time and size, redirects not followed.

use std::pin::Pin;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};

/// A request has its answer after this long, or none.
const LONGEST: Duration = Duration::from_secs(10);
/// An answer is no larger than this.
const LARGEST: usize = 1024 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    #[error("no answer within {} s", LONGEST.as_secs())]
    Late,
    #[error("no connection")]
    Connection(#[from] hyper_util::client::legacy::Error),
    #[error("the answer broke off or is too large")]
    Body(#[source] Box<dyn std::error::Error + Send + Sync>),
}

type Connections = Client<HttpsConnector<HttpConnector>, Full<Bytes>>;

/// A client; it trusts the roots that this machine trusts.
#[derive(Debug)]
pub(super) struct Http {
    client: Connections,
}

impl Http {
    /// A client.
    ///
    /// # Errors
    /// If the roots that this machine trusts cannot be read.
    pub(super) fn new() -> std::io::Result<Self> {
        let connector = HttpsConnectorBuilder::new().with_native_roots()?.https_or_http().enable_http1().build();
        Ok(Self { client: Client::builder(TokioExecutor::new()).build(connector) })
    }
}

impl AsyncHttpClient<'_> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send>>;

    /// Sends a request and reads the whole answer.
    fn call(&self, request: HttpRequest) -> Self::Future {
        let exchange = exchange(self.client.clone(), request);
        Box::pin(async { tokio::time::timeout(LONGEST, exchange).await.map_err(|_| HttpError::Late)? })
    }
}

async fn exchange(client: Connections, request: HttpRequest) -> Result<HttpResponse, HttpError> {
    let (head, body) = request.into_parts();
    let answer = client.request(http::Request::from_parts(head, Full::new(Bytes::from(body)))).await?;
    let (head, body) = answer.into_parts();
    let body = Limited::new(body, LARGEST).collect().await.map_err(HttpError::Body)?;
    Ok(http::Response::from_parts(head, body.to_bytes().to_vec()))
}
