//! One question as it was typed into a form ↔ its answer. Pure.
//!
//! Nothing is lost silently. Where a value stands in the form *and* "do not know" or "not applicable" is chosen, what the person has changed since the
//! page was made counts; if both are new, the entry is refused and the person asked which one is meant.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::PublicValue;
use super::public::beside;
use crate::engine::answer::{Answer, Value};
use crate::engine::entry::{self, LONGEST_LONG_TEXT, LONGEST_TEXT, Refusal, Writing};
use crate::engine::survey::{Body, Question, ShareBody};
use crate::store::assessments::AnswerRecord;
use crate::store::evidence::{Evidence, EvidenceGrade};
use crate::store::public_values::figure;

/// An answer has no more links than this.
pub const MOST_LINKS: usize = 10;

/// Which answer is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Chosen {
    /// Nothing.
    #[default]
    Nothing,
    /// A value.
    Value,
    /// "Do not know".
    DoNotKnow,
    /// "Not applicable".
    NotApplicable,
}

/// One reason of a ranked question, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranked {
    /// Id of the option.
    pub option: String,
    /// Its rank, from 1; empty if it is no reason.
    pub rank: String,
    /// Id of the basis; may be empty.
    pub basis: String,
}

/// A question as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// Which answer is chosen.
    pub chosen: Chosen,
    /// The option, number, date or text.
    pub text: String,
    /// Numerator of a share.
    pub numerator: String,
    /// Denominator of a share.
    pub denominator: String,
    /// The day a share describes.
    pub date: String,
    /// The options that are ticked.
    pub options: Vec<String>,
    /// Ranked reasons.
    pub ranked: Vec<Ranked>,
    /// Why it is not applicable.
    pub reason: String,
    /// The note.
    pub note: String,
    /// Where the answer comes from.
    pub source: String,
    /// The day that it describes.
    pub as_of: String,
    /// How firmly it is backed: a word of [`EvidenceGrade`], or empty.
    pub grade: String,
    /// Web addresses that back it, one a line.
    pub links: String,
    /// Why the public figure is not right; empty if it is not contested.
    pub contest: String,
    /// The public figure that the form showed: [`super::PublicValue::mark`].
    pub public: String,
}

/// What a form gives for a question: the answer, and what stands beside it. Files are no part of a form; they have a page of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// The note.
    pub note: String,
    /// Where the answer comes from.
    pub source: String,
    /// The day that it describes.
    pub as_of: Option<Date>,
    /// How firmly it is backed.
    pub grade: Option<EvidenceGrade>,
    /// Web addresses that back it.
    pub links: Vec<String>,
    /// Why the public figure is not right.
    pub contest: String,
}

impl Given {
    /// What a form that shows this answer would give.
    pub fn of(record: Option<&AnswerRecord>) -> Self {
        let Some(record) = record else { return Self::default() };
        let AnswerRecord { answer, note, source, as_of, grade, evidence, public, .. } = record.clone();
        let links = evidence.iter().filter_map(Evidence::link).map(str::to_owned).collect();
        Self { answer, note, source, as_of, grade, links, contest: public.map(|public| public.contest).unwrap_or_default() }
    }

    /// The next version of an answer; its files stay. `public` is what public data say now.
    pub fn after(self, current: Option<&AnswerRecord>, public: Option<&PublicValue>, author: Option<Uuid>, at: Timestamp) -> AnswerRecord {
        let files = current.into_iter().flat_map(|record| &record.evidence).filter(|evidence| evidence.file().is_some()).cloned();
        let version = current.map_or(0, |record| record.version) + 1;
        let evidence = self.links.into_iter().map(Evidence::Link).chain(files).collect();
        let Self { answer, note, source, as_of, grade, contest, .. } = self;
        let public = beside(public, current.and_then(|record| record.public.as_ref()), &answer, contest);
        AnswerRecord { version, answer, note, author, at, source, as_of, grade, evidence, public }
    }
}

