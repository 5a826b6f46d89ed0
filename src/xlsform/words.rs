//! Words of the format: names of columns and languages, types of rows. None of them is read by the people who fill in a survey.

use crate::lang::Lang;

/// The header of a column in one language: `label::Polski (pl)`.
pub(super) const fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::Pl => "Polski (pl)",
        Lang::En => "English (en)",
    }
}

/// The language that a header names by its code in parentheses, `Polish (pl)`, or by its name.
pub(super) fn language_of(name: &str) -> Option<Lang> {
    let name = name.trim().to_lowercase();
    let code = name.rsplit_once('(').and_then(|(_, code)| code.strip_suffix(')')).map(str::trim).unwrap_or(&name);
    match code.split(['-', '_']).next().unwrap_or_default() {
        "pl" | "polish" | "polski" => Some(Lang::Pl),
        "en" | "english" | "angielski" => Some(Lang::En),
        _ => None,
    }
}

/// Columns that may stand in several languages.
pub(super) const TRANSLATED: [&str; 22] = [
    "message",
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "image",
    "big-image",
    "audio",
    "video",
    "definition",
    "where_found",
    "respondent",
    "example",
    "evidence",
    "unit",
    "numerator",
    "denominator",
    "title",
    "short",
    "description",
    "text",
];

/// Columns of the sheet `survey` that this program writes and reads, in their order; with `::` those that stand once for each language.
pub(super) const SURVEY_COLUMNS: [&str; 39] = [
    "type",
    "name",
    "label::",
    "hint::",
    "guidance_hint::",
    "relevant",
    "constraint",
    "appearance",
    "kind",
    "dimension",
    "weight",
    "max",
    "scored",
    "na_allowed",
    "gate_level",
    "gate_at_least",
    "short_form",
    "confidential",
    "evidence::",
    "where_found::",
    "respondent::",
    "example::",
    "unit::",
    "minimum",
    "maximum",
    "decimals",
    "low",
    "high",
    "better",
    "numerator::",
    "denominator::",
    "per",
    "part",
    "points_yes",
    "points_no",
    "prefill",
    "blank",
    "miernik_relevant",
    "constraint_message::",
];

/// Columns of the sheet `choices` that this program writes and reads.
pub(super) const CHOICES_COLUMNS: [&str; 6] = ["list_name", "name", "label::", "score", "exclusive", "aliases"];

/// Whether a list of columns holds this name.
pub(super) fn lists(columns: &[&str], name: &str) -> bool {
    columns.iter().any(|column| column.strip_suffix("::").unwrap_or(column) == name)
}

/// Other spellings of columns, after blanks became underscores and letters small.
const ALIASES: [(&str, &str); 23] = [
    ("relevance", "relevant"),
    ("caption", "label"),
    ("command", "type"),
    ("tag", "name"),
    ("value", "name"),
    ("readonly", "read_only"),
    ("calculate", "calculation"),
    ("constraining_message", "constraint_message"),
    ("constraintmsg", "constraint_message"),
    ("jr:constraintmsg", "constraint_message"),
    ("requiredmsg", "required_message"),
    ("jr:requiredmsg", "required_message"),
    ("count", "repeat_count"),
    ("jr:count", "repeat_count"),
    ("noapperrorstring", "no_app_error_string"),
    ("jr:noapperrorstring", "no_app_error_string"),
    ("set_form_title", "form_title"),
    ("set_form_id", "form_id"),
    ("list-name", "list_name"),
    ("listname", "list_name"),
    ("points", "score"),
    ("buttontext", "button_text"),
    ("guidance", "guidance_hint"),
];

/// Prefixes that say which part of a form definition a column goes to; they change nothing for us.
const PREFIXES: [&str; 5] = ["bind", "media", "control", "body", "instance"];

/// Name of a column and its language, from a header as people write it: case, blanks, old prefixes and single colons do not matter.
pub(super) fn column(header: &str) -> (String, Option<String>) {
    let header = header.trim();
    let mut parts: Vec<&str> = if header.contains("::") {
        header.split("::").collect()
    } else if header.to_lowercase().contains("jr:") {
        header.splitn(2, ':').collect()
    } else {
        header.split(':').collect()
    };
    if parts.len() > 1 && PREFIXES.contains(&parts[0].trim().to_lowercase().as_str()) {
        parts.remove(0);
    }
    let name = parts[0].trim().to_lowercase().split_whitespace().collect::<Vec<_>>().join("_");
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| (*name).to_owned());
    (name, (parts.len() > 1).then(|| parts[1..].join("::").trim().to_owned()))
}

/// Whether a cell means yes, no, or neither.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "true()" | "1" => Some(true),
        "no" | "false" | "false()" | "0" => Some(false),
        _ => None,
    }
}

/// Several texts in one cell: `a | b`, with `\\|` for a bar and `\\\\` for a backslash in a text; `\\0` is a list without entries, `\\e` an empty entry.
pub(super) fn joined(entries: &[String]) -> String {
    if entries.is_empty() {
        return "\\0".to_owned();
    }
    let written = entries.iter().map(|entry| if entry.is_empty() { "\\e".to_owned() } else { entry.replace('\\', "\\\\").replace('|', "\\|") });
    written.collect::<Vec<_>>().join("|")
}

/// The texts of a cell that [`joined`] made; blanks around a bar belong to the texts.
pub(super) fn split(cell: &str) -> Vec<String> {
    if cell == "\\0" {
        return Vec::new();
    }
    let mut entries = vec![String::new()];
    let mut characters = cell.chars();
    while let Some(character) = characters.next() {
        let last = entries.len() - 1;
        match character {
            '|' => entries.push(String::new()),
            '\\' => entries[last].extend(characters.next().filter(|escaped| *escaped != 'e')),
            plain => entries[last].push(plain),
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_in_every_spelling() {
        let read = |header: &str| {
            let (name, lang) = column(header);
            (name, lang.unwrap_or_default())
        };
        let pair = |name: &str, lang: &str| (name.to_owned(), lang.to_owned());
        assert_eq!(read("LABEL::EN"), pair("label", "EN"));
        assert_eq!(read("label:English (en)"), pair("label", "English (en)"));
        assert_eq!(read("bind:relevant"), pair("relevant", ""));
        assert_eq!(read("bind:jr:constraintMsg"), pair("constraint_message", ""));
        assert_eq!(read("media::audio::chinese"), pair("audio", "chinese"));
        assert_eq!(read(" list name "), pair("list_name", ""));
        assert_eq!(read("crosswalk::PSO"), pair("crosswalk", "PSO"));
    }

    #[test]
    fn lists_come_back() {
        for list in [&[][..], &[""], &["", ""], &["a", "b|c", "\\e", "\\0", " d "], &["\\"], &["e"]] {
            let list: Vec<String> = list.iter().map(|entry| (*entry).to_owned()).collect();
            assert_eq!(split(&joined(&list)), list);
        }
    }

    #[test]
    fn languages_are_known_by_code_or_name() {
        assert_eq!(language_of("Polski (pl)"), Some(Lang::Pl));
        assert_eq!(language_of("polish"), Some(Lang::Pl));
        assert_eq!(language_of("English (en-GB)"), Some(Lang::En));
        assert_eq!(language_of("EN"), Some(Lang::En));
        assert_eq!(language_of("Swahili (sw)"), None);
        assert_eq!(language_of("french"), None);
        assert!(Lang::ALL.into_iter().all(|lang| language_of(language(lang)) == Some(lang)));
    }
}
