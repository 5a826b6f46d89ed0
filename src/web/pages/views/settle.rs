//! Settling a question: how the views lie, which answer is to stand, and why.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{csrf, names, spread, standing};
use crate::engine::spread::What;
use crate::service::fill_in::{Asked, Part};
use crate::service::views::{self, LONGEST_REASON, Pick, Settle, SettlePage, Settled, Wrong};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::pages::fill_in::{entry, id};
use crate::web::pages::tasks::context;
use crate::web::parts::answer::{answer, one_line};
use crate::web::parts::choice::{self, Choice, radios, textarea};
use crate::web::parts::field::error_message;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary};
use crate::web::parts::question::{PartError, QuestionForm, control};
use crate::web::parts::unsaved::unsaved;
use crate::web::parts::wrong::wrong;
use crate::web::path;
use crate::web::problem::Problem;

type Address = (String, String, String, String);

/// What the field `pick` says when another answer is to stand.
const OTHER: &str = "other";
/// What it begins with when that of a view is; its position follows.
const VIEW: &str = "view:";

pub(in crate::web::pages) async fn show(page: Page, Path((_, text, dimension, question)): Path<Address>) -> Result<Response, Problem> {
    let view = views::settle_page(&page.app, page.person.as_ref(), id(&text)?, &dimension, &question).await?;
    if !view.section.may_settle {
        return Ok(Redirect::to(&path::views(page.lang, view.section.opened.assessment.id, &dimension)).into_response());
    }
    Ok(settle_page(&page, &view, &Settle { dimension, ..Settle::default() }, false))
}

pub(in crate::web::pages) async fn settle(page: Page, Path(address): Path<Address>, fields: Fields) -> Response {
    // Whatever stands in the way, what was typed is not lost.
    try_settle(&page, address, &fields).await.unwrap_or_else(|problem| unsaved(&page, &fields, problem))
}

async fn try_settle(page: &Page, (_, text, dimension, question): Address, fields: &Fields) -> Result<Response, Problem> {
    let person = page.own_form(fields)?;
    let pick = match fields.get("pick") {
        "" => Pick::Unsaid,
        OTHER => Pick::Other,
        pick => Pick::View(pick.strip_prefix(VIEW).and_then(|at| at.parse().ok()).ok_or(Problem::BadRequest)?),
    };
    let wanted = Settle {
        assessment: id(&text)?,
        base: fields.get("base").parse().map_err(|_| Problem::BadRequest)?,
        seen: fields.get("seen").to_owned(),
        pick,
        typed: entry(fields, &format!("{question}@0")).ok_or(Problem::BadRequest)?.typed,
        reason: fields.get("reason").to_owned(),
        dimension,
        question,
    };
    Ok(match views::settle(&page.app, Some(person), &wanted).await? {
        Settled::Done => Redirect::to(&(path::views(page.lang, wanted.assessment, &wanted.dimension) + "?done=settled")).into_response(),
        Settled::Refused(view) => settle_page(page, &view, &wanted, false),
        Settled::Changed(view) => settle_page(page, &view, &wanted, true),
    })
}

fn settle_page(page: &Page, view: &SettlePage, typed: &Settle, changed: bool) -> Response {
    let (words, opened, views, question) = (page.words, &view.section.opened, view.views(), view.question());
    let title = words.t("views-settle-title");
    let errors = errors(page, view, typed);
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), &errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(page, opened))
            h1 class="govuk-heading-l" { (title) }
            @if changed { div class="govuk-inset-text" role="alert" { (words.t("views-changed")) } }
            p class="govuk-body-l" { (question.text.get(page.lang)) }
            p class="govuk-body" { (standing(page, views)) }
            (spread(page, question, views))
            @if let Some(record) = &views.record {
                div class="govuk-body m-break" { strong { (words.t("views-answer-now")) } " " (answer(words, question, &record.answer)) }
            }
            (form(page, view, typed, !errors.is_empty() || changed))
        } }
    };
    let back = path::views(page.lang, opened.assessment.id, &typed.dimension);
    let frame = Frame::new(title).section(Section::Home).back(back).refused(!errors.is_empty());
    if changed { frame.status(StatusCode::CONFLICT).answer(page, main) } else { frame.answer(page, main) }
}

