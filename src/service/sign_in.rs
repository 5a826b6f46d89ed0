//! Signing in and out: passwords, one-time links, sessions, the first administrator.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::access::Person;
use super::attempts::Attempt;
use super::mail::{self, Letter, Message, Recipient};
use super::second_factor::{self, Wants};
use super::{App, FieldError, ServiceError, attempts, delegations, passwords};
use crate::ids::{Secret, SecretHash, new_id};
use crate::lang::Lang;
use crate::store::people::{self, Role, RoleGrant};
use crate::store::second_factor as halves;
use crate::store::sign_in::{self as store, LinkPurpose, NewSession, OneTimeLink};
use crate::store::{StoreError, Tx, audit, kept_forms, passkeys, public_values};

/// A session ends after this long without a request.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// A session ends after this long in any case.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(12);
/// A session is marked as used at most this often, so that reading does not write.
pub(super) const TOUCH_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// A one-time link is good for this long.
pub const LINK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// A sheet of public figures that was checked waits for this long to be taken.
const SHEET_WAITS: SignedDuration = SignedDuration::from_hours(24);
/// A new session: the secret for the cookie, and when it ends at the latest.
#[derive(Debug)]
pub struct Session {
    /// The secret for the cookie.
    pub secret: Secret,
    /// Whose it is.
    pub person: Uuid,
    /// The person's language.
    pub language: Lang,
    /// What the sign-in still waits for; until then the secret opens nothing else.
    pub wants: Option<Wants>,
}

/// How an e-mail address is looked up: without blanks, case folded.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether a text has the form of an e-mail address: one `@`, something before it, a dot after it, no blanks or control characters.
pub fn is_email(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |part: &str| {
        !part.is_empty() && !part.contains('@') && part.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>\",;()[]\\".contains(c))
    };
    text.len() <= 254 && plain(local) && plain(domain) && domain.split('.').count() >= 2 && domain.split('.').all(|label| !label.is_empty())
}

/// Signs in with e-mail address and password.
///
/// # Errors
/// [`ServiceError::TooMany`] after too many attempts; [`ServiceError::Invalid`] with `sign-in-refused` for a wrong address or password, which are not told apart.
pub async fn with_password(app: &App, email: &str, password: &str, from: IpAddr) -> Result<Session, ServiceError> {
    let person = people::by_email(&mut app.db().read().await?, &email_key(email)).await?.filter(|person| person.disabled_at.is_none());
    let attempt = Attempt::begin(app, email, person.as_ref().map(|person| person.id), from).await?;
    let hash = person.as_ref().and_then(|person| person.password_hash.clone());
    let fits = password.len() <= passwords::LONGEST * 4 && app.passwords().fits(password, hash).await?;
    let Some(person) = person.filter(|_| fits) else {
        attempt.refused(app).await?;
        return Err(ServiceError::Invalid(vec![FieldError::new("email", "sign-in-refused")]));
    };
    let mut tx = app.db().write().await?;
    attempt.succeeded(&mut tx).await?;
    let session = enter(app, &mut tx, &person, app.now(), "password").await?;
    tx.commit().await?;
    Ok(session)
}

/// Signs in as somebody without any proof: in a demo only.
///
/// # Errors
/// [`ServiceError::NotFound`] in normal operation, or if there is no such person.
pub async fn in_demo(app: &App, email: &str) -> Result<Session, ServiceError> {
    if !app.settings().demo {
        return Err(ServiceError::NotFound);
    }
    let mut tx = app.db().write().await?;
    let person = people::by_email(&mut tx, &email_key(email)).await?.ok_or(ServiceError::NotFound)?;
    let session = begin(&mut tx, person.id, person.language, app.now()).await?;
    app.note(&mut tx, Some(person.id), "session.begin", &format!("person/{}", person.id), &"demo").await?;
    tx.commit().await?;
    Ok(session)
}

/// What a one-time link is good for, without using it up.
///
/// # Errors
/// [`ServiceError::NotFound`] if it is unknown, used or too old.
pub async fn look_at_link(app: &App, secret: &Secret) -> Result<OneTimeLink, ServiceError> {
    let mut tx = app.db().read().await?;
    let link = store::link(&mut tx, &secret.hash()).await?.filter(|link| link.used_at.is_none() && link.expires_at > app.now());
    link.ok_or(ServiceError::NotFound)
}

