//! Drafts are drafts, what is handed in shows at once, what is published never changes (V5, X5).

use miernik::service::stages::Step;

use super::round::Round;

#[tokio::test]
async fn a_draft_says_so_and_is_seen_by_its_city_only() {
    let round = Round::open().await;
    round.save(0, 0).await;
    let officer = round.site.signed_in(round.world.officer).await;
    let page = officer.get(&round.city(0)).await;
    assert!(page.text().contains("Szkic Samoocena nie została jeszcze złożona."), "{}", page.text());
    assert!(!page.body.contains("Mediana grupy"), "a group that is not frozen has no median for an officer");
    assert_eq!(round.site.signed_in(round.world.other_officer).await.get(&round.city(0)).await.status, 404);
    assert_eq!(round.site.visitor().get(&round.city(0)).await.status, 404);
}

#[tokio::test]
async fn what_is_handed_in_is_on_the_overview_at_once() {
    let round = Round::open().await;
    let expert = round.site.signed_in(round.world.expert).await;
    assert!(expert.get(&round.overview()).await.text().contains("0 z 6"));
    for city in 0..3 {
        round.hand_in(city).await;
        let seen = expert.get(&round.overview()).await.text();
        assert!(seen.contains(&format!("{} z 6", city + 1)), "{seen}");
    }
    let export = expert.get(&format!("{}/export/wide.csv", round.overview())).await.body;
    let mut reader = csv::Reader::from_reader(export.as_bytes());
    let index = reader.headers().unwrap().iter().position(|column| column == "index").unwrap();
    assert_eq!(reader.records().filter(|line| !line.as_ref().unwrap()[index].is_empty()).count(), 3);
}

#[tokio::test]
async fn a_published_round_does_not_change() {
    let round = Round::published().await;
    let visitor = round.site.visitor();
    let question = &round.survey.questions[1].id;
    let paths = [
        round.overview(),
        format!("{}.csv", round.overview()),
        round.city(0),
        round.explain(0, "index"),
        round.explain(0, "STR"),
        round.explain(0, question),
        format!("{}/export/wide.csv", round.overview()),
    ];
    let mut before = Vec::new();
    for path in &paths {
        before.push(visitor.get(path).await.body);
    }
    round.tamper(0).await;
    for (path, before) in paths.iter().zip(before) {
        let now = visitor.get(path).await.body;
        // The day of submission belongs to the assessment, which has been taken back.
        let scores = |text: &str| text.replace(",2026-03-02,", ",,");
        assert_eq!(scores(&now), scores(&before), "{path}");
    }
    let own = round.site.signed_in(round.world.officer).await.get(&round.city(0)).await.text();
    assert!(own.contains("Szkic"), "its own city sees the draft it works on");
}

#[tokio::test]
async fn medians_wait_for_the_round_to_be_frozen() {
    let round = Round::open().await;
    for city in 0..6 {
        round.hand_in(city).await;
    }
    let officer = round.site.signed_in(round.world.officer).await;
    assert!(!officer.get(&round.city(0)).await.body.contains("Mediana grupy"));
    round.take(&[Step::Close]).await;
    assert!(!officer.get(&round.city(0)).await.body.contains("Mediana grupy"));
    round.take(&[Step::Freeze]).await;
    assert!(officer.get(&round.city(0)).await.body.contains("Mediana grupy"));
    assert_eq!(officer.get(&round.overview()).await.status, 404, "the others' results are not published yet");
}
