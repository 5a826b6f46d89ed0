//! Attempts to prove who one is by a password, and wishes for a link by e-mail: counted before they are judged, so that guesses sent side by side count like those sent one after the other.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::sign_in::email_key;
use super::{App, ServiceError};
use crate::ids::sha256_hex;
use crate::store::Tx;
use crate::store::sign_in as store;

/// Attempts within 15 minutes that an account has, seen from one network, before it has to wait. Those that succeed do not count.
pub const MOST_OF_ACCOUNT: i64 = 10;
/// Attempts within 15 minutes that a network has before it has to wait.
pub const MOST_OF_NETWORK: i64 = 100;
/// Links to sign in within `WINDOW` that an address gets by e-mail, whoever asks: nobody's letter box is filled by strangers.
pub const MOST_LINKS: i64 = 3;
/// Questions for a passkey within `WINDOW` that a network has answered before anybody has said who they are: each is kept until its time is over.
pub const MOST_QUESTIONS: i64 = 300;
/// The window of attempts, to which the two limits above refer.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// An attempt that has been counted. Until it is said to have succeeded it stands as a failure, also if the process ends in the middle.
#[derive(Debug)]
pub(super) struct Attempt {
    account: String,
    network: String,
    whom: Option<Uuid>,
    since: Timestamp,
    is_first: bool,
}

impl Attempt {
    /// Counts an attempt, unless there have been too many. The first one that is turned away is noted, those after it leave nothing behind.
    ///
    /// # Errors
    /// [`ServiceError::TooMany`] if the account, seen from this network, or the whole network has used up its attempts.
    pub(super) async fn begin(app: &App, email: &str, whom: Option<Uuid>, from: IpAddr) -> Result<Self, ServiceError> {
        Self::count(app, account_key(email, from), whom, from).await
    }

    /// Counts an attempt to show the second factor of a person. Whoever makes one has shown the first already, so that all networks count together: guesses
    /// from many places are guesses at one code.
    ///
    /// # Errors
    /// [`ServiceError::TooMany`] if the person, from wherever, or the whole network has used up its attempts.
    pub(super) async fn begin_code(app: &App, person: Uuid, from: IpAddr) -> Result<Self, ServiceError> {
        Self::count(app, sha256_hex(format!("code {person}").as_bytes()), Some(person), from).await
    }

    async fn count(app: &App, account: String, whom: Option<Uuid>, from: IpAddr) -> Result<Self, ServiceError> {
        let since = app.now() - WINDOW;
        let network = network_key(from);
        let mut tx = app.db().read().await?;
        if store::failures(&mut tx, &account, since).await? > MOST_OF_ACCOUNT || store::failures(&mut tx, &network, since).await? > MOST_OF_NETWORK {
            return Err(ServiceError::TooMany);
        }
        drop(tx);
        let mut tx = app.db().write().await?;
        let of_account = store::count_failure(&mut tx, &account, app.now(), since).await?;
        if of_account > MOST_OF_ACCOUNT {
            return turn_away(app, tx, whom, "account", of_account == MOST_OF_ACCOUNT + 1).await;
        }
        let of_network = store::count_failure(&mut tx, &network, app.now(), since).await?;
        if of_network > MOST_OF_NETWORK {
            store::take_back_failure(&mut tx, &account, since).await?;
            return turn_away(app, tx, whom, "network", of_network == MOST_OF_NETWORK + 1).await;
        }
        tx.commit().await?;
        Ok(Self { account, network, whom, since, is_first: of_account == 1 })
    }

    /// The proof was right: the account begins anew, and the network has its attempt back.
    pub(super) async fn succeeded(&self, tx: &mut Tx) -> Result<(), ServiceError> {
        store::clear_failures(tx, &self.account).await?;
        store::take_back_failure(tx, &self.network, self.since).await?;
        Ok(())
    }

    /// The proof was wrong. The first refusal of a window is noted, whether there is such an account or not, so that time tells nothing.
    pub(super) async fn refused(&self, app: &App) -> Result<(), ServiceError> {
        if !self.is_first {
            return Ok(());
        }
        let mut tx = app.db().write().await?;
        app.note(&mut tx, None, "session.refused", &object(self.whom), &()).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Counts a wish for a link by e-mail; gives whether the address may have one more.
///
/// # Errors
/// [`ServiceError::TooMany`] if the whole network has used up its attempts.
pub(super) async fn may_have_link(app: &App, email: &str, from: IpAddr) -> Result<bool, ServiceError> {
    let since = app.now() - WINDOW;
    let mut tx = app.db().write().await?;
    let of_network = store::count_failure(&mut tx, &network_key(from), app.now(), since).await?;
    if of_network > MOST_OF_NETWORK {
        return turn_away(app, tx, None, "network", of_network == MOST_OF_NETWORK + 1).await;
    }
    let key = sha256_hex(format!("link {}", email_key(email)).as_bytes());
    let links = store::count_failure(&mut tx, &key, app.now(), since).await?;
    tx.commit().await?;
    Ok(links <= MOST_LINKS)
}

/// Counts a question for a passkey by somebody who has not said who they are.
///
/// # Errors
/// [`ServiceError::TooMany`] if the network has used up its questions.
pub(super) async fn may_ask(app: &App, from: IpAddr) -> Result<(), ServiceError> {
    let key = sha256_hex(format!("question {}", network_of(from)).as_bytes());
    let mut tx = app.db().write().await?;
    let questions = store::count_failure(&mut tx, &key, app.now(), app.now() - WINDOW).await?;
    if questions > MOST_QUESTIONS {
        return turn_away(app, tx, None, "questions", questions == MOST_QUESTIONS + 1).await;
    }
    tx.commit().await?;
    Ok(())
}

/// Only the first one stays counted and is noted.
async fn turn_away<T>(app: &App, mut tx: Tx, whom: Option<Uuid>, limit: &str, is_first: bool) -> Result<T, ServiceError> {
    if is_first {
        app.note(&mut tx, None, "session.throttled", &object(whom), &limit).await?;
        tx.commit().await?;
    }
    Err(ServiceError::TooMany)
}

/// A person, known or not, in the audit log.
pub(super) fn object(whom: Option<Uuid>) -> String {
    whom.map_or_else(|| "person/unknown".to_owned(), |id| format!("person/{id}"))
}

fn account_key(email: &str, from: IpAddr) -> String {
    sha256_hex(format!("account {} {}", email_key(email), network_of(from)).as_bytes())
}

fn network_key(from: IpAddr) -> String {
    sha256_hex(format!("network {}", network_of(from)).as_bytes())
}

/// The network an address belongs to: itself for IPv4, the first 64 bits for IPv6.
fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => address.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(),
    }
}
