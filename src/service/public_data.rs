//! Public figures that the administrator of a network imports: a sheet is read, shown with every fault or with what it would change, and taken as a
//! whole or not at all. Beside them, what municipalities contest.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::access::{Act, Person, may};
use super::fill_in::{AREA, POPULATION};
use super::networks::Network;
use super::places::Work;
use super::{App, Municipality, ServiceError, registers};
use crate::engine::indicators::{self, Figure};
use crate::engine::survey::{Question, Survey};
use crate::ids::sha256_hex;
use crate::lang::Lang;
use crate::store::public_values::{self as store, StagedSheet};
pub use crate::store::public_values::{PublicFigure, PublicValue};
use crate::store::{Tx, campaigns, municipalities, networks};

/// A sheet is no larger than this many bytes.
pub const LARGEST_SHEET: usize = 4 * 1024 * 1024;

/// A question that an indicator answers.
#[derive(Debug, Clone)]
pub struct Use {
    /// Its survey version.
    pub survey: Arc<Survey>,
    /// The question.
    pub question: Question,
}

/// A public figure that a municipality contests.
#[derive(Debug, Clone)]
pub struct Contest {
    /// The municipality.
    pub municipality: Municipality,
    /// The question.
    pub question: Question,
    /// What was contested, and why.
    pub figure: PublicFigure,
    /// When.
    pub at: Timestamp,
}

/// The public figures of a network.
#[derive(Debug, Clone)]
pub struct PublicData {
    /// The network.
    pub network: Network,
    /// The indicators that surveys ask for and that are imported, each with the questions it answers.
    pub indicators: BTreeMap<String, Vec<Use>>,
    /// What is imported, by the names of the municipalities, then by indicator.
    pub values: Vec<(Municipality, PublicValue)>,
    /// What municipalities contest, the newest first.
    pub contests: Vec<Contest>,
}

/// One figure that a sheet would set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The municipality.
    pub municipality: Municipality,
    /// What there is now.
    pub before: Option<PublicValue>,
    /// What there would be.
    pub after: PublicValue,
}

/// What a sheet would change. Nothing is written yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The network.
    pub network: Network,
    /// Figures that are not there yet, in the order of the file.
    pub new: Vec<Change>,
    /// Figures that are there with another value, day or source.
    pub changed: Vec<Change>,
    /// How many figures are there as they are.
    pub unchanged: usize,
    /// How many figures are of municipalities outside the network; they are not taken.
    pub outside: usize,
    /// What the person has seen: the same only for the same sheet and the same figures before it.
    pub mark: String,
}

/// What is wrong with a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Something in the sheet itself.
    Sheet(indicators::Fault),
    /// A code that no register has.
    UnknownCode {
        /// Line of the file.
        row: u64,
        /// The code.
        code: String,
        /// The code that it was probably meant to be: programs drop a zero at the beginning.
        meant: Option<String>,
    },
}

impl Fault {
    const fn row(&self) -> u64 {
        match self {
            Self::Sheet(fault) => fault.row,
            Self::UnknownCode { row, .. } => *row,
        }
    }
}

/// What became of a sheet.
#[derive(Debug)]
pub enum Sent {
    /// It is not taken: every fault.
    Refused(Box<PublicData>, Vec<Fault>),
    /// It was read.
    Read(Box<Preview>),
}

/// What became of a sheet that was to be taken.
#[derive(Debug)]
pub enum Taken {
    /// All of it is taken: how many figures are new or changed. None if there is nothing that waits: it was taken before.
    All(Option<usize>),
    /// Meanwhile the figures have changed: what it would change now.
    Changed(Box<Preview>),
}

async fn find(tx: &mut Tx, person: &Person, slug: &str) -> Result<Network, ServiceError> {
    let network = networks::by_slug(tx, slug).await?.ok_or(ServiceError::NotFound)?;
    if may(Some(person), Act::RunCampaigns { network: network.id }) { Ok(network) } else { Err(ServiceError::NotFound) }
}

