//! Draws → scores, in the fewest steps: each node is one weighted sum over columns, times one divided by the weights that count.
//!
//! Units are taken in blocks and draws in groups, so that a block's columns are still in the processor's cache when the next draw needs them.
//! Every score is summed in the order of the questionnaire, whatever thread computes it.

use std::ops::Range;

use rayon::prelude::*;

use super::chance::{Stream, part};
use super::column::{Column, linear};
use super::draw::{Draw, Imputation};
use super::model::{Below, LANES, Model, Part};
use super::pattern::Patterns;

/// Units that are taken together; a multiple of 64, the width of a mask of noise.
const BLOCK: usize = 512;

/// Draws that one thread takes together.
const GROUP: usize = 8;

/// Scores the draws, and hands the scores (percent, by ranked unit) of each draw to `take` with that draw's part of `out`.
///
/// `out` has the same number of places for each draw; how many threads share the work changes nothing in it.
pub(super) fn each_draw<T: Send>(model: &Model, draws: &[Draw], out: &mut [T], take: impl Fn(&[f64], &mut [T]) + Sync) {
    let places = out.len() / draws.len().max(1);
    let groups = draws.par_chunks(GROUP).zip(out.par_chunks_mut((GROUP * places).max(1)));
    groups.for_each_init(
        || Desk::new(model),
        |desk, (draws, out)| {
            desk.score(model, draws);
            for (scores, out) in desk.scores.chunks(model.padded.max(1)).zip(out.chunks_mut(places.max(1))).take(draws.len()) {
                take(&scores[..model.units.len()], out);
            }
        },
    );
}

/// Where one thread works.
struct Desk {
    /// By draw of the group and unit.
    scores: Vec<f64>,
    /// For each node the values of a block.
    nodes: Vec<[f64; BLOCK]>,
    /// For each draw and node, one divided by the weights of each pattern.
    inverses: Vec<Vec<f64>>,
}

impl Desk {
    fn new(model: &Model) -> Self {
        let nodes = model.parts.len();
        Self { scores: vec![0.0; GROUP * model.padded], nodes: vec![[0.0; BLOCK]; nodes], inverses: vec![Vec::new(); GROUP * nodes] }
    }

    fn score(&mut self, model: &Model, draws: &[Draw]) {
        let nodes = model.parts.len();
        for (draw, inverses) in draws.iter().zip(self.inverses.chunks_mut(nodes)) {
            for (part, inverses) in model.parts.iter().zip(inverses) {
                let weights = &draw.weights[part.weights_from..][..part.children.len()];
                patterns(part, draw).inverses(weights, inverses);
            }
        }
        for start in (0..model.padded).step_by(BLOCK) {
            let units = start..(start + BLOCK).min(model.padded);
            for ((draw, inverses), scores) in draws.iter().zip(self.inverses.chunks(nodes)).zip(self.scores.chunks_mut(model.padded)) {
                block(model, draw, inverses, &mut self.nodes, units.clone(), &mut scores[units.clone()]);
            }
        }
    }
}

/// Which children count under a draw.
const fn patterns<'m>(part: &'m Part, draw: &Draw) -> &'m Patterns {
    if matches!(draw.missing, Imputation::Own) { &part.own } else { &part.filled }
}

/// The scores of one block of units under one draw.
fn block(model: &Model, draw: &Draw, inverses: &[Vec<f64>], nodes: &mut [[f64; BLOCK]], units: Range<usize>, scores: &mut [f64]) {
    let length = units.len();
    nodes.iter_mut().for_each(|node| node[..length].fill(0.0));
    for (at, column) in model.columns.iter().enumerate() {
        let sums = &mut nodes[column.part][..length];
        fill_in(column, draw, at, units.clone(), sums);
        if let Some(seed) = draw.noise.filter(|_| !column.steps_of.is_empty()) {
            move_answers(column, draw, part(part(seed, at as u64), units.start as u64), model.noise, units.clone(), sums);
        }
    }
    for (at, part) in model.parts.iter().enumerate().rev() {
        let (above, below) = nodes.split_at_mut(at + 1);
        let children: Vec<(f64, &[f64])> = part
            .children
            .iter()
            .zip(&draw.weights[part.weights_from..])
            .map(|(child, weight)| match child {
                Below::Column(column) => (*weight, &model.columns[*column].plane(draw.relative, draw.geometric).values[units.clone()]),
                Below::Node(node) => (*weight, &below[node - at - 1][..length]),
            })
            .collect();
        means(&children, &inverses[at], &patterns(part, draw).of_unit[units.clone()], &mut above[at][..length]);
    }
    let top = &nodes[0][..length];
    if draw.geometric {
        scores.iter_mut().zip(top).for_each(|(score, top)| *score = linear(*top));
    } else {
        scores.copy_from_slice(top);
    }
}

/// Weighted means of the children, on top of what is in `sums` already.
fn means(children: &[(f64, &[f64])], inverses: &[f64], patterns: &[u32], sums: &mut [f64]) {
    for (lane, (sums, patterns)) in sums.chunks_exact_mut(LANES).zip(patterns.chunks_exact(LANES)).enumerate() {
        let mut lanes = [0.0; LANES];
        lanes.copy_from_slice(sums);
        for (weight, values) in children {
            let values = &values[lane * LANES..][..LANES];
            lanes.iter_mut().zip(values).for_each(|(sum, value)| *sum += weight * value);
        }
        for ((sum, lane), pattern) in sums.iter_mut().zip(lanes).zip(patterns) {
            *sum = lane * inverses[*pattern as usize];
        }
    }
}

/// Adds what missing answers are worth.
fn fill_in(column: &Column, draw: &Draw, at: usize, units: Range<usize>, sums: &mut [f64]) {
    let missing = &column.missing[column.missing.partition_point(|unit| (*unit as usize) < units.start)..];
    let missing = missing.iter().map(|unit| *unit as usize).take_while(|unit| *unit < units.end);
    let weight = draw.weights[column.weight];
    let plane = column.plane(draw.relative, draw.geometric);
    match draw.missing {
        Imputation::Own => {}
        Imputation::Median => missing.for_each(|unit| sums[unit - units.start] += weight * plane.median),
        Imputation::Uniform(seed) => {
            let mut stream = Stream::new(part(part(seed, at as u64), units.start as u64));
            for unit in missing {
                let value = if column.has_options() {
                    plane.options[stream.below(plane.options.len())]
                } else {
                    column.on_plane(100.0 * stream.unit(), draw.relative, draw.geometric)
                };
                sums[unit - units.start] += weight * value;
            }
        }
    }
}

/// Moves some of the declared answers one option up or down; at the end of a scale there is nowhere to go.
fn move_answers(column: &Column, draw: &Draw, seed: u64, chance: u32, units: Range<usize>, sums: &mut [f64]) {
    let steps_of = &column.steps_of[units];
    let steps = &column.plane(draw.relative, draw.geometric).steps;
    let weight = draw.weights[column.weight];
    let mut stream = Stream::new(seed);
    for (sums, steps_of) in sums.chunks_mut(64).zip(steps_of.chunks(64)) {
        let mut moved = stream.mask(chance);
        let up = stream.next();
        if sums.len() < 64 {
            moved &= (1 << sums.len()) - 1;
        }
        while moved != 0 {
            let bit = moved.trailing_zeros() as usize;
            moved &= moved - 1;
            sums[bit] += weight * steps[steps_of[bit] as usize][(up >> bit & 1) as usize];
        }
    }
}
