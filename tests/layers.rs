//! The rules of the source tree, each with its reason: who may import whom, which library belongs where, how long a file may grow.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Module → the modules of ours it may import. A module that is not here may be imported by `cli` only and imports nothing.
const MAY_IMPORT: [(&str, &[&str]); 13] = [
    // The pure core: values in, values out. The engine takes texts, and the hash that identifies a survey.
    ("engine", &["lang", "ids"]),
    ("lang", &[]),
    ("chart", &["engine", "lang"]),
    ("report", &["engine", "lang", "chart"]),
    ("workbook", &[]),
    ("xlsform", &["engine", "lang", "workbook"]),
    // The hash ties a row of a file to the answer that it was made with.
    ("offline", &["engine", "lang", "workbook", "ids"]),
    // The shell around it.
    ("clock", &[]),
    ("ids", &[]),
    ("store", &["engine", "lang", "clock", "ids"]),
    ("service", &["engine", "lang", "offline", "report", "store", "clock", "ids"]),
    ("web", &["service", "offline", "report", "chart", "lang", "engine", "ids"]),
    ("cli", &["engine", "lang", "chart", "report", "clock", "ids", "store", "service", "web", "workbook", "xlsform"]),
];

/// Items of a module that are all another module may take of it.
const ONLY: [(&str, &str, &[&str]); 2] = [("engine", "lang", &["Text"]), ("engine", "ids", &["sha256_hex"])];

/// Library → the modules that may use it.
const LIBRARIES: [(&str, &[&str]); 13] = [
    ("sqlx", &["store"]),
    ("lettre", &["service"]),
    ("totp_rs", &["service"]),
    ("webauthn_rs", &["service"]),
    ("openidconnect", &["service"]),
    ("hyper_rustls", &["service"]),
    ("fast_qr", &["web"]),
    ("axum", &["web"]),
    ("maud", &["web", "report"]),
    ("tokio", &["store", "service", "web", "cli"]),
    // Draws of `engine::robustness` are computed side by side; everything else of the core runs on the caller's thread.
    ("rayon", &["engine"]),
    // What unpacks and what parses files of strangers stands behind the limits of one module.
    ("flate2", &["workbook"]),
    ("quick_xml", &["workbook"]),
];

/// Non-blank, non-comment lines.
const LONGEST_FILE: usize = 600;

/// A source file: its module at the top, its path, its lines of code without comments.
struct Source {
    module: String,
    path: PathBuf,
    lines: Vec<String>,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let below = path.strip_prefix(&root).unwrap();
                let module = Path::new(below.iter().next().unwrap()).file_stem().unwrap().to_str().unwrap().to_owned();
                let lines = fs::read_to_string(&path).unwrap().lines().filter_map(code).collect();
                sources.push(Source { module, path: below.to_owned(), lines });
            }
        }
    }
    assert!(sources.len() > 20);
    sources
}

/// A line without its comment; none if nothing is left. A `//` inside a text ends the line too: a rule may miss something there, it never invents.
fn code(line: &str) -> Option<String> {
    let code = line.split("//").next().unwrap_or_default().trim();
    (!code.is_empty()).then(|| code.to_owned())
}

impl Source {
    fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.iter().any(|part| part == "tests")
    }

    /// The lines before the first `#[cfg(test)]`.
    fn shipped(&self) -> &[String] {
        let end = if self.is_test() { 0 } else { self.lines.iter().position(|line| line == "#[cfg(test)]").unwrap_or(self.lines.len()) };
        &self.lines[..end]
    }

    /// What stands behind `crate::`, name by name: `crate::{a::B, c}` gives `a::B` and `c`.
    fn imports(&self) -> Vec<String> {
        let text = self.shipped().join(" ");
        let mut imports = Vec::new();
        for (at, found) in text.match_indices("crate::") {
            imports.extend(paths(&text[at + found.len()..]));
        }
        imports
    }
}

