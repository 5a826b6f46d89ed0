//! People and their roles (S6, S7, S11).

use super::office::{SWIDWIN, campaign, form_to, person, press, set_up};
use crate::support::form::Form;
use crate::support::{Site, Visitor};

both!(
    a_viewer_looks_and_changes_nothing,
    an_officer_is_invited_to_the_right_namesake,
    a_shut_account_is_out_at_once,
    somebody_always_runs_it,
    an_address_has_one_account
);

async fn invitation(administrator: &Visitor) -> Form {
    let mut form = form_to(&administrator.get("/pl/admin/people/invite").await, "/pl/admin/people/invite");
    form.set("name", "Ewa Kot").set("email", "Ewa@Swidwin.pl").set("role", "officer").set("municipality", "świdwin");
    form
}

/// Invites the officer of the town of Świdwin and signs her in by the link.
async fn ewa(site: &Site, administrator: &Visitor) -> Visitor {
    let mut form = invitation(administrator).await;
    form.set("municipality", "teryt-3216011");
    let body = administrator.submit(&form).await.body;
    let link = body.split("http://localhost").find(|part| part.starts_with("/pl/link/")).unwrap().split('<').next().unwrap().to_owned();
    let visitor = site.visitor();
    let page = visitor.get(&link).await;
    visitor.submit(&page.form()).await;
    visitor
}

async fn an_officer_is_invited_to_the_right_namesake(site: &Site) {
    let administrator = set_up(site).await;
    let seen = administrator.submit(&invitation(&administrator).await).await;
    assert_eq!(seen.status.as_u16(), 422);
    let text = seen.text();
    assert!(text.contains("Kilka gmin ma tę nazwę") && text.contains("3216011") && text.contains("3216062"), "{text}");
    let mut form = form_to(&seen, "/pl/admin/people/invite");
    assert_eq!((form.value("name"), form.value("email")), (Some("Ewa Kot"), Some("Ewa@Swidwin.pl")));
    form.set("municipality", "teryt-3216011");
    let seen = administrator.submit(&form).await;
    assert_eq!(seen.status.as_u16(), 200);
    assert!(seen.text().contains("Działa jeden raz"), "{}", seen.text());
    let id = person(site, "ewa@swidwin.pl").await;
    let page = administrator.get(&format!("/pl/admin/people/{id}")).await.text();
    assert!(page.contains("Przedstawiciel: Świdwin (gmina miejska, powiat świdwiński, woj. zachodniopomorskie)"), "{page}");
}

async fn a_shut_account_is_out_at_once(site: &Site) {
    let administrator = set_up(site).await;
    let ewa = ewa(site, &administrator).await;
    assert_eq!(ewa.get("/pl/home").await.status.as_u16(), 200);
    let page = format!("/pl/admin/people/{}", person(site, "ewa@swidwin.pl").await);
    assert_eq!(press(&administrator, &page, &format!("{page}/disable")).await.location, format!("{page}?done=disabled"));
    assert_eq!(ewa.get("/pl/home").await.status.as_u16(), 303);
    press(&administrator, &page, &format!("{page}/enable")).await;
    assert_eq!(ewa.get("/pl/home").await.status.as_u16(), 303, "the old session stays over");
    assert_eq!(press(&administrator, &page, &format!("{page}/revoke")).await.location, format!("{page}?done=revoked"));
    assert!(administrator.get(&page).await.text().contains("nie ma żadnej roli"));
}

async fn somebody_always_runs_it(site: &Site) {
    let administrator = set_up(site).await;
    let page = format!("/pl/admin/people/{}", person(site, "adam@urzad.pl").await);
    let mut form = form_to(&administrator.get(&page).await, &format!("{page}/revoke"));
    assert_eq!(administrator.submit(&form).await.status.as_u16(), 409, "the last administrator");
    form.action = format!("{page}/disable");
    assert_eq!(administrator.submit(&form).await.status.as_u16(), 409, "the own account");
    form.action = format!("{page}/promote");
    assert_eq!(administrator.submit(&form).await.status.as_u16(), 404);
    assert_eq!(administrator.get("/pl/admin/people").await.status.as_u16(), 200);
    // Another one's form, or none of ours (S6).
    let forged = [("csrf".to_owned(), "0".repeat(64))];
    for fields in [&forged[..], &[]] {
        assert_eq!(administrator.post(&format!("{page}/link"), fields).await.status.as_u16(), 403);
    }
}

async fn an_address_has_one_account(site: &Site) {
    let administrator = set_up(site).await;
    ewa(site, &administrator).await;
    let mut form = invitation(&administrator).await;
    // Fields that the form does not have change nothing (S11).
    form.set("email", "EWA@swidwin.pl").set("municipality", "2478011").smuggle("network_id", "x").smuggle("password", "x").smuggle("id", "x");
    let seen = administrator.submit(&form).await;
    assert!(seen.text().contains("Ewa Kot ma już konto i dostaje nową rolę"), "{}", seen.text());
    assert!(!seen.body.contains("/link/"));
    form.set("name", "").set("email", "ewa").set("municipality", "Nigdzie");
    let seen = administrator.submit(&form).await;
    let text = seen.text();
    assert_eq!(seen.status.as_u16(), 422);
    assert!(text.contains("Proszę wpisać imię i nazwisko") && text.contains("Nie ma gminy o takiej nazwie"), "{text}");
    let list = administrator.get("/en/admin/people").await.text();
    assert!(
        list.contains("Ewa Kot Ewa@Swidwin.pl") && list.contains("Representative: Zabrze (city with powiat rights, śląskie voivodeship)"),
        "{list}"
    );
}

async fn a_viewer_looks_and_changes_nothing(site: &Site) {
    let administrator = set_up(site).await;
    campaign(&administrator, &[SWIDWIN]).await;
    let mut form = invitation(&administrator).await;
    form.set("role", "viewer").set("municipality", "").set("viewer-municipality", "świdwin").set("viewer-network", "miasta-lodki");
    let both = administrator.submit(&form).await;
    assert!(both.status == 422 && both.text().contains("Proszę wybrać sieć albo wpisać gminę"), "{}", both.text());
    assert_eq!(form_to(&both, "/pl/admin/people/invite").value("viewer-network"), Some("miasta-lodki"));
    form.set("viewer-network", "");
    let several = administrator.submit(&form).await;
    assert!(several.status == 422 && several.text().contains("Kilka gmin ma tę nazwę"), "{}", several.text());
    let mut form = form_to(&several, "/pl/admin/people/invite");
    form.set("viewer-municipality", "teryt-3216011");
    let body = administrator.submit(&form).await.body;
    let link = body.split("http://localhost").find(|part| part.starts_with("/pl/link/")).unwrap().split('<').next().unwrap().to_owned();
    let viewer = site.visitor();
    viewer.submit(&viewer.get(&link).await.form()).await;
    let id = person(site, "ewa@swidwin.pl").await;
    let page = administrator.get(&format!("/pl/admin/people/{id}")).await.text();
    assert!(page.contains("Osoba z wglądem: Świdwin (gmina miejska"), "{page}");
    let home = viewer.get("/pl/home").await;
    assert!(home.text().contains("Samooceny do wglądu Próba 2026: odpowiedzi") && !home.text().contains("Zacznij"), "{}", home.text());
    let tasks = home.body.split("href=\"").find(|part| part.starts_with("/pl/assessments/")).unwrap().split('"').next().unwrap();
    let list = viewer.get(tasks).await;
    assert_eq!(list.status, 200);
    assert!(!list.body.contains("/submit\"") && !list.body.contains("/ask\""), "{}", list.text());
}
