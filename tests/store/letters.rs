//! Contracts of `store::letters`.

use jiff::civil::date;
use miernik::ids;
use miernik::lang::Lang;
use miernik::store::letters::{Letter, LetterCount, LetterKind, LetterState, Outcome};
use miernik::store::{Db, StoreError, letters, people};
use uuid::Uuid;

use super::fixture::{World, at, world};

both!(
    a_letter_is_written_once,
    the_oldest_that_is_due_comes_first,
    an_attempt_is_begun_by_one_and_settled_by_the_same,
    of_many_who_claim_a_letter_one_succeeds,
    is_cancelled_only_while_it_waits,
    is_sent_once_more_only_after_it_ended,
    lists_and_counts_the_letters_of_a_campaign,
    an_erased_person_has_no_address_and_gets_nothing,
    old_letters_go
);

fn letter(world: &World, once_key: &str, due: i64) -> Letter {
    Letter {
        id: ids::new_id(),
        once_key: once_key.to_owned(),
        kind: LetterKind::Reminder,
        address: world.person.email.clone(),
        language: Lang::Pl,
        person_id: Some(world.person.id),
        campaign_id: Some(world.campaign.id),
        assessment_id: Some(world.assessments[0].id),
        delegation_id: None,
        arguments: r#"{"kind":"reminder"}"#.to_owned(),
        day: date(2026, 3, 2),
        state: LetterState::Queued,
        attempts: 0,
        resends: 0,
        due_at: Some(at(due)),
        last_error: None,
        created_at: at(0),
        ended_at: None,
    }
}

fn sent(milliseconds: i64) -> Outcome<'static> {
    Outcome { state: LetterState::Sent, due_at: None, error: None, ended_at: Some(at(milliseconds)) }
}

async fn a_letter_is_written_once(db: &Db) {
    let world = world(db).await;
    let first = letter(&world, "a", 0);
    let mut tx = db.write().await.unwrap();
    assert!(letters::insert(&mut tx, &first).await.unwrap());
    assert!(!letters::insert(&mut tx, &letter(&world, "a", 5)).await.unwrap(), "the same letter");
    assert_eq!(letters::by_id(&mut tx, first.id).await.unwrap(), Some(first));
    assert_eq!(letters::by_id(&mut tx, ids::new_id()).await.unwrap(), None);
    let bare = Letter { person_id: None, campaign_id: None, assessment_id: None, kind: LetterKind::Delegation, ..letter(&world, "b", 0) };
    assert!(letters::insert(&mut tx, &bare).await.unwrap());
    assert_eq!(letters::by_id(&mut tx, bare.id).await.unwrap(), Some(bare));
    let nobody = Letter { person_id: Some(ids::new_id()), ..letter(&world, "c", 0) };
    assert!(matches!(letters::insert(&mut tx, &nobody).await, Err(StoreError::Other(_))));
}

async fn the_oldest_that_is_due_comes_first(db: &Db) {
    let world = world(db).await;
    let (late, early) = (letter(&world, "late", 20), letter(&world, "early", 10));
    let mut tx = db.write().await.unwrap();
    letters::insert(&mut tx, &late).await.unwrap();
    letters::insert(&mut tx, &early).await.unwrap();
    assert_eq!(letters::next_due(&mut tx, at(9)).await.unwrap(), None);
    assert_eq!(letters::next_due(&mut tx, at(30)).await.unwrap(), Some(early.clone()));
    assert!(letters::postpone(&mut tx, early.id, 0, at(40), "no answer").await.unwrap());
    assert_eq!(letters::next_due(&mut tx, at(30)).await.unwrap(), Some(late));
    let put_off = letters::by_id(&mut tx, early.id).await.unwrap().unwrap();
    assert_eq!(put_off, Letter { due_at: Some(at(40)), last_error: Some("no answer".to_owned()), ..early.clone() });
    assert!(!letters::postpone(&mut tx, early.id, 1, at(50), "").await.unwrap(), "another attempt has begun");
}

