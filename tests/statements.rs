//! How many SQL statements a page and a save cost, as the database's driver counts them. A program of its own, because the driver tells of all that
//! happens in the process.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says what it has counted"
)]

#[path = "support/mod.rs"]
#[expect(dead_code, reason = "this test asks for little of what a browser can do")]
mod support;

use std::fmt::Debug;
use std::sync::Mutex;
use std::time::Duration;

use axum::http::StatusCode;
use support::world::{FLAGSHIP, World};
use support::{Seen, Site, Visitor};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

/// A page that is looked at asks the database at most so often.
const VIEW: usize = 5;
/// A page of answers that is saved costs at most so many statements.
const SAVE: usize = 8;

/// The statements since somebody looked last.
static STATEMENTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Hears of every statement from the driver; beginning and ending a transaction are not counted (SQLite's driver does not tell of them).
struct Listener;

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            event.record(&mut Statement);
        }
    }
}

/// Takes down the words of one statement.
struct Statement;

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" && !["BEGIN", "COMMIT"].contains(&value) {
            STATEMENTS.lock().unwrap().push(value.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

#[tokio::test]
async fn a_page_and_a_save_cost_few_statements() {
    tracing_subscriber::registry().with(Listener).init();
    on("SQLite", &Site::on_sqlite().await).await;
    let site = Site::on_postgres().await;
    on("PostgreSQL", &site).await;
    site.app.db().close().await;
}

async fn on(database: &str, site: &Site) {
    let world = World::set_up(site, FLAGSHIP).await;
    let (anna, jan) = (site.signed_in(world.officer).await, site.signed_in(world.second_officer).await);
    let page = world.at("/sections/STR/1");
    // Jan answers too, so that his name stands on Anna's pages.
    save(&jan, &world.at("/sections/ORG/1"), "Jan").await;
    for number in 0..3 {
        counted(&format!("{database}, saving"), SAVE, save(&anna, &page, &format!("note {number}"))).await;
    }
    // A page with a public figure that was imported.
    counted(&format!("{database}, saving with public data"), SAVE, save(&anna, &world.at("/sections/FIN/1"), "note")).await;
    for address in ["", "/sections/STR/1", "/sections/FIN/1", "/sections/STR/check", "/sections/ORG/1", "/submit"] {
        let seen = counted(&format!("{database}, looking at …{address}"), VIEW, anna.get(&world.at(address))).await;
        assert_eq!(seen.status, StatusCode::OK, "{address}");
    }
    counted(&format!("{database}, home"), VIEW, anna.get("/pl/home")).await;
}

/// Writes a note on each question of a page.
async fn save(visitor: &Visitor, page: &str, note: &str) -> Seen {
    let mut form = visitor.get(page).await.form();
    settled().await;
    STATEMENTS.lock().unwrap().clear();
    let notes: Vec<String> = form.names().into_iter().filter(|name| name.ends_with(":note")).map(str::to_owned).collect();
    assert!(notes.len() > 1, "several answers change with one save");
    for name in notes {
        form.set(&name, note);
    }
    let saved = visitor.submit(&form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    saved
}

/// Does something, and holds its statements against a limit.
async fn counted(what: &str, limit: usize, deed: impl Future<Output = Seen>) -> Seen {
    settled().await;
    STATEMENTS.lock().unwrap().clear();
    let seen = deed.await;
    settled().await;
    let statements = STATEMENTS.lock().unwrap().clone();
    println!("{what}: {} statements: {}", statements.len(), statements.join(" | "));
    assert!((1..=limit).contains(&statements.len()), "{what}: {statements:#?}");
    seen
}

/// Waits until nothing more is said: the driver tells of a statement when its thread is through with it, which may be after the answer.
async fn settled() {
    let count = || STATEMENTS.lock().unwrap().len();
    let mut before = usize::MAX;
    while before != count() {
        before = count();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
