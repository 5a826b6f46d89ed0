//! Every statement is prepared on both databases, and SQLite reads no whole table without a reason that stands here.

use miernik::store::{Db, statements};
use sqlx::{AssertSqlSafe, Column, Executor, Row, SqlSafeStr, Statement};

/// Statements that read a whole table, and why they may.
const WHOLE_TABLES: &[(&str, &str)] = &[
    ("assessments::STATES", "counts all of them, for those who run campaigns"),
    ("campaigns::LIST", "all of them are asked for; a few a year"),
    ("municipalities::COUNT", "counts them, in an index"),
    ("networks::LIST", "all of them are asked for; a handful"),
    ("networks::MEMBER_COUNTS", "counts all of them, on the page of the administrator"),
    ("people::ALL_GRANTS", "all of them are asked for, on the page of the administrator"),
    ("people::LIST", "all of them are asked for, on the page of the administrator"),
    ("rounds::PUBLISHED", "all of them are asked for; a few a year"),
];

/// Statements whose rows SQLite sorts itself, and why they may.
const SORTED: &[(&str, &str)] = &[
    ("assessments::STATES", "grouped by campaign and state: a few rows"),
    ("campaigns::SURVEYS_OF", "the versions of one survey"),
    ("letters::COUNTS", "grouped by state: six rows"),
    ("people::GRANTS_OF_CAMPAIGN", "the roles of one campaign"),
    ("people::OFFICERS_OF_CAMPAIGN", "the officers of one campaign"),
    ("public_values::CONTESTED", "the figures that the cities of one network contest"),
    ("rounds::PUBLISHED", "a few rows"),
];

#[tokio::test]
async fn both_databases_accept_every_statement_and_name_its_columns_alike() {
    let dbs = (crate::sqlite_db().await, crate::postgres_db().await);
    let (Db::Sqlite { writer: sqlite, .. }, Db::Postgres(postgres)) = &dbs else { panic!() };
    for statement in statements() {
        let ours = sqlite.prepare(statement.sqlite.into_sql_str()).await;
        let theirs = postgres.prepare(statement.postgres.into_sql_str()).await;
        let ours = ours.unwrap_or_else(|error| panic!("{} on SQLite: {error}", statement.name));
        let theirs = theirs.unwrap_or_else(|error| panic!("{} on PostgreSQL: {error}", statement.name));
        let ours: Vec<_> = ours.columns().iter().map(Column::name).collect();
        let theirs: Vec<_> = theirs.columns().iter().map(Column::name).collect();
        assert_eq!(ours, theirs, "{}", statement.name);
    }
    postgres.close().await;
}

#[tokio::test]
async fn sqlite_reads_no_whole_table_and_sorts_nothing_without_a_reason() {
    let db = crate::sqlite_db().await;
    let Db::Sqlite { writer, .. } = &db else { panic!() };
    let (mut scans, mut sorts) = (Vec::new(), Vec::new());
    for statement in statements() {
        let rows = sqlx::query(AssertSqlSafe(format!("explain query plan {}", statement.sqlite))).fetch_all(writer).await.unwrap();
        let name = statement.name.trim_start_matches("miernik::store::");
        for step in rows.iter().map(|row| row.get::<String, _>("detail")) {
            // A virtual table is the JSON parameter that is unfolded into rows.
            if step.starts_with("SCAN") && !step.contains("VIRTUAL TABLE") {
                scans.push(name);
            }
            if step.contains("TEMP B-TREE") {
                sorts.push(name);
            }
        }
    }
    scans.sort_unstable();
    assert_eq!(scans, WHOLE_TABLES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    assert_eq!(sorts, SORTED.iter().map(|(name, _)| *name).collect::<Vec<_>>());
}

#[test]
fn statements_are_registered_under_names_of_their_own_and_take_no_text_apart() {
    let mut names: Vec<_> = statements().iter().map(|statement| statement.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
    let in_source: usize =
        super::coverage::sources().iter().map(|(_, source)| source.matches(" = \"").count() + source.matches("sqlite: \"").count()).sum();
    assert!(all > 70 && in_source >= all, "{all} statements, {in_source} in the source");
    for (file, source) in super::coverage::sources() {
        assert!(!source.contains("AssertSqlSafe"), "{file} builds SQL out of text");
    }
}
