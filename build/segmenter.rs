//! The dictionary and the model of the segmenter jieba (MIT licence, see NOTICE), out of the crates that carry them,
//! as tables that the program reads in place: `src/text/words/` is the other side. Loading them took the crate a
//! tenth of a second, in every process that met a Chinese text.

use std::{collections::BTreeMap, fs, path::Path};

use crate::cedict::package_dir;

/// The characters that the tables hold: every entry in Chinese characters alone is made of these.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

/// The logarithm that stands for "never" in jieba's model.
const NEVER: f64 = -3.14e100;

/// Writes all tables. All numbers are little-endian.
pub fn build(out: &Path) {
    let dictionary = read(&package_dir("jieba-rs").join("src/data/dict.txt"));
    let model = read(&package_dir("jieba-macros").join("src/hmm.model"));
    words(&dictionary, out);
    unseen(&model, out);
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("cannot read {}: {e}", path.display()))
}

fn write(out: &Path, name: &str, bytes: impl Iterator<Item = u8>) {
    let path = out.join(name);
    fs::write(&path, bytes.collect::<Vec<u8>>())
        .unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
}

fn code(c: char) -> u16 {
    u16::try_from(u32::from(c)).expect("a character of the main block")
}

/// The dictionary as a trie, level by level, so that the children of a node lie side by side, in order.
///
/// Of each node, from the root on: `words.codes` its character (u16), `words.children` where its children begin
/// (u32, one more at the end), `words.worths` the place of its logarithm, 0 if it ends no word (u16). `words.logs`
/// has the logarithms of probabilities (f64), first that of a character without entry; `words.roots` the node
/// of each first character from U+4E00 on (u16, 0 for none).
fn words(dictionary: &str, out: &Path) {
    let mut frequencies: BTreeMap<Vec<u16>, u64> = BTreeMap::new();
    let mut total = 0;
    for line in dictionary.lines() {
        let mut fields = line.split_ascii_whitespace();
        let (Some(word), Some(frequency)) = (fields.next(), fields.next()) else { continue };
        let frequency: u64 = frequency.parse().expect("jieba's dictionary has frequencies");
        total += frequency;
        if word.chars().all(|c| (FIRST..=LAST).contains(&u32::from(c))) {
            frequencies.insert(word.chars().map(code).collect(), frequency);
        }
    }
    assert!(frequencies.len() > 300_000, "jieba's dictionary has {} words only", frequencies.len());
    let log_total = (total as f64).ln();
    let mut places: BTreeMap<u64, usize> = frequencies.values().map(|f| (*f, 0)).collect();
    for (at, place) in places.values_mut().enumerate() {
        *place = at + 1;
    }
    let mut prefixes: Vec<&[u16]> =
        frequencies.keys().flat_map(|word| (0..=word.len()).map(|end| &word[..end])).collect();
    prefixes.sort_unstable_by_key(|prefix| (prefix.len(), *prefix));
    prefixes.dedup();
    let node = |prefix: &[u16]| prefixes.partition_point(|p| (p.len(), *p) < (prefix.len(), prefix));
    // The children of a node follow those of the node before it.
    let mut counts = vec![0u32; prefixes.len()];
    prefixes[1..].iter().for_each(|prefix| counts[node(&prefix[..prefix.len() - 1])] += 1);
    let mut next = 1;
    let mut children = Vec::new();
    for count in counts {
        children.push(next);
        next += count;
    }
    children.push(next);
    let worth = |prefix: &&[u16]| frequencies.get(*prefix).map_or(0, |frequency| places[frequency]);
    let worths = prefixes.iter().map(worth).map(|worth| u16::try_from(worth).expect("few frequencies"));
    let logs = places.keys().map(|frequency| (*frequency as f64).ln() - log_total);
    let mut roots = vec![0u16; (LAST - FIRST + 1) as usize];
    for (at, prefix) in prefixes.iter().enumerate().filter(|(_, prefix)| prefix.len() == 1) {
        roots[prefix[0] as usize - FIRST as usize] = u16::try_from(at).expect("few first characters");
    }
    write(out, "words.codes", prefixes.iter().flat_map(|p| p.last().copied().unwrap_or(0).to_le_bytes()));
    write(out, "words.children", children.into_iter().flat_map(u32::to_le_bytes));
    write(out, "words.worths", worths.flat_map(u16::to_le_bytes));
    write(out, "words.logs", std::iter::once(-log_total).chain(logs).flat_map(f64::to_le_bytes));
    write(out, "words.roots", roots.into_iter().flat_map(u16::to_le_bytes));
}

/// The hidden Markov model of words that no dictionary has: `unseen.moves` the logarithms of the first state and
/// of each next one, five rows of four (f64); `unseen.codes` the characters it knows, in order (u16); `unseen.rows`
/// the four logarithms of each (f64). The states are first, last, inner and only character of a word.
fn unseen(model: &str, out: &Path) {
    let number = |text: &str| text.parse::<f64>().expect("jieba's model has numbers");
    let mut lines = model.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let moves: Vec<f64> = lines.by_ref().take(5).flat_map(|line| line.split(' ').map(number)).collect();
    assert_eq!(moves.len(), 20, "jieba's model has another form");
    let mut rows: BTreeMap<u16, [f64; 4]> = BTreeMap::new();
    for (state, line) in lines.enumerate() {
        for pair in line.split(',') {
            let (c, log) = pair.split_once(':').expect("jieba's model has pairs");
            let c = c.chars().next().expect("jieba's model has characters");
            if (FIRST..=LAST).contains(&u32::from(c)) {
                rows.entry(code(c)).or_insert([NEVER; 4])[state] = number(log);
            }
        }
    }
    write(out, "unseen.moves", moves.into_iter().flat_map(f64::to_le_bytes));
    write(out, "unseen.codes", rows.keys().flat_map(|c| c.to_le_bytes()));
    write(out, "unseen.rows", rows.values().flatten().flat_map(|log| log.to_le_bytes()));
}
