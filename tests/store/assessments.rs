//! Contracts of `store::assessments`.

use std::collections::BTreeMap;

use jiff::civil::date;
use miernik::engine::answer::{Answer, Reason, Value};
use miernik::ids;
use miernik::store::assessments::{AnswerRecord, AssessmentState, Document, Form, StateCount, Submission};
use miernik::store::evidence::{Evidence, EvidenceFile, EvidenceGrade, FileKind};
use miernik::store::{Db, StoreError, answer_history, assessments};
use uuid::Uuid;

use super::fixture::{at, municipality, record, text, world};

both!(
    creates_each_once,
    keeps_every_value_as_it_was,
    saves_only_over_the_revision_that_was_seen,
    submits_and_reopens,
    asks_for_the_short_form_or_for_all,
    pages_through_a_campaign,
);

fn file(n: usize) -> EvidenceFile {
    EvidenceFile { id: ids::new_id(), name: format!("uchwała {n}.pdf"), kind: FileKind::Pdf, size: n as i64, sha256: "0".repeat(64) }
}

/// One record of every kind of answer, and texts that other systems have lost or changed.
fn every_kind(author: Uuid) -> Document {
    let mut answers: Vec<Answer> = vec![
        Answer::NotAnswered,
        Answer::DoNotKnow,
        Answer::NotApplicable("no \"public\" sites".to_owned()),
        Answer::Answered(Value::Choice("yes".to_owned())),
        Answer::Answered(Value::Choices(vec!["epuap".to_owned(), "phone".to_owned()])),
        Answer::Answered(Value::Number("0".parse().unwrap())),
        Answer::Answered(Value::Number("22.50".parse().unwrap())),
        Answer::Answered(Value::Number("-79228162514264337593543950335".parse().unwrap())),
        Answer::Answered(Value::Share { numerator: "5".parse().unwrap(), denominator: "302".parse().unwrap(), date: Some(date(2025, 12, 31)) }),
        Answer::Answered(Value::Date(date(2026, 2, 28))),
        Answer::Answered(Value::Reasons(vec![Reason { option: "funds".to_owned(), basis: None }])),
    ];
    let long = "ż".repeat(50_000);
    let texts =
        ["", " ", "0", "<b>", "=1+1", "\"", "'", "\\", "a\nb\r\n\tc", "{}", "null", "$1", "Zażółć gęślą jaźń", "שלום", "👩‍🔧", "\u{feff}", &long];
    answers.extend(texts.into_iter().map(text));
    let record = |(n, answer)| {
        let note = format!("note {n} „ź” \\u0000 {{}}");
        let bare = AnswerRecord::bare(1, answer, (n % 3 == 0).then_some(author), at(n as i64));
        let backed = AnswerRecord {
            note,
            source: format!("register „{n}” <b> =1+1"),
            as_of: Some(date(2025, 12, 31)),
            grade: Some(EvidenceGrade::ALL[n % 4]),
            evidence: vec![Evidence::Link("https://example.pl/a?b=1&c=ż".to_owned()), Evidence::File(file(n))],
            ..bare.clone()
        };
        (format!("q.{n:02}"), if n % 2 == 0 { bare } else { backed })
    };
    Document(answers.into_iter().enumerate().map(record).collect())
}

async fn creates_each_once(db: &Db) {
    let world = world(db).await;
    let ids: Vec<_> = world.municipalities.iter().map(|m| m.id).collect();
    let mut tx = db.write().await.unwrap();
    assert_eq!(assessments::create_many(&mut tx, world.campaign.id, &ids, at(9)).await.unwrap(), 0, "inviting twice is inviting once");
    let first = assessments::by_municipality(&mut tx, world.campaign.id, ids[0]).await.unwrap().unwrap();
    assert_eq!(assessments::by_id(&mut tx, first.id).await.unwrap(), Some(first.clone()));
    assert_eq!(first, world.assessments.iter().find(|a| a.id == first.id).unwrap().clone());
    assert_eq!((first.state, first.revision, first.created_at, first.updated_at), (AssessmentState::Invited, 0, at(0), None));
    assert_eq!(first.document, Document::default());
    assert_eq!(first.document.version("q"), 0);
    assert_eq!(assessments::by_id(&mut tx, ids::new_id()).await.unwrap(), None);
    assert_eq!(assessments::by_municipality(&mut tx, world.campaign.id, ids::new_id()).await.unwrap(), None);
    let summaries = assessments::summaries(&mut tx, world.campaign.id).await.unwrap();
    assert_eq!(summaries.iter().map(|s| s.id).collect::<Vec<_>>(), world.assessments.iter().map(|a| a.id).collect::<Vec<_>>());
    assert_eq!(assessments::of_municipality(&mut tx, ids[0]).await.unwrap(), std::slice::from_ref(&first));
    assert_eq!(assessments::by_ids(&mut tx, &[ids::new_id(), first.id]).await.unwrap(), [first]);
    let invited = i64::try_from(world.assessments.len()).unwrap();
    let counted = StateCount { campaign_id: world.campaign.id, state: AssessmentState::Invited, assessments: invited };
    assert_eq!(assessments::states(&mut tx).await.unwrap(), [counted]);
    let unknown = assessments::create_many(&mut tx, world.campaign.id, &[municipality("1", "x").id], at(0)).await;
    assert!(matches!(unknown, Err(StoreError::Other(_))), "{unknown:?}");
}

