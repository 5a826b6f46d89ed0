//! The XLSX, opened as a spreadsheet program opens it: cells with their types, out of the XML.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use miernik::engine::answer::{Answer, Value};
use miernik::engine::survey::Survey;
use miernik::lang::Lang;
use miernik::report::xlsx::{Limits, Options, WorkbookWritten, write};
use miernik::report::{Audience, ReportError, UnitRow, Written};
use roxmltree::Document;

use crate::sample;

/// A cell as it stands in the file.
#[derive(Debug, Clone, PartialEq)]
enum Found {
    Text(String),
    Number(f64),
    /// A number with the format of a date.
    Date(f64),
    Truth(bool),
}

/// Cells by row, counted from 1, and letters of the column.
type Cells = BTreeMap<(usize, String), Found>;

struct Book {
    parts: BTreeMap<String, String>,
    /// Sheets in order, with their names.
    sheets: Vec<(String, Cells)>,
}

fn open(bytes: Vec<u8>) -> Book {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        parts.insert(file.name().unwrap().into_owned(), text);
    }
    let date_formats = date_formats(&parts["xl/styles.xml"]);
    let workbook = Document::parse(&parts["xl/workbook.xml"]).unwrap();
    let names = workbook.descendants().filter(|node| node.has_tag_name_local("sheet"));
    let sheets = names.enumerate().map(|(at, node)| {
        let xml = &parts[&format!("xl/worksheets/sheet{}.xml", at + 1)];
        (node.attribute("name").unwrap().to_owned(), cells(xml, &date_formats))
    });
    let sheets = sheets.collect();
    Book { sheets, parts }
}

trait Local {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl Local for roxmltree::Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

/// For each cell style, whether it shows a date.
fn date_formats(styles: &str) -> Vec<bool> {
    let styles = Document::parse(styles).unwrap();
    let formats = styles.descendants().filter(|node| node.has_tag_name_local("numFmt"));
    let dates: Vec<&str> =
        formats.filter(|node| node.attribute("formatCode") == Some("yyyy-mm-dd")).filter_map(|node| node.attribute("numFmtId")).collect();
    let cell_styles = styles.descendants().find(|node| node.has_tag_name_local("cellXfs")).unwrap();
    cell_styles.children().filter(|node| node.is_element()).map(|style| dates.contains(&style.attribute("numFmtId").unwrap())).collect()
}

fn cells(xml: &str, date_formats: &[bool]) -> Cells {
    let sheet = Document::parse(xml).unwrap();
    let mut cells = BTreeMap::new();
    for cell in sheet.descendants().filter(|node| node.has_tag_name_local("c")) {
        let address = cell.attribute("r").unwrap();
        let digits = address.find(|c: char| c.is_ascii_digit()).unwrap();
        let text: String = cell.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
        let dated = cell.attribute("s").is_some_and(|style| date_formats[style.parse::<usize>().unwrap()]);
        let found = match cell.attribute("t") {
            Some("inlineStr") => Found::Text(text),
            Some("b") => Found::Truth(text == "1"),
            None if dated => Found::Date(text.parse().unwrap()),
            None => Found::Number(text.parse().unwrap()),
            other => panic!("a cell of type {other:?}"),
        };
        cells.insert((address[digits..].parse().unwrap(), address[..digits].to_owned()), found);
    }
    cells
}

impl Book {
    fn sheet(&self, name: &str) -> &Cells {
        &self.sheets.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no sheet {name}")).1
    }

    /// The cell of a row (the first unit is in row 2) under a heading.
    fn under(&self, sheet: &str, row: usize, heading: &str) -> Option<&Found> {
        let cells = self.sheet(sheet);
        let column = cells.iter().find(|((row, _), found)| *row == 1 && **found == Found::Text(heading.to_owned()));
        let ((_, column), _) = column.unwrap_or_else(|| panic!("no heading {heading}"));
        cells.get(&(row, column.clone()))
    }

