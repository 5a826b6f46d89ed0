//! Contracts of `store::settings`.

use miernik::store::{Db, settings};

both!(sets_reads_lists_and_removes);

async fn sets_reads_lists_and_removes(db: &Db) {
    let mut tx = db.write().await.unwrap();
    assert_eq!(settings::get(&mut tx, "a11y.contact").await.unwrap(), None);
    settings::set(&mut tx, "a11y.contact", "urzad@example.org").await.unwrap();
    settings::set(&mut tx, "Z", "").await.unwrap();
    settings::set(&mut tx, "a11y.contact", "żółw").await.unwrap();
    assert_eq!(settings::get(&mut tx, "a11y.contact").await.unwrap().as_deref(), Some("żółw"));
    let all = settings::list(&mut tx).await.unwrap();
    assert_eq!(all, [("Z".to_owned(), String::new()), ("a11y.contact".to_owned(), "żółw".to_owned())]);
    settings::remove(&mut tx, "a11y.contact").await.unwrap();
    settings::remove(&mut tx, "a11y.contact").await.unwrap();
    assert_eq!(settings::get(&mut tx, "a11y.contact").await.unwrap(), None);
}
