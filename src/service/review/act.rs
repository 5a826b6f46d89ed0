//! Returning and verifying: each bound to the revision that the expert saw.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::rules::Act;
use super::{ATTEMPTS, LONGEST_REMARK, Review, Taken, load, object, open, refuse, step};
use crate::engine::entry;
use crate::engine::round::Verified;
use crate::service::access::Person;
use crate::service::mail::{self, Message};
use crate::service::{App, FieldError, ServiceError};
use crate::store::assessments::{self, AssessmentState};
use crate::store::{StoreError, Tx};

/// A wish to take a step.
#[derive(Debug, Clone)]
pub struct Steps<'a> {
    /// Slug of the campaign.
    pub slug: &'a str,
    /// Key of the municipality.
    pub key: &'a str,
    /// The revision that the person saw.
    pub revision: i64,
    /// The version of each answer that the person saw: only to tell what has changed since.
    pub seen: BTreeMap<String, i64>,
    /// In words; may be empty.
    pub reason: &'a str,
}

/// What has changed since a person looked: the ids of questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// Their answers are others.
    pub answers: Vec<String>,
    /// Something was said about them.
    pub said: Vec<String>,
}

/// What became of a wish.
#[derive(Debug)]
pub enum Stepped {
    /// It is done.
    Done,
    /// Nothing is done, because the assessment is not the one that the person saw: the review as it is now, and what is new.
    Changed(Box<Review>, Changed),
    /// Nothing is done: what stands in the way.
    Refused(Box<Review>, Vec<FieldError>),
}

/// Returns an assessment with the questions that its marks ask. Sent again, it changes nothing.
///
/// # Errors
/// As [`super::review()`]; [`ServiceError::State`] if it is not handed in.
pub async fn give_back(app: &App, person: Option<&Person>, command: Steps<'_>) -> Result<Stepped, ServiceError> {
    take(app, person, &command, Act::Return).await
}

/// Verifies an assessment: its verified scores are those with the experts' values. Sent again, it changes nothing.
///
/// # Errors
/// As [`give_back`].
pub async fn verify(app: &App, person: Option<&Person>, command: Steps<'_>) -> Result<Stepped, ServiceError> {
    take(app, person, &command, Act::Verify).await
}

/// Takes a step; looks again if somebody else changed the assessment at the same moment.
async fn take(app: &App, person: Option<&Person>, command: &Steps<'_>, act: Act) -> Result<Stepped, ServiceError> {
    for _ in 0..ATTEMPTS {
        let stepped = match ready(app, person, command, act).await? {
            Ready::Go(go) if act == Act::Return => returned(app, command, *go).await,
            Ready::Go(go) => verified(app, command, *go).await,
            Ready::Not(stepped) => Ok(stepped),
        };
        match stepped {
            Err(ServiceError::Store(error)) if error.is_conflict() => {}
            other => return other,
        }
    }
    Err(ServiceError::Store(StoreError::Conflict { source: None }))
}

async fn returned(app: &App, command: &Steps<'_>, (mut tx, review, by): (Tx, Review, Uuid)) -> Result<Stepped, ServiceError> {
    let Ok(reason) = entry::words(command.reason, LONGEST_REMARK) else {
        return Ok(Stepped::Refused(Box::new(review), vec![FieldError::new("reason", "review-wrong-remark")]));
    };
    let answers = review.threads.unasked().count();
    if answers == 0 {
        return Ok(Stepped::Refused(Box::new(review), vec![FieldError::new("return", "review-wrong-nothing-asked")]));
    }
    let (assessment, at) = (&review.opened.assessment, app.now());
    let revision = assessments::give_back(&mut tx, assessment.id, command.revision).await?;
    let taken = Taken { revision, act: Act::Return, to: AssessmentState::Returned, reason: reason.trim(), by: Some(by), at };
    finish(app, tx, &review, taken, &Message::Returned { answers, revision }).await
}

async fn verified(app: &App, command: &Steps<'_>, (mut tx, review, by): (Tx, Review, Uuid)) -> Result<Stepped, ServiceError> {
    if !review.obstacles.is_empty() {
        return Ok(Stepped::Refused(Box::new(review), vec![FieldError::new("verify", "review-wrong-obstacles")]));
    }
    let (assessment, at) = (&review.opened.assessment, app.now());
    let values = review.threads.values(&assessment.document);
    let verified = Verified::of(&review.opened.survey, &assessment.document.answers(), values, Some(review.opened.today));
    let verified = serde_json::to_string(&verified).map_err(StoreError::from)?;
    let revision = assessments::verify(&mut tx, assessment.id, command.revision, &verified).await?;
    let taken = Taken { revision, act: Act::Verify, to: AssessmentState::Verified, reason: "", by: Some(by), at };
    finish(app, tx, &review, taken, &Message::Verified { revision }).await
}

enum Ready {
    Go(Box<(Tx, Review, Uuid)>),
    Not(Stepped),
}

/// The assessment in a transaction that may change it, if it stands where the person saw it.
async fn ready(app: &App, person: Option<&Person>, command: &Steps<'_>, act: Act) -> Result<Ready, ServiceError> {
    let signed_in = person.ok_or(ServiceError::SignInNeeded)?;
    let mut tx = app.db().write().await?;
    let mut opened = open(app, &mut tx, person, command.slug, command.key).await?;
    let allowed = opened.allows(&mut tx, act).await?;
    if !allowed && !opened.assessment.state.is_handed_in() {
        return Err(refuse(app, tx, signed_in, &opened, act).await?);
    }
    let review = load(&mut tx, person, opened).await?;
    let repeated = review.threads.steps.last().is_some_and(|last| {
        // The same step by the same person, out of the revision that the form showed.
        last.act == act.as_str() && last.actor == Some(signed_in.id) && last.revision == command.revision + 1
    });
    if repeated {
        return Ok(Ready::Not(Stepped::Done));
    }
    if !allowed || review.opened.assessment.revision != command.revision {
        let changed = changed(&review, command);
        app.note(&mut tx, Some(signed_in.id), &format!("assessment.{}-refused", act.as_str()), &object(&review.opened.assessment), &changed.answers)
            .await?;
        tx.commit().await?;
        return Ok(Ready::Not(Stepped::Changed(Box::new(review), changed)));
    }
    Ok(Ready::Go(Box::new((tx, review, signed_in.id))))
}

/// What is other than the person saw.
fn changed(review: &Review, command: &Steps<'_>) -> Changed {
    let is_new = |question: &&str| command.seen.get(*question).copied().unwrap_or_default() != review.document().version(question);
    let questions = review.opened.survey.questions.iter().map(|question| question.id.as_str());
    let said = review.threads.of.iter().filter(|(_, thread)| thread.0.iter().any(|said| said.entry.revision > command.revision));
    Changed { answers: questions.filter(is_new).map(str::to_owned).collect(), said: said.map(|(question, _)| question.clone()).collect() }
}

/// Keeps a step, and tells the municipality.
async fn finish(app: &App, mut tx: Tx, review: &Review, taken: Taken<'_>, message: &Message) -> Result<Stepped, ServiceError> {
    let assessment = &review.opened.assessment;
    step(&mut tx, assessment, taken).await?;
    let detail = (assessment.revision, taken.reason);
    app.note(&mut tx, taken.by, &format!("assessment.{}", taken.act.as_str()), &object(assessment), &detail).await?;
    mail::to_officers(app, &mut tx, assessment.into(), message).await?;
    tx.commit().await?;
    Ok(Stepped::Done)
}
