//! Chosen sentences without what a summary can spare: credits and asides in brackets, "he added that", and openings
//! that lean on a sentence which is not in the summary. Words are left out, never changed: every figure, date and
//! name of what is kept stands as it was.

use std::borrow::Cow;

use crate::text::{Language, script::is_han};

/// Asides longer than this (in characters) are no asides.
const LONGEST_ASIDE: usize = 80;

/// Sentences longer than this (in bytes) are lists or texts without end marks: they stay, and the work is bounded.
const LONGEST: usize = 3_000;

/// How much of the summary is searched for short forms, in bytes: more than any summary that people read.
const NEAR: usize = 20_000;

/// Fewer bytes than this (a dozen Chinese characters, six words) are not worth a sentence: it stays as it was.
const SHORTEST: usize = 36;

/// Openings that say how a sentence goes on from the one before it.
const LINKS: [&str; 38] = [
    "However, ",
    "Meanwhile, ",
    "In addition, ",
    "Moreover, ",
    "Furthermore, ",
    "Additionally, ",
    "Besides, ",
    "Nevertheless, ",
    "Nonetheless, ",
    "Therefore, ",
    "Thus, ",
    "Consequently, ",
    "As a result, ",
    "Instead, ",
    "Also, ",
    "Similarly, ",
    "Finally, ",
    "And ",
    "But ",
    "So, ",
    "Then, ",
    "Yet, ",
    "此外，",
    "另外，",
    "同时，",
    "与此同时，",
    "然而，",
    "不过，",
    "因此，",
    "所以，",
    "而且，",
    "并且，",
    "但是，",
    "對此，",
    "對於此，",
    "同時，",
    "與此同時，",
    "不過，",
];

/// How an aside opens that only explains; names in brackets stay.
const GLOSSES: [&str; 16] = [
    "如",
    "即",
    "见",
    "包括",
    "均",
    "下同",
    "以下",
    "简称",
    "含",
    "原",
    "也就是",
    "又称",
    "見",
    "簡稱",
    "以下簡稱",
    "另有",
];

/// Persons without a name.
const PRONOUNS: [&str; 3] = ["He ", "She ", "They "];

/// Verbs of saying, as they open a report.
const SAID: [&str; 14] = [
    "said",
    "added",
    "noted",
    "stressed",
    "explained",
    "pointed out",
    "emphasized",
    "emphasised",
    "stated",
    "told reporters",
    "told the forum",
    "continued",
    "went on to say",
    "also said",
];

/// The same in Chinese, with the pronoun.
const SAID_CHINESE: [&str; 10] =
    ["表示，", "说，", "指出，", "强调，", "补充说，", "补充道，", "介绍说，", "還表示，", "說，", "強調，"];

/// The sentence shortened. `follows`: the sentence before it in the text is in the summary too. `summary` is what the
/// summary says beside it: short forms that are used there stay explained.
pub fn compress(sentence: &str, language: Language, follows: bool, summary: &str) -> String {
    if sentence.len() > LONGEST {
        return sentence.to_owned();
    }
    let summary = &summary[..summary.floor_char_boundary(NEAR)];
    let mut text = without_asides(&without_emphasis(sentence), summary);
    if !follows {
        text = match language.is_chinese() {
            true => chinese_opening(&text).to_owned(),
            false => english_tail(&english_opening(&text)),
        };
    }
    if text.len() < SHORTEST { without_emphasis(sentence).into_owned() } else { text }
}

/// Without the asterisks of strong emphasis that Markdown leaves in plain text: `**Note:** the pump`.
fn without_emphasis(sentence: &str) -> Cow<'_, str> {
    let marks = || sentence.match_indices("**");
    let beside_word = |(at, mark): (usize, &str)| {
        let is_in = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '*' | '('));
        let before = is_in(sentence[..at].chars().next_back());
        let after = is_in(sentence[at + mark.len()..].chars().next());
        !(before && after) || sentence[..at].ends_with(is_han)
    };
    let is_emphasis = marks().next().is_some() && marks().all(beside_word);
    if is_emphasis {
        Cow::Owned(sentence.replace("**", "").trim().to_owned())
    } else {
        Cow::Borrowed(sentence)
    }
}

