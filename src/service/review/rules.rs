//! The way of an assessment from invited to verified: one table of what may be done, by whom, in which state, and where it leads. Pure.

use crate::store::assessments::AssessmentState::{self, InProgress, Invited, Replied, Returned, Submitted, Verified};
use crate::store::campaigns::CampaignState::{self, Closed, Open};

/// Something that is done to an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Change answers.
    Save,
    /// Ask people without an account for sections, answer as one of them, give back and approve.
    Delegate,
    /// Move to the survey version that the campaign runs.
    Move,
    /// Hand in.
    Submit,
    /// Mark an answer.
    Mark,
    /// Return it with questions.
    Return,
    /// Reply to a mark.
    Answer,
    /// Hand the replies in.
    Reply,
    /// Verify it.
    Verify,
    /// Take the submission back, with a reason.
    Reopen,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 10] =
        [Self::Save, Self::Delegate, Self::Move, Self::Submit, Self::Mark, Self::Return, Self::Answer, Self::Reply, Self::Verify, Self::Reopen];

    /// The word in the audit log, behind `assessment.`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Save => "save",
            Self::Delegate => "delegate",
            Self::Move => "move",
            Self::Submit => "submit",
            Self::Mark => "mark",
            Self::Return => "return",
            Self::Answer => "answer",
            Self::Reply => "reply",
            Self::Verify => "verify",
            Self::Reopen => "reopen",
        }
    }
}

/// On which side somebody acts; who that is says the table of rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Those who answer for the municipality.
    Municipality,
    /// The experts of the network.
    Expert,
    /// Those who run the campaign.
    Administrator,
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What is done.
    pub act: Act,
    /// Who does it.
    pub by: Side,
    /// Where the assessment must stand.
    pub from: &'static [AssessmentState],
    /// Where its campaign must stand.
    pub campaign: &'static [CampaignState],
    /// Where the assessment stands afterwards; none: where it stood.
    pub to: Option<AssessmentState>,
}

const fn rule(act: Act, by: Side, from: &'static [AssessmentState], campaign: &'static [CampaignState], to: Option<AssessmentState>) -> Rule {
    Rule { act, by, from, campaign, to }
}

/// The table. What is not in it is refused.
///
/// A closed campaign takes no new submissions, but its review goes on until it is frozen: who was asked may still reply.
pub const RULES: [Rule; 11] = [
    rule(Act::Save, Side::Municipality, &[Invited, InProgress], &[Open], Some(InProgress)),
    rule(Act::Save, Side::Municipality, &[Returned], &[Open, Closed], None),
    rule(Act::Delegate, Side::Municipality, &[Invited, InProgress], &[Open], None),
    rule(Act::Move, Side::Municipality, &[Invited, InProgress], &[Open], None),
    rule(Act::Submit, Side::Municipality, &[Invited, InProgress], &[Open], Some(Submitted)),
    rule(Act::Mark, Side::Expert, &[Submitted, Replied], &[Open, Closed], None),
    rule(Act::Return, Side::Expert, &[Submitted, Replied], &[Open, Closed], Some(Returned)),
    rule(Act::Answer, Side::Municipality, &[Returned], &[Open, Closed], None),
    rule(Act::Reply, Side::Municipality, &[Returned], &[Open, Closed], Some(Replied)),
    rule(Act::Verify, Side::Expert, &[Submitted, Replied], &[Open, Closed], Some(Verified)),
    rule(Act::Reopen, Side::Administrator, &[Submitted, Returned, Replied, Verified], &[Open], Some(InProgress)),
];

/// An act that the table does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this cannot be done where the assessment and its campaign stand")]
pub struct Refused;

/// Where an act leads.
///
/// # Errors
/// [`Refused`] if it cannot be done where the assessment and its campaign stand.
pub fn after(act: Act, state: AssessmentState, campaign: CampaignState) -> Result<AssessmentState, Refused> {
    let fits = |rule: &&Rule| rule.act == act && rule.from.contains(&state) && rule.campaign.contains(&campaign);
    RULES.iter().find(fits).map(|rule| rule.to.unwrap_or(state)).ok_or(Refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_change_exactly_where_the_state_accepts_them() {
        for state in AssessmentState::ALL {
            assert_eq!(after(Act::Save, *state, Open).is_ok(), state.accepts_answers(), "{state:?}");
        }
    }

    #[test]
    fn a_frozen_round_lets_nothing_happen() {
        for act in Act::ALL {
            for state in AssessmentState::ALL {
                for campaign in [CampaignState::Frozen, CampaignState::Published] {
                    assert_eq!(after(act, *state, campaign), Err(Refused), "{act:?} {state:?}");
                }
            }
        }
    }

    #[test]
    fn the_whole_table() {
        let mut lines = Vec::new();
        for state in AssessmentState::ALL {
            for act in Act::ALL {
                for campaign in [Open, Closed] {
                    if let Ok(to) = after(act, *state, campaign) {
                        lines.push(format!("{} {} {} -> {}", state.as_str(), campaign.as_str(), act.as_str(), to.as_str()));
                    }
                }
            }
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn who_has_handed_in_stays_so_unless_it_is_reopened() {
        for rule in RULES.iter().filter(|rule| rule.act != Act::Reopen) {
            for state in rule.from.iter().filter(|state| state.is_handed_in()) {
                assert!(rule.to.unwrap_or(*state).is_handed_in(), "{rule:?}");
            }
        }
    }
}
