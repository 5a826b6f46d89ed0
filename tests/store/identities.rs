//! Contracts of `store::identities`.

use miernik::ids;
use miernik::store::{Db, StoreError, identities, people};

use super::fixture::{at, world};

both!(one_name_at_a_provider_is_one_person, links_go_with_the_person);

const ISSUER: &str = "https://login.example.org";

async fn one_name_at_a_provider_is_one_person(db: &Db) {
    let world = world(db).await;
    let other = super::fixture::person("other@example.org");
    let mut tx = db.write().await.unwrap();
    people::insert(&mut tx, &other).await.unwrap();
    assert_eq!(identities::person(&mut tx, ISSUER, "sub-1").await.unwrap(), None);
    identities::link(&mut tx, ISSUER, "sub-1", world.person.id, at(1)).await.unwrap();
    assert_eq!(identities::person(&mut tx, ISSUER, "sub-1").await.unwrap(), Some(world.person.id));
    assert_eq!(identities::person(&mut tx, "https://elsewhere.example.org", "sub-1").await.unwrap(), None);
    tx.commit().await.unwrap();
    for (subject, person) in [("sub-1", other.id), ("sub-2", world.person.id)] {
        let mut tx = db.write().await.unwrap();
        let taken = identities::link(&mut tx, ISSUER, subject, person, at(2)).await.unwrap_err();
        assert!(taken.is_conflict(), "{subject}: {taken:?}");
    }
    let mut tx = db.write().await.unwrap();
    assert!(matches!(identities::link(&mut tx, ISSUER, "sub-3", ids::new_id(), at(2)).await, Err(StoreError::Other(_))));
}

async fn links_go_with_the_person(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    for erase in [false, true] {
        identities::link(&mut tx, ISSUER, "sub-1", world.person.id, at(1)).await.unwrap();
        assert!(identities::is_linked(&mut tx, world.person.id).await.unwrap());
        if erase {
            people::erase(&mut tx, world.person.id, at(2)).await.unwrap();
        } else {
            assert_eq!(identities::unlink(&mut tx, world.person.id).await.unwrap(), 1);
        }
        assert!(!identities::is_linked(&mut tx, world.person.id).await.unwrap());
        assert_eq!(identities::person(&mut tx, ISSUER, "sub-1").await.unwrap(), None);
    }
}
