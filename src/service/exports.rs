//! What goes into an export for a person: which municipalities, which answers and scores, as whom they read it.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::access::{Act, Person, may};
use super::board::{self, Board, Row};
use super::visible::Visible;
use super::{App, Campaign, ServiceError, results, rounds};
use crate::engine::answer::Answers;
use crate::engine::round::Frozen;
use crate::engine::score::Scores;
use crate::engine::survey::{NodeIx, Survey};
use crate::lang::format::WARSAW;
use crate::report::{Audience, UnitRow};
use crate::store::assessments::{self, AssessmentState};
use crate::store::{StoreError, Tx, campaigns};

/// Assessments that are read at a time.
const PAGE: u32 = 200;

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
    /// The municipalities, in alphabetical order of Polish.
    pub units: Vec<UnitRow>,
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
    let board = board::open(app, &mut tx, &campaign).await?;
    let mut answers = if board.frozen_at.is_some() { frozen_answers(&mut tx, &campaign).await? } else { live_answers(&mut tx, &campaign).await? };
    let submitted: HashMap<Uuid, Option<Timestamp>> =
        assessments::summaries(&mut tx, campaign.id).await?.into_iter().map(|summary| (summary.municipality_id, summary.submitted_at)).collect();
    drop(tx);
    let audience = if may(person, Act::CompareConfidential { campaign: &campaign }) {
        Audience::Own
    } else if may(person, Act::CompareInside { campaign: &campaign }) {
        Audience::Network
    } else {
        Audience::Public
    };
    let withheld = withheld(&board.survey, audience);
    let visible = Visible::of(&board.survey, audience == Audience::Own);
    let unit = |at: &usize| {
        let row = &board.rows[*at];
        let id = row.municipality.id;
        let at = submitted.get(&id).copied().flatten();
        unit(row, answers.remove(&id).unwrap_or_default(), row.scores.clone().map(|scores| visible.results(scores)), at, withheld.clone())
    };
    let units = board.by_name(crate::lang::Lang::Pl).iter().map(unit).collect();
    note(app, person, &campaign, name).await?;
    Ok(export(app, campaign, &board, audience, units))
}

/// One municipality, for a person who may see it: for those who may see what is confidential, all of it. Noted as [`campaign`].
///
/// # Errors
/// [`ServiceError::NotFound`] if there is no such assessment or the person must not see it.
pub async fn city(app: &App, person: Option<&Person>, slug: &str, key: &str, name: &str) -> Result<Export, ServiceError> {
    let mut tx = app.db().read().await?;
    let seen = results::see(app, &mut tx, person, slug, key).await?;
    let board = board::open(app, &mut tx, &seen.opened.campaign).await?;
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
    let row = Row { municipality, key: key.to_owned(), state: seen.opened.assessment.state, scores: None, rank };
    let withheld = withheld(&board.survey, audience);
    let unit = unit(&row, seen.answers, Some(seen.scored.scores), seen.opened.assessment.submitted_at, withheld);
    note(app, person, &seen.opened.campaign, &format!("{key}/{name}")).await?;
    Ok(export(app, seen.opened.campaign, &board, audience, vec![unit]))
}

fn export(app: &App, campaign: Campaign, board: &Board, audience: Audience, units: Vec<UnitRow>) -> Export {
    let (survey, engine_version) = (board.survey.clone(), board.engine_version.clone());
    Export { campaign, survey, audience, engine_version, generated: app.now(), units }
}

/// Notes an export by somebody who is signed in.
async fn note(app: &App, person: Option<&Person>, campaign: &Campaign, name: &str) -> Result<(), ServiceError> {
    let Some(person) = person else { return Ok(()) };
    let mut tx = app.db().write().await?;
    app.note(&mut tx, Some(person.id), "results.export", &format!("campaign/{}", campaign.id), &name).await?;
    tx.commit().await?;
    Ok(())
}

fn unit(row: &Row, answers: Answers, scores: Option<Scores>, submitted_at: Option<Timestamp>, withheld: Vec<NodeIx>) -> UnitRow {
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
        scores,
        rank: row.rank.map(|rank| rank.first),
        withheld,
    }
}

/// What has to be left out besides what is confidential, because it would give something confidential away.
fn withheld(survey: &Survey, audience: Audience) -> Vec<NodeIx> {
    if audience == Audience::Own {
        return Vec::new();
    }
    let visible = Visible::of(survey, false);
    let mut withheld: Vec<NodeIx> = survey.nodes_ix().map(|(ix, _)| ix).filter(|ix| !visible.node(*ix)).collect();
    // A question cannot be withheld alone: its dimension goes with it.
    let gives_away =
        survey.questions_ix().filter(|(ix, question)| !visible.question(*ix) && !question.confidential && visible.node(question.dimension));
    withheld.extend(gives_away.map(|(_, question)| question.dimension));
    withheld
}

async fn frozen_answers(tx: &mut Tx, campaign: &Campaign) -> Result<HashMap<Uuid, Answers>, ServiceError> {
    let mut answers = HashMap::new();
    for row in crate::store::rounds::results(tx, campaign.id).await? {
        let frozen: Frozen = rounds::parse(&row.result)?;
        answers.insert(row.municipality_id, frozen.answers);
    }
    Ok(answers)
}

/// The answers that have been handed in; what is still being written stays where it is.
async fn live_answers(tx: &mut Tx, campaign: &Campaign) -> Result<HashMap<Uuid, Answers>, StoreError> {
    let (mut answers, mut after) = (HashMap::new(), Uuid::nil());
    loop {
        let page = assessments::page(tx, campaign.id, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(answers) };
        after = last.id;
        let submitted = page.into_iter().filter(|assessment| assessment.state == AssessmentState::Submitted);
        answers.extend(submitted.map(|assessment| (assessment.municipality_id, assessment.document.answers())));
    }
}
