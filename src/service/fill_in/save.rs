//! Saving a page of answers. What a person has typed is saved, or comes back to them: refused with the reason, or beside the other person's answer.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use uuid::Uuid;

use super::typed::{EntryError, Given, Part, Typed, Wrong};
use super::{Asked, Change, Names, Plan, PublicValue, PublicValues, QuestionPage, asked, open_section, page_of, public};
use crate::engine::survey::{Question, QuestionIx};
use crate::service::access::Person;
use crate::service::assessments::Opened;
use crate::service::{App, ServiceError};
use crate::store::answer_history::{self, NewAnswers};
use crate::store::assessments::AnswerRecord;
use crate::store::{StoreError, Tx};

/// How often a save is tried anew because somebody else saved another question at the same moment.
const ATTEMPTS: usize = 10;

/// Whose answer is to stay, where two people have answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The one in this form.
    Mine,
    /// The one that is kept already.
    Theirs,
    /// The form asked, but nothing was chosen.
    Unsaid,
}

/// One question of a form.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Id of the question.
    pub question: String,
    /// The version of the answer that the form showed.
    pub base: i64,
    /// What stands in the form.
    pub typed: Typed,
    /// Whose answer is to stay, if the form asked.
    pub keep: Option<Keep>,
}

/// A page of answers.
#[derive(Debug, Clone)]
pub struct SavePage {
    /// The assessment.
    pub assessment: Uuid,
    /// Id of the section's dimension or module.
    pub dimension: String,
    /// The page, counted from 1.
    pub page: usize,
    /// Its questions.
    pub entries: Vec<Entry>,
}

/// What became of a page.
#[derive(Debug)]
pub enum Saved {
    /// All is saved.
    All {
        /// How many answers have changed.
        changed: usize,
        /// Where to go on: the same page if a question has appeared on it, the next one, or none if the section ends.
        next: Option<usize>,
        /// The question that has appeared, if one has.
        appeared: Option<QuestionIx>,
        /// The versions of the answers on the form that are kept now, by question.
        versions: BTreeMap<String, i64>,
        /// When an answer of the assessment was last saved.
        at: Option<Timestamp>,
    },
    /// Part of it has to be looked at again; the rest is saved.
    Part(Box<QuestionPage>),
    /// Nothing is saved, because nothing may be changed any more; what was typed is in the page.
    Shut(Box<QuestionPage>),
}

/// What becomes of one entry.
enum Fate {
    Unchanged,
    Change(Box<Given>),
    Refused {
        errors: Vec<EntryError>,
        theirs: Option<Change>,
    },
    Conflict(Box<Conflict>),
    /// The other answer stays by the person's own choice; theirs is noted in the history all the same.
    Declined(Box<Given>),
}

/// Somebody else's answer, and what stood there before both.
struct Conflict {
    theirs: Change,
    earlier: Option<(AnswerRecord, Change)>,
}

/// Saves what has changed since the form was made, question by question. An answer that somebody else has changed in the meantime is not touched.
///
/// The answer to a question that is hidden by now is kept as well: it comes back when the question is asked again.
///
/// # Errors
/// As [`super::task_list`]; [`ServiceError::Invalid`] for a form that no page of ours sends: a question twice or of another page, a version that never was.
pub async fn save(app: &App, person: Option<&Person>, command: SavePage) -> Result<Saved, ServiceError> {
    for number in 0..ATTEMPTS {
        match attempt(app, person, &command, number == 0).await {
            Err(ServiceError::Store(error)) if error.is_conflict() => {}
            Ok(Saved::Part(mut page)) => {
                page.complete(app, &mut app.db().read().await?).await?;
                return Ok(Saved::Part(page));
            }
            other => return other,
        }
    }
    Err(ServiceError::Store(StoreError::Conflict { source: None }))
}

/// At first everything is worked out on a snapshot, and written only if the revision is still the one that was read: writers wait for one another, readers
/// do not. Where somebody else was faster, the next attempt reads as a writer.
async fn attempt(app: &App, person: Option<&Person>, command: &SavePage, on_snapshot: bool) -> Result<Saved, ServiceError> {
    let mut tx = if on_snapshot { app.db().read_once().await? } else { app.db().write().await? };
    let mut opened = open_section(app, &mut tx, person, command.assessment, &command.dimension).await?;
    let plan = Plan::of(&opened.survey, &opened.assessment, opened.today);
    let section = plan.find(&opened.survey, &command.dimension).ok_or(ServiceError::NotFound)?;
    let questions = questions(&opened, &plan, section, command)?;
    let public = public::values(&mut tx, &opened, questions.iter().map(|question| opened.survey.question(*question))).await?;
    let mut names = Names::knowing(person);
    let mut fates = Vec::with_capacity(questions.len());
    for (entry, question) in command.entries.iter().zip(&questions) {
        let question = opened.survey.question(*question);
        fates.push(fate(&mut tx, &mut names, &opened, entry, question, public.get(&question.id)).await?);
    }
    let lines = lines(app, person, &opened, command, &mut fates, &public);
    let changed = lines.len();
    if changed > 0 || !opened.may_fill_in {
        if on_snapshot {
            drop(tx);
            tx = app.db().write().await?;
        }
        if !opened.may_fill_in {
            note_refusal(app, &mut tx, person, &opened).await?;
            tx.commit().await?;
            let untouched = questions.iter().map(|_| Fate::Unchanged).collect();
            return Ok(Saved::Shut(Box::new(returned(person, opened, section, command, &questions, untouched)?)));
        }
        write(app, &mut tx, person, &mut opened, &lines, "assessment.save").await?;
        tx.commit().await?;
    }
    if fates.iter().all(|fate| matches!(fate, Fate::Unchanged | Fate::Change(_) | Fate::Declined(_))) {
        return Ok(all_saved(&opened, &plan, section, command, changed));
    }
    let mut page = returned(person, opened, section, command, &questions, fates)?;
    page.saved = changed;
    Ok(Saved::Part(Box::new(page)))
}

