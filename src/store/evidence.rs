//! What stands behind an answer: links, and files with what is known of each. The bytes of the files are in `evidence_folder`.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::column::{JsonText, MaybeWord, UnknownWord, to_json};
use super::{StoreError, Tx};

words! {
    /// How firmly an answer is backed, from the weakest to the firmest.
    EvidenceGrade {
        /// The word of the municipality.
        Statement = "statement",
        /// An internal document.
        Document = "document",
        /// Something that everybody can look at.
        Published = "published",
        /// Checked by somebody outside the municipality.
        Audited = "audited",
    }
}

words! {
    /// A kind of file that is taken as evidence.
    FileKind {
        /// Portable Document Format.
        Pdf = "pdf",
        /// Portable Network Graphics.
        Png = "png",
        /// JPEG.
        Jpeg = "jpeg",
        /// Office Open XML workbook.
        Xlsx = "xlsx",
        /// Office Open XML document.
        Docx = "docx",
        /// OpenDocument spreadsheet.
        Ods = "ods",
        /// OpenDocument text.
        Odt = "odt",
        /// Comma-separated values.
        Csv = "csv",
        /// Plain text.
        Txt = "txt",
    }
}

/// A file behind an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceFile {
    /// Id; also its name on the disk.
    pub id: Uuid,
    /// Its name for people, with the ending of its kind.
    pub name: String,
    /// What it is, by its content and its name together.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: i64,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// Something that backs an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A web address, `http` or `https`; shown, never fetched.
    Link(String),
    /// A file.
    File(EvidenceFile),
}

impl Evidence {
    /// The address, if it is a link.
    pub fn link(&self) -> Option<&str> {
        match self {
            Self::Link(address) => Some(address),
            Self::File(_) => None,
        }
    }

    /// The file, if it is one.
    pub const fn file(&self) -> Option<&EvidenceFile> {
        match self {
            Self::Link(_) => None,
            Self::File(file) => Some(file),
        }
    }
}

/// A list of evidence in a column.
impl TryFrom<JsonText> for Vec<Evidence> {
    type Error = serde_json::Error;

    fn try_from(text: JsonText) -> Result<Self, Self::Error> {
        text.read()
    }
}

impl TryFrom<MaybeWord> for Option<EvidenceGrade> {
    type Error = UnknownWord;

    fn try_from(word: MaybeWord) -> Result<Self, Self::Error> {
        word.read()
    }
}

/// A file as the database knows it. Its row is written once and stays, also when the file is no part of the answer any more: the history names it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FileRow {
    /// Id; also its name on the disk.
    pub id: Uuid,
    /// The assessment.
    pub assessment_id: Uuid,
    /// Id of the question.
    pub question: String,
    /// Its name for people.
    pub name: String,
    /// What it is.
    #[sqlx(try_from = "String")]
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: i64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

statements! {
    INSERT = "insert into evidence_file (id, assessment_id, question, name, kind, size, sha256, author, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    BY_ID = "select id, assessment_id, question, name, kind, size, sha256 from evidence_file where assessment_id = $1 and id = $2";
    USED = "select cast(coalesce(sum(size), 0) as bigint) as used from evidence_file where assessment_id = $1";
    @by_dialect
    KNOWN = {
        sqlite: "select id from evidence_file where id in (select unhex(j.value, '-') from json_each($1) as j)",
        postgres: "select id from evidence_file
            where id in (select cast(j.value as uuid) from jsonb_array_elements_text(cast($1 as jsonb)) as j (value))"
    };
}

/// Notes a file that is on the disk already.
///
/// # Errors
/// [`StoreError::Conflict`] if its id is taken, [`StoreError::Other`] if the assessment is not there.
pub async fn insert(
    tx: &mut Tx,
    assessment: Uuid,
    question: &str,
    file: &EvidenceFile,
    author: Option<Uuid>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let EvidenceFile { id, name, kind, size, sha256 } = file;
    execute!(tx, INSERT, id, assessment, question, name, kind.as_str(), size, sha256, author, at.as_millisecond())?;
    Ok(())
}

/// A file of an assessment.
///
/// # Errors
/// See [`StoreError`].
pub async fn by_id(tx: &mut Tx, assessment: Uuid, id: Uuid) -> Result<Option<FileRow>, StoreError> {
    Ok(on!(tx, c => sqlx::query_as(BY_ID).bind(assessment).bind(id).fetch_optional(c).await)?)
}

/// How many bytes the files of an assessment take, those that were taken away from their answers too.
///
/// # Errors
/// See [`StoreError`].
pub async fn used(tx: &mut Tx, assessment: Uuid) -> Result<i64, StoreError> {
    Ok(on!(tx, c => sqlx::query_scalar(USED).bind(assessment).fetch_one(c).await)?)
}

/// Those of some ids that belong to files the database knows.
///
/// # Errors
/// See [`StoreError`].
pub async fn known(tx: &mut Tx, ids: &[Uuid]) -> Result<BTreeSet<Uuid>, StoreError> {
    let (sql, ids) = (KNOWN.of(tx), to_json(ids)?);
    let known: Vec<Uuid> = on!(tx, c => sqlx::query_scalar(sql).bind(&ids).fetch_all(c).await)?;
    Ok(known.into_iter().collect())
}
