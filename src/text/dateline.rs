//! What news agencies and sites put before the first sentence: `BANGKOK (CNN) --`, `新华社北京4月9日电（记者林华）`,
//! a time stamp. It says who sent the report and when, and is no part of what is told.

use super::page_marks::without_page_marks;

/// How far into a sentence a dateline may reach, in bytes: an agency, a place, a day and two reporters.
const REACH: usize = 200;

/// A bracket longer than this (in characters) says more than who sent the report.
const LONGEST_CREDIT: usize = 16;

/// How far before its dash an English dateline may begin, in bytes.
const ENGLISH_REACH: usize = 80;

/// The sentence without the dateline before it, and without what copying a page left there.
pub fn without_dateline(sentence: &str) -> &str {
    let mut sentence = sentence;
    // A page may name its site, and then the agency that the site has it from.
    for _ in 0..2 {
        sentence = without_page_marks(sentence);
        sentence = after_credit(sentence).unwrap_or(sentence);
        sentence = after_chinese(sentence)
            .or_else(|| after_english(sentence))
            .or_else(|| after_agency(sentence))
            .unwrap_or(sentence);
        sentence = after_news(sentence).unwrap_or(sentence);
    }
    EMPTY_LEADS
        .iter()
        .find_map(|lead| sentence.strip_prefix(lead)?.strip_prefix(['，', ',']))
        .unwrap_or(sentence)
        .trim_start()
}

/// Leads that name no source and so say nothing.
const EMPTY_LEADS: [&str; 7] = ["据了解", "据悉", "据介绍", "據了解", "據瞭解", "據悉", "據介紹"];

/// After `…4月9日电`, `…晚报讯` or `…4月9日消息`, with the reporters in brackets where they follow.
fn after_chinese(sentence: &str) -> Option<&str> {
    let head = &sentence[..sentence.floor_char_boundary(REACH)];
    for (i, c) in head.char_indices().filter(|(_, c)| matches!(c, '电' | '電' | '讯' | '訊' | '息')) {
        let rest = &sentence[i + c.len_utf8()..];
        let credit = ["(记者", "（记者", "(記者", "（記者", "(通讯员", "（通讯员"]
            .iter()
            .any(|open| rest.starts_with(open))
            || (rest.starts_with(['(', '（'])
                && bracket(rest).is_some_and(|credit| credit.contains("记者") || credit.contains("記者")));
        if credit {
            return bracket(rest).map(|credit| rest[credit.len()..].trim_start());
        }
        let is_digit = |c: char| c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c);
        let day = head[..i].strip_suffix('日').is_some_and(|day| day.ends_with(is_digit));
        if day && !rest.is_empty() {
            // Who sent it stands in brackets, with or without the word for it.
            let name = bracket(rest).filter(|name| name.chars().count() <= LONGEST_CREDIT);
            let rest = &rest[name.map_or(0, str::len)..];
            return Some(rest.trim_start_matches(['，', ',', ' ', '\u{3000}', '：', ':']));
        }
    }
    None
}

/// How names of news sites, papers and stations end, and the channels of sites.
const MEDIA: [&str; 21] = [
    "网", "網", "报", "報", "社", "台", "臺", "在线", "财经", "财讯", "体育", "娱乐", "科技", "军事", "教育",
    "汽车", "房产", "新闻", "新聞", "FX168", "TechWeb",
];

/// Words that end in 讯 and name no report: 通讯, 资讯, 审讯.
const OTHER_NEWS: [char; 17] =
    ['通', '资', '資', '快', '速', '简', '簡', '短', '喜', '音', '审', '審', '问', '問', '闪', '电', '電'];

/// Parts of the day that stand between a date and 消息.
const HOURS: [&str; 8] = ["凌晨", "早间", "上午", "中午", "午间", "下午", "晚间", "晚"];

