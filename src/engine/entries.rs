//! Entries: what a unit answers several times, once for each service, portal or office.

use super::answer::Answer;

/// Between the parts of an entry's name: `1.1/tax-office` is the tax office within the service `1.1`.
pub const BETWEEN: char = '/';
/// A unit has no more entries than this.
pub const MOST_ENTRIES: usize = 10_000;

/// The answers of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name, one part for each dimension with entries that it stands in, the outer one first; never empty.
    pub path: Vec<String>,
    /// Answers by the position of their questions; what belongs to other depths is not answered.
    pub answers: Vec<Answer>,
}

impl Entry {
    /// The name as it is written in a file.
    pub fn name(&self) -> String {
        self.path.join("/")
    }
}
