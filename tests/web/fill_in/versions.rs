//! V4: an assessment stays with the survey version it was begun with until its municipality moves on; and the short form.

use axum::http::StatusCode;
use miernik::engine::answer::{Answer, Value};
use miernik::engine::{self, Notation};
use miernik::store::campaigns::{self, SurveyDefinition};
use miernik::store::{answer_history, assessments, audit, review};

use crate::support::world::{EVERY_KIND, FLAGSHIP, World};
use crate::support::{Site, Visitor};

both!(
    v4_a_municipality_moves_on_by_itself,
    v4_nothing_moves_under_what_is_handed_in,
    v4_a_bridge_file_is_checked,
    the_short_form_leads_to_the_full_one,
);

const VERSION: &str = "/pl/admin/campaigns/miasta-2026/version";

/// The next version: a question gone, one new, one with other points, one reworded.
fn next_version() -> String {
    let text = EVERY_KIND.replacen("version = \"1\"", "version = \"2\"", 1);
    let text = text.replacen("Jedna z wielu?", "Jedna z kilku?", 1);
    let text = text.replacen("id = \"day\"", "id = \"moment\"", 1).replacen("Kiedy?", "Od kiedy?", 1).replacen("When?", "Since when?", 1);
    let yes = text.find("id = \"yes\"").unwrap();
    let (before, after) = text.split_at(yes);
    before.to_owned() + &after.replacen("not_applicable = \"never\"", "not_applicable = \"never\"\npoints = { yes = 50, no = 100 }", 1)
}

async fn store(site: &Site, text: &str) -> SurveyDefinition {
    let read = engine::read(text, Notation::Toml).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let (survey_id, version) = (read.survey.meta.id.clone(), read.survey.meta.version.clone());
    let document = engine::canonical(&read.document).unwrap();
    let definition = SurveyDefinition { hash: read.survey.hash, survey_id, version, document, stored_at: site.app.now() };
    let mut tx = site.app.db().write().await.unwrap();
    campaigns::store_survey(&mut tx, &definition).await.unwrap();
    tx.commit().await.unwrap();
    definition
}

async fn answer(world: &World, visitor: &Visitor, page: &str, fields: &[(&str, &str)]) {
    let mut form = visitor.get(&world.at(&format!("/sections/{page}"))).await.form();
    for (field, value) in fields {
        form.set(field, value);
    }
    let seen = visitor.submit(&form).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
}

/// The administrator gives the campaign another version.
async fn give(administrator: &Visitor, hash: &str, bridge: &str) -> crate::support::Seen {
    let mut form = administrator.get(VERSION).await.form();
    form.set("survey", hash).set("bridge", bridge);
    administrator.submit(&form).await
}

async fn v4_a_municipality_moves_on_by_itself(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (officer, administrator) = (site.signed_in(world.officer).await, site.signed_in(world.administrator).await);
    answer(&world, &officer, "A/1", &[("a:one:chosen", "option:low"), ("a:one:note", "uwaga"), ("a:yes:chosen", "option:yes")]).await;
    let before = world.stored(site).await;
    let next = store(site, &next_version()).await;
    assert_eq!(give(&administrator, &next.hash, "").await.status, StatusCode::SEE_OTHER);

    // Begun: it stays. Not begun: it takes the new version.
    let kept = world.stored(site).await;
    assert_eq!((&kept.survey_hash, kept.revision, &kept.document), (&before.survey_hash, 1, &before.document));
    let mut tx = site.app.db().read().await.unwrap();
    assert_eq!(assessments::by_id(&mut tx, world.other_assessment).await.unwrap().unwrap().survey_hash, next.hash);
    drop(tx);
    let tasks = officer.get(&world.at("")).await;
    assert!(tasks.text().contains("nowszą wersję ankiety: 2"), "{}", tasks.text());
    assert!(officer.get(&world.at("/sections/A/1")).await.text().contains("Jedna z wielu?"), "the old words");
    let mut submit = officer.get(&world.at("/submit")).await.form();
    submit.tick("confirm", "yes", true);
    let refused = officer.submit(&submit).await;
    assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("starszą wersję"), "{}", refused.text());

    // The page shows what differs; a form that has seen other answers changes nothing.
    let page = officer.get(&world.at("/version")).await;
    let text = page.text();
    for part in ["trzeba odpowiedzieć jeszcze raz Tak czy nie? Odpowiedź gminy: Tak", "o zmienionej treści (odpowiedzi zostają) Jedna z kilku?"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let form = page.form();
    answer(&world, &officer, "A/1", &[("a:number:value", "7")]).await;
    let changed = officer.submit(&form).await;
    assert_eq!((changed.status, world.stored(site).await.survey_hash == before.survey_hash), (StatusCode::CONFLICT, true));
    assert_eq!(officer.submit(&changed.form()).await.location, world.at(""));
    assert_eq!(officer.submit(&changed.form()).await.location, world.at(""), "sent again, it changes nothing");

    let moved = world.stored(site).await;
    assert_eq!(moved.survey_hash, next.hash);
    assert_eq!(moved.document.0["one"], before.document.0["one"], "the same question keeps its answer, note and version");
    assert_eq!((&moved.document.0["yes"].answer, moved.document.version("yes")), (&Answer::NotAnswered, 2), "to be answered again");
    let snapshot = {
        let mut tx = site.app.db().read().await.unwrap();
        assert_eq!(answer_history::of(&mut tx, world.assessment, "yes").await.unwrap().len(), 2, "the history goes on");
        let lines = audit::newest(&mut tx, i64::MAX, 1).await.unwrap();
        assert_eq!(lines[0].action, "assessment.move");
        review::snapshots(&mut tx, world.assessment).await.unwrap().remove(0)
    };
    assert_eq!((&snapshot.survey_hash, snapshot.document.0.len()), (&before.survey_hash, 3));
    let earlier = officer.get(&world.at(&format!("/version/{}", snapshot.revision))).await;
    assert!(earlier.text().contains("Jedna z wielu? Mało Uwaga: uwaga") && earlier.text().contains("Tak czy nie? Tak"), "{}", earlier.text());
    assert!(officer.get(&world.at("/version")).await.text().contains("Wersja 1, do:"));
    answer(&world, &officer, "A/1", &[("a:yes:chosen", "option:no")]).await;
    assert_eq!(world.stored(site).await.document.0["yes"].answer, Answer::Answered(Value::Choice("no".to_owned())));
    let mut submit = officer.get(&world.at("/submit")).await.form();
    submit.tick("confirm", "yes", true);
    assert_eq!(officer.submit(&submit).await.location, world.at("/receipt"));
}

