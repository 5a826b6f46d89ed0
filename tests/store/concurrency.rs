//! Many at once: nobody is told that the database is locked, and nothing that was confirmed is lost.

use miernik::store::answer_history::{self, NewAnswers};
use miernik::store::assessments::Document;
use miernik::store::audit::{self, NewEntry};
use miernik::store::campaigns::CampaignState;
use miernik::store::{Db, StoreError, assessments};
use tokio::task::JoinSet;

use super::fixture::{at, municipality, record, text, world};

both!(sixty_four_writers_lose_nothing, each_writer_has_an_assessment_while_an_export_reads, a_dropped_transaction_leaves_nothing);

/// Reads, changes one question and saves, again and again until nobody was faster; gives how often somebody was.
async fn save_until_done(db: &Db, campaign: uuid::Uuid, id: uuid::Uuid, question: &str) -> usize {
    for conflicts in 0.. {
        let mut seen = assessments::by_id(&mut db.read().await.unwrap(), id).await.unwrap().unwrap();
        seen.document.0.insert(question.to_owned(), record(1, text(question), 1));
        let mut tx = db.write().await.unwrap();
        let changes = [(question, &seen.document.0[question])];
        let (document, state) = (&seen.document, CampaignState::Open);
        let new = NewAnswers { assessment: id, revision: seen.revision, campaign, state, document, changes: &changes, at: at(1) };
        match answer_history::save(&mut tx, new).await {
            Ok((_, head)) => {
                let line = NewEntry { at: at(1), actor: None, action: "assessment.save", object: question, detail: "null" };
                audit::append_to(&mut tx, head, line).await.unwrap();
                tx.commit().await.unwrap();
                return conflicts;
            }
            Err(StoreError::Conflict { .. }) => continue,
            Err(error) => panic!("{error:?}"),
        }
    }
    unreachable!()
}

async fn sixty_four_writers_lose_nothing(db: &Db) {
    let world = world(db).await;
    let (campaign, id) = (world.campaign.id, world.assessments[0].id);
    let mut writers = JoinSet::new();
    for n in 0..64 {
        let db = db.clone();
        writers.spawn(async move { save_until_done(&db, campaign, id, &format!("q{n}")).await });
    }
    writers.join_all().await;
    let kept = assessments::by_id(&mut db.read().await.unwrap(), id).await.unwrap().unwrap();
    assert_eq!((kept.revision, kept.document.0.len()), (64, 64));
}

async fn each_writer_has_an_assessment_while_an_export_reads(db: &Db) {
    let world = world(db).await;
    let municipalities: Vec<_> = (0..64).map(|n| municipality(&format!("{n:07}"), &format!("Gmina {n}"))).collect();
    let ids: Vec<_> = municipalities.iter().map(|m| m.id).collect();
    let mut tx = db.write().await.unwrap();
    miernik::store::municipalities::save_many(&mut tx, &municipalities).await.unwrap();
    assessments::create_many(&mut tx, world.campaign.id, &ids, at(0)).await.unwrap();
    tx.commit().await.unwrap();

    let mut export = db.read().await.unwrap();
    let before = assessments::summaries(&mut export, world.campaign.id).await.unwrap();
    let mut writers = JoinSet::new();
    for (n, assessment) in before.iter().map(|summary| summary.id).enumerate() {
        let (db, campaign) = (db.clone(), world.campaign.id);
        writers.spawn(async move {
            for page in 0..5 {
                assert_eq!(save_until_done(&db, campaign, assessment, &format!("q{n}.{page}")).await, 0, "nobody else writes here");
            }
        });
    }
    writers.join_all().await;
    assert_eq!(assessments::summaries(&mut export, world.campaign.id).await.unwrap(), before, "the export shows one moment");
    drop(export);
    let after = assessments::summaries(&mut db.read().await.unwrap(), world.campaign.id).await.unwrap();
    assert_eq!(after.len(), 67);
    assert!(after.iter().all(|summary| summary.revision == 5));
}

async fn a_dropped_transaction_leaves_nothing(db: &Db) {
    let world = world(db).await;
    let id = world.assessments[0].id;
    let mut tx = db.write().await.unwrap();
    assessments::save(&mut tx, id, 0, &Document::default(), at(1)).await.unwrap();
    drop(tx);
    let mut tx = db.write().await.unwrap();
    assert_eq!(assessments::by_id(&mut tx, id).await.unwrap().unwrap().revision, 0);
    assert_eq!(assessments::save(&mut tx, id, 0, &Document::default(), at(1)).await.unwrap(), 1);
}
