//! scratch
use miernik::{
    clock::Clock,
    service::{App, Settings, sign_in},
    store::Db,
    web,
};
#[tokio::main]
async fn main() {
    let addr = std::env::args().nth(3).unwrap();
    let db = Db::open_sqlite_memory().await.unwrap();
    let app = App::new(db, Clock::System, Settings { public_url: format!("http://{addr}"), demo: true }).await.unwrap();
    let link = sign_in::setup_link(&app).await.unwrap().unwrap();
    println!("http://{addr}/pl/setup/{}", link.reveal());
    let listener = tokio::net::TcpListener::bind(&addr).await.unwrap();
    web::serve(listener, web::router(app), std::future::pending()).await.unwrap();
}
