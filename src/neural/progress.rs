//! From answers to passages: a watcher hears of passages, each of which may have been cut into several requests.

use crate::engine::Watcher;

use super::desk::Patience;

/// Counts answers and tells of passages.
pub(super) struct Progress<'a> {
    watcher: &'a dyn Watcher,
    /// The number of requests up to the end of each passage.
    ends: &'a [usize],
    done: Vec<bool>,
}

impl<'a> Progress<'a> {
    /// A count of `requests`; `ends` has for each passage the number of requests up to its end.
    pub fn new(watcher: &'a dyn Watcher, ends: &'a [usize], requests: usize) -> Self {
        Self { watcher, ends, done: vec![false; requests] }
    }
}

impl Patience for Progress<'_> {
    fn done(&mut self, number: usize) {
        if let Some(done) = self.done.get_mut(number) {
            *done = true;
        }
        let mut start = 0;
        let whole = self
            .ends
            .iter()
            .filter(|&&end| self.done[std::mem::replace(&mut start, end)..end].iter().all(|done| *done));
        self.watcher.progress(whole.count(), self.ends.len());
    }

    fn is_over(&self) -> bool {
        self.watcher.cancelled()
    }
}
