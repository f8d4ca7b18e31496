//! Our own list of terms with an official rendering, English and Chinese: bodies, offices, documents,
//! events, places, people, and the vocabulary of standardization. One file a kind, tab-separated.

use std::sync::LazyLock;

/// The files of terms; an earlier file wins where two give the same English or Chinese.
pub const FILES: [&str; 11] = [
    include_str!("standards.tsv"),
    include_str!("government.tsv"),
    include_str!("international.tsv"),
    include_str!("documents.tsv"),
    include_str!("events.tsv"),
    include_str!("titles.tsv"),
    include_str!("vocabulary.tsv"),
    include_str!("places.tsv"),
    include_str!("nationalities.tsv"),
    include_str!("people.tsv"),
    include_str!("given.tsv"),
];

/// A term in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The English side; capitals matter (`MOST` is a ministry, `most` is not).
    pub english: &'static str,
    /// The Chinese side, Simplified script; documents in 《》.
    pub chinese: &'static str,
    /// Good for English to Chinese.
    pub from_english: bool,
    /// Good for Chinese to English.
    pub from_chinese: bool,
}

/// Every term, in the order of the files.
pub fn pairs() -> &'static [Pair] {
    static PAIRS: LazyLock<Vec<Pair>> =
        LazyLock::new(|| FILES.iter().flat_map(|file| file.lines()).filter_map(pair).collect());
    &PAIRS
}

/// The names of bodies, documents and events: the first files.
pub fn official() -> impl Iterator<Item = Pair> {
    const OFFICIAL: usize = 5;
    FILES[..OFFICIAL].iter().flat_map(|file| file.lines()).filter_map(pair)
}

/// Reads `english TAB chinese [TAB > or <]`; nothing for comments.
fn pair(line: &'static str) -> Option<Pair> {
    if line.starts_with('#') {
        return None;
    }
    let mut columns = line.split('\t');
    let english = columns.next().filter(|text| !text.is_empty())?;
    let chinese = columns.next()?;
    let note = columns.next();
    Some(Pair { english, chinese, from_english: note != Some("<"), from_chinese: note != Some(">") })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_line_is_a_pair_or_a_comment() {
        for line in FILES.iter().flat_map(|file| file.lines()) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert!(
                line.starts_with('#')
                    || matches!(columns[..], [_, _] | [_, _, ">" | "<"])
                        && !columns.iter().any(|c| c.is_empty()),
                "{line:?}"
            );
        }
    }

    #[test]
    fn the_official_names_are_there() {
        for (english, chinese) in [
            ("SAC", "国家标准化管理委员会"),
            ("SAMR", "国家市场监督管理总局"),
            ("ISO", "国际标准化组织"),
            ("IEC", "国际电工委员会"),
        ] {
            let pair = pairs().iter().find(|pair| pair.english == english && pair.from_english);
            assert_eq!(pair.map(|pair| pair.chinese), Some(chinese));
        }
    }

    #[test]
    fn english_has_one_rendering() {
        let mut seen = HashSet::new();
        for pair in pairs().iter().filter(|pair| pair.from_english) {
            assert!(seen.insert(pair.english), "{} is given twice", pair.english);
        }
    }
}
