//! Whether every question can be asked and every constraint can be broken and kept: conditions are tried on all answers that make a difference.
//!
//! Exact over the options of choices and over values that are only compared with written ones. Whatever else a condition reads may have any value, so a
//! warning is always right; a condition about which nothing is said may still be impossible.

use std::collections::HashMap;

use jiff::Span;
use rust_decimal::prelude::FromPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::Check;
use crate::engine::answer::{Answer, Value};
use crate::engine::expression::{Expression, Possible, Reading, Term, Use};
use crate::engine::fault::excerpt;
use crate::engine::relevance;
use crate::engine::survey::{Body, Question, QuestionIx};

/// One condition is tried on no more combinations of answers than this; a question that would go beyond may have any value.
const MOST_COMBINATIONS: usize = 4096;
/// For all conditions of a survey together no more answers are made, and no more combinations of them tried, than this; what comes after that is not tried.
const MOST_IN_ALL: usize = 200_000;
/// Of the questions that a condition depends on, no more than this are looked at; those it reads itself come first. The others may have any answer.
const MOST_READ: usize = 64;
/// The subsets of no more options than this are tried.
const MOST_OPTIONS: usize = 8;

impl Check<'_> {
    /// Warns of questions that are always or never asked or that wait for a later one, and of constraints that say nothing.
    pub(super) fn reach(&mut self, questions: &[Question]) {
        if self.unusable {
            return;
        }
        let mut budget = MOST_IN_ALL;
        for (at, question) in questions.iter().enumerate() {
            if let Some(relevant) = &question.relevant {
                self.order(questions, at, relevant);
                self.short_form(questions, at, relevant);
                self.asked(questions, at, relevant, &mut budget);
            }
            for (number, constraint) in question.constraints.iter().enumerate() {
                let pointer = format!("/question/{at}/constraint/{number}/must_hold");
                self.broken(questions, at, &constraint.must_hold, &pointer, &mut budget);
            }
        }
    }

    fn order(&mut self, questions: &[Question], at: usize, relevant: &Expression) {
        for later in relevant.questions().iter().filter(|read| read.0 > at) {
            let what = format!("whether `{}` is asked depends on `{}`, which stands after it", questions[at].id, questions[later.0].id);
            self.warning("reads-later", &format!("/question/{at}/relevant"), what, "put the question that decides first");
        }
    }

    /// Who fills in the short form alone would never be asked a question that waits for one outside it.
    fn short_form(&mut self, questions: &[Question], at: usize, relevant: &Expression) {
        if !questions[at].short_form {
            return;
        }
        for outside in relevant.questions().iter().filter(|read| !questions[read.0].short_form) {
            let (id, other) = (excerpt(&questions[at].id), excerpt(&questions[outside.0].id));
            let what = format!("`{id}` is in the short form, and whether it is asked depends on `{other}`, which is not");
            self.warning("short-form-condition", &format!("/question/{at}/short_form"), what, "put both into the short form, or neither");
        }
    }

    fn asked(&mut self, questions: &[Question], at: usize, relevant: &Expression, budget: &mut usize) {
        let pointer = format!("/question/{at}/relevant");
        let id = excerpt(&questions[at].id);
        match Trial::new(questions, relevant, None, budget).and_then(|trial| trial.outcome(relevant, budget)) {
            Some(Possible { yes: false, .. }) => {
                let mend = "correct the condition, or remove the question; mind that a hidden question has no data";
                self.warning("never-asked", &pointer, format!("`{id}` is never asked: no answers make the condition true"), mend);
            }
            Some(Possible { yes: true, no: false, unknown: false }) => {
                self.warning("always-asked", &pointer, format!("`{id}` is always asked: the condition is always true"), "remove the condition");
            }
            _ => {}
        }
    }

    fn broken(&mut self, questions: &[Question], at: usize, must_hold: &Expression, pointer: &str, budget: &mut usize) {
        let id = excerpt(&questions[at].id);
        match Trial::new(questions, must_hold, Some(QuestionIx(at)), budget).and_then(|trial| trial.outcome(must_hold, budget)) {
            Some(Possible { no: false, .. }) => {
                self.warning("constraint-never-broken", pointer, format!("every answer to `{id}` keeps this constraint"), "correct it, or remove it");
            }
            Some(Possible { yes: false, unknown: false, .. }) => {
                self.warning("constraint-never-kept", pointer, format!("no answer to `{id}` keeps this constraint"), "correct it, or remove it");
            }
            _ => {}
        }
    }
}

