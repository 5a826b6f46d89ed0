//! Results of other programs, computed again by this one; see `tests/vectors/SOURCE.md`.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops where it is")]

#[path = "support/coinr.rs"]
mod coinr;
#[path = "support/compared.rs"]
mod compared;
#[path = "support/indicators.rs"]
mod indicators;

#[test]
fn coinr() {
    for one in coinr::all() {
        println!("{:?}", one);
    }
}
