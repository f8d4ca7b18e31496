//! Figures with what they count, and with the words that say how exactly they are meant.
//!
//! A figure is taken where it is sure what it counts: a tally, a number before the name of things or people that are counted
//! in the news, and in Chinese an amount behind its label. A bare amount, age, length or share says nothing by itself.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use super::{
    contains,
    headline::Counted,
    sure::{is_of_the_event, is_whole},
    victims,
};
use crate::{
    digest::tally::{self, tallies},
    text::{
        Language,
        dates::{self, Date},
        numerals::{self, Accuracy, Certainty, Kind, Number},
        script::is_han,
        words,
    },
};

/// What stands before a figure that is not exact, the longer first.
const BEFORE: [&str; 24] = [
    "approximately",
    "fewer than",
    "less than",
    "more than",
    "at least",
    "at most",
    "close to",
    "roughly",
    "nearly",
    "almost",
    "around",
    "up to",
    "about",
    "over",
    "some",
    "大约",
    "将近",
    "接近",
    "超过",
    "至少",
    "约",
    "近",
    "逾",
    "超",
];

/// Words before an English figure that make it one of a row or a part of a name.
const OF_A_ROW: [&str; 15] = [
    "per", "every", "number", "no", "top", "first", "last", "next", "other", "another", "more", "of",
    "level", "grade", "chapter",
];

/// Chinese words for single ones of people and of things.
const OF_PEOPLE: [char; 2] = ['名', '位'];
const OF_THINGS: [char; 13] = ['个', '项', '家', '种', '条', '所', '座', '件', '份', '起', '艘', '辆', '架'];

/// What may stand between the label of an amount and the amount.
const BEHIND_A_LABEL: [&str; 9] = ["达到", "超过", "约为", "为", "达", "约", "近", "超", "逾"];

/// Verbs behind which something else is named: 4辆汽车送往医院.
const VERBS: [&str; 10] = ["送往", "前往", "驶往", "运往", "开往", "进入", "发生", "获得", "参加", "接受"];

/// Words of a noun at most, and characters of a Chinese one.
const WORDS: usize = 3;
const LONGEST: usize = 12;

/// The words in `counted.txt` by their kind.
static COUNTED: LazyLock<[HashSet<&str>; 4]> = LazyLock::new(|| {
    let of = |kind: &str| {
        let lines = include_str!("counted.txt").lines().filter_map(|line| line.split_once(' '));
        lines.filter(|(other, _)| *other == kind).flat_map(|(_, words)| words.split(' ')).collect()
    };
    ["english", "people", "things", "label"].map(of)
});

/// True for the name of things or people that are counted in the news.
pub(in crate::digest) fn is_counted(noun: &str) -> bool {
    COUNTED[..3].iter().any(|nouns| nouns.contains(noun))
}

/// The figures of a story: those of its headline, then those of the sentences that carry it; of what the headline counts
/// none that says another number, which is of a part, or of something else.
pub(super) fn figures<'a>(
    headline: &'a str,
    text: &'a str,
    carrying: &[Range<usize>],
    language: Language,
) -> Vec<&'a str> {
    let counted = Counted::of(headline, language);
    let mut out: Vec<&'a str> = all(headline, language).into_iter().map(|span| &headline[span]).collect();
    let carried =
        all(text, language).into_iter().filter(|span| carrying.iter().any(|range| contains(range, span)));
    let said: Vec<&'a str> =
        carried.map(|span| &text[span]).filter(|figure| counted.allows(figure, language)).collect();
    let is_said = |figure: &str| {
        out.iter().any(|other| Counted::of(other, language).says(&Counted::of(figure, language)))
    };
    let new: Vec<&'a str> = said.into_iter().filter(|figure| !is_said(figure)).collect();
    out.extend(new);
    victims::in_order(out, [headline, text], language)
}

/// The figures of a text, without its dates.
fn all(text: &str, language: Language) -> Vec<Range<usize>> {
    let numbers = numerals::find(text);
    let dates = dates::find(text, &numbers);
    let mut found: Vec<Range<usize>> = Vec::new();
    let tallies = tallies(text, language);
    // What is said first of a thing is the figure for it; what follows is of a part of it, or of another event.
    let is_first = |at: usize| !tallies[..at].iter().any(|other| other.of == tallies[at].of);
    for tally in (0..tallies.len()).filter(|&at| is_first(at)).map(|at| &tallies[at]) {
        let Range { start, end } = tally.phrase;
        found.push(hedged(text, start, tally.accuracy)..end);
    }
    for number in numbers.iter().filter(|number| is_count(number, &dates)) {
        let span = if language.is_chinese() { chinese(text, number) } else { english(text, number) };
        if let Some(span) = span
            && !tallies.iter().any(|tally| tally.phrase.start < span.end && span.start < tally.phrase.end)
        {
            found.push(span);
        }
    }
    found.sort_by_key(|span| span.start);
    found.retain(|span| is_of_the_event(text, span) && is_whole(text, span, &COUNTED[1..3]));
    found
}

