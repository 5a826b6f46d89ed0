//! Filling in without a connection: files to download, sending one in, what it would change, and saving that.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use uuid::Uuid;

use super::fill_in::{entry, id, who};
use super::tasks::context;
use crate::engine::answer::Answer;
use crate::engine::survey::Question;
use crate::lang::format;
use crate::offline::{self, Refused};
use crate::report::file_name;
use crate::service::App;
use crate::service::fill_in::{self, Applied, CellWrong, Chosen, Compared, Fault, Merge, NotTaken, Part, Sent, Typed, WorkbookPage};
use crate::web::LARGEST_BODY;
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::answer::{answer, lines};
use crate::web::parts::field::error_message;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary, success};
use crate::web::parts::question::{control, radio};
use crate::web::parts::unsaved::unsaved;
use crate::web::parts::wrong::{quote, wrong};
use crate::web::path;
use crate::web::problem::Problem;
use crate::web::upload::Upload;

/// A workbook that is sent in is no larger than this; one of 250 questions has a tenth of it.
const LARGEST_WORKBOOK: usize = 8 * 1024 * 1024;
/// A page of changes sends back at most so many fields.
const MOST_FIELDS: usize = 4_500;
/// So many faults of a file are listed; a file with more of them is another file.
const MOST_FAULTS: usize = 200;
const MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn routes() -> Router<App> {
    Router::new()
        // What stands around the file in the form takes a little room, too.
        .route("/{lang}/assessments/{id}/workbook", get(show).post(send).layer(DefaultBodyLimit::max(LARGEST_WORKBOOK + 64 * 1024)))
        .route("/{lang}/assessments/{id}/workbook/apply", post(apply))
        .route("/{lang}/assessments/{id}/workbook.xlsx", get(whole))
        .route("/{lang}/assessments/{id}/sections/{dimension}/workbook.xlsx", get(section))
}

async fn whole(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    file(&page, &text, None).await
}

async fn section(page: Page, Path((_, text, dimension)): Path<(String, String, String)>) -> Result<Response, Problem> {
    file(&page, &text, Some(&dimension)).await
}

async fn file(page: &Page, text: &str, dimension: Option<&str>) -> Result<Response, Problem> {
    let sheets = fill_in::workbook(&page.app, page.person.as_ref(), id(text)?, dimension, page.lang).await?;
    let disposition = format!("attachment; filename=\"{}\"", file_name(&sheets.subject, dimension.unwrap_or("all"), "xlsx"));
    Ok(([(header::CONTENT_TYPE, MEDIA.to_owned()), (header::CONTENT_DISPOSITION, disposition)], sheets.bytes).into_response())
}

async fn show(page: Page, Path((_, text)): Path<(String, String)>) -> Result<Response, Problem> {
    let view = fill_in::workbook_page(&page.app, page.person.as_ref(), id(&text)?).await?;
    Ok(files_page(&page, &view, None))
}

async fn send(page: Page, Path((_, text)): Path<(String, String)>, upload: Upload) -> Result<Response, Problem> {
    let person = page.own_form(&upload.fields)?;
    let id = id(&text)?;
    let refused = match upload.file {
        None => page.words.t("offline-file-missing").into_owned(),
        Some(bytes) => match fill_in::compare(&page.app, Some(person), id, bytes).await? {
            Sent::NotTaken(not_taken) => not_taken_words(&page, &not_taken),
            Sent::Compared(view) if is_too_much(&view) => page.words.t("offline-refused-too-much").into_owned(),
            Sent::Compared(view) => return Ok(compared_page(&page, &view, StatusCode::OK)),
        },
    };
    let view = fill_in::workbook_page(&page.app, Some(person), id).await?;
    Ok(files_page(&page, &view, Some(&refused)))
}

async fn apply(page: Page, Path((_, text)): Path<(String, String)>, fields: Fields) -> Response {
    // Whatever stands in the way, what was read from the file is not lost.
    try_apply(&page, &text, &fields).await.unwrap_or_else(|problem| unsaved(&page, &fields, problem))
}

