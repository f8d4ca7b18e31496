//! What a source offers for the names of its target.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet},
};

use super::{
    candidates::{self, Candidate, Name},
    lexicon, sound,
    sound::{Skeleton, Voice},
    spelling,
};
use crate::text::{Language, hanzi};

/// The names of a source in every way they may come through.
pub(super) struct Origin<'a> {
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
    /// How its Chinese characters that stand for sounds sound, in runs; a pause between two runs.
    voices: Vec<Voice>,
    chinese: bool,
    /// What was found out about names by their sound.
    heard: RefCell<HashMap<String, bool>>,
    /// How much more may be compared.
    budget: &'a Budget,
}

/// How many more comparisons of consonants and letters may be made; when it is used up a name counts as known.
pub(super) struct Budget(Cell<usize>);

/// So many comparisons are always made. A page of news takes some thousands.
const LEAST_BUDGET: usize = 1_000_000;

/// So many more for each byte: a large text of news takes one or two.
const BUDGET_A_BYTE: usize = 16;

impl Budget {
    /// For texts of so many bytes together.
    pub(super) fn new(bytes: usize) -> Self {
        Self(Cell::new(LEAST_BUDGET.saturating_add(bytes.saturating_mul(BUDGET_A_BYTE))))
    }

    /// Takes so much; false where that is not left.
    fn take(&self, comparisons: usize) -> bool {
        let rest = self.0.get().checked_sub(comparisons);
        self.0.set(rest.unwrap_or(self.0.get()));
        rest.is_some()
    }
}

/// Words are compared by this many letters: Italy and Italian, Iran and Iranian share them.
const STEM: usize = 4;

/// A name of more consonants is none.
const MOST_CONSONANTS: usize = 20;

/// The letters of the longest syllable: zhuang, shuang.
const LONGEST_SYLLABLE: usize = 6;

/// Longer words are no pinyin.
const LONGEST_PINYIN: usize = 24;

impl<'a> Origin<'a> {
    pub(super) fn new(text: &str, language: Language, budget: &'a Budget) -> Self {
        let latin = lexicon::latin(text);
        let stems = latin.iter().filter_map(|w| stem(w)).map(str::to_owned).collect();
        let chinese = language.is_chinese();
        let mut known = HashSet::new();
        let mut within = HashSet::new();
        let mut pairs = HashSet::new();
        let mut single = HashSet::new();
        let mut syllables = HashSet::new();
        let mut voices: Vec<Voice> = Vec::new();
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
                if sound::is_sound(c) {
                    voices.push(Voice::of(c));
                } else if voices.last().is_some_and(|voice| !voice.is_pause()) {
                    voices.push(Voice::PAUSE);
                }
            }
        }
        let heard = RefCell::new(HashMap::new());
        let sounds =
            if chinese { Vec::new() } else { candidates::capitalised(text).map(Skeleton::english).collect() };
        Self { latin, stems, known, within, single, pairs, syllables, sounds, voices, chinese, heard, budget }
    }

    /// What was heard of a name before, or what `listen` hears with so many comparisons.
    fn hear(&self, name: &str, comparisons: usize, listen: impl FnOnce() -> bool) -> bool {
        let mut heard = self.heard.borrow_mut();
        if let Some(known) = heard.get(name) {
            return *known;
        }
        if !self.budget.take(comparisons) {
            return true;
        }
        let known = listen();
        heard.insert(name.to_owned(), known);
        known
    }

    /// True if a name of the other text may come from this one.
    pub(super) fn has(&self, candidate: &Candidate) -> bool {
        match &candidate.name {
            Name::Latin(word) if self.chinese => {
                self.has_latin(word)
                    || has_stem(&self.known, word)
                    || self.has_pinyin(word)
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
        self.hear(&key, self.sounds.len() * skeleton.len(), || {
            self.sounds.iter().any(|s| s.like(&skeleton, tolerance))
        })
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
    fn has_pinyin(&self, word: &str) -> bool {
        if word.len() > LONGEST_PINYIN {
            return false;
        }
        // For each place in the word how long the syllables are that may end there, a bit for each length.
        let mut ends = [0u8; LONGEST_PINYIN + 1];
        ends[0] = 1;
        for at in 0..word.len() {
            let here = ends[at];
            let lengths = (0..=LONGEST_SYLLABLE).filter(|length| here & (1 << length) != 0);
            for last in lengths.filter_map(|length| word.get(at - length..at)) {
                for length in 1..=LONGEST_SYLLABLE {
                    let syllable = word.get(at..at + length).filter(|s| hanzi::is_syllable(s));
                    if syllable.is_some_and(|syllable| self.syllables.contains(&(last, syllable))) {
                        ends[at + length] |= 1 << length;
                    }
                }
            }
        }
        ends[word.len()] != 0
    }

    fn has_transliteration(&self, word: &str) -> bool {
        let wanted = Skeleton::english(word);
        // A name that the lexicon knows would be found by it; what sounds alike must be very near.
        let tolerance = if lexicon::is_name(word) { sound::STRICT } else { sound::LOOSE };
        if !(2..=MOST_CONSONANTS).contains(&wanted.len()) {
            return tolerance == sound::LOOSE;
        }
        let comparisons = self.voices.len() * (wanted.len() + 2);
        self.hear(word, comparisons, || wanted.stands_in(&self.voices, tolerance))
    }
}

fn has_stem(set: &HashSet<String>, word: &str) -> bool {
    set.contains(word) || stem(word).is_some_and(|stem| set.contains(stem))
}

fn stem(word: &str) -> Option<&str> {
    word.get(..STEM)
}
