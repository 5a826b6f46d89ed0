//! The outbox: letters that are to be sent, are being sent, or were. What they say is composed elsewhere, when they are sent.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::column::{Day, LangCode, MaybeMillis, Millis, maybe_millis};
use super::{StoreError, Tx};
use crate::lang::Lang;

words! {
    /// What a letter is about.
    LetterKind {
        /// An account was made.
        Invitation = "invitation",
        /// The person asked for a link to sign in.
        SignIn = "sign-in",
        /// An administrator lets somebody in again who has forgotten the password.
        Password = "password",
        /// A campaign was opened for the municipality.
        Campaign = "campaign",
        /// The last day of a campaign comes near, and the municipality has not handed in.
        Reminder = "reminder",
        /// The municipality has handed in.
        Receipt = "receipt",
        /// The expert has questions.
        Returned = "returned",
        /// The municipality has answered the questions.
        Replied = "replied",
        /// The expert has verified the answers.
        Verified = "verified",
        /// Somebody is asked to answer some sections.
        Delegation = "delegation",
        /// That person has given the sections back.
        DelegationReturned = "delegation-returned",
        /// The sections were sent back to that person with a remark.
        DelegationSentBack = "delegation-sent-back",
        /// Somebody who was asked has not given everything back.
        DelegationReminder = "delegation-reminder",
    }
}

words! {
    /// Where a letter stands.
    LetterState {
        /// It waits for its next attempt.
        Queued = "queued",
        /// It is being sent; whether it has arrived is not known.
        Sending = "sending",
        /// The mail server has taken it.
        Sent = "sent",
        /// No attempt succeeded, and there will be no other.
        Failed = "failed",
        /// The mail server has refused it for good: there is no such address, for instance.
        Bounced = "bounced",
        /// It is not to be sent any more.
        Cancelled = "cancelled",
    }
}

/// A letter.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Letter {
    /// Id.
    pub id: Uuid,
    /// What makes it one: kind, day, recipient and what it is about. A second letter with the same text here is not taken.
    pub once_key: String,
    /// What it is about.
    #[sqlx(try_from = "String")]
    pub kind: LetterKind,
    /// The e-mail address; empty once the person is erased.
    pub address: String,
    /// Its language.
    #[sqlx(try_from = "LangCode")]
    pub language: Lang,
    /// The person; none for somebody without an account.
    pub person_id: Option<Uuid>,
    /// The campaign it is about.
    pub campaign_id: Option<Uuid>,
    /// The assessment it is about.
    pub assessment_id: Option<Uuid>,
    /// The delegation it is about.
    pub delegation_id: Option<Uuid>,
    /// What only this letter says, as JSON.
    pub arguments: String,
    /// The day it was written, in Poland.
    #[sqlx(try_from = "Day")]
    pub day: Date,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: LetterState,
    /// How many attempts there were.
    pub attempts: i64,
    /// How often it was asked to be sent once more.
    pub resends: i64,
    /// When to look at it again; none if nothing is left to do.
    #[sqlx(try_from = "MaybeMillis")]
    pub due_at: Option<Timestamp>,
    /// Why the last attempt failed, or why it was cancelled.
    pub last_error: Option<String>,
    /// When it was written.
    #[sqlx(try_from = "Millis")]
    pub created_at: Timestamp,
    /// When it was sent or given up.
    #[sqlx(try_from = "MaybeMillis")]
    pub ended_at: Option<Timestamp>,
}

impl std::fmt::Debug for Letter {
    /// Without the address: a log must hold none.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letter").field("id", &self.id).field("kind", &self.kind).field("state", &self.state).finish_non_exhaustive()
    }
}

/// How many letters are in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct LetterCount {
    /// The state.
    #[sqlx(try_from = "String")]
    pub state: LetterState,
    /// How many.
    pub letters: i64,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    /// Where the letter stands now.
    pub state: LetterState,
    /// When to try again, if it is queued again.
    pub due_at: Option<Timestamp>,
    /// What went wrong.
    pub error: Option<&'a str>,
    /// When it ended, if it did.
    pub ended_at: Option<Timestamp>,
}

statements! {
    INSERT = "insert into letter (id, once_key, kind, address, language, person_id, campaign_id, assessment_id, delegation_id, arguments, day, state,
            attempts, resends, due_at, last_error, created_at, ended_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) on conflict (once_key) do nothing";
    BY_ID = "select id, once_key, kind, address, language, person_id, campaign_id, assessment_id, delegation_id, arguments, day, state, attempts, resends,
            due_at, last_error, created_at, ended_at
        from letter where id = $1";
    NEXT_DUE = "select id, once_key, kind, address, language, person_id, campaign_id, assessment_id, delegation_id, arguments, day, state, attempts, resends,
            due_at, last_error, created_at, ended_at
        from letter where due_at <= $1 order by due_at, id limit 1";
    CLAIM = "update letter set state = 'sending', attempts = attempts + 1, due_at = $3
        where id = $1 and attempts = $2 and state in ('queued', 'sending')";
    SETTLE = "update letter set state = $3, due_at = $4, last_error = $5, ended_at = $6 where id = $1 and attempts = $2 and state = 'sending'";
    POSTPONE = "update letter set due_at = $3, last_error = $4 where id = $1 and attempts = $2 and state in ('queued', 'sending')";
    RELEASE = "update letter set state = 'queued', due_at = $1 where due_at > $1 and state = 'sending'";
    CANCEL = "update letter set state = 'cancelled', due_at = null, last_error = $2, ended_at = $3 where id = $1 and state = 'queued'";
    RESEND = "update letter set state = 'queued', due_at = $2, resends = resends + 1, last_error = null, ended_at = null
        where id = $1 and resends = $3 and state in ('sent', 'failed', 'bounced', 'cancelled')";
    OF_CAMPAIGN = "select id, once_key, kind, address, language, person_id, campaign_id, assessment_id, delegation_id, arguments, day, state, attempts, resends,
            due_at, last_error, created_at, ended_at
        from letter where campaign_id = $1 and id < $2 order by id desc limit $3";
    COUNTS = "select state, count(*) as letters from letter where campaign_id = $1 group by state";
    REMINDED = "select person_id from letter where campaign_id = $1 and kind = 'reminder' and day = $2 and person_id is not null order by id";
    REMINDED_DELEGATIONS = "select delegation_id from letter
        where assessment_id = $1 and kind = 'delegation-reminder' and day = $2 and delegation_id is not null order by id";
    SWEEP = "delete from letter where ended_at <= $1";
}

