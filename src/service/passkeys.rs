//! Passkeys (Web Authentication): a second factor beside password or link, and, because an authenticator asks for a finger, a face or a PIN before it
//! answers, also a way to sign in alone.
//!
//! What an authenticator is asked is kept here until it answers, once and for [`CEREMONY`]; an answer counts only for the address of this installation
//! and the person who was asked. The person's passkeys are read when the answer is judged, so that a count of uses that goes back is noticed.

use std::net::IpAddr;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;
use webauthn_rs::prelude::{DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::attempts::{Attempt, may_ask};
use super::second_factor::{self, Codes, Owner, Wants};
use super::sign_in::{self, Session};
use super::{App, FieldError, ServiceError};
use crate::ids::{Secret, new_id};
use crate::store::passkeys::{self as store, Ceremony, Purpose};
use crate::store::{StoreError, Tx, people, second_factor as factors};

/// An authenticator has to answer within this time.
pub const CEREMONY: SignedDuration = SignedDuration::from_mins(5);
/// A passkey can be added and removed only so long after signing in.
pub const FRESH: SignedDuration = SignedDuration::from_mins(15);
/// Passkeys that a person can have.
pub const MOST: usize = 20;
/// Characters of the name of a passkey.
pub const LONGEST_NAME: usize = 60;

/// How this installation speaks to authenticators; none if its address is one that browsers give no passkeys to: plain HTTP, or a number.
pub(super) fn relying_party(public_url: &str) -> Option<Webauthn> {
    let url = Url::parse(public_url).ok()?;
    let host = url.domain()?;
    if url.scheme() != "https" && host != "localhost" {
        return None;
    }
    match WebauthnBuilder::new(host, &url).and_then(|builder| builder.rp_name("Miernik").build()) {
        Ok(relying_party) => Some(relying_party),
        Err(error) => {
            tracing::warn!(%error, "passkeys are off: the address of the service does not suit them");
            None
        }
    }
}

/// Whether there are passkeys in this installation.
pub fn is_on(app: &App) -> bool {
    app.relying_party().is_some()
}

fn on(app: &App) -> Result<&Webauthn, ServiceError> {
    app.relying_party().ok_or(ServiceError::State("passkeys-off"))
}

/// What the browser is to ask the authenticator.
#[derive(Debug, Serialize)]
pub struct Asked {
    /// The secret of the ceremony, to be sent back with the answer.
    pub ceremony: String,
    /// The options of the question, in the JSON of Web Authentication level 3.
    pub options: Value,
}

/// One of the own passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Id.
    pub id: Uuid,
    /// How it is called.
    pub name: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// The own passkeys, and what can be done with them.
#[derive(Debug)]
pub struct Standing {
    /// The passkeys, the oldest first.
    pub own: Vec<Own>,
    /// Recovery codes that are left.
    pub codes_left: i64,
    /// Whether the sign-in is fresh enough to add and to remove.
    pub is_fresh: bool,
    /// Whether they have [`MOST`].
    pub is_full: bool,
    /// Whether the only passkey has to stay, because the operator asks for a second factor and there is no other.
    pub last_stays: bool,
}

/// The own passkeys.
///
/// # Errors
/// If the store fails.
pub async fn standing(app: &App, owner: &Owner) -> Result<Standing, ServiceError> {
    let mut tx = app.db().read().await?;
    let own = |passkey: store::Passkey| Own { id: passkey.id, name: passkey.name, created_at: passkey.created_at, used_at: passkey.used_at };
    let own: Vec<Own> = store::of(&mut tx, owner.id).await?.into_iter().map(own).collect();
    let is_only = own.len() == 1 && !second_factor::ways(&mut tx, owner.id).await?.device;
    let last_stays = is_only && second_factor::is_required(app, &mut tx, owner.id).await?;
    let codes_left = factors::codes_left(&mut tx, owner.id).await?;
    Ok(Standing { is_full: own.len() >= MOST, own, codes_left, is_fresh: is_fresh(app, owner), last_stays })
}

fn is_fresh(app: &App, owner: &Owner) -> bool {
    app.now() <= owner.began_at + FRESH
}

fn fresh(app: &App, owner: &Owner) -> Result<(), ServiceError> {
    if is_fresh(app, owner) { Ok(()) } else { Err(ServiceError::State("passkeys-not-fresh")) }
}

/// Asks for a new passkey. The name is judged before, so that no device keeps a passkey that is refused for its name here.
///
/// # Errors
/// [`ServiceError::Invalid`] if the name is missing or too long; [`ServiceError::State`] if there are no passkeys in this installation, the sign-in is too
/// old, or the person has [`MOST`].
pub async fn begin_adding(app: &App, owner: &Owner, name: &str) -> Result<Asked, ServiceError> {
    let relying_party = on(app)?;
    fresh(app, owner)?;
    named(name)?;
    let known = keys(&store::of(&mut app.db().read().await?, owner.id).await?)?;
    if known.len() >= MOST {
        return Err(ServiceError::State("passkeys-most"));
    }
    let known = known.iter().map(|passkey| passkey.cred_id().clone()).collect();
    let (question, state) = relying_party
        .start_passkey_registration(owner.id, &owner.email, &owner.name, Some(known))
        .map_err(|error| ServiceError::Internal(format!("a passkey cannot be asked for: {error}")))?;
    let mut options = json(&question.public_key)?;
    // Where the authenticator has room for it the passkey can say whose it is, and so sign in alone.
    if let Some(selection) = options.get_mut("authenticatorSelection").and_then(Value::as_object_mut) {
        selection.insert("residentKey".to_owned(), "preferred".into());
    }
    begin(app, Purpose::Add, Some(owner.id), &state, options).await
}

async fn begin(app: &App, purpose: Purpose, person_id: Option<Uuid>, state: &impl Serialize, options: Value) -> Result<Asked, ServiceError> {
    let secret = sign_in::random()?;
    let now = app.now();
    let ceremony = Ceremony { purpose, person_id, state: json(state)?.to_string(), expires_at: now + CEREMONY };
    let mut tx = app.db().write().await?;
    store::sweep(&mut tx, now).await?;
    store::begin(&mut tx, &secret.hash(), &ceremony).await?;
    tx.commit().await?;
    Ok(Asked { ceremony: secret.reveal().to_owned(), options })
}

/// The answer of an authenticator.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The secret of the ceremony.
    pub ceremony: &'a str,
    /// The credential, in the JSON of Web Authentication level 3.
    pub credential: &'a str,
}

