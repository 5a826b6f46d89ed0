//! The sources of the program, as far as the catalogues are concerned: which keys they ask for, and with which variables.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A place that asks for words.
#[derive(Debug, PartialEq, Eq)]
pub struct Call {
    pub line: usize,
    pub key: String,
    /// The names of the variables, where they are written on the spot.
    pub variables: Option<BTreeSet<String>>,
}

/// Every source of the program without its tests and comments, with the path from the root of the project.
pub fn all() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(root, &root.join("src"), &mut found);
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        } else if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.strip_prefix(root).unwrap().display().to_string(), bare(&fs::read_to_string(&path).unwrap())));
        }
    }
}

/// A source up to its tests, with comments blanked and its lines in place.
fn bare(source: &str) -> String {
    let program = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    program.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect::<Vec<_>>().join("\n")
}

/// The calls of `.t("…")` and `.with("…", &[("name", …), …])`.
pub fn calls(source: &str) -> Vec<Call> {
    let mut found: Vec<Call> = [".t(", ".with("]
        .into_iter()
        .flat_map(|name| {
            source.match_indices(name).filter_map(move |(at, _)| {
                let (key, after) = literal(source[at + name.len()..].trim_start())?;
                let variables = if name == ".t(" { Some(BTreeSet::new()) } else { variables(after) };
                Some(Call { line: source[..at].matches('\n').count() + 1, key: key.to_owned(), variables })
            })
        })
        .collect();
    found.sort_by_key(|call| call.line);
    found
}

/// The string literal at the beginning, and what follows it.
fn literal(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('"')?.split_once('"')
}

/// The first parts of the pairs in `, &[("name", …), …]`; `None` if the list is not written there.
fn variables(after: &str) -> Option<BTreeSet<String>> {
    let mut rest = after.trim_start().strip_prefix(',')?.trim_start().strip_prefix("&[")?;
    let mut names = BTreeSet::new();
    let mut depth = 1;
    while depth > 0 {
        let at = rest.find(['"', '(', ')', '[', ']'])?;
        let (sign, follows) = (rest.as_bytes()[at], &rest[at + 1..]);
        rest = follows;
        match sign {
            b'"' => rest = after_string(follows)?,
            b'(' | b'[' => {
                if let (1, Some((name, after))) = (depth, literal(follows.trim_start())) {
                    names.insert(name.to_owned());
                    rest = after;
                }
                depth += 1;
            }
            _ => depth -= 1,
        }
    }
    Some(names)
}

/// What follows the closing quote of a string.
fn after_string(inside: &str) -> Option<&str> {
    let mut escaped = false;
    let end = inside.find(|c| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    })?;
    Some(&inside[end + 1..])
}

#[test]
fn calls_are_found() {
    let source = r#"
        words.t("a-one"); // as it is
        w.with("a-two", &[("name", f("x")[0].into()), ("count", 3.into())]);
        w.with(
            "a-three",
            &[(
                "name",
                "a ] (\"b-no\"".into(),
            )],
        );
        w.with("a-four", &args); w.t(key); other.with(layer)
    "#;
    let found: Vec<String> = calls(source).iter().map(|call| format!("{} {} {:?}", call.line, call.key, call.variables)).collect();
    insta::assert_snapshot!(found.join("\n"), @r#"
    2 a-one Some({})
    3 a-two Some({"count", "name"})
    4 a-three Some({"name"})
    11 a-four None
    "#);
}
