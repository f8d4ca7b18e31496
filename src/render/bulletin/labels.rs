//! The words of the bulletin itself, in its languages.

use jiff::civil::Date;

use super::chart::Unit;
use crate::{
    digest::{Difference, Facts},
    outcome::Method,
    render::Made,
    text::{Language, dates::MONTHS},
};

/// The word for something in English, Simplified and Traditional Chinese.
pub struct Word([&'static str; 3]);

pub const WHEN: Word = Word(["When", "时间", "時間"]);
pub const PLANNED: Word = Word(["Planned", "预定时间", "預定時間"]);
pub const WHERE: Word = Word(["Where", "地点", "地點"]);
pub const WHO: Word = Word(["Who", "相关方", "相關方"]);
pub const FIGURES: Word = Word(["Figures", "数字", "數字"]);
pub const EARLIER: Word = Word(["in an earlier bulletin", "此前已收录", "此前已收錄"]);
pub const SKIPPED: Word = Word(["Not included", "未收录", "未收錄"]);
pub const INSTEAD: Word = Word([
    "in the original: no gloss of it was good enough",
    "照录原文语言：对译不够可靠",
    "照錄原文語言：對譯不夠可靠",
]);
pub const CONTENTS: Word = Word(["In this bulletin", "本期内容", "本期內容"]);
pub const OTHER: Word = Word(["Other news", "其他", "其他"]);

pub const NOTHING_NEW: Word =
    Word(["Nothing new since the last bulletin.", "上期以来没有新消息。", "上期以來沒有新消息。"]);
pub const NOTHING: Word = Word(["There is no news.", "没有消息。", "沒有消息。"]);

impl Word {
    /// In this language.
    pub fn in_language(&self, language: Language) -> &'static str {
        self.0[match language {
            Language::English => 0,
            Language::Chinese => 1,
            Language::TraditionalChinese => 2,
        }]
    }
}

/// "en · extracted by rules", "zh · 摘录（规则）": the language of the text, how it came about, and by whom.
pub fn made_by(language: Language, made: &Made) -> String {
    let own = made.lang.unwrap_or(language);
    let by = match language {
        Language::English => format!("{} by {}", made.method.name(), made.engine),
        _ => {
            let method = match made.method {
                Method::Generated => Word(["generated", "模型生成", "模型生成"]),
                Method::Extracted => Word(["extracted", "摘录", "摘錄"]),
                Method::Glossed => Word(["glossed", "逐词对译", "逐詞對譯"]),
                Method::Converted => Word(["converted", "简繁转换", "簡繁轉換"]),
                Method::Verbatim => Word(["verbatim", "照录原文", "照錄原文"]),
                Method::Edited => Word(["edited", "人工修订", "人工修訂"]),
            };
            let engine = match made.engine.as_str() {
                "rules" => Word(["rules", "规则", "規則"]).in_language(language),
                "memory" => Word(["memory", "翻译记忆", "翻譯記憶"]).in_language(language),
                model => model,
            };
            format!("{}（{engine}）", method.in_language(language))
        }
    };
    let instead = made.lang.map(|_| format!(" · {}", INSTEAD.in_language(language)));
    format!("{own} · {by}{}", instead.unwrap_or_default())
}

/// "Articles by day".
pub fn caption(unit: Unit, language: Language) -> &'static str {
    let word = match unit {
        Unit::Day => Word(["Articles by day", "每日文章数", "每日文章數"]),
        Unit::Month => Word(["Articles by month", "每月文章数", "每月文章數"]),
        Unit::Year => Word(["Articles by year", "每年文章数", "每年文章數"]),
    };
    word.in_language(language)
}

/// What stands behind a label.
pub fn colon(language: Language) -> &'static str {
    if language.is_chinese() { "：" } else { ": " }
}

/// "Sources differ: 300 or 400 guests."
pub fn differ(difference: &Difference, language: Language) -> String {
    let what = &difference.what;
    match language {
        Language::English => format!("Sources differ: {} {what}.", difference.figures.join(" or ")),
        Language::Chinese => format!("各家说法不一：{}{what}。", difference.figures.join("或")),
        Language::TraditionalChinese => format!("各家說法不一：{}{what}。", difference.figures.join("或")),
    }
}

/// The facts with their names, in the order in which they are read.
pub fn named(facts: &Facts, language: Language) -> Vec<(&'static str, String)> {
    let between = if language.is_chinese() { "；" } else { "; " };
    let all = [
        (WHEN, &facts.when),
        (PLANNED, &facts.planned),
        (WHERE, &facts.r#where),
        (WHO, &facts.who),
        (FIGURES, &facts.figures),
    ];
    all.into_iter()
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| (name.in_language(language), values.join(between)))
        .collect()
}

/// "16 May 2024", "2024年5月16日".
pub fn day(date: Date, language: Language) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    if language.is_chinese() {
        return format!("{year}年{month}月{day}日");
    }
    format!("{day} {} {year}", MONTHS[usize::from(month.unsigned_abs() - 1)])
}

/// "18–21 May 2024", "30 April – 2 May 2024", "2024年5月18日至21日".
pub fn days(first: Date, last: Date, language: Language) -> String {
    let (same_year, same_month) = (first.year() == last.year(), first.month() == last.month());
    let end = day(last, language);
    if language.is_chinese() {
        return match (same_year, same_month) {
            _ if first == last => end,
            (true, true) => format!("{}至{}日", day(first, language), last.day()),
            (true, false) => format!("{}至{}月{}日", day(first, language), last.month(), last.day()),
            (false, _) => format!("{}至{end}", day(first, language)),
        };
    }
    let start = day(first, language);
    let without_year = start.rsplit_once(' ').map_or(start.as_str(), |(start, _)| start);
    match (same_year, same_month) {
        _ if first == last => end,
        (true, true) => format!("{}–{end}", first.day()),
        (true, false) => format!("{without_year} – {end}"),
        (false, _) => format!("{start} – {end}"),
    }
}

/// "18–21 May 2024 · 1 story from 3 articles".
pub fn about(span: Option<(Date, Date)>, stories: usize, articles: usize, language: Language) -> String {
    let days = span.map(|(first, last)| days(first, last, language));
    let counts = match language {
        Language::Chinese => format!("{stories}则消息，{articles}篇文章"),
        Language::TraditionalChinese => format!("{stories}則消息，{articles}篇文章"),
        Language::English => {
            let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
            format!("{} from {}", count(stories, "story", "stories"), count(articles, "article", "articles"))
        }
    };
    days.into_iter().chain([counts]).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn spans_of_days() {
        let both =
            |first, last| [Language::English, Language::Chinese].map(|language| days(first, last, language));
        let may = |day| date(2024, 5, day);
        assert_eq!(both(may(18), may(18)), ["18 May 2024", "2024年5月18日"]);
        assert_eq!(both(may(18), may(21)), ["18–21 May 2024", "2024年5月18日至21日"]);
        assert_eq!(both(date(2024, 4, 30), may(2)), ["30 April – 2 May 2024", "2024年4月30日至5月2日"]);
        let years = both(date(2023, 5, 9), may(2));
        assert_eq!(years, ["9 May 2023 – 2 May 2024", "2023年5月9日至2024年5月2日"]);
    }
}
