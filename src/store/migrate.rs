//! The steps that bring the tables up to date: shared ones, and those that only one database can read. Each is one transaction; a database that has a
//! step we do not know was written by a newer program and is refused.
//!
//! A step that was once released never changes, not even in a comment: databases remember its checksum, and refuse another.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{PgPool, SqlSafeStr, SqlitePool};

use super::StoreError;

const TABLES: &str = include_str!("../../migrations/0001_tables.sql");
const APPEND_ONLY_SQLITE: &str = include_str!("../../migrations/sqlite/0002_append_only.sql");
const APPEND_ONLY_POSTGRES: &str = include_str!("../../migrations/postgres/0002_append_only.sql");
const DELEGATION: &str = include_str!("../../migrations/0003_delegation.sql");
const KEPT_FORM: &str = include_str!("../../migrations/0004_kept_form.sql");
const EVIDENCE_SQLITE: &str = concat!(include_str!("../../migrations/0005_evidence.sql"), include_str!("../../migrations/sqlite/0005_evidence.sql"));
const EVIDENCE_POSTGRES: &str =
    concat!(include_str!("../../migrations/0005_evidence.sql"), include_str!("../../migrations/postgres/0005_evidence.sql"));
const REVIEW_SQLITE: &str = concat!(include_str!("../../migrations/0006_review.sql"), include_str!("../../migrations/sqlite/0006_review.sql"));
const REVIEW_POSTGRES: &str = concat!(include_str!("../../migrations/0006_review.sql"), include_str!("../../migrations/postgres/0006_review.sql"));
const PUBLIC_DATA: &str = include_str!("../../migrations/0007_public_data.sql");
const OUTBOX: &str = include_str!("../../migrations/0008_outbox.sql");
const SECOND_FACTOR: &str = include_str!("../../migrations/0009_second_factor.sql");
const VIEWS_SQLITE: &str = concat!(include_str!("../../migrations/0010_views.sql"), include_str!("../../migrations/sqlite/0010_views.sql"));
const VIEWS_POSTGRES: &str = concat!(include_str!("../../migrations/0010_views.sql"), include_str!("../../migrations/postgres/0010_views.sql"));
const PASSKEYS: &str = include_str!("../../migrations/0011_passkeys.sql");
const IDENTITY_PROVIDER: &str = include_str!("../../migrations/0012_identity_provider.sql");

/// Brings a SQLite database up to date.
pub(super) async fn sqlite(pool: &SqlitePool) -> Result<(), StoreError> {
    let own = [
        (1, "tables", TABLES),
        (2, "append only", APPEND_ONLY_SQLITE),
        (3, "delegation", DELEGATION),
        (4, "kept form", KEPT_FORM),
        (5, "evidence", EVIDENCE_SQLITE),
        (6, "review", REVIEW_SQLITE),
        (7, "public data", PUBLIC_DATA),
        (8, "outbox", OUTBOX),
        (9, "second factor", SECOND_FACTOR),
        (10, "views", VIEWS_SQLITE),
        (11, "passkeys", PASSKEYS),
        (12, "identity provider", IDENTITY_PROVIDER),
    ];
    Ok(steps(&own).run(pool).await?)
}

/// Brings a PostgreSQL database up to date; processes that start together wait for one another.
pub(super) async fn postgres(pool: &PgPool) -> Result<(), StoreError> {
    let own = [
        (1, "tables", TABLES),
        (2, "append only", APPEND_ONLY_POSTGRES),
        (3, "delegation", DELEGATION),
        (4, "kept form", KEPT_FORM),
        (5, "evidence", EVIDENCE_POSTGRES),
        (6, "review", REVIEW_POSTGRES),
        (7, "public data", PUBLIC_DATA),
        (8, "outbox", OUTBOX),
        (9, "second factor", SECOND_FACTOR),
        (10, "views", VIEWS_POSTGRES),
        (11, "passkeys", PASSKEYS),
        (12, "identity provider", IDENTITY_PROVIDER),
    ];
    Ok(steps(&own).run(pool).await?)
}

fn steps(steps: &[(i64, &'static str, &'static str)]) -> Migrator {
    let step = |(number, name, sql): &(i64, &'static str, &'static str)| {
        Migration::new(*number, Cow::Borrowed(*name), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(steps.iter().map(step).collect())
}
