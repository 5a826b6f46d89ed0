//! Inviting municipalities to a campaign: search, tick, send.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;

use super::municipality::{FoundForm, found, search_form};
use super::{below, ids};
use crate::service::{CampaignState, ServiceError, campaigns};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::pages::sign_in::messages;
use crate::web::parts::message::{FormError, error_summary};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) async fn search(page: Page, Path((_, slug)): Path<(String, String)>) -> Result<Response, Problem> {
    let text = page.query.get("q").to_owned();
    answer(&page, &slug, &text, &[]).await
}

async fn answer(page: &Page, slug: &str, text: &str, errors: &[FormError]) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let (campaign, candidates) = campaigns::candidates(&page.app, person, slug, page.lang, text).await?;
    if campaign.state != CampaignState::Open {
        return Err(Problem::State("campaign-not-open"));
    }
    let words = page.words;
    let title = words.t("admin-next-invite");
    let address = path::admin_invite(page.lang, slug);
    let (button, taken) = (words.t("admin-invite-ticked"), words.t("admin-invited-already"));
    let form = FoundForm { person, address: &address, text, button: &button, taken: &taken, errors };
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        span class="govuk-caption-l" { (campaign.title.get(page.lang)) }
        h1 class="govuk-heading-l" { (title) }
        (search_form(page, &address))
        (found(page, &candidates, &form))
    };
    Ok(below(page, title, &campaign).refused(!errors.is_empty()).answer(page, main))
}

pub(super) async fn invite(page: Page, Path((_, slug)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    match campaigns::invite(&page.app, person, &slug, &ids(&fields, "municipality")?).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=invited", path::admin_campaign(page.lang, &slug))).into_response()),
        Err(ServiceError::Invalid(errors)) => answer(&page, &slug, fields.get("q"), &messages(&page, &errors)).await,
        Err(error) => Err(error.into()),
    }
}
