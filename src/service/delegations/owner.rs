//! What the owner does with a delegation: look at it, approve sections or send them back, take it back, extend it, make another link.

use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use super::ask::due_error;
use super::{DelegatedSection, Delegation, Ended, Link, SectionState, another_link, ended, letter, object, section, seen};
use crate::service::access::Person;
use crate::service::assessments::Opened;
use crate::service::fill_in::{self, Names, Plan};
use crate::service::mail::{self, Message};
use crate::service::review::rules::Act;
use crate::service::{App, FieldError, ServiceError, day};
use crate::store::delegations::{self as store, SectionChange};
use crate::store::{StoreError, Tx};

/// A remark has no more characters than this.
pub const LONGEST_REMARK: usize = 2_000;

/// A delegation as its owner sees it.
#[derive(Debug, Clone)]
pub struct One {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// Its questionnaire, laid out.
    pub plan: Plan,
    /// The delegation.
    pub delegation: Delegation,
    /// Who asked; none if the person is erased.
    pub asked_by: Option<String>,
    /// Its sections in the order of the questionnaire: position in the plan, where it stands, a mark of its answers.
    pub sections: Vec<(usize, DelegatedSection, String)>,
    /// Why the link is over; none if it works.
    pub ended: Option<Ended>,
}

/// A delegation of an assessment, for who answers for the municipality.
///
/// # Errors
/// As all of filling in; [`ServiceError::NotFound`] also if there is no such delegation of this assessment.
pub async fn one(app: &App, person: Option<&Person>, assessment: Uuid, id: Uuid) -> Result<One, ServiceError> {
    let mut tx = app.db().read().await?;
    let (opened, delegation) = find(app, &mut tx, person, assessment, id).await?;
    let asked_by = Names::knowing(person).of(&mut tx, Some(delegation.asked_by)).await?;
    let sections = store::sections(&mut tx, id).await?;
    Ok(view(app, opened, delegation, sections, asked_by))
}

pub(super) fn view(app: &App, opened: Opened, delegation: Delegation, asked: Vec<DelegatedSection>, asked_by: Option<String>) -> One {
    let plan = Plan::of(&opened.survey, &opened.assessment, opened.today);
    let mut sections: Vec<_> = asked
        .into_iter()
        .filter_map(|asked| plan.find(&opened.survey, &asked.section).map(|at| (at, asked, seen(&opened, &plan.sections[at]))))
        .collect();
    sections.sort_by_key(|(at, ..)| *at);
    let ended = ended(&delegation, opened.assessment.state, day(app.now()));
    One { opened, plan, delegation, asked_by, sections, ended }
}

async fn find(app: &App, tx: &mut Tx, person: Option<&Person>, assessment: Uuid, id: Uuid) -> Result<(Opened, Delegation), ServiceError> {
    let opened = fill_in::open(app, tx, person, assessment).await?;
    let delegation = store::by_id(tx, id).await?.filter(|delegation| delegation.assessment_id == assessment).ok_or(ServiceError::NotFound)?;
    Ok((opened, delegation))
}

/// What the owner thinks of a section that was given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It is good.
    Approve,
    /// Something is to be done again: what.
    SendBack(String),
}

/// A decision on a section, bound to what the owner has seen of it.
#[derive(Debug, Clone)]
pub struct Decide {
    /// The assessment.
    pub assessment: Uuid,
    /// The delegation.
    pub delegation: Uuid,
    /// Id of the section's dimension or module.
    pub section: String,
    /// The revision of the section that the page showed.
    pub revision: i64,
    /// The mark of the answers that the page was made for.
    pub seen: String,
    /// What is decided.
    pub decision: Decision,
}

/// Approves a section or sends it back. Sent again, it changes nothing and succeeds.
///
/// # Errors
/// [`ServiceError::Invalid`] without a remark where one is needed; [`ServiceError::State`] if the section is not given back, or nobody may answer any more;
/// a conflict if the section or an answer in it has changed since the owner looked; otherwise as [`one`].
pub async fn decide(app: &App, person: Option<&Person>, wanted: &Decide) -> Result<(), ServiceError> {
    let (state, remark) = match &wanted.decision {
        Decision::Approve => (SectionState::Approved, ""),
        Decision::SendBack(remark) => (SectionState::SentBack, remark.trim()),
    };
    if let Some(error) = remark_error(&wanted.decision) {
        return Err(ServiceError::Invalid(vec![error]));
    }
    let mut tx = app.db().write().await?;
    let (mut opened, delegation) = find(app, &mut tx, person, wanted.assessment, wanted.delegation).await?;
    let sections = store::sections(&mut tx, wanted.delegation).await?;
    let current = sections.into_iter().find(|section| section.section == wanted.section).ok_or(ServiceError::NotFound)?;
    if current.state == state && current.revision == wanted.revision + 1 && current.remark == remark {
        return Ok(());
    }
    opened.may_fill_in &= opened.allows(&mut tx, Act::Delegate).await?;
    if current.state != SectionState::Returned || !opened.may_fill_in {
        return refused(app, tx, person, wanted.delegation, current.state).await;
    }
    let plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let answers = section(&opened, &plan, &wanted.section).map(|section| seen(&opened, section));
    if current.revision != wanted.revision || answers.as_ref() != Some(&wanted.seen) {
        return Err(StoreError::Conflict { source: None }.into());
    }
    let change = SectionChange { section: &wanted.section, revision: wanted.revision, state, remark, at: app.now() };
    store::change_section(&mut tx, wanted.delegation, change).await?;
    let action = if state == SectionState::Approved { "delegation.approve" } else { "delegation.send-back" };
    if state == SectionState::SentBack {
        let message = Message::DelegationSentBack { delegation: delegation.id, section: wanted.section.clone(), revision: wanted.revision };
        mail::enqueue(app, &mut tx, &letter(&delegation, opened.campaign.id, message)).await?;
    }
    note_section(app, &mut tx, person, action, wanted).await?;
    tx.commit().await?;
    Ok(())
}

