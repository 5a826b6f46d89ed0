//! The letters of a campaign, for who runs it: what was sent to whom, sending once more, cancelling; and reminders, with the list of who gets one first.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::access::Person;
use super::campaigns::{find, object};
use super::mail::{self, Letter, LetterCount, LetterKind, LetterState, Message, Recipient};
use super::{App, Campaign, CampaignState, FieldError, Municipality, ServiceError, day, registers};
use crate::lang::Lang;
use crate::store::people::Officer;
use crate::store::{Tx, assessments, letters as store, municipalities, people};

/// Letters on one page of the list.
pub const PAGE: u32 = 50;

/// A letter as it stands in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Id.
    pub id: Uuid,
    /// What it is about.
    pub kind: LetterKind,
    /// The e-mail address; empty once the person is erased.
    pub address: String,
    /// The municipality it is about.
    pub municipality: Option<Municipality>,
    /// Where it stands.
    pub state: LetterState,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was sent or given up.
    pub ended_at: Option<Timestamp>,
    /// When it is tried again, if it waits after an attempt that failed.
    pub again_at: Option<Timestamp>,
    /// Why it is where it is: a [`super::mail::sending::Reason`] by its code, or what the mail server said.
    pub why: Option<String>,
    /// How often it was asked to be sent once more: who asks names the number they have seen.
    pub resends: i64,
}

/// A page of the letters of a campaign, the newest first.
#[derive(Debug, Clone)]
pub struct Letters {
    /// The campaign.
    pub campaign: Campaign,
    /// Whether letters are sent at all.
    pub is_on: bool,
    /// How many are in which state, in the order of the states.
    pub counts: Vec<LetterCount>,
    /// The letters of this page.
    pub listed: Vec<Listed>,
    /// What to ask for to see older ones.
    pub older: Option<Uuid>,
}

/// A page of the letters of a campaign that are older than one of them; the newest if none is named.
///
/// # Errors
/// [`ServiceError::NotFound`] for somebody who does not run the campaign.
pub async fn page(app: &App, person: &Person, slug: &str, before: Option<Uuid>) -> Result<Letters, ServiceError> {
    let mut tx = app.db().read().await?;
    let campaign = find(&mut tx, person, slug).await?;
    let mut counts = store::counts(&mut tx, campaign.id).await?;
    counts.sort_by_key(|count| count.state);
    let found = store::of_campaign(&mut tx, campaign.id, before.unwrap_or(Uuid::max()), PAGE + 1).await?;
    let places = places(&mut tx, campaign.id).await?;
    let shown = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let older = if found.len() > shown { found.get(shown - 1).map(|letter| letter.id) } else { None };
    let listed = found.into_iter().take(shown).map(|letter| Listed {
        municipality: letter.assessment_id.and_then(|id| places.get(&id).cloned()),
        again_at: letter.due_at.filter(|_| letter.state == LetterState::Queued && letter.last_error.is_some()),
        id: letter.id,
        kind: letter.kind,
        address: letter.address,
        state: letter.state,
        created_at: letter.created_at,
        ended_at: letter.ended_at,
        why: letter.last_error,
        resends: letter.resends,
    });
    Ok(Letters { is_on: mail::is_on(app), counts, listed: listed.collect(), older, campaign })
}

/// The municipality of each assessment of a campaign.
async fn places(tx: &mut Tx, campaign: Uuid) -> Result<HashMap<Uuid, Municipality>, ServiceError> {
    let summaries = assessments::summaries(tx, campaign).await?;
    let ids: Vec<Uuid> = summaries.iter().map(|summary| summary.municipality_id).collect();
    let by_id: HashMap<Uuid, Municipality> = municipalities::by_ids(tx, &ids).await?.into_iter().map(|one| (one.id, one)).collect();
    Ok(summaries.iter().filter_map(|summary| Some((summary.id, by_id.get(&summary.municipality_id)?.clone()))).collect())
}

/// What can be done with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Send one that has ended once more.
    Resend {
        /// [`Listed::resends`] as it was seen, so that a second click does nothing.
        seen: i64,
    },
    /// Cancel one that waits.
    Cancel,
}

/// Sends a letter once more or cancels it. Gives whether that was still possible; if not, nothing has changed.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is no such letter in a campaign that the person runs; [`ServiceError::State`] if its person is erased.
pub async fn act(app: &App, person: &Person, slug: &str, id: Uuid, act: Act) -> Result<bool, ServiceError> {
    let mut tx = app.db().write().await?;
    let campaign = find(&mut tx, person, slug).await?;
    let letter = store::by_id(&mut tx, id).await?.filter(|letter| letter.campaign_id == Some(campaign.id)).ok_or(ServiceError::NotFound)?;
    let (done, action) = match act {
        Act::Resend { .. } if letter.address.is_empty() => return Err(ServiceError::State("letter-without-address")),
        Act::Resend { seen } => (store::resend(&mut tx, id, seen, app.now()).await?, "letter.resend"),
        Act::Cancel => (store::cancel(&mut tx, id, mail::sending::Reason::ByHand.code(), app.now()).await?, "letter.cancel"),
    };
    if done {
        app.note(&mut tx, Some(person.id), action, &format!("letter/{id}"), &letter.kind).await?;
        tx.commit().await?;
    }
    Ok(done)
}