/// Uses up a sign-in link.
///
/// # Errors
/// [`ServiceError::NotFound`] if it is unknown, used, too old, or for something else.
pub async fn with_link(app: &App, secret: &Secret) -> Result<Session, ServiceError> {
    // One moment for both: it shows later that this session began by this link.
    let now = app.now();
    let mut tx = app.db().write().await?;
    let link = store::use_link(&mut tx, &secret.hash(), LinkPurpose::SignIn, now).await?.ok_or(ServiceError::NotFound)?;
    let id = link.person_id.ok_or(ServiceError::NotFound)?;
    let person = people::by_id(&mut tx, id).await?.filter(|person| person.disabled_at.is_none()).ok_or(ServiceError::NotFound)?;
    let session = enter(app, &mut tx, &person, now, "link").await?;
    tx.commit().await?;
    Ok(session)
}

/// Sends a one-time link to an address, if an account has it. Whether one has is not told: not by the answer, and hardly by the time it takes. An address
/// gets at most [`attempts::MOST_LINKS`] in a while, whoever asks; those who ask are held back as those who guess passwords are.
///
/// # Errors
/// [`ServiceError::NotFound`] if no letters are sent; [`ServiceError::Invalid`] if it is no address; [`ServiceError::TooMany`] after too many wishes.
pub async fn mail_link(app: &App, email: &str, from: IpAddr) -> Result<(), ServiceError> {
    if !mail::is_on(app) {
        return Err(ServiceError::NotFound);
    }
    if !is_email(email) {
        return Err(ServiceError::Invalid(vec![FieldError::new("email", "sign-in-email-unusable")]));
    }
    if !attempts::may_have_link(app, email, from).await? {
        return Ok(());
    }
    let mut tx = app.db().write().await?;
    let person = people::by_email(&mut tx, &email_key(email)).await?.filter(|person| person.disabled_at.is_none()).map(|person| person.id);
    if let Some(id) = person {
        let letter = Letter { to: Recipient::Person(id), message: Message::SignIn, campaign: None, assessment: None };
        mail::enqueue(app, &mut tx, &letter).await?;
    }
    app.note(&mut tx, None, "session.mail-link", &attempts::object(person), &()).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes a sign-in link for a person, inside a transaction that notes why.
///
/// # Errors
/// If there is no randomness or the store fails.
pub async fn new_link(app: &App, tx: &mut Tx, purpose: LinkPurpose, person: Option<Uuid>) -> Result<Secret, ServiceError> {
    let secret = random()?;
    let now = app.now();
    let link = OneTimeLink { purpose, person_id: person, created_at: now, expires_at: now + LINK, used_at: None };
    store::insert_link(tx, &secret.hash(), &link).await?;
    Ok(secret)
}

/// The link by which the first administrator sets up the installation; none if there is an administrator already.
///
/// # Errors
/// If there is no randomness or the store fails.
pub async fn setup_link(app: &App) -> Result<Option<Secret>, ServiceError> {
    let mut tx = app.db().write().await?;
    if people::count_administrators(&mut tx).await? > 0 {
        return Ok(None);
    }
    let secret = new_link(app, &mut tx, LinkPurpose::Setup, None).await?;
    app.note(&mut tx, None, "installation.setup-link", "installation", &()).await?;
    tx.commit().await?;
    Ok(Some(secret))
}

/// Who the first administrator is to be.
#[derive(Debug, Clone)]
pub struct FirstAdministrator {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
    /// Language.
    pub language: Lang,
}

/// Sets up the first administrator and signs them in.
///
/// # Errors
/// [`ServiceError::NotFound`] if the link is no longer good; [`ServiceError::Invalid`] with the fields that are wrong.
pub async fn set_up(app: &App, secret: &Secret, wanted: &FirstAdministrator) -> Result<Session, ServiceError> {
    let mut errors = check_person(&wanted.name, &wanted.email);
    errors.extend(check_password(&wanted.password));
    if !errors.is_empty() {
        return Err(ServiceError::Invalid(errors));
    }
    look_at_link(app, secret).await?;
    let hash = app.passwords().hash(&wanted.password).await?;
    let mut tx = app.db().write().await?;
    // Two links may be open: of two who use them at the same moment one is the first.
    audit::lock(&mut tx).await?;
    store::use_link(&mut tx, &secret.hash(), LinkPurpose::Setup, app.now()).await?.ok_or(ServiceError::NotFound)?;
    if people::count_administrators(&mut tx).await? > 0 {
        return Err(ServiceError::NotFound);
    }
    let id = new_id();
    let person = people::Person {
        id,
        email: wanted.email.trim().to_owned(),
        email_key: email_key(&wanted.email),
        name: wanted.name.trim().to_owned(),
        language: wanted.language,
        password_hash: Some(hash),
        created_at: app.now(),
        disabled_at: None,
    };
    people::insert(&mut tx, &person).await.map_err(taken)?;
    people::grant(&mut tx, &RoleGrant { id: new_id(), person_id: id, role: Role::Administrator, network_id: None, municipality_id: None }).await?;
    let session = begin(&mut tx, id, wanted.language, app.now()).await?;
    app.note(&mut tx, Some(id), "installation.set-up", &format!("person/{id}"), &()).await?;
    tx.commit().await?;
    Ok(session)
}

/// Whether the person who is signed in has to show the old password before setting a new one: if there is one, and this session did not begin by a
/// one-time link. Such a link is how an administrator lets somebody in again who has forgotten it.
///
/// # Errors
/// If the store fails, or the person is gone.
pub async fn needs_old_password(app: &App, person: &Person) -> Result<bool, ServiceError> {
    let mut tx = app.db().read().await?;
    Ok(old_password(&mut tx, person).await?.is_some())
}

/// E-mail address and hash of the person whose old password must be shown.
async fn old_password(tx: &mut Tx, person: &Person) -> Result<Option<(String, String)>, ServiceError> {
    let account = people::by_id(tx, person.id).await?.ok_or(ServiceError::NotFound)?;
    let by_link = store::came_by_link(tx, person.id, person.session_began_at).await?;
    Ok(account.password_hash.filter(|_| !by_link).map(|hash| (account.email, hash)))
}

/// A change of the own password.
#[derive(Debug, Clone, Copy)]
pub struct NewPassword<'a> {
    /// The password until now; empty where none is needed.
    pub old: &'a str,
    /// The password from now on.
    pub new: &'a str,
    /// Where the request comes from.
    pub from: IpAddr,
}

