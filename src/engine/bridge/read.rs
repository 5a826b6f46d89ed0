//! A bridge file → a [`Bridge`], or every fault in it.

use std::collections::BTreeMap;

use super::file::{BridgeDocument, LinkDocument, Relation, schema};
use super::{Bridge, Link, Versions};
use crate::engine::fault::{Fault, MOST_FAULTS, Place, Severity, excerpt};
use crate::engine::near::closest;
use crate::engine::source::{self, Notation, Places};
use crate::engine::structure;
use crate::engine::survey::{Body, QuestionIx, Survey};

impl Bridge {
    /// Reads a bridge file between two versions. What the file does not name is joined by id and content ([`Bridge::by_content`]).
    ///
    /// # Errors
    /// Every fault that was found, in the order of their places.
    pub fn read(text: &str, notation: Notation, versions: Versions<'_>) -> Result<Self, Vec<Fault>> {
        let parsed = source::parse(text, notation)?;
        let structural = structure::check_as(&parsed, &schema());
        if !structural.is_empty() {
            return Err(in_order(structural));
        }
        let document: BridgeDocument = serde_json::from_value(parsed.value).map_err(|error| {
            let mend = "write [bridge] with `survey`, `from` and `to`, and [[link]] tables".to_owned();
            vec![Fault { severity: Severity::Error, code: "wrong-type", place: Place { line: 1, column: 1 }, what: error.to_string(), mend }]
        })?;
        let mut check = Check { versions, places: &parsed.places, faults: Vec::new() };
        check.meta(&document);
        let mut links: Vec<Link> = Vec::new();
        for (at, written) in document.links.iter().enumerate() {
            if let Some(link) = check.link(&format!("/link/{at}"), written, &links) {
                links.push(link);
            }
        }
        if check.faults.is_empty() { Ok(Self::completed(versions, links)) } else { Err(in_order(check.faults)) }
    }
}

fn in_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|fault| fault.place);
    faults
}

struct Check<'c> {
    versions: Versions<'c>,
    places: &'c Places<'c>,
    faults: Vec<Fault>,
}

