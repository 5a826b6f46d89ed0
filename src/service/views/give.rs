//! Giving the own view: pages of questions like those of the assessment, on which the person sees nothing but what they have given themselves.

use uuid::Uuid;

use super::{current, record_of, with_views};
use crate::engine::survey::QuestionIx;
use crate::service::access::Person;
use crate::service::assessments::Opened;
use crate::service::fill_in::{self, Asked, Change, Entry, EntryError, Given as Read, Plan, PublicValues, QuestionPage, SavePage, Typed};
use crate::service::review::rules::Act;
use crate::service::{App, ServiceError};
use crate::store::views::{self as store, Stage, View};
use crate::store::{StoreError, Tx};

/// How often giving is tried anew because the same person gave the same view at the same moment elsewhere.
const ATTEMPTS: usize = 10;

/// A page of the own view.
#[derive(Debug, Clone)]
pub struct OwnPage {
    /// The questions; records are the own views. What stands against an entry is one's own view from another window.
    pub page: QuestionPage,
    /// Where the views of the section stand; none if they are not asked for.
    pub stage: Option<Stage>,
}

/// What became of a page.
#[derive(Debug)]
pub enum Given {
    /// All is kept; the next page with something to ask, or none if the section ends.
    All(Option<usize>),
    /// Part of it has to be looked at again; the rest is kept.
    Part(Box<OwnPage>),
    /// Nothing is kept, because no views can be given any more; what was typed is in the page.
    Shut(Box<OwnPage>),
}

/// A page of the own view.
///
/// # Errors
/// As all of filling in; [`ServiceError::NotFound`] also if there is no such section or page, or no views are asked for there.
pub async fn own_page(app: &App, person: Option<&Person>, id: Uuid, dimension: &str, page: usize) -> Result<OwnPage, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = fill_in::open_for_views(app, &mut tx, person, id, dimension).await?;
    let stage = opened.views.get(dimension).copied();
    if stage.is_none() {
        return Err(ServiceError::NotFound);
    }
    let own = own(&mut tx, person, id).await?;
    Ok(OwnPage { page: page_of(opened, &own, dimension, page)?, stage })
}

/// Every version of a person's own views.
async fn own(tx: &mut Tx, person: Option<&Person>, assessment: Uuid) -> Result<Vec<View>, ServiceError> {
    let author = person.ok_or(ServiceError::SignInNeeded)?.id;
    let mut views = store::views(tx, assessment).await?;
    views.retain(|view| view.author == author);
    Ok(views)
}

fn page_of(opened: Opened, own: &[View], dimension: &str, page: usize) -> Result<QuestionPage, ServiceError> {
    let own = current(own.to_vec(), |_| true);
    let plan = Plan::of(&opened.survey, &with_views(&opened, &own, |section| section == dimension), opened.today);
    let section = plan.find(&opened.survey, dimension).ok_or(ServiceError::NotFound)?;
    let items = page.checked_sub(1).and_then(|at| plan.sections[section].pages.get(at)).ok_or(ServiceError::NotFound)?;
    let asked = |item: &fill_in::Item| {
        let record = own.iter().find(|view| view.question == opened.survey.question(item.question).id).map(record_of);
        let base = record.as_ref().map_or(0, |record| record.version);
        Asked { item: *item, base, typed: Typed::of(record.as_ref()), record, errors: Vec::new(), theirs: None, earlier: None }
    };
    let questions = items.iter().filter(|item| item.shown).map(asked).collect();
    Ok(QuestionPage { opened, plan, section, page, questions, saved: 0, contradictions: Vec::new(), earlier: None, public: PublicValues::new() })
}

/// Keeps what has changed since the form was made, question by question. Sent again, it changes nothing and succeeds.
///
/// # Errors
/// As [`own_page`]; [`ServiceError::Invalid`] for a form that no page of ours sends.
pub async fn give(app: &App, person: Option<&Person>, command: SavePage) -> Result<Given, ServiceError> {
    for _ in 0..ATTEMPTS {
        match attempt(app, person, &command).await {
            Err(ServiceError::Store(error)) if error.is_conflict() => {}
            other => return other,
        }
    }
    Err(ServiceError::Store(StoreError::Conflict { source: None }))
}

/// What becomes of one entry.
enum Fate {
    Unchanged,
    Change(Box<View>),
    Refused(Vec<EntryError>),
    /// The same person has given another view elsewhere.
    Stale(Change),
}

