//! Review: marks, returning, replies, verifying, each bound to what the person saw.

use axum::http::StatusCode;
use miernik::engine::answer::{Answer, Value};
use miernik::engine::round::Verified;
use miernik::store::review::EntryKind;
use miernik::store::{audit, review};

use crate::support::form::Form;
use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor};

both!(
    from_submission_to_verification,
    c4_an_approval_never_covers_what_was_not_seen,
    what_is_being_typed_stays_the_municipalitys_own,
    the_municipality_is_always_heard,
    marks_that_are_refused_come_back,
    what_cannot_be_done_is_refused_and_noted,
    who_may_review,
    a_step_sent_twice_is_taken_once,
);

pub const REVIEW: &str = "/pl/campaigns/miasta-2026/cities/teryt-2478011/review";

pub struct People {
    pub world: World,
    pub officer: Visitor,
    pub expert: Visitor,
}

pub async fn people(site: &Site) -> People {
    let world = World::set_up(site, EVERY_KIND).await;
    let (officer, expert) = (site.signed_in(world.officer).await, site.signed_in(world.expert).await);
    People { world, officer, expert }
}

pub async fn answer(world: &World, visitor: &Visitor, field: &str, value: &str) -> Seen {
    let mut form = visitor.get(&world.at("/sections/A/1")).await.form();
    form.set(field, value);
    visitor.submit(&form).await
}

pub async fn submit(people: &People) {
    let saved = answer(&people.world, &people.officer, "a:one:chosen", "option:do-not-know").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let mut form = people.officer.get(&people.world.at("/submit")).await.form();
    form.tick("confirm", "yes", true);
    assert_eq!(people.officer.submit(&form).await.status, StatusCode::SEE_OTHER);
}

pub async fn doubt(expert: &Visitor, question: &str, remark: &str) {
    let mut form = expert.get(&format!("{REVIEW}/A")).await.form();
    form.set(&format!("mark:{question}"), "doubtful").set(&format!("remark:{question}"), remark);
    assert_eq!(expert.submit(&form).await.location, format!("{REVIEW}/A?kept=1"));
}

async fn propose(expert: &Visitor, option: &str, remark: &str) {
    let mut form = expert.get(&format!("{REVIEW}/A/one")).await.form();
    form.set("a:one:chosen", &format!("option:{option}")).set("remark:one", remark);
    assert_eq!(expert.submit(&form).await.location, format!("{REVIEW}/A?kept=1"));
}

/// A form of the review's first page, as if its button was pressed.
pub fn pressed(seen: &Seen, act: &str) -> Form {
    let mut form = seen.form();
    form.smuggle("act", act);
    form
}

pub async fn press(expert: &Visitor, act: &str) -> Seen {
    let form = pressed(&expert.get(REVIEW).await, act);
    expert.submit(&form).await
}

pub async fn state(site: &Site, people: &People) -> String {
    people.world.stored(site).await.state.as_str().to_owned()
}

async fn actions(site: &Site) -> Vec<String> {
    let mut tx = site.app.db().read().await.unwrap();
    let lines = audit::newest(&mut tx, i64::MAX, 100).await.unwrap();
    lines.into_iter().rev().map(|line| line.action).filter(|action| action.starts_with("assessment.")).collect()
}

pub async fn reply(people: &People, accept: bool, text: &str, act: &str) -> Seen {
    let mut form = people.officer.get(&people.world.at("/remarks")).await.form();
    if accept {
        form.tick("accept:one", "yes", true);
    }
    form.set("reply:one", text).smuggle("act", act);
    people.officer.submit(&form).await
}

