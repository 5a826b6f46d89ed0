//! Contracts of `store::settings`.

use miernik::store::{Db, settings};

both!(sets_and_reads, sets_once);

async fn sets_and_reads(db: &Db) {
    let mut tx = db.write().await.unwrap();
    assert_eq!(settings::get(&mut tx, "a11y.contact").await.unwrap(), None);
    settings::set(&mut tx, "a11y.contact", "urzad@example.org").await.unwrap();
    settings::set(&mut tx, "Z", "").await.unwrap();
    settings::set(&mut tx, "a11y.contact", "żółw").await.unwrap();
    assert_eq!(settings::get(&mut tx, "a11y.contact").await.unwrap().as_deref(), Some("żółw"));
    assert_eq!(settings::get(&mut tx, "Z").await.unwrap().as_deref(), Some(""));
}

async fn sets_once(db: &Db) {
    let mut tx = db.write().await.unwrap();
    settings::set_once(&mut tx, "key", "first").await.unwrap();
    settings::set_once(&mut tx, "key", "second").await.unwrap();
    assert_eq!(settings::get(&mut tx, "key").await.unwrap().as_deref(), Some("first"));
}
