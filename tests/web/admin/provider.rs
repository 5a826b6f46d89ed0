//! Signing in at a provider of identities: who is let in, and what its answer must be like (S7, S8, S23).

use axum::http::StatusCode;
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use miernik::service::Settings;
use miernik::service::provider::ProviderSettings;
use miernik::store::{Db, people};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use uuid::Uuid;

use super::sign_in::noted;
use crate::provider::{SECRET, Signed, StubProvider};
use crate::support::form::Form;
use crate::support::world::{EVERY_KIND, World};
use crate::support::{Seen, Site, Visitor, postgres};

/// A service that knows a provider.
async fn site(db: Db) -> (Site, StubProvider) {
    let stub = StubProvider::start().await;
    let provider = ProviderSettings {
        issuer: stub.issuer.clone(),
        name: "Urząd".to_owned(),
        client_id: "miernik".to_owned(),
        client_secret: Some(SECRET.to_owned()),
    };
    let settings = Settings { public_url: "http://localhost".to_owned(), provider: Some(provider), ..Settings::default() };
    (Site::with(db, settings).await, stub)
}

/// Somebody at the provider, who comes back with the address to which it sends them.
struct Away {
    visitor: Visitor,
    state: String,
}

/// The value of a field in the query of an address.
fn field(address: &str, name: &str) -> String {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(address.split_once('?').unwrap().1).unwrap();
    pairs.into_iter().find(|(known, _)| known == name).unwrap().1
}

/// Goes to the provider, which will say what is right but for some claims.
async fn away(site: &Site, stub: &StubProvider, claims: Value) -> Away {
    let visitor = site.visitor();
    let sent = visitor.get("/pl/sign-in/provider?next=/pl/password").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(sent.location.starts_with(&format!("{}/auth?", stub.issuer)), "{}", sent.location);
    assert_eq!(field(&sent.location, "redirect_uri"), "http://localhost/pl/sign-in/provider/back");
    assert_eq!(field(&sent.location, "code_challenge_method"), "S256");
    let now = site.app.now().as_second();
    let mut said = json!({
        "iss": stub.issuer, "aud": "miernik", "sub": "one", "iat": now, "exp": now + 60, "nonce": field(&sent.location, "nonce"), "email_verified": true,
    });
    for (name, value) in claims.as_object().unwrap() {
        said[name] = value.clone();
    }
    stub.said.lock().unwrap().claims = said;
    Away { visitor, state: sent.location }
}

async fn back(away: &Away) -> Seen {
    let query = serde_html_form::to_string([("code", "a-code"), ("state", &field(&away.state, "state"))]).unwrap();
    away.visitor.get(&format!("/pl/sign-in/provider/back?{query}")).await
}

async fn email(site: &Site, person: Uuid) -> String {
    people::by_id(&mut site.app.db().read().await.unwrap(), person).await.unwrap().unwrap().email
}

fn refused(seen: &Seen, words: &str) {
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.text());
    assert!(seen.text().contains(words), "{words}: {}", seen.text());
}

