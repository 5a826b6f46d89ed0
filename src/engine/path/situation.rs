//! Which questions are asked: the combinations of those answers that decide it, and the search under each.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Chosen;
use super::frontier::{Decisions, Effort, Left};
use super::plan::{Found, Parts, Situation, effort, lacking};
use super::rises::{Rise, rises};
use crate::engine::answer::{Answer, Answers};
use crate::engine::level;
use crate::engine::relevance;
use crate::engine::score::{Cell, cell, percent_of, score_on};
use crate::engine::survey::{NodeIx, QuestionIx, Survey};
use crate::engine::unit::{LevelNumber, Percent, quantise};

/// No more combinations than this are gone through; questions that would make more are left as they are.
const MOST_COMBINATIONS: usize = 256;

/// No more pairs of an entry and a way than this are looked at in one search, which takes some hundredths of a second; beyond that there is no result.
const MOST_PAIRS: usize = 300_000;

/// What is asked, of whom, and what each question may become.
#[derive(Debug)]
pub(super) struct Frame<'f> {
    pub survey: &'f Survey,
    pub answers: &'f Answers,
    pub node: NodeIx,
    /// The level that is aimed at, if its gate counts.
    pub level: Option<LevelNumber>,
    /// What `today()` means in conditions.
    pub today: Option<Date>,
    /// What each question may be raised to, as it is answered now.
    rises: Vec<Vec<Rise>>,
    /// Questions that decide what is asked and that can be raised.
    deciding: Vec<QuestionIx>,
    /// Questions that decide what is asked and are left as they are.
    pub held: Vec<QuestionIx>,
    left: std::cell::Cell<Left>,
}

/// One combination of answers that decide what is asked.
#[derive(Debug, Clone)]
pub(super) struct Fixed {
    answers: Answers,
    pub effort: Effort,
    raised: Vec<(QuestionIx, Rise)>,
}

impl<'f> Frame<'f> {
    pub(super) fn of(survey: &'f Survey, answers: &'f Answers, node: NodeIx, level: Option<LevelNumber>, today: Option<Date>) -> Self {
        let mut rises: Vec<Vec<Rise>> = survey.questions.iter().map(|question| rises(question, answers.get(&question.id))).collect();
        let (mut deciding, mut held, mut combinations) = (Vec::new(), Vec::new(), 1);
        for ix in deciding_questions(survey).into_iter().filter(|ix| !rises[ix.0].is_empty()).collect::<Vec<_>>() {
            let more = combinations * (rises[ix.0].len() + 1);
            if more <= MOST_COMBINATIONS {
                combinations = more;
                deciding.push(ix);
            } else {
                rises[ix.0].clear();
                held.push(ix);
            }
        }
        Self { survey, answers, node, level, today, rises, deciding, held, left: std::cell::Cell::new(Some(MOST_PAIRS)) }
    }

    /// Every combination of the deciding questions in which what is raised is asked; all as they are comes first.
    pub(super) fn combinations(&self) -> Vec<Fixed> {
        let mut all = vec![Fixed { answers: self.answers.clone(), effort: 0, raised: Vec::new() }];
        for ix in &self.deciding {
            let raised = |fixed: &Fixed, rise: &Rise| {
                let mut fixed = fixed.clone();
                fixed.answers.set(&self.survey.question(*ix).id, Answer::Answered(rise.value.clone()));
                fixed.effort += effort(rise.effort);
                fixed.raised.push((*ix, rise.clone()));
                fixed
            };
            let more: Vec<Fixed> = self.rises[ix.0].iter().flat_map(|rise| all.iter().map(move |fixed| raised(fixed, rise))).collect();
            all.extend(more);
        }
        all.retain(|fixed| {
            let shown = relevance::shown_on(self.survey, &relevance::by_position(self.survey, &fixed.answers), self.today);
            fixed.raised.iter().all(|(ix, _)| shown[ix.0])
        });
        all
    }

