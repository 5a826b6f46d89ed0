//! A proof that a publication hides every municipality: for each one, data sets that would give the very same publication and in which its value differs.
//!
//! Three ways to such a data set are tried, each with room on both sides: two municipalities that every published group holds together change places; one
//! rises and others of its set fall by as much; or the rise is balanced over several sets so that no published sum changes. Values that make an order
//! statistic stay where they are, and every other stays on its side of them. What these find is a lower bound of what an attacker cannot know.

use super::lattice::atoms;
use super::span::Span;
use super::{Column, Mean};

/// A group whose mean is published.
#[derive(Debug, Clone)]
pub(super) struct Served {
    /// Its protected municipalities, ascending.
    pub(super) members: Vec<usize>,
    /// Values that its published order statistics are made of, ascending; empty without any.
    pub(super) defining: Vec<f64>,
}

/// How far one municipality, or a set of them, can move: by values times weights.
#[derive(Debug, Clone, Copy, Default)]
struct Room {
    up: f64,
    down: f64,
}

impl Room {
    fn towards(self, sign: f64) -> f64 {
        if sign > 0.0 { self.up } else { self.down }
    }
}

/// Whether every protected municipality of a served group keeps at least `protection` (a share of the full score) of doubt.
pub(super) fn holds(column: &Column, span: &Span, served: &[Served], protection: f64) -> bool {
    let wanted = protection * column.maximum;
    let mut open = atoms(served.iter().map(|served| served.members.as_slice()), column.values.len());
    open.retain(|together| places_width(column, together) < wanted);
    // Mostly changing places is enough.
    open.is_empty() || Moves::new(column, span, served).hide(&open, wanted)
}

/// What can move, and along which changes nobody sees.
struct Moves<'m> {
    column: &'m Column,
    span: &'m Span,
    rooms: Vec<Room>,
    of_atoms: Vec<Room>,
    unseen: Vec<Vec<f64>>,
}

impl<'m> Moves<'m> {
    fn new(column: &'m Column, span: &'m Span, served: &[Served]) -> Self {
        let rooms = rooms(column, served);
        let mut of_atoms = vec![Room::default(); span.sizes.len()];
        for (city, room) in rooms.iter().enumerate() {
            if let Some(atom) = span.atom(city) {
                of_atoms[atom].up += room.up;
                of_atoms[atom].down += room.down;
            }
        }
        Self { column, span, rooms, of_atoms, unseen: span.unseen() }
    }

    /// Whether every municipality of these sets can move by so much, to both sides together.
    fn hide(&self, sets: &[Vec<usize>], wanted: f64) -> bool {
        sets.iter().all(|together| {
            let add = |sum: Room, room: Room| Room { up: sum.up + room.up, down: sum.down + room.down };
            let all = together.iter().map(|city| self.rooms[*city]).fold(Room::default(), add);
            together.iter().all(|city| {
                let own = self.rooms[*city];
                let exchange = own.up.min(all.down - own.down).max(0.0) + own.down.min(all.up - own.up).max(0.0);
                let weight = self.column.weight(*city);
                exchange / weight >= wanted || self.balanced(*city) / weight >= wanted
            })
        })
    }

    /// How far a municipality can move if the other sets carry the rest.
    fn balanced(&self, city: usize) -> f64 {
        let along = |atom: usize| self.unseen.iter().map(|change| balanced(change, atom, self.rooms[city], &self.of_atoms)).fold(0.0, f64::max);
        self.span.atom(city).map_or(0.0, along)
    }
}

/// The range within which a municipality of a set can change places with another of it. Weighted means would show it.
fn places_width(column: &Column, together: &[usize]) -> f64 {
    if column.mean != Mean::Plain {
        return 0.0;
    }
    let (low, high) = together
        .iter()
        .filter_map(|city| column.values[*city])
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    high - low
}

/// How far each municipality can move without any order statistic noticing.
fn rooms(column: &Column, served: &[Served]) -> Vec<Room> {
    let room = |city: usize| {
        let Some(value) = column.values[city].filter(|_| column.is_protected(city) && !column.discrete) else { return Room::default() };
        let (mut low, mut high) = (0.0_f64, column.maximum);
        for Served { defining, .. } in served.iter().filter(|served| served.members.binary_search(&city).is_ok()) {
            let below = defining.partition_point(|defining| *defining <= value).checked_sub(1).map(|at| defining[at]);
            let above = defining.get(defining.partition_point(|defining| *defining < value));
            (low, high) = (below.map_or(low, |below| low.max(below)), above.map_or(high, |above| high.min(*above)));
        }
        let weight = column.weight(city);
        Room { up: (high - value) * weight, down: (value - low) * weight }
    };
    (0..column.values.len()).map(room).collect()
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
