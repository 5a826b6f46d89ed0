//! An attacker against disclosure control: has the publication, who belongs where, who has a value, and the values shown by name; tries to find the rest.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops where it is")]

#[path = "disclosure/attacker.rs"]
mod attacker;
#[path = "disclosure/linear.rs"]
mod linear;
#[path = "disclosure/network.rs"]
mod network;

use std::ops::Range;

use attacker::{Attacker, Recovered};
use miernik::engine::disclosure::{Cell, Column, Lattice, Mean, Publication, Rule, Rules, release, release_together};
use network::{Chance, network, unprotected};

/// What an attacker recovers from the first networks, and how much of them was published.
#[derive(Debug, Default)]
struct Outcome {
    recovered: Recovered,
    /// Published means.
    means: usize,
    /// Groups with five values and more.
    large: usize,
    /// The same where values are continuous and count once: means, groups.
    plain: (usize, usize),
}

fn attack(networks: u64, publish: impl Fn(&Column, &Lattice) -> Vec<Publication>) -> Outcome {
    let mut outcome = Outcome::default();
    for seed in 0..networks {
        let (column, lattice) = network(&mut Chance(seed));
        let out = publish(&column, &lattice);
        let means = out.iter().filter(|group| group.mean.value().is_some()).count();
        let large = out.iter().filter(|group| group.contributing >= 5).count();
        outcome.means += means;
        outcome.large += large;
        if !column.discrete && column.mean == Mean::Plain {
            outcome.plain = (outcome.plain.0 + means, outcome.plain.1 + large);
        }
        outcome.recovered.add(Attacker::new(&column, &lattice, &out, 5).attack());
    }
    outcome
}

/// Without rules, and with a threshold alone, the attacker recovers a lot.
#[test]
fn without_the_rules_much_is_recovered() {
    let open = attack(100, |column, lattice| unprotected(column, lattice, 1));
    let threshold = attack(100, |column, lattice| unprotected(column, lattice, 5));
    println!("100 networks, no rules: {open:?}\n100 networks, a threshold of 5 alone: {threshold:?}");
    let (open, threshold) = (open.recovered, threshold.recovered);
    assert!(open.cells > 1_000 && threshold.cells > 500 && threshold.sets > 500, "the attacker is blunt");
}

/// Property 22: with the rules the same attacker recovers nothing from 1,000 networks.
#[test]
fn nothing_is_recovered_from_a_thousand_networks() {
    let safe = attack(1_000, |column, lattice| release(column, lattice, &Rules::PUBLIC).unwrap());
    println!("1,000 networks, all rules: {safe:?}");
    assert_eq!(safe.recovered, Recovered { cities: safe.recovered.cities, ..Recovered::default() });
    assert!(safe.plain.0 * 2 > safe.plain.1, "more is hidden than need be");
}

fn column(values: &[f64]) -> Column {
    Column {
        values: values.iter().map(|value| Some(*value)).collect(),
        shown: vec![false; values.len()],
        maximum: 100.0,
        discrete: false,
        mean: Mean::Plain,
    }
}

fn lattice(categories: &[&[usize]]) -> Lattice {
    let columns: Vec<Vec<Option<usize>>> = categories.iter().map(|of| of.iter().map(|category| Some(*category)).collect()).collect();
    Lattice::new(categories[0].len(), &columns).unwrap()
}

/// The attacker's linear programs: x + y in 10..12, y + z in 3..4, x + y + z in 11..13, each in 0..8.
#[test]
fn the_attacker_solves_linear_programs() {
    let equations = [(vec![0, 1], 10.0, 12.0), (vec![1, 2], 3.0, 4.0), (vec![0, 1, 2], 11.0, 13.0)];
    let ranges = linear::ranges(&equations, &[0.0; 3], &[8.0; 3]);
    let expected = [(7.0, 8.0), (2.0, 4.0), (0.0, 2.0)];
    for ((low, high), (least, most)) in ranges.iter().zip(expected) {
        assert!((low - least).abs() < 1e-4 && (high - most).abs() < 1e-4, "{ranges:?}");
    }
}

