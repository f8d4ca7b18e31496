//! What the machine can do at all: read memory, multiply small whole numbers.

use std::{hint::black_box, time::Instant};

use pulp::WithSimd;
use serde::Serialize;

use crate::neural::kernels::{self, Large, Level, pool};

/// Bytes read for the bandwidth: far more than caches hold, but for those of the largest servers.
const BUFFER: usize = if cfg!(test) { 16 << 20 } else { 512 << 20 };

/// Bytes of a piece that one thread reads.
const PIECE: usize = 1 << 20;

/// Calls of a thread for the products; some milliseconds.
const CALLS: usize = 64;

/// What the machine can do, with all threads of the kernels. The best of several runs.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Ceilings {
    /// Bytes read from memory, in order.
    pub memory_bytes_per_second: f64,
    /// Products of eight-bit numbers, added up, by the instructions of the kernel in use and nothing else.
    pub products_per_second: f64,
}

/// Measures both, `rounds` times.
pub(super) fn measure(rounds: usize) -> Ceilings {
    let level = Level::current();
    let products = (0..rounds.max(3)).map(|_| {
        let start = Instant::now();
        let done = pool::map(pool::threads() * CALLS, |_| kernels::multiply_in_registers(level));
        done.iter().sum::<u64>() as f64 / start.elapsed().as_secs_f64()
    });
    let products_per_second = products.fold(0.0, f64::max);
    Ceilings { memory_bytes_per_second: bandwidth(BUFFER, rounds), products_per_second }
}

/// Bytes a second that the threads of the kernels read of a buffer of so many: the best of several runs, three at least. The
/// buffer lies in memory of the kind that weights lie in, large pages where the system has them, and is read by the widest
/// instructions in use: smaller pages and narrower loads are slower to read here, and no limit to the kernels.
pub fn bandwidth(bytes: usize, rounds: usize) -> f64 {
    let buffer = Large::of(1_u64, (bytes / size_of::<u64>()).max(1));
    let pieces: Vec<&[u64]> = buffer.chunks(PIECE / size_of::<u64>()).collect();
    let run = |_| {
        let start = Instant::now();
        pool::inside(|| {
            pool::each(pieces.len(), |at| {
                black_box(Level::current().run(Sum(pieces[at])));
            });
        });
        size_of_val(&*buffer) as f64 / start.elapsed().as_secs_f64()
    };
    (0..rounds.max(3)).map(run).fold(0.0, f64::max)
}

/// The sum, by so many chains that adding is never what takes the time.
struct Sum<'a>(&'a [u64]);

impl WithSimd for Sum<'_> {
    type Output = u64;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> u64 {
        let mut sums = [0_u64; 64];
        for chunk in self.0.as_chunks::<64>().0 {
            for (sum, number) in sums.iter_mut().zip(chunk) {
                *sum = sum.wrapping_add(*number);
            }
        }
        sums.iter().fold(0, |all, sum| all.wrapping_add(*sum))
    }
}
