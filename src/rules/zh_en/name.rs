//! Names of persons: Chinese ones by surname and Pinyin, foreign ones by the sound of their characters.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::rules::lexicon;

static FOREIGN: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let mut fields = include_str!("foreign.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace);
    let mut out = HashMap::new();
    while let (Some(character), Some(letters)) = (fields.next(), fields.next()) {
        out.extend(character.chars().next().map(|c| (c, letters)));
    }
    out
});

static SURNAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut out = HashSet::new();
    for word in include_str!("surnames.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
    {
        if word.chars().count() == 2 {
            out.insert(word);
        } else {
            out.extend(word.char_indices().map(|(at, c)| &word[at..at + c.len_utf8()]));
        }
    }
    out
});

/// The surname at the start of `text`.
pub fn surname(text: &str) -> Option<&str> {
    [2, 1].into_iter().find_map(|count| {
        let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
        SURNAMES.contains(&text[..end]).then(|| &text[..end])
    })
}

/// A surname that is more often a word, before 某: 燕某.
pub fn rare_surname(text: &str) -> Option<&str> {
    let length = text.chars().next()?.len_utf8();
    let is_one = |entry: lexicon::Entry| entry.senses().any(|sense| sense.kind == lexicon::Kind::Surname);
    let is_before = text[length..].starts_with('某');
    (is_before && lexicon::lookup(&text[..length]).is_some_and(is_one)).then(|| &text[..length])
}

/// A Chinese name in Pinyin: 张工 → Zhang Gong, 张小明 → Zhang Xiaoming.
pub fn pinyin(surname: &str, given: &str) -> String {
    let family: String = surname
        .chars()
        .enumerate()
        .map(|(at, c)| match (c, at) {
            // The readings that differ as a surname.
            ('曾', _) => "zeng",
            ('单', _) => "shan",
            ('解', _) => "xie",
            ('仇', _) => "qiu",
            ('任', _) => "ren",
            ('尉', 0) => "yu",
            ('查', _) => "zha",
            _ => lexicon::reading(c).unwrap_or_default(),
        })
        .collect();
    let given: String = given.chars().map(|c| lexicon::reading(c).unwrap_or_default()).collect();
    match given.is_empty() {
        true => capital(&family),
        false => format!("{} {}", capital(&family), capital(&given)),
    }
}

/// Letters for a character of a foreign name.
pub fn letters(c: char) -> Option<&'static str> {
    FOREIGN.get(&c).copied()
}

/// A foreign name by its sound: 埃胡德·乌尔 → Ehud Ur.
pub fn foreign(name: &str) -> String {
    name.split(['·', '•', '・', '-'])
        .map(|part| known(part).map_or_else(|| capital(&spell(part)), str::to_owned))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The English of a part that the lexicon has as a name: 迈克尔 → Michael, 奥巴马 → Obama.
fn known(part: &str) -> Option<&'static str> {
    let name = lexicon::lookup(part)?.sense(lexicon::Kind::Name)?;
    name.rsplit(' ').next()
}

fn spell(part: &str) -> String {
    let mut out = String::new();
    for c in part.chars() {
        let letters = letters(c).or_else(|| lexicon::reading(c)).unwrap_or_default();
        // Two vowels that meet are one: 马 + 阿.
        let doubled =
            out.chars().last().is_some_and(|last| "aeiou".contains(last) && letters.starts_with(last));
        out.push_str(if doubled { &letters[1..] } else { letters });
    }
    out
}

/// With a capital letter at the start.
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled() {
        assert_eq!(surname("张工"), Some("张"));
        assert_eq!(surname("欧阳明"), Some("欧阳"));
        assert_eq!(surname("的"), None);
        assert_eq!(surname(""), None);
        assert_eq!((rare_surname("燕某"), rare_surname("燕子")), (Some("燕"), None));
        assert_eq!(pinyin("张", "工"), "Zhang Gong");
        assert_eq!(pinyin("罗", "文"), "Luo Wen");
        assert_eq!(pinyin("欧阳", "小明"), "Ouyang Xiaoming");
        assert_eq!(foreign("安德森"), "Andsen");
        assert_eq!(foreign("马克·罗"), "Mark Ro");
    }
}
