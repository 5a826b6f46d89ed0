//! The expression language as tables: what every expression is worth, what is refused and where, what its limits are, and that it has no holes.
//!
//! The last column names where other engines went wrong with such a case; the threads are public.
#![expect(clippy::panic, reason = "a test fails by panicking")]

#[path = "support/questions.rs"]
mod questions;
#[path = "support/total.rs"]
mod total;

use std::thread;

use miernik::engine::expression::{Term, Type};
use proptest::prelude::*;
use questions::Questions;
use total::total;

/// Expression, value (`-` is *no data*), where others differ.
const VALUES: &[(&str, &str, &str)] = &[
    // Numbers are decimal, exact, and compared as numbers.
    ("10 < 9", "false", "LimeSurvey #15532: compared by alphabet"),
    ("10 > 9", "true", "LimeSurvey #15532"),
    ("${n} = 3", "true", ""),
    ("${n} = 3.0", "true", ""),
    ("${n} != 3", "false", ""),
    ("0.1 + 0.2 = 0.3", "true", "binary floating point"),
    ("0.1 + 0.2", "0.3", "binary floating point"),
    ("1.1 * 3", "3.3", "binary floating point"),
    ("0.3 - 0.1", "0.2", "binary floating point"),
    ("5 div 2", "2.5", "whole-number division"),
    ("-5 div 2", "-2.5", "whole-number division"),
    ("1 div 4 + 1 div 4 = 0.5", "true", "whole-number division"),
    ("-${n} = 0 - 3", "true", ""),
    ("2 + 3 * 4", "14", ""),
    ("(2 + 3) * 4", "20", ""),
    ("10 - 3 - 2", "5", ""),
    ("12 div 2 div 3", "2", ""),
    ("- - 2", "2", ""),
    ("${n}>=3 and ${n}<=3", "true", ""),
    ("9007199254740993 = 9007199254740992", "false", "binary floating point"),
    ("100 * 1.15 = 115", "true", "binary floating point"),
    // Zero is an answer.
    ("${zero} = 0", "true", "SurveyJS #1792: 0 is empty"),
    ("answered(${zero})", "true", "SurveyJS #1792"),
    ("${zero} < 1", "true", "SurveyJS #1792"),
    ("not(${zero} = 0)", "false", "SurveyJS #1792"),
    ("coalesce(${zero}, 7)", "0", "SurveyJS #1792"),
    ("sum(${zero}, ${n})", "3", "SurveyJS #1792"),
    // No data is not true, and neither is its opposite.
    ("${none} = 3", "-", "XPath: an empty node is the empty text"),
    ("${none} != 3", "-", "SurveyJS #377: != on an unanswered question"),
    ("not(${none} = 3)", "-", "SurveyJS #377"),
    ("${none} = ${none}", "-", ""),
    ("${none} < 1", "-", "an empty value is 0"),
    ("${none} + 1", "-", "an empty value is 0"),
    ("${none} >= 0 or ${none} < 0", "-", "an empty value is 0"),
    ("${unknown} != 3", "-", "SurveyJS #377"),
    ("${na} != 3", "-", "SurveyJS #377"),
    ("${no_text} = ''", "-", "XPath: an empty node is the empty text"),
    ("len(${no_text}) = 0", "-", "XPath: an empty node is the empty text"),
    ("${no_date} < today()", "-", "an empty date is the first of all days"),
    ("${open} != 'part'", "-", "SurveyJS #377"),
    ("answered(${none})", "false", ""),
    ("answered(${unknown})", "false", ""),
    ("answered(${na})", "false", ""),
    ("is_na(${na})", "true", ""),
    ("is_na(${none})", "false", ""),
    ("not(answered(${none}))", "true", ""),
    ("${none} = 3 or true()", "true", "three-valued logic"),
    ("${none} = 3 and false()", "false", "three-valued logic"),
    ("${none} = 3 and true()", "-", "three-valued logic"),
    ("${none} = 3 or false()", "-", "three-valued logic"),
    // Nothing breaks: what has no value has no data.
    ("1 div ${zero}", "-", "LimeSurvey: the survey cannot be shown"),
    ("0 div 0", "-", "not-a-number"),
    ("not(1 div ${zero} = 1)", "-", "infinity is a number"),
    ("1 div ${zero} > 5", "-", "infinity is a number"),
    ("79228162514264337593543950335 * 10 > 0", "-", "overflow"),
    ("79228162514264337593543950335 + 79228162514264337593543950335", "-", "overflow"),
    ("date('9999-12-31') + 1", "-", "overflow"),
    ("date('2026-03-31') + 9223372036854775807 > today()", "-", "overflow"),
    ("date('2026-03-31') + 0.5", "-", "part of a day"),
    // Choices and sets of choices.
    ("${choice} = 'done'", "true", ""),
    ("'done' = ${choice}", "true", ""),
    ("${choice} = \"part\"", "false", ""),
    ("${choice} != 'part'", "true", ""),
    ("${yes} = 'yes'", "true", "SurveyJS #729: 'True'"),
    ("${open} = ${choice}", "-", ""),
    ("${choice} = ${choice}", "true", ""),
    ("selected(${set}, 'a')", "true", ""),
    ("selected(${set}, 'b')", "false", ""),
    ("not(selected(${set}, 'b'))", "true", ""),
    ("selected(${reasons}, 'b')", "true", ""),
    ("selected(${choice}, 'done')", "true", ""),
    ("selected(${empty_set}, 'a')", "-", "SurveyJS #2193: [] contains"),
    ("not(selected(${empty_set}, 'a'))", "-", "SurveyJS #2193: [] contains"),
    ("count_selected(${set})", "2", ""),
    ("count_selected(${reasons})", "2", ""),
    ("count_selected(${choice})", "1", ""),
    ("count_selected(${empty_set}) = 0", "-", "SurveyJS #2193: [] contains"),
    // Texts are texts.
    ("${t} = '3b'", "true", "SurveyJS #1039: '3b' is 3"),
    ("${t} = '3'", "false", "SurveyJS #1039: '3b' is 3"),
    ("${t} != 'true'", "true", "SurveyJS #729: 'True'"),
    ("'01' = '1'", "false", "texts that look like numbers"),
    ("'1.0' = '1'", "false", "texts that look like numbers"),
    ("'1e3' = '1000'", "false", "texts that look like numbers"),
    ("'a ' = 'a'", "false", ""),
    ("'A' = 'a'", "false", ""),
    ("len(${city})", "4", "bytes for characters"),
    ("len('')", "0", ""),
    ("len('👍')", "1", "UTF-16 units for characters"),
    // Dates are days.
    ("${d} = date('2026-03-31')", "true", "SurveyJS #6311"),
    ("${d} > date('2026-03-30')", "true", "SurveyJS #762: '01-01-2018' is 1"),
    ("${d} < date('2018-01-01')", "false", "SurveyJS #762: '01-01-2018' is 1"),
    ("today()", "2026-11-21", "a draft that changes overnight"),
    ("today() - ${d}", "235", ""),
    ("${d} - today()", "-235", ""),
    ("${d} + 1", "2026-04-01", "SurveyJS #6311"),
    ("1 + ${d}", "2026-04-01", ""),
    ("${d} - 31", "2026-02-28", ""),
    ("date('2024-02-28') + 1", "2024-02-29", "leap day"),
    ("date('2025-03-29') + 1 = date('2025-03-30')", "true", "summer time has no effect on days"),
    ("date('2025-10-27') - date('2025-10-25')", "2", "summer time has no effect on days"),
    ("${d} + 365 >= today()", "true", ""),
    // Truth.
    ("true()", "true", ""),
    ("not(false())", "true", ""),
    ("true() = (${n} = 3)", "true", ""),
    ("true() or false() and false()", "true", "precedence"),
    ("  true ( )  ", "true", ""),
    // Functions of values.
    ("coalesce(${none}, 7)", "7", ""),
    ("coalesce(${none}, ${unknown}, ${n})", "3", ""),
    ("coalesce(${none}, ${na})", "-", ""),
    ("coalesce(${none} = 3, false())", "false", ""),
    ("coalesce(${open}, ${choice}) = 'done'", "true", ""),
    ("coalesce(${open}, 'part')", "part", ""),
    ("coalesce('part', ${open})", "part", ""),
    ("coalesce(${no_date}, ${d}) = ${d}", "true", ""),
    ("if(${n} > 2, 'many', 'few')", "many", ""),
    ("if(${n} > 3, 1, 2)", "2", ""),
    ("if(${none} > 2, 1, 2)", "-", "an unknown condition takes the second branch"),
    ("if(true(), ${n}, 1 div 0)", "3", "the branch that is not taken fails"),
    ("if(${n} = 3, ${choice}, 'part') = 'done'", "true", ""),
    ("min(3, 1, 2)", "1", ""),
    ("max(${n}, ${half})", "3", ""),
    ("min(10, 9)", "9", "compared by alphabet"),
    ("max(${d}, today())", "2026-11-21", ""),
    ("min(${n}, ${none})", "-", "an empty value is 0"),
    ("sum(1, 2, 3.5)", "6.5", ""),
    ("sum(${n}, ${none})", "-", "an empty value is 0"),
    ("sum(${n}, coalesce(${none}, 0))", "3", ""),
    ("mean(1, 2)", "1.5", "whole-number division"),
    ("mean(${n}, ${none})", "-", "an empty value is 0"),
    ("mean(0.1, 0.2, 0.3) = 0.2", "true", "binary floating point"),
    ("round(${half})", "3", "rounding half to even"),
    ("round(-2.5)", "-3", "XPath: -2"),
    ("round(3.5)", "4", ""),
    ("round(1.005, 2)", "1.01", "binary floating point: 1"),
    ("round(2.345, 2)", "2.35", "binary floating point"),
    ("round(1234.5678, 3)", "1234.568", ""),
    ("matches(${postcode}, '[0-9]{2}-[0-9]{3}')", "true", ""),
    ("matches(${postcode}, '[0-9]{2}')", "false", "Enketo finds a part, Collect matches the whole"),
    ("matches(${postcode}, '^[0-9]{2}-[0-9]{3}$')", "true", ""),
    ("matches(${city}, '\\p{L}+')", "true", "letters are a to z"),
    ("matches(${city}, '....')", "true", "bytes for characters"),
    ("matches(${no_text}, '.*')", "-", ""),
    ("matches('a|b', 'a|b')", "false", ""),
    ("matches('b', 'a|b')", "true", "the alternative escapes its anchors"),
    ("matches('a\nb', 'a.b')", "false", ""),
    // The own answer.
    (". = 3", "true", ""),
    (".>=3", "true", ""),
    ("answered(.)", "true", ""),
    (". <= ${half} + 1", "true", ""),
];

