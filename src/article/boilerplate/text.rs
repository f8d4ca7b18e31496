//! What the boilerplate rules ask of a line: how wide it is, how it ends, what it is written in.

/// The kinds of punctuation that the rules tell apart.
pub(super) struct Mark;

impl Mark {
    /// Ends a sentence, and never a headline.
    pub fn sentence_end(c: char) -> bool {
        matches!(c, '.' | '。' | '．' | '…' | '!' | '！' | '?' | '？')
    }

    /// Goes on.
    pub fn pause(c: char) -> bool {
        matches!(c, ',' | '，' | ';' | '；' | ':' | '：' | '、')
    }

    /// Closes what was opened before it.
    pub fn closing(c: char) -> bool {
        matches!(c, '"' | '\'' | '”' | '’' | '」' | '』' | '》' | ')' | '）' | ']' | '】')
    }
}

/// A Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Columns on a screen: two for Chinese characters and signs, one for others.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c as u32 >= 0x2e80 { 2 } else { 1 }).sum()
}

/// No wider than `columns`; short and long lines are told by their length in bytes alone.
pub(super) fn fits(text: &str, columns: usize) -> bool {
    // A column takes one byte (a letter) to three (a dash).
    text.len() <= columns || (text.len() <= 3 * columns && width(text) <= columns)
}

/// Mostly Chinese: a Han character says about as much as three letters.
pub(super) fn is_chinese(text: &str) -> bool {
    let han = text.chars().filter(|c| is_han(*c)).count();
    han * 3 > text.chars().filter(char::is_ascii_alphabetic).count()
}

/// Ends as a sentence does, quotation marks and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end().trim_end_matches(Mark::closing).ends_with(Mark::sentence_end)
}

/// The same words, whatever the case, the spaces and the punctuation.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let letters = |text: &'_ str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    // Lengths first: most pairs are a title and a long paragraph.
    a.len().abs_diff(b.len()) * 2 <= a.len().max(b.len()) && letters(a) == letters(b)
}
