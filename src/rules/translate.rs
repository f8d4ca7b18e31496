//! Translation of running text, sentence by sentence, between any two of the languages.

use std::ops::Range;

use crate::{task::Glossary, text::Language};

use super::{en_zh, labels, script, zh_en};

/// Translates `text`, whose sentences are at `segments`. Line breaks stay where they are.
pub fn translate(
    text: &str,
    segments: &[Range<usize>],
    from: Language,
    to: Language,
    glossary: &Glossary,
) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for segment in segments {
        join(&mut out, &text[at..segment.start], to);
        out.push_str(&line(&text[segment.clone()], from, to, glossary));
        at = segment.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Translates one sentence, heading, fragment, or line about the article.
fn line(text: &str, from: Language, to: Language, glossary: &Glossary) -> String {
    let value = |value: &str| sentence(value, from, to, glossary);
    match (labels::translate(text, from, to, value), to) {
        (Some(line), Language::TraditionalChinese) => script::traditional_everyday(&line),
        (Some(line), _) => line,
        (None, _) => linked(text, sentence(text, from, to, glossary)),
    }
}

/// The translation with the brackets around the addresses of Markdown links as they were: Chinese punctuation would
/// break the links.
fn linked(source: &str, target: String) -> String {
    if !source.contains("](") {
        return target;
    }
    let mut out = String::with_capacity(target.len());
    let mut rest = target.as_str();
    while let Some((at, open)) = rest.match_indices([']']).find_map(|(at, _)| {
        let open = ["](", "]（"].into_iter().find(|open| rest[at..].starts_with(open))?;
        Some((at, open))
    }) {
        let address = &rest[at + open.len()..];
        let end = address.find(|c: char| c.is_whitespace() || matches!(c, ')' | '）'));
        let close = end.and_then(|end| address[end..].chars().next().filter(|c| !c.is_whitespace()));
        // What has no end is no address, nor is anything behind it.
        let Some(end) = end else { break };
        out.push_str(&rest[..at]);
        rest = match close {
            Some(close) => {
                out.push_str(&format!("]({})", &address[..end]));
                &address[end + close.len_utf8()..]
            }
            None => {
                out.push_str(open);
                out.push_str(&address[..end]);
                &address[end..]
            }
        };
    }
    out.push_str(rest);
    out
}

/// The translation of a sentence; words without a meaning of their own stay visible where nothing else is left.
fn sentence(text: &str, from: Language, to: Language, glossary: &Glossary) -> String {
    let said = rules(text, from, to, glossary);
    let word = |text: &str| text.contains(char::is_alphanumeric);
    if said.trim().is_empty() || word(text) && !word(&said) { text.to_owned() } else { said }
}

fn rules(text: &str, from: Language, to: Language, glossary: &Glossary) -> String {
    use Language::{Chinese, English, TraditionalChinese};
    match (from, to) {
        // A character of the other script stands in many a Simplified text: 將.
        (Chinese | TraditionalChinese, English) => zh_en::translate(&script::simplified(text), glossary),
        (English, Chinese) => en_zh::translate(text, glossary),
        (English, TraditionalChinese) => script::traditional_everyday(&en_zh::translate(text, glossary)),
        (Chinese, TraditionalChinese) => script::traditional(text),
        (TraditionalChinese, Chinese) => script::simplified(text),
        (Chinese, Chinese) | (TraditionalChinese, TraditionalChinese) | (English, English) => text.to_owned(),
    }
}

/// Adds the gap between two sentences as the target language writes it: line breaks and indentation are
/// kept; inside a line English parts sentences by a space, Chinese by nothing.
fn join(out: &mut String, gap: &str, to: Language) {
    if gap.contains('\n') || out.is_empty() {
        out.push_str(gap);
    } else if to == Language::English {
        out.push(' ');
    } else if out.ends_with(|c: char| c.is_ascii_alphanumeric() || ".!?".contains(c)) {
        out.push_str(gap);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::sentence::sentences;

    fn run(text: &str, from: Language, to: Language) -> String {
        translate(text, &sentences(text, Some(from)), from, to, &Glossary::default())
    }

    #[test]
    fn lines_stay_lines() {
        let text = "  标准发布。论坛举行。\n\n会议结束。";
        let english = run(text, Language::Chinese, Language::English);
        assert_eq!(english.lines().count(), 3, "{english}");
        assert!(english.starts_with("  ") && english.lines().nth(1) == Some(""));
        assert_eq!(run(text, Language::Chinese, Language::Chinese), text);
    }

    #[test]
    fn nothing_becomes_nothing() {
        for text in ["A", "The", "of", "&", "The.", "To the"] {
            let chinese = run(text, Language::English, Language::Chinese);
            assert!(!chinese.trim_matches(['。', '.']).is_empty(), "{text}");
        }
        for text in ["的", "了。", "之"] {
            let english = run(text, Language::Chinese, Language::English);
            assert!(english.contains(char::is_alphanumeric), "{text}");
        }
    }

    #[test]
    fn links_stay_links() {
        let chinese =
            run("See the [rules](https://example.org/a) (new).", Language::English, Language::Chinese);
        assert!(chinese.contains("](https://example.org/a)"), "{chinese}");
    }

    #[test]
    fn chinese_sentences_are_not_parted_by_spaces() {
        let chinese = run("The forum was held. It ended.", Language::English, Language::Chinese);
        assert!(!chinese.contains(' '), "{chinese}");
    }

    /// What breaks rules: brackets and quotes that never close, links, numbers of all kinds, function words in rows.
    const NASTY: &str = "[一二三百万亿零第年月日点分之的了着过把被对从由与和等为上中下来是不有、，。；：？！“”《》（）]|GB/T 1\\.1|\\]\\(|\\[a\\]\\(|\\(\\(|\"|以|据|一起|双11|上午9点|2021年|1,2|-1|3\\.5%|the |of |and |to |that |which |by |not |, |\\. |Mr\\. |A|标准|专家|部门|> |来源：|like |directly under |\\PC";

    proptest! {
        /// No mixture of them panics, swells or loses a word that no dictionary has.
        #[test]
        fn nasty_texts_are_survived(parts in prop::collection::vec(NASTY, 0..60), at in 0usize..60) {
            let mut parts = parts;
            parts.insert(at.min(parts.len()), " Qxzv ".to_owned());
            let text = parts.concat().replace('\n', " ");
            for (from, to) in [
                (Language::Chinese, Language::English),
                (Language::English, Language::Chinese),
                (Language::TraditionalChinese, Language::English),
                (Language::English, Language::TraditionalChinese),
                (Language::Chinese, Language::TraditionalChinese),
            ] {
                let said = run(&text, from, to);
                prop_assert!(said.contains("Qxzv"), "{text:?} is {said:?}");
                prop_assert!(said.len() <= 60 * text.len() + 200);
            }
        }
    }

    #[test]
    fn links_that_never_close_take_linear_time() {
        let start = std::time::Instant::now();
        for unit in ["](", "](]", "[a](", "](a "] {
            let text = unit.repeat(100_000 / unit.len());
            assert!(!run(&text, Language::Chinese, Language::TraditionalChinese).is_empty());
        }
        // Generous, for a slow machine; a quadratic step takes minutes.
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
