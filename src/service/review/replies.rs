//! The municipality's side of the review: it sees every remark, replies to each, and hands its replies in.

use super::rules::Act;
use super::{ATTEMPTS, LONGEST_REMARK, Taken, Threads, object, refuse, step};
use crate::engine::{entry, score};
use crate::service::access::{Act as Right, Person, may};
use crate::service::assessments::Opened;
use crate::service::fill_in::{self, Names, Plan};
use crate::service::mail::{self, Message};
use crate::service::{App, FieldError, ServiceError};
use crate::store::assessments::{self, AssessmentState};
use crate::store::review::{self as store, EntryKind, ReviewEntry};
use crate::store::{StoreError, Tx};
use uuid::Uuid;

/// What experts have said about an assessment, as its municipality sees it.
#[derive(Debug, Clone)]
pub struct Remarks {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// Its questionnaire, laid out.
    pub plan: Plan,
    /// What was said about its answers.
    pub threads: Threads,
    /// Whether the person may reply now.
    pub may_reply: bool,
}

/// A reply as it stands in a form.
#[derive(Debug, Clone, Default)]
pub struct NewReply {
    /// Id of the question.
    pub question: String,
    /// How many lines the conversation had.
    pub said: usize,
    /// Whether the expert's value is accepted.
    pub accepted: bool,
    /// The reply in words; may be empty if the value is accepted.
    pub text: String,
}

/// Replies of one form.
#[derive(Debug, Clone)]
pub struct SendReplies<'a> {
    /// The assessment.
    pub assessment: Uuid,
    /// The revision that the person saw.
    pub revision: i64,
    /// The replies.
    pub replies: &'a [NewReply],
    /// Whether they are handed in: the experts' turn begins.
    pub hand_in: bool,
}

/// What became of a form.
#[derive(Debug)]
pub enum Replied {
    /// So many replies are kept; whether they are handed in.
    Done {
        /// How many.
        kept: usize,
        /// Whether it is the experts' turn now.
        handed_in: bool,
    },
    /// Nothing is kept: answers or remarks have changed since the form was made.
    Changed(Box<Remarks>),
    /// Nothing is kept: what is wrong; the field is the id of the question.
    Refused(Box<Remarks>, Vec<FieldError>),
}

/// What was said about an assessment.
///
/// # Errors
/// As [`fill_in::task_list`].
pub async fn remarks(app: &App, person: Option<&Person>, id: Uuid) -> Result<Remarks, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = fill_in::open_to_read(app, &mut tx, person, id).await?;
    load(&mut tx, person, opened).await
}

async fn load(tx: &mut Tx, person: Option<&Person>, opened: Opened) -> Result<Remarks, ServiceError> {
    let threads = Threads::read(tx, &mut Names::knowing(person), opened.assessment.id).await?.told();
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let right = Right::FillIn { municipality: opened.municipality.id };
    let may_reply = may(person, right) && super::rules::after(Act::Reply, opened.assessment.state, opened.campaign.state).is_ok();
    Ok(Remarks { opened, plan, threads, may_reply })
}

/// Whether experts have told the municipality something about its answers.
pub(in crate::service) async fn has_remarks(tx: &mut Tx, assessment: Uuid) -> Result<bool, ServiceError> {
    Ok(!Threads::nameless(store::entries(tx, assessment).await?, store::steps(tx, assessment).await?).told().of.is_empty())
}

/// Keeps replies, all or none, and hands them in if that is wished: then the assessment must be the one that the person saw.
///
/// # Errors
/// As [`fill_in::task_list`]; [`ServiceError::State`] if it is not returned; [`ServiceError::Invalid`] for a form that no page of ours sends.
pub async fn send(app: &App, person: Option<&Person>, command: SendReplies<'_>) -> Result<Replied, ServiceError> {
    for _ in 0..ATTEMPTS {
        match attempt(app, person, &command).await {
            Err(ServiceError::Store(error)) if error.is_conflict() => {}
            other => return other,
        }
    }
    Err(ServiceError::Store(StoreError::Conflict { source: None }))
}

