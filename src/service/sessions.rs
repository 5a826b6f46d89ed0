//! The own sessions of a person: where they are signed in, and signing out everywhere else.

use jiff::Timestamp;

use super::access::Person;
use super::sign_in::IDLE;
use super::{App, ServiceError};
use crate::ids::Secret;
use crate::store::sign_in as store;

/// One of the own sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// Whether it is the one that asks.
    pub is_this: bool,
    /// The browser and its system; empty if they are not known.
    pub device: String,
    /// When it began.
    pub began_at: Timestamp,
    /// When it was last used, to within five minutes.
    pub used_at: Timestamp,
}

/// The own sessions, the one that asks first, then the newest first.
///
/// # Errors
/// [`ServiceError::NotFound`] for somebody without an account, who has none; or if the store fails.
pub async fn list(app: &App, person: &Person, this: &Secret) -> Result<Vec<OwnSession>, ServiceError> {
    with_account(person)?;
    let (now, this) = (app.now(), this.hash());
    let mut tx = app.db().read().await?;
    let sessions = store::own_sessions(&mut tx, person.id, now, now - IDLE).await?;
    let own = |session: store::OwnSession| OwnSession {
        is_this: session.token_hash == this.0,
        device: session.device.unwrap_or_default(),
        began_at: session.created_at,
        used_at: session.last_seen_at,
    };
    let mut sessions: Vec<OwnSession> = sessions.into_iter().map(own).collect();
    sessions.sort_by_key(|session| std::cmp::Reverse((session.is_this, session.began_at)));
    Ok(sessions)
}

/// Ends every own session but the one that asks. Without any other, it changes nothing and succeeds.
///
/// # Errors
/// As [`list`].
pub async fn end_others(app: &App, person: &Person, this: &Secret) -> Result<(), ServiceError> {
    with_account(person)?;
    let mut tx = app.db().write().await?;
    let ended = store::end_other_sessions(&mut tx, person.id, &this.hash()).await?;
    if ended > 0 {
        app.note(&mut tx, Some(person.id), "session.end-others", &format!("person/{}", person.id), &ended).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Notes the kind of device of a session with its first request, so that every way of signing in has it. Where the database cannot write, reading goes on.
pub async fn note_device(app: &App, secret: &Secret, person: &Person, device: &str) {
    if person.device.is_some() || person.scope.is_some() {
        return;
    }
    let noted = async {
        let mut tx = app.db().write().await?;
        store::note_device(&mut tx, &secret.hash(), device).await?;
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(%error, "the device of a session could not be noted");
    }
}

fn with_account(person: &Person) -> Result<(), ServiceError> {
    if person.scope.is_some() { Err(ServiceError::NotFound) } else { Ok(()) }
}
