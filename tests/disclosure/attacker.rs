//! The attacker: exact linear algebra, bounds, and differences of order statistics. Shares no code with what it attacks.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use miernik::engine::disclosure::{Column, Lattice, Publication};

use crate::linear::{Equation, ranges};
use crate::network::weight;

/// A prime: sums that follow from others are found by elimination modulo it.
const PRIME: i128 = (1 << 61) - 1;
/// A value is recovered if it is known to less than this width in points.
const RECOVERED_WIDTH: f64 = 1.0;

/// Linear programs are solved for no more unknowns than this; beyond, bounds are only propagated.
const MOST_UNKNOWNS: usize = 8;

/// What an attack found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recovered {
    /// Municipalities with a value that is not shown by name.
    pub cities: usize,
    /// Of these, recovered: by a sum over it alone, by bounds, or as the only one that an order statistic can belong to.
    pub cells: usize,
    /// Sums or differences over two or more, but fewer than the threshold.
    pub sets: usize,
}

impl Recovered {
    pub fn add(&mut self, more: Self) {
        self.cities += more.cities;
        self.cells += more.cells;
        self.sets += more.sets;
    }
}

pub struct Attacker<'a> {
    column: &'a Column,
    publications: &'a [Publication],
    /// Unknown municipalities of each group.
    unknown: Vec<Vec<usize>>,
    /// All municipalities with a value of each group.
    there: Vec<Vec<usize>>,
    least: usize,
}

impl<'a> Attacker<'a> {
    pub fn new(column: &'a Column, lattice: &Lattice, publications: &'a [Publication], least: usize) -> Self {
        let there: Vec<Vec<usize>> =
            lattice.groups.iter().map(|group| group.members.iter().copied().filter(|city| column.values[*city].is_some()).collect()).collect();
        let unknown = there.iter().map(|group: &Vec<usize>| group.iter().copied().filter(|city| !column.shown[*city]).collect()).collect();
        Self { column, publications, unknown, there, least }
    }

    pub fn attack(&self) -> Recovered {
        let cities = (0..self.column.values.len()).filter(|city| self.column.values[*city].is_some() && !self.column.shown[*city]).count();
        let atoms = self.atoms();
        let (mut cells, sets) = self.sums(&atoms);
        cells.extend(self.bounds(&atoms));
        cells.extend(self.order());
        Recovered { cities, cells: cells.len(), sets }
    }

    fn means(&self) -> Vec<usize> {
        (0..self.publications.len()).filter(|group| self.publications[*group].mean.value().is_some()).collect()
    }

    /// Unknown municipalities that every published mean holds together.
    fn atoms(&self) -> Vec<Vec<usize>> {
        let mut signatures: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for group in self.means() {
            for city in &self.unknown[group] {
                signatures.entry(*city).or_default().push(group);
            }
        }
        let mut atoms: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for (city, signature) in signatures {
            atoms.entry(signature).or_default().push(city);
        }
        atoms.into_values().collect()
    }

    /// Sums (and differences) over fewer than the threshold that follow: sets of atoms whose columns in the null space add up to nothing.
    fn sums(&self, atoms: &[Vec<usize>]) -> (BTreeSet<usize>, usize) {
        let rows: Vec<Vec<i128>> = self
            .means()
            .into_iter()
            .map(|group| atoms.iter().map(|atom| i128::from(self.unknown[group].binary_search(&atom[0]).is_ok())).collect())
            .collect();
        let columns = null_space(rows, atoms.len());
        let zero = |sum: &[i128]| sum.iter().all(|entry| *entry == 0);
        let small: Vec<usize> = (0..atoms.len()).filter(|at| atoms[*at].len() < self.least).collect();
        let size = |set: &[usize]| set.iter().map(|at| atoms[*at].len()).sum::<usize>();
        let mut cells = BTreeSet::new();
        let mut sets = 0;
        for at in small.iter().filter(|at| zero(&columns[**at])) {
            if let [city] = atoms[*at][..] {
                cells.insert(city);
            } else {
                sets += 1;
            }
        }
        let live: Vec<usize> = small.into_iter().filter(|at| !zero(&columns[*at])).collect();
        let mut pairs: HashMap<Vec<i128>, Vec<[usize; 2]>> = HashMap::new();
        let mut single: HashMap<Vec<i128>, Vec<usize>> = HashMap::new();
        for (at, a) in live.iter().enumerate() {
            single.entry(columns[*a].clone()).or_default().push(*a);
            for b in &live[at + 1..] {
                if size(&[*a, *b]) >= self.least {
                    continue;
                }
                for sign in [1, PRIME - 1] {
                    let sum: Vec<i128> = columns[*a].iter().zip(&columns[*b]).map(|(x, y)| (x + sign * y) % PRIME).collect();
                    sets += usize::from(zero(&sum));
                    if sign == 1 {
                        pairs.entry(sum).or_default().push([*a, *b]);
                    }
                }
            }
        }
        for (sum, of) in &pairs {
            let opposite: Vec<i128> = sum.iter().map(|entry| (PRIME - entry) % PRIME).collect();
            let others = single.get(&opposite).into_iter().flatten().map(|c| vec![*c]);
            let others = others.chain(pairs.get(&opposite).into_iter().flatten().map(|pair| pair.to_vec()));
            for other in others {
                for pair in of {
                    let distinct = other.iter().all(|c| !pair.contains(c) && *c > pair[0]);
                    sets += usize::from(distinct && size(pair) + size(&other) < self.least && !zero(sum));
                }
            }
        }
        (cells, sets)
    }

