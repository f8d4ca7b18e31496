//! Cuts a sentence into tokens: words, numbers, addresses, marks.

use super::{letter, number};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with inner hyphens, slashes, apostrophes and abbreviation points.
    Word,
    /// Digits, with inner commas and points.
    Number,
    /// A URL, e-mail address, file name or anything else that is copied as it is.
    Verbatim,
    /// A single mark or symbol.
    Mark,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// As it stands in the source.
    pub text: &'a str,
    /// What it is.
    pub kind: Kind,
    /// White space stands before it.
    pub spaced: bool,
}

/// Endings that are words of their own after an apostrophe.
const CLITICS: [&str; 6] = ["s", "re", "ve", "ll", "d", "m"];

/// Abbreviations that keep their point.
const ABBREVIATIONS: [&str; 34] = [
    "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "jr.", "sr.", "gov.", "sen.", "rep.", "gen.", "lt.", "col.",
    "inc.", "ltd.", "co.", "corp.", "vs.", "etc.", "no.", "jan.", "feb.", "mar.", "apr.", "aug.", "sept.",
    "sep.", "oct.", "nov.", "dec.", "jun.", "jul.", "capt.",
];

/// The tokens of `sentence`, in order.
pub fn tokens(sentence: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(sentence.len() / 5);
    for chunk in sentence.split_whitespace() {
        let before = tokens.len();
        cut_chunk(chunk, &mut tokens);
        if let Some(first) = tokens.get_mut(before) {
            first.spaced = true;
        }
    }
    end_of_sentence(&mut tokens);
    tokens
}

/// "See Annex B.": the point ends the sentence, it makes no initial.
fn end_of_sentence(tokens: &mut Vec<Token<'_>>) {
    if let [.., noun, last] = tokens.as_mut_slice()
        && initial(last.text)
        && letter::counts_in_letters(noun.text)
    {
        let (letter, point) = last.text.split_at(1);
        last.text = letter;
        push(point, Kind::Mark, tokens);
    }
}

/// Cuts what stands between white space.
fn cut_chunk<'a>(chunk: &'a str, tokens: &mut Vec<Token<'a>>) {
    let trimmed = chunk.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '”', '’']);
    if is_address(trimmed) {
        let start = trimmed.len() - trimmed.trim_start_matches(['(', '[', '"', '“', '\'', '‘']).len();
        marks(&chunk[..start], tokens);
        push(&chunk[start..trimmed.len()], Kind::Verbatim, tokens);
        marks(&chunk[trimmed.len()..], tokens);
        return;
    }
    let mut rest = chunk;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_ascii_digit() {
            number_length(rest)
        } else if c.is_alphabetic() {
            currency_length(rest).unwrap_or_else(|| word_length(rest))
        } else {
            clitic_length(rest).unwrap_or_default()
        };
        let (text, tail) = rest.split_at(if length == 0 { c.len_utf8() } else { length });
        if length == 0 {
            push(text, Kind::Mark, tokens);
        } else if c.is_ascii_digit() && text.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.') {
            push(text, Kind::Number, tokens);
        } else {
            push_word(text, tokens);
        }
        rest = tail;
    }
}

fn push<'a>(text: &'a str, kind: Kind, tokens: &mut Vec<Token<'a>>) {
    tokens.push(Token { text, kind, spaced: false });
}

fn marks<'a>(text: &'a str, tokens: &mut Vec<Token<'a>>) {
    for (at, c) in text.char_indices() {
        push(&text[at..at + c.len_utf8()], Kind::Mark, tokens);
    }
}

/// A word, with a contraction cut off: `don't` is `do` and `n't`.
fn push_word<'a>(text: &'a str, tokens: &mut Vec<Token<'a>>) {
    let negated = text.len() > 3 && (text.ends_with("n't") || text.ends_with("n’t") || text.ends_with("N'T"));
    if negated {
        let apostrophe = if text.ends_with("’t") { 3 } else { 1 };
        let cut = text.len() - 2 - apostrophe;
        push(&text[..cut], Kind::Word, tokens);
        push(&text[cut..], Kind::Word, tokens);
        return;
    }
    if let Some(at) = text.rfind(['\'', '’']) {
        let width = if text[at..].starts_with('’') { '’'.len_utf8() } else { 1 };
        let clitic = text[at + width..].to_ascii_lowercase();
        if at > 0 && CLITICS.contains(&clitic.as_str()) {
            push(&text[..at], Kind::Word, tokens);
            push(&text[at..], Kind::Word, tokens);
            return;
        }
    }
    push(text, Kind::Word, tokens);
}

