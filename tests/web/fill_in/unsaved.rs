//! A page that cannot be saved comes back with everything that was typed (L1, L7).

use axum::http::StatusCode;

use crate::support::Site;
use crate::support::world::{EVERY_KIND, World};

both!(a_form_of_another_sign_in_comes_back_and_can_be_sent_again, a_form_without_a_sign_in_comes_back);

async fn a_form_of_another_sign_in_comes_back_and_can_be_sent_again(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let before = site.signed_in(world.officer).await;
    let mut form = before.get(&world.at("/sections/A/1")).await.form();
    form.set("a:one:note", "słowa, których nie wolno zgubić");
    let after = site.signed_in(world.officer).await;
    let seen = after.submit(&form).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert!(world.stored(site).await.document.0.is_empty(), "a form of another sign-in saves nothing");
    let again = after.submit(&seen.form()).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    assert_eq!(world.stored(site).await.document.0["one"].note, "słowa, których nie wolno zgubić");
}

async fn a_form_without_a_sign_in_comes_back(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let mut form = site.signed_in(world.officer).await.get(&world.at("/sections/A/1")).await.form();
    // A form that does not say whose it is cannot be kept for anybody (see `kept`).
    form.set("a:one:note", "wpisane przed wygaśnięciem").set("whose", "");
    let seen = site.visitor().submit(&form).await;
    assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
    assert!(seen.body.contains("wpisane przed wygaśnięciem") && seen.body.contains("/pl/sign-in"), "{}", seen.text());
    assert!(world.stored(site).await.document.0.is_empty());
}