async fn attempt(app: &App, person: Option<&Person>, command: &SendReplies<'_>) -> Result<Replied, ServiceError> {
    let signed_in = person.ok_or(ServiceError::SignInNeeded)?;
    let mut tx = app.db().write().await?;
    let mut opened = fill_in::open(app, &mut tx, person, command.assessment).await?;
    if !opened.allows(&mut tx, Act::Reply).await? {
        return Err(refuse(app, tx, signed_in, &opened, Act::Reply).await?);
    }
    let remarks = load(&mut tx, person, opened).await?;
    let assessment = &remarks.opened.assessment;
    if command.hand_in && assessment.revision != command.revision {
        return Ok(Replied::Changed(Box::new(remarks)));
    }
    let (mut errors, mut entries) = (Vec::new(), Vec::new());
    for new in command.replies.iter().filter(|new| new.accepted || !new.text.trim().is_empty()) {
        match read(&remarks, new)? {
            Ok(entry) => entries.push(entry),
            Err(code) => errors.push(FieldError::new(&new.question, code)),
        }
    }
    if command.hand_in {
        let now: Vec<&str> = entries.iter().map(|entry| entry.question.as_str()).collect();
        let silent = remarks.threads.unanswered(&assessment.document).filter(|question| !now.contains(question));
        errors.extend(silent.map(|question| FieldError::new(question, "review-wrong-unanswered")));
    }
    if !errors.is_empty() {
        return Ok(Replied::Refused(Box::new(remarks), errors));
    }
    let (at, by) = (app.now(), Some(signed_in.id));
    let mut revision = assessment.revision;
    if !entries.is_empty() {
        revision = assessments::touch(&mut tx, assessment.id, revision, assessment.state).await?;
        for entry in &mut entries {
            (entry.revision, entry.author, entry.at) = (revision, by, at);
        }
        store::append(&mut tx, assessment.id, &entries).await?;
    }
    let questions: Vec<&str> = entries.iter().map(|entry| entry.question.as_str()).collect();
    if command.hand_in {
        let scores = score::score_on(&remarks.opened.survey, &assessment.document.answers(), Some(remarks.opened.today)).scores;
        let result = serde_json::to_string(&scores).map_err(StoreError::from)?;
        let revision = assessments::reply(&mut tx, assessment.id, revision, &result).await?;
        step(&mut tx, assessment, Taken { revision, act: Act::Reply, to: AssessmentState::Replied, reason: "", by, at }).await?;
        mail::to_experts(app, &mut tx, remarks.opened.campaign.network_id, assessment.into(), &Message::Replied { revision }).await?;
    } else if entries.is_empty() {
        return Ok(Replied::Done { kept: 0, handed_in: false });
    }
    let act = if command.hand_in { Act::Reply } else { Act::Answer };
    app.note(&mut tx, by, &format!("assessment.{}", act.as_str()), &object(assessment), &questions).await?;
    tx.commit().await?;
    Ok(Replied::Done { kept: questions.len(), handed_in: command.hand_in })
}

/// A reply as it will be kept, but for who gave it and when; or the code of what is wrong with it.
fn read(remarks: &Remarks, new: &NewReply) -> Result<Result<ReviewEntry, &'static str>, ServiceError> {
    let Some(thread) = remarks.threads.thread(&new.question) else { return Err(ServiceError::Invalid(Vec::new())) };
    let mark = thread.mark().ok_or(ServiceError::Invalid(Vec::new()))?;
    if thread.0.len() != new.said {
        return Ok(Err("review-wrong-said"));
    }
    if new.accepted && mark.proposal.is_none() {
        return Err(ServiceError::Invalid(Vec::new()));
    }
    let Ok(text) = entry::words(&new.text, LONGEST_REMARK) else { return Ok(Err("review-wrong-remark")) };
    Ok(Ok(ReviewEntry {
        question: new.question.clone(),
        kind: if new.accepted { EntryKind::Accepted } else { EntryKind::Replied },
        proposal: None,
        remark: text.trim().to_owned(),
        answer_version: remarks.opened.assessment.document.version(&new.question),
        revision: 0,
        author: None,
        at: mark.at,
    }))
}
