//! What is said about answers before they are handed in, and the last edition's answers.

use axum::http::StatusCode;
use jiff::civil::date;
use miernik::engine::answer::{Answer, Value};
use miernik::ids::new_id;
use miernik::lang::Text;
use miernik::store::assessments::{self, AnswerRecord, Document, Submission};
use miernik::store::campaigns::{self, Campaign};
use miernik::store::evidence::Evidence;

use crate::support::Site;
use crate::support::world::{EVERY_KIND, World};

both!(contradictions_are_said_and_confirmed, the_last_edition_is_used_again, an_unlikely_figure_and_a_level_without_evidence);

fn contradictory() -> String {
    let constraint = "[[question.constraint]]\nmust_hold = \". <= 100 or ${yes} = 'yes'\"\nmessage = { pl = \"Ponad 100 zł wymaga odpowiedzi „tak”.\", en = \"More than PLN 100 needs a yes.\" }\n";
    let gate = "gate = { level = 2, at_least = 50 }\n";
    let levels =
        "[[level]]\ntitle = { pl = \"Początek\", en = \"Start\" }\nfrom = 0\n[[level]]\ntitle = { pl = \"Dalej\", en = \"On\" }\nfrom = 50\n";
    let survey = EVERY_KIND.replace(
        "maximum = 1000000\ngoalposts = { low = 0, high = 100, better = \"more\" }\n",
        &format!("maximum = 1000000\ngoalposts = {{ low = 0, high = 100, better = \"more\" }}\n{gate}{constraint}"),
    );
    survey.replacen("[[dimension]]", &format!("{levels}\n[[dimension]]"), 1)
}

async fn contradictions_are_said_and_confirmed(site: &Site) {
    let world = World::set_up(site, &contradictory()).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at("/sections/A/1")).await.form();
    form.set("a:number:value", "500").set("a:yes:chosen", "option:no");
    let seen = anna.submit(&form).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "a contradiction blocks nothing");
    let next = anna.get(&seen.location).await;
    let words = "Te odpowiedzi są sprzeczne z innymi. Są zapisane; proszę je sprawdzić. Pytanie 4 : Ponad 100 zł wymaga odpowiedzi „tak”.";
    assert!(next.text().contains(words), "said on the page that follows: {}", next.text());
    assert!(next.body.contains(&format!("href=\"{}#q-number\"", world.at("/sections/A/1"))), "{}", next.body);

    let page = anna.get(&world.at("/submit")).await;
    assert!(page.text().contains("Sprzeczności Część pierwsza, pytanie 4 : Ponad 100 zł"), "{}", page.text());
    let mut submit = page.form();
    submit.tick("confirm", "yes", true);
    let refused = anna.submit(&submit).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Proszę usunąć sprzeczności albo potwierdzić"), "{}", refused.text());
    let mut submit = refused.form();
    submit.tick("confirm", "yes", true).tick("confirm-contradictions", "yes", true);
    assert_eq!(anna.submit(&submit).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.stored(site).await.state.as_str(), "submitted");
}

/// An earlier campaign of the same survey with answers that were handed in.
async fn last_year(site: &Site, world: &World, records: Vec<(&str, AnswerRecord)>) {
    let mut tx = site.app.db().write().await.unwrap();
    let municipality = assessments::by_id(&mut tx, world.assessment).await.unwrap().unwrap().municipality_id;
    let campaign = Campaign {
        id: new_id(),
        slug: "miasta-2025".to_owned(),
        title: Text { pl: "Edycja 2025".to_owned(), en: "Edition 2025".to_owned() },
        opens_on: date(2025, 3, 1),
        closes_on: date(2025, 4, 30),
        ..world.campaign.clone()
    };
    campaigns::insert(&mut tx, &campaign).await.unwrap();
    assessments::create_many(&mut tx, campaign.id, &[municipality], site.app.now()).await.unwrap();
    let id = assessments::by_municipality(&mut tx, campaign.id, municipality).await.unwrap().unwrap().id;
    let document = Document(records.into_iter().map(|(question, record)| (question.to_owned(), record)).collect());
    let revision = assessments::save(&mut tx, id, 0, &document, site.app.now()).await.unwrap();
    let submission = Submission { at: "2025-04-01T10:00:00Z".parse().unwrap(), by: None, receipt: "R-2025", result: "{}" };
    assessments::submit(&mut tx, id, revision, submission).await.unwrap();
    tx.commit().await.unwrap();
}

