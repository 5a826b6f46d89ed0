//! The rule of the three-way merge.

/// What becomes of a value that is in the file and in the assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Both say the same, or the file does not change it: what is kept stays.
    Stays,
    /// Only the file has changed it: what is in the file is taken.
    Taken,
    /// Both have changed it, to different values: a person decides.
    Conflict,
}

/// Compares what a file was made with (`base`), what it holds now (`file`) and what is kept by now (`now`).
///
/// ```
/// use miernik::offline::{Outcome, three_way};
///
/// assert_eq!(three_way(&1, &1, &2), Outcome::Stays);
/// assert_eq!(three_way(&1, &2, &1), Outcome::Taken);
/// assert_eq!(three_way(&1, &2, &2), Outcome::Stays);
/// assert_eq!(three_way(&1, &2, &3), Outcome::Conflict);
/// ```
pub fn three_way<T: PartialEq>(base: &T, file: &T, now: &T) -> Outcome {
    if file == base || file == now {
        Outcome::Stays
    } else if now == base {
        Outcome::Taken
    } else {
        Outcome::Conflict
    }
}
