//! Beginnings that several requests share: computed once, forked for each, dropped after the last.

use std::collections::BTreeMap;

use super::{
    super::{
        NeuralError,
        arch::{Causal, Sequence, Step, Want},
    },
    Request,
};

/// The shared beginnings of the requests still to come.
pub(super) struct Prefixes<'a> {
    waiting: BTreeMap<&'a [u32], Shared>,
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

impl<'a> Prefixes<'a> {
    pub fn new(requests: &'a [Request]) -> Prefixes<'a> {
        let mut waiting: BTreeMap<&[u32], Shared> = BTreeMap::new();
        for request in requests {
            waiting.entry(shared(request)).or_default().left += 1;
        }
        waiting.retain(|tokens, shared| !tokens.is_empty() && shared.left > 1);
        Prefixes { waiting }
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
        if shared.sequence.is_none() {
            let mut sequence = model.empty();
            for tokens in tokens.chunks(pass.max(1)) {
                if cancelled() {
                    return Err(NeuralError::Cancelled);
                }
                model.forward(&mut [Step { sequence: &mut sequence, tokens }], Want::Nothing)?;
            }
            shared.sequence = Some(sequence);
        }
        shared.left -= 1;
        let fork = shared.sequence.as_ref().map(|sequence| sequence.fork(tokens.len()));
        if shared.left == 0 {
            self.waiting.remove(tokens);
        }
        Ok((fork.unwrap_or_else(|| model.empty()), tokens.len()))
    }
}
