//! Filling in: the task list of a city, pages of questions, checking and saving answers, handing in.
//!
//! Whoever answers for the city may fill in while the campaign is open and the assessment is not handed in; afterwards they may still look.

mod checks;
mod earlier;
mod evidence;
mod form;
mod history;
mod own;
mod plan;
mod public;
mod save;
mod signature;
mod submit;
mod typed;
mod workbook;

pub use checks::{Check, Concern, Contradiction};
pub use earlier::{Earlier, earlier};
pub use evidence::{Added, FilesPage, Incoming, LARGEST_FILE, MOST_FILES, NotAdded, Place, QUOTA, file, files_page, receive, remove};
pub use form::choose_form;
pub use history::{Line, QuestionHistory, Restore, Restored, history, restore};
pub use plan::{Item, Plan, Section};
pub(super) use public::values as public_values;
pub use public::{AREA, POPULATION, PublicSource, PublicValue, PublicValues, public_value};
pub(super) use save::write;
pub use save::{Entry, Keep, SavePage, Saved, save};
pub use signature::safe_name;
pub use submit::{Receipt, Submit, SubmitPage, Submitted, answers, receipt, submit, submit_page};
pub use typed::{Chosen, EntryError, Given, MOST_LINKS, Part, Ranked, Typed, Wrong};
pub use workbook::{Applied, CellWrong, Compared, Fault, Merge, NotTaken, Sent, WorkbookPage, apply, compare, workbook, workbook_page};

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use uuid::Uuid;

use super::access::{Act, Person, may};
use super::assessments::{self, Opened};
use super::delegations::{self, Handed};
use super::{App, ServiceError, review, views};
use crate::engine::survey::{NodeIx, QuestionIx};
pub use crate::store::assessments::{AnswerRecord, AssessmentState, Document, Form};
pub use crate::store::evidence::{Evidence, EvidenceFile, EvidenceGrade, FileKind, FileRow};
pub use crate::store::public_values::{PublicFigure, Standing, figure};
use crate::store::views::Stage;
use crate::store::{Tx, delegations as store, people};

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
    /// Who was asked for which sections.
    pub handed: Vec<Handed>,
    /// Whether experts have told the municipality something about its answers.
    pub has_remarks: bool,
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
    /// The answer that stood there when the form was made, if there was one and there is a choice between two.
    pub earlier: Option<(AnswerRecord, Change)>,
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
    /// What public data say about the questions of the page.
    pub public: PublicValues,
}

impl QuestionPage {
    /// Adds what the page shows beside the answers: the last edition's, and public figures.
    async fn complete(&mut self, app: &App, tx: &mut Tx) -> Result<(), ServiceError> {
        self.earlier = earlier::last(app, tx, &self.opened).await?;
        let questions = self.questions.iter().map(|asked| self.opened.survey.question(asked.item.question));
        self.public = public::values(tx, &self.opened, questions).await?;
        Ok(())
    }

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
/// [`ServiceError::SignInNeeded`]; [`ServiceError::Forbidden`] for those who may know of it; otherwise [`ServiceError::NotFound`], as if there were none.
pub(super) async fn open(app: &App, tx: &mut Tx, person: Option<&Person>, id: Uuid) -> Result<Opened, ServiceError> {
    admit(app, tx, person, id, |opened| Act::FillIn { municipality: opened.municipality.id }).await
}

/// Finds an assessment for somebody who answers for its municipality, or looks at it.
///
/// # Errors
/// As [`open`].
pub(super) async fn open_to_read(app: &App, tx: &mut Tx, person: Option<&Person>, id: Uuid) -> Result<Opened, ServiceError> {
    admit(app, tx, person, id, |opened| Act::Read { municipality: opened.municipality.id }).await
}

/// Finds an assessment for somebody who answers one section of it: who answers for the municipality, or was asked for this section.
///
/// # Errors
/// As [`open`]; [`ServiceError::NotFound`] also for a section that the person was not asked for.
pub(super) async fn open_section(app: &App, tx: &mut Tx, person: Option<&Person>, id: Uuid, section: &str) -> Result<Opened, ServiceError> {
    let act = |opened: &Opened| Act::FillInSection { municipality: opened.municipality.id, assessment: id, section };
    Ok(apart(within_scope(admit(app, tx, person, id, act).await?, person, section), person, section))
}

/// The same, whether or not individual views are asked for in the section: for who gives one.
///
/// # Errors
/// As [`open_section`].
pub(super) async fn open_for_views(app: &App, tx: &mut Tx, person: Option<&Person>, id: Uuid, section: &str) -> Result<Opened, ServiceError> {
    let act = |opened: &Opened| Act::FillInSection { municipality: opened.municipality.id, assessment: id, section };
    Ok(within_scope(admit(app, tx, person, id, act).await?, person, section))
}

/// Finds an assessment for somebody who reads one section of it.
///
/// # Errors
/// As [`open_section`].
pub(super) async fn open_section_to_read(app: &App, tx: &mut Tx, person: Option<&Person>, id: Uuid, section: &str) -> Result<Opened, ServiceError> {
    let act = |opened: &Opened| Act::ReadSection { municipality: opened.municipality.id, assessment: id, section };
    Ok(apart(within_scope(admit(app, tx, person, id, act).await?, person, section), person, section))
}

async fn admit<'a>(app: &App, tx: &mut Tx, person: Option<&Person>, id: Uuid, act: impl FnOnce(&Opened) -> Act<'a>) -> Result<Opened, ServiceError> {
    let signed_in = person.ok_or(ServiceError::SignInNeeded)?;
    let opened = assessments::unasked(app, tx, person, id).await?;
    let act = act(&opened);
    if may(person, act) {
        return Ok(opened);
    }
    Err(denied(signed_in, &opened, matches!(act, Act::FillInSection { .. } | Act::ReadSection { .. })))
}

