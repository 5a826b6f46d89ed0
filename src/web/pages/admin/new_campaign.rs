//! A new campaign.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use super::{csrf, frame};
use crate::lang::format;
use crate::service::campaigns::{self, NewCampaign};
use crate::service::{ServiceError, access::Person};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::pages::sign_in::{messages, of};
use crate::web::parts::choice::{Asked, Choice, checkbox, day, select, typed_day};
use crate::web::parts::field::Input;
use crate::web::parts::message::{FormError, error_summary};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) async fn form(page: Page) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let today = page.app.now().to_zoned(format::WARSAW.clone()).date();
    let empty = format!("invite=yes&opens-day={}&opens-month={}&opens-year={}", today.day(), today.month(), today.year());
    let fields = Fields::parse(empty.as_bytes()).unwrap_or_default();
    answer(&page, person, &fields, &[]).await
}

async fn answer(page: &Page, person: &Person, fields: &Fields, errors: &[FormError]) -> Result<Response, Problem> {
    let (words, lang) = (page.words, page.lang);
    let networks = campaigns::networks_of(&page.app, person, lang).await?;
    let networks: Vec<Choice> = networks.iter().map(|network| Choice::new(&*network.slug, network.name.get(lang))).collect();
    let surveys: Vec<Choice> = page
        .app
        .surveys()
        .for_campaigns()
        .map(|survey| {
            let (id, version) = survey.key();
            let label = words.with("admin-to-survey", &[("survey", survey.meta.title.get(lang).into()), ("version", version.into())]);
            Choice::new(format!("{id}/{version}"), label)
        })
        .collect();
    let (title, prefix, choose) = (words.t("admin-new-title"), words.t("frame-error-prefix"), words.t("admin-choose"));
    let labels = ["admin-new-network", "admin-new-survey", "admin-new-title-pl", "admin-new-title-en", "admin-new-slug", "admin-new-slug-hint"]
        .map(|key| words.t(key));
    let [network, survey, title_pl, title_en, slug, slug_hint] = &labels;
    let day_labels = ["admin-day", "admin-month", "admin-year"].map(|key| words.t(key));
    let [in_day, in_month, in_year] = &day_labels;
    let (opens, closes, days_hint) = (words.t("admin-new-opens"), words.t("admin-new-closes"), words.t("admin-new-days-hint"));
    let asked = |name, label, hint| Asked { name, label, hint, error: of(errors, name), prefix: &prefix };
    let invite = Choice::new("yes", words.t("admin-new-invite")).hint(words.t("admin-new-invite-hint"));
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            h1 class="govuk-heading-l" { (title) }
            form method="post" action=(path::admin_new_campaign(lang)) novalidate {
                (csrf(person))
                (select(asked("network", network, None), &choose, &networks, fields.get("network")))
                (select(asked("survey", survey, None), &choose, &surveys, fields.get("survey")))
                (Input::new("title-pl", title_pl, fields.get("title-pl")).error(of(errors, "title-pl"), &prefix))
                (Input::new("title-en", title_en, fields.get("title-en")).error(of(errors, "title-en"), &prefix))
                (Input::new("slug", slug, fields.get("slug")).hint(Some(slug_hint)).error(of(errors, "slug"), &prefix))
                (day(asked("opens", &opens, Some(&days_hint)), [in_day, in_month, in_year], fields))
                (day(asked("closes", &closes, None), [in_day, in_month, in_year], fields))
                (checkbox("invite", &invite, fields.has("invite")))
                button class="govuk-button" type="submit" { (words.t("admin-new-create")) }
            }
        } }
    };
    Ok(frame(title).crumb(words.t("frame-section-admin"), path::admin(lang)).refused(!errors.is_empty()).answer(page, main))
}

pub(super) async fn create(page: Page, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let text = |name: &str| fields.get(name).to_owned();
    let new = NewCampaign {
        network: text("network"),
        title_pl: text("title-pl"),
        title_en: text("title-en"),
        slug: text("slug"),
        survey: text("survey"),
        opens_on: typed_day(&fields, "opens"),
        closes_on: typed_day(&fields, "closes"),
        invite_members: fields.has("invite"),
    };
    match campaigns::create(&page.app, person, &new).await {
        Ok(slug) => Ok(Redirect::to(&format!("{}?done=created", path::admin_campaign(page.lang, &slug))).into_response()),
        Err(ServiceError::Invalid(errors)) => answer(&page, person, &fields, &messages(&page, &errors)).await,
        Err(error) => Err(error.into()),
    }
}
