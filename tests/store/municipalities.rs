//! Contracts of `store::municipalities`.

use miernik::store::municipalities::{Municipality, Register};
use miernik::store::{Db, municipalities};

use super::fixture::municipality;

both!(reads_back_what_was_saved, refreshes_a_known_code_and_keeps_its_id, finds_names_by_prefix, saves_thousands_at_once, refuses_a_taken_id);

async fn reads_back_what_was_saved(db: &Db) {
    let mut full = municipality("0204011", "Góra \"x\" <b> =1+1 🏙");
    full.name_en = Some("Mountain".to_owned());
    full.valid_to = Some("2025-12-31".parse().unwrap());
    let bare = Municipality {
        register: Register::Cut,
        name_en: None,
        kind: String::new(),
        district: String::new(),
        population: None,
        area_ha: Some(i64::MAX),
        valid_from: None,
        ..municipality("13101", "Santiago")
    };
    let mut tx = db.write().await.unwrap();
    assert_eq!(municipalities::save_many(&mut tx, &[full.clone(), bare.clone()]).await.unwrap(), 2);
    tx.commit().await.unwrap();

    let mut tx = db.read().await.unwrap();
    assert_eq!(municipalities::by_id(&mut tx, full.id).await.unwrap(), Some(full.clone()));
    assert_eq!(municipalities::by_id(&mut tx, miernik::ids::new_id()).await.unwrap(), None);
    assert_eq!(municipalities::by_code(&mut tx, Register::Teryt, "0204011").await.unwrap(), Some(full.clone()));
    assert_eq!(municipalities::by_code(&mut tx, Register::Teryt, "204011").await.unwrap(), None, "the zero counts");
    assert_eq!(municipalities::by_code(&mut tx, Register::Iso, "13101").await.unwrap(), None, "codes belong to a register");
    assert_eq!(municipalities::by_ids(&mut tx, &[bare.id, miernik::ids::new_id(), full.id]).await.unwrap(), [full, bare]);
    assert_eq!(municipalities::by_ids(&mut tx, &[]).await.unwrap(), []);
    assert_eq!(municipalities::count(&mut tx).await.unwrap(), 2);
}

async fn refreshes_a_known_code_and_keeps_its_id(db: &Db) {
    let first = municipality("0604011", "Hrubieszow");
    let second = Municipality { population: Some(16_500), ..municipality("0604011", "Hrubieszów") };
    let mut tx = db.write().await.unwrap();
    municipalities::save_many(&mut tx, std::slice::from_ref(&first)).await.unwrap();
    assert_eq!(municipalities::save_many(&mut tx, std::slice::from_ref(&second)).await.unwrap(), 1);
    let kept = municipalities::by_code(&mut tx, Register::Teryt, "0604011").await.unwrap();
    assert_eq!(kept, Some(Municipality { id: first.id, ..second }));
}

async fn finds_names_by_prefix(db: &Db) {
    let names = ["Świdwin", "Świdnica", "Świdnik", "Łódź", "Zabrze", "Ś", "świd_", "Świd%"];
    let rows: Vec<_> = names.iter().enumerate().map(|(n, name)| municipality(&format!("{n:07}"), name)).collect();
    let mut tx = db.write().await.unwrap();
    municipalities::save_many(&mut tx, &rows).await.unwrap();
    let mut found = async |prefix: &str, limit| -> Vec<String> {
        municipalities::by_name_prefix(&mut tx, prefix, limit).await.unwrap().into_iter().map(|m| m.name).collect()
    };
    assert_eq!(found("świd", 10).await, ["Świd%", "świd_", "Świdnica", "Świdnik", "Świdwin"], "byte order on both");
    assert_eq!(found("świd", 2).await, ["Świd%", "świd_"]);
    assert_eq!(found("świd_", 10).await, ["świd_"], "nothing is a wildcard");
    assert_eq!(found("łódź", 10).await, ["Łódź"]);
    assert_eq!(found("", 100).await.len(), names.len());
    assert_eq!(found("q", 10).await, Vec::<String>::new());
}

async fn saves_thousands_at_once(db: &Db) {
    let rows: Vec<_> = (0..2_500).map(|n| municipality(&format!("{n:07}"), &format!("Gmina {n}"))).collect();
    let mut tx = db.write().await.unwrap();
    assert_eq!(municipalities::save_many(&mut tx, &rows).await.unwrap(), 2_500);
    assert_eq!(municipalities::save_many(&mut tx, &[]).await.unwrap(), 0);
    tx.commit().await.unwrap();
    assert_eq!(municipalities::count(&mut db.read().await.unwrap()).await.unwrap(), 2_500);
}

async fn refuses_a_taken_id(db: &Db) {
    let first = municipality("0604011", "Hrubieszów");
    let second = Municipality { id: first.id, ..municipality("0604012", "Hrubieszów") };
    let mut tx = db.write().await.unwrap();
    let refused = municipalities::save_many(&mut tx, &[first, second]).await.unwrap_err();
    assert!(refused.is_conflict(), "{refused:?}");
}
