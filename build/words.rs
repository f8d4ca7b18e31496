//! Our own word list: `headword<TAB>kind text | kind text ...`; it goes before the dictionary.

use crate::gloss::{Kind, Sense};

/// One line of a word list.
pub struct Line {
    /// The Chinese word.
    pub headword: String,
    /// Its translations, the best first.
    pub senses: Vec<Sense>,
}

/// Reads a list; `#` starts a comment line. A bad line stops the build: the list is ours.
pub fn read(path: &str) -> Vec<Line> {
    println!("cargo:rerun-if-changed={path}");
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"));
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(at, line)| parse(line).unwrap_or_else(|| panic!("{path}:{}: not a word line: {line}", at + 1)))
        .collect()
}

/// The first fields of a list.
pub fn headwords(path: &str) -> Vec<String> {
    println!("cargo:rerun-if-changed={path}");
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"));
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(|line| Some(line.split_once('\t')?.0.to_owned()))
        .collect()
}

/// Reads a file of terms, `english<TAB>chinese`; a third column `>` says that it is none for Chinese.
pub fn terms(path: &str, kind: Kind) -> Vec<Line> {
    println!("cargo:rerun-if-changed={path}");
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"));
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [english, chinese] | [english, chinese, "<"] => {
                // low-carbon, high-end: compounds with a hyphen qualify.
                let adjective = kind == Kind::Noun && english.contains('-') && !english.contains(' ');
                let kind = if adjective { Kind::Adjective } else { kind };
                let sense = Sense { kind, text: english.to_owned(), rarity: 0 };
                Some(Line { headword: chinese.to_owned(), senses: vec![sense] })
            }
            _ => None,
        })
        .collect()
}

fn parse(line: &str) -> Option<Line> {
    let (headword, rest) = line.split_once('\t')?;
    let senses = rest
        .split('|')
        .map(|part| {
            let (kind, text) = part.trim().split_once(' ').unwrap_or((part.trim(), ""));
            Some(Sense { kind: kind_of(kind)?, text: text.trim().to_owned(), rarity: 0 })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Line { headword: headword.to_owned(), senses })
}

/// The letters of the list, those of the packed lexicon.
fn kind_of(letter: &str) -> Option<Kind> {
    Some(match letter {
        "n" => Kind::Noun,
        "v" => Kind::Verb,
        "a" => Kind::Adjective,
        "d" => Kind::Adverb,
        "N" => Kind::Name,
        "q" => Kind::Measure,
        "x" => Kind::Other,
        "t" => Kind::Time,
        _ => return None,
    })
}
