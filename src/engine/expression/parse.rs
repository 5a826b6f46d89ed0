//! Tokens → a checked expression: precedence, types, limits.

use super::problem::{Problem, ill_typed, limit, mistyped, syntax};
use super::token::{Placed, Token, tokens};
use super::{DEEPEST, Expression, LONGEST, MOST_NODES, MOST_PATTERNS, Node, Operand, Operator, Scope, Type};
use crate::engine::fault::excerpt;
use crate::engine::near;
use crate::engine::survey::QuestionIx;

/// Operators by precedence, the weakest first.
const PRECEDENCE: [&[(&str, Operator)]; 5] = [
    &[("or", Operator::Or)],
    &[("and", Operator::And)],
    &[
        ("=", Operator::Equal),
        ("!=", Operator::NotEqual),
        ("<", Operator::Less),
        ("<=", Operator::LessOrEqual),
        (">", Operator::Greater),
        (">=", Operator::GreaterOrEqual),
    ],
    &[("+", Operator::Plus), ("-", Operator::Minus)],
    &[("*", Operator::Times), ("div", Operator::Div)],
];

const COMPARISON: usize = 2;

pub(super) fn expression(source: &str, of: Type, scope: &Scope<'_>, own: Option<Operand<'_>>) -> Result<Expression, Problem> {
    if source.len() > LONGEST {
        return Err(limit(0, format!("the expression has {} bytes", source.len()), format!("keep it within {LONGEST} bytes")));
    }
    let tokens = tokens(source)?;
    let mut parser = Parser { tokens: &tokens, at: 0, end: source.len(), nodes: 0, depth: 0, patterns: 0, questions: Vec::new(), scope, own };
    let root = parser.binary(0)?;
    if parser.is_sign(",") {
        return Err(syntax(parser.offset(), "a comma cannot stand here", "write numbers with a decimal point: 12.5"));
    }
    if parser.at < tokens.len() {
        return Err(syntax(
            parser.offset(),
            "something stands after the end of the expression",
            "join the parts with `and` or `or`, or remove the rest",
        ));
    }
    root.must_be(of)?;
    Ok(Expression { source: source.to_owned(), root: root.node, questions: parser.questions })
}

pub(super) struct Parser<'p, 's> {
    tokens: &'p [Placed],
    at: usize,
    end: usize,
    nodes: usize,
    depth: usize,
    patterns: usize,
    questions: Vec<QuestionIx>,
    scope: &'p Scope<'s>,
    own: Option<Operand<'s>>,
}

/// A checked part with its type, its place, and the lists of options that it may be one of.
pub(super) struct Part<'s> {
    pub(super) node: Node,
    pub(super) of: Type,
    pub(super) offset: usize,
    pub(super) options: Vec<&'s [String]>,
}

