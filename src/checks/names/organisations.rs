//! Acronyms and the organisations they stand for: a source says FAO, its translation 联合国粮食及农业组织.
//! A name within the full name of an organisation is not invented where an acronym may stand for it.

use std::ops::Range;

/// What Chinese names of organisations end with.
const CHINESE: [&str; 28] = [
    "组织",
    "組織",
    "委员会",
    "委員會",
    "协会",
    "協會",
    "学会",
    "學會",
    "联合会",
    "聯合會",
    "联盟",
    "聯盟",
    "公司",
    "集团",
    "集團",
    "总局",
    "總局",
    "航天局",
    "管理局",
    "银行",
    "銀行",
    "基金",
    "俱乐部",
    "俱樂部",
    "研究所",
    "研究院",
    "理事会",
    "理事會",
];

/// Words of English names of organisations.
const ENGLISH: [&str; 22] = [
    "Organization",
    "Organisation",
    "Committee",
    "Commission",
    "Administration",
    "Association",
    "Institute",
    "Institution",
    "Council",
    "Union",
    "Agency",
    "Authority",
    "Bureau",
    "Bank",
    "Federation",
    "Society",
    "Forum",
    "Foundation",
    "Consortium",
    "Corporation",
    "Company",
    "Club",
];

/// The full name of an organisation has at most so many characters behind a name within it.
const REACH: usize = 16;

/// Characters that stand between words and in no name of an organisation.
const BETWEEN: &str = "在的了是将將对對向于於把被等说說称稱到有为為从從";

/// An English one has at most so many words.
const WORDS: usize = 8;

/// So many words have at most this many bytes.
const SPREAD: usize = 30 * WORDS;

/// True for a source with an acronym: two capital letters or more and nothing else.
pub(super) fn has_acronym(source: &str) -> bool {
    let mut words = source.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|w| (2..=6).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_uppercase()))
}

/// True where the name at `span` is part of the full name of an organisation.
pub(super) fn encloses(text: &str, span: &Range<usize>, chinese: bool) -> bool {
    if chinese {
        let rest = &text[span.end..];
        let end = rest.char_indices().nth(REACH).map_or(rest.len(), |(i, _)| i);
        let apart = |c: char| !crate::text::hanzi::is_han(c) || BETWEEN.contains(c);
        let near = &rest[..end];
        let near = &near[..near.find(apart).unwrap_or(near.len())];
        return CHINESE.iter().any(|kind| near.contains(kind));
    }
    let part = |word: &&str| {
        word.starts_with(char::is_uppercase) || matches!(*word, "of" | "for" | "and" | "the" | "on")
    };
    let inside =
        |word: &&str| ENGLISH.iter().any(|kind| word.trim_matches(|c: char| !c.is_alphabetic()) == *kind);
    let after = text[span.end..text.floor_char_boundary(span.end + SPREAD)]
        .split_whitespace()
        .take(WORDS)
        .take_while(part);
    let before = text[text.ceil_char_boundary(span.start.saturating_sub(SPREAD))..span.start]
        .rsplit(' ')
        .filter(|w| !w.is_empty())
        .take(WORDS)
        .take_while(part);
    after.chain(before).any(|word| inside(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_a_full_name() {
        assert!(has_acronym("Delegates of CEN met.") && !has_acronym("In Geneva, I met A."));
        let text = "欧洲标准化委员会在日内瓦开会。";
        assert!(encloses(text, &(0.."欧洲".len()), true));
        let geneva = text.find("日内瓦").unwrap_or(0);
        assert!(!encloses(text, &(geneva..geneva + "日内瓦".len()), true));
        let text = "The European Committee for Standardization met in Geneva.";
        assert!(encloses(text, &(4..12), false) && !encloses(text, &(50..56), false));
    }
}
