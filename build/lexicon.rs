//! The Chinese lexicon: every headword with its senses in order of use, its part of speech and frequency.

use std::collections::{BTreeMap, HashMap};

use chinese_dictionary::WordEntry;
use jieba_rs::Jieba;

use crate::{
    gloss::{self, Kind, Sense},
    pack, words,
};

/// The word list of the translation rules.
const WORDS: &str = "src/rules/zh_en/words.txt";

/// Terms with an official English, which go before the dictionary but behind the word list. Names of bodies,
/// documents and events are looked up by the segmenter itself.
const TERMS: [(&str, Kind); 4] = [
    ("src/rules/terms/vocabulary.tsv", Kind::Noun),
    ("src/rules/terms/titles.tsv", Kind::Noun),
    ("src/rules/terms/places.tsv", Kind::Name),
    ("src/rules/terms/people.tsv", Kind::Name),
];

/// The function words of the translation rules.
const FUNCTIONS: &str = "src/rules/zh_en/function.txt";

/// Senses kept of a headword; the tail is never chosen.
const SENSES: usize = 6;

/// One headword, ready to be packed.
#[derive(Default)]
pub struct Headword {
    /// Its senses, the best first.
    pub senses: Vec<Sense>,
    /// Pinyin without tones, for single characters.
    pub reading: String,
    /// jieba's part of speech, empty if it does not know the word.
    pub tag: String,
    /// Occurrences in jieba's corpus.
    pub frequency: usize,
    /// True if the sense order is ours and must stay.
    pub fixed: bool,
    /// How many of the senses are ours.
    pub listed: usize,
}

/// Compiles the lexicon and hands it to the packer.
pub fn build(entries: &[WordEntry]) {
    let mut table = collect(entries);
    for line in words::read(WORDS) {
        let word = table.entry(line.headword).or_default();
        let kept: Vec<Sense> =
            word.senses.drain(..).filter(|old| line.senses.iter().all(|new| new.kind != old.kind)).collect();
        word.listed = line.senses.len();
        word.senses = line.senses;
        word.senses.extend(kept);
        word.fixed = true;
    }
    for (path, kind) in TERMS {
        for line in words::terms(path, kind) {
            let word = table.entry(line.headword).or_default();
            if !word.fixed {
                word.listed = line.senses.len();
                word.senses.retain(|old| old.kind != line.senses[0].kind);
                word.senses.splice(0..0, line.senses);
                word.fixed = true;
            }
        }
    }
    // Function words have no sense here, but the segmenter must know them.
    for headword in words::headwords(FUNCTIONS) {
        table.entry(headword).or_default().fixed = true;
    }
    annotate(&mut table);
    let familiar = familiarity(&table);
    for word in table.values_mut() {
        if !word.fixed {
            rank(&mut word.senses, &familiar);
        }
        word.senses.dedup_by(|a, b| a.kind == b.kind && a.text == b.text);
        word.senses.truncate(SENSES);
    }
    pack::write(&table);
}

fn collect(entries: &[WordEntry]) -> BTreeMap<String, Headword> {
    let mut grouped: BTreeMap<&str, Vec<&WordEntry>> = BTreeMap::new();
    for entry in entries {
        grouped.entry(&entry.simplified).or_default().push(entry);
    }
    let mut table: BTreeMap<String, Headword> = BTreeMap::new();
    let mut references: BTreeMap<String, String> = BTreeMap::new();
    for (headword, mut readings) in grouped {
        // Common words before names, readings with more to say before the rest.
        readings.sort_by_key(|entry| {
            let glosses = entry.english.iter().filter(|g| !gloss::senses(g, false).is_empty());
            (is_proper(entry), std::cmp::Reverse(glosses.count()))
        });
        let word = table.entry(headword.to_owned()).or_default();
        for entry in &readings {
            for text in &entry.english {
                word.senses.extend(gloss::senses(text, is_proper(entry)));
                if let Some(target) = gloss::reference(text) {
                    references.entry(headword.to_owned()).or_insert(target);
                }
            }
        }
        if headword.chars().count() == 1 {
            word.reading =
                readings.first().map(|entry| plain_pinyin(&entry.pinyin_numbers)).unwrap_or_default();
        }
    }
    follow(&mut table, &references);
    table.retain(|_, word| !word.senses.is_empty() || !word.reading.is_empty());
    table
}

