//! 的: what stands before it modifies the noun after it, as an adjective, an owner or a relative clause.

use super::{
    attach::{REACH, close, time_phrase},
    clause, countries,
    grammar::Category as C,
    morphology::{Form, compare, indefinite, inflect, is_mass},
    node::Node,
    number,
};

/// What stands before 的 goes to the noun phrase after it.
pub fn modify<'a>(stack: &mut Vec<Node<'a>>, mut head: Node<'a>, past: bool) -> Node<'a> {
    let Some(top) = stack.last() else { return head };
    if top.is_full() {
        return head;
    }
    if head.zh == "倍"
        && head.held
        && (matches!(top.category, C::Time | C::Adjective) || top.category.is_nominal())
    {
        // 是1950年的4倍: four times that of 1950.
        if let Some(owner) = stack.pop() {
            let whose = match owner.category {
                // 原来的3倍, 我们的两倍
                C::Adjective => format!("the {}", owner.english),
                C::Pronoun => owner.object(),
                _ => format!("that of {}", owner.object()),
            };
            append(&mut head, &whose);
            head.held = false;
        }
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
                let current = matches!(time.english.as_str(), "now" | "at present" | "currently");
                if current {
                    premodify(&mut head, "current");
                } else if ["in ", "at ", "on ", "the "].iter().any(|start| time.english.starts_with(start)) {
                    append(&mut head, &time.english);
                    head.definite = true;
                } else if time.english == "recently" {
                    premodify(&mut head, "recent");
                } else if time.post.is_empty() {
                    // 去年的三项标准: last year's three standards.
                    let count = std::mem::take(&mut head.det);
                    head.det = time.possessive();
                    if number::counts(&count) {
                        head.det = format!("{} {count}", head.det);
                    }
                } else {
                    append(&mut head, &time_phrase(&time));
                    head.definite = true;
                }
            }
        }
        C::Number => {
            if let Some(number) = stack.pop() {
                head.plural = head.category == C::Noun && !is_mass(&head.english);
                head.det = format!("{} of the", number.english);
            }
        }
        _ if top.category.is_nominal() => possessor(stack, &mut head, past),
        C::Verb | C::Have | C::Be | C::Aspect => relative(stack, &mut head, past),
        _ => {}
    }
    head
}

pub fn append(head: &mut Node<'_>, text: &str) {
    if !head.post.is_empty() {
        head.post.push(' ');
    }
    head.post.push_str(text);
}

/// 很重要的作用 → a very important role.
fn adjective<'a>(stack: &mut Vec<Node<'a>>, head: &mut Node<'a>) {
    let Some(adjective) = stack.pop() else { return };
    let sized = matches!(adjective.zh, "重" | "高" | "长" | "宽" | "深" | "远" | "厚");
    let mut text = adjective.english;
    while let Some(degree) = stack.pop_if(|node| {
        matches!(node.category, C::Degree | C::More | C::Most | C::Neg | C::Adverb | C::And | C::Adjective)
            && !node.english.is_empty()
    }) {
        if degree.category == C::Most {
            head.definite = true;
        }
        if matches!(degree.category, C::Most | C::More) {
            text = compare(&text, degree.category == C::Most);
            continue;
        }
        let link =
            if degree.category == C::And && degree.english == "," { ",".to_owned() } else { degree.english };
        text = format!("{link} {text}").replace(" , ", ", ");
    }
    // 550磅重的熊: a bear of 550 pounds.
    if sized && let Some(unit) = stack.pop_if(|node| node.category == C::Noun && node.held) {
        append(head, &format!("of {}", unit.said()));
        return;
    }
    // 规模较大的企业: enterprises with a relatively large scale.
    if let Some(property) = stack.pop_if(|node| is_property(node)) {
        append(head, &format!("with {text} {}", property.english));
    } else {
        premodify(head, text.trim_start_matches(", "));
    }
    // 一个重要的作用: the number before the adjective counts the noun.
    counts(stack, head);
    if let Some(owner) = stack.pop_if(|node| node.category == C::Noun && node.held) {
        head.det = owner.det;
    }
}

/// Nouns that an adjective before 的 is said of: what they measure belongs to the head.
fn is_property(node: &Node<'_>) -> bool {
    node.category == C::Noun
        && node.det.is_empty()
        && node.post.is_empty()
        && matches!(
            node.zh,
            "体型"
                | "规模"
                | "条件"
                | "影响"
                | "面积"
                | "数量"
                | "质量"
                | "水平"
                | "速度"
                | "价格"
                | "成本"
                | "历史"
                | "范围"
                | "程度"
                | "技术"
                | "性能"
                | "经验"
                | "种类"
                | "内容"
                | "难度"
                | "强度"
                | "风险"
                | "力量"
                | "意义"
                | "时间"
                | "距离"
                | "温度"
                | "收入"
                | "压力"
                | "密度"
                | "效率"
                | "能力"
                | "年龄"
                | "体积"
                | "身材"
                | "功能"
                | "结构"
                | "颜色"
                | "效果"
                | "实力"
                | "基础"
                | "身体"
                | "情节"
                | "症状"
                | "病情"
                | "资源"
                | "含量"
                | "产量"
                | "信誉"
                | "名声"
        )
}

fn premodify(head: &mut Node<'_>, text: &str) {
    head.english = format!("{text} {}", head.english);
}

/// The number or determiner before the modifier, if the head has none.
fn counts(stack: &mut Vec<Node<'_>>, head: &mut Node<'_>) {
    if head.det.is_empty()
        && let Some(count) = stack.pop_if(|node| matches!(node.category, C::Number | C::Det | C::DetPlural))
    {
        determine(head, &count);
    }
}

fn determine(head: &mut Node<'_>, count: &Node<'_>) {
    head.plural = !head.inflected && (count.plural || count.category == C::DetPlural);
    head.det = if count.zh.starts_with('一') && count.category == C::Number {
        indefinite(&head.english).to_owned()
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
            if let [.., preposition, _] = stack.as_mut_slice()
                && matches!(preposition.zh, "对" | "对于")
            {
                preposition.english = toward(head).to_owned();
            }
            close(stack);
            if let Some(phrase) = stack.pop() {
                append(head, &phrase.english);
                head.definite = true;
            }
            return;
        }
        _ => {}
    }
    let Some(mut owner) = stack.pop() else { return };
    if owner.category == C::Name && head.det.is_empty() && number::counts(&owner.det) {
        // 三名美国的记者: the number counts the head.
        head.det = std::mem::take(&mut owner.det);
        head.plural |= head.category == C::Noun && !head.inflected;
    }
    let short =
        owner.post.is_empty() && owner.english.split(' ').count() <= 3 && !owner.english.contains(',');
    match owner.category {
        C::Pronoun | C::Person if head.det.is_empty() => head.det = owner.possessive(),
        C::Name
            if head.det.is_empty()
                && short
                && owner.det.is_empty()
                && !owner.said().starts_with("the ")
                && !owner.english.ends_with('"') =>
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

/// 对 between a thing and what is done to it: impact on, protection of, attitude to.
fn toward(head: &Node<'_>) -> &'static str {
    match head.zh {
        "影响" | "看法" | "攻击" | "打击" | "投资" | "限制" | "依赖" | "研究" | "压力" | "意见" | "制裁"
        | "评论" | "袭击" => "on",
        "需求" | "热爱" | "渴望" | "支持" | "担忧" => "for",
        _ if !head.deed.is_empty() => "of",
        _ => "to",
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
        && inner.first().is_some_and(|first| countries::adjective(&first.english).is_some())
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
    counts(stack, head);
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
