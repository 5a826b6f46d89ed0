//! Contracts of `store::delegations`.

use std::collections::BTreeSet;

use jiff::civil::date;
use miernik::ids::{self, SecretHash};
use miernik::lang::Lang;
use miernik::store::assessments::AssessmentState;
use miernik::store::delegations::{self, Delegation, NewSession, SectionChange, SectionState};
use miernik::store::kept_forms::{self, KeptForm};
use miernik::store::letters::{self, Letter, LetterKind, LetterState};
use miernik::store::{Db, StoreError, people};

use super::fixture::{World, at, world};

both!(
    a_delegation_is_kept_with_its_sections,
    the_same_form_asks_an_address_once,
    opening_moves_sections_on_once,
    sections_move_on_by_compare_and_swap,
    the_owner_changes_by_compare_and_swap,
    a_session_lives_and_ends,
    who_was_asked_is_erased_and_leaves_no_trace
);

fn token(letter: char) -> SecretHash {
    SecretHash(letter.to_string().repeat(64))
}

pub fn delegation(world: &World, email: &str) -> Delegation {
    Delegation {
        id: ids::new_id(),
        assessment_id: world.assessments[0].id,
        request: ids::new_id(),
        asked_by: world.person.id,
        name: "Żaneta Łoś".to_owned(),
        email: email.to_owned(),
        email_key: email.to_lowercase(),
        language: Lang::En,
        message: "Proszę.".to_owned(),
        due_on: date(2026, 3, 16),
        created_at: at(0),
        revision: 0,
        first_opened_at: None,
        last_opened_at: None,
        revoked_at: None,
    }
}

async fn a_delegation_is_kept_with_its_sections(db: &Db) {
    let world = world(db).await;
    let (first, second) = (delegation(&world, "Iga@zabrze.example"), delegation(&world, "jan@zabrze.example"));
    let mut tx = db.write().await.unwrap();
    assert!(delegations::insert(&mut tx, &first, &["FIN", "STR"]).await.unwrap());
    assert!(delegations::insert(&mut tx, &second, &["STR"]).await.unwrap());
    for (one, letter) in [(&first, 'a'), (&second, 'b'), (&second, 'd')] {
        delegations::insert_link(&mut tx, one.id, &token(letter), at(0)).await.unwrap();
    }
    assert_eq!(delegations::by_id(&mut tx, first.id).await.unwrap(), Some(first.clone()));
    assert_eq!(delegations::by_id(&mut tx, ids::new_id()).await.unwrap(), None);
    for letter in ['b', 'd'] {
        assert_eq!(delegations::by_token(&mut tx, &token(letter)).await.unwrap(), Some(second.clone()), "every link of it works");
    }
    assert_eq!(delegations::by_token(&mut tx, &token('c')).await.unwrap(), None);
    assert_eq!(delegations::of_assessment(&mut tx, first.assessment_id).await.unwrap(), [first.clone(), second.clone()]);
    assert_eq!(delegations::of_assessment(&mut tx, world.assessments[1].id).await.unwrap(), []);
    let sections = delegations::sections(&mut tx, first.id).await.unwrap();
    let shown: Vec<_> = sections.iter().map(|one| (one.section.as_str(), one.state, one.remark.as_str(), one.changed_at, one.revision)).collect();
    assert_eq!(shown, [("FIN", SectionState::Invited, "", at(0), 0), ("STR", SectionState::Invited, "", at(0), 0)]);
    let mut of_all = delegations::sections_of_assessment(&mut tx, first.assessment_id).await.unwrap();
    of_all.sort_by(|one, other| (one.delegation_id, &one.section).cmp(&(other.delegation_id, &other.section)));
    assert_eq!(
        of_all.iter().map(|one| (one.delegation_id, one.section.as_str())).collect::<Vec<_>>(),
        [(first.id, "FIN"), (first.id, "STR"), (second.id, "STR")]
    );
    assert_eq!(first.called(), "Żaneta Łoś");
    assert_eq!(Delegation { name: String::new(), ..first.clone() }.called(), "Iga@zabrze.example");
    assert_eq!(format!("{first:?}"), format!("Delegation {{ id: {:?}, .. }}", first.id), "logs hold neither names nor addresses");
    let nowhere = Delegation { assessment_id: ids::new_id(), ..delegation(&world, "x@y.example") };
    assert!(delegations::insert_link(&mut tx, first.id, &token('a'), at(0)).await.unwrap_err().is_conflict());
    assert!(matches!(delegations::insert(&mut tx, &nowhere, &["STR"]).await, Err(StoreError::Other(_))));
}

