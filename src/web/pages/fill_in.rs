//! Pages of questions: showing, saving, and what did not go through.

mod autosave;
mod conflict;

pub(super) use autosave::json;
use conflict::{conflict, typed_words};

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};
use uuid::Uuid;

use super::tasks::{context, municipality_name};
use super::{kept, views};
use crate::engine::survey::Question;
use crate::lang::format;
use crate::service::App;
use crate::service::access::Person;
use crate::service::fill_in::{self, Asked, Change, Chosen, Earlier, Entry, Keep, Part, PublicValue, QuestionPage, Ranked, SavePage, Saved, Typed};
use crate::service::kept_forms;
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::answer::{answer, figure};
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary, success};
use crate::web::parts::public::source_words;
use crate::web::parts::question::{PartError, QuestionForm, anchor, anchor_of, control};
use crate::web::parts::unsaved::unsaved;
use crate::web::parts::wrong::wrong;
use crate::web::path;
use crate::web::problem::Problem;

/// What a script says in the field `then` when it saves in the background.
const AUTOSAVE: &str = "autosave";
/// What the field `then` begins with when the last edition's answer to a question is to be used again; the question follows.
const AGAIN: &str = "again:";
/// What the field `then` begins with when the public figure for a question is to be used; the question follows.
const PUBLIC: &str = "public:";
/// What stands there instead if that figure is another one by now, and so was not used.
const CHANGED: &str = "public-data-changed:";
/// What the field `then` begins with when the person goes on to the files of a question; the question follows.
const FILES: &str = "files:";

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{lang}/assessments/{id}/sections/{dimension}/{page}", get(show).post(save))
}

/// An id in an address; what is none does not exist.
pub(super) fn id(text: &str) -> Result<Uuid, Problem> {
    text.parse().map_err(|_| Problem::NotFound)
}

async fn show(page: Page, Path((_, text, dimension, number)): Path<(String, String, String, String)>) -> Result<Response, Problem> {
    let (id, number) = (id(&text)?, number.parse().map_err(|_| Problem::NotFound)?);
    let view = fill_in::question_page(&page.app, page.person.as_ref(), id, &dimension, number).await?;
    if !view.opened.may_fill_in {
        let address = views::in_place_of(&page, &view, &dimension).unwrap_or_else(|| path::check(page.lang, id, &dimension));
        return Ok(Redirect::to(&address).into_response());
    }
    if view.questions.is_empty() {
        let address = match view.section().part_after(number) {
            Some(next) => path::section(page.lang, id, &dimension, next),
            None => path::check(page.lang, id, &dimension),
        };
        return Ok(Redirect::to(&address).into_response());
    }
    Ok(question_page(&page, &view))
}

async fn save(page: Page, Path(address): Path<(String, String, String, String)>, fields: Fields) -> Response {
    // Whatever stands in the way, what was typed is not lost.
    match try_save(&page, address, &fields).await {
        Ok(response) => response,
        Err(Problem::SignInNeeded) if fields.get("then") != AUTOSAVE => kept::keep(&page, &fields).await,
        Err(problem) => unsaved(&page, &fields, problem),
    }
}

async fn try_save(page: &Page, (_, text, dimension, number): (String, String, String, String), fields: &Fields) -> Result<Response, Problem> {
    let person = page.own_form(fields)?;
    let (id, number) = (id(&text)?, number.parse().map_err(|_| Problem::NotFound)?);
    if fields.get("form") != form_name(id, &dimension, number) {
        return Err(Problem::BadRequest);
    }
    let mut command = command(fields).ok_or(Problem::BadRequest)?;
    let then = fields.get("then");
    if let Some(question) = then.strip_prefix(AGAIN) {
        use_again(page, question, &mut command).await?;
    }
    let mut then = then.to_owned();
    if let Some(question) = fields.get("then").strip_prefix(PUBLIC)
        && !use_public(page, question, &mut command).await?
    {
        then = format!("{CHANGED}{question}");
    }
    let saved = fill_in::save(&page.app, Some(person), command).await?;
    match then.as_str() {
        AUTOSAVE => autosave::outcome(page, &saved),
        then => Ok(answered(page, (id, dimension, number), then, saved)),
    }
}

