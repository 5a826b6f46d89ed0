//! The scoring engine: values in, values out. No clock, no database, no randomness of its own.

pub mod answer;
pub mod document;
pub mod fault;
pub mod unit;

/// Version of the rules by which scores come about; stored with every frozen round.
pub const ENGINE_VERSION: &str = "1";
