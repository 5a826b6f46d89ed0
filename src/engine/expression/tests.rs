//! The language of conditions as a table: what is refused and why, what every expression is worth, what its limits are.

use std::time::{Duration, Instant};

use super::*;
use crate::engine::answer::{Answer, Value};

/// The questions of these tests: name, type, options, answer.
struct World {
    questions: Vec<(&'static str, Type, Vec<String>, Answer)>,
}

fn world() -> World {
    let options = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let number = |text: &str| Answer::Answered(Value::Number(text.parse().unwrap()));
    let day = Answer::Answered(Value::Date(Date::constant(2026, 3, 31)));
    let questions = vec![
        ("n", Type::Number, vec![], number("3")),
        ("zero", Type::Number, vec![], number("0")),
        ("none", Type::Number, vec![], Answer::NotAnswered),
        ("unknown", Type::Number, vec![], Answer::DoNotKnow),
        ("na", Type::Number, vec![], Answer::NotApplicable("brak".to_owned())),
        ("choice", Type::Choice, options(&["done", "part"]), Answer::Answered(Value::Choice("done".to_owned()))),
        ("open", Type::Choice, options(&["done", "part"]), Answer::NotAnswered),
        ("set", Type::ChoiceSet, options(&["a", "b", "c"]), Answer::Answered(Value::Choices(vec!["a".to_owned(), "c".to_owned()]))),
        ("empty_set", Type::ChoiceSet, options(&["a", "b"]), Answer::NotAnswered),
        ("t", Type::Text, vec![], Answer::Answered(Value::Text("3b".to_owned()))),
        ("d", Type::Date, vec![], day),
    ];
    World { questions }
}

impl World {
    fn read(&self, source: &str) -> Result<Expression, Problem> {
        let operand = |id: &str| {
            let at = self.questions.iter().position(|(name, ..)| *name == id)?;
            Some(Operand { question: QuestionIx(at), of: self.questions[at].1, options: &self.questions[at].2 })
        };
        Expression::condition(source, operand)
    }

    fn holds(&self, source: &str) -> bool {
        let expression = self.read(source).unwrap_or_else(|problem| panic!("{source}: {problem:?}"));
        let answer = |question: QuestionIx| &self.questions[question.0].3;
        let number = |_: QuestionIx, value: &Value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        };
        expression.holds(&answer, &number)
    }
}

#[test]
fn an_empty_expression_is_refused() {
    let problem = Expression::condition("", |_| None).unwrap_err();
    assert_eq!((problem.code, problem.offset), ("expression-syntax", 0));
}

