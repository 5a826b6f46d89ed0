//! The second factor: a code from a device (TOTP, RFC 6238) beside password or link, and recovery codes for when the device is gone.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use totp_rs::{Algorithm, Builder, Totp};
use uuid::Uuid;

use super::access::{Person, administers};
use super::attempts::Attempt;
use super::sign_in::{self, Session};
use super::{App, FieldError, ServiceError};
use crate::ids::{self, Secret, SecretHash, sha256_hex};
use crate::lang::Lang;
use crate::store::second_factor::{self as store, NewHalf};
pub use crate::store::second_factor::{Half, Wants};
use crate::store::{Tx, passkeys, people, sign_in as sessions};

/// After the first half of a sign-in the second one has to follow within this time.
const HALF: SignedDuration = SignedDuration::from_mins(10);
/// Seconds for which a code is shown (RFC 6238, 5.2).
const STEP_S: u64 = 30;
/// Codes before and after the one of this moment that also count, for clocks that differ (RFC 6238, 5.2).
const SKEW: u16 = 1;
/// Bytes of a secret: as many as the hash has (RFC 4226, 4).
const SECRET_BYTES: usize = 20;
/// Recovery codes a person is given.
pub const RECOVERY_CODES: usize = 10;
/// Hexadecimal digits of a recovery code: 80 bits.
const RECOVERY_DIGITS: usize = 20;
/// How the product is called in the list of the device.
const ISSUER: &str = "Miernik";

/// Who sets up the second factor: somebody who is signed in, or somebody who has to before that is done.
#[derive(Debug, Clone)]
pub struct Owner {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) language: Lang,
    /// When the first half of the sign-in was done.
    pub(super) began_at: Timestamp,
    /// The sign-in that waits.
    half: Option<(Secret, Half)>,
}

impl Owner {
    /// Whether the sign-in waits for the second factor to be set up.
    pub const fn is_half(&self) -> bool {
        self.half.is_some()
    }
}

/// What the page of the second factor shows.
#[derive(Debug, Clone)]
pub enum Standing {
    /// There is none.
    Off,
    /// It is being set up.
    Begun {
        /// The secret in base32, to be typed.
        secret: String,
        /// The same as an address that devices read.
        url: String,
    },
    /// It is asked for.
    On {
        /// Recovery codes that are left.
        codes_left: i64,
        /// Whether the operator asks for it, so that it cannot be turned off.
        is_required: bool,
    },
}

/// The owner of a session.
///
/// # Errors
/// If the store fails.
pub async fn owner(app: &App, person: &Person) -> Result<Owner, ServiceError> {
    let account = people::by_id(&mut app.db().read().await?, person.id).await?.ok_or(ServiceError::NotFound)?;
    Ok(Owner { id: account.id, name: account.name, email: account.email, language: account.language, began_at: person.session_began_at, half: None })
}

/// The sign-in behind a cookie that waits for its second half; none if there is none or it has ended.
///
/// # Errors
/// If the store fails.
pub async fn half(app: &App, secret: &Secret) -> Result<Option<Half>, ServiceError> {
    Ok(store::half(&mut app.db().read().await?, &secret.hash(), app.now()).await?)
}

/// The owner of a sign-in that waits for the second factor to be set up.
///
/// # Errors
/// [`ServiceError::SignInNeeded`] if it has ended or waits for something else.
pub async fn half_owner(app: &App, secret: &Secret) -> Result<Owner, ServiceError> {
    let half = half(app, secret).await?.filter(|half| half.wants == Wants::SetUp).ok_or(ServiceError::SignInNeeded)?;
    let account = people::by_id(&mut app.db().read().await?, half.person_id).await?.ok_or(ServiceError::SignInNeeded)?;
    Ok(Owner {
        id: account.id,
        name: account.name,
        email: account.email,
        language: account.language,
        began_at: half.created_at,
        half: Some((secret.clone(), half)),
    })
}

/// By what a person can show a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    /// Codes of a device.
    pub device: bool,
    /// Passkeys.
    pub passkey: bool,
}

impl Ways {
    /// Whether there is a second factor.
    pub const fn any(self) -> bool {
        self.device || self.passkey
    }
}

