//! Who may do what (S1): every route of filling in × everybody.

use axum::http::StatusCode;
use uuid::Uuid;

use crate::support::world::{EVERY_KIND, World};
use crate::support::{Site, Visitor};

both!(the_table_of_rights, a_foreign_id_looks_like_none);

const GETS: [&str; 11] = [
    "",
    "/sections/A/1",
    "/sections/A/check",
    "/sections/A/workbook.xlsx",
    "/submit",
    "/receipt",
    "/workbook",
    "/workbook.xlsx",
    "/remarks",
    "/version",
    "/answers",
];
const POSTS: [&str; 5] = ["/sections/A/1", "/submit", "/workbook/apply", "/remarks", "/version"];

async fn the_table_of_rights(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    // Pages; forms; the page after signing in.
    let table = [
        ("officer", Some(world.officer), 200, 400, 200),
        ("second officer", Some(world.second_officer), 200, 400, 200),
        ("officer of another city", Some(world.other_officer), 404, 404, 200),
        ("expert", Some(world.expert), 403, 403, 200),
        ("administrator", Some(world.administrator), 403, 403, 200),
        ("somebody without a role", Some(world.nobody), 404, 404, 200),
        ("nobody", None, 303, 401, 303),
    ];
    for (name, person, pages, forms, home) in table {
        let visitor = match person {
            Some(person) => site.signed_in(person).await,
            None => site.visitor(),
        };
        for path in GETS {
            let status = visitor.get(&world.at(path)).await.status.as_u16();
            let expected = if path == "/receipt" && pages == 200 { 303 } else { pages };
            assert_eq!(status, expected, "{name}: {path}");
        }
        for path in POSTS {
            assert_eq!(visitor.post(&world.at(path), &fields(person, &visitor, &world, path).await).await.status.as_u16(), forms, "{name}: {path}");
        }
        let csrf = fields(person, &visitor, &world, "").await[0].1.clone();
        let file = if forms == 400 { 422 } else { forms };
        assert_eq!(visitor.upload(&world.at("/workbook"), &[("csrf", &csrf)], b"x").await.status.as_u16(), file, "{name}: a file");
        assert_eq!(visitor.get("/pl/home").await.status.as_u16(), home, "{name}: home");
    }
    assert_eq!(world.stored(site).await.revision, 0);
}

/// A form that would be well formed but for one thing: for the city's own officers it names a question or a revision that is none.
async fn fields(person: Option<Uuid>, visitor: &Visitor, world: &World, path: &str) -> Vec<(String, String)> {
    let csrf = if person.is_some() { visitor.get("/pl/password").await.form().value("csrf").unwrap().to_owned() } else { String::new() };
    let own = person == Some(world.officer) || person == Some(world.second_officer);
    let form = if path == "/workbook/apply" { world.assessment.to_string() } else { format!("{}/A/1", world.assessment) };
    let mut fields = vec![("csrf".to_owned(), csrf), ("form".to_owned(), form), ("confirm".to_owned(), "yes".to_owned())];
    fields.push(("act".to_owned(), "save".to_owned()));
    fields.push(("question[]".to_owned(), if own { "nothing@0" } else { "one@0" }.to_owned()));
    fields.push(("revision".to_owned(), if own && path != "/sections/A/1" { "x" } else { "0" }.to_owned()));
    fields
}

async fn a_foreign_id_looks_like_none(site: &Site) {
    let world = World::set_up(site, EVERY_KIND).await;
    let visitor = site.signed_in(world.other_officer).await;
    let missing = miernik::ids::new_id().to_string();
    for path in GETS {
        let foreign = visitor.get(&world.at(path)).await;
        let none = visitor.get(&world.at(path).replace(&world.assessment.to_string(), &missing)).await;
        let garbage = visitor.get(&world.at(path).replace(&world.assessment.to_string(), "x")).await;
        let same = |page: &str, id: &str| page.replace(id, "ID");
        assert_eq!((foreign.status, none.status, garbage.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        assert_eq!(same(&foreign.body, &world.assessment.to_string()), same(&none.body, &missing));
    }
}
