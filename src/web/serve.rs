//! The accept loop: connections with limits of number and time, requests to the router, an orderly end.

mod pace;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

use super::page::Peer;
use super::proxies::Proxies;
use pace::{Pace, PacedBody, PacedStream};

/// How much of the process connections may take.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// A client has this long to send the head of a request; an idle connection is closed after it, too.
    head: Duration,
    /// The head of a request is no larger than this.
    largest_head: usize,
    /// Clients that do not take answers, or do not send bodies, at this pace are given up.
    pace: Pace,
    /// Open connections at most.
    connections: usize,
    /// Open connections from one address at most; proxies that are trusted may have more.
    from_one_address: usize,
    /// After the signal to stop, requests have this long to finish.
    farewell: Duration,
}

impl Limits {
    const USUAL: Self = Self {
        head: Duration::from_secs(10),
        largest_head: 32 * 1024,
        pace: Pace { period: Duration::from_secs(30), least: 32 * 1024 },
        connections: 4_096,
        from_one_address: 1_024,
        farewell: Duration::from_secs(20),
    };
}

/// Serves until `stop` is ready, then lets the requests that are under way finish.
///
/// # Errors
/// If the listener fails for good.
pub async fn serve(listener: TcpListener, router: Router, proxies: Proxies, stop: impl Future<Output = ()>) -> io::Result<()> {
    serve_within(Limits::USUAL, listener, router, proxies, stop).await
}

async fn serve_within(limits: Limits, listener: TcpListener, router: Router, proxies: Proxies, stop: impl Future<Output = ()>) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    let (addresses, proxies) = (Addresses::default(), Arc::new(proxies));
    let (patience, at_end) = watch::channel(());
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
        // Behind a proxy everybody has its address.
        let most = if proxies.trusts(peer.ip()) { limits.connections } else { limits.from_one_address };
        let Some(visit) = addresses.enter(peer.ip(), most) else { continue };
        let connection = graceful.watch(connection(limits, stream, router.clone(), peer.ip(), proxies.clone()));
        let mut at_end = at_end.clone();
        tokio::spawn(async move {
            tokio::select! {
                done = connection => if let Err(error) = done {
                    tracing::debug!(%error, "a connection ended early");
                },
                _ = at_end.changed() => tracing::debug!("a connection was cut off at the end"),
            }
            drop((place, visit));
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.farewell, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests had not finished in time");
    }
    // What is still under way ends here, so that it lets go of the database.
    drop(patience);
    Ok(())
}

fn connection(
    limits: Limits,
    stream: TcpStream,
    router: Router,
    peer: IpAddr,
    proxies: Arc<Proxies>,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> {
    // Answers are written in one go; there is nothing to wait for.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "nodelay could not be set");
    }
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let client = proxies.client(peer, request.headers());
        let mut request = request.map(|body| Body::new(PacedBody::new(body, limits.pace)));
        request.extensions_mut().insert(Peer(client));
        router.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(limits.largest_head)
        .serve_connection(TokioIo::new(PacedStream::new(stream, limits.pace)), service)
}

/// How many connections each address has open.
#[derive(Debug, Clone, Default)]
struct Addresses(Arc<Mutex<HashMap<IpAddr, usize>>>);

impl Addresses {
    /// Counts a connection in, unless its address has as many as it may.
    fn enter(&self, address: IpAddr, most: usize) -> Option<Visit> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= most {
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
