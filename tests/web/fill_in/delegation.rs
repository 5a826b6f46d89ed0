//! Asking people without an account: from the form of the officer over the link and the answers to approval; and every way in which a link ends.

use miernik::store::audit;
use miernik::store::delegations::{self, Delegation};

use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor};

both!(
    a_section_is_asked_for_answered_returned_and_approved,
    a_form_that_is_sent_twice_asks_nobody_twice,
    a_form_that_is_wrong_comes_back_as_it_was_typed,
    opening_a_link_burns_nothing,
    a_section_that_is_sent_back_can_be_answered_again,
    approval_is_bound_to_the_answers_that_were_seen,
    a_request_that_is_withdrawn_ends_at_once,
    another_link_makes_the_first_one_void,
    a_link_ends_fourteen_days_after_the_deadline,
    a_link_ends_when_the_assessment_is_handed_in,
    an_account_elsewhere_gives_a_link_nothing_more
);

const DAY: i64 = 24 * 3_600_000;

/// Asks for section A of Zabrze; gives what was answered.
pub async fn ask(world: &World, officer: &Visitor, people: &str) -> Seen {
    let mut form = officer.get(&world.at("/ask")).await.form_to(&world.at("/ask"));
    form.tick("sections", "A", true).set("people", people).set("message", "Proszę o odpowiedzi\ndo piątku.");
    officer.submit(&form).await
}

