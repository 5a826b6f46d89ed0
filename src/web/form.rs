//! A form as it was sent: names and values, in order, as typed.

use std::error::Error;
use std::io;
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};

use super::LARGEST_BODY;
use super::problem::Problem;

/// A form has come in whole after this long.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// A form has no more fields than this.
const MOST_FIELDS: usize = 5_000;

/// The fields of a form, in the order in which they were sent.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields that were read in another way.
    pub(super) fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// The first value of a field; empty if the field was not sent.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field.
    pub(super) fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The fields whose names begin with a prefix, each with the rest of its name, in the order in which they were sent.
    pub(super) fn under<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.0.iter().filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.as_str())))
    }

    /// Every field with its value, in the order in which they were sent.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether a field was sent.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Reads a form or a query that is encoded as `application/x-www-form-urlencoded`. Line ends become `\n`, as they were typed.
    pub(super) fn parse(encoded: &[u8]) -> Option<Self> {
        if encoded.iter().filter(|byte| **byte == b'&').count() >= MOST_FIELDS {
            return None;
        }
        let pairs: Vec<(String, String)> = serde_html_form::from_bytes(encoded).ok()?;
        Some(Self(pairs.into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n"))).collect()))
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let body = tokio::time::timeout(LONGEST_WAIT, to_bytes(request.into_body(), LARGEST_BODY)).await;
        let bytes = body.map_err(|_| Problem::BadRequest)?.map_err(|error| unread(&error))?;
        Self::parse(&bytes).ok_or(Problem::BadRequest)
    }
}

/// A connection that failed while the form came in, else a form that is too large.
fn unread(error: &axum::Error) -> Problem {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.is::<io::Error>() || error.is::<hyper::Error>() {
            return Problem::BadRequest;
        }
        cause = error.source();
    }
    Problem::TooLarge
}
