//! How a Chinese sentence opens before it comes to the point: when it was, who sent the report, who said so.

/// How clauses end that only say who sent a report, or how it became known.
const SOURCES: [&str; 14] = [
    "消息",
    "讯",
    "电",
    "报道",
    "获悉",
    "了解到",
    "悉",
    "了解",
    "得知",
    "报道称",
    "报道说",
    "消息称",
    "消息说",
    "初步调查",
];

/// How they end where they begin with 据.
const ACCORDING: [&str; 16] = [
    "介绍",
    "透露",
    "统计",
    "显示",
    "称",
    "通报",
    "公告",
    "说",
    "数据",
    "指出",
    "报告",
    "披露",
    "分析",
    "预测",
    "统计显示",
    "规定",
];

/// Words of saying behind the one who says it.
const SAYS: [&str; 20] = [
    "表示", "指出", "强调", "透露", "认为", "介绍", "宣布", "披露", "回应", "警告", "呼吁", "称", "说",
    "扬言", "通报", "公告", "声明", "证实", "确认", "爆料",
];

/// What stands between the two.
const BETWEEN: [&str; 33] = [
    "发布",
    "发出",
    "发表",
    "正式",
    "官方",
    "对此",
    "近日",
    "日前",
    "昨日",
    "昨天",
    "今日",
    "今天",
    "在会上",
    "通报",
    "公告",
    "声明",
    "消息",
    "公开",
    "介绍",
    "向记者",
    "对记者",
    "对媒体",
    "接受采访时",
    "当日",
    "晚间",
    "还",
    "爆料",
    "发帖",
    "发微博",
    "发文",
    "证实",
    "并",
    "在",
];

/// Who only passes on what others say.
const MEDIA: [&str; 16] = [
    "报",
    "网",
    "社",
    "电视台",
    "媒体",
    "外媒",
    "日媒",
    "韩媒",
    "美媒",
    "新闻",
    "记者",
    "报道",
    "网友",
    "港媒",
    "用户",
    "微博",
];

/// Characters of one who says something, at most: a name with its office.
const SPEAKER: usize = 16;

/// Words that say when.
const WHEN: [&str; 41] = [
    "如今",
    "亚市",
    "尾盘",
    "盘中",
    "午盘",
    "北京时间",
    "当地时间",
    "昨天",
    "昨日",
    "今天",
    "今日",
    "近日",
    "日前",
    "近期",
    "前天",
    "前日",
    "昨晚",
    "今晚",
    "今晨",
    "当天",
    "当日",
    "当晚",
    "凌晨",
    "清晨",
    "早上",
    "上午",
    "中午",
    "下午",
    "傍晚",
    "晚上",
    "晚间",
    "夜间",
    "深夜",
    "晚",
    "左右",
    "许",
    "早间",
    "午间",
    "最近",
    "周末",
    "早盘",
];

/// What a clause is before the point.
pub enum Opening {
    /// It only says where the report comes from.
    Source,
    /// So many of its characters name who says what follows.
    Speaker(usize),
    /// It says that something is said, and more than a headline can say of who says it.
    Said,
    /// It is none.
    None,
}

/// What a clause is that stands before another one.
pub fn opening(clause: &str, mark: Option<char>) -> Opening {
    if !matches!(mark, Some('，' | '：')) {
        return Opening::None;
    }
    let ends = |all: &[&str]| all.iter().any(|end| clause.ends_with(end));
    let is_according = clause.starts_with('据') || clause.starts_with("根据");
    if ends(&SOURCES) || is_according && ends(&ACCORDING) {
        return Opening::Source;
    }
    let Some(mut speaker) = SAYS.iter().find_map(|says| clause.strip_suffix(says)) else {
        return Opening::None;
    };
    while let Some(shorter) = shorter(speaker) {
        speaker = shorter;
    }
    let length = speaker.chars().count();
    let passes_on = MEDIA.iter().any(|end| speaker.ends_with(end));
    match length {
        _ if passes_on || length == 0 && clause.chars().count() > 2 => Opening::Source,
        2..=SPEAKER if !speaker.starts_with(['他', '她', '其', '该', '这', '此']) => {
            Opening::Speaker(length)
        }
        _ => Opening::Said,
    }
}

/// One who says something without what stands between that and the word of saying: a document, a day.
fn shorter(speaker: &str) -> Option<&str> {
    let word = || BETWEEN.iter().find_map(|word| speaker.strip_suffix(word));
    let work =
        || speaker.strip_suffix('》').and_then(|rest| rest.rsplit_once('《')).map(|(before, _)| before);
    let day = || {
        let before = speaker.strip_suffix(['日', '号'])?;
        let bare = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '月');
        (bare.len() < before.len()).then_some(bare)
    };
    let week = || {
        let before = speaker.strip_suffix(['一', '二', '三', '四', '五', '六', '日', '天'])?;
        ["周", "星期", "礼拜"].iter().find_map(|week| before.strip_suffix(week))
    };
    // 向联合国表示
    let to = || {
        let (before, to) = speaker.rsplit_once('向')?;
        (!before.is_empty() && (1..8).contains(&to.chars().count())).then_some(before)
    };
    word().or_else(work).or_else(day).or_else(week).or_else(to)
}

/// How many characters at the beginning of a clause say when, and nothing else. None where they go on: the first week of May,
/// since May, the forum of 2024.
pub fn time_length(clause: &[char]) -> usize {
    let mut at = 0;
    let mut last = ' ';
    loop {
        let rest = &clause[at..];
        let word = WHEN.iter().map(|word| word.chars().count()).zip(WHEN);
        let word = word.filter(|(_, word)| word.chars().eq(rest.iter().copied().take(word.chars().count())));
        if let Some((length, _)) = word
            .max_by_key(|(length, _)| *length)
            .filter(|(_, word)| at > 0 || !matches!(*word, "晚" | "许" | "左右"))
        {
            at += length;
            last = '时';
            continue;
        }
        let week = ["周", "星期", "礼拜"]
            .iter()
            .map(|week| week.chars().collect::<Vec<_>>())
            .find(|week| rest.starts_with(week));
        if let Some(week) =
            week.filter(|week| rest.get(week.len()).is_some_and(|c| "一二三四五六日天".contains(*c)))
        {
            at += week.len() + 1;
            last = '日';
            continue;
        }
        let digits = rest.iter().take_while(|c| c.is_ascii_digit() || **c == ':').count();
        match rest.get(digits) {
            Some(unit @ ('年' | '月' | '日' | '号' | '时' | '点' | '分' | '秒')) if digits > 0 => {
                at += digits + 1;
                last = *unit;
            }
            _ => break,
        }
    }
    let next = clause.get(at);
    let goes_on =
        next.is_some_and(|c| "至到—-~、起后前以之内间期的召会和与几数".contains(*c) || c.is_ascii_digit());
    if goes_on || matches!(last, '年' | '月') { 0 } else { at }
}
