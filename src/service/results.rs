//! One municipality's results: its profile beside the others, what keeps it from the next level, and what to do next.

use jiff::Timestamp;
use jiff::civil::Date;

use super::access::{Act, Person, may};
use super::assessments::{self, Opened};
use super::board::{self, Board, Rank, Sides};
use super::overview::Thresholds;
use super::rounds;
use super::{App, CampaignState, ServiceError};
use crate::engine::ENGINE_VERSION;
use crate::engine::answer::Answers;
use crate::engine::level::GateState;
use crate::engine::path;
use crate::engine::round::{Frozen, Verified};
use crate::engine::score::{NodeScore, Scored, Scores, percent_of};
use crate::engine::survey::{Child, NodeIx, NodeKind, QuestionIx, Recommendation, Survey};
use crate::engine::trace::{self, Standing};
use crate::engine::unit::{LevelNumber, Percent};
use crate::engine::visible::Visible;
use crate::store::Tx;
use crate::store::campaigns::Official;

/// How many strengths and weaknesses are named.
const HIGHLIGHTS: usize = 3;
/// How many next steps are proposed.
const STEPS: usize = 5;
/// With fewer scored dimensions than this, strengths and weaknesses are questions.
const FEW_DIMENSIONS: usize = 6;

/// How final the numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finality {
    /// Answers are still being given.
    Draft,
    /// Handed in; the round is not frozen yet.
    Submitted,
    /// Fixed for ever.
    Frozen(Timestamp),
}

/// An assessment that was scored for a person who may see it.
#[derive(Debug)]
pub struct Seen {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// How final the numbers are.
    pub finality: Finality,
    /// The answers that were scored; those that the person must not see do not apply here.
    pub answers: Answers,
    /// The scores, and what they are made of.
    pub scored: Scored,
    /// Self-declared and verified scores beside each other, if it is verified.
    pub sides: Option<SeenSides>,
    /// What the person sees of the survey.
    pub visible: Visible,
    /// Whether the person belongs to the municipality, to the experts or to the administrators: notes and names are theirs to see.
    pub inside: bool,
    /// Whether the person may mark the answers.
    pub may_review: bool,
    /// The version of the rules by which the scores came about.
    pub engine_version: String,
}

/// The two scores of a verified assessment, as a person may see them.
#[derive(Debug)]
pub struct SeenSides {
    /// Both scores.
    pub scores: Sides,
    /// The municipality's own answers.
    pub own: Answers,
    /// The questions in which the experts' values stand in place of the municipality's own.
    pub differs: Vec<QuestionIx>,
    /// Whether the verified score is the official one.
    pub verified_counts: bool,
}

impl Seen {
    /// The municipality's own answers, which are the scored ones unless verified scores are official.
    pub fn own_answers(&self) -> &Answers {
        self.sides.as_ref().map_or(&self.answers, |sides| &sides.own)
    }

    /// The survey.
    pub fn survey(&self) -> &Survey {
        &self.opened.survey
    }

    /// The result of a node.
    pub fn node(&self, ix: NodeIx) -> &NodeScore {
        self.scored.scores.node(ix)
    }

    /// Whether a level has requirements that the viewer must not see.
    fn hides_of(&self, level: LevelNumber) -> bool {
        self.survey().questions_ix().any(|(ix, question)| question.gate.is_some_and(|gate| gate.level == level) && !self.visible.question(ix))
    }

    /// What keeps a gate shut; nothing if it is open, or if the viewer sees none of what keeps it shut.
    pub fn open_gate(&self, gate: &GateState) -> Option<OpenGate> {
        let hides = self.hides_of(gate.level);
        let open = gate.open.clone();
        // Whether the gate lets pass would tell of hidden requirements, too: then only what is seen anyway is listed.
        let shut = if hides { !open.is_empty() } else { !gate.passed() };
        shut.then(|| OpenGate { level: gate.level, shares: (!hides).then_some((gate.met, gate.needed)), open })
    }

    /// A question's score in percent, if it has one.
    pub fn percent(&self, ix: QuestionIx) -> Option<Percent> {
        let points = self.scored.cells.get(ix, 0)?.get()?;
        Some(percent_of(points, self.survey().question(ix).maximum))
    }
}

