//! What a source offers for the names of its target.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

use super::{
    candidates::{self, Candidate, Name},
    lexicon, sound,
    sound::Skeleton,
    spelling,
};
use crate::text::{Language, hanzi};

/// The names of a source in every way they may come through.
pub(super) struct Origin {
    /// Its words in Latin letters, in lower case.
    latin: HashSet<String>,
    /// The first letters of these words: demonyms and plurals share them.
    stems: HashSet<String>,
    /// The English words of its known Chinese names, and their first letters.
    known: HashSet<String>,
    /// Those of what the named places lie in.
    within: HashSet<&'static str>,
    /// Its Chinese characters.
    single: HashSet<char>,
    /// Its pairs of Chinese characters.
    pairs: HashSet<(char, char)>,
    /// Its syllables, each alone and with the next.
    syllables: HashSet<(&'static str, &'static str)>,
    /// The sounds of its capitalised words.
    sounds: Vec<Skeleton>,
    /// Its Chinese characters that stand for sounds, in runs; a space between two runs.
    characters: Vec<char>,
    chinese: bool,
    /// What was found out about names by their sound, and how much more may be compared.
    heard: RefCell<Heard>,
}

/// Names already compared by their sound.
struct Heard {
    names: HashMap<String, bool>,
    budget: usize,
}

/// So many comparisons of sounds are made for one place; then a name counts as known. A page of news
/// takes some thousands.
const BUDGET: usize = 400_000;

/// Words are compared by this many letters: Italy and Italian, Iran and Iranian share them.
const STEM: usize = 4;

/// A name of more consonants is none.
const MOST_CONSONANTS: usize = 20;

/// Longer words are no pinyin.
const LONGEST_PINYIN: usize = 24;

impl Origin {
    pub(super) fn new(text: &str, language: Language) -> Self {
        let latin = lexicon::latin(text);
        let stems = latin.iter().filter_map(|w| stem(w)).map(str::to_owned).collect();
        let chinese = language.is_chinese();
        let mut known = HashSet::new();
        let mut within = HashSet::new();
        let mut pairs = HashSet::new();
        let mut single = HashSet::new();
        let mut syllables = HashSet::new();
        let mut characters = Vec::new();
        if chinese {
            let found = lexicon::find(text);
            within.extend(found.iter().flat_map(|name| name.within.split(' ')));
            for word in found.iter().flat_map(|name| name.english.split(' ')) {
                known.extend(stem(word).map(str::to_owned));
                known.insert(word.to_owned());
            }
            let mut last = (' ', "");
            for c in text.chars().filter(|c| !c.is_whitespace()) {
                let syllable = hanzi::syllable(c).unwrap_or("");
                single.insert(c);
                pairs.insert((last.0, c));
                syllables.insert((last.1, syllable));
                syllables.insert(("", syllable));
                last = (c, syllable);
                match (sound::is_sound(c), characters.last()) {
                    (true, _) => characters.push(c),
                    (false, Some(' ')) => {}
                    (false, _) => characters.push(' '),
                }
            }
        }
        let heard = RefCell::new(Heard { names: HashMap::new(), budget: BUDGET });
        let sounds =
            if chinese { Vec::new() } else { candidates::capitalised(text).map(Skeleton::english).collect() };
        Self { latin, stems, known, within, single, pairs, syllables, sounds, characters, chinese, heard }
    }

    /// What was heard of a name before, or what `listen` hears with so many comparisons.
    fn hear(&self, name: &str, comparisons: usize, listen: impl FnOnce() -> bool) -> bool {
        let mut heard = self.heard.borrow_mut();
        if let Some(known) = heard.names.get(name) {
            return *known;
        }
        let Some(rest) = heard.budget.checked_sub(comparisons) else { return true };
        heard.budget = rest;
        let known = listen();
        heard.names.insert(name.to_owned(), known);
        known
    }

