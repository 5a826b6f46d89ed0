//! Saving a page of answers. What a person has typed is saved, or comes back to them: refused with the reason, or beside the other person's answer.

use std::collections::HashMap;

use uuid::Uuid;

use super::typed::{EntryError, Given, Part, Typed, Wrong};
use super::{Asked, Change, Names, Plan, QuestionPage, asked, earlier, open, page_of};
use crate::engine::survey::{Question, QuestionIx};
use crate::service::access::Person;
use crate::service::assessments::Opened;
use crate::service::{App, ServiceError};
use crate::store::assessments::{self as store, AnswerRecord, HistoryLine};
use crate::store::{StoreError, Tx, campaigns};

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
    Refused { errors: Vec<EntryError>, theirs: Option<Change> },
    Conflict(Change),
}

/// Saves what has changed since the form was made, question by question. An answer that somebody else has changed in the meantime is not touched.
///
/// The answer to a question that is hidden by now is kept as well: it comes back when the question is asked again.
///
/// # Errors
/// As [`super::task_list`]; [`ServiceError::Invalid`] for a form that no page of ours sends: a question twice or of another page, a version that never was.
pub async fn save(app: &App, person: Option<&Person>, command: SavePage) -> Result<Saved, ServiceError> {
    for _ in 0..ATTEMPTS {
        match attempt(app, person, &command).await {
            Err(ServiceError::Store(error)) if error.is_conflict() => {}
            Ok(Saved::Part(mut page)) => {
                page.earlier = earlier::last(app, &mut app.db().read().await?, &page.opened).await?;
                return Ok(Saved::Part(page));
            }
            other => return other,
        }
    }
    Err(ServiceError::Store(StoreError::Conflict { source: None }))
}

