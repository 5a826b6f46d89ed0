//! Results as files: XLSX, CSV for Polish Excel, open-data CSV, and the codebook.

use std::io::Cursor;

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::lang::Lang;
use crate::report::codebook::Codebook;
use crate::report::csv::Flavour;
use crate::report::{Campaign, Layout, ReportError, Scope, csv, file_name, xlsx};
use crate::service::App;
use crate::service::exports::{self, Export};
use crate::web::page::Page;
use crate::web::problem::Problem;

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
    let export = exports::campaign(&page.app, page.person.as_ref(), &slug, &name).await?;
    answer(export, file, page.lang, &slug, &name).await
}

async fn of_city(page: Page, Path((_, slug, key, name)): Path<(String, String, String, String)>) -> Result<Response, Problem> {
    let file = File::of(&name, page.lang).ok_or(Problem::NotFound)?;
    let export = exports::city(&page.app, page.person.as_ref(), &slug, &key, &name).await?;
    answer(export, file, page.lang, &format!("{slug}-{key}"), &name).await
}

/// Writes the file where it holds up no other request.
async fn answer(export: Export, file: File, lang: Lang, subject: &str, name: &str) -> Result<Response, Problem> {
    let made = tokio::task::spawn_blocking(move || write(export, file, lang)).await;
    let bytes = made.map_err(|error| Problem::Internal(error.to_string()))?.map_err(|error| Problem::Internal(error.to_string()))?;
    let (kind, extension) = name.split_once('.').unwrap_or((name, ""));
    let disposition = format!("attachment; filename=\"{}\"", file_name(subject, kind, extension));
    Ok(([(header::CONTENT_TYPE, file.media().to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

fn write(export: Export, file: File, lang: Lang) -> Result<Vec<u8>, ReportError> {
    let campaign = Campaign {
        slug: &export.campaign.slug,
        title: export.campaign.title.get(lang),
        survey: &export.survey,
        engine_version: &export.engine_version,
        generated: export.generated,
    };
    let scope = Scope::new(campaign, export.audience);
    match file {
        File::Workbook => {
            let mut bytes = Cursor::new(Vec::new());
            xlsx::write(&mut bytes, &scope, xlsx::Options { lang, ..xlsx::Options::default() }, export.units)?;
            Ok(bytes.into_inner())
        }
        File::Csv(layout, flavour) => {
            let mut bytes = Vec::new();
            csv::write(&mut bytes, &scope, layout, flavour, export.units)?;
            Ok(bytes)
        }
        File::Codebook => {
            let mut bytes = Vec::new();
            Codebook::new(&export.survey).write(&mut bytes, Flavour::OpenData)?;
            Ok(bytes)
        }
    }
}
