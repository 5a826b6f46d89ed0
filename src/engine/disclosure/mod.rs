//! Disclosure control: a column of values and a lattice of groups → what may be published of each group without giving a municipality away.
//!
//! [`release`] goes through the groups in a fixed order, the whole first, and serves a statistic only if everything served so far still hides each
//! municipality: by counting ([`Rules`]), by what sums determine (`span`), and by a second data set that would give the same publication
//! (`certificate`). What a reader may not see is [`Cell::Suppressed`] with its rule, never a zero and never "missing".

mod certificate;
mod lattice;
mod span;

use super::stats::{ascending, median, quantile};
use certificate::Open;
use lattice::Parts;
pub use lattice::{Group, Lattice};
use span::Span;

/// Least number of contributing municipalities of a published median or mean.
pub const LEAST_FOR_MEDIAN: usize = 5;
/// Least number of contributing municipalities of published quartiles.
pub const LEAST_FOR_QUARTILES: usize = 8;
/// Least number of contributing municipalities of a published minimum, maximum or row of dots, unless all of them agreed to be shown.
pub const LEAST_FOR_EXTREMES: usize = 20;
/// Least number of answers of staff or residents of a published cell.
pub const LEAST_FOR_STAFF: usize = 10;
/// No configuration goes below this many.
pub const FLOOR: usize = 3;

/// How much is hidden. Numbers of municipalities count those that contribute a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// For a mean or a median, and for every set that can be told apart from the publication: 5, for answers of staff 10, never below 3.
    pub least: usize,
    /// For quartiles.
    pub quartiles: usize,
    /// For minimum, maximum and dots, unless every municipality of the group agreed to be shown.
    pub extremes: usize,
    /// A weighted mean is not published if one municipality has more than this share (0 to 1) of the weight.
    pub dominance: f64,
    /// Least width, as a share (0 to 1) of the full score, of what can be concluded about any municipality that did not agree to be shown.
    pub protection: f64,
    /// Least half-width, as a share (0 to 1) of the full score, of what all others of a group together learn from its mean about the last one.
    pub colluder_margin: f64,
    /// Hide the whole column if any group of it must be hidden because its values are too much alike. Otherwise only that group is hidden, and a reader who
    /// knows these rules can conclude that much: that somewhere values are alike.
    pub whole_or_nothing: bool,
}

impl Rules {
    /// For scores of municipalities that everybody may read.
    pub const PUBLIC: Self = Self {
        least: LEAST_FOR_MEDIAN,
        quartiles: LEAST_FOR_QUARTILES,
        extremes: LEAST_FOR_EXTREMES,
        dominance: 0.7,
        protection: 0.02,
        colluder_margin: 0.01,
        whole_or_nothing: false,
    };

    /// For answers of staff or residents.
    pub const STAFF: Self = Self { least: LEAST_FOR_STAFF, quartiles: LEAST_FOR_STAFF, whole_or_nothing: true, ..Self::PUBLIC };

    /// The unit to which statistics of `n` values are rounded: the least of 0.1, 0.2, 0.5, 1, 2, 5 and 10 % of the full score with which `n − 1`
    /// members who put their values together learn the last one to no less than ± the margin (`n · unit ÷ 2 ≥ margin`).
    pub fn unit(&self, n: usize, maximum: f64) -> f64 {
        const UNITS: [f64; 7] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1];
        let enough = |unit: &f64| *unit * n as f64 / 2.0 + 1e-12 >= self.colluder_margin;
        UNITS.into_iter().find(enough).unwrap_or(0.1) * maximum
    }
}

/// How the values of a group are averaged. One column is released with one kind of mean: a plain and a weighted mean of the same group would be two
/// equations about the same municipalities.
#[derive(Debug, Clone, PartialEq)]
pub enum Mean {
    /// Every municipality counts once.
    Plain,
    /// By these positive weights, for example inhabitants, in the order of the municipalities.
    Weighted(Vec<f64>),
}

