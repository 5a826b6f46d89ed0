//! What should be looked at before an assessment is handed in: missing answers, contradictions, figures that are hardly right, levels without evidence.
//!
//! Nothing here changes a score or refuses an answer: a municipality may be unlike all others, and right.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::answer::{Answer, Answers, Value};
use super::constraint::{Violation, violations};
use super::relevance;
use super::score;
use super::stats;
use super::survey::{Body, Constraint, QuestionIx, Survey};
use super::unit::LevelNumber;
use super::visible::Visible;

/// A figure this many times as large or as small as last time is worth a second look: a wrong unit (thousands, hectares) changes it by far more.
pub const UNLIKELY_FACTOR: f64 = 4.0;
/// Fewer peers than this say nothing of what is usual, and might be recognised.
pub const FEWEST_PEERS: usize = 8;
/// A figure whose modified z-score, `0.6745·|x − median| ÷ MAD`, is above this is an outlier (Iglewicz and Hoaglin, *How to Detect and Handle Outliers*,
/// 1993).
pub const OUTLYING: f64 = 3.5;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// To be put right, or confirmed as it is.
    Confirm,
    /// Perhaps a mistake.
    Check,
    /// Would make the answer firmer.
    Hint,
}

/// What is remarkable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Remark<'s> {
    /// Nobody has dealt with the question.
    Missing,
    /// Something that the survey says must hold does not.
    Contradiction(&'s Constraint),
    /// The figure is far from that of the municipality's last edition.
    UnlikeBefore {
        /// The figure then.
        before: f64,
        /// The figure now.
        now: f64,
    },
    /// The figure is far from those of similar municipalities. It is not said from which: that would give them away.
    UnlikePeers {
        /// How many they are, at least [`FEWEST_PEERS`].
        peers: usize,
    },
    /// The answer counts for a level, and nothing is named that backs it.
    LevelWithoutEvidence(LevelNumber),
}

/// A remark on the answer to a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finding<'s> {
    /// The question.
    pub question: QuestionIx,
    /// What is remarkable.
    pub remark: Remark<'s>,
}

impl Finding<'_> {
    /// How much it weighs.
    pub const fn severity(&self) -> Severity {
        match self.remark {
            Remark::Missing | Remark::Contradiction(_) => Severity::Confirm,
            Remark::UnlikeBefore { .. } | Remark::UnlikePeers { .. } => Severity::Check,
            Remark::LevelWithoutEvidence(_) => Severity::Hint,
        }
    }
}

/// What an assessment is held against.
#[derive(Debug, Clone, Copy)]
pub struct Background<'a> {
    /// The day that `today()` is in conditions.
    pub today: Option<Date>,
    /// The municipality's own answers in its last edition, by the ids of this survey.
    pub before: &'a Answers,
    /// The answers of similar municipalities, by the ids of this survey.
    pub peers: &'a [Answers],
    /// Ids of the questions whose answers name a link, a file or a source.
    pub backed: &'a BTreeSet<String>,
}

/// Everything that is remarkable about some answers, the weightiest first, and in the order of the questionnaire. Hidden questions are not looked at.
pub fn findings<'s>(survey: &'s Survey, answers: &Answers, background: Background<'_>) -> Vec<Finding<'s>> {
    let by_position = relevance::by_position(survey, answers);
    let shown = relevance::shown_on(survey, &by_position, background.today);
    let public = Visible::of(survey, false);
    let mut found: Vec<Finding<'s>> = violations(survey, answers, background.today)
        .into_iter()
        .map(|Violation { question, constraint }| Finding { question, remark: Remark::Contradiction(constraint) })
        .collect();
    for (question, _) in survey.questions_ix().filter(|(ix, _)| shown[ix.0]) {
        let mut add = |remark: Option<Remark<'s>>| found.extend(remark.map(|remark| Finding { question, remark }));
        match by_position[question.0] {
            Answer::NotAnswered => add(Some(Remark::Missing)),
            Answer::DoNotKnow | Answer::NotApplicable(_) => {}
            Answer::Answered(value) => {
                add(unlike_before(survey, question, value, background.before));
                // What is confidential is compared with nobody, not even silently.
                add(public.question(question).then(|| unlike_peers(survey, question, value, background.peers)).flatten());
                add(without_evidence(survey, question, value, background.backed));
            }
        }
    }
    found.sort_by_key(|finding| (finding.severity(), finding.question.0));
    found
}

fn figure(survey: &Survey, question: QuestionIx, value: &Value) -> Option<f64> {
    relevance::number(survey, question, value)?.to_f64().filter(|figure| figure.is_finite())
}

fn answered<'a>(answers: &'a Answers, id: &str) -> Option<&'a Value> {
    match answers.get(id) {
        Answer::Answered(value) => Some(value),
        _ => None,
    }
}

fn unlike_before(survey: &Survey, question: QuestionIx, value: &Value, before: &Answers) -> Option<Remark<'static>> {
    let earlier = answered(before, &survey.question(question).id)?;
    let far = |now: f64, before: f64| now > 0.0 && before > 0.0 && (now / before).max(before / now) >= UNLIKELY_FACTOR;
    let whole = |value: &Value| match value {
        Value::Share { denominator, .. } => denominator.to_f64(),
        _ => None,
    };
    // A share may well change a lot; what it is a share of does not.
    let (now, before) = match &survey.question(question).body {
        Body::Share(_) => (whole(value)?, whole(earlier)?),
        _ => (figure(survey, question, value)?, figure(survey, question, earlier)?),
    };
    far(now, before).then_some(Remark::UnlikeBefore { before, now })
}

fn unlike_peers(survey: &Survey, question: QuestionIx, value: &Value, peers: &[Answers]) -> Option<Remark<'static>> {
    let own = figure(survey, question, value)?;
    let id = &survey.question(question).id;
    let mut figures: Vec<f64> = peers.iter().filter_map(|peer| figure(survey, question, answered(peer, id)?)).collect();
    if figures.len() < FEWEST_PEERS {
        return None;
    }
    figures.sort_by(f64::total_cmp);
    let median = stats::median(&figures)?;
    let mut distances: Vec<f64> = figures.iter().map(|figure| (figure - median).abs()).collect();
    distances.sort_by(f64::total_cmp);
    let spread = stats::median(&distances)?;
    let outlying = spread > 0.0 && 0.6745 * (own - median).abs() / spread > OUTLYING;
    outlying.then_some(Remark::UnlikePeers { peers: figures.len() })
}

fn without_evidence(survey: &Survey, question: QuestionIx, value: &Value, backed: &BTreeSet<String>) -> Option<Remark<'static>> {
    let item = survey.question(question);
    let gate = item.gate?;
    let percent = score::percent_of(score::points(item, value)?, item.maximum);
    (percent.0 >= gate.at_least && !backed.contains(&item.id)).then_some(Remark::LevelWithoutEvidence(gate.level))
}
