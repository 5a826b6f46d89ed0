//! What may be wrong with an expression, in words.

use super::Type;

/// What is wrong with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable code, as in [`crate::engine::fault::Fault`].
    pub code: &'static str,
    /// Byte offset in the text of the expression.
    pub offset: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

pub(super) fn syntax(offset: usize, what: impl Into<String>, mend: impl Into<String>) -> Problem {
    Problem { code: "expression-syntax", offset, what: what.into(), mend: mend.into() }
}

pub(super) fn limit(offset: usize, what: impl Into<String>, mend: impl Into<String>) -> Problem {
    Problem { code: "expression-limit", offset, what: what.into(), mend: mend.into() }
}

pub(super) fn ill_typed(offset: usize, what: impl Into<String>, mend: impl Into<String>) -> Problem {
    Problem { code: "expression-type", offset, what: what.into(), mend: mend.into() }
}

/// One type is needed where another stands.
pub(super) fn mistyped(offset: usize, wanted: Type, found: Type) -> Problem {
    let mend = match (wanted, found) {
        (Type::Date, Type::Text) => "write a date as date('2026-03-31')",
        (Type::Text, Type::Number) => "compare a text with a text: 'text'",
        (Type::Number, Type::Text) => "write a number without quotes",
        (Type::Bool, Type::Choice) => "compare it with an option: ${id} = 'option'",
        (Type::Bool, Type::ChoiceSet) => "ask for an option: selected(${id}, 'option')",
        (Type::Bool, Type::Number) => "compare it with a number: ${id} > 0",
        (Type::Choice, Type::Number | Type::Bool) => "compare a choice with the id of an option: ${id} = 'option'",
        _ => "nothing is converted silently: use values of the same type",
    };
    ill_typed(offset, format!("{} is needed here, this is {}", wanted.name(), found.name()), mend)
}
