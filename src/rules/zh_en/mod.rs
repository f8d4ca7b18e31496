//! Chinese to English by rules.
//!
//! normalize → segment → tag → noun phrases → 的 and prepositions → order of the clause → surface.

mod affix;
mod attach;
mod attributive;
mod clause;
mod clock;
mod context;
mod countries;
mod date;
mod de;
mod deed;
mod grammar;
mod guess;
mod many;
mod morphology;
mod name;
mod node;
mod normalize;
mod noun;
mod number;
mod offices;
mod official;
mod quote;
mod says;
mod segment;
mod settle;
mod surface;
mod tag;
mod tense;
mod verb;
mod verb_class;

#[cfg(test)]
mod tests;

pub use guess::guessed;
pub use says::{Says, says};

use self::{context::Context, grammar::Category, node::Node, surface::Surface};
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
    match surface.finish() {
        // Words without a meaning of their own stay visible.
        said if said.trim().is_empty() => text,
        said => said,
    }
}

/// Where to cut: the end, or behind the last comma that is near enough.
fn cut(text: &str) -> usize {
    if text.len() <= LONGEST {
        return text.len();
    }
    let longest = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let near = &text[..longest];
    near.rfind(['，', '。', '；', ','])
        .map_or(near.len(), |at| at + near[at..].chars().next().map_or(1, char::len_utf8))
}

fn part(text: &str, glossary: &Glossary, surface: &mut Surface) {
    let tokens = segment::tokens(text, glossary);
    let nodes = tag::tag(&tokens);
    let mut nodes = nodes;
    settle::settle(&mut nodes);
    let nodes = quote::absorb(nodes);
    let told = tense::clauses(&nodes);
    let mut told = told.into_iter();
    let mut past = told.next().unwrap_or_default();
    let mut context = Context::default();
    let mut clause: Vec<Node> = Vec::new();
    for node in settle::absorb(nodes) {
        if node.category == Category::Punct {
            let reporting = clause
                .last()
                .is_some_and(|last| last.category != Category::Noun && verb_class::reports(last.zh));
            let ends = matches!(node.zh, "。" | "！" | "？" | "；");
            let comma = node.zh == "，";
            context.last = ends;
            say(surface, std::mem::take(&mut clause), past, &mut context);
            context.opens |= reporting;
            if comma {
                past = told.next().unwrap_or(past);
            }
            if ends || matches!(node.zh, "“" | "”" | "：") {
                context = Context::default();
            }
            match node.zh {
                "，" if reporting => surface.words("that"),
                "：" | ":" if reporting => surface.mark("，", false),
                mark => surface.mark(mark, node.joined && mark.is_ascii()),
            }
        } else if !(node.zh == "道" && clause.last().is_some_and(|last| verb_class::reports(last.zh))) {
            // 补充道: the verb has said it.
            clause.push(node);
        }
    }
    context.last = true;
    say(surface, clause, past, &mut context);
}

fn say(surface: &mut Surface, nodes: Vec<Node>, past: bool, context: &mut Context) {
    let nodes = attach::attach(noun::chunk(nodes), past);
    surface.words(&clause::say(nodes, past, context));
}
