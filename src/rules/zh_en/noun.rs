//! Noun phrases without 的: determiner, number, measure word, adjectives, nouns; and phrases joined by 和.

use super::{
    affix::{particle, suffix},
    grammar::Category as C,
    node::Node,
    offices::{is_address, is_event, is_place, is_title, official, titled},
};
use crate::rules::zh_en::{attributive, countries, many, number};

/// Merges the words of each noun phrase into one node.
pub fn chunk<'a>(nodes: Vec<Node<'a>>) -> Vec<Node<'a>> {
    let mut out: Vec<Node<'a>> = Vec::with_capacity(nodes.len());
    let rest = nodes.into_iter();
    for node in rest {
        match node.category {
            C::Measure if node.english.is_empty() && counted_after(&out) => {
                // 国家标准43027项: 43027 national standards.
                if let (Some(number), Some(noun)) = (out.pop(), out.last_mut()) {
                    noun.det = number.english;
                    noun.plural |= number.plural;
                }
            }
            C::Measure if out.last().is_some_and(|last| counts(last)) => {
                // 三个人: the measure word says nothing; 三吨 and 两次 do.
                if let Some(number) = out.last_mut()
                    && !node.english.is_empty()
                {
                    measured(number, &node);
                }
                if let [.., det, number] = out.as_mut_slice()
                    && det.category == C::Det
                    && number.held
                {
                    // 每两年: every two years.
                    number.det = format!("{} {}", det.english, number.det);
                    let number = out.pop();
                    out.pop();
                    out.extend(number);
                }
            }
            C::Measure if node.english.is_empty() => {}
            C::Particle
                if out
                    .last()
                    .is_some_and(|last| last.category.is_nominal() || last.category == C::Number) =>
            {
                if let Some(last) = out.last_mut() {
                    particle(last, &node);
                }
            }
            C::Number if lists(&out) => {
                // 33、34和39岁: numbers side by side count together.
                out.pop();
                if let Some(first) = out.last_mut() {
                    first.english = format!("{} and {}", first.english.replace(" and ", ", "), node.english);
                    first.plural = true;
                }
            }
            C::Noun | C::Name | C::Adjective | C::Verb if suffix(&mut out, node.zh) => {}
            C::Noun | C::Name | C::Person | C::Measure => {
                let mut node = node;
                if node.category == C::Measure {
                    node.category = C::Noun;
                }
                let node = group(&mut out, node);
                out.push(node);
            }
            _ => out.push(node),
        }
    }
    for node in &mut out {
        let every = node.det.starts_with("every") || node.det.starts_with("each");
        let unit = ["year", "years", "month", "months", "day", "days", "week", "weeks"]
            .contains(&node.english.as_str());
        if every && unit {
            node.english = format!("{} {}", node.det, node.english);
            node.category = C::Time;
        }
        if node.category == C::Number && !node.det.is_empty() {
            node.category = C::Noun;
        }
        many::settle(node);
        // One of them speaks, nobody says which.
        if matches!(node.zh, "有关负责人" | "相关负责人") && node.det.is_empty() {
            node.det = "an".to_owned();
        }
    }
    join(out)
}

/// A bare number and 、 or 和 stand before: another number goes on with the list.
fn lists(out: &[Node]) -> bool {
    let [.., number, joint] = out else { return false };
    number.category == C::Number
        && number.det.is_empty()
        && !number.definite
        && !number.is_full()
        && joint.category == C::And
        && matches!(joint.zh, "、" | "和" | "及" | "与")
}

/// A noun, then a number: the number counts the noun before it.
fn counted_after(out: &[Node]) -> bool {
    let [.., noun, number] = out else { return false };
    number.category == C::Number && noun.category == C::Noun && noun.det.is_empty() && noun.post.is_empty()
}

fn counts(node: &Node) -> bool {
    matches!(node.category, C::Number | C::Det | C::DetPlural)
}

/// 三吨 → three tons: a noun phrase of its own, and "of" before what is measured.
fn measured<'a>(number: &mut Node<'a>, measure: &Node<'a>) {
    if measure.zh == "岁" {
        // 44岁的外交官: 44-year-old.
        number.english = format!("{}-year-old", number.english);
        number.category = C::Adjective;
        return;
    }
    let mut unit = Node::new(C::Noun, measure.zh, measure.english.clone());
    unit.plural = number.plural || number.category == C::DetPlural;
    number.det = number.english.clone();
    number.english = unit.core();
    number.plural = unit.plural;
    number.inflected = true;
    number.category = C::Noun;
    number.held = true;
    if matches!(measure.zh, "倍" | "次") {
        number.zh = measure.zh;
    }
}

