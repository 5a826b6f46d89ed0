//! One question as it stands in the cells of a workbook, with options named by their ids.

use crate::engine::answer::{Answer, Value};
use crate::engine::survey::Question;

/// A cell holds no more characters than this, in UTF-16 units: Excel's limit.
const MOST_CHARACTERS: usize = 32_767;

/// What stands in the column of states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// Nothing: the value alone says whether there is an answer.
    #[default]
    Blank,
    /// Answered.
    Answered,
    /// "Do not know".
    DoNotKnow,
    /// "Not applicable".
    NotApplicable,
}

/// One reason of a ranked question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranked {
    /// Id of the option.
    pub option: String,
    /// Its rank as it stands in the cell; empty if it is no reason.
    pub rank: String,
    /// Id of the basis, or what stands in its place; may be empty.
    pub basis: String,
}

/// A question as it is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// The state.
    pub state: State,
    /// Id of the option, or the number, date or text as it stands in the cell.
    pub text: String,
    /// Numerator of a share.
    pub numerator: String,
    /// Denominator of a share.
    pub denominator: String,
    /// The day that a share describes.
    pub date: String,
    /// Ids of the options that are ticked, in the order of the survey.
    pub options: Vec<String>,
    /// Ranked reasons, in the order of the survey.
    pub ranked: Vec<Ranked>,
    /// Why it is not applicable.
    pub reason: String,
    /// The note.
    pub note: String,
}

impl Filled {
    /// What the cells of an answer hold that nobody has touched.
    pub fn of(question: &Question, answer: &Answer, note: &str) -> Self {
        let mut filled = Self { note: cell_text(note), ..Self::default() };
        match answer {
            Answer::NotAnswered => {}
            Answer::DoNotKnow => filled.state = State::DoNotKnow,
            Answer::NotApplicable(reason) => {
                filled.state = State::NotApplicable;
                filled.reason = cell_text(reason);
            }
            Answer::Answered(value) => {
                filled.state = State::Answered;
                filled.fill(question, value);
            }
        }
        filled
    }

    fn fill(&mut self, question: &Question, value: &Value) {
        // A comma is the decimal sign in both languages, as on the pages.
        let number = |number: &rust_decimal::Decimal| number.to_string().replace('.', ",");
        let day = |day: &jiff::civil::Date| format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year());
        match value {
            Value::Choice(option) => self.text.clone_from(option),
            Value::Choices(chosen) => {
                let known = question.options().iter().filter(|option| chosen.contains(&option.id));
                self.options = known.map(|option| option.id.clone()).collect();
            }
            Value::Number(value) => self.text = number(value),
            Value::Share { numerator, denominator, date } => {
                self.numerator = number(numerator);
                self.denominator = number(denominator);
                self.date = date.as_ref().map(day).unwrap_or_default();
            }
            Value::Date(value) => self.text = day(value),
            Value::Text(text) => self.text = cell_text(text),
            Value::Reasons(reasons) => {
                let known = question.options().iter().filter_map(|option| {
                    let rank = reasons.iter().position(|reason| reason.option == option.id)?;
                    let basis = reasons[rank].basis.clone().unwrap_or_default();
                    Some(Ranked { option: option.id.clone(), rank: (rank + 1).to_string(), basis })
                });
                self.ranked = known.collect();
            }
        }
    }

    /// Whether there is a value of any kind.
    pub fn has_value(&self) -> bool {
        let texts = [&self.text, &self.numerator, &self.denominator, &self.date];
        texts.iter().any(|text| !text.trim().is_empty())
            || !self.options.is_empty()
            || self.ranked.iter().any(|ranked| !ranked.rank.is_empty() || !ranked.basis.is_empty())
    }

    /// Whether the cells say the same. Spreadsheet programs change ends of lines and drop blanks at the end when they save: that is no change.
    pub fn is_same(&self, other: &Self) -> bool {
        self.settled() == other.settled()
    }

    fn settled(&self) -> Self {
        let plain = |text: &String| one_line_end(text).trim_end().to_owned();
        let ranked = self.ranked.iter().map(|ranked| Ranked { rank: plain(&ranked.rank), ..ranked.clone() });
        Self {
            // A value says by itself that there is an answer.
            state: if self.state == State::Blank && self.has_value() { State::Answered } else { self.state },
            text: plain(&self.text),
            numerator: plain(&self.numerator),
            denominator: plain(&self.denominator),
            date: plain(&self.date),
            options: self.options.clone(),
            ranked: ranked.collect(),
            reason: plain(&self.reason),
            note: plain(&self.note),
        }
    }
}

/// Whether all words of an answer fit into cells. Those that do not are shown cut, and can be changed on the page only.
pub fn fits(answer: &Answer, note: &str) -> bool {
    let words = match answer {
        Answer::NotApplicable(reason) => reason.as_str(),
        Answer::Answered(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    [words, note].into_iter().all(|text| units(text) <= MOST_CHARACTERS)
}

fn units(text: &str) -> usize {
    // A text has at least as many bytes as units.
    if text.len() <= MOST_CHARACTERS { text.len() } else { text.encode_utf16().count() }
}

/// The text as a cell holds it: with one kind of line ends, cut with `…` at its end where it is too long.
fn cell_text(text: &str) -> String {
    let text = one_line_end(text);
    if units(&text) <= MOST_CHARACTERS {
        return text;
    }
    let mut left = MOST_CHARACTERS - 1;
    let fits = |c: &char| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

pub(super) fn one_line_end(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}
