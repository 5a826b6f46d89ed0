//! What the link of a delegation opens beyond the pages of questions: workbooks, files, what is said of contradictions; and erasing who was asked.

use axum::http::StatusCode;
use miernik::engine::{self, Notation};
use miernik::offline;
use miernik::store::{audit, people};

use super::delegation::{asked, contributor, give_back};
use super::files::{FILES, PDF, add, files, form, send};
use super::workbook::{answered, downloaded, sent};
use crate::support::sheets::Sheets;
use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor};

both!(
    a_workbook_of_the_own_sections,
    a_workbook_of_everything_changes_the_own_sections_alone,
    a_section_that_was_given_back_takes_no_workbook,
    a_file_behind_an_answer,
    a_contradiction_does_not_tell_of_other_sections,
    who_was_asked_is_erased
);

async fn csrf(visitor: &Visitor, world: &World) -> String {
    visitor.get(&world.at("")).await.form().value("csrf").unwrap().to_owned()
}

async fn a_workbook_of_the_own_sections(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    answered(&anna, &world, "/sections/B/1", &[("a:why:note", "tajne w B")]).await;
    let (iga, ..) = contributor(site, &world, &anna).await;
    assert!(iga.get(&world.at("")).await.body.contains(&format!("href=\"{}\"", world.at("/workbook"))));
    let page = iga.get(&world.at("/workbook")).await;
    assert!(page.text().contains("Wszystkie części, których dotyczy prośba (XLSX)") && !page.text().contains("Część druga"), "{}", page.text());
    let survey = engine::read(EVERY_KIND, Notation::Toml).unwrap().survey;
    for rest in ["/workbook.xlsx", "/sections/A/workbook.xlsx"] {
        let bytes = iga.get(&world.at(rest)).await.bytes;
        let (answers, faults) = offline::open(&bytes).unwrap().answers(&survey);
        assert!(faults.is_empty() && !answers.is_empty());
        let sections: Vec<&str> = answers.iter().map(|one| survey.node(survey.question(one.question).dimension).id.as_str()).collect();
        assert!(sections.iter().all(|section| *section == "A"), "{sections:?}");
    }
    for section in ["B", "M", "X"] {
        assert_eq!(iga.get(&world.at(&format!("/sections/{section}/workbook.xlsx"))).await.status, StatusCode::NOT_FOUND);
    }

    let mut sheets = downloaded(&iga, &world, "/workbook.xlsx").await;
    sheets.fill("one", "", "E", "Dużo").fill("number", "", "E", "12");
    answered(&anna, &world, "/sections/A/1", &[("a:number:value", "7")]).await;
    let seen = sent(&iga, &world, &sheets.bytes()).await;
    for words in ["Do zapisania: 1 odpowiedź", "Dwie odpowiedzi: 1 pytanie", "Anna Nowak"] {
        assert!(seen.text().contains(words), "{words}: {}", seen.text());
    }
    let mut choice = seen.form();
    choice.set("a:number:keep", "mine");
    assert_eq!(iga.submit(&choice).await.location, world.at("/workbook?saved=2"));
    let document = world.stored(site).await.document;
    let author = Some(asked(site, &world).await[0].id);
    assert_eq!((document.0["one"].author, document.0["number"].author, document.version("number")), (author, author, 2));
    assert_eq!(iga.submit(&choice).await.location, world.at("/workbook?saved=0"), "twice is as once");
}

