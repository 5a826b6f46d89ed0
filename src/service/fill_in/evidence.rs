//! Files behind answers: taking them in, taking them away, handing them out.
//!
//! A file is on the disk, whole and synced, before one transaction writes its row, the new version of the answer and its history. A file that is taken
//! away leaves the answer and stays in the history.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::signature::{self, HEAD};
use super::{Asked, asked, open_section, open_section_to_read};
use crate::engine::answer::Answer;
use crate::engine::survey::QuestionIx;
use crate::engine::visible::Visible;
use crate::ids;
use crate::service::access::{Act, Person, may};
use crate::service::assessments::{self, Opened};
use crate::service::{App, ServiceError};
use crate::store::answer_history::{self, NewAnswers};
use crate::store::assessments::AnswerRecord;
use crate::store::audit::Head;
use crate::store::evidence::{self, Evidence, EvidenceFile, FileKind, FileRow};
use crate::store::evidence_folder::Upload;
use crate::store::{StoreError, Tx};

/// A file is no larger than this many bytes.
pub const LARGEST_FILE: i64 = 10_000_000;
/// An answer has no more files than this.
pub const MOST_FILES: usize = 10;
/// All files of an assessment together take no more than this many bytes.
pub const QUOTA: i64 = 200_000_000;
/// How often a change is tried anew because somebody else saved at the same moment.
const ATTEMPTS: usize = 10;

/// Which answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The assessment.
    pub assessment: Uuid,
    /// Id of the section's dimension or module.
    pub dimension: String,
    /// Id of the question.
    pub question: String,
}

/// The files of an answer.
#[derive(Debug, Clone)]
pub struct FilesPage {
    /// The assessment with all that belongs to it.
    pub opened: Opened,
    /// The question with its answer.
    pub asked: Asked,
    /// The page of the section on which the question stands, counted from 1.
    pub page: usize,
    /// How many bytes the files of the assessment may still take.
    pub room: i64,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It backs the answer, now or before.
    Done,
    /// It was not taken.
    Refused(NotAdded),
}

/// Why a file was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAdded {
    /// No file was chosen.
    NoFile,
    /// There is nothing in it.
    Empty,
    /// It is larger than [`LARGEST_FILE`].
    TooLarge,
    /// Its name is of no kind that is taken, or its content is of another.
    WrongKind,
    /// The answer has [`MOST_FILES`] already.
    TooMany,
    /// The files of the assessment would take more than [`QUOTA`].
    NoRoom,
}

/// A file that is coming in, written to the disk piece by piece.
#[derive(Debug)]
pub struct Incoming {
    place: Place,
    name: String,
    id: Uuid,
    upload: Upload,
    hash: Sha256,
    head: Vec<u8>,
    size: i64,
    has_binary: bool,
}

impl Place {
    /// Finds the assessment, for somebody who answers the section of the question.
    async fn open(&self, app: &App, tx: &mut Tx, person: Option<&Person>) -> Result<Opened, ServiceError> {
        let opened = open_section(app, tx, person, self.assessment, &self.dimension).await?;
        self.find(&opened).ok_or(ServiceError::NotFound)?;
        Ok(opened)
    }

    fn find(&self, opened: &Opened) -> Option<QuestionIx> {
        let dimension = opened.survey.node_ix(&self.dimension)?;
        opened.survey.question_ix(&self.question).filter(|ix| opened.survey.question(*ix).dimension == dimension)
    }

    fn object(&self) -> String {
        format!("assessment/{}", self.assessment)
    }
}

/// The files of an answer.
///
/// # Errors
/// As [`super::task_list`]; [`ServiceError::NotFound`] also if there is no such question in the section.
pub async fn files_page(app: &App, person: Option<&Person>, place: &Place) -> Result<FilesPage, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = open_section_to_read(app, &mut tx, person, place.assessment, &place.dimension).await?;
    let question = place.find(&opened).ok_or(ServiceError::NotFound)?;
    let room = QUOTA - evidence::used(&mut tx, place.assessment).await?;
    let plan = super::Plan::new(&opened.survey, &opened.assessment.document, opened.today);
    let section = plan.find(&opened.survey, &place.dimension).map(|at| &plan.sections[at]).ok_or(ServiceError::NotFound)?;
    let item = section.items().find(|item| item.question == question).copied().ok_or(ServiceError::NotFound)?;
    let page = section.page_of(question);
    Ok(FilesPage { asked: asked(&opened, item), opened, page, room })
}

