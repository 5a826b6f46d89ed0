//! Contracts of `store::kept_forms`.

use jiff::{SignedDuration, Timestamp};
use miernik::ids::{Secret, new_id};
use miernik::store::kept_forms::{self, KeptForm};
use miernik::store::{Db, Tx};
use uuid::Uuid;

both!(keeps_until_the_time_is_over, belongs_to_one_browser);

fn form(person_id: Uuid, kept_at: Timestamp) -> KeptForm {
    let expires_at = kept_at + SignedDuration::from_hours(24);
    KeptForm { id: new_id(), person_id, address: "/pl/assessments/1/sections/A/1".to_owned(), body: "a=żółw&b=".to_owned(), kept_at, expires_at }
}

async fn count(tx: &mut Tx, person: Uuid, now: Timestamp) -> i64 {
    kept_forms::count_of(tx, person, now).await.unwrap()
}

async fn keeps_until_the_time_is_over(db: &Db) {
    let (now, key, person): (Timestamp, _, _) = ("2026-03-02T09:00:00Z".parse().unwrap(), Secret::random().unwrap().hash(), new_id());
    let forms = [form(person, now), form(person, now + SignedDuration::from_hours(1))];
    let mut tx = db.write().await.unwrap();
    for form in &forms {
        kept_forms::insert(&mut tx, &key, form).await.unwrap();
    }
    assert_eq!(kept_forms::of_key(&mut tx, &key, now).await.unwrap(), forms);
    assert_eq!(count(&mut tx, person, now).await, 2);
    let later = now + SignedDuration::from_hours(24);
    assert_eq!(kept_forms::of_key(&mut tx, &key, later).await.unwrap(), forms[1..]);
    assert_eq!(count(&mut tx, person, later).await, 1);
    assert_eq!(kept_forms::sweep(&mut tx, later).await.unwrap(), 1);
    assert_eq!(kept_forms::of_key(&mut tx, &key, now).await.unwrap(), forms[1..]);
}

async fn belongs_to_one_browser(db: &Db) {
    let (now, person): (Timestamp, _) = ("2026-03-02T09:00:00Z".parse().unwrap(), new_id());
    let keys = [Secret::random().unwrap().hash(), Secret::random().unwrap().hash()];
    let forms = [form(person, now), form(new_id(), now)];
    let mut tx = db.write().await.unwrap();
    for (key, form) in keys.iter().zip(&forms) {
        kept_forms::insert(&mut tx, key, form).await.unwrap();
    }
    assert_eq!(kept_forms::of_key(&mut tx, &keys[1], now).await.unwrap(), forms[1..]);
    assert_eq!(count(&mut tx, person, now).await, 1);
    kept_forms::remove(&mut tx, forms[0].id).await.unwrap();
    kept_forms::remove(&mut tx, forms[0].id).await.unwrap();
    assert_eq!(count(&mut tx, person, now).await, 0);
    assert_eq!(kept_forms::of_key(&mut tx, &keys[1], now).await.unwrap().len(), 1);
}
