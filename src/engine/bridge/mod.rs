//! Two versions of a survey side by side: which questions of the earlier one can be compared with which of the later one, and what follows from it.
//!
//! A [`Bridge`] is made of both versions and of a bridge file ([`Bridge::read`]) or, without one, of what is plainly the same ([`Bridge::by_content`]).
//! [`core`] scores both on what they share, [`change`] compares rounds, [`difference`] lists what differs, [`lost_ids`] what must not,
//! [`carry`] takes answers from one to the other.

pub mod carry;
pub mod change;
pub mod core;
pub mod difference;
mod file;
mod lost;
mod read;

use std::collections::BTreeMap;

use super::Checked;
use super::document::QuestionDocument;
use super::survey::QuestionIx;
pub use file::{BridgeDocument, LinkDocument, Relation, schema};
pub use lost::{LostId, lost_ids};

/// What became of one question, or of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What became of it.
    pub relation: Relation,
    /// Questions of the earlier version; none if it is new.
    pub earlier: Vec<QuestionIx>,
    /// Questions of the later version; none if it was dropped.
    pub later: Vec<QuestionIx>,
    /// Earlier option → later option; of a question that is not recoded, or whose options kept their ids, empty.
    pub options: BTreeMap<String, String>,
    /// Whether the bridge file says so; else it follows from ids and content.
    pub said: bool,
}

/// What became of every question from one version of a survey to a later one.
#[derive(Debug, Clone, Copy)]
pub struct Versions<'v> {
    /// The earlier version.
    pub earlier: &'v Checked,
    /// The later version.
    pub later: &'v Checked,
}

/// A map from the questions of an earlier version to those of a later one. Every question of either version is in exactly one link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bridge {
    /// The links: those of the earlier questions in their order, then the new questions.
    pub links: Vec<Link>,
}

impl Bridge {
    /// The bridge without a file: questions with the same id and the same scoring content are the same; with the same id and another content they are
    /// revised and cannot be compared; the others are dropped or new.
    pub fn by_content(versions: Versions<'_>) -> Self {
        Self::completed(versions, Vec::new())
    }

    /// Some links, and for every question that is in none of them what its id and content say.
    fn completed(versions: Versions<'_>, mut links: Vec<Link>) -> Self {
        let (earlier, later) = (&versions.earlier.survey, &versions.later.survey);
        let free_earlier = |links: &[Link], ix: QuestionIx| links.iter().all(|link| !link.earlier.contains(&ix));
        let free_later = |links: &[Link], ix: QuestionIx| links.iter().all(|link| !link.later.contains(&ix));
        for (ix, question) in earlier.questions_ix() {
            if !free_earlier(&links, ix) {
                continue;
            }
            let same_id = later.question_ix(&question.id).filter(|other| free_later(&links, *other));
            let relation = match same_id {
                Some(other) if versions.same_content(ix, other) => Relation::Same,
                Some(_) => Relation::Revised,
                None => Relation::Dropped,
            };
            links.push(Link { relation, earlier: vec![ix], later: same_id.into_iter().collect(), options: BTreeMap::new(), said: false });
        }
        for (ix, _) in later.questions_ix() {
            if free_later(&links, ix) {
                links.push(Link { relation: Relation::New, earlier: Vec::new(), later: vec![ix], options: BTreeMap::new(), said: false });
            }
        }
        links.sort_by_key(|link| (link.earlier.is_empty(), link.earlier.first().copied(), link.later.first().copied()));
        Self { links }
    }

    /// The links whose questions can be compared: the same, and recoded ones.
    pub fn comparable(&self) -> impl Iterator<Item = (&Link, QuestionIx, QuestionIx)> {
        self.links.iter().filter_map(|link| match (link.relation, &link.earlier[..], &link.later[..]) {
            (Relation::Same | Relation::Recoded, [earlier], [later]) => Some((link, *earlier, *later)),
            _ => None,
        })
    }
}

impl Versions<'_> {
    fn documents(&self, earlier: QuestionIx, later: QuestionIx) -> (&QuestionDocument, &QuestionDocument) {
        (&self.earlier.document.questions[earlier.0], &self.later.document.questions[later.0])
    }

    /// Whether two questions are answered and scored alike: kind, options with their points, numbers and their unit, goalposts, full points, condition.
    /// Words apart from the unit and the labels of a share's two numbers do not count here; weights neither, as scores of both versions take those of
    /// the later one.
    fn same_content(&self, earlier: QuestionIx, later: QuestionIx) -> bool {
        let (a, b) = self.documents(earlier, later);
        let (read_a, read_b) = (self.earlier.survey.question(earlier), self.later.survey.question(later));
        let options = |read: &super::survey::Question| {
            read.options().iter().map(|option| (option.id.clone(), option.points, option.exclusive)).collect::<Vec<_>>()
        };
        let numbers = |of: &QuestionDocument| (of.goalposts, of.per.unwrap_or(100.0), of.unit.clone());
        let shares = |of: &QuestionDocument| (of.numerator.clone(), of.denominator.clone(), of.part.unwrap_or(true));
        a.kind == b.kind
            && options(read_a) == options(read_b)
            && numbers(a) == numbers(b)
            && shares(a) == shares(b)
            && (read_a.maximum, read_a.scored) == (read_b.maximum, read_b.scored)
            && a.relevant == b.relevant
    }
}
