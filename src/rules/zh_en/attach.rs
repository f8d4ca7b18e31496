//! 的 and prepositions: which words belong together, and on which side of the noun they stand in English.

use super::{
    clause,
    grammar::Category as C,
    morphology::{Form, inflect},
    node::Node,
};

/// How many phrases back a rule looks for the start of a clause.
const REACH: usize = 24;

/// Attaches what modifies a noun to it and builds prepositional phrases, from left to right.
pub fn attach<'a>(nodes: Vec<Node<'a>>, past: bool) -> Vec<Node<'a>> {
    let mut stack: Vec<Node<'a>> = Vec::with_capacity(nodes.len());
    let mut rest = nodes.into_iter().peekable();
    while let Some(node) = rest.next() {
        let next = rest.peek().map(|next| next.category);
        match node.category {
            C::De => match rest.next_if(|next| takes_modifier(next.category)) {
                Some(head) => {
                    let head = modify(&mut stack, head, past);
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
            C::Local => localize(&mut stack, &node, past),
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
    object || is_event(&next.english)
}

/// Events that are named by their year.
fn is_event(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    matches!(
        last.as_str(),
        "forum"
            | "conference"
            | "summit"
            | "expo"
            | "games"
            | "championship"
            | "olympics"
            | "exhibition"
            | "symposium"
    ) || name.contains(" Forum ")
}

/// The date on its noun: the 2021 forum, the tasks in 2022.
fn dated(head: &mut Node<'_>, time: &Node<'_>) {
    if is_event(&head.english) && time.english.len() == 4 {
        head.english = format!("{} {}", time.english, head.english);
        head.det = "the".to_owned();
    } else {
        append(head, &time_phrase(time));
        head.definite = true;
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
fn close(stack: &mut Vec<Node<'_>>) {
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
        _ => format!("{} {}", preposition.english, object.object()),
    };
    let zh = preposition.zh;
    stack.truncate(stack.len() - 2);
    stack.push(Node::phrase(zh, english));
}

/// A time with its preposition.
pub fn time_phrase(time: &Node) -> String {
    if time.post.is_empty() { time.english.clone() } else { format!("{} {}", time.post, time.english) }
}

/// NP + 上/中/期间: a phrase of place or time; clause + 后/时: a subordinate clause.
fn localize<'a>(stack: &mut Vec<Node<'a>>, local: &Node<'a>, past: bool) {
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
        let inner: Vec<Node> = stack.drain(start..).collect();
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
        (_, "上") if object.category == C::Name => format!("in {}", object.object()),
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

/// What stands before 的 goes to the noun phrase after it.
fn modify<'a>(stack: &mut Vec<Node<'a>>, mut head: Node<'a>, past: bool) -> Node<'a> {
    let Some(top) = stack.last() else { return head };
    if top.is_full() {
        return head;
    }
    match top.category {
        C::Adjective => adjective(stack, &mut head),
        C::Phrase => {
            // A phrase of place or time with a verb before it belongs to the verb's clause.
            if let Some(phrase) = stack.pop() {
                append(&mut head, &phrase.english);
                head.definite = true;
            }
        }
        C::Time => {
            if let Some(time) = stack.pop() {
                if time.post.is_empty() {
                    head.det = time.possessive();
                } else {
                    append(&mut head, &time_phrase(&time));
                    head.definite = true;
                }
            }
        }
        C::Number => {
            if let Some(number) = stack.pop() {
                head.plural = head.category == C::Noun && !super::morphology::is_mass(&head.english);
                head.det = format!("{} of the", number.english);
            }
        }
        _ if top.category.is_nominal() => possessor(stack, &mut head, past),
        C::Verb | C::Have | C::Be | C::Aspect => relative(stack, &mut head, past),
        _ => {}
    }
    head
}

fn append(head: &mut Node<'_>, text: &str) {
    if !head.post.is_empty() {
        head.post.push(' ');
    }
    head.post.push_str(text);
}

/// 很重要的作用 → a very important role.
fn adjective<'a>(stack: &mut Vec<Node<'a>>, head: &mut Node<'a>) {
    let Some(adjective) = stack.pop() else { return };
    let mut text = adjective.english;
    while let Some(degree) = stack.pop_if(|node| {
        matches!(node.category, C::Degree | C::More | C::Most | C::Neg | C::Adverb | C::And | C::Adjective)
            && !node.english.is_empty()
    }) {
        if degree.category == C::Most {
            head.definite = true;
        }
        let link =
            if degree.category == C::And && degree.english == "," { ",".to_owned() } else { degree.english };
        text = format!("{link} {text}").replace(" , ", ", ");
    }
    premodify(head, text.trim_start_matches(", "));
    // 一个重要的作用: the number before the adjective counts the noun.
    while let Some(count) = stack.pop_if(|node| matches!(node.category, C::Number | C::Det | C::DetPlural)) {
        determine(head, &count);
    }
    if let Some(owner) = stack.pop_if(|node| node.category == C::Noun && node.held) {
        head.det = owner.det;
    }
}

fn premodify(head: &mut Node<'_>, text: &str) {
    head.english = format!("{text} {}", head.english);
}

fn determine(head: &mut Node<'_>, count: &Node<'_>) {
    if !head.det.is_empty() {
        return;
    }
    head.plural |= count.plural || count.category == C::DetPlural;
    head.det = if count.zh.starts_with('一') && count.category == C::Number {
        super::morphology::indefinite(&head.english).to_owned()
    } else {
        count.english.clone()
    };
}

/// A noun phrase before 的: an owner, or the object of a verb that modifies the head.
fn possessor<'a>(stack: &mut Vec<Node<'a>>, head: &mut Node<'a>, past: bool) {
    let before = stack.len().checked_sub(2).and_then(|at| stack.get(at)).map(|node| (node.category, node.zh));
    match before {
        Some((C::Verb | C::Have, _)) if !has_subject(stack) => return relative(stack, head, past),
        Some((C::Prep, "对" | "对于" | "关于" | "有关" | "与" | "同" | "和" | "来自" | "针对")) =>
        {
            close(stack);
            if let Some(phrase) = stack.pop() {
                append(head, &phrase.english);
                head.definite = true;
            }
            return;
        }
        _ => {}
    }
    let Some(owner) = stack.pop() else { return };
    let short =
        owner.post.is_empty() && owner.english.split(' ').count() <= 3 && !owner.english.contains(',');
    match owner.category {
        C::Pronoun | C::Person if head.det.is_empty() => head.det = owner.possessive(),
        C::Name
            if head.det.is_empty() && short && owner.det.is_empty() && !owner.said().starts_with("the ") =>
        {
            head.det = owner.possessive()
        }
        _ => {
            let said = owner.object();
            append(head, &format!("of {said}"));
            if head.det.is_empty() {
                head.definite = true;
            }
        }
    }
}

/// Does the verb before the top noun phrase have a subject of its own?
fn has_subject(stack: &[Node<'_>]) -> bool {
    let mut seen_verb = false;
    let mut seen_subject = false;
    for node in stack.iter().rev().skip(1).take(REACH) {
        match node.category {
            C::Verb | C::Have if !seen_verb => seen_verb = true,
            C::Be | C::BeNot | C::HaveNot => return false,
            _ if seen_subject => return true,
            C::Verb | C::Have | C::Aux | C::Ba | C::Future => return true,
            C::Conj | C::Prep | C::Punct | C::Number | C::Det | C::DetPlural => return false,
            _ if seen_verb && node.category.is_nominal() => seen_subject = true,
            _ => {}
        }
    }
    seen_subject
}

/// A clause before 的: 参加活动的职工 → staff participating in the activity; 我们做的工作 → the work we did.
fn relative<'a>(stack: &mut Vec<Node<'a>>, head: &mut Node<'a>, past: bool) {
    // The clause starts after the last word that opens a place for a noun phrase.
    let mut start = stack.len();
    let (mut verbs, mut subject) = (0, false);
    let furthest = stack.len().saturating_sub(REACH);
    while let Some(node) = start.checked_sub(1).filter(|at| *at >= furthest).and_then(|at| stack.get(at)) {
        match node.category {
            C::Verb | C::Have | C::Be if verbs == 0 => verbs += 1,
            C::Verb | C::Have | C::Be | C::BeNot | C::Conj | C::Prep | C::Punct => break,
            C::Number | C::Det | C::DetPlural | C::And | C::Ba => break,
            category if category.is_nominal() => {
                if verbs > 0 && subject {
                    break;
                }
                subject |= verbs > 0;
            }
            _ => {}
        }
        start -= 1;
    }
    // A subject that is the object of a verb before it stays there.
    let taken = start.checked_sub(1).and_then(|at| stack.get(at)).map(|node| node.category);
    let mut inner: Vec<Node> = stack.drain(start..).collect();
    if subject
        && matches!(taken, Some(C::Verb | C::Have))
        && inner.first().is_some_and(|n| n.category.is_nominal())
    {
        let object = inner.remove(0);
        stack.push(object);
        subject = false;
    }
    // 是中国最早实施战略的城市: the place is where, not who.
    let mut place = None;
    if subject
        && matches!(taken, Some(C::Be | C::BeNot))
        && inner.first().is_some_and(|first| super::countries::adjective(&first.english).is_some())
    {
        place = Some(inner.remove(0).object());
        subject = false;
    }
    let ends_in_verb = inner.last().is_some_and(|node| matches!(node.category, C::Verb | C::Aspect));
    let passive = inner.iter().any(|node| node.category == C::Bei);
    let modal = inner.iter().any(|n| matches!(n.category, C::Aux | C::NotAux | C::Neg | C::Be | C::Have));
    match () {
        _ if subject => {
            let text = clause::order(inner, past, if past { Form::Past } else { Form::Third });
            append(head, &text);
        }
        _ if inner.len() == 1 && ends_in_verb => {
            // 发布的报告 → the released report; 增长的需求 → growing demand.
            if let Some(verb) = inner.pop() {
                let form = if intransitive(&verb.english) { Form::Gerund } else { Form::Participle };
                let text = inflect(&verb.english, form);
                if text.contains(' ') { append(head, &text) } else { premodify(head, &text) }
            }
        }
        _ if ends_in_verb && !passive && !modal => {
            let text = clause::order(inner, past, Form::Participle);
            append(head, &text);
        }
        _ if modal || passive => {
            let text = clause::order(inner, past, if past { Form::Past } else { Form::Third });
            append(head, &format!("that {text}"));
        }
        _ => {
            let text = clause::order(inner, past, Form::Gerund);
            append(head, &text);
        }
    }
    if let Some(place) = place {
        append(head, &format!("in {place}"));
    }
    while let Some(count) = stack.pop_if(|node| matches!(node.category, C::Number | C::Det | C::DetPlural)) {
        determine(head, &count);
    }
    if head.det.is_empty() {
        head.definite = true;
    }
}

/// Verbs whose doer is the noun: growing demand, not grown demand.
fn intransitive(verb: &str) -> bool {
    const VERBS: [&str; 24] = [
        "grow", "rise", "fall", "exist", "happen", "occur", "appear", "emerge", "live", "work", "arrive",
        "come", "go", "remain", "continue", "develop", "die", "stand", "sit", "sleep", "wait", "run",
        "increase", "decline",
    ];
    VERBS.contains(&verb)
}
