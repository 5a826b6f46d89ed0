//! The link of a delegation: what it is for, the session that it begins, and who is behind that session.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::{DelegatedSection, Delegation, Ended, ended, is_too_late, object};
use crate::ids::{Secret, SecretHash};
use crate::lang::{Lang, Text};
use crate::service::access::{Person, Scope};
use crate::service::assessments::{self, Opened};
use crate::service::fill_in::Names;
use crate::service::sign_in::{ABSOLUTE, IDLE, Session, TOUCH_EVERY, random};
use crate::service::{App, ServiceError, day};
use crate::store::Tx;
use crate::store::delegations::{self as store, NewSession};

/// What the page of a link tells before anything is opened.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The delegation.
    pub delegation: Delegation,
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// The sections with their titles, in the order of the questionnaire.
    pub sections: Vec<(DelegatedSection, Text)>,
    /// Who asks; none if the person is erased.
    pub asked_by: Option<String>,
    /// Why the link is over; none if it works.
    pub ended: Option<Ended>,
}

/// What a letter tells of a delegation.
#[derive(Debug, Clone)]
pub struct Told {
    /// The delegation.
    pub delegation: Delegation,
    /// Who asks; none if the person is erased.
    pub asked_by: Option<String>,
    /// The sections with their titles, in the order of the questionnaire.
    pub sections: Vec<(DelegatedSection, String)>,
    /// Why the link is over; none if it works.
    pub ended: Option<Ended>,
}

impl Told {
    /// Whether something is left to be answered, and the link opens it.
    pub fn waits(&self) -> bool {
        self.ended.is_none() && self.sections.iter().any(|(section, _)| section.state.accepts_answers())
    }
}

/// What a letter in a language tells of a delegation; none if it is not there.
pub(in crate::service) async fn told(app: &App, tx: &mut Tx, id: Uuid, lang: Lang) -> Result<Option<Told>, ServiceError> {
    let Some(delegation) = store::by_id(tx, id).await? else { return Ok(None) };
    let Invitation { delegation, asked_by, sections, ended, .. } = invitation(app, tx, delegation).await?;
    let sections = sections.into_iter().map(|(section, title)| (section, title.get(lang).to_owned())).collect();
    Ok(Some(Told { delegation, asked_by, sections, ended }))
}

/// Makes another link of a delegation; those before work as well, until the delegation is renewed.
///
/// # Errors
/// If there is no randomness or the store fails.
pub async fn another_link(app: &App, tx: &mut Tx, delegation: Uuid) -> Result<Secret, ServiceError> {
    let secret = random()?;
    store::insert_link(tx, delegation, &secret.hash(), app.now()).await?;
    Ok(secret)
}

/// What a link is for, without using it: programs that open the links of a mail beforehand change nothing.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is no such link, or a newer one has taken its place.
pub async fn look(app: &App, secret: &Secret) -> Result<Invitation, ServiceError> {
    let mut tx = app.db().read().await?;
    let delegation = store::by_token(&mut tx, &secret.hash()).await?.ok_or(ServiceError::NotFound)?;
    invitation(app, &mut tx, delegation).await
}

async fn invitation(app: &App, tx: &mut Tx, delegation: Delegation) -> Result<Invitation, ServiceError> {
    let opened = assessments::unasked(app, tx, None, delegation.assessment_id).await?;
    let asked = store::sections(tx, delegation.id).await?;
    let of = |id: &str| asked.iter().find(|section| section.section == id).cloned();
    let sections = opened.survey.sections().filter_map(|(_, node, _)| Some((of(&node.id)?, node.title.clone()))).collect();
    let asked_by = Names::knowing(None).of(tx, Some(delegation.asked_by)).await?;
    let ended = ended(&delegation, opened.assessment.state, day(app.now()));
    Ok(Invitation { delegation, opened, sections, asked_by, ended })
}

/// Begins a session by a link. It may be done again until the link is over.
///
/// # Errors
/// [`ServiceError::NotFound`] as [`look`]; [`ServiceError::State`] if the link is over.
pub async fn enter(app: &App, secret: &Secret) -> Result<(Session, Uuid), ServiceError> {
    let mut tx = app.db().write().await?;
    let delegation = store::by_token(&mut tx, &secret.hash()).await?.ok_or(ServiceError::NotFound)?;
    let Delegation { id, assessment_id, language, .. } = delegation;
    if invitation(app, &mut tx, delegation).await?.ended.is_some() {
        return Err(ServiceError::State("delegation-ended"));
    }
    let (now, cookie) = (app.now(), random()?);
    let csrf = random()?.reveal().to_owned();
    let session = NewSession { token_hash: cookie.hash(), delegation_id: id, created_at: now, expires_at: now + ABSOLUTE, csrf };
    store::open(&mut tx, id, now).await?;
    store::insert_session(&mut tx, &session).await?;
    app.note(&mut tx, Some(id), "delegation.open", &object(id), &()).await?;
    tx.commit().await?;
    Ok((Session { secret: cookie, person: id, language, wants: None }, assessment_id))
}

/// Who is behind a session that a link has begun; none if the session or the link is over.
pub(in crate::service) async fn person(app: &App, tx: &mut Tx, hash: &SecretHash) -> Result<Option<Person>, ServiceError> {
    let now = app.now();
    let rows = store::signed_in(tx, hash, now, now - IDLE).await?;
    let sections: BTreeMap<_, _> = rows.iter().map(|row| (row.section.clone(), row.section_state)).collect();
    let Some(first) = rows.into_iter().next() else { return Ok(None) };
    if is_too_late(first.due_on, day(now)) || first.assessment_state.is_handed_in() {
        return Ok(None);
    }
    let last_seen_at =
        if first.last_seen_at < now - TOUCH_EVERY { touch(app, hash, now).await.unwrap_or(first.last_seen_at) } else { first.last_seen_at };
    Ok(Some(Person {
        id: first.delegation_id,
        name: if first.name.is_empty() { first.email } else { first.name },
        language: first.language,
        grants: Vec::new(),
        scope: Some(Scope { assessment: first.assessment_id, sections }),
        device: None,
        session_began_at: first.created_at,
        session_ends_at: (last_seen_at + IDLE).min(first.expires_at),
        csrf: first.csrf,
    }))
}

/// Marks a session as used. Where the database cannot write, reading goes on and the session ends when it would have ended.
async fn touch(app: &App, hash: &SecretHash, now: Timestamp) -> Option<Timestamp> {
    let touched = async {
        let mut tx = app.db().write().await?;
        store::touch_session(&mut tx, hash, now).await?;
        tx.commit().await
    };
    touched.await.inspect_err(|error| tracing::warn!(%error, "a session could not be marked as used")).ok().map(|()| now)
}

/// Ends a session that a link has begun; nothing happens if there is none.
pub(in crate::service) async fn end_session(tx: &mut Tx, hash: &SecretHash) -> Result<(), ServiceError> {
    Ok(store::end_session(tx, hash).await?)
}