/// True for a number that may count something: no part of a date, a name or a score.
fn is_count(number: &Number, dates: &[Date]) -> bool {
    !matches!(number.kind, Kind::Ordinal | Kind::Identifier | Kind::Percent | Kind::Fraction)
        && number.certainty == Certainty::Sure
        && number.accuracy != Accuracy::Vague
        && !dates.iter().any(|date| date.overlaps(&number.span))
}

/// Where a figure begins with the word before it that says how exactly it is meant.
fn hedged(text: &str, start: usize, accuracy: Accuracy) -> usize {
    if matches!(accuracy, Accuracy::Exact | Accuracy::Vague) {
        return start;
    }
    let before = text[..start].trim_end_matches(' ');
    let word = BEFORE.iter().find(|word| {
        let from =
            before.len().checked_sub(word.len()).and_then(|from| before.get(from..).map(|tail| (from, tail)));
        from.is_some_and(|(from, tail)| {
            let whole = match is_chinese(word) {
                true => !is_of_a_word(&before[..from], word),
                false => !before[..from].ends_with(char::is_alphanumeric),
            };
            whole && tail.eq_ignore_ascii_case(word)
        })
    });
    word.map_or(start, |word| before.len() - word.len())
}

/// True for 约 and 近 where they belong to the word before them: 续约3名球员, 最近3个项目.
fn is_of_a_word(before: &str, hedge: &str) -> bool {
    let last = before.chars().next_back().filter(|c| is_han(*c));
    last.is_some_and(|last| words::is_chinese_word(&format!("{last}{hedge}")))
}

fn is_chinese(word: &str) -> bool {
    word.chars().all(is_han)
}

/// A figure with what it counts: "12 draft texts"; `None` where that is not sure.
fn english(text: &str, number: &Number) -> Option<Range<usize>> {
    let start = hedged(text, number.span.start, number.accuracy);
    let digits = number.written.end + tally::magnitude(&text[number.written.end..]);
    let last = text[..start].trim_end_matches(' ');
    let word = last.rsplit(|c: char| c.is_whitespace() || c == '"').next().unwrap_or_default();
    // Half-Life 2 feels, Channel 4 news, a 2-1 loss.
    let opens = last.is_empty() || last.ends_with(['.', '\n', '"']);
    let names = word.starts_with(char::is_uppercase) && !words::is_stop(word) && !opens;
    let joins = text[..start].ends_with(['-', '–', '/', '.', ',', '$', '£', '€', '#', '(', ')', ':']);
    // "No. 2 officials"
    let row = word.trim_end_matches('.').to_lowercase();
    // "of the country's 100 million people": known before.
    let is_known = word.ends_with("'s") || word.ends_with("’s");
    if names || joins || is_known || OF_A_ROW.contains(&row.as_str()) || word.ends_with(char::is_numeric) {
        return None;
    }
    // "between 10 and 15 seats"
    let mut words = last.split(' ').rev();
    let is_range = words.next().is_some_and(|word| matches!(word, "and" | "or" | "to"))
        && words.next().is_some_and(|word| word.ends_with(char::is_numeric));
    if is_range {
        return None;
    }
    let rest = text[digits..].strip_prefix(' ')?;
    let clause =
        &rest[..rest.find(|c: char| !c.is_alphabetic() && !matches!(c, ' ' | '-')).unwrap_or(rest.len())];
    let noun = clause.split(' ').take_while(|word| {
        word.chars().all(|c| c.is_lowercase() || c == '-') && !word.is_empty() && !words::is_stop(word)
    });
    // What is counted ends with its plural: "20 ships sank" counts ships.
    let last = noun.take(WORDS).find(|word| COUNTED[0].contains(word))?;
    let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
    let next = text[end..].trim_start().split(' ').next().unwrap_or_default();
    // "3 cases ago", "two world champions league games": no end of the noun is in sight.
    (!COUNTED[0].contains(next) && !text[end..].starts_with(['-', '/', '’', '\''])).then_some(start..end)
}

/// As [`english`]: 31个国家, 3项国家标准, 直接经济损失4980万元.
fn chinese(text: &str, number: &Number) -> Option<Range<usize>> {
    if let Some(sentenced) = sentenced(text, number) {
        return Some(sentenced);
    }
    if matches!(number.kind, Kind::Money(_) | Kind::Measure(_))
        && let Some(label) = label(&text[..number.span.start])
    {
        return Some(label..number.span.end);
    }
    let start = hedged(text, number.written.start, number.accuracy);
    let digits = number.written.end + tally::magnitude(&text[number.written.end..]);
    let rest = text[digits..].trim_start_matches(['多', '余']);
    let classifier = rest.chars().next()?;
    let kind = match classifier {
        c if OF_PEOPLE.contains(&c) => 1,
        c if OF_THINGS.contains(&c) => 2,
        _ => return None,
    };
    if text[..start].ends_with(['第', '-', '—', '~', '.', '、', '之']) || text[..start].ends_with("其他")
    {
        return None;
    }
    let rest = &rest[classifier.len_utf8()..];
    let run = &rest[..rest.find(|c| !is_han(c)).unwrap_or(rest.len())];
    let mut end = None;
    let mut characters = 0;
    let mut before_is_noun = false;
    for word in words::words(run, Language::Chinese) {
        characters += word.chars().count();
        // A noun is over where a word of sentences follows it, or nothing.
        if characters > LONGEST || words::is_stop(word) || word.contains('的') || VERBS.contains(&word) {
            break;
        }
        let is_noun = COUNTED[kind].contains(word)
            || COUNTED[kind].iter().any(|noun| noun.chars().count() > 1 && word.ends_with(noun));
        if before_is_noun && !is_noun {
            break;
        }
        before_is_noun = is_noun;
        if is_noun {
            end = Some(word.as_ptr() as usize - text.as_ptr() as usize + word.len());
        }
    }
    Some(start..end?)
}