/// Begins to take a file in, for somebody who may change the answer now. `sent` is its name as the browser gave it.
///
/// # Errors
/// As [`files_page`]; [`ServiceError::State`] if answers may not be changed; [`StoreError::Unavailable`] if the disk takes nothing.
pub async fn receive(app: &App, person: Option<&Person>, place: Place, sent: &str) -> Result<Incoming, ServiceError> {
    let mut tx = app.db().read().await?;
    let opened = place.open(app, &mut tx, person).await?;
    drop(tx);
    if !opened.may_fill_in {
        return Err(ServiceError::State("fill-in-closed"));
    }
    let id = ids::new_id();
    let upload = app.evidence()?.begin(id).await?;
    let name = signature::safe_name(sent);
    Ok(Incoming { place, name, id, upload, hash: Sha256::new(), head: Vec::new(), size: 0, has_binary: false })
}

impl Incoming {
    /// Takes the next piece. What goes beyond [`LARGEST_FILE`] is counted and not kept.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], for example because the disk is full.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), ServiceError> {
        self.size += i64::try_from(bytes.len()).unwrap_or(i64::MAX / 2);
        if self.size > LARGEST_FILE {
            return Ok(());
        }
        let missing = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend(&bytes[..missing]);
        self.has_binary |= signature::has_binary(bytes);
        self.hash.update(bytes);
        Ok(self.upload.write(bytes).await?)
    }

    fn kind(&self) -> Result<FileKind, NotAdded> {
        match signature::kind(&self.name, &self.head) {
            _ if self.size > LARGEST_FILE => Err(NotAdded::TooLarge),
            _ if self.size == 0 && self.name.is_empty() => Err(NotAdded::NoFile),
            _ if self.size == 0 => Err(NotAdded::Empty),
            Some(FileKind::Csv | FileKind::Txt) if self.has_binary => Err(NotAdded::WrongKind),
            Some(kind) => Ok(kind),
            None => Err(NotAdded::WrongKind),
        }
    }

    /// Puts the whole file behind the answer. The same bytes under the same name, sent again, change nothing.
    ///
    /// # Errors
    /// As [`receive`].
    pub async fn finish(mut self, app: &App, person: Option<&Person>) -> Result<Added, ServiceError> {
        let kind = match self.kind() {
            Ok(kind) => kind,
            Err(refused) => return Ok(Added::Refused(refused)),
        };
        self.upload.finish().await?;
        let sha256 = ids::hex(&std::mem::take(&mut self.hash).finalize());
        let file = EvidenceFile { id: self.id, name: self.name, kind, size: self.size, sha256 };
        let mut upload = Some(self.upload);
        for _ in 0..ATTEMPTS {
            match add(app, person, &self.place, &file, &mut upload).await {
                Err(ServiceError::Store(error)) if error.is_conflict() && upload.is_some() => {}
                other => return other,
            }
        }
        Err(ServiceError::Store(StoreError::Conflict { source: None }))
    }
}

async fn add(app: &App, person: Option<&Person>, place: &Place, file: &EvidenceFile, upload: &mut Option<Upload>) -> Result<Added, ServiceError> {
    let mut tx = app.db().write().await?;
    let opened = place.open_to_change(app, &mut tx, person).await?;
    let current = opened.assessment.document.0.get(&place.question);
    let files: Vec<&EvidenceFile> = current.into_iter().flat_map(|record| &record.evidence).filter_map(Evidence::file).collect();
    if files.iter().any(|known| known.sha256 == file.sha256 && known.name == file.name) {
        return Ok(Added::Done);
    }
    if files.len() >= MOST_FILES {
        return Ok(Added::Refused(NotAdded::TooMany));
    }
    if evidence::used(&mut tx, place.assessment).await? + file.size > QUOTA {
        return Ok(Added::Refused(NotAdded::NoRoom));
    }
    let (at, author) = (app.now(), person.map(|person| person.id));
    evidence::insert(&mut tx, place.assessment, &place.question, file, author, at).await?;
    let mut record = next(current, author, at);
    record.evidence.push(Evidence::File(file.clone()));
    let head = put(&mut tx, opened, place, record).await?;
    app.note_to(&mut tx, head, author, "evidence.add", &place.object(), &(&place.question, file.id, &file.name)).await?;
    // From here on the row may be there, also if the answer of the database is lost: the file stays.
    if let Some(upload) = upload.take() {
        upload.keep();
    }
    tx.commit().await?;
    Ok(Added::Done)
}