/// A head takes what stands before it: adjectives, nouns, numbers, determiners.
fn group<'a>(out: &mut Vec<Node<'a>>, head: Node<'a>) -> Node<'a> {
    let mut head = head;
    while let Some(before) = out.last() {
        let taken = match before.category {
            C::Adjective => head.det.is_empty() && head.category == C::Noun,
            C::Noun if head.category == C::Person => {
                head.det.is_empty() && (before.post.is_empty() || before.post.starts_with("of "))
            }
            C::Noun => head.det.is_empty() && !before.held && before.post.is_empty(),
            C::Name => head.det.is_empty() && head.category != C::Person,
            C::Person => head.det.is_empty() && head.category == C::Noun,
            C::Number => head.det.is_empty() || head.definite && !head.det.contains(' '),
            C::Det | C::DetPlural | C::Whose => {
                head.det.is_empty() || counts(before) || before.category == C::Whose
            }
            _ => false,
        };
        if !taken || before.is_full() || head.is_full() {
            break;
        }
        let Some(before) = out.pop() else { break };
        head = merge(before, head);
    }
    // 三吨 + 钢: three tons of steel.
    if head.det.is_empty()
        && let Some(unit) = out.pop_if(|last| last.category == C::Noun && last.held && last.post.is_empty())
    {
        let mut unit = unit;
        if unit.zh == "次" && head.category == C::Noun {
            // 3次会议: three meetings.
            head.det = unit.det;
            head.plural = unit.plural;
            return head;
        }
        unit.post = format!("of {}", head.core());
        unit.held = false;
        return unit;
    }
    // 他父亲: a pronoun before a bare noun owns it.
    if head.det.is_empty()
        && head.category == C::Noun
        && let Some(owner) = out.pop_if(|last| last.category == C::Pronoun && is_person(last.zh))
    {
        head.det = owner.possessive();
    }
    head
}

fn is_person(pronoun: &str) -> bool {
    matches!(pronoun, "我" | "你" | "他" | "她" | "我们" | "他们" | "自己")
}

/// The head with what stands before it; the count of either is kept.
fn merge<'a>(before: Node<'a>, head: Node<'a>) -> Node<'a> {
    let (counted, plural) = (before.det.clone(), before.plural);
    let name = before.category == C::Name;
    let mut merged = joined(before, head);
    if merged.det.is_empty() && matches!(counted.as_str(), "a" | "an" | "one") && name {
        // 一家日本公司: a Japanese company.
        merged.det = super::morphology::indefinite(&merged.english).to_owned();
    } else if merged.det.is_empty() && number::counts(&counted) {
        // 200名美国人: 200 American people; 五家日本公司: five Japanese companies.
        merged.det = counted;
        merged.plural |= plural;
    }
    merged
}

