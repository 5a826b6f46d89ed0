//! Versions of a survey in a running campaign: its administrator gives it a newer one; each municipality that has begun moves on by itself, after it has seen
//! what differs. What was answered before stays readable.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::access::Person;
use super::assessments::Opened;
use super::campaigns::{find, object};
use super::fill_in::{self, Plan};
use super::review::{self, rules::Act};
use super::{App, Campaign, FieldError, ServiceError};
use crate::engine::answer::Answer;
use crate::engine::bridge::carry::{self, Carried};
use crate::engine::bridge::difference::silent_renames;
use crate::engine::bridge::{Bridge, Versions};
use crate::engine::survey::Survey;
use crate::engine::{Checked, Notation};
use crate::store::answer_history;
use crate::store::assessments::{self, AnswerRecord, Document};
use crate::store::campaigns::{self, VersionStep};
use crate::store::review::{self as store, Snapshot};
use crate::store::{StoreError, Tx};

/// A bridge file is no longer than this, in bytes.
const LONGEST_BRIDGE: usize = 200_000;

/// A version that a campaign could run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Hash of the definition.
    pub hash: String,
    /// Name of the version.
    pub version: String,
}

/// The versions of its survey that a campaign could run instead of its own.
///
/// # Errors
/// [`ServiceError::NotFound`] for somebody who does not run it; [`ServiceError::State`] if it is not open.
pub async fn candidates(app: &App, person: &Person, slug: &str) -> Result<(Campaign, Vec<Candidate>), ServiceError> {
    let mut tx = app.db().read().await?;
    let campaign = find(&mut tx, person, slug).await?;
    let found = others(app, &mut tx, &campaign).await?;
    Ok((campaign, found))
}

async fn others(app: &App, tx: &mut Tx, campaign: &Campaign) -> Result<Vec<Candidate>, ServiceError> {
    if campaign.state != super::CampaignState::Open {
        return Err(ServiceError::State("campaign-not-open"));
    }
    let shipped = app.surveys().for_campaigns().filter(|survey| survey.meta.id == campaign.survey_id);
    let mut found: Vec<Candidate> = shipped.map(|survey| Candidate { hash: survey.hash.clone(), version: survey.meta.version.clone() }).collect();
    for definition in campaigns::surveys_of(tx, &campaign.survey_id).await? {
        if found.iter().all(|known| known.hash != definition.hash) {
            found.push(Candidate { hash: definition.hash, version: definition.version });
        }
    }
    found.retain(|candidate| candidate.hash != campaign.survey_hash);
    Ok(found)
}

/// What became of the wish to give a campaign another version.
#[derive(Debug)]
pub enum Given {
    /// It runs it now.
    Done,
    /// What is wrong with the form.
    Refused(Vec<FieldError>),
    /// What is wrong with the bridge file, or what a bridge file should say: lines as the command line prints them.
    Faults(Vec<String>),
}

