//! Names in a text: capitalised words, known Chinese names, runs of characters that stand for sounds.

use std::ops::Range;

use super::{lexicon, sound};
use crate::text::{
    Language,
    dates::{MONTHS, WEEKDAYS},
    hanzi, words,
};

/// A piece of text that may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Its bytes.
    pub span: Range<usize>,
    /// How it is written.
    pub name: Name,
    /// True where it can hardly be anything else.
    pub strong: bool,
    /// True for an abbreviation in capitals.
    pub abbreviation: bool,
    /// True for what has gone if it is missing, though as an addition it would say nothing: a word at the
    /// start of a sentence, an abbreviation.
    pub only_as_lost: bool,
}

/// A name as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// In Latin letters; in lower case, without a possessive ending.
    Latin(String),
    /// Several words with capitals in the midst of an English sentence, in lower case.
    Phrase(Vec<String>),
    /// A known Chinese name and the English words for it.
    Known(String, &'static str),
    /// Chinese characters that stand for sounds.
    Sounds(String),
    /// A surname and one or two characters; a word as well, unless every character of it is new.
    Person(String),
}

/// The names of `text` in order of kind.
pub(super) fn find(text: &str, language: Language) -> Vec<Candidate> {
    if !language.is_chinese() {
        let mut found = latin(text, false);
        found.extend(phrases(text));
        return found;
    }
    let mut found = latin(text, true);
    let mut known = lexicon::find(text);
    // 卡尔 in 卡尔松 is part of another name.
    known.retain(|name| {
        // 周一 is a date.
        if text[name.span.clone()].starts_with(['周', '週']) {
            return false;
        }
        // A short name of a county counts where a clause begins with it.
        if name.slight && text[..name.span.start].chars().next_back().is_some_and(char::is_alphanumeric) {
            return false;
        }
        let sounds = text[name.span.clone()].chars().all(sound::is_sound);
        let before = text[..name.span.start].chars().next_back().is_some_and(sound::is_only_sound);
        let after = text[name.span.end..].chars().next().is_some_and(sound::is_only_sound);
        !(sounds && (before || after) && name.span.len() <= 2 * 3)
    });
    found.extend(runs(text, &known));
    found.extend(persons(text, &known));
    found.extend(known.into_iter().map(|known| Candidate {
        name: Name::Known(text[known.span.clone()].to_owned(), known.english),
        span: known.span,
        strong: known.pure,
        abbreviation: false,
        only_as_lost: false,
    }));
    found
}

/// True for a surname with characters behind it that is a common word as well: 高度, 张开.
pub(super) fn is_word_too(candidate: &Candidate) -> bool {
    matches!(&candidate.name, Name::Person(name) if words::is_chinese_word(name))
}

/// What ends a sentence or opens a title: the next word has a capital anyway.
const OPENERS: [char; 18] =
    ['.', '!', '?', ':', '\n', '“', '"', '•', '*', '#', '—', '|', '>', '(', '[', '/', '_', '。'];

/// Words that always have a capital, or are said where the source has none.
const NEVER: [&str; 8] = ["chinese", "sino", "peking", "english", "ltd", "inc", "covid", "mrs"];

/// True for a word in lower case that names nothing here; months and days are dates.
fn is_never(word: &str) -> bool {
    NEVER.contains(&word) || MONTHS.iter().chain(&WEEKDAYS).any(|date| date.eq_ignore_ascii_case(word))
}

/// Capitalised words. In an English text common words are none, nor words at the start of a sentence
/// unless they are known names; in a Chinese text every capitalised word is one.
fn latin(text: &str, within_chinese: bool) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut last_end = 0;
    for (start, word) in words(text) {
        let first = start == 0 || text[last_end..start].contains(OPENERS);
        last_end = start + word.len();
        let lower = lexicon::plain(word);
        // 50 Mbit: a unit
        let unit = text[..start].trim_end_matches(' ').ends_with(|c: char| c.is_ascii_digit());
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        if capitals == 0 || word.len() < 3 || unit && word.len() < 6 || is_never(&lower) {
            continue;
        }
        let common = lexicon::is_word(&lower);
        // All capitals are an abbreviation, which translations make and resolve.
        let abbreviation = capitals * 2 >= word.len() || !word.starts_with(char::is_uppercase);
        let known = lexicon::is_name(&lower);
        let strong = if within_chinese { !abbreviation || word.len() > 3 } else { !common && !abbreviation };
        let only_as_lost = if within_chinese { word.len() < 4 } else { abbreviation || first && !known };
        // Translators say "in China" where the source says "in our country".
        let only_as_lost = only_as_lost || lower == "china";
        if within_chinese || !common {
            found.push(Candidate {
                span: start..last_end,
                name: Name::Latin(lower),
                strong,
                abbreviation,
                only_as_lost,
            });
        }
    }
    found
}

