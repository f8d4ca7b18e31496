//! What the machine can do at all: read memory, multiply small whole numbers.

use std::{hint::black_box, time::Instant};

use serde::Serialize;

use crate::neural::kernels::{self, pool};

/// Bytes read for the bandwidth: far more than the caches of small machines hold.
const BUFFER: usize = 256 << 20;

/// Bytes of a piece that one thread reads.
const PIECE: usize = 1 << 20;

/// Calls of a thread for the products; some milliseconds.
const CALLS: usize = 64;

/// What the machine can do, with all threads of the kernels. The best of several runs.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Ceilings {
    /// Bytes read from memory, in order.
    pub memory_bytes_per_second: f64,
    /// Products of eight-bit numbers, added up, by the widest kernel's instructions and nothing else.
    pub products_per_second: f64,
}

/// Measures both, `rounds` times.
pub(super) fn measure(rounds: usize) -> Ceilings {
    let buffer = vec![1_u64; BUFFER / size_of::<u64>()];
    let pieces: Vec<&[u64]> = buffer.chunks(PIECE / size_of::<u64>()).collect();
    let (mut memory, mut products) = (0.0_f64, 0.0_f64);
    for _ in 0..rounds.max(3) {
        let start = Instant::now();
        pool::each(pieces.len(), |at| {
            black_box(sum(pieces[at]));
        });
        memory = memory.max(BUFFER as f64 / start.elapsed().as_secs_f64());
        let start = Instant::now();
        let done = pool::map(pool::threads() * CALLS, |_| kernels::multiply_in_registers());
        products = products.max(done.iter().sum::<u64>() as f64 / start.elapsed().as_secs_f64());
    }
    Ceilings { memory_bytes_per_second: memory, products_per_second: products }
}

/// The sum, by eight chains side by side, so that adding is never what takes the time.
fn sum(numbers: &[u64]) -> u64 {
    let mut sums = [0_u64; 8];
    for chunk in numbers.as_chunks::<8>().0 {
        for (sum, number) in sums.iter_mut().zip(chunk) {
            *sum = sum.wrapping_add(*number);
        }
    }
    sums.iter().fold(0, |all, sum| all.wrapping_add(*sum))
}
