//! What each story is about, in a few words: those that it uses and other stories do not.

use std::collections::HashMap;

use super::{Candidate, space::rarity};
use crate::text::words;

/// So many words a story and language.
const KEYWORDS: usize = 5;

/// Bytes of each text that are looked at.
const LEAD: usize = 1_200;

/// A word of the headline counts as much as this many in the text.
const TITLE: f32 = 3.0;

/// Articles of a story that are looked at: the words of an event are those of any of its reports.
const LOOKED_AT: usize = 8;

/// How often a word stands in a story, and as what it was written first.
type Words<'a> = HashMap<(bool, String), (f32, &'a str)>;

/// The keywords of each group, by TF-IDF over groups; words in Chinese characters and others both.
pub fn keywords(candidates: &[Candidate], groups: &[Vec<usize>]) -> Vec<Vec<String>> {
    let counted: Vec<Words<'_>> = groups.iter().map(|members| count(candidates, members)).collect();
    let mut holders: HashMap<&(bool, String), u32> = HashMap::new();
    for word in counted.iter().flat_map(HashMap::keys) {
        *holders.entry(word).or_insert(0) += 1;
    }
    let all = groups.len() as f32;
    counted.iter().map(|words| telling(words, |word| rarity(all, holders[word]))).collect()
}

fn count<'a>(candidates: &'a [Candidate], members: &[usize]) -> Words<'a> {
    let mut counted: Words<'a> = HashMap::new();
    for &member in members.iter().take(LOOKED_AT) {
        let Candidate { title, text, language, .. } = &candidates[member];
        let lead = &text[..text.floor_char_boundary(LEAD)];
        for (text, weight) in [(title.as_str(), TITLE), (lead, 1.0)] {
            for word in words::words(text, *language).into_iter().filter(|word| tells(word)) {
                let key = (is_chinese(word), words::stem(word));
                let entry = counted.entry(key).or_insert((0.0, word));
                entry.0 += weight;
                // A word at the beginning of a sentence has a capital of its own.
                if !entry.1.starts_with(char::is_lowercase) && word.starts_with(char::is_lowercase) {
                    entry.1 = word;
                }
            }
        }
    }
    counted
}

fn is_chinese(word: &str) -> bool {
    word.chars().all(crate::text::script::is_han)
}

/// True for words that can say what a text is about: two Chinese characters or three letters.
fn tells(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let least = if is_chinese(word) { 2 } else { 3 };
    letters >= least && letters == word.chars().count() && !words::is_stop(word)
}

/// The words with the greatest weight, of each script so many.
fn telling(words: &Words<'_>, rarity: impl Fn(&(bool, String)) -> f32) -> Vec<String> {
    let mut weighed: Vec<(f32, bool, &str)> = words
        .iter()
        .filter(|(_, (count, _))| *count > 1.0)
        .map(|(key, (count, written))| ((1.0 + count.ln()) * rarity(key), key.0, *written))
        .collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(b.2)));
    let mut taken = [0; 2];
    let mut out = Vec::new();
    for (_, chinese, written) in weighed {
        let taken = &mut taken[usize::from(chinese)];
        if *taken < KEYWORDS {
            *taken += 1;
            out.push(written.to_owned());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn telling_words_come_first() {
        let candidate = |title: &str, text: &str, language| Candidate {
            title: title.into(),
            text: text.into(),
            ..Candidate::empty(language)
        };
        let articles = [
            candidate("New standard for lifts", "The standard for lifts was adopted.", Language::English),
            candidate("New standard for buoys", "The standard for buoys was adopted.", Language::English),
            candidate("港口论坛开幕", "港口论坛在大连开幕。", Language::Chinese),
        ];
        let found = keywords(&articles, &[vec![0], vec![1], vec![2]]);
        assert_eq!((found[0][0].as_str(), found[1][0].as_str()), ("lifts", "buoys"));
        assert!(found[2].iter().any(|word| word == "港口"), "{found:?}");
        assert!(found.iter().flatten().all(|word| word != "the" && word != "for"));
    }
}
