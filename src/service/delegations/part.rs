//! What somebody who was asked sees of an assessment, and giving the sections back.

use uuid::Uuid;

use super::owner::{One, view};
use super::{SectionState, object};
use crate::ids::sha256_hex;
use crate::service::access::Person;
use crate::service::assessments;
use crate::service::fill_in::{self, Names, TaskList};
use crate::service::mail::{self, Letter, Message, Recipient};
use crate::service::review::rules::Act;
use crate::service::{App, ServiceError};
use crate::store::delegations::{self as store, SectionChange};
use crate::store::{StoreError, Tx};

/// The own sections of somebody who was asked.
#[derive(Debug, Clone)]
pub struct OwnPart {
    /// The task list with the own sections alone.
    pub list: TaskList,
    /// The delegation with its sections.
    pub asked: One,
    /// A mark of all answers in the own sections: what giving back is bound to.
    pub seen: String,
}

impl OwnPart {
    /// Whether there is something that can be given back.
    pub fn is_open(&self) -> bool {
        self.asked.sections.iter().any(|(_, section, _)| section.state.accepts_answers())
    }
}

/// The own sections of the person who came by the link of a delegation.
///
/// # Errors
/// [`ServiceError::SignInNeeded`]; [`ServiceError::NotFound`] for anybody else, and for another assessment.
pub async fn own(app: &App, person: Option<&Person>, assessment: Uuid) -> Result<OwnPart, ServiceError> {
    let person = person.ok_or(ServiceError::SignInNeeded)?;
    let mut tx = app.db().read().await?;
    let asked = find(app, &mut tx, person, assessment).await?;
    let mut list = fill_in::list_of(&mut tx, Some(person), asked.opened.clone()).await?;
    let is_own = |node| asked.sections.iter().any(|(at, ..)| asked.plan.sections[*at].node == node);
    list.plan.sections.retain(|section| is_own(section.node));
    list.changes.retain(|node, _| is_own(*node));
    list.handed.clear();
    let seen = seen_of(&asked);
    Ok(OwnPart { list, asked, seen })
}

async fn find(app: &App, tx: &mut Tx, person: &Person, assessment: Uuid) -> Result<One, ServiceError> {
    person.scope.as_ref().filter(|scope| scope.assessment == assessment).ok_or(ServiceError::NotFound)?;
    let mut opened = assessments::unasked(app, tx, Some(person), assessment).await?;
    let delegation = store::by_id(tx, person.id).await?.ok_or(ServiceError::NotFound)?;
    let sections = store::sections(tx, person.id).await?;
    opened.may_fill_in = opened.accepts_answers && sections.iter().any(|section| section.state.accepts_answers());
    let asked_by = Names::knowing(Some(person)).of(tx, Some(delegation.asked_by)).await?;
    Ok(view(app, opened, delegation, sections, asked_by))
}

fn seen_of(asked: &One) -> String {
    sha256_hex(asked.sections.iter().map(|(.., seen)| seen.as_str()).collect::<String>().as_bytes())
}

/// A wish to give the own sections back, bound to the answers that the person has seen.
#[derive(Debug, Clone, Copy)]
pub struct GiveBack<'a> {
    /// The assessment.
    pub assessment: Uuid,
    /// The mark of the answers that the page was made for.
    pub seen: &'a str,
}

/// Gives the own sections back that are not given back yet. Sent again, it changes nothing and succeeds.
///
/// # Errors
/// [`ServiceError::State`] if nobody may answer any more; a conflict if an answer has changed since the person looked; otherwise as [`own`].
pub async fn give_back(app: &App, person: Option<&Person>, wanted: GiveBack<'_>) -> Result<(), ServiceError> {
    let person = person.ok_or(ServiceError::SignInNeeded)?;
    let mut tx = app.db().write().await?;
    let mut asked = find(app, &mut tx, person, wanted.assessment).await?;
    let allowed = asked.opened.allows(&mut tx, Act::Delegate).await?;
    let open: Vec<_> = asked.sections.iter().filter(|(_, section, _)| section.state.accepts_answers()).collect();
    if open.is_empty() {
        return Ok(());
    }
    if !allowed {
        app.note(&mut tx, Some(person.id), "delegation.refused", &object(person.id), &"return").await?;
        tx.commit().await?;
        return Err(ServiceError::State("fill-in-closed"));
    }
    if seen_of(&asked) != wanted.seen {
        return Err(StoreError::Conflict { source: None }.into());
    }
    let revision = open.iter().map(|(_, section, _)| section.revision).max().unwrap_or_default();
    let mut returned = Vec::new();
    for (_, section, seen) in open {
        let change = SectionChange {
            section: &section.section,
            revision: section.revision,
            state: SectionState::Returned,
            // Stays until the owner decides: it says what was to be done.
            remark: &section.remark,
            at: app.now(),
        };
        store::change_section(&mut tx, person.id, change).await?;
        returned.push((&section.section, seen));
    }
    let (to, message) = (Recipient::Person(asked.delegation.asked_by), Message::DelegationReturned { delegation: person.id, revision });
    mail::enqueue(app, &mut tx, &Letter { to, message, campaign: Some(asked.opened.campaign.id), assessment: Some(wanted.assessment) }).await?;
    app.note(&mut tx, Some(person.id), "delegation.return", &object(person.id), &returned).await?;
    tx.commit().await?;
    Ok(())
}
