//! Chinese text in the script of a bulletin.

use std::borrow::Cow;

use crate::{
    rules::script::{simplified, traditional, traditional_everyday},
    text::{Language, script::simplified_form},
};

/// A sentence of an article in the script of a column.
pub(super) fn in_script(sentence: &str, own: Language, column: Language) -> String {
    match (own, column) {
        (Language::Chinese, Language::TraditionalChinese) => traditional(sentence),
        (Language::TraditionalChinese, Language::Chinese) => simplified(sentence),
        _ => sentence.to_owned(),
    }
}

/// Words of our own, which are in Simplified script, in a language.
pub(super) fn own_words(words: &str, language: Language) -> String {
    match language {
        Language::TraditionalChinese => traditional_everyday(words),
        _ => words.to_owned(),
    }
}

/// A text in the characters in which the words of our lists are written, each character in its place.
pub(super) fn plain(text: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::TraditionalChinese => text.chars().map(simplified_form).collect(),
        _ => Cow::Borrowed(text),
    }
}

/// A piece of such a text as it was written.
pub(super) fn as_written(piece: &str, plain: &str, text: &str) -> String {
    let Some(at) = plain.find(piece) else { return piece.to_owned() };
    let before = plain[..at].chars().count();
    text.chars().skip(before).take(piece.chars().count()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_found_again() {
        let text = "火災造成15名工人受傷，無人死亡。";
        let plain = plain(text, Language::TraditionalChinese);
        assert_eq!(plain, "火灾造成15名工人受伤，无人死亡。");
        assert_eq!(as_written("15名工人受伤", &plain, text), "15名工人受傷");
        assert_eq!(as_written("别处", &plain, text), "别处");
        assert_eq!(own_words("名工人受伤", Language::TraditionalChinese), "名工人受傷");
        assert_eq!(in_script("火灾", Language::Chinese, Language::TraditionalChinese), "火災");
    }
}
