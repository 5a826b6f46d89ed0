//! What only PostgreSQL has: a lost connection, several processes that start together, its triggers.

use miernik::store::{Db, StoreError, Tx, campaigns, settings};
use sqlx::AssertSqlSafe;

use super::sqlite_only::fill_append_only;

#[tokio::test]
async fn a_lost_connection_is_told_apart_and_needs_no_restart() {
    let db = crate::postgres_db().await;
    let mut tx = db.write().await.unwrap();
    settings::set(&mut tx, "a", "b").await.unwrap();
    let Tx::Postgres(inner) = &mut tx else { panic!() };
    let process: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(inner.connection()).await.unwrap();
    let Db::Postgres(pool) = &db else { panic!() };
    sqlx::query("select pg_terminate_backend($1)").bind(process).execute(pool).await.unwrap();
    let lost = settings::set(&mut tx, "a", "c").await.unwrap_err();
    assert!(matches!(lost, StoreError::Unavailable(_)), "{lost:?}");
    drop(tx);
    assert_eq!(settings::get(&mut db.read().await.unwrap(), "a").await.unwrap(), None, "nothing of it stays");
    let mut tx = db.write().await.unwrap();
    settings::set(&mut tx, "a", "d").await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_processes_may_start_together() {
    let url = crate::postgres::empty_database().await;
    let mut starts = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let url = url.clone();
        starts.spawn(async move { Db::connect_postgres(&url).await.unwrap() });
    }
    for db in starts.join_all().await {
        assert_eq!(settings::get(&mut db.read().await.unwrap(), "a").await.unwrap(), None);
        db.close().await;
    }
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let db = crate::postgres_db().await;
    let refused = settings::set(&mut db.read().await.unwrap(), "a", "b").await.unwrap_err();
    assert!(matches!(refused, StoreError::Other(_)), "{refused:?}");
    db.close().await;
}

#[tokio::test]
async fn nobody_there_is_told_apart_from_a_wrong_address() {
    let nobody = Db::connect_postgres("postgres://nobody@127.0.0.1:1/nothing").await.unwrap_err();
    assert!(matches!(nobody, StoreError::Unavailable(_)), "{nobody:?}");
    let wrong = Db::connect_postgres("not an address").await.unwrap_err();
    assert!(matches!(wrong, StoreError::Other(_)), "{wrong:?}");
}

#[tokio::test]
async fn what_is_append_only_cannot_be_changed_deleted_or_emptied() {
    let db = crate::postgres_db().await;
    let (world, tables) = fill_append_only(&db).await;
    let Db::Postgres(pool) = &db else { panic!() };
    for (table, column) in tables {
        for deed in [format!("update {table} set {column} = 'changed'"), format!("delete from {table}"), format!("truncate {table} cascade")] {
            let refused = sqlx::query(AssertSqlSafe(deed.clone())).execute(pool).await;
            let refused = refused.map(|done| done.rows_affected()).expect_err(&deed).to_string();
            assert!(refused.contains("stays") || refused.contains("never") || refused.contains("append-only"), "{deed}: {refused}");
        }
    }
    let kept = campaigns::survey(&mut db.read().await.unwrap(), &world.survey.hash).await.unwrap();
    assert_eq!(kept, Some(world.survey));
    db.close().await;
}
