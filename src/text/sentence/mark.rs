//! The characters that end sentences, close and open what is quoted, and go on.

/// True for a mark that may end a sentence, in either language.
pub fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…') || is_full_width_terminator(c)
}

/// True for an end mark that needs no white space after it.
pub fn is_full_width_terminator(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '．' | '｡' | '‼' | '⁇' | '⁈' | '⁉' | '︒')
}

/// True for what closes a quotation, a bracket or Markdown's emphasis. The upright quotes close as well as open.
pub fn is_closer(c: char) -> bool {
    is_closing_quote(c) || is_closing_bracket(c) || matches!(c, '"' | '\'' | '*')
}

/// True for a quotation mark that only closes.
pub fn is_closing_quote(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '»' | '＂' | '〞' | '＇')
}

/// True for a closing bracket.
pub fn is_closing_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '）' | '］' | '】' | '〕' | '》' | '〉')
}

/// True for what opens a quotation or bracket. The upright quotes open as well as close.
pub fn is_opener(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '（'
            | '［'
            | '【'
            | '〔'
            | '《'
            | '〈'
            | '“'
            | '‘'
            | '「'
            | '『'
            | '«'
            | '"'
            | '\''
    )
}

/// True for marks after which the sentence certainly goes on.
pub fn is_continuation(c: char) -> bool {
    matches!(
        c,
        ',' | ';'
            | ':'
            | '，'
            | '、'
            | '；'
            | '：'
            | '～'
            | '~'
            | '/'
            | '%'
            | '％'
            | '&'
            | '+'
            | '='
            | '_'
            | '@'
    )
}

/// True for the marks before list items.
pub fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '‣' | '⁃' | '▪' | '●' | '○' | '◦' | '■' | '□' | '◆' | '★' | '·')
}

/// Bytes of the ruler that `text` begins with: five or more of `=`, `-`, `_` or `*`, and white space after them.
pub fn ruler(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|c| matches!(c, '=' | '-' | '_' | '*'))?;
    let length = text.len() - text.trim_start_matches(first).len();
    let alone = text[length..].chars().next().is_none_or(char::is_whitespace);
    (length >= 5 && alone).then_some(length)
}
