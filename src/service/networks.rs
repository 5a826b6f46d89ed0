//! Networks and their members, for the administrator of the installation.

use std::collections::HashMap;

use uuid::Uuid;

use super::access::{Person, administers};
use super::campaigns::{check_title, is_slug, slug_of, slug_taken};
use super::{App, FieldError, Municipality, ServiceError, registers};
use crate::ids::new_id;
use crate::lang::{Lang, Text, collate};
pub use crate::store::networks::Network;
use crate::store::{Tx, municipalities, networks};

/// Every network with the number of its members, by name.
///
/// # Errors
/// [`ServiceError::Forbidden`] for anybody but an administrator of the installation.
pub async fn list(app: &App, person: &Person, lang: Lang) -> Result<Vec<(Network, usize)>, ServiceError> {
    administers(person)?;
    let mut tx = app.db().read().await?;
    let members: HashMap<Uuid, i64> = networks::member_counts(&mut tx).await?.into_iter().collect();
    let count = |network: &Network| members.get(&network.id).and_then(|count| usize::try_from(*count).ok()).unwrap_or_default();
    let mut listed: Vec<(Network, usize)> =
        networks::list(&mut tx).await?.into_iter().map(|network| (count(&network), network)).map(|(n, network)| (network, n)).collect();
    collate::sort_names(lang, &mut listed, |(network, _)| network.name.get(lang));
    Ok(listed)
}

/// A new network as it is typed.
#[derive(Debug, Clone, Default)]
pub struct NewNetwork {
    /// Name in Polish.
    pub name_pl: String,
    /// Name in English.
    pub name_en: String,
}

/// Creates a network without members. Gives its slug, which is made from the Polish name.
///
/// # Errors
/// [`ServiceError::Invalid`] with the fields that are wrong, [`ServiceError::Forbidden`] for anybody but an administrator of the installation.
pub async fn create(app: &App, person: &Person, new: &NewNetwork) -> Result<String, ServiceError> {
    administers(person)?;
    let mut errors: Vec<FieldError> =
        [check_title("name-pl", Lang::Pl, &new.name_pl), check_title("name-en", Lang::En, &new.name_en)].into_iter().flatten().collect();
    let slug = slug_of(&new.name_pl);
    if errors.is_empty() && !is_slug(&slug) {
        errors.push(FieldError::new("name-pl", "admin-title-unusable"));
    }
    if !errors.is_empty() {
        return Err(ServiceError::Invalid(errors));
    }
    let name = Text { pl: new.name_pl.trim().to_owned(), en: new.name_en.trim().to_owned() };
    let network = Network { id: new_id(), slug, name };
    let mut tx = app.db().write().await?;
    networks::insert(&mut tx, &network).await.map_err(|error| match slug_taken(error) {
        ServiceError::Invalid(_) => ServiceError::Invalid(vec![FieldError::new("name-pl", "admin-network-taken")]),
        other => other,
    })?;
    app.note(&mut tx, Some(person.id), "network.create", &object(&network), &network.slug).await?;
    tx.commit().await?;
    Ok(network.slug)
}

fn object(network: &Network) -> String {
    format!("network/{}", network.id)
}

async fn find(tx: &mut Tx, person: &Person, slug: &str) -> Result<Network, ServiceError> {
    administers(person)?;
    networks::by_slug(tx, slug).await?.ok_or(ServiceError::NotFound)
}

/// A network with its members by name, and the municipalities that a text finds, each with whether it is a member.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The network.
    pub network: Network,
    /// Its members.
    pub members: Vec<Municipality>,
    /// What the text finds.
    pub found: Vec<(Municipality, bool)>,
}

/// Opens a network and searches for new members.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is none, [`ServiceError::Forbidden`] for anybody but an administrator of the installation.
pub async fn open(app: &App, person: &Person, slug: &str, lang: Lang, text: &str) -> Result<Opened, ServiceError> {
    let mut tx = app.db().read().await?;
    let network = find(&mut tx, person, slug).await?;
    let mut members = networks::members(&mut tx, network.id).await?;
    registers::sort(lang, &mut members);
    let found = registers::search(&mut tx, lang, text, registers::MOST_FOUND).await?;
    let found = found
        .into_iter()
        .map(|municipality| {
            let is_member = members.iter().any(|member| member.id == municipality.id);
            (municipality, is_member)
        })
        .collect();
    Ok(Opened { network, members, found })
}

/// Adds members.
///
/// # Errors
/// As [`open`], and [`ServiceError::Invalid`] if none is named.
pub async fn add_members(app: &App, person: &Person, slug: &str, ids: &[Uuid]) -> Result<u64, ServiceError> {
    let mut tx = app.db().write().await?;
    let network = find(&mut tx, person, slug).await?;
    if ids.is_empty() {
        return Err(ServiceError::Invalid(vec![FieldError::new("municipality", "admin-invite-none")]));
    }
    if municipalities::by_ids(&mut tx, ids).await?.len() != ids.len() {
        return Err(ServiceError::NotFound);
    }
    let new = networks::add_members(&mut tx, network.id, ids).await?;
    app.note(&mut tx, Some(person.id), "network.add-members", &object(&network), &ids).await?;
    tx.commit().await?;
    Ok(new)
}

/// Takes a member out of a network; its assessments stay.
///
/// # Errors
/// As [`open`].
pub async fn remove_member(app: &App, person: &Person, slug: &str, id: Uuid) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    let network = find(&mut tx, person, slug).await?;
    networks::remove_member(&mut tx, network.id, id).await?;
    app.note(&mut tx, Some(person.id), "network.remove-member", &object(&network), &id).await?;
    tx.commit().await?;
    Ok(())
}