async fn the_same_form_asks_an_address_once(db: &Db) {
    let world = world(db).await;
    let first = delegation(&world, "iga@zabrze.example");
    let again = Delegation { id: ids::new_id(), ..first.clone() };
    let mut tx = db.write().await.unwrap();
    assert!(delegations::insert(&mut tx, &first, &["STR"]).await.unwrap());
    assert!(!delegations::insert(&mut tx, &again, &["FIN"]).await.unwrap());
    assert_eq!(delegations::sections_of_assessment(&mut tx, first.assessment_id).await.unwrap().len(), 1);
    let another_form = Delegation { id: ids::new_id(), request: ids::new_id(), ..first };
    assert!(delegations::insert(&mut tx, &another_form, &["FIN"]).await.unwrap());
}

async fn opening_moves_sections_on_once(db: &Db) {
    let world = world(db).await;
    let one = delegation(&world, "iga@zabrze.example");
    let mut tx = db.write().await.unwrap();
    delegations::insert(&mut tx, &one, &["FIN", "STR"]).await.unwrap();
    let change = SectionChange { section: "FIN", revision: 0, state: SectionState::Returned, remark: "", at: at(1) };
    delegations::change_section(&mut tx, one.id, change).await.unwrap();
    delegations::open(&mut tx, one.id, at(2)).await.unwrap();
    delegations::open(&mut tx, one.id, at(3)).await.unwrap();
    let now = delegations::by_id(&mut tx, one.id).await.unwrap().unwrap();
    assert_eq!((now.first_opened_at, now.last_opened_at, now.revision), (Some(at(2)), Some(at(3)), 0));
    let sections = delegations::sections(&mut tx, one.id).await.unwrap();
    let shown: Vec<_> = sections.iter().map(|one| (one.state, one.changed_at, one.revision)).collect();
    assert_eq!(shown, [(SectionState::Returned, at(1), 1), (SectionState::Opened, at(2), 1)]);
    assert!(matches!(delegations::open(&mut tx, ids::new_id(), at(2)).await, Err(StoreError::NotFound)));
}

async fn sections_move_on_by_compare_and_swap(db: &Db) {
    let world = world(db).await;
    let one = delegation(&world, "iga@zabrze.example");
    let mut tx = db.write().await.unwrap();
    delegations::insert(&mut tx, &one, &["STR"]).await.unwrap();
    let returned = SectionChange { section: "STR", revision: 0, state: SectionState::Returned, remark: "", at: at(1) };
    delegations::change_section(&mut tx, one.id, returned).await.unwrap();
    assert!(delegations::change_section(&mut tx, one.id, returned).await.unwrap_err().is_conflict(), "an old revision");
    let elsewhere = SectionChange { section: "FIN", ..returned };
    assert!(delegations::change_section(&mut tx, one.id, elsewhere).await.unwrap_err().is_conflict(), "no such section");
    let sent_back = SectionChange { revision: 1, state: SectionState::SentBack, remark: "Brakuje dat.", at: at(2), ..returned };
    delegations::change_section(&mut tx, one.id, sent_back).await.unwrap();
    let now = delegations::sections(&mut tx, one.id).await.unwrap().remove(0);
    assert_eq!((now.state, now.remark.as_str(), now.changed_at, now.revision), (SectionState::SentBack, "Brakuje dat.", at(2), 2));
    assert!(SectionState::SentBack.accepts_answers() && !SectionState::Returned.accepts_answers() && !SectionState::Approved.accepts_answers());
}

async fn the_owner_changes_by_compare_and_swap(db: &Db) {
    let world = world(db).await;
    let one = delegation(&world, "iga@zabrze.example");
    let mut tx = db.write().await.unwrap();
    delegations::insert(&mut tx, &one, &["STR"]).await.unwrap();
    delegations::insert_link(&mut tx, one.id, &token('a'), at(0)).await.unwrap();
    delegations::extend(&mut tx, one.id, 0, date(2026, 4, 1)).await.unwrap();
    assert!(delegations::extend(&mut tx, one.id, 0, date(2026, 5, 1)).await.unwrap_err().is_conflict());
    delegations::revoke(&mut tx, one.id, 1, at(5)).await.unwrap();
    assert!(delegations::revoke(&mut tx, one.id, 1, at(6)).await.unwrap_err().is_conflict());
    let now = delegations::by_id(&mut tx, one.id).await.unwrap().unwrap();
    assert_eq!((now.due_on, now.revoked_at, now.revision), (date(2026, 4, 1), Some(at(5)), 2));
    assert!(delegations::by_token(&mut tx, &token('a')).await.unwrap().is_some(), "who opens it is told");
    assert!(delegations::renew(&mut tx, one.id, 1).await.unwrap_err().is_conflict());
    delegations::renew(&mut tx, one.id, 2).await.unwrap();
    assert_eq!(delegations::by_token(&mut tx, &token('a')).await.unwrap(), None);
    let now = delegations::by_id(&mut tx, one.id).await.unwrap().unwrap();
    assert_eq!((now.revoked_at, now.revision), (None, 3), "it is there again");
}