async fn try_apply(page: &Page, text: &str, fields: &Fields) -> Result<Response, Problem> {
    let person = page.own_form(fields)?;
    let id = id(text)?;
    // What the form says it is, so that it is not taken for another assessment's.
    if fields.get("form") != id.to_string() {
        return Err(Problem::BadRequest);
    }
    let entries = fields.all("question[]").map(|question| entry(fields, question)).collect::<Option<Vec<_>>>().ok_or(Problem::BadRequest)?;
    match fill_in::apply(&page.app, Some(person), id, &entries).await? {
        Applied::All(changed) => Ok(Redirect::to(&format!("{}?saved={changed}", path::workbook(page.lang, id))).into_response()),
        Applied::Part(view) => Ok(compared_page(page, &view, StatusCode::CONFLICT)),
    }
}

/// Files to download, and sending one in.
fn files_page(page: &Page, view: &WorkbookPage, refused: Option<&str>) -> Response {
    let (words, opened) = (page.words, &view.opened);
    let id = opened.assessment.id;
    let title = words.t("offline-title");
    let errors: Vec<FormError> = refused.iter().map(|text| FormError { control: "file".to_owned(), text: (*text).to_owned() }).collect();
    let saved = page.query.get("saved").parse::<usize>().ok().filter(|_| refused.is_none());
    let is_guest = page.person.as_ref().is_some_and(|person| person.scope.is_some());
    let whole = words.t(if is_guest { "offline-download-own" } else { "offline-download-whole" });
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), &errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            @if let Some(saved) = saved {
                @let text = if saved == 0 { words.t("offline-saved-nothing").into_owned() } else { words.with("offline-saved", &[("count", saved.into())]) };
                (success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (text) } }))
            }
            (context(page, opened))
            h1 class="govuk-heading-l" { (title) }
            p class="govuk-body" { (words.t("offline-intro")) }
            h2 class="govuk-heading-m" { (words.t("offline-download")) }
            p class="govuk-body" { a class="govuk-link" href=(path::workbook_file(page.lang, id, None)) { (whole) } }
            @if view.plan.sections.len() > 1 {
                h3 class="govuk-heading-s" { (words.t("offline-download-section")) }
                ul class="govuk-list govuk-list--bullet" {
                    @for section in &view.plan.sections {
                        @let node = opened.survey.node(section.node);
                        li { a class="govuk-link" href=(path::workbook_file(page.lang, id, Some(&node.id))) { (node.title.get(page.lang)) } }
                    }
                }
            }
            h2 class="govuk-heading-m" { (words.t("offline-send")) }
            @if opened.may_fill_in { (upload_form(page, id, refused)) } @else { p class="govuk-body" { (words.t("offline-closed")) } }
        } }
    };
    let frame = Frame::new(title).section(Section::Home).back(path::assessment(page.lang, id)).refused(refused.is_some());
    if refused.is_some() { frame.status(StatusCode::UNPROCESSABLE_ENTITY).answer(page, main) } else { frame.answer(page, main) }
}

fn upload_form(page: &Page, id: Uuid, refused: Option<&str>) -> Markup {
    let words = page.words;
    let csrf = page.person.as_ref().map_or("", |person| person.csrf.as_str());
    let described = if refused.is_some() { "file-hint file-error" } else { "file-hint" };
    html! {
        form method="post" action=(path::workbook(page.lang, id)) enctype="multipart/form-data" novalidate {
            input type="hidden" name="csrf" value=(csrf);
            div class={ "govuk-form-group" @if refused.is_some() { " govuk-form-group--error" } } {
                label class="govuk-label" for="file" { (words.t("offline-file")) }
                div id="file-hint" class="govuk-hint" { (words.t("offline-file-hint")) }
                (error_message("file", &words.t("frame-error-prefix"), refused))
                input class={ "govuk-input" @if refused.is_some() { " govuk-input--error" } } id="file" name="file" type="file" accept=".xlsx" aria-describedby=(described);
            }
            button class="govuk-button" type="submit" { (words.t("offline-compare")) }
        }
    }
}