/// The control that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The options, number, date or text.
    Value,
    /// Numerator of a share.
    Numerator,
    /// Denominator of a share.
    Denominator,
    /// The day a share describes.
    Date,
    /// The choice between a value, "do not know" and "not applicable".
    Chosen,
    /// Why it is not applicable.
    Reason,
    /// The note.
    Note,
    /// Where the answer comes from.
    Source,
    /// The day that it describes.
    AsOf,
    /// How firmly it is backed.
    Grade,
    /// Web addresses that back it.
    Links,
    /// Why the public figure is not right.
    Contest,
    /// The choice between one's own answer and somebody else's.
    Keep,
}

/// Why an entry was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The value is not one.
    Entry(Refusal),
    /// A value and "do not know" or "not applicable", both new.
    Both,
    /// "Not applicable" without a reason.
    ReasonMissing,
    /// A reason for "not applicable", which is not chosen.
    StrayReason,
    /// Two reasons of the same rank.
    RankTwice(String),
    /// A basis beside an option that has no rank.
    StrayBasis(String),
    /// Two answers, and neither of them chosen.
    KeepMissing,
    /// More links than [`MOST_LINKS`].
    TooManyLinks,
    /// A reason against the public figure without a figure of one's own.
    ContestWithoutOwn,
    /// A reason against the public figure, which is also one's own.
    ContestOfOwn,
    /// A reason against a public figure that is another one by now.
    PublicChanged,
}

/// What is wrong with an entry, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryError {
    /// The control.
    pub part: Part,
    /// What is wrong.
    pub wrong: Wrong,
}

const fn at(part: Part, wrong: Wrong) -> EntryError {
    EntryError { part, wrong }
}

/// A number as a form shows it. A comma is the decimal sign in both languages: after a single dot, three digits could be thousands.
pub(super) fn number(number: &Decimal) -> String {
    number.to_string().replace('.', ",")
}

/// A day as Poles write it.
pub(super) fn day(day: &Date) -> String {
    format!("{:02}.{:02}.{:04}", day.day(), day.month(), day.year())
}

impl Typed {
    /// What the form shows for an answer that is kept. Reading it again gives the same answer.
    pub fn of(record: Option<&AnswerRecord>) -> Self {
        let Some(record) = record else { return Self::default() };
        let links: Vec<&str> = record.evidence.iter().filter_map(Evidence::link).collect();
        let mut typed = Self {
            note: record.note.clone(),
            source: record.source.clone(),
            as_of: record.as_of.as_ref().map(day).unwrap_or_default(),
            grade: record.grade.map(EvidenceGrade::as_str).unwrap_or_default().to_owned(),
            links: links.join("\n"),
            contest: record.public.as_ref().map(|public| public.contest.clone()).unwrap_or_default(),
            ..Self::default()
        };
        match &record.answer {
            Answer::NotAnswered => {}
            Answer::DoNotKnow => typed.chosen = Chosen::DoNotKnow,
            Answer::NotApplicable(reason) => {
                typed.chosen = Chosen::NotApplicable;
                typed.reason.clone_from(reason);
            }
            Answer::Answered(value) => {
                typed.chosen = Chosen::Value;
                typed.fill(value);
            }
        }
        typed
    }

    fn fill(&mut self, value: &Value) {
        match value {
            Value::Choice(option) => self.text.clone_from(option),
            Value::Choices(options) => self.options.clone_from(options),
            Value::Number(value) => self.text = number(value),
            Value::Share { numerator, denominator, date } => {
                self.numerator = number(numerator);
                self.denominator = number(denominator);
                self.date = date.as_ref().map(day).unwrap_or_default();
            }
            Value::Date(value) => self.text = day(value),
            Value::Text(text) => self.text.clone_from(text),
            Value::Reasons(reasons) => {
                let ranked = reasons.iter().enumerate().map(|(rank, reason)| Ranked {
                    option: reason.option.clone(),
                    rank: (rank + 1).to_string(),
                    basis: reason.basis.clone().unwrap_or_default(),
                });
                self.ranked = ranked.collect();
            }
        }
    }

