//! Who a person is to a provider of identities (OpenID Connect).

use jiff::Timestamp;
use uuid::Uuid;

use super::{StoreError, Tx};

statements! {
    LINK = "insert into identity_link (issuer, subject, person_id, created_at) values ($1, $2, $3, $4)";
    PERSON = "select person_id from identity_link where issuer = $1 and subject = $2";
    IS_LINKED = "select count(*) as links from identity_link where person_id = $1";
    UNLINK = "delete from identity_link where person_id = $1";
}

/// Links a person to their name at a provider, for good.
///
/// # Errors
/// [`StoreError::Conflict`] if that name is linked, or the person has another name there; [`StoreError::Other`] if there is no such person.
pub async fn link(tx: &mut Tx, issuer: &str, subject: &str, person: Uuid, at: Timestamp) -> Result<(), StoreError> {
    execute!(tx, LINK, issuer, subject, person, at.as_millisecond())?;
    Ok(())
}

/// The person with a name at a provider.
///
/// # Errors
/// See [`StoreError`].
pub async fn person(tx: &mut Tx, issuer: &str, subject: &str) -> Result<Option<Uuid>, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(PERSON).bind(issuer).bind(subject).fetch_optional(c).await)?)
}

/// Whether a person is linked to any provider.
///
/// # Errors
/// See [`StoreError`].
pub async fn is_linked(tx: &mut Tx, person: Uuid) -> Result<bool, StoreError> {
    let links: i64 = on!(tx, c => sqlx::query_scalar(IS_LINKED).bind(person).fetch_one(c).await)?;
    Ok(links > 0)
}

/// Takes the links of a person away; gives how many there were.
///
/// # Errors
/// See [`StoreError`].
pub async fn unlink(tx: &mut Tx, person: Uuid) -> Result<u64, StoreError> {
    Ok(execute!(tx, UNLINK, person)?)
}
