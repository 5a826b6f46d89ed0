//! The CSV files, whole; and what must hold of any of them.

use std::cell::Cell;
use std::io::{self, Write};

use insta::assert_snapshot;
use miernik::engine::survey::Survey;
use miernik::engine::{Notation, read};
use miernik::lang::Lang;
use miernik::report::csv::{Flavour, masked, write};
use miernik::report::{Audience, Layout, ReportError, Scope, Table, Written, file_name};

use crate::sample;

fn export(scope: &Scope<'_>, layout: Layout, flavour: Flavour) -> (String, Written) {
    let mut bytes = Vec::new();
    let units = sample::units(scope.survey()).into_iter().map(|unit| sample::seen_by(scope, unit));
    let written = write(&mut bytes, scope, layout, flavour, units).unwrap();
    (String::from_utf8(bytes).unwrap(), written)
}

/// Line ends and blanks made visible, so that a snapshot keeps them.
fn visible(csv: &str) -> String {
    csv.replace('\u{feff}', "<BOM>").replace("\r\n", "<CRLF>\n").replace('\r', "<CR>").replace('\t', "<TAB>").replace('\u{a0}', "<NBSP>")
}

fn table(csv: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(csv.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn cell<'t>(table: &'t [Vec<String>], unit: usize, column: &str) -> &'t str {
    let at = table[0].iter().position(|name| name == column).unwrap_or_else(|| panic!("no column {column}"));
    &table[unit][at]
}

#[test]
fn open_data_wide() {
    let survey = sample::survey();
    assert_snapshot!(visible(&export(&sample::scope(&survey, Audience::Own), Layout::Wide, Flavour::OpenData).0));
}

#[test]
fn open_data_long() {
    let survey = sample::survey();
    assert_snapshot!(visible(&export(&sample::scope(&survey, Audience::Network), Layout::Long, Flavour::OpenData).0));
}

#[test]
fn polish_excel_wide() {
    let survey = sample::survey();
    assert_snapshot!(visible(&export(&sample::scope(&survey, Audience::Own), Layout::Wide, Flavour::PolishExcel(Lang::Pl)).0));
}

#[test]
fn polish_excel_long_in_english() {
    let survey = sample::survey();
    assert_snapshot!(visible(&export(&sample::scope(&survey, Audience::Own), Layout::Long, Flavour::PolishExcel(Lang::En)).0));
}

#[test]
fn every_row_is_counted_and_none_is_ragged() {
    let survey = sample::survey();
    for audience in [Audience::Own, Audience::Network, Audience::Public] {
        let scope = sample::scope(&survey, audience);
        for layout in [Layout::Wide, Layout::Long] {
            for (flavour, delimiter) in [(Flavour::OpenData, b','), (Flavour::PolishExcel(Lang::Pl), b';')] {
                let (csv, written) = export(&scope, layout, flavour);
                // The strict reader refuses rows of another length than the header.
                let rows = table(&csv, delimiter);
                let per_unit = flavour.table(&scope, layout).rows_per_unit() as u64;
                assert_eq!(written, Written { units: 3, rows: 3 * per_unit });
                assert_eq!(rows.len() as u64, written.rows + 1);
            }
        }
    }
}

#[test]
fn missing_zero_and_not_shown_are_distinct() {
    let survey = sample::survey();
    let (csv, _) = export(&sample::scope(&survey, Audience::Own), Layout::Wide, Flavour::OpenData);
    let rows = table(&csv, b',');
    let seen = |unit, question: &str| (cell(&rows, unit, question).to_owned(), cell(&rows, unit, &format!("{question}.state")).to_owned());
    let pair = |value: &str, state: &str| (value.to_owned(), state.to_owned());
    assert_eq!(seen(2, "staff"), pair("0", "answered"));
    assert_eq!(seen(2, "uptake"), pair("", "not_applicable"));
    assert_eq!(seen(2, "channels.state"), pair("", "do_not_know"));
    assert_eq!(seen(2, "since"), pair("", "not_answered"));
    assert_eq!(seen(2, "backup_cost"), pair("", "not_shown"));
    assert_eq!((cell(&rows, 2, "population"), cell(&rows, 3, "population")), ("0", ""));
    assert_eq!((cell(&rows, 2, "extra.status"), cell(&rows, 3, "extra.status")), ("no_data", "not_scored"));
    // "channels.state" is a question: the state of `channels` makes room for it.
    assert_eq!((cell(&rows, 2, "channels"), cell(&rows, 2, "channels.state_"), cell(&rows, 2, "channels.has.epuap")), ("", "answered", "0"));
    assert_eq!(cell(&rows, 3, "channels.has.epuap"), "");
}

