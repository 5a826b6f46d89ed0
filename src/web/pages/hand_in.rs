//! Handing in: what is missing and what happens next; the receipt.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::checks;
use super::fill_in::{id, who};
use super::tasks::{button, context, results};
use crate::engine::quality::Severity;
use crate::lang::format;
use crate::service::assessments::Opened;
use crate::service::fill_in::{self, Item, Submit, SubmitPage, Submitted};
use crate::service::stages::Official;
use crate::service::{App, ServiceError, assessments};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::beside::kept;
use crate::web::parts::field::error_message;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary};
use crate::web::path;
use crate::web::problem::Problem;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/assessments/{id}/submit", get(form).post(submit))
        .route("/{lang}/assessments/{id}/receipt", get(receipt))
        .route("/{lang}/assessments/{id}/answers", get(answers))
}

async fn form(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let (person, id) = (page.person.as_ref(), id(&text)?);
    let view = fill_in::submit_page(&page.app, person, id).await?;
    Ok(submit_page(&page, &view, &[], false))
}

async fn submit(page: Page, Path((_, text)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let id = id(&text)?;
    let revision = fields.get("revision").parse().map_err(|_| Problem::BadRequest)?;
    let contradictions_confirmed = fields.get("confirm-contradictions") == "yes";
    let command = Submit { assessment: id, revision, confirmed: fields.get("confirm") == "yes", contradictions_confirmed };
    match fill_in::submit(&page.app, Some(person), command).await {
        Ok(Submitted::Done) => Ok(Redirect::to(&path::receipt(page.lang, id)).into_response()),
        Ok(Submitted::Changed(view)) => Ok(submit_page(&page, &view, &[], true)),
        Err(ServiceError::Invalid(errors)) => {
            let view = fill_in::submit_page(&page.app, Some(person), id).await?;
            Ok(submit_page(&page, &view, &super::sign_in::messages(&page, &errors), false))
        }
        Err(error) => Err(error.into()),
    }
}

fn submit_page(page: &Page, view: &SubmitPage, errors: &[FormError], changed: bool) -> Response {
    let (words, opened) = (page.words, &view.opened);
    let id = opened.assessment.id;
    if opened.assessment.state.is_handed_in() {
        return Redirect::to(&path::receipt(page.lang, id)).into_response();
    }
    let title = words.t("fill-in-submit-title");
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(page, opened))
            h1 class="govuk-heading-l" { (title) }
            @if changed { div class="govuk-inset-text" role="alert" { (words.t("fill-in-submit-changed")) } }
            h2 class="govuk-heading-m" { (words.t("fill-in-submit-missing")) }
            (missing(page, view))
            (checks::list(page, opened, &view.checks))
            h2 class="govuk-heading-m" { (words.t("fill-in-submit-next")) }
            ul class="govuk-list govuk-list--bullet" {
                li { (words.t("fill-in-submit-next-locked")) }
                li { (words.t("fill-in-submit-next-results")) }
                li { (words.t("fill-in-submit-next-experts")) }
            }
            (who_sees(page, view))
            @if opened.may_fill_in { (confirm(page, view, errors)) } @else { p class="govuk-body" { (words.t("fill-in-is-closed")) } }
        } }
    };
    let frame = Frame::new(title).section(Section::Home).back(path::assessment(page.lang, id)).refused(!errors.is_empty());
    if changed { frame.status(StatusCode::CONFLICT).answer(page, main) } else { frame.answer(page, main) }
}