/// The links on a page.
pub fn links(seen: &Seen) -> Vec<String> {
    seen.body.split("http://localhost").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

pub async fn asked(site: &Site, world: &World) -> Vec<Delegation> {
    delegations::of_assessment(&mut site.app.db().read().await.unwrap(), world.assessment).await.unwrap()
}

/// Somebody who has opened a link.
pub async fn by_link(site: &Site, link: &str) -> Visitor {
    let visitor = site.visitor();
    let seen = visitor.submit(&visitor.get(link).await.form_to(link)).await;
    assert_eq!(seen.status, 303, "{}", seen.text());
    visitor
}

/// Asks somebody for section A and opens the link; gives the visitor, the link and the page of the request.
pub async fn contributor(site: &Site, world: &World, officer: &Visitor) -> (Visitor, String, String) {
    let link = links(&ask(world, officer, "Iga Mak iga@zabrze.pl").await).remove(0);
    let page = format!("{}/{}", world.at("/ask"), asked(site, world).await.last().unwrap().id);
    (by_link(site, &link).await, link, page)
}

pub async fn answer(visitor: &Visitor, page: &str, question: &str, chosen: &str) {
    let mut form = visitor.get(page).await.form_to(page);
    form.set(&format!("a:{question}:chosen"), chosen);
    let seen = visitor.submit(&form).await;
    assert_eq!(seen.status, 303, "{}", seen.text());
}

pub async fn give_back(world: &World, visitor: &Visitor) -> Seen {
    visitor.submit(&visitor.get(&world.at("")).await.form_to(&world.at("/give-back"))).await
}

/// What the audit log says of delegations, the oldest line first.
async fn noted(site: &Site) -> Vec<String> {
    let lines = audit::after(&mut site.app.db().read().await.unwrap(), 0, 10_000).await.unwrap();
    lines.into_iter().map(|line| line.action).filter(|action| action.starts_with("delegation.")).collect()
}

async fn a_section_is_asked_for_answered_returned_and_approved(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await;
    let made = ask(&world, &officer, "Iga Mak <iga@zabrze.pl>; jan@zabrze.pl").await;
    assert_eq!(made.status, 200, "{}", made.text());
    assert!(made.text().contains("Linki są gotowe") && made.text().contains("Iga Mak · iga@zabrze.pl"), "{}", made.text());
    let links = links(&made);
    assert_eq!(links.len(), 2);
    let secret = links[0].rsplit('/').next().unwrap();
    let people = asked(site, &world).await;
    assert_eq!(
        people.iter().map(|one| (one.name.as_str(), one.email.as_str())).collect::<Vec<_>>(),
        [("Iga Mak", "iga@zabrze.pl"), ("", "jan@zabrze.pl")]
    );
    assert_ne!(secret, people[0].id.to_string());

    // One press from the link, one more to the first question.
    let iga = by_link(site, &links[0]).await;
    let own = iga.get(&world.at("")).await;
    for text in [
        "Anna Nowak prosi o odpowiedzi w samoocenie gminy: Zabrze",
        "Proszę o odpowiedzi do piątku.",
        "Termin: 16 marca 2026",
        "Zacznij: Część pierwsza",
    ] {
        assert!(own.text().contains(text), "{text}: {}", own.text());
    }
    assert!(!own.text().contains("Część druga") && !own.text().contains("Moduł"), "{}", own.text());
    assert_eq!(iga.get("/pl/home").await.location, world.at(""));
    answer(&iga, &world.at("/sections/A/1"), "one", "option:low").await;
    assert_eq!(iga.get(&world.at("/sections/A/check")).await.status, 200);
    let record = world.stored(site).await.document.0["one"].clone();
    assert_eq!((record.author, record.version), (Some(people[0].id), 1));

    let tasks = officer.get(&world.at("")).await;
    assert!(
        tasks.text().contains("Część pierwsza Iga Mak, 2 marca 2026, 10:00 Iga Mak: link otwarto jan@zabrze.pl: linku jeszcze nie otwarto"),
        "{}",
        tasks.text()
    );
    assert_eq!(give_back(&world, &iga).await.location, world.at("?done=given-back"));
    let own = iga.get(&world.at("")).await;
    assert!(own.text().contains("Wszystkie części są oddane") && !own.body.contains("give-back\""), "{}", own.text());
    assert_eq!(iga.get(&world.at("/sections/A/1")).await.location, world.at("/sections/A/check"), "until it is sent back it is only read");

    let tasks = officer.get(&world.at("")).await;
    assert!(tasks.text().contains("Do sprawdzenia"), "{}", tasks.text());
    let page = format!("{}/{}", world.at("/ask"), people[0].id);
    let one = officer.get(&page).await;
    assert!(one.text().contains("oddano do sprawdzenia · od 2 marca 2026, 10:00"), "{}", one.text());
    let approve = one.form_to(&format!("{page}/approve"));
    for _ in 0..2 {
        assert_eq!(officer.submit(&approve).await.location, format!("{page}?done=approve"), "twice is as once");
    }
    assert!(officer.get(&page).await.text().contains("zatwierdzono"));
    assert!(iga.get(&world.at("")).await.text().contains("Zatwierdzono"));
    let lines = ["delegation.ask", "delegation.ask", "delegation.open", "delegation.return", "delegation.approve"];
    assert_eq!(noted(site).await, lines);
}

async fn a_form_that_is_sent_twice_asks_nobody_twice(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await;
    let mut form = officer.get(&world.at("/ask")).await.form_to(&world.at("/ask"));
    form.tick("sections", "A", true).tick("sections", "B", true).set("people", "iga@zabrze.pl");
    assert_eq!(officer.submit(&form).await.status, 200);
    assert_eq!(officer.submit(&form).await.location, world.at("#people"));
    assert_eq!(asked(site, &world).await.len(), 1);
    assert_eq!(noted(site).await, ["delegation.ask"]);
}

async fn a_form_that_is_wrong_comes_back_as_it_was_typed(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await;
    let form = officer.get(&world.at("/ask")).await.form_to(&world.at("/ask"));
    let empty = officer.submit(&form).await;
    assert_eq!(empty.status, 422);
    assert!(
        empty.text().contains("Proszę wybrać co najmniej jedną część") && empty.text().contains("Proszę wpisać co najmniej jeden adres"),
        "{}",
        empty.text()
    );
    let typed = "iga@zabrze.pl\nIga bez adresu\n<script>alert(1)</script>@x.pl";
    let mut form = form;
    form.tick("sections", "B", true).set("people", typed).set("due-day", "1").set("message", &"a".repeat(2_001));
    let refused = officer.submit(&form).await;
    assert_eq!(refused.status, 422);
    for text in ["Tu nie ma poprawnego adresu e-mail: Iga bez adresu · <script>", "Ten dzień już minął", "Wiadomość jest za długa"] {
        assert!(refused.text().contains(text), "{text}: {}", refused.text());
    }
    assert!(!refused.body.contains("<script>alert"));
    let back = refused.form_to(&world.at("/ask"));
    assert_eq!((back.value("people"), back.value("due-day")), (Some(typed.replace('\n', "\r\n").as_str()), Some("1")));
    form.set("people", &(0..21).map(|n| format!("n{n}@zabrze.pl\n")).collect::<String>());
    assert!(officer.submit(&form).await.text().contains("najwyżej 20 osób"));
    form.set("people", "iga@zabrze.pl").smuggle("sections", "nothing");
    assert_eq!(officer.submit(&form).await.status, 422);
    assert_eq!(asked(site, &world).await.len(), 0);
}

async fn opening_a_link_burns_nothing(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await;
    let link = links(&ask(&world, &officer, "iga@zabrze.pl").await).remove(0);
    for _ in 0..3 {
        let seen = site.visitor().get(&link).await;
        assert!(seen.status == 200 && seen.text().contains("Otwórz pytania") && seen.text().contains("Część pierwsza"), "{}", seen.text());
    }
    assert_eq!(asked(site, &world).await[0].first_opened_at, None);
    for _ in 0..3 {
        by_link(site, &link).await;
        site.app.clock().advance(1_000);
    }
    let one = asked(site, &world).await.remove(0);
    assert_eq!(one.last_opened_at.unwrap().duration_since(one.first_opened_at.unwrap()).as_secs(), 2);
    let unknown = format!("/pl/asked/{}", "0".repeat(64));
    assert_eq!((site.visitor().get(&unknown).await.status, site.visitor().post(&unknown, &[]).await.status).0, 404);
    assert_eq!(site.visitor().post(&unknown, &[]).await.status, 404);
    assert_eq!(site.visitor().get("/pl/asked/x").await.status, 404);
}

async fn a_section_that_is_sent_back_can_be_answered_again(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await;
    let (iga, _, page) = contributor(site, &world, &officer).await;
    let early = officer.get(&page).await;
    assert!(!early.body.contains("/approve\""), "nothing is returned yet");
    give_back(&world, &iga).await;
    let form = officer.get(&page).await.form_to(&format!("{page}/send-back"));
    let refused = officer.submit(&form).await;
    assert!(refused.status == 422 && refused.text().contains("Proszę napisać, co trzeba poprawić"), "{}", refused.text());
    let mut form = form;
    form.set("remark-A", "Brakuje <liczby> osób.");
    assert_eq!(officer.submit(&form).await.location, format!("{page}?done=send-back"));
    assert_eq!(officer.submit(&form).await.location, format!("{page}?done=send-back"), "twice is as once");
    let own = iga.get(&world.at("")).await;
    assert!(own.text().contains("Uwaga: Brakuje <liczby> osób.") && own.text().contains("Do poprawy"), "{}", own.text());
    answer(&iga, &world.at("/sections/A/1"), "one", "do-not-know").await;
    assert_eq!(give_back(&world, &iga).await.status, 303);
    assert_eq!(noted(site).await[2..], ["delegation.return", "delegation.send-back", "delegation.return"]);
}

async fn approval_is_bound_to_the_answers_that_were_seen(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await;
    let (iga, _, page) = contributor(site, &world, &officer).await;
    // Giving back, too: somebody of the city changes an answer after the page was made.
    let form = iga.get(&world.at("")).await.form_to(&world.at("/give-back"));
    answer(&officer, &world.at("/sections/A/1"), "one", "option:low").await;
    assert_eq!(iga.submit(&form).await.status, 409);
    give_back(&world, &iga).await;
    let form = officer.get(&page).await.form_to(&format!("{page}/approve"));
    let second = site.signed_in(world.second_officer).await;
    answer(&second, &world.at("/sections/A/1"), "one", "do-not-know").await;
    assert_eq!(officer.submit(&form).await.status, 409);
    // An answer of another section has nothing to do with it.
    let form = officer.get(&page).await.form_to(&format!("{page}/approve"));
    answer(&second, &world.at("/sections/B/1"), "why", "do-not-know").await;
    assert_eq!(officer.submit(&form).await.status, 303);
    let late = officer.get(&page).await;
    assert!(!late.body.contains("/approve\""));
    let mut tampered = form;
    tampered.set("revision", "99");
    assert_eq!(officer.submit(&tampered).await.status, 409, "it is approved already");
    assert_eq!(noted(site).await[2..], ["delegation.return", "delegation.approve", "delegation.refused"]);
}

async fn a_request_that_is_withdrawn_ends_at_once(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await;
    let (iga, link, page) = contributor(site, &world, &officer).await;
    answer(&iga, &world.at("/sections/A/1"), "one", "option:low").await;
    let question_page = iga.get(&world.at("/sections/A/1")).await.form_to(&world.at("/sections/A/1"));
    let form = officer.get(&page).await.form_to(&format!("{page}/revoke"));
    for _ in 0..2 {
        assert_eq!(officer.submit(&form).await.location, format!("{page}?done=revoke"));
    }
    assert!(officer.get(&page).await.text().contains("Prośba jest wycofana, link nie działa."));
    assert!(iga.get(&world.at("")).await.location.starts_with("/pl/sign-in"));
    assert_eq!(iga.submit(&question_page).await.status, 401, "the page comes back with what was typed");
    let over = site.visitor().get(&link).await;
    assert!(over.status == 410 && over.text().contains("Prośba została wycofana"), "{}", over.text());
    assert_eq!(site.visitor().post(&link, &[]).await.status, 410);
    assert!(officer.get(&world.at("")).await.text().contains("Wycofana"));
    assert!(world.stored(site).await.document.0.contains_key("one"), "answers stay");
    let check = officer.get(&world.at("")).await;
    assert!(check.text().contains("Iga Mak, 2 marca 2026"), "and so does who gave them: {}", check.text());
}

async fn another_link_makes_the_first_one_void(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await;
    let (iga, link, page) = contributor(site, &world, &officer).await;
    let form = officer.get(&page).await.form_to(&format!("{page}/renew"));
    let renewed = officer.submit(&form).await;
    let new = links(&renewed).remove(0);
    assert_ne!(new, link);
    assert_eq!(site.visitor().get(&link).await.status, 404);
    assert!(iga.get(&world.at("")).await.location.starts_with("/pl/sign-in"));
    by_link(site, &new).await;
    assert_eq!(officer.submit(&form).await.status, 409, "a second press does not kill the link that was just shown");
    by_link(site, &new).await;
}

async fn a_link_ends_fourteen_days_after_the_deadline(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await;
    let (_, link, page) = contributor(site, &world, &officer).await;
    site.app.clock().advance(28 * DAY);
    let iga = by_link(site, &link).await;
    site.app.clock().advance(DAY / 4 * 3);
    assert_eq!(site.visitor().get(&link).await.status, 410, "the deadline was 16 March, and now it is 31 March in Poland");
    let over = site.visitor().get(&link).await;
    assert!(over.text().contains("Minął termin odpowiedzi"), "{}", over.text());
    assert!(iga.get(&world.at("")).await.location.starts_with("/pl/sign-in"));
    let officer = site.signed_in(world.officer).await;
    assert!(officer.get(&page).await.text().contains("Minęło więcej niż 14 dni od terminu"));
    let mut form = officer.get(&page).await.form_to(&format!("{page}/extend"));
    let past = officer.submit(&form).await;
    assert!(past.status == 422 && past.text().contains("Ten dzień już minął"), "{}", past.text());
    form.set("due-day", "20").set("due-month", "4");
    assert_eq!(officer.submit(&form).await.location, format!("{page}?done=extend"));
    assert_eq!(officer.submit(&form).await.location, format!("{page}?done=extend"), "twice is as once");
    by_link(site, &link).await;
}

async fn a_link_ends_when_the_assessment_is_handed_in(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await;
    let (iga, link, page) = contributor(site, &world, &officer).await;
    answer(&iga, &world.at("/sections/A/1"), "one", "option:low").await;
    give_back(&world, &iga).await;
    let (approve, renew) = (officer.get(&page).await.form_to(&format!("{page}/approve")), officer.get(&page).await.form_to(&format!("{page}/renew")));
    let ask_form = officer.get(&world.at("/ask")).await.form_to(&world.at("/ask"));
    let mut form = officer.get(&world.at("/submit")).await.form();
    form.tick("confirm", "yes", true);
    assert_eq!(officer.submit(&form).await.location, world.at("/receipt"));
    assert!(iga.get(&world.at("")).await.location.starts_with("/pl/sign-in"));
    let over = site.visitor().get(&link).await;
    assert!(over.status == 410 && over.text().contains("Samoocena została już złożona"), "{}", over.text());
    for late in [approve, renew, ask_form] {
        assert_eq!(officer.submit(&late).await.status, 409);
    }
    assert_eq!(officer.get(&world.at("/ask")).await.status, 409);
}

async fn an_account_elsewhere_gives_a_link_nothing_more(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await;
    let ewa = {
        let mut tx = site.app.db().read().await.unwrap();
        miernik::store::people::by_id(&mut tx, world.other_officer).await.unwrap().unwrap()
    };
    let link = links(&ask(&world, &officer, &ewa.email).await).remove(0);
    let visitor = by_link(site, &link).await;
    assert_eq!(visitor.get(&world.at("/sections/A/1")).await.status, 200);
    assert_eq!(visitor.get(&format!("/pl/assessments/{}", world.other_assessment)).await.status, 404, "the own city of the account");
    assert_eq!(visitor.get(&world.at("/sections/B/1")).await.status, 404);
    assert_eq!(visitor.get(&world.at("/submit")).await.status, 403);
    assert_eq!(visitor.get("/pl/password").await.status, 404);
    assert_eq!(visitor.submit(&visitor.get(&world.at("")).await.form_to("/pl/sign-out")).await.location, "/pl");
    assert!(visitor.get(&world.at("")).await.location.starts_with("/pl/sign-in"));
}
