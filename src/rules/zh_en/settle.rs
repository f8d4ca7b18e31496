//! Words that their neighbours settle: the same character is a verb, a preposition or nothing.

use super::{grammar::Category, node::Node, number};

/// Settles every word in its place.
pub fn settle(nodes: &mut [Node]) {
    openings(nodes);
    taking(nodes);
    sources(nodes);
    spans(nodes);
    directions(nodes);
    purpose(nodes);
    effects(nodes);
}

/// 国际标准化组织（ISO）: a short form in brackets belongs to the name before it.
pub fn absorb(nodes: Vec<Node<'_>>) -> Vec<Node<'_>> {
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        if matches!(node.zh, "）" | ")")
            && let [.., name, open, short] = out.as_slice()
            && matches!(name.category, Category::Name | Category::Noun)
            && matches!(open.zh, "（" | "(")
            && short.category == Category::Name
            && short.zh.is_ascii()
        {
            let text = format!(" ({})", short.english);
            out.truncate(out.len() - 2);
            if let Some(name) = out.last_mut().filter(|name| !name.is_full()) {
                name.english.push_str(&text);
                name.inflected = true;
            }
            continue;
        }
        out.push(node);
    }
    out
}

/// Verbs that after 据 only say how the source said it.
const SOURCED: [&str; 12] =
    ["报道", "介绍", "报告", "统计", "称", "分析", "估计", "报导", "透露", "消息", "说", "显示"];

/// 据统计局介绍，…: according to the bureau.
fn sources(nodes: &mut [Node]) {
    let mut open = false;
    let mut start = true;
    for at in 0..nodes.len() {
        let mark = nodes[at].category == Category::Punct;
        if open && nodes.get(at + 1).is_some_and(|next| next.zh == "，") && SOURCED.contains(&nodes[at].zh) {
            nodes[at].category = Category::Particle;
            nodes[at].zh = "";
            nodes[at].english.clear();
        }
        open = !mark && (open || start && nodes[at].zh == "据");
        start = mark;
    }
}

/// 25年来: over the past 25 years; 一起事件: an incident.
fn spans(nodes: &mut [Node]) {
    for at in 0..nodes.len() {
        let span = at > 1
            && matches!(nodes[at - 1].zh, "年" | "月" | "天" | "周" | "世纪" | "小时")
            && matches!(nodes[at - 2].category, Category::Number | Category::Det | Category::DetPlural);
        if nodes[at].zh == "来" && span {
            nodes[at].category = Category::Local;
            nodes[at].english = "over the past".to_owned();
        }
        // 两本书: it counts books.
        if nodes[at].zh == "本" && at > 0 && nodes[at - 1].category == Category::Number {
            nodes[at].category = Category::Measure;
            nodes[at].english.clear();
        }
        if nodes[at].zh == "倍"
            && at > 0
            && let Some(word) = number::in_words(&nodes[at - 1].english)
        {
            nodes[at - 1].english = word.to_owned();
        }
        // 比去年增长: the verb has no comparative.
        let rest = || nodes[at + 1..].iter().take_while(|node| node.category != Category::Punct).take(REACH);
        let graded = |node: &Node| matches!(node.category, Category::Adjective | Category::More);
        if nodes[at].category == Category::Than
            && rest().next().is_some_and(|next| next.category == Category::Time)
            && rest().any(is_verb)
            && !rest().any(graded)
        {
            nodes[at].english = "compared with".to_owned();
        }
        let thing = nodes.get(at + 1).is_some_and(|next| {
            matches!(next.category, Category::Noun | Category::Adjective | Category::Name | Category::Number)
        });
        if nodes[at].zh == "一起" && nodes[at].category == Category::Adverb && thing {
            nodes[at].category = Category::Det;
            nodes[at].english = "a".to_owned();
        }
    }
}

/// What something is taken as: 以标准为主题.
const TAKEN: [&str; 16] = [
    "主题", "重点", "核心", "中心", "目标", "基础", "代表", "契机", "抓手", "导向", "引领", "主", "主线",
    "根本", "依据", "载体",
];

/// 以…为主题: 为 belongs to 以, whatever follows.
fn taking(nodes: &mut [Node]) {
    let mut open = None;
    for at in 0..nodes.len() {
        match nodes[at].zh {
            "以" => open = Some(at),
            "，" | "。" | "；" => open = None,
            "为" if open.is_some_and(|from| at - from <= 2 * REACH)
                && nodes.get(at + 1).is_some_and(|next| TAKEN.contains(&next.zh)) =>
            {
                nodes[at].category = Category::As;
                nodes[at].english = "as".to_owned();
                nodes[at].held = true;
                open = None;
            }
            _ => {}
        }
    }
}

/// How far the word that settles an opening may be.
const REACH: usize = 10;

