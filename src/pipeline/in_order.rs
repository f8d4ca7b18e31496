//! Many items through several threads, results in the order of the items.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    sync::{
        Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::lock::lock;

/// How far, per thread, the fastest item may run ahead of the slowest: bounds the results that wait.
const AHEAD: usize = 16;

/// Calls `work` on every item, on `threads` threads, and `sink` on every result in the order of the items, each as
/// soon as it and all before it are done. Items are drawn one at a time, never more than a bounded number
/// ahead, so that a stream of any length takes constant memory. When `sink` breaks, no further items are drawn.
///
/// Nobody waits for results: whichever thread finishes the one that is due hands it to `sink`, with all that follow it and
/// are done. That spares two changes of thread an item, which cost as much as a hit in the cache.
pub fn in_order<T, R>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> ControlFlow<()> + Send,
) where
    R: Send,
{
    if threads <= 1 {
        for item in items {
            if sink(work(item)).is_break() {
                return;
            }
        }
        return;
    }
    let feed = Mutex::new(items.enumerate());
    let state = State { due: 0, closed: false, sleeping: 0, waiting: BTreeMap::new(), sink };
    let ahead = threads.saturating_mul(AHEAD);
    let desk =
        Desk { state: Mutex::new(state), moved: Condvar::new(), ahead, wanted: AtomicUsize::new(ahead) };
    let run = || {
        let _closing = CloseOnPanic(&desk);
        loop {
            let drawn = lock(&feed).next();
            let Some((index, item)) = drawn else { return };
            if !desk.is_wanted(index) {
                return;
            }
            desk.hand_in(index, work(item));
        }
    };
    thread::scope(|scope| {
        (1..threads).for_each(|_| drop(scope.spawn(run)));
        run();
    });
}

/// Where results are handed in.
struct Desk<R, S> {
    state: Mutex<State<R, S>>,
    moved: Condvar,
    ahead: usize,
    /// So many items are wanted for certain; none, once the desk is closed. Spares most items the lock.
    wanted: AtomicUsize,
}

struct State<R, S> {
    /// The index of the result that goes to the sink next.
    due: usize,
    closed: bool,
    /// Threads that wait for `due` to move.
    sleeping: usize,
    /// Results that came before their turn.
    waiting: BTreeMap<usize, R>,
    sink: S,
}

impl<R, S: FnMut(R) -> ControlFlow<()>> Desk<R, S> {
    /// Waits while `index` is too far ahead. False when no further results are wanted.
    fn is_wanted(&self, index: usize) -> bool {
        if index < self.wanted.load(Ordering::Relaxed) {
            return true;
        }
        let mut state = lock(&self.state);
        while !state.closed && index >= state.due + self.ahead {
            state.sleeping += 1;
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.sleeping -= 1;
        }
        !state.closed
    }

    /// Takes a result, and passes on everything that is due.
    fn hand_in(&self, index: usize, result: R) {
        let mut state = lock(&self.state);
        state.waiting.insert(index, result);
        while !state.closed {
            let due = state.due;
            let Some(result) = state.waiting.remove(&due) else { break };
            state.due += 1;
            state.closed = (state.sink)(result).is_break();
        }
        let wanted = if state.closed { 0 } else { state.due + self.ahead };
        self.wanted.store(wanted, Ordering::Relaxed);
        self.wake(state);
    }

    /// A wake-up costs a system call even where nobody sleeps.
    fn wake(&self, state: MutexGuard<'_, State<R, S>>) {
        let anyone = state.sleeping > 0;
        drop(state);
        if anyone {
            self.moved.notify_all();
        }
    }
}

/// A result that never comes must not be waited for.
struct CloseOnPanic<'a, R, S: FnMut(R) -> ControlFlow<()>>(&'a Desk<R, S>);

impl<R, S: FnMut(R) -> ControlFlow<()>> Drop for CloseOnPanic<'_, R, S> {
    fn drop(&mut self) {
        if thread::panicking() {
            let mut state = lock(&self.0.state);
            state.closed = true;
            self.0.wanted.store(0, Ordering::Relaxed);
            self.0.wake(state);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            in_order(
                0..500,
                threads,
                |n| {
                    if n % 37 == 0 {
                        thread::yield_now();
                    }
                    n * 2
                },
                |n| {
                    seen.push(n);
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(seen, (0..500).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_slow_first_item_does_not_let_the_rest_pile_up() {
        let drawn = AtomicUsize::new(0);
        let items = (0..10_000).inspect(|_| {
            drawn.fetch_add(1, Ordering::SeqCst);
        });
        let most = AtomicUsize::new(0);
        in_order(
            items,
            2,
            |n| {
                if n == 0 {
                    thread::sleep(std::time::Duration::from_millis(50));
                    most.store(drawn.load(Ordering::SeqCst), Ordering::SeqCst);
                }
            },
            |()| ControlFlow::Continue(()),
        );
        assert!(most.load(Ordering::SeqCst) <= 2 * AHEAD + 2, "{most:?}");
        assert_eq!(drawn.load(Ordering::SeqCst), 10_000);
    }

    #[test]
    fn a_break_stops_drawing() {
        for threads in [1, 3] {
            let mut seen = 0;
            in_order(
                0..,
                threads,
                |n| n,
                |_| {
                    seen += 1;
                    if seen == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                },
            );
            assert_eq!(seen, 10);
        }
    }

    #[test]
    fn a_panic_ends_the_run() {
        let run = || {
            in_order(0..10_000, 3, |n| assert!(n != 5, "told to"), |()| ControlFlow::Continue(()));
        };
        assert!(std::panic::catch_unwind(run).is_err());
    }

    #[test]
    fn a_result_does_not_wait_for_the_next_item() {
        // As with a client that sends the next line only when it has the answer to the last one.
        let (ask, asked) = std::sync::mpsc::channel();
        ask.send(0).unwrap();
        let mut ask = Some(ask);
        let mut seen = 0;
        in_order(
            asked.into_iter(),
            2,
            |n| n + 1,
            |next| {
                seen = next;
                let asked = ask.as_ref().filter(|_| next < 20).is_some_and(|ask| ask.send(next).is_ok());
                if asked {
                    return ControlFlow::Continue(());
                }
                ask = None;
                ControlFlow::Break(())
            },
        );
        assert_eq!(seen, 20);
    }
}
