//! What goes into an export for a person: which municipalities, which answers and scores, as whom they read it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::access::{Act, Person, may};
use super::board::{self, Board, Row};
use super::{App, Campaign, ServiceError, StoreError, results, rounds};
use crate::engine::answer::Answers;
use crate::engine::round::Frozen;
use crate::engine::score::Scores;
use crate::engine::survey::Survey;
use crate::lang::Lang;
use crate::lang::format::WARSAW;
use crate::report::{Audience, Beside, UnitRow};
use crate::store::assessments::{self, Assessment, Document};
use crate::store::evidence::EvidenceGrade;
use crate::store::{Tx, campaigns};

/// Municipalities whose answers are in memory at a time.
const PAGE: usize = 50;

/// Everything that an export is written from.
#[derive(Debug)]
pub struct Export {
    /// The campaign.
    pub campaign: Campaign,
    /// Its survey.
    pub survey: Arc<Survey>,
    /// Who reads it.
    pub audience: Audience,
    /// The version of the rules by which the scores came about.
    pub engine_version: String,
    /// When it was asked for.
    pub generated: Timestamp,
    /// Whether an assessment of the campaign is verified.
    pub reviewed: bool,
    /// The municipalities.
    pub units: Units,
}

/// The municipalities of an export, read a few at a time and all from one moment.
#[derive(Debug)]
pub struct Units(Source);

#[derive(Debug)]
enum Source {
    One(Option<Box<UnitRow>>),
    All(Box<Reader>),
}

#[derive(Debug)]
struct Reader {
    /// Open from the first to the last municipality.
    tx: Tx,
    campaign: Uuid,
    board: Arc<Board>,
    /// How many of the board's municipalities have been read, in alphabetical order of Polish.
    done: usize,
    submitted: HashMap<Uuid, Option<Timestamp>>,
    /// Whether the reader may see what stands beside answers.
    inside: bool,
}

impl Units {
    /// The next few municipalities, in alphabetical order of Polish; none when all have been read.
    ///
    /// # Errors
    /// If the store fails or what it keeps cannot be read.
    pub async fn next(&mut self) -> Result<Vec<UnitRow>, ServiceError> {
        match &mut self.0 {
            Source::One(unit) => Ok(unit.take().into_iter().map(|unit| *unit).collect()),
            Source::All(reader) => reader.next().await,
        }
    }
}

impl Reader {
    async fn next(&mut self) -> Result<Vec<UnitRow>, ServiceError> {
        let board = self.board.clone();
        let rows: Vec<&Row> = board.by_name(Lang::Pl).iter().skip(self.done).take(PAGE).map(|at| &board.rows[*at]).collect();
        self.done += rows.len();
        let ids: Vec<Uuid> = rows.iter().map(|row| row.municipality.id).collect();
        let mut answers = self.answers(&ids).await?;
        let documents = if self.inside { self.documents(&ids).await? } else { HashMap::new() };
        let unit = |row: &&Row| {
            let id = row.municipality.id;
            let submitted_at = self.submitted.get(&id).copied().flatten();
            // What was not handed in has no answers here, and nothing beside them.
            let answers = answers.remove(&id);
            let beside = answers.as_ref().zip(documents.get(&id)).map(|(answers, document)| beside(document, answers)).unwrap_or_default();
            UnitRow { beside, ..unit(row, answers.unwrap_or_default(), row.scores.clone(), submitted_at) }
        };
        Ok(rows.iter().map(unit).collect())
    }

    /// The documents that were handed in, with what stands beside the answers.
    async fn documents(&mut self, ids: &[Uuid]) -> Result<HashMap<Uuid, Document>, ServiceError> {
        let assessments = assessments::of_municipalities(&mut self.tx, self.campaign, ids).await?;
        Ok(assessments.iter().filter_map(|assessment| Some((assessment.municipality_id, assessment.counted()?.clone()))).collect())
    }

    /// The answers that have been handed in, or that a round was frozen with; what is still being written stays where it is.
    async fn answers(&mut self, ids: &[Uuid]) -> Result<HashMap<Uuid, Answers>, ServiceError> {
        if self.board.frozen_at.is_some() {
            let results = crate::store::rounds::results_of(&mut self.tx, self.campaign, ids).await?;
            return results.into_iter().map(|row| Ok((row.municipality_id, rounds::parse::<Frozen>(&row.result)?.answers))).collect();
        }
        let assessments = assessments::of_municipalities(&mut self.tx, self.campaign, ids).await?;
        let counted = |assessment: &Assessment| Some((assessment.municipality_id, assessment.counted()?.answers()));
        Ok(assessments.iter().filter_map(counted).collect())
    }
}

/// What stands beside answers, as long as it belongs to the answers that were scored.
fn beside(document: &Document, answers: &Answers) -> BTreeMap<String, Beside> {
    let scored = document.0.iter().filter(|(question, record)| answers.get(question) == &record.answer);
    scored
        .map(|(question, record)| {
            let evidence: Vec<&str> =
                record.evidence.iter().filter_map(|evidence| evidence.link().or_else(|| evidence.file().map(|file| file.name.as_str()))).collect();
            let beside = Beside {
                note: record.note.clone(),
                source: record.source.clone(),
                as_of: record.as_of,
                grade: record.grade.map(EvidenceGrade::as_str).unwrap_or_default(),
                evidence: evidence.join("\n"),
            };
            (question.clone(), beside)
        })
        .filter(|(_, beside)| *beside != Beside::default())
        .collect()
}

