//! Public figures of a network: what there is, importing a sheet, what municipalities contest.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::{csrf, frame};
use crate::engine::indicators::{self, MOST_DECIMALS, MOST_FAULTS, MOST_FIGURES, Wrong};
use crate::engine::survey::Body;
use crate::lang::{Words, format};
use crate::service::access::Person;
use crate::service::public_data::{self, Change, Contest, Fault, LARGEST_SHEET, Preview, PublicData, PublicValue, Sent, Taken, Use};
use crate::service::{Municipality, registers};
use crate::web::form::Fields;
use crate::web::page::Page;
use crate::web::parts::answer::lines;
use crate::web::parts::field::error_message;
use crate::web::parts::frame::Frame;
use crate::web::parts::message::{FormError, error_summary, success};
use crate::web::parts::public::with_links;
use crate::web::parts::wrong::quote;
use crate::web::path;
use crate::web::problem::Problem;
use crate::web::upload::Upload;

/// A sheet that is sent in may be so large before the connection is ended; what is too large is read to its end and refused in words.
const LARGEST_BODY: usize = 64 * 1024 * 1024;
/// So many rows of a list are shown.
const MOST_LISTED: usize = 200;

/// How much may be sent to the page.
pub(super) fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LARGEST_BODY)
}

pub(super) async fn show(page: Page, Path((_, slug)): Path<(String, String)>) -> Result<Response, Problem> {
    let person = page.signed_in()?;
    let data = public_data::open(&page.app, person, &slug, page.lang).await?;
    Ok(data_page(&page, person, &data, None))
}

pub(super) async fn send(
    page: Page,
    Path((_, slug)): Path<(String, String)>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    page.signed_in()?;
    let upload = Upload::of(form.map_err(|_| Problem::BadRequest)?).await?;
    let person = page.own_form(&upload.fields)?;
    let words = page.words;
    let refused = match upload.file {
        None => (words.t("public-data-file-missing").into_owned(), Vec::new()),
        Some(sheet) if !upload.is_whole || sheet.len() > LARGEST_SHEET => {
            let too_large = Fault::Sheet(indicators::Fault { row: 1, column: None, wrong: Wrong::TooLarge });
            (words.t("public-data-refused").into_owned(), vec![too_large])
        }
        Some(sheet) => match public_data::send(&page.app, person, &slug, page.lang, sheet).await? {
            Sent::Read(preview) => return Ok(preview_page(&page, person, &preview, StatusCode::OK)),
            Sent::Refused(data, faults) => {
                return Ok(data_page(&page, person, &data, Some((words.t("public-data-refused").into_owned(), faults))));
            }
        },
    };
    let data = public_data::open(&page.app, person, &slug, page.lang).await?;
    Ok(data_page(&page, person, &data, Some(refused)))
}

/// Takes the sheet that the person has seen.
pub(super) async fn take(page: Page, Path((_, slug)): Path<(String, String)>, fields: Fields) -> Result<Response, Problem> {
    let person = page.own_form(&fields)?;
    let address = path::admin_public_data(page.lang, &slug);
    Ok(match public_data::take(&page.app, person, &slug, fields.get("mark")).await? {
        Taken::All(Some(count)) => Redirect::to(&format!("{address}?taken={count}")).into_response(),
        Taken::All(None) => Redirect::to(&format!("{address}?taken=before")).into_response(),
        Taken::Changed(preview) => preview_page(&page, person, &preview, StatusCode::CONFLICT),
    })
}

fn below(page: &Page, title: &str, data: &crate::service::networks::Network) -> Frame {
    let (words, lang) = (page.words, page.lang);
    let is_administrator = page.person.as_ref().is_some_and(Person::is_administrator);
    let frame = frame(title).crumb(words.t("frame-section-admin"), path::admin(lang));
    // The page of the network is for administrators of the installation.
    if is_administrator { frame.crumb(data.name.get(lang), path::admin_network(lang, &data.slug)) } else { frame }
}

