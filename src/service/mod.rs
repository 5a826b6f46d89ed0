//! Use cases: each checks rights, reads or changes the store in one transaction, and answers with plain data.
//!
//! Nothing here knows of pages or of SQL. One file a family of use cases.

pub mod access;
pub mod assessments;
pub mod attempts;
pub mod board;
pub mod campaigns;
pub mod delegations;
pub mod demo;
pub mod explain;
pub mod exports;
pub mod fill_in;
pub mod front;
pub mod home;
pub mod kept_forms;
pub mod letters;
pub mod mail;
pub mod networks;
pub mod overview;
pub mod passkeys;
pub mod passwords;
pub mod people;
pub mod places;
pub mod provider;
pub mod public_data;
pub mod registers;
pub mod results;
pub mod review;
pub mod rounds;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod stages;
pub mod surveys;
pub mod versions;
pub mod views;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use crate::clock::Clock;
use crate::ids::Secret;
use crate::lang::format::WARSAW;
pub use crate::store::StoreError;
use crate::store::audit::{self, Head, NewEntry};
pub use crate::store::campaigns::{Campaign, CampaignState};
use crate::store::evidence_folder::EvidenceFolder;
pub use crate::store::municipalities::Municipality;
pub use crate::store::people::Role;
pub use crate::store::sign_in::LinkPurpose;
use crate::store::{Db, Tx};

use passwords::Passwords;
use places::Places;
use surveys::Surveys;

/// What every use case needs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Clock,
    surveys: Surveys,
    passwords: Passwords,
    places: Places,
    boards: board::Boards,
    settings: Settings,
    relying_party: Option<webauthn_rs::Webauthn>,
    provider: Option<provider::Provider>,
    mark_key: Secret,
    evidence: Option<EvidenceFolder>,
}

/// What the operator decides when the process starts.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The address under which people reach the service, without a slash at the end; links in messages begin with it.
    pub public_url: String,
    /// A demo: everybody may sign in as anybody with one click, and every page says so.
    pub demo: bool,
    /// The sender of letters, as in `Miernik <miernik@example.org>`; none if there is no mail server: then pages show the links.
    pub mail_from: Option<String>,
    /// Roles that need a second factor at sign-in.
    pub second_factor_for: Vec<Role>,
    /// A provider of identities with which people can sign in.
    pub provider: Option<provider::ProviderSettings>,
    /// The folder for files behind answers; without one, none are taken.
    pub evidence: Option<PathBuf>,
}

impl App {
    /// Puts the parts together; reads the surveys that the database keeps, and removes what unfinished uploads have left.
    ///
    /// # Errors
    /// If the database or the folder for files cannot be read, or the database cannot be written where it is new, or keeps a survey that this version
    /// cannot read.
    pub async fn new(db: Db, clock: Clock, settings: Settings) -> Result<Self, ServiceError> {
        let surveys = Surveys::open(&db).await?;
        let mark_key = kept_forms::mark_key(&db).await?;
        let evidence = settings.evidence.as_deref().map(EvidenceFolder::open).transpose()?;
        if let Some(folder) = &evidence {
            let swept = folder.sweep(&db, clock.now()).await?;
            if swept > 0 {
                tracing::info!(files = swept, "unfinished uploads removed");
            }
        }
        let relying_party = passkeys::relying_party(&settings.public_url);
        let provider = settings.provider.clone().map(provider::Provider::new).transpose()?;
        let (passwords, places, boards) = (Passwords::new(), Places::new(), board::Boards::default());
        Ok(Self { inner: Arc::new(Inner { db, clock, surveys, passwords, places, boards, settings, relying_party, provider, mark_key, evidence }) })
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The day that `today()` is in the conditions of an assessment, in Poland: the day of submission, before that the day of asking.
    pub fn day_of(&self, submitted_at: Option<Timestamp>) -> Date {
        day(submitted_at.unwrap_or_else(|| self.now()))
    }

    /// The surveys.
    pub fn surveys(&self) -> &Surveys {
        &self.inner.surveys
    }

    /// Passwords.
    pub fn passwords(&self) -> &Passwords {
        &self.inner.passwords
    }

    /// Places for work that takes long.
    pub fn places(&self) -> &Places {
        &self.inner.places
    }

    /// The results of campaigns, ready to be compared.
    pub(crate) fn boards(&self) -> &board::Boards {
        &self.inner.boards
    }

    /// The folder for files behind answers.
    ///
    /// # Errors
    /// [`ServiceError::State`] if there is none.
    pub(crate) fn evidence(&self) -> Result<&EvidenceFolder, ServiceError> {
        self.inner.evidence.as_ref().ok_or(ServiceError::State("no-files"))
    }

    /// What the operator decided.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// How this installation speaks to authenticators, if browsers give it passkeys.
    pub(crate) fn relying_party(&self) -> Option<&webauthn_rs::Webauthn> {
        self.inner.relying_party.as_ref()
    }

    /// The provider of identities, if there is one.
    pub(crate) fn provider(&self) -> Option<&provider::Provider> {
        self.inner.provider.as_ref()
    }

    /// The key that signs whose form it is.
    pub(crate) fn mark_key(&self) -> &Secret {
        &self.inner.mark_key
    }

    /// Writes one audit line; the last thing before a commit.
    ///
    /// # Errors
    /// As [`audit::append`].
    pub async fn note(&self, tx: &mut Tx, actor: Option<Uuid>, action: &str, object: &str, detail: &impl Serialize) -> Result<(), ServiceError> {
        let detail = serde_json::to_string(detail).map_err(StoreError::from)?;
        audit::append(tx, NewEntry { at: self.now(), actor, action, object, detail: &detail }).await?;
        Ok(())
    }

    /// Writes one audit line where the head of the log is locked already.
    ///
    /// # Errors
    /// As [`audit::append_to`].
    pub async fn note_to(
        &self,
        tx: &mut Tx,
        head: Head,
        actor: Option<Uuid>,
        action: &str,
        object: &str,
        detail: &impl Serialize,
    ) -> Result<(), ServiceError> {
        let detail = serde_json::to_string(detail).map_err(StoreError::from)?;
        audit::append_to(tx, head, NewEntry { at: self.now(), actor, action, object, detail: &detail }).await?;
        Ok(())
    }
}

/// Why a use case was not carried out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServiceError {
    /// There is no such thing, or this person must not know of it.
    #[error("there is no such thing here")]
    NotFound,
    /// The person must sign in first.
    #[error("sign-in is needed")]
    SignInNeeded,
    /// The person may see it, but not do this.
    #[error("this person may not do this")]
    Forbidden,
    /// It cannot be done in the present state, for example because it is submitted already.
    #[error("this cannot be done now: {0}")]
    State(&'static str),
    /// What was sent in is wrong; the fields and stable codes of the reasons.
    #[error("the input was refused")]
    Invalid(Vec<FieldError>),
    /// Too many attempts; try again later.
    #[error("too many attempts")]
    TooMany,
    /// Too much is under way already; try again in a moment.
    #[error("too much is under way")]
    Busy,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something in the program or its surroundings failed.
    #[error("{0}")]
    Internal(String),
}

/// One field that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field in the form.
    pub field: String,
    /// Key of the message in the catalogues; also the stable code.
    pub code: &'static str,
}

impl FieldError {
    /// A refused field.
    pub fn new(field: &str, code: &'static str) -> Self {
        Self { field: field.to_owned(), code }
    }
}

/// The calendar day of a time, in Poland.
fn day(at: Timestamp) -> Date {
    at.to_zoned(WARSAW.clone()).date()
}
