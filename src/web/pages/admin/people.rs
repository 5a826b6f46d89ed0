//! People and their roles.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use uuid::Uuid;

use super::municipality::full_name;
use super::{Tab, csrf, done, frame, tabs};
use crate::service::access::Person;
use crate::service::people::{self, Account, Grant, Invitation, Invited, Way};
use crate::service::{Role, ServiceError, assessments, mail, networks, provider, second_factor};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::pages::sign_in::{messages, of};
use crate::web::parts::choice::{Asked, Choice, radios, select};
use crate::web::parts::field::Input;
use crate::web::parts::message::{FormError, error_summary, success};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) async fn list(page: Page) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let listed = people::list(&page.app, person, page.lang).await?;
    let words = page.words;
    let title = words.t("admin-tab-people");
    let main = html! {
        (done(&page))
        (tabs(&page, person, Tab::People))
        h1 class="govuk-heading-l" { (title) }
        a class="govuk-button" href=(path::admin_invite_person(page.lang)) role="button" draggable="false" { (words.t("admin-person-invite")) }
        div class="m-scroll" role="region" aria-labelledby="people" tabindex="0" {
            table class="govuk-table" {
                caption class="govuk-table__caption govuk-table__caption--m" id="people" { (words.t("admin-people")) }
                thead class="govuk-table__head" { tr class="govuk-table__row" {
                    @for key in ["admin-column-person", "sign-in-email", "admin-column-roles"] { th scope="col" class="govuk-table__header" { (words.t(key)) } }
                } }
                tbody class="govuk-table__body" { @for (account, grants) in &listed { (row(&page, account, grants)) } }
            }
        }
    };
    Ok(frame(title).answer(&page, main))
}

/// A role in words, with where it holds.
fn role_name(page: &Page, grant: &Grant) -> String {
    let (words, lang) = (page.words, page.lang);
    match (grant.role, &grant.network, &grant.municipality) {
        (Role::Administrator, None, _) => words.t("admin-role-administrator").into_owned(),
        (Role::Administrator, Some(network), _) => words.with("admin-role-administrator-of", &[("network", network.get(lang).into())]),
        (Role::Expert, Some(network), _) => words.with("admin-role-expert-of", &[("network", network.get(lang).into())]),
        (Role::Officer, _, Some(place)) => words.with("admin-role-officer-of", &[("municipality", full_name(words, lang, place).into())]),
        (Role::Viewer, Some(network), _) => words.with("admin-role-viewer-of-network", &[("network", network.get(lang).into())]),
        (Role::Viewer, None, Some(place)) => words.with("admin-role-viewer-of", &[("municipality", full_name(words, lang, place).into())]),
        (Role::Expert, None, _) => words.t("admin-role-expert").into_owned(),
        (Role::Officer, _, None) => words.t("admin-role-officer").into_owned(),
        (Role::Viewer, None, None) => words.t("admin-role-viewer").into_owned(),
    }
}

fn row(page: &Page, account: &Account, grants: &[Grant]) -> Markup {
    html! {
        tr class="govuk-table__row" {
            th scope="row" class="govuk-table__header" {
                a class="govuk-link" href=(path::admin_person(page.lang, account.id)) { (account.name) }
                @if account.disabled_at.is_some() { " " strong class="govuk-tag govuk-tag--grey" { (page.words.t("admin-person-shut")) } }
            }
            td class="govuk-table__cell" { (account.email) }
            td class="govuk-table__cell" { @for grant in grants { div { (role_name(page, grant)) } } }
        }
    }
}

/// A small form with one button.
fn button(page: &Page, person: &Person, id: Uuid, act: &str, label: &str, grant: Option<(Uuid, &str)>) -> Markup {
    html! {
        form method="post" action=(path::admin_person_act(page.lang, id, act)) {
            (csrf(person))
            @if let Some((grant, _)) = grant { input type="hidden" name="grant" value=(grant); }
            button class="govuk-button govuk-button--secondary m-button-small" type="submit" {
                (label) @if let Some((_, about)) = grant { span class="govuk-visually-hidden" { ": " (about) } }
            }
        }
    }
}

