//! What is measured of each sentence.

use crate::text::{Language, words};

use super::{
    candidates::Candidate,
    centrality,
    cues::Cue,
    terms::{Terms, Vector},
};

/// The number of features.
pub const COUNT: usize = 16;

/// The features of one sentence; the table of weights names them.
pub type Features = [f64; COUNT];

/// The length that summaries favour, in words: lengths are measured against it.
const USUAL_WORDS: f64 = 20.0;

/// A text measured.
pub struct Measured {
    /// The sentences in the vector space of the text, of length one.
    pub vectors: Vec<Vector>,
    /// Their features.
    pub features: Vec<Features>,
}

/// Measures all sentences of a text, whose words are in `words`.
pub fn measure<'a>(
    title: Option<&'a str>,
    candidates: &[Candidate<'a>],
    words: &[Vec<&'a str>],
    language: Language,
) -> Measured {
    let mut terms = Terms::new(language);
    let mut count =
        |words: &[&'a str]| Vector::counts(words.iter().filter_map(|word| terms.of(word)).collect());
    let counts: Vec<Vector> = words.iter().map(|words| count(words)).collect();
    let title = title.map(|title| count(&words::words(title, language))).unwrap_or_default();
    let usage = Usage::of(&counts, terms.len());

    let frequencies: Vec<f64> = counts.iter().map(|counts| usage.mean_frequency(counts)).collect();
    let vectors: Vec<Vector> =
        counts.into_iter().map(|counts| counts.weighted(|term| usage.weight(term))).collect();
    let title = title.weighted(|term| usage.weight(term));
    let degrees = centrality::degrees(&vectors, terms.len());

    let total = candidates.len() as f64;
    let features = candidates
        .iter()
        .enumerate()
        .map(|(i, candidate)| {
            let place = i as f64;
            let length = (candidate.words.max(1.0) / USUAL_WORDS).ln();
            [
                degrees[i],
                frequencies[i],
                vectors[i].dot(&title),
                1.0 / (1.0 + place).sqrt(),
                place / total,
                flag(candidate.in_paragraph == 0),
                length,
                length.max(0.0).powi(2),
                length.min(0.0).powi(2),
                flag(candidate.text.contains(char::is_numeric)),
                quoted(candidate.text),
                flag(candidate.text.contains(['?', '？'])),
                flag(candidate.cues.opens_with(Cue::Leaning)),
                flag(candidate.cues.has(Cue::Aim)),
                flag(candidate.cues.has(Cue::Result)),
                flag(candidate.cues.has(Cue::Background)),
            ]
        })
        .collect();
    Measured { vectors, features }
}

/// How the text uses its terms.
struct Usage {
    /// Sentences that have a term, by term.
    sentences: Vec<f64>,
    /// Times a term stands in the text, by term.
    frequency: Vec<f64>,
    /// The highest of these.
    most: f64,
    /// Sentences in the text.
    total: f64,
}

impl Usage {
    fn of(counts: &[Vector], terms: usize) -> Self {
        let mut sentences = vec![0.0; terms];
        let mut frequency = vec![0.0; terms];
        for (term, count) in counts.iter().flat_map(Vector::entries) {
            sentences[*term as usize] += 1.0;
            frequency[*term as usize] += count;
        }
        let most = frequency.iter().copied().fold(1.0, f64::max);
        Self { sentences, frequency, most, total: counts.len() as f64 }
    }

    /// Inverse sentence frequency.
    fn weight(&self, term: u32) -> f64 {
        (1.0 + self.total / self.sentences[term as usize].max(1.0)).ln()
    }

    fn mean_frequency(&self, counts: &Vector) -> f64 {
        let terms = counts.entries();
        let sum: f64 = terms.iter().map(|(term, _)| self.frequency[*term as usize]).sum();
        sum / self.most / terms.len().max(1) as f64
    }
}

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// The share of the sentence that stands in quotation marks.
fn quoted(sentence: &str) -> f64 {
    let mut open = false;
    let (mut inside, mut all) = (0.0, 0.0);
    for c in sentence.chars() {
        match c {
            '“' | '「' | '『' => open = true,
            '”' | '」' | '』' => open = false,
            '"' => open = !open,
            _ => {}
        }
        all += 1.0;
        inside += flag(open);
    }
    if all > 0.0 { inside / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_share() {
        assert_eq!(quoted("plain"), 0.0);
        assert!(quoted("他说：“标准已经发布，六月起实施。”") > 0.7);
        assert!((quoted("\"yes\" no") - 0.5).abs() < 0.1);
    }
}
