//! The commands as a person or another program calls them: exit codes, messages, and that nothing half-written is left behind.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use miernik::engine::{Notation, read, sheet};
use miernik::store::Db;
use miernik::store::audit::{self, NewEntry};
use proptest::prelude::*;
use tempfile::TempDir;

#[path = "cli/versions.rs"]
mod versions;

const SURVEY: &str = r#"
[survey]
id = "town"
version = "1.0"
title = { pl = "Miasto", en = "Town" }

[index]
title = { pl = "Indeks", en = "Index" }

[[level]]
title = { pl = "Start", en = "Start" }
from = 0

[[level]]
title = { pl = "Rozwój", en = "Growth" }
from = 50

[[dimension]]
id = "people"
title = { pl = "Ludzie", en = "People" }

[[question]]
id = "plan"
dimension = "people"
kind = "yes_no"
text = { pl = "Czy jest plan?", en = "Is there a plan?" }
not_applicable = "never"

[[question]]
id = "tools"
dimension = "people"
kind = "several_of"
text = { pl = "Narzędzia", en = "Tools" }
relevant = "${plan} = 'yes'"
blank = ["wybierz"]

[[question.option]]
id = "a"
label = { pl = "Pierwsze narzędzie", en = "First tool" }
points = 1

[[question.option]]
id = "b"
label = { pl = "Łódź", en = "Boat" }
points = 3

[[question.option]]
id = "nothing"
label = { pl = "Żadne", en = "None" }
points = 0
exclusive = true

[[question]]
id = "staff"
dimension = "people"
kind = "share"
text = { pl = "Pracownicy", en = "Staff" }
numerator = { pl = "Przeszkoleni", en = "Trained" }
denominator = { pl = "Wszyscy", en = "All" }
goalposts = { low = 0, high = 80, better = "more" }

[[question]]
id = "note"
dimension = "people"
kind = "text"
text = { pl = "Uwagi", en = "Note" }

[[question]]
id = "since"
dimension = "people"
kind = "date"
text = { pl = "Od", en = "Since" }

[[question]]
id = "hours"
dimension = "people"
kind = "number"
text = { pl = "Godziny", en = "Hours" }
minimum = 0
maximum = 168
decimals = 1

[[question]]
id = "why"
dimension = "people"
kind = "reasons"
text = { pl = "Powody", en = "Reasons" }

[[question.option]]
id = "money"
label = { pl = "Pieniądze", en = "Money" }

[[question.option]]
id = "people_"
label = { pl = "Kadry", en = "Staff" }

[[question.basis]]
id = "count"
label = { pl = "Pomiar", en = "Count" }
"#;

/// A folder with a survey in it, to work in.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.put("town.toml", SURVEY);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        fs::write(self.path(name), content).unwrap();
        self.path(name)
    }

    /// Runs the program in this folder: exit code, standard output, standard error.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } =
            Command::new(env!("CARGO_BIN_EXE_miernik")).args(arguments).current_dir(self.0.path()).env_clear().output().unwrap();
        (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }

    /// Scores one sheet and gives back all that was said.
    fn score(&self, sheet: impl AsRef<[u8]>) -> String {
        self.put("answers.csv", sheet);
        let (code, out, err) = self.run(&["score", "town.toml", "answers.csv"]);
        format!("exit {code}\n{out}{err}")
    }

    fn files(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.0.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

#[test]
fn scores_of_a_small_sheet() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.score(
        "unit,plan,tools,staff.numerator,staff.denominator,staff.date,note,since,hours,why\n\
         full,yes,a b,40,100,2026-03-31,\"a, b\",31.03.2026,\"7,5\",money:count people_\n\
         labels, TAK ,pierwsze  narzędzie,4,10,,,2026-01-01,1,\n\
         hidden,no,a,#na,,,,,,\n\
         partly,yes,,#dk,#dk,,,,,\n\
         blank,yes,Wybierz,,,,,,,\n\
         \n\
         ,,,,,,,,,\n\
         nothing,,,,,,,,,\n"
    ));
}

