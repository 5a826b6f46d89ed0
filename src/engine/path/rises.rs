//! The better answers a question can be raised to, and what each costs.

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::engine::answer::{Answer, Value};
use crate::engine::document::{Better, Goalposts};
use crate::engine::score::{percent_of, points};
use crate::engine::survey::{Body, NumberBody, OptionItem, Question, Recommendation, ShareBody};
use crate::engine::unit::{Percent, quantise};

/// Person-days for one rung where the survey names no step. Our choice: about a week of one person for one visible improvement.
pub const DAYS_PER_RUNG: f64 = 5.0;
/// Numbers and shares without a recommendation rise by quarters of their scale, in percent.
const QUARTER: f64 = 25.0;
/// Digits that a value may have beyond those that are typed before it is rounded to the better side: less is the noise of computing.
const NOISE_DIGITS: u32 = 6;

/// A better answer of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Rise {
    /// The answer then.
    pub value: Value,
    /// Its points on the question's own scale.
    pub points: f64,
    /// Its score in percent.
    pub percent: Percent,
    /// Effort from the answer as it is now, in person-days.
    pub effort: f64,
    /// Whether a part of the effort is [`DAYS_PER_RUNG`] because the survey names no step there.
    pub estimated: bool,
    /// The survey's steps on the way, in order.
    pub recommendations: Vec<Recommendation>,
}

/// Every answer that a question can be raised to, from the cheapest to the best; empty if it is not scored, not applicable, or at its best.
///
/// A step is what the survey recommends at the present score; it leads to the lowest answer at which this is not recommended any more. Where nothing is
/// recommended a step leads to the next option, or to the next quarter of the scale of a number, and costs [`DAYS_PER_RUNG`]. A missing answer is taken to
/// be the lowest one: to say so costs nothing and is the first entry.
pub fn rises(question: &Question, answer: &Answer) -> Vec<Rise> {
    let (mut value, mut rises) = match answer {
        _ if !question.scored => return Vec::new(),
        Answer::NotApplicable(_) => return Vec::new(),
        Answer::Answered(value) => (value.clone(), Vec::new()),
        Answer::NotAnswered | Answer::DoNotKnow => {
            let Some(lowest) = lowest(question) else { return Vec::new() };
            let first = rise(question, lowest.clone(), None, &[]);
            (lowest, first.into_iter().collect())
        }
    };
    let mut steps: Vec<(f64, Option<&Recommendation>)> = Vec::new();
    while let Some(now) = percent(question, &value) {
        let recommended = question.recommendation(now.0);
        let Some(next) = next(question, &value, now, recommended.map(|step| step.below)) else { break };
        steps.push((recommended.map_or(DAYS_PER_RUNG, |step| step.effort), recommended));
        let Some(rise) = rise(question, next.clone(), Some(now), &steps) else { break };
        rises.push(rise);
        value = next;
    }
    rises
}

/// The score of a value in percent.
fn percent(question: &Question, value: &Value) -> Option<Percent> {
    points(question, value).map(|points| percent_of(points, question.maximum))
}

/// A rise to a value; `None` if it is not better than what was before.
fn rise(question: &Question, value: Value, before: Option<Percent>, steps: &[(f64, Option<&Recommendation>)]) -> Option<Rise> {
    let points = points(question, &value)?;
    let percent = percent_of(points, question.maximum);
    if before.is_some_and(|before| before.quantised() >= percent.quantised()) {
        return None;
    }
    Some(Rise {
        value,
        points,
        percent,
        effort: steps.iter().map(|(effort, _)| effort).sum(),
        estimated: steps.iter().any(|(_, recommended)| recommended.is_none()),
        recommendations: steps.iter().filter_map(|(_, recommended)| recommended.cloned()).collect(),
    })
}

/// The answer that a missing one is taken for.
fn lowest(question: &Question) -> Option<Value> {
    match &question.body {
        Body::Choice(options) => by_points(options).first().map(|option| Value::Choice(option.id.clone())),
        Body::Several(options) => {
            Some(Value::Choices(options.iter().filter(|option| option.exclusive).take(1).map(|option| option.id.clone()).collect()))
        }
        Body::Number(body) => number(body, body.goalposts?, 0.0),
        Body::Share(body) => share(body, body.goalposts?, Decimal::ONE_HUNDRED, 0.0),
        Body::Date | Body::Text { .. } | Body::Reasons { .. } => None,
    }
}

