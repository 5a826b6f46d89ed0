//! People and what they may do where. How they prove who they are is in `sign_in`.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::column::{LangCode, MaybeMillis, Millis, maybe_millis, to_json};
use super::{StoreError, Tx, delegations};
use crate::lang::Lang;

words! {
    /// What a person is in a network, in a municipality, or everywhere.
    Role {
        /// Runs campaigns and looks after people.
        Administrator = "administrator",
        /// Compares municipalities and reviews evidence.
        Expert = "expert",
        /// Answers for a municipality.
        Officer = "officer",
        /// Sees answers and results of a network or of a municipality, and changes nothing.
        Viewer = "viewer",
    }
}

/// A person with an account. Not serializable, so that nothing of it slips into an export.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Person {
    /// Id.
    pub id: Uuid,
    /// E-mail address as the person writes it.
    pub email: String,
    /// The address as it is looked up: case folded by the caller; unique.
    pub email_key: String,
    /// Name.
    pub name: String,
    /// The language of pages and mails.
    #[sqlx(try_from = "LangCode")]
    pub language: Lang,
    /// Argon2 hash of the password; none until one is set.
    pub password_hash: Option<String>,
    /// When the account was made.
    #[sqlx(try_from = "Millis")]
    pub created_at: Timestamp,
    /// Since when the account is shut.
    #[sqlx(try_from = "MaybeMillis")]
    pub disabled_at: Option<Timestamp>,
}

impl std::fmt::Debug for Person {
    /// The id alone: a log must hold neither names nor hashes.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A role that a person has: everywhere (neither network nor municipality), in a network, or in a municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct RoleGrant {
    /// Id.
    pub id: Uuid,
    /// Who.
    pub person_id: Uuid,
    /// What.
    #[sqlx(try_from = "String")]
    pub role: Role,
    /// In which network.
    pub network_id: Option<Uuid>,
    /// For which municipality.
    pub municipality_id: Option<Uuid>,
}

/// A person with an open account who answers for a municipality, with its assessment in a campaign.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Officer {
    /// The assessment.
    pub assessment_id: Uuid,
    /// Who.
    pub person_id: Uuid,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

impl std::fmt::Debug for Officer {
    /// The ids alone: a log must hold no names.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Officer").field("assessment_id", &self.assessment_id).field("person_id", &self.person_id).finish_non_exhaustive()
    }
}

