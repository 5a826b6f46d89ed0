//! What a person typed, or what stands in a cell of a file → a value. Nothing is altered silently: it is understood by rule, or refused by name.

use std::collections::HashSet;

use icu_normalizer::ComposingNormalizerBorrowed;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::answer::{Reason, Value};
use super::survey::{Body, NumberBody, OptionItem, Question, ShareBody};

/// One line of text is no longer than this many characters.
pub const LONGEST_TEXT: usize = 1_000;
/// A long text, note or reason is no longer than this many characters.
pub const LONGEST_LONG_TEXT: usize = 100_000;
/// Digits of a number, before and after the decimal sign together.
const MOST_DIGITS: usize = 20;

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// By a person in a form: a comma is the decimal sign, a single dot is one only before 1 or 2 digits.
    Typed,
    /// In a data file: a dot or a comma is the decimal sign.
    Data,
}

/// Why an entry was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No option has this id or label.
    UnknownOption(String),
    /// No basis has this id or label.
    UnknownBasis(String),
    /// "None of these" together with something else.
    ExclusiveWithOthers(String),
    /// The same option twice.
    Repeated(String),
    /// Not a number.
    NotANumber(String),
    /// `1.234`: a thousand or a decimal?
    AmbiguousDot(String),
    /// More decimal places than the question takes.
    TooManyDecimals(u8),
    /// Below the least allowed number.
    BelowMinimum(Decimal),
    /// Above the greatest allowed number.
    AboveMaximum(Decimal),
    /// One of a share's two numbers is missing.
    HalfAShare,
    /// A share's denominator is zero.
    ZeroDenominator,
    /// A part that is larger than its whole.
    PartExceedsWhole,
    /// Not a calendar day.
    NotADate(String),
    /// "Not applicable", where the question always applies.
    AlwaysApplies,
    /// Longer than so many characters.
    TooLong(usize),
    /// A NUL character.
    BadCharacter,
    /// Not a web address.
    NotAWebAddress(String),
}

impl Refusal {
    /// Stable code for messages and tests.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownOption(_) => "unknown-option",
            Self::UnknownBasis(_) => "unknown-basis",
            Self::ExclusiveWithOthers(_) => "exclusive-with-others",
            Self::Repeated(_) => "repeated-option",
            Self::NotANumber(_) => "not-a-number",
            Self::AmbiguousDot(_) => "ambiguous-dot",
            Self::TooManyDecimals(_) => "too-many-decimals",
            Self::BelowMinimum(_) => "below-minimum",
            Self::AboveMaximum(_) => "above-maximum",
            Self::HalfAShare => "half-a-share",
            Self::ZeroDenominator => "zero-denominator",
            Self::PartExceedsWhole => "part-exceeds-whole",
            Self::NotADate(_) => "not-a-date",
            Self::AlwaysApplies => "always-applies",
            Self::TooLong(_) => "too-long",
            Self::BadCharacter => "bad-character",
            Self::NotAWebAddress(_) => "not-a-web-address",
        }
    }
}

/// A text for comparison: case folded, blanks at the ends removed and inside joined, Unicode composed.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    // Composed last: some letters have a composed form in lower case only.
    if folded.is_ascii() { folded } else { ComposingNormalizerBorrowed::new_nfc().normalize(&folded).into_owned() }
}

/// The option with this id, label in either language, or alias.
fn find<'q>(options: &'q [OptionItem], text: &str) -> Option<&'q OptionItem> {
    let spelled = |option: &OptionItem, folded: &str| {
        let labels = [&option.id, &option.label.pl, &option.label.en].into_iter().chain(&option.aliases);
        labels.into_iter().any(|label| fold(label) == folded)
    };
    options.iter().find(|option| option.id == text).or_else(|| {
        let folded = fold(text);
        options.iter().find(|option| spelled(option, &folded))
    })
}

/// Reads one option.
///
/// # Errors
/// [`Refusal::UnknownOption`].
pub fn choice(question: &Question, text: &str) -> Result<Value, Refusal> {
    find(question.options(), text).map(|option| Value::Choice(option.id.clone())).ok_or_else(|| Refusal::UnknownOption(text.to_owned()))
}