pub(super) async fn one(page: Page, Path((_, id)): Path<(String, String)>) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let id: Uuid = id.parse().unwrap_or_default();
    let (account, grants) = people::one(&page.app, person, page.lang, id).await?;
    let words = page.words;
    let shut = account.disabled_at.is_some();
    let has_second_factor = second_factor::has_one(&page.app, person, id).await?;
    let is_linked = provider::is_linked(&page.app, person, id).await?;
    let main = html! {
        (done(&page))
        h1 class="govuk-heading-l" { (account.name) }
        p class="govuk-body" { (account.email) @if shut { " " strong class="govuk-tag govuk-tag--grey" { (words.t("admin-person-shut")) } } }
        div class="m-toolbar" {
            @if shut {
                (button(&page, person, id, "enable", &words.t("admin-person-enable"), None))
            } @else {
                @if mail::is_on(&page.app) { (button(&page, person, id, "mail", &words.t("admin-person-mail"), None)) }
                (button(&page, person, id, "link", &words.t("admin-person-link"), None))
                @if has_second_factor && id != person.id { (button(&page, person, id, "second-factor", &words.t("admin-person-second-factor"), None)) }
                @if is_linked { (button(&page, person, id, "provider", &words.t("admin-person-provider"), None)) }
                @if id != person.id { (button(&page, person, id, "disable", &words.t("admin-person-disable"), None)) }
            }
        }
        h2 class="govuk-heading-m" { (words.t("admin-column-roles")) }
        @if grants.is_empty() { p class="govuk-body" { (words.t("admin-person-no-roles")) } }
        @else {
            ul class="govuk-list govuk-list--spaced" {
                @for grant in &grants {
                    @let role = role_name(&page, grant);
                    li { (role) (button(&page, person, id, "revoke", &words.t("admin-person-revoke"), Some((grant.id, &role)))) }
                }
            }
        }
    };
    Ok(frame(&*account.name).crumb(words.t("admin-tab-people"), path::admin_people(page.lang)).answer(&page, main))
}

pub(super) async fn form(page: Page) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    form_with(&page, person, &page.query, &[]).await
}

async fn form_with(page: &Page, person: &Person, fields: &Fields, errors: &[FormError]) -> Result<Response, Problem> {
    let (words, lang) = (page.words, page.lang);
    let networks = networks::list(&page.app, person, lang).await?;
    let networks: Vec<Choice> = networks.iter().map(|(network, _)| Choice::new(&*network.slug, network.name.get(lang))).collect();
    let officer = municipality(page, fields, "municipality", errors).await?;
    let viewer = municipality(page, fields, "viewer-municipality", errors).await?;
    let (title, prefix) = (words.t("admin-person-invite"), words.t("frame-error-prefix"));
    let (name, email, language, role, network) =
        (words.t("sign-in-name"), words.t("sign-in-email"), words.t("admin-person-language"), words.t("admin-person-role"), words.t("thing-network"));
    let asked = |name, label| Asked { name, label, hint: None, error: of(errors, name), prefix: &prefix };
    let chosen_language = if fields.get("language").is_empty() { lang.code() } else { fields.get("language") };
    let languages = [("pl", "language-pl"), ("en", "language-en")].map(|(code, key)| (Choice::new(code, words.t(key)), None));
    let (choose, mails) = (words.t("admin-choose"), mail::is_on(&page.app));
    let roles = [
        (Choice::new("officer", words.t("admin-role-officer")).hint(words.t("admin-role-officer-hint")), Some(officer)),
        (
            Choice::new("expert", words.t("admin-role-expert")).hint(words.t("admin-role-expert-hint")),
            Some(select(asked("network", &network), &choose, &networks, fields.get("network"))),
        ),
        (
            Choice::new("viewer", words.t("admin-role-viewer")).hint(words.t("admin-role-viewer-hint")),
            Some(html! { (select(asked("viewer-network", &network), &choose, &networks, fields.get("viewer-network"))) (viewer) }),
        ),
        (Choice::new("administrator", words.t("admin-role-administrator")).hint(words.t("admin-role-administrator-hint")), None),
    ];
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            form method="post" action=(path::admin_invite_person(lang)) novalidate {
                (csrf(person))
                (Input::new("name", &name, fields.get("name")).kind("text", "off").error(of(errors, "name"), &prefix))
                (Input::new("email", &email, fields.get("email")).kind("email", "off").error(of(errors, "email"), &prefix))
                (radios(asked("language", &language), &languages, chosen_language))
                (radios(asked("role", &role), &roles, fields.get("role")))
                p class="govuk-body" { (words.t(if mails { "admin-person-invite-mailed" } else { "admin-person-invite-text" })) }
                button class="govuk-button" type="submit" { (words.t(if mails { "admin-person-send-link" } else { "admin-person-make-link" })) }
            }
        } }
    };
    Ok(frame(title).crumb(words.t("admin-tab-people"), path::admin_people(lang)).refused(!errors.is_empty()).answer(page, main))
}

