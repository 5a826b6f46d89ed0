//! The workbook in which an assessment is filled in without a connection: an XLSX with the questions and answers of a moment, and reading it back.
//!
//! A file carries for every question the version of the answer that it was made with. What was filled in is then compared with that answer and with the
//! one that is kept by now ([`three_way`]), so that nobody's words are overwritten in silence. Everything that a person fills in is a text cell: a
//! spreadsheet program must not take `22.5` for a day in May, nor `3,5` for thirty-five. Values in, values out; bytes are read by `workbook`.

mod filled;
mod layout;
mod merge;
mod read;
mod write;

pub use filled::{Filled, Ranked, State, fits};
pub use layout::check;
pub use merge::{Outcome, three_way};
pub use read::{About, Answered, Fault, Field, File, Places, Refused, Wrong, open};
pub use rust_xlsxwriter::XlsxError;
pub use write::{Base, Form, Part, write};