/// Puts a letter into the outbox. Gives whether it is new: one with the same [`Letter::once_key`] is not taken.
///
/// # Errors
/// [`StoreError::Other`] if the person, the campaign or the assessment is not there.
pub async fn insert(tx: &mut Tx, letter: &Letter) -> Result<bool, StoreError> {
    let rows = execute!(
        tx,
        INSERT,
        letter.id,
        &letter.once_key,
        letter.kind.as_str(),
        &letter.address,
        letter.language.code(),
        letter.person_id,
        letter.campaign_id,
        letter.assessment_id,
        letter.delegation_id,
        &letter.arguments,
        letter.day.to_string(),
        letter.state.as_str(),
        letter.attempts,
        letter.resends,
        maybe_millis(letter.due_at),
        letter.last_error.as_deref(),
        letter.created_at.as_millisecond(),
        maybe_millis(letter.ended_at),
    )?;
    Ok(rows == 1)
}

/// The letter with an id.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Letter>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?)
}

/// The letter that is due first: one that waits, or one whose attempt was abandoned.
///
/// # Errors
/// See [`StoreError`].
pub async fn next_due(tx: &mut Tx, now: Timestamp) -> Result<Option<Letter>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(NEXT_DUE).bind(now.as_millisecond()).fetch_optional(c).await)?)
}

/// Marks the attempt after `attempts` as begun; until `until` nobody else begins another. Gives whether it was still free: of several who try, one
/// succeeds.
///
/// # Errors
/// See [`StoreError`].
pub async fn claim(tx: &mut Tx, id: Uuid, attempts: i64, until: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, CLAIM, id, attempts, until.as_millisecond())? == 1)
}

/// Notes how the attempt with this number ended. Gives whether it was still under way, and not taken over by another.
///
/// # Errors
/// See [`StoreError`].
pub async fn settle(tx: &mut Tx, id: Uuid, attempt: i64, outcome: Outcome<'_>) -> Result<bool, StoreError> {
    let Outcome { state, due_at, error, ended_at } = outcome;
    Ok(execute!(tx, SETTLE, id, attempt, state.as_str(), maybe_millis(due_at), error, maybe_millis(ended_at))? == 1)
}

/// Puts a letter off without an attempt, for instance because the mail server does not answer. Gives whether it still waited.
///
/// # Errors
/// See [`StoreError`].
pub async fn postpone(tx: &mut Tx, id: Uuid, attempts: i64, until: Timestamp, error: &str) -> Result<bool, StoreError> {
    Ok(execute!(tx, POSTPONE, id, attempts, until.as_millisecond(), error)? == 1)
}

/// Makes every letter that is being sent wait again, due now: for the start of a process that is the only one. Gives how many there were.
///
/// # Errors
/// See [`StoreError`].
pub async fn release(tx: &mut Tx, now: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(tx, RELEASE, now.as_millisecond())?)
}

/// Cancels a letter that waits. Gives whether it did.
///
/// # Errors
/// See [`StoreError`].
pub async fn cancel(tx: &mut Tx, id: Uuid, reason: &str, at: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, CANCEL, id, reason, at.as_millisecond())? == 1)
}

/// Makes a letter that has ended wait once more, as a new message. Gives whether it had ended and nobody else had asked since `resends`.
///
/// # Errors
/// See [`StoreError`].
pub async fn resend(tx: &mut Tx, id: Uuid, resends: i64, at: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, RESEND, id, at.as_millisecond(), resends)? == 1)
}

/// At most `limit` letters of a campaign that are older than one, the newest first; begin with [`Uuid::max`].
///
/// # Errors
/// See [`StoreError`].
pub async fn of_campaign(tx: &mut Tx, campaign: Uuid, before: Uuid, limit: u32) -> Result<Vec<Letter>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(OF_CAMPAIGN).bind(campaign).bind(before).bind(i64::from(limit)).fetch_all(c).await)?)
}

/// How many letters of a campaign are in each state; a state without letters is not named.
///
/// # Errors
/// See [`StoreError`].
pub async fn counts(tx: &mut Tx, campaign: Uuid) -> Result<Vec<LetterCount>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(COUNTS).bind(campaign).fetch_all(c).await)?)
}

/// The people to whom a reminder of a campaign was written on a day.
///
/// # Errors
/// See [`StoreError`].
pub async fn reminded(tx: &mut Tx, campaign: Uuid, day: Date) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(REMINDED).bind(campaign).bind(day.to_string()).fetch_all(c).await)?)
}

/// The delegations of an assessment of which somebody was reminded on a day.
///
/// # Errors
/// See [`StoreError`].
pub async fn reminded_delegations(tx: &mut Tx, assessment: Uuid, day: Date) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(REMINDED_DELEGATIONS).bind(assessment).bind(day.to_string()).fetch_all(c).await)?)
}

/// Removes letters that ended at a time or before it; gives how many.
///
/// # Errors
/// See [`StoreError`].
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(tx, SWEEP, before.as_millisecond())?)
}
