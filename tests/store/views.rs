//! Contracts of `store::views`.

use miernik::engine::agreement::{Agreement, Coefficient};
use miernik::engine::answer::Answer;
use miernik::store::views::{Settlement, Stage, StageChange, View};
use miernik::store::{Db, in_context, views};
use uuid::Uuid;

use super::fixture::{at, text, world};

both!(views_are_asked_for_stopped_and_opened_once, every_version_of_a_view_stays, settlements_stay_with_the_version_that_they_made);

fn view(question: &str, author: Uuid, version: i64, answer: Answer) -> View {
    let note = "Notatka „ż”\n=1+1".to_owned();
    View { question: question.to_owned(), author, version, stage: Stage::Gathering, answer, note, at: at(version) }
}

async fn views_are_asked_for_stopped_and_opened_once(db: &Db) {
    let world = world(db).await;
    let (id, by) = (world.assessments[0].id, world.person.id);
    let change = |section, revision| StageChange { assessment: id, section, revision, by, at: at(revision) };
    let agreement = Agreement { people: 3, questions: 7, same: 1.0 / 3.0, coefficient: Some((Coefficient::Alpha, -0.1)) };
    let mut tx = db.write().await.unwrap();
    assert_eq!(views::hold(&mut tx, id, "STR").await.unwrap(), None);
    views::ask(&mut tx, change("STR", 0)).await.unwrap();
    views::ask(&mut tx, change("ORG", 0)).await.unwrap();
    assert_eq!(views::hold(&mut tx, id, "STR").await.unwrap(), Some(Stage::Gathering));
    views::stop(&mut tx, change("STR", 0)).await.unwrap();
    views::ask(&mut tx, change("STR", 1)).await.unwrap();
    views::open(&mut tx, change("STR", 2), Some(&agreement)).await.unwrap();
    views::stop(&mut tx, change("ORG", 0)).await.unwrap();
    let found = views::sections(&mut tx, id).await.unwrap();
    let told: Vec<_> = found.iter().map(|one| (one.section.as_str(), one.stage, one.revision)).collect();
    assert_eq!(told, [("ORG", Stage::Stopped, 1), ("STR", Stage::Opened, 3)]);
    assert_eq!((found[1].agreement, found[1].opened_by, found[1].opened_at), (Some(agreement), Some(by), Some(at(2))));
    assert_eq!((found[1].asked_at, found[0].agreement), (at(1), None));
    assert_eq!(views::sections(&mut tx, world.assessments[1].id).await.unwrap(), []);
    tx.commit().await.unwrap();
    let seen = in_context::by_id(&mut db.read().await.unwrap(), id).await.unwrap().unwrap();
    assert_eq!(seen.views.into_iter().collect::<Vec<_>>(), [("STR".to_owned(), Stage::Opened)], "what was stopped is as if it had never been");

    let mut tx = db.write().await.unwrap();
    for revision in [0, 3] {
        assert!(views::stop(&mut tx, change("STR", revision)).await.unwrap_err().is_conflict(), "opened once, they stay open");
        assert!(views::ask(&mut tx, change("STR", revision)).await.unwrap_err().is_conflict());
        assert!(views::open(&mut tx, change("STR", revision), None).await.unwrap_err().is_conflict());
    }
    assert!(views::open(&mut tx, change("ORG", 1), None).await.unwrap_err().is_conflict(), "not gathered");
    assert!(views::ask(&mut tx, change("ORG", 0)).await.unwrap_err().is_conflict(), "somebody else has stopped it");
}

async fn every_version_of_a_view_stays(db: &Db) {
    let world = world(db).await;
    let (id, one, other) = (world.assessments[0].id, Uuid::from_u128(1), Uuid::from_u128(2));
    let given = [view("a", one, 1, text("x")), view("b", other, 1, Answer::DoNotKnow), view("a", other, 1, Answer::NotApplicable("Ż".to_owned()))];
    let mut later = view("a", one, 2, Answer::NotAnswered);
    later.stage = Stage::Opened;
    let mut tx = db.write().await.unwrap();
    views::give(&mut tx, id, &given).await.unwrap();
    views::give(&mut tx, id, &[]).await.unwrap();
    views::give(&mut tx, id, &[later.clone()]).await.unwrap();
    tx.commit().await.unwrap();
    let [first, second, third] = given;
    let all = [first.clone(), later, third, second];
    assert_eq!(views::views(&mut db.read().await.unwrap(), id).await.unwrap(), all, "by question, author and version");
    assert_eq!(views::views(&mut db.read().await.unwrap(), world.assessments[1].id).await.unwrap(), []);
    let again = views::give(&mut db.write().await.unwrap(), id, &[view("c", one, 1, text("y")), first]).await;
    assert!(again.unwrap_err().is_conflict(), "a version is given once");
    assert_eq!(views::views(&mut db.read().await.unwrap(), id).await.unwrap().len(), 4, "all or nothing");
    let mut tx = db.write().await.unwrap();
    match &mut tx {
        miernik::store::Tx::Sqlite(inner) => drop(sqlx::query("delete from individual_view").execute(inner.connection()).await.unwrap_err()),
        miernik::store::Tx::Postgres(inner) => drop(sqlx::query("delete from individual_view").execute(inner.connection()).await.unwrap_err()),
    }
}

async fn settlements_stay_with_the_version_that_they_made(db: &Db) {
    let world = world(db).await;
    let id = world.assessments[0].id;
    let settlement = |question: &str, answer_version, actor| Settlement {
        question: question.to_owned(),
        answer_version,
        reason: "Uchwała „1”".to_owned(),
        views: 3,
        seen: "ab".repeat(32),
        actor,
        at: at(answer_version),
    };
    let all = [settlement("a", 2, None), settlement("a", 5, Some(world.person.id)), settlement("b", 1, None)];
    let mut tx = db.write().await.unwrap();
    for one in [2, 1, 0] {
        views::settle(&mut tx, id, &all[one]).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(views::settlements(&mut db.read().await.unwrap(), id).await.unwrap(), all);
    assert_eq!(views::settlements(&mut db.read().await.unwrap(), world.assessments[1].id).await.unwrap(), []);
    assert!(views::settle(&mut db.write().await.unwrap(), id, &all[0]).await.unwrap_err().is_conflict(), "once for a version");
}