/// After `临海网讯`, `临海财经讯4月9日下午消息，`, `临海网4月9日报道` and `临海网临海4月9日（林华 张明）`, which no bracket with a
/// reporter follows, with all that stands before: a headline runs into it where the page was copied.
fn after_news(sentence: &str) -> Option<&str> {
    let head = &sentence[..sentence.floor_char_boundary(REACH)];
    let within = |before: &str, open, close| {
        before.matches::<char>(open).count() != before.matches::<char>(close).count()
    };
    let quoted =
        |before: &str| before.contains('。') || within(before, '《', '》') || within(before, '“', '”');
    for (at, c) in head.char_indices() {
        let (before, after) = (&head[..at], &sentence[at + c.len_utf8()..]);
        let end = match c {
            '讯' | '訊'
                if !after.starts_with('息') && !before.ends_with(OTHER_NEWS) && from_media(before, 3) =>
            {
                after
            }
            '息' => {
                let Some(day) = before.strip_suffix('消') else { continue };
                let day = HOURS.iter().find_map(|hour| day.strip_suffix(hour)).unwrap_or(day);
                let source = without_day(day).filter(|source| {
                    let is_name = source.chars().count() <= 12 && !source.contains(['，', ',', '《']);
                    !source.starts_with(['据', '據']) && (is_name || from_media(source, 0))
                });
                let ends = after.starts_with(['，', ',', '：', ':', ' ']);
                if !source.is_some_and(|source| ends || from_media(source, 4)) {
                    continue;
                }
                after
            }
            '道' if before.ends_with(['报', '報']) => {
                let day = &before[..before.len() - '报'.len_utf8()];
                let source = without_day(day)
                    .filter(|source| !source.starts_with(['据', '據']) && from_media(source, 0));
                if source.is_none() || after.starts_with(['称', '稱', '说', '說', '指', '了']) {
                    continue;
                }
                after
            }
            '(' | '（' => {
                let is_names = |inner: &str| inner.chars().all(|c| super::script::is_han(c) || c == ' ');
                let names = bracket(&sentence[at..]).filter(|names| {
                    names.chars().count() <= LONGEST_CREDIT
                        && is_names(names.trim_matches(['(', ')', '（', '）']))
                });
                let Some(names) = names else { continue };
                if !without_day(before).is_some_and(|source| from_media(source, 4)) {
                    continue;
                }
                &sentence[at + names.len()..]
            }
            '。' | '，' | ',' => return None,
            _ => continue,
        };
        if quoted(before) {
            return None;
        }
        let rest = end.trim_start_matches(['，', ',', ' ', '\u{3000}', '：', ':', '—', '－']);
        // A day behind the name of the paper is that of the report.
        return (rest.chars().count() >= 6).then_some(rest);
    }
    None
}

/// Does a text end in the name of a news site, with a place of so many characters at most behind it?
fn from_media(text: &str, place: usize) -> bool {
    let text = without_day(text).unwrap_or(text).trim_end();
    let ends = text
        .char_indices()
        .rev()
        .map(|(at, _)| at)
        .take(place)
        .filter(|at| super::script::is_han(text[*at..].chars().next().unwrap_or(' ')));
    let name = |text: &str| {
        MEDIA.iter().any(|ending| text.len() > ending.len() && text.ends_with(ending) || text == "FX168")
    };
    name(text) || ends.map(|at| &text[..at]).any(name)
}

/// A text without the day that it ends in: `临海网4月9日`.
fn without_day(text: &str) -> Option<&str> {
    let digits = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let day = text.trim_end().strip_suffix('日')?;
    let rest = &day[..digits(day)];
    (rest.len() < day.len()).then_some(())?;
    let Some(month) = rest.strip_suffix('月') else { return Some(rest) };
    let rest = &month[..digits(month)];
    let Some(year) = rest.strip_suffix('年') else { return Some(rest) };
    Some(&year[..digits(year)])
}

/// After `（记者林华）`, `（本报记者 林华）` and `【临海网】（记者林华）`, which stand before anything else.
fn after_credit(sentence: &str) -> Option<&str> {
    let site = sentence.strip_prefix('【').and_then(|rest| rest.split_once('】'));
    let sentence =
        site.filter(|(site, _)| site.chars().count() <= LONGEST_CREDIT).map_or(sentence, |(_, rest)| rest);
    let credit = bracket(sentence)?;
    let is_one = ["记者", "記者", "通讯员", "通訊員"].iter().any(|word| credit.contains(word));
    let rest = sentence[credit.len()..].trim_start_matches(['，', ',', ' ', '\u{3000}', '：', ':']);
    (is_one && !rest.is_empty()).then_some(rest)
}

/// The bracket that `text` begins with, if it closes soon.
fn bracket(text: &str) -> Option<&str> {
    if !text.starts_with(['(', '（']) {
        return None;
    }
    let head = &text[..text.floor_char_boundary(REACH)];
    let close = head.char_indices().find(|(_, c)| matches!(c, ')' | '）'))?;
    Some(&text[..close.0 + close.1.len_utf8()])
}

/// Agencies whose name in brackets the report may run on from.
const AGENCIES: [&str; 8] = ["CNN", "AP", "AFP", "Reuters", "Xinhua", "UPI", "Bloomberg", "CNN Business"];

/// After `Hong Kong (CNN)`, where the dash was lost.
fn after_agency(sentence: &str) -> Option<&str> {
    let head = &sentence[..sentence.floor_char_boundary(ENGLISH_REACH)];
    let (place, rest) = head.split_once('(')?;
    let (agency, _) = rest.split_once(')')?;
    let rest = sentence[place.len() + agency.len() + 2..].trim_start();
    let is_place = place.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        && place.split_whitespace().count() <= 4;
    (AGENCIES.contains(&agency) && is_place && rest.starts_with(char::is_uppercase)).then_some(rest)
}

