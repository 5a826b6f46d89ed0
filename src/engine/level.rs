//! Maturity levels: half-open bands of the score, and gates that must be met besides.

use super::survey::{Level, Question, QuestionIx, Survey};
use super::unit::{LevelNumber, Percent, quantise};

/// The level that a score alone gives: the number of lower ends it has reached, compared on quantised values. `None` without levels.
pub fn band(levels: &[Level], score: Percent) -> Option<LevelNumber> {
    let reached = levels.iter().filter(|level| quantise(level.from) <= score.quantised()).count().max(1);
    levels.get(reached - 1).map(|level| level.number)
}

/// How far the gate questions of one level are met.
#[derive(Debug, Clone, PartialEq)]
pub struct GateState {
    /// The level.
    pub level: LevelNumber,
    /// Weighted share (0 to 1) of the level's gate questions that are met; those that do not apply are left out; 1 if there are none.
    pub met: f64,
    /// Share that is needed.
    pub needed: f64,
    /// Gate questions that are not met, in the order of the questionnaire.
    pub open: Vec<QuestionIx>,
}

impl GateState {
    /// Whether the gate lets pass.
    pub fn passed(&self) -> bool {
        quantise(self.met) >= quantise(self.needed)
    }
}

/// What a question weighs in a gate: as much as in the score. One without weight in the score can still be a requirement, and counts as 1.
pub(super) const fn gate_weight(question: &Question) -> f64 {
    if question.weight > 0.0 { question.weight } else { 1.0 }
}

/// The gates of every level, for one municipality; that of the lowest level keeps nobody out.
///
/// `percent` gives a question's score in percent: `Some(None)` where it is missing (not met), `None` where it does not apply or is not asked.
pub fn gates(survey: &Survey, percent: impl Fn(QuestionIx) -> Option<Option<f64>>) -> Vec<GateState> {
    let state = |level: &Level| {
        let mut weights = (0.0, 0.0);
        let mut open = Vec::new();
        let of_level = survey
            .questions_ix()
            .filter_map(|(ix, question)| question.gate.filter(|gate| gate.level == level.number).map(|gate| (ix, question, gate)));
        for (ix, question, gate) in of_level {
            let Some(percent) = percent(ix) else { continue };
            let weight = gate_weight(question);
            weights.1 += weight;
            if percent.is_some_and(|percent| quantise(percent) >= quantise(gate.at_least)) {
                weights.0 += weight;
            } else {
                open.push(ix);
            }
        }
        let met = if weights.1 > 0.0 { weights.0 / weights.1 } else { 1.0 };
        GateState { level: level.number, met, needed: level.gate, open }
    };
    survey.levels.iter().map(state).collect()
}

/// How far up the levels the gates let pass, without steps: `1 + Σ_l Π_{k ≤ l} s_k` over the levels above the lowest, s being the share that is met.
///
/// From 1 to the number of levels; progress on a level counts as far as all levels below are met. 1 without gates.
pub fn continuous(gates: &[GateState]) -> f64 {
    let mut passed = 1.0;
    1.0 + gates
        .iter()
        .filter(|gate| gate.level != LevelNumber(1))
        .map(|gate| {
            passed *= gate.met;
            passed
        })
        .sum::<f64>()
}

/// The level reached: the highest up to the band's whose gates, and all gates below, let pass.
pub fn gated(band: LevelNumber, gates: &[GateState]) -> LevelNumber {
    let passed = gates.iter().take_while(|gate| gate.level <= band && (gate.level == LevelNumber(1) || gate.passed())).last();
    passed.map_or(LevelNumber(1), |gate| gate.level)
}
