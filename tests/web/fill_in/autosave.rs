//! Saving in the background, drafts on the server (L8), too long a text (L7), the same thing sent many times (L2).

use axum::http::StatusCode;
use miernik::store::answer_history::of as history;
use miernik::store::audit;
use serde_json::{Value, json};

use crate::support::form::Form;
use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site};

both!(
    only_what_has_changed_is_sent,
    two_answers_are_told_apart,
    what_is_wrong_is_named_and_the_rest_is_saved,
    without_a_sign_in_nothing_is_kept_twice,
    l8_another_device_goes_on,
    l7_too_long_a_text_comes_back,
    l2_fifty_saves_are_one,
    l2_fifty_submissions_are_one
);

const PAGE: &str = "/sections/A/1";

/// What a script sends: the changed questions of a page alone.
fn background(form: &Form, questions: &[&str]) -> Form {
    let mut sent = form.clone();
    sent.keep(|name, value| match name {
        "question[]" => questions.iter().any(|question| value.starts_with(&format!("{question}@"))),
        _ => !name.starts_with("a:") || questions.iter().any(|question| name.starts_with(&format!("a:{question}:"))),
    });
    sent.smuggle("then", "autosave");
    sent
}

fn said(seen: &Seen) -> Value {
    assert_eq!(seen.kind, "application/json", "{}", seen.body);
    serde_json::from_str(&seen.body).unwrap()
}

async fn only_what_has_changed_is_sent(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("a:one:chosen", "option:low");
    let seen = anna.submit(&background(&form, &["one"])).await;
    assert_eq!(seen.status, StatusCode::OK);
    let expected =
        json!({ "status": "Ostatni zapis: 2 marca 2026, 10:00", "versions": { "one": 1 }, "conflicts": [], "seconds": 7200, "ends": "12:00" });
    assert_eq!(said(&seen), expected);
    // The same once more: nothing has changed, and the answer is the same.
    assert_eq!(said(&anna.submit(&background(&form, &["one"])).await), expected);
    assert_eq!(world.stored(site).await.revision, 1);
    // The page goes on from the version that it was told.
    let mut next = background(&form.with_field("question[]", "one@0", "one@1"), &["one"]);
    next.set("a:one:chosen", "do-not-know");
    assert_eq!(said(&anna.submit(&next).await)["versions"], json!({ "one": 2 }));
}

async fn two_answers_are_told_apart(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let (mut hers, mut his) = (anna.get(&world.at(PAGE)).await.form(), jan.get(&world.at(PAGE)).await.form());
    hers.set("a:one:chosen", "option:low");
    his.set("a:one:chosen", "do-not-know").set("a:yes:chosen", "option:yes");
    anna.submit(&background(&hers, &["one"])).await;
    let seen = jan.submit(&background(&his, &["one", "yes"])).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert_eq!((&said(&seen)["conflicts"], &said(&seen)["versions"]["yes"]), (&json!(["one"]), &json!(1)));
    // His button leads to both answers.
    let seen = jan.submit(&his).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.text().contains("Anna Nowak"));
}

async fn what_is_wrong_is_named_and_the_rest_is_saved(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("a:number:value", "12,").set("a:yes:chosen", "option:yes");
    let seen = anna.submit(&background(&form, &["number", "yes"])).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(said(&seen)["status"].as_str().unwrap().starts_with("Nie zapisano jeszcze wszystkiego"), "{}", seen.body);
    assert_eq!(said(&seen)["versions"]["yes"], json!(1));
    assert!(said(&seen)["versions"].get("number").is_none());
    assert!(!world.stored(site).await.document.0.contains_key("number"));
}

async fn without_a_sign_in_nothing_is_kept_twice(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let form = site.signed_in(world.officer).await.get(&world.at(PAGE)).await.form();
    let visitor = site.visitor();
    let seen = visitor.submit(&background(&form, &["one"])).await;
    assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
    // The script keeps its copy; the page that asks to sign in does not speak of a form that waits.
    assert!(!visitor.get("/pl/sign-in").await.text().contains("są zachowane"));
}

/// What was saved in the background is there on another device, and clearing a browser loses nothing.
async fn l8_another_device_goes_on(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (office, home) = (site.signed_in(world.officer).await, site.signed_in(world.officer).await);
    let mut form = office.get(&world.at(PAGE)).await.form();
    form.set("a:number:value", "1 234,50");
    office.submit(&background(&form, &["number"])).await;
    let form = home.get(&world.at(PAGE)).await.form();
    assert_eq!(form.value("a:number:value"), Some("1234,50"));
    assert!(form.sent().contains(&("question[]".to_owned(), "number@1".to_owned())));
}

/// The limit itself is taken; one character more is refused beside its field, with the text still there and both counts.
async fn l7_too_long_a_text_comes_back(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at(PAGE)).await.form();
    let long = "ż".repeat(100_001);
    form.set("a:one:note", &long);
    let seen = anna.submit(&form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(seen.form().value("a:one:note"), Some(long.as_str()), "the text still stands in its field");
    assert!(seen.body.contains("id=\"q-one-note-error\"") && seen.body.contains("aria-describedby=\"q-one-note-error\""));
    assert!(seen.text().contains("100\u{a0}001") || seen.text().contains("100 001"), "the error tells how long it is");
    assert!(seen.body.contains("data-most=\"100000\"") && seen.body.contains("data-over=\"Znaki ponad limit:\""), "the script counts, and says so");
    form.set("a:one:note", &long[2..]);
    assert_eq!(anna.submit(&form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.stored(site).await.document.0["one"].note.chars().count(), 100_000);
}

/// How often something was done.
async fn times(site: &Site, action: &str) -> usize {
    let lines = audit::after(&mut site.app.db().read().await.unwrap(), 0, 10_000).await.unwrap();
    lines.iter().filter(|line| line.action == action).count()
}

async fn l2_fifty_saves_are_one(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("a:one:chosen", "option:low").set("a:yes:chosen", "option:yes");
    let answers = fifty(&anna, &form).await;
    assert_eq!(answers[0].0, StatusCode::SEE_OTHER);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!((world.stored(site).await.revision, times(site, "assessment.save").await), (1, 1));
    let lines = history(&mut site.app.db().read().await.unwrap(), world.assessment, "one").await.unwrap();
    assert_eq!(lines.len(), 1);
}

async fn l2_fifty_submissions_are_one(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("a:one:chosen", "option:low");
    anna.submit(&form).await;
    let mut form = anna.get(&world.at("/submit")).await.form();
    form.tick("confirm", "yes", true);
    let answers = fifty(&anna, &form).await;
    assert_eq!(answers[0], (StatusCode::SEE_OTHER, world.at("/receipt")));
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(times(site, "assessment.submit").await, 1);
}

/// The answers to one form that is sent fifty times at once.
async fn fifty(visitor: &crate::support::Visitor, form: &Form) -> Vec<(StatusCode, String)> {
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (visitor, form) = (visitor.clone(), form.clone());
        tasks.spawn(async move {
            let seen = visitor.submit(&form).await;
            (seen.status, seen.location)
        });
    }
    tasks.join_all().await
}
