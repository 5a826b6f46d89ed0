//! What differs between two versions of a survey, by id, and what cannot pass as it is: a question that changed its id in silence.

use super::file::Relation;
use super::{Bridge, Versions};
use crate::engine::document::{DimensionDocument, IndexDocument, QuestionDocument};
use crate::engine::survey::{NodeIx, QuestionIx, Survey};

/// What kind of difference it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Not there before.
    Added,
    /// Gone.
    Dropped,
    /// Answers or points differ and earlier answers cannot be compared.
    Rescored,
    /// Earlier answers are read as later ones.
    Recoded,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// The same under another id.
    Renamed,
    /// Other weight, rule for missing parts or way of adding up.
    Reweighted,
    /// In another dimension, or under another one.
    Moved,
    /// Other words.
    Reworded,
    /// Another gate, threshold, or right to "not applicable".
    Changed,
}

impl Kind {
    /// The word in the list.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Dropped => "dropped",
            Self::Rescored => "rescored",
            Self::Recoded => "recoded",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Renamed => "renamed",
            Self::Reweighted => "reweighted",
            Self::Moved => "moved",
            Self::Reworded => "reworded",
            Self::Changed => "changed",
        }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What kind.
    pub kind: Kind,
    /// Ids it is about, earlier and later where they differ.
    pub ids: String,
    /// From what to what.
    pub detail: String,
}

/// Everything that differs: levels and dimensions first, then questions in the order of the bridge.
pub fn differences(versions: Versions<'_>, bridge: &Bridge) -> Vec<Difference> {
    let mut found = nodes(versions);
    for link in &bridge.links {
        let (old, new) = (&versions.earlier.survey, &versions.later.survey);
        let (from, to) = (ids(old, &link.earlier), ids(new, &link.later));
        let kind = match link.relation {
            Relation::Same => None,
            Relation::Recoded => Some(Kind::Recoded),
            Relation::Split => Some(Kind::Split),
            Relation::Merged => Some(Kind::Merged),
            Relation::Dropped => Some(Kind::Dropped),
            Relation::New => Some(Kind::Added),
            Relation::Revised => Some(Kind::Rescored),
        };
        let pair = match (&link.earlier[..], &link.later[..]) {
            ([earlier], [later]) => Some((*earlier, *later)),
            _ => None,
        };
        let both = if from == to || to.is_empty() {
            from.clone()
        } else if from.is_empty() {
            to.clone()
        } else {
            format!("{from} → {to}")
        };
        if let Some(kind) = kind {
            let detail = pair.map_or_else(String::new, |(earlier, later)| scoring(versions.documents(earlier, later)));
            found.push(Difference { kind, ids: both.clone(), detail });
        }
        if let Some((earlier, later)) = pair {
            if from != to {
                found.push(Difference { kind: Kind::Renamed, ids: both.clone(), detail: String::new() });
            }
            found.extend(question(versions.documents(earlier, later)).into_iter().map(|(kind, detail)| Difference {
                kind,
                ids: both.clone(),
                detail,
            }));
        }
    }
    found
}

/// Questions that are gone while another with the very same words has come, without a word in the bridge: (earlier id, later id).
///
/// An id is for ever; a label may change, an id may not without saying what it replaces.
pub fn silent_renames(versions: Versions<'_>, bridge: &Bridge) -> Vec<(String, String)> {
    let (old, new) = (&versions.earlier.survey, &versions.later.survey);
    let alone = |relation: Relation| bridge.links.iter().filter(move |link| link.relation == relation);
    let gone: Vec<QuestionIx> = alone(Relation::Dropped).flat_map(|link| link.earlier.iter().copied()).collect();
    let come: Vec<QuestionIx> = alone(Relation::New).flat_map(|link| link.later.iter().copied()).collect();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let alike = |a: QuestionIx, b: QuestionIx| {
        let (a, b) = (&old.question(a).text, &new.question(b).text);
        words(&a.pl) == words(&b.pl) || words(&a.en) == words(&b.en)
    };
    let pairs = gone.iter().flat_map(|a| come.iter().filter(|b| alike(*a, **b)).map(|b| (*a, *b)));
    pairs.map(|(a, b)| (old.question(a).id.clone(), new.question(b).id.clone())).collect()
}

fn ids(survey: &Survey, questions: &[QuestionIx]) -> String {
    questions.iter().map(|ix| survey.question(*ix).id.as_str()).collect::<Vec<_>>().join(", ")
}