fn remark_error(decision: &Decision) -> Option<FieldError> {
    match decision {
        Decision::SendBack(remark) if remark.trim().is_empty() => Some(FieldError::new("remark", "delegation-remark-missing")),
        Decision::SendBack(remark) if remark.chars().count() > LONGEST_REMARK => Some(FieldError::new("remark", "delegation-remark-long")),
        Decision::Approve | Decision::SendBack(_) => None,
    }
}

async fn refused(app: &App, mut tx: Tx, person: Option<&Person>, id: Uuid, state: SectionState) -> Result<(), ServiceError> {
    app.note(&mut tx, person.map(|person| person.id), "delegation.refused", &object(id), &state).await?;
    tx.commit().await?;
    Err(ServiceError::State("delegation-not-returned"))
}

async fn note_section(app: &App, tx: &mut Tx, person: Option<&Person>, action: &str, decided: &Decide) -> Result<(), ServiceError> {
    #[derive(Serialize)]
    struct Detail<'a> {
        section: &'a str,
        revision: i64,
        seen: &'a str,
    }
    let detail = Detail { section: &decided.section, revision: decided.revision, seen: &decided.seen };
    app.note(tx, person.map(|person| person.id), action, &object(decided.delegation), &detail).await
}

/// A change of the delegation itself, bound to the revision that the owner has seen.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// The assessment.
    pub assessment: Uuid,
    /// The delegation.
    pub delegation: Uuid,
    /// The revision that the page showed.
    pub revision: i64,
}

/// Takes a delegation back: its link and its sessions end at once; answers and history stay. Sent again, it changes nothing and succeeds.
///
/// # Errors
/// A conflict if the delegation has another revision; otherwise as [`one`].
pub async fn revoke(app: &App, person: Option<&Person>, change: Change) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    let (_, delegation) = find(app, &mut tx, person, change.assessment, change.delegation).await?;
    if delegation.revoked_at.is_some() {
        return Ok(());
    }
    store::revoke(&mut tx, change.delegation, change.revision, app.now()).await?;
    note(app, &mut tx, person, "delegation.revoke", change).await?;
    tx.commit().await?;
    Ok(())
}

/// Erases who was asked, as [`store::erase`] does, and takes the request back; answers and their history stay, without a name. Sent again, it changes nothing
/// and succeeds.
///
/// # Errors
/// A conflict if the delegation has another revision; otherwise as [`one`].
pub async fn erase(app: &App, person: Option<&Person>, change: Change) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    let (_, delegation) = find(app, &mut tx, person, change.assessment, change.delegation).await?;
    if delegation.is_erased() {
        return Ok(());
    }
    if delegation.revision != change.revision {
        return Err(StoreError::Conflict { source: None }.into());
    }
    store::erase(&mut tx, change.delegation, app.now()).await?;
    note(app, &mut tx, person, "delegation.erase", change).await?;
    tx.commit().await?;
    Ok(())
}

/// Sets another day until which answers are asked for. The same day changes nothing and succeeds.
///
/// # Errors
/// [`ServiceError::Invalid`] if it is no day or in the past; a conflict if the delegation has another revision; otherwise as [`one`].
pub async fn extend(app: &App, person: Option<&Person>, change: Change, due_on: Option<Date>) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    let (_, delegation) = find(app, &mut tx, person, change.assessment, change.delegation).await?;
    let due_on = match (due_error(due_on, day(app.now())), due_on) {
        (None, Some(due_on)) => due_on,
        (error, _) => return Err(ServiceError::Invalid(error.into_iter().collect())),
    };
    if delegation.due_on == due_on {
        return Ok(());
    }
    store::extend(&mut tx, change.delegation, change.revision, due_on).await?;
    note(app, &mut tx, person, "delegation.extend", change).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes another link: those before and their sessions end at once. A delegation that was taken back is there again.
///
/// # Errors
/// [`ServiceError::State`] if nobody may answer any more; a conflict if the delegation has another revision; otherwise as [`one`].
pub async fn renew(app: &App, person: Option<&Person>, change: Change) -> Result<Link, ServiceError> {
    let mut tx = app.db().write().await?;
    let (opened, delegation) = find(app, &mut tx, person, change.assessment, change.delegation).await?;
    if !opened.may_delegate() {
        return Err(ServiceError::State("fill-in-closed"));
    }
    if delegation.is_erased() {
        return Err(ServiceError::State("delegation-erased"));
    }
    store::renew(&mut tx, change.delegation, change.revision).await?;
    let secret = another_link(app, &mut tx, change.delegation).await?;
    note(app, &mut tx, person, "delegation.renew", change).await?;
    tx.commit().await?;
    Ok(Link { delegation, secret: Some(secret) })
}

async fn note(app: &App, tx: &mut Tx, person: Option<&Person>, action: &str, change: Change) -> Result<(), ServiceError> {
    app.note(tx, person.map(|person| person.id), action, &object(change.delegation), &change.revision).await
}
