//! Fractions: 三分之二 is two-thirds.

use super::{Number, chinese, number, ordinal_text, small};

/// 三分之二 → two-thirds.
pub fn fraction(text: &str) -> Option<Number> {
    let (below, first) = chinese(text)?;
    let rest = text[first..].strip_prefix("分之")?;
    let (above, last) = chinese(rest)?;
    let length = text.len() - rest.len() + last;
    let text = match (above, below) {
        (1, 2) => "half".to_owned(),
        (_, 4) => format!("{} quarter{}", small(above)?, plural_s(above)),
        // One fiftieth is hard to read.
        _ if below > 10 => format!("{above}/{below}"),
        _ => match small(above) {
            Some(word) => format!("{word}-{}{}", ordinal_text(below), plural_s(above)),
            None => format!("{above}/{below}"),
        },
    };
    Some(number(text, length, true))
}

fn plural_s(count: u128) -> &'static str {
    if count == 1 { "" } else { "s" }
}
