//! Compiles the proper names of CC-CEDICT, and the English words that are none.
//!
//! CC-CEDICT writes the pinyin of a proper name with a capital letter; `build/names.txt` adds names
//! of the news. Written into `OUT_DIR`: `names_zh.txt`, for each Chinese name a line with its English
//! words and, after a "/", those of what it lies in, with `names_zh.fst` from the name to the place of
//! its line; an empty line is a common word that begins with a name (玄武岩). `names_en.fst`: the English
//! words of names; `words_en.fst`: the words that glosses write in lower case.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use chinese_dictionary::WordEntry;

/// Capitalised words of glosses that name nothing by themselves.
const NOT_NAMES: [&str; 24] = [
    "The",
    "China",
    "Chinese",
    "Province",
    "County",
    "City",
    "District",
    "Taiwan",
    "CL",
    "Prefecture",
    "Autonomous",
    "Region",
    "Republic",
    "People",
    "University",
    "Lake",
    "Mountain",
    "River",
    "Island",
    "Islands",
    "North",
    "South",
    "East",
    "West",
];

/// What a Chinese name says in English.
#[derive(Default)]
struct Words {
    /// The words of the name itself, in lower case.
    own: BTreeSet<String>,
    /// Those of what it lies in.
    within: BTreeSet<String>,
}

/// Writes the files into `out`.
pub fn compile(entries: &[WordEntry], out: &Path) {
    let mut chinese: BTreeMap<&str, Words> = BTreeMap::new();
    let by_name: BTreeMap<&str, &WordEntry> =
        entries.iter().filter(|e| is_proper(e)).map(|e| (e.simplified.as_str(), e)).collect();
    // Names of one thing: not 美军, "US army".
    let mut pure: BTreeSet<&str> = BTreeSet::new();
    // Counties and districts of two characters: 新和, 正定 stand in many texts as parts of other words.
    let mut slight: BTreeSet<&str> = BTreeSet::new();
    let mut words: BTreeSet<&str> = BTreeSet::new();
    // 现代 is Hyundai and "modern": such a word says nothing.
    let common: BTreeSet<&str> = entries
        .iter()
        .filter(|entry| !is_proper(entry))
        .flat_map(|entry| [entry.simplified.as_str(), entry.traditional.as_str()])
        .collect();
    for entry in entries {
        for gloss in &entry.english {
            words.extend(tokens(gloss).filter(|w| w.bytes().all(|b| b.is_ascii_lowercase())));
        }
        if !is_proper(entry)
            || entry.simplified.chars().count() < 2
            || common.contains(entry.simplified.as_str())
        {
            continue;
        }
        // 荆州: see 荆州市
        let full = entry.english.iter().filter_map(|gloss| by_name.get(referred(gloss)?));
        let glosses: Vec<&String> = entry.english.iter().chain(full.flat_map(|e| &e.english)).collect();
        for gloss in &glosses {
            for form in [entry.simplified.as_str(), entry.traditional.as_str()] {
                let own: Vec<String> = names(gloss).collect();
                if !own.is_empty() {
                    let words = chinese.entry(form).or_default();
                    words.own.extend(own);
                    words.within.extend(around(gloss));
                }
            }
        }
        let seen = glosses.len() > entry.english.len();
        if seen && !glosses.iter().any(|gloss| LARGE.iter().any(|kind| gloss.contains(kind))) {
            slight.extend([entry.simplified.as_str(), entry.traditional.as_str()]);
        }
        if glosses.iter().any(|gloss| is_pure(gloss)) {
            pure.extend([entry.simplified.as_str(), entry.traditional.as_str()]);
        }
    }
    for line in include_str!("names.txt").lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(" | ").collect();
        for form in cells[0].split(' ').filter(|form| form.chars().count() >= 2) {
            let others = cells[1..].iter().flat_map(|cell| cell.split(' '));
            chinese.entry(form).or_default().own.extend(others.map(str::to_owned));
            pure.insert(form);
            slight.remove(form);
        }
        // Turkey and Apple are words too: with a capital they are names.
        for name in cells[1].split(' ') {
            words.remove(name);
        }
    }
    let english: BTreeSet<&String> = chinese.values().flat_map(|w| w.own.iter().chain(&w.within)).collect();
    set(out, "names_en", english);
    set(out, "words_en", &words);
    let longer: Vec<&str> = common.into_iter().filter(|word| begins_with(word, &chinese)).collect();
    for word in longer {
        chinese.entry(word).or_default();
    }
    map(out, "names_zh", &chinese, &pure, &slight);
}