/// The answers on which a condition is tried.
struct Trial<'t> {
    questions: &'t [Question],
    /// Each question with the answers that make a difference.
    domains: Vec<(QuestionIx, Vec<Answer>)>,
}

impl<'t> Trial<'t> {
    /// `own` is a question of which only given answers count. None if the survey's budget is used up.
    fn new(questions: &'t [Question], condition: &Expression, own: Option<QuestionIx>, budget: &mut usize) -> Option<Self> {
        let read = closure(questions, condition, own);
        let conditions = std::iter::once(condition).chain(read.iter().filter_map(|ix| questions[ix.0].relevant.as_ref()));
        let mut uses: HashMap<QuestionIx, Vec<Use>> = HashMap::new();
        for (ix, how) in conditions.flat_map(Expression::uses) {
            uses.entry(ix).or_default().push(how);
        }
        let mut domains: Vec<(QuestionIx, Vec<Answer>)> = Vec::new();
        for ix in read {
            let of_it = uses.get(&ix).map(Vec::as_slice).unwrap_or_default();
            let Some(values) = values(&questions[ix.0].body, of_it) else { continue };
            *budget = budget.checked_sub(values.len())?;
            let mut answers: Vec<Answer> = values.into_iter().map(Answer::Answered).collect();
            if own != Some(ix) {
                answers.push(Answer::NotAnswered);
                if questions[ix.0].may_be_not_applicable {
                    answers.push(Answer::NotApplicable(String::new()));
                }
            }
            domains.push((ix, answers));
        }
        domains.sort_by_key(|(_, answers)| answers.len());
        let mut combinations = 1_usize;
        domains.retain(|(_, answers)| {
            let more = combinations.saturating_mul(answers.len());
            let kept = more <= MOST_COMBINATIONS;
            combinations = if kept { more } else { combinations };
            kept
        });
        Some(Self { questions, domains })
    }

    /// Which values the condition may have; none if the survey's budget of combinations is used up.
    fn outcome(&self, condition: &Expression, budget: &mut usize) -> Option<Possible> {
        let combinations = self.domains.iter().map(|(_, answers)| answers.len()).product();
        *budget = budget.checked_sub(combinations)?;
        let mut given: Vec<&Answer> = vec![&Answer::NotAnswered; self.questions.len()];
        let mut outcome = Possible::NOTHING;
        for combination in 0..combinations {
            let mut rest = combination;
            for (ix, answers) in &self.domains {
                given[ix.0] = &answers[rest % answers.len()];
                rest /= answers.len();
            }
            if self.can_be(&given) {
                outcome = outcome.or(self.possible(condition, &given));
            }
        }
        Some(outcome)
    }

    fn possible(&self, condition: &Expression, given: &[&Answer]) -> Possible {
        let answer = |ix: QuestionIx| given[ix.0];
        let number = |ix: QuestionIx, value: &Value| match value {
            Value::Number(number) => Some(*number),
            _ => relevance::number_of(&self.questions[ix.0].body, value),
        };
        let known = |ix: QuestionIx| self.domains.iter().any(|(domain, _)| *domain == ix);
        condition.possible(&Reading { answer: &answer, number: &number, today: None }, &known)
    }

    /// A hidden question has no data: no combination gives an answer to a question that cannot be asked.
    fn can_be(&self, given: &[&Answer]) -> bool {
        let with_answer = self.domains.iter().filter(|(ix, _)| *given[ix.0] != Answer::NotAnswered);
        with_answer.filter_map(|(ix, _)| self.questions[ix.0].relevant.as_ref()).all(|relevant| self.possible(relevant, given).yes)
    }
}