/// The public figures of a network.
///
/// # Errors
/// [`ServiceError::NotFound`] for somebody who does not run the network.
pub async fn open(app: &App, person: &Person, slug: &str, lang: Lang) -> Result<PublicData, ServiceError> {
    let mut tx = app.db().read().await?;
    let network = find(&mut tx, person, slug).await?;
    let indicators = known(app, &mut tx, network.id).await?;
    let values = store::of_network(&mut tx, network.id).await?;
    let contested = store::contested(&mut tx, network.id).await?;
    let ids: Vec<Uuid> = values.iter().map(|value| value.municipality_id).chain(contested.iter().map(|one| one.municipality_id)).collect();
    let mut places = municipalities::by_ids(&mut tx, &ids).await?;
    registers::sort(lang, &mut places);
    let mut contests = Vec::new();
    for one in contested {
        let survey = app.surveys().get(&mut tx, &one.survey_hash).await?;
        // What is confidential stays between the municipality and the experts.
        let question = survey.question_ix(&one.question).map(|ix| survey.question(ix)).filter(|question| !question.confidential);
        let municipality = places.iter().find(|place| place.id == one.municipality_id);
        if let (Some(question), Some(municipality)) = (question, municipality) {
            contests.push(Contest { municipality: municipality.clone(), question: question.clone(), figure: one.public_figure, at: one.at });
        }
    }
    let mut of_place: HashMap<Uuid, Vec<PublicValue>> = HashMap::new();
    for value in values {
        of_place.entry(value.municipality_id).or_default().push(value);
    }
    let values = places.into_iter().flat_map(|place| {
        let own = of_place.remove(&place.id).unwrap_or_default();
        own.into_iter().map(move |value| (place.clone(), value))
    });
    Ok(PublicData { network, indicators, values: values.collect(), contests })
}

/// The indicators that can be imported: those that a survey of the network or one that ships with the program asks for, and that no register gives.
async fn known(app: &App, tx: &mut Tx, network: Uuid) -> Result<BTreeMap<String, Vec<Use>>, ServiceError> {
    let mut surveys: BTreeMap<String, Arc<Survey>> = app.surveys().for_campaigns().map(|survey| (survey.hash.clone(), survey.clone())).collect();
    for campaign in campaigns::list(tx).await?.into_iter().filter(|campaign| campaign.network_id == network) {
        let survey = app.surveys().get(tx, &campaign.survey_hash).await?;
        surveys.insert(campaign.survey_hash, survey);
    }
    let mut found: BTreeMap<String, Vec<Use>> = BTreeMap::new();
    for survey in surveys.values() {
        for question in &survey.questions {
            if let Some(indicator) = question.prefill.as_deref().filter(|indicator| ![POPULATION, AREA].contains(indicator)) {
                found.entry(indicator.to_owned()).or_default().push(Use { survey: survey.clone(), question: question.clone() });
            }
        }
    }
    Ok(found)
}

/// Reads a sheet and says what it would change, or everything that is wrong with it. A sheet that would change something waits to be taken.
///
/// # Errors
/// As [`open`]; [`ServiceError::Busy`] if too many files are being read.
pub async fn send(app: &App, person: &Person, slug: &str, lang: Lang, sheet: Vec<u8>) -> Result<Sent, ServiceError> {
    // Asked before the file is read: who may not import learns nothing of it.
    let data = open(app, person, slug, lang).await?;
    let names: Vec<String> = data.indicators.keys().cloned().collect();
    let today = app.day_of(None);
    let sha256 = sha256_hex(&sheet);
    let read = app.places().compute(Work::Writing, move || {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        indicators::read(&sheet, &names, today)
    });
    let figures = match read.await? {
        Ok(figures) => figures,
        Err(faults) => return Ok(Sent::Refused(Box::new(data), faults.into_iter().map(Fault::Sheet).collect())),
    };
    let mut tx = app.db().write().await?;
    let network = find(&mut tx, person, slug).await?;
    let members = networks::members(&mut tx, network.id).await?;
    let (values, outside) = match placed(&mut tx, &members, figures).await? {
        Ok(placed) => placed,
        Err(faults) => return Ok(Sent::Refused(Box::new(data), faults)),
    };
    let sheet = StagedSheet { figures: values, sha256 };
    let preview = preview(&mut tx, network, &members, &sheet, outside).await?;
    if !preview.is_empty() {
        store::stage(&mut tx, preview.network.id, person.id, &sheet, app.now()).await?;
        tx.commit().await?;
    }
    Ok(Sent::Read(Box::new(preview)))
}