/// Gives a campaign another version of its survey, with a bridge file if there is one. Assessments stay with the version that they were begun with; those
/// that nobody has begun take the new one.
///
/// # Errors
/// As [`candidates`]; [`ServiceError::State`] also if an assessment is handed in, or if the campaign runs another version than the person saw.
pub async fn give(app: &App, person: &Person, slug: &str, seen: &str, to: &str, bridge: &str) -> Result<Given, ServiceError> {
    #[derive(Serialize)]
    struct Detail<'a> {
        from: &'a str,
        to: &'a str,
    }
    let mut tx = app.db().write().await?;
    let campaign = find(&mut tx, person, slug).await?;
    if !others(app, &mut tx, &campaign).await?.iter().any(|candidate| candidate.hash == to) {
        return Ok(Given::Refused(vec![FieldError::new("survey", "admin-survey-missing")]));
    }
    if bridge.len() > LONGEST_BRIDGE {
        return Ok(Given::Refused(vec![FieldError::new("bridge", "version-bridge-long")]));
    }
    let (earlier, later) = (app.surveys().checked(&mut tx, &campaign.survey_hash).await?, app.surveys().checked(&mut tx, to).await?);
    if let Err(faults) = bridge_of(bridge, Versions { earlier: &earlier, later: &later }) {
        return Ok(Given::Faults(faults));
    }
    let definition = match app.surveys().definition(&later.survey, app.now()) {
        Some(shipped) => shipped,
        None => campaigns::survey(&mut tx, to).await?.ok_or(ServiceError::NotFound)?,
    };
    campaigns::store_survey(&mut tx, &definition).await?;
    if let Err(error) = campaigns::set_survey(&mut tx, campaign.id, seen, &definition).await {
        return Err(if error.is_conflict() { ServiceError::State("campaign-version") } else { error.into() });
    }
    let position = campaigns::version_steps(&mut tx, campaign.id).await?.len() as i64 + 1;
    let (from_hash, to_hash, bridge) = (seen.to_owned(), to.to_owned(), bridge.trim().to_owned());
    let step = VersionStep { position, from_hash, to_hash, bridge, actor: Some(person.id), at: app.now() };
    campaigns::note_version(&mut tx, campaign.id, &step).await?;
    assessments::move_invited(&mut tx, campaign.id, to).await?;
    app.note(&mut tx, Some(person.id), "campaign.version", &object(&campaign), &Detail { from: seen, to }).await?;
    tx.commit().await?;
    Ok(Given::Done)
}

/// The bridge that a file describes, or without one what plainly is the same.
fn bridge_of(text: &str, versions: Versions<'_>) -> Result<Bridge, Vec<String>> {
    let bridge = if text.trim().is_empty() {
        Bridge::by_content(versions)
    } else {
        Bridge::read(text, Notation::Toml, versions)
            .map_err(|faults| faults.iter().map(|fault| fault.in_file("bridge").to_string()).collect::<Vec<_>>())?
    };
    let renamed = silent_renames(versions, &bridge);
    if renamed.is_empty() {
        return Ok(bridge);
    }
    let link = |(gone, come): (String, String)| format!("[[link]] relation = \"same\", earlier = [\"{gone}\"], later = [\"{come}\"]");
    Err(renamed.into_iter().map(link).collect())
}

/// What moving to the version of the campaign would do with the answers of an assessment.
#[derive(Debug, Clone)]
pub struct Move {
    /// The assessment with all that belongs to it, under its own version.
    pub opened: Opened,
    /// The version that the campaign runs.
    pub later: Arc<Survey>,
    /// What becomes of its answers.
    pub carried: Carried,
    /// Questions that keep their answers and are worded differently, by their later ids.
    pub reworded: Vec<String>,
}

/// What became of the wish to move.
#[derive(Debug)]
pub enum Moved {
    /// It is answered with the version of its campaign now, or was before.
    Done,
    /// Nothing is done: answers have changed since the person looked.
    Changed(Box<Move>),
}

/// The version of an assessment.
#[derive(Debug, Clone)]
pub enum Version {
    /// Its campaign runs another one.
    Behind(Box<Move>),
    /// It is that of its campaign.
    Current {
        /// The assessment with all that belongs to it.
        opened: Box<Opened>,
        /// What was answered under earlier versions: the revision that replaced it, when, and the name of the version.
        earlier: Vec<(i64, Timestamp, String)>,
    },
}

/// The version of an assessment, and what moving on would do.
///
/// # Errors
/// As [`fill_in::task_list`].
pub async fn version(app: &App, person: Option<&Person>, id: Uuid) -> Result<Version, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = fill_in::open_to_read(app, &mut tx, person, id).await?;
    if !opened.is_current() {
        return Ok(Version::Behind(Box::new(plan(app, &mut tx, opened).await?)));
    }
    let mut earlier = Vec::new();
    for snapshot in store::snapshots(&mut tx, id).await? {
        let survey = app.surveys().get(&mut tx, &snapshot.survey_hash).await?;
        earlier.push((snapshot.revision, snapshot.at, survey.meta.version.clone()));
    }
    Ok(Version::Current { opened: Box::new(opened), earlier })
}