async fn links_by_a_checked_address_and_from_then_on_by_name(site: &Site, stub: &StubProvider) {
    let world = World::set_up(site, EVERY_KIND).await;
    let address = email(site, world.expert).await;
    let unknown = away(site, stub, json!({ "email": "obcy@example.org" })).await;
    refused(&back(&unknown).await, "nie ma czynnego konta");
    for claims in [json!({ "email": address, "email_verified": false }), json!({ "email": address, "email_verified": null }), json!({})] {
        refused(&back(&away(site, stub, claims).await).await, "nie potwierdziła adresu e-mail");
    }
    let first = away(site, stub, json!({ "email": address.to_uppercase() })).await;
    let entered = back(&first).await;
    assert_eq!((entered.status, entered.location.as_str()), (StatusCode::SEE_OTHER, "/pl/password"), "{}", entered.body);
    assert_eq!(first.visitor.get("/pl/home").await.status, StatusCode::OK);
    let verifier = stub.said.lock().unwrap().asked.split('&').find_map(|pair| pair.strip_prefix("code_verifier=")).unwrap().to_owned();
    assert_eq!(BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes())), field(&first.state, "code_challenge"));
    refused(&back(&first).await, "w innej przeglądarce albo zbyt dawno");

    let administrators = email(site, world.administrator).await;
    let moved = away(site, stub, json!({ "email": administrators })).await;
    assert_eq!(back(&moved).await.status, StatusCode::SEE_OTHER);
    assert_eq!(moved.visitor.get("/pl/admin/people").await.status, StatusCode::FORBIDDEN, "the name counts, not the address");
    let other = away(site, stub, json!({ "sub": "two", "email": address })).await;
    refused(&back(&other).await, "jest już połączone z innym kontem");

    let administrator = site.signed_in(world.administrator).await;
    let page = administrator.get(&format!("/pl/admin/people/{}", world.expert)).await;
    let unlink = Form::all(&page.body).into_iter().find(|form| form.action.ends_with("/provider")).unwrap();
    for _ in 0..2 {
        assert_eq!(administrator.submit(&unlink).await.status, StatusCode::SEE_OTHER);
    }
    let other = away(site, stub, json!({ "sub": "two", "email": address })).await;
    assert_eq!(back(&other).await.status, StatusCode::SEE_OTHER, "unlinked, another name there can be linked");
    let mut tx = site.app.db().write().await.unwrap();
    people::set_disabled(&mut tx, world.expert, Some(site.app.now())).await.unwrap();
    tx.commit().await.unwrap();
    refused(&back(&away(site, stub, json!({ "sub": "two", "email": address })).await).await, "nie ma czynnego konta");
    let actions: Vec<_> = noted(site).await.into_iter().map(|(action, ..)| action).filter(|action| action.starts_with("person.")).collect();
    assert_eq!(actions, ["person.provider-link", "person.provider-unlink", "person.provider-link"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_on_sqlite() {
    let (site, stub) = site(Db::open_sqlite_memory().await.unwrap()).await;
    links_by_a_checked_address_and_from_then_on_by_name(&site, &stub).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_on_postgres() {
    let (site, stub) = site(Db::connect_postgres(&postgres::empty_database().await).await.unwrap()).await;
    links_by_a_checked_address_and_from_then_on_by_name(&site, &stub).await;
    site.app.db().close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_is_not_the_providers_or_not_for_us_does_not_count() {
    let (site, stub) = site(Db::open_sqlite_memory().await.unwrap()).await;
    let world = World::set_up(&site, EVERY_KIND).await;
    let address = email(&site, world.expert).await;
    let past = site.app.now().as_second() - 1;
    let wrong = [
        json!({ "email": address, "nonce": "another" }),
        json!({ "email": address, "aud": "another" }),
        json!({ "email": address, "iss": "https://elsewhere.example.org" }),
        json!({ "email": address, "exp": past }),
    ];
    for claims in wrong {
        refused(&back(&away(&site, &stub, claims).await).await, "Nie udało się sprawdzić");
    }
    for signed in [Signed::ByAnother, Signed::BySecret, Signed::Not] {
        let away = away(&site, &stub, json!({ "email": address })).await;
        stub.said.lock().unwrap().signed = signed;
        refused(&back(&away).await, "Nie udało się sprawdzić");
    }
    stub.said.lock().unwrap().signed = Signed::Well;
    let late = away(&site, &stub, json!({ "email": address })).await;
    site.app.clock().advance(10 * 60_000 + 1_000);
    refused(&back(&late).await, "zbyt dawno");
    assert_eq!(back(&away(&site, &stub, json!({ "email": address })).await).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_factor_is_asked_for_as_ever() {
    let (site, stub) = site(Db::open_sqlite_memory().await.unwrap()).await;
    let world = World::set_up(&site, EVERY_KIND).await;
    let mut tx = site.app.db().write().await.unwrap();
    miernik::store::second_factor::begin(&mut tx, world.expert, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", site.app.now()).await.unwrap();
    miernik::store::second_factor::use_step(&mut tx, world.expert, 1, site.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    let away = away(&site, &stub, json!({ "email": email(&site, world.expert).await })).await;
    assert_eq!(back(&away).await.location, "/pl/sign-in/code?next=/pl/password");
    assert_eq!(away.visitor.get("/pl/home").await.status, StatusCode::SEE_OTHER);
}
