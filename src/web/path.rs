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

/// The second half of a sign-in, after which the person goes on to an address.
pub(super) fn sign_in_code_then(lang: Lang, next: &str) -> String {
    format!("{}?next={}", sign_in_code(lang), encode(next))
}

pub(super) fn sign_in_code(lang: Lang) -> String {
    under(lang, "/sign-in/code")
}

/// The own second factor.
pub(super) fn second_factor(lang: Lang) -> String {
    under(lang, "/second-factor")
}

/// Something done to the own second factor: `start`, `confirm`, `codes`, `off`.
pub(super) fn second_factor_act(lang: Lang, act: &str) -> String {
    under(lang, &format!("/second-factor/{act}"))
}

/// The own passkeys.
pub(super) fn passkeys(lang: Lang) -> String {
    under(lang, "/passkeys")
}

/// Something done with the own passkeys: `ask`, `codes`.
pub(super) fn passkeys_act(lang: Lang, act: &str) -> String {
    under(lang, &format!("/passkeys/{act}"))
}

/// Removing an own passkey.
pub(super) fn passkey_remove(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/passkeys/{id}/remove"))
}

/// Signing in by a passkey.
pub(super) fn sign_in_passkey(lang: Lang) -> String {
    under(lang, "/sign-in/passkey")
}

/// To the provider of identities, after which the person goes on to an address.
pub(super) fn sign_in_provider_then(lang: Lang, next: &str) -> String {
    let query = if next.is_empty() { String::new() } else { format!("?next={}", encode(next)) };
    under(lang, &format!("/sign-in/provider{query}"))
}

/// Back from the provider of identities.
pub(super) fn sign_in_provider_back(lang: Lang) -> String {
    under(lang, "/sign-in/provider/back")
}

/// What an authenticator is asked to sign in.
pub(super) fn sign_in_passkey_ask(lang: Lang) -> String {
    under(lang, "/sign-in/passkey/ask")
}

pub(super) fn sign_out(lang: Lang) -> String {
    under(lang, "/sign-out")
}

/// Forms that were kept when a sign-in had ended.
pub(super) fn kept(lang: Lang) -> String {
    under(lang, "/kept")
}