/// Finds and scores an assessment: a frozen round gives its own numbers, anything else is scored now. For a person who must not see something of it, it is
/// scored without that.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is none or the person must not see it.
pub(super) async fn see(app: &App, tx: &mut Tx, person: Option<&Person>, slug: &str, key: &str) -> Result<Seen, ServiceError> {
    let opened = assessments::by_key(app, tx, person, slug, key).await?;
    let (campaign, municipality) = (&opened.campaign, opened.municipality.id);
    let own = may(person, Act::Read { municipality });
    let inside = own || may(person, Act::CompareInside { campaign });
    let not_handed_in = !opened.assessment.state.is_handed_in();
    let frozen = match campaign.frozen_at {
        // What was not handed in before the round was frozen stays a draft of the municipality's own.
        Some(_) if own && not_handed_in => None,
        Some(at) => rounds::of_municipality(tx, campaign.id, municipality).await?.map(|frozen| (at, frozen)),
        None => None,
    };
    // A draft is for those who write it.
    if frozen.is_none() && !own && (not_handed_in || !inside) {
        return Err(ServiceError::NotFound);
    }
    let survey = opened.survey.clone();
    let visible = Visible::of(&survey, opened.may_see_confidential);
    let (finality, own, kept, verified) = match frozen {
        Some((at, Frozen { answers, scores, open, verified })) => {
            (Finality::Frozen(at), answers, if visible.hides_something() { open } else { Some(scores) }, verified)
        }
        None => match opened.assessment.counted() {
            Some(counted) => (Finality::Submitted, counted.answers(), None, opened.assessment.verified.as_deref().map(rounds::parse).transpose()?),
            None => (Finality::Draft, opened.assessment.document.answers(), None, None),
        },
    };
    let view = View { survey: &survey, visible: &visible, today: opened.today };
    let verified_counts = opened.campaign.official == Official::Verified;
    let (answers, scored, sides) = match verified {
        Some(verified) => view.both(own, kept, verified, verified_counts),
        None => {
            let (answers, scored) = view.scored(own, kept);
            (answers, scored, None)
        }
    };
    let may_review = opened.assessment.state.is_handed_in() && may(person, Act::Review { campaign: &opened.campaign });
    Ok(Seen { opened, finality, answers, scored, sides, visible, inside, may_review, engine_version: ENGINE_VERSION.to_owned() })
}

/// How a person sees the answers of an assessment.
struct View<'a> {
    survey: &'a Survey,
    visible: &'a Visible,
    today: Date,
}

impl View<'_> {
    /// Answers without what is hidden, and their scores: those that are kept, or else worked out now.
    fn scored(&self, answers: Answers, kept: Option<Scores>) -> (Answers, Scored) {
        let answers = self.visible.answers(self.survey, answers);
        let mut scored = self.visible.score_on(self.survey, &answers, Some(self.today));
        if let Some(kept) = kept {
            scored.scores = kept;
        }
        (answers, scored)
    }

    /// The answers that count, their scores, and both sides of a verified assessment.
    fn both(&self, own: Answers, kept: Option<Scores>, verified: Verified, verified_counts: bool) -> (Answers, Scored, Option<SeenSides>) {
        let values = &verified.values.0;
        let seen = self.survey.questions_ix().filter(|(ix, question)| self.visible.question(*ix) && values.contains_key(&question.id));
        let differs = seen.map(|(ix, _)| ix).collect();
        let replaced = verified.answers(own.clone());
        let (own, declared) = self.scored(own, kept);
        let (replaced, verified) = self.scored(replaced, verified.scores_for(self.visible));
        let scores = Sides { declared: declared.scores.clone(), verified: verified.scores.clone() };
        let sides = SeenSides { scores, own: own.clone(), differs, verified_counts };
        let (answers, scored) = if verified_counts { (replaced, verified) } else { (own, declared) };
        (answers, scored, Some(sides))
    }
}

/// One node of the profile beside the others of the campaign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProfileRow {
    /// The node.
    pub node: NodeIx,
    /// Its result here.
    pub result: NodeScore,
    /// The median of the published scores of the campaign, where it may be shown.
    pub median: Option<f64>,
}

/// What keeps a municipality from the next level.
#[derive(Debug, Clone, PartialEq)]
pub struct NextLevel {
    /// The next level.
    pub level: LevelNumber,
    /// What the index lacks to the lower end of the next band, in percent of the full score; 0 if the score alone is enough.
    pub missing: f64,
    /// The gates up to the next level that do not let pass, as far as the viewer sees them.
    pub gates: Vec<OpenGate>,
    /// Whether there are gate questions that the viewer does not see.
    pub hides_gates: bool,
}

/// A gate of a level, as far as a viewer sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenGate {
    /// The level.
    pub level: LevelNumber,
    /// Share (0 to 1) of the requirements that are met, and the share that is needed; none if there are requirements that the viewer must not see, for then
    /// it would tell of them.
    pub shares: Option<(f64, f64)>,
    /// Requirements that are not met and that the viewer sees.
    pub open: Vec<QuestionIx>,
}

