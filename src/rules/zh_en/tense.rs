//! Does the sentence tell of the past?

use super::{grammar::Category, node::Node};

/// The sentence looks ahead: no date in it is past.
fn is_ahead(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| {
        matches!(node.category, Category::Future)
            || matches!(
                node.zh,
                "将会"
                    | "会"
                    | "要"
                    | "将来"
                    | "明年"
                    | "明天"
                    | "起"
                    | "计划"
                    | "预计"
                    | "有望"
                    | "每年"
                    | "每"
            )
    })
}

/// A sentence tells of the past if something in it is done or dated.
pub fn is_past(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node.category {
        Category::Aspect => matches!(node.zh, "了" | "过"),
        Category::Adverb => matches!(node.zh, "已" | "已经" | "曾" | "曾经" | "刚刚"),
        Category::Time => matches!(
            node.zh,
            "昨天"
                | "昨日"
                | "昨晚"
                | "去年"
                | "日前"
                | "上周"
                | "上月"
                | "当时"
                | "当天"
                | "当年"
                | "近日"
                | "前年"
        ),
        _ => false,
    }) || nodes.iter().any(|node| node.category == Category::Time && node.post == "on") && !is_ahead(nodes)
}
