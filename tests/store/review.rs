//! Contracts of `store::review`, and the way of an assessment through its review.

use miernik::engine::answer::Answer;
use miernik::store::assessments::{AssessmentState, Document, Submission};
use miernik::store::review::{EntryKind, ReviewEntry, Snapshot, StepLine};
use miernik::store::{Db, StoreError, answer_history, assessments, review};

use super::fixture::{at, record, text, world};

both!(keeps_what_was_said, keeps_steps_and_snapshots, goes_through_the_review);

fn entry(question: &str, kind: EntryKind, proposal: Option<Answer>, revision: i64) -> ReviewEntry {
    let remark = format!("„{question}”\n=1+1");
    ReviewEntry { question: question.to_owned(), kind, proposal, remark, answer_version: 3, revision, author: None, at: at(revision) }
}

async fn keeps_what_was_said(db: &Db) {
    let world = world(db).await;
    let id = world.assessments[0].id;
    let first = [entry("a", EntryKind::Proposed, Some(text("x")), 2), entry("b", EntryKind::Confirmed, None, 2)];
    let mut second = entry("a", EntryKind::Accepted, None, 5);
    second.author = Some(world.person.id);
    let mut tx = db.write().await.unwrap();
    review::append(&mut tx, id, &first).await.unwrap();
    review::append(&mut tx, id, &[second.clone()]).await.unwrap();
    review::append(&mut tx, id, &[]).await.unwrap();
    let [proposed, confirmed] = first;
    assert_eq!(review::entries(&mut tx, id).await.unwrap(), [proposed.clone(), second, confirmed]);
    assert_eq!(review::entries(&mut tx, world.assessments[1].id).await.unwrap(), []);
    tx.commit().await.unwrap();
    let again = review::append(&mut db.write().await.unwrap(), id, &[entry("c", EntryKind::Replied, None, 9), proposed]).await;
    assert!(again.unwrap_err().is_conflict(), "once in a revision");
    assert_eq!(review::entries(&mut db.read().await.unwrap(), id).await.unwrap().len(), 3, "all or nothing");
}

async fn keeps_steps_and_snapshots(db: &Db) {
    let world = world(db).await;
    let id = world.assessments[0].id;
    let (from_state, to_state) = (AssessmentState::Submitted, AssessmentState::Returned);
    let step =
        StepLine { revision: 4, act: "return".to_owned(), from_state, to_state, reason: "Ż".to_owned(), actor: Some(world.person.id), at: at(4) };
    let document = Document([("q".to_owned(), record(2, text("x"), 1))].into());
    let snapshot = Snapshot { revision: 4, survey_hash: world.survey.hash.clone(), document, actor: None, at: at(5) };
    let mut tx = db.write().await.unwrap();
    review::note_step(&mut tx, id, &step).await.unwrap();
    review::keep_snapshot(&mut tx, id, &snapshot).await.unwrap();
    assert_eq!(review::steps(&mut tx, id).await.unwrap(), std::slice::from_ref(&step));
    assert_eq!(review::snapshots(&mut tx, id).await.unwrap(), std::slice::from_ref(&snapshot));
    tx.commit().await.unwrap();
    assert!(review::note_step(&mut db.write().await.unwrap(), id, &step).await.unwrap_err().is_conflict());
    assert!(review::keep_snapshot(&mut db.write().await.unwrap(), id, &snapshot).await.unwrap_err().is_conflict());
}

async fn goes_through_the_review(db: &Db) {
    let world = world(db).await;
    let id = world.assessments[0].id;
    let submission = Submission { at: at(5), by: None, receipt: "M-1", result: "{}" };
    let (mine, theirs) = (Document([("q".to_owned(), record(1, text("mine"), 1))].into()), Document::default());
    let mut tx = db.write().await.unwrap();
    assessments::save(&mut tx, id, 0, &mine, at(1)).await.unwrap();
    assert!(assessments::give_back(&mut tx, id, 1).await.unwrap_err().is_conflict(), "not handed in");
    assessments::submit(&mut tx, id, 1, submission).await.unwrap();
    assert_eq!(assessments::touch(&mut tx, id, 2, AssessmentState::Submitted).await.unwrap(), 3);
    assert!(assessments::touch(&mut tx, id, 3, AssessmentState::Replied).await.unwrap_err().is_conflict(), "it stands elsewhere");
    assert!(assessments::verify(&mut tx, id, 2, "{}").await.unwrap_err().is_conflict(), "somebody has said something");
    assert!(assessments::reply(&mut tx, id, 3, "{}").await.unwrap_err().is_conflict(), "nothing was asked");
    assert_eq!(assessments::give_back(&mut tx, id, 3).await.unwrap(), 4);
    assert!(assessments::verify(&mut tx, id, 4, "{}").await.unwrap_err().is_conflict(), "the municipality is replying");
    assert_eq!(assessments::save(&mut tx, id, 4, &theirs, at(6)).await.unwrap(), 5);
    let kept = assessments::by_id(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((kept.state, &kept.document, kept.counted()), (AssessmentState::Returned, &theirs, Some(&mine)), "others see what was handed in");
    assert_eq!(assessments::reply(&mut tx, id, 5, r#"{"n":2}"#).await.unwrap(), 6);
    let kept = assessments::by_id(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((kept.state, kept.counted(), kept.handed_in.as_ref()), (AssessmentState::Replied, Some(&theirs), None));
    assert!(assessments::save(&mut tx, id, 6, &mine, at(7)).await.unwrap_err().is_conflict(), "the experts' turn");
    assert_eq!(assessments::verify(&mut tx, id, 6, r#"{"v":1}"#).await.unwrap(), 7);
    let results = assessments::results(&mut tx, world.campaign.id).await.unwrap();
    assert_eq!((results[0].result.as_str(), results[0].verified.as_deref()), (r#"{"n":2}"#, Some(r#"{"v":1}"#)));
    assert!(assessments::give_back(&mut tx, id, 7).await.unwrap_err().is_conflict(), "verified");
    assert_eq!(assessments::reopen(&mut tx, id, 7).await.unwrap(), 8);
    let kept = assessments::by_id(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((kept.state, kept.counted(), &kept.verified, &kept.result), (AssessmentState::InProgress, None, &None, &None));
    let unknown = miernik::ids::new_id();
    assert!(matches!(assessments::give_back(&mut tx, unknown, 0).await, Err(StoreError::NotFound)));
    answer_history::append(&mut tx, id, &[("q", &record(1, text("x"), 1)), ("r", &record(7, text("x"), 1))]).await.unwrap();
    let versions = answer_history::versions(&mut tx, id).await.unwrap();
    assert_eq!(versions.into_iter().collect::<Vec<_>>(), [("q".to_owned(), 1), ("r".to_owned(), 7)]);
}
