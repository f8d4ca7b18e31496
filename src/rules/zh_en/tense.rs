//! Does the sentence tell of the past?

use super::{grammar::Category, node::Node, verb_class::reports};

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
            || node.zh.starts_with("将于")
            || node.zh.starts_with('每')
    })
}

/// Which clauses (parted by `，`) tell of the past: those with a sign of it, and in their company those
/// that do not look ahead.
pub fn clauses(nodes: &[Node]) -> Vec<bool> {
    // What somebody says is told in its own time.
    let ended =
        nodes.last().is_some_and(|node| node.zh == "。") && !nodes.iter().any(|node| reports(node.zh));
    let clauses: Vec<&[Node]> = nodes.split(|node| node.zh == "，").collect();
    let signs: Vec<bool> = clauses.iter().map(|clause| is_past(clause) || ended && tells(clause)).collect();
    let any = signs.contains(&true);
    clauses.iter().zip(signs).map(|(clause, sign)| sign || any && !is_ahead(clause)).collect()
}

/// A sentence about an event: news tells it in the past.
fn tells(clause: &[Node]) -> bool {
    let event = |node: &Node| {
        node.category == Category::Verb
            && matches!(node.zh, "出席" | "致辞" | "召开" | "举行" | "签署" | "开幕" | "闭幕")
    };
    clause.iter().any(event) && !is_ahead(clause)
}

/// A clause tells of the past if something in it is done or dated.
fn is_past(nodes: &[Node]) -> bool {
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
