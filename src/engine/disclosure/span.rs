//! What published sums determine: exact linear algebra over the smallest sets that the lattice can tell apart.
//!
//! Published sums are rows of zeros and ones; every sum that follows from them is a combination of rows. The rows are kept in reduced echelon form with
//! whole numbers (fraction-free Gauss–Jordan elimination), so "follows" is decided without rounding.

use super::Column;
use super::lattice::{Lattice, atoms};

/// A search that takes more steps than this is given up, and the group is not published.
const MOST_STEPS: usize = 50_000;

/// The sums published so far.
#[derive(Debug, Clone)]
pub(super) struct Span {
    /// Position of each municipality's atom; none if it needs no protection.
    atom_of: Vec<Option<usize>>,
    /// Municipalities in each atom.
    pub(super) sizes: Vec<usize>,
    least: usize,
    rows: Vec<Row>,
}

#[derive(Debug, Clone)]
struct Row {
    pivot: usize,
    entries: Vec<i128>,
}

impl Span {
    /// Nothing is published yet.
    pub(super) fn new(column: &Column, lattice: &Lattice, least: usize) -> Self {
        let protected: Vec<Vec<usize>> =
            lattice.groups.iter().map(|group| group.members.iter().copied().filter(|city| column.is_protected(*city)).collect()).collect();
        let atoms = atoms(protected.iter().map(Vec::as_slice), lattice.cities);
        let mut atom_of = vec![None; lattice.cities];
        for (at, atom) in atoms.iter().enumerate() {
            atom.iter().for_each(|city| atom_of[*city] = Some(at));
        }
        Self { atom_of, sizes: atoms.iter().map(Vec::len).collect(), least, rows: Vec::new() }
    }

    /// The atom of a protected municipality.
    pub(super) fn atom(&self, city: usize) -> Option<usize> {
        self.atom_of[city]
    }

    /// With one more published sum; `None` if a combination of sums would then speak of fewer than `least` municipalities, or if that cannot be ruled out.
    pub(super) fn with(&self, members: &[usize]) -> Option<Self> {
        let mut entries = vec![0; self.sizes.len()];
        for atom in members.iter().filter_map(|city| self.atom_of[*city]) {
            entries[atom] = 1;
        }
        let mut wider = self.clone();
        for row in &self.rows {
            entries = combine(&entries, &row.entries, row.pivot)?;
        }
        // Large atoms first: a row whose pivot is small then has no large atom at all.
        let columns = || (0..entries.len()).filter(|at| entries[*at] != 0);
        let Some(pivot) = columns().max_by_key(|at| (self.sizes[*at] >= self.least, std::cmp::Reverse(*at))) else { return Some(wider) };
        for row in &mut wider.rows {
            row.entries = combine(&row.entries, &entries, pivot)?;
        }
        wider.rows.push(Row { pivot, entries });
        (!wider.speaks_of_few()?).then_some(wider)
    }

    /// Whether a sum or difference over fewer than `least` municipalities follows. `None` if the search takes too long or the numbers grow too large.
    ///
    /// Each combination has, at every pivot, the coefficient of that pivot's row: so one over few municipalities is made of few rows with small pivots.
    fn speaks_of_few(&self) -> Option<bool> {
        let small: Vec<&Row> = self.rows.iter().filter(|row| self.sizes[row.pivot] < self.least).collect();
        let common = small.iter().try_fold(1_i128, |common, row| {
            let pivot = row.entries[row.pivot].checked_abs()?;
            (common / gcd(common, pivot)).checked_mul(pivot)
        })?;
        let scaled: Option<Vec<Vec<i128>>> =
            small.iter().map(|row| row.entries.iter().map(|entry| entry.checked_mul(common / row.entries[row.pivot])).collect()).collect();
        let mut search = Search { rows: scaled?, pivots: small.iter().map(|row| self.sizes[row.pivot]).collect(), span: self, steps: 0 };
        search.further(0, 0, &vec![0; self.sizes.len()])
    }

    /// A basis of the changes of atom sums that no published sum would show: one for each atom that is no pivot.
    pub(super) fn unseen(&self) -> Vec<Vec<f64>> {
        let free = (0..self.sizes.len()).filter(|at| self.rows.iter().all(|row| row.pivot != *at));
        free.map(|at| {
            let mut change = vec![0.0; self.sizes.len()];
            change[at] = 1.0;
            for row in &self.rows {
                change[row.pivot] = -(row.entries[at] as f64) / row.entries[row.pivot] as f64;
            }
            change
        })
        .collect()
    }
}

struct Search<'s> {
    rows: Vec<Vec<i128>>,
    pivots: Vec<usize>,
    span: &'s Span,
    steps: usize,
}

impl Search<'_> {
    /// Adds further rows, each once or taken away once, while their pivots alone are still few.
    fn further(&mut self, from: usize, weight: usize, sum: &[i128]) -> Option<bool> {
        for at in from..self.rows.len() {
            let weight = weight + self.pivots[at];
            if weight >= self.span.least {
                continue;
            }
            let signs: &[i128] = if sum.iter().all(|entry| *entry == 0) { &[1] } else { &[1, -1] };
            for sign in signs {
                self.steps += 1;
                let next: Vec<i128> = sum.iter().zip(&self.rows[at]).map(|(a, b)| a.checked_add(sign * b)).collect::<Option<_>>()?;
                let support: usize = next.iter().zip(&self.span.sizes).filter(|(entry, _)| **entry != 0).map(|(_, size)| size).sum();
                if support < self.span.least || self.further(at + 1, weight, &next)? {
                    return Some(true);
                }
            }
            if self.steps > MOST_STEPS {
                return None;
            }
        }
        Some(false)
    }
}

/// `row` without its entry at the pivot of `by`, its numbers as small as they go; `None` if they do not fit.
fn combine(row: &[i128], by: &[i128], pivot: usize) -> Option<Vec<i128>> {
    if row[pivot] == 0 {
        return Some(row.to_vec());
    }
    let common = gcd(row[pivot], by[pivot]);
    let (keep, take) = (by[pivot] / common, row[pivot] / common);
    let entries = row.iter().zip(by).map(|(a, b)| a.checked_mul(keep)?.checked_sub(b.checked_mul(take)?));
    let entries: Vec<i128> = entries.collect::<Option<_>>()?;
    let common = entries.iter().fold(0, |common, entry| gcd(common, *entry)).max(1);
    Some(entries.into_iter().map(|entry| entry / common).collect())
}

const fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    // The entries are far below the largest whole number, see `combine`.
    a as i128
}