async fn v4_nothing_moves_under_what_is_handed_in(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (officer, administrator) = (site.signed_in(world.officer).await, site.signed_in(world.administrator).await);
    answer(&world, &officer, "A/1", &[("a:one:chosen", "option:low")]).await;
    let mut submit = officer.get(&world.at("/submit")).await.form();
    submit.tick("confirm", "yes", true);
    officer.submit(&submit).await;
    let next = store(site, &next_version()).await;
    assert_eq!(give(&administrator, &next.hash, "").await.status, StatusCode::CONFLICT);
    let kept = world.stored(site).await;
    assert_ne!(kept.survey_hash, next.hash);
    assert_eq!(kept.state.as_str(), "submitted");
}

async fn v4_a_bridge_file_is_checked(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (officer, administrator) = (site.signed_in(world.officer).await, site.signed_in(world.administrator).await);
    answer(&world, &officer, "A/1", &[("a:one:chosen", "option:low")]).await;
    // Another id for an option: only a bridge file can say what it is read as.
    let text = next_version().replacen("id = \"low\"", "id = \"little\"", 1);
    let next = store(site, &text).await;
    let meta =
        "[bridge]\nsurvey = \"every-kind\"\nfrom = \"1\"\nto = \"2\"\n[[link]]\nrelation = \"recoded\"\nearlier = [\"one\"]\nlater = [\"one\"]\n";
    let refused = give(&administrator, &next.hash, meta).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("bad-recoding"), "{}", refused.text());
    assert!(refused.form().value("bridge").unwrap().contains("relation = \"recoded\""), "the text comes back");
    let whole = format!("{meta}options = {{ low = \"little\" }}\n");
    assert_eq!(give(&administrator, &next.hash, &whole).await.status, StatusCode::SEE_OTHER);
    let page = officer.get(&world.at("/version")).await;
    assert!(page.text().contains("Odpowiedź gminy: Mało W nowej wersji: Mało"), "{}", page.text());
    officer.submit(&page.form()).await;
    let moved = world.stored(site).await;
    let record = &moved.document.0["one"];
    assert_eq!((&record.answer, record.version), (&Answer::Answered(Value::Choice("little".to_owned())), 2));
}

async fn the_short_form_leads_to_the_full_one(site: &Site) {
    let world = World::set_up(site, FLAGSHIP).await;
    let officer = site.signed_in(world.officer).await;
    let tasks = officer.get(&world.at("")).await;
    assert!(tasks.text().contains("Można zacząć od wersji krótkiej: 26 pytań"), "{}", tasks.text());
    assert_eq!(officer.submit(tasks.form().smuggle("form", "short")).await.location, world.at(""));
    let tasks = officer.get(&world.at("")).await;
    assert!(tasks.text().contains("Odpowiedziano na 0 z 26 pytań"), "{}", tasks.text());
    let page = officer.get(&world.at("/sections/STR/1")).await;
    let asked = page.form().names().iter().filter(|name| **name == "question[]").count();
    let mut form = page.form();
    let chosen = form.names().iter().find(|name| name.ends_with(":chosen")).unwrap().to_string();
    form.set(&chosen, "do-not-know");
    assert_eq!(officer.submit(&form).await.status, StatusCode::SEE_OTHER);
    let kept = world.stored(site).await;
    let results = officer.get("/pl/campaigns/miasta-2026/cities/teryt-2478011").await;
    assert!(results.text().contains("wynik wstępny z wersji krótkiej"), "{}", results.text());
    let submit = officer.get(&world.at("/submit")).await;
    assert!(submit.text().contains("Strategia i przywództwo"), "what is missing is missing of the whole: {}", submit.text());

    for (person, refused) in [(world.other_officer, 404), (world.expert, 403), (world.administrator, 403)] {
        let other = site.signed_in(person).await;
        let csrf = other.get("/pl/password").await.form().value("csrf").unwrap().to_owned();
        let fields = [("csrf".to_owned(), csrf), ("form".to_owned(), "full".to_owned())];
        assert_eq!(other.post(&world.at("/form"), &fields).await.status.as_u16(), refused);
    }
    assert_eq!(officer.submit(officer.get(&world.at("")).await.form().smuggle("form", "full")).await.location, world.at(""));
    let after = world.stored(site).await;
    assert_eq!((&after.document, after.revision), (&kept.document, kept.revision), "nothing is copied, nothing is lost");
    let tasks = officer.get(&world.at("")).await;
    assert!(tasks.text().contains("Odpowiedziano na 1 z 5") || tasks.text().contains("Odpowiedziano na 1 z 6"), "{}", tasks.text());
    let all = officer.get(&world.at("/sections/STR/1")).await.form().names().iter().filter(|name| **name == "question[]").count();
    assert!(asked < all, "{asked} of {all}");
}
