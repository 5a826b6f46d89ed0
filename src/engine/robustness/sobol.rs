//! Sobol points with Owen's scrambling: points that fill the unit cube more evenly than random ones, and differ with the seed.
//!
//! Direction numbers by Joe and Kuo (`joe_kuo`). Scrambling by hashing: B. Burley: *Practical hash-based Owen scrambling*, Journal of Computer
//! Graphics Techniques 9 (2020) no. 4, with the permutation by Laine and Karras in the constants of that paper. Dimensions beyond the table take
//! it again with the points in another order (section 3 of the paper), so any number of dimensions will do.

use super::chance;
use super::joe_kuo::DIRECTIONS;

/// Dimensions of the table.
const DIMENSIONS: usize = DIRECTIONS.len() + 1;

/// The direction vectors of one dimension: bit `i` of the index turns over the bits of vector `i`.
type Vectors = [u32; 32];

/// The coordinates of the first `2^bits` points in one dimension, each between 0 and 1, neither of them.
///
/// Exactly one of them lies in each of the `2^bits` equal parts between 0 and 1. `bits` is at most 31.
pub(super) fn coordinates(bits: u32, dimension: usize, seed: u64) -> Vec<f64> {
    let round = (dimension / DIMENSIONS) as u64;
    let order = chance::part(seed, u64::MAX - round) as u32;
    let turns = chance::part(seed, dimension as u64) as u32;
    let vectors = vectors(dimension % DIMENSIONS);
    // Scrambled indices differ in their lowest bits only, so all points are one point turned over by those of a table.
    let lowest = (1 << bits) - 1;
    let start = point(&vectors, scramble(0, order) & !lowest);
    let mut table = vec![start];
    for vector in &vectors[..bits as usize] {
        table.extend_from_within(..);
        let half = table.len() / 2;
        table[half..].iter_mut().for_each(|point| *point ^= vector);
    }
    let coordinate = |index: u32| (f64::from(scramble(table[(scramble(index, order) & lowest) as usize], turns)) + 0.5) / (1u64 << 32) as f64;
    (0..=lowest).map(coordinate).collect()
}

/// The direction vectors by the recurrence of the primitive polynomial, highest bit first.
fn vectors(dimension: usize) -> Vectors {
    let mut vectors = [0; 32];
    let Some((degree, coefficients, initial)) = dimension.checked_sub(1).map(|at| DIRECTIONS[at]) else {
        return std::array::from_fn(|at| 1 << (31 - at));
    };
    let degree = degree as usize;
    for at in 0..32 {
        vectors[at] = match initial.get(at) {
            Some(number) => number << (31 - at),
            None => (1..degree)
                .filter(|back| (coefficients >> (degree - 1 - back)) & 1 == 1)
                .fold(vectors[at - degree] ^ (vectors[at - degree] >> degree), |vector, back| vector ^ vectors[at - back]),
        };
    }
    vectors
}

/// The point of an index before scrambling.
fn point(vectors: &Vectors, index: u32) -> u32 {
    vectors.iter().enumerate().filter(|(bit, _)| (index >> bit) & 1 == 1).fold(0, |bits, (_, vector)| bits ^ vector)
}

/// Owen's nested scrambling: every bit turns over, or not, depending on the bits above it.
const fn scramble(bits: u32, seed: u32) -> u32 {
    // The permutation lets lower bits decide over higher ones, so the bits stand on their head meanwhile.
    let mut x = bits.reverse_bits().wrapping_add(seed);
    x ^= x.wrapping_mul(0x6c50_b47c);
    x ^= x.wrapping_mul(0xb82f_1e52);
    x ^= x.wrapping_mul(0xc7af_e638);
    x ^= x.wrapping_mul(0x8d22_f6e6);
    x.reverse_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Point of the unscrambled sequence in natural order, in units of 1/8.
    fn eighths(index: u32, dimension: usize) -> u32 {
        point(&vectors(dimension), index) >> 29
    }

    #[test]
    fn the_first_points_are_those_of_the_literature() {
        // The first eight points in three dimensions, in the order of the binary index, as in the notes that accompany the table.
        let points: Vec<[u32; 3]> = (0..8).map(|index| [0, 1, 2].map(|dimension| eighths(index, dimension))).collect();
        assert_eq!(points, [[0, 0, 0], [4, 4, 4], [2, 6, 6], [6, 2, 2], [1, 5, 3], [5, 1, 7], [3, 3, 5], [7, 7, 1]]);
    }

    #[test]
    fn every_dimension_is_stratified() {
        for dimension in 0..2 * DIMENSIONS + 3 {
            let mut seen = [false; 256];
            coordinates(8, dimension, 99).iter().for_each(|x| seen[(x * 256.0) as usize] = true);
            assert!(seen.iter().all(|seen| *seen), "dimension {dimension}");
        }
    }

    #[test]
    fn the_first_two_dimensions_are_stratified_in_every_shape() {
        let points: Vec<(f64, f64)> = coordinates(8, 0, 5).into_iter().zip(coordinates(8, 1, 5)).collect();
        for across in 0..=8 {
            let (columns, rows) = (f64::from(1 << across), f64::from(1 << (8 - across)));
            let mut seen = [false; 256];
            points.iter().for_each(|(x, y)| seen[(x * columns) as usize * rows as usize + (y * rows) as usize] = true);
            assert!(seen.iter().all(|seen| *seen), "{columns} by {rows}");
        }
    }

    #[test]
    fn coordinates_are_those_of_the_points_in_their_shuffled_order() {
        let (dimension, seed) = (DIMENSIONS + 6, 8);
        let (order, turns) = (chance::part(seed, u64::MAX - 1) as u32, chance::part(seed, dimension as u64) as u32);
        for (index, x) in (0..).zip(coordinates(5, dimension, seed)) {
            let bits = scramble(point(&vectors(6), scramble(index, order)), turns);
            assert_eq!(x, (f64::from(bits) + 0.5) / 4_294_967_296.0);
        }
    }

    #[test]
    fn another_seed_gives_other_points() {
        let (one, other) = (coordinates(6, 3, 1), coordinates(6, 3, 2));
        assert_eq!(one, coordinates(6, 3, 1));
        assert!(one.iter().zip(&other).filter(|(one, other)| one == other).count() < 4);
    }

    #[test]
    fn a_smooth_integral_is_far_closer_than_by_chance() {
        // ∫ Π (1 + (x − ½)/2) over ten dimensions is 1; random points are off by about 0.014.
        let columns: Vec<Vec<f64>> = (0..10).map(|dimension| coordinates(10, dimension, 11)).collect();
        let value = |index: usize| columns.iter().map(|column| 1.0 + (column[index] - 0.5) / 2.0).product::<f64>();
        let mean = (0..1024).map(value).sum::<f64>() / 1024.0;
        assert!((mean - 1.0).abs() < 2e-3, "{mean}");
    }
}
