//! The scoring engine: values in, values out. No clock, no database, no randomness of its own.
//!
//! A survey file is read ([`read`]) into a [`survey::Survey`] that cannot be inconsistent; answers ([`answer`], several times over in [`entries`]) are read
//! from forms and files by
//! [`entry`] and [`sheet`], public figures to answer from by [`indicators`]; [`score`] makes scores of them, [`trace`] explains them, [`level`] says which maturity level they reach,
//! [`crosswalk`] what they mean in other frameworks;
//! [`path`] what reaches the next level with least effort;
//! [`stats`] and [`peer`] compare;
//! [`spread`] and [`agreement`] tell how far people differ who answer the same questions;
//! [`robustness`] tells how sure a comparison is;
//! [`round`] is what is kept for ever;
//! [`bridge`] joins versions of a survey;
//! [`disclosure`] says what of a round may be published, [`visible`] what of a survey may be seen by those who must not see what is confidential;
//! [`constraint`] finds answers that contradict each other, [`quality`] all that should be looked at before they are handed in. [`mean`] holds the formulas.

pub mod agreement;
pub mod answer;
pub mod bridge;
mod build;
pub mod constraint;
pub mod crosswalk;
pub mod disclosure;
pub mod document;
pub mod entries;
pub mod entry;
pub mod expression;
pub mod fault;
pub mod indicators;
pub mod level;
pub mod mean;
mod near;
pub mod outlook;
pub mod path;
pub mod peer;
pub mod quality;
pub mod relevance;
pub mod robustness;
pub mod round;
pub mod score;
pub mod sheet;
mod source;
pub mod spread;
pub mod stats;
mod structure;
pub mod survey;
pub mod trace;
pub mod unit;
pub mod visible;

pub use build::{Checked, canonical, read};
pub(crate) use build::{MOST_OPTIONS, MOST_QUESTIONS};
pub use source::Notation;
pub use structure::schema;

/// Version of the rules by which scores come about; stored with every frozen round.
pub const ENGINE_VERSION: &str = "1";
