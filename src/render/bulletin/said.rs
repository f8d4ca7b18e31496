//! What checks and readers say of articles and texts, in the language of the bulletin: they speak English by themselves.

use crate::{
    outcome::{Finding, Severity},
    text::Language,
};

/// A message in English, Simplified and Traditional Chinese; what stands at `{}` is taken over in order.
type Message = [&'static str; 3];

/// What is said of texts. A message with fewer words of its own stands after those it would match too.
const MESSAGES: [Message; 30] = [
    ["There is no text.", "没有文字。", "沒有文字。"],
    ["The text is the source itself.", "与原文完全相同，没有翻译。", "與原文完全相同，沒有翻譯。"],
    ["This line is not translated.", "此行没有翻译。", "此行沒有翻譯。"],
    ["The end seems to be cut off.", "结尾似乎被截断。", "結尾似乎被截斷。"],
    ["The text says the same again and again.", "文字反复说同一内容。", "文字反覆說同一內容。"],
    ["The summary is no shorter than its source.", "摘要不短于原文。", "摘要不短於原文。"],
    ["This line says far less than its source.", "此行比原文少说很多。", "此行比原文少說很多。"],
    [
        "{} lines of {}: something is left out.",
        "共{1}行，只有{0}行：有遗漏。",
        "共{1}行，只有{0}行：有遺漏。",
    ],
    ["{} lines for {} of the source.", "{0}行，原文为{1}行。", "{0}行，原文為{1}行。"],
    [
        "The translation has {} % of the length of its source.",
        "译文长度为原文的{0}%。",
        "譯文長度為原文的{0}%。",
    ],
    ["The name “{}” is not in the source.", "名称“{0}”不见于原文。", "名稱「{0}」不見於原文。"],
    [
        "The text is not in the language asked for ({}).",
        "文字不是所要的语言（{0}）。",
        "文字不是所要的語言（{0}）。",
    ],
    ["“{}” seems to have become “{}”.", "“{0}”似乎变成了“{1}”。", "「{0}」似乎變成了「{1}」。"],
    ["“{}” stands in place of “{}”.", "“{1}”写成了“{0}”。", "「{1}」寫成了「{0}」。"],
    [
        "“{}” and “{}” seem to have changed places.",
        "“{0}”与“{1}”似乎互换了位置。",
        "「{0}」與「{1}」似乎互換了位置。",
    ],
    ["“{}” has become “{}”.", "“{0}”变成了“{1}”。", "「{0}」變成了「{1}」。"],
    ["“{}” has no counterpart in the source.", "“{0}”在原文中没有对应。", "「{0}」在原文中沒有對應。"],
    ["“{}” is not in the source.", "“{0}”不见于原文。", "「{0}」不見於原文。"],
    ["“{}” is missing or changed.", "“{0}”缺失或有改动。", "「{0}」缺失或有改動。"],
    ["“{}” is missing.", "缺少“{0}”。", "缺少「{0}」。"],
    ["{} % has lost its percent sign.", "{0}%丢了百分号。", "{0}%丟了百分號。"],
    ["{} is rounded to {}.", "{0}取整为{1}。", "{0}取整為{1}。"],
    ["Opened and closed unequally often: {}", "前后标点不成对：{0}", "前後標點不成對：{0}"],
    ["The glossary wants “{}” for “{}”.", "术语表规定“{1}”译为“{0}”。", "術語表規定「{1}」譯為「{0}」。"],
    [
        "The text is in Simplified Chinese; {} was asked for.",
        "文字为简体中文，所要的是另一种。",
        "文字為簡體中文，所要的是另一種。",
    ],
    [
        "The text is in Traditional Chinese; {} was asked for.",
        "文字为繁体中文，所要的是另一种。",
        "文字為繁體中文，所要的是另一種。",
    ],
    ["its date is not known", "日期不明", "日期不明"],
    ["it is older than --since", "早于所要的日期", "早於所要的日期"],
    ["it is newer than --until", "晚于所要的日期", "晚於所要的日期"],
    ["there is no text in it", "其中没有文字", "其中沒有文字"],
];

/// The names of the checks.
const CHECKS: [Message; 9] = [
    ["numbers", "数字", "數字"],
    ["dates", "日期", "日期"],
    ["names", "名称", "名稱"],
    ["terms", "术语", "術語"],
    ["script", "文字", "文字"],
    ["length", "长度", "長度"],
    ["repetition", "重复", "重複"],
    ["completeness", "完整", "完整"],
    ["placeholders", "占位符", "佔位符"],
];

/// A message in a language, as far as it is known in it.
pub fn said(message: &str, language: Language) -> String {
    let column = column(language);
    let known = |of: &Message| Some((taken(of[0], message)?, of[column]));
    match MESSAGES.iter().find_map(known).filter(|_| column > 0) {
        Some((words, pattern)) => filled(pattern, &words),
        None => message.to_owned(),
    }
}

/// A finding in a language.
pub fn finding(finding: &Finding, language: Language) -> Finding {
    let check = CHECKS.iter().find(|names| names[0] == finding.check);
    Finding {
        check: check.map_or(finding.check.as_str(), |names| names[column(language)]).to_owned(),
        message: said(&finding.message, language),
        ..finding.clone()
    }
}

/// How bad it is, in a word.
pub fn severity(severity: Severity, language: Language) -> &'static str {
    let words: Message = match severity {
        Severity::Note => ["note", "说明", "說明"],
        Severity::Warning => ["warning", "提醒", "提醒"],
        Severity::Error => ["error", "错误", "錯誤"],
    };
    words[column(language)]
}