statements! {
    INSERT = "insert into person (id, email, email_key, name, language, password_hash, created_at, disabled_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE = "update person set email = $2, email_key = $3, name = $4, language = $5 where id = $1";
    SET_PASSWORD = "update person set password_hash = $2 where id = $1";
    SET_DISABLED = "update person set disabled_at = $2 where id = $1";
    ERASE = "update person set email = '', email_key = $2, name = '', password_hash = null, disabled_at = coalesce(disabled_at, $3) where id = $1";
    DROP_SESSIONS = "delete from session where person_id = $1";
    DROP_LINKS = "delete from one_time_link where person_id = $1";
    DROP_GRANTS = "delete from role_grant where person_id = $1";
    DROP_SECOND_FACTOR = "delete from second_factor where person_id = $1";
    DROP_RECOVERY_CODES = "delete from recovery_code where person_id = $1";
    DROP_KEPT_FORMS = "delete from kept_form where person_id = $1";
    DROP_HALF_SIGN_INS = "delete from half_sign_in where person_id = $1";
    DROP_PASSKEYS = "delete from passkey where person_id = $1";
    DROP_CEREMONIES = "delete from passkey_ceremony where person_id = $1";
    DROP_IDENTITIES = "delete from identity_link where person_id = $1";
    DROP_ADDRESSES = "update letter set address = '', due_at = null,
        state = case when state in ('queued', 'sending') then 'cancelled' else state end where person_id = $1";
    BY_ID = "select id, email, email_key, name, language, password_hash, created_at, disabled_at from person where id = $1";
    BY_EMAIL = "select id, email, email_key, name, language, password_hash, created_at, disabled_at from person where email_key = $1";
    LIST = "select id, email, email_key, name, language, password_hash, created_at, disabled_at from person order by id";
    GRANT = "insert into role_grant (id, person_id, role, network_id, municipality_id) values ($1, $2, $3, $4, $5) on conflict do nothing";
    REVOKE = "delete from role_grant where id = $1";
    GRANTS = "select id, person_id, role, network_id, municipality_id from role_grant where person_id = $1 order by id";
    GRANTS_OF_CAMPAIGN = "select g.id, g.person_id, g.role, g.network_id, g.municipality_id
        from assessment as a join role_grant as g on g.municipality_id = a.municipality_id where a.campaign_id = $1 order by g.id";
    OFFICERS_OF_CAMPAIGN = "select a.id as assessment_id, p.id as person_id, p.name, p.email
        from assessment as a join role_grant as g on g.municipality_id = a.municipality_id join person as p on p.id = g.person_id
        where a.campaign_id = $1 and g.role = 'officer' and p.disabled_at is null order by a.id, g.id";
    OFFICERS_OF = "select g.person_id from role_grant as g join person as p on p.id = g.person_id
        where g.municipality_id = $1 and g.role = 'officer' and p.disabled_at is null order by g.id";
    EXPERTS_OF = "select g.person_id from role_grant as g join person as p on p.id = g.person_id
        where g.network_id = $1 and g.role = 'expert' and p.disabled_at is null order by g.id";
    ALL_GRANTS = "select id, person_id, role, network_id, municipality_id from role_grant order by id";
    COUNT_ADMINISTRATORS = "select count(*) as administrators from role_grant as g join person as p on p.id = g.person_id
        where g.role = 'administrator' and g.network_id is null and g.municipality_id is null and p.disabled_at is null";
    @by_dialect
    NAMES = {
        sqlite: "select id, name from person where id in (select unhex(j.value, '-') from json_each($1) as j) order by id",
        postgres: "select id, name from person where id in (select cast(j.value as uuid) from jsonb_array_elements_text(cast($1 as jsonb)) as j (value))
            order by id"
    };
}

/// Inserts a person.
///
/// # Errors
/// [`StoreError::Conflict`] if the address is taken.
pub async fn insert(tx: &mut Tx, person: &Person) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        person.id,
        &person.email,
        &person.email_key,
        &person.name,
        person.language.code(),
        person.password_hash.as_deref(),
        person.created_at.as_millisecond(),
        maybe_millis(person.disabled_at),
    )?;
    Ok(())
}

/// Changes address, name and language of a person to those of `person`.
///
/// # Errors
/// [`StoreError::Conflict`] if the address is taken, [`StoreError::NotFound`] if there is no such person.
pub async fn update(tx: &mut Tx, person: &Person) -> Result<(), StoreError> {
    found(execute!(tx, UPDATE, person.id, &person.email, &person.email_key, &person.name, person.language.code())?)
}

/// Sets the hash of a person's password. End the person's sessions and links in the same transaction.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such person.
pub async fn set_password(tx: &mut Tx, id: Uuid, password_hash: &str) -> Result<(), StoreError> {
    found(execute!(tx, SET_PASSWORD, id, password_hash)?)
}

/// Shuts an account (its sessions end with the next request) or opens it again.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such person.
pub async fn set_disabled(tx: &mut Tx, id: Uuid, at: Option<Timestamp>) -> Result<(), StoreError> {
    found(execute!(tx, SET_DISABLED, id, maybe_millis(at))?)
}

/// Erases a person: address, name, password, roles, sessions, links, second factor, passkeys, name at a provider of identities, kept forms and the address of letters go, and letters that wait are not sent; so does what the same address was asked for without an account; the bare id stays beside the answers and in the audit log.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such person.
pub async fn erase(tx: &mut Tx, id: Uuid, at: Timestamp) -> Result<(), StoreError> {
    let person = by_id(tx, id).await?.ok_or(StoreError::NotFound)?;
    for delegation in delegations::with_email(tx, &person.email_key).await? {
        delegations::erase(tx, delegation, at).await?;
    }
    found(execute!(tx, ERASE, id, format!("erased {id}"), at.as_millisecond())?)?;
    for sql in [
        DROP_SESSIONS,
        DROP_LINKS,
        DROP_GRANTS,
        DROP_SECOND_FACTOR,
        DROP_RECOVERY_CODES,
        DROP_HALF_SIGN_INS,
        DROP_PASSKEYS,
        DROP_KEPT_FORMS,
        DROP_CEREMONIES,
        DROP_IDENTITIES,
        DROP_ADDRESSES,
    ] {
        execute!(tx, sql, id)?;
    }
    Ok(())
}

