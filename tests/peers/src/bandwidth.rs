//! What memory delivers to as many threads as the kernels have: the measure of decoding, which reads all weights for a token.

use std::{hint::black_box, num::NonZero, thread, time::Instant};

/// Bytes read: several times the caches of large servers.
const SIZE: usize = 1 << 30;

/// A buffer of that size, and who reads it.
pub struct Bandwidth {
    numbers: Vec<u64>,
    threads: usize,
}

impl Bandwidth {
    pub fn new() -> Bandwidth {
        let all = || thread::available_parallelism().map_or(1, NonZero::get);
        let asked = std::env::var("RAYON_NUM_THREADS").ok().and_then(|number| number.parse().ok());
        Bandwidth { numbers: vec![1; SIZE / size_of::<u64>()], threads: asked.unwrap_or_else(all) }
    }

    /// Bytes a second, all threads together, the best of three goes.
    pub fn measure(&self) -> f64 {
        let share = self.numbers.len().div_ceil(self.threads);
        let go = || {
            let start = Instant::now();
            thread::scope(|scope| {
                for part in self.numbers.chunks(share) {
                    scope.spawn(move || black_box(sum(part)));
                }
            });
            SIZE as f64 / start.elapsed().as_secs_f64()
        };
        (0..3).map(|_| go()).fold(0.0, f64::max)
    }
}

/// The sum, in chains side by side.
fn sum(numbers: &[u64]) -> u64 {
    let mut sums = [0_u64; 32];
    for chunk in numbers.as_chunks::<32>().0 {
        for (sum, number) in sums.iter_mut().zip(chunk) {
            *sum = sum.wrapping_add(*number);
        }
    }
    sums.iter().fold(0, |all, sum| all.wrapping_add(*sum))
}
