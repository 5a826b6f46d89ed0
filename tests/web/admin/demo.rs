//! The demo: what is in it, and that nothing of it is there in normal operation.

use miernik::service::demo::{self, PEOPLE};
use miernik::service::{ServiceError, Settings, registers};
use miernik::store::{Db, assessments, audit, campaigns, municipalities, networks, people, rounds};

use super::office::set_up;
use crate::support::Site;

async fn demo() -> Site {
    let settings = Settings { public_url: "http://localhost".to_owned(), demo: true, ..Settings::default() };
    let site = Site::with(Db::open_sqlite_memory().await.unwrap(), settings).await;
    registers::load(&site.app).await.unwrap();
    demo::seed(&site.app).await.unwrap();
    site
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_has_two_published_rounds_and_seven_cities() {
    let site = demo().await;
    let mut tx = site.app.db().read().await.unwrap();
    let mut found = Vec::new();
    for slug in ["chile-2021", "open-data-maturity-2023", "miasto-cyfrowe-2026"] {
        let campaign = campaigns::by_slug(&mut tx, slug).await.unwrap().unwrap();
        let summaries = assessments::summaries(&mut tx, campaign.id).await.unwrap();
        let submitted = summaries.iter().filter(|summary| summary.submitted_at.is_some()).count();
        let results = rounds::results(&mut tx, campaign.id).await.unwrap().len();
        let members = networks::member_ids(&mut tx, campaign.network_id).await.unwrap().len();
        found.push((campaign.state.as_str(), members, summaries.len(), submitted, results));
    }
    assert_eq!(found, [("published", 345, 345, 333, 345), ("published", 18, 18, 18, 18), ("open", 7, 7, 0, 0)]);
    let cities = networks::by_slug(&mut tx, "miasto-cyfrowe").await.unwrap().unwrap();
    let cities = networks::members(&mut tx, cities.id).await.unwrap();
    assert!(cities.iter().all(|city| city.kind == "urban"), "towns, not their rural namesakes");
    assert_eq!(people::list(&mut tx).await.unwrap().len(), PEOPLE.len());
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
    assert_eq!(municipalities::count(&mut tx).await.unwrap(), 2_842);
    drop(tx);
    assert!(matches!(demo::seed(&site.app).await, Err(ServiceError::State(_))), "only into a fresh database");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_press_signs_in_as_anybody() {
    let site = demo().await;
    for person in PEOPLE {
        let visitor = site.visitor();
        let front = visitor.get("/pl").await;
        assert!(front.body.contains(person.email), "{}", person.email);
        let fields = [("email".to_owned(), person.email.to_owned())];
        assert_eq!(visitor.post("/pl/demo/sign-in", &fields).await.location, "/pl/home");
        assert!(visitor.get("/pl/home").await.body.contains(person.name), "{}", person.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_normal_operation_there_is_nothing_of_it() {
    let site = Site::on_sqlite().await;
    set_up(&site).await;
    let visitor = site.visitor();
    let fields = [("email".to_owned(), "adam@urzad.pl".to_owned())];
    assert_eq!(visitor.post("/pl/demo/sign-in", &fields).await.status.as_u16(), 404);
    assert_eq!(visitor.get("/pl/home").await.status.as_u16(), 303);
    let front = visitor.get("/pl").await;
    assert!(!front.body.contains("/demo/") && !front.body.contains("m-demo"), "{}", front.text());
}
