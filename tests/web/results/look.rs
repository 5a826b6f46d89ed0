//! The round of six cities, served to be looked at: `cargo test --test web_results look -- --ignored`, then http://127.0.0.1:8392/pl/campaigns/miasta-2026.

use super::round::Round;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "serves until it is stopped"]
async fn look() {
    let round = Round::published().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8392").await.unwrap();
    println!("http://{}{}", listener.local_addr().unwrap(), round.overview());
    miernik::web::serve(listener, miernik::web::router(round.site.app.clone()), miernik::web::Proxies::default(), std::future::pending())
        .await
        .unwrap();
}