impl Check<'_> {
    fn error(&mut self, code: &'static str, pointer: &str, what: String, mend: impl Into<String>) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault { severity: Severity::Error, code, place: self.places.get(pointer), what, mend: mend.into() });
        }
    }

    fn meta(&mut self, document: &BridgeDocument) {
        let (earlier, later) = (&self.versions.earlier.survey.meta, &self.versions.later.survey.meta);
        // Both versions are of one survey, or the bridge fits neither.
        let survey = if document.bridge.survey == earlier.id { &later.id } else { &earlier.id };
        let named = [
            ("survey", &document.bridge.survey, survey),
            ("from", &document.bridge.from, &earlier.version),
            ("to", &document.bridge.to, &later.version),
        ];
        for (key, written, is) in named {
            if written != is {
                let what = format!("the bridge is written for `{}`, the survey says `{}`", excerpt(written), excerpt(is));
                self.error("other-survey", &format!("/bridge/{key}"), what, "use it with the versions it names, or mend it");
            }
        }
    }

    fn link(&mut self, pointer: &str, written: &LinkDocument, before: &[Link]) -> Option<Link> {
        let versions = self.versions;
        let earlier = self.questions(&format!("{pointer}/earlier"), &written.earlier, &versions.earlier.survey)?;
        let later = self.questions(&format!("{pointer}/later"), &written.later, &versions.later.survey)?;
        if !written.relation.fits(earlier.len(), later.len()) {
            let what = format!("`{}` joins {}", written.relation.as_str(), written.relation.wants());
            self.error("link-size", pointer, what, "name these, or choose another relation");
            return None;
        }
        let taken = |link: &Link| link.earlier.iter().any(|ix| earlier.contains(ix)) || link.later.iter().any(|ix| later.contains(ix));
        if before.iter().any(taken) || repeats(&earlier) || repeats(&later) {
            self.error("linked-twice", pointer, "a question stands in two links".to_owned(), "keep one of them");
            return None;
        }
        let link = Link { relation: written.relation, earlier, later, options: written.options.clone(), said: true };
        self.content(pointer, &link);
        Some(link)
    }

    fn questions(&mut self, pointer: &str, ids: &[String], survey: &Survey) -> Option<Vec<QuestionIx>> {
        let found: Vec<Option<QuestionIx>> = ids.iter().map(|id| survey.question_ix(id)).collect();
        for (at, id) in ids.iter().enumerate().filter(|(at, _)| found[*at].is_none()) {
            let what = format!("there is no question `{}` in version {}", excerpt(id), survey.meta.version);
            let known = survey.questions.iter().map(|question| question.id.as_str());
            let mend = closest(id, known).map_or_else(|| "write the id of a question".to_owned(), |near| format!("did you mean `{near}`?"));
            self.error("unknown-question", &format!("{pointer}/{at}"), what, mend);
        }
        found.into_iter().collect()
    }

    /// Whether questions that are called the same are, and whether every earlier answer of a recoded one has a later reading.
    fn content(&mut self, pointer: &str, link: &Link) {
        let (earlier, later) = match (&link.earlier[..], &link.later[..]) {
            ([earlier], [later]) => (*earlier, *later),
            _ => return self.no_table(pointer, link),
        };
        if link.relation == Relation::Same && !self.versions.same_content(earlier, later) {
            let what = "these two are not answered and scored alike".to_owned();
            self.error(
                "not-the-same",
                pointer,
                what,
                "write relation = \"recoded\" if earlier answers can be read as later ones, else leave the link out",
            );
        }
        match link.relation {
            Relation::Recoded => self.table(pointer, &link.options, earlier, later),
            _ => self.no_table(pointer, link),
        }
    }

    fn no_table(&mut self, pointer: &str, link: &Link) {
        if !link.options.is_empty() {
            let what = format!("`{}` takes no table of options", link.relation.as_str());
            self.error("bad-recoding", &format!("{pointer}/options"), what, "remove it, or write relation = \"recoded\"");
        }
    }

    fn table(&mut self, pointer: &str, table: &BTreeMap<String, String>, earlier: QuestionIx, later: QuestionIx) {
        let (from, to) = (self.versions.earlier.survey.question(earlier), self.versions.later.survey.question(later));
        let alike = match (&from.body, &to.body) {
            (Body::Choice(_), Body::Choice(_)) | (Body::Several(_), Body::Several(_)) => true,
            (Body::Number(from), Body::Number(to)) => table.is_empty() && from.unit == to.unit,
            (Body::Share(from), Body::Share(to)) => table.is_empty() && (&from.unit, from.per) == (&to.unit, to.per),
            _ => false,
        };
        if !alike {
            let what = format!("answers to `{}` cannot be read as answers to `{}`", from.id, to.id);
            self.error("bad-recoding", pointer, what, "recode a choice to a choice (with a table), or a number to a number in the same unit");
            return;
        }
        for option in table.keys().filter(|option| from.option(option).is_none()) {
            let what = format!("`{}` has no option `{}` in the earlier version", from.id, excerpt(option));
            self.error("bad-recoding", &format!("{pointer}/options/{option}"), what, "name its options as the earlier version does");
        }
        for option in from.options() {
            let reading = table.get(&option.id).unwrap_or(&option.id);
            if to.option(reading).is_none() {
                let what = format!("`{}` has no option `{}` for the earlier `{}`", to.id, excerpt(reading), option.id);
                self.error("bad-recoding", &format!("{pointer}/options"), what, "say for each earlier option which later one it is read as");
            }
        }
    }
}

fn repeats(questions: &[QuestionIx]) -> bool {
    questions.iter().enumerate().any(|(at, ix)| questions[..at].contains(ix))
}
