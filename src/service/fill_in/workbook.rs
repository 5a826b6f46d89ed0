//! Filling in without a connection: a workbook of the assessment, what a workbook that comes back would change, and taking that in.
//!
//! Nothing is written before the person has seen it. Between looking and saving nothing is kept here either: the page carries the answers and the versions
//! that they were compared with, and what is sent back is weighed anew, in the transaction that writes. So sending it twice changes nothing twice.
//!
//! Who was asked for some sections gets a workbook of those. Whatever else stands in a file that they send in is not even compared: what came of it would
//! tell of answers that they must not see.

use std::collections::BTreeSet;

use jiff::Timestamp;
use uuid::Uuid;

use super::own::{Own, open_own};
use super::save::{Entry, Keep, version, write};
use super::typed::{Chosen, EntryError, Part, Ranked, Typed};
use super::{Change, Names, Plan, public, record};
use crate::engine::answer::Answer;
use crate::engine::survey::{Question, QuestionIx};
use crate::lang::{Lang, Words};
use crate::offline::{self, Answered, Base, Field, Filled, Outcome, State, three_way};
use crate::service::access::Person;
use crate::service::assessments::{Opened, key};
use crate::service::places::Work;
use crate::service::{App, ServiceError};
use crate::store::assessments::AnswerRecord;
use crate::store::views::Stage;
use crate::store::{StoreError, Tx};

/// How often saving is tried anew because somebody else saved another question at the same moment.
const ATTEMPTS: usize = 10;

/// A workbook to be filled in.
#[derive(Debug)]
pub struct Sheets {
    /// The file (XLSX).
    pub bytes: Vec<u8>,
    /// What it is about, for its name: campaign and municipality.
    pub subject: String,
}

/// What the page with the files is about.
#[derive(Debug, Clone)]
pub struct WorkbookPage {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// The sections that the person answers, laid out.
    pub plan: Plan,
}

/// Why a file is not taken at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotTaken {
    /// It cannot be read, or is not one of ours.
    Refused(offline::Refused),
    /// It belongs to another assessment.
    OtherAssessment,
    /// It was made for another version of the survey: its id and version.
    OtherSurvey(String, String),
}

/// What is wrong in a cell.
#[derive(Debug, Clone)]
pub enum CellWrong {
    /// It cannot be read.
    Cell(offline::Wrong),
    /// "Answered", but there is no value.
    NoValue,
    /// The answer is longer than a cell, and so is its change.
    TooLong,
    /// Individual views are being gathered where the question stands.
    Apart,
    /// It was read, and refused as an entry on a page would be.
    Entry(Box<Typed>, EntryError),
}

/// Something in the file that cannot be taken.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Sheet and address; empty for the whole file.
    pub place: String,
    /// The question, if it is about one.
    pub question: Option<QuestionIx>,
    /// What is wrong.
    pub wrong: CellWrong,
}

/// An answer that the file would change.
#[derive(Debug, Clone)]
pub struct Merge {
    /// The question.
    pub question: QuestionIx,
    /// The version of the answer that it is compared with; the form sends it back.
    pub base: i64,
    /// What is in the file, as the form sends it back.
    pub typed: Typed,
    /// What is in the file.
    pub answer: Answer,
    /// The note in the file.
    pub note: String,
    /// The answer that is kept.
    pub record: Option<AnswerRecord>,
    /// Who has answered since the file was made, if the two answers have to be chosen from.
    pub theirs: Option<Change>,
    /// Whether that choice was asked for and not made.
    pub is_unsaid: bool,
}

/// What a file would change.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// Answers that only the file has changed, in the order of the questionnaire.
    pub taken: Vec<Merge>,
    /// Answers that somebody else has changed as well.
    pub conflicts: Vec<Merge>,
    /// What cannot be taken.
    pub faults: Vec<Fault>,
    /// How many questions were left alone because the person may not answer them, or not now. Nothing is said of their answers.
    pub outside: usize,
    /// How many answers have just been saved.
    pub saved: usize,
    /// The questions that the person may answer.
    open: BTreeSet<QuestionIx>,
}

/// What became of a file.
#[derive(Debug)]
pub enum Sent {
    /// It was read; nothing is saved yet.
    Compared(Box<Compared>),
    /// It is not taken.
    NotTaken(NotTaken),
}

