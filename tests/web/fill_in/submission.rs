//! Handing in.

use axum::http::StatusCode;
use miernik::engine::score::Scores;
use miernik::store::audit;

use crate::support::world::{EVERY_KIND, World};
use crate::support::{Site, Visitor};

both!(
    from_the_first_answer_to_the_receipt,
    l2_fifty_at_once_are_one,
    what_cannot_be_handed_in,
    a_closed_campaign_takes_nothing,
    changed_in_the_meantime
);

async fn answer(world: &World, visitor: &Visitor, field: &str, value: &str) {
    let mut form = visitor.get(&world.at("/sections/A/1")).await.form();
    form.set(field, value);
    assert_eq!(visitor.submit(&form).await.status, StatusCode::SEE_OTHER);
}

async fn actions(site: &Site) -> Vec<String> {
    let mut tx = site.app.db().read().await.unwrap();
    let lines = audit::newest(&mut tx, i64::MAX, 100).await.unwrap();
    lines.into_iter().map(|line| line.action).filter(|action| action.starts_with("assessment.")).collect()
}

async fn from_the_first_answer_to_the_receipt(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.officer).await;
    answer(&world, &visitor, "a:one:chosen", "option:do-not-know").await;
    let seen = visitor.get(&world.at("/submit")).await;
    assert!(seen.text().contains("Część pierwsza : 9 pytań"), "{}", seen.text());
    assert!(!seen.text().contains("Moduł"), "a module that is not begun is not missing");
    let mut form = seen.form();
    form.tick("confirm", "yes", true);
    let seen = visitor.submit(&form).await;
    assert_eq!((seen.status, seen.location.as_str()), (StatusCode::SEE_OTHER, world.at("/receipt").as_str()));

    let assessment = world.stored(site).await;
    let number = assessment.receipt.unwrap();
    assert!(number.starts_with("MIASTA-2026-") && number.len() == "MIASTA-2026-XXXX-XXXX".len(), "{number}");
    let scores: Scores = serde_json::from_str(&assessment.result.unwrap()).unwrap();
    assert_eq!((scores.answered, scores.nodes.len()), (1, 4));
    let receipt = visitor.get(&world.at("/receipt")).await;
    assert!(receipt.text().contains(&number) && receipt.text().contains("2 marca 2026, 10:00"), "{}", receipt.text());
    assert!(receipt.body.contains("href=\"/pl/campaigns/miasta-2026/cities/teryt-2478011\""));
    assert_eq!(actions(site).await, ["assessment.submit", "assessment.save"]);

    // Now it can be read, not changed; the form sent again changes nothing and leads to the same receipt.
    let check = visitor.get(&world.at("/sections/A/check")).await;
    assert!(check.text().contains("Dużo") && !check.text().contains("Zmień"));
    assert_eq!(visitor.get(&world.at("/sections/A/1")).await.location, world.at("/sections/A/check"));
    assert_eq!(visitor.submit(&form).await.location, world.at("/receipt"));
    assert_eq!(visitor.get(&world.at("/submit")).await.location, world.at("/receipt"));
    assert_eq!(world.stored(site).await.receipt.unwrap(), number);
    let home = visitor.get("/pl/home").await;
    assert!(home.text().contains("Edycja 2026: wyniki"), "{}", home.text());
}

async fn l2_fifty_at_once_are_one(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.officer).await;
    answer(&world, &visitor, "a:one:chosen", "option:low").await;
    let mut form = visitor.get(&world.at("/submit")).await.form();
    form.tick("confirm", "yes", true);
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let (visitor, form) = (visitor.clone(), form.clone());
            tokio::spawn(async move { visitor.submit(&form).await })
        })
        .collect();
    for task in tasks {
        let seen = task.await.unwrap();
        assert_eq!((seen.status, seen.location), (StatusCode::SEE_OTHER, world.at("/receipt")));
    }
    assert_eq!(actions(site).await.iter().filter(|action| *action == "assessment.submit").count(), 1);
    assert_eq!(world.stored(site).await.revision, 2);
}

async fn what_cannot_be_handed_in(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.officer).await;
    let mut form = visitor.get(&world.at("/submit")).await.form();
    let seen = visitor.submit(&form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("Proszę potwierdzić"));
    form.tick("confirm", "yes", true);
    let seen = visitor.submit(&form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("Nie ma jeszcze żadnej odpowiedzi"));
    assert_eq!(world.stored(site).await.state.as_str(), "invited");
    assert_eq!(visitor.get(&world.at("/receipt")).await.location, world.at(""));
}

/// S12.
async fn a_closed_campaign_takes_nothing(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.officer).await;
    answer(&world, &visitor, "a:one:chosen", "option:low").await;
    let mut page = visitor.get(&world.at("/sections/A/1")).await.form();
    let mut submit = visitor.get(&world.at("/submit")).await.form();
    world.close(site).await;
    page.set("a:number:value", "to jest ważne").set("a:one:note", "i to");
    let seen = visitor.submit(&page).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.text().contains("to jest ważne") && seen.text().contains("i to"), "what was typed can be copied: {}", seen.text());
    submit.tick("confirm", "yes", true);
    assert_eq!(visitor.submit(&submit).await.status, StatusCode::CONFLICT);
    assert_eq!(world.stored(site).await.revision, 1);
    assert_eq!(actions(site).await, ["assessment.submit-refused", "assessment.save-refused", "assessment.save"]);
    assert!(visitor.get(&world.at("")).await.text().contains("Edycja jest zamknięta"));
    assert!(visitor.get("/pl/home").await.text().contains("Niezłożona"));
}

async fn changed_in_the_meantime(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.officer).await;
    answer(&world, &visitor, "a:one:chosen", "option:low").await;
    let mut form = visitor.get(&world.at("/submit")).await.form();
    form.tick("confirm", "yes", true);
    answer(&world, &visitor, "a:yes:chosen", "option:yes").await;
    let seen = visitor.submit(&form).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.text().contains("Odpowiedzi zmieniły się od otwarcia tej strony"), "{}", seen.text());
    let mut form = seen.form();
    form.tick("confirm", "yes", true);
    assert_eq!(visitor.submit(&form).await.status, StatusCode::SEE_OTHER);
}