/// The questions that a condition depends on, through the conditions of those it reads.
fn closure(questions: &[Question], condition: &Expression, own: Option<QuestionIx>) -> Vec<QuestionIx> {
    let mut read: Vec<QuestionIx> = own.into_iter().collect();
    let mut open: Vec<&Expression> = vec![condition];
    open.extend(own.and_then(|ix| questions[ix.0].relevant.as_ref()));
    while let Some(condition) = open.pop() {
        for ix in condition.questions() {
            if read.len() < MOST_READ && !read.contains(ix) {
                read.push(*ix);
                open.extend(questions[ix.0].relevant.as_ref());
            }
        }
    }
    read
}

/// The values of a question that make a difference to conditions that read it in these ways; none if that may be any.
fn values(body: &Body, uses: &[Use]) -> Option<Vec<Value>> {
    let compared = || {
        uses.iter().filter_map(|how| match how {
            Use::Compared(term) => Some(term),
            Use::Looked | Use::Computed => None,
        })
    };
    let numbers = || compared().filter_map(|term| if let Term::Number(number) = term { Some(*number) } else { None });
    match body {
        Body::Choice(options) => return Some(options.iter().map(|option| Value::Choice(option.id.clone())).collect()),
        Body::Several(options) | Body::Reasons { options, .. } if options.len() <= MOST_OPTIONS => {
            let chosen = |subset: usize| options.iter().enumerate().filter(move |(at, _)| subset >> at & 1 == 1).map(|(_, option)| option);
            let allowed =
                (1..1_usize << options.len()).filter(|subset| chosen(*subset).count() == 1 || !chosen(*subset).any(|option| option.exclusive));
            return Some(allowed.map(|subset| Value::Choices(chosen(subset).map(|option| option.id.clone()).collect())).collect());
        }
        Body::Several(_) | Body::Reasons { .. } => return None,
        Body::Number(_) | Body::Share(_) | Body::Date | Body::Text { .. } => {}
    }
    if uses.iter().any(|how| matches!(how, Use::Computed)) {
        return None;
    }
    match body {
        Body::Number(body) => {
            let ends = [body.minimum, body.maximum].map(|end| end.and_then(Decimal::from_f64));
            let inside = |number: &Decimal| ends[0].is_none_or(|least| *number >= least) && ends[1].is_none_or(|most| *number <= most);
            let step = Decimal::new(1, u32::from(body.decimals));
            let around = |number: Decimal| {
                let below = number.round_dp_with_strategy(u32::from(body.decimals), RoundingStrategy::ToNegativeInfinity);
                [below.checked_sub(step), Some(below), below.checked_add(step), below.checked_add(step + step)].into_iter().flatten()
            };
            let points = numbers().chain(ends.into_iter().flatten()).chain([Decimal::ZERO]).flat_map(around);
            Some(distinct(points.filter(inside).collect()).into_iter().map(Value::Number).collect())
        }
        Body::Share(_) => Some(distinct(between(numbers().collect())?).into_iter().map(Value::Number).collect()),
        Body::Date => {
            let dates = compared().filter_map(|term| if let Term::Date(date) = term { Some(*date) } else { None });
            let around = dates.flat_map(|date| [-1, 0, 1].map(|days| date.saturating_add(Span::new().days(days))));
            Some(distinct(around.chain([jiff::civil::Date::ZERO]).collect()).into_iter().map(Value::Date).collect())
        }
        Body::Text { .. } => {
            let texts = compared().filter_map(|term| if let Term::Text(text) = term { Some(text.clone()) } else { None });
            // A text that nobody writes stands for all others.
            Some(distinct(texts.chain(["\u{1}".to_owned()]).collect()).into_iter().map(Value::Text).collect())
        }
        Body::Choice(_) | Body::Several(_) | Body::Reasons { .. } => None,
    }
}

fn distinct<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort_unstable();
    values.dedup();
    values
}

/// The numbers themselves, one between each two neighbours, one below and one above all.
fn between(numbers: Vec<Decimal>) -> Option<Vec<Decimal>> {
    let numbers = distinct(numbers);
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return Some(vec![Decimal::ZERO]) };
    let mut points = vec![first.checked_sub(Decimal::ONE)?, last.checked_add(Decimal::ONE)?];
    for pair in numbers.windows(2) {
        points.push(pair[0].checked_add(pair[1])?.checked_div(Decimal::TWO)?);
    }
    points.extend(numbers);
    Some(points)
}