/// Two to four words with capitals between words without: Grand National. Titles, where most words have
/// a capital, have none.
fn phrases(text: &str) -> Vec<Candidate> {
    let all: Vec<(usize, &str)> = words(text).collect();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut found = Vec::new();
    let mut i = 0;
    while i < all.len() {
        let joined = |k: usize| {
            all.get(k).is_some_and(|(start, word)| {
                let (before, last) = all[k - 1];
                capital(word) && text.get(before + last.len()..*start) == Some(" ")
            })
        };
        let mut end = i + 1;
        while capital(all[i].1) && joined(end) {
            end += 1;
        }
        let (start, last) = (all[i].0, all[end - 1]);
        let stop = last.0 + last.1.len();
        let midst = i > 0 && !capital(all[i - 1].1) && !text[all[i - 1].0..start].contains(OPENERS);
        let goes_on = all.get(end).is_none_or(|(_, next)| !capital(next));
        if (2..=4).contains(&(end - i)) && midst && goes_on && all[i..end].iter().all(|(_, w)| w.len() >= 3) {
            found.push(Candidate {
                span: start..stop,
                name: Name::Phrase(all[i..end].iter().map(|(_, w)| lexicon::plain(w)).collect()),
                strong: true,
                abbreviation: false,
                only_as_lost: false,
            });
        }
        i = end;
    }
    found
}

/// The capitalised words of a text, for what they sound like: at the start of sentences too, but no common ones.
pub(super) fn capitalised(text: &str) -> impl Iterator<Item = &str> {
    words(text)
        .map(|(_, word)| word)
        .filter(|word| word.len() >= 3 && word.starts_with(char::is_uppercase))
        .filter(|word| !lexicon::is_word(&word.to_lowercase()))
}

/// The words in letters other than Chinese ones, and where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let is_letter = |c: char| c.is_alphabetic() && !hanzi::is_han(c);
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_letter)?;
        let len = text[start..].find(|c| !is_letter(c)).unwrap_or(text.len() - start);
        at = start + len;
        Some((start, &text[start..at]))
    })
}

/// Runs of at least three characters that stand for sounds, outside of the known names.
fn runs(text: &str, known: &[lexicon::Known]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut start = None;
    let mut known = known.iter().peekable();
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        while known.next_if(|name| name.span.end <= i).is_some() {}
        let free = known.peek().is_none_or(|name| i < name.span.start);
        // 夫人 is a word behind a name.
        let title = c == '夫' && text[i..].starts_with("夫人");
        if free && sound::is_sound(c) && !title {
            start.get_or_insert(i);
        } else if let Some(start) = start.take()
            && let run = &text[start..i]
            && let count = run.chars().count()
            && (3..=MOST_CHARACTERS).contains(&count)
        {
            let strong = run.chars().filter(|c| sound::is_only_sound(*c)).count();
            if strong * 5 >= count * 3 {
                found.push(Candidate {
                    span: start..i,
                    name: Name::Sounds(run.to_owned()),
                    strong: true,
                    abbreviation: false,
                    only_as_lost: false,
                });
            }
        }
    }
    found
}

/// Longer runs are no single name.
const MOST_CHARACTERS: usize = 12;

/// Common surnames that seldom begin another word.
const SURNAMES: &str = "王李张刘陈杨赵吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧曹袁邓傅沈彭吕苏卢蒋蔡贾魏薛阎潘杜戴汪姜姚谭廖邹熊郝崔邱秦侯邵孟\
龚庞樊邢岳祁詹靳欧甄裴覃霍翁隋柯阮祝聂張劉陳楊趙吳孫鄭謝韓馮蕭鄧呂蘇盧蔣賈閻譚鄒龔龐";

/// A surname with the one or two characters behind it.
fn persons(text: &str, known: &[lexicon::Known]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut known = known.iter().peekable();
    let mut end = 0;
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    for (i, (at, c)) in characters.iter().enumerate() {
        while known.next_if(|name| name.span.end <= *at).is_some() {}
        if *at < end || known.peek().is_some_and(|name| *at >= name.span.start) || !SURNAMES.contains(*c) {
            continue;
        }
        let given = characters[i + 1..].iter().take(2).take_while(|(_, c)| hanzi::is_han(*c)).count();
        if given > 0 {
            // The second character of the given name is decided by what is new.
            end = characters.get(i + given + 1).map_or(text.len(), |(at, _)| *at);
            let name = Name::Person(text[*at..end].to_owned());
            found.push(Candidate {
                span: *at..end,
                name,
                strong: true,
                abbreviation: false,
                only_as_lost: false,
            });
        }
    }
    found
}
