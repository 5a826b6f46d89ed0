//! What is typed is saved as it was typed, or comes back with the reason.

use axum::http::StatusCode;
use miernik::engine::answer::{Answer, Value};
use miernik::engine::survey::Survey;
use miernik::engine::{Notation, read, sheet};
use miernik::report::csv::masked;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::support::form::Form;
use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor};

both!(
    every_kind_is_saved_and_shown_again,
    l5_texts_come_back_byte_for_byte,
    l6_numbers_are_understood_by_rule_or_refused_by_name,
    a_hundred_thousand_characters_fit_and_one_more_is_refused_beside_the_field,
    what_is_wrong_comes_back_and_the_rest_is_saved,
    a_value_beside_do_not_know_asks_which_one,
    a_reason_is_needed_and_never_dropped,
    reasons_are_ranked,
    none_of_these_stands_alone,
    answers_can_be_taken_away,
    a_hidden_answer_is_kept_and_comes_back,
);

async fn officer(site: &Site) -> (World, Visitor) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.officer).await;
    (world, visitor)
}

async fn page(world: &World, visitor: &Visitor, section: &str) -> Form {
    visitor.get(&world.at(&format!("/sections/{section}"))).await.form()
}

async fn stored(site: &Site, world: &World, question: &str) -> Answer {
    world.stored(site).await.document.0.get(question).map(|record| record.answer.clone()).unwrap_or_default()
}

fn number(text: &str) -> Answer {
    Answer::Answered(Value::Number(text.parse().unwrap()))
}

#[track_caller]
fn is_saved(seen: &Seen) {
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text());
}

async fn every_kind_is_saved_and_shown_again(site: &Site) {
    let (world, visitor) = officer(site).await;
    let mut form = page(&world, &visitor, "A/1").await;
    form.set("a:one:chosen", "option:do-not-know").set("a:yes:chosen", "do-not-know").tick("a:several:option[]", "x", true);
    form.set("a:number:value", "1 234,50").set("a:share:numerator", "17").set("a:share:denominator", "40").set("a:share:date", "31.03.2026");
    let seen = visitor.submit(&form).await;
    is_saved(&seen);
    assert!(seen.location.ends_with("/sections/A/1?more=1"), "another question has appeared: {}", seen.location);
    let mut form = page(&world, &visitor, "A/1").await;
    form.set("a:one:note", "Uwaga 🙂\nw dwóch wierszach");
    let seen = visitor.submit(&form).await;
    assert!(seen.location.ends_with("/sections/A/2"), "{}", seen.location);
    let mut form = page(&world, &visitor, "A/2").await;
    form.set("a:follow.up:value", "3").set("a:day:value", "1.2.2026").set("a:line:chosen", "not-applicable").set("a:line:reason", "Nie mamy");
    form.set("a:words:value", " <b>\n");
    is_saved(&visitor.submit(&form).await);

    let document = world.stored(site).await.document;
    let kept: Vec<String> = document.0.iter().map(|(id, record)| format!("{id} {} {:?}", record.version, record.answer)).collect();
    assert_eq!(
        kept.join("\n"),
        "day 1 Answered(Date(2026-02-01))\n\
         follow.up 1 Answered(Number(3))\n\
         line 1 NotApplicable(\"Nie mamy\")\n\
         number 1 Answered(Number(1234.50))\n\
         one 2 Answered(Choice(\"do-not-know\"))\n\
         several 1 Answered(Choices([\"x\"]))\n\
         share 1 Answered(Share { numerator: 17, denominator: 40, date: Some(2026-03-31) })\n\
         words 1 Answered(Text(\" <b>\\n\"))\n\
         yes 1 DoNotKnow"
    );
    assert_eq!(document.0["one"].note, "Uwaga 🙂\nw dwóch wierszach");
    let shown = visitor.get(&world.at("/sections/A/1")).await;
    assert!(shown.text().contains("Zapisano: 42,5% (17 z 40), stan na 31 marca 2026"), "{}", shown.text());
    assert!(shown.text().contains("Zapisano: 1 234,50 zł"), "{}", shown.text());

    // Sending what is shown, in either language, changes nothing.
    let revision = world.stored(site).await.revision;
    for path in ["/pl", "/en"] {
        for part in ["A/1", "A/2"] {
            let path = world.at(&format!("/sections/{part}")).replacen("/pl", path, 1);
            is_saved(&visitor.submit(&visitor.get(&path).await.form()).await);
        }
    }
    assert_eq!(world.stored(site).await.revision, revision);
}