/// True for a proper name.
fn is_proper(entry: &WordEntry) -> bool {
    entry.pinyin_numbers.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Places that the news name without saying what they are.
const LARGE: [&str; 6] = [
    "prefecture-level city",
    "subprovincial city",
    "sub-provincial city",
    "Province",
    "province",
    "Autonomous Region",
];

/// The name that a gloss refers to: "see 荊州市|荆州市[Jing1 zhou1 Shi4]".
fn referred(gloss: &str) -> Option<&str> {
    let name = gloss.strip_prefix("see ")?.split('[').next()?;
    name.rsplit('|').next()
}

/// True for a word that begins with a name of two characters or more.
fn begins_with(word: &str, names: &BTreeMap<&str, Words>) -> bool {
    let ends = word.char_indices().map(|(i, _)| i).skip(2);
    ends.into_iter().any(|end| names.contains_key(&word[..end]))
}

/// Institutions: a translation may name them in other words.
const INSTITUTIONS: [&str; 26] = [
    "Congress",
    "Council",
    "Party",
    "Ministry",
    "Parliament",
    "University",
    "Committee",
    "Bureau",
    "Agency",
    "Army",
    "Games",
    "Cup",
    "Day",
    "Festival",
    "Dynasty",
    "Age",
    "War",
    "Act",
    "Law",
    "Academy",
    "Institute",
    "Bank",
    "Hall",
    "Street",
    "Sino",
    "Diet",
];

/// What a place is, behind its name.
const PLACES: [&str; 14] = [
    "municipality",
    "province",
    "county",
    "city",
    "town",
    "district",
    "prefecture",
    "river",
    "island",
    "mountain",
    "prefecture-level",
    "county-level",
    "sub-provincial",
    "autonomous",
];

/// True for a gloss that is a name and nothing else, but for what explains it.
fn is_pure(gloss: &str) -> bool {
    let mut words = head(gloss).split(' ').peekable();
    let mut name = Vec::new();
    while let Some(word) = words.next_if(|w| w.starts_with(|c: char| c.is_uppercase())) {
        name.push(word);
    }
    (1..=3).contains(&name.len())
        && name.iter().all(|w| !INSTITUTIONS.contains(w) && !w.contains('-'))
        && name.iter().any(|w| w.contains(|c: char| c.is_lowercase()))
        && words.next().is_none_or(|w| PLACES.contains(&w))
}

/// The words in Latin letters: three of them, or two capitals (UN).
fn tokens(gloss: &str) -> impl Iterator<Item = &str> {
    gloss.split(|c: char| !c.is_alphabetic()).filter(|w| {
        w.is_ascii() && (w.len() >= 3 || w.len() == 2 && w.bytes().all(|b| b.is_ascii_uppercase()))
    })
}

/// The names in the head of a gloss, in lower case: what stands in brackets and after a comma explains it
/// ("Geneva, Switzerland").
fn names(gloss: &str) -> impl Iterator<Item = String> {
    let skip =
        ["surname", "variant of", "see ", "CL:", "abbr. for"].iter().any(|start| gloss.starts_with(start));
    let named = tokens(if skip { "" } else { head(gloss) });
    named
        .filter(|w| w.starts_with(|c: char| c.is_ascii_uppercase()) && !NOT_NAMES.contains(w))
        .map(str::to_ascii_lowercase)
}

/// A gloss up to its first explanation.
fn head(gloss: &str) -> &str {
    let head = gloss.split(['(', ',', ';']).map(str::trim).find(|part| !part.is_empty()).unwrap_or("");
    [" in ", " on ", " near "]
        .iter()
        .filter_map(|at| head.split_once(at))
        .map(|(name, _)| name)
        .next()
        .unwrap_or(head)
}

/// The names in a gloss behind its head, in lower case: Hubei in "prefecture-level city in Hubei".
fn around(gloss: &str) -> impl Iterator<Item = String> {
    let head = head(gloss);
    let rest = gloss.find(head).map_or("", |at| &gloss[at + head.len()..]);
    let named =
        tokens(rest).filter(|w| w.starts_with(|c: char| c.is_ascii_uppercase()) && !NOT_NAMES.contains(w));
    named.map(str::to_ascii_lowercase)
}

/// A set of words.
fn set<T: AsRef<[u8]>>(out: &Path, name: &str, words: impl IntoIterator<Item = T>) {
    let set = fst::Set::from_iter(words).expect("words come sorted, each once");
    std::fs::write(out.join(format!("{name}.fst")), set.as_fst().as_bytes()).expect("OUT_DIR can be written");
}

/// A text file with the counterparts of each name a line, a pure name marked by "=", a slight
/// one by "~" before that, and the index of its lines.
fn map(
    out: &Path,
    name: &str,
    lines: &BTreeMap<&str, Words>,
    pure: &BTreeSet<&str>,
    slight: &BTreeSet<&str>,
) {
    let mut text = String::new();
    let mut index = fst::MapBuilder::memory();
    for (key, words) in lines {
        let at = u64::try_from(text.len()).expect("less than a gigabyte");
        index.insert(key, at).expect("keys come sorted, each once");
        let join = |set: &BTreeSet<String>| set.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        text.push_str(if slight.contains(key) { "~" } else { "" });
        text.push_str(if pure.contains(key) { "=" } else { "" });
        text.push_str(&join(&words.own));
        if !words.within.is_empty() {
            text.push('/');
            text.push_str(&join(&words.within));
        }
        text.push('\n');
    }
    let index = index.into_inner().expect("written to memory");
    std::fs::write(out.join(format!("{name}.txt")), text).expect("OUT_DIR can be written");
    std::fs::write(out.join(format!("{name}.fst")), index).expect("OUT_DIR can be written");
}
