//! What to call an article that has no title: how it begins.

use super::{dateline::without_dateline, script::is_han, sentence, site_name::trimmed};

/// Characters of an opening that has no place to end.
const LONGEST: usize = 100;

/// A sentence of up to so many characters is kept whole where no clause of it can stand by itself.
const WHOLE: usize = 240;

/// Columns of an opening at least: six Chinese characters, and about five English words.
const SHORTEST: usize = 12;
const SHORTEST_ENGLISH: usize = 26;

/// How a text begins, as a headline: up to the first place where a clause ends that can stand by itself. Never inside a number,
/// a name in quotation marks or a bracket, and never where what was announced is yet to come ("…发布公告称", "…said").
pub fn opening(text: &str) -> &str {
    let text = without_dateline(trimmed(text));
    let first = sentence::sentences(text, None).first().map_or(0, |range| range.end);
    let first = &text[..first];
    // "U.S." keeps its stop.
    let is_abbreviated =
        first.rsplit(' ').next().is_some_and(|word| word.trim_end_matches('.').contains('.'));
    let stop = |c: char| matches!(c, '。' | '！' | '？' | '!' | '?') || c == '.' && !is_abbreviated;
    let whole = first.trim_end_matches(stop);
    let mut open: Vec<char> = Vec::new();
    // Where clauses end, and in the end the sentence.
    let mut ends: Vec<usize> = Vec::new();
    for (at, c) in whole.char_indices().take(WHOLE) {
        match closing(c) {
            _ if open.last() == Some(&c) => drop(open.pop()),
            Some(close) if open.len() < 8 => open.push(close),
            _ => {}
        }
        match c {
            _ if !open.is_empty() || at == 0 => {}
            '，' | '；' | '：' => ends.push(at),
            ',' | ';' | ':' if pauses(&whole[..at], &whole[at + c.len_utf8()..]) => ends.push(at),
            _ => {}
        }
    }
    let is_short = whole.chars().nth(WHOLE).is_none();
    ends.extend(is_short.then_some(whole.len()));
    let (mut start, mut announced) = (0, false);
    for end in ends {
        let (piece, clause) = (&whole[..end], whole[start..end].trim());
        // What was announced is as long as a headline itself.
        let enough = long_enough(if announced { clause } else { piece });
        if end == whole.len() || enough && stands(clause) {
            return piece.trim_end();
        }
        announced = announces(clause);
        start = end + whole[end..].chars().next().map_or(0, char::len_utf8);
    }
    cut(text)
}

/// The beginning of a sentence that is too long for a headline: as many of its clauses as fit into so many characters and can
/// stand without the rest, or else the first that can within twice as many. In English a comma may part two words of one clause
/// ("a young, ill woman"), so the sentence ends there only before words that begin a clause of their own, or say who said it; a
/// Chinese clause that says no more than where it was goes on. Where there is no such place the whole of a sentence that is not
/// much too long stands. Else it is the [`opening`].
pub fn fitting(text: &str, most: usize) -> &str {
    let text = without_dateline(trimmed(text));
    let first = sentence::sentences(text, None).first().map_or(0, |range| range.end);
    let whole = text[..first].trim_end_matches(['。', '！', '？', '!', '?']);
    let fits = |text: &str, most: usize| text.chars().nth(most).is_none();
    if fits(whole, most) {
        return whole.trim_end();
    }
    let is_chinese = whole.chars().any(is_han);
    let mut open: Vec<char> = Vec::new();
    let (mut start, mut best) = (0, None);
    for (count, (at, c)) in whole.char_indices().take(2 * most + 1).enumerate() {
        match closing(c) {
            _ if open.last() == Some(&c) => drop(open.pop()),
            Some(close) if open.len() < 8 => open.push(close),
            _ => {}
        }
        let rest = &whole[at + c.len_utf8()..];
        let is_end = match c {
            _ if !open.is_empty() => false,
            '，' | '；' => true,
            ',' | ';' if pauses(&whole[..at], rest) => is_chinese || begins_a_clause(rest.trim_start()),
            _ => false,
        };
        if !is_end {
            continue;
        }
        let clause = whole[start..at].trim();
        let can_end = long_enough(&whole[..at]) && stands(clause) && !is_only_a_place(clause);
        if can_end && (count <= most || best.is_none()) {
            best = Some(at);
        }
        start = at + c.len_utf8();
    }
    match best {
        Some(end) => whole[..end].trim_end(),
        None if fits(whole, 2 * most + 1) => whole.trim_end_matches('.').trim_end(),
        None => opening(text),
    }
}

