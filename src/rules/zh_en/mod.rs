//! Chinese to English by rules.
//!
//! normalize → segment → tag → noun phrases → 的 and prepositions → order of the clause → surface.

mod attach;
mod clause;
mod countries;
mod date;
mod grammar;
mod morphology;
mod name;
mod node;
mod normalize;
mod noun;
mod number;
mod segment;
mod surface;
mod tag;
mod verb;

#[cfg(test)]
mod tests;

use self::{grammar::Category, node::Node, surface::Surface};
use crate::task::Glossary;

/// Longer texts are no sentences; they are cut (in bytes), so that memory stays small.
const LONGEST: usize = 6000;

/// Translates one sentence, heading or fragment (no line break in it) of Simplified Chinese into English.
pub fn translate(sentence: &str, glossary: &Glossary) -> String {
    let text = normalize::normalize(sentence);
    let mut surface = Surface::default();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (head, tail) = rest.split_at(cut(rest));
        part(head, glossary, &mut surface);
        rest = tail;
    }
    surface.finish()
}

/// Where to cut: the end, or behind the last comma that is near enough.
fn cut(text: &str) -> usize {
    if text.len() <= LONGEST {
        return text.len();
    }
    let near = &text[..text.floor_char_boundary(LONGEST)];
    near.rfind(['，', '。', '；', ',']).map_or(near.len(), |at| text.ceil_char_boundary(at + 1))
}

fn part(text: &str, glossary: &Glossary, surface: &mut Surface) {
    let tokens = segment::tokens(text, glossary);
    let nodes = tag::tag(&tokens);
    let mut nodes = nodes;
    settle(&mut nodes);
    let past = is_past(&nodes);
    let mut context = clause::Context::default();
    let mut clause: Vec<Node> = Vec::new();
    let mut last = ' ';
    for (node, token) in nodes.into_iter().zip(&tokens) {
        if node.category == Category::Punct {
            let reporting = clause.last().is_some_and(|last| verb::reports(last.zh));
            context.last = matches!(node.zh, "。" | "！" | "？" | "；");
            say(surface, std::mem::take(&mut clause), past, &mut context);
            context.opens |= reporting;
            if matches!(node.zh, "。" | "！" | "？" | "；" | "“" | "”" | "：") {
                context = clause::Context::default();
            }
            if reporting && node.zh == "，" {
                surface.words("that");
            } else if reporting && node.zh == "：" {
                surface.mark("，", false);
            } else {
                surface.mark(node.zh, last.is_ascii_alphanumeric() && node.zh.is_ascii());
            }
        } else {
            // 补充道: the verb has said it.
            if !(node.zh == "道" && clause.last().is_some_and(|last| verb::reports(last.zh))) {
                clause.push(node);
            }
        }
        last = token.text.chars().next_back().unwrap_or(' ');
    }
    context.last = true;
    say(surface, clause, past, &mut context);
}

fn say(surface: &mut Surface, nodes: Vec<Node>, past: bool, context: &mut clause::Context) {
    let nodes = attach::attach(noun::chunk(nodes), past);
    surface.words(&clause::say(nodes, past, context));
}

/// 为 with a verb after it is a preposition; without one it is a verb.
fn settle(nodes: &mut [Node]) {
    let mut verb_ahead = false;
    let mut ahead_word = "";
    for node in nodes.iter_mut().rev() {
        match node.category {
            Category::Punct => verb_ahead = false,
            Category::Verb | Category::Have => verb_ahead = true,
            Category::As | Category::Prep if node.zh == "为" && ahead_word != "了" => {
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