#[test]
fn what_holds_and_what_does_not() {
    let world = world();
    let table: &[(&str, bool)] = &[
        // Numbers are decimal, and compared as numbers.
        ("${n} = 3", true),
        ("${n} = 3.0", true),
        ("${n} != 3", false),
        ("10 > 9", true),
        ("10 < 9", false),
        ("0.1 + 0.2 = 0.3", true),
        ("5 div 2 = 2.5", true),
        ("-${n} = 0 - 3", true),
        ("2 + 3 * 4 = 14", true),
        ("(2 + 3) * 4 = 20", true),
        ("10 - 3 - 2 = 5", true),
        ("12 div 2 div 3 = 2", true),
        ("- - 2 = 2", true),
        ("${n}>=3 and ${n}<=3", true),
        // Zero is an answer.
        ("${zero} = 0", true),
        ("answered(${zero})", true),
        ("${zero} < 1", true),
        // No data is not true, and neither is its opposite.
        ("${none} = 3", false),
        ("${none} != 3", false),
        ("not(${none} = 3)", false),
        ("${none} = ${none}", false),
        ("${none} < 1", false),
        ("${unknown} != 3", false),
        ("${na} != 3", false),
        ("answered(${none})", false),
        ("answered(${unknown})", false),
        ("answered(${na})", false),
        ("is_na(${na})", true),
        ("is_na(${none})", false),
        ("not(answered(${none}))", true),
        // Nothing breaks: a division by zero has no value, nor has a number beyond all bounds.
        ("1 div ${zero} = 1", false),
        ("not(1 div ${zero} = 1)", false),
        ("79228162514264337593543950335 * 10 > 0", false),
        // Choices and sets.
        ("${choice} = 'done'", true),
        ("'done' = ${choice}", true),
        ("${choice} = \"part\"", false),
        ("${choice} != 'part'", true),
        ("${open} != 'part'", false),
        ("${open} = ${choice}", false),
        ("selected(${set}, 'a')", true),
        ("selected(${set}, 'b')", false),
        ("not(selected(${set}, 'b'))", true),
        ("selected(${choice}, 'done')", true),
        ("selected(${empty_set}, 'a')", false),
        ("not(selected(${empty_set}, 'a'))", false),
        ("count_selected(${set}) = 2", true),
        ("count_selected(${empty_set}) = 0", false),
        // Texts and dates.
        ("${t} = '3b'", true),
        ("${t} = '3'", false),
        ("${t} != 'true'", true),
        ("${d} = date('2026-03-31')", true),
        ("${d} > date('2026-03-30')", true),
        ("${d} < date('2018-01-01')", false),
        // Truth.
        ("true()", true),
        ("false()", false),
        ("not(false())", true),
        ("true() = (${n} = 3)", true),
        ("true() or false() and false()", true),
        ("  true ( )  ", true),
    ];
    let wrong: Vec<_> = table.iter().filter(|(source, wanted)| world.holds(source) != *wanted).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Kleene's tables: `?` is a comparison with a question that has no answer.
#[test]
fn three_valued_logic() {
    let world = world();
    let of = |value: char| match value {
        't' => "true()",
        'f' => "false()",
        _ => "(${none} = 1)",
    };
    let value = |source: &str| match (world.holds(source), world.holds(&format!("not({source})"))) {
        (true, false) => 't',
        (false, true) => 'f',
        (false, false) => '?',
        (true, true) => panic!("{source} and its opposite both hold"),
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
        assert_eq!(value(&format!("{} and {}", of(left), of(right))), and, "{left} and {right}");
        assert_eq!(value(&format!("{} or {}", of(left), of(right))), or, "{left} or {right}");
    }
}

#[test]
fn what_is_refused_and_where() {
    let world = world();
    let table: &[(&str, &str, usize)] = &[
        // Nothing is converted silently.
        ("'10' < '9'", "expression-type", 0),
        ("${t} > 3", "expression-type", 0),
        ("${n} = '3'", "expression-type", 7),
        ("${n} = 'abc'", "expression-type", 7),
        ("${d} = '2026-03-31'", "expression-type", 7),
        ("${d} > 2018", "expression-type", 7),
        ("${choice} = 1", "expression-type", 12),
        ("${choice} = true()", "expression-type", 12),
        ("${choice} < 'done'", "expression-type", 0),
        ("${choice} = ${t}", "expression-type", 12),
        ("${set} = 'a'", "expression-type", 0),
        ("${n} + 'a' = 3", "expression-type", 7),
        ("true() + 1 = 2", "expression-type", 0),
        ("not(${n})", "expression-type", 4),
        ("-${t} = 1", "expression-type", 1),
        ("${n}", "expression-type", 0),
        ("${choice}", "expression-type", 0),
        ("${set}", "expression-type", 0),
        ("3", "expression-type", 0),
        ("${n} and true()", "expression-type", 0),
        ("selected(${n}, 'a')", "expression-type", 9),
        ("count_selected(${t}) = 1", "expression-type", 15),
        // Names.
        ("${nobody} = 1", "expression-question", 0),
        ("${} = 1", "expression-question", 0),
        ("${choice} = 'dnoe'", "expression-option", 12),
        ("${choice} = 'Done'", "expression-option", 12),
        ("selected(${set}, 'z')", "expression-option", 17),
        ("contains(${t}, 'b')", "expression-function", 0),
        ("if(true(), 1, 2) = 1", "expression-function", 0),
        ("today() > ${d}", "expression-function", 0),
        ("True()", "expression-function", 0),
        // Form.
        ("   ", "expression-syntax", 3),
        ("${n} =", "expression-syntax", 6),
        ("= 3", "expression-syntax", 0),
        ("${n} = 3b", "expression-syntax", 7),
        ("${n} = 1e3", "expression-syntax", 7),
        ("${n} = 3.", "expression-syntax", 7),
        ("${n} = .5", "expression-syntax", 7),
        ("${n} = 12,5", "expression-syntax", 9),
        ("${n} = 1.2.3", "expression-syntax", 7),
        ("${n} = 0.12345678901234567890123456789012345", "expression-syntax", 7),
        ("${n} == 3", "expression-syntax", 6),
        ("${n} = 3 ${n} = 3", "expression-syntax", 9),
        ("1 < 2 < 3", "expression-syntax", 6),
        ("(${n} = 3", "expression-syntax", 9),
        ("${n} = 3)", "expression-syntax", 8),
        ("${n = 3", "expression-syntax", 0),
        ("$n = 3", "expression-syntax", 0),
        ("${choice} = 'done", "expression-syntax", 12),
        ("${choice} = ‘done’", "expression-syntax", 12),
        ("${n}\u{a0}= 3 && true()", "expression-syntax", 10),
        ("${n} / 2 = 1", "expression-syntax", 5),
        ("${n} ≥ 3", "expression-syntax", 5),
        ("!true()", "expression-syntax", 0),
        ("true", "expression-syntax", 4),
        ("answered(3)", "expression-syntax", 9),
        ("selected(${set})", "expression-syntax", 15),
        ("selected(${set}, a)", "expression-syntax", 17),
        ("date('31.03.2026') = ${d}", "expression-syntax", 5),
        ("date('2026-02-30') = ${d}", "expression-syntax", 5),
        ("${n} = 3; drop table answers", "expression-syntax", 8),
        ("${n} = 3 # comment", "expression-syntax", 9),
    ];
    let found = |source: &str| world.read(source).map_or_else(|problem| (problem.code, problem.offset), |_| ("accepted", 0));
    let wrong: Vec<_> =
        table.iter().filter(|(source, code, offset)| found(source) != (code, *offset)).map(|(source, ..)| (source, found(source))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_refusal_says_what_and_what_to_do() {
    let world = world();
    let said = ["${t} > 3", "${d} = '2026-03-31'", "${choice} = 'dnoe'", "${n} = 12,5", "${choice} = ‘done’", "contains(${t}, 'b')"].map(|source| {
        let problem = world.read(source).unwrap_err();
        format!("{source}: {} — {}", problem.what, problem.mend)
    });
    insta::assert_snapshot!(said.join("\n"), @r"
    ${t} > 3: a text has no order — compare numbers or dates; compare a choice with `=`
    ${d} = '2026-03-31': a date is needed here, this is a text — write a date as date('2026-03-31')
    ${choice} = 'dnoe': there is no option `dnoe` — the options are: done, part
    ${n} = 12,5: a comma cannot stand here — write numbers with a decimal point: 12.5
    ${choice} = ‘done’: the character `‘` has no meaning here — write a text between straight quotes: 'text'
    contains(${t}, 'b'): there is no function `contains` — known functions: selected, count_selected, answered, is_na, not, true, false, date
    ");
}

#[test]
fn limits_are_refused_quickly() {
    let world = world();
    let chain = |terms: usize| vec!["true()"; terms].join(" and ");
    let nested = |depth: usize| format!("{}true(){}", "(".repeat(depth), ")".repeat(depth));
    let minus = |depth: usize| format!("{}1 = 1", "-".repeat(depth));
    for (source, code) in [
        (chain(5_000), "expression-limit"),
        (chain(129), "expression-limit"),
        (nested(10_000), "expression-limit"),
        (nested(33), "expression-limit"),
        ("not(".repeat(1_000), "expression-limit"),
        (minus(4_000), "expression-limit"),
        ("x".repeat(10_000_000), "expression-limit"),
        ("(".repeat(4_096), "expression-limit"),
        ("9".repeat(4_000), "expression-syntax"),
    ] {
        let start = Instant::now();
        let problem = world.read(&source).unwrap_err();
        assert_eq!(problem.code, code, "{} bytes", source.len());
        assert!(start.elapsed() < Duration::from_millis(500), "{} bytes took {:?}", source.len(), start.elapsed());
        assert!(problem.what.len() < 5_000);
    }
    assert!(world.holds(&chain(128)));
    assert!(world.holds(&nested(31)));
}

#[test]
fn an_expression_knows_the_questions_it_reads() {
    let expression = world().read("${n} > 1 and (${zero} = 0 or ${n} = 2)").unwrap();
    assert_eq!(expression.questions(), [QuestionIx(0), QuestionIx(1)]);
    assert_eq!(expression.source(), "${n} > 1 and (${zero} = 0 or ${n} = 2)");
}
