//! Passkeys: added, shown as the second step and alone, refused where something does not hold, removed, replaced by recovery codes (S7, S8, S23).

use axum::http::StatusCode;
use miernik::service::attempts::MOST_QUESTIONS;
use miernik::service::passkeys::MOST;
use miernik::service::{Role, Settings};
use miernik::store::{Db, passkeys};
use serde_json::Value;
use uuid::Uuid;

use super::sign_in::noted;
use crate::authenticator::Authenticator;
use crate::support::form::Form;
use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor};

both!(
    added_and_shown_as_the_second_step,
    signs_in_alone,
    what_does_not_hold_is_refused,
    somebody_elses_is_refused,
    added_only_after_a_fresh_sign_in,
    removed_and_replaced_by_recovery_codes,
    an_administrator_takes_them_away
);

const ORIGIN: &str = "http://localhost";

fn form_to(seen: &Seen, end: &str) -> Form {
    Form::all(&seen.body).into_iter().find(|form| form.action.ends_with(end)).unwrap_or_else(|| panic!("no form to {end} in {}", seen.body))
}

/// What the script does: asks the service what to ask, and fills in the answer.
async fn asked(visitor: &Visitor, form: &Form, ask: &str) -> (String, Value) {
    let seen = visitor.post(ask, &form.sent()).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    let asked: Value = serde_json::from_str(&seen.body).unwrap();
    (asked["ceremony"].as_str().unwrap().to_owned(), asked["options"].clone())
}

fn answered(form: &Form, ceremony: &str, credential: &str) -> Form {
    let old = |name| form.value(name).unwrap_or_default().to_owned();
    form.clone().with_field("ceremony", &old("ceremony"), ceremony).with_field("credential", &old("credential"), credential).clone()
}

/// Adds a passkey on the page.
async fn add(visitor: &Visitor, authenticator: &mut Authenticator, name: &str) -> Seen {
    let form = named(visitor, name).await;
    let (ceremony, options) = asked(visitor, &form, "/pl/passkeys/ask").await;
    let credential = authenticator.create(&options);
    visitor.submit(&answered(&form, &ceremony, &credential)).await
}

/// The form of a new passkey, with a name.
async fn named(visitor: &Visitor, name: &str) -> Form {
    form_to(&visitor.get("/pl/passkeys").await, "/passkeys").set("name", name).clone()
}

