//! The own sessions: listed with their devices, and ended everywhere else (S7).

use crate::support::Site;
use crate::support::world::{EVERY_KIND, World};

both!(own_sessions_are_listed_and_ended_elsewhere);

async fn own_sessions_are_listed_and_ended_elsewhere(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let office = site.signed_in(world.officer).await;
    let alone = office.get("/pl/sessions").await;
    assert!(alone.text().contains("nieznane urządzenie Ta sesja Zalogowano: 2 marca 2026, 10:00"), "{}", alone.text());
    assert!(alone.text().contains("Nie ma innych sesji."), "{}", alone.text());
    site.app.clock().advance(60_000);
    let telephone = site.signed_in(world.officer).await.with_browser("Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0");
    assert_eq!(telephone.get("/pl/home").await.status, 200);
    let other = site.signed_in(world.second_officer).await;
    let list = office.get("/pl/sessions").await;
    assert!(list.text().contains("Firefox, Android Zalogowano: 2 marca 2026, 10:01"), "{}", list.text());
    let form = list.form_to("/pl/sessions");
    for _ in 0..2 {
        assert_eq!(office.submit(&form).await.location, "/pl/sessions?done=ended", "twice is as once");
    }
    assert_eq!(telephone.get("/pl/home").await.status, 303, "out at once");
    assert_eq!((office.get("/pl/home").await.status.as_u16(), other.get("/pl/home").await.status.as_u16()), (200, 200));
    let noted = super::sign_in::noted(site).await;
    assert_eq!(noted.iter().filter(|(action, ..)| action == "session.end-others").count(), 1);
}