async fn plan(app: &App, tx: &mut Tx, opened: Opened) -> Result<Move, ServiceError> {
    let way = way(tx, &opened).await?;
    let mut checked: Vec<Checked> = Vec::with_capacity(way.len() + 1);
    for hash in way.iter().map(|step| &step.from_hash).chain(way.last().map(|step| &step.to_hash)) {
        checked.push(app.surveys().checked(tx, hash).await?);
    }
    let pairs: Vec<Versions<'_>> = checked.windows(2).filter_map(|pair| Some(Versions { earlier: pair.first()?, later: pair.last()? })).collect();
    let bridges = way.iter().zip(&pairs).map(|(step, versions)| bridge_of(&step.bridge, *versions)).collect::<Result<Vec<_>, _>>();
    let bridges = bridges.map_err(|faults| ServiceError::Internal(format!("a stored bridge cannot be read: {}", faults.join("; "))))?;
    let steps: Vec<carry::Step<'_>> = pairs.iter().zip(&bridges).map(|(versions, bridge)| carry::Step { versions: *versions, bridge }).collect();
    let carried = carry::carry(&steps, &opened.assessment.document.answers()).unwrap_or_default();
    let later = app.surveys().get(tx, &opened.campaign.survey_hash).await?;
    let text = |survey: &Survey, id: &str| survey.question_ix(id).map(|ix| survey.question(ix).text.clone());
    let is_reworded = |(new, old): &(&String, &String)| text(&later, new) != text(&opened.survey, old);
    let reworded = carried.kept.iter().filter(is_reworded).map(|(new, _)| new.clone()).collect();
    Ok(Move { later, carried, reworded, opened })
}

/// The moves of the campaign that lead from the version of an assessment to the campaign's.
async fn way(tx: &mut Tx, opened: &Opened) -> Result<Vec<VersionStep>, ServiceError> {
    let all = campaigns::version_steps(tx, opened.campaign.id).await?;
    let begin = all.iter().rposition(|step| step.from_hash == opened.assessment.survey_hash);
    begin.map(|at| all[at..].to_vec()).ok_or_else(|| ServiceError::Internal(format!("no move of campaign {} leads on", opened.campaign.id)))
}

/// Moves an assessment to the version of its campaign: answers are mapped, the earlier ones kept as a snapshot. Sent again, it changes nothing.
///
/// # Errors
/// As [`fill_in::task_list`]; [`ServiceError::State`] if it is handed in or its campaign is not open.
pub async fn move_on(app: &App, person: Option<&Person>, id: Uuid, revision: i64) -> Result<Moved, ServiceError> {
    let signed_in = person.ok_or(ServiceError::SignInNeeded)?;
    let mut tx = app.db().write().await?;
    let mut opened = fill_in::open(app, &mut tx, person, id).await?;
    if opened.is_current() {
        return Ok(Moved::Done);
    }
    if !opened.allows(&mut tx, Act::Move).await? {
        return Err(review::refuse(app, tx, signed_in, &opened, Act::Move).await?);
    }
    let plan = plan(app, &mut tx, opened).await?;
    let assessment = &plan.opened.assessment;
    if assessment.revision != revision {
        return Ok(Moved::Changed(Box::new(plan)));
    }
    let (at, by) = (app.now(), Some(signed_in.id));
    let newest = answer_history::versions(&mut tx, id).await?;
    let (document, changed) = carry_over(&plan, &newest, by, at);
    let new_revision = match assessments::move_to(&mut tx, id, revision, &plan.later.hash, &document, at).await {
        Err(StoreError::Conflict { .. }) => {
            drop(tx);
            return Ok(match version(app, person, id).await? {
                Version::Behind(plan) => Moved::Changed(plan),
                Version::Current { .. } => Moved::Done,
            });
        }
        moved => moved?,
    };
    let records: Vec<(&str, &AnswerRecord)> = changed.iter().filter_map(|id| Some((id.as_str(), document.0.get(id)?))).collect();
    answer_history::append(&mut tx, id, &records).await?;
    let (survey_hash, earlier) = (assessment.survey_hash.clone(), assessment.document.clone());
    store::keep_snapshot(&mut tx, id, &Snapshot { revision: new_revision, survey_hash, document: earlier, actor: by, at }).await?;
    review::step(&mut tx, assessment, review::Taken { revision: new_revision, act: Act::Move, to: assessment.state, reason: "", by, at }).await?;
    app.note(&mut tx, by, "assessment.move", &review::object(assessment), &[&assessment.survey_hash, &plan.later.hash]).await?;
    tx.commit().await?;
    Ok(Moved::Done)
}