async fn attempt(app: &App, person: Option<&Person>, command: &SavePage) -> Result<Saved, ServiceError> {
    let mut tx = app.db().write().await?;
    let mut opened = open(app, &mut tx, person, command.assessment).await?;
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let section = plan.find(&opened.survey, &command.dimension).ok_or(ServiceError::NotFound)?;
    let questions = questions(&opened, &plan, section, command)?;
    // Held until the commit, so that nothing slips into a campaign that is being closed.
    opened.may_fill_in &= campaigns::hold_open(&mut tx, opened.campaign.id).await?;
    if !opened.may_fill_in {
        note_refusal(app, &mut tx, person, &opened).await?;
        tx.commit().await?;
        let untouched = questions.iter().map(|_| Fate::Unchanged).collect();
        return Ok(Saved::Shut(Box::new(returned(opened, section, command, &questions, untouched)?)));
    }
    let mut names = Names::knowing(person);
    let mut fates = Vec::with_capacity(questions.len());
    for (entry, question) in command.entries.iter().zip(&questions) {
        fates.push(fate(&mut tx, &mut names, &opened, entry, opened.survey.question(*question)).await?);
    }
    let changed = keep(app, &mut tx, person, &mut opened, command, &mut fates).await?;
    if changed > 0 {
        tx.commit().await?;
    }
    if fates.iter().all(|fate| matches!(fate, Fate::Unchanged | Fate::Change(_))) {
        return Ok(all_saved(&opened, &plan, section, command.page, changed));
    }
    let mut page = returned(opened, section, command, &questions, fates)?;
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

async fn fate(tx: &mut Tx, names: &mut Names, opened: &Opened, entry: &Entry, question: &Question) -> Result<Fate, ServiceError> {
    let current = opened.assessment.document.0.get(&question.id);
    match (entry.keep, current) {
        (Some(Keep::Theirs), _) => return Ok(Fate::Unchanged),
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
    match current {
        _ if given == Given::of(base) || given == Given::of(current) => Ok(Fate::Unchanged),
        // Where only the files are others now, the form goes on as if nothing had happened: it does not hold them.
        Some(theirs) if is_stale && Given::of(base) != Given::of(current) => Ok(Fate::Conflict(change(tx, names, theirs).await?)),
        _ => Ok(Fate::Change(Box::new(given))),
    }
}

async fn change(tx: &mut Tx, names: &mut Names, record: &AnswerRecord) -> Result<Change, ServiceError> {
    Ok(Change { at: record.at, by: names.of(tx, record.author).await? })
}

/// An earlier version of an answer, as the person has seen it.
async fn version(tx: &mut Tx, assessment: Uuid, question: &str, version: i64) -> Result<Option<AnswerRecord>, ServiceError> {
    let lines = store::history(tx, assessment, question).await?;
    Ok(lines.into_iter().find(|line| line.version == version).map(HistoryLine::record))
}

/// Puts the changes into the document and its history; gives how many there are.
async fn keep(
    app: &App,
    tx: &mut Tx,
    person: Option<&Person>,
    opened: &mut Opened,
    command: &SavePage,
    fates: &mut [Fate],
) -> Result<usize, ServiceError> {
    let (at, author) = (app.now(), person.map(|person| person.id));
    let mut changed: Vec<&str> = Vec::new();
    for (entry, fate) in command.entries.iter().zip(fates) {
        if let Fate::Change(given) = fate {
            let current = opened.assessment.document.0.get(&entry.question);
            let record = std::mem::take(&mut **given).after(current, author, at);
            opened.assessment.document.0.insert(entry.question.clone(), record);
            changed.push(&entry.question);
        }
    }
    if changed.is_empty() {
        return Ok(0);
    }
    let assessment = &mut opened.assessment;
    assessment.revision = store::save(tx, assessment.id, assessment.revision, &assessment.document, at).await?;
    assessment.updated_at = Some(at);
    let records: Vec<(&str, &AnswerRecord)> =
        changed.iter().filter_map(|question| assessment.document.0.get(*question).map(|record| (*question, record))).collect();
    store::append_history(tx, assessment.id, &records).await?;
    app.note(tx, author, "assessment.save", &format!("assessment/{}", assessment.id), &changed).await?;
    Ok(changed.len())
}

async fn note_refusal(app: &App, tx: &mut Tx, person: Option<&Person>, opened: &Opened) -> Result<(), ServiceError> {
    let (campaign, state) = (opened.campaign.state.as_str(), opened.assessment.state.as_str());
    let object = format!("assessment/{}", opened.assessment.id);
    app.note(tx, person.map(|person| person.id), "assessment.save-refused", &object, &[campaign, state]).await
}

fn all_saved(opened: &Opened, before: &Plan, section: usize, page: usize, changed: usize) -> Saved {
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let pages = |plan: &Plan| plan.sections[section].pages[page - 1].clone();
    let appeared = pages(&plan).iter().zip(pages(before)).find(|(now, then)| now.open() && !then.shown).map(|(now, _)| now.question);
    let next = if appeared.is_some() { Some(page) } else { plan.sections[section].part_after(page) };
    Saved::All { changed, next, appeared }
}

/// The page with what was typed: all of it if nothing may be saved, otherwise where an entry did not go through.
fn returned(opened: Opened, section: usize, command: &SavePage, questions: &[QuestionIx], fates: Vec<Fate>) -> Result<QuestionPage, ServiceError> {
    let is_shut = !opened.may_fill_in;
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let mut page = page_of(opened, plan, section, command.page).ok_or(ServiceError::NotFound)?;
    let mut stuck: HashMap<QuestionIx, Asked> = HashMap::new();
    for ((entry, question), fate) in command.entries.iter().zip(questions).zip(fates) {
        let Some(item) = page.section().items().find(|item| item.question == *question) else { continue };
        let mut asked = Asked { typed: entry.typed.clone(), ..asked(&page.opened, *item) };
        match fate {
            Fate::Unchanged | Fate::Change(_) if !is_shut => continue,
            Fate::Unchanged | Fate::Change(_) => {}
            Fate::Refused { errors, theirs } => {
                // Without a conflict the entry goes on from the answer that the person has seen.
                asked.base = if theirs.is_some() { asked.base } else { entry.base };
                (asked.errors, asked.theirs) = (errors, theirs);
            }
            Fate::Conflict(theirs) => asked.theirs = Some(theirs),
        }
        stuck.insert(*question, asked);
    }
    // A question that is hidden by now comes back too, if there is something to be put right.
    let items = page.plan.sections[section].pages[command.page - 1].clone();
    let there = items.iter().filter_map(|item| stuck.remove(&item.question).or_else(|| item.shown.then(|| asked(&page.opened, *item))));
    page.questions = there.collect();
    Ok(page)
}
