//! What kind of text is summarized.

use super::{candidates::Candidate, cues::Cue};

/// One paragraph of up to so many words (a Chinese character counts as half a word) is a notice or an abstract, whatever its vocabulary.
const NOTICE: f64 = 110.0;

/// The longest abstracts; most journals ask for no more than 250 words.
const LONGEST_ABSTRACT: f64 = 300.0;

/// So many phrases from the vocabulary of papers make a paragraph an abstract.
const PAPER_PHRASES: usize = 2;

/// The kind of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Running text: news, reports, guides.
    Article,
    /// One paragraph that is a summary itself: the abstract of a paper, a notice.
    Abstract,
}

impl Kind {
    /// The kind of the text that has these sentences.
    pub fn of(candidates: &[Candidate<'_>]) -> Self {
        let paragraphs = candidates.iter().filter(|candidate| candidate.in_paragraph == 0).count();
        let words: f64 = candidates.iter().map(|candidate| candidate.words).sum();
        let phrases: usize = candidates.iter().map(|candidate| candidate.cues.count(Cue::Paper)).sum();
        let paper = words <= LONGEST_ABSTRACT && phrases >= PAPER_PHRASES;
        if paragraphs <= 1 && (words <= NOTICE || paper) { Self::Abstract } else { Self::Article }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rules::extract::candidates::candidates, text::Language};

    fn kind(text: &str) -> Kind {
        Kind::of(&candidates(text, Language::English))
    }

    #[test]
    fn one_paragraph_in_the_words_of_papers_is_an_abstract() {
        let filler = "The pumps were tested for a year under the load that is usual in towns. ".repeat(10);
        assert_eq!(kind("The committee adopted the standard."), Kind::Abstract);
        assert_eq!(kind(&filler), Kind::Article);
        assert_eq!(kind(&format!("In this paper, we propose a test of pumps. {filler}")), Kind::Abstract);
        assert_eq!(kind(&format!("In this paper, we propose a test of pumps.\n{filler}")), Kind::Article);
    }
}