    /// Reads the entry; `base` is the answer that the form showed when it was made.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(&self, question: &Question, base: Option<&AnswerRecord>) -> Result<Given, Vec<EntryError>> {
        let before = base.map_or(&Answer::NotAnswered, |record| &record.answer);
        let answer = self.answer(question, before);
        let words = |part, text: &str, most| entry::words(text, most).map(str::to_owned).map_err(|refusal| at(part, Wrong::Entry(refusal)));
        let note = words(Part::Note, &self.note, LONGEST_LONG_TEXT);
        let source = words(Part::Source, &self.source, LONGEST_TEXT);
        let as_of = match self.as_of.trim() {
            "" => Ok(None),
            text => entry::calendar_day(text).map(Some).map_err(|refusal| at(Part::AsOf, Wrong::Entry(refusal))),
        };
        let unknown = |_| at(Part::Grade, Wrong::Entry(Refusal::UnknownOption(self.grade.clone())));
        let grade = if self.grade.is_empty() { Ok(None) } else { self.grade.parse().map(Some).map_err(unknown) };
        let contest = words(Part::Contest, self.contest.trim(), LONGEST_LONG_TEXT).and_then(|contest| match &answer {
            Ok(answer) if !contest.is_empty() && figure(answer).is_none() => Err(at(Part::Contest, Wrong::ContestWithoutOwn)),
            _ => Ok(contest),
        });
        match (answer, note, source, as_of, grade, self.links(), contest) {
            (Ok(answer), Ok(note), Ok(source), Ok(as_of), Ok(grade), Ok(links), Ok(contest)) => {
                Ok(Given { answer, note, source, as_of, grade, links, contest })
            }
            (answer, note, source, as_of, grade, links, contest) => {
                let errors = [answer.err(), note.err(), source.err(), as_of.err(), grade.err(), links.err(), contest.err()];
                Err(errors.into_iter().flatten().collect())
            }
        }
    }

    fn links(&self) -> Result<Vec<String>, EntryError> {
        let mut links: Vec<String> = Vec::new();
        for line in self.links.lines().filter(|line| !line.trim().is_empty()) {
            let link = entry::web_address(line).map_err(|refusal| at(Part::Links, Wrong::Entry(refusal)))?;
            if !links.iter().any(|known| known == link) {
                links.push(link.to_owned());
            }
        }
        if links.len() > MOST_LINKS { Err(at(Part::Links, Wrong::TooManyLinks)) } else { Ok(links) }
    }

    fn answer(&self, question: &Question, before: &Answer) -> Result<Answer, EntryError> {
        let value = self.value(question);
        let is_new = match (&value, before) {
            (Ok(None), _) => false,
            (Ok(Some(new)), Answer::Answered(old)) => new != old,
            _ => true,
        };
        let as_before = match (self.chosen, before) {
            (Chosen::DoNotKnow, Answer::DoNotKnow) => true,
            (Chosen::NotApplicable, Answer::NotApplicable(reason)) => *reason == self.reason,
            _ => false,
        };
        match self.chosen {
            Chosen::DoNotKnow | Chosen::NotApplicable if is_new && !as_before => Err(at(Part::Chosen, Wrong::Both)),
            Chosen::NotApplicable if !is_new => self.not_applicable(question),
            Chosen::DoNotKnow if !is_new => self.without_reason(before).map(|()| Answer::DoNotKnow),
            _ => {
                let value = value?;
                self.without_reason(before)?;
                Ok(value.map_or(Answer::NotAnswered, Answer::Answered))
            }
        }
    }

    fn not_applicable(&self, question: &Question) -> Result<Answer, EntryError> {
        if !question.may_be_not_applicable {
            return Err(at(Part::Chosen, Wrong::Entry(Refusal::AlwaysApplies)));
        }
        if self.reason.trim().is_empty() {
            return Err(at(Part::Reason, Wrong::ReasonMissing));
        }
        let reason = entry::words(&self.reason, LONGEST_LONG_TEXT).map_err(|refusal| at(Part::Reason, Wrong::Entry(refusal)))?;
        Ok(Answer::NotApplicable(reason.to_owned()))
    }

    /// A reason that was typed while something else is chosen would be lost; one that was there before may go.
    fn without_reason(&self, before: &Answer) -> Result<(), EntryError> {
        let known = matches!(before, Answer::NotApplicable(reason) if *reason == self.reason);
        if self.reason.trim().is_empty() || known { Ok(()) } else { Err(at(Part::Reason, Wrong::StrayReason)) }
    }

    fn value(&self, question: &Question) -> Result<Option<Value>, EntryError> {
        let wrong = |part: Part| move |refusal: Refusal| at(part, Wrong::Entry(refusal));
        let text = self.text.as_str();
        match &question.body {
            Body::Choice(_) if self.chosen != Chosen::Value || text.is_empty() => Ok(None),
            Body::Choice(_) => entry::choice(question, text).map(Some).map_err(wrong(Part::Value)),
            Body::Several(_) if self.options.is_empty() => Ok(None),
            Body::Several(_) => entry::choices(question, self.options.iter().map(String::as_str)).map(Some).map_err(wrong(Part::Value)),
            Body::Number(_) | Body::Date if text.trim().is_empty() => Ok(None),
            Body::Number(body) => entry::number(body, text, Writing::Typed).map(Some).map_err(wrong(Part::Value)),
            Body::Date => entry::calendar_day(text).map(|day| Some(Value::Date(day))).map_err(wrong(Part::Value)),
            Body::Text { .. } if text.is_empty() => Ok(None),
            Body::Text { long } => entry::text(text, *long).map(Some).map_err(wrong(Part::Value)),
            Body::Share(_) if [&self.numerator, &self.denominator, &self.date].iter().all(|part| part.trim().is_empty()) => Ok(None),
            Body::Share(body) => entry::share(body, &self.numerator, &self.denominator, &self.date, Writing::Typed)
                .map(Some)
                .map_err(|refusal| at(self.wrong_half(body, &refusal), Wrong::Entry(refusal))),
            Body::Reasons { .. } => self.reasons(question),
        }
    }

    /// Which control of a share a refusal is about: the numerator, if it is refused in the same way when it stands alone.
    fn wrong_half(&self, body: &ShareBody, refusal: &Refusal) -> Part {
        match refusal {
            Refusal::NotADate(_) => Part::Date,
            Refusal::PartExceedsWhole => Part::Numerator,
            Refusal::HalfAShare if self.numerator.trim().is_empty() => Part::Numerator,
            Refusal::HalfAShare | Refusal::ZeroDenominator => Part::Denominator,
            _ => match entry::share(body, &self.numerator, &self.numerator, "", Writing::Typed) {
                Err(alone) if alone == *refusal => Part::Numerator,
                _ => Part::Denominator,
            },
        }
    }

    fn reasons(&self, question: &Question) -> Result<Option<Value>, EntryError> {
        let mut ranked: Vec<(usize, &Ranked)> = Vec::new();
        for reason in &self.ranked {
            if reason.rank.is_empty() {
                if reason.basis.is_empty() {
                    continue;
                }
                return Err(at(Part::Value, Wrong::StrayBasis(reason.option.clone())));
            }
            let unreadable = || at(Part::Value, Wrong::Entry(Refusal::NotANumber(reason.rank.clone())));
            let rank: usize = reason.rank.parse().map_err(|_| unreadable())?;
            if ranked.iter().any(|(taken, _)| *taken == rank) {
                return Err(at(Part::Value, Wrong::RankTwice(reason.rank.clone())));
            }
            ranked.push((rank, reason));
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        if ranked.is_empty() {
            return Ok(None);
        }
        let pairs = ranked.iter().map(|(_, reason)| (reason.option.as_str(), Some(reason.basis.as_str()).filter(|basis| !basis.is_empty())));
        entry::reasons(question, pairs).map(Some).map_err(|refusal| at(Part::Value, Wrong::Entry(refusal)))
    }
}
