//! The accept loop: connections with limits of number and time, requests to the router, an orderly end.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use super::page::Peer;

/// A client has this long to send the head of a request; an idle connection is closed after it, too.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Open connections at most.
const MOST_CONNECTIONS: usize = 4_096;
/// Open connections from one address at most.
const MOST_FROM_ONE_ADDRESS: usize = 1_024;
/// The head of a request is no larger than this.
const LARGEST_HEAD: usize = 32 * 1024;
/// After the signal to stop, requests have this long to finish.
const FAREWELL: Duration = Duration::from_secs(20);

/// Serves until `stop` is ready, then lets the requests that are under way finish.
///
/// # Errors
/// If the listener fails for good.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let addresses = Addresses::default();
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            () = &mut stop => break,
            place = places.clone().acquire_owned() => match place {
                Ok(place) => place,
                Err(_) => break,
            },
        };
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Too many open files and the like: go on when some are closed.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let Some(visit) = addresses.enter(peer.ip()) else { continue };
        let connection = graceful.watch(connection(stream, router.clone(), peer.ip()));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop((place, visit));
        });
    }
    drop(listener);
    if tokio::time::timeout(FAREWELL, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests had not finished in time");
    }
    Ok(())
}

fn connection(stream: TcpStream, router: Router, peer: IpAddr) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> {
    // Answers are written in one go; there is nothing to wait for.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "nodelay could not be set");
    }
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        router.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service)
}

/// How many connections each address has open.
#[derive(Debug, Clone, Default)]
struct Addresses(Arc<Mutex<HashMap<IpAddr, usize>>>);

impl Addresses {
    /// Counts a connection in, unless its address has too many.
    fn enter(&self, address: IpAddr) -> Option<Visit> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= MOST_FROM_ONE_ADDRESS {
            return None;
        }
        *count += 1;
        Some(Visit { addresses: self.clone(), address })
    }
}

/// An open connection; counts itself out.
struct Visit {
    addresses: Addresses,
    address: IpAddr,
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut open = self.addresses.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}
