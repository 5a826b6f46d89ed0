//! Filling in: the task list of a city, pages of questions, checking and saving answers, handing in.
//!
//! Whoever answers for the city may fill in while the campaign is open and the assessment is not handed in; afterwards they may still look.

mod checks;
mod earlier;
mod evidence;
mod plan;
mod save;
mod signature;
mod submit;
mod typed;

pub use checks::{Check, Concern, Contradiction, checks};
pub use earlier::{Earlier, earlier};
pub use evidence::{Added, FilesPage, Incoming, LARGEST_FILE, MOST_FILES, NotTaken, Place, QUOTA, file, files_page, receive, remove};
pub use plan::{Item, Plan, Section};
pub use save::{Entry, Keep, SavePage, Saved, save};
pub use signature::safe_name;
pub use submit::{Receipt, Submit, Submitted, receipt, submit, submit_page};
pub use typed::{Chosen, EntryError, Given, MOST_LINKS, Part, Ranked, Typed, Wrong};

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use uuid::Uuid;

use super::access::{Act, Person, may};
use super::assessments::{self, Opened};
use super::{App, ServiceError};
use crate::engine::survey::{NodeIx, QuestionIx};
pub use crate::store::assessments::{AnswerRecord, AssessmentState, Document};
pub use crate::store::evidence::{Evidence, EvidenceFile, EvidenceGrade, FileKind, FileRow};
use crate::store::{Tx, people};

/// A change of an answer: when, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Name of the person; none if it came through a link, from an import, or the person is erased.
    pub by: Option<String>,
}

/// The task list of an assessment.
#[derive(Debug, Clone)]
pub struct TaskList {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// Its questionnaire, laid out.
    pub plan: Plan,
    /// The last change of each section that has one.
    pub changes: BTreeMap<NodeIx, Change>,
}

/// One question on a page.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its place.
    pub item: Item,
    /// The version of the answer that the page shows; the form sends it back.
    pub base: i64,
    /// What stands in the form.
    pub typed: Typed,
    /// The answer that is kept.
    pub record: Option<AnswerRecord>,
    /// What is wrong with what stands in the form.
    pub errors: Vec<EntryError>,
    /// Who has answered in the meantime, if what stands in the form and what is kept are different answers to be chosen from.
    pub theirs: Option<Change>,
}

/// A page of questions.
#[derive(Debug, Clone)]
pub struct QuestionPage {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// Its questionnaire, laid out.
    pub plan: Plan,
    /// Position of the section in the plan.
    pub section: usize,
    /// The page, counted from 1.
    pub page: usize,
    /// The questions that are asked on it.
    pub questions: Vec<Asked>,
    /// How many answers have just been saved.
    pub saved: usize,
    /// Answers of this section that contradict others.
    pub contradictions: Vec<Contradiction>,
    /// The municipality's last edition, if it has one.
    pub earlier: Option<Earlier>,
}

impl QuestionPage {
    /// The section the page belongs to.
    pub fn section(&self) -> &Section {
        &self.plan.sections[self.section]
    }

    /// Whether somebody else's answer stands against one of this form.
    pub fn has_conflict(&self) -> bool {
        self.questions.iter().any(|asked| asked.theirs.is_some())
    }

    /// Whether the form did not go through as a whole.
    pub fn is_refused(&self) -> bool {
        self.questions.iter().any(|asked| asked.theirs.is_some() || !asked.errors.is_empty())
    }
}

/// The answers of a section, to check.
#[derive(Debug, Clone)]
pub struct CheckPage {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// Its questionnaire, laid out.
    pub plan: Plan,
    /// Position of the section in the plan.
    pub section: usize,
}

/// Finds an assessment for somebody who answers for its municipality.
///
/// # Errors
/// [`ServiceError::SignInNeeded`]; [`ServiceError::Forbidden`] for the network's experts and administrators, who may know of it; otherwise
/// [`ServiceError::NotFound`], as if there were none.
async fn open(app: &App, tx: &mut Tx, person: Option<&Person>, id: Uuid) -> Result<Opened, ServiceError> {
    let signed_in = person.ok_or(ServiceError::SignInNeeded)?;
    let opened = assessments::by_id(app, tx, person, id).await?;
    let network = opened.campaign.network_id;
    if may(person, Act::FillIn { municipality: opened.municipality.id }) {
        Ok(opened)
    } else if signed_in.is_expert_of(network) || signed_in.administers(network) {
        Err(ServiceError::Forbidden)
    } else {
        Err(ServiceError::NotFound)
    }
}

