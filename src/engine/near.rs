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

/// How many letters were changed, left out, added, or exchanged with their neighbours (optimal string alignment); none if that is above the limit.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut above = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut next = vec![i + 1; b.len() + 1];
        for j in 0..b.len() {
            let changed = row[j] + usize::from(a[i] != b[j]);
            next[j + 1] = changed.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                next[j + 1] = next[j + 1].min(above[j - 1] + 1);
            }
        }
        above = std::mem::replace(&mut row, next);
        if row.iter().chain(&above).min().is_none_or(|least| *least > limit) {
            return None;
        }
    }
    Some(row[b.len()]).filter(|distance| *distance <= limit)
}
