//! Records as plain text: bare for a pipe, laid out for a terminal.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{
    Record,
    layout::{Layout, interleaved, pairs},
    record::Made,
};

/// Where plain text is going.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PlainStyle {
    /// The width of the terminal in columns; `None` for a pipe, which gets the text alone.
    pub width: Option<usize>,
    /// Dim what is not the text, and set the headline in bold.
    pub color: bool,
    /// How translations are shown.
    pub layout: Layout,
}

/// One record. Summaries come first, then translations; each text ends with a line break.
pub fn plain_record(record: &Record, style: PlainStyle) -> String {
    let mut parts = Vec::new();
    if style.width.is_some() {
        parts.push(heading(record, style));
    }
    for (_, summary) in record.summaries.iter() {
        parts.push(match style.width {
            Some(width) => indented(&summary.text, width),
            None => clean(&summary.text),
        });
    }
    for (_, translation) in record.translations.iter() {
        parts.push(clean(&translated(record, translation, style)));
    }
    if let Some(text) = &record.text {
        parts.push(clean(text));
    }
    let between = if style.width.is_some() { "\n\n" } else { "\n" };
    let mut out = parts.join(between);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

fn translated(record: &Record, translation: &Made, style: PlainStyle) -> String {
    match style.layout {
        Layout::Target => translation.text.clone(),
        Layout::Interleaved => interleaved(&record.original, &translation.text),
        Layout::SideBySide => columns(&record.original, &translation.text, style.width.unwrap_or(160)),
    }
}

/// The headline, and at the right edge where and when it was published.
fn heading(record: &Record, style: PlainStyle) -> String {
    let about: Vec<String> = [
        record.publisher.clone(),
        record.published.map(|date| date.to_string()),
        record.lang.map(|language| language.tag().to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (title, about) = (clean(&record.headline), clean(&about.join(" · ")));
    let used = title.width() + about.width();
    let gap = match style.width {
        Some(width) if used + 2 <= width => " ".repeat(width - used),
        _ => "\n".to_owned(),
    };
    if style.color {
        format!("\x1b[1m{title}\x1b[0m{gap}\x1b[2m{about}\x1b[0m")
    } else {
        format!("{title}{gap}{about}").trim_end().to_owned()
    }
}

/// The text without control characters but line ends and tabs: an article must not be able to steer a terminal, be it
/// by way of a pipe or a file. Nor with noncharacters, which no XML may have. Each becomes a blank; a carriage return before
/// a line feed is no loss. What turns the direction of writing goes altogether ([`unturned`]).
pub fn clean(text: &str) -> String {
    let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t') || is_noncharacter(c);
    unturned(text).replace("\r\n", "\n").chars().map(|c| if is_bad(c) { ' ' } else { c }).collect()
}

/// The text without marks that cannot be seen and turn the direction of writing (UAX 9: Bidi_Control), by which an article could
/// show other figures and names than it has, and without byte order marks. Chinese and English need none of them.
pub fn unturned(text: &str) -> Cow<'_, str> {
    let is_bad = |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    if text.contains(is_bad) { text.replace(is_bad, "").into() } else { text.into() }
}

/// True for a code point that is no character and never will be (Unicode, 23.7).
fn is_noncharacter(c: char) -> bool {
    matches!(u32::from(c), 0xfdd0..=0xfdef) || u32::from(c) & 0xfffe == 0xfffe
}

/// A paragraph wrapped to the terminal with two columns of indentation.
fn indented(text: &str, width: usize) -> String {
    let text = clean(text);
    let wrapped = text.lines().flat_map(|line| wrap(line, width.saturating_sub(4).clamp(20, 100)));
    wrapped.map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// Lines of at most `width` columns: broken at spaces, and between Chinese characters.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    /// Characters that must not start a line (GB/T 15834: no closing mark at a line's head).
    const NOT_AT_HEAD: &str = "，。、；：？！）》”’」』】,.;:?!)]}%";
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    let mut break_at = None;
    let mut previous = ' ';
    for c in text.chars() {
        let wide = c.width() == Some(2);
        if (wide || previous.width() == Some(2)) && !NOT_AT_HEAD.contains(c) && !line.is_empty() {
            break_at = Some(line.len());
        }
        if used + c.width().unwrap_or(0) > width
            && let Some(at) = break_at.take()
        {
            let rest = line.split_off(at);
            lines.push(line.trim_end().to_owned());
            line = rest.trim_start().to_owned();
            used = line.width();
        }
        line.push(c);
        used += c.width().unwrap_or(0);
        if c == ' ' {
            break_at = Some(line.len());
        }
        previous = c;
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Two columns, line by line.
fn columns(source: &str, target: &str, width: usize) -> String {
    let half = (width.saturating_sub(3) / 2).max(20);
    let mut out = String::new();
    for (left, right) in pairs(source, target) {
        let (left, right) = (wrap(&clean(left), half), wrap(&clean(right), half));
        for row in 0..left.len().max(right.len()) {
            let cell = left.get(row).map_or("", String::as_str);
            let pad = " ".repeat(half.saturating_sub(cell.width()));
            let line = format!("{cell}{pad}   {}", right.get(row).map_or("", String::as_str));
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out.trim_end_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_between_chinese_characters() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("国际标准化论坛。", 8), ["国际标准", "化论坛。"]);
        assert_eq!(wrap("国际标准。", 8), ["国际标", "准。"], "a full stop never starts a line");
        assert_eq!(wrap("unbreakableword", 4), ["unbreakableword"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn an_article_cannot_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb"), "a [31mb");
        assert_eq!(clean("1\u{202e}23\u{202c} \u{feff}x"), "123 x");
        assert_eq!(clean("a\u{7f}\u{9b}b\r\nc\td"), "a  b\nc\td");
    }

    #[test]
    fn columns_are_as_wide_as_asked() {
        let text = columns("The forum was held in Qingdao.\n\nEnd", "论坛在青岛举行。\n\n完", 48);
        assert!(text.lines().all(|line| line.width() <= 48), "{text}");
        assert_eq!(text.lines().last(), Some(format!("End{}完", " ".repeat(22)).as_str()));
    }
}