/// Ends the ceremony of an answer, whatever comes of it: none is judged twice.
async fn ended(app: &App, answer: Answer<'_>, purpose: Purpose, person: Option<Uuid>) -> Result<Ceremony, ServiceError> {
    let secret = Secret::parse(answer.ceremony).ok_or_else(refused)?;
    let mut tx = app.db().write().await?;
    let ceremony = store::end(&mut tx, &secret.hash(), app.now()).await?;
    tx.commit().await?;
    ceremony.filter(|ceremony| ceremony.purpose == purpose && ceremony.person_id == person).ok_or_else(refused)
}

fn refused() -> ServiceError {
    ServiceError::Invalid(vec![FieldError::new("passkey", "passkeys-refused")])
}

/// Takes a new passkey. With the first second factor of a person come recovery codes, their other sessions end, and this sign-in goes on as a new one.
///
/// # Errors
/// [`ServiceError::Invalid`] if the name is missing or too long or the answer does not hold; [`ServiceError::State`] as [`begin_adding`].
pub async fn add(app: &App, owner: &Owner, answer: Answer<'_>, name: &str) -> Result<Option<Codes>, ServiceError> {
    let relying_party = on(app)?;
    fresh(app, owner)?;
    let name = named(name)?;
    let ceremony = ended(app, answer, Purpose::Add, Some(owner.id)).await?;
    let credential: RegisterPublicKeyCredential = serde_json::from_str(answer.credential).map_err(|_| refused())?;
    let state: PasskeyRegistration = stored(&ceremony.state)?;
    let passkey = relying_party.finish_passkey_registration(&credential, &state).map_err(|error| {
        tracing::info!(%error, "a passkey was not taken");
        refused()
    })?;
    let id = new_id();
    let (credential_id, now) = (BASE64_URL_SAFE_NO_PAD.encode(passkey.cred_id()), app.now());
    let row =
        store::Passkey { id, person_id: owner.id, credential_id, name, credential: json(&passkey)?.to_string(), created_at: now, used_at: None };
    let mut tx = app.db().write().await?;
    if store::of(&mut tx, owner.id).await?.len() >= MOST {
        return Err(ServiceError::State("passkeys-most"));
    }
    let had_one = second_factor::ways(&mut tx, owner.id).await?.any();
    store::insert(&mut tx, &row).await.map_err(|error| if error.is_conflict() { refused() } else { error.into() })?;
    let codes = if had_one { None } else { Some(second_factor::turned_on(app, &mut tx, owner).await?) };
    app.note(&mut tx, Some(owner.id), "person.passkey-add", &second_factor::object(owner.id), &id).await?;
    tx.commit().await?;
    Ok(codes)
}

