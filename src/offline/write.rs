//! The workbook with the questions and answers of one assessment. Structure is protected, only cells for answers are open; there are no formulas or macros.

use jiff::Timestamp;
use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, IgnoreError, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::filled::{Filled, State};
use super::layout::{self, Column, FIRST_LIST, FORMAT, Row, SHEET, SIGNATURE};
use crate::engine::answer::Answer;
use crate::engine::survey::{Body, Question, Survey};
use crate::lang::{Arg, Lang, Words, format};

/// Heights in points.
const LINE_HEIGHT: f64 = 15.0;
const TITLE_HEIGHT: f64 = 21.0;
/// A row is no higher than this many lines; Excel's limit is 409 points.
const MOST_LINES: u32 = 25;

/// An answer as it stood when the file was made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Base<'a> {
    /// Its version; 0 if there was none.
    pub version: i64,
    /// The answer.
    pub answer: &'a Answer,
    /// The note.
    pub note: &'a str,
}

/// A section of the questionnaire.
#[derive(Debug, Clone, PartialEq)]
pub struct Part<'a> {
    /// Its title.
    pub title: &'a str,
    /// A title for the tab.
    pub short: &'a str,
    /// Its questions in order, each with its answer.
    pub questions: Vec<(&'a Question, Base<'a>)>,
}

/// What the workbook is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Form<'a> {
    /// The language of all words in it.
    pub words: Words,
    /// Id of the assessment.
    pub assessment: &'a str,
    /// Name of the municipality.
    pub municipality: &'a str,
    /// Title of the campaign.
    pub campaign: &'a str,
    /// The survey version.
    pub survey: &'a Survey,
    /// When the file is made.
    pub made: Timestamp,
    /// The sections.
    pub parts: Vec<Part<'a>>,
}

/// The bytes of the workbook (XLSX).
///
/// # Errors
/// If it is larger than the format can hold.
pub fn write(form: &Form<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(form.made.as_second())?;
    workbook.set_properties(&DocProperties::new().set_title(form.campaign).set_creation_datetime(&created));
    let mut writer = Writer { form, formats: Formats::new(), lists: Vec::new() };
    workbook.push_worksheet(writer.cover()?);
    for (at, part) in form.parts.iter().enumerate() {
        workbook.push_worksheet(writer.section(at + 1, part)?);
    }
    workbook.push_worksheet(writer.about()?);
    workbook.save_to_buffer()
}

struct Writer<'f> {
    form: &'f Form<'f>,
    formats: Formats,
    /// Lists to choose from, each once; they stand in the hidden sheet.
    lists: Vec<Vec<String>>,
}

