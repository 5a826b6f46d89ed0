//! The real round of 345 municipalities of Chile, as the demo publishes it.

use std::time::Instant;

use miernik::service::{demo, registers};

use crate::support::Site;

const OVERVIEW: &str = "/pl/campaigns/chile-2021";

#[tokio::test]
async fn the_round_of_chile() {
    let site = Site::on_sqlite().await;
    registers::load(&site.app).await.unwrap();
    demo::seed(&site.app).await.unwrap();
    let visitor = site.visitor();
    let page = visitor.get(OVERVIEW).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("333 z 345 Złożone samooceny") || page.text().contains("Złożone samooceny 333 z 345"), "{}", &page.text()[..900]);
    let again = Instant::now();
    visitor.get(OVERVIEW).await;
    println!("overview of 345 rows, drawn before: {} ms, {} bytes", again.elapsed().as_millis(), page.bytes.len());

    let lines = async |query: &str| -> Vec<Vec<String>> {
        let body = visitor.get(&format!("{OVERVIEW}.csv{query}")).await.body;
        let mut reader = csv::Reader::from_reader(body.as_bytes());
        reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let all = lines("").await;
    assert_eq!(all.len(), 345);
    let names: Vec<&str> = all.iter().map(|line| line[2].as_str()).collect();
    assert_eq!(&names[..4], ["Aisén", "Algarrobo", "Alhué", "Alto Biobío"], "names stand in the order of the alphabet");

    let best = lines("?sort=-index").await;
    let scores: Vec<f64> = best.iter().filter_map(|line| line[9].parse().ok()).collect();
    assert_eq!(scores.len(), 333, "those without a score are there, but last");
    assert!(!best[332][9].is_empty() && best[333][9].is_empty());
    assert!(scores.is_sorted_by(|a, b| a >= b));
    // Competition ranks: everybody before has a higher score, equals share their places.
    for line in &best[..333] {
        let score: f64 = line[9].parse().unwrap();
        let higher = scores.iter().filter(|other| **other > score).count();
        let equal = scores.iter().filter(|other| **other == score).count();
        assert_eq!((line[7].as_str(), line[8].as_str()), ((higher + 1).to_string().as_str(), (higher + equal).to_string().as_str()));
    }

    let region = lines("?region=Tarapac%C3%A1").await;
    assert!(region.len() > 3 && region.iter().all(|line| line[5] == "Tarapacá"));
    let seen = visitor.get(&format!("{OVERVIEW}?region=Tarapac%C3%A1&sort=-transaction")).await;
    assert!(
        seen.text().contains(&format!("{} Gminy w tym widoku", region.len()))
            || seen.text().contains(&format!("Gminy w tym widoku {}", region.len()))
    );

    let json: serde_json::Value = serde_json::from_str(&visitor.get(&format!("{OVERVIEW}.json")).await.body).unwrap();
    assert_eq!(json["statistics"][0]["median"].as_f64(), Some(3.5), "published: median of the index");
    // A municipality that did not hand in has a page that says so.
    let missing = all.iter().find(|line| line[6] == "invited").unwrap();
    let page = visitor.get(&format!("{OVERVIEW}/cities/cut-{}", missing[1])).await;
    assert!(page.status == 200 && page.text().contains("za mało odpowiedzi"), "{}", page.text());
}
