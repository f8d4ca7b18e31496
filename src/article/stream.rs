//! The stream of what was found: readers push items into a [`Sink`] on a thread of their own, whoever works on them pulls.
//!
//! Readers of archives borrow from each other, each member from the archive it is in, and so cannot be iterators that
//! are handed around. Pushing needs no such thing, and the next item is unpacked while the last one is worked on.

use std::{
    any::Any,
    collections::VecDeque,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
};

use super::{Item, Unread};

/// Items that may wait.
const MOST_ITEMS: usize = 64;
/// Bytes that they may hold together; one item may always wait, however large.
const MOST_BYTES: usize = 8_000_000;

/// Whether more is wanted.
pub(super) type Flow = ControlFlow<()>;

/// Takes the items of a reader.
pub(super) struct Sink<'a> {
    take: &'a mut dyn FnMut(Unread) -> Flow,
}

impl<'a> Sink<'a> {
    pub fn new(take: &'a mut dyn FnMut(Unread) -> Flow) -> Self {
        Self { take }
    }

    /// Hands an item on.
    pub fn push(&mut self, item: impl Into<Unread>) -> Flow {
        (self.take)(item.into())
    }
}

impl From<Item> for Unread {
    fn from(item: Item) -> Self {
        Self::later(|| item)
    }
}

/// The items that a reader on another thread pushes.
pub(super) struct Stream {
    desk: Arc<Desk>,
}

#[derive(Default)]
struct Desk {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Unread>,
    bytes: usize,
    ended: bool,
    /// Nobody pulls any more.
    left: bool,
    panic: Option<Box<dyn Any + Send>>,
}

impl Desk {
    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, item: Unread) -> Flow {
        let mut state = self.lock();
        let full = |state: &mut State| {
            let many = state.waiting.len() >= MOST_ITEMS || state.bytes + item.bytes() > MOST_BYTES;
            !state.left && !state.waiting.is_empty() && many
        };
        state = self.moved.wait_while(state, full).unwrap_or_else(PoisonError::into_inner);
        if state.left {
            return ControlFlow::Break(());
        }
        state.bytes += item.bytes();
        state.waiting.push_back(item);
        self.moved.notify_all();
        ControlFlow::Continue(())
    }
}

impl Stream {
    /// Starts a reader.
    pub fn of(read: impl FnOnce(&mut Sink) -> Flow + Send + 'static) -> Self {
        let desk = Arc::new(Desk::default());
        let pushing = Arc::clone(&desk);
        thread::spawn(move || {
            let mut push = |item| pushing.push(item);
            let result = catch_unwind(AssertUnwindSafe(|| read(&mut Sink::new(&mut push))));
            let mut state = pushing.lock();
            state.ended = true;
            state.panic = result.err();
            pushing.moved.notify_all();
        });
        Self { desk }
    }
}

impl Iterator for Stream {
    type Item = Unread;

    fn next(&mut self) -> Option<Unread> {
        let empty = |state: &mut State| state.waiting.is_empty() && !state.ended;
        let state = self.desk.moved.wait_while(self.desk.lock(), empty);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        let item = state.waiting.pop_front();
        match &item {
            Some(item) => state.bytes -= item.bytes(),
            None => {
                if let Some(panic) = state.panic.take() {
                    drop(state);
                    resume_unwind(panic);
                }
            }
        }
        self.desk.moved.notify_all();
        item
    }
}

impl Drop for Stream {
    /// The reader ends at its next item. It is not waited for: it may be reading from a terminal.
    fn drop(&mut self) {
        let mut state = self.desk.lock();
        state.left = true;
        state.waiting.clear();
        self.desk.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Id, ReadError};

    fn item(number: usize) -> Unread {
        let place = number.to_string();
        Item::failed(Id::Number(number.into()), None, ReadError::Empty { place }).into()
    }

    #[test]
    fn items_come_in_order_and_a_reader_does_not_run_ahead() {
        let pushed = Arc::new(Mutex::new(0));
        let count = Arc::clone(&pushed);
        let mut stream = Stream::of(move |sink| {
            (0..1000).try_for_each(|number| {
                *count.lock().unwrap() += 1;
                sink.push(item(number))
            })
        });
        for number in 0..500 {
            assert_eq!(stream.next().unwrap().read().id, Id::Number(number.into()));
            assert!(*pushed.lock().unwrap() <= number as usize + MOST_ITEMS + 2);
        }
        drop(stream);
    }

    #[test]
    fn a_large_item_waits_alone() {
        let mut stream = Stream::of(|sink| {
            (0..8).try_for_each(|_| {
                sink.push(Unread::guarded(MOST_BYTES * 2, (Id::Number(1.into()), None), || item(1).read()))
            })
        });
        for _ in 0..8 {
            assert!(stream.desk.lock().waiting.len() <= 1);
            assert!(stream.next().is_some());
        }
        assert!(stream.next().is_none());
    }

    #[test]
    fn a_reader_that_breaks_is_not_taken_for_one_that_ended() {
        let mut stream = Stream::of(|sink| {
            sink.push(item(1))?;
            panic!("it broke")
        });
        assert!(stream.next().is_some());
        assert!(catch_unwind(AssertUnwindSafe(|| stream.next())).is_err());
    }
}