/// Reads several options; they are kept in the order of the survey.
///
/// # Errors
/// An unknown or repeated option, or "none of these" together with another.
pub fn choices<'t>(question: &Question, texts: impl IntoIterator<Item = &'t str>) -> Result<Value, Refusal> {
    let mut chosen = HashSet::new();
    for text in texts {
        let option = find(question.options(), text).ok_or_else(|| Refusal::UnknownOption(text.to_owned()))?;
        if !chosen.insert(option.id.as_str()) {
            return Err(Refusal::Repeated(option.id.clone()));
        }
    }
    let options = question.options().iter().filter(|option| chosen.contains(option.id.as_str()));
    if let Some(exclusive) = options.clone().find(|option| option.exclusive && chosen.len() > 1) {
        return Err(Refusal::ExclusiveWithOthers(exclusive.id.clone()));
    }
    Ok(Value::Choices(options.map(|option| option.id.clone()).collect()))
}

/// Reads ranked reasons: pairs of an option and a basis, the first rank first.
///
/// # Errors
/// An unknown or repeated option, or an unknown basis.
pub fn reasons<'t>(question: &Question, ranked: impl IntoIterator<Item = (&'t str, Option<&'t str>)>) -> Result<Value, Refusal> {
    let Body::Reasons { options, bases } = &question.body else { return Ok(Value::Reasons(Vec::new())) };
    let mut reasons: Vec<Reason> = Vec::new();
    for (text, basis) in ranked {
        let option = find(options, text).ok_or_else(|| Refusal::UnknownOption(text.to_owned()))?;
        if reasons.iter().any(|reason| reason.option == option.id) {
            return Err(Refusal::Repeated(option.id.clone()));
        }
        let known = |basis: &str| {
            let folded = fold(basis);
            let mut spelled =
                bases.iter().filter(|known| [&known.id, &known.label.pl, &known.label.en].into_iter().any(|label| fold(label) == folded));
            spelled.next().map(|known| known.id.clone()).ok_or_else(|| Refusal::UnknownBasis(basis.to_owned()))
        };
        reasons.push(Reason { option: option.id.clone(), basis: basis.map(known).transpose()? });
    }
    Ok(Value::Reasons(reasons))
}

/// Reads a number for a question.
///
/// # Errors
/// Not a number, too many decimal places, or outside the allowed range.
pub fn number(body: &NumberBody, text: &str, writing: Writing) -> Result<Value, Refusal> {
    let number = decimal(text, writing, body.decimals)?;
    within(number, body.minimum, body.maximum)?;
    Ok(Value::Number(number))
}

/// Reads the two numbers of a share and the day they describe (empty: not known).
///
/// # Errors
/// Half a share, a number that is none or is negative, a zero denominator, a part larger than its whole, not a date.
pub fn share(body: &ShareBody, numerator: &str, denominator: &str, date: &str, writing: Writing) -> Result<Value, Refusal> {
    if numerator.trim().is_empty() || denominator.trim().is_empty() {
        return Err(Refusal::HalfAShare);
    }
    let numerator = decimal(numerator, writing, body.decimals)?;
    let denominator = decimal(denominator, writing, body.decimals)?;
    within(numerator, Some(0.0), None)?;
    within(denominator, Some(0.0), None)?;
    if denominator.is_zero() {
        return Err(Refusal::ZeroDenominator);
    }
    if body.part && numerator > denominator {
        return Err(Refusal::PartExceedsWhole);
    }
    let date = if date.trim().is_empty() { None } else { Some(calendar_day(date)?) };
    Ok(Value::Share { numerator, denominator, date })
}

/// Reads a calendar day: `2026-03-31`, or `31.03.2026` as Poles write it.
///
/// # Errors
/// [`Refusal::NotADate`].
pub fn calendar_day(text: &str) -> Result<Date, Refusal> {
    let text = text.trim();
    let refused = || Refusal::NotADate(text.to_owned());
    let parts: Vec<&str> = text.split('.').collect();
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 && digits(year, 4) && digits(month, 2) && digits(day, 2) => {
            let part = |part: &str| part.parse::<i16>().map_err(|_| refused());
            let small = |text: &str| part(text).and_then(|number| i8::try_from(number).map_err(|_| refused()));
            Date::new(part(year)?, small(month)?, small(day)?).map_err(|_| refused())
        }
        _ if text.len() == 10 => text.parse().map_err(|_| refused()),
        _ => Err(refused()),
    }
}

