//! How people prove who they are: sessions, one-time links, and counters of failed attempts. Secrets are kept only as their hashes.

use jiff::Timestamp;
use uuid::Uuid;

use super::column::{LangCode, MaybeMillis, Millis, maybe_millis};
use super::people::RoleGrant;
use super::{StoreError, Tx, UnknownWord};
use crate::ids::SecretHash;
use crate::lang::Lang;

words! {
    /// What a one-time link is good for.
    LinkPurpose {
        /// To set up the installation.
        Setup = "setup",
        /// To sign in.
        SignIn = "sign-in",
    }
}

/// A new session.
#[derive(Clone)]
pub struct NewSession {
    /// Hash of the cookie's secret.
    pub token_hash: SecretHash,
    /// Whose session it is.
    pub person_id: Uuid,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// The secret that forms carry against forged requests.
    pub csrf: String,
}

/// A session together with its person and what they may be where: all that a request needs, from one statement.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SignedIn {
    /// Whose session it is.
    pub person_id: Uuid,
    /// E-mail address of the person.
    pub email: String,
    /// Name of the person.
    pub name: String,
    /// Language of the person.
    #[sqlx(try_from = "LangCode")]
    pub language: Lang,
    /// When the session began.
    #[sqlx(try_from = "Millis")]
    pub created_at: Timestamp,
    /// When it was last touched.
    #[sqlx(try_from = "Millis")]
    pub last_seen_at: Timestamp,
    /// When it ends at the latest.
    #[sqlx(try_from = "Millis")]
    pub expires_at: Timestamp,
    /// The secret that forms carry against forged requests.
    pub csrf: String,
    /// The browser and its system; empty if they are not known, none until they are noted.
    pub device: Option<String>,
    /// The roles of the person, in the order of their ids.
    #[sqlx(skip)]
    pub grants: Vec<RoleGrant>,
}

/// A session in the list of its person.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OwnSession {
    /// Hash of the cookie's secret.
    pub token_hash: String,
    /// When it began.
    #[sqlx(try_from = "Millis")]
    pub created_at: Timestamp,
    /// When it was last touched.
    #[sqlx(try_from = "Millis")]
    pub last_seen_at: Timestamp,
    /// The browser and its system; empty if they are not known, none until they are noted.
    pub device: Option<String>,
}

impl std::fmt::Debug for OwnSession {
    /// When it began alone: a log must hold neither hashes nor devices.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OwnSession").field("created_at", &self.created_at).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for SignedIn {
    /// The id alone: a log must hold neither names nor secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("person_id", &self.person_id).finish_non_exhaustive()
    }
}

/// A session beside one role of its person; the role is null for a person who has none.
#[derive(sqlx::FromRow)]
struct SessionRow {
    #[sqlx(flatten)]
    session: SignedIn,
    grant_id: Option<Uuid>,
    role: Option<String>,
    network_id: Option<Uuid>,
    municipality_id: Option<Uuid>,
}

impl SessionRow {
    fn grant(&self) -> Result<Option<RoleGrant>, UnknownWord> {
        let (Some(id), Some(role)) = (self.grant_id, &self.role) else { return Ok(None) };
        let &Self { network_id, municipality_id, .. } = self;
        Ok(Some(RoleGrant { id, person_id: self.session.person_id, role: role.parse()?, network_id, municipality_id }))
    }
}

/// A link that can be used once.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OneTimeLink {
    /// What it is good for.
    #[sqlx(try_from = "String")]
    pub purpose: LinkPurpose,
    /// Whom it is for; none to set up the installation.
    pub person_id: Option<Uuid>,
    /// When it was made.
    #[sqlx(try_from = "Millis")]
    pub created_at: Timestamp,
    /// Until when it can be used.
    #[sqlx(try_from = "Millis")]
    pub expires_at: Timestamp,
    /// When it was used.
    #[sqlx(try_from = "MaybeMillis")]
    pub used_at: Option<Timestamp>,
}

