//! Points along a line that must not cover each other: each keeps its place on the scale and moves aside only as far as needed.

/// A point before it has found its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seed {
    /// Its place on the scale, in units of the drawing.
    pub(super) x: f64,
    /// The room it needs to each side.
    pub(super) radius: f64,
}

/// Where the points went.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Swarm {
    /// How far each point moved aside, in the order of the seeds; negative is up.
    pub(super) aside: Vec<f64>,
    /// Whether all found room without touching another.
    pub(super) fits: bool,
}

/// A step around the circle that never comes back to the same place: the golden ratio.
const GOLDEN: f64 = 0.618_033_988_749_895;

/// Places the points one after the other, so the important ones come first; none lies further than `half` from the line, its radius counted in.
///
/// Points that find no room are spread over the height and may cover others; [`Swarm::fits`] says so.
pub(super) fn swarm(seeds: &[Seed], half: f64) -> Swarm {
    let mut placed: Vec<(Seed, f64)> = Vec::with_capacity(seeds.len());
    // Where a point has found no room, none that is as large will find any later: hundreds of equal values are not tried one by one.
    let mut full: Vec<Seed> = Vec::new();
    for (place, seed) in seeds.iter().enumerate() {
        let is_full = full.iter().any(|other| other.x == seed.x && other.radius <= seed.radius);
        let free = if is_full { None } else { search(*seed, &placed, half, place % 2 == 0) };
        if free.is_none() && !is_full {
            full.push(*seed);
        }
        let aside = free.unwrap_or_else(|| ((place as f64 * GOLDEN).fract() * 2.0 - 1.0) * (half - seed.radius).max(0.0));
        placed.push((*seed, aside));
    }
    Swarm { aside: placed.into_iter().map(|(_, aside)| aside).collect(), fits: full.is_empty() }
}

/// The place nearest to the line where a point touches none of those that have found theirs.
fn search(seed: Seed, placed: &[(Seed, f64)], half: f64, up_first: bool) -> Option<f64> {
    let near: Vec<(Seed, f64)> = placed.iter().filter(|(other, _)| (other.x - seed.x).abs() < other.radius + seed.radius).copied().collect();
    free_place(seed, &near, half, up_first)
}

/// The place nearest to the line that touches none of the points around.
fn free_place(seed: Seed, near: &[(Seed, f64)], half: f64, up_first: bool) -> Option<f64> {
    let touching = |(other, aside): &(Seed, f64)| {
        let (apart, along) = (other.radius + seed.radius, other.x - seed.x);
        let away = (apart * apart - along * along).max(0.0).sqrt();
        [aside - away, aside + away]
    };
    let mut places: Vec<f64> = near.iter().flat_map(touching).chain([0.0]).filter(|aside| aside.abs() + seed.radius <= half).collect();
    places.sort_by(|one, two| one.abs().total_cmp(&two.abs()).then(if up_first { one.total_cmp(two) } else { two.total_cmp(one) }));
    places.into_iter().find(|aside| near.iter().all(|(other, theirs)| !overlap(seed, *aside, *other, *theirs)))
}

/// Whether two points cover each other (touching is no covering).
fn overlap(one: Seed, one_aside: f64, two: Seed, two_aside: f64) -> bool {
    (one.x - two.x).hypot(one_aside - two_aside) < one.radius + two.radius - 1e-6
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn points_that_have_room_stay_on_the_line() {
        let seeds = [0.0, 10.0, 20.0].map(|x| Seed { x, radius: 5.0 });
        assert_eq!(swarm(&seeds, 50.0), Swarm { aside: vec![0.0; 3], fits: true });
    }

    #[test]
    fn equal_points_stack_on_both_sides() {
        let seeds = [Seed { x: 7.0, radius: 2.0 }; 4];
        assert_eq!(swarm(&seeds, 50.0), Swarm { aside: vec![0.0, 4.0, -4.0, 8.0], fits: true });
    }

    #[test]
    fn what_has_no_room_stays_within_the_height() {
        let seeds = [Seed { x: 7.0, radius: 2.0 }; 40];
        let swarm = swarm(&seeds, 10.0);
        assert!(!swarm.fits);
        assert!(swarm.aside.iter().all(|aside| aside.abs() <= 8.0));
    }

    proptest! {
        #[test]
        fn no_point_covers_another(xs in prop::collection::vec(0.0..400.0f64, 0..200)) {
            let seeds: Vec<Seed> = xs.into_iter().map(|x| Seed { x, radius: 3.0 }).collect();
            let swarm = swarm(&seeds, 1000.0);
            prop_assert!(swarm.fits);
            for (place, (one, one_aside)) in seeds.iter().zip(&swarm.aside).enumerate() {
                for (two, two_aside) in seeds.iter().zip(&swarm.aside).skip(place + 1) {
                    prop_assert!(!overlap(*one, *one_aside, *two, *two_aside));
                }
            }
        }
    }
}
