//! Workbooks that mean harm are refused, and damaged ones never stop the program. Time and memory are measured by `benches/xlsform.rs`.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/bombs.rs"]
mod bombs;
#[path = "support/total_form.rs"]
mod total_form;

use std::fs;
use std::path::Path;

use miernik::workbook::{self, Value};
use proptest::prelude::*;

#[test]
fn every_bomb_is_refused() {
    for (name, code, bytes) in bombs::bombs() {
        let fault = workbook::read(&bytes).unwrap_err();
        assert_eq!(fault.code, code, "{name}: {fault}");
    }
}

#[test]
fn an_honest_workbook_of_the_same_making_is_read() {
    let sheet =
        bombs::sheet("<worksheet><sheetData><row r=\"2\"><c r=\"B2\" t=\"str\"><v>a &lt; b</v></c><c><v>1.5</v></c></row></sheetData></worksheet>");
    let workbook = workbook::read(&bombs::workbook(sheet, None)).unwrap();
    let cells: Vec<_> = workbook.sheets[0].cells().iter().map(|cell| (cell.address.to_string(), cell.value.clone())).collect();
    assert_eq!(cells, [("B2".to_owned(), Value::Text("a < b".into())), ("C2".to_owned(), Value::Number(1.5))]);
}

#[test]
fn two_tabs_over_one_sheet_are_refused_by_name() {
    let sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
    let fault = workbook::read(&bombs::tabs(&[0, 1, 0], &[sheet, sheet])).unwrap_err();
    assert_eq!((fault.code, fault.place.as_str()), ("bomb", "s2"), "{fault}");
    // A small sheet that is written in another way is the same sheet.
    let fault = workbook::read(&bombs::tabs(&[0, 0], &[sheet])).unwrap_err();
    assert_eq!((fault.code, fault.place.as_str()), ("bomb", "s1"), "{fault}");
    assert_eq!(workbook::read(&bombs::tabs(&[1, 0], &[sheet, sheet])).unwrap().sheets.len(), 2);
}

#[test]
fn what_is_no_workbook_is_told_so() {
    let code = |bytes: &[u8]| workbook::read(bytes).unwrap_err().code;
    assert_eq!(code(b""), "not-a-workbook");
    assert_eq!(code(b"type,name,label\n"), "not-a-workbook");
    assert_eq!(code(b"PK\x03\x04"), "damaged");
    assert_eq!(code(&bombs::archive(&[bombs::Entry::deflated("a.txt", b"a")], |_, offset| offset)), "not-a-workbook");
}

fn samples() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/xlsform");
    ["tutorial.xls", "table-list.xls", "group.xlsx", "field-list.xlsx"].map(|name| fs::read(folder.join(name)).unwrap()).into()
}

const SHEETS: [&str; 12] = [
    "survey\ntype|name|label|relevant|constraint|weight|kind",
    "survey\ntype|name|label::Polski (pl)|label::English (en)|dimension|points_yes|points_no|miernik_relevant|crosswalk::f|blank",
    "survey\ntype|name|label|dimension|minimum|low|high|better|gate_level|gate_at_least|decimals",
    "choices\nlist_name|name|label|score|exclusive|aliases",
    "settings\nform_id|version|form_title|default_language",
    "miernik\nkey|setting|text",
    "dimensions\nname|title|parent|weight|aggregation|power|entries",
    "levels\ntitle|from|gate",
    "constraints\nquestion|must_hold|message",
    "bases\nquestion|name|label",
    "recommendations\nquestion|below|text|effort",
    "frameworks\nname|title",
];
const CELLS: [&str; 40] = [
    "",
    "",
    "",
    "a",
    "b",
    "d",
    "f",
    "yes",
    "no",
    "#0",
    "#1",
    "#2.5",
    "#-7",
    "#100",
    "text",
    "integer",
    "decimal",
    "select_one a",
    "select_multiple a",
    "rank a",
    "select_one a or_other",
    "begin_group",
    "end_group",
    "begin repeat",
    "end repeat",
    "note",
    "calculate",
    "date",
    "range",
    "${a} = 'b'",
    "${b} > 1",
    ". > 0",
    "selected(${a}, 'b')",
    "more",
    "power",
    "title",
    "index_power",
    "Ąę ’",
    "sum",
    "share",
];

/// A row of cells.
fn row() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(CELLS.to_vec()), 1..9).prop_map(|cells| cells.join("|"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes changed, put in or cut off anywhere: an answer, never a panic.
    #[test]
    fn damaged_workbooks_get_an_answer(
        which in 0..4_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..20),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = samples()[which].clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Err(fault) = workbook::read(&bytes) {
            prop_assert!(!fault.what.is_empty() && !fault.mend.is_empty());
        }
        if let Err(notes) = miernik::xlsform::read(&bytes, "form") {
            prop_assert!(!notes.is_empty());
        }
    }

    /// A sheet of any XML-like text: an answer, never a panic.
    #[test]
    fn strange_sheets_get_an_answer(content in "(<(worksheet|sheetData|row|c|v|t|is|/c|/row|/v)( r=\"[A-Z0-9]{0,9}\")?( t=\"(s|b|e|str|n|inlineStr)\")?/?>|[0-9a-z&;#. ]{0,6}){0,40}") {
        let bytes = bombs::workbook(bombs::sheet(&content), None);
        if let Err(fault) = workbook::read(&bytes) {
            prop_assert!(matches!(fault.code, "damaged" | "too-large"), "{fault}");
        }
    }

    /// Forms of words that mean something, in any order: a survey that comes back as it was, or an error with its place.
    #[test]
    fn strange_forms_get_an_answer(sheets in prop::collection::vec((prop::sample::select(SHEETS.to_vec()), prop::collection::vec(row(), 1..8)), 1..6)) {
        let text: String = sheets.into_iter().map(|(name, rows)| format!("= {name}\n{}\n", rows.join("\n"))).collect();
        total_form::total(text.as_bytes());
    }

    #[test]
    fn random_bytes_get_an_answer(start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"PK\x05\x06", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]]), rest in prop::collection::vec(any::<u8>(), 0..2000)) {
        let bytes = [start, &rest].concat();
        prop_assert!(miernik::xlsform::read(&bytes, "form").is_err());
    }
}
