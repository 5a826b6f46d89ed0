//! What must be true of every text that is given to the expression language: for tests and the fuzz target.

use miernik::engine::expression::{Term, Type};

use super::questions::Questions;

/// Reads a text as an expression of each type and computes what can be read, twice: it never panics, and the same has the same value.
pub fn total(questions: &Questions, source: &str) {
    for of in [Type::Bool, Type::Number, Type::Text, Type::Date, Type::Choice, Type::ChoiceSet] {
        match questions.read(source, of) {
            Ok(expression) => {
                let value = questions.value(&expression);
                assert_eq!(value, questions.value(&expression));
                let fits = match (&value, of) {
                    (None, _) => true,
                    (Some(Term::Bool(_)), _) => of == Type::Bool,
                    (Some(Term::Number(_)), _) => of == Type::Number,
                    (Some(Term::Text(_)), _) => matches!(of, Type::Text | Type::Choice),
                    (Some(Term::Date(_)), _) => of == Type::Date,
                };
                assert!(fits, "{source}: {value:?} is not {of:?}");
            }
            Err(problem) => {
                assert!(problem.offset <= source.len() && source.is_char_boundary(problem.offset), "{problem:?}");
                assert!(!problem.what.is_empty() && !problem.mend.is_empty());
            }
        }
    }
}