/// Why somebody does not get at an assessment, or at one section of it.
fn denied(person: &Person, opened: &Opened, is_of_section: bool) -> ServiceError {
    let was_asked = person.scope.as_ref().is_some_and(|scope| scope.assessment == opened.assessment.id);
    let knows = person.belongs_to(opened.campaign.network_id) || person.reads(opened.municipality.id) || (was_asked && !is_of_section);
    if knows { ServiceError::Forbidden } else { ServiceError::NotFound }
}

/// Who was asked for a section may answer it until it is returned.
fn within_scope(mut opened: Opened, person: Option<&Person>, section: &str) -> Opened {
    opened.may_fill_in = takes_answers(&opened, person, section);
    opened
}

/// While views are gathered, nobody gives an answer that others could lean on; once they are opened, those who answer for the whole settle what the answer is.
fn apart(mut opened: Opened, person: Option<&Person>, section: &str) -> Opened {
    let is_guest = person.is_some_and(|person| person.scope.is_some());
    if let Some(stage) = opened.views.get(section) {
        opened.may_fill_in &= *stage == Stage::Opened && !is_guest;
    }
    opened
}

/// Whether a section takes answers of the person now, who may answer it at all.
fn takes_answers(opened: &Opened, person: Option<&Person>, section: &str) -> bool {
    match person.and_then(|person| person.scope.as_ref()) {
        None => opened.may_fill_in,
        Some(scope) => {
            opened.accepts_answers
                && !opened.assessment.state.is_handed_in()
                && scope.sections.get(section).is_some_and(|state| state.accepts_answers())
        }
    }
}

/// The task list.
///
/// # Errors
/// As all of filling in: [`ServiceError::SignInNeeded`], [`ServiceError::Forbidden`], [`ServiceError::NotFound`].
pub async fn task_list(app: &App, person: Option<&Person>, id: Uuid) -> Result<TaskList, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open_to_read(app, &mut tx, person, id).await?;
    list_of(&mut tx, person, opened).await
}

/// The task list of an assessment that is open to the person.
pub(super) async fn list_of(tx: &mut Tx, person: Option<&Person>, opened: Opened) -> Result<TaskList, ServiceError> {
    let plan = match views::apart(tx, person, &opened).await? {
        Some(apart) => Plan::of(&opened.survey, &apart, opened.today),
        None => Plan::of(&opened.survey, &opened.assessment, opened.today),
    };
    let mut last: BTreeMap<NodeIx, &AnswerRecord> = BTreeMap::new();
    for section in &plan.sections {
        let records = section.items().filter_map(|item| record(&opened, item.question));
        if let Some(newest) = records.max_by_key(|record| record.at) {
            last.insert(section.node, newest);
        }
    }
    let mut names = Names::knowing(person);
    names.learn(tx, last.values().filter_map(|record| record.author)).await?;
    let mut changes = BTreeMap::new();
    for (node, record) in last {
        changes.insert(node, Change { at: record.at, by: names.of(tx, record.author).await? });
    }
    let handed = delegations::handed(tx, opened.assessment.id).await?;
    let has_remarks = opened.assessment.state.is_handed_in() && review::has_remarks(tx, opened.assessment.id).await?;
    Ok(TaskList { opened, plan, changes, handed, has_remarks })
}

