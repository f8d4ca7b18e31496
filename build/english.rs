//! The English side of the lexicon: English words and phrases to ranked Chinese candidates, out of our own
//! tables (first) and CC-CEDICT turned round, packed into an `fst` and one text.
//!
//! A record of the text is `P中文\tP中文…`: a part of speech as one letter, then the Chinese; the letter is a
//! capital where the candidate comes from our own tables. The value in the `fst` is `offset << 16 | length`.

use std::{collections::BTreeMap, fs, path::Path};

use chinese_dictionary::WordEntry;

use crate::{english_gloss, english_rank::Ranker};

/// Candidates kept for a key; later ones are never chosen in practice.
const CANDIDATES: usize = 6;

/// A candidate of a key with its score: higher is better.
struct Candidate {
    tag: char,
    chinese: String,
    score: f64,
}

type Table = BTreeMap<String, Vec<Candidate>>;

/// Builds `english.fst` and `english.txt` in the output folder.
pub fn build(entries: &[WordEntry]) {
    println!("cargo:rerun-if-changed=src/rules/terms");
    println!("cargo:rerun-if-changed=src/rules/en_zh/words");
    let mut table = Table::new();
    own_words(&mut table);
    own_terms(&mut table);
    inverted(entries, &mut table);
    write(table);
}

/// Hand-written words: `english TAB letter Chinese TAB …`. They come before all else, in the order written.
fn own_words(table: &mut Table) {
    for (line, place) in lines("src/rules/en_zh/words") {
        let mut columns = line.split('\t');
        let key = key(columns.next().unwrap_or_default());
        for (n, column) in columns.enumerate() {
            let (tag, chinese) =
                column.split_once(' ').unwrap_or_else(|| panic!("{place}: no part of speech in {column:?}"));
            let tag = tag.chars().next().unwrap_or('n').to_ascii_uppercase();
            add(table, &key, tag, chinese, 2000.0 - n as f64);
        }
    }
}

/// Our terms; the file tells the letter: a body or document, an official, a place, a demonym, a person, a given name.
fn own_terms(table: &mut Table) {
    for (line, place) in lines("src/rules/terms") {
        let tag = match place.rsplit('/').next().and_then(|name| name.split('.').next()) {
            Some("titles") => 'O',
            Some("places") => 'L',
            Some("nationalities") => 'E',
            Some("people") => 'H',
            Some("given") => 'G',
            Some("vocabulary") => 'N',
            // "opening ceremony", "people's government": kinds of things, not names.
            _ if line.starts_with(char::is_lowercase) => 'N',
            _ => 'B',
        };
        let columns: Vec<&str> = line.split('\t').collect();
        if let [english, chinese, ref note @ ..] = columns[..]
            && note.first() != Some(&"<")
        {
            add(table, &key(english), tag, chinese, 1000.0);
        }
    }
}

/// CC-CEDICT turned round.
fn inverted(entries: &[WordEntry], table: &mut Table) {
    let mut ranker = Ranker::new();
    for entry in entries {
        for sense in english_gloss::senses(entry) {
            let score = ranker.score(entry, &sense);
            let tag = ranker.tag(entry, &sense);
            add(table, &key(&sense.english), tag, &entry.simplified, score);
        }
    }
}

fn add(table: &mut Table, key: &str, tag: char, chinese: &str, score: f64) {
    if key.is_empty() || chinese.contains(['\t', '\n']) {
        return;
    }
    let candidates = table.entry(key.to_owned()).or_default();
    match candidates.iter_mut().find(|c| c.tag == tag && c.chinese == chinese) {
        Some(same) => same.score = same.score.max(score),
        None => candidates.push(Candidate { tag, chinese: chinese.to_owned(), score }),
    }
}

/// A key as the tokenizer would join it: one space between tokens, commas stand alone.
fn key(english: &str) -> String {
    let spaced = format!("{english} ").replace('’', "'").replace(',', " , ").replace("'s ", " 's ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of the `.tsv` files of a folder in the order of their names, without comments, each with its place.
fn lines(folder: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("cannot read {folder}: {e}"))
        .map(|file| file.expect("a folder entry is readable").path())
        .filter(|path| path.extension().is_some_and(|end| end == "tsv"))
        .collect();
    files.sort();
    let mut lines = Vec::new();
    for file in files {
        let text =
            fs::read_to_string(&file).unwrap_or_else(|e| panic!("cannot read {}: {e}", file.display()));
        for (n, line) in text.lines().enumerate() {
            if !line.starts_with('#') && !line.is_empty() {
                lines.push((line.to_owned(), format!("{}:{}", file.display(), n + 1)));
            }
        }
    }
    lines
}

/// Writes both files.
fn write(table: Table) {
    let mut text = String::new();
    let mut index = fst::MapBuilder::memory();
    for (key, mut candidates) in table {
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.chinese.cmp(&b.chinese)));
        candidates.truncate(CANDIDATES);
        let record: Vec<String> = candidates.iter().map(|c| format!("{}{}", c.tag, c.chinese)).collect();
        let record = record.join("\t");
        let value = (text.len() as u64) << 16 | record.len() as u64;
        index.insert(&key, value).expect("a BTreeMap is sorted");
        text.push_str(&record);
    }
    let index = index.into_inner().expect("memory does not fail");
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let out = Path::new(&out);
    fs::write(out.join("english.fst"), index).expect("OUT_DIR is writable");
    fs::write(out.join("english.txt"), text).expect("OUT_DIR is writable");
}