/// A URL, an e-mail address or a host name.
fn is_address(chunk: &str) -> bool {
    chunk.contains("://")
        || chunk.starts_with("www.")
        || (chunk.contains('@') && chunk.len() > 3 && chunk.is_ascii())
        || [".com", ".cn", ".org", ".net", ".uk"]
            .iter()
            .any(|end| chunk.ends_with(end) && chunk.len() > end.len() + 1)
        || (chunk.starts_with('`') && chunk.ends_with('`') && chunk.len() > 1)
}

/// Bytes of the number at the start: `1,200.5`, `1990s`, `21st`, `18-year-old`, `27` of `27-28`.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let inner = matches!(bytes[end], b',' | b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !(bytes[end].is_ascii_digit() || inner) {
            break;
        }
        end += 1;
    }
    let tail = &text[end..];
    let letters = tail.starts_with(|c: char| c.is_ascii_alphabetic());
    let hyphen = tail.starts_with('-') && tail[1..].starts_with(|c: char| c.is_ascii_alphabetic());
    if letters || hyphen { end + word_length(tail).max(usize::from(hyphen)) } else { end }
}

/// Bytes of the word at the start.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    let mut point = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let goes_on = next.is_some_and(|c| c.is_alphanumeric());
        let inside = match c {
            '-' | '\'' | '’' | '&' | '_' => goes_on,
            '/' => {
                goes_on && next.is_some_and(char::is_uppercase) && text[..at].ends_with(char::is_uppercase)
            }
            // "magnitude-5.2"
            '.' if text[..at].ends_with(|c: char| c.is_ascii_digit())
                && next.is_some_and(|c| c.is_ascii_digit()) =>
            {
                true
            }
            '.' if goes_on && (at <= 2 || point) => {
                point = true;
                true
            }
            '.' => {
                let word = &text[..=at];
                let keeps =
                    point || ABBREVIATIONS.contains(&word.to_ascii_lowercase().as_str()) || initial(word);
                return if keeps { at + 1 } else { at };
            }
            _ => c.is_alphanumeric() && !is_han(c),
        };
        if !inside {
            break;
        }
        end = at + c.len_utf8();
        if end > 200 {
            break; // no word is this long: keeps the look-ups short
        }
    }
    end
}

/// `RMB` of `RMB1,399`: a code of currency is a word of its own.
fn currency_length(text: &str) -> Option<usize> {
    let letters = text.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    let digit = text.as_bytes().get(letters).is_some_and(u8::is_ascii_digit);
    (digit && number::currency(&text[..letters]).is_some()).then_some(letters)
}

/// A single capital with a point: the initial of a name.
fn initial(word: &str) -> bool {
    word.len() == 2 && word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// `'s` and the like at the start, where the apostrophe stands after a mark or a digit.
fn clitic_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['\'', '’'])?;
    let width = text.len() - rest.len();
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).take(3).count();
    CLITICS.contains(&&rest[..letters]).then_some(width + letters)
}

/// A Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sentence: &str) -> Vec<&str> {
        tokens(sentence).iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_numbers_and_marks() {
        assert_eq!(
            texts("The U.S. doesn't pay $1,200.50."),
            ["The", "U.S.", "does", "n't", "pay", "$", "1,200.50", "."]
        );
        assert_eq!(texts("China's low-carbon goals"), ["China", "'s", "low-carbon", "goals"]);
        assert_eq!(texts("July 27-28, 2021"), ["July", "27", "-", "28", ",", "2021"]);
        assert_eq!(texts("an 18-year-old, the 1990s"), ["an", "18-year-old", ",", "the", "1990s"]);
        assert_eq!(texts("ISO/IEC (Geneva)."), ["ISO/IEC", "(", "Geneva", ")", "."]);
        assert_eq!(texts("Mr. Luo of www.iso.org."), ["Mr.", "Luo", "of", "www.iso.org", "."]);
    }

    #[test]
    fn nothing_but_white_space_is_lost() {
        for text in ["a’s ’s b'", "it's “so” — 标准 x", "....'''", "1.2.3,,4", "don’t N'T"] {
            let joined: String = tokens(text).iter().map(|token| token.text).collect();
            assert_eq!(joined, text.split_whitespace().collect::<String>());
        }
    }
}