statements! {
    INSERT_SESSION = "insert into session (token_hash, person_id, created_at, last_seen_at, expires_at, csrf) values ($1, $2, $3, $3, $4, $5)";
    SIGNED_IN = "select s.person_id, p.email, p.name, p.language, s.created_at, s.last_seen_at, s.expires_at, s.csrf, s.device,
            g.id as grant_id, g.role, g.network_id, g.municipality_id
        from session as s join person as p on p.id = s.person_id left join role_grant as g on g.person_id = p.id
        where s.token_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3 and p.disabled_at is null
        order by g.id";
    TOUCH_SESSION = "update session set last_seen_at = $2 where token_hash = $1 and last_seen_at < $2";
    NOTE_DEVICE = "update session set device = $2 where token_hash = $1";
    OWN_SESSIONS = "select token_hash, created_at, last_seen_at, device from session where person_id = $1 and expires_at > $2 and last_seen_at > $3";
    END_OTHER_SESSIONS = "delete from session where person_id = $1 and token_hash <> $2";
    END_SESSION = "delete from session where token_hash = $1";
    END_SESSIONS_OF = "delete from session where person_id = $1";
    SWEEP_SESSIONS = "delete from session where expires_at <= $1";
    INSERT_LINK = "insert into one_time_link (token_hash, purpose, person_id, created_at, expires_at, used_at) values ($1, $2, $3, $4, $5, $6)";
    LINK = "select purpose, person_id, created_at, expires_at, used_at from one_time_link where token_hash = $1";
    USE_LINK = "update one_time_link set used_at = $3 where token_hash = $1 and purpose = $2 and used_at is null and expires_at > $3
        returning purpose, person_id, created_at, expires_at, used_at";
    USED_LINKS = "select count(*) as links from one_time_link where person_id = $1 and purpose = 'sign-in' and used_at = $2";
    DROP_LINKS_OF = "delete from one_time_link where person_id = $1";
    SWEEP_LINKS = "delete from one_time_link where expires_at <= $1";
    COUNT_FAILURE = "insert into failed_sign_in (counter_key, window_start, failures) values ($1, $2, 1)
        on conflict (counter_key) do update set
            failures = case when failed_sign_in.window_start > $3 then failed_sign_in.failures + 1 else 1 end,
            window_start = case when failed_sign_in.window_start > $3 then failed_sign_in.window_start else excluded.window_start end
        returning failures";
    FAILURES = "select failures from failed_sign_in where counter_key = $1 and window_start > $2";
    TAKE_BACK_FAILURE = "update failed_sign_in set failures = failures - 1 where counter_key = $1 and window_start > $2 and failures > 0";
    CLEAR_FAILURES = "delete from failed_sign_in where counter_key = $1";
    SWEEP_FAILURES = "delete from failed_sign_in where window_start <= $1";
}

/// Begins a session.
///
/// # Errors
/// [`StoreError::Other`] if there is no such person.
pub async fn insert_session(tx: &mut Tx, session: &NewSession) -> Result<(), StoreError> {
    let NewSession { token_hash, person_id, created_at, expires_at, csrf } = session;
    execute!(tx, INSERT_SESSION, &token_hash.0, person_id, created_at.as_millisecond(), expires_at.as_millisecond(), csrf)?;
    Ok(())
}

/// The session of a cookie and its person with their roles, if it has not ended, was touched after `idle_since`, and the account is open.
///
/// # Errors
/// See [`StoreError`].
pub async fn signed_in(tx: &mut Tx, token: &SecretHash, now: Timestamp, idle_since: Timestamp) -> Result<Option<SignedIn>, StoreError> {
    let (now, idle_since) = (now.as_millisecond(), idle_since.as_millisecond());
    let rows: Vec<SessionRow> = on!(tx, c => sqlx::query_as(SIGNED_IN).bind(&token.0).bind(now).bind(idle_since).fetch_all(c).await)?;
    let grants = rows.iter().filter_map(|row| row.grant().transpose()).collect::<Result<Vec<_>, _>>()?;
    Ok(rows.into_iter().next().map(|row| SignedIn { grants, ..row.session }))
}

/// Notes that a session was used; an earlier time than the noted one changes nothing.
///
/// # Errors
/// See [`StoreError`].
pub async fn touch_session(tx: &mut Tx, token: &SecretHash, at: Timestamp) -> Result<(), StoreError> {
    execute!(tx, TOUCH_SESSION, &token.0, at.as_millisecond())?;
    Ok(())
}

/// Notes the browser of a session and its system; nothing happens if the session has ended.
///
/// # Errors
/// See [`StoreError`].
pub async fn note_device(tx: &mut Tx, token: &SecretHash, device: &str) -> Result<(), StoreError> {
    execute!(tx, NOTE_DEVICE, &token.0, device)?;
    Ok(())
}

/// The sessions of a person that have not ended and were touched after `idle_since`, in no order.
///
/// # Errors
/// See [`StoreError`].
pub async fn own_sessions(tx: &mut Tx, person: Uuid, now: Timestamp, idle_since: Timestamp) -> Result<Vec<OwnSession>, StoreError> {
    let (now, idle_since) = (now.as_millisecond(), idle_since.as_millisecond());
    Ok(on!(tx, c => sqlx::query_as(OWN_SESSIONS).bind(person).bind(now).bind(idle_since).fetch_all(c).await)?)
}

/// Ends every session of a person but one; gives how many there were.
///
/// # Errors
/// See [`StoreError`].
pub async fn end_other_sessions(tx: &mut Tx, person: Uuid, keep: &SecretHash) -> Result<u64, StoreError> {
    Ok(execute!(tx, END_OTHER_SESSIONS, person, &keep.0)?)
}

