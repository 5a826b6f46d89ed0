//! Every public function of the store is called by a contract test.

use std::path::Path;

/// The files of the store: name without ending, content.
pub fn sources() -> Vec<(String, String)> {
    files("src/store")
}

fn files(folder: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn every_public_function_has_a_contract() {
    let tests: String = files("tests/store").into_iter().map(|(_, source)| source).collect();
    let mut without = Vec::new();
    for (family, source) in sources() {
        for line in source.lines() {
            let Some(rest) = line.strip_prefix("pub async fn ") else { continue };
            let call = format!("{family}::{}(", rest.split(['(', '<']).next().unwrap());
            if !tests.contains(&call) {
                without.push(call);
            }
        }
    }
    assert_eq!(without, Vec::<String>::new());
}
