//! Disasters, over HTTP against the program itself: it is killed, its disk is full, its power is cut. The ids (L9, L10, L11, C5) are those of the list of
//! known dangers.
//!
//! By default as much as fits into a minute. The full measure:
//! `MIERNIK_KILLS=200 MIERNIK_CUTS=200 MIERNIK_PROGRAM=target/release/miernik cargo test --test disasters -- --nocapture`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and says what it has seen"
)]

#[path = "../support/crowd.rs"]
mod crowd;
#[path = "../support/form.rs"]
#[expect(dead_code, reason = "these tests fill in one kind of field only")]
mod form;

mod full_disk;
mod kill;
mod power_cut;
mod program;
mod upload;
mod writer;

/// One disaster at a time: each wants the machine for itself.
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// How often something is done: a number of the environment, or what fits into a minute.
fn times(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |number| number.parse().expect("a number"))
}

/// Numbers that look random and are the same each time (xorshift64).
struct Dice(u64);

impl Dice {
    /// A number from 0 to `sides` − 1.
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}
