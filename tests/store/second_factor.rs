//! Contracts of `store::second_factor`.

use miernik::ids::{self, SecretHash};
use miernik::lang::Lang;
use miernik::store::second_factor::{Half, NewHalf, SecondFactor, Wants};
use miernik::store::{Db, StoreError, people, second_factor};

use super::fixture::{World, at, world};

both!(
    is_begun_once_and_confirmed_by_its_first_code,
    a_code_is_used_once,
    a_recovery_code_is_used_once,
    the_secret_goes_and_the_recovery_codes_stay,
    a_half_sign_in_ends_once,
    an_erased_person_has_none
);

fn hash(letter: char) -> SecretHash {
    SecretHash(letter.to_string().repeat(64))
}

fn half(world: &World, letter: char) -> NewHalf {
    let (created_at, expires_at) = (at(0), at(1000));
    NewHalf { token_hash: hash(letter), person_id: world.person.id, wants: Wants::Code, created_at, expires_at, csrf: "csrf".to_owned() }
}

async fn is_begun_once_and_confirmed_by_its_first_code(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    assert_eq!(second_factor::of(&mut tx, world.person.id).await.unwrap(), None);
    second_factor::begin(&mut tx, world.person.id, "FIRST", at(1)).await.unwrap();
    second_factor::begin(&mut tx, world.person.id, "SECOND", at(2)).await.unwrap();
    let begun = SecondFactor { secret: "FIRST".to_owned(), created_at: at(1), confirmed_at: None, last_step: 0 };
    assert_eq!(second_factor::of(&mut tx, world.person.id).await.unwrap(), Some(begun.clone()));
    assert!(second_factor::use_step(&mut tx, world.person.id, 7, at(3)).await.unwrap());
    let confirmed = SecondFactor { confirmed_at: Some(at(3)), last_step: 7, ..begun };
    assert_eq!(second_factor::of(&mut tx, world.person.id).await.unwrap(), Some(confirmed));
    assert!(matches!(second_factor::begin(&mut tx, ids::new_id(), "X", at(1)).await, Err(StoreError::Other(_))));
}

async fn a_code_is_used_once(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    second_factor::begin(&mut tx, world.person.id, "SECRET", at(1)).await.unwrap();
    tx.commit().await.unwrap();
    let mut attempts = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (db, person) = (db.clone(), world.person.id);
        attempts.spawn(async move {
            let mut tx = db.write().await.unwrap();
            let used = second_factor::use_step(&mut tx, person, 9, at(3)).await.unwrap();
            tx.commit().await.unwrap();
            used
        });
    }
    assert_eq!(attempts.join_all().await.into_iter().filter(|&used| used).count(), 1);
    let mut tx = db.write().await.unwrap();
    assert!(!second_factor::use_step(&mut tx, world.person.id, 8, at(4)).await.unwrap(), "an earlier one neither");
    assert!(second_factor::use_step(&mut tx, world.person.id, 10, at(4)).await.unwrap());
    assert!(!second_factor::use_step(&mut tx, ids::new_id(), 10, at(4)).await.unwrap());
}

async fn a_recovery_code_is_used_once(db: &Db) {
    let world = world(db).await;
    let other = super::fixture::person("other@example.org");
    let mut tx = db.write().await.unwrap();
    people::insert(&mut tx, &other).await.unwrap();
    second_factor::set_codes(&mut tx, world.person.id, &[hash('a'), hash('b')]).await.unwrap();
    assert_eq!(second_factor::codes_left(&mut tx, world.person.id).await.unwrap(), 2);
    assert!(!second_factor::use_code(&mut tx, other.id, &hash('a'), at(1)).await.unwrap(), "somebody else's");
    assert!(second_factor::use_code(&mut tx, world.person.id, &hash('a'), at(1)).await.unwrap());
    assert!(!second_factor::use_code(&mut tx, world.person.id, &hash('a'), at(2)).await.unwrap());
    assert_eq!(second_factor::codes_left(&mut tx, world.person.id).await.unwrap(), 1);
    second_factor::set_codes(&mut tx, world.person.id, &[hash('c')]).await.unwrap();
    assert!(!second_factor::use_code(&mut tx, world.person.id, &hash('b'), at(3)).await.unwrap(), "an old one");
    assert_eq!(second_factor::codes_left(&mut tx, world.person.id).await.unwrap(), 1);
}

async fn the_secret_goes_and_the_recovery_codes_stay(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    second_factor::begin(&mut tx, world.person.id, "SECRET", at(1)).await.unwrap();
    second_factor::set_codes(&mut tx, world.person.id, &[hash('a'), hash('b')]).await.unwrap();
    second_factor::remove_secret(&mut tx, world.person.id).await.unwrap();
    assert_eq!(second_factor::of(&mut tx, world.person.id).await.unwrap(), None);
    assert_eq!(second_factor::codes_left(&mut tx, world.person.id).await.unwrap(), 2);
}

async fn a_half_sign_in_ends_once(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    second_factor::insert_half(&mut tx, &half(&world, 'a')).await.unwrap();
    let expected = Half {
        person_id: world.person.id,
        email: world.person.email.clone(),
        language: Lang::Pl,
        wants: Wants::Code,
        created_at: at(0),
        csrf: "csrf".to_owned(),
    };
    assert_eq!(second_factor::half(&mut tx, &hash('a'), at(999)).await.unwrap(), Some(expected));
    assert_eq!(second_factor::half(&mut tx, &hash('a'), at(1000)).await.unwrap(), None, "too old");
    assert_eq!(second_factor::half(&mut tx, &hash('b'), at(0)).await.unwrap(), None);
    people::set_disabled(&mut tx, world.person.id, Some(at(1))).await.unwrap();
    assert_eq!(second_factor::half(&mut tx, &hash('a'), at(1)).await.unwrap(), None, "a shut account");
    people::set_disabled(&mut tx, world.person.id, None).await.unwrap();
    assert!(second_factor::end_half(&mut tx, &hash('a')).await.unwrap());
    assert!(!second_factor::end_half(&mut tx, &hash('a')).await.unwrap());
    for letter in ['b', 'c'] {
        second_factor::insert_half(&mut tx, &half(&world, letter)).await.unwrap();
    }
    assert_eq!(second_factor::end_halves_of(&mut tx, world.person.id).await.unwrap(), 2);
    second_factor::insert_half(&mut tx, &half(&world, 'd')).await.unwrap();
    assert_eq!(second_factor::sweep(&mut tx, at(999)).await.unwrap(), 0);
    assert_eq!(second_factor::sweep(&mut tx, at(1000)).await.unwrap(), 1);
}

async fn an_erased_person_has_none(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    for erase in [false, true] {
        second_factor::begin(&mut tx, world.person.id, "SECRET", at(1)).await.unwrap();
        second_factor::set_codes(&mut tx, world.person.id, &[hash('a')]).await.unwrap();
        second_factor::insert_half(&mut tx, &half(&world, 'a')).await.unwrap();
        if erase {
            people::erase(&mut tx, world.person.id, at(2)).await.unwrap();
        } else {
            second_factor::remove(&mut tx, world.person.id).await.unwrap();
        }
        assert_eq!(second_factor::of(&mut tx, world.person.id).await.unwrap(), None);
        assert_eq!(second_factor::codes_left(&mut tx, world.person.id).await.unwrap(), 0);
        assert!(!second_factor::end_half(&mut tx, &hash('a')).await.unwrap());
    }
}
