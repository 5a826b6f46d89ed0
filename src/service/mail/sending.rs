//! Sending what is in the outbox, one letter at a time: mark it, hand it over, note how that ended.
//!
//! A process that is killed in between leaves the mark behind; the letter is then sent anew, at the next start or, where several processes share the
//! database, when the mark has run out. So none is lost. One may arrive twice only if the process dies after the mail server has taken the letter and
//! before that is noted, which SMTP itself cannot tell apart from a letter that was not taken; both copies carry the same Message-ID.

use std::time::Duration;

use jiff::SignedDuration;
use tokio::sync::watch;
use uuid::Uuid;

use super::Message;
use super::carrier::{Carrier, Ready, Refusal};
use super::compose::{About, Addresses, Asked, Composed, Parts, SignInLink, compose};
use crate::lang::Lang;
use crate::service::assessments::key;
use crate::service::delegations::DelegatedSection;
use crate::service::{App, CampaignState, LinkPurpose, Role, ServiceError, delegations, registers, sign_in};
use crate::store::letters::{self, Letter, LetterKind, LetterState, Outcome};
use crate::store::people::Person;
use crate::store::{Db, StoreError, Tx, assessments, campaigns, municipalities, networks, people};

/// While there is nothing to send, the outbox is looked at this often.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// An attempt that has not ended after this long is abandoned: longer than the carrier takes at most.
pub const ABANDONED: SignedDuration = SignedDuration::from_mins(3);
/// After the first failure it is tried again after this long, then after twice as long each time …
const FIRST_WAIT: SignedDuration = SignedDuration::from_mins(1);
/// … up to this long.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(4);
/// Attempts before a letter is given up: about two days.
pub const MOST_ATTEMPTS: i64 = 20;
/// While the mail server does not answer, it is asked this often.
const SERVER_WAIT: SignedDuration = SignedDuration::from_secs(30);
/// Letters that have ended are kept this long.
const KEEP: SignedDuration = SignedDuration::from_hours(24 * 400);

/// Why a letter is not sent after all; kept beside it as its stable code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The municipality has handed in.
    HandedIn,
    /// The campaign is not open any more.
    CampaignOver,
    /// The account is shut, or the person no longer answers for the municipality.
    NoLonger,
    /// Who was asked has given everything back.
    GivenBack,
    /// An administrator has cancelled it.
    ByHand,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::HandedIn, Self::CampaignOver, Self::NoLonger, Self::GivenBack, Self::ByHand];

    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::HandedIn => "handed-in",
            Self::CampaignOver => "campaign-over",
            Self::NoLonger => "no-longer",
            Self::GivenBack => "given-back",
            Self::ByHand => "by-hand",
        }
    }
}

/// What one look at the outbox came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing is due.
    Nothing,
    /// The mail server does not answer; what is due was put off.
    NoServer,
    /// A letter was looked at; where it stands now.
    Done(LetterState),
    /// Another process was faster.
    Taken,
}

/// Sends letters until it is told to stop; then the letter under way is finished first. An error of the database is logged, and it goes on.
pub async fn run(app: App, carrier: Carrier, addresses: Addresses, mut stop: watch::Receiver<bool>) {
    if let Err(error) = recover(&app).await {
        tracing::warn!(%error, "letters that were being sent cannot be taken up again yet");
    }
    while !*stop.borrow() {
        let pause = match next(&app, &carrier, addresses).await {
            Ok(Step::Done(state)) => {
                tracing::debug!(state = state.as_str(), "letter");
                continue;
            }
            Ok(Step::Taken) => continue,
            Ok(Step::Nothing) => LOOK_EVERY,
            Ok(Step::NoServer) => SERVER_WAIT.unsigned_abs(),
            Err(error) => {
                tracing::warn!(%error, "the outbox cannot be worked on");
                SERVER_WAIT.unsigned_abs()
            }
        };
        // Whoever could tell it to stop is gone, or has done so: either way this is the end of the pause.
        let _ = tokio::time::timeout(pause, stop.changed()).await;
        if stop.has_changed().is_err() {
            return;
        }
    }
}