/// Expression, code of the refusal, byte where it is wrong, where others differ.
const REFUSED: &[(&str, &str, usize, &str)] = &[
    // Nothing is converted silently.
    ("'10' < '9'", "expression-type", 0, "LimeSurvey #15532"),
    ("${t} > 3", "expression-type", 0, "SurveyJS #1039"),
    ("${n} = '3'", "expression-type", 7, "LimeSurvey #15532"),
    ("${n} = 'abc'", "expression-type", 7, "LimeSurvey #15532"),
    ("${n} = ''", "expression-type", 7, "XForms: an empty number is ''"),
    ("${t} = 3", "expression-type", 7, "SurveyJS #1039"),
    ("${d} = '2026-03-31'", "expression-type", 7, "SurveyJS #6311"),
    ("${d} > 2018", "expression-type", 7, "SurveyJS #762"),
    ("${d} = 1", "expression-type", 7, "SurveyJS #762"),
    ("${d} + ${d} = ${d}", "expression-type", 7, "dates are numbers"),
    ("1 - ${d} = 3", "expression-type", 4, "dates are numbers"),
    ("${d} * 2 = 3", "expression-type", 0, "dates are numbers"),
    ("${d} + 'a' = ${d}", "expression-type", 7, ""),
    ("${choice} = 1", "expression-type", 12, ""),
    ("${choice} = true()", "expression-type", 12, "SurveyJS #729"),
    ("${yes} = true()", "expression-type", 9, "SurveyJS #729"),
    ("${choice} < 'done'", "expression-type", 0, ""),
    ("${choice} = ${t}", "expression-type", 12, ""),
    ("${choice} = ${yes}", "expression-type", 12, "a condition that can never be true"),
    ("${set} = 'a'", "expression-type", 0, "SurveyJS #2193"),
    ("${set} = ${set}", "expression-type", 0, "SurveyJS #2193"),
    ("${n} + 'a' = 3", "expression-type", 7, "'3' + 4 = '34'"),
    ("true() + 1 = 2", "expression-type", 0, "true is 1"),
    ("true() > false()", "expression-type", 0, "true is 1"),
    ("true() = 1", "expression-type", 9, "true is 1"),
    ("not(${n})", "expression-type", 4, "0 is false"),
    ("${n} and true()", "expression-type", 0, "0 is false"),
    ("${t} or true()", "expression-type", 0, "'' is false"),
    ("if(${n}, 1, 2) = 1", "expression-type", 3, "0 is false"),
    ("-${t} = 1", "expression-type", 1, ""),
    ("${n}", "expression-type", 0, "0 is false"),
    ("${choice}", "expression-type", 0, ""),
    ("${set}", "expression-type", 0, ""),
    ("today() - 1", "expression-type", 0, ""),
    ("selected(${n}, 'a')", "expression-type", 9, ""),
    ("count_selected(${t}) = 1", "expression-type", 15, ""),
    ("if(true(), 1, 'a') = 1", "expression-type", 14, ""),
    ("if(true(), ${set}, ${set}) = 1", "expression-type", 11, ""),
    ("coalesce(${n}, 'none') = 3", "expression-type", 15, "a text for a missing number"),
    ("coalesce(${n}, ${d}) = 3", "expression-type", 15, ""),
    ("min('10', '9') = '9'", "expression-type", 4, "compared by alphabet"),
    ("min(${n}, ${d}) = 3", "expression-type", 10, ""),
    ("sum(${t}, 1) = 1", "expression-type", 4, ""),
    ("mean(${d}, ${d}) = 1", "expression-type", 5, ""),
    ("round(${t}) = 1", "expression-type", 6, ""),
    ("len(${n}) = 1", "expression-type", 4, "the length of a number"),
    ("len(${set}) = 2", "expression-type", 4, ""),
    ("matches(${n}, '3')", "expression-type", 8, ""),
    // Names.
    ("${nobody} = 1", "expression-question", 0, "LimeSurvey #17942: a deleted question"),
    ("${} = 1", "expression-question", 0, ""),
    ("${N} = 1", "expression-question", 0, ""),
    ("${choice} = 'dnoe'", "expression-option", 12, ""),
    ("${choice} = 'Done'", "expression-option", 12, ""),
    ("selected(${set}, 'z')", "expression-option", 17, ""),
    ("coalesce(${open}, 'nearly') = 'done'", "expression-option", 18, ""),
    ("contains(${t}, 'b')", "expression-function", 0, ""),
    ("True()", "expression-function", 0, ""),
    ("str_repeat('a', 9) = 'a'", "expression-function", 0, "LimeSurvey: the survey cannot be shown"),
    // Form.
    ("", "expression-syntax", 0, ""),
    ("   ", "expression-syntax", 3, ""),
    ("${n} =", "expression-syntax", 6, ""),
    ("= 3", "expression-syntax", 0, ""),
    ("${n} = 3b", "expression-syntax", 7, "SurveyJS #1039"),
    ("${n} = 1e3", "expression-syntax", 7, ""),
    ("${n} = 3.", "expression-syntax", 7, ""),
    ("${n} = .5", "expression-syntax", 7, ""),
    ("${n} = 12,5", "expression-syntax", 9, ""),
    ("${n} = 1.2.3", "expression-syntax", 7, ""),
    ("${n} = 0.12345678901234567890123456789012345", "expression-syntax", 7, ""),
    ("${n} == 3", "expression-syntax", 6, ""),
    ("${n} = 3 ${n} = 3", "expression-syntax", 9, ""),
    ("1 < 2 < 3", "expression-syntax", 6, "(1 < 2) < 3"),
    ("(${n} = 3", "expression-syntax", 9, ""),
    ("${n} = 3)", "expression-syntax", 8, ""),
    ("${n = 3", "expression-syntax", 0, ""),
    ("$n = 3", "expression-syntax", 0, ""),
    ("${choice} = 'done", "expression-syntax", 12, ""),
    ("${choice} = ‘done’", "expression-syntax", 12, "pyxform #85: quotes out of a word processor"),
    ("${n}\u{a0}= 3 && true()", "expression-syntax", 10, ""),
    ("${n} / 2 = 1", "expression-syntax", 5, ""),
    ("5/2 = 2.5", "expression-syntax", 1, "XPath: a path"),
    ("${n} ≥ 3", "expression-syntax", 5, ""),
    ("!true()", "expression-syntax", 0, ""),
    ("true", "expression-syntax", 4, "XPath: the child named true"),
    ("n = 3", "expression-syntax", 0, "XPath: the child named n"),
    ("answered(3)", "expression-syntax", 9, ""),
    ("answered(${n} + 1)", "expression-syntax", 9, ""),
    ("selected(${set}, a)", "expression-syntax", 17, "XPath: the child named a"),
    ("date('31.03.2026') = ${d}", "expression-syntax", 5, "SurveyJS #6311"),
    ("date('2026-02-30') = ${d}", "expression-syntax", 5, "a day that does not exist"),
    ("date('2026-03-31T10:00') = ${d}", "expression-syntax", 5, ""),
    ("date(${t}) = ${d}", "expression-syntax", 5, ""),
    ("round(1.5, 10) = 1", "expression-syntax", 11, ""),
    ("round(1.5, ${n}) = 1", "expression-syntax", 11, ""),
    ("matches(${t}, ${t})", "expression-syntax", 14, "a pattern that a stranger writes"),
    ("${n} = 3; drop table answers", "expression-syntax", 8, ""),
    ("${n} = 3 # comment", "expression-syntax", 9, ""),
    ("selected(${set})", "expression-arguments", 0, ""),
    ("today(1) = ${d}", "expression-arguments", 0, ""),
    ("if(true(), 1) = 1", "expression-arguments", 0, ""),
    ("coalesce(${n}) = 1", "expression-arguments", 0, ""),
    ("min() = 1", "expression-arguments", 0, ""),
    ("not(true(), true())", "expression-arguments", 0, ""),
    // Patterns.
    ("matches(${t}, '(a+)+$')", "expression-pattern", 14, "minutes of backtracking"),
    ("matches(${t}, '(a*)*')", "expression-pattern", 14, "minutes of backtracking"),
    ("matches(${t}, '(?:(?:a|b)+c?)+')", "expression-pattern", 14, "minutes of backtracking"),
    ("matches(${t}, '(a+){2,}')", "expression-pattern", 14, "minutes of backtracking"),
    ("matches(${t}, '(a')", "expression-pattern", 14, ""),
    ("matches(${t}, '[z-a]')", "expression-pattern", 14, ""),
    ("matches(${t}, '(?=a)')", "expression-pattern", 14, ""),
    ("matches(${t}, '(a)\\1')", "expression-pattern", 14, ""),
    ("matches(${t}, '((((a{99}){99}){99}){99}){99}')", "expression-limit", 14, "gigabytes of states"),
    ("matches(${t}, '\\w{999}')", "expression-limit", 14, "gigabytes of states"),
];