/// Saved, shown, exported and read in again, byte for byte.
async fn l5_texts_come_back_byte_for_byte(site: &Site) {
    let (world, visitor) = officer(site).await;
    let survey = read(EVERY_KIND, Notation::Toml).unwrap().survey;
    let mut texts: Vec<String> =
        ["0", " ", "<b>", "=1+1", "a & b \"c\" 'd'", "&lt;", "\n", "\n\n x", "🙂👩‍👩‍👧", "\u{202e}שלום", "e\u{301}", "do-not-know", "\t", "\u{feff}x"]
            .map(str::to_owned)
            .to_vec();
    // And some that nobody has thought of.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for _ in 0..20 {
        let tree = any::<String>().new_tree(&mut runner).unwrap();
        texts.push(tree.current().replace(['\0', '\r'], " "));
    }
    for text in texts.iter().filter(|text| !text.is_empty()) {
        let mut form = page(&world, &visitor, "A/2").await;
        form.set("a:words:value", text).set("a:words:note", text);
        if !text.contains('\n') {
            form.set("a:line:value", text);
        }
        is_saved(&visitor.submit(&form).await);
        let document = world.stored(site).await.document;
        assert_eq!(document.0["words"].answer, Answer::Answered(Value::Text(text.clone())));
        assert_eq!(&document.0["words"].note, text);
        if !text.contains('\n') {
            assert_eq!(document.0["line"].answer, Answer::Answered(Value::Text(text.clone())));
        }
        let shown = page(&world, &visitor, "A/2").await;
        assert_eq!(shown.value("a:words:value").unwrap().replace("\r\n", "\n"), *text);
        exported_and_read_in(&world, &visitor, &survey, text).await;
    }
    let mut form = page(&world, &visitor, "A/2").await;
    form.set("a:words:value", "");
    is_saved(&visitor.submit(&form).await);
    assert_eq!(stored(site, &world, "words").await, Answer::NotAnswered);
}

