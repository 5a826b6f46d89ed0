//! The store: every public function with the same assertions on SQLite and on PostgreSQL, every statement on both, and what only one of them has.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and one talks to its copy"
)]

#[path = "support/postgres.rs"]
mod postgres;

/// One test on both databases: `both!(name)` runs `async fn name(db: &Db)` on an empty SQLite and on an empty PostgreSQL.
macro_rules! both {
    ($($name:ident),+ $(,)?) => {
        $(mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                super::$name(&crate::sqlite_db().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                let db = crate::postgres_db().await;
                super::$name(&db).await;
                db.close().await;
            }
        })+
    };
}

#[path = "store"]
mod families {
    mod answer_history;
    mod assessments;
    mod audit;
    mod campaigns;
    mod concurrency;
    mod coverage;
    mod crash;
    mod delegations;
    mod evidence;
    mod fixture;
    mod identities;
    mod in_context;
    mod kept_forms;
    mod letters;
    mod municipalities;
    mod networks;
    mod passkeys;
    mod people;
    mod postgres_only;
    mod public_values;
    mod review;
    mod rounds;
    mod second_factor;
    mod settings;
    mod sign_in;
    mod sqlite_only;
    mod statements;
    mod views;
}

use miernik::store::Db;

async fn sqlite_db() -> Db {
    Db::open_sqlite_memory().await.expect("an empty SQLite database")
}

async fn postgres_db() -> Db {
    Db::connect_postgres(&postgres::empty_database().await).await.expect("an empty PostgreSQL database")
}