fn codes(seen: &Seen) -> Vec<String> {
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.body);
    seen.body.split(r#"<code class="m-code">"#).skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

/// Comes by a one-time link, which is the first half.
async fn half(site: &Site, person: Uuid) -> (Visitor, Seen) {
    let visitor = site.signed_in(person).await;
    let page = visitor.get("/pl/sign-in/code?next=/pl/password").await;
    (visitor, page)
}

/// Shows a passkey as the second step.
async fn show(visitor: &Visitor, page: &Seen, authenticator: &mut Authenticator) -> Seen {
    let form = form_to(page, "/sign-in/passkey");
    let (ceremony, options) = asked(visitor, &form, "/pl/sign-in/passkey/ask").await;
    visitor.submit(&answered(&form, &ceremony, &authenticator.get(&options))).await
}

async fn added_and_shown_as_the_second_step(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.expert).await;
    let other_window = site.signed_in(world.expert).await;
    let (mut laptop, mut key) = (Authenticator::new(ORIGIN), Authenticator::new(ORIGIN));
    assert_eq!(codes(&add(&visitor, &mut laptop, " Laptop w urzędzie ").await).len(), 10, "with the first come recovery codes");
    assert_eq!(other_window.get("/pl/home").await.status, StatusCode::SEE_OTHER, "other sessions end");
    let second = add(&visitor, &mut key, "Niebieski klucz").await;
    assert_eq!((second.status, second.location.as_str()), (StatusCode::SEE_OTHER, "/pl/passkeys?done=added"));
    let list = visitor.get("/pl/passkeys").await.text();
    assert!(list.contains("Laptop w urzędzie Dodano") && list.contains("Niebieski klucz") && list.contains("Jeszcze nie był używany"), "{list}");
    let (visitor, page) = half(site, world.expert).await;
    assert_eq!(visitor.get("/pl/home").await.status, StatusCode::SEE_OTHER, "half a sign-in opens nothing");
    let (_, options) = asked(&visitor, &form_to(&page, "/sign-in/passkey"), "/pl/sign-in/passkey/ask").await;
    let allowed: Vec<_> = options["allowCredentials"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!((allowed, &options["userVerification"]), (vec![laptop.id(), key.id()], &Value::from("required")));
    let entered = show(&visitor, &page, &mut key).await;
    assert_eq!((entered.status, entered.location.as_str()), (StatusCode::SEE_OTHER, "/pl/password"));
    assert_eq!(visitor.get("/pl/home").await.status, StatusCode::OK);
    let (visitor, page) = half(site, world.expert).await;
    assert_eq!(show(&visitor, &page, &mut laptop).await.status, StatusCode::SEE_OTHER, "the other one, too");
    let actions: Vec<_> = noted(site).await.into_iter().map(|(action, ..)| action).collect();
    let expected = [
        "session.begin",
        "session.begin",
        "person.passkey-add",
        "person.passkey-add",
        "session.first-half",
        "session.begin",
        "session.first-half",
        "session.begin",
    ];
    assert_eq!(actions, expected);
}

async fn signs_in_alone(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let mut laptop = Authenticator::new(ORIGIN);
    add(&site.signed_in(world.expert).await, &mut laptop, "Laptop").await;
    let visitor = site.visitor();
    let page = visitor.get("/pl/sign-in?next=/pl/password").await;
    let form = form_to(&page, "/sign-in/passkey");
    let (_, options) = asked(&visitor, &form, "/pl/sign-in/passkey/ask").await;
    assert_eq!(options["allowCredentials"], Value::Array(Vec::new()), "nothing is told of anybody");
    let entered = show(&visitor, &page, &mut laptop).await;
    assert_eq!((entered.status, entered.location.as_str()), (StatusCode::SEE_OTHER, "/pl/password"), "{}", entered.body);
    assert_eq!(visitor.get("/pl/home").await.status, StatusCode::OK);
    let unknown = show(&site.visitor(), &page, &mut Authenticator::new(ORIGIN)).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody's");
    let mut tx = site.app.db().write().await.unwrap();
    miernik::store::people::set_disabled(&mut tx, world.expert, Some(site.app.now())).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(show(&site.visitor(), &page, &mut laptop).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a shut account");
}

async fn what_does_not_hold_is_refused(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.expert).await;
    let mut laptop = Authenticator::new(ORIGIN);
    laptop.counter = 5;
    let mut elsewhere = Authenticator::new("https://miernik.example.org");
    assert_eq!(add(&visitor, &mut elsewhere, "Skądinąd").await.status, StatusCode::UNPROCESSABLE_ENTITY, "made for another address");
    let mut unseen = Authenticator::new(ORIGIN);
    unseen.is_verified = false;
    assert_eq!(add(&visitor, &mut unseen, "Bez palca").await.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody was recognised");
    for name in [" ", &"a".repeat(61), "a\u{7}"] {
        let form = named(&visitor, name).await;
        assert_eq!(visitor.post("/pl/passkeys/ask", &form.sent()).await.status, StatusCode::UNPROCESSABLE_ENTITY, "no device is asked for {name:?}");
        assert_eq!(visitor.submit(&form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
    }
    let form = named(&visitor, "Laptop").await;
    let (ceremony, options) = asked(&visitor, &form, "/pl/passkeys/ask").await;
    let made = answered(&form, &ceremony, &laptop.create(&options));
    assert_eq!(visitor.submit(&made).await.status, StatusCode::OK);
    let replayed = answered(&named(&visitor, "Laptop").await, &ceremony, made.value("credential").unwrap());
    assert_eq!(visitor.submit(&replayed).await.status, StatusCode::UNPROCESSABLE_ENTITY, "an answer counts once");

    let (visitor, page) = half(site, world.expert).await;
    laptop.origin = "https://miernik.example.org".to_owned();
    assert_eq!(show(&visitor, &page, &mut laptop).await.status, StatusCode::UNPROCESSABLE_ENTITY, "another address");
    laptop.origin = ORIGIN.to_owned();
    laptop.is_verified = false;
    assert_eq!(show(&visitor, &page, &mut laptop).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody was recognised");
    laptop.is_verified = true;
    for (counter, why) in [(4, "the count of uses does not go up"), (2, "the count of uses goes back")] {
        laptop.counter = counter;
        assert_eq!(show(&visitor, &page, &mut laptop).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{why}");
    }
    laptop.counter = 7;
    let form = form_to(&page, "/sign-in/passkey");
    let (ceremony, options) = asked(&visitor, &form, "/pl/sign-in/passkey/ask").await;
    let good = answered(&form, &ceremony, &laptop.get(&options));
    site.app.clock().advance(5 * 60_000);
    assert_eq!(visitor.submit(&good).await.status, StatusCode::UNPROCESSABLE_ENTITY, "too late");
    let (visitor, page) = half(site, world.expert).await;
    let form = form_to(&page, "/sign-in/passkey");
    let (ceremony, options) = asked(&visitor, &form, "/pl/sign-in/passkey/ask").await;
    let good = answered(&form, &ceremony, &laptop.get(&options));
    assert_eq!(visitor.submit(&good).await.status, StatusCode::SEE_OTHER);
    let (visitor, page) = half(site, world.expert).await;
    let form = form_to(&page, "/sign-in/passkey");
    let replayed = answered(&form, good.value("ceremony").unwrap(), good.value("credential").unwrap());
    assert_eq!(visitor.submit(&replayed).await.status, StatusCode::UNPROCESSABLE_ENTITY, "used before");
    let (ceremony, _) = asked(&visitor, &form, "/pl/sign-in/passkey/ask").await;
    let other_question = answered(&form, &ceremony, good.value("credential").unwrap());
    assert_eq!(visitor.submit(&other_question).await.status, StatusCode::UNPROCESSABLE_ENTITY, "an old answer to a new question");
    for (ceremony, credential) in [("", ""), ("0", "{}"), (ceremony.as_str(), "{}")] {
        assert_eq!(visitor.submit(&answered(&form, ceremony, credential)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let forged = answered(&form, "", "").with_field("csrf", form.value("csrf").unwrap(), "f").clone();
    assert_eq!(visitor.submit(&forged).await.status, StatusCode::FORBIDDEN);
}

async fn somebody_elses_is_refused(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (mut own, mut others) = (Authenticator::new(ORIGIN), Authenticator::new(ORIGIN));
    add(&site.signed_in(world.expert).await, &mut own, "Własny").await;
    let administrator = site.signed_in(world.administrator).await;
    add(&administrator, &mut others, "Cudzy").await;
    let (visitor, page) = half(site, world.expert).await;
    assert_eq!(show(&visitor, &page, &mut others).await.status, StatusCode::UNPROCESSABLE_ENTITY, "shown for somebody else");
    others.user = own.user.clone();
    assert_eq!(show(&visitor, &page, &mut others).await.status, StatusCode::UNPROCESSABLE_ENTITY, "under the other's name");
    assert_eq!(show(&site.visitor(), &visitor.get("/pl/sign-in").await, &mut others).await.status, StatusCode::UNPROCESSABLE_ENTITY, "alone, too");
    // A question to one person is not answered by another, nor in a sign-in of its own.
    let form = form_to(&page, "/sign-in/passkey");
    let (ceremony, options) = asked(&visitor, &form, "/pl/sign-in/passkey/ask").await;
    let alone = form_to(&site.visitor().get("/pl/sign-in").await, "/sign-in/passkey");
    let moved = site.visitor().submit(&answered(&alone, &ceremony, &own.get(&options))).await;
    assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Nor does a question for a new passkey pass from one person to another.
    let form = named(&administrator, "A").await;
    let (ceremony, options) = asked(&administrator, &form, "/pl/passkeys/ask").await;
    let officer = site.signed_in(world.officer).await;
    let form = named(&officer, "A").await;
    let moved = answered(&form, &ceremony, &Authenticator::new(ORIGIN).create(&options));
    assert_eq!(officer.submit(&moved).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // One credential belongs to one person.
    let (ceremony, options) = asked(&officer, &form, "/pl/passkeys/ask").await;
    let taken = answered(&form, &ceremony, &own.create(&options));
    assert_eq!(officer.submit(&taken).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn added_only_after_a_fresh_sign_in(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.expert).await;
    let form = named(&visitor, "A").await;
    let (ceremony, options) = asked(&visitor, &form, "/pl/passkeys/ask").await;
    site.app.clock().advance(15 * 60_000 + 1);
    let page = visitor.get("/pl/passkeys").await;
    assert!(page.text().contains("Zaloguj się ponownie") && !page.body.contains("data-passkey="), "{}", page.text());
    let csrf = ("csrf".to_owned(), form.value("csrf").unwrap().to_owned());
    assert_eq!(visitor.post("/pl/passkeys/ask", std::slice::from_ref(&csrf)).await.status, StatusCode::CONFLICT);
    let late = answered(&form, &ceremony, &Authenticator::new(ORIGIN).create(&options));
    assert_eq!(visitor.submit(&late).await.status, StatusCode::CONFLICT);
    assert_eq!(visitor.post("/pl/passkeys/codes", &[csrf]).await.status, StatusCode::CONFLICT);
}

async fn removed_and_replaced_by_recovery_codes(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let mut laptop = Authenticator::new(ORIGIN);
    let visitor = site.signed_in(world.expert).await;
    let recovery = codes(&add(&visitor, &mut laptop, "Laptop").await);
    let (lost, page) = half(site, world.expert).await;
    assert!(page.text().contains("Jeden z kodów zapasowych"), "{}", page.text());
    let entered = lost.submit(form_to(&page, "/code").set("code", &recovery[0])).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    let list = lost.get("/pl/passkeys").await;
    assert!(list.text().contains("Zostało 9"), "{}", list.text());
    let renewed = codes(&lost.submit(&form_to(&list, "/codes")).await);
    assert!(renewed.len() == 10 && !renewed.contains(&recovery[1]));
    let remove = form_to(&list, "/remove");
    for _ in 0..2 {
        assert_eq!(lost.submit(&remove).await.location, "/pl/passkeys?done=removed");
    }
    let removals = noted(site).await.into_iter().filter(|(action, ..)| action == "person.passkey-remove").count();
    assert_eq!(removals, 1, "a repeated request changes nothing");
    let (visitor, page) = half(site, world.expert).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "without a passkey nothing more is asked");
    assert_eq!(visitor.get("/pl/home").await.status, StatusCode::OK);
}

async fn an_administrator_takes_them_away(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.expert).await;
    add(&visitor, &mut Authenticator::new(ORIGIN), "Laptop").await;
    let administrator = site.signed_in(world.administrator).await;
    let page = administrator.get(&format!("/pl/admin/people/{}", world.expert)).await;
    assert_eq!(administrator.submit(&form_to(&page, "/second-factor")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(visitor.get("/pl/home").await.status, StatusCode::SEE_OTHER, "sessions end");
    let mut tx = site.app.db().read().await.unwrap();
    assert_eq!(passkeys::count(&mut tx, world.expert).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_that_needs_a_second_factor_can_set_up_a_passkey_and_keeps_the_last() {
    let settings = Settings { public_url: ORIGIN.to_owned(), second_factor_for: vec![Role::Expert], ..Settings::default() };
    let site = Site::with(Db::open_sqlite_memory().await.unwrap(), settings).await;
    let world = World::set_up(&site, EVERY_KIND).await;
    let visitor = site.signed_in(world.expert).await;
    assert_eq!(visitor.get("/pl/home").await.status, StatusCode::SEE_OTHER);
    let mut laptop = Authenticator::new(ORIGIN);
    assert_eq!(codes(&add(&visitor, &mut laptop, "Laptop").await).len(), 10);
    assert_eq!(visitor.get("/pl/home").await.status, StatusCode::OK, "the sign-in goes on");
    let mut key = Authenticator::new(ORIGIN);
    add(&visitor, &mut key, "Klucz").await;
    let two: Vec<_> = Form::all(&visitor.get("/pl/passkeys").await.body).into_iter().filter(|form| form.action.ends_with("/remove")).collect();
    assert_eq!(two.len(), 2);
    assert_eq!(visitor.submit(&two[0]).await.status, StatusCode::SEE_OTHER);
    let page = visitor.get("/pl/passkeys").await;
    assert!(page.text().contains("jedynego klucza dostępu nie można usunąć") && !page.body.contains("/remove\""), "{}", page.text());
    assert_eq!(visitor.submit(&two[1]).await.status, StatusCode::CONFLICT, "the last one stays");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_has_more_than_the_most_and_no_network_asks_without_end() {
    let settings = Settings { public_url: ORIGIN.to_owned(), ..Settings::default() };
    let site = Site::with(Db::open_sqlite_memory().await.unwrap(), settings).await;
    let world = World::set_up(&site, EVERY_KIND).await;
    let visitor = site.signed_in(world.expert).await;
    add(&visitor, &mut Authenticator::new(ORIGIN), "0").await;
    for at in 2..MOST {
        assert_eq!(add(&visitor, &mut Authenticator::new(ORIGIN), &at.to_string()).await.status, StatusCode::SEE_OTHER);
    }
    let form = named(&visitor, "A").await;
    let (ceremony, options) = asked(&visitor, &form, "/pl/passkeys/ask").await;
    assert_eq!(options["excludeCredentials"].as_array().unwrap().len(), MOST - 1, "no authenticator gets a second one");
    assert_eq!(add(&visitor, &mut Authenticator::new(ORIGIN), "B").await.status, StatusCode::SEE_OTHER);
    let one_more = answered(&form, &ceremony, &Authenticator::new(ORIGIN).create(&options));
    assert_eq!(visitor.submit(&one_more).await.status, StatusCode::CONFLICT);
    assert_eq!(visitor.post("/pl/passkeys/ask", &form.sent()).await.status, StatusCode::CONFLICT);
    let page = visitor.get("/pl/passkeys").await;
    assert!(page.text().contains("najwyżej 20 kluczy dostępu") && !page.body.contains("data-passkey="), "{}", page.text());

    for _ in 0..MOST_QUESTIONS {
        assert_eq!(site.visitor().post("/pl/sign-in/passkey/ask", &[]).await.status, StatusCode::OK);
    }
    for _ in 0..2 {
        assert_eq!(site.visitor().post("/pl/sign-in/passkey/ask", &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
    }
    assert_eq!(noted(&site).await.into_iter().filter(|(action, ..)| action == "session.throttled").count(), 1);
    site.app.clock().advance(15 * 60_000);
    assert_eq!(site.visitor().post("/pl/sign-in/passkey/ask", &[]).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_browsers_give_no_passkeys_the_page_says_so() {
    let settings = Settings { public_url: "http://127.0.0.1:8080".to_owned(), ..Settings::default() };
    let site = Site::with(Db::open_sqlite_memory().await.unwrap(), settings).await;
    let world = World::set_up(&site, EVERY_KIND).await;
    let visitor = site.signed_in(world.expert).await;
    let page = visitor.get("/pl/passkeys").await;
    assert!(page.text().contains("Pod tym adresem nie można używać kluczy dostępu"), "{}", page.text());
    assert!(!site.visitor().get("/pl/sign-in").await.body.contains("data-passkey"));
    let ask = site.visitor().post("/pl/sign-in/passkey/ask", &[]).await;
    assert_eq!(ask.status, StatusCode::CONFLICT);
}
