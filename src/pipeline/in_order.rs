//! Many items through several threads, results in the order of the items.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    sync::{Condvar, Mutex, PoisonError, mpsc},
    thread,
};

/// How far, per thread, the fastest item may run ahead of the slowest: bounds the results that wait.
const AHEAD: usize = 16;

/// Calls `work` on every item, on `threads` threads, and `sink` on every result in the order of the items, each as
/// soon as it and all before it are done. Items are drawn one at a time, never more than a bounded number
/// ahead, so that a stream of any length takes constant memory. When `sink` breaks, no further items are drawn.
pub fn in_order<T, R>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> ControlFlow<()>,
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
    let gate = Gate::new(threads.saturating_mul(AHEAD));
    let (sender, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, feed, gate, work) = (sender.clone(), &feed, &gate, &work);
            scope.spawn(move || {
                loop {
                    let drawn = {
                        let mut feed = feed.lock().unwrap_or_else(PoisonError::into_inner);
                        if !gate.wait() {
                            return;
                        }
                        feed.next()
                    };
                    let Some((index, item)) = drawn else { return };
                    if sender.send((index, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for (index, result) in results {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&next) {
                next += 1;
                gate.pass();
                if sink(result).is_break() {
                    gate.close();
                    return;
                }
            }
        }
    });
}

/// Counts items under way; waits while there are too many.
struct Gate {
    /// Free places; `None` when closed.
    free: Mutex<Option<usize>>,
    changed: Condvar,
}

impl Gate {
    fn new(places: usize) -> Self {
        Self { free: Mutex::new(Some(places)), changed: Condvar::new() }
    }

    /// Takes a place; false when the gate is closed.
    fn wait(&self) -> bool {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free =
            self.changed.wait_while(free, |free| *free == Some(0)).unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = free.as_mut() {
            *places -= 1;
        }
        free.is_some()
    }

    /// Gives a place back.
    fn pass(&self) {
        if let Some(places) = self.free.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            *places += 1;
        }
        self.changed.notify_all();
    }

    fn close(&self) {
        *self.free.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

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
        assert!(most.load(Ordering::SeqCst) <= 2 * AHEAD + 1, "{most:?}");
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
}
