//! The results of one campaign, ready to be compared: one compact row a municipality, kept in memory as long as nothing has changed.
//!
//! Where a survey has confidential questions there are two boards: one with all answers, for those who may see them, and one that is worked out without the
//! confidential ones, for everybody else.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use uuid::Uuid;

use super::assessments::key;
use super::registers::name;
use super::rounds::parse;
use super::{App, Municipality, ServiceError, day};
use crate::engine::answer::Answers;
use crate::engine::round::{Frozen, KeptScores, RoundOverview, Verified};
use crate::engine::score::Scores;
use crate::engine::stats;
use crate::engine::survey::{NodeIx, Survey};
use crate::engine::visible::Visible;
use crate::lang::{Lang, collate};
use crate::store::assessments::{AssessmentState, AssessmentSummary};
use crate::store::campaigns::{Campaign, Official};
use crate::store::{StoreError, Tx, assessments, municipalities, rounds};

/// Assessments that are read at a time where scores have to be worked out.
const PAGE: u32 = 500;
/// Municipalities on the boards that are kept in memory, all together; a single larger board is kept alone.
const MOST_ROWS: usize = 50_000;

/// Places of a municipality among those that are ranked; more than one if it shares them with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// The first of its places, 1 for the highest score.
    pub first: usize,
    /// The last of its places.
    pub last: usize,
}

/// One municipality of a campaign.
#[derive(Debug, Clone)]
pub struct Row {
    /// The municipality.
    pub municipality: Municipality,
    /// Its key in addresses.
    pub key: String,
    /// Where its assessment stands.
    pub state: AssessmentState,
    /// Its official scores, if it has handed in: those that rank and compare.
    pub scores: Option<Scores>,
    /// Both its self-declared and its verified scores, if it is verified.
    pub sides: Option<Box<Sides>>,
    /// Its places by the index, if that is published.
    pub rank: Option<Rank>,
}

/// The two scores of a verified assessment.
#[derive(Debug, Clone)]
pub struct Sides {
    /// Of the municipality's own answers.
    pub declared: Scores,
    /// With the experts' values.
    pub verified: Scores,
}

/// The official scores and both sides of them.
type Told = (Option<Scores>, Option<Box<Sides>>);

/// Which of two scores is official.
fn told(campaign: &Campaign, KeptScores { declared, verified }: KeptScores) -> Told {
    let Some(verified) = verified else { return (Some(declared), None) };
    let official = if campaign.official == Official::Verified { verified.clone() } else { declared.clone() };
    (Some(official), Some(Box::new(Sides { declared, verified })))
}

/// What a board is made of; while it stays the same, so does the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stamp {
    /// Of a frozen round.
    Frozen(Timestamp),
    /// Of assessments that may still change: a hash of where each stands and of the revisions that were handed in. What is typed and not handed in is
    /// not on the board, and does not change it.
    Live(u64),
}

impl Stamp {
    fn live(campaign: &Campaign, summaries: &[AssessmentSummary]) -> Self {
        let mut hasher = DefaultHasher::new();
        (campaign.official.as_str(), &campaign.survey_hash).hash(&mut hasher);
        for summary in summaries {
            let handed_in = summary.submitted_at.map(|_| summary.revision);
            (summary.municipality_id, summary.state.as_str(), handed_in).hash(&mut hasher);
        }
        Self::Live(hasher.finish())
    }
}

/// The results of one campaign.
#[derive(Debug)]
pub struct Board {
    stamp: Stamp,
    /// What is seen on it: nothing on it depends on what is hidden.
    pub visible: Visible,
    /// The survey.
    pub survey: Arc<Survey>,
    /// The municipalities, in the order of their ids.
    pub rows: Vec<Row>,
    /// How many have a rank.
    pub ranked: usize,
    /// How many municipalities were invited.
    pub invited: usize,
    /// How many have handed in.
    pub submitted: usize,
    /// When the round was frozen, if it is.
    pub frozen_at: Option<Timestamp>,
    /// The version of the rules by which the scores came about.
    pub engine_version: String,
    /// Positions of the rows in alphabetical order, for each language.
    by_name: [Vec<usize>; 2],
    drawn: Mutex<HashMap<String, Arc<str>>>,
}

impl Board {
    /// Positions of the rows in the alphabetical order of a language.
    pub fn by_name(&self, lang: Lang) -> &[usize] {
        let [pl, en] = &self.by_name;
        match lang {
            Lang::Pl => pl,
            Lang::En => en,
        }
    }