/// What the program writes of real surveys is what was published: one with units that answer once, one with entries.
#[test]
fn scores_of_real_sheets_are_the_published_ones() {
    let desk = Desk::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows = |path: PathBuf| -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_path(path).unwrap();
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    for (survey, units, different) in [("odm", 18, vec!["AL"]), ("egbr", 175, vec!["SI-moving", "TR-health"])] {
        let [toml, csv] = ["2023.toml", "2023-answers.csv"].map(|name| root.join("surveys").join(survey).join(name));
        let (code, _, err) = desk.run(&["score", toml.to_str().unwrap(), csv.to_str().unwrap(), "-o", "out.csv"]);
        assert_eq!(code, 0, "{err}");
        let ours: HashMap<(String, String), String> =
            rows(desk.path("out.csv")).into_iter().map(|row| ((row[0].clone(), row[1].clone()), row[3].clone())).collect();
        let mut compared = HashSet::new();
        for row in rows(fixture(&format!("{survey}/published_scores.csv"))).iter().filter(|row| !different.contains(&row[0].as_str())) {
            let node = if row[1] == "Total" { "index" } else { &row[1] };
            let score = &ours[&(row[0].clone(), node.to_owned())];
            let close = score.parse::<f64>().is_ok_and(|ours| row[2].parse::<f64>().is_ok_and(|theirs| (ours - theirs).abs() <= 1e-9));
            assert!(close || (score.is_empty() && row[2].is_empty()), "{row:?}: {score}");
            compared.insert(row[0].clone());
        }
        assert_eq!(compared.len(), units - different.len(), "{survey}");
    }
}

#[test]
fn the_cheapest_way_of_one_unit() {
    let desk = Desk::new();
    desk.put("answers.csv", "unit,plan,tools,staff.numerator,staff.denominator\nlow,no,,10,100\nhigh,yes,a b,80,100\nblank,,,,\n");
    let path = |unit: &str, more: &[&str]| {
        let (code, out, err) = desk.run(&[&["path", "town.toml", "answers.csv", "--unit", unit], more].concat());
        format!("exit {code}\n{out}{err}")
    };
    insta::assert_snapshot!(path("low", &[]));
    insta::assert_snapshot!(path("low", &["--budget", "12"]));
    insta::assert_snapshot!(path("low", &["--budget", "0", "--node", "people"]));
    insta::assert_snapshot!([path("high", &[]), path("blank", &[])].join("\n"));
    insta::assert_snapshot!([path("nobody", &[]), path("low", &["--node", "nothing"]), path("low", &["--budget", "-1"])].join("\n"));
}

/// The open requirements of the next level come first.
#[test]
fn the_cheapest_way_names_what_blocks() {
    let desk = Desk::new();
    let gated = SURVEY.replace("en = \"Is there a plan?\" }", "en = \"Is there a plan?\" }\ngate = { level = 2, at_least = 50 }");
    desk.put("town.toml", gated);
    desk.put("answers.csv", "unit,plan,tools,staff.numerator,staff.denominator\nlow,no,,70,100\n");
    let (code, out, err) = desk.run(&["path", "town.toml", "answers.csv", "--unit", "low"]);
    insta::assert_snapshot!(format!("exit {code}\n{out}{err}"));
}