async fn an_attempt_is_begun_by_one_and_settled_by_the_same(db: &Db) {
    let world = world(db).await;
    let one = letter(&world, "a", 0);
    let mut tx = db.write().await.unwrap();
    letters::insert(&mut tx, &one).await.unwrap();
    assert!(letters::claim(&mut tx, one.id, 0, at(100)).await.unwrap());
    assert!(!letters::claim(&mut tx, one.id, 0, at(100)).await.unwrap(), "somebody is at it");
    assert_eq!(letters::next_due(&mut tx, at(99)).await.unwrap(), None, "being sent");
    let abandoned = letters::next_due(&mut tx, at(100)).await.unwrap().unwrap();
    assert_eq!((abandoned.state, abandoned.attempts), (LetterState::Sending, 1), "whoever was at it is gone");
    assert!(letters::claim(&mut tx, one.id, 1, at(200)).await.unwrap());
    assert!(!letters::settle(&mut tx, one.id, 1, sent(110)).await.unwrap(), "that attempt was taken over");
    assert!(letters::settle(&mut tx, one.id, 2, sent(120)).await.unwrap());
    assert!(!letters::settle(&mut tx, one.id, 2, sent(130)).await.unwrap(), "it has ended");
    assert!(!letters::claim(&mut tx, one.id, 2, at(200)).await.unwrap());
    let after = letters::by_id(&mut tx, one.id).await.unwrap().unwrap();
    assert_eq!(after, Letter { state: LetterState::Sent, attempts: 2, due_at: None, ended_at: Some(at(120)), ..one });

    let left = letter(&world, "b", 0);
    letters::insert(&mut tx, &left).await.unwrap();
    letters::claim(&mut tx, left.id, 0, at(500)).await.unwrap();
    assert_eq!(letters::release(&mut tx, at(300)).await.unwrap(), 1);
    let released = letters::next_due(&mut tx, at(300)).await.unwrap().unwrap();
    assert_eq!(released, Letter { attempts: 1, due_at: Some(at(300)), ..left });
}

async fn of_many_who_claim_a_letter_one_succeeds(db: &Db) {
    let world = world(db).await;
    let one = letter(&world, "a", 0);
    let mut tx = db.write().await.unwrap();
    letters::insert(&mut tx, &one).await.unwrap();
    tx.commit().await.unwrap();
    let mut attempts = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (db, id) = (db.clone(), one.id);
        attempts.spawn(async move {
            let mut tx = db.write().await.unwrap();
            let claimed = letters::claim(&mut tx, id, 0, at(1000)).await.unwrap();
            tx.commit().await.unwrap();
            claimed
        });
    }
    assert_eq!(attempts.join_all().await.into_iter().filter(|&claimed| claimed).count(), 1);
}

async fn is_cancelled_only_while_it_waits(db: &Db) {
    let world = world(db).await;
    let (waits, goes) = (letter(&world, "a", 0), letter(&world, "b", 0));
    let mut tx = db.write().await.unwrap();
    letters::insert(&mut tx, &waits).await.unwrap();
    letters::insert(&mut tx, &goes).await.unwrap();
    letters::claim(&mut tx, goes.id, 0, at(100)).await.unwrap();
    assert!(!letters::cancel(&mut tx, goes.id, "by-hand", at(5)).await.unwrap());
    assert!(letters::cancel(&mut tx, waits.id, "by-hand", at(5)).await.unwrap());
    let cancelled = letters::by_id(&mut tx, waits.id).await.unwrap().unwrap();
    let expected =
        Letter { state: LetterState::Cancelled, due_at: None, last_error: Some("by-hand".to_owned()), ended_at: Some(at(5)), ..waits.clone() };
    assert_eq!(cancelled, expected);
    assert!(!letters::claim(&mut tx, waits.id, 0, at(100)).await.unwrap());
}

