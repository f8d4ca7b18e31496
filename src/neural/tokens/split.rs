//! How a tokenizer cuts text into words before it merges.

use serde_json::Value;
use tokenizers::utils::SysRegex;

use super::TokensError;

/// The word pattern of GPT-2 (<https://github.com/openai/gpt-2/blob/master/src/encoder.py>).
pub(super) const GPT2: &str = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

/// One step of cutting.
#[derive(Debug)]
pub(super) enum Split {
    /// Every match is a word, and so is what stands between two matches.
    Isolated(SysRegex),
    /// Only the matches are words, or only what stands between them.
    Removed {
        /// What to look for.
        pattern: SysRegex,
        /// True where the matches are kept.
        matches: bool,
    },
    /// A blank before every word that begins without one.
    SpaceBefore,
    /// Blanks become `▁` and begin a word.
    Metaspace {
        /// True where a text without a blank before it gets one.
        prefix: bool,
    },
}

impl Split {
    /// Cuts at the matches of a pattern.
    pub(super) fn isolated(pattern: &str) -> Result<Self, TokensError> {
        Ok(Self::Isolated(compiled(pattern)?))
    }

    /// The words of one word.
    pub(super) fn apply(&self, word: &str, words: &mut Vec<String>) {
        match self {
            Self::Isolated(pattern) => cut(pattern, word, true, true, words),
            Self::Removed { pattern, matches } => cut(pattern, word, *matches, !*matches, words),
            Self::SpaceBefore if word.starts_with(char::is_whitespace) => words.push(word.to_owned()),
            Self::SpaceBefore => words.push(format!(" {word}")),
            Self::Metaspace { prefix } => {
                let mut text = word.replace(' ', "▁");
                if *prefix && !text.starts_with('▁') {
                    text.insert(0, '▁');
                }
                let mut start = 0;
                for (at, _) in text.match_indices('▁').filter(|(at, _)| *at > 0) {
                    words.push(text[start..at].to_owned());
                    start = at;
                }
                words.push(text[start..].to_owned());
            }
        }
    }
}

fn cut(pattern: &SysRegex, text: &str, matches: bool, gaps: bool, words: &mut Vec<String>) {
    let mut end = 0;
    let mut keep = |kept: bool, part: &str| {
        if kept && !part.is_empty() {
            words.push(part.to_owned());
        }
    };
    for (from, to) in pattern.find_iter(text) {
        keep(gaps, &text[end..from]);
        keep(matches, &text[from..to]);
        end = to;
    }
    keep(gaps, &text[end..]);
}

/// A pattern, compiled.
pub(super) fn compiled(pattern: &str) -> Result<SysRegex, TokensError> {
    SysRegex::new(pattern)
        .map_err(|error| TokensError::BadPattern { pattern: pattern.to_owned(), why: error.to_string() })
}

/// The steps of the `pre_tokenizer` of a `tokenizer.json`, and whether words are spelled in the byte alphabet at the end.
pub(super) fn steps(value: &Value) -> Result<(Vec<Split>, bool), TokensError> {
    let mut steps = Vec::new();
    let mut bytes = false;
    collect(value, &mut steps, &mut bytes)?;
    Ok((steps, bytes))
}

