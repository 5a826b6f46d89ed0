//! A form with a file, as browsers send it (`multipart/form-data`). The route says how large it may be.

use std::time::Duration;

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;

use super::form::Fields;
use super::problem::Problem;

/// A file has come in whole after this long.
const LONGEST_WAIT: Duration = Duration::from_secs(120);
/// A form with a file has no more parts than this.
const MOST_PARTS: usize = 8;
/// Of a file no more bytes than this are kept; the rest is read and dropped, so that the answer arrives.
const MOST_KEPT: usize = 9 * 1024 * 1024;

/// A form with one file, which is called `file`.
#[derive(Debug)]
pub(super) struct Upload {
    /// The other fields.
    pub(super) fields: Fields,
    /// The bytes of the file; none if no file was chosen.
    pub(super) file: Option<Vec<u8>>,
    /// Whether the bytes are the whole file.
    pub(super) is_whole: bool,
}

impl Upload {
    /// Reads a form, for a page that asks first who sends it.
    pub(super) async fn of(multipart: Multipart) -> Result<Self, Problem> {
        tokio::time::timeout(LONGEST_WAIT, read(multipart)).await.map_err(|_| Problem::BadRequest)?
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let multipart = Multipart::from_request(request, state).await.map_err(|_| Problem::BadRequest)?;
        Self::of(multipart).await
    }
}

async fn read(mut multipart: Multipart) -> Result<Upload, Problem> {
    let (mut pairs, mut file, mut is_whole) = (Vec::new(), None, true);
    for _ in 0..=MOST_PARTS {
        let Some(mut part) = multipart.next_field().await.map_err(|error| unread(&error))? else {
            return Ok(Upload { fields: Fields::of(pairs), file, is_whole });
        };
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            let mut bytes = Vec::new();
            while let Some(piece) = part.chunk().await.map_err(|error| unread(&error))? {
                let room = MOST_KEPT - bytes.len();
                is_whole &= piece.len() <= room;
                bytes.extend_from_slice(&piece[..piece.len().min(room)]);
            }
            file = (!bytes.is_empty()).then_some(bytes);
        } else {
            pairs.push((name, part.text().await.map_err(|error| unread(&error))?));
        }
    }
    Err(Problem::BadRequest)
}

fn unread(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Problem::TooLarge } else { Problem::BadRequest }
}
