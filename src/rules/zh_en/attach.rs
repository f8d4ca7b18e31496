//! Prepositions, localizers and 的 (`de.rs`): which words belong together, from left to right.

use super::{clause, de, grammar::Category as C, morphology::Form, node::Node, offices};

/// How many phrases back a rule looks for the start of a clause.
pub const REACH: usize = 24;

/// Attaches what modifies a noun to it and builds prepositional phrases, from left to right.
pub fn attach<'a>(nodes: Vec<Node<'a>>, past: bool) -> Vec<Node<'a>> {
    let mut stack: Vec<Node<'a>> = Vec::with_capacity(nodes.len());
    let mut rest = nodes.into_iter().peekable();
    while let Some(node) = rest.next() {
        let next = rest.peek().map(|next| next.category);
        match node.category {
            C::De => match headed(&mut rest) {
                Some(head) => {
                    let head = de::modify(&mut stack, head, past);
                    push(&mut stack, head, rest.peek());
                }
                None => nominal(&mut stack),
            },
            C::Verb if node.zh == "起" && stack.last().is_some_and(|top| top.category == C::Phrase) => {
                // 自1月1日起, 于1月1日起
                if let Some(top) = stack.last_mut() {
                    top.english = format!(
                        "from {}",
                        top.english
                            .trim_start_matches("on ")
                            .trim_start_matches("in ")
                            .trim_start_matches("since ")
                    );
                }
            }
            C::Adverb
                if node.zh == "就"
                    && stack.len() >= 2
                    && stack[stack.len() - 2].category == C::HaveNot
                    && stack[stack.len() - 1].category.is_nominal() =>
            {
                // 没有标准就没有质量: without standards there is no quality.
                if let Some(lacking) = stack.pop() {
                    stack.pop();
                    stack.push(Node::phrase("没有", format!("without {}", lacking.object())));
                }
            }
            // 以绿色为主题: with green as the theme.
            C::As
                if node.held
                    && stack.last().is_some_and(|top| top.category == C::Phrase && top.zh == "以")
                    && next.is_some_and(C::is_nominal) =>
            {
                let ends = stack.len() == 1 || stack[stack.len() - 2].category.is_nominal();
                if let (Some(role), Some(top)) = (rest.next(), stack.last_mut()) {
                    if ends
                        && rest.peek().is_none()
                        && let Some(theme) = top.english.strip_prefix("with ")
                    {
                        // 会议以标准为主题。: takes standards as the theme.
                        let verb = format!("take {theme} as {}", role.said());
                        *top = Node::new(C::Verb, "以", verb);
                        continue;
                    }
                    top.english = match (role.zh, top.english.strip_prefix("with ")) {
                        ("主题", Some(theme)) => format!("with the theme of {theme}"),
                        _ => format!("{} as {}", top.english, role.said()),
                    };
                }
            }
            C::Local => localize(&mut stack, &node, past, next),
            C::Time if !node.post.is_empty() && attributes(&stack, rest.peek()) => {
                if let Some(mut head) = rest.next() {
                    dated(&mut head, &node);
                    push(&mut stack, head, rest.peek());
                }
            }
            _ if node.category.is_nominal() || node.category == C::Time => push_over(&mut stack, node, next),
            _ => stack.push(node),
        }
    }
    close(&mut stack);
    stack
}

/// A date before a noun belongs to it after a verb (部署2022年任务) and with events (2021年论坛).
fn attributes(stack: &[Node<'_>], next: Option<&Node<'_>>) -> bool {
    let Some(next) = next.filter(|next| matches!(next.category, C::Noun | C::Name) && next.post.is_empty())
    else {
        return false;
    };
    let object =
        stack.last().is_some_and(|last| matches!(last.category, C::Verb | C::Have | C::Be | C::Aspect));
    object || offices::is_event(&next.english)
}

/// The date on its noun: the 2021 forum, the tasks in 2022.
fn dated(head: &mut Node<'_>, time: &Node<'_>) {
    if offices::is_event(&head.english) && time.english.len() == 4 {
        head.english = format!("{} {}", time.english, head.english);
        head.det = "the".to_owned();
    } else {
        de::append(head, &time_phrase(time));
        head.definite = true;
    }
}

/// What 的 modifies: a noun phrase or time; the date before a noun phrase (为主题的2021年论坛) goes to it.
fn headed<'a>(rest: &mut std::iter::Peekable<std::vec::IntoIter<Node<'a>>>) -> Option<Node<'a>> {
    let first = rest.next_if(|next| takes_modifier(next.category))?;
    let dates = first.category == C::Time && !first.post.is_empty();
    match rest.next_if(|next| dates && matches!(next.category, C::Noun | C::Name) && next.post.is_empty()) {
        Some(mut head) => {
            dated(&mut head, &first);
            Some(head)
        }
        None => Some(first),
    }
}

fn takes_modifier(category: C) -> bool {
    category.is_nominal() || matches!(category, C::Time)
}

fn push<'a>(stack: &mut Vec<Node<'a>>, node: Node<'a>, next: Option<&Node<'a>>) {
    push_over(stack, node, next.map(|next| next.category));
}

/// A noun phrase closes the preposition before it, unless it goes on.
fn push_over<'a>(stack: &mut Vec<Node<'a>>, node: Node<'a>, next: Option<C>) {
    stack.push(node);
    if !matches!(next, Some(C::De | C::Local | C::And)) {
        close(stack);
    }
}

