//! Units and currencies: reading what stands after a number.

use std::{collections::HashMap, sync::LazyLock};

/// The table in `units.txt`, by form; the key of an English form is lower case, without plural.
static FORMS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut forms = HashMap::new();
    for line in include_str!("units.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('|').map(str::trim);
        let (Some(code), Some(chinese), Some(english)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        for form in chinese.split(' ').chain(english.split(' ')).filter(|f| !f.is_empty()) {
            forms.insert(form, code);
        }
    }
    forms
});

/// The longest Chinese form in characters.
const LONGEST: usize = 5;

/// Signs before an amount, longest first, and the ISO 4217 code they stand for; the codes themselves stand
/// before amounts too.
const SIGNS: [(&str, &str); 12] = [
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("RMB", "CNY"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("$", "USD"),
    ("＄", "USD"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₩", "KRW"),
];

/// The codes of the table.
const CODES: [&str; 13] =
    ["CNY", "USD", "EUR", "GBP", "JPY", "HKD", "KRW", "INR", "RUB", "CHF", "AUD", "CAD", "TWD"];

/// The unit at the start of `rest` (what follows a number): its code and the bytes it takes.
pub(super) fn after(rest: &str) -> Option<(&'static str, usize)> {
    let body = rest.trim_start_matches([' ', '\u{a0}', '-', '‑']);
    let skipped = rest.len() - body.len();
    // Two spaces or a dash that stands free part the unit from its number.
    if skipped > 2 || rest.starts_with(" -") || rest.starts_with("- ") {
        return None;
    }
    let first = body.chars().next()?;
    let (code, len) = if first.is_ascii_alphabetic() { english(body)? } else { chinese(body)? };
    Some((code, skipped + len))
}

/// The sign of a currency that ends `before` (what precedes a number): code and bytes.
pub(super) fn sign_before(before: &str) -> Option<(&'static str, usize)> {
    let body = before.trim_end_matches([' ', '\u{a0}']);
    let skipped = before.len() - body.len();
    if skipped > 2 {
        return None;
    }
    let mut signs = SIGNS.iter().copied().chain(CODES.iter().map(|code| (*code, *code)));
    signs.find(|(sign, _)| body.ends_with(sign)).map(|(sign, code)| (code, sign.len() + skipped))
}

/// True for an ISO 4217 code of the table.
pub(super) fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}

fn chinese(body: &str) -> Option<(&'static str, usize)> {
    let mut ends = [0; LONGEST];
    let mut count = 0;
    for (i, c) in body.char_indices().take(LONGEST) {
        if c.is_ascii_whitespace() {
            break;
        }
        ends[count] = i + c.len_utf8();
        count += 1;
    }
    ends[..count].iter().rev().find_map(|&end| FORMS.get(&body[..end]).map(|code| (*code, end)))
}

fn english(body: &str) -> Option<(&'static str, usize)> {
    let word = word_len(body)?;
    if let Some(rest) = body[word..].strip_prefix([' ', '-'])
        && let Some(next) = word_len(rest)
    {
        let pair = format!("{}_{}", lower(&body[..word]), lower(&rest[..next]));
        if let Some(code) = form(&pair) {
            return Some((code, word + 1 + next));
        }
    }
    form(&lower(&body[..word])).map(|code| (code, word))
}

/// A table entry for a lower-case word, as it is or without its plural ending.
fn form(word: &str) -> Option<&'static str> {
    FORMS.get(word).or_else(|| FORMS.get(word.strip_suffix('s')?)).copied()
}

fn lower(word: &str) -> String {
    word.to_ascii_lowercase()
}

/// The length of the ASCII word at the start; `None` without one or past any unit's length.
fn word_len(body: &str) -> Option<usize> {
    // The longest forms are "square_kilometre" parts; 16 letters are enough for each.
    let len = body.bytes().take(17).take_while(|b| b.is_ascii_alphabetic() || *b == b'$').count();
    (1..=16).contains(&len).then_some(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_in_both_languages() {
        assert_eq!(after(" kilometers away"), Some(("km", 11)));
        assert_eq!(after("公里外"), Some(("km", 6)));
        assert_eq!(after("平方公里"), Some(("sqkm", 12)));
        assert_eq!(after("-year-old boy"), Some(("age", 9)));
        assert_eq!(after(" square metres"), Some(("sqm", 14)));
        assert_eq!(after(" -year"), None);
        assert_eq!(after(" unknown"), None);
        assert_eq!(sign_before("costs US$ "), Some(("USD", 4)));
    }

    #[test]
    fn every_form_stands_once() {
        let mut seen = HashMap::new();
        for line in include_str!("units.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let cells: Vec<_> = line.split('|').map(str::trim).collect();
            assert_eq!(cells.len(), 3, "{line}");
            for form in cells[1].split(' ').chain(cells[2].split(' ')).filter(|f| !f.is_empty()) {
                let before = seen.insert(form, cells[0]);
                assert!(before.is_none_or(|b| b == cells[0]), "{form}: {before:?} and {}", cells[0]);
                assert!(form.chars().count() <= LONGEST || form.is_ascii(), "{form}");
            }
        }
    }
}