/// Without brackets and what stands in them.
fn without_asides(sentence: &str, summary: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(open) = rest.find(['(', '（', '[', '【']) {
        let (before, aside) = rest.split_at(open);
        out.push_str(before);
        match aside_length(aside).filter(|length| spare(&out, &aside[..*length], &aside[*length..], summary))
        {
            Some(length) => {
                out.truncate(out.trim_end().len());
                rest = &aside[length..];
                // At the start nothing stands before the blank.
                if out.is_empty() {
                    rest = rest.trim_start();
                }
            }
            None => {
                let width = aside.chars().next().map_or(1, char::len_utf8);
                out.push_str(&aside[..width]);
                rest = &aside[width..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The length of the bracket that `text` opens with, if it closes soon and holds no other.
fn aside_length(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let close = match chars.next()?.1 {
        '(' => ')',
        '（' => '）',
        '[' => ']',
        _ => '】',
    };
    for (at, c) in chars.take(LONGEST_ASIDE) {
        if c == close {
            return Some(at + c.len_utf8());
        }
        if matches!(c, '(' | '（' | '[' | '【' | '“' | '”' | '"') {
            return None;
        }
    }
    None
}

/// Can the sentence do without this bracket?
fn spare(before: &str, aside: &str, after: &str, summary: &str) -> bool {
    let inner = aside.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】']).trim();
    let square = aside.starts_with(['[', '【']);
    // A link of Markdown, a formula, a plural: part of the word.
    let glued = aside.starts_with(['(', '['])
        && (before.is_empty() || before.ends_with(|c: char| !c.is_whitespace() && c.is_ascii()))
        || after.starts_with(|c: char| c == '(' || c.is_alphanumeric() && aside.starts_with('('));
    let letters = inner.chars().any(char::is_alphabetic);
    let figures = inner.chars().any(|c| c.is_ascii_digit());
    let used = !inner.is_empty() && inner.len() < 20 && (summary.contains(inner) || after.contains(inner));
    let credit =
        ["Photo", "photo", "Image", "Picture", "图", "摄", "攝", "记者", "記者", "来源", "來源", "完"]
            .iter()
            .any(|word| inner.contains(word));
    let short = inner.is_ascii() && inner.len() < 12 && inner.chars().any(|c| c.is_ascii_uppercase());
    let aside = inner.starts_with(char::is_lowercase) || GLOSSES.iter().any(|gloss| inner.starts_with(gloss));
    letters && !glued && !used && (credit || !square && !figures && (short && !inner.contains(' ') || aside))
}

/// Without "However," and "He added that".
fn english_opening(sentence: &str) -> String {
    let mut rest = LINKS.iter().find_map(|link| sentence.strip_prefix(link)).unwrap_or(sentence);
    let said = PRONOUNS.iter().find_map(|pronoun| rest.strip_prefix(pronoun)).and_then(|report| {
        let report = report.strip_prefix("also ").unwrap_or(report);
        SAID.iter().find_map(|said| report.strip_prefix(said)?.strip_prefix(" that "))
    });
    if let Some(said) = said.filter(|said| !said.contains(['"', '“'])) {
        rest = said;
    }
    if rest.len() == sentence.len() { sentence.to_owned() } else { capital(rest) }
}

/// Without ", he said." at the end.
fn english_tail(sentence: &str) -> String {
    if sentence.contains(['"', '“']) {
        return sentence.to_owned();
    }
    let Some((kept, tail)) = sentence.trim_end().rsplit_once(", ") else { return sentence.to_owned() };
    let report = PRONOUNS
        .iter()
        .find_map(|pronoun| tail.strip_prefix(pronoun.to_ascii_lowercase().as_str())?.strip_suffix('.'));
    match report.filter(|report| SAID.contains(report)) {
        Some(_) => format!("{kept}."),
        None => sentence.to_owned(),
    }
}

fn chinese_opening(sentence: &str) -> &str {
    let rest = LINKS.iter().find_map(|link| sentence.strip_prefix(link)).unwrap_or(sentence);
    let said = ["他", "她", "他们", "她们", "他們"].iter().find_map(|pronoun| {
        let report = rest.strip_prefix(pronoun)?;
        let report = report.strip_prefix(['还', '並', '并', '同', '也']).unwrap_or(report);
        SAID_CHINESE.iter().find_map(|said| report.strip_prefix(said))
    });
    said.unwrap_or(rest)
}

/// With a capital at the start: the sentence begins here now.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn short(sentence: &str) -> String {
        let language = if sentence.is_ascii() { Language::English } else { Language::Chinese };
        compress(sentence, language, false, "")
    }

    #[test]
    fn what_can_be_spared_goes() {
        for (sentence, kept) in [
            (
                "The Standards Committee (SC) adopted the new rules on Monday.",
                "The Standards Committee adopted the new rules on Monday.",
            ),
            (
                "He added that the port will open a third pier in June 2027.",
                "The port will open a third pier in June 2027.",
            ),
            (
                "**Harbour:** **The port** will open a third pier in June 2027.",
                "Harbour: The port will open a third pier in June 2027.",
            ),
            (
                "The port will open a third pier in June 2027, she said.",
                "The port will open a third pier in June 2027.",
            ),
            (
                "However, the committee kept the limit of 45 decibels.",
                "The committee kept the limit of 45 decibels.",
            ),
            (
                "Lin Hua speaks at the opening of the forum. [Photo provided to the port]",
                "Lin Hua speaks at the opening of the forum.",
            ),
            (
                "此外，委员会还通过了三项（均为推荐性）国家标准，六月起实施。",
                "委员会还通过了三项国家标准，六月起实施。",
            ),
            (
                "他还表示，新标准将于2027年1月1日起在全省范围内实施。",
                "新标准将于2027年1月1日起在全省范围内实施。",
            ),
        ] {
            assert_eq!(short(sentence), kept);
        }
    }

    #[test]
    fn everything_else_stays() {
        for sentence in [
            "The committee (founded in 1987) adopted the standard for pumps.",
            "See the [rules of the port](https://example.org/rules) before you enter it.",
            "\"We are ready for the new standard,\" he said.",
            "The function f(x) grows with the size of the pump and its age.",
            "According to Lin Hua, the makers (of pumps",
            "He said yes.",
            "The function f(**words) takes 2**10 words of the language at once.",
        ] {
            assert_eq!(short(sentence), sentence);
        }
    }

    #[test]
    fn short_forms_in_use_stay_explained() {
        let sentence = "The Standards Committee (SC) adopted the new rules on Monday.";
        assert_eq!(compress(sentence, Language::English, true, "The SC will meet again."), sentence);
    }

    proptest! {
        /// What is kept stands in the sentence in its order, but for the case of the first letter.
        #[test]
        fn nothing_is_added(
            sentence in "((He added that |However, |此外，|他表示，)?([a-z0-9 ]{0,30}[(（\\[][A-Za-z 图]{0,20}[)）\\]]?){0,4}[.。]?|\\PC{0,60})",
        ) {
            for language in Language::ALL {
                let kept = compress(&sentence, language, false, "");
                let mut source = sentence.chars().flat_map(char::to_lowercase);
                for c in kept.chars().flat_map(char::to_lowercase) {
                    prop_assert!(source.any(|s| s == c), "{kept:?} of {sentence:?}");
                }
            }
        }
    }
}
