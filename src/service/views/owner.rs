//! What the owner does with the views of a section as a whole: ask for them, open them, stop.

use serde::Serialize;
use uuid::Uuid;

use super::current;
use crate::engine::agreement::agreement;
use crate::engine::answer::Answers;
use crate::engine::survey::QuestionIx;
use crate::service::access::Person;
use crate::service::assessments::Opened;
use crate::service::fill_in::{self, Plan};
use crate::service::review::rules::Act;
use crate::service::{App, ServiceError};
use crate::store::views::{self as store, Stage, StageChange, View};
use crate::store::{StoreError, Tx};

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Begin to gather views.
    Ask,
    /// Open them, so that they can be compared and settled.
    Open,
    /// Stop gathering without opening them.
    Stop,
}

impl Step {
    const fn leads_to(self) -> Stage {
        match self {
            Self::Ask => Stage::Gathering,
            Self::Open => Stage::Opened,
            Self::Stop => Stage::Stopped,
        }
    }

    /// The word in the audit log, behind `views.`.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Open => "open",
            Self::Stop => "stop",
        }
    }
}

/// A wish to take a step, bound to where the owner saw the views stand.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The assessment.
    pub assessment: Uuid,
    /// Id of the section's dimension or module.
    pub dimension: &'a str,
    /// The revision that the page showed; 0 if nobody had asked for views yet.
    pub revision: i64,
    /// What is to be done.
    pub step: Step,
}

/// Takes a step. Sent again, it changes nothing and succeeds.
///
/// # Errors
/// [`ServiceError::State`] if nobody may answer any more, or if views are to be opened and nobody has given one; a conflict if the views stand elsewhere than
/// the owner saw; otherwise as all of filling in.
pub async fn change(app: &App, person: Option<&Person>, wanted: Change<'_>) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    let mut opened = fill_in::open(app, &mut tx, person, wanted.assessment).await?;
    let by = person.ok_or(ServiceError::SignInNeeded)?.id;
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let at = plan.find(&opened.survey, wanted.dimension).ok_or(ServiceError::NotFound)?;
    let questions: Vec<QuestionIx> = plan.sections[at].items().map(|item| item.question).collect();
    let stage = store::hold(&mut tx, wanted.assessment, wanted.dimension).await?;
    if stage == Some(wanted.step.leads_to()) {
        return Ok(());
    }
    if !(opened.may_fill_in && opened.allows(&mut tx, Act::Save).await?) {
        note(app, &mut tx, by, "refused", wanted).await?;
        tx.commit().await?;
        return Err(ServiceError::State("fill-in-closed"));
    }
    let change = StageChange { assessment: wanted.assessment, section: wanted.dimension, revision: wanted.revision, by, at: app.now() };
    match wanted.step {
        Step::Ask if stage == Some(Stage::Opened) => return Err(StoreError::Conflict { source: None }.into()),
        Step::Ask => store::ask(&mut tx, change).await?,
        Step::Stop => store::stop(&mut tx, change).await?,
        Step::Open => open(&mut tx, change, &opened, &questions).await?,
    }
    note(app, &mut tx, by, wanted.step.as_str(), wanted).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens views, and keeps how far those agree that were given without knowing the others.
async fn open(tx: &mut Tx, change: StageChange<'_>, opened: &Opened, questions: &[QuestionIx]) -> Result<(), ServiceError> {
    let is_of_section = |view: &View| questions.iter().any(|ix| opened.survey.question(*ix).id == view.question);
    let views = current(store::views(tx, change.assessment).await?, |view| view.stage == Stage::Gathering && is_of_section(view));
    if !views.iter().any(|view| view.answer.is_settled()) {
        return Err(ServiceError::State("views-none"));
    }
    let mut people: Vec<(Uuid, Answers)> = Vec::new();
    for view in views {
        let at = people.iter().position(|(author, _)| *author == view.author).unwrap_or_else(|| {
            people.push((view.author, Answers::default()));
            people.len() - 1
        });
        people[at].1.set(&view.question, view.answer);
    }
    let answers: Vec<Answers> = people.into_iter().map(|(_, answers)| answers).collect();
    let agreement = agreement(&opened.survey, questions, &answers);
    Ok(store::open(tx, change, agreement.as_ref()).await?)
}

async fn note(app: &App, tx: &mut Tx, by: Uuid, action: &str, wanted: Change<'_>) -> Result<(), ServiceError> {
    #[derive(Serialize)]
    struct Detail<'a> {
        section: &'a str,
        revision: i64,
    }
    let detail = Detail { section: wanted.dimension, revision: wanted.revision };
    app.note(tx, Some(by), &format!("views.{action}"), &format!("assessment/{}", wanted.assessment), &detail).await
}