fn form(page: &Page, view: &SettlePage, typed: &Settle, returned: bool) -> Markup {
    let (words, views, question) = (page.words, view.views(), view.question());
    let prefix = words.t("frame-error-prefix");
    let error = |fits: fn(&Wrong) -> bool| view.errors.iter().find(|wrong| fits(wrong)).map(|wrong| text(page, wrong));
    let pick_error = error(|wrong| matches!(wrong, Wrong::NothingChosen | Wrong::Both | Wrong::Unfit));
    let reason_error = error(|wrong| matches!(wrong, Wrong::ReasonMissing | Wrong::ReasonLong));
    let mut choices: Vec<(Choice, Option<Markup>)> = Vec::new();
    for (at, rung) in views.choices().into_iter().enumerate() {
        let label = match &rung.what {
            What::Answer(answer) => one_line(words, question, answer),
            What::Option(id) => id.clone(),
        };
        choices.push((Choice::new(format!("{VIEW}{at}"), label).hint(names(page, views, &rung.views)), None));
    }
    choices.push((Choice::new(OTHER, words.t("views-pick-other")), None));
    let chosen = match typed.pick {
        Pick::Unsaid => String::new(),
        Pick::View(at) => format!("{VIEW}{at}"),
        Pick::Other => OTHER.to_owned(),
    };
    let picked = choice::Asked { name: "pick", label: &words.t("views-pick"), hint: None, error: pick_error.as_deref(), prefix: &prefix };
    let why = choice::Asked {
        name: "reason",
        label: &words.t("views-reason"),
        hint: Some(&words.t("views-reason-hint")),
        error: reason_error.as_deref(),
        prefix: &prefix,
    };
    html! {
        form method="post" action=(path::settle(page.lang, view.section.opened.assessment.id, &typed.dimension, &question.id)) novalidate autocomplete="off"
            data-warn-unsaved data-changed[returned] {
            (csrf(page))
            input type="hidden" name="base" value=(views.record.as_ref().map_or(0, |record| record.version));
            input type="hidden" name="seen" value=(views.seen);
            (radios(picked, &choices, &chosen))
            (other(page, view, typed))
            (textarea(why, 3, &typed.reason))
            button class="govuk-button" type="submit" { (words.t("views-settle")) }
        }
    }
}

/// Another answer than those of the views.
fn other(page: &Page, view: &SettlePage, typed: &Settle) -> Markup {
    let (words, question) = (page.words, view.question());
    let item = view.views().item;
    let asked = Asked { item, base: 0, typed: typed.typed.clone(), record: None, errors: Vec::new(), theirs: None, earlier: None };
    let parts = parts(page, view, typed);
    let form = QuestionForm { words, question, asked: &asked, errors: &parts, files: "", understood: None, public: None };
    html! {
        div class={ "govuk-form-group" @if !parts.is_empty() { " govuk-form-group--error" } } {
            fieldset class="govuk-fieldset" {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--s" { (words.t("views-other")) }
                @for part in parts.iter().filter(|part| form.is_of_group(part.part)) { (error_message(&control(question, part.part), &words.t("frame-error-prefix"), Some(&part.text))) }
                (form.controls())
            }
        }
    }
}

/// What is wrong with another answer.
fn parts(page: &Page, view: &SettlePage, typed: &Settle) -> Vec<PartError> {
    let (words, question) = (page.words, view.question());
    let wrongs = view.errors.iter().filter_map(|error| if let Wrong::Other(wrongs) = error { Some(wrongs) } else { None });
    let mut parts = Vec::new();
    for wrongs in wrongs {
        parts.extend(wrongs.iter().map(|error| PartError { part: error.part, text: wrong(words, question, &typed.typed, error) }));
        if wrongs.is_empty() {
            parts.push(PartError { part: Part::Value, text: words.t("views-wrong-other").into_owned() });
        }
    }
    parts
}

fn text(page: &Page, wrong: &Wrong) -> String {
    let words = page.words;
    match wrong {
        Wrong::NothingChosen => words.t("views-wrong-nothing").into_owned(),
        Wrong::Both => words.t("views-wrong-both").into_owned(),
        Wrong::Unfit => words.t("views-wrong-unfit").into_owned(),
        Wrong::Other(_) => words.t("views-wrong-other").into_owned(),
        Wrong::ReasonMissing => words.t("views-wrong-reason").into_owned(),
        Wrong::ReasonLong => words.with("views-wrong-reason-long", &[("most", LONGEST_REASON.into())]),
    }
}

fn errors(page: &Page, view: &SettlePage, typed: &Settle) -> Vec<FormError> {
    let of_fields = view.errors.iter().filter(|wrong| !matches!(wrong, Wrong::Other(_))).map(|wrong| {
        let control = if matches!(wrong, Wrong::ReasonMissing | Wrong::ReasonLong) { "reason" } else { "pick" };
        FormError { control: control.to_owned(), text: text(page, wrong) }
    });
    let of_parts = parts(page, view, typed).into_iter().map(|part| FormError { control: control(view.question(), part.part), text: part.text });
    of_fields.chain(of_parts).collect()
}
