//! Public figures beside questions: from the register of municipalities, or imported for the network. The municipality may use one, give another, or
//! contest it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::typed::{Chosen, Typed, day, number};
use super::{EntryError, Part, Wrong, open_section};
use crate::engine::answer::Answer;
use crate::engine::entry::{self, Writing};
use crate::engine::survey::{Body, Question};
use crate::service::access::Person;
use crate::service::assessments::Opened;
use crate::service::registers::{AREA_ON, POPULATION_ON};
use crate::service::{App, ServiceError};
use crate::store::municipalities::{Municipality, Register};
use crate::store::public_values::{self as store, PublicFigure, figure};
use crate::store::{StoreError, Tx};

/// The indicator that is the population in the register of municipalities.
pub const POPULATION: &str = "population";
/// The indicator that is the area in the register of municipalities, in km².
pub const AREA: &str = "area";

/// Where a public figure comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicSource {
    /// The population in the register of municipalities.
    Population,
    /// The area in the register of municipalities.
    Area,
    /// What the imported sheet says.
    Imported(String),
}

/// A public figure that answers a question, or that is the denominator of its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicValue {
    /// The value, in the unit of the question.
    pub value: Decimal,
    /// The day that it describes.
    pub as_of: Date,
    /// Where it comes from.
    pub source: PublicSource,
    /// Whether it is the denominator of a share.
    pub is_denominator: bool,
    /// Whether the question takes it: it has no more decimal places and lies in the range.
    pub fits: bool,
}

/// Public figures by the ids of the questions.
pub type PublicValues = BTreeMap<String, PublicValue>;

impl PublicValue {
    fn of(question: &Question, value: Decimal, as_of: Date, source: PublicSource) -> Self {
        let text = value.to_string();
        let fits = match &question.body {
            Body::Number(body) => entry::number(body, &text, Writing::Data).is_ok(),
            Body::Share(body) => !value.is_zero() && entry::decimal(&text, Writing::Data, body.decimals).is_ok(),
            _ => false,
        };
        Self { value, as_of, source, is_denominator: matches!(question.body, Body::Share(_)), fits }
    }

    /// What a form says of the figure that it shows, so that another one is not used or contested in its place.
    pub fn mark(&self) -> String {
        format!("{}/{}", self.value, self.as_of)
    }

    /// What stands in a form with the figure put in, and `source` as where it comes from. Of a share the numerator and what is said of it stay.
    pub fn put_into(&self, typed: Typed, source: &str) -> Typed {
        let value = number(&self.value);
        let typed = Typed { chosen: Chosen::Value, reason: String::new(), contest: String::new(), ..typed };
        if !self.is_denominator {
            return Typed { text: value, source: source.to_owned(), as_of: day(&self.as_of), ..typed };
        }
        let or = |said: &str, instead: &str| if said.trim().is_empty() { instead.to_owned() } else { said.to_owned() };
        Typed { denominator: value, source: or(&typed.source, source), as_of: or(&typed.as_of, &day(&self.as_of)), ..typed }
    }

    /// Whether a new reason against it can be taken: the person has seen this very figure, and gives another one.
    pub(super) fn contest(&self, seen: &str, answer: &Answer) -> Result<(), EntryError> {
        let refused = |wrong| Err(EntryError { part: Part::Contest, wrong });
        match figure(answer) {
            Some(own) if own == self.value => refused(Wrong::ContestOfOwn),
            _ if seen != self.mark() => refused(Wrong::PublicChanged),
            _ => Ok(()),
        }
    }
}

/// What is kept beside an answer of what public data say now, or, where they say nothing any more, of what they said before.
pub(super) fn beside(now: Option<&PublicValue>, before: Option<&PublicFigure>, answer: &Answer, contest: String) -> Option<PublicFigure> {
    figure(answer)?;
    match (now, before) {
        (Some(now), _) => Some(PublicFigure { value: now.value, as_of: now.as_of, contest }),
        (None, Some(before)) => Some(PublicFigure { contest, ..before.clone() }),
        (None, None) => None,
    }
}

/// The public figures for some questions of an assessment. The register costs no statement, what is imported one for all.
pub(in crate::service) async fn values<'q>(
    tx: &mut Tx,
    opened: &Opened,
    questions: impl Iterator<Item = &'q Question>,
) -> Result<PublicValues, StoreError> {
    let mut found = PublicValues::new();
    let mut imported: Vec<(&Question, &str)> = Vec::new();
    for question in questions {
        let Some(indicator) = question.prefill.as_deref() else { continue };
        match of_register(&opened.municipality, indicator) {
            Some((value, as_of, source)) => {
                found.insert(question.id.clone(), PublicValue::of(question, value, as_of, source));
            }
            None if ![POPULATION, AREA].contains(&indicator) => imported.push((question, indicator)),
            None => {}
        }
    }
    if !imported.is_empty() {
        let known = store::of_municipality(tx, opened.campaign.network_id, opened.municipality.id).await?;
        for (question, indicator) in imported {
            if let Some(value) = known.iter().find(|value| value.indicator == indicator) {
                let source = PublicSource::Imported(value.source.clone());
                found.insert(question.id.clone(), PublicValue::of(question, value.value, value.as_of, source));
            }
        }
    }
    Ok(found)
}

/// What the register of municipalities says. Only that of Poland has figures.
fn of_register(municipality: &Municipality, indicator: &str) -> Option<(Decimal, Date, PublicSource)> {
    if municipality.register != Register::Teryt {
        return None;
    }
    match indicator {
        POPULATION => Some((municipality.population?.into(), POPULATION_ON, PublicSource::Population)),
        // Hectares in the register.
        AREA => Some((Decimal::new(municipality.area_ha?, 2).normalize(), AREA_ON, PublicSource::Area)),
        _ => None,
    }
}

/// The public figure for a question, for somebody who answers its section.
///
/// # Errors
/// As [`super::task_list`].
pub async fn public_value(
    app: &App,
    person: Option<&Person>,
    id: Uuid,
    dimension: &str,
    question: &str,
) -> Result<Option<PublicValue>, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open_section(app, &mut tx, person, id, dimension).await?;
    let Some(ix) = opened.survey.question_ix(question) else { return Ok(None) };
    Ok(values(&mut tx, &opened, std::iter::once(opened.survey.question(ix))).await?.remove(question))
}