fn joined<'a>(before: Node<'a>, mut head: Node<'a>) -> Node<'a> {
    match before.category {
        C::Adjective | C::Noun => {
            // A title before a name is part of it: Director Zhang Gong.
            let title = before.category == C::Noun && head.category == C::Person;
            if title && !before.post.is_empty() {
                // 市场监管总局局长张工: Zhang Gong, director of …
                head.post = format!(", {},", before.core());
                return head;
            }
            let single = if before.post.is_empty() { before.english.clone() } else { before.core() };
            let modifier = if title { titled(&single) } else { attributive::form(without_article(&single)) };
            // 两名旅游警察: the number counts the head.
            head.plural |= before.plural && !before.inflected || before.english.ends_with(" and others");
            head.english = format!("{modifier} {}", head.english);
            if before.category == C::Noun && !before.det.is_empty() {
                head.det = before.det;
            }
            if title {
                head.category = C::Person;
            }
        }
        C::Person | C::Name if is_address(&head.english) => {
            // 瓦伊诺先生: Mr. Vaino.
            head.english = format!("{} {}", head.english, before.english);
            head.post = before.post;
            head.category = C::Person;
        }
        C::Name
            if head.category == C::Name
                && countries::holds_cities(&before.english)
                && !head.english.contains(' ') =>
        {
            // 山东青岛: Qingdao, Shandong.
            head.english = format!("{}, {}", head.english, before.english);
        }
        C::Name => {
            let adjective = countries::adjective(without_article(&before.english));
            if head.category == C::Noun
                && is_title(&head.english)
                && adjective.is_none()
                && !is_place(&before.english)
            {
                head.post = format!("of {}", before.said());
                return head;
            }
            head.plural |= before.english.ends_with(" and others");
            head.english = match (adjective, head.category) {
                (Some(adjective), C::Noun) => format!("{adjective} {}", head.english),
                (None, C::Noun) if is_place(&before.english) => official(&before.english, &head.english),
                _ => format!("{} {}", attributive::form(without_article(&before.english)), head.english),
            };
        }
        C::Person if is_title(&head.english) => {
            // 李明教授: Professor Li Ming.
            head.english = format!("{} {}", titled(&head.english), before.english);
            head.category = C::Person;
        }
        C::Person => head.det = before.possessive(),
        C::Number if before.definite => {
            // 第三届论坛: the third forum.
            head.english = format!("{} {}", before.english, head.english);
            head.definite = true;
        }
        // 2023青岛论坛: the 2023 forum.
        C::Number if before.english.len() == 4 && head.det.is_empty() && is_event(&head.english) => {
            head.english = format!("{} {}", before.english, head.english);
            head.det = "the".to_owned();
        }
        C::Number => {
            head.det =
                if head.det.is_empty() { before.english } else { format!("{} {}", before.english, head.det) };
            head.plural = before.plural;
            if before.zh == "一" && head.category == C::Noun {
                head.det = super::morphology::indefinite(&head.english).to_owned();
            }
        }
        C::Det | C::DetPlural | C::Whose => {
            head.plural |= before.category == C::DetPlural;
            let plain = head.det.is_empty() || matches!(head.det.as_str(), "a" | "an" | "one");
            let this =
                if head.plural && before.english == "this" { "these" } else { before.english.as_str() };
            let this = if head.plural && this == "that" { "those" } else { this };
            head.det = if plain { this.to_owned() } else { format!("{this} {}", head.det) };
            head.definite = false;
        }
        _ => {}
    }
    head
}

/// A name inside another phrase: United States policy.
fn without_article(name: &str) -> &str {
    name.strip_prefix("the ").unwrap_or(name)
}

/// A和B, A、B和C: one noun phrase.
fn join(nodes: Vec<Node<'_>>) -> Vec<Node<'_>> {
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    let mut rest = nodes.into_iter().peekable();
    while let Some(node) = rest.next() {
        let follows = rest.peek().is_some_and(|next| next.category.is_nominal())
            && out.last().is_some_and(|last| !last.is_full());
        let joins = node.category == C::And && out.last().is_some_and(|last| last.category.is_nominal());
        if joins
            && follows
            && let (Some(mut first), Some(second)) = (out.pop(), rest.next())
        {
            // The last comma of a list is "and": A、B.
            let more = rest.peek().is_some_and(|next| next.category == C::And);
            let link = if node.english == "," {
                (if more || second.english.contains(" and other ") { ", " } else { " and " }).to_owned()
            } else {
                format!(" {} ", node.english)
            };
            let bare = first.det.is_empty() && second.det.is_empty() && first.post.is_empty();
            let mut second = second;
            // 30个国家和地区: the number counts both.
            second.plural |= first.category == C::Noun
                && first.plural
                && !first.inflected
                && !first.det.is_empty()
                && second.det.is_empty();
            let bare = bare || second.det.is_empty() && first.post.is_empty() && !first.det.is_empty();
            let (left, right) =
                if bare { (first.core(), second.core()) } else { (first.object(), second.object()) };
            first.english = format!("{left}{link}{right}");
            if !bare {
                first.det = String::new();
                first.category = C::Name;
            } else if second.category == C::Noun || first.category == C::Noun {
                first.category = C::Noun;
            }
            first.post = String::new();
            first.plural = true;
            first.inflected = true;
            first.definite = false;
            out.push(first);
            continue;
        }
        let mut node = node;
        // 青岛等30个城市: 30 cities including Qingdao.
        if node.category == C::Noun
            && node.det.starts_with(|c: char| c.is_ascii_digit())
            && let Some(listed) = out.pop_if(|last| {
                last.category.is_nominal() && last.det.is_empty() && last.english.ends_with(" and others")
            })
        {
            let members = listed.english.trim_end_matches(" and others");
            let members = match members.rsplit_once(", ") {
                Some((head, last)) if !head.contains(" and ") => format!("{head} and {last}"),
                _ => members.to_owned(),
            };
            if !node.post.is_empty() {
                node.post.push(' ');
            }
            node.post.push_str(&format!("including {members}"));
        }
        out.push(node);
    }
    out
}
