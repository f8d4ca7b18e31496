//! The walk over a text that finds its numbers.

use super::{
    Accuracy, Certainty, Form, Kind, Number, Value, chinese, context, digits, english, identifier, magnitude,
    unit,
};

/// All numbers of `text` in order, not overlapping.
pub fn find(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut in_word = false;
    // The end of the last number: nothing before it may be taken into the next one.
    let mut floor = 0;
    while let Some(c) = text[at..].chars().next() {
        let number = if digits::digit(c).is_some() {
            in_digits(text, floor, at)
        } else if c.is_ascii_alphabetic() {
            if in_word { None } else { in_words(text, floor, at) }
        } else if chinese::starts(c) || matches!(c, '百' | '千') {
            in_chinese(text, floor, at)
        } else {
            None
        };
        in_word = c.is_alphabetic() && !is_han(c);
        at += c.len_utf8();
        if let Some(number) = number {
            at = number.span.end.max(at);
            floor = at;
            in_word = false;
            found.push(number);
        }
    }
    ranges(text, &mut found);
    found
}

/// Characters that may say something about a number stand at most this many bytes before it.
const LOOK_BACK: usize = 24;

/// The text right before `at`, no further back than `floor`.
fn before(text: &str, floor: usize, at: usize) -> &str {
    let mut start = at.saturating_sub(LOOK_BACK).max(floor);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..at]
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

fn in_digits(text: &str, floor: usize, at: usize) -> Option<Number> {
    let before = before(text, floor, at);
    let reading = digits::read(&text[at..])?;
    let end = at + reading.len;
    // .08 is eight hundredths
    let point = before.strip_suffix('.').filter(|b| b.is_empty() || b.ends_with([' ', '(', '$']));
    if let (Some(value), Some(_)) = (reading.value.and_then(Value::as_whole), point) {
        let scale = u32::try_from(reading.whole_digits).unwrap_or(u32::MAX);
        let value = Value::decimal(i128::from(value), scale)?;
        return Some(finish(text, "", at..end, value, Form::Digits, Certainty::Sure));
    }
    if identifier::names(before) {
        let start = at - before.len() + identifier::start(before);
        let end = end + identifier::tail(&text[end..]);
        let value = reading.value.or_else(|| digits::read(&text[at..]).and_then(|r| r.value));
        return Some(plain(start..end, at..at + reading.len, value.unwrap_or(Value::ZERO), Kind::Identifier));
    }
    let Some(value) = reading.value else {
        // 6.1.12, 192.168.0.1, a telephone or account number
        let end = end + identifier::tail(&text[end..]);
        return Some(plain(at..end, at..end, Value::ZERO, Kind::Identifier));
    };
    // 3 分之 2
    let rest = text[end..].strip_prefix(' ').unwrap_or(&text[end..]);
    if let (Some(body), Some(denominator)) = (rest.strip_prefix("分之"), value.as_whole().filter(|d| *d > 0))
        && let body = body.strip_prefix(' ').unwrap_or(body)
        && let Some((numerator, len)) = plain_value(body)
        && let Some(part) = Value::ratio(1, i128::from(denominator)).and_then(|part| numerator.times(part))
    {
        let end = text.len() - body.len() + len;
        let (kind, value) =
            if denominator == 100 { (Kind::Percent, numerator) } else { (Kind::Fraction, part) };
        return Some(Number { kind, ..finish(text, before, at..end, value, Form::Digits, Certainty::Sure) });
    }
    Some(finish(text, before, at..end, value, Form::Digits, Certainty::Sure))
}

fn in_words(text: &str, floor: usize, at: usize) -> Option<Number> {
    let reading = english::read(&text[at..])?;
    let before = before(text, floor, at);
    let end = at + reading.len;
    let magnitude = reading.value >= Value::small(100) && reading.words == 1;
    let small = reading.value < Value::small(2) || (reading.ordinal && reading.words == 1) || magnitude;
    let certainty = match reading.words {
        1 if small || reading.fraction || english_weak(&text[at..end]) => Certainty::Weak,
        1 => Certainty::Likely,
        _ if reading.fraction && reading.value == Value::small(1) => Certainty::Weak,
        _ => Certainty::Sure,
    };
    let mut number = finish(text, before, at..end, reading.value, Form::Words, certainty);
    if reading.vague {
        number.accuracy = Accuracy::Vague;
    }
    if reading.ordinal {
        number.kind = Kind::Ordinal;
    } else if reading.fraction && matches!(number.kind, Kind::Cardinal) {
        number.kind = Kind::Fraction;
    }
    Some(number)
}