/// Somebody with the link of section A sends in a file of the whole assessment, and forms that the page does not send.
async fn a_workbook_of_everything_changes_the_own_sections_alone(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let (iga, ..) = contributor(site, &world, &anna).await;
    let untouched = downloaded(&anna, &world, "/workbook.xlsx").await;
    let mut sheets = Sheets::of(&untouched.bytes());
    // What would be taken, what would be a conflict, and what would be a fault: of other sections the page tells none of them from the others.
    sheets.fill("one", "", "E", "Dużo").fill("why", "option:time", "E", "1").fill("extra", "", "E", "Tak");
    answered(&anna, &world, "/sections/B/1", &[("a:why:note", "tajne w B")]).await;
    let words = "W skoroszycie są też 2 pytania z części, w których nie można tu teraz odpowiadać.";
    let about = |seen: &Seen| {
        assert_eq!(seen.status, StatusCode::OK);
        assert!(seen.text().contains(words), "{}", seen.text());
        for secret in ["tajne w B", "Dlaczego?", "Coś jeszcze?", "Dwie odpowiedzi", "Nie do przyjęcia"] {
            assert!(!seen.body.contains(secret), "{secret}: {}", seen.text());
        }
    };
    about(&sent(&iga, &world, &untouched.bytes()).await);
    let seen = sent(&iga, &world, &sheets.bytes()).await;
    about(&seen);
    assert!(seen.text().contains("Do zapisania: 1 odpowiedź"), "{}", seen.text());
    assert_eq!(iga.submit(&seen.form()).await.location, world.at("/workbook?saved=1"));
    let before = world.stored(site).await.document;
    assert_eq!((before.version("one"), before.version("why"), before.version("extra")), (1, 1, 0));

    // The same through the form that saves: whatever version of the foreign answer is named, the page says the same.
    let mut answers = Vec::new();
    for version in ["0", "1", "7"] {
        let mut forged = seen.form();
        forged.smuggle("question[]", &format!("why@{version}")).smuggle("a:why:note", "podmienione").smuggle("a:why:keep", "mine");
        let refused = iga.submit(&forged).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.text().contains("W skoroszycie jest też 1 pytanie") && !refused.body.contains("tajne w B"), "{}", refused.text());
        answers.push(refused.text());
    }
    assert!(answers.iter().all(|text| *text == answers[0]));
    assert_eq!(world.stored(site).await.document, before);
    let lines = audit::newest(&mut site.app.db().read().await.unwrap(), i64::MAX, 100).await.unwrap();
    assert_eq!(lines.iter().filter(|line| line.action == "assessment.save-refused").count(), 3);
}

async fn a_section_that_was_given_back_takes_no_workbook(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let (iga, ..) = contributor(site, &world, &anna).await;
    let mut sheets = downloaded(&iga, &world, "/workbook.xlsx").await;
    sheets.fill("one", "", "E", "Dużo");
    let form = sent(&iga, &world, &sheets.bytes()).await.form();
    let csrf = csrf(&iga, &world).await;
    assert_eq!(give_back(&world, &iga).await.status, StatusCode::SEE_OTHER);
    assert_eq!(iga.submit(&form).await.status, StatusCode::CONFLICT);
    assert_eq!(iga.upload(&world.at("/workbook"), &[("csrf", &csrf)], &sheets.bytes()).await.status, StatusCode::CONFLICT);
    assert_eq!(iga.get(&world.at("/workbook.xlsx")).await.status, StatusCode::OK, "it can still be read");
    assert_eq!(world.stored(site).await.revision, 0);
}

