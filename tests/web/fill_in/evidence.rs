//! What stands beside an answer: source, day, grade, links.

use axum::http::StatusCode;
use jiff::civil::date;
use miernik::engine::answer::Answer;
use miernik::store::answer_history::of as history;
use miernik::store::assessments::AnswerRecord;
use miernik::store::evidence::{Evidence, EvidenceGrade};

use crate::support::Site;
use crate::support::world::{EVERY_KIND, World};

both!(
    what_backs_an_answer_is_saved_with_it,
    what_is_no_web_address_comes_back,
    two_sources_are_a_conflict,
    one_given_up_stays_in_the_history,
    restoring_brings_all_of_it_back,
    saving_in_the_background_and_by_workbook
);

const PAGE: &str = "/sections/A/1";

async fn what_backs_an_answer_is_saved_with_it(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("a:one:chosen", "option:low").set("a:one:source", "Rejestr „U” <b>").set("a:one:asof", "31.12.2025").set("a:one:grade", "published");
    form.set("a:one:links", " https://bip.example.pl/u?id=1&x=ż \r\n\r\nHTTP://example.org\r\nhttps://bip.example.pl/u?id=1&x=ż");
    assert_eq!(anna.submit(&form).await.status, StatusCode::SEE_OTHER);
    let record = world.stored(site).await.document.0["one"].clone();
    assert_eq!((record.version, record.source.as_str(), record.as_of), (1, "Rejestr „U” <b>", Some(date(2025, 12, 31))));
    let links = ["https://bip.example.pl/u?id=1&x=ż", "HTTP://example.org"].map(|link| Evidence::Link(link.to_owned()));
    assert_eq!((record.grade, record.evidence.as_slice()), (Some(EvidenceGrade::Published), links.as_slice()));
    let mut tx = site.app.db().read().await.unwrap();
    let lines = history(&mut tx, world.assessment, "one").await.unwrap();
    assert_eq!(lines.into_iter().map(AnswerRecord::from).collect::<Vec<_>>(), [record], "the history keeps all of it");
    drop(tx);

    let seen = anna.get(&world.at("/sections/A/check")).await;
    for words in ["Rejestr „U” <b>", "31 grudnia 2025", "Opublikowane: każdy może sprawdzić"] {
        assert!(seen.text().contains(words), "{words}: {}", seen.text());
    }
    let link = "<a class=\"govuk-link m-break\" href=\"https://bip.example.pl/u?id=1&amp;x=ż\" rel=\"nofollow noopener noreferrer ugc\">";
    assert!(seen.body.contains(link), "{}", seen.body);
    // The form shows it again, and sending it again changes nothing.
    let form = anna.get(&world.at(PAGE)).await.form();
    assert_eq!(form.value("a:one:asof"), Some("31.12.2025"));
    assert_eq!(form.value("a:one:links"), Some("https://bip.example.pl/u?id=1&x=ż\r\nHTTP://example.org"));
    assert_eq!(anna.submit(&form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.stored(site).await.revision, 1);
}

/// S21: a link is words with an address; what could be anything else is refused, and nothing is fetched.
async fn what_is_no_web_address_comes_back(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let wrong = [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "http://.",
        "https://bank.pl@evil.example/",
        "https://a b.pl",
        "https://a.pl/\"onmouseover=\"x",
        "https://a.pl/\u{202e}fdp",
        "//a.pl",
        "a.pl",
    ];
    for link in wrong {
        let mut form = anna.get(&world.at(PAGE)).await.form();
        form.set("a:one:chosen", "option:low").set("a:one:note", "Zostaje").set("a:one:links", link).set("a:one:source", "Źródło");
        let seen = anna.submit(&form).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{link}");
        let form = seen.form();
        let kept = ["chosen", "note", "links", "source"].map(|field| form.value(&format!("a:one:{field}")).unwrap_or_default().to_owned());
        assert_eq!(kept, ["option:low", "Zostaje", link, "Źródło"], "{link}");
        assert!(seen.body.contains("id=\"q-one-links-error\""), "{link}");
    }
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("a:one:links", &(0..11).map(|n| format!("https://a.pl/{n}\n")).collect::<String>()).set("a:one:asof", "kiedyś");
    let seen = anna.submit(&form).await;
    assert!(seen.text().contains("Proszę podać najwyżej 10 linków") && seen.text().contains("„kiedyś” to nie jest data"), "{}", seen.text());
    form.set("a:one:links", "").set("a:one:asof", "").set("a:one:source", &"ż".repeat(1_001));
    assert_eq!(anna.submit(&form).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    form.set("a:one:source", "").set("a:one:grade", "sworn");
    assert_eq!(anna.submit(&form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a grade that does not exist");
    assert_eq!(world.stored(site).await.revision, 0);
}

async fn two_sources_are_a_conflict(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let (mut hers, mut his) = (anna.get(&world.at(PAGE)).await.form(), jan.get(&world.at(PAGE)).await.form());
    hers.set("a:one:chosen", "option:low").set("a:one:source", "Z rejestru");
    his.set("a:one:chosen", "option:low").set("a:one:source", "Z pamięci");
    assert_eq!(anna.submit(&hers).await.status, StatusCode::SEE_OTHER);
    let seen = jan.submit(&his).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.text().contains("Z rejestru") && seen.text().contains("Z pamięci"), "{}", seen.text());
}

/// Sources of the versions of an answer, the oldest first.
async fn sources(site: &Site, world: &World) -> Vec<String> {
    let mut tx = site.app.db().read().await.unwrap();
    history(&mut tx, world.assessment, "one").await.unwrap().into_iter().map(|line| line.source).collect()
}

async fn one_given_up_stays_in_the_history(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let (mut hers, mut his) = (anna.get(&world.at(PAGE)).await.form(), jan.get(&world.at(PAGE)).await.form());
    hers.set("a:one:source", "Z rejestru");
    his.set("a:one:source", "Z pamięci");
    anna.submit(&hers).await;
    let mut choice = jan.submit(&his).await.form();
    choice.set("a:one:keep", "theirs");
    assert_eq!(jan.submit(&choice).await.status, StatusCode::SEE_OTHER);
    assert_eq!(sources(site, &world).await, ["Z rejestru", "Z pamięci", "Z rejestru"]);
    assert_eq!(world.stored(site).await.document.0["one"].source, "Z rejestru");
}

async fn restoring_brings_all_of_it_back(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("a:one:chosen", "option:low")
        .set("a:one:source", "Rejestr")
        .set("a:one:asof", "31.12.2025")
        .set("a:one:links", "https://bip.example.pl");
    anna.submit(&form).await;
    let first = world.stored(site).await.document.0["one"].clone();
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("a:one:source", "").set("a:one:asof", "").set("a:one:links", "");
    anna.submit(&form).await;
    let seen = anna.get(&world.at("/sections/A/history/one")).await;
    assert!(seen.text().contains("Rejestr") && seen.text().contains("https://bip.example.pl"), "{}", seen.text());
    assert_eq!(anna.submit(&seen.form()).await.status, StatusCode::SEE_OTHER);
    let now = world.stored(site).await.document.0["one"].clone();
    assert_eq!(now, AnswerRecord { version: 3, ..first });
}

async fn saving_in_the_background_and_by_workbook(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut form = anna.get(&world.at(PAGE)).await.form();
    form.set("a:one:chosen", "option:low").set("a:one:source", "Rejestr").set("a:one:grade", "audited").smuggle("then", "autosave");
    assert_eq!(anna.submit(&form).await.status, StatusCode::OK);
    let first = world.stored(site).await.document.0["one"].clone();
    assert_eq!((first.version, first.source.as_str(), first.grade), (1, "Rejestr", Some(EvidenceGrade::Audited)));
    // A page that a workbook has made knows nothing of what stands beside the note.
    let assessment = world.assessment.to_string();
    let csrf = form.value("csrf").unwrap().to_owned();
    let fields =
        [("csrf", csrf.as_str()), ("form", &assessment), ("question[]", "one@1"), ("a:one:chosen", "do-not-know"), ("a:one:note", "Z pliku")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(anna.post(&world.at("/workbook/apply"), &fields).await.status, StatusCode::SEE_OTHER);
    let now = world.stored(site).await.document.0["one"].clone();
    assert_eq!(now, AnswerRecord { version: 2, answer: Answer::DoNotKnow, note: "Z pliku".to_owned(), ..first });
}