/// Words that only sometimes count.
fn english_weak(word: &str) -> bool {
    ["once", "double", "doubled", "both", "pair", "couple", "decade", "century", "triple", "tripled"]
        .iter()
        .any(|weak| word.eq_ignore_ascii_case(weak))
}

fn in_chinese(text: &str, floor: usize, at: usize) -> Option<Number> {
    let rest = &text[at..];
    let before = before(text, floor, at);
    // 百分之四十, 千分之三
    for (prefix, per) in [("百分之", 100u32), ("百分", 100), ("千分之", 1000), ("万分之", 10_000)]
    {
        if let Some(body) = rest.strip_prefix(prefix) {
            let body = body.strip_prefix(' ').unwrap_or(body);
            let (value, len) = plain_value(body)?;
            let end = text.len() - body.len() + len;
            let value = value.times(Value::ratio(100, i128::from(per))?)?;
            let mut number = finish(text, before, at..end, value, Form::Chinese, Certainty::Sure);
            number.kind = Kind::Percent;
            if digits::read(body).is_some() {
                number.form = Form::Digits;
            } else if chinese::read(body).is_some_and(|reading| reading.vague) {
                number.accuracy = Accuracy::Vague;
            }
            return Some(number);
        }
    }
    let reading = chinese::read(rest)?;
    let end = at + reading.len;
    // 三分之二
    if let Some(body) = text[end..].strip_prefix("分之")
        && let body = body.strip_prefix(' ').unwrap_or(body)
        && let Some((numerator, len)) = plain_value(body)
        && let Some(value) = reading
            .value
            .as_whole()
            .filter(|d| *d > 0)
            .and_then(|denominator| numerator.times(Value::ratio(1, i128::from(denominator))?))
    {
        let mut number =
            finish(text, before, at..text.len() - body.len() + len, value, Form::Chinese, Certainty::Sure);
        number.kind = Kind::Fraction;
        return Some(number);
    }
    // 三点五: a decimal in numerals
    let (value, end) = decimal(text, reading.value, end).unwrap_or((reading.value, end));
    let certainty = if end > at + reading.len || reading.chars > 2 {
        Certainty::Sure
    } else if reading.chars == 2 {
        Certainty::Likely
    } else {
        Certainty::Weak
    };
    let mut number = finish(text, before, at..end, value, Form::Chinese, certainty);
    if reading.vague {
        number.accuracy = Accuracy::Vague;
    }
    if text[end..].starts_with('成') && reading.chars == 1 && !text[end..].starts_with("成为") {
        number.value = value.times(Value::small(10)).unwrap_or(value);
        number.kind = Kind::Percent;
        number.span.end = end + '成'.len_utf8();
    }
    Some(number)
}

/// A number in digits or numerals without what follows it.
fn plain_value(text: &str) -> Option<(Value, usize)> {
    if let Some(reading) = digits::read(text) {
        return Some((reading.value?, reading.len));
    }
    let reading = chinese::read(text)?;
    let (value, end) = decimal(text, reading.value, reading.len).unwrap_or((reading.value, reading.len));
    Some((value, end))
}

/// 三点一四: `whole` ends at `end`; the value and end with the decimals, where they follow.
/// 三点五分 and 三点十分 are clock times.
fn decimal(text: &str, whole: Value, end: usize) -> Option<(Value, usize)> {
    let body = text[end..].strip_prefix('点').or_else(|| text[end..].strip_prefix('點'))?;
    let (mut numerator, mut scale, mut len) = (0i128, 0, 0);
    for c in body.chars().take(12) {
        let Some(d) = chinese::digit(c) else { break };
        numerator = numerator * 10 + i128::from(d);
        scale += 1;
        len += c.len_utf8();
    }
    let rest = &body[len..];
    if scale == 0 || rest.starts_with(['十', '分', '刻']) {
        return None;
    }
    let value = whole.plus(Value::decimal(numerator, scale)?)?;
    Some((value, end + '点'.len_utf8() + len))
}

