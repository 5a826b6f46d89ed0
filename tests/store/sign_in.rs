//! Contracts of `store::sign_in`.

use miernik::ids::{self, SecretHash};
use miernik::store::people::{Role, RoleGrant};
use miernik::store::sign_in::{LinkPurpose, NewSession, OneTimeLink, SignedIn};
use miernik::store::{Db, StoreError, people, sign_in};

use super::fixture::{World, at, world};

both!(
    a_session_lives_and_ends,
    own_sessions_are_listed_and_ended,
    a_link_is_used_once,
    of_many_who_use_a_link_one_succeeds,
    counts_failures_in_windows,
    sweeps_what_is_over
);

fn token(letter: char) -> SecretHash {
    SecretHash(letter.to_string().repeat(64))
}

fn session(world: &World, letter: char) -> NewSession {
    NewSession { token_hash: token(letter), person_id: world.person.id, created_at: at(0), expires_at: at(1000), csrf: "csrf".to_owned() }
}

fn link(world: &World) -> OneTimeLink {
    OneTimeLink { purpose: LinkPurpose::SignIn, person_id: Some(world.person.id), created_at: at(0), expires_at: at(1000), used_at: None }
}

async fn a_session_lives_and_ends(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    sign_in::insert_session(&mut tx, &session(&world, 'a')).await.unwrap();
    let expected = SignedIn {
        person_id: world.person.id,
        email: world.person.email.clone(),
        name: world.person.name.clone(),
        language: world.person.language,
        created_at: at(0),
        last_seen_at: at(0),
        expires_at: at(1000),
        csrf: "csrf".to_owned(),
        device: None,
        grants: Vec::new(),
    };
    assert_eq!(sign_in::signed_in(&mut tx, &token('a'), at(999), at(-1)).await.unwrap(), Some(expected.clone()));
    assert_eq!(sign_in::signed_in(&mut tx, &token('b'), at(0), at(-1)).await.unwrap(), None, "another secret");
    assert_eq!(sign_in::signed_in(&mut tx, &token('a'), at(1000), at(-1)).await.unwrap(), None, "too old");
    assert_eq!(sign_in::signed_in(&mut tx, &token('a'), at(500), at(0)).await.unwrap(), None, "idle for too long");

    sign_in::touch_session(&mut tx, &token('a'), at(400)).await.unwrap();
    sign_in::touch_session(&mut tx, &token('a'), at(300)).await.unwrap();
    let touched = sign_in::signed_in(&mut tx, &token('a'), at(500), at(0)).await.unwrap();
    assert_eq!(touched, Some(SignedIn { last_seen_at: at(400), ..expected }), "a late message does not turn time back");

    let municipality_id = Some(world.municipalities[0].id);
    let roles = [Role::Expert, Role::Officer].map(|role| {
        let network_id = (role == Role::Expert).then_some(world.network.id);
        RoleGrant {
            id: ids::new_id(),
            person_id: world.person.id,
            role,
            network_id,
            municipality_id: municipality_id.filter(|_| network_id.is_none()),
        }
    });
    for role in &roles {
        people::grant(&mut tx, role).await.unwrap();
    }
    let with_roles = sign_in::signed_in(&mut tx, &token('a'), at(500), at(0)).await.unwrap().unwrap();
    assert_eq!(with_roles.grants, roles, "the roles come with the session");

    people::set_disabled(&mut tx, world.person.id, Some(at(1))).await.unwrap();
    assert_eq!(sign_in::signed_in(&mut tx, &token('a'), at(500), at(0)).await.unwrap(), None, "a shut account ends sessions at once");
    people::set_disabled(&mut tx, world.person.id, None).await.unwrap();
    sign_in::end_session(&mut tx, &token('a')).await.unwrap();
    sign_in::end_session(&mut tx, &token('a')).await.unwrap();
    assert_eq!(sign_in::signed_in(&mut tx, &token('a'), at(500), at(0)).await.unwrap(), None);

    sign_in::insert_session(&mut tx, &session(&world, 'b')).await.unwrap();
    sign_in::insert_session(&mut tx, &session(&world, 'c')).await.unwrap();
    assert_eq!(sign_in::end_sessions_of(&mut tx, world.person.id).await.unwrap(), 2);
    let nobody = NewSession { person_id: ids::new_id(), ..session(&world, 'd') };
    assert!(matches!(sign_in::insert_session(&mut tx, &nobody).await, Err(StoreError::Other(_))));
}

async fn own_sessions_are_listed_and_ended(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    for letter in ['a', 'b', 'c'] {
        sign_in::insert_session(&mut tx, &session(&world, letter)).await.unwrap();
    }
    sign_in::touch_session(&mut tx, &token('b'), at(400)).await.unwrap();
    sign_in::note_device(&mut tx, &token('b'), "Firefox, Linux").await.unwrap();
    sign_in::note_device(&mut tx, &token('x'), "Firefox, Linux").await.unwrap();
    let mut own = sign_in::own_sessions(&mut tx, world.person.id, at(500), at(-1)).await.unwrap();
    own.sort_by(|one, other| one.token_hash.cmp(&other.token_hash));
    let expected = [('a', at(0), None), ('b', at(400), Some("Firefox, Linux")), ('c', at(0), None)];
    assert_eq!(own.len(), 3);
    for (own, (letter, last_seen_at, device)) in own.iter().zip(expected) {
        assert_eq!((&own.token_hash, own.created_at, own.last_seen_at, own.device.as_deref()), (&token(letter).0, at(0), last_seen_at, device));
    }
    assert!(!format!("{own:?}").contains("Firefox"), "logs hold no devices");
    assert_eq!(sign_in::own_sessions(&mut tx, world.person.id, at(500), at(0)).await.unwrap().len(), 1, "the others are idle");
    assert_eq!(sign_in::own_sessions(&mut tx, world.person.id, at(1000), at(-1)).await.unwrap().len(), 0, "too old");
    assert_eq!(sign_in::own_sessions(&mut tx, ids::new_id(), at(500), at(-1)).await.unwrap().len(), 0);
    assert_eq!(sign_in::end_other_sessions(&mut tx, world.person.id, &token('b')).await.unwrap(), 2);
    assert_eq!(sign_in::end_other_sessions(&mut tx, world.person.id, &token('b')).await.unwrap(), 0);
    assert!(sign_in::signed_in(&mut tx, &token('b'), at(500), at(0)).await.unwrap().is_some());
}

