//! Guessing passwords (S9), changing one's own, and what the audit log says of it (S23).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use miernik::ids::new_id;
use miernik::lang::Lang;
use miernik::service::access::Person;
use miernik::service::attempts::{MOST_OF_ACCOUNT, MOST_OF_NETWORK};
use miernik::service::{self, LinkPurpose, Role, ServiceError, sign_in};
use miernik::store::{audit, people};
use tokio::task::JoinSet;

use super::office::{form_to, person, set_up};
use crate::support::Site;

both!(
    guesses_side_by_side_count_one_by_one,
    a_network_has_a_limit_of_its_own,
    success_costs_nothing,
    a_new_password_asks_for_the_old_one,
    who_forgot_the_password_comes_by_link,
    coming_and_going_is_noted,
    two_who_shut_each_other_out_leave_one
);

const ELSEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 9));
const ADAM: &str = "adam@urzad.pl";
const RIGHT: &str = "cztery zwykłe słowa";

/// What the audit log says, the oldest line first: action, object, detail.
pub async fn noted(site: &Site) -> Vec<(String, String, String)> {
    let lines = audit::after(&mut site.app.db().read().await.unwrap(), 0, 10_000).await.unwrap();
    lines.into_iter().map(|line| (line.action, line.object, line.detail)).collect()
}

/// How often something was noted.
async fn times(site: &Site, action: &str) -> usize {
    noted(site).await.iter().filter(|(noted, ..)| noted == action).count()
}

async fn guess(site: &Site, email: &str, from: IpAddr) -> Result<(), ServiceError> {
    sign_in::with_password(&site.app, email, "zgadywane hasło", from).await.map(drop)
}

async fn guesses_side_by_side_count_one_by_one(site: &Site) {
    set_up(site).await;
    let mut guesses = JoinSet::new();
    for _ in 0..50 {
        let app = site.app.clone();
        guesses.spawn(async move { sign_in::with_password(&app, ADAM, "zgadywane hasło", ELSEWHERE).await });
    }
    let (mut judged, mut turned_away) = (0, 0);
    for answer in guesses.join_all().await {
        match answer {
            Err(ServiceError::Invalid(_)) => judged += 1,
            Err(ServiceError::TooMany) => turned_away += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((judged, turned_away), (MOST_OF_ACCOUNT, 50 - MOST_OF_ACCOUNT), "no more are compared with the hash than are allowed");
    assert_eq!((times(site, "session.refused").await, times(site, "session.throttled").await), (1, 1), "not a line for each guess");
    // The right password, too, has to wait there, and nowhere else (O3).
    let right = sign_in::with_password(&site.app, ADAM, RIGHT, ELSEWHERE).await;
    assert!(matches!(right, Err(ServiceError::TooMany)), "{right:?}");
    sign_in::with_password(&site.app, ADAM, RIGHT, Ipv4Addr::LOCALHOST.into()).await.unwrap();
    site.app.clock().advance(15 * 60_000);
    sign_in::with_password(&site.app, ADAM, RIGHT, ELSEWHERE).await.unwrap();
}

async fn a_network_has_a_limit_of_its_own(site: &Site) {
    set_up(site).await;
    let address = |n: u16| IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, n));
    for n in 0..u16::try_from(MOST_OF_NETWORK).unwrap() {
        let refused = guess(site, &format!("nikt{n}@urzad.pl"), address(n)).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(_))), "{n}: {refused:?}");
    }
    for _ in 0..3 {
        let refused = guess(site, ADAM, address(999)).await;
        assert!(matches!(refused, Err(ServiceError::TooMany)), "{refused:?}");
    }
    assert_eq!(times(site, "session.throttled").await, 1);
    sign_in::with_password(&site.app, ADAM, RIGHT, ELSEWHERE).await.unwrap();
}

async fn success_costs_nothing(site: &Site) {
    set_up(site).await;
    for _ in 0..MOST_OF_NETWORK + 5 {
        sign_in::with_password(&site.app, ADAM, RIGHT, ELSEWHERE).await.unwrap();
    }
    assert_eq!(times(site, "session.throttled").await, 0);
}

