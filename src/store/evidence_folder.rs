//! The bytes of evidence: one folder, one file an id, readable by this account alone.
//!
//! A file is written whole and synced before the database hears of it. What was begun and not finished goes at once; what a crash left behind is swept
//! at the next start.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use tokio::fs::{File, OpenOptions};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::{Db, StoreError, evidence};

/// A file without a row is an upload under way for this long; after that nobody is coming back for it. Several processes may share the folder.
const UNDER_WAY: Duration = Duration::from_secs(60 * 60);

/// The ending of a file that is still coming in.
const UNFINISHED: &str = "part";

/// The folder.
#[derive(Debug, Clone)]
pub struct EvidenceFolder(PathBuf);

impl EvidenceFolder {
    /// Opens the folder, making it if it is not there.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if it cannot be made.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(path).map_err(unavailable)?;
        Ok(Self(path.to_owned()))
    }

    fn path(&self, id: Uuid) -> PathBuf {
        self.0.join(id.to_string())
    }

    /// Begins a new file.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if it cannot be made, for example because the disk is full.
    pub async fn begin(&self, id: Uuid) -> Result<Upload, StoreError> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        options.mode(0o600);
        let path = self.path(id).with_extension(UNFINISHED);
        let file = options.open(&path).await.map_err(unavailable)?;
        Ok(Upload { file, folder: self.0.clone(), path: Some(path) })
    }

    /// Opens a file to read it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if its bytes are not there, [`StoreError::Unavailable`] if they cannot be read.
    pub async fn read(&self, id: Uuid) -> Result<File, StoreError> {
        File::open(self.path(id))
            .await
            .map_err(|error| if error.kind() == io::ErrorKind::NotFound { StoreError::NotFound } else { unavailable(error) })
    }

    /// Removes what uploads have left behind that nobody is sending any more: unfinished files, and whole ones that no row names. Gives how many.
    ///
    /// Where the database knows none of the folder's files it is not theirs, or not yet restored: then whole files stay.
    ///
    /// # Errors
    /// If the folder or the database cannot be read.
    pub async fn sweep(&self, db: &Db, now: Timestamp) -> Result<usize, StoreError> {
        let last = SystemTime::from(now).checked_sub(UNDER_WAY).unwrap_or(SystemTime::UNIX_EPOCH);
        let (mut whole, mut left) = (Vec::new(), Vec::new());
        for entry in fs::read_dir(&self.0).map_err(unavailable)? {
            let path = entry.map_err(unavailable)?.path();
            let is_old = path.metadata().and_then(|about| about.modified()).map_err(unavailable)? < last;
            let id = path.file_stem().and_then(|name| name.to_str()?.parse::<Uuid>().ok());
            match (id, path.extension()) {
                (Some(id), None) => whole.push((id, path, is_old)),
                (Some(_), Some(ending)) if ending == UNFINISHED && is_old => left.push(path),
                _ => {}
            }
        }
        let known = evidence::known(&mut db.read().await?, &whole.iter().map(|(id, ..)| *id).collect::<Vec<_>>()).await?;
        if !known.is_empty() {
            left.extend(whole.into_iter().filter(|(id, _, is_old)| *is_old && !known.contains(id)).map(|(_, path, _)| path));
        }
        for path in &left {
            fs::remove_file(path).map_err(unavailable)?;
        }
        Ok(left.len())
    }
}

/// A file that is being written. It is removed when this is dropped, unless it was [kept](Upload::keep).
#[derive(Debug)]
pub struct Upload {
    file: File,
    folder: PathBuf,
    path: Option<PathBuf>,
}

impl Upload {
    /// Appends bytes.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], for example because the disk is full.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.file.write_all(bytes).await.map_err(unavailable)
    }

    /// Puts the bytes onto the disk for good, and then the file under its name.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn finish(&mut self) -> Result<(), StoreError> {
        self.file.flush().await.map_err(unavailable)?;
        self.file.sync_all().await.map_err(unavailable)?;
        if let Some(path) = &mut self.path {
            let whole = path.with_extension("");
            tokio::fs::rename(&path, &whole).await.map_err(unavailable)?;
            *path = whole;
        }
        File::open(&self.folder).await.map_err(unavailable)?.sync_all().await.map_err(unavailable)
    }

    /// Leaves the file where it is, once its row is written.
    pub fn keep(mut self) {
        self.path = None;
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            // What cannot be removed now is swept at the next start.
            let _ = fs::remove_file(path);
        }
    }
}

fn unavailable(error: io::Error) -> StoreError {
    StoreError::Unavailable(Box::new(error))
}