    /// The row of a municipality.
    pub fn row(&self, municipality: Uuid) -> Option<&Row> {
        self.rows.iter().find(|row| row.municipality.id == municipality)
    }

    /// The published scores of a node among some rows, in ascending order.
    pub fn published(&self, node: NodeIx, rows: impl IntoIterator<Item = usize>) -> Vec<f64> {
        stats::ascending(rows.into_iter().filter_map(|at| self.rows[at].scores.as_ref()?.node(node).published()))
    }

    /// A text that was made from this board, made once for each name; it goes when the board goes. Names must be few: give none that a visitor can choose.
    ///
    /// # Errors
    /// What `make` gives.
    pub fn once<E>(&self, name: String, make: impl FnOnce() -> Result<String, E>) -> Result<Arc<str>, E> {
        let known = self.drawn.lock().map_or(None, |drawn| drawn.get(&name).cloned());
        if let Some(text) = known {
            return Ok(text);
        }
        let text: Arc<str> = make()?.into();
        if let Ok(mut drawn) = self.drawn.lock() {
            drawn.insert(name, text.clone());
        }
        Ok(text)
    }
}

/// The boards that are in memory, the one that was used last at the end.
#[derive(Debug, Default)]
pub(crate) struct Boards(Mutex<Vec<(Uuid, Arc<Board>)>>);

/// Whether the same things are seen on two boards of a campaign.
fn same(kept: &(Uuid, Arc<Board>), campaign: Uuid, visible: &Visible) -> bool {
    kept.0 == campaign && kept.1.visible == *visible
}

impl Boards {
    fn get(&self, campaign: Uuid, stamp: Stamp, visible: &Visible) -> Option<Arc<Board>> {
        let mut boards = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = boards.iter().position(|kept| same(kept, campaign, visible) && kept.1.stamp == stamp)?;
        boards[at..].rotate_left(1);
        boards.last().map(|(_, board)| board.clone())
    }

    /// Keeps a board, and forgets those that were not used for longest where there are too many.
    fn keep(&self, campaign: Uuid, board: &Arc<Board>) {
        let mut boards = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        boards.retain(|kept| !same(kept, campaign, &board.visible));
        boards.push((campaign, board.clone()));
        while boards.len() > 1 && boards.iter().map(|(_, board)| board.rows.len()).sum::<usize>() > MOST_ROWS {
            boards.remove(0);
        }
    }
}

/// The board of a campaign for somebody who may or may not see what is confidential: of its frozen round if there is one, else of what has been handed in so
/// far.
///
/// # Errors
/// If the store fails or what it keeps cannot be read.
pub(super) async fn open(app: &App, tx: &mut Tx, campaign: &Campaign, confidential: bool) -> Result<Arc<Board>, ServiceError> {
    let survey = app.surveys().get(tx, &campaign.survey_hash).await?;
    let visible = Visible::of(&survey, confidential);
    let summaries = match campaign.frozen_at {
        Some(_) => Vec::new(),
        None => assessments::summaries(tx, campaign.id).await?,
    };
    let stamp = campaign.frozen_at.map_or_else(|| Stamp::live(campaign, &summaries), Stamp::Frozen);
    if let Some(board) = app.boards().get(campaign.id, stamp, &visible) {
        return Ok(board);
    }
    let source = Source { campaign, survey, visible, stamp };
    let board = Arc::new(match campaign.frozen_at {
        Some(_) => frozen(tx, source).await?,
        None => live(tx, source, summaries).await?,
    });
    app.boards().keep(campaign.id, &board);
    Ok(board)
}

/// What a board is made from.
struct Source<'a> {
    campaign: &'a Campaign,
    survey: Arc<Survey>,
    visible: Visible,
    stamp: Stamp,
}

impl Source<'_> {
    /// The scores of what was handed in, without what is hidden.
    fn scores(&self, answers: Answers, submitted_at: Option<Timestamp>) -> Scores {
        let answers = self.visible.answers(&self.survey, answers);
        self.visible.score_on(&self.survey, &answers, submitted_at.map(day)).scores
    }
}

