//! The headline of a Chinese sentence.

mod opening;

use std::ops::Range;

use super::CHINESE;
use crate::{
    rules::zh_en::{Says, says},
    text::{dateline::without_dateline, script::simplified_form},
};

use opening::{Opening, opening, time_length};

/// How clauses begin that only lead to another one, or lean on one before.
const LEADS: [&str; 37] = [
    "根据",
    "按照",
    "依据",
    "依照",
    "为了",
    "为进一步",
    "随着",
    "由于",
    "受",
    "当",
    "经",
    "鉴于",
    "针对",
    "对于",
    "因",
    "虽然",
    "尽管",
    "如果",
    "若",
    "除了",
    "除",
    "只要",
    "即使",
    "自从",
    "自",
    "在",
    "从",
    "截至",
    "截止",
    "通过",
    "围绕",
    "面对",
    "作为",
    "关于",
    "如今",
    "至",
    "随著",
];

/// How clauses begin that speak of what was said before.
const LEANS: [&str; 37] = [
    "他",
    "她",
    "它",
    "其",
    "该",
    "此",
    "这",
    "那",
    "对此",
    "但",
    "而",
    "并",
    "因此",
    "所以",
    "于是",
    "同时",
    "另外",
    "不过",
    "比如",
    "例如",
    "其中",
    "特别是",
    "尤其",
    "甚至",
    "几乎",
    "然后",
    "随后",
    "就",
    "也",
    "还",
    "又",
    "却",
    "则",
    "因而",
    "从而",
    "导致",
    "造成",
];

/// How clauses end that are not over.
const OPEN_ENDS: [&str; 41] = [
    "时",
    "时候",
    "期间",
    "以来",
    "之际",
    "之后",
    "后",
    "前",
    "之前",
    "中",
    "起",
    "下",
    "的话",
    "情况下",
    "止",
    "方向",
    "附近",
    "路段",
    "处",
    "旁",
    "内",
    "里",
    "外",
    "的机会",
    "许",
    "一看",
    "门前",
    "门口",
    "路上",
    "会上",
    "现场",
    "傍晚",
    "上午",
    "下午",
    "晚上",
    "凌晨",
    "车站",
    "车厢",
    "广场",
    "代表大会",
    "工地",
];

/// How clauses end that want another one, though they have a subject and a verb.
const UNFINISHED: [&str; 10] =
    ["决定", "要求", "规定", "希望", "建议", "得知", "发现", "原因", "的是", "以及"];

/// How clauses begin without which the rest says something else.
const CONDITIONS: [&str; 12] =
    ["如果", "若", "除非", "即使", "假如", "一旦", "要是", "只要", "只有", "虽然", "尽管", "倘若"];

/// Words that say when, and nothing of the event, between what it speaks of and what is said.
const LATELY: [&str; 12] =
    ["近日", "日前", "昨日", "昨天", "今日", "今天", "昨晚", "今晚", "今晨", "当日", "前天", "近期"];

/// A clause, in characters, and the mark behind it.
struct Clause {
    range: Range<usize>,
    mark: Option<char>,
}

