//! Networks and their members.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::municipality::{FoundForm, found, place, search_form};
use super::{Tab, csrf, done, frame, ids, tabs};
use crate::lang::format;
use crate::service::access::Person;
use crate::service::networks::{self, NewNetwork, Opened};
use crate::service::{ServiceError, registers};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::pages::sign_in::{messages, of};
use crate::web::parts::field::Input;
use crate::web::parts::message::{FormError, error_summary};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) async fn list(page: Page) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    list_with(&page, person, &Fields::default(), &[]).await
}

async fn list_with(page: &Page, person: &Person, fields: &Fields, errors: &[FormError]) -> Result<Response, Problem> {
    let listed = networks::list(&page.app, person, page.lang).await?;
    let (words, lang) = (page.words, page.lang);
    let title = words.t("admin-tab-networks");
    let prefix = words.t("frame-error-prefix");
    let (name_pl, name_en) = (words.t("admin-network-name-pl"), words.t("admin-network-name-en"));
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        (done(page))
        (tabs(page, person, Tab::Networks))
        h1 class="govuk-heading-l" { (title) }
        @if !listed.is_empty() {
            ul class="m-cards" {
                @for (network, members) in &listed {
                    li class="m-card m-card--link" {
                        h2 class="m-card__title" { a class="govuk-link" href=(path::admin_network(lang, &network.slug)) { (network.name.get(lang)) } }
                        p class="m-card__figure" { (format::count(lang, *members)) " " span class="m-card__unit" { (words.with("admin-network-members", &[("count", (*members).into())])) } }
                    }
                }
            }
        }
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h2 class="govuk-heading-m" { (words.t("admin-network-new")) }
            form method="post" action=(path::admin_networks(lang)) novalidate {
                (csrf(person))
                (Input::new("name-pl", &name_pl, fields.get("name-pl")).error(of(errors, "name-pl"), &prefix))
                (Input::new("name-en", &name_en, fields.get("name-en")).error(of(errors, "name-en"), &prefix))
                button class="govuk-button" type="submit" { (words.t("admin-network-create")) }
            }
        } }
    };
    Ok(frame(title).refused(!errors.is_empty()).answer(page, main))
}

pub(super) async fn create(page: Page, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let new = NewNetwork { name_pl: fields.get("name-pl").to_owned(), name_en: fields.get("name-en").to_owned() };
    match networks::create(&page.app, person, &new).await {
        Ok(slug) => Ok(Redirect::to(&format!("{}?done=network", path::admin_network(page.lang, &slug))).into_response()),
        Err(ServiceError::Invalid(errors)) => list_with(&page, person, &fields, &messages(&page, &errors)).await,
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn open(page: Page, Path((_, slug)): Path<(String, String)>) -> Result<Response, Problem> {
    let text = page.query.get("q").to_owned();
    open_with(&page, &slug, &text, &[]).await
}

async fn open_with(page: &Page, slug: &str, text: &str, errors: &[FormError]) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let opened = networks::open(&page.app, person, slug, page.lang, text).await?;
    let (words, lang) = (page.words, page.lang);
    let title = opened.network.name.get(lang);
    let address = path::admin_network(lang, slug);
    let (button, taken) = (words.t("admin-network-add-ticked"), words.t("admin-network-member-already"));
    let form = FoundForm { person, address: &address, text, button: &button, taken: &taken, errors };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        (done(page))
        span class="govuk-caption-l" { (words.t("thing-network")) }
        h1 class="govuk-heading-l" { (title) }
        p class="govuk-body" { a class="govuk-link" href=(path::admin_public_data(lang, slug)) { (words.t("public-data-title")) } }
        h2 class="govuk-heading-m" { (words.t("admin-network-add")) }
        (search_form(page, &address))
        (found(page, &opened.found, &form))
        (members(page, person, &opened))
    };
    Ok(frame(title).crumb(words.t("admin-tab-networks"), path::admin_networks(lang)).refused(!errors.is_empty()).answer(page, main))
}

fn members(page: &Page, person: &Person, opened: &Opened) -> Markup {
    let (words, lang) = (page.words, page.lang);
    html! {
        @if !opened.members.is_empty() {
            div class="m-scroll" role="region" aria-labelledby="members" tabindex="0" {
                table class="govuk-table" {
                    caption class="govuk-table__caption govuk-table__caption--m" id="members" {
                        (words.t("admin-network-member-list")) " (" (format::count(lang, opened.members.len())) ")"
                    }
                    thead class="govuk-table__head" { tr class="govuk-table__row" {
                        @for key in ["thing-municipality", "admin-column-code", "admin-column-act"] { th scope="col" class="govuk-table__header" { (words.t(key)) } }
                    } }
                    tbody class="govuk-table__body" {
                        @for member in &opened.members {
                            tr class="govuk-table__row" {
                                th scope="row" class="govuk-table__header" {
                                    (registers::name(member, lang)) div class="govuk-body-s m-muted m-flush" { (place(words, member)) }
                                }
                                td class="govuk-table__cell m-num" { (member.code) }
                                td class="govuk-table__cell" {
                                    form method="post" action=(path::admin_remove_member(lang, &opened.network.slug)) {
                                        (csrf(person))
                                        input type="hidden" name="municipality" value=(member.id);
                                        button class="govuk-button govuk-button--secondary m-button-small m-flush" type="submit" {
                                            (words.t("admin-network-remove")) span class="govuk-visually-hidden" { ": " (registers::name(member, lang)) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

pub(super) async fn add(page: Page, Path((_, slug)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    match networks::add_members(&page.app, person, &slug, &ids(&fields, "municipality")?).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=members", path::admin_network(page.lang, &slug))).into_response()),
        Err(ServiceError::Invalid(errors)) => open_with(&page, &slug, fields.get("q"), &messages(&page, &errors)).await,
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn remove(page: Page, Path((_, slug)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let id = fields.get("municipality").parse().map_err(|_| Problem::BadRequest)?;
    networks::remove_member(&page.app, person, &slug, id).await?;
    Ok(Redirect::to(&format!("{}?done=removed", path::admin_network(page.lang, &slug))).into_response())
}