/// The answer to a page that a person has sent, by its assessment, section and number; `then` is where they want to go on.
pub(super) fn answered(page: &Page, (id, dimension, number): (Uuid, String, usize), then: &str, saved: Saved) -> Response {
    match saved {
        Saved::All { .. } if then == "list" => Redirect::to(&path::assessment(page.lang, id)).into_response(),
        Saved::All { .. } if let Some(question) = then.strip_prefix(CHANGED) => {
            Redirect::to(&(path::section(page.lang, id, &dimension, number) + "?public=changed#" + &anchor_of(question))).into_response()
        }
        Saved::All { .. } if let Some(question) = then.strip_prefix(AGAIN).or_else(|| then.strip_prefix(PUBLIC)) => {
            Redirect::to(&(path::section(page.lang, id, &dimension, number) + "#" + &anchor_of(question))).into_response()
        }
        Saved::All { .. } if let Some(question) = then.strip_prefix(FILES) => {
            Redirect::to(&path::files(page.lang, id, &dimension, &path::encode(question))).into_response()
        }
        Saved::All { next: None, .. } => Redirect::to(&path::check(page.lang, id, &dimension)).into_response(),
        Saved::All { next: Some(next), appeared, .. } => {
            let more = if appeared.is_some() { "?more=1" } else { "" };
            Redirect::to(&(path::section(page.lang, id, &dimension, next) + more)).into_response()
        }
        Saved::Part(view) => question_page(page, &view),
        Saved::Shut(view) => shut_page(page, &view),
    }
}

/// What a form of answers asks to save; none if it is not one of ours.
pub(super) fn command(fields: &Fields) -> Option<SavePage> {
    let [assessment, dimension, page] = fields.get("form").split('/').collect::<Vec<_>>().try_into().ok()?;
    let entries = fields.all("question[]").map(|question| entry(fields, question)).collect::<Option<Vec<_>>>()?;
    Some(SavePage { assessment: assessment.parse().ok()?, dimension: dimension.to_owned(), page: page.parse().ok()?, entries })
}

/// Puts the last edition's answer into the form in place of what stands there.
async fn use_again(page: &Page, question: &str, command: &mut SavePage) -> Result<(), Problem> {
    let earlier = fill_in::earlier(&page.app, page.person.as_ref(), command.assessment, &command.dimension).await?.ok_or(Problem::BadRequest)?;
    let source = page.words.with("evidence-from-last-edition", &[("campaign", earlier.campaign.get(page.lang).into())]);
    let entry = command.entries.iter_mut().find(|entry| entry.question == question).ok_or(Problem::BadRequest)?;
    let note = std::mem::take(&mut entry.typed.note);
    entry.typed = Typed { note, ..earlier.again(question, &source).ok_or(Problem::BadRequest)? };
    Ok(())
}

/// Puts the public figure into the form, if it is the one that the person has seen: whether it is.
async fn use_public(page: &Page, question: &str, command: &mut SavePage) -> Result<bool, Problem> {
    let value = fill_in::public_value(&page.app, page.person.as_ref(), command.assessment, &command.dimension, question).await?;
    let value = value.ok_or(Problem::BadRequest)?;
    let entry = command.entries.iter_mut().find(|entry| entry.question == question).ok_or(Problem::BadRequest)?;
    let is_seen = entry.typed.public == value.mark();
    if is_seen {
        entry.typed = value.put_into(std::mem::take(&mut entry.typed), &source_words(page.words, &value.source));
    }
    Ok(is_seen)
}

/// What the form says it is, so that a form that was tampered with or mixed up is not taken for another.
fn form_name(id: Uuid, dimension: &str, page: usize) -> String {
    format!("{id}/{dimension}/{page}")
}

