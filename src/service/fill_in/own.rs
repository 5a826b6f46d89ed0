//! What of an assessment a person answers: all of it, or the sections that they were asked for.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Plan, denied, takes_answers};
use crate::engine::survey::QuestionIx;
use crate::service::access::{Act, Person, may};
use crate::service::assessments::{self, Opened};
use crate::service::{App, ServiceError};
use crate::store::Tx;
use crate::store::views::Stage;

/// The part of an assessment that a person answers.
#[derive(Debug, Clone)]
pub(super) struct Own {
    /// The own sections, laid out.
    pub(super) plan: Plan,
    /// The questions that the person may answer now; those of a section that was given back are not among them.
    pub(super) open: BTreeSet<QuestionIx>,
}

/// Finds an assessment for somebody who answers any section of it. [`Opened::may_fill_in`] then says whether one of them takes answers now.
///
/// # Errors
/// [`ServiceError::SignInNeeded`]; [`ServiceError::Forbidden`] for those who may know of it; otherwise [`ServiceError::NotFound`], as if there were none.
pub(super) async fn open_own(app: &App, tx: &mut Tx, person: Option<&Person>, id: Uuid) -> Result<(Opened, Own), ServiceError> {
    let signed_in = person.ok_or(ServiceError::SignInNeeded)?;
    let mut opened = assessments::unasked(app, tx, person, id).await?;
    let mut plan = Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let (survey, municipality) = (opened.survey.clone(), opened.municipality.id);
    let name = |node| survey.node(node).id.as_str();
    plan.sections.retain(|section| may(person, Act::FillInSection { municipality, assessment: id, section: name(section.node) }));
    if plan.sections.is_empty() {
        return Err(denied(signed_in, &opened, false));
    }
    // Where views were opened, the owner settles what the answer is.
    let is_settled_by_owner = |section: &str| signed_in.scope.is_some() && opened.views.get(section) == Some(&Stage::Opened);
    let takes = |section: &str| takes_answers(&opened, person, section) && !is_settled_by_owner(section);
    let open = plan.sections.iter().filter(|section| takes(name(section.node)));
    let open: BTreeSet<QuestionIx> = open.flat_map(|section| section.items()).map(|item| item.question).collect();
    opened.may_fill_in = !open.is_empty();
    Ok((opened, Own { plan, open }))
}