/// Why a file is not taken, in words.
fn not_taken_words(page: &Page, not_taken: &NotTaken) -> String {
    let key = match not_taken {
        NotTaken::OtherAssessment => "offline-refused-assessment",
        NotTaken::OtherSurvey(survey, version) => {
            return page.words.with("offline-refused-survey", &[("survey", survey.into()), ("version", version.into())]);
        }
        NotTaken::Refused(Refused::NotOurs) => "offline-refused-not-ours",
        NotTaken::Refused(Refused::OtherFormat) => "offline-refused-format",
        NotTaken::Refused(Refused::Workbook(fault)) => match fault.code {
            "not-a-workbook" => "offline-refused-not-a-workbook",
            "encrypted" => "offline-refused-encrypted",
            "too-large" | "bomb" => "offline-refused-too-large",
            _ => "offline-refused-damaged",
        },
    };
    page.words.t(key).into_owned()
}

/// What the file changes: what cannot be taken, what has to be decided, what will be saved.
fn compared_page(page: &Page, view: &Compared, status: StatusCode) -> Response {
    let words = page.words;
    let id = view.opened.assessment.id;
    let title = words.t("offline-compare-title");
    let errors: Vec<FormError> = view.conflicts.iter().filter(|merge| merge.is_unsaid).map(|merge| unsaid(page, view, merge)).collect();
    let is_empty = view.taken.is_empty() && view.conflicts.is_empty();
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), &errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            @if view.saved > 0 {
                @let text = words.with("offline-rest-saved", &[("count", view.saved.into())]);
                (success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (text) } }))
            }
            (context(page, &view.opened))
            h1 class="govuk-heading-l" { (title) }
            @if !is_empty && view.saved == 0 { p class="govuk-body" { strong { (words.t("offline-not-yet")) } } }
            @if view.outside > 0 { div class="govuk-inset-text" { (words.with("offline-outside", &[("count", view.outside.into())])) } }
            @if is_empty && view.faults.is_empty() && view.saved == 0 { p class="govuk-body" { (words.t("offline-nothing")) } }
            (faults(page, view))
            @if is_empty {
                p class="govuk-body" { a class="govuk-link" href=(path::workbook(page.lang, id)) { (words.t("offline-send")) } }
            } @else {
                (merge_form(page, view))
            }
        } }
    };
    let frame = Frame::new(title).section(Section::Home).back(path::workbook(page.lang, id)).refused(!errors.is_empty());
    frame.status(status).answer(page, main)
}

fn unsaid(page: &Page, view: &Compared, merge: &Merge) -> FormError {
    let question = view.opened.survey.question(merge.question);
    let text = page.words.with("offline-keep-missing", &[("question", question.text.get(page.lang).into())]);
    FormError { control: control(question, Part::Keep), text }
}

fn faults(page: &Page, view: &Compared) -> Markup {
    let words = page.words;
    html! {
        @if !view.faults.is_empty() {
            h2 class="govuk-heading-m" { (words.with("offline-faults-heading", &[("count", view.faults.len().into())])) }
            p class="govuk-body" { (words.t("offline-faults-text")) }
            ul class="govuk-list govuk-list--bullet" { @for fault in view.faults.iter().take(MOST_FAULTS) { li class="m-break" { (fault_words(page, view, fault)) } } }
            @if view.faults.len() > MOST_FAULTS { p class="govuk-body" { (words.with("offline-faults-first", &[("count", MOST_FAULTS.into())])) } }
        }
    }
}

