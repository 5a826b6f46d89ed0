//! XLSForm in and out: real forms with the verdict that pyxform gives, faults with their cells, and surveys that come back as they were.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "xlsform/faults.rs"]
mod faults;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use miernik::engine::document::SurveyDocument;
use miernik::engine::fault::Severity;
use miernik::engine::{self, Notation, canonical};
use miernik::workbook;
use miernik::xlsform::{self, Counts, Imported, Note};
use rust_xlsxwriter::Workbook;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn form(file: &str) -> Vec<u8> {
    fs::read(root().join("tests/fixtures/xlsform").join(file)).unwrap()
}

fn read(file: &str) -> Result<Imported, Vec<Note>> {
    xlsform::read(&form(file), Path::new(file).file_stem().unwrap().to_str().unwrap())
}

/// A workbook of sheets that are written as they stand in a test: columns apart by `|`.
fn written(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, text) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, line) in (0..).zip(text.lines().map(str::trim).filter(|line| !line.is_empty())) {
            for (column, cell) in (0..).zip(line.split('|').map(str::trim)) {
                if !cell.is_empty() {
                    sheet.write_string(row, column, cell).unwrap();
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn lines(notes: &[Note]) -> String {
    notes.iter().map(|note| note.in_file("form").to_string() + "\n").collect()
}

/// The errors of a form as `cell code`.
fn errors(sheets: &[(&str, &str)]) -> Vec<String> {
    let notes = xlsform::read(&written(sheets), "form").map(|imported| imported.notes).unwrap_or_else(|notes| notes);
    notes.iter().filter(|note| note.severity == Severity::Error).map(|note| format!("{} {}", note.cell, note.code)).collect()
}

/// What the table of expected counts says, by file.
fn expected() -> BTreeMap<String, csv::StringRecord> {
    let mut reader = csv::Reader::from_path(root().join("tests/fixtures/xlsform/expected.csv")).unwrap();
    reader.records().map(|record| record.unwrap()).map(|record| (record[0].to_owned(), record)).collect()
}

#[test]
fn real_forms_get_the_verdict_of_pyxform() {
    let expected = expected();
    assert_eq!(expected.len(), 16);
    for (file, record) in &expected {
        let verdict = if read(file).is_ok() { "ok" } else { "error" };
        assert_eq!(verdict, &record[16], "{file}: {}", lines(&read(file).err().unwrap_or_default()));
    }
}

#[test]
fn broken_forms_are_refused_with_the_cell() {
    let refused = |file: &str| {
        let notes = read(file).unwrap_err();
        notes.iter().filter(|note| note.severity == Severity::Error).map(|note| format!("{} {}", note.cell, note.code)).collect::<Vec<_>>()
    };
    assert_eq!(refused("duplicate_columns.xlsx"), ["survey!E1 duplicate-column"]);
    assert_eq!(refused("calculate_without_calculation.xls"), ["survey!A34 calculation-missing"]);
    assert_eq!(refused("group_name_test.xls"), ["survey!B3 name-missing"]);
}

/// The counts of the table are plain counts of cells under columns of exactly these names. Ours differ where a column has an old name.
#[test]
fn counts_agree_with_those_of_the_table() {
    let mut differences = Vec::new();
    for (file, record) in expected().iter().filter(|(_, record)| &record[16] == "ok") {
        let Counts { rows, types, relevant, constraint, calculation, choice_filter, required, groups, repeats, languages } =
            read(file).unwrap().counts;
        let names = ["rows", "types", "relevant", "constraint", "calculation", "choice_filter", "required", "groups", "repeats", "languages"];
        let ours = [rows, types, relevant, constraint, calculation, choice_filter, required, groups, repeats, languages];
        for ((name, ours), theirs) in names.into_iter().zip(ours).zip((5..15).map(|column| record[column].parse::<usize>().unwrap())) {
            if ours != theirs {
                differences.push(format!("{file} {name}: {ours}, not {theirs}"));
            }
        }
    }
    insta::assert_snapshot!(differences.join("\n"));
}

/// Every cell with content is either read or reported: by itself, by its column, or with its row.
#[test]
fn nothing_of_a_real_form_is_dropped_silently() {
    let read_always = ["type", "name", "label", "hint", "guidance_hint", "disabled", "relevant", "constraint"];
    let mut checked = 0;
    for (file, _) in expected().iter().filter(|(_, record)| &record[16] == "ok") {
        let imported = read(file).unwrap();
        let cells: Vec<&str> = imported.notes.iter().map(|note| note.cell.as_str()).collect();
        let workbook = workbook::read(&form(file)).unwrap();
        let survey = workbook.sheet("survey").unwrap();
        let type_column =
            survey.cells().iter().find(|cell| cell.address.row == 0 && cell.value.to_string().to_lowercase() == "type").unwrap().address.column;
        let typed = |row: u32| survey.value(workbook::Address { row, column: type_column }).map(ToString::to_string);
        for cell in survey.cells().iter().filter(|cell| cell.address.row > 0) {
            let (Some(kind), name) = (typed(cell.address.row), header(survey, cell.address.column)) else { continue };
            let says_no = matches!(cell.value.to_string().to_lowercase().as_str(), "no" | "false");
            let plain = name.trim_start_matches("bind:").split(':').next().unwrap().to_lowercase();
            let ends = kind.starts_with("end");
            if ends || read_always.contains(&plain.as_str()) || says_no || cell.value.to_string().trim().is_empty() || name.is_empty() {
                continue;
            }
            let place = |row, column| format!("{}!{}", survey.name, workbook::Address { row, column });
            let (row, column) = (cell.address.row, cell.address.column);
            let reported = [place(row, column), place(0, column), place(row, type_column)].iter().any(|place| cells.contains(&place.as_str()));
            let carried = (plain == "constraint_message" || name.to_lowercase().contains("constraintmsg"))
                && imported
                    .checked
                    .document
                    .questions
                    .iter()
                    .flat_map(|question| &question.constraints)
                    .any(|constraint| constraint.message.en == cell.value.to_string().trim());
            assert!(reported || carried, "{file} {} ({name}) {}", place(row, column), cell.value);
            checked += 1;
        }
    }
    assert!(checked > 500, "{checked}");
}

fn header(sheet: &workbook::Sheet, column: u32) -> String {
    sheet.value(workbook::Address { row: 0, column }).map(ToString::to_string).unwrap_or_default()
}

/// Errors and warnings of a form with this code, as `cell what`.
fn noted(sheets: &[(&str, &str)], code: &str) -> Vec<String> {
    let notes = xlsform::read(&written(sheets), "form").map(|imported| imported.notes).unwrap_or_else(|notes| notes);
    notes.iter().filter(|note| note.code == code).map(|note| format!("{} {}", note.cell, note.what)).collect()
}

/// A name of which only the first letter can stand in an id.
fn foreign_name(at: u32) -> String {
    format!("x{}", char::from_u32(0x4e00 + at).unwrap())
}

#[test]
fn names_that_are_one_when_made_plain_are_told_apart() {
    let choices =
        |count: u32| "list_name|name|label\n".to_owned() + &(0..count).map(|at| format!("l|{}|Option {at}\n", foreign_name(at))).collect::<String>();
    let survey = "type|name|label\nselect_one l|q|Which\ninteger|n|N";
    let imported = xlsform::read(&written(&[("survey", survey), ("choices", &choices(200))]), "form").unwrap();
    let ids: Vec<&str> = imported.checked.document.questions[0].options.iter().map(|option| option.id.as_str()).collect();
    assert_eq!((ids[0], ids[1], ids[2], ids[199]), ("o_x", "o_x_2", "o_x_3", "o_x_200"));
}

#[test]
fn a_list_that_is_too_long_is_left_out_before_its_options_are_made() {
    let choices = "list_name|name|label\n".to_owned() + &(0..20_000).map(|at| format!("l|{}|Option {at}\n", foreign_name(at))).collect::<String>();
    let sheets = [("survey", "type|name|label\nselect_one l|q|Which\ninteger|n|N"), ("choices", choices.as_str())];
    assert_eq!(noted(&sheets, "row-not-carried"), ["survey!A2 `q` is left out with all of its row: the list `l` has 20000 options, more than 200"]);
    assert_eq!((errors(&sheets), noted(&sheets, "name-changed")), (Vec::new(), Vec::new()));
}

/// The search for a free id goes on where the last one ended; it once began anew for every name, and 20,000 took most of a minute.
#[test]
fn twenty_thousand_names_of_one_stem_are_told_apart_at_once() {
    let groups: String = (0..20_000).map(|at| format!("begin_group|{}|Group\nend_group\n", foreign_name(at))).collect();
    let form = format!("type|name|label\ninteger|n|N\n{groups}");
    let bytes = written(&[("survey", &form)]);
    let start = std::time::Instant::now();
    let notes = xlsform::read(&bytes, "form").unwrap().notes;
    // No more than 20,000 notes are kept.
    let last = notes.iter().rfind(|note| note.code == "name-changed").map(|note| note.what.as_str());
    assert!(last.is_some_and(|last| last.contains("has the id `x_199")), "{last:?}");
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

/// The report of a form in Swahili and English with smart quotes, repeats, lists in files and patterns.
#[test]
fn the_report_of_a_real_form() {
    let imported = read("UCL_Biomass_Plot_Form.xlsx").unwrap();
    insta::assert_snapshot!(lines(&imported.notes));
}

#[test]
fn conditions_and_ranges_of_a_large_form_are_carried_over() {
    let imported = read("humind__REACH_2024_MSNA-kobo-tool_draft_v11.xlsx").unwrap();
    let questions = &imported.checked.document.questions;
    let of = |id: &str| questions.iter().find(|question| question.id == id).unwrap();
    let conditions = questions.iter().filter(|question| question.relevant.is_some()).count();
    let ranges = questions.iter().filter(|question| question.minimum.is_some() || question.maximum.is_some()).count();
    let constraints = questions.iter().filter(|question| !question.constraints.is_empty()).count();
    let not_carried = |code: &str| imported.notes.iter().filter(|note| note.code == code).count();
    assert_eq!((of("resp_age").minimum, of("resp_age").maximum), (Some(18.0), Some(120.0)));
    insta::assert_snapshot!(format!(
        "questions {}\nwith a condition {conditions}\nwith a range {ranges}\nwith a constraint {constraints}\nconditions not carried {}\nconstraints not carried {}",
        questions.len(),
        not_carried("expression-not-carried"),
        not_carried("constraint-not-carried")
    ));
}

#[test]
fn or_other_becomes_an_option_and_a_question() {
    let document = read("or_other.xlsx").unwrap().checked.document;
    let [color, other, pastel] = document.questions.as_slice() else { panic!("three questions") };
    assert_eq!(color.options.last().unwrap().label.pl, "Inne");
    assert_eq!((other.id.as_str(), other.relevant.as_deref()), ("fav_color_other", Some("${fav_color} = 'other'")));
    assert_eq!((pastel.id.as_str(), pastel.options.len()), ("fav_pastel", 5));
}

const CHOICES: (&str, &str) = ("choices", "list_name | name | label\n yn | yes | Yes\n yn | no | No\n size | 1 | Small\n size | 2 | Large");

#[test]
fn a_form_with_our_columns_is_scored() {
    let bytes = written(&[
        (
            "survey",
            "type | name | label::Polski (pl) | label::English (en) | weight | evidence | na_allowed\n begin group | people | Ludzie | People | 2 | |\n select_one plan | has_plan | Czy jest plan? | Is there a plan? | 3 | the plan | no\n end group",
        ),
        (
            "choices",
            "list_name | name | label::Polski (pl) | label::English (en) | score\n plan | full | Tak | Yes | 100\n plan | none | Nie | No | 0",
        ),
        ("settings", "form_title | form_id | version\n Town | town | 1.10"),
    ]);
    let imported = xlsform::read(&bytes, "form").unwrap();
    assert_eq!(lines(&imported.notes), "");
    insta::assert_json_snapshot!(imported.checked.document);
}

/// How each expression of a form reads in the survey, or why it does not.
#[test]
fn expressions_are_translated() {
    let expressions = [
        "${n} > 5",
        "${n} >= .5 and ${n}<=10",
        "${n} = '7'",
        "${s} = 1",
        "${s} != '2'",
        "selected(${s}, 2)",
        "${c} = ‘yes’ or ${c}=„no”",
        "${c} = ''",
        "${c}!=''",
        "not(selected(${m},\"yes\"))",
        "count-selected(${m}) > 1",
        "${d} > '2026-01-01'",
        "${n} div 2 + 1 * -3 < 4",
        "(${n} = 1 or ${n} = 2) and true()",
        "${t} = 5",
        "${m} = 'yes'",
        "${c} = 'maybe'",
        "${n} mod 2 = 0",
        "regex(${t}, '^a')",
        "position(..) = 1",
        "/form/n = 1",
        "${n} > ",
        "${n} + 1",
        "${computed} > 1",
        "string-length(${t}) > 3",
        "coalesce(${n}, 0) > max(${n}, 2)",
        "if(${c} = 'yes', ${n}, 0) > 1",
        "${n} = ${t}",
    ];
    let mut survey = "type | name | label | relevant | calculation\n integer | n | N\n text | t | T\n select_one yn | c | C\n select_one size | s | S\n select_multiple yn | m | M\n date | d | D\n calculate | computed | | | 1\n".to_owned();
    for (at, expression) in expressions.iter().enumerate() {
        survey.push_str(&format!("text | x{at} | X | {expression}\n"));
    }
    let imported = xlsform::read(&written(&[("survey", &survey), CHOICES]), "form").unwrap();
    let table: String = expressions
        .iter()
        .enumerate()
        .map(|(at, expression)| {
            let question = imported.checked.document.questions.iter().find(|question| question.id == format!("x{at}")).unwrap();
            let cell = format!("survey!D{}", at + 9);
            let why = imported.notes.iter().find(|note| note.cell == cell && note.code == "expression-not-carried").map(|note| note.what.as_str());
            format!("{expression}  ⇒  {}\n", question.relevant.as_deref().or(why).unwrap_or("dropped in silence"))
        })
        .collect();
    assert!(!table.contains("dropped in silence"));
    insta::assert_snapshot!(table);
}

/// What becomes of each constraint: a range, a condition that must hold, or a note.
#[test]
fn constraints_are_translated() {
    let constraints = [
        ("integer", ". > 0 and . <= 100"),
        ("decimal", ". > 0"),
        ("decimal", "100 >= ."),
        ("integer", ". > 1 or . = -999"),
        ("integer", ". < ${n0}"),
        ("text", "regex(., '[a-z]+')"),
        ("text", "string-length(.) < 5"),
        ("date", ". <= today()"),
        ("select_multiple yn", "not(selected(., 'yes') and count-selected(.) > 1)"),
        ("select_one size", ". != 2"),
        ("text", ". = position(..)"),
        ("integer", ". + 1"),
    ];
    let mut survey = "type | name | label | constraint | constraint_message\n".to_owned();
    for (at, (kind, constraint)) in constraints.iter().enumerate() {
        survey.push_str(&format!("{kind} | n{at} | N | {constraint} | Wrong\n"));
    }
    let imported = xlsform::read(&written(&[("survey", &survey), CHOICES]), "form").unwrap();
    let table: String = constraints
        .iter()
        .enumerate()
        .map(|(at, (kind, constraint))| {
            let question = &imported.checked.document.questions[at];
            let cell = format!("survey!D{}", at + 2);
            let why = imported.notes.iter().find(|note| note.cell == cell && note.code == "constraint-not-carried").map(|note| note.what.clone());
            let range =
                (question.minimum.is_some() || question.maximum.is_some()).then(|| format!("{:?} to {:?}", question.minimum, question.maximum));
            let must_hold = question.constraints.first().map(|constraint| format!("{} ({})", constraint.must_hold, constraint.message.pl));
            format!("{kind}: {constraint}  ⇒  {}\n", range.or(must_hold).or(why).unwrap_or("dropped in silence".to_owned()))
        })
        .collect();
    assert!(!table.contains("dropped in silence"), "{table}");
    insta::assert_snapshot!(table);
}

fn document(text: &str) -> SurveyDocument {
    engine::read(text, Notation::Toml).unwrap().document
}

#[test]
fn every_shipped_survey_comes_back_as_it_was() {
    let mut paths = vec![root().join("tests/support/every_kind.toml")];
    for folder in fs::read_dir(root().join("surveys")).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        paths.extend(
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "toml")),
        );
    }
    assert!(paths.len() >= 4);
    for path in paths {
        let before = document(&fs::read_to_string(&path).unwrap());
        let bytes = xlsform::write(&before).unwrap();
        assert!(bytes == xlsform::write(&before).unwrap(), "the same survey gives the same bytes");
        let after = xlsform::read(&bytes, "form").unwrap_or_else(|notes| panic!("{}: {}", path.display(), lines(&notes)));
        assert_eq!(canonical(&after.checked.document).unwrap(), canonical(&before).unwrap(), "{}", path.display());
        let left_out: Vec<_> = after.notes.iter().filter(|note| note.code.contains("carried")).collect();
        assert_eq!(left_out, Vec::<&Note>::new(), "{}", path.display());
    }
}

mod random {
    use proptest::prelude::*;

    use super::*;

    /// Words of any characters that a survey may hold, with something in them.
    fn words() -> impl Strategy<Value = String> {
        let any = prop_oneof![
            "[ -~ąćęłńóśźż|\\\\\n\r\t„”‘’\u{a0}_x0D]{0,20}",
            prop::collection::vec(any::<char>(), 0..12)
                .prop_map(|characters| characters.into_iter().filter(|c| *c != '\0' && *c != '\u{fffe}' && *c != '\u{ffff}').collect::<String>()),
        ];
        any.prop_map(|words| format!("{words}w"))
    }

    fn text() -> impl Strategy<Value = serde_json::Value> {
        (words(), words()).prop_map(|(pl, en)| serde_json::json!({ "pl": pl, "en": en }))
    }

    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![(0..1000_u32).prop_map(f64::from), 0.0..100.0_f64, Just(1.0 / 3.0), Just(0.1)]
    }

    fn options() -> impl Strategy<Value = Vec<serde_json::Value>> {
        let option = (text(), prop::collection::vec(words(), 0..3), number());
        (prop::collection::vec(option, 2..6), any::<bool>()).prop_map(|(options, scored)| {
            let made = options.into_iter().enumerate().map(|(at, (mut label, aliases, points))| {
                for lang in ["pl", "en"] {
                    label[lang] = format!("{} {at}", label[lang].as_str().unwrap()).into();
                }
                let aliases: Vec<String> = aliases.into_iter().enumerate().map(|(n, alias)| format!("{alias} {at} {n}")).collect();
                let mut option =
                    serde_json::json!({ "id": format!("{}o{at}", if at % 2 == 0 { "" } else { "2." }), "label": label, "aliases": aliases });
                if scored {
                    option["points"] = (points.clamp(0.5, 100.0)).into();
                }
                option
            });
            made.collect()
        })
    }

    fn question() -> impl Strategy<Value = serde_json::Value> {
        let kinds = prop::sample::select(vec!["one_of", "several_of", "yes_no", "number", "share", "date", "text", "long_text", "reasons"]);
        let optional = prop::collection::vec(prop::option::of(text()), 7);
        let condition = prop::sample::select(vec![
            "",
            "${q0} = 'yes'",
            "${q0}='yes'",
            "answered(${q0})",
            "is_na(${q0})",
            "not(answered(${q0}))",
            "(${q0} = \"no\") or true()",
            "selected(${q0}, 'yes')",
        ]);
        (kinds, text(), optional, options(), (number(), number()), condition, any::<[bool; 4]>(), prop::collection::vec(words(), 0..3)).prop_map(
            |(kind, label, optional, options, (low, more), condition, flags, blank)| {
                let mut question = serde_json::json!({ "kind": kind, "text": label, "short_form": flags[0], "weight": low });
                for (key, text) in ["hint", "definition", "where_found", "respondent", "example", "evidence"].iter().zip(optional) {
                    if let Some(text) = text {
                        question[key] = text;
                    }
                }
                if flags[1] {
                    question["not_applicable"] = "never".into();
                    question["confidential"] = flags[2].into();
                    question["blank"] = blank.iter().enumerate().map(|(at, words)| format!("blank {words}{at}")).collect();
                }
                if !condition.is_empty() {
                    question["relevant"] = condition.into();
                }
                if matches!(kind, "one_of" | "several_of" | "reasons") {
                    question["option"] = options.into();
                }
                if kind == "reasons" {
                    question["option"].as_array_mut().unwrap().iter_mut().for_each(|option| drop(option.as_object_mut().unwrap().remove("points")));
                    question["basis"] = serde_json::json!([{ "id": "b1", "label": { "pl": "p", "en": "e" } }]);
                }
                if matches!(kind, "number" | "share") && flags[3] {
                    question["goalposts"] =
                        serde_json::json!({ "low": low, "high": low + more + 1.0, "better": if flags[2] { "less" } else { "more" } });
                    question["decimals"] = u8::from(flags[2]).into();
                }
                if kind == "number" && flags[2] {
                    question["minimum"] = (-low).into();
                    question["maximum"] = more.into();
                }
                if matches!(kind, "number" | "text") && flags[1] {
                    let must_hold = if kind == "number" {
                        [". > 0", ".>0 or mean(., 1) < 7", ". != 3"]
                    } else {
                        ["len(.) > 3", "matches(., '[a-z]+')", ". != 'x'"]
                    };
                    let constraints: Vec<_> = must_hold.iter().map(|hold| serde_json::json!({ "must_hold": hold, "message": label })).collect();
                    question["constraint"] = constraints.into();
                }
                if kind == "share" {
                    question["numerator"] = serde_json::json!({ "pl": "l", "en": "n" });
                    question["denominator"] = serde_json::json!({ "pl": "m", "en": "d" });
                }
                question
            },
        )
    }

    fn survey() -> impl Strategy<Value = String> {
        let dimension = (text(), prop::option::of(text()), prop::option::of(number()), any::<bool>());
        (text(), prop::collection::vec(dimension, 3), prop::collection::vec((question(), 0..3_usize), 1..8)).prop_map(|(title, dimensions, questions)| {
            let dimensions: Vec<_> = dimensions
                .into_iter()
                .enumerate()
                .map(|(at, (title, short, weight, flag))| {
                    let mut dimension = serde_json::json!({ "id": format!("D{at}"), "title": title, "confidential": flag, "weight": weight.map_or(1.0, |weight| weight + 0.5) });
                    if let Some(short) = short {
                        dimension["short"] = short;
                    }
                    if at == 2 && flag {
                        dimension["parent"] = "D0".into();
                    }
                    dimension
                })
                .collect();
            // Each dimension has a scored question, so that the survey is one.
            let first = (0..3).map(|at| serde_json::json!({ "id": format!("q{at}"), "kind": "yes_no", "dimension": format!("D{at}"), "text": { "pl": "t", "en": "t" } }));
            let rest = questions.into_iter().enumerate().map(|(at, (mut question, dimension))| {
                question["id"] = format!("r.{at}").into();
                question["dimension"] = format!("D{dimension}").into();
                question
            });
            let questions: Vec<_> = first.chain(rest).collect();
            serde_json::json!({ "survey": { "id": "s", "version": "1.10", "title": title }, "index": { "title": title }, "dimension": dimensions, "question": questions }).to_string()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_survey_comes_back_as_it_was(text in survey()) {
            let before = engine::read(&text, Notation::Json);
            // Labels that fold to the same spelling, or a list of choices that earns nothing, are no survey.
            prop_assume!(before.is_ok());
            let before = before.unwrap().document;
            let bytes = xlsform::write(&before).unwrap();
            let after = xlsform::read(&bytes, "form").map_err(|notes| TestCaseError::fail(lines(&notes)))?;
            prop_assert_eq!(canonical(&after.checked.document).unwrap(), canonical(&before).unwrap());
        }
    }
}
