//! Contracts of `store::passkeys`.

use miernik::ids::{self, SecretHash};
use miernik::store::passkeys::{Ceremony, Passkey, Purpose};
use miernik::store::{Db, StoreError, passkeys, people};
use uuid::Uuid;

use super::fixture::{at, world};

both!(are_kept_by_person, a_use_is_noted_once, a_ceremony_ends_once_and_in_time, an_erased_person_has_no_passkeys);

fn passkey(person_id: Uuid, credential_id: &str) -> Passkey {
    Passkey {
        id: ids::new_id(),
        person_id,
        credential_id: credential_id.to_owned(),
        name: "Laptop w urzędzie".to_owned(),
        credential: r#"{"counter":0}"#.to_owned(),
        created_at: at(1),
        used_at: None,
    }
}

fn hash(letter: char) -> SecretHash {
    SecretHash(letter.to_string().repeat(64))
}

fn ceremony(person_id: Option<Uuid>) -> Ceremony {
    Ceremony { purpose: Purpose::Show, person_id, state: "{}".to_owned(), expires_at: at(1000) }
}

async fn are_kept_by_person(db: &Db) {
    let world = world(db).await;
    let other = super::fixture::person("other@example.org");
    let mut tx = db.write().await.unwrap();
    people::insert(&mut tx, &other).await.unwrap();
    let (first, second) =
        (passkey(world.person.id, "first"), Passkey { used_at: Some(at(7)), created_at: at(2), ..passkey(world.person.id, "second") });
    passkeys::insert(&mut tx, &second).await.unwrap();
    passkeys::insert(&mut tx, &first).await.unwrap();
    assert_eq!(passkeys::of(&mut tx, world.person.id).await.unwrap(), [first.clone(), second.clone()]);
    assert_eq!(passkeys::count(&mut tx, world.person.id).await.unwrap(), 2);
    assert_eq!(passkeys::count(&mut tx, other.id).await.unwrap(), 0);
    assert!(!passkeys::remove(&mut tx, other.id, first.id).await.unwrap(), "somebody else's");
    assert!(passkeys::remove(&mut tx, world.person.id, first.id).await.unwrap());
    assert!(!passkeys::remove(&mut tx, world.person.id, first.id).await.unwrap());
    assert_eq!(passkeys::of(&mut tx, world.person.id).await.unwrap(), [second]);
    tx.commit().await.unwrap();
    let mut tx = db.write().await.unwrap();
    let taken = passkeys::insert(&mut tx, &passkey(other.id, "second")).await.unwrap_err();
    assert!(taken.is_conflict(), "{taken:?}");
    drop(tx);
    let mut tx = db.write().await.unwrap();
    assert!(matches!(passkeys::insert(&mut tx, &passkey(ids::new_id(), "third")).await, Err(StoreError::Other(_))));
}

async fn a_use_is_noted_once(db: &Db) {
    let world = world(db).await;
    let read = passkey(world.person.id, "first");
    let mut tx = db.write().await.unwrap();
    passkeys::insert(&mut tx, &read).await.unwrap();
    assert!(passkeys::note_use(&mut tx, &read, r#"{"counter":1}"#, at(5)).await.unwrap());
    assert!(!passkeys::note_use(&mut tx, &read, r#"{"counter":1}"#, at(6)).await.unwrap(), "judged by an old count");
    let used = Passkey { credential: r#"{"counter":1}"#.to_owned(), used_at: Some(at(5)), ..read };
    assert_eq!(passkeys::of(&mut tx, world.person.id).await.unwrap(), [used]);
}

async fn a_ceremony_ends_once_and_in_time(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    for (letter, person) in [('a', Some(world.person.id)), ('b', None), ('c', None)] {
        passkeys::begin(&mut tx, &hash(letter), &ceremony(person)).await.unwrap();
    }
    assert_eq!(passkeys::end(&mut tx, &hash('a'), at(999)).await.unwrap(), Some(ceremony(Some(world.person.id))));
    assert_eq!(passkeys::end(&mut tx, &hash('a'), at(999)).await.unwrap(), None);
    assert_eq!(passkeys::end(&mut tx, &hash('b'), at(1000)).await.unwrap(), None, "too late");
    assert_eq!(passkeys::sweep(&mut tx, at(999)).await.unwrap(), 0);
    assert_eq!(passkeys::sweep(&mut tx, at(1000)).await.unwrap(), 1);
    assert!(matches!(passkeys::begin(&mut tx, &hash('d'), &ceremony(Some(ids::new_id()))).await, Err(StoreError::Other(_))));
}

async fn an_erased_person_has_no_passkeys(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    for erase in [false, true] {
        passkeys::insert(&mut tx, &passkey(world.person.id, "first")).await.unwrap();
        passkeys::begin(&mut tx, &hash('a'), &ceremony(Some(world.person.id))).await.unwrap();
        if erase {
            people::erase(&mut tx, world.person.id, at(2)).await.unwrap();
        } else {
            assert_eq!(passkeys::remove_all(&mut tx, world.person.id).await.unwrap(), 1);
        }
        assert_eq!(passkeys::count(&mut tx, world.person.id).await.unwrap(), 0);
        assert_eq!(passkeys::end(&mut tx, &hash('a'), at(2)).await.unwrap(), None);
    }
}
