//! A page that comes after its sign-in has ended is kept, and saved when the same person signs in again in the same browser (L1).

use axum::http::StatusCode;
use miernik::service::kept_forms::MOST_OF_PERSON;
use miernik::service::sign_in::{IDLE, new_link};
use miernik::service::{LinkPurpose, sign_in};
use miernik::store::answer_history::of as history;
use uuid::Uuid;

use crate::support::form::Form;
use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor};

both!(
    l1_the_same_person_finds_it_saved,
    another_person_does_not,
    a_conflict_is_shown_as_ever,
    another_browser_gets_nothing,
    a_forged_mark_keeps_nothing,
    so_many_of_one_person_and_no_more,
    the_end_of_the_sign_in_is_in_the_text,
    staying_puts_the_end_off
);

const PAGE: &str = "/sections/A/1";
const WORDS: &str = "słowa, których nie wolno zgubić";

/// Signs in by a link, in the browser that there is.
async fn sign_in(site: &Site, visitor: &Visitor, person: Uuid) -> Seen {
    let mut tx = site.app.db().write().await.unwrap();
    let link = new_link(&site.app, &mut tx, LinkPurpose::SignIn, Some(person)).await.unwrap();
    tx.commit().await.unwrap();
    visitor.post(&format!("/pl/link/{}", link.reveal()), &[]).await
}

/// Types something, lets the sign-in end, and sends the page.
async fn send_late(site: &Site, world: &World, words: &str) -> (Visitor, Seen) {
    let visitor = site.signed_in(world.officer).await;
    let mut form = visitor.get(&world.at(PAGE)).await.form();
    form.set("a:one:note", words).set("a:one:chosen", "option:low");
    site.app.clock().advance(i64::try_from(IDLE.as_millis()).unwrap() + 1);
    let seen = visitor.submit(&form).await;
    (visitor, seen)
}

async fn note(site: &Site, world: &World) -> Option<String> {
    world.stored(site).await.document.0.get("one").map(|record| record.note.clone())
}

async fn l1_the_same_person_finds_it_saved(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (visitor, seen) = send_late(site, &world, WORDS).await;
    assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
    assert!(seen.text().contains("Sesja wygasła. Wpisane odpowiedzi są zachowane."), "{}", seen.text());
    assert!(seen.form().names().contains(&"password"), "the page asks to sign in");
    assert_eq!(note(site, &world).await, None, "nothing is saved without a sign-in");
    let entered = sign_in(site, &visitor, world.officer).await;
    assert_eq!((entered.status, entered.location.as_str()), (StatusCode::SEE_OTHER, &*world.at("/sections/A/1?kept=1")));
    assert_eq!(note(site, &world).await.as_deref(), Some(WORDS));
    assert!(visitor.get(&entered.location).await.text().contains("Odpowiedzi wysłane po wygaśnięciu sesji są zapisane."));
    // It is used up: signing in once more saves nothing and says nothing.
    assert_eq!(sign_in(site, &visitor, world.officer).await.location, "/pl/home");
    assert_eq!(world.stored(site).await.revision, 1);
}

async fn another_person_does_not(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (visitor, _) = send_late(site, &world, WORDS).await;
    // Another officer of the same city, who may fill in the same page.
    assert_eq!(sign_in(site, &visitor, world.second_officer).await.location, "/pl/kept");
    let seen = visitor.get("/pl/kept").await;
    assert!(seen.text().contains("które wpisała inna osoba"), "{}", seen.text());
    assert!(!seen.body.contains(WORDS) && !seen.body.contains("name=\"id\""), "the other person learns nothing of it");
    assert_eq!(note(site, &world).await, None);
    // The form waits for whose it is.
    assert_eq!(sign_in(site, &visitor, world.officer).await.location, world.at("/sections/A/1?kept=1"));
    assert_eq!(note(site, &world).await.as_deref(), Some(WORDS));
    assert_eq!(world.stored(site).await.document.0["one"].author, Some(world.officer));
}