/// Ends a session; nothing happens if it has ended.
///
/// # Errors
/// See [`StoreError`].
pub async fn end_session(tx: &mut Tx, token: &SecretHash) -> Result<(), StoreError> {
    execute!(tx, END_SESSION, &token.0)?;
    Ok(())
}

/// Ends every session of a person; gives how many there were.
///
/// # Errors
/// See [`StoreError`].
pub async fn end_sessions_of(tx: &mut Tx, person: Uuid) -> Result<u64, StoreError> {
    Ok(execute!(tx, END_SESSIONS_OF, person)?)
}

/// Keeps a new one-time link.
///
/// # Errors
/// [`StoreError::Other`] if there is no such person.
pub async fn insert_link(tx: &mut Tx, token: &SecretHash, link: &OneTimeLink) -> Result<(), StoreError> {
    let OneTimeLink { purpose, person_id, created_at, expires_at, used_at } = link;
    let (created_at, expires_at) = (created_at.as_millisecond(), expires_at.as_millisecond());
    execute!(tx, INSERT_LINK, &token.0, purpose.as_str(), person_id, created_at, expires_at, maybe_millis(*used_at))?;
    Ok(())
}

/// A one-time link without using it: a page may show what it is for, and a mail scanner that opens it burns nothing.
///
/// # Errors
/// See [`StoreError`].
pub async fn link(tx: &mut Tx, token: &SecretHash) -> Result<Option<OneTimeLink>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(LINK).bind(&token.0).fetch_optional(c).await)?)
}

/// Uses a link. None if it is unknown, meant for something else, used already or too old. One compare-and-swap: of two who try, one succeeds.
///
/// # Errors
/// See [`StoreError`].
pub async fn use_link(tx: &mut Tx, token: &SecretHash, purpose: LinkPurpose, now: Timestamp) -> Result<Option<OneTimeLink>, StoreError> {
    let now = now.as_millisecond();
    Ok(on!(tx, c => sqlx::query_as(USE_LINK).bind(&token.0).bind(purpose.as_str()).bind(now).fetch_optional(c).await)?)
}

/// Whether a person used a link to sign in at exactly this moment: whether the session that began then began by a link.
///
/// # Errors
/// See [`StoreError`].
pub async fn came_by_link(tx: &mut Tx, person: Uuid, at: Timestamp) -> Result<bool, StoreError> {
    let links: i64 = on!(tx, c => sqlx::query_scalar(USED_LINKS).bind(person).bind(at.as_millisecond()).fetch_one(c).await)?;
    Ok(links > 0)
}

/// Makes every link of a person void, for instance after a new password; gives how many there were.
///
/// # Errors
/// See [`StoreError`].
pub async fn drop_links_of(tx: &mut Tx, person: Uuid) -> Result<u64, StoreError> {
    Ok(execute!(tx, DROP_LINKS_OF, person)?)
}

/// Counts a failed attempt under a key (an account or a network address) and gives the number in the window that is open. A window that began at
/// `window_began_after` or before is over: a new one begins now, with 1.
///
/// # Errors
/// See [`StoreError`].
pub async fn count_failure(tx: &mut Tx, key: &str, now: Timestamp, window_began_after: Timestamp) -> Result<i64, StoreError> {
    let (now, after) = (now.as_millisecond(), window_began_after.as_millisecond());
    Ok(on!(tx, c => sqlx::query_scalar(COUNT_FAILURE).bind(key).bind(now).bind(after).fetch_one(c).await)?)
}

/// The number of failed attempts under a key in a window that began after a time; 0 if there is none.
///
/// # Errors
/// See [`StoreError`].
pub async fn failures(tx: &mut Tx, key: &str, window_began_after: Timestamp) -> Result<i64, StoreError> {
    let after = window_began_after.as_millisecond();
    let failures: Option<i64> = on!(tx, c => sqlx::query_scalar(FAILURES).bind(key).bind(after).fetch_optional(c).await)?;
    Ok(failures.unwrap_or(0))
}

/// Takes back one attempt under a key that was counted in a window that began after a time; nothing happens if there is none.
///
/// # Errors
/// See [`StoreError`].
pub async fn take_back_failure(tx: &mut Tx, key: &str, window_began_after: Timestamp) -> Result<(), StoreError> {
    execute!(tx, TAKE_BACK_FAILURE, key, window_began_after.as_millisecond())?;
    Ok(())
}

/// Forgets the failed attempts under a key.
///
/// # Errors
/// See [`StoreError`].
pub async fn clear_failures(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    execute!(tx, CLEAR_FAILURES, key)?;
    Ok(())
}

/// Removes sessions and links that ended before a time, and counters whose window began before it; gives how many rows went.
///
/// # Errors
/// See [`StoreError`].
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    let mut rows = 0;
    for sql in [SWEEP_SESSIONS, SWEEP_LINKS, SWEEP_FAILURES] {
        rows += execute!(tx, sql, before.as_millisecond())?;
    }
    Ok(rows)
}