/// The lowest better answer with at least `target` percent, or the best there is below it; without a target the next one.
fn next(question: &Question, value: &Value, now: Percent, target: Option<f64>) -> Option<Value> {
    let enough = |percent: Percent| percent.quantised() > now.quantised() && target.is_none_or(|target| percent.quantised() >= quantise(target));
    let quarter = ((now.0 / QUARTER + 1e-9).floor() + 1.0) * QUARTER;
    let target_percent = target.unwrap_or(quarter).min(100.0);
    match (&question.body, value) {
        (Body::Choice(options), Value::Choice(_)) => {
            let sorted = by_points(options);
            let at = |option: &&&OptionItem| enough(percent_of(option.points.unwrap_or_default(), question.maximum));
            sorted.iter().find(at).or(sorted.last()).map(|option| Value::Choice(option.id.clone()))
        }
        (Body::Several(options), Value::Choices(chosen)) => {
            let mut chosen: Vec<String> = chosen.clone();
            for option in options.iter().filter(|option| !option.exclusive && option.points.is_some_and(|points| points > 0.0)) {
                if percent(question, &in_order(options, &chosen)).is_some_and(enough) {
                    break;
                }
                if !chosen.contains(&option.id) {
                    chosen.push(option.id.clone());
                }
            }
            Some(in_order(options, &chosen))
        }
        (Body::Number(body), Value::Number(_)) => number(body, body.goalposts?, target_percent),
        (Body::Share(body), Value::Share { denominator, .. }) => share(body, body.goalposts?, *denominator, target_percent),
        _ => None,
    }
}

/// Options with points, the fewest first; of equals the first of the questionnaire alone.
fn by_points(options: &[OptionItem]) -> Vec<&OptionItem> {
    let mut sorted: Vec<&OptionItem> = options.iter().filter(|option| option.points.is_some()).collect();
    sorted.sort_by(|a, b| a.points.unwrap_or_default().total_cmp(&b.points.unwrap_or_default()));
    sorted.dedup_by(|later, earlier| later.points == earlier.points);
    sorted
}

/// Chosen options in the order of the survey; "none of these" goes when there is another.
fn in_order(options: &[OptionItem], chosen: &[String]) -> Value {
    let is_chosen = |option: &&OptionItem| chosen.contains(&option.id);
    let something = options.iter().filter(is_chosen).any(|option| !option.exclusive);
    Value::Choices(options.iter().filter(is_chosen).filter(|option| !(something && option.exclusive)).map(|option| option.id.clone()).collect())
}

/// The number at a percentage of the goalposts.
fn at_percent(posts: Goalposts, percent: f64) -> f64 {
    let part = percent / 100.0 * (posts.high - posts.low);
    match posts.better {
        Better::More => posts.low + part,
        Better::Less => posts.high - part,
    }
}

/// The nearest number with so many decimals that is at least as good.
fn to_the_better(posts: Goalposts, x: f64, decimals: u8) -> Option<Decimal> {
    let decimals = u32::from(decimals);
    let plain = Decimal::from_f64(x)?.round_dp(decimals + NOISE_DIGITS);
    let strategy = match posts.better {
        Better::More => RoundingStrategy::ToPositiveInfinity,
        Better::Less => RoundingStrategy::ToNegativeInfinity,
    };
    Some(plain.round_dp_with_strategy(decimals, strategy).normalize())
}

/// The number with at least so many percent, within the range that is allowed.
fn number(body: &NumberBody, posts: Goalposts, percent: f64) -> Option<Value> {
    let mut x = to_the_better(posts, at_percent(posts, percent), body.decimals)?;
    if let Some(minimum) = body.minimum {
        x = x.max(Decimal::from_f64(minimum)?);
    }
    if let Some(maximum) = body.maximum {
        x = x.min(Decimal::from_f64(maximum)?);
    }
    Some(Value::Number(x))
}

/// The share with at least so many percent at the same denominator.
fn share(body: &ShareBody, posts: Goalposts, denominator: Decimal, percent: f64) -> Option<Value> {
    let x = at_percent(posts, percent) * denominator.to_f64()? / body.per;
    let mut numerator = to_the_better(posts, x, body.decimals)?.max(Decimal::ZERO);
    if body.part {
        numerator = numerator.min(denominator);
    }
    Some(Value::Share { numerator, denominator, date: None })
}
