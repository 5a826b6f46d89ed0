//! Linear programming by the simplex method, small and dense: the exact range of one sum within intervals for others.

const HAIR: f64 = 1e-9;
/// Unknowns and sums are divided by this, so that they are of the size of 1.
const SCALE: f64 = 1_000.0;

/// An interval for the sum over some unknowns.
pub type Equation = (Vec<usize>, f64, f64);

/// The least and the greatest value of each unknown that fits every equation, with each unknown between its own bounds.
pub fn ranges(equations: &[Equation], low: &[f64], high: &[f64]) -> Vec<(f64, f64)> {
    let n = low.len();
    let mut rows: Vec<(Vec<f64>, f64)> = Vec::new();
    for (parts, from, to) in equations {
        let row: Vec<f64> = (0..n).map(|at| if parts.contains(&at) { 1.0 } else { 0.0 }).collect();
        let base: f64 = parts.iter().map(|at| low[*at]).sum();
        rows.push((row.iter().map(|entry| -entry).collect(), (base - from) / SCALE + HAIR));
        rows.push((row, (to - base) / SCALE + HAIR));
    }
    for at in 0..n {
        rows.push(((0..n).map(|other| if other == at { 1.0 } else { 0.0 }).collect(), (high[at] - low[at]) / SCALE));
    }
    let most = |at: usize, sign: f64| {
        let goal: Vec<f64> = (0..n).map(|other| if other == at { sign } else { 0.0 }).collect();
        Simplex::new(&rows, &goal).solve().map(|value| value * sign * SCALE)
    };
    // What cannot be solved for rounding errors teaches nothing.
    (0..n).map(|at| (most(at, -1.0).map_or(low[at], |value| low[at] + value), most(at, 1.0).map_or(high[at], |value| low[at] + value))).collect()
}

/// The greatest value of a goal over x ≥ 0 with rows · x ≤ bounds.
struct Simplex {
    table: Vec<Vec<f64>>,
    basic: Vec<usize>,
    free: Vec<usize>,
    m: usize,
    n: usize,
}

impl Simplex {
    fn new(rows: &[(Vec<f64>, f64)], goal: &[f64]) -> Self {
        let (m, n) = (rows.len(), goal.len());
        let mut table: Vec<Vec<f64>> = rows.iter().map(|(row, bound)| row.iter().copied().chain([-1.0, *bound]).collect()).collect();
        table.push(goal.iter().map(|entry| -entry).chain([0.0, 0.0]).collect());
        table.push((0..n).map(|_| 0.0).chain([1.0, 0.0]).collect());
        // The artificial unknown of the first phase has the number n + m.
        Self { table, basic: (n..n + m).collect(), free: (0..n).chain([n + m]).collect(), m, n }
    }

    fn pivot(&mut self, r: usize, s: usize) {
        let inverse = 1.0 / self.table[r][s];
        let row = self.table[r].clone();
        for i in (0..self.m + 2).filter(|i| *i != r) {
            let factor = self.table[i][s] * inverse;
            if factor != 0.0 {
                for (entry, by) in self.table[i].iter_mut().zip(&row) {
                    *entry -= by * factor;
                }
            }
            self.table[i][s] = -factor;
        }
        self.table[r].iter_mut().for_each(|entry| *entry *= inverse);
        self.table[r][s] = inverse;
        std::mem::swap(&mut self.basic[r], &mut self.free[s]);
    }

    fn improve(&mut self, goal: usize, with_artificial: bool) -> bool {
        for _ in 0..2_000 {
            let usable = (0..=self.n).filter(|s| with_artificial || self.free[*s] != self.n + self.m);
            let entering = usable.filter(|s| self.table[goal][*s] < -HAIR).min_by_key(|s| self.free[*s]);
            let Some(s) = entering else { return true };
            let ratio = |r: usize| self.table[r][self.n + 1] / self.table[r][s];
            let leaving = (0..self.m)
                .filter(|r| self.table[*r][s] > HAIR)
                .min_by(|a, b| ratio(*a).total_cmp(&ratio(*b)).then(self.basic[*a].cmp(&self.basic[*b])));
            let Some(r) = leaving else { return false };
            self.pivot(r, s);
        }
        false
    }

    fn solve(mut self) -> Option<f64> {
        let worst = (0..self.m).min_by(|a, b| self.table[*a][self.n + 1].total_cmp(&self.table[*b][self.n + 1]))?;
        if self.table[worst][self.n + 1] < -HAIR {
            self.pivot(worst, self.n);
            if !self.improve(self.m + 1, true) || self.table[self.m + 1][self.n + 1] < -1e-7 {
                return None;
            }
            if let Some(r) = self.basic.iter().position(|of| *of == self.n + self.m) {
                let s = (0..=self.n).max_by(|a, b| self.table[r][*a].abs().total_cmp(&self.table[r][*b].abs()))?;
                self.pivot(r, s);
            }
        }
        self.improve(self.m, false).then(|| self.table[self.m][self.n + 1])
    }
}
