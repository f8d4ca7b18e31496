//! Work on all threads.
//!
//! Pieces go to whoever has time: a thread that the system gives to somebody else holds up the piece that it has, and
//! no other.

use std::{
    env,
    num::NonZero,
    sync::{LazyLock, Mutex, PoisonError},
    thread,
};

use super::team::{Team, is_busy};

/// Below this many numbers, handing work to others takes longer than the work.
const SMALL: usize = 1 << 12;

/// Threads at most: a number that somebody mistyped must not exhaust the machine.
const MOST: usize = 256;

/// One thread a processor, or as many as `RAYON_NUM_THREADS` says, to which Candle's own operations listen too. The
/// caller's counts; where threads cannot be had, it is alone.
static TEAM: LazyLock<Team> = LazyLock::new(|| {
    let asked = env::var("RAYON_NUM_THREADS").ok().and_then(|number| number.parse().ok());
    let threads = asked
        .filter(|threads| *threads > 0)
        .unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get));
    Team::start(threads.min(MOST) - 1)
});

/// Does `work` while the threads are up: whatever calls the loops below many times should go in here once.
pub(in crate::neural) fn inside<T>(work: impl FnOnce() -> T) -> T {
    TEAM.announce();
    work()
}

/// How many threads there are.
pub(in crate::neural) fn threads() -> usize {
    TEAM.helpers() + 1
}

/// Does `work` for each of 0..count. What is called by a thread of such a loop is done by that thread.
pub(in crate::neural) fn each(count: usize, work: impl Fn(usize) + Sync + Send) {
    if count <= 1 || is_busy() || TEAM.helpers() == 0 {
        (0..count).for_each(work);
        return;
    }
    TEAM.each(count, &work);
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
