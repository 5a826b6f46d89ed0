//! Public figures: those that were imported for a network, a sheet that waits to be taken, and answers that contest one.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::column::{Day, JsonText, MaybeJson, Millis, Number, to_json};
use super::{StoreError, Tx};
use crate::engine::answer::{Answer, Value};

/// What public data said when an answer was given, and what the municipality says about it. It belongs to one version of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFigure {
    /// The value, in the unit of the question; of a share the denominator.
    pub value: Decimal,
    /// The day that it describes.
    pub as_of: Date,
    /// Why the municipality contests it; empty if it does not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contest: String,
}

/// How an answer stands to a public figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the public figure.
    AsPublic,
    /// It is another one.
    Differs,
    /// It is another one, and the municipality says why.
    Contested,
}

impl PublicFigure {
    /// How an answer stands to it; none if the answer has no figure.
    pub fn standing(&self, answer: &Answer) -> Option<Standing> {
        let figure = figure(answer)?;
        Some(if figure == self.value {
            Standing::AsPublic
        } else if self.contest.is_empty() {
            Standing::Differs
        } else {
            Standing::Contested
        })
    }
}

/// The figure of an answer that public data can give: a number, or the denominator of a share.
pub const fn figure(answer: &Answer) -> Option<Decimal> {
    match answer {
        Answer::Answered(Value::Number(figure) | Value::Share { denominator: figure, .. }) => Some(*figure),
        _ => None,
    }
}

impl TryFrom<MaybeJson> for Option<PublicFigure> {
    type Error = serde_json::Error;

    fn try_from(text: MaybeJson) -> Result<Self, Self::Error> {
        text.read()
    }
}

impl TryFrom<JsonText> for PublicFigure {
    type Error = serde_json::Error;

    fn try_from(text: JsonText) -> Result<Self, Self::Error> {
        text.read()
    }
}

/// A figure that was imported for a municipality of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct PublicValue {
    /// The municipality.
    pub municipality_id: Uuid,
    /// Name of the indicator.
    pub indicator: String,
    /// The value.
    #[sqlx(try_from = "Number")]
    pub value: Decimal,
    /// The day that it describes.
    #[sqlx(try_from = "Day")]
    pub as_of: Date,
    /// Where it comes from.
    pub source: String,
}

/// A sheet that waits to be taken.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StagedSheet {
    /// What it would set.
    #[sqlx(try_from = "JsonText")]
    pub figures: Vec<PublicValue>,
    /// SHA-256 of the file.
    pub sha256: String,
}

impl TryFrom<JsonText> for Vec<PublicValue> {
    type Error = serde_json::Error;

    fn try_from(text: JsonText) -> Result<Self, Self::Error> {
        text.read()
    }
}

/// A public figure that the newest version of an answer contests.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ContestedFigure {
    /// The municipality.
    pub municipality_id: Uuid,
    /// Hash of the survey version that it answers.
    pub survey_hash: String,
    /// Id of the question.
    pub question: String,
    /// What was contested, and why.
    #[sqlx(try_from = "JsonText")]
    pub public_figure: PublicFigure,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub at: Timestamp,
}