/// What there is, the form, and why a file was refused.
fn data_page(page: &Page, person: &Person, data: &PublicData, refused: Option<(String, Vec<Fault>)>) -> Response {
    let words = page.words;
    let title = words.t("public-data-title");
    let errors: Vec<FormError> = refused.iter().map(|(text, _)| FormError { control: "file".to_owned(), text: text.clone() }).collect();
    let main = html! {
        (error_summary(&words.t("frame-error-summary"), &errors))
        @if refused.is_none() { (taken(page)) }
        span class="govuk-caption-l" { (data.network.name.get(page.lang)) }
        h1 class="govuk-heading-l" { (title) }
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            p class="govuk-body" { (words.t("public-data-intro")) }
            @if let Some((_, faults)) = &refused { (fault_list(words, faults)) }
            (upload_form(page, person, &data.network.slug, refused.as_ref().map(|(text, _)| text.as_str())))
        } }
        (indicator_table(page, data))
        (contest_table(page, data))
        (value_table(page, data))
    };
    let frame = below(page, &title, &data.network).refused(refused.is_some());
    if refused.is_some() { frame.status(StatusCode::UNPROCESSABLE_ENTITY).answer(page, main) } else { frame.answer(page, main) }
}

/// What was taken, if the page was reached after doing it.
fn taken(page: &Page) -> Markup {
    let words = page.words;
    let text = match page.query.get("taken") {
        "" => return html! {},
        "before" => words.t("public-data-taken-before").into_owned(),
        count => match count.parse::<usize>() {
            Ok(count) => words.with("public-data-taken", &[("count", count.into())]),
            Err(_) => return html! {},
        },
    };
    success(&words.t("frame-done"), &html! { p class="govuk-notification-banner__heading" { (text) } })
}

fn upload_form(page: &Page, person: &Person, slug: &str, refused: Option<&str>) -> Markup {
    let words = page.words;
    let limits = [("rows", MOST_FIGURES.into()), ("size", format::file_size(page.lang, LARGEST_SHEET as u64).into())];
    let described = if refused.is_some() { "file-hint file-error" } else { "file-hint" };
    html! {
        h2 class="govuk-heading-m" { (words.t("public-data-file-heading")) }
        form method="post" action=(path::admin_public_data(page.lang, slug)) enctype="multipart/form-data" novalidate {
            (csrf(person))
            div class={ "govuk-form-group" @if refused.is_some() { " govuk-form-group--error" } } {
                label class="govuk-label" for="file" { (words.t("public-data-file")) }
                div id="file-hint" class="govuk-hint" { (words.with("public-data-file-hint", &limits)) }
                (error_message("file", &words.t("frame-error-prefix"), refused))
                input class={ "govuk-input" @if refused.is_some() { " govuk-input--error" } } id="file" name="file" type="file" accept=".csv,text/csv" aria-describedby=(described);
            }
            button class="govuk-button" type="submit" { (words.t("public-data-check")) }
        }
    }
}

fn fault_list(words: Words, faults: &[Fault]) -> Markup {
    html! {
        @if !faults.is_empty() {
            h2 class="govuk-heading-m" { (words.t("public-data-faults")) }
            ul class="govuk-list govuk-list--bullet" { @for fault in faults { li class="m-break" { (fault_words(words, fault)) } } }
            @if faults.len() == MOST_FAULTS { p class="govuk-body" { (words.with("public-data-faults-first", &[("count", MOST_FAULTS.into())])) } }
        }
    }
}

fn fault_words(words: Words, fault: &Fault) -> String {
    let (row, column, text) = match fault {
        Fault::UnknownCode { row, code, meant: None } => {
            (*row, Some("municipality"), words.with("public-data-fault-unknown-code", &[("text", quote(code).into())]))
        }
        Fault::UnknownCode { row, code, meant: Some(meant) } => {
            let args = [("text", quote(code).into()), ("meant", meant.as_str().into())];
            (*row, Some("municipality"), words.with("public-data-fault-lost-zero", &args))
        }
        Fault::Sheet(fault) => (fault.row, fault.column.map(|column| column.names()[0]), wrong_words(words, &fault.wrong)),
    };
    match column {
        Some(column) => words.with("public-data-fault-in", &[("row", row.to_string().into()), ("column", column.into()), ("text", text.into())]),
        None => words.with("public-data-fault", &[("row", row.to_string().into()), ("text", text.into())]),
    }
}