/// Preposition and noun phrase become one phrase.
pub fn close(stack: &mut Vec<Node<'_>>) {
    let [.., preposition, object] = stack.as_slice() else {
        return;
    };
    let says = object.category.is_nominal() || matches!(object.category, C::Time | C::Number | C::Phrase);
    if preposition.category != C::Prep || !says {
        return;
    }
    let english = match (preposition.zh, object.category) {
        // The preposition of the date itself: on July 27, in 2021.
        ("在" | "于", C::Time) => time_phrase(object),
        ("在" | "于" | "从" | "自" | "到", C::Phrase) => object.english.clone(),
        ("从", _) => format!("from {}", object.object()),
        ("以", _) => format!("{} {}", by_means(object.zh), object.object()),
        _ => format!("{} {}", preposition.english, object.object()),
    };
    let zh = preposition.zh;
    stack.truncate(stack.len() - 2);
    stack.push(Node::phrase(zh, english));
}

/// 以 before a manner, a price, a role: in a way, at a price, as a member.
fn by_means(noun: &str) -> &'static str {
    match noun {
        "方式" | "形式" | "名义" | "语言" | "状态" | "姿态" | "模式" | "途径" => "in",
        "速度" | "价格" | "成本" | "代价" | "比分" => "at",
        "身份" => "as",
        _ => "with",
    }
}

/// A time with its preposition.
pub fn time_phrase(time: &Node) -> String {
    if time.post.is_empty() { time.english.clone() } else { format!("{} {}", time.post, time.english) }
}

/// NP + 上/中/期间: a phrase of place or time; clause + 后/时: a subordinate clause.
fn localize<'a>(stack: &mut Vec<Node<'a>>, local: &Node<'a>, past: bool, next: Option<C>) {
    let Some(top) = stack.last() else { return };
    let nominal = top.category.is_nominal() || matches!(top.category, C::Time | C::Number | C::Phrase);
    let temporal = matches!(local.english.as_str(), "after" | "before" | "when" | "since" | "during");
    let verb_inside = stack
        .iter()
        .rev()
        .take(REACH)
        .take_while(|node| !matches!(node.category, C::Conj | C::Prep | C::Punct))
        .any(|node| matches!(node.category, C::Verb | C::Have | C::Be));
    if temporal && (verb_inside || !nominal) {
        let start = stack
            .iter()
            .rev()
            .take(REACH)
            .position(|node| matches!(node.category, C::Conj | C::Prep | C::Punct))
            .map_or(stack.len().saturating_sub(REACH), |back| stack.len() - back);
        // 主席致辞时说: the subject is that of the verb after the clause.
        let shared = next.is_some_and(super::verb::is_part)
            && stack.get(start).is_some_and(|first| first.category.is_nominal());
        let inner: Vec<Node> = stack.drain(start + usize::from(shared)..).collect();
        let subject = inner.iter().position(|n| n.category.is_nominal()).is_some_and(|s| {
            inner
                .iter()
                .position(|n| matches!(n.category, C::Verb | C::Have | C::Be | C::Bei))
                .is_some_and(|v| s < v)
        });
        let text = clause::order(inner, past, if subject { Form::Past } else { Form::Gerund });
        let link = if local.english == "during" { "when" } else { local.english.as_str() };
        let english = format!("{link} {text}");
        stack.pop_if(|node| node.category == C::Prep && matches!(node.zh, "在" | "当" | "从" | "自"));
        stack.push(Node::phrase(local.zh, english));
        return;
    }
    if !nominal {
        return;
    }
    let Some(mut object) = stack.pop() else { return };
    if object.zh == "领导" {
        object.english = "leadership".to_owned();
    }
    let length =
        object.category == C::Number || object.english.ends_with("years") || object.english.ends_with("days");
    let english = match (local.english.as_str(), local.zh) {
        ("after", _) if length => format!("{} later", object.said()),
        ("before", _) if length => format!("{} ago", object.said()),
        ("when", _) if object.category == C::Time => format!("at {}", object.english),
        ("when", _) => format!("during {}", object.object()),
        // 在科学评估基础上
        (_, "上") if object.zh == "基础" && object.english.ends_with(" basis") => {
            format!("on the basis of {}", object.english.trim_end_matches(" basis"))
        }
        (_, "上") if object.category == C::Name => format!("in {}", object.object()),
        (_, "上")
            if ["ceremony", "meeting", "forum", "conference", "exhibition", "symposium"]
                .iter()
                .any(|event| object.english.ends_with(event)) =>
        {
            format!("at {}", object.object())
        }
        (link, _) => format!("{link} {}", object.object()),
    };
    // 在 says no more than the localizer does; other prepositions do.
    if let Some(preposition) = stack.pop_if(|node| node.category == C::Prep) {
        let english = match preposition.zh {
            "在" | "于" | "当" | "自" => english,
            "从" => format!("from {}", object.object()),
            _ => format!("{} {}", preposition.english, object.object()),
        };
        stack.push(Node::phrase(preposition.zh, english));
    } else {
        stack.push(Node::phrase(local.zh, english));
    }
}

/// 的 with nothing after it: 是…的, or "what …".
fn nominal(stack: &mut [Node<'_>]) {
    if let Some(top) = stack.last_mut()
        && top.category == C::Pronoun
    {
        top.english = top.possessive();
    }
}
