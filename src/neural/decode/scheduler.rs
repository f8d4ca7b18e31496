//! Continuous batching: requests join as soon as there is room, each pass takes a token of every one that decodes and
//! fills up with tokens of prompts, and who is finished leaves.

use std::collections::VecDeque;

use super::{
    super::{
        NeuralError,
        arch::{Causal, Logits, Step},
    },
    Completion, Limits, Request, Spelling,
    admission::{Room, Taken},
    prefixes::Prefixes,
    running::Running,
};

/// What became of a request: its key, and its text or why there is none.
pub type Outcome = (u64, Result<Completion, NeuralError>);

/// The requests that a model decodes together.
pub struct Scheduler {
    limits: Limits,
    /// May tokens be guessed from the text? It changes time, never a token.
    guessing: bool,
    prefixes: Prefixes,
    taken: Taken,
    waiting: VecDeque<(u64, Request, Room)>,
    running: Vec<Running>,
}

impl Scheduler {
    /// A scheduler with nothing to do.
    pub fn new(limits: Limits) -> Scheduler {
        Scheduler {
            limits,
            guessing: true,
            prefixes: Prefixes::default(),
            taken: Taken::new(limits),
            waiting: VecDeque::new(),
            running: Vec::new(),
        }
    }

    /// The same, without guesses (or with them, as it is by itself).
    #[must_use]
    pub fn with_guessing(mut self, guessing: bool) -> Scheduler {
        self.guessing = guessing;
        self
    }

    /// Adds a request under a key that the caller knows it by; it joins as soon as there is room.
    ///
    /// # Errors
    /// [`NeuralError::Window`] for a prompt that leaves no room for a token, [`NeuralError::Step`] for an empty one.
    pub fn add(&mut self, model: &dyn Causal, key: u64, request: Request) -> Result<(), NeuralError> {
        let room = Room::of(model, &request)?;
        self.prefixes.expect(&request);
        self.waiting.push_back((key, request, room));
        Ok(())
    }

    /// Drops the requests whose keys are told, wherever they are.
    pub fn remove(&mut self, told: &dyn Fn(u64) -> bool) {
        let (prefixes, taken) = (&mut self.prefixes, &mut self.taken);
        self.waiting.retain(|(key, request, _)| {
            let stays = !told(*key);
            if !stays {
                prefixes.forget(request);
            }
            stays
        });
        self.running.retain(|one| {
            let stays = !told(one.key);
            if !stays {
                taken.give_back(one.room);
            }
            stays
        });
    }

    /// Is there nothing left to do?
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.running.is_empty()
    }

    /// Lets in whom there is room for, and makes one pass; who came to an end with it. A request that fails does so by
    /// itself. `cancelled` is asked between the passes of a shared beginning; what it stops goes on at the next call.
    pub fn step(
        &mut self,
        model: &dyn Causal,
        spelling: &dyn Spelling,
        cancelled: &dyn Fn() -> bool,
    ) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        while let Some((.., room)) = self.waiting.front()
            && self.taken.take(*room)
            && let Some((key, request, room)) = self.waiting.pop_front()
        {
            match self.prefixes.begin(model, &request, self.limits.pass, cancelled) {
                Ok((sequence, fed)) => self.running.push(Running::new(key, request, room, sequence, fed)),
                Err(error) => {
                    self.taken.give_back(room);
                    if matches!(error, NeuralError::Cancelled) {
                        self.waiting.push_front((key, request, room));
                        return outcomes;
                    }
                    self.prefixes.forget(&request);
                    outcomes.push((key, Err(error)));
                }
            }
        }
        self.plan(model.cheap_rows());
        let made = forward(model, &mut self.running);
        let mut still = Vec::new();
        for (mut one, logits) in std::mem::take(&mut self.running).into_iter().zip(made) {
            let outcome = match logits {
                None => None,
                Some(Err(error)) => Some(Err(error)),
                Some(Ok(logits)) => one.take(&logits, spelling).transpose(),
            };
            let Some(outcome) = outcome else {
                still.push(one);
                continue;
            };
            self.taken.give_back(one.room);
            outcomes.push((one.key, outcome.map(|finish| one.finish(finish))));
        }
        self.running = still;
        outcomes
    }

    /// What goes into the pass: first a token of everyone who decodes, with guesses while they cost little, then tokens
    /// of prompts, oldest first, as many as are left. Guesses fill a pass up to `cheap` rows and no further.
    fn plan(&mut self, cheap: usize) {
        let decoding = self.running.iter().filter(|one| one.left() <= 1).count();
        let prompts = self.running.len() - decoding;
        // Beside rows of prompts nothing is cheap: multiplying is what takes the time.
        let mut spare = if self.guessing && prompts == 0 { cheap.saturating_sub(decoding) } else { 0 };
        let mut left = self.limits.pass.saturating_sub(decoding);
        if decoding == 0 {
            // A bound of no tokens would never end.
            left = left.max(1);
        }
        let mut others = decoding;
        for one in &mut self.running {
            match one.left() {
                0 => {
                    // A fair share of the spare rows, so that none guesses for all.
                    spare -= one.go_on(spare.div_ceil(others.max(1)));
                    others -= 1;
                }
                1 => {
                    one.feed(1);
                    others -= 1;
                }
                _ => left -= one.feed(left),
            }
        }
    }
}

/// One pass over all that have tokens in it; what each got, or why it got nothing. Where the pass fails for one, it is
/// made for each by itself, so that it fails for that one only.
fn forward(model: &dyn Causal, running: &mut [Running]) -> Vec<Option<Result<Logits, NeuralError>>> {
    let mut batch: Vec<Step> = Vec::new();
    for one in running.iter_mut() {
        let (sequence, tokens, want) = one.step();
        if !tokens.is_empty() {
            batch.push(Step { sequence, tokens, want });
        }
    }
    if batch.is_empty() {
        return running.iter().map(|_| None).collect();
    }
    let alone = batch.len() == 1;
    let mut made: VecDeque<Result<Logits, NeuralError>> = match model.forward(&mut batch) {
        Ok(logits) => logits.into_iter().map(Ok).collect(),
        Err(error) if alone => [Err(error)].into(),
        Err(_) => {
            let alone = |step: Step| Ok(model.forward(&mut [step])?.remove(0));
            batch.into_iter().map(alone).collect()
        }
    };
    running.iter().map(|one| if one.now().0.is_empty() { None } else { made.pop_front() }).collect()
}

/// Continues all texts, many at once; completions in the order of the requests. `on_done` hears the number of each
/// request as it is finished; `cancelled` is asked before every pass.
///
/// # Errors
/// [`NeuralError::Cancelled`]; [`NeuralError::Window`] for a prompt that leaves no room for a token, before anything
/// is computed; what the model's passes give.
pub fn decode(
    model: &dyn Causal,
    spelling: &dyn Spelling,
    requests: &[Request],
    limits: Limits,
    cancelled: &dyn Fn() -> bool,
    on_done: &mut dyn FnMut(usize),
) -> Result<Vec<Completion>, NeuralError> {
    let mut scheduler = Scheduler::new(limits);
    for (key, request) in (0..).zip(requests) {
        scheduler.add(model, key, request.clone())?;
    }
    let mut done: Vec<Option<Completion>> = requests.iter().map(|_| None).collect();
    while !scheduler.is_idle() {
        if cancelled() {
            return Err(NeuralError::Cancelled);
        }
        for (key, outcome) in scheduler.step(model, spelling, cancelled) {
            done[key as usize] = Some(outcome?);
            on_done(key as usize);
        }
    }
    Ok(done.into_iter().flatten().collect())
}