fn collect(value: &Value, steps: &mut Vec<Split>, bytes: &mut bool) -> Result<(), TokensError> {
    if value.is_null() {
        return Ok(());
    }
    let kind = value["type"].as_str().unwrap_or_default();
    let unknown =
        |found: &str| TokensError::UnknownComponent { part: "pre-tokenizer", found: found.to_owned() };
    // The alphabet comes last in every tokenizer there is; after it patterns would mean something else.
    if *bytes {
        return Err(unknown(&format!("{kind} after ByteLevel")));
    }
    match kind {
        "ByteLevel" => {
            if value["add_prefix_space"] == true {
                steps.push(Split::SpaceBefore);
            }
            if value["use_regex"] != false {
                steps.push(Split::isolated(GPT2)?);
            }
            *bytes = true;
        }
        "Split" => steps.push(split(value)?),
        "Digits" if value["individual_digits"] == true => steps.push(Split::isolated(r"\p{N}")?),
        "Digits" => steps.push(Split::isolated(r"\p{N}+")?),
        "Metaspace" => {
            let replacement = value["replacement"].as_str().unwrap_or("▁");
            let scheme = value["prepend_scheme"].as_str().unwrap_or("always");
            if replacement != "▁" || !["always", "never"].contains(&scheme) || value["split"] == false {
                return Err(unknown(&format!("Metaspace with {replacement} and {scheme}")));
            }
            steps.push(Split::Metaspace { prefix: scheme == "always" });
        }
        "Sequence" => {
            let parts = value["pretokenizers"].as_array().ok_or_else(|| unknown("Sequence"))?;
            parts.iter().try_for_each(|part| collect(part, steps, bytes))?;
        }
        _ => return Err(unknown(kind)),
    }
    Ok(())
}

fn split(value: &Value) -> Result<Split, TokensError> {
    let behavior = value["behavior"].as_str().unwrap_or_default();
    let pattern = match (&value["pattern"]["Regex"], &value["pattern"]["String"]) {
        (Value::String(pattern), _) => compiled(pattern)?,
        (_, Value::String(text)) if !text.is_empty() => compiled(&escaped(text))?,
        _ => {
            return Err(TokensError::UnknownComponent {
                part: "pre-tokenizer",
                found: "Split without a pattern".to_owned(),
            });
        }
    };
    match behavior {
        "Isolated" => Ok(Split::Isolated(pattern)),
        "Removed" => Ok(Split::Removed { pattern, matches: value["invert"] == true }),
        other => {
            Err(TokensError::UnknownComponent { part: "pre-tokenizer", found: format!("Split with {other}") })
        }
    }
}

/// A pattern that matches one text.
fn escaped(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.chars() {
        // A backslash before `<` or `>` would make it the edge of a word.
        if c.is_ascii_punctuation() && !matches!(c, '<' | '>' | '_') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn words(value: &Value, text: &str) -> Vec<String> {
        let (steps, _) = steps(value).unwrap();
        steps.iter().fold(vec![text.to_owned()], |words, step| {
            let mut next = Vec::new();
            words.iter().for_each(|word| step.apply(word, &mut next));
            next
        })
    }

    #[test]
    fn text_is_cut_as_the_file_says() {
        let gpt2 = json!({"type": "ByteLevel", "add_prefix_space": false, "use_regex": true});
        assert_eq!(words(&gpt2, "It's 42  论坛。"), ["It", "'s", " 42", " ", " 论坛", "。"]);
        let digits = json!({"type": "Sequence", "pretokenizers": [
            {"type": "Digits", "individual_digits": true}, gpt2]});
        assert_eq!(words(&digits, "a 42"), ["a", " ", "4", "2"]);
        let removed =
            json!({"type": "Split", "pattern": {"String": "(-)"}, "behavior": "Removed", "invert": false});
        assert_eq!(words(&removed, "a(-)b"), ["a", "b"]);
        let metaspace = json!({"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"});
        assert_eq!(words(&metaspace, "a bc"), ["▁a", "▁bc"]);
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        for value in [
            json!({"type": "Whitespace"}),
            json!({"type": "Split", "pattern": {"Regex": "a"}, "behavior": "MergedWithNext"}),
            json!({"type": "Split", "behavior": "Isolated"}),
            json!({"type": "Sequence", "pretokenizers": [{"type": "ByteLevel"}, {"type": "Digits"}]}),
            json!(3),
        ] {
            assert!(matches!(steps(&value), Err(TokensError::UnknownComponent { .. })), "{value}");
        }
        let broken = json!({"type": "Split", "pattern": {"Regex": "("}, "behavior": "Isolated"});
        assert!(matches!(steps(&broken), Err(TokensError::BadPattern { .. })));
    }
}
