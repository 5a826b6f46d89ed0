//! Contracts of `store::public_values`.

use std::collections::BTreeMap;

use jiff::civil::date;
use miernik::engine::answer::{Answer, Value};
use miernik::ids::new_id;
use miernik::store::assessments::{self, AnswerRecord, Document};
use miernik::store::public_values::{self, PublicFigure, PublicValue, StagedSheet};
use miernik::store::{Db, StoreError, answer_history, municipalities};
use uuid::Uuid;

use super::fixture::{at, world};

both!(keeps_one_figure_of_each_kind, a_sheet_waits_for_its_person, finds_what_is_contested_now, knows_the_codes_of_all_registers);

fn value(municipality_id: Uuid, indicator: &str, value: &str, source: &str) -> PublicValue {
    PublicValue {
        municipality_id,
        indicator: indicator.to_owned(),
        value: value.parse().unwrap(),
        as_of: date(2024, 12, 31),
        source: source.to_owned(),
    }
}

async fn keeps_one_figure_of_each_kind(db: &Db) {
    let world = world(db).await;
    let (network, mut ids) = (world.campaign.network_id, world.municipalities.iter().map(|one| one.id).collect::<Vec<_>>());
    ids.sort_unstable();
    let figures = [
        value(ids[0], "pupils", "12345678901234567.123456", "GUS „BDL” <b> $1 https://bdl.stat.gov.pl"),
        value(ids[0], "spending", "0", "Rb-28S"),
        value(ids[1], "pupils", "0.5", "GUS"),
    ];
    let mut tx = db.write().await.unwrap();
    assert_eq!(public_values::save_many(&mut tx, network, &figures, at(1)).await.unwrap(), 3);
    assert_eq!(public_values::of_network(&mut tx, network).await.unwrap(), figures);
    assert_eq!(public_values::of_municipality(&mut tx, network, ids[0]).await.unwrap(), figures[..2]);
    assert_eq!(public_values::of_municipality(&mut tx, network, ids[2]).await.unwrap(), []);
    assert_eq!(public_values::of_network(&mut tx, new_id()).await.unwrap(), [], "of another network");
    let newer = PublicValue { as_of: date(2025, 12, 31), ..value(ids[0], "spending", "7.00", "Rb-28S, 2025") };
    public_values::save_many(&mut tx, network, std::slice::from_ref(&newer), at(2)).await.unwrap();
    assert_eq!(public_values::of_network(&mut tx, network).await.unwrap(), [figures[0].clone(), newer, figures[2].clone()]);
    assert_eq!(public_values::save_many(&mut tx, network, &[], at(3)).await.unwrap(), 0);
    tx.commit().await.unwrap();
    let unknown = public_values::save_many(&mut db.write().await.unwrap(), network, &[value(new_id(), "pupils", "1", "GUS")], at(3)).await;
    assert!(matches!(unknown, Err(StoreError::Other(_))), "{unknown:?}");
}

async fn a_sheet_waits_for_its_person(db: &Db) {
    let world = world(db).await;
    let (network, person) = (world.campaign.network_id, world.person.id);
    let sheet = |figure: &str| StagedSheet { figures: vec![value(world.municipalities[0].id, "pupils", figure, "GUS")], sha256: "ab".repeat(32) };
    let mut tx = db.write().await.unwrap();
    public_values::stage(&mut tx, network, person, &sheet("1"), at(0)).await.unwrap();
    public_values::stage(&mut tx, network, person, &sheet("2"), at(10)).await.unwrap();
    assert_eq!(public_values::staged(&mut tx, network, person).await.unwrap(), Some(sheet("2")), "the later one took the place of the earlier");
    assert_eq!(public_values::staged(&mut tx, network, new_id()).await.unwrap(), None, "of somebody else");
    assert_eq!(public_values::sweep(&mut tx, at(9)).await.unwrap(), 0);
    assert_eq!(public_values::sweep(&mut tx, at(10)).await.unwrap(), 1);
    assert_eq!(public_values::staged(&mut tx, network, person).await.unwrap(), None);
    public_values::stage(&mut tx, network, person, &sheet("3"), at(20)).await.unwrap();
    public_values::unstage(&mut tx, network, person).await.unwrap();
    public_values::unstage(&mut tx, network, person).await.unwrap();
    assert_eq!(public_values::staged(&mut tx, network, person).await.unwrap(), None);
}

async fn finds_what_is_contested_now(db: &Db) {
    let world = world(db).await;
    let network = world.campaign.network_id;
    let figure = |contest: &str| PublicFigure { value: "100".parse().unwrap(), as_of: date(2024, 12, 31), contest: contest.to_owned() };
    let record =
        |version, public| AnswerRecord { public, ..AnswerRecord::bare(version, Answer::Answered(Value::Number(90.into())), None, at(version)) };
    let reason = "bez dzielnicy „Ż” <b> \"contest\":\"\"";
    let contested = record(1, Some(figure(reason)));
    let mut tx = db.write().await.unwrap();
    let lines = [("q.1", &contested), ("q.2", &record(1, Some(figure("")))), ("q.3", &record(1, None)), ("q.4", &record(1, Some(figure("stare"))))];
    answer_history::append(&mut tx, world.assessments[0].id, &lines).await.unwrap();
    answer_history::append(&mut tx, world.assessments[0].id, &[("q.4", &record(2, Some(figure(""))))]).await.unwrap();
    let found = public_values::contested(&mut tx, network).await.unwrap();
    let seen: Vec<_> = found.iter().map(|one| (one.municipality_id, one.question.as_str(), one.public_figure.clone(), one.at)).collect();
    assert_eq!(seen, [(world.assessments[0].municipality_id, "q.1", figure(reason), at(1))]);
    assert_eq!(found[0].survey_hash, world.assessments[0].survey_hash);
    assert_eq!(public_values::contested(&mut tx, new_id()).await.unwrap(), []);
    // The answer and its history bring it back as it was.
    let line = answer_history::of(&mut tx, world.assessments[0].id, "q.1").await.unwrap().remove(0);
    assert_eq!(AnswerRecord::from(line), contested);
    let document = Document(BTreeMap::from([("q.1".to_owned(), contested)]));
    assessments::save(&mut tx, world.assessments[0].id, 0, &document, at(5)).await.unwrap();
    assert_eq!(assessments::by_id(&mut tx, world.assessments[0].id).await.unwrap().unwrap().document, document);
}

async fn knows_the_codes_of_all_registers(db: &Db) {
    let world = world(db).await;
    let code = world.municipalities[0].code.as_str();
    let mut tx = db.read().await.unwrap();
    assert_eq!(municipalities::codes(&mut tx, &["'", code, "nothing", code]).await.unwrap(), [code]);
    assert_eq!(municipalities::codes(&mut tx, &[]).await.unwrap(), Vec::<String>::new());
}