/// Every data set on a small scale that would give the same publication is listed: in one of them each municipality has another value.
#[test]
fn small_tables_by_brute_force() {
    const SCALE: [f64; 3] = [0.0, 50.0, 100.0];
    let rules = Rules { least: 3, quartiles: 4, extremes: 6, ..Rules::PUBLIC };
    let mut chance = Chance(7);
    let mut protected = 0;
    for _ in 0..40 {
        let n = 6 + chance.below(3);
        let categories: Vec<usize> = (0..n).map(|_| chance.below(2)).collect();
        let more: Vec<usize> = (0..n).map(|_| chance.below(2)).collect();
        let lattice = lattice(&[&categories, &more]);
        let drawn: Vec<f64> = (0..n).map(|_| SCALE[chance.below(3)]).collect();
        let column = Column { discrete: true, ..column(&drawn) };
        let out = release(&column, &lattice, &rules).unwrap();
        let means: Vec<usize> = (0..out.len()).filter(|group| out[*group].mean.value().is_some()).collect();
        let wanted = network::facts(&column, &lattice, &out);
        let mut seen: Vec<Vec<f64>> = vec![Vec::new(); n];
        for code in 0..SCALE.len().pow(n as u32) {
            let values: Vec<f64> = (0..n).map(|city| SCALE[code / SCALE.len().pow(city as u32) % SCALE.len()]).collect();
            let other = Column { values: values.iter().copied().map(Some).collect(), ..column.clone() };
            if network::facts(&other, &lattice, &out) == wanted {
                (0..n)
                    .filter(|city| !seen[*city].contains(&values[*city]))
                    .collect::<Vec<_>>()
                    .into_iter()
                    .for_each(|city| seen[city].push(values[city]));
            }
        }
        let touched = |city: &usize| means.iter().any(|group| lattice.groups[*group].members.contains(city));
        for city in (0..n).filter(touched) {
            assert!(seen[city].len() > 1, "municipality {city} of {drawn:?}, {categories:?} × {more:?}: {out:?}");
            protected += 1;
        }
    }
    assert!(protected > 100, "almost nothing was published: {protected}");
}

/// What an attacker recovers from small tables who also knows the rules and runs them on every data set: only those that lead to the very same
/// publication, what is hidden and why included, are left.
#[derive(Debug, Default)]
struct ByWhoKnows {
    recovered: usize,
    municipalities: usize,
    /// Published means.
    means: usize,
}

fn attack_knowing(rules: &Rules, scale: &[f64], sizes: Range<usize>, tables: usize) -> ByWhoKnows {
    let mut chance = Chance(99);
    let mut found = ByWhoKnows::default();
    for _ in 0..tables {
        let n = sizes.start + chance.below(sizes.len());
        let categories: Vec<Vec<usize>> = (0..2).map(|_| (0..n).map(|_| chance.below(2)).collect()).collect();
        let lattice = lattice(&[&categories[0], &categories[1]]);
        // Between nearly all alike and all kinds.
        let alike = chance.below(6);
        let drawn: Vec<f64> = (0..n).map(|_| if chance.below(6) < alike { 100.0 } else { scale[chance.below(scale.len())] }).collect();
        let column = Column { discrete: true, ..column(&drawn) };
        let out = release(&column, &lattice, rules).unwrap();
        let facts = network::facts(&column, &lattice, &out);
        let mut seen: Vec<Vec<f64>> = vec![Vec::new(); n];
        for code in 0..scale.len().pow(n as u32) {
            let values: Vec<f64> = (0..n).map(|city| scale[code / scale.len().pow(city as u32) % scale.len()]).collect();
            if values.iter().zip(&seen).all(|(value, seen)| seen.contains(value)) {
                continue;
            }
            let other = Column { values: values.iter().copied().map(Some).collect(), ..column.clone() };
            if network::facts(&other, &lattice, &out) == facts && release(&other, &lattice, rules).unwrap() == out {
                seen.iter_mut().zip(&values).filter(|(seen, value)| !seen.contains(value)).for_each(|(seen, value)| seen.push(*value));
            }
        }
        found.municipalities += n;
        found.means += out.iter().filter(|group| group.mean.value().is_some()).count();
        found.recovered += seen.iter().filter(|seen| seen.len() == 1).count();
    }
    found
}