async fn from_submission_to_verification(site: &Site) {
    let people = people(site).await;
    submit(&people).await;
    let seen = people.expert.get(REVIEW).await;
    assert!(seen.text().contains("czeka na ocenę ekspertów") && seen.text().contains("Ocenione: 0 z 10"), "{}", seen.text());
    propose(&people.expert, "low", "W rejestrze jest mniej").await;
    assert!(!people.officer.get(&people.world.at("/remarks")).await.text().contains("W rejestrze"), "not said yet");

    assert_eq!(press(&people.expert, "return").await.location, REVIEW);
    assert_eq!(state(site, &people).await, "returned");
    let tasks = people.officer.get(&people.world.at("")).await;
    assert!(tasks.text().contains("zwrócili samoocenę z pytaniami") && tasks.body.contains(&people.world.at("/remarks")));
    let remarks = people.officer.get(&people.world.at("/remarks")).await;
    assert!(remarks.text().contains("W rejestrze jest mniej") && remarks.text().contains("Propozycja eksperta: Mało"), "{}", remarks.text());
    assert_eq!(reply(&people, true, "Zgoda", "save").await.location, people.world.at("/remarks?done=saved"));
    assert_eq!(state(site, &people).await, "returned");
    assert_eq!(reply(&people, false, "", "send").await.location, people.world.at("/remarks?done=sent"));
    assert_eq!(state(site, &people).await, "replied");

    let section = people.expert.get(&format!("{REVIEW}/A")).await;
    assert!(section.text().contains("Zgoda") && section.text().contains("Przyjęta"), "{}", section.text());
    assert_eq!(press(&people.expert, "verify").await.location, REVIEW);
    let assessment = people.world.stored(site).await;
    assert_eq!(assessment.state.as_str(), "verified");
    let verified: Verified = serde_json::from_str(&assessment.verified.unwrap()).unwrap();
    assert_eq!(verified.values.get("one"), &Answer::Answered(Value::Choice("low".to_owned())));
    assert_eq!(assessment.document.answers().get("one"), &Answer::Answered(Value::Choice("do-not-know".to_owned())), "its own answer stays");

    let expected = ["save", "submit", "mark", "return", "answer", "reply", "verify"].map(|act| format!("assessment.{act}"));
    assert_eq!(actions(site).await, expected);
    let mut tx = site.app.db().read().await.unwrap();
    let steps = review::steps(&mut tx, assessment.id).await.unwrap();
    assert_eq!(steps.iter().map(|step| step.act.as_str()).collect::<Vec<_>>(), ["submit", "return", "reply", "verify"]);
    let kinds: Vec<EntryKind> = review::entries(&mut tx, assessment.id).await.unwrap().iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [EntryKind::Proposed, EntryKind::Accepted]);
    drop(tx);

    // Both scores stand side by side, for the city as well, on the page and in files.
    for visitor in [&people.officer, &people.expert] {
        let city = "/pl/campaigns/miasta-2026/cities/teryt-2478011";
        let seen = visitor.get(city).await;
        assert!(seen.text().contains("Wynik własny i zweryfikowany") && seen.text().contains("Eksperci zmienili 1 odpowiedź"), "{}", seen.text());
        let json: serde_json::Value = serde_json::from_str(&visitor.get(&format!("{city}.json")).await.body).unwrap();
        let a = json["results"].as_array().unwrap().iter().find(|node| node["node"] == "A").unwrap();
        assert_eq!((a["declared"].as_f64(), a["verified"].as_f64()), (Some(100.0), Some(0.0)), "{a}");
        let wide = visitor.get(&format!("{city}/export/wide.csv")).await.body;
        let mut lines = wide.trim_start_matches('\u{feff}').lines();
        let (header, row) = (lines.next().unwrap().split(',').collect::<Vec<_>>(), lines.next().unwrap().split(',').collect::<Vec<_>>());
        let cell = |name: &str| row[header.iter().position(|column| *column == name).unwrap()];
        assert_eq!((cell("A"), cell("A.declared"), cell("A.verified"), cell("assessment_state")), ("100", "100", "0", "verified"));
    }
    assert!(people.officer.get(&people.world.at("/remarks")).await.text().contains("W rejestrze jest mniej"), "every remark stays to be read");
}

/// An expert looks at revision n; before the approval arrives, the assessment is returned, changed and handed in again as another one.
async fn c4_an_approval_never_covers_what_was_not_seen(site: &Site) {
    let people = people(site).await;
    submit(&people).await;
    let approval = pressed(&people.expert.get(REVIEW).await, "verify");
    doubt(&people.expert, "one", "Na pewno?").await;
    let stale = people.expert.submit(&approval).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "somebody has said something since");
    assert!(stale.text().contains("Nowe uwagi") && stale.text().contains("Jedna z wielu?"), "{}", stale.text());

    press(&people.expert, "return").await;
    let stale = people.expert.submit(&approval).await;
    assert_eq!((stale.status, state(site, &people).await.as_str()), (StatusCode::CONFLICT, "returned"));
    answer(&people.world, &people.officer, "a:one:chosen", "option:low").await;
    reply(&people, false, "Poprawione", "send").await;
    let stale = people.expert.submit(&approval).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("Odpowiedzi, które się zmieniły") && stale.text().contains("Jedna z wielu?"), "{}", stale.text());
    assert_eq!(state(site, &people).await, "replied", "nothing is approved, nothing is lost");

    // The answer that was in doubt is another one now: the expert must look at it before verifying.
    let refused = people.expert.submit(&pressed(&stale, "verify")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("gmina zmieniła odpowiedź po ocenie"), "{}", refused.text());
    let mut form = people.expert.get(&format!("{REVIEW}/A")).await.form();
    form.set("mark:one", "confirmed");
    people.expert.submit(&form).await;
    assert_eq!(press(&people.expert, "verify").await.status, StatusCode::SEE_OTHER);
    let verified: Verified = serde_json::from_str(&people.world.stored(site).await.verified.unwrap()).unwrap();
    assert!(verified.values.0.is_empty(), "the corrected answer is what was verified");
    let refusals = actions(site).await.iter().filter(|action| *action == "assessment.verify-refused").count();
    assert_eq!(refusals, 3);
}

