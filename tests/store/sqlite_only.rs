//! What only SQLite has: pragmas, the file and its rights, the full disk, the triggers.

use std::os::unix::fs::PermissionsExt;

use miernik::store::{Db, StoreError, answer_history, campaigns, delegations, people, settings, statements};
use sqlx::{Connection, Row, SqliteConnection, SqlitePool};

use super::delegations::delegation;
use super::fixture::{World, at, record, text, world};

async fn pragma(connection: &mut SqliteConnection, question: &'static str) -> String {
    let row = sqlx::query(question).fetch_one(connection).await.unwrap();
    row.try_get::<String, _>(0).or_else(|_| row.try_get::<i64, _>(0).map(|number| number.to_string())).unwrap()
}

async fn check_every_connection(pool: &SqlitePool) {
    let mut held = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        held.push(pool.acquire().await.unwrap());
    }
    for connection in &mut held {
        for (question, answer) in [
            ("pragma journal_mode", "wal"),
            ("pragma synchronous", "2"),
            ("pragma foreign_keys", "1"),
            ("pragma busy_timeout", "5000"),
            ("pragma recursive_triggers", "1"),
            ("pragma secure_delete", "1"),
        ] {
            assert_eq!(pragma(connection, question).await, answer, "{question}");
        }
    }
}

#[tokio::test]
async fn every_connection_is_durable_and_checks_references() {
    let db = crate::sqlite_db().await;
    let Db::Sqlite { writer, readers, .. } = &db else { panic!() };
    assert_eq!(writer.options().get_max_connections(), 1, "one writer");
    check_every_connection(writer).await;
    check_every_connection(readers).await;
    let refused = sqlx::query("insert into setting (setting_key, setting_value) values ('a', 'b')").execute(readers).await;
    assert!(refused.unwrap_err().to_string().contains("readonly"), "a reader cannot write");
}

#[tokio::test]
async fn a_file_is_private_and_keeps_what_was_committed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("miernik.sqlite");
    let db = Db::open_sqlite(&path).await.unwrap();
    let mut tx = db.write().await.unwrap();
    settings::set(&mut tx, "a", "b").await.unwrap();
    tx.commit().await.unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.file_name());
    }
    db.close().await;
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "after closing, the database is one file");
    assert!(matches!(db.read().await, Err(StoreError::Unavailable(_))));

    let again = Db::open_sqlite(&path).await.unwrap();
    assert_eq!(settings::get(&mut again.read().await.unwrap(), "a").await.unwrap().as_deref(), Some("b"));
}

#[tokio::test]
async fn an_erased_person_is_not_in_the_file_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("miernik.sqlite");
    let db = Db::open_sqlite(&path).await.unwrap();
    let world = world(&db).await;
    let (asked, who) = (delegation(&world, "Iga@Zabrze.example"), world.person);
    let mut tx = db.write().await.unwrap();
    assert!(delegations::insert(&mut tx, &asked, &["STR"]).await.unwrap());
    tx.commit().await.unwrap();
    db.close().await;
    let holds = |word: &str| std::fs::read(&path).unwrap().windows(word.len()).any(|bytes| bytes == word.as_bytes());
    let words = [&who.email, &who.email_key, &who.name, &asked.email, &asked.email_key, &asked.name, &asked.message];
    assert!(words.iter().all(|word| holds(word)));

    let db = Db::open_sqlite(&path).await.unwrap();
    let mut tx = db.write().await.unwrap();
    people::erase(&mut tx, who.id, at(1)).await.unwrap();
    delegations::erase(&mut tx, asked.id, at(1)).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    assert!(words.iter().all(|word| !holds(word)));
}

#[tokio::test]
async fn a_temporary_database_goes_with_its_last_handle() {
    let db = crate::sqlite_db().await;
    let Db::Sqlite { folder: Some(folder), .. } = &db else { panic!() };
    let path = folder.path().to_owned();
    let clone = db.clone();
    drop(db);
    settings::get(&mut clone.read().await.unwrap(), "a").await.unwrap();
    drop(clone);
    assert!(!path.exists());
}

#[tokio::test]
async fn a_file_that_is_not_ours_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let missing = Db::open_sqlite(&folder.path().join("no/such/folder/miernik.sqlite")).await.unwrap_err();
    assert!(matches!(missing, StoreError::Unavailable(_)), "{missing:?}");
    let text = folder.path().join("text.sqlite");
    std::fs::write(&text, "not a database, but long enough to be read as one: ".repeat(100)).unwrap();
    assert!(Db::open_sqlite(&text).await.is_err());
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("not a database"), "and left as it was");
}

#[tokio::test]
async fn tables_of_a_newer_program_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("miernik.sqlite");
    let db = Db::open_sqlite(&path).await.unwrap();
    let Db::Sqlite { writer, .. } = &db else { panic!() };
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (9999, 'newer', true, x'00', 0)";
    sqlx::query(newer).execute(writer).await.unwrap();
    db.close().await;
    let refused = Db::open_sqlite(&path).await.unwrap_err();
    assert!(matches!(refused, StoreError::OtherVersion(_)), "{refused:?}");
}

#[tokio::test]
async fn a_step_that_fails_is_no_other_version() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("miernik.sqlite");
    let foreign = SqlitePool::connect(&format!("sqlite://{}?mode=rwc", path.display())).await.unwrap();
    sqlx::query("create table person (somebody text)").execute(&foreign).await.unwrap();
    foreign.close().await;
    let refused = Db::open_sqlite(&path).await.unwrap_err();
    let StoreError::Migration(cause) = &refused else { panic!("{refused:?}") };
    assert!(cause.to_string().contains("table person already exists"), "{cause}");
}