fn wrong_words(words: Words, wrong: &Wrong) -> String {
    let quoted = |key: &str, text: &str| words.with(key, &[("text", quote(text).into())]);
    let key = match wrong {
        Wrong::NotACode(text) => return quoted("public-data-fault-not-a-code", text),
        Wrong::UnknownIndicator(text) => return quoted("public-data-fault-unknown-indicator", text),
        Wrong::NotANumber(text) => return quoted("public-data-fault-not-a-number", text),
        Wrong::NotADate(text) => return quoted("public-data-fault-not-a-date", text),
        Wrong::Ragged { cells, columns } => {
            return words.with("public-data-fault-ragged", &[("cells", (*cells).into()), ("columns", (*columns).into())]);
        }
        Wrong::Twice(row) => return words.with("public-data-fault-twice", &[("row", row.to_string().into())]),
        Wrong::TooManyDecimals => return words.with("public-data-fault-too-many-decimals", &[("most", MOST_DECIMALS.into())]),
        Wrong::TooLong => return words.with("public-data-fault-too-long", &[("most", crate::engine::entry::LONGEST_TEXT.into())]),
        Wrong::TooManyRows => return words.with("public-data-fault-too-many-rows", &[("rows", MOST_FIGURES.into())]),
        Wrong::TooLarge => {
            let size = format::file_size(words.lang, LARGEST_SHEET as u64);
            return words.with("public-data-fault-too-large", &[("rows", MOST_FIGURES.into()), ("size", size.into())]);
        }
        Wrong::Empty => "public-data-fault-empty",
        Wrong::Encoding => "public-data-fault-encoding",
        Wrong::Nul => "public-data-fault-nul",
        Wrong::Unreadable => "public-data-fault-unreadable",
        Wrong::ColumnMissing => "public-data-fault-column-missing",
        Wrong::ColumnTwice => "public-data-fault-column-twice",
        Wrong::Missing => "public-data-fault-missing",
        Wrong::Negative => "public-data-fault-negative",
        Wrong::InTheFuture => "public-data-fault-in-the-future",
    };
    words.t(key).into_owned()
}

/// A table in a region that scrolls by itself.
fn table(words: Words, id: &str, caption: &str, columns: &[&'static str], rows: &Markup) -> Markup {
    html! {
        div class="m-scroll" role="region" aria-labelledby=(id) tabindex="0" {
            table class="govuk-table" {
                caption class="govuk-table__caption govuk-table__caption--m" id=(id) { (caption) }
                thead class="govuk-table__head" { tr class="govuk-table__row" {
                    @for key in columns { th scope="col" class="govuk-table__header" { (words.t(key)) } }
                } }
                tbody class="govuk-table__body" { (rows) }
            }
        }
    }
}

fn indicator_table(page: &Page, data: &PublicData) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let asks = |used: &Use| {
        let label = match &used.question.body {
            Body::Share(body) => Some(words.with("public-data-of-denominator", &[("label", body.denominator.get(lang).into())])),
            _ => None,
        };
        html! {
            div {
                (used.question.text.get(lang))
                @if let Some(label) = label { " " span class="m-muted" { "(" (label) ")" } }
                " " span class="m-muted" { (used.survey.meta.title.get(lang)) " " (used.survey.meta.version) }
            }
        }
    };
    let rows = html! {
        @for (indicator, uses) in &data.indicators {
            tr class="govuk-table__row" {
                th scope="row" class="govuk-table__header" { code { (indicator) } }
                td class="govuk-table__cell" { @for used in uses { (asks(used)) } }
            }
        }
    };
    html! {
        @if data.indicators.is_empty() { p class="govuk-body" { (words.t("public-data-indicators-none")) } }
        @else { (table(words, "indicators", &words.t("public-data-indicators"), &["public-data-column-indicator", "public-data-column-question"], &rows)) }
    }
}

fn contest_table(page: &Page, data: &PublicData) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let value = |contest: &Contest| {
        words.with(
            "public-data-value",
            &[("value", format::decimal(lang, &contest.figure.value).into()), ("day", format::date(lang, contest.figure.as_of).into())],
        )
    };
    let rows = html! {
        @for contest in data.contests.iter().take(MOST_LISTED) {
            tr class="govuk-table__row" {
                th scope="row" class="govuk-table__header" { (registers::name(&contest.municipality, lang)) }
                td class="govuk-table__cell" { (contest.question.text.get(lang)) }
                td class="govuk-table__cell" { (value(contest)) }
                td class="govuk-table__cell m-break" { (lines(&contest.figure.contest)) }
                td class="govuk-table__cell m-nowrap" { (format::date_time(lang, contest.at)) }
            }
        }
    };
    let columns =
        ["thing-municipality", "public-data-column-question", "public-data-column-figure", "public-data-column-reason", "public-data-column-when"];
    html! {
        @if data.contests.is_empty() { p class="govuk-body" { (words.t("public-data-contests-none")) } }
        @else { (table(words, "contests", &words.t("public-data-contests"), &columns, &rows)) (first(words, data.contests.len())) }
    }
}

