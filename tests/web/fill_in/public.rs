//! Public figures beside questions: to use, to contest, and what is kept of them.

use axum::http::StatusCode;
use jiff::civil::date;
use miernik::engine::answer::{Answer, Value};
use miernik::store::answer_history::of as history;
use miernik::store::assessments::AnswerRecord;
use miernik::store::municipalities;
use miernik::store::public_values::{self, PublicFigure, PublicValue, Standing};
use rust_decimal::Decimal;

use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor};

both!(
    a_public_figure_is_used,
    the_denominator_of_a_share_is_used,
    a_public_figure_is_contested,
    a_contest_needs_a_figure_of_ones_own,
    what_has_changed_meanwhile_is_not_used,
    other_ways_of_answering_keep_it
);

const PAGE: &str = "/sections/A/1";

/// A survey whose number is imported, and whose share has the residents as its denominator.
pub fn survey() -> String {
    let with = |text: &str, id: &str, indicator: &str| {
        let line = format!("id = \"{id}\"\ndimension = \"A\"\n");
        assert!(text.contains(&line), "{line}");
        text.replace(&line, &format!("{line}prefill = \"{indicator}\"\n"))
    };
    with(&with(EVERY_KIND, "number", "spending"), "share", "population")
}

async fn set_up(site: &Site) -> (World, Visitor) {
    let world = World::set_up(site, &survey()).await;
    let mut tx = site.app.db().write().await.unwrap();
    let id = world.stored_in(&mut tx).await;
    let mut zabrze = municipalities::by_id(&mut tx, id).await.unwrap().unwrap();
    zabrze.population = Some(152_503);
    municipalities::save_many(&mut tx, &[zabrze]).await.unwrap();
    tx.commit().await.unwrap();
    import(site, &world, "1234.5").await;
    let anna = site.signed_in(world.officer).await;
    (world, anna)
}

async fn import(site: &Site, world: &World, value: &str) {
    let mut tx = site.app.db().write().await.unwrap();
    let figure = PublicValue {
        municipality_id: world.stored_in(&mut tx).await,
        indicator: "spending".to_owned(),
        value: value.parse().unwrap(),
        as_of: date(2024, 12, 31),
        source: "Rb-28S <b> https://dane.example.pl/rb".to_owned(),
    };
    public_values::save_many(&mut tx, world.campaign.network_id, &[figure], site.app.now()).await.unwrap();
    tx.commit().await.unwrap();
}

impl World {
    async fn stored_in(&self, tx: &mut miernik::store::Tx) -> uuid::Uuid {
        miernik::store::assessments::by_id(tx, self.assessment).await.unwrap().unwrap().municipality_id
    }
}

async fn answer(world: &World, visitor: &Visitor, fields: &[(&str, &str)]) -> Seen {
    let mut form = visitor.get(&world.at(PAGE)).await.form();
    for (name, value) in fields {
        if *name == "then" {
            form.smuggle(name, value);
        } else {
            form.set(name, value);
        }
    }
    visitor.submit(&form).await
}

fn number(text: &str) -> Answer {
    Answer::Answered(Value::Number(text.parse().unwrap()))
}

fn figure(contest: &str) -> PublicFigure {
    PublicFigure { value: "1234.5".parse().unwrap(), as_of: date(2024, 12, 31), contest: contest.to_owned() }
}