/// The document under the later version, and the ids of the answers that are new in it. Versions go on from the history, so that none is given twice.
fn carry_over(plan: &Move, newest: &BTreeMap<String, i64>, by: Option<Uuid>, at: Timestamp) -> (Document, Vec<String>) {
    let earlier = &plan.opened.assessment.document;
    let (mut document, mut changed) = (Document::default(), Vec::new());
    let mut put = |id: &str, record: AnswerRecord, is_new: bool| {
        document.0.insert(id.to_owned(), record);
        if is_new {
            changed.push(id.to_owned());
        }
    };
    let next = |id: &str| newest.get(id).copied().unwrap_or_default() + 1;
    for (id, origin) in &plan.carried.kept {
        match earlier.0.get(origin) {
            Some(record) if id == origin => put(id, record.clone(), false),
            Some(record) => put(id, AnswerRecord { version: next(id), author: by, at, ..record.clone() }, true),
            None if newest.contains_key(id) => put(id, taken_back(next(id), by, at), true),
            None => {}
        }
    }
    for (id, (origin, answer)) in &plan.carried.recoded {
        match earlier.0.get(origin) {
            Some(record) => put(id, AnswerRecord { version: next(id), answer: answer.clone(), author: by, at, ..record.clone() }, true),
            None if newest.contains_key(id) => put(id, taken_back(next(id), by, at), true),
            None => {}
        }
    }
    for id in plan.carried.again.iter().chain(&plan.carried.new).filter(|id| newest.contains_key(*id)) {
        put(id, taken_back(next(id), by, at), true);
    }
    (document, changed)
}

/// No answer, where the history has some.
fn taken_back(version: i64, author: Option<Uuid>, at: Timestamp) -> AnswerRecord {
    AnswerRecord::bare(version, Answer::NotAnswered, author, at)
}

/// The answers of an assessment as they were under an earlier version.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// The assessment with all that belongs to it, as it is now.
    pub opened: Opened,
    /// The earlier version.
    pub survey: Arc<Survey>,
    /// The answers.
    pub snapshot: Snapshot,
    /// The earlier questionnaire, laid out.
    pub plan: Plan,
}

/// The answers that a revision has replaced.
///
/// # Errors
/// As [`fill_in::task_list`]; [`ServiceError::NotFound`] also if there is no such snapshot.
pub async fn earlier(app: &App, person: Option<&Person>, id: Uuid, revision: i64) -> Result<Earlier, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = fill_in::open_to_read(app, &mut tx, person, id).await?;
    let snapshot = store::snapshots(&mut tx, id).await?.into_iter().find(|snapshot| snapshot.revision == revision).ok_or(ServiceError::NotFound)?;
    let survey = app.surveys().get(&mut tx, &snapshot.survey_hash).await?;
    let plan = Plan::new(&survey, &snapshot.document, opened.today);
    Ok(Earlier { opened, survey, snapshot, plan })
}