/// The questions of the entries, each of which must belong to the page and stand there once.
fn questions(opened: &Opened, plan: &Plan, section: usize, command: &SavePage) -> Result<Vec<QuestionIx>, ServiceError> {
    let page = command.page.checked_sub(1).and_then(|at| plan.sections[section].pages.get(at)).ok_or(ServiceError::NotFound)?;
    let mut found = Vec::with_capacity(command.entries.len());
    for entry in &command.entries {
        let question = opened.survey.question_ix(&entry.question).filter(|ix| page.iter().any(|item| item.question == *ix));
        let known = (0..=opened.assessment.document.version(&entry.question)).contains(&entry.base);
        match question {
            Some(question) if known && !found.contains(&question) => found.push(question),
            _ => return Err(ServiceError::Invalid(Vec::new())),
        }
    }
    Ok(found)
}

async fn fate(
    tx: &mut Tx,
    names: &mut Names,
    opened: &Opened,
    entry: &Entry,
    question: &Question,
    public: Option<&PublicValue>,
) -> Result<Fate, ServiceError> {
    let current = opened.assessment.document.0.get(&question.id);
    match (entry.keep, current) {
        (Some(Keep::Theirs), _) => return Ok(declined(entry, current, question)),
        (Some(Keep::Unsaid), Some(theirs)) => {
            let errors = vec![EntryError { part: Part::Keep, wrong: Wrong::KeepMissing }];
            return Ok(Fate::Refused { errors, theirs: Some(change(tx, names, theirs).await?) });
        }
        _ => {}
    }
    let is_stale = current.is_some_and(|current| current.version != entry.base);
    let earlier = if is_stale { version(tx, opened.assessment.id, &question.id, entry.base).await? } else { None };
    let base = if is_stale { earlier.as_ref() } else { current };
    let given = match entry.typed.read(question, base) {
        Ok(read) => read,
        Err(errors) => return Ok(Fate::Refused { errors, theirs: None }),
    };
    if given == Given::of(base) || given == Given::of(current) {
        return Ok(Fate::Unchanged);
    }
    let is_new = !given.contest.is_empty() && given.contest != Given::of(base).contest;
    if let Some(Err(error)) = public.filter(|_| is_new).map(|public| public.contest(&entry.typed.public, &given.answer)) {
        return Ok(Fate::Refused { errors: vec![error], theirs: None });
    }
    // Where only the files are others now, the form goes on as if nothing had happened: it does not hold them.
    let is_other = is_stale && Given::of(base) != Given::of(current);
    let Some(theirs) = current.filter(|_| is_other) else { return Ok(Fate::Change(Box::new(given))) };
    let theirs = change(tx, names, theirs).await?;
    let earlier = match earlier {
        Some(record) => {
            let change = change(tx, names, &record).await?;
            Some((record, change))
        }
        None => None,
    };
    Ok(Fate::Conflict(Box::new(Conflict { theirs, earlier })))
}

/// The answer in the form gives way to the one that is kept: it goes through the history, if it is one and the person has seen what is kept now.
fn declined(entry: &Entry, current: Option<&AnswerRecord>, question: &Question) -> Fate {
    let is_fresh = current.is_some_and(|current| current.version == entry.base);
    match entry.typed.read(question, current) {
        Ok(given) if is_fresh && given != Given::of(current) => Fate::Declined(Box::new(given)),
        _ => Fate::Unchanged,
    }
}

async fn change(tx: &mut Tx, names: &mut Names, record: &AnswerRecord) -> Result<Change, ServiceError> {
    Ok(Change { at: record.at, by: names.of(tx, record.author).await? })
}

/// An earlier version of an answer, as the person has seen it.
pub(super) async fn version(tx: &mut Tx, assessment: Uuid, question: &str, version: i64) -> Result<Option<AnswerRecord>, ServiceError> {
    let lines = answer_history::of(tx, assessment, question).await?;
    Ok(lines.into_iter().find(|line| line.version == version).map(AnswerRecord::from))
}