impl<'s> Parser<'_, 's> {
    pub(super) fn offset(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(offset, _)| *offset)
    }

    /// The operator that stands here, with its strength.
    fn operator(&self) -> Option<(usize, Operator)> {
        let name = match self.tokens.get(self.at)? {
            (_, Token::Sign(sign)) => *sign,
            (_, Token::Word(word)) => word.as_str(),
            _ => return None,
        };
        let strengths = PRECEDENCE.iter().enumerate();
        strengths
            .flat_map(|(strength, among)| among.iter().map(move |known| (strength, known)))
            .find_map(|(strength, (text, operator))| if *text == name { Some((strength, *operator)) } else { None })
    }

    pub(super) fn is_sign(&self, sign: &str) -> bool {
        matches!(self.tokens.get(self.at), Some((_, Token::Sign(found))) if *found == sign)
    }

    /// Takes a sign if it stands here.
    pub(super) fn take(&mut self, sign: &str) -> bool {
        let stands = self.is_sign(sign);
        self.at += usize::from(stands);
        stands
    }

    pub(super) fn sign(&mut self, sign: &str) -> Result<(), Problem> {
        if self.take(sign) { Ok(()) } else { Err(syntax(self.offset(), format!("`{sign}` is missing here"), format!("write `{sign}`"))) }
    }

    /// Counts a part in.
    pub(super) fn part(&mut self, node: Node, of: Type, offset: usize, options: Vec<&'s [String]>) -> Result<Part<'s>, Problem> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err(limit(offset, format!("the expression has more than {MOST_NODES} parts"), "split it over several questions"));
        }
        Ok(Part { node, of, offset, options })
    }

    fn deeper<T>(&mut self, offset: usize, inner: impl FnOnce(&mut Self) -> Result<T, Problem>) -> Result<T, Problem> {
        if self.depth == DEEPEST {
            return Err(limit(offset, format!("the expression nests deeper than {DEEPEST}"), "take out parentheses"));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    pub(super) fn whole(&mut self) -> Result<Part<'s>, Problem> {
        self.binary(0)
    }

    /// Operands joined by operators of at least this strength, equal ones from left to right.
    fn binary(&mut self, weakest: usize) -> Result<Part<'s>, Problem> {
        let mut left = self.unary()?;
        let mut before = None;
        while let Some((strength, operator)) = self.operator().filter(|(strength, _)| *strength >= weakest) {
            let offset = self.offset();
            if strength == COMPARISON && before == Some(COMPARISON) {
                return Err(syntax(offset, "comparisons cannot be chained", "join two comparisons with `and`"));
            }
            self.at += 1;
            before = Some(strength);
            let right = self.binary(strength + 1)?;
            left = self.join(operator, left, right)?;
        }
        Ok(left)
    }

    fn join(&mut self, operator: Operator, left: Part<'s>, right: Part<'s>) -> Result<Part<'s>, Problem> {
        let of = match operator {
            Operator::Or | Operator::And => {
                left.must_be(Type::Bool)?;
                right.must_be(Type::Bool)?;
                Type::Bool
            }
            Operator::Plus | Operator::Minus => sum(operator, &left, &right)?,
            Operator::Times | Operator::Div => {
                left.must_be(Type::Number)?;
                right.must_be(Type::Number)?;
                Type::Number
            }
            Operator::Equal | Operator::NotEqual => {
                comparable(&left, &right)?;
                Type::Bool
            }
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
                left.ordered()?;
                right.must_be(left.of)?;
                Type::Bool
            }
        };
        let offset = left.offset;
        self.part(Node::Binary(operator, Box::new(left.node), Box::new(right.node)), of, offset, Vec::new())
    }

    fn unary(&mut self) -> Result<Part<'s>, Problem> {
        let offset = self.offset();
        let Some((_, token)) = self.tokens.get(self.at) else {
            return Err(syntax(offset, "the expression ends too early", "write a value, a question as ${id}, or a function"));
        };
        self.at += 1;
        match token {
            Token::Number(number) => self.part(Node::Number(*number), Type::Number, offset, Vec::new()),
            Token::Text(text) => self.part(Node::Text(text.clone()), Type::Text, offset, Vec::new()),
            Token::Question(id) => {
                let operand = self.lookup(id, offset)?;
                self.answer(operand, offset)
            }
            Token::Sign(".") => {
                let own = self.own.ok_or_else(|| {
                    syntax(offset, "`.` is a question's own answer, which is not there before it is asked", "name another question as ${id}")
                })?;
                self.answer(own, offset)
            }
            Token::Sign("(") => {
                let inner = self.deeper(offset, Self::whole)?;
                self.sign(")")?;
                Ok(inner)
            }
            Token::Sign("-") => {
                let inner = self.deeper(offset, Self::unary)?;
                inner.must_be(Type::Number)?;
                self.part(Node::Negative(Box::new(inner.node)), Type::Number, offset, Vec::new())
            }
            Token::Sign(sign) => Err(syntax(offset, format!("`{sign}` cannot stand here"), "write a value, a question as ${id}, or a function")),
            Token::Word(name) => self.deeper(offset, |parser| parser.function(name, offset)),
        }
    }

    fn answer(&mut self, operand: Operand<'s>, offset: usize) -> Result<Part<'s>, Problem> {
        if !self.questions.contains(&operand.question) {
            self.questions.push(operand.question);
        }
        self.part(Node::Answer(operand.question), operand.of, offset, vec![operand.options])
    }

    fn lookup(&self, id: &str, offset: usize) -> Result<Operand<'s>, Problem> {
        self.scope.0.get(id).copied().ok_or_else(|| {
            let mend = near::did_you_mean(id, self.scope.0.keys().copied())
                .unwrap_or_else(|| "name a question of this survey, with the spelling of its id".to_owned());
            Problem { code: "expression-question", offset, what: format!("there is no question `{}`", excerpt(id)), mend }
        })
    }

    /// Counts a pattern in.
    pub(super) fn another_pattern(&mut self, offset: usize) -> Result<(), Problem> {
        self.patterns += 1;
        if self.patterns > MOST_PATTERNS {
            return Err(limit(
                offset,
                format!("the expression has more than {MOST_PATTERNS} patterns"),
                "join them with | into one, or use several constraints",
            ));
        }
        Ok(())
    }

    /// The parts that have become arguments count no longer.
    pub(super) fn forget(&mut self, parts: usize) {
        self.nodes -= parts;
    }
}

