//! Who may do what (S1): every route of the administrators × everybody.

use axum::http::StatusCode;
use miernik::ids::new_id;
use miernik::lang::Lang;
use miernik::service::Role;
use miernik::store::people::{self, Person, RoleGrant};
use uuid::Uuid;

use crate::support::world::{EVERY_KIND, World};
use crate::support::{Site, Visitor};

both!(the_table_of_rights, a_foreign_campaign_looks_like_none);

/// A route that is read, and what an administrator of the installation and one of the network get.
const GETS: [(&str, u16, u16); 15] = [
    ("/pl/admin", 200, 200),
    ("/pl/admin/new-campaign", 200, 200),
    ("/pl/admin/campaigns/miasta-2026", 200, 200),
    ("/pl/admin/campaigns/miasta-2026/invite", 200, 200),
    ("/pl/admin/campaigns/miasta-2026/letters", 200, 200),
    ("/pl/admin/campaigns/miasta-2026/remind", 200, 200),
    ("/pl/admin/campaigns/miasta-2026/stage/close", 200, 200),
    ("/pl/admin/campaigns/miasta-2026/version", 200, 200),
    ("/pl/admin/campaigns/miasta-2026/official", 200, 200),
    ("/pl/admin/campaigns/miasta-2026/cities/teryt-2478011/reopen", 409, 409),
    ("/pl/admin/networks", 200, 403),
    ("/pl/admin/networks/miasta", 200, 403),
    ("/pl/admin/people", 200, 403),
    ("/pl/admin/people/invite", 200, 403),
    ("/pl/admin/people/ID", 200, 403),
];

/// A route that changes something, sent with nothing but the secret of the session.
const POSTS: [(&str, u16, u16); 18] = [
    ("/pl/admin/new-campaign", 422, 422),
    ("/pl/admin/campaigns/miasta-2026/invite", 422, 422),
    // Without a mail server nothing can be sent; a letter that is not there is not there.
    ("/pl/admin/campaigns/miasta-2026/remind", 409, 409),
    ("/pl/admin/campaigns/miasta-2026/letters/ID/cancel", 404, 404),
    ("/pl/admin/campaigns/miasta-2026/version", 422, 422),
    ("/pl/admin/campaigns/miasta-2026/official", 422, 422),
    ("/pl/admin/campaigns/miasta-2026/stage/open", 409, 409),
    ("/pl/admin/campaigns/miasta-2026/stage/freeze", 409, 409),
    ("/pl/admin/campaigns/miasta-2026/stage/publish", 409, 409),
    ("/pl/admin/campaigns/miasta-2026/cities/teryt-2478011/reopen", 409, 409),
    ("/pl/admin/networks", 422, 403),
    ("/pl/admin/networks/miasta", 422, 403),
    ("/pl/admin/people/invite", 422, 403),
    ("/pl/admin/people/ID/link", 200, 403),
    ("/pl/admin/people/ID/mail", 200, 403),
    ("/pl/admin/people/ID/second-factor", 404, 403),
    ("/pl/admin/people/ID/disable", 303, 403),
    ("/pl/admin/people/ID/enable", 303, 403),
];

/// An administrator of a network.
async fn network_administrator(site: &Site, network: Uuid) -> Uuid {
    let id = new_id();
    let email = format!("{id}@example.pl");
    let person = Person {
        id,
        email_key: email.clone(),
        email,
        name: "Ida Lis".to_owned(),
        language: Lang::Pl,
        password_hash: None,
        created_at: site.app.now(),
        disabled_at: None,
    };
    let mut tx = site.app.db().write().await.unwrap();
    people::insert(&mut tx, &person).await.unwrap();
    let grant = RoleGrant { id: new_id(), person_id: id, role: Role::Administrator, network_id: Some(network), municipality_id: None };
    people::grant(&mut tx, &grant).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn csrf(visitor: &Visitor) -> Vec<(String, String)> {
    let page = visitor.get("/pl/password").await;
    if page.status == StatusCode::OK { vec![("csrf".to_owned(), page.form().value("csrf").unwrap().to_owned())] } else { Vec::new() }
}

/// What somebody gets who runs nothing: a campaign's pages do not exist for them, the others are forbidden.
fn outsider(path: &str) -> u16 {
    if path.contains("/campaigns/") { 404 } else { 403 }
}

async fn the_table_of_rights(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let of_network = network_administrator(site, world.campaign.network_id).await;
    let of_other_network = network_administrator(site, other_network(site).await).await;
    let everybody = [
        ("administrator", Some(world.administrator)),
        ("administrator of the network", Some(of_network)),
        ("administrator of another network", Some(of_other_network)),
        ("expert", Some(world.expert)),
        ("officer", Some(world.officer)),
        ("officer of another city", Some(world.other_officer)),
        ("somebody without a role", Some(world.nobody)),
        ("nobody", None),
    ];
    for (name, person) in everybody {
        let visitor = match person {
            Some(person) => site.signed_in(person).await,
            None => site.visitor(),
        };
        let fields = csrf(&visitor).await;
        let expected = |(path, whole, network): (&str, u16, u16), anonymous: u16| match name {
            "administrator" => whole,
            "administrator of the network" => network,
            "administrator of another network" if path.contains("/campaigns/") => 404,
            "administrator of another network" => network,
            "nobody" => anonymous,
            _ => outsider(path),
        };
        for entry in GETS {
            let path = entry.0.replace("ID", &world.second_officer.to_string());
            assert_eq!(visitor.get(&path).await.status.as_u16(), expected(entry, 303), "{name}: GET {path}");
        }
        for entry in POSTS {
            let path = entry.0.replace("ID", &world.second_officer.to_string());
            assert_eq!(visitor.post(&path, &fields).await.status.as_u16(), expected(entry, 401), "{name}: POST {path}");
        }
    }
}

async fn other_network(site: &Site) -> Uuid {
    let network = miernik::store::networks::Network { id: new_id(), slug: "inne".to_owned(), name: miernik::lang::Text::same("Inne") };
    let mut tx = site.app.db().write().await.unwrap();
    miernik::store::networks::insert(&mut tx, &network).await.unwrap();
    tx.commit().await.unwrap();
    network.id
}

async fn a_foreign_campaign_looks_like_none(site: &Site) {
    World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(network_administrator(site, other_network(site).await).await).await;
    for (path, ..) in GETS.iter().filter(|(path, ..)| path.contains("/campaigns/")) {
        let (foreign, none) = (visitor.get(path).await, visitor.get(&path.replace("miasta-2026", "ID")).await);
        assert_eq!((foreign.status, none.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{path}");
        assert_eq!(foreign.body.replace("miasta-2026", "ID"), none.body, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_problem_stands_in_the_frame_of_who_is_signed_in() {
    let site = Site::on_sqlite().await;
    let world = World::set_up(&site, EVERY_KIND).await;
    let officer = site.signed_in(world.officer).await.get("/pl/admin/people").await;
    assert_eq!(officer.status, StatusCode::FORBIDDEN);
    assert!(officer.body.contains("Anna Nowak") && officer.body.contains("/pl/sign-out") && officer.text().contains("Przejdź do moich spraw"));
    let visitor = site.visitor().get("/pl/no/such/page").await;
    assert_eq!(visitor.status, StatusCode::NOT_FOUND);
    assert!(visitor.body.contains("/pl/sign-in") && visitor.text().contains("Przejdź na stronę główną"));
}
