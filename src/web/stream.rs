//! Files that are written while they are sent: what is in memory of them is bounded, however long they are.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::BoxError;
use axum::body::Body;
use hyper::body::{Bytes, Frame};
use tokio::fs::File;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

use super::problem::Problem;
use crate::service::places::Place;

/// Bytes of a piece, about.
const PIECE: usize = 64 * 1024;
/// Pieces that wait for the reader.
const AHEAD: usize = 4;
/// A file has been taken after this long, or it breaks off: its place is needed by others.
const LONGEST: Duration = Duration::from_secs(600);

enum Piece {
    Bytes(Bytes),
    /// The file is whole.
    End,
}

/// Where a file is written. Waits when the reader is slow.
pub(super) struct Sink {
    pieces: mpsc::Sender<Piece>,
    buffer: Vec<u8>,
    runtime: Handle,
    until: Instant,
}

impl Sink {
    fn send(&mut self, piece: Piece) -> io::Result<()> {
        match self.runtime.block_on(timeout_at(self.until, self.pieces.send(piece))) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::Error::new(io::ErrorKind::BrokenPipe, "the reader is gone")),
            Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "the reader took too long")),
        }
    }

    fn hand_over(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::replace(&mut self.buffer, Vec::with_capacity(PIECE));
        self.send(Piece::Bytes(bytes.into()))
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(PIECE);
        self.buffer.extend_from_slice(&bytes[..taken]);
        if self.buffer.len() >= PIECE {
            self.hand_over()?;
        }
        Ok(taken)
    }

    /// Pieces are handed over when they are full; a flush in the middle changes nothing.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a file on a thread of its own while it is sent. What fails before the first piece is full is a [`Problem`]; what fails later breaks the answer
/// off, so that nobody takes a part for the whole.
pub(super) async fn written<E: Into<BoxError>>(
    place: Place,
    write: impl FnOnce(&mut Sink) -> Result<(), E> + Send + 'static,
) -> Result<Body, Problem> {
    let (sender, mut pieces) = mpsc::channel(AHEAD);
    let (span, runtime) = (tracing::Span::current(), Handle::current());
    let writing = tokio::task::spawn_blocking(move || {
        let mut sink = Sink { pieces: sender, buffer: Vec::with_capacity(PIECE), runtime, until: Instant::now() + LONGEST };
        let done = write(&mut sink).map_err(Into::into).and_then(|()| {
            sink.hand_over()?;
            Ok(sink.send(Piece::End)?)
        });
        if let Err(cause) = &done {
            span.in_scope(|| tracing::warn!(%cause, "a file was not written to its end"));
        }
        drop(place);
        done
    });
    match pieces.recv().await {
        Some(first) => Ok(Body::new(Pieces { first: Some(first), pieces, ended: false })),
        None => {
            let cause = match writing.await {
                Ok(Err(cause)) => cause.to_string(),
                Ok(Ok(())) => "it has no end".to_owned(),
                Err(panicked) => panicked.to_string(),
            };
            Err(Problem::Internal(format!("a file could not be written: {cause}")))
        }
    }
}

struct Pieces {
    first: Option<Piece>,
    pieces: mpsc::Receiver<Piece>,
    ended: bool,
}

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let piece = match self.first.take() {
            Some(first) => Some(first),
            None => std::task::ready!(self.pieces.poll_recv(cx)),
        };
        self.ended = !matches!(piece, Some(Piece::Bytes(_)));
        Poll::Ready(match piece {
            Some(Piece::Bytes(bytes)) => Some(Ok(Frame::data(bytes))),
            Some(Piece::End) => None,
            None => Some(Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file breaks off"))),
        })
    }
}

/// A file on the disk, sent piece by piece; one that is shorter than its `size` breaks the answer off.
pub(super) fn of_file(file: File, size: u64) -> Body {
    Body::new(OnDisk { file, left: size })
}

struct OnDisk {
    file: File,
    left: u64,
}

impl hyper::body::Body for OnDisk {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let length = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        if length == 0 {
            return Poll::Ready(None);
        }
        let mut bytes = vec![0; length];
        let mut buffer = ReadBuf::new(&mut bytes);
        if let Err(error) = std::task::ready!(Pin::new(&mut self.file).poll_read(cx, &mut buffer)) {
            return Poll::Ready(Some(Err(error)));
        }
        let read = buffer.filled().len();
        if read == 0 {
            return Poll::Ready(Some(Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file breaks off"))));
        }
        bytes.truncate(read);
        self.left -= read as u64;
        Poll::Ready(Some(Ok(Frame::data(bytes.into()))))
    }
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;
    use crate::service::{App, Settings, places::Work};
    use crate::{clock::Clock, store::Db};

    async fn app() -> App {
        let db = Db::open_sqlite_memory().await.unwrap();
        let clock = Clock::fixed("2026-03-02T09:00:00Z".parse().unwrap());
        App::new(db, clock, Settings { public_url: "http://localhost".to_owned(), ..Settings::default() }).await.unwrap()
    }

    async fn file(app: &App, write: impl FnOnce(&mut Sink) -> io::Result<()> + Send + 'static) -> Result<Body, Problem> {
        written(app.places().take(Work::Writing).await.unwrap(), write).await
    }

    #[tokio::test]
    async fn a_whole_file_comes_whole_and_its_place_is_free_again() {
        let app = app().await;
        for length in [0, 1, PIECE, 10 * PIECE + 1] {
            let body = file(&app, move |out| out.write_all(&vec![7; length])).await.unwrap();
            assert_eq!(to_bytes(body, usize::MAX).await.unwrap().len(), length);
        }
    }

    #[tokio::test]
    async fn a_file_that_fails_is_no_whole_file() {
        let app = app().await;
        let early = file(&app, |_| Err(io::Error::other("no such table"))).await;
        assert!(matches!(early, Err(Problem::Internal(cause)) if cause.contains("no such table")));
        let late = file(&app, |out| {
            out.write_all(&[7; 3 * PIECE])?;
            Err(io::Error::other("the connection was lost"))
        });
        let broken = to_bytes(late.await.unwrap(), usize::MAX).await.unwrap_err();
        assert!(format!("{broken:?}").contains("breaks off"), "{broken:?}");
        let panics = file(&app, |out| {
            out.write_all(&[7; 3 * PIECE])?;
            std::panic::resume_unwind(Box::new("a fault"))
        });
        assert!(to_bytes(panics.await.unwrap(), usize::MAX).await.is_err());
    }

    #[tokio::test]
    async fn nothing_is_written_for_a_reader_who_is_gone() {
        let app = app().await;
        let (told, hears) = tokio::sync::oneshot::channel();
        let body = file(&app, move |out| {
            let mut written = 0;
            let gone = loop {
                match out.write_all(&[7; PIECE]) {
                    Ok(()) => written += 1,
                    Err(error) => break error,
                }
            };
            let _ = told.send((written, gone.kind()));
            Err(gone)
        });
        let body = body.await.unwrap();
        // Whoever writes waits for the reader, with a few pieces in hand.
        tokio::time::sleep(Duration::from_millis(100)).await;
        drop(body);
        let (written, why) = hears.await.unwrap();
        assert!(written <= AHEAD + 2, "{written}");
        assert_eq!(why, io::ErrorKind::BrokenPipe);
    }
}