async fn live(tx: &mut Tx, source: Source<'_>, summaries: Vec<AssessmentSummary>) -> Result<Board, ServiceError> {
    let campaign = source.campaign;
    let mut scores: HashMap<Uuid, Told> = HashMap::new();
    if source.visible.hides_something() {
        let mut after = Uuid::nil();
        loop {
            let page = assessments::page(tx, campaign.id, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            for assessment in page {
                let Some(counted) = assessment.counted() else { continue };
                let declared = source.scores(counted.answers(), assessment.submitted_at);
                let verified = verified(assessment.verified.as_deref(), &source.visible)?;
                scores.insert(assessment.municipality_id, told(campaign, KeptScores { declared, verified }));
            }
        }
    } else {
        for row in assessments::results(tx, campaign.id).await? {
            let verified = verified(row.verified.as_deref(), &source.visible)?;
            scores.insert(row.municipality_id, told(campaign, KeptScores { declared: parse(&row.result)?, verified }));
        }
    }
    let rows = summaries
        .into_iter()
        .map(|summary| (summary.municipality_id, summary.state, scores.remove(&summary.municipality_id).unwrap_or_default()))
        .collect();
    make(tx, source, rows).await
}

/// The verified scores for a viewer, if there are any.
fn verified(kept: Option<&str>, visible: &Visible) -> Result<Option<Scores>, ServiceError> {
    Ok(kept.map(parse::<Verified>).transpose()?.and_then(|verified| verified.scores_for(visible)))
}

async fn frozen(tx: &mut Tx, source: Source<'_>) -> Result<Board, ServiceError> {
    let campaign = source.campaign.id;
    let round = rounds::round(tx, campaign).await?.ok_or_else(|| ServiceError::Internal(format!("campaign {campaign} has no round")))?;
    let overview: RoundOverview = parse(&round.overview)?;
    let not_submitted: HashSet<Uuid> = overview.not_submitted.into_iter().collect();
    let mut rows = Vec::new();
    for row in rounds::results(tx, campaign).await? {
        if not_submitted.contains(&row.municipality_id) {
            rows.push((row.municipality_id, AssessmentState::Invited, Told::default()));
            continue;
        }
        let kept = Frozen::read_scores(&row.result, &source.visible).map_err(StoreError::from)?;
        let state = if kept.verified.is_some() { AssessmentState::Verified } else { AssessmentState::Submitted };
        rows.push((row.municipality_id, state, told(source.campaign, kept)));
    }
    let mut board = make(tx, source, rows).await?;
    board.frozen_at = Some(round.frozen_at);
    board.engine_version = round.engine_version;
    Ok(board)
}

type Entry = (Uuid, AssessmentState, Told);

async fn make(tx: &mut Tx, source: Source<'_>, entries: Vec<Entry>) -> Result<Board, ServiceError> {
    let Source { survey, visible, stamp, .. } = source;
    let ids: Vec<Uuid> = entries.iter().map(|(id, ..)| *id).collect();
    let mut known: HashMap<Uuid, Municipality> = municipalities::by_ids(tx, &ids).await?.into_iter().map(|found| (found.id, found)).collect();
    let submitted = entries.iter().filter(|(_, state, _)| state.is_handed_in()).count();
    let invited = entries.len();
    let mut rows: Vec<Row> = entries
        .into_iter()
        .filter_map(|(id, state, (scores, sides))| {
            let municipality = known.remove(&id)?;
            Some(Row { key: key(&municipality), municipality, state, scores, sides, rank: None })
        })
        .collect();
    rows.sort_by(|a, b| a.municipality.code.cmp(&b.municipality.code).then(a.municipality.id.cmp(&b.municipality.id)));
    let ranked = rank(&mut rows);
    let by_name = Lang::ALL.map(|lang| {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|a, b| collate::compare(lang, name(&rows[*a].municipality, lang), name(&rows[*b].municipality, lang)));
        order
    });
    let engine_version = crate::engine::ENGINE_VERSION.to_owned();
    Ok(Board { stamp, visible, survey, rows, ranked, invited, submitted, frozen_at: None, engine_version, by_name, drawn: Mutex::default() })
}

/// Gives every row its places by the index; how many are ranked.
fn rank(rows: &mut [Row]) -> usize {
    let scores: Vec<Option<f64>> = rows.iter().map(|row| row.scores.as_ref().and_then(|scores| scores.index().published())).collect();
    let (ranks, ranked) = stats::ranks(&scores);
    let mut equals: HashMap<usize, usize> = HashMap::new();
    for first in ranks.iter().flatten() {
        *equals.entry(*first).or_default() += 1;
    }
    for (row, first) in rows.iter_mut().zip(&ranks) {
        row.rank = first.map(|first| Rank { first, last: first + equals.get(&first).copied().unwrap_or(1) - 1 });
    }
    ranked
}
