//! Numbers that look random and are a pure function of a seed and a place: no state is shared, so the order of work cannot change them.
//!
//! The generator is SplitMix64 (G. L. Steele, D. Lea, C. H. Flood: *Fast splittable pseudorandom number generators*, OOPSLA 2014).

/// The odd number next to 2⁶⁴ divided by the golden ratio: the step of SplitMix64.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes the bits of a number: one different bit of it changes half of the bits of the result.
pub(super) const fn mix(number: u64) -> u64 {
    let once = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let twice = (once ^ (once >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    twice ^ (twice >> 31)
}

/// The seed of a part: of a dimension, of a draw, of a question.
pub(super) const fn part(seed: u64, part: u64) -> u64 {
    mix(mix(seed.wrapping_add(STEP)) ^ part.wrapping_mul(STEP))
}

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub(super) struct Stream(u64);

impl Stream {
    /// The stream of a seed.
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 random bits.
    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A number between 0 and 1, neither of them.
    pub(super) fn unit(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) / (1u64 << 52) as f64
    }

    /// A position below `count`, each equally likely; 0 if there is none.
    pub(super) const fn below(&mut self, count: usize) -> usize {
        ((self.next() as u128 * count as u128) >> 64) as usize
    }

    /// 64 bits of which each is set with the probability `chance ÷ 65,536`, independently.
    ///
    /// The binary digits of the probability are read from the lowest: a digit 1 joins another random word by *or*, a digit 0 by *and*; each digit
    /// halves what stood before and adds its own half.
    pub(super) const fn mask(&mut self, chance: u32) -> u64 {
        if chance >= 1 << 16 {
            return u64::MAX;
        }
        let mut bits = 0;
        let mut digit = chance.trailing_zeros();
        while digit < 16 {
            bits = if (chance >> digit) & 1 == 1 { bits | self.next() } else { bits & self.next() };
            digit += 1;
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_reference_implementation_of_splitmix64() {
        // The first numbers of the seed 1234567, as published with the generator.
        let mut stream = Stream::new(1_234_567);
        assert_eq!([stream.next(), stream.next(), stream.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn masks_have_as_many_bits_as_they_should() {
        for chance in [0, 1, 6_554, 32_768, 65_535, 65_536] {
            let mut stream = Stream::new(7);
            let words = 100_000;
            let set: u32 = (0..words).map(|_| stream.mask(chance).count_ones()).sum();
            let expected = f64::from(chance) / 65_536.0;
            let share = f64::from(set) / f64::from(words * 64);
            let error = (expected * (1.0 - expected) / f64::from(words * 64)).sqrt();
            assert!((share - expected).abs() <= 4.0 * error, "{chance}: {share}");
        }
    }

    #[test]
    fn positions_are_equally_likely() {
        let mut stream = Stream::new(3);
        let mut counts = [0; 5];
        (0..100_000).for_each(|_| counts[stream.below(5)] += 1);
        assert!(counts.iter().all(|count| (19_500..20_500).contains(count)), "{counts:?}");
        assert_eq!(stream.below(0), 0);
        let mean = (0..100_000).map(|_| stream.unit()).sum::<f64>() / 100_000.0;
        assert!((mean - 0.5).abs() < 0.005);
    }
}
