//! Chinese typography: full-width punctuation, titles in 《》. The space between Chinese and Latin is left to the layout
//! (`text-autospace` in style sheets, `autoSpaceDE` in documents), as text that is searched and copied has none.

use std::borrow::Cow;

use crate::text::{Language, script::is_han};

/// Half-width marks and their full-width forms.
const MARKS: [(char, char); 5] = [(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！')];

/// Text in Chinese with full-width punctuation where it stands behind a Chinese character and before none of the Latin
/// alphabet and no digit; brackets around Chinese text too. A full-width mark has its space in itself: no other stands behind it.
/// Inside a number a full stop is a point. Other text comes back as it is.
/// In Traditional script quotation marks are 「」 and 『』, where the text has none of them and closes what it opens.
pub fn set(text: &str, language: Language) -> Cow<'_, str> {
    if language == Language::TraditionalChinese && is_quoted_as_simplified(text) {
        let cornered: String = text.chars().map(cornered).collect();
        return Cow::Owned(full_width(&cornered, language).into_owned());
    }
    full_width(text, language)
}

/// True for Chinese text with the quotation marks of Simplified script, which open and close by turns.
fn is_quoted_as_simplified(text: &str) -> bool {
    let mut open = false;
    let by_turns = text.chars().filter(|c| matches!(c, '“' | '”')).all(|c| {
        let right = open == (c == '”');
        open = c == '“';
        right
    });
    text.contains('“') && by_turns && !open && !text.contains(['「', '」']) && text.chars().any(is_han)
}

fn cornered(c: char) -> char {
    match c {
        '“' => '「',
        '”' => '」',
        '‘' => '『',
        '’' => '』',
        c => c,
    }
}

fn full_width(text: &str, language: Language) -> Cow<'_, str> {
    let odd = |c: char| c == '(' || is_full(c) || MARKS.iter().any(|(mark, _)| *mark == c);
    if !language.is_chinese() || !text.contains(odd) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut closing = Vec::new();
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let after = rest.chars().next();
        let before = out.chars().next_back();
        let behind_chinese = before.is_some_and(|c| is_han(c) || matches!(c, '”' | '」' | '》' | '）' | '’'));
        let before_latin = after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '/');
        let full = MARKS.iter().find(|(mark, _)| *mark == c).map(|(_, full)| *full);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        match (c, full) {
            ('(', _) => {
                let inside = rest.split(')').next().unwrap_or_default();
                let is_chinese = behind_chinese && rest.contains(')') && inside.chars().any(is_han);
                closing.push(is_chinese);
                out.push(if is_chinese { '（' } else { c });
            }
            (')', _) => out.push(if closing.pop().unwrap_or(false) { '）' } else { c }),
            (' ' | '\u{3000}' | '\u{a0}', _) if before.is_some_and(is_full) => {}
            ('。', _) if digit(before) && digit(after) && is_decimal(&out, rest) => out.push('.'),
            (_, Some(full)) if behind_chinese && !before_latin => out.push(full),
            _ => out.push(c),
        }
    }
    out.into()
}

/// True for a full-width mark.
fn is_full(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '？' | '！' | '、')
}

/// True between the parts of a decimal: "5。2级"; "共400。2021年" are two sentences.
fn is_decimal(before: &str, after: &str) -> bool {
    let digits = |text: &mut dyn Iterator<Item = char>| text.take_while(char::is_ascii_digit).count();
    let (whole, part) = (digits(&mut before.chars().rev()), digits(&mut after.chars()));
    whole <= 3 && part <= 2 && !after[part..].starts_with(['年', '月', '日', '.', '、'])
}

/// An article's headline as a bulletin in `language` names it.
pub fn titled(title: &str, language: Language) -> Cow<'_, str> {
    if language.is_chinese() && !title.contains(['《', '〈']) && title.chars().any(is_han) {
        format!("《{}》", set(title, language)).into()
    } else if language.is_chinese() && title.chars().any(is_han) {
        set(title, language)
    } else {
        title.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_between_chinese() {
        let set = |text| set(text, Language::Chinese).into_owned();
        assert_eq!(set("论坛开幕,三百人出席;会议(大连)闭幕!"), "论坛开幕，三百人出席；会议（大连）闭幕！");
        assert_eq!(set("论坛开幕， 三百人\u{3000}出席。\u{3000}闭幕"), "论坛开幕，三百人\u{3000}出席。闭幕");
        assert_eq!(set("5。2级地震。共400。2021年"), "5.2级地震。共400。2021年");
        assert_eq!(set("比分3:2,共1,000人"), "比分3:2,共1,000人");
        assert_eq!(set("网址:https://example.org (ISO 9001)"), "网址:https://example.org (ISO 9001)");
        assert_eq!(super::set("Forum, again", Language::English), "Forum, again");
    }

    #[test]
    fn quotation_marks_of_the_script() {
        let set = |text| set(text, Language::TraditionalChinese).into_owned();
        assert_eq!(set("他說：“港口‘泵房’開放,免費。”"), "他說：「港口『泵房』開放，免費。」");
        for kept in ["他說：「港口“泵房”開放。」", "他說：“港口", "“Pumps” work"] {
            assert_eq!(set(kept), kept);
        }
        assert_eq!(super::set("他说：“港口”", Language::Chinese), "他说：“港口”");
    }

    #[test]
    fn titles_in_chinese_are_marked_once() {
        assert_eq!(titled("港口论坛开幕", Language::Chinese), "《港口论坛开幕》");
        assert_eq!(titled("论坛开幕,代表到会", Language::Chinese), "《论坛开幕，代表到会》");
        assert_eq!(titled("《电梯》发布", Language::Chinese), "《电梯》发布");
        assert_eq!(titled("Forum opens", Language::Chinese), "Forum opens");
        assert_eq!(titled("港口论坛开幕", Language::English), "港口论坛开幕");
    }
}
