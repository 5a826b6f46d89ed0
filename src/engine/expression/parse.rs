//! Tokens → a checked expression: precedence, types, limits.

use jiff::civil::Date;

use super::token::{Placed, Token, tokens};
use super::{DEEPEST, Expression, LONGEST, MOST_NODES, Node, Operand, Operator, Problem, Type};
use crate::engine::fault::excerpt;
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

pub(super) fn condition<'s>(source: &str, operand: &dyn Fn(&str) -> Option<Operand<'s>>) -> Result<Expression, Problem> {
    if source.len() > LONGEST {
        return Err(limit(0, format!("the expression has {} bytes", source.len()), format!("keep it within {LONGEST} bytes")));
    }
    let tokens = tokens(source)?;
    let mut parser = Parser { tokens: &tokens, at: 0, end: source.len(), nodes: 0, depth: 0, questions: Vec::new(), operand };
    let root = parser.binary(0)?;
    if matches!(tokens.get(parser.at), Some((_, Token::Sign(",")))) {
        return Err(syntax(parser.offset(), "a comma cannot stand here", "write numbers with a decimal point: 12.5"));
    }
    if parser.at < tokens.len() {
        return Err(syntax(
            parser.offset(),
            "something stands after the end of the expression",
            "join the parts with `and` or `or`, or remove the rest",
        ));
    }
    if root.of != Type::Bool {
        return Err(mistyped(root.offset, Type::Bool, root.of));
    }
    Ok(Expression { source: source.to_owned(), root: root.node, questions: parser.questions })
}

struct Parser<'p, 's> {
    tokens: &'p [Placed],
    at: usize,
    end: usize,
    nodes: usize,
    depth: usize,
    questions: Vec<QuestionIx>,
    operand: &'p dyn Fn(&str) -> Option<Operand<'s>>,
}

/// A checked part with its type, its place, and the options it may be compared with.
struct Part<'s> {
    node: Node,
    of: Type,
    offset: usize,
    options: &'s [String],
}