/// Takes up what a process that was killed has left, where this process is the only one; elsewhere the marks run out by themselves.
///
/// # Errors
/// If the store fails.
pub async fn recover(app: &App) -> Result<(), ServiceError> {
    if matches!(app.db(), Db::Sqlite { .. }) {
        let mut tx = app.db().write().await?;
        letters::release(&mut tx, app.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Looks at the outbox and sends the letter that is due first, if there is one.
///
/// # Errors
/// If the store fails; the letter is then taken up again later.
pub async fn next(app: &App, carrier: &Carrier, addresses: Addresses) -> Result<Step, ServiceError> {
    let Some(due) = letters::next_due(&mut app.db().read().await?, app.now()).await? else { return Ok(Step::Nothing) };
    if let Err(error) = carrier.is_there().await {
        tracing::warn!(error, "no way to the mail server");
        let mut tx = app.db().write().await?;
        letters::postpone(&mut tx, due.id, due.attempts, app.now() + SERVER_WAIT, &error).await?;
        tx.commit().await?;
        return Ok(Step::NoServer);
    }
    let composed = match begin(app, &due, addresses).await? {
        Begun::Ready(composed) => composed,
        Begun::Step(step) => return Ok(step),
    };
    let id = format!("{}.{}", due.id.simple(), due.resends);
    let ready = Ready {
        id: &id,
        to: &due.address,
        language: due.language.code(),
        subject: &composed.subject,
        text: &composed.text,
        at: due.created_at.into(),
    };
    let ended = carrier.hand_over(&ready).await;
    end(app, &due, due.attempts + 1, ended).await
}

enum Begun {
    Ready(Composed),
    Step(Step),
}

/// Marks a letter as being sent and composes it, in one transaction: whether it is to be sent at all is decided by what stands in the database then.
async fn begin(app: &App, due: &Letter, addresses: Addresses) -> Result<Begun, ServiceError> {
    let mut tx = app.db().write().await?;
    if !letters::claim(&mut tx, due.id, due.attempts, app.now() + ABANDONED).await? {
        return Ok(Begun::Step(Step::Taken));
    }
    let message: Message = serde_json::from_str(&due.arguments).map_err(StoreError::from)?;
    let ready = match still_wanted(&mut tx, due).await? {
        Ok(()) => composed(app, &mut tx, due, &message, addresses).await?,
        Err(reason) => Err(reason),
    };
    let begun = match ready {
        Ok(composed) => Begun::Ready(composed),
        Err(reason) => {
            let outcome = Outcome { state: LetterState::Cancelled, due_at: None, error: Some(reason.code()), ended_at: Some(app.now()) };
            letters::settle(&mut tx, due.id, due.attempts + 1, outcome).await?;
            Begun::Step(Step::Done(LetterState::Cancelled))
        }
    };
    tx.commit().await?;
    Ok(begun)
}

/// Whether the reason for which a letter was written still holds.
async fn still_wanted(tx: &mut Tx, letter: &Letter) -> Result<Result<(), Reason>, ServiceError> {
    let person = match letter.person_id {
        Some(id) => people::by_id(tx, id).await?.filter(|person| person.disabled_at.is_none()),
        None => None,
    };
    if letter.person_id.is_some() && person.is_none() {
        return Ok(Err(Reason::NoLonger));
    }
    match letter.kind {
        LetterKind::Reminder | LetterKind::Campaign => still_asked(tx, letter, person.as_ref()).await,
        // The owner is told in any case.
        LetterKind::Delegation | LetterKind::DelegationSentBack | LetterKind::DelegationReminder => still_open(tx, letter).await,
        LetterKind::Replied => still_expert(tx, letter).await,
        _ => Ok(Ok(())),
    }
}

/// Whether a person still compares the municipalities of the network that a letter is about.
async fn still_expert(tx: &mut Tx, letter: &Letter) -> Result<Result<(), Reason>, ServiceError> {
    let (Some(person), Some(campaign)) = (letter.person_id, letter.campaign_id) else { return Ok(Err(Reason::NoLonger)) };
    let Some(campaign) = campaigns::by_id(tx, campaign).await? else { return Ok(Err(Reason::NoLonger)) };
    let grants = people::grants(tx, person).await?;
    let is_expert = grants.iter().any(|grant| grant.role == Role::Expert && grant.network_id == Some(campaign.network_id));
    Ok(if is_expert { Ok(()) } else { Err(Reason::NoLonger) })
}

/// Whether an assessment still takes answers. Whether the request is withdrawn is seen where its link is made.
async fn still_open(tx: &mut Tx, letter: &Letter) -> Result<Result<(), Reason>, ServiceError> {
    let assessment = match letter.assessment_id {
        Some(id) => assessments::by_id(tx, id).await?,
        None => None,
    };
    Ok(match assessment {
        Some(assessment) if !assessment.state.is_handed_in() => Ok(()),
        Some(_) => Err(Reason::HandedIn),
        None => Err(Reason::NoLonger),
    })
}

/// Whether a municipality is still asked for its answers, and this person by it.
async fn still_asked(tx: &mut Tx, letter: &Letter, person: Option<&Person>) -> Result<Result<(), Reason>, ServiceError> {
    let assessment = match letter.assessment_id {
        Some(id) => assessments::by_id(tx, id).await?,
        None => None,
    };
    let Some(assessment) = assessment else { return Ok(Err(Reason::NoLonger)) };
    if assessment.state.is_handed_in() {
        return Ok(Err(Reason::HandedIn));
    }
    let campaign = campaigns::by_id(tx, assessment.campaign_id).await?;
    if campaign.is_none_or(|campaign| campaign.state != CampaignState::Open) {
        return Ok(Err(Reason::CampaignOver));
    }
    if let Some(person) = person {
        let grants = people::grants(tx, person.id).await?;
        if !grants.iter().any(|grant| grant.role == Role::Officer && grant.municipality_id == Some(assessment.municipality_id)) {
            return Ok(Err(Reason::NoLonger));
        }
    }
    Ok(Ok(()))
}

/// Composes a letter, or says why it is not to be sent.
async fn composed(
    app: &App,
    tx: &mut Tx,
    letter: &Letter,
    message: &Message,
    addresses: Addresses,
) -> Result<Result<Composed, Reason>, ServiceError> {
    let about = match letter.assessment_id {
        Some(id) => about(app, tx, id, letter, addresses).await?,
        None => None,
    };
    let link = match letter.person_id.filter(|_| signs_in(letter.kind)) {
        Some(person) => Some(sign_in_link(app, tx, person, letter.language, addresses).await?),
        None => None,
    };
    let asked = match message.delegation() {
        Some(id) => match asked(app, tx, id, letter, message, addresses).await? {
            Ok(asked) => Some(asked),
            Err(reason) => return Ok(Err(reason)),
        },
        None => None,
    };
    let public_url = &app.settings().public_url;
    let parts = Parts { lang: letter.language, message, about: about.as_ref(), asked: asked.as_ref(), link: link.as_ref(), public_url };
    Ok(compose(&parts).ok_or(Reason::NoLonger))
}

/// The delegation of a letter, with a link of its own if it goes to who was asked: an earlier one is known by its hash alone, and could not be written
/// again. A reminder is for those who still have something to do.
async fn asked(
    app: &App,
    tx: &mut Tx,
    id: Uuid,
    letter: &Letter,
    message: &Message,
    addresses: Addresses,
) -> Result<Result<Asked, Reason>, ServiceError> {
    let told = delegations::told(app, tx, id, letter.language).await?;
    let to_owner = letter.kind == LetterKind::DelegationReturned;
    let Some(told) = told.filter(|told| to_owner || told.delegation.revoked_at.is_none()) else { return Ok(Err(Reason::NoLonger)) };
    let is_reminder = letter.kind == LetterKind::DelegationReminder;
    if is_reminder && !told.waits() {
        return Ok(Err(if told.ended.is_some() { Reason::NoLonger } else { Reason::GivenBack }));
    }
    let link = if to_owner {
        None
    } else {
        let secret = delegations::another_link(app, tx, id).await?;
        Some(format!("{}{}", app.settings().public_url, (addresses.asked)(letter.language, secret.reveal())))
    };
    let delegations::Told { delegation, asked_by, sections, .. } = told;
    let who = Some(delegation.called().to_owned()).filter(|who| !who.is_empty());
    let is_meant = |section: &DelegatedSection| match message {
        Message::DelegationSentBack { section: id, .. } => section.section == *id,
        _ => !is_reminder || section.state.accepts_answers(),
    };
    let sections = sections.into_iter().filter(|(section, _)| is_meant(section)).map(|(_, title)| title).collect();
    Ok(Ok(Asked { by: asked_by, who, sections, message: delegation.message, due_on: delegation.due_on, link }))
}

/// Whether a letter carries a link to sign in.
const fn signs_in(kind: LetterKind) -> bool {
    matches!(kind, LetterKind::Invitation | LetterKind::SignIn | LetterKind::Password | LetterKind::Campaign | LetterKind::Reminder)
}

async fn sign_in_link(app: &App, tx: &mut Tx, person: Uuid, lang: Lang, addresses: Addresses) -> Result<SignInLink, ServiceError> {
    let secret = sign_in::new_link(app, tx, LinkPurpose::SignIn, Some(person)).await?;
    let address = format!("{}{}", app.settings().public_url, (addresses.link)(lang, secret.reveal()));
    Ok(SignInLink { address, until: app.now() + sign_in::LINK })
}

async fn about(app: &App, tx: &mut Tx, assessment: Uuid, letter: &Letter, addresses: Addresses) -> Result<Option<About>, ServiceError> {
    let lang = letter.language;
    let Some(assessment) = assessments::by_id(tx, assessment).await? else { return Ok(None) };
    let Some(campaign) = campaigns::by_id(tx, assessment.campaign_id).await? else { return Ok(None) };
    let Some(network) = networks::by_id(tx, campaign.network_id).await? else { return Ok(None) };
    let Some(municipality) = municipalities::by_ids(tx, &[assessment.municipality_id]).await?.pop() else { return Ok(None) };
    let page = match letter.kind {
        LetterKind::Replied => (addresses.review)(lang, &campaign.slug, &key(&municipality)),
        _ => (addresses.assessment)(lang, assessment.id),
    };
    Ok(Some(About {
        title: campaign.title.get(lang).to_owned(),
        network: network.name.get(lang).to_owned(),
        municipality: registers::name(&municipality, lang).to_owned(),
        closes_on: campaign.closes_on,
        page: format!("{}{page}", app.settings().public_url),
    }))
}

/// Notes how an attempt ended.
async fn end(app: &App, letter: &Letter, attempt: i64, ended: Result<(), Refusal>) -> Result<Step, ServiceError> {
    let now = app.now();
    let over = |state, error| Outcome { state, due_at: None, error, ended_at: Some(now) };
    let outcome = match &ended {
        Ok(()) => over(LetterState::Sent, None),
        Err(Refusal::ForGood(error)) => over(LetterState::Bounced, Some(error.as_str())),
        Err(Refusal::ForNow(error)) if attempt >= MOST_ATTEMPTS => over(LetterState::Failed, Some(error.as_str())),
        Err(Refusal::ForNow(error)) => Outcome { state: LetterState::Queued, due_at: Some(now + wait(attempt)), error: Some(error), ended_at: None },
    };
    let mut tx = app.db().write().await?;
    letters::settle(&mut tx, letter.id, attempt, outcome).await?;
    tx.commit().await?;
    Ok(Step::Done(outcome.state))
}

/// How long to wait after an attempt, counted from 1, has failed.
fn wait(attempt: i64) -> SignedDuration {
    let doublings = u32::try_from(attempt - 1).unwrap_or(0).min(10);
    (FIRST_WAIT * 2_i32.pow(doublings)).min(LONGEST_WAIT)
}

/// Removes letters that ended long ago.
///
/// # Errors
/// If the store fails.
pub async fn sweep(app: &App) -> Result<u64, ServiceError> {
    let mut tx = app.db().write().await?;
    let rows = letters::sweep(&mut tx, app.now() - KEEP).await?;
    tx.commit().await?;
    Ok(rows)
}
