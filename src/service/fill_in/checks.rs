//! Checks of the answers: contradictions while they are given; before they are handed in, everything that should be looked at.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Document, Plan};
use crate::engine::answer::Answers;
use crate::engine::constraint::{self, Violation};
use crate::engine::quality::{self, Background, Remark, Severity};
use crate::engine::survey::{NodeIx, QuestionIx};
use crate::lang::Text;
use crate::service::access::{Act, Person, may};
use crate::service::assessments::Opened;
use crate::service::{App, Municipality, ServiceError};
use crate::store::assessments as store;
use crate::store::{Tx, networks};

/// No more municipalities than this are compared with: more say nothing more.
const MOST_PEERS: usize = 100;
/// Upper ends of the size classes, in inhabitants; the largest has none.
const SIZE_CLASSES: [i64; 6] = [5_000, 10_000, 20_000, 50_000, 100_000, 200_000];

/// An answer that contradicts another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The question that the survey speaks of.
    pub question: QuestionIx,
    /// What does not hold, in the words of the survey.
    pub message: Text,
    /// The questions whose answers it is about.
    reads: Vec<QuestionIx>,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// The question.
    pub question: QuestionIx,
    /// Its section.
    pub section: NodeIx,
    /// The page of the section on which it stands, counted from 1.
    pub page: usize,
    /// Its number in the section, from 1.
    pub number: usize,
    /// How much it weighs.
    pub severity: Severity,
    /// What is remarkable.
    pub concern: Concern,
}

/// What is remarkable about an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Concern {
    /// Something that the survey says must hold does not: its words.
    Contradiction(Text),
    /// The figure is far from that of the last edition.
    UnlikeBefore {
        /// The figure then.
        before: f64,
        /// The figure now.
        now: f64,
    },
    /// The figure is far from those of this many similar municipalities.
    UnlikePeers(usize),
    /// The answer counts for this level, and nothing backs it.
    LevelWithoutEvidence(u8),
}

/// The contradictions among the answers of an assessment. They block nothing: the person may be right.
pub(super) fn contradictions(opened: &Opened) -> Vec<Contradiction> {
    if opened.survey.questions.iter().all(|question| question.constraints.is_empty()) {
        return Vec::new();
    }
    let answers = opened.assessment.document.answers();
    let found = constraint::violations(&opened.survey, &answers, Some(opened.today));
    let told = |found: Violation<'_>| {
        let reads = found.constraint.must_hold.questions().to_vec();
        Contradiction { question: found.question, message: found.constraint.message.clone(), reads }
    };
    found.into_iter().map(told).collect()
}

/// Leaves out contradictions with answers of sections that the person must not read: who tries one answer after the other would find them out.
pub(super) fn keep_readable(found: &mut Vec<Contradiction>, opened: &Opened, person: Option<&Person>) {
    let (survey, municipality, assessment) = (&opened.survey, opened.municipality.id, opened.assessment.id);
    let may_read = |question: QuestionIx| {
        let section = &survey.node(survey.question(question).dimension).id;
        may(person, Act::ReadSection { municipality, assessment, section })
    };
    found.retain(|found| found.reads.iter().copied().all(may_read));
}

/// Everything to look at before an assessment is handed in, the weightiest first. What is missing is not in it: the plan has that.
pub(super) async fn checks(app: &App, tx: &mut Tx, opened: &Opened, plan: &Plan) -> Result<Vec<Check>, ServiceError> {
    let before = before(app, tx, opened).await?;
    let peers = peers(tx, opened).await?;
    let backed = backed(&opened.assessment.document);
    let background = Background { today: Some(opened.today), before: &before, peers: &peers, backed: &backed };
    let answers = opened.assessment.document.answers();
    let found = quality::findings(&opened.survey, &answers, background);
    let place = |question: QuestionIx| {
        let section = plan.sections.iter().find(|section| section.items().any(|item| item.question == question))?;
        let item = section.items().find(|item| item.question == question)?;
        Some((section.node, section.page_of(question), item.number))
    };
    let check = |finding: &quality::Finding<'_>| {
        let concern = match finding.remark {
            Remark::Missing => return None,
            Remark::Contradiction(constraint) => Concern::Contradiction(constraint.message.clone()),
            Remark::UnlikeBefore { before, now } => Concern::UnlikeBefore { before, now },
            Remark::UnlikePeers { peers } => Concern::UnlikePeers(peers),
            Remark::LevelWithoutEvidence(level) => Concern::LevelWithoutEvidence(level.0),
        };
        let (section, page, number) = place(finding.question)?;
        Some(Check { question: finding.question, section, page, number, severity: finding.severity(), concern })
    };
    Ok(found.iter().filter_map(check).collect())
}

/// The questions whose answers name what they rest on.
fn backed(document: &Document) -> BTreeSet<String> {
    let rests = document.0.iter().filter(|(_, record)| !record.source.is_empty() || !record.evidence.is_empty());
    rests.map(|(question, _)| question.clone()).collect()
}

/// The answers of the municipality's last edition of the same survey, by the ids that both versions share.
async fn before(app: &App, tx: &mut Tx, opened: &Opened) -> Result<Answers, ServiceError> {
    Ok(super::earlier::last(app, tx, opened).await?.map(|last| last.answers()).unwrap_or_default())
}

/// What similar municipalities have handed in in the same campaign: those of the same network and size class.
async fn peers(tx: &mut Tx, opened: &Opened) -> Result<Vec<Answers>, ServiceError> {
    let Some(class) = size_class(&opened.municipality) else { return Ok(Vec::new()) };
    let is_peer = |other: &Municipality| other.id != opened.municipality.id && size_class(other) == Some(class);
    let members = networks::members(tx, opened.campaign.network_id).await?;
    let ids: Vec<Uuid> = members.iter().filter(|member| is_peer(member)).map(|member| member.id).take(MOST_PEERS).collect();
    let assessments = store::of_municipalities(tx, opened.campaign.id, &ids).await?;
    Ok(assessments.iter().filter_map(|assessment| Some(assessment.counted()?.answers())).collect())
}

/// The position of a municipality's size class; none if its population is not known.
fn size_class(municipality: &Municipality) -> Option<usize> {
    let population = municipality.population?;
    Some(SIZE_CLASSES.iter().filter(|end| population >= **end).count())
}
