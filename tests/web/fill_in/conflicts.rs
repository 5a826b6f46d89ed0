//! Several people, one assessment.

use axum::http::StatusCode;
use miernik::engine::answer::{Answer, Value};
use miernik::store::answer_history::of as history;

use crate::support::Site;
use crate::support::world::{EVERY_KIND, World};

both!(
    c1_what_stood_there_before_is_shown_too,
    c1_two_people_one_question,
    c2_two_people_two_questions,
    the_same_answer_is_no_conflict,
    c6_a_conflict_wants_a_decision,
    the_rest_of_the_page_is_saved,
    c3_a_form_whose_ids_are_swapped_is_refused,
    many_people_at_the_same_moment,
    nothing_smuggled_in_has_an_effect,
);

const PAGE: &str = "/sections/A/1";

fn choice(option: &str) -> Answer {
    Answer::Answered(Value::Choice(option.to_owned()))
}

async fn c1_two_people_one_question(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let (mut hers, mut his) = (anna.get(&world.at(PAGE)).await.form(), jan.get(&world.at(PAGE)).await.form());
    hers.set("a:one:chosen", "option:low").set("a:one:note", "Od Anny");
    his.set("a:one:chosen", "option:do-not-know").set("a:one:note", "Od Jana");
    assert_eq!(anna.submit(&hers).await.status, StatusCode::SEE_OTHER);
    let seen = jan.submit(&his).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    for words in ["Od Anny", "Od Jana", "Mało", "Dużo", "Anna Nowak, 2 marca 2026, 10:00"] {
        assert!(seen.text().contains(words), "{words}: {}", seen.text());
    }
    assert_eq!(world.stored(site).await.document.0["one"].answer, choice("low"));
    let mut form = seen.form();
    assert_eq!(form.value("a:one:chosen"), Some("option:do-not-know"), "his answer still stands in the form");
    form.set("a:one:keep", "mine").set("a:one:note", "Od Jana i Anny");
    assert_eq!(jan.submit(&form).await.status, StatusCode::SEE_OTHER);
    let record = world.stored(site).await.document.0["one"].clone();
    assert_eq!((record.version, record.answer, record.note.as_str()), (2, choice("do-not-know"), "Od Jana i Anny"));
    let mut tx = site.app.db().read().await.unwrap();
    let lines = history(&mut tx, world.assessment, "one").await.unwrap();
    assert_eq!(lines.iter().map(|line| line.note.as_str()).collect::<Vec<_>>(), ["Od Anny", "Od Jana i Anny"]);
}

async fn c2_two_people_two_questions(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let (mut hers, mut his) = (anna.get(&world.at(PAGE)).await.form(), jan.get(&world.at(PAGE)).await.form());
    hers.set("a:one:chosen", "option:low");
    his.set("a:yes:chosen", "option:yes");
    assert_eq!(anna.submit(&hers).await.status, StatusCode::SEE_OTHER);
    assert_eq!(jan.submit(&his).await.status, StatusCode::SEE_OTHER);
    let document = world.stored(site).await.document;
    assert_eq!((&document.0["one"].answer, &document.0["yes"].answer), (&choice("low"), &choice("yes")));
    assert_eq!((document.0["one"].author, document.0["yes"].author), (Some(world.officer), Some(world.second_officer)));
}

async fn the_same_answer_is_no_conflict(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let (mut hers, mut his) = (anna.get(&world.at(PAGE)).await.form(), jan.get(&world.at(PAGE)).await.form());
    hers.set("a:number:value", "1,50");
    his.set("a:number:value", "1.5");
    assert_eq!(anna.submit(&hers).await.status, StatusCode::SEE_OTHER);
    assert_eq!(jan.submit(&his).await.status, StatusCode::SEE_OTHER);
    // The same form once more.
    assert_eq!(jan.submit(&his).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.stored(site).await.document.version("number"), 1);
}

async fn c6_a_conflict_wants_a_decision(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let (mut hers, mut his) = (anna.get(&world.at(PAGE)).await.form(), jan.get(&world.at(PAGE)).await.form());
    // Sets are never united by accident.
    hers.tick("a:several:option[]", "x", true);
    his.tick("a:several:option[]", "y", true);
    anna.submit(&hers).await;
    let first = jan.submit(&his).await;
    assert!(
        first.text().contains("W obu odpowiedziach – Tylko wpisane teraz") && first.text().contains("Tylko zapisane wcześniej"),
        "{}",
        first.text()
    );
    let seen = jan.submit(&first.form()).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.text().contains("Proszę wybrać, która odpowiedź ma zostać"), "{}", seen.text());
    assert!(seen.text().contains("Anna Nowak"));
    let mut form = seen.form();
    form.set("a:several:keep", "theirs");
    assert_eq!(jan.submit(&form).await.status, StatusCode::SEE_OTHER);
    let set = |option: &str| Answer::Answered(Value::Choices(vec![option.to_owned()]));
    assert_eq!(world.stored(site).await.document.0["several"].answer, set("x"));
    // The answer that gave way is in the history too; sent once more, the decision changes nothing.
    assert_eq!(jan.submit(&form).await.status, StatusCode::SEE_OTHER);
    let lines = history(&mut site.app.db().read().await.unwrap(), world.assessment, "several").await.unwrap();
    let seen: Vec<_> = lines.into_iter().map(|line| (line.version, line.answer, line.author)).collect();
    assert_eq!(seen, [(1, set("x"), Some(world.officer)), (2, set("y"), Some(world.second_officer)), (3, set("x"), Some(world.second_officer))]);
}

