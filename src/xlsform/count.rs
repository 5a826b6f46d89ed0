//! How much of what a form holds: the numbers by which an import can be compared with what other programs say of the same form.

use super::form::Form;
use super::kind::Bracket;
use super::table::Table;

/// Counts of a form as it stands in the workbook, before anything is carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows of the survey sheet that have a type, beginnings and ends of groups included.
    pub rows: usize,
    /// Different first words of those types.
    pub types: usize,
    /// Cells with a condition of relevance.
    pub relevant: usize,
    /// Cells with a constraint.
    pub constraint: usize,
    /// Cells with a calculation.
    pub calculation: usize,
    /// Cells with a choice filter.
    pub choice_filter: usize,
    /// Cells that say something about being required.
    pub required: usize,
    /// Groups.
    pub groups: usize,
    /// Repeats.
    pub repeats: usize,
    /// Languages that columns of labels name.
    pub languages: usize,
}

impl Counts {
    pub(super) fn of(form: &Form<'_>, survey: &Table<'_>) -> Self {
        let rows = || form.groups.iter().map(|group| group.row).chain(form.rows.iter().map(|row| row.row));
        let filled = |column: &str| rows().filter(|row| row.value(column).is_some()).count();
        let brackets = |bracket: Bracket| form.groups.iter().filter(|group| group.bracket == bracket).count();
        Self {
            rows: form.typed_rows,
            types: form.types.len(),
            relevant: filled("relevant"),
            constraint: filled("constraint"),
            calculation: filled("calculation"),
            choice_filter: filled("choice_filter"),
            required: filled("required"),
            groups: brackets(Bracket::Group),
            repeats: brackets(Bracket::Repeat),
            languages: survey.label_languages(),
        }
    }
}
