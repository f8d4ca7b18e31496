//! What copying a page leaves before its first sentence, run together with it: `发布日期:2015-01-2410:33:36【字体：】`,
//! `光明网06-0114:24显示图片`, the data of a player. None of it is told; what follows is.

use super::{Language, script::is_han, words};

/// How far into a text such marks may reach, in bytes: a headline, a site, a stamp and a caption.
const REACH: usize = 200;

/// The data of a player is no longer than this, in bytes.
const LONGEST_DATA: usize = 8_000;

/// Characters of a reporter's name at most, or of the names of two.
const LONGEST_NAME: usize = 8;

/// Rounds at most: a page has few marks, and each is taken once.
const ROUNDS: usize = 8;

/// Reads one kind of mark: what follows it, if the text begins with it.
type Rule = fn(&str) -> Option<&str>;

/// The kinds of marks, each with why it is one.
const RULES: [Rule; 11] = [
    after_bullet, // the label of a list, and marks that are left of a layout
    after_data,   // {!--PGC_VIDEO:{…}--}: the data of a player
    after_player, // 您的浏览器不支持video标签: what a page says where its player is not shown
    after_size,   // 【字体：大 中 小】: the buttons for the size of letters
    after_button, // 新浪体育显示图片, 进入图集: the buttons of a gallery
    after_credit, // 【环球网报道 记者林华】, [泉州新闻-闽南网]: who sent it
    after_camera, // 临海社记者林华摄: who took the picture
    after_source, // 来源：临海晚报: the paper that it was taken from
    after_agency, // （临海新闻）: who has the picture before it
    after_topic,  // 更多#港口#: a link to more of the kind
    after_stamp,  // 发布日期:2015-01-2410:33:36, 光明网06-0114:24: when it was put up
];

/// The text without the marks before it.
pub fn without_page_marks(text: &str) -> &str {
    let mut text = text.trim_start();
    for _ in 0..ROUNDS {
        let Some(rest) = RULES.iter().find_map(|rule| rule(text)) else { break };
        text = rest.trim_start();
    }
    text
}

fn after_bullet(text: &str) -> Option<&str> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=2).contains(&digits)
        && let Some(rest) = text[digits..].strip_prefix('、')
    {
        return Some(rest);
    }
    let rest = text.trim_start_matches([':', '：', '—', '□', '■', '▲', '△', '◎', '※', '★', '☆', '>', '＞']);
    (rest.len() < text.len() && rest.starts_with(|c: char| !c.is_ascii_punctuation())).then_some(rest)
}

fn after_data(text: &str) -> Option<&str> {
    let data = text.strip_prefix("{!--")?;
    let end = data[..data.floor_char_boundary(LONGEST_DATA)].find("--}")?;
    Some(&data[end + "--}".len()..])
}

fn after_player(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("您的浏览器不支持").or_else(|| text.strip_prefix("您的瀏覽器不支援"))?;
    let end = rest.find(['。', '！'])?;
    (end < 60).then(|| &rest[end + '。'.len_utf8()..])
}

fn after_size(text: &str) -> Option<&str> {
    let open = text.starts_with(['【', '[', '［', '(', '（']);
    let inner = if open { &text[text.chars().next()?.len_utf8()..] } else { text };
    let inner = ["字体", "字體", "字号", "字號"].iter().find_map(|word| inner.strip_prefix(word))?;
    let inner = inner.strip_prefix([':', '：'])?;
    let rest = inner.trim_start_matches(['大', '中', '小', ' ', '\u{3000}', '|']);
    Some(rest.strip_prefix(['】', ']', '］', ')', '）']).unwrap_or(rest))
}

/// After a button, with the name of the site before it, and with the caption of the picture where it can be told from what
/// follows: a report of sport goes on with the hour of Beijing.
fn after_button(text: &str) -> Option<&str> {
    let head = &text[..text.floor_char_boundary(40)];
    let (at, button) =
        ["显示图片", "顯示圖片", "进入图集"].iter().find_map(|button| Some((head.find(button)?, *button)))?;
    if head[..at].contains(['，', ',', '。', '：', ':', ' ']) {
        return None;
    }
    let rest = &text[at + button.len()..];
    let head = &rest[..rest.floor_char_boundary(120)];
    let caption = head.find("北京时间").filter(|at| !head[..*at].contains(['，', ',', '。', '！', '？']));
    Some(&rest[caption.unwrap_or(0)..])
}

