//! How scores, levels and municipalities are written, the same on every page.

use crate::engine::score::{NodeScore, Status};
use crate::engine::survey::{Node, Survey};
use crate::engine::unit::LevelNumber;
use crate::lang::{Lang, Words, format};
use crate::service::Municipality;
use crate::service::board::Rank;

/// A value on the scale that ends at `maximum`: `61,4` of 100, `3,25` of 10.25, `1 088` of 2540.
pub(in crate::web) fn value(lang: Lang, value: f64, maximum: f64) -> String {
    if maximum > 100.0 { format::short(lang, value, 2) } else { format::number(lang, value, if maximum == 100.0 { 1 } else { 2 }) }
}

/// The end of a scale: `100`, `10,25`.
pub(in crate::web) fn end(lang: Lang, maximum: f64) -> String {
    format::short(lang, maximum, 2)
}

/// A node's score, or a dash.
pub(in crate::web) fn score(lang: Lang, node: &Node, result: &NodeScore) -> String {
    result.score.map_or_else(|| "–".to_owned(), |score| value(lang, score, node.maximum))
}

/// Lower and upper bound of a score; none if there is nothing between them.
pub(in crate::web) fn bounds(lang: Lang, node: &Node, result: &NodeScore) -> Option<String> {
    let (low, high) = result.low.zip(result.high)?;
    let (low, high) = (value(lang, low, node.maximum), value(lang, high, node.maximum));
    (low != high).then(|| format!("{low}–{high}"))
}

/// A share of 0 to 1 in whole percent.
pub(in crate::web) fn share(lang: Lang, share: f64) -> String {
    format::percent(lang, share * 100.0, 0)
}

/// "poziom 3".
pub(in crate::web) fn level(words: Words, level: LevelNumber) -> String {
    words.with("results-level", &[("level", level.0.into())])
}

/// "Poziom 3: Dojrzałość".
pub(in crate::web) fn level_title(words: Words, survey: &Survey, level: LevelNumber) -> String {
    let title = survey.levels.iter().find(|known| known.number == level).map_or("", |known| known.title.get(words.lang));
    words.with("results-level-title", &[("level", level.0.into()), ("title", title.into())])
}

/// What is to be said of a result that is more or less than published; nothing of one that is published.
pub(in crate::web) fn remark(words: Words, status: Status) -> Option<String> {
    match status {
        Status::Published => None,
        Status::Provisional => Some(words.t("results-provisional").into_owned()),
        Status::NoData => Some(words.t("measure-none").into_owned()),
        Status::NotApplicable => Some(words.t("results-not-applicable").into_owned()),
    }
}

/// The class of a level's tone; levels beyond the ramp take its last tone.
pub(in crate::web) fn level_class(level: LevelNumber) -> &'static str {
    match level.0 {
        0 | 1 => "m-level-1",
        2 => "m-level-2",
        3 => "m-level-3",
        4 => "m-level-4",
        _ => "m-level-5",
    }
}

/// Places: `3`, or `5–6` where several share them.
pub(in crate::web) fn rank(lang: Lang, rank: Rank) -> String {
    format::range(lang, rank.first as f64, rank.last as f64, 0)
}

/// The key of the words for a kind of municipality; none where the register has no kinds.
pub(in crate::web) fn kind_key(kind: &str) -> Option<&'static str> {
    match kind {
        "urban" => Some("kind-urban"),
        "rural" => Some("kind-rural"),
        "urban-rural" => Some("kind-urban-rural"),
        _ => None,
    }
}

/// The kind of a municipality in words; as the register has it where we have no word.
pub(in crate::web) fn kind(words: Words, kind: &str) -> String {
    kind_key(kind).map_or_else(|| kind.to_owned(), |key| words.t(key).into_owned())
}

/// What tells a municipality from others of its name: kind and region.
pub(in crate::web) fn place(words: Words, municipality: &Municipality) -> String {
    let parts = [kind(words, &municipality.kind), municipality.region.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