/// The person with an id.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Person>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?)
}

/// The names of people, in the order of their ids; unknown ids are left out.
///
/// # Errors
/// See [`StoreError`].
pub async fn names(tx: &mut Tx, ids: &BTreeSet<Uuid>) -> Result<Vec<(Uuid, String)>, StoreError> {
    let (sql, ids) = (NAMES.of(tx), to_json(ids)?);
    Ok(on!(tx, c => sqlx::query_as(sql).bind(&ids).fetch_all(c).await)?)
}

/// The person with an address, case folded as [`Person::email_key`] is.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_email(tx: &mut Tx, email_key: &str) -> Result<Option<Person>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_EMAIL).bind(email_key).fetch_optional(c).await)?)
}

/// Everybody, the oldest account first.
///
/// # Errors
/// See [`StoreError`].
pub async fn list(tx: &mut Tx) -> Result<Vec<Person>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(LIST).fetch_all(c).await)?)
}

/// Gives a person a role. Gives whether it is new: a role that the person has already stays as it is.
///
/// # Errors
/// [`StoreError::Other`] if the person, the network or the municipality is not there.
pub async fn grant(tx: &mut Tx, grant: &RoleGrant) -> Result<bool, StoreError> {
    let RoleGrant { id, person_id, role, network_id, municipality_id } = grant;
    Ok(execute!(tx, GRANT, id, person_id, role.as_str(), network_id, municipality_id)? == 1)
}

/// Takes a role back.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such grant.
pub async fn revoke(tx: &mut Tx, grant: Uuid) -> Result<(), StoreError> {
    found(execute!(tx, REVOKE, grant)?)
}

/// The roles of a person.
///
/// # Errors
/// See [`StoreError`].
pub async fn grants(tx: &mut Tx, person: Uuid) -> Result<Vec<RoleGrant>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(GRANTS).bind(person).fetch_all(c).await)?)
}

/// The roles for the municipalities of a campaign, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn grants_of_campaign(tx: &mut Tx, campaign: Uuid) -> Result<Vec<RoleGrant>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(GRANTS_OF_CAMPAIGN).bind(campaign).fetch_all(c).await)?)
}

/// The people with open accounts who answer for the municipalities of a campaign, those of one assessment beside one another.
///
/// # Errors
/// See [`StoreError`].
pub async fn officers_of_campaign(tx: &mut Tx, campaign: Uuid) -> Result<Vec<Officer>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(OFFICERS_OF_CAMPAIGN).bind(campaign).fetch_all(c).await)?)
}

/// The people with open accounts who answer for a municipality.
///
/// # Errors
/// See [`StoreError`].
pub async fn officers_of(tx: &mut Tx, municipality: Uuid) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(OFFICERS_OF).bind(municipality).fetch_all(c).await)?)
}

/// The people with open accounts who compare the municipalities of a network.
///
/// # Errors
/// See [`StoreError`].
pub async fn experts_of(tx: &mut Tx, network: Uuid) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(EXPERTS_OF).bind(network).fetch_all(c).await)?)
}

/// Every role of everybody.
///
/// # Errors
/// See [`StoreError`].
pub async fn all_grants(tx: &mut Tx) -> Result<Vec<RoleGrant>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(ALL_GRANTS).fetch_all(c).await)?)
}

/// How many people with an open account are administrators everywhere: 0 means that the installation has not been set up.
///
/// # Errors
/// See [`StoreError`].
pub async fn count_administrators(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(COUNT_ADMINISTRATORS).fetch_one(c).await)?)
}

/// An error unless a row was there to be changed.
const fn found(rows: u64) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
