//! People who are named in short, as somebody the reader knows: 王某, "Mr Lin", "Lin said".
//!
//! An article says who they are where it first names them. A summary that does not is a riddle, so a sentence wants
//! these names in a sentence that is told before it, or in the headline.

use std::collections::{HashMap, HashSet};

use crate::{
    rules::{
        en_zh::{is_address, is_pinyin_surname},
        lexicon::{self, Kind},
    },
    text::{Language, words},
};

/// What those who are quoted do.
pub const SAID: [&str; 17] = [
    "said",
    "says",
    "told",
    "added",
    "pointed",
    "noted",
    "stressed",
    "admitted",
    "insisted",
    "explained",
    "claimed",
    "argued",
    "believes",
    "denied",
    "announced",
    "stated",
    "concluded",
];

/// What stands behind the last name of somebody.
const CHINESE_TITLES: [[char; 2]; 5] = [['先', '生'], ['女', '士'], ['小', '姐'], ['老', '师'], ['同', '学']];

/// The short names of each sentence that an earlier one said.
#[derive(Debug, Default)]
pub struct ShortNames(Vec<Vec<String>>);

impl ShortNames {
    /// Those of the sentences of an article under a headline.
    pub fn of(headline: Option<&str>, sentences: &[&str], language: Language) -> Self {
        let headline = headline.unwrap_or_default();
        if language.is_chinese() {
            let mut seen = HashSet::new();
            let mut known = |sentence: &&str| {
                let names: HashSet<String> = chinese(sentence).collect();
                let (old, new): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| seen.contains(name));
                seen.extend(new);
                old.into_iter().filter(|name| !headline.contains(name.as_str())).collect()
            };
            return Self(sentences.iter().map(&mut known).collect());
        }
        // By last name: true where a first name stood before it.
        let mut seen: HashMap<&str, bool> = HashMap::new();
        let mut known = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let words: Vec<&str> = sentence.split(|c: char| c.is_whitespace() || c == '—').collect();
            let wanted = (0..words.len()).filter_map(|at| english(&words, at));
            let wanted = wanted.filter(|(name, titled)| seen.get(name).is_some_and(|full| *full || *titled));
            known.push(
                wanted
                    .map(|(name, _)| name.to_owned())
                    .filter(|name| !headline.contains(name.as_str()))
                    .collect(),
            );
            for (at, word) in words.iter().enumerate().filter(|(_, word)| is_capital(word)) {
                let ends = word.ends_with([',', '.', ';', ':']);
                let before = at.checked_sub(1).map(|before| words[before]);
                let full = before.is_some_and(is_first_name)
                    || !ends
                        && is_pinyin_surname(word)
                        && words.get(at + 1).is_some_and(|word| is_capital(word));
                *seen.entry(bare(word)).or_default() |= full;
            }
        }
        Self(known)
    }

    /// True for a sentence with such a name that none of these sentences before it says.
    pub fn is_riddle<'a>(&self, sentence: usize, told: impl Iterator<Item = &'a str> + Clone) -> bool {
        let is_said = |name: &String| told.clone().any(|text| text.contains(name.as_str()));
        self.0[sentence].iter().any(|name| !is_said(name))
    }
}

/// The last name that stands at this word in short, and whether a title stands before it.
fn english<'a>(words: &[&'a str], at: usize) -> Option<(&'a str, bool)> {
    let word = words[at];
    let before = at.checked_sub(1).map(|before| words[before]);
    let titled = before.is_some_and(|before| is_address(opened(before)));
    let behind = words.get(at + 1).copied().unwrap_or_default();
    let goes_on = is_capital(behind) && !word.ends_with([',', '.', ';', ':']);
    let first_name = before.is_some_and(is_first_name);
    let speaks = SAID.contains(&bare(behind)) || before.is_some_and(|before| SAID.contains(&bare(before)));
    (is_capital(word) && !goes_on && !first_name && (titled || speaks)).then(|| (bare(word), titled))
}

/// True for what can be a first name: no form of address, no "The", no "Russia's".
fn is_first_name(word: &str) -> bool {
    let open = word.ends_with([',', '.', ';', ':']) || bare(word).len() + 1 < opened(word).len();
    is_capital(word) && !open && !is_address(opened(word)) && !words::is_stop(bare(word))
}

fn opened(word: &str) -> &str {
    word.trim_start_matches(['"', '“', '‘', '(', '\''])
}

/// A word of a name: a capital and small letters.
fn is_capital(word: &str) -> bool {
    let mut chars = opened(word).chars();
    chars.next().is_some_and(char::is_uppercase) && chars.any(char::is_lowercase)
}

/// Without marks around it and a genitive behind it.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// The short names in a Chinese sentence: 王某, 王某某, 丁先生.
fn chinese(sentence: &str) -> impl Iterator<Item = String> {
    let chars: Vec<char> = sentence.chars().collect();
    let name = move |at: usize| {
        let is_pinyin_surname =
            lexicon::lookup(&chars[at].to_string()).is_some_and(|entry| entry.sense(Kind::Surname).is_some());
        let rest = &chars[at + 1..];
        let hidden = rest.iter().take_while(|c| **c == '某').count();
        let titled = CHINESE_TITLES.iter().any(|title| rest.starts_with(title));
        let length = if hidden > 0 { hidden } else { 2 };
        (is_pinyin_surname && (hidden > 0 || titled)).then(|| chars[at..=at + length].iter().collect())
    };
    (0..sentence.chars().count()).filter_map(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn riddles(headline: &str, sentences: &[&str], told: &[&str], language: Language) -> Vec<bool> {
        let names = ShortNames::of(Some(headline), sentences, language);
        (0..sentences.len()).map(|at| names.is_riddle(at, told.iter().copied())).collect()
    }

    #[test]
    fn who_was_not_introduced_is_a_riddle() {
        let sentences = [
            "Lin Hua, who heads the port council, opened the hall.",
            "The hall, Lin pointed out, is new.",
            "According to Mr Rao it leaks.",
            "Mr Rao told Lin that \"it is wet\".",
            "Dr. Hua Lin has no key, said Port Tower.",
        ];
        let of = |headline, told: &[&str]| riddles(headline, &sentences, told, Language::English);
        assert_eq!(of("Hall opens", &[]), [false, true, false, true, false]);
        assert_eq!(of("Hall opens", &sentences[..1]), [false, false, false, true, false]);
        assert_eq!(of("Lin opens hall", &sentences[2..3]), [false; 5]);
    }

    #[test]
    fn who_was_hidden_before_is_a_riddle() {
        let sentences = ["临海警方抓获林某。", "林某称，丁先生报了警。", "某公司的丁先生称没有报警。"];
        let of = |headline, told: &[&str]| riddles(headline, &sentences, told, Language::Chinese);
        assert_eq!(of("男子被抓", &[]), [false, true, true]);
        assert_eq!(of("男子被抓", &sentences[..1]), [false, false, true]);
        assert_eq!(of("林某被抓", &sentences[1..2]), [false; 3]);
    }
}