/// The text of the answer `words` and its note in the file of the city, and in a sheet that is read in.
async fn exported_and_read_in(world: &World, visitor: &Visitor, survey: &Survey, text: &str) {
    let file = visitor.get(&format!("/pl/campaigns/{}/cities/teryt-2478011/export/long-excel.csv", world.campaign.slug)).await;
    let bytes = file.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let at = |name: &str| header.iter().position(|known| known.to_lowercase() == name).unwrap_or_else(|| panic!("{name}: {header:?}"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| &row[at("pozycja")] == "words").unwrap();
    // What a spreadsheet would take for a formula has an apostrophe before it, and nothing else changes.
    assert_eq!((&row[at("odpowiedź")], &row[at("uwaga")]), (masked(text).as_ref(), masked(text).as_ref()));
    // To a sheet, a cell of nothing but blanks is an empty one.
    if text.trim().is_empty() {
        return;
    }
    let mut sheet = csv::Writer::from_writer(Vec::new());
    sheet.write_record(["unit", "words"]).unwrap();
    sheet.write_record(["zabrze", text]).unwrap();
    let mut answers = Vec::new();
    sheet::read(survey, sheet.into_inner().unwrap().as_slice(), |unit| answers.extend(unit.answers)).unwrap();
    assert_eq!(answers[survey.question_ix("words").unwrap().0], Answer::Answered(Value::Text(text.to_owned())));
}

async fn l6_numbers_are_understood_by_rule_or_refused_by_name(site: &Site) {
    let (world, visitor) = officer(site).await;
    let cases = [
        ("0", Ok("0")),
        ("3,5", Ok("3.5")),
        ("3.5", Ok("3.5")),
        ("1 234,50", Ok("1234.50")),
        ("1\u{a0}234,50", Ok("1234.50")),
        ("1\u{202f}234,50 zł", Ok("1234.50")),
        ("−5", Ok("-5")),
        ("1.234", Err("można zrozumieć na dwa sposoby")),
        ("٣", Err("to nie jest liczba")),
        ("1e3", Err("to nie jest liczba")),
        ("=1+1", Err("to nie jest liczba")),
        ("1,234", Err("Za dużo cyfr po przecinku")),
        ("-11", Err("Liczba jest za mała: najmniej −10")),
        ("1000001", Err("Liczba jest za duża")),
    ];
    for (typed, expected) in cases {
        let before = stored(site, &world, "number").await;
        let mut form = page(&world, &visitor, "A/1").await;
        form.set("a:number:value", typed);
        let seen = visitor.submit(&form).await;
        match expected {
            Ok(understood) => {
                is_saved(&seen);
                let Answer::Answered(Value::Number(kept)) = stored(site, &world, "number").await else { panic!("{typed}") };
                assert_eq!(kept.to_string(), understood, "{typed}");
            }
            Err(reason) => {
                assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
                assert!(seen.text().contains(reason), "{typed}: {}", seen.text());
                assert_eq!(seen.form().value("a:number:value"), Some(typed), "as it was typed");
                assert!(seen.body.contains("<title>Błąd: "), "{}", &seen.body[..400]);
                assert_eq!(stored(site, &world, "number").await, before, "{typed}");
            }
        }
    }
}

async fn a_hundred_thousand_characters_fit_and_one_more_is_refused_beside_the_field(site: &Site) {
    let (world, visitor) = officer(site).await;
    let note = "ż".repeat(100_000);
    let mut form = page(&world, &visitor, "A/1").await;
    form.set("a:one:note", &note);
    is_saved(&visitor.submit(&form).await);
    assert_eq!(world.stored(site).await.document.0["one"].note, note);
    let longer = note.clone() + "!";
    let mut form = page(&world, &visitor, "A/1").await;
    form.set("a:one:note", &longer).set("a:yes:chosen", "option:yes");
    let seen = visitor.submit(&form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("(liczba znaków: 100 001, dozwolona: 100 000)"));
    assert_eq!(seen.form().value("a:one:note"), Some(longer.as_str()));
    assert!(seen.body.contains("id=\"q-one-note-error\"") && seen.body.contains("aria-describedby=\"q-one-note-error\""));
    assert!(stored(site, &world, "yes").await.is_answered());
}

async fn what_is_wrong_comes_back_and_the_rest_is_saved(site: &Site) {
    let (world, visitor) = officer(site).await;
    let mut form = page(&world, &visitor, "A/1").await;
    form.set("a:one:chosen", "option:low").set("a:number:value", "dużo").set("a:share:numerator", "5").set("a:share:denominator", "4");
    let seen = visitor.submit(&form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("Pozostałe odpowiedzi z tej strony są zapisane"), "{}", seen.text());
    assert!(seen.body.contains("href=\"#q-number-value\"") && seen.body.contains("href=\"#q-share-numerator\""));
    let mut form = seen.form();
    assert_eq!((form.value("a:number:value"), form.value("a:share:numerator")), (Some("dużo"), Some("5")));
    assert_eq!(form.value("question[]"), Some("one@1"), "what was saved has its new version");
    form.set("a:number:value", "7").set("a:share:numerator", "4");
    is_saved(&visitor.submit(&form).await);
    assert_eq!(stored(site, &world, "number").await, number("7"));
    assert_eq!(world.stored(site).await.document.version("one"), 1);
}

async fn a_value_beside_do_not_know_asks_which_one(site: &Site) {
    let (world, visitor) = officer(site).await;
    let mut form = page(&world, &visitor, "A/1").await;
    form.set("a:number:value", "7").set("a:number:chosen", "do-not-know");
    let seen = visitor.submit(&form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("Proszę zostawić jedno z nich"));
    assert_eq!((seen.form().value("a:number:value"), seen.form().value("a:number:chosen")), (Some("7"), Some("do-not-know")));
    let mut form = seen.form();
    form.set("a:number:chosen", "value");
    is_saved(&visitor.submit(&form).await);
    assert_eq!(stored(site, &world, "number").await, number("7"));
    // The number that was there before is no reason to ask: the new choice counts.
    let mut form = page(&world, &visitor, "A/1").await;
    form.set("a:number:chosen", "do-not-know");
    is_saved(&visitor.submit(&form).await);
    assert_eq!(stored(site, &world, "number").await, Answer::DoNotKnow);
    // Nor is "do not know" from before: the new number counts.
    let mut form = page(&world, &visitor, "A/1").await;
    form.set("a:number:value", "8");
    is_saved(&visitor.submit(&form).await);
    assert_eq!(stored(site, &world, "number").await, number("8"));
}

async fn a_reason_is_needed_and_never_dropped(site: &Site) {
    let (world, visitor) = officer(site).await;
    let mut form = page(&world, &visitor, "A/1").await;
    form.set("a:one:chosen", "not-applicable").set("a:several:reason", "Bo tak");
    let seen = visitor.submit(&form).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text().contains("Proszę napisać, dlaczego to pytanie nie dotyczy gminy"));
    assert!(seen.text().contains("Jest powód, ale nie wybrano"));
    assert_eq!(seen.form().value("a:several:reason"), Some("Bo tak"));
    let mut form = seen.form();
    form.set("a:one:reason", "Nie ma").set("a:several:chosen", "not-applicable");
    is_saved(&visitor.submit(&form).await);
    assert_eq!(stored(site, &world, "one").await, Answer::NotApplicable("Nie ma".to_owned()));
    assert_eq!(stored(site, &world, "several").await, Answer::NotApplicable("Bo tak".to_owned()));
    let mut form = page(&world, &visitor, "A/1").await;
    form.smuggle("a:yes:chosen", "not-applicable").smuggle("a:yes:reason", "x");
    let seen = visitor.submit(&form).await;
    assert!(seen.text().contains("To pytanie dotyczy każdej gminy"), "{}", seen.text());
}