    /// The situation under a combination.
    fn situation(&self, fixed: &Fixed) -> Situation<'f> {
        let answers = relevance::by_position(self.survey, &fixed.answers);
        let shown = relevance::shown_on(self.survey, &answers, self.today);
        let cells: Vec<Cell> = self
            .survey
            .questions
            .iter()
            .enumerate()
            .map(|(at, question)| if question.scored { cell(question, answers[at], shown[at]) } else { Cell::EXCLUDED })
            .collect();
        let mut rises = self.rises.clone();
        for (at, rises) in rises.iter_mut().enumerate() {
            if !shown[at] || self.deciding.contains(&QuestionIx(at)) {
                rises.clear();
            }
        }
        let gate = self.level.and_then(|level| {
            let percent = |ix: QuestionIx| {
                let (question, cell) = (self.survey.question(ix), cells[ix.0]);
                cell.is_expected().then(|| cell.get().map(|points| percent_of(points, question.maximum).0))
            };
            level::gates(self.survey, percent).into_iter().find(|gate| gate.level == level && !gate.passed())
        });
        let lacking = gate.map_or(0, |gate| {
            let of_gate = self
                .survey
                .questions_ix()
                .filter(|(ix, question)| question.gate.is_some_and(|of| of.level == gate.level) && cells[ix.0].is_expected());
            let total: f64 = of_gate.map(|(_, question)| level::gate_weight(question)).sum();
            lacking(gate.met * total, total, gate.needed)
        });
        Situation { survey: self.survey, cells, rises, gate: self.level, lacking }
    }

    /// Runs a search in the situation of a combination and adds what the combination itself raises.
    fn search(&self, fixed: &Fixed, budget: Effort, search: impl FnOnce(&Parts, &mut Decisions) -> Option<Found>) -> Option<Chosen> {
        let situation = self.situation(fixed);
        let mut decisions = Decisions::new(self.left.get());
        let found = situation.root(self.node, budget, &mut decisions).and_then(|parts| search(&parts, &mut decisions));
        self.left.set(decisions.left);
        let found = found?;
        let mut chosen: Vec<(QuestionIx, Rise)> = fixed.raised.clone();
        chosen.extend(found.rises.iter().map(|(question, rise)| (QuestionIx(*question), situation.rises[*question][*rise].clone())));
        chosen.sort_by_key(|(question, _)| *question);
        Some(Chosen { effort: found.effort + fixed.effort, score: found.score.map_or(-1, quantise), raised: chosen.len(), rises: chosen })
    }

    pub(super) fn cheapest(&self, fixed: &Fixed, percent: f64, budget: Effort) -> Option<Chosen> {
        let chosen = self.search(fixed, budget, |parts, decisions| parts.cheapest(self.survey, percent, budget, decisions))?;
        // Questions that are asked only now may shut the gate of a lower level: such a way leads nowhere.
        self.reaches(&chosen).then_some(chosen)
    }

    pub(super) fn best(&self, fixed: &Fixed, budget: Effort) -> Option<Chosen> {
        self.search(fixed, budget, |parts, decisions| parts.best(self.survey, budget, decisions))
    }

    /// Whether a choice reaches the level, scored anew.
    fn reaches(&self, chosen: &Chosen) -> bool {
        let mut answers = self.answers.clone();
        for (question, rise) in &chosen.rises {
            answers.set(&self.survey.question(*question).id, Answer::Answered(rise.value.clone()));
        }
        let level = score_on(self.survey, &answers, self.today).scores.node(self.node).level;
        self.level.is_none_or(|needed| level.is_some_and(|level| level >= needed))
    }

    /// An effort below which nothing reaches a score under a combination; `None` if nothing does.
    pub(super) fn least_effort(&self, fixed: &Fixed, percent: f64) -> Option<Effort> {
        let situation = self.situation(fixed);
        let mut decisions = Decisions::new(self.left.get());
        let parts = situation.root(self.node, self.whole_effort(), &mut decisions);
        self.left.set(decisions.left);
        parts?.least_effort(self.survey, percent).map(|least| least + fixed.effort)
    }

    /// Whether there was more to look at than may be: then nothing that was found is sure to be the best.
    pub(super) fn gave_up(&self) -> bool {
        self.left.get().is_none()
    }

    /// The effort of raising everything to its best.
    pub(super) fn whole_effort(&self) -> Effort {
        self.rises.iter().filter_map(|rises| rises.last().map(|rise| effort(rise.effort))).sum()
    }

    /// Whether raising a question meets a requirement of the level that is aimed at.
    pub(super) fn meets_gate(&self, question: QuestionIx, from: Option<Percent>, to: Percent) -> bool {
        let gate = self.survey.question(question).gate.filter(|gate| Some(gate.level) == self.level);
        gate.is_some_and(|gate| {
            let meets = |percent: Percent| percent.quantised() >= quantise(gate.at_least);
            meets(to) && !from.is_some_and(meets)
        })
    }
}

/// Questions whose answers the condition of some question reads, in the order of the questionnaire.
fn deciding_questions(survey: &Survey) -> BTreeSet<QuestionIx> {
    survey.questions.iter().filter_map(|question| question.relevant.as_ref()).flat_map(|relevant| relevant.questions().iter().copied()).collect()
}
