//! Expressions of XLSForm ⇄ expressions of ours.
//!
//! The two languages are spelled alike; they differ in types. In XLSForm everything is text, so `${x} = 1` may ask for the option `1` and `${x} = ''`
//! whether there is an answer; in ours a choice is compared with the id of an option, and `answered(${x})` asks.

use crate::engine::document::Kind;

use super::xpath::Part;

/// A question that an expression may refer to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    /// The id in the survey.
    pub(super) id: String,
    /// Its kind.
    pub(super) kind: Kind,
    /// Names of its options in the form, and their ids in the survey.
    pub(super) options: Vec<(String, String)>,
}

impl Known {
    fn option(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|(known, _)| known == name).map(|(_, id)| id.as_str())
    }
}

/// What `${name}` stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Meaning<'k> {
    /// A question of the survey.
    Question(&'k Known),
    /// Something of the form that is not carried over: a calculation, a picture.
    NotCarried,
}

/// What the names in an expression stand for.
pub(super) struct Names<'k> {
    /// The meaning of `${name}`.
    pub(super) meaning: &'k dyn Fn(&str) -> Option<Meaning<'k>>,
    /// The question whose answer is `.`, where there is one.
    pub(super) own: Option<&'k Known>,
}

/// An expression of XLSForm in our language.
///
/// # Errors
/// What has no counterpart, in words.
pub(super) fn ours(part: &Part, names: &Names<'_>) -> Result<String, String> {
    match part {
        Part::Number(number) => Ok(if number.starts_with('.') { format!("0{number}") } else { number.trim_end_matches('.').to_owned() }),
        Part::Text(text) => quoted(text),
        Part::Question(name) => names.question(name).map(|known| format!("${{{}}}", known.id)),
        Part::Own => Ok(".".to_owned()),
        Part::Negative(inner) => Ok(format!("-{}", ours(inner, names)?)),
        Part::Inside(inner) => Ok(format!("({})", ours(inner, names)?)),
        Part::Binary("mod", ..) => Err("`mod` has no counterpart".to_owned()),
        Part::Binary(operator @ ("=" | "!="), left, right) => equality(operator, left, right, names),
        Part::Binary(operator @ ("<" | "<=" | ">" | ">="), left, right) => {
            let [left, right] = beside(left, right, names)?;
            Ok(format!("{left} {operator} {right}"))
        }
        Part::Binary(operator, left, right) => Ok(format!("{} {operator} {}", ours(left, names)?, ours(right, names)?)),
        Part::Call(name, arguments) => call(name, arguments, names),
    }
}

fn quoted(text: &str) -> Result<String, String> {
    match (text.contains('\''), text.contains('"')) {
        (false, _) => Ok(format!("'{text}'")),
        (true, false) => Ok(format!("\"{text}\"")),
        (true, true) => Err("a text in it holds both kinds of quotes".to_owned()),
    }
}

impl<'k> Names<'k> {
    fn question(&self, name: &str) -> Result<&'k Known, String> {
        match (self.meaning)(name) {
            Some(Meaning::Question(known)) => Ok(known),
            Some(Meaning::NotCarried) => Err(format!("`${{{name}}}` is not carried over")),
            None => Err(format!("there is no `${{{name}}}`")),
        }
    }

    /// The question that a part is the answer of.
    fn operand(&self, part: &Part) -> Option<&'k Known> {
        match part {
            Part::Question(name) => self.question(name).ok(),
            Part::Own => self.own,
            Part::Inside(inner) => self.operand(inner),
            _ => None,
        }
    }
}

/// `=` and `!=`: a choice with the id of an option, an empty text as the question whether there is an answer.
fn equality(operator: &str, left: &Part, right: &Part, names: &Names<'_>) -> Result<String, String> {
    for (question, other) in [(left, right), (right, left)] {
        if let (Part::Question(name), Part::Text(text)) = (question, other)
            && text.is_empty()
        {
            let answered = format!("answered(${{{}}})", names.question(name)?.id);
            return Ok(if operator == "!=" { answered } else { format!("not({answered})") });
        }
        let several = names.operand(question).is_some_and(|known| matches!(known.kind, Kind::SeveralOf | Kind::Reasons));
        if several {
            return Err("it compares several choices at once; `selected()` asks for one".to_owned());
        }
    }
    let [left, right] = beside(left, right, names)?;
    Ok(format!("{left} {operator} {right}"))
}

/// Two sides of a comparison; a literal takes the type of the question on the other side.
fn beside(left: &Part, right: &Part, names: &Names<'_>) -> Result<[String; 2], String> {
    Ok([literal(left, names.operand(right), names)?, literal(right, names.operand(left), names)?])
}

fn literal(part: &Part, beside: Option<&Known>, names: &Names<'_>) -> Result<String, String> {
    let Some(known) = beside else { return ours(part, names) };
    match (known.kind, part) {
        (Kind::OneOf | Kind::Ladder | Kind::YesNo, Part::Text(text) | Part::Number(text)) => option(known, text),
        (Kind::Number | Kind::Share, Part::Text(text)) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => Ok(text.trim().to_owned()),
        (Kind::Date, Part::Text(text)) => Ok(format!("date({})", quoted(text)?)),
        (Kind::Text | Kind::LongText, Part::Number(number)) => quoted(number),
        _ => ours(part, names),
    }
}