fn number(text: &str) -> Answer {
    Answer::Answered(Value::Number(text.parse().unwrap()))
}

async fn the_last_edition_is_used_again(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let at = site.app.now();
    let record = AnswerRecord {
        note: "Notatka sprzed roku".to_owned(),
        source: "Sprawozdanie".to_owned(),
        as_of: Some(date(2024, 12, 31)),
        evidence: vec![Evidence::Link("https://bip.example.pl".to_owned())],
        ..AnswerRecord::bare(3, number("123.50"), None, at)
    };
    last_year(site, &world, vec![("number", record), ("yes", AnswerRecord::bare(1, Answer::DoNotKnow, None, at))]).await;
    let anna = site.signed_in(world.officer).await;
    let seen = anna.get(&world.at("/sections/A/1")).await;
    assert!(seen.text().contains("Edycja 2025, złożono 1 kwietnia 2025, 12:00: 123,50 zł Użyj ponownie"), "{}", seen.text());
    let mut form = seen.form();
    form.set("a:number:note", "Nowa uwaga").set("a:one:chosen", "option:low").smuggle("then", "again:number");
    let seen = anna.submit(&form).await;
    assert_eq!((seen.status, seen.location), (StatusCode::SEE_OTHER, world.at("/sections/A/1#q-number")));
    let document = world.stored(site).await.document;
    let record = &document.0["number"];
    assert_eq!((&record.answer, record.note.as_str(), record.source.as_str()), (&number("123.50"), "Nowa uwaga", "Poprzednia edycja: Edycja 2025"));
    assert_eq!((record.as_of, record.evidence.len(), record.author), (Some(date(2024, 12, 31)), 1, Some(world.officer)));
    assert!(document.0.contains_key("one"), "the rest of the page is saved too");
    let seen = anna.get(&world.at("/sections/A/1")).await;
    assert!(!seen.text().contains("123,50 zł Użyj ponownie"), "nothing to use again where the answer is the same: {}", seen.text());
    // A question that the last edition did not answer has nothing to use.
    let mut form = anna.get(&world.at("/sections/A/1")).await.form();
    form.smuggle("then", "again:share");
    assert_eq!(anna.submit(&form).await.status, StatusCode::BAD_REQUEST);
}

async fn an_unlikely_figure_and_a_level_without_evidence(site: &Site) {
    let world = World::set_up(site, &contradictory()).await;
    last_year(site, &world, vec![("number", AnswerRecord::bare(1, number("20"), None, site.app.now()))]).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at("/sections/A/1")).await.form();
    form.set("a:number:value", "90");
    anna.submit(&form).await;
    let text = anna.get(&world.at("/submit")).await.text();
    assert!(
        text.contains("Do sprawdzenia Część pierwsza, pytanie 4 : Teraz podano 90, a w poprzedniej edycji 20. Czy jednostka się zgadza?"),
        "{text}"
    );
    assert!(text.contains("Warto lepiej uzasadnić Część pierwsza, pytanie 4 : Ta odpowiedź liczy się do poziomu 2."), "{text}");
    let mut form = anna.get(&world.at("/sections/A/1")).await.form();
    form.set("a:number:source", "Księga");
    anna.submit(&form).await;
    assert!(!anna.get(&world.at("/submit")).await.text().contains("Warto lepiej uzasadnić"));
}