/// That a list is longer than what is shown of it.
fn first(words: Words, all: usize) -> Markup {
    html! {
        @if all > MOST_LISTED { p class="govuk-body" { (words.with("public-data-values-first", &[("shown", MOST_LISTED.into()), ("all", all.into())])) } }
    }
}

fn value_table(page: &Page, data: &PublicData) -> Markup {
    let words = page.words;
    let rows = html! {
        @for (municipality, value) in data.values.iter().take(MOST_LISTED) { tr class="govuk-table__row" { (figure_cells(page, municipality, value)) } }
    };
    html! {
        @if data.values.is_empty() { p class="govuk-body" { (words.t("public-data-values-none")) } }
        @else { (table(words, "values", &words.t("public-data-values"), &FIGURE_COLUMNS, &rows)) (first(words, data.values.len())) }
    }
}

const FIGURE_COLUMNS: [&str; 5] =
    ["thing-municipality", "public-data-column-indicator", "public-data-column-value", "public-data-column-day", "public-data-column-source"];

fn figure_cells(page: &Page, municipality: &Municipality, value: &PublicValue) -> Markup {
    let lang = page.lang;
    html! {
        th scope="row" class="govuk-table__header" { (registers::name(municipality, lang)) div class="govuk-body-s m-muted m-flush" { (municipality.code) } }
        td class="govuk-table__cell" { code { (value.indicator) } }
        td class="govuk-table__cell m-nowrap" { (format::decimal(lang, &value.value)) }
        td class="govuk-table__cell m-nowrap" { (format::date(lang, value.as_of)) }
        td class="govuk-table__cell m-break" { (with_links(&value.source)) }
    }
}

/// What the file would change, and the button that takes all of it.
fn preview_page(page: &Page, person: &Person, preview: &Preview, status: StatusCode) -> Response {
    let words = page.words;
    let title = words.t("public-data-preview-title");
    let counts = [("new", preview.new.len().into()), ("changed", preview.changed.len().into()), ("unchanged", preview.unchanged.into())];
    let back = path::admin_public_data(page.lang, &preview.network.slug);
    let main = html! {
        span class="govuk-caption-l" { (preview.network.name.get(page.lang)) }
        h1 class="govuk-heading-l" { (title) }
        @if status == StatusCode::CONFLICT { p class="govuk-body" { strong { (words.t("public-data-preview-changed-since")) } } }
        p class="govuk-body" { (words.with("public-data-preview-counts", &counts)) }
        @if preview.outside > 0 { p class="govuk-body" { (words.with("public-data-preview-outside", &[("count", preview.outside.into())])) } }
        @if preview.is_empty() { p class="govuk-body" { strong { (words.t("public-data-preview-nothing")) } } }
        @else {
            p class="govuk-body" { strong { (words.t("public-data-preview-not-yet")) } }
            (changes(page, "changed", &words.t("public-data-preview-changed"), &preview.changed))
            (changes(page, "new", &words.t("public-data-preview-new"), &preview.new))
            form method="post" action={ (back) "/take" } novalidate {
                (csrf(person))
                input type="hidden" name="mark" value=(preview.mark);
                button class="govuk-button" type="submit" { (words.t("public-data-take")) }
            }
        }
        p class="govuk-body" { a class="govuk-link" href=(back) { (words.t("public-data-back")) } }
    };
    below(page, &title, &preview.network).crumb(words.t("public-data-title"), back.clone()).status(status).answer(page, main)
}

fn changes(page: &Page, id: &str, caption: &str, changes: &[Change]) -> Markup {
    let (words, lang) = (page.words, page.lang);
    let has_before = changes.iter().any(|change| change.before.is_some());
    let before = |value: &PublicValue| {
        let figure = [("value", format::decimal(lang, &value.value).into()), ("day", format::date(lang, value.as_of).into())];
        html! { (words.with("public-data-value", &figure)) div class="m-muted" { (with_links(&value.source)) } }
    };
    let rows = html! {
        @for change in changes.iter().take(MOST_LISTED) {
            tr class="govuk-table__row" {
                (figure_cells(page, &change.municipality, &change.after))
                @if has_before { td class="govuk-table__cell m-break" { @if let Some(value) = &change.before { (before(value)) } } }
            }
        }
    };
    let columns: Vec<&'static str> = FIGURE_COLUMNS.into_iter().chain(has_before.then_some("public-data-column-before")).collect();
    html! { @if !changes.is_empty() { (table(words, id, caption, &columns, &rows)) (first(words, changes.len())) } }
}