/// What became of the answers of a file.
#[derive(Debug)]
pub enum Applied {
    /// All is saved: how many answers have changed.
    All(usize),
    /// Part of it has to be looked at again; the rest is saved.
    Part(Box<Compared>),
}

/// The page with the files.
///
/// # Errors
/// As all of filling in: [`ServiceError::SignInNeeded`], [`ServiceError::Forbidden`], [`ServiceError::NotFound`].
pub async fn workbook_page(app: &App, person: Option<&Person>, id: Uuid) -> Result<WorkbookPage, ServiceError> {
    let mut tx = app.db().read().await?;
    let (opened, Own { plan, .. }) = open_own(app, &mut tx, person, id).await?;
    Ok(WorkbookPage { opened, plan })
}

/// Makes the workbook of an assessment, of one section if it is named; for who was asked for some sections, of those alone. Noted as an export.
///
/// # Errors
/// As [`workbook_page`]; [`ServiceError::NotFound`] also if there is no such section, [`ServiceError::Busy`] if too many files are being made.
pub async fn workbook(app: &App, person: Option<&Person>, id: Uuid, dimension: Option<&str>, lang: Lang) -> Result<Sheets, ServiceError> {
    let WorkbookPage { opened, mut plan } = workbook_page(app, person, id).await?;
    if let Some(dimension) = dimension {
        let section = plan.find(&opened.survey, dimension).ok_or(ServiceError::NotFound)?;
        plan.sections = vec![plan.sections.swap_remove(section)];
    }
    let mut tx = app.db().write().await?;
    app.note(&mut tx, person.map(|person| person.id), "assessment.workbook", &object(id), &dimension).await?;
    tx.commit().await?;
    let subject = format!("{}-{}", opened.campaign.slug, key(&opened.municipality));
    let made = app.now();
    let bytes = app.places().compute(Work::Writing, move || written(&opened, &plan, lang, made)).await?;
    Ok(Sheets { bytes: bytes.map_err(|error| ServiceError::Internal(error.to_string()))?, subject })
}

fn object(id: Uuid) -> String {
    format!("assessment/{id}")
}

fn written(opened: &Opened, plan: &Plan, lang: Lang, made: Timestamp) -> Result<Vec<u8>, offline::XlsxError> {
    let id = opened.assessment.id.to_string();
    let parts = plan.sections.iter().map(|section| {
        let node = opened.survey.node(section.node);
        let questions = section.items().map(|item| (opened.survey.question(item.question), base(record(opened, item.question))));
        offline::Part { title: node.title.get(lang), short: node.short.get(lang), questions: questions.collect() }
    });
    offline::write(&offline::Form {
        words: Words::of(lang),
        assessment: &id,
        municipality: &opened.municipality.name,
        campaign: opened.campaign.title.get(lang),
        survey: &opened.survey,
        made,
        parts: parts.collect(),
    })
}

fn base(record: Option<&AnswerRecord>) -> Base<'_> {
    record.map_or(Base { version: 0, answer: &Answer::NotAnswered, note: "" }, |record| Base {
        version: record.version,
        answer: &record.answer,
        note: &record.note,
    })
}

/// Reads a workbook and compares it with what is kept by now. Nothing is written.
///
/// # Errors
/// As [`workbook_page`]; [`ServiceError::State`] if answers can no longer be changed, [`ServiceError::Busy`] if too many files are being read.
pub async fn compare(app: &App, person: Option<&Person>, id: Uuid, bytes: Vec<u8>) -> Result<Sent, ServiceError> {
    // Asked before the file is read: who may not fill in learns nothing of it.
    let (opened, _) = open_to_fill_in(app, &mut app.db().read().await?, person, id).await?;
    let survey = opened.survey;
    let read = app.places().compute(Work::Writing, move || {
        let file = offline::open(&bytes).map_err(NotTaken::Refused)?;
        if file.about.assessment != id.to_string() {
            return Err(NotTaken::OtherAssessment);
        }
        if file.about.hash != survey.hash {
            return Err(NotTaken::OtherSurvey(file.about.survey, file.about.version));
        }
        Ok(file.answers(&survey))
    });
    let (answers, faults) = match read.await? {
        Ok(read) => read,
        Err(not_taken) => return Ok(Sent::NotTaken(not_taken)),
    };
    let mut tx = app.db().read().await?;
    let (opened, own) = open_to_fill_in(app, &mut tx, person, id).await?;
    let mut names = Names::knowing(person);
    let mut compared = Compared::new(opened, own);
    compared.faults = faults.into_iter().map(|fault| Fault { place: fault.place, question: None, wrong: CellWrong::Cell(fault.wrong) }).collect();
    for answered in answers {
        compared.add(&mut tx, &mut names, &answered).await?;
    }
    Ok(Sent::Compared(Box::new(compared)))
}