async fn a_link_is_used_once(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    sign_in::insert_link(&mut tx, &token('a'), &link(&world)).await.unwrap();
    assert_eq!(sign_in::link(&mut tx, &token('a')).await.unwrap(), Some(link(&world)), "looking at it burns nothing");
    assert_eq!(sign_in::link(&mut tx, &token('b')).await.unwrap(), None);
    assert_eq!(sign_in::use_link(&mut tx, &token('b'), LinkPurpose::SignIn, at(1)).await.unwrap(), None, "unknown");
    assert_eq!(sign_in::use_link(&mut tx, &token('a'), LinkPurpose::Setup, at(1)).await.unwrap(), None, "another purpose");
    assert_eq!(sign_in::use_link(&mut tx, &token('a'), LinkPurpose::SignIn, at(1000)).await.unwrap(), None, "too old");
    let used = OneTimeLink { used_at: Some(at(2)), ..link(&world) };
    assert_eq!(sign_in::use_link(&mut tx, &token('a'), LinkPurpose::SignIn, at(2)).await.unwrap(), Some(used));
    assert_eq!(sign_in::use_link(&mut tx, &token('a'), LinkPurpose::SignIn, at(3)).await.unwrap(), None, "used");
    assert!(sign_in::came_by_link(&mut tx, world.person.id, at(2)).await.unwrap());
    assert!(!sign_in::came_by_link(&mut tx, world.person.id, at(3)).await.unwrap());
    assert!(!sign_in::came_by_link(&mut tx, ids::new_id(), at(2)).await.unwrap());

    let setup = OneTimeLink { purpose: LinkPurpose::Setup, person_id: None, ..link(&world) };
    sign_in::insert_link(&mut tx, &token('c'), &setup).await.unwrap();
    assert_eq!(sign_in::link(&mut tx, &token('c')).await.unwrap(), Some(setup.clone()));
    assert!(sign_in::drop_links_of(&mut tx, world.person.id).await.unwrap() == 1, "the setup link belongs to nobody");
    assert!(sign_in::insert_link(&mut tx, &token('c'), &setup).await.unwrap_err().is_conflict());
}

async fn of_many_who_use_a_link_one_succeeds(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    sign_in::insert_link(&mut tx, &token('a'), &link(&world)).await.unwrap();
    tx.commit().await.unwrap();
    let mut attempts = tokio::task::JoinSet::new();
    for n in 0..50 {
        let db = db.clone();
        attempts.spawn(async move {
            let mut tx = db.write().await.unwrap();
            let used = sign_in::use_link(&mut tx, &token('a'), LinkPurpose::SignIn, at(n)).await.unwrap();
            tx.commit().await.unwrap();
            used.is_some()
        });
    }
    assert_eq!(attempts.join_all().await.into_iter().filter(|&used| used).count(), 1);
}

async fn counts_failures_in_windows(db: &Db) {
    let mut tx = db.write().await.unwrap();
    assert_eq!(sign_in::failures(&mut tx, "account:a", at(-10)).await.unwrap(), 0);
    for expected in 1..=3 {
        assert_eq!(sign_in::count_failure(&mut tx, "account:a", at(expected), at(expected - 10)).await.unwrap(), expected);
    }
    assert_eq!(sign_in::count_failure(&mut tx, "net:b", at(1), at(-9)).await.unwrap(), 1, "keys count apart");
    assert_eq!(sign_in::failures(&mut tx, "account:a", at(0)).await.unwrap(), 3, "the window began at 1");
    assert_eq!(sign_in::failures(&mut tx, "account:a", at(1)).await.unwrap(), 0, "the window is over");
    assert_eq!(sign_in::count_failure(&mut tx, "account:a", at(11), at(1)).await.unwrap(), 1, "a new window");
    assert_eq!(sign_in::failures(&mut tx, "account:a", at(10)).await.unwrap(), 1, "it began at 11");
    sign_in::take_back_failure(&mut tx, "net:b", at(1)).await.unwrap();
    assert_eq!(sign_in::failures(&mut tx, "net:b", at(0)).await.unwrap(), 1, "that window is over");
    for _ in 0..2 {
        sign_in::take_back_failure(&mut tx, "net:b", at(0)).await.unwrap();
        assert_eq!(sign_in::failures(&mut tx, "net:b", at(0)).await.unwrap(), 0, "never below nothing");
    }
    sign_in::clear_failures(&mut tx, "account:a").await.unwrap();
    assert_eq!(sign_in::failures(&mut tx, "account:a", at(10)).await.unwrap(), 0);
}

async fn sweeps_what_is_over(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    sign_in::insert_session(&mut tx, &session(&world, 'a')).await.unwrap();
    sign_in::insert_link(&mut tx, &token('a'), &link(&world)).await.unwrap();
    sign_in::count_failure(&mut tx, "account:a", at(1000), at(0)).await.unwrap();
    assert_eq!(sign_in::sweep(&mut tx, at(999)).await.unwrap(), 0);
    assert_eq!(sign_in::sweep(&mut tx, at(1000)).await.unwrap(), 3);
}