async fn what_is_being_typed_stays_the_municipalitys_own(site: &Site) {
    let people = people(site).await;
    submit(&people).await;
    doubt(&people.expert, "one", "Na pewno?").await;
    press(&people.expert, "return").await;
    answer(&people.world, &people.officer, "a:one:chosen", "option:low").await;
    let seen = people.expert.get(&format!("{REVIEW}/A")).await;
    assert!(seen.text().contains("1. Jedna z wielu? Dużo"), "{}", seen.text());
    let wide = people.expert.get("/pl/campaigns/miasta-2026/export/wide.csv").await.body;
    assert!(wide.contains("do-not-know") && !wide.contains(",low,"), "{wide}");
    reply(&people, false, "", "send").await;
    let seen = people.expert.get(&format!("{REVIEW}/A")).await;
    assert!(seen.text().contains("1. Jedna z wielu? Mało"), "{}", seen.text());
}

async fn the_municipality_is_always_heard(site: &Site) {
    let people = people(site).await;
    submit(&people).await;
    assert_eq!(press(&people.expert, "return").await.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is asked");
    propose(&people.expert, "low", "Mniej").await;
    let refused = press(&people.expert, "verify").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("nie miała jeszcze okazji odpowiedzieć"), "{}", refused.text());
    press(&people.expert, "return").await;
    let silent = reply(&people, false, " ", "send").await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.text().contains("Proszę odpowiedzieć na tę uwagę"), "{}", silent.text());
    assert_eq!(state(site, &people).await, "returned");
    reply(&people, false, "Nie zgadzamy się", "send").await;
    // The expert insists, in the same words or in others; the same value needs no second hearing.
    propose(&people.expert, "low", "Nadal mniej, bo tak mówi rejestr").await;
    assert_eq!(press(&people.expert, "verify").await.status, StatusCode::SEE_OTHER);
    let verified: Verified = serde_json::from_str(&people.world.stored(site).await.verified.unwrap()).unwrap();
    assert_eq!(verified.values.0.len(), 1);
    assert!(people.officer.get(&people.world.at("/remarks")).await.text().contains("tak mówi rejestr"));
}

async fn marks_that_are_refused_come_back(site: &Site) {
    let people = people(site).await;
    submit(&people).await;
    let fresh = people.expert.get(&format!("{REVIEW}/A")).await.form();
    let mut form = fresh.clone();
    form.set("remark:one", "<b>uwaga</b>").set("mark:yes", "doubtful").set("mark:several", "confirmed");
    let seen = people.expert.submit(&form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("nie wybrano oceny") && seen.text().contains("na czym polega wątpliwość"), "{}", seen.text());
    assert!(!seen.body.contains("<b>uwaga"));
    let back = seen.form();
    let (remark, mark) = (back.value("remark:one"), back.value("mark:several"));
    assert_eq!((remark.map(str::trim), mark), (Some("<b>uwaga</b>"), Some("confirmed")));
    assert_eq!(people.world.stored(site).await.revision, 2, "all or nothing");

    doubt(&people.expert, "one", "Pierwszy").await;
    let mut form = fresh;
    form.set("mark:one", "confirmed").set("remark:one", "Drugi");
    let seen = people.expert.submit(&form).await;
    assert!(seen.status == StatusCode::UNPROCESSABLE_ENTITY && seen.text().contains("ktoś już coś o niej napisał"), "{}", seen.text());

    let mut form = people.expert.get(&format!("{REVIEW}/A/number")).await.form();
    form.set("a:number:value", "dużo").set("remark:number", "x");
    let seen = people.expert.submit(&form).await;
    assert!(seen.status == StatusCode::UNPROCESSABLE_ENTITY && seen.text().contains("to nie jest liczba"), "{}", seen.text());
    assert_eq!(seen.form().value("a:number:value"), Some("dużo"));
    let mut form = people.expert.get(&format!("{REVIEW}/A/one")).await.form();
    form.set("a:one:chosen", "option:do-not-know").set("remark:one", "x");
    assert!(people.expert.submit(&form).await.text().contains("Gmina odpowiedziała tak samo"));
}