/// The values of one node, or of one option of a question (100 if chosen, else 0), in a frozen round.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The value of each municipality, 0 to `maximum`; none where there is no published score.
    pub values: Vec<Option<f64>>,
    /// Whether the municipality agreed that its value is shown by name: it is taken as known to everybody.
    pub shown: Vec<bool>,
    /// The full score.
    pub maximum: f64,
    /// Whether the values are a few known ones only, such as 0 and 100: then no value in between would be believed.
    pub discrete: bool,
    /// The kind of mean.
    pub mean: Mean,
}

impl Column {
    /// A municipality whose value is there and is not shown by name.
    fn is_protected(&self, city: usize) -> bool {
        self.values[city].is_some() && !self.shown[city]
    }

    fn weight(&self, city: usize) -> f64 {
        match &self.mean {
            Mean::Plain => 1.0,
            Mean::Weighted(weights) => weights[city],
        }
    }
}

/// Why a statistic is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Too few municipalities contribute, or too few besides those that are shown by name.
    TooFew,
    /// One municipality has most of the weight.
    Dominance,
    /// With what is published already, too much could be concluded about some municipalities. Which of the tests refused it is not told: where values
    /// are all alike, the answer would tell them.
    Differencing,
    /// It would give the only hidden group beside it.
    Secondary,
}

impl Rule {
    /// The word in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooFew => "too_few",
            Self::Dominance => "dominance",
            Self::Differencing => "differencing",
            Self::Secondary => "secondary",
        }
    }
}

/// One published statistic, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<T> {
    /// Published, rounded to the group's unit.
    Value(T),
    /// There is one; it is not published.
    Suppressed(Rule),
    /// Nobody in the group has a value.
    Missing,
}

impl<T> Cell<T> {
    /// The published value.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Suppressed(_) | Self::Missing => None,
        }
    }
}

/// What is published of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication {
    /// Municipalities of the group that have a value.
    pub contributing: usize,
    /// The unit to which everything below is rounded.
    pub unit: f64,
    /// Mean.
    pub mean: Cell<f64>,
    /// Median (quantile of type 7).
    pub median: Cell<f64>,
    /// First and third quartile.
    pub quartiles: Cell<(f64, f64)>,
    /// Least and greatest value.
    pub extremes: Cell<(f64, f64)>,
    /// Every value without a name, ascending.
    pub dots: Cell<Vec<f64>>,
}

impl Publication {
    fn hide(&mut self, rule: Rule) {
        *self = Self::all(self.contributing, self.unit, Some(rule));
    }

    fn all(contributing: usize, unit: f64, rule: Option<Rule>) -> Self {
        fn cell<T>(rule: Option<Rule>) -> Cell<T> {
            rule.map_or(Cell::Missing, Cell::Suppressed)
        }
        Self { contributing, unit, mean: cell(rule), median: cell(rule), quartiles: cell(rule), extremes: cell(rule), dots: cell(rule) }
    }
}

/// The order statistics a group may have, from the least to the most telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Median,
    Quartiles,
    Extremes,
    Dots,
}

/// Decides what may be published of every group of a lattice, in the order of [`Lattice::groups`].
///
/// A mean is served if at least `least` municipalities contribute, no one dominates its weight, no served group differs from it by 1 to `least − 1`
/// municipalities, and the sums served together determine no sum or difference over fewer than `least` of them. Order statistics are served besides if
/// the groups that have them cut the municipalities into sets of none or at least `least`. Either is refused if, with it, the value of some municipality
/// could be narrowed down to less than the protection. At last, where a served group has exactly one hidden part, its smallest other part is hidden too.
///
/// Returns `None` if the column does not fit the lattice, holds a value outside 0 to `maximum`, or a weight that is not positive.
pub fn release(column: &Column, lattice: &Lattice, rules: &Rules) -> Option<Vec<Publication>> {
    if !fits(column, lattice) {
        return None;
    }
    let rules = Rules { least: rules.least.max(FLOOR), ..*rules };
    let mut desk = Desk {
        column,
        lattice,
        span: Span::new(column, lattice, rules.least),
        rules,
        served: Vec::new(),
        open: Open::new(column),
        ordered: Parts::new(lattice.cities),
        narrow: false,
    };
    let mut out: Vec<Publication> = (0..lattice.groups.len()).map(|group| desk.decide(group)).collect();
    secondary(lattice, &mut out);
    if desk.narrow && rules.whole_or_nothing {
        for group in out.iter_mut().filter(|group| group.contributing > 0) {
            group.hide(Rule::Differencing);
        }
    }
    Some(out)
}

