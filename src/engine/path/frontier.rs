//! Sums of ways: for each effort the best that can be had, kept as a frontier from which nothing that is better in every respect is missing.

/// Millionths of a person-day: efforts add up without rounding errors.
pub(super) type Effort = u64;

/// What has been decided, as a list that shares its beginnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// A question is raised: its position, and which of its rises.
    Rise(usize, usize),
    /// All that was decided below another list.
    Below(Link),
}

/// A place in [`Decisions`]; none for no decision.
pub(super) type Link = Option<u32>;

/// How many more pairs of an entry and a way may be looked at; none if there were too many.
pub(super) type Left = Option<usize>;

/// Every decision that some way on a frontier is made of.
#[derive(Debug)]
pub(super) struct Decisions {
    made: Vec<(Link, Choice)>,
    /// What may still be looked at. Without a limit the sums of weights of missing answers could be told apart for ever: each answer doubles their number.
    pub left: Left,
}

impl Decisions {
    pub(super) const fn new(left: Left) -> Self {
        Self { made: Vec::new(), left }
    }

    fn push(&mut self, before: Link, choice: Choice) -> Link {
        self.made.push((before, choice));
        u32::try_from(self.made.len() - 1).ok()
    }

    /// The rises that a list stands for: question and rise, in the order of the questions.
    pub(super) fn rises(&self, last: Link) -> Vec<(usize, usize)> {
        let mut rises = Vec::new();
        let mut open = vec![last];
        while let Some(mut link) = open.pop() {
            while let Some((before, choice)) = link.and_then(|at| self.made.get(at as usize)) {
                match choice {
                    Choice::Rise(question, rise) => rises.push((*question, *rise)),
                    Choice::Below(below) => open.push(*below),
                }
                link = *before;
            }
        }
        rises.sort_unstable();
        rises
    }
}

/// One way to deal with a part of a node, the way of doing nothing included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    pub effort: Effort,
    /// What it adds to the node's sum.
    pub sum: f64,
    /// What it adds to the weights in the node's denominator.
    pub weight: f64,
    /// Whether the part has no score then, although one is expected.
    pub missing: bool,
    /// What it adds to the weight of gate questions that are met, in billionths.
    pub met: i64,
    /// How many questions it raises.
    pub raised: u32,
    pub choice: Option<Choice>,
}

/// A way to deal with all parts so far.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub effort: Effort,
    pub sum: f64,
    pub weight: f64,
    pub met: i64,
    pub raised: u32,
    pub decided: Link,
}

/// What tells two sums apart, and what is worth keeping.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grain {
    /// Sums that differ by less are equal.
    pub sum: f64,
    /// Weights that differ by less are equal.
    pub weight: f64,
    /// More weight than this makes no difference.
    pub most_weight: f64,
    /// More weight of gate questions than this is not needed.
    pub most_met: i64,
}

impl Grain {
    /// Fit for sums up to `sum` and weights up to `weight`.
    pub(super) fn of(sum: f64, weight: f64, most_met: i64) -> Self {
        Self { sum: sum.max(1e-300) * 1e-13, weight: weight.max(1e-300) * 1e-12, most_weight: f64::INFINITY, most_met }
    }
}

/// A frontier, and one more part: every pair of ways that `keep` lets pass, without those that another one beats or equals in effort, sum and gate at the
/// same denominator. Nothing if that would be more than may be looked at.
pub(super) fn extend(
    frontier: &[Entry],
    ways: &[Way],
    grain: Grain,
    decisions: &mut Decisions,
    keep: impl Fn(Effort, f64, i64) -> bool,
) -> Vec<Entry> {
    decisions.left = decisions.left.and_then(|left| left.checked_sub(frontier.len() * ways.len()));
    if decisions.left.is_none() {
        return Vec::new();
    }
    let mut candidates: Vec<(Entry, Sorted, Option<Choice>)> = Vec::with_capacity(frontier.len() * ways.len());
    for way in ways {
        for entry in frontier {
            let sum = entry.sum + way.sum;
            let met = (entry.met + way.met).min(grain.most_met);
            let effort = entry.effort + way.effort;
            if !keep(effort, sum, met) {
                continue;
            }
            let weight = (entry.weight + way.weight).min(grain.most_weight);
            let raised = entry.raised + way.raised;
            let sorted =
                Sorted { weight: (weight / grain.weight).round() as i64, effort, lacking: -((sum / grain.sum).round() as i64), unmet: -met, raised };
            candidates.push((Entry { effort, sum, weight, met, raised, decided: entry.decided }, sorted, way.choice));
        }
    }
    // Stable: of equals the earlier stays, which leaves the earlier questions as they are.
    candidates.sort_by_key(|(_, sorted, _)| *sorted);
    let mut kept = Vec::new();
    let mut steps: Vec<(i64, i64)> = Vec::new();
    let mut weight = None;
    for (mut entry, sorted, choice) in candidates {
        if weight != Some(sorted.weight) {
            weight = Some(sorted.weight);
            steps.clear();
        }
        if steps.iter().any(|(lacking, unmet)| *lacking <= sorted.lacking && *unmet <= sorted.unmet) {
            continue;
        }
        steps.retain(|(lacking, unmet)| !(sorted.lacking <= *lacking && sorted.unmet <= *unmet));
        steps.push((sorted.lacking, sorted.unmet));
        if let Some(choice) = choice {
            entry.decided = decisions.push(entry.decided, choice);
        }
        kept.push(entry);
    }
    kept
}