async fn a_conflict_is_shown_as_ever(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (visitor, _) = send_late(site, &world, WORDS).await;
    let jan = site.signed_in(world.second_officer).await;
    let mut his = jan.get(&world.at(PAGE)).await.form();
    his.set("a:one:note", "Od Jana");
    assert_eq!(jan.submit(&his).await.status, StatusCode::SEE_OTHER);
    assert_eq!(sign_in(site, &visitor, world.officer).await.location, "/pl/kept");
    let waiting = visitor.get("/pl/kept").await;
    let seen = visitor.submit(&waiting.form()).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.text().contains(WORDS) && seen.text().contains("Od Jana"), "{}", seen.text());
    let mut form = seen.form();
    form.set("a:one:keep", "mine");
    assert_eq!(visitor.submit(&form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(note(site, &world).await.as_deref(), Some(WORDS));
    let lines = history(&mut site.app.db().read().await.unwrap(), world.assessment, "one").await.unwrap();
    assert_eq!(lines.iter().map(|line| line.note.as_str()).collect::<Vec<_>>(), ["Od Jana", WORDS]);
    assert!(visitor.get("/pl/kept").await.text().contains("nie czekają żadne odpowiedzi"));
}

async fn another_browser_gets_nothing(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    send_late(site, &world, WORDS).await;
    let elsewhere = site.visitor();
    assert_eq!(sign_in(site, &elsewhere, world.officer).await.location, "/pl/home");
    assert_eq!(note(site, &world).await, None);
}

async fn a_forged_mark_keeps_nothing(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let mut form = site.signed_in(world.officer).await.get(&world.at(PAGE)).await.form();
    form.set("a:one:note", WORDS);
    let mark = form.value("whose").unwrap().to_owned();
    let (_, signature) = mark.split_once('.').unwrap();
    let marks =
        [String::new(), format!("{}.{signature}", world.second_officer), format!("{}.", world.officer), mark.replace('.', "x"), "x.y".to_owned()];
    for mark in marks {
        form.set("whose", &mark);
        let visitor = site.visitor();
        let seen = visitor.submit(&form).await;
        assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
        assert!(seen.body.contains(WORDS), "what was typed comes back in the page");
        assert_eq!(sign_in(site, &visitor, world.officer).await.location, "/pl/home", "{mark}");
    }
    assert_eq!(note(site, &world).await, None);
}

async fn so_many_of_one_person_and_no_more(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let mut form: Form = site.signed_in(world.officer).await.get(&world.at(PAGE)).await.form();
    let visitor = site.visitor();
    for number in 0..MOST_OF_PERSON {
        form.set("a:one:note", &format!("{number}"));
        // Sent twice, it is kept once.
        for _ in 0..2 {
            assert!(visitor.submit(&form).await.text().contains("Wpisane odpowiedzi są zachowane"), "{number}");
        }
    }
    form.set("a:one:note", WORDS);
    let seen = visitor.submit(&form).await;
    assert!(seen.body.contains(WORDS), "one too many comes back in the page");
    // After a day nothing is kept any more.
    site.app.clock().advance(24 * 3_600_000);
    sign_in::sweep(&site.app, IDLE).await.unwrap();
    assert_eq!(sign_in(site, &visitor, world.officer).await.location, "/pl/home");
    assert_eq!(note(site, &world).await, None);
}

async fn the_end_of_the_sign_in_is_in_the_text(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    // The clock stands at 10:00 in Poland; without work a sign-in goes on for two hours.
    let seen = site.signed_in(world.officer).await.get(&world.at(PAGE)).await;
    assert!(seen.text().contains("Bez dalszej pracy sesja wygaśnie o 12:00"), "{}", seen.text());
    assert!(seen.body.contains("data-seconds=\"7200\""));
}

async fn staying_puts_the_end_off(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.officer).await;
    let csrf = visitor.get(&world.at(PAGE)).await.form().value("csrf").unwrap().to_owned();
    let stay = async |csrf: &str| visitor.post("/pl/stay", &[("csrf".to_owned(), csrf.to_owned())]).await;
    site.app.clock().advance(115 * 60_000);
    assert_eq!(stay(&csrf).await.body, r#"{"seconds":7200,"ends":"13:55"}"#);
    assert_eq!(stay("").await.status, StatusCode::FORBIDDEN);
    // Never past the twelve hours of a sign-in.
    for _ in 0..5 {
        site.app.clock().advance(115 * 60_000);
        stay(&csrf).await;
    }
    assert_eq!(stay(&csrf).await.body, r#"{"seconds":1800,"ends":"22:00"}"#);
    site.app.clock().advance(30 * 60_000);
    assert_eq!(stay(&csrf).await.status, StatusCode::UNAUTHORIZED);
}
