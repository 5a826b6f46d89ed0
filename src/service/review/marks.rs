//! Experts mark answers: confirmed, doubtful, or another value proposed, each with a remark.

use super::rules::Act;
use super::{ATTEMPTS, LONGEST_REMARK, Review, load, object, open, refuse};
use crate::engine::answer::Answer;
use crate::engine::entry;
use crate::service::access::Person;
use crate::service::fill_in::{EntryError, Typed};
use crate::service::{App, FieldError, ServiceError};
use crate::store::review::{self as store, EntryKind, ReviewEntry};
use crate::store::{StoreError, assessments};

/// A mark as it stands in a form.
#[derive(Debug, Clone, Default)]
pub struct NewMark {
    /// Id of the question.
    pub question: String,
    /// The version of the answer that the form showed.
    pub version: i64,
    /// How many lines the conversation had.
    pub said: usize,
    /// The mark; none if none is chosen.
    pub kind: Option<EntryKind>,
    /// The remark.
    pub remark: String,
    /// The proposal as typed.
    pub proposal: Typed,
}

/// Marks of one form.
#[derive(Debug, Clone)]
pub struct MarkPage<'a> {
    /// Slug of the campaign.
    pub slug: &'a str,
    /// Key of the municipality.
    pub key: &'a str,
    /// The marks.
    pub marks: &'a [NewMark],
}

/// What became of a form.
#[derive(Debug)]
pub enum Marked {
    /// So many marks are kept.
    Done(usize),
    /// Nothing is kept: what is wrong, by the name of the field, and what is wrong with proposals.
    Refused {
        /// The review as it is now.
        review: Box<Review>,
        /// What is wrong; the field is the id of the question.
        errors: Vec<FieldError>,
        /// What is wrong with a proposed value.
        proposal: Vec<EntryError>,
    },
}

/// A section of a questionnaire under review: its position in the plan.
///
/// # Errors
/// As [`super::review()`]; [`ServiceError::NotFound`] also if there is no such section.
pub async fn section(app: &App, person: Option<&Person>, slug: &str, key: &str, dimension: &str) -> Result<(Review, usize), ServiceError> {
    let review = super::review(app, person, slug, key).await?;
    let section = review.plan.find(&review.opened.survey, dimension).ok_or(ServiceError::NotFound)?;
    Ok((review, section))
}

/// Keeps marks: all of a form or none. A mark of an answer or a conversation that has changed since the form was made is refused.
///
/// # Errors
/// As [`super::review()`]; [`ServiceError::State`] if it is not under review; [`ServiceError::Invalid`] for a form that no page of ours sends.
pub async fn mark(app: &App, person: Option<&Person>, page: MarkPage<'_>) -> Result<Marked, ServiceError> {
    for _ in 0..ATTEMPTS {
        match attempt(app, person, &page).await {
            Err(ServiceError::Store(error)) if error.is_conflict() => {}
            other => return other,
        }
    }
    Err(ServiceError::Store(StoreError::Conflict { source: None }))
}

async fn attempt(app: &App, person: Option<&Person>, page: &MarkPage<'_>) -> Result<Marked, ServiceError> {
    let signed_in = person.ok_or(ServiceError::SignInNeeded)?;
    let mut tx = app.db().write().await?;
    let mut opened = open(app, &mut tx, person, page.slug, page.key).await?;
    if !opened.allows(&mut tx, Act::Mark).await? {
        return Err(refuse(app, tx, signed_in, &opened, Act::Mark).await?);
    }
    let review = load(&mut tx, person, opened).await?;
    let (mut errors, mut wrong, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for new in page.marks.iter().filter(|new| new.kind.is_some() || !new.remark.trim().is_empty()) {
        match read(&review, new) {
            Ok(entry) => entries.push(entry),
            Err(Wrong::Form) => return Err(ServiceError::Invalid(Vec::new())),
            Err(Wrong::Field(code)) => errors.push(FieldError::new(&new.question, code)),
            Err(Wrong::Proposal(faults)) => wrong.extend(faults),
        }
    }
    if !errors.is_empty() || !wrong.is_empty() {
        return Ok(Marked::Refused { review: Box::new(review), errors, proposal: wrong });
    }
    if entries.is_empty() {
        return Ok(Marked::Done(0));
    }
    let (assessment, at) = (&review.opened.assessment, app.now());
    let revision = assessments::touch(&mut tx, assessment.id, assessment.revision, assessment.state).await?;
    for entry in &mut entries {
        (entry.revision, entry.author, entry.at) = (revision, Some(signed_in.id), at);
    }
    store::append(&mut tx, assessment.id, &entries).await?;
    let marked: Vec<&str> = entries.iter().map(|entry| entry.question.as_str()).collect();
    app.note(&mut tx, Some(signed_in.id), "assessment.mark", &object(assessment), &marked).await?;
    tx.commit().await?;
    Ok(Marked::Done(marked.len()))
}

enum Wrong {
    Form,
    Field(&'static str),
    Proposal(Vec<EntryError>),
}

/// A mark as it will be kept, but for who made it and when.
fn read(review: &Review, new: &NewMark) -> Result<ReviewEntry, Wrong> {
    let question = review.opened.survey.question_ix(&new.question).ok_or(Wrong::Form)?;
    let question = review.opened.survey.question(question);
    let kind = match new.kind {
        Some(kind) if kind.is_mark() => kind,
        Some(_) => return Err(Wrong::Form),
        None => return Err(Wrong::Field("review-wrong-mark-missing")),
    };
    let version = review.document().version(&question.id);
    if new.version != version || new.said != review.threads.length(&question.id) {
        return Err(Wrong::Field("review-wrong-changed"));
    }
    let remark = entry::words(&new.remark, LONGEST_REMARK).map_err(|_| Wrong::Field("review-wrong-remark"))?.trim().to_owned();
    let proposal = if kind == EntryKind::Proposed {
        let answer = new.proposal.read(question, None).map_err(Wrong::Proposal)?.answer;
        if matches!(answer, Answer::NotAnswered) {
            return Err(Wrong::Field("review-wrong-proposal-missing"));
        }
        if review.document().0.get(&question.id).is_some_and(|record| record.answer == answer) {
            return Err(Wrong::Field("review-wrong-proposal-same"));
        }
        Some(answer)
    } else {
        None
    };
    if kind != EntryKind::Confirmed && remark.is_empty() {
        return Err(Wrong::Field("review-wrong-remark-missing"));
    }
    let at = review.opened.assessment.created_at;
    Ok(ReviewEntry { question: question.id.clone(), kind, proposal, remark, answer_version: version, revision: 0, author: None, at })
}
