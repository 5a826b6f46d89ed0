//! The least that a durable save over HTTP can cost: axum, sqlx, one row, one commit that is on the disk before the answer goes out.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::post;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

/// Makes this benchmark serve the baseline out of the folder that follows.
pub const ARGUMENT: &str = "--serve-baseline";

/// Serves for ever.
pub async fn serve(folder: &Path) -> Result<(), Box<dyn Error>> {
    let options = SqliteConnectOptions::new().filename(folder.join("baseline.sqlite")).create_if_missing(true);
    let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    sqlx::query("create table if not exists answer (id integer primary key, form text not null)").execute(&pool).await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "The baseline serves at http://{}", listener.local_addr()?)?;
    out.flush()?;
    drop(out);
    Ok(axum::serve(listener, Router::new().route("/", post(insert)).with_state(pool)).await?)
}

async fn insert(State(pool): State<SqlitePool>, form: String) -> Result<Redirect, StatusCode> {
    let inserted = sqlx::query("insert into answer (form) values ($1)").bind(form).execute(&pool).await;
    inserted.map(|_| Redirect::to("/")).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}
