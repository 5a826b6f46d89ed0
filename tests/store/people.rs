//! Contracts of `store::people`.

use miernik::ids::{self, SecretHash};
use miernik::lang::Lang;
use miernik::store::people::{Role, RoleGrant};
use miernik::store::sign_in::{LinkPurpose, NewSession, OneTimeLink};
use miernik::store::{Db, StoreError, people, sign_in};
use uuid::Uuid;

use super::fixture::{at, person, world};

both!(
    reads_back_and_updates,
    keeps_addresses_unique,
    keeps_each_grant_once,
    finds_the_officers_with_open_accounts,
    counts_administrators,
    erases_a_person
);

fn grant(person: Uuid, role: Role, network: Option<Uuid>, municipality: Option<Uuid>) -> RoleGrant {
    RoleGrant { id: ids::new_id(), person_id: person, role, network_id: network, municipality_id: municipality }
}

async fn reads_back_and_updates(db: &Db) {
    let mut officer = person("Officer@example.org");
    let mut tx = db.write().await.unwrap();
    people::insert(&mut tx, &officer).await.unwrap();
    assert!(people::by_id(&mut tx, officer.id).await.unwrap() == Some(officer.clone()));

    officer.email = "Treasurer@example.org".to_owned();
    officer.email_key = "treasurer@example.org".to_owned();
    officer.name = "Łukasz".to_owned();
    officer.language = Lang::En;
    people::update(&mut tx, &officer).await.unwrap();
    people::set_password(&mut tx, officer.id, "$argon2id$…").await.unwrap();
    people::set_disabled(&mut tx, officer.id, Some(at(5))).await.unwrap();
    officer.password_hash = Some("$argon2id$…".to_owned());
    officer.disabled_at = Some(at(5));
    assert!(people::by_email(&mut tx, "treasurer@example.org").await.unwrap() == Some(officer.clone()));
    assert!(people::by_email(&mut tx, "officer@example.org").await.unwrap().is_none());

    people::set_disabled(&mut tx, officer.id, None).await.unwrap();
    officer.disabled_at = None;
    let expert = person("expert@example.org");
    people::insert(&mut tx, &expert).await.unwrap();
    let named = [&officer, &expert].map(|person| (person.id, person.name.clone()));
    let asked = [expert.id, ids::new_id(), officer.id].into_iter().collect();
    assert_eq!(people::names(&mut tx, &asked).await.unwrap(), named, "unknown ids are left out");
    assert!(people::list(&mut tx).await.unwrap() == [officer.clone(), expert]);

    let nobody = person("nobody@example.org");
    assert!(matches!(people::update(&mut tx, &nobody).await, Err(StoreError::NotFound)));
    assert!(matches!(people::set_password(&mut tx, nobody.id, "x").await, Err(StoreError::NotFound)));
    assert!(matches!(people::set_disabled(&mut tx, nobody.id, None).await, Err(StoreError::NotFound)));
    assert_eq!(format!("{officer:?}"), format!("Person {{ id: {:?}, .. }}", officer.id), "logs hold neither names nor hashes");
}

async fn keeps_addresses_unique(db: &Db) {
    let mut tx = db.write().await.unwrap();
    people::insert(&mut tx, &person("Same@example.org")).await.unwrap();
    assert!(people::insert(&mut tx, &person("SAME@example.org")).await.unwrap_err().is_conflict());
}

async fn keeps_each_grant_once(db: &Db) {
    let world = world(db).await;
    let (who, network, municipality) = (world.person.id, Some(world.network.id), Some(world.municipalities[0].id));
    let wanted = [
        grant(who, Role::Administrator, None, None),
        grant(who, Role::Expert, network, None),
        grant(who, Role::Officer, None, municipality),
        grant(who, Role::Officer, network, municipality),
    ];
    let mut tx = db.write().await.unwrap();
    for one in &wanted {
        assert!(people::grant(&mut tx, one).await.unwrap());
        assert!(!people::grant(&mut tx, &RoleGrant { id: ids::new_id(), ..one.clone() }).await.unwrap(), "{one:?} is there already");
    }
    assert_eq!(people::grants(&mut tx, who).await.unwrap(), wanted);
    assert_eq!(people::grants_of_campaign(&mut tx, world.campaign.id).await.unwrap(), wanted[2..], "its municipalities are invited");
    assert_eq!(people::grants_of_campaign(&mut tx, ids::new_id()).await.unwrap(), []);
    assert_eq!(people::all_grants(&mut tx).await.unwrap(), wanted);
    people::revoke(&mut tx, wanted[0].id).await.unwrap();
    assert!(matches!(people::revoke(&mut tx, wanted[0].id).await, Err(StoreError::NotFound)));
    assert_eq!(people::grants(&mut tx, who).await.unwrap(), wanted[1..]);
    let nobody = people::grant(&mut tx, &grant(ids::new_id(), Role::Expert, None, None)).await;
    assert!(matches!(nobody, Err(StoreError::Other(_))), "{nobody:?}");
}

