//! Where threads that need the model meet: whoever finds it free decodes for everyone who waits, and whoever comes while
//! it decodes joins the batch at the next pass.
//!
//! Weights are read once a step, however many sequences take it, so a batch of strangers costs little more than one.
//! What a request gets does not depend on who else is in the batch.

use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::neural::{
    NeuralError,
    arch::Causal,
    decode::{Completion, Limits, Outcome, Request, Scheduler, Spelling},
    tokens::Vocabulary,
};

/// How often those who wait look whether they still want to.
const LOOK: Duration = Duration::from_millis(100);

/// A model, and those who wait for it.
pub(super) struct Desk {
    model: Box<dyn Causal>,
    state: Mutex<State>,
    /// Something became of a request, or the model is free.
    news: Condvar,
}

struct State {
    /// The requests on their way; whoever decodes has it.
    scheduler: Option<Scheduler>,
    /// Requests that came while somebody else decoded.
    arrived: Vec<(u64, Request)>,
    orders: BTreeMap<u64, Order>,
    /// What the next request and the next order are called.
    next: u64,
}

/// What one thread asks for.
struct Order {
    /// The key of its first request; the others follow.
    first: u64,
    outcomes: Vec<Option<Result<Completion, NeuralError>>>,
    /// Requests of which something became, that its thread has not heard of yet.
    fresh: Vec<usize>,
    given_up: bool,
}

impl Order {
    fn has(&self, key: u64) -> bool {
        (self.first..self.first + self.outcomes.len() as u64).contains(&key)
    }

    /// Is there nothing to wait for? One failure is enough: nothing partial is taken.
    fn is_over(&self) -> bool {
        let failed = |outcome: &Option<Result<_, _>>| matches!(outcome, Some(Err(_)));
        self.outcomes.iter().all(Option::is_some) || self.outcomes.iter().any(failed)
    }
}

impl Desk {
    /// A desk with a model and nobody waiting.
    pub fn new(model: Box<dyn Causal>) -> Self {
        let scheduler = Some(Scheduler::new(Limits::default()));
        let state = State { scheduler, arrived: Vec::new(), orders: BTreeMap::new(), next: 0 };
        Self { model, state: Mutex::new(state), news: Condvar::new() }
    }

    /// Answers to all requests, in their order. `watcher` hears of each that is done, and may cancel, on its own thread.
    ///
    /// # Errors
    /// When the model fails on one of these requests, or the watcher says that it is over.
    pub fn answer(
        &self,
        requests: Vec<Request>,
        spelling: &Vocabulary,
        watcher: &mut dyn Patience,
    ) -> Result<Vec<Completion>, NeuralError> {
        let mut state = self.state();
        let first = state.next;
        state.next += requests.len() as u64 + 1;
        let outcomes = requests.iter().map(|_| None).collect();
        state.orders.insert(first, Order { first, outcomes, fresh: Vec::new(), given_up: false });
        state.arrived.extend((first..).zip(requests));
        loop {
            state = self.tell(state, first, watcher);
            let over = watcher.is_over();
            let Some(order) = state.orders.get_mut(&first) else { return Err(NeuralError::Cancelled) };
            order.given_up = over;
            if over || order.is_over() {
                return self.leave(state, first);
            }
            let Some(scheduler) = state.scheduler.take() else {
                state = self.news.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner).0;
                continue;
            };
            let mut turn = Turn { desk: self, scheduler: Some(scheduler) };
            turn.admit(&mut state);
            drop(state);
            let outcomes = turn.step(spelling, &|| watcher.is_over());
            state = self.state();
            state.take(outcomes);
            // The turn ends here: back with the scheduler, for this thread or whoever waits.
            state.scheduler = turn.scheduler.take();
            self.news.notify_all();
        }
    }

    /// Tells the watcher what became of its requests; the desk is not held meanwhile.
    fn tell<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        first: u64,
        watcher: &mut dyn Patience,
    ) -> MutexGuard<'a, State> {
        let fresh = state.orders.get_mut(&first).map(|order| std::mem::take(&mut order.fresh));
        let fresh = fresh.unwrap_or_default();
        if fresh.is_empty() {
            return state;
        }
        drop(state);
        fresh.into_iter().for_each(|number| watcher.done(number));
        self.state()
    }

    /// Takes an order off the desk.
    fn leave(&self, mut state: MutexGuard<'_, State>, first: u64) -> Result<Vec<Completion>, NeuralError> {
        let Some(order) = state.orders.remove(&first) else { return Err(NeuralError::Cancelled) };
        // What of it is still on its way goes: here, or at the next turn of whoever decodes.
        state.arrived.retain(|(key, _)| !order.has(*key));
        if let Some(scheduler) = &mut state.scheduler {
            scheduler.remove(&|key| order.has(key));
        }
        drop(state);
        self.news.notify_all();
        let mut completions = Vec::new();
        for outcome in order.outcomes {
            match outcome {
                Some(Ok(completion)) => completions.push(completion),
                Some(Err(error)) => return Err(error),
                None => {}
            }
        }
        if order.given_up { Err(NeuralError::Cancelled) } else { Ok(completions) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Hands outcomes to the orders that they are of.
    fn take(&mut self, outcomes: Vec<Outcome>) {
        for (key, outcome) in outcomes {
            let order = self.orders.range_mut(..=key).next_back().map(|(_, order)| order);
            if let Some(order) = order.filter(|order| order.has(key)) {
                let number = (key - order.first) as usize;
                order.outcomes[number] = Some(outcome);
                order.fresh.push(number);
            }
        }
    }
}

/// One pass by one thread. When it panics, those whose requests were on their way hear of it, and the desk goes on.
struct Turn<'a> {
    desk: &'a Desk,
    scheduler: Option<Scheduler>,
}

impl Turn<'_> {
    /// Lets in what arrived, and lets go what nobody waits for.
    fn admit(&mut self, state: &mut State) {
        let Some(scheduler) = &mut self.scheduler else { return };
        let orders = &state.orders;
        let is_wanted = |key: u64| {
            orders.range(..=key).next_back().is_some_and(|(_, order)| order.has(key) && !order.given_up)
        };
        scheduler.remove(&|key| !is_wanted(key));
        let mut refused = Vec::new();
        for (key, request) in std::mem::take(&mut state.arrived) {
            if let Err(error) = scheduler.add(self.desk.model.as_ref(), key, request) {
                refused.push((key, Err(error)));
            }
        }
        state.take(refused);
    }

    fn step(&mut self, spelling: &Vocabulary, cancelled: &dyn Fn() -> bool) -> Vec<Outcome> {
        let Some(scheduler) = &mut self.scheduler else { return Vec::new() };
        if scheduler.is_idle() {
            return Vec::new();
        }
        scheduler.step(self.desk.model.as_ref(), spelling, cancelled)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        // Only a panic leaves the scheduler here.
        if self.scheduler.take().is_none() {
            return;
        }
        let mut state = self.desk.state();
        let arrived: Vec<u64> = state.arrived.iter().map(|(key, _)| *key).collect();
        for order in state.orders.values_mut() {
            let keys = order.first..order.first + order.outcomes.len() as u64;
            for (outcome, key) in order.outcomes.iter_mut().zip(keys) {
                if outcome.is_none() && !arrived.contains(&key) {
                    *outcome = Some(Err(NeuralError::Step { why: "a pass came to a sudden end" }));
                }
            }
        }
        state.scheduler = Some(Scheduler::new(Limits::default()));
        self.desk.news.notify_all();
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
