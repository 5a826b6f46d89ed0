//! The registers, and finding a municipality in them.

use std::collections::{BTreeMap, BTreeSet};

use miernik::lang::Lang;
use miernik::service::registers;
use miernik::store::municipalities::{self, Register};

use super::office::{campaign, set_up};
use crate::support::Site;

both!(loading_again_changes_nothing, a_search_shows_namesakes_apart);

#[test]
fn the_registers_are_whole() {
    let all = registers::shipped().unwrap();
    let of = |register| all.iter().filter(move |one| one.register == register);
    assert_eq!([Register::Teryt, Register::Cut, Register::Iso].map(|register| of(register).count()), [2_479, 345, 18]);
    let regions: BTreeSet<&str> = of(Register::Teryt).map(|one| one.region.as_str()).collect();
    assert_eq!(regions.len(), 16);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for one in of(Register::Teryt) {
        *kinds.entry(&one.kind).or_default() += 1;
        assert_eq!((one.code.len(), one.valid_from.unwrap().to_string().as_str()), (7, "2025-01-01"));
    }
    assert_eq!(kinds, BTreeMap::from([("rural", 1_459), ("urban", 302), ("urban-rural", 718)]));
    assert_eq!(of(Register::Teryt).filter_map(|one| one.population).sum::<i64>(), 37_489_087);
    assert_eq!(of(Register::Teryt).filter(|one| one.population.is_none()).count(), 2, "two were founded on that day");
    let poland = of(Register::Iso).find(|one| one.code == "PL").unwrap();
    assert_eq!([Lang::Pl, Lang::En].map(|lang| registers::name(poland, lang)), ["Polska", "Poland"]);
}

#[test]
fn names_are_found_however_they_are_typed() {
    assert_eq!(
        ["Świdwin", "ŁÓDŹ", "  Stalowa   Wola ", "S\u{301}widwin", "Ñuñoa"].map(registers::name_key),
        ["swidwin", "lodz", "stalowa wola", "swidwin", "nunoa"]
    );
}

async fn loading_again_changes_nothing(site: &Site) {
    assert_eq!(registers::load(&site.app).await.unwrap(), 2_842);
    let id = super::office::municipality(site, super::office::ZABRZE).await.id;
    assert_eq!(registers::load(&site.app).await.unwrap(), 0);
    let mut tx = site.app.db().read().await.unwrap();
    assert_eq!(municipalities::count(&mut tx).await.unwrap(), 2_842);
    assert_eq!(municipalities::by_code(&mut tx, Register::Teryt, "2478011").await.unwrap().unwrap().id, id);
}

async fn a_search_shows_namesakes_apart(site: &Site) {
    let administrator = set_up(site).await;
    let page = campaign(&administrator, &[super::office::SWIDWIN]).await;
    let text = administrator.get(&format!("{page}/invite?q=%C5%9BWIDW")).await.text();
    let found = text.split_once("Znalezione gminy").unwrap().1.split_once("Jak liczymy").unwrap().0;
    let free = "Świdwin gmina wiejska, powiat świdwiński, woj. zachodniopomorskie · 3216062 Zaproś zaznaczone gminy";
    let taken = "Już zaproszone Świdwin (gmina miejska, powiat świdwiński, woj. zachodniopomorskie)";
    assert_eq!(found.trim(), format!("{free} {taken}"));
    let nothing = administrator.get(&format!("{page}/invite?q=%3Cb%3E")).await;
    assert!(nothing.text().contains("Żadna gmina nie zaczyna się na „<b>”"), "{}", nothing.text());
}