async fn the_rest_of_the_page_is_saved(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let (mut hers, mut his) = (anna.get(&world.at(PAGE)).await.form(), jan.get(&world.at(PAGE)).await.form());
    hers.set("a:one:chosen", "option:low");
    his.set("a:one:chosen", "do-not-know").set("a:yes:chosen", "option:no").set("a:number:value", "źle");
    anna.submit(&hers).await;
    let seen = jan.submit(&his).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.text().contains("Pozostałe odpowiedzi z tej strony są zapisane"));
    assert!(seen.text().contains("to nie jest liczba"));
    assert_eq!(seen.form().value("a:number:value"), Some("źle"));
    assert_eq!(world.stored(site).await.document.0["yes"].answer, choice("no"));
}

async fn c3_a_form_whose_ids_are_swapped_is_refused(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("a:one:chosen", "option:low");
    anna.submit(&form).await;
    let fresh = anna.get(&world.at(PAGE)).await;
    let tampered = async |from: &str, to: &str| {
        let page = fresh.body.replace(from, to);
        assert_ne!(page, fresh.body);
        let mut form = crate::support::form::Form::in_main(&page);
        form.set("a:number:value", "5");
        anna.submit(&form).await.status
    };
    // The answer of one question under the version of another, a question twice, of another page, of no page; another page's name.
    assert_eq!(tampered("value=\"yes@0\"", "value=\"yes@1\"").await, StatusCode::BAD_REQUEST);
    assert_eq!(tampered("value=\"yes@0\"", "value=\"one@1\"").await, StatusCode::BAD_REQUEST);
    assert_eq!(tampered("value=\"yes@0\"", "value=\"words@0\"").await, StatusCode::BAD_REQUEST);
    assert_eq!(tampered("value=\"yes@0\"", "value=\"nothing@0\"").await, StatusCode::BAD_REQUEST);
    assert_eq!(tampered("value=\"yes@0\"", "value=\"yes@-1\"").await, StatusCode::BAD_REQUEST);
    assert_eq!(tampered("value=\"yes@0\"", "value=\"yes\"").await, StatusCode::BAD_REQUEST);
    assert_eq!(tampered("/A/1\"><", "/A/2\"><").await, StatusCode::BAD_REQUEST);
    let other = world.other_assessment.to_string();
    assert_eq!(
        tampered(&format!("name=\"form\" value=\"{}", world.assessment), &format!("name=\"form\" value=\"{other}")).await,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        tampered(&format!("action=\"/pl/assessments/{}", world.assessment), &format!("action=\"/pl/assessments/{other}")).await,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(world.stored(site).await.revision, 1, "nothing of all this was saved");
}

async fn many_people_at_the_same_moment(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let fields = [("one", "option:low"), ("yes", "option:yes"), ("several", "do-not-know"), ("number", "do-not-know"), ("share", "do-not-know")];
    let mut tasks = Vec::new();
    for (question, answer) in fields {
        let visitor = site.signed_in(world.officer).await;
        let mut form = visitor.get(&world.at(PAGE)).await.form();
        form.set(&format!("a:{question}:chosen"), answer);
        tasks.push(tokio::spawn(async move { visitor.submit(&form).await.status }));
    }
    for task in tasks {
        assert_eq!(task.await.unwrap(), StatusCode::SEE_OTHER);
    }
    let assessment = world.stored(site).await;
    assert_eq!((assessment.revision, assessment.document.0.len()), (5, 5));
}

/// S11.
async fn nothing_smuggled_in_has_an_effect(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("a:one:chosen", "option:low");
    for (name, value) in [
        ("role", "administrator"),
        ("municipality_id", "x"),
        ("state", "submitted"),
        ("score", "100"),
        ("version", "9"),
        ("revision", "9"),
        ("a:one:author", "x"),
        ("a:one:version", "9"),
        ("a:words:value", "of another page"),
        ("a[one]", "x"),
    ] {
        form.smuggle(name, value);
    }
    assert_eq!(anna.submit(&form).await.status, StatusCode::SEE_OTHER);
    let assessment = world.stored(site).await;
    assert_eq!((assessment.revision, assessment.state.as_str(), assessment.document.0.len()), (1, "in_progress", 1));
    assert_eq!((assessment.document.0["one"].version, assessment.document.0["one"].author), (1, Some(world.officer)));
    // A form without the secret of the sign-in, or with somebody else's, is not taken.
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("csrf", "");
    assert_eq!(anna.submit(&form).await.status, StatusCode::FORBIDDEN);
    let jan = site.signed_in(world.second_officer).await;
    let form = anna.get(&world.at(PAGE)).await.form();
    assert_eq!(jan.submit(&form).await.status, StatusCode::FORBIDDEN);
}

/// A third column with the answer that both began from.
async fn c1_what_stood_there_before_is_shown_too(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let mut first = anna.get(&world.at(PAGE)).await.form();
    first.set("a:one:note", "Na początku");
    anna.submit(&first).await;
    let (mut hers, mut his) = (anna.get(&world.at(PAGE)).await.form(), jan.get(&world.at(PAGE)).await.form());
    site.app.clock().advance(60_000);
    hers.set("a:one:note", "Od Anny");
    his.set("a:one:note", "Od Jana");
    anna.submit(&hers).await;
    let text = jan.submit(&his).await.text();
    for words in ["Od Jana", "Anna Nowak, 2 marca 2026, 10:01", "Od Anny", "Przed obiema: Anna Nowak, 2 marca 2026, 10:00", "Na początku"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}
