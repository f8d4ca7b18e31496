//! Times of day into English: 上午9点 → 9 a.m., 下午3点半 → 3:30 p.m., 晚上20时 → 20:00.

use super::{date::Date, number};

/// Parts of the day, and the half they lie in.
const PARTS: [(&str, &str); 16] = [
    ("上午", "a.m."),
    ("早上", "a.m."),
    ("早晨", "a.m."),
    ("清晨", "a.m."),
    ("凌晨", "a.m."),
    ("今早", "a.m."),
    ("早", "a.m."),
    ("中午", "p.m."),
    ("下午", "p.m."),
    ("傍晚", "p.m."),
    ("晚上", "p.m."),
    ("晚间", "p.m."),
    ("夜间", "p.m."),
    ("午后", "p.m."),
    ("当晚", "p.m."),
    ("晚", "p.m."),
];

/// The time at the start of `text`: a part of the day, an hour, maybe minutes.
pub fn parse(text: &str) -> Option<Date> {
    let (part, half) = PARTS.iter().find(|(part, _)| text.starts_with(part))?;
    let (hour, rest) = count(&text[part.len()..])?;
    let rest = rest.strip_prefix(['点', '时'])?;
    let (minutes, rest) =
        minutes(rest.strip_prefix('钟').or_else(|| rest.strip_prefix('整')).unwrap_or(rest));
    let english = match (hour, minutes) {
        (25.., _) | (_, 60..) => return None,
        (0 | 13..=24, minutes) => format!("{hour}:{minutes:02}"),
        (12, 0) if *half == "p.m." => "12 noon".to_owned(),
        (hour, 0) => format!("{hour} {half}"),
        (hour, minutes) => format!("{hour}:{minutes:02} {half}"),
    };
    Some(Date { text: english, preposition: "at", length: text.len() - rest.len() })
}

/// 30分, 半, 一刻; none is 0.
fn minutes(text: &str) -> (u128, &str) {
    let words = [("半", 30), ("一刻", 15), ("三刻", 45)];
    if let Some(found) = words.iter().find_map(|(word, value)| Some((*value, text.strip_prefix(word)?))) {
        return found;
    }
    count(text).and_then(|(value, rest)| Some((value, rest.strip_prefix('分')?))).unwrap_or((0, text))
}

/// A small number and what follows it.
fn count(text: &str) -> Option<(u128, &str)> {
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let (value, length) = match digits {
        0 => number::chinese(text)?,
        1 | 2 => (text[..digits].parse().ok()?, digits),
        _ => return None,
    };
    Some((value, &text[length..]))
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_become_english() {
        for (source, expected) in [
            ("上午9点", Some("9 a.m.")),
            ("下午3点半，", Some("3:30 p.m.")),
            ("晚上20时15分", Some("20:15")),
            ("中午十二点", Some("12 noon")),
            ("凌晨两点一刻", Some("2:15 a.m.")),
            ("上午的会议", None),
            ("早三年", None),
        ] {
            assert_eq!(super::parse(source).map(|time| time.text).as_deref(), expected, "{source}");
        }
    }
}
