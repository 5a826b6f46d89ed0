//! The first administrator, and one-time links (S8).

use super::office::{form_to, press, set_up};
use crate::support::Site;

both!(
    the_first_administrator_is_made_by_a_link_that_works_once,
    a_link_signs_in_once_and_only_by_its_button,
    a_new_link_makes_the_old_one_void,
    a_password_signs_in_and_out
);

async fn the_first_administrator_is_made_by_a_link_that_works_once(site: &Site) {
    let first = miernik::service::sign_in::setup_link(&site.app).await.unwrap().unwrap();
    let second = miernik::service::sign_in::setup_link(&site.app).await.unwrap().unwrap();
    let visitor = site.visitor();
    let address = format!("/en/setup/{}", first.reveal());
    // Looking uses nothing up: programs that open the links of a mail beforehand do no harm.
    assert_eq!(visitor.get(&address).await.status.as_u16(), 200);
    let mut form = visitor.get(&address).await.form();
    form.set("name", "Adam Wilk").set("email", "adam@urzad").set("password", "short");
    let refused = visitor.submit(&form).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert_eq!(refused.form().value("name"), Some("Adam Wilk"));
    form.set("email", "adam@urzad.pl").set("password", "four ordinary words");
    assert_eq!(visitor.submit(&form).await.location, "/en/home");
    assert_eq!(visitor.get("/en/admin").await.status.as_u16(), 200);
    // The link is used up, and so is every other of its kind: there is an administrator.
    assert_eq!(site.visitor().get(&address).await.status.as_u16(), 404);
    form.set("email", "eve@urzad.pl");
    assert_eq!(site.visitor().submit(&form).await.status.as_u16(), 404);
    form.action = format!("/en/setup/{}", second.reveal());
    assert_eq!(site.visitor().submit(&form).await.status.as_u16(), 404);
    assert!(miernik::service::sign_in::setup_link(&site.app).await.unwrap().is_none());
}

/// Invites an expert of a new network; gives the path of the link.
async fn invited(site: &Site, administrator: &crate::support::Visitor) -> String {
    let mut form = form_to(&administrator.get("/pl/admin/networks").await, "/pl/admin/networks");
    form.set("name-pl", "Sieć").set("name-en", "Net");
    administrator.submit(&form).await;
    let mut form = form_to(&administrator.get("/pl/admin/people/invite").await, "/pl/admin/people/invite");
    form.set("name", "Ola Sowa").set("email", "ola@siec.pl").set("role", "expert").set("network", "siec");
    let seen = administrator.submit(&form).await;
    assert_eq!(seen.status.as_u16(), 200, "{}", seen.text());
    let _ = site;
    link(&seen.body)
}

/// The path of the link that a page shows; its beginning is the address of the service, whatever the request says (S10).
fn link(body: &str) -> String {
    let at = body.find("http://localhost/pl/link/").expect("a link");
    body[at..].split('<').next().unwrap().strip_prefix("http://localhost").unwrap().to_owned()
}

async fn a_link_signs_in_once_and_only_by_its_button(site: &Site) {
    let administrator = set_up(site).await;
    let link = invited(site, &administrator).await;
    let ola = site.visitor();
    let page = ola.get(&link).await;
    assert_eq!(page.status.as_u16(), 200);
    assert_eq!(ola.get("/pl/home").await.status.as_u16(), 303, "looking at the link signs nobody in");
    assert_eq!(ola.submit(&page.form()).await.location, "/pl/home");
    assert_eq!(ola.get("/pl/home").await.status.as_u16(), 200);
    assert_eq!(site.visitor().get(&link).await.status.as_u16(), 404);
    assert_eq!(site.visitor().submit(&page.form()).await.status.as_u16(), 404);
    // A link to sign in is none to set up.
    assert_eq!(site.visitor().get(&link.replace("/link/", "/setup/")).await.status.as_u16(), 404);
}

async fn a_new_link_makes_the_old_one_void(site: &Site) {
    let administrator = set_up(site).await;
    let old = invited(site, &administrator).await;
    let id = super::office::person(site, "ola@siec.pl").await;
    let page = format!("/pl/admin/people/{id}");
    let new = link(&press(&administrator, &page, &format!("{page}/link")).await.body);
    assert_eq!(site.visitor().get(&old).await.status.as_u16(), 404);
    assert_eq!(site.visitor().get(&new).await.status.as_u16(), 200);
    press(&administrator, &page, &format!("{page}/disable")).await;
    assert_eq!(site.visitor().get(&new).await.status.as_u16(), 404, "a shut account has no links");
    // Seven days later no link is good.
    press(&administrator, &page, &format!("{page}/enable")).await;
    let late = link(&press(&administrator, &page, &format!("{page}/link")).await.body);
    site.app.clock().advance(7 * 24 * 3_600_000);
    assert_eq!(site.visitor().get(&late).await.status.as_u16(), 404);
}

async fn a_password_signs_in_and_out(site: &Site) {
    let administrator = set_up(site).await;
    let mut form = form_to(&administrator.get("/pl/password").await, "/pl/sign-out");
    form.smuggle("next", "https://evil.example");
    assert_eq!(administrator.submit(&form).await.location, "/pl");
    assert_eq!(administrator.get("/pl/home").await.location, "/pl/sign-in?next=/pl/home");
    let mut form = administrator.get("/pl/sign-in?next=/pl/admin").await.form();
    form.set("email", " Adam@Urzad.pl ").set("password", "pięć zwykłych słów");
    let refused = administrator.submit(&form).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert_eq!((refused.form().value("email"), refused.form().value("password")), (Some(" Adam@Urzad.pl "), Some("")), "a password never comes back");
    let unknown = {
        let mut form = form.clone();
        form.set("email", "eve@urzad.pl");
        administrator.submit(&form).await
    };
    assert_eq!(unknown.text(), refused.text(), "who has an account is nobody's business");
    form.set("password", "cztery zwykłe słowa");
    assert_eq!(administrator.submit(&form).await.location, "/pl/admin");
    assert_eq!(administrator.get("/pl/admin").await.status.as_u16(), 200);
}