impl Writer<'_> {
    const fn words(&self) -> Words {
        self.form.words
    }

    fn t(&self, key: &str) -> String {
        self.form.words.t(key).into_owned()
    }

    /// What the file is, and how to fill it in.
    fn cover(&self) -> Result<Worksheet, XlsxError> {
        let (form, lang) = (self.form, self.form.words.lang);
        let mut sheet = self.sheet(&self.t("offline-sheet-cover"))?;
        sheet.set_column_width(0, 26)?.set_column_width(1, 90)?.set_print_fit_to_pages(1, 0).set_row_height(0, TITLE_HEIGHT)?;
        sheet.write_string_with_format(0, 0, self.t("offline-cover-title"), &self.formats.title)?;
        let survey = format!("{} ({} {})", form.survey.meta.title.get(lang), form.survey.meta.id, form.survey.meta.version);
        let lines = [
            ("thing-municipality", form.municipality.to_owned()),
            ("thing-campaign", form.campaign.to_owned()),
            ("offline-cover-survey", survey),
            ("offline-cover-hash", form.survey.hash.clone()),
            ("offline-cover-made", format::date_time(lang, form.made)),
        ];
        let mut row = 2;
        for (label, text) in lines {
            sheet.write_string_with_format(row, 0, self.words().t(label), &self.formats.label)?;
            sheet.write_string_with_format(row, 1, text, &self.formats.text)?;
            row += 1;
        }
        sheet.write_string_with_format(row + 1, 0, self.t("offline-cover-how"), &self.formats.label)?;
        let steps = [
            self.words().t("offline-cover-step-cells"),
            self.words().t("offline-cover-step-state"),
            self.words().t("offline-cover-step-several"),
            self.words().t("offline-cover-step-numbers"),
            self.words().t("offline-cover-step-hidden"),
            self.words().t("offline-cover-step-upload"),
            self.words().t("offline-cover-step-safe"),
        ];
        for (at, step) in (0..).zip(&steps) {
            set_height(&mut sheet, row + 1 + at, &[(step, 90.0)])?;
            sheet.write_string_with_format(row + 1 + at, 1, format!("{}. {step}", at + 1), &self.formats.text)?;
        }
        Ok(sheet)
    }

    /// One section with its questions.
    fn section(&mut self, number: usize, part: &Part<'_>) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.sheet(&tab_name(number, part.short))?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_freeze_panes(3, 2)?.set_repeat_rows(2, 2)?;
        let ranked = part.questions.iter().any(|(question, _)| matches!(&question.body, Body::Reasons { bases, .. } if !bases.is_empty()));
        for column in Column::ALL {
            sheet.write_string(0, column.at(), column.code())?;
            sheet.set_column_width(column.at(), width(column))?;
            sheet.write_string_with_format(2, column.at(), self.heading(column), &self.formats.heading)?;
            if column.is_hidden() || column == Column::Basis && !ranked {
                sheet.set_column_hidden(column.at())?;
            }
        }
        sheet.set_row_hidden(0)?.set_row_height(1, TITLE_HEIGHT)?.set_row_height(2, 2.0 * LINE_HEIGHT)?;
        sheet.write_string_with_format(1, 0, format!("{number}. {}", part.title), &self.formats.title)?;
        let mut row = 3;
        for (at, (question, base)) in part.questions.iter().enumerate() {
            row = self.question(&mut sheet, row, at + 1, question, *base)?;
        }
        sheet.ignore_error_range(3, 0, row, Column::Note.at(), IgnoreError::NumberStoredAsText)?;
        sheet.set_selection(3, Column::State.at(), 3, Column::State.at())?;
        Ok(sheet)
    }

    fn heading(&self, column: Column) -> String {
        self.t(match column {
            Column::Number => "offline-column-number",
            Column::Text => "offline-column-text",
            Column::How => "offline-column-how",
            Column::State => "offline-column-state",
            Column::Value => "offline-column-value",
            Column::Unit => "offline-column-unit",
            Column::Basis => "fill-in-basis",
            Column::Reason => "fill-in-why-not",
            Column::Note => "fill-in-note",
            Column::Question | Column::Part | Column::Version | Column::Check => return column.code().to_owned(),
        })
    }

    /// The rows of one question, from `row` on; gives the row after them.
    fn question(&mut self, sheet: &mut Worksheet, row: u32, number: usize, question: &Question, base: Base<'_>) -> Result<u32, XlsxError> {
        let filled = Filled::of(question, base.answer, base.note);
        let open = super::fits(base.answer, base.note);
        let rows = layout::rows(question);
        let check = layout::check(self.form.assessment, &question.id, base.version, base.answer, base.note);
        for (at, part) in (row..).zip(&rows) {
            let hidden = [(Column::Question, question.id.as_str()), (Column::Part, &part.code()), (Column::Check, &check)];
            for (column, text) in hidden {
                sheet.write_string(at, column.at(), text)?;
            }
            sheet.write_string(at, Column::Version.at(), base.version.to_string())?;
            match part {
                Row::Head => self.head(sheet, at, number, question, &filled, open)?,
                Row::Numerator | Row::Denominator | Row::Date => self.share_row(sheet, at, question, *part, &filled)?,
                Row::Option(option) => self.option_row(sheet, at, question, option, &filled)?,
            }
        }
        Ok(row + u32::try_from(rows.len()).unwrap_or(u32::MAX))
    }

    /// The row with the question itself.
    fn head(&mut self, sheet: &mut Worksheet, row: u32, number: usize, question: &Question, filled: &Filled, open: bool) -> Result<(), XlsxError> {
        let lang = self.words().lang;
        let text = match &question.hint {
            Some(hint) => format!("{}\n{}", question.text.get(lang), hint.get(lang)),
            None => question.text.get(lang).to_owned(),
        };
        let how = if open { self.how(question) } else { self.t("offline-how-too-long") };
        let value = shown(question, &filled.text, lang);
        let cells =
            [(Column::Text, &text), (Column::How, &how), (Column::Value, &value), (Column::Reason, &filled.reason), (Column::Note, &filled.note)];
        set_height(sheet, row, &cells.map(|(column, text)| (text.as_str(), width(column))))?;
        sheet.write_string_with_format(row, Column::Number.at(), number.to_string(), &self.formats.question)?;
        sheet.write_string_with_format(row, Column::Text.at(), text, &self.formats.question)?;
        sheet.write_string_with_format(row, Column::How.at(), how, &self.formats.hint)?;
        let cell = if open { &self.formats.open } else { &self.formats.shut };
        let [answered, do_not_know, not_applicable] = layout::state_words(self.words());
        let state = match filled.state {
            State::Blank => "",
            State::Answered => &answered,
            State::DoNotKnow => &do_not_know,
            State::NotApplicable => &not_applicable,
        };
        sheet.write_string_with_format(row, Column::State.at(), state, cell)?;
        sheet.write_string_with_format(row, Column::Note.at(), &filled.note, cell)?;
        if question.may_be_not_applicable {
            sheet.write_string_with_format(row, Column::Reason.at(), &filled.reason, cell)?;
        }
        if layout::is_one_cell(question) {
            sheet.write_string_with_format(row, Column::Value.at(), value, cell)?;
        }
        let mut states = vec![answered, do_not_know];
        states.extend(question.may_be_not_applicable.then_some(not_applicable));
        self.choose(sheet, row, Column::State, states)?;
        match &question.body {
            Body::Choice(options) => {
                self.choose(sheet, row, Column::Value, options.iter().map(|option| layout::label(options, option, lang)).collect())?
            }
            Body::Number(body) => {
                let unit = body.unit.as_ref().map_or("", |unit| unit.get(lang));
                sheet.write_string_with_format(row, Column::Unit.at(), unit, &self.formats.hint)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn share_row(&self, sheet: &mut Worksheet, row: u32, question: &Question, part: Row<'_>, filled: &Filled) -> Result<(), XlsxError> {
        let Body::Share(body) = &question.body else { return Ok(()) };
        let (label, value) = match part {
            Row::Numerator => (body.numerator.get(self.words().lang).to_owned(), &filled.numerator),
            Row::Denominator => (body.denominator.get(self.words().lang).to_owned(), &filled.denominator),
            _ => (self.t("fill-in-as-of"), &filled.date),
        };
        let how = self.t(if part == Row::Date { "offline-how-date" } else { "offline-how-number" });
        set_height(sheet, row, &[(&label, width(Column::Text) - 4.0), (&how, width(Column::How))])?;
        sheet.write_string_with_format(row, Column::Text.at(), label, &self.formats.part)?;
        sheet.write_string_with_format(row, Column::How.at(), how, &self.formats.hint)?;
        sheet.write_string_with_format(row, Column::Value.at(), value, &self.formats.open)?;
        Ok(())
    }

    fn option_row(
        &mut self,
        sheet: &mut Worksheet,
        row: u32,
        question: &Question,
        option: &crate::engine::survey::OptionItem,
        filled: &Filled,
    ) -> Result<(), XlsxError> {
        let lang = self.words().lang;
        set_height(sheet, row, &[(option.label.get(lang), width(Column::Text) - 4.0)])?;
        sheet.write_string_with_format(row, Column::Text.at(), option.label.get(lang), &self.formats.part)?;
        if let Body::Reasons { options, bases } = &question.body {
            let ranked = filled.ranked.iter().find(|ranked| ranked.option == option.id);
            sheet.write_string_with_format(row, Column::Value.at(), ranked.map_or("", |ranked| &ranked.rank), &self.formats.open)?;
            self.choose(sheet, row, Column::Value, (1..=options.len()).map(|rank| rank.to_string()).collect())?;
            if !bases.is_empty() {
                let basis = ranked.map_or("", |ranked| &ranked.basis);
                let words = bases.iter().find(|known| known.id == basis).map_or(basis, |known| known.label.get(lang));
                sheet.write_string_with_format(row, Column::Basis.at(), words, &self.formats.open)?;
                self.choose(sheet, row, Column::Basis, bases.iter().map(|basis| basis.label.get(lang).to_owned()).collect())?;
            }
        } else {
            let tick = if filled.options.contains(&option.id) { "x" } else { "" };
            sheet.write_string_with_format(row, Column::Value.at(), tick, &self.formats.open)?;
            self.choose(sheet, row, Column::Value, vec!["x".to_owned()])?;
        }
        Ok(())
    }

    /// How a question is answered, in words.
    fn how(&self, question: &Question) -> String {
        let key = match &question.body {
            Body::Choice(_) => "offline-how-choice",
            Body::Several(_) => "offline-how-several",
            Body::Number(_) => "offline-how-number",
            Body::Share(_) => "offline-how-share",
            Body::Date => "offline-how-date",
            Body::Text { .. } => "offline-how-text",
            Body::Reasons { .. } => "offline-how-reasons",
        };
        let mut how = self.t(key);
        if let Body::Number(body) = &question.body {
            let bound = |key, arg: &str, number: Option<f64>| {
                number.map(|number| self.words().with(key, &[(arg, Arg::from(format::short(self.words().lang, number, 6)))]))
            };
            how.extend(
                [bound("offline-how-least", "least", body.minimum), bound("offline-how-most", "most", body.maximum)]
                    .into_iter()
                    .flatten()
                    .map(|words| format!(" {words}")),
            );
        }
        if question.relevant.is_some() {
            how = format!("{how} {}", self.words().t("offline-how-some"));
        }
        how
    }

    /// Lets a cell be chosen from a list.
    fn choose(&mut self, sheet: &mut Worksheet, row: u32, column: Column, list: Vec<String>) -> Result<(), XlsxError> {
        let last = u32::try_from(list.len().max(1) - 1).unwrap_or(u32::MAX);
        let at = self.lists.iter().position(|known| *known == list).unwrap_or_else(|| {
            self.lists.push(list);
            self.lists.len() - 1
        });
        let at = FIRST_LIST + u16::try_from(at).unwrap_or(u16::MAX - FIRST_LIST);
        let range = worksheet_range_absolute(SHEET, 0, at, last, at);
        let rule = DataValidation::new()
            .allow_list_formula(Formula::new(range))
            .set_error_title(self.t("offline-not-in-list-title"))?
            .set_error_message(self.t("offline-not-in-list"))?;
        sheet.add_data_validation(row, column.at(), row, column.at(), &rule)?;
        Ok(())
    }

    /// The hidden sheet: what the file is, and the lists.
    fn about(&self) -> Result<Worksheet, XlsxError> {
        let form = self.form;
        let mut sheet = self.sheet(SHEET)?;
        sheet.set_very_hidden(true);
        let lines = [
            (SIGNATURE, FORMAT),
            ("assessment", form.assessment),
            ("survey", &form.survey.meta.id),
            ("version", &form.survey.meta.version),
            ("hash", &form.survey.hash),
            ("sheets", &form.parts.len().to_string()),
        ];
        for (row, (key, text)) in (0..).zip(lines) {
            sheet.write_string(row, 0, key)?.write_string(row, 1, text)?;
        }
        for (at, list) in (FIRST_LIST..).zip(&self.lists) {
            for (row, text) in (0..).zip(list) {
                sheet.write_string(row, at, text)?;
            }
        }
        Ok(sheet)
    }

    /// An empty sheet whose structure is protected.
    fn sheet(&self, name: &str) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.protect_with_options(&ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() });
        Ok(sheet)
    }
}

