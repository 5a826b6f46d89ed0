//! Parts of pages: plain functions and builders that carry their own accessibility and are given their words.

pub(super) mod agreement;
pub(super) mod answer;
pub(super) mod beside;
pub(super) mod choice;
pub(super) mod field;
pub(super) mod figure;
pub(super) mod frame;
pub(super) mod message;
pub(super) mod public;
pub(super) mod qr;
pub(super) mod question;
pub(super) mod score;
pub(super) mod thread;
pub(super) mod title;
pub(super) mod unsaved;
pub(super) mod wrong;
