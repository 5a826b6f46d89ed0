//! Links that come by letter: to sign in, and to answer what a city has asked for.

use miernik::service::attempts::{MOST_LINKS, MOST_OF_NETWORK};
use miernik::store::people;

use super::letters::Post;
use crate::support::Site;
use crate::support::world::{EVERY_KIND, World};

both_with_mail!(
    who_asks_for_a_link_signs_in_by_it,
    whether_an_address_has_an_account_is_not_told,
    nobodys_letter_box_is_filled,
    a_request_goes_by_letter_and_back,
    a_request_that_is_withdrawn_is_not_sent
);

const PAGE: &str = "/pl/sign-in/link";

async fn wish(site: &Site, email: &str) -> crate::support::Seen {
    let visitor = site.visitor();
    let mut form = visitor.get(PAGE).await.form();
    visitor.submit(form.set("email", email)).await
}

/// The first address below the service in a text.
fn link(text: &str) -> String {
    text.lines().find_map(|line| line.strip_prefix("http://localhost").filter(|link| link.len() > 64)).expect("a link").to_owned()
}

async fn who_asks_for_a_link_signs_in_by_it(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    assert!(site.visitor().get("/pl/sign-in").await.body.contains(PAGE));
    let email = people::by_id(&mut site.app.db().read().await.unwrap(), world.officer).await.unwrap().unwrap().email;
    let seen = wish(site, &format!(" {} ", email.to_uppercase())).await;
    assert!(seen.status == 200 && seen.text().contains("Proszę sprawdzić pocztę"), "{}", seen.text());
    post.deliver(site).await;
    let link = link(&post.server.received()[0].text());
    let visitor = site.visitor();
    assert_eq!(visitor.get(&link).await.status, 200, "looking at it burns nothing");
    let form = visitor.get(&link).await.form();
    assert_eq!(visitor.submit(&form).await.location, "/pl/home");
    assert_eq!(site.visitor().submit(&form).await.status, 404, "once");
}

async fn whether_an_address_has_an_account_is_not_told(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let known = people::by_id(&mut site.app.db().read().await.unwrap(), world.officer).await.unwrap().unwrap().email;
    let mut tx = site.app.db().write().await.unwrap();
    people::set_disabled(&mut tx, world.expert, Some(site.app.now())).await.unwrap();
    let shut = people::by_id(&mut tx, world.expert).await.unwrap().unwrap().email;
    tx.commit().await.unwrap();
    let page = async |email: &str| (wish(site, email).await.status, wish(site, email).await.body.replace(email, "ADDRESS"));
    let expected = page(&known).await;
    for email in ["nikt@example.pl", &shut] {
        assert_eq!(page(email).await, expected, "{email}");
    }
    let refused = wish(site, "nikt").await;
    assert!(refused.status == 422 && refused.text().contains("Proszę wpisać adres e-mail"), "{}", refused.text());
    post.deliver(site).await;
    assert_eq!(post.to(), [known.clone(), known]);
}

async fn nobodys_letter_box_is_filled(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let email = people::by_id(&mut site.app.db().read().await.unwrap(), world.officer).await.unwrap().unwrap().email;
    for _ in 0..MOST_LINKS + 4 {
        assert_eq!(wish(site, &email).await.status, 200, "the page tells nothing of it");
    }
    post.deliver(site).await;
    assert_eq!(post.to().len(), usize::try_from(MOST_LINKS).unwrap());
    for number in MOST_LINKS + 4..MOST_OF_NETWORK {
        assert_eq!(wish(site, &format!("{number}@example.pl")).await.status, 200);
    }
    assert_eq!(wish(site, "x@example.pl").await.status, 429);
    site.app.clock().advance(15 * 60_000);
    assert_eq!(wish(site, &email).await.status, 200);
    post.deliver(site).await;
    assert_eq!(post.to().len(), usize::try_from(MOST_LINKS).unwrap() + 1);
}

async fn a_request_goes_by_letter_and_back(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let officer = site.signed_in(world.officer).await;
    let ask = async |section: &str| {
        let mut form = officer.get(&world.at("/ask")).await.form_to(&world.at("/ask"));
        form.tick("sections", section, true).set("people", "Iga Mak iga@zabrze.example").set("message", "Bez pośpiechu.\n-- \nMiernik");
        officer.submit(&form).await
    };
    let made = ask("A").await;
    assert!(made.text().contains("Prośba jest wysyłana") && !made.body.contains("/asked/"), "{}", made.text());
    ask("B").await;
    post.deliver(site).await;
    assert_eq!(post.to(), ["iga@zabrze.example", "iga@zabrze.example"], "the second request of the day is another one");
    let letters = post.server.received();
    let text = letters[0].text();
    for part in
        ["Anna Nowak prosi o odpowiedzi w samoocenie: Zabrze. Części: Część pierwsza. Termin: 16 marca 2026.", "> Bez pośpiechu.\n> -- \n> Miernik"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let iga = site.visitor();
    assert_eq!(iga.submit(&iga.get(&link(&text)).await.form_to(&link(&text))).await.location, world.at(""));
    assert_eq!(iga.submit(&iga.get(&world.at("")).await.form_to(&world.at("/give-back"))).await.status, 303);
    post.deliver(site).await;
    let letters = post.server.received();
    assert!(letters[2].text().contains("Iga Mak oddaje odpowiedzi w samoocenie: Zabrze"), "{}", letters[2].text());
    let tasks = officer.get(&world.at("")).await;
    let page = tasks.body.split("href=\"").find(|part| part.starts_with(&world.at("/ask/"))).unwrap().split('"').next().unwrap().to_owned();
    let mut form = officer.get(&page).await.form_to(&format!("{page}/send-back"));
    assert_eq!(officer.submit(form.set("remark-A", "Brakuje dat.")).await.status, 303);
    post.deliver(site).await;
    let again = post.server.received()[3].text();
    assert!(again.contains("Anna Nowak prosi o poprawienie odpowiedzi") && !again.contains("Brakuje dat"), "{again}");
    assert_ne!(link(&again), link(&text));
    for link in [link(&again), link(&text)] {
        assert_eq!(site.visitor().get(&link).await.status, 200, "every link of the request works");
    }
}

async fn a_request_that_is_withdrawn_is_not_sent(site: &Site) {
    let (world, post) = (World::set_up(site, EVERY_KIND).await, Post::of(site));
    let officer = site.signed_in(world.officer).await;
    let mut form = officer.get(&world.at("/ask")).await.form_to(&world.at("/ask"));
    form.tick("sections", "A", true).set("people", "iga@zabrze.example");
    let made = officer.submit(&form).await;
    let page = made.body.split("href=\"").find(|part| part.starts_with(&world.at("/ask/"))).unwrap().split('"').next().unwrap().to_owned();
    let revoke = officer.get(&page).await.form_to(&format!("{page}/revoke"));
    assert_eq!(officer.submit(&revoke).await.status, 303);
    post.deliver(site).await;
    assert_eq!(post.to(), Vec::<String>::new());
}