impl<'s> Parser<'_, 's> {
    fn offset(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(offset, _)| *offset)
    }

    fn operator(&self, among: &[(&str, Operator)]) -> Option<Operator> {
        let name = match self.tokens.get(self.at)? {
            (_, Token::Sign(sign)) => *sign,
            (_, Token::Word(word)) => word.as_str(),
            _ => return None,
        };
        among.iter().find(|(text, _)| *text == name).map(|(_, operator)| *operator)
    }

    fn sign(&mut self, sign: &str) -> Result<(), Problem> {
        match self.tokens.get(self.at) {
            Some((_, Token::Sign(found))) if *found == sign => {
                self.at += 1;
                Ok(())
            }
            _ => Err(syntax(self.offset(), &format!("`{sign}` is missing here"), &format!("write `{sign}`"))),
        }
    }

    fn part(&mut self, node: Node, of: Type, offset: usize, options: &'s [String]) -> Result<Part<'s>, Problem> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err(limit(offset, format!("the expression has more than {MOST_NODES} parts"), "split it over several questions".to_owned()));
        }
        Ok(Part { node, of, offset, options })
    }

    fn deeper<T>(&mut self, offset: usize, inner: impl FnOnce(&mut Self) -> Result<T, Problem>) -> Result<T, Problem> {
        if self.depth == DEEPEST {
            return Err(limit(offset, format!("the expression nests deeper than {DEEPEST}"), "take out parentheses".to_owned()));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn binary(&mut self, strength: usize) -> Result<Part<'s>, Problem> {
        let Some(among) = PRECEDENCE.get(strength) else { return self.unary() };
        let mut left = self.binary(strength + 1)?;
        let mut joined = 0;
        while let Some(operator) = self.operator(among) {
            let offset = self.offset();
            self.at += 1;
            joined += 1;
            if strength == COMPARISON && joined > 1 {
                return Err(syntax(offset, "comparisons cannot be chained", "join two comparisons with `and`"));
            }
            let right = self.binary(strength + 1)?;
            left = self.join(operator, offset, left, right)?;
        }
        Ok(left)
    }

    fn join(&mut self, operator: Operator, offset: usize, left: Part<'s>, right: Part<'s>) -> Result<Part<'s>, Problem> {
        let of = match operator {
            Operator::Or | Operator::And => {
                expect(&left, Type::Bool)?;
                expect(&right, Type::Bool)?;
                Type::Bool
            }
            Operator::Plus | Operator::Minus | Operator::Times | Operator::Div => {
                expect(&left, Type::Number)?;
                expect(&right, Type::Number)?;
                Type::Number
            }
            Operator::Equal | Operator::NotEqual => {
                comparable(&left, &right)?;
                Type::Bool
            }
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
                if !matches!(left.of, Type::Number | Type::Date) {
                    return Err(Problem {
                        code: "expression-type",
                        offset: left.offset,
                        what: format!("{} has no order", left.of.name()),
                        mend: "compare numbers or dates; compare a choice with `=`".to_owned(),
                    });
                }
                expect(&right, left.of)?;
                Type::Bool
            }
        };
        let node = Node::Binary(operator, Box::new(left.node), Box::new(right.node));
        self.part(node, of, offset.min(left.offset), &[])
    }

    fn unary(&mut self) -> Result<Part<'s>, Problem> {
        let offset = self.offset();
        let Some((_, token)) = self.tokens.get(self.at) else {
            return Err(syntax(offset, "the expression ends too early", "write a value, a question as ${id}, or a function"));
        };
        self.at += 1;
        match token {
            Token::Number(number) => self.part(Node::Number(*number), Type::Number, offset, &[]),
            Token::Text(text) => self.part(Node::Text(text.clone()), Type::Text, offset, &[]),
            Token::Question(id) => {
                let operand = self.lookup(id, offset)?;
                self.part(Node::Answer(operand.question), operand.of, offset, operand.options)
            }
            Token::Sign("(") => {
                let inner = self.deeper(offset, |parser| parser.binary(0))?;
                self.sign(")")?;
                Ok(inner)
            }
            Token::Sign("-") => {
                let inner = self.deeper(offset, Self::unary)?;
                expect(&inner, Type::Number)?;
                self.part(Node::Negative(Box::new(inner.node)), Type::Number, offset, &[])
            }
            Token::Sign(sign) => Err(syntax(offset, &format!("`{sign}` cannot stand here"), "write a value, a question as ${id}, or a function")),
            Token::Word(name) => self.deeper(offset, |parser| parser.function(name, offset)),
        }
    }

    fn function(&mut self, name: &str, offset: usize) -> Result<Part<'s>, Problem> {
        const KNOWN: &str = "known functions: selected, count_selected, answered, is_na, not, true, false, date";
        if !matches!(name, "selected" | "count_selected" | "answered" | "is_na" | "not" | "true" | "false" | "date") {
            return Err(Problem {
                code: "expression-function",
                offset,
                what: format!("there is no function `{}`", excerpt(name)),
                mend: KNOWN.to_owned(),
            });
        }
        self.sign("(")?;
        let (node, of) = match name {
            "true" | "false" => (Node::Bool(name == "true"), Type::Bool),
            "not" => {
                let inner = self.binary(0)?;
                expect(&inner, Type::Bool)?;
                (Node::Not(Box::new(inner.node)), Type::Bool)
            }
            "date" => (Node::Date(self.date()?), Type::Date),
            "answered" => (Node::Answered(self.question()?.0.question), Type::Bool),
            "is_na" => (Node::IsNotApplicable(self.question()?.0.question), Type::Bool),
            "count_selected" => (Node::CountSelected(self.choices()?.question), Type::Number),
            _ => {
                let operand = self.choices()?;
                self.sign(",")?;
                let at = self.offset();
                let option = self.text("the id of an option")?;
                known_option(&option, operand.options, at)?;
                (Node::Selected(operand.question, option), Type::Bool)
            }
        };
        self.sign(")")?;
        self.part(node, of, offset, &[])
    }

    fn lookup(&mut self, id: &str, offset: usize) -> Result<Operand<'s>, Problem> {
        let Some(operand) = (self.operand)(id) else {
            let mend = "name a question of this survey, with the spelling of its id".to_owned();
            return Err(Problem { code: "expression-question", offset, what: format!("there is no question `{}`", excerpt(id)), mend });
        };
        if !self.questions.contains(&operand.question) {
            self.questions.push(operand.question);
        }
        Ok(operand)
    }

    fn question(&mut self) -> Result<(Operand<'s>, usize), Problem> {
        let offset = self.offset();
        match self.tokens.get(self.at) {
            Some((_, Token::Question(id))) => {
                self.at += 1;
                Ok((self.lookup(id, offset)?, offset))
            }
            _ => Err(syntax(offset, "a question is needed here", "name it as ${id}")),
        }
    }

    fn choices(&mut self) -> Result<Operand<'s>, Problem> {
        let (operand, offset) = self.question()?;
        if matches!(operand.of, Type::Choice | Type::ChoiceSet) { Ok(operand) } else { Err(mistyped(offset, Type::ChoiceSet, operand.of)) }
    }

    fn text(&mut self, what: &str) -> Result<String, Problem> {
        match self.tokens.get(self.at) {
            Some((_, Token::Text(text))) => {
                self.at += 1;
                Ok(text.clone())
            }
            _ => Err(syntax(self.offset(), &format!("{what} is needed here"), "write it between quotes: 'text'")),
        }
    }

    fn date(&mut self) -> Result<Date, Problem> {
        let offset = self.offset();
        let text = self.text("a date")?;
        text.parse().map_err(|_| syntax(offset, &format!("`{}` is not a date", excerpt(&text)), "write year-month-day: date('2026-03-31')"))
    }
}

