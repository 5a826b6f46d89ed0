//! The functions: their names, what they take, what they give.

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::parse::{Parser, Part, known_option, together};
use super::pattern::Pattern;
use super::problem::{Problem, ill_typed, mistyped, syntax};
use super::{Node, Type};
use crate::engine::fault::excerpt;
use crate::engine::near;
use crate::engine::survey::QuestionIx;

/// Several values that become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    Min,
    Max,
    Sum,
    Mean,
}

#[derive(Debug, Clone, Copy)]
enum Function {
    Answered,
    Coalesce,
    CountSelected,
    Date,
    Fold(Fold),
    If,
    IsNotApplicable,
    Length,
    Matches,
    Not,
    Round,
    Selected,
    Today,
    Truth(bool),
}

/// Name, function, least and most number of arguments, how it is written.
const FUNCTIONS: [(&str, Function, usize, usize, &str); 18] = [
    ("answered", Function::Answered, 1, 1, "answered(${id})"),
    ("coalesce", Function::Coalesce, 2, usize::MAX, "coalesce(${id}, 0)"),
    ("count_selected", Function::CountSelected, 1, 1, "count_selected(${id})"),
    ("date", Function::Date, 1, 1, "date('2026-03-31')"),
    ("false", Function::Truth(false), 0, 0, "false()"),
    ("if", Function::If, 3, 3, "if(condition, value, other value)"),
    ("is_na", Function::IsNotApplicable, 1, 1, "is_na(${id})"),
    ("len", Function::Length, 1, 1, "len(${id})"),
    ("matches", Function::Matches, 2, 2, "matches(${id}, '[0-9]+')"),
    ("max", Function::Fold(Fold::Max), 1, usize::MAX, "max(${id}, ${other})"),
    ("mean", Function::Fold(Fold::Mean), 1, usize::MAX, "mean(${id}, ${other})"),
    ("min", Function::Fold(Fold::Min), 1, usize::MAX, "min(${id}, ${other})"),
    ("not", Function::Not, 1, 1, "not(condition)"),
    ("round", Function::Round, 1, 2, "round(${id}, 2)"),
    ("selected", Function::Selected, 2, 2, "selected(${id}, 'option')"),
    ("sum", Function::Fold(Fold::Sum), 1, usize::MAX, "sum(${id}, ${other})"),
    ("today", Function::Today, 0, 0, "today()"),
    ("true", Function::Truth(true), 0, 0, "true()"),
];

/// Names that other form languages have, with what is to be written here.
const ELSEWHERE: [[&str; 2]; 12] = [
    ["avg", "write mean(…)"],
    ["average", "write mean(…)"],
    ["boolean", "write a comparison"],
    ["concat", "texts cannot be joined here"],
    ["contains", "write matches(…)"],
    ["empty", "write not(answered(${id}))"],
    ["iif", "write if(…)"],
    ["isempty", "write not(answered(${id}))"],
    ["now", "write today()"],
    ["number", "leave it out: the answer to a number question is a number"],
    ["regex", "write matches(…)"],
    ["string-length", "write len(…)"],
];

impl<'s> Parser<'_, 's> {
    /// Reads a function from behind its name.
    pub(super) fn function(&mut self, name: &str, offset: usize) -> Result<Part<'s>, Problem> {
        let Some((_, function, least, most, usage)) = FUNCTIONS.into_iter().find(|(known, ..)| *known == name) else {
            return Err(self.no_function(name, offset));
        };
        self.sign("(")?;
        let arguments = self.arguments()?;
        if !(least..=most).contains(&arguments.len()) {
            let what = format!("`{name}` does not take {} values", arguments.len());
            return Err(Problem { code: "expression-arguments", offset, what, mend: format!("write {usage}") });
        }
        self.forget(arguments.len());
        self.call(function, offset, arguments, usage)
    }

    fn arguments(&mut self) -> Result<Vec<Part<'s>>, Problem> {
        let mut arguments = Vec::new();
        if self.take(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.whole()?);
            if !self.take(",") {
                self.sign(")")?;
                return Ok(arguments);
            }
        }
    }

    fn no_function(&self, name: &str, offset: usize) -> Problem {
        let names = FUNCTIONS.map(|(known, ..)| known);
        if !self.is_sign("(") {
            let mend = "write a question as ${id}, a text as 'text', a function with parentheses";
            return syntax(offset, format!("the word `{}` has no meaning here", excerpt(name)), mend);
        }
        let mend = match ELSEWHERE.iter().find(|[elsewhere, _]| *elsewhere == name) {
            Some([_, mend]) => (*mend).to_owned(),
            None => near::did_you_mean(name, names.into_iter()).unwrap_or_else(|| format!("known functions: {}", names.join(", "))),
        };
        Problem { code: "expression-function", offset, what: format!("there is no function `{}`", excerpt(name)), mend }
    }

    fn call(&mut self, function: Function, offset: usize, arguments: Vec<Part<'s>>, usage: &str) -> Result<Part<'s>, Problem> {
        let misplaced = || syntax(offset, "these values do not belong here", format!("write {usage}"));
        let (node, of) = match (function, arguments.as_slice()) {
            (Function::Coalesce, parts) => {
                let (of, options) = common(parts)?;
                return self.part(Node::Coalesce(nodes(arguments)), of, offset, options);
            }
            (Function::If, [condition, branches @ ..]) => {
                condition.must_be(Type::Bool)?;
                let (of, options) = common(branches)?;
                let Ok(parts) = <[Node; 3]>::try_from(nodes(arguments)) else { return Err(misplaced()) };
                return self.part(Node::If(Box::new(parts)), of, offset, options);
            }
            (Function::Fold(fold), [first, rest @ ..]) => {
                let of = folded(fold, first, rest)?;
                (Node::Fold(fold, nodes(arguments)), of)
            }
            (Function::Truth(value), _) => (Node::Bool(value), Type::Bool),
            (Function::Today, _) => (Node::Today, Type::Date),
            (Function::Date, [text]) => (Node::Date(date(text)?), Type::Date),
            (Function::Not, [inner]) => {
                inner.must_be(Type::Bool)?;
                (Node::Not(Box::new(inner.node.clone())), Type::Bool)
            }
            (Function::Length, [text]) => {
                text.must_be(Type::Text)?;
                (Node::Length(Box::new(text.node.clone())), Type::Number)
            }
            (Function::Matches, [text, pattern]) => {
                text.must_be(Type::Text)?;
                self.another_pattern(offset)?;
                let pattern = Pattern::new(literal(pattern, "a pattern")?, pattern.offset)?;
                (Node::Matches(Box::new(text.node.clone()), pattern), Type::Bool)
            }
            (Function::Round, [number, places @ ..]) => {
                number.must_be(Type::Number)?;
                (Node::Round(Box::new(number.node.clone()), decimal_places(places)?), Type::Number)
            }
            (Function::Answered, [question]) => (Node::Answered(asked(question, usage)?), Type::Bool),
            (Function::IsNotApplicable, [question]) => (Node::IsNotApplicable(asked(question, usage)?), Type::Bool),
            (Function::CountSelected, [question]) => (Node::CountSelected(chosen(question, usage)?), Type::Number),
            (Function::Selected, [question, option]) => {
                let ix = chosen(question, usage)?;
                let id = literal(option, "the id of an option")?;
                known_option(id, &question.options, option.offset)?;
                (Node::Selected(ix, id.to_owned()), Type::Bool)
            }
            // The number of arguments has been checked, so this is never reached.
            _ => return Err(misplaced()),
        };
        self.part(node, of, offset, Vec::new())
    }
}