async fn a_session_lives_and_ends(db: &Db) {
    let world = world(db).await;
    let one = delegation(&world, "iga@zabrze.example");
    let session =
        |letter| NewSession { token_hash: token(letter), delegation_id: one.id, created_at: at(0), expires_at: at(1000), csrf: "csrf".to_owned() };
    let mut tx = db.write().await.unwrap();
    delegations::insert(&mut tx, &one, &["FIN", "STR"]).await.unwrap();
    delegations::insert_session(&mut tx, &session('a')).await.unwrap();
    let rows = delegations::signed_in(&mut tx, &token('a'), at(999), at(-1)).await.unwrap();
    let mut sections: Vec<_> = rows.iter().map(|row| (row.section.as_str(), row.section_state)).collect();
    sections.sort_unstable();
    assert_eq!(sections, [("FIN", SectionState::Invited), ("STR", SectionState::Invited)]);
    let row = &rows[0];
    assert_eq!((row.delegation_id, row.assessment_id, row.assessment_state), (one.id, one.assessment_id, AssessmentState::Invited));
    assert_eq!((row.name.as_str(), row.email.as_str(), row.language, row.due_on), ("Żaneta Łoś", "iga@zabrze.example", Lang::En, one.due_on));
    assert_eq!((row.created_at, row.last_seen_at, row.expires_at, row.csrf.as_str()), (at(0), at(0), at(1000), "csrf"));
    assert_eq!(format!("{row:?}"), format!("SignedIn {{ delegation_id: {:?}, .. }}", one.id), "logs hold neither names nor secrets");
    assert_eq!(delegations::signed_in(&mut tx, &token('b'), at(0), at(-1)).await.unwrap(), [], "another secret");
    assert_eq!(delegations::signed_in(&mut tx, &token('a'), at(1000), at(-1)).await.unwrap(), [], "too old");
    assert_eq!(delegations::signed_in(&mut tx, &token('a'), at(500), at(0)).await.unwrap(), [], "idle for too long");
    delegations::touch_session(&mut tx, &token('a'), at(400)).await.unwrap();
    delegations::touch_session(&mut tx, &token('a'), at(300)).await.unwrap();
    assert_eq!(delegations::signed_in(&mut tx, &token('a'), at(500), at(0)).await.unwrap()[0].last_seen_at, at(400));
    for letter in ['b', 'c'] {
        delegations::insert_session(&mut tx, &session(letter)).await.unwrap();
    }
    delegations::end_session(&mut tx, &token('b')).await.unwrap();
    delegations::end_session(&mut tx, &token('b')).await.unwrap();
    assert_eq!(delegations::signed_in(&mut tx, &token('b'), at(500), at(-1)).await.unwrap(), []);
    delegations::revoke(&mut tx, one.id, 0, at(5)).await.unwrap();
    for letter in ['a', 'c'] {
        assert_eq!(delegations::signed_in(&mut tx, &token(letter), at(500), at(-1)).await.unwrap(), [], "taken back");
    }
    delegations::insert_session(&mut tx, &session('d')).await.unwrap();
    assert_eq!(delegations::signed_in(&mut tx, &token('d'), at(500), at(-1)).await.unwrap(), [], "still taken back");
    delegations::renew(&mut tx, one.id, 1).await.unwrap();
    assert_eq!(delegations::signed_in(&mut tx, &token('d'), at(500), at(-1)).await.unwrap(), [], "and the sessions do not come back");
    delegations::insert_session(&mut tx, &session('e')).await.unwrap();
    assert_eq!(delegations::sweep(&mut tx, at(999)).await.unwrap(), 0);
    assert_eq!(delegations::sweep(&mut tx, at(1000)).await.unwrap(), 1);
    let nobody = NewSession { delegation_id: ids::new_id(), ..session('f') };
    assert!(matches!(delegations::insert_session(&mut tx, &nobody).await, Err(StoreError::Other(_))));
}

fn letter(delegation: &Delegation, once_key: &str) -> Letter {
    Letter {
        id: ids::new_id(),
        once_key: once_key.to_owned(),
        kind: LetterKind::DelegationReminder,
        address: delegation.email.clone(),
        language: Lang::Pl,
        person_id: None,
        campaign_id: None,
        assessment_id: Some(delegation.assessment_id),
        delegation_id: Some(delegation.id),
        arguments: "{}".to_owned(),
        day: date(2026, 3, 2),
        state: LetterState::Queued,
        attempts: 0,
        resends: 0,
        due_at: Some(at(0)),
        last_error: None,
        created_at: at(0),
        ended_at: None,
    }
}