/// A municipality that has not handed in.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Its assessment.
    pub assessment: Uuid,
    /// The municipality.
    pub municipality: Municipality,
    /// The people who answer for it and would get the reminder now.
    pub officers: Vec<Officer>,
    /// Whether somebody there has got one today already.
    pub is_reminded: bool,
}

/// Who would be reminded now, by name; nothing is sent by asking.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The campaign.
    pub campaign: Campaign,
    /// Whether letters are sent at all.
    pub is_on: bool,
    /// The municipalities that have not handed in.
    pub waiting: Vec<Waiting>,
}

impl Plan {
    /// The municipalities where somebody would get a reminder now.
    pub fn to_remind(&self) -> impl Iterator<Item = &Waiting> {
        self.waiting.iter().filter(|waiting| !waiting.officers.is_empty())
    }
}

/// Who would be reminded now.
///
/// # Errors
/// [`ServiceError::NotFound`] for somebody who does not run the campaign, [`ServiceError::State`] if it is not open.
pub async fn plan(app: &App, person: &Person, slug: &str, lang: Lang) -> Result<Plan, ServiceError> {
    let mut tx = app.db().read().await?;
    let campaign = find(&mut tx, person, slug).await?;
    let waiting = waiting(app, &mut tx, &campaign, lang).await?;
    Ok(Plan { campaign, is_on: mail::is_on(app), waiting })
}

async fn waiting(app: &App, tx: &mut Tx, campaign: &Campaign, lang: Lang) -> Result<Vec<Waiting>, ServiceError> {
    if campaign.state != CampaignState::Open {
        return Err(ServiceError::State("campaign-not-open"));
    }
    let reminded: HashSet<Uuid> = store::reminded(tx, campaign.id, day(app.now())).await?.into_iter().collect();
    let mut officers: HashMap<Uuid, Vec<Officer>> = HashMap::new();
    for officer in people::officers_of_campaign(tx, campaign.id).await? {
        officers.entry(officer.assessment_id).or_default().push(officer);
    }
    let open: HashSet<Uuid> =
        assessments::summaries(tx, campaign.id).await?.iter().filter(|one| !one.state.is_handed_in()).map(|one| one.id).collect();
    let of_assessment: HashMap<Uuid, Uuid> =
        places(tx, campaign.id).await?.into_iter().filter(|(id, _)| open.contains(id)).map(|(id, place)| (place.id, id)).collect();
    let ids: Vec<Uuid> = of_assessment.keys().copied().collect();
    let mut places = municipalities::by_ids(tx, &ids).await?;
    registers::sort(lang, &mut places);
    let rows = places.into_iter().filter_map(|municipality| {
        let assessment = *of_assessment.get(&municipality.id)?;
        let (done, officers): (Vec<_>, Vec<_>) =
            officers.remove(&assessment).unwrap_or_default().into_iter().partition(|officer| reminded.contains(&officer.person_id));
        Some(Waiting { assessment, municipality, officers, is_reminded: !done.is_empty() })
    });
    Ok(rows.collect())
}

/// Writes a reminder to the officers of the assessments that were ticked; whoever has handed in meanwhile or was reminded today gets none, and each is
/// looked at once more when it is sent. Gives how many letters were written.
///
/// # Errors
/// [`ServiceError::NotFound`] for somebody who does not run the campaign; [`ServiceError::State`] if it is not open or mail is off;
/// [`ServiceError::Invalid`] if nothing is ticked.
pub async fn remind(app: &App, person: &Person, slug: &str, ticked: &[Uuid]) -> Result<usize, ServiceError> {
    #[derive(Serialize)]
    struct Detail<'a> {
        assessments: &'a [Uuid],
        letters: usize,
    }
    let mut tx = app.db().write().await?;
    let campaign = find(&mut tx, person, slug).await?;
    if !mail::is_on(app) {
        return Err(ServiceError::State("mail-off"));
    }
    let waiting = waiting(app, &mut tx, &campaign, Lang::Pl).await?;
    if ticked.is_empty() {
        return Err(ServiceError::Invalid(vec![FieldError::new("assessment", "admin-remind-none")]));
    }
    let mut letters = 0;
    for one in waiting.iter().filter(|one| ticked.contains(&one.assessment)) {
        for officer in &one.officers {
            let to = Recipient::Person(officer.person_id);
            let letter = Letter { to, message: Message::Reminder, campaign: Some(campaign.id), assessment: Some(one.assessment) };
            letters += usize::from(mail::enqueue(app, &mut tx, &letter).await?);
        }
    }
    app.note(&mut tx, Some(person.id), "campaign.remind", &object(&campaign), &Detail { assessments: ticked, letters }).await?;
    tx.commit().await?;
    Ok(letters)
}