async fn reasons_are_ranked(site: &Site) {
    let (world, visitor) = officer(site).await;
    let mut form = page(&world, &visitor, "B/1").await;
    form.set("a:why:rank:people", "1").set("a:why:basis:people", "survey").set("a:why:rank:cost", "1").set("a:why:basis:time", "guess");
    let seen = visitor.submit(&form).await;
    assert!(seen.text().contains("Brak miejsca przy przyczynie „Czas”"), "{}", seen.text());
    let mut form = seen.form();
    assert_eq!((form.value("a:why:basis:time"), form.value("a:why:rank:cost")), (Some("guess"), Some("1")));
    form.set("a:why:basis:time", "");
    let seen = visitor.submit(&form).await;
    assert!(seen.text().contains("Dwie przyczyny mają miejsce 1"), "{}", seen.text());
    let mut form = seen.form();
    form.set("a:why:rank:cost", "3");
    is_saved(&visitor.submit(&form).await);
    let text = visitor.get(&world.at("/sections/B/check")).await.text();
    assert!(text.contains("Ludzie – Badanie Koszt"), "{text}");
    let form = page(&world, &visitor, "B/1").await;
    assert_eq!((form.value("a:why:rank:people"), form.value("a:why:rank:cost")), (Some("1"), Some("2")));
}

async fn none_of_these_stands_alone(site: &Site) {
    let (world, visitor) = officer(site).await;
    let mut form = page(&world, &visitor, "A/1").await;
    form.tick("a:several:option[]", "x", true).tick("a:several:option[]", "none", true);
    let seen = visitor.submit(&form).await;
    assert!(seen.text().contains("„Żadne” nie można łączyć z innymi"), "{}", seen.text());
    let mut form = seen.form();
    form.tick("a:several:option[]", "x", false);
    is_saved(&visitor.submit(&form).await);
    assert_eq!(stored(site, &world, "several").await, Answer::Answered(Value::Choices(vec!["none".to_owned()])));
}

async fn answers_can_be_taken_away(site: &Site) {
    let (world, visitor) = officer(site).await;
    let mut form = page(&world, &visitor, "A/1").await;
    assert!(!form.sent().iter().any(|(name, _)| name == "a:one:chosen"), "nothing is chosen beforehand");
    form.set("a:one:chosen", "option:low").set("a:number:value", "5").tick("a:several:option[]", "y", true);
    is_saved(&visitor.submit(&form).await);
    let mut form = page(&world, &visitor, "A/1").await;
    form.set("a:one:chosen", "").set("a:number:value", "").tick("a:several:option[]", "y", false);
    is_saved(&visitor.submit(&form).await);
    for question in ["one", "number", "several"] {
        assert_eq!(stored(site, &world, question).await, Answer::NotAnswered);
        assert_eq!(world.stored(site).await.document.version(question), 2, "the history knows both");
    }
}

async fn a_hidden_answer_is_kept_and_comes_back(site: &Site) {
    let (world, visitor) = officer(site).await;
    assert!(!page(&world, &visitor, "A/2").await.names().contains(&"a:follow.up:value"), "not asked yet");
    let share = async |numerator: &str| {
        let mut form = page(&world, &visitor, "A/1").await;
        form.set("a:share:numerator", numerator).set("a:share:denominator", "4");
        is_saved(&visitor.submit(&form).await);
    };
    share("1").await;
    let mut form = page(&world, &visitor, "A/2").await;
    form.set("a:follow.up:value", "5");
    let late = form.clone();
    is_saved(&visitor.submit(&form).await);
    share("0").await;
    assert!(!page(&world, &visitor, "A/2").await.names().contains(&"a:follow.up:value"));
    assert!(!visitor.get(&world.at("/sections/A/check")).await.text().contains("Skoro tak"));
    assert_eq!(stored(site, &world, "follow.up").await, number("5"));
    // Typed while somebody else hid the question: kept as well.
    let mut late = late;
    late.set("a:follow.up:value", "6");
    let late = late.with_field("question[]", "follow.up@0", "follow.up@1");
    is_saved(&visitor.submit(&late).await);
    assert_eq!(stored(site, &world, "follow.up").await, number("6"));
    share("2").await;
    assert_eq!(page(&world, &visitor, "A/2").await.value("a:follow.up:value"), Some("6"));
}