/// What becomes visible to whom: the table of rights, for this survey and this campaign.
fn who_sees(page: &Page, view: &SubmitPage) -> Markup {
    let (words, lang, survey) = (page.words, page.lang, &view.opened.survey);
    let confidential: Vec<&str> = survey.nodes.iter().filter(|node| node.confidential).map(|node| node.short.get(lang)).collect();
    let confidential =
        (!confidential.is_empty()).then(|| words.with("fill-in-submit-see-confidential", &[("parts", confidential.join(", ").into())]));
    // The municipality, experts and administrators of the network, everybody after publishing.
    let rows = [
        (Some(words.t("fill-in-submit-see-answers").into_owned()), [true, true, true, true]),
        (confidential, [true, true, false, false]),
        (Some(words.t("fill-in-submit-see-notes").into_owned()), [true, true, true, false]),
        (Some(words.t("fill-in-submit-see-review").into_owned()), [true, true, false, false]),
    ];
    let heads = ["fill-in-submit-see-city", "fill-in-submit-see-experts", "fill-in-submit-see-administrators", "fill-in-submit-see-everybody"];
    html! {
        div class="m-scroll" role="region" aria-labelledby="who-sees" tabindex="0" {
            table class="govuk-table" {
                caption class="govuk-table__caption govuk-table__caption--m" id="who-sees" { (words.t("fill-in-submit-who")) }
                thead class="govuk-table__head" { tr class="govuk-table__row" {
                    th scope="col" class="govuk-table__header" { (words.t("fill-in-submit-see-what")) }
                    @for key in heads { th scope="col" class="govuk-table__header" { (words.t(key)) } }
                } }
                tbody class="govuk-table__body" {
                    @for (what, seen) in rows.iter().filter_map(|(what, seen)| Some((what.as_ref()?, seen))) {
                        tr class="govuk-table__row" {
                            th scope="row" class="govuk-table__header" { (what) }
                            @for sees in seen { td class="govuk-table__cell" { (words.t(if *sees { "answer-yes" } else { "answer-no" })) } }
                        }
                    }
                }
            }
        }
        p class="govuk-body" { (words.t(match view.opened.campaign.official {
            Official::Declared => "fill-in-submit-official-declared",
            Official::Verified => "fill-in-submit-official-verified",
        })) }
    }
}

fn missing(page: &Page, view: &SubmitPage) -> Markup {
    let (words, opened) = (page.words, &view.opened);
    let sections = view.plan.sections.iter().filter(|section| !section.optional || section.settled() > 0);
    let open: Vec<_> = sections.filter(|section| section.items().any(Item::open)).collect();
    html! {
        @if open.is_empty() {
            p class="govuk-body" { (words.t("fill-in-submit-nothing-missing")) }
        } @else {
            p class="govuk-body" { (words.t("fill-in-submit-missing-text")) }
            ul class="govuk-list govuk-list--bullet" {
                @for section in open {
                    @let node = opened.survey.node(section.node);
                    @let count = section.items().filter(|item| item.open()).count();
                    li {
                        a class="govuk-link" href=(path::check(page.lang, opened.assessment.id, &node.id)) { (node.title.get(page.lang)) }
                        ": " (words.with("count-questions", &[("count", count.into())]))
                    }
                }
            }
        }
    }
}

fn confirm(page: &Page, view: &SubmitPage, errors: &[FormError]) -> Markup {
    let (words, assessment) = (page.words, &view.opened.assessment);
    let (csrf, signs) = page.person.as_ref().map_or(("", ""), |person| (person.csrf.as_str(), person.name.as_str()));
    let contradicts = view.checks.iter().any(|check| check.severity == Severity::Confirm);
    let confirmed = words.with("fill-in-submit-confirm", &[("municipality", (&view.opened.municipality.name).into())]);
    html! {
        form method="post" action=(path::submit(page.lang, assessment.id)) novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="revision" value=(assessment.revision);
            p class="govuk-body" { (words.with("fill-in-submit-signs", &[("who", signs.into()), ("municipality", (&view.opened.municipality.name).into())])) }
            @if contradicts { (tick(page, "confirm-contradictions", &words.t("checks-confirm"), errors)) }
            (tick(page, "confirm", &confirmed, errors))
            div class="govuk-button-group" {
                button class="govuk-button" type="submit" { (words.t("fill-in-submit")) }
                a class="govuk-link" href=(path::assessment(page.lang, assessment.id)) { (words.t("fill-in-to-tasks")) }
            }
        }
    }
}

/// The address of one's own answers as a workbook.
fn own_workbook(page: &Page, opened: &Opened) -> String {
    path::city_export(page.lang, &opened.campaign.slug, &assessments::key(&opened.municipality), "wide.xlsx")
}