    /// What the sheet about the file says under a heading.
    fn says(&self, what: &str) -> Option<&Found> {
        let cells = self.sheet("About");
        let ((row, _), _) = cells.iter().find(|((_, column), found)| column == "A" && **found == Found::Text(what.to_owned())).unwrap();
        cells.get(&(*row, "B".to_owned()))
    }
}

fn book(survey: &Survey, audience: Audience, options: Options, units: Vec<UnitRow>) -> (Book, WorkbookWritten) {
    let mut bytes = Cursor::new(Vec::new());
    let scope = sample::scope(survey, audience);
    let units = units.into_iter().map(|unit| sample::seen_by(&scope, unit));
    let written = write(&mut bytes, &scope, options, units).unwrap();
    (open(bytes.into_inner()), written)
}

fn english() -> Options {
    Options { lang: Lang::En, long: true, ..Options::default() }
}

fn text(text: &str) -> Option<Found> {
    Some(Found::Text(text.to_owned()))
}

#[test]
fn cells_have_types_and_nothing_is_a_formula() {
    let survey = sample::survey();
    let (book, written) = book(&survey, Audience::Own, english(), sample::units(&survey));
    for (name, xml) in book.parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/")) {
        assert!(!xml.contains("<f>") && !xml.contains("<f ") && !xml.contains("hyperlink"), "{name}");
    }
    let at = |row, heading: &str| book.under("Data", row, heading).cloned();
    assert_eq!(at(2, "Code"), text("0201011"));
    assert_eq!(at(2, "Name"), text("=1+1"));
    assert_eq!(at(2, "District"), text("＝bolesławiecki"));
    assert_eq!(at(3, "District"), text("\tświdwiński"));
    assert_eq!(at(2, "Population"), Some(Found::Number(36_795.0)));
    assert_eq!((at(3, "Population"), at(4, "Population")), (Some(Found::Number(0.0)), None));
    // 2026-11-03 and 2019-03-01 as days of a spreadsheet.
    assert_eq!(at(2, "Submitted on"), Some(Found::Date(46_329.0)));
    assert_eq!(at(2, "since – Since when?"), Some(Found::Date(43_525.0)));
    assert_eq!(at(2, "staff – How many posts does IT have?"), Some(Found::Number(1.5)));
    assert_eq!(at(2, "backup_cost – What do backups cost?"), Some(Found::Number(-5.0)));
    assert_eq!(at(2, "name – What is the strategy called?"), text("+48 \"Cyfra\"; plan"));
    assert_eq!(at(2, "channels – +48 phone; hotline"), Some(Found::Number(1.0)));
    assert_eq!(at(2, "channels – Through which channels?"), text("ePUAP | +48 phone; hotline"));
    assert_eq!(book.under("Codebook", 2, "Confidential"), Some(&Found::Truth(false)));
    assert_eq!((written.cut, written.as_text), (0, 0));
}

#[test]
fn scores_are_not_rounded() {
    let survey = sample::survey();
    let unit = sample::full(&survey);
    let index = unit.scores.clone().unwrap().index().score.unwrap();
    let (book, _) = book(&survey, Audience::Own, english(), vec![unit]);
    assert_eq!(book.under("Data", 2, "index – Result"), Some(&Found::Number(index)));
    assert_eq!(book.under("Data", 2, "uptake – What share of cases arrives online?"), Some(&Found::Number(100.0 * 2.0 / 3.0)));
}

#[test]
fn what_is_hidden_is_nowhere_in_the_workbook() {
    let survey = sample::survey();
    let (book, _) = book(&survey, Audience::Network, english(), sample::units(&survey));
    let staff = |row| {
        let value = book.under("Data", row, "staff – How many posts does IT have?").cloned();
        (value, book.under("Data", row, "staff – state of the answer").cloned())
    };
    assert_eq!(staff(3), (Some(Found::Number(0.0)), text("answered")));
    assert_eq!(staff(4), (Some(Found::Number(3.0)), text("answered")));
    assert_eq!(book.under("Data", 3, "name – state of the answer").cloned(), text("not shown"));
    assert!(!book.parts.values().any(|xml| ["security – ", "backup – ", "backup_cost – "].iter().any(|hidden| xml.contains(hidden))));
}

