//! Quotations inside a clause: “…” and 《…》 that are one word of it.

use super::{attach, clause, context::Context, grammar::Category as C, node::Node, noun, offices};

/// Longer quotations (in words) are speech, which is told clause by clause.
const LONGEST: usize = 14;

/// Makes one name of each short quotation that stands inside a clause.
pub fn absorb(nodes: Vec<Node<'_>>) -> Vec<Node<'_>> {
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    let mut rest = nodes.as_slice();
    while let Some((node, after)) = rest.split_first() {
        let inside = length(node, after).filter(|length| {
            let before = out.last().is_some_and(|last| last.category != C::Punct);
            let behind = after.get(length + 1).is_some_and(|next| next.category != C::Punct);
            before || behind
        });
        let Some(length) = inside else {
            out.push(node.clone());
            rest = after;
            continue;
        };
        let words = attach::attach(noun::chunk(after[..length].to_vec()), false);
        let said = clause::say(words, false, &mut Context::default());
        let title = matches!(node.zh, "《" | "〈");
        let said = if title { offices::titled(&said) } else { said };
        let mut quoted = Node::new(C::Name, node.zh, format!("\"{said}\""));
        quoted.inflected = true;
        out.push(quoted);
        rest = &after[length + 1..];
    }
    out
}

/// The words up to the closing mark, if `open` opens a quotation and it is short and has no mark inside.
fn length(open: &Node<'_>, after: &[Node<'_>]) -> Option<usize> {
    let close = match open.zh {
        "“" => "”",
        "《" => "》",
        "「" => "」",
        "〈" => "〉",
        _ => return None,
    };
    let end = after.iter().take(LONGEST + 1).position(|node| node.category == C::Punct)?;
    (open.category == C::Punct && end > 0 && after[end].zh == close).then_some(end)
}

#[cfg(test)]
mod tests {
    use crate::{rules::zh_en::translate, task::Glossary};

    #[test]
    fn a_short_quotation_is_a_word_of_its_clause() {
        for (chinese, english) in [
            ("论坛以“绿色标准”为主题。", "The forum takes \"the green standard\" as the theme."),
            ("他说：“标准很重要。”", "He said, \"the standard is very important.\""),
        ] {
            let said = translate(chinese, &Glossary::default());
            assert!(said.contains('"') && said.matches('"').count() == 2, "{said} {english}");
        }
    }
}