/// What differs in how a question is answered and scored.
fn scoring((a, b): (&QuestionDocument, &QuestionDocument)) -> String {
    let mut parts = Vec::new();
    if a.kind != b.kind {
        parts.push("kind".to_owned());
    }
    let option = |of: &QuestionDocument, id: &str| of.options.iter().find(|option| option.id == id).map(|option| option.points);
    let gone: Vec<&str> = a.options.iter().filter(|one| option(b, &one.id).is_none()).map(|one| one.id.as_str()).collect();
    let come: Vec<&str> = b.options.iter().filter(|one| option(a, &one.id).is_none()).map(|one| one.id.as_str()).collect();
    let points: Vec<&str> =
        a.options.iter().filter(|one| option(b, &one.id).is_some_and(|points| points != one.points)).map(|one| one.id.as_str()).collect();
    for (what, ids) in [("options gone: ", gone), ("options added: ", come), ("points of ", points)] {
        if !ids.is_empty() {
            parts.push(format!("{what}{}", ids.join(", ")));
        }
    }
    let others = [
        ("goalposts", a.goalposts != b.goalposts),
        ("unit", a.unit != b.unit),
        ("full points", a.max != b.max),
        ("points of yes and no", a.points != b.points),
        ("numerator or denominator", (&a.numerator, &a.denominator, a.per, a.part) != (&b.numerator, &b.denominator, b.per, b.part)),
        ("scored or not", a.scored != b.scored),
        ("condition", a.relevant != b.relevant),
    ];
    parts.extend(others.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what.to_owned()));
    if parts.is_empty()
        && a.options.len() == b.options.len()
        && !a.options.is_empty()
        && a.options.iter().zip(&b.options).any(|(a, b)| a.id != b.id || a.exclusive != b.exclusive)
    {
        parts.push("order or exclusiveness of options".to_owned());
    }
    parts.join("; ")
}

/// What differs in a question apart from its scoring content.
fn question((a, b): (&QuestionDocument, &QuestionDocument)) -> Vec<(Kind, String)> {
    let mut found = Vec::new();
    let weights = (a.weight.unwrap_or(1.0), b.weight.unwrap_or(1.0));
    if weights.0 != weights.1 {
        found.push((Kind::Reweighted, format!("{} → {}", weights.0, weights.1)));
    }
    if a.dimension != b.dimension {
        found.push((Kind::Moved, format!("{} → {}", a.dimension, b.dimension)));
    }
    let labels = |of: &QuestionDocument| of.options.iter().map(|option| (option.id.clone(), option.label.clone())).collect::<Vec<_>>();
    let (old, new) = (labels(a), labels(b));
    let relabelled = old.iter().any(|(id, label)| new.iter().any(|(other, words)| other == id && words != label));
    let words = [
        ("text", a.text != b.text),
        ("hint", a.hint != b.hint),
        ("definition", a.definition != b.definition),
        ("example", a.example != b.example),
        ("labels of options", relabelled),
    ];
    let words: Vec<&str> = words.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what).collect();
    if !words.is_empty() {
        found.push((Kind::Reworded, words.join(", ")));
    }
    let rules = [
        ("gate", a.gate != b.gate),
        ("not applicable", a.not_applicable != b.not_applicable),
        ("confidential", a.confidential != b.confidential),
        ("allowed numbers", (a.minimum, a.maximum, a.decimals) != (b.minimum, b.maximum, b.decimals)),
        ("public data", a.prefill != b.prefill),
        ("next steps", a.recommendations != b.recommendations),
    ];
    let rules: Vec<&str> = rules.into_iter().filter(|(_, differs)| *differs).map(|(what, _)| what).collect();
    if !rules.is_empty() {
        found.push((Kind::Changed, rules.join(", ")));
    }
    found
}

fn nodes(versions: Versions<'_>) -> Vec<Difference> {
    let (old, new) = (&versions.earlier.document, &versions.later.document);
    let mut found = Vec::new();
    let mut push = |kind, ids: &str, detail: String| found.push(Difference { kind, ids: ids.to_owned(), detail });
    if old.levels != new.levels {
        push(Kind::Changed, "levels", String::new());
    }
    let rules = |of: &IndexDocument| (of.aggregation, of.power, of.missing, of.publish_from);
    if rules(&old.index) != rules(&new.index) {
        push(Kind::Reweighted, "index", "aggregation, missing parts or threshold".to_owned());
    }
    for a in &old.dimensions {
        let Some(b) = new.dimensions.iter().find(|b| b.id == a.id) else {
            push(Kind::Dropped, &a.id, "dimension".to_owned());
            continue;
        };
        let rules = |of: &DimensionDocument| (of.aggregation, of.power, of.missing, of.publish_from, of.entries);
        if rules(a) != rules(b) {
            push(Kind::Reweighted, &a.id, "aggregation, missing parts, threshold or entries".to_owned());
        }
        if a.weight.unwrap_or(1.0) != b.weight.unwrap_or(1.0) {
            push(Kind::Reweighted, &a.id, format!("{} → {}", a.weight.unwrap_or(1.0), b.weight.unwrap_or(1.0)));
        }
        if (&a.parent, a.module) != (&b.parent, b.module) {
            push(Kind::Moved, &a.id, "under another dimension, or from or to the modules".to_owned());
        }
        if (&a.title, &a.description) != (&b.title, &b.description) {
            push(Kind::Reworded, &a.id, "title or description".to_owned());
        }
        if a.confidential != b.confidential {
            push(Kind::Changed, &a.id, "confidential".to_owned());
        }
    }
    for b in new.dimensions.iter().filter(|b| old.dimensions.iter().all(|a| a.id != b.id)) {
        push(Kind::Added, &b.id, "dimension".to_owned());
    }
    found
}

/// The nodes of the later version that both have, with their core shares (0 to 1); the index first.
pub fn shares(versions: Versions<'_>, bridge: &Bridge) -> Vec<(NodeIx, f64)> {
    let profile = versions.later.survey.nodes_ix().filter_map(|(ix, _)| Some((ix, super::core::share(versions, bridge, ix)?)));
    profile.collect()
}