async fn keeps_every_value_as_it_was(db: &Db) {
    let world = world(db).await;
    let (id, document) = (world.assessments[0].id, every_kind(world.person.id));
    let mut tx = db.write().await.unwrap();
    assessments::save(&mut tx, id, 0, &document, at(1)).await.unwrap();
    let changes: Vec<_> = document.0.iter().map(|(question, record)| (question.as_str(), record)).collect();
    answer_history::append(&mut tx, id, &changes).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = db.read().await.unwrap();
    let kept = assessments::by_id(&mut tx, id).await.unwrap().unwrap().document;
    assert_eq!(kept, document);
    assert_eq!(kept.answers().get("q.06"), &Answer::Answered(Value::Number("22.50".parse().unwrap())));
    assert_eq!(serde_json::to_value(&kept).unwrap()["q.06"]["answer"]["value"]["number"], "22.50", "the trailing zero stays");
    for (question, record) in &document.0 {
        let lines = answer_history::of(&mut tx, id, question).await.unwrap();
        let [line] = lines.as_slice() else { panic!("{question}: {lines:?}") };
        assert_eq!((line.assessment_id, &line.question, &AnswerRecord::from(line.clone())), (id, question, record));
    }
}

async fn saves_only_over_the_revision_that_was_seen(db: &Db) {
    let world = world(db).await;
    let id = world.assessments[0].id;
    let (mine, theirs) = (Document(BTreeMap::from([("q".to_owned(), record(1, text("mine"), 1))])), Document::default());
    let mut tx = db.write().await.unwrap();
    assert_eq!(assessments::save(&mut tx, id, 0, &mine, at(1)).await.unwrap(), 1);
    assert!(assessments::save(&mut tx, id, 0, &theirs, at(2)).await.unwrap_err().is_conflict(), "somebody else was faster");
    assert!(assessments::save(&mut tx, id, 2, &theirs, at(2)).await.unwrap_err().is_conflict(), "a revision that was never");
    let kept = assessments::by_id(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((kept.state, kept.revision, kept.updated_at, &kept.document), (AssessmentState::InProgress, 1, Some(at(1)), &mine));
    assert_eq!(assessments::save(&mut tx, id, 1, &theirs, at(3)).await.unwrap(), 2);
    assert!(matches!(assessments::save(&mut tx, ids::new_id(), 0, &theirs, at(3)).await, Err(StoreError::NotFound)));
    let others = assessments::summaries(&mut tx, world.campaign.id).await.unwrap();
    assert!(others.iter().all(|s| s.id == id || s.revision == 0), "only this one has changed");
}

async fn submits_and_reopens(db: &Db) {
    let world = world(db).await;
    let [first, second] = [world.assessments[0].id, world.assessments[1].id];
    let submission = Submission { at: at(5), by: Some(world.person.id), receipt: "M-2026-0001", result: r#"{"score":"61.5"}"# };
    let mut tx = db.write().await.unwrap();
    assessments::save(&mut tx, first, 0, &Document::default(), at(1)).await.unwrap();
    assert!(assessments::submit(&mut tx, first, 0, submission).await.unwrap_err().is_conflict(), "an answer came in between");
    assert_eq!(assessments::submit(&mut tx, first, 1, submission).await.unwrap(), 2);
    assert!(assessments::submit(&mut tx, first, 2, submission).await.unwrap_err().is_conflict(), "submitted already");
    assert!(assessments::save(&mut tx, first, 2, &Document::default(), at(6)).await.unwrap_err().is_conflict(), "nothing changes any more");
    let kept = assessments::by_id(&mut tx, first).await.unwrap().unwrap();
    assert_eq!((kept.state, kept.submitted_at, kept.submitted_by), (AssessmentState::Submitted, Some(at(5)), Some(world.person.id)));
    assert_eq!((kept.receipt.as_deref(), kept.result.as_deref()), (Some(submission.receipt), Some(submission.result)));
    let results = assessments::results(&mut tx, world.campaign.id).await.unwrap();
    let [row] = results.as_slice() else { panic!("{results:?}") };
    assert_eq!((row.id, row.municipality_id, row.revision, row.submitted_at), (first, kept.municipality_id, 2, at(5)));
    assert_eq!(row.result, submission.result);
    tx.commit().await.unwrap();

    let taken = assessments::submit(&mut db.write().await.unwrap(), second, 0, submission).await;
    assert!(taken.unwrap_err().is_conflict(), "a receipt number is given once");

    let mut tx = db.write().await.unwrap();
    assert!(assessments::reopen(&mut tx, first, 1).await.unwrap_err().is_conflict());
    assert_eq!(assessments::reopen(&mut tx, first, 2).await.unwrap(), 3);
    assert!(assessments::reopen(&mut tx, first, 3).await.unwrap_err().is_conflict(), "open already");
    assert!(matches!(assessments::reopen(&mut tx, ids::new_id(), 0).await, Err(StoreError::NotFound)));
    assert!(matches!(assessments::submit(&mut tx, ids::new_id(), 0, submission).await, Err(StoreError::NotFound)));
    let open = assessments::by_id(&mut tx, first).await.unwrap().unwrap();
    assert_eq!((open.state, open.result, open.receipt, open.submitted_at), (AssessmentState::InProgress, None, None, None));
    assert_eq!(assessments::results(&mut tx, world.campaign.id).await.unwrap(), []);
    assert_eq!(assessments::save(&mut tx, first, 3, &Document::default(), at(7)).await.unwrap(), 4);
}

async fn asks_for_the_short_form_or_for_all(db: &Db) {
    let world = world(db).await;
    let id = world.assessments[0].id;
    let mut tx = db.write().await.unwrap();
    assert_eq!(world.assessments[0].form, Form::Full);
    assessments::set_form(&mut tx, id, Form::Short).await.unwrap();
    let kept = assessments::by_id(&mut tx, id).await.unwrap().unwrap();
    assert_eq!((kept.form, kept.revision), (Form::Short, 0), "no answer changes by it");
    let submission = Submission { at: at(5), by: None, receipt: "M-1", result: "{}" };
    assessments::submit(&mut tx, id, 0, submission).await.unwrap();
    assert!(assessments::set_form(&mut tx, id, Form::Full).await.unwrap_err().is_conflict(), "handed in");
    assert!(matches!(assessments::set_form(&mut tx, ids::new_id(), Form::Full).await, Err(StoreError::NotFound)));
}

async fn pages_through_a_campaign(db: &Db) {
    let world = world(db).await;
    let mut reader = db.read().await.unwrap();
    let first = assessments::page(&mut reader, world.campaign.id, Uuid::nil(), 2).await.unwrap();
    assert_eq!(first, world.assessments[..2]);

    let last = &world.assessments[2];
    let mut writer = db.write().await.unwrap();
    assessments::save(&mut writer, last.id, 0, &every_kind(world.person.id), at(1)).await.unwrap();
    writer.commit().await.unwrap();

    let some = [last.municipality_id, Uuid::nil(), world.assessments[0].municipality_id];
    let found = assessments::of_municipalities(&mut reader, world.campaign.id, &some).await.unwrap();
    assert_eq!(found, [world.assessments[0].clone(), last.clone()], "as of the same moment");
    assert_eq!(assessments::of_municipalities(&mut reader, Uuid::nil(), &some).await.unwrap(), []);

    let second = assessments::page(&mut reader, world.campaign.id, first[1].id, 2).await.unwrap();
    assert_eq!(second, world.assessments[2..], "the pages of one transaction show one moment");
    assert_eq!(assessments::page(&mut reader, world.campaign.id, last.id, 2).await.unwrap(), []);
    let mut later = db.read().await.unwrap();
    assert_eq!(assessments::page(&mut later, world.campaign.id, first[1].id, 2).await.unwrap()[0].revision, 1);
}