/// By what a person can show a second factor, inside a transaction.
pub(super) async fn ways(tx: &mut Tx, person: Uuid) -> Result<Ways, ServiceError> {
    let device = store::of(tx, person).await?.is_some_and(|factor| factor.confirmed_at.is_some());
    Ok(Ways { device, passkey: passkeys::count(tx, person).await? > 0 })
}

/// By what the person of a sign-in that waits can complete it.
///
/// # Errors
/// If the store fails.
pub async fn ways_of(app: &App, half: &Half) -> Result<Ways, ServiceError> {
    ways(&mut app.db().read().await?, half.person_id).await
}

/// What a sign-in of a person waits for after its first half: the second factor if there is one, else that it is set up if the operator asks for one in
/// a role that the person has.
pub(super) async fn wanted(app: &App, tx: &mut Tx, person: Uuid) -> Result<Option<Wants>, ServiceError> {
    if ways(tx, person).await?.any() {
        return Ok(Some(Wants::Code));
    }
    Ok(is_required(app, tx, person).await?.then_some(Wants::SetUp))
}

pub(super) async fn is_required(app: &App, tx: &mut Tx, person: Uuid) -> Result<bool, ServiceError> {
    let roles = &app.settings().second_factor_for;
    Ok(!roles.is_empty() && people::grants(tx, person).await?.iter().any(|grant| roles.contains(&grant.role)))
}

/// Keeps a sign-in of which the first half is done.
pub(super) async fn begin_half(tx: &mut Tx, person: Uuid, wants: Wants, now: Timestamp) -> Result<Secret, ServiceError> {
    let (secret, csrf) = (sign_in::random()?, sign_in::random()?.reveal().to_owned());
    let half = NewHalf { token_hash: secret.hash(), person_id: person, wants, created_at: now, expires_at: now + HALF, csrf };
    store::insert_half(tx, &half).await?;
    Ok(secret)
}

/// Completes a sign-in by a code of the device or a recovery code. Both work once.
///
/// # Errors
/// [`ServiceError::SignInNeeded`] if the sign-in has ended; [`ServiceError::TooMany`] after too many codes for this person, from wherever;
/// [`ServiceError::Invalid`] if the code is not right or was used before.
pub async fn complete(app: &App, secret: &Secret, code: &str, from: IpAddr) -> Result<Session, ServiceError> {
    let half = half(app, secret).await?.filter(|half| half.wants == Wants::Code).ok_or(ServiceError::SignInNeeded)?;
    let attempt = Attempt::begin_code(app, half.person_id, from).await?;
    let mut tx = app.db().write().await?;
    let Some(how) = used(app, &mut tx, half.person_id, &half.email, code).await? else {
        drop(tx);
        return refused(app, &attempt).await;
    };
    if !store::end_half(&mut tx, &secret.hash()).await? {
        return Err(ServiceError::SignInNeeded);
    }
    attempt.succeeded(&mut tx).await?;
    // The session begins when its first half did: what hangs on how it began, hangs on the first half.
    let session = sign_in::begin(&mut tx, half.person_id, half.language, half.created_at).await?;
    app.note(&mut tx, Some(half.person_id), "session.begin", &object(half.person_id), &how).await?;
    tx.commit().await?;
    Ok(session)
}

async fn refused<T>(app: &App, attempt: &Attempt) -> Result<T, ServiceError> {
    attempt.refused(app).await?;
    Err(ServiceError::Invalid(vec![FieldError::new("code", "second-factor-refused")]))
}

/// Uses a code, if it is right and was not used before; gives which kind it was.
async fn used(app: &App, tx: &mut Tx, person: Uuid, email: &str, code: &str) -> Result<Option<&'static str>, ServiceError> {
    let plain: String = code.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect::<String>().to_lowercase();
    if plain.len() == RECOVERY_DIGITS {
        return Ok(store::use_code(tx, person, &recovery_hash(person, &plain), app.now()).await?.then_some("recovery-code"));
    }
    let Some(factor) = store::of(tx, person).await? else { return Ok(None) };
    let now_s = u64::try_from(app.now().as_second()).unwrap_or(0);
    let Some(step) = totp(&factor.secret, email)?.check(&plain, now_s) else { return Ok(None) };
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    Ok(store::use_step(tx, person, step, app.now()).await?.then_some("code"))
}