/// The headline of a sentence in either script.
pub fn headline(sentence: &str) -> Option<String> {
    let sentence = without_dateline(sentence.trim());
    let sentence = sentence.trim_start_matches(['—', '-', ':', '：', '·', ' ']);
    let written: Vec<char> = without_asides(&full_width(sentence));
    let plain: Vec<char> = written.iter().map(|c| simplified_form(*c)).collect();
    let clauses = clauses(&plain);
    let said = |range: Range<usize>| plain[range].iter().collect::<String>();
    let mut speaker: Option<Range<usize>> = None;
    let mut from = None;
    for (at, clause) in clauses.iter().enumerate() {
        let mut range = clause.range.clone();
        range.start += time_length(&plain[range.clone()]);
        if range.is_empty() {
            continue;
        }
        let text = said(range.clone());
        match opening(&text, clause.mark) {
            Opening::Source => {
                speaker = None;
                continue;
            }
            Opening::Speaker(length) => {
                speaker = Some(range.start..range.start + length);
                continue;
            }
            Opening::None | Opening::Said => {}
        }
        if CONDITIONS.iter().any(|word| text.starts_with(word)) {
            return None;
        }
        if LEANS.iter().any(|word| text.starts_with(word)) {
            break;
        }
        let of = says(&text);
        let leads = LEADS.iter().any(|lead| text.starts_with(lead));
        let is_topic = of.thing && (!of.deed || of.is_thing) && !leads && !is_open(&text) && {
            let next = clauses.get(at + 1).map(|next| says(&said(next.range.clone())));
            next.is_some_and(|next| next.deed && !next.subject)
        };
        let is_said = speaker.is_some() && of.deed;
        let leads = leads && !(is_said && text.starts_with(['在', '从']));
        if !leads && !is_open(&text) && (is_said || of.subject && of.deed || is_topic) {
            from = Some((at, range.start));
            break;
        }
        // What is said of nobody comes before the one who did it, but not before a further deed of nobody.
        if of.deed && !leads && at > 0 && speaker.is_none() && !is_open(&text) {
            break;
        }
    }
    let (first, start) = from?;
    let opened = speaker.as_ref().map_or(0, |range| range.len() + 1);
    let mut best = None;
    let mut has = Says::default();
    for clause in &clauses[first..] {
        let text = said(clause.range.start.max(start)..clause.range.end);
        let of = says(&text);
        has.subject |= of.subject || of.is_thing;
        has.deed |= of.deed && !of.is_thing;
        let length = opened + clause.range.end - start;
        if has.deed
            && (has.subject || speaker.is_some())
            && of.deed
            && !of.is_thing
            && can_end(&text, clause.mark)
        {
            if length <= CHINESE || best.is_none() && length <= 2 * CHINESE {
                best = Some(clause.range.end);
            }
            if length > CHINESE {
                break;
            }
        }
    }
    let mut out: String = speaker.map(|range| written[range].iter().collect()).unwrap_or_default();
    if !out.is_empty() {
        out.push('：');
    }
    let kept = start..best?;
    out.extend(without_lately(&written[kept.clone()], &plain[kept]));
    Some(out.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Can a headline end behind this clause?
fn can_end(clause: &str, mark: Option<char>) -> bool {
    let leads =
        ["除了", "由于", "随着", "趁着"].iter().chain(&CONDITIONS).any(|lead| clause.starts_with(lead));
    let day =
        clause.strip_suffix(['日', '号']).is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    let when = (day || clause.ends_with(['晚', '午'])) && mark == Some('，');
    let unfinished = UNFINISHED.iter().any(|end| clause.ends_with(end));
    !leads && !when && !unfinished && !is_open(clause) && matches!(opening(clause, mark), Opening::None)
}

/// True for a clause that another one must follow.
fn is_open(clause: &str) -> bool {
    OPEN_ENDS.iter().any(|end| clause.ends_with(end))
}

/// The clauses of a sentence: parted by marks that stand in no quotation and no bracket.
fn clauses(plain: &[char]) -> Vec<Clause> {
    let mut out = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, &c) in plain.iter().enumerate() {
        match c {
            '“' | '「' | '『' | '《' | '（' | '【' | '‘' => depth += 1,
            '”' | '」' | '』' | '》' | '）' | '】' | '’' => depth = depth.saturating_sub(1),
            '，' | '；' | '：' | '。' | '！' if depth == 0 => {
                if at > start {
                    out.push(Clause { range: start..at, mark: Some(c) });
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < plain.len() {
        out.push(Clause { range: start..plain.len(), mark: None });
    }
    out
}

/// With the marks of Chinese where a text has those of English: not in figures.
fn full_width(text: &str) -> Vec<char> {
    let chars: Vec<char> = text.chars().collect();
    let is_ascii =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphanumeric);
    let put = |(at, &c): (usize, &char)| match c {
        ',' | ':' | ';' if is_ascii(at.checked_sub(1)) && is_ascii(Some(at + 1)) => c,
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '(' => '（',
        ')' => '）',
        '!' => '！',
        '?' => '？',
        c => c,
    };
    chars.iter().enumerate().map(put).collect()
}

/// Without brackets of more than two characters that stand behind something; names and works have marks of their own.
fn without_asides(text: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let close = (text[at] == '（' && !out.is_empty())
            .then(|| text[at..].iter().position(|c| *c == '）').map(|length| at + length))
            .flatten();
        match close.filter(|close| !text[at + 1..*close].contains(&'（')) {
            Some(close) => at = close + 1,
            None => {
                out.push(text[at]);
                at += 1;
            }
        }
    }
    out
}

/// Without 近日 and its like in the middle.
fn without_lately(written: &[char], plain: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(written.len());
    let mut at = 0;
    while at < plain.len() {
        let word = |word: &&&str| {
            let length = word.chars().count();
            plain[at..].len() > length && word.chars().eq(plain[at..at + length].iter().copied())
        };
        if let Some(word) = LATELY.iter().find(word) {
            let next = at + word.chars().count();
            let before = at.checked_sub(1).map(|before| plain[before]);
            let goes_on = "的起头前后以，的上下".contains(plain[next]);
            let bound = before.is_none_or(|c| "至到从截自前的《“「，：".contains(c));
            if at > 1 && !goes_on && !bound {
                at = next;
                continue;
            }
        }
        out.push(written[at]);
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::headline;

    #[test]
    fn who_did_what_remains() {
        for (sentence, expected) in [
            (
                "临海网讯5月6日下午消息，临海泵业(600000.SH)今日发布公告，拟回购股票不超过5亿元，资金来源为自有资金。",
                "临海泵业：拟回购股票不超过5亿元，资金来源为自有资金",
            ),
            (
                "据临海港官方网站消息，港口管理局副局长林华涉嫌严重违纪，目前正接受组织调查。",
                "港口管理局副局长林华涉嫌严重违纪，目前正接受组织调查",
            ),
            (
                "走近一看原来是一辆面包车着火了，前天晚上10时许，临海市东路一家泵房门前，一辆面包车突然着火并迅速蔓延。",
                "一辆面包车突然着火并迅速蔓延",
            ),
            ("昨天，教育部发布水泵课程标准。", "教育部发布水泵课程标准"),
            ("临海市近日出台新规，城区水泵夜间停止运行。", "临海市出台新规，城区水泵夜间停止运行"),
            ("林華表示，港口委員會將進一步研究水泵標準。", "林華：港口委員會將進一步研究水泵標準"),
        ] {
            assert_eq!(headline(sentence).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_has_no_predicate_is_no_headline() {
        for sentence in ["港口泵房门前。", "他表示，水泵很好。", "", "，，，"] {
            assert_eq!(headline(sentence), None, "{sentence}");
        }
    }
}