/// The order in which candidates are looked at: the better of two stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sorted {
    weight: i64,
    effort: Effort,
    lacking: i64,
    unmet: i64,
    raised: u32,
}

/// How much the parts still to come can add for a given effort, at most: the linear relaxation of the choice among their ways.
///
/// Each part may be taken in fractions along the upper hull of its ways, so that the steepest pieces come first (Dantzig's bound of the multiple-choice
/// knapsack problem).
#[derive(Debug, Default, Clone)]
pub(super) struct Bound {
    /// What is had without effort.
    free: f64,
    /// Pieces in falling steepness: effort and gain of all up to each, and the steepness of each.
    pieces: Vec<(f64, f64)>,
    efforts: Vec<f64>,
    gains: Vec<f64>,
}

impl Bound {
    /// The bounds of the parts from each one to the last, and of none.
    pub(super) fn of_rest(parts: &[Vec<Way>], value: impl Fn(&Way) -> f64) -> Vec<Self> {
        let mut bounds = vec![Self::default()];
        let mut bound = Self::default();
        for ways in parts.iter().rev() {
            bound.add(hull(ways, &value));
            bounds.push(bound.clone());
        }
        bounds.reverse();
        bounds
    }

    fn add(&mut self, (free, pieces): (f64, Vec<(f64, f64)>)) {
        self.free += free;
        self.pieces.extend(pieces);
        self.pieces.sort_by(|(effort_a, gain_a), (effort_b, gain_b)| (gain_b * effort_a).total_cmp(&(gain_a * effort_b)));
        let (mut effort, mut gain) = (0.0, 0.0);
        self.efforts.clear();
        self.gains.clear();
        for piece in &self.pieces {
            effort += piece.0;
            gain += piece.1;
            self.efforts.push(effort);
            self.gains.push(gain);
        }
    }

    /// The most that can be added with so much effort.
    pub(super) fn most(&self, effort: Effort) -> f64 {
        let effort = effort as f64;
        let whole = self.efforts.partition_point(|sum| *sum <= effort);
        let (spent, gained) = if whole == 0 { (0.0, 0.0) } else { (self.efforts[whole - 1], self.gains[whole - 1]) };
        let piece = self.pieces.get(whole).map_or(0.0, |(needed, gain)| gain * (effort - spent) / needed);
        self.free + gained + piece
    }

    /// What whole pieces add for a given effort: there is a way that adds as much.
    pub(super) fn sure(&self, effort: Effort) -> f64 {
        let whole = self.efforts.partition_point(|sum| *sum <= effort as f64);
        self.free + if whole == 0 { 0.0 } else { self.gains[whole - 1] }
    }

    /// The least effort that can add so much; `None` if nothing can.
    pub(super) fn least_effort(&self, needed: f64) -> Option<f64> {
        let needed = needed - self.free;
        if needed <= 0.0 {
            return Some(0.0);
        }
        let whole = self.gains.partition_point(|sum| *sum < needed);
        let (effort, gain) = self.pieces.get(whole)?;
        let (spent, gained) = if whole == 0 { (0.0, 0.0) } else { (self.efforts[whole - 1], self.gains[whole - 1]) };
        Some(spent + effort * (needed - gained) / gain)
    }
}

/// The upper hull of the ways of a part: what is had without effort, and then pieces of effort and gain, each flatter than the one before.
fn hull(ways: &[Way], value: impl Fn(&Way) -> f64) -> (f64, Vec<(f64, f64)>) {
    let mut points: Vec<(f64, f64)> = ways.iter().map(|way| (way.effort as f64, value(way))).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
    let mut hull: Vec<(f64, f64)> = Vec::new();
    for point in points {
        if hull.last().is_some_and(|last| point.1 <= last.1) {
            continue;
        }
        while let [.., a, b] = hull.as_slice() {
            if (b.1 - a.1) * (point.0 - a.0) > (point.1 - a.1) * (b.0 - a.0) {
                break;
            }
            hull.pop();
        }
        hull.push(point);
    }
    let free = hull.first().map_or(0.0, |point| point.1);
    (free, hull.windows(2).map(|pair| (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1)).collect())
}
