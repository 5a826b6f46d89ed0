//! Contracts of `store::evidence`, and of the last edition.

use std::collections::BTreeMap;

use jiff::civil::date;
use miernik::engine::answer::Answer;
use miernik::ids;
use miernik::store::assessments::{self, AnswerRecord, Document, Submission};
use miernik::store::evidence::{EvidenceFile, FileKind, FileRow};
use miernik::store::in_context::{self, LastEdition};
use miernik::store::{Db, StoreError, campaigns, evidence};

use super::fixture::{at, campaign, survey, world};

both!(keeps_what_is_known_of_a_file, files_once_given_stay, finds_the_last_edition);

fn file(kind: FileKind, size: i64) -> EvidenceFile {
    EvidenceFile { id: ids::new_id(), name: "uchwała \u{1f600} <b>.pdf".to_owned(), kind, size, sha256: "ab".repeat(32) }
}

async fn keeps_what_is_known_of_a_file(db: &Db) {
    let world = world(db).await;
    let (id, other) = (world.assessments[0].id, world.assessments[1].id);
    let mut tx = db.write().await.unwrap();
    assert_eq!(evidence::used(&mut tx, id).await.unwrap(), 0);
    let mut kept = Vec::new();
    for (n, kind) in FileKind::ALL.iter().enumerate() {
        let file = file(*kind, 1 << (4 * n));
        evidence::insert(&mut tx, id, "q.1", &file, (n % 2 == 0).then_some(world.person.id), at(1)).await.unwrap();
        kept.push(file);
    }
    tx.commit().await.unwrap();
    let mut tx = db.read().await.unwrap();
    for file in &kept {
        let EvidenceFile { id: file_id, name, kind, size, sha256 } = file.clone();
        let row = FileRow { id: file_id, assessment_id: id, question: "q.1".to_owned(), name, kind, size, sha256 };
        assert_eq!(evidence::by_id(&mut tx, id, file_id).await.unwrap(), Some(row));
        assert_eq!(evidence::by_id(&mut tx, other, file_id).await.unwrap(), None, "of another assessment");
    }
    assert_eq!(evidence::used(&mut tx, id).await.unwrap(), kept.iter().map(|file| file.size).sum::<i64>());
    assert_eq!(evidence::used(&mut tx, other).await.unwrap(), 0);
    let asked = [kept[0].id, ids::new_id(), kept[3].id];
    assert_eq!(evidence::known(&mut tx, &asked).await.unwrap(), [kept[0].id, kept[3].id].into());
    assert_eq!(evidence::known(&mut tx, &[]).await.unwrap(), [].into());
    drop(tx);
    let again = evidence::insert(&mut db.write().await.unwrap(), id, "q.2", &kept[0], None, at(2)).await;
    assert!(matches!(again, Err(StoreError::Conflict { .. })), "{again:?}");
    let unknown = evidence::insert(&mut db.write().await.unwrap(), ids::new_id(), "q.2", &file(FileKind::Csv, 1), None, at(2)).await;
    assert!(matches!(unknown, Err(StoreError::Other(_))), "{unknown:?}");
}

async fn files_once_given_stay(db: &Db) {
    let world = world(db).await;
    let mut tx = db.write().await.unwrap();
    evidence::insert(&mut tx, world.assessments[0].id, "q", &file(FileKind::Txt, 1), None, at(1)).await.unwrap();
    tx.commit().await.unwrap();
    for sql in ["delete from evidence_file", "update evidence_file set name = 'x'"] {
        let refused = match db {
            Db::Sqlite { writer, .. } => sqlx::query(sql).execute(writer).await.map(drop),
            Db::Postgres(pool) => sqlx::query(sql).execute(pool).await.map(drop),
        };
        assert!(refused.unwrap_err().to_string().contains("a file once given stays in the history"), "{sql}");
    }
}

async fn finds_the_last_edition(db: &Db) {
    let world = world(db).await;
    let municipality = world.assessments[0].municipality_id;
    let document = Document(BTreeMap::from([("q".to_owned(), AnswerRecord::bare(1, Answer::DoNotKnow, None, at(1)))]));
    let mut tx = db.write().await.unwrap();
    assert_eq!(in_context::last_edition(&mut tx, municipality, "maturity", date(2026, 3, 1)).await.unwrap(), None);
    for (year, is_submitted) in [(2023, true), (2024, true), (2025, false)] {
        let slug = year.to_string();
        let mut earlier = campaign(&world.network, &survey("1.0"), &slug);
        earlier.opens_on = date(year, 3, 1);
        campaigns::insert(&mut tx, &earlier).await.unwrap();
        assessments::create_many(&mut tx, earlier.id, &[municipality], at(0)).await.unwrap();
        let id = assessments::by_municipality(&mut tx, earlier.id, municipality).await.unwrap().unwrap().id;
        let revision = assessments::save(&mut tx, id, 0, &document, at(1)).await.unwrap();
        if is_submitted {
            let submission = Submission { at: at(i64::from(year)), by: None, receipt: &slug, result: "{}" };
            assessments::submit(&mut tx, id, revision, submission).await.unwrap();
        }
    }
    let expected = |year: i64| LastEdition {
        document: document.clone(),
        submitted_at: at(year),
        survey_hash: world.survey.hash.clone(),
        title: world.campaign.title.clone(),
    };
    let mut last = async |survey: &str, year| in_context::last_edition(&mut tx, municipality, survey, date(year, 3, 1)).await.unwrap();
    assert_eq!(last("maturity", 2026).await, Some(expected(2024)), "the last one that was handed in");
    assert_eq!(last("maturity", 2024).await, Some(expected(2023)));
    assert_eq!(last("maturity", 2023).await, None, "nothing before the first");
    assert_eq!(last("other", 2026).await, None, "another survey");
}
