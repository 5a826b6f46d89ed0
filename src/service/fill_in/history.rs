//! The history of one answer: every version with who gave it and when; and giving an earlier one again.

use uuid::Uuid;

use super::save::write;
use super::{AnswerRecord, Change, Names, Plan, Typed, open_section, open_section_to_read, record};
use crate::engine::survey::QuestionIx;
use crate::service::access::Person;
use crate::service::assessments::Opened;
use crate::service::{App, ServiceError};
use crate::store::answer_history;
use crate::store::views::Settlement;
use crate::store::{StoreError, Tx, views};

/// How often restoring is tried anew because somebody else saved at the same moment.
const ATTEMPTS: usize = 10;

/// One version of an answer.
#[derive(Debug, Clone)]
pub struct Line {
    /// The answer as it was then.
    pub record: AnswerRecord,
    /// When, and by whom.
    pub change: Change,
    /// What it was settled from, if it was.
    pub settled: Option<Settlement>,
}

/// The history of the answer to one question.
#[derive(Debug, Clone)]
pub struct QuestionHistory {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// The question.
    pub question: QuestionIx,
    /// The page of its section on which it stands, counted from 1.
    pub page: usize,
    /// Every version, the oldest first.
    pub lines: Vec<Line>,
}

impl QuestionHistory {
    /// The version that is kept now; 0 if there is none.
    pub fn version(&self) -> i64 {
        record(&self.opened, self.question).map_or(0, |record| record.version)
    }
}

/// A wish to give an earlier answer again.
#[derive(Debug, Clone)]
pub struct Restore {
    /// The assessment.
    pub assessment: Uuid,
    /// Id of the section's dimension or module.
    pub dimension: String,
    /// Id of the question.
    pub question: String,
    /// The version to give again.
    pub version: i64,
    /// The version that was kept when the person looked.
    pub base: i64,
}

/// What became of it.
#[derive(Debug)]
pub enum Restored {
    /// The earlier answer is the one that is kept now.
    Done,
    /// Somebody has answered since the person looked; nothing is changed.
    Changed(Box<QuestionHistory>),
    /// The survey does not take this answer any more; nothing is changed.
    Unfit(Box<QuestionHistory>),
    /// No answer may be changed any more.
    Shut(Box<QuestionHistory>),
}

/// The history of the answer to a question of a section.
///
/// # Errors
/// As [`super::question_page`]; [`ServiceError::NotFound`] also if the section has no such question.
pub async fn history(app: &App, person: Option<&Person>, id: Uuid, dimension: &str, question: &str) -> Result<QuestionHistory, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open_section_to_read(app, &mut tx, person, id, dimension).await?;
    history_of(&mut tx, person, opened, dimension, question).await
}

async fn history_of(tx: &mut Tx, person: Option<&Person>, opened: Opened, dimension: &str, question: &str) -> Result<QuestionHistory, ServiceError> {
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let section = plan.find(&opened.survey, dimension).map(|at| &plan.sections[at]).ok_or(ServiceError::NotFound)?;
    let known = opened.survey.question_ix(question).filter(|ix| section.items().any(|item| item.question == *ix));
    let question_ix = known.ok_or(ServiceError::NotFound)?;
    let page = section.page_of(question_ix);
    let versions = answer_history::of(tx, opened.assessment.id, question).await?;
    let mut settlements = if opened.views.contains_key(dimension) { views::settlements(tx, opened.assessment.id).await? } else { Vec::new() };
    settlements.retain(|settlement| settlement.question == question);
    let mut names = Names::knowing(person);
    names.learn(tx, versions.iter().filter_map(|version| version.author)).await?;
    let mut lines = Vec::with_capacity(versions.len());
    for version in versions {
        let change = Change { at: version.at, by: names.of(tx, version.author).await? };
        let settled = settlements.iter().find(|settlement| settlement.answer_version == version.version).cloned();
        lines.push(Line { record: version.into(), change, settled });
    }
    Ok(QuestionHistory { opened, question: question_ix, page, lines })
}

/// Gives an earlier answer again, as a new version. Sent twice, it changes nothing the second time.
///
/// # Errors
/// As [`history`]; [`ServiceError::NotFound`] also if there is no such version.
pub async fn restore(app: &App, person: Option<&Person>, wanted: Restore) -> Result<Restored, ServiceError> {
    for _ in 0..ATTEMPTS {
        match attempt(app, person, &wanted).await {
            Err(ServiceError::Store(error)) if error.is_conflict() => {}
            other => return other,
        }
    }
    Err(ServiceError::Store(StoreError::Conflict { source: None }))
}

async fn attempt(app: &App, person: Option<&Person>, wanted: &Restore) -> Result<Restored, ServiceError> {
    let mut tx = app.db().write().await?;
    let opened = open_section(app, &mut tx, person, wanted.assessment, &wanted.dimension).await?;
    let mut seen = history_of(&mut tx, person, opened, &wanted.dimension, &wanted.question).await?;
    if !seen.opened.may_fill_in {
        return Ok(Restored::Shut(Box::new(seen)));
    }
    let line = seen.lines.iter().find(|line| line.record.version == wanted.version).ok_or(ServiceError::NotFound)?;
    let earlier = line.record.clone();
    if record(&seen.opened, seen.question).is_some_and(|now| earlier.is_same(now)) {
        return Ok(Restored::Done);
    }
    if seen.version() != wanted.base {
        return Ok(Restored::Changed(Box::new(seen)));
    }
    if Typed::of(Some(&earlier)).read(seen.opened.survey.question(seen.question), None).is_err() {
        return Ok(Restored::Unfit(Box::new(seen)));
    }
    let (version, author) = (wanted.base + 1, person.map(|person| person.id));
    let lines = [(wanted.question.clone(), AnswerRecord { version, author, at: app.now(), ..earlier })];
    write(app, &mut tx, person, &mut seen.opened, &lines, "assessment.restore").await?;
    tx.commit().await?;
    Ok(Restored::Done)
}