/// The municipality of an officer or a viewer: a text; if it can mean several, they stand there to choose from.
async fn municipality(page: &Page, fields: &Fields, name: &str, errors: &[FormError]) -> Result<Markup, Problem> {
    let (words, lang) = (page.words, page.lang);
    let (label, hint, prefix) = (words.t("thing-municipality"), words.t("admin-officer-municipality-hint"), words.t("frame-error-prefix"));
    let (error, typed) = (of(errors, name), fields.get(name));
    let meant = if typed.trim().is_empty() { Vec::new() } else { people::meant(&page.app, lang, typed).await? };
    Ok(match meant.as_slice() {
        [] => html! { (Input::new(name, &label, typed).hint(Some(&hint)).error(error, &prefix)) },
        several => {
            let choices: Vec<_> =
                several.iter().map(|one| (Choice::new(assessments::key(one), full_name(words, lang, one)).hint(one.code.clone()), None)).collect();
            let chosen = if let [only] = several { assessments::key(only) } else { String::new() };
            radios(Asked { name, label: &label, hint: None, error, prefix: &prefix }, &choices, &chosen)
        }
    })
}

pub(super) async fn invite(page: Page, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let text = |name: &str| fields.get(name).to_owned();
    // The fields that stand below a role are its own.
    let own = if fields.get("role") == "viewer" { "viewer-" } else { "" };
    let wanted = Invitation {
        name: text("name"),
        email: text("email"),
        language: text("language"),
        role: text("role"),
        network: text(&format!("{own}network")),
        municipality: text(&format!("{own}municipality")),
    };
    match people::invite(&page.app, person, &wanted).await {
        Ok(invited) => Ok(invited_page(&page, &invited)),
        Err(ServiceError::Invalid(mut errors)) => {
            for error in errors.iter_mut().filter(|error| ["network", "municipality"].contains(&error.field.as_str())) {
                error.field.insert_str(0, own);
            }
            form_with(&page, person, &fields, &messages(&page, &errors)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The one page that shows the link: the answer to the form itself, so that the secret stands in no address of ours and in no log.
fn invited_page(page: &Page, invited: &Invited) -> Response {
    let (words, Invited { account, way }) = (page.words, invited);
    let title = words.t(match way {
        Way::Link(_) => "admin-link-title",
        Way::Letter => "admin-link-mailed-title",
        Way::AsBefore => "admin-role-added-title",
    });
    let banner = |text: &str| success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (text) } });
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            @match way {
                Way::Link(secret) => {
                    p class="govuk-body" { (words.with("admin-link-text", &[("name", account.name.as_str().into()), ("email", account.email.as_str().into())])) }
                    div class="govuk-inset-text" {
                        code class="m-code m-break" id="link" { (page.app.settings().public_url) (path::link(account.language, secret.reveal())) }
                    }
                    p class="govuk-body" { (words.t("admin-link-once")) }
                }
                Way::Letter => (banner(&words.with("admin-link-mailed-text", &[("name", account.name.as_str().into()), ("email", account.email.as_str().into())]))),
                Way::AsBefore => (banner(&words.with("admin-role-added-text", &[("name", account.name.as_str().into())]))),
            }
            p class="govuk-body" { a class="govuk-link" href=(path::admin_people(page.lang)) { (words.t("admin-to-people")) } }
        } }
    };
    frame(title).crumb(words.t("admin-tab-people"), path::admin_people(page.lang)).answer(page, main)
}

pub(super) async fn act(page: Page, Path((_, id, act)): Path<(String, String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let id: Uuid = id.parse().map_err(|_| Problem::NotFound)?;
    let done = match act.as_str() {
        "link" => return Ok(invited_page(&page, &people::new_link(&page.app, person, id).await?)),
        "mail" => return Ok(invited_page(&page, &people::mail_link(&page.app, person, id).await?)),
        "disable" => people::set_disabled(&page.app, person, id, true).await.map(|()| "disabled"),
        "second-factor" => second_factor::reset(&page.app, person, id).await.map(|()| "second-factor"),
        "provider" => provider::unlink(&page.app, person, id).await.map(|()| "provider"),
        "enable" => people::set_disabled(&page.app, person, id, false).await.map(|()| "enabled"),
        "revoke" => {
            let grant = fields.get("grant").parse().map_err(|_| Problem::BadRequest)?;
            people::revoke(&page.app, person, id, grant).await.map(|()| "revoked")
        }
        _ => return Err(Problem::NotFound),
    }?;
    Ok(Redirect::to(&format!("{}?done={done}", path::admin_person(page.lang, id))).into_response())
}