fn nodes(parts: Vec<Part<'_>>) -> Vec<Node> {
    parts.into_iter().map(|part| part.node).collect()
}

/// The type that all parts have together (a choice if one is a choice and the others are its options), and the options that they may be.
fn common<'s>(parts: &[Part<'s>]) -> Result<(Type, Vec<&'s [String]>), Problem> {
    let leading = parts.iter().position(|part| part.of == Type::Choice).unwrap_or_default();
    for (at, part) in parts.iter().enumerate() {
        if part.of == Type::ChoiceSet {
            return Err(ill_typed(part.offset, "a set of choices cannot stand here", "ask for one option: selected(${id}, 'option')"));
        }
        if at != leading {
            together(&parts[leading], part)?;
        }
    }
    Ok((parts[leading].of, parts.iter().flat_map(|part| part.options.iter().copied()).collect()))
}

fn folded(fold: Fold, first: &Part<'_>, rest: &[Part<'_>]) -> Result<Type, Problem> {
    match fold {
        Fold::Min | Fold::Max => first.ordered()?,
        Fold::Sum | Fold::Mean => first.must_be(Type::Number)?,
    }
    rest.iter().try_for_each(|part| part.must_be(first.of))?;
    Ok(first.of)
}

/// The text that is written in the expression itself.
fn literal<'p>(part: &'p Part<'_>, what: &str) -> Result<&'p str, Problem> {
    match &part.node {
        Node::Text(text) => Ok(text),
        _ => Err(syntax(part.offset, format!("{what} is needed here"), "write it between quotes: 'text'")),
    }
}

fn date(part: &Part<'_>) -> Result<Date, Problem> {
    let text = literal(part, "a date")?;
    let date = if text.len() == "2026-03-31".len() { text.parse().ok() } else { None };
    date.ok_or_else(|| syntax(part.offset, format!("`{}` is not a date", excerpt(text)), "write year-month-day: date('2026-03-31')"))
}

/// From 0 to 9; 0 where nothing is written.
fn decimal_places(places: &[Part<'_>]) -> Result<u32, Problem> {
    let Some(part) = places.first() else { return Ok(0) };
    let number = match &part.node {
        Node::Number(number) if number.is_integer() => number.to_u32().filter(|places| *places <= 9),
        _ => None,
    };
    number.ok_or_else(|| syntax(part.offset, "the number of decimal places is needed here", "write a whole number from 0 to 9: round(${id}, 2)"))
}

/// The question whose state is asked for.
fn asked(part: &Part<'_>, usage: &str) -> Result<QuestionIx, Problem> {
    match part.node {
        Node::Answer(question) => Ok(question),
        _ => Err(syntax(part.offset, "a question is needed here", format!("name it as {usage}"))),
    }
}

/// The question whose chosen options are asked for.
fn chosen(part: &Part<'_>, usage: &str) -> Result<QuestionIx, Problem> {
    let question = asked(part, usage)?;
    if matches!(part.of, Type::Choice | Type::ChoiceSet) { Ok(question) } else { Err(mistyped(part.offset, Type::ChoiceSet, part.of)) }
}