/// The paths that a text begins with: `a::{b, c::d}` gives `a::b` and `a::c::d`.
fn paths(text: &str) -> Vec<String> {
    if let Some(list) = text.strip_prefix('{') {
        return split(list).iter().flat_map(|part| paths(part)).collect();
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    match text[end..].strip_prefix("::") {
        Some(rest) => paths(rest).into_iter().map(|below| format!("{}::{below}", &text[..end])).collect(),
        None => vec![text[..end].to_owned()],
    }
}

/// The parts of a list in braces, up to its end.
fn split(list: &str) -> Vec<String> {
    let mut depth = 0;
    let mut parts = vec![String::new()];
    for character in list.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ => {}
        }
        if !(character == ',' && depth == 0) {
            parts.last_mut().unwrap().push(character);
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

#[test]
fn modules_import_only_what_they_may() {
    let rules: BTreeMap<_, _> = MAY_IMPORT.into_iter().collect();
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| !matches!(source.module.as_str(), "lib" | "main")) {
        let may = rules.get(source.module.as_str()).copied().unwrap_or_default();
        for import in source.imports() {
            let (module, item) = import.split_once("::").unwrap_or((&import, ""));
            let only = ONLY.iter().find(|(from, to, _)| *from == source.module && *to == module).map(|(_, _, items)| *items);
            let item_may = only.is_none_or(|items| items.contains(&item.split("::").next().unwrap_or_default()));
            if module != source.module && !(may.contains(&module) && item_may) {
                broken.push(format!("{}: crate::{import}", source.path.display()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new(), "imports against the layers");
}

#[test]
fn every_module_has_its_rule() {
    let known: Vec<&str> = MAY_IMPORT.iter().map(|(module, _)| *module).chain(["lib", "main"]).collect();
    let unknown: Vec<_> = sources().into_iter().map(|source| source.module).filter(|module| !known.contains(&module.as_str())).collect();
    assert_eq!(unknown, Vec::<String>::new(), "modules without a rule in this file");
}

#[test]
fn libraries_stay_where_they_belong() {
    let mut broken = Vec::new();
    for source in sources().iter().filter(|source| source.module != "main") {
        for (library, modules) in LIBRARIES {
            let path = format!("{library}::");
            let uses = source
                .shipped()
                .iter()
                .any(|line| line.match_indices(&path).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"')));
            if uses && !modules.contains(&source.module.as_str()) {
                broken.push(format!("{}: {library}", source.path.display()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new(), "libraries where they do not belong");
}

#[test]
fn files_stay_short() {
    let long: Vec<_> = sources().iter().filter(|source| source.lines.len() > LONGEST_FILE).map(|source| source.path.clone()).collect();
    assert_eq!(long, Vec::<PathBuf>::new(), "files of more than {LONGEST_FILE} lines");
}

/// What is shipped neither gives up nor leaves work for later.
#[test]
fn nothing_shipped_panics_or_waits() {
    let mut broken = Vec::new();
    for source in sources() {
        let whole = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(&source.path)).unwrap();
        if whole.contains("TODO") || whole.contains("FIXME") {
            broken.push(format!("{}: work left for later", source.path.display()));
        }
        for line in source.shipped() {
            if [".unwrap()", ".expect(", "panic!(", "unreachable!(", "unimplemented!(", "todo!("].iter().any(|word| line.contains(word)) {
                broken.push(format!("{}: {line}", source.path.display()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn imports_are_found_in_every_form() {
    let lines = [
        "use crate::lang::Text;",
        "use crate::{clock::Clock, ids::{self, new_id}, lang};",
        "let x = crate::web::page(crate::store::Db::open());",
        "use crate::lang::{Lang, Text};",
    ];
    let source = Source { module: "x".to_owned(), path: "x.rs".into(), lines: lines.map(str::to_owned).into() };
    let found = source.imports();
    assert_eq!(found, ["lang::Text", "clock::Clock", "ids::self", "ids::new_id", "lang", "web::page", "store::Db::open", "lang::Lang", "lang::Text"]);
}
