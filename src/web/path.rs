//! Addresses: every link of the pages is made here, so that a path is written once here and once in the router.

use uuid::Uuid;

use crate::lang::Lang;

fn under(lang: Lang, rest: &str) -> String {
    format!("/{}{rest}", lang.code())
}

/// Encodes a value for a query.
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// The same page in another language.
pub(super) fn in_language(here: &str, lang: Lang) -> String {
    match super::language::of_path(here.split('?').next().unwrap_or(here)) {
        Some((old, _)) => under(lang, &here[1 + old.code().len()..]),
        None => front(lang),
    }
}

/// A local address to go on to, if it is one: it begins with one slash and stays on this host.
pub(super) fn local(address: &str) -> Option<&str> {
    let plain = address.starts_with('/') && !address.starts_with("//") && !address.contains(|c: char| c == '\\' || c.is_control());
    (plain && address.len() <= 2_000).then_some(address)
}

pub(super) fn front(lang: Lang) -> String {
    under(lang, "")
}

pub(super) fn method(lang: Lang) -> String {
    under(lang, "/method")
}

pub(super) fn home(lang: Lang) -> String {
    under(lang, "/home")
}

pub(super) fn sign_in(lang: Lang) -> String {
    under(lang, "/sign-in")
}

pub(super) fn sign_in_then(lang: Lang, next: &str) -> String {
    format!("{}?next={}", sign_in(lang), encode(next))
}

pub(super) fn sign_out(lang: Lang) -> String {
    under(lang, "/sign-out")
}

pub(super) fn demo_sign_in(lang: Lang) -> String {
    under(lang, "/demo/sign-in")
}

pub(super) fn password(lang: Lang) -> String {
    under(lang, "/password")
}

/// A one-time link to sign in.
pub(crate) fn link(lang: Lang, secret: &str) -> String {
    under(lang, &format!("/link/{secret}"))
}

/// The one-time link of the first administrator.
pub(crate) fn setup(lang: Lang, secret: &str) -> String {
    under(lang, &format!("/setup/{secret}"))
}

/// The questionnaire of a survey version, to look at.
pub(super) fn survey(lang: Lang, id: &str, version: &str) -> String {
    under(lang, &format!("/surveys/{id}/{version}"))
}

/// One dimension or module of a survey version, to look at.
pub(super) fn survey_section(lang: Lang, id: &str, version: &str, section: &str) -> String {
    under(lang, &format!("/surveys/{id}/{version}/{section}"))
}

/// The definition of a survey version as a file; `ending` is `toml` or `json`.
pub(super) fn survey_file(lang: Lang, id: &str, version: &str, ending: &str) -> String {
    under(lang, &format!("/surveys/{id}/{version}/definition.{ending}"))
}

pub(super) fn assessment(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}"))
}

/// A page of questions, counted from 1.
pub(super) fn section(lang: Lang, id: Uuid, dimension: &str, page: usize) -> String {
    under(lang, &format!("/assessments/{id}/sections/{dimension}/{page}"))
}

/// The answers of a section, to check.
pub(super) fn check(lang: Lang, id: Uuid, dimension: &str) -> String {
    under(lang, &format!("/assessments/{id}/sections/{dimension}/check"))
}

/// The files behind the answer to a question of a section; a file itself is one step below.
pub(super) fn files(lang: Lang, id: Uuid, dimension: &str, question: &str) -> String {
    under(lang, &format!("/assessments/{id}/sections/{dimension}/files/{question}"))
}

pub(super) fn submit(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/submit"))
}

pub(super) fn receipt(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/receipt"))
}

/// The overview of a campaign.
pub(super) fn campaign(lang: Lang, slug: &str) -> String {
    under(lang, &format!("/campaigns/{slug}"))
}

/// The results of one municipality in a campaign, by the municipality's key.
pub(super) fn city(lang: Lang, slug: &str, key: &str) -> String {
    under(lang, &format!("/campaigns/{slug}/cities/{key}"))
}

/// A chart of one municipality's results as a file: `name` is for example `bars.png`.
pub(super) fn city_chart(lang: Lang, slug: &str, key: &str, name: &str) -> String {
    under(lang, &format!("/campaigns/{slug}/cities/{key}/{name}"))
}

/// A chart of a campaign's results as a file: `name` is for example `distribution.png`.
pub(super) fn campaign_chart(lang: Lang, slug: &str, name: &str) -> String {
    under(lang, &format!("/campaigns/{slug}/charts/{name}"))
}

/// How a score came about.
pub(super) fn explain(lang: Lang, slug: &str, key: &str, node: &str) -> String {
    under(lang, &format!("/campaigns/{slug}/cities/{key}/explain/{node}"))
}

/// A file of a campaign's results: `name` is for example `wide.xlsx`.
pub(super) fn export(lang: Lang, slug: &str, name: &str) -> String {
    under(lang, &format!("/campaigns/{slug}/export/{name}"))
}

/// A file of one municipality's answers and results.
pub(super) fn city_export(lang: Lang, slug: &str, key: &str, name: &str) -> String {
    under(lang, &format!("/campaigns/{slug}/cities/{key}/export/{name}"))
}

/// Campaigns, for administrators.
pub(super) fn admin(lang: Lang) -> String {
    under(lang, "/admin")
}

/// One campaign, for administrators.
pub(super) fn admin_campaign(lang: Lang, slug: &str) -> String {
    under(lang, &format!("/admin/campaigns/{slug}"))
}

/// A new campaign.
pub(super) fn admin_new_campaign(lang: Lang) -> String {
    under(lang, "/admin/new-campaign")
}

/// Networks and their members.
pub(super) fn admin_networks(lang: Lang) -> String {
    under(lang, "/admin/networks")
}

/// People and their roles.
pub(super) fn admin_people(lang: Lang) -> String {
    under(lang, "/admin/people")
}

/// Inviting municipalities to a campaign.
pub(super) fn admin_invite(lang: Lang, slug: &str) -> String {
    format!("{}/invite", admin_campaign(lang, slug))
}

/// A step of a campaign: `close`, `open`, `freeze`, `publish`.
pub(super) fn admin_stage(lang: Lang, slug: &str, step: &str) -> String {
    format!("{}/stage/{step}", admin_campaign(lang, slug))
}

/// Taking back the submission of a municipality.
pub(super) fn admin_reopen(lang: Lang, slug: &str, key: &str) -> String {
    format!("{}/cities/{key}/reopen", admin_campaign(lang, slug))
}

/// A network and its members.
pub(super) fn admin_network(lang: Lang, slug: &str) -> String {
    format!("{}/{slug}", admin_networks(lang))
}

/// Taking a member out of a network.
pub(super) fn admin_remove_member(lang: Lang, slug: &str) -> String {
    format!("{}/remove", admin_network(lang, slug))
}

/// Inviting a person.
pub(super) fn admin_invite_person(lang: Lang) -> String {
    format!("{}/invite", admin_people(lang))
}

/// Inviting an officer of a municipality.
pub(super) fn admin_invite_officer(lang: Lang, key: &str) -> String {
    format!("{}?role=officer&municipality={}", admin_invite_person(lang), encode(key))
}

/// A person and their roles.
pub(super) fn admin_person(lang: Lang, id: Uuid) -> String {
    format!("{}/{id}", admin_people(lang))
}

/// Something done to a person: `link`, `disable`, `enable`, `revoke`.
pub(super) fn admin_person_act(lang: Lang, id: Uuid, act: &str) -> String {
    format!("{}/{act}", admin_person(lang, id))
}