async fn finds_the_officers_with_open_accounts(db: &Db) {
    let world = world(db).await;
    let (city, other) = (world.assessments[1].municipality_id, world.assessments[0].municipality_id);
    let (second, shut) = (person("second@example.org"), person("shut@example.org"));
    let mut tx = db.write().await.unwrap();
    for one in [&second, &shut] {
        people::insert(&mut tx, one).await.unwrap();
        people::grant(&mut tx, &grant(one.id, Role::Officer, None, Some(city))).await.unwrap();
    }
    people::grant(&mut tx, &grant(world.person.id, Role::Officer, None, Some(other))).await.unwrap();
    people::grant(&mut tx, &grant(world.person.id, Role::Expert, Some(world.network.id), None)).await.unwrap();
    people::set_disabled(&mut tx, shut.id, Some(at(1))).await.unwrap();
    assert_eq!(people::officers_of(&mut tx, city).await.unwrap(), [second.id]);
    people::grant(&mut tx, &grant(shut.id, Role::Expert, Some(world.network.id), None)).await.unwrap();
    assert_eq!(people::experts_of(&mut tx, world.network.id).await.unwrap(), [world.person.id]);
    assert_eq!(people::experts_of(&mut tx, ids::new_id()).await.unwrap(), Vec::<Uuid>::new());
    assert_eq!(people::officers_of(&mut tx, world.assessments[2].municipality_id).await.unwrap(), Vec::<Uuid>::new());
    let officer = |assessment: usize, person: &people::Person| people::Officer {
        assessment_id: world.assessments[assessment].id,
        person_id: person.id,
        name: person.name.clone(),
        email: person.email.clone(),
    };
    let expected = [officer(0, &world.person), officer(1, &second)];
    assert_eq!(people::officers_of_campaign(&mut tx, world.campaign.id).await.unwrap(), expected);
}

async fn counts_administrators(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    assert_eq!(people::count_administrators(&mut tx).await.unwrap(), 0);
    people::grant(&mut tx, &grant(world.person.id, Role::Administrator, Some(world.network.id), None)).await.unwrap();
    assert_eq!(people::count_administrators(&mut tx).await.unwrap(), 0, "of one network only");
    people::grant(&mut tx, &grant(world.person.id, Role::Administrator, None, None)).await.unwrap();
    assert_eq!(people::count_administrators(&mut tx).await.unwrap(), 1);
    people::set_disabled(&mut tx, world.person.id, Some(at(1))).await.unwrap();
    assert_eq!(people::count_administrators(&mut tx).await.unwrap(), 0, "the account is shut");
}

async fn erases_a_person(db: &Db) {
    let world = world(db).await;
    let (who, token) = (world.person.id, SecretHash("s".repeat(64)));
    let mut tx = db.write().await.unwrap();
    people::set_password(&mut tx, who, "hash").await.unwrap();
    people::grant(&mut tx, &grant(who, Role::Expert, None, None)).await.unwrap();
    let session = NewSession { token_hash: token.clone(), person_id: who, created_at: at(0), expires_at: at(9), csrf: "c".to_owned() };
    sign_in::insert_session(&mut tx, &session).await.unwrap();
    let link = OneTimeLink { purpose: LinkPurpose::SignIn, person_id: Some(who), created_at: at(0), expires_at: at(9), used_at: None };
    sign_in::insert_link(&mut tx, &token, &link).await.unwrap();

    people::erase(&mut tx, who, at(3)).await.unwrap();
    let erased = people::by_id(&mut tx, who).await.unwrap().unwrap();
    assert_eq!((erased.email.as_str(), erased.name.as_str(), &erased.password_hash, erased.disabled_at), ("", "", &None, Some(at(3))));
    assert!(!erased.email_key.contains("hrubieszow"));
    assert_eq!(people::grants(&mut tx, who).await.unwrap(), []);
    assert_eq!(sign_in::signed_in(&mut tx, &token, at(1), at(-1)).await.unwrap(), None);
    assert_eq!(sign_in::link(&mut tx, &token).await.unwrap(), None);
    people::insert(&mut tx, &person(&world.person.email)).await.expect("the address is free again");
    assert!(matches!(people::erase(&mut tx, ids::new_id(), at(3)).await, Err(StoreError::NotFound)));
}
