//! What checks and readers say of articles and texts, in the language of the bulletin: they speak English by themselves.

use super::LeftOut;
use crate::{
    checks::Remark,
    outcome::{Finding, Severity},
    text::Language,
};

/// What is said in English, Simplified and Traditional Chinese.
type Message = [&'static str; 3];

/// A remark in Simplified and Traditional Chinese; its words stand at the numbers.
fn chinese(remark: Remark) -> [&'static str; 2] {
    match remark {
        Remark::NoText => ["没有文字。", "沒有文字。"],
        Remark::SourceItself => ["与原文完全相同，没有翻译。", "與原文完全相同，沒有翻譯。"],
        Remark::LineNotTranslated => ["此行没有翻译。", "此行沒有翻譯。"],
        Remark::CutOff => ["结尾似乎被截断。", "結尾似乎被截斷。"],
        Remark::Repetitive => ["文字反复说同一内容。", "文字反覆說同一內容。"],
        Remark::NoShorter => ["摘要不短于原文。", "摘要不短於原文。"],
        Remark::LineTooShort => ["此行比原文少说很多。", "此行比原文少說很多。"],
        Remark::LinesMissing => ["共{1}行，只有{0}行：有遗漏。", "共{1}行，只有{0}行：有遺漏。"],
        Remark::LinesAdded => ["{0}行，原文为{1}行。", "{0}行，原文為{1}行。"],
        Remark::Length => ["译文长度为原文的{0}%。", "譯文長度為原文的{0}%。"],
        Remark::NameNotInSource => ["名称“{0}”不见于原文。", "名稱「{0}」不見於原文。"],
        Remark::WrongLanguage => ["文字不是所要的语言（{0}）。", "文字不是所要的語言（{0}）。"],
        Remark::WrongScript => ["文字的字体不是所要的：简繁不符。", "文字的字體不是所要的：簡繁不符。"],
        Remark::MixedScript => ["简繁混用：有{0}个字不是所要的字体。", "簡繁混用：有{0}個字不是所要的字體。"],
        Remark::SeemsChanged => ["“{0}”似乎变成了“{1}”。", "「{0}」似乎變成了「{1}」。"],
        Remark::Changed => ["“{0}”变成了“{1}”。", "「{0}」變成了「{1}」。"],
        Remark::InPlaceOf => ["“{1}”写成了“{0}”。", "「{1}」寫成了「{0}」。"],
        Remark::Swapped => ["“{0}”与“{1}”似乎互换了位置。", "「{0}」與「{1}」似乎互換了位置。"],
        Remark::OtherNumbers => ["“{0}”处原文是别的数字。", "「{0}」處原文是別的數字。"],
        Remark::NoCounterpart => ["“{0}”在原文中没有对应。", "「{0}」在原文中沒有對應。"],
        Remark::NotInSource => ["“{0}”不见于原文。", "「{0}」不見於原文。"],
        Remark::MissingOrChanged => ["“{0}”缺失或有改动。", "「{0}」缺失或有改動。"],
        Remark::Missing => ["缺少“{0}”。", "缺少「{0}」。"],
        Remark::PercentLost => ["{0}%丢了百分号。", "{0}%丟了百分號。"],
        Remark::Rounded => ["{0}取整为{1}。", "{0}取整為{1}。"],
        Remark::Unbalanced => ["前后标点不成对：{0}", "前後標點不成對：{0}"],
        Remark::TermMissing => ["术语表规定“{1}”译为“{0}”。", "術語表規定「{1}」譯為「{0}」。"],
    }
}

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
    let Some(at) = column.checked_sub(1) else { return message.to_owned() };
    if let Some(reason) = LeftOut::ALL.into_iter().find(|reason| reason.sentence() == message) {
        return left_out(reason)[at].to_owned();
    }
    match Remark::read(message) {
        Some((remark, words)) => filled(chinese(remark)[at], &words),
        None => message.to_owned(),
    }
}

/// Why an article is not in the bulletin, in Simplified and Traditional Chinese.
fn left_out(reason: LeftOut) -> [&'static str; 2] {
    match reason {
        LeftOut::Undated => ["日期不明", "日期不明"],
        LeftOut::Older => ["早于所要的日期", "早於所要的日期"],
        LeftOut::Newer => ["晚于所要的日期", "晚於所要的日期"],
        LeftOut::Blank => ["其中没有文字", "其中沒有文字"],
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

    #[test]
    fn every_remark_and_reason_is_said_with_all_of_its_words() {
        for remark in Remark::ALL {
            // Of two scripts it is enough to say that they differ.
            let wanted = match remark {
                Remark::WrongScript => 0,
                Remark::MixedScript => 1,
                _ => remark.sentence().matches("{}").count(),
            };
            for pattern in chinese(remark) {
                let words = (0..3).filter(|at| pattern.contains(&format!("{{{at}}}"))).count();
                assert_eq!(words, wanted, "{pattern}");
            }
        }
        for reason in LeftOut::ALL {
            assert_ne!(said(reason.sentence(), Language::Chinese), reason.sentence());
        }
    }

    /// What a check finds comes out in Chinese.
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
