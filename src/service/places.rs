//! Places for work that takes long: a few at a time, so that many who ask for files and pictures at once cannot hold up those who fill in.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::ServiceError;

/// Who finds no place free waits this long for one.
const PATIENCE: Duration = Duration::from_secs(5);
/// Files that are written at a time. Each holds a connection to the database that reads, of which there are at least four.
pub const MOST_FILES: usize = 2;

/// What takes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Drawing charts: as many at a time as there are processors.
    Drawing,
    /// Writing files of results, each until its reader has it.
    Writing,
}

/// The places of a process.
#[derive(Debug)]
pub struct Places {
    drawing: Arc<Semaphore>,
    writing: Arc<Semaphore>,
}

/// A place; free again when it is dropped.
#[derive(Debug)]
pub struct Place(#[expect(dead_code, reason = "held, not read")] OwnedSemaphorePermit);

impl Places {
    pub(super) fn new() -> Self {
        let processors = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self { drawing: Arc::new(Semaphore::new(processors)), writing: Arc::new(Semaphore::new(MOST_FILES)) }
    }

    /// Waits a little for a place. Those who wait are served in the order in which they came.
    ///
    /// # Errors
    /// [`ServiceError::Busy`] if none was free in time.
    pub async fn take(&self, work: Work) -> Result<Place, ServiceError> {
        let places = match work {
            Work::Drawing => &self.drawing,
            Work::Writing => &self.writing,
        };
        match tokio::time::timeout(PATIENCE, places.clone().acquire_owned()).await {
            Ok(Ok(place)) => Ok(Place(place)),
            Ok(Err(_)) | Err(_) => Err(ServiceError::Busy),
        }
    }

    /// Computes something where it holds up no other request, when there is a place.
    ///
    /// # Errors
    /// [`ServiceError::Busy`] if there was none in time, [`ServiceError::Internal`] if the computation panicked.
    pub async fn compute<T: Send + 'static>(&self, work: Work, compute: impl FnOnce() -> T + Send + 'static) -> Result<T, ServiceError> {
        let place = self.take(work).await?;
        let span = tracing::Span::current();
        let computed = tokio::task::spawn_blocking(move || {
            let value = span.in_scope(compute);
            drop(place);
            value
        });
        computed.await.map_err(|error| ServiceError::Internal(error.to_string()))
    }
}
