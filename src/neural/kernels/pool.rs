//! Work on all threads: Candle's own pool, so that its kernels and these loops never compete.

use std::sync::{Mutex, PoisonError};

use candle_core::utils::barrier_pool;

/// Below this many numbers, waking the others takes longer than the work.
const SMALL: usize = 1 << 14;

/// Does `work` on each piece of `size` items; `work` gets the number of the piece.
pub(super) fn each_piece<T: Send>(items: &mut [T], size: usize, work: impl Fn(usize, &mut [T]) + Sync) {
    if items.len() <= size {
        if !items.is_empty() {
            work(0, items);
        }
        return;
    }
    let pieces: Vec<Mutex<&mut [T]>> = items.chunks_mut(size).map(Mutex::new).collect();
    barrier_pool().execute_chunked(pieces.len(), |range| {
        for at in range {
            // Each piece is visited once: the lock never waits.
            let mut piece = pieces[at].lock().unwrap_or_else(PoisonError::into_inner);
            work(at, &mut piece);
        }
    });
}

/// Does `work` on whole rows of `width`, in pieces large enough to be worth a thread; `work` gets the first row's
/// number.
pub(super) fn each_rows(items: &mut [f32], width: usize, work: impl Fn(usize, &mut [f32]) + Sync) {
    let rows = (SMALL / width.max(1)).max(1);
    each_piece(items, rows * width, |piece, items| work(piece * rows, items));
}

/// The results of `work` for 0..count, in order.
pub(super) fn map<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let mut results: Vec<Option<T>> = std::iter::repeat_with(|| None).take(count).collect();
    each_piece(&mut results, 1, |at, result| result[0] = Some(work(at)));
    results.into_iter().flatten().collect()
}