/// S12.
async fn what_cannot_be_done_is_refused_and_noted(site: &Site) {
    let people = people(site).await;
    assert_eq!(people.expert.get(REVIEW).await.status, StatusCode::CONFLICT, "what is not handed in is nobody else's");
    submit(&people).await;
    let mark = {
        let mut form = people.expert.get(&format!("{REVIEW}/A")).await.form();
        form.set("mark:one", "doubtful").set("remark:one", "To ważna uwaga");
        form
    };
    doubt(&people.expert, "one", "Na pewno?").await;
    press(&people.expert, "return").await;
    let late = people.expert.submit(&mark).await;
    assert!(late.status == StatusCode::CONFLICT && late.text().contains("To ważna uwaga"), "what was typed can be copied: {}", late.text());
    let mut form = people.officer.get(&people.world.at("/remarks")).await.form();
    form.set("reply:one", "Też ważne").smuggle("act", "send");
    assert_eq!(people.officer.submit(&form).await.status, StatusCode::SEE_OTHER);
    let late = people.officer.submit(&form).await;
    assert!(late.status == StatusCode::CONFLICT && late.text().contains("Też ważne"), "{}", late.text());
    assert_eq!(actions(site).await.iter().filter(|action| action.ends_with("-refused")).count(), 2);
}

async fn who_may_review(site: &Site) {
    let people = people(site).await;
    submit(&people).await;
    let world = &people.world;
    let csrf = |seen: &Seen| seen.form().value("csrf").unwrap().to_owned();
    let table = [
        ("expert", Some(world.expert), 200, 403),
        ("officer", Some(world.officer), 403, 200),
        ("officer of another city", Some(world.other_officer), 404, 404),
        ("administrator", Some(world.administrator), 403, 403),
        ("somebody without a role", Some(world.nobody), 404, 404),
        ("nobody", None, 303, 303),
    ];
    for (name, person, review, remarks) in table {
        let visitor = match person {
            Some(person) => site.signed_in(person).await,
            None => site.visitor(),
        };
        for path in [REVIEW.to_owned(), format!("{REVIEW}/A"), format!("{REVIEW}/A/one")] {
            assert_eq!(visitor.get(&path).await.status.as_u16(), review, "{name}: {path}");
        }
        assert_eq!(visitor.get(&world.at("/remarks")).await.status.as_u16(), remarks, "{name}: remarks");
        let version = if remarks == 200 { 200 } else { remarks };
        assert_eq!(visitor.get(&world.at("/version")).await.status.as_u16(), version, "{name}: version");
        if name == "expert" {
            continue;
        }
        let csrf = if person.is_some() { csrf(&visitor.get("/pl/password").await) } else { String::new() };
        let fields: Vec<(String, String)> =
            [("csrf", csrf.as_str()), ("revision", "2"), ("act", "verify"), ("q[]", "one@1@0"), ("mark:one", "confirmed")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into();
        let refused = if person.is_some() { review } else { 401 };
        for path in [REVIEW.to_owned(), format!("{REVIEW}/A")] {
            assert_eq!(visitor.post(&path, &fields).await.status.as_u16(), refused, "{name}: POST {path}");
        }
    }
    assert_eq!(people.world.stored(site).await.revision, 2);
}

async fn a_step_sent_twice_is_taken_once(site: &Site) {
    let people = people(site).await;
    submit(&people).await;
    doubt(&people.expert, "one", "Na pewno?").await;
    let form = pressed(&people.expert.get(REVIEW).await, "return");
    let tasks: Vec<_> = (0..10)
        .map(|_| {
            let (visitor, form) = (people.expert.clone(), form.clone());
            tokio::spawn(async move { visitor.submit(&form).await })
        })
        .collect();
    for task in tasks {
        let seen = task.await.unwrap();
        assert_eq!((seen.status, seen.location.as_str()), (StatusCode::SEE_OTHER, REVIEW));
    }
    assert_eq!(actions(site).await.iter().filter(|action| *action == "assessment.return").count(), 1);
}
