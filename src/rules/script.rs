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

/// Simplified script to Traditional, in the standard forms of OpenCC but for the few that nobody writes today.
pub fn traditional(text: &str) -> String {
    written(TRADITIONAL.convert(text), &EVERYDAY)
}

/// Text of our own in Traditional script, in the forms that readers in Taiwan and Hong Kong share.
pub fn traditional_everyday(text: &str) -> String {
    written(traditional(text), &OWN)
}

/// Forms of OpenCC's standard that are rare in print, with what stands in books and on screens instead.
const EVERYDAY: [(char, char); 9] = [
    ('羣', '群'),
    ('麪', '麵'),
    ('爲', '為'),
    ('衆', '眾'),
    ('綫', '線'),
    ('僞', '偽'),
    ('牀', '床'),
    ('峯', '峰'),
    ('啓', '啟'),
];

/// More of them, where no text is converted but written: a conversion keeps the standard's 裏 and 喫.
const OWN: [(char, char); 5] = [('裏', '裡'), ('喫', '吃'), ('溼', '濕'), ('竈', '灶'), ('纔', '才')];

fn written(text: String, forms: &[(char, char)]) -> String {
    let form = |c| forms.iter().find(|(rare, _)| *rare == c).map(|(_, usual)| *usual);
    if text.chars().any(|c| form(c).is_some()) {
        return text.chars().map(|c| form(c).unwrap_or(c)).collect();
    }
    text
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
            ("群众吃面", "群眾喫麵"),
            ("约定并购买水泵", "約定並購買水泵"),
            ("企业并购", "企業併購"),
            ("ISO 9001：2015", "ISO 9001：2015"),
            ("", ""),
        ];
        for (simple, full) in table {
            assert_eq!(traditional(simple), full);
            assert_eq!(simplified(full), simple);
        }
    }

    #[test]
    fn our_own_text_has_the_forms_of_today() {
        assert_eq!(traditional_everyday("市场里的群众吃面条"), "市場裡的群眾吃麵條");
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