/// Gives a row the height that its texts need, each in a column of so many characters: not every program finds it out by itself.
fn set_height(sheet: &mut Worksheet, row: u32, cells: &[(&str, f64)]) -> Result<(), XlsxError> {
    let lines = cells.iter().map(|(text, width)| lines(text, *width)).max().unwrap_or(1);
    // A row of one line stays free to grow.
    if lines > 1 {
        sheet.set_row_height(row, LINE_HEIGHT * f64::from(lines.min(MOST_LINES)))?;
    }
    Ok(())
}

/// How many lines a text takes, by and large: words are not broken, so a line is not used to its end.
fn lines(text: &str, width: f64) -> u32 {
    let used = (width * 0.9).max(1.0);
    let line = |line: &str| (line.chars().take(10_000).fold(0.0, |sum, _| sum + 1.0) / used).ceil().max(1.0);
    let all: f64 = text.split('\n').map(line).sum();
    // At most 10,000 characters and a line each: no number is lost.
    (1..=MOST_LINES).find(|lines| f64::from(*lines) >= all).unwrap_or(MOST_LINES)
}

/// The words of the chosen option; every other value as it is.
fn shown(question: &Question, text: &str, lang: Lang) -> String {
    match (&question.body, question.option(text)) {
        (Body::Choice(options), Some(option)) => layout::label(options, option, lang),
        _ => text.to_owned(),
    }
}

