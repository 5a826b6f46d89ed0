//! The known word that a wrong one was probably meant to be.

use super::fault::excerpt;

/// A list of known words names no more than this many.
const MOST_LISTED: usize = 20;

/// "did you mean …?", if one of the known words differs little.
pub(super) fn did_you_mean<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<String> {
    closest(word, known).map(|near| format!("did you mean `{}`?", excerpt(near)))
}

/// The known words with commas between; of many the first.
pub(super) fn listed<'k>(known: impl Iterator<Item = &'k str>) -> String {
    let mut known: Vec<&str> = known.collect();
    let more = known.len() > MOST_LISTED;
    known.truncate(MOST_LISTED);
    known.join(", ") + if more { ", …" } else { "" }
}

/// The known word that differs least, if it differs little: in capitals, or in one letter and one more for every four.
pub(super) fn closest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    const LONGEST: usize = 100;
    if word.len() > LONGEST {
        return None;
    }
    let mut limit = 1 + word.chars().count() / 4;
    let folded = word.to_lowercase();
    let mut best: Option<(usize, usize, &str)> = None;
    for candidate in known.filter(|candidate| candidate.len() <= LONGEST) {
        let Some(folded) = distance(&folded, &candidate.to_lowercase(), limit) else { continue };
        // A capital letter more or less decides only between equals.
        let exact = distance(word, candidate, 2 * LONGEST).unwrap_or(usize::MAX);
        if best.is_none_or(|best| (folded, exact, candidate) < best) {
            best = Some((folded, exact, candidate));
            limit = folded;
        }
    }
    best.map(|(.., near)| near)
}

/// Levenshtein distance; none if it is above the limit.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let b: Vec<char> = b.chars().collect();
    if a.chars().count().abs_diff(b.len()) > limit {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
        if row.iter().min().is_none_or(|least| *least > limit) {
            return None;
        }
    }
    Some(row[b.len()]).filter(|distance| *distance <= limit)
}
