//! Names that are known in both languages: places, persons, organisations of CC-CEDICT and of
//! `build/names.txt`.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use fst::{Map, Set, raw};

pub(super) use crate::text::english_words::is_word;

static NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names_zh.fst"));
static LINES: &str = include_str!(concat!(env!("OUT_DIR"), "/names_zh.txt"));
static ENGLISH_NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names_en.fst"));

static NAMES_OF_THE_NEWS: &str = include_str!("../../../build/names.txt");

// An index that cannot be read is an empty one; a test holds that they can.
static CHINESE: LazyLock<Option<Map<&[u8]>>> = LazyLock::new(|| Map::new(NAMES).ok());
static NAME_WORDS: LazyLock<Option<Set<&[u8]>>> = LazyLock::new(|| Set::new(ENGLISH_NAMES).ok());

/// One known name in a Chinese text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    /// Its bytes.
    pub span: std::ops::Range<usize>,
    /// The English words that may stand for it, in lower case.
    pub english: &'static str,
    /// Those of what it lies in: who names the town may name the province.
    pub within: &'static str,
    /// True for the name of a place, a person, a company; false for an institution or a derived word.
    pub pure: bool,
    /// True for a short name of a county or district: the same characters often meet by chance.
    pub slight: bool,
}

/// The known names of a Chinese text, the longest at each place, not overlapping.
pub(super) fn find(text: &str) -> Vec<Known> {
    let mut found = Vec::new();
    let mut end = 0;
    for (i, c) in text.char_indices() {
        if i >= end
            && crate::text::hanzi::is_han(c)
            && let Some((len, line)) = longest(&text.as_bytes()[i..])
        {
            end = i + len;
            let Entry { english, within, pure, slight } = entry(line);
            // A common word begins with a name: 玄武岩.
            if !english.is_empty() {
                found.push(Known { span: i..end, english, within, pure, slight });
            }
        }
    }
    found
}

/// The longest name at the start of `bytes`: its length and the place of its line.
fn longest(bytes: &[u8]) -> Option<(usize, u64)> {
    let index = CHINESE.as_ref()?.as_fst();
    let mut node = index.root();
    let mut output = raw::Output::zero();
    let mut best = None;
    for (i, byte) in bytes.iter().enumerate() {
        let Some(transition) = node.find_input(*byte) else {
            break;
        };
        let transition = node.transition(transition);
        output = output.cat(transition.out);
        node = index.node(transition.addr);
        if node.is_final() {
            best = Some((i + 1, output.cat(node.final_output()).value()));
        }
    }
    best
}

/// A line of the list.
struct Entry {
    english: &'static str,
    within: &'static str,
    pure: bool,
    slight: bool,
}

fn entry(line: u64) -> Entry {
    let rest = usize::try_from(line).ok().and_then(|at| LINES.get(at..)).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    let (line, slight) = line.strip_prefix('~').map_or((line, false), |line| (line, true));
    let (line, pure) = line.strip_prefix('=').map_or((line, false), |line| (line, true));
    let (english, within) = line.split_once('/').unwrap_or((line, ""));
    Entry { english, within, pure, slight }
}

/// The English words of a country, a person or a company: Germany and German, Britain and UK.
static GROUPS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut groups: HashMap<_, Vec<_>> = HashMap::new();
    for line in NAMES_OF_THE_NEWS.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(" | ").skip(1).flat_map(|cell| cell.split(' ')).collect();
        for word in line.split(" | ").nth(1).into_iter().flat_map(|cell| cell.split(' ')) {
            groups.entry(word).or_default().extend(&words);
        }
    }
    groups
});

/// The other words for a name, in lower case: the country of an adjective.
pub(super) fn relatives(word: &str) -> &'static [&'static str] {
    GROUPS.get(word).map_or(&[], Vec::as_slice)
}

/// True for a word of some known name, in lower case.
pub(super) fn is_name(word: &str) -> bool {
    NAME_WORDS.as_ref().is_some_and(|set| set.contains(word))
}

/// A word in lower case without its accents; an umlaut may be written with an e.
pub(super) fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    use unicode_normalization::UnicodeNormalization;
    let spelled = word.replace('ü', "ue").replace('ö', "oe").replace('ä', "ae");
    spelled.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a text in Latin letters, in lower case; U.S. is one.
pub(super) fn latin(text: &str) -> HashSet<String> {
    let is_letter = |c: char| c.is_alphabetic() && !crate::text::hanzi::is_han(c);
    let mut words: HashSet<String> =
        text.split(|c| !is_letter(c)).filter(|w| !w.is_empty()).map(plain).collect();
    let dotted = text
        .split(|c| c != '.' && !is_letter(c))
        .filter(|w| w.len() <= MOST_DOTTED && w.split('.').all(|part| part.len() <= 1) && w.contains('.'));
    words.extend(dotted.map(|w| plain(&w.replace('.', ""))));
    words
}

/// Longer words with a point behind each letter are no abbreviations.
const MOST_DOTTED: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names() {
        let text = "国际标准化组织在日内瓦和意大利开会";
        let names: Vec<_> = find(text).into_iter().map(|k| (&text[k.span], k.english)).collect();
        assert!(names.iter().any(|(zh, en)| *zh == "日内瓦" && en.contains("geneva")), "{names:?}");
        assert!(names.iter().any(|(zh, en)| *zh == "意大利" && en.contains("italy")), "{names:?}");
        assert_eq!(find("荆州的会议").first().map(|k| k.english), Some("jingzhou"));
        assert_eq!(find("玄武岩样品"), []);
        assert!(find("大连的会议").iter().any(|k| k.within.contains("liaoning")));
        assert!(relatives("german").contains(&"germany") && relatives("meeting").is_empty());
        assert!(latin("the U.S. consulate").contains("us"));
        assert!(is_name("geneva") && !is_name("meeting"));
        assert!(is_word("meeting") && is_word("meetings") && !is_word("geneva"));
    }
}
