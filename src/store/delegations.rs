//! Delegations: who without an account was asked to answer which sections of an assessment, and the sessions that their links begin.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::assessments::AssessmentState;
use super::column::{Day, LangCode, MaybeMillis, Millis};
use super::{StoreError, Tx};
use crate::ids::SecretHash;
use crate::lang::Lang;

words! {
    /// Where a section stands between its owner and the person who was asked.
    SectionState {
        /// The link has not been opened yet.
        Invited = "invited",
        /// The link has been opened.
        Opened = "opened",
        /// The person says that it is done.
        Returned = "returned",
        /// The owner has approved it.
        Approved = "approved",
        /// The owner has sent it back with a remark.
        SentBack = "sent_back",
    }
}

impl SectionState {
    /// Whether the person who was asked may answer: until the section is returned, and again once it is sent back.
    pub const fn accepts_answers(self) -> bool {
        matches!(self, Self::Invited | Self::Opened | Self::SentBack)
    }
}

/// Somebody who was asked.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Delegation {
    /// Id.
    pub id: Uuid,
    /// The assessment.
    pub assessment_id: Uuid,
    /// The form it came from: the same form asks the same address once.
    pub request: Uuid,
    /// Who asked.
    pub asked_by: Uuid,
    /// Name; empty if only the address is known.
    pub name: String,
    /// E-mail address as it was typed; empty once the person is erased.
    pub email: String,
    /// The address as it is compared: case folded by the caller.
    pub email_key: String,
    /// The language of the link and of mails.
    #[sqlx(try_from = "LangCode")]
    pub language: Lang,
    /// What the owner wrote; empty if nothing.
    pub message: String,
    /// Until when answers are asked for.
    #[sqlx(try_from = "Day")]
    pub due_on: Date,
    /// When it was made.
    #[sqlx(try_from = "Millis")]
    pub created_at: Timestamp,
    /// 0 at first, then one more with every change by the owner.
    pub revision: i64,
    /// When the link was opened for the first time.
    #[sqlx(try_from = "MaybeMillis")]
    pub first_opened_at: Option<Timestamp>,
    /// When the link was opened for the last time.
    #[sqlx(try_from = "MaybeMillis")]
    pub last_opened_at: Option<Timestamp>,
    /// When the owner took it back.
    #[sqlx(try_from = "MaybeMillis")]
    pub revoked_at: Option<Timestamp>,
}

impl std::fmt::Debug for Delegation {
    /// The id alone: a log must hold neither names nor addresses.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delegation").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Delegation {
    /// What the person is called: by name, else by address; empty once they are erased.
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.email } else { &self.name }
    }

    /// Whether the person is erased: nobody is left to write to.
    pub const fn is_erased(&self) -> bool {
        self.email.is_empty()
    }
}

/// A section that somebody was asked for.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DelegatedSection {
    /// The delegation.
    pub delegation_id: Uuid,
    /// Id of the section's dimension or module.
    pub section: String,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: SectionState,
    /// What the owner wrote when sending it back; empty otherwise.
    pub remark: String,
    /// Since when it stands there.
    #[sqlx(try_from = "Millis")]
    pub changed_at: Timestamp,
    /// 0 at first, then one more with every change of the state.
    pub revision: i64,
}

/// A change of a section.
#[derive(Debug, Clone, Copy)]
pub struct SectionChange<'a> {
    /// The section.
    pub section: &'a str,
    /// The revision that the writer has seen.
    pub revision: i64,
    /// Where it stands from now on.
    pub state: SectionState,
    /// What the owner writes; empty unless it is sent back.
    pub remark: &'a str,
    /// When.
    pub at: Timestamp,
}

/// A session that a link has begun.
#[derive(Clone)]
pub struct NewSession {
    /// Hash of the cookie's secret.
    pub token_hash: SecretHash,
    /// The delegation.
    pub delegation_id: Uuid,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// The secret that forms carry against forged requests.
    pub csrf: String,
}

