//! Text → tokens, each with its byte offset.

use rust_decimal::Decimal;

use super::problem::{Problem, syntax};
use crate::engine::fault::excerpt;

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(Decimal),
    Text(String),
    /// `${id}`.
    Question(String),
    /// A word: operator or function.
    Word(String),
    /// `( ) , = != < <= > >= + - *`, and `.` for the own answer.
    Sign(&'static str),
}

/// A token and where it begins.
pub(super) type Placed = (usize, Token);

const SIGNS: [&str; 12] = ["!=", "<=", ">=", "(", ")", ",", "=", "<", ">", "+", "-", "*"];

/// Cuts an expression into tokens.
pub(super) fn tokens(source: &str) -> Result<Vec<Placed>, Problem> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let offset = source.len() - rest.len();
        let length = if first.is_whitespace() {
            first.len_utf8()
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            tokens.push((offset, Token::Sign(sign)));
            sign.len()
        } else {
            let (token, length) = match first {
                '$' => question(rest, offset)?,
                '\'' | '"' => text(rest, first, offset)?,
                '0'..='9' => number(rest, offset)?,
                'a'..='z' | 'A'..='Z' | '_' => word(rest),
                '.' if !rest[1..].starts_with(|next: char| next.is_ascii_digit()) => (Token::Sign("."), 1),
                _ => return Err(unknown(first, offset)),
            };
            tokens.push((offset, token));
            length
        };
        rest = &rest[length..];
    }
    Ok(tokens)
}

fn unknown(found: char, offset: usize) -> Problem {
    let mend = match found {
        '‘' | '’' | '“' | '”' | '„' | '`' => "write a text between straight quotes: 'text'",
        '.' => "write a digit before the decimal point: 0.5",
        '/' => "write `div` for division",
        '≤' => "write `<=`",
        '≥' => "write `>=`",
        '≠' => "write `!=`",
        '&' => "write `and`",
        '|' => "write `or`",
        '!' => "write `not(…)` or `!=`",
        _ => "remove it",
    };
    syntax(offset, format!("the character `{found}` has no meaning here"), mend)
}

fn question(rest: &str, offset: usize) -> Result<(Token, usize), Problem> {
    let mend = "name a question as ${id}";
    let Some(inside) = rest.strip_prefix("${") else {
        return Err(syntax(offset, "`$` without `{`", mend));
    };
    let Some(end) = inside.find('}') else {
        return Err(syntax(offset, "`${` is not closed", mend));
    };
    Ok((Token::Question(inside[..end].trim().to_owned()), end + 3))
}

fn text(rest: &str, quote: char, offset: usize) -> Result<(Token, usize), Problem> {
    match rest[1..].find(quote) {
        Some(end) => Ok((Token::Text(rest[1..=end].to_owned()), end + 2)),
        None => Err(syntax(offset, "the text is not closed", "end it with the quote it began with")),
    }
}

fn number(rest: &str, offset: usize) -> Result<(Token, usize), Problem> {
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_')).unwrap_or(rest.len());
    let digits = &rest[..length];
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !digits.ends_with('.');
    match Decimal::from_str_exact(digits) {
        Ok(value) if plain => Ok((Token::Number(value), length)),
        _ => Err(syntax(offset, format!("`{}` is not a number", excerpt(digits)), "write digits with a decimal point, for example 12.5")),
    }
}

fn word(rest: &str) -> (Token, usize) {
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    (Token::Word(rest[..length].to_owned()), length)
}
