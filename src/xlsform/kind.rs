//! The column `type`: what a row of the survey sheet is.

use crate::engine::document::Kind;

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowType {
    /// The beginning of a group.
    Begin(Bracket),
    /// The end of a group.
    End(Bracket),
    /// A choice from a list of the sheet `choices`.
    Select { kind: Kind, list: String, or_other: bool },
    /// A question without options.
    Plain(Plain),
    /// A text for the person who fills in.
    Note,
    /// A value that is computed.
    Calculate,
    /// Something that the survey has no place for.
    NotCarried(&'static str),
}

/// What a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    Group,
    Repeat,
}

impl Bracket {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Repeat => "repeat",
        }
    }
}

/// Types of questions without options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    Text,
    Integer,
    Decimal,
    Range,
    Percentage,
    Date,
}

const SINGLE: [&str; 6] = ["select_one", "select one from", "select one using", "select one", "select1", "add select one prompt using"];
const SEVERAL: [&str; 6] = [
    "select_multiple",
    "select multiple from",
    "select multiple using",
    "select multiple",
    "select all that apply from",
    "add select multiple prompt using",
];
const EXTERNAL: [&str; 5] =
    ["select_one_from_file", "select_multiple_from_file", "select one from file", "select multiple from file", "select_one_external"];

/// Types that collect something the survey has no place for, and what that is.
const NOT_CARRIED: [(&str, &[&str]); 4] = [
    (
        "data about the device, the person or the time",
        &[
            "start",
            "end",
            "today",
            "deviceid",
            "device id",
            "phonenumber",
            "phone number",
            "simserial",
            "sim id",
            "subscriberid",
            "subscriber id",
            "imei",
            "username",
            "email",
            "audit",
            "start time",
            "end time",
            "start-geopoint",
            "background-geopoint",
            "background-audio",
            "number of days in last month",
            "number of days in last six months",
            "number of days in last year",
        ],
    ),
    ("a place or a shape on a map", &["geopoint", "geoshape", "geotrace", "gps", "location", "osm"]),
    ("a picture, a recording or a file", &["image", "photo", "picture", "audio", "video", "file", "xml-external", "csv-external"]),
    ("an answer of a kind that surveys do not ask", &["barcode", "acknowledge", "trigger", "time", "datetime", "date time"]),
];

/// What a type means; `None` for one that is not known.
pub(super) fn row_type(written: &str) -> Option<RowType> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let joined = words.join(" ");
    let lower = joined.to_lowercase();
    if let Some(bracket) = bracket(&lower) {
        return Some(bracket);
    }
    if EXTERNAL.iter().any(|prefix| rest(&lower, prefix).is_some()) {
        return Some(RowType::NotCarried("a choice from a file of its own"));
    }
    if rest(&lower, "osm").is_some() {
        return Some(RowType::NotCarried("a place or a shape on a map"));
    }
    let lists: [(&[&str], Kind); 3] = [(&SINGLE, Kind::OneOf), (&SEVERAL, Kind::SeveralOf), (&["rank"], Kind::Reasons)];
    for (prefixes, kind) in lists {
        // The longest spelling that fits: `select one from x` is no list called `from`.
        let fits = prefixes.iter().filter(|prefix| rest(&lower, prefix).is_some()).max_by_key(|prefix| prefix.len());
        if let Some(prefix) = fits {
            return select(&words[prefix.split(' ').count()..], kind);
        }
    }
    plain(&lower)
}

/// What follows a prefix and a blank.
fn rest<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    text.strip_prefix(prefix)?.strip_prefix(' ')
}

fn bracket(lower: &str) -> Option<RowType> {
    let (edge, what) = lower.split_once([' ', '_'])?;
    let what = match what.trim() {
        "group" => Bracket::Group,
        "repeat" | "lgroup" | "looped group" => Bracket::Repeat,
        // A loop repeats its questions for each option of a list.
        loops if loops.split(' ').next() == Some("loop") => Bracket::Repeat,
        _ => return None,
    };
    match edge {
        "begin" => Some(RowType::Begin(what)),
        "end" => Some(RowType::End(what)),
        _ => None,
    }
}

fn select(words: &[&str], kind: Kind) -> Option<RowType> {
    let (list, tail) = words.split_first()?;
    let or_other = match tail.join(" ").to_lowercase().as_str() {
        "" => false,
        "or_other" | "or other" | "or specify other" => true,
        _ => return None,
    };
    Some(RowType::Select { kind, list: (*list).to_owned(), or_other })
}

fn plain(lower: &str) -> Option<RowType> {
    let bare = lower.strip_prefix("q ").or_else(|| lower.strip_prefix("add ")).or_else(|| lower.strip_prefix("get ")).unwrap_or(lower);
    let bare = bare.strip_suffix(" prompt").unwrap_or(bare);
    let bare = bare.strip_prefix("uri:").unwrap_or(bare);
    Some(match bare {
        "text" | "string" => RowType::Plain(Plain::Text),
        "integer" | "int" => RowType::Plain(Plain::Integer),
        "decimal" => RowType::Plain(Plain::Decimal),
        "range" => RowType::Plain(Plain::Range),
        "percentage" => RowType::Plain(Plain::Percentage),
        "date" => RowType::Plain(Plain::Date),
        "note" => RowType::Note,
        "calculate" | "hidden" => RowType::Calculate,
        _ => RowType::NotCarried(NOT_CARRIED.iter().find(|(_, types)| types.contains(&bare)).map(|(what, _)| *what)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_in_every_spelling() {
        let select = |kind, list: &str, or_other| Some(RowType::Select { kind, list: list.to_owned(), or_other });
        assert_eq!(row_type("select_one  yes_no"), select(Kind::OneOf, "yes_no", false));
        assert_eq!(row_type("Select one from Colors or specify other"), select(Kind::OneOf, "Colors", true));
        assert_eq!(row_type("select all that apply from x or_other"), select(Kind::SeveralOf, "x", true));
        assert_eq!(row_type("begin_group"), Some(RowType::Begin(Bracket::Group)));
        assert_eq!(row_type("end repeat"), Some(RowType::End(Bracket::Repeat)));
        assert_eq!(row_type("begin loop over animals"), Some(RowType::Begin(Bracket::Repeat)));
        assert_eq!(row_type("add integer prompt"), Some(RowType::Plain(Plain::Integer)));
        assert!(matches!(row_type("uri:deviceid"), Some(RowType::NotCarried(_))));
        assert!(matches!(row_type("select_one_from_file  UCL_regions.csv"), Some(RowType::NotCarried(_))));
        for unknown in ["", "select_one", "select_one a b", "txt", "begin"] {
            assert_eq!(row_type(unknown), None, "{unknown}");
        }
    }
}