fn column(language: Language) -> usize {
    match language {
        Language::English => 0,
        Language::Chinese => 1,
        Language::TraditionalChinese => 2,
    }
}

/// What stands at the `{}` of a pattern.
fn taken<'a>(pattern: &str, message: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = message.strip_prefix(pieces.next()?)?;
    let pieces: Vec<&str> = pieces.collect();
    let mut words = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let last = at + 1 == pieces.len();
        let end =
            if last { rest.ends_with(piece).then(|| rest.len() - piece.len()) } else { rest.find(piece) }?;
        words.push(&rest[..end]);
        rest = &rest[end + piece.len()..];
    }
    rest.is_empty().then_some(words)
}

fn filled(pattern: &str, words: &[&str]) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let Some((number, after)) = behind.split_once('}') else { break };
        out.push_str(number.parse().ok().and_then(|at: usize| words.get(at)).unwrap_or(&""));
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        checks::{Pair, Work, check},
        task::Glossary,
    };

    #[test]
    fn what_checks_say_is_said_in_chinese() {
        let zh = |message| said(message, Language::Chinese);
        assert_eq!(zh("“15 years” seems to have become “45”."), "“15 years”似乎变成了“45”。");
        assert_eq!(zh("1 % has lost its percent sign."), "1%丢了百分号。");
        assert_eq!(zh("“{0}” is missing."), "缺少“{0}”。");
        assert_eq!(said("“7” is not in the source.", Language::TraditionalChinese), "「7」不見於原文。");
        assert_eq!(said("“7” is missing.", Language::English), "“7” is missing.");
        assert_eq!(zh("cannot read a.txt"), "cannot read a.txt");
    }

    /// The checks and this table must not drift apart.
    #[test]
    fn every_fault_of_a_bad_gloss_is_known() {
        let glossary = Glossary::default();
        let source = "The forum on May 16, 2024 had 300 guests, 12% more than in 2023; see https://example.org/a. Lin Hua spoke of GB/T 1.1.";
        for target in [
            "",
            source,
            "论坛5月17日有400名嘉宾，比2022年增加12，王强谈到GB/T 1.2（",
            "论坛论坛论坛论坛论坛论坛论坛论坛论坛论坛论坛论坛论坛论坛论坛论坛",
            "論壇",
        ] {
            for task in [Work::Translation, Work::Summary] {
                let pair = Pair {
                    task,
                    source,
                    target,
                    source_lang: Language::English,
                    target_lang: Language::Chinese,
                    glossary: &glossary,
                };
                for finding in check(&pair) {
                    let chinese = said(&finding.message, Language::Chinese);
                    assert_ne!(chinese, finding.message, "no Chinese for it");
                }
            }
        }
    }
}