fn named(name: &str) -> Result<String, ServiceError> {
    let name = name.trim();
    let code = match name.chars().count() {
        0 => "passkeys-name-missing",
        length if length > LONGEST_NAME || name.chars().any(char::is_control) => "passkeys-name-unusable",
        _ => return Ok(name.to_owned()),
    };
    Err(ServiceError::Invalid(vec![FieldError::new("name", code)]))
}

/// Removes an own passkey; one that is gone already changes nothing. With the last second factor go the recovery codes.
///
/// # Errors
/// [`ServiceError::State`] if the sign-in is too old, or if it is the last second factor and the operator asks for one.
pub async fn remove(app: &App, owner: &Owner, id: Uuid) -> Result<(), ServiceError> {
    fresh(app, owner)?;
    let mut tx = app.db().write().await?;
    let own = store::of(&mut tx, owner.id).await?;
    if !own.iter().any(|passkey| passkey.id == id) {
        return Ok(());
    }
    let is_left = second_factor::may_lose_one(app, &mut tx, owner.id, |ways| ways.device || own.len() > 1).await?;
    store::remove(&mut tx, owner.id, id).await?;
    if !is_left {
        factors::remove(&mut tx, owner.id).await?;
    }
    app.note(&mut tx, Some(owner.id), "person.passkey-remove", &second_factor::object(owner.id), &id).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes new recovery codes for somebody who has passkeys; the old ones are void.
///
/// # Errors
/// [`ServiceError::State`] if the sign-in is too old or there is no second factor.
pub async fn renew_codes(app: &App, owner: &Owner) -> Result<Codes, ServiceError> {
    fresh(app, owner)?;
    let mut tx = app.db().write().await?;
    if !second_factor::ways(&mut tx, owner.id).await?.any() {
        return Err(ServiceError::State("second-factor-off"));
    }
    let codes = second_factor::new_codes(&mut tx, owner.id).await?;
    app.note(&mut tx, Some(owner.id), "person.recovery-codes", &second_factor::object(owner.id), &()).await?;
    tx.commit().await?;
    Ok(Codes { codes, session: None })
}

/// Asks for a passkey to sign in: for one of the person whose sign-in waits for it, else for any, which says whose it is.
///
/// # Errors
/// [`ServiceError::State`] if there are no passkeys in this installation, [`ServiceError::SignInNeeded`] if the sign-in has ended,
/// [`ServiceError::TooMany`] if the network has asked too often.
pub async fn begin_showing(app: &App, half: Option<&Secret>, from: IpAddr) -> Result<Asked, ServiceError> {
    let relying_party = on(app)?;
    let person = match half {
        Some(secret) => Some(waiting(app, secret).await?.person_id),
        None => {
            may_ask(app, from).await?;
            None
        }
    };
    let (question, state) = relying_party
        .start_discoverable_authentication()
        .map_err(|error| ServiceError::Internal(format!("a passkey cannot be asked for: {error}")))?;
    let mut options = json(&question.public_key)?;
    if let (Some(person), Some(options)) = (person, options.as_object_mut()) {
        let own = store::of(&mut app.db().read().await?, person).await?;
        let own: Vec<Value> = own.iter().map(|own| serde_json::json!({ "type": "public-key", "id": own.credential_id })).collect();
        options.insert("allowCredentials".to_owned(), own.into());
    }
    begin(app, Purpose::Show, person, &state, options).await
}

async fn waiting(app: &App, secret: &Secret) -> Result<factors::Half, ServiceError> {
    second_factor::half(app, secret).await?.filter(|half| half.wants == Wants::Code).ok_or(ServiceError::SignInNeeded)
}

/// Completes a sign-in that waits by a passkey, or signs in by one alone.
///
/// # Errors
/// [`ServiceError::Invalid`] if the answer does not hold: another address, an old or a used question, somebody else's passkey, a count of uses that
/// went back; [`ServiceError::TooMany`] after too many attempts; else as [`begin_showing`].
pub async fn show(app: &App, half: Option<&Secret>, answer: Answer<'_>, from: IpAddr) -> Result<Session, ServiceError> {
    let half = match half {
        Some(secret) => Some((secret, waiting(app, secret).await?)),
        None => None,
    };
    let ceremony = ended(app, answer, Purpose::Show, half.as_ref().map(|(_, half)| half.person_id)).await?;
    let credential: PublicKeyCredential = serde_json::from_str(answer.credential).map_err(|_| refused())?;
    let account = whose(app, half.as_ref().map(|(_, half)| half.person_id), &credential).await?;
    let attempt = match half {
        Some(_) => Attempt::begin_code(app, account.id, from).await?,
        // Anybody can claim to be anybody here: what one network claims must not shut the person out elsewhere.
        None => Attempt::begin(app, &account.email, Some(account.id), from).await?,
    };
    let mut tx = app.db().write().await?;
    if !holds(app, &mut tx, account.id, &credential, &ceremony).await? {
        drop(tx);
        attempt.refused(app).await?;
        return Err(refused());
    }
    let began = match &half {
        Some((secret, half)) if factors::end_half(&mut tx, &secret.hash()).await? => half.created_at,
        Some(_) => return Err(ServiceError::SignInNeeded),
        None => app.now(),
    };
    attempt.succeeded(&mut tx).await?;
    let session = sign_in::begin(&mut tx, account.id, account.language, began).await?;
    app.note(&mut tx, Some(account.id), "session.begin", &second_factor::object(account.id), &"passkey").await?;
    tx.commit().await?;
    Ok(session)
}

/// The person who is asked, or, where anybody was, the one whom the answer names; if it names anybody, it names this one.
async fn whose(app: &App, asked: Option<Uuid>, credential: &PublicKeyCredential) -> Result<people::Person, ServiceError> {
    let named = credential.get_user_unique_id().map(|bytes| Uuid::from_slice(bytes).unwrap_or_default());
    let id = match (asked, named) {
        (Some(asked), Some(named)) if asked != named => return Err(refused()),
        (asked, named) => asked.or(named).ok_or_else(refused)?,
    };
    let account = people::by_id(&mut app.db().read().await?, id).await?;
    account.filter(|account| account.disabled_at.is_none()).ok_or_else(refused)
}

/// Whether an answer is one of a passkey of this person to this question; notes its use.
async fn holds(app: &App, tx: &mut Tx, person: Uuid, answer: &PublicKeyCredential, ceremony: &Ceremony) -> Result<bool, ServiceError> {
    let rows = store::of(tx, person).await?;
    let keys = keys(&rows)?;
    let Some((row, mut key)) = rows.iter().zip(keys).find(|(_, key)| *key.cred_id() == answer.raw_id) else { return Ok(false) };
    let state: DiscoverableAuthentication = stored(&ceremony.state)?;
    let result = match on(app)?.finish_discoverable_authentication_v2(answer, state, &key) {
        Ok(result) => result,
        Err(error) => {
            tracing::info!(%error, "a passkey was refused");
            return Ok(false);
        }
    };
    key.update_credential(&result);
    Ok(store::note_use(tx, row, &json(&key)?.to_string(), app.now()).await?)
}

fn keys(rows: &[store::Passkey]) -> Result<Vec<Passkey>, ServiceError> {
    rows.iter().map(|row| stored(&row.credential)).collect()
}

fn json(value: &impl Serialize) -> Result<Value, ServiceError> {
    Ok(serde_json::to_value(value).map_err(StoreError::from)?)
}

fn stored<T: DeserializeOwned>(text: &str) -> Result<T, ServiceError> {
    Ok(serde_json::from_str(text).map_err(StoreError::from)?)
}
