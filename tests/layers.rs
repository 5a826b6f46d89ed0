//! Who may import whom: read from `src/**`, so that the order of layers in `docs/architecture.md` stays true.

use std::fs;
use std::path::{Path, PathBuf};

/// A layer (a folder or a file directly under `src/`), the layers of ours that it may use, and the libraries that belong to it.
type Layer = (&'static str, &'static [&'static str], &'static [&'static str]);

/// From the core outwards; each may use only layers above its line.
const LAYERS: [Layer; 10] = [
    ("lang", &[], &["fluent_bundle", "icu_collator"]),
    ("clock", &[], &[]),
    ("ids", &[], &["getrandom"]),
    // A survey's texts are in both languages, and its identity is a hash; nothing else of the two is used.
    ("engine", &["lang::Text", "ids::sha256_hex"], &[]),
    ("chart", &["engine", "lang"], &["plotters", "resvg"]),
    ("report", &["chart", "engine", "ids::sha256_hex", "lang"], &["rust_xlsxwriter"]),
    ("store", &["clock", "engine", "ids", "lang"], &["sqlx"]),
    ("service", &["clock", "engine", "ids", "lang", "report", "store"], &[]),
    // Pages know use cases and plain values; what is stored and how is not theirs.
    ("web", &["chart", "engine", "ids", "lang", "report", "service"], &["axum", "hyper", "maud", "tower"]),
    ("cli", &["chart", "clock", "engine", "ids", "lang", "report", "service", "store", "web"], &["clap"]),
];

/// Libraries that two layers share, with what each is for.
const SHARED: [(&str, &[&str]); 1] = [
    // The shell waits: for the network, for hashing in another thread, for signals.
    ("tokio", &["cli", "service", "web"]),
];

#[test]
fn each_layer_uses_only_what_it_may() {
    let mut faults = Vec::new();
    for (layer, may_use, _) in LAYERS {
        for (path, text) in files_of(layer) {
            for used in imports(&text, "crate") {
                let own = used == layer || used.starts_with(&format!("{layer}::"));
                let allowed = may_use.iter().any(|allowed| used == *allowed || used.starts_with(&format!("{allowed}::")));
                let is_layer = LAYERS.iter().any(|(name, ..)| used.split("::").next() == Some(name));
                if is_layer && !own && !allowed {
                    faults.push(format!("{}: {layer} uses {used}", path.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_library_stays_in_its_layer() {
    let mut faults = Vec::new();
    for (layer, ..) in LAYERS {
        for (path, text) in files_of(layer) {
            let foreign = LAYERS.iter().filter(|(owner, ..)| *owner != layer).flat_map(|(_, _, libraries)| libraries.iter());
            let shared = SHARED.iter().filter(|(_, owners)| !owners.contains(&layer)).map(|(library, _)| library);
            faults.extend(foreign.chain(shared).filter(|library| mentions(&text, library)).map(|library| format!("{}: {library}", path.display())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_folder_is_a_layer() {
    let names = fs::read_dir(source()).unwrap().map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned());
    let unknown: Vec<String> =
        names.filter(|name| !["main", "lib"].contains(&name.as_str()) && LAYERS.iter().all(|(layer, ..)| layer != name)).collect();
    assert_eq!(unknown, Vec::<String>::new());
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The files of a layer with their code, comments left out.
fn files_of(layer: &str) -> Vec<(PathBuf, String)> {
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    found.push(source().join(format!("{layer}.rs")));
    folders.push(source().join(layer));
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).ok()?;
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        Some((path, code.join("\n")))
    };
    found.into_iter().filter_map(read).collect()
}

/// What is named behind `crate::`, with the braces of a `use` taken apart: `crate::{ids, store::Db}` names `ids` and `store::Db`.
fn imports(text: &str, root: &str) -> Vec<String> {
    text.match_indices(&format!("{root}::")).flat_map(|(at, found)| names(&text[at + found.len()..])).collect()
}

fn names(text: &str) -> Vec<String> {
    let path: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':').collect();
    let Some(inside) = text[path.len()..].strip_prefix('{') else { return vec![path.trim_end_matches(':').to_owned()] };
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (at, character) in inside.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                let name = inside[start..at].trim();
                found.extend(names(name).into_iter().filter(|name| !name.is_empty()).map(|name| format!("{path}{name}")));
                start = at + 1;
                if character == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

fn mentions(text: &str, library: &str) -> bool {
    text.match_indices(&format!("{library}::")).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
}

#[test]
fn imports_are_read_as_they_are_written() {
    let text = "use crate::lang::Text;\nuse crate::{ids, store::{Db, column::Uuids}};\nlet id = crate::ids::new_id();";
    assert_eq!(imports(text, "crate"), ["lang::Text", "ids", "store::Db", "store::column::Uuids", "ids::new_id"]);
}
