//! The second factor: the secret from which codes are computed, recovery codes, and sign-ins of which the first half is done.

use jiff::Timestamp;
use uuid::Uuid;

use super::column::{LangCode, MaybeMillis, Millis};
use super::{StoreError, Tx};
use crate::ids::SecretHash;
use crate::lang::Lang;

words! {
    /// What a sign-in waits for.
    Wants {
        /// A code.
        Code = "code",
        /// That the second factor is set up: the operator asks for one.
        SetUp = "set-up",
    }
}

/// The second factor of a person.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SecondFactor {
    /// The secret in base32.
    pub secret: String,
    /// When it was made.
    #[sqlx(try_from = "Millis")]
    pub created_at: Timestamp,
    /// When a first code was right; none while it is being set up.
    #[sqlx(try_from = "MaybeMillis")]
    pub confirmed_at: Option<Timestamp>,
    /// The last interval whose code was used.
    pub last_step: i64,
}

impl std::fmt::Debug for SecondFactor {
    /// Without the secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecondFactor").field("confirmed_at", &self.confirmed_at).finish_non_exhaustive()
    }
}

/// A sign-in that waits for its second half, to be kept.
#[derive(Clone)]
pub struct NewHalf {
    /// Hash of the cookie's secret.
    pub token_hash: SecretHash,
    /// Whose it is.
    pub person_id: Uuid,
    /// What it waits for.
    pub wants: Wants,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// The secret that its forms carry.
    pub csrf: String,
}

/// A sign-in that waits for its second half, with its person.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Half {
    /// Whose it is.
    pub person_id: Uuid,
    /// E-mail address of the person.
    pub email: String,
    /// Language of the person.
    #[sqlx(try_from = "LangCode")]
    pub language: Lang,
    /// What it waits for.
    #[sqlx(try_from = "String")]
    pub wants: Wants,
    /// When it began.
    #[sqlx(try_from = "Millis")]
    pub created_at: Timestamp,
    /// The secret that its forms carry.
    pub csrf: String,
}

impl std::fmt::Debug for Half {
    /// The id alone: a log must hold neither addresses nor secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Half").field("person_id", &self.person_id).field("wants", &self.wants).finish_non_exhaustive()
    }
}

statements! {
    BEGIN = "insert into second_factor (person_id, secret, created_at, confirmed_at, last_step) values ($1, $2, $3, null, 0)
        on conflict (person_id) do nothing";
    OF = "select secret, created_at, confirmed_at, last_step from second_factor where person_id = $1";
    USE_STEP = "update second_factor set last_step = $2, confirmed_at = coalesce(confirmed_at, $3) where person_id = $1 and last_step < $2";
    DROP = "delete from second_factor where person_id = $1";
    DROP_CODES = "delete from recovery_code where person_id = $1";
    INSERT_CODE = "insert into recovery_code (code_hash, person_id, used_at) values ($1, $2, null)";
    USE_CODE = "update recovery_code set used_at = $3 where code_hash = $1 and person_id = $2 and used_at is null";
    CODES_LEFT = "select count(*) as codes from recovery_code where person_id = $1 and used_at is null";
    INSERT_HALF = "insert into half_sign_in (token_hash, person_id, wants, created_at, expires_at, csrf) values ($1, $2, $3, $4, $5, $6)";
    HALF = "select h.person_id, p.email, p.language, h.wants, h.created_at, h.csrf from half_sign_in as h join person as p on p.id = h.person_id
        where h.token_hash = $1 and h.expires_at > $2 and p.disabled_at is null";
    END_HALF = "delete from half_sign_in where token_hash = $1";
    END_HALVES_OF = "delete from half_sign_in where person_id = $1";
    SWEEP_HALVES = "delete from half_sign_in where expires_at <= $1";
}

/// Begins to set up the second factor of a person; one that is there already, set up or not, stays as it is.
///
/// # Errors
/// [`StoreError::Other`] if there is no such person.
pub async fn begin(tx: &mut Tx, person: Uuid, secret: &str, at: Timestamp) -> Result<(), StoreError> {
    execute!(tx, BEGIN, person, secret, at.as_millisecond())?;
    Ok(())
}

