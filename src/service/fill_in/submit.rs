//! Handing in: what is missing, the submission itself (once, however often it is sent), the receipt.

use uuid::Uuid;

use super::{Change, Check, Names, Plan, checks, open, open_to_read};
use crate::engine::score;
use crate::ids::sha256_hex;
use crate::service::access::Person;
use crate::service::assessments::Opened;
use crate::service::mail::{self, Message};
use crate::service::review::{self, rules::Act};
use crate::service::{App, FieldError, ServiceError};
use crate::store::StoreError;
use crate::store::assessments::{self as store, AssessmentState, Submission};

/// How often handing in is tried anew because somebody else saved at the same moment.
const ATTEMPTS: usize = 10;

/// A wish to hand in.
#[derive(Debug, Clone, Copy)]
pub struct Submit {
    /// The assessment.
    pub assessment: Uuid,
    /// The revision that the person has seen.
    pub revision: i64,
    /// Whether the person has confirmed.
    pub confirmed: bool,
    /// Whether the person has confirmed that answers are right although they contradict others.
    pub contradictions_confirmed: bool,
}

/// What the person sees before handing in.
#[derive(Debug, Clone)]
pub struct SubmitPage {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// Its questionnaire, laid out.
    pub plan: Plan,
    /// What should be looked at, the weightiest first.
    pub checks: Vec<Check>,
}

/// What became of it.
#[derive(Debug)]
pub enum Submitted {
    /// It is handed in, now or before.
    Done,
    /// Answers have changed since the person looked at them.
    Changed(Box<SubmitPage>),
}

/// What the city gets when it has handed in.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// Its questionnaire, laid out.
    pub plan: Plan,
    /// The number.
    pub number: String,
    /// When it was handed in, and by whom.
    pub change: Change,
}

/// What the person sees before handing in.
///
/// # Errors
/// As [`super::task_list`].
pub async fn submit_page(app: &App, person: Option<&Person>, id: Uuid) -> Result<SubmitPage, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open(app, &mut tx, person, id).await?;
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let checks = checks::checks(app, &mut tx, &opened, &plan).await?;
    Ok(SubmitPage { opened, plan, checks })
}

/// All answers on one page, for those who answer for the municipality or look at it: of the whole form, also where the short one was filled in.
///
/// # Errors
/// As [`super::task_list`].
pub async fn answers(app: &App, person: Option<&Person>, id: Uuid) -> Result<(Opened, Plan), ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open_to_read(app, &mut tx, person, id).await?;
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    Ok((opened, plan))
}

/// Hands in: scores the answers and keeps the scored row with them. Sent again, it changes nothing and succeeds.
///
/// # Errors
/// As [`super::task_list`]; [`ServiceError::State`] if the campaign is closed; [`ServiceError::Invalid`] if it is not confirmed or nothing is answered.
pub async fn submit(app: &App, person: Option<&Person>, command: Submit) -> Result<Submitted, ServiceError> {
    for number in 0..ATTEMPTS {
        match attempt(app, person, command, number).await {
            Err(ServiceError::Store(error)) if error.is_conflict() => {}
            other => return other,
        }
    }
    Err(ServiceError::Store(StoreError::Conflict { source: None }))
}

async fn attempt(app: &App, person: Option<&Person>, command: Submit, number: usize) -> Result<Submitted, ServiceError> {
    let mut tx = app.db().write().await?;
    let mut opened = open(app, &mut tx, person, command.assessment).await?;
    let (by, object) = (person.map(|person| person.id), format!("assessment/{}", command.assessment));
    if opened.assessment.state.is_handed_in() {
        return Ok(Submitted::Done);
    }
    // Held until the commit, so that nothing slips into a campaign that is being closed.
    let allowed = opened.may_fill_in && opened.allows(&mut tx, Act::Submit).await?;
    let assessment = &opened.assessment;
    if !allowed {
        app.note(&mut tx, by, "assessment.submit-refused", &object, &[opened.campaign.state.as_str(), assessment.state.as_str()]).await?;
        tx.commit().await?;
        return Err(ServiceError::State("fill-in-closed"));
    }
    if !opened.is_current() {
        return Err(ServiceError::Invalid(vec![FieldError::new("confirm", "fill-in-submit-version")]));
    }
    if !command.confirmed {
        return Err(ServiceError::Invalid(vec![FieldError::new("confirm", "fill-in-submit-confirm-missing")]));
    }
    if !assessment.document.0.values().any(|record| record.answer.is_settled()) {
        return Err(ServiceError::Invalid(vec![FieldError::new("confirm", "fill-in-submit-nothing")]));
    }
    if !command.contradictions_confirmed && !checks::contradictions(&opened).is_empty() {
        return Err(ServiceError::Invalid(vec![FieldError::new("confirm-contradictions", "checks-confirm-missing")]));
    }
    if assessment.revision != command.revision {
        drop(tx);
        return Ok(Submitted::Changed(Box::new(submit_page(app, person, command.assessment).await?)));
    }
    let at = app.now();
    let scores = score::score_on(&opened.survey, &assessment.document.answers(), Some(app.day_of(Some(at)))).scores;
    let result = serde_json::to_string(&scores).map_err(StoreError::from)?;
    let receipt = receipt_number(&opened, number);
    let submission = Submission { at, by, receipt: &receipt, result: &result };
    let revision = store::submit(&mut tx, assessment.id, assessment.revision, submission).await?;
    review::step(&mut tx, assessment, review::Taken { revision, act: Act::Submit, to: AssessmentState::Submitted, reason: "", by, at }).await?;
    app.note(&mut tx, by, "assessment.submit", &object, &receipt).await?;
    mail::to_officers(app, &mut tx, assessment.into(), &Message::Receipt { receipt }).await?;
    tx.commit().await?;
    Ok(Submitted::Done)
}

/// The number on the receipt: the campaign, and eight characters that follow from assessment, revision and attempt. Letters that look like digits are
/// left out, so that it can be read out on the telephone.
fn receipt_number(opened: &Opened, attempt: usize) -> String {
    const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let (id, revision) = (opened.assessment.id, opened.assessment.revision);
    let hash = sha256_hex(format!("receipt {id} {revision} {attempt}").as_bytes());
    let bits = u64::from_str_radix(&hash[..16], 16).unwrap_or_default();
    let letters: String = (0..8).map(|at| char::from(ALPHABET[(bits >> (at * 5) & 31) as usize])).collect();
    format!("{}-{}-{}", opened.campaign.slug.to_uppercase(), &letters[..4], &letters[4..])
}

/// The receipt; none if it is not handed in.
///
/// # Errors
/// As [`super::task_list`].
pub async fn receipt(app: &App, person: Option<&Person>, id: Uuid) -> Result<Option<Receipt>, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open_to_read(app, &mut tx, person, id).await?;
    let (Some(number), Some(at)) = (opened.assessment.receipt.clone(), opened.assessment.submitted_at) else { return Ok(None) };
    let by = Names::knowing(person).of(&mut tx, opened.assessment.submitted_by).await?;
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    Ok(Some(Receipt { opened, plan, number, change: Change { at, by } }))
}