/// One section of a session together with its delegation: all that a request needs, from one statement.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SignedIn {
    /// The delegation.
    pub delegation_id: Uuid,
    /// The assessment.
    pub assessment_id: Uuid,
    /// Where the assessment stands.
    #[sqlx(try_from = "String")]
    pub assessment_state: AssessmentState,
    /// Name; empty if only the address is known.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Language.
    #[sqlx(try_from = "LangCode")]
    pub language: Lang,
    /// Until when answers are asked for.
    #[sqlx(try_from = "Day")]
    pub due_on: Date,
    /// When the session began.
    #[sqlx(try_from = "Millis")]
    pub created_at: Timestamp,
    /// When it was last touched.
    #[sqlx(try_from = "Millis")]
    pub last_seen_at: Timestamp,
    /// When it ends at the latest.
    #[sqlx(try_from = "Millis")]
    pub expires_at: Timestamp,
    /// The secret that forms carry against forged requests.
    pub csrf: String,
    /// Id of the section's dimension or module.
    pub section: String,
    /// Where the section stands.
    #[sqlx(try_from = "String")]
    pub section_state: SectionState,
}

impl std::fmt::Debug for SignedIn {
    /// The id alone: a log must hold neither names nor secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignedIn").field("delegation_id", &self.delegation_id).finish_non_exhaustive()
    }
}

statements! {
    INSERT = "insert into delegation (id, assessment_id, request, asked_by, name, email, email_key, language, message, due_on, created_at, revision)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0) on conflict (assessment_id, request, email_key) do nothing";
    INSERT_SECTION = "insert into delegated_section (delegation_id, section, state, remark, changed_at, revision)
        values ($1, $2, 'invited', '', $3, 0)";
    BY_ID = "select id, assessment_id, request, asked_by, name, email, email_key, language, message, due_on, created_at, revision, first_opened_at,
            last_opened_at, revoked_at
        from delegation where id = $1";
    BY_TOKEN = "select d.id, d.assessment_id, d.request, d.asked_by, d.name, d.email, d.email_key, d.language, d.message, d.due_on, d.created_at,
            d.revision, d.first_opened_at, d.last_opened_at, d.revoked_at
        from delegation_link as l join delegation as d on d.id = l.delegation_id where l.token_hash = $1";
    INSERT_LINK = "insert into delegation_link (token_hash, delegation_id, created_at) values ($1, $2, $3)";
    DROP_LINKS = "delete from delegation_link where delegation_id = $1";
    OF_ASSESSMENT = "select id, assessment_id, request, asked_by, name, email, email_key, language, message, due_on, created_at, revision,
            first_opened_at, last_opened_at, revoked_at
        from delegation where assessment_id = $1 order by id";
    SECTIONS = "select delegation_id, section, state, remark, changed_at, revision from delegated_section where delegation_id = $1 order by section";
    SECTIONS_OF_ASSESSMENT = "select x.delegation_id, x.section, x.state, x.remark, x.changed_at, x.revision
        from delegation as d join delegated_section as x on x.delegation_id = d.id where d.assessment_id = $1";
    OPEN = "update delegation set first_opened_at = coalesce(first_opened_at, $2), last_opened_at = $2 where id = $1";
    OPEN_SECTIONS = "update delegated_section set state = 'opened', changed_at = $2, revision = revision + 1
        where delegation_id = $1 and state = 'invited'";
    CHANGE_SECTION = "update delegated_section set state = $4, remark = $5, changed_at = $6, revision = revision + 1
        where delegation_id = $1 and section = $2 and revision = $3";
    REVOKE = "update delegation set revoked_at = $3, revision = revision + 1 where id = $1 and revision = $2";
    EXTEND = "update delegation set due_on = $3, revision = revision + 1 where id = $1 and revision = $2";
    RENEW = "update delegation set revoked_at = null, revision = revision + 1 where id = $1 and revision = $2";
    ERASE = "update delegation set name = '', email = '', email_key = $2, message = '', revoked_at = coalesce(revoked_at, $3), revision = revision + 1
        where id = $1";
    ERASE_REMARKS = "update delegated_section set remark = '' where delegation_id = $1";
    ERASE_ADDRESSES = "update letter set address = '', due_at = null,
        state = case when state in ('queued', 'sending') then 'cancelled' else state end where delegation_id = $1 and person_id is null";
    DROP_KEPT_FORMS = "delete from kept_form where person_id = $1";
    WITH_EMAIL = "select id from delegation where email_key = $1 order by id";
    INSERT_SESSION = "insert into delegation_session (token_hash, delegation_id, created_at, last_seen_at, expires_at, csrf)
        values ($1, $2, $3, $3, $4, $5)";
    SIGNED_IN = "select d.id as delegation_id, d.assessment_id, a.state as assessment_state, d.name, d.email, d.language, d.due_on, s.created_at,
            s.last_seen_at, s.expires_at, s.csrf, x.section, x.state as section_state
        from delegation_session as s join delegation as d on d.id = s.delegation_id join assessment as a on a.id = d.assessment_id
            join delegated_section as x on x.delegation_id = d.id
        where s.token_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3 and d.revoked_at is null";
    TOUCH_SESSION = "update delegation_session set last_seen_at = $2 where token_hash = $1 and last_seen_at < $2";
    END_SESSION = "delete from delegation_session where token_hash = $1";
    END_SESSIONS_OF = "delete from delegation_session where delegation_id = $1";
    SWEEP_SESSIONS = "delete from delegation_session where expires_at <= $1";
}