/// A name that every spreadsheet program takes: at most 31 characters, none of which it forbids.
fn tab_name(number: usize, short: &str) -> String {
    let plain: String = short.chars().map(|c| if c.is_control() || "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
    let mut name = format!("{number}. ");
    for c in plain.trim().chars() {
        if name.encode_utf16().count() + c.len_utf16() > 31 {
            break;
        }
        name.push(c);
    }
    name.trim_end().to_owned()
}

const fn width(column: Column) -> f64 {
    match column {
        Column::Number => 5.0,
        Column::Text => 48.0,
        Column::How => 34.0,
        Column::State => 16.0,
        Column::Value => 34.0,
        Column::Unit => 10.0,
        Column::Basis => 20.0,
        Column::Reason | Column::Note => 30.0,
        Column::Question | Column::Part | Column::Version | Column::Check => 12.0,
    }
}

/// The formats of cells.
struct Formats {
    title: Format,
    heading: Format,
    label: Format,
    text: Format,
    question: Format,
    part: Format,
    hint: Format,
    open: Format,
    shut: Format,
}

impl Formats {
    fn new() -> Self {
        let base = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        // Text, so that nothing that is typed becomes a day, a rounded number or a formula.
        let words = base.clone().set_num_format("@").set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x76_76_76));
        Self {
            title: Format::new().set_bold().set_font_size(14),
            heading: base.clone().set_bold().set_border_bottom(FormatBorder::Medium),
            label: base.clone().set_bold(),
            text: base.clone().set_num_format("@"),
            question: base.clone().set_bold().set_border_top(FormatBorder::Thin),
            part: base.clone().set_indent(2),
            hint: base.set_font_color(Color::RGB(0x40_40_40)),
            shut: words.clone().set_background_color(Color::RGB(0xE6_E6_E6)),
            open: words.set_unlocked().set_background_color(Color::RGB(0xFF_FB_E6)),
        }
    }
}