/// Takes a text as it is.
///
/// # Errors
/// Too long, or with a NUL character, which no database keeps.
pub fn text(text: &str, long: bool) -> Result<Value, Refusal> {
    words(text, if long { LONGEST_LONG_TEXT } else { LONGEST_TEXT }).map(|text| Value::Text(text.to_owned()))
}

/// Checks words that go beside an answer: a note, a reason.
///
/// # Errors
/// Longer than `most` characters, or with a NUL character.
pub fn words(text: &str, most: usize) -> Result<&str, Refusal> {
    if text.contains('\0') {
        Err(Refusal::BadCharacter)
    } else if text.chars().nth(most).is_some() {
        Err(Refusal::TooLong(most))
    } else {
        Ok(text)
    }
}

/// Reads a web address: `http` or `https`, with a host and without a name or password before it.
///
/// # Errors
/// [`Refusal::NotAWebAddress`]; [`Refusal::TooLong`] for more than [`LONGEST_TEXT`] characters.
pub fn web_address(text: &str) -> Result<&str, Refusal> {
    let text = words(text.trim(), LONGEST_TEXT)?;
    let rest =
        ["https://", "http://"].iter().find_map(|scheme| text.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme))).map(str::len);
    let host = rest.map(|start| text[start..].split(['/', '?', '#']).next().unwrap_or_default());
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\' | '`') && !turns_text(c);
    match host {
        Some(host) if !host.is_empty() && !host.starts_with([':', '.']) && !host.contains('@') && text.chars().all(is_plain) => Ok(text),
        _ => Err(Refusal::NotAWebAddress(text.to_owned())),
    }
}

/// Whether a character changes the direction of what stands beside it, or is not seen at all: such a one can make a name look like another.
pub const fn turns_text(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn within(number: Decimal, minimum: Option<f64>, maximum: Option<f64>) -> Result<(), Refusal> {
    if let Some(minimum) = minimum.and_then(Decimal::from_f64).filter(|minimum| number < *minimum) {
        return Err(Refusal::BelowMinimum(minimum));
    }
    match maximum.and_then(Decimal::from_f64).filter(|maximum| number > *maximum) {
        Some(maximum) => Err(Refusal::AboveMaximum(maximum)),
        None => Ok(()),
    }
}

/// Reads a decimal number. Blanks of any kind between groups of three digits, a currency and a percent sign at the end are ignored.
///
/// # Errors
/// Not a number, or more decimal places than `decimals`.
pub fn decimal(text: &str, writing: Writing, decimals: u8) -> Result<Decimal, Refusal> {
    let refused = || Refusal::NotANumber(text.trim().to_owned());
    let bare = text.trim();
    let bare = ["zł", "PLN", "%"].iter().find_map(|unit| bare.strip_suffix(unit)).unwrap_or(bare);
    let (negative, bare) = match bare.trim().strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim()),
        None => (false, bare.trim()),
    };
    let mut digits = grouped(bare).ok_or_else(refused)?;
    let signs = digits.matches([',', '.']).count();
    if let (1, Some(at)) = (signs, digits.find([',', '.'])) {
        let after = digits.len() - at - 1;
        if digits.as_bytes()[at] == b'.' && writing == Writing::Typed && after != 1 && after != 2 {
            return Err(Refusal::AmbiguousDot(text.trim().to_owned()));
        }
        digits.replace_range(at..=at, ".");
    }
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let edges = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.ends_with(|c: char| c.is_ascii_digit());
    if !plain || !edges || signs > 1 || digits.len() > MOST_DIGITS {
        return Err(refused());
    }
    let mut number: Decimal = digits.parse().map_err(|_| refused())?;
    if number.normalize().scale() > u32::from(decimals) {
        return Err(Refusal::TooManyDecimals(decimals));
    }
    number.set_sign_negative(negative && !number.is_zero());
    Ok(number)
}

/// The digits without the blanks that part thousands; `None` if a blank stands anywhere else.
fn grouped(text: &str) -> Option<String> {
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
    let whole = text.split([',', '.']).next().unwrap_or_default();
    let mut groups = whole.split(blank);
    let first = groups.next().unwrap_or_default();
    let mut others = groups.peekable();
    let parted = others.peek().is_none() || (1..=3).contains(&first.len()) && others.all(|group| group.len() == 3);
    (parted && !text[whole.len()..].contains(blank)).then(|| text.replace(blank, ""))
}