/// Takes a file away from an answer. It stays in the history; one that is not there any more changes nothing.
///
/// # Errors
/// As [`receive`].
pub async fn remove(app: &App, person: Option<&Person>, place: &Place, file: Uuid) -> Result<(), ServiceError> {
    for _ in 0..ATTEMPTS {
        match take_away(app, person, place, file).await {
            Err(ServiceError::Store(error)) if error.is_conflict() => {}
            other => return other,
        }
    }
    Err(ServiceError::Store(StoreError::Conflict { source: None }))
}

async fn take_away(app: &App, person: Option<&Person>, place: &Place, file: Uuid) -> Result<(), ServiceError> {
    let mut tx = app.db().write().await?;
    let opened = place.open_to_change(app, &mut tx, person).await?;
    let is_it = |evidence: &Evidence| evidence.file().is_some_and(|known| known.id == file);
    let Some(current) = opened.assessment.document.0.get(&place.question).filter(|record| record.evidence.iter().any(is_it)) else { return Ok(()) };
    let (at, author) = (app.now(), person.map(|person| person.id));
    let mut record = next(Some(current), author, at);
    record.evidence.retain(|evidence| !is_it(evidence));
    let head = put(&mut tx, opened, place, record).await?;
    app.note_to(&mut tx, head, author, "evidence.remove", &place.object(), &(&place.question, file)).await?;
    tx.commit().await?;
    Ok(())
}

impl Place {
    /// Finds the question, for somebody who may change its answer now.
    async fn open_to_change(&self, app: &App, tx: &mut Tx, person: Option<&Person>) -> Result<Opened, ServiceError> {
        let opened = self.open(app, tx, person).await?;
        if opened.may_fill_in { Ok(opened) } else { Err(ServiceError::State("fill-in-closed")) }
    }
}

/// The next version of an answer, with all that stands beside it.
fn next(current: Option<&AnswerRecord>, author: Option<Uuid>, at: jiff::Timestamp) -> AnswerRecord {
    match current {
        Some(current) => AnswerRecord { version: current.version + 1, author, at, ..current.clone() },
        None => AnswerRecord::bare(1, Answer::NotAnswered, author, at),
    }
}

/// Puts a new version of an answer in its place; gives the head of the audit log, to append to.
async fn put(tx: &mut Tx, opened: Opened, place: &Place, record: AnswerRecord) -> Result<Head, ServiceError> {
    let Opened { mut assessment, campaign, .. } = opened;
    let (id, revision, at) = (assessment.id, assessment.revision, record.at);
    assessment.document.0.insert(place.question.clone(), record.clone());
    let changes = [(place.question.as_str(), &record)];
    let (document, state) = (&assessment.document, campaign.state);
    let new = NewAnswers { assessment: id, revision, campaign: campaign.id, state, document, changes: &changes, at };
    Ok(answer_history::save(tx, new).await?.1)
}

/// A file with its bytes, for somebody who may see the answer: who answers its section, or reads it for the city, sees every file that was ever there;
/// those who compare inside the network see those behind the answers that were handed in.
///
/// # Errors
/// [`ServiceError::NotFound`] if there is no such file, or the person must not see it.
pub async fn file(app: &App, person: Option<&Person>, place: &Place, id: Uuid) -> Result<(FileRow, tokio::fs::File), ServiceError> {
    let mut tx = app.db().read().await?;
    person.ok_or(ServiceError::SignInNeeded)?;
    let opened = assessments::unasked(app, &mut tx, person, place.assessment).await?;
    let question = place.find(&opened).ok_or(ServiceError::NotFound)?;
    let row = evidence::by_id(&mut tx, place.assessment, id).await?.filter(|row| row.question == place.question).ok_or(ServiceError::NotFound)?;
    let section = Act::ReadSection { municipality: opened.municipality.id, assessment: place.assessment, section: &place.dimension };
    let may_see = may(person, section) || {
        let is_visible = Visible::of(&opened.survey, opened.may_see_confidential).question(question);
        let record = opened.assessment.counted().and_then(|document| document.0.get(&place.question));
        let is_there = record.is_some_and(|record| record.evidence.iter().filter_map(Evidence::file).any(|file| file.id == id));
        is_visible && is_there && may(person, Act::CompareInside { campaign: &opened.campaign })
    };
    if !may_see {
        return Err(ServiceError::NotFound);
    }
    let bytes = app.evidence()?.read(id).await?;
    Ok((row, bytes))
}
