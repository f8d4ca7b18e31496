//! Chinese script conversion by OpenCC's lists of characters and phrases; the longest phrase wins.
//!
//! `build/script.rs` writes the tables, which are read in place: nothing is loaded.

use super::prefixes;

/// Longer than any phrase of the lists that changes the outcome; bounds the work at every character.
const LONGEST: usize = 24;

struct Table {
    keys: &'static [u8],
    texts: &'static [u8],
}

static SIMPLIFIED: Table = Table {
    keys: include_bytes!(concat!(env!("OUT_DIR"), "/simplified.fst")),
    texts: include_bytes!(concat!(env!("OUT_DIR"), "/simplified.bin")),
};
static TRADITIONAL: Table = Table {
    keys: include_bytes!(concat!(env!("OUT_DIR"), "/traditional.fst")),
    texts: include_bytes!(concat!(env!("OUT_DIR"), "/traditional.bin")),
};

/// Traditional script to Simplified.
pub fn simplified(text: &str) -> String {
    SIMPLIFIED.convert(text)
}

/// Simplified script to Traditional, in the standard forms of OpenCC.
pub fn traditional(text: &str) -> String {
    TRADITIONAL.convert(text)
}

impl Table {
    fn convert(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let mut step = (c.len_utf8(), None);
            if !c.is_ascii() {
                prefixes::each(self.keys, rest, LONGEST, |length, at| step = (length, self.text(at)));
            }
            match step {
                (_, Some(replacement)) => out.push_str(replacement),
                (_, None) => out.push(c),
            }
            rest = &rest[if step.1.is_some() { step.0 } else { c.len_utf8() }..];
        }
        out
    }

    fn text(&self, at: usize) -> Option<&'static str> {
        let length = usize::from(*self.texts.get(at)?);
        std::str::from_utf8(self.texts.get(at + 1..at + 1 + length)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn phrases_decide_between_characters() {
        let table = [
            ("标准化发展纲要", "標準化發展綱要"),
            ("头发和发展", "頭髮和發展"),
            ("皇后以后", "皇后以後"),
            ("干部干净的树干", "幹部乾淨的樹幹"),
            ("市场里", "市場裏"),
            ("ISO 9001：2015", "ISO 9001：2015"),
            ("", ""),
        ];
        for (simple, full) in table {
            assert_eq!(traditional(simple), full);
            assert_eq!(simplified(full), simple);
        }
    }

    #[test]
    fn long_texts_take_linear_time() {
        let text = "一".repeat(100_000);
        assert_eq!(traditional(&text), text);
    }

    proptest! {
        #[test]
        fn any_text_converts_and_simplified_stays(text in "\\PC{0,40}|[一-龥]{0,20}") {
            let once = simplified(&text);
            prop_assert_eq!(once.chars().count() == 0, text.is_empty());
            let _ = traditional(&text);
        }
    }
}
