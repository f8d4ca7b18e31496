//! Beginnings that several requests share: computed once, forked for each, dropped after the last.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    super::{
        NeuralError,
        arch::{Causal, Sequence, Step, Want},
    },
    Request,
};

/// The shared beginnings of the requests still to come.
#[derive(Default)]
pub(super) struct Prefixes {
    waiting: BTreeMap<Arc<[u32]>, Shared>,
}

#[derive(Default)]
struct Shared {
    /// Requests that have not taken it yet.
    left: usize,
    sequence: Option<Sequence>,
}

/// The part of a prompt that may be shared: at least one token stays, whose logits are wanted.
fn shared(request: &Request) -> &[u32] {
    &request.prompt[..request.prefix.min(request.prompt.len().saturating_sub(1))]
}

impl Prefixes {
    /// A request is to come.
    pub fn expect(&mut self, request: &Request) {
        let tokens = shared(request);
        match self.waiting.get_mut(tokens) {
            Some(shared) => shared.left += 1,
            None if tokens.is_empty() => {}
            None => {
                self.waiting.insert(tokens.into(), Shared { left: 1, sequence: None });
            }
        }
    }

    /// A request that was expected does not come.
    pub fn forget(&mut self, request: &Request) {
        let tokens = shared(request);
        if let Some(shared) = self.waiting.get_mut(tokens) {
            shared.left -= 1;
            if shared.left == 0 {
                self.waiting.remove(tokens);
            }
        }
    }

    /// A sequence for the request to go on from, and how many tokens of its prompt are in it.
    pub fn begin(
        &mut self,
        model: &dyn Causal,
        request: &Request,
        pass: usize,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<(Sequence, usize), NeuralError> {
        let tokens = shared(request);
        let Some(shared) = self.waiting.get_mut(tokens) else { return Ok((model.empty(), 0)) };
        if shared.sequence.is_none() && shared.left > 1 {
            let mut sequence = model.empty();
            for tokens in tokens.chunks(pass.max(1)) {
                if cancelled() {
                    return Err(NeuralError::Cancelled);
                }
                let step = Step { sequence: &mut sequence, tokens, want: Want::Nothing };
                model.forward(&mut [step])?;
            }
            shared.sequence = Some(sequence);
        }
        // Alone, it computes its beginning together with the rest.
        let fork = shared.sequence.as_ref().map(|sequence| sequence.fork(tokens.len()));
        let taken = fork.map_or_else(|| (model.empty(), 0), |fork| (fork, tokens.len()));
        self.forget(request);
        Ok(taken)
    }
}
