//! A folder that goes with its last owner.

use std::path::{Path, PathBuf};

use super::StoreError;
use crate::ids;

/// A folder of its own among the machine's temporary files; removed with everything in it when it is dropped.
#[derive(Debug)]
pub struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    /// Creates a new, empty folder that only its owner may open.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] if the folder cannot be made.
    pub fn create() -> Result<Self, StoreError> {
        let path = std::env::temp_dir().join(format!("miernik-{}", ids::new_id()));
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(|source| StoreError::Unavailable(Box::new(source)))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // What cannot be removed now is left to the machine, which clears its temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