/// All municipalities of a campaign, for a person who may compare them. An export by somebody who is signed in is noted.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is no such campaign or the person must not see its results.
pub async fn campaign(app: &App, person: Option<&Person>, slug: &str, name: &str) -> Result<Export, ServiceError> {
    let mut tx = app.db().read().await?;
    let campaign = campaigns::by_slug(&mut tx, slug).await?.ok_or(ServiceError::NotFound)?;
    if !may(person, Act::Compare { campaign: &campaign }) {
        return Err(ServiceError::NotFound);
    }
    let confidential = may(person, Act::CompareConfidential { campaign: &campaign });
    let board = board::open(app, &mut tx, &campaign, confidential).await?;
    let submitted =
        assessments::summaries(&mut tx, campaign.id).await?.into_iter().map(|summary| (summary.municipality_id, summary.submitted_at)).collect();
    let audience = if confidential {
        Audience::Own
    } else if may(person, Act::CompareInside { campaign: &campaign }) {
        Audience::Network
    } else {
        Audience::Public
    };
    note(app, person, &campaign, name).await?;
    let reader = Reader { tx, campaign: campaign.id, board: board.clone(), done: 0, submitted, inside: audience != Audience::Public };
    Ok(export(app, campaign, &board, audience, Units(Source::All(Box::new(reader)))))
}

/// One municipality, for a person who may see it: for those who may see what is confidential, all of it. Noted as [`campaign`].
///
/// # Errors
/// [`ServiceError::NotFound`] if there is no such assessment or the person must not see it.
pub async fn city(app: &App, person: Option<&Person>, slug: &str, key: &str, name: &str) -> Result<Export, ServiceError> {
    let mut tx = app.db().read().await?;
    let seen = results::see(app, &mut tx, person, slug, key).await?;
    let confidential = may(person, Act::CompareConfidential { campaign: &seen.opened.campaign });
    let board = board::open(app, &mut tx, &seen.opened.campaign, confidential).await?;
    drop(tx);
    let audience = match (seen.opened.may_see_confidential, seen.inside) {
        (true, _) => Audience::Own,
        (false, true) => Audience::Network,
        (false, false) => Audience::Public,
    };
    let municipality = seen.opened.municipality.clone();
    let public_row =
        board.row(municipality.id).filter(|_| board.frozen_at.is_some() || may(person, Act::CompareInside { campaign: &seen.opened.campaign }));
    let rank = public_row.and_then(|row| row.rank);
    let row = Row {
        municipality,
        key: key.to_owned(),
        state: seen.opened.assessment.state,
        scores: None,
        sides: seen.sides.as_ref().map(|sides| Box::new(sides.scores.clone())),
        rank,
    };
    let answers = seen.own_answers().clone();
    // A draft may answer another version than the others.
    let survey = seen.opened.survey.clone();
    let beside = if seen.inside { beside(&seen.opened.assessment.document, &answers) } else { BTreeMap::new() };
    let unit = unit(&row, answers, Some(seen.scored.scores), seen.opened.assessment.submitted_at);
    let unit = UnitRow { beside, ..unit };
    note(app, person, &seen.opened.campaign, &format!("{key}/{name}")).await?;
    let units = Units(Source::One(Some(Box::new(unit))));
    Ok(Export { survey, ..export(app, seen.opened.campaign, &board, audience, units) })
}

fn export(app: &App, campaign: Campaign, board: &Board, audience: Audience, units: Units) -> Export {
    let (survey, engine_version) = (board.survey.clone(), board.engine_version.clone());
    let reviewed = board.rows.iter().any(|row| row.sides.is_some());
    Export { campaign, survey, audience, engine_version, generated: app.now(), reviewed, units }
}

/// Notes an export by somebody who is signed in: `name` says of what. Exports that everybody can have without signing in leave no line.
///
/// Where the database cannot write (the disk is full), the export goes on, for it may be the way to save the data; then the line is in the process's log.
///
/// # Errors
/// If the store fails in another way.
pub async fn note(app: &App, person: Option<&Person>, campaign: &Campaign, name: &str) -> Result<(), ServiceError> {
    let Some(person) = person else { return Ok(()) };
    match try_note(app, person, campaign, name).await {
        Err(ServiceError::Store(error @ StoreError::Unavailable(_))) => {
            tracing::warn!(%error, person = %person.id, campaign = %campaign.id, name, "an export could not be noted in the audit log");
            Ok(())
        }
        noted => noted,
    }
}

async fn try_note(app: &App, person: &Person, campaign: &Campaign, name: &str) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    app.note(&mut tx, Some(person.id), "results.export", &format!("campaign/{}", campaign.id), &name).await?;
    tx.commit().await?;
    Ok(())
}

fn unit(row: &Row, answers: Answers, scores: Option<Scores>, submitted_at: Option<Timestamp>) -> UnitRow {
    let place = &row.municipality;
    UnitRow {
        register: place.register.as_str().to_owned(),
        code: place.code.clone(),
        name: place.name.clone(),
        kind: place.kind.clone(),
        region: place.region.clone(),
        district: place.district.clone(),
        population: place.population,
        area_ha: place.area_ha,
        state: row.state.as_str().to_owned(),
        submitted: submitted_at.map(|at| at.to_zoned(WARSAW.clone()).date()),
        answers,
        beside: BTreeMap::new(),
        scores,
        rank: row.rank.map(|rank| rank.first),
        declared: row.sides.as_ref().map(|sides| sides.declared.clone()),
        verified: row.sides.as_ref().map(|sides| sides.verified.clone()),
    }
}
