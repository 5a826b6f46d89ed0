//! The files behind an answer: adding them, taking them away, handing them out. Works without the script.

use std::error::Error;
use std::time::Duration;

use axum::Router;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart, Path};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use tokio::time::timeout;

use super::fill_in::id;
use super::tasks::context;
use crate::lang::format;
use crate::service::App;
use crate::service::fill_in::{self, Added, EvidenceFile, FileKind, FilesPage, LARGEST_FILE, MOST_FILES, NotAdded, Place};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::answer::answer;
use crate::web::parts::beside;
use crate::web::parts::field::error_message;
use crate::web::parts::frame::{Frame, Section};
use crate::web::parts::message::{FormError, error_summary};
use crate::web::parts::question::anchor;
use crate::web::path;
use crate::web::problem::Problem;
use crate::web::stream;

/// A file that is too large is read up to here, so that the browser hears why it is not taken.
const LARGEST_READ: usize = 40_000_000;
/// The secret of a form is no longer than this.
const LONGEST_SECRET: usize = 1_000;
/// A file has come in whole after this long.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// A file may be opened by nothing but a program of the reader's own.
const POLICY: &str = "default-src 'none'; sandbox";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/assessments/{id}/sections/{dimension}/files/{question}", get(show).post(add).layer(DefaultBodyLimit::max(LARGEST_READ)))
        .route("/{lang}/assessments/{id}/sections/{dimension}/files/{question}/{file}", get(download))
        .route("/{lang}/assessments/{id}/sections/{dimension}/files/{question}/{file}/remove", post(remove))
}

type Address = (String, String, String, String);

fn place((_, text, dimension, question): Address) -> Result<Place, Problem> {
    Ok(Place { assessment: id(&text)?, dimension, question })
}

fn address(page: &Page, place: &Place) -> String {
    path::files(page.lang, place.assessment, &place.dimension, &path::encode(&place.question))
}

async fn show(page: Page, Path(parts): Path<Address>) -> Result<Response, Problem> {
    let place = place(parts)?;
    let view = fill_in::files_page(&page.app, page.person.as_ref(), &place).await?;
    Ok(files_page(&page, &place, &view, None))
}

async fn add(page: Page, Path(parts): Path<Address>, form: Result<Multipart, MultipartRejection>) -> Result<Response, Problem> {
    let place = place(parts)?;
    let mut form = form.map_err(|_| Problem::BadRequest)?;
    let added = timeout(LONGEST_WAIT, receive(&page, &place, &mut form)).await.map_err(|_| Problem::BadRequest)??;
    match added {
        Added::Done => Ok(Redirect::to(&address(&page, &place)).into_response()),
        Added::Refused(refused) => {
            let view = fill_in::files_page(&page.app, page.person.as_ref(), &place).await?;
            Ok(files_page(&page, &place, &view, Some(refused)))
        }
    }
}

/// Reads the form: first who sends it, then the file.
async fn receive(page: &Page, place: &Place, form: &mut Multipart) -> Result<Added, Problem> {
    page.signed_in()?;
    let fields = Fields::of(vec![("csrf".to_owned(), secret(form).await?)]);
    let person = page.own_form(&fields)?;
    let mut file = next(form).await?.filter(|field| field.name() == Some("file")).ok_or(Problem::BadRequest)?;
    let sent = file.file_name().unwrap_or_default().to_owned();
    let mut incoming = fill_in::receive(&page.app, Some(person), place.clone(), &sent).await?;
    while let Some(piece) = file.chunk().await.map_err(|error| unread(&error))? {
        incoming.write(&piece).await?;
    }
    drop(file);
    // The end of the form must have come in too: a file that was cut off may look whole.
    if next(form).await?.is_some() {
        return Err(Problem::BadRequest);
    }
    Ok(incoming.finish(&page.app, Some(person)).await?)
}

/// The secret of the form, which comes first.
async fn secret(form: &mut Multipart) -> Result<String, Problem> {
    let mut field = next(form).await?.filter(|field| field.name() == Some("csrf")).ok_or(Problem::BadRequest)?;
    let mut secret = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| unread(&error))? {
        secret.extend_from_slice(&piece);
        if secret.len() > LONGEST_SECRET {
            return Err(Problem::BadRequest);
        }
    }
    String::from_utf8(secret).map_err(|_| Problem::BadRequest)
}

async fn next(form: &mut Multipart) -> Result<Option<Field<'_>>, Problem> {
    form.next_field().await.map_err(|error| unread(&error))
}

fn unread(error: &MultipartError) -> Problem {
    tracing::debug!(cause = error.source(), "a file did not come in");
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Problem::TooLarge } else { Problem::BadRequest }
}

async fn remove(
    page: Page,
    Path((lang, text, dimension, question, file)): Path<(String, String, String, String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let place = place((lang, text, dimension, question))?;
    let person = page.own_form(&fields)?;
    fill_in::remove(&page.app, Some(person), &place, id(&file)?).await?;
    Ok(Redirect::to(&address(&page, &place)).into_response())
}

/// A file as an attachment of a fixed type, which a browser neither shows nor runs.
async fn download(
    page: Page,
    Path((lang, text, dimension, question, file)): Path<(String, String, String, String, String)>,
) -> Result<Response, Problem> {
    let place = place((lang, text, dimension, question))?;
    let (row, bytes) = fill_in::file(&page.app, page.person.as_ref(), &place, id(&file)?).await?;
    let disposition = format!("attachment; filename=\"{}.{}\"; filename*=UTF-8''{}", row.id, row.kind.as_str(), path::encode(&row.name));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media(row.kind))),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(|error| Problem::Internal(error.to_string()))?),
        (header::CONTENT_LENGTH, HeaderValue::from(row.size.unsigned_abs())),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    ];
    Ok((headers, stream::of_file(bytes, row.size.unsigned_abs())).into_response())
}

