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

use super::NeuralError;

/// How often those who wait look whether they still want to.
const LOOK: Duration = Duration::from_millis(100);

/// What takes many requests through a model together, a pass at a time.
pub(super) trait Crew: Send {
    /// What all passes share: the weights.
    type Model: Send + Sync;
    /// What is asked for.
    type Request: Send;
    /// What comes of it.
    type Answer: Send;

    /// A crew with nothing to do.
    fn new() -> Self;

    /// Adds a request under a key that the caller knows it by; it joins as soon as there is room.
    fn add(&mut self, model: &Self::Model, key: u64, request: Self::Request) -> Result<(), NeuralError>;

    /// Drops the requests whose keys are told, wherever they are.
    fn remove(&mut self, told: &dyn Fn(u64) -> bool);

    /// Is there nothing left to do?
    fn is_idle(&self) -> bool;

    /// Makes one pass; who came to an end with it. A request that fails does so by itself.
    fn step(&mut self, model: &Self::Model, cancelled: &dyn Fn() -> bool) -> Vec<Outcome<Self::Answer>>;
}

/// What became of a request: its key, and its answer or why there is none.
pub(super) type Outcome<Answer> = (u64, Result<Answer, NeuralError>);

/// A model, and those who wait for it.
pub(super) struct Desk<C: Crew> {
    model: C::Model,
    state: Mutex<State<C>>,
    /// Something became of a request, or the model is free.
    news: Condvar,
}

struct State<C: Crew> {
    /// The requests on their way; whoever decodes has it.
    crew: Option<C>,
    /// Requests that came while somebody else decoded.
    arrived: Vec<(u64, C::Request)>,
    orders: BTreeMap<u64, Order<C::Answer>>,
    /// What the next request and the next order are called.
    next: u64,
}

/// What one thread asks for.
struct Order<Answer> {
    /// The key of its first request; the others follow.
    first: u64,
    outcomes: Vec<Option<Result<Answer, NeuralError>>>,
    /// Requests of which something became, that its thread has not heard of yet.
    fresh: Vec<usize>,
    given_up: bool,
}

impl<Answer> Order<Answer> {
    fn has(&self, key: u64) -> bool {
        (self.first..self.first + self.outcomes.len() as u64).contains(&key)
    }

    /// Is there nothing to wait for? One failure is enough: nothing partial is taken.
    fn is_over(&self) -> bool {
        let failed = |outcome: &Option<Result<_, _>>| matches!(outcome, Some(Err(_)));
        self.outcomes.iter().all(Option::is_some) || self.outcomes.iter().any(failed)
    }
}

impl<C: Crew> Desk<C> {
    /// A desk with a model and nobody waiting.
    pub fn new(model: C::Model) -> Self {
        let state = State { crew: Some(C::new()), arrived: Vec::new(), orders: BTreeMap::new(), next: 0 };
        Self { model, state: Mutex::new(state), news: Condvar::new() }
    }

    /// Answers to all requests, in their order. `watcher` hears of each that is done, and may cancel, on its own thread.
    ///
    /// # Errors
    /// When the model fails on one of these requests, or the watcher says that it is over.
    pub fn answer(
        &self,
        requests: Vec<C::Request>,
        watcher: &mut dyn Patience,
    ) -> Result<Vec<C::Answer>, NeuralError> {
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
            let Some(crew) = state.crew.take() else {
                state = self.news.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner).0;
                continue;
            };
            let mut turn = Turn { desk: self, crew: Some(crew) };
            turn.admit(&mut state);
            drop(state);
            let outcomes = turn.step(&|| watcher.is_over());
            state = self.state();
            state.take(outcomes);
            // The turn ends here: back with the crew, for this thread or whoever waits.
            state.crew = turn.crew.take();
            self.news.notify_all();
        }
    }

    /// Tells the watcher what became of its requests; the desk is not held meanwhile.
    fn tell<'a>(
        &'a self,
        mut state: MutexGuard<'a, State<C>>,
        first: u64,
        watcher: &mut dyn Patience,
    ) -> MutexGuard<'a, State<C>> {
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
    fn leave(&self, mut state: MutexGuard<'_, State<C>>, first: u64) -> Result<Vec<C::Answer>, NeuralError> {
        let Some(order) = state.orders.remove(&first) else { return Err(NeuralError::Cancelled) };
        // What of it is still on its way goes: here, or at the next turn of whoever decodes.
        state.arrived.retain(|(key, _)| !order.has(*key));
        if let Some(crew) = &mut state.crew {
            crew.remove(&|key| order.has(key));
        }
        drop(state);
        self.news.notify_all();
        let mut answers = Vec::new();
        for outcome in order.outcomes {
            match outcome {
                Some(Ok(answer)) => answers.push(answer),
                Some(Err(error)) => return Err(error),
                None => {}
            }
        }
        if order.given_up { Err(NeuralError::Cancelled) } else { Ok(answers) }
    }

    fn state(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<C: Crew> State<C> {
    /// Hands outcomes to the orders that they are of.
    fn take(&mut self, outcomes: Vec<Outcome<C::Answer>>) {
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
struct Turn<'a, C: Crew> {
    desk: &'a Desk<C>,
    crew: Option<C>,
}

impl<C: Crew> Turn<'_, C> {
    /// Lets in what arrived, and lets go what nobody waits for.
    fn admit(&mut self, state: &mut State<C>) {
        let Some(crew) = &mut self.crew else { return };
        let orders = &state.orders;
        let is_wanted = |key: u64| {
            orders.range(..=key).next_back().is_some_and(|(_, order)| order.has(key) && !order.given_up)
        };
        crew.remove(&|key| !is_wanted(key));
        let mut refused = Vec::new();
        for (key, request) in std::mem::take(&mut state.arrived) {
            if let Err(error) = crew.add(&self.desk.model, key, request) {
                refused.push((key, Err(error)));
            }
        }
        state.take(refused);
    }

    fn step(&mut self, cancelled: &dyn Fn() -> bool) -> Vec<Outcome<C::Answer>> {
        match &mut self.crew {
            Some(crew) if !crew.is_idle() => crew.step(&self.desk.model, cancelled),
            _ => Vec::new(),
        }
    }
}

impl<C: Crew> Drop for Turn<'_, C> {
    fn drop(&mut self) {
        // Only a panic leaves the crew here.
        if self.crew.take().is_none() {
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
        state.crew = Some(C::new());
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