/// After a bracket that names who sent the report, and says so; a headline may run into it.
fn after_credit(text: &str) -> Option<&str> {
    let head = &text[..text.floor_char_boundary(REACH)];
    let open = head.find(['【', '[', '［'])?;
    let bracket = &head[open..];
    let close = match bracket.chars().next()? {
        '【' => '】',
        '[' => ']',
        _ => '］',
    };
    let end = bracket.find(close)?;
    let inner = &bracket[bracket.chars().next()?.len_utf8()..end];
    let count = inner.chars().count();
    // A name follows 记者; a headline may too, but is longer.
    let reporter = ["记者", "記者"].iter().filter_map(|word| inner.rsplit_once(word));
    let named = reporter.map(|(_, name)| name.chars().count()).any(|length| length <= LONGEST_NAME);
    let sent = count <= 24 && (named || inner.ends_with("报道") || inner.ends_with("報道"));
    let site = count <= 12 && ["网", "網", "日报", "晚报"].iter().any(|word| inner.ends_with(word));
    let is_one = if open == 0 { sent || site } else { sent && !head[..open].contains(['。', '，', ',']) };
    is_one.then(|| &text[open + end + close.len_utf8()..])
}

/// How the names of papers, agencies and sites end.
const MEDIA: [&str; 12] = [
    "日报",
    "晚报",
    "晨报",
    "早报",
    "商报",
    "时报",
    "都市报",
    "新闻网",
    "新华社",
    "中新社",
    "新闻",
    "韩联社",
];

fn after_source(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("来源").or_else(|| text.strip_prefix("來源"))?.strip_prefix([':', '：'])?;
    let head = &rest[..rest.floor_char_boundary(36)];
    let end = MEDIA.iter().filter_map(|name| Some(head.find(name)? + name.len())).min()?;
    let rest = rest[end..].trim_start_matches('网');
    // 来源：临海晚报报道: then it is told, and not named.
    (!head[..end].contains(['，', '。', ' ']) && !rest.starts_with(['报', '称', '说'])).then_some(rest)
}

fn after_agency(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['（', '('])?;
    let (agency, rest) = rest.split_once(['）', ')'])?;
    let is_one = agency.chars().count() <= 8 && MEDIA.iter().any(|name| agency.ends_with(name));
    (is_one && rest.starts_with(is_han)).then_some(rest)
}

fn after_topic(text: &str) -> Option<&str> {
    let (topic, rest) = text.strip_prefix("更多")?.strip_prefix(['#', '＃'])?.split_once(['#', '＃'])?;
    (topic.chars().count() <= 12).then_some(rest)
}

/// After the name of a photographer, and that it is one.
fn after_camera(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("图/").or_else(|| text.strip_prefix("圖/")) {
        return after_reporter(rest);
    }
    let head = &text[..text.floor_char_boundary(48)];
    let (at, camera) = head.char_indices().find(|(_, c)| matches!(c, '摄' | '攝'))?;
    let before = &head[..at];
    let named = ["记者", "記者", "通讯员", "通訊員"].iter().find_map(|word| before.split_once(word));
    let is_one = named.is_some_and(|(agency, name)| {
        agency.chars().count() <= 6 && (2..=4).contains(&name.chars().count()) && name.chars().all(is_han)
    });
    is_one.then(|| &text[at + camera.len_utf8()..])
}

/// After `临海晚报记者林华`, which the report runs on from: the name has two characters at least, and ends with a word.
fn after_reporter(text: &str) -> Option<&str> {
    let head = &text[..text.floor_char_boundary(36)];
    let (agency, name) = head.split_once("记者").or_else(|| head.split_once("記者"))?;
    if agency.chars().count() > 8 || !agency.chars().all(is_han) {
        return None;
    }
    let mut characters = 0;
    let mut end = text.len() - text[agency.len()..].len() + "记者".len();
    for word in words::words(name, Language::Chinese) {
        characters += word.chars().count();
        end += word.len();
        if characters >= 2 {
            break;
        }
    }
    ((2..=4).contains(&characters) && text[end..].starts_with(is_han)).then(|| &text[end..])
}