#[tokio::test]
async fn a_full_disk_is_told_apart_and_needs_no_restart() {
    let db = crate::sqlite_db().await;
    let Db::Sqlite { writer, .. } = &db else { panic!() };
    let pages = pragma(&mut writer.acquire().await.unwrap(), "pragma page_count").await;
    assert!(pages.parse::<u32>().unwrap() < 200);
    sqlx::query("pragma max_page_count = 200").execute(writer).await.unwrap();
    let long = "x".repeat(1_000_000);
    let mut tx = db.write().await.unwrap();
    let full = settings::set(&mut tx, "long", &long).await.unwrap_err();
    assert!(matches!(full, StoreError::Unavailable(_)), "{full:?}");
    drop(tx);
    assert_eq!(settings::get(&mut db.read().await.unwrap(), "long").await.unwrap(), None, "reading goes on");
    sqlx::query("pragma max_page_count = 100000").execute(writer).await.unwrap();
    let mut tx = db.write().await.expect("the writer works again");
    settings::set(&mut tx, "long", &long).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(settings::get(&mut db.read().await.unwrap(), "long").await.unwrap(), Some(long));
}

#[tokio::test]
async fn another_process_that_writes_is_waited_for() {
    let db = crate::sqlite_db().await;
    let Db::Sqlite { folder: Some(folder), .. } = &db else { panic!() };
    let file = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join("miernik.sqlite"));
    let mut other = SqliteConnection::connect_with(&file).await.unwrap();
    let held = other.begin_with("begin immediate").await.unwrap();
    let waiting = tokio::spawn({
        let db = db.clone();
        async move { db.write().await.map(drop) }
    });
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(!waiting.is_finished());
    held.rollback().await.unwrap();
    waiting.await.unwrap().unwrap();
}

/// Fills every append-only table and gives their names, each with one of its columns.
pub async fn fill_append_only(db: &Db) -> (World, [(&'static str, &'static str); 9]) {
    use miernik::store::assessments::{AssessmentState, Document};
    use miernik::store::audit::NewEntry;
    use miernik::store::campaigns::VersionStep;
    use miernik::store::review::{EntryKind, ReviewEntry, Snapshot, StepLine};
    use miernik::store::rounds::{FrozenRound, RoundResult};
    use miernik::store::{audit, review, rounds};

    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    answer_history::append(&mut tx, world.assessments[0].id, &[("q", &record(1, text("x"), 0))]).await.unwrap();
    let round = FrozenRound {
        campaign_id: world.campaign.id,
        frozen_at: at(0),
        engine_version: "1".to_owned(),
        survey_hash: world.survey.hash.clone(),
        overview: "{}".to_owned(),
    };
    let result = RoundResult { municipality_id: world.municipalities[0].id, result: "{}".to_owned() };
    rounds::freeze(&mut tx, &round).await.unwrap();
    rounds::add_results(&mut tx, world.campaign.id, &[result]).await.unwrap();
    audit::append(&mut tx, NewEntry { at: at(0), actor: None, action: "a", object: "o", detail: "{}" }).await.unwrap();
    let (id, hash) = (world.assessments[0].id, world.survey.hash.clone());
    let (question, kind, remark) = ("q".to_owned(), EntryKind::Confirmed, String::new());
    let entry = ReviewEntry { question, kind, proposal: None, remark, answer_version: 1, revision: 1, author: None, at: at(0) };
    review::append(&mut tx, id, &[entry]).await.unwrap();
    let (from_state, to_state) = (AssessmentState::InProgress, AssessmentState::Submitted);
    let step = StepLine { revision: 1, act: "submit".to_owned(), from_state, to_state, reason: String::new(), actor: None, at: at(0) };
    review::note_step(&mut tx, id, &step).await.unwrap();
    let snapshot = Snapshot { revision: 1, survey_hash: hash.clone(), document: Document::default(), actor: None, at: at(0) };
    review::keep_snapshot(&mut tx, id, &snapshot).await.unwrap();
    let version = VersionStep { position: 1, from_hash: hash.clone(), to_hash: hash, bridge: String::new(), actor: None, at: at(0) };
    campaigns::note_version(&mut tx, world.campaign.id, &version).await.unwrap();
    tx.commit().await.unwrap();
    let tables = [
        ("answer_history", "note"),
        ("survey_definition", "document"),
        ("frozen_round", "overview"),
        ("round_result", "result"),
        ("audit", "detail"),
        ("review_entry", "remark"),
        ("assessment_step", "reason"),
        ("assessment_snapshot", "document"),
        ("campaign_version", "bridge"),
    ];
    (world, tables)
}

#[tokio::test]
async fn what_is_append_only_cannot_be_changed_deleted_or_replaced() {
    let db = crate::sqlite_db().await;
    let (world, tables) = fill_append_only(&db).await;
    let Db::Sqlite { writer, .. } = &db else { panic!() };
    for (table, column) in tables {
        let deeds = [
            format!("update {table} set {column} = 'changed'"),
            format!("delete from {table}"),
            format!("replace into {table} select * from {table}"),
            format!("insert or replace into {table} select * from {table}"),
        ];
        for deed in deeds {
            let refused = sqlx::query(sqlx::AssertSqlSafe(deed.clone())).execute(writer).await;
            let refused = refused.map(|done| done.rows_affected()).expect_err(&deed).to_string();
            assert!(refused.contains("stays") || refused.contains("never") || refused.contains("append-only"), "{deed}: {refused}");
        }
    }
    let kept = campaigns::survey(&mut db.read().await.unwrap(), &world.survey.hash).await.unwrap();
    assert_eq!(kept, Some(world.survey));
    assert!(
        statements()
            .iter()
            .all(|s| tables.iter().all(|(t, _)| !s.sqlite.contains(&format!("update {t} ")) && !s.sqlite.contains(&format!("delete from {t} "))))
    );
}
