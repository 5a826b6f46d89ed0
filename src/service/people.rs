//! People and their roles, for the administrator of the installation: inviting by a one-time link, shutting accounts, taking roles back.

use std::collections::HashMap;

use serde::Serialize;
use uuid::Uuid;

use super::access::{Person, administers};
use super::assessments::split_key;
use super::mail::{self, Letter, Message, Recipient};
use super::sign_in::{self, check_person, email_key};
use super::{App, CampaignState, FieldError, LinkPurpose, Municipality, Role, ServiceError, registers};
use crate::ids::{Secret, new_id};
use crate::lang::{Lang, Text, collate};
pub use crate::store::people::Person as Account;
use crate::store::people::{self, RoleGrant};
use crate::store::second_factor as halves;
use crate::store::{Tx, assessments, audit, campaigns, municipalities, networks, sign_in as sessions};

/// A role in words that can be shown.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Id of the grant.
    pub id: Uuid,
    /// What.
    pub role: Role,
    /// In which network.
    pub network: Option<Text>,
    /// For which municipality.
    pub municipality: Option<Municipality>,
}

/// Everybody with their roles, by name.
///
/// # Errors
/// [`ServiceError::Forbidden`] for anybody but an administrator of the installation.
pub async fn list(app: &App, person: &Person, lang: Lang) -> Result<Vec<(Account, Vec<Grant>)>, ServiceError> {
    administers(person)?;
    let mut tx = app.db().read().await?;
    let names: HashMap<Uuid, Text> = networks::list(&mut tx).await?.into_iter().map(|network| (network.id, network.name)).collect();
    let grants = people::all_grants(&mut tx).await?;
    let ids: Vec<Uuid> = grants.iter().filter_map(|grant| grant.municipality_id).collect();
    let places: HashMap<Uuid, Municipality> =
        municipalities::by_ids(&mut tx, &ids).await?.into_iter().map(|municipality| (municipality.id, municipality)).collect();
    let mut of_person: HashMap<Uuid, Vec<Grant>> = HashMap::new();
    for grant in grants {
        let network = grant.network_id.and_then(|id| names.get(&id).cloned());
        let municipality = grant.municipality_id.and_then(|id| places.get(&id).cloned());
        of_person.entry(grant.person_id).or_default().push(Grant { id: grant.id, role: grant.role, network, municipality });
    }
    let accounts = people::list(&mut tx).await?;
    let mut listed: Vec<(Account, Vec<Grant>)> = accounts
        .into_iter()
        .map(|account| (of_person.remove(&account.id).unwrap_or_default(), account))
        .map(|(grants, account)| (account, grants))
        .collect();
    collate::sort_names(lang, &mut listed, |(account, _)| &account.name);
    Ok(listed)
}

/// One person with their roles.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is none, [`ServiceError::Forbidden`] for anybody but an administrator of the installation.
pub async fn one(app: &App, person: &Person, lang: Lang, id: Uuid) -> Result<(Account, Vec<Grant>), ServiceError> {
    list(app, person, lang).await?.into_iter().find(|(account, _)| account.id == id).ok_or(ServiceError::NotFound)
}

/// An invitation as it is typed.
#[derive(Debug, Clone, Default)]
pub struct Invitation {
    /// Name of the person.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Code of the language of their pages.
    pub language: String,
    /// `administrator`, `expert`, `officer` or `viewer`.
    pub role: String,
    /// Slug of the network, for an expert, or for a viewer of a network.
    pub network: String,
    /// Key, code or name of the municipality, for an officer, or for a viewer of a municipality.
    pub municipality: String,
}

/// Who was invited.
#[derive(Debug)]
pub struct Invited {
    /// The account.
    pub account: Account,
    /// How the person signs in.
    pub way: Way,
}

/// How somebody who was invited signs in.
#[derive(Debug)]
pub enum Way {
    /// By the one-time link with this secret, which is nowhere else.
    Link(Secret),
    /// By a link that is on its way to them by e-mail.
    Letter,
    /// As before: the account was there already and only got the role.
    AsBefore,
}

/// The municipalities that a text can mean: the one with this key or code, else those with exactly this name.
///
/// # Errors
/// If the store fails.
pub async fn meant(app: &App, lang: Lang, text: &str) -> Result<Vec<Municipality>, ServiceError> {
    let mut tx = app.db().read().await?;
    meant_in(&mut tx, lang, text).await
}

async fn meant_in(tx: &mut Tx, lang: Lang, text: &str) -> Result<Vec<Municipality>, ServiceError> {
    if let Some((register, code)) = split_key(text.trim())
        && let Some(exact) = municipalities::by_code(tx, register, code).await?
    {
        return Ok(vec![exact]);
    }
    let key = registers::name_key(text);
    let mut found = registers::search(tx, lang, text, registers::MOST_FOUND).await?;
    found.retain(|municipality| municipality.name_key == key || municipality.code == text.trim());
    Ok(found)
}

