//! Patience with slow clients: who takes or sends next to nothing while we wait gives up the connection.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// How slow the other end may be: within each `period` that we spend waiting for it, it must move at least so many bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// Time spent waiting.
    pub(super) period: Duration,
    /// Bytes.
    pub(super) least: usize,
}

/// Watches over one direction of a connection. Time in which nobody waits for the other end does not count.
#[derive(Debug)]
struct Watch {
    pace: Pace,
    waited: Duration,
    waiting_since: Option<Instant>,
    moved: usize,
    alarm: Pin<Box<Sleep>>,
}

impl Watch {
    fn new(pace: Pace) -> Self {
        Self { pace, waited: Duration::ZERO, waiting_since: None, moved: 0, alarm: Box::pin(sleep(pace.period)) }
    }

    /// Nothing can be moved now: is an error when this has been so for too long.
    fn waits(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        if self.waiting_since.is_none() {
            let now = Instant::now();
            self.waiting_since = Some(now);
            self.alarm.as_mut().reset(now + self.pace.period.saturating_sub(self.waited));
        }
        ready!(self.alarm.as_mut().poll(cx));
        Poll::Ready(io::Error::new(io::ErrorKind::TimedOut, "the other end is too slow"))
    }

    /// So many bytes were moved.
    fn moves(&mut self, bytes: usize) {
        if let Some(since) = self.waiting_since.take() {
            self.waited += since.elapsed();
        }
        self.moved += bytes;
        if self.moved >= self.pace.least {
            (self.moved, self.waited) = (0, Duration::ZERO);
        }
    }

    /// What a write came to.
    fn written(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.moves(bytes);
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.waits(cx).map(Err),
        }
    }
}

/// A connection that fails when the other end does not take what is written. Reading is not watched here: [`PacedBody`] and the time for a head do it.
#[derive(Debug)]
pub(super) struct PacedStream<S> {
    inner: S,
    watch: Watch,
}

impl<S> PacedStream<S> {
    pub(super) fn new(inner: S, pace: Pace) -> Self {
        Self { inner, watch: Watch::new(pace) }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for PacedStream<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for PacedStream<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(cx, bytes);
        self.watch.written(cx, written)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, pieces: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write_vectored(cx, pieces);
        self.watch.written(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

/// The body of a request that fails when it stops coming, or comes too slowly.
#[derive(Debug)]
pub(super) struct PacedBody<B> {
    inner: B,
    watch: Watch,
}

impl<B> PacedBody<B> {
    pub(super) fn new(inner: B, pace: Pace) -> Self {
        Self { inner, watch: Watch::new(pace) }
    }
}

impl<B: Body<Data = Bytes, Error: Into<axum::BoxError>> + Unpin> Body for PacedBody<B> {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        match Pin::new(&mut self.inner).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                self.watch.moves(frame.data_ref().map_or(0, Bytes::len));
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => self.watch.waits(cx).map(|error| Some(Err(error.into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
