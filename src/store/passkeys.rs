//! Passkeys, and the ceremonies in which one is added or shown.

use jiff::Timestamp;
use uuid::Uuid;

use super::column::{MaybeMillis, Millis};
use super::{StoreError, Tx};
use crate::ids::SecretHash;

words! {
    /// What a ceremony is for.
    Purpose {
        /// A passkey is added.
        Add = "add",
        /// A passkey is shown to sign in.
        Show = "show",
    }
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Passkey {
    /// Id.
    pub id: Uuid,
    /// Whose it is.
    pub person_id: Uuid,
    /// The authenticator's own id of it, in base64url.
    pub credential_id: String,
    /// How its person calls it.
    pub name: String,
    /// The public key and how often it was used, as JSON.
    pub credential: String,
    /// When it was added.
    #[sqlx(try_from = "Millis")]
    pub created_at: Timestamp,
    /// When it was last used to sign in.
    #[sqlx(try_from = "MaybeMillis")]
    pub used_at: Option<Timestamp>,
}

/// What an authenticator was asked and has still to answer.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Ceremony {
    /// What it is for.
    #[sqlx(try_from = "String")]
    pub purpose: Purpose,
    /// Who is asked; none where the answer says who signs in.
    pub person_id: Option<Uuid>,
    /// The challenge and what has to hold of the answer, as JSON.
    pub state: String,
    /// When it ends.
    #[sqlx(try_from = "Millis")]
    pub expires_at: Timestamp,
}

statements! {
    INSERT = "insert into passkey (id, person_id, credential_id, name, credential, created_at, used_at) values ($1, $2, $3, $4, $5, $6, $7)";
    OF = "select id, person_id, credential_id, name, credential, created_at, used_at from passkey where person_id = $1 order by created_at, id";
    COUNT = "select count(*) as passkeys from passkey where person_id = $1";
    USE = "update passkey set credential = $3, used_at = $4 where id = $1 and credential = $2";
    REMOVE = "delete from passkey where id = $1 and person_id = $2";
    REMOVE_ALL = "delete from passkey where person_id = $1";
    BEGIN = "insert into passkey_ceremony (token_hash, purpose, person_id, state, expires_at) values ($1, $2, $3, $4, $5)";
    CEREMONY = "select purpose, person_id, state, expires_at from passkey_ceremony where token_hash = $1 and expires_at > $2";
    END = "delete from passkey_ceremony where token_hash = $1";
    END_OF = "delete from passkey_ceremony where person_id = $1";
    SWEEP = "delete from passkey_ceremony where expires_at <= $1";
}

/// Adds a passkey.
///
/// # Errors
/// [`StoreError::Conflict`] if the credential is somebody's already; [`StoreError::Other`] if there is no such person.
pub async fn insert(tx: &mut Tx, passkey: &Passkey) -> Result<(), StoreError> {
    let Passkey { id, person_id, credential_id, name, credential, created_at, used_at } = passkey;
    let used_at = used_at.map(Timestamp::as_millisecond);
    execute!(tx, INSERT, id, person_id, credential_id, name, credential, created_at.as_millisecond(), used_at)?;
    Ok(())
}

/// The passkeys of a person, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn of(tx: &mut Tx, person: Uuid) -> Result<Vec<Passkey>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(OF).bind(person).fetch_all(c).await)?)
}

/// How many passkeys a person has.
///
/// # Errors
/// See [`StoreError`].
pub async fn count(tx: &mut Tx, person: Uuid) -> Result<i64, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(COUNT).bind(person).fetch_one(c).await)?)
}

/// Notes a use of a passkey. Gives whether it still stood as it was read: of two uses that were judged by the same count, one succeeds.
///
/// # Errors
/// See [`StoreError`].
pub async fn note_use(tx: &mut Tx, read: &Passkey, credential: &str, at: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, USE, read.id, &read.credential, credential, at.as_millisecond())? == 1)
}

/// Removes a passkey of a person. Gives whether there was one.
///
/// # Errors
/// See [`StoreError`].
pub async fn remove(tx: &mut Tx, person: Uuid, id: Uuid) -> Result<bool, StoreError> {
    Ok(execute!(tx, REMOVE, id, person)? == 1)
}

/// Removes every passkey of a person with the ceremonies under way; gives how many passkeys there were.
///
/// # Errors
/// See [`StoreError`].
pub async fn remove_all(tx: &mut Tx, person: Uuid) -> Result<u64, StoreError> {
    execute!(tx, END_OF, person)?;
    Ok(execute!(tx, REMOVE_ALL, person)?)
}

/// Begins a ceremony.
///
/// # Errors
/// [`StoreError::Other`] if there is no such person.
pub async fn begin(tx: &mut Tx, token: &SecretHash, ceremony: &Ceremony) -> Result<(), StoreError> {
    let Ceremony { purpose, person_id, state, expires_at } = ceremony;
    execute!(tx, BEGIN, &token.0, purpose.as_str(), person_id, state, expires_at.as_millisecond())?;
    Ok(())
}

/// Ends a ceremony and gives it, if it was there and its time has not passed: of two answers one is judged.
///
/// # Errors
/// See [`StoreError`].
pub async fn end(tx: &mut Tx, token: &SecretHash, now: Timestamp) -> Result<Option<Ceremony>, StoreError> {
    let ceremony: Option<Ceremony> = on!(tx, c => sqlx::query_as(CEREMONY).bind(&token.0).bind(now.as_millisecond()).fetch_optional(c).await)?;
    let ended = execute!(tx, END, &token.0)? == 1;
    Ok(ceremony.filter(|_| ended))
}

/// Removes ceremonies that ended at a time or before it without an answer; gives how many.
///
/// # Errors
/// See [`StoreError`].
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(tx, SWEEP, before.as_millisecond())?)
}
