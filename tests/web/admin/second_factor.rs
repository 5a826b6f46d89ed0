//! The second factor: set up, asked for, used once, replaced by recovery codes, required by the operator, taken away by an administrator (S7, S8, S9, S23).

use axum::http::StatusCode;
use miernik::service::{Role, Settings};
use miernik::store::Db;
use totp_rs::{Algorithm, Builder};

use super::sign_in::noted;
use crate::support::form::Form;
use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor};

both!(
    once_set_up_it_is_asked_for_and_each_code_works_once,
    half_a_sign_in_opens_nothing,
    guessing_codes_has_a_limit_from_wherever,
    a_recovery_code_works_once,
    turned_off_by_a_code_only,
    an_administrator_takes_it_away
);

/// The code that a device would show now, some intervals earlier or later.
fn code(site: &Site, secret: &str, intervals: i64) -> String {
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(totp_rs::Secret::try_from_base32(secret).unwrap())
        .with_account_name("a")
        .build()
        .unwrap();
    totp.generate(u64::try_from(site.app.now().as_second() + 30 * intervals).unwrap()).to_string()
}

fn form_to(seen: &Seen, end: &str) -> Form {
    Form::all(&seen.body).into_iter().find(|form| form.action.ends_with(end)).unwrap_or_else(|| panic!("no form to {end} in {}", seen.body))
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    text.split_once(from).unwrap().1.split_once(to).unwrap().0
}

