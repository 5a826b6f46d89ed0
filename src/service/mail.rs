//! Letters by e-mail: a use case puts a letter into the outbox in its own transaction ([`enqueue`]); [`sending`] sends it afterwards. What it says is
//! composed when it is sent, so that neither a link's secret nor a name that is erased meanwhile waits in the outbox.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sign_in::{email_key, is_email};
use super::{App, ServiceError, day};
use crate::ids::{new_id, sha256_hex};
use crate::lang::Lang;
use crate::store::assessments::{Assessment, AssessmentSummary};
use crate::store::letters as store;
pub use crate::store::letters::{LetterCount, LetterKind, LetterState};
use crate::store::{StoreError, Tx, people};

pub mod carrier;
mod compose;
pub mod sending;

pub use compose::Addresses;

/// What a letter says beyond what its campaign and assessment say by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Message {
    /// An account was made; with a link to sign in.
    Invitation,
    /// The link to sign in that the person has asked for.
    SignIn,
    /// The link to sign in by which an administrator lets a person set a new password.
    Password,
    /// A campaign is open for the municipality; needs [`Letter::assessment`].
    Campaign,
    /// The last day comes near; needs [`Letter::assessment`]. Not sent if the municipality has handed in meanwhile.
    Reminder,
    /// The municipality has handed in; needs [`Letter::assessment`].
    Receipt {
        /// The number on the receipt.
        receipt: String,
    },
    /// The expert has questions; needs [`Letter::assessment`].
    Returned {
        /// How many answers the questions are about.
        answers: usize,
        /// The revision of the assessment since then.
        revision: i64,
    },
    /// The municipality has answered the questions, and the experts look again; needs [`Letter::assessment`].
    Replied {
        /// The revision of the assessment since then.
        revision: i64,
    },
    /// The expert has verified the answers; needs [`Letter::assessment`].
    Verified {
        /// The revision of the assessment since then.
        revision: i64,
    },
    /// Somebody without an account is asked to answer sections; with a link. Needs [`Letter::assessment`].
    Delegation {
        /// The delegation.
        delegation: Uuid,
    },
    /// Sections were given back to who had asked for them; needs [`Letter::assessment`].
    DelegationReturned {
        /// The delegation.
        delegation: Uuid,
        /// The highest revision of the sections before they were given back.
        revision: i64,
    },
    /// A section was sent back with a remark; with a link. Needs [`Letter::assessment`].
    DelegationSentBack {
        /// The delegation.
        delegation: Uuid,
        /// Id of the section's dimension or module.
        section: String,
        /// The revision of the section before it was sent back.
        revision: i64,
    },
    /// Some sections are not given back yet; with a link. Needs [`Letter::assessment`]. Not sent if nothing is left to do, or the link is over.
    DelegationReminder {
        /// The delegation.
        delegation: Uuid,
    },
}

impl Message {
    /// What the letter is about.
    pub const fn kind(&self) -> LetterKind {
        match self {
            Self::Invitation => LetterKind::Invitation,
            Self::SignIn => LetterKind::SignIn,
            Self::Password => LetterKind::Password,
            Self::Campaign => LetterKind::Campaign,
            Self::Reminder => LetterKind::Reminder,
            Self::Receipt { .. } => LetterKind::Receipt,
            Self::Returned { .. } => LetterKind::Returned,
            Self::Replied { .. } => LetterKind::Replied,
            Self::Verified { .. } => LetterKind::Verified,
            Self::Delegation { .. } => LetterKind::Delegation,
            Self::DelegationReturned { .. } => LetterKind::DelegationReturned,
            Self::DelegationSentBack { .. } => LetterKind::DelegationSentBack,
            Self::DelegationReminder { .. } => LetterKind::DelegationReminder,
        }
    }

    /// The delegation that the letter is about, if it is about one.
    const fn delegation(&self) -> Option<Uuid> {
        match self {
            Self::Delegation { delegation }
            | Self::DelegationReturned { delegation, .. }
            | Self::DelegationSentBack { delegation, .. }
            | Self::DelegationReminder { delegation } => Some(*delegation),
            _ => None,
        }
    }

    /// Which round of the same thing a letter tells of: what is handed in or returned twice on one day has two letters. Empty where one a day is enough.
    fn round(&self) -> String {
        match self {
            Self::Receipt { receipt } => receipt.clone(),
            Self::DelegationSentBack { section, revision, .. } => format!("{section} {revision}"),
            Self::Returned { revision, .. }
            | Self::Replied { revision }
            | Self::Verified { revision }
            | Self::DelegationReturned { revision, .. } => revision.to_string(),
            Self::Invitation
            | Self::SignIn
            | Self::Password
            | Self::Campaign
            | Self::Reminder
            | Self::Delegation { .. }
            | Self::DelegationReminder { .. } => String::new(),
        }
    }

    /// Whether somebody has asked for just this letter, so that a second one on the same day is meant. Who asks is held back by limits of their own.
    const fn is_asked_for(&self) -> bool {
        matches!(self, Self::Invitation | Self::SignIn | Self::Password)
    }
}