    /// Bounds of each value from the rounded sums: propagated through every published mean and every difference of two nested ones, then, where there are
    /// not too many unknowns, made exact by linear programming.
    fn bounds(&self, atoms: &[Vec<usize>]) -> BTreeSet<usize> {
        let maximum = self.column.maximum;
        let weights: Vec<f64> = atoms.iter().map(|atom| atom.iter().map(|city| weight(self.column, *city)).sum()).collect();
        let (least, most) = self.walls();
        let mut low: Vec<f64> = atoms.iter().map(|atom| atom.iter().map(|city| least[*city] * weight(self.column, *city)).sum()).collect();
        let mut high: Vec<f64> = atoms.iter().map(|atom| atom.iter().map(|city| most[*city] * weight(self.column, *city)).sum()).collect();
        let equations = self.equations(atoms);
        for _ in 0..20 {
            for (parts, from, to) in &equations {
                let (all_low, all_high): (f64, f64) = (parts.iter().map(|at| low[*at]).sum(), parts.iter().map(|at| high[*at]).sum());
                for at in parts {
                    let (own_low, own_high) = (low[*at], high[*at]);
                    low[*at] = own_low.max(from - (all_high - own_high));
                    high[*at] = own_high.min(to - (all_low - own_low));
                }
            }
        }
        if atoms.len() <= MOST_UNKNOWNS {
            for (at, (from, to)) in ranges(&equations, &low, &high).into_iter().enumerate() {
                (low[at], high[at]) = (low[at].max(from - 1e-4), high[at].min(to + 1e-4));
            }
        }
        let mut found = BTreeSet::new();
        for (at, atom) in atoms.iter().enumerate() {
            assert!(low[at] <= high[at] + 1e-6 * weights[at] * maximum, "the publication contradicts itself");
            let (all_least, all_most): (f64, f64) = atom.iter().fold((0.0, 0.0), |(a, b), city| {
                let weight = weight(self.column, *city);
                (a + least[*city] * weight, b + most[*city] * weight)
            });
            for city in atom {
                let weight = weight(self.column, *city);
                let from = least[*city].max((low[at] - all_most) / weight + most[*city]);
                let to = most[*city].min((high[at] - all_least) / weight + least[*city]);
                let truth = self.column.values[*city].unwrap();
                assert!(from - 1e-3 <= truth && truth <= to + 1e-3, "the attacker is wrong: {truth} is not in {from}..{to}");
                if to - from < RECOVERED_WIDTH {
                    found.insert(*city);
                }
            }
        }
        found
    }

    /// Published sums over atoms as intervals, and the differences of nested ones.
    fn equations(&self, atoms: &[Vec<usize>]) -> Vec<Equation> {
        let mut equations: Vec<Equation> = Vec::new();
        for group in self.means() {
            let publication = &self.publications[group];
            let parts: Vec<usize> = (0..atoms.len()).filter(|at| self.unknown[group].binary_search(&atoms[*at][0]).is_ok()).collect();
            let all: f64 = self.there[group].iter().map(|city| weight(self.column, *city)).sum();
            let known = self.there[group].iter().filter(|city| self.column.shown[**city]);
            let known: f64 = known.map(|city| self.column.values[*city].unwrap() * weight(self.column, *city)).sum();
            let (mean, half) = (*publication.mean.value().unwrap(), publication.unit / 2.0 + 1e-9);
            equations.push((parts, (mean - half) * all - known, (mean + half) * all - known));
        }
        let plain = equations.clone();
        for (inner, from, to) in &plain {
            for (outer, outer_from, outer_to) in &plain {
                if inner.len() < outer.len() && inner.iter().all(|at| outer.binary_search(at).is_ok()) {
                    let rest = outer.iter().copied().filter(|at| inner.binary_search(at).is_err()).collect();
                    equations.push((rest, outer_from - to, outer_to - from));
                }
            }
        }
        equations
    }