#[test]
fn the_file_says_what_it_is_and_counts_its_rows() {
    let survey = sample::survey();
    let (book, written) = book(&survey, Audience::Network, english(), sample::units(&survey));
    assert_eq!(book.sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Data", "Long data", "Codebook", "About"]);
    assert_eq!(written.data, Written { units: 3, rows: 3 });
    assert_eq!(written.long_rows, 3 * 14);
    assert_eq!(book.sheet("Long data").keys().map(|(row, _)| *row).max(), Some(3 * 14 + 1));
    assert_eq!(book.says("Campaign").cloned(), text("=Sieć 2026"));
    assert_eq!(book.says("Survey version").cloned(), text("1.10"));
    assert_eq!(book.says("SHA-256 of the survey").cloned(), text(&survey.hash));
    assert_eq!(book.says("Generated (UTC)").cloned(), text("2026-11-20T10:15:00Z"));
    assert_eq!(book.says("Audience").cloned(), text("the network"));
    assert_eq!(book.says("Credit").cloned(), text("Made for tests"));
    assert_eq!(book.says("Units"), Some(&Found::Number(3.0)));
    assert_eq!(book.says("Rows of the long data"), Some(&Found::Number(42.0)));
    assert_eq!(
        book.says("Questions left out as confidential or giving a confidential answer away; scores do not count them"),
        Some(&Found::Number(2.0))
    );
}

#[test]
fn the_same_campaign_gives_the_same_bytes() {
    let survey = sample::survey();
    let bytes = || {
        let mut bytes = Cursor::new(Vec::new());
        write(&mut bytes, &sample::scope(&survey, Audience::Own), english(), sample::units(&survey)).unwrap();
        bytes.into_inner()
    };
    assert!(bytes() == bytes());
}

#[test]
fn rows_beyond_a_sheet_go_on_in_the_next_and_long_texts_are_cut_and_counted() {
    let survey = sample::survey();
    let mut unit = sample::full(&survey);
    unit.answers.set("remarks", Answer::Answered(Value::Text("ł😀".repeat(30))));
    let limits = Limits { rows: 2, characters: 80, ..Limits::default() };
    let options = Options { long: false, lang: Lang::En, limits, ..Options::default() };
    let (book, written) = book(&survey, Audience::Own, options, vec![unit.clone(), sample::gaps(&survey), unit]);
    assert_eq!(written.data.rows, 3);
    let names = |row| ["Data", "Data 2", "Data 3"].map(|sheet| book.under(sheet, row, "Name").cloned());
    assert_eq!(names(2), [text("=1+1"), text("Świdwin"), text("=1+1")]);
    assert_eq!(names(3), [None, None, None]);
    let expected = format!("{}ł…", "ł😀".repeat(26));
    assert_eq!(book.under("Data", 2, "remarks – Remarks").cloned(), text(&expected));
    assert!(expected.encode_utf16().count() <= 80);
    assert!(written.cut >= 2);
}

#[test]
fn what_excel_cannot_hold_is_written_as_text_and_counted() {
    let survey = sample::survey();
    let mut unit = sample::full(&survey);
    unit.answers.set("staff", Answer::Answered(Value::Number("12345678901234567.25".parse().unwrap())));
    unit.answers.set("since", Answer::Answered(Value::Date("1897-05-01".parse().unwrap())));
    unit.answers.set("remarks", Answer::Answered(Value::Text("_x0041_\u{1}&<b>".to_owned())));
    let (book, written) = book(&survey, Audience::Own, Options { long: false, ..english() }, vec![unit]);
    assert_eq!(book.under("Data", 2, "staff – How many posts does IT have?").cloned(), text("12345678901234567.25"));
    assert_eq!(book.under("Data", 2, "since – Since when?").cloned(), text("1897-05-01"));
    // A spreadsheet program reads `_xHHHH_` as a character, so what looks like one is itself escaped.
    assert_eq!(book.under("Data", 2, "remarks – Remarks").cloned(), text("_x005F_x0041__x0001_&<b>"));
    assert_eq!(written.as_text, 2);
}

#[test]
fn a_table_wider_than_a_sheet_is_refused() {
    let survey = sample::survey();
    let options = Options { limits: Limits { columns: 10, ..Limits::default() }, ..Options::default() };
    let refused = write(Cursor::new(Vec::new()), &sample::scope(&survey, Audience::Own), options, Vec::new());
    assert!(matches!(refused, Err(ReportError::TooManyColumns { most: 10, .. })));
}

#[test]
fn an_empty_campaign_is_a_workbook_with_headings() {
    let survey = sample::survey();
    let (book, written) = book(&survey, Audience::Public, Options::default(), Vec::new());
    assert_eq!(written, WorkbookWritten::default());
    assert_eq!(book.under("Dane", 1, "Kod").cloned(), text("Kod"));
}
