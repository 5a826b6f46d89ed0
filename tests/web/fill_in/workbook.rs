//! Filling in without a connection: a workbook goes out, comes back, and nobody's words are lost.

use axum::http::StatusCode;
use miernik::engine::answer::{Answer, Value};
use miernik::store::answer_history::of as history;

use crate::bombs::{Entry, sheet, tabs, workbook};
use crate::support::sheets::Sheets;
use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor};

both!(
    a_workbook_comes_back_and_is_taken_in,
    c1_two_people_one_question_in_a_file,
    the_same_form_twice_changes_nothing_twice,
    what_was_answered_between_looking_and_saving_is_not_overwritten,
    cells_that_cannot_be_taken_are_named,
    files_that_are_not_taken,
    a_closed_campaign_takes_no_file,
    random_edits_on_both_sides,
);

fn choice(option: &str) -> Answer {
    Answer::Answered(Value::Choice(option.to_owned()))
}

pub(super) async fn downloaded(visitor: &Visitor, world: &World, rest: &str) -> Sheets {
    let seen = visitor.get(&world.at(rest)).await;
    assert_eq!((seen.status, seen.kind.as_str()), (StatusCode::OK, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
    Sheets::of(&seen.bytes)
}

pub(super) async fn sent(visitor: &Visitor, world: &World, bytes: &[u8]) -> Seen {
    let page = visitor.get(&world.at("/workbook")).await;
    let csrf = page.form().value("csrf").unwrap().to_owned();
    visitor.upload(&world.at("/workbook"), &[("csrf", &csrf)], bytes).await
}

pub(super) async fn answered(visitor: &Visitor, world: &World, page: &str, fields: &[(&str, &str)]) {
    let mut form = visitor.get(&world.at(page)).await.form();
    for (name, value) in fields {
        form.set(name, value);
    }
    assert_eq!(visitor.submit(&form).await.status, StatusCode::SEE_OTHER);
}

async fn a_workbook_comes_back_and_is_taken_in(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    answered(&anna, &world, "/sections/A/1", &[("a:number:value", "5"), ("a:number:note", "przedtem")]).await;
    let mut sheets = downloaded(&anna, &world, "/workbook.xlsx").await;
    // Nothing was filled in yet.
    let seen = sent(&anna, &world, &sheets.bytes()).await;
    assert!(seen.text().contains("Skoroszyt niczego nie zmienia"), "{}", seen.text());
    sheets.fill("one", "", "E", "Dużo").fill("one", "", "I", "Z pliku\nw dwóch wierszach");
    sheets.fill("several", "option:y", "E", "x").fill("number", "", "E", "1 234,50").fill("share", "numerator", "E", "3");
    sheets.fill("share", "denominator", "E", "4").fill("yes", "", "D", "Nie wiem").fill("why", "option:time", "E", "1");
    sheets.fill("words", "", "D", "Nie dotyczy").fill("words", "", "H", "Nie prowadzimy");
    let seen = sent(&anna, &world, &sheets.bytes()).await;
    assert_eq!(seen.status, StatusCode::OK);
    for words in ["Do zapisania: 7 odpowiedzi", "Dużo", "1 234,50", "Z pliku", "Nic nie jest jeszcze zapisane"] {
        assert!(seen.text().replace('\u{a0}', " ").contains(words), "{words}: {}", seen.text());
    }
    assert_eq!(world.stored(site).await.revision, 1, "looking writes nothing");
    let done = anna.submit(&seen.form()).await;
    assert_eq!((done.status, done.location), (StatusCode::SEE_OTHER, world.at("/workbook?saved=7")));
    assert!(anna.get(&world.at("/workbook?saved=7")).await.text().contains("Zapisano 7 odpowiedzi"));
    let stored = world.stored(site).await;
    assert_eq!(stored.revision, 2, "one transaction");
    let record = &stored.document.0["one"];
    assert_eq!((&record.answer, record.note.as_str(), record.author), (&choice("do-not-know"), "Z pliku\nw dwóch wierszach", Some(world.officer)));
    assert_eq!(stored.document.0["yes"].answer, Answer::DoNotKnow);
    assert_eq!(stored.document.0["words"].answer, Answer::NotApplicable("Nie prowadzimy".to_owned()));
    let number = &stored.document.0["number"];
    assert_eq!((number.version, number.note.as_str()), (2, "przedtem"));
    let mut tx = site.app.db().read().await.unwrap();
    assert_eq!(history(&mut tx, world.assessment, "number").await.unwrap().len(), 2);
}

/// Through a file.
async fn c1_two_people_one_question_in_a_file(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let mut sheets = downloaded(&jan, &world, "/sections/A/workbook.xlsx").await;
    answered(&anna, &world, "/sections/A/1", &[("a:one:chosen", "option:low"), ("a:one:note", "Od Anny"), ("a:number:value", "7")]).await;
    sheets.fill("one", "", "E", "Dużo").fill("one", "", "I", "Od Jana").fill("yes", "", "E", "Tak").fill("number", "", "E", "7,00");
    let seen = sent(&jan, &world, &sheets.bytes()).await;
    for words in ["Dwie odpowiedzi: 1 pytanie", "Od Anny", "Od Jana", "Anna Nowak, 2 marca 2026, 10:00", "Do zapisania: 1 odpowiedź"] {
        assert!(seen.text().contains(words), "{words}: {}", seen.text());
    }
    // Without a choice the rest is saved, and the question is asked again.
    let again = jan.submit(&seen.form()).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text().contains("proszę wybrać, która odpowiedź ma zostać") && again.text().contains("Od Jana"), "{}", again.text());
    let stored = world.stored(site).await;
    assert_eq!((&stored.document.0["yes"].answer, &stored.document.0["one"].answer), (&choice("yes"), &choice("low")));
    let mut form = again.form();
    form.set("a:one:keep", "mine");
    assert_eq!(jan.submit(&form).await.status, StatusCode::SEE_OTHER);
    let record = world.stored(site).await.document.0["one"].clone();
    assert_eq!(
        (record.version, record.answer, record.note.as_str(), record.author),
        (2, choice("do-not-know"), "Od Jana", Some(world.second_officer))
    );
    let mut tx = site.app.db().read().await.unwrap();
    let lines = history(&mut tx, world.assessment, "one").await.unwrap();
    assert_eq!(lines.iter().map(|line| line.note.as_str()).collect::<Vec<_>>(), ["Od Anny", "Od Jana"]);
}

async fn the_same_form_twice_changes_nothing_twice(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut sheets = downloaded(&anna, &world, "/workbook.xlsx").await;
    sheets.fill("one", "", "E", "Mało");
    let form = sent(&anna, &world, &sheets.bytes()).await.form();
    for location in ["/workbook?saved=1", "/workbook?saved=0"] {
        assert_eq!(anna.submit(&form).await.location, world.at(location));
    }
    assert_eq!(world.stored(site).await.document.version("one"), 1);
    // The same file once more: it has nothing that is not saved.
    assert!(sent(&anna, &world, &sheets.bytes()).await.text().contains("Skoroszyt niczego nie zmienia"));
}

async fn what_was_answered_between_looking_and_saving_is_not_overwritten(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let mut sheets = downloaded(&jan, &world, "/workbook.xlsx").await;
    sheets.fill("one", "", "E", "Dużo").fill("yes", "", "E", "Nie");
    let form = sent(&jan, &world, &sheets.bytes()).await.form();
    answered(&anna, &world, "/sections/A/1", &[("a:one:chosen", "option:low")]).await;
    let seen = jan.submit(&form).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.text().contains("Zapisano 1 odpowiedź") && seen.text().contains("Anna Nowak"), "{}", seen.text());
    let stored = world.stored(site).await;
    assert_eq!((&stored.document.0["one"].answer, &stored.document.0["yes"].answer), (&choice("low"), &choice("no")));
    let mut form = seen.form();
    form.set("a:one:keep", "theirs");
    assert_eq!(jan.submit(&form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.stored(site).await.document.version("one"), 1);
}

async fn cells_that_cannot_be_taken_are_named(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut sheets = downloaded(&anna, &world, "/workbook.xlsx").await;
    sheets.fill("number", "", "E", "1.234").fill("day", "", "E", "31.02.2026").fill("one", "", "D", "być może").fill("yes", "", "D", "Odpowiedź");
    sheets.fill("more", "", "D", "Nie dotyczy").fill("line", "", "E", "to jest dobre");
    let seen = sent(&anna, &world, &sheets.bytes()).await;
    let number = sheets.address("number", "", "E");
    for words in [
        "Do poprawienia: 5 miejsc",
        &format!("1. Część pierwsza!{number} („Ile?”): „1.234” można zrozumieć na dwa sposoby"),
        "„31.02.2026” to nie jest data",
        "„być może” nie jest stanem",
        "Stan mówi, że jest odpowiedź",
        "Do zapisania: 1 odpowiedź",
    ] {
        assert!(seen.text().contains(words), "{words}: {}", seen.text());
    }
    assert_eq!(anna.submit(&seen.form()).await.location, world.at("/workbook?saved=1"));
    assert_eq!(world.stored(site).await.document.0.keys().collect::<Vec<_>>(), ["line"]);
}

async fn files_that_are_not_taken(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let own = downloaded(&anna, &world, "/workbook.xlsx").await.bytes();
    let ewa = site.signed_in(world.other_officer).await;
    let refused = |seen: &Seen, words: &str| {
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.text().contains(words), "{words}: {}", seen.text());
    };
    let other = World { assessment: world.other_assessment, ..world };
    refused(&sent(&ewa, &other, &own).await, "należy do innej samooceny");
    let world = World { assessment: Sheets::of(&own).about("assessment").parse().unwrap(), ..other };
    refused(&sent(&anna, &world, b"no workbook").await, "nie jest skoroszytem");
    refused(&sent(&anna, &world, b"").await, "Proszę wybrać wypełniony skoroszyt");
    let mut older = Sheets::of(&own);
    older.set_about("hash", "0").set_about("version", "0.9");
    refused(&sent(&anna, &world, &older.bytes()).await, "dla innej wersji ankiety (every-kind 0.9)");
    let mut newer = Sheets::of(&own);
    newer.set_about("miernik-offline", "2");
    refused(&sent(&anna, &world, &newer.bytes()).await, "inna wersja programu");
    // S15: workbooks that mean harm; all kinds of them are in `tests/workbook_bombs.rs`.
    let blanks = Entry::deflated("xl/worksheets/sheet1.xml", &vec![b' '; 5 << 20]);
    let harmful = [workbook(blanks, None), workbook(sheet("").declaring(17 << 20), None), tabs(&[0; 64], &["<worksheet/>"])];
    for bytes in harmful {
        refused(&sent(&anna, &world, &bytes).await, "Skoroszyt jest za duży");
    }
    // S19: too large to be read at all; S6: not the form of this sign-in.
    assert_eq!(sent(&anna, &world, &vec![b'P'; 9 << 20]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(anna.upload(&world.at("/workbook"), &[("csrf", "x")], &own).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.stored(site).await.revision, 0);
}

async fn a_closed_campaign_takes_no_file(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let mut sheets = downloaded(&anna, &world, "/workbook.xlsx").await;
    sheets.fill("one", "", "E", "Mało");
    let page = anna.get(&world.at("/workbook")).await;
    let csrf = page.form().value("csrf").unwrap().to_owned();
    let form = sent(&anna, &world, &sheets.bytes()).await.form();
    world.close(site).await;
    assert_eq!(anna.submit(&form).await.status, StatusCode::CONFLICT);
    assert_eq!(anna.upload(&world.at("/workbook"), &[("csrf", &csrf)], &sheets.bytes()).await.status, StatusCode::CONFLICT);
    assert!(anna.get(&world.at("/workbook")).await.text().contains("nie można też wysłać skoroszytu"));
    assert_eq!(world.stored(site).await.revision, 0);
}

/// Two people change the same questions at random, one in a file and one on the page: what is kept in the end follows the rule, and every acknowledged
/// answer is in the history.
async fn random_edits_on_both_sides(site: &Site) {
    const QUESTIONS: [&str; 3] = ["number", "follow.up", "day"];
    let world = World::set_up(site, EVERY_KIND).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    answered(&anna, &world, "/sections/A/1", &[("a:share:numerator", "1"), ("a:share:denominator", "2")]).await;
    let mut chance = 20_260_302_u64;
    let mut next = |most: u64| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) % most
    };
    let text = |question: &str, value: u64| if question == "day" { format!("0{}.03.2026", value + 1) } else { value.to_string() };
    for _ in 0..12 {
        let before = world.stored(site).await.document;
        let mut sheets = downloaded(&jan, &world, "/sections/A/workbook.xlsx").await;
        let (mut in_file, mut on_page) = (Vec::new(), Vec::new());
        for question in QUESTIONS {
            in_file.push((next(2) == 0).then(|| text(question, next(4))));
            on_page.push((next(2) == 0).then(|| text(question, next(4))));
        }
        for (question, value) in QUESTIONS.iter().zip(&in_file) {
            if let Some(value) = value {
                sheets.fill(question, "", "E", value);
            }
        }
        for (question, value) in QUESTIONS.iter().zip(&on_page) {
            if let Some(value) = value {
                let page = if *question == "number" { "/sections/A/1" } else { "/sections/A/2" };
                answered(&anna, &world, page, &[(&format!("a:{question}:value"), value)]).await;
            }
        }
        let meanwhile = world.stored(site).await.document;
        let seen = sent(&jan, &world, &sheets.bytes()).await;
        if seen.body.contains("name=\"question[]\"") {
            jan.submit(&seen.form()).await;
        }
        let after = world.stored(site).await.document;
        let mut tx = site.app.db().read().await.unwrap();
        for (question, typed) in QUESTIONS.iter().zip(&in_file) {
            let value = |document: &miernik::store::assessments::Document| document.0.get(*question).map(|record| record.answer.clone());
            let (base, now, kept) = (value(&before), value(&meanwhile), value(&after));
            let survey = miernik::engine::read(EVERY_KIND, miernik::engine::Notation::Toml).unwrap().survey;
            let file = match typed {
                None => base.clone(),
                Some(typed) => {
                    let form = miernik::service::fill_in::Typed { text: typed.clone(), ..Default::default() };
                    Some(form.read(survey.question(survey.question_ix(question).unwrap()), None).unwrap().answer)
                }
            };
            // Without a choice a conflict leaves what is kept.
            let expected = if file != base && now == base { file } else { now };
            assert_eq!(kept, expected, "{question}");
            let lines = history(&mut tx, world.assessment, question).await.unwrap();
            assert_eq!(lines.len(), usize::try_from(after.version(question)).unwrap(), "{question}: every version is in the history");
        }
    }
}