fn expect(part: &Part<'_>, of: Type) -> Result<(), Problem> {
    if part.of == of { Ok(()) } else { Err(mistyped(part.offset, of, part.of)) }
}

/// Whether two parts can be equal: the same type, or a choice and the id of one of its options.
fn comparable(left: &Part<'_>, right: &Part<'_>) -> Result<(), Problem> {
    match (left, right) {
        (Part { of: Type::Choice, options, .. }, Part { node: Node::Text(option), offset, .. })
        | (Part { node: Node::Text(option), offset, .. }, Part { of: Type::Choice, options, .. }) => known_option(option, options, *offset),
        (Part { of: Type::ChoiceSet, offset, .. }, _) | (_, Part { of: Type::ChoiceSet, offset, .. }) => Err(Problem {
            code: "expression-type",
            offset: *offset,
            what: "a set of choices cannot be compared with `=`".to_owned(),
            mend: "ask for one option: selected(${id}, 'option')".to_owned(),
        }),
        _ => expect(right, left.of),
    }
}

fn known_option(option: &str, options: &[String], offset: usize) -> Result<(), Problem> {
    if options.iter().any(|known| known == option) {
        return Ok(());
    }
    let mend = format!("the options are: {}", options.join(", "));
    Err(Problem { code: "expression-option", offset, what: format!("there is no option `{}`", excerpt(option)), mend })
}

fn syntax(offset: usize, what: &str, mend: &str) -> Problem {
    Problem { code: "expression-syntax", offset, what: what.to_owned(), mend: mend.to_owned() }
}

fn limit(offset: usize, what: String, mend: String) -> Problem {
    Problem { code: "expression-limit", offset, what, mend }
}

fn mistyped(offset: usize, wanted: Type, found: Type) -> Problem {
    let mend = match (wanted, found) {
        (Type::Date, Type::Text) => "write a date as date('2026-03-31')",
        (Type::Text, Type::Number) => "compare a text with a text: 'text'",
        (Type::Number, Type::Text) => "write a number without quotes",
        (Type::Bool, Type::Choice) => "compare it with an option: ${id} = 'option'",
        (Type::Bool, Type::ChoiceSet) => "ask for an option: selected(${id}, 'option')",
        (Type::Bool, Type::Number) => "compare it with a number: ${id} > 0",
        _ => "nothing is converted silently: compare values of the same type",
    };
    Problem { code: "expression-type", offset, what: format!("{} is needed here, this is {}", wanted.name(), found.name()), mend: mend.to_owned() }
}