/// All answers on one page, to print or to keep.
async fn answers(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let id = id(&text)?;
    let (opened, plan) = fill_in::answers(&page.app, page.person.as_ref(), id).await?;
    let words = page.words;
    let title = words.t("fill-in-answers-title");
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(&page, &opened))
            h1 class="govuk-heading-l" { (title) }
            @if let Some(number) = &opened.assessment.receipt { p class="govuk-body" { (words.t("fill-in-receipt-number")) ": " strong class="m-break" { (number) } } }
            @for section in plan.sections.iter().filter(|section| section.asked() > 0) {
                @let node = opened.survey.node(section.node);
                h2 class="govuk-heading-m" { (node.title.get(page.lang)) }
                dl class="govuk-summary-list" {
                    @for item in section.items().filter(|item| item.shown) {
                        @let question = opened.survey.question(item.question);
                        div class="govuk-summary-list__row govuk-summary-list__row--no-actions" {
                            dt class="govuk-summary-list__key" { (item.number) ". " (question.text.get(page.lang)) }
                            dd class="govuk-summary-list__value m-break" {
                                (kept(words, question, &path::files(page.lang, id, &node.id, &question.id), opened.assessment.document.0.get(&question.id)))
                             }
                        }
                    }
                }
            }
        } }
    };
    Ok(Frame::new(title).section(Section::Home).back(path::assessment(page.lang, id)).answer(&page, main))
}

/// A box that must be ticked.
fn tick(page: &Page, id: &str, label: &str, errors: &[FormError]) -> Markup {
    let error = errors.iter().find(|error| error.control == id).map(|error| error.text.as_str());
    html! {
        div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
            (error_message(id, &page.words.t("frame-error-prefix"), error))
            div class="govuk-checkboxes" {
                div class="govuk-checkboxes__item" {
                    input class="govuk-checkboxes__input" id=(id) name=(id) type="checkbox" value="yes" aria-describedby=[error.map(|_| format!("{id}-error"))];
                    label class="govuk-label govuk-checkboxes__label" for=(id) { (label) }
                }
            }
        }
    }
}

async fn receipt(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let id = id(&text)?;
    let Some(receipt) = fill_in::receipt(&page.app, page.person.as_ref(), id).await? else {
        return Ok(Redirect::to(&path::assessment(page.lang, id)).into_response());
    };
    let (words, opened) = (page.words, &receipt.opened);
    let title = words.t("fill-in-receipt-title");
    let when = [("time", format::date_time(page.lang, receipt.change.at).into()), ("who", who(&page, &receipt.change).into())];
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            div class="govuk-panel govuk-panel--confirmation" {
                h1 class="govuk-panel__title" { (title) }
                div class="govuk-panel__body" { (words.t("fill-in-receipt-number")) " " strong class="m-break" { (receipt.number) } }
            }
            div class="govuk-!-margin-bottom-4" { (context(&page, opened)) }
            p class="govuk-body" { (words.with("fill-in-receipt-when", &when)) }
            h2 class="govuk-heading-m" { (words.t("fill-in-submit-next")) }
            ul class="govuk-list govuk-list--bullet" {
                li { (words.t("fill-in-receipt-next-results")) }
                li { (words.t("fill-in-receipt-next-correct")) }
                li { (words.t("fill-in-receipt-next-close")) }
            }
            div class="govuk-button-group" { (button(&results(&page, opened), &words.t("fill-in-to-results"), false)) }
            h2 class="govuk-heading-m" { (words.t("fill-in-receipt-answers")) }
            div class="govuk-button-group" {
                (button(&own_workbook(&page, opened), &words.t("fill-in-receipt-workbook"), true))
                (button(&path::answers(page.lang, id), &words.t("fill-in-receipt-print"), true))
            }
            ul class="govuk-list" {
                @for section in receipt.plan.sections.iter().filter(|section| section.settled() > 0) {
                    @let node = opened.survey.node(section.node);
                    li { a class="govuk-link" href=(path::check(page.lang, id, &node.id)) { (node.title.get(page.lang)) } }
                }
            }
        } }
    };
    Ok(Frame::new(title).section(Section::Home).back(path::assessment(page.lang, id)).answer(&page, main))
}
