//! Networks: municipalities that work together, with their experts.

use serde::Serialize;
use uuid::Uuid;

use super::column::{JsonText, to_json};
use super::municipalities::Municipality;
use super::{StoreError, Tx};
use crate::lang::Text;

/// A network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
pub struct Network {
    /// Id.
    pub id: Uuid,
    /// Its name in addresses; unique.
    pub slug: String,
    /// Its name for people.
    #[sqlx(try_from = "JsonText")]
    pub name: Text,
}

statements! {
    INSERT = "insert into network (id, slug, name) values ($1, $2, $3)";
    RENAME = "update network set name = $2 where id = $1";
    BY_ID = "select id, slug, name from network where id = $1";
    BY_SLUG = "select id, slug, name from network where slug = $1";
    LIST = "select id, slug, name from network order by id";
    REMOVE_MEMBER = "delete from network_member where network_id = $1 and municipality_id = $2";
    MEMBER_IDS = "select municipality_id from network_member where network_id = $1 order by municipality_id";
    MEMBERS = "select m.id as municipality_id, m.register, m.code, m.name, m.name_en, m.name_key, m.kind, m.district, m.region, m.population, m.area_ha, m.valid_from,
            m.valid_to
        from network_member as n join municipality as m on m.id = n.municipality_id where n.network_id = $1 order by n.municipality_id";
    MEMBER_COUNTS = "select network_id, count(*) as members from network_member group by network_id";
    @by_dialect
    ADD_MEMBERS = {
        sqlite: "insert into network_member (network_id, municipality_id)
            select $1, unhex(j.value, '-') from json_each($2) as j where true on conflict (network_id, municipality_id) do nothing",
        postgres: "insert into network_member (network_id, municipality_id)
            select cast($1 as uuid), cast(j.value as uuid) from jsonb_array_elements_text(cast($2 as jsonb)) as j (value)
            on conflict (network_id, municipality_id) do nothing"
    };
}

/// Inserts a network.
///
/// # Errors
/// [`StoreError::Conflict`] if the slug is taken.
pub async fn insert(tx: &mut Tx, network: &Network) -> Result<(), StoreError> {
    execute!(tx, INSERT, network.id, &network.slug, to_json(&network.name)?)?;
    Ok(())
}

/// Changes the name of a network.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such network.
pub async fn rename(tx: &mut Tx, id: Uuid, name: &Text) -> Result<(), StoreError> {
    found(execute!(tx, RENAME, id, to_json(name)?)?)
}

/// The network with an id.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Network>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?)
}

/// The network with a slug.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Network>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_SLUG).bind(slug).fetch_optional(c).await)?)
}

/// Every network, the oldest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn list(tx: &mut Tx) -> Result<Vec<Network>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(LIST).fetch_all(c).await)?)
}

/// Adds municipalities to a network in one statement; those that are members already stay. Gives the number of new members.
///
/// # Errors
/// [`StoreError::Other`] if the network or a municipality is not there.
pub async fn add_members(tx: &mut Tx, network: Uuid, municipalities: &[Uuid]) -> Result<u64, StoreError> {
    let (sql, municipalities) = (ADD_MEMBERS.of(tx), to_json(municipalities)?);
    Ok(execute!(tx, sql, network, &municipalities)?)
}

/// Takes a municipality out of a network; its assessments stay.
///
/// # Errors
/// [`StoreError::NotFound`] if it is no member.
pub async fn remove_member(tx: &mut Tx, network: Uuid, municipality: Uuid) -> Result<(), StoreError> {
    found(execute!(tx, REMOVE_MEMBER, network, municipality)?)
}

/// The ids of the members of a network, ascending.
///
/// # Errors
/// See [`StoreError`].
pub async fn member_ids(tx: &mut Tx, network: Uuid) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(MEMBER_IDS).bind(network).fetch_all(c).await)?)
}

/// The members of a network, in the order of their ids (sort by name where it is shown).
///
/// # Errors
/// See [`StoreError`].
pub async fn members(tx: &mut Tx, network: Uuid) -> Result<Vec<Municipality>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(MEMBERS).bind(network).fetch_all(c).await)?)
}

/// How many members each network has; a network without members is not named.
///
/// # Errors
/// See [`StoreError`].
pub async fn member_counts(tx: &mut Tx) -> Result<Vec<(Uuid, i64)>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(MEMBER_COUNTS).fetch_all(c).await)?)
}

/// An error unless a row was there to be changed.
const fn found(rows: u64) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
