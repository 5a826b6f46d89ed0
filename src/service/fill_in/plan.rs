//! How a survey is laid out for filling in: sections, pages of related questions, what is asked and what is still open. Pure.

use crate::engine::answer::Answer;
use crate::engine::relevance;
use crate::engine::survey::{NodeIx, NodeKind, QuestionIx, Survey};
use crate::store::assessments::{Assessment, Document, Form};
use jiff::civil::Date;

/// A page has no more questions than this.
pub const MOST_ON_A_PAGE: usize = 6;

/// The questionnaire as one municipality sees it at one moment.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Sections in the order of the questionnaire.
    pub sections: Vec<Section>,
}

/// A section: a dimension or module that holds questions.
#[derive(Debug, Clone)]
pub struct Section {
    /// The dimension or module.
    pub node: NodeIx,
    /// Whether it belongs to a module: asked apart, never part of the index.
    pub optional: bool,
    /// Its questions, cut into pages that never change while the survey does not: hidden questions are left out of a page, they do not move others.
    pub pages: Vec<Vec<Item>>,
}

/// A question in its place.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// The question.
    pub question: QuestionIx,
    /// Its number among the asked questions of its section, from 1; 0 if it is hidden.
    pub number: usize,
    /// Whether it is asked.
    pub shown: bool,
    /// Whether it is dealt with: a value, "do not know" or "not applicable".
    pub settled: bool,
}

impl Item {
    /// Whether it is asked and nobody has dealt with it.
    pub const fn open(&self) -> bool {
        self.shown && !self.settled
    }
}

impl Plan {
    /// Lays out a survey for the answers given so far; `today` is the day of submission, before that the day of asking.
    pub fn new(survey: &Survey, document: &Document, today: Date) -> Self {
        let answers: Vec<&Answer> =
            survey.questions.iter().map(|question| document.0.get(&question.id).map_or(&Answer::NotAnswered, |record| &record.answer)).collect();
        let shown = relevance::shown_on(survey, &answers, Some(today));
        let sections = survey.sections().map(|(node, _, questions)| section(survey, node, &questions, &shown, &answers)).collect();
        Self { sections }
    }

    /// The questionnaire as it is filled in: all of it, or the questions of the short form. What is left out keeps its answers and its place.
    pub fn of(survey: &Survey, assessment: &Assessment, today: Date) -> Self {
        let mut plan = Self::new(survey, &assessment.document, today);
        if assessment.form == Form::Short {
            for section in &mut plan.sections {
                section.keep_short_form(survey);
            }
        }
        plan
    }

    /// The position of the section of a dimension or module, by its id.
    pub fn find(&self, survey: &Survey, dimension: &str) -> Option<usize> {
        let node = survey.node_ix(dimension)?;
        self.sections.iter().position(|section| section.node == node)
    }

    /// Where to go on: the first page with an open question, in the sections that everybody answers and then in modules that are begun.
    pub fn next_open(&self) -> Option<(&Section, usize, Item)> {
        let everybody = self.sections.iter().filter(|section| !section.optional);
        let begun = self.sections.iter().filter(|section| section.optional && section.settled() > 0);
        everybody.chain(begun).find_map(|section| {
            let pages = section.pages.iter().enumerate();
            pages
                .flat_map(|(at, page)| page.iter().map(move |item| (at + 1, *item)))
                .find(|(_, item)| item.open())
                .map(|(at, item)| (section, at, item))
        })
    }

    /// Questions that are dealt with and questions that are asked, in the sections that everybody answers.
    pub fn progress(&self) -> (usize, usize) {
        let everybody = self.sections.iter().filter(|section| !section.optional);
        everybody.fold((0, 0), |(settled, asked), section| (settled + section.settled(), asked + section.asked()))
    }
}

impl Section {
    /// Asks only the questions of the short form, and numbers them anew.
    fn keep_short_form(&mut self, survey: &Survey) {
        let mut number = 0;
        for item in self.pages.iter_mut().flatten() {
            item.shown &= survey.question(item.question).short_form;
            number += usize::from(item.shown);
            item.number = if item.shown { number } else { 0 };
        }
    }

    /// Every question in order, hidden ones too.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.pages.iter().flatten()
    }

    /// How many questions are asked.
    pub fn asked(&self) -> usize {
        self.items().filter(|item| item.shown).count()
    }

    /// How many of the asked questions are dealt with.
    pub fn settled(&self) -> usize {
        self.items().filter(|item| item.shown && item.settled).count()
    }

    /// The pages with something to ask, counted from 1.
    pub fn parts(&self) -> impl Iterator<Item = usize> {
        self.pages.iter().enumerate().filter(|(_, page)| page.iter().any(|item| item.shown)).map(|(at, _)| at + 1)
    }

    /// The next page after this one with something to ask.
    pub fn part_after(&self, page: usize) -> Option<usize> {
        self.parts().find(|part| *part > page)
    }

    /// The page before this one with something to ask.
    pub fn part_before(&self, page: usize) -> Option<usize> {
        self.parts().take_while(|part| *part < page).last()
    }

    /// The page a question stands on, counted from 1.
    pub fn page_of(&self, question: QuestionIx) -> usize {
        self.pages.iter().position(|page| page.iter().any(|item| item.question == question)).map_or(1, |at| at + 1)
    }
}

fn section(survey: &Survey, node: NodeIx, questions: &[QuestionIx], shown: &[bool], answers: &[&Answer]) -> Section {
    let mut number = 0;
    let items: Vec<Item> = questions
        .iter()
        .map(|&question| {
            let shown = shown[question.0];
            number += usize::from(shown);
            Item { question, number: if shown { number } else { 0 }, shown, settled: answers[question.0].is_settled() }
        })
        .collect();
    Section { node, optional: is_optional(survey, node), pages: pages(&items) }
}

/// Cuts into as few pages as possible, of even length, longer ones first.
fn pages<T: Copy>(items: &[T]) -> Vec<Vec<T>> {
    let count = items.len().div_ceil(MOST_ON_A_PAGE).max(1);
    let (length, longer) = (items.len() / count, items.len() % count);
    let mut rest = items.iter().copied();
    (0..count).map(|at| rest.by_ref().take(length + usize::from(at < longer)).collect()).collect()
}

fn is_optional(survey: &Survey, node: NodeIx) -> bool {
    let mut at = node;
    loop {
        let node = survey.node(at);
        match (node.kind, node.parent) {
            (NodeKind::Module, _) => return true,
            (_, Some(parent)) => at = parent,
            (_, None) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_even_and_at_most_six_long() {
        let lengths = |count: usize| pages(&vec![0; count]).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengths(1), [1]);
        assert_eq!(lengths(6), [6]);
        assert_eq!(lengths(7), [4, 3]);
        assert_eq!(lengths(16), [6, 5, 5]);
        assert_eq!(lengths(25), [5, 5, 5, 5, 5]);
        assert!((1..200).all(|count| lengths(count).iter().sum::<usize>() == count && lengths(count).iter().all(|length| (1..=6).contains(length))));
    }
}
