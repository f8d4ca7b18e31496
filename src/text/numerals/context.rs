//! What stands around a number: percent signs, ordinals, approximations.

use super::Accuracy;

/// Words before a number that say how exactly it is meant.
const BEFORE: [(&str, Accuracy); 44] = [
    ("约", Accuracy::About),
    ("約", Accuracy::About),
    ("大概", Accuracy::About),
    ("近", Accuracy::Less),
    ("将近", Accuracy::Less),
    ("接近", Accuracy::Less),
    ("不足", Accuracy::Less),
    ("不到", Accuracy::Less),
    ("未满", Accuracy::Less),
    ("低于", Accuracy::Less),
    ("至多", Accuracy::Less),
    ("超", Accuracy::More),
    ("超过", Accuracy::More),
    ("超過", Accuracy::More),
    ("逾", Accuracy::More),
    ("达到", Accuracy::About),
    ("至少", Accuracy::More),
    ("突破", Accuracy::More),
    ("高于", Accuracy::More),
    ("多达", Accuracy::Less),
    ("数", Accuracy::Vague),
    ("數", Accuracy::Vague),
    ("上", Accuracy::Vague),
    ("几", Accuracy::Vague),
    ("幾", Accuracy::Vague),
    ("成", Accuracy::Vague),
    ("about", Accuracy::About),
    ("around", Accuracy::About),
    ("roughly", Accuracy::About),
    ("approximately", Accuracy::About),
    ("some", Accuracy::About),
    ("circa", Accuracy::About),
    ("~", Accuracy::About),
    ("nearly", Accuracy::Less),
    ("almost", Accuracy::Less),
    ("under", Accuracy::Less),
    ("below", Accuracy::Less),
    ("less than", Accuracy::Less),
    ("fewer than", Accuracy::Less),
    ("up to", Accuracy::Less),
    ("more than", Accuracy::More),
    ("over", Accuracy::More),
    ("at least", Accuracy::More),
    ("exceeding", Accuracy::More),
];

/// How exactly a number is meant, from what precedes it.
pub(super) fn accuracy_before(before: &str, chinese_number: bool) -> Option<Accuracy> {
    let body = before.trim_end_matches(' ');
    let ascii = body.ends_with(|c: char| c.is_ascii_alphabetic());
    BEFORE
        .iter()
        .filter(|(word, _)| body.is_char_boundary(body.len().saturating_sub(word.len())))
        .filter(|(word, _)| {
            let start = body.len().saturating_sub(word.len());
            if ascii {
                body[start..].eq_ignore_ascii_case(word) && clear(&body[..start])
            } else {
                &body[start..] == *word
            }
        })
        // 数百 and 上百 are vague; "数 5" and "上 5" are not
        .find(|(_, accuracy)| *accuracy != Accuracy::Vague || (chinese_number && body.len() == before.len()))
        .map(|(_, accuracy)| *accuracy)
}

fn clear(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_ascii_alphabetic())
}

/// How exactly a number is meant, from what follows its digits: 多, 余, 来; and the bytes of that word.
pub(super) fn accuracy_inside(rest: &str) -> Option<(Accuracy, usize)> {
    let body = rest.trim_start_matches(' ');
    let c = body.chars().next()?;
    let accuracy = match c {
        '多' | '余' | '餘' | '＋' | '+' => Accuracy::More,
        '来' | '來' => Accuracy::About,
        '几' | '幾' => Accuracy::More,
        _ => return None,
    };
    Some((accuracy, rest.len() - body.len() + c.len_utf8()))
}

/// How exactly a number is meant, from what follows it and its unit.
pub(super) fn accuracy_after(rest: &str) -> Option<Accuracy> {
    let body = rest.trim_start_matches(' ');
    if ["左右", "上下", "or so"].iter().any(|word| body.starts_with(word)) {
        return Some(Accuracy::About);
    }
    if ["以上", "or more", "多", "余"].iter().any(|word| body.starts_with(word)) {
        return Some(Accuracy::More);
    }
    (body.starts_with("以下") || body.starts_with("or less")).then_some(Accuracy::Less)
}

/// The bytes of a percent sign or word at the start of `rest`.
pub(super) fn percent(rest: &str) -> Option<usize> {
    let body = rest.trim_start_matches([' ', '\u{a0}', '-']);
    let skipped = rest.len() - body.len();
    const FORMS: [&str; 10] = [
        "%",
        "％",
        "percentage point",
        "percent",
        "per cent",
        "pct",
        "个百分点",
        "個百分點",
        "百分点",
        "百分點",
    ];
    let form = FORMS.iter().find(|form| starts_with_ignoring_case(body, form))?;
    (skipped <= 1).then_some(skipped + form.len())
}

/// The bytes of an English ordinal ending right after digits.
pub(super) fn ordinal_ending(rest: &str) -> Option<usize> {
    let ending = rest.get(..2)?;
    let known = ["st", "nd", "rd", "th"].iter().any(|e| ending.eq_ignore_ascii_case(e));
    (known && !rest[2..].starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(2)
}

/// A form of ASCII letters matches in any case.
fn starts_with_ignoring_case(text: &str, form: &str) -> bool {
    text.get(..form.len()).is_some_and(|start| start.eq_ignore_ascii_case(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn around_numbers() {
        assert_eq!(accuracy_before("There are More Than ", false), Some(Accuracy::More));
        assert_eq!(accuracy_before("moreover ", false), None);
        assert_eq!(accuracy_before("超过", true), Some(Accuracy::More));
        assert_eq!(accuracy_before("数", true), Some(Accuracy::Vague));
        assert_eq!(accuracy_before("数", false), None);
        assert_eq!(accuracy_inside("多万"), Some((Accuracy::More, 3)));
        assert_eq!(percent(" percent of"), Some(8));
        assert_eq!(percent("个百分点"), Some(12));
        assert_eq!(percent(" of"), None);
        assert_eq!(ordinal_ending("th of"), Some(2));
        assert_eq!(ordinal_ending("three"), None);
    }
}
