//! Magnitudes after digits: 1.2万, 2万4801, 3 million, $5bn.

use std::ops::Range;

use super::{Form, Value, chinese, digits, english, unit};

/// The value with the magnitudes after `gap` (多, 余, or nothing), and the bytes they take: 1.2万, 2万4801, 3 million, $5bn.
pub(super) fn after(
    text: &str,
    before: &str,
    gap: Range<usize>,
    bare: Value,
    form: Form,
) -> Option<(Value, usize)> {
    let rest = &text[gap.end..];
    let body = rest.trim_start_matches([' ', '\u{a0}', '-']);
    let skipped = rest.len() - body.len();
    let c = body.chars().next()?;
    if skipped > 1 {
        return None;
    }
    if c.is_ascii_alphabetic() {
        if form == Form::Chinese {
            return None;
        }
        let (factor, len) = if form == Form::Digits {
            english::magnitude(body)
                .filter(|(factor, _)| *factor >= 100)
                .or_else(|| abbreviation(body, skipped, unit::sign_before(before).is_some()))?
        } else {
            return None;
        };
        return Some((bare.times(Value::whole(factor)?)?, skipped + len));
    }
    // 一点七万, 五千二百多万; else the numerals themselves hold the magnitude
    if form == Form::Words || form == Form::Chinese && bare.as_whole().is_some() && gap.is_empty() {
        return None;
    }
    let mut value = bare;
    let mut at = 0;
    while let Some(c) = body[at..].chars().next() {
        let factor = match c {
            '十' | '拾' => 10,
            '百' | '佰' if !body[at..].starts_with("百分") => 100,
            '千' | '仟' if !unit_of_thousand(&body[at..]) => 1000,
            '兆' if at == 0 && body[at..].starts_with("兆元") => 1_000_000_000_000,
            _ => match chinese::large_unit(c) {
                Some(factor) => factor,
                None => break,
            },
        };
        value = value.times(Value::whole(factor)?)?;
        at += c.len_utf8();
    }
    if at == 0 {
        return None;
    }
    // 2万4801, 3亿5000万: what follows is added, where it is less than the magnitude before it
    let gap = usize::from(skipped == 1 && body[at..].starts_with(' '));
    if let Some(more) = digits::read(&body[at + gap..]).filter(|_| bare.as_whole().is_some())
        && let Some(rest) = more.value
        && rest.as_whole().is_some()
        && !more.leading_zero
        && let last = body[..at].chars().next_back().unwrap_or(' ')
        && let Some(limit) = chinese::large_unit(last)
    {
        let after = &body[at + gap + more.len..];
        let next = after.chars().next().and_then(|c| match c {
            '千' | '仟' if limit == 10_000 => Some(1000),
            '百' | '佰' if limit == 10_000 => Some(100),
            c => chinese::large_unit(c),
        });
        let tail = next.map_or(Some(rest), |factor| rest.times(Value::whole(factor)?));
        if let Some(tail) = tail.filter(|tail| *tail < Value::small(u32::try_from(limit).unwrap_or(u32::MAX)))
        {
            let len = next.map_or(0, |_| '万'.len_utf8());
            return Some((value.plus(tail)?, skipped + at + gap + more.len + len));
        }
    }
    Some((value, skipped + at))
}

/// 千米, 千克, 千瓦, 千卡 are units of their own.
fn unit_of_thousand(text: &str) -> bool {
    ["千米", "千克", "千瓦", "千卡", "千伏", "千字节"].iter().any(|unit| text.starts_with(unit))
}

/// "bn", "m", "k" after digits. "m" and "k" are metres and others too: they count after a sign of money,
/// "K" also right behind the digits.
fn abbreviation(body: &str, skipped: usize, money: bool) -> Option<(u64, usize)> {
    let len = body.bytes().take(4).take_while(u8::is_ascii_alphabetic).count();
    let factor = match &body[..len] {
        "bn" | "BN" | "Bn" => 1_000_000_000,
        "b" | "B" if money => 1_000_000_000,
        "tn" | "trn" => 1_000_000_000_000,
        "mn" | "mln" => 1_000_000,
        "m" | "M" if money => 1_000_000,
        "k" | "K" if money || skipped == 0 => 1000,
        _ => return None,
    };
    Some((factor, len))
}