fn names(survey: &Survey, audience: Audience, layout: Layout) -> Vec<String> {
    let scope = sample::scope(survey, audience);
    Table::for_people(&scope, layout).columns().iter().map(|column| column.name.clone()).collect()
}

#[test]
fn what_is_confidential_and_what_gives_it_away_has_no_column() {
    let survey = sample::survey();
    let of = |audience| names(&survey, audience, Layout::Wide);
    // `backup_cost` is not confidential, but is asked only after one answer to a confidential question.
    let hidden = |name: &String| ["security", "backup", "backup_cost"].iter().any(|hidden| name.starts_with(hidden));
    assert!(of(Audience::Own).iter().any(hidden));
    assert_eq!([Audience::Network, Audience::Public].map(|audience| of(audience).into_iter().find(hidden)), [None, None]);
    let texts = |names: Vec<String>| names.contains(&"remarks".to_owned());
    assert_eq!((texts(of(Audience::Network)), texts(of(Audience::Public))), (true, false));
    assert_eq!(sample::scope(&survey, Audience::Network).questions_left_out(), 2);
}

/// `backup` is confidential: as a requirement of a level it takes the level of the index with it.
#[test]
fn the_level_of_the_index_is_hidden_with_a_gate_question() {
    let text = include_str!("sample.toml").replacen("id = \"backup\"", "id = \"backup\"\ngate = { level = 2, at_least = 50 }", 1);
    let survey = read(&text, Notation::Toml).unwrap().survey;
    let seen = |audience| {
        let (csv, _) = export(&sample::scope(&survey, audience), Layout::Wide, Flavour::OpenData);
        let rows = table(&csv, b',');
        ["index.level", "index.status", "index.rank", "people.level"].map(|column| cell(&rows, 1, column).to_owned())
    };
    assert_eq!(seen(Audience::Own), ["2", "published", "1", "2"]);
    assert_eq!(seen(Audience::Network), ["", "published", "1", "2"]);
    let (long, _) = export(&sample::scope(&survey, Audience::Network), Layout::Long, Flavour::OpenData);
    assert_eq!(cell(&table(&long, b','), 1, "level"), "");
}

/// How many questions are asked in all would tell whether `backup_cost` is, and so the answer to `backup`.
#[test]
fn only_questions_that_are_seen_are_counted() {
    let survey = sample::survey();
    let seen = |audience| {
        let (csv, _) = export(&sample::scope(&survey, audience), Layout::Wide, Flavour::OpenData);
        let rows = table(&csv, b',');
        [1, 2].map(|unit| ["questions_asked", "questions_answered"].map(|column| cell(&rows, unit, column).to_owned()))
    };
    assert_eq!(seen(Audience::Own), [["11", "11"], ["9", "6"]]);
    assert_eq!(seen(Audience::Network), [["9", "9"], ["8", "6"]]);
}

/// The index of those who must not see `security` is the mean of the other two dimensions, as if it did not apply.
#[test]
fn scores_are_worked_out_without_what_is_hidden() {
    let survey = sample::survey();
    let seen = |audience| {
        let (csv, _) = export(&sample::scope(&survey, audience), Layout::Wide, Flavour::OpenData);
        let rows = table(&csv, b',');
        ["index", "people", "services", "index.coverage"].map(|column| cell(&rows, 1, column).parse::<f64>().unwrap())
    };
    let ([index, people, services, _], [open, same_people, same_services, coverage]) = (seen(Audience::Own), seen(Audience::Network));
    assert_eq!((people, services), (same_people, same_services));
    assert!((open - (people + services) / 2.0).abs() < 1e-9 && (index - open).abs() > 1.0, "{index} {open} {people} {services}");
    assert_eq!(coverage, 1.0);
}