/// After `PLACE (Agency) --`, `(Agency) --`, `PLACE, June 5 (Agency) -` and `PLACE —`.
fn after_english(sentence: &str) -> Option<&str> {
    let head = &sentence[..sentence.floor_char_boundary(ENGLISH_REACH)];
    let dashes = ["--", "—", "–", " - "].iter();
    let (at, dash) = dashes.filter_map(|dash| Some((head.find(dash)?, *dash))).min()?;
    let before = head[..at].trim_end();
    let rest = sentence[at + dash.len()..].trim_start();
    let agency = before.ends_with(')').then(|| before.rsplit_once('(')).flatten().map(|(_, agency)| agency);
    let capital = |text: &str| text.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'));
    let place = before.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_one = match agency {
        Some(agency) => dash != " - " || capital(agency) && capital(rest),
        // An aside has a second dash.
        None => {
            place.len() > 3
                && place.chars().all(char::is_uppercase)
                && dash != " - "
                && capital(rest)
                && !rest.contains(dash)
        }
    };
    (is_one && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_go() {
        for (sentence, kept) in [
            ("LINHAI, China (CNN) -- The standard is out.", "The standard is out."),
            ("Linhai Port (CNN)The standard is out.", "The standard is out."),
            ("LINHAI, April 9 — The standard is out.", "The standard is out."),
            ("LINHAI, April 9 (CNN) - The standard is out.", "The standard is out."),
            ("新华社临海4月9日电(记者林华)标准已经发布。", "标准已经发布。"),
            ("新华社临海4月9日电(林华)标准已经发布。", "标准已经发布。"),
            ("临海网4月9日消息(记者林华)标准已经发布。", "标准已经发布。"),
            ("【临海网】(见习记者林华)标准已经发布。", "标准已经发布。"),
            ("（本报记者 林华）标准已经发布。", "标准已经发布。"),
            ("新华社临海4月9日电，标准已经发布。", "标准已经发布。"),
            ("临海晚报讯（通讯员林华 记者张明）标准已经发布。", "标准已经发布。"),
            ("临海新闻网2024-05-06 08:21标准已经发布。", "标准已经发布。"),
            ("据悉，标准已经发布。", "标准已经发布。"),
            ("临海财经讯7月8日消息，标准已经发布。", "标准已经发布。"),
            ("临海科技2014-12-0422:49显示图片临海科技讯12月4日晚间消息，标准已经发布。", "标准已经发布。"),
            ("临海网6月22日消息，据外媒报道，标准已经发布。", "据外媒报道，标准已经发布。"),
            ("男童江边拾得手雷临海财经网讯8月6日傍晚，一位市民报警。", "8月6日傍晚，一位市民报警。"),
            ("参考消息网6月10日报道外媒近日获悉，标准已经发布。", "外媒近日获悉，标准已经发布。"),
            ("临海网港城7月26日(林华 张明)临海市公布标准。", "临海市公布标准。"),
            ("中新社临海五月十二日电 (记者 林华)标准已经发布。", "标准已经发布。"),
            ("（海港新闻）临海网11月2日报道，标准昨天已经发布。", "标准昨天已经发布。"),
            ("林华“慢跑”不犯规临海体育讯6月11日，标准已经发布。", "6月11日，标准已经发布。"),
            ("临海网港城7月4日消息据市电台报道，标准已经发布。", "据市电台报道，标准已经发布。"),
            ("□记者林华东方晨报临海讯标准昨天已经发布。", "标准昨天已经发布。"),
        ] {
            assert_eq!(without_dateline(sentence), kept);
        }
    }

    #[test]
    fn everything_else_stays() {
        for sentence in [
            "Reporters (AP) asked for more.",
            "The pump (the new one) runs – at last – without noise.",
            "标准5月6日发布，电网企业执行。",
            "通讯(电信)标准已经发布。",
            "（试行）标准已经发布。",
            "【提示】标准已经发布。",
            "消息说标准已经发布。",
            "《临海晨报》6月20日报道称，标准已经发布。",
            "据《临海晨报》5月3日消息，标准已经发布。",
            "临海晨报通讯员林华说，标准已经发布。",
            "临海市快讯中心6月成立，标准已经发布。",
            "据临海市纪委官方网站消息，林华接受调查。",
            "水利部门6月10日报道了水位。",
            "The pump (old) - and its age.",
            "NASA — the agency of the country — spoke.",
            "The vote was 12:10.",
            "据国家统计局介绍，标准已经发布。",
            "",
        ] {
            assert_eq!(without_dateline(sentence), sentence);
        }
    }
}
