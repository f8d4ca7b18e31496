//! The values between `---` (or `+++`) at the start of a Markdown file that are language.

use std::ops::Range;

use super::super::unit::{Builder, Place, Role, Unit};

/// Keys whose values are read by people.
const KEYS: [&str; 6] = ["title", "subtitle", "headline", "description", "summary", "excerpt"];

/// The units of the front matter, and where the text after it starts.
pub(super) fn units(text: &str) -> (Vec<Unit>, usize) {
    let Some(fence) = ["---", "+++"].into_iter().find(|fence| text.starts_with(fence)) else {
        return (Vec::new(), 0);
    };
    let mark = if fence == "---" { ':' } else { '=' };
    let mut units = Vec::new();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_end();
        match number {
            0 if bare != fence => return (Vec::new(), 0),
            0 => {}
            _ if bare == fence || (fence == "---" && bare == "...") => return (units, at + line.len()),
            _ => units.extend(value(bare, at, mark).and_then(|(range, quote)| unit(text, range, quote))),
        }
        at += line.len();
    }
    (Vec::new(), 0)
}

/// The bytes of the value on a line that begins at `at`, with the quotes around it.
fn value(line: &str, at: usize, mark: char) -> Option<(Range<usize>, Option<char>)> {
    let (key, rest) = line.split_once(mark)?;
    if !KEYS.contains(&key.trim_end().to_ascii_lowercase().as_str()) {
        return None;
    }
    let value = rest.trim();
    let start = at + line.len() - rest.len() + (rest.len() - rest.trim_start().len());
    let quote = ['"', '\'']
        .into_iter()
        .find(|quote| value.len() > 1 && value.starts_with(*quote) && value.ends_with(*quote));
    let plain = || !value.starts_with(['"', '\'', '|', '>', '&', '*', '!', '[', '{', '#', '%', '@', '`']);
    match quote {
        Some(quote) => Some((start + 1..start + value.len() - 1, Some(quote))),
        // Values that go on in the next line, lists and anchors are left alone, and so are those with a comment behind.
        None if mark == ':' && plain() && !value.contains(" #") => Some((start..start + value.len(), None)),
        None => None,
    }
}

fn unit(text: &str, range: Range<usize>, quote: Option<char>) -> Option<Unit> {
    let value = &text[range.clone()];
    // Escapes of other kinds (\u00e9) are rare, and no language that a translation could keep.
    let words = match quote {
        Some('"') if value.replace("\\\"", "").replace("\\\\", "").contains('\\') => return None,
        Some('"') => value.replace("\\\"", "\"").replace("\\\\", "\\"),
        Some(_) => value.replace("''", "'"),
        None => value.to_owned(),
    };
    let mut builder = Builder::default();
    let mut at = 0;
    // What a template of a site fills in.
    while let Some(start) = words[at..].find("{{").map(|start| at + start) {
        let Some(end) = words[start..].find("}}").map(|end| start + end + 2) else { break };
        builder.push(&words[at..start], range.clone());
        builder.kept(Role::Other, &words[start..end], range.clone());
        at = end;
    }
    builder.push(&words[at..], range);
    builder.finish(Place::Value(quote)).filter(|unit| unit.words.has_language())
}

/// The value as it is written between quotes of this kind. Without quotes it gets some where it needs them.
pub(super) fn written(value: &str, quote: Option<char>) -> String {
    match quote {
        Some('"') => value.replace('\\', "\\\\").replace('"', "\\\""),
        Some(_) => value.replace('\'', "''"),
        None => {
            let signs = |c: char| {
                matches!(
                    c,
                    '"' | '\''
                        | '|'
                        | '>'
                        | '&'
                        | '*'
                        | '!'
                        | '['
                        | ']'
                        | '{'
                        | '}'
                        | '#'
                        | '%'
                        | '@'
                        | '`'
                        | '-'
                        | '?'
                        | ','
                        | ':'
                )
            };
            if value.starts_with(signs)
                || value.contains(": ")
                || value.contains(" #")
                || value.ends_with(':')
            {
                return format!("\"{}\"", written(value, Some('"')));
            }
            value.to_owned()
        }
    }
}