/// One question of a form; none if the form is not one of ours.
pub(super) fn entry(fields: &Fields, question: &str) -> Option<Entry> {
    let (question, base) = question.rsplit_once('@')?;
    let field = |part: &str| fields.get(&format!("a:{question}:{part}")).to_owned();
    let chosen = field("chosen");
    let mut typed = Typed {
        text: field("value"),
        numerator: field("numerator"),
        denominator: field("denominator"),
        date: field("date"),
        options: fields.all(&format!("a:{question}:option[]")).map(str::to_owned).collect(),
        reason: field("reason"),
        note: field("note"),
        source: field("source"),
        as_of: field("asof"),
        grade: field("grade"),
        links: field("links"),
        contest: field("contest"),
        public: field("public"),
        ..Typed::default()
    };
    typed.chosen = match chosen.as_str() {
        "" => Chosen::Nothing,
        "value" => Chosen::Value,
        "do-not-know" => Chosen::DoNotKnow,
        "not-applicable" => Chosen::NotApplicable,
        other => {
            typed.text = other.strip_prefix("option:")?.to_owned();
            Chosen::Value
        }
    };
    let ranks = format!("a:{question}:rank:");
    typed.ranked = fields
        .under(&ranks)
        .map(|(option, rank)| Ranked { option: option.to_owned(), rank: rank.to_owned(), basis: field(&format!("basis:{option}")) })
        .collect();
    let keep = match field("keep").as_str() {
        "mine" => Some(Keep::Mine),
        "theirs" => Some(Keep::Theirs),
        "" if fields.has(&format!("a:{question}:conflict")) => Some(Keep::Unsaid),
        "" => None,
        _ => return None,
    };
    Some(Entry { question: question.to_owned(), base: base.parse().ok()?, typed, keep })
}

fn question_page(page: &Page, view: &QuestionPage) -> Response {
    let words = page.words;
    let survey = &view.opened.survey;
    let node = survey.node(view.section().node);
    let title = node.title.get(page.lang);
    let parts: Vec<usize> = view.section().parts().collect();
    let part = parts.iter().position(|part| *part == view.page).map_or(1, |at| at + 1);
    let caption = words.with("progress-part", &[("part", part.into()), ("all", parts.len().into())]);
    let errors = form_errors(page, view);
    let summary = words.t(if view.has_conflict() { "fill-in-conflict-title" } else { "frame-error-summary" });
    let main = html! {
        (error_summary(&summary, &errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            span class="govuk-caption-l" { (municipality_name(page, &view.opened.municipality)) @if parts.len() > 1 { " · " (caption) } }
            h1 class="govuk-heading-l" { (title) }
            (above(page, view, part == 1))
            (form(page, view))
        } }
    };
    let status = if view.has_conflict() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let back = match view.section().part_before(view.page) {
        Some(before) => path::section(page.lang, view.opened.assessment.id, &node.id, before),
        None => path::assessment(page.lang, view.opened.assessment.id),
    };
    let frame = Frame::new(format!("{title}, {caption}")).section(Section::Home).back(back).refused(view.is_refused());
    if view.is_refused() { frame.status(status).answer(page, main) } else { frame.answer(page, main) }
}

/// What stands between the title and the questions.
fn above(page: &Page, view: &QuestionPage, is_first: bool) -> Markup {
    let words = page.words;
    let node = view.opened.survey.node(view.section().node);
    let saved = match view.opened.assessment.updated_at {
        Some(at) => words.with("fill-in-saved-at", &[("time", format::date_time(page.lang, at).into())]),
        None => words.t("fill-in-saved-never").into_owned(),
    };
    html! {
        @if view.is_refused() && view.saved > 0 {
            (success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (words.t("fill-in-rest-saved")) } }))
        }
        @if is_first { @if let Some(description) = &node.description { p class="govuk-body" { (description.get(page.lang)) } } }
        @if node.confidential { div class="govuk-inset-text" { (words.t("fill-in-confidential")) } }
        @if page.query.get("more") == "1" { div class="govuk-inset-text" role="status" { (words.t("fill-in-more")) } }
        @if page.query.get("public") == "changed" { div class="govuk-inset-text" role="status" { (words.t("public-data-changed")) } }
        @if page.query.get("kept") == "1" {
            (success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (words.t("kept-saved")) } }))
        }
        (status(page, &saved))
        (super::checks::contradictions(page, view))
    }
}

