//! What a campaign runs and counts: another version of its survey, and which score is official.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use super::{below, csrf};
use crate::service::access::Person;
use crate::service::campaigns;
use crate::service::stages::{self, Official};
use crate::service::versions::{self, Given};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::pages::sign_in::{messages, of};
use crate::web::parts::choice::{Asked, Choice, radios, select};
use crate::web::parts::field::{described_by, error_message};
use crate::web::parts::message::{FormError, error_summary};
use crate::web::path;
use crate::web::problem::Problem;

type Slug = Path<(String, String)>;

/// What stands in the form that came back, and what is wrong with it.
#[derive(Default)]
struct Typed<'a> {
    survey: &'a str,
    bridge: &'a str,
    errors: Vec<FormError>,
    faults: Vec<String>,
}

pub(super) async fn form(page: Page, Path((_, slug)): Slug) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    version_form(&page, person, &slug, &Typed::default()).await
}

async fn version_form(page: &Page, person: &Person, slug: &str, typed: &Typed<'_>) -> Result<Response, Problem> {
    let (campaign, candidates) = versions::candidates(&page.app, person, slug).await?;
    let words = page.words;
    let [title, survey, bridge, hint, prefix, choose] =
        ["version-give-title", "version-give-which", "version-bridge", "version-bridge-hint", "frame-error-prefix", "admin-choose"]
            .map(|key| words.t(key));
    let choices: Vec<Choice> = candidates.iter().map(|candidate| Choice::new(&*candidate.hash, &*candidate.version)).collect();
    let error = of(&typed.errors, "bridge");
    let asked = Asked { name: "survey", label: &survey, hint: None, error: of(&typed.errors, "survey"), prefix: &prefix };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), &typed.errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            span class="govuk-caption-l" { (campaign.title.get(page.lang)) }
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.with("version-give-text", &[("version", campaign.survey_version.as_str().into())])) }
            @if candidates.is_empty() { p class="govuk-body" { (words.t("version-give-none")) } }
            @else {
                form method="post" action=(path::admin_version(page.lang, slug)) novalidate {
                    (csrf(person))
                    input type="hidden" name="seen" value=(campaign.survey_hash);
                    (select(asked, &choose, &choices, typed.survey))
                    div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
                        label class="govuk-label" for="bridge" { (bridge) }
                        div class="govuk-hint" id="bridge-hint" { (hint) }
                        (error_message("bridge", &prefix, error))
                        @if !typed.faults.is_empty() { ul class="govuk-list" { @for fault in &typed.faults { li { code class="m-code m-break" lang="en" { (fault) } } } } }
                        textarea class={ "govuk-textarea" @if error.is_some() { " govuk-textarea--error" } } id="bridge" name="bridge" rows="8"
                            aria-describedby=[described_by("bridge", true, error.is_some())] { "\n" (typed.bridge) }
                    }
                    button class="govuk-button" type="submit" { (title) }
                }
            }
        } }
    };
    Ok(below(page, title, &campaign).refused(!typed.errors.is_empty()).answer(page, main))
}

pub(super) async fn give(page: Page, Path((_, slug)): Slug, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let (survey, bridge) = (fields.get("survey"), fields.get("bridge"));
    let (errors, faults) = match versions::give(&page.app, person, &slug, fields.get("seen"), survey, bridge).await? {
        Given::Done => return Ok(Redirect::to(&path::admin_campaign(page.lang, &slug)).into_response()),
        Given::Refused(errors) => (messages(&page, &errors), Vec::new()),
        Given::Faults(faults) => {
            let text = page.words.t("version-bridge-faults").into_owned();
            (vec![FormError { control: "bridge".to_owned(), text }], faults)
        }
    };
    version_form(&page, person, &slug, &Typed { survey, bridge, errors, faults }).await
}

pub(super) async fn ask_official(page: Page, Path((_, slug)): Slug) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    official_form(&page, person, &slug, &[]).await
}

async fn official_form(page: &Page, person: &Person, slug: &str, errors: &[FormError]) -> Result<Response, Problem> {
    let mut tx = page.app.db().read().await.map_err(crate::service::ServiceError::from)?;
    let campaign = campaigns::find(&mut tx, person, slug).await?;
    drop(tx);
    let words = page.words;
    let [title, prefix] = ["version-official-title", "frame-error-prefix"].map(|key| words.t(key));
    let choices = [(Official::Declared, "version-official-declared"), (Official::Verified, "version-official-verified")]
        .map(|(official, key)| (Choice::new(official.as_str(), words.t(key)), None));
    let asked = Asked { name: "official", label: &title, hint: None, error: of(errors, "official"), prefix: &prefix };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            span class="govuk-caption-l" { (campaign.title.get(page.lang)) }
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("version-official-text")) }
            form method="post" action=(path::admin_official(page.lang, slug)) novalidate {
                (csrf(person))
                (radios(asked, &choices, campaign.official.as_str()))
                button class="govuk-button" type="submit" { (words.t("action-save")) }
            }
        } }
    };
    Ok(below(page, title, &campaign).refused(!errors.is_empty()).answer(page, main))
}

pub(super) async fn set_official(page: Page, Path((_, slug)): Slug, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let Ok(official) = fields.get("official").parse::<Official>() else {
        let text = page.words.t("version-official-missing").into_owned();
        return official_form(&page, person, &slug, &[FormError { control: "official".to_owned(), text }]).await;
    };
    stages::set_official(&page.app, person, &slug, official).await?;
    Ok(Redirect::to(&path::admin_campaign(page.lang, &slug)).into_response())
}