/// The value as the table writes it.
fn value(questions: &Questions, source: &str) -> String {
    let types = [Type::Bool, Type::Number, Type::Text, Type::Date, Type::Choice];
    let read: Vec<_> = types.iter().filter_map(|of| questions.read(source, *of).ok()).collect();
    let [expression] = read.as_slice() else { panic!("{source}: {:?}", questions.read(source, Type::Bool)) };
    match questions.value(expression) {
        None => "-".to_owned(),
        Some(Term::Number(number)) => number.normalize().to_string(),
        Some(Term::Bool(value)) => value.to_string(),
        Some(Term::Text(text)) => text,
        Some(Term::Date(date)) => date.to_string(),
    }
}

#[test]
fn what_every_expression_is_worth() {
    let questions = Questions::new();
    let found = VALUES.iter().map(|(source, wanted, _)| (*source, *wanted, value(&questions, source)));
    let wrong: Vec<_> = found.filter(|(_, wanted, found)| wanted != found).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_refused_and_where() {
    let questions = Questions::new();
    let found = |source: &str| questions.read(source, Type::Bool).map_or_else(|problem| (problem.code, problem.offset), |_| ("accepted", 0));
    let found = REFUSED.iter().map(|(source, code, offset, _)| (*source, (*code, *offset), found(source)));
    let wrong: Vec<_> = found.filter(|(_, wanted, found)| wanted != found).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// At least a hundred cases are ones that a named engine or a common way of computing gets wrong.
#[test]
fn a_hundred_cases_that_others_get_wrong() {
    let named = VALUES.iter().map(|(.., others)| others).chain(REFUSED.iter().map(|(.., others)| others)).filter(|others| !others.is_empty());
    assert!(named.count() >= 100);
    let all: std::collections::BTreeSet<_> = VALUES.iter().map(|(source, ..)| source).chain(REFUSED.iter().map(|(source, ..)| source)).collect();
    assert_eq!(all.len(), VALUES.len() + REFUSED.len(), "a case stands twice");
}

/// Kleene's tables: `?` is a comparison with a question that has no answer.
#[test]
fn three_valued_logic() {
    let questions = Questions::new();
    let of = |value: char| match value {
        't' => "true()",
        'f' => "false()",
        _ => "(${none} = 1)",
    };
    let found = |source: &str| match value(&questions, source).as_str() {
        "true" => 't',
        "false" => 'f',
        _ => '?',
    };
    for (left, right, and, or) in [
        ('t', 't', 't', 't'),
        ('t', 'f', 'f', 't'),
        ('t', '?', '?', 't'),
        ('f', 't', 'f', 't'),
        ('f', 'f', 'f', 'f'),
        ('f', '?', 'f', '?'),
        ('?', 't', '?', 't'),
        ('?', 'f', 'f', '?'),
        ('?', '?', '?', '?'),
    ] {
        assert_eq!(found(&format!("{} and {}", of(left), of(right))), and, "{left} and {right}");
        assert_eq!(found(&format!("{} or {}", of(left), of(right))), or, "{left} or {right}");
    }
    assert_eq!(['t', 'f', '?'].map(|inner| found(&format!("not({})", of(inner)))), ['f', 't', '?']);
}

#[test]
fn every_refusal_says_what_and_what_to_do() {
    let questions = Questions::new();
    let said = [
        "${t} > 3",
        "${d} = '2026-03-31'",
        "${yes} = true()",
        "${choice} = 'dnoe'",
        "${choice} = 'never'",
        "${pstcode} = 'a'",
        "${n} = 12,5",
        "${choice} = ‘done’",
        "contains(${t}, 'b')",
        "count-selected(${set}) = 1",
        "if(true(), 1) = 1",
        "n = 3",
        "matches(${t}, '(a+)+$')",
        "matches(${t}, '(?=a)')",
    ]
    .map(|source| {
        let problem = questions.read(source, Type::Bool).unwrap_err();
        format!("{source}: {} — {}", problem.what, problem.mend)
    });
    insta::assert_snapshot!(said.join("\n"), @r"
    ${t} > 3: a text has no order — compare numbers or dates; compare a choice with `=`
    ${d} = '2026-03-31': a date is needed here, this is a text — write a date as date('2026-03-31')
    ${yes} = true(): a choice is needed here, this is true or false — compare a choice with the id of an option: ${id} = 'option'
    ${choice} = 'dnoe': there is no option `dnoe` — did you mean `done`?
    ${choice} = 'never': there is no option `never` — the options are: done, part
    ${pstcode} = 'a': there is no question `pstcode` — did you mean `postcode`?
    ${n} = 12,5: a comma cannot stand here — write numbers with a decimal point: 12.5
    ${choice} = ‘done’: the character `‘` has no meaning here — write a text between straight quotes: 'text'
    contains(${t}, 'b'): there is no function `contains` — write matches(…)
    count-selected(${set}) = 1: there is no function `count-selected` — did you mean `count_selected`?
    if(true(), 1) = 1: `if` does not take 2 values — write if(condition, value, other value)
    n = 3: the word `n` has no meaning here — write a question as ${id}, a text as 'text', a function with parentheses
    matches(${t}, '(a+)+$'): the pattern `(a+)+$` repeats a repetition without an end — write a+ for (a+)+, or limit the outer or the inner one: ([a-z]+ ){0,9}
    matches(${t}, '(?=a)'): `(?=a)` is not a pattern: look-around, including look-ahead and look-behind, is not supported — write a regular expression without look-around and back-references; the whole text must match it
    ");
}

/// The benchmark `expressions` says how long each takes.
#[test]
fn bombs_are_refused_on_a_small_stack() {
    let chain = |terms: usize| vec!["true()"; terms].join(" and ");
    let nested = |depth: usize| format!("{}true(){}", "(".repeat(depth), ")".repeat(depth));
    let refused = move || {
        let questions = Questions::new();
        for (source, code) in [
            (chain(5_000), "expression-limit"),
            (chain(129), "expression-limit"),
            (nested(10_000), "expression-limit"),
            (nested(33), "expression-limit"),
            ("not(".repeat(1_000), "expression-limit"),
            (format!("{}1 = 1", "-".repeat(4_000)), "expression-limit"),
            ("x".repeat(10_000_000), "expression-limit"),
            ("(".repeat(4_096), "expression-limit"),
            (format!("sum({}) = 1", vec!["1"; 300].join(",")), "expression-limit"),
            ("9".repeat(4_000), "expression-syntax"),
            (format!("matches(${{t}}, '{}')", "a".repeat(300)), "expression-limit"),
            (format!("matches(${{t}}, '{}')", "a".repeat(10_000_000)), "expression-limit"),
            (format!("matches(${{t}}, '{}a{}')", "(".repeat(100), ")".repeat(100)), "expression-pattern"),
            ("matches(${t}, '(a+)+$')".to_owned(), "expression-pattern"),
            (["matches(${t}, 'a')"; 9].join(" or "), "expression-limit"),
        ] {
            let problem = questions.read(&source, Type::Bool).unwrap_err();
            assert_eq!(problem.code, code, "{} bytes", source.len());
            assert!(problem.what.len() < 500);
        }
        assert_eq!(value(&questions, &chain(128)), "true");
        assert_eq!(value(&questions, &nested(31)), "true");
        assert_eq!(value(&questions, &format!("{}true(){}", "not(".repeat(30), ")".repeat(30))), "true");
    };
    thread::Builder::new().stack_size(512 * 1024).spawn(refused).unwrap().join().unwrap();
}

#[test]
fn an_expression_knows_the_questions_it_reads() {
    let questions = Questions::new();
    let expression = questions.read("${half} > 1 and (${zero} = 0 or ${half} = . + 2)", Type::Bool).unwrap();
    let read: Vec<_> = expression.questions().iter().map(|ix| questions.0[ix.0].0).collect();
    assert_eq!(read, ["half", "zero", "n"]);
    assert_eq!(expression.source(), "${half} > 1 and (${zero} = 0 or ${half} = . + 2)");
}

/// A well-typed number; `level` limits how deep it nests.
fn number(level: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        (0..1000_u32, 0..100_u32).prop_map(|(whole, part)| format!("{whole}.{part:02}")),
        prop::sample::select(vec![
            "${n}",
            "${zero}",
            "${half}",
            "${none}",
            "${na}",
            ".",
            "count_selected(${set})",
            "len(${city})",
            "(today() - ${d})"
        ])
        .prop_map(str::to_owned),
    ];
    if level == 0 {
        return leaf.boxed();
    }
    let inner = || number(level - 1);
    prop_oneof![
        leaf,
        (inner(), prop::sample::select(vec!["+", "-", "*", "div"]), inner()).prop_map(|(left, sign, right)| format!("({left} {sign} {right})")),
        (prop::sample::select(vec!["min", "max", "sum", "mean", "coalesce"]), inner(), inner()).prop_map(|(name, a, b)| format!("{name}({a}, {b})")),
        (condition(level - 1), inner(), inner()).prop_map(|(test, a, b)| format!("if({test}, {a}, {b})")),
        (inner(), 0..10_u32).prop_map(|(inner, places)| format!("round({inner}, {places})")),
        inner().prop_map(|inner| format!("-{inner}")),
    ]
    .boxed()
}

/// A well-typed condition.
fn condition(level: u32) -> BoxedStrategy<String> {
    let leaf = prop::sample::select(vec![
        "true()",
        "false()",
        "${choice} = 'done'",
        "${open} != 'part'",
        "selected(${empty_set}, 'a')",
        "answered(${none})",
        "is_na(${na})",
        "matches(${postcode}, '[0-9-]+')",
        "${d} + 3 < today()",
        "${no_text} = 'x'",
    ])
    .prop_map(str::to_owned);
    if level == 0 {
        return leaf.boxed();
    }
    prop_oneof![
        leaf,
        (number(level - 1), prop::sample::select(vec!["=", "!=", "<", "<=", ">", ">="]), number(level - 1))
            .prop_map(|(left, sign, right)| format!("{left} {sign} {right}")),
        (condition(level - 1), prop::sample::select(vec!["and", "or"]), condition(level - 1))
            .prop_map(|(left, word, right)| format!("({left}) {word} ({right})")),
        condition(level - 1).prop_map(|inner| format!("not({inner})")),
        (condition(level - 1), condition(level - 1)).prop_map(|(first, second)| format!("coalesce({first}, {second})")),
    ]
    .boxed()
}

/// Words of the language in any order.
fn soup() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "(",
        ")",
        ",",
        "=",
        "!=",
        "<",
        "<=",
        "+",
        "-",
        "*",
        "div",
        "and",
        "or",
        ".",
        "1",
        "0.5",
        "'a'",
        "'(a|b)+'",
        "''",
        "${n}",
        "${set}",
        "${choice}",
        "${d}",
        "${t}",
        "${x}",
        "not(",
        "if(",
        "min(",
        "coalesce(",
        "round(",
        "matches(",
        "len(",
        "today()",
        "true()",
        "date('2026-03-31')",
        "selected(",
        "answered(",
        "§",
        "‘",
        "$",
        "\u{a0}",
        "79228162514264337593543950335",
    ]);
    prop::collection::vec(words, 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_an_answer(source in any::<String>()) {
        total(&Questions::new(), &source);
    }

    #[test]
    fn any_words_get_an_answer(source in soup()) {
        total(&Questions::new(), &source);
    }

    #[test]
    fn what_is_well_typed_has_a_value(source in condition(3)) {
        let questions = Questions::new();
        let read = questions.read(&source, Type::Bool);
        // Only the limits may be in the way.
        prop_assert!(read.as_ref().err().is_none_or(|problem| problem.code == "expression-limit"), "{}: {:?}", source, read);
        total(&questions, &source);
    }

    /// A condition and its opposite never both hold, and have no data together.
    #[test]
    fn a_condition_and_its_opposite(source in condition(2)) {
        let questions = Questions::new();
        let both = (value(&questions, &source), value(&questions, &format!("not({source})")));
        let pairs = [("true", "false"), ("false", "true"), ("-", "-")];
        prop_assert!(pairs.contains(&(both.0.as_str(), both.1.as_str())), "{}: {:?}", source, both);
    }
}
