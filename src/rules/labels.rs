//! Lines about an article, which are no sentences: "Source from:SAC    Update on:2021-08-11", "Home > News".

use crate::text::Language;

/// English and Chinese, a pair a line; where a label stands twice, the first line is how it is written.
const LABELS: &str = include_str!("labels.tsv");

/// Bytes in which a label and its colon must end: above the longest label, and a bound on the search.
const LONGEST: usize = 48;

/// Signs between the steps of a trail.
const STEPS: [char; 3] = ['>', '›', '»'];

/// Translates a line of labelled fields, or a trail from the front page to the article. `None` for anything else.
/// `value` translates what stands behind a label.
pub fn translate(line: &str, from: Language, to: Language, value: impl Fn(&str) -> String) -> Option<String> {
    if from.is_chinese() == to.is_chinese() || line.trim().is_empty() {
        return None;
    }
    trail(line, from, &value).or_else(|| fields(line, from, &value))
}

fn trail(line: &str, from: Language, value: impl Fn(&str) -> String) -> Option<String> {
    let sign = STEPS.into_iter().find(|&sign| line.contains(sign))?;
    written(line.split(sign).next()?.trim(), from)?;
    let step = |step: &str| {
        let inner = step.trim();
        let start = step.len() - step.trim_start().len();
        let translated = written(inner, from).map_or_else(|| value(inner), str::to_owned);
        format!("{}{translated}{}", &step[..start], &step[start + inner.len()..])
    };
    Some(line.split(sign).map(step).collect::<Vec<_>>().join(&sign.to_string()))
}

fn fields(line: &str, from: Language, value: impl Fn(&str) -> String) -> Option<String> {
    let colon = if from == Language::English { "：" } else { ": " };
    let mut out = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (label, after) = rest.split_once([':', '：'])?;
        out.push_str(written(label.trim(), from)?);
        out.push_str(colon);
        let end = next_label(after, from).unwrap_or(after.len());
        let content = after[..end].trim();
        // A value that is a figure or a date stands as it is.
        let figures = content.chars().all(|c| !c.is_alphabetic());
        out.push_str(&if figures { content.to_owned() } else { value(content) });
        out.push_str(&after[after[..end].trim_end().len()..end]);
        rest = &after[end..];
    }
    Some(out)
}

/// Where the next labelled field begins: behind white space, a known label with its colon.
fn next_label(text: &str, from: Language) -> Option<usize> {
    let starts = text.char_indices().filter(|(at, c)| {
        !c.is_whitespace() && text[..*at].chars().next_back().is_some_and(char::is_whitespace)
    });
    starts.map(|(at, _)| at).find(|&at| {
        let near = &text[at..text.floor_char_boundary(at + LONGEST)];
        let label = near.split_once([':', '：']).map(|(label, _)| label.trim());
        label.is_some_and(|label| written(label, from).is_some())
    })
}

/// A label in the other language.
fn written(label: &str, from: Language) -> Option<&'static str> {
    let pairs = LABELS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    for (english, chinese) in pairs {
        if from == Language::English && english.eq_ignore_ascii_case(label) {
            return Some(chinese);
        }
        if from.is_chinese() && chinese == label {
            return Some(english);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to_chinese(line: &str) -> Option<String> {
        translate(line, Language::English, Language::Chinese, |value| format!("<{value}>"))
    }

    #[test]
    fn fields_keep_their_order_and_their_space() {
        let line = "Source from:SAC    Update on:2021-08-11 15:31";
        assert_eq!(to_chinese(line).as_deref(), Some("来源：<SAC>    更新时间：2021-08-11 15:31"));
        let back = translate(
            "来源：新华社 发布时间：2023-06-09",
            Language::Chinese,
            Language::English,
            str::to_owned,
        );
        assert_eq!(back.as_deref(), Some("Source: 新华社 Published: 2023-06-09"));
    }

    #[test]
    fn a_trail_is_translated_step_by_step() {
        assert_eq!(to_chinese("Home >  News > photonew").as_deref(), Some("首页 >  新闻 > <photonew>"));
    }

    #[test]
    fn sentences_are_left_alone() {
        for line in ["The forum was held: it ended.", "a > b", "Source", ""] {
            assert_eq!(to_chinese(line), None, "{line}");
        }
    }
}
