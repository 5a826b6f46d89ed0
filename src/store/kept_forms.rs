//! Forms that arrived after their sign-in had ended, kept until the same person signs in again in the same browser.

use jiff::Timestamp;
use uuid::Uuid;

use super::column::Millis;
use super::{StoreError, Tx};
use crate::ids::SecretHash;

/// A form that is kept.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptForm {
    /// Id.
    pub id: Uuid,
    /// Whose form it was.
    pub person_id: Uuid,
    /// Path of the page that it belongs to.
    pub address: String,
    /// The fields as they were sent, encoded as a form.
    pub body: String,
    /// When it arrived.
    #[sqlx(try_from = "Millis")]
    pub kept_at: Timestamp,
    /// Until when it is kept.
    #[sqlx(try_from = "Millis")]
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for KeptForm {
    /// The ids alone: a log must not hold answers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptForm").field("id", &self.id).field("person_id", &self.person_id).finish_non_exhaustive()
    }
}

statements! {
    INSERT = "insert into kept_form (id, key_hash, person_id, address, body, kept_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)";
    OF_KEY = "select id, person_id, address, body, kept_at, expires_at from kept_form where key_hash = $1 and expires_at > $2 order by id";
    COUNT_OF = "select count(*) as forms from kept_form where person_id = $1 and expires_at > $2";
    REMOVE = "delete from kept_form where id = $1";
    SWEEP = "delete from kept_form where expires_at <= $1";
}

/// Keeps a form under the hash of a browser's key.
///
/// # Errors
/// See [`StoreError`].
pub async fn insert(tx: &mut Tx, key: &SecretHash, form: &KeptForm) -> Result<(), StoreError> {
    let KeptForm { id, person_id, address, body, kept_at, expires_at } = form;
    execute!(tx, INSERT, id, &key.0, person_id, address, body, kept_at.as_millisecond(), expires_at.as_millisecond())?;
    Ok(())
}

/// The forms under a browser's key that are still kept, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_key(tx: &mut Tx, key: &SecretHash, now: Timestamp) -> Result<Vec<KeptForm>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(OF_KEY).bind(&key.0).bind(now.as_millisecond()).fetch_all(c).await)?)
}

/// How many forms of a person are kept, in all browsers.
///
/// # Errors
/// See [`StoreError`].
pub async fn count_of(tx: &mut Tx, person: Uuid, now: Timestamp) -> Result<i64, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(COUNT_OF).bind(person).bind(now.as_millisecond()).fetch_one(c).await)?)
}

/// Keeps a form no longer; nothing happens if it is gone.
///
/// # Errors
/// See [`StoreError`].
pub async fn remove(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    execute!(tx, REMOVE, id)?;
    Ok(())
}

/// Removes the forms whose time has passed; gives how many.
///
/// # Errors
/// See [`StoreError`].
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(tx, SWEEP, now.as_millisecond())?)
}