/// Sets the password of the person who is signed in. Their other sessions and their unused links end with the old one; this sign-in goes on as a new session.
/// The old password, where [`needs_old_password`], can be guessed no more often than at [`with_password`].
///
/// # Errors
/// [`ServiceError::Invalid`] if the new password is too short or too long or the old one is wrong, [`ServiceError::TooMany`] after too many attempts.
pub async fn set_password(app: &App, person: &Person, wanted: NewPassword<'_>) -> Result<Session, ServiceError> {
    if let Some(error) = check_password(wanted.new) {
        return Err(ServiceError::Invalid(vec![error]));
    }
    let old = old_password(&mut app.db().read().await?, person).await?;
    let attempt = match old {
        Some((email, hash)) => Some(proven(app, person, &email, hash, wanted).await?),
        None => None,
    };
    let hash = app.passwords().hash(wanted.new).await?;
    let mut tx = app.db().write().await?;
    if let Some(attempt) = attempt {
        attempt.succeeded(&mut tx).await?;
    }
    people::set_password(&mut tx, person.id, &hash).await?;
    store::end_sessions_of(&mut tx, person.id).await?;
    store::drop_links_of(&mut tx, person.id).await?;
    halves::end_halves_of(&mut tx, person.id).await?;
    let session = begin(&mut tx, person.id, person.language, app.now()).await?;
    app.note(&mut tx, Some(person.id), "person.set-password", &format!("person/{}", person.id), &()).await?;
    tx.commit().await?;
    Ok(session)
}

/// The attempt by which a person has shown the old password.
async fn proven(app: &App, person: &Person, email: &str, hash: String, wanted: NewPassword<'_>) -> Result<Attempt, ServiceError> {
    let attempt = Attempt::begin(app, email, Some(person.id), wanted.from).await?;
    if wanted.old.len() <= passwords::LONGEST * 4 && app.passwords().fits(wanted.old, Some(hash)).await? {
        return Ok(attempt);
    }
    attempt.refused(app).await?;
    Err(ServiceError::Invalid(vec![FieldError::new("old-password", "sign-in-password-old-wrong")]))
}

/// Checks the name and address of a person; the codes are keys of messages.
pub fn check_person(name: &str, email: &str) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if name.trim().is_empty() {
        errors.push(FieldError::new("name", "sign-in-name-missing"));
    } else if name.chars().count() > 200 || name.chars().any(char::is_control) {
        errors.push(FieldError::new("name", "sign-in-name-unusable"));
    }
    if !is_email(email) {
        errors.push(FieldError::new("email", "sign-in-email-unusable"));
    }
    errors
}

fn check_password(password: &str) -> Option<FieldError> {
    let length = password.chars().count();
    if length < passwords::SHORTEST {
        Some(FieldError::new("password", "sign-in-password-short"))
    } else {
        (length > passwords::LONGEST).then(|| FieldError::new("password", "sign-in-password-long"))
    }
}