async fn open_to_fill_in(app: &App, tx: &mut Tx, person: Option<&Person>, id: Uuid) -> Result<(Opened, Own), ServiceError> {
    let (opened, own) = open_own(app, tx, person, id).await?;
    if opened.may_fill_in { Ok((opened, own)) } else { Err(ServiceError::State("answers cannot be changed")) }
}

/// Saves answers of a file as the page has shown them, in one transaction. What somebody else has changed since is shown again; the rest is saved.
///
/// # Errors
/// As [`compare`]; [`ServiceError::Invalid`] for a form that no page of ours sends.
pub async fn apply(app: &App, person: Option<&Person>, id: Uuid, entries: &[Entry]) -> Result<Applied, ServiceError> {
    for _ in 0..ATTEMPTS {
        match attempt(app, person, id, entries).await {
            Err(ServiceError::Store(error)) if error.is_conflict() => {}
            other => return other,
        }
    }
    Err(ServiceError::Store(StoreError::Conflict { source: None }))
}

async fn attempt(app: &App, person: Option<&Person>, id: Uuid, entries: &[Entry]) -> Result<Applied, ServiceError> {
    let mut tx = app.db().write().await?;
    let (opened, own) = open_to_fill_in(app, &mut tx, person, id).await?;
    if !opened.may_fill_in {
        return Err(ServiceError::State("answers cannot be changed"));
    }
    let mut names = Names::knowing(person);
    let mut compared = Compared::new(opened, own);
    for entry in entries {
        compared.add_entry(&mut tx, &mut names, entry).await?;
    }
    let changed = compared.save(app, &mut tx, person).await?;
    if compared.outside > 0 {
        app.note(&mut tx, person.map(|person| person.id), "assessment.save-refused", &object(id), &compared.outside).await?;
    }
    if changed > 0 || compared.outside > 0 {
        tx.commit().await?;
    }
    if compared.conflicts.is_empty() && compared.faults.is_empty() && compared.outside == 0 {
        return Ok(Applied::All(changed));
    }
    Ok(Applied::Part(Box::new(compared)))
}

impl Compared {
    fn new(opened: Opened, own: Own) -> Self {
        Self { opened, taken: Vec::new(), conflicts: Vec::new(), faults: Vec::new(), outside: 0, saved: 0, open: own.open }
    }

    /// Whether the person may answer a question; if not, it is counted and otherwise left alone.
    fn admits(&mut self, question: QuestionIx) -> bool {
        let admits = self.open.contains(&question);
        self.outside += usize::from(!admits);
        admits
    }

    fn fault(&mut self, answered: &Answered, field: Field, wrong: CellWrong) {
        self.faults.push(Fault { place: answered.places.of(field), question: Some(answered.question), wrong });
    }

    /// Whether individual views are being gathered where a question stands: until they are opened, nobody gives an answer there.
    fn is_apart(&self, question: &Question) -> bool {
        let section = &self.opened.survey.node(question.dimension).id;
        self.opened.views.get(section) == Some(&Stage::Gathering)
    }