async fn a_new_password_asks_for_the_old_one(site: &Site) {
    let adam = set_up(site).await;
    let mut form = form_to(&adam.get("/en/password").await, "/en/password");
    assert_eq!(form.names(), ["csrf", "old-password", "password"]);
    form.set("password", "five quite ordinary words");
    for wrong in ["", "a guess of somebody"] {
        let refused = adam.submit(form.set("old-password", wrong)).await;
        assert_eq!(refused.status.as_u16(), 422);
        assert!(refused.text().contains("This is not the current password"), "{}", refused.text());
        let fields = (refused.form().value("old-password").map(str::to_owned), refused.form().value("password").map(str::to_owned));
        assert_eq!(fields, (Some(String::new()), Some(String::new())), "a password never comes back");
    }
    form.set("old-password", RIGHT);
    assert_eq!(adam.submit(&form).await.location, "/en/home");
    let from = Ipv4Addr::LOCALHOST.into();
    assert!(sign_in::with_password(&site.app, ADAM, RIGHT, from).await.is_err());
    sign_in::with_password(&site.app, ADAM, "five quite ordinary words", from).await.unwrap();
    // Guessing here is as limited as at the sign-in page, and with it.
    let mut form = form_to(&adam.get("/en/password").await, "/en/password");
    form.set("password", "six quite ordinary words now").set("old-password", "a guess of somebody");
    for _ in 0..MOST_OF_ACCOUNT {
        assert_eq!(adam.submit(&form).await.status.as_u16(), 422);
    }
    assert_eq!(adam.submit(&form).await.status.as_u16(), 429);
    let signs_in = sign_in::with_password(&site.app, ADAM, "five quite ordinary words", from).await;
    assert!(matches!(signs_in, Err(ServiceError::TooMany)), "{signs_in:?}");
}

async fn who_forgot_the_password_comes_by_link(site: &Site) {
    let administrator = set_up(site).await;
    site.app.clock().advance(1000);
    let by_link = site.signed_in(person(site, ADAM).await).await;
    let mut form = form_to(&by_link.get("/pl/password").await, "/pl/password");
    assert_eq!(form.names(), ["csrf", "password"], "the link was proof enough");
    assert!(administrator.get("/pl/password").await.form().names().contains(&"old-password"), "but not for other sessions");
    form.set("password", "pięć zwykłych słów razem");
    assert_eq!(by_link.submit(&form).await.location, "/pl/home");
    let again = form_to(&by_link.get("/pl/password").await, "/pl/password");
    assert_eq!(again.names(), ["csrf", "old-password", "password"], "and only once");
    assert_eq!(by_link.submit(&form).await.status.as_u16(), 403, "the form of the session before");
}

async fn coming_and_going_is_noted(site: &Site) {
    let adam = set_up(site).await;
    let id = person(site, ADAM).await;
    assert_eq!(adam.submit(&form_to(&adam.get("/pl/home").await, "/pl/sign-out")).await.location, "/pl");
    guess(site, ADAM, ELSEWHERE).await.unwrap_err();
    guess(site, "nikt@urzad.pl", ELSEWHERE).await.unwrap_err();
    let lines: Vec<String> = noted(site).await.into_iter().map(|(action, object, detail)| format!("{action} {object} {detail}")).collect();
    let adam = format!("person/{id}");
    let expected = [
        "installation.setup-link installation null".to_owned(),
        format!("installation.set-up {adam} null"),
        format!("session.end {adam} null"),
        format!("session.refused {adam} null"),
        "session.refused person/unknown null".to_owned(),
    ];
    assert_eq!(lines[lines.len() - expected.len()..], expected);
}

/// A further administrator, signed in by a link.
async fn administrator(site: &Site, email: &str) -> Person {
    let account = people::Person {
        id: new_id(),
        email: email.to_owned(),
        email_key: email.to_owned(),
        name: "Ewa Kot".to_owned(),
        language: Lang::Pl,
        password_hash: None,
        created_at: site.app.now(),
        disabled_at: None,
    };
    let role = people::RoleGrant { id: new_id(), person_id: account.id, role: Role::Administrator, network_id: None, municipality_id: None };
    let mut tx = site.app.db().write().await.unwrap();
    people::insert(&mut tx, &account).await.unwrap();
    people::grant(&mut tx, &role).await.unwrap();
    let link = sign_in::new_link(&site.app, &mut tx, LinkPurpose::SignIn, Some(account.id)).await.unwrap();
    tx.commit().await.unwrap();
    let session = sign_in::with_link(&site.app, &link).await.unwrap();
    sign_in::person(&site.app, &session.secret).await.unwrap().unwrap()
}

async fn two_who_shut_each_other_out_leave_one(site: &Site) {
    for round in 0..10 {
        let (ewa, ola) = (administrator(site, &format!("ewa{round}@urzad.pl")).await, administrator(site, &format!("ola{round}@urzad.pl")).await);
        let (first, second) =
            tokio::join!(service::people::set_disabled(&site.app, &ewa, ola.id, true), service::people::set_disabled(&site.app, &ola, ewa.id, true));
        let mut tx = site.app.db().write().await.unwrap();
        assert_eq!(people::count_administrators(&mut tx).await.unwrap(), 1, "{first:?} {second:?}");
        let refused = [first, second].into_iter().filter(|done| matches!(done, Err(ServiceError::State("last-administrator")))).count();
        assert_eq!(refused, 1);
        for id in [ewa.id, ola.id] {
            people::erase(&mut tx, id, site.app.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}
