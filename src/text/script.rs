//! Which writing system a character belongs to.

/// One bit a character from U+4E00 on: in Simplified text only. Made by the build script from the dictionary.
static SIMPLIFIED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/simplified.bits"));
/// The same for Traditional text.
static TRADITIONAL: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/traditional.bits"));

/// Two bytes a character from U+4E00 on: the Simplified form of those in `traditional.bits`.
static FORMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/simplified.map"));

/// The writing system of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Chinese characters.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Latin letters, with or without marks.
    Latin,
    /// Any other letter.
    Other,
}

/// The script of a letter; `None` for digits, marks and white space.
pub fn of(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(Script::Latin),
        '\0'..='\u{7f}' => None,
        _ if is_han(c) => Some(Script::Han),
        // Without the middle dot and the prolonged sound mark, which stand in Chinese text too.
        '\u{3041}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{ff66}'..='\u{ff9d}' => Some(Script::Kana),
        // Latin-1 to Extended-B, Extended Additional (Vietnamese), full-width letters.
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' if c.is_alphabetic() => {
            Some(Script::Latin)
        }
        _ if c.is_alphabetic() => Some(Script::Other),
        _ => None,
    }
}

/// True for a Chinese character, whoever uses it.
pub fn is_han(c: char) -> bool {
    matches!(
        c,
        '\u{4e00}'..='\u{9fff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}'
            | '〇'
    )
}

/// True for a character that stands in Simplified text and not in Traditional.
pub fn is_simplified(c: char) -> bool {
    bit(SIMPLIFIED, c)
}

/// True for a character that stands in Traditional text and not in Simplified.
pub fn is_traditional(c: char) -> bool {
    bit(TRADITIONAL, c)
}

/// The Simplified form of a character that is Traditional only; any other character comes back as it is.
/// One character at a time gives a form to compare and to look up, not a conversion fit to be read.
pub fn simplified_form(c: char) -> char {
    let form = || {
        let index = 2 * u32::from(c).checked_sub(0x4e00)? as usize;
        let bytes = FORMS.get(index..index + 2)?;
        let form = u16::from_le_bytes([bytes[0], bytes[1]]);
        char::from_u32(form.into()).filter(|_| form != 0)
    };
    form().unwrap_or(c)
}

fn bit(table: &[u8], c: char) -> bool {
    let Some(index) = u32::from(c).checked_sub(0x4e00) else {
        return false;
    };
    table.get(index as usize / 8).is_some_and(|byte| byte & (1 << (index % 8)) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_know_pairs_of_forms() {
        let pairs = "标质检验认证国际实发为对".chars().zip("標質檢驗認證國際實發為對".chars());
        for (simplified, traditional) in pairs {
            assert!(is_simplified(simplified) && !is_traditional(simplified), "{simplified}");
            assert!(is_traditional(traditional) && !is_simplified(traditional), "{traditional}");
            assert_eq!(simplified_form(traditional), simplified);
            assert_eq!(simplified_form(simplified), simplified);
        }
        for both in "准里台人志".chars() {
            assert!(!is_simplified(both) && !is_traditional(both), "{both}");
        }
        assert!(!is_simplified('A') && !is_traditional('\u{10ffff}'));
    }

    #[test]
    fn letters_have_a_script_and_marks_have_none() {
        assert_eq!(of('標'), Some(Script::Han));
        assert_eq!(of('の'), Some(Script::Kana));
        assert_eq!(of('é'), Some(Script::Latin));
        assert_eq!(of('ж'), Some(Script::Other));
        assert_eq!(of('×'), None);
        assert_eq!(of('7'), None);
        assert_eq!(of('・'), None);
    }
}