/// The task list.
///
/// # Errors
/// As all of filling in: [`ServiceError::SignInNeeded`], [`ServiceError::Forbidden`], [`ServiceError::NotFound`].
pub async fn task_list(app: &App, person: Option<&Person>, id: Uuid) -> Result<TaskList, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open(app, &mut tx, person, id).await?;
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let mut last: BTreeMap<NodeIx, &AnswerRecord> = BTreeMap::new();
    for section in &plan.sections {
        let records = section.items().filter_map(|item| record(&opened, item.question));
        if let Some(newest) = records.max_by_key(|record| record.at) {
            last.insert(section.node, newest);
        }
    }
    let mut names = Names::knowing(person);
    names.learn(&mut tx, last.values().filter_map(|record| record.author)).await?;
    let mut changes = BTreeMap::new();
    for (node, record) in last {
        changes.insert(node, Change { at: record.at, by: names.of(&mut tx, record.author).await? });
    }
    Ok(TaskList { opened, plan, changes })
}

/// A page of questions; the one after it with something to ask, if it has nothing.
///
/// # Errors
/// As [`task_list`]; [`ServiceError::NotFound`] also if there is no such section or page.
pub async fn question_page(app: &App, person: Option<&Person>, id: Uuid, dimension: &str, page: usize) -> Result<QuestionPage, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open(app, &mut tx, person, id).await?;
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let section = plan.find(&opened.survey, dimension).ok_or(ServiceError::NotFound)?;
    let mut page = page_of(opened, plan, section, page).ok_or(ServiceError::NotFound)?;
    page.earlier = earlier::last(app, &mut tx, &page.opened).await?;
    Ok(page)
}

/// The answers of a section.
///
/// # Errors
/// As [`question_page`].
pub async fn check_page(app: &App, person: Option<&Person>, id: Uuid, dimension: &str) -> Result<CheckPage, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open(app, &mut tx, person, id).await?;
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let section = plan.find(&opened.survey, dimension).ok_or(ServiceError::NotFound)?;
    Ok(CheckPage { opened, plan, section })
}

/// A page as it stands in the store.
fn page_of(opened: Opened, plan: Plan, section: usize, page: usize) -> Option<QuestionPage> {
    let at = page.checked_sub(1)?;
    let items = plan.sections.get(section)?.pages.get(at)?;
    let questions = items.iter().filter(|item| item.shown).map(|item| asked(&opened, *item)).collect();
    let mut contradictions = checks::contradictions(&opened);
    contradictions.retain(|found| plan.sections[section].items().any(|item| item.question == found.question));
    Some(QuestionPage { opened, plan, section, page, questions, saved: 0, contradictions, earlier: None })
}

fn asked(opened: &Opened, item: Item) -> Asked {
    let record = record(opened, item.question).cloned();
    let base = record.as_ref().map_or(0, |record| record.version);
    Asked { item, base, typed: Typed::of(record.as_ref()), record, errors: Vec::new(), theirs: None }
}

fn record(opened: &Opened, question: QuestionIx) -> Option<&AnswerRecord> {
    opened.assessment.document.0.get(&opened.survey.question(question).id)
}

/// Names of people, each asked for once; none for who is erased.
#[derive(Debug)]
struct Names(BTreeMap<Uuid, Option<String>>);

impl Names {
    /// Begins with the name of the person who asks: most changes are their own.
    fn knowing(person: Option<&Person>) -> Self {
        Self(person.map(|person| (person.id, Some(person.name.clone()))).into_iter().collect())
    }

    async fn of(&mut self, tx: &mut Tx, person: Option<Uuid>) -> Result<Option<String>, ServiceError> {
        let Some(id) = person else { return Ok(None) };
        if let Some(known) = self.0.get(&id) {
            return Ok(known.clone());
        }
        self.learn(tx, std::iter::once(id)).await?;
        Ok(self.0.get(&id).cloned().flatten())
    }

    /// Asks for all that are not known yet at once.
    async fn learn(&mut self, tx: &mut Tx, people: impl Iterator<Item = Uuid>) -> Result<(), ServiceError> {
        let unknown: BTreeSet<Uuid> = people.filter(|id| !self.0.contains_key(id)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let mut names: BTreeMap<Uuid, String> = people::names(tx, &unknown).await?.into_iter().collect();
        self.0.extend(unknown.into_iter().map(|id| (id, names.remove(&id).filter(|name| !name.is_empty()))));
        Ok(())
    }
}
