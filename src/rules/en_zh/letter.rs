//! The letter A, which is no article: `Vitamin A`, `Class A and B`, `A to Z`.

use super::token::{Kind, Token};

/// Nouns that letters number.
const SERIES: [&str; 44] = [
    "annex",
    "appendix",
    "article",
    "batch",
    "block",
    "box",
    "building",
    "case",
    "category",
    "chart",
    "clause",
    "class",
    "column",
    "division",
    "exhibit",
    "figure",
    "form",
    "gate",
    "grade",
    "group",
    "hall",
    "hepatitis",
    "influenza",
    "level",
    "line",
    "list",
    "model",
    "option",
    "part",
    "phase",
    "plan",
    "point",
    "pool",
    "product",
    "room",
    "schedule",
    "section",
    "serie",
    "series",
    "table",
    "team",
    "tier",
    "type",
    "vitamin",
];

/// Words that no article stands before.
const AFTER: [&str; 14] =
    ["and", "or", "to", "is", "was", "are", "were", "has", "of", "in", "for", "than", "from", "will"];

/// The capital A at `at` is a letter.
pub fn is_letter(tokens: &[Token<'_>], at: usize) -> bool {
    if tokens[at].text != "A" {
        return false;
    }
    let next = tokens.get(at + 1);
    let ended = next.is_none_or(|next| match next.kind {
        // What opens a bracket or a quotation goes on with the phrase.
        Kind::Mark => !next.spaced || matches!(next.text, "&" | "+" | "/" | "=" | "-" | "–"),
        Kind::Word => AFTER.contains(&next.text),
        Kind::Number | Kind::Verbatim => false,
    });
    let Some(before) = at.checked_sub(1).map(|at| tokens[at]).filter(|before| before.kind == Kind::Word)
    else {
        return ended;
    };
    // Inside a sentence the article is small, but for titles, where the word after it has a capital.
    ended
        || counts_in_letters(before.text)
        || next.is_some_and(|next| next.text.starts_with(char::is_lowercase))
}

/// A noun that a letter may follow: "Annex", "plans".
pub fn counts_in_letters(word: &str) -> bool {
    let lower = word.to_lowercase();
    SERIES.iter().any(|noun| lower.strip_prefix(noun).is_some_and(|end| matches!(end, "" | "s")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::en_zh::token::tokens;

    #[test]
    fn letters_and_articles() {
        for (text, letters) in [
            ("Vitamin A is good.", 1),
            ("Class A & B passed.", 1),
            ("A to Z", 1),
            ("Section A: rules", 1),
            ("A", 1),
            ("We chose option A for this.", 1),
            ("A new standard.", 0),
            ("He said: A new rule is needed.", 0),
            ("A (small) test was held.", 0),
            ("To Build A House", 0),
            ("A \"new\" idea", 0),
            ("This is a plan.", 0),
        ] {
            let tokens = tokens(text);
            let count = (0..tokens.len()).filter(|at| is_letter(&tokens, *at)).count();
            assert_eq!(count, letters, "{text}");
        }
    }
}
