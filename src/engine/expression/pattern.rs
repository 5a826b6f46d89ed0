//! The pattern of `matches`: a regular expression that is matched in time linear in the text.

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind};

use super::LONGEST_PATTERN;
use super::problem::{Problem, limit};
use crate::engine::fault::excerpt;

/// A compiled pattern takes no more bytes than this.
const MOST_MEMORY: usize = 1 << 17;

/// A pattern that the whole text must match.
#[derive(Debug, Clone)]
pub(super) struct Pattern(Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Pattern {
    pub(super) fn new(pattern: &str, offset: usize) -> Result<Self, Problem> {
        if pattern.len() > LONGEST_PATTERN {
            return Err(limit(offset, format!("the pattern has {} bytes", pattern.len()), format!("keep it within {LONGEST_PATTERN} bytes")));
        }
        let tree = regex_syntax::ParserBuilder::new().nest_limit(16).build().parse(pattern).map_err(|error| unreadable(pattern, &error, offset))?;
        if repeats_a_repetition(&tree, false) {
            // This program would match it in linear time; the programs that a survey is taken to would not.
            return Err(Problem {
                code: "expression-pattern",
                offset,
                what: format!("the pattern `{}` repeats a repetition without an end", excerpt(pattern)),
                mend: "write a+ for (a+)+, or limit the outer or the inner one: ([a-z]+ ){0,9}".to_owned(),
            });
        }
        let whole = RegexBuilder::new(&format!("\\A(?:{pattern})\\z")).size_limit(MOST_MEMORY).dfa_size_limit(MOST_MEMORY).build();
        whole.map(Self).map_err(|_| limit(offset, format!("the pattern `{}` is too large", excerpt(pattern)), "repeat smaller parts, or fewer times"))
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

fn unreadable(pattern: &str, error: &regex_syntax::Error, offset: usize) -> Problem {
    let reason = match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        _ => "it cannot be read".to_owned(),
    };
    let mend = "write a regular expression without look-around and back-references; the whole text must match it".to_owned();
    Problem { code: "expression-pattern", offset, what: format!("`{}` is not a pattern: {reason}", excerpt(pattern)), mend }
}

/// Whether an unlimited repetition stands inside an unlimited repetition. `inside` says whether the part is already repeated without limit.
fn repeats_a_repetition(part: &Hir, inside: bool) -> bool {
    match part.kind() {
        HirKind::Repetition(repetition) => {
            let unlimited = repetition.max.is_none();
            (inside && unlimited) || repeats_a_repetition(&repetition.sub, inside || unlimited)
        }
        HirKind::Capture(capture) => repeats_a_repetition(&capture.sub, inside),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(|part| repeats_a_repetition(part, inside)),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => false,
    }
}
