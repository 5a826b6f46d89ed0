//! A proof that a publication hides every municipality: for each one, data sets that would give the very same publication and in which its value differs.
//!
//! Three ways to such a data set are tried, each with room on both sides: two municipalities that every published group holds together change places; one
//! rises and others of its set fall by as much; or the rise is balanced over several sets so that no published sum changes. Values that make an order
//! statistic stay where they are, and every other stays on its side of them. What these find is a lower bound of what an attacker cannot know.

use std::cell::OnceCell;

use super::lattice::Parts;
use super::span::Span;
use super::{Column, Mean};

/// What the publication so far leaves open: which municipalities no published mean tells apart, and between which published order statistics each value
/// stays.
#[derive(Debug, Clone)]
pub(super) struct Open {
    together: Parts,
    /// For each municipality the range, on the scale of the column, in which no order statistic notices it.
    ranges: Vec<(f64, f64)>,
}

impl Open {
    /// Nothing is published yet.
    pub(super) fn new(column: &Column) -> Self {
        let cities = column.values.len();
        Self { together: Parts::new(cities), ranges: vec![(0.0, column.maximum); cities] }
    }

    /// With the mean of a group, by its protected municipalities.
    pub(super) fn with_mean(&self, members: &[usize]) -> Self {
        Self { together: self.together.with(members), ranges: self.ranges.clone() }
    }

    /// With an order statistic of a group whose mean is published. `defining`: the values that it is made of, ascending.
    pub(super) fn with_order(&self, column: &Column, members: &[usize], defining: &[f64]) -> Self {
        let mut next = self.clone();
        for city in members {
            let (Some(value), (low, high)) = (column.values[*city], &mut next.ranges[*city]) else { continue };
            let below = defining.partition_point(|defining| *defining <= value).checked_sub(1).map(|at| defining[at]);
            let above = defining.get(defining.partition_point(|defining| *defining < value));
            *low = below.map_or(*low, |below| low.max(below));
            *high = above.map_or(*high, |above| high.min(*above));
        }
        next
    }

    /// Whether every protected municipality of a published group keeps at least `protection` (a share of the full score) of doubt.
    pub(super) fn hides(&self, column: &Column, span: &Span, protection: f64) -> bool {
        let wanted = protection * column.maximum;
        let widths = self.widths(column);
        // Mostly changing places is enough.
        let narrow = |city: &usize| self.together.part(*city).is_some_and(|part| widths[part] < wanted);
        let left: Vec<usize> = (0..column.values.len()).filter(narrow).collect();
        left.is_empty() || Moves::new(column, span, self).hide(&left, wanted)
    }

    /// For each part the range within which its municipalities can change places with one another. Weighted means would show it.
    fn widths(&self, column: &Column) -> Vec<f64> {
        let mut ends = vec![(f64::INFINITY, f64::NEG_INFINITY); self.together.count()];
        for (city, value) in column.values.iter().enumerate() {
            if let (Some(value), Some(part)) = (value, self.together.part(city)) {
                let (low, high) = ends[part];
                ends[part] = (low.min(*value), high.max(*value));
            }
        }
        ends.into_iter().map(|(low, high)| if column.mean == Mean::Plain { high - low } else { 0.0 }).collect()
    }
}

/// How far one municipality, or a set of them, can move: by values times weights.
#[derive(Debug, Clone, Copy, Default)]
struct Room {
    up: f64,
    down: f64,
}

impl Room {
    fn add(&mut self, other: Self) {
        self.up += other.up;
        self.down += other.down;
    }

    fn towards(self, sign: f64) -> f64 {
        if sign > 0.0 { self.up } else { self.down }
    }
}

/// What can move, and along which changes nobody sees.
struct Moves<'m> {
    column: &'m Column,
    span: &'m Span,
    together: &'m Parts,
    rooms: Vec<Room>,
    of_parts: Vec<Room>,
    of_atoms: Vec<Room>,
    /// Worked out when it is first needed: mostly it is not.
    unseen: OnceCell<Vec<Vec<f64>>>,
}

impl<'m> Moves<'m> {
    fn new(column: &'m Column, span: &'m Span, open: &'m Open) -> Self {
        let together = &open.together;
        let rooms: Vec<Room> = (0..column.values.len()).map(|city| room(column, city, open.ranges[city])).collect();
        let mut of_parts = vec![Room::default(); together.count()];
        let mut of_atoms = vec![Room::default(); span.sizes.len()];
        for (city, room) in rooms.iter().enumerate() {
            if let Some(part) = together.part(city) {
                of_parts[part].add(*room);
            }
            if let Some(atom) = span.atom(city) {
                of_atoms[atom].add(*room);
            }
        }
        Self { column, span, together, rooms, of_parts, of_atoms, unseen: OnceCell::new() }
    }

    /// Whether each of these municipalities can move by so much, to both sides together.
    fn hide(&self, cities: &[usize], wanted: f64) -> bool {
        cities.iter().all(|city| {
            let own = self.rooms[*city];
            let all = self.together.part(*city).map_or(own, |part| self.of_parts[part]);
            let exchange = own.up.min(all.down - own.down).max(0.0) + own.down.min(all.up - own.up).max(0.0);
            let weight = self.column.weight(*city);
            exchange / weight >= wanted || self.balanced(*city) / weight >= wanted
        })
    }

    /// How far a municipality can move if the other sets carry the rest.
    fn balanced(&self, city: usize) -> f64 {
        let unseen = self.unseen.get_or_init(|| self.span.unseen());
        let along = |atom: usize| unseen.iter().map(|change| balanced(change, atom, self.rooms[city], &self.of_atoms)).fold(0.0, f64::max);
        self.span.atom(city).map_or(0.0, along)
    }
}

/// How far a municipality can move without any order statistic noticing.
fn room(column: &Column, city: usize, (low, high): (f64, f64)) -> Room {
    let Some(value) = column.values[city].filter(|_| column.is_protected(city) && !column.discrete) else { return Room::default() };
    let weight = column.weight(city);
    Room { up: (high - value) * weight, down: (value - low) * weight }
}

/// How far a municipality can move, to both sides together, if the rest of an unseen change of atom sums is carried by the other atoms.
fn balanced(change: &[f64], atom: usize, own: Room, of_atoms: &[Room]) -> f64 {
    if change[atom] == 0.0 {
        return 0.0;
    }
    let step = |sign: f64| {
        let others = change.iter().zip(of_atoms).enumerate().filter(|(at, (part, _))| *at != atom && **part != 0.0);
        let others = others.map(|(_, (part, room))| room.towards(sign * part) / part.abs()).fold(f64::INFINITY, f64::min);
        others.min(own.towards(sign * change[atom]) / change[atom].abs())
    };
    (step(1.0) + step(-1.0)) * change[atom].abs()
}