fn totp(secret: &str, email: &str) -> Result<Totp, ServiceError> {
    let broken = |error: &dyn std::fmt::Display| ServiceError::Internal(format!("a second factor cannot be used: {error}"));
    let secret = totp_rs::Secret::try_from_base32(secret).map_err(|error| broken(&error))?;
    // A colon ends the name of the issuer in the address that devices read.
    let account = email.replace(':', " ");
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(SKEW)
        .with_step_duration(STEP_S)
        .with_secret(secret)
        .with_account_name(account)
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(|error| broken(&error))
}

fn recovery_hash(person: Uuid, plain: &str) -> SecretHash {
    SecretHash(sha256_hex(format!("{person} {plain}").as_bytes()))
}

pub(super) fn object(person: Uuid) -> String {
    format!("person/{person}")
}

/// How the second factor of somebody stands.
///
/// # Errors
/// If the store fails.
pub async fn standing(app: &App, owner: &Owner) -> Result<Standing, ServiceError> {
    let mut tx = app.db().read().await?;
    Ok(match store::of(&mut tx, owner.id).await? {
        None => Standing::Off,
        Some(factor) if factor.confirmed_at.is_none() => {
            let url = totp(&factor.secret, &owner.email)?.to_url().map_err(|error| ServiceError::Internal(error.to_string()))?;
            Standing::Begun { secret: factor.secret.clone(), url }
        }
        Some(_) => {
            let is_required = is_required(app, &mut tx, owner.id).await? && passkeys::count(&mut tx, owner.id).await? == 0;
            Standing::On { codes_left: store::codes_left(&mut tx, owner.id).await?, is_required }
        }
    })
}

/// Begins to set the second factor up; if that was begun already, nothing changes.
///
/// # Errors
/// If there is no randomness or the store fails.
pub async fn start(app: &App, owner: &Owner) -> Result<(), ServiceError> {
    let bytes: [u8; SECRET_BYTES] =
        ids::random_bytes().map_err(|error| ServiceError::Internal(format!("the machine gives no randomness: {error}")))?;
    let secret = totp_rs::Secret::from(bytes.to_vec()).to_base32();
    let mut tx = app.db().write().await?;
    store::begin(&mut tx, owner.id, &secret, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Recovery codes that were just made: they are shown once.
#[derive(Debug)]
pub struct Codes {
    /// The codes, in groups of five.
    pub codes: Vec<String>,
    /// The session that goes on, where the old one has ended.
    pub session: Option<Session>,
}

/// Sets the second factor up by a first right code. The person's other sessions end; this sign-in goes on as a new session.
///
/// # Errors
/// As [`complete`]; [`ServiceError::State`] if it is set up already.
pub async fn confirm(app: &App, owner: &Owner, code: &str, from: IpAddr) -> Result<Codes, ServiceError> {
    let attempt = Attempt::begin_code(app, owner.id, from).await?;
    let mut tx = app.db().write().await?;
    if store::of(&mut tx, owner.id).await?.is_none_or(|factor| factor.confirmed_at.is_some()) {
        return Err(ServiceError::State("second-factor-on"));
    }
    if used(app, &mut tx, owner.id, &owner.email, code).await? != Some("code") {
        drop(tx);
        return refused(app, &attempt).await;
    }
    attempt.succeeded(&mut tx).await?;
    let codes = turned_on(app, &mut tx, owner).await?;
    app.note(&mut tx, Some(owner.id), "person.second-factor-on", &object(owner.id), &()).await?;
    tx.commit().await?;
    Ok(codes)
}

/// From now on there is a second factor: recovery codes are made, the person's other sessions end, and this sign-in goes on as a new one.
pub(super) async fn turned_on(app: &App, tx: &mut Tx, owner: &Owner) -> Result<Codes, ServiceError> {
    let began = match &owner.half {
        Some((secret, half)) if store::end_half(tx, &secret.hash()).await? => half.created_at,
        Some(_) => return Err(ServiceError::SignInNeeded),
        None => app.now(),
    };
    let codes = new_codes(tx, owner.id).await?;
    sessions::end_sessions_of(tx, owner.id).await?;
    let session = sign_in::begin(tx, owner.id, owner.language, began).await?;
    Ok(Codes { codes, session: Some(session) })
}

pub(super) async fn new_codes(tx: &mut Tx, person: Uuid) -> Result<Vec<String>, ServiceError> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        codes.push(sign_in::random()?.reveal()[..RECOVERY_DIGITS].to_owned());
    }
    let hashes: Vec<SecretHash> = codes.iter().map(|code| recovery_hash(person, code)).collect();
    store::set_codes(tx, person, &hashes).await?;
    let in_groups = |code: &String| [&code[..5], &code[5..10], &code[10..15], &code[15..]].join("-");
    Ok(codes.iter().map(in_groups).collect())
}