#[test]
fn every_fault_of_a_sheet_names_row_and_column() {
    let desk = Desk::new();
    let long = format!("unit,note\nx,{}\n", "a".repeat(1001));
    let sheets: &[(&str, &[u8])] = &[
        ("unknown question", b"unit,pln,colour\nx,yes,red\n"),
        ("a share by its own name", b"unit,staff\nx,5\n"),
        ("no unit column", b"plan\nyes\n"),
        ("no unit", b"unit,plan\n ,yes\n"),
        ("column twice", b"unit,plan,plan\nx,yes,yes\n"),
        ("column without a name", b"unit,plan,\nx,yes,\n"),
        ("half a share in the header", b"unit,staff.numerator\nx,5\n"),
        ("half a share", b"unit,staff.numerator,staff.denominator\na,5,\nb,#na,5\nc,#na,#dk\n"),
        ("share", b"unit,staff.numerator,staff.denominator,staff.date\na,5,0,\nb,5,4,\nc,-1,4,\nd,1,4,soon\ne,1,four,\n"),
        ("options", b"unit,plan,tools\na,maybe,\nb,yes,a z\nc,yes,a a\nd,yes,a nothing\n"),
        ("never not applicable", b"unit,plan\nx,#na\n"),
        ("numbers", b"unit,hours\na,1e3\nb,-1\nc,169\nd,1.25\ne,12 5\nf,\"1,2,3\"\n"),
        ("dates", b"unit,since\na,2026-02-30\nb,31/03/2026\nc,1.1.26\n"),
        ("reasons", b"unit,why\na,weather\nb,money:dream\nc,money money\n"),
        ("text", long.as_bytes()),
        ("unit twice", b"unit,plan\nx,yes\ny,no\nx,no\n"),
        ("ragged", b"unit,plan\nx,yes,no\ny\n"),
        ("empty", b""),
        ("blank lines", b"\n\n ,\n"),
        ("NUL", b"unit,plan\nx,y\0es\n"),
        ("windows-1250", b"unit,note\nx,\xa3\xf3d\x9f\n"),
        ("utf-16", b"\xff\xfeu\0n\0i\0t\0"),
        ("terminal", b"unit,plan\nx,\x1b[31mred\n"),
    ];
    let mut said = String::new();
    for (name, sheet) in sheets {
        said += &format!("## {name}\n{}\n", desk.score(sheet));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn other_ways_to_write_a_sheet_mean_the_same() {
    let desk = Desk::new();
    let plain = desk.score("unit,plan,note\nx,yes,a\ny,no,\n");
    assert!(plain.starts_with("exit 0\n"), "{plain}");
    for same in [
        "\u{feff}unit,plan,note\nx,yes,a\ny,no,\n",
        "unit;plan;note\r\nx;yes;a\r\ny;no;\r\n",
        "unit\tplan\tnote\nx\tyes\ta\ny\tno\t\n",
        "sep=;\nunit;plan;note\nx;yes;a\ny;no;\n",
        "unit,plan,note\rx,yes,a\ry,no,\r",
        "\"unit\",\"plan\",\"note\"\n\"x\",\"yes\",\"a\"\n\"y\",\"no\",\"\"",
        "\n\nunit,plan,note\nx,Yes,\"line one\nline two\"\ny,NIE,\n,,\n",
    ] {
        assert_eq!(desk.score(same), plain, "{same:?}");
    }
}

#[test]
fn sheets_out_of_the_wild_get_an_answer() {
    let desk = Desk::new();
    let mut said = String::new();
    for folder in ["messy/csvkit", "messy/csv-spectrum", "messy/encodings"] {
        let mut paths: Vec<_> = fs::read_dir(fixture(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let answer = desk.score(fs::read(&path).unwrap());
            let codes: BTreeSet<&str> = answer.split("error[").skip(1).filter_map(|rest| Some(rest.split_once(']')?.0)).collect();
            let name = path.strip_prefix(fixture("messy")).unwrap().display().to_string();
            said += &format!("{name}: {}: {}\n", answer.lines().next().unwrap_or_default(), Vec::from_iter(codes).join(", "));
        }
    }
    insta::assert_snapshot!(said);
}

/// Every naughty string is an honest note and an honest unit; as an option it is refused without harm.
#[test]
fn naughty_strings_are_texts() {
    let desk = Desk::new();
    let strings = fs::read_to_string(fixture("messy/blns.txt")).unwrap();
    let strings: Vec<&str> = strings.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).collect();
    let mut good = csv::Writer::from_writer(Vec::new());
    let mut bad = csv::Writer::from_writer(Vec::new());
    good.write_record(["unit", "note"]).unwrap();
    bad.write_record(["unit", "plan"]).unwrap();
    for (at, text) in strings.iter().enumerate() {
        good.write_record([&format!("{at} {text}"), *text]).unwrap();
        bad.write_record([at.to_string().as_str(), text]).unwrap();
    }
    let survey = read(SURVEY, Notation::Toml).unwrap().survey;
    let mut units = Vec::new();
    sheet::read(&survey, good.into_inner().unwrap().as_slice(), |unit| units.push(unit.key)).unwrap();
    let wanted: Vec<String> = strings.iter().enumerate().map(|(at, text)| format!("{at} {text}").trim().to_owned()).collect();
    assert_eq!(units, wanted);
    let said = desk.score(bad.into_inner().unwrap());
    assert!(said.starts_with("exit 1\n") && said.contains("error[unknown-option]"), "{said}");
    assert!(!said.contains('\u{1b}') && !said.contains('\u{7f}'), "control characters reach the terminal");
}

#[test]
fn exit_codes_and_messages_of_wrong_usage() {
    let desk = Desk::new();
    for arguments in [&["fly"][..], &["score"], &["score", "town.toml"], &["survey"], &["survey", "check"], &["score", "a", "b", "--fast"]] {
        let (code, _, err) = desk.run(arguments);
        assert_eq!(code, 2, "{arguments:?}: {err}");
        assert!(!err.is_empty());
    }
    for arguments in [&["--help"][..], &["--version"], &["score", "--help"], &["survey", "check", "--help"], &["survey", "schema"]] {
        let (code, out, err) = desk.run(arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        assert!(!out.is_empty());
    }
}

#[test]
fn survey_files_that_cannot_be_read() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder.toml")).unwrap();
    desk.put("cp1250.toml", b"[survey]\nid = \"x\"\ntitle = { pl = \"\xa3\xf3d\x9f\" }\n");
    desk.put("utf16.toml", b"\xff\xfe[\0s\0");
    desk.put("nul.toml", b"[survey]\nid = \"x\0y\"\n");
    desk.put("survey.txt", SURVEY);
    desk.put("empty.json", b"");
    let large = File::create(desk.path("large.toml")).unwrap();
    large.set_len(1 << 30).unwrap();
    let paths = ["missing.toml", "folder.toml", "cp1250.toml", "utf16.toml", "nul.toml", "survey.txt", "empty.json", "large.toml", "town.toml"];
    let (code, out, err) = desk.run(&[&["survey", "check"][..], &paths].concat());
    insta::assert_snapshot!(format!("exit {code}\n{out}{err}"));
}

#[test]
fn a_huge_file_is_refused_quickly() {
    let desk = Desk::new();
    // One gigabyte of nothing, one gigabyte of lines, a quotation mark that is never closed.
    let nothing = File::create(desk.path("nothing.csv")).unwrap();
    nothing.set_len(1 << 30).unwrap();
    let mut lines = File::create(desk.path("lines.csv")).unwrap();
    lines.write_all(b"unit,plan\n").unwrap();
    lines.set_len(1 << 30).unwrap();
    let mut open = File::create(desk.path("open.csv")).unwrap();
    open.write_all(b"unit,note\nx,\"").unwrap();
    open.write_all(&b"never closed\n".repeat(1 << 20)).unwrap();
    for name in ["nothing.csv", "lines.csv", "open.csv"] {
        let start = Instant::now();
        let (code, out, err) = desk.run(&["score", "town.toml", name, "-o", "out.csv"]);
        assert!(start.elapsed() < Duration::from_secs(10), "{name} took {:?}", start.elapsed());
        assert_eq!((code, out.as_str()), (1, ""), "{name}: {err}");
        assert!(err.contains("error[too-large]: the row is longer than 4 MB"), "{name}: {err}");
        assert!(!desk.path("out.csv").exists());
    }
}

#[test]
fn scores_are_written_as_a_whole_or_not_at_all() {
    let desk = Desk::new();
    desk.put("good.csv", "unit,plan\nx,yes\n");
    desk.put("bad.csv", "unit,plan\nx,yes\ny,maybe\n");
    desk.put("out.csv", "as it was");
    let before = desk.files();
    let (code, out, err) = desk.run(&["score", "town.toml", "bad.csv", "-o", "out.csv"]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert_eq!(fs::read_to_string(desk.path("out.csv")).unwrap(), "as it was");
    assert_eq!(desk.files(), before);
    let (code, out, err) = desk.run(&["score", "town.toml", "good.csv", "-o", "out.csv"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    assert!(
        fs::read_to_string(desk.path("out.csv")).unwrap().starts_with("unit,node,kind,score,low,high,coverage,status,level,rank,ranked\nx,index,")
    );
    assert_eq!(desk.files(), before);
}

#[test]
fn places_that_cannot_be_written() {
    let desk = Desk::new();
    desk.put("good.csv", "unit,plan\nx,yes\n");
    fs::create_dir(desk.path("folder")).unwrap();
    let mut said = String::new();
    for out in ["folder", "nowhere/out.csv", "good.csv", "town.toml", "./folder/../good.csv"] {
        let (code, stdout, err) = desk.run(&["score", "town.toml", "good.csv", "-o", out]);
        said += &format!("exit {code}\n{stdout}{err}");
    }
    for (input, output) in [("town.toml", "town.toml"), ("town.toml", "town.xml"), ("good.csv", "x.json"), ("missing.toml", "x.json")] {
        let (code, stdout, err) = desk.run(&["survey", "convert", input, output]);
        said += &format!("exit {code}\n{stdout}{err}");
    }
    insta::assert_snapshot!(said);
    assert_eq!(desk.files(), ["folder", "good.csv", "town.toml"]);
    assert_eq!(fs::read_to_string(desk.path("good.csv")).unwrap(), "unit,plan\nx,yes\n");
}

#[test]
fn a_survey_survives_conversion() {
    let desk = Desk::new();
    let real = ["odm/2023", "chile-egi/2021", "miasto-cyfrowe/1.0", "gtmi/2022", "egbr/2023"].map(|name| format!("surveys/{name}.toml"));
    let mut inputs: Vec<PathBuf> = real.iter().map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).collect();
    inputs.push(desk.path("town.toml"));
    for input in inputs {
        let first = read(&fs::read_to_string(&input).unwrap(), Notation::Toml).unwrap();
        for (from, to) in [(input.to_str().unwrap(), "a.json"), ("a.json", "b.toml"), ("b.toml", "c.json"), ("c.json", "d.toml")] {
            let (code, _, err) = desk.run(&["survey", "convert", from, to]);
            assert_eq!(code, 0, "{err}");
        }
        let toml = fs::read_to_string(desk.path("b.toml")).unwrap();
        let again = read(&toml, Notation::Toml).unwrap();
        assert_eq!((&again.document, &again.survey.hash), (&first.document, &first.survey.hash));
        assert_eq!(fs::read(desk.path("a.json")).unwrap(), fs::read(desk.path("c.json")).unwrap());
        assert_eq!(toml, fs::read_to_string(desk.path("d.toml")).unwrap());
    }
    insta::assert_snapshot!("town_converted", fs::read_to_string(desk.path("b.toml")).unwrap());
}

/// S23: the chain is whole, or the first broken line is named; what is not there is not made.
#[test]
fn the_audit_log_is_verified() {
    let desk = Desk::new();
    let verify = || desk.run(&["audit", "verify"]);
    let (code, _, err) = verify();
    assert!(code == 1 && err.starts_with("error: there is no database data/miernik.sqlite"), "{err}");
    assert_eq!(desk.files(), ["town.toml"]);
    fs::create_dir(desk.path("data")).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let with_db = |deeds: &'static [&'static str]| {
        runtime.block_on(async {
            let db = Db::open_sqlite(&desk.path("data/miernik.sqlite")).await.unwrap();
            let Db::Sqlite { writer, .. } = &db else { unreachable!() };
            for deed in deeds {
                sqlx::query(*deed).execute(writer).await.unwrap();
            }
            let mut tx = db.write().await.unwrap();
            for _ in 0..if deeds.is_empty() { 3 } else { 0 } {
                let at = "2026-03-01T08:00:00Z".parse().unwrap();
                audit::append(&mut tx, NewEntry { at, actor: None, action: "round.freeze", object: "round/1", detail: "{}" }).await.unwrap();
            }
            tx.commit().await.unwrap();
            db.close().await;
        });
    };
    with_db(&[]);
    let (code, out, err) = verify();
    assert!(code == 0 && out.starts_with("3 lines, unbroken\nlast hash "), "{out}{err}");
    with_db(&["drop trigger audit_no_update", "update audit set object = 'round/2' where seq = 2"]);
    let (code, out, err) = verify();
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.starts_with("error: line 2 of the audit log is changed, taken out or cut off; the 1 before it"), "{err}");
}

#[test]
fn the_schema_accepts_what_the_reader_accepts() {
    let (code, out, _) = Desk::new().run(&["survey", "schema"]);
    assert_eq!(code, 0);
    let schema: serde_json::Value = serde_json::from_str(&out).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let document = serde_json::to_value(read(SURVEY, Notation::Toml).unwrap().document).unwrap();
    assert!(validator.is_valid(&document));
    let mut broken = document;
    broken["question"][0]["wieght"] = 1.into();
    assert!(!validator.is_valid(&broken));
}

/// Bytes that look a little like the real thing, or not at all.
fn bytes(parts: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        4 => prop::sample::select(parts).prop_map(|part| part.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..12),
        1 => "\\PC{0,6}".prop_map(String::into_bytes),
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_survey_reader_panic(bytes in bytes(&[
        "[survey]\n", "[[question]]\n", "[[question.option]]\n", "id = \"a\"\n", "= ", "\"", "'''", "{ pl = \"a\", en = \"b\" }\n", "{", "}", "[", "]",
        "title", ".", "\n", "kind = \"share\"\n", "points = 1e400\n", "relevant = \"${a} = 'b'\"\n", "0x", "1979-05-27", "\\u0000", ",", ":", "null",
    ])) {
        let text = String::from_utf8_lossy(&bytes);
        for notation in [Notation::Toml, Notation::Json] {
            if let Err(faults) = read(&text, notation) {
                prop_assert!(!faults.is_empty());
                prop_assert!(faults.iter().all(|fault| fault.place.line >= 1 && fault.place.column >= 1));
            }
        }
        // The same words inside a survey that is otherwise sound.
        let _ = read(&format!("{SURVEY}\n{text}"), Notation::Toml);
    }

    #[test]
    fn no_bytes_make_the_sheet_reader_panic(bytes in bytes(&[
        "unit", ",", ";", "\n", "\r\n", "\"", "plan", "tools", "staff.numerator,staff.denominator", "yes", "#na", "#dk", "a b", "1 234,5", "2026-03-31",
        "unit,plan,tools\n", "x,yes,a\n", "\u{feff}", "sep=;\n", "money:count", "-", "\0",
    ])) {
        let survey = read(SURVEY, Notation::Toml).unwrap().survey;
        let mut units = 0;
        if let Err(faults) = sheet::read(&survey, bytes.as_slice(), |_| units += 1) {
            prop_assert!(!faults.is_empty() && faults.len() <= 100);
        }
    }
}

#[test]
fn ranges_of_ranks_of_a_small_sheet() {
    let desk = Desk::new();
    let sheet = "unit,plan,tools,staff.numerator,staff.denominator\n\
        best,yes,a b,80,100\n\
        near,yes,b,60,100\n\
        nearer,yes,a b,40,100\n\
        hidden,no,,70,100\n\
        partly,yes,,,\n\
        nothing,,,,\n\
        low,no,,5,100\n";
    desk.put("answers.csv", sheet);
    let arguments = ["robustness", "town.toml", "answers.csv", "--seed", "7", "--draws", "256"];
    let (code, out, err) = desk.run(&arguments);
    insta::assert_snapshot!(format!("exit {code}\n{out}{err}"));
    assert_eq!(desk.run(&[&arguments[..], &["-o", "out.csv"]].concat()), (0, String::new(), String::new()));
    assert_eq!(fs::read_to_string(desk.path("out.csv")).unwrap(), out, "the same seed gives the same file");
    assert_ne!(desk.run(&[&arguments[..4], &["8", "--draws", "256"]].concat()).1, out);
    for wrong in [&["--draws", "1000"][..], &["--draws", "many"], &["--seed", "-1"], &["--draws", "32768"]] {
        let (code, out, err) = desk.run(&[&arguments[..3], wrong].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{wrong:?}");
        assert!(!wrong.contains(&"1000") || err.contains("a power of two from 2 to 16384"), "{err}");
    }
    let (code, _, err) = desk.run(&["robustness", "town.toml", "answers.csv", "-o", "answers.csv"]);
    assert!(code == 1 && err.contains("would replace the file it is made from"), "{err}");
    desk.put("answers.csv", "unit,plan\nx,maybe\n");
    let (code, out, err) = desk.run(&arguments);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("row 2, column plan: error[unknown-option]"), "{err}");
}
