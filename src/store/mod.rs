//! The database: SQLite by default, PostgreSQL when one machine is not enough. Here live the handles ([`Db`], [`Tx`]) and the two macros that let
//! every statement be written once; the statements themselves live in one file a family of tables. No rule of the product lives here.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Database, Executor, PgPool, Postgres, Sqlite, SqlitePool, Transaction};

pub use column::UnknownWord;
pub use error::StoreError;
pub use folder::TemporaryFolder;
pub use statement::{ByDialect, Statement, statements};

#[macro_use]
mod column;
#[macro_use]
mod statement;
mod error;
mod folder;
mod migrate;

pub mod answer_history;
pub mod assessments;
pub mod audit;
pub mod campaigns;
pub mod delegations;
pub mod evidence;
pub mod evidence_folder;
pub mod identities;
pub mod in_context;
pub mod kept_forms;
pub mod letters;
pub mod municipalities;
pub mod networks;
pub mod passkeys;
pub mod people;
pub mod public_values;
pub mod review;
pub mod rounds;
pub mod second_factor;
pub mod settings;
pub mod sign_in;
pub mod views;

/// How long a caller waits for a connection before [`StoreError::Unavailable`].
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(20);
/// How long SQLite waits for another process (a backup, a command) that holds the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Connections a process keeps to PostgreSQL at most.
const POSTGRES_CONNECTIONS: u32 = 16;

/// An open database. Cheap to clone: clones share their connections.
#[derive(Debug, Clone)]
pub enum Db {
    /// A file beside the program.
    Sqlite {
        /// The one connection that writes; writers queue on it in the order they came.
        writer: SqlitePool,
        /// The connections that read, each with its own snapshot; they never wait for the writer.
        readers: SqlitePool,
        /// The folder that goes with the last handle, if the database is a temporary one.
        folder: Option<Arc<TemporaryFolder>>,
    },
    /// A server that several processes share.
    Postgres(PgPool),
}

impl Db {
    /// Opens the SQLite database in a file, creating it (readable by its owner only) if it is not there, and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if the file cannot be opened, [`StoreError::OtherVersion`] if its tables are those of a newer version
    /// of the program, [`StoreError::Migration`] if they cannot be brought up to date; then they are as they were.
    pub async fn open_sqlite(path: &Path) -> Result<Self, StoreError> {
        create_private(path)?;
        let writer = sqlite_pool(sqlite_options(path), 1).await?;
        migrate::sqlite(&writer).await?;
        let readers = sqlite_pool(sqlite_options(path).read_only(true), reader_count()).await?;
        Ok(Self::Sqlite { writer, readers, folder: None })
    }

    /// Opens an empty SQLite database of its own that goes with its last handle: for tests and for the demo.
    ///
    /// It is a file in a temporary folder, not memory: several connections to one memory have neither snapshots nor a write-ahead log, and a test
    /// on them would not show what a real database does.
    ///
    /// # Errors
    /// As [`Db::open_sqlite`].
    pub async fn open_sqlite_memory() -> Result<Self, StoreError> {
        let folder = Arc::new(TemporaryFolder::create()?);
        match Self::open_sqlite(&folder.path().join("miernik.sqlite")).await? {
            Self::Sqlite { writer, readers, .. } => Ok(Self::Sqlite { writer, readers, folder: Some(folder) }),
            postgres @ Self::Postgres(_) => Ok(postgres),
        }
    }