/// Invites a person: makes the account if the address has none, gives the role, makes a one-time link for a new account.
///
/// # Errors
/// [`ServiceError::Invalid`] with the fields that are wrong (`admin-municipality-several` if the name is ambiguous),
/// [`ServiceError::Forbidden`] for anybody but an administrator of the installation.
pub async fn invite(app: &App, person: &Person, wanted: &Invitation) -> Result<Invited, ServiceError> {
    administers(person)?;
    let mut errors = check_person(&wanted.name, &wanted.email);
    let language = Lang::from_code(&wanted.language);
    if language.is_none() {
        errors.push(FieldError::new("language", "admin-language-missing"));
    }
    let mut tx = app.db().write().await?;
    let place = place(&mut tx, wanted).await?.map_err(|error| errors.push(error)).ok();
    let (Some(language), Some((role, network_id, municipality_id)), true) = (language, place, errors.is_empty()) else {
        return Err(ServiceError::Invalid(errors));
    };
    let known = people::by_email(&mut tx, &email_key(&wanted.email)).await?;
    let is_new = known.is_none();
    let account = match known {
        Some(account) if account.disabled_at.is_some() => {
            return Err(ServiceError::Invalid(vec![FieldError::new("email", "admin-account-shut")]));
        }
        Some(account) => account,
        None => add(app, &mut tx, wanted, language).await?,
    };
    people::grant(&mut tx, &RoleGrant { id: new_id(), person_id: account.id, role, network_id, municipality_id }).await?;
    let invited = match municipality_id {
        Some(municipality) => write_invitations(app, &mut tx, account.id, municipality).await?,
        None => false,
    };
    let way = match (is_new, invited) {
        (true, true) => Way::Letter,
        (true, false) => way_in(app, &mut tx, account.id, Message::Invitation).await?,
        (false, _) => Way::AsBefore,
    };
    note_role(app, &mut tx, person, "person.invite", account.id, (role, network_id, municipality_id)).await?;
    tx.commit().await?;
    Ok(Invited { account, way })
}

/// Writes to a new officer about every campaign that waits for the municipality; each letter carries a link to sign in. Gives whether there was one.
async fn write_invitations(app: &App, tx: &mut Tx, person: Uuid, municipality: Uuid) -> Result<bool, ServiceError> {
    let mut written = false;
    for assessment in assessments::of_municipality(tx, municipality).await?.into_iter().filter(|one| !one.state.is_handed_in()) {
        let campaign = campaigns::by_id(tx, assessment.campaign_id).await?.filter(|campaign| campaign.state == CampaignState::Open);
        if let Some(campaign) = campaign {
            let to = Recipient::Person(person);
            let letter = Letter { to, message: Message::Campaign, campaign: Some(campaign.id), assessment: Some(assessment.id) };
            written |= mail::enqueue(app, tx, &letter).await?;
        }
    }
    Ok(written)
}

/// A link to sign in: by e-mail if letters are sent, else to be shown.
async fn way_in(app: &App, tx: &mut Tx, person: Uuid, message: Message) -> Result<Way, ServiceError> {
    let letter = Letter { to: Recipient::Person(person), message, campaign: None, assessment: None };
    if mail::enqueue(app, tx, &letter).await? {
        return Ok(Way::Letter);
    }
    Ok(Way::Link(sign_in::new_link(app, tx, LinkPurpose::SignIn, Some(person)).await?))
}

async fn add(app: &App, tx: &mut Tx, wanted: &Invitation, language: Lang) -> Result<Account, ServiceError> {
    let account = Account {
        id: new_id(),
        email: wanted.email.trim().to_owned(),
        email_key: email_key(&wanted.email),
        name: wanted.name.trim().to_owned(),
        language,
        password_hash: None,
        created_at: app.now(),
        disabled_at: None,
    };
    people::insert(tx, &account).await.map_err(sign_in::taken)?;
    Ok(account)
}

/// A role with its network and its municipality.
type Place = (Role, Option<Uuid>, Option<Uuid>);

async fn place(tx: &mut Tx, wanted: &Invitation) -> Result<Result<Place, FieldError>, ServiceError> {
    Ok(match wanted.role.parse() {
        Ok(Role::Administrator) => Ok((Role::Administrator, None, None)),
        Ok(Role::Expert) => in_network(tx, wanted, Role::Expert).await?,
        Ok(Role::Officer) => in_municipality(tx, wanted, Role::Officer).await?,
        Ok(Role::Viewer) => match (wanted.network.is_empty(), wanted.municipality.trim().is_empty()) {
            (false, true) => in_network(tx, wanted, Role::Viewer).await?,
            (true, false) => in_municipality(tx, wanted, Role::Viewer).await?,
            _ => Err(FieldError::new("network", "admin-viewer-place")),
        },
        Err(_) => Err(FieldError::new("role", "admin-role-missing")),
    })
}

async fn in_network(tx: &mut Tx, wanted: &Invitation, role: Role) -> Result<Result<Place, FieldError>, ServiceError> {
    let network = networks::by_slug(tx, &wanted.network).await?;
    Ok(network.map(|network| (role, Some(network.id), None)).ok_or_else(|| FieldError::new("network", "admin-network-missing")))
}

