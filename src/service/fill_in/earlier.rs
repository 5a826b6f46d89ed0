//! The last edition's answers, to be looked at and used again.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::{AnswerRecord, Typed, open_section};
use crate::engine::answer::Answers;
use crate::engine::bridge::carry::{Step, carry};
use crate::engine::bridge::{Bridge, Versions};
use crate::lang::Text;
use crate::service::access::Person;
use crate::service::assessments::Opened;
use crate::service::{App, ServiceError};
use crate::store::assessments::Document;
use crate::store::evidence::Evidence;
use crate::store::{Tx, in_context};

/// What the municipality answered in its last edition of the same survey, as this version of the survey reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The name of that campaign.
    pub campaign: Text,
    /// When it was handed in.
    pub at: Timestamp,
    /// The answers that can be used again, by the ids of this version.
    pub records: BTreeMap<String, AnswerRecord>,
}

impl Earlier {
    /// The answers alone.
    pub(super) fn answers(&self) -> Answers {
        Answers(self.records.iter().map(|(question, record)| (question.clone(), record.answer.clone())).collect())
    }

    /// What a form shows when the answer is used again: the answer with its day and its links, and `source` as where it comes from.
    pub fn again(&self, question: &str, source: &str) -> Option<Typed> {
        let record = self.records.get(question)?;
        Some(Typed { note: String::new(), contest: String::new(), source: source.to_owned(), ..Typed::of(Some(record)) })
    }
}

/// The last edition of a municipality, for somebody who answers a section of this one.
///
/// # Errors
/// As [`super::task_list`].
pub async fn earlier(app: &App, person: Option<&Person>, id: Uuid, dimension: &str) -> Result<Option<Earlier>, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open_section(app, &mut tx, person, id, dimension).await?;
    last(app, &mut tx, &opened).await
}

/// The last edition of the municipality of an assessment: the last campaign of the same survey that opened before this one and was answered.
pub(super) async fn last(app: &App, tx: &mut Tx, opened: &Opened) -> Result<Option<Earlier>, ServiceError> {
    let (survey, opens_on) = (&opened.survey.meta.id, opened.campaign.opens_on);
    let Some(last) = in_context::last_edition(tx, opened.municipality.id, survey, opens_on).await? else { return Ok(None) };
    let mut records =
        if last.survey_hash == opened.survey.hash { last.document.0 } else { carried(app, tx, opened, &last.survey_hash, &last.document).await? };
    records.retain(|_, record| record.answer.is_settled());
    for record in records.values_mut() {
        // Files belong to the assessment they were given with.
        record.evidence.retain(|evidence| matches!(evidence, Evidence::Link(_)));
    }
    Ok(Some(Earlier { campaign: last.title, at: last.submitted_at, records }))
}

/// The answers as this version of the survey reads them: those to questions that are the same or recoded.
async fn carried(
    app: &App,
    tx: &mut Tx,
    opened: &Opened,
    earlier: &str,
    document: &Document,
) -> Result<BTreeMap<String, AnswerRecord>, ServiceError> {
    let (earlier, later) = (app.surveys().checked(tx, earlier).await?, app.surveys().checked(tx, &opened.survey.hash).await?);
    let versions = Versions { earlier: &earlier, later: &later };
    let bridge = Bridge::by_content(versions);
    let carried = carry(&[Step { versions, bridge: &bridge }], &document.answers()).unwrap_or_default();
    let kept = carried.kept.into_iter().filter_map(|(id, origin)| Some((id, document.0.get(&origin)?.clone())));
    let recoded =
        carried.recoded.into_iter().filter_map(|(id, (origin, answer))| Some((id, AnswerRecord { answer, ..document.0.get(&origin)?.clone() })));
    Ok(kept.chain(recoded).collect())
}