    /// Weighs one question of the file.
    async fn add(&mut self, tx: &mut Tx, names: &mut Names, answered: &Answered) -> Result<(), ServiceError> {
        if !self.admits(answered.question) {
            return Ok(());
        }
        let survey = self.opened.survey.clone();
        let question = survey.question(answered.question);
        let assessment = self.opened.assessment.id.to_string();
        let known = self.base(tx, question, answered.version).await?;
        let made_with = known
            .as_ref()
            .map(|known| base(known.as_ref()))
            .filter(|made_with| answered.check == offline::check(&assessment, &question.id, made_with.version, made_with.answer, made_with.note));
        let Some(made_with) = made_with else {
            self.fault(answered, Field::State, CellWrong::Cell(offline::Wrong::Mixed));
            return Ok(());
        };
        if answered.filled.is_same(&Filled::of(question, made_with.answer, made_with.note)) {
            return Ok(());
        }
        if self.is_apart(question) {
            self.fault(answered, Field::State, CellWrong::Apart);
            return Ok(());
        }
        if !offline::fits(made_with.answer, made_with.note) {
            self.fault(answered, Field::Value, CellWrong::TooLong);
            return Ok(());
        }
        if answered.filled.state == State::Answered && !answered.filled.has_value() {
            self.fault(answered, Field::State, CellWrong::NoValue);
            return Ok(());
        }
        let typed = typed(&answered.filled);
        match typed.read(question, known.as_ref().and_then(Option::as_ref)) {
            Ok(given) => {
                let made_with = (made_with.answer.clone(), made_with.note.to_owned());
                self.weigh(tx, names, answered.question, answered.version, &made_with, (given.answer, given.note)).await?;
            }
            Err(errors) => {
                for error in errors {
                    self.fault(answered, field(error.part), CellWrong::Entry(Box::new(typed.clone()), error));
                }
            }
        }
        Ok(())
    }

    /// Weighs one answer that the page has shown.
    async fn add_entry(&mut self, tx: &mut Tx, names: &mut Names, entry: &Entry) -> Result<(), ServiceError> {
        let survey = self.opened.survey.clone();
        let refused = || ServiceError::Invalid(Vec::new());
        let ix = survey.question_ix(&entry.question).ok_or_else(refused)?;
        if !self.admits(ix) {
            return Ok(());
        }
        let is_twice = self.taken.iter().chain(&self.conflicts).any(|merge| merge.question == ix);
        let question = survey.question(ix);
        let known = self.base(tx, question, entry.base).await?.filter(|_| !is_twice).ok_or_else(refused)?;
        if self.is_apart(question) {
            return Err(ServiceError::State("views-gathering"));
        }
        // What the page holds was read before; what cannot be read any more is not from a page of ours.
        let given = entry.typed.read(question, known.as_ref()).map_err(|_| refused())?;
        let read = (given.answer, given.note);
        let seen = base(known.as_ref());
        match entry.keep {
            Some(Keep::Theirs) => Ok(()),
            Some(Keep::Unsaid) => self.unsaid(tx, names, ix, read).await,
            Some(Keep::Mine) | None => self.weigh(tx, names, ix, entry.base, &(seen.answer.clone(), seen.note.to_owned()), read).await,
        }
    }

    /// The answer with a version: as it is kept, or from the history; `None` inside where there was none yet, outside if there never was such a version.
    async fn base(&self, tx: &mut Tx, question: &Question, wanted: i64) -> Result<Option<Option<AnswerRecord>>, ServiceError> {
        let current = self.opened.assessment.document.0.get(&question.id);
        let newest = current.map_or(0, |record| record.version);
        Ok(match wanted {
            0 => Some(None),
            _ if wanted == newest => Some(current.cloned()),
            _ if (1..newest).contains(&wanted) => version(tx, self.opened.assessment.id, &question.id, wanted).await?.map(Some),
            _ => None,
        })
    }

    /// Compares what the file was made with, what is in it, and what is kept by now.
    async fn weigh(
        &mut self,
        tx: &mut Tx,
        names: &mut Names,
        question: QuestionIx,
        version: i64,
        made_with: &(Answer, String),
        file: (Answer, String),
    ) -> Result<(), ServiceError> {
        let kept = base(record(&self.opened, question));
        match three_way(made_with, &file, &(kept.answer.clone(), kept.note.to_owned())) {
            Outcome::Stays => {}
            Outcome::Taken => {
                let merge = self.merge(question, version, file);
                self.taken.push(merge);
            }
            Outcome::Conflict => self.conflict(tx, names, question, file, false).await?,
        }
        Ok(())
    }