/// S14, by who has no account.
async fn a_file_behind_an_answer(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let (iga, _, page) = contributor(site, &world, &anna).await;
    assert_eq!(add(&iga, &world, "a.pdf", PDF).await.status, StatusCode::SEE_OTHER);
    let [file] = files(site, &world).await.try_into().unwrap();
    let address = format!("{}/{}", world.at(FILES), file.id);
    assert_eq!(iga.get(&address).await.bytes, PDF);
    assert_eq!(world.stored(site).await.document.0["one"].author, Some(asked(site, &world).await[0].id));
    let csrf = csrf(&iga, &world).await;
    let foreign = world.at("/sections/B/files/why");
    assert_eq!(send(&iga, &foreign, form(&csrf, "b.pdf", PDF)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(iga.get(&foreign).await.status, StatusCode::NOT_FOUND);
    assert_eq!(iga.get(&format!("{foreign}/{}", file.id)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(add(&iga, &world, "x.pdf.exe", PDF).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    assert_eq!(give_back(&world, &iga).await.status, StatusCode::SEE_OTHER);
    assert_eq!(send(&iga, &world.at(FILES), form(&csrf, "late.pdf", PDF)).await.status, StatusCode::CONFLICT);
    assert_eq!(iga.get(&address).await.status, StatusCode::OK, "until it is sent back it is only read");
    let revoke = anna.get(&page).await.form_to(&format!("{page}/revoke"));
    assert_eq!(anna.submit(&revoke).await.status, StatusCode::SEE_OTHER);
    assert_eq!(iga.get(&address).await.status, StatusCode::SEE_OTHER, "to the sign-in page");
    assert_eq!(files(site, &world).await.len(), 1);
}

/// Who tries one answer after the other must not find out those of other sections.
async fn a_contradiction_does_not_tell_of_other_sections(site: &Site) {
    let own =
        "[[question.constraint]]\nmust_hold = \". <= 100 or ${yes} = 'yes'\"\nmessage = { pl = \"Wymaga tak w A.\", en = \"Needs a yes in A.\" }\n";
    let other = own.replace("${yes}", "${extra}").replace("w A", "w M").replace("in A", "in M");
    let goalposts = "maximum = 1000000\ngoalposts = { low = 0, high = 100, better = \"more\" }\n";
    let world = World::set_up(site, &EVERY_KIND.replace(goalposts, &format!("{goalposts}{own}{other}"))).await;
    let anna = site.signed_in(world.officer).await;
    answered(&anna, &world, "/sections/A/1", &[("a:number:value", "500"), ("a:yes:chosen", "option:no")]).await;
    answered(&anna, &world, "/sections/M/1", &[("a:extra:chosen", "option:no")]).await;
    let (iga, ..) = contributor(site, &world, &anna).await;
    let page = world.at("/sections/A/1");
    let text = anna.get(&page).await.text();
    assert!(text.contains("Wymaga tak w A.") && text.contains("Wymaga tak w M."), "{text}");
    let text = iga.get(&page).await.text();
    assert!(text.contains("Wymaga tak w A.") && !text.contains("Wymaga tak w M."), "{text}");
    // Nor on the page that comes back.
    let mut form = iga.get(&page).await.form_to(&page);
    form.set("a:number:value", "dużo").set("a:one:note", "x");
    let back = iga.submit(&form).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!back.text().contains("Wymaga tak w M."), "{}", back.text());
}

async fn who_was_asked_is_erased(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let anna = site.signed_in(world.officer).await;
    let (iga, link, page) = contributor(site, &world, &anna).await;
    answered(&iga, &world, "/sections/A/1", &[("a:one:note", "Od proszonej")]).await;
    for rest in ["", "/sections/A/history/one"] {
        assert!(anna.get(&world.at(rest)).await.text().contains("Iga Mak"), "{rest}");
    }
    let erase = anna.get(&page).await.form_to(&format!("{page}/erase"));
    for _ in 0..2 {
        assert_eq!(anna.submit(&erase).await.location, format!("{page}?done=erase"), "twice is as once");
    }
    for rest in ["", "/sections/A/history/one", "/sections/A/check"] {
        let seen = anna.get(&world.at(rest)).await;
        assert!(seen.status == StatusCode::OK && !seen.body.contains("Iga") && !seen.body.contains("iga@zabrze.pl"), "{rest}: {}", seen.text());
    }
    let one = anna.get(&format!("{page}?done=erase")).await;
    assert!(one.text().contains("osoba, której dane usunięto") && !one.body.contains("iga@zabrze.pl"), "{}", one.text());
    assert!(!one.text().contains("Proszę o odpowiedzi"), "the message is gone: {}", one.text());
    assert_eq!(site.visitor().get(&link).await.status, StatusCode::NOT_FOUND, "the link is nobody's");
    assert_eq!(iga.get(&world.at("")).await.status, StatusCode::SEE_OTHER);
    let record = world.stored(site).await.document.0["one"].clone();
    assert_eq!((record.note.as_str(), record.author), ("Od proszonej", Some(asked(site, &world).await[0].id)), "the answer stays");
    // Another link would be for nobody.
    let csrf = csrf_of(&one);
    let renew = anna.post(&format!("{page}/renew"), &[("csrf".to_owned(), csrf), ("revision".to_owned(), "1".to_owned())]).await;
    assert_eq!(renew.status, StatusCode::CONFLICT);

    // An account with the same address takes its requests along.
    let address = people::by_id(&mut site.app.db().read().await.unwrap(), world.nobody).await.unwrap().unwrap().email;
    super::delegation::ask(&world, &anna, &address.to_uppercase()).await;
    let mut tx = site.app.db().write().await.unwrap();
    people::erase(&mut tx, world.nobody, site.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(asked(site, &world).await.iter().all(|one| one.is_erased() && one.revoked_at.is_some()));
    let lines = audit::newest(&mut site.app.db().read().await.unwrap(), i64::MAX, 1_000).await.unwrap();
    let said: String = lines.iter().map(|line| format!("{} {} {}\n", line.action, line.object, line.detail)).collect();
    assert!(said.contains("delegation.erase") && !said.to_lowercase().contains("zabrze.pl") && !said.contains("Mak"), "{said}");
}

fn csrf_of(seen: &Seen) -> String {
    seen.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}