fn fault_words(page: &Page, view: &Compared, fault: &Fault) -> String {
    let words = page.words;
    let question = fault.question.map(|question| view.opened.survey.question(question));
    let quoted = |key: &str, text: &str| words.with(key, &[("text", quote(text).into())]);
    let text = match (&fault.wrong, question) {
        (CellWrong::Entry(typed, error), Some(question)) => wrong(words, question, typed, error),
        (CellWrong::NoValue, _) => words.t("offline-wrong-no-value").into_owned(),
        (CellWrong::Apart, _) => words.t("views-wrong-workbook").into_owned(),
        (CellWrong::TooLong, _) => words.t("offline-wrong-too-long").into_owned(),
        (CellWrong::Cell(cell), _) => match cell {
            offline::Wrong::UnknownState(text) => quoted("offline-wrong-state", text),
            offline::Wrong::NotATick(text) => quoted("offline-wrong-tick", text),
            offline::Wrong::Failed(text) => quoted("offline-wrong-failed", text),
            offline::Wrong::Stray(text) => quoted("offline-wrong-stray", text),
            offline::Wrong::Mixed => words.t("offline-wrong-mixed").into_owned(),
            offline::Wrong::Twice => words.t("offline-wrong-twice").into_owned(),
            offline::Wrong::SheetsMissing(count) => words.with("offline-wrong-sheets", &[("count", (*count).into())]),
        },
        (CellWrong::Entry(..), None) => words.t("offline-wrong-mixed").into_owned(),
    };
    match question {
        _ if fault.place.is_empty() => text,
        Some(question) => {
            let args = [("place", fault.place.as_str().into()), ("question", question.text.get(page.lang).into()), ("text", text.into())];
            words.with("offline-fault-of", &args)
        }
        None => words.with("offline-fault", &[("place", fault.place.as_str().into()), ("text", text.into())]),
    }
}

/// The form that saves: everything in the file that changes something, and a choice where two people have answered.
fn merge_form(page: &Page, view: &Compared) -> Markup {
    let (words, id) = (page.words, view.opened.assessment.id);
    let csrf = page.person.as_ref().map_or("", |person| person.csrf.as_str());
    html! {
        form method="post" action=(path::workbook_apply(page.lang, id)) novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="form" value=(id);
            @for merge in view.conflicts.iter().chain(&view.taken) {
                @for (name, value) in hidden_fields(view.opened.survey.question(merge.question), merge) { input type="hidden" name=(name) value=(value); }
            }
            @if !view.conflicts.is_empty() {
                h2 class="govuk-heading-m" { (words.with("offline-conflicts-heading", &[("count", view.conflicts.len().into())])) }
                p class="govuk-body" { (words.t("offline-conflicts-text")) }
                @for merge in &view.conflicts { (conflict(page, view, merge)) }
            }
            @if !view.taken.is_empty() {
                h2 class="govuk-heading-m" id="taken" { (words.with("offline-taken-heading", &[("count", view.taken.len().into())])) }
                (taken(page, view))
            }
            button class="govuk-button" type="submit" { (words.t("offline-apply")) }
        }
    }
}

/// What the form sends back of a question: the same fields as a page of questions, empty ones left out.
fn hidden_fields(question: &Question, merge: &Merge) -> Vec<(String, String)> {
    let Typed { chosen, text, numerator, denominator, date, options, ranked, reason, note, .. } = &merge.typed;
    let name = |part: &str| format!("a:{}:{part}", question.id);
    let chosen = match chosen {
        Chosen::Nothing => "",
        Chosen::Value => "value",
        Chosen::DoNotKnow => "do-not-know",
        Chosen::NotApplicable => "not-applicable",
    };
    let plain = [
        ("chosen", chosen),
        ("value", text),
        ("numerator", numerator),
        ("denominator", denominator),
        ("date", date),
        ("reason", reason),
        ("note", note),
    ];
    let mut fields: Vec<(String, String)> = plain.into_iter().map(|(part, value)| (name(part), value.to_owned())).collect();
    fields.extend(options.iter().map(|option| (name("option[]"), option.clone())));
    for one in ranked {
        fields.push((name(&format!("rank:{}", one.option)), one.rank.clone()));
        fields.push((name(&format!("basis:{}", one.option)), one.basis.clone()));
    }
    if merge.theirs.is_some() {
        fields.push((name("conflict"), "1".to_owned()));
    }
    fields.retain(|(_, value)| !value.is_empty());
    fields.push(("question[]".to_owned(), format!("{}@{}", question.id, merge.base)));
    fields
}

