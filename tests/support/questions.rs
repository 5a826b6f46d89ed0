//! Questions of every kind with answers in every state: what the tests and the fuzz target of the expression language read.

use jiff::civil::Date;
use miernik::engine::answer::{Answer, Reason, Value};
use miernik::engine::expression::{Expression, Operand, Problem, Reading, Scope, Term, Type};
use miernik::engine::survey::QuestionIx;
use rust_decimal::Decimal;

/// Id, type, options, answer.
pub struct Questions(pub Vec<(&'static str, Type, Vec<String>, Answer)>);

/// The day that `today()` is.
pub const TODAY: Date = Date::constant(2026, 11, 21);

fn number(text: &str) -> Answer {
    Answer::Answered(Value::Number(text.parse().unwrap_or_default()))
}

impl Questions {
    pub fn new() -> Self {
        let options = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let text = |text: &str| Answer::Answered(Value::Text(text.to_owned()));
        let reason = |option: &str| Reason { option: option.to_owned(), basis: None };
        Self(vec![
            ("n", Type::Number, vec![], number("3")),
            ("zero", Type::Number, vec![], number("0")),
            ("half", Type::Number, vec![], number("2.5")),
            ("none", Type::Number, vec![], Answer::NotAnswered),
            ("unknown", Type::Number, vec![], Answer::DoNotKnow),
            ("na", Type::Number, vec![], Answer::NotApplicable("brak".to_owned())),
            ("choice", Type::Choice, options(&["done", "part"]), Answer::Answered(Value::Choice("done".to_owned()))),
            ("open", Type::Choice, options(&["done", "part"]), Answer::NotAnswered),
            ("yes", Type::Choice, options(&["yes", "no"]), Answer::Answered(Value::Choice("yes".to_owned()))),
            ("set", Type::ChoiceSet, options(&["a", "b", "c"]), Answer::Answered(Value::Choices(options(&["a", "c"])))),
            ("empty_set", Type::ChoiceSet, options(&["a", "b"]), Answer::NotAnswered),
            ("reasons", Type::ChoiceSet, options(&["a", "b"]), Answer::Answered(Value::Reasons(vec![reason("b"), reason("a")]))),
            ("t", Type::Text, vec![], text("3b")),
            ("postcode", Type::Text, vec![], text("00-950")),
            ("city", Type::Text, vec![], text("Łódź")),
            ("no_text", Type::Text, vec![], Answer::NotAnswered),
            ("d", Type::Date, vec![], Answer::Answered(Value::Date(Date::constant(2026, 3, 31)))),
            ("no_date", Type::Date, vec![], Answer::NotAnswered),
        ])
    }

    fn operand(&self, at: usize) -> Operand<'_> {
        Operand { question: QuestionIx(at), of: self.0[at].1, options: &self.0[at].2 }
    }

    /// Reads an expression of a type; `.` is the first question.
    pub fn read(&self, source: &str, of: Type) -> Result<Expression, Problem> {
        let scope: Scope<'_> = self.0.iter().enumerate().map(|(at, (id, ..))| (*id, self.operand(at))).collect();
        Expression::read(source, of, &scope, Some(self.operand(0)))
    }

    /// The value of an expression; `None` is *no data*.
    pub fn value(&self, expression: &Expression) -> Option<Term> {
        let number = |_: QuestionIx, value: &Value| -> Option<Decimal> { if let Value::Number(number) = value { Some(*number) } else { None } };
        expression.value(&Reading { answer: &|question| &self.0[question.0].3, number: &number, today: Some(TODAY) })
    }
}