/// A person whose address is in use already.
pub fn taken(error: StoreError) -> ServiceError {
    if error.is_conflict() { ServiceError::Invalid(vec![FieldError::new("email", "sign-in-email-taken")]) } else { error.into() }
}

/// The person behind a session cookie, with the roles they have now; none if the session is over.
///
/// # Errors
/// If the store fails.
pub async fn person(app: &App, secret: &Secret) -> Result<Option<Person>, ServiceError> {
    let now = app.now();
    let hash = secret.hash();
    let mut tx = app.db().read_once().await?;
    let Some(session) = store::signed_in(&mut tx, &hash, now, now - IDLE).await? else {
        return delegations::person(app, &mut tx, &hash).await;
    };
    drop(tx);
    let last_seen_at =
        if session.last_seen_at < now - TOUCH_EVERY { touch(app, &hash).await.unwrap_or(session.last_seen_at) } else { session.last_seen_at };
    let session_ends_at = (last_seen_at + IDLE).min(session.expires_at);
    Ok(Some(Person {
        id: session.person_id,
        name: session.name,
        language: session.language,
        grants: session.grants,
        scope: None,
        device: session.device,
        session_began_at: session.created_at,
        session_ends_at,
        csrf: session.csrf,
    }))
}

/// Marks a session as used. Where the database cannot write, reading goes on and the session ends when it would have ended.
async fn touch(app: &App, hash: &SecretHash) -> Option<Timestamp> {
    let now = app.now();
    let touched = async {
        let mut tx = app.db().write().await?;
        store::touch_session(&mut tx, hash, now).await?;
        tx.commit().await
    };
    match touched.await {
        Ok(()) => Some(now),
        Err(error) => {
            tracing::warn!(%error, "a session could not be marked as used");
            None
        }
    }
}

/// Ends the session of the person who is signed in.
///
/// # Errors
/// If the store fails.
pub async fn out(app: &App, person: &Person, secret: &Secret) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    store::end_session(&mut tx, &secret.hash()).await?;
    delegations::end_session(&mut tx, &secret.hash()).await?;
    let object = if person.scope.is_some() { delegations::object(person.id) } else { format!("person/{}", person.id) };
    app.note(&mut tx, Some(person.id), "session.end", &object, &()).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes sessions, links and counters of failures that ended longer ago than `keep`, and kept forms whose time has passed; gives how many rows went.
///
/// # Errors
/// If the store fails.
pub async fn sweep(app: &App, keep: SignedDuration) -> Result<u64, ServiceError> {
    let mut tx = app.db().write().await?;
    let before = app.now() - keep;
    let rows = store::sweep(&mut tx, before).await?
        + halves::sweep(&mut tx, before).await?
        + crate::store::delegations::sweep(&mut tx, before).await?
        + passkeys::sweep(&mut tx, before).await?
        + kept_forms::sweep(&mut tx, app.now()).await?
        + public_values::sweep(&mut tx, app.now() - SHEET_WAITS).await?;
    tx.commit().await?;
    Ok(rows)
}

/// Begins a session, or the second half of the sign-in where a second factor is asked for.
pub(super) async fn enter(app: &App, tx: &mut Tx, person: &people::Person, now: Timestamp, how: &str) -> Result<Session, ServiceError> {
    let object = format!("person/{}", person.id);
    let Some(wants) = second_factor::wanted(app, tx, person.id).await? else {
        let session = begin(tx, person.id, person.language, now).await?;
        app.note(tx, Some(person.id), "session.begin", &object, &how).await?;
        return Ok(session);
    };
    let secret = second_factor::begin_half(tx, person.id, wants, now).await?;
    app.note(tx, Some(person.id), "session.first-half", &object, &how).await?;
    Ok(Session { secret, person: person.id, language: person.language, wants: Some(wants) })
}

pub(super) async fn begin(tx: &mut Tx, person: Uuid, language: Lang, now: Timestamp) -> Result<Session, ServiceError> {
    let secret = random()?;
    let csrf = random()?.reveal().to_owned();
    let session = NewSession { token_hash: secret.hash(), person_id: person, created_at: now, expires_at: now + ABSOLUTE, csrf };
    store::insert_session(tx, &session).await?;
    Ok(Session { secret, person, language, wants: None })
}

pub(super) fn random() -> Result<Secret, ServiceError> {
    Secret::random().map_err(|error| ServiceError::Internal(format!("the machine gives no randomness: {error}")))
}
