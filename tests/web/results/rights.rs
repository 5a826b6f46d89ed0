//! Who sees which results (S1, S2).

use miernik::service::stages::Step;
use miernik::store::audit;
use uuid::Uuid;

use super::round::Round;
use crate::support::Visitor;

async fn visitor(round: &Round, person: Option<Uuid>) -> Visitor {
    match person {
        Some(person) => round.site.signed_in(person).await,
        None => round.site.visitor(),
    }
}

/// Pages about one city, and pages about all.
fn paths(round: &Round) -> (Vec<String>, Vec<String>) {
    let (city, all) = (round.city(0), round.overview());
    let of_city = ["", ".csv", ".json", "/bars.png", "/bars.svg", "/explain/index", "/explain/STR", "/export/wide.xlsx", "/export/long.csv"];
    let of_all = [
        "",
        ".csv",
        ".json",
        "/charts/distribution.png",
        "/charts/dimensions.svg",
        "/export/wide.xlsx",
        "/export/wide-excel.csv",
        "/export/codebook.csv",
    ];
    (of_city.iter().map(|rest| format!("{city}{rest}")).collect(), of_all.iter().map(|rest| format!("{all}{rest}")).collect())
}

async fn check(round: &Round, stage: &str, table: &[(&str, Option<Uuid>, u16, u16)]) {
    let (of_city, of_all) = paths(round);
    for (name, person, city, all) in table {
        let visitor = visitor(round, *person).await;
        for (paths, expected) in [(&of_city, city), (&of_all, all)] {
            for path in paths {
                assert_eq!(visitor.get(path).await.status.as_u16(), *expected, "{stage}, {name}: {path}");
            }
        }
    }
}

#[tokio::test]
async fn the_table_of_rights() {
    let round = Round::open().await;
    for city in 0..6 {
        round.hand_in(city).await;
    }
    let world = &round.world;
    let table = [
        ("officer", Some(world.officer), 200, 404),
        ("officer of another city", Some(world.other_officer), 404, 404),
        ("expert", Some(world.expert), 200, 200),
        ("administrator", Some(world.administrator), 200, 200),
        ("somebody without a role", Some(world.nobody), 404, 404),
        ("nobody", None, 404, 404),
    ];
    check(&round, "open", &table).await;
    round.take(&[Step::Close, Step::Freeze]).await;
    check(&round, "frozen", &table).await;
    round.take(&[Step::Publish]).await;
    check(&round, "published", &table.map(|(name, person, ..)| (name, person, 200, 200))).await;
}

#[tokio::test]
async fn what_is_not_there_looks_like_what_is_not_yours() {
    let round = Round::open().await;
    let other = visitor(&round, Some(round.world.other_officer)).await;
    let foreign = other.get(&round.city(0)).await;
    let all = round.overview();
    for missing in
        [format!("{all}/cities/teryt-0000000"), format!("{all}/cities/nothing"), format!("{all}x"), format!("{all}/cities/teryt-2478011/x.png")]
    {
        let missing = other.get(&missing).await;
        assert_eq!((missing.status, missing.text()), (foreign.status, foreign.text()));
    }
}

#[tokio::test]
async fn unknown_views_and_files_are_refused() {
    let round = Round::published().await;
    let visitor = round.site.visitor();
    for query in ["sort=x", "sort=-", "sort=name;drop%20table", "sort=index%27--", "region=nowhere", "kind=%27%20or%201=1"] {
        assert_eq!(visitor.get(&format!("{}?{query}", round.overview())).await.status, 400, "{query}");
    }
    for name in ["wide.pdf", "..%2Fwide.csv", "wide"] {
        assert_eq!(visitor.get(&format!("{}/export/{name}", round.overview())).await.status, 404, "{name}");
    }
    assert_eq!(visitor.get(&round.explain(0, "nothing")).await.status, 404);
}

#[tokio::test]
async fn exports_are_files_and_are_noted_for_those_who_are_signed_in() {
    let round = Round::published().await;
    let exports = async || {
        let mut tx = round.site.app.db().read().await.unwrap();
        audit::after(&mut tx, 0, 10_000).await.unwrap().into_iter().filter(|entry| entry.action == "results.export").count()
    };
    let kinds = [
        ("wide.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &b"PK"[..]),
        ("wide-excel.csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ("wide.csv", "text/csv; charset=utf-8", b"register"),
        ("long-excel.csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
        ("long.csv", "text/csv; charset=utf-8", b"register"),
        ("codebook.csv", "text/csv; charset=utf-8", b"item"),
    ];
    for (person, noted) in [(None, 0), (Some(round.world.expert), kinds.len())] {
        let visitor = visitor(&round, person).await;
        for (name, kind, begins) in &kinds {
            let seen = visitor.get(&format!("{}/export/{name}", round.overview())).await;
            assert_eq!((seen.status.as_u16(), seen.kind.as_str()), (200, *kind), "{name}");
            assert!(seen.disposition.starts_with("attachment; filename=\"miernik_"), "{}", seen.disposition);
            assert!(seen.bytes.starts_with(begins), "{name}: {:?}", &seen.bytes[..12]);
        }
        assert_eq!(exports().await, noted);
    }
}

#[tokio::test]
async fn charts_are_pictures() {
    let round = Round::published().await;
    let visitor = round.site.visitor();
    for path in [format!("{}/bars.png", round.city(0)), format!("{}/charts/dimensions.png", round.overview())] {
        let seen = visitor.get(&path).await;
        assert_eq!(seen.kind, "image/png");
        assert!(seen.bytes.starts_with(b"\x89PNG"), "{path}");
    }
}
