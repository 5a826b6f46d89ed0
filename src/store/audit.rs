//! The audit log: append-only, each line bound to the one before it by a hash, so that a line that was changed, taken out or cut off at the end shows.
//!
//! The hash finds careless and unauthorised changes. Who can write to the database at will can also compute the chain anew: keep the head that
//! [`verify`] gives outside of the machine from time to time.

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::column::{Millis, to_json};
use super::{StoreError, Tx};
use crate::ids::sha256_hex;

/// How many lines [`verify`] holds in memory at a time.
const PAGE: u32 = 1000;

/// What is to be noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewEntry<'a> {
    /// When.
    pub at: Timestamp,
    /// Who; none for the program itself and for a link without an account.
    pub actor: Option<Uuid>,
    /// What was done, a stable word such as `assessment.submit`.
    pub action: &'a str,
    /// What it was done to, such as `assessment/0192…`.
    pub object: &'a str,
    /// More about it, as JSON. Neither answers nor names: the line stays when the person goes.
    pub detail: &'a str,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Entry {
    /// 1 for the first line, then one more each, without gaps.
    pub seq: i64,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub at: Timestamp,
    /// Who.
    pub actor: Option<Uuid>,
    /// What was done.
    pub action: String,
    /// What it was done to.
    pub object: String,
    /// More about it, as JSON.
    pub detail: String,
    /// Hash of the line before; empty for the first.
    pub previous_hash: String,
    /// Hash of this line: SHA-256 of the JSON array of everything above, the time in milliseconds since 1970.
    pub hash: String,
}

impl Entry {
    /// The hash that the line should have.
    fn computed_hash(&self) -> Result<String, StoreError> {
        let Self { seq, at, actor, action, object, detail, previous_hash, .. } = self;
        Ok(sha256_hex(to_json(&(seq, at.as_millisecond(), actor, action, object, detail, previous_hash))?.as_bytes()))
    }
}

/// What [`verify`] found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Lines that are as they were written, from the first on.
    pub sound: i64,
    /// The number of the first line that is changed, taken out or cut off; none if the whole log is sound.
    pub broken_at: Option<i64>,
    /// Hash of the last sound line; empty if there is none.
    pub head: String,
}

/// The newest line of the log, locked until the transaction ends.
#[derive(Debug, sqlx::FromRow)]
pub struct Head {
    seq: i64,
    hash: String,
}

statements! {
    LOCK_HEAD = "update audit_head set id = id where id = 1 returning seq, hash";
    HEAD = "select seq, hash from audit_head where id = 1";
    APPEND = "insert into audit (seq, at, actor, action, object, detail, previous_hash, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    AFTER = "select seq, at, actor, action, object, detail, previous_hash, hash from audit where seq > $1 order by seq limit $2";
    BEFORE = "select seq, at, actor, action, object, detail, previous_hash, hash from audit where seq < $1 order by seq desc limit $2";
}

/// Waits until no other transaction that appends is under way, and holds up those that come after until this one ends: what is read from now on stays
/// true until the commit. Call it before reading what a change depends on, where two who do not see each other could break a rule together.
///
/// # Errors
/// [`StoreError::Unavailable`] if the lock is not to be had in time.
pub async fn lock(tx: &mut Tx) -> Result<(), StoreError> {
    head(tx).await?;
    Ok(())
}

async fn head(tx: &mut Tx) -> Result<Head, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(LOCK_HEAD).fetch_one(c).await)?)
}

/// Appends a line in the transaction of what it tells about; both stay or neither does. Gives the line.
///
/// Call it last before the commit: on PostgreSQL those who append wait for one another until then (the head row is locked, so that no two lines get
/// the same number); on SQLite there is one writer anyway.
///
/// # Errors
/// [`StoreError::Unavailable`] if the lock is not to be had in time.
pub async fn append(tx: &mut Tx, new: NewEntry<'_>) -> Result<Entry, StoreError> {
    let head = head(tx).await?;
    append_to(tx, head, new).await
}

/// Appends a line where the head is locked already, as [`append`].
///
/// # Errors
/// See [`StoreError`].
pub async fn append_to(tx: &mut Tx, head: Head, new: NewEntry<'_>) -> Result<Entry, StoreError> {
    let NewEntry { at, actor, action, object, detail } = new;
    // As it will be read back: in whole milliseconds.
    let at = Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at);
    let (action, object, detail) = (action.to_owned(), object.to_owned(), detail.to_owned());
    let mut entry = Entry { seq: head.seq + 1, at, actor, action, object, detail, previous_hash: head.hash, hash: String::new() };
    entry.hash = entry.computed_hash()?;
    let Entry { seq, at, actor, action, object, detail, previous_hash, hash } = &entry;
    execute!(tx, APPEND, seq, at.as_millisecond(), actor, action, object, detail, previous_hash, hash)?;
    Ok(entry)
}

/// At most `limit` lines before a number, the newest first; begin with [`i64::MAX`].
///
/// # Errors
/// See [`StoreError`].
pub async fn newest(tx: &mut Tx, before: i64, limit: u32) -> Result<Vec<Entry>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BEFORE).bind(before).bind(i64::from(limit)).fetch_all(c).await)?)
}

/// At most `limit` lines after a number, the oldest first; begin with 0.
///
/// # Errors
/// See [`StoreError`].
pub async fn after(tx: &mut Tx, seq: i64, limit: u32) -> Result<Vec<Entry>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(AFTER).bind(seq).bind(i64::from(limit)).fetch_all(c).await)?)
}

/// Walks the whole chain in constant memory; ask it in one [`super::Db::read`] transaction.
///
/// # Errors
/// See [`StoreError`]. A broken chain is no error but a finding.
pub async fn verify(tx: &mut Tx) -> Result<Verification, StoreError> {
    let end: Head = on!(tx, c => sqlx::query_as(HEAD).fetch_one(c).await)?;
    let mut found = Verification { sound: 0, broken_at: None, head: String::new() };
    loop {
        let page = after(tx, found.sound, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            if entry.seq != found.sound + 1 || entry.previous_hash != found.head || entry.hash != entry.computed_hash()? {
                found.broken_at = Some(found.sound + 1);
                return Ok(found);
            }
            found.sound = entry.seq;
            found.head = entry.hash;
        }
    }
    if (end.seq, &end.hash) != (found.sound, &found.head) {
        found.broken_at = Some(found.sound + 1);
    }
    Ok(found)
}