/// Hiding a group because its values are alike tells something to who knows the rules; hiding the whole column does not.
#[test]
fn an_attacker_who_knows_the_rules() {
    let floor = Rules { least: 3, quartiles: 4, extremes: 6, ..Rules::PUBLIC };
    for (name, rules, scale, sizes) in [("threshold 3", floor, &[0.0, 50.0, 100.0][..], 6..8), ("public", Rules::PUBLIC, &[0.0, 100.0], 10..12)] {
        let local = attack_knowing(&rules, scale, sizes.clone(), 60);
        let whole = attack_knowing(&Rules { whole_or_nothing: true, ..rules }, scale, sizes, 60);
        println!("{name}: an attacker who knows the rules: {local:?}; if the whole column is hidden instead: {whole:?}");
        assert_eq!(whole.recovered, 0);
        assert!(local.recovered > 0 && local.recovered * 20 < local.municipalities, "the documented remainder has changed: {local:?}");
    }
}

/// Why hiding the whole column is not the rule for everybody: most of what could be published would go.
#[test]
fn hiding_the_whole_column_costs_most_of_it() {
    let whole = Rules { whole_or_nothing: true, ..Rules::PUBLIC };
    let mut means = [[0; 2]; 3];
    for seed in 0..300 {
        let (column, lattice) = network(&mut Chance(seed));
        let kind = if column.discrete { 2 } else { usize::from(column.mean != Mean::Plain) };
        for (at, rules) in [Rules::PUBLIC, whole].iter().enumerate() {
            let out = release(&column, &lattice, rules).unwrap();
            means[kind][at] += out.iter().filter(|group| group.mean.value().is_some()).count();
        }
    }
    println!("means of 300 networks, and with whole columns hidden: scores, weighted scores, options {means:?}");
    assert!(means.iter().all(|[now, whole]| *now > 0 && whole * 2 < *now), "{means:?}");
}

/// The rules one by one, each with the case it is for.
#[test]
fn each_rule_has_its_case() {
    let values = [10.0, 25.0, 40.0, 45.0, 60.0, 72.0, 80.0, 85.0, 90.0, 95.0, 33.0, 12.0];
    let of = |sizes: &[usize]| sizes.iter().enumerate().flat_map(|(at, size)| vec![at; *size]).collect::<Vec<_>>();
    let mean = |groups: &[usize], values: &[f64]| {
        let out = release(&column(values), &lattice(&[groups]), &Rules::PUBLIC).unwrap();
        out.into_iter().map(|group| group.mean).collect::<Vec<_>>()
    };
    // Two groups of six: both, and the whole.
    assert!(mean(&of(&[6, 6]), &values).iter().all(|cell| cell.value().is_some()));
    // Seven and five: both; eight and four: the four are too few, and what the whole leaves over would be they.
    assert!(mean(&of(&[7, 5]), &values).iter().all(|cell| cell.value().is_some()));
    assert_eq!(mean(&of(&[8, 4]), &values)[1..], [Cell::Suppressed(Rule::Differencing), Cell::Suppressed(Rule::TooFew)]);
    // Six, five and one: the five would leave one over beside the six; the hidden ones are two.
    assert!(mean(&of(&[6, 5, 1]), &values)[1].value().is_some());
    assert_eq!(mean(&of(&[6, 5, 1]), &values)[2..], [Cell::Suppressed(Rule::Differencing), Cell::Suppressed(Rule::TooFew)]);
    // Everybody at the top: the mean would tell each one's value.
    assert_eq!(mean(&of(&[12]), &[100.0; 12])[0], Cell::Suppressed(Rule::Differencing));
    // Nobody has a value: missing, which is neither hidden nor zero.
    let nobody = Column { values: vec![None; 12], ..column(&values) };
    assert_eq!(release(&nobody, &lattice(&[&of(&[12])]), &Rules::PUBLIC).unwrap()[0].mean, Cell::Missing);
    // One municipality with three quarters of the inhabitants.
    let mut weights = vec![1.0; 12];
    weights[3] = 33.0;
    let weighted = Column { mean: Mean::Weighted(weights), ..column(&values) };
    assert_eq!(release(&weighted, &lattice(&[&of(&[12])]), &Rules::PUBLIC).unwrap()[0].mean, Cell::Suppressed(Rule::Dominance));
    // Minimum and maximum of twelve: only if all agreed.
    let out = release(&column(&values), &lattice(&[&of(&[12])]), &Rules::PUBLIC).unwrap();
    assert_eq!((&out[0].extremes, &out[0].unit), (&Cell::Suppressed(Rule::TooFew), &0.2));
    let agreed = Column { shown: vec![true; 12], ..column(&values) };
    assert_eq!(release(&agreed, &lattice(&[&of(&[12])]), &Rules::PUBLIC).unwrap()[0].extremes, Cell::Value((10.0, 95.0)));
    // Nine of twelve are shown by name: three are left to guess.
    let most = Column { shown: (0..12).map(|city| city > 2).collect(), ..column(&values) };
    assert_eq!(release(&most, &lattice(&[&of(&[12])]), &Rules::PUBLIC).unwrap()[0].mean, Cell::Suppressed(Rule::TooFew));
}