fn kept_form(delegation: &Delegation) -> KeptForm {
    KeptForm { id: ids::new_id(), person_id: delegation.id, address: "/".to_owned(), body: "a=1".to_owned(), kept_at: at(0), expires_at: at(1000) }
}

/// S27, for people without an account: asked twice under one address, once under another, and once with an account of the same address.
async fn who_was_asked_is_erased_and_leaves_no_trace(db: &Db) {
    let world = world(db).await;
    let (one, other) = (delegation(&world, "Iga@zabrze.example"), delegation(&world, "jan@zabrze.example"));
    let with_account = delegation(&world, &world.person.email);
    let mut tx = db.write().await.unwrap();
    for (at_link, one) in [('a', &one), ('b', &other), ('c', &with_account)] {
        assert!(delegations::insert(&mut tx, one, &["STR"]).await.unwrap());
        delegations::insert_link(&mut tx, one.id, &token(at_link), at(0)).await.unwrap();
        let session =
            NewSession { token_hash: token(at_link), delegation_id: one.id, created_at: at(0), expires_at: at(1000), csrf: "csrf".to_owned() };
        delegations::insert_session(&mut tx, &session).await.unwrap();
        kept_forms::insert(&mut tx, &token('k'), &kept_form(one)).await.unwrap();
    }
    let change = SectionChange { section: "STR", revision: 0, state: SectionState::SentBack, remark: "Pani Igo, jeszcze raz.", at: at(1) };
    delegations::change_section(&mut tx, one.id, change).await.unwrap();
    let (waits, others, to_owner) = (letter(&one, "a"), letter(&other, "b"), Letter { person_id: Some(world.person.id), ..letter(&one, "c") });
    for letter in [&waits, &others, &to_owner] {
        assert!(letters::insert(&mut tx, letter).await.unwrap());
    }
    let reminded = letters::reminded_delegations(&mut tx, one.assessment_id, date(2026, 3, 2)).await.unwrap();
    assert_eq!(BTreeSet::from_iter(reminded), BTreeSet::from([one.id, other.id]));
    assert!(letters::reminded_delegations(&mut tx, one.assessment_id, date(2026, 3, 3)).await.unwrap().is_empty());
    assert_eq!(delegations::with_email(&mut tx, "iga@zabrze.example").await.unwrap(), [one.id]);

    delegations::erase(&mut tx, one.id, at(5)).await.unwrap();
    let erased = delegations::by_id(&mut tx, one.id).await.unwrap().unwrap();
    assert_eq!((erased.called(), erased.message.as_str(), erased.is_erased(), erased.revoked_at), ("", "", true, Some(at(5))));
    assert!(!erased.email_key.contains("iga") && erased.revision == 1);
    let section = delegations::sections(&mut tx, one.id).await.unwrap().remove(0);
    assert_eq!((section.remark.as_str(), section.state), ("", SectionState::SentBack), "where it stands stays");
    assert_eq!(delegations::by_token(&mut tx, &token('a')).await.unwrap(), None);
    assert_eq!(delegations::signed_in(&mut tx, &token('a'), at(1), at(-1)).await.unwrap(), []);
    assert_eq!(kept_forms::count_of(&mut tx, one.id, at(1)).await.unwrap(), 0);
    assert_eq!(kept_forms::count_of(&mut tx, other.id, at(1)).await.unwrap(), 1);
    let waits = letters::by_id(&mut tx, waits.id).await.unwrap().unwrap();
    assert_eq!((waits.address.as_str(), waits.state, waits.due_at), ("", LetterState::Cancelled, None));
    for letter in [&others, &to_owner] {
        assert_eq!(letters::by_id(&mut tx, letter.id).await.unwrap().as_ref(), Some(letter), "somebody else's stays");
    }
    assert_eq!(delegations::by_id(&mut tx, other.id).await.unwrap(), Some(other.clone()));
    assert!(delegations::by_token(&mut tx, &token('b')).await.unwrap().is_some());
    assert!(matches!(delegations::erase(&mut tx, ids::new_id(), at(5)).await, Err(StoreError::NotFound)));

    // Who is erased with an account is erased without one, too.
    people::erase(&mut tx, world.person.id, at(6)).await.unwrap();
    assert!(delegations::by_id(&mut tx, with_account.id).await.unwrap().unwrap().is_erased());
    assert_eq!(delegations::by_token(&mut tx, &token('c')).await.unwrap(), None);
    assert!(!delegations::by_id(&mut tx, other.id).await.unwrap().unwrap().is_erased());
}
