//! Compiles the proper names of CC-CEDICT, and the English words that are none.
//!
//! CC-CEDICT writes the pinyin of a proper name with a capital letter; `build/names.txt` adds names
//! of the news. Written into `OUT_DIR`: `names_zh.txt`, the English words of each Chinese name a line,
//! with `names_zh.fst` from the name to the place of its line; `names_en.fst`, the English words of
//! names; `words_en.fst`, the words that glosses write in lower case.

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

/// Writes the files into `out`.
pub fn compile(entries: &[WordEntry], out: &Path) {
    let mut chinese: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    // Names of one thing: not 美军, "US army".
    let mut pure: BTreeSet<&str> = BTreeSet::new();
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
        for name in entry.english.iter().flat_map(|gloss| names(gloss)) {
            for form in [entry.simplified.as_str(), entry.traditional.as_str()] {
                chinese.entry(form).or_default().insert(name.clone());
            }
        }
        if entry.english.iter().any(|gloss| is_pure(gloss)) {
            pure.extend([entry.simplified.as_str(), entry.traditional.as_str()]);
        }
    }
    for line in include_str!("names.txt").lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split(" | ").collect();
        for form in cells[0].split(' ').filter(|form| form.chars().count() >= 2) {
            let others = cells[1..].iter().flat_map(|cell| cell.split(' '));
            chinese.entry(form).or_default().extend(others.map(str::to_owned));
            pure.insert(form);
        }
        // Turkey and Apple are words too: with a capital they are names.
        for name in cells[1].split(' ') {
            words.remove(name);
        }
    }
    let english: BTreeSet<&String> = chinese.values().flatten().collect();
    set(out, "names_en", english);
    set(out, "words_en", &words);
    map(out, "names_zh", &chinese, &pure);
}

/// True for a proper name.
fn is_proper(entry: &WordEntry) -> bool {
    entry.pinyin_numbers.starts_with(|c: char| c.is_ascii_uppercase())
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
    gloss.split(['(', ',', ';']).map(str::trim).find(|part| !part.is_empty()).unwrap_or("")
}

/// A set of words.
fn set<T: AsRef<[u8]>>(out: &Path, name: &str, words: impl IntoIterator<Item = T>) {
    let set = fst::Set::from_iter(words).expect("words come sorted, each once");
    std::fs::write(out.join(format!("{name}.fst")), set.as_fst().as_bytes()).expect("OUT_DIR can be written");
}

/// A text file with the counterparts of each name a line, a pure name marked by "=", and the index of its lines.
fn map(out: &Path, name: &str, lines: &BTreeMap<&str, BTreeSet<String>>, pure: &BTreeSet<&str>) {
    let mut text = String::new();
    let mut index = fst::MapBuilder::memory();
    for (key, others) in lines {
        let at = u64::try_from(text.len()).expect("less than a gigabyte");
        index.insert(key, at).expect("keys come sorted, each once");
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        text.push_str(if pure.contains(key) { "=" } else { "" });
        text.push_str(&others.join(" "));
        text.push('\n');
    }
    let index = index.into_inner().expect("written to memory");
    std::fs::write(out.join(format!("{name}.txt")), text).expect("OUT_DIR can be written");
    std::fs::write(out.join(format!("{name}.fst")), index).expect("OUT_DIR can be written");
}