/// Whom a letter is for.
#[derive(Debug, Clone, Copy)]
pub enum Recipient<'a> {
    /// A person with an account, at their address and in their language.
    Person(Uuid),
    /// Somebody without an account.
    Address {
        /// The e-mail address.
        address: &'a str,
        /// The language of the letter.
        language: Lang,
    },
}

/// A letter to be written.
#[derive(Debug, Clone)]
pub struct Letter<'a> {
    /// Whom it is for.
    pub to: Recipient<'a>,
    /// What it says.
    pub message: Message,
    /// The campaign it is about.
    pub campaign: Option<Uuid>,
    /// The assessment it is about.
    pub assessment: Option<Uuid>,
}

/// Whether letters are sent at all; if not, pages show the links.
pub fn is_on(app: &App) -> bool {
    app.settings().mail_from.is_some()
}

/// Puts a letter into the outbox, inside the transaction of what it tells of. Gives whether it was put there: not if mail is off, if the account is
/// shut, or if the same recipient has a letter of this kind about the same thing on this day already, and about the same round of it where it has rounds.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is no such person; [`ServiceError::Internal`] if the address is none: check it where it is typed.
pub async fn enqueue(app: &App, tx: &mut Tx, letter: &Letter<'_>) -> Result<bool, ServiceError> {
    if !is_on(app) {
        return Ok(false);
    }
    let (address, language, person_id) = match letter.to {
        Recipient::Person(id) => {
            let person = people::by_id(tx, id).await?.ok_or(ServiceError::NotFound)?;
            if person.disabled_at.is_some() {
                return Ok(false);
            }
            (person.email, person.language, Some(id))
        }
        Recipient::Address { address, language } => (address.trim().to_owned(), language, None),
    };
    if !is_email(&address) {
        return Err(ServiceError::Internal("a letter was to go to something that is no address".to_owned()));
    }
    let (id, now) = (new_id(), app.now());
    let day = day(now);
    let written = store::Letter {
        id,
        once_key: if letter.message.is_asked_for() { id.to_string() } else { once_key(letter, day, &address) },
        kind: letter.message.kind(),
        address,
        language,
        person_id,
        campaign_id: letter.campaign,
        assessment_id: letter.assessment,
        delegation_id: letter.message.delegation(),
        arguments: serde_json::to_string(&letter.message).map_err(StoreError::from)?,
        day,
        state: LetterState::Queued,
        attempts: 0,
        resends: 0,
        due_at: Some(now),
        last_error: None,
        created_at: now,
        ended_at: None,
    };
    Ok(store::insert(tx, &written).await?)
}

/// The assessment that a letter is about.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// The assessment.
    pub assessment: Uuid,
    /// Its campaign.
    pub campaign: Uuid,
    /// Its municipality.
    pub municipality: Uuid,
}

impl From<&Assessment> for About {
    fn from(of: &Assessment) -> Self {
        Self { assessment: of.id, campaign: of.campaign_id, municipality: of.municipality_id }
    }
}

impl From<&AssessmentSummary> for About {
    fn from(of: &AssessmentSummary) -> Self {
        Self { assessment: of.id, campaign: of.campaign_id, municipality: of.municipality_id }
    }
}

/// The same letter to everybody who answers for the municipality of an assessment; see [`enqueue`]. Gives how many were written.
///
/// # Errors
/// If the store fails.
pub async fn to_officers(app: &App, tx: &mut Tx, about: About, message: &Message) -> Result<usize, ServiceError> {
    if !is_on(app) {
        return Ok(0);
    }
    let officers = people::officers_of(tx, about.municipality).await?;
    to_people(app, tx, &officers, about, message).await
}

/// The same letter to every expert of a network; see [`enqueue`]. Gives how many were written.
///
/// # Errors
/// If the store fails.
pub async fn to_experts(app: &App, tx: &mut Tx, network: Uuid, about: About, message: &Message) -> Result<usize, ServiceError> {
    if !is_on(app) {
        return Ok(0);
    }
    let experts = people::experts_of(tx, network).await?;
    to_people(app, tx, &experts, about, message).await
}

async fn to_people(app: &App, tx: &mut Tx, people: &[Uuid], about: About, message: &Message) -> Result<usize, ServiceError> {
    let mut letters = 0;
    for person in people {
        let (to, message) = (Recipient::Person(*person), message.clone());
        let letter = Letter { to, message, campaign: Some(about.campaign), assessment: Some(about.assessment) };
        letters += usize::from(enqueue(app, tx, &letter).await?);
    }
    Ok(letters)
}

/// One letter of a kind about one thing a day to one recipient, or about one round of it. A hash: an erased address must not stay readable in it.
fn once_key(letter: &Letter<'_>, day: Date, address: &str) -> String {
    let about = letter.message.delegation().or(letter.assessment).or(letter.campaign).unwrap_or_default();
    sha256_hex(format!("{} {about} {day} {} {}", letter.message.kind().as_str(), email_key(address), letter.message.round()).as_bytes())
}
