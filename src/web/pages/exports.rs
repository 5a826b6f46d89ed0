//! Results as files: XLSX, CSV for Polish Excel, open-data CSV, and the codebook.

use std::io::{Cursor, Write};

use axum::BoxError;
use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::runtime::Handle;

use crate::lang::Lang;
use crate::report::codebook::Codebook;
use crate::report::csv::{CsvWriter, Flavour};
use crate::report::xlsx::{self, XlsxWriter};
use crate::report::{Campaign, Layout, ReportError, Scope, UnitRow, file_name};
use crate::service::App;
use crate::service::exports::{self, Export, Units};
use crate::service::places::{Place, Work};
use crate::web::page::Page;
use crate::web::problem::Problem;
use crate::web::stream::{self, Sink};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{lang}/campaigns/{slug}/export/{name}", get(of_campaign))
        .route("/{lang}/campaigns/{slug}/cities/{key}/export/{name}", get(of_city))
}

/// A file that can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum File {
    Workbook,
    Csv(Layout, Flavour),
    Codebook,
}

impl File {
    fn of(name: &str, lang: Lang) -> Option<Self> {
        Some(match name {
            "wide.xlsx" => Self::Workbook,
            "wide.csv" => Self::Csv(Layout::Wide, Flavour::OpenData),
            "wide-excel.csv" => Self::Csv(Layout::Wide, Flavour::PolishExcel(lang)),
            "long.csv" => Self::Csv(Layout::Long, Flavour::OpenData),
            "long-excel.csv" => Self::Csv(Layout::Long, Flavour::PolishExcel(lang)),
            "codebook.csv" => Self::Codebook,
            _ => return None,
        })
    }

    const fn media(self) -> &'static str {
        match self {
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv(..) | Self::Codebook => "text/csv; charset=utf-8",
        }
    }
}

async fn of_campaign(page: Page, Path((_, slug, name)): Path<(String, String, String)>) -> Result<Response, Problem> {
    let file = File::of(&name, page.lang).ok_or(Problem::NotFound)?;
    let place = page.app.places().take(Work::Writing).await?;
    let export = exports::campaign(&page.app, page.person.as_ref(), &slug, &name).await?;
    answer(place, export, file, page.lang, &slug, &name).await
}

async fn of_city(page: Page, Path((_, slug, key, name)): Path<(String, String, String, String)>) -> Result<Response, Problem> {
    let file = File::of(&name, page.lang).ok_or(Problem::NotFound)?;
    let place = page.app.places().take(Work::Writing).await?;
    let export = exports::city(&page.app, page.person.as_ref(), &slug, &key, &name).await?;
    answer(place, export, file, page.lang, &format!("{slug}-{key}"), &name).await
}

async fn answer(place: Place, export: Export, file: File, lang: Lang, subject: &str, name: &str) -> Result<Response, Problem> {
    let body = stream::written(place, move |out| write(export, file, lang, out)).await?;
    let (kind, extension) = name.split_once('.').unwrap_or((name, ""));
    let disposition = format!("attachment; filename=\"{}\"", file_name(subject, kind, extension));
    Ok(([(header::CONTENT_TYPE, file.media().to_owned()), (header::CONTENT_DISPOSITION, disposition)], body).into_response())
}

fn write(export: Export, file: File, lang: Lang, out: &mut Sink) -> Result<(), BoxError> {
    let Export { campaign, survey, audience, engine_version, generated, reviewed, units } = export;
    let (slug, title) = (&campaign.slug, campaign.title.get(lang));
    let campaign = Campaign { slug, title, survey: &survey, engine_version: &engine_version, generated, reviewed };
    let scope = Scope::new(campaign, audience);
    match file {
        File::Workbook => {
            let mut writer = XlsxWriter::new(&scope, xlsx::Options { lang, ..xlsx::Options::default() })?;
            each(units, |unit| writer.push(unit))?;
            // A workbook is a ZIP: its end is known before its beginning can be sent.
            let mut bytes = Cursor::new(Vec::new());
            writer.finish(&mut bytes)?;
            out.write_all(bytes.get_ref())?;
        }
        File::Csv(layout, flavour) => {
            let mut writer = CsvWriter::new(out, &scope, layout, flavour)?;
            each(units, |unit| writer.push(unit))?;
            writer.finish()?;
        }
        File::Codebook => {
            Codebook::new(&survey).write(out, Flavour::OpenData)?;
        }
    }
    Ok(())
}

/// Hands each municipality to `take`; a few are in memory at a time. Runs on a thread that may wait.
fn each(mut units: Units, mut take: impl FnMut(&UnitRow) -> Result<(), ReportError>) -> Result<(), BoxError> {
    let runtime = Handle::current();
    loop {
        let some = runtime.block_on(units.next())?;
        if some.is_empty() {
            return Ok(());
        }
        for unit in &some {
            take(unit)?;
        }
    }
}