    /// The tightest published minimum and maximum over each municipality.
    fn walls(&self) -> (Vec<f64>, Vec<f64>) {
        let n = self.column.values.len();
        let (mut least, mut most) = (vec![0.0_f64; n], vec![self.column.maximum; n]);
        for (group, publication) in self.publications.iter().enumerate() {
            if let Some((low, high)) = publication.extremes.value() {
                for city in &self.there[group] {
                    least[*city] = least[*city].max(low - publication.unit / 2.0 - 1e-9);
                    most[*city] = most[*city].min(high + publication.unit / 2.0 + 1e-9);
                }
            }
        }
        (least, most)
    }

    /// Order statistics of two groups: what one has and the other has not belongs to the difference; what both have, and nobody else, to the common part.
    fn order(&self) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let with: Vec<usize> = (0..self.publications.len()).filter(|group| !self.telling(*group).is_empty()).collect();
        for a in &with {
            for b in with.iter().filter(|b| *b != a) {
                let only: Vec<usize> = self.there[*a].iter().copied().filter(|city| self.there[*b].binary_search(city).is_err()).collect();
                let common: Vec<usize> = self.there[*a].iter().copied().filter(|city| self.there[*b].binary_search(city).is_ok()).collect();
                let unknown = |part: &[usize]| part.iter().copied().filter(|city| !self.column.shown[*city]).collect::<Vec<_>>();
                if let ([city], Some(true)) = (&unknown(&only)[..], self.exceeds(*a, *b)) {
                    found.insert(*city);
                }
                let shared = self.telling(*a).iter().any(|value| self.telling(*b).contains(value) && self.is_only(*a, *value));
                if let ([city], true) = (&unknown(&common)[..], shared && common.len() == 1) {
                    found.insert(*city);
                }
            }
        }
        found
    }

    /// The published values that are one municipality's own: dots, extremes, and the median of an odd number; in units of the group with its rounding.
    fn telling(&self, group: usize) -> Vec<i64> {
        let publication = &self.publications[group];
        let key = |value: f64| (value * 1e6).round() as i64;
        let mut values: Vec<i64> = publication.dots.value().into_iter().flatten().map(|value| key(*value)).collect();
        values.extend(publication.extremes.value().into_iter().flat_map(|(low, high)| [key(*low), key(*high)]));
        values.extend(publication.median.value().filter(|_| publication.contributing % 2 == 1).map(|value| key(*value)));
        values
    }

    /// Whether the greatest or least value of `a` lies outside those of `b`: then it is one of the municipalities that `b` has not.
    fn exceeds(&self, a: usize, b: usize) -> Option<bool> {
        let ((low, high), (other_low, other_high)) = (self.publications[a].extremes.value()?, self.publications[b].extremes.value()?);
        let doubt = self.publications[a].unit.max(self.publications[b].unit);
        Some(*high > other_high + doubt || *low < other_low - doubt)
    }

    /// Whether a value stands once among the dots of a group, as far as dots tell.
    fn is_only(&self, group: usize, value: i64) -> bool {
        self.publications[group].dots.value().is_none_or(|dots| dots.iter().filter(|dot| (*dot * 1e6).round() as i64 == value).count() == 1)
    }
}

/// For each column its entries in a basis of the null space, modulo [`PRIME`].
fn null_space(mut rows: Vec<Vec<i128>>, columns: usize) -> Vec<Vec<i128>> {
    let mut pivots: Vec<usize> = Vec::new();
    for column in 0..columns {
        let rank = pivots.len();
        let Some(found) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, found);
        let inverse = power(rows[rank][column], PRIME - 2);
        rows[rank].iter_mut().for_each(|entry| *entry = *entry * inverse % PRIME);
        let pivot = rows[rank].clone();
        for (at, row) in rows.iter_mut().enumerate().filter(|(at, _)| *at != rank) {
            let factor = row[column];
            if factor != 0 && at != rank {
                row.iter_mut().zip(&pivot).for_each(|(entry, by)| *entry = (*entry + (PRIME - factor) * by) % PRIME);
            }
        }
        pivots.push(column);
    }
    let free: Vec<usize> = (0..columns).filter(|column| !pivots.contains(column)).collect();
    (0..columns)
        .map(|column| match pivots.iter().position(|pivot| *pivot == column) {
            Some(row) => free.iter().map(|free| (PRIME - rows[row][*free]) % PRIME).collect(),
            None => free.iter().map(|free| i128::from(*free == column)).collect(),
        })
        .collect()
}

fn power(base: i128, exponent: i128) -> i128 {
    let (mut result, mut base, mut exponent) = (1, base % PRIME, exponent);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}