/// The new versions that come of a form: one of each changed answer; two where the form's answer gave way, so that the history holds both.
fn lines(
    app: &App,
    person: Option<&Person>,
    opened: &Opened,
    command: &SavePage,
    fates: &mut [Fate],
    public: &PublicValues,
) -> Vec<(String, AnswerRecord)> {
    let (at, author) = (app.now(), person.map(|person| person.id));
    let mut lines = Vec::new();
    for (entry, fate) in command.entries.iter().zip(fates) {
        let (Fate::Change(given) | Fate::Declined(given)) = fate else { continue };
        let current = opened.assessment.document.0.get(&entry.question);
        let typed = std::mem::take(&mut **given).after(current, public.get(&entry.question), author, at);
        let version = typed.version;
        lines.push((entry.question.clone(), typed));
        if let (Fate::Declined(_), Some(current)) = (fate, current) {
            lines.push((entry.question.clone(), AnswerRecord { version: version + 1, author, at, ..current.clone() }));
        }
    }
    lines
}

/// Puts new versions of answers into the document and its history, and notes it; of several versions of one answer the last one stays. Nothing is written if
/// the assessment or the state of its campaign are others than those that were opened.
pub(in crate::service) async fn write(
    app: &App,
    tx: &mut Tx,
    person: Option<&Person>,
    opened: &mut Opened,
    lines: &[(String, AnswerRecord)],
    action: &str,
) -> Result<(), ServiceError> {
    let (at, assessment) = (app.now(), &mut opened.assessment);
    assessment.document.0.extend(lines.iter().cloned());
    let changes: Vec<(&str, &AnswerRecord)> = lines.iter().map(|(question, record)| (question.as_str(), record)).collect();
    let (id, revision, document) = (assessment.id, assessment.revision, &assessment.document);
    let new = NewAnswers { assessment: id, revision, campaign: opened.campaign.id, state: opened.campaign.state, document, changes: &changes, at };
    let (revision, head) = answer_history::save(tx, new).await?;
    (assessment.revision, assessment.updated_at) = (revision, Some(at));
    let questions: BTreeSet<&str> = lines.iter().map(|(question, _)| question.as_str()).collect();
    app.note_to(tx, head, person.map(|person| person.id), action, &format!("assessment/{id}"), &questions).await
}

async fn note_refusal(app: &App, tx: &mut Tx, person: Option<&Person>, opened: &Opened) -> Result<(), ServiceError> {
    let (campaign, state) = (opened.campaign.state.as_str(), opened.assessment.state.as_str());
    let object = format!("assessment/{}", opened.assessment.id);
    app.note(tx, person.map(|person| person.id), "assessment.save-refused", &object, &[campaign, state]).await
}

fn all_saved(opened: &Opened, before: &Plan, section: usize, command: &SavePage, changed: usize) -> Saved {
    let page = command.page;
    let plan = Plan::of(&opened.survey, &opened.assessment, opened.today);
    let pages = |plan: &Plan| plan.sections[section].pages[page - 1].clone();
    let appeared = pages(&plan).iter().zip(pages(before)).find(|(now, then)| now.open() && !then.shown).map(|(now, _)| now.question);
    let next = if appeared.is_some() { Some(page) } else { plan.sections[section].part_after(page) };
    let version = |entry: &Entry| (entry.question.clone(), opened.assessment.document.version(&entry.question));
    let versions = command.entries.iter().map(version).collect();
    Saved::All { changed, next, appeared, versions, at: opened.assessment.updated_at }
}

/// The page with what was typed: all of it if nothing may be saved, otherwise where an entry did not go through.
fn returned(
    person: Option<&Person>,
    opened: Opened,
    section: usize,
    command: &SavePage,
    questions: &[QuestionIx],
    fates: Vec<Fate>,
) -> Result<QuestionPage, ServiceError> {
    let is_shut = !opened.may_fill_in;
    let plan = Plan::of(&opened.survey, &opened.assessment, opened.today);
    let mut page = page_of(person, opened, plan, section, command.page).ok_or(ServiceError::NotFound)?;
    let mut stuck: HashMap<QuestionIx, Asked> = HashMap::new();
    for ((entry, question), fate) in command.entries.iter().zip(questions).zip(fates) {
        let Some(item) = page.section().items().find(|item| item.question == *question) else { continue };
        let mut asked = Asked { typed: entry.typed.clone(), ..asked(&page.opened, *item) };
        match fate {
            Fate::Unchanged | Fate::Change(_) | Fate::Declined(_) if !is_shut => continue,
            Fate::Unchanged | Fate::Change(_) | Fate::Declined(_) => {}
            Fate::Refused { errors, theirs } => {
                // Without a conflict the entry goes on from the answer that the person has seen.
                asked.base = if theirs.is_some() { asked.base } else { entry.base };
                (asked.errors, asked.theirs) = (errors, theirs);
            }
            Fate::Conflict(conflict) => (asked.theirs, asked.earlier) = (Some(conflict.theirs), conflict.earlier),
        }
        stuck.insert(*question, asked);
    }
    // A question that is hidden by now comes back too, if there is something to be put right.
    let items = page.plan.sections[section].pages[command.page - 1].clone();
    let there = items.iter().filter_map(|item| stuck.remove(&item.question).or_else(|| item.shown.then(|| asked(&page.opened, *item))));
    page.questions = there.collect();
    Ok(page)
}
