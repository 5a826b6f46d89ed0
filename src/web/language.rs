//! Which language a request speaks: the first part of its path, else what the browser prefers.

use axum::http::{HeaderMap, header};

use crate::lang::Lang;

/// The language in the first part of a path, and the rest of the path.
pub(super) fn of_path(path: &str) -> Option<(Lang, &str)> {
    let inner = path.strip_prefix('/')?;
    let (code, rest) = inner.find('/').map_or((inner, ""), |at| inner.split_at(at));
    Some((Lang::from_code(code)?, rest))
}

/// The language that the browser prefers; Polish unless English comes before it.
pub(super) fn preferred(headers: &HeaderMap) -> Lang {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut codes = accepted.split(',').filter_map(|part| {
        let (code, quality) = part.split_once(";q=").unwrap_or((part, "1"));
        let lang = Lang::from_code(code.trim().split('-').next()?)?;
        Some((lang, quality.trim().parse::<f32>().unwrap_or(0.0)))
    });
    let first = codes.next();
    codes
        .fold(first, |best, next| if best.is_some_and(|(_, quality)| quality >= next.1) { best } else { Some(next) })
        .map_or(Lang::Pl, |(lang, _)| lang)
}
