//! Expressions of XLSForm (a part of XPath 1.0) taken apart. Our own language is read by the same parser: it is spelled alike.
//!
//! Paths, predicates and names of nodes are not read: what needs them cannot be carried over.

/// An expression is no longer than this many bytes, has no more parts and nests no deeper: the limits of our own language.
const LONGEST: usize = 4096;
const MOST_PARTS: usize = 256;
const DEEPEST: usize = 32;

/// A part of an expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// A number as written.
    Number(String),
    /// A text without its quotes.
    Text(String),
    /// `${name}`.
    Question(String),
    /// `.`, the answer itself.
    Own,
    /// A function with its arguments.
    Call(String, Vec<Part>),
    /// `-x`.
    Negative(Box<Part>),
    /// Two parts and the operator between them.
    Binary(&'static str, Box<Part>, Box<Part>),
    /// `(x)`.
    Inside(Box<Part>),
}

/// Operators by precedence, the weakest first.
const PRECEDENCE: [&[&str]; 5] = [&["or"], &["and"], &["!=", "<=", ">=", "=", "<", ">"], &["+", "-"], &["*", "div", "mod"]];

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(String),
    Text(String),
    Question(String),
    Word(String),
    Own,
    Sign(&'static str),
}

/// Takes an expression apart.
///
/// # Errors
/// What stands in the way, in words.
pub(super) fn parse(source: &str) -> Result<Part, String> {
    if source.len() > LONGEST {
        return Err(format!("it has more than {LONGEST} bytes"));
    }
    let tokens = tokens(source)?;
    let mut parser = Parser { tokens: &tokens, at: 0, parts: 0, depth: 0 };
    let part = parser.binary(0)?;
    match tokens.get(parser.at) {
        None => Ok(part),
        Some(token) => Err(format!("{} stands where it cannot be read", name(token))),
    }
}

/// Straight quotes and plain blanks in place of those that word processors put in. `None` if there are none of them.
pub(super) fn straightened(source: &str) -> Option<String> {
    let straight = |c: char| match c {
        '‘' | '’' | '‚' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => '"',
        '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{feff}' => ' ',
        other => other,
    };
    let straightened: String = source.chars().map(straight).collect();
    (straightened != source).then_some(straightened)
}

/// Names of the questions that a text refers to as `${name}`.
pub(super) fn references(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("${").filter_map(|(at, _)| {
        let inside = &text[at + 2..];
        inside.find('}').map(|end| inside[..end].trim())
    })
}

fn name(token: &Token) -> String {
    match token {
        Token::Number(text) | Token::Word(text) => format!("`{}`", text.chars().take(40).collect::<String>()),
        Token::Text(_) => "a text".to_owned(),
        Token::Question(name) => format!("`${{{}}}`", name.chars().take(40).collect::<String>()),
        Token::Own => "`.`".to_owned(),
        Token::Sign(sign) => format!("`{sign}`"),
    }
}

const SIGNS: [&str; 12] = ["!=", "<=", ">=", "(", ")", ",", "=", "<", ">", "+", "-", "*"];

fn tokens(source: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        let (token, length) = if first.is_whitespace() {
            (None, first.len_utf8())
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (Some(Token::Sign(sign)), sign.len())
        } else if first == '\'' || first == '"' {
            let end = rest[1..].find(first).ok_or("a text in it is not closed")?;
            (Some(Token::Text(rest[1..=end].to_owned())), end + 2)
        } else if let Some(inside) = rest.strip_prefix("${") {
            let end = inside.find('}').ok_or("`${` in it is not closed")?;
            (Some(Token::Question(inside[..end].trim().to_owned())), end + 3)
        } else if first.is_ascii_digit() || (first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit())) {
            let length = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
            (Some(Token::Number(rest[..length].to_owned())), length)
        } else if first == '.' && !rest[1..].starts_with(['.', '/']) {
            (Some(Token::Own), 1)
        } else if first.is_alphabetic() || first == '_' {
            let length = rest.find(|c| !letter(c)).unwrap_or(rest.len());
            (Some(Token::Word(rest[..length].to_owned())), length)
        } else if matches!(first, '.' | '/' | '[') {
            return Err("it follows paths through the form".to_owned());
        } else {
            return Err(format!("the character `{}` has no meaning in it", first.escape_debug()));
        };
        tokens.extend(token);
        rest = &rest[length..];
    }
    Ok(tokens)
}

struct Parser<'p> {
    tokens: &'p [Token],
    at: usize,
    parts: usize,
    depth: usize,
}

impl Parser<'_> {
    fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Sign(found)) if *found == sign);
        self.at += usize::from(found);
        found
    }

    fn operator(&self, among: &[&'static str]) -> Option<&'static str> {
        let found = match self.tokens.get(self.at)? {
            Token::Sign(sign) => *sign,
            Token::Word(word) => word.as_str(),
            _ => return None,
        };
        among.iter().copied().find(|operator| *operator == found)
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, String>) -> Result<T, String> {
        if self.depth == DEEPEST {
            return Err(format!("it nests deeper than {DEEPEST}"));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn counted(&mut self, part: Part) -> Result<Part, String> {
        self.parts += 1;
        if self.parts > MOST_PARTS { Err(format!("it has more than {MOST_PARTS} parts")) } else { Ok(part) }
    }

    fn binary(&mut self, strength: usize) -> Result<Part, String> {
        let Some(among) = PRECEDENCE.get(strength) else { return self.unary() };
        let mut left = self.binary(strength + 1)?;
        while let Some(operator) = self.operator(among) {
            self.at += 1;
            let right = self.binary(strength + 1)?;
            left = self.counted(Part::Binary(operator, Box::new(left), Box::new(right)))?;
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Part, String> {
        let token = self.tokens.get(self.at).ok_or("it ends too early")?;
        self.at += 1;
        match token {
            Token::Number(number) => self.counted(Part::Number(number.clone())),
            Token::Text(text) => self.counted(Part::Text(text.clone())),
            Token::Question(name) => self.counted(Part::Question(name.clone())),
            Token::Own => self.counted(Part::Own),
            Token::Sign("(") => {
                let inner = self.deeper(|parser| parser.binary(0))?;
                if self.takes(")") { self.counted(Part::Inside(Box::new(inner))) } else { Err("a parenthesis in it is not closed".to_owned()) }
            }
            Token::Sign("-") => {
                let inner = self.deeper(Self::unary)?;
                self.counted(Part::Negative(Box::new(inner)))
            }
            Token::Word(word) if self.takes("(") => {
                let arguments = self.deeper(Self::arguments)?;
                self.counted(Part::Call(word.clone(), arguments))
            }
            Token::Word(word) => Err(format!("`{}` in it is a column or a path", word.chars().take(40).collect::<String>())),
            Token::Sign(sign) => Err(format!("`{sign}` stands where it cannot be read")),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Part>, String> {
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.binary(0)?);
            if self.takes(")") {
                return Ok(arguments);
            }
            if !self.takes(",") {
                return Err("a parenthesis in it is not closed".to_owned());
            }
        }
    }
}