#[test]
fn an_index_that_is_one_hidden_score_is_hidden_with_its_rank() {
    let text = include_str!("sample.toml").replace("module = true\n", "").replace("id = \"services\"", "id = \"services\"\nparent = \"people\"");
    let text =
        text.replace("id = \"security\"", "id = \"security\"\nparent = \"people\"").replace("id = \"extra\"", "id = \"extra\"\nparent = \"people\"");
    let survey = read(&text.replacen("id = \"people\"", "id = \"people\"\nconfidential = true", 1), Notation::Toml).unwrap().survey;
    let of_index = |audience| names(&survey, audience, Layout::Wide).iter().filter(|name| name.starts_with("index")).count();
    assert_eq!([Audience::Own, Audience::Network].map(of_index), [7, 0]);
}

#[test]
fn names_of_columns_are_unlike_each_other() {
    let survey = sample::survey();
    for layout in [Layout::Wide, Layout::Long] {
        let scope = sample::scope(&survey, Audience::Own);
        let table = Table::for_people(&scope, layout);
        let mut names: Vec<_> = table.columns().iter().map(|column| &column.name).collect();
        names.sort();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}

#[test]
fn nothing_that_a_spreadsheet_would_run_is_left_in_the_polish_excel_csv() {
    let survey = sample::survey();
    let scope = sample::scope(&survey, Audience::Own);
    for layout in [Layout::Wide, Layout::Long] {
        let (csv, _) = export(&scope, layout, Flavour::PolishExcel(Lang::Pl));
        for cell in table(csv.trim_start_matches('\u{feff}'), b';').iter().flatten() {
            let number = cell.replace(',', ".").parse::<f64>().is_ok();
            assert!(number || masked(cell) == cell.as_str(), "{cell:?}");
        }
    }
}

/// Counts bytes.
struct Counter<'c>(&'c Cell<usize>);

impl Write for Counter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn units_pass_through_one_by_one() {
    let survey = sample::survey();
    let received = Cell::new(0);
    let mut received_before_the_last = 0;
    let units = sample::units(&survey).into_iter().cycle().take(900).inspect(|_| received_before_the_last = received.get());
    let scope = sample::scope(&survey, Audience::Own);
    let written = write(Counter(&received), &scope, Layout::Long, Flavour::OpenData, units).unwrap();
    assert_eq!(written, Written { units: 900, rows: 900 * 15 });
    let kept = received.get() - received_before_the_last;
    assert!(received.get() > 900_000 && kept < 20_000, "{kept} of {} bytes were kept to the end", received.get());
}

/// Takes so many bytes, then no more.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or_else(|| io::Error::other("the other side has gone"))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_receiver_that_stops_is_an_error_not_a_short_file() {
    let survey = sample::survey();
    let scope = sample::scope(&survey, Audience::Own);
    for room in [0, 100, 3_000] {
        let refused = write(Full(room), &scope, Layout::Wide, Flavour::PolishExcel(Lang::Pl), sample::units(&survey));
        assert!(matches!(refused, Err(ReportError::Write(_))), "{room}");
    }
}

#[test]
fn masks() {
    let dangerous = [
        "=1+1",
        "+48",
        "-5",
        "@x",
        "\tx",
        "\rx",
        "\nx",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "\u{a0}=1",
        "\u{feff}=1",
        "\u{200b}=1",
        " \t",
        "\n",
        "  ＝x",
        "\u{0}=1",
    ];
    for text in dangerous {
        assert_eq!(masked(text), format!("'{text}"));
    }
    for text in ["", "Świdwin", "1-2", "a=b", "'=1", "0201011", "„=1”", "–5"] {
        assert_eq!(masked(text), text);
    }
}

#[test]
fn names_of_files() {
    assert_eq!(file_name("siec-2026", "wide", "csv"), "miernik_siec-2026_wide.csv");
    assert_eq!(file_name("Łódź/../\"x\"\r\n", "long", "xlsx"), "miernik_lodz-x_long.xlsx");
}
