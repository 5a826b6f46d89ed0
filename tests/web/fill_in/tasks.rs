//! The task list, the way through the pages, and their size.

use std::io::Write;

use axum::http::StatusCode;
use flate2::Compression;
use flate2::write::GzEncoder;
use miernik::lang::Lang;

use crate::support::Site;
use crate::support::world::{EVERY_KIND, FLAGSHIP, World};

both!(the_way_through_the_survey, every_page_of_the_flagship, the_first_page_of_everybody);

async fn the_way_through_the_survey(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.officer).await;
    let home = visitor.get("/pl/home").await;
    assert!(home.text().contains("Odpowiedziano na 0 z 10 pytań. Termin: 30 kwietnia 2026"), "{}", home.text());
    assert!(home.body.contains(&format!("href=\"{}\"", world.at(""))));
    let tasks = visitor.get(&world.at("")).await;
    assert!(tasks.text().contains("Zabrze (gmina miejska, śląskie) · Edycja 2026"), "{}", tasks.text());
    assert!(tasks.text().contains("Zacznij: Część pierwsza"));
    assert!(tasks.text().contains("Część pierwsza Nie zaczęto Część druga Nie zaczęto Moduły dodatkowe"), "{}", tasks.text());

    // "Do not know" everywhere, page after page, as the buttons lead.
    let mut at = world.at("/sections/A/1");
    let mut way = Vec::new();
    while !at.ends_with("/check") {
        let mut form = visitor.get(&at).await.form();
        let names: Vec<String> = form.names().iter().filter(|name| name.ends_with(":chosen")).map(|name| (*name).to_owned()).collect();
        for name in names {
            form.set(&name, "do-not-know");
        }
        let seen = visitor.submit(&form).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
        at = seen.location;
        way.push(at.rsplit("/sections/").next().unwrap().to_owned());
    }
    assert_eq!(way, ["A/2", "A/check"]);
    let check = visitor.get(&at).await;
    assert!(!check.text().contains("Bez odpowiedzi") && check.text().contains("Dalej: Część druga"), "{}", check.text());
    let tasks = visitor.get(&world.at("")).await;
    assert!(tasks.text().contains("Dalej: Część druga, pytanie 1"), "{}", tasks.text());
    assert!(tasks.text().contains("Część pierwsza Anna Nowak, 2 marca 2026, 10:00 Gotowe Część druga Nie zaczęto"), "{}", tasks.text());
    let mut form = visitor.get(&world.at("/sections/B/1")).await.form();
    form.set("a:why:chosen", "do-not-know").smuggle("then", "list");
    assert_eq!(visitor.submit(&form).await.location, world.at(""));
    assert!(visitor.get(&world.at("")).await.text().contains("Sprawdź i złóż samoocenę"));
}

/// How many bytes go over the wire.
fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

/// What a person loads to answer a page: at most 30 KB with the style sheet.
async fn every_page_of_the_flagship(site: &Site) {
    let world = World::set_up(site, FLAGSHIP).await;
    let visitor = site.signed_in(world.officer).await;
    let survey = site.app.surveys().find("miasto-cyfrowe", "1.0").unwrap();
    let (mut pages, mut largest) = (0, 0);
    for lang in Lang::ALL {
        for (_, node, _) in survey.sections() {
            let mut at = world.at(&format!("/sections/{}/1", node.id)).replacen("/pl", &format!("/{}", lang.code()), 1);
            while !at.ends_with("/check") {
                let seen = visitor.get(&at).await;
                assert_eq!(seen.status, StatusCode::OK, "{at}");
                (pages, largest) = (pages + 1, largest.max(compressed(&seen.bytes)));
                at = visitor.submit(&seen.form()).await.location;
            }
            let check = visitor.get(&at).await;
            assert!(check.status == StatusCode::OK && check.text().contains(node.title.get(lang)));
        }
    }
    assert_eq!(pages, 2 * 18);
    let sheet = compressed(include_bytes!("../../../assets/miernik.css"));
    assert!(largest + sheet < 30_000, "the largest page has {largest} bytes, the style sheet {sheet}");
    let tasks = visitor.get(&world.at("")).await;
    assert!(tasks.text().contains("Odpowiedziano na 0 z 63 pytań"), "one of 64 depends on another: {}", tasks.text());
    assert_eq!(visitor.get(&world.at("/sections/STR/2")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get(&world.at("/sections/STR/0")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(visitor.get(&world.at("/sections/none/1")).await.status, StatusCode::NOT_FOUND);
}

async fn the_first_page_of_everybody(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let home = async |person| site.signed_in(person).await.get("/pl/home").await;
    let expert = home(world.expert).await;
    assert!(expert.text().contains("Edycje do porównania Edycja 2026 Termin: 30 kwietnia 2026 Otwarta"), "{}", expert.text());
    assert!(expert.body.contains("href=\"/pl/campaigns/miasta-2026\"") && !expert.text().contains("Prowadzenie edycji Sieci"));
    let administrator = home(world.administrator).await;
    assert!(administrator.text().contains("Prowadzenie edycji Sieci, edycje, zaproszenia"), "{}", administrator.text());
    let officer = home(world.officer).await;
    assert!(!officer.text().contains("Edycje do porównania") && !officer.text().contains("Świdwin"), "{}", officer.text());
    assert!(home(world.nobody).await.text().contains("nie jest jeszcze przypisane"));
}
