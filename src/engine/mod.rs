//! The scoring engine: values in, values out. No clock, no database, no randomness of its own.
//!
//! A survey file is read ([`read`]) into a [`survey::Survey`] that cannot be inconsistent; answers ([`answer`]) are read from forms and files by
//! [`entry`] and [`sheet`]; [`score`] makes scores of them, [`trace`] explains them, [`level`] says which maturity level they reach, [`stats`] compares.

pub mod answer;
mod build;
pub mod constraint;
pub mod document;
pub mod entry;
pub mod expression;
pub mod fault;
pub mod level;
mod near;
pub mod relevance;
pub mod score;
pub mod sheet;
mod source;
pub mod stats;
mod structure;
pub mod survey;
pub mod trace;
pub mod unit;

pub use build::{Checked, canonical, read};
pub use source::Notation;
pub use structure::schema;

/// Version of the rules by which scores come about; stored with every frozen round.
pub const ENGINE_VERSION: &str = "1";
