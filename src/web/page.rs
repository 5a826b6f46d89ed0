//! What every page knows of its request: language, words, the person, the address.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use serde::Serialize;

use super::form::Fields;
use super::problem::Problem;
use super::{device, language};
use crate::ids::Secret;
use crate::lang::{Lang, Words, format};
use crate::service::access::Person;
use crate::service::kept_forms::KEPT;
use crate::service::provider::AWAY;
use crate::service::{App, sessions, sign_in};

/// Name of the session cookie over plain HTTP, which is for a machine of one's own only.
const COOKIE_PLAIN: &str = "miernik";
/// Name of the session cookie over HTTPS; browsers hold it to the host, to HTTPS and to the root path.
const COOKIE_SECURE: &str = "__Host-miernik";

/// Name of the cookie with the key to forms that were kept when a sign-in had ended, over plain HTTP and over HTTPS.
const KEPT_PLAIN: &str = "miernik-kept";
const KEPT_SECURE: &str = "__Host-miernik-kept";

/// Name of the cookie of somebody who is at the provider of identities, over plain HTTP and over HTTPS.
const LEAVING_PLAIN: &str = "miernik-provider";
const LEAVING_SECURE: &str = "__Host-miernik-provider";

/// The address of the client.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) IpAddr);

/// How long a sign-in goes on, for scripts.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SessionLeft {
    /// Seconds until it ends.
    pub(super) seconds: i64,
    /// When it ends, in words.
    pub(super) ends: String,
}

/// One request, as pages see it.
pub(super) struct Page {
    /// The application.
    pub(super) app: App,
    /// The language of the page.
    pub(super) lang: Lang,
    /// The words of the interface in that language.
    pub(super) words: Words,
    /// Who is signed in.
    pub(super) person: Option<Person>,
    /// Path and query of the request.
    pub(super) here: String,
    /// The query.
    pub(super) query: Fields,
    /// The secret of the session, for signing out.
    pub(super) session: Option<Secret>,
    /// The key to forms that were kept for this browser when a sign-in had ended.
    pub(super) kept: Option<Secret>,
    /// The secret of somebody who was sent to the provider of identities.
    pub(super) leaving: Option<Secret>,
    /// The other end of the connection.
    pub(super) peer: IpAddr,
}

impl Page {
    /// Who is signed in, or a reason to go to the sign-in page.
    pub(super) fn signed_in(&self) -> Result<&Person, Problem> {
        self.person.as_ref().ok_or(Problem::SignInNeeded)
    }

    /// How long a person's sign-in goes on unless they do something.
    pub(super) fn session_left(&self, person: &Person) -> SessionLeft {
        let left = person.session_ends_at.duration_since(self.app.now());
        SessionLeft { seconds: left.as_secs(), ends: format::time(person.session_ends_at) }
    }

    /// The signed-in person whose own form this is.
    pub(super) fn own_form(&self, fields: &Fields) -> Result<&Person, Problem> {
        let person = self.signed_in()?;
        if fields.get("csrf") == person.csrf { Ok(person) } else { Err(Problem::Forged) }
    }

    /// The value of `Set-Cookie` that begins a session.
    pub(super) fn begin_session(&self, secret: &Secret) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Lax{}", self.cookie_name(), secret.reveal(), self.cookie_secure())
    }

    /// The value of `Set-Cookie` that ends the session.
    pub(super) fn end_session(&self) -> String {
        format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", self.cookie_name(), self.cookie_secure())
    }

    /// The value of `Set-Cookie` that gives the browser the key to forms that are kept for it.
    pub(super) fn begin_keeping(&self, key: &Secret) -> String {
        let seconds = KEPT.as_secs();
        format!("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{}", kept_name(&self.app), key.reveal(), self.cookie_secure())
    }

    /// The value of `Set-Cookie` for a browser for which no form is kept any more.
    pub(super) fn end_keeping(&self) -> String {
        format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", kept_name(&self.app), self.cookie_secure())
    }

    /// The value of `Set-Cookie` for somebody who goes to the provider of identities.
    pub(super) fn begin_leaving(&self, secret: &Secret) -> String {
        let seconds = AWAY.as_secs();
        format!("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{}", leaving_name(&self.app), secret.reveal(), self.cookie_secure())
    }

    /// The value of `Set-Cookie` for somebody who has come back from there.
    pub(super) fn end_leaving(&self) -> String {
        format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", leaving_name(&self.app), self.cookie_secure())
    }

    fn cookie_name(&self) -> &'static str {
        cookie_name(&self.app)
    }

    fn cookie_secure(&self) -> &'static str {
        if is_secure(&self.app) { "; Secure" } else { "" }
    }
}

fn is_secure(app: &App) -> bool {
    app.settings().public_url.starts_with("https://")
}

fn cookie_name(app: &App) -> &'static str {
    if is_secure(app) { COOKIE_SECURE } else { COOKIE_PLAIN }
}

fn kept_name(app: &App) -> &'static str {
    if is_secure(app) { KEPT_SECURE } else { KEPT_PLAIN }
}

fn leaving_name(app: &App) -> &'static str {
    if is_secure(app) { LEAVING_SECURE } else { LEAVING_PLAIN }
}

/// The secret of the session that a request shows.
pub(super) fn session(app: &App, headers: &HeaderMap) -> Option<Secret> {
    cookie(headers, cookie_name(app))
}

/// The secret in a cookie.
fn cookie(headers: &HeaderMap, wanted: &str) -> Option<Secret> {
    let mut cookies = headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok()).flat_map(|cookies| cookies.split(';'));
    cookies.find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        Secret::parse(value).filter(|_| name == wanted)
    })
}

impl FromRequestParts<App> for Page {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let (lang, _) = language::of_path(parts.uri.path()).ok_or(Problem::NotFound)?;
        let session = session(app, &parts.headers);
        let person = match &session {
            Some(secret) => sign_in::person(app, secret).await?,
            None => None,
        };
        if let (Some(secret), Some(person)) = (&session, &person) {
            sessions::note_device(app, secret, person, &device::kind(&parts.headers)).await;
        }
        let kept = cookie(&parts.headers, kept_name(app));
        let leaving = cookie(&parts.headers, leaving_name(app));
        let query = Fields::parse(parts.uri.query().unwrap_or_default().as_bytes()).ok_or(Problem::BadRequest)?;
        let here = parts.uri.path_and_query().map_or("/", |here| here.as_str()).to_owned();
        let peer = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0);
        Ok(Self { app: app.clone(), lang, words: Words::of(lang), person, here, query, session, kept, leaving, peer })
    }
}
