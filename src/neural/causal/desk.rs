//! Where threads that need the model meet: whoever finds it free decodes for everyone who waits.
//!
//! Weights are read once a step, however many sequences take it, so a batch of strangers costs little more than one.
//! What a request gets does not depend on who else is in the batch.

use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use crate::neural::{
    NeuralError,
    arch::Causal,
    decode::{Completion, Request, decode},
};

/// Sequences decoded at once at most. Past it the time a token takes grows about as fast as the number of sequences, and
/// so does memory.
const AT_ONCE: usize = 16;

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
    pub fn new(model: Box<dyn Causal>) -> Self {
        Self { model, state: Mutex::default(), finished: Condvar::new() }
    }

    /// Answers to all requests, in their order. Cancelling is heard while this thread decodes; orders of others go on
    /// with the next one.
    ///
    /// # Errors
    /// When the model fails on a request of this batch, or `cancelled` says so.
    pub fn answer(
        &self,
        requests: Vec<Request>,
        cancelled: &dyn Fn() -> bool,
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
            let _free = Free(self);
            self.serve(&batch, cancelled);
            drop(_free);
            state = locked(&self.state);
        }
    }

    /// Decodes for all orders together. If that fails, for each by itself: one bad request must not fail its neighbours.
    fn serve(&self, batch: &[Arc<Order>], cancelled: &dyn Fn() -> bool) {
        let all: Vec<Request> = batch.iter().flat_map(|order| order.requests.iter().cloned()).collect();
        match decode(self.model.as_ref(), &all, AT_ONCE, cancelled, &mut |_| ()) {
            Ok(completions) => {
                let mut completions = completions.into_iter();
                for order in batch {
                    let own = completions.by_ref().take(order.requests.len()).collect();
                    *locked(&order.outcome) = Some(Ok(own));
                }
            }
            Err(error) if batch.len() == 1 => *locked(&batch[0].outcome) = Some(Err(Arc::new(error))),
            Err(NeuralError::Cancelled) => {
                let error = Arc::new(NeuralError::Cancelled);
                batch.iter().for_each(|order| *locked(&order.outcome) = Some(Err(Arc::clone(&error))));
            }
            Err(_) => batch.iter().for_each(|order| self.serve(std::slice::from_ref(order), cancelled)),
        }
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
