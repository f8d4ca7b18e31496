//! What Chinese figures count.

use super::words::{self, Noun, PEOPLE, Role};
use crate::text::script::is_han;

/// What may stand between the name of a role and its figure.
const HEDGES: [&str; 17] = [
    "约",
    "近",
    "逾",
    "超过",
    "至少",
    "上升至",
    "升至",
    "增至",
    "达到",
    "达",
    "为",
    "至",
    "共",
    "已",
    "了",
    "到",
    "超",
];

/// What may stand between the counted and what happened to them.
const ADVERBS: [&str; 12] =
    ["已经", "已", "均", "被", "当场", "不幸", "确认", "全部", "因此", "不同程度", "经抢救无效", "因灾"];

/// Words that make a figure one of some of the counted, or of some more of them.
const SOME: [&str; 8] = ["其中", "包括", "含", "新增", "再", "又有", "又", "之中"];

/// Characters between a figure and its noun, and between the noun and what they did, at most.
const NOUN_WITHIN: usize = 6;
const VISIT_WITHIN: usize = 12;

/// What a figure counts, between what stands before and behind it in its sentence.
pub fn counted(before: &str, behind: &str) -> Option<(&'static Role, &'static Noun)> {
    let clause = before.rsplit(['，', '。', '；', '：', '、', ',', ';']).next().unwrap_or(before);
    if SOME.iter().any(|word| clause.contains(word)) {
        return None;
    }
    let first = stripped_end(clause.trim_end());
    let last = unit(behind);
    let run = &last[..last.find(|c| !is_han(c)).unwrap_or(last.len())];
    let before = words::chinese_role_before(first).filter(|_| run.starts_with(['人', '名', '位']));
    let behind = subject(run);
    match (before, behind) {
        (Some(role), None) => {
            Some((role, noun(run).map_or_else(|| words::noun(PEOPLE), |(noun, _)| Some(noun))?))
        }
        (None, behind) => behind,
        // "3人死亡5人受伤": which of the two belongs to the 5?
        (Some(_), Some(_)) => None,
    }
}

/// What follows the magnitude and the "odd" of a figure.
fn unit(behind: &str) -> &str {
    behind.trim_start_matches([' ', '多', '余', '餘', '来'])
}

/// The counted at the start of a run, and where it ends: 人, 名中国工人.
fn noun(run: &str) -> Option<(&'static Noun, usize)> {
    if let Some(rest) = run.strip_prefix('人') {
        return Some((words::noun(PEOPLE)?, run.len() - rest.len()));
    }
    let classified = run.strip_prefix(['名', '位', '个'])?;
    let (noun, range) = words::chinese_noun(classified)?;
    (classified[..range.start].chars().count() <= NOUN_WITHIN)
        .then_some((noun, run.len() - classified.len() + range.end))
}

fn subject(run: &str) -> Option<(&'static Role, &'static Noun)> {
    // 3死5伤
    if matches!(run, "死" | "亡" | "伤") {
        return Some((words::chinese_role_behind(run)?.0, words::noun(PEOPLE)?));
    }
    let (noun, end) = noun(run)?;
    let mut rest = &run[end..];
    while let Some(after) = ADVERBS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    if let Some((role, len)) = words::chinese_role_behind(rest) {
        // 死 is killed at the end only: 死者, 死因 are not.
        return (len > '死'.len_utf8() || rest.len() == len).then_some((role, noun));
    }
    rest.char_indices().take(VISIT_WITHIN).find_map(|(at, _)| {
        words::chinese_role_behind(&rest[at..])
            .filter(|(role, _)| role.is_visit())
            .map(|(role, _)| (role, noun))
    })
}

/// What is done with an amount.
pub fn amount(before: &str, behind: &str) -> Option<&'static Role> {
    words::chinese_amount(stripped_end(before.trim_end()), unit(behind))
}

/// True in 来自31个国家.
pub fn come_from(before: &str, behind: &str) -> bool {
    let rest = unit(behind).trim_start_matches('个');
    stripped_end(before).ends_with("来自") && ["国家", "国"].iter().any(|word| rest.starts_with(word))
}

fn stripped_end(mut text: &str) -> &str {
    while let Some(before) = HEDGES.iter().find_map(|word| text.strip_suffix(word)) {
        text = before;
    }
    text
}