/// Finds the municipality of each figure: those of members, and how many are of others; or every code that no register has.
async fn placed(tx: &mut Tx, members: &[Municipality], figures: Vec<Figure>) -> Result<Result<(Vec<PublicValue>, usize), Vec<Fault>>, ServiceError> {
    let by_code: HashMap<&str, Uuid> = members.iter().map(|member| (member.code.as_str(), member.id)).collect();
    let others: Vec<&str> = figures.iter().map(|figure| figure.code.as_str()).filter(|code| !by_code.contains_key(code)).collect();
    let with_zero: Vec<String> = others.iter().map(|code| format!("0{code}")).collect();
    let asked: Vec<&str> = others.iter().copied().chain(with_zero.iter().map(String::as_str)).collect();
    let registered = if asked.is_empty() { Vec::new() } else { municipalities::codes(tx, &asked).await? };
    let is_registered = |code: &str| registered.binary_search_by(|known| known.as_str().cmp(code)).is_ok();
    let (mut values, mut outside, mut faults) = (Vec::new(), 0, Vec::new());
    for Figure { row, code, indicator, value, as_of, source } in figures {
        match by_code.get(code.as_str()) {
            Some(&municipality_id) => values.push(PublicValue { municipality_id, indicator, value, as_of, source }),
            None if is_registered(&code) => outside += 1,
            None => {
                let meant = Some(format!("0{code}")).filter(|meant| is_registered(meant));
                faults.push(Fault::UnknownCode { row, code, meant });
            }
        }
    }
    faults.sort_by_key(Fault::row);
    faults.truncate(indicators::MOST_FAULTS);
    Ok(if faults.is_empty() { Ok((values, outside)) } else { Err(faults) })
}

/// Weighs a sheet against what there is.
async fn preview(tx: &mut Tx, network: Network, members: &[Municipality], sheet: &StagedSheet, outside: usize) -> Result<Preview, ServiceError> {
    let mut there: HashMap<(Uuid, String), PublicValue> =
        store::of_network(tx, network.id).await?.into_iter().map(|value| ((value.municipality_id, value.indicator.clone()), value)).collect();
    let places: HashMap<Uuid, &Municipality> = members.iter().map(|member| (member.id, member)).collect();
    let (mut new, mut changed, mut unchanged, mut seen) = (Vec::new(), Vec::new(), 0, sheet.sha256.clone());
    for after in &sheet.figures {
        let Some(place) = places.get(&after.municipality_id) else {
            seen.push_str("\ngone");
            continue;
        };
        let before = there.remove(&(after.municipality_id, after.indicator.clone()));
        if let Some(before) = &before {
            seen.push_str(&format!("\n{} {} {} {} {}", before.municipality_id, before.indicator, before.value, before.as_of, before.source));
        }
        let change = Change { municipality: (*place).clone(), before, after: after.clone() };
        match &change.before {
            None => new.push(change),
            Some(before) if before == after => unchanged += 1,
            Some(_) => changed.push(change),
        }
    }
    Ok(Preview { network, new, changed, unchanged, outside, mark: sha256_hex(seen.as_bytes()) })
}

impl Preview {
    /// Whether the sheet changes nothing.
    pub const fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty()
    }
}

/// Takes the sheet that waits, all of it, if it would still change what the person has seen: the `mark` of its preview. Sent twice, it changes nothing
/// the second time.
///
/// # Errors
/// As [`open`].
pub async fn take(app: &App, person: &Person, slug: &str, mark: &str) -> Result<Taken, ServiceError> {
    let mut tx = app.db().write().await?;
    let network = find(&mut tx, person, slug).await?;
    let Some(sheet) = store::staged(&mut tx, network.id, person.id).await? else { return Ok(Taken::All(None)) };
    let members = networks::members(&mut tx, network.id).await?;
    let preview = preview(&mut tx, network, &members, &sheet, 0).await?;
    if preview.mark != mark {
        return Ok(Taken::Changed(Box::new(preview)));
    }
    let id = preview.network.id;
    let figures: Vec<PublicValue> = preview.new.iter().chain(&preview.changed).map(|change| change.after.clone()).collect();
    store::save_many(&mut tx, id, &figures, app.now()).await?;
    store::unstage(&mut tx, id, person.id).await?;
    let detail = (preview.new.len(), preview.changed.len(), &sheet.sha256);
    app.note(&mut tx, Some(person.id), "network.public-data", &format!("network/{id}"), &detail).await?;
    tx.commit().await?;
    Ok(Taken::All(Some(figures.len())))
}
