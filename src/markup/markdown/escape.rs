//! Words as Markdown that says just these words.

/// How much is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Care {
    /// What is markup where it stands; `snake_case` and `a < b` stay as people write them.
    Usual,
    /// Every sign that could be markup anywhere.
    Full,
}

/// Where a run of words stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    /// The character before it; none at the start of a line.
    pub before: Option<char>,
    /// The character behind it; none at the end of a line.
    pub after: Option<char>,
    /// It is in the words of a link or of a picture.
    pub in_brackets: bool,
    /// It is in a cell of a table.
    pub in_cell: bool,
}

/// Signs that are markup somewhere.
const SIGNS: &str = "\\`*_[]<>&~|#+-.!(){}=:^\"";

/// Adds `words` to `out`, escaped.
pub(super) fn escape(words: &str, around: Around, care: Care, out: &mut String) {
    let block = if around.before.is_none() { block_mark(words, around.after) } else { None };
    let mut before = around.before;
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c).or(around.after);
        let rest = &words[at..];
        let escaped = match care {
            Care::Full => SIGNS.contains(c),
            Care::Usual => block == Some(at) || is_markup(c, before, after, rest, around),
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// Where the sign is that would make a line the start of a block.
fn block_mark(words: &str, after: Option<char>) -> Option<usize> {
    let ends = |at: usize| match words[at..].chars().next() {
        Some(c) => c.is_whitespace(),
        None => after.is_none_or(char::is_whitespace),
    };
    let first = words.chars().next()?;
    let run = words.len() - words.trim_start_matches(first).len();
    match first {
        '#' if run <= 6 && ends(run) => Some(0),
        '>' => Some(0),
        '-' | '+' if ends(1) => Some(0),
        '=' | '-' if words[run..].trim().is_empty() => Some(0),
        '-' if words.chars().all(|c| c == '-' || c.is_whitespace()) => Some(0),
        '0'..='9' => {
            let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            (digits <= 9 && words[digits..].starts_with(['.', ')']) && ends(digits + 1)).then_some(digits)
        }
        _ => None,
    }
}

fn is_markup(c: char, before: Option<char>, after: Option<char>, rest: &str, around: Around) -> bool {
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' => after.map_or(around.in_brackets, |c| c.is_ascii_punctuation()),
        '`' => true,
        '*' | '~' => !(blank(before) && blank(after)) || before.is_none(),
        '_' => !(letter(before) && letter(after) || blank(before) && blank(after)),
        '[' => around.in_brackets || after == Some('^') || after == Some('!'),
        ']' => around.in_brackets || matches!(after, Some('(' | '[' | ':')),
        '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '&' => {
            let name = rest[1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
            name.len() + 1 < rest.len() && (name.starts_with(';') || name.is_empty())
        }
        '!' => after == Some('['),
        '|' => around.in_cell,
        _ => false,
    }
}