const fn media(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Pdf => "application/pdf",
        FileKind::Png => "image/png",
        FileKind::Jpeg => "image/jpeg",
        FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileKind::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        FileKind::Odt => "application/vnd.oasis.opendocument.text",
        FileKind::Csv => "text/csv",
        FileKind::Txt => "text/plain",
    }
}

fn files_page(page: &Page, place: &Place, view: &FilesPage, refused: Option<NotAdded>) -> Response {
    let (words, opened, asked) = (page.words, &view.opened, &view.asked);
    let question = opened.survey.question(asked.item.question);
    let title = words.t("evidence-title");
    let errors: Vec<FormError> = refused.into_iter().map(|refused| FormError { control: "file".to_owned(), text: why(page, refused) }).collect();
    let back = path::section(page.lang, place.assessment, &place.dimension, view.page) + "#" + &anchor(question);
    let files: Vec<&EvidenceFile> = asked.record.iter().flat_map(|record| &record.evidence).filter_map(fill_in::Evidence::file).collect();
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), &errors))
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (context(page, opened))
            h1 class="govuk-heading-l" { (title) }
            div class="govuk-inset-text" {
                p class="govuk-body" { strong { @if asked.item.number > 0 { (asked.item.number) ". " } (question.text.get(page.lang)) } }
                @if let Some(record) = &asked.record { div class="govuk-body m-break" { (answer(words, question, &record.answer)) } }
                @if let Some(proof) = &question.evidence { p class="govuk-body-s" { (words.t("fill-in-help-evidence")) " " (proof.get(page.lang)) } }
            }
            @if files.is_empty() { p class="govuk-body" { (words.t("evidence-none")) } } @else { (list(page, place, &files, opened.may_fill_in)) }
            @if opened.may_fill_in { (upload(page, place, view, errors.first())) } @else { p class="govuk-body" { (words.t("evidence-shut")) } }
            p class="govuk-body" { a class="govuk-link" href=(back) { (words.t("evidence-back")) } }
        } }
    };
    Frame::new(title).section(Section::Home).back(back.clone()).refused(!errors.is_empty()).answer(page, main)
}

fn list(page: &Page, place: &Place, files: &[&EvidenceFile], may_change: bool) -> Markup {
    let (words, address) = (page.words, address(page, place));
    html! {
        dl class="govuk-summary-list" {
            @for file in files {
                div class={ "govuk-summary-list__row" @if !may_change { " govuk-summary-list__row--no-actions" } } {
                    dt class="govuk-summary-list__key m-break" { (beside::file(page.lang, &address, file)) }
                    dd class="govuk-summary-list__value m-break govuk-!-font-size-14" { "SHA-256 " (file.sha256) }
                    @if may_change {
                        dd class="govuk-summary-list__actions" {
                            form method="post" action={ (address) "/" (file.id) "/remove" } {
                                input type="hidden" name="csrf" value=(csrf(page));
                                button class="govuk-button govuk-button--secondary m-flush" type="submit" {
                                    (words.t("evidence-remove")) span class="govuk-visually-hidden" { ": " (file.name) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn upload(page: &Page, place: &Place, view: &FilesPage, error: Option<&FormError>) -> Markup {
    let words = page.words;
    let size = |bytes: i64| format::file_size(page.lang, bytes.unsigned_abs());
    let limits = [("size", size(LARGEST_FILE).into()), ("files", MOST_FILES.into()), ("room", size(view.room.max(0)).into())];
    html! {
        form method="post" action=(address(page, place)) enctype="multipart/form-data" novalidate {
            input type="hidden" name="csrf" value=(csrf(page));
            div class={ "govuk-form-group" @if error.is_some() { " govuk-form-group--error" } } {
                label class="govuk-label govuk-label--m" for="file" { (words.t("evidence-file")) }
                div class="govuk-hint" id="file-hint" { (words.with("evidence-file-hint", &limits)) }
                (error_message("file", &words.t("frame-error-prefix"), error.map(|error| error.text.as_str())))
                input class={ "govuk-input" @if error.is_some() { " govuk-input--error" } } id="file" name="file" type="file"
                    accept=".pdf,.png,.jpg,.jpeg,.xlsx,.docx,.ods,.odt,.csv,.txt"
                    aria-describedby=(if error.is_some() { "file-hint file-error" } else { "file-hint" });
            }
            button class="govuk-button" type="submit" { (words.t("evidence-add-file")) }
        }
    }
}

fn csrf(page: &Page) -> &str {
    page.person.as_ref().map_or("", |person| person.csrf.as_str())
}

/// Why a file was not taken, and what to do.
fn why(page: &Page, refused: NotAdded) -> String {
    let words = page.words;
    match refused {
        NotAdded::NoFile => words.t("evidence-wrong-no-file").into_owned(),
        NotAdded::Empty => words.t("evidence-wrong-empty").into_owned(),
        NotAdded::TooLarge => words.with("evidence-wrong-too-large", &[("size", format::file_size(page.lang, LARGEST_FILE.unsigned_abs()).into())]),
        NotAdded::WrongKind => words.t("evidence-wrong-kind").into_owned(),
        NotAdded::TooMany => words.with("evidence-wrong-too-many", &[("files", MOST_FILES.into())]),
        NotAdded::NoRoom => words.t("evidence-wrong-no-room").into_owned(),
    }
}