/// Keeps a delegation with its sections. Gives whether it is new: a form that is sent again asks nobody twice.
///
/// # Errors
/// [`StoreError::Other`] if the assessment or the person who asks is not there.
pub async fn insert(tx: &mut Tx, delegation: &Delegation, sections: &[&str]) -> Result<bool, StoreError> {
    let Delegation { id, assessment_id, request, asked_by, name, email, email_key, language, message, due_on, created_at, .. } = delegation;
    let (created_at, due_on) = (created_at.as_millisecond(), due_on.to_string());
    let language = language.code();
    let rows = execute!(tx, INSERT, id, assessment_id, request, asked_by, name, email, email_key, language, message, due_on, created_at)?;
    if rows == 0 {
        return Ok(false);
    }
    for section in sections {
        execute!(tx, INSERT_SECTION, id, *section, created_at)?;
    }
    Ok(true)
}

/// The delegation with an id.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Delegation>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_ID).bind(id).fetch_optional(c).await)?)
}

/// Keeps another link of a delegation; those before work as well.
///
/// # Errors
/// [`StoreError::Other`] if there is no such delegation.
pub async fn insert_link(tx: &mut Tx, id: Uuid, token: &SecretHash, at: Timestamp) -> Result<(), StoreError> {
    execute!(tx, INSERT_LINK, &token.0, id, at.as_millisecond())?;
    Ok(())
}

/// The delegation of a link, without using it: a page may show what it is for, and a mail scanner that opens it burns nothing.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_token(tx: &mut Tx, token: &SecretHash) -> Result<Option<Delegation>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_TOKEN).bind(&token.0).fetch_optional(c).await)?)
}

/// Everybody who was asked about an assessment, the first one first.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_assessment(tx: &mut Tx, assessment: Uuid) -> Result<Vec<Delegation>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(OF_ASSESSMENT).bind(assessment).fetch_all(c).await)?)
}

/// The sections of a delegation, in the order of their ids.
///
/// # Errors
/// See [`StoreError`].
pub async fn sections(tx: &mut Tx, delegation: Uuid) -> Result<Vec<DelegatedSection>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(SECTIONS).bind(delegation).fetch_all(c).await)?)
}

/// The sections of every delegation of an assessment, in no order.
///
/// # Errors
/// See [`StoreError`].
pub async fn sections_of_assessment(tx: &mut Tx, assessment: Uuid) -> Result<Vec<DelegatedSection>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(SECTIONS_OF_ASSESSMENT).bind(assessment).fetch_all(c).await)?)
}

/// Notes that a link was opened, and moves its sections on from [`SectionState::Invited`].
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such delegation.
pub async fn open(tx: &mut Tx, id: Uuid, at: Timestamp) -> Result<(), StoreError> {
    if execute!(tx, OPEN, id, at.as_millisecond())? == 0 {
        return Err(StoreError::NotFound);
    }
    execute!(tx, OPEN_SECTIONS, id, at.as_millisecond())?;
    Ok(())
}

/// Moves a section on, if nobody has since the revision that the writer has seen.
///
/// # Errors
/// [`StoreError::Conflict`] if somebody has, or there is no such section.
pub async fn change_section(tx: &mut Tx, delegation: Uuid, change: SectionChange<'_>) -> Result<(), StoreError> {
    let SectionChange { section, revision, state, remark, at } = change;
    swapped(execute!(tx, CHANGE_SECTION, delegation, section, revision, state.as_str(), remark, at.as_millisecond())?)
}

