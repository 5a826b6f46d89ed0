//! One set of answers seen through several frameworks: what of each framework a survey covers, and how a municipality stands in each of its categories.
//!
//! A framework has no overall score here: a survey made for another purpose covers a part of it at best, and says which.

use super::score::{Scored, percent_of};
use super::survey::{Framework, QuestionIx, Survey};
use super::unit::Percent;

/// A category of a framework and the questions that refer to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category<'s> {
    /// Its id.
    pub id: &'s str,
    /// The questions that refer to it, in the order of the questionnaire; none: the survey does not cover it.
    pub questions: Vec<QuestionIx>,
}

/// What a survey covers of one framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover<'s> {
    /// The framework.
    pub framework: &'s Framework,
    /// Every category, in the framework's order.
    pub categories: Vec<Category<'s>>,
}

impl Cover<'_> {
    /// How many categories at least one question refers to.
    pub fn covered(&self) -> usize {
        self.categories.iter().filter(|category| !category.questions.is_empty()).count()
    }

    /// The covered share of the categories, 0 to 1; 0 for a framework without categories.
    pub fn share(&self) -> f64 {
        if self.categories.is_empty() { 0.0 } else { self.covered() as f64 / self.categories.len() as f64 }
    }
}

/// What the survey covers of each of its frameworks, in the order of the file.
pub fn covers(survey: &Survey) -> Vec<Cover<'_>> {
    survey.frameworks.iter().map(|framework| cover(survey, framework)).collect()
}

fn cover<'s>(survey: &'s Survey, framework: &'s Framework) -> Cover<'s> {
    let refer_to = |id: &str| -> Vec<QuestionIx> {
        let refers = |(own, categories): &(String, Vec<String>)| *own == framework.id && categories.iter().any(|category| category == id);
        survey.questions_ix().filter(|(_, question)| question.crosswalk.iter().any(refers)).map(|(ix, _)| ix).collect()
    };
    Cover { framework, categories: framework.categories.iter().map(|(id, _)| Category { id, questions: refer_to(id) }).collect() }
}

/// How a municipality stands in one category.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Mean of the scored questions that are answered, in percent, each question counted once whatever it weighs in the survey: weights belong to the
    /// survey's own dimensions. None without such a question.
    pub score: Option<Percent>,
    /// Scored questions that apply to the municipality.
    pub expected: usize,
    /// Of these, the questions that are answered.
    pub answered: usize,
}

impl Standing {
    /// The answered share of the scored questions that apply, 0 to 1; none where none apply.
    pub fn coverage(&self) -> Option<f64> {
        (self.expected > 0).then(|| self.answered as f64 / self.expected as f64)
    }
}

/// How a municipality stands in the categories of a framework, in their order.
pub fn profile(survey: &Survey, scored: &Scored, cover: &Cover<'_>) -> Vec<Standing> {
    let of = |category: &Category<'_>| {
        let cells = category.questions.iter().filter_map(|ix| Some((scored.cells.get(*ix, 0)?, survey.question(*ix).maximum)));
        let expected: Vec<_> = cells.filter(|(cell, _)| cell.is_expected()).collect();
        let reached: Vec<f64> = expected.iter().filter_map(|(cell, maximum)| cell.get().map(|points| percent_of(points, *maximum).0)).collect();
        let score = super::stats::mean(&reached).map(Percent);
        Standing { score, expected: expected.len(), answered: reached.len() }
    };
    cover.categories.iter().map(of).collect()
}
