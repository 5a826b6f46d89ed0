//! A service in this process, and visitors who read its pages and send its forms as a browser would.

pub mod form;
pub mod postgres;
pub mod sheets;
pub mod smtp;
pub mod world;

use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use miernik::clock::Clock;
use miernik::service::sign_in::{new_link, with_link};
use miernik::service::{App, LinkPurpose, Settings};
use miernik::store::{Db, TemporaryFolder};
use miernik::web::router;
use tower::ServiceExt;
use uuid::Uuid;

use form::Form;

/// A running service.
pub struct Site {
    pub app: App,
    router: Router,
    /// Where the files behind answers are.
    folder: TemporaryFolder,
}

impl Site {
    /// On an empty SQLite database.
    pub async fn on_sqlite() -> Self {
        Self::on(Db::open_sqlite_memory().await.unwrap()).await
    }

    /// On an empty PostgreSQL database.
    pub async fn on_postgres() -> Self {
        Self::on(Db::connect_postgres(&postgres::empty_database().await).await.unwrap()).await
    }

    pub async fn on(db: Db) -> Self {
        Self::with(db, Settings { public_url: "http://localhost".to_owned(), demo: false, ..Settings::default() }).await
    }

    /// One that sends letters.
    pub async fn with_mail(db: Db) -> Self {
        let mail_from = Some("Miernik <miernik@example.org>".to_owned());
        Self::with(db, Settings { public_url: "http://localhost".to_owned(), mail_from, ..Settings::default() }).await
    }

    pub async fn with(db: Db, settings: Settings) -> Self {
        let clock = Clock::fixed("2026-03-02T09:00:00Z".parse().unwrap());
        let folder = TemporaryFolder::create().unwrap();
        let evidence = Some(folder.path().to_owned());
        let app = App::new(db, clock, Settings { evidence, ..settings }).await.unwrap();
        Self { router: router(app.clone()), app, folder }
    }

    /// The folder of the files behind answers.
    pub fn evidence(&self) -> &Path {
        self.folder.path()
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Visitor {
        Visitor { router: self.router.clone(), cookie: Arc::default(), browser: "" }
    }

    /// Somebody who has signed in by a link.
    pub async fn signed_in(&self, person: Uuid) -> Visitor {
        let mut tx = self.app.db().write().await.unwrap();
        let link = new_link(&self.app, &mut tx, LinkPurpose::SignIn, Some(person)).await.unwrap();
        tx.commit().await.unwrap();
        let session = with_link(&self.app, &link).await.unwrap();
        let cookie = Arc::new(Mutex::new(Some(format!("miernik={}", session.secret.reveal()))));
        Visitor { router: self.router.clone(), cookie, browser: "" }
    }
}

/// A browser: it keeps the cookie that it is given, and shares it with its clones as windows do.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    cookie: Arc<Mutex<Option<String>>>,
    /// `User-Agent`.
    browser: &'static str,
}

/// An answer of the service.
#[derive(Debug, Clone)]
pub struct Seen {
    pub status: StatusCode,
    pub location: String,
    /// `Content-Type`.
    pub kind: String,
    /// `Retry-After`.
    pub retry_after: String,
    /// `Content-Disposition`.
    pub disposition: String,
    /// `Content-Security-Policy`.
    pub policy: String,
    pub bytes: Vec<u8>,
    /// The bytes as text.
    pub body: String,
}

impl Seen {
    /// The form of the main part of the page.
    #[track_caller]
    pub fn form(&self) -> Form {
        Form::in_main(&self.body)
    }

    /// The form of the page that is sent to an address.
    #[track_caller]
    pub fn form_to(&self, action: &str) -> Form {
        let tag = format!("method=\"post\" action=\"{action}\"");
        let at = self.body.match_indices("<form").map(|(at, _)| at).find(|at| self.body[*at..].split('>').next().unwrap().contains(&tag));
        let at = at.unwrap_or_else(|| panic!("no form to {action} in {}", self.text()));
        Form::in_main(&format!("<main>{}", &self.body[at..]))
    }

    /// The text of the page without its tags.
    pub fn text(&self) -> String {
        let main = self.body.split_once("<main").map_or(self.body.as_str(), |(_, main)| main);
        let mut text = String::new();
        for piece in main.split('<').skip(1) {
            text.push_str(piece.split_once('>').map_or("", |(_, text)| text));
            text.push(' ');
        }
        form::unescape(&text).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Visitor {
    /// The same visitor with a browser that says what it is.
    pub fn with_browser(self, browser: &'static str) -> Self {
        Self { browser, ..self }
    }

    pub async fn get(&self, path: &str) -> Seen {
        self.send(Request::get(path), Body::empty()).await
    }

    pub async fn post(&self, path: &str, fields: &[(String, String)]) -> Seen {
        let body = serde_html_form::to_string(fields).unwrap();
        self.send(Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded"), body.into()).await
    }

    /// Sends a form where it belongs.
    pub async fn submit(&self, form: &Form) -> Seen {
        self.post(&form.action, &form.sent()).await
    }

    /// Sends a form with a file.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Seen {
        const BOUNDARY: &str = "----a-boundary-that-is-in-no-file";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"a.xlsx\"\r\nContent-Type: application/octet-stream";
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").bytes());
        body.extend_from_slice(file);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send(Request::post(path).header(header::CONTENT_TYPE, kind), body.into()).await
    }

    /// Sends a body of any kind.
    pub async fn post_bytes(&self, path: &str, kind: &str, body: Body) -> Seen {
        self.send(Request::post(path).header(header::CONTENT_TYPE, kind), body).await
    }

    /// Asks for something without reading it yet.
    pub async fn open(&self, path: &str) -> Response<Body> {
        self.ask(Request::get(path), Body::empty()).await
    }

    /// Keeps a cookie, in place of an older one of the same name.
    fn take(&self, cookie: &str) {
        let (name, value) = cookie.split_once('=').unwrap();
        let mut jar = self.cookie.lock().unwrap();
        let others = jar.iter().flat_map(|known| known.split("; ")).filter(|known| !known.starts_with(&format!("{name}=")));
        let cookies: Vec<String> = others.map(str::to_owned).chain((!value.is_empty()).then(|| cookie.to_owned())).collect();
        *jar = (!cookies.is_empty()).then(|| cookies.join("; "));
    }

    async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Response<Body> {
        let cookie = self.cookie.lock().unwrap().clone();
        let request = if self.browser.is_empty() { request } else { request.header(header::USER_AGENT, self.browser) };
        let request = match cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        };
        self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap()
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Seen {
        let response = self.ask(request, body).await;
        let status = response.status();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            self.take(cookie.to_str().unwrap().split(';').next().unwrap());
        }
        let headers = response.headers().clone();
        let text = |name: header::HeaderName| headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        let (location, kind, disposition) = (text(header::LOCATION), text(header::CONTENT_TYPE), text(header::CONTENT_DISPOSITION));
        let policy = text(header::CONTENT_SECURITY_POLICY);
        Seen { status, location, kind, retry_after: text(header::RETRY_AFTER), disposition, policy, bytes, body }
    }
}