/// Whether the form that saves would be larger than forms may be. Each byte may take three in it.
fn is_too_much(view: &Compared) -> bool {
    let merges = view.conflicts.iter().chain(&view.taken);
    let (count, bytes) = merges.fold((0, 0), |(count, bytes), merge| {
        let fields = hidden_fields(view.opened.survey.question(merge.question), merge);
        (count + fields.len() + 1, bytes + fields.iter().map(|(name, value)| 3 * (name.len() + value.len()) + 2).sum::<usize>())
    });
    count > MOST_FIELDS || bytes > LARGEST_BODY - 64 * 1024
}

/// An answer and its note.
fn both(page: &Page, question: &Question, given: &Answer, note: &str) -> Markup {
    html! {
        div class="govuk-body m-break" { (answer(page.words, question, given)) }
        @if !note.is_empty() { p class="govuk-body m-break" { strong { (page.words.t("fill-in-note")) ": " } (lines(note)) } }
    }
}

fn kept(page: &Page, question: &Question, merge: &Merge) -> Markup {
    match &merge.record {
        Some(record) => both(page, question, &record.answer, &record.note),
        None => both(page, question, &Answer::NotAnswered, ""),
    }
}

/// Both answers side by side, and the choice between them.
fn conflict(page: &Page, view: &Compared, merge: &Merge) -> Markup {
    let (words, question) = (page.words, view.opened.survey.question(merge.question));
    let (id, name) = (control(question, Part::Keep), format!("a:{}:keep", question.id));
    let error = merge.is_unsaid.then(|| words.t("fill-in-wrong-keep-missing"));
    let error_id = format!("{id}-error");
    html! {
        h3 class="govuk-heading-s" { (question.text.get(page.lang)) }
        div class="m-compare" {
            section class="m-compare__side" {
                h4 class="govuk-heading-s" { (words.t("offline-conflict-file")) }
                (both(page, question, &merge.answer, &merge.note))
            }
            section class="m-compare__side" {
                @if let Some(theirs) = &merge.theirs {
                    @let when = [("who", who(page, theirs).into()), ("time", format::date_time(page.lang, theirs.at).into())];
                    h4 class="govuk-heading-s" { (words.with("fill-in-conflict-theirs", &when)) }
                }
                (kept(page, question, merge))
            }
        }
        div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
            fieldset class="govuk-fieldset" aria-describedby=[error.as_ref().map(|_| &error_id)] {
                legend class="govuk-fieldset__legend govuk-fieldset__legend--s" {
                    span class="govuk-visually-hidden" { (question.text.get(page.lang)) " " } (words.t("offline-keep"))
                }
                (error_message(&id, &words.t("frame-error-prefix"), error.as_deref()))
                div class="govuk-radios" {
                    (radio(&id, &name, "mine", &words.t("offline-keep-file"), false))
                    @if let Some(theirs) = &merge.theirs {
                        (radio(&format!("{id}-theirs"), &name, "theirs", &words.with("fill-in-keep-theirs", &[("who", who(page, theirs).into())]), false))
                    }
                }
            }
        }
    }
}

fn taken(page: &Page, view: &Compared) -> Markup {
    let words = page.words;
    html! {
        div class="m-scroll govuk-!-margin-bottom-4" role="region" aria-labelledby="taken" tabindex="0" {
            table class="govuk-table" {
                thead class="govuk-table__head" { tr class="govuk-table__row" {
                    th scope="col" class="govuk-table__header" { (words.t("offline-table-question")) }
                    th scope="col" class="govuk-table__header" { (words.t("offline-table-now")) }
                    th scope="col" class="govuk-table__header" { (words.t("offline-table-file")) }
                } }
                tbody class="govuk-table__body" {
                    @for merge in &view.taken {
                        @let question = view.opened.survey.question(merge.question);
                        tr class="govuk-table__row" {
                            th scope="row" class="govuk-table__header" { (question.text.get(page.lang)) }
                            td class="govuk-table__cell" { (kept(page, question, merge)) }
                            td class="govuk-table__cell" { (both(page, question, &merge.answer, &merge.note)) }
                        }
                    }
                }
            }
        }
    }
}
