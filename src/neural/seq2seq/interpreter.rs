//! A loaded translation model: weights, the tokens of both languages, how is searched.

use crate::{
    engine::LoadError,
    neural::{
        arch::seq2seq::{self, Precision},
        decode::beam::{Beam, Sentence},
        desk::Desk,
        tokens::Bilingual,
        weights::Weights,
    },
    text::Language,
};

use super::{Profile, crew::Booth};

/// Hypotheses that are followed where nobody says how many: the cards of opus-mt have 4 to 6.
pub(in crate::neural) const BEAMS: usize = 4;

/// More hypotheses are a slip of the pen, and take all memory.
const MOST_BEAMS: usize = 32;

/// The most tokens of a sentence that is translated in one go. Translation models were trained on sentences, hardly ever
/// on more than a hundred tokens.
const SENTENCE: usize = 160;

/// A loaded model.
pub(super) struct Interpreter {
    /// The weights, and those who wait for them.
    pub desk: Desk<Booth>,
    pub tokens: Bilingual,
    /// The name that failures carry.
    pub id: String,
    /// The most tokens of a sentence, its end and a mark included.
    pub longest: usize,
    /// Tokens of a translation at most.
    window: usize,
    beam: Beam,
}

impl Interpreter {
    /// Checks the files and loads them.
    pub fn load(profile: &Profile) -> Result<Self, LoadError> {
        let damaged = |found: String| LoadError::Damaged {
            engine: profile.id.clone(),
            expected: "a model that is whole".to_owned(),
            found,
        };
        profile.check().map_err(|error| damaged(error.to_string()))?;
        let tokens = Bilingual::open(&profile.path).map_err(|error| damaged(error.to_string()))?;
        let weights = Weights::open(&profile.path).map_err(|error| damaged(error.to_string()))?;
        let model = seq2seq::load(&weights, Precision::Eight).map_err(|error| damaged(error.to_string()))?;
        let shape = model.shape();
        if tokens.size() > shape.vocabulary {
            let found =
                format!("a tokenizer of {} tokens for weights of {}", tokens.size(), shape.vocabulary);
            return Err(damaged(found));
        }
        if shape.window < 16 {
            return Err(damaged(format!("a window of {} tokens, which holds no sentence", shape.window)));
        }
        let beam = Beam {
            width: profile.beams.or(shape.beams).unwrap_or(BEAMS).clamp(1, MOST_BEAMS),
            length_penalty: shape.length_penalty.unwrap_or(1.0),
            // What begins a translation is no part of one; Marian's files ban it too.
            banned: shape.banned.iter().copied().chain([shape.start]).collect(),
            ..Beam::default()
        };
        let (window, longest) = (shape.window, SENTENCE.min(shape.window));
        Ok(Self { desk: Desk::new(model), tokens, id: profile.id.clone(), longest, window, beam })
    }

    /// The number of tokens of a text.
    pub fn measure(&self, text: &str) -> usize {
        self.tokens.encode(None, text).len().saturating_sub(1)
    }

    /// Is a text short enough to be translated in one go?
    pub fn fits(&self, text: &str) -> bool {
        // The end, a mark, and the blank that may stand before it.
        self.measure(text) + 3 <= self.longest
    }

    /// The request for a sentence. From the second round on more hypotheses are followed.
    pub fn sentence(&self, text: &str, to: Language, round: u32) -> Sentence {
        let source = self.tokens.encode(mark(&self.tokens, to), text);
        let wider = if round < 2 { 1 } else { 2 };
        let beam = Beam { width: (self.beam.width * wider).min(MOST_BEAMS), ..self.beam.clone() };
        // Between Chinese and English the number of tokens changes by less than half; three times as many are a loop.
        let budget = (source.len() * 3 + 32).min(self.window - 1);
        Sentence { source, beam, budget }
    }
}

/// The token before a source that says into which language it goes, by the names that opus-mt and MADLAD-400 have for them.
pub(super) fn mark(tokens: &Bilingual, to: Language) -> Option<u32> {
    let names: &[&str] = match to {
        Language::Chinese => &[">>cmn_Hans<<", "<2zh>"],
        Language::TraditionalChinese => &[">>cmn_Hant<<", "<2zh_Hant>"],
        Language::English => &[">>eng<<", "<2en>"],
    };
    names.iter().find_map(|name| tokens.mark(name))
}