async fn is_sent_once_more_only_after_it_ended(db: &Db) {
    let world = world(db).await;
    let one = letter(&world, "a", 0);
    let mut tx = db.write().await.unwrap();
    letters::insert(&mut tx, &one).await.unwrap();
    assert!(!letters::resend(&mut tx, one.id, 0, at(5)).await.unwrap(), "it waits anyway");
    letters::claim(&mut tx, one.id, 0, at(100)).await.unwrap();
    letters::settle(&mut tx, one.id, 1, sent(10)).await.unwrap();
    assert!(letters::resend(&mut tx, one.id, 0, at(20)).await.unwrap());
    assert!(!letters::resend(&mut tx, one.id, 0, at(20)).await.unwrap(), "a second click");
    let again = letters::next_due(&mut tx, at(20)).await.unwrap().unwrap();
    assert_eq!(again, Letter { attempts: 1, resends: 1, due_at: Some(at(20)), ..one });
}

async fn lists_and_counts_the_letters_of_a_campaign(db: &Db) {
    let world = world(db).await;
    let written = ["a", "b", "c"].map(|key| letter(&world, key, 0));
    let mut tx = db.write().await.unwrap();
    for letter in &written {
        letters::insert(&mut tx, letter).await.unwrap();
    }
    letters::cancel(&mut tx, written[0].id, "by-hand", at(1)).await.unwrap();
    let newest = letters::of_campaign(&mut tx, world.campaign.id, Uuid::max(), 2).await.unwrap();
    assert_eq!(newest.iter().map(|letter| letter.id).collect::<Vec<_>>(), [written[2].id, written[1].id]);
    let older = letters::of_campaign(&mut tx, world.campaign.id, written[1].id, 2).await.unwrap();
    assert_eq!(older.iter().map(|letter| letter.id).collect::<Vec<_>>(), [written[0].id]);
    let mut counts = letters::counts(&mut tx, world.campaign.id).await.unwrap();
    counts.sort_by_key(|count| count.state);
    let count = |state, letters| LetterCount { state, letters };
    assert_eq!(counts, [count(LetterState::Queued, 2), count(LetterState::Cancelled, 1)]);
    assert_eq!(letters::reminded(&mut tx, world.campaign.id, date(2026, 3, 2)).await.unwrap(), [world.person.id; 3]);
    assert_eq!(letters::reminded(&mut tx, world.campaign.id, date(2026, 3, 3)).await.unwrap(), Vec::<Uuid>::new());
}

async fn an_erased_person_has_no_address_and_gets_nothing(db: &Db) {
    let world = world(db).await;
    let (waits, went) = (letter(&world, "a", 0), letter(&world, "b", 0));
    let mut tx = db.write().await.unwrap();
    letters::insert(&mut tx, &waits).await.unwrap();
    letters::insert(&mut tx, &went).await.unwrap();
    letters::claim(&mut tx, went.id, 0, at(100)).await.unwrap();
    letters::settle(&mut tx, went.id, 1, sent(10)).await.unwrap();
    people::erase(&mut tx, world.person.id, at(20)).await.unwrap();
    let waits = letters::by_id(&mut tx, waits.id).await.unwrap().unwrap();
    assert_eq!((waits.address.as_str(), waits.state, waits.due_at), ("", LetterState::Cancelled, None));
    let went = letters::by_id(&mut tx, went.id).await.unwrap().unwrap();
    assert_eq!((went.address.as_str(), went.state), ("", LetterState::Sent));
}

async fn old_letters_go(db: &Db) {
    let world = world(db).await;
    let (waits, went) = (letter(&world, "a", 0), letter(&world, "b", 0));
    let mut tx = db.write().await.unwrap();
    letters::insert(&mut tx, &waits).await.unwrap();
    letters::insert(&mut tx, &went).await.unwrap();
    letters::claim(&mut tx, went.id, 0, at(100)).await.unwrap();
    letters::settle(&mut tx, went.id, 1, sent(10)).await.unwrap();
    assert_eq!(letters::sweep(&mut tx, at(9)).await.unwrap(), 0);
    assert_eq!(letters::sweep(&mut tx, at(10)).await.unwrap(), 1);
    assert!(letters::by_id(&mut tx, waits.id).await.unwrap().is_some());
}