/// The second factor of a person, set up or being set up.
///
/// # Errors
/// See [`StoreError`].
pub async fn of(tx: &mut Tx, person: Uuid) -> Result<Option<SecondFactor>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(OF).bind(person).fetch_optional(c).await)?)
}

/// Uses the code of an interval, which also confirms a second factor that is being set up. Gives whether it could be used: not if the code of this or of
/// a later interval was used before. One compare-and-swap: of two who try, one succeeds.
///
/// # Errors
/// See [`StoreError`].
pub async fn use_step(tx: &mut Tx, person: Uuid, step: i64, at: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, USE_STEP, person, step, at.as_millisecond())? == 1)
}

/// Removes the second factor of a person with its recovery codes and the sign-ins that wait for it.
///
/// # Errors
/// See [`StoreError`].
pub async fn remove(tx: &mut Tx, person: Uuid) -> Result<(), StoreError> {
    for sql in [DROP, DROP_CODES, END_HALVES_OF] {
        execute!(tx, sql, person)?;
    }
    Ok(())
}

/// Removes the secret from which codes are computed, and leaves the recovery codes for the passkeys that are left.
///
/// # Errors
/// See [`StoreError`].
pub async fn remove_secret(tx: &mut Tx, person: Uuid) -> Result<(), StoreError> {
    execute!(tx, DROP, person)?;
    Ok(())
}

/// Gives a person new recovery codes; the old ones are void.
///
/// # Errors
/// [`StoreError::Other`] if there is no such person.
pub async fn set_codes(tx: &mut Tx, person: Uuid, codes: &[SecretHash]) -> Result<(), StoreError> {
    execute!(tx, DROP_CODES, person)?;
    for code in codes {
        execute!(tx, INSERT_CODE, &code.0, person)?;
    }
    Ok(())
}

/// Uses a recovery code. Gives whether it was one of this person's that had not been used.
///
/// # Errors
/// See [`StoreError`].
pub async fn use_code(tx: &mut Tx, person: Uuid, code: &SecretHash, at: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, USE_CODE, &code.0, person, at.as_millisecond())? == 1)
}

/// How many recovery codes a person has left.
///
/// # Errors
/// See [`StoreError`].
pub async fn codes_left(tx: &mut Tx, person: Uuid) -> Result<i64, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(CODES_LEFT).bind(person).fetch_one(c).await)?)
}

/// Keeps a sign-in of which the first half is done.
///
/// # Errors
/// [`StoreError::Other`] if there is no such person.
pub async fn insert_half(tx: &mut Tx, half: &NewHalf) -> Result<(), StoreError> {
    let NewHalf { token_hash, person_id, wants, created_at, expires_at, csrf } = half;
    execute!(tx, INSERT_HALF, &token_hash.0, person_id, wants.as_str(), created_at.as_millisecond(), expires_at.as_millisecond(), csrf)?;
    Ok(())
}

/// The sign-in of a cookie of which the first half is done, if it has not ended and the account is open.
///
/// # Errors
/// See [`StoreError`].
pub async fn half(tx: &mut Tx, token: &SecretHash, now: Timestamp) -> Result<Option<Half>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(HALF).bind(&token.0).bind(now.as_millisecond()).fetch_optional(c).await)?)
}

/// Ends a sign-in of which the first half is done. Gives whether it was there: of two who complete it, one succeeds.
///
/// # Errors
/// See [`StoreError`].
pub async fn end_half(tx: &mut Tx, token: &SecretHash) -> Result<bool, StoreError> {
    Ok(execute!(tx, END_HALF, &token.0)? == 1)
}

/// Ends every sign-in of a person of which the first half is done; gives how many there were.
///
/// # Errors
/// See [`StoreError`].
pub async fn end_halves_of(tx: &mut Tx, person: Uuid) -> Result<u64, StoreError> {
    Ok(execute!(tx, END_HALVES_OF, person)?)
}

/// Removes sign-ins that ended at a time or before it without their second half; gives how many.
///
/// # Errors
/// See [`StoreError`].
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(tx, SWEEP_HALVES, before.as_millisecond())?)
}