async fn a_public_figure_is_used(site: &Site) {
    let (world, anna) = set_up(site).await;
    let seen = anna.get(&world.at(PAGE)).await;
    let text = "Dane publiczne 1 234,5 (stan na 31 grudnia 2024) Źródło: Rb-28S <b> https://dane.example.pl/rb Użyj tej wartości";
    assert!(seen.text().contains(text), "{}", seen.text());
    assert!(seen.body.contains("<a class=\"govuk-link m-break\" href=\"https://dane.example.pl/rb\""), "{}", seen.body);
    let saved = answer(&world, &anna, &[("a:number:note", "Uwaga"), ("a:one:chosen", "option:low"), ("then", "public:number")]).await;
    assert_eq!((saved.status, saved.location), (StatusCode::SEE_OTHER, world.at("/sections/A/1#q-number")));
    let document = world.stored(site).await.document;
    let record = document.0["number"].clone();
    assert_eq!((&record.answer, record.version, record.note.as_str()), (&number("1234.5"), 1, "Uwaga"));
    assert_eq!((record.source.as_str(), record.as_of), ("Rb-28S <b> https://dane.example.pl/rb", Some(date(2024, 12, 31))));
    assert_eq!((record.public.clone(), record.author), (Some(figure("")), Some(world.officer)));
    assert!(document.0.contains_key("one"), "the rest of the page is saved too");
    let mut tx = site.app.db().read().await.unwrap();
    let lines: Vec<AnswerRecord> = history(&mut tx, world.assessment, "number").await.unwrap().into_iter().map(AnswerRecord::from).collect();
    assert_eq!(lines, [record]);
    drop(tx);
    // Used again it changes nothing.
    answer(&world, &anna, &[("then", "public:number")]).await;
    assert_eq!(world.stored(site).await.revision, 1);
    let seen = anna.get(&world.at(PAGE)).await;
    assert!(seen.text().contains("Odpowiedź jest taka sama.") && !seen.body.contains("value=\"public:number\""), "{}", seen.text());
    let check = anna.get(&world.at("/sections/A/check")).await;
    assert!(check.text().contains("Zgodnie z danymi publicznymi (stan na 31 grudnia 2024)"), "{}", check.text());
    // A question about which public data say nothing has nothing to use.
    assert_eq!(answer(&world, &anna, &[("then", "public:one")]).await.status, StatusCode::BAD_REQUEST);
    let english = anna.get(&world.at(PAGE).replace("/pl/", "/en/")).await;
    assert!(english.text().contains("Public data 1,234.5 (as of 31 December 2024)"), "{}", english.text());
}

