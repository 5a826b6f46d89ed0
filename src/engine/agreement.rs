//! How far people agree who have answered the same questions apart from each other: the share of equal answers, and a coefficient that takes out what
//! chance would give.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Answers};
use super::score::{percent_of, points};
use super::survey::{Question, QuestionIx, Survey};

/// Which coefficient tells the agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coefficient {
    /// [`weighted_kappa`], for two people.
    WeightedKappa,
    /// [`alpha`], for more.
    Alpha,
}

/// How far the views on some questions agree.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// People whose answers are compared with somebody else's.
    pub people: usize,
    /// Questions that at least two people have answered.
    pub questions: usize,
    /// Share of the pairs of answers to one question that are the same answer, 0 to 1.
    pub same: f64,
    /// Which coefficient, and its value: 1 for full agreement, 0 for what chance gives, below 0 for less. None if the scores of the answers cannot tell:
    /// fewer than two people have answered a scored question, or all have chosen the same everywhere.
    pub coefficient: Option<(Coefficient, f64)>,
}

/// How far people agree on some questions of a survey. "Do not know" and what is not answered do not count; "not applicable" is the same whatever its reason.
///
/// The coefficient compares scores of answers in percent, with the squared difference as distance: with that distance both coefficients are forms of the
/// intraclass correlation, so that two people and more are measured alike. `None` if no two people have answered the same question.
pub fn agreement(survey: &Survey, questions: &[QuestionIx], views: &[Answers]) -> Option<Agreement> {
    let mut compared = vec![false; views.len()];
    let (mut pairs, mut same, mut shared) = (0_usize, 0_usize, 0);
    let mut units: Vec<Vec<(usize, f64)>> = Vec::new();
    for question in questions.iter().map(|ix| survey.question(*ix)) {
        let given: Vec<(usize, &Answer)> =
            views.iter().map(|view| view.get(&question.id)).enumerate().filter(|(_, answer)| is_view(answer)).collect();
        if given.len() < 2 {
            continue;
        }
        shared += 1;
        for (at, (person, one)) in given.iter().enumerate() {
            compared[*person] = true;
            pairs += given.len() - at - 1;
            same += given[at + 1..].iter().filter(|(_, other)| is_same(one, other)).count();
        }
        units.push(given.iter().filter_map(|(person, answer)| Some((*person, percent(question, answer)?))).collect());
    }
    let people = compared.iter().filter(|is_compared| **is_compared).count();
    (pairs > 0).then(|| Agreement { people, questions: shared, same: same as f64 / pairs as f64, coefficient: coefficient(people, &units) })
}

fn is_view(answer: &Answer) -> bool {
    matches!(answer, Answer::Answered(_) | Answer::NotApplicable(_))
}

/// Whether two answers say the same; the reason of "not applicable" does not matter.
pub fn is_same(one: &Answer, other: &Answer) -> bool {
    one == other || matches!((one, other), (Answer::NotApplicable(_), Answer::NotApplicable(_)))
}

fn percent(question: &Question, answer: &Answer) -> Option<f64> {
    let Answer::Answered(value) = answer else { return None };
    points(question, value).map(|points| percent_of(points, question.maximum).0)
}

fn coefficient(people: usize, units: &[Vec<(usize, f64)>]) -> Option<(Coefficient, f64)> {
    if people == 2 {
        let pairs: Vec<(f64, f64)> =
            units.iter().filter_map(|unit| <[_; 2]>::try_from(unit.as_slice()).ok()).map(|[one, other]| (one.1, other.1)).collect();
        return Some((Coefficient::WeightedKappa, weighted_kappa(&pairs, squared)?));
    }
    let units: Vec<Vec<f64>> = units.iter().map(|unit| unit.iter().map(|(_, score)| *score).collect()).collect();
    Some((Coefficient::Alpha, alpha(&units, squared)?))
}

fn squared(one: f64, other: f64) -> f64 {
    (one - other) * (one - other)
}