/// Something that stands out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Highlight {
    /// A dimension or a question.
    pub child: Child,
    /// Its score in percent.
    pub percent: Percent,
}

/// A next step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The question it improves.
    pub question: QuestionIx,
    /// Its score in percent.
    pub percent: Percent,
    /// What the index would gain if the question earned everything, on the index's own scale.
    pub gain: f64,
    /// What to do and what it costs; none where the survey does not say.
    pub recommendation: Option<Recommendation>,
}

/// The index without confidential answers: what those see who must not see them, and what places and medians are made from for them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ToOthers {
    /// The index, with its median.
    pub index: ProfileRow,
    /// The places by it, and among how many.
    pub rank: Option<(Rank, usize)>,
}

/// One municipality's results.
#[derive(Debug)]
pub struct City {
    /// The scored assessment.
    pub seen: Seen,
    /// The index; none if the viewer must not see it.
    pub index: Option<ProfileRow>,
    /// The places among those ranked by the index, and how many those are; none where it has none, the viewer must not see the index, or its places are those
    /// of [`City::to_others`].
    pub rank: Option<(Rank, usize)>,
    /// The index as others see it; only where it is not the one that this viewer sees, and comparisons are made by it.
    pub to_others: Option<ToOthers>,
    /// Dimensions and modules.
    pub profile: Vec<ProfileRow>,
    /// What keeps it from the next level; none at the highest level or without one.
    pub next_level: Option<NextLevel>,
    /// What is best, the best first.
    pub strongest: Vec<Highlight>,
    /// What is weakest, the weakest first.
    pub weakest: Vec<Highlight>,
    /// What to do next, what helps most first.
    pub steps: Vec<Step>,
    /// The cheapest way to the next level; none for those who must not see all of what it is made of.
    pub path: Option<path::NextLevel>,
    /// Questions that are asked and have neither a value nor "not applicable", as far as the viewer sees them.
    pub missing: Vec<QuestionIx>,
}

/// One municipality's results, for a person who may see them.
///
/// # Errors
/// [`ServiceError::NotFound`] if there are none or the person must not see them.
pub async fn city(app: &App, person: Option<&Person>, slug: &str, key: &str) -> Result<City, ServiceError> {
    let mut tx = app.db().read().await?;
    let mut seen = see(app, &mut tx, person, slug, key).await?;
    let campaign = &seen.opened.campaign;
    let is_frozen = matches!(campaign.state, CampaignState::Frozen | CampaignState::Published);
    let confidential = may(person, Act::CompareConfidential { campaign });
    // A draft may answer another version than the others: then there is nothing to compare it with.
    let is_compared = seen.opened.is_current() && (is_frozen || may(person, Act::CompareInside { campaign }));
    let board = if is_compared { Some(board::open(app, &mut tx, campaign, confidential).await?) } else { None };
    drop(tx);
    if let (Finality::Frozen(_), Some(board)) = (seen.finality, &board) {
        seen.engine_version.clone_from(&board.engine_version);
    }
    let compare_inside = may(person, Act::CompareInside { campaign: &seen.opened.campaign });
    let others = Visible::of(seen.survey(), confidential);
    let row = |node: NodeIx| {
        // Where others are worked out without what this viewer sees, they are not laid beside it.
        let board = board.as_deref().filter(|_| seen.visible == others || others.whole(seen.survey(), node));
        profile_row(*seen.node(node), board, compare_inside, node)
    };
    let survey = seen.survey();
    let sees_index = seen.visible.node(NodeIx::INDEX);
    let index = sees_index.then(|| row(NodeIx::INDEX));
    let profile: Vec<ProfileRow> = survey.profile().filter(|(ix, _)| seen.visible.node(*ix)).map(|(ix, _)| row(ix)).collect();
    let rank = board.as_deref().filter(|_| sees_index).and_then(|board| Some((board.row(seen.opened.municipality.id)?.rank?, board.ranked)));
    let to_others = to_others(&seen, &others, board.as_deref(), compare_inside, rank);
    let rank = rank.filter(|_| to_others.is_none());
    let (strongest, weakest) = highlights(&seen, &profile);
    let (next_level, steps, missing) = (next_level(&seen), steps(&seen), missing(&seen));
    let path = (!seen.visible.hides_something()).then(|| path::next_level(survey, &seen.answers, NodeIx::INDEX, Some(seen.opened.today)));
    Ok(City { index, rank, to_others, profile, next_level, strongest, weakest, steps, path, missing, seen })
}

