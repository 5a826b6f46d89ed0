//! The review of an assessment that is handed in: experts mark single answers, return it with questions, and verify it; the municipality sees every remark
//! and replies. Who may do what in which state is one table, [`rules`].

mod act;
mod marks;
mod replies;
pub mod rules;
mod thread;

pub use act::{Changed, Stepped, Steps, give_back, verify};
pub use marks::{MarkPage, Marked, NewMark, mark, section};
pub(super) use replies::has_remarks;
pub use replies::{NewReply, Remarks, Replied, SendReplies, remarks, send};
pub use thread::{Obstacle, Said, Thread, Threads, Why};

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::access::{Act as Right, Person, may};
use super::assessments::{self, Opened};
use super::fill_in::{Names, Plan};
use super::views::{self, Agreement};
use super::{App, ServiceError};
use crate::store::assessments::{Assessment, AssessmentState, Document};
pub use crate::store::review::{EntryKind, ReviewEntry, StepLine};
use crate::store::{Tx, review};
use rules::Act;

/// A remark or a reason is no longer than this, in characters.
pub const LONGEST_REMARK: usize = 10_000;

/// How often something is tried anew because somebody else changed the assessment at the same moment.
const ATTEMPTS: usize = 10;

/// A step that was taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken<'a> {
    /// The revision that it made.
    pub revision: i64,
    /// What was done.
    pub act: Act,
    /// The state after.
    pub to: AssessmentState,
    /// Why; may be empty.
    pub reason: &'a str,
    /// By whom.
    pub by: Option<Uuid>,
    /// When.
    pub at: Timestamp,
}

/// Keeps a step of an assessment; `before` is the assessment as it was.
pub(super) async fn step(tx: &mut Tx, before: &Assessment, taken: Taken<'_>) -> Result<(), ServiceError> {
    let line = StepLine {
        revision: taken.revision,
        act: taken.act.as_str().to_owned(),
        from_state: before.state,
        to_state: taken.to,
        reason: taken.reason.to_owned(),
        actor: taken.by,
        at: taken.at,
    };
    Ok(review::note_step(tx, before.id, &line).await?)
}

/// How an assessment is named in the audit log.
pub(super) fn object(assessment: &Assessment) -> String {
    format!("assessment/{}", assessment.id)
}

/// Notes that somebody tried what cannot be done now, and gives the reason to answer with.
pub(super) async fn refuse(app: &App, mut tx: Tx, person: &Person, opened: &Opened, act: Act) -> Result<ServiceError, ServiceError> {
    let detail = [opened.campaign.state.as_str(), opened.assessment.state.as_str()];
    app.note(&mut tx, Some(person.id), &format!("assessment.{}-refused", act.as_str()), &object(&opened.assessment), &detail).await?;
    tx.commit().await?;
    Ok(ServiceError::State("assessment-state"))
}

/// An assessment under review, as an expert sees it.
#[derive(Debug, Clone)]
pub struct Review {
    /// The assessment with all that belongs to it; its answers are those that were handed in.
    pub opened: Opened,
    /// Its questionnaire, laid out.
    pub plan: Plan,
    /// What was said about its answers.
    pub threads: Threads,
    /// What keeps it from being verified.
    pub obstacles: Vec<Obstacle>,
    /// How far individual views agreed where the city has asked for some, by the id of the section.
    pub agreements: BTreeMap<String, Agreement>,
}

impl Review {
    /// Whether an act is in the table for where the assessment stands.
    pub fn allows(&self, act: Act) -> bool {
        rules::after(act, self.opened.assessment.state, self.opened.campaign.state).is_ok()
    }

    /// The answers.
    pub fn document(&self) -> &Document {
        &self.opened.assessment.document
    }
}

/// Finds an assessment for an expert of its network.
///
/// # Errors
/// [`ServiceError::SignInNeeded`]; [`ServiceError::Forbidden`] for those who may know of it and are no experts; otherwise [`ServiceError::NotFound`].
async fn open(app: &App, tx: &mut Tx, person: Option<&Person>, slug: &str, key: &str) -> Result<Opened, ServiceError> {
    let signed_in = person.ok_or(ServiceError::SignInNeeded)?;
    let opened = assessments::by_key(app, tx, person, slug, key).await?;
    let (campaign, municipality) = (&opened.campaign, opened.municipality.id);
    if may(person, Right::Review { campaign }) {
        Ok(opened)
    } else if signed_in.reads(municipality) || may(person, Right::CompareInside { campaign }) {
        Err(ServiceError::Forbidden)
    } else {
        Err(ServiceError::NotFound)
    }
}

/// The review of an assessment.
///
/// # Errors
/// As all of the expert's side: [`ServiceError::SignInNeeded`], [`ServiceError::Forbidden`], [`ServiceError::NotFound`]; [`ServiceError::State`] if it is
/// not handed in: what is being typed is the municipality's own.
pub async fn review(app: &App, person: Option<&Person>, slug: &str, key: &str) -> Result<Review, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open(app, &mut tx, person, slug, key).await?;
    load(&mut tx, person, opened).await
}

/// The review of an opened assessment.
async fn load(tx: &mut Tx, person: Option<&Person>, mut opened: Opened) -> Result<Review, ServiceError> {
    let counted = opened.assessment.counted().cloned().ok_or(ServiceError::State("assessment-not-handed-in"))?;
    opened.assessment.document = counted;
    let threads = Threads::read(tx, &mut Names::knowing(person), opened.assessment.id).await?;
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let obstacles = threads.obstacles(&opened.assessment.document);
    let agreements = views::agreements(tx, opened.assessment.id).await?;
    Ok(Review { opened, plan, threads, obstacles, agreements })
}
