//! A workbook as a person with a spreadsheet program changes it: cells by question, part and letter.

use std::collections::BTreeMap;

use miernik::workbook::{Address, Value, read};
use rust_xlsxwriter::Workbook;

/// The column with the ids of questions, and the one with the parts of a question.
const QUESTION: u32 = 9;
const PART: u32 = 10;

type Cells = BTreeMap<(u32, u32), Value>;

/// The sheets with their cells.
#[derive(Debug, Clone)]
pub struct Sheets(Vec<(String, Cells)>);

impl Sheets {
    pub fn of(bytes: &[u8]) -> Self {
        let sheets = read(bytes).unwrap().sheets.into_iter();
        let cells = sheets.map(|sheet| {
            let cells = sheet.cells().iter().map(|cell| ((cell.address.row, cell.address.column), cell.value.clone())).collect();
            (sheet.name, cells)
        });
        Self(cells.collect())
    }

    /// Sheet and row of a part of a question.
    #[track_caller]
    fn find(&self, question: &str, part: &str) -> (usize, u32) {
        for (at, (_, cells)) in self.0.iter().enumerate() {
            let text = |row, column| cells.get(&(row, column)).map(ToString::to_string).unwrap_or_default();
            let row = cells.keys().map(|(row, _)| *row).find(|row| text(*row, QUESTION) == question && text(*row, PART) == part);
            if let Some(row) = row {
                return (at, row);
            }
        }
        panic!("no row for {question} {part}")
    }

    /// Types into a cell; `column` is its letter.
    #[track_caller]
    pub fn fill(&mut self, question: &str, part: &str, column: &str, text: &str) -> &mut Self {
        let (sheet, row) = self.find(question, part);
        let column = Address::parse(&format!("{column}1")).unwrap().column;
        self.0[sheet].1.insert((row, column), Value::Text(text.into()));
        self
    }

    /// The address of a cell, as in `E7`.
    #[track_caller]
    pub fn address(&self, question: &str, part: &str, column: &str) -> String {
        format!("{column}{}", self.find(question, part).1 + 1)
    }

    fn about_row(&self, key: &str) -> u32 {
        let cells = &self.0.last().unwrap().1;
        cells.iter().find(|((_, column), value)| *column == 0 && value.to_string() == key).unwrap().0.0
    }

    /// What the file says of itself.
    pub fn about(&self, key: &str) -> String {
        self.0.last().unwrap().1[&(self.about_row(key), 1)].to_string()
    }

    pub fn set_about(&mut self, key: &str, text: &str) -> &mut Self {
        let row = self.about_row(key);
        self.0.last_mut().unwrap().1.insert((row, 1), Value::Text(text.into()));
        self
    }

    /// A workbook with these cells and nothing else: no protection, no formats, no lists.
    pub fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (name, cells) in &self.0 {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap();
            for ((row, column), value) in cells {
                sheet.write_string(*row, u16::try_from(*column).unwrap(), value.to_string()).unwrap();
            }
        }
        workbook.save_to_buffer().unwrap()
    }
}
