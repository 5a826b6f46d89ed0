//! Questions of the file → questions of the survey: options, points, ranges, gates, conditions.

mod body;

use std::collections::HashMap;

use super::Check;
use crate::engine::document::{NotApplicableRule, QuestionDocument, SurveyDocument};
use crate::engine::fault::{MOST_FAULTS, excerpt};
use crate::engine::indicators::{LONGEST_INDICATOR, is_indicator};
use crate::engine::near;
use crate::engine::survey::{Body, Framework, Gate, Level, Node, NodeIx, Question, Recommendation};
use crate::engine::unit::LevelNumber;

/// A survey has no more questions than this.
pub(crate) const MOST_QUESTIONS: usize = 2000;
/// A question has no more options than this.
pub(crate) const MOST_OPTIONS: usize = 200;

impl Check<'_> {
    pub(super) fn questions(
        &mut self,
        document: &SurveyDocument,
        node_by_id: &HashMap<String, NodeIx>,
        nodes: &[Node],
        levels: &[Level],
        frameworks: &[Framework],
    ) -> Vec<Question> {
        let mut questions = Vec::with_capacity(document.questions.len());
        for (at, written) in document.questions.iter().enumerate() {
            let pointer = format!("/question/{at}");
            self.id(&pointer, &written.id);
            self.question_texts(&pointer, written);
            self.weight(&pointer, written.weight);
            let dimension = self.dimension(&pointer, written, node_by_id);
            let body = self.body(&pointer, written);
            let maximum = self.maximum(&pointer, written);
            let scored = self.scored(&pointer, written, &body);
            let gate = self.gate(&pointer, written, levels, scored);
            self.crosswalk(&pointer, written, frameworks);
            questions.push(Question {
                id: written.id.clone(),
                dimension,
                kind: written.kind,
                body,
                text: written.text.clone(),
                hint: written.hint.clone(),
                definition: written.definition.clone(),
                where_found: written.where_found.clone(),
                respondent: written.respondent.clone(),
                example: written.example.clone(),
                evidence: written.evidence.clone(),
                weight: written.weight.unwrap_or(1.0),
                maximum,
                scored,
                relevant: None,
                constraints: Vec::new(),
                may_be_not_applicable: written.not_applicable == NotApplicableRule::Reason,
                gate,
                short_form: written.short_form,
                confidential: written.confidential.unwrap_or(nodes[dimension.0].confidential),
                crosswalk: written.crosswalk.clone().into_iter().collect(),
                blank: written.blank.clone(),
                prefill: self.prefill(&pointer, written),
                recommendations: self.recommendations(&pointer, written),
            });
        }
        self.conditions(document, &mut questions);
        questions
    }

    fn question_texts(&mut self, pointer: &str, written: &QuestionDocument) {
        self.text(&format!("{pointer}/text"), &written.text);
        let optional = [
            ("hint", &written.hint),
            ("definition", &written.definition),
            ("where_found", &written.where_found),
            ("respondent", &written.respondent),
            ("example", &written.example),
            ("evidence", &written.evidence),
            ("unit", &written.unit),
            ("numerator", &written.numerator),
            ("denominator", &written.denominator),
        ];
        for (key, text) in optional {
            self.optional_text(pointer, key, text.as_ref());
        }
    }

    fn dimension(&mut self, pointer: &str, written: &QuestionDocument, node_by_id: &HashMap<String, NodeIx>) -> NodeIx {
        match node_by_id.get(&written.dimension) {
            Some(ix) if *ix != NodeIx::INDEX => *ix,
            _ => {
                let mut known: Vec<_> = node_by_id.keys().map(String::as_str).filter(|id| *id != "index").collect();
                known.sort_unstable();
                let mend = near::did_you_mean(&written.dimension, known.iter().copied())
                    .unwrap_or_else(|| format!("one of: {}", near::listed(known.iter().copied())));
                self.error(
                    "unknown-dimension",
                    &format!("{pointer}/dimension"),
                    format!("there is no dimension `{}`", excerpt(&written.dimension)),
                    mend,
                );
                NodeIx::INDEX
            }
        }
    }

    /// The public indicator of the question, whose name can stand in a cell of a sheet.
    fn prefill(&mut self, pointer: &str, written: &QuestionDocument) -> Option<String> {
        let indicator = written.prefill.as_ref()?;
        if !is_indicator(indicator) {
            let what = format!("`{}` cannot be the name of an indicator", excerpt(indicator));
            let mend = format!("write small letters without accents, digits and `_`, a letter first; at most {LONGEST_INDICATOR} characters");
            self.error("bad-indicator", &format!("{pointer}/prefill"), what, mend);
        }
        Some(indicator.clone())
    }

    fn maximum(&mut self, pointer: &str, written: &QuestionDocument) -> f64 {
        let maximum = written.max.unwrap_or(100.0);
        if !(maximum > 0.0 && maximum <= 1e6) {
            self.error("bad-points", &format!("{pointer}/max"), "the full points are not above 0", "write a number above 0, up to 1,000,000");
        }
        maximum
    }

    /// Whether the question counts, and whether it can.
    fn scored(&mut self, pointer: &str, written: &QuestionDocument, body: &Body) -> bool {
        let scorable = match body {
            Body::Choice(options) | Body::Several(options) => options.iter().any(|option| option.points.is_some()),
            Body::Number(number) => number.goalposts.is_some(),
            Body::Share(share) => share.goalposts.is_some(),
            Body::Date | Body::Text { .. } | Body::Reasons { .. } => false,
        };
        if written.scored == Some(true) && !scorable {
            let mend = "give its options points, or the number goalposts; dates, texts and reasons are never scored";
            self.error("not-scorable", &format!("{pointer}/scored"), "nothing says how this question is scored", mend);
        }
        scorable && written.scored != Some(false)
    }

    fn gate(&mut self, pointer: &str, written: &QuestionDocument, levels: &[Level], scored: bool) -> Option<Gate> {
        let gate = written.gate?;
        let pointer = format!("{pointer}/gate");
        if !levels.iter().any(|level| level.number == LevelNumber(gate.level)) {
            let mend = if levels.is_empty() { "add [[level]] tables".to_owned() } else { format!("write a level from 1 to {}", levels.len()) };
            self.error("gate-level", &pointer, format!("there is no level {}", gate.level), mend);
        }
        if !scored {
            self.error("not-scorable", &pointer, "a gate needs a scored question", "give the question points or goalposts, or remove the gate");
        }
        if !(0.0..=100.0).contains(&gate.at_least) {
            self.error("bad-share", &pointer, "`at_least` is not a percentage", "write a number from 0 to 100");
        }
        Some(Gate { level: LevelNumber(gate.level), at_least: gate.at_least })
    }

    fn crosswalk(&mut self, pointer: &str, written: &QuestionDocument, frameworks: &[Framework]) {
        for (id, categories) in &written.crosswalk {
            if self.is_full() {
                return;
            }
            let pointer = format!("{pointer}/crosswalk/{id}");
            let Some(framework) = frameworks.iter().find(|framework| framework.id == *id) else {
                let mend = near::did_you_mean(id, frameworks.iter().map(|framework| framework.id.as_str()))
                    .unwrap_or_else(|| "add a [[framework]] with this id, or correct it".to_owned());
                self.error("unknown-framework", &pointer, format!("there is no framework `{}`", excerpt(id)), mend);
                continue;
            };
            // The categories of a framework stand in the order of their ids.
            let is_unknown = |category: &&String| framework.categories.binary_search_by(|(known, _)| known.cmp(category)).is_err();
            for category in categories.iter().filter(is_unknown).take(MOST_FAULTS) {
                let known = || framework.categories.iter().map(|(known, _)| known.as_str());
                let mend = near::did_you_mean(category, known()).unwrap_or_else(|| format!("one of: {}", near::listed(known())));
                self.error("unknown-category", &pointer, format!("`{id}` has no category `{}`", excerpt(category)), mend);
            }
        }
    }

    fn recommendations(&mut self, pointer: &str, written: &QuestionDocument) -> Vec<Recommendation> {
        let mut steps: Vec<Recommendation> = Vec::new();
        for (at, step) in written.recommendations.iter().enumerate() {
            let pointer = format!("{pointer}/recommendation/{at}");
            self.text(&format!("{pointer}/text"), &step.text);
            if !(step.below > 0.0 && step.below <= 100.0) || steps.last().is_some_and(|before| before.below >= step.below) {
                let mend = "write the steps with rising `below`, above 0 and up to 100";
                self.error("recommendation-order", &format!("{pointer}/below"), "the steps do not rise", mend);
            }
            if !(0.0..=10_000.0).contains(&step.effort) {
                self.error(
                    "bad-effort",
                    &format!("{pointer}/effort"),
                    "the effort is not a number of person-days",
                    "write a number from 0 to 10,000",
                );
            }
            steps.push(Recommendation { below: step.below, text: step.text.clone(), effort: step.effort });
        }
        steps
    }
}