    /// Connects to a PostgreSQL database (`postgres://user@host/database`) and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError::Other`] if the address cannot be read, [`StoreError::Unavailable`] if nobody answers there, [`StoreError::OtherVersion`] and
    /// [`StoreError::Migration`] as above.
    pub async fn connect_postgres(url: &str) -> Result<Self, StoreError> {
        let options = url.parse::<PgConnectOptions>()?;
        // The pool would try for as long as it may, and then say only that time was up; this says why.
        options.connect().await?.close().await?;
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    // A lost process must not hold up the others: its locks end with it.
                    connection.execute("set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '60s'").await?;
                    Ok(())
                })
            })
            .connect_with(options)
            .await?;
        migrate::postgres(&pool).await?;
        Ok(Self::Postgres(pool))
    }

    /// Begins a transaction that reads one snapshot of the database. It ends when it is dropped.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if no connection is to be had.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(Turn::Transaction(readers.begin().await?)),
            Self::Postgres(pool) => Tx::Postgres(Turn::Transaction(pool.begin_with("begin isolation level repeatable read, read only").await?)),
        })
    }

    /// A connection for statements that read and need no common snapshot, mostly for one; a transaction around them would be two errands to the database more.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if no connection is to be had.
    pub async fn read_once(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(Turn::Alone(readers.acquire().await?)),
            Self::Postgres(pool) => Tx::Postgres(Turn::Alone(pool.acquire().await?)),
        })
    }

    /// Begins a transaction that writes; without [`Tx::commit`] nothing of it stays.
    ///
    /// On SQLite there is one writer at a time, so keep it short and do no other waiting in it. On PostgreSQL each statement sees what others have
    /// committed (`read committed`); what must not be overwritten is guarded by a compare-and-swap in the statement itself.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if no connection is to be had.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(Turn::Transaction(writer.begin_with("begin immediate").await?)),
            Self::Postgres(pool) => Tx::Postgres(Turn::Transaction(pool.begin().await?)),
        })
    }

    /// Closes every connection, after the transactions that are open have ended.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers, .. } => {
                // The writer last: it takes the write-ahead log back into the file.
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// A transaction on either database, or a connection for reading without one.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Turn<Sqlite>),
    /// On PostgreSQL.
    Postgres(Turn<Postgres>),
}

/// What a [`Tx`] has of its database.
#[derive(Debug)]
pub enum Turn<DB: Database> {
    /// A transaction.
    Transaction(Transaction<'static, DB>),
    /// A connection outside of any transaction.
    Alone(PoolConnection<DB>),
}

impl<DB: Database> Turn<DB> {
    /// The connection, for a statement.
    pub fn connection(&mut self) -> &mut DB::Connection {
        match self {
            Self::Transaction(inner) => inner,
            Self::Alone(inner) => inner,
        }
    }

    async fn commit(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Transaction(inner) => inner.commit().await,
            Self::Alone(_) => Ok(()),
        }
    }

    async fn rollback(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Transaction(inner) => inner.rollback().await,
            Self::Alone(_) => Ok(()),
        }
    }
}

impl Tx {
    /// Makes what was written durable and visible to others.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if the disk is full or the connection is lost: then nothing of the transaction stays (on a lost connection to
    /// PostgreSQL: it may have stayed, which the compare-and-swap of a repeated request shows).
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(inner) => inner.commit().await?,
            Self::Postgres(inner) => inner.commit().await?,
        }
        Ok(())
    }

    /// Undoes what was written. Dropping does the same, a little later.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if the connection is lost; nothing stays then either.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(inner) => inner.rollback().await?,
            Self::Postgres(inner) => inner.rollback().await?,
        }
        Ok(())
    }
}

fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // With NORMAL, a power cut may take back what was already confirmed to a person.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        // `replace into` would otherwise delete rows without asking the triggers that keep the history.
        .pragma("recursive_triggers", "on")
        // What is erased is overwritten in the file, too.
        .pragma("secure_delete", "on")
}

async fn sqlite_pool(options: SqliteConnectOptions, connections: u32) -> Result<SqlitePool, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A connection to a file does not age, and it holds the prepared statements.
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // A full disk makes SQLite end the transaction by itself; sqlx then believes for ever that it is still open, and refuses to begin another.
        // Such a connection is replaced.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// Two readers a core: while one waits for the disk, the other computes.
fn reader_count() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    u32::try_from(cores.clamp(2, 16) * 2).unwrap_or(4)
}

/// Creates the file, if it is not there, so that only its owner may read it; SQLite gives its log the same rights.
fn create_private(path: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|source| StoreError::Unavailable(Box::new(source)))
}
