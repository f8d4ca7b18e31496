//! Where threads that need the model meet: whoever finds it free decodes for everyone who waits.
//!
//! Weights are read once a step, however many sequences take it, so a batch of strangers costs little more than one.
//! What a request gets does not depend on who else is in the batch.

use std::{
    cell::RefCell,
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use crate::neural::{
    NeuralError,
    arch::Causal,
    decode::{Completion, Limits, Request, Spelling, decode},
    tokens::Vocabulary,
};

/// A model, and those who wait for it.
pub(super) struct Desk {
    model: Box<dyn Causal>,
    state: Mutex<State>,
    finished: Condvar,
}

#[derive(Default)]
struct State {
    busy: bool,
    waiting: VecDeque<Arc<Order>>,
}

/// What one thread asks for.
struct Order {
    requests: Vec<Request>,
    outcome: Mutex<Option<Result<Vec<Completion>, Arc<NeuralError>>>>,
}

impl Desk {
    /// A desk with a model and nobody waiting.
    pub fn new(model: Box<dyn Causal>) -> Self {
        Self { model, state: Mutex::default(), finished: Condvar::new() }
    }

    /// Answers to all requests, in their order. `watcher` hears of each that is done, and may cancel, while its own thread
    /// decodes.
    ///
    /// # Errors
    /// When the model fails on a request of this batch, or `cancelled` says so.
    pub fn answer(
        &self,
        requests: Vec<Request>,
        spelling: &Vocabulary,
        watcher: &mut dyn Patience,
    ) -> Result<Vec<Completion>, Arc<NeuralError>> {
        let order = Arc::new(Order { requests, outcome: Mutex::default() });
        let mut state = locked(&self.state);
        state.waiting.push_back(Arc::clone(&order));
        loop {
            if let Some(outcome) = locked(&order.outcome).take() {
                return outcome;
            }
            if state.busy {
                state = self.finished.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.busy = true;
            let batch: Vec<Arc<Order>> = state.waiting.drain(..).collect();
            drop(state);
            let free = Free(self);
            self.serve(&batch, &order, spelling, watcher);
            drop(free);
            state = locked(&self.state);
        }
    }

    /// Decodes for all orders together. If that fails, for each by itself: one bad request must not fail its neighbours,
    /// and who cancels cancels his own work only.
    fn serve(
        &self,
        batch: &[Arc<Order>],
        own: &Arc<Order>,
        spelling: &Vocabulary,
        watcher: &mut dyn Patience,
    ) {
        let all: Vec<Request> = batch.iter().flat_map(|order| order.requests.iter().cloned()).collect();
        let mine = batch.iter().any(|order| Arc::ptr_eq(order, own));
        let before: usize =
            batch.iter().take_while(|order| !Arc::ptr_eq(order, own)).map(|order| order.requests.len()).sum();
        let watcher = RefCell::new(watcher);
        let cancelled = || mine && watcher.borrow().is_over();
        let mut on_done = |number: usize| {
            let number = number.checked_sub(before).filter(|number| mine && *number < own.requests.len());
            if let Some(number) = number {
                watcher.borrow_mut().done(number);
            }
        };
        match decode(self.model.as_ref(), spelling, &all, Limits::default(), &cancelled, &mut on_done) {
            Ok(completions) => {
                let mut completions = completions.into_iter();
                for order in batch {
                    let own = completions.by_ref().take(order.requests.len()).collect();
                    *locked(&order.outcome) = Some(Ok(own));
                }
            }
            Err(error) if batch.len() == 1 => *locked(&batch[0].outcome) = Some(Err(Arc::new(error))),
            Err(_) => {
                let watcher = watcher.into_inner();
                for order in batch {
                    self.serve(std::slice::from_ref(order), own, spelling, watcher);
                }
            }
        }
    }
}

/// Who waits for answers: hears of each, and may give up.
pub(super) trait Patience {
    /// The answer of this number is there.
    fn done(&mut self, number: usize);
    /// True when nobody waits any more.
    fn is_over(&self) -> bool;
}

impl Spelling for Vocabulary {
    fn piece(&self, token: u32) -> &[u8] {
        if self.is_control(token) { &[] } else { Vocabulary::piece(self, token) }
    }
}

/// Frees the desk, also when decoding panics: then the next in line decodes.
struct Free<'a>(&'a Desk);

impl Drop for Free<'_> {
    fn drop(&mut self) {
        locked(&self.0.state).busy = false;
        self.0.finished.notify_all();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
