//! The history of an answer, and giving an earlier one again.

use axum::http::StatusCode;
use miernik::store::answer_history::of as history;
use miernik::store::audit;

use crate::support::form::Form;
use crate::support::world::{EVERY_KIND, World};
use crate::support::{Site, Visitor};

both!(who_when_from_what_to_what, restoring_is_a_new_version, restoring_meets_somebody_else, nothing_is_restored_that_may_not_be);

const PAGE: &str = "/sections/A/1";
const HISTORY: &str = "/sections/A/history/one";

async fn answer(world: &World, visitor: &Visitor, option: &str, note: &str) {
    let mut form = visitor.get(&world.at(PAGE)).await.form();
    form.set("a:one:chosen", option).set("a:one:note", note);
    assert_eq!(visitor.submit(&form).await.status, StatusCode::SEE_OTHER);
}

/// Anna answers, then Jan.
async fn answered(site: &Site) -> (World, Visitor, Visitor) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    answer(&world, &anna, "option:low", "Od Anny").await;
    site.app.clock().advance(3_600_000);
    answer(&world, &jan, "do-not-know", "").await;
    (world, anna, jan)
}

async fn who_when_from_what_to_what(site: &Site) {
    let (world, anna, _) = answered(site).await;
    assert!(anna.get(&world.at(PAGE)).await.body.contains(&world.at(HISTORY)), "the page of questions leads there");
    let seen = anna.get(&world.at(HISTORY)).await;
    assert_eq!(seen.status, StatusCode::OK);
    let text = seen.text();
    let (text, _) = text.split_once("Jan Łoś").unwrap().1.split_once(" Jak liczymy").unwrap();
    assert_eq!(
        text.split_once("Anna Nowak").unwrap(),
        (
            ", 2 marca 2026, 11:00 Obecna Przedtem: Mało Uwaga: Od Anny Potem: Nie wiem ",
            ", 2 marca 2026, 10:00 Mało Uwaga: Od Anny Przywróć tę odpowiedź : 2 marca 2026, 10:00"
        )
    );
    assert_eq!(anna.get(&world.at("/sections/A/history/yes")).await.status, StatusCode::OK, "nobody has answered it yet");
    for nothing in ["/sections/A/history/why", "/sections/A/history/nothing", "/sections/X/history/one"] {
        assert_eq!(anna.get(&world.at(nothing)).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

async fn restoring_is_a_new_version(site: &Site) {
    let (world, anna, _) = answered(site).await;
    let form = anna.get(&world.at(HISTORY)).await.form();
    // Sent twice, it changes nothing the second time.
    for _ in 0..2 {
        let seen = anna.submit(&form).await;
        assert_eq!((seen.status, seen.location), (StatusCode::SEE_OTHER, world.at(HISTORY)));
    }
    let mut tx = site.app.db().read().await.unwrap();
    let lines = history(&mut tx, world.assessment, "one").await.unwrap();
    assert_eq!(lines.iter().map(|line| (line.version, line.note.as_str())).collect::<Vec<_>>(), [(1, "Od Anny"), (2, ""), (3, "Od Anny")]);
    let noted: Vec<_> = audit::after(&mut tx, 0, 1_000).await.unwrap().into_iter().filter(|line| line.action == "assessment.restore").collect();
    assert_eq!(noted.iter().map(|line| (line.actor, line.detail.as_str())).collect::<Vec<_>>(), [(Some(world.officer), "[\"one\"]")]);
}

async fn restoring_meets_somebody_else(site: &Site) {
    let (world, anna, jan) = answered(site).await;
    let form = anna.get(&world.at(HISTORY)).await.form();
    answer(&world, &jan, "option:low", "Od Jana").await;
    let seen = anna.submit(&form).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.text().contains("Niczego nie przywrócono") && seen.text().contains("Od Jana"), "{}", seen.text());
    assert_eq!(world.stored(site).await.document.0["one"].note, "Od Jana");
}

async fn nothing_is_restored_that_may_not_be(site: &Site) {
    let (world, anna, _) = answered(site).await;
    let form: Form = anna.get(&world.at(HISTORY)).await.form();
    for (field, old, new) in [("version", "1", "0"), ("version", "1", "9"), ("version", "1", "x"), ("csrf", form.value("csrf").unwrap(), "x")] {
        let seen = anna.submit(&form.clone().with_field(field, old, new)).await;
        assert!(seen.status.is_client_error(), "{field} = {new}: {}", seen.status);
    }
    for (person, status) in
        [(world.other_officer, StatusCode::NOT_FOUND), (world.expert, StatusCode::FORBIDDEN), (world.nobody, StatusCode::NOT_FOUND)]
    {
        assert_eq!(site.signed_in(person).await.get(&world.at(HISTORY)).await.status, status);
    }
    world.close(site).await;
    let seen = anna.submit(&form).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(!anna.get(&world.at(HISTORY)).await.body.contains("name=\"version\""), "there is no button any more");
    assert_eq!(world.stored(site).await.revision, 2, "nothing of all this changed anything");
}