/// A word that only points to another one gets the senses of that one.
fn follow(table: &mut BTreeMap<String, Headword>, references: &BTreeMap<String, String>) {
    for (headword, target) in references {
        let empty =
            table.get(headword).is_some_and(|word| word.senses.iter().all(|s| s.kind == Kind::Surname));
        let senses = table.get(target).map(|word| word.senses.clone()).unwrap_or_default();
        if let Some(word) = table.get_mut(headword).filter(|_| empty) {
            // 山东 is Shandong, not Shandong Province.
            let short = headword.chars().count() < target.chars().count();
            word.senses.extend(senses.into_iter().map(|mut sense| {
                if short && sense.kind == Kind::Name {
                    for unit in [
                        " Province",
                        " province",
                        " City",
                        " city",
                        " County",
                        " county",
                        " prefecture-level city",
                    ] {
                        sense.text = sense.text.trim_end_matches(unit).to_owned();
                    }
                }
                sense
            }));
        }
    }
}

fn is_proper(entry: &WordEntry) -> bool {
    entry.pinyin_numbers.starts_with(char::is_uppercase)
}

fn plain_pinyin(pinyin: &str) -> String {
    pinyin
        .split(' ')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Frequencies and parts of speech from jieba's dictionary.
fn annotate(table: &mut BTreeMap<String, Headword>) {
    let jieba = Jieba::new();
    for (headword, word) in table.iter_mut() {
        let known = jieba.has_word(headword);
        if known && let [tag] = jieba.tag(headword, false).as_slice() {
            word.tag = tag.tag.to_owned();
        }
        if word.fixed {
            own_tag(word);
        }
        // A dictionary word that jieba lacks is joined if it is long (few such are chance); two
        // characters side by side are often just two words.
        word.frequency = if known || word.fixed || headword.chars().count() > 2 {
            jieba.suggest_freq(headword)
        } else {
            2
        };
    }
}

/// The tag of a word of our own list is that of its first sense, unless jieba's is among its senses.
fn own_tag(word: &mut Headword) {
    let letter = |kind| match kind {
        Kind::Noun => "n",
        Kind::Verb => "v",
        Kind::Adjective => "a",
        Kind::Adverb => "d",
        Kind::Name => "ns",
        Kind::Measure => "q",
        Kind::Time => "t",
        Kind::Surname | Kind::Other => "",
    };
    let listed = word.senses.iter().take(word.listed).map(|sense| letter(sense.kind));
    let kept = !word.tag.is_empty() && listed.clone().any(|tag| !tag.is_empty() && word.tag.starts_with(tag));
    let noun = word.tag.starts_with("vn") && listed.clone().any(|tag| tag == "n");
    let first = listed.clone().next().unwrap_or_default();
    if !kept && !noun && !first.is_empty() {
        word.tag = first.to_owned();
    }
}

/// How often each English word is used, judged by the frequencies of the words it translates.
fn familiarity(table: &BTreeMap<String, Headword>) -> HashMap<String, f64> {
    let mut out: HashMap<String, f64> = HashMap::new();
    for word in table.values() {
        let share = (word.frequency as f64) / (word.senses.len().max(1) as f64);
        for english in word.senses.iter().flat_map(|sense| sense.text.split(' ')) {
            *out.entry(english.to_lowercase()).or_default() += share;
        }
    }
    out
}

/// Orders senses by what a news text would use: the dictionary's order, against long, bookish and rare words.
fn rank(senses: &mut [Sense], familiar: &HashMap<String, f64>) {
    // Weights set on development texts; a step in the dictionary's order counts 1.
    const LONG: f64 = 2.0;
    const RARE: f64 = 0.2;
    const USUAL: f64 = 20_000.0;
    let mut scored: Vec<(f64, Sense)> = senses
        .iter()
        .enumerate()
        .map(|(at, sense)| {
            let words = sense.text.split(' ').count();
            let rarest = sense
                .text
                .split(' ')
                .map(|word| familiar.get(&word.to_lowercase()).copied().unwrap_or(0.0))
                .fold(f64::INFINITY, f64::min);
            let rare = (USUAL / rarest.max(1.0)).ln().max(0.0);
            let score =
                at as f64 + LONG * words.saturating_sub(2) as f64 + RARE * rare + f64::from(sense.rarity);
            (score, sense.clone())
        })
        .collect();
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (slot, (_, sense)) in senses.iter_mut().zip(scored) {
        *slot = sense;
    }
}
