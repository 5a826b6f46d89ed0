//! Random networks, and what would be published of them without rules.

use miernik::engine::disclosure::{Cell, Column, Lattice, Mean, Publication};
use miernik::engine::stats::{ascending, median, quantile};

/// SplitMix64: the same numbers on every machine.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// A network of 5 to 200 municipalities with one to three attributes of uneven categories, gaps, and some municipalities shown by name.
pub fn network(chance: &mut Chance) -> (Column, Lattice) {
    let n = 5 + chance.below(196);
    let attributes: Vec<Vec<Option<usize>>> = (0..1 + chance.below(3))
        .map(|_| {
            let many = 1 + chance.below(8);
            let gaps = chance.share() * 0.1 * chance.below(2) as f64;
            let category = |chance: &mut Chance| chance.below(many).min(chance.below(many));
            (0..n).map(|_| if chance.share() < gaps { None } else { Some(category(chance)) }).collect()
        })
        .collect();
    let (gaps, shown) = (chance.share() * 0.3, chance.share() * 0.5 * chance.below(2) as f64);
    let shape = chance.below(5);
    let value = |chance: &mut Chance| match shape {
        0 => 100.0 * chance.share(),
        1 => 25.0 * chance.below(5) as f64,
        2 => 100.0 * chance.share().powi(8),
        3 => {
            if chance.share() < 0.05 {
                80.0
            } else {
                100.0
            }
        }
        _ => (10.0 * (40.0 + 30.0 * (chance.share() + chance.share() - 1.0))).round() / 10.0,
    };
    let values = (0..n).map(|_| if chance.share() < gaps { None } else { Some(value(chance)) }).collect();
    let shown = (0..n).map(|_| chance.share() < shown).collect();
    let discrete = matches!(shape, 1 | 3);
    let weighted = !discrete && chance.below(4) == 0;
    let mean = if weighted { Mean::Weighted((0..n).map(|_| 1.0 + 99.0 * chance.share().powi(3)).collect()) } else { Mean::Plain };
    let column = Column { values, shown, maximum: 100.0, discrete, mean };
    (column, Lattice::new(n, &attributes).unwrap())
}

pub fn weight(column: &Column, city: usize) -> f64 {
    match &column.mean {
        Mean::Plain => 1.0,
        Mean::Weighted(weights) => weights[city],
    }
}

/// Everything of every group with at least `least` values.
pub fn unprotected(column: &Column, lattice: &Lattice, least: usize) -> Vec<Publication> {
    lattice.groups.iter().map(|group| statistics(column, &group.members, least)).collect()
}

fn statistics(column: &Column, members: &[usize], least: usize) -> Publication {
    let there: Vec<usize> = members.iter().copied().filter(|city| column.values[*city].is_some()).collect();
    let sorted = ascending(there.iter().filter_map(|city| column.values[*city]));
    let weights: f64 = there.iter().map(|city| weight(column, *city)).sum();
    let sum: f64 = there.iter().map(|city| column.values[*city].unwrap() * weight(column, *city)).sum();
    let round = |value: f64| (value / 0.1).round() * 0.1;
    let pair = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| (round(a), round(b)));
    let enough = sorted.len() >= least;
    fn cell<T>(value: Option<T>, enough: bool) -> Cell<T> {
        value.filter(|_| enough).map_or(Cell::Missing, Cell::Value)
    }
    Publication {
        contributing: sorted.len(),
        unit: 0.1,
        mean: cell((weights > 0.0).then(|| round(sum / weights)), enough),
        median: cell(median(&sorted).map(round), enough),
        quartiles: cell(pair(quantile(&sorted, 0.25), quantile(&sorted, 0.75)), enough),
        extremes: cell(pair(sorted.first().copied(), sorted.last().copied()), enough),
        dots: cell(Some(sorted.iter().copied().map(round).collect()), enough && !sorted.is_empty()),
    }
}

/// The statistics of a column that a publication shows, in one row, before rounding.
pub fn facts(column: &Column, lattice: &Lattice, shown: &[Publication]) -> Vec<f64> {
    let mut facts = Vec::new();
    for (group, shown) in lattice.groups.iter().zip(shown) {
        let all = statistics(column, &group.members, 1);
        facts.extend(shown.mean.value().and(all.mean.value()));
        facts.extend(shown.median.value().and(all.median.value()));
        facts.extend(shown.quartiles.value().and(all.quartiles.value()).into_iter().flat_map(|(a, b)| [*a, *b]));
        facts.extend(shown.extremes.value().and(all.extremes.value()).into_iter().flat_map(|(a, b)| [*a, *b]));
        facts.extend(shown.dots.value().and(all.dots.value()).into_iter().flatten());
    }
    facts
}