/// 由于 and 为了 before a clause, 与…相比 at the start of one.
fn openings(nodes: &mut [Node]) {
    let mut start = true;
    let mut opened = false;
    for at in 0..nodes.len() {
        let clause = &nodes[at + 1..nodes.len().min(at + 1 + REACH)];
        let mut ahead = clause.iter().take_while(|node| node.category != Category::Punct);
        let (category, english) = match nodes[at].zh {
            "由于" if ahead.any(|node| matches!(node.category, Category::Verb | Category::Have)) => {
                (Category::Conj, "because")
            }
            "为了"
                if ahead
                    .next()
                    .is_some_and(|node| matches!(node.category, Category::Verb | Category::Adverb)) =>
            {
                (Category::Aux, "in order to")
            }
            "与" | "和" | "同" | "跟"
                if start && ahead.any(|node| matches!(node.zh, "相比" | "相比之下")) =>
            {
                (Category::Prep, "compared with")
            }
            "与" | "同" | "跟" if start || opened => (Category::Prep, "with"),
            _ => (nodes[at].category, ""),
        };
        start = nodes[at].category == Category::Punct;
        // 改善与邻国的关系: nothing before it that it could join.
        opened = matches!(
            nodes[at].category,
            Category::Verb
                | Category::Aux
                | Category::NotAux
                | Category::Adverb
                | Category::Neg
                | Category::Future
                | Category::Have
        );
        if !english.is_empty() {
            nodes[at].category = category;
            nodes[at].english = english.to_owned();
        }
    }
}

/// Verbs that after another verb only say which way or how far.
const DIRECTIONS: [&str; 17] = [
    "起来", "出来", "下来", "下去", "上来", "过来", "出去", "进来", "上去", "过去", "出", "起", "成", "掉",
    "完", "好", "住",
];

/// 将于11月1日起实施: will take effect from November 1.
fn effects(nodes: &mut [Node]) {
    for at in 1..nodes.len() {
        let ends = nodes.get(at + 1).is_none_or(|next| next.category == Category::Punct);
        let since = nodes[at - 1].zh == "起";
        if since && ends && matches!(nodes[at].zh, "实施" | "施行" | "执行" | "生效") {
            nodes[at].category = Category::Verb;
            nodes[at].english = "take effect".to_owned();
            // It happens to nothing else: no passive.
            nodes[at].zh = "生效";
        }
    }
}

/// 走了出来, 选择此人来接替: what only gives a verb its direction; 前5个月: the first five months.
fn directions(nodes: &mut [Node]) {
    let mut after_verb = false;
    for at in 0..nodes.len() {
        let zh = nodes[at].zh;
        let next = nodes.get(at + 1).map(|next| next.category);
        if after_verb && DIRECTIONS.contains(&zh)
            || matches!(zh, "来" | "去") && next == Some(Category::Verb) && at > 0
        {
            nodes[at].category = Category::Particle;
            nodes[at].english.clear();
        }
        // 没有参加: not a thing is lacking but a deed.
        let deed = nodes[at].category == Category::HaveNot
            && nodes[at + 1..]
                .iter()
                .take(3)
                .find(|node| node.category != Category::Adverb)
                .is_some_and(is_verb);
        if deed {
            nodes[at].category = Category::Neg;
            nodes[at].english = "not".to_owned();
            if let Some(verb) = nodes[at + 1..].iter_mut().take(3).find(|node| is_verb(node)) {
                verb.done = true;
            }
        }
        // 并不是: 并 stresses the negation.
        if zh == "并"
            && matches!(next, Some(Category::Neg | Category::BeNot | Category::HaveNot | Category::NotAux))
        {
            nodes[at].category = Category::Particle;
        }
        // 很好喝: what has a degree is an adjective.
        let degree =
            at > 0 && matches!(nodes[at - 1].category, Category::Degree | Category::More | Category::Most);
        if degree && nodes[at].category == Category::Noun {
            nodes[at].category = Category::Adjective;
        }
        if zh == "前" && next == Some(Category::Number) {
            nodes[at].category = Category::Det;
            nodes[at].english = "the first".to_owned();
        }
        after_verb = nodes[at].category == Category::Verb || after_verb && matches!(zh, "了" | "不" | "得");
    }
}

fn is_verb(node: &Node) -> bool {
    node.category == Category::Verb
}

/// 为 with a verb after it is a preposition; without one it is a verb.
fn purpose(nodes: &mut [Node]) {
    let mut verb_ahead = false;
    let mut ahead_word = "";
    for node in nodes.iter_mut().rev() {
        match node.category {
            Category::Punct => verb_ahead = false,
            Category::Verb | Category::Have => verb_ahead = true,
            Category::As | Category::Prep if node.zh == "为" && ahead_word != "了" && !node.held => {
                (node.category, node.english) = if verb_ahead {
                    (Category::Prep, "for".to_owned())
                } else {
                    (Category::As, "as".to_owned())
                };
                verb_ahead |= node.category == Category::As;
            }
            _ => {}
        }
        ahead_word = node.zh;
    }
}