/// Magnitude, percent sign, unit and approximation around what was read at `written`.
fn finish(
    text: &str,
    before: &str,
    written: std::ops::Range<usize>,
    bare: Value,
    form: Form,
    certainty: Certainty,
) -> Number {
    let mut number = plain(written.clone(), written.clone(), bare, Kind::Cardinal);
    number.form = form;
    number.certainty = certainty;
    let mut end = written.end;
    let mut inside = context::accuracy_inside(&text[end..]);
    if let Some((value, len)) =
        magnitude::after(text, before, end..end + inside.map_or(0, |(_, len)| len), bare, form)
    {
        number.value = value;
        end += inside.map_or(0, |(_, len)| len) + len;
        if certainty == Certainty::Weak || certainty == Certainty::Likely {
            number.certainty = Certainty::Sure;
        }
        inside = context::accuracy_inside(&text[end..]).or(inside);
    }
    let skip = inside.filter(|_| context::accuracy_inside(&text[end..]).is_some()).map_or(0, |(_, len)| len);
    if let Some((accuracy, _)) = inside {
        number.accuracy = accuracy;
    }
    // 第三
    let mut start = written.start;
    if before.trim_end_matches(' ').ends_with('第') {
        number.kind = Kind::Ordinal;
        start -= before.len() - before.trim_end_matches(' ').len() + '第'.len_utf8();
    } else if let Some(len) = context::percent(&text[end..]) {
        number.kind = Kind::Percent;
        end += len;
    } else if let Some(len) = (form == Form::Digits).then(|| context::ordinal_ending(&text[end..])).flatten()
    {
        number.kind = Kind::Ordinal;
        end += len;
    } else if let Some((code, len)) = unit::sign_before(before) {
        number.kind = Kind::Money(code);
        start -= len;
    } else if let Some((code, len)) = unit::after(&text[end + skip..]) {
        number.kind = if unit::is_currency(code) { Kind::Money(code) } else { Kind::Measure(code) };
        end += skip + len;
        // A numeral with a unit or measure word counts something: 三人, one kilometre.
        if number.certainty == Certainty::Weak && form == Form::Chinese && !before.ends_with(is_han) {
            number.certainty = Certainty::Likely;
        }
    }
    number.span = start..end;
    let ahead = &text[number.written.start - before.len().min(number.written.start)..start];
    let chinese_number = form == Form::Chinese;
    if let Some(accuracy) =
        context::accuracy_before(ahead, chinese_number).or(context::accuracy_after(&text[end..]))
        && number.accuracy == Accuracy::Exact
    {
        number.accuracy = accuracy;
    }
    number
}

fn plain(span: std::ops::Range<usize>, written: std::ops::Range<usize>, value: Value, kind: Kind) -> Number {
    Number {
        span,
        written,
        value,
        bare: value,
        shared: false,
        kind,
        form: Form::Digits,
        accuracy: Accuracy::Exact,
        certainty: Certainty::Sure,
    }
}

/// 30–40万, 5 to 6 million, 20-30%: the first number shares the magnitude, percent sign or unit of the second.
fn ranges(text: &str, numbers: &mut [Number]) {
    let mut percent_too = Vec::new();
    // From the end, so that 33、34和39岁 are all ages.
    for i in (1..numbers.len()).rev() {
        let (head, tail) = numbers.split_at_mut(i);
        let (Some(first), Some(second)) = (head.last_mut(), tail.first()) else {
            continue;
        };
        let between = text.get(first.span.end..second.span.start).unwrap_or("").trim();
        let joint = matches!(
            between,
            "-" | "–"
                | "—"
                | "~"
                | "～"
                | "至"
                | "到"
                | "to"
                | "or"
                | "and"
                | "－"
                | "或"
                | "、"
                | "-to-"
                | "个和"
                | "和"
        );
        // 百分之三十到四十
        if joint && first.kind == Kind::Percent && text[first.span.clone()].starts_with("百分") {
            percent_too.push(i);
        }
        if !joint || first.kind != Kind::Cardinal || first.value != first.bare {
            continue;
        }
        if matches!(second.kind, Kind::Percent | Kind::Money(_) | Kind::Measure(_)) {
            first.kind = second.kind;
        }
        let listed = matches!(between, "and" | "、" | "个和" | "和");
        if let Some((factor, bare)) = factor(text, second).filter(|(_, bare)| !listed && first.bare < *bare)
            && let Some(value) = first.bare.times(factor)
            && bare != Value::ZERO
        {
            first.value = value;
            first.shared = true;
        }
    }
    for i in percent_too {
        if numbers[i].kind == Kind::Cardinal {
            numbers[i].kind = Kind::Percent;
        }
    }
}

/// The magnitude of a number and what stands before it: 10,000 and 40 of "40万" or "四十万".
fn factor(text: &str, number: &Number) -> Option<(Value, Value)> {
    if number.form == Form::Chinese {
        let last = text[number.written.clone()].chars().next_back().and_then(chinese::large_unit)?;
        let bare = number.value.times(Value::ratio(1, i128::from(last))?)?;
        return Some((Value::whole(last)?, bare));
    }
    if number.value == number.bare || number.bare == Value::ZERO {
        return None;
    }
    // value / bare is the factor; it is whole for every magnitude
    let factor = (number.value.to_f64() / number.bare.to_f64()).round();
    Some((Value::ratio(factor as i128, 1)?, number.bare))
}
