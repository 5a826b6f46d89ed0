//! Reminders to those who were asked without an account (O4): to whom the list named, once a day, and only while something is left to do.

use miernik::store::delegations;
use miernik::store::letters::{self, Letter, LetterKind, LetterState};

use super::letters::Post;
use crate::fill_in::delegation::{asked, by_link, give_back};
use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor};

both_with_mail!(
    o4_who_was_asked_is_reminded_with_a_fresh_link,
    o4_nobody_is_reminded_who_has_given_back_meanwhile,
    o4_an_erased_person_gets_no_letter
);

const DAY: i64 = 24 * 3_600_000;

async fn ask(world: &World, officer: &Visitor, people: &str, language: &str) -> Seen {
    let address = world.at("/ask").replace("/pl/", &format!("/{language}/"));
    let mut form = officer.get(&address).await.form_to(&address);
    form.tick("sections", "A", true).tick("sections", "B", true).set("people", people);
    officer.submit(&form).await
}

fn link(text: &str) -> String {
    text.lines().find_map(|line| line.strip_prefix("http://localhost").filter(|link| link.len() > 64)).expect("a link").to_owned()
}

async fn reminders(site: &Site, world: &World) -> Vec<Letter> {
    let mut tx = site.app.db().read().await.unwrap();
    let mut all = letters::of_campaign(&mut tx, world.campaign.id, uuid::Uuid::max(), 1_000).await.unwrap();
    all.retain(|letter| letter.kind == LetterKind::DelegationReminder);
    all.reverse();
    all
}

async fn remind(world: &World, officer: &Visitor) -> Seen {
    officer.submit(&officer.get(&world.at("/remind")).await.form_to(&world.at("/remind"))).await
}

async fn o4_who_was_asked_is_reminded_with_a_fresh_link(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let officer = site.signed_in(world.officer).await;
    assert!(officer.get(&world.at("/remind")).await.text().contains("Teraz nie ma komu przypominać"));
    ask(&world, &officer, "Iga Mak iga@zabrze.example", "pl").await;
    ask(&world, &officer, "john@zabrze.example", "en").await;
    post.deliver(site).await;
    let first = link(&post.server.received()[0].text());
    assert!(officer.get(&world.at("")).await.body.contains(&world.at("/remind")));
    let page = officer.get(&world.at("/remind")).await;
    assert!(page.text().contains("Iga Mak iga@zabrze.example · ") && page.text().contains("john@zabrze.example"), "{}", page.text());
    assert!(reminders(site, &world).await.is_empty(), "looking writes nothing");
    for _ in 0..3 {
        let seen = officer.submit(&page.form_to(&world.at("/remind"))).await;
        assert_eq!((seen.status.as_u16(), seen.location), (303, world.at("/remind?done=reminded")));
    }
    post.deliver(site).await;
    let received = post.server.received();
    assert_eq!(received.len(), 4, "one a day, however often the form is sent");
    let text = received[2].text();
    assert_eq!(received[2].to, "iga@zabrze.example");
    for part in [
        "Anna Nowak czeka na odpowiedzi w samoocenie: Zabrze. Części, których jeszcze nie oddano: Część pierwsza; Część druga.",
        "Termin: 16 marca 2026",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(received[3].text().contains("Anna Nowak is waiting for your answers"), "in the language of the request: {}", received[3].text());
    let fresh = link(&text);
    assert_ne!(fresh, first, "the first one is known by its hash alone");
    for link in [&first, &fresh] {
        assert_eq!(site.visitor().get(link).await.status, 200, "both open the same");
    }
    let page = officer.get(&world.at("/remind?done=reminded")).await;
    assert!(page.text().contains("Iga Mak: dziś już przypomniano") && !page.body.contains("name=\"delegation\""), "{}", page.text());

    // Another link makes all those before void, also the one of the reminder.
    let one = format!("{}/{}", world.at("/ask"), asked(site, &world).await[0].id);
    let renew = officer.get(&one).await.form_to(&format!("{one}/renew"));
    assert_eq!(officer.submit(&renew).await.status, 200);
    for link in [&first, &fresh] {
        assert_eq!(site.visitor().get(link).await.status, 404);
    }
    site.app.clock().advance(DAY);
    let officer = site.signed_in(world.officer).await;
    assert_eq!(remind(&world, &officer).await.status, 303);
    post.deliver(site).await;
    assert_eq!(post.server.received().len(), 6, "another day");
    // After the link is over there is nothing to remind of.
    site.app.clock().advance(40 * DAY);
    let officer = site.signed_in(world.officer).await;
    assert!(officer.get(&world.at("/remind")).await.text().contains("Teraz nie ma komu przypominać"));
}

async fn o4_nobody_is_reminded_who_has_given_back_meanwhile(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let officer = site.signed_in(world.officer).await;
    ask(&world, &officer, "iga@zabrze.example, jan@zabrze.example", "pl").await;
    post.deliver(site).await;
    let iga = by_link(site, &link(&post.server.received()[0].text())).await;
    assert_eq!(remind(&world, &officer).await.status, 303);
    // Between writing and sending: one gives back, the other's request is withdrawn.
    assert_eq!(give_back(&world, &iga).await.status, 303);
    let jan = asked(site, &world).await[1].clone();
    let mut tx = site.app.db().write().await.unwrap();
    delegations::revoke(&mut tx, jan.id, jan.revision, site.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    post.deliver(site).await;
    let reminders = reminders(site, &world).await;
    let mut why: Vec<_> = reminders.iter().map(|letter| (letter.state, letter.last_error.as_deref())).collect();
    why.sort_by_key(|(_, why)| *why);
    assert_eq!(why, [(LetterState::Cancelled, Some("given-back")), (LetterState::Cancelled, Some("no-longer"))]);
    let administrator = site.signed_in(world.administrator).await;
    assert!(administrator.get("/pl/admin/campaigns/miasta-2026/letters").await.text().contains("Odpowiedzi były już oddane."));
    assert_eq!(post.to().iter().filter(|to| to.contains("zabrze.example")).count(), 2, "the two requests alone: {:?}", post.to());
    let mut none = officer.get(&world.at("/ask")).await.form_to(&world.at("/ask"));
    none.keep(|name, _| name == "csrf");
    let empty = officer.post(&world.at("/remind"), &none.sent()).await;
    assert_eq!(empty.status, 422);
}

async fn o4_an_erased_person_gets_no_letter(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let officer = site.signed_in(world.officer).await;
    ask(&world, &officer, "Iga Mak iga@zabrze.example", "pl").await;
    post.deliver(site).await;
    let iga = by_link(site, &link(&post.server.received()[0].text())).await;
    assert_eq!(remind(&world, &officer).await.status, 303);
    assert_eq!(give_back(&world, &iga).await.status, 303);
    let mut tx = site.app.db().write().await.unwrap();
    delegations::erase(&mut tx, asked(site, &world).await[0].id, site.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    post.deliver(site).await;
    let received = post.server.received();
    assert_eq!(received.len(), 2, "the request, and to the officer that sections were given back");
    assert!(received[1].text().contains("Inna osoba oddaje odpowiedzi") && !received[1].data.contains("Iga"), "{}", received[1].text());
    let list = site.signed_in(world.administrator).await.get("/pl/admin/campaigns/miasta-2026/letters").await;
    assert!(!list.body.contains("iga@zabrze.example"), "{}", list.text());
}