/// An index is the mean of its dimensions: where one dimension is hidden for a group, index and other dimensions would give it.
#[test]
fn a_part_hidden_in_one_node_is_hidden_in_all() {
    let groups: Vec<usize> = (0..18).map(|city| city / 6).collect();
    let lattice = lattice(&[&groups]);
    let first: Vec<f64> = (0..18).map(|city| f64::from(city * 37 % 90)).collect();
    // Everybody in the second group has everything.
    let second: Vec<f64> = (0..18).map(|city| if city / 6 == 1 { 100.0 } else { f64::from(city * 29 % 90) }).collect();
    let index: Vec<f64> = first.iter().zip(&second).map(|(a, b)| (a + b) / 2.0).collect();
    let columns = [column(&index), column(&first), column(&second)];
    let means = |out: &[Publication]| out.iter().map(|group| group.mean.value().copied()).collect::<Vec<_>>();
    let apart: Vec<Vec<Option<f64>>> = columns.iter().map(|column| means(&release(column, &lattice, &Rules::PUBLIC).unwrap())).collect();
    let derived = 2.0 * apart[0][2].unwrap() - apart[1][2].unwrap();
    assert!(apart[2][2].is_none() && (derived - 100.0).abs() < 0.6, "the case does not show what it is for: {apart:?}");
    let together = release_together(&columns, &lattice, &Rules::PUBLIC).unwrap();
    let pattern = |out: &Vec<Publication>| out.iter().map(|group| group.mean.value().is_some()).collect::<Vec<_>>();
    assert!(together.iter().all(|out| pattern(out) == pattern(&together[0]) && !pattern(out)[2]), "{together:?}");
    assert!(pattern(&together[0])[0]);
}

/// A value outside the scale, a weight of zero or a column of another length is refused.
#[test]
fn what_does_not_fit_is_refused() {
    let lattice = lattice(&[&[0; 6]]);
    let good = column(&[50.0; 6]);
    assert!(release(&good, &lattice, &Rules::PUBLIC).is_some());
    let bad = [
        Column { values: vec![Some(101.0); 6], ..good.clone() },
        Column { values: vec![Some(f64::NAN); 6], ..good.clone() },
        Column { values: vec![Some(1.0); 5], ..good.clone() },
        Column { mean: Mean::Weighted(vec![0.0; 6]), ..good.clone() },
    ];
    assert!(bad.iter().all(|column| release(column, &lattice, &Rules::PUBLIC).is_none()));
    assert!(Lattice::new(6, &[vec![Some(0); 5]]).is_none());
}
