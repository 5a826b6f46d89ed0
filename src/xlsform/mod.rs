//! XLSForm in and out: the workbook dialect in which most of the world writes questionnaires, and a survey of ours.
//!
//! [`read`] makes a survey of a workbook and a report of everything that was not carried over, each line with its cell. [`write()`] makes a workbook that
//! other XLSForm programs read too, with columns and sheets of our own for what they do not know; reading it gives the identical survey.

mod check;
mod choices;
mod conditions;
mod count;
mod export;
mod expression;
mod extra;
mod form;
mod import;
mod kind;
mod note;
mod question;
mod sheets;
mod table;
mod words;
mod xpath;

pub use count::Counts;
pub use export::{WriteError, write};
pub use import::{Imported, read};
pub use note::Note;
