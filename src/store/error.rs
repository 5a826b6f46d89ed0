//! What can go wrong in the database, told apart by what the caller can do about it.

use sqlx::error::{DatabaseError, ErrorKind};

use super::UnknownWord;

/// Why a function of the store failed. In every case the transaction should be dropped: nothing of it stays.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// What should be changed is not there.
    #[error("there is no such record")]
    NotFound,
    /// Someone else was faster: the record has another revision or state than the caller has seen, or another record has the same key.
    #[error("the record was changed in the meantime, or another one has the same key")]
    Conflict {
        /// What the database said; none if a compare-and-swap changed no row.
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// The database cannot do it now: disk full, connection lost, no connection free, a deadlock broken. The same request may succeed later.
    #[error("the database is not available at the moment")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A text that this database cannot keep or compare: PostgreSQL takes no NUL character.
    #[error("a text holds a NUL character")]
    BadText,
    /// The tables were written by another version of the program, one that knows steps that this one does not know.
    #[error("the tables of the database are those of another version")]
    OtherVersion(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A step that brings the tables up to date failed and was undone.
    #[error("the tables of the database could not be brought up to date")]
    Migration(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Anything else: a mistake in the program, or a database that someone else has changed.
    #[error("the database refused or gave back something unexpected")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    /// A compare-and-swap that changed no row.
    pub(super) const CONFLICT: Self = Self::Conflict { source: None };

    /// Whether another person's change, and not a fault, stood in the way.
    pub const fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict { .. })
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        match &error {
            E::RowNotFound => Self::NotFound,
            E::Database(inner) if inner.kind() == ErrorKind::UniqueViolation => Self::Conflict { source: Some(Box::new(error)) },
            E::Database(inner) if inner.code().as_deref() == Some("22021") => Self::BadText,
            _ if is_passing_failure(&error) => Self::Unavailable(Box::new(error)),
            _ => Self::Other(Box::new(error)),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError as E;
        match error {
            E::VersionMissing(_) | E::VersionMismatch(_) | E::VersionNotPresent(_) | E::VersionTooOld(..) | E::VersionTooNew(..) => {
                Self::OtherVersion(Box::new(error))
            }
            // The step itself may be sound: the disk was full, the connection was lost.
            E::Execute(cause) if is_passing_failure(&cause) => Self::Unavailable(Box::new(cause)),
            E::ExecuteMigration(cause, _) if is_passing_failure(&cause) => Self::Unavailable(Box::new(cause)),
            other => Self::Migration(Box::new(other)),
        }
    }
}

impl From<UnknownWord> for StoreError {
    fn from(error: UnknownWord) -> Self {
        Self::Other(Box::new(error))
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Other(Box::new(error))
    }
}

/// Whether a failure lies in the circumstances, so that the same may succeed later.
fn is_passing_failure(error: &sqlx::Error) -> bool {
    use sqlx::Error as E;
    match error {
        E::Io(_) | E::Tls(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed | E::BeginFailed => true,
        E::Database(inner) => is_passing(inner.as_ref()),
        _ => false,
    }
}

/// Whether an error lies in the circumstances (disk, memory, locks, a server that stops) and not in the statement.
fn is_passing(error: &dyn DatabaseError) -> bool {
    let Some(code) = error.code() else { return false };
    if error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
        // Connection, rollback by the server, resources (53100 is a full disk), lock not to be had, operator, system.
        return ["08", "40", "53", "57", "58"].iter().any(|class| code.starts_with(class)) || code == "55P03";
    }
    // SQLite's primary codes, in the low byte of the extended ones.
    const BUSY: u32 = 5;
    const LOCKED: u32 = 6;
    const NO_MEMORY: u32 = 7;
    const READ_ONLY: u32 = 8;
    const INPUT_OUTPUT: u32 = 10;
    const FULL: u32 = 13;
    const CANNOT_OPEN: u32 = 14;
    code.parse::<u32>().is_ok_and(|code| [BUSY, LOCKED, NO_MEMORY, READ_ONLY, INPUT_OUTPUT, FULL, CANNOT_OPEN].contains(&(code & 0xff)))
}