async fn the_denominator_of_a_share_is_used(site: &Site) {
    let (world, anna) = set_up(site).await;
    let seen = anna.get(&world.at(PAGE)).await;
    let text = "Dane publiczne: Ile wszystkich 152 503 (stan na 31 grudnia 2024) Źródło: GUS, rejestr gmin w tym programie";
    assert!(seen.text().contains(text), "{}", seen.text());
    // Half a share comes back with the figure in it.
    let seen = answer(&world, &anna, &[("then", "public:share")]).await;
    assert_eq!((seen.status, seen.form().value("a:share:denominator")), (StatusCode::UNPROCESSABLE_ENTITY, Some("152503")));
    let saved = answer(&world, &anna, &[("a:share:numerator", "305"), ("a:share:source", "Listy obecności"), ("then", "public:share")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let record = world.stored(site).await.document.0["share"].clone();
    let share = Value::Share { numerator: 305.into(), denominator: 152_503.into(), date: None };
    assert_eq!((&record.answer, record.source.as_str()), (&Answer::Answered(share), "Listy obecności"), "what was said stays");
    assert_eq!((record.as_of, record.public.unwrap().value), (Some(date(2024, 12, 31)), Decimal::from(152_503)));
}

async fn a_public_figure_is_contested(site: &Site) {
    let (world, anna) = set_up(site).await;
    let saved = answer(&world, &anna, &[("a:number:value", "1300"), ("a:share:numerator", "1"), ("a:share:denominator", "150000")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "another answer is no fault: {}", saved.text());
    let seen = anna.get(&world.at(PAGE)).await;
    assert!(seen.text().contains("Odpowiedź jest inna: 1 300."), "{}", seen.text());
    let reason = "Bez dotacji <b>\nz 2023 r.";
    assert_eq!(answer(&world, &anna, &[("a:number:contest", reason)]).await.status, StatusCode::SEE_OTHER);
    let record = world.stored(site).await.document.0["number"].clone();
    assert_eq!((record.version, record.public.clone()), (2, Some(figure(reason))));
    assert_eq!(record.public.unwrap().standing(&record.answer), Some(Standing::Contested));
    // Sent again, it changes nothing; the form shows it.
    let seen = anna.get(&world.at(PAGE)).await;
    assert_eq!(seen.form().value("a:number:contest"), Some("Bez dotacji <b>\r\nz 2023 r."));
    anna.submit(&seen.form()).await;
    assert_eq!(world.stored(site).await.revision, 2);
    let words = "Gmina kwestionuje dane publiczne (1 234,5, stan na 31 grudnia 2024), ponieważ: Bez dotacji <b> z 2023 r.";
    for page in ["/sections/A/check", "/sections/A/history/number"] {
        let seen = anna.get(&world.at(page)).await;
        assert!(seen.text().contains(words), "{page}: {}", seen.text());
    }
    // The administrator sees the reason, the expert all of it once it is handed in.
    let administrator = site.signed_in(world.administrator).await;
    let seen = administrator.get("/pl/admin/networks/miasta/public-data").await;
    assert!(seen.text().contains("Zabrze Ile? 1 234,5 (stan na 31 grudnia 2024) Bez dotacji <b> z 2023 r."), "{}", seen.text());
    assert!(!seen.text().contains("1 300"), "the answer stays the municipality's own");
    let mut form = anna.get(&world.at("/submit")).await.form();
    form.tick("confirm", "yes", true);
    assert_eq!(anna.submit(&form).await.status, StatusCode::SEE_OTHER);
    let expert = site.signed_in(world.expert).await;
    let seen = expert.get("/pl/campaigns/miasta-2026/cities/teryt-2478011/review/A").await;
    assert!(seen.text().contains(words), "{}", seen.text());
    let differs = "Inaczej niż w danych publicznych: tam 152 503 (stan na 31 grudnia 2024)";
    assert!(seen.text().contains(differs), "{}", seen.text());
}

async fn a_contest_needs_a_figure_of_ones_own(site: &Site) {
    let (world, anna) = set_up(site).await;
    let seen = answer(&world, &anna, &[("a:number:contest", "Nieprawda")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("Jest powód, ale nie ma własnej wartości."), "{}", seen.text());
    assert_eq!(seen.form().value("a:number:contest"), Some("Nieprawda"), "what was typed is not lost");
    let seen = answer(&world, &anna, &[("a:number:value", "1234,50"), ("a:number:contest", "Nieprawda")]).await;
    assert!(seen.text().contains("Odpowiedź jest taka sama jak w danych publicznych"), "{}", seen.text());
    assert_eq!(world.stored(site).await.revision, 0);
    // Using the public figure takes the reason back.
    answer(&world, &anna, &[("a:number:value", "7"), ("a:number:contest", "Nieprawda")]).await;
    answer(&world, &anna, &[("then", "public:number")]).await;
    let record = world.stored(site).await.document.0["number"].clone();
    assert_eq!((record.answer, record.public), (number("1234.5"), Some(figure(""))));
}

async fn what_has_changed_meanwhile_is_not_used(site: &Site) {
    let (world, anna) = set_up(site).await;
    let (mut used, mut contested) = (anna.get(&world.at(PAGE)).await.form(), anna.get(&world.at(PAGE)).await.form());
    import(site, &world, "2000").await;
    used.set("a:one:chosen", "option:low").smuggle("then", "public:number");
    let seen = anna.submit(&used).await;
    assert_eq!((seen.status, seen.location.as_str()), (StatusCode::SEE_OTHER, world.at("/sections/A/1?public=changed#q-number").as_str()));
    let document = world.stored(site).await.document;
    assert!(document.0.contains_key("one") && !document.0.contains_key("number"), "the rest is saved");
    let seen = anna.get(&world.at("/sections/A/1?public=changed")).await;
    assert!(seen.text().contains("Dane publiczne zmieniły się od otwarcia strony"), "{}", seen.text());
    contested.set("a:number:value", "1300").set("a:number:contest", "Nieprawda");
    let seen = anna.submit(&contested).await;
    assert!(seen.text().contains("Proszę sprawdzić, czy powód jest nadal aktualny"), "{}", seen.text());
    // The page shows the new figure now: sent once more, it is taken.
    assert_eq!(anna.submit(&seen.form()).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.stored(site).await.document.0["number"].public.clone().unwrap().value, Decimal::from(2000));
}

async fn other_ways_of_answering_keep_it(site: &Site) {
    let (world, anna) = set_up(site).await;
    answer(&world, &anna, &[("a:number:value", "1300"), ("a:number:contest", "Nieprawda")]).await;
    answer(&world, &anna, &[("then", "public:number")]).await;
    // An earlier answer comes back with its reason.
    let page = world.at("/sections/A/history/number");
    let seen = anna.get(&page).await;
    let mut form = seen.form_to(&page);
    form.set("version", "1");
    assert_eq!(anna.submit(&form).await.status, StatusCode::SEE_OTHER);
    let record = world.stored(site).await.document.0["number"].clone();
    assert_eq!((record.version, &record.answer, record.public), (3, &number("1300"), Some(figure("Nieprawda"))));
    // "Do not know" is no figure that could be contested.
    let seen = answer(&world, &anna, &[("a:number:chosen", "do-not-know")]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer(&world, &anna, &[("a:number:chosen", "do-not-know"), ("a:number:contest", "")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.stored(site).await.document.0["number"].public, None);
}