/// The median is the one of the overview: the municipality itself counts, so that no two medians differ by one municipality.
fn profile_row(result: NodeScore, board: Option<&Board>, compare_inside: bool, node: NodeIx) -> ProfileRow {
    let thresholds = if compare_inside { Thresholds::INSIDE } else { Thresholds::PUBLIC };
    let median = board.and_then(|board| thresholds.statistics(&board.published(node, 0..board.rows.len())).median);
    ProfileRow { node, result, median }
}

fn to_others(seen: &Seen, others: &Visible, board: Option<&Board>, compare_inside: bool, rank: Option<(Rank, usize)>) -> Option<ToOthers> {
    let survey = seen.survey();
    if seen.visible == *others || others.whole(survey, NodeIx::INDEX) || !others.node(NodeIx::INDEX) {
        return None;
    }
    let answers = others.answers(survey, seen.answers.clone());
    let result = *others.score_on(survey, &answers, Some(seen.opened.today)).scores.index();
    Some(ToOthers { index: profile_row(result, board, compare_inside, NodeIx::INDEX), rank })
}

fn next_level(seen: &Seen) -> Option<NextLevel> {
    let survey = seen.survey();
    let index = seen.visible.node(NodeIx::INDEX).then(|| seen.node(NodeIx::INDEX))?;
    let (reached, percent) = (index.level?, index.percent(survey.node(NodeIx::INDEX))?);
    let next = survey.levels.iter().find(|level| level.number.0 == reached.0 + 1)?;
    let below = Percent(next.from).quantised() > percent.quantised();
    let up_to_next = seen.scored.gates.iter().filter(|gate| gate.level <= next.number && gate.level != LevelNumber(1));
    let hides_gates = up_to_next.clone().any(|gate| seen.hides_of(gate.level));
    let gates = up_to_next.filter_map(|gate| seen.open_gate(gate)).collect();
    Some(NextLevel { level: next.number, missing: if below { next.from - percent.0 } else { 0.0 }, gates, hides_gates })
}

/// Questions that count in the index, with their weight there.
fn standings(seen: &Seen) -> Vec<Standing> {
    trace::standings(seen.survey(), &seen.scored, NodeIx::INDEX)
}

/// The best and the weakest: dimensions where there are enough of them, else questions. What is at the top is no weakness, what is at the bottom no strength.
fn highlights(seen: &Seen, profile: &[ProfileRow]) -> (Vec<Highlight>, Vec<Highlight>) {
    let survey = seen.survey();
    let dimensions = profile.iter().filter(|row| survey.node(row.node).kind == NodeKind::Dimension);
    let mut all: Vec<(Highlight, f64)> = dimensions
        .filter_map(|row| {
            let node = survey.node(row.node);
            Some((Highlight { child: Child::Node(row.node), percent: row.result.percent(node)? }, node.weight))
        })
        .collect();
    if all.len() < FEW_DIMENSIONS {
        let of_question = |standing: Standing| {
            let highlight = Highlight { child: Child::Question(standing.question), percent: standing.percent };
            (highlight, standing.effective_weight)
        };
        all = standings(seen).into_iter().map(of_question).collect();
    }
    // Of equals, what weighs more stands out more; beyond that the order of the questionnaire stays.
    all.sort_by(|(a, weight_a), (b, weight_b)| b.percent.quantised().cmp(&a.percent.quantised()).then(weight_b.total_cmp(weight_a)));
    let half = all.len() / 2;
    let count = HIGHLIGHTS.min(half);
    let strongest = all.iter().take(count).filter(|(one, _)| one.percent.0 > 0.0).map(|(one, _)| *one).collect();
    all.sort_by(|(a, weight_a), (b, weight_b)| a.percent.quantised().cmp(&b.percent.quantised()).then(weight_b.total_cmp(weight_a)));
    let weakest = all.iter().take(count).filter(|(one, _)| one.percent.0 < 100.0).map(|(one, _)| *one).collect();
    (strongest, weakest)
}

/// The questions whose improvement would lift the index most.
fn steps(seen: &Seen) -> Vec<Step> {
    let survey = seen.survey();
    let step = |standing: Standing| {
        let question = survey.question(standing.question);
        Step {
            question: standing.question,
            percent: standing.percent,
            gain: standing.gain,
            recommendation: question.recommendation(standing.percent.0).cloned(),
        }
    };
    let mut steps: Vec<Step> = standings(seen).into_iter().map(step).filter(|step| step.gain > 0.0).collect();
    steps.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    steps.truncate(STEPS);
    steps
}

fn missing(seen: &Seen) -> Vec<QuestionIx> {
    let is_missing = |ix: QuestionIx| seen.scored.cells.get(ix, 0).is_some_and(|cell| cell.is_expected() && cell.get().is_none());
    seen.survey().questions_ix().map(|(ix, _)| ix).filter(|ix| is_missing(*ix)).collect()
}
