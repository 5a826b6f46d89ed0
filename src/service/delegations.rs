//! Delegation: an officer asks people without an account to answer some sections; they answer by a link, give the sections back, and the officer approves
//! them or sends them back. Who has not given everything back can be reminded.
//!
//! A link may be opened any number of times until it ends: when it is taken back, fourteen days after the day that was asked for, or when the assessment is
//! handed in. What it opens is held by [`Scope`](super::access::Scope) and the table of rights.

mod ask;
mod link;
mod owner;
mod part;
mod remind;

pub use ask::{Addressee, Ask, LONGEST_MESSAGE, Link, MOST_AT_ONCE, MOST_OF_ASSESSMENT, addressees, ask, ask_page};
pub use link::{Invitation, Told, another_link, enter, look};
pub(super) use link::{end_session, person, told};
pub use owner::{Change, Decide, Decision, LONGEST_REMARK, One, decide, erase, extend, one, renew, revoke};
pub use part::{GiveBack, OwnPart, give_back, own};
pub use remind::{Reminders, Waiting, remind, reminders};

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::ServiceError;
use super::assessments::Opened;
use super::fill_in::{Plan, Section};
use super::mail::{Letter, Message, Recipient};
use crate::ids::sha256_hex;
use crate::store::assessments::AssessmentState;
pub use crate::store::delegations::{DelegatedSection, Delegation, SectionState};
use crate::store::{Tx, delegations as store};

/// A link works for so many days after the day until which answers are asked for.
pub const GRACE_DAYS: i64 = 14;

/// Why a link is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The owner has taken it back.
    Revoked,
    /// The assessment is handed in.
    HandedIn,
    /// It is more than [`GRACE_DAYS`] days after the day that was asked for.
    TooLate,
}

/// Somebody who was asked, with their sections.
#[derive(Debug, Clone)]
pub struct Handed {
    /// Who, until when, and what happened to the link.
    pub delegation: Delegation,
    /// The sections in the order of their ids.
    pub sections: Vec<DelegatedSection>,
}

/// Why a link is over on a day; none if it works.
fn ended(delegation: &Delegation, assessment: AssessmentState, today: Date) -> Option<Ended> {
    if delegation.revoked_at.is_some() {
        Some(Ended::Revoked)
    } else if assessment.is_handed_in() {
        Some(Ended::HandedIn)
    } else {
        is_too_late(delegation.due_on, today).then_some(Ended::TooLate)
    }
}

fn is_too_late(due_on: Date, today: Date) -> bool {
    today > due_on.saturating_add(GRACE_DAYS.days())
}

/// A letter to somebody who was asked, at the address that was typed.
fn letter(delegation: &Delegation, campaign: Uuid, message: Message) -> Letter<'_> {
    let to = Recipient::Address { address: &delegation.email, language: delegation.language };
    Letter { to, message, campaign: Some(campaign), assessment: Some(delegation.assessment_id) }
}

/// What a delegation is called in the audit log.
pub(super) fn object(id: Uuid) -> String {
    format!("delegation/{id}")
}

/// Everybody who was asked about an assessment.
pub(super) async fn handed(tx: &mut Tx, assessment: Uuid) -> Result<Vec<Handed>, ServiceError> {
    let delegations = store::of_assessment(tx, assessment).await?;
    if delegations.is_empty() {
        return Ok(Vec::new());
    }
    let mut sections = store::sections_of_assessment(tx, assessment).await?;
    sections.sort_by(|one, other| one.section.cmp(&other.section));
    let own = |delegation: Delegation| {
        let own = sections.extract_if(.., |section| section.delegation_id == delegation.id).collect();
        Handed { delegation, sections: own }
    };
    Ok(delegations.into_iter().map(own).collect())
}

/// A mark of the answers of a section as somebody has seen them: another one as soon as one of them changes.
fn seen(opened: &Opened, section: &Section) -> String {
    let version = |id: &str| format!("{id}@{}\n", opened.assessment.document.version(id));
    let versions: String = section.items().map(|item| version(&opened.survey.question(item.question).id)).collect();
    sha256_hex(versions.as_bytes())
}

/// The section of a plan with the id of a dimension or module.
fn section<'p>(opened: &Opened, plan: &'p Plan, id: &str) -> Option<&'p Section> {
    plan.find(&opened.survey, id).map(|at| &plan.sections[at])
}
