//! Is a gloss more guesswork than translation?

use crate::text::{Language, script::is_han};

use super::{en_zh, script, zh_en};

/// Of the words that carry a text so many may be guessed where it is more than one: one in seven. Chosen by eye on 68 summaries of
/// general news, 34 a direction: from it on few glosses can be followed. Some below it read badly too.
const GUESSED: f64 = 0.15;

/// And of the words of a Chinese one so many where it is one: a quarter.
const ALONE: f64 = 0.25;

/// Of the words of a Chinese gloss so many may stand in it untranslated, one in ten.
const FROM_ENGLISH: f64 = 0.1;

/// Letters of a word that is none of the units and abbreviations which Chinese text has too.
const WORD: usize = 3;

/// True where so much of the gloss of `source` is guessed that the source itself says more: Chinese that falls apart into
/// single characters, English words that no dictionary has.
pub fn is_guesswork(source: &str, from: Language, gloss: &str, to: Language) -> bool {
    match (from.is_chinese(), to.is_chinese()) {
        (true, false) => {
            let (guessed, all) = zh_en::guessed(&script::simplified(source));
            let single = guessed as f64 >= ALONE * all as f64 && guessed > 0;
            single || is_mostly_guessed(guessed, all) || gloss.chars().any(is_han)
        }
        (false, true) => {
            let left = untranslated(gloss);
            let counts = en_zh::guessed(source);
            // A Chinese word has two characters.
            let words = gloss.chars().filter(|c| is_han(*c)).count() as f64 / 2.0 + left as f64;
            left as f64 >= FROM_ENGLISH * words && left > 0 || is_mostly_guessed(counts.0, counts.1)
        }
        _ => false,
    }
}

fn is_mostly_guessed(guessed: usize, all: usize) -> bool {
    guessed as f64 >= GUESSED * all as f64 && guessed > 1
}

/// Words in small letters: names have capitals.
fn untranslated(gloss: &str) -> usize {
    let is_word = |word: &str| {
        word.len() >= WORD
            && word.chars().all(|c| c.is_ascii_lowercase() || c == '\'')
            && !word.starts_with("www")
    };
    let is_part_of_address = |c: char| c.is_ascii_alphanumeric() || "./:@-_'".contains(c);
    gloss.split(|c: char| !is_part_of_address(c)).filter(|word| is_word(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::Glossary;

    fn guesswork(source: &str, from: Language, to: Language) -> bool {
        let whole = [std::ops::Range { start: 0, end: source.len() }];
        let gloss = super::super::translate(source, &whole, from, to, &Glossary::default());
        is_guesswork(source, from, &gloss, to)
    }

    #[test]
    fn chinese_in_single_characters_is_guessed() {
        let is = |source| guesswork(source, Language::Chinese, Language::English);
        for bad in ["瓦斯爆炸致7死", "车祸致3死5伤", "快递员偷包裹哄妻开心被拘"] {
            assert!(is(bad), "{bad}");
        }
        for good in [
            "国家标准化管理委员会发布三项老年用品国家标准",
            "2024年港口标准化论坛在大连举行，300名嘉宾出席。",
            "市场监管总局4月10日发布三项国家标准，将于2024年11月1日起实施。",
            "中国与沙特签署标准化合作协议",
        ] {
            assert!(!is(good), "{good}");
        }
        assert!(guesswork("車禍致3死5傷", Language::TraditionalChinese, Language::English));
    }

    #[test]
    fn english_that_stays_english_is_guessed() {
        let is = |source| guesswork(source, Language::English, Language::Chinese);
        assert!(is("Qxzvish flurbings hit Dubai"));
        assert!(is("Comedians poke fun at a drowsy umpire, and jaded hipsters chuckle."));
        for good in [
            "China and Saudi Arabia sign standardization agreement",
            "The forum of ISO and IEC on iPhone cables opened in Dalian, see www.example.org/a.",
            "The pipe is 300 mm wide.",
        ] {
            assert!(!is(good), "{good}");
        }
        assert!(!is_guesswork("论坛", Language::Chinese, "論壇", Language::TraditionalChinese));
    }
}
