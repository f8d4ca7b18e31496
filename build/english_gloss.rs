//! From the English glosses of a CC-CEDICT entry to single senses: one English word or phrase each.

use chinese_dictionary::WordEntry;

/// What one gloss says, cleaned.
pub struct Sense {
    /// The English, without articles, "to" and notes.
    pub english: String,
    /// The gloss began with "to ".
    pub verb: bool,
    /// The gloss began with an article.
    pub noun: bool,
    /// Place among the senses of the entry, from 0.
    pub place: usize,
    /// A note marks the sense as rare, old or of another register.
    pub marked: bool,
    /// Part of the gloss stood in brackets, so that the English says less than the Chinese.
    pub narrowed: bool,
}

/// Glosses that say something about the entry and are no translation of it.
const NOT_A_TRANSLATION: [&str; 16] = [
    "variant of",
    "old variant",
    "see ",
    "CL:",
    "surname ",
    "abbr. ",
    "used in",
    "also written",
    "same as",
    "Japanese ",
    "erhua variant",
    "classifier ",
    "also pr",
    "used to",
    "radical ",
    "particle ",
];

/// Notes of CC-CEDICT on register and age.
const MARKS: [&str; 24] = [
    "archaic",
    "old",
    "literary",
    "dialect",
    "slang",
    "vulgar",
    "coll.",
    "Tw",
    "loanword",
    "bound form",
    "onom",
    "classical",
    "neologism",
    "dated",
    "derog",
    "pejorative",
    "Internet",
    "Cantonese",
    "euphemism",
    "courteous",
    "honorific",
    "interjection",
    "Buddhism",
    "fig.",
];

/// A phrase that begins or ends with one of these is not a unit of English: "in this", "red of the".
const FUNCTION_WORDS: [&str; 77] = [
    "in", "on", "at", "by", "of", "with", "the", "a", "an", "this", "that", "these", "those", "and", "or",
    "but", "to", "for", "from", "as", "is", "are", "was", "were", "be", "been", "it", "he", "she", "they",
    "we", "you", "i", "his", "her", "my", "your", "their", "its", "our", "do", "does", "did", "not", "have",
    "has", "had", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "ago", "very",
    "most", "more", "much", "just", "even", "all", "some", "other", "which", "no", "every", "there", "them",
    "if", "when", "who", "what", "so", "than",
];

/// A phrase longer than this explains rather than translates.
const LONGEST: usize = 6;

/// The senses of an entry.
pub fn senses(entry: &WordEntry) -> Vec<Sense> {
    let mut senses: Vec<Sense> = Vec::new();
    for gloss in &entry.english {
        if NOT_A_TRANSLATION.iter().any(|start| gloss.starts_with(start)) {
            continue;
        }
        for part in split(gloss) {
            let (text, notes) = without_brackets(&part);
            let place = senses.len();
            let marked = MARKS.iter().any(|mark| notes.contains(mark)) || text.starts_with("fig.");
            let proper = entry.pinyin_numbers.starts_with(char::is_uppercase);
            if let Some(mut sense) = clean(&text, proper) {
                sense.place = place;
                sense.marked = marked;
                sense.narrowed = !notes.is_empty();
                senses.push(sense);
            }
        }
    }
    senses
}

/// Splits at "; " and "/" outside of brackets.
fn split(gloss: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0usize);
    for c in gloss.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ';' | '/' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

/// The text outside brackets, and the text inside.
fn without_brackets(gloss: &str) -> (String, String) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0usize);
    for c in gloss.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(c),
            _ => outside.push(c),
        }
    }
    (outside, inside)
}

/// Strips articles and "to", drops what is too long or has marks that no key has.
fn clean(text: &str, proper: bool) -> Option<Sense> {
    let text = text.trim().trim_end_matches(['.', '!', '?', ',', ':']).trim();
    let text = ["lit. ", "fig. ", "idiom. ", "esp. ", "usu. ", "also ", "i.e. "]
        .iter()
        .fold(text, |text, start| text.strip_prefix(start).unwrap_or(text));
    let (mut verb, mut noun) = (false, false);
    let mut rest = text;
    if let Some(stripped) = rest.strip_prefix("to be ") {
        rest = stripped;
    } else if let Some(stripped) = rest.strip_prefix("to ") {
        (rest, verb) = (stripped, true);
    }
    for article in ["a ", "an ", "the "] {
        if let Some(stripped) = rest.strip_prefix(article) {
            (rest, noun) = (stripped, !verb);
        }
    }
    let words = rest.split_whitespace().count();
    let plain = rest.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '.'));
    let function = |word: Option<&str>| word.is_some_and(|word| FUNCTION_WORDS.contains(&word));
    if words > 1 && (function(rest.split_whitespace().next()) || function(rest.split_whitespace().last())) {
        return None;
    }
    let digits = rest.contains(|c: char| c.is_ascii_digit()); // numbers are translated as numbers
    if words == 0 || digits || words > LONGEST || !plain || rest.starts_with(['-', '.', '\'']) {
        return None;
    }
    let english = if proper || rest.chars().skip(1).any(char::is_uppercase) {
        rest.to_owned()
    } else {
        rest.to_lowercase()
    };
    Some(Sense { english, verb, noun, place: 0, marked: false, narrowed: false })
}