/// True for a Chinese clause that says only where or when it was: 在长春市区, 解放四村一麻将馆里.
fn is_only_a_place(clause: &str) -> bool {
    const ENDS: [char; 23] = [
        '里', '内', '楼', '站', '区', '路', '街', '村', '镇', '口', '旁', '处', '上', '中', '外', '前', '市',
        '县', '省', '天', '日', '许', '时',
    ];
    clause.chars().any(is_han) && (clause.starts_with('在') || clause.ends_with(ENDS))
}

/// True where English words behind a comma go on with a clause that may be left out.
fn begins_a_clause(rest: &str) -> bool {
    const BEGINNINGS: [&str; 20] = [
        "who",
        "which",
        "whose",
        "where",
        "when",
        "while",
        "as",
        "after",
        "before",
        "with",
        "including",
        "according",
        "although",
        "though",
        "but",
        "and",
        "because",
        "despite",
        "amid",
        "since",
    ];
    const SAID: [&str; 8] =
        ["said", "says", "announced", "reported", "reports", "told", "confirmed", "according"];
    let mut words = rest.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
    let first = words.clone().next().unwrap_or_default();
    BEGINNINGS.contains(&first)
        || first.len() > 5 && first.ends_with("ing")
        || words.by_ref().take(6).any(|word| SAID.contains(&word))
}

/// Can a headline end behind this clause?
fn stands(clause: &str) -> bool {
    let chinese = clause.chars().any(is_han);
    let first = clause.split_whitespace().next().unwrap_or_default();
    let leads = match chinese {
        true => {
            LEADS.iter().any(|lead| clause.starts_with(lead))
                || TIMES.iter().any(|time| clause.ends_with(time))
                || clause.chars().count() < 4
        }
        false => ENGLISH_LEADS.contains(&first.trim_end_matches(',')) || first == clause,
    };
    !leads && !announces(clause)
}

/// The width of a text: a Chinese character is two wide.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn long_enough(text: &str) -> bool {
    columns(text) >= if text.chars().any(is_han) { SHORTEST } else { SHORTEST_ENGLISH }
}

/// How clauses begin that only lead to another one.
const LEADS: [&str; 17] = [
    "根据", "按照", "依据", "依照", "为了", "随着", "由于", "受", "据", "当", "经", "鉴于", "針對", "针对",
    "近日", "日前", "对于",
];
/// How clauses end that only say when, or who sent the report.
const TIMES: [&str; 20] = [
    "月底", "以来", "早盘", "附近", "时", "时许", "日", "上午", "下午", "晚", "晚上", "凌晨", "中午", "傍晚",
    "午间", "晚间", "左右", "讯", "电", "期间",
];
const ENGLISH_LEADS: [&str; 24] = [
    "According",
    "On",
    "In",
    "At",
    "After",
    "Before",
    "When",
    "While",
    "As",
    "Although",
    "Though",
    "Despite",
    "With",
    "Since",
    "If",
    "Following",
    "During",
    "Under",
    "For",
    "By",
    "From",
    "Because",
    "Once",
    "Until",
];

/// Does the clause only announce what comes next?
fn announces(clause: &str) -> bool {
    const SAYS: [&str; 31] = [
        "证实",
        "爆料",
        "报告",
        "称",
        "說",
        "说",
        "表示",
        "指出",
        "显示",
        "顯示",
        "认为",
        "認為",
        "强调",
        "強調",
        "透露",
        "介绍",
        "介紹",
        "宣布",
        "报道",
        "報道",
        "获悉",
        "獲悉",
        "了解到",
        "消息",
        "如下",
        "公告",
        "通报",
        "通告",
        "发现",
        "声明",
        "写道",
    ];
    const SAYS_ENGLISH: [&str; 14] = [
        "said",
        "says",
        "that",
        "announced",
        "announces",
        "reported",
        "added",
        "warned",
        "stated",
        "told",
        "showed",
        "shows",
        "found",
        "reporters",
    ];
    let last = clause.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    SAYS.iter().any(|says| clause.ends_with(says)) || SAYS_ENGLISH.contains(&last)
}

/// The mark that closes what `c` opens.
fn closing(c: char) -> Option<char> {
    let pairs = [
        ('“', '”'),
        ('‘', '’'),
        ('「', '」'),
        ('『', '』'),
        ('《', '》'),
        ('〈', '〉'),
        ('（', '）'),
        ('(', ')'),
        ('[', ']'),
        ('【', '】'),
        ('"', '"'),
    ];
    pairs.iter().find(|(open, _)| *open == c).map(|(_, close)| *close)
}

/// A half-width mark that lets a reader pause: not in `1,000`, `12:30` or an address.
fn pauses(before: &str, rest: &str) -> bool {
    let digits =
        before.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit());
    let chinese = before.ends_with(|c: char| !c.is_ascii()) || rest.starts_with(|c: char| !c.is_ascii());
    rest.starts_with(char::is_whitespace) || chinese && !digits
}