/// When something was saved last; the script says there what becomes of what is typed.
fn status(page: &Page, saved: &str) -> Markup {
    let words = page.words;
    html! {
        p class="m-saved" role="status" id="saved" data-here=(words.t("kept-autosave-here")) data-nowhere=(words.t("kept-autosave-nowhere"))
            data-again=(words.t("kept-autosave-again")) data-signed-out=(words.t("kept-autosave-signed-out")) { (saved) }
    }
}

fn form(page: &Page, view: &QuestionPage) -> Markup {
    let (words, id) = (page.words, view.opened.assessment.id);
    let dimension = &view.opened.survey.node(view.section().node).id;
    let csrf = page.person.as_ref().map_or("", |person| person.csrf.as_str());
    html! {
        form method="post" action=(path::section(page.lang, id, dimension, view.page)) novalidate autocomplete="off" data-warn-unsaved
            data-autosave data-changed[view.is_refused()] {
            // The first button is the one that Enter presses: it saves and goes on.
            button type="submit" hidden { (words.t("action-save-and-continue")) }
            input type="hidden" name="csrf" value=(csrf);
            @if let Some(person) = &page.person { input type="hidden" name="whose" value=(kept_forms::mark(&page.app, person.id)); }
            input type="hidden" name="form" value=(form_name(id, dimension, view.page));
            @for asked in &view.questions {
                @let question = view.opened.survey.question(asked.item.question);
                @let files = path::files(page.lang, id, dimension, &question.id);
                div class="m-question" id=(anchor(question)) {
                    @if let Some(theirs) = &asked.theirs { (conflict(page, &files, question, asked, theirs, &part_errors(page, question, asked))) }
                    (question_form(page, &files, question, asked, view.public.get(&question.id)))
                    @if asked.record.is_some() { (history_link(page, &path::history(page.lang, id, dimension, &question.id), question)) }
                    @if let Some(earlier) = &view.earlier { (last_edition(page, question, asked, earlier)) }
                }
            }
            div class="govuk-button-group" {
                button class="govuk-button" type="submit" { (words.t("action-save-and-continue")) }
                button class="govuk-button govuk-button--secondary" type="submit" name="then" value="list" { (words.t("fill-in-save-and-list")) }
            }
            div class="govuk-inset-text" id="conflict" hidden {
                p class="govuk-body" { (words.t("kept-autosave-conflict")) }
                button class="govuk-button govuk-button--secondary" type="submit" { (words.t("kept-autosave-compare")) }
            }
            @if let Some(person) = &page.person { (session_end(page, person)) }
        }
    }
}

/// Until when the sign-in goes on, and what happens then: for those who see no warning because their browser runs no scripts.
fn session_end(page: &Page, person: &Person) -> Markup {
    let time = page.session_left(person).ends;
    html! { p class="govuk-body-s m-muted" { (page.words.t("kept-session-until")) " " span data-session-ends { (time) } ". " (page.words.t("kept-session-then")) } }
}

fn history_link(page: &Page, address: &str, question: &Question) -> Markup {
    html! {
        p class="govuk-body-s" {
            a class="govuk-link" href=(address) {
                (page.words.t("history-link")) span class="govuk-visually-hidden" { ": " (question.text.get(page.lang)) }
            }
        }
    }
}