/// Weighted kappa of two people: `1 − Σ d(a, b) ÷ n  ÷  (ΣΣ d(aᵢ, bⱼ) ÷ n²)`, the distance that is seen over the one that their own frequencies give by chance.
///
/// `pairs` are what the two have said of the same things; `distance` is 0 for equals and never negative. J. Cohen, Psychological Bulletin 70 (1968)
/// 213–220; the squared distance makes it an intraclass correlation: J. L. Fleiss and J. Cohen, Educational and Psychological Measurement 33 (1973)
/// 613–619. `None` without pairs, or if both have said one and the same of everything.
pub fn weighted_kappa(pairs: &[(f64, f64)], distance: impl Fn(f64, f64) -> f64) -> Option<f64> {
    let n = pairs.len() as f64;
    let seen = pairs.iter().map(|(one, other)| distance(*one, *other)).sum::<f64>() / n;
    let by_chance = pairs.iter().flat_map(|(one, _)| pairs.iter().map(|(_, other)| distance(*one, *other))).sum::<f64>() / (n * n);
    (by_chance > 0.0).then(|| 1.0 - seen / by_chance)
}

/// Krippendorff's alpha of any number of people, some of whom may have left something out: `1 − D ÷ E`, with `D = Σ over things of Σ d(x, y) ÷ (m − 1) ÷ n`
/// over the ordered pairs of the m values of a thing, and `E = ΣΣ d(x, y) ÷ (n·(n − 1))` over all n values that stand beside another.
///
/// `units` are the things with the values that they were given; `distance` is 0 for equals and never negative. K. Krippendorff, *Content Analysis*,
/// 4th ed. 2019, chapter 12. `None` if nothing has two values, or if all values are equal.
pub fn alpha(units: &[Vec<f64>], distance: impl Fn(f64, f64) -> f64) -> Option<f64> {
    let all = |values: &[f64]| values.iter().flat_map(|one| values.iter().map(|other| distance(*one, *other))).sum::<f64>();
    let beside: Vec<&Vec<f64>> = units.iter().filter(|unit| unit.len() > 1).collect();
    let values: Vec<f64> = beside.iter().flat_map(|unit| unit.iter().copied()).collect();
    let n = values.len() as f64;
    let seen = beside.iter().map(|unit| all(unit) / (unit.len() - 1) as f64).sum::<f64>() / n;
    let by_chance = all(&values) / (n * (n - 1.0));
    (by_chance > 0.0).then(|| 1.0 - seen / by_chance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::answer::Value;
    use crate::engine::{Notation, read};

    fn other(one: f64, other: f64) -> f64 {
        f64::from(one != other)
    }

    fn near(value: Option<f64>, expected: f64, digits: i32) {
        let hair = 0.5 * 10_f64.powi(-digits);
        assert!(value.is_some_and(|value| (value - expected).abs() <= hair), "{value:?} instead of {expected}");
    }

    /// A text as coders' sheets are printed: one line a person, one character a thing, a point for what was left out.
    fn units(sheet: &[&str]) -> Vec<Vec<f64>> {
        let lines: Vec<Vec<Option<u32>>> = sheet.iter().map(|line| line.chars().map(|c| c.to_digit(10)).collect()).collect();
        (0..lines[0].len()).map(|at| lines.iter().filter_map(|line| line[at]).map(f64::from).collect()).collect()
    }

    /// R. Artstein and M. Poesio, Computational Linguistics 34 (2008) 555–596, with the figures that scikit-learn's tests have for it.
    #[test]
    fn kappa_agrees_with_published_examples() {
        let counted = |counts: &[(usize, f64, f64)]| -> Vec<(f64, f64)> {
            counts.iter().flat_map(|(count, one, other)| std::iter::repeat_n((*one, *other), *count)).collect()
        };
        let dialogue = counted(&[(46, 0.0, 0.0), (4, 1.0, 0.0), (40, 1.0, 1.0), (10, 2.0, 2.0)]);
        near(weighted_kappa(&dialogue, other), 0.9315, 4);
        near(weighted_kappa(&dialogue, |a, b| (a - b).abs()), 0.9412, 4);
        near(weighted_kappa(&dialogue, squared), 0.9541, 4);
        // J. Cohen (1968): 200 cases, three kinds, weights of his own.
        let weights = [[0.0, 1.0, 3.0], [1.0, 0.0, 6.0], [3.0, 6.0, 0.0]];
        let shares = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];
        let cohen: Vec<(usize, f64, f64)> = (0..3).flat_map(|one| (0..3).map(move |other| (shares[one][other], one as f64, other as f64))).collect();
        near(weighted_kappa(&counted(&cohen), other), 0.492, 3);
        near(weighted_kappa(&counted(&cohen), |a, b| weights[a as usize][b as usize]), 0.348, 3);
    }

    /// K. Krippendorff, *Computing Krippendorff's Alpha-Reliability* (2011): his examples A and C.
    #[test]
    fn alpha_agrees_with_published_examples() {
        near(alpha(&units(&["0100000010", "1110010000"]), squared), 0.095, 3);
        let four = units(&["123321412...", "1233224125.3", ".3332342251.", "12332441251."]);
        near(alpha(&four, other), 0.743, 3);
        near(alpha(&four, squared), 0.849, 3);
    }

    #[test]
    fn without_any_difference_nothing_can_be_said() {
        assert_eq!(alpha(&units(&["1111", "1111"]), squared), None);
        assert_eq!(alpha(&units(&["1.", ".2"]), squared), None, "nothing stands beside anything");
        assert_eq!(alpha(&[], squared), None);
        assert_eq!(weighted_kappa(&[(1.0, 1.0), (1.0, 1.0)], squared), None);
        assert_eq!(weighted_kappa(&[], squared), None);
    }

    #[test]
    fn full_agreement_is_one_and_contradiction_is_below_zero() {
        near(weighted_kappa(&[(0.0, 0.0), (100.0, 100.0)], squared), 1.0, 12);
        near(weighted_kappa(&[(0.0, 100.0), (100.0, 0.0)], squared), -1.0, 12);
        near(alpha(&units(&["12", "12", "12"]), squared), 1.0, 12);
        assert!(alpha(&units(&["12", "21"]), squared).is_some_and(|alpha| alpha < 0.0));
    }

    #[test]
    fn what_is_no_view_does_not_count_and_two_people_have_a_kappa() {
        let survey = read(include_str!("../../tests/support/every_kind.toml"), Notation::Toml)
            .map(|read| read.survey)
            .unwrap_or_else(|faults| panic!("{faults:?}"));
        let all: Vec<QuestionIx> = survey.questions_ix().map(|(ix, _)| ix).collect();
        let choice = |option: &str| Answer::Answered(Value::Choice(option.to_owned()));
        let view = |answers: &[(&str, Answer)]| Answers(answers.iter().map(|(id, answer)| ((*id).to_owned(), answer.clone())).collect());
        let not_applicable = |reason: &str| Answer::NotApplicable(reason.to_owned());
        let one = view(&[("one", choice("low")), ("yes", choice("yes")), ("day", not_applicable("a")), ("line", Answer::DoNotKnow)]);
        let other = view(&[
            ("one", choice("low")),
            ("yes", choice("no")),
            ("day", not_applicable("b")),
            ("line", Answer::Answered(Value::Text("x".to_owned()))),
        ]);
        let found = agreement(&survey, &all, &[one.clone(), Answers::default(), other]);
        // Scores 0 and 100 of the one, 0 and 0 of the other: 5 000 seen, 5 000 by chance.
        let expected = Agreement { people: 2, questions: 3, same: 2.0 / 3.0, coefficient: Some((Coefficient::WeightedKappa, 0.0)) };
        assert_eq!(found, Some(expected));
        assert_eq!(agreement(&survey, &all, &[one]), None);
    }
}