    /// True if a name of the other text may come from this one.
    pub(super) fn has(&self, candidate: &Candidate) -> bool {
        match &candidate.name {
            Name::Latin(word) if self.chinese => {
                self.has_latin(word)
                    || has_stem(&self.known, word)
                    || self.has_pinyin(word, "")
                    || self.has_transliteration(word)
            }
            Name::Latin(word) => self.has_latin(word),
            Name::Phrase(words) => self.chinese || words.iter().any(|w| self.latin.contains(w)),
            Name::Known(name, words) if self.chinese => {
                self.has_characters(name)
                    || words
                        .split(' ')
                        .any(|w| self.latin.contains(w) || self.known.contains(w) || self.within.contains(w))
            }
            Name::Known(name, words) => {
                words.split(' ').any(|w| self.has_latin(w)) || self.has_sounds(name, sound::STRICT)
            }
            // Only a source in Chinese can tell: a name is new where its first two characters are.
            Name::Person(name) => !self.chinese || name.chars().take(2).any(|c| self.single.contains(&c)),
            Name::Sounds(run) => self.has_sounds(run, sound::LOOSE) || self.has_parts(run),
        }
    }

    /// The same characters side by side.
    fn has_characters(&self, name: &str) -> bool {
        name.chars().zip(name.chars().skip(1)).all(|pair| self.pairs.contains(&pair))
    }

    fn has_latin(&self, word: &str) -> bool {
        self.latin.contains(word)
            || stem(word).is_some_and(|stem| self.stems.contains(stem))
            || lexicon::relatives(word).iter().any(|other| self.latin.contains(*other))
    }

    /// A word of the source that this one seems to misspell.
    pub(super) fn misspelled(&self, candidate: &Candidate) -> bool {
        let Name::Latin(word) = &candidate.name else { return false };
        let key = format!("{word}?");
        let near = || self.latin.iter().any(|known| spelling::is_slip(word, known));
        self.hear(&key, self.latin.len(), near)
    }

    /// The same characters, or a capitalised word that sounds like them.
    fn has_sounds(&self, run: &str, tolerance: usize) -> bool {
        if self.chinese {
            return self.has_characters(run);
        }
        let skeleton = Skeleton::chinese(run.chars());
        // Two consonants alone are like many; a loose look takes them as proven.
        if skeleton.len() < 2 + usize::from(tolerance < sound::LOOSE) {
            return tolerance == sound::LOOSE;
        }
        let key = format!("{run}{tolerance}");
        self.hear(&key, self.sounds.len(), || self.sounds.iter().any(|s| s.like(&skeleton, tolerance)))
    }

    /// The same for the run without its first or last characters, which may be other words: 哈特因.
    fn has_parts(&self, run: &str) -> bool {
        let ends: Vec<usize> = run.char_indices().map(|(i, _)| i).chain([run.len()]).collect();
        let count = ends.len() - 1;
        (1..=2usize).filter(|cut| count > cut + 1).any(|cut| {
            [&run[..ends[count - cut]], &run[ends[cut]..]]
                .iter()
                .any(|part| self.has_sounds(part, sound::LOOSE))
        })
    }

    /// Pinyin of characters that stand together: zhonglin for 中林.
    fn has_pinyin(&self, rest: &str, last: &str) -> bool {
        if rest.is_empty() || rest.len() > LONGEST_PINYIN {
            return rest.is_empty();
        }
        (1..=rest.len().min(6)).any(|len| {
            rest.get(..len).is_some_and(|syllable| {
                self.syllables.iter().next().is_some()
                    && hanzi::is_syllable(syllable)
                    && self.has_pair(last, syllable)
                    && self.has_pinyin(&rest[len..], syllable)
            })
        })
    }

    fn has_pair(&self, last: &str, syllable: &str) -> bool {
        self.syllables.contains(&(last, syllable))
    }

    fn has_transliteration(&self, word: &str) -> bool {
        let wanted = Skeleton::english(word);
        // A name that the lexicon knows would be found by it; what sounds alike must be very near.
        let tolerance = if lexicon::is_name(word) { sound::STRICT } else { sound::LOOSE };
        if !(2..=MOST_CONSONANTS).contains(&wanted.len()) {
            return tolerance == sound::LOOSE;
        }
        let characters = &self.characters;
        let listen = || {
            (0..characters.len()).any(|start| {
                (1..=wanted.len() + 2).any(|len| {
                    characters.get(start..start + len).is_some_and(|window| {
                        !window.contains(&' ')
                            && Skeleton::chinese(window.iter().copied()).like(&wanted, tolerance)
                    })
                })
            })
        };
        self.hear(word, characters.len() * (wanted.len() + 2), listen)
    }
}

fn has_stem(set: &HashSet<String>, word: &str) -> bool {
    set.contains(word) || stem(word).is_some_and(|stem| set.contains(stem))
}

fn stem(word: &str) -> Option<&str> {
    word.get(..STEM)
}