    /// A choice that was asked for and not made, unless there is nothing left to choose from.
    async fn unsaid(&mut self, tx: &mut Tx, names: &mut Names, question: QuestionIx, file: (Answer, String)) -> Result<(), ServiceError> {
        let kept = base(record(&self.opened, question));
        if (kept.answer, kept.note) == (&file.0, file.1.as_str()) { Ok(()) } else { self.conflict(tx, names, question, file, true).await }
    }

    async fn conflict(
        &mut self,
        tx: &mut Tx,
        names: &mut Names,
        question: QuestionIx,
        file: (Answer, String),
        is_unsaid: bool,
    ) -> Result<(), ServiceError> {
        // Whoever chooses has seen the answer that is kept now.
        let mut merge = self.merge(question, base(record(&self.opened, question)).version, file);
        if let Some(record) = &merge.record {
            merge.theirs = Some(Change { at: record.at, by: names.of(tx, record.author).await? });
        }
        merge.is_unsaid = is_unsaid;
        self.conflicts.push(merge);
        Ok(())
    }

    fn merge(&self, question: QuestionIx, base: i64, (answer, note): (Answer, String)) -> Merge {
        let record = record(&self.opened, question).cloned();
        // As the page would show it: nothing is left in it of an answer that was given up in the file.
        let as_read = AnswerRecord { note: note.clone(), ..AnswerRecord::bare(base, answer.clone(), None, Timestamp::UNIX_EPOCH) };
        Merge { question, base, typed: Typed::of(Some(&as_read)), answer, note, record, theirs: None, is_unsaid: false }
    }

    /// Writes the answers that are taken into the document and its history; gives how many there are.
    async fn save(&mut self, app: &App, tx: &mut Tx, person: Option<&Person>) -> Result<usize, ServiceError> {
        let taken = std::mem::take(&mut self.taken);
        if taken.is_empty() {
            return Ok(0);
        }
        let (at, author) = (app.now(), person.map(|person| person.id));
        let survey = self.opened.survey.clone();
        let public = public::values(tx, &self.opened, taken.iter().map(|merge| survey.question(merge.question))).await?;
        let document = &self.opened.assessment.document.0;
        let line = |Merge { question, answer, note, .. }: Merge| {
            let id = &survey.question(question).id;
            // What stands beside an answer and is not in the file stays.
            let current = document.get(id).cloned().unwrap_or_else(|| AnswerRecord::bare(0, Answer::NotAnswered, author, at));
            let version = current.version + 1;
            let contest = current.public.as_ref().map(|public| public.contest.clone()).unwrap_or_default();
            let public = public::beside(public.get(id), current.public.as_ref(), &answer, contest);
            (id.clone(), AnswerRecord { version, answer, note, author, at, public, ..current })
        };
        let lines: Vec<(String, AnswerRecord)> = taken.into_iter().map(line).collect();
        write(app, tx, person, &mut self.opened, &lines, "assessment.save").await?;
        self.saved = lines.len();
        Ok(self.saved)
    }
}

/// The cells of a question as a form of a page would hold them.
fn typed(filled: &Filled) -> Typed {
    let Filled { state, text, numerator, denominator, date, options, ranked, reason, note } = filled.clone();
    let chosen = match state {
        State::DoNotKnow => Chosen::DoNotKnow,
        State::NotApplicable => Chosen::NotApplicable,
        State::Blank | State::Answered if filled.has_value() => Chosen::Value,
        State::Blank | State::Answered => Chosen::Nothing,
    };
    let ranked = ranked.into_iter().map(|ranked| Ranked { option: ranked.option, rank: ranked.rank, basis: ranked.basis });
    Typed { chosen, text, numerator, denominator, date, options, ranked: ranked.collect(), reason, note, ..Typed::default() }
}

/// The cell that a fault of an entry is about.
const fn field(part: Part) -> Field {
    match part {
        Part::Value => Field::Value,
        Part::Numerator => Field::Numerator,
        Part::Denominator => Field::Denominator,
        Part::Date => Field::Date,
        // What stands beside the note is in no cell.
        Part::Chosen | Part::Keep | Part::Source | Part::AsOf | Part::Grade | Part::Links | Part::Contest => Field::State,
        Part::Reason => Field::Reason,
        Part::Note => Field::Note,
    }
}