/// Decides about several nodes of which one is the mean or the sum of others, as an index and its dimensions: [`release`] of each, then a group that is
/// hidden in one node is hidden in all of them, as the others would give its mean. One list of publications for each column.
///
/// Returns `None` if a column does not fit.
pub fn release_together(columns: &[Column], lattice: &Lattice, rules: &Rules) -> Option<Vec<Vec<Publication>>> {
    let mut out: Vec<Vec<Publication>> = columns.iter().map(|column| release(column, lattice, rules)).collect::<Option<_>>()?;
    loop {
        let mut changed = false;
        for group in 0..lattice.groups.len() {
            let hidden = out.iter().any(|column| matches!(column[group].mean, Cell::Suppressed(_)));
            for column in out.iter_mut().filter(|column| hidden && column[group].mean.value().is_some()) {
                column[group].hide(Rule::Secondary);
                changed = true;
            }
        }
        for column in &mut out {
            changed |= secondary(lattice, column);
        }
        if !changed {
            return Some(out);
        }
    }
}

fn fits(column: &Column, lattice: &Lattice) -> bool {
    let n = lattice.cities;
    let in_range = |value: &f64| (0.0..=column.maximum).contains(value);
    let weights = match &column.mean {
        Mean::Plain => true,
        Mean::Weighted(weights) => weights.len() == n && weights.iter().all(|weight| weight.is_finite() && *weight > 0.0),
    };
    column.values.len() == n && column.shown.len() == n && column.maximum > 0.0 && column.values.iter().flatten().all(in_range) && weights
}

struct Desk<'d> {
    column: &'d Column,
    lattice: &'d Lattice,
    rules: Rules,
    span: Span,
    /// The protected municipalities of each group whose mean is served, ascending.
    served: Vec<Vec<usize>>,
    open: Open,
    /// The parts into which the groups with order statistics cut the municipalities.
    ordered: Parts,
    /// Whether anything was refused because of the values themselves.
    narrow: bool,
}

impl Desk<'_> {
    fn contributing(&self, group: usize) -> Vec<usize> {
        self.lattice.groups[group].members.iter().copied().filter(|city| self.column.values[*city].is_some()).collect()
    }

    fn decide(&mut self, group: usize) -> Publication {
        let members = self.contributing(group);
        let unit = self.rules.unit(members.len(), self.column.maximum);
        if members.is_empty() {
            return Publication::all(0, unit, None);
        }
        if let Err(rule) = self.serve_mean(&members) {
            return Publication::all(members.len(), unit, Some(rule));
        }
        let sorted = ascending(members.iter().filter_map(|city| self.column.values[*city]));
        let weights: f64 = members.iter().map(|city| self.column.weight(*city)).sum();
        let sum: f64 = members.iter().filter_map(|city| Some(self.column.values[*city]? * self.column.weight(*city))).sum();
        let round = |value: f64| (value / unit).round() * unit;
        let pair = |values: Option<(f64, f64)>| values.map(|(low, high)| (round(low), round(high)));
        let order = |desk: &mut Self, statistic| desk.serve_order(&members, statistic);
        let median = cell(order(self, Order::Median), median(&sorted).map(round));
        let quartiles = cell(order(self, Order::Quartiles), pair(quantile(&sorted, 0.25).zip(quantile(&sorted, 0.75))));
        let extremes = cell(order(self, Order::Extremes), pair(sorted.first().copied().zip(sorted.last().copied())));
        let dots = cell(order(self, Order::Dots), Some(sorted.into_iter().map(round).collect()));
        Publication { contributing: members.len(), unit, mean: Cell::Value(round(sum / weights)), median, quartiles, extremes, dots }
    }

    /// Serves the mean of a group, or says which rule forbids it.
    fn serve_mean(&mut self, members: &[usize]) -> Result<(), Rule> {
        let Self { column, rules, .. } = *self;
        let protected: Vec<usize> = members.iter().copied().filter(|city| column.is_protected(*city)).collect();
        if members.len() < rules.least || (1..rules.least).contains(&protected.len()) {
            return Err(Rule::TooFew);
        }
        let weights: f64 = members.iter().map(|city| column.weight(*city)).sum();
        if matches!(column.mean, Mean::Weighted(_)) && members.iter().any(|city| column.weight(*city) > rules.dominance * weights) {
            return Err(Rule::Dominance);
        }
        let near = |other: &Vec<usize>| (1..rules.least).contains(&differ(other, &protected, rules.least));
        if self.served.iter().any(near) {
            return Err(Rule::Differencing);
        }
        let Some(span) = self.span.with(&protected) else { return Err(Rule::Differencing) };
        let open = self.open.with_mean(&protected);
        if !open.hides(column, &span, rules.protection) {
            self.narrow = true;
            return Err(Rule::Differencing);
        }
        self.served.push(protected);
        (self.span, self.open) = (span, open);
        Ok(())
    }

    /// Serves an order statistic of the group whose mean was served last, or says which rule forbids it.
    fn serve_order(&mut self, members: &[usize], statistic: Order) -> Result<(), Rule> {
        let agreed = members.iter().all(|city| self.column.shown[*city]);
        let least = match statistic {
            Order::Median => self.rules.least,
            Order::Quartiles => self.rules.quartiles,
            Order::Extremes | Order::Dots if agreed => 0,
            Order::Extremes | Order::Dots => self.rules.extremes,
        };
        if members.len() < least {
            return Err(Rule::TooFew);
        }
        let values = ascending(members.iter().filter_map(|city| self.column.values[*city]));
        let Some(last) = self.served.last() else { return Err(Rule::Differencing) };
        let ordered = self.ordered.with(last);
        if ordered.smallest().is_some_and(|part| part < self.rules.least) {
            return Err(Rule::Differencing);
        }
        let open = self.open.with_order(self.column, last, &defining(&values, statistic));
        if !open.hides(self.column, &self.span, self.rules.protection) {
            self.narrow = true;
            return Err(Rule::Differencing);
        }
        (self.ordered, self.open) = (ordered, open);
        Ok(())
    }
}