impl Part<'_> {
    pub(super) fn must_be(&self, of: Type) -> Result<(), Problem> {
        if self.of == of { Ok(()) } else { Err(mistyped(self.offset, of, self.of)) }
    }

    /// Whether greater and less mean something.
    pub(super) fn ordered(&self) -> Result<(), Problem> {
        if matches!(self.of, Type::Number | Type::Date) {
            return Ok(());
        }
        Err(ill_typed(self.offset, format!("{} has no order", self.of.name()), "compare numbers or dates; compare a choice with `=`"))
    }
}

/// The type of a sum or difference: numbers; a date and days; the days between two dates.
fn sum(operator: Operator, left: &Part<'_>, right: &Part<'_>) -> Result<Type, Problem> {
    match (left.of, right.of, operator) {
        (Type::Date, Type::Date, Operator::Minus) => Ok(Type::Number),
        (Type::Date, Type::Date, _) => Err(ill_typed(right.offset, "two dates cannot be added", "take the days between them: ${later} - ${earlier}")),
        (Type::Date, _, _) => right.must_be(Type::Number).map(|()| Type::Date),
        (Type::Number, Type::Date, Operator::Plus) => Ok(Type::Date),
        _ => {
            left.must_be(Type::Number)?;
            right.must_be(Type::Number)?;
            Ok(Type::Number)
        }
    }
}

/// Whether two parts can be equal: the same type, or a choice and the id of one of its options.
fn comparable(left: &Part<'_>, right: &Part<'_>) -> Result<(), Problem> {
    for part in [left, right] {
        if part.of == Type::ChoiceSet {
            return Err(ill_typed(part.offset, "a set of choices cannot be compared with `=`", "ask for one option: selected(${id}, 'option')"));
        }
    }
    together(left, right)
}

/// Whether two parts may stand for the same thing: they have one type, or one is a choice and the other the id of one of its options.
pub(super) fn together(left: &Part<'_>, right: &Part<'_>) -> Result<(), Problem> {
    match (left, right) {
        (Part { of: Type::Choice, options, .. }, Part { node: Node::Text(option), offset, .. })
        | (Part { node: Node::Text(option), offset, .. }, Part { of: Type::Choice, options, .. }) => known_option(option, options, *offset),
        (Part { of: Type::Choice, options: ours, .. }, Part { of: Type::Choice, options: theirs, offset, .. }) => {
            if ours.iter().copied().flatten().any(|option| theirs.iter().any(|list| list.contains(option))) {
                return Ok(());
            }
            Err(ill_typed(*offset, "these two choices have no option in common", "compare a choice with an option: ${id} = 'option'"))
        }
        _ => right.must_be(left.of),
    }
}

pub(super) fn known_option(option: &str, lists: &[&[String]], offset: usize) -> Result<(), Problem> {
    let known = || lists.iter().copied().flatten().map(String::as_str);
    if known().any(|known| known == option) {
        return Ok(());
    }
    let mend = near::did_you_mean(option, known()).unwrap_or_else(|| format!("the options are: {}", near::listed(known())));
    Err(Problem { code: "expression-option", offset, what: format!("there is no option `{}`", excerpt(option)), mend })
}
