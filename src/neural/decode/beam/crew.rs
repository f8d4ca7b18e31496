//! Many texts searched together: each joins as soon as there is room, the longest source first, and leaves when it is
//! found.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    super::super::{
        NeuralError,
        arch::seq2seq::{EncoderDecoder, History, Memory, Next},
    },
    Sentence, Together, Written, scores,
    search::Search,
};

/// What became of a text: its key, and the translations found, the best first, or why there are none.
pub type Found = (u64, Result<Vec<Written>, NeuralError>);

/// The texts that a model translates together.
pub struct Searches {
    together: Together,
    /// By the length of their sources, the longest first, then by key.
    waiting: BTreeMap<(Reverse<usize>, u64), Sentence>,
    running: Vec<Running>,
}

/// A text on its way.
struct Running {
    key: u64,
    search: Search,
    memory: Memory,
    history: History,
}

impl Searches {
    /// Nothing to do, within these bounds.
    pub fn new(together: Together) -> Searches {
        Searches { together, waiting: BTreeMap::new(), running: Vec::new() }
    }

    /// Adds a text under a key that the caller knows it by.
    ///
    /// # Errors
    /// [`NeuralError::Window`] for a source that does not fit, [`NeuralError::Step`] for an empty one.
    pub fn add(
        &mut self,
        model: &dyn EncoderDecoder,
        key: u64,
        sentence: Sentence,
    ) -> Result<(), NeuralError> {
        let (asked, window) = (sentence.source.len(), model.shape().window);
        if asked > window {
            return Err(NeuralError::Window { asked, window });
        }
        if asked == 0 {
            return Err(NeuralError::Step { why: "its source is empty" });
        }
        self.waiting.insert((Reverse(asked), key), sentence);
        Ok(())
    }

    /// Drops the texts whose keys are told, wherever they are.
    pub fn remove(&mut self, told: &dyn Fn(u64) -> bool) {
        self.waiting.retain(|(_, key), _| !told(*key));
        self.running.retain(|one| !told(one.key));
    }

    /// Is there nothing left to do?
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.running.is_empty()
    }

    /// Lets in whom there is room for, and takes all one token further; who came to an end with it. A text that fails does
    /// so by itself.
    pub fn step(&mut self, model: &dyn EncoderDecoder) -> Vec<Found> {
        let mut found = self.join(model);
        let made = advance(model, &mut self.running);
        let mut still = Vec::new();
        for (one, made) in std::mem::take(&mut self.running).into_iter().zip(made) {
            match made {
                Err(error) => found.push((one.key, Err(error))),
                Ok(()) if one.search.is_over() => found.push((one.key, Ok(one.search.found()))),
                Ok(()) => still.push(one),
            }
        }
        self.running = still;
        found
    }

    /// Lets texts join while there is room: several at once, for sources that are read together are read faster. Who cannot
    /// be read is told.
    fn join(&mut self, model: &dyn EncoderDecoder) -> Vec<Found> {
        let Together { hypotheses, sources } = self.together;
        let mut used: usize = self.running.iter().map(|one| one.search.width()).sum();
        let mut failed = Vec::new();
        if !self.running.is_empty() && used > hypotheses / 4 * 3 {
            return failed;
        }
        loop {
            let (mut joining, mut tokens) = (Vec::new(), 0);
            while let Some(entry) = self.waiting.first_entry() {
                let (length, width) = (entry.get().source.len(), entry.get().beam.width.max(1));
                let fits = used + width <= hypotheses || used == 0;
                let short = tokens + length <= sources || tokens == 0;
                if !(fits && short) {
                    break;
                }
                used += width;
                tokens += length;
                let ((_, key), sentence) = entry.remove_entry();
                joining.push((key, sentence));
            }
            if joining.is_empty() {
                return failed;
            }
            for ((key, sentence), memory) in joining.iter().zip(read(model, &joining)) {
                match memory {
                    Err(error) => failed.push((*key, Err(error))),
                    Ok(memory) => {
                        let search = Search::new(sentence.clone(), model.shape());
                        self.running.push(Running { key: *key, search, memory, history: model.begin() });
                    }
                }
            }
        }
    }
}

/// Reads the sources of some texts together; where that fails, each by itself.
fn read(model: &dyn EncoderDecoder, texts: &[(u64, Sentence)]) -> Vec<Result<Memory, NeuralError>> {
    let sources: Vec<&[u32]> = texts.iter().map(|(_, sentence)| sentence.source.as_slice()).collect();
    match model.read(&sources) {
        Ok(memories) => memories.into_iter().map(Ok).collect(),
        Err(error) if sources.len() == 1 => vec![Err(error)],
        Err(_) => sources.iter().map(|source| Ok(model.read(&[source])?.remove(0))).collect(),
    }
}

/// Takes all texts one token further; where the pass fails for one, it is made for each by itself.
fn advance(model: &dyn EncoderDecoder, running: &mut [Running]) -> Vec<Result<(), NeuralError>> {
    if running.is_empty() {
        return Vec::new();
    }
    match step(model, running) {
        Ok(made) => made,
        Err(error) if running.len() == 1 => vec![Err(error)],
        Err(_) => {
            let alone = |one| step(model, std::slice::from_mut(one)).and_then(|mut made| made.remove(0));
            running.iter_mut().map(alone).collect()
        }
    }
}

/// One pass of some texts, and what each makes of it. With an error none was taken further.
fn step(
    model: &dyn EncoderDecoder,
    running: &mut [Running],
) -> Result<Vec<Result<(), NeuralError>>, NeuralError> {
    let tokens: Vec<Vec<u32>> = running.iter().map(|one| one.search.next()).collect();
    let mut batch: Vec<Next> = running
        .iter_mut()
        .zip(&tokens)
        .map(|(one, tokens)| Next { memory: &one.memory, history: &mut one.history, tokens })
        .collect();
    let logits = model.step(&mut batch)?;
    let searches: Vec<&Search> = running.iter().map(|one| &one.search).collect();
    let best = scores::best(&logits, model.shape().vocabulary, &searches);
    let taken = running.iter_mut().zip(best).map(|(one, best)| {
        let parents = one.search.take(best?);
        one.history.fork(&parents);
        Ok(())
    });
    Ok(taken.collect())
}