/// The beginning of a text that has no place to end: not inside a word, a number, or what is opened before.
fn cut(text: &str) -> &str {
    let Some((most, _)) = text.char_indices().nth(LONGEST) else { return text.trim_end() };
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, c) in text[..most].char_indices() {
        match closing(c) {
            _ if open.last().is_some_and(|(close, _)| *close == c) => drop(open.pop()),
            Some(close) => open.push((close, at)),
            None => {}
        }
    }
    // What is opened late is left out; what is opened early is never closed, or everything is in it.
    let late = open.iter().map(|(_, at)| *at).find(|at| *at * 2 > most);
    let head = &text[..late.unwrap_or(most)];
    let next = text[head.len()..].chars().next();
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '%' | '-');
    let whole = match next.is_some_and(inside) && head.ends_with(inside) {
        true => head.trim_end_matches(inside),
        false => head,
    };
    let whole = whole.trim_end();
    if whole.is_empty() { head } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_end_before_a_clause() {
        for (text, expected) in [
            (
                "Port police on Friday arrested a 60-year-old, gravely ill man over the theft of pumps at a yard, ending a long hunt \
                 for him and for the pumps.",
                "Port police on Friday arrested a 60-year-old, gravely ill man over the theft of pumps at a yard",
            ),
            (
                "Two men were held over the theft of eleven pumps from a yard in the old harbour of Dalian, police said Saturday.",
                "Two men were held over the theft of eleven pumps from a yard in the old harbour of Dalian",
            ),
            (
                "A small, quiet, light and cheap pump for the ships of the inland waters of the north was shown in Dalian on Friday.",
                "A small, quiet, light and cheap pump for the ships of the inland waters of the north was shown in Dalian on Friday",
            ),
        ] {
            assert_eq!(fitting(text, 100), expected);
        }
        let text = "港口工人林某，四年前从泵房偷走十一台水泵后逃走，四年后警方在码头将其抓获，水泵已全部追回并归还泵房。";
        assert_eq!(
            fitting(text, 40),
            "港口工人林某，四年前从泵房偷走十一台水泵后逃走，四年后警方在码头将其抓获"
        );
        assert_eq!(fitting("论坛在大连开幕。", 40), "论坛在大连开幕");
        let text = "昨天上午10时多,在长港市劳动西路解放四村一泵房里,两名工人发生争执,随后两人又在门口的石阶上打了起来,一人的左手受了轻伤。";
        assert_eq!(fitting(text, 40), "昨天上午10时多,在长港市劳动西路解放四村一泵房里,两名工人发生争执");
        assert_eq!(fitting("", 40), "");
    }

    #[test]
    fn openings_end_where_a_clause_can_stand() {
        for (text, expected) in [
            ("论坛在大连开幕，代表到会。", "论坛在大连开幕"),
            (
                "临海市气象局发布公告称,受冷空气影响,多地气温突破历史极值,最低达到零下45.9度。",
                "临海市气象局发布公告称,受冷空气影响,多地气温突破历史极值",
            ),
            ("临海网2015-01-1114:10:53临海社1月11日电(林华)水泵标准今天发布,共3项。", "水泵标准今天发布"),
            ("根据国务院部署，临海启动标准修订，为期三年。", "根据国务院部署，临海启动标准修订"),
            ("该市出台《水泵，阀门和管件标准》，明年实施。", "该市出台《水泵，阀门和管件标准》"),
            ("4月18日7时许，临海一处泵房起火，无人受伤。", "4月18日7时许，临海一处泵房起火"),
            ("总数为1,000,其中300。", "总数为1,000,其中300"),
            (
                "On Monday, the forum opened in Dalian, and it rained.",
                "On Monday, the forum opened in Dalian",
            ),
            (
                "The forum opened at 3.5 degrees in Dalian, and it rained.",
                "The forum opened at 3.5 degrees in Dalian",
            ),
            (
                "The committee of the port said, after a break, that 3,000 pumps work.",
                "The committee of the port said, after a break, that 3,000 pumps work",
            ),
            ("Pumps work.\nThey do.", "Pumps work"),
            ("Mr. Li opened the forum of No. 3 port. It rained.", "Mr. Li opened the forum of No. 3 port"),
            ("Pumps are tested in the U.S.\nThey work.", "Pumps are tested in the U.S."),
        ] {
            assert_eq!(opening(text), expected);
        }
        let long = format!("标{}零下45.9度", "准".repeat(95));
        assert_eq!(opening(&format!("{long}{}", "准".repeat(200))), &long[..long.len() - "45.9度".len()]);
        assert_eq!(opening(&"标".repeat(300)), "标".repeat(100));
        assert_eq!(opening(""), "");
    }
}