/// Hides a second part wherever exactly one part of a served group is hidden; what is hidden may be the whole of other parts, so until none is left.
/// Returns whether anything was hidden.
fn secondary(lattice: &Lattice, out: &mut [Publication]) -> bool {
    let mut hidden_any = false;
    while let Some(group) = lattice.partitions.iter().find_map(|(whole, parts)| {
        let there: Vec<usize> = parts.iter().copied().filter(|part| out[*part].contributing > 0).collect();
        let open = |group: &usize| out[*group].mean.value().is_some();
        let hidden = there.iter().filter(|part| !open(part)).count();
        let smallest = there.iter().copied().filter(open).min_by_key(|part| (out[*part].contributing, usize::MAX - *part));
        smallest.filter(|_| open(whole) && hidden == 1)
    }) {
        out[group].hide(Rule::Secondary);
        hidden_any = true;
    }
    hidden_any
}

fn cell<T>(served: Result<(), Rule>, value: Option<T>) -> Cell<T> {
    match served {
        Ok(()) => value.map_or(Cell::Missing, Cell::Value),
        Err(rule) => Cell::Suppressed(rule),
    }
}

/// How many municipalities are in exactly one of two ascending lists; `enough` if their lengths alone show that it is no fewer.
fn differ(a: &[usize], b: &[usize], enough: usize) -> usize {
    if a.len().abs_diff(b.len()) >= enough {
        return enough;
    }
    let both = a.iter().filter(|city| b.binary_search(city).is_ok()).count();
    a.len() + b.len() - 2 * both
}

/// The values in ascending order that a statistic shows or is made of: with these unmoved, and every other on its side of them, it stays as it is.
fn defining(values: &[f64], statistic: Order) -> Vec<f64> {
    let Some(last) = values.len().checked_sub(1) else { return Vec::new() };
    let at = |quarters: usize| [values[last * quarters / 4], values[(last * quarters).div_ceil(4)]];
    match statistic {
        Order::Median => at(2).to_vec(),
        Order::Quartiles => [at(1), at(3)].concat(),
        Order::Extremes => vec![values[0], values[last]],
        Order::Dots => values.to_vec(),
    }
}
