//! Asking the model: prompts in, answers out.

use crate::{
    engine::{RunError, Stop, Watcher},
    neural::{
        NeuralError,
        decode::{Completion, Decoding, Finish, Request, Stops},
        progress::Progress,
    },
    prompt::{Occasion, Variables},
    task::{Glossary, Term},
};

use super::{answer::answer, engine::CausalEngine};

/// One round of questions.
pub(super) struct Ask<'a> {
    pub engine: &'a CausalEngine,
    /// 0 for the first try, which is greedy; later ones draw lots.
    pub round: u32,
    pub watcher: &'a dyn Watcher,
}

/// One question: what the prompt is for, what is put into it, and how many tokens the answer may have.
pub(super) struct Question<'a> {
    pub occasion: Occasion,
    pub text: &'a str,
    /// What stands before the text, for understanding only.
    pub context: String,
    /// The terms that occur in the text.
    pub terms: Vec<Term>,
    /// Sentences at most, of a summary.
    pub sentences: usize,
    pub budget: usize,
}

/// One answer.
pub(super) struct Answer {
    pub text: String,
    pub stop: Stop,
}

impl Ask<'_> {
    /// The tokens that a question takes, without room for the answer.
    pub fn tokens(&self, question: &Question<'_>) -> Result<Vec<u32>, RunError> {
        let Question { occasion, text, context, terms, sentences, .. } = question;
        let Occasion { from, to, .. } = *occasion;
        let variables = Variables { from, to, text, context, terms, sentences: *sentences };
        let failed = |why: String| RunError::Failed { engine: self.engine.profile.id.clone(), why };
        let prompt = self.engine.prompts.prompt(*occasion, &self.engine.profile.family);
        let messages = prompt.and_then(|prompt| prompt.render(&variables));
        let messages = messages.map_err(|error| failed(error.to_string()))?;
        self.engine.speaker.chat.encode(&messages).map_err(|error| failed(error.to_string()))
    }

    /// All answers, in the order of the questions. A question for which the window has no room is never put: better no
    /// answer than one to half a text.
    /// `ends` has for each passage the number of questions up to its end, so that progress is told in passages.
    pub fn answers(&self, questions: &[Question<'_>], ends: &[usize]) -> Result<Vec<Answer>, RunError> {
        let speaker = &self.engine.speaker;
        let mut prompts = Vec::with_capacity(questions.len());
        for question in questions {
            let tokens = self.tokens(question)?;
            if tokens.len() + question.budget > speaker.window {
                let (asked, window) = (tokens.len() + question.budget, speaker.window);
                return Err(self.failed(&NeuralError::Window { asked, window }));
            }
            prompts.push((tokens, question.budget));
        }
        let prefix = common_prefix(prompts.iter().map(|(tokens, _)| tokens.as_slice()));
        let request = |(prompt, budget): (Vec<u32>, usize)| Request {
            prompt,
            prefix,
            decoding: self.decoding(),
            stops: Stops { tokens: speaker.stops.clone(), ..Stops::default() },
            budget,
        };
        let requests = prompts.into_iter().map(request).collect();
        let mut progress = Progress::new(self.watcher, ends, questions.len());
        let completions =
            speaker.desk.answer(requests, &mut progress).map_err(|error| self.failed(&error))?;
        self.watcher.tokens(completions.iter().map(|completion| completion.tokens.len()).sum());
        Ok(completions.iter().map(taken).collect())
    }

    /// Greedy at first; then as the model's makers advise, each round with another seed.
    fn decoding(&self) -> Decoding {
        if self.round == 0 {
            return Decoding::default();
        }
        let sampling = self.engine.profile.sampling;
        Decoding {
            temperature: sampling.temperature as f32,
            top_p: sampling.top_p as f32,
            top_k: sampling.top_k,
            repetition_penalty: sampling.repetition_penalty as f32,
            seed: self.engine.seed.wrapping_add(u64::from(self.round)),
        }
    }

    pub fn failed(&self, error: &NeuralError) -> RunError {
        match error {
            NeuralError::Cancelled => RunError::Cancelled,
            error => RunError::Failed { engine: self.engine.profile.id.clone(), why: error.to_string() },
        }
    }
}

/// What is taken of a completion.
fn taken(completion: &Completion) -> Answer {
    let stop = match completion.finish {
        Finish::Budget => Stop::Length,
        Finish::Token | Finish::Text => Stop::Finished,
    };
    Answer { text: answer(&completion.text).to_owned(), stop }
}

/// The terms of a glossary that occur in a text, in capitals or not: only these are worth a model's attention.
pub(super) fn occurring(glossary: &Glossary, text: &str) -> Vec<Term> {
    if glossary.terms().is_empty() {
        return Vec::new();
    }
    let text = text.to_lowercase();
    glossary.terms().iter().filter(|term| text.contains(&term.source.to_lowercase())).cloned().collect()
}

/// The number of tokens that all prompts begin with; 0 for a single one, which shares with nobody.
fn common_prefix<'a>(mut prompts: impl ExactSizeIterator<Item = &'a [u32]>) -> usize {
    if prompts.len() < 2 {
        return 0;
    }
    let Some(first) = prompts.next() else { return 0 };
    // The last token of a prompt is never shared: its logits begin the answer.
    prompts.fold(first.len().saturating_sub(1), |shared, prompt| {
        let same = first.iter().zip(prompt).take_while(|(one, other)| one == other).count();
        shared.min(same).min(prompt.len().saturating_sub(1))
    })
}

#[cfg(test)]
mod tests {
    use super::common_prefix;

    #[test]
    fn a_prefix_is_what_all_begin_with() {
        let shared = |prompts: &[&[u32]]| common_prefix(prompts.iter().copied());
        assert_eq!(shared(&[&[1, 2, 3, 4], &[1, 2, 5], &[1, 2, 3]]), 2);
        assert_eq!(shared(&[&[1, 2], &[1, 2]]), 1);
        assert_eq!(shared(&[&[1, 2]]), 0);
        assert_eq!(shared(&[&[1], &[]]), 0);
    }
}
