//! Work on all threads.
//!
//! Pieces go to whoever has time: a thread that the system gives to somebody else holds up the piece that it has, and
//! no other.

use std::sync::{LazyLock, Mutex, PoisonError};

use rayon::{
    ThreadPool, ThreadPoolBuilder,
    iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator},
};

/// Below this many numbers, waking the others takes longer than the work.
const SMALL: usize = 1 << 14;

/// Pieces a thread, so that the last one to finish is not far behind.
const PIECES: usize = 8;

/// One thread a processor, or as many as `RAYON_NUM_THREADS` says. Where threads cannot be had, there is none.
static POOL: LazyLock<Option<ThreadPool>> =
    LazyLock::new(|| ThreadPoolBuilder::new().thread_name(|number| format!("kernel-{number}")).build().ok());

/// Does `work` on a thread of the pool. Whatever calls the loops below many times should go in here once: to hand
/// work over from outside takes a sleep and a wake-up each time.
pub(in crate::neural) fn inside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match &*POOL {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// How many threads there are.
pub(in crate::neural) fn threads() -> usize {
    POOL.as_ref().map_or(1, ThreadPool::current_num_threads)
}

/// Does `work` for each of 0..count.
pub(in crate::neural) fn each(count: usize, work: impl Fn(usize) + Sync + Send) {
    if count <= 1 || POOL.is_none() {
        (0..count).for_each(work);
        return;
    }
    let least = (count / (threads() * PIECES)).max(1);
    inside(|| (0..count).into_par_iter().with_min_len(least).for_each(work));
}

/// Does `work` on each piece of `size` items; `work` gets the number of the piece.
pub(in crate::neural) fn each_piece<T: Send>(
    items: &mut [T],
    size: usize,
    work: impl Fn(usize, &mut [T]) + Sync + Send,
) {
    if items.len() <= size {
        if !items.is_empty() {
            work(0, items);
        }
        return;
    }
    let pieces: Vec<Mutex<&mut [T]>> = items.chunks_mut(size).map(Mutex::new).collect();
    each(pieces.len(), |at| {
        // Each piece is visited once: the lock never waits.
        let mut piece = pieces[at].lock().unwrap_or_else(PoisonError::into_inner);
        work(at, &mut piece);
    });
}

/// Does `work` on whole rows of `width`, in pieces large enough to be worth a thread; `work` gets the first row's
/// number.
pub(in crate::neural) fn each_rows(
    items: &mut [f32],
    width: usize,
    work: impl Fn(usize, &mut [f32]) + Sync + Send,
) {
    let rows = (SMALL / width.max(1)).max(1);
    each_piece(items, rows * width, |piece, items| work(piece * rows, items));
}

/// The results of `work` for 0..count, in order.
pub(in crate::neural) fn map<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    let mut results: Vec<Option<T>> = std::iter::repeat_with(|| None).take(count).collect();
    each_piece(&mut results, 1, |at, result| result[0] = Some(work(at)));
    results.into_iter().flatten().collect()
}
