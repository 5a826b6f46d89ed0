//! Reminding who was asked: first the list of who would get a letter, then the letters.

use std::collections::BTreeSet;

use serde::Serialize;
use uuid::Uuid;

use super::{Handed, ended, handed, letter};
use crate::service::access::Person;
use crate::service::assessments::Opened;
use crate::service::fill_in;
use crate::service::mail::{self, Message};
use crate::service::review::rules::Act;
use crate::service::{App, FieldError, ServiceError, day};
use crate::store::{Tx, letters};

/// Somebody whose link works and who has not given everything back.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Who, with their sections.
    pub handed: Handed,
    /// Whether they were reminded today already.
    pub is_reminded: bool,
}

/// Who would be reminded now, by name; nothing is sent by asking.
#[derive(Debug, Clone)]
pub struct Reminders {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// Whether letters are sent at all.
    pub is_on: bool,
    /// Everybody whose answers are waited for, the first who was asked first.
    pub waiting: Vec<Waiting>,
}

/// Who would be reminded now.
///
/// # Errors
/// As all of filling in; [`ServiceError::State`] if nobody may answer any more.
pub async fn reminders(app: &App, person: Option<&Person>, id: Uuid) -> Result<Reminders, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = fill_in::open(app, &mut tx, person, id).await?;
    if !opened.may_delegate() {
        return Err(ServiceError::State("fill-in-closed"));
    }
    let waiting = waiting(app, &mut tx, &opened).await?;
    Ok(Reminders { opened, is_on: mail::is_on(app), waiting })
}

async fn waiting(app: &App, tx: &mut Tx, opened: &Opened) -> Result<Vec<Waiting>, ServiceError> {
    let today = day(app.now());
    let reminded: BTreeSet<Uuid> = letters::reminded_delegations(tx, opened.assessment.id, today).await?.into_iter().collect();
    let waits = |one: &Handed| {
        ended(&one.delegation, opened.assessment.state, today).is_none() && one.sections.iter().any(|section| section.state.accepts_answers())
    };
    let all = handed(tx, opened.assessment.id).await?.into_iter().filter(waits);
    Ok(all.map(|handed| Waiting { is_reminded: reminded.contains(&handed.delegation.id), handed }).collect())
}

/// Writes a reminder to those who were ticked; whoever has given everything back meanwhile or was reminded today gets none, and each is looked at once more
/// when it is sent. Gives how many letters were written.
///
/// # Errors
/// [`ServiceError::State`] if nobody may answer any more or mail is off; [`ServiceError::Invalid`] if nobody is ticked; otherwise as [`reminders`].
pub async fn remind(app: &App, person: Option<&Person>, id: Uuid, ticked: &[Uuid]) -> Result<usize, ServiceError> {
    #[derive(Serialize)]
    struct Detail<'a> {
        delegations: &'a [Uuid],
        letters: usize,
    }
    let mut tx = app.db().write().await?;
    let mut opened = fill_in::open(app, &mut tx, person, id).await?;
    if !(opened.may_fill_in && opened.allows(&mut tx, Act::Delegate).await?) {
        return Err(ServiceError::State("fill-in-closed"));
    }
    if !mail::is_on(app) {
        return Err(ServiceError::State("mail-off"));
    }
    if ticked.is_empty() {
        return Err(ServiceError::Invalid(vec![FieldError::new("delegation", "delegation-remind-none")]));
    }
    let mut letters = 0;
    for one in waiting(app, &mut tx, &opened).await?.iter().filter(|one| ticked.contains(&one.handed.delegation.id)) {
        let delegation = &one.handed.delegation;
        let message = Message::DelegationReminder { delegation: delegation.id };
        letters += usize::from(mail::enqueue(app, &mut tx, &letter(delegation, opened.campaign.id, message)).await?);
    }
    if letters > 0 {
        let detail = Detail { delegations: ticked, letters };
        app.note(&mut tx, person.map(|person| person.id), "delegation.remind", &format!("assessment/{id}"), &detail).await?;
        tx.commit().await?;
    }
    Ok(letters)
}