async fn in_municipality(tx: &mut Tx, wanted: &Invitation, role: Role) -> Result<Result<Place, FieldError>, ServiceError> {
    Ok(match meant_in(tx, Lang::Pl, &wanted.municipality).await?.as_slice() {
        [only] => Ok((role, None, Some(only.id))),
        [] => Err(FieldError::new("municipality", "admin-municipality-unknown")),
        _ => Err(FieldError::new("municipality", "admin-municipality-several")),
    })
}

async fn note_role(app: &App, tx: &mut Tx, by: &Person, action: &str, of: Uuid, (role, network, municipality): Place) -> Result<(), ServiceError> {
    #[derive(Serialize)]
    struct Detail {
        role: Role,
        network: Option<Uuid>,
        municipality: Option<Uuid>,
    }
    app.note(tx, Some(by.id), action, &object(of), &Detail { role, network, municipality }).await
}

fn object(person: Uuid) -> String {
    format!("person/{person}")
}

async fn account(tx: &mut Tx, person: &Person, id: Uuid) -> Result<Account, ServiceError> {
    administers(person)?;
    people::by_id(tx, id).await?.ok_or(ServiceError::NotFound)
}

/// Makes a new one-time link to sign in, to be shown; earlier ones that were not used become void.
///
/// # Errors
/// [`ServiceError::State`] if the account is shut, [`ServiceError::NotFound`] if there is none.
pub async fn new_link(app: &App, person: &Person, id: Uuid) -> Result<Invited, ServiceError> {
    let (mut tx, account) = before_link(app, person, id).await?;
    let way = Way::Link(sign_in::new_link(app, &mut tx, LinkPurpose::SignIn, Some(id)).await?);
    app.note(&mut tx, Some(person.id), "person.new-link", &object(id), &()).await?;
    tx.commit().await?;
    Ok(Invited { account, way })
}

/// Sends a new one-time link to sign in and set a new password by e-mail, if letters are sent, else makes one to be shown; earlier ones that were not used
/// become void.
///
/// # Errors
/// As [`new_link`].
pub async fn mail_link(app: &App, person: &Person, id: Uuid) -> Result<Invited, ServiceError> {
    let (mut tx, account) = before_link(app, person, id).await?;
    let way = way_in(app, &mut tx, id, Message::Password).await?;
    app.note(&mut tx, Some(person.id), "person.mail-link", &object(id), &()).await?;
    tx.commit().await?;
    Ok(Invited { account, way })
}

async fn before_link(app: &App, person: &Person, id: Uuid) -> Result<(Tx, Account), ServiceError> {
    let mut tx = app.db().write().await?;
    let account = account(&mut tx, person, id).await?;
    if account.disabled_at.is_some() {
        return Err(ServiceError::State("account-shut"));
    }
    sessions::drop_links_of(&mut tx, id).await?;
    Ok((tx, account))
}

/// Shuts an account (its sessions and links end at once) or opens it again.
///
/// # Errors
/// [`ServiceError::State`] for the own account or the last administrator, [`ServiceError::NotFound`] if there is none.
pub async fn set_disabled(app: &App, person: &Person, id: Uuid, disabled: bool) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    audit::lock(&mut tx).await?;
    account(&mut tx, person, id).await?;
    if disabled && id == person.id {
        return Err(ServiceError::State("account-own"));
    }
    people::set_disabled(&mut tx, id, disabled.then(|| app.now())).await?;
    if disabled {
        end_everything(&mut tx, id).await?;
    }
    still_administered(&mut tx).await?;
    let action = if disabled { "person.disable" } else { "person.enable" };
    app.note(&mut tx, Some(person.id), action, &object(id), &()).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a role back; the sessions of the person end, so that the next one begins with the new rights.
///
/// # Errors
/// [`ServiceError::State`] if nobody would run the installation any more, [`ServiceError::NotFound`] if there is no such role.
pub async fn revoke(app: &App, person: &Person, id: Uuid, grant: Uuid) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    audit::lock(&mut tx).await?;
    account(&mut tx, person, id).await?;
    let held = people::grants(&mut tx, id).await?.into_iter().find(|held| held.id == grant).ok_or(ServiceError::NotFound)?;
    people::revoke(&mut tx, grant).await?;
    still_administered(&mut tx).await?;
    if id != person.id {
        sessions::end_sessions_of(&mut tx, id).await?;
    }
    note_role(app, &mut tx, person, "person.revoke", id, (held.role, held.network_id, held.municipality_id)).await?;
    tx.commit().await?;
    Ok(())
}

async fn end_everything(tx: &mut Tx, id: Uuid) -> Result<(), ServiceError> {
    sessions::end_sessions_of(tx, id).await?;
    sessions::drop_links_of(tx, id).await?;
    halves::end_halves_of(tx, id).await?;
    Ok(())
}

/// Refuses a change after which nobody would run the installation. The transaction must have begun with [`audit::lock`]: two administrators who shut each
/// other out at the same moment would otherwise both still see the other one.
async fn still_administered(tx: &mut Tx) -> Result<(), ServiceError> {
    if people::count_administrators(tx).await? > 0 { Ok(()) } else { Err(ServiceError::State("last-administrator")) }
}