/// Takes a delegation back; its sessions end. Its links stay known, so that who opens one is told.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision.
pub async fn revoke(tx: &mut Tx, id: Uuid, revision: i64, at: Timestamp) -> Result<(), StoreError> {
    swapped(execute!(tx, REVOKE, id, revision, at.as_millisecond())?)?;
    execute!(tx, END_SESSIONS_OF, id)?;
    Ok(())
}

/// Sets another day until which answers are asked for.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision.
pub async fn extend(tx: &mut Tx, id: Uuid, revision: i64, due_on: Date) -> Result<(), StoreError> {
    swapped(execute!(tx, EXTEND, id, revision, due_on.to_string())?)
}

/// Makes every link of a delegation void and ends its sessions, before it gets another link; one that was taken back is there again.
///
/// # Errors
/// [`StoreError::Conflict`] if it has another revision.
pub async fn renew(tx: &mut Tx, id: Uuid, revision: i64) -> Result<(), StoreError> {
    swapped(execute!(tx, RENEW, id, revision)?)?;
    for sql in [DROP_LINKS, END_SESSIONS_OF] {
        execute!(tx, sql, id)?;
    }
    Ok(())
}

/// Erases who was asked: name, address, message, remarks, links, sessions, kept forms and the address of letters go, and letters that wait are not sent;
/// the bare id stays beside the answers, in their history and in the audit log.
///
/// # Errors
/// [`StoreError::NotFound`] if there is no such delegation.
pub async fn erase(tx: &mut Tx, id: Uuid, at: Timestamp) -> Result<(), StoreError> {
    if execute!(tx, ERASE, id, format!("erased {id}"), at.as_millisecond())? == 0 {
        return Err(StoreError::NotFound);
    }
    for sql in [ERASE_REMARKS, ERASE_ADDRESSES, DROP_LINKS, END_SESSIONS_OF, DROP_KEPT_FORMS] {
        execute!(tx, sql, id)?;
    }
    Ok(())
}

/// The delegations for which an address was asked, in whatever assessment.
///
/// # Errors
/// See [`StoreError`].
pub async fn with_email(tx: &mut Tx, email_key: &str) -> Result<Vec<Uuid>, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(WITH_EMAIL).bind(email_key).fetch_all(c).await)?)
}

/// Begins a session.
///
/// # Errors
/// [`StoreError::Other`] if there is no such delegation.
pub async fn insert_session(tx: &mut Tx, session: &NewSession) -> Result<(), StoreError> {
    let NewSession { token_hash, delegation_id, created_at, expires_at, csrf } = session;
    execute!(tx, INSERT_SESSION, &token_hash.0, delegation_id, created_at.as_millisecond(), expires_at.as_millisecond(), csrf)?;
    Ok(())
}

/// The session of a cookie with its delegation, a row a section; no row if it has ended, was not touched after `idle_since`, or the delegation was
/// taken back.
///
/// # Errors
/// See [`StoreError`].
pub async fn signed_in(tx: &mut Tx, token: &SecretHash, now: Timestamp, idle_since: Timestamp) -> Result<Vec<SignedIn>, StoreError> {
    let (now, idle_since) = (now.as_millisecond(), idle_since.as_millisecond());
    Ok(on!(tx, c => sqlx::query_as(SIGNED_IN).bind(&token.0).bind(now).bind(idle_since).fetch_all(c).await)?)
}

/// Notes that a session was used; an earlier time than the noted one changes nothing.
///
/// # Errors
/// See [`StoreError`].
pub async fn touch_session(tx: &mut Tx, token: &SecretHash, at: Timestamp) -> Result<(), StoreError> {
    execute!(tx, TOUCH_SESSION, &token.0, at.as_millisecond())?;
    Ok(())
}

/// Ends a session; nothing happens if it has ended.
///
/// # Errors
/// See [`StoreError`].
pub async fn end_session(tx: &mut Tx, token: &SecretHash) -> Result<(), StoreError> {
    execute!(tx, END_SESSION, &token.0)?;
    Ok(())
}

/// Removes sessions that ended before a time; gives how many rows went.
///
/// # Errors
/// See [`StoreError`].
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(tx, SWEEP_SESSIONS, before.as_millisecond())?)
}

/// An error unless the compare-and-swap found its row.
const fn swapped(rows: u64) -> Result<(), StoreError> {
    if rows == 0 { Err(StoreError::CONFLICT) } else { Ok(()) }
}
