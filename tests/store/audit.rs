//! Contracts of `store::audit`: the chain holds, and shows every way of tampering.

use miernik::ids;
use miernik::store::audit::{Entry, NewEntry, Verification};
use miernik::store::{Db, audit};

use super::fixture::at;

both!(
    appends_and_reads,
    gives_a_known_hash,
    rolls_back_with_its_transaction,
    many_who_append_make_one_chain,
    finds_a_changed_line,
    finds_a_missing_line,
    finds_a_cut_end,
    verifies_more_than_one_page,
    who_holds_the_lock_is_alone,
);

fn new(n: i64) -> NewEntry<'static> {
    NewEntry { at: at(n), actor: None, action: "assessment.submit", object: "assessment/1", detail: r#"{"revision":1}"# }
}

async fn who_holds_the_lock_is_alone(db: &Db) {
    let mut holders = tokio::task::JoinSet::new();
    let inside = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    for _ in 0..8 {
        let (db, inside) = (db.clone(), inside.clone());
        holders.spawn(async move {
            let mut tx = db.write().await.unwrap();
            audit::lock(&mut tx).await.unwrap();
            let others = inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
            tx.commit().await.unwrap();
            others
        });
    }
    assert_eq!(holders.join_all().await, [0; 8]);
}

async fn fill(db: &Db, lines: i64) -> Vec<Entry> {
    let mut tx = db.write().await.unwrap();
    let mut entries = Vec::new();
    for n in 0..lines {
        entries.push(audit::append(&mut tx, new(n)).await.unwrap());
    }
    tx.commit().await.unwrap();
    entries
}

async fn verify(db: &Db) -> Verification {
    audit::verify(&mut db.read().await.unwrap()).await.unwrap()
}

/// Changes the log behind the program's back: first one lets the triggers go, then does the deed.
async fn tamper(db: &Db, deed: &'static str) {
    match db {
        Db::Sqlite { writer, .. } => {
            for sql in ["drop trigger audit_no_update", "drop trigger audit_no_delete", deed] {
                sqlx::query(sql).execute(writer).await.unwrap();
            }
        }
        Db::Postgres(pool) => {
            for sql in ["alter table audit disable trigger all", deed] {
                sqlx::query(sql).execute(pool).await.unwrap();
            }
        }
    }
}

async fn appends_and_reads(db: &Db) {
    assert_eq!(verify(db).await, Verification { sound: 0, broken_at: None, head: String::new() });
    let actor = Some(ids::new_id());
    let mut tx = db.write().await.unwrap();
    let first = audit::append(&mut tx, NewEntry { actor, object: "ż\" '\\", ..new(1) }).await.unwrap();
    let second = audit::append(&mut tx, new(2)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((first.seq, first.previous_hash.as_str(), first.actor), (1, "", actor));
    assert_eq!((second.seq, &second.previous_hash), (2, &first.hash));
    let mut tx = db.read().await.unwrap();
    assert_eq!(audit::after(&mut tx, 0, 10).await.unwrap(), [first.clone(), second.clone()]);
    assert_eq!(audit::after(&mut tx, 1, 10).await.unwrap(), std::slice::from_ref(&second));
    assert_eq!(audit::newest(&mut tx, i64::MAX, 10).await.unwrap(), [second.clone(), first.clone()]);
    assert_eq!(audit::newest(&mut tx, 2, 10).await.unwrap(), [first]);
    assert_eq!(verify(db).await, Verification { sound: 2, broken_at: None, head: second.hash });
}

/// The rule of the hash is written into existing logs: it must not change.
async fn gives_a_known_hash(db: &Db) {
    let entry = &fill(db, 1).await[0];
    let rule = r#"[1,1700000000123,null,"assessment.submit","assessment/1","{\"revision\":1}",""]"#;
    assert_eq!(entry.hash, ids::sha256_hex(rule.as_bytes()));
}

async fn rolls_back_with_its_transaction(db: &Db) {
    let first = fill(db, 1).await.remove(0);
    let mut tx = db.write().await.unwrap();
    audit::append(&mut tx, new(5)).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(verify(db).await, Verification { sound: 1, broken_at: None, head: first.hash });
    assert_eq!(fill(db, 1).await[0].seq, 2, "no gap");
}

async fn many_who_append_make_one_chain(db: &Db) {
    let mut writers = tokio::task::JoinSet::new();
    for n in 0..40 {
        let db = db.clone();
        writers.spawn(async move {
            let mut tx = db.write().await.unwrap();
            audit::append(&mut tx, new(n)).await.unwrap();
            tx.commit().await.unwrap();
        });
    }
    writers.join_all().await;
    let found = verify(db).await;
    assert_eq!((found.sound, found.broken_at), (40, None));
}

async fn finds_a_changed_line(db: &Db) {
    let entries = fill(db, 5).await;
    tamper(db, "update audit set detail = '{}' where seq = 3").await;
    assert_eq!(verify(db).await, Verification { sound: 2, broken_at: Some(3), head: entries[1].hash.clone() });
}

async fn finds_a_missing_line(db: &Db) {
    let entries = fill(db, 5).await;
    tamper(db, "delete from audit where seq = 1").await;
    assert_eq!(verify(db).await, Verification { sound: 0, broken_at: Some(1), head: String::new() });
    assert_eq!(entries.len(), 5);
}

async fn finds_a_cut_end(db: &Db) {
    let entries = fill(db, 5).await;
    tamper(db, "delete from audit where seq > 3").await;
    assert_eq!(verify(db).await, Verification { sound: 3, broken_at: Some(4), head: entries[2].hash.clone() });
}

async fn verifies_more_than_one_page(db: &Db) {
    let entries = fill(db, 2_001).await;
    let found = verify(db).await;
    assert_eq!((found.sound, found.broken_at, Some(&found.head)), (2_001, None, entries.last().map(|entry| &entry.hash)));
}
