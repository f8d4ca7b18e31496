//! Continuous batching: requests join as soon as there is room, each pass takes a token of every one that decodes and
//! fills up with tokens of prompts, and who is finished leaves.

use std::collections::VecDeque;

use super::{
    super::{
        NeuralError,
        arch::{Causal, Logits, Sequence, Step, Want},
    },
    Completion, Finish, Limits, Request, Spelling,
    admission::{Room, Taken},
    prefixes::Prefixes,
    sampling::Sampler,
    text::Text,
};

/// A request on its way.
struct Running<'a> {
    number: usize,
    request: &'a Request,
    room: Room,
    sequence: Sequence,
    /// Tokens of the prompt that went in.
    fed: usize,
    /// Tokens that go in with the pass at hand.
    now: usize,
    tokens: Vec<u32>,
    text: Text,
    sampler: Sampler,
}

impl Running<'_> {
    /// What is to go in next: the rest of the prompt, or the last token given.
    fn next(&self) -> &[u32] {
        if self.fed < self.request.prompt.len() {
            &self.request.prompt[self.fed..]
        } else {
            &self.tokens[self.tokens.len().saturating_sub(1)..]
        }
    }

    /// Takes the logits after a pass; is the text at its end?
    fn take(&mut self, logits: &Logits, spelling: &dyn Spelling) -> Result<Option<Finish>, NeuralError> {
        if self.fed < self.request.prompt.len() {
            self.fed += self.now;
            if self.fed < self.request.prompt.len() {
                return Ok(None);
            }
        }
        if self.room.budget == 0 {
            return Ok(Some(Finish::Budget));
        }
        let token = self.sampler.next(logits.last().unwrap_or_default())?;
        if self.request.stops.tokens.contains(&token) {
            return Ok(Some(Finish::Token));
        }
        self.tokens.push(token);
        let before = self.text.len();
        self.text.push(spelling.piece(token));
        let fresh = self.text.len() - before;
        if self.text.cut(&self.request.stops.texts, fresh) {
            return Ok(Some(Finish::Text));
        }
        Ok((self.tokens.len() >= self.room.budget).then_some(Finish::Budget))
    }
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
    let mut waiting = VecDeque::new();
    for (number, request) in requests.iter().enumerate() {
        waiting.push_back((number, request, Room::of(model, request)?));
    }
    let mut prefixes = Prefixes::new(requests);
    let mut taken = Taken::new(limits);
    let mut running: Vec<Running> = Vec::new();
    let mut done: Vec<Option<Completion>> = requests.iter().map(|_| None).collect();

    while !(waiting.is_empty() && running.is_empty()) {
        if cancelled() {
            return Err(NeuralError::Cancelled);
        }
        while let Some((number, request, room)) = waiting.front().copied()
            && taken.take(room)
        {
            waiting.pop_front();
            let (sequence, fed) = prefixes.begin(model, request, limits.pass, cancelled)?;
            let sampler = Sampler::new(&request.decoding, &request.prompt);
            let (tokens, text) = (Vec::new(), Text::default());
            running.push(Running { number, request, room, sequence, fed, now: 0, tokens, text, sampler });
        }
        let logits = pass(model, &mut running, limits.pass)?;
        let mut logits = logits.iter();
        let mut still = Vec::new();
        for mut one in running {
            let finish = match (one.now > 0).then(|| logits.next()).flatten() {
                Some(logits) => one.take(logits, spelling)?,
                None => None,
            };
            let Some(finish) = finish else {
                still.push(one);
                continue;
            };
            taken.give_back(one.room);
            done[one.number] = Some(Completion { tokens: one.tokens, text: one.text.finish(), finish });
            on_done(one.number);
        }
        running = still;
    }
    Ok(done.into_iter().flatten().collect())
}

/// One pass: first a token of everyone who decodes, then tokens of prompts, oldest first, as many as are left.
fn pass(model: &dyn Causal, running: &mut [Running], most: usize) -> Result<Vec<Logits>, NeuralError> {
    let decoding = running.iter().filter(|one| one.next().len() == 1).count();
    let mut left = most.saturating_sub(decoding);
    for one in running.iter_mut() {
        let wanted = one.next().len();
        one.now = if wanted == 1 { 1 } else { wanted.min(left) };
        left -= if wanted == 1 { 0 } else { one.now };
    }
    if running.iter().all(|one| one.now == 0) {
        // A bound of no tokens would never end.
        running.iter_mut().take(1).for_each(|first| first.now = 1);
    }
    let next: Vec<Vec<u32>> = running.iter().map(|one| one.next()[..one.now].to_vec()).collect();
    let mut batch: Vec<Step> = running
        .iter_mut()
        .zip(&next)
        .filter(|(_, tokens)| !tokens.is_empty())
        .map(|(one, tokens)| Step { sequence: &mut one.sequence, tokens })
        .collect();
    model.forward(&mut batch, Want::Last)
}
