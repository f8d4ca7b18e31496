//! The tags and the text between them, read once from left to right in linear time, whatever the page.

use std::borrow::Cow;

/// A piece of a page.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// Text, its entities still in it.
    Text(&'a str),
    /// A start tag.
    Open { name: &'a str, attributes: &'a str },
    /// An end tag.
    Close(&'a str),
    /// The content of a `script`, `style`, `title` or `textarea`: no tags in it.
    Raw { name: &'a str, attributes: &'a str, content: &'a str },
}

/// Elements whose content is not parsed.
const RAW: [&str; 5] = ["script", "style", "title", "textarea", "xmp"];

/// The pieces of a page.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    Tokens { html, at: 0 }
}

/// The value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<Cow<'a, str>> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/')).unwrap_or(rest.len());
        let name = &rest[..end];
        if rest.is_empty() {
            return None;
        }
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (found, remaining) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
            };
            (value, rest) = (found, remaining);
        }
        if name.eq_ignore_ascii_case(wanted) {
            return Some(html_escape::decode_html_entities(value));
        }
        if end == 0 && value.is_empty() {
            // A stray sign: step over it.
            rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
        }
    }
}

struct Tokens<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while self.at < self.html.len() {
            let rest = &self.html[self.at..];
            let Some(markup) = rest.strip_prefix('<') else {
                let end = rest.find('<').unwrap_or(rest.len());
                self.at += end;
                return Some(Token::Text(&rest[..end]));
            };
            if let Some(comment) = markup.strip_prefix("!--") {
                self.at += comment.find("-->").map_or(rest.len(), |end| end + 7);
            } else if markup.starts_with(['!', '?']) {
                self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
            } else if markup.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()) {
                return Some(self.tag(markup));
            } else {
                self.at += 1;
                return Some(Token::Text("<"));
            }
        }
        None
    }
}

impl<'a> Tokens<'a> {
    /// A tag, `markup` being what follows its `<`.
    fn tag(&mut self, markup: &'a str) -> Token<'a> {
        let end = tag_end(markup);
        let inside = &markup[..end];
        self.at += (end + 2).min(markup.len() + 1);
        if let Some(name) = inside.strip_prefix('/') {
            return Token::Close(name.trim());
        }
        let split = inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(split);
        if !RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            return Token::Open { name, attributes };
        }
        let rest = &self.html[self.at..];
        let content = &rest[..raw_end(rest, name)];
        self.at += content.len();
        // The end tag comes as a `Close` of its own, which nobody minds.
        Token::Raw { name, attributes, content }
    }
}

/// Where the `>` is that is not inside quotes.
fn tag_end(markup: &str) -> usize {
    let mut quote = None;
    for (at, byte) in markup.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            // A quote opens only after "="; in a sloppy tag it is just a sign.
            (None, b'"' | b'\'') if markup[..at].trim_end_matches([' ', '\n', '\t']).ends_with('=') => {
                quote = Some(byte)
            }
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    markup.len()
}

/// Where `</name` stands in the text.
fn raw_end(text: &str, name: &str) -> usize {
    let closes = |at: usize| {
        let after = text.as_bytes().get(at + 2..at + 2 + name.len());
        after.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    text.match_indices("</").map(|(at, _)| at).find(|at| closes(*at)).unwrap_or(text.len())
}