/// After a date with a clock, `2024-05-06 08:21`, with or without blank, and after one without the year that the name of a site
/// runs into.
fn after_stamp(text: &str) -> Option<&str> {
    let head = &text[..text.floor_char_boundary(REACH)];
    head.match_indices(':').find_map(|(colon, _)| {
        let bytes = head.as_bytes();
        let two = |at: usize| bytes.get(at..at + 2).is_some_and(|b| b.iter().all(u8::is_ascii_digit));
        if colon < 2 || !two(colon - 2) || !two(colon + 1) {
            return None;
        }
        let date = head[..colon - 2].trim_end();
        let has_year = is_day(date, "2024-05-06");
        let site = date.len().checked_sub("05-06".len()).map(|at| &date.as_bytes()[..at]);
        let runs_on =
            site.is_some_and(|site| site.last().is_some_and(|byte| !byte.is_ascii()) && site.len() <= 36);
        if !(has_year || runs_on && is_day(date, "05-06")) {
            return None;
        }
        let mut end = colon + 3;
        while bytes.get(end) == Some(&b':') && two(end + 1) {
            end += 3;
        }
        Some(&text[end..])
    })
}

/// True for a text that ends in a day written as the pattern is.
fn is_day(text: &str, pattern: &str) -> bool {
    let Some(start) = text.len().checked_sub(pattern.len()) else { return false };
    text.bytes().skip(start).zip(pattern.bytes()).all(|(byte, like)| match like {
        b'-' => matches!(byte, b'-' | b'/' | b'.'),
        _ => byte.is_ascii_digit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_pages_go() {
        for (text, kept) in [
            (
                "发布日期:2015-01-2410:33:36【字体：】临海气象台1月24日发布霾黄色预警。",
                "临海气象台1月24日发布霾黄色预警。",
            ),
            ("发布日期：2014-11-22 10:00:00【字体：大 中 小】临海气象台发布预警。", "临海气象台发布预警。"),
            ("临海网06-0114:24显示图片临海市一处泵房起火。", "临海市一处泵房起火。"),
            (
                "临海体育显示图片临海队名单北京时间5月26日下午，临海队公布名单。",
                "北京时间5月26日下午，临海队公布名单。",
            ),
            ("{!--PGC_VIDEO:{\"a\":1}--}您的浏览器不支持video标签。港口开港。", "港口开港。"),
            ("【临海网报道 记者林华】港口开港。", "港口开港。"),
            ("[临海新闻-海港网]港口开港。", "港口开港。"),
            ("临海社记者林华明摄8月17日晚，港口开港。", "8月17日晚，港口开港。"),
            ("林华:港口还要扩建【临海网报道】港口开港。", "港口开港。"),
            ("1、港口是东海最大的港。", "港口是东海最大的港。"),
            ("——周一港口开港。", "周一港口开港。"),
            ("临海新闻网2024-05-06 08:21标准已经发布。", "标准已经发布。"),
            ("来源：临海晚报“港口开港了！”", "“港口开港了！”"),
            ("（临海新闻）港口开港。", "港口开港。"),
            ("更多#港口新闻#4月30日，港口开港。", "4月30日，港口开港。"),
            ("图/临海晚报记者张明，港口开港。", "图/临海晚报记者张明，港口开港。"),
            ("> The port opened.", "The port opened."),
        ] {
            assert_eq!(without_page_marks(text), kept);
        }
    }

    #[test]
    fn what_is_told_stays() {
        for text in [
            "比分是72:10，临海队获胜。",
            "The vote was 12:10 on 05-06.",
            "【提示】港口开港。",
            "记者昨天在现场拍摄到港口开港。",
            "【港口今天开港】首批三艘货轮靠泊。",
            "【记者转行开武馆三年后港口开港】首批三艘货轮靠泊。",
            "[1] The port opened.",
            "来源：临海晚报报道，港口开港。",
            "（港口是东海最大的港）港口开港。",
            "更多港口开港。",
            "屏幕显示，图片不清。",
            "5月6日12:30港口开港。",
            "",
        ] {
            assert_eq!(without_page_marks(text), text);
        }
    }
}