async fn attempt(app: &App, person: Option<&Person>, command: &SavePage) -> Result<Given, ServiceError> {
    let mut tx = app.db().write().await?;
    let mut opened = fill_in::open_for_views(app, &mut tx, person, command.assessment, &command.dimension).await?;
    let author = person.ok_or(ServiceError::SignInNeeded)?;
    let stage = store::hold(&mut tx, command.assessment, &command.dimension).await?.filter(|stage| *stage != Stage::Stopped);
    let mut own = own(&mut tx, person, command.assessment).await?;
    let questions = questions(&opened, &own, command)?;
    opened.may_fill_in &= opened.allows(&mut tx, Act::Save).await?;
    let Some(stage) = stage.filter(|_| opened.may_fill_in) else {
        opened.may_fill_in = false;
        app.note(&mut tx, Some(author.id), "views.refused", &format!("assessment/{}", command.assessment), &command.dimension).await?;
        tx.commit().await?;
        let untouched = questions.iter().map(|_| Fate::Unchanged).collect();
        return Ok(Given::Shut(Box::new(returned(opened, &own, None, command, &questions, untouched)?)));
    };
    let mut fates = Vec::with_capacity(questions.len());
    for (entry, question) in command.entries.iter().zip(&questions) {
        fates.push(fate(app, author, &opened, (&own, stage), entry, *question));
    }
    let given: Vec<View> = fates.iter().filter_map(|fate| if let Fate::Change(view) = fate { Some((**view).clone()) } else { None }).collect();
    if !given.is_empty() {
        store::give(&mut tx, command.assessment, &given).await?;
        let questions: Vec<&str> = given.iter().map(|view| view.question.as_str()).collect();
        app.note(&mut tx, Some(author.id), "views.give", &format!("assessment/{}", command.assessment), &questions).await?;
        tx.commit().await?;
    }
    let saved = given.len();
    own.extend(given);
    own.sort_by(|one, other| (&one.question, one.version).cmp(&(&other.question, other.version)));
    let is_whole = fates.iter().all(|fate| matches!(fate, Fate::Unchanged | Fate::Change(_)));
    let mut page = returned(opened, &own, Some(stage), command, &questions, fates)?;
    if is_whole {
        // A question that has appeared on the page is asked before the next one.
        let appeared = page.page.questions.iter().any(|asked| !questions.contains(&asked.item.question) && !asked.item.settled);
        return Ok(Given::All(if appeared { Some(command.page) } else { page.page.section().part_after(command.page) }));
    }
    page.page.saved = saved;
    Ok(Given::Part(Box::new(page)))
}

/// The questions of the entries, each of which must belong to the page and stand there once.
fn questions(opened: &Opened, own: &[View], command: &SavePage) -> Result<Vec<QuestionIx>, ServiceError> {
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let section = plan.find(&opened.survey, &command.dimension).ok_or(ServiceError::NotFound)?;
    let page = command.page.checked_sub(1).and_then(|at| plan.sections[section].pages.get(at)).ok_or(ServiceError::NotFound)?;
    let mut found = Vec::with_capacity(command.entries.len());
    for entry in &command.entries {
        let question = opened.survey.question_ix(&entry.question).filter(|ix| page.iter().any(|item| item.question == *ix));
        let known = entry.base == 0 || version(own, &entry.question, entry.base).is_some();
        match question {
            Some(question) if known && !found.contains(&question) => found.push(question),
            _ => return Err(ServiceError::Invalid(Vec::new())),
        }
    }
    Ok(found)
}

fn version<'v>(own: &'v [View], question: &str, version: i64) -> Option<&'v View> {
    own.iter().find(|view| view.question == question && view.version == version)
}

fn fate(app: &App, author: &Person, opened: &Opened, (own, stage): (&[View], Stage), entry: &Entry, question: QuestionIx) -> Fate {
    let newest = own.iter().rfind(|view| view.question == entry.question);
    let base = version(own, &entry.question, entry.base).map(record_of);
    let read = match entry.typed.read(opened.survey.question(question), base.as_ref()) {
        Ok(Read { answer, note, .. }) => (answer, note),
        Err(errors) => return Fate::Refused(errors),
    };
    let is = |view: Option<&View>| match view {
        Some(view) => (&view.answer, &view.note) == (&read.0, &read.1),
        None => !read.0.is_settled() && read.1.is_empty(),
    };
    if is(newest) || is(version(own, &entry.question, entry.base)) {
        return Fate::Unchanged;
    }
    match newest {
        Some(newest) if newest.version != entry.base => Fate::Stale(Change { at: newest.at, by: Some(author.name.clone()) }),
        _ => {
            let (answer, note) = read;
            let version = entry.base + 1;
            Fate::Change(Box::new(View { question: entry.question.clone(), author: author.id, version, stage, answer, note, at: app.now() }))
        }
    }
}

/// The page with what was typed where it did not go through; all of it if nothing may be given.
fn returned(
    opened: Opened,
    own: &[View],
    stage: Option<Stage>,
    command: &SavePage,
    questions: &[QuestionIx],
    fates: Vec<Fate>,
) -> Result<OwnPage, ServiceError> {
    let is_shut = !opened.may_fill_in;
    let mut page = page_of(opened, own, &command.dimension, command.page)?;
    for ((entry, question), fate) in command.entries.iter().zip(questions).zip(fates) {
        let Some(asked) = page.questions.iter_mut().find(|asked| asked.item.question == *question) else { continue };
        match fate {
            Fate::Unchanged | Fate::Change(_) if !is_shut => {}
            Fate::Unchanged | Fate::Change(_) => asked.typed = entry.typed.clone(),
            Fate::Refused(errors) => {
                // The entry goes on from the view that the person has seen.
                (asked.typed, asked.errors, asked.base) = (entry.typed.clone(), errors, entry.base);
            }
            // Sent once more, it takes the place of the other one.
            Fate::Stale(change) => (asked.typed, asked.theirs) = (entry.typed.clone(), Some(change)),
        }
    }
    Ok(OwnPage { page, stage })
}