fn question_form(page: &Page, files: &str, question: &Question, asked: &Asked, public: Option<&PublicValue>) -> Markup {
    let errors: Vec<PartError> = part_errors(page, question, asked);
    let understood = asked.record.as_ref().filter(|_| asked.theirs.is_none() && asked.errors.is_empty()).and_then(|record| match &record.answer {
        crate::engine::answer::Answer::Answered(value) => figure(page.words, question, value),
        _ => None,
    });
    html! { (QuestionForm { words: page.words, question, asked, errors: &errors, files, understood, public }) }
}

/// The last edition's answer, and the button that uses it again.
fn last_edition(page: &Page, question: &Question, asked: &Asked, earlier: &Earlier) -> Markup {
    let words = page.words;
    let when = [("campaign", earlier.campaign.get(page.lang).into()), ("time", format::date_time(page.lang, earlier.at).into())];
    html! {
        @if let Some(record) = earlier.records.get(&question.id) {
            div class="govuk-inset-text" {
                p class="govuk-body-s m-flush" { (words.with("evidence-last-edition", &when)) }
                div class="govuk-body m-break" { (answer(words, question, &record.answer)) }
                @if asked.record.as_ref().is_none_or(|now| now.answer != record.answer) {
                    button class="govuk-button govuk-button--secondary m-flush" type="submit" name="then" value={ "again:" (question.id) } {
                        (words.t("evidence-use-again"))
                        span class="govuk-visually-hidden" { " " (words.with("evidence-of-question", &[("number", asked.item.number.into())])) }
                    }
                }
            }
        }
    }
}

pub(super) fn part_errors(page: &Page, question: &Question, asked: &Asked) -> Vec<PartError> {
    asked.errors.iter().map(|error| PartError { part: error.part, text: wrong(page.words, question, &asked.typed, error) }).collect()
}

/// Everything that did not go through, for the summary: the number of the question, and what to do.
fn form_errors(page: &Page, view: &QuestionPage) -> Vec<FormError> {
    let words = page.words;
    let mut errors = Vec::new();
    for asked in &view.questions {
        let question = view.opened.survey.question(asked.item.question);
        let number = || asked.item.number.into();
        if let (Some(theirs), true) = (&asked.theirs, asked.errors.is_empty()) {
            let args = [("number", number()), ("who", who(page, theirs).into())];
            errors.push(FormError { control: control(question, Part::Keep), text: words.with("fill-in-conflict-of", &args) });
        }
        for error in part_errors(page, question, asked) {
            let args = [("number", number()), ("text", error.text.into())];
            errors.push(FormError { control: control(question, error.part), text: words.with("fill-in-wrong-of", &args) });
        }
    }
    errors
}

pub(super) fn who(page: &Page, change: &Change) -> String {
    change.by.clone().unwrap_or_else(|| page.words.t("fill-in-somebody").into_owned())
}

/// Nothing could be saved, because the assessment is handed in or the campaign closed: what was typed, to copy.
pub(super) fn shut_page(page: &Page, view: &QuestionPage) -> Response {
    let words = page.words;
    let title = words.t("fill-in-shut-title");
    let id = view.opened.assessment.id;
    let dimension = &view.opened.survey.node(view.section().node).id;
    let main = html! {
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(page, &view.opened))
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("fill-in-shut-text")) }
            dl class="govuk-summary-list" {
                @for asked in &view.questions {
                    @let question = view.opened.survey.question(asked.item.question);
                    div class="govuk-summary-list__row govuk-summary-list__row--no-actions" {
                        dt class="govuk-summary-list__key" { (question.text.get(page.lang)) }
                        dd class="govuk-summary-list__value m-break" { (typed_words(page, &path::files(page.lang, id, dimension, &question.id), question, asked)) }
                    }
                }
            }
        } }
    };
    Frame::new(title).section(Section::Home).back(path::assessment(page.lang, id)).status(StatusCode::CONFLICT).answer(page, main)
}