/// A time in prison with its years and months: 有期徒刑11年半, 获刑6年10个月.
fn sentenced(text: &str, number: &Number) -> Option<Range<usize>> {
    let start = number.written.start;
    let label = ["有期徒刑", "获刑", "刑期"].into_iter().find(|label| text[..start].ends_with(label))?;
    let rest = &text[number.written.end..];
    let months = |rest: &str| {
        let digits =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        let unit = ["个月", "月"].into_iter().find(|unit| digits.starts_with(unit))?;
        (digits.len() < rest.len()).then(|| rest.len() - digits.len() + unit.len())
    };
    let len = match rest.strip_prefix('年') {
        Some(rest) => {
            let half = if rest.starts_with('半') { '半'.len_utf8() } else { 0 };
            let gap = if rest.starts_with(['零', '又']) { '零'.len_utf8() } else { 0 };
            '年'.len_utf8() + half.max(months(&rest[gap..]).map_or(0, |len| gap + len))
        }
        None => ["个月", "月"].into_iter().find(|unit| rest.starts_with(unit))?.len(),
    };
    Some(start - label.len()..number.written.end + len)
}

/// Where the label of an amount begins that the text ends with: 直接经济损失约.
fn label(before: &str) -> Option<usize> {
    let bare = BEHIND_A_LABEL.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    let found = COUNTED[3].iter().filter(|label| bare.ends_with(*label)).max_by_key(|label| label.len())?;
    let start = bare.len() - found.len();
    (!tally::is_averted(&before[..start])).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(language: Language, text: &str) -> Vec<String> {
        figures("", text, std::slice::from_ref(&(0..text.len())), language)
            .into_iter()
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn english_figures_keep_what_they_count_and_how_exactly() {
        let text = "More than 420 participants came on May 16; at least 38 international standards, and 12 draft texts. A fire \
                    injured about 14 factory workers. Acme was fined $3 million.";
        let wanted = [
            "More than 420 participants",
            "at least 38 international standards",
            "12 draft texts",
            "injured about 14 factory workers",
            "fined $3 million",
        ];
        assert_eq!(found(Language::English, text), wanted);
        assert_eq!(
            found(Language::English, "It was 300, he said. In the storm 20 ships sank."),
            ["20 ships"]
        );
    }

    #[test]
    fn chinese_figures() {
        let text = "来自31个国家的约420名代表出席，占80%以上，发布3项国家标准。火灾致9人失联，直接经济损失4980万元。";
        let wanted = ["31个国家", "约420名代表", "3项国家标准", "9人失联", "直接经济损失4980万元"];
        assert_eq!(found(Language::Chinese, text), wanted);
    }

    #[test]
    fn a_hedge_is_no_part_of_another_word() {
        let found = |text| found(Language::Chinese, text);
        assert_eq!(found("球队续约3名球员，最近3个项目开工，附近5家企业停产。"), ["3个项目", "5家企业"]);
        assert_eq!(found("约3家企业停产。"), ["约3家企业"]);
        assert_eq!(found("停电波及超6万名用户。"), ["超6万名用户"]);
    }

    #[test]
    fn what_is_not_sure_is_left_out() {
        for text in [
            "10News was there.",
            "The 76ers lost 2-1 games.",
            "Half-Life 2 feels great.",
            "Channel 4 news said so.",
            "A 58-year-old ran 200m in 3D for $5.",
            "They rose 3.7%.",
            "Xbox 2 games sell.",
            "The No. 2 officials met.",
            "Cars drove at 140 km/h.",
            "Flight 370 vanished on Sunday.",
        ] {
            assert_eq!(found(Language::English, text), Vec::<String>::new(), "{text}");
        }
        for text in [
            "2年级学生",
            "他今年53岁。",
            "持续15日。",
            "28名类鼻疽。",
            "200多名当地",
            "5G部署",
            "其他3名少年",
            "气温降至零下3摄氏度。",
            "球队与其续约1年。",
            "最近2个月，有4名专程赶来。",
            "4辆无牌照小车送往滨海医院。",
            "3名涉嫌诈骗，1名因病离开，一点一点，7号线开通。",
        ] {
            assert_eq!(found(Language::Chinese, text), Vec::<String>::new(), "{text}");
        }
    }
}