/// Makes new recovery codes; the old ones are void.
///
/// # Errors
/// As [`complete`].
pub async fn renew_codes(app: &App, owner: &Owner, code: &str, from: IpAddr) -> Result<Codes, ServiceError> {
    let mut tx = proven(app, owner, code, from).await?;
    let codes = new_codes(&mut tx, owner.id).await?;
    app.note(&mut tx, Some(owner.id), "person.recovery-codes", &object(owner.id), &()).await?;
    tx.commit().await?;
    Ok(Codes { codes, session: None })
}

/// Turns codes of a device off. Without passkeys, recovery codes go with them.
///
/// # Errors
/// As [`complete`]; [`ServiceError::State`] if the operator asks for a second factor and there is no other.
pub async fn turn_off(app: &App, owner: &Owner, code: &str, from: IpAddr) -> Result<(), ServiceError> {
    may_lose_one(app, &mut app.db().read().await?, owner.id, |ways| ways.passkey).await?;
    let mut tx = proven(app, owner, code, from).await?;
    if may_lose_one(app, &mut tx, owner.id, |ways| ways.passkey).await? {
        store::remove_secret(&mut tx, owner.id).await?;
    } else {
        store::remove(&mut tx, owner.id).await?;
    }
    app.note(&mut tx, Some(owner.id), "person.second-factor-off", &object(owner.id), &()).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether a second factor is left when one of them goes; refuses to lose the last one if the operator asks for one.
pub(super) async fn may_lose_one(app: &App, tx: &mut Tx, person: Uuid, is_left: impl FnOnce(Ways) -> bool) -> Result<bool, ServiceError> {
    let is_left = is_left(ways(tx, person).await?);
    if !is_left && is_required(app, tx, person).await? {
        return Err(ServiceError::State("second-factor-required"));
    }
    Ok(is_left)
}

/// A transaction in which somebody has shown a code of their second factor.
async fn proven(app: &App, owner: &Owner, code: &str, from: IpAddr) -> Result<Tx, ServiceError> {
    if owner.is_half() {
        return Err(ServiceError::SignInNeeded);
    }
    let attempt = Attempt::begin_code(app, owner.id, from).await?;
    let mut tx = app.db().write().await?;
    if used(app, &mut tx, owner.id, &owner.email, code).await?.is_none() {
        drop(tx);
        return refused(app, &attempt).await;
    }
    attempt.succeeded(&mut tx).await?;
    Ok(tx)
}

/// Takes the second factor of somebody away, codes and passkeys, who has lost the device and the recovery codes; their sessions end.
///
/// # Errors
/// [`ServiceError::Forbidden`] for anybody but an administrator of the installation, [`ServiceError::State`] for the own one, [`ServiceError::NotFound`]
/// if there is none.
pub async fn reset(app: &App, person: &Person, id: Uuid) -> Result<(), ServiceError> {
    administers(person)?;
    if id == person.id {
        return Err(ServiceError::State("account-own"));
    }
    let mut tx = app.db().write().await?;
    if store::of(&mut tx, id).await?.is_none() && passkeys::count(&mut tx, id).await? == 0 {
        return Err(ServiceError::NotFound);
    }
    store::remove(&mut tx, id).await?;
    passkeys::remove_all(&mut tx, id).await?;
    sessions::end_sessions_of(&mut tx, id).await?;
    app.note(&mut tx, Some(person.id), "person.second-factor-reset", &object(id), &()).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether somebody has a second factor, for an administrator of the installation.
///
/// # Errors
/// [`ServiceError::Forbidden`] for anybody else.
pub async fn has_one(app: &App, person: &Person, id: Uuid) -> Result<bool, ServiceError> {
    administers(person)?;
    Ok(ways(&mut app.db().read().await?, id).await?.any())
}