/// Going on with a sign-in.
pub(super) fn stay(lang: Lang) -> String {
    under(lang, "/stay")
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

/// Asking for a one-time link by e-mail.
pub(super) fn sign_in_link(lang: Lang) -> String {
    under(lang, "/sign-in/link")
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

/// Every answer that was ever given to a question.
pub(super) fn history(lang: Lang, id: Uuid, dimension: &str, question: &str) -> String {
    under(lang, &format!("/assessments/{id}/sections/{dimension}/history/{question}"))
}

/// The answers of a section, to check.
pub(super) fn check(lang: Lang, id: Uuid, dimension: &str) -> String {
    under(lang, &format!("/assessments/{id}/sections/{dimension}/check"))
}

/// Individual views of a section.
pub(super) fn views(lang: Lang, id: Uuid, dimension: &str) -> String {
    under(lang, &format!("/assessments/{id}/sections/{dimension}/views"))
}

/// A page of the own view of a section, counted from 1.
pub(super) fn own_view(lang: Lang, id: Uuid, dimension: &str, page: usize) -> String {
    format!("{}/{page}", views(lang, id, dimension))
}

/// Settling what the views of a question come to.
pub(super) fn settle(lang: Lang, id: Uuid, dimension: &str, question: &str) -> String {
    under(lang, &format!("/assessments/{id}/sections/{dimension}/settle/{question}"))
}

/// The files behind the answer to a question of a section; a file itself is one step below.
pub(super) fn files(lang: Lang, id: Uuid, dimension: &str, question: &str) -> String {
    under(lang, &format!("/assessments/{id}/sections/{dimension}/files/{question}"))
}

pub(super) fn submit(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/submit"))
}

/// All answers on one page.
pub(super) fn answers(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/answers"))
}

/// Choosing the short form, or all questions.
pub(super) fn form(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/form"))
}

pub(super) fn receipt(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/receipt"))
}

/// Asking people without an account to answer sections.
pub(super) fn ask(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/ask"))
}

/// Somebody who was asked, for the owner.
pub(super) fn delegation(lang: Lang, id: Uuid, delegation: Uuid) -> String {
    format!("{}/{delegation}", ask(lang, id))
}

/// Reminding those who were asked.
pub(super) fn remind(lang: Lang, id: Uuid) -> String {
    format!("{}/remind", assessment(lang, id))
}

/// Something done to a delegation: `approve`, `send-back`, `revoke`, `extend`, `renew`, `erase`.
pub(super) fn delegation_act(lang: Lang, id: Uuid, delegation: Uuid, act: &str) -> String {
    format!("{}/{act}", self::delegation(lang, id, delegation))
}

/// Giving the own sections back, for somebody who was asked.
pub(super) fn give_back(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/give-back"))
}

/// The link of somebody who was asked.
pub(crate) fn asked(lang: Lang, secret: &str) -> String {
    under(lang, &format!("/asked/{secret}"))
}

/// The own sessions.
pub(super) fn sessions(lang: Lang) -> String {
    under(lang, "/sessions")
}

/// Workbooks to fill in without a connection.
pub(super) fn workbook(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/workbook"))
}

/// Taking in the answers of a workbook.
pub(super) fn workbook_apply(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/workbook/apply"))
}

/// A workbook of the whole assessment, or of one section.
pub(super) fn workbook_file(lang: Lang, id: Uuid, dimension: Option<&str>) -> String {
    match dimension {
        Some(dimension) => under(lang, &format!("/assessments/{id}/sections/{dimension}/workbook.xlsx")),
        None => under(lang, &format!("/assessments/{id}/workbook.xlsx")),
    }
}

/// What experts have said about an assessment, for its municipality.
pub(super) fn remarks(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/remarks"))
}

/// The survey version of an assessment.
pub(super) fn version(lang: Lang, id: Uuid) -> String {
    under(lang, &format!("/assessments/{id}/version"))
}

/// The answers of an assessment under an earlier survey version, which a revision has replaced.
pub(super) fn earlier_version(lang: Lang, id: Uuid, revision: i64) -> String {
    under(lang, &format!("/assessments/{id}/version/{revision}"))
}

/// The review of an assessment, for experts.
pub(super) fn review(lang: Lang, slug: &str, key: &str) -> String {
    format!("{}/review", city(lang, slug, key))
}

/// The review of one section.
pub(super) fn review_section(lang: Lang, slug: &str, key: &str, dimension: &str) -> String {
    format!("{}/{dimension}", review(lang, slug, key))
}

/// Proposing another answer to a question.
pub(super) fn review_question(lang: Lang, slug: &str, key: &str, dimension: &str, question: &str) -> String {
    format!("{}/{question}", review_section(lang, slug, key, dimension))
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

/// The letters of a campaign.
pub(super) fn admin_letters(lang: Lang, slug: &str) -> String {
    format!("{}/letters", admin_campaign(lang, slug))
}

/// Something done to a letter: `resend`, `cancel`.
pub(super) fn admin_letter_act(lang: Lang, slug: &str, id: Uuid, act: &str) -> String {
    format!("{}/{id}/{act}", admin_letters(lang, slug))
}

/// Reminders of a campaign.
pub(super) fn admin_remind(lang: Lang, slug: &str) -> String {
    format!("{}/remind", admin_campaign(lang, slug))
}

/// A step of a campaign: `close`, `open`, `freeze`, `publish`.
pub(super) fn admin_stage(lang: Lang, slug: &str, step: &str) -> String {
    format!("{}/stage/{step}", admin_campaign(lang, slug))
}

/// Another version of the survey of a campaign.
pub(super) fn admin_version(lang: Lang, slug: &str) -> String {
    format!("{}/version", admin_campaign(lang, slug))
}

/// Which score of a campaign is official.
pub(super) fn admin_official(lang: Lang, slug: &str) -> String {
    format!("{}/official", admin_campaign(lang, slug))
}

/// Taking back the submission of a municipality.
pub(super) fn admin_reopen(lang: Lang, slug: &str, key: &str) -> String {
    format!("{}/cities/{key}/reopen", admin_campaign(lang, slug))
}

/// A network and its members.
pub(super) fn admin_network(lang: Lang, slug: &str) -> String {
    format!("{}/{slug}", admin_networks(lang))
}

/// Public figures of a network.
pub(super) fn admin_public_data(lang: Lang, slug: &str) -> String {
    format!("{}/public-data", admin_network(lang, slug))
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