fn option(known: &Known, name: &str) -> Result<String, String> {
    known.option(name).map(|id| format!("'{id}'")).ok_or_else(|| format!("`{}` has no option `{name}`", known.id))
}

fn call(name: &str, arguments: &[Part], names: &Names<'_>) -> Result<String, String> {
    match (name, arguments) {
        ("selected", [question, Part::Text(text) | Part::Number(text)]) => {
            let known = names.operand(question).ok_or("`selected()` in it does not name a question")?;
            Ok(format!("selected({}, {})", ours(question, names)?, option(known, text)?))
        }
        ("count-selected" | "count_selected", [question]) => Ok(format!("count_selected({})", ours(question, names)?)),
        ("string-length" | "len", [one]) => Ok(format!("len({})", ours(one, names)?)),
        // A pattern stands for the whole answer, here as there.
        ("regex" | "matches", [one, Part::Text(pattern)]) => Ok(format!("matches({}, {})", ours(one, names)?, quoted(pattern)?)),
        ("coalesce", [_, _]) | ("if", [_, _, _]) | ("min" | "max", [_, _, ..]) | ("round", [_] | [_, _]) | ("today", []) => {
            let written: Result<Vec<String>, String> = arguments.iter().map(|argument| ours(argument, names)).collect();
            Ok(format!("{name}({})", written?.join(", ")))
        }
        ("true" | "false", []) => Ok(format!("{name}()")),
        ("not" | "answered" | "is_na" | "date", [one]) => Ok(format!("{name}({})", ours(one, names)?)),
        // Types are checked in our language: nothing is left for these to convert.
        ("number" | "boolean", [one]) => ours(one, names),
        _ => Err(format!("the function `{name}` has no counterpart")),
    }
}

/// An expression of ours in XLSForm; `None` where XLSForm has no counterpart.
pub(super) fn xpath(part: &Part) -> Option<String> {
    match part {
        Part::Number(number) => Some(number.clone()),
        Part::Text(text) => quoted(text).ok(),
        Part::Question(name) => Some(format!("${{{name}}}")),
        Part::Own => Some(".".to_owned()),
        Part::Negative(inner) => Some(format!("-{}", xpath(inner)?)),
        Part::Inside(inner) => Some(format!("({})", xpath(inner)?)),
        Part::Binary(operator, left, right) => Some(format!("{} {operator} {}", xpath(left)?, xpath(right)?)),
        Part::Call(name, arguments) => {
            let written: Option<Vec<String>> = arguments.iter().map(xpath).collect();
            let written = written?.join(", ");
            match name.as_str() {
                "count_selected" => Some(format!("count-selected({written})")),
                "answered" => Some(format!("{written} != ''")),
                "len" => Some(format!("string-length({written})")),
                "matches" => Some(format!("regex({written})")),
                "coalesce" if arguments.len() != 2 => None,
                "selected" | "not" | "true" | "false" | "date" | "coalesce" | "if" | "min" | "max" | "round" | "today" => {
                    Some(format!("{name}({written})"))
                }
                _ => None,
            }
        }
    }
}

/// Limits of a number that an expression sets: `. >= 0 and . <= 100`. `None` if it says anything else.
pub(super) fn range(part: &Part, whole: bool) -> Option<(Option<f64>, Option<f64>)> {
    match part {
        Part::Inside(inner) => range(inner, whole),
        Part::Binary("and", left, right) => {
            let ((low, high), (other_low, other_high)) = (range(left, whole)?, range(right, whole)?);
            // A limit that stands twice is not a range that a person meant.
            (!(low.is_some() && other_low.is_some() || high.is_some() && other_high.is_some())).then(|| (low.or(other_low), high.or(other_high)))
        }
        Part::Binary(operator, left, right) => {
            let (operator, limit) = match (&**left, &**right) {
                (Part::Own, limit) => (*operator, number(limit)?),
                (limit, Part::Own) => (mirrored(operator)?, number(limit)?),
                _ => return None,
            };
            // Between whole numbers there is nothing: above 0 is from 1 on.
            let next = whole && limit.fract() == 0.0;
            match operator {
                ">=" => Some((Some(limit), None)),
                "<=" => Some((None, Some(limit))),
                ">" if next => Some((Some(limit + 1.0), None)),
                "<" if next => Some((None, Some(limit - 1.0))),
                _ => None,
            }
        }
        _ => None,
    }
}

fn mirrored(operator: &str) -> Option<&'static str> {
    match operator {
        "<" => Some(">"),
        "<=" => Some(">="),
        ">" => Some("<"),
        ">=" => Some("<="),
        _ => None,
    }
}

fn number(part: &Part) -> Option<f64> {
    match part {
        Part::Number(number) => number.parse().ok(),
        Part::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        Part::Negative(inner) => number(inner).map(|number| -number),
        Part::Inside(inner) => number(inner),
        _ => None,
    }
}
