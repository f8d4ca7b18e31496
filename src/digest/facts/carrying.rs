//! Which sentences of a text carry what its headline says. A fact of another sentence may be of something else: of what was
//! before, of what somebody thinks of it, of a part of it.

use std::{collections::HashSet, ops::Range};

use crate::text::{Language, sentence, words};

/// A sentence carries the headline where it has so much of what the best one has of it,
const OF_THE_BEST: f64 = 0.8;

/// and the first one where it has so much.
const OF_THE_FIRST: f64 = 0.34;

/// A sentence says what the headline says only with so many of its words at least.
const WORDS: usize = 2;

/// The sentences that carry the headline, in order. Where none is known to, or there is no headline, the first.
pub(super) fn carrying(headline: &str, text: &str, language: Language) -> Vec<Range<usize>> {
    let sentences = sentence::sentences(text, Some(language));
    let wanted = stems(headline, language);
    let shared: Vec<usize> = sentences
        .iter()
        .map(|range| stems(&text[range.clone()], language).intersection(&wanted).count())
        .collect();
    let most = shared.iter().copied().max().unwrap_or_default();
    let carries = |at: usize| {
        let needed = if at == 0 { OF_THE_FIRST } else { OF_THE_BEST };
        if most < WORDS { at == 0 } else { shared[at] as f64 >= needed * most as f64 }
    };
    (0..sentences.len()).filter(|&at| carries(at)).map(|at| sentences[at].clone()).collect()
}

fn stems(text: &str, language: Language) -> HashSet<String> {
    words::words(text, language).into_iter().filter(|word| !words::is_stop(word)).map(words::stem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried<'a>(headline: &str, text: &'a str, language: Language) -> Vec<&'a str> {
        carrying(headline, text, language).into_iter().map(|range| text[range].trim()).collect()
    }

    #[test]
    fn sentences_that_say_what_the_headline_says() {
        let text = "The yard has built ferries since 1924. Harbour Works will cut 300 jobs at its yard in Leith. Analysts shrugged.";
        let found = carried("Harbour Works to cut 300 jobs", text, Language::English);
        assert_eq!(found, ["Harbour Works will cut 300 jobs at its yard in Leith."]);
        assert_eq!(carried("", text, Language::English), ["The yard has built ferries since 1924."]);
        assert_eq!(
            carried("A blow to many", text, Language::English),
            ["The yard has built ferries since 1924."]
        );
        let text = "去年该厂曾获奖。港城造船厂将裁员300人，工会表示反对。股价未变。";
        assert_eq!(
            carried("港城造船厂裁员300人", text, Language::Chinese),
            ["港城造船厂将裁员300人，工会表示反对。"]
        );
        assert!(carried("港城造船厂裁员", "", Language::Chinese).is_empty());
    }
}
