//! A request on its way: what goes in next, and what is taken of the logits.

use super::{
    super::{
        NeuralError,
        arch::{Logits, Sequence, Want},
    },
    Completion, Finish, Request, Spelling,
    admission::Room,
    lookup::Lookup,
    sampling::Sampler,
    text::Text,
};

/// A request on its way.
pub(super) struct Running {
    pub key: u64,
    pub room: Room,
    pub sequence: Sequence,
    request: Request,
    /// Tokens of the prompt that went in.
    fed: usize,
    /// Tokens that go in with the pass at hand, and how many of them are guesses.
    now: Vec<u32>,
    guessed: usize,
    tokens: Vec<u32>,
    text: Text,
    sampler: Sampler,
    lookup: Lookup,
}

impl Running {
    /// A request whose first `fed` tokens are in its sequence.
    pub fn new(key: u64, request: Request, room: Room, sequence: Sequence, fed: usize) -> Running {
        let sampler = Sampler::new(&request.decoding, &request.prompt);
        let lookup = Lookup::new(&request.prompt);
        let (now, tokens, text) = (Vec::new(), Vec::new(), Text::default());
        Running { key, room, sequence, request, fed, now, guessed: 0, tokens, text, sampler, lookup }
    }

    /// Tokens of the prompt that are still to go in.
    pub fn left(&self) -> usize {
        self.request.prompt.len() - self.fed
    }

    /// Puts up to `most` tokens of the prompt into the pass at hand.
    pub fn feed(&mut self, most: usize) -> usize {
        let end = (self.fed + most).min(self.request.prompt.len());
        self.now = self.request.prompt[self.fed..end].to_vec();
        self.guessed = 0;
        self.now.len()
    }

    /// Puts the last token into the pass at hand, and up to `most` guesses behind it.
    pub fn go_on(&mut self, most: usize) -> usize {
        let last = self.tokens.last().or(self.request.prompt.last()).copied().unwrap_or_default();
        self.now = vec![last];
        // What is past the budget could never be taken.
        let most = most.min(self.room.budget.saturating_sub(self.tokens.len() + 1));
        self.now.extend(self.lookup.guess(most));
        self.guessed = self.now.len() - 1;
        self.guessed
    }

    /// The tokens of the pass at hand, and which of their logits are wanted.
    pub fn now(&self) -> (&[u32], Want) {
        let want = match self.guessed {
            _ if self.now.len() < self.left() => Want::Nothing,
            0 => Want::Last,
            _ => Want::Every,
        };
        (&self.now, want)
    }

    /// Takes its part in the pass at hand: the sequence and the tokens.
    pub fn step(&mut self) -> (&mut Sequence, &[u32], Want) {
        let want = self.now().1;
        (&mut self.sequence, &self.now, want)
    }

    /// Takes the logits after a pass; is the text at its end?
    pub fn take(&mut self, logits: &Logits, spelling: &dyn Spelling) -> Result<Option<Finish>, NeuralError> {
        let now = std::mem::take(&mut self.now);
        if self.left() > 0 {
            self.fed += now.len();
            if self.left() > 0 {
                return Ok(None);
            }
        }
        if self.room.budget == 0 {
            return Ok(Some(Finish::Budget));
        }
        let guesses = &now[now.len() - self.guessed..];
        for row in 0..=self.guessed {
            let token = self.sampler.next(logits.row(row).unwrap_or_default())?;
            if let Some(finish) = self.push(token, spelling) {
                return Ok(Some(finish));
            }
            let Some(guess) = guesses.get(row) else { break };
            if *guess != token {
                // What was guessed from here on is forgotten: the next token goes in behind what was right.
                self.sequence.truncate(self.sequence.len() - (self.guessed - row));
                self.lookup.told(row, self.guessed);
                return Ok(None);
            }
        }
        if self.guessed > 0 {
            self.lookup.told(self.guessed, self.guessed);
        }
        Ok(None)
    }

    /// Adds a token to the text.
    fn push(&mut self, token: u32, spelling: &dyn Spelling) -> Option<Finish> {
        if self.request.stops.tokens.contains(&token) {
            return Some(Finish::Token);
        }
        self.tokens.push(token);
        self.lookup.push(token);
        let before = self.text.len();
        self.text.push(spelling.piece(token));
        let fresh = self.text.len() - before;
        if self.text.cut(&self.request.stops.texts, fresh) {
            return Some(Finish::Text);
        }
        (self.tokens.len() >= self.room.budget).then_some(Finish::Budget)
    }

    /// The text as far as it came.
    pub fn finish(self, finish: Finish) -> Completion {
        Completion { tokens: self.tokens, text: self.text.finish(), finish }
    }
}