/// A page of questions; the one after it with something to ask, if it has nothing.
///
/// # Errors
/// As [`task_list`]; [`ServiceError::NotFound`] also if there is no such section or page.
pub async fn question_page(app: &App, person: Option<&Person>, id: Uuid, dimension: &str, page: usize) -> Result<QuestionPage, ServiceError> {
    let mut tx = app.db().read_once().await?;
    let opened = open_section_to_read(app, &mut tx, person, id, dimension).await?;
    let plan = Plan::of(&opened.survey, &opened.assessment, opened.today);
    let section = plan.find(&opened.survey, dimension).ok_or(ServiceError::NotFound)?;
    let mut page = page_of(person, opened, plan, section, page).ok_or(ServiceError::NotFound)?;
    page.complete(app, &mut tx).await?;
    Ok(page)
}

/// The answers of a section.
///
/// # Errors
/// As [`question_page`].
pub async fn check_page(app: &App, person: Option<&Person>, id: Uuid, dimension: &str) -> Result<CheckPage, ServiceError> {
    let mut tx = app.db().read_once().await?;
    let opened = open_section_to_read(app, &mut tx, person, id, dimension).await?;
    let plan = Plan::of(&opened.survey, &opened.assessment, opened.today);
    let section = plan.find(&opened.survey, dimension).ok_or(ServiceError::NotFound)?;
    Ok(CheckPage { opened, plan, section })
}

/// A page as it stands in the store.
fn page_of(person: Option<&Person>, opened: Opened, plan: Plan, section: usize, page: usize) -> Option<QuestionPage> {
    let at = page.checked_sub(1)?;
    let items = plan.sections.get(section)?.pages.get(at)?;
    let questions = items.iter().filter(|item| item.shown).map(|item| asked(&opened, *item)).collect();
    let mut contradictions = checks::contradictions(&opened);
    checks::keep_readable(&mut contradictions, &opened, person);
    contradictions.retain(|found| plan.sections[section].items().any(|item| item.question == found.question));
    Some(QuestionPage { opened, plan, section, page, questions, saved: 0, contradictions, earlier: None, public: PublicValues::new() })
}

fn asked(opened: &Opened, item: Item) -> Asked {
    let record = record(opened, item.question).cloned();
    let base = record.as_ref().map_or(0, |record| record.version);
    Asked { item, base, typed: Typed::of(record.as_ref()), record, errors: Vec::new(), theirs: None, earlier: None }
}

fn record(opened: &Opened, question: QuestionIx) -> Option<&AnswerRecord> {
    opened.assessment.document.0.get(&opened.survey.question(question).id)
}

/// Names of people, each asked for once; none for who is erased.
#[derive(Debug)]
pub(super) struct Names(BTreeMap<Uuid, Option<String>>);

impl Names {
    /// Begins with the name of the person who asks: most changes are their own.
    pub(super) fn knowing(person: Option<&Person>) -> Self {
        Self(person.map(|person| (person.id, Some(person.name.clone()))).into_iter().collect())
    }

    /// The name of an author: of an account, or of somebody who answered by the link of a delegation.
    pub(super) async fn of(&mut self, tx: &mut Tx, author: Option<Uuid>) -> Result<Option<String>, ServiceError> {
        let Some(id) = author else { return Ok(None) };
        if let Some(known) = self.0.get(&id) {
            return Ok(known.clone());
        }
        self.learn(tx, std::iter::once(id)).await?;
        Ok(self.0.get(&id).cloned().flatten())
    }

    /// Asks for all that are not known yet at once; who answered through a request to somebody without an account is called as the request calls them.
    pub(super) async fn learn(&mut self, tx: &mut Tx, people: impl Iterator<Item = Uuid>) -> Result<(), ServiceError> {
        let unknown: BTreeSet<Uuid> = people.filter(|id| !self.0.contains_key(id)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let mut names: BTreeMap<Uuid, String> = people::names(tx, &unknown).await?.into_iter().collect();
        for id in unknown {
            let name = match names.remove(&id) {
                Some(name) => Some(name),
                None => store::by_id(tx, id).await?.map(|delegation| delegation.called().to_owned()),
            };
            self.0.insert(id, name.filter(|name| !name.is_empty()));
        }
        Ok(())
    }
}
