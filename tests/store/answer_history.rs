//! Contracts of `store::answer_history`.

use std::collections::BTreeMap;

use miernik::engine::answer::Answer;
use miernik::ids;
use miernik::store::answer_history::{self, NewAnswers};
use miernik::store::assessments::{self, Document};
use miernik::store::audit::{self, NewEntry};
use miernik::store::campaigns::{self, CampaignState};
use miernik::store::{Db, StoreError};

use super::fixture::{at, record, text, world};

both!(keeps_the_history_of_a_question, saves_answers_with_their_history_or_nothing);

async fn keeps_the_history_of_a_question(db: &Db) {
    let world = world(db).await;
    let id = world.assessments[0].id;
    let (first, second, other) = (record(1, text("five"), 1), record(2, Answer::DoNotKnow, 2), record(1, text("x"), 2));
    let mut tx = db.write().await.unwrap();
    answer_history::append(&mut tx, id, &[("q", &first)]).await.unwrap();
    answer_history::append(&mut tx, id, &[("q", &second), ("r", &other)]).await.unwrap();
    answer_history::append(&mut tx, id, &[]).await.unwrap();
    let lines = answer_history::of(&mut tx, id, "q").await.unwrap();
    let seen: Vec<_> = lines.into_iter().map(|line| (line.version, line.answer, line.at)).collect();
    assert_eq!(seen, [(1, first.answer.clone(), at(1)), (2, second.answer.clone(), at(2))]);
    assert_eq!(answer_history::of(&mut tx, world.assessments[1].id, "q").await.unwrap(), []);
    tx.commit().await.unwrap();

    let again = answer_history::append(&mut db.write().await.unwrap(), id, &[("s", &first), ("q", &second)]).await;
    assert!(again.unwrap_err().is_conflict(), "a version is written once");
    assert_eq!(answer_history::of(&mut db.read().await.unwrap(), id, "s").await.unwrap(), [], "all or nothing");
    let unknown = answer_history::append(&mut db.write().await.unwrap(), ids::new_id(), &[("q", &first)]).await;
    assert!(matches!(unknown, Err(StoreError::Other(_))), "{unknown:?}");
}

async fn saves_answers_with_their_history_or_nothing(db: &Db) {
    let world = world(db).await;
    let (id, campaign) = (world.assessments[0].id, world.campaign.id);
    let answer = record(1, text("five"), 1);
    let (document, changes) = (Document(BTreeMap::from([("q".to_owned(), answer.clone())])), [("q", &answer)]);
    let new = NewAnswers { assessment: id, revision: 0, campaign, state: CampaignState::Open, document: &document, changes: &changes, at: at(1) };

    let mut tx = db.write().await.unwrap();
    for other in
        [NewAnswers { revision: 1, ..new }, NewAnswers { state: CampaignState::Closed, ..new }, NewAnswers { campaign: ids::new_id(), ..new }]
    {
        assert!(answer_history::save(&mut tx, other).await.unwrap_err().is_conflict(), "{other:?}");
    }
    let unknown = answer_history::save(&mut tx, NewAnswers { assessment: ids::new_id(), ..new }).await;
    assert!(matches!(unknown, Err(StoreError::NotFound)), "{unknown:?}");
    assert_eq!(answer_history::of(&mut tx, id, "q").await.unwrap(), []);
    assert_eq!(assessments::by_id(&mut tx, id).await.unwrap().unwrap(), world.assessments[0]);

    let before = audit::newest(&mut tx, i64::MAX, 1).await.unwrap();
    let (revision, head) = answer_history::save(&mut tx, new).await.unwrap();
    let line = audit::append_to(&mut tx, head, NewEntry { at: at(1), actor: None, action: "save", object: "q", detail: "null" }).await.unwrap();
    assert_eq!((revision, line.seq), (1, before.first().map_or(0, |line| line.seq) + 1));
    assert_eq!(answer_history::of(&mut tx, id, "q").await.unwrap().len(), 1);
    assert_eq!(assessments::by_id(&mut tx, id).await.unwrap().unwrap().document, document);
    tx.commit().await.unwrap();
    assert_eq!(audit::verify(&mut db.read().await.unwrap()).await.unwrap().broken_at, None);

    // Where the round is being frozen at the same moment, the answer comes before it or not at all.
    let mut tx = db.write().await.unwrap();
    campaigns::set_state(&mut tx, campaign, CampaignState::Open, CampaignState::Closed, at(2)).await.unwrap();
    tx.commit().await.unwrap();
    let late = answer_history::save(&mut db.write().await.unwrap(), NewAnswers { revision: 1, ..new }).await;
    assert!(late.unwrap_err().is_conflict());
}
