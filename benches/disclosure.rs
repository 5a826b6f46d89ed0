//! How long it takes to decide what may be published of every municipality of a country, beside a limit.
//!
//! `cargo bench --bench disclosure`. 2,477 made-up municipalities in 16 voivodeships, 3 kinds and 5 classes of size: as many as Poland has.
#![expect(clippy::print_stdout, reason = "a benchmark reports on standard output")]

#[path = "support/processor.rs"]
mod processor;
#[path = "support/times.rs"]
mod times;

use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use miernik::engine::disclosure::{Column, Lattice, Mean, Rules, release};
use processor::timed;
use times::median;

/// No column may take longer.
const LIMIT: Duration = Duration::from_millis(500);
const ROUNDS: usize = 5;
const CITIES: usize = 2_477;

fn main() -> Result<(), Box<dyn Error>> {
    let mut draws = Draws(2_477);
    let mut attribute = |many: usize| (0..CITIES).map(|_| Some(draws.below(many).min(draws.below(many)))).collect::<Vec<_>>();
    let attributes = [attribute(16), attribute(3), attribute(5)];
    let scores: Vec<f64> = (0..CITIES).map(|_| draws.below(100_000) as f64 / 1_000.0).collect();
    let inhabitants: Vec<f64> = (0..CITIES).map(|_| 1_000.0 + draws.below(1_000_000) as f64).collect();
    let choice: Vec<f64> = (0..CITIES).map(|_| 25.0 * draws.below(5) as f64).collect();
    let column = |values: &[f64], discrete, mean| Column {
        values: values.iter().copied().map(Some).collect(),
        shown: vec![false; CITIES],
        maximum: 100.0,
        discrete,
        mean,
    };
    let columns = [
        ("scores", column(&scores, false, Mean::Plain)),
        ("scores by inhabitants", column(&scores, false, Mean::Weighted(inhabitants))),
        ("answers of five options", column(&choice, true, Mean::Plain)),
    ];
    println!("{CITIES} municipalities, medians of {ROUNDS} rounds; limit {LIMIT:?}");
    let mut slow = 0;
    for used in [2, 3] {
        let lattice = Lattice::new(CITIES, &attributes[..used]).ok_or("the attributes do not fit")?;
        for (name, column) in &columns {
            let time = median((0..ROUNDS).map(|_| timed(|| release(black_box(column), &lattice, &Rules::PUBLIC))));
            let out = release(column, &lattice, &Rules::PUBLIC).ok_or("the column does not fit")?;
            let means = out.iter().filter(|group| group.mean.value().is_some()).count();
            println!("  {used} attributes, {:>3} groups, {name:<24} {means:>3} means  {time:>9.2?}", lattice.groups.len());
            slow += usize::from(time > LIMIT);
        }
    }
    if slow > 0 { Err(format!("{slow} columns took longer than {LIMIT:?}").into()) } else { Ok(()) }
}

/// SplitMix64: the same numbers on every machine.
struct Draws(u64);

impl Draws {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}