statements! {
    OF_MUNICIPALITY = "select municipality_id, indicator, value, as_of, source from public_value
        where network_id = $1 and municipality_id = $2 order by indicator";
    OF_NETWORK = "select municipality_id, indicator, value, as_of, source from public_value where network_id = $1 order by municipality_id, indicator";
    STAGE = "insert into public_sheet (network_id, person_id, figures, sha256, staged_at) values ($1, $2, $3, $4, $5)
        on conflict (network_id, person_id) do update set figures = excluded.figures, sha256 = excluded.sha256, staged_at = excluded.staged_at";
    STAGED = "select figures, sha256 from public_sheet where network_id = $1 and person_id = $2";
    UNSTAGE = "delete from public_sheet where network_id = $1 and person_id = $2";
    SWEEP = "delete from public_sheet where staged_at <= $1";
    @by_dialect
    SAVE_MANY = {
        sqlite: "insert into public_value (network_id, municipality_id, indicator, value, as_of, source, imported_at)
            select $1, unhex(j.value ->> 'municipality_id', '-'), j.value ->> 'indicator', j.value ->> 'value', j.value ->> 'as_of',
                j.value ->> 'source', $2
            from json_each($3) as j where true
            on conflict (network_id, municipality_id, indicator)
                do update set value = excluded.value, as_of = excluded.as_of, source = excluded.source, imported_at = excluded.imported_at",
        postgres: "insert into public_value (network_id, municipality_id, indicator, value, as_of, source, imported_at)
            select cast($1 as uuid), j.municipality_id, j.indicator, j.value, j.as_of, j.source, cast($2 as bigint)
            from jsonb_to_recordset(cast($3 as jsonb)) as j (municipality_id uuid, indicator text, value text, as_of text, source text)
            on conflict (network_id, municipality_id, indicator)
                do update set value = excluded.value, as_of = excluded.as_of, source = excluded.source, imported_at = excluded.imported_at"
    };
    CONTESTED = {
        sqlite: "select a.municipality_id, a.survey_hash, h.question, h.public_figure, h.at
            from campaign as c join assessment as a on a.campaign_id = c.id join answer_history as h on h.assessment_id = a.id
            where c.network_id = $1 and h.public_figure is not null and h.public_figure ->> 'contest' <> ''
                and not exists (select 1 from answer_history as n
                    where n.assessment_id = h.assessment_id and n.question = h.question and n.version > h.version)
            order by h.at desc, h.id",
        postgres: "select a.municipality_id, a.survey_hash, h.question, h.public_figure, h.at
            from campaign as c join assessment as a on a.campaign_id = c.id join answer_history as h on h.assessment_id = a.id
            where c.network_id = $1 and h.public_figure is not null and cast(h.public_figure as jsonb) ->> 'contest' <> ''
                and not exists (select 1 from answer_history as n
                    where n.assessment_id = h.assessment_id and n.question = h.question and n.version > h.version)
            order by h.at desc, h.id"
    };
}

/// Sets figures of a network in one statement; one that is there already is replaced. Gives how many were written.
///
/// # Errors
/// [`StoreError::Other`] if the network or a municipality is not there; on PostgreSQL also if a figure stands twice in `figures`.
pub async fn save_many(tx: &mut Tx, network: Uuid, figures: &[PublicValue], at: Timestamp) -> Result<u64, StoreError> {
    let (sql, figures) = (SAVE_MANY.of(tx), to_json(figures)?);
    Ok(execute!(tx, sql, network, at.as_millisecond(), &figures)?)
}

/// The figures of one municipality, by indicator.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_municipality(tx: &mut Tx, network: Uuid, municipality: Uuid) -> Result<Vec<PublicValue>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(OF_MUNICIPALITY).bind(network).bind(municipality).fetch_all(c).await)?)
}

/// Every figure of a network, by the ids of the municipalities, then by indicator.
///
/// # Errors
/// See [`StoreError`].
pub async fn of_network(tx: &mut Tx, network: Uuid) -> Result<Vec<PublicValue>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(OF_NETWORK).bind(network).fetch_all(c).await)?)
}

/// Keeps a sheet until its person takes it; it takes the place of an earlier one of theirs.
///
/// # Errors
/// [`StoreError::Other`] if the network is not there.
pub async fn stage(tx: &mut Tx, network: Uuid, person: Uuid, sheet: &StagedSheet, at: Timestamp) -> Result<(), StoreError> {
    execute!(tx, STAGE, network, person, to_json(&sheet.figures)?, &sheet.sha256, at.as_millisecond())?;
    Ok(())
}

/// The sheet of a person that waits.
///
/// # Errors
/// See [`StoreError`].
pub async fn staged(tx: &mut Tx, network: Uuid, person: Uuid) -> Result<Option<StagedSheet>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(STAGED).bind(network).bind(person).fetch_optional(c).await)?)
}

/// Keeps a sheet no longer; nothing happens if it is gone.
///
/// # Errors
/// See [`StoreError`].
pub async fn unstage(tx: &mut Tx, network: Uuid, person: Uuid) -> Result<(), StoreError> {
    execute!(tx, UNSTAGE, network, person)?;
    Ok(())
}

/// Removes the sheets that wait since a moment or longer; gives how many.
///
/// # Errors
/// See [`StoreError`].
pub async fn sweep(tx: &mut Tx, until: Timestamp) -> Result<u64, StoreError> {
    Ok(execute!(tx, SWEEP, until.as_millisecond())?)
}

/// The public figures that municipalities contest now in the campaigns of a network, the newest first.
///
/// # Errors
/// See [`StoreError`].
pub async fn contested(tx: &mut Tx, network: Uuid) -> Result<Vec<ContestedFigure>, StoreError> {
    let sql = CONTESTED.of(tx);
    Ok(on!(tx, c => sqlx::query_as(sql).bind(network).fetch_all(c).await)?)
}