/// Sets it up on the page; gives the secret and the recovery codes.
async fn set_up(site: &Site, visitor: &Visitor) -> (String, Vec<String>) {
    let page = visitor.get("/pl/second-factor").await;
    visitor.submit(&form_to(&page, "/start")).await;
    let page = visitor.get("/pl/second-factor").await;
    let secret = between(&page.body, r#"id="secret">"#, "<").replace(' ', "");
    assert!(page.body.contains(&format!("secret={secret}")) && page.body.contains("<svg"), "as text, as a link, as a picture");
    let shown = visitor.submit(form_to(&page, "/confirm").set("code", &code(site, &secret, 0))).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    let codes = shown.body.split(r#"<code class="m-code">"#).skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect();
    (secret, codes)
}

/// Comes by a one-time link, which is the first half.
async fn half(site: &Site, person: uuid::Uuid) -> (Visitor, Seen) {
    let visitor = site.signed_in(person).await;
    let asked = visitor.get("/pl/sign-in/code?next=/pl/password").await;
    (visitor, asked)
}

async fn once_set_up_it_is_asked_for_and_each_code_works_once(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (secret, codes) = set_up(site, &site.signed_in(world.expert).await).await;
    assert_eq!(codes.len(), 10);
    let (visitor, asked) = half(site, world.expert).await;
    let refused = visitor.submit(form_to(&asked, "/code").set("code", &code(site, &secret, 0))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "the code that set it up is used");
    site.app.clock().advance(30_000);
    let right = code(site, &secret, 0);
    let spaced = format!("{} {}", &right[..3], &right[3..]);
    let entered = visitor.submit(form_to(&refused, "/code").set("code", &spaced)).await;
    assert_eq!((entered.status, entered.location.as_str()), (StatusCode::SEE_OTHER, "/pl/password"));
    assert_eq!(visitor.get("/pl/home").await.status, StatusCode::OK);
    let (other, asked) = half(site, world.expert).await;
    for used in [right.clone(), code(site, &secret, -1), code(site, &secret, -9), "000000".to_owned(), String::new(), "ŻŻŻŻŻŻ".to_owned()] {
        assert_eq!(other.submit(form_to(&asked, "/code").set("code", &used)).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{used}");
    }
    let ahead = other.submit(form_to(&asked, "/code").set("code", &code(site, &secret, 1))).await;
    assert_eq!(ahead.status, StatusCode::SEE_OTHER, "a clock that is 30 s ahead");
    let actions: Vec<_> = noted(site).await.into_iter().map(|(action, ..)| action).filter(|action| action != "session.refused").collect();
    let expected = ["session.begin", "person.second-factor-on", "session.first-half", "session.begin", "session.first-half", "session.begin"];
    assert_eq!(actions, expected);
}

async fn half_a_sign_in_opens_nothing(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (secret, _) = set_up(site, &site.signed_in(world.administrator).await).await;
    let (visitor, asked) = half(site, world.administrator).await;
    for path in ["/pl/home", "/pl/admin", "/pl/password", "/pl/second-factor"] {
        let seen = visitor.get(path).await;
        assert!(seen.status != StatusCode::OK && !seen.body.contains("Adam Wilk"), "{path}: {}", seen.status);
    }
    site.app.clock().advance(30_000);
    let forged = form_to(&asked, "/code")
        .with_field("csrf", form_to(&asked, "/code").value("csrf").unwrap(), "f")
        .set("code", &code(site, &secret, 0))
        .clone();
    assert_eq!(visitor.submit(&forged).await.status, StatusCode::FORBIDDEN);
    let stranger = site.visitor();
    assert_eq!(stranger.submit(form_to(&asked, "/code").set("code", &code(site, &secret, 0))).await.status, StatusCode::UNAUTHORIZED);
    site.app.clock().advance(11 * 60_000);
    let late = visitor.submit(form_to(&asked, "/code").set("code", &code(site, &secret, 0))).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED, "the first half holds for ten minutes");
}

async fn guessing_codes_has_a_limit_from_wherever(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (secret, _) = set_up(site, &site.signed_in(world.expert).await).await;
    site.app.clock().advance(60_000);
    let mut statuses = Vec::new();
    for _ in 0..12 {
        let (visitor, asked) = half(site, world.expert).await;
        statuses.push(visitor.submit(form_to(&asked, "/code").set("code", "123456")).await.status.as_u16());
    }
    assert_eq!(statuses, [[422; 10].as_slice(), &[429; 2]].concat());
    let (visitor, asked) = half(site, world.expert).await;
    let right = visitor.submit(form_to(&asked, "/code").set("code", &code(site, &secret, 0))).await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS, "not even the right one");
    site.app.clock().advance(16 * 60_000);
    let (visitor, asked) = half(site, world.expert).await;
    let right = visitor.submit(form_to(&asked, "/code").set("code", &code(site, &secret, 0))).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
}

async fn a_recovery_code_works_once(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let (_, codes) = set_up(site, &site.signed_in(world.expert).await).await;
    let (visitor, asked) = half(site, world.expert).await;
    let entered = visitor.submit(form_to(&asked, "/code").set("code", &codes[3].to_uppercase())).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    assert!(visitor.get("/pl/second-factor").await.text().contains("Zostało 9 kodów"));
    let (again, asked) = half(site, world.expert).await;
    assert_eq!(again.submit(form_to(&asked, "/code").set("code", &codes[3])).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = visitor.get("/pl/second-factor").await;
    let renewed = visitor.submit(form_to(&page, "/codes").set("code", &codes[4])).await;
    assert_eq!(renewed.status, StatusCode::OK);
    let (again, asked) = half(site, world.expert).await;
    let old = again.submit(form_to(&asked, "/code").set("code", &codes[5])).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY, "new codes make the old ones void");
}

async fn turned_off_by_a_code_only(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.expert).await;
    let (secret, _) = set_up(site, &visitor).await;
    site.app.clock().advance(30_000);
    let mut off = form_to(&visitor.get("/pl/second-factor").await, "/codes");
    off.action = "/pl/second-factor/off".to_owned();
    assert_eq!(visitor.submit(off.set("code", "000000")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = visitor.submit(off.set("code", &code(site, &secret, 0))).await;
    assert_eq!((done.status, done.location.as_str()), (StatusCode::SEE_OTHER, "/pl/second-factor?done=off"));
    assert_eq!(site.signed_in(world.expert).await.get("/pl/home").await.status, StatusCode::OK, "the link alone lets in again");
}

async fn an_administrator_takes_it_away(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let expert = site.signed_in(world.expert).await;
    set_up(site, &expert).await;
    let administrator = site.signed_in(world.administrator).await;
    let page = administrator.get(&format!("/pl/admin/people/{}", world.expert)).await;
    let done = administrator.submit(&form_to(&page, "/second-factor")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(expert.get("/pl/home").await.status, StatusCode::SEE_OTHER, "their session has ended");
    assert_eq!(site.signed_in(world.expert).await.get("/pl/home").await.status, StatusCode::OK);
    let again = administrator.submit(&form_to(&page, "/second-factor")).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert_eq!(noted(site).await.iter().filter(|(action, ..)| action == "person.second-factor-reset").count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_that_needs_one_sets_it_up_before_anything_else() {
    let settings = Settings { public_url: "http://localhost".to_owned(), second_factor_for: vec![Role::Expert], ..Settings::default() };
    let site = Site::with(Db::open_sqlite_memory().await.unwrap(), settings).await;
    let world = World::set_up(&site, EVERY_KIND).await;
    assert_eq!(site.signed_in(world.officer).await.get("/pl/home").await.status, StatusCode::OK, "another role");
    let expert = site.signed_in(world.expert).await;
    for path in ["/pl/home", "/pl/password", "/pl/sign-in/code"] {
        assert_ne!(expert.get(path).await.status, StatusCode::OK, "{path}");
    }
    let (secret, _) = set_up(&site, &expert).await;
    assert_eq!(expert.get("/pl/home").await.status, StatusCode::OK);
    site.app.clock().advance(30_000);
    let page = expert.get("/pl/second-factor").await;
    assert!(!page.body.contains("/second-factor/off"));
    let mut off = form_to(&page, "/codes");
    off.action = "/pl/second-factor/off".to_owned();
    assert_eq!(expert.submit(off.set("code", &code(&site, &secret, 0))).await.status, StatusCode::CONFLICT);
}
